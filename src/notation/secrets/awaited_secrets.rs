//! Lines of a listing that may be a bare secret, although the reader takes them for something that is not
//! sent: a server's line, a note, a comment, the output of another program.
//!
//! Where a session expects a secret, the form of a line does not decide what it is: `+ hunter2` below
//! `a1 LOGIN taro {9}` may be the literal. So this module goes through the lines again, tracks what the
//! session expects, and shows only lines that a server can send at that point.

use crate::notation::decision::{Decision, LineKind, Why};
use crate::notation::item::{ItemKind, ScriptCommand};
use crate::notation::prose::forms::is_elision;
use crate::notation::reading::Reading;
use crate::protocol::framing::Status;
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::meaning::line::ResponseLine;
use crate::protocol::secrets::{Placeholder, has_secret, is_login_attempt, is_unsent_attempt};
use crate::protocol::typed_line::{CommandLine, looks_like_tag, tagged_status};
use base64::{Engine, engine::general_purpose::STANDARD};
use std::collections::{HashMap, HashSet};

/// A line that may be a secret alone, or the server's answer to one.
pub struct HiddenLine {
    /// With a placeholder in place of the secret.
    pub text: String,
    /// Whether this is the server's answer to a secret that it took for a tag: `hunter2 BAD Unknown command`.
    pub is_answer: bool,
}

/// The lines that may be a bare secret, and the server's answers to them, by line number. `content`: the
/// lines of the listing without their marks.
pub fn awaited_secrets(reading: &Reading, content: &[String]) -> HashMap<usize, HiddenLine> {
    let mut session = Session::new(reading);
    let mut hidden = HashMap::new();
    for (index, line) in content.iter().enumerate() {
        let answer = session.answer_to_secret(index, line.trim());
        let is_awaited = session.is_awaited();
        let secret = session.line(index, line.trim());
        let hidden_line = match (secret, answer) {
            // A line that looks like an answer may be the secret.
            (Some(text), None) => Some(HiddenLine { text, is_answer: false }),
            (Some(text), _) if is_awaited => Some(HiddenLine { text, is_answer: false }),
            (_, answer) => answer.map(|text| HiddenLine { text, is_answer: true }),
        };
        hidden.extend(hidden_line.map(|line| (index + 1, line)));
    }
    hidden
}

/// The input that a session expects from its client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Awaited {
    /// No secret.
    Nothing,
    /// A literal of a login, of this many octets.
    Literal { size: u64 },
    /// The answer to AUTHENTICATE's challenge.
    Answer,
    /// Perhaps a secret typed again: a login lacked it, or was refused.
    Again,
}

/// The session up to the current line of the listing.
struct Session<'l> {
    reading: &'l Reading,
    commands: HashMap<usize, (&'l ScriptCommand, bool)>,
    /// For each line, whether the reader found the octets or the answer below it, before the next command.
    is_found_below: Vec<bool>,
    logins: std::iter::Peekable<std::slice::Iter<'l, usize>>,
    awaited: Awaited,
    /// Whether a line was taken for the expected secret.
    is_found: bool,
    /// Whether the lines follow octets of a literal that is not a login's: its size may be too small.
    is_below_literal: bool,
    /// Whether the last response is untagged: lists and other data are wrapped at any word.
    is_data: bool,
    /// Whether the last response is a long challenge, which a listing may wrap.
    is_long_challenge: bool,
    /// Whether the server may send `+` now.
    may_request: bool,
    /// Whether the server answers the last command with `+` unless it refuses it; not for a login.
    must_request: bool,
    /// The first words of the lines so far, among which are the tags.
    first_words: HashSet<&'l str>,
    /// The tags of the commands so far that are known.
    tags: HashSet<&'l str>,
    /// The first words of the lines that may be a secret.
    secret_words: HashSet<&'l str>,
    /// Whether a command without a tag has no completion yet: it gets a tag that the listing does not show.
    awaits_unknown_tag: bool,
}

impl<'l> Session<'l> {
    fn new(reading: &'l Reading) -> Session<'l> {
        let commands = reading.script.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Command(command) => Some((item.line, (command, item.meant_to_fail))),
            _ => None,
        });
        let mut is_found_below = vec![false; reading.decisions.len()];
        let mut is_found = false;
        for (below, decision) in is_found_below.iter_mut().zip(&reading.decisions).rev() {
            *below = is_found;
            match decision.kind {
                LineKind::Octets | LineKind::Answer => is_found = true,
                LineKind::Command => is_found = false,
                _ => {}
            }
        }
        Session {
            reading,
            commands: commands.collect(),
            is_found_below,
            logins: reading.script.shown_logins.iter().peekable(),
            awaited: Awaited::Nothing,
            is_found: false,
            is_below_literal: false,
            is_data: false,
            is_long_challenge: false,
            may_request: false,
            must_request: false,
            first_words: HashSet::new(),
            tags: HashSet::new(),
            secret_words: HashSet::new(),
            awaits_unknown_tag: false,
        }
    }

    /// Follows the session by one line. Returns it without its secret, if it may be one.
    fn line(&mut self, index: usize, content: &'l str) -> Option<String> {
        let decision = *self.reading.decisions.get(index)?;
        if self.logins.next_if(|login| **login <= index).is_some() {
            self.awaited = Awaited::Nothing;
        }
        // A server that refuses the login reads these as the next command.
        let is_secret_sent = matches!(decision.kind, LineKind::Octets | LineKind::Answer)
            && self.is_awaited()
            // A user name, which the password follows.
            && LiteralAnnouncement::at_end(content.as_bytes()).is_none();
        self.is_below_literal = match decision.kind {
            LineKind::Octets => !self.is_awaited(),
            LineKind::Server | LineKind::Command => false,
            _ => self.is_below_literal,
        };
        let masked = self.masked(decision.why, content);
        let is_hidden = self.is_hidden(index, decision, content);
        if decision.kind != LineKind::Server {
            self.first_words.extend(content.split_whitespace().next());
        }
        if !is_hidden && self.logins.next_if(|login| **login == index + 1).is_some() {
            self.awaited = Awaited::Nothing;
        }
        // The lines after the secret are read as usual.
        self.is_found |= is_hidden;
        // `*` cancels the login.
        if is_hidden && (self.is_awaited() || is_word(content)) || is_secret_sent && content != "*"
        {
            let word = content[signs_before(content)..].split_whitespace().next();
            self.secret_words.extend(word.filter(|word| !self.tags.contains(word)));
        }
        is_hidden.then_some(masked)
    }

    /// The line without its secret, if it may be one.
    fn masked(&self, why: Why, content: &str) -> String {
        match self.awaited {
            Awaited::Answer => Placeholder::Sasl.text().to_owned(),
            // The log has left out the command that it belongs to.
            _ if why == Why::LeftOutLogin => Placeholder::Sasl.text().to_owned(),
            Awaited::Literal { .. } => Placeholder::Password.text().to_owned(),
            // The server repeats the word that it took for the tag.
            _ if is_refused(why, content) => {
                let tag = content.split(' ').next().unwrap_or_default();
                format!("{tag} {}", Placeholder::Password.text())
            }
            // Only the word was typed again.
            _ => format!("{}{}", &content[..signs_before(content)], Placeholder::Password.text()),
        }
    }

    /// Follows the session by a line of this kind. Returns whether it may be a secret.
    fn is_hidden(&mut self, index: usize, decision: Decision, content: &'l str) -> bool {
        match decision.kind {
            LineKind::Blank | LineKind::Directive | LineKind::Continuation => false,
            LineKind::Octets | LineKind::Answer => {
                (self.is_found, self.may_request) = (true, true);
                // imapsh asks for a value in place of the one that the listing seems to have left out.
                decision.kind == LineKind::Answer && !is_elision(content) && is_word(content)
            }
            LineKind::Server => self.server_line(index, decision.why, content),
            LineKind::Command => self.command(index, content),
            // A line that the reader could not accept may still be a command.
            LineKind::Mistake if CommandLine::parse(content).spec.is_some() => {
                self.command(index, content)
            }
            LineKind::Heading => self.is_awaited() && self.may_be_secret(index, content),
            // After a login that lacked it or was refused, as at the prompt.
            kind if self.awaited == Awaited::Again
                && (kind == LineKind::Mistake && is_user_and_password(content)
                    || is_refused(decision.why, content)) =>
            {
                true
            }
            _ => self.unsent_line(index, content),
        }
    }

    /// The server's answer to a line that may be a secret, if the server took its first word for the tag.
    fn answer_to_secret(&self, index: usize, content: &str) -> Option<String> {
        let is_sent = self.reading.decisions.get(index)?.kind == LineKind::Command;
        let (tag, rest) = content.split_once(' ').filter(|_| !is_sent)?;
        let word = rest.split_whitespace().next().unwrap_or_default();
        let is_status = Status::of_completion(&word.to_ascii_uppercase()).is_some();
        (is_status && self.secret_words.contains(tag))
            .then(|| format!("{} {rest}", Placeholder::Password.text()))
    }

    /// Whether the next line must be a secret, not just may be one.
    fn is_awaited(&self) -> bool {
        matches!(self.awaited, Awaited::Literal { .. } | Awaited::Answer)
    }

    fn command(&mut self, index: usize, content: &'l str) -> bool {
        let parsed = CommandLine::parse(content);
        let (command, is_refused) = match self.commands.get(&(index + 1)) {
            Some((command, is_refused)) => (command.line(), *is_refused),
            None => (parsed, false),
        };
        if command.spec.is_none() && self.is_awaited() && !is_attempt(&command) {
            return !self.is_found;
        }
        self.awaits_unknown_tag = command.tag.is_none();
        if command.spec.is_some() {
            self.tags.extend(
                content.split_whitespace().next().filter(|word| Some(*word) == command.tag),
            );
        }
        (self.is_found, self.may_request) = (false, true);
        let literal = LiteralAnnouncement::at_end(command.text.as_bytes());
        let is_idle = command.is("IDLE");
        let waits = literal.as_ref().is_some_and(|literal| !literal.non_synchronizing);
        self.must_request = is_idle || waits && !is_attempt(&command);
        let is_again = self.awaited != Awaited::Nothing;
        self.awaited = match (is_attempt(&command), literal) {
            (true, _) if command.is("AUTHENTICATE") => Awaited::Answer,
            (true, Some(literal)) => Awaited::Literal { size: literal.size },
            (true, None)
                if is_refused || !has_secret(command.text) && !asks_for_secret(command.text) =>
            {
                Awaited::Again
            }
            _ if is_again => Awaited::Again,
            _ => Awaited::Nothing,
        };
        false
    }

    fn server_line(&mut self, index: usize, why: Why, content: &str) -> bool {
        if self.awaited == Awaited::Nothing || why == Why::ServerLiteral {
            return false;
        }
        let is_allowed = match why {
            Why::WrappedResponse if self.awaited == Awaited::Answer => {
                self.is_long_challenge && self.is_found_below[index]
            }
            Why::WrappedResponse => self.awaited == Awaited::Again && self.is_data,
            _ => self.is_allowed(index, content),
        };
        if why != Why::WrappedResponse {
            self.is_data = content.starts_with('*');
            self.is_long_challenge = content.starts_with('+') && content.len() > MAX_PROMPT;
        }
        if is_allowed && tagged_status(content).is_some() {
            self.awaited = Awaited::Again;
            self.awaits_unknown_tag = false;
        }
        !is_allowed && has_letters(content) && (self.is_awaited() || is_word(content))
    }

    /// Whether a server may send this line now.
    fn is_allowed(&mut self, index: usize, content: &str) -> bool {
        let is_literal =
            matches!(self.awaited, Awaited::Literal { size } if size == content.len() as u64);
        let is_literal = is_literal && !self.is_found && !self.is_found_below[index];
        match ResponseLine::read(content.as_bytes()) {
            _ if is_literal => false,
            Some(ResponseLine::Continuation) => self.is_request(index, content),
            Some(ResponseLine::Untagged { is_known, .. }) => is_known,
            Some(ResponseLine::Completion { tag, .. }) => {
                let is_known = |tag| self.first_words.contains(tag);
                self.awaits_unknown_tag || std::str::from_utf8(tag).is_ok_and(is_known)
            }
            // Some servers leave out the tag.
            None => content.split(' ').next().and_then(Status::of_completion).is_some(),
        }
    }

    /// Whether this is the server's `+`, rather than a secret that begins with this sign.
    fn is_request(&mut self, index: usize, content: &str) -> bool {
        let text = content.trim_start_matches('+').trim();
        let is_challenge = || self.awaited == Awaited::Answer && STANDARD.decode(text).is_ok();
        let is_plausible =
            text.is_empty() || !is_word(content) || self.is_found_below[index] || is_challenge();
        let is_expected = self.is_awaited() && is_plausible || self.must_request;
        is_expected && std::mem::take(&mut self.may_request)
    }

    /// A line that is neither a command nor from the server.
    fn unsent_line(&mut self, index: usize, content: &str) -> bool {
        if is_unsent_attempt(content) && !has_secret(content) {
            if !self.is_awaited() {
                self.awaited = Awaited::Again;
            }
            return false;
        }
        !is_elision(content) && self.may_be_secret(index, content)
    }

    fn may_be_secret(&self, index: usize, content: &str) -> bool {
        let is_any = match self.awaited {
            Awaited::Nothing => return false,
            Awaited::Again if self.is_below_literal => return false,
            // A passphrase has spaces.
            Awaited::Literal { .. } => !self.is_found && !self.is_found_below[index],
            // A command without its tag.
            Awaited::Again if CommandLine::parse(content).spec.is_some() => return false,
            Awaited::Answer | Awaited::Again => false,
        };
        is_word(content) || is_any && has_letters(content)
    }
}

/// The longest `+` that asks for a user name or a password, as `+ UGFzc3dvcmQ6` does.
const MAX_PROMPT: usize = 40;

/// Whether the server refused the line because it took the first of its words for the tag, and the others are
/// not a command's arguments.
fn is_refused(why: Why, content: &str) -> bool {
    why == Why::ForgottenTag && content.contains(' ') && CommandLine::parse(content).spec.is_none()
}

/// Whether a command logs in, or was intended to.
pub(super) fn is_attempt(command: &CommandLine<'_>) -> bool {
    is_login_attempt(command.text, command.spec, has_secret(command.text), false)
}

/// Whether imapsh asks for the secret: a tutorial has `[password]` there, which hides nothing.
fn asks_for_secret(line: &str) -> bool {
    line.contains(Placeholder::Password.text())
}

fn has_letters(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// Whether this is one word, perhaps after signs.
fn is_word(content: &str) -> bool {
    if !has_letters(content) {
        return false;
    }
    let words = match tagged_status(content) {
        Some((tag, _)) => {
            content[tag.len()..].trim_start().split_once(' ').map_or("", |(_, it)| it)
        }
        None => &content[signs_before(content)..],
    };
    words.split_whitespace().count() == 1
}

/// Whether the line may be a user name and a password, without a command.
fn is_user_and_password(content: &str) -> bool {
    let mut words = content.split_whitespace();
    let is_tagged = words.next().is_none_or(looks_like_tag);
    let is_heading = content.ends_with(':');
    !is_tagged && !is_heading && tagged_status(content).is_none() && words.count() == 1
}

/// How many octets precede the words of a line: a comment sign, a bullet, or a label that ends with a colon.
fn signs_before(content: &str) -> usize {
    let mut rest = content;
    while let Some((word, after)) = rest.split_once(char::is_whitespace)
        && (!has_letters(word) || word.ends_with(':'))
    {
        rest = after.trim_start();
    }
    content.len() - rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_below_a_login_without_a_secret_may_be_that() {
        let secrets = |text: &str| {
            let (reading, content) =
                crate::notation::read_listing(text.as_bytes(), "x").expect("text");
            let content: Vec<String> = content.into_iter().map(|text| text.content).collect();
            let mut secrets: Vec<usize> = awaited_secrets(&reading, &content).into_keys().collect();
            secrets.sort_unstable();
            secrets
        };
        assert_eq!(secrets("C: a auth plain\nAHRhcm8AaA==\nand so on\n"), [2]);
        assert_eq!(secrets("a1 login [user] [password]\nnotes\na1 noop\na1 OK x\n"), [0; 0]);
        assert_eq!(secrets("login taro\n#hunter2\nnoop\nhunter2#\n"), [2, 4]);
        assert_eq!(secrets("login taro hunter2\n#hunter2\nhunter2#\n"), [0; 0]);
        assert_eq!(secrets("a1 login taro\na1 BAD x\nhunter2\nhunter2 BAD what is it?\n"), [3, 4]);
        let page = "a1 login taro\na1 BAD no\na2 login taro pw\na2 OK in\n#done\n";
        assert_eq!(secrets(page), [0; 0]);
        let cancelled = "C: a1 authenticate plain\nS: +\nC: *\nS: a1 BAD x\nC: a2 login taro pw\n\
                         S: a2 OK in\nC: a3 select inbox\nS: * OK [UNSEEN 2] x\nS: a3 OK x\n";
        assert_eq!(secrets(cancelled), [0; 0]);
        let again = "C: a1 login taro pw\nS: a1 OK in\nC: a2 login taro pw\nS: a2 BAD already\n\
                     C: a3 idle\nS: + idling\nC: done\nS: a3 OK x\nC: logout\nS: logout BAD x\n";
        assert_eq!(secrets(again), [0; 0]);
        let word = again.replace("logout", "hunter2");
        assert_eq!(secrets(&word), [9, 10]);
        let wrapped = |challenge: &str| {
            format!(
                "C: a1 authenticate x\nS: + {challenge}\n   dGFyb2h1bnRlcjI=\nC: AHRhcm8=\nS: a1 OK x\n"
            )
        };
        assert_eq!(secrets(&wrapped(&"cj1m".repeat(12))), [4]);
        assert_eq!(secrets(&wrapped("UGFzc3dvcmQ6")), [3, 4]);
    }
}
