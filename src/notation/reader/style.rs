//! The style of a listing: its marks, whether it is a page, its tags; and the evidence for it.

use super::{End, Reader};
use crate::notation::error::{Mistake, ScriptError};
use crate::notation::lines::Line;
use crate::notation::listing_tags::ListingTags;
use crate::notation::marks::{MarkCandidates, MarkStyle, Side};
use crate::protocol::compose::{LiteralMarker, split_literal_marker, variables};
use std::collections::HashSet;

/// How a listing is written.
#[derive(Clone, Debug, Default)]
pub struct Style {
    /// Its marks: only the lines with the client's mark are sent.
    pub marks: Option<MarkStyle>,
    /// It is a page, with prose perhaps: without marks, only the lines with one of its tags are
    /// sent. Otherwise it is a script, which is what would be typed.
    pub page: bool,
    pub tags: ListingTags,
}

impl Style {
    /// With the RFCs' marks.
    pub(super) fn marked() -> Style {
        Style { marks: Some(MarkStyle::Rfc), ..Style::default() }
    }
}

/// What speaks for a style, seen outside of literals.
#[derive(Default)]
pub(super) struct Evidence {
    /// The words before a known command.
    pub commands: HashSet<Box<str>>,
    /// The first words of completions.
    pub completions: HashSet<Box<str>>,
    pub has_response: bool,
    /// It has what only imapsh knows: a directive, a variable, a file as a literal.
    pub is_for_imapsh: bool,
    pub marks: MarkCandidates,
}

impl Evidence {
    /// Looks at a command, in which variables or a literal of imapsh's may stand.
    pub fn add_command(&mut self, text: &str) {
        let (before, marker) = split_literal_marker(text);
        let of_records = |name: &str| matches!(name, "password" | "sasl");
        self.is_for_imapsh |=
            matches!(marker, Some(LiteralMarker::File(_) | LiteralMarker::Lines { .. }))
                || (before.contains("${") && variables(before).any(|it| !of_records(it.name)));
    }

    fn tags(&self) -> ListingTags {
        ListingTags::of(&self.commands, &self.completions)
    }
}

impl Reader {
    /// The style in which the script has to be read again, after it was read in this one.
    pub(super) fn better_style(&self, end: End) -> Option<Style> {
        // The literal of a server's marked line, which seems endless, may have hidden the client's
        // marks. Behind an unmarked one such a mark may be part of the literal.
        let may_hide = |error: &ScriptError| {
            let is_endless = matches!(
                error.mistake,
                Mistake::EndlessServerLiteral(_) | Mistake::AmbiguousCompletion(_)
            );
            is_endless && self.lines.get(error.line - 1).is_some_and(|line| line.mark.is_some())
        };
        let is_client = |line: Line| line.mark.is_some_and(|mark| mark.side == Side::Client);
        let hidden =
            || self.output.errors.iter().any(may_hide) && self.lines.from(0).any(is_client);
        let tags = self.evidence.tags();
        if end == End::Marked || hidden() {
            return Some(Style::marked());
        }
        if let Some(marks) = self.evidence.marks.pair() {
            return Some(Style { marks: Some(marks), ..Style::default() });
        }
        if tags.is_empty() {
            return None;
        }
        let page = self.evidence.has_response && !self.evidence.is_for_imapsh;
        Some(Style { marks: None, page, tags })
    }

    /// A line was read that has a mark of another pair. In a stream the pair may now be complete: then
    /// its marks are looked for from this line on, and the result is true.
    pub(super) fn learn_mark(&mut self, line: &Line) -> bool {
        self.evidence.marks.add(line.text());
        let Some(marks) = self.evidence.marks.pair().filter(|_| self.stream) else {
            return false;
        };
        self.lines.set_marks(marks.clone());
        self.style = Style { marks: Some(marks), ..Style::default() };
        true
    }

    /// A command was read, perhaps with a tag and a known name.
    pub(super) fn learn_command(&mut self, tag: Option<&str>, known: bool, text: &str) {
        self.evidence.add_command(text);
        let Some(tag) = tag.filter(|_| known) else {
            return;
        };
        if !self.stream {
            self.evidence.commands.insert(tag.into());
        } else if !self.style.tags.contains(tag) {
            self.style.tags.add(tag);
        }
    }

    /// A server's line was read; `completion`: the tag of one.
    pub(super) fn learn_response(&mut self, completion: Option<&str>) {
        self.holds = true;
        self.evidence.has_response = true;
        if !self.stream {
            self.evidence.completions.extend(completion.map(Box::from));
        } else if !self.style.tags.is_empty() && !self.evidence.is_for_imapsh {
            self.style.page |= self.style.marks.is_none();
        }
    }
}
