//! Which of many patterns a line can match at all.
//!
//! Of each pattern one piece is chosen, which every line that it matches contains: the one that the
//! fewest patterns share. All these pieces are searched for at the same time, by the algorithm of
//! Aho and Corasick: its automaton reads a line octet by octet, and its state is the longest
//! beginning of a piece that ends there. So a line costs the same for any number of patterns, plus
//! the patterns whose piece it contains.

use crate::notation::Pattern;
use std::collections::{HashMap, VecDeque};

/// With fewer patterns than this, comparing each is faster.
const FEW: usize = 8;

/// The automaton's first state.
const ROOT: usize = 0;

#[derive(Default)]
pub(super) struct PatternIndex {
    /// The patterns that every line is compared with.
    always: Vec<usize>,
    /// The other patterns, by the state that says that their piece has been read.
    states: Vec<MatchState>,
    steps: HashMap<(usize, u8), usize>,
}

#[derive(Default)]
struct MatchState {
    /// The patterns whose piece ends here.
    patterns: Vec<usize>,
    /// The state of the longest proper suffix that begins a piece.
    suffix: usize,
    /// The nearest of these suffixes that is a whole piece.
    whole_suffix: Option<usize>,
    /// The number of the line for which its patterns were reported last. The first state, which has
    /// none, counts the lines.
    reported: u64,
}

impl PatternIndex {
    pub fn new<'p>(patterns: impl ExactSizeIterator<Item = &'p Pattern> + Clone) -> PatternIndex {
        let mut index = PatternIndex::default();
        if patterns.len() < FEW {
            index.always.extend(0..patterns.len());
            return index;
        }
        let mut shared: HashMap<&[u8], usize> = HashMap::new();
        for piece in patterns.clone().flat_map(Pattern::pieces) {
            *shared.entry(piece).or_default() += 1;
        }
        index.states.push(MatchState::default());
        for (number, pattern) in patterns.enumerate() {
            let pieces = pattern.pieces().iter().filter(|piece| !piece.is_empty());
            let rarest = pieces.min_by_key(|piece| {
                (shared.get(piece.as_slice()).copied(), std::cmp::Reverse(piece.len()))
            });
            match rarest {
                Some(piece) => index.add(piece, number),
                None => index.always.push(number),
            }
        }
        index.link_suffixes();
        index
    }

    fn add(&mut self, piece: &[u8], number: usize) {
        let mut state = ROOT;
        for &octet in piece {
            state = *self.steps.entry((state, octet)).or_insert_with(|| {
                self.states.push(MatchState::default());
                self.states.len() - 1
            });
        }
        self.states[state].patterns.push(number);
    }

    /// Sets the suffixes of all states: those of shorter beginnings first, on which the others depend.
    fn link_suffixes(&mut self) {
        let mut children = vec![Vec::new(); self.states.len()];
        for (&(from, octet), &to) in &self.steps {
            children[from].push((octet, to));
        }
        let mut queue = VecDeque::from([ROOT]);
        while let Some(state) = queue.pop_front() {
            for &(octet, child) in &children[state] {
                let suffix = match state {
                    ROOT => ROOT,
                    state => self.step(self.states[state].suffix, octet),
                };
                let is_whole = !self.states[suffix].patterns.is_empty();
                let whole = if is_whole { Some(suffix) } else { self.states[suffix].whole_suffix };
                self.states[child].suffix = suffix;
                self.states[child].whole_suffix = whole;
                queue.push_back(child);
            }
        }
    }

    /// The state after this octet.
    fn step(&self, mut state: usize, octet: u8) -> usize {
        loop {
            match self.steps.get(&(state, octet)) {
                Some(&next) => return next,
                None if state == ROOT => return ROOT,
                None => state = self.states[state].suffix,
            }
        }
    }

    /// Calls `action` with each pattern that the line, in lower case, can match, once.
    pub fn for_each_candidate(&mut self, line: &[u8], mut action: impl FnMut(usize)) {
        self.always.iter().for_each(|&number| action(number));
        if self.states.is_empty() {
            return;
        }
        let line_number = self.states[ROOT].reported + 1;
        self.states[ROOT].reported = line_number;
        let mut state = ROOT;
        for &octet in line {
            state = self.step(state, octet);
            let mut whole = Some(state);
            while let Some(found) = whole {
                let found = &mut self.states[found];
                // It was reported, and all shorter ones with it.
                if found.reported == line_number {
                    break;
                }
                found.reported = line_number;
                found.patterns.iter().for_each(|&number| action(number));
                whole = found.whole_suffix;
            }
        }
    }
}
