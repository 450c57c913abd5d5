//! Reports the client's lines to the session's observer, with the secrets in them masked by the rules
//! of the client: see [`crate::protocol::secrets`].

use super::ServerSession;
use crate::practice::grammar::CommandOctets;
use crate::practice::session_event::SessionEventKind;
use crate::protocol::secrets::{SecretScanner, SecretSpan, UnknownVerbPolicy, is_login_attempt};
use crate::protocol::typed_line::CommandLine;

/// What is shown instead of a secret.
const STARS: &[u8] = b"****";

/// How many octets of a command or a response are reported.
const MAX_REPORTED: usize = 8 * 1024;

impl ServerSession {
    /// Whether an observer receives the octets that are sent and received.
    pub fn reports_traffic(&self) -> bool {
        self.observer.as_ref().is_some_and(|observer| observer.traffic)
    }

    /// Reports the part of a command after which the client waits for the `+` of a literal.
    pub fn report_begun(&mut self, text: &CommandOctets) {
        if self.reports_traffic() {
            let policy = self.unknown_verb_policy();
            self.report_rest(masked(text, policy).1);
        }
    }

    /// Reports a command, or a line instead of one. What was reported of it before is left out.
    pub fn report_command(&mut self, text: &CommandOctets) {
        if !self.reports_traffic() {
            return;
        }
        let logged_in = self.store.is_logged_in();
        let (secrets, shown) = masked(text, self.unknown_verb_policy());
        // All of the line may be a secret: also what looks like its tag.
        self.redacted = secrets.first().is_some_and(|secret| secret.range.start == 0);
        let line = String::from_utf8_lossy(text.octets());
        let command = CommandLine::parse(&line);
        let has_secret = secrets.iter().any(SecretSpan::is_of_login);
        if is_login_attempt(&line, command.spec, has_secret, logged_in) {
            // After login it is refused at once, and no secret is typed again unless it lacked one.
            self.login_attempted = !(logged_in && has_secret);
        } else if command.spec.is_some() && logged_in {
            self.login_attempted = false;
        }
        self.report_rest(shown);
        self.reported = 0;
    }

    fn unknown_verb_policy(&self) -> UnknownVerbPolicy {
        UnknownVerbPolicy::of(self.store.is_logged_in(), self.login_attempted)
    }

    /// Reports the part of the command being read that was not reported before.
    fn report_rest(&mut self, mut shown: Vec<u8>) {
        let before = std::mem::replace(&mut self.reported, shown.len());
        let rest = shown.split_off(before.min(shown.len()));
        if before == 0 || !rest.is_empty() {
            self.report_received(rest);
        }
    }

    /// Reports a line that is not the beginning of a command.
    pub fn report_line(&mut self, line: &[u8]) {
        let mut text = CommandOctets::default();
        text.push_line(line);
        self.report_command(&text);
    }

    /// Reports a response to a challenge of AUTHENTICATE, which is always secret.
    pub fn report_secret(&self) {
        if self.reports_traffic() {
            self.report_received(STARS.to_vec());
        }
    }

    fn report_received(&self, mut shown: Vec<u8>) {
        let count = shown.len();
        shorten(&mut shown, count);
        self.report(SessionEventKind::Received(shown));
    }

    /// Keeps a part of a response, to be reported with the rest of it.
    pub fn log_sent(&mut self, octets: &[u8]) {
        if self.reports_traffic() {
            let left = MAX_REPORTED.saturating_sub(self.sent.len());
            self.sent.extend_from_slice(octets.get(..left).unwrap_or(octets));
            self.sent_octets += octets.len();
        }
    }

    /// Reports the response that has been sent, or its start and the number of octets left out.
    pub fn report_sent(&mut self) {
        if self.reports_traffic() {
            let mut sent = std::mem::take(&mut self.sent);
            shorten(&mut sent, std::mem::take(&mut self.sent_octets));
            self.report(SessionEventKind::Sent(sent));
        }
    }
}

/// Cuts octets that are too many to be reported, and says how many of `count` are left out.
fn shorten(octets: &mut Vec<u8>, count: usize) {
    octets.truncate(MAX_REPORTED);
    if octets.len() < count {
        let left_out = count - octets.len();
        octets.extend_from_slice(format!("[{left_out} more octets]").as_bytes());
    }
}

/// The secrets in a command, and the command with stars in their place.
fn masked(text: &CommandOctets, policy: UnknownVerbPolicy) -> (Vec<SecretSpan>, Vec<u8>) {
    let octets = text.octets();
    let mut scanner = SecretScanner::default();
    let (mut secrets, mut shown, mut at) = (Vec::new(), Vec::new(), 0);
    let mut add = |part: &[u8], secret: Option<SecretSpan>| {
        let Some(secret) = secret else { return shown.extend_from_slice(part) };
        shown.extend_from_slice(&part[..secret.range.start]);
        shown.extend_from_slice(STARS);
        shown.extend_from_slice(&part[secret.range.end..]);
        secrets.push(secret);
    };
    let scan_line = |scanner: &mut SecretScanner, line, is_first| {
        if is_first { scanner.first_line(line, 0, None, policy) } else { scanner.next_line(line) }
    };
    for (index, literal) in text.literals().iter().enumerate() {
        let line = &octets[at..literal.start];
        add(line, scan_line(&mut scanner, line, index == 0));
        let content = &octets[literal.clone()];
        add(content, scanner.begin_literal().next_part(content));
        at = literal.end;
    }
    let line = &octets[at..];
    add(line, scan_line(&mut scanner, line, text.literals().is_empty()));
    (secrets, shown)
}
