//! Annotations of messages (RFC 5257): their entries and attributes in words.

use crate::explain::phrase;
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};

/// STORE of annotations.
pub(super) fn store(
    command: SentCommand<'_>,
    set: String,
    explanation: &mut Explanation,
) -> Option<()> {
    let (stored, removed) = attributes(command, command.root);
    let (name, entries) = (command.name, command.list(&stored));
    let nothing = command.list(&removed);
    match (stored.is_empty(), removed.is_empty()) {
        (true, true) => return None,
        (false, _) => {
            explanation.say_from(5257, "4.5", text::StoreSetsAnnotations { name, entries, set });
            if !removed.is_empty() {
                explanation.say(text::MetadataRemoved { entries: nothing });
            }
        }
        (true, false) => {
            let removes = text::StoreRemovesAnnotations { name, entries: nothing, set };
            explanation.say_from(5257, "4.5", removes);
        }
    }
    explanation.say_detail("ANNOTATION", text::StoreAnnotationsSilent);
    Some(())
}

/// The annotations that a message to be appended gets.
pub(super) fn appended(command: SentCommand<'_>, message: Node<'_>, explanation: &mut Explanation) {
    let (stored, _) = attributes(command, message);
    if !stored.is_empty() {
        let entries = command.list(&stored);
        explanation.say_from(5257, "4.7", text::AppendAnnotations { entries });
    }
}

/// The attributes that get a value, and those whose value is removed: `/comment (value.priv)`.
fn attributes(command: SentCommand<'_>, parent: Node<'_>) -> (Vec<String>, Vec<String>) {
    let (mut stored, mut removed) = (Vec::new(), Vec::new());
    let (mut entry, mut attribute) = (String::new(), String::new());
    for node in parent.descendants() {
        match node.kind() {
            Kind::AnnotationEntry => entry = phrase::value(node),
            Kind::AnnotationAttribute => attribute = phrase::value(node),
            Kind::AnnotationValue => {
                let named = text::AnnotationAttributes { entries: &entry, attributes: &attribute };
                let named = command.phrase(named);
                match node.child(Kind::Nil) {
                    Some(_) => removed.push(named),
                    None => stored.push(named),
                }
            }
            _ => {}
        }
    }
    (stored, removed)
}

/// The requested entries and their attributes: `/comment (value.priv)`.
pub(super) fn asked(command: SentCommand<'_>, item: Node<'_>) -> Option<String> {
    let values = |kind: Kind| {
        let nodes = item.descendants_of(kind);
        nodes.map(phrase::value).collect::<Vec<String>>()
    };
    let (entries, attributes) = (values(Kind::AnnotationEntry), values(Kind::AnnotationAttribute));
    if entries.is_empty() || attributes.is_empty() {
        return None;
    }
    let (entries, attributes) = (command.list(&entries), command.list(&attributes));
    Some(command.phrase(text::AnnotationAttributes { entries, attributes }))
}
