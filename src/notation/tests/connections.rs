//! Listings of several connections, whose marks differ only by a number.

use super::kinds::{assert_refused, assert_sends};
use super::properties::acts_of_stream;
use super::*;

/// Two connections that log in with different tags; the first one continues in line 7, or in `again`.
fn listing(one: [&str; 2], other: [&str; 2], again: [&str; 2]) -> String {
    let [client, server] = one;
    let [other_client, other_server] = other;
    let [client_again, server_again] = again;
    format!(
        "{client}a1 LOGIN bob pw\n{server}a1 OK done\n{other_client}b1 LOGIN eve pw\n\
         {other_server}b1 OK done\n{other_client}b2 SELECT Trash\n{other_server}b2 OK done\n\
         {client_again}a2 EXPUNGE\n{server_again}a2 OK done\n"
    )
}

#[test]
fn a_number_that_returns_is_that_of_a_connection() {
    for (client, server) in [
        ("10:11:12 [conn 12] C: ", "10:11:12 [conn 12] S: "),
        ("[imap-12] C: ", "[imap-12] S: "),
        (
            "2026-05-01 10:11:12 TRACE [Server-12] imap - C: ",
            "2026-05-01 10:11:12 TRACE [Server-12] imap - S: ",
        ),
        ("[0x12] C: ", "[0x12] S: "),
        ("(12) > ", "(12) < "),
        ("[2026-05-01 10:11:12] 12> ", "[2026-05-01 10:11:12] 12< "),
        ("conn12>>>", "conn12<<<"),
        ("I/IMAP 7f1b12:mx:A:SendData: ", "I/IMAP 7f1b12:mx:S-Work4:CreateNewLineFromSocket: "),
        ("May  1 10:11:12 mail imap[12]: <- ", "May  1 10:11:12 mail imap[12]: -> "),
    ] {
        let (other_client, other_server) = (client.replace("12", "13"), server.replace("12", "13"));
        // Times are not numbers of connections.
        let other_client = other_client.replace("10:11:13", "10:11:14");
        let text = listing([client, server], [&other_client, &other_server], [client, server]);
        assert_refused(&text, 7, "SeveralClients");
        assert!(!acts_of_stream(&text).iter().any(|it| it.contains("EXPUNGE")), "{text}");
        // It changes once.
        let other = [&*other_client, &*other_server];
        let text = listing([client, server], other, other);
        let sent = ["a1 LOGIN bob pw", "b1 NOOP", "b2 SELECT Trash", "a2 EXPUNGE"];
        assert_sends(&text.replace("b1 LOGIN eve pw", "b1 NOOP"), &sent);
        // The same tag logs in twice.
        let text = text.replace("b1", "a1");
        assert_refused(&text, 3, "SeveralClients");
    }
}

#[test]
fn sections_of_several_sessions_are_a_mistake() {
    for (one, other) in [
        ("Session 1:", "Session 2:"),
        ("=== Client A ===", "=== Client B ==="),
        ("In terminal 1:", "In terminal 2:"),
        ("# Connection 1", "# Connection 2"),
        ("端末1：", "端末2："),
    ] {
        let first = format!("{one}\n");
        let other = format!("{other}\n");
        let text =
            listing([&first, ""], [&other, ""], [&first, ""]).replace(&format!("{other}b2"), "b2");
        assert_refused(&text, 10, "SeveralClients");
    }
}

#[test]
fn numbers_that_are_not_those_of_connections() {
    // Numbers of lines, of octets, of a time.
    for numbers in [
        [1, 2, 3, 4, 5, 6, 7, 8],
        [15, 10, 15, 10, 15, 10, 10, 10],
        [12, 12, 13, 13, 14, 14, 15, 15],
        [7, 8, 7, 8, 7, 8, 7, 8],
    ] {
        let [a, b, c, d, e, f, g, h] = numbers;
        let text = format!(
            "[{a}] C: a1 LOGIN bob pw\n[{b}] S: a1 OK\n[{c}] C: a2 SELECT x\n[{d}] S: a2 OK\n\
             [{e}] C: a3 NOOP\n[{f}] S: a3 OK\n[{g}] C: a4 EXPUNGE\n[{h}] S: a4 OK\n"
        );
        assert_sends(&text, &["a1 LOGIN bob pw", "a2 SELECT x", "a3 NOOP", "a4 EXPUNGE"]);
    }
    let text = "10:00:59 C: a1 LOGIN u p\n10:00:59 S: a1 OK\n10:01:00 C: a2 NOOP\n\
        10:01:00 S: a2 OK\n10:02:59 C: a3 NOOP\n10:02:59 S: a3 OK\n";
    assert_sends(text, &["a1 LOGIN u p", "a2 NOOP", "a3 NOOP"]);
    // The selected mailbox.
    let text = ["A", "S-W1", "S-W2", "S-W1"].map(|state| {
        let line = format!("I/IMAP 7f12:mx:{state}");
        format!("{line}:SendData: {state}1 noop\n{line}:CreateNewLineFromSocket: {state}1 OK\n")
    });
    assert_eq!(acts_of_stream(&text.concat()).len(), 4);
}

#[test]
fn the_text_before_a_mark_may_change_at_the_login() {
    for (before, after) in [
        ("[ip=192.0.2.4;ua=x] imap - C: ", "[name=bob;ip=192.0.2.4;] imap - C: "),
        ("imap[77] user=- C: ", "imap[77] user=bob C: "),
        ("mail imap-login[12]: C: ", "mail imap[13]: C: "),
        ("[imap.client.Connection] C: ", "[imap.client.Folder] C: "),
        ("192.0.2.4 [-] C: ", "192.0.2.4 [bob] C: "),
        ("imap(unauth) C: ", "imap(bob) C: "),
        ("imap id=1 user=x in C: \"", "imap id=1 in C: \""),
        ("IMAP[DATA]: C: ", "IMAP[SECURE]: C: "),
    ] {
        for (time, client, server) in [
            ("10:11:12 ", "C:", "S:"),
            ("", "C:", "S:"),
            ("10:11:12 ", ">", "<"),
            ("2026-05-01 10:11:12,345 TRACE ", "<-", "->"),
        ] {
            let end = if before.ends_with('"') { "\\r\\n\"" } else { "" };
            let line = |before: &str, side: &str, content: &str| {
                format!("{time}{}{content}{end}\n", before.replace("C:", side))
            };
            let session = |login: &str, ok: &str, others: &str| {
                [
                    line(login, client, "a1 LOGIN bob pw"),
                    line(ok, server, "a1 OK done"),
                    line(others, client, "a2 SELECT INBOX"),
                    line(others, server, "* 3 EXISTS"),
                    line(others, server, "a2 OK done"),
                    line(others, client, "a3 IDLE"),
                    line(others, server, "+ idling"),
                    line(others, client, "DONE"),
                    line(others, server, "a3 OK done"),
                ]
                .concat()
            };
            let sent = ["a1 LOGIN bob pw", "a2 SELECT INBOX", "a3 IDLE", "done"];
            let as_shown = ["a1 LOGIN bob pw", "a2 SELECT INBOX", "a3 IDLE", "DONE"];
            for text in [
                session(before, before, after),
                session(before, after, after),
                session(before, before, before),
            ] {
                let script = Script::parse(text.as_bytes(), "x");
                let acts = script.map(|it| super::properties::acts(&it.items)).expect(&text);
                assert!(acts == sent || acts == as_shown, "{acts:?}\n{text}");
                let acts = acts_of_stream(&text);
                assert!(acts == sent || acts == as_shown, "{acts:?}\n{text}");
            }
        }
    }
}

/// Two sessions whose marks change, or differ, in words.
#[test]
fn marks_that_change_are_not_those_of_two_sessions() {
    let text = |lines: &[(&str, &str)]| {
        let lines = lines.iter().map(|(before, content)| format!("10:11:12 {before} {content}\n"));
        lines.collect::<String>()
    };
    let two = |tags: [&str; 2]| {
        let [a, b] = tags;
        [
            ("[ip=1] C:", format!("{a}1 LOGIN bob pw")),
            ("[ip=2] C:", format!("{b}1 LOGIN eve pw")),
            ("[name=eve] S:", format!("{b}1 OK done")),
            ("[name=bob] S:", format!("{a}1 OK done")),
            ("[name=bob] C:", format!("{a}2 SELECT INBOX")),
            ("[name=eve] C:", format!("{b}2 DELETE Work")),
            ("[name=bob] S:", format!("{a}2 OK done")),
            ("[name=eve] S:", format!("{b}2 OK done")),
        ]
    };
    let mail = |(before, content): (&str, String)| (before.replace("ip=2", "host=x"), content);
    for lines in [two(["a", "a"]), two(["a", "b"])] {
        for lines in
            [lines.clone().map(mail), lines.map(|(before, content)| (before.to_owned(), content))]
        {
            let lines: Vec<(&str, &str)> =
                lines.iter().map(|(before, content)| (before.as_str(), content.as_str())).collect();
            let text = text(&lines);
            let whole = Script::parse(text.as_bytes(), "x");
            let sent = whole.map(|it| super::properties::acts(&it.items)).unwrap_or_default();
            for sent in [sent, acts_of_stream(&text)] {
                let of_eve = sent.iter().any(|it| it.contains("DELETE"));
                let of_bob = sent.iter().any(|it| it.contains("SELECT") || it.contains("bob"));
                assert!(!of_eve || !of_bob, "{sent:?}\n{text}");
            }
        }
    }
    // A mark changes without a login, or for the second time.
    for lines in [
        [("[a] C:", "a1 SELECT INBOX"), ("[a] S:", "a1 OK"), ("[b] C:", "a2 DELETE Work")],
        [("[a] C:", "a1 LOGIN u p"), ("[b] C:", "a2 SELECT x"), ("[c] C:", "a3 DELETE Work")],
    ] {
        let text = text(&[&lines[..], &[("[a] S:", "a9 OK")]].concat());
        assert_refused(&text, 3, "SeveralClients");
    }
    // An address that was not there before.
    let text = text(&[
        ("192.0.2.4:50001 >", "a1 LOGIN u p"),
        ("192.0.2.4:50001 <", "a1 OK"),
        ("192.0.2.5:50002 >", "a2 DELETE Work"),
        ("192.0.2.4:50001 >", "a2 SELECT x"),
    ]);
    assert_sends(&text, &["a1 LOGIN u p", "a2 SELECT x"]);
}

#[test]
fn threads_of_a_server_take_turns_in_one_session() {
    for (thread, other) in [("[ImapServer-3] ", "[ImapServer-4] "), ("T12 ", "T7 ")] {
        let text = format!(
            "10:11:12 {thread}C: a1 LOGIN bob pw\n10:11:12 {thread}S: a1 OK done\n\
             10:11:13 {other}C: a2 SELECT x\n10:11:13 {other}S: a2 OK done\n\
             10:11:14 {thread}C: a3 NOOP\n10:11:14 {thread}S: a3 OK done\n\
             10:11:15 {other}C: a4 EXPUNGE\n10:11:15 {other}S: a4 OK done\n"
        );
        assert_sends(&text, &["a1 LOGIN bob pw", "a2 SELECT x", "a3 NOOP", "a4 EXPUNGE"]);
        // The tags are not one series, or nothing shows whose login it is, or there are two.
        assert_refused(&text.replace("a4", "b4"), 7, "SeveralClients");
        assert_refused(&text.replace("LOGIN bob pw", "CAPABILITY"), 5, "SeveralClients");
        assert_refused(&text.replace("SELECT x", "LOGIN eve pw"), 5, "SeveralClients");
    }
}

#[test]
fn a_second_login_that_succeeds_is_of_another_session() {
    let logins = [
        "q1 LOGIN u p\nq1 OK\n",
        "q1 AUTHENTICATE PLAIN AGEAYg==\nq1 OK\n",
        "q1 AUTHENTICATE PLAIN\n+\nAGEAYg==\nq1 OK\n",
    ];
    for (login, other) in logins.iter().zip(logins.iter().rev()) {
        let between = "q2 SELECT Trash\nq2 OK\nDEBUG: connecting\n* OK ready\n";
        let text = format!("* OK ready\n{login}{between}{}", other.replace("q1", "r1"));
        let line = 2 + login.lines().count() + between.lines().count();
        assert_refused(&format!("{text}r2 noop\nr2 OK\nq3 expunge\n"), line, "SecondLogin");
        let marked = text.lines().map(|line| {
            if line.starts_with(['*', '+']) || line.ends_with("OK") {
                format!("S: {line}\n")
            } else {
                format!("C: {line}\n")
            }
        });
        let marked = marked.collect::<String>().replace("C: DEBUG", "DEBUG");
        assert_refused(&format!("{marked}C: q3 expunge\n"), line, "SecondLogin");
    }
    // The server has refused one of them, or the session was left in between.
    for between in ["NO", "BAD"] {
        let text = format!("q1 LOGIN u p\nq1 {between}\nq2 LOGIN u p\nq2 OK\nq3 noop\n");
        assert_sends(&text, &["q1 LOGIN u p", "q2 LOGIN u p", "q3 noop"]);
        let text = format!("q1 LOGIN u p\nq1 OK\nq2 LOGIN u p\nq2 {between}\nq3 noop\n");
        assert_sends(&text, &["q1 LOGIN u p", "q2 LOGIN u p", "q3 noop"]);
    }
    let text =
        "C: q1 LOGIN u p\nS: q1 OK\nC: q2 UNAUTHENTICATE\nS: q2 OK\nC: q3 LOGIN u p\nS: q3 OK\n";
    assert_sends(text, &["q1 LOGIN u p", "q2 UNAUTHENTICATE", "q3 LOGIN u p"]);
    let text = "C: q1 LOGIN u p\nS: q1 OK\n:reconnect\nC: q1 LOGIN u p\nS: q1 OK\n";
    assert_sends(text, &["q1 LOGIN u p", ":", "q1 LOGIN u p"]);
}

#[test]
fn a_second_greeting_begins_another_session() {
    let session = "S: * OK [CAPABILITY IMAP4rev1] ready\nC: 1 STARTTLS\nS: 1 OK\nC: 2 CAPABILITY\n\
        S: 2 OK done\n";
    let text = format!("{session}\nFor the client it looks like this:\n\n{session}");
    assert_sends(&text, &["1 STARTTLS", "2 CAPABILITY"]);
    // It continues where the client connects in another way.
    let text = "S: * OK ready\nC: 1 CAPABILITY\nS: 1 OK\nNow with TLS:\nS: * OK ready\n\
        C: 2 LOGIN u p\nS: 2 OK\n";
    assert_sends(text, &["1 CAPABILITY", "2 LOGIN u p"]);
    // The page looks at the capabilities of both ways to connect, and logs in on the second.
    let text = "* OK ready\na1 capability\na1 OK\n\nNow with openssl:\n\n* OK ready\na1 capability\na1 OK\n\
        a2 login u p\na2 OK\na3 logout\na3 OK\n";
    assert_sends(text, &["a1 capability", "a1 capability", "a2 login u p", "a3 logout"]);
    // The same tag shows it, whatever the command.
    let text = format!("{session}\n\nS: * OK ready\nC: 1 DELETE Work\nS: 1 OK done\n");
    assert_sends(&text, &["1 STARTTLS", "2 CAPABILITY"]);
}

#[test]
fn a_connection_that_is_closed_before_any_command_ends_no_session() {
    let text = "* OK ready\n* BYE try again\n\nAgain:\n\n* OK ready\na1 noop\na1 OK\n";
    let script = Script::parse(text.as_bytes(), "x").expect("no mistake");
    assert_eq!(super::properties::acts(&script.items), ["a1 noop"]);
    assert_sends("* BYE closed\nnoop\n", &[]);
}
