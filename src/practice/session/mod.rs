//! One client's session: reads its commands one after another and answers each to its end,
//! so that pipelined commands can't mix (RFC 3501, 5.5).

mod answer;
mod append;
mod authenticate;
mod copy;
mod fetch;
mod idle;
mod input;
mod mailboxes;
mod messages;
mod search;
mod selected;

use super::config::Limits;
use super::grammar::{Command, CommandText, Fault, parse};
use super::idle_waiter::IdleWaiter;
use super::sasl;
use super::server_state::{ServerState, SessionOptions};
use super::session_event::{Observer, SessionEnd, SessionEvent, SessionEventKind};
use super::socket::Socket;
use super::store::Accounts;
use super::wire::Wire;
use answer::Answer;
use selected::Selected;
use std::io;
use std::sync::{Arc, MutexGuard};
use std::time::{Duration, Instant};

const NOT_LOGGED_IN: &str = "Not logged in: LOGIN or AUTHENTICATE comes first";

/// The end of the session, as an error that `?` hands up.
impl From<io::Error> for SessionEnd {
    fn from(_: io::Error) -> SessionEnd {
        SessionEnd::ConnectionFailed
    }
}

/// A session.
pub struct Session {
    id: u64,
    state: Arc<ServerState>,
    waiter: Arc<IdleWaiter>,
    wire: Wire,
    observer: Option<Observer>,
    implicit_tls: bool,
    started: Instant,
    /// The account's name, once logged in.
    user: Option<String>,
    selected: Option<Selected>,
    mistakes: u32,
    /// Logins that failed.
    failures: u32,
    commands: u64,
    /// A login failed: a line that is no command may be the secret that it lacked.
    expects_bare_secret: bool,
    /// The line that is being answered is such a one, and is not shown to who watches.
    redacted: bool,
    /// How long the command that runs has waited for its client, and for the accounts's lock.
    waited: Duration,
    locked: Duration,
}

impl Session {
    /// A session that has not said anything yet.
    pub fn new(
        id: u64,
        state: Arc<ServerState>,
        socket: Arc<Socket>,
        waiter: Arc<IdleWaiter>,
        options: SessionOptions,
    ) -> Session {
        Session {
            id,
            state,
            waiter,
            wire: Wire::new(socket),
            observer: options.observer,
            implicit_tls: options.implicit_tls,
            started: Instant::now(),
            user: None,
            selected: None,
            mistakes: 0,
            failures: 0,
            commands: 0,
            expects_bare_secret: false,
            redacted: false,
            waited: Duration::ZERO,
            locked: Duration::ZERO,
        }
    }

    /// Runs to its end.
    pub fn run(mut self) {
        let reason = match self.talk() {
            Ok(never) => match never {},
            Err(ending) => ending,
        };
        let bye = match reason {
            SessionEnd::TimedOut if self.user.is_some() => Some("Disconnected for inactivity."),
            SessionEnd::TimedOut => Some("Disconnected: no login in time."),
            SessionEnd::ServerClosing => Some("Server shutting down."),
            _ => None,
        };
        if let Some(text) = bye {
            self.line(&format!("* BYE {text}")).ok();
        }
        self.wire.close();
        let (user, commands) = (self.user.take(), self.commands);
        self.emit(SessionEventKind::Closed {
            user,
            reason,
            commands,
        });
    }

    fn talk(&mut self) -> Result<std::convert::Infallible, SessionEnd> {
        if self.implicit_tls {
            let tls = self.state.tls().map_err(|_| SessionEnd::ConnectionFailed)?;
            let config = tls.config.clone();
            let deadline = self.deadline();
            self.wire.start_tls(config, deadline)?;
        }
        let capabilities = self.capabilities();
        self.line(&format!(
            "* OK [CAPABILITY {capabilities}] imapsh practice server ready."
        ))?;
        loop {
            if self.waiter.is_server_closing() {
                return Err(SessionEnd::ServerClosing);
            }
            let text = match self.read_command()? {
                input::Incoming::Command(text) => text,
                input::Incoming::Refused(tag, answer) => {
                    self.commands += 1;
                    self.reject(tag.as_deref(), answer)?;
                    continue;
                }
            };
            self.commands += 1;
            let stranger = self.user.is_none();
            self.run_command(&text)?;
            match input::verb(&text) {
                Some("LOGIN" | "AUTHENTICATE") => {
                    self.expects_bare_secret = !stranger || self.user.is_none()
                }
                Some(_) => self.expects_bare_secret = false,
                None => {}
            }
        }
    }

    /// Carries out one command and completes it.
    fn run_command(&mut self, text: &CommandText) -> Result<(), SessionEnd> {
        let parsed = parse(text);
        let Some(tag) = parsed.tag else {
            let fault = match parsed.command {
                Err(Fault::Bad(text)) => text,
                _ => "Expected a tag before the command".to_owned(),
            };
            return self.refuse(None, &fault);
        };
        let command = match parsed.command {
            Ok(command) => command,
            Err(Fault::Bad(text)) => return self.refuse(Some(&tag), &text),
            Err(Fault::Literal(_)) => return self.refuse(Some(&tag), "Expected a literal"),
        };
        let start = Instant::now();
        (self.locked, self.waited) = (Duration::ZERO, Duration::ZERO);
        let answer = match self.wrong_state(&command) {
            Some(text) => Answer::Bad(text.to_owned()),
            None => self.execute(&tag, command)?,
        };
        self.complete(&tag, answer, start.elapsed())
    }

    /// Says why a command is not permitted in this state (RFC 3501, 3).
    fn wrong_state(&self, command: &Command) -> Option<&'static str> {
        use Command as C;
        let before = matches!(
            command,
            C::StartTls | C::Authenticate { .. } | C::Login { .. }
        );
        let any = matches!(command, C::Capability | C::Noop | C::Logout | C::Id);
        let selected = matches!(
            command,
            C::Check
                | C::Close
                | C::Unselect
                | C::Expunge
                | C::UidExpunge(_)
                | C::Search(..)
                | C::Fetch(..)
                | C::Store { .. }
                | C::Copy { .. }
                | C::Move { .. }
        );
        match &self.user {
            Some(_) if before => Some("Already logged in: this command comes before LOGIN only"),
            None if !before && !any => Some(NOT_LOGGED_IN),
            Some(_) if selected && self.selected.is_none() => {
                Some("No mailbox selected: SELECT or EXAMINE comes first")
            }
            _ => None,
        }
    }

    fn execute(&mut self, tag: &str, command: Command) -> Result<Answer, SessionEnd> {
        // FETCH, STORE and SEARCH must not be answered with EXPUNGE (RFC 3501, 7.4.1).
        let mut expunge = true;
        let answer = match command {
            Command::Capability => {
                let capabilities = self.capabilities();
                self.line(&format!("* CAPABILITY {capabilities}"))?;
                return Ok(Answer::done("Capability"));
            }
            Command::Noop => Answer::done("NOOP"),
            Command::Logout => {
                self.line("* BYE Logging out")?;
                let answer = Answer::done("Logout");
                self.complete(tag, answer, Duration::ZERO)?;
                return Err(SessionEnd::Logout);
            }
            Command::Id => {
                let version = env!("CARGO_PKG_VERSION");
                self.line(&format!(
                    "* ID (\"name\" \"imapsh\" \"version\" \"{version}\")"
                ))?;
                Answer::done("ID")
            }
            Command::StartTls => return self.start_tls(tag),
            Command::Authenticate { mechanism, initial } => {
                return self.authenticate(&mechanism, initial);
            }
            Command::Login { user, password } => return Ok(self.login(&user, &password)),
            Command::Compress { algorithm } => return self.compress(tag, &algorithm),
            Command::Namespace => {
                self.line("* NAMESPACE ((\"\" \"/\")) NIL NIL")?;
                Answer::done("Namespace")
            }
            Command::Select { mailbox, read_only } => return self.select(&mailbox, read_only),
            Command::Close | Command::Unselect => {
                return Ok(self.close(matches!(command, Command::Close)));
            }
            Command::Create(_)
            | Command::Delete(_)
            | Command::Rename { .. }
            | Command::Subscribe(_)
            | Command::Unsubscribe(_)
            | Command::List { .. }
            | Command::Lsub { .. }
            | Command::Status { .. } => self.mailbox_command(command)?,
            Command::Append(append) => self.append(append),
            Command::Idle => self.idle()?,
            Command::Check => Answer::done("Check"),
            Command::Expunge => self.expunge(None),
            Command::UidExpunge(set) => self.expunge(Some(&set)),
            Command::Search(uid, search) => {
                expunge = uid;
                self.search(uid, search)?
            }
            Command::Fetch(uid, set, items) => {
                expunge = uid;
                self.fetch(uid, &set, items)?
            }
            Command::Store {
                uid,
                set,
                mode,
                silent,
                flags,
            } => {
                expunge = uid;
                self.store(uid, &set, mode, silent, &flags)?
            }
            Command::Copy { uid, set, mailbox } => self.copy(uid, &set, &mailbox),
            Command::Move { uid, set, mailbox } => self.move_messages(uid, &set, &mailbox)?,
        };
        self.send_changes(expunge)?;
        Ok(answer)
    }

    /// The accounts, and how long it took to get it.
    fn lock_store<'a>(state: &'a ServerState, locked: &mut Duration) -> MutexGuard<'a, Accounts> {
        let start = Instant::now();
        let accounts = state.store.lock();
        *locked += start.elapsed();
        accounts
    }

    fn limits(&self) -> &Limits {
        &self.state.config.limits
    }

    /// Whether nobody can listen: TLS, or a connection that never leaves the process.
    fn is_private(&self) -> bool {
        self.wire.has_tls() || matches!(**self.wire.socket(), Socket::Inside(_))
    }

    /// What CAPABILITY says now.
    fn capabilities(&self) -> String {
        let mut names = vec!["IMAP4rev1", "LITERAL+", "ID", "IDLE"];
        if self.user.is_some() {
            names.extend([
                "NAMESPACE",
                "UNSELECT",
                "UIDPLUS",
                "MOVE",
                "CHILDREN",
                "SPECIAL-USE",
            ]);
            if !self.wire.has_deflate() {
                names.push("COMPRESS=DEFLATE");
            }
            return names.join(" ");
        }
        names.push("SASL-IR");
        if self.state.config.tls && !self.wire.has_tls() {
            names.push("STARTTLS");
        }
        let plain = self.may_show_password();
        if !plain {
            names.push("LOGINDISABLED");
        }
        let mechanisms = sasl::MECHANISMS
            .iter()
            .filter(|name| plain || !sasl::shows_password(name));
        let mechanisms: Vec<String> = mechanisms.map(|name| format!("AUTH={name}")).collect();
        format!("{} {}", names.join(" "), mechanisms.join(" "))
    }

    fn may_show_password(&self) -> bool {
        !self.state.config.login_disabled || self.is_private()
    }

    fn emit(&self, kind: SessionEventKind) {
        if let Some(observer) = &self.observer {
            (observer.notify)(SessionEvent {
                session: self.id,
                kind,
            });
        }
    }
}
