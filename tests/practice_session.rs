//! Sessions of the practice server: mechanisms, STARTTLS, COMPRESS, limits, shutdown.

mod practice;

use imapsh::internals::{Config, Server, SessionOptions};
use practice::{Client, quiet};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use std::io::{BufRead, BufReader, Read, Write};
use std::sync::Arc;
use std::time::Duration;

fn base64(text: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(text)
}

#[test]
fn mechanisms_accept_and_reject_logins() {
    let server = Server::new(quiet());
    let mut client = Client::connect(&server);
    assert_eq!(
        client.tagged("LOGIN user wrong"),
        "NO [AUTHENTICATIONFAILED] Authentication failed."
    );
    assert!(
        client
            .tagged(&format!("AUTHENTICATE PLAIN {}", base64("\0user\0wrong")))
            .starts_with("NO [AUTH")
    );
    assert!(client.tagged("AUTHENTICATE GSSAPI").starts_with("NO "));
    client.send(b"c AUTHENTICATE PLAIN\r\n*\r\n");
    assert_eq!(client.read_line(), "+ ");
    assert!(client.read_line().starts_with("c BAD "));
    client.send(b"c AUTHENTICATE CRAM-MD5\r\nnot base64\r\n");
    assert!(client.read_line().starts_with("+ P"));
    assert!(client.read_line().starts_with("c BAD "));
    client.send(
        format!(
            "x AUTHENTICATE XOAUTH2 {}\r\n\r\n",
            base64("user=user\x01auth=Bearer invalid\x01\x01")
        )
        .as_bytes(),
    );
    assert!(client.read_line().starts_with("+ ey"), "the error challenge is a JSON object");
    assert!(client.read_line().starts_with("x NO "));
    client.ok(&format!("AUTHENTICATE XOAUTH2 {}", base64("user=user\x01auth=Bearer abc\x01\x01")));
    let mut client = Client::connect(&server);
    client.send(
        format!("l AUTHENTICATE LOGIN\r\n{}\r\n{}\r\n", base64("taro"), base64("himitsu"))
            .as_bytes(),
    );
    assert_eq!(client.read_line(), "+ VXNlcm5hbWU6");
    assert_eq!(client.read_line(), "+ UGFzc3dvcmQ6");
    assert!(client.read_line().starts_with("l OK [CAPABILITY IMAP4rev1 "));
}

#[test]
fn scram_works_with_the_client_of_rsasl() {
    use rsasl::prelude::{Mechname, SASLClient, SASLConfig};
    let server = Server::new(quiet());
    for (password, completion) in [("pass", "s OK "), ("wrong", "s NO ")] {
        let mut client = Client::connect(&server);
        let config = SASLConfig::with_credentials(None, "user".into(), password.into()).unwrap();
        let name = Mechname::parse(b"SCRAM-SHA-256").unwrap();
        let mut sasl = SASLClient::new(config).start_suggested(&[name]).unwrap();
        client.send(b"s AUTHENTICATE SCRAM-SHA-256\r\n");
        assert_eq!(client.read_line(), "+ ");
        let mut input: Option<Vec<u8>> = None;
        let end = loop {
            let mut out = Vec::new();
            // rsasl writes nothing in response to the server's signature: that response is empty.
            sasl.step64(input.as_deref(), &mut out).ok();
            out.extend_from_slice(b"\r\n");
            client.send(&out);
            let line = client.read_line();
            match line.strip_prefix("+ ") {
                Some(challenge) => input = Some(challenge.as_bytes().to_vec()),
                None => break line,
            }
        };
        assert!(end.starts_with(completion), "{end}");
    }
}

#[test]
fn login_disabled_requires_tls_on_the_network() {
    let mut config = quiet();
    config.login_disabled = true;
    let server = Server::new(config);
    // A connection inside the process counts as private.
    Client::login(&server);
    let mut client = Network::connect(&server);
    let greeting = client.read_line();
    assert!(greeting.contains(" LOGINDISABLED ") && !greeting.contains("AUTH=PLAIN"), "{greeting}");
    client.send(b"a LOGIN user pass\r\n");
    assert!(client.read_line().starts_with("a NO [PRIVACYREQUIRED]"));
}

/// A client on a TCP connection.
struct Network(BufReader<std::net::TcpStream>);

impl Network {
    fn connect(server: &Server) -> Network {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let client = std::net::TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (socket, _) = listener.accept().unwrap();
        server.accept(socket, SessionOptions::default()).unwrap();
        client.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        Network(BufReader::new(client))
    }

    fn send(&mut self, octets: &[u8]) {
        self.0.get_mut().write_all(octets).unwrap();
    }

    fn read_line(&mut self) -> String {
        let mut line = String::new();
        self.0.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }
}

#[test]
fn the_ca_certificate_verifies_the_server_after_starttls() {
    let server = Server::new(quiet());
    let mut roots = rustls::RootCertStore::empty();
    let ca = CertificateDer::from_pem_slice(server.ca_pem().unwrap().as_bytes()).unwrap();
    roots.add(ca).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    for name in ["localhost", "127.0.0.1", "::1"] {
        let mut stream = server.attach().unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let mut line = String::new();
        BufReader::new(&stream).read_line(&mut line).unwrap();
        stream.write_all(b"a STARTTLS\r\n").unwrap();
        line.clear();
        BufReader::new(&stream).read_line(&mut line).unwrap();
        assert_eq!(line, "a OK Begin TLS negotiation now.\r\n");
        let name = ServerName::try_from(name).unwrap();
        let tls = rustls::ClientConnection::new(Arc::new(config.clone()), name).unwrap();
        let mut tls = BufReader::new(rustls::StreamOwned::new(tls, stream));
        tls.get_mut().write_all(b"b CAPABILITY\r\nc LOGOUT\r\n").unwrap();
        let mut all = String::new();
        tls.read_to_string(&mut all).expect("the server must send close_notify");
        assert!(all.starts_with("* CAPABILITY IMAP4rev1 ") && !all.contains("STARTTLS"), "{all}");
        assert!(all.contains("c OK Logout completed"));
    }
}

#[test]
fn plaintext_after_starttls_ends_the_session() {
    let server = Server::new(quiet());
    let mut client = Client::connect(&server);
    client.send(b"a STARTTLS\r\nb LOGIN user pass\r\nc NOOP\r\n");
    assert_eq!(client.read_to_end(), "a OK Begin TLS negotiation now.\r\n");
}

#[test]
fn invalid_tls_records_end_the_session() {
    let server = Server::new(quiet());
    let mut client = Client::connect(&server);
    client.send(b"a STARTTLS\r\n");
    client.read_line();
    client.send(&[b'x'; 100_000]);
    client.read_to_end();
    assert!(client.has_ended());
}

#[test]
fn deflate_compresses_both_directions() {
    let server = Server::new(quiet());
    let mut client = Client::with_mailbox(&server, "box", 0);
    let text = "x".repeat(3_000_000);
    client.append("box", &format!("a: b\r\n\r\n{text}"));
    client.ok("COMPRESS DEFLATE");
    let mut compress = flate2::Compress::new(flate2::Compression::best(), false);
    let mut sent = Vec::with_capacity(1000);
    let commands = b"b FETCH 1 BODY.PEEK[]\r\nc COMPRESS DEFLATE\r\nd LOGOUT\r\n";
    compress.compress_vec(commands, &mut sent, flate2::FlushCompress::Sync).unwrap();
    client.send(&sent);
    let mut all = Vec::new();
    flate2::read::DeflateDecoder::new(client.reader()).read_to_end(&mut all).ok();
    let all = String::from_utf8(all).unwrap();
    assert!(all.contains(&text) && all.contains("c NO [COMPRESSIONACTIVE]"));
    assert!(all.contains("d OK Logout completed"));
}

#[test]
fn lines_and_literals_have_limits() {
    let mut config = quiet();
    config.limits.line = 1000;
    config.limits.literal = 2000;
    config.limits.literal_before_login = 50;
    let server = Server::new(config);
    let mut client = Client::connect(&server);
    client.send(format!("a LOGIN {{51}}\r\nb {}\r\nc NOOP\r\n", "x".repeat(3_000_000)).as_bytes());
    assert!(client.read_line().starts_with("a BAD [TOOBIG]"));
    assert_eq!(client.read_line(), "b BAD Expected a command of at most 1000 octets");
    assert!(client.read_line().starts_with("c OK"));
    client.ok("LOGIN user pass");
    assert!(client.tagged("APPEND inbox {2001}").starts_with("NO [TOOBIG]"));
    assert!(client.tagged("SELECT {2000}").starts_with("BAD [TOOBIG]"));
    // A command that is wrong before a non-synchronizing literal is rejected, and the literal
    // skipped.
    assert!(client.tagged("FROB {5+}\r\nhello {3+}\r\nabc").starts_with("BAD "));
    client.ok("NOOP");
    client.send(b"e APPEND inbox {2001+}\r\n");
    assert!(client.read_to_end().starts_with("* BYE [TOOBIG]"));
}

#[test]
fn a_full_account_accepts_no_more_messages() {
    let mut config = quiet();
    config.limits.account = 40_000;
    let server = Server::new(config);
    let mut client = Client::login(&server);
    let message = "x".repeat(30_000);
    assert!(
        client
            .tagged(&format!("APPEND inbox {{30000+}}\r\n{message}"))
            .starts_with("NO [OVERQUOTA]")
    );
    assert!(server.deliver("user", message.as_bytes()).is_err());
}

#[test]
fn mistakes_in_a_row_end_the_session() {
    let mut config = quiet();
    config.limits.mistakes = 5;
    let server = Server::new(config);
    let mut client = Client::connect(&server);
    for _ in 0..4 {
        assert!(client.tagged("FROB").starts_with("BAD "));
    }
    client.ok("NOOP");
    client.send(b"\r\n\r\n\r\n\r\n\r\n\r\n\r\n");
    let rest = client.read_to_end();
    assert_eq!(rest.matches("* BAD ").count(), 5);
    assert!(rest.ends_with("* BYE Too many mistakes in a row.\r\n"));
}

#[test]
fn a_session_without_a_login_times_out() {
    let mut config = quiet();
    config.limits.login_timeout = Duration::from_millis(200);
    let server = Server::new(config);
    let mut client = Client::connect(&server);
    assert_eq!(client.read_to_end(), "* BYE Disconnected: no login in time.\r\n");
}

#[test]
fn a_silent_session_times_out_during_idle_too() {
    let mut config = quiet();
    config.limits.autologout = Duration::from_millis(200);
    let server = Server::new(config);
    let mut client = Client::login(&server);
    client.send(b"i IDLE\r\n");
    assert_eq!(client.read_to_end(), "+ idling\r\n* BYE Disconnected for inactivity.\r\n");
}

#[test]
fn sessions_without_a_login_are_replaced_at_the_limit() {
    let mut config = quiet();
    config.limits.sessions = 3;
    let server = Server::new(config);
    let mut first = Client::login(&server);
    for _ in 0..50 {
        Client::connect(&server);
    }
    first.ok("NOOP");
    let _two = Client::login(&server);
    let _three = Client::login(&server);
    let mut stream = server.attach().unwrap();
    let mut bye = String::new();
    stream.read_to_string(&mut bye).unwrap();
    assert!(bye.starts_with("* BYE [UNAVAILABLE]"), "{bye}");
}

#[test]
fn closing_the_server_sends_bye_to_every_session() {
    let server = Server::new(quiet());
    let mut fresh = Client::connect(&server);
    let mut idle = Client::with_mailbox(&server, "box", 1);
    idle.send(b"i IDLE\r\n");
    assert_eq!(idle.read_line(), "+ idling");
    let mut in_literal = Client::login(&server);
    in_literal.send(b"a APPEND inbox {10}\r\n");
    assert_eq!(in_literal.read_line(), "+ OK");
    let closing = std::thread::spawn({
        let server = server.clone();
        move || server.close(Duration::from_secs(20))
    });
    for client in [&mut fresh, &mut idle, &mut in_literal] {
        assert_eq!(client.read_to_end(), "* BYE Server shutting down.\r\n");
    }
    drop((fresh, idle, in_literal));
    let all_ended = closing.join().unwrap();
    assert!(all_ended, "sessions are still running");
}

#[test]
fn a_mail_is_reported_to_two_hundred_sessions() {
    let server = Server::new(quiet());
    let mut clients: Vec<Client> = (0..200).map(|_| Client::login(&server)).collect();
    for (at, client) in clients.iter_mut().enumerate() {
        client.ok("SELECT inbox");
        if at % 2 == 0 {
            client.send(b"i IDLE\r\n");
            assert_eq!(client.read_line(), "+ idling");
        }
    }
    server.deliver_default("user").expect("cannot deliver the mail");
    let mut recent = 0;
    for (at, client) in clients.iter_mut().enumerate() {
        let changes = if at % 2 == 0 {
            client.send(b"DONE\r\n");
            client.read_until("i")
        } else {
            client.ok("NOOP")
        };
        assert_eq!(changes[0], "* 12 EXISTS");
        recent += changes.iter().filter(|line| *line == "* 1 RECENT").count();
    }
    assert_eq!(recent, 1);
}

#[test]
fn added_users_have_the_mail_of_the_tutorial() {
    let config = Config {
        users: vec![("hanako".into(), "x y".into()), ("user".into(), "other".into())],
        ..quiet()
    };
    let server = Server::new(config);
    let mut client = Client::connect(&server);
    assert!(client.tagged("LOGIN user pass").starts_with("NO "));
    client.ok("LOGIN hanako \"x y\"");
    assert_eq!(client.ok("STATUS inbox (MESSAGES)"), ["* STATUS INBOX (MESSAGES 11)"]);
}
