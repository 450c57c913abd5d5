//! Every way in which TLS can fail, one variant per cause, with the facts of the certificate.

use super::certificate::Certificate;
use super::verify::HandshakeInfo;
use crate::transport::foreign_service::{ForeignService, first_line};
use jiff::Timestamp;
use rustls::{AlertDescription, CertificateError, Error, InvalidMessage, PeerIncompatible};
use std::io;
use std::sync::atomic::Ordering;

/// Why a handshake, or a connection under TLS, failed. `said` is the server's first line.
#[derive(Debug)]
pub enum TlsError {
    /// A certificate cannot be valid for such a name.
    BadName {
        name: String,
    },
    /// The server speaks IMAP without TLS.
    UnencryptedImap {
        said: String,
    },
    /// The server speaks another protocol without TLS.
    ForeignService {
        service: ForeignService,
        said: String,
    },
    /// The server speaks something else.
    UnknownProtocol {
        said: String,
    },
    /// The connection ended during the handshake.
    Closed,
    TimedOut,
    Expired {
        since: Timestamp,
        issuer: String,
    },
    NotYetValid {
        from: Timestamp,
    },
    /// The certificate is for other hosts.
    WrongName {
        expected: String,
        /// The first names of the certificate.
        names: Vec<String>,
        /// The number of further names.
        more: usize,
    },
    /// The certificate names no host. Its subject does not count (RFC 9525 section 2).
    NoNames {
        subject: String,
    },
    UnknownIssuer {
        issuer: String,
    },
    SelfSigned {
        subject: String,
    },
    /// Something else is wrong with the certificate.
    BadCertificate(Error),
    /// The server asks for a client certificate, and the user has none configured.
    ClientCertificateWanted,
    /// The server refuses the client certificate. Alerts have the names of RFC 8446 section 6.2.
    ClientCertificateRefused {
        alert: AlertDescription,
    },
    /// The server does not support TLS 1.2 or later.
    OldVersion,
    /// The server ended the handshake with another alert.
    Alert {
        alert: AlertDescription,
    },
    /// The server's messages are longer than rustls accepts.
    TooLarge,
    /// TLS is in use already.
    InUse,
    /// Something else that rustls reports.
    Other(Error),
    Io(io::Error),
}

impl From<io::Error> for TlsError {
    fn from(error: io::Error) -> TlsError {
        TlsError::Io(error)
    }
}

impl From<Error> for TlsError {
    fn from(error: Error) -> TlsError {
        TlsError::Other(error)
    }
}

impl TlsError {
    /// The cause of an error of rustls at a client. `name` is the host as the user wrote it,
    /// `first_octets` are the server's.
    pub(super) fn new(
        error: Error,
        info: &HandshakeInfo,
        name: &str,
        first_octets: &[u8],
    ) -> TlsError {
        match error {
            Error::InvalidCertificate(error) => {
                TlsError::from_certificate(error, info.certificate.get(), name)
            }
            Error::InvalidMessage(InvalidMessage::HandshakePayloadTooLarge) => TlsError::TooLarge,
            Error::AlertReceived(alert) => TlsError::from_alert(alert, info),
            Error::PeerIncompatible(reason) => {
                use PeerIncompatible::{
                    ServerDoesNotSupportTls12Or13, ServerTlsVersionIsDisabledByOurConfig,
                };
                match reason {
                    ServerDoesNotSupportTls12Or13 | ServerTlsVersionIsDisabledByOurConfig => {
                        TlsError::OldVersion
                    }
                    reason => TlsError::Other(Error::PeerIncompatible(reason)),
                }
            }
            error => match first_octets.first() {
                // A record begins with its type, 20 to 24 (RFC 8446 section 5.1).
                Some(20..=24) | None => TlsError::Other(error),
                Some(_) => TlsError::from_first_octets(first_octets),
            },
        }
    }

    fn from_first_octets(octets: &[u8]) -> TlsError {
        let said = first_line(octets);
        match ForeignService::of(said.as_bytes()) {
            _ if octets.starts_with(b"* ") => TlsError::UnencryptedImap { said },
            Some(service) => TlsError::ForeignService { service, said },
            None => TlsError::UnknownProtocol { said },
        }
    }

    fn from_certificate(
        error: CertificateError,
        certificate: Option<&Certificate>,
        name: &str,
    ) -> TlsError {
        use CertificateError as C;
        let Some(certificate) = certificate else {
            return TlsError::BadCertificate(Error::InvalidCertificate(error));
        };
        let subject = || certificate.subject.clone();
        let issuer = || certificate.issuer.clone();
        match &error {
            C::Expired | C::ExpiredContext { .. } => {
                TlsError::Expired { since: certificate.not_after, issuer: issuer() }
            }
            C::NotValidYet | C::NotValidYetContext { .. } => {
                TlsError::NotYetValid { from: certificate.not_before }
            }
            C::NotValidForName | C::NotValidForNameContext { .. } => {
                match certificate.first_names() {
                    ([], _) => TlsError::NoNames { subject: subject() },
                    (names, more) => TlsError::WrongName {
                        expected: name.to_owned(),
                        names: names.to_vec(),
                        more,
                    },
                }
            }
            // `Other`: a server presents a CA's certificate as its own. If a trusted root has the same
            // name, the error is not an unknown issuer but an invalid signature.
            C::UnknownIssuer
            | C::Other(_)
            | C::BadSignature
            | C::UnsupportedSignatureAlgorithmForPublicKeyContext { .. }
                if certificate.self_signed =>
            {
                TlsError::SelfSigned { subject: subject() }
            }
            // A trusted root may have the issuer's name, and another key.
            C::UnknownIssuer
            | C::BadSignature
            | C::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => {
                TlsError::UnknownIssuer { issuer: issuer() }
            }
            _ => TlsError::BadCertificate(Error::InvalidCertificate(error)),
        }
    }

    fn from_alert(alert: AlertDescription, info: &HandshakeInfo) -> TlsError {
        use AlertDescription as A;
        let was_requested = info.client_cert_requested.load(Ordering::Relaxed);
        let was_sent = info.client_cert_sent.load(Ordering::Relaxed);
        let is_about_certificate = matches!(
            alert,
            A::BadCertificate
                | A::UnsupportedCertificate
                | A::CertificateRevoked
                | A::CertificateExpired
                | A::CertificateUnknown
                | A::UnknownCA
                | A::AccessDenied
                | A::HandshakeFailure
                | A::CertificateRequired
                | A::DecryptError
        );
        match alert {
            A::CertificateRequired if !was_sent => TlsError::ClientCertificateWanted,
            _ if was_requested && is_about_certificate && was_sent => {
                TlsError::ClientCertificateRefused { alert }
            }
            _ if was_requested && is_about_certificate => TlsError::ClientCertificateWanted,
            A::ProtocolVersion => TlsError::OldVersion,
            _ => TlsError::Alert { alert },
        }
    }
}
