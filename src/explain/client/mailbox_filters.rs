//! Phrases for the mailboxes that ESEARCH searches and NOTIFY watches.

use super::keywords::{KeywordPhrases, is_word, phrase_of};
use crate::explain::phrase;
use crate::explain::sent_command::SentCommand;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};

/// Filters without names of mailboxes.
static FILTERS: KeywordPhrases = &[
    ("SELECTED", &text::FilterSelected),
    ("SELECTED-DELAYED", &text::FilterSelected),
    ("INBOXES", &text::FilterInboxes),
    ("PERSONAL", &text::FilterPersonal),
    ("SUBSCRIBED", &text::FilterSubscribed),
];

/// The mailboxes that a filter selects.
pub(super) fn mailboxes(command: SentCommand<'_>, filter: Node<'_>) -> Option<String> {
    let name = filter.child(Kind::MailboxFilterName)?.text();
    if let Some(phrase) = phrase_of(FILTERS, name) {
        return Some(command.phrase(phrase));
    }
    let names = filter.children_of(Kind::Mailbox);
    let names = names.map(phrase::value);
    let names = names.map(|name| command.phrase(text::PhraseQuoted { name }));
    let names = command.inner_list(&names.collect::<Vec<_>>());
    Some(if is_word(name, "SUBTREE") {
        command.phrase(text::FilterSubtree { names })
    } else if is_word(name, "SUBTREE-ONE") {
        command.phrase(text::FilterSubtreeOne { names })
    } else {
        names
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::mailbox_filters::MAILBOX_FILTERS;

    #[test]
    fn each_filter_without_names_has_a_phrase() {
        for filter in MAILBOX_FILTERS {
            let has_phrase = phrase_of(FILTERS, filter.name.as_bytes()).is_some();
            assert_ne!(has_phrase, filter.takes_names, "{}", filter.name);
        }
    }
}
