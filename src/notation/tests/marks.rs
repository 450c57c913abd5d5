//! Marks that name the side of a line, of the RFCs and of logs.

use super::kinds::{assert_refused, assert_sends};
use super::properties::{acts, acts_of_stream};
use super::*;

#[test]
fn marks_of_any_pair_are_removed() {
    for (client, server) in [
        ("C:", "S:"),
        (">", "<"),
        ("->", "<-"),
        ("C ->", "S ->"),
        ("Client:", "Server:"),
        ("Client :", "Serveur :"),
        ("[C]", "[S]"),
        ("客户端：", "服务器："),
        ("K:", "D:"),
        ("[12:00:01] C:", "[12:00:01] S:"),
    ] {
        let text = format!(
            "{client} t1 login u p\n{server} t1 OK in\nWe look around.\n\n{client} t2 select inbox\n\
            {server} * 3 EXISTS\n{server} t2 OK\n"
        );
        assert_sends(&text, &["t1 login u p", "t2 select inbox"]);
    }
    let quoted = "> t1 login u p\n> t1 OK\n> t2 noop\n> t2 OK\n";
    assert_sends(quoted, &["t1 login u p", "t2 noop"]);
}

#[test]
fn a_tagged_command_shown_twice_before_its_completion_is_sent_once() {
    for (client, server) in [("C:", "S:"), (">", "<"), ("Client:", "Server:"), ("4>", "4<")] {
        let text = |first: &str, between: &str| {
            format!(
                "{server} * OK ready\n{client} a1 SELECT inbox\n{server} a1 OK\n{client} {first}\n{between}\
                {client} {first}\n{server} a2 OK Done\n{client} a3 NOOP\n{server} a3 OK\n"
            )
        };
        for first in ["a2 MOVE 1 Archive", "a2 CREATE Work", "a2 EXPUNGE"] {
            for between in ["", "\nWith its answer it looks as follows.\n\n"] {
                let sent = ["a1 SELECT inbox", first, "a3 NOOP"];
                assert_sends(&text(first, between), &sent);
                assert_eq!(acts_of_stream(&text(first, between)), sent, "{first} {between}");
            }
        }
        // Without tags these are two commands, and also with the answer or another command in between.
        for between in [format!("{server} a2 OK\n"), format!("{client} a4 CHECK\n")] {
            let sent = acts_of_stream(&text("a2 MOVE 1 Archive", &between));
            let times = sent.iter().filter(|it| it.contains("MOVE")).count();
            assert_eq!(times, 2, "{between}");
        }
    }
    let untagged = "C: noop\nC: noop\nS: * OK\nC: check\nC: check\nS: a1 OK\n";
    assert_sends(untagged, &["noop", "noop", "check", "check"]);
    // A log of the client alone may use one tag for all.
    assert_sends("C: . noop\nC: . noop\n", &[". noop", ". noop"]);
    let first = "C: . noop\n\nSo:\n\nC: . noop\nS: . OK\n";
    assert_sends(first, &[". noop"]);
}

#[test]
fn octets_and_answers_of_a_command_shown_twice_are_sent_once() {
    // Without marks, a blank line below AUTHENTICATE is an empty answer.
    for (client, server, gap) in [("C: ", "S: ", "\n"), ("", "", "")] {
        let text = format!(
            "{server}* OK\n{client}a0 NOOP\n{server}a0 OK\n{client}a1 APPEND x {{7}}\n{client}a2 NOOP\n\nAnd so:\n\n\
            {client}a1 APPEND x {{7}}\n{server}+ go\n{client}a2 NOOP\n{server}a1 OK\n{client}a3 CHECK\n{server}a3 OK\n"
        );
        let sent = ["a0 NOOP", "a1 APPEND x {7}", "| a2 NOOP", "a3 CHECK"];
        assert_sends(&text, &sent);
        assert_eq!(acts_of_stream(&text), sent, "{text}");
        let text = format!(
            "{server}* OK\n{client}a0 NOOP\n{server}a0 OK\n{client}a1 RENAME {{1}}\n{client}x {{1}}\n{client}y\n\nAnd so:\n\n\
            {client}a1 RENAME {{1}}\n{server}+ go\n{client}x {{1}}\n{server}+ go\n{client}y\n{server}a1 OK\n{client}a3 CHECK\n"
        );
        assert_sends(&text, &["a0 NOOP", "a1 RENAME {1}", "| x {1}", "| y", "a3 CHECK"]);
        let text = format!(
            "{server}* OK\n{client}a0 NOOP\n{server}a0 OK\n{client}a1 AUTHENTICATE PLAIN\n{gap}And so:\n{gap}\
            {client}a1 AUTHENTICATE PLAIN\n{server}+\n{client}AHUAcA==\n{server}a1 OK\n{client}a3 CHECK\n{server}a3 OK\n"
        );
        assert_sends(&text, &["a0 NOOP", "a1 AUTHENTICATE PLAIN", "| AHUAcA==", "a3 CHECK"]);
    }
}

#[test]
fn what_begins_like_a_marked_command_is_prose() {
    for line in [
        "Note: never delete Work",
        "Note: delete Work",
        "Tip: you delete Work",
        "A: you delete Work",
        "[Bob] please delete Work",
        "Fix: first store 1:* +flags \\Deleted",
        "Then > a1 delete Work",
        "Bob: I rename Sent \"Old\"",
        "注意: 決して delete Work",
        "Subject: please delete Work",
        "mysql> a3 delete Work",
        "> a3 delete Work",
        "curl: (67) Login denied",
        "wget: 401 login failed",
    ] {
        assert_sends(&format!("login u p\n{line}\nlogout\n"), &["login u p", "logout"]);
        assert_sends(&format!("noop\n{line}\n{line}\nlogout\n"), &["noop", "logout"]);
        let page = format!("a1 noop\na1 OK\n\n{line}\n\nThen:\na2 check\na2 OK\n");
        assert_sends(&page, &["a1 noop", "a2 check"]);
        let with_answer =
            format!("a1 noop\na1 OK\n{line} is dangerous\nReply: * 3 EXISTS\na2 check\n");
        assert_sends(&with_answer, &["a1 noop", "a2 check"]);
    }
    // Also if nothing else shows whether it is a mark.
    for alone in ["C)select inbox", "C)delete Work\nC]noop"] {
        assert_sends(alone, &[]);
    }
    let page =
        "a1 noop\na1 OK\nNote: a2 delete Work is dangerous\nBetter: a2 check\na2 check\na2 OK\n";
    assert_sends(page, &["a1 noop", "a2 check"]);
    // Another program's report about the server is not a command with a tag.
    for list in ["|_imap-capabilities: IMAP4rev1 IDLE", "|   capabilities: AUTH=PLAIN IDLE"] {
        let script = Script::parse(format!("noop\n{list}\nlogout").as_bytes(), "x");
        let script = script.expect("a script");
        assert!(script.remarks.unsent_commands.is_empty(), "{list}");
        assert_eq!(script.remarks.prose, 0, "{list}");
    }
    // It is not dropped silently.
    let script =
        Script::parse(b"login u p\nNote: never delete Work\nlogout", "x").expect("a script");
    assert_eq!(script.remarks.unsent_commands[0].why, Why::UnknownMark);
    // The commands after it may depend on what it selects.
    let text = "a1 noop\na1 OK\n> a2 select Trash\n* 3 EXISTS\na2 OK\na3 expunge\na3 OK\n";
    assert_refused(text, 3, "UnknownMark");
}

#[test]
fn a_mark_of_the_client_alone_is_removed() {
    for mark in [">", "Client:", "->", "[C]", "imap>", "C>"] {
        for text in [
            format!("{mark} a1 login u p\na1 OK\n\n{mark} a2 noop\na2 OK\n"),
            format!("{mark} a1 login u p\n{mark} a2 noop\n"),
            format!("* OK ready\n{mark} a1 login u p\na1 OK\nWe are in.\n{mark} a2 noop\na2 OK\n"),
        ] {
            assert_sends(&text, &["a1 login u p", "a2 noop"]);
        }
    }
    let text = "> a1 select x\n* 3 EXISTS\na1 OK\n> a2 fetch 1 body[]\n* 1 FETCH (BODY[] {30}\n\
        > a8 delete Work\n)\na2 OK\n> a3 noop\na3 OK\n";
    assert_sends(text, &["a1 select x", "a2 fetch 1 body[]", "a3 noop"]);
}

#[test]
fn marks_of_logs_and_with_emphasis() {
    for (client, server, end) in [
        (">>>", "<<<", ""),
        ("<C>", "<S>", ""),
        ("**C:**", "**S:**", ""),
        ("*Client:*", "*Server:*", ""),
        ("`C:`", "`S:`", ""),
        ("--->", "<---", ""),
        ("{C}", "{S}", ""),
        ("[C]:", "[S]:", ""),
        (
            "[Parent 12: IMAP]: I/IMAP 7f00:mx:A:SendData:",
            "[Parent 12: IMAP]: I/IMAP 7f00:mx:A:CreateNewLineFromSocket:",
            "",
        ),
        ("  08:13.02 > b'", "  08:13.12 < b'", "\\r\\n'"),
    ] {
        let blank = if end.is_empty() { " " } else { "" };
        let text = format!(
            "{client}{blank}t1 login u p{end}\n{server}{blank}t1 OK in{end}\n\
            {client}{blank}t2 select inbox{end}\n{server}{blank}* 3 EXISTS{end}\n{server}{blank}t2 OK{end}\n"
        );
        assert_sends(&text, &["t1 login u p", "t2 select inbox"]);
    }
    let text = "  08:13.02 > b'A1 STORE 1 +FLAGS (\\\\Seen)\\r\\n'\n  08:13.12 < b'A1 OK'\n";
    assert_sends(text, &["A1 STORE 1 +FLAGS (\\Seen)"]);
    // Numbered clients are read like others, but a replay is one of them.
    assert_sends("C1: t1 noop\nS1: t1 OK in\nC1: t2 check\n", &["t1 noop", "t2 check"]);
    assert_refused("C1: t1 noop\nS: t1 OK in\nC2: t2 check\nS: t2 OK\n", 3, "SeveralClients");
    // A server's line after a mark that is not known is not sent.
    assert_sends("noop\n#1/5 a1 OK done\n@@@ * 3 EXISTS\ncheck\n", &["noop", "check"]);
}

#[test]
fn marks_after_a_logs_prefix_are_found() {
    for (client, server, end) in [
        (
            "[15-Jan-2026 10:00:00 +0000]: <ab12> [7F3A] C: ",
            "[15-Jan-2026 10:00:01 +0000]: <ab12> [7F3A] S: ",
            "",
        ),
        ("[2026-01-15 10:00:00] 4> ", "[2026-01-15 10:00:01] 4< ", ""),
        ("2026/01/15 10:00:00 C: ", "2026/01/15 10:00:01 S: ", ""),
        ("Jan 15 10:00:00 host app[12]: C: ", "Jan 15 10:00:01 host app[12]: S: ", ""),
        ("1700000000.12 I: ", "1700000001.34 O: ", ""),
        ("  7  C: ", " 18  S: ", ""),
        ("DEBUG C: ", "DEBUG S: ", ""),
        ("IMAP: 10:00:01 [tx] ", "IMAP: 10:00:02 [rx] ", ""),
        ("client → server: ", "server → client: ", ""),
        ("F: >>> ", "F: ", ""),
        ("C= ", "S= ", ""),
        ("[imapx:A] I/O: '", "[imapx:A] input: Got line: '", "'"),
        ("=> '", "<= '", "'"),
        ("C: \"", "S: \"", "\""),
        ("- `C: ", "- `S: ", "`"),
    ] {
        let text = format!(
            "{server}* OK ready{end}\n{client}t1 login u p{end}\n{server}t1 OK in{end}\nWe look around.\n\n\
            {client}t2 select inbox{end}\n{server}* 3 EXISTS{end}\n{server}t2 OK{end}\n"
        );
        assert_sends(&text, &["t1 login u p", "t2 select inbox"]);
    }
    // A sentence about a command, in a listing without marks.
    let text =
        "t1 login u p\nt1 OK in\nThen type: t2 delete Work\nIt says: t2 OK\nt3 noop\nt3 OK\n";
    assert_sends(text, &["t1 login u p", "t3 noop"]);
}

#[test]
fn marks_of_a_listing_without_tags_are_removed() {
    let sent = ["append \"x\" {3+}", "| abc", "noop"];
    for (client, server) in
        [("Client: ", "Server: "), ("> ", "< "), (">>> ", "<<< "), ("C -> ", "S -> "), ("→ ", "← ")]
    {
        for literal in [client, ""] {
            let text = format!(
                "{client}append \"x\" {{3+}}\n{literal}abc\n{server}OK done\n\
                 {client}noop\n{server}NO\n"
            );
            let script = Script::parse(text.as_bytes(), "x").expect("no mistake");
            assert_eq!(acts(&script.items), sent, "{text}");
            // Line by line, the literal's octets come before anything shows whose mark it is.
            assert_eq!(acts_of_stream(&text), [""; 0], "{text}");
        }
        let text = format!(
            "{client}login user pass\n{server}OK\n{client}select inbox\n{server}* 3 EXISTS\n\
             {server}OK\n{client}logout\n"
        );
        assert_sends(&text, &["login user pass", "select inbox", "logout"]);
    }
    // The server's lines have none.
    for client in ["Client: ", "> ", "--> "] {
        let text = format!("{client}noop\n* OK x\n{client}select inbox\nOK\n");
        assert_sends(&text, &["noop", "select inbox"]);
    }
    // These are not opposites.
    assert_sends("Note: delete Work\nResult: OK\n", &[]);
}

/// Evolution logs everything on the connection as `I/O`, and some commands before that.
#[test]
fn the_mark_of_both_sides_beside_one_of_some_commands() {
    for (sending, both) in [
        ("[imapx:A] Sending command: '", "[imapx:A] I/O: '"),
        ("queued: '", "wire: '"),
        ("10:11:12 DEBUG [queue] -> '", "10:11:12 TRACE [wire] - '"),
        ("cmd> \"", "raw> \""),
    ] {
        let end = &sending[sending.len() - 1..];
        let line = |before: &str, content: &str| format!("{before}{content}{end}\n");
        let text = [
            line(both, "* OK ready"),
            line(sending, "A00000 CAPABILITY"),
            line(both, "A00000 CAPABILITY"),
            line(both, "* CAPABILITY IMAP4rev1"),
            line(both, "A00000 OK done"),
            line(both, "A00001 LOGIN bob pw"),
            line(both, "A00001 OK done"),
            line(both, "A00002 SELECT INBOX"),
            line(both, "* 3 EXISTS"),
            line(both, "A00002 OK done"),
        ]
        .concat();
        assert_sends(&text, &["A00000 CAPABILITY", "A00001 LOGIN bob pw", "A00002 SELECT INBOX"]);
        // The tags do not continue the sequence.
        assert_refused(&text.replace("A00002", "x1"), 8, "UnknownMark");
    }
    // Commands after the server's mark are reported, and are a mistake if they turn out to be the client's.
    let text = "-> a1 noop\n<- a2 delete Work\n<- a1 OK\n<- a2 OK\n";
    let script = Script::parse(text.as_bytes(), "x").expect("no mistake");
    assert_eq!(script.remarks.unsent_commands.len(), 1);
    let text = format!("{text}-> a3 noop\n<- a3 noop\n<- a3 OK\n");
    assert_refused(&text, 2, "UnknownMark");
    assert_refused("-> a1 noop\n<- a1 OK\n<- a2 delete Work\n<- a2 OK\n", 3, "UnknownMark");
}

#[test]
fn marks_of_a_stream_whose_first_answer_is_not_a_response() {
    for (client, server, answer) in [
        ("conn1>>>", "conn1<<<", "[ID, NIL]"),
        ("conn1234567>>> ", "conn1234567<<< ", "[ID, NIL]"),
        ("imap -> ", "imap <- ", "(12 octets)"),
    ] {
        let text = format!(
            "{client}1 ID (\"name\" \"x\")\n{server}{answer}\n{server}1 OK done\n{client}2 NOOP\n\
             {server}2 OK done\n"
        );
        assert_sends(&text, &["1 ID (\"name\" \"x\")", "2 NOOP"]);
    }
}

/// neomutt writes one mark before commands that it sends at once.
#[test]
fn commands_sent_together_after_one_mark_are_sent() {
    for (client, server) in [("5> ", "5< "), ("C: ", "S: "), ("[12:00:01] 5> ", "[12:00:02] 5< ")] {
        let begin = format!("{server}* OK ready\n{client}a1 LOGIN u p\n{server}a1 OK done\n");
        let answers = format!("{server}* STATUS x (MESSAGES 1)\n{server}a2 OK\n");
        let text = format!(
            "{begin}{client}a2 STATUS x (MESSAGES)\na3 SELECT x\n{answers}{server}* 1 EXISTS\n\
             {server}a3 OK\n{client}a4 NOOP\n{server}a4 OK\n"
        );
        let sent = ["a1 LOGIN u p", "a2 STATUS x (MESSAGES)", "a3 SELECT x", "a4 NOOP"];
        assert_sends(&text, &sent);
        let text = text.replace("a3 SELECT x\n", "a3 SELECT x\na5 CHECK\n");
        let text = text.replace("a4", "a6");
        let text =
            text.replace(&format!("{server}a3 OK\n"), &format!("{server}a3 OK\n{server}a5 OK\n"));
        let sent = ["a1 LOGIN u p", "a2 STATUS x (MESSAGES)", "a3 SELECT x", "a5 CHECK", "a6 NOOP"];
        assert_sends(&text, &sent);
        // The listing does not show its answer.
        let text = format!("{begin}{client}a2 STATUS x (MESSAGES)\na3 SELECT x\n{answers}");
        assert_refused(&text, 5, "PerhapsWrapped");
    }
}

#[test]
fn words_of_a_list_or_of_sentences_are_not_marks() {
    for (before, answers) in [
        ("- Then `", "- Server: `"),
        ("Then `", "Server: `"),
        ("1. Type `", "2. Response: `"),
        ("* Now \"", "* Reply: \""),
        ("Now '", "Reply: '"),
        ("• Enter: `", "• Server `"),
        ("- 次に `", "- サーバー： `"),
    ] {
        let end = &before[before.len() - 1..];
        let text = format!("{before}a2 DELETE Work{end}\n{answers}a2 OK done{end}\n");
        let sent = Script::parse(text.as_bytes(), "x").map(|it| acts(&it.items));
        assert_eq!(sent.unwrap_or_default(), [""; 0], "{text}");
        assert_eq!(acts_of_stream(&text), [""; 0], "{text}");
    }
    let text = "- To log in: `a1 LOGIN bob pw`\n- `a2 DELETE Work` removes it\n- Then `a2 DELETE Work`\n\
        - Server: `a2 OK`\n";
    let sent = Script::parse(text.as_bytes(), "x").map(|it| acts(&it.items));
    assert_eq!(sent.unwrap_or_default(), [""; 0], "{text}");
    assert_eq!(acts_of_stream(text), [""; 0]);
    for (client, server) in
        [("me: ", "server: "), ("Sent: \"", "Received: \""), ("SEND \"", "RECV \"")]
    {
        let end = if client.ends_with('"') { "\"" } else { "" };
        let text = format!("{client}a1 NOOP{end}\n{server}a1 OK done{end}\n{client}a2 NOOP{end}\n");
        assert_sends(&text, &["a1 NOOP", "a2 NOOP"]);
    }
}

#[test]
fn a_session_in_the_mail_that_a_mail_answers() {
    for (inner, between, outer) in
        [(">>> ", ">> ", "> "), ("> > > ", "> > ", "> "), (">> ", "> ", "> "), ("|| ", "| ", "| ")]
    {
        let session = "a1 login joe secret\na1 OK Logged in.\na2 select INBOX\n* 14 EXISTS\na2 OK done\n\
            a3 uid sort (date) us-ascii unseen\n* BYE Internal error\n";
        let session: String = session.lines().map(|line| format!("{inner}{line}\n")).collect();
        let text = format!(
            "On Tuesday, Joe wrote:\n{between}Here it is:\n{session}{between}What does this give?\n\
             {outer}a4 uid search unseen\n{outer}* SEARCH 12 13\n{outer}a4 OK done\n\nThank you.\n"
        );
        let sent = ["a1 login joe secret", "a2 select INBOX", "a3 uid sort (date) us-ascii unseen"];
        assert_sends(&text, &sent);
        let unsent = Script::parse(text.as_bytes(), "x").map(|it| it.remarks.unsent_commands);
        assert_eq!(unsent.map(|it| it.len()), Ok(1), "{text}");
    }
}

/// imtest has marks for its own login, and a report may have them in one of two excerpts.
#[test]
fn parts_without_marks_in_a_listing_with_those_of_the_rfcs() {
    let login = "C: a1 AUTHENTICATE PLAIN AGJvYgBwdw==\nS: a1 OK done\n";
    for (between, tags) in
        [("Authenticated.\nSecurity strength factor: 0\n", [".", "."]), ("", ["a2", "a3"])]
    {
        let [two, three] = tags;
        let typed = format!(
            "{two} select inbox\n* 3 EXISTS\n{two} OK done\n{three} logout\n* BYE\n{three} OK\n"
        );
        let text = format!("{login}{between}{typed}Connection closed.\n");
        let sent = [format!("{two} select inbox"), format!("{three} logout")];
        let sent = ["a1 AUTHENTICATE PLAIN AGJvYgBwdw==", &sent[0], &sent[1]];
        assert_sends(&text, &sent);
    }
    let text = "{noformat}\na0 LOGIN bob pw\na0 OK\na1 SELECT INBOX\n* 0 EXISTS\na1 OK done\n{noformat}\n\
        Bob wrote:\nC: a2 MOVE 1 Trash\nS: a2 BAD failed.\n";
    assert_sends(text, &["a0 LOGIN bob pw", "a1 SELECT INBOX", "a2 MOVE 1 Trash"]);
    // No answer is shown, or it has a mark, or a message may continue.
    for (part, named) in [
        ("a2 DELETE Work\n", "S: a9 OK\n"),
        ("a2 DELETE Work\n", "S: a2 OK\n"),
        ("a2 DELETE Work would be answered\n", "a2 OK it says\n"),
    ] {
        let text = format!("{login}\nBob wrote:\n{part}{named}C: a3 NOOP\nS: a3 OK\n");
        let acts =
            Script::parse(text.as_bytes(), "x").map(|it| acts(&it.items)).unwrap_or_default();
        assert!(!acts.iter().any(|it| it.contains("DELETE")), "{acts:?}\n{text}");
        assert!(!acts_of_stream(&text).iter().any(|it| it.contains("DELETE")), "{text}");
    }
    let text = format!(
        "{login}C: a2 FETCH 1 BODY[]\nS: * 1 FETCH (BODY[] {{4}}\nmail\nx1 DELETE Work\nx1 OK\nS: )\n\
         S: a2 OK\n"
    );
    let sent = Script::parse(text.as_bytes(), "x").map(|it| acts(&it.items)).unwrap_or_default();
    assert!(!sent.iter().any(|it| it.contains("DELETE")), "{sent:?}");
    assert!(!acts_of_stream(&text).iter().any(|it| it.contains("DELETE")), "{text}");
}

#[test]
fn a_mark_inside_a_response_is_text() {
    for content in [
        "* OK [ALERT] Please: a1 IDLE",
        "* OK Hint: d1 SELECT Foo",
        "* LIST () \"/\" \"Archive: 2025 copy\"",
        "* STATUS \"C: a1 noop\" (MESSAGES 1)",
        "a2 NO Cannot select: a2 SELECT INBOX",
        "a2 BAD Unknown command: a3 NOOP",
    ] {
        let listing = format!("a1 LOGIN joe pw\na1 OK done\na2 SELECT INBOX\n{content}\na3 NOOP\n");
        assert_sends(&listing, &["a1 LOGIN joe pw", "a2 SELECT INBOX", "a3 NOOP"]);
    }
}

#[test]
fn what_a_command_needs_may_be_written_like_the_command() {
    let session = [
        (true, "q1 AUTHENTICATE LOGIN"),
        (false, "+ VXNlcm5hbWU6"),
        (true, "Ym9i"),
        (false, "+ UGFzc3dvcmQ6"),
        (true, "c2VjcmV0"),
        (false, "q1 OK"),
        (true, "q2 APPEND x {12}"),
        (false, "+ go"),
        (true, "hello"),
        (true, "world"),
        (false, "q2 OK"),
        (true, "q3 IDLE"),
        (false, "+ idling"),
        (true, "DONE"),
        (false, "q3 OK"),
        (true, "q4 noop"),
        (false, "q4 OK"),
    ];
    let expected = [
        "q1 AUTHENTICATE LOGIN",
        "| Ym9i",
        "| c2VjcmV0",
        "q2 APPEND x {12}",
        "| hello",
        "| world",
        "q3 IDLE",
        "done",
        "q4 noop",
    ];
    // Around the client's lines only, and around all lines.
    for (before, after) in [
        ("> ", ""),
        ("$ ", ""),
        (">>> ", ""),
        ("Client> ", ""),
        ("**", "**"),
        ("`", "`"),
        ("- `", "`"),
    ] {
        let wrap = |text: &str| format!("{before}{text}{after}\n");
        let clients = |(is_client, text): &(bool, &str)| match is_client {
            true => wrap(text),
            false => format!("{text}\n"),
        };
        assert_sends(&session.iter().map(clients).collect::<String>(), &expected);
        assert_sends(&session.iter().map(|(_, text)| wrap(text)).collect::<String>(), &expected);
    }
    let numbered = |(at, (_, text)): (usize, &(bool, &str))| format!("{}. {text}\n", at + 1);
    assert_sends(&session.iter().enumerate().map(numbered).collect::<String>(), &expected);
    // A mail may be a quotation itself.
    let text = "> q1 APPEND x {9}\n+ go\n> a\n> bc\nq1 OK\n> q2 noop\nq2 OK\n";
    assert_sends(text, &["q1 APPEND x {9}", "| > a", "| > bc", "q2 noop"]);
}

#[test]
fn a_server_receives_what_the_client_sends() {
    let text = "RECEIVED: 34 noop\nSENT: 34 OK done\n\nAnd once more:\n\nRECEIVED: 44 delete Work\n\
        SENT: 44 NO none\n";
    assert_sends(text, &["34 noop", "44 delete Work"]);
    let text = "SENT: 34 noop\nRECEIVED: 34 OK done\n";
    assert_sends(text, &["34 noop"]);
}

#[test]
fn backticks_may_enclose_a_mark() {
    let pairs = [("Client: ", "Server: "), ("> ", "< "), ("C -> ", "S -> "), ("C: ", "S: ")];
    for (client, server) in pairs {
        let text = format!(
            "The session:\n\n`{client}a1 SELECT x`\n`{server}a1 OK done`\n\
             `{client}a2 DELETE Work`\n`{server}a2 OK done`\n"
        );
        assert_sends(&text, &["a1 SELECT x", "a2 DELETE Work"]);
    }
}

#[test]
fn a_quotation_within_prose_may_have_any_marks_after_its_sign() {
    for (client, server) in [(">>", "<<"), ("OUT", "IN"), ("C ->", "S ->")] {
        let lines = [
            "I tried this:",
            &format!("| {server} * OK hi"),
            &format!("| {client} q1 APPEND Box {{14}}"),
            &format!("| {server} + go"),
            &format!("| {client} Subject: a"),
            &format!("| {client} "),
            &format!("| {client} "),
            &format!("| {server} q1 OK done"),
            &format!("| {client} q2 LOGOUT"),
            &format!("| {server} q2 OK done"),
            "What is wrong?",
        ];
        let script = Script::parse(lines.join("\n").as_bytes(), "x").expect("a quotation");
        assert_eq!(
            summary(&script),
            ["> q1 APPEND Box {14}", "| Subject: a", "| ", "| ", "> q2 LOGOUT"]
        );
    }
}

#[test]
fn a_full_width_mark_before_one_command_of_a_page_is_named() {
    let text = "q1 select a\nq1 OK done\n＞q2 select Trash\nq2 OK done\nq3 noop\nq3 OK done\n";
    assert_refused(text, 3, "LookAlikeInTag");
}
