//! What the server said since the last command: what `:expect`, `:wait` and the pacing of IDLE
//! look at. It looks on like the screen and the record do.

use crate::notation::{Pattern, response_keyword};
use crate::protocol::dialogue::ClientKind;
use crate::protocol::framing::PieceKind;
use crate::session::{Event, EventKind, EventSink};
use std::cell::Cell;
use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

/// The most that is remembered for patterns that are not known beforehand, in octets.
const MOST: usize = 4 * 1024 * 1024;

/// Looks on, and remembers lines.
pub struct Watch {
    /// Lines since the last command that no pattern has used yet.
    lines: VecDeque<Vec<u8>>,
    size: usize,
    /// The patterns that will be asked for: only their lines are remembered. None: all lines.
    wanted: Option<Vec<Pattern>>,
    /// How often each keyword came since `idle`; none: nobody will ask.
    keywords: Option<HashMap<String, usize>>,
    /// Whether anything may be asked for.
    awake: Rc<Cell<bool>>,
}

impl Default for Watch {
    fn default() -> Watch {
        Watch {
            lines: VecDeque::new(),
            size: 0,
            wanted: None,
            keywords: None,
            awake: Rc::new(Cell::new(true)),
        }
    }
}

impl Watch {
    /// Only lines that one of these patterns fits will be asked for, until the next command; none:
    /// any. Gives what was wanted before.
    pub fn want(&mut self, patterns: Option<Vec<Pattern>>) -> Option<Vec<Pattern>> {
        let before = std::mem::replace(&mut self.wanted, patterns);
        let asks = self.asks();
        if !asks {
            self.forget();
        }
        self.awake.set(asks || self.keywords.is_some());
        before
    }

    /// Whether any line may be asked for.
    fn asks(&self) -> bool {
        let wanted = self.wanted.as_ref();
        wanted.is_none_or(|patterns| !patterns.is_empty())
    }

    fn forget(&mut self) {
        self.lines.clear();
        self.size = 0;
    }

    /// Whether it wants to be told of anything now.
    pub fn awake(&self) -> Rc<Cell<bool>> {
        self.awake.clone()
    }

    /// Begins to count keywords.
    pub fn count(&mut self) {
        self.keywords = Some(HashMap::new());
        self.awake.set(true);
    }

    /// Counts no longer: IDLE is over.
    pub fn stop_counting(&mut self) {
        self.keywords = None;
        self.awake.set(self.asks());
    }

    /// How often this keyword came since counting began.
    pub fn counted(&self, keyword: &str) -> usize {
        self.keywords
            .as_ref()
            .and_then(|counts| counts.get(keyword))
            .copied()
            .unwrap_or(0)
    }

    /// Uses the first line that fits, if one has come.
    pub fn take(&mut self, pattern: &Pattern) -> bool {
        let Some(index) = self.lines.iter().position(|line| pattern.matches(line)) else {
            return false;
        };
        let used = self.lines.remove(index).unwrap_or_default();
        self.size -= used.len() + 32;
        true
    }

    fn remember(&mut self, line: &[u8]) {
        if self
            .wanted
            .as_ref()
            .is_some_and(|patterns| !patterns.iter().any(|pattern| pattern.matches(line)))
        {
            return;
        }
        self.size += line.len() + 32;
        self.lines.push_back(line.to_vec());
        while self.size > MOST {
            let Some(oldest) = self.lines.pop_front() else {
                return;
            };
            self.size -= oldest.len() + 32;
        }
    }
}

impl EventSink for Watch {
    fn event(&mut self, event: &Event<'_>) {
        match &event.kind {
            EventKind::Client(piece) => {
                if matches!(piece.kind, ClientKind::Command | ClientKind::Raw) && piece.offset == 0
                {
                    self.forget();
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
                if self.asks() {
                    self.remember(piece.octets);
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
    fn it_is_awake_while_idle_runs_or_a_pattern_is_looked_for() {
        let mut watch = Watch::default();
        let awake = watch.awake();
        assert!(awake.get(), "at the prompt any line may be asked for");
        assert_eq!(watch.want(Some(Vec::new())), None);
        assert!(!awake.get());
        watch.count();
        watch.want(Some(Vec::new()));
        assert!(awake.get());
        watch.stop_counting();
        assert!(!awake.get());
        watch.want(Some(vec![Pattern::new("* ...").expect("a pattern")]));
        watch.count();
        watch.stop_counting();
        assert!(awake.get());
    }

    #[test]
    fn what_came_before_it_slept_is_not_asked_for() {
        let mut watch = Watch::default();
        watch.remember(b"* 1 EXISTS");
        let before = watch.want(Some(Vec::new()));
        watch.want(before);
        let pattern = Pattern::new("* 1 EXISTS").expect("a pattern");
        assert!(!watch.take(&pattern));
        watch.remember(b"* 1 EXISTS");
        assert!(watch.take(&pattern));
    }
}
