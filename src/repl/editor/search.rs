//! Ctrl-R: a line of the history found by a part of it. rustyline's own search shows nothing of
//! what the server sends, and hears no signal, before the next key; this one is a line like any.

use super::masks::Masks;
use super::prompter::Face;
use rustyline::history::{History, SearchDirection};

/// A search, and the line that stood there when it began.
#[derive(Default)]
pub struct Search {
    /// The line to come back to.
    pub left: Face,
    /// What was closed in it.
    pub masks: Masks,
    query: String,
    older: usize,
    found: Option<String>,
}

impl Search {
    /// A search in place of a line.
    pub fn new(left: Face, masks: Masks) -> Search {
        Search {
            left,
            masks,
            ..Search::default()
        }
    }

    /// Goes on to the next older line that fits.
    pub fn older(&mut self) {
        self.older += 1;
    }

    /// The line that `query` finds: the newest that holds it, in any case, or an older one where
    /// [`Search::older`] was asked for; the oldest where there is none older.
    pub fn look(&mut self, query: &str, history: &dyn History) -> Option<&str> {
        if query != self.query {
            self.older = 0;
            query.clone_into(&mut self.query);
        }
        self.found = None;
        let part = query.to_lowercase();
        let mut passed = 0;
        let mut last = None;
        for index in (0..history.len()).rev().filter(|_| !part.is_empty()) {
            let Ok(Some(entry)) = history.get(index, SearchDirection::Reverse) else {
                continue;
            };
            // The same line again is no other find.
            if !entry.entry.to_lowercase().contains(&part)
                || last.as_deref() == Some(entry.entry.as_ref())
            {
                continue;
            }
            last = Some(entry.entry.into_owned());
            if passed == self.older {
                break;
            }
            passed += 1;
        }
        self.older = self.older.min(passed);
        self.found = last;
        self.found.as_deref()
    }

    /// What was found last.
    pub fn found(&self) -> Option<&str> {
        self.found.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustyline::history::MemHistory;

    #[test]
    fn the_newest_is_found_first_and_older_ones_when_asked() -> rustyline::Result<()> {
        let mut history = MemHistory::new();
        for line in ["SELECT inbox", "select drafts", "noop", "select drafts"] {
            history.add(line)?;
        }
        let mut search = Search::default();
        assert_eq!(search.look("sel", &history), Some("select drafts"));
        search.older();
        assert_eq!(search.look("sel", &history), Some("SELECT inbox"));
        search.older();
        assert_eq!(search.look("sel", &history), Some("SELECT inbox"));
        assert_eq!(search.look("sele", &history), Some("select drafts"));
        assert_eq!(search.look("selx", &history), None);
        assert_eq!(search.look("", &history), None);
        assert_eq!(search.found(), None);
        Ok(())
    }
}
