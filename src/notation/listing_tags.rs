//! Finds out which words are the tags of a listing.

use super::marks::arrows::is_arrow;
use super::marks::log_prefix::is_time_of_day;
use super::prose::list_sign::is_list_sign;
use crate::notation::words::has_digit;
use crate::protocol::spelling;
use crate::protocol::typed_line::{CommandLine, to_half_width};
use std::collections::HashSet;

/// The tags of a listing: the words that a completion repeats, or others of the same form: with the
/// same letters and another number, or another single letter.
#[derive(Clone, Debug, Default)]
pub struct ListingTags {
    words: HashSet<Box<str>>,
    forms: HashSet<Box<str>>,
}

impl ListingTags {
    /// The tags of a listing whose commands and completions begin with these words. Without a completion that
    /// repeats a word, a tag has a digit, a `.` or a `?`, and is not the sign of a list's entry.
    pub fn of(commands: &HashSet<Box<str>>, completions: &HashSet<Box<str>>) -> ListingTags {
        let mut tags = ListingTags::default();
        for word in commands {
            let repeated = completions.contains(word);
            if repeated || (completions.is_empty() && has_sign(word) && !is_list_sign(word)) {
                tags.add(word);
            }
        }
        tags
    }

    pub fn add(&mut self, tag: &str) {
        self.words.insert(tag.into());
        self.forms.extend(form(tag));
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether this word is a tag of the listing.
    pub fn contains(&self, word: &str) -> bool {
        self.words.contains(word)
            || (!self.forms.is_empty() && form(word).is_some_and(|form| self.forms.contains(&form)))
    }

    /// Parses a line that begins with one of these tags.
    pub fn parse<'a>(&self, text: &'a str) -> Option<CommandLine<'a>> {
        let end = text.find([' ', '\t'])?;
        self.contains(&text[..end]).then(|| CommandLine::parse_tagged(text)).flatten()
    }
}

/// The command of this text, if it is registered and the word before it is certainly its tag.
pub fn surely_tagged(text: &str) -> Option<CommandLine<'_>> {
    let command = CommandLine::parse_tagged(text).filter(|command| command.spec.is_some());
    command.filter(|command| command.tag.is_some_and(is_sure_tag))
}

/// Whether a word before a command can be its tag, and not the time or the arrow that the lines of a log
/// begin with.
pub fn may_be_tag(word: &str) -> bool {
    !is_time_of_day(word) && !is_arrow(word) && word != "|"
}

/// Whether two words may be tags of one listing: they have the same letters and a number.
pub fn are_alike(word: &str, other: &str) -> bool {
    form(word).is_some_and(|found| Some(found) == form(other))
}

/// Whether a word seems to be a misprint of this tag, which has a number: it has the same number, perhaps
/// with other zeros before it or with letters that look like digits, and at most one letter differs. A number
/// alone is not a misprint of a tag with letters: it may begin a heading.
pub fn is_misprint(tag: &str, word: &str) -> bool {
    let as_printed = |text: &str| text.replace(['l', 'I'], "1").replace(['o', 'O'], "0");
    let (tag, word) = (as_printed(tag), as_printed(word));
    if tag == word && has_digit(&tag) {
        return true;
    }
    let ((letters, number), (others, other)) = (tag_parts(&tag), tag_parts(&word));
    number.is_some()
        && number == other
        && letters.is_empty() == others.is_empty()
        && strsim::levenshtein(letters, others) < 2
}

/// The text before the number that a tag ends with, and the number.
pub fn tag_parts(tag: &str) -> (&str, Option<u64>) {
    let digits = tag.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (letters, number) = tag.split_at(tag.len() - digits);
    (letters, number.parse().ok())
}

/// The form of a word: a sign replaces each number, or a single letter. `None` if the word has no number and
/// is not a letter.
fn form(word: &str) -> Option<Box<str>> {
    if is_letter(word) {
        return Some(if word == word.to_ascii_lowercase() { "a" } else { "A" }.into());
    }
    if word.len() > 32 || !word.bytes().any(|octet| octet.is_ascii_digit()) {
        return None;
    }
    let mut form = String::new();
    for (at, c) in word.char_indices() {
        match c.is_ascii_digit() || is_printed_zero(word, at) {
            true if form.ends_with('#') => {}
            true => form.push('#'),
            false => form.push(c),
        }
    }
    Some(form.into())
}

/// Whether the word has the letter O here, beside a digit: it is printed in place of a zero.
fn is_printed_zero(word: &str, at: usize) -> bool {
    let is_digit = |octet: Option<&u8>| octet.is_some_and(u8::is_ascii_digit);
    let octets = word.as_bytes();
    let before = at.checked_sub(1).and_then(|at| octets.get(at));
    matches!(octets[at], b'o' | b'O') && (is_digit(before) || is_digit(octets.get(at + 1)))
}

/// Whether a word is a single letter.
pub fn is_letter(word: &str) -> bool {
    word.len() == 1 && word.bytes().all(|octet| octet.is_ascii_alphabetic())
}

/// Whether a word has characters that tags have and words of prose do not.
fn has_sign(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit() || matches!(c, '.' | '?'))
}

/// Whether a tag that needs no evidence may have this character.
pub fn is_of_tag(c: char) -> bool {
    c.is_ascii_alphanumeric() || ".?-_".contains(c)
}

/// Whether a word in front of a command is its tag, even if no completion repeats it.
pub fn is_sure_tag(word: &str) -> bool {
    has_sign(word) && word.chars().all(is_of_tag) && !is_list_sign(word)
}

/// The place of a character in a word that would be a tag, or one behind `>`, with the ASCII character that it
/// looks like; that character, and the ASCII one: a letter of another script, or what an input method makes of
/// ASCII. A word in another script alone is not a tag.
pub fn look_alike(word: &str) -> Option<(usize, char, char)> {
    let half_width =
        |c: char| to_half_width(c.encode_utf8(&mut [0; 4])).chars().next().filter(|it| *it != c);
    let ascii = |c: char| spelling::look_alike(c).or_else(|| half_width(c));
    let as_ascii: String = word.chars().map(|c| ascii(c).unwrap_or(c)).collect();
    let may_be = word.contains(|c: char| c.is_ascii_alphanumeric() || half_width(c).is_some());
    if !may_be || !is_sure_tag(as_ascii.trim_start_matches('>')) {
        return None;
    }
    word.char_indices().find_map(|(at, c)| Some((at, c, ascii(c)?)))
}

/// Whether prose may begin with this tag: it consists only of letters or only of digits.
pub fn may_be_prose(tag: &str) -> bool {
    tag.bytes().all(|octet| octet.is_ascii_alphabetic())
        || tag.bytes().all(|octet| octet.is_ascii_digit())
}

/// The registered command with this tag anywhere in a text.
pub fn command_with<'a>(tag: &str, text: &'a str) -> Option<CommandLine<'a>> {
    let is_apart = |at: usize| !text[..at].ends_with(char::is_alphanumeric);
    let places = text.match_indices(tag).map(|(at, _)| at).filter(|at| is_apart(*at));
    let mut commands = places.filter_map(|at| CommandLine::parse_tagged(&text[at..]));
    commands.find(|it| it.tag == Some(tag) && it.spec.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(words: &[&str]) -> HashSet<Box<str>> {
        words.iter().map(|&word| word.into()).collect()
    }

    #[test]
    fn tags_are_repeated_by_completions() {
        let tags = ListingTags::of(&set(&["a001", "Please", "x"]), &set(&["a001", "x", "The"]));
        for tag in ["a001", "a2", "x", "y"] {
            assert!(tags.contains(tag), "{tag}");
        }
        for word in ["Please", "The", "b1", "X"] {
            assert!(!tags.contains(word), "{word}");
        }
        let tags = ListingTags::of(&set(&["A1.2", ".", "?", "Please"]), &set(&[]));
        for tag in ["A1.2", "A3.14", ".", "?"] {
            assert!(tags.contains(tag), "{tag}");
        }
        assert!(!tags.contains("Please"));
    }
}
