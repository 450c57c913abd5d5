//! Explains the client's lines: what a command does, changes and needs, from its arguments.
//!
//! Each command has a function in the file of its topic; `topics` lists them. It adds a sentence and returns
//! `Some`, or returns `None` if an argument is missing: then the reference's sentence is used. Faults of the
//! line come first (`first_fault`): those that any command may have are in `explain::faults`.

mod access_rights;
mod annotations;
mod append;
mod continued;
mod corrected;
mod fetch;
mod fetch_faults;
mod fetch_items;
mod first_fault;
mod incomplete;
mod keywords;
mod login;
mod mailbox_filters;
mod mailbox_lists;
mod mailboxes;
mod message_annotations;
mod near_forms;
mod near_misses;
mod notify;
mod option_faults;
mod other_brackets;
mod search;
mod search_faults;
mod search_keys;
mod sort;
mod split_words;
mod store;
mod stray_blanks;
#[cfg(test)]
mod tests;
mod topics;
mod urls;
mod wrong_forms;

pub(super) use continued::is_done;
pub(super) use notify::bare_events;

use super::faults;
use super::sent_command::SentCommand;
use super::sentence::Explanation;
use super::session::{WatchedSession, is_partly_masked};
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::Category;
use first_fault::Fault;

/// Explains a message from the client.
pub(super) fn explain(root: Node<'_>, session: &WatchedSession, explanation: &mut Explanation) {
    if root.kind() == Kind::Continued {
        return continued::explain(root, session, explanation);
    }
    if root.text().is_empty() {
        return explanation.say_from(3501, "2.2.1", text::EmptyLine);
    }
    if is_done(root) {
        return continued::done(session, explanation);
    }
    let command = SentCommand::new(root, session, explanation.messages());
    if command.name.is_empty()
        && let Some(word) = root.child(Kind::Unknown).filter(|word| !word.is("done"))
        && explanation.say_entry(Category::Commands, word.text())
    {
        return;
    }
    if faults::is_masked(command) {
        return explanation.say(text::MaskedLine);
    }
    if is_partly_masked(root) {
        explanation.say_entry(Category::Commands, command.name);
        return explanation.say(text::MaskedPart);
    }
    let is_said =
        topics::of_command(command).is_some_and(|topic| topic(command, explanation).is_some());
    if is_said && command.names_saved() {
        let is_empty = session.has_no_saved;
        explanation.say_from_if(is_empty, 5182, "2.1", text::SavedIsEmpty);
    } else if is_said && command.is_uid() {
        say_absent_uids(command, explanation);
    }
    say_fault_first(command, is_said, explanation);
    // Adds that a word does not belong to the command.
    if explanation.source().is_none() && explanation.has_named_unknown() {
        command.cite(explanation);
    }
}

/// Explains that the command's UIDs belong to no message, according to the session.
fn say_absent_uids(command: SentCommand<'_>, explanation: &mut Explanation) {
    let (session, set) = (command.session, command.set().unwrap_or_default());
    if session.names_removed(command.root) {
        return explanation.say_from(3501, "6.4.8", text::UidsRemoved { set });
    }
    if !session.names_no_message(command.root) {
        return;
    }
    explanation.say_from(3501, "6.4.8", text::UidsAbsent { set });
    // A message number was probably meant.
    let number = command.root.child(Kind::SequenceSet).and_then(Node::number);
    if let Some((number, uid)) = number.zip(number.and_then(|it| session.uids.of(it))) {
        explanation.say(text::UidOfMessage { number, uid });
    }
}

/// Explains the fault of a line that the server did not understand, apart from its arguments.
pub(super) fn fault_in_line(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    first_fault::in_line(command, explanation).is_some()
}

/// Explains the fault in the arguments of a command that the server did not understand: the explanation of
/// the command, without its effect.
pub(super) fn fault_in_arguments(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let mut named = Explanation::of_faults(explanation.messages());
    if let Some(topic) = topics::of_command(command) {
        topic(command, &mut named);
    }
    let is_fault =
        first_fault::in_arguments(command, named.has_unknown_word(), explanation).is_some();
    if !is_fault && !named.is_empty() {
        explanation.add(&named);
    }
    let is_said = is_fault || !named.is_empty();
    if is_said && explanation.source().is_none() {
        command.cite(explanation);
    }
    is_said
}

/// Explains the fault of the command, if there is one, before its effect. `is_said`: whether its arguments
/// were explained.
fn say_fault_first(command: SentCommand<'_>, is_said: bool, explanation: &mut Explanation) {
    let effect = explanation.take();
    let fault = first_fault::explain(command, explanation);
    let source = explanation.source();
    // While IDLE runs, the explanation is about that, not about how the line is written.
    if fault.is_some_and(|fault| matches!(fault, Fault::Tag) || !command.session.idle_runs()) {
        explanation.note_fault();
    }
    match fault {
        None => {
            explanation.restore(effect);
            if !is_said {
                explanation.say_entry(Category::Commands, command.name);
            }
            return;
        }
        // The command was misread, or its correct form was shown.
        Some(Fault::Tag | Fault::Corrected) => {}
        // There is nothing that it would do.
        Some(Fault::Refused) if is_said && names_only_absent(command) => {}
        Some(Fault::Refused) if is_said => {
            explanation.say_would_do(effect);
        }
        // The syntax follows, which the user needs now.
        Some(Fault::Refused | Fault::Grammar) if explanation.named_syntax().is_some() => {}
        // After a grammar error, the arguments are unreliable.
        Some(Fault::Refused | Fault::Grammar) => {
            if let Some(entry) = command.entry {
                explanation.say_general(entry.says(explanation.language()).to_owned());
                explanation.cite(entry);
            }
        }
    }
    explanation.prefer_source(source);
}

/// Whether the command is about one message, whose number is higher than the last one's.
fn names_only_absent(command: SentCommand<'_>) -> bool {
    let number = command.root.child(Kind::SequenceSet).and_then(Node::number);
    let number = number.filter(|_| command.is_one() && !command.is_uid());
    number.zip(command.session.exists()).is_some_and(|(number, count)| number > count)
}
