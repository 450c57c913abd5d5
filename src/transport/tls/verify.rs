//! Verifies certificates: with the bundled roots, the user's own CA, and, for an issuer unknown to
//! them, the system's roots.

use super::certificate::Certificate;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{
    ResolvesClientCert, verify_server_cert_signed_by_trust_anchor, verify_server_name,
};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::sign::CertifiedKey;
use rustls::{CertificateError, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

/// The roots that verified a server's certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verified {
    /// The roots inside the program.
    Bundled,
    /// The operating system's roots.
    System,
    /// `--ca-file`.
    CaFile,
    /// The practice server's CA.
    PracticeCa,
    /// Not verified, because of `--insecure`.
    Skipped,
}

/// The roots that a server's certificate is verified with.
#[derive(Debug)]
pub(super) struct Trust {
    pub provider: Arc<CryptoProvider>,
    pub insecure: bool,
    pub own: RootCertStore,
    /// The source of the CA in `own`.
    pub own_source: Verified,
    pub own_certificates: Vec<CertificateDer<'static>>,
    pub bundled: RootCertStore,
    /// Loaded when first needed, because that takes tens of milliseconds.
    pub system: OnceLock<RootCertStore>,
}

/// What one handshake has shown about the server, for the notice and for errors.
#[derive(Debug, Default)]
pub(in crate::transport) struct HandshakeInfo {
    pub certificate: OnceLock<Certificate>,
    pub verified: OnceLock<Verified>,
    pub client_cert_requested: AtomicBool,
    pub client_cert_sent: AtomicBool,
}

/// Trusts a certificate by the first set of roots that knows its issuer.
#[derive(Debug)]
pub(super) struct Verifier {
    pub trust: Arc<Trust>,
    pub info: Arc<HandshakeInfo>,
}

impl Trust {
    fn verify(
        &self,
        leaf: &CertificateDer<'_>,
        chain: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        now: UnixTime,
    ) -> Result<Verified, Error> {
        if self.insecure {
            return Ok(Verified::Skipped);
        }
        let parsed = ParsedCertificate::try_from(leaf)?;
        let signed_by = |roots: &RootCertStore| {
            let algorithms = self.provider.signature_verification_algorithms.all;
            verify_server_cert_signed_by_trust_anchor(&parsed, roots, chain, now, algorithms)
        };
        let verified = if self.own_certificates.iter().any(|own| own == leaf) {
            // --ca-file has the server's own certificate: it is trusted while it is valid.
            check_dates(leaf, now).map(|()| self.own_source)
        } else {
            signed_by(&self.own)
                .map(|()| self.own_source)
                .or_else(|error| {
                    or_if_unknown(error, || signed_by(&self.bundled).map(|()| Verified::Bundled))
                })
                .or_else(|error| {
                    let system = || self.system.get_or_init(system_roots);
                    or_if_unknown(error, || signed_by(system()).map(|()| Verified::System))
                })
        }?;
        verify_server_name(&parsed, name)?;
        Ok(verified)
    }
}

/// Tries other roots only if the first ones do not know the issuer. Any other failure is final.
fn or_if_unknown<T>(error: Error, other: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    match error {
        Error::InvalidCertificate(CertificateError::UnknownIssuer) => other(),
        error => Err(error),
    }
}

fn check_dates(leaf: &CertificateDer<'_>, now: UnixTime) -> Result<(), Error> {
    let bad = || Error::InvalidCertificate(CertificateError::BadEncoding);
    let facts = Certificate::parse(leaf).ok_or_else(bad)?;
    let now = i64::try_from(now.as_secs()).map_err(|_| bad())?;
    if now < facts.not_before.as_second() {
        Err(CertificateError::NotValidYet.into())
    } else if facts.not_after.as_second() < now {
        Err(CertificateError::Expired.into())
    } else {
        Ok(())
    }
}

fn system_roots() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    // Roots that can't be parsed are left out.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    roots
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        leaf: &CertificateDer<'_>,
        chain: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        _ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        // First, because errors report the facts of the certificate.
        if let Some(certificate) = Certificate::parse(leaf) {
            let _ = self.info.certificate.set(certificate);
        }
        let verified = self.trust.verify(leaf, chain, name, now)?;
        let _ = self.info.verified.set(verified);
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        leaf: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        if self.trust.insecure {
            return Ok(HandshakeSignatureValid::assertion());
        }
        let algorithms = &self.trust.provider.signature_verification_algorithms;
        verify_tls12_signature(message, leaf, signed, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        leaf: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        if self.trust.insecure {
            return Ok(HandshakeSignatureValid::assertion());
        }
        let algorithms = &self.trust.provider.signature_verification_algorithms;
        verify_tls13_signature(message, leaf, signed, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.trust.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// Sends the client certificate if the server requests one, and notes that it did.
#[derive(Debug)]
pub(super) struct ClientIdentity {
    pub key: Option<Arc<CertifiedKey>>,
    pub info: Arc<HandshakeInfo>,
}

impl ResolvesClientCert for ClientIdentity {
    fn resolve(
        &self,
        _issuers: &[&[u8]],
        schemes: &[SignatureScheme],
    ) -> Option<Arc<CertifiedKey>> {
        self.info.client_cert_requested.store(true, Ordering::Relaxed);
        let key = self.key.as_ref().filter(|key| key.key.choose_scheme(schemes).is_some())?;
        self.info.client_cert_sent.store(true, Ordering::Relaxed);
        Some(key.clone())
    }

    fn has_certs(&self) -> bool {
        self.key.is_some()
    }
}
