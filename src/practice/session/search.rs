//! SEARCH (RFC 3501, section 6.4.4): compares each message of the view with the search keys. The
//! store is locked only to take a snapshot of the flags. A message is decoded at most once, and
//! forgotten before the next one.

use super::ServerSession;
use super::context::Context;
use super::outcome::{CommandError, OkResponse, Outcome};
use super::selected::Selected;
use crate::practice::grammar::{
    NumberRanges, SearchKey, SearchProgram, SearchReturn, SequenceSet, SortCriterion,
};
use crate::practice::mime::ParsedMessage;
use crate::practice::object_id;
use crate::practice::session_event::SessionEnd;
use crate::practice::store::date::InternalDate;
use crate::practice::store::messages::{StoredMessage, StoredMessages};

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
struct SearchedMessage<'a> {
    number: u32,
    stored: &'a StoredMessage,
    /// The message with its flags now, reported or not.
    current: &'a StoredMessage,
    message: ParsedMessage<'a>,
}

#[derive(Clone, Copy, Debug)]
pub struct FoundMessage {
    pub number: u32,
    pub uid: u32,
    pub modseq: u64,
}

/// How many octets of messages are searched before the session looks whether its client has left.
const CHECK_AFTER: usize = 8 * 1024 * 1024;
/// Messages of at least this size are searched one at a time in the whole server, because decoding
/// them takes memory.
const LARGE_MESSAGE: usize = 1024 * 1024;

impl ServerSession {
    /// SEARCH and UID SEARCH; with `criteria`, SORT and UID SORT.
    pub fn search(
        &mut self,
        tag: &str,
        uid: bool,
        returns: Option<SearchReturn>,
        program: SearchProgram,
        criteria: Option<Vec<SortCriterion>>,
    ) -> Outcome {
        let update = returns.as_ref().and_then(|returns| returns.update.clone());
        if update.is_some() {
            self.check_context_tag(tag)?;
        }
        let keys = self.known_charset(program, returns.as_ref())?;
        let with_modseq = keys.iter().any(SearchKey::has_modseq);
        if with_modseq {
            self.enable_condstore()?;
        }
        let mut found = self.find(&keys)?;
        let (name, completed) = match &criteria {
            Some(criteria) => {
                found = self.sort_found(found, criteria)?;
                ("SORT", "Sort")
            }
            None => ("SEARCH", "Search"),
        };
        let returns_all = criteria.is_none() && self.enabled.imap4rev2;
        let all = || SearchReturn { all: true, ..SearchReturn::default() };
        match returns.or_else(|| returns_all.then(all)) {
            Some(returns) => self.send_esearch(tag, uid, &returns, &found, with_modseq)?,
            None => self.send_numbers(name, uid, &found, with_modseq)?,
        }
        if let Some(items) = update {
            let context = Context::new(tag, uid, keys, criteria, items);
            self.add_context(context, &found)?;
        }
        Ok(OkResponse::completed(completed))
    }

    /// The search keys, if their charset is known. If it is not, nothing is found, and `$` is empty
    /// (RFC 5182, section 2.1).
    pub fn known_charset(
        &mut self,
        program: SearchProgram,
        returns: Option<&SearchReturn>,
    ) -> Outcome<Vec<SearchKey>> {
        match program {
            SearchProgram::Keys(keys) => Ok(keys),
            SearchProgram::UnknownCharset => {
                if let (Some(selected), true) =
                    (&mut self.selected, returns.is_some_and(|returns| returns.save))
                {
                    selected.saved.clear();
                }
                Err(CommandError::no("[BADCHARSET (US-ASCII UTF-8)] Unknown charset"))
            }
        }
    }

    /// The messages of the view that match all of these keys.
    pub fn find(&mut self, keys: &[SearchKey]) -> Result<Vec<FoundMessage>, SessionEnd> {
        self.find_where(keys, |_| true)
    }

    /// The messages among those with these UIDs, which are ascending, that match all of these keys.
    pub fn find_among(
        &mut self,
        keys: &[SearchKey],
        uids: &[u32],
    ) -> Result<Vec<FoundMessage>, SessionEnd> {
        self.find_where(keys, |uid| uids.binary_search(&uid).is_ok())
    }

    fn find_where(
        &mut self,
        keys: &[SearchKey],
        is_candidate: impl Fn(u32) -> bool,
    ) -> Result<Vec<FoundMessage>, SessionEnd> {
        // Nothing but the end of the session interrupts this.
        let Some(selected) = self.selected.take() else {
            return Ok(Vec::new());
        };
        let found = self.find_in(&selected, keys, is_candidate);
        self.selected = Some(selected);
        found
    }

    fn find_in(
        &mut self,
        selected: &Selected,
        keys: &[SearchKey],
        is_candidate: impl Fn(u32) -> bool,
    ) -> Result<Vec<FoundMessage>, SessionEnd> {
        let current = match self.store.lock().mailbox_by_id(selected.mailbox) {
            Some(mailbox) => mailbox.messages().clone(),
            None => StoredMessages::default(),
        };
        let criterion = Criterion::And(keys.iter().map(|key| resolve(key, selected)).collect());
        let server = self.server.clone();
        let mut found = Vec::new();
        let mut search = Search {
            selected,
            now: InternalDate::now(),
            searched: 0,
            check_client: &mut || self.check_client(),
        };
        for (stored, number) in selected.view.iter().zip(1..) {
            if !is_candidate(stored.uid) {
                continue;
            }
            let octets = &stored.message.octets;
            let _one_at_a_time = (octets.len() >= LARGE_MESSAGE).then(|| server.search_gate.lock());
            let candidate = SearchedMessage {
                number,
                stored,
                current: current.by_uid(stored.uid).unwrap_or(stored),
                message: ParsedMessage::new(octets),
            };
            if search.passes(&criterion, &candidate)? {
                let modseq = candidate.current.modseq;
                found.push(FoundMessage { number, uid: stored.uid, modseq });
            }
        }
        Ok(found)
    }
}

fn resolve<'a>(key: &'a SearchKey, selected: &Selected) -> Criterion<'a> {
    let boxed = |key| Box::new(resolve(key, selected));
    match key {
        SearchKey::Sequence(SequenceSet::Saved) | SearchKey::Uid(SequenceSet::Saved) => {
            Criterion::Uids(NumberRanges::of(&selected.saved))
        }
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

/// A search in progress.
struct Search<'a> {
    selected: &'a Selected,
    now: InternalDate,
    /// Octets searched since the last look at the client.
    searched: usize,
    check_client: &'a mut dyn FnMut() -> Result<(), SessionEnd>,
}

impl Search<'_> {
    fn passes(
        &mut self,
        criterion: &Criterion<'_>,
        candidate: &SearchedMessage<'_>,
    ) -> Result<bool, SessionEnd> {
        Ok(match criterion {
            Criterion::Numbers(ranges) => ranges.contains(candidate.number),
            Criterion::Uids(ranges) => ranges.contains(candidate.stored.uid),
            Criterion::Not(criterion) => !self.passes(criterion, candidate)?,
            Criterion::Or(one, other) => {
                self.passes(one, candidate)? || self.passes(other, candidate)?
            }
            Criterion::And(criteria) => {
                for criterion in criteria {
                    if !self.passes(criterion, candidate)? {
                        return Ok(false);
                    }
                }
                true
            }
            Criterion::Key(key) => self.matches(key, candidate)?,
        })
    }

    /// Counts the octets of a message that is about to be searched.
    fn search_text(&mut self, candidate: &SearchedMessage<'_>) -> Result<(), SessionEnd> {
        self.searched += candidate.stored.message.octets.len();
        if self.searched >= CHECK_AFTER {
            self.searched = 0;
            (self.check_client)()?;
        }
        Ok(())
    }

    fn matches(
        &mut self,
        key: &SearchKey,
        candidate: &SearchedMessage<'_>,
    ) -> Result<bool, SessionEnd> {
        if key.reads_message() {
            self.search_text(candidate)?;
        }
        let SearchedMessage { stored, message, .. } = candidate;
        let (day, size) = (stored.message.date.day(), stored.octets());
        let sent = || message.sent_on();
        Ok(match key {
            SearchKey::All => true,
            SearchKey::SystemFlag(bit) => candidate.current.flags.has(*bit),
            SearchKey::Keyword(name) => {
                let bit = self.selected.keywords.bit(name).unwrap_or(0);
                candidate.current.flags.keywords & bit != 0
            }
            SearchKey::Recent => self.selected.is_recent(stored.uid),
            SearchKey::Header(name, needle) => message.search_fields(name).contain(needle),
            SearchKey::Body(needle) => message.search_text().body_contains(needle),
            SearchKey::Text(needle) => message.search_text().contains(needle),
            SearchKey::Before(limit) => day < *limit,
            SearchKey::On(limit) => day == *limit,
            SearchKey::Since(limit) => day >= *limit,
            SearchKey::SentBefore(limit) => sent().is_some_and(|sent| sent < *limit),
            SearchKey::SentOn(limit) => sent().is_some_and(|sent| sent == *limit),
            SearchKey::SentSince(limit) => sent().is_some_and(|sent| sent >= *limit),
            SearchKey::SavedBefore(limit) => stored.saved.day() < *limit,
            SearchKey::SavedOn(limit) => stored.saved.day() == *limit,
            SearchKey::SavedSince(limit) => stored.saved.day() >= *limit,
            SearchKey::EmailId(id) => object_id::email_id(&stored.message) == *id,
            SearchKey::ThreadId(id) => object_id::thread_id(&stored.message) == *id,
            SearchKey::Older(seconds) => {
                self.now.seconds_since(&stored.message.date) >= i64::from(*seconds)
            }
            SearchKey::Younger(seconds) => {
                self.now.seconds_since(&stored.message.date) <= i64::from(*seconds)
            }
            SearchKey::Modseq(modseq) => candidate.current.modseq >= *modseq,
            SearchKey::Larger(octets) => size > u64::from(*octets),
            SearchKey::Smaller(octets) => size < u64::from(*octets),
            // `resolve` has replaced these.
            SearchKey::Sequence(_)
            | SearchKey::Uid(_)
            | SearchKey::Not(_)
            | SearchKey::Or(..)
            | SearchKey::And(_) => false,
        })
    }
}
