//! Output without escape sequences: on a dumb terminal, and redirected.

use super::*;
use crate::support::scripted_server::scripts::accepts_everything;

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
    terminal.wait_line("a001");
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
fn a_dumb_terminal_shows_a_line_once() {
    let server = ScriptedServer::plain(accepts_everything);
    let program = Program::imapsh(&[&server.address(), "--plain"]).env("TERM", "dumb");
    let terminal = Terminal::start(program, 60, 80);
    // Where output comes after the prompt, a part of the line may be above it. Then it is shown again.
    let is_once = (1..20).any(|number| {
        let tag = format!("a{number:03}");
        terminal.wait_line(&tag);
        terminal.answer("noop", &format!("{tag} OK"));
        terminal.all_rows().iter().filter(|row| **row == format!("{tag} noop")).count() == 1
    });
    assert!(is_once, "{:?}", terminal.all_rows());
    log_out(&terminal);
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
    assert!(wire.contains("\r\na001 login taro ${password}\r\na001 OK in\r\n"), "{wire}");
    assert!(!wire.contains("imapsh") && !wire.contains('▸'), "{wire}");
    assert_secret_absent(&terminal, "himitsu7");
}

#[test]
fn nothing_is_sent_when_nobody_reads_the_output() {
    let server = ScriptedServer::plain(accepts_everything);
    let session = "{ \"$0\" ADDRESS --plain; echo status $? > /dev/tty; }"
        .replace("ADDRESS", &server.address());
    let command = format!("{session} | {{ read greeting; exec 0<&-; echo unread > /dev/tty; }}");
    let program = Program::new("sh").args(&["-c", &command, env!("CARGO_BIN_EXE_imapsh")]);
    let terminal = Terminal::start(program, 20, 80);
    terminal.wait_for("unread");
    // The user believes the session to be over.
    terminal.type_line("rm -r Mail");
    terminal.wait_for("imapsh: The program that reads the output has ended");
    terminal.wait_for("status 1");
    let received = String::from_utf8_lossy(&server.received()).into_owned();
    assert!(!received.contains("Mail"), "{received}");
}
