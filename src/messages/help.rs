//! What `:help TOPIC` explains besides the words of the reference.

use super::{Text, text};

/// The text on an idea of IMAP that is not a registered word, or on a key, in lower case.
pub fn help_on_topic(word: &str) -> Option<&'static dyn Text> {
    if ["ctrl-", "ctrl+", "^"].iter().any(|key| word.starts_with(key)) {
        return Some(&text::TopicKeys);
    }
    let is_named = |names: &[&str]| names.contains(&word);
    let found = TOPICS.iter().find(|(names, japanese, _)| is_named(names) || is_named(japanese));
    found.map(|(_, _, text)| *text)
}

/// What to know about a command beyond its sentence. The name is in capitals.
pub fn more_on_command(name: &str) -> Option<&'static dyn Text> {
    find(MORE_ON_COMMANDS, name)
}

/// The text on the directive of this name.
pub fn help_on_directive(name: &str) -> Option<&'static dyn Text> {
    find(DIRECTIVES, name)
}

/// The English names of the topics, for suggestions.
pub fn topics() -> impl Iterator<Item = &'static str> {
    TOPICS.iter().flat_map(|(names, ..)| names.iter().copied())
}

type Texts = [(&'static str, &'static dyn Text)];

fn find(texts: &Texts, name: &str) -> Option<&'static dyn Text> {
    let found = texts.iter().find(|(of, _)| *of == name);
    found.map(|(_, text)| *text)
}

/// The names of each idea, in English and in Japanese: both are understood, whatever the language is.
const TOPICS: &[(&[&str], &[&str], &dyn Text)] = &[
    (&["tag", "tags"], &["タグ"], &text::TopicTag),
    (&["untagged"], &["タグなし応答"], &text::TopicUntagged),
    (&["literal", "literals", "octets"], &["リテラル", "オクテット"], &text::TopicLiteral),
    (
        &["sequence-set", "sequence set", "sequence number", "uid-set", "message number"],
        &["番号の集合", "メッセージ番号"],
        &text::TopicSequenceSet,
    ),
    (
        &["wildcards", "wildcard", "pattern", "%"],
        &["ワイルドカード", "パターン"],
        &text::TopicWildcards,
    ),
    (&["mailbox", "mailboxes", "folder", "inbox"], &["メールボックス"], &text::TopicMailbox),
    (
        &["string", "strings", "atom", "quoted", "quotes", "nil"],
        &["文字列", "引用符", "引用符付き文字列"],
        &text::TopicString,
    ),
    (&["secrets", "secret", "password", "passwords"], &["秘密", "パスワード"], &text::TopicSecrets),
    (&["variables", "variable"], &["変数"], &text::TopicVariables),
    (&["guide", "beginner", "hints"], &["案内"], &text::TopicGuide),
    (&["keys", "key", "tab", "up", "down", "↑", "↓"], &["キー", "キー操作"], &text::TopicKeys),
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
        for idea in ["タグ", "リテラル", "番号の集合", "案内"] {
            assert!(help_on_topic(idea).is_some(), "{idea}");
        }
        for (name, _) in MORE_ON_COMMANDS {
            assert!(find(Category::Commands, name).is_some(), "{name}");
        }
    }
}
