//! Tests of the assumed session state, and the hints that follow from it: every answer corrects it.

use super::tests::Client;
use super::*;
use crate::protocol::framing::MAX_PIECE;

impl Client {
    /// Types a command, which is answered with these lines and this status. Returns the hints.
    fn answered(&mut self, line: &str, data: &str, status: &str) -> String {
        let tag = self.0.tags().next_tag().to_owned();
        let sent = self.types(line);
        self.receives(&format!("{data}{tag} {status}\r\n"));
        sent.split_once("⏎ ").map_or(String::new(), |(_, hints)| hints.to_owned())
    }

    /// A session with this mailbox selected, which holds three messages.
    fn with_selected(mailbox: &str) -> Client {
        let mut client = Client::new();
        client.receives("* OK ready\r\n");
        client.answered("login taro x", "", "OK");
        client.answered(&format!("select {mailbox}"), "* 3 EXISTS\r\n* 0 RECENT\r\n", "OK");
        client
    }
}

#[test]
fn the_next_request_of_the_server_is_known_in_advance() {
    let expected = |line: &str| {
        let mut client = Client::new();
        client.receives("* OK ready\r\n");
        client.types(line);
        let before = client.0.expected();
        client.receives("+ go\r\n");
        [before, client.0.expected()]
    };
    for (line, prompt) in [
        ("append x {58}", Prompt::LiteralOctets(58)),
        ("append x {0}", Prompt::RestOfCommand),
        ("authenticate plain", Prompt::SaslResponse),
    ] {
        let request = expected(line).map(|it| (it.prompt, it.awaits_request));
        assert_eq!(request, [(prompt.clone(), true), (prompt, false)], "{line}");
    }
    // The next line is a command, which has to wait.
    for line in ["append x {<mail}", "starttls", "compress deflate"] {
        assert_eq!(expected(line)[0], Expected::default(), "{line}");
    }
    let [now, _] = expected("append x {5+}");
    assert_eq!((now.prompt, now.awaits_request), (Prompt::LiteralOctets(5), false));
    let literal = now.literal.expect("a literal");
    assert_eq!(literal.command.map(|it| it.name), Some("APPEND"));
    assert_eq!(literal.count.announced, 5);
    let [_, now] = expected("authenticate login");
    let begun = BegunAuthentication { mechanism: "login".to_owned(), answers: 0 };
    assert_eq!(now.authentication, Some(begun));
}

#[test]
fn a_command_that_the_server_does_not_announce() {
    let mut client = Client::new();
    client.receives("* OK [CAPABILITY IMAP4rev1 ID] ready\r\n");
    let missing = |command: &'static str, capability: &'static str| {
        format!("{:?}", [Hint::NotAnnounced { command, capability }])
    };
    assert_eq!(client.answered("starttls", "", "BAD"), missing("STARTTLS", "STARTTLS"));
    // First the fault in this state; and after login, there may be another list.
    assert_eq!(client.answered("idle", "", "BAD"), "[LoginFirst]");
    client.answered("login taro x", "", "OK");
    assert_eq!(client.answered("move 1 x", "", "BAD"), "[SelectFirst]");
    client.answered("select inbox", "", "OK");
    assert_eq!(client.answered("move 1 x", "", "BAD"), "");
    client.answered("capability", "* CAPABILITY IMAP4rev1 UNSELECT\r\n", "OK");
    assert_eq!(client.answered("move 1 x", "", "BAD"), missing("MOVE", "MOVE"));
    assert_eq!(client.answered("uid move 1 x", "", "BAD"), missing("UID MOVE", "MOVE"));
    assert_eq!(client.answered("unselect", "", "BAD"), "");
    client.answered("noop", "* OK [CAPABILITY IMAP4rev2] news\r\n", "OK");
    assert_eq!(client.answered("move 1 x", "", "BAD"), "");
}

#[test]
fn a_list_that_comes_with_the_login_holds_after_it() {
    for (data, status) in
        [("", "OK [CAPABILITY IMAP4rev1] in"), ("* CAPABILITY IMAP4rev1\r\n", "OK in")]
    {
        let mut client = Client::new();
        client.receives("* OK [CAPABILITY IMAP4rev1 IDLE] ready\r\n");
        client.answered("login taro x", data, status);
        assert!(client.0.facts.capabilities.lack("IDLE"), "{status}");
        client.0.tls_started();
        assert!(!client.0.facts.capabilities.are_known());
    }
}

#[test]
fn the_state_follows_the_completions() {
    let mut client = Client::new();
    let mut after = |line: &str, status: &str| {
        let tag = client.0.tags().next_tag().to_owned();
        client.types(line);
        client.receives(&format!("{tag} {status}\r\n"));
        client.0.facts.state
    };
    assert_eq!(after("login a b", "NO no"), ConnectionState::NotAuthenticated);
    assert_eq!(after("login a b", "OK"), ConnectionState::Authenticated);
    assert_eq!(after("select inbox", "OK"), ConnectionState::Selected);
    assert_eq!(after("close", "OK"), ConnectionState::Authenticated);
    assert_eq!(after("examine inbox", "OK"), ConnectionState::Selected);
    assert_eq!(after("unselect", "BAD"), ConnectionState::Selected);
    assert_eq!(after("unselect", "OK"), ConnectionState::Authenticated);
    assert_eq!(after("select inbox", "OK"), ConnectionState::Selected);
    assert_eq!(after("select none", "NO"), ConnectionState::Authenticated);
    assert_eq!(after("unauthenticate", "OK"), ConnectionState::NotAuthenticated);
}

#[test]
fn the_state_before_tls_is_forgotten() {
    let mut client = Client::with_protection(false);
    client.receives("* PREAUTH come in\r\n");
    assert_eq!(client.0.facts.state, ConnectionState::Authenticated);
    client.types("starttls");
    assert_eq!(client.receives("a001 OK\r\n"), "Tls");
    client.0.tls_started();
    assert_eq!(client.0.facts.state, ConnectionState::NotAuthenticated);
}

#[test]
fn only_a_select_that_was_understood_leaves_the_mailbox() {
    let fetch = |client: &mut Client| client.answered("fetch 1 flags", "", "BAD");
    let mut client = Client::with_selected("inbox");
    client.answered("select", "", "BAD");
    assert_eq!(client.0.facts.state, ConnectionState::Selected);
    assert_eq!(fetch(&mut client), "");
    client.answered("examine none", "", "NO");
    assert_eq!(fetch(&mut client), "[SelectFirst]");
    // A BAD SELECT may still have closed the mailbox, which the server reports.
    let mut client = Client::with_selected("inbox");
    client.answered("select", "* OK [CLOSED] bye\r\n", "BAD");
    assert_eq!(fetch(&mut client), "[SelectFirst]");
}

#[test]
fn a_successful_command_proves_the_state_that_it_needs() {
    let state_after = |line: &str, status: &str| {
        let mut client = Client::new();
        client.receives("* OK ready\r\n");
        client.answered(line, "", status);
        client.0.facts.state
    };
    for (line, state) in [
        ("list \"\" \"*\"", ConnectionState::Authenticated),
        ("compress deflate", ConnectionState::Authenticated),
        ("fetch 1 flags", ConnectionState::Selected),
        ("uid search all", ConnectionState::Selected),
        ("close", ConnectionState::Authenticated),
        ("noop", ConnectionState::NotAuthenticated),
        ("xlogin", ConnectionState::NotAuthenticated),
    ] {
        assert_eq!(state_after(line, "OK"), state, "{line}");
        assert_eq!(state_after(line, "NO"), ConnectionState::NotAuthenticated, "{line}");
    }
    // Answered after a later command has left that state, it proves nothing.
    let mut client = Client::with_selected("inbox");
    client.types("fetch 1 flags");
    client.types("close");
    client.receives("a004 OK closed\r\na003 OK fetched\r\n");
    assert_eq!(client.0.facts.state, ConnectionState::Authenticated);
}

#[test]
fn a_login_that_is_answered_late_does_not_leave_the_mailbox() {
    let mut client = Client::new();
    client.receives("* OK ready\r\n");
    client.types("login taro x");
    client.types("select inbox");
    client.receives("* 3 EXISTS\r\na002 OK in\r\na001 OK welcome\r\n");
    assert_eq!(client.0.facts.state, ConnectionState::Selected);
    let mailbox = client.0.facts.mailbox.as_ref().expect("a mailbox");
    assert_eq!((mailbox.name.as_deref(), mailbox.exists), (Some("inbox"), Some(3)));
    // Answered in turn, it begins a session without a mailbox.
    let mut client = Client::with_selected("inbox");
    client.answered("login taro x", "", "OK");
    assert_eq!(client.0.facts.state, ConnectionState::Authenticated);
}

#[test]
fn there_is_no_hint_while_the_state_may_change() {
    for before in ["login a b", "authenticate external", "x1 xauth", "starttls", "logout"] {
        let mut client = Client::new();
        client.receives("* OK ready\r\n");
        client.types(before);
        assert!(!client.types("select inbox").contains("First"), "{before}");
    }
    let mut client = Client::with_selected("inbox");
    client.types("unauthenticate");
    assert!(!client.types("login a b").contains("Already"));
    let mut client = Client::with_selected("inbox");
    client.answered("close", "", "OK");
    client.receives("* BYE going down\r\n");
    assert_eq!(client.types("fetch 1 flags"), "a004 fetch 1 flags⏎");
}

#[test]
fn an_idle_ends_with_the_first_line_after_it() {
    let idling = || {
        let mut client = Client::with_selected("inbox");
        assert_eq!(client.types("idle"), "a003 idle⏎");
        client.receives("+ idling\r\n");
        client
    };
    // After `done` a command needs no `done` any more.
    let mut client = idling();
    assert_eq!(client.types("done"), "done⏎");
    assert_eq!(client.0.prompt(), Prompt::Tag("a004".into()));
    assert!(client.0.awaits_completion() && client.0.has_pending_idle());
    assert_eq!(client.types("noop"), "a004 noop⏎");
    assert_eq!(client.types("done"), "a005 done⏎ [NotIdling]");
    assert_eq!(client.receives("a003 OK\r\na004 OK\r\n"), "[a003 Ok][a004 Ok]");
    // Another line ends it too, so that for the lines after that no hint can be sure.
    let mut client = idling();
    assert_eq!(client.types("noop"), "a004 noop⏎ [DoneFirst]");
    assert_eq!(client.types("check"), "a005 check⏎");
    assert_eq!(client.types("done"), "done⏎");
    // The server has read `done` as a command: it answers that, and no command waits for it.
    assert_eq!(client.receives("a003 BAD expected DONE\r\n"), "[a003 Bad][a004 Bad]");
    assert_eq!(client.receives("* BAD what\r\na005 OK\r\n"), "[a005 Ok]");
    assert_eq!(client.types("noop"), "a006 noop⏎");
    assert_eq!(client.receives("* BAD what\r\n"), "[a006 Bad]");
    // The server does not mind, and does not answer the line, which is known once it answers a later one.
    for later in ["a005 OK\r\n", "+ idling\r\n"] {
        let mut client = idling();
        client.types("noop");
        assert_eq!(client.receives("a003 OK done\r\n"), "[a003 Ok]");
        assert_eq!(client.0.pending_commands().len(), 1);
        client.types(if later.starts_with('+') { "idle" } else { "check" });
        assert!(client.receives(later).ends_with("[a004 Ok]"));
        assert!(client.2.as_ref().is_some_and(|it| it.taken_as_done));
        assert!(client.0.pending_commands().iter().all(|command| command.is("IDLE")));
    }
    // It answers the line too.
    let mut client = idling();
    client.types("noop");
    client.types("check");
    assert_eq!(client.receives("a003 OK\r\na004 OK\r\na005 OK\r\n"), "[a003 Ok][a004 Ok][a005 Ok]");
    // The server ends it.
    let mut client = idling();
    client.receives("a003 OK timeout\r\n");
    assert_eq!(client.types("done"), "a004 done⏎ [NotIdling]");
}

#[test]
fn the_first_line_before_the_plus_of_an_idle_gets_a_hint() {
    for line in ["noop", "select inbox", "idle", "x1 frobnicate", "uid fetch 1 flags"] {
        let mut client = Client::with_selected("inbox");
        client.types("idle");
        let sent = client.types(line);
        assert!(sent.contains("[BeforeIdleContinuation"), "{sent}");
        // For the next line there is no hint: the line before may have ended the IDLE.
        assert_eq!(client.types("check").split_once('⏎').map(|(_, hints)| hints), Some(""));
    }
    let mut client = Client::with_selected("inbox");
    client.types("idle");
    client.types("noop");
    assert_eq!(client.receives("a003 BAD what\r\na004 OK\r\n"), "[a003 Bad][a004 Ok]");
    assert_eq!(client.types("noop"), "a005 noop⏎");
    // A command that was sent before the IDLE changes nothing.
    client.types("idle");
    assert_eq!(client.receives("a005 OK\r\n"), "[a005 Ok]");
    assert_eq!(client.types("noop"), "a007 noop⏎ [BeforeIdleContinuation]");
}

#[test]
fn an_untagged_bad_completes_the_command_that_waits() {
    let mut client = Client::with_selected("inbox");
    client.types("idle");
    client.receives("+ idling\r\n");
    client.types("noop");
    assert_eq!(client.receives("* BAD what\r\n"), "[a004 Bad]");
    client.types("noop");
    client.types("check");
    assert_eq!(client.receives("* BAD which\r\n"), "");
}

#[test]
fn an_alert_completes_no_command() {
    let mut client = Client::new();
    client.receives("* OK ready\r\n");
    client.types("login user pass");
    assert_eq!(client.receives("* BAD [ALERT] Plaintext authentication not allowed\r\n"), "");
    assert_eq!(client.receives("a001 NO [PRIVACYREQUIRED] TLS first\r\n"), "[a001 No]");
    assert!(!client.0.saw_unsolicited_tagged());
}

#[test]
fn a_completion_may_follow_an_untagged_bad() {
    let mut client = Client::new();
    client.receives("* OK ready\r\n");
    client.types("login user pass");
    assert_eq!(client.receives("* BAD no plaintext\r\n"), "[a001 Bad]");
    assert_eq!(client.receives("a001 OK in\r\n"), "");
    assert_eq!(client.0.facts.state, ConnectionState::Authenticated);
    assert!(!client.0.saw_unsolicited_tagged());
    // Each command has one completion at most.
    client.receives("a001 OK in\r\n");
    assert!(client.0.saw_unsolicited_tagged());
}

#[test]
fn idle_without_a_mailbox_gets_a_hint() {
    let mut client = Client::new();
    client.receives("* PREAUTH come in\r\n");
    assert_eq!(client.answered("idle", "", "OK"), "[IdleWithoutMailbox]");
    client.types("select inbox");
    assert_eq!(client.types("idle"), "a003 idle⏎");
    client.receives("a002 NO\r\na003 OK\r\n");
    assert_eq!(client.answered("idle", "", "OK"), "[IdleWithoutMailbox]");
    client.answered("notify set (personal (MessageNew))", "", "OK");
    assert_eq!(client.answered("idle", "", "OK"), "");
}

#[test]
fn the_selected_mailbox_and_its_counts() {
    let mut client = Client::with_selected("\"Old Mail\"");
    let mailbox = |client: &Client| client.0.facts.mailbox.clone().expect("a selected mailbox");
    assert_eq!(mailbox(&client).name.as_deref(), Some("Old Mail"));
    client.receives("* 4 EXISTS\r\n* 1 RECENT\r\n* 2 EXPUNGE\r\n");
    assert_eq!((mailbox(&client).exists, mailbox(&client).recent), (Some(3), Some(1)));
    // Data received during a SELECT is about the mailbox that it opens, if it succeeds.
    let data = "* 9 EXISTS\r\n* OK [UIDNEXT 12] x\r\n* OK [UNSEEN 4] x\r\n";
    client.answered("select Nowhere", data, "BAD");
    assert_eq!(
        (mailbox(&client).exists, mailbox(&client).name.as_deref()),
        (Some(9), Some("Old Mail"))
    );
    client.answered("examine {5+}", "", "OK");
    client.answered("select inbox", data, "OK [READ-WRITE] x");
    let opened = mailbox(&client);
    assert_eq!((opened.exists, opened.recent, opened.read_only), (Some(9), None, Some(false)));
    assert_eq!(opened.opening, [("UIDNEXT", 12), ("UNSEEN", 4)]);
    client.answered("examine inbox", "* OK [CLOSED]\r\n* 2 EXISTS\r\n", "OK");
    assert_eq!((mailbox(&client).exists, mailbox(&client).read_only), (Some(2), Some(true)));
    client.answered("select none", "", "NO");
    assert_eq!(client.0.facts.mailbox.as_ref(), None);
    client.answered("fetch 1 flags", "", "OK");
    assert_eq!(
        (client.0.facts.state, client.0.facts.mailbox.as_ref()),
        (ConnectionState::Selected, None)
    );
}

#[test]
fn names_that_are_typed_as_literals() {
    let mut client = Client::new();
    client.types("login {6}");
    client.receives("+ go\r\n");
    client.types("hanako {1}");
    client.receives("+ go\r\n");
    client.types("x");
    client.receives("a001 OK\r\n");
    assert_eq!(client.0.facts.user.as_deref(), Some("hanako"));
    client.types("select {7+}");
    client.types("Entwürfe");
    client.receives("a002 NO\r\n");
    client.types("select {9+}");
    client.types("Entwürfe");
    client.receives("a003 OK\r\n");
    assert_eq!(
        client.0.facts.mailbox.as_ref().and_then(|mailbox| mailbox.name.as_deref()),
        Some("Entwürfe")
    );
}

#[test]
fn the_user_is_known_once_the_login_succeeded() {
    let mut client = Client::new();
    client.types("login hanako x");
    client.receives("a001 NO\r\n");
    assert_eq!(client.0.facts.user.as_deref(), None);
    client.types("authenticate plain");
    client.receives("+\r\n");
    client.types("${sasl}");
    client.receives("a002 OK\r\n");
    assert_eq!(client.0.facts.user.as_deref(), Some("taro"));
    client.types("unauthenticate");
    client.receives("a003 OK\r\n");
    assert_eq!(client.0.facts.user.as_deref(), None);
}

#[test]
fn completions_of_commands_with_long_tags() {
    for length in (MAX_PIECE - 10..MAX_PIECE + 10).chain([2 * MAX_PIECE, 3 * MAX_PIECE + 1]) {
        let tag = "t".repeat(length);
        let shown = "t".repeat(120) + "…";
        let mut client = Client::new();
        client.receives("* PREAUTH ready\r\n");
        client.types(&format!("{tag} select inbox"));
        client.types(&format!("{tag}u noop"));
        assert!(client.0.pending_commands()[0].display_line().len() < 200);
        for (begin, rest) in [(&tag[1..], " OK"), (&*tag, "x OK"), (&*tag, " WHAT"), (&*tag, "")] {
            assert_eq!(client.receives(&format!("{begin}{rest}\r\n")), "", "{length}");
        }
        let completed = client.receives(&format!("{tag}u BAD no\r\n"));
        assert_eq!(completed, format!("[{shown} Bad]"), "{length}");
        assert_eq!(client.0.pending_commands().len(), 1);
        let completed = client.receives(&format!("{tag} OK [READ-ONLY] {tag}\r\n"));
        assert_eq!(completed, format!("[{shown} Ok]"), "{length}");
        assert_eq!(client.0.facts.state, ConnectionState::Selected, "{length}");
    }
}

#[test]
fn errors_do_not_repeat_all_of_a_long_tag() {
    for length in [500, MAX_PIECE + 1] {
        let tag = "t".repeat(length);
        let mut client = Client::new();
        client.types(&format!("{tag} noop"));
        client.receives(&format!("{tag} NO because\r\n"));
        let completion = client.2.expect("a completion");
        assert!(completion.response.ends_with("t… NO because"), "{}", completion.response);
        assert!(completion.response.len() < 200 && completion.command.display_line().len() < 200);
    }
}

#[test]
fn a_login_in_a_way_that_the_server_does_not_announce() {
    let hints = |greeting: &str, line: &str| {
        let mut client = Client::new();
        client.0.protected = false;
        client.receives(&format!("* OK [CAPABILITY IMAP4rev1 {greeting}] ready\r\n"));
        client.answered(line, "", "NO")
    };
    let plaintext = "PlaintextPassword";
    let list = "STARTTLS LOGINDISABLED AUTH=CRAM-MD5";
    let disabled = |starttls| format!("LoginDisabled {{ starttls: {starttls} }}");
    for (greeting, line, expected) in [
        (list, "login karl x", format!("[{plaintext}, {}]", disabled(true))),
        ("LOGINDISABLED", "a LOGIN karl x", format!("[{plaintext}, {}]", disabled(false))),
        ("ID", "login karl x", format!("[{plaintext}]")),
        // The server will refuse before the secret is sent.
        (list, "authenticate plain", "[MechanismNotAnnounced(\"PLAIN\")]".into()),
        (
            list,
            "authenticate plain AGEAYg==",
            format!("[{plaintext}, MechanismNotAnnounced(\"PLAIN\")]"),
        ),
        (list, "authenticate scram-sha-256", "[MechanismNotAnnounced(\"SCRAM-SHA-256\")]".into()),
        (list, "authenticate cram-md5", String::new()),
        // It may be a secret; and where no mechanism is announced, nothing is known.
        (list, "authenticate hunter2", String::new()),
        ("ID", "authenticate scram-sha-256", String::new()),
    ] {
        assert_eq!(hints(greeting, line), expected, "{greeting}: {line}");
    }
    // After TLS there is another list.
    let mut client = Client::new();
    client.receives("* OK [CAPABILITY IMAP4rev1 LOGINDISABLED STARTTLS] ready\r\n");
    client.answered("starttls", "", "OK");
    client.0.tls_started();
    assert_eq!(client.answered("login karl x", "", "OK"), "");
}

#[test]
fn a_name_that_is_not_ascii() {
    let mut client = Client::with_selected("x");
    for (line, name) in [
        ("select 日本語", "日本語"),
        ("a create \"Entwürfe 2\"", "Entwürfe 2"),
        ("rename x Büro", "Büro"),
        ("uid copy 1 Büro", "Büro"),
        ("list \"\" Bü*", "Bü*"),
        ("status \"„x“\" (messages)", "„x“"),
        ("append 予定 {3+}", "予定"),
    ] {
        let hints = client.types(line);
        let expected = format!("[MailboxOutsideAscii({name:?})]");
        assert!(hints.ends_with(&expected), "{line}: {hints}");
        if line.ends_with("{3+}") {
            client.types("abc");
        }
    }
    for line in ["search text 梅", "select “inbox”", "select ＩＮＢＯＸ", "select &ZeVnLIqe-"]
    {
        assert!(!client.types(line).contains("OutsideAscii"), "{line}");
    }
    // The names that mail programs show.
    assert!(client.types("select 受信トレイ").contains("attribute: None })]"));
    let hints = client.types("copy 1 ごみ箱");
    assert!(hints.contains(r#"Some("\\Trash")"#) && hints.contains("OutsideAscii"), "{hints}");
    assert!(!client.types("create 下書き").contains("Localized"));
    // The client asks for it, or turns it on.
    client.answered("enable utf8=accept", "* ENABLED UTF8=ACCEPT\r\n", "OK");
    assert_eq!(client.answered("select 日本語", "", "OK"), "");
}

/// A tolerant server takes `a9 done` for `done`.
#[test]
fn a_done_with_a_tag_is_used_up_when_idle_is_completed() {
    let mut client = Client::with_selected("inbox");
    client.types("idle");
    client.receives("+ idling\r\n");
    client.types("a9 done");
    assert_eq!(client.0.pending_commands().len(), 2);
    client.receives("a003 OK IDLE terminated\r\n");
    assert!(client.0.pending_commands().is_empty() && !client.0.awaits_anything());
}
