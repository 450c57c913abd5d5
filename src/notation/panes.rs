//! A terminal that was divided into two panes, as tmux does: each line has a part of the session, and behind a vertical
//! rule in the same column something else.

use super::marks::is_of_session;
use std::ops::Range;
use unicode_width::UnicodeWidthChar;

/// What tmux and screen draw between panes.
const RULES: &[char] = &['│', '┃', '|'];

/// Fewer lines are not a terminal's.
const FEWEST_LINES: usize = 3;

/// The most lines around the panes.
const MOST_OTHERS: usize = 3;

/// Where the session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panes {
    /// The column of the rule.
    column: usize,
    is_right: bool,
}

impl Panes {
    /// The panes of a text with these lines, if each one has the same rule.
    pub fn find<'a>(lines: impl Iterator<Item = &'a str>) -> Option<Panes> {
        let (mut column, mut count, mut left, mut right, mut others) = (None, 0, 0, 0, 0);
        for line in lines.filter(|line| !line.trim().is_empty()) {
            let Some((own, at)) = rule(line) else {
                // The border below, or tmux's own line.
                others += 1;
                if others > MOST_OTHERS || is_of_session(line) {
                    return None;
                }
                continue;
            };
            if own == 0 || line[..at].contains(RULES) || column.is_some_and(|column| column != own)
            {
                return None;
            }
            column = Some(own);
            count += 1;
            left += usize::from(is_of_session(&line[..at]));
            right += usize::from(is_of_session(line[at..].trim_start_matches(RULES)));
        }
        let panes = |column| Panes { column, is_right: right > left };
        column.filter(|_| count >= FEWEST_LINES && left.max(right) > 0).map(panes)
    }

    /// Where the session is in this line.
    pub fn part(self, line: &str) -> Range<usize> {
        let Some((_, at)) = rule(line).filter(|(column, _)| *column == self.column) else {
            return 0..line.len();
        };
        match self.is_right {
            false => 0..line[..at].trim_end().len(),
            true => {
                let rest = line[at..].trim_start_matches(RULES);
                line.len() - rest.strip_prefix(' ').unwrap_or(rest).len()..line.len()
            }
        }
    }
}

/// The column of the first rule in a line, and where it is.
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
