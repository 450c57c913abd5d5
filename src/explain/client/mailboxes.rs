//! Commands about one mailbox or two.

use super::keywords::{KeywordPhrases, phrase_of};
use crate::explain::faults;
use crate::explain::phrase;
use crate::explain::registered::{nearest, say_elsewhere, say_nearest};
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::mailbox_name::is_inbox;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, ConnectionState, find};
use std::borrow::Cow;

/// The items of STATUS.
static STATUS_ITEMS: KeywordPhrases = &[
    ("MESSAGES", &text::AskedMessages),
    ("RECENT", &text::AskedRecent),
    ("UIDNEXT", &text::AskedUidnext),
    ("UIDVALIDITY", &text::AskedUidvalidity),
    ("UNSEEN", &text::AskedUnseen),
    ("HIGHESTMODSEQ", &text::AskedHighestmodseq),
    ("SIZE", &text::AskedSize),
    ("DELETED", &text::AskedDeleted),
    ("DELETED-STORAGE", &text::AskedDeletedStorage),
    ("APPENDLIMIT", &text::AskedAppendlimit),
    ("MAILBOXID", &text::AskedMailboxid),
];

/// SELECT and EXAMINE.
pub(super) fn select(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let mailbox = command.mailbox()?;
    match command.name {
        "SELECT" if command.session.facts.is_uid_only() => {
            explanation.say_from(3501, "6.3.1", text::CommandSelectUidOnly { mailbox });
        }
        "SELECT" => explanation.say_from(3501, "6.3.1", text::CommandSelect { mailbox }),
        _ => explanation.say_from(3501, "6.3.2", text::CommandExamine { mailbox }),
    }
    if command.session.state() == Some(ConnectionState::Selected) {
        explanation.say(text::SelectLeaves);
    }
    let words = command.words_in(Kind::SelectParameters);
    if words.iter().any(|word| word.is("CONDSTORE")) {
        explanation.say_from(7162, "3.1.8", text::SelectCondstore);
    }
    if let Some(at) = words.iter().position(|word| word.is("QRESYNC"))
        && let [validity, modseq, ..] = &words[at + 1..]
    {
        let (validity, modseq) = (validity.number()?, modseq.number()?);
        explanation.say_from(7162, "3.2.5", text::SelectQresync { validity, modseq });
        if let Some(known) = words.get(at + 3).filter(|it| it.kind() == Kind::KnownUids) {
            let uids = phrase::numbers_in(known.text(), phrase::Numbers::Uid, command.messages);
            explanation.say(text::SelectQresyncKnown { uids });
        }
        say_matches(command, explanation);
    }
    for word in &words {
        if ["ANNOTATE", "UTF8"].iter().any(|name| word.is(name)) {
            explanation.say_entry(Category::SelectParameters, word.text());
        }
    }
    Some(())
}

/// Explains the last parameter of QRESYNC: the UIDs that some message numbers had.
fn say_matches(command: SentCommand<'_>, explanation: &mut Explanation) {
    let mut parts = command.root.descendants();
    let Some(known) = parts.find(|it| it.kind() == Kind::SequenceMatch) else { return };
    let sets = (known.child(Kind::KnownSequenceSet), known.child(Kind::KnownUidSet));
    let (Some(numbers), Some(uids)) = sets else { return };
    let messages = command.messages;
    let count = 1 + numbers.text().iter().filter(|octet| b",:".contains(octet)).count();
    let numbers = phrase::numbers_in(numbers.text(), phrase::Numbers::Sequence, messages);
    let uids = phrase::numbers_in(uids.text(), phrase::Numbers::Uid, messages);
    let matched = text::SelectQresyncMatch { count, numbers, uids };
    explanation.say_from(7162, "3.2.5.2", matched);
}

pub(super) fn create(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let mailbox = command.mailbox()?;
    if is_inbox(&mailbox) {
        explanation.say_from(3501, "6.3.3", text::CommandCreateInbox);
        return Some(());
    }
    explanation.say_from(3501, "6.3.3", text::CommandCreate { mailbox: &mailbox });
    // A namespace such as #news. may have its own separator.
    let separator = command.session.names.separator().filter(|_| !mailbox.starts_with('#'));
    say_levels(&mailbox, separator, explanation);
    let _is_said = faults::doubtful_name(command, explanation);
    let words = command.words_in(Kind::CreateParameters);
    if let Some(at) = words.iter().position(|word| word.is("USE")) {
        let uses = words[at + 1..].iter().filter(|word| word.text().starts_with(b"\\"));
        let unknown = uses.clone().find(|word| is_unknown_use(word.text()));
        let count = uses.clone().count();
        let uses = phrase::joined(uses.map(|word| phrase::ListWord(word.text())), command.messages);
        match count {
            // The list may be empty.
            0 => explanation.cite_section(6154, "6"),
            1 => explanation.say_from(6154, "3", text::CreateUse { uses }),
            _ => explanation.say_from(6154, "3", text::CreateUses { uses }),
        }
        if let Some(unknown) = unknown {
            let names = phrase::cut(unknown.text());
            explanation.say_unknown(text::PhraseUnknownNames { names });
        }
    }
    Some(())
}

/// Explains what the marks in a new name mean. `known`: the hierarchy separator.
fn say_levels(mailbox: &str, known: Option<char>, explanation: &mut Explanation) {
    let mark = mailbox.chars().find(|c| "/.".contains(*c));
    match (known, mark) {
        (Some(separator), _) if mailbox.ends_with(separator) => {
            explanation.say(text::CreateAboveKnown { separator });
        }
        (Some(separator), _) if mailbox.contains(separator) => {
            explanation.say(text::CreateBelowKnown { separator });
        }
        (Some(separator), Some(mark)) => explanation.say(text::CreateOrdinary { mark, separator }),
        (None, Some(_))
            if let Some(separator) = mailbox.chars().last().filter(|c| "/.".contains(*c)) =>
        {
            explanation.say(text::CreateAbove { separator });
        }
        (None, Some(_)) if mailbox.contains('/') => {
            explanation.say(text::CreateBelow { separator: '/' });
        }
        _ => {}
    }
}

/// Whether a mailbox's role is not registered.
fn is_unknown_use(attribute: &[u8]) -> bool {
    find(Category::MailboxAttributes, attribute).is_none()
}

pub(super) fn delete(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let mailbox = command.mailbox()?;
    if is_inbox(&mailbox) {
        explanation.say_from(3501, "6.3.4", text::CommandDeleteInbox)
    } else {
        explanation.say_from(3501, "6.3.4", text::CommandDelete { mailbox });
        let _is_said = faults::set_for_name(command, explanation);
    }
    Some(())
}

pub(super) fn rename(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let mut names = command.root.children_of(Kind::Mailbox);
    let (from, to) = (phrase::value(names.next()?), phrase::value(names.next()?));
    if faults::impossible_rename(command, explanation) {
        explanation.note_fault();
        return Some(());
    }
    if is_inbox(&from) {
        explanation.say_from(3501, "6.3.5", text::CommandRenameInbox { to })
    } else {
        explanation.say_from(3501, "6.3.5", text::CommandRename { from, to })
    }
    let _is_said = faults::doubtful_name(command, explanation);
    Some(())
}

pub(super) fn subscribe(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let mailbox = command.mailbox()?;
    explanation.say_from(3501, "6.3.6", text::CommandSubscribe { mailbox });
    Some(())
}

pub(super) fn unsubscribe(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let mailbox = command.mailbox()?;
    explanation.say_from(3501, "6.3.7", text::CommandUnsubscribe { mailbox });
    Some(())
}

/// CLOSE in a mailbox that is known to be read-only; otherwise the reference has the sentence.
pub(super) fn close(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    command.session.read_only().filter(|&it| it)?;
    explanation.say_from(3501, "6.4.2", text::CommandCloseReadOnly);
    Some(())
}

pub(super) fn status(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let mailbox = command.mailbox()?;
    let items = command.root.child(Kind::StatusItems)?;
    let phrases = asked_items(command, items);
    let items: Vec<Node<'_>> = items
        .children()
        .filter(|it| matches!(it.kind(), Kind::StatusItem | Kind::Unknown))
        .collect();
    if !phrases.is_empty() {
        let items = command.list(&phrases);
        explanation.say_from(3501, "6.3.10", text::CommandStatus { mailbox, items });
    }
    let entries = items.iter().filter_map(|item| find(Category::StatusItems, item.text()));
    explanation.cite_extension(entries);
    let name = command.root.child(Kind::Mailbox).and_then(Node::string);
    if name.is_some_and(|name| command.session.is_selected(&name)) {
        explanation.say(text::StatusOfSelected);
    }
    for item in items.iter().filter(|it| phrase_of(STATUS_ITEMS, it.text()).is_none()).take(2) {
        if !explanation.say_entry(Category::StatusItems, item.text()) {
            say_unknown_item(phrase::cut(item.text()), explanation);
        }
    }
    (!items.is_empty()).then_some(())
}

fn say_unknown_item(name: Cow<'_, str>, explanation: &mut Explanation) {
    if say_elsewhere(&name, Category::StatusItems, explanation) {
        return;
    }
    let nearest = nearest(&name, Category::StatusItems);
    explanation.say_unknown(text::UnknownStatusItem { name });
    say_nearest(nearest, explanation);
}

/// The STATUS items in a part of the command, in words.
pub(super) fn asked_items(command: SentCommand<'_>, part: Node<'_>) -> Vec<String> {
    let items = part.descendants_of(Kind::StatusItem);
    let phrases = items.filter_map(|item| phrase_of(STATUS_ITEMS, item.text()));
    phrases.map(|phrase| command.phrase(phrase)).collect()
}
