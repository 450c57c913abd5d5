//! Commands about mailboxes (RFC 3501, section 6.3, and the extensions).
//!
//! SELECT and EXAMINE: a `Mailbox`, perhaps `SelectParameters`, each `SelectParameter` a
//! `SelectParameterName`; after QRESYNC a `UidValidity`, a `ModSeq`, perhaps `KnownUids` and
//! `SequenceMatch` with a `KnownSequenceSet` and a `KnownUidSet`. CREATE: `CreateParameters`, each
//! `CreateParameter` a `CreateParameterName` (USE) with `MailboxAttribute`s.
//!
//! LIST: perhaps `ListSelectOptions` (leaves `ListSelectOption`), the reference as a `Mailbox`, a
//! `ListMailbox` or `ListPatterns` with several, and perhaps `ListReturnOptions`: the
//! `ListReturnName` RETURN and `ListReturnOption`s, each a `ListReturnName`, with `StatusItems` after
//! STATUS and `AnnotationEntry`s after METADATA. STATUS: a `Mailbox` and `StatusItems` (leaves
//! `StatusItem`).

use super::super::Kind;
use super::super::lexeme;
use super::super::rule::Rule::{self, *};
use super::super::rule::keyword;
use super::client_token;
use super::common::*;
use super::token;

pub(super) static ONE_MAILBOX: Rule = Seq(&[SP, To(&MAILBOX)]);
pub(super) static TWO_MAILBOXES: Rule = Seq(&[SP, To(&MAILBOX), SP, To(&MAILBOX)]);

/// `select` and `examine`.
pub(super) static SELECT: Rule = Seq(&[
    SP,
    To(&MAILBOX),
    Optional(&Seq(&[SP, Node(Kind::SelectParameters, &[List(&SELECT_PARAMETER)])])),
]);
static SELECT_PARAMETER: Rule = Node(
    Kind::SelectParameter,
    &[keyword!(
        Kind::SelectParameterName,
        &[
            ("CONDSTORE", &REST),
            ("QRESYNC", &QRESYNC),
            // RFC 5257 and RFC 5738.
            ("ANNOTATE", &REST),
            ("UTF8", &REST),
        ],
        &OTHER_PARAMETER,
    )],
);
/// RFC 7162.
static QRESYNC: Rule = Seq(&[
    SP,
    Enclosed(
        b"()",
        &[
            Leaf(Kind::UidValidity, token::number),
            SP,
            Leaf(Kind::ModSeq, token::number),
            Optional(&Seq(&[SP, Leaf(Kind::KnownUids, token::number_set)])),
            Optional(&Seq(&[SP, To(&SEQUENCE_MATCH)])),
        ],
    ),
]);
/// `seq-match-data`.
static SEQUENCE_MATCH: Rule = Node(
    Kind::SequenceMatch,
    &[Enclosed(
        b"()",
        &[
            Leaf(Kind::KnownSequenceSet, token::number_set),
            SP,
            Leaf(Kind::KnownUidSet, token::number_set),
        ],
    )],
);

/// `create`, with the parameters of RFC 6154.
pub(super) static CREATE: Rule = Seq(&[
    SP,
    To(&MAILBOX),
    Optional(&Seq(&[SP, Node(Kind::CreateParameters, &[List(&CREATE_PARAMETER)])])),
]);
static CREATE_PARAMETER: Rule = Node(
    Kind::CreateParameter,
    &[keyword!(Kind::CreateParameterName, &[("USE", &USE)], &OTHER_PARAMETER)],
);
static USE: Rule = Seq(&[SP, List(&Leaf(Kind::MailboxAttribute, client_token::flag))]);

/// `list` (RFC 5258).
pub(super) static LIST: Rule = Seq(&[
    Optional(&Seq(&[SP, Node(Kind::ListSelectOptions, &[List(&SELECT_OPTION)])])),
    SP,
    To(&MAILBOX),
    SP,
    Choice(&[Node(Kind::ListPatterns, &[List(&LIST_MAILBOX)]), To(&LIST_MAILBOX)]),
    Optional(&Seq(&[SP, Node(Kind::ListReturnOptions, &[To(&RETURN)])])),
]);
/// `lsub`, and other old forms of LIST.
pub(super) static LSUB: Rule = Seq(&[SP, To(&MAILBOX), SP, To(&LIST_MAILBOX)]);
static LIST_MAILBOX: Rule = Node(Kind::ListMailbox, &[To(&LIST_STRING)]);
/// `list-select-opt`.
static SELECT_OPTION: Rule = keyword!(
    Kind::ListSelectOption,
    &[
        ("SUBSCRIBED", &REST),
        ("REMOTE", &REST),
        ("RECURSIVEMATCH", &REST),
        // RFC 6154 and RFC 5738.
        ("SPECIAL-USE", &REST),
        ("UTF8", &REST),
        ("UTF8ONLY", &REST),
    ],
    &OTHER_PARAMETER,
);
static RETURN: Rule =
    keyword!(Kind::ListReturnName, &[("RETURN", &Seq(&[SP, List(&RETURN_OPTION)]))], &NOTHING);
/// `return-option`.
static RETURN_OPTION: Rule = Node(
    Kind::ListReturnOption,
    &[keyword!(
        Kind::ListReturnName,
        &[
            ("SUBSCRIBED", &REST),
            ("CHILDREN", &REST),
            // RFC 5738, RFC 5819, RFC 6154, RFC 8440 and RFC 9590.
            ("UTF8", &REST),
            ("STATUS", &SP_STATUS_ITEMS),
            ("SPECIAL-USE", &REST),
            ("MYRIGHTS", &REST),
            ("METADATA", &Seq(&[SP, List(&ENTRY)])),
        ],
        &OTHER_PARAMETER,
    )],
);

/// `status`.
pub(super) static STATUS: Rule = Seq(&[SP, To(&MAILBOX), To(&SP_STATUS_ITEMS)]);
static SP_STATUS_ITEMS: Rule = Seq(&[SP, Node(Kind::StatusItems, &[List(&STATUS_ITEM)])]);
/// `status-att`.
static STATUS_ITEM: Rule = keyword!(
    Kind::StatusItem,
    &[
        ("MESSAGES", &REST),
        ("RECENT", &REST),
        ("UIDNEXT", &REST),
        ("UIDVALIDITY", &REST),
        ("UNSEEN", &REST),
        // RFC 9051, RFC 8438 and RFC 9208.
        ("DELETED", &REST),
        ("SIZE", &REST),
        ("DELETED-STORAGE", &REST),
        // RFC 7162, RFC 7889 and RFC 8474.
        ("HIGHESTMODSEQ", &REST),
        ("APPENDLIMIT", &REST),
        ("MAILBOXID", &REST),
    ],
    &NOTHING,
);
/// RFC 5161.
pub(super) static ENABLE: Rule = Seq(&[To(&SP_CAPABILITY), Many(&SP_CAPABILITY)]);
static SP_CAPABILITY: Rule = Seq(&[SP, Leaf(Kind::Capability, lexeme::atom)]);
