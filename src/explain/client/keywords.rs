//! Keywords of commands, in any case, and the phrases for them.

use crate::explain::phrase;
use crate::messages::Text;
use crate::protocol::syntax::Node;
use std::borrow::Cow;

/// Phrases by keyword.
pub(super) type KeywordPhrases = &'static [(&'static str, &'static (dyn Text + Sync))];

/// The phrase of a keyword, in any case.
pub(super) fn phrase_of(
    phrases: KeywordPhrases,
    keyword: &[u8],
) -> Option<&'static (dyn Text + Sync)> {
    let found = phrases.iter().find(|(name, _)| name.as_bytes().eq_ignore_ascii_case(keyword));
    found.map(|&(_, phrase)| phrase)
}

/// Whether the octets are this word, in any case.
pub(super) fn is_word(octets: &[u8], word: &str) -> bool {
    octets.eq_ignore_ascii_case(word.as_bytes())
}

/// The first word of a part, if it begins with a letter.
pub(super) fn word(part: Node<'_>) -> Option<Cow<'_, str>> {
    let word = part.text().split(|octet| b" ()".contains(octet)).next()?;
    word.first().is_some_and(u8::is_ascii_alphabetic).then(|| phrase::cut(word))
}
