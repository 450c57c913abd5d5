//! One connection to a server: the protocol over the transport. One thread owns a [`Session`] and takes
//! turns: it waits, reads, splits the octets into pieces, passes them to the dialogue, and writes what
//! is to be sent. Everything that happens is an event for an [`EventSink`].

mod client_messages;
mod error;
mod event;
mod handshake;
mod open;
mod receiving;
mod sending;
mod stall;
mod upload;

pub use client_messages::{ClientMessage, ClientMessages};
pub use error::OpenError;
pub use event::{
    ClientPiece, Event, EventKind, EventSink, NoticeLevel, Partial, ScriptNotice, SimilarResponses,
};
pub use open::{ConnectPlan, ConnectProgress, Endpoint, SocketFactory};
pub use upload::Upload;

use crate::protocol::compose::Environment;
use crate::protocol::dialogue::{Completion, Dialogue, LineAction, LineError};
use crate::protocol::framing::{Framer, Status, UnfinishedPiece, UnfinishedSummary};
use crate::protocol::tags::Tags;
use crate::protocol::typed_line::CommandLine;
use crate::transport::child::Child;
use crate::transport::{Connection, ConnectionError, Poller, TlsFacts};
use handshake::{HandshakeWait, TlsPlan};
use stall::Stall;
use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How long the program of `--command` may take to exit after the session.
const EXIT_AFTER_SESSION: Duration = Duration::from_millis(500);

/// How a connection ended.
#[derive(Debug)]
pub enum ConnectionEnd {
    /// The server closed it.
    Closed,
    /// It ended without a TLS close_notify, so an attacker may have cut it off.
    CutOff,
    Broken(ConnectionError),
    /// STARTTLS typed by hand failed after the server's OK.
    Upgrade(OpenError),
    /// The file of a literal could not be read to its announced end, so the server would wait for
    /// the rest forever.
    LiteralFile(LiteralFileError),
}

/// Why the file of a literal could not be read. If it has fewer octets than were announced, the error's kind is
/// `UnexpectedEof`.
#[derive(Debug)]
pub struct LiteralFileError {
    pub path: String,
    pub error: io::Error,
}

/// What happened in a turn.
#[derive(Debug, Default)]
pub struct Turn {
    /// The poller's waker was used.
    pub woken: bool,
    /// Octets were received.
    pub received: bool,
}

pub struct Session {
    connection: Connection,
    framer: Framer,
    dialogue: Dialogue,
    started: Instant,
    /// The time of the current turn, since `started`. All events of a turn have the same time.
    now: Duration,
    /// Lines and literals to send, with the script's lines that they come from.
    uploads: VecDeque<(Upload, Option<usize>)>,
    /// `None`: STARTTLS can be sent, but TLS cannot be started.
    tls: Option<TlsPlan>,
    /// The TLS handshake that is under way.
    handshake: Option<HandshakeWait>,
    /// How long the greeting, and a TLS handshake, may take.
    timeout: Duration,
    protected: bool,
    /// Kept when the dialogue forgets the session's state at the end.
    received_bye: bool,
    received_bare_lf: bool,
    /// Whether STARTTLS is being sent because of an option.
    sends_automatically: bool,
    greeting: Option<Status>,
    /// The first line that was received instead of a greeting, if it is not IMAP.
    non_imap_line: Option<String>,
    /// The first response of IMAP that arrived instead of a greeting.
    ungreeted_response: Option<String>,
    end: Option<ConnectionEnd>,
    /// Whether some of the octets that were read have not been handled.
    paused: bool,
    /// Set while the server is inside a line or a literal.
    stall: Option<Stall>,
    /// The unfinished line or literal at the end of the connection, if there was one.
    cut_off: Option<UnfinishedSummary>,
    /// The folder of relative paths in `{<FILE}`.
    base: PathBuf,
    /// The program of `--command`.
    child: Option<Child>,
}

impl Session {
    pub fn dialogue(&self) -> &Dialogue {
        &self.dialogue
    }

    pub fn dialogue_mut(&mut self) -> &mut Dialogue {
        &mut self.dialogue
    }

    pub fn tls(&self) -> Option<&TlsFacts> {
        self.connection.tls()
    }

    /// Whether TLS protects the connection, or it does not use the network.
    pub fn is_protected(&self) -> bool {
        self.protected
    }

    /// Whether the connection is compressed (RFC 4978).
    pub fn is_compressed(&self) -> bool {
        self.connection.has_deflate()
    }

    /// How the connection ended, if it has.
    pub fn end(&self) -> Option<&ConnectionEnd> {
        self.end.as_ref()
    }

    /// The server's unfinished line or literal, now or at the end of the connection.
    pub fn unfinished(&self) -> Option<UnfinishedSummary> {
        match self.end {
            Some(_) => self.cut_off.clone(),
            None => self.unfinished_piece().map(|piece| piece.summary()),
        }
    }

    fn unfinished_piece(&self) -> Option<UnfinishedPiece<'_>> {
        self.framer.unfinished_piece().filter(|_| !self.paused)
    }

    /// Whether the server has sent BYE, or at least the OK to LOGOUT.
    pub fn announced_end(&self) -> bool {
        self.received_bye || self.dialogue.is_logged_out()
    }

    /// Whether the server has sent BYE because of a LOGOUT. After that, any end is a clean one.
    pub fn is_logged_out(&self) -> bool {
        self.announced_end() && self.dialogue.has_sent_logout()
    }

    /// Whether the server has ended a line with LF alone.
    pub fn has_bare_lf(&self) -> bool {
        self.received_bare_lf
    }

    /// How long ago the connection began.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Takes the next completion that was received.
    pub fn take_completion(&mut self) -> Option<Completion> {
        self.dialogue.take_completion()
    }

    /// The lines that the program of `--command` has written to standard error since the last call.
    pub fn take_stderr_lines(&mut self) -> Vec<Vec<u8>> {
        self.child.as_mut().map(Child::take_stderr_lines).unwrap_or_default()
    }

    /// Ends the program of `--command` and returns the last lines of its standard error.
    pub fn end_program(&mut self) -> Vec<Vec<u8>> {
        if let Some(child) = &mut self.child {
            // A program that can't be ended is left running.
            let _ = child.finish(EXIT_AFTER_SESSION);
        }
        self.take_stderr_lines()
    }

    /// The tags, for the next session to continue with.
    pub fn into_tags(self) -> Tags {
        self.dialogue.tags().clone()
    }

    /// From now on this poller waits for the session, which another one has waited for.
    pub fn set_poller(&mut self, poller: &Poller) {
        self.connection.set_interrupt(poller.interrupt());
    }

    /// Sets the folder of relative paths in `{<FILE}`.
    pub fn set_base(&mut self, base: PathBuf) {
        self.base = base;
    }

    /// Reads a typed line: see [`Dialogue::read_line`]. [`Session::send`] sends the result.
    pub fn read_line(
        &mut self,
        line: &str,
        environment: &dyn Environment,
    ) -> Result<LineAction, LineError> {
        self.dialogue.set_time(self.started.elapsed());
        self.dialogue.read_line(line, environment)
    }

    /// Like [`Session::read_line`], for a line that is known to begin a command.
    pub fn read_command(
        &mut self,
        line: &CommandLine<'_>,
        environment: &dyn Environment,
    ) -> Result<LineAction, LineError> {
        self.update_now();
        self.dialogue.set_time(self.now);
        self.dialogue.read_command(line, environment)
    }

    /// Like [`Session::read_line`], for a line that is sent unchanged.
    pub fn read_raw(&mut self, line: &str) -> Result<LineAction, LineError> {
        self.dialogue.set_time(self.started.elapsed());
        self.dialogue.raw(line)
    }

    /// One turn: writes what is to be sent, waits until something happens or the deadline passes,
    /// and reads what has arrived.
    pub fn turn(
        &mut self,
        poller: &mut Poller,
        deadline: Option<Instant>,
        sink: &mut dyn EventSink,
    ) -> io::Result<Turn> {
        if self.paused {
            self.resume(sink);
            return Ok(Turn { woken: false, received: true });
        }
        self.push_uploads(sink);
        self.flush();
        sink.flush();
        if self.end.is_some() {
            return Ok(Turn::default());
        }
        if self.handshake.is_some() {
            return self.turn_in_handshake(poller, deadline, sink);
        }
        // If the network took everything queued and there is more to send, nothing would end the wait.
        let goes_on = !self.uploads.is_empty() && !self.connection.wants_write();
        let deadline = if goes_on { Some(self.started) } else { deadline };
        let ready = self.wait(poller, deadline, sink)?;
        let mut turn = Turn { woken: ready.woken, received: false };
        if ready.readable {
            turn.received = self.receive(sink);
            self.push_uploads(sink);
            self.flush();
        }
        Ok(turn)
    }

    /// Closes the connection on this side: nothing more will be sent or received.
    pub fn shut_down(&mut self, sink: &mut dyn EventSink) {
        if self.end.is_none() {
            self.now = self.started.elapsed();
            self.report_cut_off(sink);
            sink.flush();
        }
        self.connection.shut_down();
    }
}
