//! Phrases that several sentences have in common: names, lists, sets of messages. Each in the
//! language of the sentence.

use crate::language::Language;
use crate::messages::{Messages, text};
use crate::protocol::syntax::Node;
use std::borrow::Cow;
use std::fmt;

/// How many items of a list are named.
const MOST_ITEMS: usize = 6;

/// How many characters of a text are repeated.
const MOST_CHARACTERS: usize = 60;

/// The text, cut to about 60 characters.
pub(super) fn cut(text: &[u8]) -> Cow<'_, str> {
    let text = String::from_utf8_lossy(text);
    match text.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => text,
    }
}

/// The value of a string, or of what contains one, cut; empty if it has none.
pub(super) fn value(node: Node<'_>) -> String {
    node.string().map(|value| cut(&value).into_owned()).unwrap_or_default()
}

/// Items as a list: `a, b and c`. Of many only the first are named.
pub(super) struct Joined<I> {
    items: I,
    language: Language,
    /// Whether the items have commas in them, so that semicolons separate them.
    are_long: bool,
}

/// The items as a list in the language of these messages.
pub(super) fn joined<I>(items: I, messages: Messages) -> Joined<I>
where
    I: Iterator + Clone,
    I::Item: fmt::Display,
{
    Joined { items, language: messages.language(), are_long: false }
}

/// Items that may have commas in them as a list: `a; b, c; d`.
pub(super) fn joined_long<I>(items: I, messages: Messages) -> Joined<I>
where
    I: Iterator + Clone,
    I::Item: fmt::Display,
{
    Joined { are_long: true, ..joined(items, messages) }
}

impl<I> fmt::Display for Joined<I>
where
    I: Iterator + Clone,
    I::Item: fmt::Display,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut items = self.items.clone().enumerate().peekable();
        while let Some((index, item)) = items.next() {
            let is_last = items.peek().is_none();
            if index == MOST_ITEMS && !is_last {
                let more = 1 + items.count();
                return match self.language {
                    Language::English => write!(f, " and {more} more"),
                    Language::Japanese => f.write_str("、…"),
                };
            }
            match (index, self.language, is_last) {
                (0, ..) => {}
                (_, Language::English, _) if self.are_long => f.write_str("; ")?,
                (_, Language::English, true) => f.write_str(" and ")?,
                (_, Language::English, false) => f.write_str(", ")?,
                (_, Language::Japanese, _) => f.write_str("、")?,
            }
            write!(f, "{item}")?;
        }
        Ok(())
    }
}

/// The octets as text, for a list.
pub(super) struct Word<'a>(pub &'a [u8]);

impl fmt::Display for Word<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&cut(self.0))
    }
}

/// What a set of messages is numbered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbers {
    Sequence,
    Uid,
}

/// A sequence set in words: `message 2`, `messages 5 to 9`, `the message with UID 300`.
pub(super) fn set(set: &[u8], numbers: Numbers, messages: Messages) -> String {
    let set = String::from_utf8_lossy(set);
    let is_uid = numbers == Numbers::Uid;
    let format = |uid: &dyn crate::messages::Text, sequence: &dyn crate::messages::Text| {
        messages.format(if is_uid { uid } else { sequence })
    };
    match (&*set, set.split_once(':')) {
        ("$", _) => return messages.format(text::PhraseSaved),
        ("1:*" | "*:1", _) => return messages.format(text::PhraseAllMessages),
        ("*", _) => return messages.format(text::PhraseLastMessage),
        (_, Some((from, "*"))) if !set.contains(',') => {
            return format(&text::PhraseUidsFrom { from }, &text::PhraseMessagesFrom { from });
        }
        _ => {}
    }
    let is_one = set.bytes().all(|octet| octet.is_ascii_digit());
    let ranges = set.split(',').map(|range| match range.split_once(':') {
        Some((from, to)) => messages.format(text::PhraseRange { from, to }),
        None => range.to_owned(),
    });
    let ranges: Vec<String> = ranges.take(1000).collect();
    let list = joined(ranges.iter(), messages).to_string();
    match is_one {
        true => format(&text::PhraseUid { list: &list }, &text::PhraseMessage { list: &list }),
        false => format(&text::PhraseUids { list: &list }, &text::PhraseMessages { list: &list }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: Messages = Messages::new(Language::English);
    const JAPANESE: Messages = Messages::new(Language::Japanese);

    #[test]
    fn sets_in_words() {
        for (numbers, octets, english, japanese) in [
            (Numbers::Sequence, "1:*", "all messages", "すべてのメッセージ"),
            (Numbers::Uid, "1:*", "all messages", "すべてのメッセージ"),
            (Numbers::Sequence, "*", "the last message", "最後のメッセージ"),
            (Numbers::Sequence, "7", "message 7", "メッセージ 7"),
            (Numbers::Sequence, "2,4:6", "messages 2 and 4 to 6", "メッセージ 2、4 から 6"),
            (Numbers::Sequence, "5:*", "the messages from 5 on", "メッセージ 5 以降"),
            (Numbers::Uid, "300", "the message with UID 300", "UID 300 のメッセージ"),
            (
                Numbers::Uid,
                "300:*",
                "the messages with UIDs from 300 on",
                "UID 300 以降のメッセージ",
            ),
            (Numbers::Uid, "3,5", "the messages with UIDs 3 and 5", "UID 3、5 のメッセージ"),
            (
                Numbers::Uid,
                "$",
                "the messages of the saved search",
                "保存された検索結果のメッセージ",
            ),
        ] {
            assert_eq!(set(octets.as_bytes(), numbers, ENGLISH), english);
            assert_eq!(set(octets.as_bytes(), numbers, JAPANESE), japanese);
        }
    }

    #[test]
    fn lists_are_cut() {
        let list = |most| joined(1..=most, ENGLISH).to_string();
        assert_eq!(list(1), "1");
        assert_eq!(list(2), "1 and 2");
        assert_eq!(list(7), "1, 2, 3, 4, 5, 6 and 7");
        assert_eq!(list(9), "1, 2, 3, 4, 5, 6 and 3 more");
        assert_eq!(joined(1..=9, JAPANESE).to_string(), "1、2、3、4、5、6、…");
        assert_eq!(cut("あ".repeat(99).as_bytes()).chars().count(), 61);
    }
}
