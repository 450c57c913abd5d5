//! Notices that arrive inside a response of the server's, and are held until it is whole: imapsh's
//! notices are put between responses, wherever these are shown or recorded.

use crate::session::{EventKind, NoticeLevel, ScriptNotice};
use std::time::{Duration, Instant};

/// How long a notice is held at most: a server may take as long as it likes for a literal.
const MAX_TIME: Duration = Duration::from_secs(2);

/// How many octets of notices are held at most.
const MAX_OCTETS: usize = 64 * 1024;

#[derive(Default)]
pub(super) struct HeldNotices {
    notices: Vec<HeldNotice>,
    octets: usize,
    /// When the first of them was held.
    since: Option<Instant>,
    /// Whether a response has begun and not ended, and notices are held.
    inside_response: bool,
}

pub(super) struct HeldNotice {
    protected: bool,
    level: NoticeLevel,
    shown: String,
    /// The text in the script, of a script's line.
    script_text: Option<String>,
}

impl HeldNotices {
    /// A response has begun, or has ended. After an end the notices are to be taken.
    pub fn set_inside_response(&mut self, inside: bool) {
        self.inside_response = inside;
    }

    /// Holds the event if it is a notice inside a response. False: it is to be shown now.
    #[inline]
    pub fn hold(&mut self, kind: &EventKind<'_>, protected: bool) -> bool {
        if !self.inside_response {
            return false;
        }
        let (level, shown, script_text) = match kind {
            EventKind::Notice(level, text) => (*level, *text, None),
            EventKind::Script(notice) => (notice.level, notice.shown, Some(notice.text)),
            EventKind::Server(_) | EventKind::Client(_) => return false,
        };
        self.octets += shown.len() + script_text.map_or(0, str::len);
        self.since.get_or_insert_with(Instant::now);
        let (shown, script_text) = (shown.to_owned(), script_text.map(str::to_owned));
        self.notices.push(HeldNotice { protected, level, shown, script_text });
        true
    }

    /// When the notices are to be shown even inside the response.
    pub fn deadline(&self) -> Option<Instant> {
        self.since.map(|since| since + MAX_TIME)
    }

    /// Whether there are notices to be shown: the response has ended, they are held for long, or
    /// they are many.
    #[inline]
    pub fn is_due(&self) -> bool {
        !self.notices.is_empty()
            && (!self.inside_response
                || self.octets > MAX_OCTETS
                || self.deadline().is_some_and(|deadline| deadline <= Instant::now()))
    }

    /// Takes the notices. Those that follow in the same response are not held: it takes too long.
    pub fn take(&mut self) -> Vec<HeldNotice> {
        (self.octets, self.since, self.inside_response) = (0, None, false);
        std::mem::take(&mut self.notices)
    }
}

impl HeldNotice {
    pub fn protected(&self) -> bool {
        self.protected
    }

    pub fn kind(&self) -> EventKind<'_> {
        match &self.script_text {
            None => EventKind::Notice(self.level, &self.shown),
            Some(text) => {
                EventKind::Script(ScriptNotice { level: self.level, text, shown: &self.shown })
            }
        }
    }
}
