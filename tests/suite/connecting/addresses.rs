//! Host names, addresses and ports.

use super::{LOGIN_SCRIPT, assert_no_session};
use crate::support::certificates::Certificate;
use crate::support::dovecot::dovecot;
use crate::support::optional::skip;
use crate::support::process::Process;
use crate::support::program::Program;
use crate::support::replays::replay;
use crate::support::scripted_server::ScriptedServer;
use crate::support::scripted_server::scripts::greets_and_logs_out;
use std::net::{TcpListener, ToSocketAddrs};

/// A part of the suggestion after the unknown host "idle".
const IDLE_SUGGESTION: &str = "imapsh replay idle";

#[test]
fn unknown_host_name() {
    // Names under .invalid never resolve (RFC 6761). The exact text depends on whether there is a name
    // server.
    let finished = replay(LOGIN_SCRIPT, &["nowhere.invalid"]);
    assert_no_session(&finished, &["Host nowhere.invalid ", "Check "]);
    finished.assert_stdout_empty();
}

#[test]
fn connection_refused() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("the listener has an address");
    drop(listener);
    let finished = replay(LOGIN_SCRIPT, &[address.to_string()]);
    let refused = format!("{address} refused the connection: nothing is listening");
    assert_no_session(&finished, &[&refused, "Check the port"]);
    finished.assert_stderr_lines(2);
}

#[test]
fn every_form_of_address_connects() {
    let plain = ScriptedServer::plain(greets_and_logs_out);
    let tls = ScriptedServer::tls(Certificate::Good, greets_and_logs_out);
    for args in [
        &[plain.address(), "--plain".into()][..],
        &["127.0.0.1".into(), plain.port(), "--plain".into()],
        &[format!("localhost:{}", plain.port()), "--plain".into()],
        &["localhost".into(), tls.port()],
        &[tls.address()],
        &[format!("imaps://127.0.0.1:{}", tls.port())],
    ] {
        let args = [args, &["--ca-file".into(), tls.ca_file()]].concat();
        replay("logout\n", &args).assert_status(0);
    }
}

#[test]
fn an_ipv6_address_connects() {
    let Some(dovecot) = dovecot() else { return };
    if TcpListener::bind("[::1]:0").is_err() {
        skip("there is no IPv6");
        return;
    }
    let (port, ca_file) = (dovecot.tls_port(), dovecot.ca_file());
    let joined = format!("[::1]:{port}");
    for host in [&[joined.as_str()][..], &["::1", &port]] {
        let args = [host, &["--ca-file", &ca_file]].concat();
        let finished = replay("capability\n", &args);
        finished.assert_status(0);
        finished.assert_stderr_contains(&format!("Connected to [::1]:{port} with TLS"));
    }
}

#[test]
fn several_addresses_are_tried_one_after_another() {
    let server = ScriptedServer::plain(greets_and_logs_out);
    let port = server.port();
    let finished = replay("logout\n", &["localhost", &port, "--plain"]);
    finished.assert_status(0);
    finished.assert_stderr_contains(&format!("Connected to 127.0.0.1:{port}"));
    let addresses = format!("localhost:{port}").to_socket_addrs();
    let addresses: Vec<_> = addresses.expect("localhost has addresses").collect();
    if addresses.len() > 1 {
        finished.assert_stderr_contains(&format!("of {} addresses", addresses.len()));
        if addresses[0].is_ipv6() {
            finished.assert_stderr_contains(&format!("[::1]:{port} refused the connection"));
        }
    }
}

#[test]
fn an_unknown_host_that_looks_like_a_command_gets_a_suggestion() {
    for (word, suggestion) in [
        ("serv", "imapsh serve --help"),
        ("lern", "imapsh learn"),
        ("idle", IDLE_SUGGESTION),
        ("version", "imapsh --version"),
        ("recnnect", ":reconnect"),
        ("some.imap", "imapsh replay some.imap"),
    ] {
        let finished = Process::imapsh(&[word]).finish();
        finished.assert_status(3);
        let lines: Vec<&str> = finished.stderr.lines().collect();
        let [first, .., last] = lines[..] else { panic!("{lines:?}") };
        assert!(first.contains(&format!("Host {word} ")), "{lines:?}");
        assert!(last.contains(suggestion), "{lines:?}");
    }
}

#[cfg(target_os = "linux")]
mod on_linux {
    use super::*;
    use nix::sys::socket::{
        AddressFamily, Backlog, SockFlag, SockType, SockaddrIn, bind, listen, socket,
    };
    use std::io::{self, BufRead, BufReader, Write};
    use std::net::{SocketAddrV4, TcpStream};
    use std::os::fd::{AsRawFd, OwnedFd};
    use std::process::Command;

    #[test]
    fn an_unanswered_connection_attempt_times_out() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let backlog = Backlog::new(0).expect("0 is a valid backlog");
        listen(&listener, backlog).expect("the backlog can be changed");
        let address = listener.local_addr().expect("the listener has an address");
        // This connection fills the backlog. Linux does not answer any further attempt.
        let _first = TcpStream::connect(address).expect("the backlog has room for one");
        let address = address.to_string();
        for option in ["--plain", "--insecure"] {
            let finished = replay(LOGIN_SCRIPT, &[&address, option, "--timeout", "300ms"]);
            let cause = format!("imapsh: Connecting to {address} timed out.\n");
            let texts = [&cause, "A firewall may be in the way", "--timeout"];
            assert_no_session(&finished, &texts);
            finished.assert_stderr_lines(2);
        }
    }

    /// imapsh with `hosts` as its `/etc/hosts`, in a new mount namespace. Skips the test where the
    /// system does not allow that.
    fn imapsh_with_hosts(hosts: &str, args: &[&str]) -> Option<Program> {
        let allowed = Command::new("unshare")
            .args(["-rm", "mount", "--bind", "/etc/hosts", "/etc/hosts"])
            .output();
        if !allowed.is_ok_and(|output| output.status.success()) {
            skip("a mount namespace cannot be created");
            return None;
        }
        let run = "mount --bind hosts /etc/hosts && exec \"$0\" \"$@\"";
        let program = Program::new("unshare")
            .args(&["-rm", "sh", "-c", run, env!("CARGO_BIN_EXE_imapsh")])
            .args(args);
        program.write_file("hosts", hosts);
        program.write_file("s.imap", "logout\n");
        Some(program)
    }

    #[test]
    fn a_host_whose_name_is_a_command_gets_no_suggestion() {
        let server = ScriptedServer::plain(greets_and_logs_out);
        let port = server.port();
        let args = ["idle", &port, "--plain"];
        if let Some(program) = imapsh_with_hosts("127.0.0.1 idle\n", &args) {
            let finished = Process::start(program).finish();
            finished.assert_status(0);
            finished.assert_stderr_lacks(IDLE_SUGGESTION);
        }
    }

    /// Binds a socket to this port of 127.0.0.1 without listening, so that connections to it are refused.
    fn refuse_connections(port: u16) -> Option<OwnedFd> {
        let tcp = SockType::Stream;
        let socket = socket(AddressFamily::Inet, tcp, SockFlag::empty(), None).ok()?;
        let address = SocketAddrV4::new([127, 0, 0, 1].into(), port);
        bind(socket.as_raw_fd(), &SockaddrIn::from(address)).ok()?;
        Some(socket)
    }

    /// Greets one client and answers its LOGOUT.
    fn serve_one(listener: &TcpListener) -> io::Result<()> {
        let (mut socket, _) = listener.accept()?;
        socket.write_all(b"* OK ready\r\n")?;
        BufReader::new(socket.try_clone()?).read_line(&mut String::new())?;
        socket.write_all(b"* BYE\r\na001 OK\r\n")
    }

    #[test]
    fn every_address_of_a_host_is_tried_and_reported() {
        // A port that 127.0.0.2 accepts and 127.0.0.1, which the resolver returns first, refuses.
        let (listener, port, _refusing) = loop {
            let listener = TcpListener::bind("127.0.0.2:0").expect("a port is free");
            let address = listener.local_addr().expect("the listener has an address");
            if let Some(refusing) = refuse_connections(address.port()) {
                break (listener, address.port().to_string(), refusing);
            }
        };
        let hosts = "127.0.0.1 several.example\n127.0.0.2 several.example\n";
        let args = ["replay", "s.imap", "several.example", &port, "--plain"];
        let Some(program) = imapsh_with_hosts(hosts, &args) else {
            return;
        };
        let server = std::thread::spawn(move || serve_one(&listener));
        let finished = Process::start(program.clone()).finish();
        finished.assert_status(0);
        let expected = [
            format!("imapsh: Trying 127.0.0.1:{port} (address 1 of 2)."),
            format!(
                "imapsh: 127.0.0.1:{port} refused the connection: nothing is listening on that port."
            ),
            format!("imapsh: Trying 127.0.0.2:{port} (address 2 of 2)."),
            format!("imapsh: Connected to 127.0.0.2:{port} without encryption"),
        ];
        assert!(finished.stderr.lines().count() >= 4, "{}", finished.stderr);
        for (line, expected) in finished.stderr.lines().zip(&expected) {
            assert!(line.starts_with(expected), "{line}\nis not\n{expected}");
        }
        let served = server.join().expect("the server does not panic");
        served.expect("the server's session ends in order");

        // The server has stopped: now both addresses refuse.
        let finished = Process::start(program).finish();
        for host in ["127.0.0.1", "127.0.0.2"] {
            let refused = format!("{host}:{port} refused the connection");
            assert_no_session(&finished, &[&refused, "Check the port"]);
        }
    }
}
