//! Faults of FETCH items.

use super::fetch;
use super::keywords::word;
use crate::explain::phrase;
use crate::explain::registered::is_experimental;
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, find};

/// Explains an unregistered FETCH item, unless the command's own sentence has named it.
pub(super) fn unknown_item(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let mut items = command.root.descendants_of(Kind::FetchItem);
    let item = items.find(|item| item.child(Kind::Unknown).is_some());
    let name = item.and_then(|item| item.child(Kind::Unknown)).and_then(word);
    let is_modifier =
        item.and_then(|it| it.child(Kind::FetchItemName)).filter(|it| it.is("PREVIEW"));
    if let (Some(name), Some(_), Some(entry)) =
        (&name, is_modifier, find(Category::FetchItems, "PREVIEW"))
    {
        let what = command.phrase(text::PartPreviewModifier);
        explanation.say_unknown(text::UnknownPart { name, what });
        explanation.name_syntax(entry);
        return true;
    }
    let Some(name) = name.filter(|_| command.name_without_uid() == "FETCH") else { return false };
    let is_registered =
        find(Category::FetchItems, &*name).is_some() && fetch::everyday_item(&name).is_none();
    if explanation.has_named_unknown() || is_registered {
        return false;
    }
    fetch::say_unknown(name, explanation);
    true
}

/// `body[text]<5>`, `body[text]<0.0>`: explains angle brackets that do not name a range of octets.
pub(super) fn wrong_partial(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let mut parts = command.root.descendants();
    let is_partial = |node: &Node<'_>| {
        let begins = node.kind() == Kind::Unknown && node.text().starts_with(b"<");
        begins || node.kind() == Kind::Partial
    };
    // A string may contain such brackets; only after a section they are a partial.
    let mut section_end = None;
    let partial = parts.find(|node| {
        if node.kind() == Kind::Section {
            section_end = Some(node.range().end);
        }
        is_partial(node) && section_end == Some(node.range().start)
    });
    let Some(partial) = partial else { return false };
    let has_no_count = partial.text().ends_with(b".0>");
    if partial.kind() == Kind::Partial && !has_no_count {
        return false;
    }
    if is_sized(partial, command) {
        explanation.say_from(3516, "4.2", text::PartialOfSize);
        return true;
    }
    let end = partial.text().iter().position(|octet| *octet == b'>' || *octet == b' ');
    let end =
        end.map_or(partial.text().len(), |end| end + usize::from(partial.text()[end] == b'>'));
    let partial = phrase::cut(&partial.text()[..end]);
    if has_no_count {
        explanation.say_from(3501, "6.4.5", text::PartialOfNothing { partial })
    } else {
        explanation.say_from(3501, "6.4.5", text::PartialForm { partial })
    }
    true
}

/// Whether these brackets follow BINARY.SIZE, which has no octets to choose from.
fn is_sized(partial: Node<'_>, command: SentCommand<'_>) -> bool {
    let is_before = |node: &Node<'_>| node.range().end <= partial.range().start;
    let names = command.root.descendants_of(Kind::FetchItemName);
    names.filter(is_before).last().is_some_and(|name| name.is("BINARY.SIZE"))
}

/// Whether this is an item that a server may define: another sentence says that it is not registered.
pub(super) fn private_item(command: SentCommand<'_>) -> bool {
    let mut items = command.root.descendants_of(Kind::FetchItem);
    let unknown = items.find_map(|item| item.child(Kind::Unknown));
    unknown.is_some_and(|name| is_experimental(name.text()))
}

/// The names that stand for several items.
const MACROS: [&str; 3] = ["ALL", "FAST", "FULL"];

/// `(all flags)`: explains a macro in parentheses, or with other items (RFC 3501, section 6.4.5).
pub(super) fn misplaced_macro(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    if command.name_without_uid() != "FETCH" || command.root.child(Kind::SequenceSet).is_none() {
        return false;
    }
    let macro_of = |word: &str| MACROS.into_iter().find(|it| it.eq_ignore_ascii_case(word));
    let first = command.root.child(Kind::FetchItem).map(|it| phrase::cut(it.text()));
    let first = first.and_then(|word| macro_of(&word));
    let items = command.root.child(Kind::FetchItems).into_iter().flat_map(Node::descendants);
    let unknown = items.chain(command.root.children()).filter(|it| it.kind() == Kind::Unknown);
    let found = unknown.filter_map(word).find_map(|word| {
        let is_item = || find(Category::FetchItems, &*word).is_some();
        first.filter(|_| is_item()).or_else(|| macro_of(&word))
    });
    explanation.say_from_some(3501, "6.4.5", found.map(|name| text::MacroAlone { name }))
}
