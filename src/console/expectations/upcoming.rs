//! The patterns that a script will ask for before its next command.
//!
//! Each place in the script uses up the first line that matches its pattern and that no earlier place with
//! this pattern and purpose has used. So a line can be assigned when it arrives. It does not have to be kept,
//! and a pattern that the script has in many places is compared once.

use super::near_line::{LineSample, NearLine};
use super::pattern_index::PatternIndex;
use crate::notation::{MAX_MATCHED_OCTETS, Pattern};
use crate::protocol::framing::{Piece, PieceKind};
use memchr::memchr;
use std::collections::{HashMap, VecDeque};

/// How many octets are kept of a line that matches an `:expect!`, for the error.
const KEPT: usize = 1000;

/// A pattern that will be asked for.
#[derive(Clone, Debug)]
pub struct UpcomingPattern {
    pub pattern: Pattern,
    pub purpose: Purpose,
}

/// Why a line is searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// It must be received: `:expect`.
    Expect,
    /// It must be received, and its text is kept: `:capture`.
    Capture,
    /// The script waits for it: `:wait`.
    Wait,
    /// It must not be received: `:expect!`.
    ExpectNot,
}

/// One pattern for one purpose, wherever the script asks for it.
struct SearchedPattern {
    pattern: Pattern,
    purpose: Purpose,
    /// The places in the script that do not have a line yet, in order.
    open: VecDeque<usize>,
    /// The first line that matched, for an `:expect!`.
    received: Option<Vec<u8>>,
}

/// A place in the script that asks for a line.
struct ExpectationPlace {
    candidate: usize,
    /// The text captured from its line, once it has one.
    captured: Option<Vec<u8>>,
    is_taken: bool,
}

#[derive(Default)]
pub(super) struct UpcomingPatterns {
    candidates: Vec<SearchedPattern>,
    index: PatternIndex,
    places: Vec<ExpectationPlace>,
    /// The first place that the script has not reached.
    next: usize,
    /// The beginning of a literal's line that is not complete yet.
    begun: Vec<u8>,
    is_touched: bool,
    sample: LineSample,
}

impl UpcomingPatterns {
    pub fn new(patterns: Vec<UpcomingPattern>) -> UpcomingPatterns {
        let mut numbers = HashMap::new();
        let mut upcoming = UpcomingPatterns::default();
        for UpcomingPattern { pattern, purpose } in patterns {
            let candidates = &mut upcoming.candidates;
            let key = (purpose, pattern.text().to_owned());
            let candidate = *numbers.entry(key).or_insert_with(|| {
                let open = VecDeque::new();
                candidates.push(SearchedPattern { pattern, purpose, open, received: None });
                candidates.len() - 1
            });
            upcoming.places.push(ExpectationPlace { candidate, captured: None, is_taken: false });
        }
        upcoming.index = PatternIndex::new(upcoming.candidates.iter().map(|it| &it.pattern));
        upcoming.reset();
        upcoming
    }

    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Lines received before this command no longer match.
    pub fn command_begins(&mut self) {
        if std::mem::take(&mut self.is_touched) {
            self.sample.clear();
            self.reset();
        }
    }

    /// Removes the lines of the places that the script has not reached.
    fn reset(&mut self) {
        for candidate in &mut self.candidates {
            candidate.open.clear();
            candidate.received = None;
        }
        for (number, place) in self.places.iter_mut().enumerate().skip(self.next) {
            place.captured = None;
            self.candidates[place.candidate].open.push_back(number);
        }
    }

    pub fn piece(&mut self, piece: &Piece<'_>) {
        self.is_touched = true;
        if piece.kind != PieceKind::Literal {
            match (piece.offset, piece.last) {
                (0, true) => self.line(piece.octets),
                // The NUL shows that the line is longer.
                (0, false) => self.line(&[piece.octets, b"\0"].concat()),
                _ => {}
            }
            return;
        }
        let mut rest = piece.octets;
        while let Some(end) = memchr(b'\n', rest) {
            self.literal_text(&rest[..end]);
            self.end_literal_line();
            rest = &rest[end + 1..];
        }
        self.literal_text(rest);
        if piece.last && !self.begun.is_empty() {
            self.end_literal_line();
        }
    }

    fn literal_text(&mut self, octets: &[u8]) {
        let room = (MAX_MATCHED_OCTETS + 1).saturating_sub(self.begun.len());
        self.begun.extend_from_slice(&octets[..octets.len().min(room)]);
    }

    fn end_literal_line(&mut self) {
        let mut line = std::mem::take(&mut self.begun);
        self.line(&line);
        line.clear();
        self.begun = line;
    }

    /// Assigns a line to the first open place of each pattern that it matches, for each purpose.
    pub fn line(&mut self, line: &[u8]) {
        self.sample.line(line);
        let compared = line.get(..=MAX_MATCHED_OCTETS).unwrap_or(line);
        let lower = compared.to_ascii_lowercase();
        let (index, candidates, places) = (&mut self.index, &mut self.candidates, &mut self.places);
        index.for_each_candidate(&lower, |number| {
            let candidate = &mut candidates[number];
            if candidate.open.is_empty() || candidate.received.is_some() {
                return;
            }
            let Some(captured) = candidate.pattern.find(&lower) else {
                return;
            };
            if candidate.purpose == Purpose::ExpectNot {
                candidate.received = Some(line[..line.len().min(KEPT)].trim_ascii_end().to_vec());
            } else if let Some(place) = candidate.open.pop_front() {
                places[place].captured = Some(line[captured].to_vec());
            }
        });
    }

    /// The text captured for the script's next place with this pattern, if a line matched.
    pub fn take(&mut self, pattern: &Pattern, purpose: Purpose) -> Option<Vec<u8>> {
        let number = self.next_place(pattern, purpose)?;
        let captured = self.places[number].captured.take()?;
        self.places[number].is_taken = true;
        self.next = number + 1;
        Some(captured)
    }

    /// Whether a line was used up for this pattern and purpose.
    pub fn has_taken(&self, pattern: &Pattern, purpose: Purpose) -> bool {
        let mut places = self.places[..self.next].iter();
        places.any(|place| place.is_taken && self.is_place(place, pattern, purpose))
    }

    /// Skips the next place with this pattern: the script continues without a line for it.
    pub fn skip(&mut self, pattern: &Pattern, purpose: Purpose) {
        if let Some(number) = self.next_place(pattern, purpose) {
            self.next = number + 1;
            let open = &mut self.candidates[self.places[number].candidate].open;
            open.pop_front_if(|front| *front == number);
        }
    }

    /// The first line that matched this pattern of an `:expect!`.
    pub fn received(&mut self, pattern: &Pattern) -> Option<Vec<u8>> {
        let number = self.next_place(pattern, Purpose::ExpectNot)?;
        self.next = number + 1;
        self.candidates[self.places[number].candidate].received.clone()
    }

    /// The line that is most like this pattern, which no line has matched.
    pub fn nearest(&self, pattern: &Pattern) -> Option<NearLine> {
        self.sample.nearest(pattern)
    }

    fn next_place(&self, pattern: &Pattern, purpose: Purpose) -> Option<usize> {
        let mut numbers = self.next..self.places.len();
        numbers.find(|&number| self.is_place(&self.places[number], pattern, purpose))
    }

    fn is_place(&self, place: &ExpectationPlace, pattern: &Pattern, purpose: Purpose) -> bool {
        let candidate = &self.candidates[place.candidate];
        candidate.purpose == purpose && candidate.pattern == *pattern
    }
}
