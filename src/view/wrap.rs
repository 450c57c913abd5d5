//! imapsh's own lines on a narrow terminal: broken between words by the columns they take, with
//! what follows indented under what it goes on from. The wire is never wrapped here.

use std::borrow::Cow;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The columns of the terminal that this stream is; none if it is no terminal, or tells no width.
#[cfg(unix)]
pub fn columns(stream: impl std::os::fd::AsFd) -> Option<usize> {
    terminal_size::terminal_size_of(stream).map(|(width, _)| usize::from(width.0))
}

/// The columns of the terminal that this stream is; none if it is no terminal, or tells no width.
#[cfg(windows)]
pub fn columns(stream: impl std::os::windows::io::AsHandle) -> Option<usize> {
    terminal_size::terminal_size_of(stream).map(|(width, _)| usize::from(width.0))
}

/// The rows of one line of text, each of at most `columns` columns where a character is no wider.
///
/// A line in two columns (a term, two blanks or more, what it is) goes on under the second one
/// where that leaves it half the width; else the second column moves up to the first, and goes
/// on a little further in than that. Any other line goes on under its own beginning.
///
/// # Examples
/// ```
/// use imapsh::view::wrap::rows;
/// assert_eq!(rows("type it by hand", 10), ["type it by", "hand"]);
/// assert_eq!(rows(":tls  what TLS says", 14), [":tls  what TLS", "      says"]);
/// ```
pub fn rows(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let (text, indent) = laid_out(text, columns);
    if text.width() <= columns {
        return vec![text.into_owned()];
    }
    let indent = " ".repeat(indent);
    let (mut rows, mut row) = (Vec::new(), String::new());
    for word in words(&text) {
        let bare = word.trim_end();
        if row.width() + bare.width() > columns && !row.trim().is_empty() {
            rows.push(std::mem::replace(&mut row, indent.clone()));
        }
        if row.width() + bare.width() <= columns {
            row.push_str(word);
            continue;
        }
        // Longer than a row: cut where the row ends.
        for c in word.chars() {
            if row.width() + c.width().unwrap_or(0) > columns && row.len() > indent.len() {
                rows.push(std::mem::replace(&mut row, indent.clone()));
            }
            row.push(c);
        }
    }
    if !row.trim().is_empty() || rows.is_empty() {
        rows.push(row);
    }
    rows.iter().map(|row| row.trim_end().to_owned()).collect()
}

/// The text with its second column where it has room, and by how much the rows after the first
/// are indented.
fn laid_out(text: &str, columns: usize) -> (Cow<'_, str>, usize) {
    // Room is left for a character of two columns.
    let most = (columns / 2).min(columns.saturating_sub(2));
    let own = text.len() - text.trim_start_matches(' ').len();
    let Some(gap) = text[own..].find("  ").map(|gap| own + gap) else {
        return (Cow::Borrowed(text), if own <= most { own } else { 0 });
    };
    let (term, after) = text.split_at(gap);
    let second = after.trim_start_matches(' ');
    let place = term.width() + after.len() - second.len();
    if place <= most {
        return (Cow::Borrowed(text), place);
    }
    let further = if own + 4 <= most { own + 4 } else { 0 };
    (Cow::Owned(format!("{term}  {second}")), further)
}

/// The pieces that a row may end after, their blanks included.
fn words(text: &str) -> Vec<&str> {
    let (mut words, mut start) = (Vec::new(), 0);
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let ends = before.is_some_and(|before| {
            (before == ' ' && c != ' ')
                || (before != ' ' && c != ' ' && (is_ideograph(before) || is_ideograph(c)))
                    && !closes(c)
                    && !opens(before)
        });
        if ends {
            words.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    words.push(&text[start..]);
    words
}

/// Whether a row may end on either side of this character, as in Japanese.
fn is_ideograph(c: char) -> bool {
    c.width() == Some(2)
}

/// What does not begin a row (JIS X 4051, the most usual of it).
fn closes(c: char) -> bool {
    "、。，．・：；？！」』）】〕〉》ーっゃゅょッャュョぁぃぅぇぉァィゥェォ,.:;?!)]}".contains(c)
}

/// What does not end a row.
fn opens(c: char) -> bool {
    "「『（【〔〈《([{".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_stay_whole() {
        assert_eq!(rows("", 10), [""]);
        assert_eq!(rows("short", 10), ["short"]);
        assert_eq!(
            rows("Select a mailbox first: select inbox", 15),
            ["Select a", "mailbox first:", "select inbox"]
        );
        assert_eq!(
            rows("    Example: select inbox", 20),
            ["    Example: select", "    inbox"]
        );
    }

    #[test]
    fn a_second_column_goes_on_under_itself() {
        assert_eq!(
            rows(":record FILE|off  record to .imap or .jsonl", 37),
            [
                ":record FILE|off  record to .imap or",
                "                  .jsonl"
            ]
        );
        assert_eq!(
            rows(":wait DURATION [PATTERN]  show what comes, for so long", 36),
            [
                ":wait DURATION [PATTERN]  show what",
                "    comes, for so long"
            ]
        );
    }

    #[test]
    fn a_word_longer_than_a_row_is_cut() {
        assert_eq!(rows("an abcdefghijkl", 5), ["an", "abcde", "fghij", "kl"]);
    }

    #[test]
    fn japanese_is_counted_by_columns_and_broken_between_characters() {
        assert_eq!(
            rows("サーバの「+」を待ってから、本文を送る。", 16),
            ["サーバの「+」を", "待ってから、本文", "を送る。"]
        );
        // Neither a closing mark at a row's beginning nor an opening one at its end.
        assert_eq!(rows("一二三。四五", 6), ["一二", "三。四", "五"]);
        assert_eq!(rows("一二「三四", 6), ["一二", "「三四"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_no_row_is_too_wide(text in "[ a-zé日本、「」。():-]{0,80}", columns in 2usize..60) {
            let rows = rows(&text, columns);
            let bare = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(bare(&rows.concat()), bare(&text));
            for row in &rows {
                prop_assert!(row.width() <= columns, "{:?} in {}", row, columns);
            }
        }
    }
}
