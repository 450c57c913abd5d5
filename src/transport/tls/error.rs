//! Every way in which TLS can fail, one variant a cause, with what the certificate said of itself.

use super::certificate::Certificate;
use super::verify::HandshakeInfo;
use crate::transport::foreign_service::{ForeignService, first_line};
use jiff::Timestamp;
use rustls::{AlertDescription, CertificateError, Error, InvalidMessage};
use std::sync::atomic::Ordering;

/// A handshake, or a protected connection, that failed.
#[derive(Debug)]
pub enum TlsError {
    /// No certificate can be for such a name.
    BadName {
        /// As given.
        name: String,
    },
    /// The server speaks IMAP in the clear where TLS was due.
    SpeaksInTheClear {
        /// The first octets that it sent, lossily as text.
        said: String,
    },
    /// Another service than IMAP answers, in the clear.
    Service {
        /// Which.
        service: ForeignService,
        /// Its first line, lossily as text.
        said: String,
    },
    /// The server speaks something that is neither.
    NotTls {
        /// The first octets that it sent, lossily as text.
        said: String,
    },
    /// The connection ended in the middle of the handshake.
    Closed,
    /// The deadline came first.
    TimedOut,
    /// Somebody did not want to wait.
    Interrupted,
    /// The certificate's time is over.
    Expired {
        /// When it ended.
        since: Timestamp,
        /// Its issuer.
        issuer: String,
    },
    /// The certificate's time has not come.
    NotYetValid {
        /// When it begins.
        from: Timestamp,
    },
    /// The certificate is for somebody else.
    WrongName {
        /// The host that the user named.
        expected: String,
        /// The first of those that the certificate names.
        names: String,
        /// How many more it names.
        more: usize,
    },
    /// The certificate names no host: its subject is not looked at (RFC 9525 section 2).
    NoNames {
        /// Whose it says it is.
        subject: String,
    },
    /// Nobody that is trusted signed it.
    UnknownIssuer {
        /// As the certificate names it.
        issuer: String,
    },
    /// The certificate vouches for itself.
    SelfSigned {
        /// Whose it says it is.
        subject: String,
    },
    /// Anything else about the certificate.
    BadCertificate {
        /// As the library says it.
        reason: String,
    },
    /// The server wants a client certificate, and none was given.
    ClientCertificateWanted,
    /// The server did not take the client certificate.
    ClientCertificateRefused {
        /// The alert's name (RFC 8446 section 6.2).
        alert: String,
    },
    /// The two have no version of TLS in common.
    OldVersion,
    /// The server broke it off with another alert.
    Alert {
        /// The alert's name (RFC 8446 section 6.2).
        alert: String,
    },
    /// The server's part of the handshake is longer than rustls takes.
    TooLarge,
    /// Anything else.
    Other {
        /// As the library says it.
        reason: String,
    },
    /// The network failed.
    Io(std::io::Error),
}

impl From<std::io::Error> for TlsError {
    fn from(error: std::io::Error) -> TlsError {
        TlsError::Io(error)
    }
}

impl TlsError {
    pub(super) fn other(error: Error) -> TlsError {
        TlsError::Other {
            reason: error.to_string(),
        }
    }

    /// What rustls says, in our causes. `begun` is what the server sent first, `name` the host.
    pub(super) fn new(error: Error, seen: &HandshakeInfo, name: &str, begun: &[u8]) -> TlsError {
        match error {
            Error::InvalidCertificate(error) => {
                TlsError::from_certificate(error, seen.certificate.get(), name)
            }
            Error::InvalidMessage(InvalidMessage::HandshakePayloadTooLarge) => TlsError::TooLarge,
            Error::AlertReceived(alert) => TlsError::from_alert(alert, seen),
            Error::PeerIncompatible(why) => {
                let why = format!("{why:?}");
                if why.contains("Version") || why.contains("Tls12") || why.contains("Tls13") {
                    TlsError::OldVersion
                } else {
                    TlsError::Other { reason: why }
                }
            }
            error => match begun.first() {
                // RFC 8446 section 5.1: a record begins with its type, 20 to 24.
                Some(first) if !(20..=24).contains(first) => TlsError::from_clear(begun),
                _ => TlsError::other(error),
            },
        }
    }

    fn from_clear(begun: &[u8]) -> TlsError {
        let said = first_line(begun);
        match ForeignService::of(said.as_bytes()) {
            _ if begun.starts_with(b"* ") => TlsError::SpeaksInTheClear { said },
            Some(service) => TlsError::Service { service, said },
            None => TlsError::NotTls { said },
        }
    }

    fn from_certificate(
        error: CertificateError,
        certificate: Option<&Certificate>,
        name: &str,
    ) -> TlsError {
        let reason = || Error::InvalidCertificate(error.clone()).to_string();
        let Some(certificate) = certificate else {
            return TlsError::BadCertificate { reason: reason() };
        };
        match &error {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                TlsError::Expired {
                    since: certificate.not_after,
                    issuer: certificate.issuer.clone(),
                }
            }
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                TlsError::NotYetValid {
                    from: certificate.not_before,
                }
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                let (names, more) = certificate.names_told();
                let expected = name.to_owned();
                match names.is_empty() {
                    true => TlsError::NoNames {
                        subject: certificate.subject.clone(),
                    },
                    false => TlsError::WrongName {
                        expected,
                        names,
                        more,
                    },
                }
            }
            // A CA's certificate that a server shows as its own is one of the rest.
            // A root known by the same name makes its signature bad rather than its issuer unknown.
            CertificateError::UnknownIssuer
            | CertificateError::Other(_)
            | CertificateError::BadSignature
            | CertificateError::UnsupportedSignatureAlgorithmForPublicKeyContext { .. }
                if certificate.self_signed =>
            {
                TlsError::SelfSigned {
                    subject: certificate.subject.clone(),
                }
            }
            CertificateError::UnknownIssuer => TlsError::UnknownIssuer {
                issuer: certificate.issuer.clone(),
            },
            _ => TlsError::BadCertificate { reason: reason() },
        }
    }

    fn from_alert(alert: AlertDescription, seen: &HandshakeInfo) -> TlsError {
        use AlertDescription as A;
        let asked = seen.asked.load(Ordering::Relaxed);
        let answered = seen.answered.load(Ordering::Relaxed);
        let about_certificate = matches!(
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
            A::CertificateRequired if !answered => TlsError::ClientCertificateWanted,
            _ if asked && answered && about_certificate => TlsError::ClientCertificateRefused {
                alert: format!("{alert:?}"),
            },
            _ if asked && about_certificate => TlsError::ClientCertificateWanted,
            A::ProtocolVersion => TlsError::OldVersion,
            _ => TlsError::Alert {
                alert: format!("{alert:?}"),
            },
        }
    }
}
