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
