//! Marks: what a listing writes before a line to say whose it is, such as the RFCs' `C:` and `S:`.

use super::lines::blanks_before;
use super::response::is_response;
use crate::protocol::typed_line::CommandLine;
use std::collections::HashMap;

/// Who a line is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Client,
    Server,
}

/// A line's mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub side: Side,
    /// The octet where the mark begins.
    pub begins: usize,
    /// The octet after it.
    pub after: usize,
}

/// The marks of a listing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum MarkStyle {
    /// `C:` and `S:`. A line with such a mark is a client's or a server's in any listing.
    #[default]
    Rfc,
    /// Another pair, each without its blanks: `>` and `<`, `Client:` and `Server:`.
    Pair { client: String, server: String },
}

/// The signs that end a mark, longer ones first.
const SIGNS: &[&str] = &[
    "-->", "<--", "==>", "<==", "->", "<-", "=>", "<=", ">>", "<<", ">", "<", "→", "←", "⇒", "⇐",
    "»", "«", ":", "：", "]", ")", "|",
];

/// The words that are a mark without a sign.
const WORDS: &[&str] =
    &["c", "s", "client", "server", "serveur", "クライアント", "サーバ", "サーバー"];

/// The longest word in a mark, in characters.
const MAX_WORD: usize = 16;

impl MarkStyle {
    /// The mark of this line.
    pub fn find(&self, text: &str) -> Option<Mark> {
        let (client, server) = match self {
            MarkStyle::Rfc => {
                // Most lines begin with another letter, and need no further look.
                let first = text.trim_start_matches([' ', '\t']).chars().next()?;
                matches!(first, 'C' | 'S' | 'E' | 'e' | '例').then_some(())?;
                ("C:", "S:")
            }
            MarkStyle::Pair { client, server } => (client.as_str(), server.as_str()),
        };
        let found = Found::in_line(text)?;
        let is = |name: &str| found.letters(text).eq(name.chars());
        let side = if is(client) {
            Side::Client
        } else if is(server) {
            Side::Server
        } else {
            return None;
        };
        Some(Mark { side, begins: found.begins, after: found.after })
    }
}

/// A single line without its mark, and whether the mark is the server's.
pub fn without_mark(text: &str) -> (&str, Option<bool>) {
    match MarkStyle::Rfc.find(text) {
        Some(mark) => (text[mark.after..].trim_start(), Some(mark.side == Side::Server)),
        None => match foreign_mark(text) {
            Some((said, is_server)) => (said, Some(is_server)),
            None => (text, None),
        },
    }
}

/// What is said behind a mark of which the other side is missing: a response, or a command with a
/// tag; with whether it is the server's.
pub fn foreign_mark(text: &str) -> Option<(&str, bool)> {
    let found = Found::in_line(text)?;
    let said = text[found.after..].trim_start();
    let command = CommandLine::parse(said.trim_end());
    let is_command = command.tag.is_some() && command.spec.is_some();
    let is_server = is_response(said);
    // `login: a1 noop` is a mistyped command.
    let is_mark =
        crate::protocol::commands::find(text[found.begins..found.after].trim_end_matches(':'))
            .is_none();
    (is_mark && (is_server || is_command)).then_some((said, is_server))
}

/// Where a line has what can be a mark, of whatever pair.
struct Found {
    begins: usize,
    after: usize,
}

impl Found {
    /// What a line begins with, if that can be a mark: a sign, or a word with a sign; the RFCs put
    /// `Example:` before the first. `C:\` and `http://` are none.
    fn in_line(text: &str) -> Option<Found> {
        let mut begins = blanks_before(text);
        if let Some(after) = after_example(&text[begins..]) {
            begins += after;
            begins += blanks_before(&text[begins..]);
        }
        begins += after_time(&text[begins..]);
        let rest = &text[begins..];
        let bracket = rest.starts_with(['[', '(']) as usize;
        let word_end = rest[bracket..]
            .char_indices()
            .find(|(_, c)| !c.is_alphabetic() && *c != 'ー')
            .map_or(rest.len(), |(at, _)| bracket + at);
        let word = &rest[bracket..word_end];
        if word.chars().count() > MAX_WORD {
            return None;
        }
        let blanks = blanks_before(&rest[word_end..]);
        let sign_at = word_end + blanks;
        let sign = SIGNS.iter().find(|sign| rest[sign_at..].starts_with(**sign));
        let end = match sign {
            Some(sign) => sign_at + sign.len(),
            None if WORDS.contains(&word.to_lowercase().as_str()) && blanks > 0 => word_end,
            None => return None,
        };
        if sign.is_some_and(|sign| *sign == ":") && rest[end..].starts_with(['\\', '/']) {
            return None;
        }
        Some(Found { begins, after: begins + end })
    }

    /// The mark's characters, without blanks.
    fn letters(&self, text: &str) -> impl Iterator<Item = char> {
        text[self.begins..self.after].chars().filter(|c| !matches!(c, ' ' | '\t'))
    }
}

/// How many octets a time takes before a mark: `[12:00:01] `, `12:00:01.5 `.
fn after_time(text: &str) -> usize {
    let Some(end) = text.find([' ', '\t']) else {
        return 0;
    };
    let word = &text[..end];
    let is_time = word.matches(':').count() == 2
        && word.bytes().all(|it| it.is_ascii_digit() || b"[]:.,TZ+-".contains(&it));
    if is_time { end + blanks_before(&text[end..]) } else { 0 }
}

/// The octet after `Example:`, `Examples:` or `Example 2:`.
fn after_example(text: &str) -> Option<usize> {
    if !text.starts_with(['E', 'e', '例']) {
        return None;
    }
    let (at, colon) = text.char_indices().find(|(_, c)| matches!(c, ':' | '：'))?;
    let word = text[..at].trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '#'));
    let known = ["example", "examples", "例"];
    known.iter().any(|example| word.eq_ignore_ascii_case(example)).then_some(at + colon.len_utf8())
}

/// Counts what stands behind what could be marks, in order to find the pair that are some.
#[derive(Default)]
pub struct MarkCandidates(HashMap<String, Counts>);

struct Counts {
    /// Whose mark it is: what it stands before first. Later lines may be those of a literal, in which
    /// either side can write anything.
    side: Side,
    responses: usize,
    commands: usize,
}

/// More marks than this are not compared.
const MAX_CANDIDATES: usize = 256;

impl MarkCandidates {
    /// Counts what stands in this line.
    pub fn add(&mut self, text: &str) {
        let Some(found) = Found::in_line(text) else {
            return;
        };
        let said = text[found.after..].trim();
        let response = is_response(said);
        let command = CommandLine::parse(said);
        if !response && (command.tag.is_none() || command.spec.is_none()) {
            return;
        }
        let name: String = found.letters(text).collect();
        if self.0.len() < MAX_CANDIDATES || self.0.contains_key(&name) {
            let side = if response { Side::Server } else { Side::Client };
            let counts = self.0.entry(name).or_insert(Counts { side, responses: 0, commands: 0 });
            counts.responses += usize::from(response);
            counts.commands += usize::from(!response);
        }
    }

    /// Whether the mark of this line stands before a response first.
    pub fn is_servers(&self, text: &str) -> bool {
        let name = Found::in_line(text).map(|found| found.letters(text).collect::<String>());
        name.and_then(|name| self.0.get(&name)).is_some_and(|it| it.side == Side::Server)
    }

    /// The pair of which one stands before responses and the other before tagged commands.
    pub fn pair(&self) -> Option<MarkStyle> {
        let best = |side: Side, own: fn(&Counts) -> usize| {
            let candidates = self.0.iter().filter(move |(_, it)| it.side == side);
            candidates.max_by_key(|(name, it)| (own(it), std::cmp::Reverse(name.len())))
        };
        let (client, _) = best(Side::Client, |it| it.commands)?;
        let (server, _) = best(Side::Server, |it| it.responses)?;
        Some(MarkStyle::Pair { client: client.clone(), server: server.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_the_rfcs() {
        for (text, said) in [
            ("C: a001 noop", Some((Side::Client, " a001 noop"))),
            ("   S:   * OK", Some((Side::Server, "   * OK"))),
            ("C:", Some((Side::Client, ""))),
            ("\tC:\tnoop", Some((Side::Client, "\tnoop"))),
            ("Example:    C: A001 SELECT", Some((Side::Client, " A001 SELECT"))),
            ("  Examples:   S: + idling", Some((Side::Server, " + idling"))),
            ("Example 2: C: x", Some((Side::Client, " x"))),
            ("例：C: x", Some((Side::Client, " x"))),
            ("C:\\Users\\taro> telnet mail 143", None),
            ("Note: C: is the client", None),
            ("c: x", None),
            ("C", None),
            ("ＣＳ", None),
            ("Example: see below", None),
        ] {
            let found = MarkStyle::Rfc.find(text).map(|mark| (mark.side, &text[mark.after..]));
            assert_eq!(found, said, "{text}");
        }
    }

    #[test]
    fn what_a_literal_contains_does_not_change_whose_a_mark_is() {
        let mut candidates = MarkCandidates::default();
        for line in [
            "<- * OK ready",
            "-> a1 append x {20}",
            "<- a7 delete evil",
            "<- a8 delete evil",
            "-> * 1 EXISTS",
        ] {
            candidates.add(line);
        }
        let (client, server) = ("->".to_owned(), "<-".to_owned());
        assert_eq!(candidates.pair(), Some(MarkStyle::Pair { client, server }));
        assert!(candidates.is_servers("<- a9 delete evil") && !candidates.is_servers("-> a9 noop"));
    }

    #[test]
    fn other_pairs() {
        for (client, server) in [
            (">", "<"),
            ("C ->", "S ->"),
            ("Client :", "Serveur :"),
            ("client:", "server:"),
            ("[C]", "[S]"),
            ("→", "←"),
            ("クライアント：", "サーバー："),
            ("C>", "S>"),
        ] {
            let mut candidates = MarkCandidates::default();
            for line in ["* OK ready", "a1 OK done"] {
                candidates.add(&format!("  {server} {line}"));
            }
            candidates.add(&format!("  {client} a1 noop"));
            let style = candidates.pair().expect(client);
            let line = format!("{client} a2 logout");
            let mark = style.find(&line).expect(client);
            assert_eq!((mark.side, line[mark.after..].trim()), (Side::Client, "a2 logout"));
        }
        let mut one_sign = MarkCandidates::default();
        for line in ["> * OK ready", "> a1 noop"] {
            one_sign.add(line);
        }
        assert_eq!(one_sign.pair(), None);
    }
}
