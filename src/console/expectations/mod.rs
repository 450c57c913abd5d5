//! What `:expect`, `:capture`, `:wait` and the pacing of IDLE search: the lines that the server has
//! sent since the last command, those of its literals included, and which responses of an IDLE's
//! listing were received.
//!
//! At the prompt any pattern may be typed, so the last lines are kept ([`recent`]). The patterns of a
//! script that was read whole are known beforehand, so each line is matched when it arrives, and no
//! line is kept ([`upcoming`]). Either way the cost is not the number of lines times the number of
//! patterns.

mod awaited;
mod near_line;
mod pattern_index;
mod recent;
mod upcoming;

pub use near_line::NearLine;
pub use upcoming::{Purpose, UpcomingPattern};

use crate::notation::{Pattern, response_keyword};
use crate::protocol::dialogue::ClientKind;
use crate::protocol::framing::{Piece, PieceKind};
use crate::session::{Event, EventKind, EventSink};
use awaited::AwaitedResponses;
use recent::RecentLines;
use upcoming::UpcomingPatterns;

pub struct Expectations {
    lines: SeenLines,
    /// `None` while no IDLE runs.
    awaited: Option<AwaitedResponses>,
}

/// The lines since the last command.
enum SeenLines {
    /// Any pattern may be asked for.
    Recent(Box<RecentLines>),
    /// Only these patterns will be asked for before the next command.
    Upcoming(Box<UpcomingPatterns>),
}

impl Default for Expectations {
    fn default() -> Expectations {
        Expectations { lines: SeenLines::Recent(Box::default()), awaited: None }
    }
}

impl Expectations {
    /// Announces which patterns will be asked for before the next command, in this order. The lines
    /// received so far are matched with them. A pattern with variables is not known yet.
    pub fn expect_these(&mut self, patterns: Vec<UpcomingPattern>) {
        if patterns.iter().any(|upcoming| upcoming.pattern.has_variables()) {
            if !matches!(self.lines, SeenLines::Recent(_)) {
                self.lines = SeenLines::Recent(Box::default());
            }
            return;
        }
        if let SeenLines::Upcoming(upcoming) = &self.lines
            && upcoming.is_empty()
            && patterns.is_empty()
        {
            return;
        }
        let mut upcoming = UpcomingPatterns::new(patterns);
        if let SeenLines::Recent(recent) = &self.lines {
            recent.for_each(|line| upcoming.line(line));
        }
        self.lines = SeenLines::Upcoming(Box::new(upcoming));
    }

    /// Whether events matter at all now.
    pub fn is_active(&self) -> bool {
        self.keeps_lines() || self.awaited.is_some()
    }

    fn keeps_lines(&self) -> bool {
        match &self.lines {
            SeenLines::Recent(_) => true,
            SeenLines::Upcoming(upcoming) => !upcoming.is_empty(),
        }
    }

    /// Uses up, for this pattern and purpose, the first received line that matches, if there is one. Returns
    /// the text that the pattern captures.
    pub fn take(&mut self, pattern: &Pattern, purpose: Purpose) -> Option<Vec<u8>> {
        match &mut self.lines {
            SeenLines::Recent(recent) => recent.take(pattern, purpose),
            SeenLines::Upcoming(upcoming) => upcoming.take(pattern, purpose),
        }
    }

    /// Whether a line since the last command was used up for this pattern and purpose.
    pub fn has_taken(&self, pattern: &Pattern, purpose: Purpose) -> bool {
        match &self.lines {
            SeenLines::Recent(recent) => recent.has_taken(pattern, purpose),
            SeenLines::Upcoming(upcoming) => upcoming.has_taken(pattern, purpose),
        }
    }

    /// Skips the next place with this pattern, which no line has matched: a later line must not be used up
    /// for it.
    pub fn skip(&mut self, pattern: &Pattern, purpose: Purpose) {
        if let SeenLines::Upcoming(upcoming) = &mut self.lines {
            upcoming.skip(pattern, purpose);
        }
    }

    /// The first received line that matches, used up or not.
    pub fn received(&mut self, pattern: &Pattern) -> Option<Vec<u8>> {
        match &mut self.lines {
            SeenLines::Recent(recent) => recent.received(pattern),
            SeenLines::Upcoming(upcoming) => upcoming.received(pattern),
        }
    }

    /// The received line that is most like this pattern, which no line has matched.
    pub fn nearest(&self, pattern: &Pattern) -> Option<NearLine> {
        match &self.lines {
            SeenLines::Recent(recent) => recent.nearest(pattern),
            SeenLines::Upcoming(upcoming) => upcoming.nearest(pattern),
        }
    }

    /// An IDLE begins: counts the responses from now on.
    pub fn idle_begins(&mut self) {
        self.awaited = Some(AwaitedResponses::default());
    }

    pub fn idle_ends(&mut self) {
        self.awaited = None;
    }

    /// The listing of the current IDLE shows a response with this keyword.
    pub fn await_response(&mut self, keyword: &str) {
        if let Some(awaited) = &mut self.awaited {
            awaited.listed(keyword);
        }
    }

    /// Whether everything that the listing shows so far was received.
    pub fn all_arrived(&self) -> bool {
        self.awaited.as_ref().is_none_or(AwaitedResponses::all_arrived)
    }

    /// Takes the keywords of the missing responses, with their number: `2 × EXISTS`.
    pub fn take_missing(&mut self) -> Vec<String> {
        self.awaited.as_mut().map(AwaitedResponses::take_missing).unwrap_or_default()
    }

    /// The keywords of the missing responses, which remain awaited.
    pub fn missing(&self) -> Vec<String> {
        self.awaited.clone().map(|mut awaited| awaited.take_missing()).unwrap_or_default()
    }

    fn command_begins(&mut self) {
        match &mut self.lines {
            SeenLines::Recent(recent) => recent.clear(),
            SeenLines::Upcoming(upcoming) => upcoming.command_begins(),
        }
    }

    fn server_piece(&mut self, piece: &Piece<'_>) {
        if let (Some(awaited), PieceKind::Untagged, 0) =
            (&mut self.awaited, piece.kind, piece.offset)
            && let Some(keyword) = response_keyword(piece.octets)
        {
            awaited.arrived(keyword);
        }
        // A pattern cannot begin with a space; the text after a literal usually does.
        let octets = match piece.kind {
            PieceKind::AfterLiteral => piece.octets.trim_ascii_start(),
            _ => piece.octets,
        };
        let piece = Piece { octets, ..*piece };
        match &mut self.lines {
            SeenLines::Recent(recent) => recent.piece(&piece),
            SeenLines::Upcoming(upcoming) => upcoming.piece(&piece),
        }
    }
}

impl EventSink for Expectations {
    fn event(&mut self, event: &Event<'_>) {
        match &event.kind {
            EventKind::Client(piece) => {
                let begins_command = matches!(piece.kind, ClientKind::Command | ClientKind::Raw);
                if begins_command && piece.offset == 0 {
                    self.command_begins();
                }
            }
            EventKind::Server(piece) => self.server_piece(piece),
            EventKind::Notice(..) | EventKind::Script(_) => {}
        }
    }
}

#[cfg(test)]
mod tests;
