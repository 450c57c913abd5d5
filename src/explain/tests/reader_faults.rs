//! Faults and facts that explanations must name correctly.

use super::last_explained;
use crate::explain::tests::{assert_contains, assert_lacks, assert_says};
use crate::language::Language::English;

const OPENED: &str =
    "S: * PREAUTH hi\nC: a1 select inbox\nS: * 2 EXISTS\nS: a1 OK [READ-WRITE] in\n";

#[test]
fn an_unexpected_space() {
    for (typed, corrected) in [
        ("fetch 1 body [text]", "fetch 1 body[text]"),
        ("fetch 1 body.peek[ header]", "fetch 1 body.peek[header]"),
        ("fetch 1 body[text] <0.5>", "fetch 1 body[text]<0.5>"),
        ("fetch 1 , 2 flags", "fetch 1,2 flags"),
        ("store 1 + flags (\\Seen)", "store 1 +flags (\\Seen)"),
        ("search 1 : 3", "search 1:3"),
    ] {
        for refused in ["", "\nS: a2 BAD x"] {
            let lines = format!("{OPENED}C: a2 {typed}{refused}");
            let japanese = format!("余分な空白があります。正しくは {corrected} です。");
            assert_says(&lines, &format!("Unexpected space: {corrected}."), &japanese);
        }
    }
    let set = format!("{OPENED}C: a2 uid fetch 1 2 flags");
    assert_says(
        &set,
        "separated by commas, without spaces: uid fetch 1,2 flags.",
        "コンマで区切ります: uid fetch 1,2 flags。",
    );
    // In a name the sign may be intentional.
    assert_contains(format!("{OPENED}C: a2 create Old .x"), "must be in quotes, as in \"Old .x\"");
}

#[test]
fn what_a_command_lacks_is_named() {
    for (typed, english, japanese) in [
        ("sort (date) all", "SORT has a charset before the keys", "SORT では、検索キーの前に"),
        ("uid thread references unseen", "found UNSEEN instead", "その位置に UNSEEN"),
        ("id name x", "id (\"name\" \"x\").", "id (\"name\" \"x\")。"),
        ("notify set", "names mailboxes and their events", "メールボックスとイベントを"),
        ("notify set (personal messagenew)", "puts parentheses around the events", "丸括弧"),
        ("status inbox (unseen) foo", "\"foo\" does not fit", "「foo」"),
        ("thread references utf-8 all", "THREAD=REFERENCES", "THREAD=REFERENCES"),
    ] {
        assert_says(format!("{OPENED}C: a2 {typed}\nS: a2 BAD x"), english, japanese);
    }
}

#[test]
fn a_code_does_not_hide_the_fault() {
    for (lines, english, japanese) in [
        ("C: a2 fetch 3 flags\nS: a2 NO [CLIENTBUG] x", "There is no message 3", "メッセージ 3 は"),
        (
            "C: a2 status inbox\nS: a2 NO [CANNOT] x",
            "An argument is missing.",
            "引数が足りません。",
        ),
        ("C: a2 create x\nS: a2 NO [OVERQUOTA] x", "is called MAILBOX", "MAILBOX という名前"),
        (
            "S: * BYE [UNAVAILABLE] Too many login attempts",
            "Too many logins have failed",
            "ログインの失敗が多すぎる",
        ),
    ] {
        assert_says(format!("{OPENED}{lines}"), english, japanese);
    }
    assert_says("S: * BYE too many failed logins", "Too many logins", "ログインの失敗");
}

#[test]
fn rights_that_myrights_has_not_shown() {
    let shown = format!("{OPENED}C: a2 myrights INBOX\nS: * MYRIGHTS INBOX lrs\nS: a2 OK x\n");
    for (typed, right) in [
        ("setacl inbox bob lr", 'a'),
        ("expunge", 'e'),
        ("append inbox {1}", 'i'),
        ("store 1 +flags (\\Deleted)", 't'),
    ] {
        let lines = format!("{shown}C: a3 {typed}\nS: a3 NO x");
        assert_says(&lines, &format!("({right})"), &format!("（{right}）"));
        assert_contains(
            format!("{shown}C: a3 {typed}\nS: a3 NO x"),
            "which MYRIGHTS has not shown",
        );
    }
    // The right of RFC 2086 that stands for several; a flag that it may set; a mailbox without known flags.
    for (rights, typed) in
        [("lrsd", "expunge"), ("lrs", "store 1 +flags (\\Seen \\Deleted)"), ("lrs", "delete other")]
    {
        let shown = shown.replace("INBOX lrs", &format!("INBOX {rights}"));
        assert_lacks(format!("{shown}C: a3 {typed}\nS: a3 NO x"), "MYRIGHTS");
    }
}

#[test]
fn capabilities_include_others() {
    for (capability, typed) in [
        ("SEARCHRES", "search return (save) all"),
        ("QRESYNC", "enable qresync"),
        ("QRESYNC", "enable condstore"),
    ] {
        let lines = format!(
            "S: * PREAUTH [CAPABILITY IMAP4rev1 {capability}] hi\nC: a2 {typed}\nS: a2 BAD x"
        );
        let said = last_explained(English, &lines);
        assert!(
            !said.contains("needs the capability") && !said.contains("not announced"),
            "{said}"
        );
    }
}

#[test]
fn plain_facts_of_a_session() {
    let none = format!("{OPENED}C: a2 store 1 -flags ()\nS: a2 OK x");
    assert_says(&none, "STORE has succeeded.", "STORE が成功しました。");
    let name = "S: * LIST () \"/\" \"A&-B\"";
    assert_says(name, "\"A&B\"", "「A&B」");
    let rev2 = "S: * OK [CAPABILITY IMAP4rev2] hi\nC: a1 noop\nS: a1 OK ";
    assert!(!last_explained(English, rev2).contains("no text"));
}
