//! The place of a possible mark in a line, of any pair.

use super::arrows::{ARROWS, SHAFTS};
use super::log_prefix::{EMPHASIS, after_time, is_address, is_seconds, significant};
use super::sides::is_role;
use crate::notation::prose::list_sign::is_step;
use crate::notation::words::spaces_before;
use crate::protocol::typed_line::CommandLine;

/// The signs that end a mark; an arrow may have several: `>>>`, `-->`.
const SIGNS: &[char] = &[':', '：', ']', ')', '|'];

/// The brackets that may enclose a mark.
const BRACKETS: &[(char, char)] = &[('[', ']'), ('(', ')'), ('<', '>'), ('{', '}'), ('【', '】')];

/// What precedes sent and received text in Thunderbird's logs, after much else.
pub const LOGGED: [&str; 2] = ["SendData:", "CreateNewLineFromSocket:"];

/// The most signs of a quotation before a mark.
const MAX_QUOTATION: usize = 3;

/// The longest word in a mark, in characters.
const MAX_WORD: usize = 16;

/// The place of a possible mark in a line, of any pair.
pub struct MarkPosition {
    pub begins: usize,
    pub after: usize,
}

impl MarkPosition {
    /// The possible mark of a line: at its beginning, or after a log's prefix.
    pub fn in_line(text: &str) -> Option<MarkPosition> {
        MarkPosition::logged(text).or_else(|| MarkPosition::at_start(text))
    }

    /// The possible mark at the beginning of a line: a sign, or a word with a sign; the RFCs put `Example:`
    /// before the first. `C:\` and `http://` are not marks.
    pub fn at_start(text: &str) -> Option<MarkPosition> {
        MarkPosition::after_quotation(text, MAX_QUOTATION)
    }

    /// The possible mark after at most `depth` signs of a quotation, which are part of the mark.
    fn after_quotation(text: &str, depth: usize) -> Option<MarkPosition> {
        let mut begins = spaces_before(text);
        if let Some(after) = after_example(&text[begins..]) {
            begins += after;
            begins += spaces_before(&text[begins..]);
        }
        begins += after_time(&text[begins..]);
        let rest = &text[begins..];
        let inside = rest.trim_start_matches(EMPHASIS);
        let is_emphasized = inside.len() < rest.len() && !inside.starts_with([' ', '\t']);
        let inside = if is_emphasized { inside } else { rest };
        let mut after = after_mark(inside)?;
        if is_emphasized {
            after = after.trim_start_matches(EMPHASIS);
        }
        let end = text.len() - after.len();
        let is_quotation = depth > 0 && text[begins..end].chars().all(|c| matches!(c, '>' | '|'));
        let inner =
            if is_quotation { MarkPosition::after_quotation(after, depth - 1) } else { None };
        let is_inner = |inner: &MarkPosition| inner.has_word(after) && !inner.is_tag(after);
        let inner = inner.filter(is_inner).map_or(0, |inner| inner.after);
        let mut after = end + inner;
        // A row of a table: `| C: | a1 noop |`
        if inner > 0
            && text[begins..].starts_with('|')
            && let Some(cell) = text[after..].trim_start().strip_prefix('|')
        {
            after = text.len() - cell.len();
        }
        Some(MarkPosition { begins, after })
    }

    /// The mark in a log line that begins with much else.
    fn logged(text: &str) -> Option<MarkPosition> {
        // Most lines have no colon, and are not searched.
        if !text.contains(':') {
            return None;
        }
        LOGGED.iter().find_map(|mark| {
            let begins = text.find(mark)?;
            let is_after_other = text[..begins].ends_with([':', ' ']);
            is_after_other.then_some(MarkPosition { begins, after: begins + mark.len() })
        })
    }

    /// The mark's characters, without spaces, numbers and emphasis.
    pub fn letters<'a>(&self, text: &'a str) -> impl Iterator<Item = char> + use<'a> {
        significant(&text[self.begins..self.after]).map(|(_, c)| c)
    }

    /// Whether the mark has letters.
    fn has_word(&self, text: &str) -> bool {
        text[self.begins..self.after].contains(char::is_alphabetic)
    }

    /// Whether the mark is a single letter without a sign, and a command follows: `c` of `> c noop` is a tag.
    fn is_tag(&self, text: &str) -> bool {
        let (mark, content) = text.split_at(self.after);
        mark.trim().len() == 1 && CommandLine::parse(content.trim()).tag.is_none()
    }

    /// The number of the client or the server; 0 if the mark has none, or if it numbers a step.
    pub fn number(&self, text: &str) -> u32 {
        let mark = &text[self.begins..self.after];
        if is_step(mark.trim_matches(|c: char| !c.is_alphabetic() && c != 'ー')) {
            return 0;
        }
        let digits = mark.trim_matches(|c: char| !c.is_ascii_digit());
        digits.parse().unwrap_or_default()
    }
}

/// Whether a text has a sign that could end a mark, or begins with one of the words that need none. Most
/// commands have neither and are not examined further.
pub fn may_have_mark(text: &str) -> bool {
    let is_plain =
        |octet: u8| octet.is_ascii_alphanumeric() || matches!(octet, b' ' | b'\t' | b',' | b'.');
    let text = text.trim_start();
    let first = text.split([' ', '\t']).next().unwrap_or_default();
    !text.bytes().all(is_plain)
        || begins_with_role(text)
        || is_step(first)
        || begins_with_number(text)
}

/// Whether a text begins with a number of seconds or with an address, as the lines of a log do.
fn begins_with_number(text: &str) -> bool {
    let is_digit = |octet: &u8| octet.is_ascii_digit();
    let is_number = |word: &str| is_seconds(word) || is_address(word);
    text.as_bytes().first().is_some_and(is_digit)
        && text.split_once([' ', '\t']).is_some_and(|(word, _)| is_number(word))
}

/// Whether a text of ASCII begins with a word that is a mark without a sign: `client login ...`.
pub fn begins_with_role(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    is_role(&text[..letters])
}

/// The text after the mark that a text begins with.
fn after_mark(text: &str) -> Option<&str> {
    let close = |(open, close): &(char, char)| text.starts_with(*open).then_some(*close);
    let close = BRACKETS.iter().find_map(close);
    let opening = close.and_then(|_| text.chars().next());
    let inside = opening.and_then(|opening| text.strip_prefix(opening)).unwrap_or(text);
    let rest_after = inside.trim_start_matches(|c: char| c.is_alphabetic() || c == 'ー');
    let word = &inside[..inside.len() - rest_after.len()];
    if word.chars().count() > MAX_WORD {
        return None;
    }
    let is_role = is_role(word);
    let rest_after = match is_role {
        true => rest_after.trim_start_matches(|c: char| c.is_ascii_digit()),
        false if is_step(word) => rest_after.trim_start_matches(is_of_number),
        false => rest_after,
    };
    if let Some(after) = close.and_then(|close| rest_after.strip_prefix(close)) {
        // `()` is a list.
        return (!word.is_empty()).then(|| after.strip_prefix(':').unwrap_or(after));
    }
    if let Some(after) =
        after_step(word, &inside[word.len()..inside.len() - rest_after.len()], rest_after)
    {
        return Some(after);
    }
    let rest_after = if opening == Some('<') { text } else { rest_after };
    let emphasis = rest_after.trim_start_matches(EMPHASIS);
    let at_sign = emphasis.trim_start_matches([' ', '\t']);
    let after = match at_sign.chars().next() {
        Some(sign) if SIGNS.contains(&sign) => at_sign.strip_prefix(sign)?,
        _ => {
            let after = at_sign.trim_start_matches(|c| ARROWS.contains(&c) || SHAFTS.contains(&c));
            let sign = &at_sign[..at_sign.len() - after.len()];
            if sign.contains(ARROWS) {
                after
            } else {
                return (is_role && at_sign.len() < rest_after.len()).then_some(rest_after);
            }
        }
    };
    let is_path = at_sign.starts_with(':') && after.starts_with(['\\', '/']);
    (!is_path).then_some(after)
}

/// The text after the number of a step and a full stop, or no sign at all: `Step 1. a1 noop`.
fn after_step<'a>(word: &str, number: &str, rest_after: &'a str) -> Option<&'a str> {
    let has_number = is_step(word) && number.contains(|c: char| c.is_numeric());
    let is_apart = number.ends_with([' ', '\t']) && rest_after.starts_with(char::is_alphanumeric);
    match rest_after.strip_prefix('.') {
        _ if !has_number => None,
        Some(after) => after.starts_with([' ', '\t']).then_some(after),
        None => is_apart.then_some(rest_after),
    }
}

/// Whether this character may belong to the number of a step.
fn is_of_number(c: char) -> bool {
    matches!(c, ' ' | '\t' | '0'..='9' | '０'..='９')
}

/// The position after `Example:`, `Examples:` or `Example 2:`.
fn after_example(text: &str) -> Option<usize> {
    if !text.starts_with(['E', 'e', '例']) {
        return None;
    }
    let (at, colon) = text.char_indices().find(|(_, c)| matches!(c, ':' | '：'))?;
    let word = text[..at].trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '#'));
    let known = ["example", "examples", "例"];
    known.iter().any(|example| word.eq_ignore_ascii_case(example)).then_some(at + colon.len_utf8())
}
