//! Causes that the command's explanation names, and that its refusal takes up; and results that were not
//! read.

use super::last_explained;
use crate::explain::tests::{assert_contains, assert_lacks, assert_says};
use crate::language::Language::English;

const SELECTED: &str = "S: * PREAUTH hi\nC: s select inbox\nS: s OK [READ-WRITE] x\n";

/// Checks that the last line is explained with these words.
fn assert_each(sessions: &[(&str, &str, &str)]) {
    for (tail, english, japanese) in sessions {
        assert_says(format!("{SELECTED}{tail}"), english, japanese);
    }
}

#[test]
fn strings_outside_ascii_need_a_literal() {
    let literal = ["is not ASCII, so it has to be a literal: {6}", "リテラルで送ります。{6}"];
    for line in [
        "setacl inbox 太郎 lr",
        "setacl inbox \"太郎\" lr",
        "id (\"name\" \"日本\")",
        "setmetadata inbox (/private/comment \"日本\")",
    ] {
        for refusal in ["", "\nS: a BAD x"] {
            let tail = format!("C: a {line}{refusal}");
            assert_each(&[(&tail, literal[0], literal[1])]);
        }
    }
    assert_each(&[
        ("C: a search keyword 重要", "重要 cannot be one", "重要"),
        (
            "S: * ENABLED UTF8=ACCEPT\nC: a setacl inbox 太郎 lr",
            "has to be in quotes",
            "引用符で囲む",
        ),
        ("S: * ENABLED UTF8=ACCEPT\nC: a setacl inbox \"太郎\" lr", "# SETACL grants", "# SETACL"),
        ("C: a setacl inbox {6}太郎 lr", "# SETACL grants", "# SETACL"),
    ]);
}

#[test]
fn an_empty_message_cancels_append() {
    for line in ["append x {0}", "append x {3}abc {0}"] {
        let cancels = ["a client cancels APPEND", "APPEND を取り消せます"];
        assert_each(&[
            (&format!("C: a {line}"), cancels[0], cancels[1]),
            (&format!("C: a {line}\nS: a NO x"), cancels[0], cancels[1]),
        ]);
    }
    assert_each(&[(
        "C: a append x catenate (text {3}abc url \"/a;uid=1\") {3}abc",
        "APPEND adds 2 messages",
        "2 通",
    )]);
}

#[test]
fn refusals_of_names_in_another_encoding() {
    let utf7 = ["in modified UTF-7", "修正 UTF-7"];
    for line in
        ["select 日本語", "select \"Foo&Bar\"", "create Entwürfe", "status Entwürfe (messages)"]
    {
        let tail = format!("C: a {line}\nS: a NO Mailbox name not valid");
        assert_each(&[(&tail, utf7[0], utf7[1])]);
    }
    assert_each(&[
        ("C: a create Entwürfe\nS: a NO Mailbox already exists", "\"Entwürfe\" already", "すでに"),
        (
            "C: a delete Work\nS: a NO Mailbox has children",
            "because there are mailboxes below it",
            "先に下のメールボックスを削除します",
        ),
    ]);
}

#[test]
fn results_without_a_value() {
    assert_each(&[
        ("S: * ESEARCH (TAG \"a\") ALL COUNT 3", "ALL has no value", "ALL は値なし"),
        (
            "S: * ESEARCH (TAG \"a\") UID COUNT",
            "# In the result, COUNT has no value.",
            "COUNT は値なし",
        ),
        ("S: * ESEARCH (TAG \"a\") COUNT ALL 1:3", "COUNT has no value", "COUNT は値なし"),
        ("S: * ESEARCH (TAG \"a\") UID done", "# \"done\" is not", "# 「done」"),
    ]);
}

#[test]
fn threads_are_put_into_words() {
    for (line, english, japanese) in [
        (
            "(2)(3 6 (4 23)(44 7))",
            "2 threads. Thread 2 begins with 3 (below 3: 6; below 6: 4 and 44; below 4: 23; below 44: 7). The numbers are UIDs. The messages below another one are usually replies to it.",
            "2 番目のスレッドは 3 で始まります（3 の下は 6、6 の下は 4",
        ),
        ("((3)(5))", "Its messages are 3 and 5; the message above", "3、5 です。その上の"),
        (
            "((3)(5 6))",
            "At its top are 3 and 5 (below 5: 6); the",
            "3、5 が並んでいます（5 の下は 6）",
        ),
        ("(1)(2)", "Each is a single message.", "メッセージ 1 通だけです"),
        (
            "(1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21)",
            "It has 21 messages.",
            "21 通のメッセージがあります",
        ),
    ] {
        let tail = format!("C: a uid thread references utf-8 all\nS: * THREAD {line}");
        assert_each(&[(&tail, english, japanese)]);
    }
}

#[test]
fn pairs_lists_and_amounts_in_words() {
    assert_each(&[
        ("S: * ID (\"os\" \"x\")", "The server says about itself: os \"x\".", "os は「x」"),
        ("S: * ID (\"name\" \"D\" \"os\" \"x\")", "it is D. It also says: os \"x\".", "os は「x」"),
        ("S: * LIST () NIL x", "(no hierarchy)", "（階層なし）"),
        ("S: * NAMESPACE ((\"\" NIL)) NIL NIL", "\"\" (no hierarchy)", "空（階層なし）"),
        ("S: * LIST () \"/\" x (\"FOO\" (\"x\"))", "unknown data FOO", "未知のデータ FOO"),
        ("S: * STATUS x (DELETED-STORAGE 8)", "8 (the storage that", "8（EXPUNGE"),
        (
            "C: a notify set (selected (messagenew (uid) messageexpunge))",
            "new messages (with the UID)",
            "新着メッセージ（UID 付き",
        ),
    ]);
}

#[test]
fn words_that_are_not_written_like_this() {
    assert_each(&[
        ("C: a list '' '*'", "For the server, ' is part of the name", "' を名前の一部として"),
        ("C: a authenticate login ${sasl} ${sasl}", "at most one argument", "1 つだけです"),
        (
            "C: a authenticate login ${sasl} ${sasl}\nS: a BAD x",
            "at most one argument",
            "1 つだけです",
        ),
    ]);
}

/// Then `&` in a name is just that (RFC 9755, 3).
#[test]
fn names_in_utf8_are_not_decoded() {
    let enabled = "S: * ENABLED UTF8=ACCEPT\n";
    for (line, english) in [
        ("S: * LIST () \"/\" \"&ZeVnLIqe-\"", "a mailbox \"&ZeVnLIqe-\""),
        ("S: * STATUS \"&ZeVnLIqe-\" (MESSAGES 3)", "\"&ZeVnLIqe-\" has 3"),
        ("C: a copy 1 &ZeVnLIqe-\nS: a NO [TRYCREATE] x", "mailbox \"&ZeVnLIqe-\" does not"),
    ] {
        assert_contains(format!("{SELECTED}{enabled}{line}"), english);
        assert_lacks(format!("{SELECTED}{line}"), "&");
    }
}

#[test]
fn the_value_of_a_secret_annotation_is_not_repeated() {
    for line in [
        "* METADATA \"\" (/private/vendor/x/password \"SECRET1\")",
        "* METADATA x (/private/vendor/x/token {7}SECRET1)",
        "* 1 FETCH (ANNOTATION (/vendor/x/token (value.priv \"SECRET1\")))",
    ] {
        let said = last_explained(English, &format!("{SELECTED}S: {line}"));
        assert!(said.contains("${secret}") && !said.contains("SECRET1"), "{said}");
    }
    assert_contains("S: * METADATA \"\" (/private/comment \"note\")", "note");
}

#[test]
fn corrections_and_causes_that_would_be_false() {
    for (line, unsaid) in [
        ("thread references utf-8 1-Feb-2026", "separated by commas"),
        ("authenticate) ${sasl}", "at most one argument"),
        ("GS2-${password}", "registered"),
        ("authenticate XOAUTH${sasl}", "registered"),
    ] {
        assert_lacks(format!("{SELECTED}C: a {line}"), unsaid);
    }
    assert_contains(format!("{SELECTED}C: a fetch 1 3:5 flags"), "separated by commas");
}
