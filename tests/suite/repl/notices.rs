//! What imapsh says itself at the prompt: wrapped at words, once, and never a secret.

use super::*;
use crate::support::dovecot::dovecot;
use crate::support::program::NO_ARGS;

#[test]
fn help_wraps_at_forty_columns() {
    let terminal = Terminal::run(Program::imapsh(NO_ARGS), 60, 40);
    terminal.wait_line("a001");
    terminal.type_keys(":help\r");
    terminal.wait_for(":quit");
    terminal.wait_line("a001");
    let rows = terminal.all_rows();
    for pair in [
        [
            "▸ Type IMAP commands without a tag:",
            "  login USER PASSWORD, select inbox,",
        ],
        ["▸   :record FILE|off  record to .imap or", "        .jsonl"],
        [
            "▸   :deliver [FILE]  deliver a mail on",
            "        the practice server",
        ],
    ] {
        assert!(rows.windows(2).any(|two| two == pair), "{rows:#?}");
    }
    terminal.type_keys(":help append\r");
    terminal.wait_for("can count for you");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn connection_errors_are_wrapped_on_a_terminal() {
    let terminal = Terminal::run(Program::imapsh(&["127.0.0.1", "1", "--plain"]), 20, 40);
    assert_eq!(terminal.wait_exit(), 3);
    let rows = terminal.all_rows();
    let wrapped = [
        "▸ 127.0.0.1:1 refused the connection:",
        "  nothing is listening on that port.",
    ];
    assert!(rows.windows(2).any(|two| two == wrapped), "{rows:#?}");
    let terminal = Terminal::run(Program::imapsh(&["replay", "no such script"]), 20, 40);
    assert_eq!(terminal.wait_exit(), 2);
    let rows = terminal.all_rows();
    assert_eq!(rows[0], "imapsh: There is no file \"no such");
    assert!(
        rows[1].starts_with("        script\", and no bundled script"),
        "{rows:#?}"
    );
}

#[test]
fn a_misspelled_command_gets_a_hint_and_is_sent() {
    let lines = [
        ("logni taro", "did you mean LOGIN?"),
        ("x9 selct inbox", "did you mean SELECT?"),
        ("exit", ":quit (or Ctrl-D) logs out"),
        ("Help", ":help shows imapsh's own help"),
        ("exit now", ""),
        ("xyzzy", ""),
    ];
    let server = ScriptedServer::plain(move |peer| {
        peer.send(GREETING)?;
        for (line, _) in lines {
            let heard = peer.line()?;
            let tag = heard.split(' ').next().unwrap_or_default();
            assert!(heard.ends_with(line), "{heard}");
            peer.send(format!("{tag} BAD so\r\n"))?;
        }
        peer.log_out()
    });
    let terminal = with(&server);
    for (number, (line, hint)) in lines.into_iter().enumerate() {
        terminal.type_keys(format!("{line}\r"));
        terminal.wait_until("the answer", |screen| {
            screen.contents().matches("BAD so").count() == number + 1
        });
        if !hint.is_empty() {
            terminal.wait_for(hint);
        }
    }
    let rows = terminal.all_rows();
    // One hint each, and none for what resembles nothing; the greeting's line is in the clear.
    let said = rows.iter().filter(|row| row.starts_with('▸')).count();
    assert_eq!(said, 5, "{rows:#?}");
    for (directive, said) in [
        (":hlep", "did you mean :help?"),
        (":select inbox", "leave out the colon"),
        (":quit now", "usage: :quit"),
    ] {
        terminal.type_keys(format!("{directive}\r"));
        terminal.wait_for(said);
    }
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn a_mistyped_login_stays_masked() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 logni taro himitsu7")?;
        peer.send("a001 BAD so\r\n")?;
        peer.expect("a002 authenticate plain")?;
        peer.send("a002 NO no\r\n")?;
        // The answer that was to follow, typed all the same.
        peer.expect("a003 lgoin7")?;
        peer.send("a003 BAD so\r\n")?;
        peer.log_out()
    });
    let terminal = with(&server);
    for line in [
        ":login taro himitsu7",
        ":lgoin taro himitsu7",
        ":set password himitsu7",
    ] {
        terminal.type_keys(format!("{line}\r"));
        terminal.wait_line("a001");
    }
    terminal.type_keys("logni taro himitsu7\r");
    terminal.wait_for("did you mean LOGIN?");
    terminal.wait_line("a002");
    terminal.type_keys("authenticate plain\r");
    terminal.wait_line("a003");
    terminal.type_keys("lgoin7\r");
    terminal.wait_for("a003 BAD");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
    assert_secret_absent(&terminal, "himitsu7");
    assert_secret_absent(&terminal, "lgoin7");
    // What may be a secret whole is compared with nothing.
    let hints = terminal
        .all_rows()
        .join("\n")
        .matches("did you mean")
        .count();
    assert_eq!(hints, 1, "{:#?}", terminal.all_rows());
    server.finish();
}

#[test]
fn arguments_of_a_directive_are_not_masked() {
    let terminal = run(&[]);
    terminal.wait_line("a001");
    terminal.type_keys(":set box Archive");
    terminal.wait_line("a001 :set box Archive");
    terminal.type_keys("\r");
    terminal.wait_row("· :set box Archive");
    terminal.type_keys(":raw zz login taro himitsu8");
    terminal.wait_line("a001 :raw zz login taro ********");
    terminal.type_keys("\x03");
    assert_secret_absent(&terminal, "himitsu8");
}

#[test]
fn the_stand_in_for_a_secret_is_explained_once() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        for tag in ["a001", "a002"] {
            peer.expect(&format!("{tag} login taro himitsu6"))?;
            peer.send(format!("{tag} NO no\r\n"))?;
        }
        peer.log_out()
    });
    let terminal = with(&server);
    for tag in ["a001", "a002"] {
        terminal.type_keys("login taro himitsu6\r");
        terminal.wait_for(&format!("{tag} NO no"));
    }
    let shown = terminal.all_rows().join("\n");
    assert_eq!(
        shown.matches("${password} stands for").count(),
        1,
        "{shown}"
    );
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn a_challenge_is_decoded_and_base64_requested() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let terminal = plain(dovecot);
    terminal.type_keys("authenticate login\r");
    terminal.wait_for("The server's challenge, decoded from base64: Username:");
    terminal.wait_for("expects an answer in base64");
    terminal.wait_line("");
    terminal.type_keys("not base64\r");
    terminal.wait_for("this is not valid base64");
    terminal.wait_for("a001 ");
    terminal.wait_line("a002");
    terminal.type_keys(format!(":set user {}\r", user.name));
    terminal.wait_row(&format!("· :set user {}", user.name));
    terminal.type_keys(format!(":set password {}\r", user.password));
    terminal.wait_row("· :set password ${password}");
    terminal.type_keys("authenticate login\r");
    terminal.wait_line("");
    terminal.type_keys("${sasl}\r");
    terminal.wait_for("The server's challenge, decoded from base64: Password:");
    terminal.wait_line("");
    terminal.type_keys("${sasl}\r");
    terminal.wait_for("a002 OK");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
    let shown = terminal.all_rows().join("\n");
    assert_eq!(
        shown.matches("expects an answer in base64").count(),
        1,
        "{shown}"
    );
    assert_secret_absent(&terminal, &user.password);
}

#[test]
fn the_end_of_the_connection_is_reported_once() {
    for together in [true, false] {
        let server = ScriptedServer::plain(move |peer| {
            peer.send(GREETING)?;
            peer.expect("a001 logout")?;
            peer.send("* BYE so long\r\na001 OK done\r\n")?;
            if !together {
                // Not before the client has gone.
                peer.rest()?;
            }
            peer.hang_up()
        });
        let terminal = with(&server);
        terminal.type_keys("\x04");
        assert_eq!(terminal.wait_exit(), 0);
        let shown = terminal.all_rows().join("\n");
        assert_eq!(
            shown.matches("The connection is closed.").count(),
            1,
            "{shown}"
        );
    }
}

#[test]
fn no_color_masks_the_same() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 login taro himitsu5")?;
        peer.send("* LIST () \"/\" INBOX\r\na001 NO \x1b[31mno\r\n")?;
        peer.log_out()
    });
    let program = Program::imapsh(&["127.0.0.1", &server.port(), "--plain"]);
    let terminal = Terminal::run(program.env("NO_COLOR", "1"), 60, 110);
    terminal.wait_line("a001");
    terminal.type_keys("login taro himitsu5");
    terminal.wait_line("a001 login taro ********");
    terminal.type_keys("\r");
    terminal.wait_for("a001 NO ␛[31mno");
    terminal.wait_line("a002");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
    assert_secret_absent(&terminal, "himitsu5");
    // The hint's dimness apart, nothing is coloured, bold or dim.
    let raw = terminal.raw_output();
    let raw = String::from_utf8_lossy(&raw);
    for sequence in raw.split("\x1b[").skip(1) {
        let end = sequence
            .find(|c: char| c.is_ascii_alphabetic())
            .unwrap_or_default();
        let (numbers, letter) = sequence.split_at(end);
        let colours = letter.starts_with('m') && !matches!(numbers, "2" | "22" | "0" | "");
        assert!(!colours, "ESC [ {numbers} m in {raw:?}");
    }
}
