//! The client's side of a connection: decides what a typed line means now and what is sent for it, and
//! follows the server's responses.
//!
//! A [`Dialogue`] does no I/O. It takes typed lines ([`Dialogue::read_line`]) and the server's
//! pieces ([`Dialogue::receive`]). After each call the caller sends what
//! [`Dialogue::take_outgoing`] returns, and takes the commands that were completed with
//! [`Dialogue::take_completion`].
//!
//! # The input state
//!
//! What a line means depends on what was sent before it: it may be a command, octets of a literal,
//! the rest of a command after one, or a response to AUTHENTICATE's challenge. The `InputState` of a
//! dialogue is a state machine that knows which (see `input_state.rs`). In four of its states the server
//! must send something before any line may be sent. The user sees the state as the [`Prompt`].
//!
//! ```text
//! Command ─ {n} ──────────────────▶ Continuation ─ + ─▶ Literal
//!         ─ {<file}, a long value ▶ Continuation ─ + ─▶ (sends it, and the next line)
//!         ─ {n+} ─────────────────▶ Literal ─ its last octets ─▶ AfterLiteral ─ a line ─▶ Command
//!         ─ {<<END} ──────────────▶ Lines ─ END ─▶ Continuation
//!         ─ AUTHENTICATE ─────────▶ Challenge ─ + ─▶ SaslResponse ─ a line ─▶ Challenge
//!         ─ STARTTLS, COMPRESS ───▶ Upgrade ─ OK to STARTTLS ─▶ TlsHandshake
//! ```
//!
//! A line after a literal can announce a literal again, like a command's first line. From every
//! state the completion of the command leads back to `Command`, with one exception: a server that
//! refuses a command with `{n+}` still reads all of it.
//!
//! Pipelining (RFC 9051, section 5.5) is up to the caller: a command may be read while others are
//! *pending*, that is, sent and not completed. Completions are matched by tag. Two responses without
//! a matching tag complete a command too: an untagged BAD while a single command waits for its
//! answer, and the BAD of an IDLE, which also answers the line that was typed instead of `done`.
//!
//! The known facts of the session (its state, its user, its mailbox) follow from the server's answers
//! alone: see [`session_facts`](super::session_facts).
//!
//! # Hints
//!
//! A line that looks wrong is sent anyway: users want to see the server's answer. [`Hint`]s about it
//! must be true: while a command that may change the state is in progress, no hint depends on the
//! state. Only a line that can't be sent as one line, or that names something that does not exist, is
//! an error: see [`ComposeError`](super::compose::ComposeError).

mod first_argument;
mod hint;
mod hints;
mod input_state;
mod literal_count;
mod literal_input;
mod long_tag;
mod outgoing;
mod pending;
mod responses;
mod sent_command;
mod shell_signs;
pub mod syntax_hints;
mod typed_input;
mod with_sasl;

pub use hint::Hint;
pub use hints::{hint_of_output, hint_of_response};
pub use literal_count::{LiteralCount, left_over};
pub use outgoing::{ClientKind, FollowingLiteral, Outgoing};
pub use pending::{Completion, PendingCommand};
pub use responses::Upgrade;
pub use typed_input::{LineAction, LineError};

use super::commands::{CommandSpec, ConnectionState};
use super::secrets::{InputMask, UnknownVerbPolicy};
use super::session_facts::SessionFacts;
use super::syntax::{Parser, Side};
use super::tags::Tags;
use super::typed_line::LineClassifier;
use input_state::{AwaitedLiteral, InputState, OpenCommand};
use long_tag::LongCompletion;
use pending::PendingCommands;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

/// The conversation of one connection.
pub struct Dialogue {
    tags: Tags,
    commands_sent: u64,
    classifier: LineClassifier,
    pending: PendingCommands,
    completions: VecDeque<Completion>,
    outgoing: VecDeque<Outgoing>,
    input: InputState,
    facts: SessionFacts,
    /// Reads the responses that change the facts.
    parser: Parser,
    /// The time, as the caller has set it.
    now: Duration,
    /// Whether TLS protects the connection, or it crosses no network.
    protected: bool,
    /// Whether a login was attempted and none has succeeded since, so that a line may be the secret alone.
    login_attempted: bool,
    /// The end of the next line, if it was hidden while the line was typed.
    hidden_end: Option<String>,
    saw_unsolicited_tagged: bool,
    /// The last command that an untagged BAD seemed to complete. Its completion may follow all the same.
    refused_untagged: Option<PendingCommand>,
    sent_logout: bool,
    logged_out: bool,
    /// Lines that are not pending commands, but that the server may answer with BAD: a `done` that it took for
    /// a command, or a line of `:raw`. Each with the number of the command after it.
    untagged_lines: VecDeque<u64>,
    /// The number of a command that the server may have taken for `done`, and then does not answer.
    perhaps_taken: Option<u64>,
    long_completions: Vec<LongCompletion>,
}

/// What the next typed line will be taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prompt {
    /// A command, which gets this tag.
    Tag(String),
    /// `done`: an IDLE is pending (RFC 2177).
    Done,
    /// A response to AUTHENTICATE's challenge (RFC 9051, section 6.2.2).
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

/// What the next lines are for, even if the server has not asked for them yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// What they will be taken for.
    pub prompt: Prompt,
    /// Whether the server must first send `+`, and may refuse instead. It may not need an answer to
    /// AUTHENTICATE at all.
    pub awaits_request: bool,
    /// The AUTHENTICATE in progress.
    pub authentication: Option<BegunAuthentication>,
    /// The literal in progress, if its octets are counted.
    pub literal: Option<BegunLiteral>,
}

/// A literal whose octets are not all sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BegunLiteral {
    /// Its command, if it is known.
    pub command: Option<&'static CommandSpec>,
    /// Its announced size, and what of it was sent.
    pub count: LiteralCount,
}

/// An AUTHENTICATE whose answers are not all sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BegunAuthentication {
    pub mechanism: String,
    /// How many answers were sent.
    pub answers: usize,
}

impl Default for Expected {
    /// A command.
    fn default() -> Expected {
        Prompt::Tag(String::new()).into()
    }
}

impl From<Prompt> for Expected {
    fn from(prompt: Prompt) -> Expected {
        Expected { prompt, awaits_request: false, authentication: None, literal: None }
    }
}

/// A challenge of the server in an AUTHENTICATE (RFC 9051, section 6.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Challenge<'a> {
    /// The AUTHENTICATE's tag.
    pub tag: &'a [u8],
    /// How many challenges were answered before it.
    pub number: usize,
    /// The mechanism as it was typed.
    pub mechanism: &'a str,
    /// Its decoded text, if it is printable.
    pub text: Option<&'a str>,
}

impl Dialogue {
    /// The dialogue of a connection whose greeting was not yet received. `protected`: TLS protects
    /// it, or it crosses no network.
    pub fn new(tags: Tags, protected: bool) -> Dialogue {
        Dialogue {
            tags,
            commands_sent: 0,
            classifier: LineClassifier::default(),
            pending: PendingCommands::default(),
            completions: VecDeque::new(),
            outgoing: VecDeque::new(),
            input: InputState::Command,
            facts: SessionFacts::default(),
            parser: Parser::new(Side::Server),
            now: Duration::ZERO,
            protected,
            login_attempted: false,
            hidden_end: None,
            saw_unsolicited_tagged: false,
            refused_untagged: None,
            sent_logout: false,
            logged_out: false,
            untagged_lines: VecDeque::new(),
            perhaps_taken: None,
            long_completions: Vec::new(),
        }
    }

    pub fn has_sent_logout(&self) -> bool {
        self.sent_logout
    }

    /// Whether LOGOUT was answered with OK.
    pub fn is_logged_out(&self) -> bool {
        self.logged_out
    }

    /// Whether a completion was received whose tag no pending command has: an attacker may have sent
    /// it ahead of the command.
    pub fn saw_unsolicited_tagged(&self) -> bool {
        self.saw_unsolicited_tagged
    }

    /// The known facts of the session.
    pub fn facts(&self) -> &SessionFacts {
        &self.facts
    }

    /// Sets the current time, by any clock, for commands that are sent.
    pub fn set_time(&mut self, now: Duration) {
        self.now = now;
    }

    /// The commands that are not completed, oldest first.
    pub fn pending_commands(&self) -> &VecDeque<PendingCommand> {
        self.pending.commands()
    }

    /// The IDLE that `done` would end: it is not completed, and `done` was not sent.
    pub fn idle(&self) -> Option<&PendingCommand> {
        self.pending.idle()
    }

    /// Whether an IDLE is not completed, even if its `done` was sent.
    pub fn has_pending_idle(&self) -> bool {
        self.pending_commands().iter().any(|command| command.is("IDLE"))
    }

    /// How many commands were sent: the [number](PendingCommand::number) of the next one.
    pub fn commands_sent(&self) -> u64 {
        self.commands_sent
    }

    /// The tags of the session. They are continued on the next connection.
    pub fn tags(&self) -> &Tags {
        &self.tags
    }

    /// The tags, to be changed.
    pub fn tags_mut(&mut self) -> &mut Tags {
        &mut self.tags
    }

    /// What the next typed line will be taken for.
    pub fn prompt(&self) -> Prompt {
        match &self.input {
            InputState::Command if self.idle().is_some() => Prompt::Done,
            InputState::Command => Prompt::Tag(self.tags.next_tag().to_owned()),
            InputState::Literal(literal) => Prompt::LiteralOctets(literal.remaining),
            InputState::AfterLiteral(_) => Prompt::RestOfCommand,
            InputState::Lines(lines) => Prompt::LiteralLines(lines.lines.end().to_owned()),
            InputState::SaslResponse(_) => Prompt::SaslResponse,
            InputState::Continuation(..)
            | InputState::Challenge(_)
            | InputState::Upgrade { .. }
            | InputState::TlsHandshake { .. } => Prompt::Wait,
        }
    }

    /// Whether a command has been sent in part: it has more lines, literals or answers to come.
    pub fn has_unfinished_command(&self) -> bool {
        !matches!(
            self.input,
            InputState::Command | InputState::Upgrade { .. } | InputState::TlsHandshake { .. }
        )
    }

    /// What the next lines are for, even while none may be sent.
    pub fn expected(&self) -> Expected {
        let awaited = |prompt| Expected { awaits_request: true, ..Expected::from(prompt) };
        let expected = match &self.input {
            InputState::Continuation(_, AwaitedLiteral::Typed { size: 0 }) => {
                awaited(Prompt::RestOfCommand)
            }
            InputState::Continuation(_, AwaitedLiteral::Typed { size }) => {
                awaited(Prompt::LiteralOctets(*size))
            }
            InputState::Challenge(_) => awaited(Prompt::SaslResponse),
            // No typed line belongs to the command.
            InputState::Continuation(_, AwaitedLiteral::Ready(..))
            | InputState::Upgrade { .. }
            | InputState::TlsHandshake { .. } => Expected::default(),
            _ => self.prompt().into(),
        };
        let (authentication, literal) = (self.input.authentication(), self.begun_literal());
        Expected { authentication, literal, ..expected }
    }

    fn begun_literal(&self) -> Option<BegunLiteral> {
        let (command, count) = match &self.input {
            InputState::Continuation(command, AwaitedLiteral::Typed { size }) => {
                (command, LiteralCount { announced: *size, ..LiteralCount::default() })
            }
            InputState::Literal(literal) => (&literal.command, literal.command.counted),
            _ => return None,
        };
        Some(BegunLiteral { command: self.spec_of(command), count })
    }

    /// The command that is not complete, if it is known.
    fn spec_of(&self, command: &OpenCommand) -> Option<&'static CommandSpec> {
        let index = self.pending.find(&command.tag)?;
        self.pending_commands()[index].spec
    }

    /// Whether the server must send a continuation request or a completion before any line may be
    /// sent.
    pub fn awaits_server(&self) -> bool {
        matches!(
            self.input,
            InputState::Continuation(..)
                | InputState::Challenge(_)
                | InputState::Upgrade { .. }
                | InputState::TlsHandshake { .. }
        )
    }

    /// The command to which the server must send something before the next line can be sent: one that
    /// [awaits](Self::awaits_server) it, or an IDLE before its `+`.
    pub fn awaited(&self) -> Option<&PendingCommand> {
        let mut pending = self.pending_commands().iter();
        match self.input.tag() {
            Some(tag) if self.awaits_server() => pending.find(|command| command.tag() == tag),
            _ => self.unaccepted_idle(),
        }
    }

    /// Whether the next line continues a command: as octets of a literal, or as what follows one.
    pub fn expects_literal_or_rest(&self) -> bool {
        matches!(
            self.input,
            InputState::Literal(_) | InputState::AfterLiteral(_) | InputState::Lines(_)
        )
    }

    /// Whether the next line is a response to AUTHENTICATE's challenge.
    pub fn expects_sasl_response(&self) -> bool {
        matches!(self.input, InputState::SaslResponse(_))
    }

    /// The oldest command that awaits its completion. An accepted IDLE does so only once `done` was sent.
    pub fn oldest_unanswered(&self) -> Option<&PendingCommand> {
        let mut commands = self.pending_commands().iter();
        commands.find(|command| command.is_unanswered())
    }

    /// Whether a completion is the next thing to happen: a command [awaits](Self::oldest_unanswered)
    /// it, and no further line of the client is needed before the server can send it.
    pub fn awaits_completion(&self) -> bool {
        !self.expects_literal_or_rest()
            && !self.expects_sasl_response()
            && self.oldest_unanswered().is_some()
    }

    /// Whether the server has not completed the last command, so that its answer may go on.
    pub fn awaits_last_completion(&self) -> bool {
        let last = self.pending_commands().back();
        self.awaits_completion() && last.is_some_and(|it| it.number + 1 == self.commands_sent)
    }

    /// Whether the server still has to send a completion or a `+`.
    pub fn awaits_anything(&self) -> bool {
        self.awaits_server() || self.awaits_completion() || self.awaits_idle_continuation()
    }

    /// Whether an IDLE is pending that the server has not yet accepted with its `+`.
    pub fn awaits_idle_continuation(&self) -> bool {
        self.unaccepted_idle().is_some()
    }

    fn unaccepted_idle(&self) -> Option<&PendingCommand> {
        self.idle().filter(|idle| !idle.idling)
    }

    /// The challenge that the next line responds to.
    pub fn challenge(&self) -> Option<Challenge<'_>> {
        match &self.input {
            InputState::SaslResponse(exchange) => Some(Challenge {
                tag: &exchange.tag,
                number: exchange.responses,
                mechanism: &exchange.mechanism,
                text: exchange.challenge.as_deref(),
            }),
            _ => None,
        }
    }

    /// Whether the next line is a secret, or part of one: a SASL response, or octets of a secret
    /// literal.
    pub fn expects_secret(&self) -> bool {
        match &self.input {
            InputState::SaslResponse(_) => true,
            InputState::Literal(literal) => literal.secret.is_everything(),
            InputState::Lines(lines) => lines.command.secrets.next_literal_is_secret(),
            _ => false,
        }
    }

    /// What is secret in the next line.
    pub fn mask(&self) -> InputMask {
        match &self.input {
            _ if self.expects_secret() => InputMask::All,
            InputState::AfterLiteral(command) => InputMask::Rest(command.secrets.clone()),
            InputState::Literal(literal) => InputMask::Literal {
                secret: literal.secret,
                remaining: literal.remaining,
                scanner: literal.command.secrets.clone(),
                end: None,
            },
            InputState::Lines(lines) => {
                let mut scanner = lines.command.secrets.clone();
                scanner.begin_literal();
                let end = Some(lines.lines.end().to_owned());
                InputMask::Literal { secret: lines.secret, remaining: u64::MAX, scanner, end }
            }
            InputState::Continuation(command, AwaitedLiteral::Typed { .. })
                if command.secrets.next_literal_is_secret() =>
            {
                InputMask::AllButDirectives
            }
            _ => InputMask::Command(self.unknown_verb_policy()),
        }
    }

    /// Hides the end of the next line that is sent. See [`Console::hide_end`](crate::console::Console).
    pub fn hide_end(&mut self, end: Option<String>) {
        self.hidden_end = end;
    }

    fn unknown_verb_policy(&self) -> UnknownVerbPolicy {
        let logged_in = self.facts.state >= ConnectionState::Authenticated;
        // A secret that is typed before the server asks for it is not sent, but must be masked.
        UnknownVerbPolicy::of(logged_in, self.login_attempted || self.awaits_request_for_secret())
    }

    /// Whether the server has not yet asked for a secret that is to be typed.
    fn awaits_request_for_secret(&self) -> bool {
        match &self.input {
            InputState::Challenge(_) => true,
            InputState::Continuation(command, AwaitedLiteral::Typed { .. }) => {
                command.secrets.next_literal_is_secret()
            }
            _ => false,
        }
    }

    /// Forgets the lines of a literal of which nothing was sent yet. Returns how many octets of a
    /// literal the server still expects: these can't be taken back.
    pub fn abandon_literal(&mut self) -> Option<u64> {
        if let InputState::Lines(lines) = &mut self.input {
            self.input = lines.take_previous();
        }
        match &self.input {
            InputState::Literal(literal) => Some(literal.remaining),
            _ => None,
        }
    }

    /// Whether a login was attempted and none has succeeded since. Then a line on the next connection may
    /// also be the secret alone.
    pub fn login_attempted(&self) -> bool {
        self.login_attempted
    }

    /// Continues the session of another connection, with its tags.
    pub fn continue_session(&mut self, tags: Tags, login_attempted: bool) {
        self.tags = tags;
        self.login_attempted |= login_attempted;
    }

    /// How many completions can be taken.
    pub fn completion_count(&self) -> usize {
        self.completions.len()
    }

    /// Takes the oldest completion.
    pub fn take_completion(&mut self) -> Option<Completion> {
        self.completions.pop_front()
    }

    /// Takes what is to be sent next.
    pub fn take_outgoing(&mut self) -> Option<Outgoing> {
        self.outgoing.pop_front()
    }

    /// Forgets the announced capabilities because they have changed.
    pub fn forget_capabilities(&mut self) {
        self.facts.capabilities = Arc::default();
    }

    /// The state of the connection, if no command is in progress that may change it.
    pub fn settled_state(&self) -> Option<ConnectionState> {
        // In a pipeline thousands of commands may be pending, so this is not asked first.
        let may_change = self.pending_commands().iter().any(PendingCommand::may_change_state);
        (!self.facts.said_bye && !may_change).then_some(self.facts.state)
    }

    /// The handshake after STARTTLS is done: data received before it may have been forged.
    pub fn tls_started(&mut self) {
        self.protected = true;
        self.facts = SessionFacts::default();
        self.complete_starttls();
    }

    /// No handshake follows the OK to STARTTLS.
    pub fn tls_not_started(&mut self) {
        self.complete_starttls();
    }

    /// The connection has ended: no command is pending, and nothing is sent.
    pub fn connection_closed(&mut self) {
        self.pending = PendingCommands::default();
        self.outgoing.clear();
        self.input = InputState::Command;
        let user = self.facts.user.take();
        self.facts = SessionFacts::default();
        self.facts.user = user;
    }
}

#[cfg(test)]
mod count_tests;
#[cfg(test)]
mod secret_tests;
#[cfg(test)]
mod state_tests;
#[cfg(test)]
mod tests;
