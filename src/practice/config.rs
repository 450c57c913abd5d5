//! The options of a practice server.

use super::capability::Announced;
use super::store::AccountLimits;
use std::net::IpAddr;
use std::time::Duration;

/// The options of a practice server.
#[derive(Clone, Debug)]
pub struct Config {
    /// Names and passwords. A new name adds an account with the same mail as `user`; for a name
    /// that exists the password is changed.
    pub users: Vec<(String, String)>,
    pub limits: Limits,
    /// Refuse LOGIN and the plaintext mechanisms without TLS (LOGINDISABLED).
    pub login_disabled: bool,
    /// Offer STARTTLS.
    pub tls: bool,
    /// The addresses for which the certificate is valid, besides those of the local host.
    pub addresses: Vec<IpAddr>,
    pub idle: Idle,
    /// The capabilities that the server announces, as far as it offers them.
    pub announced: Announced,
}

/// What the server sends during IDLE besides the changes that other sessions make.
#[derive(Clone, Copy, Debug)]
pub struct Idle {
    /// How often it sends `* OK Still here`. `None`: never.
    pub still_here: Option<Duration>,
    /// How long after the start of IDLE a message arrives, once for each account. `None`: no
    /// message arrives.
    pub mail_after: Option<Duration>,
}

/// Limits that make hostile input harmless.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Octets of a command, without the message of an APPEND.
    pub line: usize,
    /// Octets of a literal before login.
    pub literal_before_login: u64,
    /// Octets of the message of an APPEND. Other literals are limited by `line`.
    pub literal: u64,
    /// Octets of all messages of an account.
    pub account: u64,
    /// Messages of an account.
    pub messages: usize,
    pub mailbox_messages: usize,
    /// Mailboxes of an account, and its subscriptions.
    pub mailboxes: usize,
    /// Sessions at the same time.
    pub sessions: usize,
    /// Sessions at the same time from one IP address, and sessions inside the program.
    pub sessions_per_address: usize,
    /// Sessions at the same time that are logged in to one account.
    pub sessions_per_account: usize,
    /// How long a client may take to log in.
    pub login_timeout: Duration,
    /// How long a session may be silent after login, during IDLE too. RFC 3501, section 5.4
    /// requires at least 30 minutes.
    pub autologout: Duration,
    /// How long sending may wait for a client that does not read its responses.
    pub write_timeout: Duration,
    /// How many commands in a row may be rejected before the server sends BYE. The same limit
    /// applies to failed logins.
    pub mistakes: u32,
}

impl Limits {
    pub(super) fn of_account(&self) -> AccountLimits {
        AccountLimits {
            octets: self.account,
            messages: self.messages,
            mailbox_messages: self.mailbox_messages,
            mailboxes: self.mailboxes,
        }
    }
}

impl Default for Config {
    fn default() -> Config {
        Config {
            users: Vec::new(),
            limits: Limits::default(),
            login_disabled: false,
            tls: true,
            addresses: Vec::new(),
            idle: Idle {
                still_here: Some(Duration::from_secs(3)),
                mail_after: Some(Duration::from_secs(5)),
            },
            announced: Announced::all(),
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
            messages: 50_000,
            mailbox_messages: 20_000,
            mailboxes: 1000,
            sessions: 500,
            sessions_per_address: 450,
            sessions_per_account: 400,
            login_timeout: Duration::from_secs(180),
            autologout: Duration::from_secs(30 * 60),
            write_timeout: Duration::from_secs(60),
            mistakes: 100,
        }
    }
}
