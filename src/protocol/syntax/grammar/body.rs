//! ENVELOPE and BODYSTRUCTURE (RFC 3501, section 7.4.2).

use super::super::Kind;
use super::super::rule::Rule::{self, *};
use super::common::SP;
use super::strings::*;
use super::token;

/// `envelope`.
pub(super) static ENVELOPE: Rule = Node(
    Kind::Envelope,
    &[Enclosed(
        b"()",
        &[
            Node(Kind::EnvelopeDate, &[To(&NSTRING)]),
            SP,
            Node(Kind::EnvelopeSubject, &[To(&NSTRING)]),
            SP,
            Node(Kind::EnvelopeFrom, &[To(&ADDRESSES)]),
            SP,
            Node(Kind::EnvelopeSender, &[To(&ADDRESSES)]),
            SP,
            Node(Kind::EnvelopeReplyTo, &[To(&ADDRESSES)]),
            SP,
            Node(Kind::EnvelopeTo, &[To(&ADDRESSES)]),
            SP,
            Node(Kind::EnvelopeCc, &[To(&ADDRESSES)]),
            SP,
            Node(Kind::EnvelopeBcc, &[To(&ADDRESSES)]),
            SP,
            Node(Kind::EnvelopeInReplyTo, &[To(&NSTRING)]),
            SP,
            Node(Kind::EnvelopeMessageId, &[To(&NSTRING)]),
        ],
    )],
);
static ADDRESSES: Rule = Choice(&[List(&ADDRESS), NIL]);
/// `address`.
static ADDRESS: Rule = Node(
    Kind::Address,
    &[Enclosed(
        b"()",
        &[
            Node(Kind::AddressName, &[To(&NSTRING)]),
            SP,
            Node(Kind::AddressRoute, &[To(&NSTRING)]),
            SP,
            Node(Kind::AddressMailbox, &[To(&NSTRING)]),
            SP,
            Node(Kind::AddressHost, &[To(&NSTRING)]),
        ],
    )],
);

/// `body`: the parts of a multipart come first, and a single part begins with its media type.
pub(super) static BODY: Rule =
    Node(Kind::Body, &[Enclosed(b"()", &[Choice(&[To(&MULTIPART), To(&SINGLE_PART)])])]);
/// `body-type-mpart`.
static MULTIPART: Rule = Seq(&[
    To(&BODY),
    // Some servers send a space between the parts.
    Many(&Choice(&[To(&BODY), Seq(&[SP, To(&BODY)])])),
    SP,
    Node(Kind::MediaSubtype, &[To(&STRING)]),
    Optional(&Seq(&[SP, To(&PARAMETERS), To(&LAST_FIELDS)])),
]);
/// `body-type-1part`. Its fields show the type: `message/rfc822` has an envelope, `text` a number of
/// lines.
static SINGLE_PART: Rule = Seq(&[
    Node(Kind::MediaType, &[To(&STRING)]),
    SP,
    Node(Kind::MediaSubtype, &[To(&STRING)]),
    SP,
    To(&PARAMETERS),
    SP,
    Node(Kind::BodyId, &[To(&NSTRING)]),
    SP,
    Node(Kind::BodyDescription, &[To(&NSTRING)]),
    SP,
    Node(Kind::BodyEncoding, &[To(&NSTRING)]),
    SP,
    Leaf(Kind::BodyOctets, token::number),
    Optional(&Seq(&[SP, To(&ENVELOPE), SP, To(&BODY)])),
    Optional(&Seq(&[SP, Leaf(Kind::BodyLines, token::number)])),
    Optional(&Seq(&[SP, Node(Kind::BodyMd5, &[To(&NSTRING)]), To(&LAST_FIELDS)])),
]);
/// The common part of `body-ext-1part` and `body-ext-mpart`.
static LAST_FIELDS: Rule = Optional(&Seq(&[
    SP,
    To(&DISPOSITION),
    Optional(&Seq(&[
        SP,
        To(&LANGUAGE),
        Optional(&Seq(&[
            SP,
            Node(Kind::BodyLocation, &[To(&NSTRING)]),
            Many(&Seq(&[SP, Node(Kind::BodyExtension, &[To(&EXTENSION)])])),
        ])),
    ])),
]));
/// `body-fld-param`.
static PARAMETERS: Rule = Node(
    Kind::BodyParameters,
    &[Choice(&[
        List(&Seq(&[
            Node(Kind::ParameterName, &[To(&STRING)]),
            SP,
            Node(Kind::ParameterValue, &[To(&NSTRING)]),
        ])),
        NIL,
    ])],
);
static DISPOSITION: Rule = Node(
    Kind::BodyDisposition,
    &[Choice(&[
        Enclosed(b"()", &[Node(Kind::DispositionType, &[To(&STRING)]), SP, To(&PARAMETERS)]),
        NIL,
    ])],
);
static LANGUAGE: Rule = Node(Kind::BodyLanguage, &[Choice(&[List(&STRING), To(&NSTRING)])]);
static EXTENSION: Rule = Choice(&[List(&EXTENSION), To(&NSTRING), NUMBER]);
