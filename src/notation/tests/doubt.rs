//! Lines whose side, or whose typed text, is uncertain: they are mistakes, or not sent.

use super::kinds::{assert_refused, assert_sends};
use super::properties::acts_of_stream;
use super::*;
use crate::protocol::dialogue::{BegunAuthentication, Expected, Prompt};

const LOGIN: &str = "q1 LOGIN u p\nq1 OK\n";

#[test]
fn a_listing_that_begins_inside_a_message_is_a_mistake() {
    for text in [
        "Subject: x\n\nq2 delete Work\nq2 NO x\n\n)\nq2 OK Fetch completed.\nq3 noop\nq3 OK\n",
        "Hi\nq9 delete Work\nq9 OK\n FLAGS (\\Seen))\nq2 OK Fetch\nq3 noop\nq3 OK\n",
        "q1 login u p\nq1 OK\nq2 fetch 1 body[]\nq3 delete Work\n)\nq2 OK\nq4 noop\nq4 OK\n",
    ] {
        let line = text.lines().position(|line| line.ends_with(')')).map_or(0, |at| at + 1);
        let errors = crate::notation::Script::parse(text.as_bytes(), "x").expect_err(text);
        let found = errors.iter().find(|error| error.line == line).expect(text);
        assert_eq!(found.mistake, crate::notation::Mistake::BeginningNotShown);
    }
    for text in [
        "+ OK\nSubject: x\n\nq1 delete Work\nq7 OK Append completed.\nq8 noop\nq8 OK\n",
        "S: + OK\nC: Subject: x\nC: \nC: q1 delete Work\nS: q7 OK\nC: q8 noop\n",
    ] {
        let errors = crate::notation::Script::parse(text.as_bytes(), "x").expect_err(text);
        assert!(errors.iter().any(|error| error.line == 1), "{errors:?}");
    }
    let text = format!("{LOGIN}q2 FETCH 1 BODY[]\n* 1 FETCH (BODY[] {{4}}\nhi\n)\nq2 OK\n");
    assert_sends(&text, &["q1 LOGIN u p", "q2 FETCH 1 BODY[]"]);
}

#[test]
fn a_servers_line_with_the_clients_mark_is_not_sent() {
    for content in ["q1 OK Logged in", "* 3 EXISTS", "+ idling"] {
        let text = format!("C: q1 LOGIN u p\nC: {content}\nC: q2 NOOP\nS: q2 OK\nC: q3 NOOP\n");
        assert_refused(&text, 2, "ServerLineAsClients");
    }
}

#[test]
fn a_command_without_what_all_lines_begin_with_is_sent_only_if_it_is_answered() {
    for before in ["10:00:01 ", "Bob> ", "* "] {
        let text = format!(
            "{before}q1 LOGIN u p\n{before}q1 OK\n{before}q2 SELECT INBOX\n{before}q2 OK\nq3 delete Work\n"
        );
        assert_sends(&text, &["q1 LOGIN u p", "q2 SELECT INBOX"]);
    }
}

#[test]
fn a_command_between_two_signs_is_a_mistake() {
    for (begin, end) in [("__", "__"), ("~~", "~~"), ("«", "»"), ("»", "«")] {
        let text = format!("{begin}q1 login u p{end}\n* OK x\n{begin}q2 noop{end}\nq2 OK\n");
        let errors = crate::notation::Script::parse(text.as_bytes(), "x").expect_err(&text);
        assert_eq!(errors[0].line, 1, "{errors:?}");
    }
}

#[test]
fn a_key_that_a_terminal_shows_is_not_sent() {
    for command in ["q2 delete Work^C", "q2 delete Work^U", "q2 select Wo^H^Hinbox"] {
        assert_refused(&format!("{LOGIN}{command}\nq3 noop\nq3 OK\n"), 3, "ShownKey");
    }
    let text = format!("{LOGIN}q2 select a^C\nq2 NO x\n");
    assert_sends(&text, &["q1 LOGIN u p", "q2 select a^C"]);
}

#[test]
fn headings_of_a_script_in_which_all_commands_have_tags_are_not_sent() {
    let script = "q1 login u p\nq2 noop\nq3 logout\n";
    let sent = ["q1 login u p", "q2 noop", "q3 logout"];
    let acts = |text: &str| {
        let script = crate::notation::Script::parse(text.as_bytes(), "x").expect(text);
        super::properties::acts(&script.items)
    };
    for heading in
        ["IMAP-Sitzung", "Folie 12", "Zusatzaufgabe", "Lab 4: IMAP", "IMAP-Befehle", "Login"]
    {
        assert_eq!(acts(&format!("{heading}\n{script}")), sent, "{heading}");
    }
    assert_eq!(acts("Login\nq1 login u p\nNoop\nq2 noop\nLogout\nq3 logout\n"), sent);
    // Headings and explanations that would be complete commands.
    for text in [
        "q1 login u p\nDelete Work:\nq2 delete Work\nLog out:\nq3 logout\n",
        "q1 login u p\n\nDelete Work\n-----------\n\nq2 delete Work\n\nLogout\n\nq3 logout\n",
        "q1 login u p\nLog in\nq2 delete Work\nDelete Work\nq3 logout\nLogout\n",
        "q1 login u p\nLogin to the server\nq2 delete Work\nDelete mailbox Work\nq3 logout\n",
    ] {
        assert_eq!(acts(text), ["q1 login u p", "q2 delete Work", "q3 logout"], "{text}");
    }
    let text = "a login u p\nSelect INBOX:\nb select INBOX\nLogout:\nc logout\n";
    assert_eq!(acts(text), ["a login u p", "b select INBOX", "c logout"]);
    let text = b"q1 login u p\nDelete Old\nq2 delete Work\n";
    let errors = crate::notation::Script::parse(text, "x").expect_err("another argument");
    assert_eq!(errors[0].line, 2);
    assert_eq!(acts("select inbox\nq1 select inbox\n"), ["select inbox", "q1 select inbox"]);
    // A mistyped command, and one that the script expects to fail.
    assert_eq!(acts(&format!("lgin u p\n{script}"))[0], "lgin u p");
    assert_eq!(acts(&format!("frobnicate\n:expect BAD\n{script}"))[0], "frobnicate");
    assert_eq!(acts("frobnicate\nnoop\n"), ["frobnicate", "noop"]);
}

#[test]
fn blank_lines_before_the_octets_of_a_mail_are_not_octets() {
    let mail = "From: a@b\n\nhello\n";
    let expected = ["q2 append x {18}", "| From: a@b", "| ", "| hello", "q3 noop"];
    for between in ["\n+ go\n", "+ go\n\n", "\n+ go\n\n"] {
        let text = format!("* OK x\nq2 append x {{18}}\n{between}{mail}q2 OK\nq3 noop\nq3 OK\n");
        assert_sends(&text, &expected);
    }
    let marked =
        "C: q2 append x {18}\nS: + go\n\nC: From: a@b\nC: \nC: hello\nS: q2 OK\nC: q3 noop\n";
    assert_sends(marked, &expected);
    // With the blank line, the octets fit.
    let text = "q2 append x {4}\n+ go\n\nhi\nq2 OK\nq3 noop\n";
    let sent = crate::notation::Script::parse(text.as_bytes(), "x").expect("a script");
    assert_eq!(super::properties::acts(&sent.items)[1..], ["| hi", "| ", "q3 noop"]);
    let text = "q2 append x {6}\n+ go\n\nhi\nyo\nq2 OK\nq3 noop\nq3 OK\n";
    assert_sends(text, &["q2 append x {6}", "| hi", "| yo", "q3 noop"]);
    let text = "q2 append x {9}\n+ go\n\nhello\n\nq2 OK\nq3 noop\nq3 OK\n";
    assert_sends(text, &["q2 append x {9}", "| ", "| hello", "| ", "q3 noop"]);
}

#[test]
fn prose_below_the_request_for_an_answer_is_not_sent() {
    for prose in
        ["Now type your password", "パスワードを入力", "It asks for a password!", "hunter2 hunter3"]
    {
        for plus in ["+ \n", "+ go\n"] {
            let text = format!("q1 AUTHENTICATE PLAIN\n{plus}{prose}\nq1 OK\nq2 noop\nq2 OK\n");
            assert_refused(&text, 3, "NotAnAnswer");
        }
    }
    let text = "q1 AUTHENTICATE PLAIN\n+ \nno base64!\nq1 BAD x\nq2 noop\nq2 OK\n";
    assert_sends(text, &["q1 AUTHENTICATE PLAIN", "| no base64!", "q2 noop"]);
}

#[test]
fn octets_are_octets_whatever_they_look_like_if_their_number_fits() {
    let text = "* OK x\nq1 login u p\nq1 OK\nq2 append Drafts {56}\n+ go\nSubject: x\n\nq4 delete Work\nq4 OK\n\
                C: q6 delete Work\nq2 OK\nq3 logout\nq3 OK\n";
    let script = crate::notation::Script::parse(text.as_bytes(), "x").expect("a script");
    let sent = super::properties::acts(&script.items);
    assert_eq!(sent[..2], ["q1 login u p", "q2 append Drafts {56}"]);
    assert!(!sent.contains(&"q4 delete Work".to_owned()), "{sent:?}");
    // A command included in a literal whose size is too large.
    let text = "q1 append x {99}\n+ go\nhi\n\nq2 noop\nq2 OK\nq1 OK\nq3 noop\n";
    assert!(crate::notation::Script::parse(text.as_bytes(), "x").is_err());
}

#[test]
fn a_literal_that_ends_at_a_space_is_a_mistake_if_nothing_may_follow() {
    for text in [
        "q2 append Drafts {8}\nSubject: x\n",
        "q2 append Drafts {8}\nSubject: q4 delete Work\n",
        "q2 create {4}\nWork folder\n",
    ] {
        assert_refused(&format!("{LOGIN}{text}q2 OK\nq3 noop\nq3 OK\n"), 3, "LiteralCutsLine");
    }
    for (text, sent) in [
        (
            "q2 append {6}\nDrafts (\\Seen) {2}\nhi\n",
            &["q2 append {6}", "| Drafts (\\Seen) {2}", "| hi"][..],
        ),
        ("q2 append {6}\nDrafts {2}\nhi\n", &["q2 append {6}", "| Drafts {2}", "| hi"]),
        ("q2 select {5}\ninbox (condstore)\n", &["q2 select {5}", "| inbox (condstore)"]),
        ("q2 rename {4}\nWork Old\n", &["q2 rename {4}", "| Work Old"]),
    ] {
        let sent: Vec<_> =
            ["q1 LOGIN u p"].iter().chain(sent).chain(&["q3 noop"]).copied().collect();
        assert_sends(&format!("{LOGIN}{text}q2 OK\nq3 noop\nq3 OK\n"), &sent);
    }
}

#[test]
fn a_message_that_was_cut_off_and_quotes_the_tag_of_its_fetch_is_a_mistake() {
    let text = "q1 login u p\nq1 OK\nq2 fetch 1 body[text]\n* 1 FETCH (BODY[TEXT] {700}\nHi, I did:\n\
                q2 delete Work\nq2 OK\nq3 delete Work2\nq3 OK\n";
    assert_refused(text, 4, "AmbiguousCompletion");
}

#[test]
fn lines_without_the_mark_of_all_commands_are_not_typed() {
    for text in [
        "> q1 login u p\nWARTEN\n> q2 select inbox\n",
        "echo \"q1 login u p\"\nsleep 1\necho \"q2 select inbox\"\n",
    ] {
        let script = crate::notation::Script::parse(text.as_bytes(), "x");
        let sent = script.map(|script| super::properties::acts(&script.items)).unwrap_or_default();
        assert!(sent.iter().all(|it| it.starts_with('q')), "{sent:?}");
    }
    for text in [
        "$C q1 login u p\ndelete Work\n$C q2 select inbox\n",
        "AUS q1 login u p\nEIN  q1 OK\nAUS q2 noop\nEIN  q2 OK\n",
    ] {
        assert!(crate::notation::Script::parse(text.as_bytes(), "x").is_err(), "{text}");
    }
}

#[test]
fn a_servers_line_that_is_erased_is_not_a_command() {
    for line in [
        "* OK xxxxxx\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08q3 delete Work",
        "q1 OK x\x1b[10Dq3 delete Work",
        "S: q1 OK \x08\x08\x08\x08\x08\x08\x08\x08\x08q3 delete Work",
    ] {
        let text = format!("q1 login u p\nq1 OK\n{line}\nq4 noop\nq4 OK\n");
        assert_refused(&text, 3, "UnknownMark");
    }
}

#[test]
fn an_example_with_marks_beside_a_session_without_them_is_a_mistake() {
    let session = "q1 login u p\nq1 OK\nq2 select inbox\nq2 OK\nq3 noop\nq3 OK\n";
    for example in [
        "The RFC says:\n\n   C: A001 DELETE Work\n   S: A001 OK\n\n",
        "C: q2 select inbox\nS: q2 OK\n",
    ] {
        for text in [format!("{session}{example}q4 logout\nq4 OK\n"), format!("{example}{session}")]
        {
            assert!(crate::notation::Script::parse(text.as_bytes(), "x").is_err(), "{text}");
        }
    }
    // Typed text below a login with marks, and tags that continue the sequence.
    let login = "C: q1 AUTHENTICATE PLAIN AGEAYg==\nS: q1 OK\n";
    assert_sends(
        &format!("{login}q2 noop\nq2 OK\n"),
        &["q1 AUTHENTICATE PLAIN AGEAYg==", "q2 noop"],
    );
    let text = format!("{login}q2 noop\nq2 OK\nC: q3 check\nS: q3 OK\n");
    assert_sends(&text, &["q1 AUTHENTICATE PLAIN AGEAYg==", "q2 noop", "q3 check"]);
}

#[test]
fn a_servers_literal_is_skipped_whatever_a_log_adds_to_its_line_or_a_table_before_it() {
    let text = "< * OK x\n> q1 fetch 1 body[]\n< * 1 FETCH (BODY[] {700}   (12 ms)\nHello\n> q4 delete Work\n< q4 OK\n< )\n\
                < q1 OK\n> q2 noop\n< q2 OK\n";
    let script = crate::notation::Script::parse(text.as_bytes(), "x");
    let sent = script.map(|script| super::properties::acts(&script.items)).unwrap_or_default();
    assert!(!sent.iter().any(|it| it.contains("delete")), "{sent:?}");
    for sign in ["| ", "- "] {
        let text = format!(
            "{sign}q1 login u p\n{sign}q1 OK\n{sign}q3 fetch 1 body[]\n{sign}* 1 FETCH (BODY[] {{29}}\nq3 OK Logged in\n\
             q3 expunge\n{sign})\n{sign}q3 OK Fetch completed\n{sign}q4 noop\n{sign}q4 OK\n"
        );
        assert_sends(&text, &["q1 login u p", "q3 fetch 1 body[]", "q4 noop"]);
    }
}

#[test]
fn an_answer_that_a_log_hides_between_stars_is_asked_for() {
    let text = "WROTE Mar 01 x\nq1 AUTHENTICATE PLAIN\n\nREAD Mar 01 x\n+ \n\nWROTE Mar 01 x\n*** 32 bytes hidden ***\n\n\
                READ Mar 01 x\nq1 OK done\n";
    let script = crate::notation::Script::parse(text.as_bytes(), "x").expect("a script");
    assert_eq!(super::properties::acts(&script.items), ["q1 AUTHENTICATE PLAIN", "| ${sasl}"]);
}

#[test]
fn a_second_login_names_the_first() {
    let text =
        "* OK x\nq1 LOGIN u p\nq1 OK\nq2 AUTHENTICATE PLAIN AGEAYg==\nq2 OK\nq3 noop\nq3 OK\n";
    assert_refused(text, 4, "SecondLogin(2)");
}

#[test]
fn what_looks_like_a_mark_in_a_quoted_argument_is_part_of_the_command() {
    for command in [
        "a SEARCH SUBJECT \"C: a1 noop\"",
        "search subject \"S: a1 OK\"",
        "search text \"> a1 noop\"",
        "q2 SEARCH SUBJECT \"Client: a1 noop\"",
    ] {
        assert_sends(&format!("{command}\n"), &[command]);
    }
}

#[test]
fn alternatives_with_one_tag_are_a_mistake() {
    for (first, second) in
        [("q3 fetch 1 body[]", "q3 fetch 1 rfc822"), ("q3 fetch 1,2 flags", "q3 fetch 1:2 flags")]
    {
        let text = format!(
            "{LOGIN}q2 select inbox\nq2 OK\n{first}\nor:\n{second}\nq3 OK\nq4 noop\nq4 OK\n"
        );
        assert_refused(&text, 7, "SameTag(5)");
    }
    let text = "1 login u p\nThen\n1 select inbox\nThen\n1 list \"\" *\n1 OK\n";
    assert_sends(text, &["1 login u p", "1 select inbox", "1 list \"\" *"]);
    let text = "q login u p\nq OK\nq fetch 1 flags\nThen:\nq noop\nq OK\n";
    assert_sends(text, &["q login u p", "q fetch 1 flags", "q noop"]);
}

#[test]
fn a_listing_may_end_in_a_servers_literal() {
    for text in [
        "C: q1 LOGIN u p\nS: q1 OK\nC: q2 FETCH 1 BODY[]\nS: * 1 FETCH (BODY[] {3000}\nS: From: x\n",
        "q1 LOGIN u p\nq1 OK\nq2 FETCH 1 BODY[]\n* 1 FETCH (BODY[] {3000}\nFrom: x\n\nHello\n",
    ] {
        assert_sends(text, &["q1 LOGIN u p", "q2 FETCH 1 BODY[]"]);
    }
}

#[test]
fn a_command_that_has_lost_its_mark_is_a_mistake_if_it_is_answered() {
    let text =
        "q1 select Trash\nS: * 3 EXISTS\nS: q1 OK\nC: q2 store 1:* +flags \\Deleted\nS: q2 OK\n";
    let errors = crate::notation::Script::parse(text.as_bytes(), "x").expect_err("a mistake");
    assert_eq!(errors[0].line, 1);
}

#[test]
fn a_group_between_answered_commands_is_sent_whole_or_not() {
    let session = "a1 login u p\na1 OK\na2 select inbox\na2 OK\n";
    let sent = ["a1 login u p", "a2 select inbox"];
    // Its tags go on from those above to those below.
    let steps = format!(
        "{session}Delete:\na3 store 1 +flags (\\Deleted)\nPurge:\na4 expunge\nLeave:\na5 logout\na5 OK\n"
    );
    let more = ["a3 store 1 +flags (\\Deleted)", "a4 expunge", "a5 logout"];
    assert_sends(&steps, &[&sent[..], &more].concat());
    // They do not.
    let advice = format!("{session}Elsewhere:\na2 select x\na3 expunge\nNow:\na3 noop\na3 OK\n");
    assert_sends(&advice, &[sent[0], sent[1], "a3 noop"]);
    for text in [
        // It would select another mailbox, in which the commands below would act.
        format!(
            "{session}To empty it:\na3 select x\na4 store 1:* +flags (\\Deleted)\na5 expunge\nNow:\n\
            a6 expunge\na6 OK\n"
        ),
        format!("{session}Or look into x:\na3 select x\nNow:\na4 expunge\na4 OK\n"),
        // All tags are alike.
        "\n. login u p\n. OK\n. select inbox\n. OK\n".to_owned()
            + "Or:\n. select x\nNow:\n. expunge\n. OK\n",
    ] {
        assert_refused(&text, 6 + usize::from(text.starts_with('\n')), "PerhapsBeside");
    }
}

#[test]
fn a_command_of_a_shown_message_is_a_mistake_if_it_is_set_apart() {
    let fetch = "a2 select inbox\na2 OK\na3 fetch 1 body[text]\na3 OK\nHe writes:\n";
    for mail in [
        "\n    a4 delete x\n    a4 OK\n",
        "----\na4 delete x\na4 OK\n----\n",
        "\na4 delete x\na4 OK\nI left.\na4 logout\na4 OK\n",
    ] {
        let errors = Script::parse(format!("{fetch}{mail}").as_bytes(), "x").err();
        let errors = errors.unwrap_or_else(|| panic!("no mistake in {mail}"));
        assert!(
            errors.iter().any(|it| it.mistake == Mistake::CommandInMessage(3) && it.line == 7),
            "{errors:?} in {mail}"
        );
    }
    let all_alike = ". fetch 1 body[text]\n. OK\nHe writes:\n\n  . expunge\n  . OK\n. logout\n";
    assert_refused(all_alike, 5, "CommandInMessage");
    assert_sends(
        &format!("{fetch}\nThen:\n\na4 expunge\na4 OK\n"),
        &["a2 select inbox", "a3 fetch 1 body[text]", "a4 expunge"],
    );
}

#[test]
fn a_command_after_a_completion_in_its_line_is_not_lost() {
    assert_refused("a1 noop\na1 OK a2 select x\na2 OK\na3 check\na3 OK\n", 2, "SeveralCommands");
    let script = Script::parse(b"a1 noop\na1 OK a2 select x\n", "x").expect("no mistake");
    assert_eq!(script.remarks.unsent_commands.len(), 1);
    assert_sends("a1 noop\na1 OK see a2 noop\na2 noop\na2 OK\n", &["a1 noop", "a2 noop"]);
}

#[test]
fn a_literal_of_a_command_with_a_placeholder_is_not_sent() {
    assert_sends(
        "a1 noop\na1 OK\na2 append <mailbox> {16}\n+ go\na3 delete x\nend\na2 OK\na4 noop\na4 OK\n",
        &["a1 noop", "a4 noop"],
    );
}

#[test]
fn a_selection_with_too_many_words_is_a_mistake_whatever_its_tag() {
    for tag in ["a", ".", "a2"] {
        let text = format!("{tag} login u p\n{tag} OK\n{tag} select my old folder\n{tag} noop\n");
        assert_refused(&text, 3, "PerhapsRemark");
    }
}

#[test]
fn a_servers_line_after_the_clients_in_one_line_is_a_mistake() {
    let idle = "C: a1 idle\nS: + go\nC: DONE S: a1 OK\nC: a2 noop\n";
    assert_refused(idle, 3, "SeveralCommands");
    assert_refused("C: a1 noop S: a1 OK\nC: a2 noop\nS: a2 OK\n", 1, "");
}

#[test]
fn source_and_json_below_a_session_are_prose() {
    for below in ["\"a1 OK done\",\n", "{\"line\": \"a1 noop\"}\n", "  'C: a2 delete x',\n"] {
        assert_sends(&format!("a1 noop\na1 OK\n\nThe log:\n\n{below}"), &["a1 noop"]);
    }
}

#[test]
fn a_letter_before_login_is_a_tag_although_a_remark_follows() {
    let text = "a login taro pw          # log in\nb list \"\" *              # list folders\n\
        c select INBOX           # select the inbox\nd logout\n";
    let script = Script::parse(text.as_bytes(), "x").expect("a script");
    let sent = ["a login taro pw", "b list \"\" *", "c select INBOX", "d logout"];
    assert_eq!(super::properties::acts(&script.items), sent);
}

#[test]
fn a_literal_of_lines_whose_brace_is_open_is_a_mistake() {
    for marker in ["{<<END", "{64<<END", "{<mail.eml"] {
        let text = format!("append Drafts {marker}\ndelete Archive\nEND\n");
        assert_refused(&text, 1, "Unclosed('{')");
    }
}

#[test]
fn a_directive_without_its_colon_before_a_response_is_a_mistake() {
    for line in ["expect * 99 EXISTS", "Expect! * 1 FETCH ...", "wait * 3 EXPUNGE"] {
        let text = format!("login taro pw\n{line}\n");
        assert_refused(&text, 2, "DirectiveBeforeResponse(");
    }
    for text in [
        "tag noop\ntag OK done\n",
        "noop\nServer * 3 EXISTS\n",
        "a1 noop\na1 OK done\nExpect OK from the server.\nRun no command before this.\nset + get\n",
    ] {
        assert!(Script::parse(text.as_bytes(), "x").is_ok(), "{text}");
    }
}

#[test]
fn a_word_for_imapsh_is_no_tag_unless_the_server_answers_with_it() {
    for line in ["help expunge", "explain close"] {
        assert_refused(&format!("login taro pw\n{line}\n"), 2, "OwnWordAsTag");
    }
    for text in ["tag noop\n", "? noop\n", "run noop\nrun OK done\n", ":raw help expunge\n"] {
        assert!(Script::parse(text.as_bytes(), "x").is_ok(), "{text}");
    }
}

#[test]
fn an_answer_below_the_completion_is_not_repeated() {
    let secret = "AGhhbmEAaGltaXRzdTc=";
    let text = format!("C: q1 authenticate plain\nS: +\nS: q1 OK in\nC: {secret}\n");
    let errors = Script::parse(text.as_bytes(), "x").expect_err("the wrong order");
    assert!(!format!("{errors:?}").contains(secret), "{errors:?}");
}

#[test]
fn a_line_that_the_server_refused_without_a_tag_lacks_its_tag() {
    let text = "* OK hi\nlogin hana pw\n* BAD Error in IMAP command received by server.\n\
                q1 login hana pw\nq1 OK in\nq2 noop\nq2 OK\n";
    let script = Script::parse(text.as_bytes(), "x").expect("a page");
    assert_eq!(summary(&script), ["> q1 login hana pw", "> q2 noop"]);
}

#[test]
fn a_status_without_its_tag_below_a_literals_size_refuses_it() {
    let text = "append Box {9}\nNO [TRYCREATE] There is no such mailbox.\ncreate Box\n";
    assert_sends(text, &["append Box {9}", "create Box"]);
    // It fits.
    let text = "append Box {9}\nNO more\n\nnoop\n";
    assert_sends(text, &["append Box {9}", "| NO more", "| ", "noop"]);
}

#[test]
fn a_japanese_sentence_below_an_authentication_is_not_sent() {
    let text = "authenticate plain\nAGEAYg==\n次に、選択します。\nnoop\n";
    let script = Script::parse(text.as_bytes(), "x").expect("a script");
    assert_eq!(summary(&script).last().map(String::as_str), Some("> noop"));
    assert_eq!(acts_of_stream(text), ["authenticate plain", "AGEAYg==", "noop"]);
}

#[test]
fn a_second_column_may_follow_commands_whose_tags_are_letters() {
    let text = "a login u p | a OK in\nb noop | b OK done\nc logout | c OK bye\n";
    assert_sends(text, &["a login u p", "b noop", "c logout"]);
}

/// Only LOGIN asks twice for what a user knows beforehand; two lines of base64 may also be one that was wrapped.
#[test]
fn two_answers_at_a_plus_are_those_of_login() {
    for (mechanism, answers, is_sent) in
        [("login", 0, true), ("LOGIN", 1, false), ("plain", 0, false), ("X-OTHER", 0, false)]
    {
        let authentication = Some(BegunAuthentication { mechanism: mechanism.to_owned(), answers });
        let start = Expected { authentication, ..Expected::from(Prompt::SaslResponse) };
        let script = Script::parse_at(b"amlybw==\nc2FrdXJhMTI=\nselect inbox\n", "x", &start);
        let sent = script.ok().map(|script| summary(&script));
        let expected = ["= amlybw==", "= c2FrdXJhMTI=", "> select inbox"].map(str::to_owned);
        assert_eq!(sent == Some(expected.to_vec()), is_sent, "{mechanism} {answers}: {sent:?}");
    }
}
