//! A terminal divided into two panes, as by tmux: each line has a part of the session, and, after a vertical
//! rule in the same column, something else. A table with the client's lines in one column and the server's in
//! the other looks the same. Section 2 of `docs/listings.md`.

use super::marks::is_of_session;
use super::response::is_response;
use std::ops::Range;
use unicode_width::UnicodeWidthChar;

/// The rules that tmux and screen draw between panes.
const RULES: &[char] = &['│', '┃', '|'];

/// Fewer lines are not a terminal's.
const FEWEST_LINES: usize = 3;

/// The most lines around the panes.
const MAX_OTHERS: usize = 3;

/// Where the session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panes {
    /// The column of the rule.
    column: usize,
    session: SessionPane,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SessionPane {
    Left,
    Right,
    /// The client is on one side, the server on the other.
    Both,
}

/// How many lines of a pane are commands, and how many responses.
#[derive(Default)]
struct PaneCounts {
    commands: usize,
    responses: usize,
}

impl PaneCounts {
    fn add(&mut self, text: &str) {
        if is_response(text.trim()) {
            self.responses += 1;
        } else if is_of_session(text) {
            self.commands += 1;
        }
    }

    fn lines(&self) -> usize {
        self.commands + self.responses
    }

    /// Whether this pane has only the client's lines, and the other only the server's.
    fn is_client_of(&self, other: &PaneCounts) -> bool {
        self.commands > 0 && self.responses == 0 && other.commands == 0 && other.responses > 0
    }
}

impl SessionPane {
    fn of(left: &PaneCounts, right: &PaneCounts) -> SessionPane {
        match right.lines() > left.lines() {
            _ if left.is_client_of(right) || right.is_client_of(left) => SessionPane::Both,
            true => SessionPane::Right,
            false => SessionPane::Left,
        }
    }
}

impl Panes {
    /// The panes of a text with these lines, if each one has the same rule.
    pub fn find<'a>(lines: impl Iterator<Item = &'a str>) -> Option<Panes> {
        let (mut column, mut count, mut others) = (None, 0, 0);
        let (mut left, mut right) = (PaneCounts::default(), PaneCounts::default());
        for line in lines.filter(|line| !line.trim().is_empty()) {
            let Some((own, at)) = rule(line) else {
                // The border below, or tmux's own line.
                others += 1;
                if others > MAX_OTHERS || is_of_session(line) {
                    return None;
                }
                continue;
            };
            if line[..at].contains(RULES) || column.is_some_and(|column| column != own) {
                return None;
            }
            column = Some(own);
            count += 1;
            left.add(&line[..at]);
            right.add(line[at..].trim_start_matches(RULES));
        }
        let session = SessionPane::of(&left, &right);
        let is_any = count >= FEWEST_LINES && left.lines().max(right.lines()) > 0;
        column.filter(|column| is_any && *column > 0).map(|column| Panes { column, session })
    }

    /// Where the session is in this line.
    pub fn part(self, line: &str) -> Range<usize> {
        let Some((_, at)) = rule(line).filter(|(column, _)| *column == self.column) else {
            return 0..line.len();
        };
        let left = 0..line[..at].trim_end().len();
        let rest = line[at..].trim_start_matches(RULES);
        let right = line.len() - rest.strip_prefix(' ').unwrap_or(rest).len()..line.len();
        match self.session {
            SessionPane::Left => left,
            SessionPane::Right => right,
            SessionPane::Both if left.is_empty() => right,
            SessionPane::Both if rest.trim().is_empty() => left,
            // The server's text beside the command is after the rule.
            SessionPane::Both => 0..line.len(),
        }
    }
}

/// The column and the place of the first rule in a line.
fn rule(line: &str) -> Option<(usize, usize)> {
    let at = line.find(RULES)?;
    // A vertical bar of ASCII may be part of a word.
    let is_apart = line[..at].ends_with([' ', '\t']) || !line[at..].starts_with('|');
    is_apart.then_some(())?;
    Some((line[..at].chars().filter_map(UnicodeWidthChar::width).sum(), at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pane_of_the_session() {
        let parts = |text: &str| {
            let panes = Panes::find(text.lines())?;
            Some(text.lines().map(|line| line[panes.part(line)].to_owned()).collect::<Vec<_>>())
        };
        let left = "a1 noop    │ $ tail -f x\na1 OK 梅   │ taro\n           │\na2 logout  │ x";
        assert_eq!(
            parts(left),
            Some(["a1 noop", "a1 OK 梅", "", "a2 logout"].map(String::from).into())
        );
        let right = "$ ls   │ a1 noop\nx      │ a1 OK\n       │ a2 logout";
        assert_eq!(parts(right), Some(["a1 noop", "a1 OK", "a2 logout"].map(String::from).into()));
        let border = "a1 noop    | x\na1 OK      |\na2 logout  | y\n-----------+--\n[0] 0:bash";
        let parts_of_border = parts(border).unwrap_or_default();
        assert_eq!(parts_of_border[..3], ["a1 noop", "a1 OK", "a2 logout"]);
        let sides =
            "           | * OK ready\na1 noop    |\na2 logout  | * BYE\n           |   a2 OK";
        let parts_of_sides = parts(sides).unwrap_or_default();
        assert_eq!(parts_of_sides, ["* OK ready", "a1 noop", "a2 logout  | * BYE", "  a2 OK"]);
        for other in [
            "a1 noop │ x\na1 OK\na2 logout │ x",
            "a1 list \"\" \"a|b\"\na1 list \"\" \"a|b\"\na1 list \"\" \"a|b\"",
            "a1 noop │ x\na1 OK │ x\na2 logout │ x",
            "│ a1 noop\n│ a1 OK\n│ a2 logout",
            "x  │ y\nx  │ y\nx  │ y",
            "a1 noop",
        ] {
            assert_eq!(parts(other), None, "{other}");
        }
    }
}
