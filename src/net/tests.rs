//! TLS against a real server in the same process, on a socket pair: good and bad certificates, ports
//! that are no TLS, connections cut off, and much data both ways at once.

use super::*;
use crate::texts::{Language, Texts};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

type Authority = CertifiedIssuer<'static, KeyPair>;
type Served = StreamOwned<ServerConnection, UnixStream>;

fn authority(name: &str) -> Authority {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(DnType::CommonName, name);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// A certificate with its key.
#[derive(Clone)]
struct Pair(CertificateDer<'static>, String, String);

fn leaf(ca: &Authority, change: impl FnOnce(&mut CertificateParams)) -> Pair {
    let names = ["mail.example".to_owned(), "127.0.0.1".to_owned()];
    let mut params = CertificateParams::new(names).unwrap();
    params
        .distinguished_name
        .push(DnType::CommonName, "mail.example");
    change(&mut params);
    let key = KeyPair::generate().unwrap();
    let certificate = params.signed_by(&key, ca).unwrap();
    Pair(
        certificate.der().clone(),
        certificate.pem(),
        key.serialize_pem(),
    )
}

fn secret(pem: &str) -> PrivateKeyDer<'static> {
    let key = KeyPair::from_pem(pem).unwrap();
    PrivatePkcs8KeyDer::from(key.serialize_der()).into()
}

fn server(
    pair: &Pair,
    clients: Option<&Authority>,
    versions: &[&'static rustls::SupportedProtocolVersion],
) -> Arc<ServerConfig> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(provider.clone())
        .with_protocol_versions(versions)
        .unwrap();
    let builder = match clients {
        None => builder.with_no_client_auth(),
        Some(ca) => {
            let mut roots = RootCertStore::empty();
            roots.add(ca.der().clone()).unwrap();
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
            builder.with_client_cert_verifier(verifier.build().unwrap())
        }
    };
    let config = builder.with_single_cert(vec![pair.0.clone()], secret(&pair.2));
    Arc::new(config.unwrap())
}

fn usual(pair: &Pair) -> Arc<ServerConfig> {
    server(pair, None, rustls::ALL_VERSIONS)
}

/// Runs a server at the other end of a pair.
fn serve<T: Send + 'static>(
    config: Arc<ServerConfig>,
    act: impl FnOnce(&mut Served) -> T + Send + 'static,
) -> (UnixStream, JoinHandle<T>) {
    let (ours, theirs) = UnixStream::pair().unwrap();
    let serving = std::thread::spawn(move || {
        let connection = ServerConnection::new(config).unwrap();
        act(&mut StreamOwned::new(connection, theirs))
    });
    (ours, serving)
}

fn greet(served: &mut Served) -> std::io::Result<()> {
    served.write_all(b"* OK ready\r\n")?;
    served.conn.send_close_notify();
    served.flush()
}

fn trusting(ca: &Authority) -> TlsConfig {
    let more_roots = Some(ca.pem().into_bytes());
    TlsConfig::new(&TlsOptions {
        more_roots,
        ..TlsOptions::default()
    })
    .unwrap()
}

fn soon() -> Instant {
    Instant::now() + Duration::from_secs(60)
}

/// Shakes hands, and reads to the end.
fn talk(
    stream: impl Into<Stream>,
    config: &TlsConfig,
    name: &str,
) -> Result<(TlsFacts, Vec<u8>, Read), WireError> {
    let mut wire = Wire::over(stream)?;
    wire.start_tls(config, name, soon())?;
    let facts = wire.tls().unwrap().clone();
    let (heard, end) = hear(&mut wire)?;
    Ok((facts, heard, end))
}

fn hear(wire: &mut Wire) -> Result<(Vec<u8>, Read), WireError> {
    let mut waiter = Waiter::new()?;
    let mut heard = Vec::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match wire.read(&mut buffer)? {
            Read::Octets(octets) => heard.extend_from_slice(&buffer[..octets]),
            Read::Blocked => {
                let ready = waiter.wait(Some(wire), Some(soon()))?;
                assert!(ready.readable || ready.writable, "nothing came");
                let _ = wire.flush();
            }
            end => return Ok((heard, end)),
        }
    }
}

/// What a failed handshake tells the user.
fn told(result: Result<(TlsFacts, Vec<u8>, Read), WireError>) -> String {
    let error = result.err().expect("a failure");
    let words = error.words(&Texts::new(Language::English));
    format!("{} / {}", words.cause, words.advice)
}

fn failure(pair: &Pair, config: &TlsConfig, name: &str) -> String {
    let (stream, serving) = serve(usual(pair), greet);
    let told = told(talk(stream, config, name));
    assert!(
        serving.join().unwrap().is_err(),
        "the server saw no failure"
    );
    told
}

#[test]
fn a_good_certificate_is_told_of() {
    let ca = authority("Test CA");
    let pair = leaf(&ca, |_| {});
    for (version, known) in [
        (&rustls::version::TLS13, "TLS 1.3"),
        (&rustls::version::TLS12, "TLS 1.2"),
    ] {
        for name in ["mail.example", "127.0.0.1"] {
            let (stream, serving) = serve(server(&pair, None, &[version]), greet);
            let (facts, heard, end) = talk(stream, &trusting(&ca), name).unwrap();
            serving.join().unwrap().unwrap();
            assert_eq!(heard, b"* OK ready\r\n");
            assert_eq!(end, Read::End { clean: true });
            assert_eq!(facts.version, known);
            assert!(
                facts.cipher_suite.starts_with("TLS_"),
                "{}",
                facts.cipher_suite
            );
            assert_eq!(facts.verified, Verified::CaFile);
            let certificate = facts.certificate.unwrap();
            assert_eq!(certificate.subject, "mail.example");
            assert_eq!(certificate.issuer, "Test CA");
            assert_eq!(certificate.names_told(), "mail.example, 127.0.0.1");
        }
    }
}

#[test]
fn a_bad_certificate_is_told_of() {
    let ca = authority("Test CA");
    let trust = trusting(&ca);
    let good = leaf(&ca, |_| {});
    let old = leaf(&ca, |params| {
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(2021, 2, 3);
    });
    let new = leaf(&ca, |params| params.not_before = date_time_ymd(3000, 1, 1));
    let nobody = TlsConfig::new(&TlsOptions::default()).unwrap();
    let cases = [
        (
            failure(&old, &trust, "mail.example"),
            "expired on 2021-02-03 (issued by Test CA). / ",
        ),
        (
            failure(&new, &trust, "mail.example"),
            "not valid before 3000-01-01. / Check this machine's clock.",
        ),
        (
            failure(&good, &trust, "other.example"),
            "not for other.example but for: mail.example, 127.0.0.1 / ",
        ),
        (
            failure(&good, &trust, "127.0.0.2"),
            "not for 127.0.0.2 but for: mail.example",
        ),
        (
            failure(&good, &nobody, "mail.example"),
            "is not known: Test CA / Give its CA's certificate with --ca-file",
        ),
    ];
    for (told, due) in cases {
        assert!(told.contains(due), "{told}\nlacks\n{due}");
    }
}

#[test]
fn a_self_signed_certificate_can_be_given_as_ca() {
    for is_ca in [IsCa::NoCa, IsCa::Ca(BasicConstraints::Unconstrained)] {
        let mut params = CertificateParams::new(["mail.example".to_owned()]).unwrap();
        params.is_ca = is_ca;
        params.distinguished_name.push(DnType::CommonName, "Myself");
        let own = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let pair = Pair(own.der().clone(), own.pem(), own.key().serialize_pem());
        let nobody = TlsConfig::new(&TlsOptions::default()).unwrap();
        let told = failure(&pair, &nobody, "mail.example");
        assert!(told.contains("nobody but itself: Myself"), "{told}");
        let told = failure(&pair, &trusting(&own), "other.example");
        assert!(
            told.contains("not for other.example but for: mail.example"),
            "{told}"
        );
        let (stream, _serving) = serve(usual(&pair), greet);
        let (facts, ..) = talk(stream, &trusting(&own), "mail.example").unwrap();
        assert_eq!(facts.verified, Verified::CaFile);
    }
}

#[test]
fn insecure_believes_anything_and_says_so() {
    let old = leaf(&authority("Test CA"), |params| {
        params.not_after = date_time_ymd(2021, 2, 3)
    });
    let options = TlsOptions {
        insecure: true,
        ..TlsOptions::default()
    };
    let (stream, _serving) = serve(usual(&old), greet);
    let (facts, heard, _) =
        talk(stream, &TlsConfig::new(&options).unwrap(), "other.example").unwrap();
    assert_eq!(heard, b"* OK ready\r\n");
    assert_eq!(facts.verified, Verified::Nobody);
    assert_eq!(facts.certificate.unwrap().subject, "mail.example");
}

#[test]
fn a_client_certificate_is_wanted_given_and_refused() {
    let ca = authority("Test CA");
    let pair = leaf(&ca, |_| {});
    let folder = tempfile::tempdir().unwrap();
    let with = |client: &Pair| {
        let (cert, key) = (
            folder.path().join("cert.pem"),
            folder.path().join("key.pem"),
        );
        std::fs::write(&cert, &client.1).unwrap();
        std::fs::write(&key, &client.2).unwrap();
        let more_roots = Some(ca.pem().into_bytes());
        let client_cert = Some((cert, key));
        TlsConfig::new(&TlsOptions {
            more_roots,
            client_cert,
            ..TlsOptions::default()
        })
        .unwrap()
    };
    let known = with(&leaf(&ca, |_| {}));
    let stranger = with(&leaf(&authority("Another CA"), |_| {}));
    for version in [&rustls::version::TLS13, &rustls::version::TLS12] {
        let meet = |config: &TlsConfig| {
            let (stream, serving) = serve(server(&pair, Some(&ca), &[version]), greet);
            let result = talk(stream, config, "mail.example");
            let _ = serving.join().unwrap();
            result
        };
        let wanted = told(meet(&trusting(&ca)));
        assert_eq!(
            wanted,
            "The server wants a client certificate. / Give one with --cert and --key."
        );
        assert_eq!(meet(&known).unwrap().1, b"* OK ready\r\n");
        let refused = told(meet(&stranger));
        assert!(
            refused.starts_with("The server did not take the client certificate (UnknownCA)"),
            "{refused}"
        );
    }
}

/// A server that says these octets and then closes.
fn speaks(octets: &'static [u8]) -> (UnixStream, JoinHandle<()>) {
    let (ours, mut theirs) = UnixStream::pair().unwrap();
    let serving = std::thread::spawn(move || {
        theirs.write_all(octets).unwrap();
        // The client's greeting is read, so that closing is an end and no reset.
        let _ = theirs.read(&mut [0; 4096]);
    });
    (ours, serving)
}

#[test]
fn what_is_no_tls_is_told_of() {
    let config = TlsConfig::new(&TlsOptions::default()).unwrap();
    let cases: [(&'static [u8], &str); 5] = [
        (
            b"* OK [CAPABILITY IMAP4rev1] Dovecot ready.\r\n",
            "This port speaks in the clear, not TLS: * OK [CAPABILITY IMAP4rev1] Dovecot ready. / Try --starttls, or --plain.",
        ),
        (
            b"220 mail.example ESMTP\r\n",
            "This port speaks no TLS: 220 mail.example ESMTP / Check the port: IMAP over TLS is 993.",
        ),
        (
            b"",
            "The server closed the connection during the TLS handshake.",
        ),
        (
            b"\x16\x03\x03",
            "The server closed the connection during the TLS handshake.",
        ),
        // A fatal alert: protocol_version (RFC 8446 section 6).
        (
            b"\x15\x03\x03\x00\x02\x02\x46",
            "The server speaks no version of TLS from 1.2 on.",
        ),
    ];
    for (octets, due) in cases {
        let (stream, serving) = speaks(octets);
        let told = told(talk(stream, &config, "mail.example"));
        assert!(told.starts_with(due), "{told}\nis not\n{due}");
        serving.join().unwrap();
    }
}

#[test]
fn octets_that_do_not_hold_under_tls_break_it_once() {
    let ca = authority("Test CA");
    let garbage: [&'static [u8]; 3] = [
        b"* OK in the clear again\r\n",
        b"\x17\x03\x03\x00\x20not sealed with this key, it is not",
        b"\x17\x03\x03\xff\xff",
    ];
    for octets in garbage {
        let (stream, serving) = serve(usual(&leaf(&ca, |_| {})), |served| {
            served.write_all(b"* OK ready\r\n").unwrap();
            served.sock.write_all(octets).unwrap();
            // Until the client hangs up: its alert is all that may come.
            let mut rest = Vec::new();
            let _ = served.sock.read_to_end(&mut rest);
        });
        let mut wire = Wire::over(stream).unwrap();
        wire.start_tls(&trusting(&ca), "mail.example", soon())
            .unwrap();
        let error = hear(&mut wire).unwrap_err();
        assert!(
            matches!(error, WireError::Tls(TlsError::Other { .. })),
            "{error:?}"
        );
        assert!(wire.wants_write(), "no alert");
        assert_eq!(wire.read(&mut [0; 16]).unwrap(), Read::End { clean: false });
        let queued = wire.queued();
        wire.send(b"a001 LOGIN user pass\r\n");
        assert_eq!(wire.queued(), queued, "sent over what is broken");
        wire.shut_down();
        serving.join().unwrap();
    }
}

proptest::proptest! {
    #[test]
    fn no_octets_of_a_server_make_a_handshake_panic(
        octets in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300),
        shape in 0..4,
    ) {
        let length = u16::try_from(octets.len()).unwrap().to_be_bytes();
        let mut said = match shape {
            0 => Vec::new(),
            // Records of the right form: alert, handshake, handshake with a ServerHello's header.
            1 => vec![0x15, 3, 3, length[0], length[1]],
            2 => vec![0x16, 3, 3, length[0], length[1]],
            _ => vec![0x16, 3, 3, length[0], length[1].saturating_add(4), 2, 0, length[0], length[1]],
        };
        said.extend(octets);
        let (ours, mut theirs) = UnixStream::pair().unwrap();
        theirs.write_all(&said).unwrap();
        drop(theirs);
        let mut wire = Wire::over(ours).unwrap();
        let config = TlsConfig::new(&TlsOptions::default()).unwrap();
        proptest::prop_assert!(wire.start_tls(&config, "mail.example", soon()).is_err());
    }
}

#[test]
fn a_silent_server_runs_into_the_deadline() {
    let (ours, _theirs) = UnixStream::pair().unwrap();
    let mut wire = Wire::over(ours).unwrap();
    let config = TlsConfig::new(&TlsOptions::default()).unwrap();
    let error = wire
        .start_tls(&config, "mail.example", Instant::now())
        .unwrap_err();
    assert!(matches!(error, TlsError::TimedOut), "{error:?}");
    // Nothing is ever sent in the clear on a wire whose handshake failed.
    assert_eq!(wire.read(&mut [0; 16]).unwrap(), Read::End { clean: false });
}

#[test]
fn a_name_that_no_certificate_has() {
    let (ours, _theirs) = UnixStream::pair().unwrap();
    let config = TlsConfig::new(&TlsOptions::default()).unwrap();
    let told = told(talk(ours, &config, "ma il"));
    assert!(
        told.starts_with("No certificate can be for a name like ma il."),
        "{told}"
    );
}

#[test]
fn an_end_is_clean_or_not() {
    let ca = authority("Test CA");
    let pair = leaf(&ca, |_| {});
    // Cut off without close_notify.
    let (stream, serving) = serve(usual(&pair), |served| served.write_all(b"* OK ready\r\n"));
    let (_, heard, end) = talk(stream, &trusting(&ca), "mail.example").unwrap();
    serving.join().unwrap().unwrap();
    assert_eq!(
        (heard.as_slice(), end),
        (&b"* OK ready\r\n"[..], Read::End { clean: false })
    );
    // In the clear there is nothing but the end.
    let (stream, serving) = speaks(b"* BYE\r\n");
    let mut wire = Wire::over(stream).unwrap();
    wire.shut_down();
    assert_eq!(
        hear(&mut wire).unwrap(),
        (b"* BYE\r\n".to_vec(), Read::End { clean: true })
    );
    serving.join().unwrap();
}

#[test]
fn the_server_hears_that_no_more_is_sent() {
    let ca = authority("Test CA");
    let pair = leaf(&ca, |_| {});
    let (stream, serving) = serve(usual(&pair), |served| {
        let mut heard = Vec::new();
        // An end without close_notify would be an error here.
        served.read_to_end(&mut heard).map(|_| heard)
    });
    let mut wire = Wire::over(stream).unwrap();
    wire.start_tls(&trusting(&ca), "mail.example", soon())
        .unwrap();
    wire.send(b"a001 LOGOUT\r\n");
    wire.shut_down();
    assert_eq!(serving.join().unwrap().unwrap(), b"a001 LOGOUT\r\n");
}

#[test]
fn starttls_protects_what_follows() {
    let ca = authority("Test CA");
    let config = usual(&leaf(&ca, |_| {}));
    let (ours, mut theirs) = UnixStream::pair().unwrap();
    let serving = std::thread::spawn(move || {
        let mut line = [0; 14];
        theirs.read_exact(&mut line).unwrap();
        assert_eq!(&line, b"tls STARTTLS\r\n");
        theirs.write_all(b"tls OK begin\r\n").unwrap();
        let connection = ServerConnection::new(config).unwrap();
        let mut served = StreamOwned::new(connection, theirs);
        let mut line = [0; 11];
        served.read_exact(&mut line).unwrap();
        assert_eq!(&line, b"a001 NOOP\r\n");
        served.write_all(b"a001 OK done\r\n").unwrap();
        served.conn.send_close_notify();
        served.flush().unwrap();
    });
    let mut wire = Wire::over(ours).unwrap();
    wire.send(b"tls STARTTLS\r\n");
    assert!(wire.flush().unwrap());
    let mut waiter = Waiter::new().unwrap();
    let mut buffer = [0; 64];
    let mut heard = 0;
    while heard < 14 {
        match wire.read(&mut buffer[heard..]).unwrap() {
            Read::Octets(octets) => heard += octets,
            _ => assert!(waiter.wait(Some(&wire), Some(soon())).unwrap().readable),
        }
    }
    assert!(wire.tls().is_none());
    wire.start_tls(&trusting(&ca), "mail.example", soon())
        .unwrap();
    wire.send(b"a001 NOOP\r\n");
    assert!(wire.flush().unwrap());
    assert_eq!(hear(&mut wire).unwrap().0, b"a001 OK done\r\n");
    serving.join().unwrap();
}

/// A pattern that shows a lost, doubled or moved octet.
fn pattern(offset: u64, piece: &mut [u8]) {
    for (at, octet) in (offset..).zip(piece) {
        *octet = (at.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as u8;
    }
}

fn fits(offset: u64, piece: &[u8]) -> bool {
    let mut due = vec![0; piece.len()];
    pattern(offset, &mut due);
    due == piece
}

/// Sends `up` octets and hears `down` octets at the same time, as a session's loop does.
fn both_ways(wire: &mut Wire, down: u64, up: u64, room: usize) {
    let mut waiter = Waiter::new().unwrap();
    let mut buffer = vec![0; room];
    let mut piece = vec![0; 50_000];
    let (mut heard, mut sent) = (0, 0);
    while heard < down || sent < up || wire.wants_write() {
        while sent < up && wire.queued() < 256 * 1024 {
            let octets = piece.len().min(usize::try_from(up - sent).unwrap());
            pattern(sent, &mut piece[..octets]);
            wire.send(&piece[..octets]);
            sent += octets as u64;
        }
        wire.flush().unwrap();
        match wire.read(&mut buffer).unwrap() {
            Read::Octets(octets) => {
                assert!(fits(heard, &buffer[..octets]), "wrong after {heard}");
                heard += octets as u64;
            }
            Read::Blocked if heard < down || wire.wants_write() => {
                let ready = waiter.wait(Some(wire), Some(soon())).unwrap();
                assert_ne!(ready, Ready::default(), "stuck at {heard} down, {sent} up");
            }
            Read::Blocked => {}
            Read::End { .. } => panic!("ended at {heard} down, {sent} up"),
        }
    }
    assert_eq!(heard, down);
}

/// A server that writes all of `down` before it reads anything: only a client that reads while it
/// has something to write comes through.
fn stubborn(stream: &mut (impl std::io::Read + std::io::Write), down: u64, up: u64) {
    let mut piece = vec![0; 60_000];
    let mut offset = 0;
    while offset < down {
        let octets = piece.len().min(usize::try_from(down - offset).unwrap());
        pattern(offset, &mut piece[..octets]);
        stream.write_all(&piece[..octets]).unwrap();
        offset += octets as u64;
    }
    stream.flush().unwrap();
    let mut offset = 0;
    while offset < up {
        let octets = stream.read(&mut piece).unwrap();
        assert!(
            octets > 0 && fits(offset, &piece[..octets]),
            "wrong after {offset}"
        );
        offset += octets as u64;
    }
}

const MIB: u64 = 1 << 20;

#[test]
fn much_both_ways_at_once_in_the_clear() {
    let (ours, mut theirs) = UnixStream::pair().unwrap();
    let serving = std::thread::spawn(move || stubborn(&mut theirs, 8 * MIB, 8 * MIB));
    both_ways(&mut Wire::over(ours).unwrap(), 8 * MIB, 8 * MIB, 64 * 1024);
    serving.join().unwrap();
}

#[test]
fn much_both_ways_at_once_over_tls() {
    let ca = authority("Test CA");
    let config = usual(&leaf(&ca, |_| {}));
    // Rooms larger than a record, of one, not a divisor of one, and tiny.
    for (down, up, room) in [
        (24, 8, 128 * 1024),
        (4, 4, 16 * 1024),
        (4, 4, 10_007),
        (1, 1, 7),
    ] {
        let (stream, serving) = serve(config.clone(), move |served| {
            stubborn(served, down * MIB, up * MIB);
        });
        let mut wire = Wire::over(stream).unwrap();
        wire.start_tls(&trusting(&ca), "mail.example", soon())
            .unwrap();
        both_ways(&mut wire, down * MIB, up * MIB, room);
        serving.join().unwrap();
    }
}

/// 256 MiB down and 32 MiB up; a minute without optimisation, so it is asked for by name.
#[test]
#[ignore = "large: run it with --release"]
fn very_much_both_ways_at_once_over_tls() {
    let ca = authority("Test CA");
    let (stream, serving) = serve(usual(&leaf(&ca, |_| {})), |served| {
        stubborn(served, 256 * MIB, 32 * MIB);
    });
    let mut wire = Wire::over(stream).unwrap();
    wire.start_tls(&trusting(&ca), "mail.example", soon())
        .unwrap();
    both_ways(&mut wire, 256 * MIB, 32 * MIB, 128 * 1024);
    serving.join().unwrap();
}

#[test]
fn a_reader_that_stops_stops_the_server() {
    let ca = authority("Test CA");
    let (stream, serving) = serve(usual(&leaf(&ca, |_| {})), |served| {
        served
            .sock
            .set_write_timeout(Some(Duration::from_millis(300)))
            .unwrap();
        let mut sent = 0;
        while sent < 64 * MIB && served.write_all(&[b'x'; 16 * 1024]).is_ok() {
            sent += 16 * 1024;
        }
        sent
    });
    let mut wire = Wire::over(stream).unwrap();
    wire.start_tls(&trusting(&ca), "mail.example", soon())
        .unwrap();
    // Writing goes on meanwhile, and takes in no more than one read's worth.
    let mut buffer = vec![0; 1024];
    for _ in 0..64 {
        wire.send(&[b'y'; 512]);
        wire.flush().unwrap();
        let _ = wire.read(&mut buffer).unwrap();
    }
    assert!(serving.join().unwrap() < 4 * MIB);
}

#[test]
fn the_bell_ends_a_wait_and_no_ring_is_lost() {
    let mut waiter = Waiter::new().unwrap();
    let bell = waiter.bell();
    let (message, messages) = std::sync::mpsc::channel();
    let ringing = std::thread::spawn(move || {
        for number in 0..20_000 {
            message.send(number).unwrap();
            bell.ring();
        }
    });
    let mut due = 0;
    while due < 20_000 {
        assert!(waiter.wait(None, Some(soon())).unwrap().rung);
        while let Ok(number) = messages.try_recv() {
            assert_eq!(number, due);
            due += 1;
        }
    }
    ringing.join().unwrap();
    // A deadline in the past: what is ready, or nothing.
    let _ = waiter.wait(None, Some(Instant::now())).unwrap();
    assert_eq!(
        waiter.wait(None, Some(Instant::now())).unwrap(),
        Ready::default()
    );
}

#[test]
fn a_program_takes_a_servers_place() {
    let (mut child, stream) = child::spawn("cat; exit 7").unwrap();
    let mut wire = Wire::over(stream).unwrap();
    wire.send(b"a001 NOOP\r\n");
    wire.shut_down();
    let (heard, end) = hear(&mut wire).unwrap();
    assert_eq!(
        (heard.as_slice(), end),
        (&b"a001 NOOP\r\n"[..], Read::End { clean: true })
    );
    assert_eq!(
        child.finish(Duration::from_secs(60)).unwrap(),
        child::ChildEnd::Exited(7)
    );
}

#[test]
fn a_program_that_does_not_end_is_ended() {
    // It reads nothing, and would run for long.
    let (mut child, _stream) = child::spawn("exec sleep 600").unwrap();
    let end = child.finish(Duration::ZERO).unwrap();
    assert_eq!(end, child::ChildEnd::Killed(9));
    let (mut child, _stream) = child::spawn("no-such-command-anywhere 2>&-").unwrap();
    let end = child.finish(Duration::from_secs(60)).unwrap();
    assert_eq!(end, child::ChildEnd::Exited(127));
    let texts = Texts::new(Language::English);
    assert_eq!(
        end.told(&texts).unwrap(),
        "The command was not found (status 127)."
    );
}

#[test]
fn files_are_named_with_what_is_wrong() {
    let ca = authority("Test CA");
    let (one, two) = (leaf(&ca, |_| {}), leaf(&ca, |_| {}));
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let cert = file("cert.pem", &one.1);
    let key = file("key.pem", &one.2);
    let other_key = file("other.pem", &two.2);
    let empty = file("empty.pem", "nothing here\n");
    let broken = file(
        "broken.pem",
        "-----BEGIN CERTIFICATE-----\n%%%\n-----END CERTIFICATE-----\n",
    );
    let no_x509 = file(
        "no.pem",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    );
    let locked = file(
        "locked.pem",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
    );
    let missing = folder.path().join("missing.pem");
    let texts = Texts::new(Language::English);
    let ca_file = |file: &std::path::Path| TlsOptions {
        ca_file: Some(file.to_owned()),
        ..TlsOptions::default()
    };
    let client = |cert: &std::path::Path, key: &std::path::Path| TlsOptions {
        client_cert: Some((cert.to_owned(), key.to_owned())),
        ..TlsOptions::default()
    };
    let cases = [
        (ca_file(&missing), "missing.pem can't be read: No such file"),
        (ca_file(&empty), "There is no certificate in "),
        (ca_file(&key), "There is no certificate in "),
        (ca_file(&broken), "broken.pem is a broken PEM file: "),
        (ca_file(&no_x509), "A certificate in "),
        (client(&empty, &key), "There is no certificate in "),
        (client(&cert, &missing), "missing.pem can't be read: "),
        (client(&cert, &cert), "There is no private key in "),
        (client(&cert, &locked), "is under a passphrase."),
        (client(&cert, &other_key), "are not a pair."),
    ];
    for (options, due) in cases {
        let words = TlsConfig::new(&options).unwrap_err().words(&texts);
        assert!(words.cause.contains(due), "{}\nlacks\n{due}", words.cause);
        assert!(!words.advice.starts_with("net-"), "{}", words.advice);
    }
    assert!(TlsConfig::new(&client(&cert, &key)).is_ok());
}

/// Each text has both its lines, and every place in them is filled.
#[test]
fn every_text_is_there() {
    let texts = Texts::new(Language::English);
    let source = include_str!("../../texts/en.ftl");
    let ids: Vec<&str> = [
        include_str!("address.rs"),
        include_str!("connect.rs"),
        include_str!("tls_error.rs"),
        include_str!("wire.rs"),
    ]
    .iter()
    .flat_map(|code| code.split('"').skip(1).step_by(2))
    .filter(|text| text.starts_with("net-"))
    .collect();
    assert!(ids.len() > 35, "{}", ids.len());
    for id in &ids {
        assert!(texts.has(id) && texts.has(&format!("{id}-try")), "{id}");
    }
    assert!(source.contains("## net:"));
    let address = "127.0.0.1:993".parse().unwrap();
    let reason = || "why".to_owned();
    let errors: Vec<Box<dyn Explain>> = vec![
        Box::new(ConnectError::NameNotFound {
            host: "h".into(),
            reason: reason(),
        }),
        Box::new(ConnectError::NoResolver {
            host: "h".into(),
            reason: reason(),
        }),
        Box::new(ConnectError::LookupTimedOut { host: "h".into() }),
        Box::new(ConnectError::Refused { address }),
        Box::new(ConnectError::TimedOut { address }),
        Box::new(ConnectError::Unreachable {
            address,
            reason: reason(),
        }),
        Box::new(ConnectError::Other {
            address,
            reason: reason(),
        }),
        Box::new(WireError::Io(std::io::ErrorKind::ConnectionReset.into())),
        Box::new(TlsError::Alert { alert: "A".into() }),
        Box::new(TlsError::BadCertificate { reason: reason() }),
        Box::new(TlsError::Other { reason: reason() }),
        Box::new(AddressError::NoHost),
        Box::new(AddressError::UserInAddress),
        Box::new(address::parse("a b", None, None).unwrap_err()),
        Box::new(address::parse("a", Some("b"), None).unwrap_err()),
        Box::new(address::parse("a:1", Some("2"), None).unwrap_err()),
        Box::new(address::parse("x://a", None, None).unwrap_err()),
        Box::new(address::parse("imaps://a", None, Some(Security::Plain)).unwrap_err()),
        Box::new(address::parse("imap://a/b", None, None).unwrap_err()),
    ];
    for error in errors {
        let words = error.words(&texts);
        for line in [words.cause, words.advice] {
            assert!(
                !line.contains(['{', '}', '\n']) && !line.starts_with("net-"),
                "{line}"
            );
        }
    }
}

#[test]
fn a_whole_way_over_tcp() {
    let ca = authority("Test CA");
    let config = usual(&leaf(&ca, |_| {}));
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let serving = std::thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let connection = ServerConnection::new(config).unwrap();
        let mut served: StreamOwned<_, TcpStream> = StreamOwned::new(connection, stream);
        served.write_all(b"* OK ready\r\n").unwrap();
        served.conn.send_close_notify();
        served.flush().unwrap();
    });
    let target = address::parse("127.0.0.1", Some(&port), None).unwrap();
    let connected = connect::tcp(&target, Duration::from_secs(60), &mut |_| {}).unwrap();
    let (_, heard, end) = talk(connected.stream, &trusting(&ca), &target.host).unwrap();
    assert_eq!(
        (heard.as_slice(), end),
        (&b"* OK ready\r\n"[..], Read::End { clean: true })
    );
    serving.join().unwrap();
}
