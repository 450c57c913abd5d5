//! LIST and LSUB.

use super::{Command, Phrases, is_word, phrase_of};
use crate::explain::phrase;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};

/// Options in front of the reference: which mailboxes are listed.
static SELECTED: Phrases =
    &[("SUBSCRIBED", &text::ListSubscribed), ("SPECIAL-USE", &text::ListSpecialUse)];

/// Options in front of the reference that add mailboxes: a sentence about each.
static ADDED: Phrases = &[("REMOTE", &text::ListRemote), ("RECURSIVEMATCH", &text::ListRecursive)];

/// Options behind RETURN: what is said about each.
static RETURNED: Phrases = &[
    ("SUBSCRIBED", &text::ReturnSubscribed),
    ("CHILDREN", &text::ReturnChildren),
    ("SPECIAL-USE", &text::ReturnSpecialUse),
    ("STATUS", &text::ReturnStatus),
    ("MYRIGHTS", &text::ReturnMyrights),
    ("METADATA", &text::ReturnMetadata),
];

/// LIST and LSUB.
pub(super) fn list(command: &Command<'_>, explanation: &mut Explanation) -> Option<()> {
    let reference = command.mailbox()?;
    let patterns = command.root.descendants().filter(|node| node.kind() == Kind::ListMailbox);
    let patterns: Vec<String> = patterns.map(phrase::value).collect();
    let section = if command.name == "LSUB" { "6.3.9" } else { "6.3.8" };
    if patterns.first()?.is_empty() && patterns.len() == 1 {
        match reference.is_empty() {
            true => explanation.say_from(3501, section, text::ListSeparator),
            false => explanation.say_from(3501, section, text::ListSeparatorOf { reference }),
        }
        return Some(());
    }
    let which = patterns.iter().map(|pattern| matching(command, &reference, pattern));
    let which: Vec<String> = which.collect();
    let which = command.list(&which);
    match command.name.as_str() {
        "LSUB" => explanation.say_from(3501, section, text::CommandLsub { which }),
        _ => explanation.say_from(3501, section, text::CommandList { which }),
    }
    options(command, explanation);
    wildcards(&patterns, &reference, explanation);
    if !reference.is_empty() {
        explanation.say_detail("LIST", text::ListReference { reference });
    }
    Some(())
}

/// Which names match the pattern.
fn matching(command: &Command<'_>, reference: &str, pattern: &str) -> String {
    match pattern {
        "*" if reference.is_empty() => command.phrase(text::ListAll),
        "%" if reference.is_empty() => command.phrase(text::ListTop),
        _ if pattern.contains(['*', '%']) => command.phrase(text::ListMatching { pattern }),
        _ => command.phrase(text::ListNamed { pattern }),
    }
}

/// What the wildcards mean, where no phrase said so.
fn wildcards(patterns: &[String], reference: &str, explanation: &mut Explanation) {
    let has = |wildcard: char| {
        let is_named = |pattern: &&String| pattern.len() > 1 || !reference.is_empty();
        patterns.iter().filter(is_named).any(|pattern| pattern.contains(wildcard))
    };
    match (has('*'), has('%')) {
        (true, true) => explanation.say_detail("LIST", text::ListBothWildcards),
        (true, false) => explanation.say_detail("LIST", text::ListStar),
        (false, true) => explanation.say_detail("LIST", text::ListPercent),
        (false, false) => {}
    }
}

/// The options in front of the reference, and behind RETURN.
fn options(command: &Command<'_>, explanation: &mut Explanation) {
    let words: Vec<Node<'_>> = command.words().collect();
    let is_reference = |word: &Node<'_>| {
        command.root.child(Kind::Mailbox).is_some_and(|it| it.range().start <= word.range().start)
    };
    let phrases = |phrases: Phrases, words: &[Node<'_>]| {
        let found = words.iter().filter_map(|word| phrase_of(phrases, word.text()));
        found.map(|phrase| command.phrase(phrase)).collect::<Vec<_>>()
    };
    let before = words.iter().position(is_reference).unwrap_or_default();
    let selected = phrases(SELECTED, &words[..before]);
    if !selected.is_empty() {
        let options = command.list(&selected);
        explanation.say_from(5258, "3.1", text::ListOnly { options });
    }
    for word in &words[..before] {
        if let Some(sentence) = phrase_of(ADDED, word.text()) {
            explanation.say_detail("LIST", sentence);
            explanation.cite_section(5258, "3.1");
        }
    }
    let Some(at) = words.iter().rposition(|word| is_word(word.text(), "RETURN")) else { return };
    let returned = phrases(RETURNED, &words[at..]);
    if !returned.is_empty() {
        let options = command.list(&returned);
        explanation.say_from(5258, "3.2", text::ListReturns { options });
    }
}
