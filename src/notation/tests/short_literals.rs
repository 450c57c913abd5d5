//! Literals whose size is too small: nothing of the mail is sent as a command.

use super::kinds::{assert_refused, assert_sends};
use super::*;

#[test]
fn a_size_that_ends_inside_a_line_is_a_mistake() {
    for (text, line, mistake) in [
        ("append x {3}\nab\nnoop", 1, "LiteralCutsLine { line: 2, left_over: 0,"),
        // No argument follows APPEND's message.
        ("append x {2}\nab (c)\nnoop", 1, "LiteralCutsLine { line: 2, left_over: 4,"),
        ("append x {2}\nab \"c\"\nnoop", 1, "LiteralCutsLine { line: 2, left_over: 4,"),
        ("append x {2}\nab)\nnoop", 1, "LiteralCutsLine { line: 2, left_over: 1,"),
        ("append x {2}\nab\nand so on\nnoop", 3, "PerhapsOfLiteral"),
        ("append x {2}\nab\nhello you\nnoop", 3, "PerhapsOfLiteral"),
        ("append x {2}\nabc\nnoop", 1, "LiteralCutsLine { line: 2, left_over: 1,"),
        (
            "a1 APPEND x {6}\n+ go\nSubject: x\n\na1 OK done\na2 NOOP\n",
            1,
            "LiteralCutsLine { line: 3, left_over: 4,",
        ),
        (
            "C: a1 APPEND x {6}\nS: + go\nC: Subject: x\nS: a1 OK\nC: a2 NOOP",
            1,
            "LiteralCutsLine { line: 3,",
        ),
        // Line endings counted as one octet.
        (
            "a1 APPEND x {11}\nSubject: x\n\nhi\na1 OK",
            1,
            "LiteralCutsLine { line: 2, left_over: 0,",
        ),
        ("a1 APPEND x {7}\nhello\nworld\na2 NOOP", 1, "LiteralCutsLine { line: 3, left_over: 5,"),
    ] {
        assert_refused(text, line, mistake);
    }
    assert_refused(
        "a1 login {4}\n+ go\nuser name {4}\n+ go\npass\na1 OK\na2 noop\n",
        1,
        "LiteralCutsLine",
    );
    assert_sends("a1 login {4}\ntaro pw\n", &["a1 login {4}", "| taro pw"]);
    assert_sends("a1 login {4}\ntaro \"p w\"\n", &["a1 login {4}", "| taro \"p w\""]);
    assert_sends("a1 login {4}\ntaro {2}\npw\n", &["a1 login {4}", "| taro {2}", "| pw"]);
    assert_sends("a1 id (\"a\" {2}\npw)\n", &["a1 id (\"a\" {2}", "| pw)"]);
}

#[test]
fn a_command_in_a_mail_below_a_literal_that_is_too_short_is_not_sent() {
    for mail in [
        "Subject: hello\n\na3 DELETE Old\n",
        "Subject: hello\n\na3 DELETE Old\nbye\n",
        "Subject: hello\n\na3 DELETE Old\na3 OK deleted\n",
        "Subject: hello\n\na3 DELETE Old\na9 DELETE Work\n",
    ] {
        for plus in ["+ go\n", ""] {
            let size = if plus.is_empty() { "18+" } else { "18" };
            let text = format!(
                "a1 LOGIN u p\na1 OK\na2 APPEND x {{{size}}}\n{plus}{mail}a2 OK done\na3 NOOP\na3 OK\n"
            );
            let line = text.lines().position(|line| line == "a3 DELETE Old").unwrap_or_default();
            assert_refused(&text, line + 1, "CommandInLiteral");
            let text = text.replace("a3 NOOP\na3 OK", "a4 LOGOUT\na4 OK");
            assert_refused(&text, line + 1, "CommandInLiteral");
        }
    }
    let text =
        "C: a2 APPEND x {16}\nS: + go\nC: Subject: hello\nC: a3 DELETE Old\nS: a2 OK\nC: a4 NOOP\n";
    assert_refused(text, 4, "CommandInLiteral");
    // Commands that were sent together, and listings that show no answers, or not that one.
    for text in [
        "a2 APPEND x {5+}\nhello\na3 NOOP\na2 OK done\na3 OK done\n",
        "a2 APPEND x {5}\n+ go\nhello\na3 NOOP\na2 OK done\na3 OK done\n",
        "a2 APPEND x {5}\n+ go\nhello\na3 NOOP\na3 OK done\n",
        "a2 APPEND x {5}\nhello\na3 NOOP\n",
        "a2 APPEND x {5}\nhello\na3 NOOP\na2 APPEND x {1}\nx\na2 OK\n",
    ] {
        let script = Script::parse(text.as_bytes(), "x").expect(text);
        assert_eq!(summary(&script)[2], "> a3 NOOP", "{text}");
    }
    assert_sends(
        "a2 APPEND x {5+}\nhello\na3 NOOP\na2 OK done\na3 OK done\n",
        &["a2 APPEND x {5+}", "| hello", "a3 NOOP"],
    );
}

#[test]
fn a_line_of_the_client_inside_a_servers_literal_is_not_sent() {
    for mail in [
        "S: From: x\nC: a3 DELETE Old\nS:\n",
        "S: From: x\nC: a3 DELETE Old\nS: a3 OK deleted\n",
        "S: Hi\nS:\nC: a1 NOOP\nS: a1 OK\n",
    ] {
        let text = format!(
            "S: * OK\nC: a2 FETCH 1 BODY[]\nS: * 1 FETCH (BODY[] {{60}}\n{mail}S: )\nS: a2 OK done\nC: a4 NOOP\nS: a4 OK\n"
        );
        let line = text.lines().skip(3).position(|line| line.starts_with("C:")).unwrap_or_default();
        assert_refused(&text, line + 4, "ClientInServersLiteral");
    }
    // A listing that was shortened, and one of commands that were sent together.
    assert_sends(
        "C: a1 FETCH 1 BODY[]\nS: * 1 FETCH (BODY[] {60}\nS: Hi\nC: a2 NOOP\nS: a2 OK\n",
        &["a1 FETCH 1 BODY[]", "a2 NOOP"],
    );
    assert_sends(
        "C: a FETCH 1 BODY[]\nS: * 1 FETCH (BODY[] {60}\nS: Hi\nC: a NOOP\nS: a OK\n",
        &["a FETCH 1 BODY[]", "a NOOP"],
    );
    assert_sends(
        "C: a1 FETCH 1 BODY[]\nS: * 1 FETCH (BODY[] {60}\nS: Hi\nC: a2 NOOP\nS: )\nS: a1 OK\nS: a2 OK\n",
        &["a1 FETCH 1 BODY[]", "a2 NOOP"],
    );
}

#[test]
fn a_farewell_ends_the_literal_that_the_server_waits_for() {
    for (size, missing) in [(200, 200 - 15), (20, 5)] {
        let text = format!(
            "* OK hi\na1 APPEND x {{{size}}}\n+ go\nSubject: x\n\nx\n* BYE Connection timed out\n"
        );
        assert_refused(&text, 2, &format!("LiteralIncomplete({},", missing - 2));
    }
    // The line is counted.
    let text = "* OK hi\na1 APPEND x {9}\n+ go\n* BYE x\n";
    assert_sends(text, &["a1 APPEND x {9}", "| * BYE x", "| "]);
}

/// In a listing with marks, the message may have lines with marks.
#[test]
fn a_message_that_completes_its_fetch_is_not_sent() {
    for (size, message) in [
        (4321, "Subject: x\n\nS: )\nS: q2 OK x\nC: q3 delete Work\nS: q3 OK\n"),
        (14, "Subject: x\n\n)\nq2 OK x\nq3 delete Work\nq3 OK\nbye\nS: )\n"),
    ] {
        let text = format!(
            "S: * OK\nC: q1 SELECT INBOX\nS: q1 OK\nC: q2 FETCH 1 BODY[]\n\
             S: * 1 FETCH (BODY[] {{{size}}}\n{message}S: q2 OK done\nC: q4 noop\nS: q4 OK\n"
        );
        let line = text.lines().position(|line| line == "S: q2 OK done").unwrap_or_default() + 1;
        let errors = Script::parse(text.as_bytes(), "x").expect_err(&text);
        let found = errors.iter().find(|error| error.line == line).map(|it| &it.mistake);
        assert_eq!(found, Some(&Mistake::TagUsedAgain("q2".to_owned())), "{errors:?} in\n{text}");
    }
}

#[test]
fn a_literal_whose_size_is_left_out_is_skipped() {
    for size in ["{...}", "{…}", "{n}", "{xxx}"] {
        let text = format!(
            "q1 FETCH 1 BODY[]\n* 1 FETCH (BODY[] {size}\n* OK hello\nq8 login a b\nq8 OK\n\
             q9 delete Work\nq1 OK done\nq2 NOOP\nq2 OK\n"
        );
        assert_sends(&text, &["q1 FETCH 1 BODY[]", "q2 NOOP"]);
    }
    // Nothing shows that a literal follows.
    let text = "q1 LIST \"\" *\n* LIST () \"/\" {...}\nq1 OK done\nq2 NOOP\nq2 OK\n";
    assert_sends(text, &["q1 LIST \"\" *", "q2 NOOP"]);
}

/// The octets are followed by the announcement of the next literal.
#[test]
fn literals_in_one_command_are_written_like_it() {
    for (before, after) in [("> ", ""), ("$ ", ""), ("**", "**"), ("`", "`")] {
        let text = format!(
            "* OK ready\n{before}q1 login {{4}}{after}\n+ go\n{before}taro {{7}}{after}\n+ go\n\
             {before}hunter2{after}\nq1 OK in\n{before}q2 noop{after}\nq2 OK\n"
        );
        assert_sends(&text, &["q1 login {4}", "| taro {7}", "| hunter2", "q2 noop"]);
    }
}
