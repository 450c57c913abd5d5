//! Lines with more than one command, `a1 noop; a2 noop`: none of them was typed like this. Section 11 of
//! `docs/listings.md`.

use crate::notation::decision::Why;
use crate::notation::error::Mistake;
use crate::notation::lines::ScriptLine;
use crate::notation::listing_tags::{are_alike, is_letter, is_sure_tag, surely_tagged};
use crate::notation::marks::after_mark_of_side;
use crate::notation::reader::{NeedsLine, ScriptReader};
use crate::notation::response::is_response;
use crate::notation::shape::{Nesting, is_complete_command, lacks_arguments};
use crate::protocol::typed_line::{CommandLine, tagged_status};

/// What seems to be another command in the line of a command.
#[derive(Clone, Copy, Debug)]
struct Other<'a> {
    /// Its tag, if the command has another one.
    tag: Option<&'a str>,
    is_registered: bool,
    /// Whether it can hardly be anything else: it is after a sign that separates commands, or its tag has a
    /// letter.
    is_sure: bool,
    /// Whether it seems to belong to the command's arguments, not to a remark.
    is_inside: bool,
}

impl ScriptReader {
    /// Whether a line without a mark has a command and its completion, with only a space between: the line
    /// ends were lost in copying. Prose may name the command of another line with its answer, and the listing
    /// may show that the server refused it all.
    pub fn has_answer_in_line(&mut self, text: &str) -> Result<bool, NeedsLine> {
        // Most lines have no four words, or no status.
        let may_be = memchr::memchr_iter(b' ', text.as_bytes()).nth(2).is_some()
            && [" OK", " NO", " BAD"].iter().any(|status| text.contains(status));
        if !may_be {
            return Ok(false);
        }
        let command = CommandLine::parse_tagged(text).filter(|it| it.spec.is_some());
        let Some(tag) = command.and_then(|it| it.tag).filter(|tag| is_joined_answer(text, tag))
        else {
            return Ok(false);
        };
        let is_below =
            self.next_with_tag(tag, self.at + 1).is_some_and(|(_, completes)| !completes);
        let is_about_other = is_sure_tag(tag) && (is_below || self.sent.tags.contains(tag));
        Ok(!is_about_other && !self.is_refused_at(self.at + 1)?)
    }

    /// Notes the next command after a completion in its line, `a1 OK a2 SELECT Drafts`: the line end between
    /// them was lost. It is a mistake if the listing shows its answer.
    pub fn note_joined_command(&mut self, text: &str, line: &ScriptLine) {
        let Some((tag, _)) = tagged_status(text).filter(|(tag, _)| is_sure_tag(tag)) else {
            return;
        };
        let ends = text.match_indices(' ').map(|(at, _)| &text[at + 1..]).take(MOST);
        let is_next = |it: &CommandLine<'_>| {
            it.tag.is_some_and(|own| own != tag && are_alike(own, tag)) && is_complete_command(it)
        };
        let Some(command) = ends.filter_map(surely_tagged).find(is_next) else {
            return;
        };
        match command.tag.and_then(|tag| self.next_with_tag(tag, self.at)) {
            Some((_, true)) => self.mistake(line, Mistake::SeveralCommands),
            Some((_, false)) => {}
            None => self.note_unsent(command.text, line, Why::ServerForm),
        }
    }

    /// Whether this command, or the text that follows it in `line`, has another command. `next` is the index
    /// of the line below. A remark may name a command that has a line below: `// a3 EXPUNGE removes it`.
    pub(super) fn has_several_commands(
        &mut self,
        command: &CommandLine<'_>,
        line: &str,
        next: usize,
    ) -> bool {
        let is_typed = |other: Other<'_>| {
            let Some(tag) = other.tag else {
                return true;
            };
            match self.next_with_tag(tag, next) {
                Some((_, is_completion)) => is_completion || (other.is_inside && other.is_sure),
                None if other.is_sure => other.is_registered,
                // `2 COPY 3 Check` copies to the folder "Check".
                None => {
                    let own = command.tag.and_then(|own| self.next_with_tag(own, next));
                    other.is_registered && !own.is_some_and(|(_, is_completion)| is_completion)
                }
            }
        };
        others(command, line).into_iter().any(is_typed)
    }
}

/// The most words of a line that are examined.
const MOST: usize = 128;

/// How many octets an answer may have to its status, its mark and tag included.
const MAX_BEGIN: usize = 512;

const CERTAIN: Other<'_> =
    Other { tag: None, is_registered: true, is_sure: true, is_inside: false };

/// Whether the completion with this tag follows the whole command that begins this text, perhaps after
/// untagged responses.
fn is_joined_answer(text: &str, tag: &str) -> bool {
    let is_status = |rest: &str| {
        let status = rest[tag.len()..].trim_start();
        ["OK", "NO", "BAD"].iter().any(|it| status.starts_with(it))
            && tagged_status(rest).is_some_and(|(own, _)| own == tag)
    };
    let mut places = text.match_indices(tag).map(|(at, _)| text.split_at(at));
    let found = places.find(|(before, rest)| before.ends_with(' ') && is_status(rest));
    found.is_some_and(|(before, _)| {
        let mut untagged = before.match_indices(" * ").map(|(at, _)| before.split_at(at));
        let before = untagged.find(|(_, rest)| is_response(rest.trim())).map_or(before, |it| it.0);
        let command = before.strip_suffix(' ').unwrap_or(before);
        let ends = |c: char| c.is_alphanumeric() || matches!(c, '"' | ')' | ']' | '*');
        command.ends_with(ends) && is_whole(command)
    })
}

/// Whether this is a tagged command with all its arguments.
fn is_whole(text: &str) -> bool {
    let command = CommandLine::parse_tagged(text).filter(|_| !Nesting::of(text).is_open());
    command.is_some_and(|it| it.spec.is_some_and(|spec| !lacks_arguments(spec, it.arguments)))
}

/// Whether this text is a completion of the command.
fn is_answer_to(command: &CommandLine<'_>, text: &str) -> bool {
    tagged_status(text).is_some_and(|(tag, _)| command.tag == Some(tag))
}

/// What may be other commands in this command, or in the text that follows it in `line`.
fn others<'a>(command: &CommandLine<'a>, line: &'a str) -> Vec<Other<'a>> {
    let text = command.text;
    let is_in_quotes = |before: &str| before.matches('"').count() % 2 == 1;
    // A tag may have a sign too.
    let tag = command.tag.map_or(0, str::len);
    let after_tag = places(text).take(MOST).filter(|(at, _)| *at > tag);
    let inside = after_tag.filter_map(|(at, separator)| {
        let (before, rest) = text.split_at(at);
        // `a1 noop; a1 OK`, `DONE S: a1 OK`
        let is_answer = || {
            let begin = &rest[..rest.floor_char_boundary(MAX_BEGIN)];
            (separator.is_some() && is_answer_to(command, begin))
                || after_mark_of_side(begin).is_some_and(|rest| tagged_status(rest).is_some())
        };
        let other = match other_at(command, before, rest, separator) {
            None => is_answer().then_some(CERTAIN)?,
            Some(other) => other,
        };
        (!is_in_quotes(before)).then_some(Other { is_inside: true, ..other })
    });
    let rest = line.find(text).map(|at| &line[at + text.len()..]);
    // A remark may mention another command: `# like a2 noop`.
    let rest = rest.filter(|rest| !rest.trim_start().starts_with('#')).unwrap_or_default();
    let is_separate = |before: &str| {
        before.trim_end().chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '(')
    };
    let after = places(rest).take(MOST).filter_map(|(at, separator)| {
        let (before, rest) = rest.split_at(at);
        is_separate(before).then(|| other_at(command, text, rest, separator))?
    });
    inside.chain(after).collect()
}

/// What may be another command at the beginning of `text`, below the text `before` and this separator.
fn other_at<'a>(
    command: &CommandLine<'_>,
    before: &str,
    text: &'a str,
    separator: Option<char>,
) -> Option<Other<'a>> {
    let word = first_word(text)?;
    let is_separated = separator.is_some();
    if command.tag == Some(word) {
        CommandLine::parse_tagged(text).filter(|it| it.spec.is_some())?;
        // `a CAPABILITY a NOOP`: the first one has all its arguments.
        return (is_separated || is_whole(before.trim_end())).then_some(CERTAIN);
    }
    if is_sure_tag(word) || is_letter(word) {
        let tag = command.tag.filter(|tag| *tag != word)?;
        let other = CommandLine::parse_tagged(text)?;
        let is_alike = are_alike(word, tag);
        // In `001 FETCH 1 UID FLAGS` the number is not a tag.
        let has_letter = word.contains(char::is_alphabetic);
        // In `a LOGIN b noop` the letter is not one either.
        let may_be_argument =
            is_letter(word) && !is_complete_command(&CommandLine::parse(before.trim_end()));
        let is_registered =
            if is_alike && has_letter { other.spec.is_some() } else { is_complete_command(&other) };
        let is_like = is_alike || (is_separated && has_letter && is_registered);
        let may_be = is_registered || (is_separated && has_letter);
        let is_sure = is_separated || has_letter;
        return (is_like && may_be && !may_be_argument).then_some(Other {
            tag: Some(word),
            is_registered,
            is_sure,
            is_inside: false,
        });
    }
    let ends_command = |separator| matches!(separator, ';' | '；' | '&' | '>' | '\\');
    let other = separator.filter(|it| ends_command(*it)).map(|_| CommandLine::parse(text))?;
    (other.tag.is_none() && is_complete_command(&other)).then_some(CERTAIN)
}

/// The first word of a text, if it is short enough for a tag or a name.
fn first_word(text: &str) -> Option<&str> {
    const LONGEST: usize = 32;
    let mut octets = text.bytes().take(LONGEST);
    let end = octets.position(|octet| matches!(octet, b' ' | b'\t'));
    match end {
        Some(end) => text.get(..end),
        None => (text.len() < LONGEST).then_some(text),
    }
}

/// The places where words begin after a space or a sign that separates commands, and this sign. A backslash
/// stands for an escaped line end, `\r\n`.
fn places(text: &str) -> impl Iterator<Item = (usize, Option<char>)> {
    const SEPARATORS: &[char] = &[';', '；', ',', '，', '、', '&', '|', '>', '→'];
    let (mut before, mut separator) = (['a', 'a'], None);
    text.char_indices().filter_map(move |(at, c)| {
        if matches!(before, ['\\', 'n' | 'r']) {
            separator = Some('\\');
        }
        let begins = (matches!(before[1], ' ' | '\t' | '`') || separator.is_some())
            && !matches!(c, ' ' | '\t' | '`');
        let found = begins.then_some((at, separator));
        before = [before[1], c];
        if !matches!(c, ' ' | '\t' | '`') {
            separator = SEPARATORS.contains(&c).then_some(c);
        }
        found
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has_another(line: &str, content: &str) -> bool {
        !others(&CommandLine::parse(content), line).is_empty()
    }

    #[test]
    fn another_command_in_the_line_is_found() {
        for line in [
            "a1 login u p; a2 select inbox",
            "a1 noop, a2 noop",
            "a1 noop && a2 logout",
            "a1 noop;a2 noop",
            "a1 noop、a2 noop",
            "a1 login u p\\r\\na2 noop",
            "a1 noop; a1 delete Work",
            "a1 login u p; a1 OK",
            ". noop; . select inbox",
            "x7 noop; x7 logout",
            "c1 noop; s1 delete Work",
            "noop; select inbox",
            "A LOGIN u p B SELECT INBOX C FETCH 1 FLAGS",
            "a1 noop; a2 xfoo",
            "a CAPABILITY a LOGIN \"user\" \"password\" a LIST * \"\"",
        ] {
            assert!(has_another(line, line), "{line}");
        }
        for rest in [
            " ; a2 select inbox",
            " / a1 OK / a2 select inbox / a2 OK",
            "     a2 select inbox",
            " → a2 select inbox",
            "` → `a2 select inbox`",
            " ; select inbox",
        ] {
            assert!(has_another(&format!("a1 login u p{rest}"), "a1 login u p"), "{rest}");
        }
        for line in [
            "a1 search text \"see a2 noop\"",
            "a1 search body a2",
            "a1 list a2 b1 noop",
            "001 FETCH 1 UID FLAGS",
            "1 FETCH 2 UID",
            "1 FETCH 2,3 UID",
            "a login b noop",
            "a login a noop",
            "a list a noop",
            "a search from a noop",
            "a rename a noop",
            "a copy 1 a",
            "a1 search from \"a; noop\"",
            "search or from a, noop",
        ] {
            assert!(!has_another(line, line), "{line}");
        }
        for rest in [" # a2 noop", " (a2 noop)", " ← like a2 noop", " / a1 OK", "（a2 noop）"] {
            assert!(!has_another(&format!("a1 noop{rest}"), "a1 noop"), "{rest}");
        }
    }
}
