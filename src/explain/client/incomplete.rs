//! Options, parameters and filters whose argument is missing or not valid.

use crate::explain::phrase::in_quotes;
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, Entry, find};

/// A word that must have an argument.
struct RequiredArgument {
    /// The kind of the word together with its argument.
    whole: Kind,
    /// The kind of the word.
    word: Kind,
    name: &'static str,
    /// The kind of the argument, or of a part that it must have.
    part: Kind,
    category: Category,
}

const fn argument(
    whole: Kind,
    word: Kind,
    name: &'static str,
    part: Kind,
    category: Category,
) -> RequiredArgument {
    RequiredArgument { whole, word, name, part, category }
}

static ARGUMENTS: [RequiredArgument; 13] = {
    use Category as C;
    use Kind::*;
    [
        argument(SelectParameter, SelectParameterName, "QRESYNC", ModSeq, C::SelectParameters),
        argument(CreateParameter, CreateParameterName, "USE", Open, C::SelectParameters),
        argument(FetchModifier, FetchModifierName, "CHANGEDSINCE", ModSeq, C::FetchModifiers),
        argument(FetchModifier, FetchModifierName, "PARTIAL", PartialRange, C::FetchModifiers),
        argument(StoreModifier, StoreModifierName, "UNCHANGEDSINCE", ModSeq, C::StoreModifiers),
        argument(
            SearchReturnOption,
            SearchReturnName,
            "PARTIAL",
            PartialRange,
            C::SearchReturnOptions,
        ),
        argument(SearchReturnOptions, SearchReturnName, "RETURN", Open, C::SearchReturnOptions),
        argument(ListReturnOption, ListReturnName, "STATUS", StatusItem, C::ListOptions),
        argument(ListReturnOption, ListReturnName, "METADATA", AnnotationEntry, C::ListOptions),
        argument(ListReturnOptions, ListReturnName, "RETURN", Open, C::ListOptions),
        argument(CatenatePart, CatenatePartName, "TEXT", LiteralSize, C::Commands),
        argument(CatenatePart, CatenatePartName, "URL", Url, C::Commands),
        argument(SortCriterion, SortKey, "ANNOTATION", AnnotationAttribute, C::SortCriteria),
    ]
};

impl RequiredArgument {
    /// Whether the node is this word with the text after it, but without the argument.
    fn lacks_part(&self, node: Node<'_>) -> bool {
        node.kind() == self.whole
            && node.descendants_of(self.word).any(|word| word.is(self.name))
            && node.descendant(self.part).is_none()
    }

    /// The entry about the word; if it has none, about the command.
    fn entry(&self, command: SentCommand<'_>) -> Option<&'static Entry> {
        find(self.category, self.name).or(command.entry)
    }
}

/// The first such word without its argument, and the part that is not a valid one.
fn first_lacking<'t>(
    command: SentCommand<'t>,
) -> Option<(&'static RequiredArgument, Option<Node<'t>>)> {
    command.root.descendants().find_map(|node| {
        let lacking = ARGUMENTS.iter().find(|argument| argument.lacks_part(node))?;
        Some((lacking, node.descendant(Kind::Unknown)))
    })
}

/// `select x (qresync)`, `search return (partial) all`: explains a word whose argument is missing.
pub(super) fn missing_argument(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    if let Some((RequiredArgument { name, .. }, None)) = first_lacking(command)
        && let Some(entry) = first_lacking(command).and_then(|(lacking, _)| lacking.entry(command))
    {
        explanation.say(text::IncompleteKey { key: name });
        explanation.name_syntax(entry);
        return true;
    }
    parts_without_parentheses(command, explanation)
        || names_without_filter(command, explanation)
        || option_without_value(command, explanation)
        || resource_without_limit(command, explanation)
}

/// `select x (qresync (a b))`: explains a word with something other than its argument after it.
pub(super) fn wrong_argument(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let Some((lacking, Some(part))) = first_lacking(command) else { return false };
    let Some(entry) = lacking.entry(command) else { return false };
    let part = in_quotes(part.text(), explanation.messages());
    explanation.say(text::WrongArgument { part, key: lacking.name });
    explanation.name_syntax(entry);
    true
}

/// `append x catenate {5}`
fn parts_without_parentheses(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let mut messages = command.root.descendants_of(Kind::AppendMessage);
    let is_bare = messages.any(|message| {
        message.descendants_of(Kind::AppendExtension).any(|word| word.is("CATENATE"))
            && message.descendant(Kind::CatenatePart).is_none()
            && (message.descendant(Kind::LiteralSize).is_some()
                || message.descendant(Kind::Unknown).is_some())
    });
    explanation.say_from_if(is_bare, 4469, "5", text::CatenateForm)
}

/// `notify set (mailboxes foo)`, `esearch in (subtree) unseen`: explains a filter without its mailboxes, or a
/// group of events without them.
fn names_without_filter(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let filters = command.root.descendants_of(Kind::MailboxFilter);
    let takes_names = |name: Node<'_>| {
        ["MAILBOXES", "SUBTREE", "SUBTREE-ONE"].into_iter().find(|filter| name.is(filter))
    };
    let mut unnamed = filters.filter(|filter| filter.child(Kind::Mailbox).is_none());
    let key = unnamed.find_map(|filter| takes_names(filter.child(Kind::MailboxFilterName)?));
    let mut groups = command.root.descendants_of(Kind::EventGroup);
    let has_events = |group: Node<'_>| {
        [Kind::Events, Kind::NotifyWord, Kind::Unknown].iter().any(|it| group.child(*it).is_some())
    };
    if let Some(key) = key {
        command.say_and_name_syntax(text::IncompleteKey { key }, explanation);
    } else if groups.any(|group| !has_events(group)) {
        command.say_and_name_syntax(text::NotifyWithoutEvents, explanation);
    } else {
        return false;
    }
    true
}

/// `getmetadata (maxsize) x /shared/comment`
fn option_without_value(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let options = command.root.child(Kind::MetadataOptions);
    let leaves = options.into_iter().flat_map(Node::descendants).filter(|it| it.is_leaf());
    let leaves: Vec<Node<'_>> = leaves.filter(|it| it.kind() != Kind::Blank).collect();
    let mut pairs = leaves.windows(2);
    let is_alone = |pair: &[Node<'_>]| {
        pair[0].kind() == Kind::MetadataOption
            && !matches!(pair[1].kind(), Kind::Number | Kind::MetadataDepth | Kind::Unknown)
    };
    let Some([option, ..]) = pairs.find(|pair| is_alone(pair)) else { return false };
    explanation.say(text::IncompleteKey { key: option.to_uppercase() });
    explanation.cite_section(5464, "4.2");
    true
}

/// `setquota "" (storage)`
fn resource_without_limit(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let mut resources = command.root.descendants_of(Kind::QuotaResource);
    let is_unlimited = command.name == "SETQUOTA"
        && resources.any(|it| it.child(Kind::Limit).is_none() && it.child(Kind::Unknown).is_none());
    if is_unlimited {
        command.say_and_name_syntax(text::ResourceWithoutLimit, explanation);
    }
    is_unlimited
}
