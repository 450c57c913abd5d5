//! Reports about a connection: the steps to a session, TLS, unfinished lines, the end.

use super::{ErrorExplanation, Explain, Messages, Text, text};
use crate::protocol::framing::UnfinishedSummary;
use crate::session::{
    ConnectPlan, ConnectProgress, ConnectionEnd, Endpoint, LiteralFileError, NoticeLevel,
    OpenError, Session,
};
use crate::transport::{Attempt, Certificate, Security, TlsFacts, Verified};
use jiff::Timestamp;
use std::io::ErrorKind;

/// Texts with their levels, in the order in which they are shown.
pub type Notices = Vec<(NoticeLevel, String)>;

impl Messages {
    /// A step in opening a session. Attempts are reported only if the host has several addresses: with one,
    /// the resulting error or session is enough.
    pub fn progress(self, plan: &ConnectPlan, progress: ConnectProgress<'_>) -> Notices {
        let notice = match progress {
            ConnectProgress::Attempt(
                Attempt::Trying { of: 1, .. } | Attempt::Failed { of: 1, .. },
            ) => {
                return Vec::new();
            }
            ConnectProgress::Attempt(Attempt::Trying { address, number, of }) => {
                (NoticeLevel::Info, self.format(text::SessionTrying { address, number, of }))
            }
            ConnectProgress::Attempt(Attempt::Failed { error, .. }) => {
                (NoticeLevel::Warning, error.explain(self).cause)
            }
            ConnectProgress::ProgramSays(line) => (NoticeLevel::Info, self.program_output(line)),
            ConnectProgress::Silent => (NoticeLevel::Warning, self.format(text::SessionNoData)),
            ConnectProgress::HandshakeTakesLong(Security::StartTls) => {
                (NoticeLevel::Warning, self.slow_starttls(plan))
            }
            ConnectProgress::HandshakeTakesLong(_) => {
                (NoticeLevel::Warning, self.format(text::SessionHandshakeTakesLong))
            }
            ConnectProgress::Stopped(unfinished) => {
                (NoticeLevel::Warning, self.stopped_inside(unfinished))
            }
            ConnectProgress::Protected(facts) => return self.protected(facts),
            ConnectProgress::Connected { address, tls } => {
                return self.connected(plan, address, tls);
            }
        };
        vec![notice]
    }

    /// The handshake after STARTTLS takes long.
    pub fn slow_starttls(self, plan: &ConnectPlan) -> String {
        self.format(text::SessionStarttlsTakesLong { seconds: plan.timeout.as_secs_f64() })
    }

    /// A line of a program's standard error, escaped like a server's.
    pub fn program_output(self, line: &[u8]) -> String {
        let mut safe = Vec::new();
        crate::escape::append(line, &mut safe);
        let line = String::from_utf8_lossy(&safe);
        self.format(text::SessionCommandOutput { line })
    }

    fn connected(self, plan: &ConnectPlan, address: &str, tls: Option<&TlsFacts>) -> Notices {
        let (level, text): (_, &dyn Text) = match (&plan.endpoint, tls) {
            (Endpoint::Command(command), _) => {
                (NoticeLevel::Info, &text::SessionCommandStarted { command })
            }
            (Endpoint::InProcess { security, .. }, tls) => {
                return self.connected_to_practice(*security, tls);
            }
            (Endpoint::Network(_), Some(facts)) => {
                let tls = self.tls_facts(facts);
                let connected = self.format(text::SessionConnectedTls { address, tls });
                return self.with_warning(connected, facts);
            }
            (Endpoint::Network(target), None) => match (target.security, target.implied) {
                (Security::StartTls, true) => {
                    (NoticeLevel::Info, &text::SessionConnectedStarttlsImplied { address })
                }
                (Security::StartTls, false) => {
                    (NoticeLevel::Info, &text::SessionConnectedStarttls { address })
                }
                (Security::Plain | Security::Tls, _) => {
                    (NoticeLevel::Warning, &text::SessionConnectedPlain { address })
                }
            },
        };
        vec![(level, self.format(text))]
    }

    fn connected_to_practice(self, security: Option<Security>, tls: Option<&TlsFacts>) -> Notices {
        let (level, text): (_, &dyn Text) = match (security, tls) {
            (_, Some(facts)) => {
                let text = text::PracticeConnectedTls { version: facts.version };
                return vec![(NoticeLevel::Info, self.format(text))];
            }
            (None, None) => (NoticeLevel::Info, &text::PracticeConnected),
            (Some(Security::StartTls), None) => {
                (NoticeLevel::Info, &text::PracticeConnectedStarttls)
            }
            (Some(Security::Plain | Security::Tls), None) => {
                (NoticeLevel::Warning, &text::PracticeConnectedPlain)
            }
        };
        vec![(level, self.format(text))]
    }

    /// TLS began after STARTTLS.
    pub fn protected(self, facts: &TlsFacts) -> Notices {
        let tls = self.tls_facts(facts);
        self.with_warning(self.format(text::SessionTlsStarted { tls }), facts)
    }

    /// The output of `:tls`: labels with their values, and a warning if the certificate was not verified.
    pub fn tls(self, facts: &TlsFacts) -> (Vec<(String, String)>, Option<String>) {
        let certificate = facts.certificate.as_ref();
        let unreadable = || self.format(text::SessionCertificateUnreadable);
        let of = |value: Option<String>| value.unwrap_or_else(unreadable);
        let rows: [(&dyn Text, String); 6] = [
            (&text::LabelTlsVersion, facts.version.to_string()),
            (&text::LabelTlsCipher, facts.cipher_suite.to_string()),
            (&text::LabelTlsSubject, of(certificate.map(|it| it.subject.clone()))),
            (&text::LabelTlsIssuer, of(certificate.map(|it| it.issuer.clone()))),
            (&text::LabelTlsVerified, self.verified(facts)),
            (&text::LabelTlsUntil, of(certificate.map(|it| self.validity(it)))),
        ];
        let rows = rows.into_iter().map(|(label, value)| (self.format(label), value)).collect();
        let is_insecure = facts.verified == Verified::Skipped;
        (rows, is_insecure.then(|| self.format(text::SessionInsecure)))
    }

    fn verified(self, facts: &TlsFacts) -> String {
        let roots: &dyn Text = match facts.verified {
            Verified::Bundled => &text::SessionVerifiedBundled,
            Verified::System => &text::SessionVerifiedSystem,
            Verified::CaFile => &text::SessionVerifiedCaFile,
            Verified::PracticeCa => &text::SessionVerifiedPracticeCa,
            Verified::Skipped => &text::SessionNotVerified,
        };
        self.format(roots)
    }

    fn tls_facts(self, facts: &TlsFacts) -> String {
        let unreadable = || self.format(text::SessionCertificateUnreadable);
        let (subject, issuer, until) = match &facts.certificate {
            Some(certificate) => {
                (certificate.subject.clone(), certificate.issuer.clone(), until(certificate))
            }
            None => (unreadable(), unreadable(), unreadable()),
        };
        let (version, cipher, roots) = (facts.version, &facts.cipher_suite, self.verified(facts));
        // Such a session is possible only with --insecure.
        if facts.certificate.as_ref().is_some_and(is_expired) {
            let expired =
                text::SessionTlsFactsExpired { version, cipher, subject, issuer, roots, until };
            return self.format(expired);
        }
        self.format(text::SessionTlsFacts { version, cipher, subject, issuer, roots, until })
    }

    /// The last day of the certificate's validity, and whether it has passed.
    fn validity(self, certificate: &Certificate) -> String {
        let until = until(certificate);
        if is_expired(certificate) {
            self.format(text::SessionCertificateExpired { until })
        } else {
            until
        }
    }

    /// The notice, and a warning if the certificate was not verified.
    fn with_warning(self, notice: String, facts: &TlsFacts) -> Notices {
        let mut notices = vec![(NoticeLevel::Info, notice)];
        if facts.verified == Verified::Skipped {
            notices.push((NoticeLevel::Warning, self.format(text::SessionInsecure)));
        }
        notices
    }

    /// The end of the session's connection; empty while it is open.
    pub fn connection_end(self, session: &Session, expected: bool) -> Notices {
        let failed = |ErrorExplanation { cause, advice }| {
            vec![(NoticeLevel::Error, cause), (NoticeLevel::Error, advice)]
        };
        let notice = match session.end() {
            None => return Vec::new(),
            Some(ConnectionEnd::Closed | ConnectionEnd::CutOff | ConnectionEnd::Broken(_))
                if session.announced_end() =>
            {
                self.ended_after_bye(expected)
            }
            Some(ConnectionEnd::Closed) => {
                (NoticeLevel::Warning, self.format(text::SessionClosedWithoutBye))
            }
            Some(ConnectionEnd::CutOff) => (NoticeLevel::Warning, self.format(text::SessionCutOff)),
            Some(ConnectionEnd::Broken(error)) => return failed(error.explain(self)),
            Some(ConnectionEnd::Upgrade(OpenError::StartTlsTimedOut)) => {
                (NoticeLevel::Error, self.format(text::SessionUpgradeUnfinished))
            }
            Some(ConnectionEnd::Upgrade(error)) => {
                let mut notices = failed(error.explain(self));
                // An error of the certificate does not say that the session has ended.
                notices.push((NoticeLevel::Info, self.format(text::SessionEnded)));
                return notices;
            }
            Some(ConnectionEnd::LiteralFile(LiteralFileError { path, error: reason })) => {
                let text: &dyn Text = match reason.kind() {
                    ErrorKind::UnexpectedEof => &text::SessionLiteralFileShorter { path },
                    _ => &text::SessionLiteralFileFailed { path, reason },
                };
                (NoticeLevel::Error, self.format(text))
            }
        };
        vec![notice]
    }

    /// The command that starts imapsh again with the option that may help against this error. On a
    /// connection without TLS, the user wanted STARTTLS.
    pub fn start_with_option(self, error: &OpenError, plan: &ConnectPlan) -> Option<String> {
        let (Endpoint::Network(target), Some(option)) = (&plan.endpoint, error.helpful_option())
        else {
            return None;
        };
        let security = match target.security {
            Security::Tls => "",
            Security::StartTls | Security::Plain => " --starttls",
        };
        let command = format!("imapsh {} {}{security} {option}", target.host, target.port);
        Some(self.format(text::SessionStartWith { command }))
    }

    /// A connection that ended after a BYE; `expected`: the client had sent LOGOUT, or the script
    /// shows the BYE.
    pub fn ended_after_bye(self, expected: bool) -> (NoticeLevel, String) {
        if expected {
            (NoticeLevel::Info, self.format(text::SessionEnded))
        } else {
            (NoticeLevel::Warning, self.format(text::SessionUnexpectedBye))
        }
    }

    /// The point in a line or a literal at which the server stopped.
    pub fn stopped_inside(self, unfinished: &UnfinishedSummary) -> String {
        let text: &dyn Text = match *unfinished {
            UnfinishedSummary::Literal { received, size } => {
                &text::StoppedInLiteral { received, size }
            }
            UnfinishedSummary::Line { received, after_literal: true, .. } => {
                &text::StoppedAfterLiteral { received }
            }
            UnfinishedSummary::Line { received, ref beginning, .. } if beginning.is_empty() => {
                &text::StoppedInLine { received }
            }
            UnfinishedSummary::Line { received, ref beginning, .. } => {
                &text::StoppedInLineText { received, text: String::from_utf8_lossy(beginning) }
            }
        };
        self.format(text)
    }

    /// How much of a line or a literal was received. The text contains the beginning of a line unless it is
    /// already on the screen (`shown`).
    pub fn received_so_far(self, unfinished: &UnfinishedSummary, shown: bool) -> String {
        let text: &dyn Text = match *unfinished {
            UnfinishedSummary::Literal { received, size } => {
                &text::StallInLiteral { received, size }
            }
            UnfinishedSummary::Line { received, ref beginning, .. } if !shown => {
                &text::StallInHiddenLine { received, text: String::from_utf8_lossy(beginning) }
            }
            UnfinishedSummary::Line { received, after_literal: true, .. } => {
                &text::StallAfterLiteral { received }
            }
            UnfinishedSummary::Line { received, .. } => &text::StallInLine { received },
        };
        self.format(text)
    }

    /// What a plan connects to: an address, a program, or the practice server.
    pub fn address(self, plan: &ConnectPlan) -> String {
        match &plan.endpoint {
            Endpoint::Network(target) => target.to_string(),
            Endpoint::Command(command) => command.clone(),
            Endpoint::InProcess { .. } => self.format(text::SessionPracticeServer),
        }
    }
}

fn is_expired(certificate: &Certificate) -> bool {
    certificate.not_after < Timestamp::now()
}

/// The day on which a certificate expires.
fn until(certificate: &Certificate) -> String {
    certificate.not_after.strftime("%Y-%m-%d").to_string()
}
