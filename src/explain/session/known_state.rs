//! The state of the connection (RFC 3501, section 3), in a session whose beginning may not have been seen.

use super::WatchedSession;
use crate::protocol::commands;
use crate::protocol::framing::Status;
use crate::protocol::meaning::{Code, Meaning};
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, ConnectionState, find};

/// The codes that may be in a greeting.
const OF_GREETINGS: [&str; 3] = ["CAPABILITY", "ALERT", "REFERRAL"];

impl WatchedSession {
    /// The state of the connection, if it is known.
    pub fn state(&self) -> Option<ConnectionState> {
        let state = self.facts.state;
        let is_known = self.is_watched || self.knows_state;
        (is_known || state > ConnectionState::NotAuthenticated).then_some(state)
    }

    /// Whether a command has left the selected mailbox, and none opens another one.
    pub fn has_no_mailbox(&self) -> bool {
        self.knows_state
            && self.facts.state == ConnectionState::Authenticated
            && !self.opens_mailbox()
    }

    /// Whether an IDLE now has nothing to report: no mailbox is selected, and NOTIFY has not asked for others.
    pub fn watches_no_mailbox(&self) -> bool {
        self.state() == Some(ConnectionState::Authenticated)
            && !self.may_have_mailbox()
            && !self.opens_mailbox()
            && !self.has_notify
    }

    /// Notes that the beginning was not watched, if the first response has a code that no greeting has.
    pub fn note_late_beginning(&mut self, root: Node<'_>) {
        let code = Meaning::of(root).code().and_then(Code::name).filter(|_| !self.greeted);
        let is_late = code.is_some_and(|code| {
            let is_registered = find(Category::ResponseCodes, code.text()).is_some();
            is_registered && !OF_GREETINGS.iter().any(|name| code.is(name))
        });
        let is_ok = || root.child(Kind::StatusWord).is_some_and(|word| word.is("OK"));
        self.greeted |= is_late && is_ok();
    }

    /// Whether a mailbox may be selected that was opened before the session was watched.
    pub fn may_have_mailbox(&self) -> bool {
        let is_known = self.is_watched || self.knows_state;
        !is_known && self.facts.state == ConnectionState::Authenticated
    }

    /// Notes that the state is known once a response or a completed command shows it.
    pub(super) fn note_state(&mut self, tag: &[u8], status: Status) {
        let Some(sent) = self.pending(tag) else { return };
        // What a session can change comes after the login.
        let is_login = commands::is_login(sent.spec_name()) && status == Status::Ok;
        self.knows_state |= match (sent.spec_name(), status) {
            ("SELECT" | "EXAMINE", Status::Ok) => true,
            // No mailbox is selected after it, and the reason for the refusal may be that the session is not
            // logged in.
            ("SELECT" | "EXAMINE", Status::No) => {
                self.facts.state > ConnectionState::NotAuthenticated
            }
            ("CLOSE" | "UNSELECT" | "UNAUTHENTICATE", Status::Ok) => true,
            // After a login another one is BAD (RFC 3501, section 3).
            ("LOGIN" | "AUTHENTICATE", Status::No) => {
                self.facts.state == ConnectionState::NotAuthenticated
            }
            _ => false,
        };
        self.is_watched |= is_login;
    }

    /// Notes a response: only a selected mailbox has a message count.
    pub(super) fn note_selected(&mut self, meaning: Meaning<'_>) {
        let is_count = matches!(meaning, Meaning::Exists(_)) && !self.opens_mailbox();
        if is_count && self.may_have_mailbox() {
            self.facts.state = ConnectionState::Selected;
        }
    }
}
