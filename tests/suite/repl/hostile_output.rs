//! Hostile servers: escape sequences, imitations of imapsh's notices, and attacks on STARTTLS by hand.

use super::*;
use crate::support::certificates::Certificate;
use crate::support::dovecot::dovecot;
use crate::support::keys::{CTRL_U, TAB};

#[test]
fn escape_sequences_from_the_server_are_escaped() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 noop")?;
        peer.send("* OK \x1b]0;title\x07 \x1b]52;c;AAAA\x07 \x1b[31mred \u{9b}2J\r\n")?;
        peer.send("no response at all\r\n▸ imapsh speaks\r\n")?;
        peer.send("* 1 FETCH (BODY[] {9}\r\n\x1b[2Jabc\r\n)\r\na001 OK \x1b[?1049h\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    terminal.type_line("noop");
    terminal.wait_for("a001 OK");
    terminal.wait_line("a002");
    terminal.wait_row("? no response at all");
    terminal.wait_row("␛[2Jabc");
    terminal.wait_for("␛]0;title\\x07");
    terminal.assert_count("▸ imapsh", 0);
    for part in ["\x1b]", "\x1b[2J", "\x1b[?1049h", "\x07"] {
        terminal.assert_never_written(part);
    }
    assert_eq!(terminal.requests(), [""; 0]);
    log_out(&terminal);
}

#[test]
fn names_from_a_server_are_completed_only_if_they_are_safe() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.send("* LIST () \"/\" \"Ar\x1b]0;title\x07\"\r\n* LIST () \"/\" Archive\u{202e}\r\n")?;
        peer.send("* LIST () \"/\" Apples\r\n* LIST () \"/\" Apricots\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    terminal.type_keys(format!("select A{TAB}{TAB}"));
    terminal.wait_for("Apples    Apricots");
    terminal.type_keys(format!("{CTRL_U}{CTRL_D}"));
    terminal.assert_exit(0);
    for part in ["\x1b]", "title\x07", "\u{202e}"] {
        terminal.assert_never_written(part);
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
        peer.expect_logout()
    });
    let program = Program::imapsh(&[&server.address(), "--plain"]).env("TERM", "dumb");
    let terminal = Terminal::start(program, 24, 80);
    terminal.wait_for("IDLE] ready");
    terminal.wait_for("Your typing is visible here, passwords included.");
    terminal.type_line("authenticate external");
    terminal.wait_for("\n+");
    terminal.wait_echo_off();
    terminal.type_line("aGltaXRzdTY=");
    terminal.wait_for("a001 NO");
    terminal.type_line("login taro ${password}");
    terminal.wait_for("Password:");
    terminal.type_line("himitsu5");
    terminal.wait_for("a002 OK");
    assert_secret_absent(&terminal, "himitsu5");
    assert_secret_absent(&terminal, "aGltaXRzdTY=");
    terminal.type_line("logout");
    terminal.wait_for("a003 OK");
    terminal.assert_never_written("\x1b");
    log_out(&terminal);
    terminal.assert_restored();
}

#[test]
fn starttls_by_hand() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let port = dovecot.plain_port();
    let terminal = start(&[
        "localhost",
        &port,
        "--plain",
        "--ca-file",
        &dovecot.ca_file(),
    ]);
    terminal.wait_line("a001");
    terminal.type_line("starttls");
    terminal.wait_for("The session is now encrypted with");
    terminal.wait_line("a002");
    terminal.type_line(format!("login {} {}", user.name, user.password));
    terminal.wait_for("a002 OK");
    terminal.wait_line("a003");
    terminal.assert_count(UNENCRYPTED, 0);
    terminal.type_line(":tls");
    terminal.wait_for("TLS 1.3");
    log_out(&terminal);
}

#[test]
fn plaintext_after_starttls_closes_the_connection() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 starttls")?;
        peer.send("a001 OK begin\r\n* OK injected\r\n")?;
        peer.read_to_end().map(drop)
    });
    let terminal = connect(&server);
    paste(&terminal, "starttls\nlogin taro himitsu9");
    terminal.wait_for("Unencrypted data followed the server's OK to STARTTLS");
    terminal.wait_line("(closed)");
    assert!(!contains(&server.finish(), b"himitsu9"));
    terminal.type_line(":quit");
    terminal.assert_exit(1);
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
        peer.read_to_end().map(drop)
    });
    let terminal = connect(&server);
    terminal.type_line("noop");
    terminal.wait_for("a002 OK begin");
    terminal.type_line("starttls");
    terminal.wait_for("arrived before the command was sent");
    terminal.wait_line("(closed)");
    terminal.type_line(":quit");
    terminal.assert_exit(1);
}

#[test]
fn a_preauth_greeting_forbids_starttls_by_hand() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* PREAUTH come in\r\n")?;
        peer.expect("a001 starttls")?;
        peer.send("a001 OK begin\r\n")?;
        peer.read_to_end().map(drop)
    });
    let terminal = connect(&server);
    terminal.type_line("starttls");
    terminal.wait_for("The server's greeting was PREAUTH");
    terminal.wait_line("(closed)");
    terminal.type_line(":quit");
    terminal.assert_exit(1);
}

#[test]
fn an_untrusted_certificate_fails_starttls_by_hand() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 starttls")?;
        peer.send("a001 OK begin\r\n")?;
        // Fails, because the client does not trust the authority.
        let _ = peer.start_tls(Certificate::Good);
        Ok(())
    });
    let terminal = connect(&server);
    terminal.type_line("starttls");
    terminal.wait_line("(closed)");
    terminal.type_line(":quit");
    terminal.assert_exit(1);
}

#[test]
fn redirected_output_has_only_the_wire_and_prompts_stay_visible() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 login taro himitsu7")?;
        peer.send("a001 OK in\r\n")?;
        peer.expect_logout()
    });
    let command = format!("\"$0\" {} --plain | cat > wire.txt", server.address());
    let program = Program::new("sh").args(&["-c", &command, env!("CARGO_BIN_EXE_imapsh")]);
    let terminal = Terminal::start(program, 60, 110);
    terminal.wait_for("imapsh: Your typing is visible here, passwords included.");
    terminal.type_line("login taro ${password}");
    terminal.wait_for("Password:");
    terminal.type_line("himitsu7");
    server.wait_received("himitsu7");
    log_out(&terminal);
    terminal.assert_restored();
    server.finish();
    let wire = terminal.program.read_file("wire.txt");
    assert!(
        wire.contains("\r\na001 login taro ${password}\r\na001 OK in\r\n"),
        "{wire}"
    );
    assert!(!wire.contains("imapsh") && !wire.contains('▸'), "{wire}");
    assert_secret_absent(&terminal, "himitsu7");
}
