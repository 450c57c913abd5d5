//! One connection: the protocol over the net, giving events. One thread owns it: it waits, reads,
//! frames, hears and writes, and tells a [`EventSink`] of everything that happens.

mod error;
mod event;
mod open;
mod stall;
mod upload;

pub use error::OpenError;
pub use event::{ClientPiece, Event, EventKind, EventSink, NoticeLevel, Partial, ScriptNotice};
pub use open::{ConnectPlan, Endpoint, Progress, SocketFactory};

use crate::protocol::compose::{ComposeError, Environment};
use crate::protocol::dialogue::{Completion, Dialogue, LineAction, Upgrade};
use crate::protocol::framing::{Framer, LineEnd, PieceKind, Status, UnfinishedSummary};
use crate::protocol::typed_line::CommandLine;
use crate::transport::{Connection, ConnectionError, Poller, Read, TlsConfig, TlsError};
use stall::Stall;
use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use upload::Upload;

/// What is queued on the connection before more is put there, in octets: enough to keep it busy.
const QUEUED: usize = 256 * 1024;

/// What is queued on the connection before it is written without waiting for a turn, in octets: so that
/// the server works on the first commands of a pipeline while the later ones are made.
const WRITTEN_EARLY: usize = 16 * 1024;

/// How many completions are heard, about, before they are to be taken: so they take little memory.
const MANY: usize = 256;

/// How a connection ended.
#[derive(Debug)]
pub enum ConnectionEnd {
    /// The server closed it.
    Closed,
    /// Without TLS's close_notify: perhaps cut by somebody in between.
    CutOff,
    /// It broke.
    Broken(ConnectionError),
    /// STARTTLS typed by hand failed after the server's OK.
    Upgrade(OpenError),
    /// The file of a literal could not be read on: the rest of the literal is owed for ever.
    Literal(String),
}

/// What a turn brought.
#[derive(Debug, Default)]
pub struct Turn {
    /// Somebody rang the poller's waker.
    pub woken: bool,
    /// Something was read.
    pub heard: bool,
}

/// How a session changes to TLS when it is asked to.
#[derive(Clone)]
pub struct TlsPlan {
    /// Whom to believe.
    pub config: Arc<TlsConfig>,
    /// The name that the certificate must have.
    pub name: String,
}

/// A connection to a server, greeted.
pub struct Session {
    connection: Connection,
    framer: Framer,
    dialogue: Dialogue,
    started: Instant,
    now: Duration,
    uploads: VecDeque<(Upload, Option<usize>)>,
    tls: Option<TlsPlan>,
    handshake_time: Duration,
    protected: bool,
    said_bye: bool,
    bare_lf: bool,
    /// What is sent now is imapsh's own: STARTTLS that an option asked for.
    opening: bool,
    greeting: Option<Status>,
    /// The first line that came in the greeting's place and is no IMAP.
    non_imap_line: Option<String>,
    end: Option<ConnectionEnd>,
    /// What came and made no piece yet, since when.
    stall: Option<Stall>,
    /// UnfinishedSummary what the connection's end cut the server off.
    cut: Option<UnfinishedSummary>,
    base: PathBuf,
    child: Option<crate::transport::child::Child>,
}

impl Session {
    /// The conversation: what runs, what the prompt says.
    pub fn dialogue(&self) -> &Dialogue {
        &self.dialogue
    }

    /// The conversation, to change its tags.
    pub fn dialogue_mut(&mut self) -> &mut Dialogue {
        &mut self.dialogue
    }

    /// The connection, for what TLS agreed on.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Whether TLS protects what is said now, or no network is in between.
    pub fn is_protected(&self) -> bool {
        self.protected
    }

    /// How the connection ended, if it has.
    pub fn end(&self) -> Option<&ConnectionEnd> {
        self.end.as_ref()
    }

    /// UnfinishedSummary what the server has stopped, or was cut off by the connection's end.
    pub fn inside(&self) -> Option<UnfinishedSummary> {
        match self.end {
            Some(_) => self.cut.clone(),
            None => self
                .framer
                .unfinished_piece()
                .map(|pending| pending.summary()),
        }
    }

    /// Whether the server has said BYE, or, leaving it out, OK to LOGOUT.
    pub fn said_bye(&self) -> bool {
        self.said_bye || self.dialogue.is_logged_out()
    }

    /// Whether the server has said BYE because it was asked to: after that any end is a good one.
    pub fn was_left(&self) -> bool {
        self.said_bye() && self.dialogue.has_sent_logout()
    }

    /// Whether a line has come that ended with LF alone.
    pub fn has_bare_lf(&self) -> bool {
        self.bare_lf
    }

    /// How long ago the connection began.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Whether everything that was given to be sent is on its way.
    pub fn has_sent_all(&self) -> bool {
        self.uploads.is_empty() && !self.connection.wants_write()
    }

    /// Whether more may be given to be sent without filling memory.
    pub fn has_room(&self) -> bool {
        self.uploads.is_empty() && self.connection.queued() < QUEUED
    }

    /// The next completion that was heard and not yet taken.
    #[inline]
    pub fn take_completion(&mut self) -> Option<Completion> {
        self.dialogue.take_completion()
    }

    /// What a program in the server's place said on its standard error since this was last asked.
    pub fn program_words(&mut self) -> Vec<Vec<u8>> {
        if let Some(child) = &mut self.child {
            return child.words();
        }
        Vec::new()
    }

    /// The program has greeted: the terminal is not for it any more.
    fn program_greeted(&mut self) -> Vec<Vec<u8>> {
        if let Some(child) = &mut self.child {
            child.greeted();
        }
        self.program_words()
    }

    /// Ends a program in the server's place, and gives what it still said.
    pub fn end_program(&mut self) -> Vec<Vec<u8>> {
        if let Some(child) = &mut self.child {
            // What can't be ended is left.
            let _ = child.finish(Duration::from_millis(500));
        }
        self.program_words()
    }

    /// The tags, to go on with them on another connection.
    pub fn into_tags(self) -> crate::protocol::tags::Tags {
        self.dialogue.into_tags()
    }

    /// The folder that a `{<file}` is looked for in.
    pub fn set_base(&mut self, base: PathBuf) {
        self.base = base;
    }

    /// Reads a typed line. Hints come back with the step, for the caller to say before what is to be
    /// sent [is](Session::send).
    pub fn read_line(
        &mut self,
        line: &str,
        values: &dyn Environment,
    ) -> Result<LineAction, ComposeError> {
        self.dialogue.read_line(line, values)
    }

    /// The same for a line that is known to begin a command.
    pub fn read_command(
        &mut self,
        line: &CommandLine<'_>,
        values: &dyn Environment,
    ) -> Result<LineAction, ComposeError> {
        self.dialogue.read_command(line, values)
    }

    /// Sends what the last line read came to, at the latest with the next turn, and tells the sink as
    /// it goes: short lines that follow one another share a write, on the connection and on the screen.
    /// `script_line`: where it was written.
    pub fn send(&mut self, script_line: Option<usize>, sink: &mut dyn EventSink) {
        // Lines that share a write are sent at one time.
        if !self.connection.wants_write() {
            self.now = self.started.elapsed();
        }
        while let Some(out) = self.dialogue.take_outgoing() {
            let mut upload = Upload::new(out, &self.base);
            // Mostly it goes at once, and whole.
            if !self.uploads.is_empty() || !self.push(&mut upload, script_line, sink) {
                self.uploads.push_back((upload, script_line));
            }
        }
        if self.connection.queued() >= WRITTEN_EARLY {
            self.flush();
        }
    }

    /// Writes and shows what was sent, then waits until something happens or the deadline comes, and does what is to be done: reads,
    /// frames and tells; writes what the network takes.
    pub fn turn(
        &mut self,
        poller: &mut Poller,
        deadline: Option<Instant>,
        sink: &mut dyn EventSink,
    ) -> io::Result<Turn> {
        self.push_uploads(sink);
        self.flush();
        sink.flush();
        if self.end.is_some() {
            return Ok(Turn::default());
        }
        // The network took all that was queued, and there is more: no readiness tells of that.
        let goes_on = !self.uploads.is_empty() && !self.connection.wants_write();
        let deadline = if goes_on {
            Some(self.started)
        } else {
            deadline
        };
        let ready = self.wait(poller, deadline, sink)?;
        let mut turn = Turn {
            woken: ready.woken,
            heard: false,
        };
        if ready.readable && self.end.is_none() {
            turn.heard = self.receive(sink);
            self.push_uploads(sink);
            self.flush();
        }
        Ok(turn)
    }

    /// Reads until nothing more has arrived, or for some MiB: then others get their turn.
    fn receive(&mut self, sink: &mut dyn EventSink) -> bool {
        let mut heard = false;
        for _ in 0..64 {
            match self.connection.read(self.framer.unfilled()) {
                Ok(Read::Octets(octets)) => {
                    self.framer.advance(octets);
                    heard = true;
                    self.frame(sink);
                    if self.end.is_some() || self.dialogue.completion_count() >= MANY {
                        break;
                    }
                    continue;
                }
                Ok(Read::Blocked) => {}
                Ok(Read::End { clean }) => self.finish(
                    if clean {
                        ConnectionEnd::Closed
                    } else {
                        ConnectionEnd::CutOff
                    },
                    sink,
                ),
                Err(error) => self.finish(ConnectionEnd::Broken(error), sink),
            }
            break;
        }
        self.watch_stall(sink);
        sink.flush();
        heard
    }

    /// Cuts what was read into pieces, tells them, and lets the conversation hear them.
    fn frame(&mut self, sink: &mut dyn EventSink) {
        let (at, protected) = (self.now, self.protected);
        // By reference: moving a piece out of its option would copy it once a line.
        while let Some(piece) = &self.framer.next_piece() {
            sink.event(&Event {
                at,
                protected,
                kind: EventKind::Server(piece),
            });
            if piece.kind == PieceKind::Untagged
                && piece.status.is_none()
                && piece.eol != LineEnd::Lf
            {
                continue;
            }
            self.bare_lf |= piece.eol == LineEnd::Lf;
            self.said_bye |= piece.status == Some(Status::Bye);
            if piece.kind == PieceKind::Greeting {
                self.greeting = piece.status;
            } else if self.greeting.is_none() {
                open::note_non_imap_line(&mut self.non_imap_line, piece);
            }
            let upgrade = self.dialogue.receive(piece);
            while let Some(out) = self.dialogue.take_outgoing() {
                self.uploads.push_back((Upload::new(out, &self.base), None));
            }
            if let Some(upgrade) = upgrade {
                self.upgrade(upgrade, sink);
                return;
            }
        }
    }

    /// Changes the layer, between the server's OK and the next octet.
    fn upgrade(&mut self, upgrade: Upgrade, sink: &mut dyn EventSink) {
        let result = match (upgrade, self.tls.clone()) {
            (Upgrade::Tls, Some(plan)) => self.start_tls(&plan),
            // Only where no network is in between; a server there that offers TLS is not believed.
            (Upgrade::Tls, None) => Ok(()),
            (Upgrade::Deflate, _) => {
                self.connection.start_deflate(&self.framer.take_unread());
                Ok(())
            }
        };
        if let Err(error) = result {
            self.finish(ConnectionEnd::Upgrade(error), sink);
        }
    }

    /// The handshake after the OK of STARTTLS. One octet in the clear after that OK is an attack,
    /// however late it comes, and so is an OK that nobody had asked for.
    fn start_tls(&mut self, plan: &TlsPlan) -> Result<(), OpenError> {
        if !self.framer.take_unread().is_empty() {
            return Err(OpenError::StartTlsInjected);
        }
        if self.dialogue.saw_unsolicited_tagged() {
            return Err(OpenError::StartTlsEarly);
        }
        if self.greeting == Some(Status::Preauth) {
            return Err(OpenError::StartTlsPreauth);
        }
        let deadline = Instant::now() + self.handshake_time;
        let result = self
            .connection
            .start_tls(&plan.config, &plan.name, deadline);
        result.map_err(|error| match error {
            TlsError::SpeaksInTheClear { .. }
            | TlsError::Service { .. }
            | TlsError::NotTls { .. } => OpenError::StartTlsInjected,
            error => error.into(),
        })?;
        self.protected = true;
        self.dialogue.tls_started();
        Ok(())
    }

    /// The connection's end: what it cut off is told, and nothing runs any more.
    fn finish(&mut self, end: ConnectionEnd, sink: &mut dyn EventSink) {
        self.cut_off(sink);
        if matches!(end, ConnectionEnd::Upgrade(_) | ConnectionEnd::Literal(_)) {
            // The server has not ended it: this side does.
            self.connection.shut_down();
        }
        self.end = Some(end);
        self.uploads.clear();
        self.dialogue.connection_closed();
    }

    /// Puts what is to be sent on the connection, as long as there is room, and tells it.
    fn push_uploads(&mut self, sink: &mut dyn EventSink) {
        while let Some((mut upload, script_line)) = self.uploads.pop_front() {
            if !self.push(&mut upload, script_line, sink) {
                return self.uploads.push_front((upload, script_line));
            }
        }
    }

    /// The same for one upload. False: the connection is full, and some of it is left.
    fn push(
        &mut self,
        upload: &mut Upload,
        script_line: Option<usize>,
        sink: &mut dyn EventSink,
    ) -> bool {
        let (at, protected, automatic) = (self.now, self.protected, self.opening);
        while self.connection.queued() < QUEUED {
            let told = upload.next(|mut piece, octets| {
                piece.script_line = script_line;
                piece.automatic = automatic;
                self.connection.send(octets);
                self.connection.send(piece.eol.octets());
                sink.event(&Event {
                    at,
                    protected,
                    kind: EventKind::Client(piece),
                });
            });
            match told {
                Ok(true) => {}
                Ok(false) => return true,
                Err(reason) => {
                    self.finish(ConnectionEnd::Literal(reason), sink);
                    return true;
                }
            }
        }
        false
    }

    fn flush(&mut self) {
        // A failure to write shows again when reading: what the server still said comes first.
        let _ = self.connection.flush();
    }

    /// Leaves the connection as it is: tells what has come of a piece that is not whole, and the
    /// server that nothing more will be sent.
    pub fn shut_down(&mut self, sink: &mut dyn EventSink) {
        if self.end.is_none() {
            self.now = self.started.elapsed();
            self.cut_off(sink);
            sink.flush();
        }
        self.connection.shut_down();
    }
}

/// An upload that no file stands behind, for the tests of who looks on.
#[cfg(test)]
pub fn upload_for_tests(out: crate::protocol::dialogue::Outgoing) -> Upload {
    Upload::new(out, std::path::Path::new("."))
}
