//! APPEND and REPLACE: messages on their way to the server.

use super::message_annotations;
use super::store::say_odd_flags;
use crate::explain::faults;
use crate::explain::phrase;
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::syntax::{Kind, Node};

pub(super) fn append(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let mailbox = command.mailbox()?;
    let parts: Vec<String> = catenated(command).collect();
    let messages = command.root.children_of(Kind::AppendMessage).count();
    if messages == 1 && !parts.is_empty() {
        let (count, parts) = (parts.len(), command.list(&parts));
        explanation.say_from(4469, "3", text::CommandCatenate { mailbox, count, parts });
        return Some(());
    }
    if messages > 1 {
        let count = messages;
        explanation.say_from(3502, "6.3.11", text::CommandMultiappend { mailbox, count });
        faults::empty_message(command, explanation);
    } else {
        let announcement = literals(command).next()?;
        let size = command.phrase(text::PhraseOctets { octets: size(&announcement)? });
        explanation.say_from(3501, "6.3.11", text::CommandAppend { mailbox, size });
        flags_and_date(command, explanation);
        say_odd_flags(command.root, explanation);
        utf8(command, explanation);
        // UTF8 has such a literal too.
        let is_message = command.root.descendant(Kind::AppendExtension).is_none();
        if is_message && announcement.text().starts_with(b"~") {
            explanation.say_from(3516, "4.4", text::AppendBinary);
        }
        if !faults::empty_message(command, explanation) {
            waits(command, announcement, explanation);
        }
    }
    faults::command_in_message(command, explanation);
    Some(())
}

/// REPLACE and UID REPLACE.
pub(super) fn replace(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let mailbox = command.mailbox()?;
    let number = command.root.child(Kind::MessageNumber).or(command.root.child(Kind::UniqueId))?;
    let set = phrase::set(number.text(), command.numbers(), command.messages);
    let size = size(&literals(command).next()?)?;
    let name = command.name;
    command.say(text::CommandReplace { name, set, mailbox, size }, explanation);
    flags_and_date(command, explanation);
    utf8(command, explanation);
    faults::command_in_message(command, explanation);
    Some(())
}

/// The parts of which the server assembles a message (RFC 4469).
fn catenated(command: SentCommand<'_>) -> impl Iterator<Item = String> {
    command.root.descendants_of(Kind::CatenatePart).map(move |part| {
        let announced = part.child(Kind::LiteralSize).and_then(|it| size(&it));
        match announced {
            Some(octets) => {
                let size = command.phrase(text::PhraseOctets { octets });
                command.phrase(text::CatenateText { size })
            }
            None => command.phrase(text::CatenateUrl),
        }
    })
}

/// The announcements of the messages.
fn literals<'t>(command: SentCommand<'t>) -> impl Iterator<Item = Node<'t>> {
    let messages = command.root.descendants_of(Kind::Message);
    messages.filter_map(|message| message.child(Kind::LiteralSize))
}

fn size(announcement: &Node<'_>) -> Option<u64> {
    Some(LiteralAnnouncement::at_end(announcement.text())?.size)
}

fn flags_and_date(command: SentCommand<'_>, explanation: &mut Explanation) {
    let Some(message) = command.root.child(Kind::AppendMessage) else { return };
    let flags = message.child(Kind::FlagList);
    let flags = flags.into_iter().flat_map(|list| list.children());
    let flags = flags.filter(|node| node.kind() == Kind::Flag);
    if flags.clone().next().is_some() {
        let flags =
            phrase::joined(flags.map(|flag| phrase::ListWord(flag.text())), command.messages);
        explanation.say(text::AppendFlags { flags });
    }
    if let Some(date) = message.child(Kind::DateTime).map(phrase::value) {
        let date = date.trim_matches('"').trim();
        explanation.say(text::AppendDate { date });
    }
    message_annotations::appended(command, message, explanation);
}

/// Explains the purpose of the data extension UTF8.
fn utf8(command: SentCommand<'_>, explanation: &mut Explanation) {
    let mut parts = command.root.descendants();
    if parts.any(|part| part.kind() == Kind::AppendExtension && part.is("UTF8")) {
        explanation.say_from(9755, "4", text::AppendUtf8);
    }
}

/// Explains whether the client waits for the server before it sends the octets.
fn waits(command: SentCommand<'_>, announcement: Node<'_>, explanation: &mut Explanation) {
    let is_to_come = command.root.descendant(Kind::Literal).is_none();
    match announcement.text().ends_with(b"+}") {
        true => explanation.say(text::AppendAtOnce),
        false if is_to_come => explanation.say(text::AppendWaits),
        false => {}
    }
}
