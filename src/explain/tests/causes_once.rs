//! A cause that was named below the command is not named again below the refusal.

use crate::explain::Explainer;
use crate::language::Language::{self, English, Japanese};
use crate::messages::Messages;
use crate::protocol::syntax::{Side, Tree};

const BEGIN: [&str; 4] =
    ["S: * PREAUTH hi", "C: a1 select inbox", "S: * 3 EXISTS", "S: a1 OK [READ-WRITE] in"];

/// The explanation of the last line.
fn said(language: Language, lines: &[&str]) -> String {
    let mut explainer = Explainer::new(Messages::new(language));
    let mut last = String::new();
    for line in BEGIN.iter().chain(lines) {
        last = match line.split_at(3) {
            ("C: ", line) => explainer.client(&Tree::of_line(Side::Client, line)).to_string(),
            (_, line) => explainer.server(&Tree::of_line(Side::Server, line)).to_string(),
        };
    }
    last
}

#[test]
fn a_refusal_refers_to_what_was_said_of_its_command() {
    for line in [
        "C: a2 status x messages unseen",
        "C: a2 search subject lunch today",
        "C: a2 thread referenses utf-8 all",
    ] {
        let sent = said(English, &[line]);
        let bad = said(English, &[line, "S: a2 BAD x"]);
        assert!(
            bad.starts_with("The likely cause is named above, where a2 was sent. (RFC "),
            "{sent}\n{bad}"
        );
        let bad = said(Japanese, &[line, "S: a2 BAD x"]);
        assert!(
            bad.starts_with("考えられる原因は、上で説明したとおりです（タグ a2 のコマンド）。"),
            "{bad}"
        );
    }
}

/// It would not be shorter.
#[test]
fn a_short_sentence_is_repeated() {
    let bad = said(English, &["C: a2 fetch 1 ", "S: a2 BAD x"]);
    assert!(bad.starts_with("An argument is missing."), "{bad}");
    let bad = said(English, &["C: a2 fetch 9 flags", "S: a2 BAD x"]);
    assert!(bad.starts_with("There is no message 9"), "{bad}");
}

#[test]
fn new_facts_are_added() {
    for (line, answer, words) in [
        ("C: a2 fetch 9 flags", "S: a2 OK x", "FETCH is complete"),
        ("C: a2 select Foo", "S: a2 NO [NONEXISTENT] x", "There is no mailbox \"Foo\""),
        ("C: a2 fetch 1 flags", "S: a2 BAD x", "did not understand"),
        ("C: a2 fetch 9 flags", "S: * BAD x", "There is no message 9"),
    ] {
        let answer = said(English, &[line, answer]);
        assert!(answer.contains(words), "{line}: {answer}");
    }
}

#[test]
fn a_general_code_follows_the_reference_once() {
    let line = "C: a2 status x messages unseen";
    let answer = "S: a2 BAD [CLIENTBUG] x";
    let reference = "The likely cause is named above, where a2 was sent.";
    let first = said(English, &[line, answer]);
    assert!(first.starts_with(&format!("{reference} CLIENTBUG says that")), "{first}");
    let second = said(English, &[line, answer, line, answer]);
    assert!(second.starts_with(&format!("{reference} (RFC ")), "{second}");
}

/// The missing text is not the cause.
#[test]
fn a_refusal_without_a_text_refers_to_its_cause() {
    let line = "C: a2 status x messages unseen";
    let bad = said(English, &[line, "S: a2 BAD"]);
    assert!(
        bad.starts_with("The likely cause is named above, where a2 was sent. The resp"),
        "{bad}"
    );
}
