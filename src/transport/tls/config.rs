//! The options for TLS, and the files that they name.

use super::verify::{ClientIdentity, HandshakeInfo, Trust, Verified, Verifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use rustls::{ClientConfig, Error, RootCertStore};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// A file that an option names can't be used.
#[derive(Debug)]
pub enum ConfigError {
    Unreadable {
        file: PathBuf,
        source: io::Error,
    },
    NoCertificate {
        file: PathBuf,
    },
    NoKey {
        file: PathBuf,
    },
    EncryptedKey {
        file: PathBuf,
    },
    BadPem {
        file: PathBuf,
        reason: pem::Error,
    },
    BadCertificate {
        file: PathBuf,
        reason: Error,
    },
    /// The key is broken, or of an unsupported kind.
    BadKey {
        file: PathBuf,
        reason: Error,
    },
    /// The key does not belong to the certificate.
    NotMatching {
        cert: PathBuf,
        key: PathBuf,
    },
}

#[derive(Clone, Debug, Default)]
pub struct TlsOptions {
    /// `--ca-file`: a PEM file with more CAs to trust.
    pub ca_file: Option<PathBuf>,
    /// `--insecure`: trust any certificate.
    pub insecure: bool,
    /// `--cert` and `--key`: PEM files, the certificate with its chain.
    pub client_cert: Option<(PathBuf, PathBuf)>,
    /// The practice server's CA, as PEM.
    pub more_roots: Option<Vec<u8>>,
}

/// The configuration of TLS, made once and used for every connection.
#[derive(Clone, Debug)]
pub struct TlsConfig {
    trust: Arc<Trust>,
    key: Option<Arc<CertifiedKey>>,
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
            own.add(certificate.clone()).map_err(|reason| ConfigError::BadCertificate {
                file: options.ca_file.clone().unwrap_or_default(),
                reason,
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
            own_source: match options.more_roots {
                Some(_) => Verified::PracticeCa,
                None => Verified::CaFile,
            },
            own_certificates,
            bundled: RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() },
            system: OnceLock::new(),
        };
        Ok(TlsConfig { trust: Arc::new(trust), key })
    }

    pub fn insecure(&self) -> bool {
        self.trust.insecure
    }

    /// The configuration of one connection, and the place for the results of its handshake.
    pub(super) fn client(&self) -> Result<(Arc<ClientConfig>, Arc<HandshakeInfo>), Error> {
        let info = Arc::new(HandshakeInfo::default());
        let verifier = Verifier { trust: self.trust.clone(), info: info.clone() };
        let identity = ClientIdentity { key: self.key.clone(), info: info.clone() };
        let config = ClientConfig::builder_with_provider(self.trust.provider.clone())
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_client_cert_resolver(Arc::new(identity));
        Ok((Arc::new(config), info))
    }
}

fn read_file(file: &Path) -> Result<Vec<u8>, ConfigError> {
    std::fs::read(file).map_err(|source| ConfigError::Unreadable { file: file.to_owned(), source })
}

fn read_certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>, ConfigError> {
    certificates_in(file, &read_file(file)?)
}

fn certificates_in(file: &Path, pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, ConfigError> {
    let mut certificates = Vec::new();
    for certificate in CertificateDer::pem_slice_iter(pem) {
        certificates.push(
            certificate.map_err(|reason| ConfigError::BadPem { file: file.to_owned(), reason })?,
        );
    }
    if certificates.is_empty() {
        return Err(ConfigError::NoCertificate { file: file.to_owned() });
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
        return Err(ConfigError::EncryptedKey { file: key.to_owned() });
    }
    let secret = PrivateKeyDer::from_pem_slice(&pem).map_err(|error| match error {
        pem::Error::NoItemsFound => ConfigError::NoKey { file: key.to_owned() },
        reason => ConfigError::BadPem { file: key.to_owned(), reason },
    })?;
    CertifiedKey::from_der(chain, secret, provider).map_err(|error| match error {
        Error::InconsistentKeys(_) => {
            ConfigError::NotMatching { cert: cert.to_owned(), key: key.to_owned() }
        }
        Error::InvalidCertificate(_) => {
            ConfigError::BadCertificate { file: cert.to_owned(), reason: error }
        }
        error => ConfigError::BadKey { file: key.to_owned(), reason: error },
    })
}
