//! The secret of a command, across its lines and literals.

use super::{Placeholder, SecretSpan, UnknownVerbPolicy};
use crate::protocol::commands::{self, CommandSpec};
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::typed_line::to_half_width;

/// Follows one command through its lines and literals, in the order of sending: first
/// [`SecretScanner::first_line`], then [`SecretScanner::begin_literal`] and
/// [`SecretScanner::next_line`] in turn.
#[derive(Clone, Debug, Default)]
pub struct SecretScanner {
    /// The placeholder of everything after the first argument, if that is a secret.
    secret: Option<Placeholder>,
    first_argument_done: bool,
}

impl SecretScanner {
    /// The secret in a command's first line. `verb_at`: how many octets precede the verb (the tag
    /// and a blank). `spec`: the command that the verb is, as far as the caller has looked.
    pub fn first_line(
        &mut self,
        line: &[u8],
        verb_at: usize,
        spec: Option<&'static CommandSpec>,
        policy: UnknownVerbPolicy,
    ) -> Option<SecretSpan> {
        if spec.is_some_and(|spec| secret_of(spec).is_none()) {
            return None;
        }
        let verb_at = skip_blanks(line, verb_at.min(line.len()));
        let verb_end = word_end(line, verb_at);
        // An input method's full-width letters make a command too; what is not text makes none.
        let verb = std::str::from_utf8(&line[verb_at..verb_end]).map(to_half_width);
        let verb = verb.unwrap_or_default();
        let spec = spec.or_else(|| commands::find(&verb));
        self.secret = match spec {
            Some(spec) => secret_of(spec),
            None => (policy != UnknownVerbPolicy::Show).then_some(Placeholder::Password),
        };
        let is_known = spec.is_some() || verb.eq_ignore_ascii_case("done");
        if policy == UnknownVerbPolicy::MaskAll && !is_known {
            self.first_argument_done = true;
            return self.secret_after(line, verb_at);
        }
        self.secret_after(line, verb_end)
    }

    /// The secret in a further line of the command, after one of its literals.
    pub fn next_line(&mut self, line: &[u8]) -> Option<SecretSpan> {
        self.secret_after(line, 0)
    }

    /// Notes that a literal follows. Returns its placeholder if it is a secret.
    pub fn begin_literal(&mut self) -> Option<Placeholder> {
        let secret = self.secret.filter(|_| self.first_argument_done);
        self.first_argument_done = true;
        secret
    }

    /// Whether the next literal will be a secret.
    pub fn next_literal_is_secret(&self) -> bool {
        self.first_argument_done && self.secret.is_some()
    }

    /// The secret in the arguments that begin at this octet of a line.
    fn secret_after(&mut self, line: &[u8], from: usize) -> Option<SecretSpan> {
        let placeholder = self.secret?;
        let mut start = skip_blanks(line, from);
        if !self.first_argument_done {
            let announced = LiteralAnnouncement::at_end(&line[start..]);
            if start == line.len() || announced.is_some_and(|a| start + a.length == line.len()) {
                // The first argument is still to come, or is the literal after this line.
                return None;
            }
            self.first_argument_done = true;
            start = skip_blanks(line, argument_end(line, start));
        }
        let mut end = line.len();
        if let Some(literal) = LiteralAnnouncement::at_end(&line[start..]) {
            let before = &line[..end - literal.length];
            // Without a blank before it, `{7}` may be the end of the secret itself.
            if before.len() <= start || ends_with_blank(before) {
                end = before.trim_ascii_end().len();
            }
        }
        let range = start..end;
        (!range.is_empty()).then_some(SecretSpan { range, placeholder })
    }
}

/// The placeholder of this command's secret, if it has one.
fn secret_of(spec: &CommandSpec) -> Option<Placeholder> {
    match spec.name {
        "LOGIN" => Some(Placeholder::Password),
        "AUTHENTICATE" => Some(Placeholder::Sasl),
        _ => None,
    }
}

/// The end of the argument that begins at `start`: of the quoted string, if it is one and is
/// closed, else of the word.
fn argument_end(line: &[u8], start: usize) -> usize {
    if line[start] == b'"' {
        let mut octets = line.iter().enumerate().skip(start + 1);
        while let Some((at, octet)) = octets.next() {
            match octet {
                b'"' => return at + 1,
                b'\\' => drop(octets.next()),
                _ => {}
            }
        }
    }
    word_end(line, start)
}

/// U+3000, which an input method writes instead of a blank.
const WIDE_BLANK: &[u8] = "\u{3000}".as_bytes();

fn blank_length(text: &[u8]) -> usize {
    match text {
        [b' ' | b'\t', ..] => 1,
        _ if text.starts_with(WIDE_BLANK) => WIDE_BLANK.len(),
        _ => 0,
    }
}

fn ends_with_blank(text: &[u8]) -> bool {
    matches!(text, [.., b' ' | b'\t']) || text.ends_with(WIDE_BLANK)
}

fn skip_blanks(line: &[u8], mut at: usize) -> usize {
    loop {
        match blank_length(&line[at..]) {
            0 => return at,
            length => at += length,
        }
    }
}

fn word_end(line: &[u8], start: usize) -> usize {
    let is_end = |&at: &usize| blank_length(&line[at..]) > 0;
    (start..line.len()).find(is_end).unwrap_or(line.len())
}
