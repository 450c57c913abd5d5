//! Sessions whose beginning was not watched, and lines that were sent while IDLE ran.

use super::last_explained;
use crate::explain::tests::assert_contains;
use crate::language::Language::{English, Japanese};

const SELECT_FIRST: [&str; 2] = ["none is selected", "何も選択されていません"];
const LOGIN_FIRST: [&str; 2] = ["the session is not logged in", "ログインしていません"];

fn says(session: &str, words: [&str; 2]) -> bool {
    let is_said = last_explained(English, session).contains(words[0]);
    let japanese = last_explained(Japanese, session);
    assert_eq!(is_said, japanese.contains(words[1]), "{session}: {japanese}");
    is_said
}

/// Lines missing from a listing that begins in the middle may have been sent before.
#[test]
fn a_mailbox_that_was_opened_before_the_listing() {
    let copy = "C: b9 copy 7 Foo\nS: b9 BAD x";
    for (begin, is_said) in [
        ("C: a9 idle\nS: + x\nS: * 5 EXISTS\nC: DONE\nS: a9 OK x\n", false),
        ("C: a9 list \"\" *\nS: a9 OK x\n", false),
        ("C: a9 login joe x\nS: a9 OK x\n", true),
        ("C: a9 close\nS: a9 OK x\n", true),
        ("C: a9 list \"\" *\nS: a9 OK x\nC: a9 select x\nS: a9 NO x\n", true),
        ("C: a9 select x\nS: a9 NO x\n", false),
        ("S: * PREAUTH hi\n", true),
    ] {
        assert_eq!(says(&format!("{begin}{copy}"), SELECT_FIRST), is_said, "{begin}");
    }
    let exists = "C: a9 idle\nS: + x\nS: * 5 EXISTS\nC: DONE\nS: a9 OK x\n";
    assert_contains(format!("{exists}{copy}"), "There is no message 7");
}

#[test]
fn a_session_without_a_login_is_recognized() {
    for (begin, is_said) in [
        ("C: a login joe x\nS: a NO x\n", true),
        ("C: a authenticate plain\nS: a NO x\n", true),
        ("C: a login joe x\nS: a BAD x\n", false),
        ("C: a noop\nS: a OK x\n", false),
        ("C: a unauthenticate\nS: a OK x\n", true),
    ] {
        let session = format!("{begin}C: b select inbox\nS: b BAD x");
        assert_eq!(says(&session, LOGIN_FIRST), is_said, "{begin}");
    }
}

#[test]
fn a_line_that_was_sent_while_idle_ran() {
    let begin = "S: * PREAUTH hi\nC: b select inbox\nS: * 5 EXISTS\nS: b OK x\nC: g idle\nS: + x\nC: i fetch 1 flags\nS: i BAD Expected DONE.";
    let sent = ["It was sent while IDLE was running", "IDLE の実行中に送られました"];
    assert!(says(begin, sent));
    let next = format!("{begin}\nC: j noop");
    assert!(!says(&next, ["IDLE is running", "IDLE の実行中です"]));
    assert!(says(
        &begin.replace("i BAD", "g BAD"),
        ["While IDLE was running, a line", "IDLE の実行中に DONE"]
    ));
}
