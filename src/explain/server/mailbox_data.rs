//! Data about mailboxes and the number of their messages (RFC 3501, sections 7.2 to 7.4).

use crate::explain::phrase::{Numbers, Word, cut, joined, joined_long, set, value};
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::{Messages, Text, text};
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, find};

/// Explains the data. False: it is of another kind. `name`: of the response, in capitals.
pub(super) fn explain(
    name: &[u8],
    root: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let number = root.child(Kind::MessageNumber).and_then(Node::number);
    match (name, number) {
        (b"EXISTS", Some(count)) => exists(count, session, explanation),
        (b"RECENT", Some(count)) => {
            explanation.say_from(3501, "7.3.2", text::ExplainRecent { count });
        }
        (b"EXPUNGE", Some(number)) => expunge(number, session, explanation),
        (b"VANISHED", _) => return vanished(root, explanation),
        (b"FLAGS", _) => return flags(root, explanation),
        (b"LIST" | b"LSUB" | b"XLIST", _) => list(name, root, explanation),
        (b"STATUS", _) => status(root, explanation),
        _ => return false,
    }
    true
}

fn exists(count: u64, session: &WatchedSession, explanation: &mut Explanation) {
    let opens = session.pending_named("SELECT").or(session.pending_named("EXAMINE")).is_some();
    let before = session.exists.filter(|_| !opens);
    match before.map(|before| (count.checked_sub(before), before)) {
        Some((Some(1), _)) => explanation.say_from(3501, "7.3.1", text::ExplainArrived { count }),
        Some((Some(new), _)) if new > 1 => {
            explanation.say_from(3501, "7.3.1", text::ExplainSeveralArrived { count, new });
        }
        Some((Some(_), _)) => {
            explanation.say_from(3501, "7.3.1", text::ExplainStillExist { count });
        }
        _ => explanation.say_from(3501, "7.3.1", text::ExplainExists { count }),
    }
}

fn expunge(number: u64, session: &WatchedSession, explanation: &mut Explanation) {
    match session.exists.and_then(|before| before.checked_sub(1)) {
        Some(left) => {
            explanation.say_from(3501, "7.4.1", text::ExplainExpungeLeft { number, left });
        }
        None => explanation.say_from(3501, "7.4.1", text::ExplainExpunge { number }),
    }
}

fn vanished(root: Node<'_>, explanation: &mut Explanation) -> bool {
    let Some(uids) = root.child(Kind::KnownUids) else { return false };
    let gone = set(uids.text(), Numbers::Uid, explanation.messages());
    let names = root.children().filter(|node| node.kind() == Kind::ResponseName);
    match names.count() {
        0 | 1 => explanation.say_from(7162, "3.2.10", text::ExplainVanished { gone }),
        _ => explanation.say_from(7162, "3.2.10", text::ExplainVanishedEarlier { gone }),
    }
    true
}

fn flags(root: Node<'_>, explanation: &mut Explanation) -> bool {
    let Some(list) = root.child(Kind::FlagList) else { return false };
    let flags = list.children().filter(|node| node.kind() == Kind::Flag);
    let flags: Vec<Word<'_>> = flags.map(|flag| Word(flag.text())).collect();
    match flags.is_empty() {
        true => explanation.say_from(3501, "7.2.6", text::ExplainNoFlags),
        false => {
            let flags = joined(flags.iter(), explanation.messages());
            explanation.say_from(3501, "7.2.6", text::ExplainFlags { flags });
        }
    }
    true
}

/// What each attribute says, for the list in parentheses.
const ATTRIBUTES: &[(&str, &dyn Text)] = &[
    (r"\NOSELECT", &text::AttributeNoselect),
    (r"\NONEXISTENT", &text::AttributeNonexistent),
    (r"\NOINFERIORS", &text::AttributeNoinferiors),
    (r"\HASCHILDREN", &text::AttributeHaschildren),
    (r"\HASNOCHILDREN", &text::AttributeHasnochildren),
    (r"\MARKED", &text::AttributeMarked),
    (r"\UNMARKED", &text::AttributeUnmarked),
    (r"\SUBSCRIBED", &text::AttributeSubscribed),
    (r"\REMOTE", &text::AttributeRemote),
    (r"\ALL", &text::AttributeAll),
    (r"\ARCHIVE", &text::AttributeArchive),
    (r"\DRAFTS", &text::AttributeDrafts),
    (r"\FLAGGED", &text::AttributeFlagged),
    (r"\IMPORTANT", &text::AttributeImportant),
    (r"\INBOX", &text::AttributeInbox),
    (r"\JUNK", &text::AttributeJunk),
    (r"\SENT", &text::AttributeSent),
    (r"\TRASH", &text::AttributeTrash),
];

fn list(name: &[u8], root: Node<'_>, explanation: &mut Explanation) {
    let mailbox = root.child(Kind::Mailbox).map(value).unwrap_or_default();
    // It is one character in quotes.
    let delimiter = root.child(Kind::Delimiter).map(value).unwrap_or_default();
    let delimiter = delimiter.trim_matches('"').replace(r"\\", r"\");
    if mailbox.is_empty() && !delimiter.is_empty() {
        return explanation.say_from(3501, "6.3.8", text::ExplainDelimiter { delimiter });
    }
    let messages = explanation.messages();
    let attributes = root.child(Kind::MailboxAttributes).into_iter().flat_map(Node::children);
    let attributes = attributes.filter(|node| node.kind() == Kind::MailboxAttribute);
    let mut about: Vec<String> =
        attributes.map(|attribute| attribute_phrase(attribute.text(), messages)).collect();
    if !delimiter.is_empty() && mailbox.contains(&delimiter) {
        about.push(messages.format(text::AttributeLevels { delimiter }));
    }
    let is_lsub = name == b"LSUB";
    let (section, rfc) = if is_lsub { ("7.2.3", 3501) } else { ("7.2.2", 3501) };
    match (is_lsub, about.is_empty()) {
        (true, _) => explanation.say_from(rfc, section, text::ExplainLsub { mailbox }),
        (false, true) => explanation.say_from(rfc, section, text::ExplainList { mailbox }),
        (false, false) => {
            let about = joined_long(about.iter(), messages);
            explanation.say_from(rfc, section, text::ExplainListAbout { mailbox, about });
        }
    }
}

fn attribute_phrase(attribute: &[u8], messages: Messages) -> String {
    let upper = String::from_utf8_lossy(attribute).to_ascii_uppercase();
    match ATTRIBUTES.iter().find(|(name, _)| *name == upper) {
        Some((_, phrase)) => messages.format(phrase),
        None if find(Category::MailboxAttributes, &upper).is_some() => cut(attribute).into_owned(),
        None => messages.format(text::AttributeUnknown { name: cut(attribute) }),
    }
}

fn status(root: Node<'_>, explanation: &mut Explanation) {
    let mailbox = root.child(Kind::Mailbox).map(value).unwrap_or_default();
    let messages = explanation.messages();
    let values = root.child(Kind::StatusItems).into_iter().flat_map(Node::children);
    let values = values.filter(|node| node.kind() == Kind::StatusValue);
    let values: Vec<String> = values.map(|value| status_phrase(value, messages)).collect();
    match values.is_empty() {
        true => explanation.say_from(3501, "7.2.4", text::ExplainStatusEmpty { mailbox }),
        false => {
            let values = joined(values.iter(), messages);
            explanation.say_from(3501, "7.2.4", text::ExplainStatus { mailbox, values });
        }
    }
}

fn status_phrase(value: Node<'_>, messages: Messages) -> String {
    let name = value.child(Kind::StatusItem).or(value.child(Kind::Unknown));
    let name = String::from_utf8_lossy(name.map_or(b"", Node::text)).to_ascii_uppercase();
    let number = value.descendants().skip(1).find_map(Node::number);
    match (&*name, number) {
        ("MESSAGES", Some(count)) => messages.format(text::StatusMessages { count }),
        ("RECENT", Some(count)) => messages.format(text::StatusRecent { count }),
        ("UNSEEN", Some(count)) => messages.format(text::StatusUnseen { count }),
        ("DELETED", Some(count)) => messages.format(text::StatusDeleted { count }),
        ("SIZE", Some(octets)) => messages.format(text::StatusSize { octets }),
        ("UIDNEXT", Some(number)) => messages.format(text::StatusUidnext { number }),
        _ => String::from_utf8_lossy(&value.text()[..value.text().len().min(60)]).into_owned(),
    }
}
