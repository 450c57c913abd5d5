//! Session lines as pages write them among their prose: in a list, in backticks, in a table, with typographic
//! spaces, or with the key that ends them.

use super::shown_end::without_shown_end;
use crate::notation::listing_tags::{are_alike, is_letter, is_sure_tag};
use crate::notation::marks::{MarkStyle, is_of_session};
use crate::notation::prose::arguments_read_like_prose;
use crate::notation::prose::list_sign::is_sign_of_list;
use crate::notation::response::is_response;
use crate::notation::shape::{is_complete_command, takes_sets};
use crate::notation::words::has_digit;
use crate::protocol::commands::{self, CommandSpec};
use crate::protocol::typed_line::{CommandLine, tagged_status, trimmed};
use memchr::memmem;
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

/// How a page writes a line of a session among its prose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// As typed.
    #[default]
    Plain,
    /// After the sign of a list.
    Listed,
    /// In backticks.
    InBackticks,
    /// In a table's row.
    InTable,
    /// In quotation marks, in a sentence.
    Quoted,
}

/// The signs between the cells of a table.
pub const CELL_SIGNS: &[char] = &['|', '│', '┃'];

/// The signs of emphasis around a line, as MediaWiki and Markdown write it.
const EMPHASIS: &[&str] = &["'''''", "'''", "**", "*", "_"];

/// The place of a line's text, if it is a tagged command or a server's line after the sign of a list or in
/// backticks: `- a1 noop`, `2. a1 noop`, `` `a1 OK done` ``, also in a table; or before a CR as `socat -v`
/// shows it.
pub fn in_list(text: &str, tags: &HashSet<Box<str>>) -> Option<(Form, Range<usize>)> {
    if is_of_words(text) {
        return None;
    }
    let line = trimmed(text);
    // `cat -v` and editors show the CR at the end of a line like this.
    if let Some(content) = line.strip_suffix("^M") {
        let from = text.len() - text.trim_start().len();
        return Some((Form::Plain, from..from + content.trim_end_matches("^M").len()));
    }
    if line.ends_with('|') && line.contains('`') {
        return Some((Form::InTable, in_table_row(text, tags)?));
    }
    if line.starts_with(CELL_SIGNS) && line.chars().nth(1).is_some() {
        return Some((Form::InTable, in_bare_row(text, tags)?));
    }
    // Most lines begin with a letter.
    let may_be = !line.starts_with(|c: char| c.is_ascii_alphabetic())
        && line.starts_with(|c: char| {
            c.is_ascii_digit() || "-•*_`'→⇒".contains(c) || is_sign_of_list(c)
        });
    let shown_end = without_shown_end(line);
    if !may_be && shown_end.is_none()
        || (line.starts_with("* ") && is_response(line) && shown_end.is_none())
    {
        return None;
    }
    in_entry(text, shown_end, tags)
}

/// The place of a session line in an entry of a list, in backticks, in emphasis, or before this visible end.
fn in_entry(
    text: &str,
    shown_end: Option<&str>,
    tags: &HashSet<Box<str>>,
) -> Option<(Form, Range<usize>)> {
    let rest = text.trim_start();
    // `* 1 FETCH (BODY[] {52}<CRLF>` is not an entry of a list.
    let is_servers = shown_end.is_some_and(is_response);
    let listed = after_list_sign(rest).or_else(|| after_arrow(rest)).filter(|_| !is_servers);
    if let Some(range) = in_emphasis(listed.unwrap_or(rest), tags) {
        let before = text.len() - listed.unwrap_or(rest).len();
        return Some((Form::Plain, before + range.start..before + range.end));
    }
    let coded = listed.unwrap_or(rest).strip_prefix('`').map(|rest| rest.trim_start_matches('`'));
    let rest = coded.or(listed).or(shown_end.map(|_| rest))?.trim_start();
    let mut inside = rest.trim_end();
    if coded.is_some() {
        inside = inside.strip_suffix('`')?.trim_end_matches('`').trim_end();
    } else if shown_end.is_some() {
        inside = without_shown_end(inside)?;
    }
    let from = text.len() - rest.len();
    let is_exact = coded.is_some() || shown_end.is_some();
    let form = match (listed.is_some(), coded.is_some()) {
        (true, _) => Form::Listed,
        (false, true) => Form::InBackticks,
        (false, false) => Form::Plain,
    };
    is_session_line(inside, is_exact, tags).then(|| (form, from..from + inside.len()))
}

/// The text in backticks after an arrow, as pages show an answer: `` → `a1 OK` ``.
fn after_arrow(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['→', '⇒'])?.trim_start();
    rest.starts_with('`').then_some(rest)
}

/// Whether this is a tagged command or a server's line. `is_exact`: the page shows where it begins and ends.
/// `tags`: the tags of its completions that have no number.
fn is_session_line(inside: &str, is_exact: bool, tags: &HashSet<Box<str>>) -> bool {
    let is_tag = |tag: &str| {
        let has_number = tag.bytes().all(|octet| octet.is_ascii_alphanumeric())
            && tag.bytes().any(|octet| octet.is_ascii_digit());
        // Another letter is another tag.
        let is_like = |other: &str| is_letter(other) && are_alike(tag, other);
        has_number
            || is_exact && is_sure_tag(tag)
            || tags.contains(tag)
            || is_letter(tag) && tags.iter().any(|it| is_like(it))
    };
    let is_command = || {
        CommandLine::parse_tagged(inside).is_some_and(|command| {
            command.spec.is_some()
                && is_tag(command.tag.unwrap_or_default())
                && (tags.is_empty() || is_complete_command(&command))
                && !arguments_read_like_prose(&command)
        })
    };
    let is_servers = || match tagged_status(inside) {
        Some((tag, _)) => is_tag(tag),
        None => is_response(inside) && (is_exact || inside.starts_with("* ")),
    };
    let is_done = || is_exact && commands::is_done(inside);
    let is_marked = || is_exact && MarkStyle::Rfc.find(inside).is_some();
    !inside.contains('`') && (is_command() || is_servers() || is_done() || is_marked())
}

/// Whether this consists only of lower-case words and numbers, without signs, as most commands do.
pub fn is_of_words(text: &str) -> bool {
    let is_of_word = |octet: u8| octet.is_ascii_lowercase() || octet.is_ascii_digit();
    text.bytes().next().is_some_and(|octet| octet.is_ascii_lowercase())
        && text.bytes().all(|octet| is_of_word(octet) || octet == b' ')
}

/// The place of a session line that is emphasized as a whole: `'''a1 noop'''`.
fn in_emphasis(text: &str, tags: &HashSet<Box<str>>) -> Option<Range<usize>> {
    let content = text.trim_end();
    let sign =
        EMPHASIS.iter().find(|sign| content.starts_with(**sign) && content.ends_with(**sign))?;
    let inside = content.strip_prefix(sign)?.strip_suffix(sign)?;
    let is_line = || is_of_session(inside) || is_session_line(inside, true, tags);
    // `*a1 fetch 1:* flags*` is emphasized as a whole.
    let is_apart = inside.starts_with(|c: char| !c.is_whitespace());
    let is_whole = is_apart && !inside.replace(":*", "").contains(sign) && is_line();
    is_whole.then(|| sign.len()..sign.len() + inside.len())
}

/// The blank of Japanese input methods, U+3000. In quotation marks it may be a part of a text to search for.
const FULL_WIDTH: char = '\u{3000}';

/// A line of a session, `a1<U+00A0>noop`, with ASCII spaces in place of those that a browser copies from a
/// page or an input method writes, and without zero-width ones.
/// `tags`: the tags of the listing's completions that have no number.
pub fn with_ascii_spaces(text: &str, tags: &HashSet<Box<str>>) -> Option<String> {
    // Most lines are of ASCII.
    let is_other_blank = |c: char| matches!(c, '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}');
    let is_nothing = |c: char| matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}');
    if text.is_ascii() || !text.contains(|c| is_other_blank(c) || is_nothing(c) || c == FULL_WIDTH)
    {
        return None;
    }
    let mut is_quoted = false;
    let ascii = |c: char| {
        is_quoted ^= c == '"';
        if is_other_blank(c) || c == FULL_WIDTH && !is_quoted { ' ' } else { c }
    };
    let chars = text.trim_start_matches(FULL_WIDTH).chars();
    let plain: String = chars.filter(|c| !is_nothing(*c)).map(ascii).collect();
    let is_line = |plain: &str| is_of_session(plain) || is_session_line(plain.trim(), true, tags);
    (plain != text && is_line(&plain)).then_some(plain)
}

/// The signs that Markdown escapes, and that no backslash precedes in a line of a client.
const ESCAPED: &[char] = &['*', '_', '[', ']', '<', '>', '#', '`', '\\', '+', '-'];

/// Whether a line shows that its text is escaped as Markdown, by the star of a response.
pub fn has_escaped_response(line: &str) -> bool {
    line.split_once("\\* ").is_some_and(|(before, _)| is_response(&line[before.len() + 1..]))
}

/// Whether the star of a command's set or pattern is escaped as in Markdown. Before other stars, those of flags
/// and passwords, a backslash may be intended.
pub fn has_escaped_star(content: &str) -> bool {
    let content = content.trim();
    if !content.contains("\\*") {
        return false;
    }
    let unescaped = content.replace("\\*", "*");
    let command = CommandLine::parse(&unescaped);
    let is_star = |spec: &CommandSpec| {
        // What is in quotes may be a text to search for.
        let mut unquoted = content.split('"').step_by(2);
        let mut is_of_set = || unquoted.any(|it| it.contains(":\\*") || it.contains(",\\*"));
        is_complete_command(&command)
            && (matches!(spec.name, "LIST" | "LSUB" | "XLIST") || takes_sets(spec) && is_of_set())
    };
    command.spec.is_some_and(is_star)
}

/// The line without Markdown's escapes, if it has any: `a1 list "" \*`, `a1 store 1 flags (\\Seen)`. In a
/// quoted string `\\` is IMAP's.
pub fn without_escapes(text: &str) -> Option<String> {
    let mut unescaped = String::with_capacity(text.len());
    let (mut is_quoted, mut rest) = (false, text);
    while let Some(c) = rest.chars().next() {
        let next = rest[c.len_utf8()..].chars().next().filter(|_| c == '\\');
        let is_imaps = is_quoted && matches!(next, Some('"' | '\\'));
        is_quoted ^= c == '"';
        match next {
            Some(next) if ESCAPED.contains(&next) && !is_imaps => unescaped.push(next),
            Some(next) => unescaped.extend([c, next]),
            None => unescaped.push(c),
        }
        rest = &rest[c.len_utf8() + next.map_or(0, char::len_utf8)..];
    }
    (unescaped.len() < text.len()).then_some(unescaped)
}

/// The place of the first session line in a table row: `` | `a1 noop` | `a1 OK done` | ``.
fn in_table_row(text: &str, tags: &HashSet<Box<str>>) -> Option<Range<usize>> {
    let mut begin = 0;
    text.split('|').find_map(|cell| {
        let at = begin;
        begin += cell.len() + 1;
        let (_, inside) =
            Some(cell).filter(|cell| cell.contains('`')).and_then(|cell| in_list(cell, tags))?;
        Some(at + inside.start..at + inside.end)
    })
}

/// The place of the first session line in a table row without backticks: `| a1 noop | a1 OK |`,
/// `| a1 noop || a1 OK`. A cell with nothing but a mark begins the line.
fn in_bare_row(text: &str, tags: &HashSet<Box<str>>) -> Option<Range<usize>> {
    let is_mark =
        |cell: &str| MarkStyle::Rfc.find(cell).is_some_and(|it| it.after == cell.trim_end().len());
    if text.split(CELL_SIGNS).any(is_mark) {
        return None;
    }
    let mut begin = 0;
    text.split_inclusive(CELL_SIGNS).find_map(|cell| {
        let from = begin + (cell.len() - cell.trim_start().len());
        begin += cell.len();
        let content = cell.trim_end_matches(CELL_SIGNS).trim();
        let is_line = is_of_session(content) || is_session_line(content, true, tags);
        is_line.then(|| from..from + content.len())
    })
}

/// The tags without a number of the completions in a text, whatever is around them: `a`, `.`, `tag`.
pub fn word_tags(text: &str) -> HashSet<Box<str>> {
    const LONGEST: usize = 8;
    let is_of_tag = |c: char| c.is_ascii_alphanumeric() || c == '.';
    const BLANK: char = '\u{a0}';
    let plain =
        if text.contains(BLANK) { text.replace(BLANK, " ").into() } else { Cow::Borrowed(text) };
    let text = &*plain;
    let statuses = [" OK ", " NO ", " BAD "].into_iter();
    let places = statuses.flat_map(|status| memmem::find_iter(text.as_bytes(), status));
    let words = places.filter_map(|at| {
        let begin = text[..at].trim_end_matches(is_of_tag).len();
        let line = text[..begin].rsplit('\n').next().unwrap_or_default();
        // In `It is OK to …` the word is not a tag.
        let is_first = !line.trim_end().ends_with(char::is_alphanumeric);
        is_first.then_some(&text[begin..at])
    });
    let is_tag = |word: &&str| (1..=LONGEST).contains(&word.len()) && !has_digit(word);
    words.filter(is_tag).map(Box::from).collect()
}

/// The texts in a line without the signs around them, which may be lines of a session: after the sign of a
/// list, in backticks, in emphasis, or in the cells of a table.
pub fn without_signs(text: &str) -> impl Iterator<Item = &str> {
    let is_row = text.starts_with(CELL_SIGNS);
    fn without_backticks(text: &str) -> &str {
        text.trim().trim_matches('`').trim()
    }
    let cells = is_row.then(|| text.split(CELL_SIGNS).map(without_backticks));
    let listed = after_list_sign(text);
    let inside = listed.unwrap_or(text);
    let signs = ["`"].iter().chain(EMPHASIS);
    let enclosed = signs
        .filter_map(|sign| inside.strip_prefix(sign)?.strip_suffix(sign))
        .map(without_backticks)
        .next();
    cells.into_iter().flatten().chain(enclosed.or(listed))
}

/// The text after the sign of a list, a bullet or a number.
fn after_list_sign(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix(is_sign_of_list) {
        return Some(rest.trim_start_matches(is_sign_of_list).trim_start());
    }
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = if number.len() < text.len() {
        number.strip_prefix(['.', ')']).unwrap_or(number)
    } else {
        text.strip_prefix(['-', '•', '*'])?
    };
    rest.starts_with([' ', '\t']).then(|| rest.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_in_lists_and_in_backticks() {
        for (text, inside) in [
            ("- a1 noop", "a1 noop"),
            ("  2. a02 login u p ", "a02 login u p"),
            ("3) `a1 OK done`", "a1 OK done"),
            ("``a1 select inbox``", "a1 select inbox"),
            ("`* 3 EXISTS`", "* 3 EXISTS"),
            ("- * 3 EXISTS", "* 3 EXISTS"),
            ("| a1 noop || a1 OK", "a1 noop"),
            ("| * 3 EXISTS |", "* 3 EXISTS"),
            ("│ a1 noop  │ a1 OK │", "a1 noop"),
            ("a1 noop<CRLF>", "a1 noop"),
            ("a1 logout ⏎", "a1 logout"),
            ("* 1 FETCH (BODY[] {5}\\r", "* 1 FETCH (BODY[] {5}"),
            ("a1 select inbox [ENTER]", "a1 select inbox"),
            ("* a1 noop", "a1 noop"),
            ("`done`", "done"),
            ("'''a1 noop'''", "a1 noop"),
            ("* '''''a1 noop'''''", "a1 noop"),
            ("  **a1 noop**", "a1 noop"),
            ("`a1 OK done`", "a1 OK done"),
            ("① a1 noop", "a1 noop"),
            ("⑫a1 OK done", "a1 OK done"),
            ("●　a1 noop", "a1 noop"),
        ] {
            assert_eq!(
                in_list(text, &HashSet::new()).map(|(_, range)| &text[range]),
                Some(inside),
                "{text}"
            );
        }
        for text in [
            "a1 noop",
            "* 1 FETCH (FLAGS ())",
            "* OK [UIDNEXT 3] x",
            "a1 OK done",
            "- Certificate type: X.509",
            "- Use select to open it.",
            "- Step2 select and the rest",
            "`a1 noop`, then `a2 noop`",
            "`noop`",
            "6. \"UTF8=ONLY\" Capability . . .",
            "-a1 noop",
            "`a1 noop",
            "- done",
            "**Note**",
            "'''",
            "",
        ] {
            assert_eq!(in_list(text, &HashSet::new()), None, "{text}");
        }
    }
}
