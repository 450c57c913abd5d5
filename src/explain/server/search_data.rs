//! What a search has found (RFC 3501, section 7.2.5; RFC 4731; RFC 5256).

use crate::explain::phrase::{ListWord, Numbers, cut, joined, joined_long, set, value};
use crate::explain::sentence::Explanation;
use crate::explain::session::{WatchedCommand, WatchedSession};
use crate::messages::{Messages, text};
use crate::protocol::meaning::{Esearch, Meaning, SearchResponse, SearchResult};
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, find};

/// How many scores are read.
const MOST_SCORES: usize = 100;

/// Explains the data. False: it is of another kind.
pub(super) fn explain(
    meaning: Meaning<'_>,
    root: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    match meaning {
        Meaning::Found(results) => {
            found(results, session, explanation);
            let mut parts = root.descendants();
            let modseq = parts.find(|node| node.kind() == Kind::ModSeq);
            if let Some(number) = modseq.and_then(Node::number) {
                explanation.say_from(7162, "3.1.5", text::ExplainFoundModseq { number });
            }
        }
        Meaning::Esearch(results) => esearch(results, root, explanation),
        Meaning::Other(name) if name.is("THREAD") => {
            let threads = root.children_of(Kind::ThreadList).count();
            explanation.say_from(5256, "4", text::ExplainThreads { threads });
        }
        _ => return false,
    }
    true
}

/// The numbers of the messages that match. Whether they are UIDs depends on the command.
fn found(results: SearchResponse<'_>, session: &WatchedSession, explanation: &mut Explanation) {
    let is_sorted = results.name.is("SORT");
    let command = session.pending_named(if is_sorted { "SORT" } else { "SEARCH" });
    let numbers = results.numbers().map(|number| ListWord(number.text()));
    let count = numbers.clone().count();
    let (rfc, section) = if is_sorted { (5256, "4") } else { (3501, "7.2.5") };
    if count == 0 {
        return explanation.say_from(rfc, section, text::ExplainNothingFound);
    }
    let list = joined(numbers, explanation.messages());
    match command.map(WatchedCommand::is_uid) {
        Some(true) => explanation.say_from(rfc, section, text::ExplainFoundUids { count, list }),
        Some(false) => explanation.say_from(rfc, section, text::ExplainFound { count, list }),
        None => explanation.say_from(rfc, section, text::ExplainFoundNumbers { count, list }),
    }
    if is_sorted {
        explanation.say(text::ExplainSorted);
    }
}

fn esearch(esearch: Esearch<'_>, root: Node<'_>, explanation: &mut Explanation) {
    let numbers = if esearch.is_uid() { Numbers::Uid } else { Numbers::Sequence };
    let messages = explanation.messages();
    let results = esearch.results().map(|result| phrase(result, numbers, messages));
    let results: Vec<String> = results.collect();
    match results.is_empty() {
        true => explanation.say_from(4731, "3.1", text::ExplainNothingFound),
        false if is_update(esearch) => {
            let results = joined_long(results.iter(), messages);
            explanation.say_from(5267, "4.3", text::ExplainEsearchChanged { results });
        }
        false => {
            let results = joined_long(results.iter(), messages);
            match root.descendants().find(|node| node.kind() == Kind::Mailbox).map(value) {
                Some(mailbox) => {
                    let found = text::ExplainEsearchIn { mailbox, results };
                    explanation.say_from(7377, "2.1", found);
                }
                None => explanation.say_from(4731, "3.1", text::ExplainEsearch { results }),
            }
        }
    }
    say_unknown_result(esearch, explanation);
}

/// Whether the response only changes the result of a search (RFC 5267).
fn is_update(esearch: Esearch<'_>) -> bool {
    let names = || esearch.results().map(|result| result.name().to_ascii_uppercase());
    names().next().is_some() && names().all(|name| matches!(&*name, b"ADDTO" | b"REMOVEFROM"))
}

/// Says which result has a name that is not registered.
fn say_unknown_result(esearch: Esearch<'_>, explanation: &mut Explanation) {
    let names = esearch.results().filter_map(|it| it.node.child(Kind::Unknown)).map(Node::text);
    let mut unknown = names.filter(|name| {
        let name = std::str::from_utf8(name).unwrap_or_default();
        find(Category::SearchReturnOptions, name).is_none()
    });
    if let Some(name) = unknown.next() {
        let what = explanation.messages().format(text::PartReturnOption);
        explanation.say_unknown(text::UnknownPart { name: cut(name), what });
    }
}

fn phrase(result: SearchResult<'_>, numbers: Numbers, messages: Messages) -> String {
    let one = |number: u64| set(number.to_string().as_bytes(), numbers, messages);
    match (result.name().to_ascii_uppercase().as_slice(), result.number()) {
        (b"COUNT", Some(count)) => messages.format(text::EsearchCount { count }),
        (b"PARTIAL", _) => partial(result, numbers, messages),
        (b"MODSEQ", Some(number)) => messages.format(text::EsearchModseq { number }),
        (b"MIN", Some(number)) => messages.format(text::EsearchMin { message: one(number) }),
        (b"MAX", Some(number)) => messages.format(text::EsearchMax { message: one(number) }),
        (b"ALL", _) => {
            let all = result.messages().map_or(b"".as_slice(), Node::text);
            set(all, numbers, messages)
        }
        (b"RELEVANCY", _) => {
            let scores = result.node.descendants();
            let scores = scores.filter(|node| node.kind() == Kind::RelevancyScore);
            let scores: Vec<ListWord<'_>> =
                scores.take(MOST_SCORES).map(|it| ListWord(it.text())).collect();
            let scores = joined(scores.iter(), messages);
            messages.format(text::EsearchRelevancy { scores })
        }
        (b"ADDTO", _) => {
            let found = changed(result, numbers, messages);
            messages.format(text::EsearchAdded { found })
        }
        (b"REMOVEFROM", _) => {
            let found = changed(result, numbers, messages);
            messages.format(text::EsearchRemoved { found })
        }
        _ => cut(result.node.text()).into_owned(),
    }
}

/// What an update adds to the result, or removes from it (RFC 5267).
fn changed(result: SearchResult<'_>, numbers: Numbers, messages: Messages) -> String {
    let sets = result.node.descendants().filter(|node| node.kind() == Kind::SequenceSet);
    let sets: Vec<&[u8]> = sets.map(Node::text).collect();
    set(&sets.join(&b','), numbers, messages)
}

/// The part of the result with these places (RFC 9394).
fn partial(result: SearchResult<'_>, numbers: Numbers, messages: Messages) -> String {
    let range = cut(result.node.child(Kind::PartialRange).map_or(b"", Node::text));
    let range = match range.starts_with('-') {
        true => messages.format(text::PhraseFromEnd { range }),
        false => range.into_owned(),
    };
    match result.messages() {
        Some(found) => {
            let found = set(found.text(), numbers, messages);
            messages.format(text::EsearchPartial { range, found })
        }
        None => messages.format(text::EsearchPartialNothing { range }),
    }
}
