//! Data about mailboxes and what is in them (RFC 3501, section 7.2, and the extensions).

use super::super::Kind;
use super::super::lexeme;
use super::super::rule::Rule::{self, *};
use super::super::rule::keyword;
use super::common::{
    ASTRING, COUNT, FLAG_LIST, MAILBOX, MAILBOXID, MODSEQ, NOTHING, REST, SP, UID,
};
use super::strings::*;
use super::token;

pub(super) static FLAGS: Rule = Seq(&[SP, To(&FLAG_LIST)]);
pub(super) static CAPABILITIES: Rule = Many(&Seq(&[SP, Leaf(Kind::Capability, lexeme::atom)]));

/// `mailbox-list`.
pub(super) static LIST: Rule = Seq(&[
    SP,
    Node(Kind::MailboxAttributes, &[List(&Leaf(Kind::MailboxAttribute, lexeme::flag))]),
    SP,
    To(&DELIMITER),
    SP,
    To(&MAILBOX),
    Optional(&Seq(&[SP, Node(Kind::ListExtended, &[List(&LIST_ITEM)])])),
]);
static DELIMITER: Rule = Choice(&[Leaf(Kind::Delimiter, lexeme::quoted), NIL]);
/// `mbox-list-extended-item` (RFC 5258).
static LIST_ITEM: Rule = Node(
    Kind::ListExtendedItem,
    &[Choice(&[
        Seq(&[
            Leaf(Kind::ListExtendedName, token::childinfo),
            SP,
            List(&Node(Kind::ListSelectOption, &[To(&ASTRING)])),
        ]),
        Seq(&[Leaf(Kind::ListExtendedName, token::oldname), SP, Enclosed(b"()", &[To(&MAILBOX)])]),
        Seq(&[
            Node(Kind::ListExtendedName, &[To(&ASTRING)]),
            SP,
            Node(Kind::ExtendedValue, &[To(&ANY_VALUE)]),
        ]),
    ])],
);

/// `STATUS` and `status-att-list`.
pub(super) static STATUS: Rule =
    Seq(&[SP, To(&MAILBOX), SP, Node(Kind::StatusItems, &[List(&STATUS_VALUE)])]);
/// `status-att-val`.
static STATUS_VALUE: Rule = Node(
    Kind::StatusValue,
    &[keyword!(
        Kind::StatusItem,
        &[
            ("MESSAGES", &COUNT),
            ("RECENT", &COUNT),
            ("UIDNEXT", &UID),
            ("UIDVALIDITY", &COUNT),
            ("UNSEEN", &COUNT),
            // RFC 9051, RFC 8438 and RFC 9208.
            ("DELETED", &COUNT),
            ("SIZE", &COUNT),
            ("DELETED-STORAGE", &COUNT),
            // RFC 7162, RFC 7889 and RFC 8474.
            ("HIGHESTMODSEQ", &MODSEQ),
            ("APPENDLIMIT", &COUNT_OR_NIL),
            ("MAILBOXID", &MAILBOXID),
        ],
        &OTHER_STATUS_VALUE,
    )],
);
static OTHER_STATUS_VALUE: Rule =
    Seq(&[Leaf(Kind::Unknown, token::name), SP, Node(Kind::ExtendedValue, &[To(&ANY_VALUE)])]);
static COUNT_OR_NIL: Rule = Seq(&[SP, Choice(&[NUMBER, NIL])]);
static SET: Rule = Seq(&[SP, Leaf(Kind::SequenceSet, token::sequence_set)]);

/// `SEARCH` and `SORT`, with `search-sort-mod-seq` (RFC 7162).
pub(super) static SEARCH: Rule = Seq(&[
    Many(&COUNT),
    Optional(&Seq(&[
        SP,
        Node(
            Kind::SearchReturnData,
            &[Enclosed(
                b"()",
                &[keyword!(Kind::SearchReturnName, &[("MODSEQ", &MODSEQ)], &NOTHING)],
            )],
        ),
    ])),
]);

/// `esearch-response` (RFC 4731).
pub(super) static ESEARCH: Rule = Seq(&[
    Optional(&Seq(&[SP, To(&CORRELATOR)])),
    Optional(&Seq(&[SP, keyword!(Kind::SearchReturnName, &[("UID", &REST)], &NOTHING)])),
    Many(&Seq(&[SP, To(&RETURN_DATA)])),
]);
/// `search-correlator`; MAILBOX and UIDVALIDITY are from RFC 7377.
pub(super) static CORRELATOR: Rule = Node(
    Kind::SearchCorrelator,
    &[List(&keyword!(
        Kind::SearchReturnName,
        &[("TAG", &TAG_STRING), ("MAILBOX", &SP_MAILBOX), ("UIDVALIDITY", &COUNT)],
        &NOTHING,
    ))],
);
static TAG_STRING: Rule = Seq(&[SP, Node(Kind::TagString, &[To(&ASTRING)])]);
static SP_MAILBOX: Rule = Seq(&[SP, To(&MAILBOX)]);
/// `search-return-data`.
static RETURN_DATA: Rule = Node(
    Kind::SearchReturnData,
    &[keyword!(
        Kind::SearchReturnName,
        &[
            ("MIN", &COUNT),
            ("MAX", &COUNT),
            ("COUNT", &COUNT),
            ("ALL", &SET),
            ("MODSEQ", &MODSEQ),
            // RFC 5267 and RFC 9394.
            ("PARTIAL", &PARTIAL),
            ("ADDTO", &CONTEXT_CHANGES),
            ("REMOVEFROM", &CONTEXT_CHANGES),
            // RFC 6203.
            ("RELEVANCY", &RELEVANCY),
        ],
        &OTHER_RETURN_DATA,
    )],
);
static OTHER_RETURN_DATA: Rule =
    Seq(&[Leaf(Kind::Unknown, token::name), SP, Node(Kind::ExtendedValue, &[To(&ANY_VALUE)])]);
static PARTIAL: Rule = Seq(&[
    SP,
    Enclosed(
        b"()",
        &[
            Leaf(Kind::PartialRange, token::partial_range),
            SP,
            Choice(&[Leaf(Kind::SequenceSet, token::sequence_set), NIL]),
        ],
    ),
]);
static CONTEXT_CHANGES: Rule =
    Seq(&[SP, List(&Seq(&[Leaf(Kind::ContextPosition, token::number), To(&SET)]))]);
static RELEVANCY: Rule = Seq(&[SP, List(&Leaf(Kind::RelevancyScore, token::number))]);

/// Batches of UIDs (RFC 10022).
pub(super) static UIDBATCHES: Rule = Seq(&[
    Optional(&Seq(&[SP, To(&CORRELATOR)])),
    Optional(&Seq(&[SP, Leaf(Kind::UidSet, token::number_set)])),
]);

/// `thread-data` (RFC 5256).
pub(super) static THREAD: Rule = Many(&Seq(&[Optional(&SP), To(&THREAD_LIST)]));
static THREAD_LIST: Rule = Node(Kind::ThreadList, &[List(&Choice(&[NUMBER, To(&THREAD_LIST)]))]);

/// `VANISHED` (RFC 7162).
pub(super) static VANISHED: Rule = Seq(&[
    Optional(&Seq(&[
        SP,
        Enclosed(b"()", &[keyword!(Kind::ResponseName, &[("EARLIER", &REST)], &NOTHING)]),
    ])),
    SP,
    Leaf(Kind::KnownUids, token::number_set),
]);

/// `namespace-response` (RFC 2342).
pub(super) static NAMESPACE: Rule =
    Seq(&[SP, To(&NAMESPACES), SP, To(&NAMESPACES), SP, To(&NAMESPACES)]);
static NAMESPACES: Rule = Node(Kind::Namespace, &[Choice(&[List(&NAMESPACE_DESCRIPTION), NIL])]);
static NAMESPACE_DESCRIPTION: Rule = Node(
    Kind::NamespaceDescription,
    &[Enclosed(
        b"()",
        &[
            Node(Kind::NamespacePrefix, &[To(&STRING)]),
            SP,
            To(&DELIMITER),
            Many(&Seq(&[SP, To(&NAMESPACE_EXTENSION)])),
        ],
    )],
);
static NAMESPACE_EXTENSION: Rule = Node(
    Kind::NamespaceExtension,
    &[To(&STRING), SP, List(&Node(Kind::ExtendedValue, &[To(&STRING)]))],
);
