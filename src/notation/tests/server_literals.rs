//! Mails inside a listing: nothing of them is sent, even if they are shortened.

use super::kinds::{assert_refused, assert_sends};
use super::properties::{acts, acts_of_stream};
use super::*;

#[test]
fn octets_that_fit_by_chance_do_not_end_a_shortened_literal() {
    let shortened = "* OK ready\na1 fetch 1 body[]\n* 1 FETCH (BODY[] {7}\n[...]\n)\n";
    for in_literal in
        [":H\n)\n", ":run evil\n)\n", "* 1 EXISTS\ndelete evil\n)\n", "a7 delete evil\n)\n"]
    {
        let text = format!("{shortened}{in_literal}a1 OK done\na2 logout\n");
        assert_sends(&text, &["a1 fetch 1 body[]", "a2 logout"]);
        assert_eq!(acts_of_stream(&text), ["a1 fetch 1 body[]", "a2 logout"], "{text}");
    }
    // A whole message may have such a line.
    let text = format!("{shortened}* 2 EXISTS\na1 OK done\na2 logout\n");
    assert_sends(&text, &["a1 fetch 1 body[]", "a2 logout"]);
}

#[test]
fn a_response_that_is_not_registered_may_have_a_literal_too() {
    let begin = "a1 login u p\na1 OK\na2 xfetch 1\n";
    let quoted = "a8 delete Work\na8 OK\n";
    for response in ["* xfetch 1 {900}", "* X-FETCH: 1 {900}", "* XFETCH (TEXT {900}"] {
        let text = format!("{begin}{response}\n{quoted}a2 OK\na3 noop\na3 OK\n");
        assert_sends(&text, &["a1 login u p", "a2 xfetch 1", "a3 noop"]);
        // The completion is cut off.
        let text = format!("{begin}{response}\nHi\n{quoted}bye\na3 noop\na3 OK\n");
        super::kinds::assert_refused(&text, 4, "AmbiguousCompletion(900)");
    }
}

#[test]
fn a_session_quoted_by_a_mail_inside_a_log_is_not_the_logs() {
    for (client, server) in [(">>> ", "<<< "), ("→ ", "← "), ("C: ", "S: "), ("", "")] {
        for sign in ["> ", "| ", "│ "] {
            let text = format!(
                "{server}* OK ready\n{client}a1 fetch 1 body[]\n{server}* 1 FETCH (BODY[] {{{}}}\n\
                 Hi.\n{sign}C: q1 noop\n{sign}S: q1 OK x\n\nq9 expunge\n{sign}C: q2 check\n\
                 {server})\n{server}a1 OK done\n{client}a2 logout\n",
                56 + 3 * sign.len()
            );
            assert_sends(&text, &["a1 fetch 1 body[]", "a2 logout"]);
        }
    }
}

#[test]
fn with_one_tag_for_all_the_line_that_closes_the_response_ends_a_shortened_literal() {
    let login = "a login user pass\na OK in\na select inbox\n* 11 EXISTS\na OK done\n";
    let fetch = "a fetch 1 body[text]\n* 1 FETCH (BODY[TEXT] {2000}\nHi,\n";
    let commands = ["a login user pass", "a select inbox", "a fetch 1 body[text]"];
    for mail in [
        "a OK I will do that.\na delete Sent\nBye\n)\n",
        "a OK yes\na delete Sent\na OK no\na expunge\n FLAGS (x))\n",
    ] {
        let text = format!("{login}{fetch}{mail}a OK Fetch completed.\na logout\na OK\n");
        assert_sends(&text, &[&commands[..], &["a logout"]].concat());
    }
    // Nothing closes the first response; the bracket further below is another one's.
    let next = "a noop\na OK done\na fetch 2 body[]\n* 2 FETCH (BODY[] {2000}\nHi\n)\na OK done\n";
    let text = format!("{login}{fetch}a OK Fetch completed.\n{next}a logout\na OK\n");
    assert_sends(&text, &[&commands[..], &["a noop", "a fetch 2 body[]", "a logout"]].concat());
}

#[test]
fn a_response_that_closes_below_an_apparent_completion_does_not_end_above_it() {
    let fetch = "a2 fetch 1 body[]\n* 1 FETCH (BODY[] {900}\nTo test:\na2 OK fetched\na3 delete Work\na3 OK\nbye\n";
    for end in [
        ")\n",
        ")\na4 logout\n",
        " FLAGS (\\Seen))\n...\n\nAny idea?\n",
        ")\n* 2 FETCH (BODY[] {100}\n...\n)\n",
        ")\nConnection closed by foreign host.\n",
    ] {
        let text = format!("a1 select inbox\na1 OK\n{fetch}{end}");
        assert_refused(&text, 4, "AmbiguousCompletion");
    }
    let marked = "C: a2 fetch 1 body[]\nS: * 1 FETCH (BODY[] {900}\nS: Hi\nS: a2 OK x\n";
    for rest in ["", "S: a3 delete Work\nS: bye\nS: )\nS: a2 OK fetched\n"] {
        let text = format!("{marked}{rest}C: a3 noop\nS: a3 OK\n");
        assert_sends(&text, &["a2 fetch 1 body[]", "a3 noop"]);
    }
    // All commands have the same tag.
    let session = ". select inbox\n. OK\n. fetch 1 body[text]\n* 1 FETCH (BODY[TEXT] {4321}\n";
    for mail in [
        "Here it is:\n. login joe pw\n. OK in\n. delete Work\n. OK deleted\nbye\n",
        ". login kim pw\n. OK in\n. select INBOX\n. OK\n. expunge\n. OK\n[...]\n",
        "Hi\n. OK x\n. delete Work\n)\n* 2 FETCH (BODY[] {1000}\nbla\n)\n",
    ] {
        let text = format!("{session}{mail}. OK Fetch completed\n. logout\n* BYE\n. OK\n");
        assert_refused(&text, 4, "AmbiguousCompletion");
    }
    let text = "> A5 UID FETCH 3 (BODY.PEEK[])\n< * 3 FETCH (UID 3 BODY[] {1834}\n< From: x\n< \n< A5 OK done\n\
                > A6 DELETE Work\n< A6 OK\n< )\n< A5 OK\n> A7 LOGOUT\n";
    assert_refused(text, 6, "ClientInServersLiteral");
    // Another response is closed below.
    let text = "a2 fetch 1 body[]\n* 1 FETCH (BODY[] {900}\nHi\na2 OK fetched\na3 fetch 2 body[]\n\
                * 2 FETCH (BODY[] {900}\nHi\n)\na3 OK\na4 noop\n";
    assert_sends(text, &["a2 fetch 1 body[]", "a3 fetch 2 body[]", "a4 noop"]);
}

/// The octets of a mail are the server's, whatever sign shows the ends of its lines.
#[test]
fn visible_line_ends_are_not_part_of_any_line() {
    for end in [
        "\\r", "\\r\\n", "\\n", "<CR><LF>", "<CRLF>", " [CRLF]", "<RET>", "[Enter]", "¶", "⏎", "↵",
        "␍␊", "^M", "^M$",
    ] {
        let e = end;
        let text = format!(
            "* OK ready{e}\na1 LOGIN bob pw{e}\na1 OK in{e}\na2 AUTHENTICATE PLAIN{e}\n+ {e}\nAGJvYgBwdw=={e}\n\
             a2 BAD no{e}\na3 FETCH 1 BODY[TEXT]{e}\n* 1 FETCH (BODY[TEXT] {{73}}{e}\nHi, this works here:{e}\n\
             a4 DELETE Work{e}\na4 OK Delete completed.{e}\na9 NOOP{e}\nBye{e}\n){e}\na3 OK done{e}\n\
             a4 APPEND x {{5}}{e}\n+ go{e}\nhello{e}\na4 OK{e}\na5 IDLE{e}\n+ x{e}\nDONE{e}\na5 OK{e}\na6 LOGOUT{e}\n"
        );
        let sent = [
            "a1 LOGIN bob pw",
            "a2 AUTHENTICATE PLAIN",
            "| AGJvYgBwdw==",
            "a3 FETCH 1 BODY[TEXT]",
            "a4 APPEND x {5}",
            "| hello",
            "a5 IDLE",
            "done",
            "a6 LOGOUT",
        ];
        assert_sends(&text, &sent);
        // Only the response shows it.
        let text = format!(
            "a3 FETCH 1 BODY[TEXT]\n* 1 FETCH (BODY[TEXT] {{22}}{e}\na9 DELETE Work\na9 OK x\n)\na3 OK\na4 NOOP\n"
        );
        assert_sends(&text, &["a3 FETCH 1 BODY[TEXT]", "a4 NOOP"]);
    }
    assert_sends("LOGIN bob pw\\r\\n\nSELECT INBOX\\r\\n\n", &["LOGIN bob pw", "SELECT INBOX"]);
    assert_sends("LOGIN bob pw\\n\nNOOP\n", &["LOGIN bob pw\\n", "NOOP"]);
}

#[test]
fn a_completion_of_no_command_does_not_end_a_shortened_literal() {
    let session = "select inbox\nfetch 1 body[]\n* 1 FETCH (BODY[] {4711}\nFrom: j\n\n";
    for mail in ["x2 OK fine\nx3 delete Work\n", "x2 OK fine\ndelete Work\n"] {
        let text = format!("{session}{mail}");
        let errors = Script::parse(text.as_bytes(), "x").expect_err(&text);
        assert!(matches!(errors[0].mistake, Mistake::AmbiguousCompletion(_)), "{errors:?}");
        assert!(acts_of_stream(&text).iter().all(|it| !it.contains("Work")), "{text}");
    }
    // The mail's lines have no mark of the server.
    let marked = "C: select inbox\nS: x1 OK\nC: fetch 1 body[]\nS: * 1 FETCH (BODY[] {500}\nSubject: x\n\n\
                  hello\nS: z2 OK done\nC: logout\n";
    assert_sends(marked, &["select inbox", "fetch 1 body[]", "logout"]);
    // imapsh's own tags, or those of the completions above.
    let sent = ["select inbox", "fetch 1 body[]", "logout"];
    assert_sends(&format!("{session}a002 OK done\nlogout\n"), &sent);
    let with_answer = session.replace("inbox\n", "inbox\nx1 OK\n");
    let text = format!("{with_answer}x2 OK done\nlogout\n");
    let script = Script::parse(text.as_bytes(), "x").expect(&text);
    assert_eq!(acts(&script.items), sent);
}
