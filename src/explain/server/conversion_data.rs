//! URLs and their data (RFC 4467), conversions (RFC 5259), comparators (RFC 5255), JMAP access (RFC 9698) and
//! batches of UIDs (RFC 10022).

use super::fetch_items;
use crate::explain::phrase::{ListWord, Numbers, cut, joined, joined_long, set, size, value};
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::meaning::FetchedItem;
use crate::protocol::syntax::{Kind, Node};

/// How many parts of a response are read.
const MAX_PARTS: usize = 100;

/// Explains the data. False: it is of another kind, or something is missing. `name`: of the
/// response, in capitals.
pub(super) fn explain(name: &[u8], root: Node<'_>, explanation: &mut Explanation) -> bool {
    match name {
        b"GENURLAUTH" => signed(root, explanation),
        b"URLFETCH" => fetched(root, explanation),
        b"CONVERTED" => converted(root, explanation),
        b"CONVERSION" => conversion(root, explanation),
        b"COMPARATOR" => comparator(root, explanation),
        b"JMAPACCESS" => jmap_access(root, explanation),
        b"UIDBATCHES" => uid_batches(root, explanation),
        _ => return false,
    }
    .is_some()
}

/// Explains where the same mail is available through JMAP.
fn jmap_access(root: Node<'_>, explanation: &mut Explanation) -> Option<()> {
    let url = root.child(Kind::Url).map(value).filter(|url| !url.is_empty())?;
    explanation.say_from(9698, "4", text::ExplainJmapaccess { url });
    Some(())
}

/// Explains ranges of UIDs, each with about as many messages as requested.
fn uid_batches(root: Node<'_>, explanation: &mut Explanation) -> Option<()> {
    let Some(sets) = root.child(Kind::UidSet).map(Node::text) else {
        // A part could not be read.
        if root.descendant(Kind::Unknown).is_some() {
            return None;
        }
        explanation.say_from(10022, "3.1.2", text::ExplainNoUidBatches);
        return Some(());
    };
    let batches = sets.split(|octet| *octet == b',').map(ListWord);
    let count = batches.clone().count();
    let batches = joined(batches, explanation.messages());
    explanation.say_from(10022, "3.1.2", text::ExplainUidBatches { count, batches });
    Some(())
}

/// URLs that give access: they are not repeated.
fn signed(root: Node<'_>, explanation: &mut Explanation) -> Option<()> {
    let count = root.children_of(Kind::Url).count();
    (count > 0).then(|| explanation.say_from(4467, "8", text::ExplainGenurlauth { count }))
}

/// The data of URLs, or `NIL` in their place.
fn fetched(root: Node<'_>, explanation: &mut Explanation) -> Option<()> {
    let count = root.children_of(Kind::Url).count();
    let values: Vec<Node<'_>> = root.children_of(Kind::FetchValue).collect();
    let mut found = values.iter().filter(|value| value.child(Kind::Nil).is_none());
    let has_items = root.child(Kind::FetchItemName).is_some();
    match (count, values.len()) {
        (1, _) if has_items => items_of_url(root, explanation)?,
        // The items that RFC 5524 adds to the data.
        (_, values) if values != count => return None,
        (1, _) => match found.next() {
            Some(data) => {
                let size = size(octets(*data), explanation.messages());
                explanation.say_from(4467, "8", text::ExplainUrlfetch { size });
            }
            None => explanation.say_from(4467, "8", text::ExplainUrlfetchNone),
        },
        _ => {
            let found = found.count();
            explanation.say_from(4467, "8", text::ExplainUrlfetchSeveral { count, found });
        }
    }
    Some(())
}

/// The items of a URL's data that were asked for, each in parentheses.
fn items_of_url(root: Node<'_>, explanation: &mut Explanation) -> Option<()> {
    let messages = explanation.messages();
    let mut items: Vec<String> = Vec::new();
    let mut parts = root.children().filter(|it| !matches!(it.kind(), Kind::Blank | Kind::Open));
    while let Some(part) = parts.next() {
        if part.kind() != Kind::FetchItemName {
            continue;
        }
        let data = parts.next()?;
        let name = cut(part.text()).to_ascii_uppercase();
        let size = || size(octets(data), messages);
        items.push(match name.as_str() {
            _ if data.kind() == Kind::Nil || data.child(Kind::Nil).is_some() => {
                messages.format(text::UrlItemNone { name })
            }
            "BODY" => messages.format(text::UrlItemBody { size: size() }),
            "BINARY" => messages.format(text::UrlItemBinary { size: size() }),
            "BODYPARTSTRUCTURE" => messages.format(text::UrlItemStructure),
            _ => return None,
        });
    }
    if items.is_empty() {
        return None;
    }
    let items = joined_long(items.iter(), messages);
    explanation.say_from(5524, "3", text::ExplainUrlfetchItems { items });
    Some(())
}

/// The size of a value, whether it was kept or not.
fn octets(value: Node<'_>) -> u64 {
    match value.child(Kind::Literal) {
        Some(literal) => literal.text().len() as u64 + literal.omitted(),
        None => value.string().map_or(0, |string| string.len() as u64),
    }
}

/// Explains the result of converting parts of a message.
fn converted(root: Node<'_>, explanation: &mut Explanation) -> Option<()> {
    let messages = explanation.messages();
    let number = root.child(Kind::MessageNumber)?;
    let tag = root.descendant(Kind::TagString).map(value)?;
    let items = root.children_of(Kind::FetchData).take(MAX_PARTS);
    let items = items.map(|node| fetch_items::phrase(FetchedItem { node }, messages));
    let items: Vec<String> = items.collect();
    if items.is_empty() {
        return None;
    }
    let message = set(number.text(), Numbers::Sequence, messages);
    let items = joined_long(items.iter(), messages);
    explanation.say_from(5259, "8.1", text::ExplainConverted { tag, message, items });
    Some(())
}

/// Explains which type can be converted to which.
fn conversion(root: Node<'_>, explanation: &mut Explanation) -> Option<()> {
    // The name of a media type is not empty.
    let mut types = root.children_of(Kind::MimeType).map(value).filter(|name| !name.is_empty());
    let (from, target) = (types.next()?, types.next()?);
    let parameters = root.descendants_of(Kind::TranscodingParameter);
    let parameters = parameters.map(value).filter(|name| !name.is_empty());
    let parameters: Vec<String> = parameters.take(MAX_PARTS).collect();
    if parameters.is_empty() {
        explanation.say_from(5259, "5.2", text::ExplainConversion { from, target })
    } else {
        let parameters = joined(parameters.iter(), explanation.messages());
        let sentence = text::ExplainConversionWith { from, target, parameters };
        explanation.say_from(5259, "5.2", sentence);
    }
    Some(())
}

/// The comparator in use, and those that matched.
fn comparator(root: Node<'_>, explanation: &mut Explanation) -> Option<()> {
    let names = root.descendants_of(Kind::Comparator);
    let mut names = names.take(MAX_PARTS).map(value);
    let name = names.next()?;
    let all: Vec<String> = names.collect();
    if all.is_empty() {
        explanation.say_from(5255, "4.8", text::ExplainComparator { name })
    } else {
        let all = joined(all.iter(), explanation.messages());
        explanation.say_from(5255, "4.8", text::ExplainComparators { name, all });
    }
    Some(())
}
