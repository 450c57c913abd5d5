//! ↑ and ↓: recall the entries of the history that begin with the text before the cursor.
//!
//! rustyline's own prefix search uses the text before the cursor at each press, which after the first
//! press is the entry that was found.

use super::drawn_prompt::DrawnPrompt;
use crate::input::SecretMask;
use rustyline::history::{History, SearchDirection};

/// The entry that replaces the line.
#[derive(Default)]
pub struct HistoryRecall {
    /// The line that was typed.
    typed: (DrawnPrompt, SecretMask),
    /// The entry that replaces it, and its index.
    shown: Option<(String, usize)>,
}

/// The new line.
#[derive(Debug, PartialEq, Eq)]
pub enum Recalled {
    Entry(String),
    /// The line that was typed.
    Typed,
    /// There is no other entry.
    Same,
}

impl HistoryRecall {
    /// Begins with this line, unless it is the entry that was recalled.
    pub fn begin(&mut self, line: &DrawnPrompt, mask: &SecretMask) {
        if self.shown.as_ref().is_none_or(|(entry, _)| *entry != line.text) {
            *self = HistoryRecall { typed: (line.clone(), mask.clone()), shown: None };
        }
    }

    /// The next older entry, or the next newer one.
    pub fn step(&mut self, is_older: bool, history: &dyn History) -> Recalled {
        let (typed, _) = &self.typed;
        let prefix = typed.text.get(..typed.cursor).unwrap_or_default();
        let (current, index) = match &self.shown {
            Some((entry, index)) => (entry.as_str(), *index),
            None if is_older => (typed.text.as_str(), history.len()),
            None => return Recalled::Same,
        };
        let entry =
            |index| Some((history.get(index, SearchDirection::Reverse).ok()??.entry, index));
        let fits = |entry: &str| entry.starts_with(prefix) && entry != current;
        let found = if is_older {
            (0..index).rev().filter_map(entry).find(|(entry, _)| fits(entry))
        } else {
            (index + 1..history.len()).filter_map(entry).find(|(entry, _)| fits(entry))
        };
        match found {
            Some((entry, index)) => {
                self.shown = Some((entry.clone().into_owned(), index));
                Recalled::Entry(entry.into_owned())
            }
            None if is_older => Recalled::Same,
            None => Recalled::Typed,
        }
    }

    /// The line that was typed.
    pub fn take_typed(&mut self) -> (DrawnPrompt, SecretMask) {
        self.shown = None;
        std::mem::take(&mut self.typed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustyline::history::MemHistory;

    #[test]
    fn entries_with_the_prefix_older_and_newer() -> rustyline::Result<()> {
        let mut history = MemHistory::new();
        for line in ["select inbox", "noop", "select drafts", "select drafts", "search all"] {
            history.add(line)?;
        }
        let mut recall = HistoryRecall::default();
        let entry = |text: &str| Recalled::Entry(text.to_owned());
        let press = |recall: &mut HistoryRecall, line: &str, cursor, is_older| {
            recall.begin(&DrawnPrompt::of_text(line.to_owned(), cursor), &SecretMask::default());
            recall.step(is_older, &history)
        };
        assert_eq!(press(&mut recall, "sel x", 3, true), entry("select drafts"));
        assert_eq!(press(&mut recall, "select drafts", 13, true), entry("select inbox"));
        assert_eq!(press(&mut recall, "select inbox", 12, true), Recalled::Same);
        assert_eq!(press(&mut recall, "select inbox", 12, false), entry("select drafts"));
        assert_eq!(press(&mut recall, "select drafts", 13, false), Recalled::Typed);
        assert_eq!(recall.take_typed().0.text, "sel x");
        assert_eq!(press(&mut recall, "sel x", 3, false), Recalled::Same);
        // A changed entry is a new line.
        assert_eq!(press(&mut recall, "", 0, true), entry("search all"));
        assert_eq!(press(&mut recall, "no", 2, true), entry("noop"));
        assert_eq!(press(&mut recall, "xyz", 3, true), Recalled::Same);
        Ok(())
    }
}
