//! The practice server's options, as values.

use std::time::Duration;

/// Everything that can be chosen.
#[derive(Clone, Debug)]
pub struct Config {
    /// Further users, name and password, each with a world like `user`'s; or other passwords
    /// for those that are there.
    pub users: Vec<(String, String)>,
    /// The bounds.
    pub limits: Limits,
    /// LOGIN and the mechanisms that show the password are refused without TLS (LOGINDISABLED).
    pub login_disabled: bool,
    /// STARTTLS is offered.
    pub tls: bool,
    /// What happens in IDLE.
    pub idle: Idle,
}

/// What happens in IDLE, besides what other sessions do.
#[derive(Clone, Copy, Debug)]
pub struct Idle {
    /// How often `* OK Still here` comes. None: never.
    pub still_here: Option<Duration>,
    /// How long after IDLE's start a mail arrives, once an account. None: never.
    pub mail_after: Option<Duration>,
}

/// The bounds that keep bad input harmless.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Octets in a line, its literals aside, and in all of a command but APPEND's message.
    pub line: usize,
    /// Octets in a literal before login.
    pub literal_before_login: u64,
    /// Octets in a literal after login: the message of an APPEND. Others are bound by `line`.
    pub literal: u64,
    /// Octets of messages in one account.
    pub account: u64,
    /// Mailboxes, and subscriptions, in one account.
    pub mailboxes: usize,
    /// Sessions at once.
    pub sessions: usize,
    /// How long a session may be without a login.
    pub before_login: Duration,
    /// How long a session may be silent after that, in IDLE too: RFC 3501, 5.4 asks for half an hour.
    pub autologout: Duration,
    /// How long the client may leave what the server sends unread.
    pub unread: Duration,
    /// Commands in a row that answer BAD or whose login fails, before BYE.
    pub mistakes: u32,
}

impl Default for Config {
    fn default() -> Config {
        let idle = Idle {
            still_here: Some(Duration::from_secs(3)),
            mail_after: Some(Duration::from_secs(5)),
        };
        let limits = Limits::default();
        Config {
            users: Vec::new(),
            limits,
            login_disabled: false,
            tls: true,
            idle,
        }
    }
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            line: 64 * 1024,
            literal_before_login: 4 * 1024,
            literal: 32 * 1024 * 1024,
            account: 256 * 1024 * 1024,
            mailboxes: 1000,
            sessions: 500,
            before_login: Duration::from_secs(180),
            autologout: Duration::from_secs(30 * 60),
            unread: Duration::from_secs(60),
            mistakes: 100,
        }
    }
}
