//! General sentences, which a session shows only once.

use super::explained;
use crate::explain::Explainer;
use crate::language::Language::{self, English, Japanese};
use crate::messages::Messages;
use crate::protocol::syntax::{Side, Tree};

/// The indices of the session's explanations that contain the words.
fn lines_with(language: Language, session: &str, words: &str) -> Vec<usize> {
    let all = explained(language, session);
    let said: Vec<&str> = all.lines().filter(|line| line.starts_with('#')).collect();
    assert_eq!(said.len(), session.lines().count(), "each line has an explanation: {all}");
    (0..said.len()).filter(|at| said[*at].contains(words)).collect()
}

#[test]
fn general_sentences_appear_once() {
    let login = "S: * OK hi\nC: a1 login joe ${password}\nS: a1 NO x\nC: a2 login jim ${password}";
    let token = "S: * OK hi\nC: a1 authenticate xoauth2\nS: a1 NO x\nC: a2 authenticate xoauth2";
    let fetch = "S: * PREAUTH hi\nC: a1 fetch 0 flags\nS: a1 BAD x\nC: a2 fetch 0 flags";
    let flags = "S: * PREAUTH hi\nS: * 1 FETCH (FLAGS (\\Seen))\nS: * 2 FETCH (FLAGS (\\Seen))\nS: * 3 FETCH (FLAGS (\\Seen))";
    let opened = "S: * PREAUTH hi\nC: a1 select x\nS: * OK [UIDVALIDITY 7] x\nS: a1 OK x\nC: a2 select y\nS: * OK [UIDVALIDITY 8] x";
    for (session, first, english, japanese) in [
        (login, 1, "nothing but TLS protects", "これを守るのは TLS だけです"),
        (token, 1, "an OAuth 2.0 access token", "OAuth 2.0 のアクセストークン"),
        (token, 1, "with a line that begins with +", "+ で始まる行"),
        (fetch, 1, "FETCH returns data of", "フラグから全文までの求めたデータ"),
        (flags, 1, "that has been read", "読まれた"),
        (opened, 2, "must forget every UID", "すべて捨てなければなりません"),
    ] {
        assert_eq!(lines_with(English, session, english), [first], "{session}");
        assert_eq!(lines_with(Japanese, session, japanese), [first], "{session}");
    }
    for (session, fact, lines) in [
        (login, "LOGIN logs in as", vec![1, 3]),
        (token, "SASL mechanism XOAUTH2", vec![1, 3]),
        (fetch, "there is no number 0", vec![1, 2, 3]),
        (opened, "UIDs remain valid as long as this number is", vec![2, 5]),
    ] {
        assert_eq!(lines_with(English, session, fact), lines, "{session}");
    }
}

#[test]
fn what_was_not_shown_does_not_count() {
    // The server takes LOGIN for the tag, and its effect is left out.
    let session = "S: * OK hi\nC: login joe ${password}\nC: a2 login joe ${password}";
    let all = explained(English, session);
    assert!(all.ends_with("protects them. (RFC 3501, 6.2.3)\n"), "{all}");
}

#[test]
fn a_line_that_is_asked_about_has_all() {
    let mut explainer = Explainer::teaching(Messages::new(English));
    let tree = Tree::of_line(Side::Client, b"a1 login joe ${password}");
    let mut is_said = |is_sent: bool| {
        let said =
            if is_sent { explainer.client(&tree) } else { explainer.line(Side::Client, &tree) };
        said.text().contains("nothing but TLS protects")
    };
    let sent = [false, true, true, false, true].map(&mut is_said);
    assert_eq!(sent, [true, true, false, true, false]);
}
