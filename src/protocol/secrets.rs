//! Where in what is sent a secret stands: by its place, however it was typed and however wrong.
//! LOGIN's second argument, all after AUTHENTICATE's mechanism, and, before login, all after the
//! first argument of a verb that is no command.

use super::commands::{self, CommandSpec};
use super::{atoms::literal_announcement, typed_line::to_half_width};
use std::ops::Range;

/// What stands in a secret's place wherever it would be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placeholder {
    /// `${password}`
    Password,
    /// `${sasl}`
    Sasl,
}

impl Placeholder {
    /// The text that is written.
    pub fn text(self) -> &'static str {
        match self {
            Placeholder::Password => "${password}",
            Placeholder::Sasl => "${sasl}",
        }
    }
}

/// A secret's place in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretSpan {
    /// Its octets.
    pub range: Range<usize>,
    /// What is written instead.
    pub placeholder: Placeholder,
}

impl SecretSpan {
    /// Its place in the line without so many octets before it.
    pub fn without_prefix(&self, octets: usize) -> SecretSpan {
        let Range { start, end } = self.range;
        SecretSpan {
            range: start.saturating_sub(octets)..end.saturating_sub(octets),
            placeholder: self.placeholder,
        }
    }

    /// The line with the stand-in in the secret's place.
    pub fn masked(&self, line: &str) -> String {
        let before = line.get(..self.range.start).unwrap_or_default();
        let after = line.get(self.range.end..).unwrap_or_default();
        [before, self.placeholder.text(), after].concat()
    }
}

/// How far a verb that is no command is distrusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownVerbPolicy {
    /// Not at all.
    Show,
    /// What follows its first argument may be a password: before login.
    MaskArguments,
    /// It may be a secret itself: after an AUTHENTICATE that was refused, whose answer is typed all
    /// the same, or after a LOGIN that lacked its password.
    MaskAll,
}

/// Follows one command through its lines and literals.
#[derive(Clone, Debug, Default)]
pub struct SecretScanner {
    keeps: Option<Placeholder>,
    first_argument_done: bool,
}

impl SecretScanner {
    /// Scans a command's first line, in which `verb_at` octets stand before the verb (the tag and
    /// its blank). `command`: what the verb is known to be, if it is one of the list as it stands.
    pub fn first_line(
        &mut self,
        line: &[u8],
        verb_at: usize,
        command: Option<&'static CommandSpec>,
        guard: UnknownVerbPolicy,
    ) -> Option<SecretSpan> {
        if command.is_some_and(|command| keeps(command).is_none()) {
            return None;
        }
        let at = skip_blanks(line, verb_at.min(line.len()));
        let end = word_end(line, at);
        // What is no text is no command; an input method's letters are known all the same.
        let verb = || to_half_width(std::str::from_utf8(&line[at..end]).unwrap_or_default());
        let command = command.or_else(|| commands::find(&verb()));
        self.keeps = match command {
            Some(command) => keeps(command),
            None => (guard != UnknownVerbPolicy::Show).then_some(Placeholder::Password),
        };
        if guard == UnknownVerbPolicy::MaskAll
            && command.is_none()
            && !verb().eq_ignore_ascii_case("done")
        {
            self.first_argument_done = true;
            return self.arguments(line, at);
        }
        self.arguments(line, end)
    }

    /// Scans a further line of the command, after one of its literals.
    pub fn next_line(&mut self, line: &[u8]) -> Option<SecretSpan> {
        self.arguments(line, 0)
    }

    /// Says that a literal comes now: what stands for it if it is a secret.
    pub fn begin_literal(&mut self) -> Option<Placeholder> {
        if self.first_argument_done {
            return self.keeps;
        }
        self.first_argument_done = true;
        None
    }

    /// Whether the literal that comes next will be a secret.
    pub fn next_literal_is_secret(&self) -> bool {
        self.first_argument_done && self.keeps.is_some()
    }

    fn arguments(&mut self, line: &[u8], from: usize) -> Option<SecretSpan> {
        let placeholder = self.keeps?;
        let mut at = skip_blanks(line, from);
        if !self.first_argument_done {
            if at == line.len()
                || literal_announcement(&line[at..]).is_some_and(|a| a.length == line.len() - at)
            {
                return None;
            }
            self.first_argument_done = true;
            at = skip_blanks(line, argument_end(line, at));
        }
        let mut end = line.len();
        if let Some(literal) = literal_announcement(&line[at..]) {
            let before = end - literal.length;
            // Glued to other octets it may be the end of the secret itself.
            if before <= at || is_blank(&line[..before]) {
                end = line[..before].trim_ascii_end().len();
            }
        }
        (at < end).then_some(SecretSpan {
            range: at..end,
            placeholder,
        })
    }
}

/// What stands for the secret that this command has, if it has one.
fn keeps(command: &CommandSpec) -> Option<Placeholder> {
    match command.name {
        "LOGIN" => Some(Placeholder::Password),
        "AUTHENTICATE" => Some(Placeholder::Sasl),
        _ => None,
    }
}

/// The end of an argument: of the quoted string, if it is one and closed, else of the word.
fn argument_end(line: &[u8], at: usize) -> usize {
    if line[at] == b'"' {
        let mut octets = line.iter().enumerate().skip(at + 1);
        while let Some((place, octet)) = octets.next() {
            match octet {
                b'"' => return place + 1,
                b'\\' => drop(octets.next()),
                _ => {}
            }
        }
    }
    word_end(line, at)
}

fn blank_length(text: &[u8]) -> usize {
    match text {
        [b' ' | b'\t', ..] => 1,
        // U+3000, the blank of an input method's full width.
        [0xe3, 0x80, 0x80, ..] => 3,
        _ => 0,
    }
}

fn is_blank(before: &[u8]) -> bool {
    matches!(before, [.., b' ' | b'\t'] | [.., 0xe3, 0x80, 0x80])
}

fn skip_blanks(line: &[u8], mut at: usize) -> usize {
    loop {
        match blank_length(&line[at..]) {
            0 => return at,
            length => at += length,
        }
    }
}

fn word_end(line: &[u8], at: usize) -> usize {
    let begins_blank = |octet: &u8| matches!(octet, b' ' | b'\t' | 0xe3);
    let mut end = at;
    while let Some(next) = line[end..].iter().position(begins_blank) {
        end += next;
        if blank_length(&line[end..]) > 0 {
            return end;
        }
        end += 1;
    }
    line.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line as it would be written.
    fn masked(line: &str, guarded: bool) -> String {
        let guard = if guarded {
            UnknownVerbPolicy::MaskArguments
        } else {
            UnknownVerbPolicy::Show
        };
        masked_under(line, guard)
    }

    fn masked_under(line: &str, guard: UnknownVerbPolicy) -> String {
        let verb_at = super::super::typed_line::line_of(line)
            .tag
            .map_or(0, str::len);
        match SecretScanner::default().first_line(line.as_bytes(), verb_at, None, guard) {
            None => line.to_owned(),
            Some(SecretSpan { range, placeholder }) => format!(
                "{}{}{}",
                &line[..range.start],
                placeholder.text(),
                &line[range.end..]
            ),
        }
    }

    #[test]
    fn secrets_by_their_place() {
        for (line, shown) in [
            ("login user hunter2", "login user ${password}"),
            (
                "a1  LOGIN  \"us\\\" er\"  \"hunt er2\"",
                "a1  LOGIN  \"us\\\" er\"  ${password}",
            ),
            ("login \"user hunter2", "login \"user ${password}"),
            ("login \"user\"hunter2", "login \"user\"${password}"),
            ("login user {7}", "login user {7}"),
            ("login user hunter2 {7}", "login user ${password} {7}"),
            ("login user hunter{7}", "login user ${password}"),
            ("login {4}", "login {4}"),
            ("login user", "login user"),
            ("authenticate plain", "authenticate plain"),
            (
                "a authenticate PLAIN AGEAYg==",
                "a authenticate PLAIN ${sasl}",
            ),
            ("lgoin user hunter2 x", "lgoin user ${password}"),
            ("a1 lgoin user hunter2", "a1 lgoin user ${password}"),
            (
                "ｌｏｇｉｎ　ｕｓｅｒ　ｘｙｚ",
                "ｌｏｇｉｎ　ｕｓｅｒ　${password}",
            ),
            ("list \"\" *", "list \"\" *"),
        ] {
            assert_eq!(masked(line, true), shown, "{line}");
        }
        assert_eq!(masked("lgoin user hunter2", false), "lgoin user hunter2");
        assert_eq!(
            masked("login user hunter2", false),
            "login user ${password}"
        );
    }

    #[test]
    fn secrets_in_literals() {
        let mut scanner = SecretScanner::default();
        assert_eq!(
            scanner.first_line(b"login {4}", 0, None, UnknownVerbPolicy::MaskArguments),
            None
        );
        assert!(!scanner.next_literal_is_secret());
        assert_eq!(scanner.begin_literal(), None);
        assert_eq!(scanner.next_line(b" {7}"), None);
        assert!(scanner.next_literal_is_secret());
        assert_eq!(scanner.begin_literal(), Some(Placeholder::Password));
    }
}
