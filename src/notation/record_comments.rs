//! The comments of an `.imap` record that have a meaning for its replay. The record's writer and the
//! script's reader share them. They are the same in every language.

use crate::protocol::commands::ConnectionState;

/// A record's first comment.
pub const FIRST_LINE: &str = "imapsh record 1";

/// The beginning of a notice of imapsh's. A replay has its own notices and ignores these.
pub const NOTICE_PREFIX: &str = "imapsh: ";

/// The comment after a server's line that only looks like a response, such as a line of a literal.
pub const NO_RESPONSE: &str = "imapsh: the line above is no response";

/// The comment after a command whose secret literal, or the rest after it, was not sent whole.
pub const CUT_SECRET: &str = "imapsh: the command above was not sent whole";

/// The comment after a line of a literal that was sent without its CRLF, because the literal ended there
/// before it was whole.
pub const CUT_LINE: &str = "imapsh: the line above was sent without its end";

/// The comment after a line that has a secret of a login which was meant as another command. A replay fills
/// in the password that it knows.
pub const OTHER_SECRET: &str = "imapsh: a replay sends another text for the secret above";

/// The state of a session whose record began after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MidSession {
    pub state: ConnectionState,
    /// Whether IDLE was running.
    pub idle: bool,
}

const MID_SESSION: &str = "begun in mid-session: ";

impl MidSession {
    /// The comment that records it.
    pub fn comment(self) -> String {
        let state = match self.state {
            ConnectionState::NotAuthenticated => "connected",
            ConnectionState::Authenticated => "authenticated",
            ConnectionState::Selected => "selected",
        };
        let idle = if self.idle { ", idle" } else { "" };
        format!("{MID_SESSION}{state}{idle}")
    }

    /// Parses the comment, which does not include the `#`.
    pub fn parse(comment: &str) -> Option<MidSession> {
        let words = comment.strip_prefix(MID_SESSION)?;
        let (state, idle) = match words.strip_suffix(", idle") {
            Some(state) => (state, true),
            None => (words, false),
        };
        let state = match state {
            "connected" => ConnectionState::NotAuthenticated,
            "authenticated" => ConnectionState::Authenticated,
            "selected" => ConnectionState::Selected,
            _ => return None,
        };
        Some(MidSession { state, idle })
    }
}

/// The directive, without its colon, in the comment that a record has for a further connection.
pub fn reconnect_directive(comment: &str) -> Option<&str> {
    let directive = comment.strip_prefix(':')?;
    let connects = directive == "reconnect" || directive.starts_with("connect ");
    connects.then_some(directive)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_parsed_as_they_were_written() {
        for state in [
            ConnectionState::NotAuthenticated,
            ConnectionState::Authenticated,
            ConnectionState::Selected,
        ] {
            for idle in [false, true] {
                let mid_session = MidSession { state, idle };
                assert_eq!(MidSession::parse(&mid_session.comment()), Some(mid_session));
            }
        }
        assert_eq!(MidSession::parse("begun in mid-session: somewhere"), None);
        assert_eq!(reconnect_directive(":connect a b"), Some("connect a b"));
        assert_eq!(reconnect_directive(":quit"), None);
    }
}
