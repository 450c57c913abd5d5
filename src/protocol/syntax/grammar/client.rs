//! Commands (RFC 3501, section 6).

use super::super::Kind;
use super::super::lexeme;
use super::super::rule::Rule::{self, *};
use super::super::rule::keyword;
use super::common::*;
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

/// `search`.
static SEARCH: Rule = Seq(&[Optional(&CHARSET), Many(&Seq(&[SP, To(&SEARCH_KEY)]))]);
static CHARSET: Rule =
    Seq(&[SP, keyword!(Kind::SearchKeyName, &[("CHARSET", &CHARSET_NAME)], &NO_COMMAND)]);
static CHARSET_NAME: Rule = Seq(&[SP, Node(Kind::Charset, &[To(&ASTRING)])]);
/// `search-key`.
static SEARCH_KEY: Rule = Choice(&[
    Node(Kind::SearchKey, &[List(&SEARCH_KEY)]),
    Node(Kind::SearchKey, &[Leaf(Kind::SequenceSet, lexeme::sequence_set)]),
    Node(Kind::SearchKey, &[To(&NAMED_SEARCH_KEY)]),
]);
static NAMED_SEARCH_KEY: Rule = keyword!(
    Kind::SearchKeyName,
    &[
        ("ALL", &REST),
        ("ANSWERED", &REST),
        ("DELETED", &REST),
        ("DRAFT", &REST),
        ("FLAGGED", &REST),
        ("NEW", &REST),
        ("OLD", &REST),
        ("RECENT", &REST),
        ("SEEN", &REST),
        ("UNANSWERED", &REST),
        ("UNDELETED", &REST),
        ("UNDRAFT", &REST),
        ("UNFLAGGED", &REST),
        ("UNSEEN", &REST),
        ("BCC", &SEARCH_STRING),
        ("BODY", &SEARCH_STRING),
        ("CC", &SEARCH_STRING),
        ("FROM", &SEARCH_STRING),
        ("SUBJECT", &SEARCH_STRING),
        ("TEXT", &SEARCH_STRING),
        ("TO", &SEARCH_STRING),
        ("HEADER", &SEARCH_HEADER),
        ("BEFORE", &SEARCH_DATE),
        ("ON", &SEARCH_DATE),
        ("SINCE", &SEARCH_DATE),
        ("SENTBEFORE", &SEARCH_DATE),
        ("SENTON", &SEARCH_DATE),
        ("SENTSINCE", &SEARCH_DATE),
        ("KEYWORD", &SEARCH_FLAG),
        ("UNKEYWORD", &SEARCH_FLAG),
        ("LARGER", &SEARCH_NUMBER),
        ("SMALLER", &SEARCH_NUMBER),
        ("UID", &SET),
        ("NOT", &SEARCH_NOT),
        ("OR", &SEARCH_OR),
    ],
    &NO_COMMAND,
);
static SEARCH_STRING: Rule = Seq(&[SP, Node(Kind::SearchArgument, &[To(&ASTRING)])]);
static SEARCH_HEADER: Rule = Seq(&[To(&SEARCH_STRING), To(&SEARCH_STRING)]);
static SEARCH_DATE: Rule =
    Seq(&[SP, Choice(&[Leaf(Kind::Date, lexeme::quoted), Leaf(Kind::Date, lexeme::atom)])]);
static SEARCH_FLAG: Rule = Seq(&[SP, To(&FLAG)]);
static SEARCH_NUMBER: Rule = Seq(&[SP, Leaf(Kind::Number, lexeme::number)]);
static SEARCH_NOT: Rule = Seq(&[SP, To(&SEARCH_KEY)]);
static SEARCH_OR: Rule = Seq(&[SP, To(&SEARCH_KEY), SP, To(&SEARCH_KEY)]);
