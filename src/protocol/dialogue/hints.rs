//! What may be wrong with a line that is about to be sent.

use super::Dialogue;
use crate::protocol::commands::{self, ConnectionState};
use crate::protocol::secrets::UnknownVerbPolicy;
use crate::protocol::spelling;
use crate::protocol::typed_line::{self, CommandLine};

/// Something that the user may want to know before the server answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// The command is allowed after login only.
    LoginFirst,
    /// The command is allowed while a mailbox is selected only.
    SelectFirst,
    /// The command is allowed before login only.
    AlreadyLoggedIn,
    /// A password is about to be sent over a network without TLS.
    PlaintextPassword,
    /// The line is in an input method's full-width characters.
    FullWidth,
    /// Two blanks follow the tag.
    TwoSpaces,
    /// The tag is that of a pending command.
    TagInUse,
    /// `done` was typed with a tag.
    TaggedDone,
    /// `done` was typed, and no IDLE is pending.
    NotIdling,
    /// An IDLE is pending, and another line than `done` was typed.
    DoneFirst,
    /// The size of the literal ends it between CR and LF.
    BetweenCrAndLf,
    /// The verb is not a command; this one is spelled similarly.
    DidYouMean(&'static str),
    /// The line is a word that leaves other programs.
    UseQuitDirective,
    /// The line is a word that asks other programs for help.
    UseHelpDirective,
    /// The response to AUTHENTICATE's challenge is not base64.
    InvalidBase64,
}

/// The commands that `UID` is put before (RFC 9051, section 6.4.9, and extensions).
const UID_COMMANDS: &[&str] = &[
    "UID COPY",
    "UID EXPUNGE",
    "UID FETCH",
    "UID MOVE",
    "UID REPLACE",
    "UID SEARCH",
    "UID SORT",
    "UID STORE",
    "UID THREAD",
];

/// The words that leave other programs.
const QUIT_WORDS: &[&str] = &["exit", "quit", "bye", "q", "logoff", "disconnect"];

/// The words that ask other programs for help.
const HELP_WORDS: &[&str] = &["help", "?", "man", "commands"];

impl Dialogue {
    /// The hints for a command's first line.
    pub(super) fn hints(&self, line: &CommandLine<'_>) -> Vec<Hint> {
        let mut hints = Vec::new();
        if is_full_width(line) {
            hints.push(Hint::FullWidth);
        }
        if let Some(tag) = line.tag {
            if line.text[tag.len()..].starts_with("  ") {
                hints.push(Hint::TwoSpaces);
            }
            let tag = tag.as_bytes();
            if self.tags.is_used(tag) && self.pending.find(tag).is_some() {
                hints.push(Hint::TagInUse);
            }
        }
        match (is_done(line.verb), self.idle().is_some()) {
            (true, true) => hints.push(Hint::TaggedDone),
            (true, false) => hints.push(Hint::NotIdling),
            (false, true) => hints.push(Hint::DoneFirst),
            (false, false) => {}
        }
        hints.extend(self.hint_of_verb(line));
        hints.extend(self.hint_of_state(line));
        hints
    }

    /// The hint for a verb that is not a command.
    fn hint_of_verb(&self, line: &CommandLine<'_>) -> Option<Hint> {
        if line.verb.eq_ignore_ascii_case("uid") {
            return hint_of_uid(line);
        }
        // A word that may itself be a secret is not compared: the hint would reveal part of it.
        let may_be_secret = self.unknown_verb_policy() == UnknownVerbPolicy::MaskAll;
        if line.spec.is_some() || is_done(line.verb) || may_be_secret {
            return None;
        }
        let is_one_of =
            |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(line.text));
        if is_one_of(QUIT_WORDS) {
            Some(Hint::UseQuitDirective)
        } else if is_one_of(HELP_WORDS) {
            Some(Hint::UseHelpDirective)
        } else {
            commands::nearest(line.verb).map(Hint::DidYouMean)
        }
    }

    /// The hint for a command that is not allowed in the state of the connection.
    fn hint_of_state(&self, line: &CommandLine<'_>) -> Option<Hint> {
        let spec = line.spec?;
        if !self.protected && sends_password(line) {
            return Some(Hint::PlaintextPassword);
        }
        let hint = match (spec.state?, self.state) {
            (needed, state) if needed == state => return None,
            (ConnectionState::NotAuthenticated, _) => Hint::AlreadyLoggedIn,
            (_, ConnectionState::NotAuthenticated) => Hint::LoginFirst,
            (ConnectionState::Selected, _) => Hint::SelectFirst,
            (ConnectionState::Authenticated, _) => return None,
        };
        // What was pasted behind a login or a SELECT is not too early.
        let mut pending = self.pending_commands().iter();
        let state_may_change = pending.any(|command| command.may_change_state());
        (!state_may_change).then_some(hint)
    }
}

fn is_done(verb: &str) -> bool {
    verb.eq_ignore_ascii_case("done")
}

/// The hint for a word after UID that is not a command there.
fn hint_of_uid(line: &CommandLine<'_>) -> Option<Hint> {
    let word = line.arguments.split_ascii_whitespace().next()?;
    let after_uid = |name: &&'static str| &name["UID ".len()..];
    let mut names = UID_COMMANDS.iter().copied();
    if names.any(|name| after_uid(&name).eq_ignore_ascii_case(word)) {
        return None;
    }
    let near = spelling::nearest(word, UID_COMMANDS.iter().map(after_uid))?;
    let mut names = UID_COMMANDS.iter().copied();
    let name = names.find(|name| after_uid(name) == near)?;
    Some(Hint::DidYouMean(name))
}

/// Whether the command sends a password that everybody on the network can read.
fn sends_password(line: &CommandLine<'_>) -> bool {
    let mut arguments = line.arguments.split_ascii_whitespace();
    let mechanism = arguments.next().unwrap_or_default().to_ascii_uppercase();
    match line.spec.map(|spec| spec.name) {
        Some("LOGIN") => true,
        Some("AUTHENTICATE") => {
            matches!(mechanism.as_str(), "PLAIN" | "LOGIN" | "XOAUTH2" | "OAUTHBEARER")
        }
        _ => false,
    }
}

/// Whether the verb, the tag too, or the blank after the verb is in full-width characters.
fn is_full_width(line: &CommandLine<'_>) -> bool {
    if line.text.is_ascii() {
        false
    } else if typed_line::to_half_width(line.verb) == line.verb {
        line.text.find('\u{3000}').is_some_and(|at| at > 0)
    } else {
        let half_width = typed_line::to_half_width(line.text);
        let verb = CommandLine::parse(&half_width).verb;
        commands::find(verb).is_some() || is_done(verb)
    }
}
