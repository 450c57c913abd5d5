//! Before login and around it: mechanisms, STARTTLS, COMPRESS, bounds, the server's end.

mod practice;

use imapsh::practice::{Config, Server};
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
fn mechanisms_log_in_and_refuse() {
    let server = Server::new(quiet());
    let mut client = Client::connect(&server);
    assert_eq!(
        client.completion("LOGIN user wrong"),
        "NO [AUTHENTICATIONFAILED] Authentication failed."
    );
    assert!(
        client
            .completion(&format!("AUTHENTICATE PLAIN {}", base64("\0user\0wrong")))
            .starts_with("NO [AUTH")
    );
    assert!(client.completion("AUTHENTICATE GSSAPI").starts_with("NO "));
    client.raw(b"c AUTHENTICATE PLAIN\r\n*\r\n");
    assert_eq!(client.line(), "+ ");
    assert!(client.line().starts_with("c BAD "));
    client.raw(b"c AUTHENTICATE CRAM-MD5\r\nnot base64\r\n");
    assert!(client.line().starts_with("+ P"));
    assert!(client.line().starts_with("c BAD "));
    client.raw(
        format!(
            "x AUTHENTICATE XOAUTH2 {}\r\n\r\n",
            base64("user=user\x01auth=Bearer invalid\x01\x01")
        )
        .as_bytes(),
    );
    assert!(
        client.line().starts_with("+ ey"),
        "the error challenge is a JSON object"
    );
    assert!(client.line().starts_with("x NO "));
    client.ok(&format!(
        "AUTHENTICATE XOAUTH2 {}",
        base64("user=user\x01auth=Bearer abc\x01\x01")
    ));
    let mut client = Client::connect(&server);
    client.raw(
        format!(
            "l AUTHENTICATE LOGIN\r\n{}\r\n{}\r\n",
            base64("taro"),
            base64("himitsu")
        )
        .as_bytes(),
    );
    assert_eq!(client.line(), "+ VXNlcm5hbWU6");
    assert_eq!(client.line(), "+ UGFzc3dvcmQ6");
    assert!(client.line().starts_with("l OK [CAPABILITY IMAP4rev1 "));
}

#[test]
fn scram_is_understood_by_a_client_of_another_make() {
    use rsasl::prelude::{Mechname, SASLClient, SASLConfig};
    let server = Server::new(quiet());
    for (password, completion) in [("pass", "s OK "), ("wrong", "s NO ")] {
        let mut client = Client::connect(&server);
        let config = SASLConfig::with_credentials(None, "user".into(), password.into())
            .expect("credentials");
        let name = Mechname::parse(b"SCRAM-SHA-256").expect("a name");
        let mut sasl = SASLClient::new(config)
            .start_suggested(&[name])
            .expect("a session");
        client.raw(b"s AUTHENTICATE SCRAM-SHA-256\r\n");
        assert_eq!(client.line(), "+ ");
        let mut input: Option<Vec<u8>> = None;
        let end = loop {
            let mut out = Vec::new();
            // Once the server's signature is verified there is nothing left to say but an empty line.
            sasl.step64(input.as_deref(), &mut out).ok();
            out.extend_from_slice(b"\r\n");
            client.raw(&out);
            let line = client.line();
            match line.strip_prefix("+ ") {
                Some(challenge) => input = Some(challenge.as_bytes().to_vec()),
                None => break line,
            }
        };
        assert!(end.starts_with(completion), "{end}");
    }
}

#[test]
fn login_disabled_asks_for_tls_on_the_network() {
    let mut config = quiet();
    config.login_disabled = true;
    let server = Server::new(config);
    // Inside the process nobody listens.
    Client::login(&server);
    let mut client = Network::connect(&server);
    let greeting = client.line();
    assert!(
        greeting.contains(" LOGINDISABLED ") && !greeting.contains("AUTH=PLAIN"),
        "{greeting}"
    );
    client.raw(b"a LOGIN user pass\r\n");
    assert!(client.line().starts_with("a NO [PRIVACYREQUIRED]"));
}

/// A client on a TCP connection.
struct Network(BufReader<std::net::TcpStream>);

impl Network {
    fn connect(server: &Server) -> Network {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let client = std::net::TcpStream::connect(listener.local_addr().expect("an address"))
            .expect("connected");
        let (socket, _) = listener.accept().expect("accepted");
        server
            .accept(socket, Default::default())
            .expect("a session");
        client
            .set_read_timeout(Some(Duration::from_secs(30)))
            .expect("a timeout");
        Network(BufReader::new(client))
    }
    fn raw(&mut self, octets: &[u8]) {
        self.0.get_mut().write_all(octets).expect("sent");
    }
    fn line(&mut self) -> String {
        let mut line = String::new();
        self.0.read_line(&mut line).expect("a line");
        line.trim_end().to_owned()
    }
}

#[test]
fn starttls_is_trusted_through_the_ca() {
    let server = Server::new(quiet());
    let mut roots = rustls::RootCertStore::empty();
    let ca = CertificateDer::from_pem_slice(server.ca_pem().expect("a CA").as_bytes())
        .expect("a certificate");
    roots.add(ca).expect("a root");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    for name in ["localhost", "127.0.0.1", "::1"] {
        let mut stream = server.attach().expect("a session");
        stream
            .set_read_timeout(Some(Duration::from_secs(30)))
            .expect("a timeout");
        let mut line = String::new();
        BufReader::new(&stream)
            .read_line(&mut line)
            .expect("a greeting");
        stream.write_all(b"a STARTTLS\r\n").expect("sent");
        line.clear();
        BufReader::new(&stream)
            .read_line(&mut line)
            .expect("an answer");
        assert_eq!(line, "a OK Begin TLS negotiation now.\r\n");
        let name = ServerName::try_from(name).expect("a name");
        let tls = rustls::ClientConnection::new(Arc::new(config.clone()), name).expect("TLS");
        let mut tls = BufReader::new(rustls::StreamOwned::new(tls, stream));
        tls.get_mut()
            .write_all(b"b CAPABILITY\r\nc LOGOUT\r\n")
            .expect("sent");
        let mut all = String::new();
        tls.read_to_string(&mut all).expect("a clean end");
        assert!(
            all.starts_with("* CAPABILITY IMAP4rev1 ") && !all.contains("STARTTLS"),
            "{all}"
        );
        assert!(all.contains("c OK Logout completed"));
    }
}

#[test]
fn octets_in_the_clear_after_starttls_end_the_session() {
    let server = Server::new(quiet());
    let mut client = Client::connect(&server);
    client.raw(b"a STARTTLS\r\nb LOGIN user pass\r\nc NOOP\r\n");
    assert_eq!(client.rest(), "a OK Begin TLS negotiation now.\r\n");
}

#[test]
fn garbage_before_tls_ends_the_session() {
    let server = Server::new(quiet());
    let mut client = Client::connect(&server);
    client.raw(b"a STARTTLS\r\n");
    client.line();
    client.raw(&[b'x'; 100_000]);
    client.rest();
    assert!(client.ended());
}

#[test]
fn deflate_goes_both_ways() {
    let server = Server::new(quiet());
    let mut client = Client::with(&server, "box", 0);
    let text = "x".repeat(3_000_000);
    client.append("box", &format!("a: b\r\n\r\n{text}"));
    client.ok("COMPRESS DEFLATE");
    let mut pack = flate2::Compress::new(flate2::Compression::best(), false);
    let mut sent = Vec::with_capacity(1000);
    let commands = b"b FETCH 1 BODY.PEEK[]\r\nc COMPRESS DEFLATE\r\nd LOGOUT\r\n";
    pack.compress_vec(commands, &mut sent, flate2::FlushCompress::Sync)
        .expect("packed");
    client.raw(&sent);
    let mut all = Vec::new();
    flate2::read::DeflateDecoder::new(client.reader())
        .read_to_end(&mut all)
        .ok();
    let all = String::from_utf8(all).expect("text");
    assert!(all.contains(&text) && all.contains("c NO [COMPRESSIONACTIVE]"));
    assert!(all.contains("d OK Logout completed"));
}

#[test]
fn lines_and_literals_have_bounds() {
    let mut config = quiet();
    config.limits.line = 1000;
    config.limits.literal = 2000;
    config.limits.literal_before_login = 50;
    let server = Server::new(config);
    let mut client = Client::connect(&server);
    client.raw(
        format!(
            "a LOGIN {{51}}\r\nb {}\r\nc NOOP\r\n",
            "x".repeat(3_000_000)
        )
        .as_bytes(),
    );
    assert!(client.line().starts_with("a BAD [TOOBIG]"));
    assert_eq!(
        client.line(),
        "b BAD Expected a command of at most 1000 octets"
    );
    assert!(client.line().starts_with("c OK"));
    client.ok("LOGIN user pass");
    assert!(
        client
            .completion("APPEND inbox {2001}")
            .starts_with("NO [TOOBIG]")
    );
    assert!(
        client
            .completion("SELECT {2000}")
            .starts_with("BAD [TOOBIG]")
    );
    // What is wrong before a literal that is on its way is refused, and the literal passed over.
    assert!(
        client
            .completion("FROB {5+}\r\nhello {3+}\r\nabc")
            .starts_with("BAD ")
    );
    client.ok("NOOP");
    client.raw(b"e APPEND inbox {2001+}\r\n");
    assert!(client.rest().starts_with("* BYE [TOOBIG]"));
}

#[test]
fn an_account_is_full_when_it_is_full() {
    let mut config = quiet();
    config.limits.account = 40_000;
    let server = Server::new(config);
    let mut client = Client::login(&server);
    let message = "x".repeat(30_000);
    assert!(
        client
            .completion(&format!("APPEND inbox {{30000+}}\r\n{message}"))
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
        assert!(client.completion("FROB").starts_with("BAD "));
    }
    client.ok("NOOP");
    client.raw(b"\r\n\r\n\r\n\r\n\r\n\r\n\r\n");
    let rest = client.rest();
    assert_eq!(rest.matches("* BAD ").count(), 5);
    assert!(rest.ends_with("* BYE Too many mistakes in a row.\r\n"));
}

#[test]
fn a_session_without_a_login_ends_in_time() {
    let mut config = quiet();
    config.limits.before_login = Duration::from_millis(200);
    let server = Server::new(config);
    let mut client = Client::connect(&server);
    assert_eq!(client.rest(), "* BYE Disconnected: no login in time.\r\n");
}

#[test]
fn silence_ends_the_session_in_idle_too() {
    let mut config = quiet();
    config.limits.autologout = Duration::from_millis(200);
    let server = Server::new(config);
    let mut client = Client::login(&server);
    client.raw(b"i IDLE\r\n");
    assert_eq!(
        client.rest(),
        "+ idling\r\n* BYE Disconnected for inactivity.\r\n"
    );
}

#[test]
fn unfinished_connections_make_room_for_others() {
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
    let mut stream = server.attach().expect("a connection");
    let mut bye = String::new();
    stream.read_to_string(&mut bye).expect("an end");
    assert!(bye.starts_with("* BYE [UNAVAILABLE]"), "{bye}");
}

#[test]
fn closing_says_bye_to_every_session() {
    let server = Server::new(quiet());
    let mut fresh = Client::connect(&server);
    let mut idle = Client::with(&server, "box", 1);
    idle.raw(b"i IDLE\r\n");
    assert_eq!(idle.line(), "+ idling");
    let mut halfway = Client::login(&server);
    halfway.raw(b"a APPEND inbox {10}\r\n");
    assert_eq!(halfway.line(), "+ OK");
    let closing = std::thread::spawn({
        let server = server.clone();
        move || server.close(Duration::from_secs(20))
    });
    for client in [&mut fresh, &mut idle, &mut halfway] {
        assert_eq!(client.rest(), "* BYE Server shutting down.\r\n");
    }
    drop((fresh, idle, halfway));
    let all_ended = closing.join().expect("closed");
    assert!(all_ended, "sessions are still running");
}

#[test]
fn two_hundred_sessions_hear_of_a_mail() {
    let server = Server::new(quiet());
    let mut clients: Vec<Client> = (0..200).map(|_| Client::login(&server)).collect();
    for (at, client) in clients.iter_mut().enumerate() {
        client.ok("SELECT inbox");
        if at % 2 == 0 {
            client.raw(b"i IDLE\r\n");
            assert_eq!(client.line(), "+ idling");
        }
    }
    server.deliver_default("user").expect("delivered");
    let mut recent = 0;
    for (at, client) in clients.iter_mut().enumerate() {
        let news = if at % 2 == 0 {
            client.raw(b"DONE\r\n");
            client.until("i")
        } else {
            client.ok("NOOP")
        };
        assert_eq!(news[0], "* 12 EXISTS");
        recent += news.iter().filter(|line| *line == "* 1 RECENT").count();
    }
    assert_eq!(recent, 1);
}

#[test]
fn further_users_have_the_tutorials_world() {
    let config = Config {
        users: vec![
            ("hanako".into(), "x y".into()),
            ("user".into(), "other".into()),
        ],
        ..quiet()
    };
    let server = Server::new(config);
    let mut client = Client::connect(&server);
    assert!(client.completion("LOGIN user pass").starts_with("NO "));
    client.ok("LOGIN hanako \"x y\"");
    assert_eq!(
        client.ok("STATUS inbox (MESSAGES)"),
        ["* STATUS INBOX (MESSAGES 11)"]
    );
}
