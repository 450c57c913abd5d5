//! Errors of the transport: addresses, TCP, TLS, and a program in place of a server.

use super::{Explain, Explanation, Messages, text};
use crate::transport::child::{ChildEnd, ChildError};
use crate::transport::{
    AddressError, ConfigError, ConnectError, ConnectionError, DeflateError, ForeignService,
    TlsError,
};
use jiff::Timestamp;

impl Explain for AddressError {
    fn explain(&self, messages: Messages) -> Explanation {
        match self {
            AddressError::NoHost => text::NetAddressMissing.explain(messages),
            AddressError::BadHost { host } => text::NetAddressBadHost { host }.explain(messages),
            AddressError::BadPort { port } if is_number(port) => {
                text::NetAddressBadPort { port }.explain(messages)
            }
            // As in `taro:himitsu`: it may be a password.
            AddressError::BadPort { .. } => text::NetAddressHiddenPort.explain(messages),
            AddressError::TwoPorts { first, second } => {
                text::NetAddressTwoPorts { first, second }.explain(messages)
            }
            AddressError::BadScheme { scheme } => {
                text::NetAddressBadScheme { scheme }.explain(messages)
            }
            AddressError::Contradiction { option } => {
                text::NetAddressContradiction { option }.explain(messages)
            }
            AddressError::UserInAddress => text::NetAddressContainsUser.explain(messages),
            AddressError::Path { path } => text::NetAddressContainsPath { path }.explain(messages),
        }
    }
}

fn is_number(port: &str) -> bool {
    !port.is_empty() && port.bytes().all(|octet| octet.is_ascii_digit())
}

impl Explain for ConnectError {
    fn explain(&self, messages: Messages) -> Explanation {
        match self {
            ConnectError::NameNotFound { host, reason } => {
                text::NetNameNotFound { host, reason }.explain(messages)
            }
            ConnectError::NoResolver { host, reason } => {
                text::NetNoResolver { host, reason }.explain(messages)
            }
            ConnectError::LookupTimedOut { host } => {
                text::NetLookupTimedOut { host }.explain(messages)
            }
            ConnectError::Refused { address } => text::NetRefused { address }.explain(messages),
            ConnectError::TimedOut { address } => text::NetTimedOut { address }.explain(messages),
            ConnectError::Unreachable { address, reason } => {
                text::NetUnreachable { address, reason }.explain(messages)
            }
            ConnectError::Other { address, reason } => {
                text::NetConnectFailed { address, reason }.explain(messages)
            }
            ConnectError::Interrupted => text::SessionInterrupted.explain(messages),
        }
    }
}

impl Explain for ConnectionError {
    fn explain(&self, messages: Messages) -> Explanation {
        match self {
            ConnectionError::Io(reason) => text::NetConnectionLost { reason }.explain(messages),
            ConnectionError::Tls(error) => error.explain(messages),
            ConnectionError::Deflate(DeflateError::Invalid) => {
                text::NetDeflateInvalid.explain(messages)
            }
            ConnectionError::Deflate(DeflateError::Bomb) => text::NetDeflateBomb.explain(messages),
            ConnectionError::Deflate(DeflateError::AfterEnd) => {
                text::NetDeflateAfterEnd.explain(messages)
            }
        }
    }
}

impl Explain for TlsError {
    fn explain(&self, messages: Messages) -> Explanation {
        match self {
            TlsError::BadName { name } => text::NetTlsBadName { name }.explain(messages),
            TlsError::SpeaksInTheClear { said } => {
                text::NetTlsUnencryptedImap { said }.explain(messages)
            }
            TlsError::Service { service, said } => foreign_service(*service, said, messages),
            TlsError::NotTls { said } => text::NetTlsUnknownProtocol { said }.explain(messages),
            TlsError::Closed => text::NetTlsClosed.explain(messages),
            TlsError::TimedOut => text::NetTlsTimedOut.explain(messages),
            TlsError::Interrupted => text::SessionInterrupted.explain(messages),
            TlsError::Expired { since, issuer } => text::NetTlsExpired {
                since: day(*since),
                issuer,
            }
            .explain(messages),
            TlsError::NotYetValid { from } => {
                text::NetTlsNotYetValid { from: day(*from) }.explain(messages)
            }
            TlsError::WrongName {
                expected,
                names,
                more,
            } => text::NetTlsWrongName {
                expected,
                names,
                more: *more,
            }
            .explain(messages),
            TlsError::NoNames { subject } => text::NetTlsNoNames { subject }.explain(messages),
            TlsError::UnknownIssuer { issuer } => {
                text::NetTlsUnknownIssuer { issuer }.explain(messages)
            }
            TlsError::SelfSigned { subject } => {
                text::NetTlsSelfSigned { subject }.explain(messages)
            }
            TlsError::BadCertificate { reason } => {
                text::NetTlsBadCertificate { reason }.explain(messages)
            }
            TlsError::ClientCertificateWanted => {
                text::NetTlsClientCertificateWanted.explain(messages)
            }
            TlsError::ClientCertificateRefused { alert } => {
                text::NetTlsClientCertificateRefused { alert }.explain(messages)
            }
            TlsError::OldVersion => text::NetTlsOldVersion.explain(messages),
            TlsError::Alert { alert } => text::NetTlsAlert { alert }.explain(messages),
            TlsError::TooLarge => text::NetTlsTooLarge.explain(messages),
            TlsError::Other { reason } => text::NetTlsOther { reason }.explain(messages),
            TlsError::Io(reason) => text::NetConnectionLost { reason }.explain(messages),
        }
    }
}

/// A server that does not speak IMAP; `said` is the first line that it sent.
pub(super) fn foreign_service(
    service: ForeignService,
    said: &str,
    messages: Messages,
) -> Explanation {
    match service {
        ForeignService::Smtp => text::NetServiceSmtp { said }.explain(messages),
        ForeignService::Pop3 => text::NetServicePop3 { said }.explain(messages),
        ForeignService::Ftp => text::NetServiceFtp { said }.explain(messages),
        ForeignService::Nntp => text::NetServiceNntp { said }.explain(messages),
        ForeignService::Http => text::NetServiceHttp { said }.explain(messages),
        ForeignService::Ssh => text::NetServiceSsh { said }.explain(messages),
        ForeignService::ManageSieve => text::NetServiceSieve { said }.explain(messages),
        ForeignService::Tls => text::NetServiceTls.explain(messages),
    }
}

/// The day of a certificate's validity, in UTC: `2026-11-23`.
fn day(time: Timestamp) -> impl std::fmt::Display {
    time.strftime("%Y-%m-%d")
}

impl Explain for ConfigError {
    fn explain(&self, messages: Messages) -> Explanation {
        match self {
            ConfigError::Unreadable { file, source } => text::NetFileUnreadable {
                file: file.display(),
                reason: source,
            }
            .explain(messages),
            ConfigError::NoCertificate { file } => {
                let file = file.display();
                text::NetFileNoCertificate { file }.explain(messages)
            }
            ConfigError::NoKey { file } => text::NetFileNoKey {
                file: file.display(),
            }
            .explain(messages),
            ConfigError::EncryptedKey { file } => {
                let file = file.display();
                text::NetFileEncryptedKey { file }.explain(messages)
            }
            ConfigError::BadPem { file, reason } => {
                let file = file.display();
                text::NetFileBadPem { file, reason }.explain(messages)
            }
            ConfigError::BadCertificate { file, reason } => {
                let file = file.display();
                text::NetFileBadCertificate { file, reason }.explain(messages)
            }
            ConfigError::BadKey { file, reason } => {
                let file = file.display();
                text::NetFileBadKey { file, reason }.explain(messages)
            }
            ConfigError::NotMatching { cert, key } => text::NetFileNotMatching {
                cert: cert.display(),
                key: key.display(),
            }
            .explain(messages),
        }
    }
}

impl Explain for ChildError {
    fn explain(&self, messages: Messages) -> Explanation {
        text::NetChildNotStarted {
            command: &self.command,
            reason: &self.source,
        }
        .explain(messages)
    }
}

impl Explain for ChildEnd {
    fn explain(&self, messages: Messages) -> Explanation {
        match *self {
            // A shell's status for a command that it did not find (POSIX, "Exit Status for Commands").
            ChildEnd::Exited(127) => text::NetChildNotFound.explain(messages),
            ChildEnd::Exited(status) => text::NetChildExited { status }.explain(messages),
            ChildEnd::Killed(signal) => text::NetChildKilled { signal }.explain(messages),
        }
    }
}
