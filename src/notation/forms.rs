//! What people write between the lines of a listing, recognized by its form: elisions, rules, code
//! fences, remarks, page breaks. None of it is ever sent.

use super::lines::{Line, Lines};
use crate::protocol::typed_line::CommandLine;

/// The brackets that an elision can stand in.
const BRACKETS: &[(char, char)] = &[
    ('[', ']'),
    ('(', ')'),
    ('<', '>'),
    ('{', '}'),
    ('（', '）'),
    ('［', '］'),
    ('【', '】'),
    ('〔', '〕'),
    ('＜', '＞'),
    ('《', '》'),
];

/// What the words of an elision begin with.
const ELISION_WORDS: &[&str] = &[
    "snip",
    "cut",
    "omit",
    "trim",
    "truncat",
    "abbrev",
    "elided",
    "elision",
    "skip",
    "shorten",
    "removed",
    "redacted",
    "deleted for",
    "more",
    "etc",
    "continue",
    "lines",
    "and so on",
];

/// What an elision in Chinese characters is.
const ELISION_CHARACTERS: &[&str] = &[
    "中略",
    "以下略",
    "以下省略",
    "後略",
    "前略",
    "省略",
    "途中省略",
    "略",
    "つづく",
    "続く",
    "（略）",
];

/// Whether this line only says that something was left out, or separates: `[...]`, `…`, `(snip)`,
/// `（中略）`, `・・・`, `：`, `----------`, a code fence.
pub fn is_elision(text: &str) -> bool {
    let text = text.trim();
    if is_surrounded_by_letters(text) {
        return false;
    }
    is_fence(text) || is_punctuation(text) || is_scissors(text) || is_elision_word(text)
}

/// Whether a line that begins something is an elision: then whatever is in brackets as a whole is
/// one, since no command is.
pub fn is_elided_line(text: &str) -> bool {
    if is_surrounded_by_letters(text) {
        return false;
    }
    let inner = |(open, close): &(char, char)| {
        let inner = text.strip_prefix(*open).and_then(|rest| rest.strip_suffix(*close));
        inner.is_some_and(|inner| !inner.is_empty() && !inner.contains([*open, *close]))
    };
    is_elision(text) || BRACKETS.iter().any(inner)
}

/// Whether the text begins and ends with a letter, as most commands do and no elision does.
fn is_surrounded_by_letters(text: &str) -> bool {
    let is_letter = |octet: Option<&u8>| octet.is_some_and(u8::is_ascii_alphabetic);
    is_letter(text.as_bytes().first()) && is_letter(text.as_bytes().last())
}

/// Where to cut: `--- 8< ---`.
fn is_scissors(text: &str) -> bool {
    (text.contains("8<") || text.contains(">8"))
        && text.chars().all(|c| matches!(c, '-' | ' ' | '8' | '<' | '>' | '=' | '✂' | '%'))
}

/// A line of a code fence, perhaps with a language.
fn is_fence(text: &str) -> bool {
    let language = |rest: &str| !rest.contains(char::is_whitespace) && rest.len() < 32;
    ["```", "~~~"].iter().any(|sign| {
        text.strip_prefix(sign).is_some_and(|rest| language(rest.trim_start_matches(['`', '~'])))
    })
}

/// Nothing but signs that a line of IMAP does not consist of.
fn is_punctuation(text: &str) -> bool {
    let is_sign = |c: char| !c.is_alphanumeric() && !c.is_whitespace() || c == '・';
    let signs = text.chars().filter(|c| !c.is_whitespace()).count();
    let imap = matches!(text, "*" | "+" | ")" | "(" | "=" | "\"\"" | "?" | "#" | "%" | "$" | ">");
    signs > 0
        && !imap
        && !text.starts_with('#')
        && !text.starts_with("+ ")
        && text.chars().all(|c| c.is_whitespace() || is_sign(c))
        // A response's last lines: `))`, `) "")`.
        && !text.starts_with([')', '"'])
}

/// A word in brackets, or with dots around it, that says so. A command's name says something else.
fn is_elision_word(text: &str) -> bool {
    let dots =
        |c: char| matches!(c, '.' | '…' | '・' | '-' | '=' | '—' | ' ' | '*' | '~' | '～' | '〜');
    let bracketed = BRACKETS.iter().find_map(|(open, close)| {
        text.strip_prefix(*open).and_then(|rest| rest.strip_suffix(*close))
    });
    let inner = bracketed.unwrap_or(text).trim_matches(dots);
    if inner.is_empty() || inner.chars().count() > 60 || CommandLine::parse(text).spec.is_some() {
        return false;
    }
    if ELISION_CHARACTERS.contains(&inner) || matches!(text, "&hellip;" | "usw." | "etc.") {
        return true;
    }
    let lower = inner.to_lowercase();
    let words = || lower.split(|c: char| !c.is_alphanumeric());
    let says_so = ELISION_WORDS.iter().any(|stem| match stem.contains(' ') {
        true => lower.contains(stem),
        false => words().any(|word| word.starts_with(stem)),
    });
    let is_marked = bracketed.is_some() || inner.len() + 1 < text.len();
    is_marked && says_so && !lower.contains('"')
}

/// Words that a remark in English contains, and arguments do not.
const PROSE_WORDS: &[&str] = &[
    "an", "and", "are", "can", "client", "for", "has", "have", "here", "is", "must", "note", "now",
    "of", "same", "see", "sends", "server", "should", "that", "the", "then", "there", "this",
    "until", "was", "were", "when", "which", "will", "with", "you", "your",
];

/// Whether this is a remark about a command rather than a part of it: `(note that …)`, `<…>` with
/// blanks inside, `// …`.
pub fn is_remark(text: &str) -> bool {
    let text = text.trim();
    if ["//", "/*", "<!--", ";"].iter().any(|sign| text.starts_with(sign)) {
        return true;
    }
    let inside = |open, close| {
        text.strip_prefix(open).and_then(|rest: &str| rest.strip_suffix(close)).map(str::trim)
    };
    if inside('<', '>').is_some_and(|inner: &str| inner.contains(' ')) {
        return true;
    }
    if text.starts_with('※') || inside('（', '）').is_some() {
        return true;
    }
    inside('(', ')').is_some_and(|inner| prose_words(inner) >= 2 || !inner.is_ascii())
}

/// Whether a text with a command's name in it is prose: it has words that no command has, or ends
/// like a sentence.
pub fn reads_like_prose(text: &str) -> bool {
    prose_words(text) > 0
        || text.ends_with(['.', ':', '!', '。', '：', '、']) && !text.ends_with("..")
}

/// How many of the words only prose has.
fn prose_words(text: &str) -> usize {
    let words =
        text.split([' ', '\t']).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.filter(|word| PROSE_WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))).count()
}

/// What a line is of a page break of an RFC: the foot with `[Page 7]`, a form feed, the head after
/// it, and the blank lines around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageBreak {
    /// The break goes on up to this index.
    Until(usize),
    No,
    /// That takes further lines.
    Unknown,
}

/// Whether a page break can begin with this line.
pub fn may_begin_page_break(line: &Line) -> bool {
    line.is_blank() || is_page_end(line.text())
}

/// The most blank lines on either side of a page's foot or head.
const MAX_BLANK: usize = 40;

/// Whether a page break begins at this index. `ended`: no further lines will arrive.
pub fn page_break_at(lines: &Lines, index: usize, ended: bool) -> PageBreak {
    let unknown = |at: usize| match ended || at < lines.len() {
        true => PageBreak::No,
        false => PageBreak::Unknown,
    };
    let is_end = |at: usize| lines.get(at).is_some_and(|line| is_page_end(line.text()));
    let foot = skip_blank(lines, index);
    if !is_end(foot) {
        return unknown(foot);
    }
    let mut to = foot;
    while is_end(to) {
        to = skip_blank(lines, to + 1);
    }
    match lines.get(to) {
        Some(line) if is_page_head(line.text()) => PageBreak::Until(skip_blank(lines, to + 1)),
        None if !ended => PageBreak::Unknown,
        _ => PageBreak::Until(to),
    }
}

fn skip_blank(lines: &Lines, from: usize) -> usize {
    let is_blank = |at: &usize| lines.get(*at).is_some_and(|line| line.is_blank());
    (from..from + MAX_BLANK).take_while(is_blank).last().map_or(from, |last| last + 1)
}

/// The foot of a page, or a form feed.
fn is_page_end(line: &str) -> bool {
    let line = line.trim_matches([' ', '\t', '\r']);
    let number = line.strip_suffix(']').and_then(|line| line.rsplit_once("[Page "));
    line.starts_with('\u{c}') && !is_page_head(line)
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
    fn elisions() {
        for text in [
            "[...]",
            "[…]",
            "...",
            "…",
            "……",
            "(snip)",
            "[snip]",
            "<snip>",
            "-- snip --",
            "(中略)",
            "（中略）",
            "中略",
            "～中略～",
            "以下略",
            "・・・",
            "：",
            ":",
            "::",
            "----------",
            "====",
            "```",
            "```text",
            "~~~",
            "***",
            "[output omitted]",
            "(20 more lines)",
            "...etc...",
            "( ... )",
            "—",
            "———",
            "–––",
            "* * *",
            "[lines 3-10 removed]",
            "(省略)",
            "........",
        ] {
            assert!(is_elision(text), "{text}");
        }
        for text in [
            "*",
            "+",
            "",
            ")",
            "noop",
            "a1 noop",
            "# comment",
            "snip",
            "* OK",
            "+ ...",
            "a ...",
            "(\\Seen)",
            "\"cut\"",
            "select cut",
            "))",
            "search (subject \"cut\")",
            "(FLAGS UID)",
            "=",
            ") \"\")",
        ] {
            assert!(!is_elision(text), "{text}");
        }
    }

    #[test]
    fn remarks() {
        for text in [
            "(note that the tag is repeated)",
            "<the server waits here>",
            "// logs in",
            "(the client must wait)",
            "（ここで待つ）",
            "※注意",
        ] {
            assert!(is_remark(text), "{text}");
        }
        for text in [
            "(FLAGS UID)",
            "(from smith since 1-Feb-1994)",
            "SUBJECT \"lunch 3\"",
            "(UNCHANGEDSINCE 1)",
            "<0.100>",
            "unseen",
            "(\\Seen \\Deleted)",
            "\"A sentence.\"",
            "(or from a from b)",
            "FLAGS.SILENT (\\Deleted)",
        ] {
            assert!(!is_remark(text), "{text}");
        }
    }

    #[test]
    fn breaks_of_pages() {
        let text = "C: a search\n\n\nCrispin          Standards Track           [Page 34]\n\u{c}\nRFC 3501        IMAPv4       March 2003\n\n\n   unseen\n";
        let lines = Lines::whole(text.as_bytes(), "x").expect("UTF-8");
        assert_eq!(page_break_at(&lines, 1, true), PageBreak::Until(8));
        assert_eq!(page_break_at(&lines, 0, true), PageBreak::No);
        let lines = Lines::whole(b"a\n\n[Page x]\n\n", "x").expect("UTF-8");
        assert_eq!(page_break_at(&lines, 1, false), PageBreak::No);
        assert_eq!(page_break_at(&lines, 3, false), PageBreak::Unknown);
    }
}
