//! LIST, LSUB and their older relatives.

use super::keywords::{KeywordPhrases, phrase_of};
use super::mailboxes::asked_items;
use crate::explain::faults;
use crate::explain::phrase;
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, find};

/// Options before the reference: which mailboxes are listed.
static SELECTED: KeywordPhrases = &[
    ("SUBSCRIBED", &text::ListSubscribed),
    ("SPECIAL-USE", &text::ListSpecialUse),
    ("UTF8ONLY", &text::ListUtf8only),
];

/// Options before the reference that add mailboxes: a sentence about each.
static ADDED: KeywordPhrases = &[
    ("REMOTE", &text::ListRemote),
    ("RECURSIVEMATCH", &text::ListRecursive),
    ("UTF8", &text::ListUtf8),
];

/// The sentences about the options after RETURN.
static RETURNED: KeywordPhrases = &[
    ("SUBSCRIBED", &text::ReturnSubscribed),
    ("CHILDREN", &text::ReturnChildren),
    ("SPECIAL-USE", &text::ReturnSpecialUse),
    ("STATUS", &text::ReturnStatus),
    ("MYRIGHTS", &text::ReturnMyrights),
    ("METADATA", &text::ReturnMetadata),
    ("UTF8", &text::ReturnUtf8),
];

/// LIST, LSUB, and the commands of RFC 2193 and of Gmail that preceded LIST's options.
pub(super) fn list(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let reference = command.mailbox()?;
    let patterns = command.root.descendants_of(Kind::ListMailbox);
    let patterns: Vec<String> = patterns.map(phrase::value).collect();
    let name = command.name;
    let shows_subscribed = matches!(name, "LSUB" | "RLSUB");
    let section = if shows_subscribed { "6.3.9" } else { "6.3.8" };
    if patterns.first()?.is_empty() && patterns.len() == 1 {
        if reference.is_empty() {
            explanation.say_from(3501, section, text::ListSeparator)
        } else {
            explanation.say_from(3501, section, text::ListSeparatorOf { reference })
        }
        return Some(());
    }
    say_which(command, &reference, &patterns, explanation);
    let extensions = [Kind::ListPatterns, Kind::ListSelectOptions, Kind::ListReturnOptions];
    let is_extended = extensions.into_iter().any(|it| command.root.child(it).is_some());
    if is_extended && explanation.source_is(3501) {
        explanation.cite_section(5258, "3");
    }
    match name {
        "RLIST" => explanation.say_from(2193, "5.1", text::ListReferrals),
        "RLSUB" => explanation.say_from(2193, "5.2", text::ListReferrals),
        "XLIST" => explanation.say(text::ListRoles),
        _ => options(command, explanation),
    }
    wildcards(&patterns, &reference, explanation);
    if !reference.is_empty() {
        explanation.say_detail("LIST", text::ListReference { reference });
    }
    faults::other_quotes(command, explanation);
    Some(())
}

/// Explains which names are listed.
fn say_which(
    command: SentCommand<'_>,
    reference: &str,
    patterns: &[String],
    explanation: &mut Explanation,
) {
    let name = command.name;
    let which = matching(command, reference, patterns);
    let only = selected(command);
    match name {
        // Each of the options is a condition.
        "LIST" if !only.is_empty() => {
            let options = command.list(&only);
            explanation.say_from(5258, "3.1", text::CommandListOnly { name, which, options });
        }
        "XLIST" => command.say(text::CommandList { name, which }, explanation),
        "LSUB" | "RLSUB" => match patterns {
            [mailbox] if !mailbox.contains(['*', '%']) && reference.is_empty() => {
                explanation.say_from(3501, "6.3.9", text::CommandLsubNamed { name, mailbox });
            }
            _ => explanation.say_from(3501, "6.3.9", text::CommandLsub { name, which }),
        },
        _ => explanation.say_from(3501, "6.3.8", text::CommandList { name, which }),
    }
}

/// The names that match the patterns, as a phrase.
fn matching(command: SentCommand<'_>, reference: &str, patterns: &[String]) -> String {
    let quoted = |pattern: &String| command.phrase(text::PhraseQuoted { name: pattern });
    let is_whole = |pattern: &str| matches!(pattern, "*" | "%") && reference.is_empty();
    let (mut which, mut named, mut wild) = (Vec::new(), Vec::new(), Vec::new());
    for pattern in patterns {
        match pattern.as_str() {
            "*" if is_whole(pattern) => which.push(command.phrase(text::ListAll)),
            "%" if is_whole(pattern) => which.push(command.phrase(text::ListTop)),
            _ if pattern.contains(['*', '%']) => wild.push(quoted(pattern)),
            _ => named.push(quoted(pattern)),
        }
    }
    if !named.is_empty() {
        let (count, patterns) = (named.len(), command.inner_list(&named));
        which.push(command.phrase(text::ListNamed { count, patterns }));
    }
    if !wild.is_empty() {
        let (count, patterns) = (wild.len(), command.inner_list(&wild));
        which.push(command.phrase(text::ListMatching { count, patterns }));
    }
    command.list(&which)
}

/// Explains the wildcards, unless a phrase has explained them.
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

/// The words before the reference, which are options.
fn words_before_reference<'t>(command: SentCommand<'t>) -> Vec<Node<'t>> {
    let Some(reference) = command.root.child(Kind::Mailbox) else { return Vec::new() };
    let is_before = |word: &Node<'_>| word.range().start < reference.range().start;
    command.words().take_while(is_before).collect()
}

/// The restrictions by options before the reference.
fn selected(command: SentCommand<'_>) -> Vec<String> {
    let words = words_before_reference(command).into_iter();
    words.filter_map(|word| Some(command.phrase(phrase_of(SELECTED, word.text())?))).collect()
}

/// Explains the options before the reference, and after RETURN.
fn options(command: SentCommand<'_>, explanation: &mut Explanation) {
    let words = words_before_reference(command);
    for word in &words {
        if let Some(sentence) = phrase_of(ADDED, word.text()) {
            explanation.say_detail("LIST", sentence);
            explanation.cite_section(5258, "3.1");
        }
    }
    cite_others(words.iter().map(|word| word.text()), explanation);
    returned(command, explanation);
}

/// The options after RETURN.
fn returned(command: SentCommand<'_>, explanation: &mut Explanation) {
    let options = command.root.descendants_of(Kind::ListReturnOption);
    let options: Vec<Node<'_>> = options.collect();
    let phrases: Vec<String> =
        options.iter().filter_map(|it| return_phrase(command, *it)).collect();
    if phrases.is_empty() {
        return;
    }
    let list = command.list(&phrases);
    explanation.say_from(5258, "3.2", text::ListReturns { options: list });
    let names = options.iter().filter_map(|it| it.child(Kind::ListReturnName));
    cite_others(names.map(|name| name.text()), explanation);
}

/// The data that an option after RETURN adds to the answer.
fn return_phrase(command: SentCommand<'_>, option: Node<'_>) -> Option<String> {
    let name = option.child(Kind::ListReturnName)?;
    if name.is("STATUS") {
        let items = asked_items(command, option);
        if !items.is_empty() {
            let items = command.list(&items);
            return Some(command.phrase(text::ReturnStatusOf { items }));
        }
    }
    if name.is("METADATA") {
        let entries = option.descendants_of(Kind::AnnotationEntry);
        let entries: Vec<String> = entries.map(phrase::value).collect();
        if !entries.is_empty() {
            let (count, entries) = (entries.len(), command.list(&entries));
            return Some(command.phrase(text::ReturnMetadataOf { count, entries }));
        }
    }
    Some(command.phrase(phrase_of(RETURNED, name.text())?))
}

/// Names the source of the last of the options that another RFC than 5258 defines.
fn cite_others<'a>(names: impl Iterator<Item = &'a [u8]>, explanation: &mut Explanation) {
    let entries = names
        .filter_map(|name| find(Category::ListOptions, name))
        .filter(|entry| entry.source.is_some_and(|source| !source.is_rfc(5258)));
    if let Some(entry) = entries.last() {
        explanation.cite(entry);
    }
}
