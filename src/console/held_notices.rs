//! Holds the notices that arise within a server's response until the response is complete, so that
//! they are shown and recorded between responses.

use crate::session::{EventKind, NoticeLevel, ScriptNotice};
use std::time::{Duration, Instant};

/// The maximum time that a notice is held: a server may take any time to send a literal.
const MAX_TIME: Duration = Duration::from_secs(2);

/// The same once the server has stopped inside the response: the user, who asks why, must not wait.
const MAX_TIME_STALLED: Duration = Duration::from_millis(300);

/// The maximum size of the held notices, in octets.
const MAX_OCTETS: usize = 64 * 1024;

#[derive(Default)]
pub(super) struct HeldNotices {
    notices: Vec<HeldNotice>,
    octets: usize,
    /// When the first notice was held.
    since: Option<Instant>,
    /// Whether a response has begun and not ended, so that notices are held.
    inside_response: bool,
    /// Whether the server has stopped inside it.
    is_stalled: bool,
}

pub(super) struct HeldNotice {
    protected: bool,
    level: NoticeLevel,
    shown: String,
    /// The text in the script, of a script's line.
    script_text: Option<String>,
}

impl HeldNotices {
    /// Notes that a response has begun or ended. After its end, take the notices.
    pub fn set_inside_response(&mut self, inside: bool) {
        (self.inside_response, self.is_stalled) = (inside, false);
    }

    /// Notes that the server has stopped inside a response.
    pub fn note_stall(&mut self) {
        (self.inside_response, self.is_stalled) = (true, true);
    }

    /// Holds the event if it is a notice inside a response. False: show it now.
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

    /// When to show the notices even inside the response.
    pub fn deadline(&self) -> Option<Instant> {
        let most = if self.is_stalled { MAX_TIME_STALLED } else { MAX_TIME };
        self.since.map(|since| since + most)
    }

    /// Whether to show the notices: the response has ended, or they have been held too long or are too
    /// many.
    pub fn is_due(&self) -> bool {
        !self.notices.is_empty()
            && (!self.inside_response
                || self.octets > MAX_OCTETS
                || self.deadline().is_some_and(|deadline| deadline <= Instant::now()))
    }

    /// Takes the notices. Further ones in the same response are not held, since it takes too long.
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
