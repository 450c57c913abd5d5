//! Receiving: turns octets into pieces and pieces into events; the dialogue updates its state.

use super::{ConnectionEnd, Event, EventKind, EventSink, Session, Upload};
use crate::protocol::dialogue::Upgrade;
use crate::protocol::framing::{LineEnd, MAX_PIECE, Piece, PieceKind, Status};
use crate::transport::{ForeignService, Read, first_line};
use std::time::{Duration, Instant};

/// The maximum number of reads in one turn, and their maximum time, so that the user is not kept
/// waiting. Showing and explaining the octets may take long, so a read does not fill the framer's room.
const READS: usize = 16;
const READ_TIME: Duration = Duration::from_millis(10);

/// With this many commands in flight, the answers are not followed one by one: OKs do not cause a
/// pause.
const PIPELINE: usize = 32;

impl Session {
    /// Reads until nothing more has arrived. Returns whether anything was read.
    pub(super) fn receive(&mut self, sink: &mut dyn EventSink) -> bool {
        let mut received = false;
        let begun = Instant::now();
        for _ in 0..READS {
            let unfilled = self.framer.unfilled();
            let size = unfilled.len().min(MAX_PIECE);
            match self.connection.read(&mut unfilled[..size]) {
                Ok(Read::Octets(octets)) => {
                    received = true;
                    self.framer.advance(octets);
                    let pauses = self.handle_pieces(sink);
                    // What arrives now belongs to the handshake.
                    if self.paused || self.handshake.is_some() {
                        return true;
                    }
                    // What arrives now comes after the driver's reports.
                    if pauses {
                        break;
                    }
                }
                Ok(Read::Blocked) => break,
                Ok(Read::End { clean: true }) => self.close(ConnectionEnd::Closed, sink),
                Ok(Read::End { clean: false }) => self.close(ConnectionEnd::CutOff, sink),
                Err(error) => self.close(ConnectionEnd::Broken(error), sink),
            }
            let is_long = begun.elapsed() >= READ_TIME;
            if self.end.is_some() || is_long || self.connection.is_interrupted() {
                break;
            }
        }
        self.update_stall(sink);
        sink.flush();
        received
    }

    /// Continues with the octets that were read before a pause.
    pub(super) fn resume(&mut self, sink: &mut dyn EventSink) {
        self.handle_pieces(sink);
        if !self.paused {
            self.update_stall(sink);
            sink.flush();
        }
    }

    /// Reports the pieces that were read and passes them to the dialogue, up to an upgrade or a pause: the
    /// driver's reports about a completion come before the next response. Returns whether it pauses.
    fn handle_pieces(&mut self, sink: &mut dyn EventSink) -> bool {
        self.paused = false;
        let (at, protected) = (self.now, self.protected);
        let completions = self.dialogue.completion_count();
        // By reference, to avoid copying a piece per line.
        while let Some(piece) = &self.framer.next_piece() {
            sink.event(&Event { at, protected, kind: EventKind::Server(piece) });
            // Most lines are untagged data, which the rest of the loop does not concern.
            let is_data = piece.kind == PieceKind::Untagged && piece.status.is_none();
            if is_data && piece.eol != LineEnd::Lf {
                let is_whole = piece.offset == 0 && piece.ends_response();
                if !self.dialogue.receive_data(piece) && is_whole {
                    // Neither does it concern similar lines, of which there may be millions.
                    let similar = sink.similar_responses(self.framer.unread());
                    self.framer.skip_responses(similar.count, similar.octets);
                }
                continue;
            }
            self.received_bare_lf |= piece.eol == LineEnd::Lf;
            self.received_bye |= piece.status == Some(Status::Bye);
            if piece.kind == PieceKind::Greeting {
                self.greeting = piece.status;
            } else if self.greeting.is_none() {
                note_non_imap_line(&mut self.non_imap_line, piece);
                note_ungreeted_response(&mut self.ungreeted_response, piece);
            }
            let upgrade = self.dialogue.receive(piece);
            while let Some(out) = self.dialogue.take_outgoing() {
                self.uploads.push_back((Upload::new(out), None));
            }
            if let Some(upgrade) = upgrade {
                self.upgrade(upgrade, sink);
                return false;
            }
            let pauses = piece.kind == PieceKind::Continuation
                || (self.dialogue.completion_count() > completions
                    && (piece.status != Some(Status::Ok)
                        || self.dialogue.pending_commands().len() < PIPELINE));
            if pauses {
                self.paused = self.framer.is_within_response();
                return true;
            }
        }
        false
    }

    /// Adds a layer to the connection, between the server's OK and the next octet.
    fn upgrade(&mut self, upgrade: Upgrade, sink: &mut dyn EventSink) {
        match (upgrade, self.tls.clone()) {
            (Upgrade::Tls, Some(plan)) => {
                if let Err(error) = self.check_starttls().and_then(|()| self.begin_tls(&plan)) {
                    self.close(ConnectionEnd::Upgrade(error), sink);
                }
            }
            // A certificate cannot be verified for the program of `--command`, which has no host name.
            (Upgrade::Tls, None) => self.dialogue.tls_not_started(),
            (Upgrade::Deflate, _) => {
                let compressed = self.framer.take_unread();
                self.connection.start_deflate(&compressed);
            }
        }
    }

    /// The connection has ended, or must end: reports what was cut off, and drops what was to be sent.
    pub(super) fn close(&mut self, end: ConnectionEnd, sink: &mut dyn EventSink) {
        self.report_cut_off(sink);
        if matches!(end, ConnectionEnd::Upgrade(_) | ConnectionEnd::LiteralFile(_)) {
            self.connection.shut_down();
        }
        self.end = Some(end);
        self.handshake = None;
        self.uploads.clear();
        self.dialogue.connection_closed();
    }

    /// Reports the received part of a line or a literal whose rest will not come.
    pub(super) fn report_cut_off(&mut self, sink: &mut dyn EventSink) {
        while self.paused {
            self.handle_pieces(sink);
        }
        self.stall = None;
        self.cut_off = self.unfinished_piece().map(|piece| piece.summary());
        while let Some(piece) = self.framer.finish() {
            if self.greeting.is_none() {
                note_non_imap_line(&mut self.non_imap_line, &piece);
            }
            sink.event(&Event {
                at: self.now,
                protected: self.protected,
                kind: EventKind::Server(&piece),
            });
        }
    }
}

/// Keeps the first line that is not a response, or that begins like another service's greeting:
/// `220 OK` looks like a completion.
fn note_non_imap_line(non_imap_line: &mut Option<String>, piece: &Piece<'_>) {
    let is_foreign = match piece.kind {
        PieceKind::Unknown => !piece.octets.is_empty() && piece.offset == 0,
        PieceKind::Tagged => ForeignService::of(piece.octets).is_some(),
        _ => false,
    };
    if is_foreign && non_imap_line.is_none() {
        *non_imap_line = Some(first_line(piece.octets));
    }
}

/// Keeps the first response that is not a greeting, such as `* NO go away`.
fn note_ungreeted_response(response: &mut Option<String>, piece: &Piece<'_>) {
    let is_response = match piece.kind {
        PieceKind::Untagged => true,
        PieceKind::Tagged => ForeignService::of(piece.octets).is_none(),
        _ => false,
    };
    if is_response && piece.offset == 0 && response.is_none() {
        *response = Some(first_line(piece.octets));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::dialogue::LineAction;
    use crate::protocol::tags::Tags;
    use crate::session::{ConnectPlan, Endpoint};
    use crate::transport::{Poller, Socket, TlsConfig, TlsOptions};
    use std::io::{self, Write};
    use std::mem::MaybeUninit;
    use std::sync::{Arc, mpsc};
    use std::thread;

    /// Opens a session with this server.
    fn opened(
        connect: impl Fn() -> io::Result<Socket> + Send + Sync + 'static,
        poller: &mut Poller,
        sink: &mut dyn EventSink,
    ) -> Session {
        let plan = ConnectPlan {
            endpoint: Endpoint::InProcess { connect: Arc::new(connect), security: None },
            tls: Arc::new(TlsConfig::new(&TlsOptions::default()).expect("TLS")),
            timeout: Duration::from_secs(60),
        };
        let tags = Tags::new("a").expect("tags");
        Session::open(&plan, tags, poller, sink, &mut |_, _| {}).expect("a session")
    }

    #[derive(Default)]
    struct CountingSink(usize);

    impl EventSink for CountingSink {
        fn event(&mut self, event: &Event<'_>) {
            self.0 += usize::from(matches!(event.kind, EventKind::Server(_)));
        }
    }

    /// The driver reports the completion before the next response is shown, also if that arrives in the
    /// next read of the turn.
    #[test]
    fn a_turn_ends_after_a_completion() {
        let (written, is_written) = mpsc::channel();
        let connect = move || {
            // Each read takes one datagram.
            let (client, mut server) =
                Socket::pair(socket2::Domain::UNIX, socket2::Type::DGRAM, None)?;
            server.write_all(b"* OK hi\r\n")?;
            let written = written.clone();
            thread::spawn(move || {
                server.recv(&mut [MaybeUninit::uninit(); 64])?;
                server.write_all(b"x1 OK one\r\n")?;
                server.write_all(b"x2 OK two\r\n")?;
                let _ = written.send(());
                io::Result::Ok(())
            });
            Ok(client)
        };
        let (mut poller, mut sink) = (Poller::new().expect("a poller"), CountingSink::default());
        let mut session = opened(connect, &mut poller, &mut sink);
        for command in ["x1 noop", "x2 noop"] {
            assert!(matches!(session.read_raw(command), Ok(LineAction::Send(_))), "{command}");
        }
        session.send(None, &mut sink);
        while is_written.try_recv().is_err() {
            session.flush();
        }
        let before = sink.0;
        session.turn(&mut poller, None, &mut sink).expect("a turn");
        assert_eq!(sink.0 - before, 1);
        assert!(session.take_completion().is_some());
        session.turn(&mut poller, None, &mut sink).expect("a turn");
        assert_eq!(sink.0 - before, 2);
    }

    /// A sink that takes long for each response, like a slow terminal.
    #[derive(Default)]
    struct SlowSink {
        responses: usize,
    }

    impl EventSink for SlowSink {
        fn event(&mut self, event: &Event<'_>) {
            if matches!(event.kind, EventKind::Server(_)) {
                self.responses += 1;
                thread::sleep(READ_TIME / 2);
            }
        }
    }

    /// A turn must end soon, because a key waits for it.
    #[test]
    fn a_turn_ends_although_more_has_arrived_than_is_shown_at_once() {
        let connect = || {
            let (client, mut server) =
                Socket::pair(socket2::Domain::UNIX, socket2::Type::STREAM, None)?;
            let line = format!("* 1 FETCH (X {})\r\n", "x".repeat(8 << 10));
            let responses = format!("* OK hi\r\n{}", line.repeat(64));
            // The thread ends with the session at the latest.
            thread::spawn(move || server.write_all(responses.as_bytes()));
            Ok(client)
        };
        let (mut poller, mut sink) = (Poller::new().expect("a poller"), SlowSink::default());
        let mut session = opened(connect, &mut poller, &mut sink);
        while sink.responses < 2 {
            session.turn(&mut poller, None, &mut sink).expect("a turn");
        }
        let before = sink.responses;
        session.turn(&mut poller, None, &mut sink).expect("a turn");
        // One read may have the responses of 64 KiB.
        assert!(sink.responses - before <= 9, "{} responses in a turn", sink.responses - before);
    }
}
