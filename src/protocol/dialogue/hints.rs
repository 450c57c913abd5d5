//! What may be wrong with a line that is about to be sent. A hint never holds a line back.

use super::super::{commands, spelling, typed_line};
use super::{ConnectionState, Dialogue, UnknownVerbPolicy};

/// Something that the user may want to know before the server says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// A command that needs a login, before it.
    LoginFirst,
    /// A command that needs a selected mailbox, without one.
    SelectFirst,
    /// A command that only makes sense before login, after it.
    AlreadyLoggedIn,
    /// A password is about to cross the network in the clear.
    PlaintextPassword,
    /// The line is in an input method's full-width characters.
    FullWidth,
    /// Two blanks after the tag.
    TwoSpaces,
    /// The tag belongs to a command that is not completed.
    TagInUse,
    /// `done` with a tag.
    TaggedDone,
    /// `done`, and no IDLE runs.
    NotIdling,
    /// Another line than `done` while IDLE runs.
    DoneFirst,
    /// The literal's count ends between CR and LF.
    BetweenCrAndLf,
    /// A verb that is no command, and the command that was most likely meant.
    DidYouMean(&'static str),
    /// A word that leaves many another program, by itself.
    UseQuitDirective,
    /// A word that asks many another program for help, by itself.
    UseHelpDirective,
    /// An answer to AUTHENTICATE's `+` that is no base64.
    InvalidBase64,
}

/// The commands that UID makes go by UIDs (RFC 3501 section 6.4.8 and extensions).
const WITH_UID: &[&str] = &[
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

/// The hint for a word after UID that is no command there.
fn hint_of_uid(line: &typed_line::CommandLine<'_>) -> Option<Hint> {
    let mut words = line.text.split_ascii_whitespace();
    words.find(|word| *word == line.verb)?;
    let word = words.next()?;
    let is_it = |name: &&str| name[4..].eq_ignore_ascii_case(word);
    if WITH_UID.iter().any(is_it) {
        return None;
    }
    let near = spelling::nearest(word, WITH_UID.iter().map(|name| &name[4..]))?;
    let name = WITH_UID.iter().find(|name| name[4..] == *near)?;
    Some(Hint::DidYouMean(name))
}

/// What leaves other programs.
const LEAVING: &[&str] = &["exit", "quit", "bye", "q", "logoff", "disconnect"];

/// What asks other programs for help.
const ASKING: &[&str] = &["help", "?", "man", "commands"];

impl Dialogue {
    /// The hints for a line that begins a command.
    pub(super) fn hints(&self, line: &typed_line::CommandLine<'_>) -> Vec<Hint> {
        let mut hints = Vec::new();
        if !line.text.is_ascii() {
            hints.extend(full_width(line));
        }
        if let Some(tag) = line.tag {
            if line.text[tag.len()..].starts_with("  ") {
                hints.push(Hint::TwoSpaces);
            }
            if self.tags.is_used(tag.as_bytes()) && self.running.find(tag.as_bytes()).is_some() {
                hints.push(Hint::TagInUse);
            }
        }
        if line.verb.eq_ignore_ascii_case("done") {
            hints.push(if self.idle().is_some() {
                Hint::TaggedDone
            } else {
                Hint::NotIdling
            });
        } else if self.idle().is_some() {
            hints.push(Hint::DoneFirst);
        }
        hints.extend(self.hint_of_verb(line));
        hints.extend(self.hint_of_state(line));
        hints
    }

    /// The hint for a verb that is no command. What may itself be a secret is not compared: the
    /// answer would say something of it.
    fn hint_of_verb(&self, line: &typed_line::CommandLine<'_>) -> Option<Hint> {
        if line.verb.eq_ignore_ascii_case("uid") {
            return hint_of_uid(line);
        }
        if line.command.is_some() || self.guard() == UnknownVerbPolicy::MaskAll {
            return None;
        }
        let is_one_of = |words: &[&str]| {
            line.text == line.verb
                && words
                    .iter()
                    .any(|word| word.eq_ignore_ascii_case(line.verb))
        };
        if line.verb.eq_ignore_ascii_case("done") {
            None
        } else if is_one_of(LEAVING) {
            Some(Hint::UseQuitDirective)
        } else if is_one_of(ASKING) {
            Some(Hint::UseHelpDirective)
        } else {
            commands::nearest(line.verb).map(Hint::DidYouMean)
        }
    }

    fn hint_of_state(&self, line: &typed_line::CommandLine<'_>) -> Option<Hint> {
        let command = line.command?;
        // While a login or a SELECT runs, what was pasted behind it is not early.
        let changing = self.running.is_changing_state();
        let state = self.state();
        match command.state {
            _ if !self.protected && self.sends_password(command.name, line) => {
                Some(Hint::PlaintextPassword)
            }
            _ if changing => None,
            ConnectionState::NotAuthenticated if state > ConnectionState::NotAuthenticated => {
                Some(Hint::AlreadyLoggedIn)
            }
            ConnectionState::Authenticated | ConnectionState::Selected
                if state == ConnectionState::NotAuthenticated =>
            {
                Some(Hint::LoginFirst)
            }
            ConnectionState::Selected if state < ConnectionState::Selected => {
                Some(Hint::SelectFirst)
            }
            _ => None,
        }
    }

    /// Whether this command shows the password to who reads the wire.
    fn sends_password(&self, name: &str, line: &typed_line::CommandLine<'_>) -> bool {
        let mechanism = || {
            let mut arguments = line.arguments.split_ascii_whitespace();
            arguments.next().unwrap_or_default().to_ascii_uppercase()
        };
        name == "LOGIN"
            || (name == "AUTHENTICATE"
                && matches!(
                    mechanism().as_str(),
                    "PLAIN" | "LOGIN" | "XOAUTH2" | "OAUTHBEARER"
                ))
    }
}

/// Whether the command's name, its tag too, or the blank after it is in full-width characters.
fn full_width(line: &typed_line::CommandLine<'_>) -> Option<Hint> {
    let narrow = typed_line::to_half_width(line.text);
    let wide = if typed_line::to_half_width(line.verb) == line.verb {
        // The verb is narrow, the blank after it is not.
        line.text.find('\u{3000}').is_some_and(|at| at > 0)
    } else {
        let verb = typed_line::line_of(&narrow).verb;
        commands::find(verb).is_some() || verb.eq_ignore_ascii_case("done")
    };
    wide.then_some(Hint::FullWidth)
}
