//! Lines that a terminal or a page has broken in the middle of a word, and text that only stands there.

use super::kinds::{assert_refused, assert_sends};
use super::*;

#[test]
fn a_word_broken_by_the_terminal_is_not_sent_in_half() {
    for (command, rest) in [
        ("SELECT Archi", "ve/2023"),
        ("UID FETCH 1042:1055 (UID FLAGS BODY[HEADER.FIELDS (Subject Fro", "m)])"),
        ("SEARCH FROM hana SUBJECT lunch SINCE 1-Jan-2026 TEXT everythi", "ng else"),
        ("CREATE \"Projects/", "2023\""),
    ] {
        let text = format!("a1 LOGIN u p\na1 OK\na2 {command}\n{rest}\na2 OK\na3 NOOP\na3 OK\n");
        assert_refused(&text, 4, "PerhapsWrapped");
    }
    // The join of a quoted name is not certain next to a separator, but between words.
    for (name, rest) in [("Projects/", "2023"), ("Projects", "/2023"), ("taro@", "x"), ("a-", "b")]
    {
        let text = format!("C: a1 CREATE \"{name}\n   {rest}\"\nS: a1 OK\n");
        assert_refused(&text, 2, "PerhapsWrapped");
    }
    assert_sends("C: a1 CREATE \"My\n   Folder\"\nS: a1 OK\n", &["a1 CREATE \"My Folder\""]);
    assert_sends("C: a1 SEARCH TEXT \"Mr.\n   X\"\nS: a1 OK\n", &["a1 SEARCH TEXT \"Mr. X\""]);
}

#[test]
fn words_between_a_command_and_its_answer_are_prose() {
    for words in ["Server accepts:", "Then:", "The server answers", "Response", "応答"] {
        let text = format!("a1 LOGIN u p\n{words}\na1 OK\na2 NOOP\n{words}\na2 OK\n");
        assert_sends(&text, &["a1 LOGIN u p", "a2 NOOP"]);
        if words.contains(' ') {
            let text =
                format!("C: a1 LOGIN u p\n{words}\nS: a1 OK\nC: a2 NOOP\n{words}\nC: a3 CHECK\n");
            assert_sends(&text, &["a1 LOGIN u p", "a2 NOOP", "a3 CHECK"]);
        }
    }
}

#[test]
fn the_rest_of_a_response_is_not_a_command() {
    let text = "login u p\nOK in\ncapability\n* CAPABILITY IMAP4rev1 SASL-IR\nENABLE IDLE SORT\n\
        list \"\" *\n* LIST () \"/\" Very/Long/Name\nwrapped\nselect inbox\n* 3 EXISTS\nlogout\n";
    let script = Script::parse(text.as_bytes(), "x").expect("a script");
    let sent = ["> login u p", "> capability", "> list \"\" *", "> select inbox", "> logout"];
    assert_eq!(summary(&script), sent);
    // `idle` alone is a command.
    assert_sends("* CAPABILITY IMAP4rev1\nidle\n+ x\ndone\n", &["idle", "done"]);
}

#[test]
fn headings_of_a_script_end_with_a_colon() {
    let text = "Log in first\nlogin u p\nDelete it:\ndelete Work\nlogout\n";
    let script = Script::parse(text.as_bytes(), "x").expect("a script");
    assert_eq!(summary(&script), ["> login u p", "> delete Work", "> logout"]);
}

#[test]
fn words_in_small_letters_before_all_commands_are_their_tags() {
    let text = "Log in:\n\nlogin LOGIN u p\n\nSelect:\n\nsel SELECT INBOX\n\nDelete it:\n\n\
        del STORE 1 +FLAGS (\\Deleted)\nexp EXPUNGE\n\nbye LOGOUT\n";
    let script = Script::parse(text.as_bytes(), "x").expect("a script");
    let sent = [
        "> login LOGIN u p",
        "> sel SELECT INBOX",
        "> del STORE 1 +FLAGS (\\Deleted)",
        "> exp EXPUNGE",
        "> bye LOGOUT",
    ];
    assert_eq!(summary(&script), sent);
    assert_eq!(super::properties::acts_of_stream(text).len(), sent.len());
    let has_tag = |item: &ScriptItem| match &item.kind {
        ItemKind::Command(command) => command.line().tag.is_some(),
        _ => true,
    };
    assert!(script.items.iter().all(has_tag));
}

#[test]
fn done_takes_no_tag() {
    for text in ["a1 select inbox\na2 idle\na2 done\na3 logout\n", "idle\na2 done\nlogout\n"] {
        let line = text.lines().position(|line| line.ends_with(" done")).unwrap_or_default();
        assert_refused(text, line + 1, "TaggedDone");
    }
    // The listing shows that the server refused it.
    let text = "a1 idle\n+ x\na2 done\na1 BAD Expected DONE\na3 noop\n";
    assert_sends(text, &["a1 idle", "a2 done", "a3 noop"]);
}

#[test]
fn numbers_and_columns_after_commands_are_remarks() {
    assert_sends(
        "a1 LOGIN u p (1)\na1 OK\na2 SELECT INBOX (2)\n* 3 EXISTS (3)\na2 OK\na3 LOGOUT←入力\na3 OK\n",
        &["a1 LOGIN u p", "a2 SELECT INBOX", "a3 LOGOUT"],
    );
    let text = "a1 LOGIN u p      ログイン\na1 OK\na2 SELECT INBOX   選択\na2 OK\na3 CREATE Work    作成\na3 OK\n";
    let script = Script::parse(text.as_bytes(), "x").expect("a page");
    assert_eq!(summary(&script), ["> a1 LOGIN u p", "> a2 SELECT INBOX", "> a3 CREATE Work"]);
}
