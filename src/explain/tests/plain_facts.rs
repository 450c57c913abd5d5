//! Sentences about numbers, lines in IDLE, literals and missing texts.

use super::{assert_last_explained, last_explained};
use crate::explain::tests::{assert_lacks, assert_says};
use crate::language::Language::{English, Japanese};

#[test]
fn one_of_something_is_singular() {
    for (line, english, japanese) in [
        ("C: a search larger 1", "larger than 1 octet,", "1 オクテットより大きい"),
        ("C: a search smaller 2", "smaller than 2 octets,", "2 オクテットより小さい"),
        ("C: a search older 1", "at least 1 second ago", "1 秒以上前"),
        ("C: a search younger 1", "within the last second,", "過去 1 秒以内"),
        ("C: a setquota \"\" (message 1)", ": 1 message.", "メッセージ 1 通"),
        ("C: a replace 4 x {1}", "message of 1 octet to", "1 オクテットの新しいメッセージ"),
        ("S: * QUOTA \"\" (MESSAGE 1 1)", "1 of 1 message (100%).", "1 通のうち 1 通"),
        ("S: * OK [MESSAGELIMIT 1] x", "process one message at most", "1 通まで"),
    ] {
        assert_says(line, english, japanese);
    }
}

#[test]
fn a_line_in_idle_is_no_command() {
    let idle = "S: * PREAUTH hi\nC: a1 select inbox\nS: a1 OK x\nC: a2 idle\nS: + x\n";
    for line in ["a3 noop", "noop", "fetch 1 flags", "a3 un select"] {
        let session = format!("{idle}C: {line}");
        assert_says(
            &session,
            "# IDLE is running: the server expects DONE alone on a line, and does not read this as a command. Usually IDLE ends with BAD then, and no response with the tag of this line follows.",
            "ふつうは IDLE が BAD で終わり、この行のタグが付いた応答は届きません。",
        );
    }
    assert_says(
        format!("{idle}C: a3 done"),
        "DONE ends IDLE, but without a tag",
        "DONE にはタグを付けません",
    );
}

#[test]
fn octets_missing_from_a_literal_are_counted() {
    for line in [
        "* 1 FETCH (BODY[] {3}abcdef)",
        "* 1 FETCH (BODY[] {3}abc def, ghi)",
        "* LIST () \"/\" {3}abcdef",
    ] {
        assert_says(
            format!("S: {line}"),
            "If what follows the literal belongs to it, the size of the literal is too small. (RFC 3501, 4.3)",
            "リテラルの大きさが小さすぎます。",
        );
    }
    assert_lacks("S: * 1 FETCH (BODY[] {3}abc)", "too small");
    assert_lacks("S: * 1 FETCH (BODY[] {3}abc FLAGS () FOO 3)", "too small");
}

#[test]
fn a_missing_text_is_named_once() {
    let text = "The response has no text, which the grammar of RFC 3501 requires.";
    let session = "S: * PREAUTH hi\nC: a1 noop\nS: a1 OK";
    assert!(last_explained(English, session).contains(text));
    assert_lacks(format!("{session}\nC: a2 noop\nS: a2 OK"), text);
    assert!(last_explained(Japanese, session).contains("RFC 3501 の文法で必要な文言がありません"));
}

#[test]
fn the_code_with_capabilities_is_cited() {
    for code in ["IMAP4rev1 IDLE", "IMAP4rev1 IDLE MOVE APPENDLIMIT=300", "IMAP4rev1 AUTH=PLAIN"] {
        let said = last_explained(English, &format!("S: * OK [CAPABILITY {code}] hi"));
        assert!(said.ends_with("(RFC 3501, 7.1)"), "{said}");
    }
}

#[test]
fn what_save_keeps() {
    for (options, english, japanese) in [
        ("save min", "SAVE keeps only the lowest of them", "最小のメッセージだけ"),
        ("save max", "SAVE keeps only the highest of them", "最大のメッセージだけ"),
        ("save min max", "SAVE keeps only the lowest and the highest of them", "最小と最大の"),
        ("save min count", "SAVE keeps the result", "結果はサーバーに保存され"),
        ("save", "SAVE keeps the result", "結果はサーバーに保存され"),
    ] {
        assert_says(format!("C: a search return ({options}) all"), english, japanese);
    }
}

#[test]
fn the_last_parameter_of_qresync_is_explained() {
    assert_says(
        "C: a select inbox (qresync (7 90 1:50 (10,20 100,200)))",
        "the messages 10 and 20 had the UIDs 100 and 200",
        "メッセージ番号 10、20 の UID は順に 100、200",
    );
}

#[test]
fn commas_in_place_of_spaces_are_reported() {
    for line in
        ["a,login,bob,${password}", "a3 login,bob,${password}", "a1 select,inbox", "a1,noop"]
    {
        let fault = "Spaces, not commas, separate the tag, the command and its arguments.";
        let comma = "コンマではなく空白で区切ります。";
        assert_says(format!("S: * OK hi\nC: {line}"), fault, comma);
        let tag = line.split(' ').next().unwrap_or_default();
        assert_says(format!("S: * OK hi\nC: {line}\nS: {tag} BAD x"), fault, comma);
    }
    let echoed = "S: * OK hi\nC: a,login,bob,${password}\nS: a,login,bob,himitsu BAD x";
    assert!(!last_explained(English, echoed).contains("himitsu"));
    assert_lacks("C: a1 fetchh 1,2 flags", "commas");
}

/// The next lines of a listing belong to another session, whose commands may be missing.
#[test]
fn a_tag_after_bye_is_not_reported_as_unsent() {
    let session = "S: * PREAUTH hi\nC: a1 noop\nS: * BYE gone\nS: b1 OK done";
    assert_says(session, "The command with the tag b1 has succeeded.", "b1");
    let before = session.replace("S: * BYE gone\n", "");
    assert_says(&before, "No command was sent with the tag b1.", "b1");
}

#[test]
fn an_enable_that_turns_nothing_on_says_so_once() {
    let session = "S: * PREAUTH hi\nC: a2 enable x\nS: * ENABLED";
    assert_says(session, "Nothing was turned on by this", "");
    assert_last_explained(
        English,
        &format!("{session}\nS: a2 OK done"),
        "ENABLE is complete. (RFC 5161, 3.1)",
    );
    assert_says(
        "C: a2 enable x\nS: a2 OK done",
        "has not reported that anything was turned on",
        "",
    );
}

/// Before the login and after it, the newest list counts.
#[test]
fn the_newest_list_of_capabilities_says_which_version_it_is() {
    let greeting = |list| format!("S: * OK [CAPABILITY {list}] hi\nC: a1 login x ${{password}}\n");
    let select = "C: a2 select \"Büro\"";
    let utf7 = "is written in modified UTF-7";
    for (before, answer, is_utf7) in [
        ("IMAP4rev2", "S: a1 OK in", false),
        ("IMAP4rev1 IMAP4rev2", "S: a1 OK in", true),
        ("IMAP4rev2", "S: a1 OK [CAPABILITY IMAP4rev1] in", true),
        ("IMAP4rev1", "S: a1 OK [CAPABILITY IMAP4rev2] in", false),
    ] {
        let said = last_explained(English, &format!("{}{answer}\n{select}", greeting(before)));
        assert_eq!(said.contains(utf7), is_utf7, "{before}, {answer}: {said}");
    }
    assert_last_explained(
        English,
        &format!("{}S: a1 OK in\nC: a2 lsub \"\" *\nS: a2 BAD x", greeting("IMAP4rev2")),
        "IMAP4rev2 no longer has LSUB: LIST (SUBSCRIBED) is used instead. (RFC 9051, E)",
    );
}
