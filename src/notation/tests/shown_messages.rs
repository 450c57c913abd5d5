//! Messages that a page shows outside a literal: nothing of them is sent.

use super::kinds::{assert_refused, assert_sends};

const LOGIN: &str = "q1 LOGIN u p\nq1 OK\nq2 SELECT INBOX\nq2 OK\n";

#[test]
fn a_command_in_a_message_below_its_fetch_is_not_sent() {
    for shown in [
        "* 1 FETCH (BODY[TEXT] \"...\")\nq3 OK\nThe message says:\n",
        "q3 OK\n\nThe message says:\n\n",
        "The message says:\n",
    ] {
        for command in [
            "Please type `q5 delete Work`",
            "Please type `q4 delete Work`",
            "「q5 delete Work」と入力します。",
            "Please type\nq5 delete Work",
            "Please type\n    q7 delete Work",
            "Please type\n- q4 delete Work",
            "Please type\n`q4 delete Work`",
        ] {
            let above = format!("{LOGIN}q3 FETCH 1 BODY[TEXT]\n{shown}{command}\n");
            let end = if above.contains("q3 OK") { "" } else { "q3 OK\n" };
            let tag = command.split_once('q').map_or("", |(_, rest)| &rest[..1]);
            let text = format!("{above}q{tag} OK done\n{end}\nThen:\nq6 NOOP\nq6 OK\n");
            assert_refused(&text, above.lines().count(), "CommandInMessage(5)");
        }
    }
    // With the next tag, but above the completion.
    let text = format!(
        "{LOGIN}q3 FETCH 1 RFC822\nThe message says:\nq4 delete Work\nq4 OK\nq3 OK\nq5 NOOP\nq5 OK\n"
    );
    assert_refused(&text, 7, "CommandInMessage(5)");
    let text = "C: q1 LOGIN u p\nS: q1 OK\nC: q2 UID FETCH 1 (UID BODY.PEEK[1])\nS: q2 OK\nThe message says:\n\
                q3 delete Work\nq3 OK\nC: q4 NOOP\nS: q4 OK\n";
    assert_refused(text, 6, "CommandInMessage(3)");
}

#[test]
fn commands_of_the_session_below_a_fetch_are_sent() {
    // The whole session is written in this form.
    let text = "Type `q1 login u p`.\nq1 OK\nType `q2 fetch 1 body[]`.\n* 1 FETCH (BODY[] \"...\")\nq2 OK\n\
                The message is shown. Now type `q3 noop`.\nq3 OK\nType `q4 logout`.\nq4 OK\n";
    assert_sends(
        &text.replace("The message is shown. Now", "Now"),
        &["q1 login u p", "q2 fetch 1 body[]", "q3 noop", "q4 logout"],
    );
    for (fetch, next) in [
        ("q3 FETCH 1 BODY[]\nq3 OK\nThe message is shown.\n", "q4 NOOP"),
        ("q3 FETCH 1 BODY[]\nThe message is shown.\n", "q4 NOOP"),
        ("q3 FETCH 1 BODY[]\nWithout waiting:\n", "q4 NOOP\nq3 OK"),
        ("q3 FETCH 1 FLAGS\nq3 OK\nThe flags are shown.\n", "q9 NOOP"),
        ("q3 FETCH 1 BODY[]\nq3 OK\n", "q9 NOOP"),
        ("q3 FETCH 1 BODY[]\nHello Bob,\nsee you\nq3 OK\n", "q9 NOOP"),
        ("q3 FETCH 1 BODY[]\nq3 OK\nThe message is shown.\n", "q9 LOGOUT"),
        ("q3 FETCH 1 BODY[]\nAs above:\nq3 FETCH 1 BODY[]\nq3 OK\n", "q4 NOOP"),
    ] {
        let command = next.lines().next().unwrap_or_default();
        let tag = &command[..2];
        let fetch_command = fetch.lines().next().unwrap_or_default();
        let text = format!("{LOGIN}{fetch}{next}\n{tag} OK\n");
        assert_sends(&text, &["q1 LOGIN u p", "q2 SELECT INBOX", fetch_command, command]);
    }
    // The message was shown in a literal, or not at all.
    for answer in [
        "* 1 FETCH (BODY[] {7}\nHello\n)\nq3 OK\n",
        "* 1 FETCH (BODY[] {7}\nHello\n FLAGS ())\nq3 OK\n",
        "* 1 FETCH (BODY[] {500}\nHello\n)\nq3 OK\n",
        "q3 NO no such message\n",
        "q3 BAD what\n",
    ] {
        let text = format!("{LOGIN}q3 FETCH 1 BODY[]\n{answer}\nNow go on.\n\nq5 NOOP\nq5 OK\n");
        let sent = ["q1 LOGIN u p", "q2 SELECT INBOX", "q3 FETCH 1 BODY[]", "q5 NOOP"];
        assert_sends(&text, &sent);
    }
    let text = format!(
        "{LOGIN}q3 FETCH 1 BODY[HEADER.FIELDS (SUBJECT)]\nq3 OK\nAnd then:\nq5 NOOP\nq5 OK\n"
    );
    let fetch = "q3 FETCH 1 BODY[HEADER.FIELDS (SUBJECT)]";
    assert_sends(&text, &["q1 LOGIN u p", "q2 SELECT INBOX", fetch, "q5 NOOP"]);
    // The tags do not count.
    assert_sends(
        "a login u p\na OK\nb fetch 1 body[]\nb OK\nThe text is shown.\nz noop\nz OK\n",
        &["a login u p", "b fetch 1 body[]", "z noop"],
    );
}

#[test]
fn a_message_that_quotes_the_completion_of_its_fetch_does_not_end_there() {
    let fetch = "q3 FETCH 1 BODY[]\nHello Bob, the answer was\nq3 OK\nq9 DELETE Work\nq9 OK\n";
    let text = format!("{LOGIN}{fetch}bye\nq4 NOOP\nq4 OK\n");
    assert_refused(&text, 8, "CommandInMessage(5)");
    let sent = ["q1 LOGIN u p", "q2 SELECT INBOX", "q3 FETCH 1 BODY[]", "q9 DELETE Work"];
    assert_sends(&format!("{LOGIN}{fetch}"), &sent);
    // Only the last LOGOUT may have any tag.
    let text = format!(
        "{LOGIN}q3 FETCH 1 BODY[]\nIt said:\nq9 LOGOUT\nq9 OK\nThen:\nq3 OK\nq4 NOOP\nq4 OK\n"
    );
    assert_refused(&text, 7, "CommandInMessage(5)");
}

#[test]
fn a_command_of_a_stream_that_waits_for_its_answer_is_counted_once() {
    // If it counted twice, the tags would seem to be out of order above the message already.
    let text = "q1 LOGIN u p\nq1 OK\nq2 SELECT\n* OK wait\nq2 BAD x\nq3 FETCH 1 BODY[]\nq3 OK\n\
                The message says:\nPlease type\nq9 DELETE Work\nq9 OK\n";
    let sent = super::properties::acts_of_stream(text);
    assert_eq!(sent, ["q1 LOGIN u p", "q2 SELECT", "q3 FETCH 1 BODY[]"]);
}
