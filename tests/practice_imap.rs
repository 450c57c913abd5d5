//! The practice server implements IMAP4rev1: each test checks one rule of RFC 3501.

mod practice;

use imapsh::internals::Server;
use practice::{Client, quiet};

fn server() -> Server {
    Server::new(quiet())
}

#[test]
fn the_tutorial_gets_exactly_the_responses_of_its_listing() {
    let server = Server::new(Default::default());
    let mut client = Client::login(&server);
    let list = client.command("list \"\" \"*\"");
    let expected = [
        r#"* LIST (\HasNoChildren \UnMarked \Archive) "/" Archive"#,
        r#"* LIST (\HasNoChildren \UnMarked \Sent) "/" Sent"#,
        r#"* LIST (\HasNoChildren \UnMarked \Drafts) "/" Drafts"#,
        r#"* LIST (\HasNoChildren \Trash) "/" Trash"#,
        r#"* LIST (\HasNoChildren \Junk) "/" Junk"#,
        r#"* LIST (\HasNoChildren) "/" INBOX"#,
    ];
    assert_eq!(list[..6], expected);
    assert!(
        list[6].starts_with("OK List completed (0.") && list[6].ends_with(" secs)."),
        "{}",
        list[6]
    );
    let select = client.ok("select inbox");
    assert!(
        select.contains(&"* 11 EXISTS".to_owned()) && select.contains(&"* 0 RECENT".to_owned())
    );
    client.send(b"a004 idle\r\n");
    let lines: Vec<String> = (0..5).map(|_| client.read_line()).collect();
    let expected = ["+ idling", "* OK Still here", "* 12 EXISTS", "* 1 RECENT", "* OK Still here"];
    assert_eq!(lines, expected);
    client.send(b"done\r\na005 logout\r\n");
    assert!(client.read_line().starts_with("a004 OK Idle completed"));
    assert_eq!(client.read_line(), "* BYE Logging out");
    assert!(client.read_line().starts_with("a005 OK Logout completed"));
    assert!(client.has_ended());
}

#[test]
fn the_commands_of_rfc_3501s_sample_session_succeed() {
    let server = server();
    let mut client = Client::connect(&server);
    client.ok("login mrc secret");
    let select = client.ok("select inbox");
    assert!(select.contains(&"* 18 EXISTS".to_owned()), "{select:?}");
    client.ok("fetch 12 full");
    client.ok("fetch 12 body[header]");
    assert_eq!(client.ok("store 12 +flags \\deleted").len(), 1);
}

#[test]
fn expunge_is_reported_only_where_the_rfc_permits_it() {
    let server = server();
    let mut one = Client::with_mailbox(&server, "box", 4);
    let mut two = Client::with_mailbox(&server, "box", 0);
    one.ok("STORE 1,3 +FLAGS.SILENT (\\Deleted)");
    assert_eq!(one.ok("EXPUNGE"), ["* 1 EXPUNGE", "* 2 EXPUNGE", "* 2 RECENT"]);
    // The other session still has the expunged messages: their numbers and their text.
    let fetched = two.ok("FETCH 1:4 UID");
    assert_eq!(fetched.iter().filter(|line| line.contains("FETCH (UID")).count(), 4);
    assert!(!fetched.iter().any(|line| line.contains("EXPUNGE")));
    assert!(two.ok("FETCH 3 BODY.PEEK[TEXT]").contains(&"Body 3".to_owned()));
    assert!(!two.ok("STORE 2 FLAGS (\\Seen)").iter().any(|line| line.contains("EXPUNGE")));
    assert!(!two.ok("SEARCH ALL").iter().any(|line| line.contains("EXPUNGE")));
    assert_eq!(two.ok("NOOP"), ["* 1 EXPUNGE", "* 2 EXPUNGE"]);
    assert_eq!(two.ok("FETCH 1:* (UID)"), ["* 1 FETCH (UID 2)", "* 2 FETCH (UID 4)"]);
}

#[test]
fn uid_commands_may_report_expunge() {
    let server = server();
    let mut one = Client::with_mailbox(&server, "box", 2);
    let mut two = Client::with_mailbox(&server, "box", 0);
    one.ok("STORE 1 +FLAGS (\\Deleted)");
    one.ok("EXPUNGE");
    assert!(two.ok("UID FETCH 2 UID").contains(&"* 1 EXPUNGE".to_owned()));
}

#[test]
fn flag_changes_are_reported_to_other_sessions() {
    let server = server();
    let mut one = Client::with_mailbox(&server, "box", 2);
    let mut two = Client::with_mailbox(&server, "box", 0);
    assert_eq!(one.ok("STORE 2 +FLAGS (\\Seen urgent)").len(), 3);
    let changes = two.ok("NOOP");
    assert_eq!(changes[0], "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft urgent)");
    assert_eq!(changes[2], "* 2 FETCH (FLAGS (\\Seen urgent))");
    assert!(two.ok("STORE 2 -FLAGS.SILENT (\\Seen)").is_empty());
    assert_eq!(one.ok("NOOP"), ["* 2 FETCH (FLAGS (\\Recent urgent))"]);
    // A silent STORE still reports what another session has changed.
    two.ok("STORE 1 +FLAGS.SILENT (\\Answered)");
    assert_eq!(
        one.ok("STORE 1 +FLAGS.SILENT (\\Flagged)"),
        ["* 1 FETCH (FLAGS (\\Answered \\Flagged \\Recent))"]
    );
}

#[test]
fn a_command_that_fails_reports_changes_too() {
    let server = server();
    let mut one = Client::with_mailbox(&server, "box", 1);
    let mut two = Client::with_mailbox(&server, "box", 0);
    for (count, command) in [(2, "STATUS nowhere (MESSAGES)"), (3, "FETCH 99 FLAGS")] {
        one.append("box", "a: b\r\n\r\n");
        let responses = two.command(command);
        assert_eq!(responses[0], format!("* {count} EXISTS"), "{command}");
        assert!(!responses[1].starts_with("OK"), "{command}");
    }
}

#[test]
fn a_message_is_recent_in_one_session_only() {
    let server = server();
    let mut first = Client::login(&server);
    first.ok("CREATE box");
    first.append("box", "a: b\r\n\r\n");
    let examined = first.ok("EXAMINE box");
    assert!(examined.contains(&"* 1 RECENT".to_owned()));
    let mut second = Client::login(&server);
    assert!(second.ok("SELECT box").contains(&"* 1 RECENT".to_owned()));
    assert!(first.ok("SELECT box").contains(&"* 0 RECENT".to_owned()));
    assert_eq!(first.ok("STATUS box (RECENT MESSAGES)"), ["* STATUS box (RECENT 0 MESSAGES 1)"]);
    assert_eq!(second.ok("SEARCH RECENT"), ["* SEARCH 1"]);
    assert_eq!(first.ok("SEARCH NEW"), ["* SEARCH"]);
    second.ok("STORE 1 +FLAGS (\\Deleted)");
    assert_eq!(second.ok("EXPUNGE"), ["* 1 EXPUNGE", "* 0 RECENT"]);
}

#[test]
fn fetching_a_body_sets_and_reports_seen() {
    let server = server();
    let mut client = Client::with_mailbox(&server, "box", 2);
    assert!(!client.ok("FETCH 1 BODY.PEEK[]").iter().any(|line| line.contains("\\Seen")));
    assert_eq!(client.ok("FETCH 1 BODY[TEXT]").last().unwrap(), " FLAGS (\\Seen \\Recent))");
    assert!(!client.ok("FETCH 1 BODY[TEXT]").iter().any(|line| line.contains("FLAGS")));
    assert_eq!(client.ok("FETCH 2 (RFC822.HEADER FLAGS)").last().unwrap(), " FLAGS (\\Recent))");
    assert_eq!(client.ok("FETCH 2 RFC822.TEXT")[0], "* 2 FETCH (RFC822.TEXT {8}");
    client.ok("STORE 1 -FLAGS (\\Seen)");
    client.ok("EXAMINE box");
    client.ok("FETCH 1 BODY[]");
    assert_eq!(client.ok("SEARCH UNSEEN"), ["* SEARCH 1"]);
}

#[test]
fn a_partial_fetch_counts_octets() {
    let server = server();
    let mut client = Client::with_mailbox(&server, "box", 1);
    assert_eq!(client.ok("FETCH 1 BODY.PEEK[TEXT]<2.3>"), ["* 1 FETCH (BODY[TEXT]<2> {3}", "dy )"]);
    assert_eq!(client.ok("FETCH 1 BODY.PEEK[TEXT]<99.3>"), ["* 1 FETCH (BODY[TEXT]<99> {0}", ")"]);
    assert_eq!(client.ok("FETCH 1 BODY.PEEK[7]"), ["* 1 FETCH (BODY[7] NIL)"]);
}

#[test]
fn examine_permits_no_changes() {
    let server = server();
    let mut client = Client::with_mailbox(&server, "box", 1);
    client.ok("STORE 1 +FLAGS (\\Deleted)");
    assert!(client.tagged("EXAMINE box").starts_with("OK [READ-ONLY]"));
    for command in ["STORE 1 FLAGS ()", "EXPUNGE", "UID EXPUNGE 1", "MOVE 1 Trash"] {
        assert!(client.tagged(command).starts_with("NO [READ-ONLY]"), "{command}");
    }
    client.ok("CLOSE");
    assert_eq!(client.ok("STATUS box (MESSAGES)"), ["* STATUS box (MESSAGES 1)"]);
    client.ok("SELECT box");
    client.ok("UNSELECT");
    assert_eq!(client.ok("STATUS box (MESSAGES)"), ["* STATUS box (MESSAGES 1)"]);
    client.ok("SELECT box");
    assert!(client.ok("CLOSE").is_empty());
    assert_eq!(client.ok("STATUS box (MESSAGES)"), ["* STATUS box (MESSAGES 0)"]);
}

#[test]
fn copy_and_move_return_copyuid() {
    let server = server();
    let mut client = Client::with_mailbox(&server, "box", 3);
    let other = client.ok("STATUS Trash (UIDVALIDITY)")[0].clone();
    let validity = other.rsplit(' ').next().unwrap().trim_end_matches(')').to_owned();
    client.ok("STORE 2 +FLAGS (\\Flagged mine)");
    assert!(
        client.tagged("COPY 1:2 Trash").starts_with(&format!("OK [COPYUID {validity} 1:2 1:2]"))
    );
    let moved = client.command("UID MOVE 2 Trash");
    assert_eq!(
        moved[..2],
        [format!("* OK [COPYUID {validity} 2 3] Moved UIDs."), "* 2 EXPUNGE".to_owned()]
    );
    assert!(client.tagged("COPY 1 nowhere").starts_with("NO [TRYCREATE]"));
    client.ok("SELECT Trash");
    assert_eq!(client.ok("SEARCH KEYWORD MINE FLAGGED"), ["* SEARCH 2 3"]);
    assert_eq!(client.ok("SEARCH RECENT"), ["* SEARCH 1 2 3"]);
}

#[test]
fn unknown_sequence_numbers_are_bad_and_unknown_uids_are_ignored() {
    let server = server();
    let mut client = Client::with_mailbox(&server, "box", 2);
    assert!(client.tagged("FETCH 3 UID").starts_with("BAD "));
    assert!(client.tagged("FETCH 2:9 UID").starts_with("BAD "));
    assert!(client.ok("UID FETCH 7:8 FLAGS").is_empty());
    assert_eq!(client.ok("UID FETCH 9:* UID"), ["* 2 FETCH (UID 2)"]);
    assert_eq!(client.ok("FETCH *:1 UID"), ["* 1 FETCH (UID 1)", "* 2 FETCH (UID 2)"]);
}

#[test]
fn mailbox_names_form_a_hierarchy() {
    let server = server();
    let mut client = Client::login(&server);
    client.ok("CREATE a/b/c");
    let tree = [
        "* LIST (\\Noselect \\HasChildren) \"/\" a",
        "* LIST (\\Noselect \\HasChildren) \"/\" a/b",
        "* LIST (\\HasNoChildren) \"/\" a/b/c",
    ];
    assert_eq!(client.ok("LIST \"\" a*"), tree);
    assert_eq!(client.ok("LIST a/ %"), tree[1..2]);
    assert!(client.tagged("SELECT a").starts_with("NO "));
    assert!(client.tagged("DELETE a").starts_with("NO "));
    client.ok("CREATE a/");
    assert!(client.tagged("CREATE a").starts_with("NO [ALREADYEXISTS]"));
    client.ok("RENAME a x");
    assert_eq!(client.ok("LIST \"\" x/%/%"), ["* LIST (\\HasNoChildren) \"/\" x/b/c"]);
    assert_eq!(client.ok("LIST \"\" a*").len(), 0);
    client.ok("DELETE x");
    assert_eq!(client.ok("LIST \"\" x"), ["* LIST (\\Noselect \\HasChildren) \"/\" x"]);
    assert_eq!(client.ok("LIST \"\" \"\""), ["* LIST (\\Noselect) \"/\" \"\""]);
    for invalid in
        ["CREATE inbox", "CREATE \"\"", "CREATE a//b", "CREATE a*", "CREATE &AGE-", "DELETE inbox"]
    {
        let tagged = client.tagged(invalid);
        assert!(tagged.starts_with("NO ") || tagged.starts_with("BAD "), "{invalid}: {tagged}");
    }
    client.ok("CREATE &ZeVnLIqe-");
    assert_eq!(client.ok("LIST \"\" &ZeVnLIqe-"), ["* LIST (\\HasNoChildren) \"/\" &ZeVnLIqe-"]);
}

#[test]
fn renaming_inbox_moves_its_messages() {
    let server = server();
    let mut client = Client::login(&server);
    client.ok("RENAME inbox old");
    assert_eq!(client.ok("STATUS old (MESSAGES)"), ["* STATUS old (MESSAGES 11)"]);
    assert_eq!(client.ok("STATUS InBoX (MESSAGES)"), ["* STATUS INBOX (MESSAGES 0)"]);
}

#[test]
fn a_new_mailbox_has_a_new_uidvalidity() {
    let server = server();
    let mut client = Client::login(&server);
    client.ok("CREATE box");
    let first = client.ok("STATUS box (UIDVALIDITY)");
    client.ok("DELETE box");
    client.ok("CREATE box");
    assert_ne!(client.ok("STATUS box (UIDVALIDITY)"), first);
}

#[test]
fn deleting_a_mailbox_expunges_its_messages_in_other_sessions() {
    let server = server();
    let mut one = Client::with_mailbox(&server, "box", 2);
    let mut two = Client::login(&server);
    two.ok("DELETE box");
    assert_eq!(one.ok("NOOP"), ["* 1 EXPUNGE", "* 1 EXPUNGE", "* 0 RECENT"]);
    assert!(one.ok("NOOP").is_empty());
    two.ok("CREATE box");
    two.ok("SELECT box");
    two.ok("DELETE box");
    assert!(two.tagged("CHECK").starts_with("BAD No mailbox selected"));
}

#[test]
fn lsub_with_a_percent_sign_lists_the_level_above_a_subscription() {
    let server = server();
    let mut client = Client::login(&server);
    client.ok("CREATE a/b");
    client.ok("SUBSCRIBE a/b");
    assert_eq!(client.ok("LSUB \"\" a%"), ["* LSUB (\\Noselect) \"/\" a"]);
    assert_eq!(client.ok("LSUB \"\" a*"), ["* LSUB () \"/\" a/b"]);
    client.ok("DELETE a/b");
    assert_eq!(client.ok("LSUB \"\" a*"), ["* LSUB () \"/\" a/b"]);
    client.ok("UNSUBSCRIBE a/b");
    assert!(client.ok("LSUB \"\" a*").is_empty());
    assert!(client.tagged("SUBSCRIBE nowhere").starts_with("NO "));
}

#[test]
fn search_combines_keys() {
    let server = server();
    let mut client = Client::login(&server);
    client.ok("CREATE box");
    for (date, text) in [("01-Feb-2020", "会議"), ("02-Feb-2020", "x"), ("03-Feb-2020", "会議")]
    {
        let message =
            format!("Subject: s\r\nDate: Sat, 1 Feb 2020 10:00:00 +0900\r\n\r\n{text}\r\n");
        client.ok(&format!(
            "APPEND box (\\Seen) \"{date} 23:00:00 -0800\" {{{}+}}\r\n{message}",
            message.len()
        ));
    }
    client.ok("SELECT box");
    client.ok("STORE 3 FLAGS (\\Flagged)");
    let cases = [
        ("ALL", "1 2 3"),
        ("1,3 NOT FLAGGED", "1"),
        ("OR FLAGGED 1", "1 3"),
        ("(SEEN) NOT 2", "1"),
        ("ON 2-Feb-2020", "2"),
        ("SINCE 02-Feb-2020 BEFORE \"3-Feb-2020\"", "2"),
        ("SENTON 1-Feb-2020", "1 2 3"),
        ("UID *", "3"),
        ("HEADER date \"\"", "1 2 3"),
        ("LARGER 1", "1 2 3"),
        ("SMALLER 1", ""),
        ("CHARSET UTF-8 BODY {6+}\r\n会議", "1 3"),
        ("BODY 会議", "1 3"),
    ];
    for (keys, numbers) in cases {
        assert_eq!(
            client.ok(&format!("SEARCH {keys}")),
            [format!("* SEARCH {numbers}").trim_end()],
            "{keys}"
        );
    }
    assert!(
        client.tagged("SEARCH CHARSET KOI8-R ALL").starts_with("NO [BADCHARSET (US-ASCII UTF-8)]")
    );
    assert!(client.tagged("SEARCH CHARSET US-ASCII BODY 会").starts_with("BAD "));
}

#[test]
fn append_explains_why_it_fails() {
    let server = server();
    let mut client = Client::login(&server);
    let append = |client: &mut Client, arguments: &str| {
        client.tagged(&format!("APPEND {arguments} {{1+}}\r\nx"))
    };
    assert!(append(&mut client, "nowhere").starts_with("NO [TRYCREATE]"));
    assert!(
        append(&mut client, "INBOX (\\Recent)")
            .starts_with("BAD Expected a flag that can be stored")
    );
    assert!(
        append(&mut client, "INBOX \"30-Feb-2020 00:00:00 +0000\"")
            .starts_with("BAD Expected a date")
    );
    assert!(
        append(&mut client, "INBOX (\\Seen) \" 1-Feb-2020 00:00:00 +0000\"")
            .starts_with("OK [APPENDUID ")
    );
    assert!(client.tagged("APPEND INBOX {0+}\r\n").starts_with("NO "));
    assert!(client.tagged("APPEND INBOX {1+}\r\n\0").starts_with("NO "));
    client.send(b"x APPEND INBOX {3}\r\n");
    assert_eq!(client.read_line(), "+ OK");
    client.send(b"a\r\n\r\n");
    assert!(client.read_until("x").last().unwrap().starts_with("OK [APPENDUID "));
}

#[test]
fn pipelined_commands_are_answered_in_order() {
    let server = server();
    let mut client = Client::with_mailbox(&server, "box", 2);
    client.send(
        b"p1 STORE 1 FLAGS (\\Seen)\r\np2 SEARCH SEEN\r\np3 NOOP\r\np4 LOGOUT\r\np5 NOOP\r\n",
    );
    let answer = client.read_to_end();
    let tagged: Vec<&str> =
        answer.lines().filter(|line| line.starts_with('p')).map(|line| &line[..5]).collect();
    assert_eq!(tagged, ["p1 OK", "p2 OK", "p3 OK", "p4 OK"]);
    assert!(answer.contains("* SEARCH 1\r\n"));
}

#[test]
fn commands_in_the_wrong_state_are_bad_and_say_why() {
    let server = server();
    let mut client = Client::connect(&server);
    assert_eq!(client.tagged("SELECT inbox"), "BAD Not logged in: use LOGIN or AUTHENTICATE first");
    assert_eq!(
        client.tagged("APPEND inbox {5}"),
        "BAD Not logged in: use LOGIN or AUTHENTICATE first"
    );
    client.ok("LOGIN user pass");
    assert!(client.tagged("LOGIN user pass").starts_with("BAD Already logged in"));
    assert!(client.tagged("FETCH 1 FLAGS").starts_with("BAD No mailbox selected"));
    assert_eq!(client.tagged("SELECT"), "BAD Expected a mailbox name after SELECT, at column 10");
    assert!(
        client
            .tagged("XYZZY CONDSTORE")
            .starts_with("BAD Expected a command that this server knows")
    );
    client.send(b"\r\n");
    assert_eq!(
        client.read_line(),
        "* BAD Expected a tag, such as a001, before the command, at column 1"
    );
    client.ok("SELECT inbox");
    client.tagged("SELECT nowhere");
    assert!(client.tagged("CHECK").starts_with("BAD No mailbox selected"));
}

#[test]
fn idle_reports_changes_at_once() {
    let server = server();
    let mut client = Client::with_mailbox(&server, "box", 1);
    let mut other = Client::with_mailbox(&server, "box", 0);
    client.send(b"i IDLE\r\n");
    assert_eq!(client.read_line(), "+ idling");
    other.ok("STORE 1 FLAGS (\\Deleted)");
    assert_eq!(client.read_line(), "* 1 FETCH (FLAGS (\\Deleted \\Recent))");
    other.ok("EXPUNGE");
    assert_eq!(client.read_line(), "* 1 EXPUNGE");
    assert_eq!(client.read_line(), "* 0 RECENT");
    other.append("box", "a: b\r\n\r\n");
    assert_eq!(client.read_line(), "* 1 EXISTS");
    client.send(b"DO");
    client.send(b"NE\r\n");
    client.read_until("i");
    client.ok("SELECT inbox");
    client.send(b"j IDLE\r\n");
    assert_eq!(client.read_line(), "+ idling");
    server.deliver_default("user").expect("cannot deliver the mail");
    assert_eq!(client.read_line(), "* 12 EXISTS");
    assert_eq!(client.read_line(), "* 1 RECENT");
    client.send(b"k NOOP\r\n");
    assert_eq!(client.read_until("j"), ["BAD Expected DONE, without a tag, to end IDLE"]);
    assert!(server.deliver("nobody", b"x").is_err());
}
