//! What the server's responses change.

use super::Dialogue;
use super::input::{AwaitedLiteral, Input};
use super::outgoing::{LiteralPart, Outgoing};
use super::pending::{Completion, PendingCommand};
use crate::protocol::commands::{self, ConnectionState};
use crate::protocol::framing::{Piece, PieceKind, Status};
use crate::protocol::sasl;
use crate::protocol::typed_line::CommandLine;
use std::borrow::Cow;

/// How much of a completion's line is kept, in octets.
const KEPT: usize = 1000;

/// A layer that both sides change to after a completion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upgrade {
    /// STARTTLS (RFC 9051, section 6.2.1).
    Tls,
    /// COMPRESS DEFLATE (RFC 4978).
    Deflate,
}

impl Dialogue {
    /// Takes in a piece of the server's. Untagged data changes nothing and may be left out.
    /// If it returns a layer, the caller changes to it before it reads or sends another octet.
    pub fn receive(&mut self, piece: &Piece<'_>) -> Option<Upgrade> {
        // Only the beginning of a response matters here.
        if piece.offset > 0 {
            return None;
        }
        match (piece.kind, piece.status) {
            (PieceKind::Greeting, Some(Status::Preauth)) => {
                self.state = self.state.max(ConnectionState::Authenticated);
                None
            }
            (PieceKind::Continuation, _) => {
                self.continuation(piece.octets);
                None
            }
            (PieceKind::Tagged, Some(status)) => {
                let tag = piece.tag().unwrap_or_default();
                match self.pending.find(tag) {
                    Some(index) => self.complete(index, status, piece),
                    None => {
                        self.saw_unsolicited_tagged = true;
                        None
                    }
                }
            }
            // A server that can't parse the tag sends BAD without one (RFC 9051, section 7.1.3). If
            // a single command is pending, it is that one.
            (PieceKind::Untagged, Some(Status::Bad)) if self.pending_commands().len() == 1 => {
                self.complete(0, Status::Bad, piece)
            }
            _ => None,
        }
    }

    /// A continuation request, with this line.
    fn continuation(&mut self, line: &[u8]) {
        // A pending IDLE is the first to get one: the server answers what follows it later.
        if let Some(idle) = self.pending.idle_to_accept() {
            idle.idling = true;
            return;
        }
        match std::mem::replace(&mut self.input, Input::Command) {
            // The literal is known: it is sent, and the line after it.
            Input::Continuation(mut command, AwaitedLiteral::Ready(content, rest)) => {
                let part = LiteralPart { offset: 0, size: content.size() };
                let secret = command.secrets.begin_literal();
                self.outgoing.push_back(Outgoing::literal(content, part, secret));
                self.continue_command(command, rest);
            }
            // The literal is to be typed.
            Input::Continuation(command, AwaitedLiteral::Typed { size }) => {
                self.input = command.begin_literal(size);
            }
            // It is a challenge, to which the user responds.
            Input::Challenge(mut exchange) => {
                let challenge = line.strip_prefix(b"+").unwrap_or(line);
                exchange.challenge = sasl::printable_challenge(challenge);
                self.input = Input::SaslResponse(exchange);
            }
            // No command has waited for it.
            other => self.input = other,
        }
    }

    /// The command at this index is completed by this piece.
    fn complete(&mut self, index: usize, status: Status, piece: &Piece<'_>) -> Option<Upgrade> {
        let command = self.pending.remove(index)?;
        let continuation_refused = status != Status::Ok && self.is_unfinished(&command);
        // Nothing more of the command will be sent.
        if self.input.tag() == Some(command.tag()) {
            self.input = Input::Command;
        }
        let upgrade = self.follow_state(&command, status);
        // The user may type the missing secret anyway.
        self.expects_bare_secret |= status != Status::Ok && lacks_secret(&command);
        let ended_idle = command.idling && status == Status::Bad;
        let response = match status {
            Status::Ok => Cow::Borrowed(""),
            _ => String::from_utf8_lossy(&piece.octets[..piece.octets.len().min(KEPT)]),
        };
        self.completions.push_back(Completion {
            command,
            status,
            response: response.into_owned(),
            untagged: piece.kind == PieceKind::Untagged,
            continuation_refused,
            taken_as_done: false,
        });
        if ended_idle {
            self.complete_taken_as_done(index);
        }
        upgrade
    }

    /// Whether the command waits to send more of itself. AUTHENTICATE does until its first
    /// response; STARTTLS and COMPRESS wait for nothing but their completion.
    fn is_unfinished(&self, command: &PendingCommand) -> bool {
        self.input.tag() == Some(command.tag())
            && match &self.input {
                Input::Upgrade { .. } => false,
                Input::Challenge(exchange) => exchange.responses == 0,
                _ => true,
            }
    }

    /// The state of the connection after a completion (RFC 9051, section 3), and the layer that
    /// follows it.
    fn follow_state(&mut self, command: &PendingCommand, status: Status) -> Option<Upgrade> {
        match (command.name(), status) {
            ("LOGIN" | "AUTHENTICATE", Status::Ok) => {
                self.state = ConnectionState::Authenticated;
                self.user = self.sent_user.take();
            }
            ("SELECT" | "EXAMINE", Status::Ok) => self.state = ConnectionState::Selected,
            // A SELECT that fails leaves no mailbox selected (RFC 9051, section 6.3.2).
            ("SELECT" | "EXAMINE", _) => {
                self.state = self.state.min(ConnectionState::Authenticated);
            }
            ("CLOSE" | "UNSELECT", Status::Ok) => self.state = ConnectionState::Authenticated,
            ("UNAUTHENTICATE", Status::Ok) => {
                self.state = ConnectionState::NotAuthenticated;
                self.user = None;
            }
            ("LOGOUT", Status::Ok) => self.logged_out = true,
            ("STARTTLS", Status::Ok) => return Some(Upgrade::Tls),
            ("COMPRESS", Status::Ok) => return Some(Upgrade::Deflate),
            _ => {}
        }
        None
    }

    /// An IDLE, which was at this index, was completed with BAD. The server has taken the line that
    /// was sent after it for a wrong `done`, and won't answer it otherwise.
    fn complete_taken_as_done(&mut self, index: usize) {
        let Some(command) = self.pending.remove(index) else {
            return;
        };
        let continuation_refused = self.input.tag() == Some(command.tag());
        if continuation_refused {
            self.input = Input::Command;
        }
        self.completions.push_back(Completion {
            command,
            status: Status::Bad,
            response: String::new(),
            untagged: false,
            continuation_refused,
            taken_as_done: true,
        });
    }
}

/// Whether the command is a login without its secret. The response to an AUTHENTICATE may be typed
/// next even if that was mistyped.
fn lacks_secret(command: &PendingCommand) -> bool {
    match command.spec {
        Some(spec) => spec.name == "AUTHENTICATE" || (spec.name == "LOGIN" && !command.has_secret),
        None => {
            let verb = CommandLine::parse(&command.display_line).verb;
            commands::nearest(verb) == Some("AUTHENTICATE")
        }
    }
}
