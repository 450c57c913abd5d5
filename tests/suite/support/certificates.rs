//! Certificates for the tests' servers and clients, valid and invalid, from a certificate authority
//! that each test run creates.

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose, date_time_ymd,
};
use rustls::crypto::ring::default_provider;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// Which certificate a server presents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Certificate {
    /// Valid for localhost, 127.0.0.1, 127.0.0.2 and ::1, and issued by the authority of [`ca_pem`].
    #[default]
    Good,
    /// Like `Good`, but expired.
    Expired,
    /// Like `Good`, but not valid before 2048.
    NotYetValid,
    /// Like `Good`, but valid for `elsewhere.example` only.
    WrongHost,
    /// Like `Good`, but issued by an authority that no client trusts.
    UnknownIssuer,
    /// Like `Good`, but self-signed.
    SelfSigned,
}

type Issuer = CertifiedIssuer<'static, KeyPair>;

fn authority() -> &'static Issuer {
    static AUTHORITY: OnceLock<Issuer> = OnceLock::new();
    AUTHORITY.get_or_init(|| issuer("imapsh test authority"))
}

fn untrusted_authority() -> &'static Issuer {
    static UNTRUSTED: OnceLock<Issuer> = OnceLock::new();
    UNTRUSTED.get_or_init(|| issuer("imapsh untrusted authority"))
}

fn issuer(name: &str) -> Issuer {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    CertifiedIssuer::self_signed(params, new_key()).expect("the authority can sign itself")
}

fn new_key() -> KeyPair {
    KeyPair::generate().expect("a key can be generated")
}

/// A certificate and its key.
pub struct CertificateAndKey {
    certificate: rcgen::Certificate,
    key: KeyPair,
}

impl Certificate {
    /// Issues such a certificate for a new key.
    pub fn issue(self) -> CertificateAndKey {
        let names = match self {
            Self::WrongHost => &["elsewhere.example"][..],
            _ => &["localhost", "127.0.0.1", "127.0.0.2", "::1"],
        };
        let owned: Vec<String> = names.iter().map(ToString::to_string).collect();
        let mut params = CertificateParams::new(owned).expect("the names are valid");
        params.distinguished_name.push(DnType::CommonName, names[0]);
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        (params.not_before, params.not_after) = match self {
            Self::Expired => (date_time_ymd(2001, 1, 1), date_time_ymd(2002, 2, 2)),
            Self::NotYetValid => (date_time_ymd(2048, 1, 1), date_time_ymd(2049, 1, 1)),
            _ => (date_time_ymd(2001, 1, 1), date_time_ymd(2049, 1, 1)),
        };
        let key = new_key();
        let signed = match self {
            Self::SelfSigned => params.self_signed(&key),
            Self::UnknownIssuer => params.signed_by(&key, untrusted_authority()),
            _ => params.signed_by(&key, authority()),
        };
        CertificateAndKey { certificate: signed.expect("the certificate can be signed"), key }
    }

    /// The configuration of a TLS server with this certificate. With `require_client_certificate` the
    /// client must present a certificate from the same authority.
    pub fn server_config(self, require_client_certificate: bool) -> Arc<ServerConfig> {
        let issued = self.issue();
        let builder = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .expect("ring supports the default TLS versions");
        let builder = if require_client_certificate {
            let roots = Arc::new(roots());
            let provider = Arc::new(default_provider());
            let verifier = WebPkiClientVerifier::builder_with_provider(roots, provider).build();
            builder.with_client_cert_verifier(verifier.expect("the authority is a valid root"))
        } else {
            builder.with_no_client_auth()
        };
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(issued.key.serialize_der()));
        Arc::new(
            builder
                .with_single_cert(vec![issued.certificate.der().clone()], key)
                .expect("the certificate matches its key"),
        )
    }
}

impl CertificateAndKey {
    /// Writes the files `NAME.crt` and `NAME.key`.
    pub fn write(&self, folder: &Path, name: &str) {
        for (extension, pem) in [("crt", self.certificate.pem()), ("key", self.key.serialize_pem())]
        {
            std::fs::write(folder.join(format!("{name}.{extension}")), pem)
                .expect("the file can be written");
        }
    }
}

/// The certificate of the authority, in PEM, for `--ca-file`.
pub fn ca_pem() -> String {
    authority().pem()
}

/// Writes the file `ca.pem` for `--ca-file` into a folder.
pub fn write_ca_file(folder: &Path) -> PathBuf {
    let path = folder.join("ca.pem");
    std::fs::write(&path, ca_pem()).expect("the file can be written");
    path
}

/// A certificate for a TLS client, from the authority.
pub fn client_certificate(name: &str) -> CertificateAndKey {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    let key = new_key();
    let signed = params.signed_by(&key, authority());
    CertificateAndKey { certificate: signed.expect("the certificate can be signed"), key }
}

/// The configuration of a TLS client that trusts only the authority.
pub fn client_config() -> Arc<ClientConfig> {
    let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .expect("ring supports the default TLS versions")
        .with_root_certificates(roots())
        .with_no_client_auth();
    Arc::new(config)
}

fn roots() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add(authority().der().clone()).expect("the authority is a valid root");
    roots
}
