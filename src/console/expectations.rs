//! What `:expect`, `:wait` and the pacing of IDLE look at: the lines that the server has sent since
//! the last command, and how often each keyword has come since IDLE began.

use crate::notation::{Pattern, response_keyword};
use crate::protocol::dialogue::ClientKind;
use crate::protocol::framing::PieceKind;
use crate::session::{Event, EventKind, EventSink};
use std::collections::{HashMap, VecDeque};

/// How many octets of lines are kept at most, for patterns that are not known beforehand.
const MOST_OCTETS: usize = 4 * 1024 * 1024;

/// What a line costs besides its octets, about.
const LINE_OVERHEAD: usize = 32;

#[derive(Default)]
pub struct Expectations {
    /// Lines since the last command that no pattern has used yet.
    lines: VecDeque<Vec<u8>>,
    octets: usize,
    /// The patterns that will be asked for: only lines that match one are kept. None: all lines,
    /// since at the prompt any pattern may be typed.
    patterns: Option<Vec<Pattern>>,
    /// How often each keyword has come; none while nothing will ask.
    keywords: Option<HashMap<String, usize>>,
}

impl Expectations {
    /// Announces which patterns may be asked for until the next command; none: any. Returns what
    /// had been literal_announcement before.
    pub fn set_patterns(&mut self, patterns: Option<Vec<Pattern>>) -> Option<Vec<Pattern>> {
        let before = std::mem::replace(&mut self.patterns, patterns);
        if !self.keeps_lines() {
            self.clear();
        }
        before
    }

    /// Whether events matter at all now.
    pub fn is_active(&self) -> bool {
        self.keeps_lines() || self.keywords.is_some()
    }

    fn keeps_lines(&self) -> bool {
        let patterns = self.patterns.as_ref();
        patterns.is_none_or(|patterns| !patterns.is_empty())
    }

    fn clear(&mut self) {
        self.lines.clear();
        self.octets = 0;
    }

    /// Begins to count keywords.
    pub fn start_counting(&mut self) {
        self.keywords = Some(HashMap::new());
    }

    pub fn stop_counting(&mut self) {
        self.keywords = None;
    }

    /// How often this keyword has come since counting began.
    pub fn count(&self, keyword: &str) -> usize {
        let counts = self.keywords.as_ref();
        counts.and_then(|counts| counts.get(keyword)).copied().unwrap_or(0)
    }

    /// Uses up the first line that matches, if one has arrived.
    pub fn take(&mut self, pattern: &Pattern) -> bool {
        let Some(index) = self.lines.iter().position(|line| pattern.matches(line)) else {
            return false;
        };
        let line = self.lines.remove(index).unwrap_or_default();
        self.octets -= line.len() + LINE_OVERHEAD;
        true
    }

    fn keep(&mut self, line: &[u8]) {
        if let Some(patterns) = &self.patterns
            && !patterns.iter().any(|pattern| pattern.matches(line))
        {
            return;
        }
        self.octets += line.len() + LINE_OVERHEAD;
        self.lines.push_back(line.to_vec());
        while self.octets > MOST_OCTETS {
            let Some(oldest) = self.lines.pop_front() else {
                return;
            };
            self.octets -= oldest.len() + LINE_OVERHEAD;
        }
    }
}

impl EventSink for Expectations {
    fn event(&mut self, event: &Event<'_>) {
        match &event.kind {
            EventKind::Client(piece) => {
                let begins_command = matches!(piece.kind, ClientKind::Command | ClientKind::Raw);
                if begins_command && piece.offset == 0 {
                    self.clear();
                }
            }
            EventKind::Server(piece) => {
                if piece.kind == PieceKind::Literal || piece.offset > 0 {
                    return;
                }
                if let (Some(counts), PieceKind::Untagged) = (&mut self.keywords, piece.kind)
                    && let Some(keyword) = response_keyword(piece.octets)
                {
                    *counts.entry(keyword).or_default() += 1;
                }
                if self.keeps_lines() {
                    self.keep(piece.octets);
                }
            }
            EventKind::Notice(..) | EventKind::Script(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_matter_while_idle_runs_or_a_pattern_is_expected() {
        let mut expectations = Expectations::default();
        assert!(expectations.is_active(), "at the prompt any pattern may be typed");
        assert_eq!(expectations.set_patterns(Some(Vec::new())), None);
        assert!(!expectations.is_active());
        expectations.start_counting();
        expectations.set_patterns(Some(Vec::new()));
        assert!(expectations.is_active());
        expectations.stop_counting();
        assert!(!expectations.is_active());
        expectations.set_patterns(Some(vec![Pattern::parse("* ...").expect("a pattern")]));
        expectations.start_counting();
        expectations.stop_counting();
        assert!(expectations.is_active());
    }

    #[test]
    fn lines_from_before_an_inactive_time_are_forgotten() {
        let mut expectations = Expectations::default();
        expectations.keep(b"* 1 EXISTS");
        let before = expectations.set_patterns(Some(Vec::new()));
        expectations.set_patterns(before);
        let pattern = Pattern::parse("* 1 EXISTS").expect("a pattern");
        assert!(!expectations.take(&pattern));
        expectations.keep(b"* 1 EXISTS");
        assert!(expectations.take(&pattern));
    }
}
