//! Dates that the grammar allows and the calendar does not have.

use super::last_explained;
use crate::explain::tests::{assert_contains, assert_says};
use crate::language::Language::English;

const SELECTED: &str = "S: * PREAUTH hi\nC: a1 select inbox\nS: a1 OK [READ-WRITE] in\n";

#[test]
fn are_named_in_commands_and_in_data() {
    for (line, english, japanese) in [
        (
            "C: a2 search since 31-Feb-2024",
            "31-Feb-2024 does not exist: that month has 29 days. If the server accepts it: SEARCH looks for",
            "31-Feb-2024 という日はありません。この月は 29 日までです。",
        ),
        (
            "C: a2 uid sort (arrival) utf-8 or not senton 31-Apr-2024 seen",
            "that month has 30 days",
            "この月は 30 日まで",
        ),
        ("C: a2 search savedbefore \"29-Feb-2023\"", "has 28 days", "この月は 28 日まで"),
        (
            "C: a2 append x \"30-Jun-2024 25:00:00 +0000\" {1+}a",
            "25:00:00 is not a time: hours go from 00 to 23",
            "25:00:00 という時刻はありません",
        ),
        (
            "C: a2 append x (\\Seen) \"31-Jun-2024 05:00:00 +0000\" {1+}a",
            "31-Jun-2024 does not exist",
            "31-Jun-2024 という日はありません",
        ),
        (
            "S: * 3 FETCH (UID 7 INTERNALDATE \"01-Jun-2024 05:61:00 +0000\")",
            "05:61:00 is not a time",
            "05:61:00 という時刻はありません",
        ),
        (
            "S: * 3 FETCH (SAVEDATE \"01-Jun-2024 05:01:00 +9999\")",
            "+9999 is not a valid time zone",
            "+9999 は UTC との時差として正しくありません",
        ),
        (
            "S: * 3 FETCH (INTERNALDATE \"7-Feb-1994 21:52:25 -0800\")",
            "two characters: \" 7-Feb-1994 21:52:25 -0800\"",
            "日は必ず 2 文字で、\" 7-Feb-1994 21:52:25 -0800\"",
        ),
        (
            "C: a2 append x \"7-Feb-1994 21:52:25 -0800\" {3}",
            "the day of one digit needs a space before it",
            "前に空白が 1 つ必要です",
        ),
        (
            "S: * 3 FETCH (INTERNALDATE \"yesterday\")",
            "\"yesterday\" is not a date and time of IMAP",
            "「yesterday」は IMAP の日時の形ではありません",
        ),
    ] {
        assert_says(format!("{SELECTED}{line}"), english, japanese);
    }
}

#[test]
fn are_the_likely_cause_of_a_refusal() {
    for status in ["BAD", "NO"] {
        let session = format!("{SELECTED}C: a2 search on 30-Feb-2024\nS: a2 {status} Invalid");
        assert_contains(&session, "30-Feb-2024 does not exist");
    }
}

#[test]
fn that_there_are_have_no_fault() {
    for line in [
        "C: a2 search since 29-Feb-2024 before \"1-Mar-2024\"",
        "S: * 3 FETCH (INTERNALDATE \" 1-Jun-2024 05:01:00 +1345\")",
        "S: * 3 FETCH (SAVEDATE NIL)",
    ] {
        let said = last_explained(English, &format!("{SELECTED}{line}"));
        assert!(!said.contains("There is no") && !said.contains(" is not a "), "{said}");
    }
}
