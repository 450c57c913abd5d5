//! The client's side of the conversation: what a line means now, what goes out for it, and what
//! the server's responses change. Fed lines and pieces, it is asked for what is to be sent; it sends nothing.

mod hints;
mod input;
mod masks;
mod running;

use super::compose::{ComposeError, Content, Environment};
use super::framing::{LineEnd, Piece, PieceKind, Status};
use super::secrets::{Placeholder, SecretScanner, SecretSpan, UnknownVerbPolicy};
use super::tags::{InvalidTagPrefix, Tags};
use super::{commands, commands::ConnectionState, sasl, typed_line};
pub use hints::Hint;
use input::Input;
use masks::secret_of;
pub use masks::{InputMask, mask_directive_secrets, mask_secrets};
use running::InFlight;
pub use running::PendingCommand;
use std::collections::VecDeque;

/// The most memory that is kept for the next line, in octets.
const ROOM: usize = 4096;

/// What kind of octets the client sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientKind {
    /// A command's line, with its tag.
    Command,
    /// A line without a tag: `done`, the rest of a command after a literal.
    Untagged,
    /// Octets of a literal.
    Literal,
    /// An answer to AUTHENTICATE's `+`.
    Sasl,
    /// Sent untouched, by `:raw`.
    Raw,
}

/// What comes after a line that is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FollowingLiteral {
    /// None: the command ends with the line.
    None,
    /// A literal of text: see [`super::compose::is_text`].
    Text,
    /// A literal that is a secret.
    Secret,
    /// A literal that is not text.
    Binary,
}

/// Octets to be sent, in the order given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// What they are.
    pub kind: ClientKind,
    /// The octets, without a line's end.
    pub content: Content,
    /// The line's end that is sent after them.
    pub eol: LineEnd,
    /// The secret among them; in a literal it is all of it.
    pub secret: Option<SecretSpan>,
    /// How many of the octets are the tag.
    pub tag_len: usize,
    /// A literal's octets: where they begin in it, and its size.
    pub literal: Option<(u64, u64)>,
    /// What comes after the line.
    pub following_literal: FollowingLiteral,
}

impl Outgoing {
    fn line(kind: ClientKind, octets: Vec<u8>, secret: Option<SecretSpan>) -> Outgoing {
        Outgoing {
            kind,
            content: Content::Octets(octets),
            eol: LineEnd::Crlf,
            secret,
            tag_len: 0,
            literal: None,
            following_literal: FollowingLiteral::None,
        }
    }
}

/// What a typed line came to.
#[derive(Debug, PartialEq, Eq)]
pub enum LineAction {
    /// Nothing is sent: it is blank or a comment.
    Nothing,
    /// Nothing is sent: a pasted line of the server, or of the tools around it.
    Pasted,
    /// It is for imapsh itself: `:word …`, without the colon.
    Directive(String),
    /// It is a line of a literal that goes out later, whole.
    Buffered,
    /// It goes out: what does is [taken](Dialogue::take_outgoing), once the hints were said.
    Send(Vec<Hint>),
}

/// A command's completion.
#[derive(Clone, Debug)]
pub struct Completion {
    /// The command.
    pub command: PendingCommand,
    /// OK, NO or BAD.
    pub status: Status,
    /// The line that completed it, at most 1,000 octets of it; nothing for an OK.
    pub response: String,
    /// Whether the server sent it without a tag (`* BAD`).
    pub untagged: bool,
    /// Whether the command was still waiting for a `+`, so that its rest will never be sent.
    pub continuation_refused: bool,
    /// Whether it was taken for the end of IDLE: IDLE's BAD answers it too, and nothing else will.
    pub taken_as_done: bool,
}

/// A layer that both sides change to after a completion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upgrade {
    /// STARTTLS (RFC 3501 section 6.2.1).
    Tls,
    /// COMPRESS DEFLATE (RFC 4978).
    Deflate,
}

/// What the server asked in an AUTHENTICATE (RFC 3501 section 6.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Challenge<'a> {
    /// The AUTHENTICATE's tag.
    pub tag: &'a [u8],
    /// How many were answered before it.
    pub number: usize,
    /// The mechanism as it was typed.
    pub mechanism: &'a str,
    /// What its base64 says, where that is printable text.
    pub text: Option<&'a str>,
}

/// What the next typed line will be taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prompt {
    /// A command, which gets this tag.
    Tag(String),
    /// `done`: an IDLE is pending (RFC 2177).
    Done,
    /// A response to AUTHENTICATE's challenge (RFC 3501, section 6.2.2).
    SaslResponse,
    /// The rest of a command after one of its literals.
    RestOfCommand,
    /// Octets of a literal; this many are still expected.
    LiteralOctets(u64),
    /// A line of a literal that ends before the line with this text.
    LiteralLines(String),
    /// Nothing: the server must send a continuation request or a completion first.
    Wait,
}

impl Prompt {
    /// Whether the line is part of a literal, so that nothing in it has a meaning.
    pub fn is_literal(&self) -> bool {
        matches!(self, Prompt::LiteralOctets(_) | Prompt::LiteralLines(_))
    }
}

/// The conversation of one connection.
pub struct Dialogue {
    tags: Tags,
    /// How many commands were begun.
    commands_sent: u64,
    classifier: typed_line::LineClassifier,
    running: InFlight,
    completions: VecDeque<Completion>,
    outgoing: VecDeque<Outgoing>,
    /// Empty: the memory of a line that was sent, for the next one.
    room: String,
    input: Input,
    state: ConnectionState,
    /// Whether what is sent is hidden from the network: TLS, or no network at all.
    protected: bool,
    /// A login failed that lacked its secret: the next line may be just that.
    expects_bare_secret: bool,
    /// A completion came of nothing that was asked.
    saw_unsolicited_tagged: bool,
    /// A LOGOUT was sent.
    sent_logout: bool,
    /// LOGOUT was answered with OK.
    logged_out: bool,
}

impl Dialogue {
    /// A conversation before its greeting. `hidden`: whether nobody on a network can read it.
    pub fn new(tags: Tags, protected: bool) -> Dialogue {
        Dialogue {
            tags,
            commands_sent: 0,
            classifier: typed_line::LineClassifier::default(),
            running: InFlight::default(),
            completions: VecDeque::new(),
            outgoing: VecDeque::new(),
            room: String::new(),
            input: Input::Command,
            state: ConnectionState::NotAuthenticated,
            protected,
            expects_bare_secret: false,
            saw_unsolicited_tagged: false,
            sent_logout: false,
            logged_out: false,
        }
    }

    /// Whether a LOGOUT was sent.
    pub fn has_sent_logout(&self) -> bool {
        self.sent_logout
    }

    /// Whether LOGOUT was answered with OK.
    pub fn is_logged_out(&self) -> bool {
        self.logged_out
    }

    /// Whether a completion came of nothing that was asked: perhaps of what somebody in between
    /// expects to be asked.
    pub fn saw_unsolicited_tagged(&self) -> bool {
        self.saw_unsolicited_tagged
    }

    /// The state that the server's answers have led to.
    pub fn state(&self) -> ConnectionState {
        self.state
    }

    /// The commands that are not completed, oldest first.
    pub fn pending_commands(&self) -> &VecDeque<PendingCommand> {
        self.running.commands()
    }

    /// The IDLE that is not completed, if there is one.
    pub fn idle(&self) -> Option<&PendingCommand> {
        self.running.idle()
    }

    /// The tag that the next command gets.
    pub fn next_tag(&self) -> &str {
        self.tags.next_tag()
    }

    /// How many commands were begun: the next one's [`PendingCommand::number`].
    pub fn commands_sent(&self) -> u64 {
        self.commands_sent
    }

    /// The tags as they stand.
    pub fn tags(&self) -> &Tags {
        &self.tags
    }

    /// Goes on with these tags; those used here so far are not among them.
    pub fn set_tags(&mut self, tags: Tags) {
        self.tags = tags;
    }

    /// The tags, to go on with them on another connection.
    pub fn into_tags(self) -> Tags {
        self.tags
    }

    /// Goes on with another tag prefix.
    pub fn set_tag_prefix(&mut self, prefix: &str) -> Result<(), InvalidTagPrefix> {
        self.tags.set_prefix(prefix)
    }

    /// Marks a tag as used by imapsh itself.
    pub fn mark_tag(&mut self, tag: &[u8]) {
        self.tags.mark_used(tag);
    }

    /// What the prompt says now.
    pub fn prompt(&self) -> Prompt {
        match &self.input {
            Input::Command if self.idle().is_some() => Prompt::Done,
            Input::Command => Prompt::Tag(self.tags.next_tag().to_owned()),
            Input::Literal { left, .. } => Prompt::LiteralOctets(*left),
            Input::Rest(_) => Prompt::RestOfCommand,
            Input::Answer(_) => Prompt::SaslResponse,
            Input::Lines(lines) => Prompt::LiteralLines(lines.end.clone()),
            Input::AwaitPlus { .. } | Input::AwaitChallenge(_) | Input::AwaitUpgrade(_) => {
                Prompt::Wait
            }
        }
    }

    /// What the server asked with the `+` that an answer is due to.
    pub fn challenge(&self) -> Option<Challenge<'_>> {
        match &self.input {
            Input::Answer(auth) => Some(Challenge {
                tag: &auth.tag,
                number: auth.challenges,
                mechanism: &auth.mechanism,
                text: auth.challenge.as_deref(),
            }),
            _ => None,
        }
    }

    /// Whether the next line is, or goes on in, a literal that is a secret, or is a SASL answer.
    pub fn expects_secret(&self) -> bool {
        match &self.input {
            Input::Answer(_) => true,
            Input::Literal { secret, .. } => secret.is_some(),
            Input::Lines(lines) => lines.command.scanner.next_literal_is_secret(),
            _ => false,
        }
    }

    /// What is secret in the line that is typed now.
    pub fn mask(&self) -> InputMask {
        match &self.input {
            Input::Rest(command) => InputMask::Rest(command.scanner.clone()),
            _ if self.expects_secret() => InputMask::All,
            Input::Literal { .. } | Input::Lines(_) => InputMask::Nothing,
            _ => InputMask::Command {
                guard: self.guard(),
            },
        }
    }

    /// Whether the server must send a continuation request or a completion before any line may be
    /// sent.
    pub fn awaits_server(&self) -> bool {
        matches!(
            self.input,
            Input::AwaitPlus { .. } | Input::AwaitChallenge(_) | Input::AwaitUpgrade(_)
        )
    }

    /// Whether the next line continues a command: as octets of a literal, or as what follows one.
    pub fn is_within_command(&self) -> bool {
        matches!(
            self.input,
            Input::Literal { .. } | Input::Rest(_) | Input::Lines(_)
        )
    }

    /// Whether the next line is a response to AUTHENTICATE's challenge.
    pub fn expects_sasl_response(&self) -> bool {
        matches!(self.input, Input::Answer(_))
    }

    /// The oldest command that awaits its completion. An IDLE that the server has accepted is not
    /// among them: only `done` brings its completion.
    pub fn oldest_unanswered(&self) -> Option<&PendingCommand> {
        self.pending_commands()
            .iter()
            .find(|command| !command.idling)
    }

    /// Whether a completion is the next thing to happen: a command [awaits](Self::oldest_unanswered)
    /// it, and no further line of the client is needed before the server can send it.
    pub fn awaits_completion(&self) -> bool {
        !self.is_within_command()
            && !self.expects_sasl_response()
            && self.oldest_unanswered().is_some()
    }

    /// Whether an IDLE is pending that the server has not yet accepted with its `+`.
    pub fn awaits_idle_continuation(&self) -> bool {
        self.idle().is_some_and(|idle| !idle.idling)
    }

    /// Forgets the lines of a literal that were begun and of which nothing has been sent yet; what
    /// was due before them is due again.
    /// Gives how many octets the server still waits for: those can't be taken back.
    pub fn abandon_literal(&mut self) -> Option<u64> {
        if let Input::Lines(lines) = &mut self.input {
            self.input = lines.before.take().unwrap_or(Input::Command);
        }
        match &self.input {
            Input::Literal { left, .. } => Some(*left),
            _ => None,
        }
    }

    /// How many completions were heard and not yet taken.
    pub fn completion_count(&self) -> usize {
        self.completions.len()
    }

    /// The next completion that was heard and not yet taken.
    #[inline]
    pub fn take_completion(&mut self) -> Option<Completion> {
        self.completions.pop_front()
    }

    /// The next that is to be sent, for the last line read or the last piece heard, in order.
    pub fn take_outgoing(&mut self) -> Option<Outgoing> {
        self.outgoing.pop_front()
    }

    /// Takes the memory of octets that were sent, so that the next line needs none of its own.
    pub fn give_back(&mut self, mut octets: Vec<u8>) {
        octets.clear();
        if octets.capacity() <= ROOM {
            self.room = String::from_utf8(octets).unwrap_or_default();
        }
    }

    /// Takes in the server's piece. Pieces of untagged data change nothing; it is cheap to leave
    /// them out. Gives the layer to change to, before another octet is read or sent.
    /// The commands that it completes are [taken](Dialogue::take_completion) by themselves, and so
    /// is what is [to be sent](Dialogue::take_outgoing) for it, in answer to a `+`.
    pub fn receive(&mut self, piece: &Piece<'_>) -> Option<Upgrade> {
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
                let Some(index) = self.running.find(tag) else {
                    self.saw_unsolicited_tagged = true;
                    return None;
                };
                self.complete(index, status, piece)
            }
            (PieceKind::Untagged, Some(Status::Bad)) if self.pending_commands().len() == 1 => {
                self.complete(0, Status::Bad, piece)
            }
            _ => None,
        }
    }

    fn complete(&mut self, index: usize, status: Status, piece: &Piece<'_>) -> Option<Upgrade> {
        let command = self.running.complete(index)?;
        let refused = self.input.tag() == Some(command.tag())
            && !matches!(self.input, Input::AwaitUpgrade(_));
        let answers_done =
            matches!(self.input, Input::AwaitChallenge(ref auth) if auth.challenges > 0);
        if self.input.tag() == Some(command.tag()) {
            self.input = Input::Command;
        }
        let ended_idle = command.is("IDLE") && command.idling && status == Status::Bad;
        let mut upgrade = None;
        if status == Status::Ok {
            match command.command.map_or("", |command| command.name) {
                "LOGIN" | "AUTHENTICATE" => self.state = ConnectionState::Authenticated,
                "SELECT" | "EXAMINE" => self.state = ConnectionState::Selected,
                "CLOSE" | "UNSELECT" => self.state = ConnectionState::Authenticated,
                "UNAUTHENTICATE" => self.state = ConnectionState::NotAuthenticated,
                "STARTTLS" => upgrade = Some(Upgrade::Tls),
                "COMPRESS" => upgrade = Some(Upgrade::Deflate),
                "LOGOUT" => self.logged_out = true,
                _ => {}
            }
        } else if command.is("SELECT") || command.is("EXAMINE") {
            self.state = self.state.min(ConnectionState::Authenticated);
        }
        // What should have come with it, or after it, may be typed all the same.
        self.expects_bare_secret |= status != Status::Ok && lacks_secret(&command);
        // A pipeline has thousands that went well, and nobody asks how these were put.
        let came = match status {
            Status::Ok => String::new(),
            _ => {
                String::from_utf8_lossy(&piece.octets[..piece.octets.len().min(1000)]).into_owned()
            }
        };
        let refused = refused && !answers_done && status != Status::Ok;
        self.completions.push_back(Completion {
            command,
            status,
            response: came,
            untagged: piece.kind == PieceKind::Untagged,
            continuation_refused: refused,
            taken_as_done: false,
        });
        if ended_idle {
            self.taken_as_done(index);
        }
        upgrade
    }

    /// The first line sent after an IDLE, at this place among what runs: the server has taken it
    /// for `done`, found it wrong, and answers only IDLE's tag.
    fn taken_as_done(&mut self, index: usize) {
        let Some(command) = self.running.complete(index) else {
            return;
        };
        let refused = self.input.tag() == Some(command.tag());
        if refused {
            self.input = Input::Command;
        }
        self.completions.push_back(Completion {
            command,
            status: Status::Bad,
            response: String::new(),
            untagged: false,
            continuation_refused: refused,
            taken_as_done: true,
        });
    }

    /// After a change of layer to TLS: what the server said before is believed for nothing.
    pub fn tls_started(&mut self) {
        self.protected = true;
        self.state = ConnectionState::NotAuthenticated;
    }

    /// After the connection's end: nothing runs any more, and nothing is due.
    pub fn connection_closed(&mut self) {
        self.running.clear();
        self.outgoing.clear();
        self.input = Input::Command;
        self.state = ConnectionState::NotAuthenticated;
    }

    fn guard(&self) -> UnknownVerbPolicy {
        match self.state {
            _ if self.expects_bare_secret => UnknownVerbPolicy::MaskAll,
            ConnectionState::Any | ConnectionState::NotAuthenticated => {
                UnknownVerbPolicy::MaskArguments
            }
            ConnectionState::Authenticated | ConnectionState::Selected => UnknownVerbPolicy::Show,
        }
    }
}

/// Whether this is a login without its secret. The answer to an AUTHENTICATE is typed next even
/// where that was mistyped.
fn lacks_secret(command: &PendingCommand) -> bool {
    match command.command.map(|command| command.name) {
        Some("AUTHENTICATE") => true,
        Some("LOGIN") => !command.display_line.contains(Placeholder::Password.text()),
        Some(_) => false,
        None => {
            let verb = typed_line::line_of(&command.display_line).verb;
            commands::nearest(verb) == Some("AUTHENTICATE")
        }
    }
}

#[cfg(test)]
mod tests;
