//! Commands that a listing answers, but that are not sent, or were read as something else: what depends on them
//! must not be sent either.

use super::kinds::{assert_refused, assert_sends};
use super::*;

const SELECTED: &str =
    "a1 login u p\na1 OK\na2 select INBOX\n* 3 EXISTS\na2 OK [READ-WRITE] done\n";

const REMOVES: &str = "a4 store 1:* +flags (\\Deleted)\na4 OK\na5 expunge\na5 OK\n";

#[test]
fn a_select_that_is_only_answered_stops_what_depends_on_it() {
    for line in [
        "# a3 select Trash",
        "「a3 select Trash」",
        "(a3 select Trash)",
        "a3→select Trash",
        "Now a3 switches to Trash.",
        "See a3.",
        "a3 ...",
        "[a3 omitted]",
        "...",
        "（略）",
    ] {
        for answer in ["* 3 EXISTS\na3 OK done\n", "a3 OK [READ-WRITE] done\n"] {
            let text = format!("Some words.\n\n{SELECTED}{line}\n{answer}{REMOVES}");
            let at = text.lines().position(|it| it.starts_with("a4 store")).unwrap_or_default();
            let errors = Script::parse(text.as_bytes(), "x").err().unwrap_or_default();
            assert!(errors.iter().any(|it| it.line <= at + 1), "{errors:?} in\n{text}");
        }
    }
    for line in ["$ a3 select Trash", "# a3 select Trash", "(a3 select Trash)"] {
        let text = format!(
            "C: a1 login u p\nS: a1 OK\nC: a2 select INBOX\nS: a2 OK [READ-WRITE] x\nC: {line}\n\
            S: a3 OK [READ-WRITE] x\nC: a4 expunge\nS: a4 OK\n"
        );
        assert_refused(&text, 7, "MissingStep");
    }
    // A message is copied before it is removed.
    let text = format!("{SELECTED}(a3 copy 2 Archive)\na3 OK\n{REMOVES}");
    assert_refused(&text, 8, "MissingStep(6)");
    // What only asked something is not missed.
    let text = format!("{SELECTED}...\na3 OK List completed\n{REMOVES}");
    assert_sends(
        &text,
        &["a1 login u p", "a2 select INBOX", "a4 store 1:* +flags (\\Deleted)", "a5 expunge"],
    );
}

#[test]
fn a_letter_behind_a_mark_is_a_tag() {
    for mark in ["> ", ">> ", ">>> "] {
        for [a, b, c, d] in [["a", "b", "c", "d"], ["p", "q", "r", "s"], ["A", "B", "C", "D"]] {
            let text = format!(
                "{mark}{a} login u p\n{a} OK\n{mark}{b} select INBOX\n* 3 EXISTS\n{b} OK\n\
                {mark}{c} select Trash\n* 3 EXISTS\n{c} OK\n{mark}{d} expunge\n{d} OK\n"
            );
            let sent = [
                &format!("{a} login u p"),
                &format!("{b} select INBOX"),
                &format!("{c} select Trash"),
                &format!("{d} expunge"),
            ];
            assert_sends(&text, &sent.map(String::as_str));
        }
    }
}

#[test]
fn a_number_of_a_response_is_not_a_tag_after_the_sign_of_a_list() {
    for mark in ["> ", "$ ", "-> ", "Client: ", "Step 1: ", "入力: "] {
        let text = format!(
            "{mark}1 LOGIN u p\n1 OK\n{mark}2 SELECT INBOX\n* 3 EXISTS\n* 2 RECENT\n2 OK\n\
            {mark}3 FETCH 1 FLAGS\n* 1 FETCH (FLAGS ())\n3 OK\n"
        );
        assert_sends(&text, &["1 LOGIN u p", "2 SELECT INBOX", "3 FETCH 1 FLAGS"]);
    }
}

#[test]
fn a_sentence_that_begins_with_a_letter_is_not_a_command() {
    let text = "A login attempt\nA login u p\nA OK\nA select command\nA select INBOX\n* 3 EXISTS\nA OK\n\
        A delete request\nA delete Work\nA OK\nI delete Old\nA delete Old\nA OK\nA logout\n* BYE\nA OK\n";
    let script = Script::parse(text.as_bytes(), "x").expect("a page");
    let sent = [
        "> A login u p",
        "> A select INBOX",
        "> A delete Work",
        "> A delete Old",
        "> A logout",
        "closes",
    ];
    assert_eq!(summary(&script)[..5], sent[..5]);
}

#[test]
fn a_quoted_mail_is_not_the_session_in_quotation_marks() {
    let text = "> a1 login u p\na1 OK\n> a2 select INBOX\n* 3 EXISTS\na2 OK\n> a3 fetch 1 body[text]\n\
        Hans wrote:\n> a4 delete Work\n> a5 expunge\nYes, do that.\na3 OK Fetch completed\n> a4 logout\n* BYE\na4 OK\n";
    assert_refused(text, 8, "CommandInMessage");
}

#[test]
fn a_deeper_command_is_not_the_rest_of_another() {
    let text = "a login u p\nb select INBOX\n    c select Trash\nd expunge\ne logout\n";
    assert_sends(
        text,
        &["a login u p", "b select INBOX", "c select Trash", "d expunge", "e logout"],
    );
}

#[test]
fn the_answer_to_a_command_that_is_left_out_may_name_it() {
    let session =
        "a1 LOGIN taro pw\na1 OK in\na2 SELECT INBOX\n* 3 EXISTS\na2 OK [READ-WRITE]\n...\n";
    let removal = "a5 STORE 4 +FLAGS (\\Deleted)\na5 OK\na6 EXPUNGE\na6 OK\n";
    let sent =
        ["a1 LOGIN taro pw", "a2 SELECT INBOX", "a5 STORE 4 +FLAGS (\\Deleted)", "a6 EXPUNGE"];
    for answer in ["* 4 EXISTS\na4 OK NOOP completed\n", "* 4 EXISTS\na4 OK Idle completed.\n"] {
        assert_sends(&format!("{session}{answer}{removal}"), &sent);
    }
    for answer in ["* 4 EXISTS\na4 OK Select completed\n", "a4 OK [COPYUID 1 3 4] Move completed\n"]
    {
        let text = format!("{session}{answer}{removal}");
        assert!(Script::parse(text.as_bytes(), "x").is_err(), "{text}");
    }
    let moved = format!("{session}(a4 MOVE 2 Archive)\na4 OK\n{removal}");
    assert!(Script::parse(moved.as_bytes(), "x").is_err(), "{moved}");
    // All commands have the same tag.
    for lost in ["# . SELECT Trash\n", "", "[. SELECT Trash]\n"] {
        let text = format!(
            ". LOGIN taro pw\n. OK in\n. SELECT INBOX\n* 3 EXISTS\n. OK [READ-WRITE]\n{lost}* 2 EXISTS\n\
            . OK [READ-WRITE]\n. STORE 1 +FLAGS (\\Deleted)\n. OK\n. EXPUNGE\n. OK\n"
        );
        assert!(Script::parse(text.as_bytes(), "x").is_err(), "{text}");
    }
}
