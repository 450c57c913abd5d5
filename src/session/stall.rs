//! A server that stops inside a line or a literal: after a moment what was received is shown before
//! its event. Nothing of this is looked at while octets come.

use super::*;
use crate::protocol::framing::UnfinishedPiece;
use crate::transport::Ready;

/// So long nothing more may come of a piece before what has come is told. Less than what a user
/// takes for silence, more than what a lost packet costs; the prompt comes back later than this.
const MOMENT: Duration = Duration::from_millis(300);

/// So long a piece may trickle in before what has come is told all the same.
const TRICKLE: Duration = Duration::from_secs(2);

/// What came and made no piece yet.
pub(super) struct Stall {
    /// Which piece it is: its response, its offset, and whether it is of a literal.
    piece: (u64, u64, bool),
    /// Since when nothing of it has been told.
    since: Instant,
    /// When it is told, if nothing more comes. None: it has been.
    due: Option<Instant>,
}

impl Session {
    /// Waits like [`Poller::wait`]; tells what has come of a piece when a moment has passed.
    pub(super) fn wait(
        &mut self,
        poller: &mut Poller,
        deadline: Option<Instant>,
        sink: &mut dyn EventSink,
    ) -> io::Result<Ready> {
        loop {
            let due = self.stall.as_ref().and_then(|stall| stall.due);
            let wake = match (due, deadline) {
                (Some(due), Some(deadline)) => Some(due.min(deadline)),
                (due, deadline) => due.or(deadline),
            };
            let ready = poller.wait(Some(&self.connection), wake)?;
            self.now = self.started.elapsed();
            let Some(due) = due else { return Ok(ready) };
            let now = self.started + self.now;
            if due <= now && !ready.readable {
                self.report_partial(now, sink);
            }
            let late = deadline.is_some_and(|deadline| deadline <= now);
            if late || ready != Ready::default() {
                return Ok(ready);
            }
        }
    }

    /// After reading: sees whether a piece is open, and when it is to be told of.
    pub(super) fn watch_stall(&mut self, sink: &mut dyn EventSink) {
        let unfinished = self.framer.unfinished_piece();
        let Some(UnfinishedPiece { piece, .. }) = unfinished.filter(|_| self.end.is_none()) else {
            self.stall = None;
            return;
        };
        let piece = (
            piece.response,
            piece.offset,
            piece.kind == PieceKind::Literal,
        );
        let now = Instant::now();
        let since = match &self.stall {
            Some(stall) if stall.piece == piece => stall.since,
            _ => now,
        };
        self.stall = Some(Stall {
            piece,
            since,
            due: Some(now + MOMENT),
        });
        if since + TRICKLE <= now {
            self.report_partial(now, sink);
        }
    }

    fn report_partial(&mut self, now: Instant, sink: &mut dyn EventSink) {
        if let Some(stall) = &mut self.stall {
            (stall.since, stall.due) = (now, None);
        }
        if let Some(pending) = self.framer.unfinished_piece() {
            let (at, protected) = (self.now, self.protected);
            sink.partial(&Partial {
                at,
                protected,
                pending,
            });
        }
    }

    /// What the connection's end cuts off is told.
    pub(super) fn cut_off(&mut self, sink: &mut dyn EventSink) {
        let (at, protected) = (self.now, self.protected);
        self.stall = None;
        self.cut = self
            .framer
            .unfinished_piece()
            .as_ref()
            .map(UnfinishedPiece::summary);
        while let Some(piece) = self.framer.finish() {
            if self.greeting.is_none() {
                super::open::note_non_imap_line(&mut self.non_imap_line, &piece);
            }
            sink.event(&Event {
                at,
                protected,
                kind: EventKind::Server(&piece),
            });
        }
    }
}
