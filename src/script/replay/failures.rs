//! The failures of a replay. Each is reported when it happens, and all are repeated at the end.

use crate::console::Console;
use crate::messages::text;
use std::fmt;
use std::rc::Rc;

/// How many octets of texts are kept to be repeated. For later failures only the lines are named.
const MAX_TEXT: usize = 1 << 20;

/// The maximum number of such ranges of lines.
const MAX_RANGES: usize = 50_000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ScriptPosition {
    /// The script's name.
    pub script: Rc<str>,
    /// From 1; 0 means the script as a whole.
    pub line: usize,
    /// Whether the line was typed at a step, or is of a script that a typed line runs. Then a failure is not
    /// one of the replayed script.
    pub is_typed: bool,
}

impl fmt::Display for ScriptPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.script),
            line => write!(f, "{}:{line}", self.script),
        }
    }
}

/// Positions, in ranges of successive lines of a script.
#[derive(Default)]
pub(super) struct LineRanges {
    ranges: Vec<LineRange>,
    /// Whether some ranges were dropped.
    truncated: bool,
}

/// Successive lines of a script.
struct LineRange {
    first: ScriptPosition,
    last: usize,
}

#[derive(Default)]
pub struct Failures {
    count: usize,
    texts: Vec<String>,
    octets: usize,
    /// The lines of the failures whose texts are not kept.
    lines: LineRanges,
}

impl LineRanges {
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    pub fn add(&mut self, place: &ScriptPosition) {
        if let Some(range) = self.ranges.last_mut()
            && range.first.script == place.script
            && range.last + 1 == place.line
        {
            range.last += 1;
        } else if self.ranges.len() < MAX_RANGES {
            self.ranges.push(LineRange { first: place.clone(), last: place.line });
        } else {
            self.truncated = true;
        }
    }
}

impl fmt::Display for LineRanges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, range) in self.ranges.iter().enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            write!(f, "{separator}{range}")?;
        }
        f.write_str(if self.truncated { ", …" } else { "" })
    }
}

impl Failures {
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }

    pub(super) fn add(&mut self, place: &ScriptPosition, text: String) {
        self.count += 1;
        if self.octets < MAX_TEXT {
            self.octets += text.len();
            return self.texts.push(text);
        }
        self.lines.add(place);
    }

    /// Reports all failures again if there are several: a single one was just reported.
    pub fn repeat(self, console: &mut Console) {
        if self.count < 2 {
            return;
        }
        console.error(text::ReplayFailures { count: self.count });
        for text in &self.texts {
            console.error(text);
        }
        if !self.lines.is_empty() {
            console.error(text::ReplayFailuresElsewhere { lines: self.lines });
        }
    }
}

impl fmt::Display for LineRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.last == self.first.line {
            write!(f, "{}", self.first)
        } else {
            write!(f, "{}-{}", self.first, self.last)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beyond_the_bound_lines_are_kept_as_ranges() {
        let mut failures = Failures::default();
        let place =
            |script: &str, line| ScriptPosition { script: script.into(), line, is_typed: false };
        failures.add(&place("s", 1), "x".repeat(MAX_TEXT));
        for line in [2, 3, 4, 9] {
            failures.add(&place("s", line), "x".repeat(100));
        }
        failures.add(&place("t", 10), String::new());
        assert_eq!(failures.lines.to_string(), "s:2-4, s:9, t:10");
        assert_eq!((failures.count, failures.texts.len()), (6, 1));
    }
}
