//! NOTIFY: which events in which mailboxes the server reports.

use super::mailbox_filters::mailboxes;
use super::{ExplainedCommand, KeywordPhrases, is_word, phrase_of};
use crate::explain::phrase;
use crate::explain::sentence::Explanation;
use crate::messages::text;
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

pub(super) fn notify(command: &ExplainedCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let words = || command.root.children().filter(|node| node.kind() == Kind::NotifyWord);
    if is_word(words().next()?.text(), "NONE") {
        explanation.say_from(5465, "3.1", text::CommandNotifyNone);
        return Some(());
    }
    let groups = command.root.children().filter(|node| node.kind() == Kind::EventGroup);
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
    if words().any(|word| is_word(word.text(), "STATUS")) {
        explanation.say(text::NotifyStatus);
    }
    let mut events = command.root.descendants().filter(|node| node.kind() == Kind::Events);
    if events.any(|events| events.child(Kind::Open).is_none()) {
        explanation.say_from(5465, "8", text::NotifyBareEvents);
    }
    Some(())
}

/// `new messages in "x"`
fn in_words(command: &ExplainedCommand<'_>, group: Node<'_>) -> Option<String> {
    let mailboxes = mailboxes(command, group.child(Kind::MailboxFilter)?)?;
    let events = group.descendants().filter(|node| node.kind() == Kind::EventName);
    let events = events.filter_map(|event| phrase_of(EVENTS, event.text()));
    let events: Vec<String> = events.map(|event| command.phrase(event)).collect();
    Some(match events.is_empty() {
        true => command.phrase(text::NotifyNothing { mailboxes }),
        false => command.phrase(text::NotifyEvents { events: command.list(&events), mailboxes }),
    })
}
