//! Wraps imapsh's own lines at the terminal's width. The session's lines are never wrapped here.

use std::borrow::Cow;
use std::collections::HashSet;
use textwrap::core::Word;
use textwrap::{Options, WordSeparator, WordSplitter};
use unicode_linebreak::linebreaks;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The width of this terminal in columns; `None` if the stream is not a terminal.
pub fn columns(stream: impl std::os::fd::AsFd) -> Option<usize> {
    terminal_size::terminal_size_of(stream).map(|(width, _)| usize::from(width.0))
}

/// The width and the height of this terminal; `None` if the stream is not a terminal.
pub fn screen_size(stream: impl std::os::fd::AsFd) -> Option<(usize, usize)> {
    let size = terminal_size::terminal_size_of(stream);
    size.map(|(width, height)| (usize::from(width.0), usize::from(height.0)))
}

/// Wraps a line at the given width.
///
/// Further rows have the line's indentation. A line in two columns (a term, two or more spaces, its
/// description) continues under the second column if that leaves at least half of the width.
/// Otherwise the second column moves next to the first one, and the further rows are indented by four
/// more spaces than the line. The indentation is reduced if the longest word would not fit.
///
/// # Examples
/// ```
/// use imapsh::internals::wrap;
/// assert_eq!(wrap("type it by hand", 10), ["type it by", "hand"]);
/// assert_eq!(wrap(":tls  what TLS says", 14), [":tls  what TLS", "      says"]);
/// ```
pub fn wrap(line: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let (line, indent) = lay_out(line, columns);
    if line.width() <= columns {
        return vec![line.into_owned()];
    }
    // Do not split a word that fits into a row, just to keep the indentation.
    let widths = words(&line).map(|word| word.trim_end().width());
    let longest = widths.filter(|width| *width <= columns).max().unwrap_or_default();
    let indent = " ".repeat(indent.min(columns - longest));
    // Nor leave the first row empty: a first word that is too long is split.
    let text = line.trim_start_matches(' ');
    let first = words(text).next().map_or(0, |word| word.trim_end().width());
    let first = if first > columns { columns - indent.len() } else { first };
    let first_indent = (line.len() - text.len()).min(columns - first);
    let first_indent = " ".repeat(first_indent);
    let options = Options::new(columns)
        .initial_indent(&first_indent)
        .word_separator(WordSeparator::Custom(words))
        .word_splitter(WordSplitter::NoHyphenation)
        .subsequent_indent(&indent);
    let rows = textwrap::wrap(text, options);
    rows.into_iter().map(Cow::into_owned).collect()
}

/// The line with its second column moved if needed, and the indentation of the further rows.
fn lay_out(line: &str, columns: usize) -> (Cow<'_, str>, usize) {
    // At least one wide character must fit beside the indentation.
    let max_indent = (columns / 2).min(columns.saturating_sub(2));
    let up_to_max = |indent| if indent <= max_indent { indent } else { 0 };
    let indent = line.len() - line.trim_start_matches(' ').len();
    let Some(gap) = line[indent..].find("  ") else {
        return (Cow::Borrowed(line), up_to_max(indent));
    };
    let (term, rest) = line.split_at(indent + gap);
    if is_prose(term) {
        return (Cow::Borrowed(line), up_to_max(indent));
    }
    let description = rest.trim_start_matches(' ');
    let second_column = term.width() + rest.len() - description.len();
    if second_column <= max_indent {
        return (Cow::Borrowed(line), second_column);
    }
    let moved = format!("{term}  {description}");
    (Cow::Owned(moved), up_to_max(indent + 4))
}

/// Whether the spaces after this text separate examples in a sentence, and not two columns.
fn is_prose(text: &str) -> bool {
    text.contains('。') || text.contains(". ") || text.contains(": ")
}

/// The words of a line. Spaces separate them, except within a citation and between a number and its
/// Japanese counter. Hyphens and slashes do not, although Unicode's rules for line breaks (UAX 14) allow
/// a break there: `--insecure` and `/tmp/x.imap` stay whole. Next to wide characters, as in Japanese,
/// these rules decide, except that a word in katakana stays whole: `メールボックス`.
fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let by_unicode: HashSet<usize> = linebreaks(line).map(|(at, _)| at).collect();
    let (mut words, mut start) = (Vec::new(), 0);
    for ((_, before), (at, after)) in line.char_indices().zip(line.char_indices().skip(1)) {
        let ends_word = match (before, after) {
            (_, ' ') => false,
            (' ', _) => !belongs_together(line[start..at].trim_end_matches(' '), after),
            // A directive, an option, a file name or a flag begins here, but Unicode's rules attach its
            // first character to the text before it.
            ('、' | '。', _) if after.is_ascii() => true,
            _ if is_katakana(before) && is_katakana(after) => false,
            _ => (is_wide(before) || is_wide(after)) && by_unicode.contains(&at),
        };
        if ends_word {
            words.push(Word::from(&line[start..at]));
            start = at;
        }
    }
    words.push(Word::from(&line[start..]));
    Box::new(words.into_iter())
}

/// Whether the text after the space belongs to the word before it: `(RFC 3501, 7.1.4)`, `27 行`.
fn belongs_together(word: &str, after: char) -> bool {
    let mut parts = word.rsplit(' ');
    let last = parts.next().unwrap_or_default();
    match after {
        '0'..='9' => match last.strip_suffix(',') {
            Some(number) => is_number(number) && parts.next().is_some_and(|it| it.ends_with("RFC")),
            None => last.ends_with("RFC"),
        },
        _ => is_wide(after) && is_number(last.trim_start_matches(|c: char| !c.is_ascii_digit())),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_digit())
}

fn is_wide(c: char) -> bool {
    c.width() == Some(2)
}

/// Whether this is a letter of katakana or the long vowel mark. The middle dot is not: it separates
/// words.
fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヺ' | 'ー')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_stay_whole() {
        assert_eq!(wrap("", 10), [""]);
        assert_eq!(wrap("short", 10), ["short"]);
        assert_eq!(
            wrap("Select a mailbox first: select inbox", 15),
            ["Select a", "mailbox first:", "select inbox"]
        );
        assert_eq!(wrap("    Example: select inbox", 20), ["    Example: select", "    inbox"]);
    }

    #[test]
    fn a_second_column_continues_under_itself() {
        assert_eq!(
            wrap(":record FILE|off  record to .imap or .jsonl", 37),
            [":record FILE|off  record to .imap or", "                  .jsonl"]
        );
        assert_eq!(
            wrap(":wait DURATION [PATTERN]  show what comes, for so long", 36),
            [":wait DURATION [PATTERN]  show what", "    comes, for so long"]
        );
    }

    #[test]
    fn a_sentence_with_examples_far_apart_has_no_columns() {
        assert_eq!(
            wrap("  Example: :slow 2s    :slow off", 24),
            ["  Example: :slow 2s", "  :slow off"]
        );
        assert_eq!(
            wrap("  遅くします。例: :slow 2s    :slow off", 24),
            ["  遅くします。例: :slow", "  2s    :slow off"]
        );
    }

    #[test]
    fn a_word_longer_than_a_row_is_split() {
        assert_eq!(wrap("an abcdefghijkl", 5), ["an", "abcde", "fghij", "kl"]);
    }

    #[test]
    fn no_row_is_empty_before_a_long_word() {
        assert_eq!(wrap("    abcdefghij x", 12), ["  abcdefghij", "  x"]);
        assert_eq!(wrap("    abcdefghijkl x", 12), ["abcdefghijkl", "x"]);
        assert_eq!(wrap("  abcdefghijklmnop", 12), ["  abcdefghij", "  klmnop"]);
    }

    #[test]
    fn a_word_that_fits_into_a_row_is_not_split() {
        assert_eq!(
            wrap("    a long word: abcdefghijklmn", 16),
            ["    a long word:", "  abcdefghijklmn"]
        );
        assert_eq!(
            wrap("  :explain [on|off|LINE]  what lines mean", 16),
            ["  :explain", "   [on|off|LINE]", "   what lines", "   mean"]
        );
        assert_eq!(
            wrap("    FETCH (Commands, RFC 3501, 6.4.5)", 18),
            ["    FETCH", "  (Commands,", "  RFC 3501, 6.4.5)"]
        );
        assert_eq!(wrap(":tls  abcdefgh ijklmnop", 10), [":tls", "  abcdefgh", "  ijklmnop"]);
    }

    #[test]
    fn japanese_is_measured_in_columns_and_broken_between_characters() {
        assert_eq!(
            wrap("サーバの「+」を待ってから、本文を送る。", 16),
            ["サーバの「+」を", "待ってから、本文", "を送る。"]
        );
        // No row begins with a closing mark or ends with an opening one.
        assert_eq!(wrap("一二三。四五", 6), ["一二", "三。四", "五"]);
        assert_eq!(wrap("一二「三四", 6), ["一二", "「三四"]);
        assert_eq!(wrap("一二三。:set", 10), ["一二三。", ":set"]);
        assert_eq!(wrap("一二、--user", 10), ["一二、", "--user"]);
        assert_eq!(
            wrap("印は \\Seen、\\Draft、$Junk です", 12),
            ["印は \\Seen、", "\\Draft、", "$Junk です"]
        );
    }

    #[test]
    fn a_word_in_katakana_stays_whole() {
        assert_eq!(wrap("新しいメールボックスです", 18), ["新しい", "メールボックスです"]);
        assert_eq!(wrap("サーバー・クライアント", 14), ["サーバー・", "クライアント"]);
        assert_eq!(wrap("メールボックス", 8), ["メールボ", "ックス"]);
    }

    #[test]
    fn a_number_stays_with_its_counter_and_a_citation_in_one_row() {
        assert_eq!(wrap("全部で 27 行です", 11), ["全部で", "27 行です"]);
        assert_eq!(wrap("全部で 27 行です", 10), ["全部で", "27 行です"]);
        assert_eq!(wrap("メッセージ 7 は", 12), ["メッセージ", "7 は"]);
        assert_eq!(
            wrap("できません。（RFC 3501, 7.1）", 22),
            ["できません。", "（RFC 3501, 7.1）"]
        );
        assert_eq!(wrap("It is so. (RFC 3501, 7.1)", 16), ["It is so.", "(RFC 3501, 7.1)"]);
        assert_eq!(wrap("See RFC 3501, then go", 18), ["See RFC 3501, then", "go"]);
        assert_eq!(wrap("a, 3 apples, 4 pears", 9), ["a, 3", "apples, 4", "pears"]);
    }

    proptest! {
        #[test]
        fn no_text_is_lost_and_no_row_is_too_wide(text in "[ a-zé日本、「」。():-]{0,80}", columns in 2usize..60) {
            let rows = wrap(&text, columns);
            let bare = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(bare(&rows.concat()), bare(&text));
            for row in &rows {
                prop_assert!(row.width() <= columns, "{:?} in {}", row, columns);
            }
        }
    }
}
