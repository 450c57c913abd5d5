//! Updates the dialogue from the server's responses.

use super::Dialogue;
use super::input_state::{AwaitedLiteral, InputState};
use super::long_tag::{self, MAX_COMPLETION};
use super::outgoing::{LiteralPart, Outgoing};
use super::pending::{Completion, PendingCommand, display_tag};
use crate::protocol::commands::{self, ConnectionState};
use crate::protocol::framing::{Piece, PieceKind, Status};
use crate::protocol::sasl;
use crate::protocol::session_facts::{CompletedCommand, may_change_facts};

/// A layer that both sides change to after a completion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upgrade {
    /// STARTTLS (RFC 9051, section 6.2.1).
    Tls,
    /// COMPRESS DEFLATE (RFC 4978).
    Deflate,
}

impl Dialogue {
    /// Takes a line of untagged data, of which there may be millions. Returns whether it may have changed
    /// the facts of the session. If not, neither does any line that differs from it only in digits.
    pub fn receive_data(&mut self, piece: &Piece<'_>) -> bool {
        let is_data = piece.offset == 0 && piece.kind == PieceKind::Untagged;
        let may_change = is_data && may_change_facts(piece.octets);
        if may_change {
            self.receive_untagged(piece);
        }
        may_change
    }

    /// Takes any other piece of the server's output. If it returns a layer, the caller must add the layer
    /// before it reads or sends another octet.
    pub fn receive(&mut self, piece: &Piece<'_>) -> Option<Upgrade> {
        if piece.kind == PieceKind::Unknown {
            let (index, line) = self.long_completion(piece)?;
            let shortened = long_tag::shortened(piece, &line)?;
            return self.complete(index, shortened.status?, &shortened);
        }
        // Only the beginning of a response matters here.
        if piece.offset > 0 {
            return None;
        }
        if let (PieceKind::Greeting | PieceKind::Untagged, Some(status)) =
            (piece.kind, piece.status)
        {
            // Only these change the facts of the session.
            if status == Status::Bye || piece.kind == PieceKind::Greeting || has_code(piece) {
                self.receive_untagged(piece);
            }
        }
        match (piece.kind, piece.status) {
            (PieceKind::Untagged, None) => {
                self.receive_data(piece);
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
                    None if status == Status::Bad && self.answers_untagged_line() => None,
                    None => {
                        self.late_completion(tag, status, piece);
                        None
                    }
                }
            }
            // A server that can't parse the tag sends BAD without one (RFC 9051, section 7.1.3). If
            // a single command is unanswered, it is that one. An ALERT is only a message: Dovecot sends one
            // before the NO to a LOGIN without TLS.
            (PieceKind::Untagged, Some(Status::Bad)) if !is_alert(piece) => {
                match self.single_unanswered() {
                    _ if self.answers_untagged_line() => None,
                    Some(index) => {
                        self.refused_untagged = self.pending_commands().get(index).cloned();
                        self.complete(index, Status::Bad, piece)
                    }
                    None => None,
                }
            }
            _ => None,
        }
    }

    /// An untagged response begins with this piece.
    fn receive_untagged(&mut self, piece: &Piece<'_>) {
        self.parser.clear();
        self.parser.line(piece.octets);
        if let Some(root) = self.parser.tree().root() {
            self.facts.receive(root, piece.kind == PieceKind::Greeting, piece.last);
        }
    }

    /// A completion with a tag that no pending command has. It may be that of the command that an untagged BAD
    /// seemed to complete.
    fn late_completion(&mut self, tag: &[u8], status: Status, piece: &Piece<'_>) {
        match self.refused_untagged.take_if(|command| command.tag() == tag) {
            Some(command) => self.follow_facts(&command, status, piece),
            None => self.saw_unsolicited_tagged = true,
        }
    }

    /// Changes the facts of the session as the completion says.
    fn follow_facts(&mut self, command: &PendingCommand, status: Status, piece: &Piece<'_>) {
        let was_logged_in = self.facts.state >= ConnectionState::Authenticated;
        self.parser.clear();
        if has_code(piece) {
            self.parser.line(piece.octets);
        }
        let completed = CompletedCommand {
            spec: command.spec,
            argument: command.argument(),
            number: command.number,
        };
        self.facts.completed(completed, status, self.parser.tree().root());
        let is_login = status == Status::Ok && commands::is_login(command.name());
        if is_login || (!was_logged_in && self.facts.state >= ConnectionState::Authenticated) {
            self.login_attempted = false;
        }
    }

    /// Whether this BAD answers a line of `untagged_lines`. Each gets one answer at most.
    fn answers_untagged_line(&mut self) -> bool {
        self.untagged_lines.pop_front().is_some()
    }

    /// The index of the only command that the server has not answered yet. If only an IDLE is in
    /// progress, it is the IDLE.
    fn single_unanswered(&self) -> Option<usize> {
        let commands = self.pending_commands();
        if commands.len() == 1 {
            return Some(0);
        }
        let mut unanswered = (0..commands.len()).filter(|&index| commands[index].is_unanswered());
        unanswered.next().filter(|_| unanswered.next().is_none())
    }

    /// A continuation request, with this line.
    fn continuation(&mut self, line: &[u8]) {
        // A pending IDLE is the first to get one: the server answers what follows it later.
        if let Some(idle) = self.pending.idle_to_accept() {
            idle.idling = true;
            let number = idle.number;
            return self.complete_unanswered_before(number);
        }
        match std::mem::replace(&mut self.input, InputState::Command) {
            // The literal's octets are known: send it, and the line after it.
            InputState::Continuation(mut command, AwaitedLiteral::Ready(content, rest)) => {
                let part = LiteralPart { offset: 0, size: content.size() };
                let mut secret = command.secrets.begin_literal();
                self.outgoing.push_back(Outgoing::literal(content, part, &mut secret));
                self.continue_command(command, rest);
            }
            // The literal is to be typed.
            InputState::Continuation(command, AwaitedLiteral::Typed { size }) => {
                self.input = command.begin_literal(size, false);
            }
            // It is a challenge, to which the user responds.
            InputState::Challenge(mut exchange) => {
                let challenge = line.strip_prefix(b"+").unwrap_or(line);
                exchange.challenge = sasl::printable_challenge(challenge);
                self.input = InputState::SaslResponse(exchange);
            }
            // No command waits for it.
            other => self.input = other,
        }
    }

    /// The command at this index is completed by this piece, or STARTTLS later by the TLS handshake.
    fn complete(&mut self, index: usize, status: Status, piece: &Piece<'_>) -> Option<Upgrade> {
        if status == Status::Ok
            && let Some(command) = self.pending_commands().get(index)
            && command.is("STARTTLS")
        {
            self.input = InputState::TlsHandshake { tag: command.tag().to_vec() };
            return Some(Upgrade::Tls);
        }
        let command = self.pending.remove(index)?;
        // A server that does not support `{n+}` answers with BAD, and reads the next lines as
        // commands. One that supports it reads all of a command that it refuses.
        let rest_is_read = status == Status::No
            && self.input.tag() == Some(command.tag())
            && self.input.must_be_finished();
        let continuation_refused =
            status != Status::Ok && !rest_is_read && self.is_unfinished(&command);
        // Nothing more of the command will be sent.
        if self.input.tag() == Some(command.tag()) && !rest_is_read {
            self.input = InputState::Command;
        }
        let number = command.number;
        self.follow_facts(&command, status, piece);
        let upgrade = self.follow_completion(&command, status);
        let ended_by_command = self.follow_idle(&command, index, status);
        let response = match status {
            Status::Ok => String::new(),
            _ => display_line(piece),
        };
        self.completions.push_back(Completion {
            response,
            untagged: piece.kind == PieceKind::Untagged,
            continuation_refused,
            rest_is_read,
            ..Completion::new(command, status)
        });
        if ended_by_command {
            self.complete_taken_as_done(index, Status::Bad);
        } else if status == Status::Ok {
            self.complete_tagged_done(index);
        }
        self.complete_unanswered_before(number);
        self.settle_attempt(continuation_refused);
        upgrade
    }

    /// Completes the STARTTLS whose OK has been received.
    pub(super) fn complete_starttls(&mut self) {
        let InputState::TlsHandshake { tag } = &self.input else { return };
        let mut pending = self.pending_commands().iter();
        let index = pending.position(|command| command.is("STARTTLS") && command.tag() == tag);
        self.input = InputState::Command;
        let Some(command) = index.and_then(|index| self.pending.remove(index)) else { return };
        let number = command.number;
        self.completions.push_back(Completion::new(command, Status::Ok));
        self.complete_unanswered_before(number);
    }

    /// Every command is answered. If a login has succeeded, one that was refused leaves no secret that
    /// is typed again: the session is logged in. Only what was announced and not yet asked for may
    /// still be typed.
    fn settle_attempt(&mut self, continuation_refused: bool) {
        let logged_in = self.facts.state >= ConnectionState::Authenticated;
        let all_answered = self.pending_commands().is_empty() && self.input.tag().is_none();
        if logged_in && all_answered && !continuation_refused {
            self.login_attempted = false;
        }
    }

    /// Whether more of the command is still to be sent. AUTHENTICATE does until its first
    /// response; STARTTLS and COMPRESS wait for nothing but their completion.
    fn is_unfinished(&self, command: &PendingCommand) -> bool {
        self.input.tag() == Some(command.tag())
            && match &self.input {
                InputState::Upgrade { .. } | InputState::TlsHandshake { .. } => false,
                InputState::Challenge(exchange) => exchange.responses == 0,
                _ => true,
            }
    }

    /// Applies a completion's effects besides the facts of the session. Returns the layer that follows it.
    fn follow_completion(&mut self, command: &PendingCommand, status: Status) -> Option<Upgrade> {
        match (command.name(), status) {
            ("LOGOUT", Status::Ok) => self.logged_out = true,
            ("COMPRESS", Status::Ok) => return Some(Upgrade::Deflate),
            _ => {}
        }
        None
    }

    /// Whether the completed command, which was at this index, is an IDLE that another command has
    /// ended: the first line after an accepted IDLE ends it, whatever that line is. A `done` after
    /// that command is read as a command too.
    fn follow_idle(&mut self, command: &PendingCommand, index: usize, status: Status) -> bool {
        let next = self.pending_commands().get(index).map(|next| next.number);
        let sent_first = next.filter(|next| command.done_before().is_none_or(|done| *next < done));
        let ended_by_command = command.idling && status == Status::Bad && sent_first.is_some();
        if command.idling && status != Status::Bad && sent_first.is_some() {
            self.perhaps_taken = sent_first;
        }
        if ended_by_command {
            self.untagged_lines.extend(command.done_before());
        } else {
            // The server answers in the order of the lines.
            self.untagged_lines.retain(|next| *next > command.number);
        }
        ended_by_command
    }

    /// The server has gone on to the command with this number. If a line that was sent in IDLE before it is
    /// still not answered, although the IDLE was completed with OK, the server has taken that line for
    /// `done`.
    fn complete_unanswered_before(&mut self, number: u64) {
        let Some(taken) = self.perhaps_taken.filter(|taken| *taken <= number) else { return };
        self.perhaps_taken = None;
        let mut pending = self.pending_commands().iter();
        if let Some(index) = pending.position(|command| command.number == taken && taken < number) {
            self.complete_taken_as_done(index, Status::Ok);
        }
    }

    /// An IDLE, before which this index was counted, was completed with OK. A `done` with a tag after it has
    /// ended it: no server carries that out as a command.
    fn complete_tagged_done(&mut self, index: usize) {
        let next = self.pending_commands().get(index);
        if next.is_some_and(|next| next.is_tagged_done() && self.perhaps_taken == Some(next.number))
        {
            self.perhaps_taken = None;
            self.complete_taken_as_done(index, Status::Ok);
        }
    }

    /// The server has taken the command at this index, which was sent after an IDLE, for its `done`, and
    /// won't answer it. `status`: of the IDLE.
    fn complete_taken_as_done(&mut self, index: usize, status: Status) {
        let Some(command) = self.pending.remove(index) else {
            return;
        };
        let continuation_refused = self.input.tag() == Some(command.tag());
        if continuation_refused {
            self.input = InputState::Command;
        }
        self.completions.push_back(Completion {
            continuation_refused,
            taken_as_done: true,
            ..Completion::new(command, status)
        });
    }
}

/// Whether a status response may have a response code, the only relevant part of its text.
fn has_code(piece: &Piece<'_>) -> bool {
    let status = piece.status.map_or(0, |status| status.name().len());
    let text = piece.octets.get(piece.tag_len.max(1) + 1 + status..);
    text.is_some_and(|text| text.trim_ascii_start().starts_with(b"["))
}

/// Whether the status response is a message to be shown to the user (RFC 9051, section 7.1).
fn is_alert(piece: &Piece<'_>) -> bool {
    let code = piece.octets.get(b"* BAD ".len()..).unwrap_or_default().trim_ascii_start();
    code.get(..7).is_some_and(|code| code.eq_ignore_ascii_case(b"[ALERT]"))
}

/// The line of a completion in the form in which it may be shown: with its tag and its text shortened.
fn display_line(piece: &Piece<'_>) -> String {
    let (tag, rest) = piece.octets.split_at(piece.tag_len);
    display_tag(tag) + &String::from_utf8_lossy(&rest[..rest.len().min(MAX_COMPLETION)])
}
