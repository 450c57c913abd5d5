//! Tests of the test harness in `support`.

use crate::support::certificates::{Certificate, client_config};
use crate::support::dovecot::dovecot;
use crate::support::keys::{CTRL_D, ENTER};
use crate::support::process::Process;
use crate::support::program::Program;
use crate::support::scripted_server::ScriptedServer;
use crate::support::terminal::Terminal;
use crate::support::wire_tap::WireTap;
use crate::support::{Gate, TIMEOUT, contains};
use nix::sys::signal::Signal;
use rustls::pki_types::ServerName;
use rustls::{ClientConnection, StreamOwned};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Instant;

/// A client that sends and reads lines.
struct LineClient<S: Read + Write>(BufReader<S>);

type TlsStream = StreamOwned<ClientConnection, TcpStream>;

#[track_caller]
fn connect(address: &str) -> TcpStream {
    let socket = TcpStream::connect(address).expect("the server listens");
    let timeout = socket.set_read_timeout(Some(TIMEOUT));
    timeout.expect("a valid timeout");
    socket
}

fn tls_client() -> ClientConnection {
    let name = ServerName::try_from("localhost").expect("a valid name");
    ClientConnection::new(client_config(), name).expect("a valid configuration")
}

impl LineClient<TcpStream> {
    #[track_caller]
    fn plain(address: &str) -> Self {
        Self(BufReader::new(connect(address)))
    }
}

impl LineClient<TlsStream> {
    /// Connects and completes the handshake.
    #[track_caller]
    fn tls(address: &str) -> io::Result<Self> {
        let (mut socket, mut tls) = (connect(address), tls_client());
        tls.complete_io(&mut socket)?;
        Ok(Self(BufReader::new(StreamOwned::new(tls, socket))))
    }
}

impl<S: Read + Write> LineClient<S> {
    #[track_caller]
    fn send(&mut self, line: &str) {
        let stream = self.0.get_mut();
        let sent = stream.write_all(line.as_bytes());
        sent.and_then(|()| stream.flush()).expect("the server reads");
    }

    /// Reads a line with its CR LF; an empty one at the end of the stream.
    #[track_caller]
    fn line(&mut self) -> String {
        let mut line = String::new();
        self.0.read_line(&mut line).expect("the server sends UTF-8");
        line
    }

    /// Reads lines until one begins like this. Returns all of them.
    #[track_caller]
    fn until(&mut self, start: &str) -> String {
        let mut all = String::new();
        loop {
            let line = self.line();
            assert!(!line.is_empty(), "no {start:?} in {all:?}");
            all += &line;
            if line.starts_with(start) {
                return all;
            }
        }
    }
}

#[test]
fn dovecot_pushes_a_delivered_mail_into_idle() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    user.deliver("first");
    let address = format!("127.0.0.1:{}", dovecot.tls_port());
    let mut client = LineClient::tls(&address).expect("the certificate is valid");
    assert!(client.line().starts_with("* OK "));
    client.send(&format!("a001 login {} {}\r\n", user.name, user.password));
    client.until("a001 OK");
    client.send("a002 select inbox\r\n");
    assert!(client.until("a002 OK").contains("* 1 EXISTS"));
    client.send("a003 idle\r\n");
    client.until("+ ");
    user.deliver("second");
    client.until("* 2 EXISTS");
    client.send("done\r\n");
    client.until("a003 OK");
    assert_eq!(user.mails().len(), 2);
}

#[test]
fn dovecot_refuses_plaintext_login_on_its_strict_address() {
    let Some(dovecot) = dovecot() else { return };
    let greeting = |host: &str| {
        let address = format!("{host}:{}", dovecot.plain_port());
        LineClient::plain(&address).line()
    };
    assert!(!greeting("127.0.0.1").contains("LOGINDISABLED"));
    if cfg!(target_os = "linux") {
        assert!(greeting("127.0.0.2").contains("LOGINDISABLED"));
    }
}

#[test]
fn dovecot_answers_a_wrong_password_without_delay() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let mut client = LineClient::plain(&format!("127.0.0.1:{}", dovecot.plain_port()));
    client.line();
    let started = Instant::now();
    for number in 0..5 {
        client.send(&format!("a{number} login {} wrong\r\n", user.name));
        client.until(&format!("a{number} NO"));
    }
    // Dovecot's delays would be two seconds and more for each of the five attempts. Without them
    // all attempts together take milliseconds, even on a slow machine.
    let elapsed = started.elapsed();
    assert!(elapsed.as_secs() < 8, "{elapsed:?}");
}

#[test]
fn named_users_have_the_mailboxes_of_the_tutorial_and_begin_empty() {
    let Some(dovecot) = dovecot() else { return };
    for _ in 0..2 {
        let user = dovecot.named_user("user");
        let account = (user.name.as_str(), user.password.as_str());
        assert_eq!(account, ("user", "pass"));
        let mut client = LineClient::plain(&format!("127.0.0.1:{}", dovecot.plain_port()));
        client.send("a login user pass\r\nb list \"\" \"*\"\r\nc status inbox (messages)\r\n");
        let list = client.until("b OK");
        for mailbox in ["Archive", "Sent", "Drafts", "Trash", "Junk", "INBOX"] {
            assert!(list.contains(&format!("\"/\" {mailbox}\r\n")), "{list}");
        }
        assert!(client.until("c OK").contains("MESSAGES 0"));
        user.deliver("deleted-before-the-second-pass");
        client.send("d logout\r\n");
        client.until("d OK");
    }
}

#[test]
fn the_wire_tap_captures_both_sides_under_tls() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let tap = WireTap::tls(&dovecot.plain_port());
    let address = format!("127.0.0.1:{}", tap.port());
    let mut client = LineClient::tls(&address).expect("the certificate is valid");
    client.line();
    let login = format!("x login {} {}\r\n", user.name, user.password);
    client.send(&login);
    client.until("x OK");
    client.send("y logout\r\n");
    client.until("y OK");
    assert_eq!(client.line(), "");
    assert_eq!(tap.client.text(), format!("{login}y logout\r\n"));
    assert!(tap.server.text().starts_with("* OK "));
}

#[test]
fn the_terminal_types_keys_and_shows_output() {
    let terminal = Terminal::start(Program::new("cat"), 10, 40);
    terminal.type_line("日本語 typed");
    terminal.wait_screen("日本語 typed\n日本語 typed");
    assert_eq!(terminal.cursor(), (2, 0));
    assert!(terminal.echoes());
    terminal.type_keys(CTRL_D);
    terminal.assert_exit(0);
}

#[test]
fn the_terminal_reports_colors_requests_and_scrollback() {
    let script = r"
        i=1; while [ $i -le 30 ]; do echo row $i; i=$((i+1)); done
        printf '\033]2;a title\007\033[31mred\033[0m \033[6n'
        read -r answer; echo answered";
    let terminal = Terminal::start(Program::new("sh").args(&["-c", script]), 10, 40);
    terminal.wait_for("red");
    assert_eq!(terminal.style_of("red").color, vt100::Color::Idx(1));
    assert_eq!(terminal.requests(), ["title a title"]);
    assert_eq!(terminal.all_rows()[..2], ["row 1", "row 2"]);
    assert_eq!(terminal.all_rows().len(), 31);
    // The terminal's answer to the query of the cursor position, echoed like typed keys.
    terminal.wait_for("red ^[[10;5R");
    terminal.type_keys(ENTER);
    terminal.wait_for("answered");
    terminal.assert_exit(0);
    assert!(contains(&terminal.written(), b"\x1b]2;a title\x07"));
}

#[test]
fn the_terminal_delivers_resizes_and_signals() {
    let script =
        "trap 'stty size' WINCH; trap 'exit 7' TERM; echo ready; while :; do read -r line; done";
    let terminal = Terminal::start(Program::new("sh").args(&["-c", script]), 24, 80);
    terminal.wait_for("ready");
    terminal.resize(30, 100);
    // The shell executes a trap only after `read`.
    terminal.type_keys(ENTER);
    terminal.wait_for("30 100");
    terminal.signal(Signal::SIGTERM);
    terminal.type_keys(ENTER);
    terminal.assert_exit(7);
}

#[test]
fn a_process_reads_lines_as_they_are_sent() {
    let script = "while read -r line; do echo got $line; done; echo over >&2; exit 3";
    let mut process = Process::start(Program::new("sh").args(&["-c", script]));
    process.send("one\n");
    process.stdout.wait_for("got one\n");
    process.send("two\n");
    process.stdout.wait_for("got two\n");
    let finished = process.finish();
    finished.assert_status(3);
    finished.assert_stdout("got one\ngot two\n");
    assert_eq!(finished.stderr, "over\n");
}

#[test]
fn a_program_has_a_private_home_folder() {
    let program = Program::new("sh").args(&["-c", "echo text > note; pwd; env"]);
    let finished = Process::start(program).finish();
    let home = finished.program.home();
    finished.assert_stdout_contains(&format!("HOME={}", home.display()));
    finished.assert_stdout_lacks("CARGO");
    let note = (home.join("note"), b"text\n".to_vec());
    assert_eq!(finished.program.all_files(), [note]);
}

#[test]
fn a_scripted_server_uses_tls_and_captures_what_it_received() {
    let server = ScriptedServer::tls(Certificate::Good, |peer| {
        peer.send_in_parts("* OK hello\r\n", &[1, 5, 11])?;
        peer.answer("noop", "* 1 EXISTS\r\n")?;
        assert_eq!(peer.read_octets(3)?, b"abc");
        peer.expect_logout()
    });
    let mut client = LineClient::tls(&server.address()).expect("the certificate is valid");
    assert_eq!(client.line(), "* OK hello\r\n");
    client.send("a1 noop\r\n");
    assert_eq!(client.until("a1"), "* 1 EXISTS\r\na1 OK done\r\n");
    client.send("abcz LOGOUT\r\n");
    assert_eq!(client.until("z"), "* BYE see you\r\nz OK done\r\n");
    drop(client);
    assert_eq!(server.finish(), b"a1 noop\r\nabcz LOGOUT\r\n");
}

#[test]
fn a_scripted_server_starts_tls_after_early_octets() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK hello\r\n")?;
        let tag = peer.expect_command("starttls")?;
        peer.send(format!("{tag} OK go\r\n"))?;
        peer.start_tls(Certificate::Good)?;
        peer.expect("under TLS")?;
        peer.close()
    });
    let mut socket = connect(&server.address());
    socket.write_all(b"t starttls\r\n").expect("the server reads");
    let mut answer = vec![0; "* OK hello\r\nt OK go\r\n".len()];
    socket.read_exact(&mut answer).expect("the server answers");
    let mut client = LineClient(BufReader::new(StreamOwned::new(tls_client(), socket)));
    client.send("under TLS\r\n");
    assert_eq!(client.line(), "");
    drop(client);
    server.finish();
    let connection = server.connection(0);
    assert_eq!(connection.received_before_tls(), b"t starttls\r\n");
    assert_eq!(connection.received_over_tls(), b"under TLS\r\n");
}

#[test]
fn each_bad_certificate_fails_for_its_reason() {
    use Certificate::{Expired, NotYetValid, SelfSigned, UnknownIssuer, WrongHost};
    for (certificate, reason) in [
        (Expired, "Expired"),
        (NotYetValid, "NotValidYet"),
        (WrongHost, "NotValidForName"),
        (UnknownIssuer, "UnknownIssuer"),
        (SelfSigned, "UnknownIssuer"),
    ] {
        let server = ScriptedServer::tls(certificate, |_| Ok(()));
        let error = LineClient::tls(&server.address()).err();
        let error = error.expect("the client refuses the certificate");
        let error = format!("{certificate:?}: {error:?}");
        assert!(error.contains(reason), "{error}");
        assert!(server.script_error(0).is_some(), "no alert after {error}");
        assert!(!server.connection(0).completed_handshake());
    }
}

#[test]
fn a_server_that_requires_a_client_certificate_refuses_other_clients() {
    let server = ScriptedServer::tls_with_client_certificate(|peer| peer.send("* OK\r\n"));
    // In TLS 1.3 the handshake of the client ends before the server refuses it.
    let _ = LineClient::tls(&server.address());
    let error = server.script_error(0).expect("the handshake fails");
    assert!(error.contains("peer sent no certificates"), "{error}");
}

#[test]
fn a_scripted_server_sends_large_data_and_waits_at_a_gate() {
    let gate = Gate::new();
    let server_gate = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        server_gate.wait();
        peer.send_repeated(b"0123456789", 3_000_005)?;
        peer.close()
    });
    let mut socket = connect(&server.address());
    gate.open();
    let mut received = Vec::new();
    let length = socket.read_to_end(&mut received);
    assert_eq!(length.expect("the server closes in order"), 3_000_005);
    assert!(received.ends_with(b"78901234"));
    drop(socket);
    server.finish();
}

#[test]
fn a_scripted_server_can_reset_and_fail() {
    let server = ScriptedServer::plain(|peer| match peer.number() {
        0 => peer.reset(),
        _ => peer.expect("something else"),
    });
    let mut socket = connect(&server.address());
    socket.write_all(b"unread").expect("the server accepts it");
    let error = socket.read(&mut [0]).expect_err("the server resets");
    assert_eq!(error.kind(), io::ErrorKind::ConnectionReset);

    let mut socket = connect(&server.address());
    socket.write_all(b"a noop\r\n").expect("the server accepts it");
    let error = server.script_error(1).expect("the script fails");
    assert!(error.contains("expected \"something else\""), "{error}");
}
