//! What does not exist, if a refusal's code says that something does not. The code does not name it: which
//! arguments of a command can be meant is in [`CANDIDATES`], and those that exist according to the session
//! are left out.

use super::Refusal;
use super::known_mailboxes::{is_gone, is_noselect, other_name};
use crate::explain::faults::{name_spelling, no_such_message};
use crate::explain::phrase::{self, joined, value};
use crate::explain::sent_command::{SentCommand, messages_set};
use crate::explain::sentence::Explanation;
use crate::messages::{Messages, text};
use crate::protocol::mailbox_name::is_inbox;
use crate::protocol::syntax::Kind;

/// Something that a command names, and that may not exist.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Thing {
    /// The first mailbox that it names.
    Mailbox,
    /// The mailbox above the name that it would make.
    Parent,
    /// A subscribed name, which need not be a mailbox's.
    Subscription,
    /// The messages of its set.
    Messages,
    /// A section of a message.
    Section,
    /// An entry of an access control list.
    Identifier,
    QuotaRoot,
    /// An entry of metadata.
    Entry,
}

/// What NONEXISTENT and TRYCREATE can be about, by command (RFC 5530, section 3; RFC 8508, section 4;
/// RFC 4314, section 3).
static CANDIDATES: &[(&[&str], &[Thing])] = &[
    (
        &[
            "SELECT", "EXAMINE", "STATUS", "DELETE", "SUBSCRIBE", "APPEND", "COPY", "MOVE",
            "MYRIGHTS", "GETACL", "GETQUOTAROOT",
        ],
        &[Thing::Mailbox],
    ),
    (&["UNSUBSCRIBE"], &[Thing::Subscription]),
    (&["CREATE"], &[Thing::Parent]),
    (&["RENAME"], &[Thing::Mailbox, Thing::Parent]),
    (&["REPLACE"], &[Thing::Mailbox, Thing::Messages]),
    (&["FETCH"], &[Thing::Messages, Thing::Section]),
    (&["STORE", "EXPUNGE"], &[Thing::Messages]),
    (&["SETACL"], &[Thing::Mailbox]),
    (&["DELETEACL", "LISTRIGHTS"], &[Thing::Mailbox, Thing::Identifier]),
    (&["GETQUOTA", "SETQUOTA"], &[Thing::QuotaRoot]),
    (&["GETMETADATA", "SETMETADATA"], &[Thing::Mailbox, Thing::Entry]),
];

/// The words of a text that name what it is about, and what that can be.
static SUBJECTS: &[(&str, &[Thing])] = &[
    (" parent", &[Thing::Parent]),
    ("mailbox|folder", &[Thing::Mailbox, Thing::Parent, Thing::Subscription]),
    (" message| uid", &[Thing::Messages, Thing::Section]),
    (" user| identifier", &[Thing::Identifier]),
    ("namespace| domain", &[]),
];

/// Explains that what is above the name that the command would make does not exist.
pub(super) fn parent(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    if command.name_above().is_none() {
        return false;
    }
    let things = in_words(Thing::Parent, command, explanation.messages());
    let missing = things.map(|things| text::CauseMissing { count: 1, things });
    explanation.say_from_some(3501, "7.1.2", missing)
}

/// Explains NONEXISTENT or TRYCREATE. False: nothing is known to be meant.
pub(super) fn explain(code: &str, refusal: Refusal<'_>, explanation: &mut Explanation) -> bool {
    let Refusal { command, response } = refusal;
    let mailbox = command.named_mailbox();
    let subject = match SUBJECTS.iter().find(|(words, _)| response.says_one(words)) {
        // The code says that it is the target.
        _ if code == "TRYCREATE" => None,
        // A mailbox is an item, too.
        _ if response.says_one(" item| object") => {
            (!response.answers_only_mailbox()).then_some(&[][..])
        }
        _ if candidates(code, command).contains(&Thing::Parent) && response.names_parent() => {
            Some(&[Thing::Parent][..])
        }
        found => found.map(|(_, things)| *things),
    };
    let is_subject = |thing: &&Thing| subject.is_none_or(|things| things.contains(thing));
    let all: Vec<Thing> = candidates(code, command).iter().filter(is_subject).copied().collect();
    if all.is_empty() || code == "NONEXISTENT" && no_such_message(command, explanation) {
        return !all.is_empty();
    }
    let named = |thing: &Thing| Some((*thing, in_words(*thing, command, explanation.messages())?));
    let named: Vec<(Thing, String)> = all.iter().filter_map(named).collect();
    let missing = named.iter().filter(|(thing, _)| !exists(*thing, command));
    let missing: Vec<&(Thing, String)> = missing.collect();
    match (&missing[..], mailbox) {
        _ if all.contains(&Thing::Mailbox) && is_gone(command, explanation) => {}
        ([(Thing::Mailbox, _), ..], _)
            if code == "NONEXISTENT" && is_noselect(command, explanation) => {}
        ([(Thing::Mailbox, _), ..], _) if other_name(command, true, explanation) => {}
        ([(Thing::Mailbox, _)], Some(mailbox)) => {
            say_no_mailbox(code, mailbox, command, explanation);
            name_spelling(command, explanation);
        }
        ([(Thing::Subscription, _)], Some(mailbox)) => {
            explanation.say_from(3501, "6.3.7", text::CauseNotSubscribed { mailbox });
            name_spelling(command, explanation);
        }
        ([], Some(mailbox)) if is_inbox(&mailbox) && command.adds_messages() => {
            explanation.say_from(3501, "5.1", text::CauseIntoInbox);
        }
        ([], Some(mailbox)) if all.contains(&Thing::Mailbox) && !is_inbox(&mailbox) => {
            explanation.say_from(5530, "3", text::CauseGoneSince { mailbox });
        }
        ([], _) => return false,
        (missing, _) => {
            let (count, things) = (missing.len(), missing.iter().map(|(_, words)| words));
            let things = joined(things, explanation.messages()).to_string();
            explanation.say_from(5530, "3", text::CauseMissing { count, things });
            if missing.iter().any(|(thing, _)| *thing == Thing::Mailbox) {
                name_spelling(command, explanation);
            }
        }
    }
    true
}

/// What the code can be about if it refuses the command.
fn candidates(code: &str, command: SentCommand<'_>) -> &'static [Thing] {
    let found = CANDIDATES.iter().find(|(names, _)| names.contains(&command.name_without_uid()));
    match (code, found) {
        // It is about the target of a command that adds messages (RFC 3501, section 7.1).
        ("TRYCREATE", Some(_)) if command.adds_messages() => &[Thing::Mailbox],
        ("NONEXISTENT", Some((_, things))) => things,
        _ => &[],
    }
}

fn say_no_mailbox(
    code: &str,
    mailbox: String,
    command: SentCommand<'_>,
    explanation: &mut Explanation,
) {
    match (code, command.adds_messages()) {
        ("TRYCREATE", _) => explanation.say_from(3501, "7.1", text::CauseTryCreate { mailbox }),
        (_, true) => explanation.say_from(5530, "3", text::CauseTryCreate { mailbox }),
        (_, false) => {
            // A name in another case that LIST has shown is suggested.
            let is_unlisted = command.session.names.separator().is_none();
            let has_case = mailbox.is_ascii() && mailbox.contains(|c: char| c.is_ascii_lowercase());
            explanation.say_from(5530, "3", text::CauseNonexistent { mailbox });
            if is_unlisted && has_case {
                explanation.say(text::CauseCaseMayMatter);
            }
        }
    }
}

/// Whether it exists, according to the session.
fn exists(thing: Thing, command: SentCommand<'_>) -> bool {
    match thing {
        Thing::Mailbox => {
            command.sent_name().is_some_and(|name| command.session.has_mailbox(&name))
        }
        Thing::Parent => command.name_above().is_none_or(|name| command.session.has_mailbox(&name)),
        Thing::Messages => command.session.has_messages(command.root),
        _ => false,
    }
}

/// `the mailbox "Old"`. `None`: the command does not name such a thing.
fn in_words(thing: Thing, command: SentCommand<'_>, messages: Messages) -> Option<String> {
    Some(match thing {
        Thing::Mailbox | Thing::Subscription => {
            messages.format(text::ThingMailbox { mailbox: command.named_mailbox()? })
        }
        Thing::Parent => messages.format(text::ThingParent { mailbox: command.made_name()? }),
        Thing::Messages => {
            let set = messages_set(command.root)?;
            phrase::set(set.text(), command.numbers(), messages)
        }
        Thing::Section => {
            let section = phrase::cut(command.root.descendant(Kind::Section)?.text());
            messages.format(text::ThingSection { section })
        }
        Thing::Identifier => {
            let identifier = value(command.root.child(Kind::Identifier)?);
            messages.format(text::ThingIdentifier { identifier })
        }
        Thing::QuotaRoot => messages
            .format(text::ThingQuotaRoot { root: value(command.root.child(Kind::QuotaRoot)?) }),
        Thing::Entry => {
            let entry = phrase::cut(command.root.descendant(Kind::EntryName)?.text());
            messages.format(text::ThingEntry { entry })
        }
    })
}
