//! Causes that a teacher names, and what a server has left undone.

use super::last_explained;
use crate::explain::tests::{assert_contains, assert_lacks, assert_says};
use crate::language::Language::Japanese;

const SELECTED: &str = "S: * PREAUTH hi\nC: a select A\nS: * 3 EXISTS\nS: a OK [READ-WRITE] x\n";

/// Checks that the explanation of the command has these words in each language.
fn assert_command(line: &str, english: &str, japanese: &str) {
    assert_says(format!("{SELECTED}C: b {line}"), english, japanese);
}

#[test]
fn words_after_a_mailbox_that_are_no_part_of_its_name() {
    for (line, english, japanese) in [
        ("copy 1:2 inbox.Trash (\\Seen)", "\"(\\Seen)\" is one argument too many", "(\\Seen)"),
        (
            "select INBOX; a2 noop",
            "a semicolon does not end it: NOOP belongs on a line of its own.",
            "NOOP は別の行に書きます",
        ),
        ("select inbox readonly", "EXAMINE opens a mailbox for reading only.", "EXAMINE です"),
        ("select My Folder", "such a name must be in quotes", "引用符"),
    ] {
        assert_command(line, english, japanese);
    }
}

#[test]
fn words_in_place_of_search_keys() {
    for (line, english, japanese) in [
        ("search FLAGS \\Seen", "written without a backslash: SEEN.", "SEEN と書きます"),
        (
            "search SEEN=false",
            "SEEN takes no value: SEEN finds the messages to which it applies, and UNSEEN finds the others.",
            "UNSEEN はそれ以外の",
        ),
        (
            "search BETWEEN 1-Jan-2024 2-Jan-2024",
            "A range of dates has two keys, as in SINCE",
            "2 つのキーで示します",
        ),
        ("search FROM = taro", "not \"=\", as in FROM taro.", "FROM taro のように"),
        ("search unseen $Junk", "KEYWORD $Junk", "KEYWORD $Junk"),
        ("search hello", "The text to look for has a key before it", "探す文字列の前には"),
        ("search foo (x)", "\"foo\" is not a registered search key.", "登録された検索キーでは"),
    ] {
        assert_command(line, english, japanese);
    }
    assert_lacks(format!("{SELECTED}C: b search foo (x)"), "has a key before it");
}

#[test]
fn forms_that_are_nearly_right() {
    for (line, english, japanese) in [
        ("fetch 1 rfc822.peek", "BODY.PEEK[] was probably meant", "BODY.PEEK[]"),
        ("fetch 1 (preview=fuzzy)", "PREVIEW was probably meant", "PREVIEW"),
        (
            "fetch 1 body[header.field (from)]",
            "The section for some header fields is HEADER.FIELDS, with an S",
            "HEADER.FIELDS です",
        ),
        ("fetch 1 body[header.fields (From,To)]", "From", "From"),
        ("authenticate PLIAN", "PLAIN was probably meant", "PLAIN"),
        ("authenticate SCRAM-SHA256", "SCRAM-SHA-256 was probably meant", "SCRAM-SHA-256"),
        ("enable UTF8", "UTF8=ACCEPT was probably meant", "UTF8=ACCEPT"),
        (
            "status \"inbox\"(messages)",
            "status \"inbox\" (messages)",
            "status \"inbox\" (messages)",
        ),
        (
            "setquota \"#user/alice\" ()",
            "removes all limits of the quota \"#user/alice\".",
            "上限をすべて取り除きます",
        ),
    ] {
        assert_command(line, english, japanese);
    }
    assert_contains("C: b fetch 1 body[header.fields (From,To)]", "comma");
}

#[test]
fn what_the_server_has_left_undone() {
    for (lines, english, japanese) in [
        (
            "C: b store 1 +flags (\\Flagged)\nS: * 1 FETCH (FLAGS (\\Seen))\nS: b OK x",
            "a response above shows a message without \\Flagged",
            "\\Flagged のないメッセージ",
        ),
        (
            "C: b store 1 +flags (\\Flagged)\nS: * 2 FETCH (FLAGS ())\nS: * 1 FETCH (FLAGS (\\flagged))\nS: b OK x",
            "the responses above have the new flags",
            "新しいフラグは上の応答",
        ),
        (
            "C: b enable CONDSTORE X-FOO UTF8=ACCEPT\nS: * ENABLED CONDSTORE\nS: b OK x",
            "Not among what ENABLED lists: X-FOO and UTF8=ACCEPT.",
            "ENABLED の応答にないもの: X-FOO",
        ),
        (
            "S: * OK [UIDVALIDITY 77] x\nC: b status A (UIDVALIDITY)\nS: * STATUS A (UIDVALIDITY 78)",
            "UIDVALIDITY has changed from 77 to 78",
            "77 から 78 に変わりました",
        ),
    ] {
        assert_says(format!("{SELECTED}{lines}"), english, japanese);
    }
    let idle = "S: * PREAUTH [CAPABILITY IMAP4rev1 IDLE] hi\nC: a idle\nS: a BAD Select first";
    assert_contains(idle, "some servers allow IDLE only while one is");
    assert!(last_explained(Japanese, idle).contains("選択中でなければ IDLE を受け付けない"));
}
