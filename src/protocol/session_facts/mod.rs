//! What the server's answers have shown about the session: its state, its user, its mailbox.
//!
//! Nothing here is assumed from what was sent. A command that the server carries out proves the
//! state that it needs, whatever was believed before; a command that it answers with BAD was not
//! understood, and changes nothing.

use super::mailbox::{CountChange, SelectedMailbox};
use super::pending::PendingCommand;
use crate::protocol::commands::{CommandSpec, ConnectionState};
use crate::protocol::framing::{Piece, PieceKind, Status};

#[derive(Debug)]
pub(super) struct SessionFacts {
    pub state: ConnectionState,
    pub user: Option<String>,
    /// The selected mailbox. `None` in the selected state: the session has not seen it opened.
    pub mailbox: Option<SelectedMailbox>,
    /// The server has announced with BYE that it closes the connection.
    pub said_bye: bool,
    /// NOTIFY has succeeded, so that IDLE reports other mailboxes too (RFC 5465).
    pub notifies: bool,
    /// What was said since the last SELECT was sent: if that succeeds, this was about its mailbox,
    /// and if not, about the one that was selected before.
    opening: SelectedMailbox,
    /// The number of the last command that has changed the state. What was sent before it and is
    /// answered later proves nothing.
    changed_by: u64,
}

impl Default for SessionFacts {
    fn default() -> SessionFacts {
        SessionFacts {
            state: ConnectionState::NotAuthenticated,
            user: None,
            mailbox: None,
            said_bye: false,
            notifies: false,
            opening: SelectedMailbox::default(),
            changed_by: 0,
        }
    }
}

impl SessionFacts {
    /// A SELECT or EXAMINE was sent, and no other one is in progress.
    pub fn opening_sent(&mut self) {
        self.opening = SelectedMailbox::default();
    }

    /// A line of untagged data was received.
    #[inline]
    pub fn receive_data(&mut self, piece: &Piece<'_>) {
        let Some(change) = CountChange::in_data(piece) else {
            return;
        };
        self.opening.apply(change);
        if let Some(mailbox) = &mut self.mailbox {
            mailbox.apply(change);
        }
    }

    /// An untagged status response was received, or the greeting.
    pub fn receive_status(&mut self, status: Status, piece: &Piece<'_>) {
        match status {
            Status::Preauth if piece.kind == PieceKind::Greeting => {
                self.state = self.state.max(ConnectionState::Authenticated);
            }
            Status::Bye => self.said_bye = true,
            _ => {}
        }
        let Some(code) = response_code(piece, 1) else {
            return;
        };
        // A SELECT is in progress, and the mailbox before it was closed (RFC 7162, section 3.2.11).
        if code.eq_ignore_ascii_case("CLOSED") {
            self.opening = SelectedMailbox::default();
            self.leave_mailbox();
        }
        self.opening.receive_code(code);
        if let Some(mailbox) = &mut self.mailbox {
            mailbox.receive_code(code);
        }
    }

    /// A command was completed by this piece.
    pub fn completed(&mut self, command: &PendingCommand, status: Status, piece: &Piece<'_>) {
        let before = self.state;
        match (command.name(), status) {
            ("LOGIN" | "AUTHENTICATE", Status::Ok) => {
                self.mailbox = None;
                self.state = ConnectionState::Authenticated;
                self.user = command.argument.clone();
            }
            ("SELECT" | "EXAMINE", Status::Ok) => self.open_mailbox(command, piece),
            // A SELECT that fails leaves no mailbox selected (RFC 9051, section 6.3.2).
            ("SELECT" | "EXAMINE", Status::No) => {
                self.opening = SelectedMailbox::default();
                self.leave_mailbox();
            }
            ("CLOSE" | "UNSELECT", Status::Ok) => {
                self.mailbox = None;
                self.state = ConnectionState::Authenticated;
            }
            ("UNAUTHENTICATE", Status::Ok) => *self = SessionFacts::default(),
            ("NOTIFY", Status::Ok) => {
                self.notifies = true;
                self.prove(command);
            }
            (_, Status::Ok) => self.prove(command),
            _ => {}
        }
        if command.may_change_state() && (self.state != before || status == Status::Ok) {
            self.changed_by = self.changed_by.max(command.number);
        }
    }

    fn open_mailbox(&mut self, command: &PendingCommand, piece: &Piece<'_>) {
        let mut mailbox = std::mem::take(&mut self.opening);
        if let Some(code) = response_code(piece, piece.tag_len) {
            mailbox.receive_code(code);
        }
        if command.is("EXAMINE") {
            mailbox.read_only = Some(true);
        }
        mailbox.name.clone_from(&command.argument);
        self.mailbox = Some(mailbox);
        self.state = ConnectionState::Selected;
    }

    fn leave_mailbox(&mut self) {
        self.mailbox = None;
        self.state = self.state.min(ConnectionState::Authenticated);
    }

    /// The server has carried out this command, so that the session is in the state that it needs.
    fn prove(&mut self, command: &PendingCommand) {
        let needed = command.spec.and_then(CommandSpec::needed_state);
        if let Some(needed) = needed.filter(|_| command.number >= self.changed_by) {
            self.state = self.state.max(needed);
        }
    }
}

/// The response code of a status response, without its brackets. `at`: where the blank before the
/// status is.
fn response_code<'a>(piece: &Piece<'a>, at: usize) -> Option<&'a str> {
    let text = piece.octets.get(at + 1 + piece.status?.name().len()..)?;
    let code = text.strip_prefix(b" [")?;
    std::str::from_utf8(&code[..memchr::memchr(b']', code)?]).ok()
}
