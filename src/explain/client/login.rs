//! Login, and commands about the connection.

use super::keywords::{KeywordPhrases, is_word};
use crate::explain::phrase;
use crate::explain::registered::{nearest, say_nearest, say_unknown_capabilities};
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::compose::is_variable;
use crate::protocol::spelling;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, Entry, find};

/// The changes that ENABLE makes.
static ENABLED: KeywordPhrases = &[
    ("CONDSTORE", &text::EnableCondstore),
    ("QRESYNC", &text::EnableQresync),
    ("UIDONLY", &text::EnableUidonly),
    ("UTF8=ACCEPT", &text::EnableUtf8),
    ("IMAP4REV2", &text::EnableRev2),
];

pub(super) fn login(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    command.root.child(Kind::Password)?;
    let user = command.value(Kind::UserId).filter(|user| !is_variable(user))?;
    explanation.say_from(3501, "6.2.3", text::CommandLogin { user });
    explanation.say_general(text::LoginUnprotected);
    Some(())
}

pub(super) fn authenticate(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let mechanism = command.root.child(Kind::Mechanism)?;
    let mechanism = mechanism.to_uppercase();
    let entry = find(Category::SaslMechanisms, &mechanism);
    if entry.is_none() {
        let name = phrase::cut(command.root.child(Kind::Mechanism)?.text());
        let nearest = nearest(&name, Category::SaslMechanisms);
        explanation.say_unknown(text::UnknownMechanism { name });
        say_nearest(nearest, explanation);
        return None;
    }
    explanation.say_from(3501, "6.2.2", text::CommandAuthenticate { mechanism: &mechanism });
    if let Some(entry) = entry
        && explanation.say_general(entry.says(explanation.language()).to_owned())
    {
        explanation.cite(entry);
    }
    match command.root.child(Kind::InitialResponse).map(Node::text) {
        // Then another sentence says so.
        Some(_) if command.session.facts.capabilities.lack("SASL-IR") => {}
        None => explanation.say_general_from(3501, "6.2.2", text::AuthenticateChallenge),
        Some(b"=") => explanation.say_general_from(4959, "3", text::AuthenticateEmpty),
        Some(_) => explanation.say_general_from(4959, "3", text::AuthenticateAtOnce),
    }
    Some(())
}

pub(super) fn enable(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let names = command.root.children_of(Kind::Capability);
    let names: Vec<&[u8]> = names.map(Node::text).collect();
    if names.is_empty() {
        return None;
    }
    let list = phrase::joined(names.iter().map(|name| phrase::ListWord(name)), command.messages);
    explanation.say_from(5161, "3.1", text::CommandEnable { list });
    let effects = ENABLED.iter().filter(|(name, _)| names.iter().any(|it| is_word(it, name)));
    for (name, effect) in effects {
        explanation.say_detail(name, *effect);
    }
    let entries = names.iter().filter_map(|name| find(Category::Capabilities, *name));
    let ignored: Vec<&str> = entries.filter(|it| !it.can_enable).map(|it| it.name).collect();
    if !ignored.is_empty() {
        let names = phrase::joined(ignored.iter(), command.messages);
        explanation.say_fault(text::EnableIgnored { names });
    }
    say_unknown_capabilities(names.iter().copied(), explanation);
    say_nearest(names.iter().find_map(|name| nearest_to_enable(name)), explanation);
    Some(())
}

/// The capability that was probably meant by an unregistered name: `UTF8=ACCEPT` by `UTF8`.
fn nearest_to_enable(name: &[u8]) -> Option<&'static str> {
    let name =
        std::str::from_utf8(name).ok().filter(|it| find(Category::Capabilities, it).is_none())?;
    let can_enable = || Category::Capabilities.entries().iter().filter(|it| it.can_enable);
    let begins = |entry: &&Entry| {
        let begin = entry.name.split('=').next();
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(name))
    };
    let begun = can_enable().find(begins).map(|entry| entry.name);
    begun.or_else(|| spelling::nearest(name, can_enable().map(|entry| entry.name)))
}

pub(super) fn id(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let parameters = command.root.descendants_of(Kind::IdParameter);
    let pairs = parameters.filter_map(|parameter| {
        let field = parameter.child(Kind::IdField).map(phrase::value)?;
        // NIL means no value.
        let value = parameter.child(Kind::IdValue).filter(|it| it.child(Kind::Nil).is_none());
        let value = phrase::value(value?);
        Some(command.phrase(text::IdPair { field, value }))
    });
    let pairs: Vec<String> = pairs.collect();
    if !pairs.is_empty() {
        let list = command.list(&pairs);
        explanation.say_from(2971, "3.1", text::CommandId { list });
        return Some(());
    }
    let given = match command.root.child(Kind::Nil) {
        Some(_) => "NIL".into(),
        None => {
            let begin = command.root.child(Kind::Open)?.range().start;
            let list = command.root.text().get(begin - command.root.range().start..)?;
            phrase::cut(list.trim_ascii_end())
        }
    };
    explanation.say_from(2971, "3.1", text::CommandIdNothing { given });
    Some(())
}

/// `id ("name")`: explains a field without the value after it.
pub(super) fn field_without_value(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    // In `id (nil "x")` the field is the fault.
    if command.root.descendant(Kind::Unknown).is_some() {
        return false;
    }
    let mut parameters = command.root.descendants_of(Kind::IdParameter);
    let field = parameters.find_map(|parameter| {
        let is_alone = parameter.child(Kind::IdValue).is_none();
        parameter.child(Kind::IdField).filter(|_| is_alone && command.name == "ID")
    });
    let field = field.map(phrase::value);
    explanation.say_from_some(2971, "3.1", field.map(|field| text::FieldWithoutValue { field }))
}

/// `id name x`: explains fields and values without the parentheses and quotes.
pub(super) fn bare_fields(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let unknown = command.root.children().find(|node| node.kind() == Kind::Unknown);
    let Some(unknown) = unknown.filter(|_| command.name == "ID") else { return false };
    let begin = command.offset(unknown);
    let words = command.root.text()[begin..].split(|octet| *octet == b' ');
    let words: Vec<&[u8]> = words.filter(|word| !word.is_empty()).take(MAX_WORDS + 1).collect();
    let is_plain = |word: &&[u8]| word.iter().all(|it| it.is_ascii_alphanumeric() || *it == b'-');
    if words.len() > MAX_WORDS || !words.len().is_multiple_of(2) || !words.iter().all(is_plain) {
        return false;
    }
    let quoted = words.iter().map(|word| format!("\"{}\"", phrase::cut(word)));
    let corrected = format!("id ({})", quoted.collect::<Vec<_>>().join(" "));
    explanation.say_from(2971, "3.1", text::IdInParentheses { corrected });
    true
}

/// With more words in ID, no corrected form is shown.
const MAX_WORDS: usize = 8;

pub(super) fn idle(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    explanation.say_from(2177, "3", text::CommandIdle);
    if command.session.watches_no_mailbox() {
        explanation.say(text::IdleUnselected);
    }
    Some(())
}

pub(super) fn language(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let tags = command.root.descendants_of(Kind::LanguageTag);
    let tags: Vec<String> = tags.map(phrase::value).collect();
    match &tags[..] {
        [] => explanation.say_from(5255, "3.2", text::CommandLanguages),
        [tag] if tag.eq_ignore_ascii_case("default") => {
            explanation.say_from(5255, "3.2", text::CommandLanguageDefault);
        }
        [tag] => explanation.say_from(5255, "3.2", text::CommandLanguageOne { tag }),
        _ => {
            let name = |tag: &String| {
                if tag.eq_ignore_ascii_case("default") {
                    command.phrase(text::LanguageDefault)
                } else {
                    command.phrase(text::PhraseQuoted { name: tag })
                }
            };
            let list = command.list(&tags.iter().map(name).collect::<Vec<_>>());
            explanation.say_from(5255, "3.2", text::CommandLanguage { list });
        }
    }
    Some(())
}
