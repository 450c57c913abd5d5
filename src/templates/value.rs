//! The values in a line: parts that do not change the meaning of the rest.

use super::ValueReader;
use crate::encoding::modified_utf7;
use crate::escape::has_control;
use crate::messages::Edges;
use crate::protocol::strings::{push_escaped, unescaped};
use memchr::memchr;
use std::fmt::Write;

/// The kind of a value. The values of one kind do not affect the text around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number of 32 bits, except 0 and 1, whose sentences are worded differently. A larger number is
    /// invalid in its place.
    Number,
    /// A number of 63 bits, except 0 and 1: a size or a mod-sequence.
    LongNumber,
    /// A string that is shown as sent.
    Text,
    /// A string that may contain encoded words, characters outside ASCII, and escaped characters.
    EncodedText,
    /// A date in the form of a message's header.
    HeaderDate,
    /// IMAP's date-time.
    DateTime,
    /// A mailbox's name that is shown as sent.
    Name(Levels),
    /// A mailbox's name in modified UTF-7.
    EncodedName(Levels),
}

/// The hierarchy delimiter of a mailbox's name, and whether the name has several levels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    pub delimiter: Option<u8>,
    pub are_several: bool,
}

/// A place in a form that holds a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    /// Its position in the form's text.
    pub at: usize,
    pub value: Value,
    pub is_quoted: bool,
    /// How the value affects the spacing around it, as sent and as shown.
    pub edges: [Edges; 2],
}

/// The highest number of 32 bits; the highest of 63 bits follows.
const MAX_NUMBER: &[u8] = b"4294967295";
const MAX_LONG_NUMBER: &[u8] = b"9223372036854775807";

/// The maximum length, as sent, of a value with encoded words or in modified UTF-7.
const MAX_ENCODED_LENGTH: usize = 300;

/// The length of IMAP's date-time.
const DATE_TIME: usize = 26;

impl Value {
    /// Whether it may be shown differently than it was sent.
    pub fn is_read(self) -> bool {
        !matches!(self, Value::Number | Value::LongNumber | Value::Text | Value::Name(_))
    }

    /// Whether the content can be a value of this kind. `has`: the kinds of its octets.
    fn allows(self, content: &[u8], has: u8, longest: usize) -> bool {
        let lacks = |odd: u8| has & odd == 0;
        let is_plain = |odd| content.len() <= longest && is_trimmed(content) && lacks(odd);
        let is_encoded = || content.len() <= MAX_ENCODED_LENGTH && is_trimmed(content);
        match self {
            Value::Number => is_plural(content, MAX_NUMBER),
            Value::LongNumber => is_plural(content, MAX_LONG_NUMBER),
            Value::Text | Value::HeaderDate => is_plain(QUESTION_MARK | BACKSLASH | NOT_ASCII),
            Value::EncodedText => is_encoded(),
            Value::DateTime => content.len() == DATE_TIME && lacks(BACKSLASH | NOT_ASCII),
            Value::Name(levels) => {
                is_plain(AMPERSAND | BACKSLASH | NOT_ASCII) && levels.fit(content)
            }
            Value::EncodedName(levels) => {
                is_encoded()
                    && !lacks(AMPERSAND)
                    && lacks(BACKSLASH | NOT_ASCII)
                    && levels.fit(content)
            }
        }
    }
}

// The kinds of octets that are rare in values or end them, one bit each.
const BACKSLASH: u8 = 1;
const QUESTION_MARK: u8 = 2;
const AMPERSAND: u8 = 4;
const NOT_ASCII: u8 = 8;
const CONTROL: u8 = 16;
const QUOTE: u8 = 32;
const NOT_OF_ATOM: u8 = 64;

/// How many octets are examined together.
const CHUNK: usize = 4;

/// The kinds of each octet.
static KINDS: [u8; 256] = kinds();

const fn kinds() -> [u8; 256] {
    let mut kinds = [0; 256];
    let mut octet = 0;
    while octet < kinds.len() {
        kinds[octet] = match octet as u8 {
            b'\\' => BACKSLASH | NOT_OF_ATOM,
            b'?' => QUESTION_MARK | NOT_OF_ATOM,
            b'"' => QUOTE | NOT_OF_ATOM,
            b'&' => AMPERSAND,
            0x80.. => NOT_ASCII | NOT_OF_ATOM,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => 0,
            b'+' | b',' | b'-' | b'.' | b'/' | b'=' | b'@' | b'_' => 0,
            0..b' ' | 0x7f => CONTROL | NOT_OF_ATOM,
            _ => NOT_OF_ATOM,
        };
        octet += 1;
    }
    kinds
}

/// The end of the quoted string that continues here, which is the position of its closing quote, and
/// the kinds of its octets.
fn end_of_quoted(rest: &[u8]) -> Option<(usize, u8)> {
    let (mut from, mut has) = (0, 0);
    loop {
        // Most octets are plain: skip several at once.
        let (chunks, _) = rest.get(from..)?.as_chunks::<CHUNK>();
        for chunk in chunks {
            let kinds = chunk.iter().fold(0, |kinds, octet| kinds | KINDS[usize::from(*octet)]);
            if kinds & (QUOTE | BACKSLASH) != 0 {
                break;
            }
            has |= kinds;
            from += CHUNK;
        }
        let mut ends = |octet: &u8| {
            let kinds = KINDS[usize::from(*octet)];
            has |= kinds;
            kinds & (QUOTE | BACKSLASH) != 0
        };
        let end = from + rest[from..].iter().position(&mut ends)?;
        if rest[end] == b'"' {
            return Some((end, has));
        }
        has |= KINDS[usize::from(*rest.get(end + 1)?)];
        from = end + 2;
    }
}

/// The end of the atom that continues here, and the kinds of its octets.
fn end_of_atom(rest: &[u8]) -> (usize, u8) {
    let mut has = 0;
    for (end, octet) in rest.iter().enumerate() {
        let kinds = KINDS[usize::from(*octet)];
        if kinds & NOT_OF_ATOM != 0 {
            return (end, has);
        }
        has |= kinds;
    }
    (rest.len(), has)
}

impl Levels {
    fn fit(self, name: &[u8]) -> bool {
        let are_several = self.delimiter.is_some_and(|it| memchr(it, name).is_some());
        are_several == self.are_several
    }

    pub fn of(name: &[u8], delimiter: Option<u8>) -> Levels {
        let are_several = delimiter.is_some_and(|it| memchr(it, name).is_some());
        Levels { delimiter, are_several }
    }
}

impl Slot {
    /// The length of the value at the start of this part of a line. `None`: the value is of another kind.
    pub fn length(&self, rest: &[u8], longest: usize) -> Option<usize> {
        let (length, has) = match (self.value, self.is_quoted) {
            (Value::Number | Value::LongNumber, _) => {
                (rest.iter().position(|octet| !octet.is_ascii_digit()).unwrap_or(rest.len()), 0)
            }
            (_, true) => end_of_quoted(rest)?,
            (_, false) => end_of_atom(rest),
        };
        let content = &rest[..length];
        let is_value = has & CONTROL == 0
            && self.value.allows(content, has, longest)
            && (self.is_quoted || !content.eq_ignore_ascii_case(b"NIL"));
        is_value.then_some(length)
    }

    /// Whether both hold the same kind of value.
    pub fn is_like(&self, other: &Slot) -> bool {
        (self.value, self.is_quoted) == (other.value, other.is_quoted)
    }

    /// The value's length, if it equals this one, which was found for a slot of the same kind.
    pub fn length_if_repeated(&self, rest: &[u8], earlier: &[u8]) -> Option<usize> {
        let is_whole = self.is_quoted && rest.strip_prefix(earlier)?.first() == Some(&b'"');
        is_whole.then_some(earlier.len())
    }

    /// A slot for these octets, if they are a value of this kind.
    pub fn new(
        at: usize,
        value: Value,
        is_quoted: bool,
        content: &[u8],
        reader: &impl ValueReader,
    ) -> Option<Slot> {
        let slot = Slot { at, value, is_quoted, edges: [None; 2] };
        let sent = std::str::from_utf8(content).ok()?;
        // With the quote that ends a quoted string.
        let sent_in_line = [content, b"\""].concat();
        if slot.length(&sent_in_line, reader.longest()) != Some(content.len()) {
            return None;
        }
        let read = read(value, sent, reader)?;
        Some(Slot { edges: [reader.edges(sent.trim()), reader.edges(&read)], ..slot })
    }

    /// A sample value for this slot, as sent. `is_long`: long enough that no other text contains it.
    pub fn sample(
        &self,
        content: &str,
        number: u32,
        is_long: bool,
        reader: &impl ValueReader,
    ) -> String {
        let read = read(self.value, content, reader).unwrap_or_default();
        let middle = |delimiter: &str| {
            if is_long { format!("q{number:04}{delimiter}z") } else { delimiter.to_owned() }
        };
        // The sample has the value's first and last characters, so the spacing around it is the same.
        let like = |text: &str, middle: &str| {
            let (first, last) = (text.chars().next(), text.chars().next_back());
            first.into_iter().chain(middle.chars()).chain(last).collect::<String>()
        };
        let (minute, second) = (number / 60, number % 60);
        match self.value {
            Value::Number | Value::LongNumber if is_long => {
                (4_100_000_001 + u64::from(number)).to_string()
            }
            Value::Number | Value::LongNumber => (2 + number).to_string(),
            Value::Text => like(content, &middle("")),
            Value::EncodedText => encoded_like(content, &read, &middle("")),
            Value::HeaderDate if is_long => {
                format!("Mon, 1 Jan 1990 00:{minute:02}:{second:02} +0000")
            }
            Value::HeaderDate => format!("31 Dec 2030 23:{minute:02}:{second:02} -0700"),
            Value::DateTime if is_long => {
                format!(" 1-Jan-1990 00:{minute:02}:{second:02} +0000")
            }
            Value::DateTime => format!("31-Dec-2030 23:{minute:02}:{second:02} -0700"),
            Value::Name(levels) => like(content, &middle(&levels.text())),
            Value::EncodedName(levels) => {
                modified_utf7::encode(&like(&read, &format!("é{}", middle(&levels.text()))))
            }
        }
    }
}

impl Levels {
    /// The delimiter, if the name has several levels.
    fn text(self) -> String {
        let delimiter = self.delimiter.filter(|_| self.are_several);
        delimiter.map(|it| char::from(it).to_string()).unwrap_or_default()
    }
}

/// The value as it is shown.
fn read(value: Value, content: &str, reader: &impl ValueReader) -> Option<String> {
    let mut read = String::new();
    append(value, content, reader, &mut read).then_some(read)
}

/// Appends the value as it is shown. False: the template does not fit it.
pub(super) fn append(
    value: Value,
    content: &str,
    reader: &impl ValueReader,
    out: &mut String,
) -> bool {
    let begin = out.len();
    let is_read = match value {
        Value::Number | Value::LongNumber | Value::Text | Value::Name(_) => {
            out.push_str(content);
            return true;
        }
        Value::HeaderDate | Value::DateTime => return reader.read(value, content, out),
        Value::EncodedText if content.contains('\\') => {
            let content = unescaped(content.as_bytes());
            reader.read(value, &String::from_utf8_lossy(&content), out)
        }
        Value::EncodedText | Value::EncodedName(_) => reader.read(value, content, out),
    };
    is_read && is_like_others(&out[begin..], reader.longest())
}

/// Whether the template fits the decoded text: it is not cut, has no spaces at its ends, and is one line.
fn is_like_others(text: &str, longest: usize) -> bool {
    let is_trimmed = text.trim().len() == text.len();
    let fits = text.len() <= longest || text.chars().count() <= longest;
    is_trimmed && fits && !text.is_empty() && !has_control(text)
}

/// A sample text with encoded words, or with a special character, that begins and ends like this one.
/// `read`: this one as it is shown.
fn encoded_like(content: &str, read: &str, middle: &str) -> String {
    let first = read.chars().next().map(String::from).unwrap_or_default();
    let last = read.chars().next_back().map(String::from).unwrap_or_default();
    let plain = |text: &str| {
        let mut escaped = String::new();
        push_escaped(text, &mut escaped);
        escaped
    };
    match (content.starts_with("=?"), content.ends_with("?=")) {
        (true, true) => in_encoded_word(&[&first, middle, &last].concat()),
        (true, false) => in_encoded_word(&[&first, middle].concat()) + " ?" + &plain(&last),
        (false, true) => plain(&first) + "? " + &in_encoded_word(&[middle, &last].concat()),
        (false, false) => plain(&[&first, "?", middle, &last].concat()),
    }
}

fn in_encoded_word(text: &str) -> String {
    let mut word = "=?utf-8?Q?".to_owned();
    for octet in text.bytes() {
        // Writing to memory does not fail.
        let _ = write!(word, "={octet:02X}");
    }
    word + "?="
}

/// Whether these digits are a number from 2 up to this maximum, which has the same sentences as most others.
fn is_plural(content: &[u8], most: &[u8]) -> bool {
    match content {
        [] | [b'0', ..] | [b'1'] => false,
        _ => content.len() < most.len() || content.len() == most.len() && content <= most,
    }
}

/// Whether the text has no spaces at its ends.
fn is_trimmed(text: &[u8]) -> bool {
    matches!((text.first(), text.last()), (Some(first), Some(last)) if *first != b' ' && *last != b' ')
}
