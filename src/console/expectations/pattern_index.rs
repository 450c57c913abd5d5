//! Finds the few of many patterns that a line can match.
//!
//! A line that matches a pattern contains every literal piece of it. For each pattern, the piece that
//! the fewest patterns share is chosen, and all these pieces are searched for at once, with the
//! algorithm of Aho and Corasick: an automaton reads the line octet by octet; its state is the longest
//! prefix of a piece that ends there. A line costs the same for any number of patterns, plus the
//! patterns whose piece it contains.

use crate::notation::Pattern;
use std::collections::{HashMap, VecDeque};

/// With fewer patterns, comparing each one is faster.
const FEW: usize = 8;

/// The automaton's first state.
const ROOT: usize = 0;

#[derive(Default)]
pub(super) struct PatternIndex {
    /// The patterns that every line is compared with.
    always: Vec<usize>,
    /// The other patterns, at the state in which their piece has been read.
    states: Vec<MatchState>,
    steps: HashMap<(usize, u8), usize>,
}

#[derive(Default)]
struct MatchState {
    /// The patterns whose piece ends here.
    patterns: Vec<usize>,
    /// The state of the longest proper suffix that begins a piece.
    suffix: usize,
    /// The longest suffix that is a whole piece.
    whole_suffix: Option<usize>,
    /// The number of the line for which this state's patterns were last reported. The root, which has no
    /// patterns, counts the lines.
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

    /// Sets the suffixes of all states, by increasing length, since the longer depend on the shorter.
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

    /// Calls `action` once with each pattern that the line, which is in lower case, can match.
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
                // This piece was reported for this line, and with it all its suffixes.
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
