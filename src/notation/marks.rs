//! The comments of an `.imap` record that a replay of it obeys: who writes one and who reads one
//! agree on them here. They are the same in every language.

use crate::protocol::commands::ConnectionState;

/// A record's first line, without the sign of a comment.
pub const FIRST_LINE: &str = "imapsh record 1";

/// What stands before whatever imapsh itself said: it is said anew, not replayed.
pub const NOTICE_PREFIX: &str = "imapsh: ";

/// Stands after a server's line that only looks like a response: one of a literal, mostly.
pub const NO_RESPONSE: &str = "imapsh: the line above is no response";

/// Where a session stood when a record of it began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MidSession {
    /// What the commands before it had come to.
    pub state: ConnectionState,
    /// Whether IDLE ran.
    pub idle: bool,
}

const MID_SESSION: &str = "begun in mid-session: ";

impl MidSession {
    /// The comment that says so.
    pub fn comment(self) -> String {
        let state = match self.state {
            ConnectionState::NotAuthenticated => "connected",
            ConnectionState::Authenticated => "authenticated",
            ConnectionState::Selected => "selected",
        };
        let idle = if self.idle { ", idle" } else { "" };
        format!("{MID_SESSION}{state}{idle}")
    }

    /// Reads the comment, given without its sign.
    pub fn read(comment: &str) -> Option<MidSession> {
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

/// The directive in a comment that stands for a new connection, without its colon.
pub fn reconnect_directive(comment: &str) -> Option<&str> {
    let directive = comment.strip_prefix(':')?;
    let connects = directive == "reconnect" || directive.starts_with("connect ");
    connects.then_some(directive)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_session_stood_is_read_as_it_was_written() {
        for state in [
            ConnectionState::NotAuthenticated,
            ConnectionState::Authenticated,
            ConnectionState::Selected,
        ] {
            for idle in [false, true] {
                let mid_session = MidSession { state, idle };
                assert_eq!(MidSession::read(&mid_session.comment()), Some(mid_session));
            }
        }
        assert_eq!(MidSession::read("begun in mid-session: somewhere"), None);
        assert_eq!(reconnect_directive(":connect a b"), Some("connect a b"));
        assert_eq!(reconnect_directive(":quit"), None);
    }
}
