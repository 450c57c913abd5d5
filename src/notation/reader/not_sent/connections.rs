//! Several connections in one listing. Their lines may differ only in a number that the comparison of marks
//! ignores: of a thread, a process, a port, as in `[conn 12] C:`, or in a heading, `Session 1:`. A replay is
//! a single connection, so a command of one connection would act on the mailbox of another.
//!
//! A number identifies a connection if commands and their answers share it. A number that changes once, such
//! as a process ID after the login, may still belong to a single session. It does not if a number returns, or
//! if the same tag logs in after two different numbers. `one_session.rs` has the exceptions, and the rules
//! for marks that change. Section 2 of `docs/listings.md`.

use super::one_session::OneSession;
use crate::notation::decision::LineKind;
use crate::notation::lines::ScriptLine;
use crate::notation::marks::log_prefix::{is_address, is_seconds, is_time_of_day};
use crate::notation::marks::{MarkStyle, without_state};
use crate::notation::reader::ScriptReader;
use crate::notation::words::has_digit;
use crate::protocol::framing::Status;
use crate::protocol::typed_line::CommandLine;
use std::collections::HashMap;

/// More numbers than these in a place are not connections.
const MAX_NUMBERS: usize = 256;

/// More commands than these without an answer are not remembered.
const MAX_OPEN: usize = 1024;

/// The connections that the listing has shown so far.
#[derive(Default)]
pub struct Connections {
    /// The number in the last heading that has one.
    heading: Option<Box<str>>,
    headings: NumberPlace,
    /// The places before the text of each line that have numbers: as many as the first such line has.
    before: Vec<NumberPlace>,
    /// The numbers before the commands with each tag that have no answer yet.
    open: HashMap<Box<str>, Vec<LineNumbers>>,
    pub one_session: OneSession,
    /// There are certainly several.
    are_several: bool,
}

/// The numbers of one line.
#[derive(PartialEq)]
struct LineNumbers {
    heading: Option<Box<str>>,
    before: Vec<Box<str>>,
}

/// A place in which lines have numbers.
#[derive(Default)]
struct NumberPlace {
    /// An answer has another number than its command.
    is_other: bool,
    last: Option<Box<str>>,
    numbers: HashMap<Box<str>, Shown>,
    /// The number of the last login with each tag.
    logins: HashMap<Box<str>, Box<str>>,
}

/// The facts about a number in the listing.
#[derive(Clone, Copy, Default)]
struct Shown {
    /// A command and its answer have it.
    answered: bool,
    login: bool,
}

impl Connections {
    /// Notes a line that may be a heading.
    pub fn heading(&mut self, text: &str) {
        if let Some(number) = heading_number(text) {
            self.heading = Some(number.into());
        }
    }

    /// Notes a command to send, after this part of its line. `mark`: the index of its mark, if the client's
    /// marks change. Returns whether it is the first command to show that there are several connections.
    pub fn is_of_another(
        &mut self,
        before: &str,
        tag: &str,
        is_login: bool,
        mark: Option<usize>,
    ) -> bool {
        let is_other = self.one_session.add_command(tag, is_login, mark);
        if self.heading.is_none() && mark.is_none() && !has_digit(before) {
            return false;
        }
        let numbers = self.line_numbers(before);
        let heading = numbers.heading.as_deref();
        let is_other_heading =
            heading.is_some_and(|number| self.headings.command(number, tag, is_login));
        for (place, number) in self.before.iter_mut().zip(&numbers.before) {
            if place.command(number, tag, is_login) {
                self.one_session.note_returned_number();
            }
        }
        let is_other = is_other || is_other_heading || self.one_session.is_interrupted();
        if self.open.len() >= MAX_OPEN {
            self.open.clear();
        }
        // Two connections may use the same tag at the same time.
        const MAX: usize = 8;
        let open = self.open.entry(tag.into()).or_default();
        if open.len() == MAX {
            open.remove(0);
        }
        open.push(numbers);
        is_other && !std::mem::replace(&mut self.are_several, true)
    }

    /// Notes a completion with this tag, after this part of its line.
    pub fn completed(&mut self, before: &str, tag: &str, status: Status) {
        self.one_session.completed(tag, status);
        let Some(mut commands) = self.open.remove(tag) else {
            return;
        };
        let numbers = self.line_numbers(before);
        let at = commands.iter().position(|command| *command == numbers);
        let command = commands.swap_remove(at.unwrap_or(commands.len() - 1));
        let same = |a: Option<&Box<str>>, b: &str| a.is_none_or(|a| **a == *b);
        if let Some(number) = &command.heading {
            self.headings.answered(number, same(numbers.heading.as_ref(), number));
        }
        if command.before.len() == numbers.before.len() {
            let places = self.before.iter_mut().zip(&command.before).zip(&numbers.before);
            places.for_each(|((place, number), answer)| {
                place.answered(number, same(Some(answer), number));
            });
        }
        if !commands.is_empty() {
            self.open.insert(tag.into(), commands);
        }
    }

    /// The numbers before the text of a line. A line with more or fewer of them than the first one cannot be
    /// compared.
    fn line_numbers(&mut self, before: &str) -> LineNumbers {
        let mut numbers = numbers(before);
        if self.before.is_empty() {
            self.before.resize_with(numbers.len(), NumberPlace::default);
        } else if self.before.len() != numbers.len() {
            numbers.clear();
        }
        let before = numbers.into_iter().map(Box::from).collect();
        LineNumbers { heading: self.heading.clone(), before }
    }
}

impl ScriptReader {
    /// Notes the number in the current line, if the line may be a heading.
    pub fn note_heading(&mut self, kind: LineKind) {
        use LineKind::{Comment, Elision, Heading, Prose, Tool};
        if matches!(kind, Prose | Tool | Elision | Comment | Heading)
            && let Some(line) = self.lines.get(self.at)
        {
            self.connections.heading(line.text());
        }
    }

    /// Whether this command is the first one to show that the listing has several connections.
    pub(super) fn is_of_another_connection(
        &mut self,
        command: &CommandLine<'_>,
        line: &ScriptLine,
    ) -> bool {
        let is_login = command.is_login();
        let tag = command.tag.unwrap_or_default();
        let mark = match (&self.style.marks, line.mark) {
            (Some(MarkStyle::Pair(pair)), Some(mark)) => pair.number_of(&line.text()[..mark.after]),
            _ => None,
        };
        self.connections.is_of_another(line.before(command.text), tag, is_login, mark)
    }
}

impl NumberPlace {
    /// Notes a command with this number. Returns whether it belongs to another connection than a command
    /// above.
    fn command(&mut self, number: &str, tag: &str, is_login: bool) -> bool {
        if self.is_other {
            return false;
        }
        let shown = |number: &str| self.numbers.get(number).copied().unwrap_or_default();
        let is_certain = |number: &str| shown(number).answered || shown(number).login;
        let last = self.last.as_deref().filter(|last| *last != number);
        let returns = last.is_some_and(|last| is_certain(last) && is_certain(number));
        let login = self.logins.get(tag).filter(|login| is_login && ***login != *number);
        let logs_in_again = login.is_some_and(|login| shown(login).answered);
        self.numbers.entry(number.into()).or_default().login |= is_login;
        if self.last.as_deref() != Some(number) {
            self.last = Some(number.into());
        }
        if is_login {
            self.logins.insert(tag.into(), number.into());
        }
        if self.numbers.len() > MAX_NUMBERS {
            self.mark_ambiguous();
        }
        returns || logs_in_again
    }

    /// Notes that a command with this number was answered. `is_same`: the answer has the same number.
    fn answered(&mut self, number: &str, is_same: bool) {
        match self.numbers.get_mut(number) {
            Some(shown) if is_same => shown.answered = true,
            _ => self.mark_ambiguous(),
        }
    }

    /// The numbers do not identify connections.
    fn mark_ambiguous(&mut self) {
        *self = NumberPlace { is_other: true, ..NumberPlace::default() };
    }
}

/// The words with digits in the beginning of a line, except times; an address is one word.
fn numbers(before: &str) -> Vec<&str> {
    // More are not compared.
    const MAX: usize = 16;
    let words = without_state(before).split([' ', '\t']).filter(|word| has_digit(word));
    let numbers = words.flat_map(|word| {
        let inside = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        let is_one = is_address(inside);
        let is_time = is_seconds(word) || is_time_of_day(word);
        let is_sign = move |c: char| !is_one && !c.is_ascii_alphanumeric();
        let parts = (!is_time).then(|| inside.split(is_sign).filter(|part| has_digit(part)));
        parts.into_iter().flatten()
    });
    numbers.take(MAX).collect()
}

/// The number in a heading of a session: `Session 1:`, `=== Client B ===`, `In terminal 2:`.
fn heading_number(text: &str) -> Option<&str> {
    const WORDS: &str = "session connection client terminal window shell セッション 接続 クライアント ターミナル \
        端末 ウィンドウ";
    const MAX_LENGTH: usize = 80;
    let is_sign = |c: char| !c.is_alphanumeric() && c != 'ー';
    let text = text.trim();
    let inside = text.trim_matches(is_sign);
    if inside.len() > MAX_LENGTH {
        return None;
    }
    let lower = inside.to_ascii_lowercase();
    let (at, word) = WORDS.split(' ').find_map(|word| lower.find(word).map(|at| (at, word)))?;
    let begins = lower[..at].chars().next_back().is_none_or(|c| !c.is_ascii_alphanumeric());
    let rest = inside[at + word.len()..].trim_start_matches([' ', '#']);
    let end = rest.find(|c: char| !c.is_alphanumeric() || !(c.is_numeric() || c.is_ascii()));
    let (number, rest_after) = rest.split_at(end.unwrap_or(rest.len()));
    let is_number = number.chars().all(char::is_numeric)
        || (number.len() == 1 && rest.len() < inside.len() - at - word.len());
    let is_heading = (at == 0 && rest_after.is_empty()) || text.ends_with([':', '：']);
    (begins && !number.is_empty() && is_number && is_heading).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_connections_are_found_before_a_line() {
        for (before, expected) in [
            ("10:11:12 [conn 12] C:", vec!["12"]),
            ("2024-05-01 10:11:12,345 TRACE [ImapServer-1] C:", vec!["2024", "05", "01", "1"]),
            ("192.0.2.4:50001 >", vec!["192.0.2.4:50001"]),
            ("[0x12] C:", vec!["0x12"]),
            ("1700000001.5 5>", vec!["5"]),
            ("I/IMAP 7f1b2c00:mx:S-Work7:SendData:", vec!["7f1b2c00"]),
            ("C:", vec![]),
        ] {
            assert_eq!(numbers(before), expected, "{before}");
        }
    }

    #[test]
    fn numbers_of_sessions_are_found_in_headings() {
        for (text, expected) in [
            ("Session 1:", Some("1")),
            ("=== Client B ===", Some("B")),
            ("## Connection #2", Some("2")),
            ("In terminal 12:", Some("12")),
            ("ターミナル2：", Some("2")),
            ("セッション２", Some("２")),
            ("Session 1 selects INBOX", None),
            ("We need a session", None),
            ("Session A2 is", None),
            ("Sessions:", None),
            ("Example 1:", None),
        ] {
            assert_eq!(heading_number(text), expected, "{text}");
        }
    }
}
