//! NOTIFY: which events in which mailboxes the server reports.

use super::fetch_items::RequestedItem;
use super::keywords::{KeywordPhrases, is_word, phrase_of, word};
use super::mailbox_filters::mailboxes;
use crate::explain::phrase;
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::spelling;
use crate::protocol::syntax::{Kind, Node};

static EVENTS: KeywordPhrases = &[
    ("MessageNew", &text::EventMessageNew),
    ("MessageExpunge", &text::EventMessageExpunge),
    ("FlagChange", &text::EventFlagChange),
    ("AnnotationChange", &text::EventAnnotationChange),
    ("MailboxName", &text::EventMailboxName),
    ("SubscriptionChange", &text::EventSubscriptionChange),
    ("MailboxMetadataChange", &text::EventMailboxMetadataChange),
    ("ServerMetadataChange", &text::EventServerMetadataChange),
];

pub(super) fn notify(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let words = || command.root.children_of(Kind::NotifyWord);
    if words().next()?.is("NONE") {
        explanation.say_from(5465, "3.1", text::CommandNotifyNone);
        return Some(());
    }
    let groups = command.root.children_of(Kind::EventGroup);
    let groups: Vec<String> = groups.filter_map(|group| in_words(command, group)).collect();
    if groups.is_empty() {
        return None;
    }
    let groups = phrase::joined_long(groups.iter(), command.messages);
    explanation.say_from(5465, "3.1", text::CommandNotify { groups });
    let mut filters = command.root.descendants();
    let mut is_delayed =
        |node: Node<'_>| node.kind() == Kind::MailboxFilterName && node.is("SELECTED-DELAYED");
    if filters.any(&mut is_delayed) {
        explanation.say_from(5465, "6.1", text::NotifyDelayed);
    }
    if words().any(|word| word.is("STATUS")) {
        explanation.say(text::NotifyStatus);
    }
    if !bare_events(command.root, explanation) {
        say_one_alone(command, explanation);
    }
    Some(())
}

/// Explains MessageNew without MessageExpunge, or the reverse, outside the selected mailbox: the RFC allows
/// neither, but Dovecot accepts both, and an example of the RFC has MessageNew alone.
fn say_one_alone(command: SentCommand<'_>, explanation: &mut Explanation) {
    let is_alone = |group: Node<'_>| {
        let has = |event: &str| group.descendants_of(Kind::EventName).any(|it| it.is(event));
        let is_selected = |it: Node<'_>| it.is("SELECTED") || it.is("SELECTED-DELAYED");
        has("MessageNew") != has("MessageExpunge")
            && group.descendant(Kind::Unknown).is_none()
            && !group.descendants_of(Kind::MailboxFilterName).any(is_selected)
    };
    if command.root.children_of(Kind::EventGroup).any(is_alone) {
        explanation.say_fault(text::NotifyOneAlone);
        explanation.cite_section(5465, "5");
    }
}

/// Explains NOTIFY SET with nothing after it.
pub(super) fn without_groups(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let words = command.root.children_of(Kind::NotifyWord);
    let is_set = words.last().is_some_and(|word| !word.is("NONE"));
    let is_empty = is_set && command.root.children().last().is_some_and(is_notify_word);
    if is_empty {
        explanation.say_from(5465, "8", text::NotifyWithoutGroups);
    }
    is_empty
}

/// `notify set MessageNew`: explains an event without the group that it belongs to.
pub(super) fn event_without_group(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let has_filter = command.root.descendant(Kind::MailboxFilterName).is_some();
    let unknown = command.root.descendant(Kind::Unknown);
    let unknown = unknown.filter(|_| command.name == "NOTIFY" && !has_filter);
    let words = unknown.map(|it| it.text().split(|octet| b" ()".contains(octet)));
    let first = words.and_then(|mut words| words.find(|word| !word.is_empty()));
    let Some(event) = first.filter(|word| phrase_of(EVENTS, word).is_some()) else { return false };
    let is_of_messages = ["MessageNew", "MessageExpunge", "FlagChange", "AnnotationChange"]
        .iter()
        .any(|name| is_word(event, name));
    let example = if is_of_messages {
        "notify set (selected (MessageNew MessageExpunge))"
    } else {
        "notify set (personal (MailboxName))"
    };
    let event = phrase::cut(event);
    explanation.say_from(5465, "8", text::EventWithoutGroup { event, example });
    true
}

fn is_notify_word(node: Node<'_>) -> bool {
    node.kind() == Kind::NotifyWord
}

/// Explains that the events of a group need parentheses, if they have none.
pub(in crate::explain) fn bare_events(root: Node<'_>, explanation: &mut Explanation) -> bool {
    let mut events = root.descendants_of(Kind::Events);
    let is_bare = events.any(|events| events.child(Kind::Open).is_none());
    if is_bare {
        explanation.say_from(5465, "8", text::NotifyBareEvents);
    }
    is_bare
}

/// Explains which events of a group make the server refuse the command, if there are any.
pub(super) fn refused_events(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let mut is_refused = false;
    const OF_MAILBOXES: [&str; 4] =
        ["MailboxName", "SubscriptionChange", "MailboxMetadataChange", "ServerMetadataChange"];
    let groups = command.root.children_of(Kind::EventGroup);
    for group in groups {
        let names = group.descendants_of(Kind::EventName);
        let names: Vec<&[u8]> = names.map(Node::text).collect();
        let has = |event: &str| names.iter().any(|name| is_word(name, event));
        let mut filters = group.descendants_of(Kind::MailboxFilterName);
        let is_selected = filters.any(|it| it.is("SELECTED") || it.is("SELECTED-DELAYED"));
        // Another event may be meant by what could not be read.
        if group.descendant(Kind::Unknown).is_some() {
            continue;
        }
        if !is_selected && group.descendant(Kind::FetchItem).is_some() {
            explanation.say_from(5465, "8", text::NotifyItemsElsewhere);
            return true;
        }
        let refused: Vec<&str> =
            OF_MAILBOXES.into_iter().filter(|it| is_selected && has(it)).collect();
        is_refused |= !refused.is_empty();
        if !refused.is_empty() {
            let events = phrase::joined(refused.iter(), command.messages);
            explanation.say_from(5465, "6.1", text::NotifyNotInSelected { events });
        }
        if (has("FlagChange") || has("AnnotationChange")) && !has("MessageNew") {
            explanation.say_from(5465, "5", text::NotifyChangesAlone);
            return true;
        }
        // See `say_one_alone` for other mailboxes.
        if is_selected && has("MessageNew") != has("MessageExpunge") {
            explanation.say_from(5465, "5", text::NotifyBoth);
            return true;
        }
    }
    let filters = || command.root.descendants_of(Kind::MailboxFilterName);
    if filters().any(|it| it.is("SELECTED")) && filters().any(|it| it.is("SELECTED-DELAYED")) {
        explanation.say_from(5465, "6.1", text::NotifyOneSelected);
        return true;
    }
    is_refused
}

/// Explains an unregistered event: the grammar allows extensions to add events.
pub(super) fn unknown_event(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let groups = command.root.descendants_of(Kind::EventGroup);
    // Before the events there is a filter, which has its own words.
    let groups = groups.filter(|group| group.child(Kind::MailboxFilter).is_some());
    let unknown = groups.flat_map(Node::descendants).find(|node| node.kind() == Kind::Unknown);
    let Some(name) = unknown.and_then(word) else { return false };
    if phrase_of(EVENTS, name.as_bytes()).is_some() || name.eq_ignore_ascii_case("NONE") {
        return false;
    }
    let nearest = spelling::nearest(&name, EVENTS.iter().map(|(event, _)| *event));
    let what = command.phrase(text::PartNotifyEvent);
    explanation.say_unknown(text::UnknownPart { name, what });
    match nearest {
        Some(nearest) => explanation.say(text::ProbablyMeant { nearest }),
        None => explanation.say(text::UnknownEventAnswer),
    }
    explanation.cite_section(5465, "8");
    true
}

/// `new messages in "x"`
fn in_words(command: SentCommand<'_>, group: Node<'_>) -> Option<String> {
    let mailboxes = mailboxes(command, group.child(Kind::MailboxFilter)?)?;
    let events = group.descendants_of(Kind::Event);
    let events: Vec<String> = events.filter_map(|event| event_in_words(command, event)).collect();
    Some(if events.is_empty() {
        command.phrase(text::NotifyNothing { mailboxes })
    } else {
        command.phrase(text::NotifyEvents { events: command.list(&events), mailboxes })
    })
}

/// `new messages (with the UID)`
fn event_in_words(command: SentCommand<'_>, event: Node<'_>) -> Option<String> {
    let name = event.child(Kind::EventName)?.text();
    let words = command.phrase(phrase_of(EVENTS, name)?);
    let items = RequestedItem::all_in(event).filter_map(|item| item.phrase(command));
    let items: Vec<String> = items.collect();
    Some(if items.is_empty() {
        words
    } else {
        command.phrase(text::EventWithItems { event: words, items: command.inner_list(&items) })
    })
}
