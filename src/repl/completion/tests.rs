use super::*;
use crate::protocol::commands::ConnectionState;
use crate::protocol::session_facts::Capabilities;
use crate::protocol::syntax::{Side, Tree};
use crate::reference;
use crate::repl::vocabulary::ServerNames;
use std::sync::Arc;

/// A session with these mailboxes on a server that announces these capabilities.
fn session(mailboxes: &[&str], announced: &str) -> PromptSnapshot {
    let listed =
        mailboxes.iter().map(|name| format!("* LIST () \"/\" {}", as_typed(name, true, true)));
    PromptSnapshot {
        names: named(&listed.collect::<Vec<_>>()),
        capabilities: Arc::new(Capabilities::of(announced)),
        connection: Some(ConnectionState::Selected),
        variables: vec!["box".to_owned()],
        ..PromptSnapshot::default()
    }
}

/// The names in these responses of a server.
fn named<S: AsRef<str>>(responses: &[S]) -> Arc<ServerNames> {
    let mut names = ServerNames::default();
    for response in responses {
        let tree = Tree::of_line(Side::Server, response.as_ref());
        names.learn(tree.root().expect("a response"));
    }
    Arc::new(names)
}

/// The line after Tab, with each candidate.
fn lines(line: &str, session: &PromptSnapshot) -> Vec<String> {
    let (start, candidates) = complete(line, line.len(), session);
    candidates.iter().map(|it| format!("{}{}", &line[..start], it.inserted)).collect()
}

#[track_caller]
fn assert_lines(session: &PromptSnapshot, cases: &[(&str, &[&str])]) {
    for (line, expected) in cases {
        assert_eq!(lines(line, session), *expected, "{line}");
    }
}

/// Words that the grammar allows, but the command or the server does not take.
#[test]
fn words_that_the_server_refuses_are_not_offered() {
    let announced = "IMAP4rev1 UTF8=ACCEPT LIST-EXTENDED SPECIAL-USE CREATE-SPECIAL-USE NOTIFY \
        METADATA CONDSTORE MULTISEARCH";
    let names = named(&[
        r#"* LIST (\Noselect) "/" Garden"#,
        r#"* LIST () "/" Garden/Pots"#,
        r#"* LIST (\Noselect) "/" Empty"#,
    ]);
    let session = PromptSnapshot { names, ..session(&[], announced) };
    assert_lines(
        &session,
        &[
            ("select inbox (", &["select inbox (condstore"]),
            ("list (u", &[]),
            ("list (r", &["list (remote"]),
            ("list (remote r", &[]),
            ("list (subscribed r", &["list (subscribed remote", "list (subscribed recursivematch"]),
            ("notify set (subtree-", &[]),
            ("esearch in (subtree-", &["esearch in (subtree-one"]),
            ("esearch in (selected-", &[]),
            ("notify set (selected-", &["notify set (selected-delayed"]),
            ("notify set (personal (a", &[]),
            (
                "notify set (personal (s",
                &[
                    "notify set (personal (SubscriptionChange",
                    "notify set (personal (ServerMetadataChange",
                ],
            ),
            ("create x (use (\\a", &["create x (use (\\Archive"]),
            ("create x (use (\\i", &[]),
            ("delete ", &["delete Empty", "delete Garden/Pots"]),
            ("select g", &["select Garden/Pots"]),
        ],
    );
}

#[test]
fn commands_and_their_arguments_are_completed() {
    assert_lines(
        &session(&["Archive", "INBOX"], ""),
        &[
            ("sel", &["select"]),
            ("a1 SEL", &["a1 SELECT"]),
            ("x9 sel", &["x9 select"]),
            ("uid sea", &["uid search"]),
            ("select ", &["select INBOX", "select Archive"]),
            ("select arc", &["select Archive"]),
            ("fetch ", &["fetch 1:*", "fetch *", "fetch 1"]),
            ("fetch 1 (fl", &["fetch 1 (flags"]),
            ("uid store 1 +fl", &["uid store 1 +flags", "uid store 1 +flags.silent"]),
            ("store 1 +flags (\\se", &["store 1 +flags (\\Seen"]),
            ("authenticate pl", &["authenticate plain"]),
            ("compress ", &["compress deflate"]),
            ("search re", &["search recent", "search return"]),
            (
                "getmetadata \"\" /s",
                &["getmetadata \"\" /shared/comment", "getmetadata \"\" /shared/admin"],
            ),
            ("setmetadata x (/p", &["setmetadata x (/private/comment"]),
            ("setquota \"\" (s", &["setquota \"\" (storage"]),
            ("setquota \"\" (storage 1 me", &["setquota \"\" (storage 1 message"]),
            ("setacl x a", &["setacl x anyone"]),
            ("id (\"na", &["id (\"name\""]),
            ("id (\"name\" \"x\" \"vers", &["id (\"name\" \"x\" \"version\""]),
            ("fetch 1 body[te", &["fetch 1 body[text]"]),
            // Words that only a server sends, and text that the grammar does not allow.
            ("store 1 +flags (\\re", &[]),
            ("search return (addt", &[]),
            ("select inbox cond", &[]),
            ("noop x", &[]),
            ("foo sel", &[]),
        ],
    );
    assert_eq!(lines("", &session(&[], ""))[..3], ["fetch", "search", "store"]);
}

#[test]
fn nested_arguments() {
    assert_lines(
        &session(
            &[],
            "IMAP4rev1 SORT LIST-EXTENDED LIST-STATUS CONDSTORE SPECIAL-USE CREATE-SPECIAL-USE",
        ),
        &[
            // Only special uses that clients can set: \All is set by the server.
            (
                "create x (use (\\",
                &[
                    "create x (use (\\Drafts",
                    "create x (use (\\Sent",
                    "create x (use (\\Trash",
                    "create x (use (\\Junk",
                    "create x (use (\\Archive",
                ],
            ),
            (
                "search or from x un",
                &[
                    "search or from x unseen",
                    "search or from x unanswered",
                    "search or from x undeleted",
                    "search or from x undraft",
                    "search or from x unflagged",
                    "search or from x unkeyword",
                ],
            ),
            ("search not (fr", &["search not (from"]),
            ("search unseen (or to x (subj", &["search unseen (or to x (subject"]),
            ("SEARCH KEYWORD $F", &["SEARCH KEYWORD $Forwarded", "SEARCH KEYWORD $followed"]),
            ("search from ", &[]),
            ("sort (rev", &["sort (reverse"]),
            ("sort (reverse d", &["sort (reverse date"]),
            ("sort (date) ut", &["sort (date) utf-8"]),
            ("list \"\" % ret", &["list \"\" % return"]),
            ("list \"\" % return (sta", &["list \"\" % return (status"]),
            ("list \"\" % return (status (mess", &["list \"\" % return (status (messages"]),
            ("status inbox (messages uns", &["status inbox (messages unseen"]),
            (
                "fetch 1 (flags body.peek[header.fields (su",
                &["fetch 1 (flags body.peek[header.fields (Subject"],
            ),
            (
                "fetch 1 (flags body.peek[header.fields.",
                &["fetch 1 (flags body.peek[header.fields.not ("],
            ),
            ("fetch 1 body[1.2.mi", &["fetch 1 body[1.2.mime]"]),
            (
                "fetch 1 body[1.2.",
                &[
                    "fetch 1 body[1.2.header]",
                    "fetch 1 body[1.2.text]",
                    "fetch 1 body[1.2.header.fields (",
                    "fetch 1 body[1.2.header.fields.not (",
                    "fetch 1 body[1.2.mime]",
                ],
            ),
            ("fetch 1 flags (ch", &["fetch 1 flags (changedsince"]),
            ("store 1 (unc", &["store 1 (unchangedsince"]),
            ("list \"\" ", &["list \"\" %", "list \"\" *", "list \"\" inbox"]),
            ("status inbox (size", &[]),
        ],
    );
    let session = session(&[], "");
    assert_eq!(lines("status inbox ", &session)[0], "status inbox (messages");
    assert_eq!(lines("search not (", &session)[..2], ["search not (unseen", "search not (from"]);
}

#[test]
fn the_words_are_the_references() {
    let session = session(&[], "");
    for (line, category, name) in [
        ("fetch 1 X-GM-L", Category::FetchItems, "X-GM-LABELS"),
        ("UID FETCH 1 (FLAGS EMAIL", Category::FetchItems, "EMAILID"),
        ("SEARCH RETURN (REL", Category::SearchReturnOptions, "RELEVANCY"),
        ("SEARCH RETURN (MIN) UNSEEN SAVEDB", Category::SearchKeys, "SAVEDBEFORE"),
        ("STATUS INBOX (UNSEEN APP", Category::StatusItems, "APPENDLIMIT"),
        ("STORE 1 (UNC", Category::StoreModifiers, "UNCHANGEDSINCE"),
        ("STORE 1 +FLAGS ($F", Category::Flags, "$Forwarded"),
        ("APPEND Drafts (\\Dr", Category::Flags, "\\Draft"),
        ("SELECT INBOX (QR", Category::SelectParameters, "QRESYNC"),
        ("LIST (SUBSCRIBED REC", Category::ListOptions, "RECURSIVEMATCH"),
        ("LIST \"\" % RETURN (CHI", Category::ListOptions, "CHILDREN"),
        ("FETCH 1 FLAGS (CHANGED", Category::FetchModifiers, "CHANGEDSINCE"),
        ("SORT (REVERSE ARR", Category::SortCriteria, "ARRIVAL"),
        ("UID THREAD REFE", Category::ThreadAlgorithms, "REFERENCES"),
        ("AUTHENTICATE SCRAM-SHA-256-", Category::SaslMechanisms, "SCRAM-SHA-256-PLUS"),
    ] {
        let lines = lines(line, &session);
        let word = lines.first().and_then(|line| line.rsplit([' ', '(']).next());
        assert_eq!(word.map(str::to_uppercase), Some(name.to_uppercase()), "{line}");
        assert!(reference::find(category, name).is_some(), "{name}");
    }
}

#[test]
fn mailboxes_are_inserted_as_the_server_requires() {
    let session = session(&["Entw&APw-rfe", "Sent Items", "a\"b", "梅"], "");
    assert_lines(
        &session,
        &[
            ("select entwü", &["select Entw&APw-rfe"]),
            ("select Entw&", &["select Entw&APw-rfe"]),
            ("copy 1 se", &["copy 1 \"Sent Items\""]),
            ("select \"Sent It", &["select \"Sent Items\""]),
            ("select \"Ent", &["select \"Entw&APw-rfe\""]),
            ("select \"a\\\"", &["select \"a\\\"b\""]),
            ("select 梅", &["select \"梅\""]),
            ("rename se", &["rename \"Sent Items\""]),
            ("rename inbox se", &["rename inbox \"Sent Items/"]),
            ("login se", &[]),
        ],
    );
    let (_, candidates) = complete("select ent", 10, &session);
    assert_eq!(candidates[0].shown, "Entwürfe");
}

const KEYS: &[&str] = &[
    ":help ctrl-a", ":help ctrl-c", ":help ctrl-d", ":help ctrl-e", ":help ctrl-g", ":help ctrl-r",
    ":help ctrl-u", ":help ctrl-w", ":help ctrl-x", ":help ctrl-z", ":help ctrl-\\",
];

#[test]
fn directives_and_what_they_take() {
    let session = session(&[], "IMAP4rev1");
    assert_lines(
        &session,
        &[
            (":re", &[":record", ":reconnect"]),
            (":set fold o", &[":set fold on", ":set fold off"]),
            (":explain o", &[":explain on", ":explain off"]),
            (":explain fetch 1 env", &[":explain fetch 1 envelope"]),
            (":pipeline ", &[":pipeline on", ":pipeline off"]),
            (":connect p", &[":connect practice"]),
            (":record o", &[":record off"]),
            (":run id", &[":run idle"]),
            (":run src/repl/completion/fi", &[":run src/repl/completion/files.rs"]),
            (":deliver src/repl/comp", &[":deliver src/repl/completion/"]),
            ("append x {<src/repl/completion/fi", &["append x {<src/repl/completion/files.rs}"]),
            (":set paste r", &[":set paste raw"]),
            (":set guide o", &[":set guide on", ":set guide off"]),
            (":set b", &[":set box"]),
            (":help body.p", &[":help body.peek[]"]),
            (":help wildc", &[":help wildcards", ":help wildcard"]),
            (":help :sta", &[":help :state"]),
            (":help ctrl-", KEYS),
            (":help ^", &[]),
            (":tls ", &[]),
            (":xyzzy ", &[]),
        ],
    );
    assert!(lines(":help ", &session).contains(&":help fetch".to_owned()));
}

#[test]
fn only_mailboxes_are_offered_with_which_the_command_can_do_something() {
    let names = named(&[
        "* LIST () \"/\" INBOX",
        "* LIST (\\Noselect \\HasChildren) \"/\" Work",
        "* LIST () \"/\" \"Work/A b\"",
        "* LIST () NIL Flat",
    ]);
    let session = PromptSnapshot { names, ..session(&[], "") };
    assert_lines(
        &session,
        &[
            ("select ", &["select INBOX", "select Flat", "select \"Work/A b\""]),
            ("uid copy 1 w", &["uid copy 1 \"Work/A b\""]),
            ("delete ", &["delete Flat", "delete \"Work/A b\""]),
            ("create ", &["create Work/", "create \"Work/A b/"]),
            ("create \"Work/A", &["create \"Work/A b/"]),
            ("rename ", &["rename INBOX", "rename Flat", "rename Work", "rename \"Work/A b\""]),
            ("rename Flat w", &["rename Flat Work/", "rename Flat \"Work/A b/"]),
            ("subscribe w", &["subscribe Work", "subscribe \"Work/A b\""]),
        ],
    );
    // Before a LIST only the INBOX is known.
    let nothing = PromptSnapshot { names: Arc::default(), ..session };
    assert_lines(
        &nothing,
        &[
            ("select ", &["select inbox"]),
            ("create ", &[]),
            ("delete ", &[]),
            ("rename Archive ", &[]),
        ],
    );
}

#[test]
fn a_word_is_offered_once_in_a_list() {
    let session = session(&[], "IMAP4rev1 CONDSTORE");
    for (line, repeated, other) in [
        ("status inbox (messages ", "messages", "unseen"),
        ("STATUS INBOX (UNSEEN MESSAGES ", "UNSEEN", "UIDNEXT"),
        ("fetch 1 (flags ", "flags", "envelope"),
        ("fetch 1 (body.peek[header.fields (to)] uid ", "uid", "body.peek["),
        ("fetch 1 body[header.fields (From ", "From", "To"),
        ("store 1 +flags (\\seen ", "\\Seen", "\\Flagged"),
        ("store 1 +flags \\Seen ", "\\Seen", "\\Flagged"),
        ("append x (\\Seen ", "\\Seen", "\\Flagged"),
        ("enable imap4rev2 CONDSTORE ", "CONDSTORE", ""),
    ] {
        let lines = lines(line, &session);
        let offered: Vec<&str> = lines.iter().map(|it| &it[line.len()..]).collect();
        assert!(!offered.contains(&repeated), "{line}: {offered:?}");
        assert!(other.is_empty() || offered.contains(&other), "{line}: {offered:?}");
    }
    // A key may be repeated.
    assert!(lines("search or from x ", &session).contains(&"search or from x from".to_owned()));
}

#[test]
fn only_announced_capabilities_that_can_be_enabled_are_offered() {
    let all = "IMAP4rev1 IMAP4rev2 IDLE MOVE UIDONLY QRESYNC METADATA UTF8=ONLY AUTH=PLAIN";
    assert_eq!(
        lines("enable ", &session(&[], all)),
        [
            "enable IMAP4rev2",
            "enable condstore",
            "enable qresync",
            "enable utf8=accept",
            "enable metadata",
            "enable uidonly"
        ]
    );
    assert_eq!(lines("enable ", &session(&[], "IMAP4rev1 IDLE")), [""; 0]);
}

#[test]
fn the_flags_that_the_server_has_announced() {
    let flags = "* FLAGS (\\Answered $Work \\Seen \\Recent)";
    let with = |responses: &[&str]| PromptSnapshot { names: named(responses), ..session(&[], "") };
    assert_lines(
        &with(&[flags, "* OK [PERMANENTFLAGS (\\Seen $Work)] x"]),
        &[
            ("store 1 +flags (", &["store 1 +flags (\\Seen", "store 1 +flags ($Work"]),
            ("uid store 1 -flags $w", &["uid store 1 -flags $Work"]),
            ("search keyword $w", &["search keyword $Work"]),
            // Another mailbox may have other flags.
            ("append x (\\fl", &["append x (\\Flagged"]),
        ],
    );
    assert_eq!(
        lines("store 1 +flags (", &with(&[flags])),
        ["store 1 +flags (\\Seen", "store 1 +flags (\\Answered", "store 1 +flags ($Work"]
    );
    let any = with(&[flags, "* OK [PERMANENTFLAGS (\\Seen \\*)] x"]);
    assert_eq!(lines("store 1 +flags (", &any), ["store 1 +flags (\\Seen"]);
    assert_eq!(lines("store 1 +flags ($f", &any)[0], "store 1 +flags ($Forwarded");
    assert_eq!(lines("store 1 +flags (\\f", &any), [""; 0]);
}

#[test]
fn a_binary_section_is_a_part() {
    assert_lines(
        &session(&[], ""),
        &[
            ("fetch 1 binary.peek[", &[]),
            ("fetch 1 binary[1.", &[]),
            ("fetch 1 (binary.size[h", &[]),
            ("fetch 1 body.peek[h", HEADERS),
        ],
    );
}

const HEADERS: &[&str] = &[
    "fetch 1 body.peek[header]",
    "fetch 1 body.peek[header.fields (",
    "fetch 1 body.peek[header.fields.not (",
];

#[test]
fn directives_are_offered_where_they_do_something() {
    let session = session(&[], "");
    let in_lesson = PromptSnapshot { in_lesson: true, ..session.clone() };
    let on_practice_server = PromptSnapshot { is_practice: true, ..session.clone() };
    for (name, practice) in [("lesson", false), ("hint", false), ("deliver", true), ("slow", true)]
    {
        let line = format!(":{name}");
        assert_eq!(lines(&line, &session), [""; 0], "{name}");
        assert_eq!(lines(&line, &in_lesson).is_empty(), practice, "{name}");
        assert_eq!(lines(&line, &on_practice_server).is_empty(), !practice, "{name}");
    }
    // There is help on them everywhere.
    assert_eq!(lines(":help :les", &session), [":help :lesson"]);
}

#[test]
fn while_idle_runs_only_done_is_offered() {
    let session = PromptSnapshot { prompt: Some(Prompt::Done), ..session(&[], "") };
    assert_lines(&session, &[("", &["done"]), ("d", &["done"])]);
}

#[test]
fn a_long_line_is_not_completed() {
    let line = format!("search {}", "or seen ".repeat(10_000));
    assert!(lines(&line, &session(&[], "")).is_empty());
}

#[test]
fn a_complete_word_gets_a_space() {
    let session = session(&["Archive", "INBOX"], "");
    let inserted = |line: &str| -> Vec<String> {
        let (start, candidates) = complete_or_go_on(line, line.len(), &session);
        candidates.iter().map(|it| format!("{}{}", &line[..start], it.inserted)).collect()
    };
    for (line, expected) in [
        ("noop", "noop "),
        ("fetch 1 env", "fetch 1 envelope "),
        ("fetch 1 (env", "fetch 1 (envelope"),
        ("select arch", "select Archive "),
        ("logn", "logn "),
        ("logn taro", "logn taro "),
        ("a1", "a1 "),
        ("authenticate plain", "authenticate plain "),
        ("select inbox", "select inbox "),
        ("sel", "select "),
    ] {
        assert_eq!(inserted(line), [expected], "{line}");
    }
    for line in [
        "fetch 1 body[header.fields (to)",
        "login \"taro",
        "append x {<no such file",
        ":set zzz",
        "logn ",
        "frobnicate (",
        "frobnicate body[",
        "frobnicate 1,",
    ] {
        assert_eq!(inserted(line), [""; 0], "{line}");
    }
}

#[test]
fn sets_of_messages_are_offered() {
    let session = PromptSnapshot { exists: Some(11), ..session(&[], "") };
    assert_lines(
        &session,
        &[
            ("fetch ", &["fetch 1:*", "fetch *", "fetch 1", "fetch 11"]),
            ("fetch 1", &["fetch 1:*", "fetch 1", "fetch 11"]),
            ("store 3:", &["store 3:*", "store 3:11"]),
            ("copy 1,3:1", &["copy 1,3:11"]),
            ("uid fetch ", &["uid fetch 1:*", "uid fetch *", "uid fetch 1"]),
            ("uid store 7:", &["uid store 7:*"]),
            ("search 1:", &["search 1:*", "search 1:11"]),
        ],
    );
    assert!(!lines("search ", &session).iter().any(|line| line.ends_with('*')));
    let empty = PromptSnapshot { exists: Some(0), ..session };
    assert_eq!(lines("fetch ", &empty), [""; 0]);
}

#[test]
fn rights_mechanisms_and_conversions_are_offered() {
    let session = session(&["INBOX"], "ACL RIGHTS=kxte URLAUTH CONVERT");
    let offered = lines("setacl INBOX fred ", &session);
    assert_eq!(
        offered[..3],
        ["setacl INBOX fred lrs", "setacl INBOX fred lrswipkxtea", "setacl INBOX fred l"]
    );
    let offered = lines("setacl INBOX fred +lr", &session);
    assert_eq!(offered[..2], ["setacl INBOX fred +lrs", "setacl INBOX fred +lrw"]);
    assert!(offered.iter().all(|line| !line.ends_with("lrl") && !line.ends_with('c')));
    assert_lines(
        &session,
        &[
            ("genurlauth imap://x/y ", &["genurlauth imap://x/y internal"]),
            ("resetkey INBOX ", &["resetkey INBOX internal"]),
            ("convert 1 (\"text/p", &["convert 1 (\"text/plain\""]),
            ("convert 1 (\"text/plain\" (\"ch", &["convert 1 (\"text/plain\" (\"charset\""]),
        ],
    );
}

#[test]
fn save_completes_a_file_after_a_part() {
    let session = session(&[], "");
    assert_lines(
        &session,
        &[(":save src/li", &[":save src/lib.rs"]), (":save 1.2 src/li", &[":save 1.2 src/lib.rs"])],
    );
}
