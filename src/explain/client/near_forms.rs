//! Arguments in the form of other programs, or nearly in IMAP's form: explains the correct form.

use super::corrected::{arguments, without_tag};
use crate::explain::calendar;
use crate::explain::faults;
use crate::explain::phrase;
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, find};

/// Explains the correct form of such an argument, if there is one.
pub(super) fn explain(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let mut unknown = command.root.descendants_of(Kind::Unknown);
    let Some(first) = unknown.next() else { return false };
    if range_in_words(command, explanation) {
        return true;
    }
    match command.name_without_uid() {
        "APPEND" | "REPLACE" => in_append(command, first, explanation),
        "STORE" => in_store(command, first, explanation),
        "SEARCH" | "SORT" | "THREAD" => in_search(command, first, explanation),
        _ => surplus_argument(command, first, explanation),
    }
}

/// `fetch 1 to 5 flags`: explains a range of messages with a word in it.
fn range_in_words(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let set = command.root.child(Kind::SequenceSet);
    let Some(set) = set.filter(|_| matches!(command.name_without_uid(), "FETCH" | "STORE")) else {
        return false;
    };
    let (begin, end) = (set.range().start, set.range().end);
    let line = &command.root.text()[begin - command.root.range().start..];
    let mut words = line[end - begin..].split(|octet| *octet == b' ').filter(|it| !it.is_empty());
    let (Some(joint), Some(last)) = (words.next(), words.next()) else { return false };
    let is_joint =
        [b"to".as_slice(), b"-", b"..", b":"].iter().any(|word| joint.eq_ignore_ascii_case(word));
    let is_range = is_joint && (last == b"*" || last.iter().all(u8::is_ascii_digit));
    if is_range {
        let part =
            phrase::in_quotes(&[set.text(), joint, last].join(&b' '), explanation.messages());
        let range = [set.text(), last].join(&b':');
        let range = phrase::cut(&range);
        explanation.say_from(3501, "9", text::RangeHasColon { part, range });
    }
    is_range
}

/// Explains a word in the place of flags, a date or the message.
fn in_append(command: SentCommand<'_>, first: Node<'_>, explanation: &mut Explanation) -> bool {
    let after_mailbox =
        command.root.child(Kind::AppendMessage).filter(|it| it.child(Kind::FlagList).is_none());
    let part = first.text();
    if let Some(flags) = after_mailbox.and_then(bare_flags) {
        let flags = format!("({})", phrase::cut(&flags));
        explanation.say_from(3501, "6.3.11", text::FlagsInParentheses { flags });
    } else if looks_like_date(part) {
        let date = phrase::cut(unquoted(part));
        calendar::say_no_date_time(&date, explanation);
    } else if let Some(corrected) = with_catenate(command) {
        let corrected = without_tag(command, &corrected);
        explanation.say_from(4469, "3", text::MissingCatenate { corrected });
    } else if literal_before_end(command.root.text()) {
        return false;
    } else if command.root.descendant(Kind::LiteralSize).is_none() {
        // The text in braces was intended as the number of octets; so was a number.
        let number = str::from_utf8(part).ok().and_then(|it| it.parse().ok());
        let size = if part.starts_with(b"{") { EXAMPLE_SIZE } else { unquoted(part).len() };
        let octets = number.unwrap_or(size);
        explanation.say_from(3501, "6.3.11", text::MessageIsLiteral { octets });
    } else {
        return false;
    }
    true
}

/// `append x {5} (\Seen)`: whether other arguments follow the announcement of a literal.
fn literal_before_end(line: &[u8]) -> bool {
    let is_announcement = |word: &[u8]| LiteralAnnouncement::at_end(word).is_some();
    let mut words = line.rsplit(|octet| *octet == b' ').skip(1);
    words.any(is_announcement)
}

/// `append x (url "…")`: the command with the word that precedes such parts.
fn with_catenate(command: SentCommand<'_>) -> Option<Vec<u8>> {
    let line = command.root.text();
    let begins = |argument: &&[u8]| {
        let word = argument.strip_prefix(b"(").and_then(|it| it.split(|it| *it == b' ').next());
        word.is_some_and(|word| {
            [b"URL".as_slice(), b"TEXT"].iter().any(|it| word.eq_ignore_ascii_case(it))
        })
    };
    let list = arguments(line).into_iter().find(begins)?;
    let at = line.windows(list.len()).position(|part| part == list)?;
    let (before, parts) = line.split_at(at);
    Some([before, b"CATENATE ", parts].concat())
}

/// A number of octets, as an example.
const EXAMPLE_SIZE: usize = 310;

/// The flags, without parentheses, at the beginning of a message's part.
fn bare_flags(message: Node<'_>) -> Option<Vec<u8>> {
    let words = message.text().split(|octet| *octet == b' ');
    let flags: Vec<&[u8]> = words.take_while(|word| is_flag(word)).take(MAX_FLAGS).collect();
    (!flags.is_empty()).then(|| flags.join(&b' '))
}

/// More flags are not shown.
const MAX_FLAGS: usize = 8;

/// `\Seen`: a flag whose name begins with a backslash.
fn is_flag(word: &[u8]) -> bool {
    matches!(word, [b'\\', first, ..] if first.is_ascii_alphabetic())
        && word[1..].iter().all(u8::is_ascii_alphanumeric)
}

/// `$Work`
fn is_keyword(word: &[u8]) -> bool {
    !word.is_empty() && word.iter().all(|it| it.is_ascii_alphanumeric() || b"$_-".contains(it))
}

/// `+flags "\Seen"`, `(\*)`: explains a word in place of a flag.
pub(super) fn quoted_flag(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let has_flags = matches!(command.name_without_uid(), "STORE" | "APPEND" | "REPLACE");
    let Some(part) = command.root.descendant(Kind::Unknown).filter(|_| has_flags) else {
        return false;
    };
    // The set of STORE may be in quotes.
    if command.name_without_uid() == "STORE" && command.root.child(Kind::SequenceSet).is_none() {
        return false;
    }
    let quoted = unquoted(part.text());
    let flag = quoted.strip_prefix(b"\\").filter(|it| it.starts_with(b"\\")).unwrap_or(quoted);
    if part.text().starts_with(br"\*") {
        explanation.say_from(3501, "7.1", text::WildcardFlag);
    } else if part.text().starts_with(b"\"")
        && (is_flag(flag) || command.name_without_uid() == "STORE" && is_keyword(flag))
    {
        let flag = phrase::cut(flag);
        explanation.say_from(3501, "9", text::QuotedFlag { flag });
    } else {
        return false;
    }
    true
}

/// Explains flags without the item that says what to do with them.
fn in_store(command: SentCommand<'_>, first: Node<'_>, explanation: &mut Explanation) -> bool {
    let has_item = command.root.child(Kind::StoreItem).is_some();
    let text = first.text().strip_prefix(b"(").unwrap_or(first.text());
    let end = text.iter().position(|octet| b" )".contains(octet)).unwrap_or(text.len());
    let word = &text[..end];
    let registered = |word: &[u8]| {
        let name = format!("\\{}", std::str::from_utf8(word).ok()?);
        find(Category::Flags, &name).map(|flag| flag.name)
    };
    let flag = match word {
        _ if has_item => None,
        word if is_flag(word) => std::str::from_utf8(word).ok(),
        word => registered(word.strip_prefix(b"/").unwrap_or(word)),
    };
    let Some(flag) = flag else { return false };
    let set = command.root.child(Kind::SequenceSet).map_or("1".into(), |it| phrase::cut(it.text()));
    let name = command.name;
    explanation.say_from(3501, "6.4.6", text::StoreWithoutItem { name, set, flag });
    true
}

/// Explains a range with a mark other than the colon, or a date in another order.
fn in_search(command: SentCommand<'_>, first: Node<'_>, explanation: &mut Explanation) -> bool {
    if faults::range_without_colon(first.text(), explanation) {
        return true;
    }
    let mut keys = command.root.descendants_of(Kind::SearchKey);
    let key = keys.find(|key| key.children().any(|it| it.range() == first.range()));
    let name = key.and_then(|key| key.child(Kind::SearchKeyName));
    let name = name.map(Node::to_uppercase);
    let Some(entry) = name.and_then(|name| find(Category::SearchKeys, &name)) else { return false };
    if entry.syntax.ends_with(" DATE") && other_date(command, first, entry.name, explanation) {
        return true;
    }
    let is_keyword = matches!(entry.name, "KEYWORD" | "UNKEYWORD");
    let flag = first.text().strip_prefix(b"\\").filter(|_| is_keyword);
    let flag = flag.and_then(|flag| std::str::from_utf8(flag).ok());
    let un = entry.name.strip_suffix("KEYWORD").unwrap_or_default();
    let key = flag.and_then(|flag| find(Category::SearchKeys, format!("{un}{flag}")));
    explanation.say_from_some(3501, "6.4.4", key.map(|key| text::FlagAsKey { key: key.name }))
}

/// Explains `2026-02-01` or `1 Feb 2026` in place of a date.
fn other_date(
    command: SentCommand<'_>,
    first: Node<'_>,
    key: &'static str,
    explanation: &mut Explanation,
) -> bool {
    // If a date contains spaces, its first word is the unknown one.
    let rest = command.text_from(first);
    let end = rest.iter().enumerate().filter(|(_, octet)| **octet == b' ').map(|(at, _)| at).nth(2);
    let is_quoted = first.text().starts_with(b"\"");
    let words = if is_quoted { first.text() } else { &rest[..end.unwrap_or(rest.len())] };
    let date = std::str::from_utf8(unquoted(words)).ok().and_then(calendar::in_form_of_imap);
    let is_one_word = looks_like_date(first.text());
    match date {
        Some(date) => {
            let part = if is_one_word { first.text() } else { words };
            let part = phrase::in_quotes(part, explanation.messages());
            explanation.say_from(3501, "9", text::DateMeant { part, key, date });
        }
        None if is_one_word => {
            let part = phrase::in_quotes(first.text(), explanation.messages());
            explanation.say_from(3501, "9", text::DateForm { part, key });
        }
        None => return false,
    }
    true
}

/// Explains an argument of a command that takes none.
fn surplus_argument(
    command: SentCommand<'_>,
    first: Node<'_>,
    explanation: &mut Explanation,
) -> bool {
    let Some(entry) = command.entry else { return false };
    if entry.syntax != entry.name || faults::end_mark(first, command).is_some() {
        return false;
    }
    if entry.name == "EXPUNGE" {
        explanation.say(text::ExpungeTakesNone);
    } else {
        explanation.say(text::TakesNoArgument { name: entry.name });
    }
    explanation.cite(entry);
    true
}

/// Whether this is a date in some form: digits, a mark, and another number.
fn looks_like_date(part: &[u8]) -> bool {
    let text = unquoted(part);
    let text = text.split(|octet| *octet == b' ').next().unwrap_or_default();
    let is_digit = |octet: &u8| octet.is_ascii_digit();
    let begins = text.first().is_some_and(is_digit);
    let is_marked = text.iter().any(|octet| b"-/.".contains(octet));
    begins && (is_marked || text.len() <= 2 && part.contains(&b' ') || text.len() == 8)
}

/// The text between the quotes, if there are any.
fn unquoted(part: &[u8]) -> &[u8] {
    let inner = part.strip_prefix(b"\"").and_then(|part| part.strip_suffix(b"\""));
    inner.unwrap_or(part)
}
