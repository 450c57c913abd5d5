//! What the server tells whoever watches it: `imapsh serve` prints it.

use std::fmt;
use std::sync::Arc;

/// Something that happened in a session.
#[derive(Clone, Debug)]
pub struct Note {
    /// The session's number.
    pub session: u64,
    /// What.
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum What {
    /// It began; with whom (empty inside the process), and whether TLS comes first.
    Opened {
        /// The client's address.
        peer: String,
        /// TLS from the start.
        tls: bool,
    },
    /// The client sent this, passwords masked.
    Client(Vec<u8>),
    /// The server sent this.
    Server(Vec<u8>),
    /// It ended.
    Closed {
        /// Who was logged in.
        user: Option<String>,
        /// How it ended.
        reason: Ending,
        /// How many commands it gave.
        commands: u64,
    },
}

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// By LOGOUT.
    Logout,
    /// The client closed the connection.
    Client,
    /// Too long a silence.
    Autologout,
    /// The server went.
    Closing,
    /// Too many mistakes, or octets that can't be followed.
    Refused,
    /// The connection failed.
    Failed,
}

/// Who watches, and whether the wire is wanted too.
#[derive(Clone)]
pub struct Observer {
    /// Called with each note, from the session's thread.
    pub tell: Arc<dyn Fn(Note) + Send + Sync>,
    /// [`What::Client`] and [`What::Server`] are wanted.
    pub wire: bool,
}

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Observer")
            .field("wire", &self.wire)
            .finish_non_exhaustive()
    }
}
