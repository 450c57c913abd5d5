//! Responses of extensions that are not about a mailbox's messages.

use super::super::Kind;
use super::super::lexeme;
use super::super::rule::Rule::{self, *};
use super::common::{ASTRING, ENTRY, MAILBOX, MIME_TYPE, SP, URL};
use super::strings::*;
use super::token;

/// `id-response` (RFC 2971), and the argument of ID, in which a secret may be masked.
pub(super) static ID: Rule = Seq(&[
    SP,
    Choice(&[
        List(&Node(
            Kind::IdParameter,
            &[
                Node(Kind::IdField, &[To(&STRING)]),
                SP,
                Node(Kind::IdValue, &[To(&MASKABLE_NSTRING)]),
            ],
        )),
        NIL,
    ]),
]);

/// `quota-response` (RFC 9208).
pub(super) static QUOTA: Rule = Seq(&[SP, To(&QUOTA_ROOT), SP, List(&QUOTA_RESOURCE)]);
static QUOTA_ROOT: Rule = Node(Kind::QuotaRoot, &[To(&ASTRING)]);
static QUOTA_RESOURCE: Rule = Node(
    Kind::QuotaResource,
    &[
        Leaf(Kind::ResourceName, lexeme::atom),
        SP,
        Leaf(Kind::Usage, token::number),
        SP,
        Leaf(Kind::Limit, token::number),
    ],
);
/// `quotaroot-response`.
pub(super) static QUOTAROOT: Rule = Seq(&[SP, To(&MAILBOX), Many(&Seq(&[SP, To(&QUOTA_ROOT)]))]);

/// `acl-data` (RFC 4314).
pub(super) static ACL: Rule =
    Seq(&[SP, To(&MAILBOX), Many(&Seq(&[SP, To(&IDENTIFIER), SP, To(&RIGHTS)]))]);
static IDENTIFIER: Rule = Node(Kind::Identifier, &[To(&ASTRING)]);
static RIGHTS: Rule = Node(Kind::Rights, &[To(&ASTRING)]);
/// `listrights-data`.
pub(super) static LISTRIGHTS: Rule =
    Seq(&[SP, To(&MAILBOX), SP, To(&IDENTIFIER), SP, To(&RIGHTS), Many(&Seq(&[SP, To(&RIGHTS)]))]);
/// `myrights-data`.
pub(super) static MYRIGHTS: Rule = Seq(&[SP, To(&MAILBOX), SP, To(&RIGHTS)]);

/// `metadata-resp` (RFC 5464): entries with their values, or the names of what changed.
pub(super) static METADATA: Rule = Seq(&[
    SP,
    To(&MAILBOX),
    SP,
    Choice(&[
        List(&Node(
            Kind::EntryValue,
            &[To(&ENTRY), SP, Node(Kind::AnnotationValue, &[To(&MASKABLE_NSTRING)])],
        )),
        Seq(&[To(&ENTRY), Many(&Seq(&[SP, To(&ENTRY)]))]),
    ]),
]);

/// `language-data` (RFC 5255).
pub(super) static LANGUAGE: Rule = Seq(&[SP, List(&Node(Kind::LanguageTag, &[To(&ASTRING)]))]);
/// `comparator-data`.
pub(super) static COMPARATOR: Rule = Seq(&[
    SP,
    Node(Kind::Comparator, &[To(&ASTRING)]),
    Optional(&Seq(&[SP, List(&Node(Kind::Comparator, &[To(&ASTRING)]))])),
]);
/// `conversion-data` (RFC 5259).
pub(super) static CONVERSION: Rule = Seq(&[
    SP,
    To(&MIME_TYPE),
    SP,
    To(&MIME_TYPE),
    Optional(&Seq(&[SP, List(&Node(Kind::TranscodingParameter, &[To(&ASTRING)]))])),
]);

/// URLs and their data (RFC 4467); `(NAME VALUE)` once or more is from RFC 5524.
pub(super) static URLFETCH: Rule = Many(&Seq(&[
    SP,
    To(&URL),
    SP,
    Choice(&[
        Node(Kind::FetchValue, &[To(&NSTRING)]),
        Seq(&[To(&URL_DATA), Many(&Seq(&[SP, To(&URL_DATA)]))]),
    ]),
]));
static URL_DATA: Rule = Enclosed(
    b"()",
    &[
        Leaf(Kind::FetchItemName, token::name),
        SP,
        Choice(&[Node(Kind::FetchValue, &[To(&NSTRING)]), To(&super::body::BODY)]),
    ],
);
/// URLs alone.
pub(super) static URLS: Rule = Many(&Seq(&[SP, To(&URL)]));
