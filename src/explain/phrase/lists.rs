//! Items as a list.

use crate::language::Language;
use crate::messages::{Messages, Text, text};
use std::fmt;

/// The most items of a list that are named.
pub(in crate::explain) const MAX_ITEMS: usize = 6;

/// Items as a list: `a, b and c`. If there are many, only the first are named.
pub(in crate::explain) struct JoinedList<I> {
    items: I,
    language: Language,
    /// Whether the items have commas in them, so that semicolons separate them.
    are_long: bool,
    /// The number left unnamed, if it differs from the number of items. `Some(None)`: unknown.
    rest: Option<Option<u64>>,
    /// The most items that are named.
    most: usize,
    /// Whether the limit also holds if only one item would be left out.
    is_strict: bool,
    /// Whether the list is or may be inside another list, so that Japanese separates the items by another
    /// mark.
    is_inside: bool,
}

/// The items as a list in the language of these messages.
pub(in crate::explain) fn joined<I>(items: I, messages: Messages) -> JoinedList<I>
where
    I: Iterator + Clone,
    I::Item: fmt::Display,
{
    JoinedList {
        items,
        language: messages.language(),
        are_long: false,
        rest: None,
        most: MAX_ITEMS,
        is_strict: false,
        is_inside: false,
    }
}

/// The first phrases as a list, and how many more there are. Semicolons separate them if one contains a
/// comma. `is_inside`: the list is inside another one.
pub(in crate::explain) fn separated(
    phrases: &[String],
    most: usize,
    is_inside: bool,
    messages: Messages,
) -> String {
    let are_long = phrases.iter().any(|phrase| phrase.contains(','));
    let list = joined(phrases.iter(), messages);
    JoinedList { are_long, most, is_strict: true, is_inside, ..list }.to_string()
}

/// A few items as a complete list; each may contain commas: `a; b, c; d`.
pub(in crate::explain) fn all_joined<I>(items: I, messages: Messages) -> JoinedList<I>
where
    I: Iterator + Clone,
    I::Item: fmt::Display,
{
    JoinedList { most: usize::MAX, ..joined_long(items, messages) }
}

/// Items that may have commas in them as a list: `a; b, c; d`.
pub(in crate::explain) fn joined_long<I>(items: I, messages: Messages) -> JoinedList<I>
where
    I: Iterator + Clone,
    I::Item: fmt::Display,
{
    JoinedList { are_long: true, ..joined(items, messages) }
}

impl<I> JoinedList<I> {
    /// The list with this number of items left unnamed; `None`: unknown.
    pub(super) fn with_rest(self, rest: Option<u64>) -> JoinedList<I> {
        JoinedList { rest: Some(rest), ..self }
    }
}

impl<I> JoinedList<I> {
    /// The list inside another one.
    pub(in crate::explain) fn inside(self) -> JoinedList<I> {
        JoinedList { is_inside: true, ..self }
    }
}

impl<I> fmt::Display for JoinedList<I>
where
    I: Iterator + Clone,
    I::Item: fmt::Display,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut items = self.items.clone().enumerate().peekable();
        while let Some((index, item)) = items.next() {
            let is_last = items.peek().is_none();
            if index == self.most && (self.is_strict || !is_last) {
                let more = 1 + items.count() as u64;
                if self.are_long && self.language == Language::English {
                    f.write_str(";")?;
                }
                return match self.rest.unwrap_or(Some(more)) {
                    Some(more) => text::PhraseAndMore { more }.write(self.language, f),
                    None => text::PhraseAndOthers.write(self.language, f),
                };
            }
            match (index, self.language, is_last) {
                (0, ..) => {}
                (_, Language::English, true) if self.are_long && self.is_strict => {
                    f.write_str("; and ")?;
                }
                (_, Language::English, _) if self.are_long => f.write_str("; ")?,
                (_, Language::English, true) => f.write_str(" and ")?,
                (_, Language::English, false) => f.write_str(", ")?,
                (_, Language::Japanese, _) if self.is_inside => f.write_str("・")?,
                (_, Language::Japanese, _) => f.write_str("、")?,
            }
            write!(f, "{item}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: Messages = Messages::new(Language::English);
    const JAPANESE: Messages = Messages::new(Language::Japanese);

    #[test]
    fn lists_are_cut() {
        let list = |most| joined(1..=most, ENGLISH).to_string();
        assert_eq!(list(1), "1");
        assert_eq!(list(2), "1 and 2");
        assert_eq!(list(7), "1, 2, 3, 4, 5, 6 and 7");
        assert_eq!(list(9), "1, 2, 3, 4, 5, 6 and 3 more");
        assert_eq!(joined(1..=9, JAPANESE).to_string(), "1、2、3、4、5、6、ほか 3 個");
    }
}
