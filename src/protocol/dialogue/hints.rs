//! What may be wrong with a line that is about to be sent. A hint never holds a line back.

use super::super::{commands, typed};
use super::{Dialogue, State};

/// Something that the user may want to know before the server says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// A command that needs a login, before it.
    LoginFirst,
    /// A command that needs a selected mailbox, without one.
    SelectFirst,
    /// A command that only makes sense before login, after it.
    LoggedInAlready,
    /// A password is about to cross the network in the clear.
    InTheClear,
    /// The line is in an input method's full-width characters.
    FullWidth,
    /// Two blanks after the tag.
    TwoBlanks,
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
}

impl Dialogue {
    /// The hints for a line that begins a command.
    pub(super) fn hints(&self, line: &typed::Line<'_>) -> Vec<Hint> {
        let mut hints = Vec::new();
        if !line.text.is_ascii() {
            hints.extend(full_width(line));
        }
        if let Some(tag) = line.tag {
            if line.text[tag.len()..].starts_with("  ") {
                hints.push(Hint::TwoBlanks);
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
        hints.extend(self.hint_of_state(line));
        hints
    }

    fn hint_of_state(&self, line: &typed::Line<'_>) -> Option<Hint> {
        let command = line.command?;
        // While a login or a SELECT runs, what was pasted behind it is not early.
        let changing = self.running.is_changing_state();
        let state = self.state();
        match command.state {
            _ if !self.hidden && self.sends_password(command.name, line) => Some(Hint::InTheClear),
            _ if changing => None,
            State::NotAuthenticated if state > State::NotAuthenticated => {
                Some(Hint::LoggedInAlready)
            }
            State::Authenticated | State::Selected if state == State::NotAuthenticated => {
                Some(Hint::LoginFirst)
            }
            State::Selected if state < State::Selected => Some(Hint::SelectFirst),
            _ => None,
        }
    }

    /// Whether this command shows the password to who reads the wire.
    fn sends_password(&self, name: &str, line: &typed::Line<'_>) -> bool {
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

/// Whether the command's name, or the blank after it, is in full-width characters.
fn full_width(line: &typed::Line<'_>) -> Option<Hint> {
    let narrow = typed::narrow(line.verb);
    let wide = if narrow == line.verb {
        // The verb is narrow, the blank after it is not.
        line.text.find('\u{3000}').is_some_and(|at| at > 0)
    } else {
        let word = narrow.split(' ').next().unwrap_or_default();
        word != line.verb && (commands::find(word).is_some() || word.eq_ignore_ascii_case("done"))
    };
    wide.then_some(Hint::FullWidth)
}
