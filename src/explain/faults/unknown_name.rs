//! Commands whose name is not registered: it was mistyped, belongs to another program, is in two parts, or
//! has marks around it.

use super::missing_tag::tag_of_protocol;
use crate::explain::phrase::{cut, joined};
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::language::Language;
use crate::messages::{help_on_topic, text};
use crate::protocol::commands;
use crate::protocol::secrets::Placeholder;
use crate::protocol::syntax::Kind;
use crate::protocol::typed_line::{
    CommandLine, foreign_word, is_sequence_set, looks_like_tag, obsolete_command, typed_instead,
};
use crate::reference::{Category, Entry, arguments_in, find, keywords, lookup};
use std::borrow::Cow;

/// Suggests the command that an unknown name was probably intended to be.
pub fn unknown_command(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let names = command.root.children_of(Kind::CommandName);
    if names.last().is_some_and(|name| !name.text().eq_ignore_ascii_case(b"UID")) {
        return false;
    }
    let is_uid = command.entry.is_some();
    if has_commas(command) {
        explanation.say_from(3501, "9", text::CauseCommas);
        return true;
    }
    let Some(unknown) = command.root.child(Kind::Unknown) else {
        if !is_uid {
            explanation.say_from(3501, "2.2.1", text::CauseNoCommandName);
        }
        return !is_uid;
    };
    let word = unknown.text().split(|octet| *octet == b' ').next().unwrap_or_default();
    let (word, stray) = without_stray(before_placeholder(word));
    let word = cut(word);
    if !stray.is_empty() && find(Category::Commands, &*word).is_some() {
        let (marks, name) = (marks(&stray, explanation), word.to_ascii_uppercase());
        explanation.say_unknown(text::CauseStrayMarks { marks, name });
        explanation.cite_section(3501, "6");
        return true;
    }
    // A command that UID can't be before does not fit the grammar.
    if is_uid && find(Category::Commands, &*word).is_some() {
        return false;
    }
    if is_uid && set_after_uid(&word, command, explanation) {
        return true;
    }
    if word.starts_with(['x', 'X']) {
        explanation.say_from(3501, "6.5.1", text::CausePrivateCommand { word });
        return true;
    }
    if !is_uid && obsolete(&word, command, explanation) {
        return true;
    }
    say_meant(word, command, is_uid, explanation);
    if !stray.is_empty() {
        let marks = marks(&stray, explanation);
        explanation.say(text::CauseStrayInWord { marks });
    }
    explanation.cite_section(3501, "6");
    true
}

/// `uid 1:5 fetch flags`: explains a set of messages in place of the command after UID.
fn set_after_uid(word: &str, command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let is_set = word.starts_with(|c: char| c.is_ascii_digit() || c == '*');
    let name = command.typed_words().skip(2).find(|word| commands::after_uid(word).is_some());
    match name.map(str::to_ascii_uppercase) {
        _ if !is_set => {}
        Some(name) => explanation.say_from(3501, "6.4.8", text::CauseUidFirst { name }),
        None => explanation.say_from(3501, "6.4.8", text::CauseUidAlone),
    }
    is_set
}

/// Explains a command of an earlier version of IMAP.
fn obsolete(word: &str, command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let arguments: Vec<&str> = command.typed_words().skip(1).take(2).collect();
    let Some(obsolete) = obsolete_command(word, &arguments.join(" ")) else { return false };
    let name = word.to_ascii_uppercase();
    let (version, rfc, command) = (obsolete.version, obsolete.rfc, obsolete.instead);
    explanation.say_unknown(text::CauseObsolete { name, version, rfc, command });
    explanation.cite_section(3501, "6");
    true
}

/// Explains what was most likely intended by this word.
fn say_meant(
    word: Cow<'_, str>,
    command: SentCommand<'_>,
    is_uid: bool,
    explanation: &mut Explanation,
) {
    let is_alone = command.typed_words().nth(1).is_none();
    let is_topic = is_alone && is_help_topic(&word);
    let number = std::str::from_utf8(command.tag()).ok();
    let number = number.filter(|tag| is_alone && is_response_with_number(tag, &word));
    let split = commands::split(command.typed_words()).filter(|_| !is_uid);
    let instead = other_word(&word, command).filter(|_| !is_uid);
    let second = command.typed_words().nth(1).and_then(commands::find).filter(|_| !is_uid);
    if let Some(number) = number {
        explanation.say_unknown(text::CauseStarMissing { number, name: word });
    } else if is_topic {
        explanation.say_unknown(text::CauseTopic { word });
    } else if let (Some(_), Some(second)) = (&instead, second) {
        explanation.say_unknown(text::CommandFirst { name: second.name });
    } else if let Some((words, name)) = split {
        explanation.say_unknown(text::CauseSplitName { words, name });
    } else if let Some(command) = instead {
        let command = arguments_in(&command, explanation.messages().language());
        explanation.say_unknown(text::CauseOtherWord { word, command });
    } else if let Some(name) = command_of_keyword(&word).filter(|_| !is_uid) {
        explanation.say_unknown(text::CommandFirst { name });
    } else if is_alone && lookup(&word).next().is_some() {
        explanation.say_unknown(text::CauseTopic { word });
    } else if let Some(nearest) = nearest_command(&word, is_uid) {
        explanation.say_unknown(text::CauseMisspelled { word, nearest });
    } else if let Some(second) = second.filter(|_| looks_like_tag(&word) && !is_argument(&word)) {
        let name = second.name;
        explanation.say_unknown(text::CauseDoubledTag { word, name });
    } else if let Some(second) = second.filter(|_| is_argument(&word)) {
        explanation.say_unknown(text::CommandFirst { name: second.name });
    } else if lookup(&word).next().is_some() {
        explanation.say_unknown(text::CauseTopic { word });
    } else {
        explanation.say_unknown(text::CauseUnknownCommand { word });
    }
}

/// `a1,login,user`: commas where spaces belong. The text between them may be a password, and is not repeated.
fn has_commas(command: SentCommand<'_>) -> bool {
    let words = command.root.children().filter(|it| matches!(it.kind(), Kind::Tag | Kind::Unknown));
    let mut words = words.map(|it| it.text().split(|octet| *octet == b' ').next());
    words.any(|word| {
        let word = word.unwrap_or_default().trim_ascii();
        // A comma at the end is a stray mark.
        let word = word.strip_suffix(b",").unwrap_or(word);
        let parts = word.split(|octet| *octet == b',').take(MAX_PARTS);
        let mut parts = parts.filter_map(|part| std::str::from_utf8(part).ok());
        word.contains(&b',') && parts.any(|part| find(Category::Commands, part).is_some())
    })
}

/// The most parts between commas that are looked up.
const MAX_PARTS: usize = 20;

/// Whether only the command's tag is known: the rest may be a password, and was masked. Any text after a
/// command without arguments is wrong.
pub fn is_masked(command: SentCommand<'_>) -> bool {
    // The stand-in may replace only the end of a name.
    let is_name = |begin: &[u8]| begin.iter().all(|it| it.is_ascii_alphanumeric() || *it == b'-');
    let has_name = command.root.child(Kind::CommandName).is_some();
    let is_placeholder = |word: &[u8]| {
        let last = Placeholder::all_in(word).last().filter(|it| it.end == word.len());
        last.is_some_and(|it| it.start == 0 || !has_name && is_name(&word[..it.start]))
    };
    if command.root.child(Kind::Mechanism).is_some_and(|name| name.text().ends_with(b"$")) {
        return true;
    }
    let takes_none = |command: SentCommand<'_>| {
        let entry = command.entry;
        entry.is_some_and(|entry| entry.syntax == entry.name)
    };
    // A second one after the first of LOGIN or AUTHENTICATE replaces more arguments.
    let is_login = command
        .root
        .child(Kind::Password)
        .or_else(|| command.root.child(Kind::Mechanism))
        .is_some();
    command.root.child(Kind::Unknown).is_some_and(|word| is_placeholder(word.text()))
        && !is_login
        && !takes_none(command)
        && command.root.descendant(Kind::Literal).is_none()
        && tag_of_protocol(command).is_none()
}

/// The part of the word before the placeholder of a secret, which was not typed.
fn before_placeholder(word: &[u8]) -> &[u8] {
    let placeholder = Placeholder::all_in(word).next().filter(|it| it.start > 0);
    placeholder.map_or(word, |it| &word[..it.start])
}

/// The word without surrounding marks that no command's name has, and the marks: `;` after it, or quotation
/// marks.
fn without_stray(word: &[u8]) -> (&[u8], Vec<char>) {
    let is_mark = |octet: &u8| octet.is_ascii_punctuation();
    let Some(first) = word.iter().position(|octet| !is_mark(octet)) else { return (word, vec![]) };
    let end = word.iter().rposition(|octet| !is_mark(octet)).map_or(word.len(), |last| last + 1);
    let mut stray = Vec::new();
    for mark in word[..first].iter().chain(&word[end..]).map(|octet| char::from(*octet)) {
        if !stray.contains(&mark) {
            stray.push(mark);
        }
    }
    (&word[first..end], stray)
}

/// The marks, each between quotation marks: `";"`.
fn marks(marks: &[char], explanation: &Explanation) -> String {
    let messages = explanation.messages();
    let quoted = |mark: &char| match (mark, messages.language()) {
        ('"', Language::English) => format!("'{mark}'"),
        _ => messages.format(text::PhraseQuoted { name: mark }),
    };
    let quoted: Vec<String> = marks.iter().map(quoted).collect();
    joined(quoted.iter(), messages).to_string()
}

/// IMAP's command for a command of another program or protocol, or for an everyday word.
fn other_word(word: &str, command: SentCommand<'_>) -> Option<String> {
    if commands::QUIT_WORDS.iter().any(|quit| quit.eq_ignore_ascii_case(word)) {
        return Some("logout".to_owned());
    }
    let arguments: Vec<&str> = command.typed_words().skip(1).collect();
    let of_protocol =
        || foreign_word(&CommandLine::parse(word)).map(|word| word.instead.to_owned());
    typed_instead(word, &arguments.join(" ")).or_else(of_protocol)
}

/// Whether this word is a key of a search, an item of FETCH or a set of messages.
fn is_argument(word: &str) -> bool {
    [Category::SearchKeys, Category::FetchItems].into_iter().any(|it| find(it, word).is_some())
        || is_sequence_set(word)
}

/// The only command that has this word among its arguments: COMPRESS for `deflate`. An item of FETCH belongs
/// there.
fn command_of_keyword(word: &str) -> Option<&'static str> {
    let has = |entry: &&Entry| keywords(entry).any(|it| it.eq_ignore_ascii_case(word));
    let mut commands = Category::Commands.entries().iter().filter(has);
    let may_be = word.len() >= MIN_KEYWORD && find(Category::FetchItems, word).is_none();
    let only = commands.next().filter(|_| may_be)?;
    commands.next().is_none().then_some(only.name)
}

/// A shorter word is more likely a mistyped command.
const MIN_KEYWORD: usize = 4;

/// Whether this word is a topic of `:help`.
fn is_help_topic(word: &str) -> bool {
    help_on_topic(&word.to_lowercase()).next().is_some()
}

/// Whether this is a response such as `* 11 EXISTS`, copied without its `*`: then the number is where a
/// command has its tag.
fn is_response_with_number(number: &str, name: &str) -> bool {
    let is_number = number.bytes().all(|octet| octet.is_ascii_digit());
    let entry = find(Category::Responses, name).filter(|_| is_number);
    entry.is_some_and(|entry| entry.syntax.starts_with("* NUMBER "))
}

/// The nearest command. `is_uid`: among those that may follow `UID`.
fn nearest_command(word: &str, is_uid: bool) -> Option<&'static str> {
    if is_uid {
        commands::nearest_after_uid(word).map(|spec| commands::without_uid(spec.name))
    } else {
        commands::meant(word, [])
    }
}

/// `getquota root inbox`: a command that is wrong, but right if its first two words are one.
pub fn joined_name(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    if command.root.descendant(Kind::Unknown).is_none() {
        return false;
    }
    let Some((_, name)) = commands::split(command.typed_words()) else { return false };
    explanation.say(text::CauseJoinedName { name });
    if let Some(entry) = find(Category::Commands, name) {
        explanation.cite(entry);
    }
    true
}
