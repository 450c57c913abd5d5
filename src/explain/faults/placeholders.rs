//! Placeholders of an example that were not replaced.

use super::sets::missing_set;
use crate::explain::phrase::in_quotes;
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};

/// Explains a placeholder that the grammar does not allow.
pub fn placeholder(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let words = command
        .root
        .descendants_of(Kind::Unknown)
        .flat_map(|part| part.text().split(|octet| *octet == b' '));
    let Some(part) = { words }.find(|word| is_placeholder(word)) else { return false };
    let part = in_quotes(part, explanation.messages());
    if missing_set(command).is_some() {
        explanation.say_from(3501, "9", text::PlaceholderOfSet { part });
    } else {
        explanation.say(text::PlaceholderSent { part });
    }
    true
}

/// Explains a placeholder in the place of a mailbox: IMAP allows such a name, but there is hardly one.
pub fn placeholder_name(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let mut names = command.root.children_of(Kind::Mailbox).map(Node::text);
    let Some(part) = names.find(|name| is_placeholder(name)) else { return false };
    let part = in_quotes(part, explanation.messages());
    explanation.say(text::PlaceholderSent { part });
    true
}

/// `<n>`, `<first>:<last>`, `(<item>)`
fn is_placeholder(word: &[u8]) -> bool {
    let word = word.trim_ascii();
    let word = word.strip_prefix(b"(").unwrap_or(word);
    let word = word.strip_suffix(b")").unwrap_or(word);
    matches!(word, [b'<', first, .., b'>'] if first.is_ascii_alphabetic() || !first.is_ascii())
}
