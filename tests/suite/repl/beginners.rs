//! The first session of a user who has never typed IMAP, on the practice server.

use super::*;
use crate::support::Gate;

#[test]
fn lines_for_a_shell_or_a_browser_get_the_line_to_type_here() {
    let terminal = start(NO_ARGS);
    terminal.wait_line("a001");
    for (line, hint) in [
        ("openssl s_client -connect imap.example.com:993", ":connect imap.example.com"),
        ("$ openssl s_client -starttls imap -connect mail:143", ":connect mail --starttls"),
        ("telnet mail 143", ":connect mail --plain"),
        ("curl -v imaps://taro:hunter2xyz@mail.example.org/", ":connect mail.example.org"),
        ("imaps://mail.example.net:1993/", ":connect mail.example.net 1993"),
        ("https://www.example.com/x", "has an IMAP server, type: :connect www.example.com"),
        ("openssl x509 -in cert.pem", ":quit (or Ctrl-D) goes back to the shell"),
        ("RCPT TO:<taro@example.org>", "Not sent: this is a command of SMTP, not of IMAP."),
    ] {
        terminal.type_line(line);
        terminal.wait_for(hint);
    }
    // None of them was sent. These are: the server's BAD teaches.
    terminal.wait_line("a001");
    for (tag, line, hint) in [
        ("a001", "ls -la", "Type instead: list \"\" \"*\""),
        ("a002", "sudo shutdown", ":quit (or Ctrl-D) returns to the shell."),
        ("a003", "imap.example.jp", "type: :connect imap.example.jp"),
        ("a004", "EHLO localhost", "a command of SMTP, not of IMAP. Type instead: capability"),
        ("a005", "GET /", "a command of HTTP, not of IMAP. Type instead: fetch 1 body.peek[]"),
        ("a006", "STAT", "a command of POP3, not of IMAP. Type instead: status inbox (messages)"),
        // After this one an unknown word may be the password.
        (
            "a007",
            "ログイン",
            "IMAP's commands are English words. Type instead: login USER PASSWORD",
        ),
    ] {
        terminal.type_line(line);
        terminal.wait_for(hint);
        terminal.wait_row(&format!("{tag} {line}"));
        terminal.wait_for(&format!("{tag} BAD"));
    }
    // Such a hint says enough.
    terminal.assert_count("That did not work", 0);
    assert_secret_absent(&terminal, "hunter2xyz");
    log_out(&terminal);
}

#[test]
fn of_lines_that_look_like_a_servers_or_a_programs_the_first_gets_a_hint() {
    let terminal = start(NO_ARGS);
    terminal.wait_line("a001");
    for line in ["Subject: lunch", "Trying 192.0.2.1...", "* OK ready", "---"] {
        terminal.type_line(line);
        terminal.wait_row(&format!("· {line}"));
    }
    terminal.wait_for("this looks like a line of another program, not like a command.");
    terminal.assert_count("Not sent", 1);
    terminal.type_line("noop");
    terminal.wait_for("a001 OK");
    terminal.type_line("* 1 EXISTS");
    terminal.wait_for("this looks like a server's response.");
    log_out(&terminal);
}

/// The history of a user who has typed this many lines.
fn with_history(program: &Program, lines: usize) {
    let folder = program.home().join(".local/state/imapsh");
    std::fs::create_dir_all(&folder).expect("the folder can be created");
    program.write_file(".local/state/imapsh/history", "noop\n".repeat(lines));
}

/// The steps of a first session: the prompt, the typed line, and the guide's text, in English and in
/// Japanese.
const STEPS: [(&str, &str, [&str; 2]); 14] = [
    (
        "a001",
        "login user pass",
        [
            "Next, ask for the names of the mailboxes: list \"\" \"*\"",
            "次は、メールボックスの一覧を問い合わせます: list \"\" \"*\"",
        ],
    ),
    (
        "a002",
        "list \"\" \"*\"",
        [
            "Next, open a mailbox: select INBOX",
            "次は、メールボックスを選択します（開きます）: select INBOX",
        ],
    ),
    (
        "a003",
        "select inbox",
        [
            "Next, look at a message: fetch 1 (flags envelope)",
            "次は、メッセージを見ます: fetch 1 (flags envelope)",
        ],
    ),
    (
        "a004",
        "fetch 1 (flags envelope)",
        [
            "Next, read its text: fetch 1 body.peek[text]",
            "次は、その本文を読みます: fetch 1 body.peek[text]",
        ],
    ),
    (
        "a005",
        "fetch 1 body.peek[text]",
        [
            "Next, find the unread messages: search unseen",
            "次は、未読のメッセージを探します: search unseen",
        ],
    ),
    (
        "a006",
        "search unseen",
        ["Next, wait for new mail: idle", "次は、新着メールを待ちます: idle"],
    ),
    ("a007", "idle", ["arrives. To end this: done", "届きます。終えるには: done"]),
    (
        "",
        "done",
        [
            "Next, mark a message: store 1 +flags (\\Flagged)",
            "次は、メッセージに印を付けます: store 1 +flags (\\Flagged)",
        ],
    ),
    (
        "a008",
        "store 1 +flags (\\Flagged)",
        [
            "Next, put a mail into a mailbox: append Drafts {<<END}",
            "次は、メールをメールボックスに追加します: append Drafts {<<END}",
        ],
    ),
    (
        "a009",
        "append Drafts {<<END}\rSubject: Hello\r\rHere I am.\rEND",
        [
            "Next, move a message to another mailbox: move 1 Archive",
            "次は、メッセージを別のメールボックスに移します: move 1 Archive",
        ],
    ),
    (
        "a010",
        "move 1 Archive",
        [
            "Next, mark a message as deleted: store 1 +flags (\\Deleted)",
            "次は、メッセージに削除の印を付けます: store 1 +flags (\\Deleted)",
        ],
    ),
    (
        "a011",
        "store 1 +flags (\\Deleted)",
        [
            "Next, remove what is marked as deleted: expunge",
            "次は、削除の印が付いたものを消去します: expunge",
        ],
    ),
    ("a012", "expunge", ["Next, end the session: logout", "次は、セッションを終えます: logout"]),
    (
        "a013",
        "logout",
        [
            "That was a whole session. :quit leaves imapsh; then imapsh learn",
            "これで一通り終わりです。:quit の後、imapsh learn",
        ],
    ),
];

#[test]
fn a_first_session_is_guided_from_login_to_logout_in_both_languages() {
    let welcomes = [
        (
            "en",
            [
                "▸ Here you type IMAP, as mail programs send it, to a practice server inside imapsh.",
                "▸ Type this first (imapsh puts the tag before it, a001): login user pass",
                "▸ :help explains, :quit exits; in a shell, imapsh learn has lessons.",
            ],
        ),
        (
            "ja",
            [
                "▸ メールソフトが送る IMAP を、自分で打ちます。相手は内蔵の練習サーバーです。",
                "▸ まず入力してください（先頭のタグ a001 は imapsh が付けます）: login user pass",
                "▸ :help で説明、:quit で終了します。レッスンはシェルの imapsh learn にあります。",
            ],
        ),
    ];
    for (language, (name, welcome)) in welcomes.iter().enumerate() {
        let program = Program::imapsh(&["--lang", name, "--record", "kept.imap"]);
        let terminal = Terminal::start(program, 120, 110);
        terminal.wait_line("a001");
        for row in welcome {
            terminal.assert_count(row, 1);
        }
        for (prompt, line, guide) in STEPS {
            terminal.wait_line(prompt);
            terminal.type_line(line);
            terminal.wait_for(guide[language]);
        }
        terminal.type_line(":quit");
        terminal.assert_exit(0);
        let record = terminal.program.read_file("kept.imap");
        for (_, _, guide) in STEPS {
            assert!(!record.contains(guide[language]), "{record}");
        }
    }
}

/// The guide's text after a failed command.
enum AfterFailure {
    /// The step is the remedy.
    Again(&'static str),
    /// The guide is still at this step.
    Still(&'static str),
    Nothing,
}

#[test]
fn a_mistake_gets_the_step_again_where_that_helps() {
    use AfterFailure::{Again, Nothing, Still};
    let terminal = Terminal::start(Program::imapsh(NO_ARGS), 200, 110);
    let rows = [
        ("login user wrong", Again("login user pass")),
        ("select inbox", Again("login user pass")),
        ("xyzzy", Still("login user pass")),
        ("frob", Still("login user pass")),
        // Not a fourth time after something else.
        ("blah", Nothing),
        ("login user pass", Nothing),
        ("list", Again("list \"\" \"*\"")),
        ("list \"\" \"*\"", Nothing),
        ("select nosuch", Again("select INBOX")),
        ("select inbox", Nothing),
        // Repeating the previous step is not a mistake, and does not end the guide.
        ("list \"\" %", Nothing),
        ("fetch 99 flags", Again("fetch 1 (flags envelope)")),
        ("search alice", Nothing),
        ("status Drafts", Nothing),
        ("fetch 1 flags", Nothing),
        // The user already knows FETCH, and this one was another.
        ("fetch 9 headers", Nothing),
        ("fetch 99 flags", Nothing),
        ("fetch 1 body.peek[texd]", Again("fetch 1 body.peek[text]")),
        ("serch alice", Nothing),
        ("xyzzy", Still("fetch 1 body.peek[text]")),
        ("fetch 1 body.peek[text]", Nothing),
    ];
    let mut remedies = 0;
    let mut reminders = 0;
    for (index, (line, said)) in rows.iter().enumerate() {
        terminal.wait_line(&format!("a{:03}", index + 1));
        terminal.type_line(line);
        match said {
            Again(step) => {
                remedies += 1;
                terminal.wait_for(&format!("The next step is: {step}"));
            }
            Still(step) => {
                reminders += 1;
                terminal.wait_for(&format!("The guide's next step is still: {step}"));
            }
            Nothing => {}
        }
        terminal.wait_line(&format!("a{:03}", index + 2));
        terminal.assert_count("That did not work (:explain shows why).", remedies);
        terminal.assert_count("next step is still", reminders);
    }
    terminal.assert_count("Next, look at a message", 2);
    // A line in IDLE that is not `done` ends it, and the way back is IDLE.
    terminal.type_line("idle");
    terminal.wait_for("To end this: done");
    terminal.type_line("noop");
    terminal.wait_row("▸ That did not work (:explain shows why). The next step is: idle");
    // The reports about it are above.
    terminal.assert_order(&["This BAD also answers", "The next step is: idle"]);
    // A fault that is already explained needs no offer to explain it.
    terminal.type_line(":explain on");
    terminal.type_line("idle x");
    terminal.wait_row("▸ That did not work. The next step is: idle");
    log_out(&terminal);
}

/// With the guide, where the next step would not help, and without it.
#[test]
fn a_refused_command_offers_an_explanation_once() {
    const OFFER: &str = "▸ :explain says what this answer means, and what may be wrong.";
    for guide in ["on", "off"] {
        let terminal = start(NO_ARGS);
        terminal.wait_line("a001");
        terminal.type_line(format!(":set guide {guide}"));
        for (number, line) in
            ["login user pass", "select inbox", "search from Bob Smith", "create My Folder"]
                .iter()
                .enumerate()
        {
            terminal.wait_line(&format!("a{:03}", number + 1));
            terminal.type_line(line);
        }
        terminal.wait_for("a004 BAD");
        terminal.wait_line("a005");
        terminal.assert_order(&["a003 BAD", OFFER, "a004 BAD"]);
        terminal.assert_count(OFFER, 1);
        log_out(&terminal);
    }
}

/// A page's own account, typed or pasted, and a mistyped password.
#[test]
fn a_login_that_the_practice_server_refuses_shows_its_account() {
    const ACCOUNT: &str =
        "▸ The account of this practice server is \"user\" with the password \"pass\"";
    let terminal = start(NO_ARGS);
    terminal.wait_line("a001");
    paste(&terminal, "x1 LOGIN taro sesame9\nx2 SELECT INBOX\n");
    terminal.wait_for("1 more pasted line was dropped");
    terminal.wait_for(ACCOUNT);
    terminal.wait_line("a001");
    terminal.type_line("login user sesame9");
    terminal.wait_line("a002");
    terminal.assert_count(ACCOUNT, 2);
    log_out(&terminal);
}

#[test]
fn steps_that_were_already_done_are_skipped() {
    let terminal = start(NO_ARGS);
    for (prompt, line, next) in [
        ("a001", "login user pass", "Next, ask for the names of the mailboxes"),
        ("a002", "select inbox", "Next, look at a message"),
        ("a003", "search from hanako", "Next, look at a message"),
        ("a004", "fetch 2 body[text]", "Next, wait for new mail: idle"),
    ] {
        terminal.wait_line(prompt);
        terminal.type_line(line);
        terminal.wait_for(next);
    }
    terminal.assert_count("Next, find", 0);
    // A mailbox that is open read-only cannot be changed.
    terminal.wait_line("a005");
    terminal.type_line("examine inbox");
    terminal.wait_line("a006");
    terminal.type_line("idle");
    terminal.wait_for("To end this: done");
    terminal.type_line("done");
    terminal.wait_for("Next, put a mail into a mailbox");
    terminal.wait_line("a007");
    terminal.type_line("append Drafts {<<END}\rSubject: x\r\rEND");
    terminal.wait_for("Next, end the session: logout");
    terminal.assert_count("Next, move", 0);
    log_out(&terminal);
}

/// IDLE ends with the old connection; the next step depends on the new one.
#[test]
fn the_guide_says_nothing_about_a_session_that_was_left() {
    let terminal = start(NO_ARGS);
    for (prompt, line, answer) in [
        ("a001", "login user pass", "Next, ask for the names"),
        ("a002", "select inbox", "Next, look at a message"),
        ("a003", "idle", "To end this: done"),
    ] {
        terminal.wait_line(prompt);
        terminal.type_line(line);
        terminal.wait_for(answer);
    }
    terminal.type_line(":reconnect");
    terminal.wait_line("a005");
    terminal.type_line("login user pass");
    terminal.wait_for("a005 OK");
    terminal.wait_line("a006");
    terminal.assert_count("end the session", 0);
    log_out(&terminal);
}

#[test]
fn the_guide_knows_a_step_at_the_end_of_a_long_line() {
    let terminal = start(NO_ARGS);
    for (prompt, line, answer) in [
        ("a001", "login user pass", "Next, ask for the names"),
        ("a002", "select inbox", "Next, look at a message"),
        ("a003", &format!("fetch 1{} body.peek[text]", ",1".repeat(80)), "Next, find the unread"),
    ] {
        terminal.wait_line(prompt);
        terminal.type_line(line);
        terminal.wait_for(answer);
    }
    log_out(&terminal);
}

#[test]
fn words_that_leave_or_ask_for_help_get_one_hint() {
    let terminal = start(NO_ARGS);
    for (prompt, line, hint) in [
        ("a001", "quit", ":quit (or Ctrl-D) logs out"),
        ("a002", "help", ":help shows imapsh's own help"),
        ("a003", "ls", "Type instead: list"),
        ("a004", "connect mail.example.com", "with a colon, it is for imapsh: :connect"),
    ] {
        terminal.wait_line(prompt);
        terminal.type_line(line);
        terminal.wait_for(hint);
    }
    terminal.wait_line("a005");
    terminal.assert_count("That did not work", 0);
    log_out(&terminal);
}

#[test]
fn the_guide_is_silent_once_the_user_leads() {
    let terminal = start(NO_ARGS);
    terminal.wait_line("a001");
    terminal.type_line(":set guide");
    terminal.wait_row("▸ guide on");
    terminal.type_line("login user pass");
    terminal.wait_for("Next, ask for");
    // These lead nowhere else.
    terminal.type_line("noop");
    terminal.wait_row("▸ The guide's next step is still: list \"\" \"*\"");
    terminal.type_line("status inbox (messages)");
    terminal.wait_line("a004");
    terminal.wait_row(
        "▸ The guide ends here; you choose the next commands. :set guide on brings it back.",
    );
    terminal.type_line("list \"\" \"*\"");
    terminal.wait_line("a005");
    terminal.type_line(":set guide");
    terminal.wait_row("▸ guide off");
    terminal.assert_count("Next, ", 1);
    terminal.assert_count("The guide ends", 1);
    // FETCH is not possible in an empty mailbox.
    terminal.type_line(":set guide on");
    terminal.type_line("select Trash");
    terminal.wait_row("▸ Next, wait for new mail: idle");
    log_out(&terminal);
}

#[test]
fn a_step_that_a_script_has_made_is_not_named_again() {
    let program = Program::imapsh(NO_ARGS);
    program.write_file("in.imap", "login user pass\nselect INBOX\n");
    let terminal = Terminal::start(program, 60, 110);
    terminal.wait_line("a001");
    terminal.type_line(":run in.imap");
    terminal.wait_for("a002 OK");
    terminal.type_line("noop");
    terminal.wait_for("Next, look at a message");
    terminal.assert_count("still: login", 0);
    log_out(&terminal);
}

#[test]
fn the_guide_is_turned_off_by_hand_and_where_lines_are_not_edited() {
    let dumb = Program::imapsh(NO_ARGS).env("TERM", "dumb");
    for (program, line) in [(Program::imapsh(NO_ARGS), ":set guide off"), (dumb, "# nothing")] {
        let terminal = Terminal::start(program, 60, 110);
        terminal.wait_for("login user pass");
        terminal.type_line(line);
        terminal.type_line("login user pass");
        terminal.wait_for("a001 OK");
        terminal.type_line("noop");
        terminal.wait_for("a002 OK");
        terminal.assert_count("Next, ", 0);
        log_out(&terminal);
    }
}

#[test]
fn a_paste_is_not_guided() {
    let terminal = start(NO_ARGS);
    terminal.wait_line("a001");
    paste(&terminal, "login user pass\nlist \"\" \"*\"\n");
    terminal.wait_line("a003");
    terminal.type_line("select inbox");
    terminal.wait_line("a004");
    terminal.assert_count("Next, ", 0);
    log_out(&terminal);
}

#[test]
fn with_a_history_the_short_form_is_shown_and_later_no_guide() {
    for (lines, guided) in [(1, 1), (19, 1), (20, 0)] {
        let program = Program::imapsh(NO_ARGS);
        with_history(&program, lines);
        let terminal = Terminal::start(program, 60, 110);
        terminal.wait_line("a001");
        terminal.wait_row("▸ Type: login user pass");
        terminal.assert_count("imapsh learn", 0);
        terminal.type_line("login user pass");
        terminal.wait_line("a002");
        terminal.assert_count("Next, ", guided);
        terminal.assert_count(":set guide on names each step.", 1 - guided);
        log_out(&terminal);
    }
}

#[test]
fn on_another_server_there_is_a_guide_only_if_it_was_turned_on() {
    let server = || {
        ScriptedServer::plain(|peer| {
            peer.send(GREETING)?;
            let tag = peer.expect_command("login taro hunter2")?;
            peer.send(format!("{tag} OK in\r\n"))?;
            peer.expect_logout()
        })
    };
    for (line, count) in [("# not", 0), (":set guide on", 1)] {
        let server = server();
        let terminal = connect(&server);
        terminal.type_line(line);
        terminal.type_line("login taro hunter2");
        terminal.wait_line("a002");
        terminal.assert_count("Next, ask for the names of the mailboxes", count);
        log_out(&terminal);
    }
}

#[test]
fn the_next_step_is_printed_below_the_end_of_the_connection() {
    let gate = Gate::new();
    let server_gate = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.send(GREETING)?;
        let tag = peer.expect_command("logout")?;
        peer.send(format!("* BYE bye\r\n{tag} OK out\r\n"))?;
        server_gate.wait();
        Ok(())
    });
    let terminal = connect(&server);
    terminal.type_line(":set guide on");
    terminal.type_line("logout");
    terminal.wait_line("a002");
    gate.open();
    terminal.wait_for("That was a whole session.");
    let screen = terminal.screen();
    let row = |text: &str| screen.iter().position(|row| row.contains(text));
    assert!(row("a001 OK out") < row("The connection is closed."), "{screen:?}");
    assert!(row("The connection is closed.") < row("That was a whole session."), "{screen:?}");
}

#[test]
fn the_public_password_is_shown_as_typed_and_no_other() {
    let terminal = Terminal::start(Program::imapsh(&["--record", "kept.jsonl"]), 60, 110);
    terminal.wait_line("a001");
    for (typed, shown) in [
        ("login user p", "a001 login user p"),
        ("as", "a001 login user pas"),
        // This is another password.
        ("T", "a001 login user ****"),
    ] {
        terminal.type_keys(typed);
        terminal.wait_line(shown);
    }
    terminal.type_keys(ENTER);
    terminal.wait_row("a001 login user ${password}");
    terminal.wait_for("${password} stands for what you typed");
    for (prompt, typed, shown) in [
        ("a002", "login taro pass", "login taro ****"),
        ("a003", "login alice hunter2xyz", "login alice **********"),
        ("a004", "login user \"pass\"", "login user \"pass\""),
    ] {
        terminal.wait_line(prompt);
        terminal.type_keys(typed);
        terminal.wait_line(&format!("{prompt} {shown}"));
        terminal.type_keys(ENTER);
    }
    terminal.wait_for("a004 OK");
    // The line as it was sent has replaced the one that was typed.
    terminal.wait_row("a004 login user \"pass\"");
    log_out(&terminal);
    for (path, contents) in terminal.program.all_files() {
        for secret in ["paT", "pass\"", "hunter2xyz"] {
            assert!(!contains(&contents, secret.as_bytes()), "{secret} in {path:?}");
        }
    }
    assert_secret_absent(&terminal, "hunter2xyz");
}

#[test]
fn on_another_server_the_same_password_is_masked() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        let tag = peer.expect_command("login user pass")?;
        peer.send(format!("{tag} OK in\r\n"))?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    terminal.type_keys("login user pass");
    terminal.wait_line("a001 login user ****");
    terminal.type_keys(ENTER);
    terminal.wait_row("a001 login user ${password}");
    terminal.wait_line("a002");
    log_out(&terminal);
    terminal.assert_never_written("user pass");
}
