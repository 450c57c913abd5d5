//! The client's side of the conversation: what a line means now, what goes out for it, and what
//! the server's responses change. Fed lines and pieces, it is asked for what is to be sent; it sends nothing.

mod hints;
mod input;
mod masks;
mod running;

use super::compose::{Content, Refusal, Values};
use super::framing::{Eol, Kind, Piece, Status};
use super::secrets::{Guard, Scanner, Secret, StandIn};
use super::tags::{NoPrefix, Tags};
use super::{commands, commands::State, sasl, typed};
pub use hints::Hint;
use input::Input;
use masks::secret_of;
pub use masks::{Mask, shown, without_secret_directive};
use running::InFlight;
pub use running::Running;
use std::collections::VecDeque;

/// The most memory that is kept for the next line, in octets.
const ROOM: usize = 4096;

/// What kind of octets the client sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientKind {
    /// A command's line, with its tag.
    Command,
    /// A line without a tag: `done`, the rest of a command after a literal.
    Bare,
    /// Octets of a literal.
    Literal,
    /// An answer to AUTHENTICATE's `+`.
    Sasl,
    /// Sent untouched, by `:raw`.
    Raw,
}

/// What comes after a line that is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follows {
    /// Nothing: the command ends with it.
    Nothing,
    /// A literal, which the line's end announces.
    Literal,
    /// A literal that is a secret.
    Secret,
    /// A literal that is no text: see [`super::compose::is_text`].
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
    pub eol: Eol,
    /// The secret among them; in a literal it is all of it.
    pub secret: Option<Secret>,
    /// How many of the octets are the tag.
    pub tag: usize,
    /// A literal's octets: where they begin in it, and its size.
    pub literal: Option<(u64, u64)>,
    /// What comes after the line.
    pub follows: Follows,
}

impl Outgoing {
    fn line(kind: ClientKind, octets: Vec<u8>, secret: Option<Secret>) -> Outgoing {
        Outgoing {
            kind,
            content: Content::Octets(octets),
            eol: Eol::Crlf,
            secret,
            tag: 0,
            literal: None,
            follows: Follows::Nothing,
        }
    }
}

/// What a typed line came to.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing is sent: it is blank or a comment.
    Nothing,
    /// Nothing is sent: a pasted line of the server, or of the tools around it.
    Pasted,
    /// It is for imapsh itself: `:word …`, without the colon.
    Directive(String),
    /// It is a line of a literal that goes out later, whole.
    Kept,
    /// It goes out: what does is [taken](Dialogue::take_outgoing), once the hints were said.
    Send(Vec<Hint>),
}

/// A command's completion.
#[derive(Clone, Debug)]
pub struct Completion {
    /// The command.
    pub command: Running,
    /// OK, NO or BAD.
    pub status: Status,
    /// The line that completed it, at most 1,000 octets of it; nothing for an OK.
    pub came: String,
    /// Whether the server sent it without a tag (`* BAD`).
    pub untagged: bool,
    /// Whether the command was still waiting for a `+`, so that its rest will never be sent.
    pub refused: bool,
    /// Whether it was taken for the end of IDLE: IDLE's BAD answers it too, and nothing else will.
    pub taken_for_done: bool,
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

/// What the prompt says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prompt {
    /// The tag that the next line gets.
    Tag(String),
    /// The next line goes bare.
    Bare,
    /// So many octets of a literal are due.
    Octets(u64),
    /// Lines of a literal up to this one are due.
    Lines(String),
    /// Nothing may be typed to the server now: it owes a `+` or a completion.
    Wait,
}

/// The conversation of one connection.
pub struct Dialogue {
    tags: Tags,
    /// How many commands were begun.
    begun: u64,
    reader: typed::Reader,
    running: InFlight,
    completions: VecDeque<Completion>,
    outgoing: VecDeque<Outgoing>,
    /// Empty: the memory of a line that was sent, for the next one.
    room: String,
    input: Input,
    state: State,
    /// Whether what is sent is hidden from the network: TLS, or no network at all.
    hidden: bool,
    /// A login failed that lacked its secret: the next line may be just that.
    astray: bool,
    /// A completion came of nothing that was asked.
    strays: bool,
    /// A LOGOUT was sent.
    leaving: bool,
    /// LOGOUT was answered with OK.
    left: bool,
}

impl Dialogue {
    /// A conversation before its greeting. `hidden`: whether nobody on a network can read it.
    pub fn new(tags: Tags, hidden: bool) -> Dialogue {
        Dialogue {
            tags,
            begun: 0,
            reader: typed::Reader::default(),
            running: InFlight::default(),
            completions: VecDeque::new(),
            outgoing: VecDeque::new(),
            room: String::new(),
            input: Input::Command,
            state: State::NotAuthenticated,
            hidden,
            astray: false,
            strays: false,
            leaving: false,
            left: false,
        }
    }

    /// Whether a LOGOUT was sent.
    pub fn is_leaving(&self) -> bool {
        self.leaving
    }

    /// Whether LOGOUT was answered with OK.
    pub fn has_left(&self) -> bool {
        self.left
    }

    /// Whether a completion came of nothing that was asked: perhaps of what somebody in between
    /// expects to be asked.
    pub fn has_strays(&self) -> bool {
        self.strays
    }

    /// The state that the server's answers have led to.
    pub fn state(&self) -> State {
        self.state
    }

    /// The commands that are not completed, oldest first.
    pub fn running(&self) -> &VecDeque<Running> {
        self.running.commands()
    }

    /// The IDLE that is not completed, if there is one.
    pub fn idle(&self) -> Option<&Running> {
        self.running.idle()
    }

    /// The tag that the next command gets.
    pub fn next_tag(&self) -> &str {
        self.tags.next()
    }

    /// How many commands were begun: the next one's [`Running::number`].
    pub fn begun(&self) -> u64 {
        self.begun
    }

    /// Whether the next line belongs to a command that was begun: its literal, or what follows one.
    pub fn expects_more(&self) -> bool {
        matches!(
            self.input,
            Input::Literal { .. } | Input::Rest(_) | Input::Lines(_)
        )
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
    pub fn set_tag_prefix(&mut self, prefix: &str) -> Result<(), NoPrefix> {
        self.tags.set_prefix(prefix)
    }

    /// Marks a tag as used by imapsh itself.
    pub fn mark_tag(&mut self, tag: &[u8]) {
        self.tags.mark(tag);
    }

    /// What the prompt says now.
    pub fn prompt(&self) -> Prompt {
        match &self.input {
            Input::Command if self.idle().is_some() => Prompt::Bare,
            Input::Command => Prompt::Tag(self.tags.next().to_owned()),
            Input::Literal { left, .. } => Prompt::Octets(*left),
            Input::Rest(_) | Input::Answer(_) => Prompt::Bare,
            Input::Lines(lines) => Prompt::Lines(lines.end.clone()),
            Input::AwaitPlus { .. } | Input::AwaitChallenge(_) | Input::AwaitUpgrade(_) => {
                Prompt::Wait
            }
        }
    }

    /// Whether the next line is an answer to AUTHENTICATE's `+`.
    pub fn is_answer_due(&self) -> bool {
        matches!(self.input, Input::Answer(_))
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
    pub fn is_secret_due(&self) -> bool {
        match &self.input {
            Input::Answer(_) => true,
            Input::Literal { secret, .. } => secret.is_some(),
            Input::Lines(lines) => lines.command.scanner.next_literal_is_secret(),
            _ => false,
        }
    }

    /// What is secret in the line that is typed now.
    pub fn mask(&self) -> Mask {
        match &self.input {
            Input::Rest(command) => Mask::Rest(command.scanner.clone()),
            _ if self.is_secret_due() => Mask::All,
            Input::Literal { .. } | Input::Lines(_) => Mask::Nothing,
            _ => Mask::Command {
                guard: self.guard(),
            },
        }
    }

    /// Whether a command or an answer is due to the server's `+`, and none may be sent before.
    pub fn must_wait(&self) -> bool {
        matches!(
            self.input,
            Input::AwaitPlus { .. } | Input::AwaitChallenge(_) | Input::AwaitUpgrade(_)
        )
    }

    /// Forgets the lines of a literal that were begun and of which nothing has been sent yet; what
    /// was due before them is due again.
    /// Gives how many octets the server still waits for: those can't be taken back.
    pub fn give_up(&mut self) -> Option<u64> {
        if let Input::Lines(lines) = &mut self.input {
            self.input = lines.before.take().unwrap_or(Input::Command);
        }
        match &self.input {
            Input::Literal { left, .. } => Some(*left),
            _ => None,
        }
    }

    /// How many completions were heard and not yet taken.
    pub fn completions(&self) -> usize {
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
    pub fn hear(&mut self, piece: &Piece<'_>) -> Option<Upgrade> {
        if piece.offset > 0 {
            return None;
        }
        match (piece.kind, piece.status) {
            (Kind::Greeting, Some(Status::Preauth)) => {
                self.state = self.state.max(State::Authenticated);
                None
            }
            (Kind::Continuation, _) => {
                self.go_on(piece.octets);
                None
            }
            (Kind::Tagged, Some(status)) => {
                let tag = piece.tag().unwrap_or_default();
                let Some(index) = self.running.find(tag) else {
                    self.strays = true;
                    return None;
                };
                self.complete(index, status, piece)
            }
            (Kind::Untagged, Some(Status::Bad)) if self.running().len() == 1 => {
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
                "LOGIN" | "AUTHENTICATE" => self.state = State::Authenticated,
                "SELECT" | "EXAMINE" => self.state = State::Selected,
                "CLOSE" | "UNSELECT" => self.state = State::Authenticated,
                "UNAUTHENTICATE" => self.state = State::NotAuthenticated,
                "STARTTLS" => upgrade = Some(Upgrade::Tls),
                "COMPRESS" => upgrade = Some(Upgrade::Deflate),
                "LOGOUT" => self.left = true,
                _ => {}
            }
        } else if command.is("SELECT") || command.is("EXAMINE") {
            self.state = self.state.min(State::Authenticated);
        }
        // What should have come with it, or after it, may be typed all the same.
        self.astray |= status != Status::Ok && lacks_secret(&command);
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
            came,
            untagged: piece.kind == Kind::Untagged,
            refused,
            taken_for_done: false,
        });
        if ended_idle {
            self.taken_for_done(index);
        }
        upgrade
    }

    /// The first line sent after an IDLE, at this place among what runs: the server has taken it
    /// for `done`, found it wrong, and answers only IDLE's tag.
    fn taken_for_done(&mut self, index: usize) {
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
            came: String::new(),
            untagged: false,
            refused,
            taken_for_done: true,
        });
    }

    /// After a change of layer to TLS: what the server said before is believed for nothing.
    pub fn protected(&mut self) {
        self.hidden = true;
        self.state = State::NotAuthenticated;
    }

    /// After the connection's end: nothing runs any more, and nothing is due.
    pub fn ended(&mut self) {
        self.running.clear();
        self.outgoing.clear();
        self.input = Input::Command;
        self.state = State::NotAuthenticated;
    }

    fn guard(&self) -> Guard {
        match self.state {
            _ if self.astray => Guard::Whole,
            State::Any | State::NotAuthenticated => Guard::Arguments,
            State::Authenticated | State::Selected => Guard::Open,
        }
    }
}

/// Whether this is a login without its secret. The answer to an AUTHENTICATE is typed next even
/// where that was mistyped.
fn lacks_secret(command: &Running) -> bool {
    match command.command.map(|command| command.name) {
        Some("AUTHENTICATE") => true,
        Some("LOGIN") => !command.shown.contains(StandIn::Password.text()),
        Some(_) => false,
        None => {
            let verb = typed::line_of(&command.shown).verb;
            commands::nearest(verb) == Some("AUTHENTICATE")
        }
    }
}

#[cfg(test)]
mod tests;
