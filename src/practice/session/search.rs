//! SEARCH (RFC 3501, section 6.4.4): tests each message of the view against the search keys. The
//! store is locked only to read the flags.

use super::ServerSession;
use super::outcome::{CommandError, OkResponse, Outcome};
use super::selected::{Selected, ViewEntry};
use crate::practice::grammar::{NumberRanges, SearchKey, SearchProgram};
use crate::practice::store::flags::MessageFlags;

/// A search key with its sequence sets resolved against the view.
enum Test<'a> {
    Key(&'a SearchKey),
    Numbers(NumberRanges),
    Uids(NumberRanges),
    Not(Box<Test<'a>>),
    Or(Box<Test<'a>>, Box<Test<'a>>),
    And(Vec<Test<'a>>),
}

/// A message to test.
struct Candidate<'a> {
    number: u32,
    entry: &'a ViewEntry,
    flags: MessageFlags,
}

impl ServerSession {
    /// SEARCH and UID SEARCH.
    pub fn search(&mut self, uid: bool, program: SearchProgram) -> Outcome {
        let SearchProgram::Keys(keys) = program else {
            return Err(CommandError::no(
                "[BADCHARSET (US-ASCII UTF-8)] Unknown charset",
            ));
        };
        let Some(selected) = &self.selected else {
            return Ok(OkResponse::completed("Search"));
        };
        let flags = self.current_flags(selected);
        let test = Test::And(keys.iter().map(|key| resolve(key, selected)).collect());
        let mut line = "* SEARCH".to_owned();
        for ((entry, flags), number) in selected.view.iter().zip(flags).zip(1..) {
            let candidate = Candidate {
                number,
                entry,
                flags,
            };
            if passes(&test, &candidate, selected) {
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

fn resolve<'a>(key: &'a SearchKey, selected: &Selected) -> Test<'a> {
    let boxed = |key| Box::new(resolve(key, selected));
    match key {
        SearchKey::Sequence(set) => Test::Numbers(set.resolve(selected.count())),
        SearchKey::Uid(set) => Test::Uids(set.resolve(selected.highest_uid())),
        SearchKey::Not(key) => Test::Not(boxed(key)),
        SearchKey::Or(one, other) => Test::Or(boxed(one), boxed(other)),
        SearchKey::And(keys) => Test::And(keys.iter().map(|key| resolve(key, selected)).collect()),
        key => Test::Key(key),
    }
}

fn passes(test: &Test<'_>, candidate: &Candidate<'_>, selected: &Selected) -> bool {
    match test {
        Test::Numbers(ranges) => ranges.contains(candidate.number),
        Test::Uids(ranges) => ranges.contains(candidate.entry.message.uid),
        Test::Not(test) => !passes(test, candidate, selected),
        Test::Or(one, other) => {
            passes(one, candidate, selected) || passes(other, candidate, selected)
        }
        Test::And(tests) => tests.iter().all(|test| passes(test, candidate, selected)),
        Test::Key(key) => matches(key, candidate, selected),
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
