//! The practice server implements IMAP4rev2 and extensions: each test checks rules of one RFC. Where
//! Dovecot has the extension, `tests/suite/differential.rs` compares the two.

mod practice;

use imapsh::internals::{Announced, Server};
use practice::{Client, quiet};

fn server() -> Server {
    Server::new(quiet())
}

fn server_announcing(list: &str) -> Server {
    let mut config = quiet();
    config.announced = Announced::parse(list).unwrap();
    Server::new(config)
}

/// A client with a new mailbox of small messages, and a second one with the same mailbox selected.
fn two_clients(server: &Server, messages: usize) -> (Client, Client) {
    (Client::with_mailbox(server, "box", messages), Client::with_mailbox(server, "box", 0))
}

/// The first number after a word in a line.
fn number_after(lines: &[String], word: &str) -> u64 {
    let line = lines.iter().find_map(|line| line.split_once(word)).unwrap().1;
    let digits = line.trim_start_matches([' ', '(']);
    digits.split(|it: char| !it.is_ascii_digit()).next().unwrap().parse().unwrap()
}

#[test]
fn extensions_that_are_not_announced_are_unknown() {
    let server = server_announcing("IDLE,UIDPLUS");
    let mut client = Client::connect(&server);
    client.ok("LOGIN user pass");
    assert_eq!(client.ok("CAPABILITY"), ["* CAPABILITY IMAP4rev1 IDLE UIDPLUS"]);
    client.ok("SELECT INBOX");
    for command in [
        "ENABLE CONDSTORE",
        "NAMESPACE",
        "UNSELECT",
        "MOVE 1 Trash",
        "COMPRESS DEFLATE",
        "ID NIL",
        "SELECT INBOX (CONDSTORE)",
        "FETCH 1 MODSEQ",
        "FETCH 1 FLAGS (CHANGEDSINCE 1)",
        "STORE 1 (UNCHANGEDSINCE 1) FLAGS ()",
        "SEARCH RETURN (COUNT) ALL",
        "FETCH $ UID",
        "LIST (SUBSCRIBED) \"\" *",
        "LIST \"\" * RETURN (SUBSCRIBED)",
        "STATUS INBOX (SIZE)",
        "SEARCH OLDER 1",
        "FETCH 1 BINARY[1]",
        "FETCH 1 PREVIEW",
        "CREATE x (USE (\\Sent))",
        "SORT (SIZE) UTF-8 ALL",
        "UID THREAD REFERENCES UTF-8 ALL",
        "LIST \"\" {1+}\r\n*",
    ] {
        assert!(client.tagged(command).starts_with("BAD Expected "), "{command}");
    }
    server.announce(Announced::all());
    client.ok("FETCH 1 PREVIEW");
}

#[test]
fn a_bad_says_what_the_extensions_expected_and_where() {
    let server = server();
    let mut client = Client::with_mailbox(&server, "box", 1);
    for (command, text) in [
        ("ENABLE", "a capability after ENABLE, at column 10"),
        ("SELECT box (", "CONDSTORE or QRESYNC, at column 16"),
        ("SELECT box (QRESYNC (1", "a modification sequence after UIDVALIDITY, at column 26"),
        ("FETCH 1 FLAGS (CHANGEDSINCE x)", "a modification sequence, at column 32"),
        ("FETCH 1 FLAGS (VANISHED)", "UID FETCH with CHANGEDSINCE together with VANISHED"),
        ("SEARCH RETURN (FROB) ALL", "MIN, MAX, ALL, COUNT or SAVE, at column 19"),
        ("SEARCH RETURN (ALL)", "a search key after RETURN, at column 23"),
        ("SEARCH YOUNGER 0", "a number of seconds, at least 1, after YOUNGER, at column 19"),
        ("LIST (FROB) \"\" *", "SUBSCRIBED, REMOTE, RECURSIVEMATCH or SPECIAL-USE, at column 10"),
        ("LIST (RECURSIVEMATCH) \"\" *", "SUBSCRIBED or SPECIAL-USE together with"),
        ("LIST \"\" * FROB", "RETURN after the pattern, at column 14"),
        ("LIST \"\" * RETURN (STATUS)", "a space before items in parentheses"),
        ("SEARCH RETURN (PARTIAL 1) ALL", "a colon in the range, at column 28"),
        ("SEARCH SAVEDON x", "a date such as 1-Feb-1994, at column 19"),
        ("SEARCH EMAILID", "an object ID after EMAILID, at column 18"),
        ("CANCELUPDATE x", "the tag of a search in quotes, at column 17"),
        ("REPLACE 1", "a mailbox name after the number, at column 13"),
        ("GETQUOTA", "a quota root, often \"\", after GETQUOTA, at column 12"),
        ("GETQUOTAROOT", "a mailbox name after GETQUOTAROOT, at column 16"),
        ("SETMETADATA INBOX (/other/x NIL)", "an entry below /private or /shared, at column 23"),
        ("GETMETADATA (DEPTH 2) INBOX /shared/x", "0, 1 or infinity, at column 23"),
        ("SETMETADATA INBOX (/shared/x 1)", "a value as a string, or NIL, at column 33"),
        ("SORT ()", "ARRIVAL, CC, DATE, FROM, SIZE, SUBJECT or TO, optionally after"),
        ("SORT (SIZE) ALL", "a search key after the charset, at column 19"),
        ("SORT RETURN (COUNT)", "sort keys in parentheses after RETURN, at column 23"),
        ("THREAD x", "ORDEREDSUBJECT or REFERENCES after THREAD, at column 11"),
        ("CREATE x (USE (Sent))", "a special use such as \\Archive, at column 19"),
        ("FETCH 1 BINARY[1", "a closing bracket after the part number, at column 20"),
        ("APPEND box (\\Seen) ~", "the message as a literal {n}, at column 24"),
    ] {
        client.send(format!("a1 {command}\r\n").as_bytes());
        let tagged = client.read_until("a1").pop().unwrap();
        assert!(tagged.starts_with(&format!("BAD Expected {text}")), "{command}: {tagged}");
    }
}

#[test]
fn enable_lists_what_is_newly_enabled() {
    let server = server();
    let mut client = Client::login(&server);
    assert_eq!(client.ok("ENABLE FROB condstore IDLE"), ["* ENABLED CONDSTORE"]);
    assert_eq!(client.ok("ENABLE CONDSTORE qresync"), ["* ENABLED QRESYNC"]);
    assert_eq!(client.ok("ENABLE CONDSTORE"), ["* ENABLED"]);
    assert!(Client::connect(&server).tagged("ENABLE CONDSTORE").starts_with("BAD Not logged in"));
}

#[test]
fn imap4rev2_changes_select_search_and_names() {
    let server = server();
    let (mut client, mut other) = two_clients(&server, 3);
    other.ok("CREATE &ZeVnLIqe-");
    assert_eq!(client.ok("ENABLE IMAP4rev2"), ["* ENABLED IMAP4rev2"]);
    let select = client.ok("SELECT box");
    assert!(select.contains(&"* LIST () \"/\" box".to_owned()), "{select:?}");
    assert!(!select.iter().any(|line| line.contains("RECENT") || line.contains("UNSEEN")));
    other.append("box", "a: b\r\n\r\n");
    assert_eq!(client.ok("NOOP"), ["* 4 EXISTS"]);
    assert_eq!(client.ok("SEARCH 2:3"), ["* ESEARCH (TAG \"t10\") ALL 2:3"]);
    assert_eq!(client.ok("UID SEARCH SUBJECT none"), ["* ESEARCH (TAG \"t11\") UID"]);
    assert_eq!(client.ok("LIST \"\" \"日*\""), ["* LIST (\\HasNoChildren) \"/\" \"日本語\""]);
    client.ok("CREATE \"R&D été\"");
    assert_eq!(other.ok("LIST \"\" R*"), ["* LIST (\\HasNoChildren) \"/\" \"R&-D &AOk-t&AOk-\""]);
    assert_eq!(client.ok("STATUS box (DELETED SIZE)"), ["* STATUS box (DELETED 0 SIZE 74)"]);
}

#[test]
fn utf8_accept_changes_names_and_forbids_charset() {
    let server = server();
    let mut client = Client::with_mailbox(&server, "box", 1);
    client.ok("ENABLE UTF8=ACCEPT");
    client.ok("CREATE \"été\"");
    assert_eq!(client.ok("LIST \"\" é*"), ["* LIST (\\HasNoChildren) \"/\" \"été\""]);
    assert!(client.tagged("SEARCH CHARSET UTF-8 ALL").starts_with("BAD Expected no CHARSET"));
    let message = "Subject: été\r\n\r\nété\r\n";
    client.ok(&format!("APPEND box UTF8 (~{{{}+}}\r\n{message})", message.len()));
    assert_eq!(client.ok("SEARCH SUBJECT été")[0], "* SEARCH 2");
    assert_eq!(client.ok("FETCH 2 PREVIEW"), ["* 2 FETCH (PREVIEW \"été\")"]);
}

#[test]
fn saved_results_follow_the_mailbox() {
    let server = server();
    let (mut client, mut other) = two_clients(&server, 5);
    assert!(client.ok("SEARCH RETURN (SAVE) 2:4").is_empty());
    other.ok("STORE 3 FLAGS (\\Deleted)");
    other.ok("EXPUNGE");
    client.ok("NOOP");
    assert_eq!(client.ok("FETCH $ UID"), ["* 2 FETCH (UID 2)", "* 3 FETCH (UID 4)"]);
    assert!(client.tagged("SEARCH RETURN (SAVE) CHARSET KOI8-R ALL").starts_with("NO "));
    assert!(client.ok("UID FETCH $ FLAGS").is_empty());
    client.ok("SEARCH RETURN (SAVE MIN MAX) ALL");
    assert_eq!(client.ok("UID SEARCH $"), ["* SEARCH 1 5"]);
    client.ok("SELECT box");
    assert!(client.ok("FETCH $ UID").is_empty());
}

#[test]
fn a_conditional_store_changes_only_unchanged_messages() {
    let server = server();
    let (mut client, mut other) = two_clients(&server, 3);
    let modseq = number_after(&client.ok("STATUS box (HIGHESTMODSEQ)"), "HIGHESTMODSEQ");
    other.ok("STORE 2 FLAGS (\\Seen)");
    client.ok("NOOP");
    let store = format!("STORE 1:3 (UNCHANGEDSINCE {modseq}) +FLAGS.SILENT (\\Deleted)");
    let answer = client.command(&store);
    assert_eq!(answer.len(), 3, "{answer:?}");
    assert!(answer[0].starts_with("* 1 FETCH (MODSEQ (") && answer[1].starts_with("* 3 FETCH"));
    assert!(answer[2].starts_with("OK [MODIFIED 2] "), "{answer:?}");
    assert!(
        client.tagged("UID STORE 2 (UNCHANGEDSINCE 0) FLAGS ()").starts_with("OK [MODIFIED 2]")
    );
    let changed = client.ok(&format!("FETCH 1:* (UID) (CHANGEDSINCE {modseq})"));
    assert_eq!(changed.len(), 3);
    let last = number_after(&changed[2..], "MODSEQ");
    assert_eq!(
        client.ok(&format!("SEARCH MODSEQ {last}")),
        [format!("* SEARCH 3 (MODSEQ {last})")]
    );
    assert_eq!(client.ok(&format!("SEARCH MODSEQ {}", last + 1)), ["* SEARCH"]);
    other.ok("STORE 1 FLAGS ()");
    assert!(client.ok("NOOP")[0].contains("FLAGS (\\Recent) MODSEQ ("));
}

#[test]
fn a_client_that_was_away_learns_what_has_changed() {
    let server = server();
    let (mut client, mut other) = two_clients(&server, 6);
    client.ok("ENABLE QRESYNC");
    let select = client.ok("SELECT box");
    let validity = number_after(&select, "UIDVALIDITY");
    let modseq = number_after(&select, "HIGHESTMODSEQ");
    client.ok("UNSELECT");
    other.ok("STORE 2,4 FLAGS (\\Deleted)");
    other.ok("EXPUNGE");
    other.ok("UID STORE 5 FLAGS (\\Seen)");
    let changes = |lines: Vec<String>| -> Vec<String> {
        let is_change = |line: &String| line.contains("VANISHED") || line.contains("FETCH");
        lines.into_iter().filter(is_change).collect()
    };
    let resync = changes(client.ok(&format!("SELECT box (QRESYNC ({validity} {modseq}))")));
    assert_eq!(resync[0], "* VANISHED (EARLIER) 2,4");
    assert!(resync[1].starts_with("* 3 FETCH (UID 5 FLAGS (\\Seen) MODSEQ ("), "{resync:?}");
    let known =
        changes(client.ok(&format!("SELECT box (QRESYNC ({validity} {modseq} 1:3 (1 1)))")));
    assert_eq!(known, ["* VANISHED (EARLIER) 2"]);
    let other_validity = format!("SELECT box (QRESYNC ({} {modseq}))", validity + 1);
    assert!(changes(client.ok(&other_validity)).is_empty());
    let fetch = client.ok(&format!("UID FETCH 1:4 FLAGS (CHANGEDSINCE {modseq} VANISHED)"));
    assert_eq!(fetch, ["* VANISHED (EARLIER) 2,4"]);
    other.ok("STORE 1 FLAGS (\\Deleted)");
    other.ok("EXPUNGE");
    let noop = client.ok("NOOP");
    assert_eq!(noop[0], "* VANISHED 1");
    client.ok("STORE 1 FLAGS (\\Deleted)");
    assert!(client.tagged("EXPUNGE").starts_with("OK [HIGHESTMODSEQ "));
    client.ok("STORE 1 FLAGS (\\Deleted)");
    assert!(client.tagged("CLOSE").starts_with("OK [HIGHESTMODSEQ "));
    let early = Client::login(&server).tagged("SELECT box (QRESYNC (1 1))");
    assert_eq!(early, "BAD Expected ENABLE QRESYNC before QRESYNC");
}

#[test]
fn several_messages_are_appended_all_or_none() {
    let server = server();
    let mut client = Client::with_mailbox(&server, "box", 0);
    let two = "APPEND box (\\Seen) {4+}\r\na: b \"01-Feb-2020 00:00:00 +0000\" {4+}\r\nc: d";
    assert!(client.tagged(two).starts_with("OK [APPENDUID "));
    assert!(client.tagged("APPEND box {4+}\r\na: b {0+}\r\n").starts_with("NO "));
    assert!(client.tagged("APPEND box {4+}\r\na: b {4+}\r\n\0: d").starts_with("NO [UNKNOWN-CTE]"));
    assert!(client.tagged("APPEND box {4+}\r\na: b {4+}\r\nc: d x").starts_with("BAD "));
    assert_eq!(client.ok("STATUS box (MESSAGES)"), ["* STATUS box (MESSAGES 2)"]);
}

#[test]
fn binary_messages_are_stored_and_fetched() {
    let server = server();
    let mut client = Client::with_mailbox(&server, "box", 0);
    client.ok("APPEND box ~{12+}\r\na: b\r\n\r\nx\0\0y");
    client.ok("NOOP");
    assert_eq!(client.ok("FETCH 1 BINARY.PEEK[1]")[0], "* 1 FETCH (BINARY[1] ~{4}");
    assert_eq!(client.ok("FETCH 1 BINARY.PEEK[1]<1.2>")[0], "* 1 FETCH (BINARY[1]<1> ~{2}");
    assert_eq!(client.ok("FETCH 1 (BINARY.SIZE[1] BINARY.SIZE[2])").len(), 1);
    // BODY cannot contain NUL.
    assert_eq!(client.ok("FETCH 1 BODY.PEEK[TEXT]")[1], "x\u{fffd}\u{fffd}y)");
    let unknown = "Content-Transfer-Encoding: x-odd\r\n\r\nabc";
    client.append("box", unknown);
    assert!(client.tagged("FETCH 2 BINARY[1]").starts_with("NO [UNKNOWN-CTE]"));
    assert!(!client.ok("FETCH 1 (BINARY[1] FLAGS)").is_empty());
    assert!(client.ok("FETCH 1 FLAGS")[0].contains("\\Seen"));
}

#[test]
fn literal_minus_limits_what_is_sent_without_waiting() {
    let server = server_announcing("LITERAL-");
    let mut client = Client::connect(&server);
    assert!(client.ok("CAPABILITY")[0].contains(" LITERAL-"));
    client.ok("LOGIN {4+}\r\nuser pass");
    let message = "x".repeat(4097);
    let append = format!("APPEND INBOX {{4097+}}\r\n{message}");
    assert!(client.tagged(&append).starts_with("BAD [TOOBIG] Expected a literal as {n}"));
    client.ok(&format!("APPEND INBOX {{4096+}}\r\n{}", &message[1..]));
}

#[test]
fn a_mailbox_is_created_with_its_use() {
    let server = server();
    let mut client = Client::login(&server);
    client.ok("CREATE Old (USE (\\archive))");
    assert_eq!(client.ok("LIST (SPECIAL-USE) \"\" O*"), ["* LIST (\\Archive) \"/\" Old"]);
    assert!(client.tagged("CREATE Odd (USE (\\Odd))").starts_with("NO [USEATTR]"));
}

#[test]
fn a_recursive_match_names_what_is_below() {
    let server = server();
    let mut client = Client::login(&server);
    for name in ["foo2/bar1", "foo2/bar2", "baz2/bar2", "eps2", "eps2/mamba", "gone"] {
        client.ok(&format!("CREATE {name}"));
        client.ok(&format!("SUBSCRIBE {name}"));
    }
    client.ok("DELETE gone");
    let mut found = client.ok("LIST (RECURSIVEMATCH SUBSCRIBED) \"\" (*2 g*)");
    found.sort();
    let expected = [
        "* LIST (\\NonExistent \\Subscribed) \"/\" gone",
        "* LIST (\\NonExistent) \"/\" foo2 (\"CHILDINFO\" (\"SUBSCRIBED\"))",
        "* LIST (\\Subscribed) \"/\" baz2/bar2",
        "* LIST (\\Subscribed) \"/\" eps2 (\"CHILDINFO\" (\"SUBSCRIBED\"))",
        "* LIST (\\Subscribed) \"/\" foo2/bar2",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_preview_is_the_start_of_the_text() {
    let server = server();
    let mut client = Client::with_mailbox(&server, "box", 0);
    let html = "Content-Type: text/html\r\n\r\n<p>Hello <b>there</b></p>\r\n";
    client.append("box", html);
    client.append("box", "Content-Type: image/png\r\n\r\nxx");
    client.append("box", &format!("a: b\r\n\r\n{}", "word ".repeat(1000)));
    client.append("box", "a: b\r\n\r\n> yours\r\n\r\nmine\r\n  and more\r\n");
    client.append("box", "a: b\r\n\r\n> yours\r\n");
    client.ok("NOOP");
    let previews = client.ok("FETCH 1:* (PREVIEW (LAZY) FLAGS)");
    assert_eq!(previews[0], "* 1 FETCH (PREVIEW \"Hello there\" FLAGS (\\Recent))");
    assert_eq!(previews[1], "* 2 FETCH (PREVIEW \"\" FLAGS (\\Recent))");
    let words = format!("{}word", "word ".repeat(39));
    assert_eq!(previews[2], format!("* 3 FETCH (PREVIEW \"{words}\" FLAGS (\\Recent))"));
    assert_eq!(previews[3], "* 4 FETCH (PREVIEW \"mine and more\" FLAGS (\\Recent))");
    assert_eq!(previews[4], "* 5 FETCH (PREVIEW \"> yours\" FLAGS (\\Recent))");
}

#[test]
fn messages_are_sorted_and_threaded() {
    let server = server();
    let mut client = Client::with_mailbox(&server, "box", 0);
    for (from, subject, size) in [
        ("zoe@a", "Re: b", 60),
        ("\"\u{c4}nne\" <x@a>", "[list] B", 10),
        ("=?utf-8?q?b?= <a@a>", "a", 30),
    ] {
        client.append("box", &format!("From: {from}\r\nSubject: {subject}\r\n\r\n{:size$}", ""));
    }
    client.ok("NOOP");
    for (criteria, numbers) in [
        ("FROM", "3 2 1"),
        ("DISPLAYFROM", "2 3 1"),
        ("SUBJECT", "3 1 2"),
        ("SUBJECT REVERSE ARRIVAL", "3 1 2"),
        ("REVERSE SIZE", "1 3 2"),
    ] {
        let found = client.ok(&format!("SORT ({criteria}) UTF-8 ALL"));
        assert_eq!(found, [format!("* SORT {numbers}")], "{criteria}");
    }
    assert_eq!(client.ok("UID THREAD REFERENCES UTF-8 ALL"), ["* THREAD (2 1)(3)"]);
    assert_eq!(client.ok("THREAD ORDEREDSUBJECT UTF-8 SUBJECT none"), ["* THREAD"]);
    assert!(client.tagged("SORT (SIZE) KOI8-R ALL").starts_with("NO [BADCHARSET "));
    let esort = client.ok("SORT RETURN (MIN MAX ALL) (REVERSE SIZE) UTF-8 ALL");
    assert!(esort[0].ends_with(") MIN 1 MAX 2 ALL 1,3,2"), "{esort:?}");
}

#[test]
fn a_context_reports_what_is_found_and_lost() {
    let server = server();
    let (mut client, mut other) = two_clients(&server, 4);
    assert_eq!(
        client.ok("SEARCH RETURN (UPDATE COUNT) FLAGGED"),
        ["* ESEARCH (TAG \"t8\") COUNT 0"]
    );
    client.ok("UID SORT RETURN (UPDATE ALL CONTEXT) (REVERSE ARRIVAL) UTF-8 FLAGGED");
    other.ok("STORE 2,4 +FLAGS (\\Flagged)");
    let found = client.ok("NOOP");
    assert_eq!(
        found[2..],
        ["* ESEARCH (TAG \"t8\") ADDTO (0 2,4)", "* ESEARCH (TAG \"t9\") UID ADDTO (1 2 2 4)",]
    );
    other.ok("STORE 2 FLAGS (\\Deleted)");
    other.ok("EXPUNGE");
    let lost = client.ok("NOOP");
    assert_eq!(
        lost[..3],
        [
            "* ESEARCH (TAG \"t8\") REMOVEFROM (0 2)",
            "* ESEARCH (TAG \"t9\") UID REMOVEFROM (1 2)",
            "* 2 EXPUNGE",
        ]
    );
    client.ok("CANCELUPDATE \"t8\" \"t9\"");
    assert!(client.tagged("CANCELUPDATE \"t8\"").starts_with("NO "));
    other.ok("STORE 1 +FLAGS (\\Flagged)");
    assert_eq!(client.ok("NOOP").len(), 1);
    client.send(b"same SEARCH RETURN (UPDATE) SEEN\r\n");
    client.read_until("same");
    client.send(b"same SEARCH RETURN (UPDATE) SEEN\r\n");
    assert!(client.read_until("same")[0].starts_with("BAD Tag reuse"));
    for _ in 0..9 {
        client.ok("SEARCH RETURN (UPDATE COUNT) SEEN");
    }
    assert!(client.ok("SEARCH RETURN (UPDATE COUNT) SEEN")[1].starts_with("* NO [NOUPDATE \"t"));
}

#[test]
fn a_part_of_a_result_is_returned_saved_and_fetched() {
    let server = server();
    let mut client = Client::with_mailbox(&server, "box", 9);
    let part = |lines: Vec<String>| lines[0].split_once(") ").unwrap().1.to_owned();
    for (returns, expected) in [
        ("PARTIAL 1:3", "PARTIAL (1:3 1:3)"),
        ("PARTIAL 8:12", "PARTIAL (8:12 8:9)"),
        ("PARTIAL 10:12", "PARTIAL (10:12 NIL)"),
        ("PARTIAL -1:-2 COUNT", "PARTIAL (-1:-2 8:9) COUNT 9"),
        ("MIN PARTIAL 3:2", "MIN 1 PARTIAL (2:3 2:3)"),
    ] {
        assert_eq!(part(client.ok(&format!("SEARCH RETURN ({returns}) ALL"))), expected);
    }
    client.ok("SEARCH RETURN (SAVE PARTIAL -1:-2 MIN) ALL");
    assert_eq!(client.ok("SEARCH $"), ["* SEARCH 1 8 9"]);
    let last = client.ok("UID FETCH 1:* (UID) (PARTIAL -1:-2)");
    assert_eq!(last, ["* 8 FETCH (UID 8)", "* 9 FETCH (UID 9)"]);
    assert!(client.tagged("FETCH 1:* UID (PARTIAL 1:2)").starts_with("BAD Expected UID FETCH"));
    assert!(
        client.tagged("SEARCH RETURN (ALL PARTIAL 1:2) ALL").starts_with("BAD Expected either")
    );
    assert!(client.tagged("SEARCH RETURN (PARTIAL 0:2) ALL").starts_with("BAD Expected a range"));
}

#[test]
fn messages_and_mailboxes_have_ids_and_save_dates() {
    let server = server();
    let mut client = Client::with_mailbox(&server, "box", 0);
    for (id, references) in [("<1@x>", ""), ("<2@x>", "References: <1@x>\r\n"), ("<3@x>", "")] {
        client.append("box", &format!("Message-ID: {id}\r\n{references}\r\n"));
    }
    client.ok("COPY 1 box");
    client.ok("NOOP");
    let ids = client.ok("FETCH 1:* (EMAILID THREADID)");
    let id = |line: usize, name: &str| {
        let (_, rest) = ids[line].split_once(&format!("{name} (")).unwrap();
        rest.split_once(')').unwrap().0.to_owned()
    };
    assert_eq!(id(0, "EMAILID"), id(3, "EMAILID"));
    assert_ne!(id(0, "EMAILID"), id(1, "EMAILID"));
    assert_eq!(client.ok(&format!("SEARCH EMAILID {}", id(0, "EMAILID"))), ["* SEARCH 1 4"]);
    assert_eq!(client.ok(&format!("SEARCH THREADID {}", id(0, "THREADID"))), ["* SEARCH 1 2 4"]);
    let created = client.tagged("CREATE other");
    let mailbox_id = created.split_once("[MAILBOXID (").unwrap().1.split_once(')').unwrap().0;
    client.ok("RENAME other another");
    let status = client.ok("STATUS another (MAILBOXID)");
    assert_eq!(status, [format!("* STATUS another (MAILBOXID ({mailbox_id}))")]);
    assert!(client.ok("SELECT another").contains(&format!("* OK [MAILBOXID ({mailbox_id})] Ok")));
    client.ok("APPEND another \"01-Feb-2020 00:00:00 +0000\" {4+}\r\na: b");
    client.ok("NOOP");
    assert!(client.ok("FETCH 1 SAVEDATE")[0].starts_with("* 1 FETCH (SAVEDATE \""));
    assert_eq!(client.ok("SEARCH SAVEDSINCE 1-Jan-2021 BEFORE 1-Jan-2021"), ["* SEARCH 1"]);
    assert_eq!(client.ok("SEARCH OR SAVEDBEFORE 1-Jan-2021 NOT SAVEDATESUPPORTED"), ["* SEARCH"]);
}

#[test]
fn a_message_is_replaced_by_another() {
    let server = server();
    let (mut client, mut other) = two_clients(&server, 3);
    let answer = client.command("REPLACE 2 box (\\Seen) {8+}\r\na: new\r\n");
    assert!(answer[0].contains("[APPENDUID ") && answer[0].contains(" 4]"), "{answer:?}");
    assert_eq!(answer[1..3], ["* 2 EXPUNGE", "* 3 EXISTS"]);
    assert_eq!(other.ok("NOOP")[0], "* 2 EXPUNGE");
    assert!(client.tagged("UID REPLACE 2 box {4+}\r\na: b").starts_with("NO [NONEXISTENT]"));
    assert!(client.tagged("REPLACE 1 nowhere {4+}\r\na: b").starts_with("NO [TRYCREATE]"));
    assert!(
        client.tagged("REPLACE 1:2 box {4+}\r\na: b").starts_with("BAD Expected a sequence number")
    );
    assert!(client.tagged("UID REPLACE 1 Trash {4+}\r\na: b").starts_with("OK Replace"));
    assert_eq!(client.ok("UID SEARCH ALL"), ["* SEARCH 3 4"]);
}

#[test]
fn with_uidonly_there_are_no_sequence_numbers() {
    let server = server();
    let (mut client, mut other) = two_clients(&server, 3);
    assert_eq!(client.ok("ENABLE UIDONLY"), ["* ENABLED UIDONLY"]);
    for command in [
        "FETCH 1 FLAGS",
        "STORE 1 FLAGS ()",
        "COPY 1 Trash",
        "MOVE 1 Trash",
        "SEARCH ALL",
        "UID SEARCH 1:2",
        "UID SEARCH NOT (OR SEEN 1)",
        "SORT (SIZE) UTF-8 ALL",
        "REPLACE 1 box {4+}\r\na: b",
    ] {
        assert!(client.tagged(command).starts_with("BAD [UIDREQUIRED] "), "{command}");
    }
    let fetched = client.ok("UID FETCH 2 FLAGS");
    assert_eq!(fetched, ["* 2 UIDFETCH (FLAGS (\\Recent))"]);
    let fetched = client.ok("UID FETCH 2 (UID FLAGS)");
    assert_eq!(fetched, ["* 2 UIDFETCH (UID 2 FLAGS (\\Recent))"]);
    assert_eq!(client.ok("UID FETCH 2 UID"), ["* 2 UIDFETCH (UID 2)"]);
    assert_eq!(
        client.ok("UID STORE 2 +FLAGS (\\Seen)"),
        ["* 2 UIDFETCH (FLAGS (\\Seen \\Recent))"]
    );
    other.ok("STORE 1 FLAGS (\\Deleted)");
    other.ok("EXPUNGE");
    assert_eq!(client.ok("NOOP")[0], "* VANISHED 1");
    assert_eq!(client.ok("UID SEARCH UID 2:3"), ["* SEARCH 2 3"]);
    assert!(!client.ok("SELECT box").iter().any(|line| line.contains("UNSEEN")));
    client.ok("ENABLE QRESYNC");
    let with_numbers = client.tagged("SELECT box (QRESYNC (1 5 1:3 (1,3 1,3)))");
    assert!(with_numbers.starts_with("BAD [UIDREQUIRED] "), "{with_numbers}");
    client.ok("SELECT box (QRESYNC (1 5 1:3))");
}

#[test]
fn the_quota_counts_octets_messages_and_mailboxes() {
    let mut config = quiet();
    config.limits.account = 1024 * 1024;
    config.limits.messages = 18;
    let server = Server::new(config);
    let mut client = Client::login(&server);
    let quota = client.ok("GETQUOTAROOT inbox");
    assert_eq!(quota[0], "* QUOTAROOT INBOX \"\"");
    assert!(quota[1].ends_with(" 1024 MESSAGE 16 18 MAILBOX 6 1000)"), "{quota:?}");
    client.append("INBOX", &format!("a: b\r\n\r\n{}", "x".repeat(2042)));
    let after = client.ok("GETQUOTA \"\"");
    let storage = |line: &str| number_after(&[line.to_owned()], "STORAGE");
    assert!(storage(&after[0]) >= storage(&quota[1]) + 2);
    client.append("INBOX", "a: b\r\n\r\n");
    assert!(client.tagged("APPEND INBOX {4+}\r\na: b").starts_with("NO [OVERQUOTA]"));
    assert!(client.tagged("GETQUOTA other").starts_with("NO [NONEXISTENT]"));
    assert!(client.tagged("GETQUOTAROOT nowhere").starts_with("NO [NONEXISTENT]"));
    client.ok("SELECT INBOX");
    client.ok("STORE 1 +FLAGS (\\Deleted)");
    let status = client.ok("STATUS INBOX (DELETED DELETED-STORAGE)");
    assert_eq!(status, ["* STATUS INBOX (DELETED 1 DELETED-STORAGE 941)"]);
    assert!(client.tagged("SETQUOTA \"\" (STORAGE 5)").starts_with("BAD "));
}

#[test]
fn annotations_are_set_listed_and_reported() {
    let server = server();
    let mut client = Client::login(&server);
    let mut other = Client::login(&server);
    other.ok("ENABLE METADATA");
    client.ok("SETMETADATA INBOX (/private/Comment \"mine\" /shared/a/b {5+}\r\nx\r\ny\r)");
    client.ok("SETMETADATA \"\" (/shared/admin \"a@b\")");
    let reported = other.ok("NOOP");
    assert_eq!(
        reported,
        ["* METADATA INBOX /private/comment /shared/a/b", "* METADATA \"\" /shared/admin"]
    );
    assert!(other.ok("NOOP").is_empty() && client.ok("NOOP").is_empty());
    assert_eq!(
        client.ok("GETMETADATA INBOX (/private/comment /shared/none)"),
        ["* METADATA INBOX (/private/comment \"mine\" /shared/none NIL)"]
    );
    assert!(client.ok("GETMETADATA (DEPTH 1) INBOX /shared/none").is_empty());
    let below = client.ok("GETMETADATA (DEPTH infinity) INBOX /shared/a");
    assert_eq!(below[0], "* METADATA INBOX (/shared/a/b {5}");
    let alone = client.ok("GETMETADATA (DEPTH 0) INBOX /shared/a");
    assert_eq!(alone, ["* METADATA INBOX (/shared/a NIL)"]);
    assert!(
        client.tagged("GETMETADATA (MAXSIZE 3) INBOX /private/comment").contains("LONGENTRIES 4]")
    );
    client.ok("SETMETADATA INBOX (/private/comment NIL)");
    let removed = client.ok("GETMETADATA INBOX /private/comment");
    assert_eq!(removed, ["* METADATA INBOX (/private/comment NIL)"]);
    let long = format!("SETMETADATA INBOX (/shared/l {{1025+}}\r\n{})", "x".repeat(1025));
    assert!(client.tagged(&long).starts_with("NO [METADATA MAXSIZE 1024]"));
    let many = (0..21).map(|n| format!("/shared/n{n} \"\"")).collect::<Vec<_>>().join(" ");
    assert!(
        client.tagged(&format!("SETMETADATA INBOX ({many})")).starts_with("NO [METADATA TOOMANY]")
    );
    assert!(client.tagged("GETMETADATA nowhere /shared/a").starts_with("NO [NONEXISTENT]"));
    other.send(b"i IDLE\r\n");
    // What has changed since NOOP comes after the continuation request.
    assert_eq!(other.read_line(), "+ idling");
    assert_eq!(other.read_line(), "* METADATA INBOX /private/comment");
    client.ok("SETMETADATA \"\" (/private/x \"\")");
    assert_eq!(other.read_line(), "* METADATA \"\" /private/x");
}
