//! What answers where IMAP was looked for, names with several addresses, silence, and the system's roots.

use crate::support::certificates::Certificate;
use crate::support::process::{Finished, Process};
use crate::support::program::Program;
use crate::support::replays::{LOGIN_SCRIPT, on_plain, program, replay, tls_args};
use crate::support::scripted_server::ScriptedServer;
use nix::sys::socket::{
    AddressFamily, Backlog, SockFlag, SockType, SockaddrIn, bind, listen, socket,
};
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddrV4, TcpListener, TcpStream};
use std::process::Command;

const ELSEWHERE: &str =
    "Use an IMAP port: leave the port out for 993 (TLS), or use 143 (STARTTLS).";

/// No session, and these words; nothing of the script was sent.
#[track_caller]
fn assert_none(finished: &Finished, due: &[&str]) {
    finished.assert_status(3);
    for due in due {
        assert!(
            finished.stderr.contains(due),
            "due: {due:?}, said:\n{}",
            finished.stderr
        );
    }
    assert!(!finished.text().contains("Kept"), "{}", finished.text());
}

/// Other services by what they say first, and what they look like.
const SERVICES: &[(&str, &str)] = &[
    ("220 mail.example ESMTP Postfix", "it looks like SMTP"),
    ("220 OK", "it looks like SMTP"),
    ("554 5.7.1 no service for you", "it looks like SMTP"),
    ("220 ProFTPD Server ready.", "it looks like FTP"),
    ("+OK POP3 ready <1896@mail.example>", "it looks like POP3"),
    ("200 news.example ready", "it looks like NNTP"),
    ("HTTP/1.1 408 Request Timeout", "it looks like HTTP"),
    ("SSH-2.0-OpenSSH_9.2", "it looks like SSH"),
    (
        "\"IMPLEMENTATION\" \"Pigeonhole\"",
        "it looks like ManageSieve",
    ),
];

/// Says this, then waits for the client to hang up.
fn saying(line: &'static str) -> ScriptedServer {
    ScriptedServer::plain(move |peer| {
        peer.send(format!("{line}\r\n"))?;
        peer.rest().map(drop)
    })
}

#[test]
fn another_service_is_recognized_by_its_first_line() {
    for (line, looks) in SERVICES {
        for option in ["--plain", "--starttls"] {
            let server = saying(line);
            // A wait for the default timeout would be a failure: the first line says enough.
            let finished = replay(LOGIN_SCRIPT, &[&server.address(), option]);
            let said = format!("This is not IMAP; {looks}");
            assert_none(&finished, &[&said, &format!(": {line}\n"), ELSEWHERE]);
            assert_eq!(finished.text(), format!("{line}\r\n"));
            assert!(server.finish().is_empty());
        }
    }
}

#[test]
fn another_service_is_recognized_on_a_tls_connection() {
    for (line, looks) in SERVICES {
        let server = saying(line);
        let finished = replay(LOGIN_SCRIPT, &tls_args(&server, &[]));
        let said = format!("imapsh: This is not IMAP; {looks}");
        assert_none(&finished, &[&said, &format!(": {line}\n"), ELSEWHERE]);
        assert_eq!(finished.stderr.lines().count(), 2, "{}", finished.stderr);
    }
}

#[test]
fn another_service_behind_tls() {
    let server = ScriptedServer::tls(Certificate::Good, |peer| {
        peer.send("220 mail.example ESMTP\r\n")?;
        peer.rest().map(drop)
    });
    let finished = replay(LOGIN_SCRIPT, &tls_args(&server, &[]));
    assert_none(
        &finished,
        &["Connected to", "it looks like SMTP", ELSEWHERE],
    );
    assert!(server.finish().is_empty());
}

#[test]
fn tls_without_a_greeting() {
    let server = ScriptedServer::tls(Certificate::Good, |peer| peer.rest().map(drop));
    let finished = replay(LOGIN_SCRIPT, &tls_args(&server, &["--timeout", "300ms"]));
    let due = [
        "TLS started, but the server sent no greeting within 0.3 s",
        "443",
    ];
    assert_none(&finished, &due);
}

#[test]
fn tls_records_on_a_plaintext_connection() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(b"\x15\x03\x01\x00\x02\x02\x46")?;
        peer.hang_up()
    });
    let finished = on_plain(&server, LOGIN_SCRIPT, &[]);
    let due = [
        "This port expects TLS, but imapsh connected without encryption.",
        "Leave out --plain and --starttls.",
    ];
    assert_none(&finished, &due);
}

#[test]
fn an_unknown_service_is_reported_as_not_imap() {
    for hangs_up in [true, false] {
        let server = ScriptedServer::plain(move |peer| {
            peer.send("hello stranger\r\nhow are you\r\n")?;
            if hangs_up {
                return peer.hang_up();
            }
            peer.rest().map(drop)
        });
        let finished = on_plain(&server, LOGIN_SCRIPT, &["--timeout", "300ms"]);
        let said = "The server does not speak IMAP; it sent: hello stranger\n";
        assert_none(&finished, &[said, ELSEWHERE]);
    }
}

#[test]
fn a_greeting_after_other_lines_is_accepted() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("Welcome to the machine\r\n* OK ready\r\n")?;
        peer.log_out()
    });
    let finished = on_plain(&server, "logout\n", &[]);
    finished.assert_status(0);
    // A program's prose may look like anything.
    let script = "printf '220 days of uptime\\r\\n* OK ready\\r\\n'; read line; printf '* BYE\\r\\na001 OK\\r\\n'";
    replay("logout\n", &["--command", script]).assert_status(0);
}

#[cfg(target_os = "linux")]
#[test]
fn an_unanswered_connection_attempt_times_out() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listen(&listener, Backlog::new(0).expect("a length")).expect("no queue");
    let address = listener.local_addr().expect("its address");
    // The queue holds this one, and Linux answers nobody else.
    let _waits = TcpStream::connect(address).expect("the first");
    let address = address.to_string();
    for option in ["--plain", "--insecure"] {
        let finished = replay(LOGIN_SCRIPT, &[&address, option, "--timeout", "300ms"]);
        let said = format!("imapsh: Connecting to {address} timed out.\n");
        assert_none(
            &finished,
            &[&said, "A firewall may be in the way", "--timeout"],
        );
        assert_eq!(finished.stderr.lines().count(), 2, "{}", finished.stderr);
    }
}

/// imapsh in a mount namespace of its own with this as the file of hosts; nothing where the system
/// has no such namespaces.
fn with_hosts(hosts: &str, args: &[&str]) -> Option<Program> {
    let enter = [
        "-rm",
        "sh",
        "-c",
        "mount --bind hosts /etc/hosts && exec \"$0\" \"$@\"",
    ];
    let allowed = Command::new("unshare")
        .args(["-rm", "mount", "--bind", "/etc/hosts", "/etc/hosts"])
        .output();
    if !allowed.is_ok_and(|output| output.status.success()) {
        // Not eprintln!, which the test runner swallows where a test passes.
        let _ = writeln!(std::io::stderr(), "left out: no mount namespace here");
        return None;
    }
    let program = Program::new("unshare").args(&enter);
    let program = program.arg(env!("CARGO_BIN_EXE_imapsh")).args(args);
    program.file("hosts", hosts);
    program.file("s.imap", "logout\n");
    Some(program)
}

/// A socket of 127.0.0.1 that has the port and takes no connection.
fn refusing(port: u16) -> Option<std::os::fd::OwnedFd> {
    let kind = (AddressFamily::Inet, SockType::Stream);
    let held = socket(kind.0, kind.1, SockFlag::empty(), None).ok()?;
    let address = SocketAddrV4::new(Ipv4Addr::LOCALHOST, port);
    use std::os::fd::AsRawFd as _;
    bind(held.as_raw_fd(), &SockaddrIn::from(address)).ok()?;
    Some(held)
}

#[cfg(target_os = "linux")]
#[test]
fn every_address_of_a_host_is_tried_and_reported() {
    // 127.0.0.1 comes first in the resolver's order, whatever the file's.
    let (server, _held) = loop {
        let server = TcpListener::bind("127.0.0.2:0").expect("a free port");
        let port = server.local_addr().expect("its address").port();
        if let Some(held) = refusing(port) {
            break (server, held);
        }
    };
    let port = server.local_addr().expect("its address").port().to_string();
    let hosts = "127.0.0.1 several.example\n127.0.0.2 several.example\n";
    let args = ["replay", "s.imap", "several.example", &port, "--plain"];
    let Some(program) = with_hosts(hosts, &args) else {
        return;
    };
    let serving = std::thread::spawn(move || -> std::io::Result<()> {
        let (mut peer, _) = server.accept()?;
        peer.write_all(b"* OK ready\r\n")?;
        let mut line = String::new();
        BufReader::new(peer.try_clone()?).read_line(&mut line)?;
        peer.write_all(b"* BYE\r\na001 OK\r\n")
    });
    let finished = Process::run(program).finish();
    finished.assert_status(0);
    let said: Vec<&str> = finished.stderr.lines().collect();
    let due = [
        format!("imapsh: Trying 127.0.0.1:{port} (address 1 of 2)."),
        format!(
            "imapsh: 127.0.0.1:{port} refused the connection: nothing is listening on that port."
        ),
        format!("imapsh: Trying 127.0.0.2:{port} (address 2 of 2)."),
        format!("imapsh: Connected to 127.0.0.2:{port} without encryption"),
    ];
    assert!(said.len() >= due.len(), "{}", finished.stderr);
    for (said, due) in said.iter().zip(&due) {
        assert!(said.starts_with(due), "{said}\nis not\n{due}");
    }
    serving.join().expect("no panic").expect("a session");
    // Where all of them refuse there is no session.
    let Some(program) = with_hosts(hosts, &args) else {
        return;
    };
    let finished = Process::run(program).finish();
    finished.assert_status(3);
    for host in ["127.0.0.1", "127.0.0.2"] {
        let refused = format!("{host}:{port} refused the connection");
        assert!(finished.stderr.contains(&refused), "{}", finished.stderr);
    }
    assert!(
        finished.stderr.contains("Check the port"),
        "{}",
        finished.stderr
    );
}

#[test]
fn system_roots_are_used_when_bundled_roots_do_not_know_the_issuer() {
    for option in [None, Some("--starttls")] {
        let server = match option {
            None => ScriptedServer::tls(Certificate::Good, |peer| {
                peer.send("* OK ready\r\n")?;
                peer.log_out()
            }),
            Some(_) => ScriptedServer::plain(|peer| {
                peer.send("* OK ready\r\n")?;
                peer.expect("tls STARTTLS")?;
                peer.send("tls OK go\r\n")?;
                peer.start_tls(Certificate::Good)?;
                peer.log_out()
            }),
        };
        let address = server.address();
        let args: Vec<&str> = [Some(address.as_str()), option]
            .into_iter()
            .flatten()
            .collect();
        // What the system's store is, is the environment's to say, as with OpenSSL.
        let known = program("logout\n", &args).env("SSL_CERT_FILE", server.ca_file());
        let finished = Process::run(known).finish();
        finished.assert_status(0);
        let said = "issued by imapsh test authority (verified with the system's roots)";
        assert!(finished.stderr.contains(said), "{}", finished.stderr);
    }
}

#[test]
fn system_roots_do_not_override_other_checks() {
    for (certificate, due) in [
        (
            Certificate::Expired,
            [
                "expired on 2002-02-02 (issued by imapsh test authority)",
                "The server needs a new certificate",
            ],
        ),
        (
            Certificate::NotYetValid,
            [
                "is not valid before 2048-01-01",
                "Check this machine's clock",
            ],
        ),
        (
            Certificate::WrongHost,
            [
                "is not valid for 127.0.0.1, only for: elsewhere.example",
                "Connect to one of those names",
            ],
        ),
        (
            Certificate::UnknownIssuer,
            [
                "was issued by an unknown authority: imapsh test stranger",
                "--ca-file",
            ],
        ),
        (
            Certificate::SelfSigned,
            [
                "is self-signed: localhost",
                "Pass that certificate with --ca-file",
            ],
        ),
    ] {
        let server = ScriptedServer::tls(certificate, |peer| peer.rest().map(drop));
        let address = server.address();
        let by_system = program(LOGIN_SCRIPT, &[&address]).env("SSL_CERT_FILE", server.ca_file());
        for finished in [
            Process::run(by_system).finish(),
            replay(LOGIN_SCRIPT, &tls_args(&server, &[])),
        ] {
            assert_none(&finished, &due);
            assert_eq!(finished.stderr.lines().count(), 2, "{}", finished.stderr);
        }
    }
}

#[test]
fn an_unknown_host_that_looks_like_a_command_gets_a_suggestion() {
    for (word, due) in [
        ("serv", "imapsh serve --help"),
        ("lern", "imapsh learn"),
        ("idle", "imapsh replay idle"),
        ("version", "imapsh --version"),
        ("recnnect", ":reconnect"),
        ("some.imap", "imapsh replay some.imap"),
    ] {
        let finished = Process::start(&[word]).finish();
        finished.assert_status(3);
        let said: Vec<&str> = finished.stderr.lines().collect();
        assert!(
            said.first()
                .is_some_and(|it| it.contains(&format!("Host {word} "))),
            "{said:?}"
        );
        assert!(said.last().is_some_and(|it| it.contains(due)), "{said:?}");
    }
    // A host of that name is a host.
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.log_out()
    });
    let port = server.port();
    if let Some(program) = with_hosts("127.0.0.1 idle\n", &["idle", &port, "--plain"]) {
        let finished = Process::run(program).finish();
        finished.assert_status(0);
        assert!(
            !finished.stderr.contains("Did you mean"),
            "{}",
            finished.stderr
        );
    }
}
