//! Which mailboxes NOTIFY and ESEARCH mean (RFC 5465, section 6, and RFC 7377).
//!
//! A `MailboxFilter` is a `MailboxFilterName` and, after `subtree`, `subtree-one` and `mailboxes`,
//! each `Mailbox`.

use super::super::Kind;
use super::super::rule::Rule::{self, *};
use super::super::rule::keyword;
use super::common::*;

/// `filter-mailboxes`.
pub(super) static MAILBOX_FILTER: Rule = Node(
    Kind::MailboxFilter,
    &[keyword!(
        Kind::MailboxFilterName,
        &[
            ("SELECTED", &REST),
            ("SELECTED-DELAYED", &REST),
            ("INBOXES", &REST),
            ("PERSONAL", &REST),
            ("SUBSCRIBED", &REST),
            ("SUBTREE", &MAILBOXES),
            ("SUBTREE-ONE", &MAILBOXES),
            ("MAILBOXES", &MAILBOXES),
        ],
        &NOTHING,
    )],
);
/// `one-or-more-mailbox`.
static MAILBOXES: Rule = Seq(&[SP, Choice(&[List(&MAILBOX), To(&MAILBOX)])]);
