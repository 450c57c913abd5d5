//! Names of mailboxes with which a command fails, or causes problems.

use crate::explain::phrase::{cut, value};
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::commands;
use crate::protocol::mailbox_name::is_inbox;
use crate::protocol::syntax::{Kind, Node};
use crate::protocol::typed_line::is_sequence_set;
use crate::reference::{Category, find};

/// Commands that need a mailbox with a name: `""` is refused.
const WITH_NAME: &[&str] = &[
    "SELECT", "EXAMINE", "CREATE", "DELETE", "RENAME", "SUBSCRIBE", "UNSUBSCRIBE", "STATUS",
    "APPEND", "COPY", "MOVE", "REPLACE",
];

/// Whether the command of this name needs a mailbox with a name.
pub fn has_name(command: &str) -> bool {
    WITH_NAME.contains(&commands::without_uid(command))
}

/// Explains an empty mailbox name.
pub fn empty_name(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    // What cannot be read has no string, but is not empty.
    let has_content = |mailbox: Node<'_>| {
        let quoted = mailbox.text().strip_prefix(b"\"").and_then(|it| it.strip_suffix(b"\""));
        quoted.is_some_and(|content| !content.is_empty())
    };
    let names = command.root.children_of(Kind::Mailbox).filter(|mailbox| !has_content(*mailbox));
    let mut names = names.filter_map(Node::string);
    let is_empty = has_name(command.name) && names.any(|name| name.is_empty());
    explanation.say_from_if(is_empty, 3501, "5.1", text::CauseEmptyName)
}

/// Explains a RENAME to a name that certainly exists: INBOX, or the old name.
pub fn impossible_rename(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let Some((from, to)) = command.renamed() else { return false };
    let is_inbox = is_inbox(&to);
    if is_inbox {
        explanation.say_from(3501, "6.3.5", text::CauseImpossibleRename { mailbox: to });
    } else if from == to {
        explanation.say_from(3501, "6.3.5", text::CauseRenameToSame);
    } else {
        return false;
    }
    true
}

/// Explains a new name that IMAP allows but servers often refuse: one with a wildcard of LIST, or one below
/// the old name.
pub fn doubtful_name(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let made = command.made_name().filter(|name| name.contains(WILDCARDS));
    if made.is_some() {
        explanation.say_from(3501, "5.1", text::NameWithWildcard);
        return true;
    }
    let Some((from, to)) = command.renamed() else { return false };
    // Renaming INBOX moves only its messages.
    let below = to.strip_prefix(&from).filter(|_| !is_inbox(&from));
    let Some(mark) = below.and_then(|rest| rest.chars().next()) else { return false };
    match command.session.names.separator() {
        Some(separator) if separator == mark => {
            explanation.say_from(3501, "6.3.5", text::NewNameBelow);
        }
        None if "/.".contains(mark) => {
            explanation.say_from(3501, "6.3.5", text::NewNamePerhapsBelow { separator: mark });
        }
        _ => return false,
    }
    true
}

const WILDCARDS: [char; 2] = ['*', '%'];

/// Explains `subscribe INBOX.*`: a pattern in place of a mailbox, without the quotes that a name with a
/// wildcard needs.
pub fn pattern_for_name(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let name = command.name;
    let Some(entry) = find(Category::Commands, name) else { return false };
    let names = entry.syntax.split(' ').filter(|word| word.ends_with("MAILBOX")).count();
    let found = command.root.children_of(Kind::Mailbox).filter(|it| it.string().is_some()).count();
    let unknown = command.root.descendant(Kind::Unknown);
    let word = unknown.and_then(|it| it.text().split(|octet| *octet == b' ').next());
    let is_pattern = |word: &&[u8]| {
        word.iter().any(|octet| b"*%".contains(octet))
            && word.iter().all(|it| !b"\"()".contains(it))
    };
    let Some(word) = word.filter(|word| found < names && is_pattern(word)) else { return false };
    match name {
        "CREATE" | "RENAME" => {
            let mailbox = cut(word);
            explanation.say_from(3501, "9", text::UnquotedWildcard { mailbox });
        }
        _ => explanation.say_from(3501, "6.3.8", text::PatternForName { name }),
    }
    true
}

/// `delete 5`: explains how messages are deleted, if the mailbox's name is a set of message numbers.
pub fn set_for_name(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let mailbox = command.root.child(Kind::Mailbox).filter(|_| command.name == "DELETE").map(value);
    let is_set = |name: &String| is_sequence_set(name) && !command.session.names.has_mailbox(name);
    let Some(set) = mailbox.filter(is_set) else { return false };
    explanation.say_fault(text::SetForName { set });
    true
}

/// Explains a name that was probably intended as a pattern and does not exist.
pub fn wildcard_in_name(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let name = command.name;
    let mut mailboxes = command.root.children_of(Kind::Mailbox).map(value);
    let is_pattern = name != "CREATE" && mailboxes.any(|mailbox| mailbox.contains(WILDCARDS));
    explanation.say_from_if(is_pattern, 3501, "6.3.8", text::PatternForName { name })
}
