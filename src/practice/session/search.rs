//! SEARCH (RFC 3501, section 6.4.4): compares each message of the view with the search keys. The
//! store is locked only to read the flags.

use super::ServerSession;
use super::outcome::{CommandError, OkResponse, Outcome};
use super::selected::{Selected, ViewEntry};
use crate::practice::grammar::{NumberRanges, SearchKey, SearchProgram};
use crate::practice::store::flags::MessageFlags;

/// A search key, with its sequence sets resolved to the numbers and UIDs of the view.
enum Criterion<'a> {
    Key(&'a SearchKey),
    Numbers(NumberRanges),
    Uids(NumberRanges),
    Not(Box<Criterion<'a>>),
    Or(Box<Criterion<'a>>, Box<Criterion<'a>>),
    And(Vec<Criterion<'a>>),
}

/// A message to compare with the criteria.
struct Candidate<'a> {
    number: u32,
    entry: &'a ViewEntry,
    flags: MessageFlags,
}

impl ServerSession {
    /// SEARCH and UID SEARCH.
    pub fn search(&mut self, uid: bool, program: SearchProgram) -> Outcome {
        let SearchProgram::Keys(keys) = program else {
            return Err(CommandError::no("[BADCHARSET (US-ASCII UTF-8)] Unknown charset"));
        };
        let Some(selected) = &self.selected else {
            return Ok(OkResponse::completed("Search"));
        };
        let flags = self.current_flags(selected);
        let criterion = Criterion::And(keys.iter().map(|key| resolve(key, selected)).collect());
        let mut line = "* SEARCH".to_owned();
        for ((entry, flags), number) in selected.view.iter().zip(flags).zip(1..) {
            let candidate = Candidate { number, entry, flags };
            if passes(&criterion, &candidate, selected) {
                let found = if uid { entry.message.uid } else { number };
                line.push_str(&format!(" {found}"));
            }
        }
        self.send_line(&line)?;
        Ok(OkResponse::completed("Search"))
    }

    /// The current flags of all messages of the view, reported or not.
    fn current_flags(&self, selected: &Selected) -> Vec<MessageFlags> {
        let mut store = self.store.lock();
        let mailbox = store.mailbox_by_id(selected.mailbox);
        let entries = selected.view.iter();
        let current = entries.map(|entry| {
            let stored = mailbox.as_ref().and_then(|it| it.get(entry.message.uid));
            stored.map_or(entry.flags, |stored| stored.flags)
        });
        current.collect()
    }
}

fn resolve<'a>(key: &'a SearchKey, selected: &Selected) -> Criterion<'a> {
    let boxed = |key| Box::new(resolve(key, selected));
    match key {
        SearchKey::Sequence(set) => Criterion::Numbers(set.resolve(selected.count())),
        SearchKey::Uid(set) => Criterion::Uids(set.resolve(selected.highest_uid())),
        SearchKey::Not(key) => Criterion::Not(boxed(key)),
        SearchKey::Or(one, other) => Criterion::Or(boxed(one), boxed(other)),
        SearchKey::And(keys) => {
            Criterion::And(keys.iter().map(|key| resolve(key, selected)).collect())
        }
        key => Criterion::Key(key),
    }
}

fn passes(criterion: &Criterion<'_>, candidate: &Candidate<'_>, selected: &Selected) -> bool {
    match criterion {
        Criterion::Numbers(ranges) => ranges.contains(candidate.number),
        Criterion::Uids(ranges) => ranges.contains(candidate.entry.message.uid),
        Criterion::Not(criterion) => !passes(criterion, candidate, selected),
        Criterion::Or(one, other) => {
            passes(one, candidate, selected) || passes(other, candidate, selected)
        }
        Criterion::And(criteria) => {
            criteria.iter().all(|criterion| passes(criterion, candidate, selected))
        }
        Criterion::Key(key) => matches(key, candidate, selected),
    }
}

fn matches(key: &SearchKey, candidate: &Candidate<'_>, selected: &Selected) -> bool {
    let message = &candidate.entry.message;
    let size = message.octets.len() as u64;
    let sent = || message.searchable().sent_on();
    match key {
        SearchKey::All => true,
        SearchKey::SystemFlag(bit) => candidate.flags.has(*bit),
        SearchKey::Keyword(name) => {
            let bit = selected.keywords.bit(name).unwrap_or(0);
            candidate.flags.keywords & bit != 0
        }
        SearchKey::Recent => candidate.entry.recent,
        SearchKey::Header(name, needle) => message.searchable().header_contains(name, needle),
        SearchKey::Body(needle) => message.searchable().body_contains(needle),
        SearchKey::Text(needle) => message.searchable().text_contains(needle),
        SearchKey::Before(day) => message.date.day() < *day,
        SearchKey::On(day) => message.date.day() == *day,
        SearchKey::Since(day) => message.date.day() >= *day,
        SearchKey::SentBefore(day) => sent().is_some_and(|sent| sent < *day),
        SearchKey::SentOn(day) => sent().is_some_and(|sent| sent == *day),
        SearchKey::SentSince(day) => sent().is_some_and(|sent| sent >= *day),
        SearchKey::Larger(octets) => size > u64::from(*octets),
        SearchKey::Smaller(octets) => size < u64::from(*octets),
        // `resolve` has replaced these.
        SearchKey::Sequence(_)
        | SearchKey::Uid(_)
        | SearchKey::Not(_)
        | SearchKey::Or(..)
        | SearchKey::And(_) => false,
    }
}
