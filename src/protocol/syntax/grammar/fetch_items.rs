//! FETCH and STORE, and what they name (RFC 3501, sections 6.4.5 and 6.4.6, and the extensions).
//!
//! FETCH: a `SequenceSet` (of UIDs after UID); a `FetchItem`, or `FetchItems` around several; and
//! perhaps `FetchModifiers`. A `FetchItem` is a `FetchItemName` (also ALL, FAST and FULL) and what
//! the item takes: a `Section`, a `Partial` with its two `Number`s, a `PreviewModifier`, or the
//! `AnnotationEntry`s and `AnnotationAttribute`s. A `FetchModifier` is a `FetchModifierName` with a
//! `ModSeq` or a `PartialRange`.
//!
//! STORE: a `SequenceSet`; perhaps `StoreModifiers`, each `StoreModifier` a `StoreModifierName` with
//! a `ModSeq`; a `StoreItem`, which is the item's name with its sign (`+FLAGS.SILENT`); and a
//! `FlagList` (without brackets, too), `GmailLabels`, or the entries of annotations.

use super::super::Kind;
use super::super::lexeme;
use super::super::rule::Rule::{self, *};
use super::super::rule::keyword;
use super::client_token;
use super::common::*;
use super::section::{PARTIAL, SECTION, SECTION_BINARY};
use super::strings::NSTRING;
use super::token;

/// `fetch`.
pub(super) static FETCH: Rule = Seq(&[
    To(&SET),
    SP,
    Choice(&[Node(Kind::FetchItems, &[List(&FETCH_ITEM)]), To(&MACRO_OR_ITEM)]),
    Optional(&Seq(&[SP, Node(Kind::FetchModifiers, &[List(&FETCH_MODIFIER)])])),
]);
static MACRO_OR_ITEM: Rule = Choice(&[
    Node(
        Kind::FetchItem,
        &[keyword!(
            Kind::FetchItemName,
            &[("ALL", &REST), ("FAST", &REST), ("FULL", &REST)],
            &NOTHING,
        )],
    ),
    To(&FETCH_ITEM),
]);
/// `fetch-att`, and `convert-att` (RFC 5259).
pub(super) static FETCH_ITEM: Rule = Node(
    Kind::FetchItem,
    &[keyword!(
        Kind::FetchItemName,
        &[
            ("ENVELOPE", &REST),
            ("FLAGS", &REST),
            ("INTERNALDATE", &REST),
            ("RFC822", &REST),
            ("RFC822.HEADER", &REST),
            ("RFC822.SIZE", &REST),
            ("RFC822.TEXT", &REST),
            ("BODY", &BODY),
            ("BODY.PEEK", &PART),
            ("BODYSTRUCTURE", &REST),
            ("UID", &REST),
            // RFC 3516.
            ("BINARY", &BINARY_PART),
            ("BINARY.PEEK", &BINARY_PART),
            ("BINARY.SIZE", &SECTION_BINARY),
            // RFC 5257 and RFC 5259.
            ("ANNOTATION", &ANNOTATION),
            ("AVAILABLECONVERSIONS", &SECTION),
            ("BODYPARTSTRUCTURE", &SECTION),
            // RFC 7162, RFC 8474, RFC 8514 and RFC 8970.
            ("MODSEQ", &REST),
            ("EMAILID", &REST),
            ("THREADID", &REST),
            ("SAVEDATE", &REST),
            ("PREVIEW", &PREVIEW),
            // Gmail's.
            ("X-GM-MSGID", &REST),
            ("X-GM-THRID", &REST),
            ("X-GM-LABELS", &REST),
        ],
        &UNKNOWN_ITEM,
    )],
);
static UNKNOWN_ITEM: Rule = Seq(&[Leaf(Kind::Unknown, token::name), Optional(&PART)]);
static BODY: Rule = Optional(&PART);
static PART: Rule = Seq(&[To(&SECTION), Optional(&PARTIAL)]);
static BINARY_PART: Rule = Seq(&[To(&SECTION_BINARY), Optional(&PARTIAL)]);
/// Brackets that do not begin with LAZY are modifiers of FETCH.
static PREVIEW: Rule = Optional(&Seq(&[
    SP,
    Leaf(Kind::Open, client_token::open_before_lazy),
    To(&PREVIEW_MODIFIER),
    Many(&Seq(&[SP, To(&PREVIEW_MODIFIER)])),
    Leaf(Kind::Close, client_token::close),
]));
static PREVIEW_MODIFIER: Rule =
    keyword!(Kind::PreviewModifier, &[("LAZY", &REST)], &Leaf(Kind::Unknown, token::name));
static ANNOTATION: Rule = Seq(&[
    SP,
    Enclosed(
        b"()",
        &[
            Choice(&[List(&ENTRY_MATCH), To(&ENTRY_MATCH)]),
            SP,
            Choice(&[List(&ATTRIBUTE), To(&ATTRIBUTE)]),
        ],
    ),
]);
static ATTRIBUTE: Rule = Node(Kind::AnnotationAttribute, &[To(&ASTRING)]);
/// `fetch-modifier`.
static FETCH_MODIFIER: Rule = Node(
    Kind::FetchModifier,
    &[keyword!(
        Kind::FetchModifierName,
        &[
            // RFC 7162.
            ("CHANGEDSINCE", &MODSEQ),
            ("VANISHED", &REST),
            // RFC 9394.
            ("PARTIAL", &PARTIAL_RANGE),
        ],
        &OTHER_PARAMETER,
    )],
);

/// `store`.
pub(super) static STORE: Rule = Seq(&[
    To(&SET),
    Optional(&Seq(&[SP, Node(Kind::StoreModifiers, &[List(&STORE_MODIFIER)])])),
    SP,
    keyword!(
        Kind::StoreItem,
        &[
            ("FLAGS", &FLAGS),
            ("FLAGS.SILENT", &FLAGS),
            ("+FLAGS", &FLAGS),
            ("+FLAGS.SILENT", &FLAGS),
            ("-FLAGS", &FLAGS),
            ("-FLAGS.SILENT", &FLAGS),
            // RFC 5257.
            ("ANNOTATION", &SP_ANNOTATIONS),
            // Gmail's.
            ("X-GM-LABELS", &LABELS),
            ("X-GM-LABELS.SILENT", &LABELS),
            ("+X-GM-LABELS", &LABELS),
            ("+X-GM-LABELS.SILENT", &LABELS),
            ("-X-GM-LABELS", &LABELS),
            ("-X-GM-LABELS.SILENT", &LABELS),
        ],
        &UNKNOWN_STORE_ITEM,
    ),
]);
static UNKNOWN_STORE_ITEM: Rule = Seq(&[Leaf(Kind::Unknown, lexeme::list_atom), To(&FLAGS)]);
/// `store-modifier` (RFC 7162).
static STORE_MODIFIER: Rule = Node(
    Kind::StoreModifier,
    &[keyword!(Kind::StoreModifierName, &[("UNCHANGEDSINCE", &MODSEQ)], &OTHER_PARAMETER)],
);
static FLAGS: Rule = Seq(&[
    SP,
    Choice(&[
        To(&SENT_FLAGS),
        Node(Kind::FlagList, &[To(&SENT_FLAG), Many(&Seq(&[SP, To(&SENT_FLAG)]))]),
    ]),
]);
static LABELS: Rule = Seq(&[
    SP,
    Choice(&[
        Node(Kind::GmailLabels, &[List(&GMAIL_LABEL)]),
        Node(Kind::GmailLabels, &[To(&GMAIL_LABEL), Many(&Seq(&[SP, To(&GMAIL_LABEL)]))]),
    ]),
]);
static SP_ANNOTATIONS: Rule = Seq(&[SP, To(&ANNOTATIONS)]);
/// The entries after ANNOTATION of STORE and APPEND (RFC 5257).
pub(super) static ANNOTATIONS: Rule = List(&Seq(&[
    Node(Kind::AnnotationEntry, &[To(&ASTRING)]),
    SP,
    List(&Seq(&[To(&ATTRIBUTE), SP, Node(Kind::AnnotationValue, &[To(&NSTRING)])])),
]));
