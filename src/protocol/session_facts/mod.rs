//! The facts of a session that follow from the server's answers: its state, its user, its mailbox. The
//! dialogue follows its own session, explanations any session that they read.
//!
//! Sending a command does not change the facts. A command that the server executes proves the state
//! that it needs, even if the facts were different; a command that it answers with BAD was not
//! understood, and changes nothing.

mod capabilities;
mod mailbox;

pub use capabilities::{Capabilities, is_in_imap4rev2};
pub use mailbox::SelectedMailbox;

use super::commands::{CommandSpec, ConnectionState};
use super::framing::Status;
use super::meaning::{Code, CountChange, Meaning, StatusResponse};
use super::syntax::Node;
use std::sync::Arc;

#[derive(Clone, Debug, Default)]
pub struct SessionFacts {
    /// The state of the connection (RFC 9051, section 3).
    pub state: ConnectionState,
    /// The user that has logged in, if the login has shown the name.
    pub user: Option<String>,
    /// The selected mailbox. `None` in the selected state: the session has not seen it opened.
    pub mailbox: Option<SelectedMailbox>,
    /// Whether the server has announced with BYE that it closes the connection.
    pub said_bye: bool,
    /// The capabilities that the server has announced.
    pub capabilities: Arc<Capabilities>,
    /// What the server has enabled for this session.
    pub enabled: Capabilities,
    /// Whether the last list of capabilities has IMAP4rev2 but not IMAP4rev1, so that the server supports
    /// only that version. Kept after a login, until there is a newer list.
    pub has_only_imap4rev2: bool,
    /// Whether NOTIFY has succeeded, so that IDLE reports other mailboxes too (RFC 5465).
    pub notifies: bool,
    /// The data received since the last SELECT was sent. If that succeeds, the data was about its mailbox;
    /// otherwise, about the one selected before.
    opening: SelectedMailbox,
    /// Whether a login was sent after the list of capabilities was received.
    precedes_login: bool,
    /// The number of the last command that has changed the state. An earlier command that is answered
    /// later proves nothing.
    changed_by: u64,
}

/// A command that the server has completed.
#[derive(Clone, Copy, Debug)]
pub struct CompletedCommand<'a> {
    /// The command, if it is known.
    pub spec: Option<&'static CommandSpec>,
    /// The user of a login, or the mailbox of a SELECT or RENAME, as the server understands it.
    pub argument: Option<&'a str>,
    /// Its number among the commands of the session, from 0.
    pub number: u64,
}

impl CompletedCommand<'_> {
    /// Its name in capitals; empty if it is not a known command.
    fn name(&self) -> &'static str {
        self.spec.map_or("", |spec| spec.name)
    }
}

/// Whether the OK to the command with this name may change the state of the connection (RFC 9051,
/// section 3). An unknown command may do anything.
pub fn may_change_state(name: &str) -> bool {
    opens_mailbox(name)
        || matches!(
            name,
            "" | "LOGIN"
                | "AUTHENTICATE"
                | "UNSELECT"
                | "CLOSE"
                | "UNAUTHENTICATE"
                | "STARTTLS"
                | "LOGOUT"
        )
}

/// Whether a line of data may change the facts. Of the millions of lines that a server may send, nearly
/// all are FETCH responses, which need not be parsed.
pub fn may_change_facts(line: &[u8]) -> bool {
    match line {
        [b'*', b' ', b'0'..=b'9', data @ ..] => mailbox::may_be_count(data),
        // VANISHED, CAPABILITY and ENABLED.
        [b'*', b' ', b'V' | b'v' | b'C' | b'c' | b'E' | b'e', ..] => true,
        _ => false,
    }
}

/// Whether the command with this name selects a mailbox.
pub fn opens_mailbox(name: &str) -> bool {
    matches!(name, "SELECT" | "EXAMINE")
}

impl SessionFacts {
    /// A SELECT or EXAMINE was sent, and no other one is in progress.
    pub fn opening_sent(&mut self) {
        self.opening = SelectedMailbox::default();
    }

    /// A LOGIN or AUTHENTICATE was sent.
    pub fn login_sent(&mut self) {
        self.precedes_login = true;
    }

    /// Whether names are in UTF-8, because UTF8=ACCEPT or IMAP4rev2 is enabled (RFC 9755, RFC 9051).
    pub fn has_utf8_names(&self) -> bool {
        self.accepts_utf8() || self.is_imap4rev2()
    }

    /// Whether UTF8=ACCEPT is enabled, so that all strings are in UTF-8 (RFC 9755).
    pub fn accepts_utf8(&self) -> bool {
        self.enabled.announces("UTF8=ACCEPT")
    }

    /// Whether IMAP4rev2 is enabled (RFC 9051).
    pub fn is_imap4rev2(&self) -> bool {
        self.enabled.announces("IMAP4REV2")
    }

    /// Whether UIDONLY is enabled, so that the server refuses message numbers (RFC 9586).
    pub fn is_uid_only(&self) -> bool {
        self.enabled.announces("UIDONLY")
    }

    /// Whether the server reports removed messages with VANISHED, because QRESYNC or UIDONLY is enabled (RFC
    /// 7162, RFC 9586).
    pub fn reports_vanished(&self) -> bool {
        self.enabled.announces("QRESYNC") || self.is_uid_only()
    }

    /// The current number of messages in the selected mailbox, or in the one being selected.
    pub fn exists(&self) -> Option<u64> {
        self.mailbox.as_ref().unwrap_or(&self.opening).exists
    }

    /// The number of messages in the mailbox being selected, if the server has reported it.
    pub fn exists_in_opening(&self) -> Option<u64> {
        self.opening.exists
    }

    /// The number of messages after this response.
    pub fn exists_after(&self, meaning: Meaning<'_>) -> Option<u64> {
        let mut mailbox = SelectedMailbox { exists: self.exists(), ..SelectedMailbox::default() };
        if let Some(change) = CountChange::of(meaning) {
            mailbox.apply(change);
        }
        mailbox.exists
    }

    /// An untagged response was received. `is_whole`: it did not have to be cut.
    pub fn receive(&mut self, root: Node<'_>, is_greeting: bool, is_whole: bool) {
        self.receive_capabilities(root);
        self.enabled.add_enabled(root);
        let meaning = Meaning::of(root);
        match (meaning, CountChange::of(meaning)) {
            (Meaning::Status(response), _) => self.receive_status(response, is_greeting),
            (Meaning::Vanished(_), Some(_)) if !is_whole => {
                self.change_count(CountChange::Gone(None));
            }
            (_, Some(change)) => self.change_count(change),
            _ => {}
        }
    }

    /// Replaces the known capabilities by those in a response.
    fn receive_capabilities(&mut self, root: Node<'_>) {
        if let Some(announced) = Capabilities::announced_in(root) {
            self.has_only_imap4rev2 =
                announced.announces("IMAP4REV2") && !announced.announces("IMAP4REV1");
            self.capabilities = Arc::new(announced);
            self.precedes_login = false;
        }
    }

    fn change_count(&mut self, change: CountChange) {
        self.opening.apply(change);
        if let Some(mailbox) = &mut self.mailbox {
            mailbox.apply(change);
        }
    }

    fn receive_status(&mut self, response: StatusResponse<'_>, is_greeting: bool) {
        match response.status {
            Status::Preauth if is_greeting => {
                self.state = self.state.max(ConnectionState::Authenticated);
            }
            Status::Bye => self.said_bye = true,
            _ => {}
        }
        let Some(code) = response.code else {
            return;
        };
        // A SELECT is in progress, and the mailbox before it was closed (RFC 7162, section 3.2.11).
        if code.is("CLOSED") {
            self.opening = SelectedMailbox::default();
            self.leave_mailbox();
        }
        self.opening.receive_code(code);
        if let Some(mailbox) = &mut self.mailbox {
            mailbox.receive_code(code);
        }
    }

    /// A list in this response is not whole, so that nothing is known to be missing from it.
    pub fn list_was_cut(&mut self, root: Node<'_>) {
        if Capabilities::announced_in(root).is_some() {
            self.capabilities = Arc::default();
        }
        self.opening.permanent_flags = None;
        if let Some(mailbox) = &mut self.mailbox {
            mailbox.permanent_flags = None;
        }
    }

    /// Lines of the session were left out: another mailbox may be selected, or none, and a login may have
    /// changed the list of capabilities.
    pub fn lines_left_out(&mut self) {
        self.capabilities = Arc::default();
        self.opening = SelectedMailbox::default();
        self.leave_mailbox();
    }

    /// A command was completed.
    pub fn completed(
        &mut self,
        command: CompletedCommand<'_>,
        status: Status,
        response: Option<Node<'_>>,
    ) {
        let before = self.state;
        let name = command.name();
        response.inspect(|response| self.receive_capabilities(*response));
        match (name, status) {
            ("LOGIN" | "AUTHENTICATE", Status::Ok) => self.log_in(command),
            ("SELECT" | "EXAMINE", Status::Ok) => {
                let code = response.and_then(|response| Meaning::of(response).code());
                self.open_mailbox(command, code);
            }
            // A SELECT that fails leaves no mailbox selected (RFC 9051, section 6.3.2).
            ("SELECT" | "EXAMINE", Status::No) => {
                self.opening = SelectedMailbox::default();
                self.leave_mailbox();
            }
            ("CLOSE" | "UNSELECT", Status::Ok) => {
                self.mailbox = None;
                self.opening = SelectedMailbox::default();
                self.state = ConnectionState::Authenticated;
            }
            // Data received before TLS may have been forged.
            ("STARTTLS", Status::Ok) => {
                self.capabilities = Arc::default();
                self.has_only_imap4rev2 = false;
            }
            ("UNAUTHENTICATE", Status::Ok) => *self = SessionFacts::default(),
            (_, Status::Ok) => {
                self.note_effect(name, command.argument);
                self.prove(command);
            }
            _ => {}
        }
        if may_change_state(name) && (self.state != before || status == Status::Ok) {
            self.changed_by = self.changed_by.max(command.number);
        }
    }

    fn log_in(&mut self, command: CompletedCommand<'_>) {
        // A late answer does not close the mailbox that a later command has opened.
        if command.number >= self.changed_by {
            self.mailbox = None;
            self.state = ConnectionState::Authenticated;
        }
        // The list may be another one now (RFC 3501, section 6.2).
        if self.precedes_login {
            self.capabilities = Arc::default();
        }
        self.user = command.argument.map(str::to_owned);
    }

    /// Notes what a command that succeeded means for the selected mailbox and for what is reported.
    fn note_effect(&mut self, name: &str, argument: Option<&str>) {
        match (name, &mut self.mailbox) {
            ("RENAME", Some(mailbox)) => mailbox.note_rename(argument),
            ("DELETE", Some(mailbox)) => mailbox.note_deletion(argument),
            ("NOTIFY", _) => self.notifies = true,
            _ => {}
        }
    }

    fn open_mailbox(&mut self, command: CompletedCommand<'_>, code: Option<Code<'_>>) {
        let mut mailbox = std::mem::take(&mut self.opening);
        if let Some(code) = code {
            mailbox.receive_code(code);
        }
        if command.name() == "EXAMINE" {
            mailbox.read_only = Some(true);
        }
        mailbox.name = command.argument.map(str::to_owned);
        self.mailbox = Some(mailbox);
        self.state = ConnectionState::Selected;
    }

    fn leave_mailbox(&mut self) {
        self.mailbox = None;
        self.state = self.state.min(ConnectionState::Authenticated);
    }

    /// The server has executed this command, so the session is in the state that it needs.
    fn prove(&mut self, command: CompletedCommand<'_>) {
        let needed = command.spec.and_then(CommandSpec::needed_state);
        if let Some(needed) = needed.filter(|_| command.number >= self.changed_by) {
            self.state = self.state.max(needed);
        }
    }
}
