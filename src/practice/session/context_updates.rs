//! Keeping the results of searches up to date, as [`Context`] describes.

use super::ServerSession;
use super::context::Context;
use super::notify::MAX_UNASKED_ITEMS;
use super::outcome::{CommandError, OkResponse, Outcome};
use super::search::FoundMessage;
use super::selected::Selected;
use crate::practice::grammar::{FetchItem, NumberRanges, SearchKey, SequenceSet};
use crate::practice::session_event::SessionEnd;
use crate::practice::store::messages::StoredMessages;
use std::collections::HashSet;

/// How many contexts a session can have.
const MAX_CONTEXTS: usize = 10;
/// How many messages a sorted context can have, because it is sorted again at every change.
const MAX_SORTED: usize = 2000;

/// What has changed in the result of a context.
pub struct ContextUpdate {
    /// The lines that report it.
    pub lines: Vec<String>,
    /// The UIDs of the messages that were added.
    pub added: HashSet<u32>,
    pub items: Vec<FetchItem>,
}

impl Selected {
    /// The keys with UIDs in place of sequence numbers, which count at the time of the search.
    fn fix_numbers(&self, keys: Vec<SearchKey>) -> Vec<SearchKey> {
        keys.into_iter().map(|key| self.fix_number(key)).collect()
    }

    fn fix_number(&self, key: SearchKey) -> SearchKey {
        let boxed = |key: Box<SearchKey>| Box::new(self.fix_number(*key));
        match key {
            SearchKey::Uid(SequenceSet::Saved) | SearchKey::Sequence(SequenceSet::Saved) => {
                SearchKey::Uid(NumberRanges::of(&self.saved).to_set())
            }
            SearchKey::Sequence(set) => {
                let numbers = set.resolve(self.count());
                let named = (1..).zip(self.view.iter()).filter(|(at, _)| numbers.contains(*at));
                let uids: Vec<u32> = named.map(|(_, stored)| stored.uid).collect();
                SearchKey::Uid(NumberRanges::of(&uids).to_set())
            }
            SearchKey::Not(key) => SearchKey::Not(boxed(key)),
            SearchKey::Or(one, other) => SearchKey::Or(boxed(one), boxed(other)),
            SearchKey::And(keys) => SearchKey::And(self.fix_numbers(keys)),
            key => key,
        }
    }
}

impl ServerSession {
    /// Fails if a context has this tag, which UPDATE would need.
    pub fn check_context_tag(&self, tag: &str) -> Outcome<()> {
        let contexts = self.selected.iter().flat_map(|selected| &selected.contexts);
        if contexts.into_iter().any(|context| context.tag == tag) {
            Err(CommandError::bad("Tag reuse: an earlier search with UPDATE has this tag"))
        } else {
            Ok(())
        }
    }

    /// Keeps the result of a search up to date, unless there are too many.
    pub fn add_context(&mut self, mut context: Context, found: &[FoundMessage]) -> Outcome<()> {
        let selected = Selected::required(&mut self.selected)?;
        let is_large = context.criteria.is_some() && found.len() > MAX_SORTED;
        let has_many_items = context.items.len() > MAX_UNASKED_ITEMS;
        if selected.contexts.len() >= MAX_CONTEXTS || is_large || has_many_items {
            let line = format!("* NO [NOUPDATE \"{}\"] Too many contexts", context.tag);
            return Ok(self.send_line(&line)?);
        }
        context.keys = selected.fix_numbers(context.keys);
        context.result = found.iter().map(|found| found.uid).collect();
        let has_modseq = context.items.contains(&FetchItem::Modseq);
        selected.contexts.push(context);
        if has_modseq {
            self.enable_condstore()?;
        }
        Ok(())
    }

    pub fn cancel_update(&mut self, tags: &[String]) -> Outcome {
        let selected = Selected::required(&mut self.selected)?;
        let has_tag = |tag: &String| selected.contexts.iter().any(|it| it.tag == *tag);
        if !tags.iter().all(has_tag) {
            return Err(CommandError::no("No search with UPDATE has this tag"));
        }
        selected.contexts.retain(|context| !tags.contains(&context.tag));
        Ok(OkResponse::completed("Cancelupdate"))
    }

    /// Searches the changed messages again in each context.
    pub fn update_contexts(&mut self, changed: &[u32]) -> Result<Vec<ContextUpdate>, SessionEnd> {
        let mut updates = Vec::new();
        let Some(selected) = self.selected.as_mut().filter(|_| !changed.is_empty()) else {
            return Ok(updates);
        };
        let view = selected.view.clone();
        let mut contexts = std::mem::take(&mut selected.contexts);
        for context in &mut contexts {
            updates.push(self.update_context(context, changed, &view)?);
        }
        if let Some(selected) = &mut self.selected {
            selected.contexts = contexts;
        }
        Ok(updates)
    }

    /// Finds which of the changed messages are no longer in the result, or are in it now.
    fn update_context(
        &mut self,
        context: &mut Context,
        changed: &[u32],
        view: &StoredMessages,
    ) -> Result<ContextUpdate, SessionEnd> {
        let found = self.find_among(&context.keys, changed)?;
        let is_found = |uid| found.binary_search_by_key(&uid, |found| found.uid).is_ok();
        let is_lost = |uid| changed.binary_search(&uid).is_ok() && !is_found(uid);
        let removed = context.remove(is_lost, view);
        let known: HashSet<u32> = context.result.drain(..).collect();
        let found = found.iter().map(|found| found.uid);
        let added: HashSet<u32> = found.filter(|uid| !known.contains(uid)).collect();
        let all = known.union(&added);
        let mut all: Vec<FoundMessage> =
            all.map(|uid| FoundMessage { number: 0, uid: *uid, modseq: 0 }).collect();
        all.sort_by_key(|found| found.uid);
        if let Some(criteria) = &context.criteria {
            all = self.sort_found(all, criteria)?;
        }
        context.result = all.iter().map(|found| found.uid).collect();
        let result = context.result.iter().copied().enumerate();
        let changes: Vec<(usize, u32)> = result.filter(|(_, uid)| added.contains(uid)).collect();
        let lines = [removed, context.line("ADDTO", &changes, view)];
        let lines = lines.into_iter().flatten().collect();
        Ok(ContextUpdate { lines, added, items: context.items.clone() })
    }
}
