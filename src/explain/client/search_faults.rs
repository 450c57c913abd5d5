//! Faults in the keys of a search, or in the options of its RETURN.

use super::keywords::word;
use crate::explain::faults;
use crate::explain::phrase;
use crate::explain::registered::{nearest, say_elsewhere, synonym};
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, Entry, find};
use std::borrow::Cow;

/// Explains PARTIAL with a 0, with a minus sign before only one number, twice, or together with ALL (RFC
/// 9394, section 3.1).
pub(super) fn wrong_positions(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let options = command.root.child(Kind::SearchReturnOptions);
    let names = || options.into_iter().flat_map(Node::descendants);
    let count =
        |name| names().filter(|it| it.kind() == Kind::SearchReturnName && it.is(name)).count();
    let is_wrong = |range: Node<'_>| {
        let numbers = range.text().split(|octet| *octet == b':');
        let from_end = numbers.clone().filter(|number| number.starts_with(b"-")).count();
        let is_zero = |number: &[u8]| !number.iter().any(|octet| (b'1'..=b'9').contains(octet));
        from_end == 1 || numbers.into_iter().any(is_zero)
    };
    if command.name == "UIDBATCHES" {
        return wrong_batches(command, explanation);
    }
    if command.root.descendants_of(Kind::PartialRange).any(is_wrong) {
        explanation.say_from(9394, "4", text::PositionsForm);
    } else if count("PARTIAL") > 1 || count("PARTIAL") == 1 && count("ALL") > 0 {
        explanation.say_from(9394, "3.1", text::PositionsWithAll);
    } else {
        return false;
    }
    true
}

/// Explains a size or a range that UIDBATCHES must not have.
fn wrong_batches(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    /// RFC 10022, section 3.1.3.1.
    const MIN_SIZE: u64 = 500;
    /// Of one command, section 3.1.5.
    const MAX_MESSAGES: u64 = 100_000;
    let Some(size) = command.root.child(Kind::Number).and_then(Node::number) else { return false };
    let numbers = |range: Node<'_>| {
        let (first, last) = std::str::from_utf8(range.text()).ok()?.split_once(':')?;
        let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
        Some((u64::from(first), u64::from(last))).filter(|_| first > 0 && last > 0)
    };
    let range = match command.root.child(Kind::PartialRange).map(numbers) {
        None => None,
        Some(Some(range)) => Some(range),
        Some(None) => {
            explanation.say_from(10022, "4", text::BatchesForm);
            return true;
        }
    };
    let too_many = |(first, last): (u64, u64)| {
        let count = (last + 1).saturating_sub(first);
        (count.saturating_mul(size) > MAX_MESSAGES).then_some(count)
    };
    match range {
        _ if size < MIN_SIZE => explanation.say_from(10022, "3.1.3.1", text::BatchesTooSmall),
        Some((first, last)) if last < first => {
            let range = format!("{last}:{first}");
            explanation.say_from(10022, "3.1.5", text::BatchesInOrder { range });
        }
        Some(range) if let Some(count) = too_many(range) => {
            explanation.say_from(10022, "3.1.5", text::BatchesTooMany { count, size });
        }
        _ => return false,
    }
    true
}

/// `since 1-Jan-2026 10:00`: explains a time after the date, which is read as a set of message numbers.
pub(super) fn time_after_date(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let mut keys = command.root.descendants_of(Kind::SearchKey);
    let is_time = |word: &[u8]| {
        let mut parts = word.split(|octet| *octet == b':').skip(1).peekable();
        let is_part = |part: &[u8]| part.len() == 2 && part.iter().all(u8::is_ascii_digit);
        parts.peek().is_some() && parts.all(is_part) && !is_set(word)
    };
    let word_after = |key: Node<'_>| {
        let rest = &command.root.text()[key.range().end - command.root.range().start..];
        rest.strip_prefix(b" ")?.split(|octet| *octet == b' ').next()
    };
    let found = keys.find_map(|key| {
        key.child(Kind::Date)?;
        Some((key, word_after(key).filter(|word| is_time(word))?))
    });
    let Some((date, time)) = found else { return false };
    let key = date.child(Kind::SearchKeyName).map(Node::to_uppercase).unwrap_or_default();
    let time = phrase::cut(time);
    explanation.say_from(3501, "9", text::TimeAfterDate { key, time });
    true
}

/// `1-Jan-2026`: a date in place of a search key.
fn bare_date(part: Node<'_>) -> Option<Cow<'_, str>> {
    let word = part.text().split(|octet| b" ()".contains(octet)).next()?;
    let mut parts = word.split(|octet| *octet == b'-');
    let is = |part: Option<&[u8]>, of_kind: fn(&u8) -> bool| {
        part.is_some_and(|part| !part.is_empty() && part.iter().all(of_kind))
    };
    let is_date = is(parts.next(), u8::is_ascii_digit)
        && is(parts.next(), u8::is_ascii_alphabetic)
        && is(parts.next(), u8::is_ascii_digit)
        && parts.next().is_none();
    is_date.then(|| phrase::cut(word))
}

/// Whether this is a range of numbers that messages can have.
fn is_set(text: &[u8]) -> bool {
    let numbers = text.split(|octet| *octet == b':');
    numbers.clone().count() == 2 && { numbers }
        .all(|number| matches!(number.first(), Some(b'1'..=b'9')))
}

/// Explains something else in place of a search key.
pub(super) fn unknown_key(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    if !matches!(command.name_without_uid(), "SEARCH" | "SORT" | "THREAD" | "ESEARCH") {
        return false;
    }
    if unquoted_string(command, explanation) {
        return true;
    }
    let mut unknown = command.root.descendants_of(Kind::Unknown);
    let Some(first) = unknown.clone().next() else { return false };
    if let Some(string) = quoted_string(first)
        && unquoted_words(command).is_none()
    {
        match find(Category::SearchKeys, &*string) {
            Some(key) => explanation.say(text::QuotedKey { key: key.name }),
            None => {
                explanation.say_unknown(text::UnknownKey { name: string });
                explanation.say_fault(text::TextNeedsKey);
            }
        }
        return true;
    }
    // The keys of SORT follow its criteria.
    let criteria_end = command.root.child(Kind::SortCriteria).map(|it| it.range().end);
    let may_be_key = criteria_end.is_some_and(|end| end <= first.range().start);
    if command.name_without_uid() == "SORT" && !may_be_key {
        return false;
    }
    let flag = unknown.clone().take(2).find_map(|part| key_of_flag(part.text()));
    if let Some(key) = flag {
        explanation.say_from(3501, "6.4.4", text::FlagAsKey { key });
        return true;
    }
    if let [b'$', keyword, ..] = first.text()
        && keyword.is_ascii_alphabetic()
    {
        let keyword = first.text().split(|octet| b" ()".contains(octet)).next();
        let keyword = phrase::cut(keyword.unwrap_or_default());
        explanation.say_from(3501, "6.4.4", text::KeywordAsKey { keyword });
        return true;
    }
    if let Some(date) = bare_date(first) {
        explanation.say_from(3501, "6.4.4", text::DateNeedsKey { date });
        return true;
    }
    unknown.find_map(word).is_some_and(|name| unknown_word(name, command, explanation))
}

/// Explains this word in place of a search key.
fn unknown_word(
    name: Cow<'_, str>,
    command: SentCommand<'_>,
    explanation: &mut Explanation,
) -> bool {
    if let Some(option) =
        ["RETURN", "CHARSET"].into_iter().find(|it| it.eq_ignore_ascii_case(&name))
        && matches!(command.name_without_uid(), "SEARCH" | "ESEARCH")
    {
        explanation.say(text::OptionBehindKeys { option, command: command.name });
        return true;
    }
    if find(Category::SearchKeys, &*name).is_some() {
        return false;
    }
    if !key_of_other_language(&name, command, explanation)
        && !words_without_quotes(&name, command, explanation)
        && !key_with_comma(&name, explanation)
        && !say_elsewhere(&name, Category::SearchKeys, explanation)
    {
        say_unknown_key(name, command, explanation);
    }
    true
}

/// Explains a key that is written as in other query languages: `SEEN=false`, `AND`, `BETWEEN`.
fn key_of_other_language(
    name: &str,
    command: SentCommand<'_>,
    explanation: &mut Explanation,
) -> bool {
    let is_and = name.eq_ignore_ascii_case("AND");
    if let Some((key, mark, value)) = key_with_mark(name) {
        explanation.say_unknown(text::KeyWithMark { key, mark, value });
    } else if is_and && (precedes_key(command) || unquoted_words(command).is_none()) {
        explanation.say_unknown(text::KeyAnd);
    } else if name.eq_ignore_ascii_case("BETWEEN") {
        explanation.say_unknown(text::KeyOfRange);
    } else if let Some((key, other)) = key_with_truth(name) {
        explanation.say_unknown(text::KeyWithoutValue { key, other });
    } else {
        return false;
    }
    true
}

/// Explains several words that are probably one text without its quotes.
fn words_without_quotes(
    name: &str,
    command: SentCommand<'_>,
    explanation: &mut Explanation,
) -> bool {
    let Some((key, words)) = unquoted_words(command) else {
        return false;
    };
    let with_mark = words.split_once(' ').filter(|(mark, _)| [":", "="].contains(mark));
    if let Some((mark, value)) = with_mark {
        explanation.say_unknown(text::KeyWithMark { key, mark, value });
        return true;
    }
    explanation.say_unknown(text::UnquotedWords { name, key, words });
    if name.ends_with('\'') {
        explanation.say_fault(text::SearchOtherQuotes { mark: "'" });
    }
    if let Some(meant) = synonym(name, Category::SearchKeys) {
        explanation.say_fault(text::KeyPerhapsMeant { meant });
    }
    true
}

fn key_with_comma(name: &str, explanation: &mut Explanation) -> bool {
    let first = name.split_once(',').and_then(|(first, _)| find(Category::SearchKeys, first));
    if let Some(key) = first {
        explanation.say_unknown(text::ItemWithComma { item: key.name });
    }
    first.is_some()
}

fn say_unknown_key(name: Cow<'_, str>, command: SentCommand<'_>, explanation: &mut Explanation) {
    if let Some(nearest) = nearest(&name, Category::SearchKeys) {
        explanation.say_unknown(text::UnknownKeyNear { name, nearest });
        return;
    }
    let may_be_text = name.chars().all(char::is_alphanumeric) && ends_in_words(command);
    let key = key_before_unknown(command).and_then(|key| find(Category::SearchKeys, key.text()));
    let key = key.filter(|it| [" OCTETS", " SECONDS"].iter().any(|end| it.syntax.ends_with(end)));
    if let Some(key) = key {
        explanation.say_unknown(text::NumberWithoutUnit { key: key.name, name });
        return explanation.cite(key);
    }
    explanation.say_unknown(text::UnknownKey { name });
    if may_be_text {
        explanation.say_fault(text::TextNeedsKey);
    }
}

/// Whether the first part that does not fit, and all after it, may be words of a text to look for.
fn ends_in_words(command: SentCommand<'_>) -> bool {
    let Some(first) = command.root.descendant(Kind::Unknown) else { return false };
    let rest = command.text_from(first);
    rest.split(|octet| *octet == b' ').all(|word| {
        let is_of_word =
            |it: &u8| it.is_ascii_alphanumeric() || !it.is_ascii() || b",.?!'".contains(it);
        word.iter().all(is_of_word)
    })
}

/// `seen=false`: a key for a flag with a value, and the key for the other messages.
fn key_with_truth(word: &str) -> Option<(&'static str, &'static str)> {
    let (name, _) = word.split_once(['=', ':'])?;
    let key = find(Category::SearchKeys, name)?;
    let other = match key.name.strip_prefix("UN") {
        Some(other) => find(Category::SearchKeys, other),
        None => find(Category::SearchKeys, format!("UN{}", key.name)),
    };
    Some((key.name, other?.name)).filter(|_| !key.syntax.contains(' '))
}

/// Whether a search key follows the first word that does not fit, so that the word is not part of a string.
fn precedes_key(command: SentCommand<'_>) -> bool {
    let mut unknown = command.root.descendants_of(Kind::Unknown);
    let Some(end) = unknown.next().map(|it| it.range().end - command.root.range().start) else {
        return false;
    };
    let mut words = command.root.text()[end..].split(|octet| b" ()".contains(octet));
    let next = words.find(|word| !word.is_empty());
    next.is_some_and(|word| find(Category::SearchKeys, word).is_some())
}

/// `subject a*b`: explains a string that must be in quotes after its key.
fn unquoted_string(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let leaves = command.root.descendants().filter(|it| it.is_leaf() && it.kind() != Kind::Blank);
    let mut key = None;
    for leaf in leaves {
        match leaf.kind() {
            Kind::SearchKeyName => key = Some(leaf),
            Kind::Unknown if let Some(key) = key => {
                let entry = find(Category::SearchKeys, key.text());
                let entry = entry.filter(|it| it.syntax.ends_with(" STRING"));
                let value = leaf.text().split(|octet| *octet == b' ').next().unwrap_or_default();
                let is_special = |octet: &u8| br"{%*\".contains(octet);
                let begins_string = !value.starts_with(b"\"") && value.iter().any(is_special);
                let Some(entry) = entry.filter(|_| begins_string) else { return false };
                let value = phrase::cut(value).replace('\\', r"\\").replace('"', r#"\""#);
                explanation.say_from(3501, "9", text::UnquotedString { key: entry.name, value });
                return true;
            }
            // The key already has its argument.
            _ => key = None,
        }
    }
    false
}

/// `\\seen`: the key that finds messages with this flag.
fn key_of_flag(text: &[u8]) -> Option<&'static str> {
    let flag = text.strip_prefix(b"\\")?;
    let name = flag.split(|octet| !octet.is_ascii_alphabetic()).next()?;
    find(Category::SearchKeys, name).map(|key| key.name)
}

/// The text in quotes that this part is.
fn quoted_string(part: Node<'_>) -> Option<Cow<'_, str>> {
    let text = part.text().strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    (!text.contains(&b'"')).then(|| phrase::cut(text))
}

/// `subject:hello`: a key, and its argument after a mark.
fn key_with_mark(word: &str) -> Option<(&'static str, &str, &str)> {
    let at = word.find([':', '='])?;
    let (name, value) = (&word[..at], &word[at + 1..]);
    let entry = find(Category::SearchKeys, name).filter(|it| it.syntax.contains(' '))?;
    (!value.is_empty()).then(|| (entry.name, &word[at..=at], value))
}

/// The name of the search key before the first part that does not fit.
fn key_before_unknown(command: SentCommand<'_>) -> Option<Node<'_>> {
    let parts = command.root.descendants().take_while(|it| it.kind() != Kind::Unknown);
    parts.filter(|it| it.kind() == Kind::SearchKeyName).last()
}

/// `subject hello world`: the key and the probably intended string, if words follow an unquoted string.
fn unquoted_words<'t>(command: SentCommand<'t>) -> Option<(&'static str, Cow<'t, str>)> {
    let mut parts = command
        .root
        .descendants()
        .filter(|node| matches!(node.kind(), Kind::SearchKey | Kind::Unknown));
    let mut key = None;
    let unknown = parts.find(|part| {
        let is_unknown = part.kind() == Kind::Unknown;
        if !is_unknown {
            key = Some(*part);
        }
        is_unknown
    })?;
    let key = key.filter(|key| key.range().end < unknown.range().start)?;
    let entry = key.child(Kind::SearchKeyName)?.text();
    let entry = find(Category::SearchKeys, entry).filter(|it| it.syntax.ends_with(" STRING"))?;
    let first = key.children().last()?.range().start - command.root.range().start;
    let words = without_single_quotes(command.root.text().get(first..)?.trim_ascii_end());
    let is_special = |octet: &u8| br#"(){%*"\]"#.contains(octet);
    let is_plain = |octet: &u8| (octet.is_ascii_graphic() || *octet == b' ') && !is_special(octet);
    words.iter().all(is_plain).then(|| (entry.name, phrase::cut(words)))
}

/// The words without surrounding single quotes, which were probably intended as IMAP's quotes.
fn without_single_quotes(words: &[u8]) -> &[u8] {
    let inner = words.strip_prefix(b"'").and_then(|words| words.strip_suffix(b"'"));
    inner.filter(|inner| !inner.contains(&b'\'')).unwrap_or(words)
}

/// No search key has more arguments than this.
const MAX_ARGUMENTS: usize = 8;

/// The first search key whose argument is missing or not valid: its entry, the part that is not valid, and
/// how many arguments it has.
pub(super) fn find_incomplete_key<'t>(
    command: Node<'t>,
) -> Option<(&'static Entry, Option<Node<'t>>, usize)> {
    let mut keys = command.descendants_of(Kind::SearchKey);
    keys.find_map(|key| {
        let name = key.child(Kind::SearchKeyName)?.text();
        let entry = find(Category::SearchKeys, name).filter(|it| it.syntax.contains(' '))?;
        let mut arguments = key.children().filter(|node| node.kind() != Kind::Blank).skip(1);
        let wrong = key.child(Kind::Unknown).or_else(|| argument_of_wrong_form(key, entry.name));
        // The name of an entry is an option, which the mod-sequence follows.
        let lacks_modseq = entry.name == "MODSEQ" && key.child(Kind::ModSeq).is_none();
        let count = arguments.by_ref().take(MAX_ARGUMENTS).count();
        let is_missing = lacks_modseq || count < faults::required_arguments(entry);
        (is_missing || wrong.is_some()).then_some((entry, wrong, count))
    })
}

/// `filter a/b`, `emailid a:b`: an argument with a character that it must not have (RFC 5466, section 3.1;
/// RFC 8474, section 7).
fn argument_of_wrong_form<'t>(key: Node<'t>, name: &str) -> Option<Node<'t>> {
    let is_valid = |octet: &u8| match name {
        "FILTER" => *octet != b'/',
        "EMAILID" | "THREADID" => octet.is_ascii_alphanumeric() || b"_-".contains(octet),
        _ => true,
    };
    key.children().skip(2).find(|it| !it.text().iter().all(is_valid))
}

/// Explains a search key whose argument is missing or not valid.
pub(super) fn incomplete_key(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    if faults::continues(command) {
        return false;
    }
    let Some((entry, wrong, count)) = find_incomplete_key(command.root) else { return false };
    match wrong {
        Some(wrong) => {
            let part = phrase::in_quotes(wrong.text(), explanation.messages());
            explanation.say(text::WrongArgument { part, key: entry.name });
        }
        None if count == 1 && faults::required_arguments(entry) == 2 => {
            explanation.say(text::IncompleteKeySecond { key: entry.name });
        }
        None => explanation.say(text::IncompleteKey { key: entry.name }),
    }
    if entry.name == "OR" {
        explanation.say(text::OrComesFirst);
    }
    explanation.name_syntax(entry);
    true
}
