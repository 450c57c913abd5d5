//! SEARCH: each key against a message (RFC 3501, 6.4.4). The accounts is not locked meanwhile.

use super::Session;
use super::answer::Answer;
use super::selected::{Entry, Selected};
use crate::practice::grammar::{Key, Search, Set, holds};
use crate::practice::session_event::SessionEnd;
use crate::practice::store::flags::Flags;

/// A key with its sets worked out against the view.
enum Test<'a> {
    Key(&'a Key),
    Numbers(Vec<(u32, u32)>),
    Uids(Vec<(u32, u32)>),
    Not(Box<Test<'a>>),
    Or(Box<Test<'a>>, Box<Test<'a>>),
    And(Vec<Test<'a>>),
}

/// A message to be tested.
struct Candidate<'a> {
    number: u32,
    entry: &'a Entry,
    flags: Flags,
}

impl Session {
    /// SEARCH and UID SEARCH.
    pub fn search(&mut self, uid: bool, search: Search) -> Result<Answer, SessionEnd> {
        let keys = match search {
            Search::Keys(keys) => keys,
            Search::BadCharset(_) => {
                return Ok(Answer::No(
                    "[BADCHARSET (US-ASCII UTF-8)] Unknown charset".to_owned(),
                ));
            }
        };
        let Some(selected) = &self.selected else {
            return Ok(Answer::done("Search"));
        };
        let flags = {
            let state = self.state.clone();
            let mut accounts = Self::lock_store(&state, &mut self.locked);
            let user = self.user.as_deref().unwrap_or_default();
            let mailbox = accounts.mailbox_by_id(user, selected.mailbox);
            let now = |entry: &Entry| {
                let stored = mailbox
                    .as_ref()
                    .and_then(|mailbox| mailbox.get(entry.message.uid));
                stored.map_or(entry.flags, |stored| stored.flags)
            };
            selected.view.iter().map(now).collect::<Vec<Flags>>()
        };
        let test = Test::And(keys.iter().map(|key| work_out(key, selected)).collect());
        let mut line = "* SEARCH".to_owned();
        for ((entry, flags), number) in selected.view.iter().zip(flags).zip(1..) {
            if passes(
                &test,
                &Candidate {
                    number,
                    entry,
                    flags,
                },
                selected,
            ) {
                let shown = if uid { entry.message.uid } else { number };
                line.push(' ');
                line.push_str(&shown.to_string());
            }
        }
        self.line(&line)?;
        Ok(Answer::done("Search"))
    }
}

fn work_out<'a>(key: &'a Key, selected: &Selected) -> Test<'a> {
    let count = u32::try_from(selected.view.len()).unwrap_or(u32::MAX);
    let highest = selected.view.last().map_or(0, |entry| entry.message.uid);
    let ranges = |set: &Set, highest: u32| set.ranges(highest);
    match key {
        Key::Sequence(set) => Test::Numbers(ranges(set, count)),
        Key::Uid(set) => Test::Uids(ranges(set, highest)),
        Key::Not(key) => Test::Not(Box::new(work_out(key, selected))),
        Key::Or(one, other) => Test::Or(
            Box::new(work_out(one, selected)),
            Box::new(work_out(other, selected)),
        ),
        Key::And(keys) => Test::And(keys.iter().map(|key| work_out(key, selected)).collect()),
        key => Test::Key(key),
    }
}

fn passes(test: &Test<'_>, candidate: &Candidate<'_>, selected: &Selected) -> bool {
    match test {
        Test::Numbers(ranges) => holds(ranges, candidate.number),
        Test::Uids(ranges) => holds(ranges, candidate.entry.message.uid),
        Test::Not(test) => !passes(test, candidate, selected),
        Test::Or(one, other) => {
            passes(one, candidate, selected) || passes(other, candidate, selected)
        }
        Test::And(tests) => tests.iter().all(|test| passes(test, candidate, selected)),
        Test::Key(key) => holds_true(key, candidate, selected),
    }
}

fn holds_true(key: &Key, candidate: &Candidate<'_>, selected: &Selected) -> bool {
    let message = &candidate.entry.message;
    let size = message.octets.len() as u64;
    let sent = || message.searchable().sent_on();
    match key {
        Key::All => true,
        Key::System(bit) => candidate.flags.has(*bit),
        Key::Keyword(name) => {
            let bit = selected.keywords.bit(name).unwrap_or(0);
            candidate.flags.keywords & bit != 0
        }
        Key::Recent => candidate.entry.recent,
        Key::Header(name, needle) => message.searchable().header_contains(name, needle),
        Key::Body(needle) => message.searchable().body_contains(needle),
        Key::Text(needle) => message.searchable().text_contains(needle),
        Key::Before(day) => message.date.day() < *day,
        Key::On(day) => message.date.day() == *day,
        Key::Since(day) => message.date.day() >= *day,
        Key::SentBefore(day) => sent().is_some_and(|sent| sent < *day),
        Key::SentOn(day) => sent().is_some_and(|sent| sent == *day),
        Key::SentSince(day) => sent().is_some_and(|sent| sent >= *day),
        Key::Larger(octets) => size > u64::from(*octets),
        Key::Smaller(octets) => size < u64::from(*octets),
        // Worked out before.
        Key::Sequence(_) | Key::Uid(_) | Key::Not(_) | Key::Or(..) | Key::And(_) => false,
    }
}
