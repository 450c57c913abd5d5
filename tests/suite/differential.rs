//! The same commands are sent to a real Dovecot and to the practice server. What RFC 3501 does not
//! leave to the server must be equal. `docs/practice-server.md` lists the intended differences.

mod extensions;
mod notify;
mod rfc3501;

use crate::support::dovecot::{Dovecot, dovecot};
use crate::support::raw_client::RawClient;
use imapsh::internals::{Config, Server};
use std::net::TcpStream;
use std::path::Path;

/// A session on each server.
struct Comparison {
    dovecot: RawClient,
    practice: RawClient,
    differences: Vec<String>,
    server: Server,
    /// The account's name and password.
    account: (String, String),
}

impl Comparison {
    /// Connects to both servers. Returns the name and the password of an account on both, too.
    #[track_caller]
    fn connect() -> Option<(Self, String, String)> {
        let dovecot = dovecot()?;
        let user = dovecot.user();
        let account = (user.name.clone(), user.password.clone());
        let mut config = Config { users: vec![account.clone()], ..Config::default() };
        config.idle.mail_after = None;
        let comparison = Self::with_account(dovecot, Server::new(config), account);
        Some((comparison, user.name.clone(), user.password.clone()))
    }

    /// Connects to both servers, for this account.
    #[track_caller]
    fn with_account(dovecot: &Dovecot, server: Server, account: (String, String)) -> Self {
        let port = dovecot.plain_port().parse().expect("a port number");
        let socket = TcpStream::connect(("127.0.0.1", port)).expect("Dovecot listens");
        Self {
            dovecot: RawClient::new(socket),
            practice: RawClient::new(server.attach().expect("the session can be started")),
            differences: Vec::new(),
            server,
            account,
        }
    }

    /// A second session on each server, logged in to the same account.
    #[track_caller]
    fn another(&self) -> Self {
        let dovecot = dovecot().expect("Dovecot runs");
        let mut other = Self::with_account(dovecot, self.server.clone(), self.account.clone());
        let (name, password) = &self.account;
        other.same(format!("LOGIN {name} {password}"));
        other
    }

    /// Connects and logs in.
    #[track_caller]
    fn log_in() -> Option<Self> {
        let (mut comparison, name, password) = Self::connect()?;
        comparison.same(format!("LOGIN {name} {password}"));
        Some(comparison)
    }

    /// Logs in, and selects the new mailbox `Lesson` with the mails of the practice server's INBOX.
    #[track_caller]
    fn select_lesson() -> Option<Self> {
        let mut comparison = Self::log_in()?;
        comparison.same("CREATE Lesson");
        let flags = ["", "(\\Seen) ", "(\\Flagged $Work) ", "(\\Answered \\Seen) "];
        for ((day, mail), flags) in (1..).zip(mails()).zip(flags.iter().cycle()) {
            let command = format!(
                "APPEND Lesson {flags}\"{day:2}-Mar-2026 09:30:00 +0900\" {{{}+}}\r\n",
                mail.len()
            );
            comparison.same(command + &mail);
        }
        comparison.same("SELECT Lesson");
        Some(comparison)
    }

    /// Sends a command to both servers. The responses must be equal.
    fn same(&mut self, command: impl AsRef<str>) {
        let command = command.as_ref();
        let (dovecot, practice) = (self.dovecot.run(command), self.practice.run(command));
        if dovecot != practice {
            let only_in = |these: &[String], others: &[String]| -> String {
                let only = these.iter().filter(|line| !others.contains(line));
                only.map(|line| format!("      {line}\n")).collect()
            };
            self.differences.push(format!(
                "{}\n    only Dovecot:\n{}    only the practice server:\n{}",
                command.chars().take(200).collect::<String>(),
                only_in(&dovecot, &practice),
                only_in(&practice, &dovecot)
            ));
        }
    }

    /// Reads this many responses that the servers send without being asked. They must be equal, apart
    /// from what `simplify` removes. `cause` is for the report of a difference.
    fn reported(&mut self, cause: &str, count: usize, simplify: impl Fn(String) -> String) {
        let read = |client: &mut RawClient| -> Vec<String> {
            client.read_unasked(count).into_iter().map(&simplify).collect()
        };
        let (dovecot, practice) = (read(&mut self.dovecot), read(&mut self.practice));
        if dovecot != practice {
            self.differences.push(format!(
                "after {cause}\n    only Dovecot: {dovecot:?}\n    only the practice server: {practice:?}"
            ));
        }
    }

    /// Sends these commands, one per line, to both servers. The responses must be equal.
    fn all_same(&mut self, commands: &str) {
        for command in commands.lines() {
            self.same(command);
        }
    }

    /// Sends a command whose tagged responses differ on purpose. Both must be these.
    fn differs(&mut self, command: &str, dovecot: &str, practice: &str) {
        let last = |responses: Vec<String>| responses.last().cloned().unwrap_or_default();
        let received = [self.dovecot.run(command), self.practice.run(command)].map(last);
        if received != [dovecot, practice] {
            self.differences.push(format!(
                "{command}\n    expected {:?}, received {received:?}",
                [dovecot, practice]
            ));
        }
    }

    /// Logs out, and fails if there were differences.
    #[track_caller]
    fn finish(mut self) {
        self.same("LOGOUT");
        let count = self.differences.len();
        let differences = self.differences.join("\n");
        assert!(count == 0, "{count} differences:\n{differences}");
    }
}

/// The mails of the practice server's INBOX, with CR LF.
fn mails() -> impl Iterator<Item = String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/practice/mail/user");
    (1..=11).map(move |number| {
        let mail = std::fs::read_to_string(folder.join(format!("inbox-{number:02}.eml")));
        let mail = mail.expect("the mail can be read");
        mail.replace("\r\n", "\n").replace('\n', "\r\n")
    })
}
