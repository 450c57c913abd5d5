//! Names that a space splits, or whose dot is missing: `body peek[]`, `rfc822size`, `sent since`; and sections
//! and lists without their own brackets: `body{text}`, `status x [messages]`.

use super::command::ExplainedCommand;
use super::corrected::{Check, may_be_corrected, without_tag};
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::Kind;
use crate::reference::{Category, find};

/// The names with a dot, the longer ones first.
const DOTTED: [&str; 9] = [
    "HEADER.FIELDS.NOT",
    "HEADER.FIELDS",
    "BODY.PEEK",
    "BINARY.PEEK",
    "BINARY.SIZE",
    "RFC822.SIZE",
    "RFC822.HEADER",
    "RFC822.TEXT",
    "FLAGS.SILENT",
];

/// Explains a command that is valid with a dot in such a name.
pub(super) fn missing_dot(
    command: &ExplainedCommand<'_>,
    is_right: Check,
    explanation: &mut Explanation,
) -> bool {
    if !matches!(command.name_without_uid(), "FETCH" | "STORE") || !may_be_corrected(command) {
        return false;
    }
    let Some(corrected) = with_dots(command.root.text()).filter(|it| is_right(command, it)) else {
        return false;
    };
    explanation.say(text::MissingDot { corrected: without_tag(command, &corrected) });
    command.cite(explanation);
    true
}

/// The line with the dots of the names that have a space, a hyphen or nothing in place of one.
fn with_dots(line: &[u8]) -> Option<Vec<u8>> {
    let (mut corrected, mut rest) = (Vec::with_capacity(line.len() + 1), line);
    while let Some((first, behind)) = rest.split_first() {
        let begins = !corrected.last().is_some_and(u8::is_ascii_alphanumeric);
        let found = DOTTED.iter().filter(|_| begins).find_map(|name| after_name(rest, name));
        match found {
            Some((name, after)) => {
                corrected.extend(name);
                // `body peek [header]`
                rest = after.strip_prefix(b" ").filter(|it| it.starts_with(b"[")).unwrap_or(after);
            }
            None => {
                corrected.push(*first);
                rest = behind;
            }
        }
    }
    (corrected != line).then_some(corrected)
}

/// This name, in the case in which it begins the text, and the text after it.
fn after_name<'t>(text: &'t [u8], name: &str) -> Option<(Vec<u8>, &'t [u8])> {
    let (mut written, mut rest) = (Vec::with_capacity(name.len()), text);
    for word in name.split('.') {
        if !written.is_empty() {
            written.push(b'.');
            let mark = rest.first().filter(|octet| b" -_.".contains(octet));
            rest = &rest[usize::from(mark.is_some())..];
        }
        let (begin, after) = rest.split_at_checked(word.len())?;
        if !begin.eq_ignore_ascii_case(word.as_bytes()) {
            return None;
        }
        written.extend(begin);
        rest = after;
    }
    (!rest.first().is_some_and(u8::is_ascii_alphanumeric)).then_some((written, rest))
}

/// `fetch 1 body{text}`, `fetch 1 body.text`, `fetch 1 (header.fields (from))`: explains a section without its
/// square brackets; and `status x [messages]`, a list in them.
pub(super) fn other_brackets(
    command: &ExplainedCommand<'_>,
    is_right: Check,
    explanation: &mut Explanation,
) -> bool {
    if !may_be_corrected(command) {
        return false;
    }
    let line = command.root.text();
    let is_fetch = command.name_without_uid() == "FETCH";
    let forms = if is_fetch {
        [Some(with_brackets(line, b"{}", b"[]")), with_section(line), with_body_section(line)]
    } else {
        [Some(with_brackets(line, b"[]", b"()")), None, None]
    };
    let mut right = forms.into_iter().flatten().filter(|form| is_right(command, form));
    let Some(corrected) = right.next() else { return false };
    let corrected = without_tag(command, &corrected);
    if is_fetch {
        explanation.say(text::SectionInBrackets { corrected });
    } else {
        explanation.say(text::ListInParentheses { corrected });
    }
    command.cite(explanation);
    true
}

/// The line with other brackets in place of these.
fn with_brackets(line: &[u8], these: &[u8; 2], others: &[u8; 2]) -> Vec<u8> {
    let other =
        |octet: &u8| these.iter().position(|it| it == octet).map_or(*octet, |at| others[at]);
    line.iter().map(other).collect()
}

/// The line with `BODY[TEXT]` for `BODY.TEXT` and `BODY(TEXT)`, and `HEADER` for `HEADERS`.
fn with_body_section(line: &[u8]) -> Option<Vec<u8>> {
    let name = b"body";
    let mut begin = line.windows(name.len()).position(|part| part.eq_ignore_ascii_case(name))?;
    begin += name.len();
    if line.get(begin..begin + 5).is_some_and(|it| it.eq_ignore_ascii_case(b".peek")) {
        begin += 5;
    }
    let (before, rest) = line.split_at(begin);
    let (_, section) = rest.split_first().filter(|(mark, _)| b".([{".contains(mark))?;
    let end = section.iter().position(|it| !it.is_ascii_alphabetic()).unwrap_or(section.len());
    let (word, after) = section.split_at(end);
    let after = match after {
        [b')' | b']' | b'}', after @ ..] if rest[0] != b'.' => after,
        after => after,
    };
    let word = word.strip_suffix(b"s").or_else(|| word.strip_suffix(b"S")).unwrap_or(word);
    Some([before, b"[", word, b"]", after].concat())
}

/// The line with `HEADER.FIELDS (…)` as a section of the message.
fn with_section(line: &[u8]) -> Option<Vec<u8>> {
    let name = b"header.fields";
    let begin = line.windows(name.len()).position(|part| part.eq_ignore_ascii_case(name))?;
    let end = begin + line[begin..].iter().position(|octet| *octet == b')')? + 1;
    let (before, rest) = line.split_at(begin);
    let (section, after) = rest.split_at(end - begin);
    Some([before, b"body.peek[", section, b"]", after].concat())
}

/// More spaces are not tried.
const MAX_SPACES: usize = 16;

/// The words that a space may split.
const CATEGORIES: [Category; 6] = [
    Category::FetchItems,
    Category::SearchKeys,
    Category::StatusItems,
    Category::SearchReturnOptions,
    Category::SortCriteria,
    Category::ListOptions,
];

/// Explains a command that is valid without the space in such a word: `fetch 1 internal date`.
pub(super) fn split_word(
    command: &ExplainedCommand<'_>,
    is_right: Check,
    explanation: &mut Explanation,
) -> bool {
    if !may_be_corrected(command) {
        return false;
    }
    let line = command.root.text();
    let name = command.root.children_of(Kind::CommandName).last();
    let begin = name.map_or(line.len(), |name| name.range().end + 1 - command.root.range().start);
    let spaces = (begin..line.len()).filter(|at| line[*at] == b' ').take(MAX_SPACES);
    let found = { spaces }.find_map(|at| {
        let is_other = |octet: &u8| !(octet.is_ascii_alphanumeric() || b".-=".contains(octet));
        let (before, after) = (&line[..at], &line[at + 1..]);
        let first = before.rsplit(is_other).next()?;
        let second = after.split(is_other).next()?;
        [b"".as_slice(), b"-"].into_iter().find_map(|mark| {
            let word = [first, mark, second].concat();
            let is_known = CATEGORIES.iter().any(|it| find(*it, &word).is_some());
            let corrected = [before, mark, after].concat();
            (is_known && !first.is_empty() && !second.is_empty() && is_right(command, &corrected))
                .then_some((word, corrected))
        })
    });
    let Some((word, corrected)) = found else { return false };
    let word = String::from_utf8_lossy(&word).to_ascii_uppercase();
    explanation.say(text::OneWord { word, corrected: without_tag(command, &corrected) });
    command.cite(explanation);
    true
}
