//! Marks: texts before a line that name its side, such as the RFCs' `C:` and `S:`.
//!
//! `position` finds the place of a possible mark in a line, `log_line` reads the text after it, `candidates`
//! counts such lines in order to find a log's marks, `pair` has the marks of both sides, which may change, and
//! `sides` knows the names of both sides. Section 2 of `docs/listings.md`.

pub(super) mod arrows;
mod candidates;
mod log_line;
pub(super) mod log_prefix;
mod pair;
mod position;
pub(super) mod program_prompt;
pub(super) mod quoted;
mod sides;

use super::words::spaces_before;
use crate::protocol::syntax::Side;
use arrows::is_arrow;
pub use candidates::{MarkCandidates, UnmarkedLines};
pub use log_line::{
    LogLine, after_possible_mark, begins_with_label, has_complete_command, is_of_session,
};
use log_prefix::after_prefix;
pub use pair::MarkPair;
use position::MarkPosition;
pub use position::begins_with_role;
use program_prompt::ProgramPrompt;
pub use sides::{are_opposites, are_words_of_prose, is_name_of_side, is_role, with_arrow_turned};

/// A line's mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub side: Side,
    /// The octet where the mark begins.
    pub begins: usize,
    /// The octet after it.
    pub after: usize,
    /// Which of several clients or servers it means: 1 for `C1:`. 0 if it does not say.
    pub number: u32,
}

/// The marks of a listing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum MarkStyle {
    /// `C:` and `S:`. A line with such a mark is a client's or a server's in any listing.
    #[default]
    Rfc,
    /// Other marks: `>` and `<`, `Client:` and `Server:`.
    Pair(MarkPair),
    /// The prompt of a program, which ends with this sign; its output has no mark.
    Prompt { sign: String },
}

impl MarkStyle {
    /// The pair to which this client's mark of a program's log belongs, if it certainly is one.
    pub fn of_log(client_mark: &str) -> Option<MarkStyle> {
        let [client, server] = position::LOGGED;
        (client == client_mark).then(|| MarkStyle::pair(client, Some(server)))
    }

    /// A pair of marks. The server's lines may have none.
    pub fn pair(client: &str, server: Option<&str>) -> MarkStyle {
        MarkStyle::Pair(MarkPair::new(client, server))
    }

    /// Whether the server's lines have marks too.
    pub fn has_server_marks(&self) -> bool {
        match self {
            MarkStyle::Rfc => true,
            MarkStyle::Pair(pair) => pair.has_server(),
            MarkStyle::Prompt { .. } => false,
        }
    }

    /// The mark of this line.
    pub fn find(&self, text: &str) -> Option<Mark> {
        match self {
            MarkStyle::Rfc => {
                // Most lines begin with another letter and are skipped here.
                let first = text.trim_start_matches([' ', '\t']).chars().next()?;
                matches!(first, 'C' | 'S' | 'E' | 'e' | '例').then_some(())?;
                // A mark inside a server's line is text.
                let sides = [(Side::Client, "C:"), (Side::Server, "S:")];
                let mark = MarkPosition::at_start(text)?.mark(text, sides.into_iter());
                mark.filter(|mark| !is_progress(&text[mark.after..]))
            }
            MarkStyle::Pair(pair) => pair.find(text),
            MarkStyle::Prompt { sign } => {
                let found = ProgramPrompt::of_line(text).filter(|found| found.sign == sign)?;
                let (begins, after) = (spaces_before(text), found.after);
                Some(Mark { side: Side::Client, begins, after, number: 0 })
            }
        }
    }
}

/// Whether this follows `C:` in mbsync's progress line: ` 0/1 B: 0/0 F: +0/0`.
fn is_progress(text: &str) -> bool {
    let mut words = text.split(' ').filter(|word| !word.is_empty());
    let is_count =
        |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) && word.contains('/');
    words.next().is_some_and(is_count) && words.next() == Some("B:")
}

/// A single line without its mark, and whether the mark is the server's.
pub fn without_mark(text: &str) -> (&str, Option<bool>) {
    match MarkStyle::Rfc.find(text) {
        Some(mark) => (text[mark.after..].trim_start(), Some(mark.side == Side::Server)),
        None => match LogLine::read(text) {
            Some(line) => (text[line.after..].trim_start(), Some(line.is_server)),
            None => (text, None),
        },
    }
}

/// The beginning of a line, up to its mark, without the session state and the selected mailbox that
/// Thunderbird's logs have there.
pub fn without_state(before: &str) -> &str {
    let logged = position::LOGGED.iter().find_map(|mark| before.trim_end().strip_suffix(mark));
    let after_host = logged.and_then(|before| before.strip_suffix(':')?.rsplit_once(':'));
    after_host.map_or(before, |(before, _)| before)
}

impl MarkPosition {
    /// The mark found in this text, if it is one of these.
    fn mark<'a>(
        &self,
        text: &str,
        mut marks: impl Iterator<Item = (Side, &'a str)>,
    ) -> Option<Mark> {
        let (side, _) = marks.find(|(_, mark)| self.letters(text).eq(mark.chars()))?;
        Some(Mark { side, begins: self.begins, after: self.after, number: self.number(text) })
    }
}

/// The content without the signs that enclose it: the sign that ends a table row, `| C | a1 noop |`, if the
/// mark has one too, the quote or the backtick that was opened before the mark, or typographic quotes.
pub fn enclosed<'a>(mark: &str, content: &'a str) -> &'a str {
    let is_quoted = |sign: char| mark.matches(sign).count() % 2 == 1;
    let inside = match content.chars().next_back() {
        Some('|') if mark.contains('|') => content.strip_suffix('|'),
        Some(sign @ ('"' | '`')) if is_quoted(sign) => content.strip_suffix(sign),
        Some('»') => content.strip_prefix('«').and_then(|content| content.strip_suffix('»')),
        _ => None,
    };
    inside.map_or(content, str::trim)
}

/// The text after this mark.
pub fn after_mark<'a>(text: &'a str, mark: &str) -> Option<&'a str> {
    let found = MarkPosition::in_line(text).filter(|found| found.letters(text).eq(mark.chars()));
    let after = found.map(|found| found.after).or_else(|| after_prefix(text, mark))?;
    Some(text[after..].trim())
}

/// The text after a mark that names a side: an arrow, `Client:`, `S:`. swaks writes `~>` and `<~` for
/// encrypted lines.
pub fn after_mark_of_side(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let text = text.strip_prefix('~').unwrap_or(text);
    if !position::may_have_mark(text) {
        return None;
    }
    let found = MarkPosition::in_line(text)?;
    let mark: String = found.letters(text).collect();
    (is_arrow(&mark) || is_name_of_side(&mark))
        .then(|| text[found.after..].trim_start_matches('~').trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rfcs_marks_are_recognized_anywhere_before_a_line() {
        for (text, content) in [
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
            ("C: 0/1  B: 0/0  F: +0/0 *0/0 #0/0  N: +0/0 *0/0 #0/0", None),
            ("C", None),
            ("ＣＳ", None),
            (
                "S: x CreateNewLineFromSocket: y",
                Some((Side::Server, " x CreateNewLineFromSocket: y")),
            ),
            ("C: x SendData:", Some((Side::Client, " x SendData:"))),
            ("Example: see below", None),
        ] {
            let found = MarkStyle::Rfc.find(text).map(|mark| (mark.side, &text[mark.after..]));
            assert_eq!(found, content, "{text}");
        }
    }

    #[test]
    fn the_text_after_a_mark_that_names_a_side_is_found() {
        for (text, content) in [
            (" -> EHLO x", Some("EHLO x")),
            ("<-  250 OK", Some("250 OK")),
            (" ~> EHLO x", Some("EHLO x")),
            ("<~  250 OK", Some("250 OK")),
            ("Client: EHLO x", Some("EHLO x")),
            ("S: 250 OK", Some("250 OK")),
            ("recv: 250 OK", Some("250 OK")),
            ("Note: EHLO x", None),
            ("EHLO x", None),
        ] {
            assert_eq!(after_mark_of_side(text), content, "{text}");
        }
    }
}
