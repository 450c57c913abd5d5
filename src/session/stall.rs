//! Detects a server that stops inside a line or a literal. Sinks receive a [`Partial`] with the octets
//! so far when nothing more has arrived for [`QUIET`], or when a line has been trickling in for
//! [`TRICKLE`].

use super::{EventSink, Partial, Session};
use crate::protocol::framing::{PieceKind, UnfinishedPiece};
use crate::transport::{Poller, Ready};
use std::io;
use std::time::{Duration, Instant};

/// Shorter than a pause that a user notices, and longer than the delay after a lost packet. The prompt
/// waits longer for an answer before it returns.
const QUIET: Duration = Duration::from_millis(300);

const TRICKLE: Duration = Duration::from_secs(2);

/// The server is inside a line or a literal.
pub(super) struct Stall {
    /// Identifies the piece: its response, its offset, and whether it belongs to a literal.
    piece: (u64, u64, bool),
    /// When its first octets arrived, or when it was last reported.
    since: Instant,
    /// When to report it, unless more arrives. `None`: it was reported.
    due: Option<Instant>,
}

impl Session {
    /// Waits like [`Poller::wait`], and reports a stall when it is due.
    pub(super) fn wait(
        &mut self,
        poller: &mut Poller,
        deadline: Option<Instant>,
        sink: &mut dyn EventSink,
    ) -> io::Result<Ready> {
        loop {
            let due = self.stall.as_ref().and_then(|stall| stall.due);
            let wake_at = due.into_iter().chain(deadline).min();
            let ready = poller.wait(Some(&self.connection), wake_at)?;
            self.now = self.started.elapsed();
            let Some(due) = due else { return Ok(ready) };
            let now = self.started + self.now;
            if due <= now && !ready.readable {
                self.report_partial(now, sink);
            }
            let is_late = deadline.is_some_and(|deadline| deadline <= now);
            if is_late || ready != Ready::default() {
                return Ok(ready);
            }
        }
    }

    /// After reading: notes whether the server is inside a line or a literal.
    pub(super) fn update_stall(&mut self, sink: &mut dyn EventSink) {
        let unfinished = self.unfinished_piece().filter(|_| self.end.is_none());
        let Some(UnfinishedPiece { piece, .. }) = unfinished else {
            self.stall = None;
            return;
        };
        let is_literal = piece.kind == PieceKind::Literal;
        let piece = (piece.response, piece.offset, is_literal);
        let now = Instant::now();
        let since = match &self.stall {
            Some(stall) if stall.piece == piece => stall.since,
            _ => now,
        };
        self.stall = Some(Stall { piece, since, due: Some(now + QUIET) });
        if since + TRICKLE <= now {
            self.report_partial(now, sink);
        }
    }

    fn report_partial(&mut self, now: Instant, sink: &mut dyn EventSink) {
        if let Some(stall) = &mut self.stall {
            (stall.since, stall.due) = (now, None);
        }
        if let Some(pending) = self.unfinished_piece() {
            sink.partial(&Partial { at: self.now, protected: self.protected, pending });
        }
    }
}
