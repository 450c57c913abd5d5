//! What is wrong with the lists of options, parameters and modifiers that commands have.

use super::ExplainedCommand;
use super::faults::word;
use crate::explain::registered::{nearest, say_nearest};
use crate::explain::sentence::Explanation;
use crate::messages::{Text, text};
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, Entry, find};

/// Lists of registered words: which, and what each is.
static LISTS: [(Kind, Category, &(dyn Text + Sync)); 8] = [
    (Kind::SearchReturnOptions, Category::SearchReturnOptions, &text::PartReturnOption),
    (Kind::SortCriteria, Category::SortCriteria, &text::PartSortCriterion),
    (Kind::SelectParameters, Category::SelectParameters, &text::PartSelectParameter),
    (Kind::CreateParameters, Category::SelectParameters, &text::PartCreateParameter),
    (Kind::ListSelectOptions, Category::ListOptions, &text::PartListOption),
    (Kind::ListReturnOptions, Category::ListOptions, &text::PartListOption),
    (Kind::FetchModifiers, Category::FetchModifiers, &text::PartFetchModifier),
    (Kind::StoreModifiers, Category::StoreModifiers, &text::PartStoreModifier),
];

/// A word that is not registered, in a list of such.
pub(super) fn unknown_option(
    command: &ExplainedCommand<'_>,
    explanation: &mut Explanation,
) -> bool {
    LISTS.iter().any(|&(list, category, what)| {
        let words = command.root.child(list).into_iter().flat_map(Node::descendants);
        let mut unknown = words.filter(|node| node.kind() == Kind::Unknown).filter_map(word);
        let Some(name) = unknown.find(|name| find(category, name).is_none()) else { return false };
        let nearest = nearest(&name, category);
        explanation.say_unknown(text::UnknownPart { name, what: command.phrase(what) });
        say_nearest(nearest, explanation);
        true
    })
}

/// `(changedsince)`: a modifier whose argument is missing.
pub(super) fn incomplete_modifier(
    command: &ExplainedCommand<'_>,
    explanation: &mut Explanation,
) -> bool {
    let mut names = command.root.descendants().filter_map(|node| {
        let (category, name) = match node.kind() {
            Kind::FetchModifier => (Category::FetchModifiers, Kind::FetchModifierName),
            Kind::StoreModifier => (Category::StoreModifiers, Kind::StoreModifierName),
            _ => return None,
        };
        let name = node.child(name).filter(|_| node.children().count() == 1)?;
        find(category, &String::from_utf8_lossy(name.text()))
    });
    // VANISHED has none, and its syntax shows it behind another modifier.
    let takes_argument = |entry: &&Entry| {
        let syntax = entry.syntax.strip_prefix('(').and_then(|it| it.strip_prefix(entry.name));
        syntax.is_some_and(|rest| rest.starts_with(' '))
    };
    let Some(entry) = names.find(takes_argument) else { return false };
    explanation.say(text::IncompleteKey { key: entry.name });
    explanation.name_syntax(entry);
    true
}
