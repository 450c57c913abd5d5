//! A search in the history (Ctrl-R).
//!
//! rustyline's own search does not react to redraw requests or signals before the next key. Here a
//! search is a separate run: the typed text is the query, and the match is its hint.

use rustyline::history::{History, SearchDirection};

/// A search's query and match.
#[derive(Default)]
pub struct HistorySearch {
    query: String,
    /// How many newer matches to skip.
    skip: usize,
    found: Option<String>,
}

impl HistorySearch {
    /// Continues to the next older match.
    pub fn older(&mut self) {
        self.skip += 1;
    }

    /// The newest entry that contains `query`, ignoring case; after each call of [`HistorySearch::older`],
    /// the next older match, up to the oldest.
    pub fn find(&mut self, query: &str, history: &dyn History) -> Option<&str> {
        if query != self.query {
            self.skip = 0;
            query.clone_into(&mut self.query);
        }
        self.found = None;
        if query.is_empty() {
            self.skip = 0;
            return None;
        }
        let query = query.to_lowercase();
        let mut skipped = 0;
        for index in (0..history.len()).rev() {
            let Ok(Some(result)) = history.get(index, SearchDirection::Reverse) else {
                continue;
            };
            let entry = result.entry;
            // Repetitions of one line are one match.
            let is_new = self.found.as_deref() != Some(entry.as_ref());
            if !is_new || !entry.to_lowercase().contains(&query) {
                continue;
            }
            self.found = Some(entry.into_owned());
            if skipped == self.skip {
                break;
            }
            skipped += 1;
        }
        self.skip = self.skip.min(skipped);
        self.found.as_deref()
    }

    /// The last match.
    pub fn into_found(self) -> Option<String> {
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustyline::history::MemHistory;

    #[test]
    fn a_search_finds_the_newest_match_first_and_older_ones_on_request() -> rustyline::Result<()> {
        let mut history = MemHistory::new();
        for line in ["SELECT inbox", "select drafts", "noop", "select drafts"] {
            history.add(line)?;
        }
        let mut search = HistorySearch::default();
        assert_eq!(search.find("sel", &history), Some("select drafts"));
        search.older();
        assert_eq!(search.find("sel", &history), Some("SELECT inbox"));
        search.older();
        assert_eq!(search.find("sel", &history), Some("SELECT inbox"));
        assert_eq!(search.find("sele", &history), Some("select drafts"));
        assert_eq!(search.find("selx", &history), None);
        assert_eq!(search.find("", &history), None);
        assert_eq!(search.into_found(), None);
        Ok(())
    }
}
