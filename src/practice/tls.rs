//! The practice server's certificate: a CA of its own and a leaf for this machine's names,
//! made in memory when TLS is first needed.

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use std::sync::Arc;

/// Why there is no TLS.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The certificate can't be made.
    #[error("the certificate can't be made: {0}")]
    Certificate(#[from] rcgen::Error),
    /// rustls does not take it.
    #[error("the certificate can't be used: {0}")]
    Rustls(#[from] rustls::Error),
    /// The options say that there is none.
    #[error("TLS is turned off")]
    Off,
}

/// What a server needs for TLS, and what a client needs to trust it.
#[derive(Clone, Debug)]
pub struct Tls {
    /// For connections.
    pub config: Arc<ServerConfig>,
    /// The CA's certificate in PEM.
    pub ca_pem: String,
}

/// Makes a CA and a leaf for localhost, 127.0.0.1 and ::1 (ECDSA, P-256).
pub fn make() -> Result<Tls, TlsError> {
    let ca_key = KeyPair::generate()?;
    let mut ca = CertificateParams::default();
    ca.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    ca.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    ca.distinguished_name
        .push(DnType::CommonName, "imapsh practice CA");
    let ca_certificate = ca.self_signed(&ca_key)?;
    let key = KeyPair::generate()?;
    let names = ["localhost", "127.0.0.1", "::1"].map(str::to_owned);
    let mut leaf = CertificateParams::new(names)?;
    leaf.distinguished_name
        .push(DnType::CommonName, "imapsh practice server");
    leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    leaf.use_authority_key_identifier_extension = true;
    let certificate = leaf.signed_by(&key, &Issuer::from_params(&ca, &ca_key))?;
    let private = PrivateKeyDer::Pkcs8(key.serialize_der().into());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], private)?;
    Ok(Tls {
        config: Arc::new(config),
        ca_pem: ca_certificate.pem(),
    })
}
