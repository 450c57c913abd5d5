//! Errors of the transport: addresses, TCP, TLS, and a program in place of a server.

use super::system_errors::English;
use super::{ErrorExplanation, ErrorText, Explain, Messages, text};
use crate::transport::child::{ChildEnd, ChildError};
use crate::transport::{
    AddressError, ConfigError, ConnectError, ConnectionError, DeflateError, ForeignService,
    LookupError, TlsError,
};
use jiff::Timestamp;
use rustls::AlertDescription;
use std::borrow::Cow;

impl Explain for AddressError {
    fn explain(&self, messages: Messages) -> ErrorExplanation {
        let text: &dyn ErrorText = match self {
            AddressError::NoHost => &text::NetAddressMissing,
            AddressError::BadHost { host } => &text::NetAddressBadHost { host },
            AddressError::BadPort { port } if is_number(port) => &text::NetAddressBadPort { port },
            // As in `taro:himitsu`: it may be a password.
            AddressError::BadPort { .. } => &text::NetAddressHiddenPort,
            AddressError::TwoPorts { first, second } => &text::NetAddressTwoPorts { first, second },
            AddressError::BadScheme { scheme } => &text::NetAddressBadScheme { scheme },
            AddressError::Contradiction { option } => &text::NetAddressContradiction { option },
            AddressError::UserInAddress => &text::NetAddressContainsUser,
            AddressError::Path { path } => &text::NetAddressContainsPath { path },
        };
        text.explain(messages)
    }
}

fn is_number(port: &str) -> bool {
    !port.is_empty() && port.bytes().all(|octet| octet.is_ascii_digit())
}

impl Explain for ConnectError {
    fn explain(&self, messages: Messages) -> ErrorExplanation {
        let text: &dyn ErrorText = match self {
            ConnectError::LookupFailed { host, reason: reason @ LookupError::NoAnswer } => {
                &text::NetNoResolver { host, reason }
            }
            ConnectError::LookupFailed { host, reason } => &text::NetNameNotFound { host, reason },
            ConnectError::LookupTimedOut { host } => &text::NetLookupTimedOut { host },
            ConnectError::Refused { address } => &text::NetRefused { address },
            ConnectError::Reset { address } => &text::NetReset { address },
            ConnectError::TimedOut { address } => &text::NetTimedOut { address },
            ConnectError::Unreachable { address, reason } => {
                &text::NetUnreachable { address, reason }
            }
            ConnectError::Other { address, reason } => &text::NetConnectFailed { address, reason },
            ConnectError::Interrupted => &text::SessionInterrupted,
        };
        text.explain(messages)
    }
}

impl Explain for ConnectionError {
    fn explain(&self, messages: Messages) -> ErrorExplanation {
        let text: &dyn ErrorText = match self {
            ConnectionError::Io(reason) => &text::NetConnectionLost { reason },
            ConnectionError::Tls(error) => return error.explain(messages),
            ConnectionError::Deflate(DeflateError::Invalid) => &text::NetDeflateInvalid,
            ConnectionError::Deflate(DeflateError::Bomb) => &text::NetDeflateBomb,
            ConnectionError::Deflate(DeflateError::AfterEnd) => &text::NetDeflateAfterEnd,
        };
        text.explain(messages)
    }
}

impl Explain for TlsError {
    fn explain(&self, messages: Messages) -> ErrorExplanation {
        let text: &dyn ErrorText = match self {
            TlsError::BadName { name } => &text::NetTlsBadName { name },
            TlsError::UnencryptedImap { said } => &text::NetTlsUnencryptedImap { said },
            TlsError::ForeignService { service, said } => {
                return foreign_service(*service, said, messages);
            }
            TlsError::UnknownProtocol { said } => &text::NetTlsUnknownProtocol { said },
            TlsError::Closed => &text::NetTlsClosed,
            TlsError::TimedOut => &text::NetTlsTimedOut,
            TlsError::Expired { since, issuer } => {
                &text::NetTlsExpired { since: day(*since), issuer }
            }
            TlsError::NotYetValid { from } => &text::NetTlsNotYetValid { from: day(*from) },
            TlsError::WrongName { expected, names, more } => {
                let names = messages.list(names);
                return text::NetTlsWrongName { expected, names, more: *more }.explain(messages);
            }
            TlsError::NoNames { subject } => &text::NetTlsNoNames { subject },
            TlsError::UnknownIssuer { issuer } => &text::NetTlsUnknownIssuer { issuer },
            TlsError::SelfSigned { subject } => &text::NetTlsSelfSigned { subject },
            TlsError::BadCertificate(error) => {
                &text::NetTlsBadCertificate { reason: English(error) }
            }
            TlsError::ClientCertificateWanted => &text::NetTlsClientCertificateWanted,
            TlsError::ClientCertificateRefused { alert } => {
                &text::NetTlsClientCertificateRefused { alert: alert_name(*alert) }
            }
            TlsError::OldVersion => &text::NetTlsOldVersion,
            TlsError::Alert { alert } => &text::NetTlsAlert { alert: alert_name(*alert) },
            TlsError::TooLarge => &text::NetTlsTooLarge,
            TlsError::InUse => &text::NetTlsInUse,
            TlsError::Other(error) => &text::NetTlsOther { reason: English(error) },
            TlsError::Io(reason) => &text::NetConnectionLost { reason },
        };
        text.explain(messages)
    }
}

/// The text for a server that does not speak IMAP. `said` is its first line.
pub(super) fn foreign_service(
    service: ForeignService,
    said: &str,
    messages: Messages,
) -> ErrorExplanation {
    let text: &dyn ErrorText = match service {
        ForeignService::Smtp => &text::NetServiceSmtp { said },
        ForeignService::Pop3 => &text::NetServicePop3 { said },
        ForeignService::Ftp => &text::NetServiceFtp { said },
        ForeignService::Nntp => &text::NetServiceNntp { said },
        ForeignService::Http => &text::NetServiceHttp { said },
        ForeignService::Ssh => &text::NetServiceSsh { said },
        ForeignService::ManageSieve => &text::NetServiceSieve { said },
        ForeignService::Tls => &text::NetServiceTls,
    };
    text.explain(messages)
}

/// The name of an alert in RFC 8446 section 6.2, such as `HandshakeFailure`.
fn alert_name(alert: AlertDescription) -> Cow<'static, str> {
    alert.as_str().map_or_else(|| u8::from(alert).to_string().into(), Cow::Borrowed)
}

/// The day of a certificate's validity, in UTC: `2026-11-23`.
fn day(time: Timestamp) -> impl std::fmt::Display {
    time.strftime("%Y-%m-%d")
}

impl Explain for ConfigError {
    fn explain(&self, messages: Messages) -> ErrorExplanation {
        let text: &dyn ErrorText = match self {
            ConfigError::Unreadable { file, source } => {
                &text::NetFileUnreadable { file: file.display(), reason: source }
            }
            ConfigError::NoCertificate { file } => {
                &text::NetFileNoCertificate { file: file.display() }
            }
            ConfigError::NoKey { file } => &text::NetFileNoKey { file: file.display() },
            ConfigError::EncryptedKey { file } => {
                &text::NetFileEncryptedKey { file: file.display() }
            }
            ConfigError::BadPem { file, reason } => {
                &text::NetFileBadPem { file: file.display(), reason: English(reason) }
            }
            ConfigError::BadCertificate { file, reason } => {
                &text::NetFileBadCertificate { file: file.display(), reason: English(reason) }
            }
            ConfigError::BadKey { file, reason } => {
                &text::NetFileBadKey { file: file.display(), reason: English(reason) }
            }
            ConfigError::NotMatching { cert, key } => {
                &text::NetFileNotMatching { cert: cert.display(), key: key.display() }
            }
        };
        text.explain(messages)
    }
}

impl Explain for ChildError {
    fn explain(&self, messages: Messages) -> ErrorExplanation {
        text::NetChildNotStarted { command: &self.command, reason: &self.source }.explain(messages)
    }
}

impl Explain for ChildEnd {
    fn explain(&self, messages: Messages) -> ErrorExplanation {
        let text: &dyn ErrorText = match *self {
            // A shell's status for a command that it did not find (POSIX, "Exit Status for Commands").
            ChildEnd::Exited(127) => &text::NetChildNotFound,
            ChildEnd::Exited(status) => &text::NetChildExited { status },
            ChildEnd::Killed(signal) => &text::NetChildKilled { signal },
        };
        text.explain(messages)
    }
}
