//! Tests of TLS against a real server in the same process, on a socket pair. This file has the servers
//! and the exchange with them, the others have the tests.

mod certificates;
mod flow;
mod handshake;

use super::*;
use crate::messages::{Explain, Language, Messages};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, SanType,
    date_time_ymd,
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
    params.distinguished_name.push(DnType::CommonName, "mail.example");
    change(&mut params);
    let key = KeyPair::generate().unwrap();
    let certificate = params.signed_by(&key, ca).unwrap();
    Pair(certificate.der().clone(), certificate.pem(), key.serialize_pem())
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
    TlsConfig::new(&TlsOptions { more_roots, ..TlsOptions::default() }).unwrap()
}

fn soon() -> Instant {
    Instant::now() + Duration::from_secs(60)
}

/// Starts TLS, and waits for the end of the handshake.
fn start_tls(
    connection: &mut Connection,
    config: &TlsConfig,
    name: &str,
) -> Result<(), ConnectionError> {
    let mut poller = Poller::new()?;
    connection.start_tls(config, name)?;
    while connection.continue_handshake()? == Handshake::Unfinished {
        let ready = poller.wait(Some(connection), Some(soon()))?;
        assert!(ready.readable || ready.writable, "nothing came");
    }
    Ok(())
}

/// Shakes hands, and reads to the end.
fn talk(
    stream: impl Into<Socket>,
    config: &TlsConfig,
    name: &str,
) -> Result<(TlsFacts, Vec<u8>, Read), ConnectionError> {
    let mut connection = Connection::new(stream.into())?;
    start_tls(&mut connection, config, name)?;
    let facts = connection.tls().unwrap().clone();
    let (heard, end) = hear(&mut connection)?;
    Ok((facts, heard, end))
}

fn hear(connection: &mut Connection) -> Result<(Vec<u8>, Read), ConnectionError> {
    let mut poller = Poller::new()?;
    let mut heard = Vec::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match connection.read(&mut buffer)? {
            Read::Octets(octets) => heard.extend_from_slice(&buffer[..octets]),
            Read::Blocked => {
                let ready = poller.wait(Some(connection), Some(soon()))?;
                assert!(ready.readable || ready.writable, "nothing came");
                let _ = connection.flush();
            }
            end => return Ok((heard, end)),
        }
    }
}

/// The error text for a failed handshake.
fn explained(result: Result<(TlsFacts, Vec<u8>, Read), ConnectionError>) -> String {
    let error = result.expect_err("a failure");
    let words = error.explain(Messages::new(Language::English));
    format!("{} / {}", words.cause, words.advice)
}

fn failure(pair: &Pair, config: &TlsConfig, name: &str) -> String {
    let (stream, serving) = serve(usual(pair), greet);
    let words = explained(talk(stream, config, name));
    assert!(serving.join().unwrap().is_err(), "the server saw no failure");
    words
}
