//! The harness itself: each of its parts does what the tests will ask of it.

use crate::support::certificates::{Certificate, client_config};
use crate::support::dovecot::dovecot;
use crate::support::process::Process;
use crate::support::program::Program;
use crate::support::scripted_server::{Opening, ScriptedServer};
use crate::support::terminal::Terminal;
use crate::support::wire_tap::WireTap;
use crate::support::{Gate, TIMEOUT, holds};
use nix::sys::signal::Signal;
use rustls::pki_types::ServerName;
use rustls::{ClientConnection, StreamOwned};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

/// A client that knows nothing of IMAP, over any stream.
struct Client<S: Read + Write>(BufReader<S>);

impl Client<TcpStream> {
    fn plain(address: &str) -> Self {
        let socket = TcpStream::connect(address).expect("a connection");
        socket.set_read_timeout(Some(TIMEOUT)).expect("a deadline");
        Self(BufReader::new(socket))
    }
}

impl Client<StreamOwned<ClientConnection, TcpStream>> {
    fn tls(address: &str) -> std::io::Result<Self> {
        let mut socket = TcpStream::connect(address)?;
        socket.set_read_timeout(Some(TIMEOUT))?;
        let name = ServerName::try_from("localhost").expect("a name");
        let mut tls = ClientConnection::new(client_config(), name).expect("a client");
        tls.complete_io(&mut socket)?;
        Ok(Self(BufReader::new(StreamOwned::new(tls, socket))))
    }
}

impl<S: Read + Write> Client<S> {
    fn send(&mut self, line: &str) {
        self.0.get_mut().write_all(line.as_bytes()).expect("sent");
        self.0.get_mut().flush().expect("sent");
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.0.read_line(&mut line).expect("a line");
        line
    }

    /// Reads lines up to and with one that begins like this.
    fn until(&mut self, begin: &str) -> String {
        let mut all = String::new();
        loop {
            let line = self.line();
            assert!(
                !line.is_empty(),
                "the server hung up; due: {begin:?}, came: {all}"
            );
            all += &line;
            if line.starts_with(begin) {
                return all;
            }
        }
    }
}

#[test]
fn dovecot_pushes_a_delivered_mail_into_idle() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    user.deliver_subject("first");
    let mut client = Client::tls(&format!("127.0.0.1:{}", dovecot.tls_port())).expect("TLS");
    assert!(client.line().starts_with("* OK "));
    client.send(&format!("a001 login {} {}\r\n", user.name, user.password));
    client.until("a001 OK");
    client.send("a002 select inbox\r\n");
    assert!(client.until("a002 OK").contains("* 1 EXISTS"));
    client.send("a003 idle\r\n");
    client.until("+ ");
    user.deliver_subject("second");
    client.until("* 2 EXISTS");
    client.send("done\r\n");
    client.until("a003 OK");
    assert_eq!(user.mails().len(), 2);
}

#[test]
fn dovecot_refuses_plaintext_login_on_its_strict_address() {
    let Some(dovecot) = dovecot() else { return };
    let greeting = |address: &str| {
        let mut client = Client::plain(&format!("{address}:{}", dovecot.plain_port()));
        client.line()
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
    let mut client = Client::plain(&format!("127.0.0.1:{}", dovecot.plain_port()));
    client.line();
    let from = std::time::Instant::now();
    for number in 0..5 {
        client.send(&format!("a{number} login {} wrong\r\n", user.name));
        client.until(&format!("a{number} NO"));
    }
    // Dovecot's own delays are two seconds each and more; this is no matter of the machine's speed.
    assert!(from.elapsed().as_secs() < 8, "{:?}", from.elapsed());
}

#[test]
fn known_users_have_the_mailboxes_of_the_tutorial_and_begin_empty() {
    let Some(dovecot) = dovecot() else { return };
    for round in 0..2 {
        let user = dovecot.known_user("user");
        assert_eq!(
            (user.name.as_str(), user.password.as_str()),
            ("user", "pass")
        );
        let mut client = Client::plain(&format!("127.0.0.1:{}", dovecot.plain_port()));
        client.send("a login user pass\r\nb list \"\" \"*\"\r\nc status inbox (messages)\r\n");
        let list = client.until("b OK");
        for mailbox in ["Archive", "Sent", "Drafts", "Trash", "Junk", "INBOX"] {
            assert!(list.contains(&format!("\"/\" {mailbox}\r\n")), "{list}");
        }
        assert!(client.until("c OK").contains("MESSAGES 0"), "round {round}");
        user.deliver_subject("of-this-round");
        client.send("d logout\r\n");
        client.until("d OK");
    }
}

#[test]
fn the_wire_tap_captures_both_sides_under_tls() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let tap = WireTap::tls(&dovecot.plain_port());
    let mut client = Client::tls(&format!("127.0.0.1:{}", tap.port())).expect("TLS");
    client.line();
    let login = format!("x login {} {}\r\n", user.name, user.password);
    client.send(&login);
    client.until("x OK");
    client.send("y logout\r\n");
    client.until("y OK");
    let tail = client.line();
    assert_eq!(tail, "");
    assert_eq!(
        tap.client.octets(),
        format!("{login}y logout\r\n").into_bytes()
    );
    assert!(tap.server.text().starts_with("* OK "));
}

#[test]
fn the_terminal_types_keys_and_shows_output() {
    let terminal = Terminal::run(Program::new("cat"), 10, 40);
    terminal.type_keys("日本語 typed\r");
    terminal.wait_until("both lines", |screen| {
        screen.contents().matches("日本語 typed").count() == 2
    });
    assert_eq!(terminal.cursor(), (2, 0));
    assert!(terminal.is_cooked());
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn the_terminal_reports_colors_requests_and_scrollback() {
    let script = r"
        i=1; while [ $i -le 30 ]; do echo row $i; i=$((i+1)); done
        printf '\033]2;a title\007\033[31mred\033[0m \033[6n'
        read -r answer; echo answered";
    let terminal = Terminal::run(Program::new("sh").args(&["-c", script]), 10, 40);
    terminal.wait_for("red");
    assert_eq!(terminal.cell_of("red").colour, vt100::Color::Idx(1));
    assert_eq!(terminal.requests().asked, ["title a title"]);
    assert_eq!(terminal.all_rows()[..2], ["row 1", "row 2"]);
    assert_eq!(terminal.all_rows().len(), 31);
    terminal.wait_for("red ^[[10;5R"); // the terminal's answer, echoed as what is typed
    terminal.type_keys("\r");
    terminal.wait_for("answered");
    assert_eq!(terminal.wait_exit(), 0);
    assert!(holds(&terminal.raw_output(), b"\x1b]2;a title\x07"));
}

#[test]
fn the_terminal_delivers_resizes_and_signals() {
    let script =
        "trap 'stty size' WINCH; trap 'exit 7' TERM; echo ready; while :; do read -r line; done";
    let terminal = Terminal::run(Program::new("sh").args(&["-c", script]), 24, 80);
    terminal.wait_for("ready");
    terminal.resize(30, 100);
    // A shell runs its trap when the read ends.
    terminal.type_keys("\r");
    terminal.wait_for("30 100");
    terminal.signal(Signal::SIGTERM);
    terminal.type_keys("\r");
    assert_eq!(terminal.wait_exit(), 7);
}

#[test]
fn a_process_reads_lines_as_they_are_sent() {
    let script = "while read -r line; do echo got $line; done; echo over >&2; exit 3";
    let mut process = Process::run(Program::new("sh").args(&["-c", script]));
    process.send("one\n");
    process.stdout.wait_for("got one\n");
    process.send("two\n");
    process.stdout.wait_for("got two\n");
    let finished = process.finish();
    finished.assert_status(3);
    assert_eq!(finished.text(), "got one\ngot two\n");
    assert_eq!(finished.stderr, "over\n");
}

#[test]
fn a_program_has_a_private_home_folder() {
    let program = Program::new("sh").args(&["-c", "echo kept > note; pwd; env"]);
    let home = program.home().to_owned();
    let process = Process::run(program.clone());
    let finished = process.finish();
    assert!(
        finished
            .text()
            .contains(&format!("HOME={}", home.display()))
    );
    assert!(!finished.text().contains("CARGO"));
    assert_eq!(program.files(), [(home.join("note"), b"kept\n".to_vec())]);
}

#[test]
fn a_scripted_server_uses_tls_and_captures_what_it_received() {
    let server = ScriptedServer::tls(Certificate::Good, |peer| {
        peer.send_cut("* OK hello\r\n", &[1, 5, 11])?;
        peer.answer("noop", "* 1 EXISTS\r\n")?;
        assert_eq!(peer.octets(3)?, b"abc");
        peer.log_out()
    });
    let mut client = Client::tls(&server.address()).expect("TLS");
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
        peer.hang_up()
    });
    let mut socket = TcpStream::connect(server.address()).expect("a connection");
    socket.write_all(b"t starttls\r\n").expect("sent");
    let mut greeting = vec![0; "* OK hello\r\nt OK go\r\n".len()];
    socket.read_exact(&mut greeting).expect("the answer");
    let name = ServerName::try_from("localhost").expect("a name");
    let tls = ClientConnection::new(client_config(), name).expect("a client");
    let mut client = Client(BufReader::new(StreamOwned::new(tls, socket)));
    client.send("under TLS\r\n");
    assert_eq!(client.line(), "");
    drop(client);
    server.finish();
    let connection = server.connection(0);
    assert_eq!(connection.clear(), b"t starttls\r\n");
    assert_eq!(connection.protected(), b"under TLS\r\n");
}

#[test]
fn each_bad_certificate_fails_for_its_reason() {
    use Certificate::{Expired, NotYetValid, SelfSigned, UnknownIssuer, WrongHost};
    for (certificate, why) in [
        (Expired, "Expired"),
        (NotYetValid, "NotValidYet"),
        (WrongHost, "NotValidForName"),
        (UnknownIssuer, "UnknownIssuer"),
        (SelfSigned, "UnknownIssuer"),
    ] {
        let server = ScriptedServer::tls(certificate, |_| Ok(()));
        let error = Client::tls(&server.address()).err().expect("a refusal");
        assert!(
            format!("{error:?}").contains(why),
            "{certificate:?}: {error:?}"
        );
        assert!(
            server.error(0).is_some(),
            "the server has heard of the refusal"
        );
        assert!(!server.connection(0).completed_handshake());
    }
    let server = ScriptedServer::start(Opening::TlsWithClientCertificate, |peer| {
        peer.send("* OK\r\n")
    });
    // Under TLS 1.3 the client hears only afterwards that its certificate was missed.
    let _ = Client::tls(&server.address());
    assert!(
        server
            .error(0)
            .is_some_and(|error| error.contains("peer sent no certificates"))
    );
}

#[test]
fn a_scripted_server_sends_large_data_and_waits_at_a_gate() {
    let gate = Gate::new();
    let theirs = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.wait(&theirs);
        peer.send_repeated(b"0123456789", 3_000_005)?;
        peer.hang_up()
    });
    let mut socket = TcpStream::connect(server.address()).expect("a connection");
    gate.open();
    let mut all = Vec::new();
    socket.read_to_end(&mut all).expect("all of it");
    drop(socket);
    assert_eq!(all.len(), 3_000_005);
    assert!(all.ends_with(b"78901234"));
    server.finish();
}

#[test]
fn a_scripted_server_can_reset_and_fail() {
    let server = ScriptedServer::plain(|peer| match peer.number() {
        0 => peer.reset(),
        _ => peer.expect("something else"),
    });
    let mut socket = TcpStream::connect(server.address()).expect("a connection");
    socket.write_all(b"unread").expect("sent");
    let error = socket.read(&mut [0]).expect_err("a reset");
    assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
    let mut socket = TcpStream::connect(server.address()).expect("a connection");
    socket.write_all(b"a noop\r\n").expect("sent");
    let error = server.error(1).expect("the script's error");
    assert!(error.contains("due: \"something else\""), "{error}");
}
