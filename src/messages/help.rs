//! What `:help TOPIC` explains besides the words of the reference.

use super::{Text, text};

/// The text on an idea of IMAP that is not a registered word, or on a key, in lower case.
pub fn help_on_topic(word: &str) -> Option<&'static dyn Text> {
    if ["ctrl-", "ctrl+", "^"].iter().any(|key| word.starts_with(key)) {
        return Some(&text::TopicKeys);
    }
    let found = TOPICS.iter().find(|(names, _)| names.contains(&word));
    found.map(|(_, text)| *text)
}

/// What to know about a command beyond its sentence. The name is in capitals.
pub fn more_on_command(name: &str) -> Option<&'static dyn Text> {
    find(MORE_ON_COMMANDS, name)
}

/// The text on the directive of this name.
pub fn help_on_directive(name: &str) -> Option<&'static dyn Text> {
    find(DIRECTIVES, name)
}

/// The names of the topics, for suggestions.
pub fn topics() -> impl Iterator<Item = &'static str> {
    TOPICS.iter().flat_map(|(names, _)| names.iter().copied())
}

type Texts = [(&'static str, &'static dyn Text)];

fn find(texts: &Texts, name: &str) -> Option<&'static dyn Text> {
    let found = texts.iter().find(|(of, _)| *of == name);
    found.map(|(_, text)| *text)
}

const TOPICS: &[(&[&str], &dyn Text)] = &[
    (&["tag", "tags"], &text::TopicTag),
    (&["untagged"], &text::TopicUntagged),
    (&["literal", "literals", "octets"], &text::TopicLiteral),
    (
        &["sequence-set", "sequence set", "sequence number", "uid-set", "message number"],
        &text::TopicSequenceSet,
    ),
    (&["wildcards", "wildcard", "pattern", "%"], &text::TopicWildcards),
    (&["mailbox", "mailboxes", "folder", "inbox"], &text::TopicMailbox),
    (&["string", "strings", "atom", "quoted", "quotes", "nil"], &text::TopicString),
    (&["secrets", "secret", "password", "passwords"], &text::TopicSecrets),
    (&["variables", "variable"], &text::TopicVariables),
    (&["guide", "beginner", "hints"], &text::TopicGuide),
    (&["keys", "key", "tab", "up", "down", "↑", "↓"], &text::TopicKeys),
];

const MORE_ON_COMMANDS: &Texts = &[
    ("STARTTLS", &text::HelpMoreStarttls),
    ("AUTHENTICATE", &text::HelpMoreAuthenticate),
    ("LOGIN", &text::HelpMoreLogin),
    ("LIST", &text::HelpMoreList),
    ("APPEND", &text::HelpMoreAppend),
    ("IDLE", &text::HelpMoreIdle),
    ("DONE", &text::HelpMoreDone),
    ("SEARCH", &text::HelpMoreSearch),
    ("FETCH", &text::HelpMoreFetch),
    ("UID", &text::HelpMoreUid),
    ("STATUS", &text::HelpMoreStatus),
];

const DIRECTIVES: &Texts = &[
    ("connect", &text::HelpConnect),
    ("deliver", &text::HelpDeliver),
    ("announce", &text::HelpAnnounce),
    ("back", &text::HelpBack),
    ("base64", &text::HelpBase64),
    ("capture", &text::HelpCapture),
    ("decode", &text::HelpDecode),
    ("explain", &text::HelpExplain),
    ("expect", &text::HelpExpect),
    ("expect!", &text::HelpExpectNot),
    ("goal", &text::HelpGoal),
    ("help", &text::HelpHelp),
    ("hint", &text::HelpHint),
    ("last", &text::HelpLast),
    ("lesson", &text::HelpLesson),
    ("other", &text::HelpOther),
    ("pipeline", &text::HelpPipeline),
    ("quit", &text::HelpQuit),
    ("raw", &text::HelpRaw),
    ("reconnect", &text::HelpReconnect),
    ("record", &text::HelpRecord),
    ("reset", &text::HelpReset),
    ("run", &text::HelpRun),
    ("save", &text::HelpSave),
    ("set", &text::HelpSet),
    ("skip", &text::HelpSkip),
    ("slow", &text::HelpSlow),
    ("state", &text::HelpState),
    ("tag", &text::HelpTag),
    ("tls", &text::HelpTls),
    ("unbase64", &text::HelpUnbase64),
    ("wait", &text::HelpWait),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation::directive;
    use crate::reference::{Category, find};

    #[test]
    fn every_directive_is_explained_and_nothing_else() {
        let names = directive::USAGES.iter().filter_map(|usage| usage.split(' ').next());
        let names: Vec<&str> = names.collect();
        for name in &names {
            assert!(help_on_directive(name).is_some(), "{name}");
        }
        assert_eq!(DIRECTIVES.len(), names.len());
        for (name, _) in MORE_ON_COMMANDS {
            assert!(find(Category::Commands, name).is_some(), "{name}");
        }
    }
}
