//! Nothing that a server says changes the terminal or passes for imapsh; STARTTLS by hand.

use super::*;
use crate::support::certificates::Certificate;
use crate::support::dovecot::dovecot;

#[test]
fn escape_sequences_from_the_server_are_escaped() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 noop")?;
        peer.send("* OK \x1b]0;title\x07 \x1b]52;c;AAAA\x07 \x1b[31mred \u{9b}2J\r\n")?;
        peer.send("no response at all\r\n▸ imapsh speaks\r\n")?;
        peer.send("* 1 FETCH (BODY[] {9}\r\n\x1b[2Jabc\r\n)\r\na001 OK \x1b[?1049h\r\n")?;
        peer.log_out()
    });
    let terminal = with(&server);
    terminal.type_keys("noop\r");
    terminal.wait_for("a001 OK");
    terminal.wait_line("a002");
    row(&terminal, "? no response at all");
    row(&terminal, "␛[2Jabc");
    terminal.wait_for("␛]0;title\\x07");
    assert!(!terminal.screen().iter().any(|row| row.contains("▸ imapsh")));
    let raw = terminal.raw_output();
    for part in ["\x1b]", "\x1b[2J", "\x1b[?1049h", "\x07"] {
        assert!(!holds(&raw, part.as_bytes()), "{part:?}");
    }
    // Mode 2026 only holds the drawing of the prompt together.
    let mut asked = terminal.requests().asked;
    asked.retain(|asked| !asked.starts_with("csi ? [[2026]]"));
    assert_eq!(asked, Vec::<String>::new());
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn names_from_a_server_are_completed_only_if_they_are_safe() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.send("* LIST () \"/\" \"Ar\x1b]0;title\x07\"\r\n* LIST () \"/\" Archive\u{202e}\r\n")?;
        peer.send("* LIST () \"/\" Apples\r\n* LIST () \"/\" Apricots\r\n")?;
        peer.log_out()
    });
    let terminal = with(&server);
    terminal.type_keys("select A\t\t");
    terminal.wait_for("Apples    Apricots");
    terminal.type_keys("\x15\x04");
    assert_eq!(terminal.wait_exit(), 0);
    let raw = terminal.raw_output();
    for part in ["\x1b]", "title\x07", "\u{202e}"] {
        assert!(!holds(&raw, part.as_bytes()), "{part:?}");
    }
}

#[test]
fn a_dumb_terminal_gets_no_escape_sequence() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 authenticate external")?;
        peer.send("+ \r\n")?;
        peer.expect("aGltaXRzdTY=")?;
        peer.send("a001 NO\r\n")?;
        peer.expect("a002 login taro himitsu5")?;
        peer.send("a002 OK in\r\n")?;
        peer.log_out()
    });
    let args = ["127.0.0.1", &server.port(), "--plain"];
    let terminal = Terminal::start(&args, &[("TERM", "dumb")]);
    terminal.wait_for("IDLE] ready");
    terminal.wait_for("Your typing is visible here, passwords included.");
    terminal.type_keys("authenticate external\r");
    terminal.wait_for("\n+");
    terminal.wait_unechoed();
    terminal.type_keys("aGltaXRzdTY=\r");
    terminal.wait_for("a001 NO");
    terminal.type_keys("login taro ${password}\r");
    terminal.wait_for("Password:");
    terminal.type_keys("himitsu5\r");
    terminal.wait_for("a002 OK");
    assert_secret_absent(&terminal, "himitsu5");
    assert_secret_absent(&terminal, "aGltaXRzdTY=");
    terminal.type_keys("logout\r");
    terminal.wait_for("a003 OK");
    assert!(!holds(&terminal.raw_output(), b"\x1b"));
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
    assert_terminal_restored(&terminal);
}

#[test]
fn starttls_by_hand() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let port = dovecot.plain_port();
    let terminal = run(&[
        "localhost",
        &port,
        "--plain",
        "--ca-file",
        &dovecot.ca_file(),
    ]);
    terminal.wait_line("a001");
    terminal.type_keys("starttls\r");
    terminal.wait_for("The session is now encrypted with");
    terminal.wait_line("a002");
    terminal.type_keys(format!("login {} {}\r", user.name, user.password));
    terminal.wait_for("a002 OK");
    terminal.wait_line("a003");
    assert!(
        !terminal
            .all_rows()
            .iter()
            .any(|row| row.contains("crosses the network"))
    );
    terminal.type_keys(":tls\r");
    terminal.wait_for("TLS 1.3");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn plaintext_after_starttls_closes_the_connection() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 starttls")?;
        peer.send("a001 OK begin\r\n* OK injected\r\n")?;
        peer.rest().map(drop)
    });
    let terminal = with(&server);
    terminal.type_keys(paste("starttls\nlogin taro himitsu9"));
    terminal.wait_for("Unencrypted data followed the server's OK to STARTTLS");
    terminal.wait_line("(closed)");
    assert!(!holds(&server.finish(), b"himitsu9"));
    terminal.type_keys(":quit\r");
    assert_eq!(terminal.wait_exit(), 1);
    assert_secret_absent(&terminal, "himitsu9");
}

#[test]
fn an_unsolicited_completion_forbids_starttls_by_hand() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 noop")?;
        peer.send("a001 OK done\r\na002 OK begin\r\n")?;
        peer.expect("a002 starttls")?;
        peer.send("a002 OK begin\r\n")?;
        peer.rest().map(drop)
    });
    let terminal = with(&server);
    terminal.type_keys("noop\r");
    terminal.wait_for("a002 OK begin");
    terminal.type_keys("starttls\r");
    terminal.wait_for("arrived before the command was sent");
    terminal.wait_line("(closed)");
    terminal.type_keys(":quit\r");
    assert_eq!(terminal.wait_exit(), 1);
}

#[test]
fn a_preauth_greeting_forbids_starttls_by_hand() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* PREAUTH come in\r\n")?;
        peer.expect("a001 starttls")?;
        peer.send("a001 OK begin\r\n")?;
        peer.rest().map(drop)
    });
    let terminal = with(&server);
    terminal.type_keys("starttls\r");
    terminal.wait_for("The server's greeting was PREAUTH");
    terminal.wait_line("(closed)");
    terminal.type_keys(":quit\r");
    assert_eq!(terminal.wait_exit(), 1);
}

#[test]
fn an_untrusted_certificate_fails_starttls_by_hand() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 starttls")?;
        peer.send("a001 OK begin\r\n")?;
        // The client turns away.
        let _ = peer.start_tls(Certificate::Good);
        Ok(())
    });
    let terminal = with(&server);
    terminal.type_keys("starttls\r");
    terminal.wait_line("(closed)");
    terminal.type_keys(":quit\r");
    assert_eq!(terminal.wait_exit(), 1);
}

#[test]
fn redirected_output_has_only_the_wire_and_prompts_stay_visible() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 login taro himitsu7")?;
        peer.send("a001 OK in\r\n")?;
        peer.log_out()
    });
    let line = format!(
        "\"$0\" 127.0.0.1 {} --plain | cat > wire.txt",
        server.port()
    );
    let program = Program::new("sh").args(&["-c", &line, env!("CARGO_BIN_EXE_imapsh")]);
    let terminal = Terminal::run(program, 60, 110);
    terminal.wait_for("imapsh: Your typing is visible here, passwords included.");
    terminal.type_keys("login taro ${password}\r");
    terminal.wait_for("Password:");
    terminal.type_keys("himitsu7\r");
    server.wait_received("himitsu7");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
    assert_terminal_restored(&terminal);
    server.finish();
    let wire = std::fs::read(terminal.program.home().join("wire.txt")).expect("the wire");
    let wire = String::from_utf8(wire).expect("UTF-8");
    assert!(
        wire.contains("\r\na001 login taro ${password}\r\na001 OK in\r\n"),
        "{wire}"
    );
    assert!(!wire.contains("imapsh") && !wire.contains('▸'), "{wire}");
    assert_secret_absent(&terminal, "himitsu7");
}
