//! Searches whose results are kept up to date: UPDATE and CANCELUPDATE (RFC 5267, section 4.3).
//!
//! A *context* is such a search with the UIDs that it has reported. When messages change, only these
//! are searched again. What is no longer found is reported with REMOVEFROM, before an EXPUNGE would
//! change the numbers; what is found now is reported with ADDTO, after EXISTS.

use crate::practice::grammar::{FetchItem, SearchKey, SortCriterion, format_uid_set};
use crate::practice::store::messages::StoredMessages;

/// A search whose result is kept up to date.
#[derive(Debug)]
pub struct Context {
    pub tag: String,
    uid: bool,
    pub keys: Vec<SearchKey>,
    /// `None`: the order of the mailbox.
    pub criteria: Option<Vec<SortCriterion>>,
    /// The UIDs of the result, in its order.
    pub result: Vec<u32>,
    /// What is fetched of new messages in the result (RFC 5465, section 7).
    pub items: Vec<FetchItem>,
}

impl Context {
    pub fn new(
        tag: &str,
        uid: bool,
        keys: Vec<SearchKey>,
        criteria: Option<Vec<SortCriterion>>,
        items: Vec<FetchItem>,
    ) -> Context {
        Context { tag: tag.to_owned(), uid, keys, criteria, result: Vec::new(), items }
    }

    /// A response with changes: positions and the messages there. In the order of the mailbox the
    /// client finds the positions, and 0 is sent instead.
    pub fn line(
        &self,
        item: &str,
        changes: &[(usize, u32)],
        view: &StoredMessages,
    ) -> Option<String> {
        let shown = |uid: u32| {
            if self.uid { uid } else { view.index_of(uid).map_or(0, |index| index as u32 + 1) }
        };
        let pairs = match (changes, &self.criteria) {
            ([], _) => return None,
            (changes, None) => {
                let numbers: Vec<u32> = changes.iter().map(|(_, uid)| shown(*uid)).collect();
                format!("0 {}", format_uid_set(&numbers))
            }
            (changes, Some(_)) => {
                let pairs = changes.iter().map(|(at, uid)| format!("{} {}", at + 1, shown(*uid)));
                pairs.collect::<Vec<_>>().join(" ")
            }
        };
        let uid = if self.uid { " UID" } else { "" };
        Some(format!("* ESEARCH (TAG \"{}\"){uid} {item} ({pairs})", self.tag))
    }

    /// Removes messages from the result. Returns the line that reports this, if there were any.
    pub fn remove(
        &mut self,
        removed: impl Fn(u32) -> bool,
        view: &StoredMessages,
    ) -> Option<String> {
        let mut changes = Vec::new();
        let mut kept = Vec::with_capacity(self.result.len());
        for uid in std::mem::take(&mut self.result) {
            if removed(uid) { changes.push((kept.len(), uid)) } else { kept.push(uid) }
        }
        self.result = kept;
        self.line("REMOVEFROM", &changes, view)
    }
}
