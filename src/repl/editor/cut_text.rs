//! The text that keys cut out of the line (Ctrl-W, Ctrl-U, Ctrl-K, Alt-d), for Ctrl-Y to insert.
//!
//! rustyline keeps such texts itself, but does not know which parts were hidden: Ctrl-Y in a later line
//! would show a password that was cut. So the editor keeps the last text, with its hidden characters.

use std::ops::Range;

/// The last text that was cut.
#[derive(Default)]
pub struct CutText {
    text: String,
    /// For each character of the text, whether it was hidden.
    hidden: Vec<bool>,
    /// The line and the cursor after the cut. Another cut there adds to the text, as in other editors.
    left: (String, usize),
}

/// A line, and the byte offset of the cursor in it.
pub type LineAt<'l> = (&'l str, usize);

impl CutText {
    /// Notes the effect of a key that cuts text out of the line, if it did. `hidden`: for each character of
    /// the line before, whether it was hidden.
    pub fn note(&mut self, before: LineAt<'_>, hidden: &[bool], after: LineAt<'_>) {
        let Some(cut) = removed(before, after) else { return };
        let first = before.0[..cut.start].chars().count();
        let text = &before.0[cut.clone()];
        let flags = (first..).take(text.chars().count());
        let flags = flags.map(|at| hidden.get(at).copied().unwrap_or(true));
        if (self.left.0.as_str(), self.left.1) != before || self.text.is_empty() {
            self.text.clear();
            self.hidden.clear();
        }
        if cut.start < before.1 {
            self.text.insert_str(0, text);
            self.hidden.splice(0..0, flags);
        } else {
            self.text.push_str(text);
            self.hidden.extend(flags);
        }
        self.left = (after.0.to_owned(), after.1);
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the hidden characters of the text would also be secret in a line in which it begins at this
    /// offset. `secrets`: the secret byte ranges of that line.
    pub fn is_hidden_at(&self, offset: usize, secrets: &[Range<usize>]) -> bool {
        let is_secret = |at: usize| secrets.iter().any(|range| range.contains(&(offset + at)));
        let mut chars = self.text.char_indices().zip(&self.hidden);
        chars.all(|((at, _), hidden)| !hidden || is_secret(at))
    }
}

/// The range that was removed directly before or after the cursor.
fn removed(before: LineAt<'_>, after: LineAt<'_>) -> Option<Range<usize>> {
    let count = before.0.len().checked_sub(after.0.len()).filter(|count| *count > 0)?;
    let (start, end) = after.0.split_at_checked(after.1)?;
    let is_removed = before.0.starts_with(start) && before.0.ends_with(end);
    is_removed.then_some(after.1..after.1 + count)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hides the text after `login user `.
    fn hidden(line: &str) -> Vec<bool> {
        let is_login = line.starts_with("login user ");
        line.chars().enumerate().map(|(at, _)| is_login && at >= 11).collect()
    }

    fn cut(steps: &[(LineAt<'_>, LineAt<'_>)]) -> CutText {
        let mut cut = CutText::default();
        for (before, after) in steps {
            cut.note(*before, &hidden(before.0), *after);
        }
        cut
    }

    #[test]
    fn cuts_at_the_same_place_are_one_text() {
        let login = "login user 梅雨";
        let first = ((login, 17), ("login user ", 11));
        assert_eq!(cut(&[first]).text(), "梅雨");
        assert_eq!(cut(&[first, (("login user ", 11), ("login ", 6))]).text(), "user 梅雨");
        assert_eq!(cut(&[((login, 6), ("login ", 6))]).text(), "user 梅雨");
        let forward = [((login, 0), (" user 梅雨", 0)), ((" user 梅雨", 0), (" 梅雨", 0))];
        assert_eq!(cut(&forward).text(), "login user");
        // In another line, or after another change.
        assert_eq!(cut(&[first, (("noop x", 6), ("noop ", 5))]).text(), "x");
        // Nothing was cut.
        assert_eq!(cut(&[first, (("noop", 4), ("noop", 4)), (("a", 1), ("ab", 2))]).text(), "梅雨");
    }

    #[test]
    fn hidden_text_is_inserted_only_where_it_is_hidden() {
        let login = "login user 梅雨";
        let cut = cut(&[((login, 17), ("", 0))]);
        let ranges = |range: Range<usize>| Vec::from_iter(Some(range));
        let (secret, last) = (ranges(11..17), ranges(14..17));
        assert!(cut.is_hidden_at(0, &secret));
        assert!(cut.is_hidden_at(4, &[10..16, 15..30]));
        assert!(!cut.is_hidden_at(0, &[]));
        assert!(!cut.is_hidden_at(0, &last));
        assert!(!cut.is_hidden_at(6, &secret));
        // No part of it was hidden.
        assert!(self::cut(&[(("noop x", 6), ("noop ", 5))]).is_hidden_at(0, &[]));
    }
}
