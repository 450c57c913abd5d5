//! The parts of a command that several explanations need: its name, its words and its mailboxes.

use super::phrase::value;
use crate::protocol::commands;
use crate::protocol::syntax::{Kind, Node};

/// The command's name in capitals, with `UID` before it if that was typed.
pub(super) fn name(command: Node<'_>) -> String {
    let names = command.children_of(Kind::CommandName);
    let names = names.map(Node::to_uppercase);
    names.collect::<Vec<_>>().join(" ")
}

/// Whether the command of this name puts messages into the mailbox that it names.
pub(super) fn adds_messages(name: &str) -> bool {
    matches!(commands::without_uid(name), "APPEND" | "COPY" | "MOVE" | "REPLACE")
}

/// The first mailbox that the command names.
pub(super) fn mailbox(command: Node<'_>) -> Option<String> {
    let mailbox = command.descendant(Kind::Mailbox)?;
    mailbox.string()?;
    Some(value(mailbox))
}

/// The set of messages that the command names, or the number or UID of one.
pub(super) fn messages_set(command: Node<'_>) -> Option<Node<'_>> {
    let is_set = |node: &Node<'_>| {
        matches!(node.kind(), Kind::SequenceSet | Kind::MessageNumber | Kind::UniqueId)
    };
    command.children().find(is_set)
}

/// The name of that mailbox as sent.
pub(super) fn sent_name(command: Node<'_>) -> Option<String> {
    let name = command.descendant(Kind::Mailbox)?.string()?;
    Some(String::from_utf8_lossy(&name).into_owned())
}

/// The name of the mailbox that CREATE or RENAME would have made.
pub(super) fn made_name(command: Node<'_>) -> Option<String> {
    match &*name(command) {
        "CREATE" => command.child(Kind::Mailbox).map(value),
        _ => new_name(command),
    }
}

/// The new name in RENAME.
pub(super) fn new_name(command: Node<'_>) -> Option<String> {
    let new = command.children_of(Kind::Mailbox).nth(1);
    new.filter(|_| name(command) == "RENAME").map(value)
}

/// The old and the new name of RENAME.
pub(super) fn renamed(command: Node<'_>) -> Option<(String, String)> {
    let mut names = command.children_of(Kind::Mailbox).map(value);
    let names = (names.next()?, names.next()?);
    (name(command) == "RENAME").then_some(names)
}

/// The words after the tag.
pub(super) fn words(command: Node<'_>) -> impl Iterator<Item = &str> {
    let tag = command.child(Kind::Tag).map_or(0, |tag| tag.text().len());
    let words = command.text().get(tag..).unwrap_or_default().split(|octet| *octet == b' ');
    words.filter(|word| !word.is_empty()).map_while(|word| std::str::from_utf8(word).ok())
}
