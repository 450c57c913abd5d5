//! The mailboxes that NOTIFY and ESEARCH select (RFC 5465, section 6, and RFC 7377).
//!
//! A `MailboxFilter` is a `MailboxFilterName` and, after `subtree`, `subtree-one` and `mailboxes`,
//! each `Mailbox`.

use super::super::Kind;
use super::super::rule::Rule::{self, *};
use super::super::rule::keyword;
use super::common::*;
use crate::protocol::mailbox_filters::MAILBOX_FILTERS;

/// `filter-mailboxes`.
pub(super) static MAILBOX_FILTER: Rule =
    Node(Kind::MailboxFilter, &[keyword!(Kind::MailboxFilterName, &FILTERS, &NOTHING)]);
/// The words, and what follows each.
static FILTERS: [(&str, &Rule); MAILBOX_FILTERS.len()] = {
    let mut words: [(&str, &Rule); MAILBOX_FILTERS.len()] = [("", &REST); MAILBOX_FILTERS.len()];
    let mut index = 0;
    while index < words.len() {
        let filter = MAILBOX_FILTERS[index];
        words[index] = (filter.name, if filter.takes_names { &MAILBOXES } else { &REST });
        index += 1;
    }
    words
};
/// `one-or-more-mailbox`.
static MAILBOXES: Rule = Seq(&[SP, Choice(&[List(&MAILBOX), To(&MAILBOX)])]);
