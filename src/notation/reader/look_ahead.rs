//! Looking at the lines below the current one: at a limited number, so that reading takes linear time, and a
//! stream does not wait for a line that never comes.

use super::{NeedsLine, ScriptReader};
use crate::notation::lines::ScriptLine;
use crate::notation::lines::page_break::PageBreak;
use crate::notation::response::{is_refusal, is_response};

/// The most lines to one that belongs to the current line: blank lines and remarks may be in between.
pub(super) const NEAR: usize = 16;

/// The most lines to the beginning or the end of an answer without a message.
pub(super) const SHORT_ANSWER: usize = 64;

/// The most lines of an answer, and to the first one.
pub(super) const ANSWER: usize = 200;

/// The most lines of a message.
const MESSAGE: usize = 1000;

impl ScriptReader {
    /// What the first line decides that decides anything, of at most `reach` lines from this index on.
    /// `None`: none of them does.
    pub(super) fn first_below<T>(
        &self,
        from: usize,
        reach: usize,
        decides: impl FnMut(ScriptLine) -> Option<T>,
    ) -> Result<Option<T>, NeedsLine> {
        match self.lines.from(from).take(reach).find_map(decides) {
            None if !self.ended && self.lines.len() < from + reach => Err(NeedsLine),
            found => Ok(found),
        }
    }

    /// The next nonblank line from this index on, if there is one. Fails if it may still arrive.
    pub(super) fn next_text(&self, from: usize) -> Result<Option<ScriptLine>, NeedsLine> {
        let from = match self.page_break(from) {
            PageBreak::Until(end) => end,
            PageBreak::Unknown => return Err(NeedsLine),
            PageBreak::No => from,
        };
        let next = self.first_below(from, NEAR, |line| (!line.is_blank()).then_some(line))?;
        Ok(next.map(|line| self.lines.undecorated(line)))
    }

    /// The same, but only a line that has arrived counts: a complete command does not wait for more.
    pub(super) fn arrived_text(&self, from: usize) -> Option<ScriptLine> {
        self.next_text(from).ok().flatten()
    }

    /// Whether the next nonblank line from this index on is the server's. Fails if it may still arrive.
    pub(super) fn is_answered_at(&self, from: usize) -> Result<bool, NeedsLine> {
        Ok(self.next_text(from)?.is_some_and(|next| is_response(next.content().trim())))
    }

    /// Whether the next nonblank line from this index on shows that the server refused the command above it.
    /// Fails if it may still arrive.
    pub(super) fn is_refused_at(&self, from: usize) -> Result<bool, NeedsLine> {
        Ok(self.next_text(from)?.is_some_and(|next| is_refusal(next.content())))
    }

    /// The lines above this index, from the last one up.
    pub(super) fn lines_above(&self, index: usize) -> impl Iterator<Item = ScriptLine> {
        (0..index).rev().filter_map(|index| self.lines.get(index))
    }

    /// The line right above the current one.
    pub(super) fn line_above(&self) -> Option<ScriptLine> {
        self.lines.get(self.at.checked_sub(1)?)
    }

    /// The nearest nonblank line above this index, of at most `NEAR` lines and below the line `top`.
    pub(super) fn text_above(&self, index: usize, top: usize) -> Option<ScriptLine> {
        let mut above = (top..index).rev().take(NEAR).filter_map(|index| self.lines.get(index));
        above.find(|line| !line.is_blank())
    }

    /// Whether a search in a message may end: the last line has arrived, or enough lines.
    pub(super) fn is_all_known(&self) -> bool {
        self.ended || self.lines.len() > self.at + MESSAGE
    }
}
