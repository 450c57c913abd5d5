//! The access rights that commands need (RFC 4314, section 4), and which of them are missing according to
//! MYRIGHTS.

use crate::explain::phrase::{joined, joined_long};
use crate::explain::registered::rights;
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::text;
use crate::protocol::mailbox_name::is_inbox;
use crate::protocol::syntax::{Kind, Node};

/// The rights that commands need on the mailbox that they name.
const ON_NAMED: &[(&str, &str)] = &[
    ("SELECT", "r"),
    ("EXAMINE", "r"),
    ("STATUS", "r"),
    ("SUBSCRIBE", "l"),
    ("DELETE", "x"),
    ("RENAME", "x"),
    ("APPEND", "i"),
    ("COPY", "i"),
    ("MOVE", "i"),
    ("SETACL", "a"),
    ("DELETEACL", "a"),
    ("GETACL", "a"),
    ("LISTRIGHTS", "a"),
    ("REPLACE", "i"),
];

/// The rights that commands need on the selected mailbox: each of them. MOVE and REPLACE remove messages as
/// STORE and EXPUNGE do (RFC 6851, section 4; RFC 8508, section 4.1).
const ON_SELECTED: &[(&str, &str)] =
    &[("EXPUNGE", "e"), ("CLOSE", "e"), ("MOVE", "te"), ("REPLACE", "te")];

/// A mailbox, and letters of rights on it: a command needs at least one of them.
struct NeededRights {
    mailbox: String,
    letters: String,
}

impl NeededRights {
    fn are_missing(&self, session: &WatchedSession) -> bool {
        self.letters.chars().all(|right| session.lacks_right(&self.mailbox, right))
    }

    fn are_held(&self, session: &WatchedSession) -> bool {
        self.letters.chars().any(|right| session.has_right(&self.mailbox, right))
    }

    fn in_words(&self, explanation: &Explanation) -> String {
        let rights = rights(&self.letters, explanation.messages());
        joined(rights.iter(), explanation.messages()).to_string()
    }
}

/// Explains NOPERM: the right that the command needs. False: it is unknown for this command.
pub(super) fn no_permission(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let (full_name, name) = (command.name, command.name_without_uid());
    let needed = needed_rights(command);
    let missing = by_mailbox(needed.iter().filter(|it| it.are_missing(command.session)));
    if let [missing] = &missing[..] {
        let (mailbox, rights) = (&missing.mailbox, missing.in_words(explanation));
        let lacks = text::CauseNopermLacks { name: full_name, mailbox, rights };
        explanation.say_from(4314, "4", lacks);
        return true;
    }
    let lacked = needed.iter().filter(|it| !it.are_held(command.session));
    let needed = if missing.is_empty() { by_mailbox(lacked) } else { missing };
    let made = command.made_name();
    match (name, command.named_mailbox(), made, &needed[..]) {
        ("RENAME", Some(old), Some(new), _) if !is_inbox(&old) => {
            explanation.say_from(4314, "4", text::CauseNopermRename { old, new });
        }
        ("CREATE" | "RENAME", _, Some(mailbox), _) => {
            explanation.say_from(4314, "4", text::CauseNopermAbove { name, mailbox });
        }
        ("SETQUOTA", ..) => explanation.say_from(9208, "4.1.3", text::CauseNopermQuota),
        (.., []) => return false,
        (.., [only]) => {
            let (mailbox, rights) = (&only.mailbox, only.in_words(explanation));
            let noperm = text::CauseNoperm { name: full_name, mailbox, rights };
            explanation.say_from(4314, "4", noperm);
        }
        // MOVE and REPLACE.
        (.., all) => {
            let messages = explanation.messages();
            let on_each = all.iter().map(|it| {
                let (mailbox, rights) = (&it.mailbox, it.in_words(explanation));
                messages.format(text::RightsOnMailbox { mailbox, rights })
            });
            let on_each: Vec<String> = on_each.collect();
            let rights = joined_long(on_each.iter(), messages);
            explanation.say(text::CauseNopermSeveral { name: full_name, rights });
            match name {
                "MOVE" => explanation.cite_section(6851, "4.2"),
                _ => explanation.cite_section(8508, "4.1"),
            }
        }
    }
    true
}

/// The rights on each mailbox together.
fn by_mailbox<'n>(needed: impl IntoIterator<Item = &'n NeededRights>) -> Vec<NeededRights> {
    let mut all: Vec<NeededRights> = Vec::new();
    for NeededRights { mailbox, letters } in needed {
        match all.iter_mut().find(|it| it.mailbox == *mailbox) {
            Some(of_same) => of_same.letters.push_str(letters),
            None => all.push(NeededRights { mailbox: mailbox.clone(), letters: letters.clone() }),
        }
    }
    all
}

/// Explains a right that is missing according to MYRIGHTS. False: none is known to be missing.
pub(super) fn lacks_rights(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let needed = needed_rights(command);
    let Some(missing) = needed.iter().find(|it| it.are_missing(command.session)) else {
        return false;
    };
    let (mailbox, rights) = (&missing.mailbox, missing.in_words(explanation));
    let lacks = text::CauseLacksRights { name: command.name, mailbox, rights };
    explanation.say_from(4314, "4", lacks);
    true
}

/// The rights that the command needs, as far as they are known.
fn needed_rights(command: SentCommand<'_>) -> Vec<NeededRights> {
    let name = command.name_without_uid();
    let letters_in = |table: &[(&str, &'static str)]| {
        let found = table.iter().find(|(command, _)| *command == name);
        found.map_or("", |(_, letters)| letters)
    };
    let mut needed = Vec::new();
    let mut add = |mailbox: Option<String>, letters: String| {
        let mailbox = mailbox.filter(|_| !letters.is_empty());
        needed.extend(mailbox.map(|mailbox| NeededRights { mailbox, letters }));
    };
    // Renaming INBOX only moves its messages.
    let named = command.named_mailbox().filter(|named| name != "RENAME" || !is_inbox(named));
    add(named, letters_in(ON_NAMED).to_owned());
    // A RENAME that leaves the mailbox where it is may need no right there. If the parent is a guess, it counts
    // only if MYRIGHTS has named it.
    let above = |name: &str| command.session.names.above(name).map(str::to_owned);
    let is_left = command.renamed().is_some_and(|(old, new)| above(&old) == above(&new));
    add(command.name_above().filter(|_| !is_left), "k".to_owned());
    let selected = command.session.mailbox().map(str::to_owned);
    if name == "STORE" {
        add(selected.clone(), rights_of_store(command));
    }
    letters_in(ON_SELECTED).chars().for_each(|right| add(selected.clone(), right.to_string()));
    needed
}

/// The rights that the flags of a STORE need: those for `\\Seen`, `\\Deleted`, and all others. With one of
/// them, the STORE is not refused.
fn rights_of_store(command: SentCommand<'_>) -> String {
    let flags = || command.root.descendants_of(Kind::Flag);
    let is_other = |flag: Node<'_>| !flag.is(r"\Seen") && !flag.is(r"\Deleted");
    let mut letters = String::new();
    for (letter, is_needed) in [
        ('s', flags().any(|flag| flag.is(r"\Seen"))),
        ('t', flags().any(|flag| flag.is(r"\Deleted"))),
        ('w', flags().any(is_other)),
    ] {
        if is_needed {
            letters.push(letter);
        }
    }
    letters
}
