//! Which certificates are believed: the bundled roots, the user's own CA, and the system's roots when
//! these don't know an issuer. Reads the files that options name.

use super::certificate::Certificate;
use super::tls_error::ConfigError;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{
    ResolvesClientCert, verify_server_cert_signed_by_trust_anchor, verify_server_name,
};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::sign::CertifiedKey;
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

/// What the options ask of TLS.
#[derive(Clone, Debug, Default)]
pub struct TlsOptions {
    /// `--ca-file`: a PEM file of CAs to trust beside the others.
    pub ca_file: Option<PathBuf>,
    /// `--insecure`: believe any certificate.
    pub insecure: bool,
    /// `--cert` and `--key`: PEM files, the certificate with its chain.
    pub client_cert: Option<(PathBuf, PathBuf)>,
    /// More CAs to trust, as PEM: the practice server's own.
    pub more_roots: Option<Vec<u8>>,
}

/// Who vouched for a server's certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verified {
    /// The roots inside the program.
    Bundled,
    /// The operating system's roots.
    System,
    /// A CA that the user named.
    CaFile,
    /// Nobody: `--insecure`.
    Nobody,
}

/// TLS as the options ask for it; made once, used for each connection.
#[derive(Clone, Debug)]
pub struct TlsConfig {
    trust: Arc<Trust>,
    key: Option<Arc<CertifiedKey>>,
}

#[derive(Debug)]
struct Trust {
    provider: Arc<CryptoProvider>,
    insecure: bool,
    own: RootCertStore,
    own_certificates: Vec<CertificateDer<'static>>,
    bundled: RootCertStore,
    /// Loaded from the system when first needed: it costs tens of milliseconds.
    system: OnceLock<RootCertStore>,
}

impl TlsConfig {
    /// Reads the files that the options name.
    pub fn new(options: &TlsOptions) -> Result<TlsConfig, ConfigError> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut own_certificates = Vec::new();
        if let Some(file) = &options.ca_file {
            own_certificates.extend(read_certificates(file)?);
        }
        if let Some(pem) = &options.more_roots {
            own_certificates.extend(certificates_in(Path::new("-"), pem)?);
        }
        let mut own = RootCertStore::empty();
        for certificate in &own_certificates {
            own.add(certificate.clone())
                .map_err(|error| ConfigError::BadCertificate {
                    file: options.ca_file.clone().unwrap_or_default(),
                    reason: error.to_string(),
                })?;
        }
        let key = match &options.client_cert {
            Some((cert, key)) => Some(Arc::new(read_client(cert, key, &provider)?)),
            None => None,
        };
        let trust = Trust {
            provider,
            insecure: options.insecure,
            own,
            own_certificates,
            bundled: RootCertStore {
                roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
            },
            system: OnceLock::new(),
        };
        Ok(TlsConfig {
            trust: Arc::new(trust),
            key,
        })
    }

    /// Whether `--insecure` was asked for.
    pub fn insecure(&self) -> bool {
        self.trust.insecure
    }

    /// What rustls needs for one connection, and what it will have seen of the server.
    pub(super) fn client(&self) -> Result<(Arc<ClientConfig>, Arc<Seen>), Error> {
        let seen = Arc::new(Seen::default());
        let verifier = Verifier {
            trust: self.trust.clone(),
            seen: seen.clone(),
        };
        let identity = Identity {
            key: self.key.clone(),
            seen: seen.clone(),
        };
        let config = ClientConfig::builder_with_provider(self.trust.provider.clone())
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_client_cert_resolver(Arc::new(identity));
        Ok((Arc::new(config), seen))
    }
}

/// What one handshake showed of the server, kept for the line that tells of it and for errors.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub certificate: OnceLock<Certificate>,
    pub verified: OnceLock<Verified>,
    /// The server asked for a client certificate.
    pub asked: AtomicBool,
    /// A client certificate was sent.
    pub answered: AtomicBool,
}

/// Believes a certificate by the first set of roots that knows its issuer.
#[derive(Debug)]
struct Verifier {
    trust: Arc<Trust>,
    seen: Arc<Seen>,
}

impl Trust {
    fn vouch(
        &self,
        leaf: &CertificateDer<'_>,
        chain: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        now: UnixTime,
    ) -> Result<Verified, Error> {
        if self.insecure {
            return Ok(Verified::Nobody);
        }
        let parsed = ParsedCertificate::try_from(leaf)?;
        let known_to = |roots: &RootCertStore| {
            let algorithms = self.provider.signature_verification_algorithms.all;
            verify_server_cert_signed_by_trust_anchor(&parsed, roots, chain, now, algorithms)
        };
        let verified = if self.own_certificates.iter().any(|own| own == leaf) {
            // A server's own certificate as --ca-file: the very one is trusted, while it is valid.
            check_dates(leaf, now).map(|()| Verified::CaFile)
        } else {
            known_to(&self.own)
                .map(|()| Verified::CaFile)
                .or_else(|error| {
                    or_if_unknown(error, || {
                        known_to(&self.bundled).map(|()| Verified::Bundled)
                    })
                })
                .or_else(|error| {
                    let system = || self.system.get_or_init(system_roots);
                    or_if_unknown(error, || known_to(system()).map(|()| Verified::System))
                })
        }?;
        verify_server_name(&parsed, name)?;
        Ok(verified)
    }
}

/// Asks somebody else only if the first did not know the issuer: any other failure is final.
fn or_if_unknown<T>(error: Error, other: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    match error {
        Error::InvalidCertificate(CertificateError::UnknownIssuer) => other(),
        error => Err(error),
    }
}

fn check_dates(leaf: &CertificateDer<'_>, now: UnixTime) -> Result<(), Error> {
    let bad = || Error::InvalidCertificate(CertificateError::BadEncoding);
    let facts = Certificate::read(leaf).ok_or_else(bad)?;
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
    // A root that can't be read vouches for nobody; the others still do.
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
        // First of all: errors tell what the certificate says.
        if let Some(certificate) = Certificate::read(leaf) {
            let _ = self.seen.certificate.set(certificate);
        }
        let verified = self.trust.vouch(leaf, chain, name, now)?;
        let _ = self.seen.verified.set(verified);
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
        self.trust
            .provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}

/// Gives the client certificate where the server asks for one, and notes that it asked.
#[derive(Debug)]
struct Identity {
    key: Option<Arc<CertifiedKey>>,
    seen: Arc<Seen>,
}

impl ResolvesClientCert for Identity {
    fn resolve(
        &self,
        _issuers: &[&[u8]],
        schemes: &[SignatureScheme],
    ) -> Option<Arc<CertifiedKey>> {
        self.seen.asked.store(true, Ordering::Relaxed);
        let key = self
            .key
            .as_ref()
            .filter(|key| key.key.choose_scheme(schemes).is_some())?;
        self.seen.answered.store(true, Ordering::Relaxed);
        Some(key.clone())
    }

    fn has_certs(&self) -> bool {
        self.key.is_some()
    }
}

fn read_file(file: &Path) -> Result<Vec<u8>, ConfigError> {
    std::fs::read(file).map_err(|source| ConfigError::Unreadable {
        file: file.to_owned(),
        source,
    })
}

fn read_certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>, ConfigError> {
    certificates_in(file, &read_file(file)?)
}

fn certificates_in(file: &Path, pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, ConfigError> {
    let mut certificates = Vec::new();
    for certificate in CertificateDer::pem_slice_iter(pem) {
        certificates.push(certificate.map_err(|error| ConfigError::BadPem {
            file: file.to_owned(),
            reason: error.to_string(),
        })?);
    }
    if certificates.is_empty() {
        return Err(ConfigError::NoCertificate {
            file: file.to_owned(),
        });
    }
    Ok(certificates)
}

fn read_client(
    cert: &Path,
    key: &Path,
    provider: &CryptoProvider,
) -> Result<CertifiedKey, ConfigError> {
    let chain = read_certificates(cert)?;
    let pem = read_file(key)?;
    let encrypted = ["ENCRYPTED PRIVATE KEY", "Proc-Type: 4,ENCRYPTED"]
        .iter()
        .any(|mark| memchr::memmem::find(&pem, mark.as_bytes()).is_some());
    if encrypted {
        return Err(ConfigError::EncryptedKey {
            file: key.to_owned(),
        });
    }
    let secret = PrivateKeyDer::from_pem_slice(&pem).map_err(|error| match error {
        rustls::pki_types::pem::Error::NoItemsFound => ConfigError::NoKey {
            file: key.to_owned(),
        },
        error => ConfigError::BadPem {
            file: key.to_owned(),
            reason: error.to_string(),
        },
    })?;
    CertifiedKey::from_der(chain, secret, provider).map_err(|error| match error {
        Error::InconsistentKeys(_) => ConfigError::NotMatching {
            cert: cert.to_owned(),
            key: key.to_owned(),
        },
        Error::InvalidCertificate(_) => ConfigError::BadCertificate {
            file: cert.to_owned(),
            reason: error.to_string(),
        },
        error => ConfigError::BadKey {
            file: key.to_owned(),
            reason: error.to_string(),
        },
    })
}
