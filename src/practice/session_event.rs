//! What a session reports to an observer while it runs. `imapsh serve` prints these events as its
//! log.

use std::fmt;
use std::sync::Arc;

#[derive(Clone, Debug)]
pub struct SessionEvent {
    /// The session's number.
    pub session: u64,
    pub kind: SessionEventKind,
}

/// What happened in a session.
#[derive(Clone, Debug)]
pub enum SessionEventKind {
    /// The client sent these octets. Passwords are masked.
    Received(Vec<u8>),
    /// The server sent these octets.
    Sent(Vec<u8>),
    /// The session ended.
    Closed {
        /// The account that was logged in.
        user: Option<String>,
        reason: SessionEnd,
        /// How many commands the client sent.
        commands: u64,
    },
}

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionEnd {
    Logout,
    /// The client closed the connection.
    ClientClosed,
    /// The client took too long to log in, or was inactive for too long.
    TimedOut,
    /// The server is shutting down.
    ServerClosing,
    /// The server ended the session because of the client's input: too many mistakes or failed
    /// logins, a literal that is too large, or plaintext after STARTTLS.
    Rejected,
    /// Reading or writing failed.
    ConnectionFailed,
}

/// Receives the events of sessions.
#[derive(Clone)]
pub struct Observer {
    /// Called with each event, from the session's thread.
    pub notify: Arc<dyn Fn(SessionEvent) + Send + Sync>,
    /// Report [`SessionEventKind::Received`] and [`SessionEventKind::Sent`] too.
    pub traffic: bool,
}

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Observer").field("traffic", &self.traffic).finish_non_exhaustive()
    }
}
