//! Refusals explained by the names that the session's own commands and LIST have shown.

use super::SELECTED;
use crate::explain::tests::last_explained;
use crate::explain::tests::{assert_contains, assert_lacks};
use crate::language::Language::Japanese;

#[track_caller]
fn assert_says(session: &str, english: &str, japanese: &str) {
    assert_contains(session, english);
    let said = last_explained(Japanese, session);
    assert!(said.contains(japanese), "{session}: {said}");
}

#[test]
fn names_that_the_session_has_deleted_or_given_away() {
    let deleted = format!("{SELECTED}C: d delete Old\nS: d OK x\n");
    let renamed = format!(
        "{SELECTED}S: * LIST () \"/\" A\nS: * LIST () \"/\" A/B\nC: d rename A C\nS: d OK x\n"
    );
    for line in [
        "select Old",
        "status Old (messages)",
        "delete Old",
        "rename Old New",
        "copy 1 Old",
        "append Old {1}x",
        "subscribe Old",
    ] {
        for answer in ["NO x", "NO [NONEXISTENT] x", "NO [TRYCREATE] x"] {
            let session = format!("{deleted}C: a2 {line}\nS: a2 {answer}");
            assert_says(&session, "this session has deleted it", "このセッションで削除されました");
        }
    }
    for (old, new) in [("A", "C"), ("A/B", "C/B")] {
        for line in ["select", "copy 1", "delete"] {
            let session = format!("{renamed}C: a2 {line} {old}\nS: a2 NO x");
            let english = format!("The mailbox \"{old}\" is called \"{new}\" now");
            assert_says(&session, &english, &format!("「{old}」の名前は今は「{new}」です"));
        }
    }
    for (after, line) in [
        ("C: e create Old\nS: e OK x\n", "select Old"),
        ("S: * LIST () \"/\" Old\n", "select Old"),
        ("", "create Old"),
        ("", "select Other"),
    ] {
        assert_lacks(format!("{deleted}{after}C: a2 {line}\nS: a2 NO x"), "this session has");
    }
}

#[test]
fn what_list_has_shown_of_names() {
    let listed = format!(
        "{SELECTED}S: * NAMESPACE ((\"\" \"/\")) NIL NIL\nS: * LIST (\\Noselect) \"/\" \"[Gmail]\"\n\
         S: * LIST (\\Noinferiors) \"/\" INBOX\nS: * LIST () \"/\" A\nS: * LIST () \"/\" B\n"
    );
    for (line, answer, english, japanese) in [
        ("select [Gmail]", "NO [NONEXISTENT] x", "cannot be selected", "選択できない名前"),
        ("append [Gmail] {1}x", "NO x", "cannot be selected", "選択できない名前"),
        ("copy 1 [Gmail]", "NO x", "cannot be selected", "選択できない名前"),
        ("create INBOX/Foo", "NO x", "with \\Noinferiors", "\\Noinferiors があり"),
        ("create inbox/Foo", "NO x", "with \\Noinferiors", "\\Noinferiors があり"),
        ("rename A INBOX/Foo", "NO x", "with \\Noinferiors", "\\Noinferiors があり"),
        ("rename A B", "NO x", "There is a mailbox \"B\" already", "「B」はすでにあります"),
    ] {
        let session = format!("{listed}C: a2 {line}\nS: a2 {answer}");
        assert_says(&session, english, japanese);
    }
    let prefixed = format!("{SELECTED}S: * NAMESPACE ((\"INBOX.\" \".\")) NIL NIL\n");
    let session = format!("{prefixed}C: a2 rename INBOX.Work Work2\nS: a2 NO x");
    assert_says(&session, "begin with \"INBOX.\"; \"Work2\" does not", "「INBOX.」");
}

#[test]
fn inbox_is_never_said_to_be_missing() {
    for line in ["copy 1 INBOX", "append inbox {1}x", "move 1 INBOX"] {
        for answer in ["NO x", "NO [TRYCREATE] x"] {
            let session = format!(
                "S: * PREAUTH x\nC: a1 select Foo\nS: * 3 EXISTS\nS: a1 OK [READ-WRITE] in\nC: a2 {line}\nS: a2 {answer}"
            );
            assert_says(&session, "INBOX always exists", "INBOX は必ずあります");
        }
    }
}

#[test]
fn a_text_about_a_missing_login_is_explained() {
    let session = "C: c list \"\" *\nS: c NO Not logged in";
    assert_says(session, "The server requires a login", "ログインしていません");
}
