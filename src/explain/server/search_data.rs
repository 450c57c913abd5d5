//! Search results (RFC 3501, section 7.2.5; RFC 4731; RFC 5256).

use super::response::Response;
use super::{missing_parts, thread_data};
use crate::explain::phrase::{
    ListWord, MAX_ITEMS, Numbers, cut, joined, joined_long, numbers_in, numbers_in_order,
    positions, separated, set, set_in_order, value,
};
use crate::explain::registered::{has_gap, say_nearest_of};
use crate::explain::sentence::Explanation;
use crate::explain::session::{WatchedCommand, WatchedSession};
use crate::messages::{Messages, text};
use crate::protocol::meaning::{Esearch, Meaning, SearchResponse, SearchResult, sets};
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, find};
use std::collections::HashSet;
use std::fmt::Display;

/// How many scores are read.
const MAX_SCORES: usize = 100;

/// Explains the data. False: it is of another kind.
pub(super) fn explain(
    meaning: Meaning<'_>,
    response: Response<'_>,
    explanation: &mut Explanation,
) -> bool {
    match meaning {
        // Nothing can be counted.
        Meaning::Found(_) | Meaning::Esearch(_) if has_gap(response.root) => {
            let name = response.root.child(Kind::ResponseName).map(Node::text).unwrap_or_default();
            explanation.say_entry(Category::Responses, name);
        }
        Meaning::Found(results) => {
            found(results, response.session, explanation);
            let mut parts = response.root.descendants();
            let modseq = parts.find(|node| node.kind() == Kind::ModSeq);
            let has_found = response
                .root
                .descendants()
                .any(|it| matches!(it.kind(), Kind::MessageNumber | Kind::UniqueId | Kind::Number));
            if let Some(number) = modseq.and_then(Node::number).filter(|_| has_found) {
                explanation.say_from(7162, "3.1.5", text::ExplainFoundModseq { number });
            }
        }
        Meaning::Esearch(results) => esearch(results, response, explanation),
        Meaning::Other(name) if name.is("THREAD") => {
            thread_data::explain(response, explanation);
        }
        _ => return false,
    }
    true
}

/// Explains the numbers of the messages that match. The command decides whether they are UIDs.
fn found(results: SearchResponse<'_>, session: &WatchedSession, explanation: &mut Explanation) {
    let is_sorted = results.name.is("SORT");
    let command = session.pending_named(if is_sorted { "SORT" } else { "SEARCH" });
    let numbers = distinct(results);
    let count = numbers.len();
    let numbers = numbers.into_iter().map(ListWord);
    let (rfc, section) = if is_sorted { (5256, "4") } else { (3501, "7.2.5") };
    if count == 0 {
        return explanation.say_from(rfc, section, text::ExplainNothingFound);
    }
    let list = joined(numbers, explanation.messages());
    // It may answer either of two.
    let is_certain = session.only_pending().is_some();
    match command.map(WatchedCommand::is_uid).filter(|_| is_certain) {
        Some(true) => explanation.say_from(rfc, section, text::ExplainFoundUids { count, list }),
        Some(false) => explanation.say_from(rfc, section, text::ExplainFound { count, list }),
        None => explanation.say_from(rfc, section, text::ExplainFoundNumbers { count, list }),
    }
    if is_sorted && count > 1 {
        explanation.say(text::ExplainSorted);
    }
}

/// The numbers, each once.
fn distinct(results: SearchResponse<'_>) -> Vec<&[u8]> {
    let mut numbers: Vec<&[u8]> = results.numbers().map(Node::text).collect();
    let is_before = |pair: &[&[u8]]| (pair[0].len(), pair[0]) < (pair[1].len(), pair[1]);
    // They nearly always rise.
    if !numbers.windows(2).all(is_before) {
        let mut seen = HashSet::new();
        numbers.retain(|number| seen.insert(*number));
    }
    numbers
}

/// The way to name the messages of a result.
#[derive(Clone, Copy)]
struct ResultNumbers {
    numbers: Numbers,
    /// Whether the order is significant: then `3:1` is 3, 2 and 1 (RFC 5267, section 3.2).
    are_sorted: bool,
}

impl ResultNumbers {
    fn set(self, found: &[u8], messages: Messages) -> String {
        if self.are_sorted {
            set_in_order(found, self.numbers, messages)
        } else {
            set(found, self.numbers, messages)
        }
    }

    fn list(self, found: &[u8], messages: Messages) -> String {
        if self.are_sorted {
            numbers_in_order(found, messages)
        } else {
            numbers_in(found, self.numbers, messages)
        }
    }
}

/// The command to which this result belongs.
fn command_of(response: Response<'_>) -> Option<&WatchedCommand> {
    match response.root.descendant(Kind::TagString).map(value) {
        Some(tag) => response.session.pending(tag.as_bytes()),
        None => response.session.only_pending(),
    }
}

fn is_of_sort(response: Response<'_>) -> bool {
    command_of(response).is_some_and(|sent| sent.name().eq_ignore_ascii_case(b"SORT"))
}

fn esearch(esearch: Esearch<'_>, response: Response<'_>, explanation: &mut Explanation) {
    let messages = explanation.messages();
    let numbers = ResultNumbers {
        numbers: if esearch.is_uid() { Numbers::Uid } else { Numbers::Sequence },
        are_sorted: is_of_sort(response),
    };
    let mailbox = response.root.descendant(Kind::Mailbox).map(value);
    if let Some(mailbox) = mailbox {
        let validity =
            response.root.child(Kind::SearchCorrelator).and_then(|it| it.child(Kind::Number));
        match validity.and_then(Node::number).filter(|_| esearch.is_uid()) {
            Some(validity) => {
                explanation.say(text::ExplainEsearchInValidity { mailbox, validity });
            }
            None => explanation.say(text::ExplainEsearchIn { mailbox }),
        }
    }
    match esearch.results().next() {
        // The results may have been cut off.
        None if missing_parts::is_unclosed(response.root)
            || response.root.child(Kind::Unknown).is_some() =>
        {
            explanation.say_entry(Category::Responses, "ESEARCH");
            return;
        }
        None => no_results(response, explanation),
        Some(_) => matches(esearch, numbers, explanation),
    }
    if response.root.descendant(Kind::Mailbox).is_some() {
        explanation.cite_section(7377, "2.1")
    } else {
        explanation.cite_section(4731, "3.1");
        cite_results(esearch, explanation);
    }
    let changes = esearch.results().filter_map(|it| change_phrase(it, numbers, messages));
    let changes: Vec<String> = changes.collect();
    if !changes.is_empty() {
        let results = joined_long(changes.iter(), messages);
        explanation.say_from(5267, "4.3", text::ExplainEsearchChanged { results });
    }
    say_unknown_result(esearch, explanation);
    if explanation.is_empty() {
        explanation.say_entry(Category::Responses, "ESEARCH");
    }
}

/// Cites the definition of the first result that is not from RFC 4731.
fn cite_results(esearch: Esearch<'_>, explanation: &mut Explanation) {
    let name = |it: SearchResult<'_>| String::from_utf8_lossy(it.name()).into_owned();
    let entries = esearch.results().filter_map(|it| find(Category::SearchReturnOptions, name(it)));
    let own = explanation.source();
    if let Some(entry) = { entries }.find(|entry| entry.source != own) {
        explanation.cite(entry);
    }
}

/// Explains a response without results: no message matches, unless the command asked for their count.
fn no_results(response: Response<'_>, explanation: &mut Explanation) {
    // SAVE alone asks for no result (RFC 5182, section 2.1).
    let command = command_of(response).filter(|command| !command.only_saves());
    match command.map(|command| command.asks_for_result("COUNT")) {
        Some(false) => explanation.say(text::ExplainNothingFound),
        Some(true) => explanation.say(text::ExplainNoCount),
        None => explanation.say(text::ExplainNoResults),
    }
}

/// Explains how many messages match and which, each fact once: COUNT is the number of ALL, and for a single
/// message MIN and MAX are the same.
fn matches(esearch: Esearch<'_>, numbers: ResultNumbers, explanation: &mut Explanation) {
    let messages = explanation.messages();
    let count = esearch.result("COUNT").and_then(SearchResult::number);
    let all = esearch.result("ALL").and_then(SearchResult::messages).map(Node::text);
    let ends = ["MIN", "MAX"].map(|name| esearch.result(name).and_then(SearchResult::number));
    let list = all.map(|all| (sets::count_distinct(all), numbers.list(all, messages)));
    let only = ends[0].or(ends[1]).filter(|_| all.is_none() && count == Some(1));
    let is_listed = match (count, list, only) {
        (Some(1), _, Some(only)) => {
            found_as(1, only, numbers.numbers, explanation);
            true
        }
        (_, Some((Some(named), list)), _) if count.is_none_or(|count| count == named) => {
            found_as(named, list, numbers.numbers, explanation);
            if numbers.are_sorted && named > 1 {
                explanation.say(text::ExplainSorted);
            }
            true
        }
        (Some(count), _, _) => {
            explanation.say(text::ExplainMatches { count });
            false
        }
        _ => false,
    };
    let is_one = is_listed && (count == Some(1) || all.and_then(sets::count_distinct) == Some(1));
    let is_said = |it: &SearchResult<'_>| {
        let is = |name: &str| it.name().eq_ignore_ascii_case(name.as_bytes());
        is("COUNT") && it.number().is_some()
            || is("ALL") && is_listed
            || (is("MIN") || is("MAX")) && is_one
    };
    let details = esearch.results().filter(|it| !is_said(it));
    let details = details.filter_map(|it| detail(it, numbers, messages));
    let details: Vec<String> = details.collect();
    if !details.is_empty() {
        let results = joined_long(details.iter(), messages);
        explanation.say(text::ExplainEsearchDetails { results });
    }
}

/// How many messages match, and their numbers or UIDs.
fn found_as(count: u64, list: impl Display, numbers: Numbers, explanation: &mut Explanation) {
    match numbers {
        Numbers::Uid => explanation.say(text::ExplainFoundUids { count, list }),
        Numbers::Sequence => explanation.say(text::ExplainFound { count, list }),
    }
}

/// Explains which result has an unregistered name.
fn say_unknown_result(esearch: Esearch<'_>, explanation: &mut Explanation) {
    let names = esearch.results().filter_map(|it| it.node.child(Kind::Unknown)).map(Node::text);
    // Other parts are values that do not fit.
    let names = names.filter(|name| name.first().is_some_and(u8::is_ascii_alphabetic));
    let mut unknown = { names }.filter(|name| find(Category::SearchReturnOptions, name).is_none());
    if let Some(name) = unknown.next() {
        let what = explanation.messages().format(text::PartReturnOption);
        explanation.say_unknown(text::UnknownPart { name: cut(name), what });
        say_nearest_of([name].into_iter(), Category::SearchReturnOptions, explanation);
    }
}

/// One more fact about the result.
fn detail(result: SearchResult<'_>, numbers: ResultNumbers, messages: Messages) -> Option<String> {
    if result.name().is_empty() {
        return None;
    }
    if result.is_unread() || missing_parts::has_no_value(result.node) {
        return Some(messages.format(text::EsearchNoValue { name: cut(result.name()) }));
    }
    Some(match (result.name().to_ascii_uppercase().as_slice(), result.number()) {
        (b"PARTIAL", _) => partial(result, numbers, messages)?,
        (b"MODSEQ", Some(number)) => messages.format(text::EsearchModseq { number }),
        (b"MIN" | b"MAX", Some(number)) => end(result.name(), number, numbers, messages),
        (b"ALL", _) => {
            let all = result.messages().map_or(b"".as_slice(), Node::text);
            messages.format(text::EsearchAll { found: numbers.set(all, messages) })
        }
        (b"RELEVANCY", _) => {
            let scores = result.node.descendants();
            let scores = scores.filter(|node| node.kind() == Kind::RelevancyScore);
            let scores: Vec<ListWord<'_>> =
                scores.take(MAX_SCORES).map(|it| ListWord(it.text())).collect();
            let scores = joined(scores.iter(), messages);
            messages.format(text::EsearchRelevancy { scores })
        }
        _ => return None,
    })
}

/// The first or last message of a result: the lowest or highest, if it is not sorted.
fn end(name: &[u8], number: u64, numbers: ResultNumbers, messages: Messages) -> String {
    let uid = u64::from(numbers.numbers == Numbers::Uid);
    let message = || set(number.to_string().as_bytes(), numbers.numbers, messages);
    match (name.eq_ignore_ascii_case(b"MIN"), numbers.are_sorted) {
        (true, true) => messages.format(text::EsearchFirst { message: message() }),
        (false, true) => messages.format(text::EsearchLast { message: message() }),
        (true, false) => messages.format(text::EsearchMin { uid, number }),
        (false, false) => messages.format(text::EsearchMax { uid, number }),
    }
}

/// A change in the result of a search (RFC 5267).
fn change_phrase(
    result: SearchResult<'_>,
    numbers: ResultNumbers,
    messages: Messages,
) -> Option<String> {
    match result.name().to_ascii_uppercase().as_slice() {
        b"ADDTO" => {
            let found = changed(result, numbers, messages);
            Some(messages.format(text::EsearchAdded { found }))
        }
        b"REMOVEFROM" => {
            let found = changed(result, numbers, messages);
            Some(messages.format(text::EsearchRemoved { found }))
        }
        _ => None,
    }
}

/// The messages that an update adds to the result or removes from it (RFC 5267).
fn changed(result: SearchResult<'_>, numbers: ResultNumbers, messages: Messages) -> String {
    // Each set has a position in the result; 0: the client decides.
    let mut positions = result.node.descendants_of(Kind::ContextPosition).map(Node::number);
    if positions.all(|position| position == Some(0)) {
        let sets = result.node.descendants_of(Kind::SequenceSet);
        let sets: Vec<&[u8]> = sets.map(Node::text).collect();
        return numbers.set(&sets.join(&b','), messages);
    }
    let mut position = None;
    let mut changes = Vec::new();
    for node in result.node.descendants() {
        match node.kind() {
            Kind::ContextPosition => position = node.number(),
            Kind::SequenceSet if changes.len() < MAX_SCORES => {
                let found = numbers.set(node.text(), messages);
                changes.push(match position {
                    Some(position) if position > 0 => {
                        messages.format(text::EsearchAtPosition { found, position })
                    }
                    _ => found,
                });
            }
            _ => {}
        }
    }
    separated(&changes, MAX_ITEMS, true, messages)
}

/// The part of the result with these places (RFC 9394).
fn partial(result: SearchResult<'_>, numbers: ResultNumbers, messages: Messages) -> Option<String> {
    let range = result.node.child(Kind::PartialRange)?;
    let range = positions(range.text(), messages);
    Some(match result.messages() {
        Some(found) => {
            let found = numbers.set(found.text(), messages);
            messages.format(text::EsearchPartial { range, found })
        }
        // Otherwise it could not be read.
        None => {
            result.node.child(Kind::Nil)?;
            messages.format(text::EsearchPartialNothing { range })
        }
    })
}
