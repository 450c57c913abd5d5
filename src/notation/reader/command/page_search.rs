//! Whether a stream is a page with a listing: prose, among which only tagged commands are sent. Its first
//! lines may be prose that looks like a command, so the lines after them are examined first. Section 10 of
//! `docs/listings.md`.

use super::heading::is_perhaps_prose;
use crate::notation::directive;
use crate::notation::lines::ScriptLine;
use crate::notation::listing_tags::is_sure_tag;
use crate::notation::marks::{LogLine, MarkStyle, after_possible_mark};
use crate::notation::reader::look_ahead::ANSWER;
use crate::notation::reader::other_text::other_protocols::{
    PossibleProtocol, protocol_of_command, reply_of_other_protocol,
};
use crate::notation::reader::{NeedsLine, ScriptReader};
use crate::notation::shape::announces_literal;
use crate::protocol::commands;
use crate::protocol::typed_line::{CommandLine, LineClassifier, TypedLineKind, tagged_status};

/// Searches a stream for the evidence that it is a page: a tagged command and a response.
#[derive(Default)]
pub struct PageSearch {
    /// The index of the first line examined, and of the next one.
    from: usize,
    next: usize,
    /// The indentation of the line before the next one.
    indent: usize,
    classifier: LineClassifier,
    has_command: bool,
    has_response: bool,
    /// The words before commands that are tags only if a completion repeats them.
    words: Vec<Box<str>>,
    /// Whether the line before announced a literal: unless a response follows, the next lines are its octets,
    /// which are not evidence.
    is_announced: bool,
    /// The protocol of the command before, which may be prose, if it may not be IMAP.
    protocol: Option<PossibleProtocol>,
    /// The result, once known.
    is_page: Option<bool>,
}

impl PageSearch {
    fn observe(&mut self, line: &ScriptLine) {
        self.next += 1;
        if line.text().trim_start().starts_with('#') {
            // A comment may quote a session.
            return;
        }
        let is_deeper = line.indent() > std::mem::replace(&mut self.indent, line.indent());
        let text = after_possible_mark(line.text());
        let text = text.trim();
        if reply_of_other_protocol(text, self.protocol).is_some() {
            // The lines read so far are not sent either.
            self.is_page = Some(true);
            return;
        }
        let typed = self.classifier.classify(text);
        if let TypedLineKind::Command(command) = &typed {
            self.protocol = protocol_of_command(command, self.protocol);
        }
        if std::mem::take(&mut self.is_announced) && typed != TypedLineKind::ServerResponse {
            self.is_page = Some(false);
            return;
        }
        self.is_announced = announces_literal(text);
        match typed {
            TypedLineKind::ServerResponse => {
                self.has_response = true;
                let tag = tagged_status(text).map(|(tag, _)| tag);
                self.has_command |= tag.is_some_and(|tag| self.words.iter().any(|it| **it == *tag));
            }
            TypedLineKind::Command(command) if command.spec.is_some() => match command.tag {
                Some(tag) if is_sure_tag(tag) => self.has_command = true,
                Some(tag) => self.words.push(tag.into()),
                None if is_perhaps_prose(&command) || is_deeper => {}
                None => self.is_page = Some(false),
            },
            _ => {}
        }
        let is_for_imapsh =
            matches!(typed, TypedLineKind::Directive(directive) if directive::is_known(directive));
        if line.mark.is_some()
            || has_mark_of_rfcs(line.text().trim())
            || (self.has_command && self.has_response)
        {
            self.is_page = Some(true);
        } else if is_for_imapsh {
            self.is_page = Some(false);
        } else if self.next - self.from >= ANSWER {
            // So much text without a command is not a script.
            self.is_page = Some(true);
        }
    }
}

/// Whether a command or a response follows `C:` or `S:`, so that all of the session has marks.
fn has_mark_of_rfcs(text: &str) -> bool {
    MarkStyle::Rfc.find(text).is_some() && LogLine::read(text).is_some()
}

impl ScriptReader {
    /// Whether this line is indented deeper than a line of prose right above: it may be the rest of a sentence.
    fn is_deeper_than_prose(&self) -> bool {
        let line = |at: usize| self.lines.get(at).filter(|line| !line.is_blank());
        let lines = || Some((line(self.at.checked_sub(1)?)?, line(self.at)?));
        self.prose.is_right_above
            && lines().is_some_and(|(above, line)| line.indent() > above.indent())
    }

    /// Whether this line, which may be prose, is prose of a stream that may still become a page.
    pub(super) fn is_prose_of_page(
        &mut self,
        command: &CommandLine<'_>,
    ) -> Result<bool, NeedsLine> {
        let may_be_page =
            self.stream && !self.evidence.has_untagged_command() && !self.evidence.is_for_imapsh;
        let ends_idle =
            self.idle.is_some() && commands::is_done(command.text) || self.is_tagged_done(command);
        let may_be_prose = || is_perhaps_prose(command) || self.is_deeper_than_prose();
        if !may_be_page || ends_idle || !may_be_prose() {
            return Ok(false);
        }
        if self.is_unknown_command_of_stream(command)? {
            return Ok(false);
        }
        if let Some(tag) = command.tag
            && self.is_completed_next(tag)?
        {
            return Ok(false);
        }
        let search = self.searches.page.take().filter(|search| self.at < search.next);
        let mut search = search.unwrap_or_else(|| PageSearch {
            from: self.at + 1,
            next: self.at + 1,
            indent: self.lines.get(self.at).map_or(0, |line| line.indent()),
            classifier: self.classifier.clone(),
            has_command: !self.style.tags.is_empty(),
            has_response: self.evidence.has_response,
            protocol: protocol_of_command(command, self.protocols.last),
            ..PageSearch::default()
        });
        while search.is_page.is_none()
            && let Some(line) = self.lines.get(search.next)
        {
            search.observe(&self.lines.undecorated(line));
        }
        if self.ended {
            search.is_page.get_or_insert(search.has_command && search.has_response);
        }
        let is_page = search.is_page;
        self.searches.page = Some(search);
        is_page.ok_or(NeedsLine)
    }
}
