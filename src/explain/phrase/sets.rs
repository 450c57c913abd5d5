//! Sets of messages in words.

use super::lists::{MAX_ITEMS, joined};
use crate::language::Language;
use crate::messages::{Messages, Text, text};
use crate::protocol::meaning::sets::{self, Range, ranges};
use std::fmt::{self, Formatter};

/// The kind of numbers in a set of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::explain) enum Numbers {
    Sequence,
    Uid,
}

/// A sequence set in words: `message 2`, `messages 5 to 9`, `the message with UID 300`.
pub(in crate::explain) fn set(set: &[u8], numbers: Numbers, messages: Messages) -> String {
    use Numbers::{Sequence, Uid};
    if set == b"$" {
        return messages.format(text::PhraseSaved);
    }
    let mut all = ranges(set);
    let (Some(first), second) = (all.next(), all.next()) else {
        return messages.format(text::PhraseNoMessages);
    };
    match (numbers, first.first, first.last, second) {
        (_, Some(1), None, None) => messages.format(text::PhraseAllMessages),
        (Sequence, None, _, None) => messages.format(text::PhraseLastMessage),
        (Uid, None, _, None) => messages.format(text::PhraseHighestUid),
        (Sequence, Some(from), None, None) => messages.format(text::PhraseMessagesFrom { from }),
        (Uid, Some(from), None, None) => messages.format(text::PhraseUidsFrom { from }),
        (Sequence, Some(list), Some(last), None) if list == last => {
            messages.format(text::PhraseMessage { list })
        }
        (Uid, Some(list), Some(last), None) if list == last => {
            messages.format(text::PhraseUid { list })
        }
        (.., second) => {
            let list = numbers_in(set, numbers, messages);
            let ranges = if second.is_some() { 2 } else { 1 };
            match numbers {
                Sequence => messages.format(text::PhraseMessages { ranges, list }),
                Uid => messages.format(text::PhraseUids { ranges, list }),
            }
        }
    }
}

/// An ordered result in words, in the order received: `3:1` is 3, 2 and 1.
pub(in crate::explain) fn set_in_order(
    set_in_order: &[u8],
    numbers: Numbers,
    messages: Messages,
) -> String {
    if !set_in_order.iter().any(|octet| b":,".contains(octet)) {
        return set(set_in_order, numbers, messages);
    }
    let list = numbers_in_order(set_in_order, messages);
    let ranges = if set_in_order.contains(&b',') { 2 } else { 1 };
    match numbers {
        Numbers::Sequence => messages.format(text::PhraseMessages { ranges, list }),
        Numbers::Uid => messages.format(text::PhraseUids { ranges, list }),
    }
}

/// An ordered result in words, without a word for messages.
pub(in crate::explain) fn numbers_in_order(set: &[u8], messages: Messages) -> String {
    let language = messages.language();
    let words = set.split(|octet| *octet == b',').map(|part| {
        let text = String::from_utf8_lossy(part);
        fmt::from_fn(move |f| match text.split_once(':') {
            Some((from, to)) => text::PhraseRange { from, to }.write(language, f),
            None => f.write_str(&text),
        })
    });
    let rest = set.split(|octet| *octet == b',').skip(MAX_ITEMS).map(sets::count);
    let rest = rest.into_iter().try_fold(0u64, |sum, it| Some(sum.saturating_add(it?)));
    let words: Vec<String> = words.map(|word| word.to_string()).collect();
    messages.format(joined(words.iter(), messages).with_rest(rest).to_string())
}

/// The numbers of a set in words, without a word for messages: `3, 5 to 9 and 12`.
pub(in crate::explain) fn numbers_in(set: &[u8], numbers: Numbers, messages: Messages) -> String {
    let words = ranges(set)
        .map(|range| fmt::from_fn(move |f| write_range(f, messages.language(), numbers, range)));
    // A range that is not named counts as many messages as it has numbers.
    let rest = ranges(set).skip(MAX_ITEMS);
    let rest = rest.map(Range::count).try_fold(0u64, |sum, it| Some(sum.saturating_add(it?)));
    messages.format(joined(words, messages).with_rest(rest).to_string())
}

fn write_range(
    f: &mut Formatter<'_>,
    language: Language,
    numbers: Numbers,
    range: Range,
) -> fmt::Result {
    use Numbers::{Sequence, Uid};
    match (numbers, range.first, range.last) {
        (Sequence, None, _) => text::PhraseLastNumber.write(language, f),
        (Uid, None, _) => text::PhraseLastUid.write(language, f),
        (_, Some(from), None) => text::PhraseRangeFrom { from }.write(language, f),
        (_, Some(number), Some(last)) if number == last => write!(f, "{number}"),
        (_, Some(from), Some(to)) => text::PhraseRange { from, to }.write(language, f),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: Messages = Messages::new(Language::English);
    const JAPANESE: Messages = Messages::new(Language::Japanese);

    fn assert_in_words(sets: &[(Numbers, &str, &str, &str)]) {
        for (numbers, octets, english, japanese) in sets {
            assert_eq!(set(octets.as_bytes(), *numbers, ENGLISH), *english);
            assert_eq!(set(octets.as_bytes(), *numbers, JAPANESE), *japanese);
        }
    }

    #[test]
    fn ranges_are_put_into_words() {
        assert_in_words(&[
            (Numbers::Sequence, "1:*", "all messages", "すべてのメッセージ"),
            (Numbers::Uid, "*:1", "all messages", "すべてのメッセージ"),
            (Numbers::Sequence, "*", "the last message", "最後のメッセージ"),
            (Numbers::Uid, "*", "the message with the highest UID", "UID が最大のメッセージ"),
            (Numbers::Sequence, "7", "message 7", "メッセージ 7"),
            (
                Numbers::Sequence,
                "2,4:6",
                "messages 2 and 4 to 6",
                "番号（2、4 から 6）のメッセージ",
            ),
            (Numbers::Sequence, "9:5", "messages 5 to 9", "番号 5 から 9 のメッセージ"),
            (
                Numbers::Sequence,
                "5:*",
                "the messages from 5 to the last",
                "番号 5 から最後までのメッセージ",
            ),
        ]);
    }

    #[test]
    fn lists_in_words() {
        assert_in_words(&[
            (
                Numbers::Sequence,
                "1,3:*",
                "messages 1 and 3 to the last",
                "番号（1、3 から最後まで）のメッセージ",
            ),
            (Numbers::Uid, "300", "the message with UID 300", "UID 300 のメッセージ"),
            (
                Numbers::Uid,
                "300:*",
                "the messages with UIDs from 300 on (and at least the last message)",
                "UID 300 以降のメッセージ（最後のメッセージは必ず含む）",
            ),
            (Numbers::Uid, "3,5", "the messages with UIDs 3 and 5", "UID（3、5）のメッセージ"),
            (
                Numbers::Uid,
                "3,5:*",
                "the messages with UIDs 3 and 5 to the last",
                "UID（3、5 から最後まで）のメッセージ",
            ),
            (
                Numbers::Uid,
                "$",
                "the messages of the saved search",
                "保存された検索結果のメッセージ",
            ),
            (
                Numbers::Sequence,
                "1,2,3,4,5,6,7,8:20",
                "messages 1, 2, 3, 4, 5, 6 and 14 more",
                "番号（1、2、3、4、5、6、ほか 14 個）のメッセージ",
            ),
            (
                Numbers::Uid,
                "1,2,3,4,5,6,7,8:*",
                "the messages with UIDs 1, 2, 3, 4, 5, 6 and more",
                "UID（1、2、3、4、5、6 など）のメッセージ",
            ),
            (Numbers::Sequence, "", "no messages", "0 通のメッセージ"),
        ]);
    }

    #[test]
    fn numbers_that_are_too_large_are_the_largest() {
        let huge = format!("{}:{}", u64::MAX, "9".repeat(40));
        assert!(set(huge.as_bytes(), Numbers::Uid, ENGLISH).ends_with(&u64::MAX.to_string()));
    }
}
