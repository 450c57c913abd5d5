//! The server's certificate, for the names and addresses of the local host, and the CA certificate
//! with which clients verify it. Both are generated in memory for each server.

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use std::net::IpAddr;
use std::sync::Arc;

/// Why the certificate cannot be provided.
#[derive(Debug)]
pub enum CertificateError {
    /// Generating it failed.
    Generate(rcgen::Error),
    /// rustls rejected it.
    Tls(rustls::Error),
}

impl From<rcgen::Error> for CertificateError {
    fn from(error: rcgen::Error) -> CertificateError {
        CertificateError::Generate(error)
    }
}

impl From<rustls::Error> for CertificateError {
    fn from(error: rustls::Error) -> CertificateError {
        CertificateError::Tls(error)
    }
}

/// The server's side of TLS, and the CA certificate with which clients verify it.
#[derive(Clone, Debug)]
pub struct ServerCertificate {
    pub tls_config: Arc<ServerConfig>,
    /// The CA's certificate in PEM.
    pub ca_pem: String,
}

/// Generates a CA and a certificate for localhost, 127.0.0.1, ::1 and these addresses (ECDSA, P-256).
pub fn generate(addresses: &[IpAddr]) -> Result<ServerCertificate, CertificateError> {
    let ca_key = KeyPair::generate()?;
    let mut ca = CertificateParams::default();
    ca.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    ca.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    ca.distinguished_name.push(DnType::CommonName, "imapsh practice CA");
    let ca_certificate = ca.self_signed(&ca_key)?;
    let key = KeyPair::generate()?;
    let local = ["localhost", "127.0.0.1", "::1"].map(str::to_owned).into_iter();
    let names: Vec<String> = local.chain(addresses.iter().map(IpAddr::to_string)).collect();
    let mut leaf = CertificateParams::new(names)?;
    leaf.distinguished_name.push(DnType::CommonName, "imapsh practice server");
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
    Ok(ServerCertificate { tls_config: Arc::new(config), ca_pem: ca_certificate.pem() })
}
