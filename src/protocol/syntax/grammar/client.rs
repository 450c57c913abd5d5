//! Commands (RFC 3501, section 6).

use super::super::Kind;
use super::super::lexeme;
use super::super::rule::Rule::{self, *};
use super::super::rule::keyword;
use super::common::*;
use super::search_commands::*;
use super::section::SECTION;

/// `command`.
pub(in crate::protocol::syntax) static COMMAND: Rule =
    Node(Kind::Command, &[Leaf(Kind::Tag, lexeme::word), SP, To(&COMMAND_AFTER_TAG)]);

/// A word that is not a command is unknown.
static COMMAND_AFTER_TAG: Rule = keyword!(
    Kind::CommandName,
    &[
        ("CAPABILITY", &REST),
        ("NOOP", &REST),
        ("LOGOUT", &REST),
        ("STARTTLS", &REST),
        ("CHECK", &REST),
        ("CLOSE", &REST),
        ("UNSELECT", &REST),
        ("EXPUNGE", &REST),
        ("NAMESPACE", &REST),
        ("IDLE", &REST),
        ("LOGIN", &LOGIN),
        ("AUTHENTICATE", &AUTHENTICATE),
        ("SELECT", &ONE_MAILBOX),
        ("EXAMINE", &ONE_MAILBOX),
        ("CREATE", &ONE_MAILBOX),
        ("DELETE", &ONE_MAILBOX),
        ("SUBSCRIBE", &ONE_MAILBOX),
        ("UNSUBSCRIBE", &ONE_MAILBOX),
        ("RENAME", &TWO_MAILBOXES),
        ("LIST", &LIST),
        ("LSUB", &LIST),
        ("STATUS", &STATUS),
        ("ENABLE", &ENABLE),
        ("APPEND", &APPEND),
        ("FETCH", &FETCH),
        ("STORE", &STORE),
        ("COPY", &COPY),
        ("MOVE", &COPY),
        ("SEARCH", &SEARCH),
        ("SORT", &SORT),
        ("THREAD", &THREAD),
        ("ESEARCH", &ESEARCH),
        ("UID", &UID),
    ],
    &NO_COMMAND,
);
static NO_COMMAND: Rule = Choice(&[]);

/// `uid`.
static UID: Rule = Seq(&[
    SP,
    keyword!(
        Kind::CommandName,
        &[
            ("FETCH", &FETCH),
            ("STORE", &STORE),
            ("COPY", &COPY),
            ("MOVE", &COPY),
            ("SEARCH", &SEARCH),
            ("SORT", &SORT),
            ("THREAD", &THREAD),
            ("EXPUNGE", &SET),
        ],
        &NO_COMMAND,
    ),
]);
static SET: Rule = Seq(&[SP, Leaf(Kind::SequenceSet, lexeme::sequence_set)]);
static LOGIN: Rule =
    Seq(&[SP, Node(Kind::UserId, &[To(&ASTRING)]), SP, Node(Kind::Password, &[To(&ASTRING)])]);
static AUTHENTICATE: Rule = Seq(&[
    SP,
    Leaf(Kind::Mechanism, lexeme::atom),
    // RFC 4959.
    Optional(&Seq(&[SP, Leaf(Kind::InitialResponse, lexeme::word)])),
]);
static ONE_MAILBOX: Rule = Seq(&[SP, To(&MAILBOX)]);
static TWO_MAILBOXES: Rule = Seq(&[SP, To(&MAILBOX), SP, To(&MAILBOX)]);
static LIST: Rule = Seq(&[SP, To(&MAILBOX), SP, Node(Kind::ListMailbox, &[To(&LIST_STRING)])]);
static STATUS: Rule = Seq(&[
    SP,
    To(&MAILBOX),
    SP,
    Node(Kind::StatusItems, &[List(&Leaf(Kind::StatusItem, lexeme::atom))]),
]);
/// RFC 5161.
static ENABLE: Rule = Many(&Seq(&[SP, Leaf(Kind::Capability, lexeme::atom)]));
static APPEND: Rule = Seq(&[
    SP,
    To(&MAILBOX),
    Optional(&Seq(&[SP, To(&FLAG_LIST)])),
    Optional(&Seq(&[SP, Leaf(Kind::DateTime, lexeme::quoted)])),
    SP,
    Node(Kind::Message, &[Literal]),
]);
static STORE: Rule = Seq(&[
    To(&SET),
    SP,
    Leaf(Kind::StoreItem, lexeme::store_item),
    SP,
    Choice(&[To(&FLAG_LIST), Node(Kind::FlagList, &[To(&FLAG), Many(&Seq(&[SP, To(&FLAG)]))])]),
]);
static COPY: Rule = Seq(&[To(&SET), SP, To(&MAILBOX)]);
static FETCH: Rule =
    Seq(&[To(&SET), SP, Choice(&[Node(Kind::FetchItems, &[List(&FETCH_ITEM)]), To(&FETCH_ITEM)])]);
/// `fetch-att`.
static FETCH_ITEM: Rule = Node(
    Kind::FetchItem,
    &[
        Leaf(Kind::FetchItemName, lexeme::item_name),
        Optional(&To(&SECTION)),
        Optional(&Leaf(Kind::Partial, lexeme::partial)),
    ],
);
