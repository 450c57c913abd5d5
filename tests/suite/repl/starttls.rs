//! STARTTLS at the prompt, and attacks on it.

use super::*;
use crate::support::certificates::Certificate;
use crate::support::dovecot::dovecot;
use crate::support::gate::Gate;
use crate::support::keys::CTRL_C;

#[test]
fn starttls_works_by_hand() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let port = dovecot.plain_port();
    let terminal = start(&["localhost", &port, "--plain", "--ca-file", &dovecot.ca_file()]);
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

/// Both a typed STARTTLS and `:connect` name what can be typed: the options are the program's.
#[test]
fn a_certificate_that_is_not_trusted_says_how_to_start_again() {
    let Some(dovecot) = dovecot() else { return };
    let (plain, tls) = (dovecot.plain_port(), dovecot.tls_port());
    let terminal = start(&["localhost", &plain, "--plain"]);
    terminal.wait_line("a001");
    terminal.type_line("starttls");
    terminal.wait_for(&format!("imapsh localhost {plain} --starttls --ca-file FILE"));
    terminal.assert_count("--ca-file FILE", 1);
    terminal.type_line(":reconnect");
    terminal.wait_for("* OK [CAPABILITY");
    terminal.type_line(format!(":connect localhost {tls}"));
    terminal.wait_for(&format!("imapsh localhost {tls} --ca-file FILE"));
    terminal.wait_for("continues.");
    terminal.assert_count("--ca-file FILE", 2);
    terminal.type_keys(CTRL_D);
    // The first connection has failed.
    terminal.assert_exit(1);
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
    terminal.assert_count("The connection is closed.", 1);
    terminal.type_line(":quit");
    terminal.assert_exit(1);
}

#[test]
fn a_paste_that_waits_for_starttls_is_not_sent_without_it() {
    let gate = Gate::new();
    let pasted = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.send(GREETING)?;
        peer.expect("a001 starttls")?;
        pasted.wait();
        peer.send("a001 NO not now\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    terminal.type_line("starttls");
    server.wait_received("starttls");
    paste(&terminal, "login taro himitsu9\nselect inbox\n");
    terminal.wait_for("2 pasted lines wait");
    gate.open();
    terminal.wait_for("2 more pasted lines were dropped, because a001 starttls failed.");
    log_out(&terminal);
    assert!(!contains(&server.finish(), b"himitsu9"));
    assert_secret_absent(&terminal, "himitsu9");
}

/// Accepts STARTTLS, and begins the handshake only when the gate opens.
fn stalls_in_handshake(gate: Gate) -> ScriptedServer {
    ScriptedServer::plain(move |peer| {
        peer.send(GREETING)?;
        peer.expect("a001 starttls")?;
        peer.send("a001 OK begin\r\n")?;
        gate.wait();
        peer.start_tls(Certificate::Good)?;
        peer.expect("a002 noop")?;
        peer.send("a002 OK done\r\n")?;
        peer.expect_logout()
    })
}

/// Types STARTTLS on this server, and waits for its OK.
fn start_handshake(server: &ScriptedServer, options: &[&str]) -> Terminal {
    let (address, ca_file) = (server.address(), server.ca_file());
    let terminal = start(&[&[&address, "--plain", "--ca-file", &ca_file], options].concat());
    terminal.wait_line("a001");
    terminal.type_line("starttls");
    terminal.wait_for("a001 OK begin");
    terminal.wait_line("");
    terminal
}

#[test]
fn the_prompt_works_during_the_handshake() {
    let gate = Gate::new();
    let server = stalls_in_handshake(gate.clone());
    let terminal = start_handshake(&server, &[]);
    terminal.type_keys(":sta");
    terminal.wait_line(":sta");
    terminal.type_line("te");
    terminal.wait_for("without encryption; TLS handshake under way");
    terminal.wait_for("In progress  a001 starttls");
    terminal.answer(":tls", "The TLS handshake is under way");
    for line in ["login taro himitsu9", ":raw a9 noop"] {
        terminal.answer(line, "Not sent: the TLS handshake has to finish first.");
    }
    terminal.type_keys(CTRL_C);
    terminal.wait_for("Another Ctrl-C closes");
    terminal.wait_for("The server accepted STARTTLS, but the TLS handshake is not done after two");
    gate.open();
    terminal.wait_for("The session is now encrypted with");
    terminal.wait_line("a002");
    terminal.type_line("noop");
    terminal.wait_for("a002 OK done");
    log_out(&terminal);
    assert!(!contains(&server.finish(), b"himitsu9"));
}

#[test]
fn ctrl_c_twice_and_quit_end_the_handshake() {
    let gate = Gate::new();
    let server = stalls_in_handshake(gate.clone());
    let terminal = start_handshake(&server, &[]);
    terminal.type_keys(CTRL_C);
    terminal.wait_for("Another Ctrl-C closes");
    terminal.type_keys(CTRL_C);
    terminal.wait_for("The connection was closed without LOGOUT");
    terminal.wait_line("(closed)");
    terminal.type_line(":quit");
    terminal.assert_exit(1);
    terminal.assert_restored();

    let terminal = start_handshake(&server, &[]);
    terminal.type_line(":quit");
    terminal.assert_exit(1);
    terminal.assert_restored();
    gate.open();
}

#[test]
fn a_handshake_that_is_never_done_closes_the_connection() {
    let gate = Gate::new();
    let server = stalls_in_handshake(gate.clone());
    let terminal = start_handshake(&server, &["--timeout", "500ms"]);
    terminal.wait_for("The server has not finished the TLS handshake after its OK to STARTTLS");
    terminal.wait_line("(closed)");
    terminal.assert_count("Received nothing", 0);
    terminal.type_line(":quit");
    terminal.assert_exit(1);
    gate.open();
}
