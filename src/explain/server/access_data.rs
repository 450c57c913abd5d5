//! Access rights and annotations (RFC 4314; RFC 5464).

use crate::explain::phrase::{all_joined, cut, joined, joined_long, value};
use crate::explain::registered::{
    in_order, known_rights, rights as rights_in_words, say_unknown_rights,
};
use crate::explain::sentence::Explanation;
use crate::messages::{Messages, text};
use crate::protocol::secrets::{Placeholder, is_secret_entry};
use crate::protocol::syntax::{Kind, Node};

/// How many entries are read.
const MAX_ENTRIES: usize = 100;

/// Explains the data. False: it is of another kind, or something is missing. `name`: of the
/// response, in capitals.
pub(super) fn explain(name: &[u8], root: Node<'_>, explanation: &mut Explanation) -> bool {
    let Some(mailbox) = root.child(Kind::Mailbox).map(value) else { return false };
    let rights = root.children_of(Kind::Rights).map(value);
    let user = root.child(Kind::Identifier).map(value);
    let messages = explanation.messages();
    match (name, rights.clone().next(), user) {
        (b"ACL", None, _) => explanation.say_from(4314, "3.6", text::ExplainNoAcl { mailbox }),
        (b"ACL", Some(_), _) => {
            let entries = entries(root, messages);
            let entries = joined_long(entries.iter(), messages);
            explanation.say_from(4314, "3.6", text::ExplainAcl { mailbox, entries });
            letters(rights, explanation);
        }
        (b"MYRIGHTS", Some(rights), _) if rights.is_empty() => {
            explanation.say_from(4314, "3.8", text::ExplainNoRights { mailbox });
        }
        (b"MYRIGHTS", Some(rights), _) => {
            let words = rights_in_words(&known_rights(&without_obsolete(&rights)), messages);
            let words = all_joined(words.iter(), messages);
            explanation.say_from(4314, "3.8", text::ExplainMyRights { mailbox, rights: words });
            say_obsolete(&rights, explanation);
            say_unknown_rights(&rights, explanation);
        }
        (b"LISTRIGHTS", Some(always), Some(user)) => {
            let all = rights.clone();
            let granted: Vec<String> = rights.skip(1).take(MAX_ENTRIES).collect();
            let are_tied = granted.iter().any(|rights| rights.len() > 1);
            let always =
                if always.is_empty() { messages.format(text::NamespaceNone) } else { always };
            let granted = if granted.is_empty() {
                messages.format(text::NamespaceNone)
            } else {
                joined(granted.iter(), messages).to_string()
            };
            let sentence = text::ExplainListRights { mailbox, user, always, granted };
            explanation.say_from(4314, "3.7", sentence);
            if are_tied {
                explanation.say(text::ExplainTiedRights);
            }
            letters(all, explanation);
        }
        (b"METADATA", ..) => return metadata(mailbox, root, explanation),
        _ => return false,
    }
    true
}

/// `taro has lrs`; a hyphen before the name denies the rights.
fn entries(root: Node<'_>, messages: Messages) -> Vec<String> {
    let users = root.children_of(Kind::Identifier);
    let rights = root.children_of(Kind::Rights);
    let entry = |(user, rights)| {
        let (user, rights) = (value(user), value(rights));
        match user.strip_prefix('-') {
            _ if rights.is_empty() => messages.format(text::AclEntryNone { user }),
            Some(user) => messages.format(text::AclEntryDenied { user, rights }),
            None => messages.format(text::AclEntry { user, rights }),
        }
    };
    users.zip(rights).take(MAX_ENTRIES).map(entry).collect()
}

/// Explains each letter in these lists of rights.
fn letters(rights: impl Iterator<Item = String>, explanation: &mut Explanation) {
    let letters: String = rights.take(MAX_ENTRIES).collect();
    let words = rights_in_words(&in_order(&without_obsolete(&letters)), explanation.messages());
    if !words.is_empty() {
        let rights = all_joined(words.iter(), explanation.messages()).to_string();
        explanation.say(text::RightsLetters { rights });
    }
    say_obsolete(&letters, explanation);
    say_unknown_rights(&letters, explanation);
}

/// Explains `c` and `d`, if they are among rights that they stand for.
fn say_obsolete(letters: &str, explanation: &mut Explanation) {
    let others = without_obsolete(letters);
    let known = in_order(letters);
    let obsolete: Vec<char> = known.chars().filter(|it| !others.contains(*it)).collect();
    let count = obsolete.len();
    if count > 0 {
        let letters = joined(obsolete.iter(), explanation.messages()).to_string();
        explanation.say_from(4314, "2.1.1", text::RightsObsolete { count, letters });
    }
}

/// The letters without `c` and `d`, if some of the rights that they stand for are present (RFC 4314, section
/// 2.1.1). A server that knows only RFC 2086 does not have these.
fn without_obsolete(letters: &str) -> String {
    let is_new = |letter: char| match letter {
        'c' => !letters.contains(['k', 'x']),
        'd' => !letters.contains(['t', 'e', 'x']),
        _ => true,
    };
    letters.chars().filter(|letter| is_new(*letter)).collect()
}

/// Entries with their values, or the names of changed entries.
fn metadata(mailbox: String, root: Node<'_>, explanation: &mut Explanation) -> bool {
    let messages = explanation.messages();
    let entry = |node: Node<'_>| {
        let name = node.child(Kind::AnnotationEntry).map(value)?;
        let content = node.child(Kind::AnnotationValue)?;
        Some(match content.string() {
            // What the client sent is hidden, so what the server repeats is not repeated here.
            Some(_) if is_secret_entry(&name) => {
                let content = Placeholder::Value.text();
                messages.format(text::MetadataEntry { name, content })
            }
            Some(content) => messages.format(text::MetadataEntry { name, content: cut(&content) }),
            // A literal has not arrived yet.
            None if !value(content).is_empty() => {
                messages.format(text::MetadataEntry { name, content: value(content) })
            }
            None => messages.format(text::MetadataEntryNone { name }),
        })
    };
    let values = root.children_of(Kind::EntryValue);
    let values: Vec<String> = values.take(MAX_ENTRIES).filter_map(entry).collect();
    let changed = root.children_of(Kind::AnnotationEntry);
    let changed: Vec<String> = changed.take(MAX_ENTRIES).map(value).collect();
    match (mailbox.is_empty(), values.is_empty(), changed.is_empty()) {
        (true, false, _) => {
            let entries = joined_long(values.iter(), messages);
            explanation.say_from(5464, "4.4.1", text::ExplainServerMetadata { entries });
        }
        (false, false, _) => {
            let entries = joined_long(values.iter(), messages);
            explanation.say_from(5464, "4.4.1", text::ExplainMetadata { mailbox, entries });
        }
        (true, true, false) => {
            let entries = joined(changed.iter(), messages);
            explanation.say_from(5464, "4.4.2", text::ExplainServerMetadataChanged { entries });
        }
        (false, true, false) => {
            let entries = joined(changed.iter(), messages);
            explanation.say_from(5464, "4.4.2", text::ExplainMetadataChanged { mailbox, entries });
        }
        (_, true, true) => return false,
    }
    true
}
