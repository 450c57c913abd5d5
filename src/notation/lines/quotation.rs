//! Quotations, as in a mail: every line of a session begins with the same sign. Section 2 of
//! `docs/listings.md`.

use crate::notation::marks::{LogLine, MarkStyle, is_of_session};
use crate::notation::prose::is_certain_command;
use crate::protocol::meaning::line::ResponseLine;
use crate::protocol::syntax::Side;
use crate::protocol::typed_line::CommandLine;

/// The signs of a quotation that is the whole text.
const SIGNS: &[char] = &['>', '|', '│', '┃', '-', '•'];

/// The signs of a quotation that is only part of the text.
const SIGNS_IN_MAIL: &[char] = &['>', '|', '│', '┃'];

/// Quotations nested deeper than this are not told apart.
const MAX_DEPTH: usize = 16;

/// How the lines of a quotation begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    sign: char,
    /// How often the sign is repeated.
    depth: usize,
    /// Whether the text also has lines outside the quotation.
    is_partial: bool,
}

impl Quotation {
    /// Finds the quotation that is the whole text, or that contains the session. `lines`: the lines of the
    /// text.
    pub fn find<'a>(text: &str, lines: impl Iterator<Item = &'a str> + Clone) -> Option<Quotation> {
        let lines = lines.map(str::trim_start).filter(|line| !line.is_empty());
        let of_session = |sign: &char| {
            // Most texts have none of the signs at the beginning of a line.
            let is_used = text.contains(*sign) && lines.clone().any(|it| it.starts_with(*sign));
            is_used.then(|| Quotation::of_session(lines.clone(), *sign)).flatten()
        };
        match Quotation::of_all(lines.clone()) {
            // The session in it may be a quotation itself.
            Some(all) => {
                let inner = SIGNS_IN_MAIL.contains(&all.sign).then(|| of_session(&all.sign));
                Some(inner.flatten().filter(|inner| inner.depth > all.depth).unwrap_or(all))
            }
            None => SIGNS_IN_MAIL.iter().find_map(of_session),
        }
    }

    /// The sign that all lines begin with, and how often.
    fn of_all<'a>(mut lines: impl Iterator<Item = &'a str>) -> Option<Quotation> {
        let first = lines.next()?;
        let sign = first.chars().next().filter(|c| SIGNS.contains(c))?;
        let (mut depth, mut others) = (depth(first, sign), 0);
        // Not the rows of a table.
        let mut are_rows = is_row(first, sign);
        // A list has the sign too, and may not contain a session.
        let is_of_session = |line: &str| {
            SIGNS_IN_MAIL.contains(&sign)
                || is_of_session(line.trim_start_matches([sign, ' ', '\t']))
        };
        let mut has_session = is_of_session(first);
        for line in lines {
            depth = depth.min(self::depth(line, sign));
            are_rows &= is_row(line, sign);
            has_session = has_session || is_of_session(line);
            others += 1;
            if depth == 0 {
                return None;
            }
        }
        (others > 0 && !are_rows && has_session).then_some(Quotation {
            sign,
            depth,
            is_partial: false,
        })
    }

    /// The quotation with this sign, if it contains the session: the commands and all lines of the server. A
    /// sign before only one side is a mark, and a mail inside a log may quote another session. If commands
    /// and answers are quoted in several ways, as in a mail and the mail that it answers, the first way
    /// counts.
    fn of_session<'a>(lines: impl Iterator<Item = &'a str>, sign: char) -> Option<Quotation> {
        let (mut depth, mut commands) = (usize::MAX, 0);
        let mut sides_by_depth = [(false, false); MAX_DEPTH + 1];
        let mut first = None;
        let mut mark_outside: Option<String> = None;
        for line in lines {
            let signs = self::depth(line, sign);
            let quotation = Quotation { sign, depth: signs, is_partial: true };
            let side = quotation.side_after(line).or_else(|| quotation.side_of_mark(line));
            if let Some((side, sides)) = side.zip(sides_by_depth.get_mut(signs)) {
                sides.0 |= side == Side::Client;
                sides.1 |= side == Side::Server;
                first = first.or((*sides == (true, true)).then_some(signs));
            }
            match (side, signs) {
                (Some(Side::Server), 0) => return None,
                (Some(Side::Server), _) => depth = depth.min(signs),
                (Some(Side::Client), _) => commands = commands.max(signs),
                (None, 0) => {
                    let log_line = LogLine::read(line).filter(|line| line.is_server);
                    if let Some(mark) = log_line.map(|line| line.mark) {
                        // One such line may be prose.
                        if mark_outside.as_ref() == Some(&mark) {
                            return None;
                        }
                        mark_outside = Some(mark);
                    }
                }
                (None, _) => {}
            }
        }
        let depth = first.unwrap_or(depth);
        (commands >= depth).then_some(Quotation { sign, depth, is_partial: true })
    }

    /// The signs of a quotation that this line begins with, as a part of a text.
    pub fn of_line(line: &str) -> Option<Quotation> {
        let line = line.trim_start();
        let sign = line.chars().next().filter(|c| SIGNS_IN_MAIL.contains(c))?;
        Some(Quotation { sign, depth: depth(line, sign), is_partial: true })
    }

    /// The side of the line after these signs, if certain.
    pub fn side_after(self, line: &str) -> Option<Side> {
        let content = line.trim_start_matches([self.sign, ' ', '\t']).trim_end();
        // It may be the row of a table.
        let is_row = is_of_table(self.sign) && content.ends_with(self.sign);
        side_of(content).filter(|_| !is_row)
    }

    /// The side of a line that is quoted and has another mark than `C:` after the signs: `| -> a1 noop`.
    fn side_of_mark(self, line: &str) -> Option<Side> {
        let is_quoted = self.depth > 0 && !is_row(line, self.sign);
        let marked = LogLine::read(&line[self.length(line)..]).filter(|_| is_quoted)?;
        Some(if marked.is_server { Side::Server } else { Side::Client })
    }

    /// How many octets of a line are its signs, with one space after each.
    pub fn length(self, line: &str) -> usize {
        let mut rest = line;
        for _ in 0..self.depth {
            let Some(after) = rest.trim_start_matches([' ', '\t']).strip_prefix(self.sign) else {
                break;
            };
            rest = after.strip_prefix(' ').unwrap_or(after);
        }
        line.len() - rest.len()
    }

    /// Whether this line is not part of it.
    pub fn excludes(self, line: &str) -> bool {
        self.is_partial && depth(line, self.sign) < self.depth && !line.trim().is_empty()
    }
}

/// Whether a line has the sign at its end too.
fn is_row(line: &str, sign: char) -> bool {
    is_of_table(sign) && line.len() > sign.len_utf8() && line.trim_end().ends_with(sign)
}

/// Whether the rows of a table may have this sign between their cells.
fn is_of_table(sign: char) -> bool {
    matches!(sign, '|' | '│' | '┃')
}

/// How often a line begins with the sign.
fn depth(line: &str, sign: char) -> usize {
    let signs = line.chars().filter(|c| !matches!(c, ' ' | '\t'));
    signs.take_while(|c| *c == sign).count()
}

/// The side of this line of a session, if certain. Prose writes the names of responses in lower case, if at
/// all.
fn side_of(text: &str) -> Option<Side> {
    if let Some(mark) = MarkStyle::Rfc.find(text) {
        return Some(mark.side);
    }
    let in_capitals = |word: &[u8]| !word.iter().any(u8::is_ascii_lowercase);
    match ResponseLine::read(text.as_bytes()) {
        Some(ResponseLine::Untagged { word, is_known: true, .. }) if in_capitals(word) => {
            Some(Side::Server)
        }
        Some(ResponseLine::Completion { word, .. }) if in_capitals(word) => Some(Side::Server),
        _ => {
            let command = CommandLine::parse(text);
            let is_command =
                command.spec.is_some() && (command.tag.is_some() || is_certain_command(&command));
            is_command.then_some(Side::Client)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(text: &str) -> Option<(char, usize, bool)> {
        let found = Quotation::find(text, text.lines())?;
        Some((found.sign, found.depth, found.is_partial))
    }

    #[test]
    fn the_whole_text_or_the_session_in_it_may_be_quoted() {
        assert_eq!(find("> a\n>\n> b"), Some(('>', 1, false)));
        assert_eq!(find("- a1 noop\n- b"), Some(('-', 1, false)));
        assert_eq!(find("Hi\n> a1 noop\n> a1 OK x"), Some(('>', 1, true)));
        assert_eq!(find("> > a1 noop\n> > a1 OK x\n> bye"), Some(('>', 2, true)));
        let deeper = ">> a1 noop\n>> a1 OK x\n> And a2 noop?\n> a2 noop\n> a2 OK x\nbye";
        assert_eq!(find(deeper), Some(('>', 2, true)));
        assert_eq!(find(">> a1 noop\n> a1 OK x\nbye"), Some(('>', 1, true)));
        for text in [
            "> a1 noop\na1 OK x",
            "> a1 noop\n< a1 OK x",
            "Hi\n> a1 noop\n> a1 OK x\n* 3 EXISTS",
            "| a1 noop | a1 OK x |\n| a2 noop | |\nHi",
            "Hi\n> one\n> two",
            "- list \"\" *\n- expunge",
            "<<< * 1 FETCH (BODY[] {9}\n> C: a1 noop\n> S: a1 OK x\n<<< )\n<<< a2 OK done",
            "",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
