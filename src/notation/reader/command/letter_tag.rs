//! Words in front of a command that do not look like tags: a single letter is one in `a login taro pw`, but
//! not in `a select few`; and a word that precedes all commands is one, `tag LOGIN taro pw`. Section 3 of
//! `docs/listings.md`.

use super::heading::COLONS;
use super::script::without_remark;
use crate::notation::lines::ScriptLine;
use crate::notation::listing_tags::is_letter;
use crate::notation::prose::{is_certain_command, prose_words};
use crate::notation::reader::look_ahead::NEAR;
use crate::notation::reader::{NeedsLine, ScriptReader};
use crate::notation::response::is_response;
use crate::notation::shape::is_complete_command;
use crate::notation::words::{is_capitalized, is_one_of};
use crate::protocol::commands::{CommandSpec, ConnectionState};
use crate::protocol::typed_line::{CommandLine, tagged_status};
use std::collections::HashMap;

/// Nouns after a command's name in prose: `a SELECT command`.
const NOUNS: &str =
    "command commands item key line mailbox message operation request response statement";

/// Nouns after "login" in prose: `a login screen appears`.
const OF_LOGIN: &str = "attempt button dialog failed form fails field link name page prompt screen server takes window works";

impl ScriptReader {
    /// Whether a word before this command is its tag, although the line could be part of a sentence: a letter
    /// if the command's name is in capitals or other commands have a letter too, any word if other commands
    /// have the same.
    pub(super) fn has_word_as_tag(&self, command: &CommandLine<'_>) -> Result<bool, NeedsLine> {
        let Some(word) = word_before(command) else {
            return Ok(false);
        };
        let is_in_capitals = !command.verb.bytes().any(|it| it.is_ascii_lowercase());
        let is_noun = is_noun(command.arguments.trim());
        let mut letters = ('a'..='z').chain('A'..='Z');
        let mut is_sent =
            || letters.any(|letter| self.sent.tags.contains(letter.encode_utf8(&mut [0; 4])));
        if (is_letter(word) && is_in_capitals && !is_noun)
            || self.sent.tags.contains(word)
            || (is_letter(word) && is_sent())
        {
            return Ok(true);
        }
        // A server is greeted with a command, and not with a sentence.
        let may_be_alone = is_letter(word)
            && !is_noun
            && (!self.style.has_prose || self.evidence.has_response)
            && !self.evidence.has_untagged_command();
        if !self.stream {
            let is_alone = may_be_alone && self.have_all_commands_tags(1);
            return Ok(is_alone || self.is_before_several(word));
        }
        if may_be_alone && self.begins_stream(word, command) && is_complete_command(command) {
            return Ok(true);
        }
        let is_by_word = tagged_by_word(command.text).is_some();
        if is_by_word && self.sent.last.as_ref().is_some_and(|it| tagged_by_word(&it.1).is_some()) {
            return Ok(true);
        }
        let mut is_first = true;
        let decides = |line: ScriptLine| {
            let text = line.content().trim();
            // The completion decides, and not the data before it.
            if text.is_empty() || text.starts_with(['#', ':']) || is_untagged_response(text) {
                return None;
            }
            // `Response:`, or the heading of the next command, may be between.
            if std::mem::take(&mut is_first) && text.ends_with(COLONS) {
                return None;
            }
            let next = CommandLine::parse(text);
            let is_same = word_before(&next)
                .is_some_and(|before| key(before) == key(word) && is_tag_alone(before, &next));
            let is_tag = is_same
                || (is_by_word && tagged_by_word(text).is_some())
                || tagged_status(text).is_some_and(|(tag, _)| tag == word);
            Some(is_tag)
        };
        Ok(self.first_below(self.at + 1, NEAR, decides)?.unwrap_or(may_be_alone))
    }

    /// Whether this command, with a small letter for its tag, is the first of a stream besides directives: a
    /// program may wait for the answer. A page begins with a heading or a capital letter, and sessions begin
    /// with a command that needs no login; `a delete button` may be prose.
    fn begins_stream(&self, word: &str, command: &CommandLine<'_>) -> bool {
        let is_passed = |line: ScriptLine| line.is_blank() || line.text().trim().starts_with(':');
        let needs_login = command
            .spec
            .and_then(CommandSpec::needed_state)
            .is_some_and(|state| state >= ConnectionState::Authenticated);
        let first = command.arguments.split_ascii_whitespace().next().unwrap_or_default();
        let is_sentence =
            command.text.ends_with(['.', ',', ';', ':']) || is_one_of(OF_LOGIN, first);
        word.starts_with(|c: char| c.is_lowercase())
            && !needs_login
            && !is_sentence
            && self.lines_above(self.at).all(is_passed)
    }

    /// This line's command with the word before it as its tag, if all commands of the script have such words,
    /// and that word is also a command's name: `login LOGIN taro pw`.
    pub(super) fn with_word_as_tag<'a>(
        &self,
        command: CommandLine<'a>,
    ) -> Result<CommandLine<'a>, NeedsLine> {
        let is_alone = command.arguments.is_empty();
        if command.tag.is_some() || command.spec.is_none() || is_alone {
            return Ok(command);
        }
        match tagged_by_word(command.text) {
            Some(tagged) if self.has_word_as_tag(&tagged)? => Ok(tagged),
            _ => Ok(command),
        }
    }

    /// Whether several commands of a whole script have this word before them, or another letter if it is one.
    /// If it is a longer word, no command may have another tag.
    fn is_before_several(&self, word: &str) -> bool {
        let words = self.all_commands.words.get_or_init(|| {
            let mut words: HashMap<Box<str>, usize> = HashMap::new();
            let (mut commands, mut tagged, mut in_capitals) = (0, 0, 0);
            for line in self.lines.from(0) {
                let line = self.lines.undecorated(line);
                let text = line.content().trim();
                let by_word = tagged_by_word(text);
                let command = by_word.unwrap_or_else(|| without_remark(&CommandLine::parse(text)));
                // `Delete it:` is a heading.
                if text.ends_with(COLONS) && command.tag.is_none() {
                    continue;
                }
                if let Some(word) = word_before(&command)
                    && is_tag_alone(word, &command)
                {
                    *words.entry(key(word).into()).or_default() += 1;
                }
                in_capitals += usize::from(by_word.is_some());
                commands += usize::from(is_complete_command(&command));
                tagged += usize::from(command.tag.is_some() && is_complete_command(&command));
            }
            let are_all_tagged = in_capitals > 1 && in_capitals == commands;
            let is_tag = |word: &str, count: usize| {
                are_all_tagged || (count > 1 && (is_letter(word) || count == tagged))
            };
            words.retain(|word, count| is_tag(word, *count));
            words.into_keys().collect()
        });
        words.contains(key(word))
    }
}

/// Whether an argument is a noun that follows a command's name in prose.
pub(super) fn is_noun(argument: &str) -> bool {
    is_one_of(NOUNS, &argument.to_ascii_lowercase())
}

/// The command in capitals in this text, if a word that is not precedes it: `sel SELECT INBOX`,
/// `Login LOGIN taro pw`.
fn tagged_by_word(text: &str) -> Option<CommandLine<'_>> {
    let command = CommandLine::parse_after_tag(text)?;
    let has_small = |word: &str| word.bytes().any(|octet| octet.is_ascii_lowercase());
    let word = word_before(&command)?;
    let is_tag = !has_small(command.verb) && has_small(word) && is_tag_alone(word, &command);
    is_tag.then_some(command)
}

/// Whether this word before the command may be its tag where no completion repeats it. A capitalized one must
/// name the command (`Login LOGIN`): `Use SELECT INBOX` and `Never DELETE Archive` are prose.
fn is_tag_alone(word: &str, command: &CommandLine<'_>) -> bool {
    let name = command.verb.get(..word.len());
    !is_capitalized(word) || name.is_some_and(|name| name.eq_ignore_ascii_case(word))
}

/// The word before a complete command without words of a sentence: a letter, or a word of letters that no
/// sentence begins with.
fn word_before<'a>(command: &CommandLine<'a>) -> Option<&'a str> {
    let is_word = |word: &str| {
        let is_in = |is_case: fn(&u8) -> bool| word.bytes().all(|octet| is_case(&octet));
        let is_in_one_case = || is_in(u8::is_ascii_lowercase) || is_in(u8::is_ascii_uppercase);
        is_letter(word)
            || (word.len() > 2
                && (is_in_one_case() || is_capitalized(word))
                && prose_words(word) == 0)
    };
    command.tag.filter(|word| is_certain_command(command) && is_word(word))
}

fn is_untagged_response(text: &str) -> bool {
    text.starts_with(['*', '+']) && is_response(text)
}

/// One letter stands for all.
fn key(word: &str) -> &str {
    if is_letter(word) { "a" } else { word }
}
