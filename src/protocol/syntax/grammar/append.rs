//! APPEND and REPLACE (RFC 3501, section 6.3.11, RFC 3502, RFC 4469, RFC 6855 and RFC 8508).
//!
//! After the `Mailbox`, each message is an `AppendMessage`: perhaps a `FlagList`, a `DateTime` and
//! extensions (`AppendExtension` ANNOTATION), and the `Message`. That is a literal, UTF8 with a
//! literal between brackets, or CATENATE with `CatenatePart`s, each a `CatenatePartName` (TEXT or
//! URL) with a literal or a `Url`. REPLACE has a `MessageNumber` (a `UniqueId` after UID) before
//! the mailbox.

use super::super::Kind;
use super::super::rule::Rule::{self, *};
use super::super::rule::keyword;
use super::client_token;
use super::common::*;
use super::fetch_items::ANNOTATIONS;

/// `append`, with several messages as RFC 3502 allows.
pub(super) static APPEND: Rule = Seq(&[SP, To(&MAILBOX), To(&SP_MESSAGE), Many(&SP_MESSAGE)]);
/// `replace`.
pub(super) static REPLACE: Rule = Seq(&[
    SP,
    Leaf(Kind::MessageNumber, client_token::sequence_number),
    SP,
    To(&MAILBOX),
    To(&SP_MESSAGE),
]);
/// `uid-replace`.
pub(super) static UID_REPLACE: Rule = Seq(&[
    SP,
    Leaf(Kind::UniqueId, client_token::sequence_number),
    SP,
    To(&MAILBOX),
    To(&SP_MESSAGE),
]);

static SP_MESSAGE: Rule = Seq(&[SP, To(&APPEND_MESSAGE)]);
/// `append-message`.
static APPEND_MESSAGE: Rule = Node(
    Kind::AppendMessage,
    &[
        Optional(&Seq(&[To(&SENT_FLAGS), SP])),
        Optional(&Seq(&[Leaf(Kind::DateTime, client_token::date_time), SP])),
        Many(&EXTENSION),
        Node(Kind::Message, &[Choice(&[Literal, To(&EXTENDED_DATA)])]),
    ],
);
/// `append-ext` (RFC 5257).
static EXTENSION: Rule = keyword!(
    Kind::AppendExtension,
    &[("ANNOTATION", &Seq(&[SP, To(&ANNOTATIONS), SP]))],
    &NOTHING,
);
/// `append-data-ext`.
static EXTENDED_DATA: Rule = keyword!(
    Kind::AppendExtension,
    &[
        ("CATENATE", &Seq(&[SP, List(&CATENATE_PART)])),
        ("UTF8", &Seq(&[SP, Enclosed(b"()", &[Literal])])),
    ],
    &NOTHING,
);
/// `cat-part`.
static CATENATE_PART: Rule = Node(
    Kind::CatenatePart,
    &[keyword!(
        Kind::CatenatePartName,
        &[("TEXT", &Seq(&[SP, Literal])), ("URL", &Seq(&[SP, Node(Kind::Url, &[To(&ASTRING)])])),],
        &NOTHING,
    )],
);
