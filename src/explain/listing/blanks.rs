//! Blanks that a listing may have without their having been sent, unless the server has refused the command.

use super::Listing;
use crate::notation::{
    LineKind, is_continuation_request, response_keyword, spaces_before, with_ascii_spaces,
};
use crate::protocol::framing::Status;
use crate::protocol::secrets::Placeholder;
use crate::protocol::typed_line::{CommandLine, tagged_status};
use std::collections::HashSet;

impl Listing {
    /// The command with the blanks that the server may have refused.
    pub(super) fn with_wrong_blanks(&self, at: usize, end: usize, command: String) -> String {
        match self.with_unusual_blanks(at, end, &command) {
            Some(written) => written,
            None => self.with_surplus_spaces(at, end, command),
        }
    }

    /// The command with spaces outside ASCII, if the server has refused it. A browser copies such spaces from
    /// a page although they were not sent: then a command that was not refused has them, too.
    fn with_unusual_blanks(&self, at: usize, end: usize, command: &str) -> Option<String> {
        let (written, plain) = self.with_and_without(at)?;
        if end != at + 1 || !self.is_refused_command(at) || self.copies_blanks {
            return None;
        }
        if plain.trim() == command {
            Some(written.to_owned())
        } else {
            before_secret(written, &plain, command)
        }
    }

    /// Whether a command that was not refused has spaces outside ASCII.
    pub(super) fn has_copied_blanks(&self) -> bool {
        let has = |index: usize| self.with_and_without(index).is_some();
        self.commands.iter().any(|index| has(*index) && !self.is_refused_command(*index))
    }

    /// The command in this line as it was written, and with ASCII spaces in place of others, if it has any.
    fn with_and_without(&self, index: usize) -> Option<(&str, String)> {
        let written = self.written.get(index)?;
        let content = written.get(self.texts.get(index)?.before.len()..)?;
        let content = content.trim_matches([' ', '\t']);
        // The reader leaves out an input method's space at the ends of a line.
        let without_wide = content.trim_matches('\u{3000}');
        // The reader has read it as a command, whatever its tag is.
        let tag = content.split(char::is_whitespace).next().unwrap_or_default();
        let plain = with_ascii_spaces(content, &HashSet::from([tag.into()]));
        let plain = plain.or_else(|| (without_wide != content).then(|| without_wide.to_owned()));
        Some((content, plain?))
    }

    fn is_refused_command(&self, at: usize) -> bool {
        let command = self.said.get(at).map(|said| CommandLine::parse(said));
        let tag = command.and_then(|command| command.tag);
        let answer = self.said.get(at + 1).and_then(|said| tagged_status(said));
        let answered = answer.filter(|(_, status)| *status == Status::Bad).map(|(tag, _)| tag);
        answered.is_some_and(|answered| tag.is_none_or(|tag| tag == answered))
    }

    /// The command with the spaces before and after it, if the server has refused it and no line that was not
    /// refused has them: a listing may have spaces that were not sent.
    fn with_surplus_spaces(&self, at: usize, end: usize, command: String) -> String {
        let Some(tag) = CommandLine::parse(&command).tag else { return command };
        if end != at + 1 || !self.is_refused(tag, end) {
            return command;
        }
        let blank = |is_there: bool| if is_there { " " } else { "" };
        let others = || self.commands.iter().filter(|other| **other != at);
        let begins = spaces_before(&self.said[at]);
        let is_deeper = others().all(|other| spaces_before(&self.said[*other]) < begins);
        let before = blank(is_deeper && others().next().is_some());
        let after = blank(self.said[at].ends_with(' ') && !self.pads_lines());
        format!("{before}{command}{after}")
    }

    /// Whether the listing has a space at the end of a line that was right: of a response, or of a command that
    /// was not refused.
    fn pads_lines(&self) -> bool {
        let ends_in_space = |index: &usize| self.said[*index].ends_with(' ');
        let is_padded_command = |index: &usize| {
            self.commands.contains(index)
                && !self.is_refused_command(*index)
                && !self.is_refused("", index + 1)
        };
        let is_padded_response = |index: &usize| {
            self.is(*index, LineKind::Server) && !is_continuation_request(&self.said[*index])
        };
        let mut lines = (0..self.said.len()).filter(ends_in_space);
        lines.any(|index| is_padded_command(&index) || is_padded_response(&index))
    }

    /// Whether the response at this index is the BAD that refuses the command with this tag, perhaps without
    /// a tag.
    fn is_refused(&self, tag: &str, index: usize) -> bool {
        let said = self.said.get(index).map_or("", |said| said.trim());
        self.is(index, LineKind::Server)
            && (tagged_status(said) == Some((tag, Status::Bad))
                || response_keyword(said.as_bytes()).as_deref() == Some("BAD"))
    }
}

/// The command with the blanks before its masked secret as they were written. `plain`: the written line with
/// ASCII spaces.
fn before_secret(written: &str, plain: &str, command: &str) -> Option<String> {
    let shared = plain.chars().zip(command.chars()).take_while(|(it, other)| it == other).count();
    let before: String = written.chars().take(shared).collect();
    let masked: String = command.chars().skip(shared).collect();
    let is_same = written.chars().count() == plain.chars().count();
    let is_secret = Placeholder::ALL.iter().any(|it| masked.starts_with(it.text()));
    (is_same && is_secret && !before.is_ascii()).then(|| before + &masked)
}
