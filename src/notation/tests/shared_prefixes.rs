//! Logs that begin the lines of both sides with the same text, and the lines of unrecognized logs that are
//! not sent.

use super::kinds::{assert_refused, assert_sends};
use super::properties::{acts, acts_of_stream};
use super::*;

/// Whatever a log begins all its lines with, a `+`, answers, octets and the lines of mails are read as in any
/// listing.
#[test]
fn the_text_before_all_lines_of_a_log_is_removed() {
    for prefix in [
        "2024-05-01 10:00:00 DEBUG ",
        "2024-05-01 10:00:00,123 INFO ",
        "10:00:00 DEBUG ",
        "I 2024-05-01 10:00:00 imap ",
        "[Thread-1] DEBUG ",
        "imap.c:123 ",
        "Wed May  1 10:00:00 2024 ",
        "level=debug msg=",
        "ts=1 lvl=debug ",
        "DEBUG:imap:",
        "INFO ",
        "IMAP: ",
        "[imap] ",
        "INFO 4242 --- [main] c.e.Imap : ",
        "May 01 10:00:00 host mail[123]: ",
    ] {
        let p = prefix;
        let text = format!(
            "{p}* OK ready\n{p}a1 NOOP\n{p}a1 OK\n{p}a2 AUTHENTICATE PLAIN\n{p}+ \n{p}AGJvYgBwdw==\n\
             {p}a2 OK in\n{p}a3 FETCH 1 BODY[TEXT]\n{p}* 1 FETCH (BODY[TEXT] {{31}}\ndelete Archive\n\
             a4 expunge\nEve\n)\n{p}a3 OK\n{p}a4 APPEND x {{10}}\n{p}+ OK\n{p}0123456789\n{p}\n\
             {p}a4 OK\n{p}a5 IDLE\n{p}+ x\n{p}DONE\n{p}a5 OK\n{p}a6 LOGOUT\n"
        );
        let sent = [
            "a1 NOOP",
            "a2 AUTHENTICATE PLAIN",
            "| AGJvYgBwdw==",
            "a3 FETCH 1 BODY[TEXT]",
            "a4 APPEND x {10}",
            "| 0123456789",
            "a5 IDLE",
            "done",
            "a6 LOGOUT",
        ];
        assert_sends(&text, &sent);
    }
    for prefix in ["2024-05-01 10:00:00 DEBUG ", "DEBUG:imap:"] {
        let p = prefix;
        let text = format!(
            "{p}sent a1 FETCH 1 BODY[TEXT]\n{p}received * 1 FETCH (BODY[TEXT] {{17}}\n\
             delete Archive\n)\n{p}received a1 OK\n{p}sent a2 LOGOUT\n"
        );
        assert_sends(&text, &["a1 FETCH 1 BODY[TEXT]", "a2 LOGOUT"]);
    }
}

#[test]
fn below_a_literal_in_a_log_that_is_not_understood_nothing_is_sent() {
    for (client, server) in [
        ("x=1 cmd=", "x=1 rsp="),
        ("IMAP wrote ", "IMAP got "),
        ("outgoing ", "incoming "),
        ("q ~", "q "),
        ("10:00 line out ", "10:00 line in "),
    ] {
        for response in ["1 FETCH (BODY[TEXT]", "LIST () \"/\"", "2 FETCH (UID 3 BODY[HEADER]"] {
            let text = format!(
                "{client}a1 FETCH 1 BODY[TEXT]\n{server}* {response} {{17}}\ndelete Archive\n)\n\
                 {server}a1 OK\n{client}a2 LOGOUT\n"
            );
            assert_refused(&text, 2, "UnknownServerMark");
            assert!(!acts_of_stream(&text).contains(&"delete Archive".to_owned()), "{text}");
        }
    }
    let text = "a1 append \"* 1 FETCH (x\" {1}\nx\n\nsearch text \"* LIST\" text {1}\nx\n\n";
    assert!(Script::parse(text.as_bytes(), "x").is_ok());
}

#[test]
fn a_text_before_all_marks_is_not_part_of_the_lines() {
    for prefix in
        ["Mar  4 10:00:01 mx imapd[12]: ", "imap_1  | ", "HK> ", "2026-01-05 DEBUG imap: "]
    {
        let log = |lines: &[&str]| -> String {
            lines.iter().map(|line| format!("{prefix}{line}\n")).collect()
        };
        let wrapped = log(&[
            "C: A5 SEARCH FROM hana",
            "      SUBJECT lunch UNSEEN",
            "S: * SEARCH 2",
            "S: A5 OK done",
            "C: A6 LOGOUT",
            "S: A6 OK done",
        ]);
        let sent = |text: &str| acts(&Script::parse(text.as_bytes(), "x").expect(text).items);
        assert_eq!(sent(&wrapped), ["A5 SEARCH FROM hana SUBJECT lunch UNSEEN", "A6 LOGOUT"]);
        // A line with a time, but without a mark, is the log's.
        if prefix.contains("10:00") {
            continue;
        }
        let octets = log(&[
            "C: A1 APPEND x {14}",
            "S: + go",
            "Subject: x",
            "",
            "S: A1 OK done",
            "C: A2 LOGOUT",
            "S: A2 OK done",
        ]);
        assert_eq!(sent(&octets), ["A1 APPEND x {14}", "| Subject: x", "| ", "| ", "A2 LOGOUT"]);
        assert_refused(&octets.replace("{14}", "{44}"), 1, "LiteralIncomplete");
    }
}

/// Tags that prose may have too: a letter, or a word.
#[test]
fn the_text_before_all_lines_may_precede_tags_without_a_digit() {
    for prefix in ["app_1 | ", "[imap] ", "<kim> ", "kim: ", "[10:02] <kim> ", "node1> "] {
        for (first, second) in [("a", "b"), ("tag", "tag"), ("A", "B")] {
            let p = prefix;
            let text = format!(
                "{p}* OK ready\n{p}{first} LOGIN kim pw\n{p}{first} OK in\n{p}{second} SELECT INBOX\n\
                 {p}* 3 EXISTS\n{p}{second} OK done\n"
            );
            let sent = [format!("{first} LOGIN kim pw"), format!("{second} SELECT INBOX")];
            assert_sends(&text, &[&*sent[0], &*sent[1]]);
        }
    }
    assert_sends("* OK ready\nkim: a LOGIN kim pw\nkim: a OK in\n", &["a LOGIN kim pw"]);
}

#[test]
fn marks_may_precede_letters_as_tags() {
    for (client, server) in [
        ("DEBUG imap: C: ", "DEBUG imap: S: "),
        ("[conn 12] C: ", "[conn 12] S: "),
        ("10.0.0.2:5000 -> ", "10.0.0.1:143 <- "),
        ("imap out: ", "imap in: "),
        ("C->S: ", "S->C: "),
    ] {
        let text = format!(
            "{server}* OK ready\n{client}a LOGIN kim pw\n{server}a OK in\n{client}b FETCH 1 BODY[]\n\
             {server}* 1 FETCH (BODY[] {{15}}\n{server}c delete Work\n{server})\n{server}b OK\n\
             {client}c LOGOUT\n{server}c OK\n"
        );
        assert_sends(&text, &["a LOGIN kim pw", "b FETCH 1 BODY[]", "c LOGOUT"]);
    }
}

#[test]
fn letters_are_tags_in_lists_and_between_spaces_of_a_browser() {
    let text = "a LOGIN kim pw\na OK in\nb SELECT INBOX\n";
    let in_list = |sign: &str| text.lines().map(|line| format!("{sign}{line}\n")).collect();
    let mut texts: Vec<String> = ["1. ", "- ", "* ", "\u{2022} "].map(in_list).into();
    texts.push(text.replace(' ', "\u{a0}"));
    for text in texts {
        let script = Script::parse(text.as_bytes(), "x").expect(&text);
        assert_eq!(acts(&script.items), ["a LOGIN kim pw", "b SELECT INBOX"], "{text}");
    }
}

#[test]
fn emphasis_line_ends_and_callouts_are_not_sent() {
    assert_sends(
        "*q1 noop*\nq1 OK\n*q2 fetch 1:* flags*\nq2 OK\n",
        &["q1 noop", "q2 fetch 1:* flags"],
    );
    assert_sends("_q1 noop_\nq1 OK\n", &["q1 noop"]);
    assert_sends("`x-1 noop`\n`x-1 OK`\n`x-2 check`\n", &["x-1 noop", "x-2 check"]);
    let text = "a NOOP # <1>\na OK x\nb SEARCH UNSEEN # <2>\nb BAD no\n";
    assert_sends(text, &["a NOOP", "b SEARCH UNSEEN"]);
}
