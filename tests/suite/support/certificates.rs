//! A certificate authority made for one run of the tests, and certificates good and bad from it.

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose, date_time_ymd,
};
use rustls::crypto::ring::default_provider;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// Which certificate a server shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Certificate {
    /// For localhost, 127.0.0.1, 127.0.0.2 and ::1, from the authority in `ca_pem`.
    #[default]
    Good,
    /// The same, but its time is over.
    Expired,
    /// The same, but its time has not begun.
    NotYetValid,
    /// In time and well signed, for `elsewhere.example`.
    WrongHost,
    /// Right but for its issuer, which nobody knows.
    UnknownIssuer,
    /// Its own issuer, right otherwise.
    SelfSigned,
}

type Issuer = CertifiedIssuer<'static, KeyPair>;

fn authority() -> &'static Issuer {
    static AUTHORITY: OnceLock<Issuer> = OnceLock::new();
    AUTHORITY.get_or_init(|| issuer("imapsh test authority"))
}

fn stranger() -> &'static Issuer {
    static STRANGER: OnceLock<Issuer> = OnceLock::new();
    STRANGER.get_or_init(|| issuer("imapsh test stranger"))
}

fn issuer(name: &str) -> Issuer {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    CertifiedIssuer::self_signed(params, key()).expect("an authority")
}

fn key() -> KeyPair {
    KeyPair::generate().expect("a key")
}

/// A certificate and its key.
pub struct Pair {
    pub certificate_pem: String,
    pub key_pem: String,
    certificate: CertificateDer<'static>,
    key: Vec<u8>,
}

impl Certificate {
    /// Makes such a certificate and its key.
    pub fn make(self) -> Pair {
        let host = if self == Self::WrongHost {
            "elsewhere.example"
        } else {
            "localhost"
        };
        let mut names = vec![host.to_owned()];
        if self != Self::WrongHost {
            names.extend(["127.0.0.1", "127.0.0.2", "::1"].map(str::to_owned));
        }
        let mut params = CertificateParams::new(names).expect("names");
        params.distinguished_name.push(DnType::CommonName, host);
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        (params.not_before, params.not_after) = match self {
            Self::Expired => (date_time_ymd(2001, 1, 1), date_time_ymd(2002, 2, 2)),
            Self::NotYetValid => (date_time_ymd(2048, 1, 1), date_time_ymd(2049, 1, 1)),
            _ => (date_time_ymd(2001, 1, 1), date_time_ymd(2049, 1, 1)),
        };
        let key = key();
        let made = match self {
            Self::SelfSigned => params.self_signed(&key),
            Self::UnknownIssuer => params.signed_by(&key, stranger()),
            _ => params.signed_by(&key, authority()),
        };
        Pair::new(made.expect("a certificate"), key)
    }

    /// A TLS server's side with this certificate. With `ask_client` it insists on a certificate
    /// of the client's, from the same authority.
    pub fn server_config(self, ask_client: bool) -> Arc<ServerConfig> {
        let pair = self.make();
        let builder = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .expect("TLS versions");
        let builder = if ask_client {
            let roots = Arc::new(roots());
            let provider = Arc::new(default_provider());
            let verifier = WebPkiClientVerifier::builder_with_provider(roots, provider).build();
            builder.with_client_cert_verifier(verifier.expect("a verifier"))
        } else {
            builder.with_no_client_auth()
        };
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(pair.key));
        Arc::new(
            builder
                .with_single_cert(vec![pair.certificate], key)
                .expect("a certificate"),
        )
    }
}

impl Pair {
    fn new(certificate: rcgen::Certificate, key: KeyPair) -> Self {
        Self {
            certificate_pem: certificate.pem(),
            key_pem: key.serialize_pem(),
            certificate: certificate.der().clone(),
            key: key.serialize_der(),
        }
    }

    /// Writes `NAME.crt` and `NAME.key` into a folder.
    pub fn write(&self, folder: &Path, name: &str) -> (PathBuf, PathBuf) {
        let paths = (
            folder.join(format!("{name}.crt")),
            folder.join(format!("{name}.key")),
        );
        std::fs::write(&paths.0, &self.certificate_pem).expect("a certificate's file");
        std::fs::write(&paths.1, &self.key_pem).expect("a key's file");
        paths
    }
}

/// The authority's own certificate: what `--ca-file` is to name.
pub fn ca_pem() -> String {
    authority().pem()
}

/// A certificate for a client, from the authority.
pub fn client(name: &str) -> Pair {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    let key = key();
    Pair::new(
        params.signed_by(&key, authority()).expect("a certificate"),
        key,
    )
}

/// A TLS client's side that trusts the authority and nobody else.
pub fn client_config() -> Arc<ClientConfig> {
    let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .expect("TLS versions")
        .with_root_certificates(roots())
        .with_no_client_auth();
    Arc::new(config)
}

fn roots() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add(authority().der().clone()).expect("a root");
    roots
}
