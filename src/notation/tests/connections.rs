//! Listings of several connections, whose marks differ only by a number.

use super::kinds::{assert_refused, assert_sends};
use super::properties::acts_of_stream;
use super::*;

/// Two connections, each of which logs in with another tag; the first one goes on in line 7, or `again`.
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
        ("10:11:12 192.0.2.12:50001 > ", "10:11:13 192.0.2.12:50001 < "),
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
        let sent = ["a1 LOGIN bob pw", "b1 LOGIN eve pw", "b2 SELECT Trash", "a2 EXPUNGE"];
        assert_sends(&text, &sent);
        // The same tag logs in twice.
        let text = text.replace("b1", "a1");
        assert_refused(&text, 3, "SeveralClients");
    }
}

#[test]
fn sections_of_several_sessions() {
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
    // Of lines, of octets, of a time.
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
fn commands_behind_another_beginning_of_a_logs_lines_are_named() {
    for (before, after) in [
        ("[ip=192.0.2.4;] imap - ", "[name=bob;ip=192.0.2.4;] imap - "),
        ("imap[77] user=- ", "imap[77] user=bob "),
        ("mail imap-login[12]: ", "mail imap[13]: "),
    ] {
        let text = format!(
            "10:11:12 {before}C: a1 LOGIN bob pw\n10:11:12 {before}S: a1 OK done\n\
             10:11:13 {after}C: a2 SELECT INBOX\n10:11:13 {after}S: a2 OK done\n\
             10:11:14 {after}C: a3 NOOP\n10:11:14 {after}S: a3 OK done\n"
        );
        let script = Script::parse(text.as_bytes(), "x").expect("no mistake");
        let sent = super::properties::acts(&script.items).len();
        assert_eq!(sent + script.remarks.unsent_commands.len(), 3, "{text}");
    }
}
