//! The line that is being edited, between and during the runs of rustyline.

use super::drawn_prompt::DrawnPrompt;
use super::history_recall::{HistoryRecall, Recalled};
use super::history_search::HistorySearch;
use crate::input::SecretMask;
use rustyline::history::History;

/// The text as last drawn, the mask of its secrets, and a history search in its place.
#[derive(Default)]
pub struct EditedLine {
    pub drawn: DrawnPrompt,
    pub mask: SecretMask,
    pub search: Option<HistorySearch>,
    /// Whether a part of the text was typed while all input was hidden, for example as the answer to a
    /// challenge.
    pub was_hidden: bool,
    /// Whether the text was an attempt to log in at some time, so that it may hold a secret wherever it is.
    pub was_attempt: bool,
    recall: HistoryRecall,
    /// The line that the search replaced.
    replaced: (DrawnPrompt, SecretMask),
}

impl EditedLine {
    /// Notes the current line. `is_hidden`: all input is hidden; `is_attempt`: it may be a login.
    pub fn note(&mut self, text: &str, is_hidden: bool, is_attempt: bool) {
        self.was_hidden = !text.is_empty() && (self.was_hidden || is_hidden);
        self.was_attempt = !text.is_empty() && (self.was_attempt || is_attempt);
    }

    /// Replaces the text, with no secret found in it yet.
    pub fn set_text(&mut self, text: String, cursor: usize) {
        self.drawn = DrawnPrompt::of_text(text, cursor);
        self.mask = SecretMask::default();
    }

    /// Replaces the line by the next older or newer entry of the history that begins like it.
    pub fn recall(&mut self, text: String, cursor: usize, is_older: bool, history: &dyn History) {
        self.drawn = DrawnPrompt::of_text(text, cursor);
        self.recall.begin(&self.drawn, &self.mask);
        match self.recall.step(is_older, history) {
            Recalled::Entry(entry) => {
                let end = entry.len();
                self.set_text(entry, end);
            }
            Recalled::Typed => (self.drawn, self.mask) = self.recall.take_typed(),
            Recalled::Same => {}
        }
    }

    /// Replaces the line by a search with an empty query.
    pub fn start_search(&mut self, text: String, cursor: usize) {
        let drawn = DrawnPrompt::of_text(text, cursor);
        self.replaced = (drawn, std::mem::take(&mut self.mask));
        self.drawn = DrawnPrompt::default();
        self.search = Some(HistorySearch::default());
    }

    /// Ends the search. With `accept` a match becomes the line, and is returned. Otherwise, or
    /// without a match, the line from before the search is back.
    pub fn end_search(&mut self, accept: bool) -> Option<String> {
        let found = self.search.take()?.into_found().filter(|_| accept);
        (self.drawn, self.mask) = std::mem::take(&mut self.replaced);
        if let Some(found) = &found {
            self.set_text(found.clone(), found.len());
        }
        found
    }
}
