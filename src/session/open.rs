//! Beginning a session: the connection, TLS before or after the greeting, the greeting.

use super::*;
use crate::protocol::compose::{FileError, FileInfo};
use crate::protocol::framing::Piece;
use crate::protocol::tags::Tags;
use crate::transport::{Attempt, ForeignService, Security, Socket, Target, TlsFacts, first_line};

/// How long a server may be silent in the clear before that is remarked on.
const SILENCE: Duration = Duration::from_secs(2);

/// Connects to a server inside this process and returns the client's end.
pub type SocketFactory = Arc<dyn Fn() -> io::Result<Socket> + Send + Sync>;

/// Where a session goes.
#[derive(Clone)]
pub enum Endpoint {
    /// To a server on the network.
    Network(Target),
    /// To a program's standard input and output.
    Command(String),
    /// To a server inside this process.
    InProcess(SocketFactory),
}

/// How a session begins.
#[derive(Clone)]
pub struct ConnectPlan {
    /// Where to.
    pub endpoint: Endpoint,
    /// Whom to believe.
    pub tls: Arc<TlsConfig>,
    /// How long connecting, and the greeting, may each take.
    pub timeout: Duration,
}

/// What happens on the way, to be said by the caller.
pub enum Progress<'a> {
    /// An address is tried, or failed.
    Attempt(Attempt<'a>),
    /// Reached; with what TLS agreed on, where it comes first.
    Connected {
        /// The address, or the command.
        address: &'a str,
        /// What TLS agreed on.
        tls: Option<&'a TlsFacts>,
    },
    /// TLS has begun after STARTTLS.
    Protected(&'a TlsFacts),
    /// A line of a program's standard error.
    ProgramSays(&'a [u8]),
    /// Nothing was heard for two seconds in the clear: the port may wait for TLS.
    Silent,
    /// There will be no session, and the server has stopped inside a line or a literal.
    Stopped(&'a UnfinishedSummary),
}

/// What each way to open a session needs.
struct Opening<'a> {
    plan: &'a ConnectPlan,
    tags: Tags,
    started: Instant,
    poller: &'a mut Poller,
    sink: &'a mut dyn EventSink,
    progress: &'a mut dyn FnMut(Progress<'_>),
}

impl Opening<'_> {
    /// To a server on the network: TLS before the greeting, after it, or never.
    fn network(self, target: &Target) -> Result<Session, OpenError> {
        let Opening {
            plan,
            tags,
            started,
            poller,
            sink,
            progress,
        } = self;
        let interrupt = poller.interrupt();
        let connected = crate::transport::tcp::connect(
            target,
            plan.timeout,
            interrupt.as_deref(),
            &mut |attempt| progress(Progress::Attempt(attempt)),
        )?;
        let address = connected.address.to_string();
        let mut connection = Connection::new(Socket::from(connected.stream))?;
        connection.set_interrupt(interrupt);
        let protected = target.security == Security::Tls;
        if protected {
            connection.start_tls(&plan.tls, &target.host, started + plan.timeout)?;
        }
        progress(Progress::Connected {
            address: &address,
            tls: connection.tls(),
        });
        let tls = TlsPlan {
            config: plan.tls.clone(),
            name: target.host.clone(),
        };
        let mut session = Session::over(
            connection,
            tags,
            Some(tls),
            protected,
            started,
            plan.timeout,
        );
        session.greet(poller, Some(target.security), sink, progress)?;
        if target.security == Security::StartTls {
            let begun = session.ask_for_tls(poller, sink);
            session.or_leave(begun, sink, progress)?;
            session
                .connection
                .tls()
                .into_iter()
                .for_each(|facts| progress(Progress::Protected(facts)));
        }
        Ok(session)
    }

    /// To a program in the server's place.
    fn command(self, command: &str) -> Result<Session, OpenError> {
        let (child, stream) = crate::transport::child::spawn(command, self.poller.waker())
            .map_err(OpenError::Command)?;
        let mut session = self.over_stream(stream)?;
        session.child = Some(child);
        (self.progress)(Progress::Connected {
            address: command,
            tls: None,
        });
        let greeted = match session.greet(self.poller, None, self.sink, self.progress) {
            Err(OpenError::HungUp) => Err(session.command_ended()),
            greeted => greeted,
        };
        let words = match &greeted {
            Ok(()) => session.program_greeted(),
            Err(_) => session.end_program(),
        };
        (words.iter()).for_each(|line| (self.progress)(Progress::ProgramSays(line)));
        greeted.map(|()| session)
    }

    /// To a server inside this process.
    fn in_process(self, connect: &SocketFactory) -> Result<Session, OpenError> {
        let mut session = self.over_stream(connect()?)?;
        session.tls = Some(TlsPlan {
            config: self.plan.tls.clone(),
            name: "localhost".to_owned(),
        });
        (self.progress)(Progress::Connected {
            address: "",
            tls: None,
        });
        session.greet(self.poller, None, self.sink, self.progress)?;
        Ok(session)
    }

    /// A session where no network is in between.
    fn over_stream(&self, socket: impl Into<Arc<Socket>>) -> Result<Session, OpenError> {
        let connection = Connection::new(socket)?;
        let (tags, timeout) = (self.tags.clone(), self.plan.timeout);
        Ok(Session::over(
            connection,
            tags,
            None,
            true,
            self.started,
            timeout,
        ))
    }
}

impl Session {
    /// Opens a session and waits for the greeting; with STARTTLS, for all that comes before the
    /// handshake is done. What the server says is told to the sink as it comes.
    pub fn open(
        plan: &ConnectPlan,
        tags: Tags,
        poller: &mut Poller,
        sink: &mut dyn EventSink,
        progress: &mut dyn FnMut(Progress<'_>),
    ) -> Result<Session, OpenError> {
        let opening = Opening {
            plan,
            tags,
            started: Instant::now(),
            poller,
            sink,
            progress,
        };
        match &plan.endpoint {
            Endpoint::Network(target) => opening.network(target),
            Endpoint::Command(command) => opening.command(command),
            Endpoint::InProcess(connect) => opening.in_process(connect),
        }
    }

    fn over(
        connection: Connection,
        tags: Tags,
        tls: Option<TlsPlan>,
        protected: bool,
        started: Instant,
        handshake_time: Duration,
    ) -> Session {
        Session {
            connection,
            framer: Framer::new(),
            dialogue: Dialogue::new(tags, protected),
            started,
            now: started.elapsed(),
            uploads: VecDeque::new(),
            tls,
            handshake_time,
            protected,
            said_bye: false,
            bare_lf: false,
            opening: false,
            greeting: None,
            non_imap_line: None,
            end: None,
            stall: None,
            cut: None,
            base: PathBuf::from("."),
            child: None,
        }
    }

    /// Waits for the greeting. After one of BYE, what still comes is read and told. `network`: how
    /// the connection is protected, where it leads over the network; there another service than
    /// IMAP is given up at its first line. A program may say this and that before it speaks IMAP.
    fn greet(
        &mut self,
        poller: &mut Poller,
        network: Option<Security>,
        sink: &mut dyn EventSink,
        progress: &mut dyn FnMut(Progress<'_>),
    ) -> Result<(), OpenError> {
        let greeted = self.wait_for_greeting(poller, network, sink, progress);
        self.or_leave(greeted, sink, progress)
    }

    /// Where there will be no session: what has come of a piece that is not whole is told.
    fn or_leave(
        &mut self,
        result: Result<(), OpenError>,
        sink: &mut dyn EventSink,
        progress: &mut dyn FnMut(Progress<'_>),
    ) -> Result<(), OpenError> {
        if result.is_err() {
            if self.end.is_none() {
                self.cut_off(sink);
            }
            self.cut
                .iter()
                .for_each(|inside| progress(Progress::Stopped(inside)));
        }
        result
    }

    fn wait_for_greeting(
        &mut self,
        poller: &mut Poller,
        network: Option<Security>,
        sink: &mut dyn EventSink,
        progress: &mut dyn FnMut(Progress<'_>),
    ) -> Result<(), OpenError> {
        let begin = Instant::now();
        let deadline = begin + self.handshake_time;
        let in_the_clear = network.is_some_and(|security| security != Security::Tls);
        let mut silence = in_the_clear.then(|| begin + SILENCE);
        while self.greeting.is_none() {
            let non_imap_line = network.and_then(|_| self.non_imap_line.clone());
            if let Some(said) = non_imap_line.clone()
                && let Some(service) = ForeignService::of(said.as_bytes())
            {
                return Err(OpenError::Service { service, said });
            }
            if self.end.is_some() {
                return Err(match (self.broken(), non_imap_line) {
                    (OpenError::HungUp, Some(said)) => OpenError::NotImap { said },
                    (error, _) => error,
                });
            }
            let wake = silence.map_or(deadline, |at| at.min(deadline));
            let turn = self.turn(poller, Some(wake), sink)?;
            if turn.woken && poller.is_interrupted() {
                return Err(OpenError::Interrupted);
            }
            let words = self.program_words();
            (words.iter()).for_each(|line| progress(Progress::ProgramSays(line)));
            let now = Instant::now();
            if turn.heard {
                silence = None;
            }
            if silence.is_some_and(|at| at <= now) {
                silence = None;
                progress(Progress::Silent);
            }
            if now >= deadline && self.greeting.is_none() {
                return Err(match &self.non_imap_line {
                    Some(said) => OpenError::NotImap { said: said.clone() },
                    None if network == Some(Security::Tls) => {
                        OpenError::NoGreetingInTls(self.handshake_time)
                    }
                    None if network.is_none() => {
                        OpenError::NoGreetingOfCommand(self.handshake_time)
                    }
                    None => OpenError::NoGreeting(self.handshake_time),
                });
            }
        }
        if self.greeting == Some(Status::Bye) {
            while self.end.is_none() && Instant::now() < deadline {
                let turn = self.turn(poller, Some(deadline), sink);
                if turn?.woken && poller.is_interrupted() {
                    break;
                }
            }
            return Err(OpenError::Bye);
        }
        Ok(())
    }

    /// How the program that was to greet ended tells more than that it hung up.
    fn command_ended(&mut self) -> OpenError {
        let child = self.child.as_mut();
        let end = child.map(|child| child.finish(Duration::from_secs(2)));
        match end.and_then(Result::ok) {
            Some(end) if end.was_interrupted() => OpenError::Interrupted,
            Some(end) => OpenError::CommandEnded(end),
            None => OpenError::HungUp,
        }
    }

    fn broken(&mut self) -> OpenError {
        match self.end.take() {
            Some(ConnectionEnd::Broken(error)) => OpenError::Connection(error),
            _ => OpenError::HungUp,
        }
    }

    /// STARTTLS before anything else: TLS, or no session.
    fn ask_for_tls(
        &mut self,
        poller: &mut Poller,
        sink: &mut dyn EventSink,
    ) -> Result<(), OpenError> {
        if self.greeting == Some(Status::Preauth) {
            return Err(OpenError::StartTlsPreauth);
        }
        // Whatever stands behind the greeting already was sent before we asked.
        if self.framer.is_within_response() || self.dialogue.saw_unsolicited_tagged() {
            return Err(OpenError::StartTlsEarly);
        }
        if let Ok(LineAction::Send(_)) = self.read_line("tls STARTTLS", &Nothing) {
            self.opening = true;
            self.send(None, sink);
            self.opening = false;
        }
        let deadline = Instant::now() + self.handshake_time;
        loop {
            if let Some(completion) = self.take_completion() {
                if completion.status != Status::Ok {
                    return Err(OpenError::StartTlsRefused(completion.status));
                }
                return match self.end.take() {
                    Some(ConnectionEnd::Upgrade(error)) => Err(error),
                    Some(_) => Err(OpenError::HungUp),
                    None => Ok(()),
                };
            }
            if self.end.is_some() {
                return Err(match self.broken() {
                    OpenError::HungUp => OpenError::StartTlsClosed,
                    other => other,
                });
            }
            if Instant::now() >= deadline {
                return Err(OpenError::StartTlsUnanswered(self.handshake_time));
            }
            let turn = self.turn(poller, Some(deadline), sink);
            if turn?.woken && poller.is_interrupted() {
                return Err(OpenError::Interrupted);
            }
        }
    }
}

/// Keeps the beginning of the first line that is no response, or that another service than IMAP
/// begins with: `220 OK` looks like a completion.
pub(super) fn note_non_imap_line(non_imap_line: &mut Option<String>, piece: &Piece<'_>) {
    let strange = match piece.kind {
        PieceKind::Unknown => !piece.octets.is_empty() && piece.offset == 0,
        PieceKind::Tagged => ForeignService::of(piece.octets).is_some(),
        _ => false,
    };
    if strange && non_imap_line.is_none() {
        *non_imap_line = Some(first_line(piece.octets));
    }
}

/// No variables, and no files.
struct Nothing;

impl Environment for Nothing {
    fn variable(&self, _: &str) -> Option<String> {
        None
    }
    fn file(&self, _: &str) -> Result<FileInfo, FileError> {
        Err(FileError::NotRegular)
    }
}
