//! Names that a space splits, or whose dot is missing: `body peek[]`, `rfc822size`, `sent since`.

use super::corrected::{after_name, right_form};
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
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
pub(super) fn missing_dot(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let has_dots = matches!(command.name_without_uid(), "FETCH" | "STORE");
    let form = with_dots(command.root.text()).filter(|_| has_dots);
    let Some(corrected) = right_form(command, form) else { return false };
    command.say(text::MissingDot { corrected }, explanation);
    true
}

/// The line with the dots of the names that have a space, a hyphen or nothing in place of one.
fn with_dots(line: &[u8]) -> Option<Vec<u8>> {
    let (mut corrected, mut rest) = (Vec::with_capacity(line.len() + 1), line);
    while let Some((first, behind)) = rest.split_first() {
        let begins = !corrected.last().is_some_and(u8::is_ascii_alphanumeric);
        let found = DOTTED.iter().filter(|_| begins).find_map(|name| name_at(rest, name));
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
    let dots = |text: &[u8]| text.iter().filter(|octet| **octet == b'.').count();
    (dots(&corrected) > dots(line)).then_some(corrected)
}

/// This name, in the case in which it begins the text, and the text after it.
fn name_at<'t>(text: &'t [u8], name: &str) -> Option<(Vec<u8>, &'t [u8])> {
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

/// Explains a command that is valid without the space in such a word: `fetch 1 internal date`. Words of a
/// command that names a mailbox may be the mailbox's, except in a list: `create Save Date`.
pub(super) fn split_word(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let Some((name, _)) = after_name(command) else { return false };
    let line = command.root.text();
    let spaces = (name.len() + 1..line.len()).filter(|at| line[*at] == b' ').take(MAX_SPACES);
    let names_mailbox = command.mailbox().is_some();
    let count = |text: &[u8], mark| text.iter().filter(|octet| **octet == mark).count();
    let is_in_list = |at: &usize| count(&line[..*at], b'(') > count(&line[..*at], b')');
    let mut spaces = spaces.filter(|at| !names_mailbox || is_in_list(at));
    let found = spaces.find_map(|at| {
        let is_other = |octet: &u8| !(octet.is_ascii_alphanumeric() || b".-=".contains(octet));
        let (before, after) = (&line[..at], &line[at + 1..]);
        let first = before.rsplit(is_other).next().filter(|word| !word.is_empty())?;
        let second = after.split(is_other).next().filter(|word| !word.is_empty())?;
        [b"".as_slice(), b"-"].into_iter().find_map(|mark| {
            let word = [first, mark, second].concat();
            let is_known = CATEGORIES.iter().any(|it| find(*it, &word).is_some());
            let form = is_known.then(|| [before, mark, after].concat());
            Some((word, right_form(command, form)?))
        })
    });
    let Some((word, corrected)) = found else { return false };
    let word = String::from_utf8_lossy(&word).to_ascii_uppercase();
    command.say(text::OneWord { word, corrected }, explanation);
    true
}
