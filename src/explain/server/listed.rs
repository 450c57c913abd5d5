//! One name of a list of mailboxes (RFC 3501, sections 7.2.2 and 7.2.3).

use crate::explain::phrase::{cut, joined, joined_long, value};
use crate::explain::registered::{say_nearest_of, without_gap};
use crate::explain::sentence::Explanation;
use crate::messages::{Messages, Text, text};
use crate::protocol::meaning::Listed;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, Entry, find};

/// How many attributes are read; there are some twenty.
const MAX_ATTRIBUTES: usize = 100;

/// The meaning of each attribute, for the list in parentheses.
const ATTRIBUTES: &[(&str, &dyn Text)] = &[
    (r"\NOSELECT", &text::AttributeNoselect),
    (r"\NONEXISTENT", &text::AttributeNonexistent),
    (r"\NOACCESS", &text::AttributeNoaccess),
    (r"\NOUTF8", &text::AttributeNoUtf8),
    (r"\UTF8ONLY", &text::AttributeUtf8Only),
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
    (r"\SCHEDULED", &text::AttributeScheduled),
    (r"\SNOOZED", &text::AttributeSnoozed),
    (r"\MEMOS", &text::AttributeMemos),
    // The names of XLIST.
    (r"\ALLMAIL", &text::AttributeAll),
    (r"\SPAM", &text::AttributeJunk),
    (r"\STARRED", &text::AttributeFlagged),
];

/// Explains a LIST, LSUB or XLIST response.
pub(super) fn explain(listed: Listed<'_>, explanation: &mut Explanation) {
    let mailbox = listed.mailbox.map(value).unwrap_or_default();
    let delimiter = listed.delimiter().map(String::from).unwrap_or_default();
    // The answer to `list "" ""` may name the root of the hierarchy.
    if (mailbox.is_empty() || mailbox == delimiter) && !delimiter.is_empty() {
        return explanation.say_from(3501, "6.3.8", text::ExplainDelimiter { delimiter });
    }
    if mailbox.is_empty() {
        return explanation.say_from(3501, "6.3.8", text::ExplainNoDelimiter);
    }
    let messages = explanation.messages();
    let attributes = without_gap(listed.attributes().take(MAX_ATTRIBUTES));
    let bare = attributes.clone();
    let unknown = attributes.clone().filter(|attribute| !is_registered(attribute));
    if unknown.clone().next().is_some() {
        explanation.note_unknown_word();
    }
    // With a `%` in the pattern, such a name may only be the parent of a subscribed one.
    let is_lsub = listed.name.is("LSUB");
    let is_above = is_lsub && listed.has(r"\Noselect");
    let is_absent = listed.has(r"\NonExistent");
    let is_noselect = |attribute: &&[u8]| attribute.eq_ignore_ascii_case(br"\Noselect");
    let said = attributes.filter(|attribute| !is_lsub || !is_noselect(attribute));
    let mut about: Vec<String> =
        said.map(|attribute| attribute_phrase(attribute, messages)).collect();
    about.extend(extended_phrases(listed.root, messages));
    if listed.root.child(Kind::Nil).is_some() {
        about.push(messages.format(text::AttributeFlat));
    }
    if !delimiter.is_empty() && mailbox.contains(&delimiter) {
        about.push(messages.format(text::AttributeLevels { delimiter }));
    }
    let listed_as = match is_lsub {
        true if is_above => ListedAs::AboveSubscribed,
        true => ListedAs::Subscribed,
        false if is_absent => ListedAs::Absent,
        false => ListedAs::Mailbox,
    };
    say_listed(listed_as, mailbox, &about, explanation);
    let extended = listed.root.descendants_of(Kind::ListExtendedName);
    // With quotes or without.
    let extended = extended
        .filter_map(|name| find(Category::ListOptions, value(name).trim().trim_matches('"')));
    if let Some(entry) = extended.last() {
        explanation.cite(entry);
    }
    if let Some(entry) = find(Category::Responses, "XLIST").filter(|_| listed.name.is("XLIST")) {
        explanation.cite(entry);
    }
    say_nearest_of(unknown, Category::MailboxAttributes, explanation);
    if let Some(entry) = { bare }.find_map(registered_bare) {
        explanation.say(text::AttributeNeedsBackslash { attribute: entry.name });
        explanation.cite(entry);
    }
}

/// Why a mailbox is in a list.
enum ListedAs {
    Mailbox,
    Absent,
    Subscribed,
    /// A parent of subscribed mailboxes.
    AboveSubscribed,
}

/// Explains a mailbox in a list, and the phrases about it.
fn say_listed(listed: ListedAs, mailbox: String, about: &[String], explanation: &mut Explanation) {
    let has_nothing = about.is_empty();
    let about = joined_long(about.iter(), explanation.messages());
    match listed {
        ListedAs::AboveSubscribed if has_nothing => {
            explanation.say_from(3501, "6.3.9", text::ExplainLsubAbove { mailbox });
        }
        ListedAs::AboveSubscribed => {
            explanation.say_from(3501, "6.3.9", text::ExplainLsubAboveAbout { mailbox, about });
        }
        ListedAs::Subscribed if has_nothing => {
            explanation.say_from(3501, "7.2.3", text::ExplainLsub { mailbox });
        }
        ListedAs::Subscribed => {
            explanation.say_from(3501, "7.2.3", text::ExplainLsubAbout { mailbox, about });
        }
        _ if has_nothing => explanation.say_from(3501, "7.2.2", text::ExplainList { mailbox }),
        ListedAs::Absent => {
            explanation.say_from(3501, "7.2.2", text::ExplainListAbsent { mailbox, about });
        }
        ListedAs::Mailbox => {
            explanation.say_from(3501, "7.2.2", text::ExplainListAbout { mailbox, about });
        }
    }
}

fn is_registered(attribute: &[u8]) -> bool {
    find(Category::MailboxAttributes, attribute).is_some() || registered_bare(attribute).is_some()
}

/// The attribute of this name, if it is registered without the backslash that LIST's grammar wants.
fn registered_bare(name: &[u8]) -> Option<&'static Entry> {
    let entry = find(Category::MailboxAttributes, [b"\\", name].concat())?;
    entry.source.filter(|source| source.is_rfc(9979) || source.is_rfc(8621)).map(|_| entry)
}

/// The data that RFC 5258 and RFC 9051 add after the name.
fn extended_phrases(root: Node<'_>, messages: Messages) -> Vec<String> {
    let items = root.child(Kind::ListExtended).into_iter().flat_map(Node::children);
    let items = items.filter(|node| node.kind() == Kind::ListExtendedItem);
    let phrase = |item: Node<'_>| {
        let name = item.child(Kind::ListExtendedName)?.text();
        if name.trim_ascii().to_ascii_uppercase().windows(7).any(|it| it == b"OLDNAME") {
            let old = value(item.descendant(Kind::Mailbox)?);
            return Some(messages.format(text::AttributeOldname { old }));
        }
        let options = item.descendants_of(Kind::ListSelectOption);
        let options = options.map(value).collect::<Vec<String>>();
        if item.child(Kind::ExtendedValue).is_some() {
            let name = value(item.child(Kind::ListExtendedName)?);
            return Some(messages.format(text::AttributeExtended { name }));
        }
        if let [option] = &options[..]
            && option.eq_ignore_ascii_case("SUBSCRIBED")
        {
            return Some(messages.format(text::AttributeChildSubscribed));
        }
        (!options.is_empty()).then(|| {
            let options = joined(options.iter(), messages);
            messages.format(text::AttributeChildinfo { options })
        })
    };
    items.take(MAX_ATTRIBUTES).filter_map(phrase).collect()
}

fn attribute_phrase(attribute: &[u8], messages: Messages) -> String {
    let name = registered_bare(attribute).map_or(attribute, |entry| entry.name.as_bytes());
    let upper = String::from_utf8_lossy(name).to_ascii_uppercase();
    match ATTRIBUTES.iter().find(|(name, _)| *name == upper) {
        Some((_, phrase)) => messages.format(phrase),
        None => messages.format(text::AttributeUnknown { name: cut(attribute) }),
    }
}
