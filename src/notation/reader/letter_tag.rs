//! Single letters in front of a command: tags, as in `a login taro pw`, or words of a sentence, as in
//! `a select few`. Section 3 of `docs/listings.md`.

use super::{NeedsLine, ScriptReader};
use crate::notation::listing_tags::is_letter;
use crate::notation::prose::reads_like_prose;
use crate::notation::shape::is_complete_command;
use crate::protocol::typed_line::CommandLine;

/// Nouns after a command's name in prose: `a SELECT command`.
const NOUNS: &[&str] = &[
    "command",
    "commands",
    "item",
    "key",
    "line",
    "mailbox",
    "message",
    "operation",
    "request",
    "response",
    "statement",
];

impl ScriptReader {
    /// Whether a single letter before this command is its tag, although the line could be part of a sentence:
    /// the command's name is in capitals, or other commands have such tags. Fails if more lines must arrive
    /// first.
    pub(super) fn has_letter_tag(&mut self, command: &CommandLine<'_>) -> Result<bool, NeedsLine> {
        if !is_tagged_with_letter(command) {
            return Ok(false);
        }
        let argument = command.arguments.trim();
        let is_in_capitals = !command.verb.bytes().any(|it| it.is_ascii_lowercase());
        let is_noun = NOUNS.iter().any(|noun| noun.eq_ignore_ascii_case(argument));
        if (is_in_capitals && !is_noun) || self.has_sent_with_letter() {
            return Ok(true);
        }
        if !self.stream {
            return Ok(self.has_several_letter_tags());
        }
        let next = self.next_text(self.at + 1)?;
        Ok(next
            .is_some_and(|next| is_tagged_with_letter(&CommandLine::parse(next.content().trim()))))
    }

    /// Whether a command with such a tag was sent.
    fn has_sent_with_letter(&self) -> bool {
        ('a'..='z')
            .chain('A'..='Z')
            .any(|letter| self.sent.tags.contains(letter.encode_utf8(&mut [0; 4])))
    }

    /// Whether a whole script has several commands with such tags.
    fn has_several_letter_tags(&mut self) -> bool {
        *self.all_commands.have_letters.get_or_insert_with(|| {
            let lines = self.lines.from(0).map(|line| self.lines.undecorated(line));
            let mut tagged = lines
                .filter(|line| is_tagged_with_letter(&CommandLine::parse(line.content().trim())));
            tagged.nth(1).is_some()
        })
    }
}

/// Whether this is a complete command, without words of a sentence, after a single letter.
fn is_tagged_with_letter(command: &CommandLine<'_>) -> bool {
    command.tag.is_some_and(is_letter)
        && is_complete_command(command)
        && !reads_like_prose(command.arguments.trim())
}
