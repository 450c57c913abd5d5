//! The completions below a line. What looks like one may be part of a message.

use crate::notation::lines::{ScriptLine, ScriptLines};
use crate::notation::marks::after_possible_mark;
use crate::notation::prose::forms::is_elided_line;
use crate::notation::reader::command::sentence::{is_turn, is_unregistered};
use crate::notation::reader::look_ahead::SHORT_ANSWER;
use crate::notation::reader::{NeedsLine, ScriptReader};
use crate::notation::response::is_response;
use crate::protocol::typed_line::{CommandLine, tagged_status};
use std::collections::HashMap;
use std::rc::Rc;

/// The apparent commands and completions of each tag, and their lines.
#[derive(Default)]
pub struct CompletionIndex {
    by_tag: HashMap<Rc<str>, Vec<TaggedLine>>,
    completions: Vec<(usize, Rc<str>)>,
    /// How many lines were indexed.
    indexed: usize,
}

/// A command or a completion.
#[derive(Clone, Copy)]
pub struct TaggedLine {
    pub index: usize,
    pub completes: bool,
}

impl CompletionIndex {
    pub fn extend(&mut self, lines: &ScriptLines) {
        for line in lines.from(self.indexed) {
            let line = lines.undecorated(line);
            let (index, text) = (self.indexed, line.content().trim());
            self.indexed += 1;
            let text = &*after_possible_mark(text);
            let completed = tagged_status(text).map(|(tag, _)| tag);
            let Some(tag) = completed.or_else(|| CommandLine::parse(text).tag) else {
                continue;
            };
            let tag: Rc<str> = tag.into();
            let entry = TaggedLine { index, completes: completed.is_some() };
            self.by_tag.entry(tag.clone()).or_default().push(entry);
            if entry.completes {
                self.completions.push((index, tag));
            }
        }
    }

    /// All completions from this index on.
    pub fn completions_from(&self, start: usize) -> &[(usize, Rc<str>)] {
        let first = self.completions.partition_point(|(index, _)| *index < start);
        &self.completions[first..]
    }

    /// The commands and completions with this tag from this index on.
    pub fn with_tag(&self, tag: &str, start: usize) -> &[TaggedLine] {
        let entries = self.by_tag.get(tag).map_or(&[][..], Vec::as_slice);
        &entries[entries.partition_point(|entry| entry.index < start)..]
    }
}

impl ScriptReader {
    /// The index, with all lines that have arrived.
    pub fn completions(&mut self) -> &CompletionIndex {
        self.server.completions.extend(&self.lines);
        &self.server.completions
    }

    /// Whether a completion below has this tag.
    pub fn is_completed_below(&mut self, tag: &str) -> bool {
        let at = self.at;
        self.completions().with_tag(tag, at).iter().any(|entry| entry.completes)
    }

    /// Whether a completion below has another tag.
    pub(super) fn is_other_completed_below(&mut self, tag: &str) -> bool {
        let at = self.at;
        self.completions().completions_from(at).iter().any(|(_, other)| **other != *tag)
    }

    /// Whether a command below has this tag.
    pub(super) fn is_tag_of_command_below(&mut self, tag: &str) -> bool {
        let below = self.at + 1;
        self.completions().with_tag(tag, below).iter().any(|entry| !entry.completes)
    }

    /// The first line from this index on that is a command or a completion with this tag, and whether it is a
    /// completion.
    pub fn next_with_tag(&mut self, tag: &str, index: usize) -> Option<(usize, bool)> {
        self.completions().with_tag(tag, index).first().map(|line| (line.index, line.completes))
    }

    /// The first completion of an open command from this index on.
    pub(super) fn open_completion_below(&mut self, index: usize) -> Option<(usize, Rc<str>)> {
        self.server.completions.extend(&self.lines);
        let mut completions = self.server.completions.completions_from(index).iter();
        completions.find(|(_, tag)| self.sent.tags.is_open(tag)).cloned()
    }
    /// Whether the listing shows a completion with this tag right below, after untagged responses only.
    pub fn is_completed_next(&self, own: &str) -> Result<bool, NeedsLine> {
        Ok(self.tag_completed_next()?.is_some_and(|tag| tag == own))
    }

    /// The tag of the completion below, after untagged responses only.
    pub fn tag_completed_next(&self) -> Result<Option<String>, NeedsLine> {
        self.tag_completed_before(|content| !content.is_empty() && !is_response(content))
    }

    /// Whether the listing shows a completion with this tag below, before any other command.
    pub fn is_completed_below_prose(&self, own: &str) -> Result<bool, NeedsLine> {
        let is_other_turn = |content: &str| {
            !is_response(content)
                && !is_elided_line(content)
                && (is_turn(content) || is_unregistered(content, own))
        };
        Ok(self.tag_completed_before(is_other_turn)?.is_some_and(|tag| tag == own))
    }

    /// The tag of the first completion below, before a line that ends the search.
    fn tag_completed_before(
        &self,
        ends: impl Fn(&str) -> bool,
    ) -> Result<Option<String>, NeedsLine> {
        let decides = |line: ScriptLine| {
            let line = self.lines.undecorated(line);
            let content = line.content().trim();
            match tagged_status(content) {
                Some((tag, _)) => Some(Some(tag.to_owned())),
                None => ends(content).then_some(None),
            }
        };
        Ok(self.first_below(self.at + 1, SHORT_ANSWER, decides)?.flatten())
    }
}
