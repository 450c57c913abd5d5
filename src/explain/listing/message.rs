//! The syntax tree of a message that a listing shows, with its literals.

use crate::notation::{Decision, ItemKind, Script, Why};
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::secrets::{
    MaskedLine, Placeholder, announces_secret, secret_of_swallowed_login,
};
use crate::protocol::syntax::{Mode, Parser, Side, Tree};
use crate::reference::{self, Category};
use std::collections::{HashMap, HashSet};

/// Text that a client sends after a literal and the listing does not show on further lines.
#[derive(Clone, Copy)]
pub(super) enum Remainder {
    /// Octets of its line that its size does not count.
    Surplus,
    /// The empty line that ends the command: the end of the literal's own line belongs to the literal.
    EmptyLine,
}

/// The text after the literals of the commands, by the number of the line in which they end.
pub(super) fn remainders(script: &Script) -> HashMap<usize, Remainder> {
    let announced = |text: &str| LiteralAnnouncement::at_end(text.as_bytes()).map(|it| it.size);
    let (mut remainders, mut size, mut last) = (HashMap::new(), None, 0);
    for item in &script.items {
        size = match &item.kind {
            ItemKind::Command(command) => announced(&command.text),
            ItemKind::FurtherLine(text) => {
                if text.is_empty() && item.line == last {
                    remainders.insert(item.line, Remainder::EmptyLine);
                } else if size.is_some_and(|size| text.len() as u64 > size) {
                    remainders.insert(item.line, Remainder::Surplus);
                }
                last = item.line;
                announced(text)
            }
            _ => None,
        };
    }
    remainders
}

/// The lines of literals that are values of secret annotations from the server.
pub(super) fn secret_literals(decisions: &[Decision], said: &[String]) -> HashSet<usize> {
    let mut is_secret = false;
    let lines = decisions.iter().zip(said).map(|(decision, said)| match decision.why {
        Why::ServerLiteral => is_secret,
        _ => {
            is_secret = announces_secret(said);
            false
        }
    });
    let secret = lines.enumerate().filter(|(_, is_secret)| *is_secret);
    secret.map(|(index, _)| index).collect()
}

/// Puts AUTHENTICATE in place of the LOGIN that a replay sends for a login that a log leaves out, where the log
/// names the mechanism: `AUTHENTICATE PLAIN command trace suppressed`.
pub(super) fn name_mechanisms(
    decisions: &[Decision],
    said: &[String],
    masked: &mut HashMap<usize, MaskedLine>,
) {
    let left_out = decisions.iter().zip(said).enumerate();
    for (at, (_, said)) in left_out.filter(|(_, (it, _))| it.why == Why::LeftOutLogin) {
        let mut words = said.split_ascii_whitespace().skip_while(|word| *word != "AUTHENTICATE");
        if let (Some(name), Some(mechanism), Some(line)) =
            (words.next(), words.next(), masked.get_mut(&(at + 1)))
            && reference::find(Category::SaslMechanisms, mechanism).is_some()
        {
            line.in_tree = format!("{name} {mechanism}");
        }
    }
}

/// A line of a literal that is a login, with stars for its secret: as many octets as before, so that the
/// literal has its size. `masked`: the line as shown.
pub(super) fn starred_login(line: &str, masked: &str) -> Option<String> {
    let secret = secret_of_swallowed_login(line)?;
    let (before, _) = masked.split_once(secret.placeholder.text())?;
    Some(before.to_owned() + &"*".repeat(line.len() - secret.range.start))
}

/// Whether the line is the placeholder of an answer to a challenge, perhaps after the client's mark.
pub(super) fn is_masked_answer(line: &str) -> bool {
    let said = line.trim();
    let said =
        ["C:", "C", ">"].into_iter().find_map(|mark| said.strip_prefix(mark)).unwrap_or(said);
    said.trim_start() == Placeholder::Sasl.text()
}

/// The answer to a challenge.
pub(super) fn answer(text: &str) -> Tree {
    let mut parser = Parser::new(Side::Client);
    parser.line_as(Mode::Authenticate, text.as_bytes());
    parser.tree().clone()
}

/// A client's line without literals.
pub(super) fn client_line(line: &str) -> Tree {
    message(Side::Client, line, &[], None)
}

/// The message that begins with this line. `rest`: the lines of its literals and after them; `missing`: how
/// many octets of the last literal the listing does not have.
pub(super) fn message(side: Side, line: &str, rest: &[&str], missing: Option<u64>) -> Tree {
    let mut parser = Parser::new(side);
    parser.line(line.as_bytes());
    let rest = rest.join("\r\n");
    let (mut line, mut rest) = (line.as_bytes(), rest.as_bytes());
    while let Some(size) = LiteralAnnouncement::at_end(line).map(|it| it.size)
        && !rest.is_empty()
    {
        // It may end inside a character.
        let end = stand_in(rest).or_else(|| usize::try_from(size).ok());
        match (end.and_then(|end| rest.split_at_checked(end)), missing) {
            (Some((literal, b"")), Some(missing)) => {
                parser.incomplete_literal(literal, missing);
                (line, rest) = (b"", b"");
            }
            (Some((literal, after)), _) => {
                parser.literal(size.max(literal.len() as u64), literal);
                (line, rest) = split_line(after);
            }
            (None, Some(missing)) => {
                parser.incomplete_literal(rest, missing);
                (line, rest) = (b"", b"");
            }
            (None, None) if side == Side::Client && rest.len() as u64 + 1 == size => {
                parser.literal(size, &[rest, b"\r"].concat());
                (line, rest) = (b"", b"");
            }
            (None, None) => {
                // The listing was shortened: its last line may close the response. Text that is not set apart
                // belongs to the literal.
                parser.literal(size, b"");
                if side == Side::Server {
                    parser.note_missing(size - rest.len() as u64);
                }
                let last = rest.split(|octet| *octet == b'\n').next_back().unwrap_or_default();
                line = match last {
                    [b')' | b' ', .., b')'] => last,
                    [.., b')'] => b")",
                    _ => b"",
                };
                rest = b"";
            }
        }
        parser.line(line);
    }
    parser.tree().clone()
}

/// The text up to the first line ending, and the text after it.
fn split_line(text: &[u8]) -> (&[u8], &[u8]) {
    match text.windows(2).position(|octets| octets == b"\r\n") {
        Some(end) => (&text[..end], &text[end + 2..]),
        None => (text, b""),
    }
}

/// How many octets at the beginning of the text replace a secret, in one line or several: possibly more or
/// fewer than the secret has.
fn stand_in(text: &[u8]) -> Option<usize> {
    let stand_in = Placeholder::at_start(text)?.text().as_bytes();
    let mut end = stand_in.len();
    while let Some(after) = text[end..].strip_prefix(b"\r\n").filter(|it| it.starts_with(stand_in))
    {
        end = text.len() - after.len() + stand_in.len();
    }
    Some(end)
}
