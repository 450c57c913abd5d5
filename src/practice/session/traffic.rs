//! Reports the client's lines to the session's observer, with the secrets in them masked.

use super::ServerSession;
use crate::practice::grammar::{Command, CommandText, parse};
use crate::practice::session_event::SessionEventKind;
use crate::protocol::commands;

/// How many octets of a command or a response are reported.
const MAX_REPORTED: usize = 8 * 1024;

impl ServerSession {
    /// Whether an observer receives the octets that are sent and received.
    pub fn reports_traffic(&self) -> bool {
        self.observer.as_ref().is_some_and(|observer| observer.traffic)
    }

    /// Reports a command with its secrets masked.
    pub fn report_command(&mut self, text: &CommandText) {
        if self.reports_traffic() {
            self.redacted = self.expects_bare_secret && command_name(text).is_none();
            let shown = match self.redacted {
                true => b"****".to_vec(),
                false => masked(text, self.store.is_logged_in()),
            };
            self.report_line(&shown);
        }
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

    /// Reports a line without masking anything.
    pub fn report_line(&self, line: &[u8]) {
        if self.reports_traffic() {
            let mut shown = line.to_vec();
            shorten(&mut shown, line.len());
            self.report(SessionEventKind::Received(shown));
        }
    }

    /// Reports a response to a challenge of AUTHENTICATE, which is always secret.
    pub fn report_secret(&self) {
        self.report_line(b"****");
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

/// The name of the command: the second word, or the first if the tag is missing.
pub fn command_name(text: &CommandText) -> Option<&'static str> {
    let words = String::from_utf8_lossy(text.octets());
    let mut found = words.split_ascii_whitespace().take(2).map(commands::find);
    let (first, second) = (found.next().flatten(), found.next().flatten());
    second.or(first).map(|command| command.name)
}

/// A command with stars in place of LOGIN's password, of AUTHENTICATE's initial response, and,
/// before login, of everything after the second word of a command that cannot be parsed.
fn masked(text: &CommandText, logged_in: bool) -> Vec<u8> {
    let octets = text.octets();
    let shown_words = match parse(text).command {
        // The tag, the command, and the user name or the mechanism.
        Ok(Command::Login { .. }) => 3,
        Ok(Command::Authenticate { initial_response: Some(_), .. }) => 3,
        Err(_) if !logged_in => 2,
        _ => return octets.to_vec(),
    };
    let Some(end) = memchr::memchr_iter(b' ', octets).nth(shown_words - 1) else {
        return octets.to_vec();
    };
    [octets.get(..end).unwrap_or_default(), b" ****"].concat()
}
