//! What a search has found (RFC 3501, section 7.2.5; RFC 4731; RFC 5256).

use crate::explain::phrase::{Numbers, Word, cut, joined, joined_long, set};
use crate::explain::sentence::Explanation;
use crate::explain::session::{Sent, WatchedSession};
use crate::messages::{Messages, text};
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, find};

/// Explains the data. False: it is of another kind. `name`: of the response, in capitals.
pub(super) fn explain(
    name: &[u8],
    root: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    match name {
        b"SEARCH" | b"SORT" => found(name, root, session, explanation),
        b"ESEARCH" => esearch(root, explanation),
        b"THREAD" => {
            let threads = root.children().filter(|node| node.kind() == Kind::ThreadList).count();
            explanation.say_from(5256, "4", text::ExplainThreads { threads });
        }
        _ => return false,
    }
    true
}

/// The numbers of the messages that match. Whether they are UIDs depends on the command.
fn found(name: &[u8], root: Node<'_>, session: &WatchedSession, explanation: &mut Explanation) {
    let name = String::from_utf8_lossy(name);
    let command = session.pending_named(&name);
    let numbers = root.children().filter(|node| node.kind() == Kind::Number);
    let numbers = numbers.map(|number| Word(number.text()));
    let count = numbers.clone().count();
    let (rfc, section) = if name == "SORT" { (5256, "4") } else { (3501, "7.2.5") };
    if count == 0 {
        return explanation.say_from(rfc, section, text::ExplainNothingFound);
    }
    let list = joined(numbers, explanation.messages());
    match command.map(Sent::is_uid) {
        Some(true) => explanation.say_from(rfc, section, text::ExplainFoundUids { count, list }),
        Some(false) => explanation.say_from(rfc, section, text::ExplainFound { count, list }),
        None => explanation.say_from(rfc, section, text::ExplainFoundNumbers { count, list }),
    }
    if name == "SORT" {
        explanation.say(text::ExplainSorted);
    }
}

fn esearch(root: Node<'_>, explanation: &mut Explanation) {
    let is_uid = root.children().any(|node| {
        node.kind() == Kind::SearchReturnName && node.text().eq_ignore_ascii_case(b"UID")
    });
    let numbers = if is_uid { Numbers::Uid } else { Numbers::Sequence };
    let messages = explanation.messages();
    let results = root.children().filter(|node| node.kind() == Kind::SearchReturnData);
    let results: Vec<String> = results.map(|result| phrase(result, numbers, messages)).collect();
    match results.is_empty() {
        true => explanation.say_from(4731, "3.1", text::ExplainNothingFound),
        false => {
            let results = joined_long(results.iter(), messages);
            explanation.say_from(4731, "3.1", text::ExplainEsearch { results });
        }
    }
    say_unknown_result(root, explanation);
}

/// Says which result has a name that is not registered.
fn say_unknown_result(root: Node<'_>, explanation: &mut Explanation) {
    let results = root.children().filter(|node| node.kind() == Kind::SearchReturnData);
    let names = results.filter_map(|result| result.child(Kind::Unknown)).map(Node::text);
    let mut unknown = names.filter(|name| {
        let name = std::str::from_utf8(name).unwrap_or_default();
        find(Category::SearchReturnOptions, name).is_none()
    });
    if let Some(name) = unknown.next() {
        let what = explanation.messages().format(text::PartReturnOption);
        explanation.say_unknown(text::UnknownPart { name: cut(name), what });
    }
}

fn phrase(result: Node<'_>, numbers: Numbers, messages: Messages) -> String {
    let name = result.child(Kind::SearchReturnName).map_or(b"".as_slice(), Node::text);
    let number = result.child(Kind::Number).map_or(b"".as_slice(), Node::text);
    let one = || set(number, numbers, messages);
    match name.to_ascii_uppercase().as_slice() {
        b"COUNT" => {
            let count = result.child(Kind::Number).and_then(Node::number).unwrap_or_default();
            messages.format(text::EsearchCount { count })
        }
        b"PARTIAL" => partial(result, numbers, messages),
        b"MODSEQ" => {
            let number = result.child(Kind::ModSeq).and_then(Node::number).unwrap_or_default();
            messages.format(text::EsearchModseq { number })
        }
        b"MIN" => messages.format(text::EsearchMin { message: one() }),
        b"MAX" => messages.format(text::EsearchMax { message: one() }),
        b"ALL" => {
            let all = result.child(Kind::SequenceSet).map_or(b"".as_slice(), Node::text);
            set(all, numbers, messages)
        }
        b"ADDTO" => {
            let found = changed(result, numbers, messages);
            messages.format(text::EsearchAdded { found })
        }
        b"REMOVEFROM" => {
            let found = changed(result, numbers, messages);
            messages.format(text::EsearchRemoved { found })
        }
        _ => cut(result.text()).into_owned(),
    }
}

/// What an update adds to the result, or removes from it (RFC 5267).
fn changed(result: Node<'_>, numbers: Numbers, messages: Messages) -> String {
    let sets = result.descendants().filter(|node| node.kind() == Kind::SequenceSet);
    let sets: Vec<&[u8]> = sets.map(Node::text).collect();
    set(&sets.join(&b','), numbers, messages)
}

/// The part of the result with these places (RFC 9394).
fn partial(result: Node<'_>, numbers: Numbers, messages: Messages) -> String {
    let range = cut(result.child(Kind::PartialRange).map_or(b"", Node::text));
    match result.child(Kind::SequenceSet) {
        Some(found) => {
            let found = set(found.text(), numbers, messages);
            messages.format(text::EsearchPartial { range, found })
        }
        None => messages.format(text::EsearchPartialNothing { range }),
    }
}
