//! Texts between the lines of a listing that are recognized by their form: elisions, rules, code fences,
//! remarks, page breaks. They are never sent. Section 7 of `docs/listings.md`.

use super::brackets;
use super::prose_words;
use crate::notation::lines::markup::{entity, is_tag};
use crate::notation::lines::terminal_text::shown;
use crate::notation::words::is_one_of;
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::typed_line::CommandLine;

/// The beginnings of the words of an elision.
const ELISION_WORDS: &[&str] = &[
    "snip", "cut", "omit", "trim", "truncat", "abbrev", "elided", "elision", "skip", "shorten",
    "removed", "redacted", "more", "etc", "continue", "lines",
];

const ELISION_PHRASES: [&str; 2] = ["deleted for", "and so on"];

/// Elisions in Chinese characters.
const ELISION_CHARACTERS: &str =
    "中略 以下略 以下省略 後略 前略 省略 途中省略 略 つづく 続く （略）";

/// Whether this line only marks an omission or separates parts: `[...]`, `…`, `(snip)`, `（中略）`, `・・・`,
/// `：`, `----------`, a code fence.
pub fn is_elision(text: &str) -> bool {
    let text = text.trim();
    if is_surrounded_by_letters(text) {
        return false;
    }
    is_fence(text) || is_punctuation(text) || is_scissors(text) || is_elision_word(text)
}

/// Whether this is nothing but circled numbers: `①`.
pub fn is_circled(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| matches!(c, '①'..='⓿' | '❶'..='➓'))
}

/// Whether a line at the place of a command is an elision. There any line in brackets is one, since no
/// command is.
pub fn is_elided_line(text: &str) -> bool {
    if is_surrounded_by_letters(text) || is_size_of_literal(text) {
        return false;
    }
    let begins = |sign: &&str| text.starts_with(*sign) && text.ends_with(*sign);
    is_elision(text)
        || brackets::inside(text).is_some_and(|(_, inside)| !inside.is_empty())
        || ["...", "…"].iter().any(begins)
        || begins_comment(text)
        || is_list_number(text)
        || is_markup(text)
        || is_escape(text)
}

/// Whether this is just the size of a literal, `{5}`: the end of a command that was wrapped.
pub fn is_size_of_literal(text: &str) -> bool {
    text.starts_with('{')
        && LiteralAnnouncement::at_end(text.as_bytes()).is_some()
        && text.matches('{').count() == 1
}

/// A comment of another language: `// cut`.
fn begins_comment(text: &str) -> bool {
    ["//", "/*", "<!--", ";"].iter().any(|sign| text.starts_with(sign))
}

/// The number of a list's entry alone: `1.`, `①`.
fn is_list_number(text: &str) -> bool {
    let number = text.strip_suffix(['.', ')']).unwrap_or_default();
    let is_number = (1..4).contains(&number.len()) && number.bytes().all(|it| it.is_ascii_digit());
    is_number || is_circled(text)
}

/// Nothing but tags of HTML, or a text that begins with an entity: `<pre><code>`, `&lt;snip&gt;`.
fn is_markup(text: &str) -> bool {
    if entity(text).is_some() {
        return true;
    }
    let mut rest = text;
    while let Some((tag, after)) = rest.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
        let name = tag.trim_start_matches('/');
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || tag.contains('<') {
            return false;
        }
        rest = after.trim_start();
    }
    rest.is_empty() && !text.is_empty()
}

/// Nothing but escape sequences of a terminal.
fn is_escape(text: &str) -> bool {
    text.starts_with('\x1b') && shown(text).is_some_and(|text| text.trim().is_empty())
}

/// Whether an elision is nothing but a sign that lines were left out here: `...`, `[snip]`, `（中略）`. A
/// rule separates.
pub fn replaces_lines(text: &str) -> bool {
    let is_dot = |c: char| matches!(c, '.' | '…' | '・' | ':' | '：');
    let inside = text
        .trim_matches(|c: char| brackets::PAIRS.iter().any(|(open, end)| c == *open || c == *end));
    (!inside.is_empty() && inside.chars().all(|c| is_dot(c) || c == ' ')) || is_elision_word(text)
}

/// Whether a word of a command's arguments marks something left out (`...`, `BODY[…]`) or is a placeholder.
pub fn has_elided_word(arguments: &str) -> bool {
    has_gap(arguments) || has_placeholder(arguments)
}

/// Whether a word marks something left out: `...`, `BODY[...]`, `1,2,...`.
pub fn has_gap(arguments: &str) -> bool {
    unquoted_words(arguments).any(|word| {
        let mut parts = word.split(['(', ')', '[', ']', '{', '}', '<', '>', ',']);
        parts.any(|part| matches!(part, "..." | "...." | "…"))
    })
}

/// Whether a word names what the reader puts there: `<mailbox>`, `「フォルダ名」`.
pub fn has_placeholder(arguments: &str) -> bool {
    // `1:<last>`, `<folder>: deletes it`
    unquoted_words(arguments).any(|word| word.split([',', ':', ';']).any(is_placeholder))
        || ends_with_placeholder(arguments.trim())
}

/// Whether arguments end with a placeholder of several words: `<search parameters>`.
fn ends_with_placeholder(arguments: &str) -> bool {
    let begins = arguments.strip_suffix('>').and_then(|before| before.rfind(" <"));
    let name = begins.map(|at| &arguments[at + " <".len()..arguments.len() - 1]);
    name.is_some_and(|name| {
        let is_word = |word: &str| !word.is_empty() && word.chars().all(char::is_alphabetic);
        name.contains(' ') && name.split(' ').all(is_word)
    })
}

/// The words that do not begin inside quotes.
fn unquoted_words(arguments: &str) -> impl Iterator<Item = &str> {
    let mut in_quotes = false;
    arguments.split([' ', '\t']).filter(move |word| {
        let is_unquoted = !in_quotes;
        in_quotes ^= word.matches('"').count() % 2 == 1;
        is_unquoted
    })
}

/// Whether a word is a name in brackets that the reader replaces. A mailbox may be called `[Gmail]`, and
/// parentheses are IMAP's own.
fn is_placeholder(word: &str) -> bool {
    let Some((open, inside)) = brackets::inside(word) else { return false };
    let is_of_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let is_name = inside.chars().all(is_of_name) && inside.contains(char::is_alphabetic);
    is_name
        && match open {
            '(' | '（' => false,
            '[' => !inside.is_ascii(),
            '<' => !is_tag(word),
            _ => true,
        }
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

/// A line of a code fence, perhaps with a language, or of a Markdown container: `::: info`.
fn is_fence(text: &str) -> bool {
    let language = |rest: &str| !rest.contains(char::is_whitespace) && rest.len() < 32;
    let is_code = ["```", "~~~"].iter().any(|sign| {
        text.strip_prefix(sign).is_some_and(|rest| language(rest.trim_start_matches(['`', '~'])))
    });
    is_code || text.starts_with(":::")
}

/// Only signs, in a combination that no IMAP line has.
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

/// A word in brackets, or between dots, that names an omission. A command's name does not.
fn is_elision_word(text: &str) -> bool {
    let dots =
        |c: char| matches!(c, '.' | '…' | '・' | '-' | '=' | '—' | ' ' | '*' | '~' | '～' | '〜');
    let bracketed = brackets::PAIRS.iter().find_map(|(open, close)| {
        text.strip_prefix(*open).and_then(|rest| rest.strip_suffix(*close))
    });
    let inner = bracketed.unwrap_or(text).trim_matches(dots);
    if inner.is_empty() || inner.chars().count() > 60 || CommandLine::parse(text).spec.is_some() {
        return false;
    }
    if is_one_of(ELISION_CHARACTERS, inner) || matches!(text, "&hellip;" | "usw." | "etc.") {
        return true;
    }
    let lower = inner.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    let is_marked = bracketed.is_some() || inner.len() + 1 < text.len();
    is_marked
        && !lower.contains('"')
        && (words.any(|word| ELISION_WORDS.iter().any(|stem| word.starts_with(stem)))
            || ELISION_PHRASES.iter().any(|phrase| lower.contains(phrase)))
}

/// Whether this is a remark about a command rather than a part of it: `(note that …)`, `<…>` with spaces
/// inside, `// …`.
pub fn is_remark(text: &str) -> bool {
    let text = text.trim();
    if begins_comment(text) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elisions_are_recognized_in_any_language() {
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
        for text in [
            "...the client goes on...",
            "… more of it …",
            "[any words]",
            "// cut",
            "; cut",
            "/* cut */",
            "<pre><code>",
            "</code></pre>",
            "&lt;snip&gt;",
            "&nbsp;",
            "〈中略〉",
            "①",
            "1.",
            "12)",
            "\u{1b}[0m\u{1b}[K",
        ] {
            assert!(is_elided_line(text), "{text}");
        }
        for text in ["... noop", "a1 search ...", "..a b.."] {
            assert!(!is_elided_line(text), "{text}");
        }
    }

    #[test]
    fn words_that_were_left_out() {
        for arguments in [
            "TargetMailbox ...",
            "1 (FLAGS ...)",
            "42 FLAGS f1 … f9",
            "[...]",
            "<n> FLAGS",
            "1 BODY[...]",
            "1,2,... FLAGS",
            "1:<last> FLAGS",
            "1,<n> Archive",
            "<旧フォルダ名> <新フォルダ名>",
            "「フォルダ名」",
            "[フォルダ名]",
            "＜番号＞ body[]",
            "{mailbox}",
        ] {
            assert!(has_elided_word(arguments), "{arguments}");
        }
        for arguments in [
            "\"wait ... for it\"",
            "x...",
            "subject .",
            "",
            "header x <a@b>",
            "[Gmail]/Trash",
            "[Gmail]",
            "1 BODY[TEXT]<0.100>",
            "1 (FLAGS)",
            "subject \"<urgent>\"",
            "work {16}",
        ] {
            assert!(!has_elided_word(arguments), "{arguments}");
        }
    }

    #[test]
    fn remarks_are_recognized_by_their_brackets_and_signs() {
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
}
