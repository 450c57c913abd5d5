//! Commands of extensions.
//!
//! - ACL: `Mailbox`, `Identifier`, and of SETACL `ModifiedRights`: perhaps a `RightsSign`, and
//!   `Rights`.
//! - QUOTA: `QuotaRoot`, and `QuotaResource`s with `ResourceName` and `Limit`.
//! - METADATA: `MetadataOptions` (leaves `MetadataOption` and `Number` or `MetadataDepth`),
//!   `AnnotationEntry`s, and of SETMETADATA `EntryValue`s with `AnnotationEntry` and
//!   `AnnotationValue`.
//! - NOTIFY: `NotifyWord`s (NONE, SET, STATUS) and `EventGroup`s with a `MailboxFilter` and `Events`:
//!   `Event`s, each an `EventName` and perhaps `FetchItems`; or the `NotifyWord` NONE.
//! - CONVERT: `SequenceSet`, `ConvertParameters` (`MimeType` or `Nil`, then `TranscodingParameter`s
//!   and `TranscodingValue`s in turn), `FetchItem` or `FetchItems`. CONVERSIONS: two `MimeType`s.
//! - URLAUTH: `Url`s, `UrlMechanism`s.

use super::super::Kind;
use super::super::lexeme;
use super::super::rule::Rule::{self, *};
use super::super::rule::keyword;
use super::client_token;
use super::common::*;
use super::fetch_items::FETCH_ITEM;
use super::mailbox_filter::MAILBOX_FILTER;
use super::strings::*;
use super::token;

/// RFC 4978.
pub(super) static COMPRESS: Rule =
    Seq(&[SP, keyword!(Kind::CompressionAlgorithm, &[("DEFLATE", &REST)], &NOTHING)]);

/// `setacl` (RFC 4314).
pub(super) static SETACL: Rule = Seq(&[
    To(&MAILBOX_IDENTIFIER),
    SP,
    Node(
        Kind::ModifiedRights,
        &[
            Optional(&Leaf(Kind::RightsSign, client_token::sign)),
            Node(Kind::Rights, &[To(&ASTRING)]),
        ],
    ),
]);
/// `deleteacl` and `listrights`.
pub(super) static MAILBOX_IDENTIFIER: Rule =
    Seq(&[SP, To(&MAILBOX), SP, Node(Kind::Identifier, &[To(&ASTRING)])]);

/// `getquota` (RFC 9208).
pub(super) static GETQUOTA: Rule = Seq(&[SP, Node(Kind::QuotaRoot, &[To(&ASTRING)])]);
/// `setquota`.
pub(super) static SETQUOTA: Rule = Seq(&[To(&GETQUOTA), SP, List(&QUOTA_LIMIT)]);
static QUOTA_LIMIT: Rule = Node(
    Kind::QuotaResource,
    &[Leaf(Kind::ResourceName, lexeme::atom), SP, Leaf(Kind::Limit, token::number)],
);

/// `getmetadata` (RFC 5464). Its examples have the options after the mailbox.
pub(super) static GETMETADATA: Rule = Seq(&[
    Optional(&Seq(&[SP, Node(Kind::MetadataOptions, &[List(&METADATA_OPTION)])])),
    SP,
    To(&MAILBOX),
    Optional(&Seq(&[SP, To(&LATE_METADATA_OPTIONS)])),
    SP,
    Choice(&[List(&ENTRY), To(&ENTRY)]),
]);
static LATE_METADATA_OPTIONS: Rule = Node(
    Kind::MetadataOptions,
    &[
        Leaf(Kind::Open, client_token::open_before_metadata_option),
        To(&METADATA_OPTION),
        Many(&Seq(&[SP, To(&METADATA_OPTION)])),
        Leaf(Kind::Close, client_token::close),
    ],
);
static METADATA_OPTION: Rule = keyword!(
    Kind::MetadataOption,
    &[
        ("MAXSIZE", &Seq(&[SP, NUMBER])),
        (
            "DEPTH",
            &Seq(&[
                SP,
                keyword!(
                    Kind::MetadataDepth,
                    &[("0", &REST), ("1", &REST), ("INFINITY", &REST)],
                    &NOTHING
                ),
            ]),
        ),
    ],
    &NOTHING,
);
/// `setmetadata`.
pub(super) static SETMETADATA: Rule = Seq(&[SP, To(&MAILBOX), SP, List(&ENTRY_VALUE)]);
static ENTRY_VALUE: Rule = Node(
    Kind::EntryValue,
    &[To(&ENTRY), SP, Node(Kind::AnnotationValue, &[To(&MASKABLE_NSTRING)])],
);

/// `notify` (RFC 5465).
pub(super) static NOTIFY: Rule =
    Seq(&[SP, keyword!(Kind::NotifyWord, &[("NONE", &REST), ("SET", &NOTIFY_SET)], &NOTHING)]);
static NOTIFY_SET: Rule = Seq(&[
    Optional(&Seq(&[SP, keyword!(Kind::NotifyWord, &[("STATUS", &REST)], &NOTHING)])),
    To(&SP_EVENT_GROUP),
    Many(&SP_EVENT_GROUP),
]);
static SP_EVENT_GROUP: Rule =
    Seq(&[SP, Node(Kind::EventGroup, &[Enclosed(b"()", &[To(&MAILBOX_FILTER), SP, To(&EVENTS)])])]);
/// The grammar has brackets around the events; two examples of RFC 5465 have none.
static EVENTS: Rule = Choice(&[
    Node(Kind::Events, &[List(&EVENT)]),
    keyword!(Kind::NotifyWord, &[("NONE", &REST)], &NOTHING),
    Node(Kind::Events, &[To(&EVENT), Many(&Seq(&[SP, To(&EVENT)]))]),
]);
static EVENT: Rule = Node(
    Kind::Event,
    &[keyword!(
        Kind::EventName,
        &[
            ("MESSAGENEW", &MESSAGE_NEW),
            ("MESSAGEEXPUNGE", &REST),
            ("FLAGCHANGE", &REST),
            ("ANNOTATIONCHANGE", &REST),
            ("MAILBOXNAME", &REST),
            ("SUBSCRIPTIONCHANGE", &REST),
            ("MAILBOXMETADATACHANGE", &REST),
            ("SERVERMETADATACHANGE", &REST),
        ],
        &NOTHING,
    )],
);
static MESSAGE_NEW: Rule = Optional(&Seq(&[SP, Node(Kind::FetchItems, &[List(&FETCH_ITEM)])]));

/// `language-cmd` (RFC 5255).
pub(super) static LANGUAGE: Rule = Many(&Seq(&[SP, Node(Kind::LanguageTag, &[To(&ASTRING)])]));
/// `comparator-cmd`.
pub(super) static COMPARATOR: Rule = Many(&Seq(&[SP, Node(Kind::Comparator, &[To(&ASTRING)])]));

/// `genurlauth` (RFC 4467).
pub(super) static GENURLAUTH: Rule = Seq(&[To(&URL_TO_SIGN), Many(&URL_TO_SIGN)]);
static URL_TO_SIGN: Rule = Seq(&[SP, To(&URL), To(&SP_MECHANISM)]);
static SP_MECHANISM: Rule = Seq(&[SP, Leaf(Kind::UrlMechanism, lexeme::atom)]);
/// `resetkey`.
pub(super) static RESETKEY: Rule = Optional(&Seq(&[SP, To(&MAILBOX), Many(&SP_MECHANISM)]));
/// `urlfetch`; what is in brackets is from RFC 5524.
pub(super) static URLFETCH: Rule = Seq(&[To(&SP_URL_TO_FETCH), Many(&SP_URL_TO_FETCH)]);
static SP_URL_TO_FETCH: Rule = Seq(&[
    SP,
    Choice(&[Enclosed(b"()", &[To(&URL), Many(&Seq(&[SP, To(&URL_PARAMETER)]))]), To(&URL)]),
]);
static URL_PARAMETER: Rule = Node(
    Kind::FetchItem,
    &[keyword!(
        Kind::FetchItemName,
        &[("BODY", &REST), ("BINARY", &REST), ("BODYPARTSTRUCTURE", &REST)],
        &NOTHING,
    )],
);

/// `convert` (RFC 5259).
pub(super) static CONVERT: Rule = Seq(&[
    To(&SET),
    SP,
    To(&CONVERT_PARAMETERS),
    SP,
    Choice(&[Node(Kind::FetchItems, &[List(&FETCH_ITEM)]), To(&FETCH_ITEM)]),
]);
static CONVERT_PARAMETERS: Rule = Node(
    Kind::ConvertParameters,
    &[Enclosed(
        b"()",
        &[Choice(&[To(&MIME_TYPE), NIL]), Optional(&Seq(&[SP, List(&TRANSCODING_PARAMETER)]))],
    )],
);
static TRANSCODING_PARAMETER: Rule = Seq(&[
    Node(Kind::TranscodingParameter, &[To(&ASTRING)]),
    SP,
    Node(Kind::TranscodingValue, &[To(&ASTRING)]),
]);
/// `conversions-cmd`.
pub(super) static CONVERSIONS: Rule =
    Seq(&[SP, To(&MIME_TYPE_REQUIREMENT), SP, To(&MIME_TYPE_REQUIREMENT)]);
static MIME_TYPE_REQUIREMENT: Rule = Node(Kind::MimeType, &[To(&ASTRING)]);

/// `cancelupdate` (RFC 5267).
pub(super) static CANCELUPDATE: Rule = Seq(&[To(&SP_TAG), Many(&SP_TAG)]);
static SP_TAG: Rule = Seq(&[SP, Node(Kind::TagString, &[To(&STRING)])]);
/// The size of the batches, and which of them (RFC 10022).
pub(super) static UIDBATCHES: Rule = Seq(&[
    SP,
    NUMBER,
    Optional(&Seq(&[SP, Leaf(Kind::PartialRange, client_token::partial_range)])),
]);
