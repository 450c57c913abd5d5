//! The notices of imapsh at the prompt: wrapped between words, shown once, and without secrets.

use super::*;
use crate::support::dovecot::dovecot;
use crate::support::keys::CTRL_C;
use indoc::indoc;

#[test]
fn help_wraps_at_forty_columns() {
    let terminal = Terminal::start(Program::imapsh(NO_ARGS), 60, 40);
    terminal.wait_line("a001");
    terminal.type_line(":help");
    terminal.wait_for("logs out and exits.");
    terminal.wait_line("a001");
    for rows in [
        indoc! {"
            ▸ Type commands without a tag: the
              prompt is the tag that is sent with
              them.
            ▸ Possible now, before login:
            ▸   login, authenticate, starttls,
                capability, logout, noop, id
        "},
        indoc! {"
            ▸   :explain [on|off|LINE]  what lines
                    mean; alone: the last answer
        "},
        indoc! {"
            ▸   :raw LINE, :pipeline on|off, :quit
                    send as is; scripts faster; log
                    out
        "},
    ] {
        terminal.assert_rows(rows);
    }
    terminal.type_line(":help append");
    terminal.wait_for("can count for you");
    log_out(&terminal);
}

#[test]
fn help_alone_fits_a_screen_and_says_what_is_possible_now() {
    let english = ["Possible now, with a mailbox selected:", "fetch, search, store, uid"];
    let japanese = ["今使えるコマンド（メールボックス選択中）:", "fetch、search、store、uid"];
    for (language, end, possible) in
        [("en", "Keys: Tab completes", english), ("ja", "キー: Tab で補完", japanese)]
    {
        let terminal = Terminal::start(Program::imapsh(&["--lang", language]), 24, 80);
        terminal.wait_line("a001");
        terminal.type_line("login user pass");
        terminal.wait_line("a002");
        terminal.type_line("select inbox");
        terminal.wait_line("a003");
        terminal.type_line(":help");
        terminal.wait_for(end);
        terminal.wait_line("a003");
        let screen = terminal.screen().join("\n");
        for text in ["· :help", ":quit"].into_iter().chain(possible) {
            assert!(screen.contains(text), "{text}:\n{screen}");
        }
        assert!(!screen.contains("authenticate"), "{screen}");
        log_out(&terminal);
    }
}

#[test]
fn help_explains_the_words_of_the_reference() {
    let terminal = Terminal::start(Program::imapsh(NO_ARGS), 60, 100);
    terminal.wait_line("a001");
    for (topic, rows) in [
        // A word may belong to several categories, and lack the marks that its name has.
        ("uidnext", vec!["UIDNEXT   (STATUS items, RFC 3501, 6.3.10)", "Example: "]),
        (
            "seen",
            vec![r"\Seen   (Flags and keywords, RFC 3501, 2.3.2)", "SEEN   (SEARCH keys, RFC 3501"],
        ),
        ("body.peek[1.2]", vec!["(FETCH items, RFC 3501, 6.4.5)"]),
        ("body.peek[header]<0.100>", vec!["BODY.PEEK[SECTION]|BODY.PEEK[SECTION]<FIRST.OCTETS>"]),
        ("status", vec!["STATUS MAILBOX"]),
        (
            "myrights",
            vec!["MYRIGHTS MAILBOX   (Commands, RFC 4314, 3.5)", "Needs the server's ACL."],
        ),
        // Ideas, directives and keys.
        ("tag", vec!["Tag   (RFC 3501, 2.2.1)", ":tag PREFIX"]),
        ("untagged", vec!["Untagged   (RFC 3501, 2.2.2)"]),
        ("Literals", vec!["Literal   (RFC 3501, 4.3)"]),
        ("sequence-set", vec!["Sequence set   (RFC 3501, 9)"]),
        ("%", vec!["Wildcards, in the pattern of LIST"]),
        ("mailbox", vec!["Mailbox   (RFC 3501, 5.1)"]),
        ("nil", vec!["String   (RFC 3501, 4)"]),
        ("secrets", vec!["Secrets"]),
        ("variables", vec!["Variables", ":capture takes it from a response"]),
        ("ctrl-r", vec!["Keys", "search the history"]),
        (":h", vec![":help [TOPIC]"]),
        // What a server says.
        ("+", vec!["+ TEXT   (Responses, RFC 3501, 7.5)", "continuation request"]),
        ("bad", vec!["(Responses, RFC 3501, 7.1.3)"]),
        ("exists", vec!["* NUMBER EXISTS   (Responses, RFC 3501, 7.3.1)"]),
        ("copyuid", vec!["[COPYUID UIDVALIDITY UID-SET UID-SET]   (Response codes, RFC 4315, 3)"]),
        // In several categories.
        ("flags", vec!["(FETCH items, ", "(Responses, ", "(STORE items and modifiers, "]),
        ("[copyuid 38505 304 3956]", vec!["(Response codes, RFC 4315, 3)"]),
        ("exist", vec!["Did you mean EXISTS?"]),
        (":exprct", vec!["Did you mean :expect?"]),
        ("AUTH=PLAIN", vec!["AUTHENTICATE PLAIN [INITIAL-RESPONSE]   (SASL mechanisms"]),
        ("copyid", vec!["Did you mean COPYUID?"]),
        ("uidvalidty", vec!["Did you mean UIDVALIDITY?"]),
        ("uidnxet", vec![r#"There is no help on "uidnxet". Did you mean UIDNEXT?"#]),
        ("xyzzyxyzzy", vec![r#"There is no help on "xyzzyxyzzy"; :help shows an overview."#]),
    ] {
        terminal.type_line(format!(":help {topic}"));
        for row in rows {
            terminal.wait_for(row);
        }
        terminal.wait_line("a001");
    }
    log_out(&terminal);
}

#[test]
fn help_on_a_command_at_eighty_columns() {
    let terminal = Terminal::start(Program::imapsh(NO_ARGS), 40, 80);
    terminal.wait_line("a001");
    terminal.type_line(":help move");
    terminal.wait_for("Then try: select Archive");
    terminal.assert_rows(indoc! {"
        ▸ MOVE SEQUENCE-SET MAILBOX   (Commands, RFC 6851, 3.1)
        ▸   MOVE takes messages out of the selected mailbox and into another in one
            step; they get new UIDs there and are reported here with EXPUNGE.
        ▸   Allowed while a mailbox is selected. Needs the server's MOVE.
        ▸   Example: a001 MOVE 2:4 Archive
        ▸   Then try: select Archive
    "});
    // What there is to know beyond the sentence.
    terminal.type_line(":help starttls");
    terminal.wait_for("Then try: capability");
    terminal.assert_rows(indoc! {"
        ▸   Ask for CAPABILITY again then, because the earlier answer may have been
            forged.
        ▸   Allowed before login. Needs the server's STARTTLS.
        ▸   Example: a001 STARTTLS
    "});
    log_out(&terminal);
}

#[test]
fn help_on_a_command_is_in_japanese() {
    let terminal = Terminal::start(Program::imapsh(&["--lang", "ja"]), 40, 80);
    terminal.wait_line("a001");
    terminal.type_line(":help unselect");
    terminal.wait_for("次の手順");
    terminal.assert_rows(indoc! {r#"
        ▸   メールボックスの選択中に使えます。サーバーが UNSELECT に対応している必要があ
            ります。
        ▸   例: a001 UNSELECT
        ▸   次の手順: list "" "*"
    "#});
    terminal.type_line(":help tag");
    terminal.wait_for("タグ   （RFC 3501, 2.2.1）");
    log_out(&terminal);
}

#[test]
fn help_on_a_word_of_many_categories_fits_on_a_screen() {
    let terminal = Terminal::start(Program::imapsh(NO_ARGS), 24, 80);
    terminal.wait_line("a001");
    for topic in ["recent", "metadata", "annotation", "uid", "status"] {
        terminal.type_line(format!(":help {topic}"));
        terminal.wait_until("the topic above its explanation and the next prompt", |screen| {
            let contents = screen.contents();
            let last_row = contents.trim_end().lines().last();
            contents.contains(&format!(":help {topic}"))
                && last_row.is_some_and(|row| row == "a001")
        });
    }
    log_out(&terminal);
}

/// By the option, or by the locale.
#[test]
fn help_is_in_the_users_language() {
    let japanese = ("UIDNEXT   （STATUS の項目、RFC 3501, 6.3.10）", "NOOP 自体は何もしませんが");
    let english = ("UIDNEXT   (STATUS items, RFC 3501, 6.3.10)", "NOOP does nothing itself");
    for (arguments, locale, (head, noop)) in [
        (&["--lang", "ja"][..], "C", japanese),
        (&[], "ja_JP.UTF-8", japanese),
        (&["--lang", "en"], "ja_JP.UTF-8", english),
    ] {
        let terminal = Terminal::start(Program::imapsh(arguments).env("LC_ALL", locale), 40, 100);
        terminal.wait_line("a001");
        terminal.type_line(":help uidnext");
        terminal.wait_for(head);
        terminal.type_line(":help noop");
        terminal.wait_for(noop);
        log_out(&terminal);
    }
}

#[test]
fn connection_errors_are_wrapped_on_a_terminal() {
    let terminal = Terminal::start(Program::imapsh(&["127.0.0.1", "1", "--plain"]), 20, 40);
    terminal.assert_exit(3);
    terminal.assert_rows(indoc! {"
        ▸ 127.0.0.1:1 refused the connection:
          nothing is listening on that port.
    "});
    let terminal = Terminal::start(Program::imapsh(&["replay", "no such script"]), 20, 40);
    terminal.assert_exit(2);
    let rows = terminal.all_rows();
    assert_eq!(rows[0], "imapsh: There is no file \"no such");
    assert!(rows[1].starts_with("        script\", and no bundled script"), "{rows:#?}");
}

#[test]
fn a_misspelled_command_gets_a_hint_and_is_sent() {
    let lines = [
        ("x9 selct inbox", "did you mean SELECT?"),
        ("exit", ":quit (or Ctrl-D) logs out"),
        ("Help", ":help shows imapsh's own help"),
        // These resemble nothing.
        ("exit now", ""),
        ("xyzzy", ""),
        ("logni taro", "did you mean LOGIN?"),
    ];
    let server = ScriptedServer::plain(move |peer| {
        peer.send(GREETING)?;
        for (line, _) in lines {
            let received = peer.read_line()?;
            let tag = received.split(' ').next().unwrap_or_default();
            assert!(received.ends_with(line), "{received}");
            peer.send(format!("{tag} BAD so\r\n"))?;
        }
        peer.expect_logout()
    });
    let terminal = connect(&server);
    for (number, (line, hint)) in lines.into_iter().enumerate() {
        terminal.type_line(line);
        terminal.wait_until("one more answer", |screen| {
            screen.contents().matches("BAD so").count() == number + 1
        });
        if !hint.is_empty() {
            terminal.wait_for(hint);
        }
    }
    let rows = terminal.all_rows();
    // One hint for each of the first four lines, and the notice that the connection is not encrypted.
    let notices = rows.iter().filter(|row| row.starts_with('▸')).count();
    assert_eq!(notices, 5, "{rows:#?}");
    for (directive, hint) in [
        (":hlep", "did you mean :help?"),
        (":select inbox", "leave out the colon"),
        (":quit now", "usage: :quit"),
    ] {
        terminal.type_line(directive);
        terminal.wait_for(hint);
    }
    log_out(&terminal);
}

#[test]
fn a_mistyped_login_stays_masked() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 logni taro himitsu7")?;
        peer.send("a001 BAD so\r\n")?;
        peer.expect("a002 authenticate plain")?;
        peer.send("a002 NO no\r\n")?;
        // The answer to the refused AUTHENTICATE, typed nevertheless.
        peer.expect("a003 lgoin7")?;
        peer.send("a003 BAD so\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    for line in [":login taro himitsu7", ":lgoin taro himitsu7", ":set password himitsu7"] {
        // A line that arrives together with one that fails is dropped.
        terminal.answer(line, "· :");
    }
    terminal.wait_line("a001");
    terminal.type_line("logni taro himitsu7");
    terminal.wait_for("did you mean LOGIN?");
    terminal.wait_line("a002");
    terminal.type_line("authenticate plain");
    terminal.wait_line("a003");
    terminal.type_line("lgoin7");
    terminal.wait_for("a003 BAD");
    log_out(&terminal);
    assert_secret_absent(&terminal, "himitsu7");
    assert_secret_absent(&terminal, "lgoin7");
    // For a line that may be a secret as a whole there is no hint.
    terminal.assert_count("did you mean", 1);
    server.finish();
}

#[test]
fn arguments_of_a_directive_are_not_masked() {
    let terminal = start(NO_ARGS);
    terminal.wait_line("a001");
    terminal.type_keys(":set box Archive");
    terminal.wait_line("a001 :set box Archive");
    terminal.type_keys(ENTER);
    terminal.wait_row("· :set box Archive");
    terminal.type_keys(":raw zz login taro himitsu8");
    terminal.wait_line("a001 :raw zz login taro ********");
    terminal.type_keys(CTRL_C);
    assert_secret_absent(&terminal, "himitsu8");
}

#[test]
fn the_placeholder_of_a_secret_is_explained_once() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        for tag in ["a001", "a002"] {
            peer.expect(&format!("{tag} login taro himitsu6"))?;
            peer.send(format!("{tag} NO no\r\n"))?;
        }
        peer.expect_logout()
    });
    let terminal = connect(&server);
    for tag in ["a001", "a002"] {
        terminal.type_line("login taro himitsu6");
        terminal.wait_for(&format!("{tag} NO no"));
    }
    terminal.assert_count("${password} stands for", 1);
    log_out(&terminal);
}

#[test]
fn a_challenge_is_decoded_and_base64_requested() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let terminal = connect_to_dovecot(dovecot);
    terminal.type_line("authenticate login");
    terminal.wait_for("The server's challenge, decoded from base64: Username:");
    terminal.wait_for("expects an answer in base64");
    terminal.wait_line("");
    terminal.type_line("not base64");
    terminal.wait_for("this is not valid base64");
    terminal.wait_for("a001 ");
    terminal.wait_line("a002");
    terminal.type_line(format!(":set user {}", user.name));
    terminal.wait_row(&format!("· :set user {}", user.name));
    terminal.type_line(format!(":set password {}", user.password));
    terminal.wait_row("· :set password ${password}");
    terminal.type_line("authenticate login");
    terminal.wait_written_count("decoded from base64: Username:", 2);
    terminal.wait_line("");
    terminal.type_line("${sasl}");
    terminal.wait_for("The server's challenge, decoded from base64: Password:");
    terminal.wait_line("");
    terminal.type_line("${sasl}");
    terminal.wait_for("a002 OK");
    log_out(&terminal);
    terminal.assert_count("expects an answer in base64", 1);
    assert_secret_absent(&terminal, &user.password);
}

#[test]
fn the_end_of_the_connection_is_reported_once() {
    for closes_at_once in [true, false] {
        let server = ScriptedServer::plain(move |peer| {
            peer.send(GREETING)?;
            peer.expect("a001 logout")?;
            peer.send("* BYE so long\r\na001 OK done\r\n")?;
            if !closes_at_once {
                // Close only after the client has.
                peer.read_to_end()?;
            }
            peer.close()
        });
        let terminal = connect(&server);
        terminal.type_keys(CTRL_D);
        terminal.assert_exit(0);
        terminal.assert_count("The connection is closed.", 1);
    }
}

#[test]
fn no_color_masks_the_same() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 login taro himitsu5")?;
        peer.send("* LIST () \"/\" INBOX\r\na001 NO \x1b[31mno\r\n")?;
        peer.expect_logout()
    });
    let program = Program::imapsh(&[&server.address(), "--plain"]);
    let terminal = Terminal::start(program.env("NO_COLOR", "1"), 60, 110);
    terminal.wait_line("a001");
    terminal.type_keys("login taro himitsu5");
    terminal.wait_line("a001 login taro ********");
    terminal.type_keys(ENTER);
    terminal.wait_for("a001 NO ␛[31mno");
    terminal.wait_line("a002");
    log_out(&terminal);
    assert_secret_absent(&terminal, "himitsu5");
    // Only the hint may have a style: dim.
    let written = String::from_utf8_lossy(&terminal.written()).into_owned();
    for sequence in written.split("\x1b[").skip(1) {
        let end = sequence.find(|c: char| c.is_ascii_alphabetic());
        let (parameters, letter) = sequence.split_at(end.unwrap_or_default());
        let is_style = letter.starts_with('m');
        let is_allowed = matches!(parameters, "2" | "22" | "0" | "");
        assert!(!is_style || is_allowed, "ESC [ {parameters} m in {written:?}");
    }
}
