//! Arguments in place of a set of messages that are not one: a list, a word, a range without a colon.

use crate::explain::phrase::{cut, in_quotes};
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::Entry;

/// Explains something else in place of a set of messages.
pub fn not_a_set(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let Some(first) = missing_set(command) else { return false };
    let part = first.text().split(|octet| *octet == b' ').next().unwrap_or_default();
    if part.eq_ignore_ascii_case(b"UID") {
        explanation.say_from(3501, "6.4.8", text::CauseUidFirst { name: command.name });
        return true;
    }
    if range_without_colon(part, explanation) {
        return true;
    }
    let part = in_quotes(part, explanation.messages());
    explanation.say_from(3501, "9", text::CauseNotASet { part });
    true
}

/// `fetch  (flags)`: explains a list in place of a set of messages, as a program sends it that has none.
pub fn list_for_set(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let rest = missing_set(command).map(|_| command.root.children_of(Kind::Unknown));
    let mut words = rest.into_iter().flatten().map(|it| it.text().trim_ascii());
    let list = words.find(|word| !word.is_empty()).filter(|word| word.starts_with(b"("));
    let part = list.map(|list| in_quotes(list, explanation.messages()));
    explanation.say_from_some(3501, "9", part.map(|part| text::CauseNotASet { part }))
}

/// The argument in place of a set of messages that is not one.
pub fn missing_set(command: SentCommand<'_>) -> Option<Node<'_>> {
    let is_argument =
        |node: &Node<'_>| !matches!(node.kind(), Kind::Tag | Kind::Blank | Kind::CommandName);
    let first = command.root.children().find(is_argument);
    let entry = command.entry;
    let takes_set = |entry: &Entry| {
        ["SEQUENCE-SET", "UID-SET"].iter().any(|set| entry.arguments().starts_with(set))
    };
    first.filter(|it| it.kind() == Kind::Unknown && entry.is_some_and(takes_set))
}

/// `1-3`, `1..3`: a range of messages without the colon between its ends.
pub fn range_without_colon(part: &[u8], explanation: &mut Explanation) -> bool {
    let is_end = |end: &[u8]| {
        end == b"*" || (1..=10).contains(&end.len()) && end.iter().all(u8::is_ascii_digit)
    };
    let mark = part.iter().position(|octet| !octet.is_ascii_digit());
    let Some((first, rest)) = mark.map(|mark| part.split_at(mark)) else { return false };
    let last = [b"-".as_slice(), b"..", b"~"].iter().find_map(|mark| rest.strip_prefix(*mark));
    let Some(last) = last.filter(|last| is_end(first) && is_end(last)) else { return false };
    let range = [first, b":", last].concat();
    let part = in_quotes(part, explanation.messages());
    explanation.say_from(3501, "9", text::RangeHasColon { part, range: cut(&range) });
    true
}
