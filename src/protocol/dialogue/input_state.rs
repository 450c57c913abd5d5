//! The input state of a dialogue: what the next typed line is for.
//!
//! Each state says what is expected, what may be sent in it, and what ends it.
//! [`Dialogue::read_line`] leaves the states that wait for the user, [`Dialogue::receive`] those that
//! wait for the server. The completion of the command that a state belongs to ends the state too.
//!
//! [`Dialogue::read_line`]: super::Dialogue::read_line
//! [`Dialogue::receive`]: super::Dialogue::receive

use super::BegunAuthentication;
use super::hint::Hint;
use super::literal_count::{LiteralCount, is_whole_command, looks_like_command};
use super::outgoing::{LiteralPart, Outgoing};
use crate::protocol::compose::{AfterLine, CommandText, Content, LiteralLines};
use crate::protocol::secrets::{LiteralSecret, SecretScanner};

/// What the next typed line is for.
#[derive(Debug)]
pub(super) enum InputState {
    /// A command, or `done` while an IDLE is pending. Any number of commands may be sent. A command
    /// that needs more than its first line ends the state.
    Command,
    /// Nothing may be sent: a line has announced this literal, and the server must first request it
    /// with `+` (RFC 9051, section 4.3). The request ends the state. If the literal's octets are
    /// known, they and the next line of the command are sent at once; else the user types them.
    Continuation(OpenCommand, AwaitedLiteral),
    /// Octets of a literal. They are typed as lines, whose CRLF counts, and sent as they are typed.
    /// The last of them ends the state; if they end within a line, what remains of the line is the
    /// rest of the command.
    Literal(TypedLiteral),
    /// The rest of a command, after a literal that ended with a line. It ends the state.
    AfterLiteral(OpenCommand),
    /// Lines of a literal. Nothing is sent before the end line, since only then the literal's size is
    /// known. The end line ends the state.
    Lines(Box<TypedLines>),
    /// Nothing may be sent: AUTHENTICATE was sent, or a response in it. The server's challenge ends
    /// the state, or the completion.
    Challenge(SaslExchange),
    /// The response to a challenge: base64, or `*` to cancel (RFC 9051, section 6.2.2). It ends the
    /// state, and the next challenge is expected.
    SaslResponse(SaslExchange),
    /// Nothing may be sent: STARTTLS or COMPRESS was sent, and what follows an OK must be encrypted
    /// or compressed (RFC 9051, section 6.2.1; RFC 4978). The completion ends the state.
    Upgrade { tag: Vec<u8> },
    /// Nothing may be sent: the server has answered STARTTLS with OK, and the TLS handshake is under way.
    /// STARTTLS counts as completed only after it, and that ends the state.
    TlsHandshake { tag: Vec<u8> },
}

/// A command whose lines and literals are being sent.
#[derive(Clone, Debug, Default)]
pub(super) struct OpenCommand {
    pub tag: Vec<u8>,
    /// Has scanned the lines and literals sent so far.
    pub secrets: SecretScanner,
    /// The octets so far of its first argument, if that is a needed literal that is being typed. At most
    /// [`MAX_COLLECTED`] octets.
    pub collects: Option<Vec<u8>>,
    /// The count of its last literal, if that was typed.
    pub counted: LiteralCount,
    /// Whether a line of its last literal, which was typed, looks like a command.
    pub swallowed_command: bool,
    /// Whether its last literal, which was typed, was a secret.
    pub literal_was_secret: bool,
    /// Whether its last literal was announced as `{n+}`: the server has to read it, and the line after it,
    /// even if it refuses the command (RFC 7888, section 4).
    pub non_synchronizing: bool,
}

/// The maximum length of an argument that is kept, in octets.
const MAX_COLLECTED: usize = 1024;

/// The literal that is sent after the continuation request.
#[derive(Debug)]
pub(super) enum AwaitedLiteral {
    /// This one, and after it the rest of the command.
    Ready(Content, CommandText),
    /// One of this size that is still to be typed.
    Typed { size: u64 },
}

/// A literal that is being typed.
#[derive(Clone, Debug)]
pub(super) struct TypedLiteral {
    pub command: OpenCommand,
    pub size: u64,
    /// How many of its octets are still expected; at least one.
    pub remaining: u64,
    /// The secret in the remaining octets.
    pub secret: LiteralSecret,
    /// Whether a hint has said that a line that looks like a command is part of it.
    pub hinted: bool,
}

/// The lines that make a literal.
#[derive(Debug, Default)]
pub(super) struct TypedLines {
    pub command: OpenCommand,
    /// The text before the literal, which is sent with it.
    pub text: CommandText,
    pub lines: LiteralLines,
    /// What is secret in the next of them.
    pub secret: LiteralSecret,
    /// The state that they continue. `None`: they belong to the command's first line, and nothing of it
    /// was sent.
    pub continues: Option<Continued>,
    /// Whether a hint has said that a line that looks like a command is one of them.
    pub hinted: bool,
}

impl TypedLines {
    /// No lines yet.
    pub fn new(
        command: OpenCommand,
        text: CommandText,
        lines: LiteralLines,
        continues: Option<Continued>,
    ) -> TypedLines {
        let secret = command.secrets.clone().begin_literal();
        TypedLines { command, text, lines, secret, continues, hinted: false }
    }

    /// Adds one of the lines. Returns a hint about it.
    pub fn push(&mut self, line: &str) -> Option<Hint> {
        self.secret.next_part(&[line.as_bytes(), b"\r\n"].concat());
        self.lines.push(line);
        self.hint(line)
    }

    /// The hint, once, for one of the lines that was most likely not meant as part of the literal.
    fn hint(&mut self, line: &str) -> Option<Hint> {
        let end = self.lines.end();
        let is_nearly_end = || line.trim().trim_end_matches(['.', ';']).eq_ignore_ascii_case(end);
        if self.hinted || !(looks_like_command(line) || is_nearly_end()) {
            return None;
        }
        self.hinted = true;
        Some(Hint::StillInLines(end.to_owned()))
    }
}

/// The state that lines of a literal continue.
#[derive(Debug)]
pub(super) struct Continued {
    /// The state before them, which is restored if they are abandoned.
    pub previous: InputState,
    /// The end of the previous literal, if it was typed on the line that ended with `{<<END}`: no part
    /// of a line is sent before the rest of it.
    pub literal: Option<Outgoing>,
}

/// An AUTHENTICATE (RFC 9051, section 6.2.2).
#[derive(Clone, Debug)]
pub(super) struct SaslExchange {
    pub tag: Vec<u8>,
    pub mechanism: String,
    /// How many responses were sent.
    pub responses: usize,
    /// The decoded text of the challenge to answer, if it is printable.
    pub challenge: Option<String>,
}

impl InputState {
    pub fn authentication(&self) -> Option<BegunAuthentication> {
        let (InputState::Challenge(exchange) | InputState::SaslResponse(exchange)) = self else {
            return None;
        };
        let mechanism = exchange.mechanism.clone();
        Some(BegunAuthentication { mechanism, answers: exchange.responses })
    }

    /// Whether the server reads the rest of the command even if it has refused it.
    pub fn must_be_finished(&self) -> bool {
        match self {
            InputState::Literal(literal) => literal.command.non_synchronizing,
            InputState::AfterLiteral(command) => command.non_synchronizing,
            _ => false,
        }
    }

    /// The tag of the command that the state belongs to.
    pub fn tag(&self) -> Option<&[u8]> {
        match self {
            InputState::Command => None,
            InputState::Continuation(command, _) | InputState::AfterLiteral(command) => {
                Some(&command.tag)
            }
            InputState::Literal(literal) => Some(&literal.command.tag),
            InputState::Lines(lines) => Some(&lines.command.tag),
            InputState::Challenge(exchange) | InputState::SaslResponse(exchange) => {
                Some(&exchange.tag)
            }
            InputState::Upgrade { tag } | InputState::TlsHandshake { tag } => Some(tag),
        }
    }
}

impl OpenCommand {
    /// The state after a line of the command was sent.
    pub fn after(self, following: AfterLine) -> InputState {
        match following {
            AfterLine::End => InputState::Command,
            AfterLine::Literal(content, rest) => {
                InputState::Continuation(self, AwaitedLiteral::Ready(content, rest))
            }
            // A non-synchronizing literal needs no continuation request (RFC 7888).
            AfterLine::TypedLiteral(announced) if announced.non_synchronizing => {
                self.begin_literal(announced.size, true)
            }
            AfterLine::TypedLiteral(announced) => {
                let size = announced.size;
                InputState::Continuation(self, AwaitedLiteral::Typed { size })
            }
        }
    }

    /// The state in which a literal of this size is typed.
    pub fn begin_literal(mut self, size: u64, non_synchronizing: bool) -> InputState {
        let secret = self.secrets.begin_literal();
        self.non_synchronizing = non_synchronizing;
        self.counted = LiteralCount { announced: size, ..LiteralCount::default() };
        self.swallowed_command = false;
        self.literal_was_secret = secret.is_everything();
        TypedLiteral { command: self, size, remaining: size, secret, hinted: false }.into_input()
    }
}

impl TypedLiteral {
    /// The state in which the remaining octets are typed, or what follows them.
    fn into_input(self) -> InputState {
        match self.remaining {
            0 => InputState::AfterLiteral(self.command),
            _ => InputState::Literal(self),
        }
    }

    /// Its next octets, to be sent.
    pub fn part(&mut self, octets: Vec<u8>) -> Outgoing {
        self.command.counted.add(&octets);
        if let Some(collected) = &mut self.command.collects {
            let room = MAX_COLLECTED.saturating_sub(collected.len());
            collected.extend(octets.iter().take(room));
        }
        let part = LiteralPart { offset: self.size - self.remaining, size: self.size };
        let outgoing = Outgoing::literal(Content::Octets(octets), part, &mut self.secret);
        if outgoing.secret.is_some() {
            self.command.collects = None;
        }
        outgoing
    }

    /// The hint, once, for a line of the literal that was most likely not meant as part of it.
    pub fn hint(&mut self, line: &str) -> Option<Hint> {
        // A line below others in which the literal ends is either too long for it or not meant for it.
        let is_last = self.remaining < self.size && self.remaining <= line.len() as u64;
        let is_command = looks_like_command(line) || is_last && is_whole_command(line);
        if self.hinted || !is_command {
            return None;
        }
        self.hinted = true;
        let before = self.size - self.remaining;
        Some(Hint::StillInLiteral { octets: self.remaining, before, left_over: 0 })
    }

    /// The state when this many of its octets are still expected.
    pub fn after(mut self, remaining: u64) -> InputState {
        self.remaining = remaining;
        self.command.swallowed_command = self.hinted;
        self.into_input()
    }
}

impl TypedLines {
    /// Takes out the state that is restored when the lines are abandoned.
    pub fn take_previous(&mut self) -> InputState {
        let continued = self.continues.take();
        continued.map_or(InputState::Command, |continued| continued.previous)
    }
}
