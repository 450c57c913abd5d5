//! The responses that the listing of an IDLE shows, and those received since the IDLE began.

use std::collections::HashMap;

/// The maximum number of different keywords that are counted: a server may invent any number.
const MAX_KEYWORDS: usize = 10_000;

#[derive(Clone, Default)]
pub(super) struct AwaitedResponses {
    /// For each keyword, how many more responses the listing shows than were received; negative if more
    /// were received.
    missing: HashMap<String, i64>,
    /// For how many keywords responses are missing.
    keywords_missing: usize,
}

impl AwaitedResponses {
    /// The listing shows one more response with this keyword.
    pub fn listed(&mut self, keyword: &str) {
        let missing = self.missing.entry(keyword.to_owned()).or_default();
        *missing += 1;
        self.keywords_missing += usize::from(*missing == 1);
    }

    /// A response with this keyword was received.
    pub fn arrived(&mut self, keyword: String) {
        if self.missing.len() >= MAX_KEYWORDS && !self.missing.contains_key(&keyword) {
            return;
        }
        let missing = self.missing.entry(keyword).or_default();
        *missing -= 1;
        self.keywords_missing -= usize::from(*missing == 0);
    }

    pub fn all_arrived(&self) -> bool {
        self.keywords_missing == 0
    }

    /// Takes the keywords whose responses are missing, sorted, in the form in which they are shown.
    pub fn take_missing(&mut self) -> Vec<String> {
        let missing = self.missing.iter_mut().filter(|(_, missing)| **missing > 0);
        let mut texts: Vec<(&String, i64)> =
            missing.map(|(keyword, missing)| (keyword, std::mem::take(missing))).collect();
        self.keywords_missing = 0;
        texts.sort_unstable();
        let shown = texts.into_iter().map(|(keyword, missing)| match missing {
            1 => keyword.clone(),
            missing => format!("{missing} × {keyword}"),
        });
        shown.collect()
    }
}
