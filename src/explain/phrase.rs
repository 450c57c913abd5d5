//! Phrases that several sentences share: names, lists, sets of messages, in the language of the sentence.

mod lists;
mod sets;

pub(super) use lists::{MAX_ITEMS, all_joined, joined, joined_long, separated};
pub(super) use sets::{Numbers, numbers_in, numbers_in_order, set, set_in_order};

use crate::encoding::{encoded_words, modified_utf7};
use crate::escape::{self, has_control};
use crate::messages::{Messages, Text, text};
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::syntax::{Kind, Node};
use std::borrow::Cow;
use std::fmt;

/// The most characters of a text that are repeated.
pub(super) const MAX_CHARACTERS: usize = 60;

/// The text, cut to about 60 characters. Octets that are not UTF-8, such as the rest of a character cut by a
/// literal's end, are shown as in the session: `\x85`.
pub(super) fn cut(text: &[u8]) -> Cow<'_, str> {
    let text = match std::str::from_utf8(text) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(with_escaped_octets(text)),
    };
    escape::cut(text, MAX_CHARACTERS)
}

fn with_escaped_octets(text: &[u8]) -> String {
    let mut escaped = String::new();
    for chunk in text.utf8_chunks() {
        escaped.push_str(chunk.valid());
        escaped.extend(chunk.invalid().iter().map(|octet| format!("\\x{octet:02x}")));
    }
    escaped
}

/// The text of a part between quotation marks, unless it begins with one.
pub(super) fn in_quotes(part: &[u8], messages: Messages) -> String {
    let name = cut(part);
    if name.starts_with('"') {
        name.into_owned()
    } else {
        messages.format(text::PhraseQuoted { name })
    }
}

/// The string with its encoded words decoded, if the result is text.
pub(super) fn decoded_words(string: &[u8]) -> Option<String> {
    let mut decoded = String::new();
    append_decoded_words(string, &mut decoded).then_some(decoded)
}

/// Appends the string with its encoded words decoded. Returns false and appends nothing if the result is not
/// text.
pub(super) fn append_decoded_words(string: &[u8], out: &mut String) -> bool {
    let begin = out.len();
    encoded_words::append(string, out);
    let is_certain = is_text(&out[begin..]);
    if !is_certain {
        out.truncate(begin);
    }
    is_certain
}

/// Whether the text was decoded without errors, and has no control characters.
fn is_text(decoded: &str) -> bool {
    !has_control(decoded) && !decoded.contains(char::REPLACEMENT_CHARACTER)
}

/// The value of a string, or of a node that contains one, cut; empty if there is none, and `…` for a literal
/// that has not arrived.
pub(super) fn value(node: Node<'_>) -> String {
    match node.string() {
        Some(value)
            if matches!(node.kind(), Kind::Mailbox | Kind::ListMailbox)
                && value.contains(&b'&')
                && !node.has_utf8_names() =>
        {
            let name = String::from_utf8_lossy(&value);
            cut(mailbox_name(&name).as_bytes()).into_owned()
        }
        Some(value) if !value.is_empty() => cut(&value).into_owned(),
        _ if is_awaited(node) => "…".to_owned(),
        _ => String::new(),
    }
}

/// The name of a mailbox, decoded if it is modified UTF-7 with characters outside ASCII.
pub(super) fn mailbox_name(name: &str) -> Cow<'_, str> {
    let mut decoded = String::new();
    if append_decoded_name(name, &mut decoded) { Cow::Owned(decoded) } else { Cow::Borrowed(name) }
}

/// Appends the decoded name of a mailbox. Returns false and appends nothing if it is not modified UTF-7 with
/// characters outside ASCII.
pub(super) fn append_decoded_name(name: &str, out: &mut String) -> bool {
    if !name.contains('&') || !name.is_ascii() {
        return false;
    }
    let begin = out.len();
    let is_valid = modified_utf7::append(name, out);
    let decoded = &out[begin..];
    let is_decoded = is_valid && decoded != name && is_text(decoded);
    if !is_decoded {
        out.truncate(begin);
    }
    is_decoded
}

/// Whether the name of this mailbox is modified UTF-7 with characters outside ASCII.
pub(super) fn is_encoded_mailbox(mailbox: Node<'_>) -> bool {
    let name = mailbox.string().unwrap_or_default();
    name.contains(&b'&')
        && std::str::from_utf8(&name).is_ok_and(|name| *mailbox_name(name) != *name)
}

/// Whether the value is a literal of which only the size has arrived.
fn is_awaited(node: Node<'_>) -> bool {
    let size = node.child(Kind::LiteralSize);
    let announced = size.and_then(|size| LiteralAnnouncement::at_end(size.text()));
    let has_value =
        node.children().any(|part| part.kind() != Kind::LiteralSize && !part.text().is_empty());
    announced.is_some_and(|announced| announced.size > 0) && !has_value
}

/// The octets as text, for a list.
pub(super) struct ListWord<'a>(pub &'a [u8]);

impl fmt::Display for ListWord<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&cut(self.0))
    }
}

/// The positions in a result: `1 to 500`; for a range counted from the end (`-1:-30`), the phrase says so.
pub(super) fn positions(range: &[u8], messages: Messages) -> String {
    let range = cut(range);
    let Some((from, to)) = range.split_once(':') else { return range.into_owned() };
    let without_sign = |number: &str| number.trim_start_matches('-').to_owned();
    let words = text::PhraseRange { from: without_sign(from), to: without_sign(to) };
    let words = messages.format(words);
    if from.starts_with('-') {
        messages.format(text::PhraseFromEnd { range: words })
    } else {
        words
    }
}

/// A size: `704 octets`, `8.5 KiB (8,704 octets)`.
pub(super) fn size(octets: u64, messages: Messages) -> impl fmt::Display {
    const UNITS: [(u64, &str); 3] = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    let language = messages.language();
    fmt::from_fn(move |f| {
        let Some(&(octets_in_unit, unit)) = UNITS.iter().find(|(least, _)| octets >= *least) else {
            return text::PhraseOctets { octets }.write(language, f);
        };
        let in_unit = u128::from(octets_in_unit);
        let tenths = (u128::from(octets) * 10 + in_unit / 2) / in_unit;
        let rounded = fmt::from_fn(|f| write!(f, "{}.{}", tenths / 10, tenths % 10));
        text::PhraseSize { rounded, unit, octets: grouped(octets) }.write(language, f)
    })
}

/// `8,704`
fn grouped(number: u64) -> impl fmt::Display {
    fmt::from_fn(move |f| {
        let mut group = 1_000_000_000_000_000_000;
        while group > 1 && group > number {
            group /= 1000;
        }
        write!(f, "{}", number / group)?;
        while group > 1 {
            group /= 1000;
            write!(f, ",{:03}", number / group % 1000)?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    const ENGLISH: Messages = Messages::new(Language::English);
    const JAPANESE: Messages = Messages::new(Language::Japanese);

    #[test]
    fn octets_that_are_not_text_are_shown_as_octets() {
        assert_eq!(cut(b"\xa2\x85 x"), "\\xa2\\x85 x");
        assert_eq!(cut("梅 x".as_bytes()), "梅 x");
    }

    #[test]
    fn texts_are_cut() {
        assert_eq!(cut("あ".repeat(99).as_bytes()).chars().count(), 61);
    }

    #[test]
    fn large_sizes_have_a_unit_and_the_octets() {
        for (octets, english, japanese) in [
            (0, "0 octets", "0 オクテット"),
            (1, "1 octet", "1 オクテット"),
            (704, "704 octets", "704 オクテット"),
            (8704, "8.5 KiB (8,704 octets)", "8.5 KiB（8,704 オクテット）"),
            (5_000_001, "4.8 MiB (5,000,001 octets)", "4.8 MiB（5,000,001 オクテット）"),
        ] {
            assert_eq!(size(octets, ENGLISH).to_string(), english);
            assert_eq!(size(octets, JAPANESE).to_string(), japanese);
        }
        assert_eq!(grouped(u64::MAX).to_string(), "18,446,744,073,709,551,615");
    }
}
