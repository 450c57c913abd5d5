//! Opening a session: the connection, TLS before or after the greeting, the greeting.

use super::handshake::TlsPlan;
use super::{ConnectionEnd, EventSink, OpenError, Session, Turn};
use crate::protocol::compose::{Environment, FileError, FileInfo};
use crate::protocol::dialogue::{Dialogue, LineAction};
use crate::protocol::framing::{Framer, Status, UnfinishedSummary};
use crate::protocol::tags::Tags;
use crate::protocol::typed_line::CommandLine;
use crate::transport::{
    Attempt, Connection, ForeignService, Poller, Security, Socket, Target, TlsConfig, TlsFacts,
    child, deadline_after, tcp,
};
use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// After this time without octets from a server without TLS, the caller is notified.
const SILENCE: Duration = Duration::from_secs(2);

/// How long a server that greets with BYE may take to close the connection.
const AFTER_BYE: Duration = Duration::from_secs(1);

/// How long a program that did not greet may take to exit.
const EXIT_WITHOUT_GREETING: Duration = Duration::from_secs(2);

/// Connects to a server inside this process and returns the client's end.
pub type SocketFactory = Arc<dyn Fn() -> io::Result<Socket> + Send + Sync>;

/// The server that a session connects to.
#[derive(Clone)]
pub enum Endpoint {
    /// A server on the network.
    Network(Target),
    /// The standard input and output of a program.
    Command(String),
    /// A server inside this process. Without `security` the connection is private; with it, the
    /// connection is protected, or not, like one over the network.
    InProcess { connect: SocketFactory, security: Option<Security> },
}

#[derive(Clone)]
pub struct ConnectPlan {
    pub endpoint: Endpoint,
    pub tls: Arc<TlsConfig>,
    /// How long connecting, a TLS handshake, and waiting for the greeting may each take.
    pub timeout: Duration,
}

impl ConnectPlan {
    /// How the connection is to be protected; `None` if it crosses no network.
    pub fn security(&self) -> Option<Security> {
        match &self.endpoint {
            Endpoint::Network(target) => Some(target.security),
            Endpoint::Command(_) => None,
            Endpoint::InProcess { security, .. } => *security,
        }
    }
}

/// A step in opening a session, for the caller to report.
pub enum ConnectProgress<'a> {
    Attempt(Attempt<'a>),
    Connected {
        /// The address or the command.
        address: &'a str,
        /// The facts of TLS, if it starts before the greeting.
        tls: Option<&'a TlsFacts>,
    },
    /// STARTTLS has started TLS.
    Protected(&'a TlsFacts),
    /// A line of the standard error of `--command`'s program.
    ProgramSays(&'a [u8]),
    /// The server has sent nothing for a while; it may expect a TLS handshake.
    Silent,
    /// The TLS handshake, before the greeting or after STARTTLS, is not done after a while.
    HandshakeTakesLong(Security),
    /// Opening has failed, and the server stopped inside a line or a literal.
    Stopped(&'a UnfinishedSummary),
}

/// Reports progress to the sink that receives what the server sends meanwhile.
pub type ReportProgress<'a> = dyn FnMut(ConnectProgress<'_>, &mut dyn EventSink) + 'a;

/// A session being opened.
struct Opening<'a> {
    plan: &'a ConnectPlan,
    tags: Tags,
    started: Instant,
    poller: &'a mut Poller,
    sink: &'a mut dyn EventSink,
    progress: &'a mut ReportProgress<'a>,
}

impl Session {
    /// Opens a session and waits for the greeting, with STARTTLS also for the handshake. The sink
    /// receives what the server sends meanwhile.
    pub fn open(
        plan: &ConnectPlan,
        tags: Tags,
        poller: &mut Poller,
        sink: &mut dyn EventSink,
        progress: &mut ReportProgress<'_>,
    ) -> Result<Session, OpenError> {
        let opening = Opening { plan, tags, started: Instant::now(), poller, sink, progress };
        match &plan.endpoint {
            Endpoint::Network(target) => opening.network(target),
            Endpoint::Command(command) => opening.command(command),
            Endpoint::InProcess { connect, security } => opening.in_process(connect, *security),
        }
    }
}

impl Opening<'_> {
    /// Connects over the network: TLS before the greeting, after it, or never.
    fn network(self, target: &Target) -> Result<Session, OpenError> {
        let timeout = self.plan.timeout;
        let interrupt = self.poller.interrupt();
        let connected = tcp::connect(target, timeout, interrupt.as_deref(), &mut |attempt| {
            (self.progress)(ConnectProgress::Attempt(attempt), self.sink);
        })?;
        let address = connected.address.to_string();
        self.secured(Socket::from(connected.stream), target.security, &target.host, &address)
    }

    /// A connection that the user can interrupt.
    fn connection(&self, socket: impl Into<Arc<Socket>>) -> io::Result<Connection> {
        let mut connection = Connection::new(socket)?;
        connection.set_interrupt(self.poller.interrupt());
        Ok(connection)
    }

    /// A session on this connection to the server with this name.
    fn secured(
        mut self,
        socket: Socket,
        security: Security,
        name: &str,
        address: &str,
    ) -> Result<Session, OpenError> {
        let plan = TlsPlan { config: self.plan.tls.clone(), name: name.to_owned() };
        let mut session = self.session(self.connection(socket)?, false);
        if security == Security::Tls {
            session.begin_tls(&plan)?;
            self.finish_handshake(&mut session, security)?;
        }
        session.tls = Some(plan);
        (self.progress)(ConnectProgress::Connected { address, tls: session.tls() }, self.sink);
        self.greet(&mut session, Some(security))?;
        if security == Security::StartTls {
            let started = self.start_tls(&mut session);
            self.or_report_unfinished(&mut session, started)?;
            if let Some(facts) = session.tls() {
                (self.progress)(ConnectProgress::Protected(facts), self.sink);
            }
        }
        Ok(session)
    }

    /// Starts a program.
    fn command(mut self, command: &str) -> Result<Session, OpenError> {
        let (child, socket) =
            child::spawn(command, self.poller.waker()).map_err(OpenError::Command)?;
        let mut session = self.session(self.connection(socket)?, true);
        session.child = Some(child);
        let connected = ConnectProgress::Connected { address: command, tls: None };
        (self.progress)(connected, self.sink);
        let greeted = match self.greet(&mut session, None) {
            // The program's exit status says more.
            Err(OpenError::ClosedBeforeGreeting) => Err(program_ended(&mut session)),
            greeted => greeted,
        };
        match (&greeted, &session.child) {
            (Ok(()), Some(child)) => {
                child.return_terminal();
                self.report_stderr(&mut session);
            }
            _ => {
                for line in session.end_program() {
                    (self.progress)(ConnectProgress::ProgramSays(&line), self.sink);
                }
            }
        }
        greeted.map(|()| session)
    }

    /// Connects to a server inside this process.
    fn in_process(
        mut self,
        connect: &SocketFactory,
        security: Option<Security>,
    ) -> Result<Session, OpenError> {
        if let Some(security) = security {
            return self.secured(connect()?, security, "localhost", "");
        }
        let mut session = self.session(self.connection(connect()?)?, true);
        session.tls = Some(TlsPlan { config: self.plan.tls.clone(), name: "localhost".to_owned() });
        let connected = ConnectProgress::Connected { address: "", tls: None };
        (self.progress)(connected, self.sink);
        self.greet(&mut session, None)?;
        Ok(session)
    }

    fn session(&self, connection: Connection, protected: bool) -> Session {
        Session {
            connection,
            framer: Framer::new(),
            dialogue: Dialogue::new(self.tags.clone(), protected),
            started: self.started,
            now: self.started.elapsed(),
            uploads: VecDeque::new(),
            tls: None,
            handshake: None,
            timeout: self.plan.timeout,
            protected,
            received_bye: false,
            paused: false,
            received_bare_lf: false,
            sends_automatically: false,
            greeting: None,
            non_imap_line: None,
            ungreeted_response: None,
            end: None,
            stall: None,
            cut_off: None,
            base: PathBuf::from("."),
            child: None,
        }
    }

    /// Waits for the greeting; after a BYE, until the connection ends. `network`: how the connection
    /// over the network is protected. There the first line of another service than IMAP ends the
    /// wait; a program may print other lines before its greeting.
    fn greet(&mut self, session: &mut Session, network: Option<Security>) -> Result<(), OpenError> {
        let begin = Instant::now();
        let deadline = deadline_after(begin, session.timeout);
        let mut greeted = self.wait_for_greeting(session, network, begin, deadline);
        if greeted.is_ok() && session.greeting == Some(Status::Bye) {
            let ended = self.wait_for_end(session, deadline);
            greeted = ended.and(Err(OpenError::Bye));
        }
        self.or_report_unfinished(session, greeted)
    }

    fn wait_for_greeting(
        &mut self,
        session: &mut Session,
        network: Option<Security>,
        begin: Instant,
        deadline: Instant,
    ) -> Result<(), OpenError> {
        let lacks_tls = network.is_some_and(|security| security != Security::Tls);
        let mut silent_at = lacks_tls.then(|| begin + SILENCE);
        while session.greeting.is_none() {
            let non_imap_line = network.and(session.non_imap_line.clone());
            let service = non_imap_line.as_deref().map(str::as_bytes);
            match (service.and_then(ForeignService::of), non_imap_line) {
                (Some(service), Some(said)) => {
                    return Err(OpenError::ForeignService { service, said });
                }
                (_, Some(said)) if session.end.is_some() => {
                    return Err(match end_error(session) {
                        OpenError::ClosedBeforeGreeting => OpenError::NotImap { said },
                        error => error,
                    });
                }
                _ if session.end.is_some() => {
                    return Err(match (end_error(session), &session.ungreeted_response) {
                        (OpenError::ClosedBeforeGreeting, Some(said)) => {
                            OpenError::NotAGreeting { said: said.clone() }
                        }
                        (error, _) => error,
                    });
                }
                _ => {}
            }
            let turn = self.turn(session, silent_at.into_iter().chain([deadline]).min())?;
            self.report_stderr(session);
            let now = Instant::now();
            if turn.received {
                silent_at = None;
            }
            if silent_at.is_some_and(|at| at <= now) {
                silent_at = None;
                (self.progress)(ConnectProgress::Silent, self.sink);
            }
            if now >= deadline && session.greeting.is_none() {
                return Err(greeting_timeout(session, network));
            }
        }
        Ok(())
    }

    /// Waits for the end of a connection whose greeting was BYE, to receive the rest.
    fn wait_for_end(&mut self, session: &mut Session, deadline: Instant) -> Result<(), OpenError> {
        let deadline = deadline.min(Instant::now() + AFTER_BYE);
        while session.end.is_none() && Instant::now() < deadline {
            match self.turn(session, Some(deadline)) {
                Err(OpenError::Interrupted) => break,
                turn => turn?,
            };
        }
        Ok(())
    }

    /// Sends STARTTLS before anything else. If TLS cannot be started, there is no session.
    fn start_tls(&mut self, session: &mut Session) -> Result<(), OpenError> {
        if session.greeting == Some(Status::Preauth) {
            return Err(OpenError::StartTlsPreauth);
        }
        // Anything received by now was sent before STARTTLS.
        if session.framer.is_within_response() || session.dialogue.saw_unsolicited_tagged() {
            return Err(OpenError::StartTlsEarly);
        }
        let command = CommandLine::parse("tls STARTTLS");
        if let Ok(LineAction::Send(_)) = session.read_command(&command, &EmptyEnvironment) {
            session.sends_automatically = true;
            session.send(None, self.sink);
            session.sends_automatically = false;
        }
        let deadline = deadline_after(Instant::now(), session.timeout);
        while !session.is_in_handshake() {
            if let Some(completion) = session.take_completion() {
                return Err(OpenError::StartTlsRefused(completion.status));
            }
            if session.end.is_some() {
                return Err(match end_error(session) {
                    OpenError::ClosedBeforeGreeting => OpenError::StartTlsClosed,
                    error => error,
                });
            }
            if Instant::now() >= deadline {
                return Err(OpenError::StartTlsUnanswered(session.timeout));
            }
            self.turn(session, Some(deadline))?;
        }
        self.finish_handshake(session, Security::StartTls)
    }

    /// Waits until the TLS handshake is done, and reports if that takes long.
    fn finish_handshake(
        &mut self,
        session: &mut Session,
        security: Security,
    ) -> Result<(), OpenError> {
        while session.is_in_handshake() {
            if session.take_slow_handshake() {
                (self.progress)(ConnectProgress::HandshakeTakesLong(security), self.sink);
            }
            self.turn(session, None)?;
        }
        if session.end.is_some() { Err(end_error(session)) } else { Ok(()) }
    }

    fn turn(
        &mut self,
        session: &mut Session,
        deadline: Option<Instant>,
    ) -> Result<Turn, OpenError> {
        let turn = session.turn(self.poller, deadline, self.sink)?;
        if turn.woken && self.poller.is_interrupted() {
            return Err(OpenError::Interrupted);
        }
        Ok(turn)
    }

    fn report_stderr(&mut self, session: &mut Session) {
        for line in session.take_stderr_lines() {
            (self.progress)(ConnectProgress::ProgramSays(&line), self.sink);
        }
    }

    /// If opening failed, reports the received part of an unfinished piece.
    fn or_report_unfinished(
        &mut self,
        session: &mut Session,
        result: Result<(), OpenError>,
    ) -> Result<(), OpenError> {
        if result.is_err() {
            if session.end.is_none() {
                session.report_cut_off(self.sink);
            }
            if let Some(unfinished) = &session.cut_off {
                (self.progress)(ConnectProgress::Stopped(unfinished), self.sink);
            }
        }
        result
    }
}

/// The error for a connection that ended before there was a session.
fn end_error(session: &mut Session) -> OpenError {
    match session.end.take() {
        Some(ConnectionEnd::Broken(error)) => OpenError::Connection(error),
        Some(ConnectionEnd::Upgrade(error)) => error,
        _ => OpenError::ClosedBeforeGreeting,
    }
}

fn greeting_timeout(session: &Session, network: Option<Security>) -> OpenError {
    if let Some(said) = &session.ungreeted_response {
        return OpenError::NotAGreeting { said: said.clone() };
    }
    match (&session.non_imap_line, network) {
        (Some(said), _) => OpenError::NotImap { said: said.clone() },
        (None, Some(Security::Tls)) => OpenError::NoGreetingInTls(session.timeout),
        (None, None) => OpenError::NoGreetingFromCommand(session.timeout),
        (None, Some(_)) => OpenError::NoGreeting(session.timeout),
    }
}

/// The error for a program that ended without a greeting.
fn program_ended(session: &mut Session) -> OpenError {
    let end = session.child.as_mut().map(|child| child.finish(EXIT_WITHOUT_GREETING));
    match end.and_then(Result::ok) {
        Some(end) if end.was_interrupted() => OpenError::Interrupted,
        Some(end) => OpenError::CommandEnded(end),
        None => OpenError::ClosedBeforeGreeting,
    }
}

/// An environment without variables and files.
struct EmptyEnvironment;

impl Environment for EmptyEnvironment {
    fn variable(&self, _: &str) -> Option<String> {
        None
    }
    fn file(&self, _: &str) -> Result<FileInfo, FileError> {
        Err(FileError::NotRegular)
    }
}
