//! GETMETADATA and SETMETADATA: annotations of mailboxes and of the server.

use super::keywords::is_word;
use crate::explain::faults;
use crate::explain::phrase;
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};

pub(super) fn read(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let mailbox = command.mailbox()?;
    let entries = command.root.children_of(Kind::AnnotationEntry);
    let entries: Vec<String> = entries.map(phrase::value).collect();
    if entries.is_empty() {
        return None;
    }
    let (count, entries, of) = (entries.len(), command.list(&entries), owner(command, mailbox));
    explanation.say_from(5464, "4.2", text::CommandGetmetadata { count, entries, of });
    options(command, explanation);
    Some(())
}

/// `(MAXSIZE 1024 DEPTH infinity)`
fn options(command: SentCommand<'_>, explanation: &mut Explanation) {
    let options = command.root.child(Kind::MetadataOptions);
    let mut leaves = options.into_iter().flat_map(Node::descendants).filter(|node| {
        matches!(node.kind(), Kind::MetadataOption | Kind::Number | Kind::MetadataDepth)
    });
    while let (Some(option), Some(value)) = (leaves.next(), leaves.next()) {
        if option.is("MAXSIZE") {
            let size = phrase::cut(value.text());
            explanation.say_from(5464, "4.2.1", text::MetadataMaxsize { size });
        } else if value.is("infinity") {
            explanation.say_from(5464, "4.2.2", text::MetadataDepthAll);
        } else if value.text() == b"1" {
            explanation.say_from(5464, "4.2.2", text::MetadataDepthOne);
        }
    }
}

pub(super) fn write(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let mailbox = command.mailbox()?;
    let (mut set, mut removed, mut content) = (Vec::new(), Vec::new(), String::new());
    for pair in command.root.descendants_of(Kind::EntryValue) {
        let entry = pair.child(Kind::AnnotationEntry).map(phrase::value)?;
        let value = pair.child(Kind::AnnotationValue)?;
        match value.child(Kind::Nil) {
            Some(_) => removed.push(entry),
            None => {
                content = phrase::value(value);
                set.push(entry);
            }
        }
    }
    let of = owner(command, mailbox);
    match (set.is_empty(), removed.is_empty()) {
        (true, true) => return None,
        (false, _) if set.len() == 1 && !content.is_empty() => {
            let entry = command.list(&set);
            explanation.say_from(5464, "4.3", text::CommandSetmetadataTo { entry, of, content });
        }
        (false, _) => {
            let (count, entries) = (set.len(), command.list(&set));
            explanation.say_from(5464, "4.3", text::CommandSetmetadata { count, entries, of });
        }
        (true, false) => {
            let (count, entries) = (removed.len(), command.list(&removed));
            explanation.say_from(5464, "4.3", text::CommandRemovemetadata { count, entries, of });
            return Some(());
        }
    }
    if !removed.is_empty() {
        explanation.say(text::MetadataRemoved { entries: command.list(&removed) });
    }
    Some(())
}

/// `getmetadata depth 1 inbox /shared/comment`: explains an option without the parentheses around it, which
/// is read as the mailbox.
pub(super) fn bare_metadata_option(
    command: SentCommand<'_>,
    explanation: &mut Explanation,
) -> bool {
    let mailbox = command.root.child(Kind::Mailbox).filter(|_| command.name == "GETMETADATA");
    let option =
        ["DEPTH", "MAXSIZE"].into_iter().find(|it| mailbox.is_some_and(|word| word.is(it)));
    let has_more = command.root.child(Kind::Unknown).is_some();
    let Some(name) = option.filter(|_| has_more) else { return false };
    let what = command.phrase(text::PartMetadataOption);
    explanation.say_from(5464, "4.2", text::BareOption { name, what, form: format!("({name} …)") });
    true
}

/// `setmetadata inbox (/private/comment)`: explains an entry without the value after it.
pub(super) fn entry_without_value(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let pairs = command.root.descendants_of(Kind::EntryValue);
    let mut pairs = pairs.filter(|pair| {
        pair.child(Kind::AnnotationValue).is_none() && pair.child(Kind::Unknown).is_none()
    });
    let pair = pairs.next().filter(|_| command.name == "SETMETADATA");
    let entry = pair.and_then(|pair| pair.child(Kind::AnnotationEntry)).map(phrase::value);
    explanation.say_from_some(5464, "4.3", entry.map(|entry| text::EntryWithoutValue { entry }))
}

/// Explains an invalid entry name of a mailbox annotation (RFC 5464) or a message annotation (RFC 5257).
pub(super) fn wrong_entry(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    // After FETCH, STORE, SEARCH, SORT and APPEND: of a message.
    let is_of_mailbox = matches!(command.name, "GETMETADATA" | "SETMETADATA" | "LIST");
    let entries = command.root.descendants_of(Kind::AnnotationEntry);
    let entries = entries.filter(|it| it.child(Kind::LiteralSize).is_none());
    // An option before them may be read as an entry.
    let has_options = command.name == "GETMETADATA";
    let is_option = |it: &Node<'_>| has_options && (it.is("DEPTH") || it.is("MAXSIZE"));
    let mut entries = entries.take_while(|it| !is_option(it));
    let begins = |name: &[u8], begin: &str| {
        name.get(..begin.len()).is_some_and(|it| it.eq_ignore_ascii_case(begin.as_bytes()))
    };
    // DEPTH adds the entries below, so that all of them have the root of their tree in common.
    let options = command.root.child(Kind::MetadataOptions);
    let has_depth = options.is_some_and(|it| it.descendants().any(|option| option.is("DEPTH")));
    let is_root = |name: &[u8]| is_word(name, "/private") || is_word(name, "/shared");
    entries.any(|entry| {
        // The wildcard of SETMETADATA's neighbor LIST makes it no string.
        let name = entry.string().unwrap_or(entry.text().into());
        if has_depth && is_root(&name) {
            return false;
        }
        let entry = phrase::cut(&name);
        match is_of_mailbox {
            true if !begins(&name, "/private/") && !begins(&name, "/shared/") => {
                if faults::unquoted_space(command, explanation) {
                    return true;
                }
                explanation.say_from(5464, "3.2", text::EntryWithoutScope { entry });
            }
            true if name.ends_with(b"/") || name.windows(2).any(|it| it == b"//") => {
                explanation.say_from(5464, "3.2", text::EntryForm { entry });
            }
            false if !name.starts_with(b"/") => {
                explanation.say_from(5257, "3.2.1", text::EntryWithoutSlash { entry });
            }
            _ => return false,
        }
        true
    })
}

/// The mailbox, or the server if it has no name.
fn owner(command: SentCommand<'_>, mailbox: String) -> String {
    if mailbox.is_empty() {
        command.phrase(text::MetadataServer)
    } else {
        command.phrase(text::PhraseQuoted { name: mailbox })
    }
}
