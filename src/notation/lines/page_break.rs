//! Page breaks in a text that was printed, as in an RFC: the foot of a page, a form feed and the head of the
//! next.

use super::{ScriptLine, ScriptLines};
use crate::notation::listing_tags::surely_tagged;

/// The part that a line has in a page break of an RFC: the foot with `[Page 7]`, a form feed, the head after
/// it, or a blank line around these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageBreak {
    /// The break continues up to this index.
    Until(usize),
    No,
    /// Unknown until more lines arrive.
    Unknown,
}

/// Whether a page break can begin with this line.
pub fn may_begin(line: &ScriptLine) -> bool {
    line.is_blank() || is_page_end(line.text())
}

/// The most blank lines on either side of a page's foot or head.
const MAX_BLANK: usize = 40;

/// Whether a page break begins at this index. `ended`: no further lines will arrive.
pub fn at(lines: &ScriptLines, index: usize, ended: bool) -> PageBreak {
    let unknown =
        |at: usize| if ended || at < lines.len() { PageBreak::No } else { PageBreak::Unknown };
    let is_end = |at: usize| lines.get(at).is_some_and(|line| is_page_end(line.text()));
    let foot = skip_blank(lines, index);
    if !is_end(foot) {
        return unknown(foot);
    }
    let mut to = foot;
    for _ in 0..MAX_FEET {
        if is_end(to) {
            to = skip_blank(lines, to + 1);
        }
    }
    if lines.get(to).is_some_and(|line| is_page_head(line.text())) {
        to = skip_blank(lines, to + 1);
    }
    // Further blank lines, or the head, may still arrive.
    if to >= lines.len() && !ended { PageBreak::Unknown } else { PageBreak::Until(to) }
}

/// The most feet of a page and form feeds before its head: with more, another break begins.
const MAX_FEET: usize = 4;

fn skip_blank(lines: &ScriptLines, from: usize) -> usize {
    let is_blank = |at: &usize| lines.get(*at).is_some_and(|line| line.is_blank());
    (from..from + MAX_BLANK).take_while(is_blank).last().map_or(from, |last| last + 1)
}

/// The foot of a page, or a form feed.
fn is_page_end(line: &str) -> bool {
    let line = line.trim_matches([' ', '\t', '\r']);
    let number = line.strip_suffix(']').and_then(|line| line.rsplit_once("[Page "));
    let after_feed = line.strip_prefix('\u{c}').filter(|_| !is_page_head(line));
    after_feed.is_some_and(|after| surely_tagged(after.trim()).is_none())
        || number.is_some_and(|(_, number)| number.bytes().all(|octet| octet.is_ascii_digit()))
}

/// The head of a page: three columns.
fn is_page_head(line: &str) -> bool {
    let line = line.trim();
    let columns = line.split("   ").filter(|column| !column.trim().is_empty()).count();
    let year = line.len() >= 4
        && line.is_char_boundary(line.len() - 4)
        && line[line.len() - 4..].bytes().all(|octet| octet.is_ascii_digit());
    columns >= 2 && year
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_of_pages() {
        let text = "C: a search\n\n\nCrispin          Standards Track           [Page 34]\n\u{c}\nRFC 3501        IMAPv4       March 2003\n\n\n   unseen\n";
        let lines = ScriptLines::whole(text.as_bytes(), "x").expect("UTF-8");
        assert_eq!(at(&lines, 1, true), PageBreak::Until(8));
        assert_eq!(at(&lines, 0, true), PageBreak::No);
        let lines = ScriptLines::whole(b"a\n\n[Page x]\n\n", "x").expect("UTF-8");
        assert_eq!(at(&lines, 1, false), PageBreak::No);
        assert_eq!(at(&lines, 3, false), PageBreak::Unknown);
    }
}
