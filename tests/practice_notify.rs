//! NOTIFY (RFC 5465) on the practice server: unsolicited reports about the selected mailbox and about
//! others. `tests/suite/differential.rs` compares it with Dovecot.

mod practice;

use imapsh::internals::{Announced, Server};
use practice::{Client, quiet};

const SMALL: &str = "Subject: new\r\n\r\nBody\r\n";

fn server() -> Server {
    Server::new(quiet())
}

/// The next lines that a client gets must be these, apart from RECENT: it depends on which of two
/// sessions was faster.
#[track_caller]
fn expect(client: &mut Client, lines: &[&str]) {
    for line in lines {
        let mut next = client.read_line();
        if next.ends_with(" RECENT") {
            next = client.read_line();
        }
        assert_eq!(next, *line);
    }
}

/// The untagged responses to a command must be these, apart from RECENT.
#[track_caller]
fn answers(client: &mut Client, command: &str, lines: &[&str]) {
    let mut received = client.ok(command);
    received.retain(|line| !line.ends_with(" RECENT"));
    assert_eq!(received, lines, "{command}");
}

/// A client that has opened a new mailbox with two messages with EXAMINE, and another that has
/// selected it.
fn two_clients(server: &Server) -> (Client, Client) {
    let mut client = Client::with_mailbox(server, "box", 2);
    client.ok("EXAMINE box");
    (client, Client::with_mailbox(server, "box", 0))
}

#[test]
fn the_selected_mailbox_is_reported_between_commands() {
    let server = server();
    let (mut client, mut other) = two_clients(&server);
    client.ok("NOTIFY SET (selected (MessageNew (UID BODY.PEEK[HEADER.FIELDS (SUBJECT)]) \
               MessageExpunge FlagChange))");
    other.append("box", SMALL);
    let fetched = "* 3 FETCH (UID 3 BODY[HEADER.FIELDS (SUBJECT)] {16}";
    let lines = ["* 3 EXISTS", fetched, "Subject: new", "", ")"];
    expect(&mut client, &lines);
    other.ok("STORE 1 +FLAGS (\\Flagged)");
    expect(&mut client, &["* 1 FETCH (UID 1 FLAGS (\\Flagged))"]);
    other.ok("STORE 2 +FLAGS.SILENT (\\Deleted)");
    other.ok("EXPUNGE");
    // The change of the flags is reported before the EXPUNGE, or with it.
    let line = client.read_line();
    if line != "* 2 EXPUNGE" {
        assert_eq!(line, "* 2 FETCH (UID 2 FLAGS (\\Deleted))");
        expect(&mut client, &["* 2 EXPUNGE"]);
    }
    // What the client adds itself is not fetched.
    let append = format!("APPEND box {{{}+}}\r\n{SMALL}", SMALL.len());
    answers(&mut client, &append, &["* 3 EXISTS"]);
    answers(&mut client, "UID COPY 1 box", &["* 4 EXISTS"]);
}

#[test]
fn selected_delayed_keeps_the_sequence_numbers_until_a_command_permits_expunge() {
    let server = server();
    let (mut client, mut other) = two_clients(&server);
    client.ok("NOTIFY SET (selected-delayed (MessageNew MessageExpunge))");
    other.ok("STORE 1 +FLAGS (\\Deleted)");
    other.ok("EXPUNGE");
    other.append("box", SMALL);
    expect(&mut client, &["* 3 EXISTS"]);
    answers(&mut client, "FETCH 1 UID", &["* 1 FETCH (UID 1)"]);
    answers(&mut client, "NOOP", &["* 1 EXPUNGE"]);
    // IDLE permits it too.
    other.ok("STORE 1 +FLAGS (\\Deleted)");
    other.ok("EXPUNGE");
    client.send(b"i IDLE\r\n");
    expect(&mut client, &["+ idling", "* 1 EXPUNGE"]);
    client.send(b"DONE\r\n");
    client.read_until("i");
}

#[test]
fn nothing_is_reported_that_the_client_did_not_ask_for() {
    let server = server();
    let (mut client, mut other) = two_clients(&server);
    client.ok("SELECT box");
    client.ok("NOTIFY NONE");
    other.append("box", SMALL);
    other.ok("STORE 1:2 +FLAGS (\\Flagged)");
    other.ok("STORE 2 +FLAGS (\\Deleted)");
    answers(&mut client, "NOOP", &[]);
    answers(&mut client, "FETCH 1:* UID", &["* 1 FETCH (UID 1)", "* 2 FETCH (UID 2)"]);
    // Its own commands are answered as always.
    answers(&mut client, "STORE 1 +FLAGS (\\Seen)", &["* 1 FETCH (FLAGS (\\Flagged \\Seen))"]);
    answers(&mut client, "EXPUNGE", &["* 2 EXPUNGE"]);
    // FlagChange is not wanted here, and reported with the rest as soon as it is.
    answers(&mut client, "NOTIFY SET (selected (MessageNew MessageExpunge))", &["* 2 EXISTS"]);
    other.ok("NOOP");
    other.ok("STORE 1 FLAGS (\\Answered)");
    other.append("box", SMALL);
    expect(&mut client, &["* 3 EXISTS"]);
    answers(&mut client, "NOOP", &[]);
    answers(
        &mut client,
        "NOTIFY SET (selected (MessageNew MessageExpunge FlagChange))",
        &["* 1 FETCH (UID 1 FLAGS (\\Answered))"],
    );
    // Another group about the selected mailbox does not count for its messages.
    client.ok("NOTIFY SET (mailboxes box (MessageNew MessageExpunge FlagChange))");
    other.append("box", SMALL);
    answers(&mut client, "NOOP", &[]);
    answers(&mut client, "UNSELECT", &[]);
    other.append("box", SMALL);
    assert!(client.read_line().starts_with("* STATUS box (MESSAGES 5 UIDNEXT 7 "));
}

#[test]
fn a_status_reports_changes_of_other_mailboxes() {
    let server = server();
    let mut client = Client::login(&server);
    let mut other = Client::with_mailbox(&server, "box", 2);
    other.ok("CREATE box/below");
    let status = client
        .ok("NOTIFY SET STATUS (subtree box (MessageNew MessageExpunge FlagChange)) \
                            (selected (MessageNew MessageExpunge))");
    let (validity, below) = (1_767_225_606, 1_767_225_607);
    assert_eq!(
        status,
        [
            format!(
                "* STATUS box (MESSAGES 2 UIDNEXT 3 UIDVALIDITY {validity} UNSEEN 2 HIGHESTMODSEQ 3)"
            ),
            format!(
                "* STATUS box/below (MESSAGES 0 UIDNEXT 1 UIDVALIDITY {below} UNSEEN 0 HIGHESTMODSEQ 1)"
            ),
        ]
    );
    let mut next = |other: &mut Client, command: &str| {
        other.ok(command);
        client.read_line()
    };
    let append = |name: &str| format!("APPEND {name} {{{}+}}\r\n{SMALL}", SMALL.len());
    assert_eq!(
        next(&mut other, &append("box/below")),
        format!("* STATUS box/below (MESSAGES 1 UIDNEXT 2 UIDVALIDITY {below} UNSEEN 1)")
    );
    assert_eq!(
        next(&mut other, "STORE 1 +FLAGS (\\Seen \\Deleted)"),
        format!("* STATUS box (UIDVALIDITY {validity} UNSEEN 1)")
    );
    assert_eq!(
        next(&mut other, "EXPUNGE"),
        format!("* STATUS box (MESSAGES 1 UIDNEXT 3 UIDVALIDITY {validity} UNSEEN 1)")
    );
    // A name whose mailbox was replaced has another UIDVALIDITY.
    other.ok("DELETE box/below");
    assert_eq!(
        next(&mut other, "CREATE box/below"),
        format!("* STATUS box/below (UIDVALIDITY {} UNSEEN 0)", below + 1)
    );
    client.ok("ENABLE CONDSTORE");
    other.ok("STORE 1 +FLAGS (\\Flagged)");
    let line = client.read_line();
    assert_eq!(line, format!("* STATUS box (UIDVALIDITY {validity} UNSEEN 1 HIGHESTMODSEQ 6)"));
    // What the client changes itself is not reported, but what others change at the same time is.
    client.ok(&append("box/below"));
    client.ok(&append("INBOX"));
    other.append("box", SMALL);
    assert!(client.read_line().starts_with("* STATUS box (MESSAGES 2 "));
}

#[test]
fn names_and_subscriptions_are_listed() {
    let server = server();
    let mut client = Client::login(&server);
    let mut other = Client::login(&server);
    client.ok("NOTIFY SET (personal (MailboxName SubscriptionChange))");
    for (command, lines) in [
        (
            "CREATE one/two",
            &[
                "* LIST (\\HasNoChildren) \"/\" one/two",
                "* LIST (\\NonExistent \\HasChildren) \"/\" one",
            ] as &[&str],
        ),
        ("CREATE one", &["* LIST (\\HasChildren) \"/\" one"]),
        ("SUBSCRIBE one", &["* LIST (\\Subscribed \\HasChildren) \"/\" one"]),
        // It does not change anything.
        ("SUBSCRIBE one", &[]),
        ("UNSUBSCRIBE one", &["* LIST (\\HasChildren) \"/\" one"]),
        ("RENAME one uno", &["* LIST (\\HasChildren) \"/\" uno (\"OLDNAME\" (one))"]),
        (
            "DELETE uno/two",
            &[
                "* LIST (\\NonExistent \\HasNoChildren) \"/\" uno/two",
                "* LIST (\\HasNoChildren) \"/\" uno",
            ],
        ),
        ("DELETE uno", &["* LIST (\\NonExistent \\HasNoChildren) \"/\" uno"]),
        ("RENAME INBOX old", &["* LIST (\\HasNoChildren) \"/\" old (\"OLDNAME\" (INBOX))"]),
        ("CREATE &ZeVnLIqe-", &["* LIST (\\HasNoChildren) \"/\" &ZeVnLIqe-"]),
    ] {
        other.ok(command);
        expect(&mut client, lines);
    }
    client.ok("ENABLE UTF8=ACCEPT");
    other.ok("RENAME &ZeVnLIqe- &U,BTFw-");
    expect(&mut client, &["* LIST (\\HasNoChildren) \"/\" \"台北\" (\"OLDNAME\" (\"日本語\"))"]);
    // What the client changes itself is not reported.
    answers(&mut client, "CREATE own", &[]);
    client.ok("NOTIFY SET (mailboxes later (MailboxName)) (subscribed (SubscriptionChange))");
    other.ok("CREATE sooner");
    other.ok("CREATE later");
    expect(&mut client, &["* LIST (\\HasNoChildren) \"/\" later"]);
    other.ok("UNSUBSCRIBE Junk");
    expect(&mut client, &["* LIST (\\HasNoChildren \\Junk) \"/\" Junk"]);
}

#[test]
fn annotations_are_reported_without_enable() {
    let server = server();
    let mut client = Client::login(&server);
    let mut other = Client::login(&server);
    client
        .ok("NOTIFY SET (mailboxes Sent (MailboxMetadataChange)) (inboxes (ServerMetadataChange))");
    other.ok("SETMETADATA Trash (/private/comment x)".replace(" x)", " \"x\")").as_str());
    other.ok("SETMETADATA Sent (/private/comment \"x\" /shared/comment NIL)");
    expect(&mut client, &["* METADATA Sent /private/comment /shared/comment"]);
    other.ok("SETMETADATA \"\" (/private/comment \"x\")");
    expect(&mut client, &["* METADATA \"\" /private/comment"]);
    // Once NOTIFY is used, it decides about them, also after ENABLE METADATA.
    client.ok("ENABLE METADATA");
    client.ok("NOTIFY NONE");
    other.ok("SETMETADATA Sent (/private/comment \"y\")");
    answers(&mut client, "NOOP", &[]);
}

#[test]
fn with_qresync_and_uidonly_the_reports_are_theirs() {
    let server = server();
    let (mut client, mut other) = two_clients(&server);
    client.ok("ENABLE QRESYNC IMAP4rev2");
    client.ok("NOTIFY SET (selected (MessageNew (FLAGS) MessageExpunge FlagChange))");
    other.append("box", SMALL);
    expect(&mut client, &["* 3 EXISTS", "* 3 FETCH (FLAGS () UID 3 MODSEQ (4))"]);
    client.ok("ENABLE UIDONLY");
    client.ok("NOTIFY SET (selected (MessageNew (UID FLAGS) MessageExpunge FlagChange))");
    other.append("box", SMALL);
    expect(&mut client, &["* 4 EXISTS", "* 4 UIDFETCH (UID 4 FLAGS () MODSEQ (5))"]);
    other.ok("NOOP");
    other.ok("STORE 3 +FLAGS (\\Flagged)");
    expect(&mut client, &["* 3 UIDFETCH (FLAGS (\\Flagged) MODSEQ (6))"]);
    other.ok("STORE 2 +FLAGS.SILENT (\\Deleted)");
    assert!(client.read_line().starts_with("* 2 UIDFETCH (FLAGS (\\Deleted) "));
    other.ok("EXPUNGE");
    expect(&mut client, &["* VANISHED 2"]);
}

#[test]
fn idle_reports_what_notify_asks_for() {
    let server = server();
    let mut client = Client::login(&server);
    let mut other = Client::with_mailbox(&server, "box", 1);
    client.ok("SELECT INBOX");
    client.ok("NOTIFY SET (mailboxes box (MessageNew MessageExpunge))");
    client.send(b"i IDLE\r\n");
    expect(&mut client, &["+ idling"]);
    other.append("INBOX", SMALL);
    other.append("box", SMALL);
    assert!(client.read_line().starts_with("* STATUS box (MESSAGES 2 "));
    client.send(b"DONE\r\n");
    assert_eq!(client.read_until("i").len(), 1);
}

#[test]
fn a_search_fetches_the_new_messages_that_it_finds() {
    let server = server();
    let (mut client, mut other) = two_clients(&server);
    client.tagged("NOTIFY SET (selected (MessageNew (UID) MessageExpunge FlagChange))");
    client.send(b"s1 SEARCH RETURN (COUNT UPDATE (UID RFC822.SIZE)) SUBJECT new\r\n");
    assert_eq!(client.read_until("s1")[0], "* ESEARCH (TAG \"s1\") COUNT 0");
    other.append("box", SMALL);
    // One FETCH has what both ask for, each item once.
    let lines = ["* 3 EXISTS", "* 3 FETCH (UID 3 RFC822.SIZE 22)"];
    expect(&mut client, &lines);
    expect(&mut client, &["* ESEARCH (TAG \"s1\") ADDTO (0 3)"]);
    other.append("box", "Subject: old\r\n\r\nBody\r\n");
    expect(&mut client, &["* 4 EXISTS", "* 4 FETCH (UID 4)"]);
    // Without NOTIFY it comes with the next command.
    let mut third = Client::with_mailbox(&server, "box", 0);
    third.ok("SORT RETURN (UPDATE (FLAGS)) (SIZE) UTF-8 SUBJECT new");
    other.append("box", SMALL);
    let lines = third.ok("NOOP");
    let tag = "* ESEARCH (TAG \"t4\") ADDTO (2 5)";
    assert_eq!(lines, ["* 5 EXISTS", "* 5 FETCH (FLAGS ())", tag]);
}

#[test]
fn a_client_that_misses_too_many_changes_learns_it() {
    let server = server();
    let mut client = Client::login(&server);
    let mut other = Client::login(&server);
    client.ok("NOTIFY SET (personal (MailboxName))");
    // The session waits for the rest of a command that it has begun to read.
    client.send(b"a NOOP\r\nb NO");
    client.read_until("a");
    for _ in 0..1100 {
        other.send(b"c CREATE more\r\nd DELETE more\r\n");
    }
    for _ in 0..1100 {
        other.read_until("d");
    }
    client.send(b"OP\r\n");
    let lines = client.read_until("b");
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with("* OK [NOTIFICATIONOVERFLOW] "), "{lines:?}");
    other.ok("CREATE last");
    answers(&mut client, "NOOP", &[]);
    // It is as after NOTIFY NONE, and a new NOTIFY SET starts again.
    client.ok("NOTIFY SET (personal (MailboxName))");
    other.ok("DELETE last");
    expect(&mut client, &["* LIST (\\NonExistent \\HasNoChildren) \"/\" last"]);
}

#[test]
fn a_notify_that_is_not_possible_is_refused() {
    let server = server();
    let mut client = Client::login(&server);
    let supported = "NO [BADEVENT (MessageNew MessageExpunge FlagChange MailboxName \
                     SubscriptionChange MailboxMetadataChange ServerMetadataChange)] ";
    let annotation = "NOTIFY SET (personal (MessageNew MessageExpunge AnnotationChange))";
    assert!(client.tagged(annotation).starts_with(supported));
    let names: Vec<String> = (0..201).map(|number| format!("m{number}")).collect();
    let many = format!("NOTIFY SET (mailboxes ({}) (MailboxName))", names.join(" "));
    assert!(client.tagged(&many).starts_with("NO [NOTIFICATIONOVERFLOW] "));
    let many =
        format!("NOTIFY SET (selected (MessageNew ({}UID) MessageExpunge))", "UID ".repeat(50));
    assert!(client.tagged(&many).starts_with("NO [NOTIFICATIONOVERFLOW] "));
    // A mailbox that does not exist is ignored.
    client.ok("NOTIFY SET STATUS (mailboxes Nowhere (MessageNew MessageExpunge))");
    // A refused NOTIFY does not change the previous one.
    client.ok("NOTIFY SET (inboxes (MessageNew MessageExpunge))");
    assert!(client.tagged("NOTIFY SET (selected (MessageNew))").starts_with("BAD "));
    server.deliver("user", SMALL.as_bytes()).unwrap();
    assert!(client.read_line().starts_with("* STATUS INBOX (MESSAGES 12 "));
    let mut config = quiet();
    config.announced = Announced::parse("NOTIFY,CONTEXT=SEARCH,ESEARCH").unwrap();
    let mut client = Client::login(&Server::new(config));
    assert!(client.tagged("NOTIFY SET (personal (ServerMetadataChange))").starts_with(
        "NO [BADEVENT (MessageNew MessageExpunge FlagChange MailboxName SubscriptionChange)] "
    ));
}
