//! What people write between the lines of a listing, recognized by its form: elisions, rules, code
//! fences, remarks, page breaks. None of it is ever sent.

use super::lines::{Line, Lines};
use crate::protocol::typed_line::is_sentence;

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

/// What an elision in Chinese characters contains: 中略, 以下略, 省略.
const ELISION_CHARACTERS: &[&str] = &["略", "途中", "つづく", "続く"];

/// Whether this line only says that something was left out, or separates: `[...]`, `…`, `(snip)`,
/// `（中略）`, `・・・`, `：`, `----------`, a code fence.
pub fn is_elision(text: &str) -> bool {
    let text = text.trim();
    is_fence(text) || is_punctuation(text) || is_elision_word(text)
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
    let imap =
        matches!(text, "*" | "+" | "." | ")" | "(" | "=" | "\"\"" | "?" | "#" | "%" | "$" | ">");
    signs > 0
        && !imap
        && !text.starts_with(['#', '+'])
        && text.chars().all(|c| c.is_whitespace() || is_sign(c))
        // A response's last lines: `))`, `) "")`.
        && !text.starts_with([')', '"'])
}

/// A word in brackets, or with dots around it, that says so.
fn is_elision_word(text: &str) -> bool {
    let dots =
        |c: char| matches!(c, '.' | '…' | '・' | '-' | '=' | '—' | ' ' | '*' | '~' | '～' | '〜');
    let bracketed = BRACKETS.iter().find_map(|(open, close)| {
        text.strip_prefix(*open).and_then(|rest| rest.strip_suffix(*close))
    });
    let inner = bracketed.unwrap_or(text).trim_matches(dots);
    let is_marked = bracketed.is_some() || inner.len() + 1 < text.len();
    if inner.is_empty() || inner.chars().count() > 60 {
        return false;
    }
    let lower = inner.to_lowercase();
    let words = || lower.split(|c: char| !c.is_alphanumeric());
    let says_so = ELISION_WORDS.iter().any(|stem| match stem.contains(' ') {
        true => lower.contains(stem),
        false => words().any(|word| word.starts_with(stem)),
    });
    let few_characters = inner.chars().count() <= 12;
    let in_characters = ELISION_CHARACTERS.iter().any(|stem| inner.contains(stem));
    // Words alone may be a command; the characters alone are none.
    (is_marked && says_so && !lower.contains('"'))
        || (in_characters && (is_marked || few_characters))
}

/// Words that a remark in English contains, and arguments do not.
const PROSE_WORDS: &[&str] = &[
    "an", "and", "are", "can", "client", "for", "has", "have", "here", "is", "must", "note", "now",
    "of", "same", "see", "sends", "server", "should", "that", "the", "then", "there", "this",
    "until", "was", "were", "when", "which", "will", "with", "you", "your",
];

/// Whether this is a remark about a command rather than a part of it: `(note that …)`, `<…>` with
/// blanks inside, `// …`, a sentence.
pub fn is_remark(text: &str) -> bool {
    let text = text.trim();
    if text.starts_with("//") || text.starts_with("/*") || text.starts_with("<!--") {
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
    if let Some(inner) = inside('(', ')') {
        return prose_words(inner) >= 2 || !inner.is_ascii();
    }
    text.ends_with(['。', '．']) || (is_sentence(text) && text.split(' ').count() >= 3)
}

/// How many of the words only prose has.
fn prose_words(text: &str) -> usize {
    let words =
        text.split([' ', '\t']).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.filter(|word| PROSE_WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))).count()
}

/// Which lines belong to a page break of an RFC: the foot with `[Page 7]`, a form feed, the head
/// after it, and the blank lines around them. `None`: there is no page break.
pub fn page_breaks(lines: &Lines) -> Option<Vec<bool>> {
    // Most texts have none.
    if !lines.contain("[Page ") && !lines.contain("\u{c}") {
        return None;
    }
    let lines: Vec<Line> = lines.from(0).collect();
    let mut breaks = vec![false; lines.len()];
    let mut found = false;
    let mut at = 0;
    while at < lines.len() {
        if !is_page_end(lines[at].text()) {
            at += 1;
            continue;
        }
        found = true;
        let mut from = at;
        while from > 0 && lines[from - 1].is_blank() {
            from -= 1;
        }
        let mut to = skip_blank(&lines, at + 1);
        if lines.get(to).is_some_and(|line| is_page_head(line.text())) {
            to = skip_blank(&lines, to + 1);
        }
        breaks[from..to].fill(true);
        at = to;
    }
    found.then_some(breaks)
}

fn skip_blank(lines: &[Line], mut at: usize) -> usize {
    while lines.get(at).is_some_and(|line| line.is_blank() || is_page_end(line.text())) {
        at += 1;
    }
    at
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
            ".",
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
            "This logs you in.",
            "(the client must wait)",
            "（ここで待つ）",
            "ログインします。",
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
        let breaks = page_breaks(&lines).expect("a break");
        assert_eq!(breaks, [false, true, true, true, true, true, true, true, false]);
        let none = Lines::whole(b"a\n[Page x]\n", "x").expect("UTF-8");
        assert_eq!(page_breaks(&none), None);
    }
}
