//! Hides the rest of a flood, that is, of lines that arrive faster than anybody reads. Ctrl-C hides the
//! following lines, and a notice counts them at the end.
//!
//! A flood ends with what the user waits for (a completion, a continuation request, BYE), or with a
//! pause between two responses.

use crate::protocol::framing::{Piece, PieceKind, Status};
use std::time::{Duration, Instant};

/// After a pause of this length a flood is over.
const PAUSE: Duration = Duration::from_millis(500);

#[derive(Default)]
pub(super) struct Flood {
    /// How many lines have arrived since the last pause.
    lines: usize,
    /// When the last of them arrived, since connecting.
    last_at: Duration,
    /// When the first line was shown that has not been written yet.
    unwritten: Option<Instant>,
    hidden: Option<HiddenLines>,
}

/// The hidden part of a flood.
struct HiddenLines {
    lines: u64,
    octets: u64,
    /// Whether a response has begun and not ended.
    inside_response: bool,
    last: Instant,
}

impl Flood {
    pub fn is_hidden(&self) -> bool {
        self.hidden.is_some()
    }

    /// Whether more lines than this have arrived without a pause, and there is none now.
    pub fn is_flooding(&self, lines: usize, now: Duration) -> bool {
        self.lines > lines && now.saturating_sub(self.last_at) < PAUSE
    }

    /// Everything shown is written. The time that the terminal took for it is not a pause of the server.
    pub fn written(&mut self) {
        if let Some(since) = self.unwritten.take() {
            self.last_at += since.elapsed();
        }
    }

    /// Hides the following lines.
    pub fn hide(&mut self, now: Duration) {
        self.last_at = self.last_at.max(now);
        self.hidden.get_or_insert(HiddenLines {
            lines: 0,
            octets: 0,
            inside_response: true,
            last: Instant::now(),
        });
    }

    /// Notes a piece that is shown.
    pub fn shown(&mut self, piece: &Piece<'_>, at: Duration) {
        if at.saturating_sub(self.last_at) >= PAUSE {
            self.lines = 0;
        }
        self.last_at = self.last_at.max(at);
        self.unwritten.get_or_insert_with(Instant::now);
        self.lines += lines_of(piece);
    }

    /// Whether this piece ends the flood, and is to be shown.
    pub fn ends_with(&self, piece: &Piece<'_>, at: Duration) -> bool {
        let begins = piece.offset == 0
            && !matches!(piece.kind, PieceKind::Literal | PieceKind::AfterLiteral);
        let is_awaited = matches!(piece.kind, PieceKind::Tagged | PieceKind::Continuation)
            || piece.status == Some(Status::Bye);
        begins && (is_awaited || at.saturating_sub(self.last_at) >= PAUSE)
    }

    /// Counts a piece that is not shown.
    pub fn count(&mut self, piece: &Piece<'_>, at: Duration) {
        self.last_at = at;
        if let Some(hidden) = &mut self.hidden {
            hidden.lines += lines_of(piece) as u64;
            hidden.octets += (piece.octets.len() + piece.eol.octets().len()) as u64;
            hidden.inside_response = !piece.ends_response() && !piece.truncated;
            hidden.last = Instant::now();
        }
    }

    /// When the flood will be over if nothing more arrives.
    pub fn ends_at(&self) -> Option<Instant> {
        let hidden = self.hidden.as_ref().filter(|hidden| !hidden.inside_response)?;
        Some(hidden.last + PAUSE)
    }

    /// Ends the flood. Returns how many lines and octets were hidden, if any.
    pub fn end(&mut self) -> Option<(u64, u64)> {
        self.lines = 0;
        let hidden = self.hidden.take()?;
        (hidden.octets > 0).then_some((hidden.lines, hidden.octets))
    }
}

/// How many lines end in this piece.
fn lines_of(piece: &Piece<'_>) -> usize {
    match piece.kind {
        PieceKind::Literal => memchr::memchr_iter(b'\n', piece.octets).count(),
        _ => usize::from(piece.last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_that_takes_long_is_not_a_pause() {
        let received = Duration::from_secs(1);
        let mut flood = Flood { lines: 100, last_at: received, ..Flood::default() };
        let now = received + 4 * PAUSE;
        assert!(!flood.is_flooding(24, now));
        flood.unwritten = Instant::now().checked_sub(4 * PAUSE);
        flood.written();
        assert!(flood.is_flooding(24, now));
    }
}
