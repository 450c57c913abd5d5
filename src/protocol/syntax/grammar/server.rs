//! Responses (RFC 3501, section 7).

use super::super::Kind;
use super::super::lexeme;
use super::super::rule::Rule::{self, *};
use super::common::*;
use super::fetch_data::FETCH;

/// `response`.
pub(in crate::protocol::syntax) static RESPONSE: Rule = Node(
    Kind::Response,
    &[Choice(&[
        Seq(&[Leaf(Kind::Untagged, lexeme::star), SP, To(&UNTAGGED)]),
        Seq(&[Leaf(Kind::Continuation, lexeme::plus), Optional(&Seq(&[SP, To(&RESP_TEXT)]))]),
        Seq(&[Leaf(Kind::Tag, lexeme::word), SP, To(&TAGGED)]),
    ])],
);
static TAGGED: Rule =
    Keyword(Kind::StatusWord, &[("OK", &SP_TEXT), ("NO", &SP_TEXT), ("BAD", &SP_TEXT)], &NOTHING);
static UNTAGGED: Rule = Choice(&[
    Seq(&[Leaf(Kind::MessageNumber, lexeme::number), SP, To(&MESSAGE_DATA)]),
    To(&STATUS_OR_DATA),
]);
static STATUS_OR_DATA: Rule = Keyword(
    Kind::StatusWord,
    &[
        ("OK", &SP_TEXT),
        ("NO", &SP_TEXT),
        ("BAD", &SP_TEXT),
        ("PREAUTH", &SP_TEXT),
        ("BYE", &SP_TEXT),
    ],
    &MAILBOX_DATA,
);
/// `message-data` and the counts of `mailbox-data`.
static MESSAGE_DATA: Rule = Keyword(
    Kind::ResponseName,
    &[("EXISTS", &REST), ("RECENT", &REST), ("EXPUNGE", &REST), ("FETCH", &FETCH)],
    &NOTHING,
);
static MAILBOX_DATA: Rule = Keyword(
    Kind::ResponseName,
    &[
        ("FLAGS", &FLAGS),
        ("LIST", &LIST),
        ("LSUB", &LIST),
        ("STATUS", &STATUS),
        ("SEARCH", &SEARCH),
        ("CAPABILITY", &CAPABILITIES),
        ("ENABLED", &CAPABILITIES),
    ],
    &NOTHING,
);
static SP_TEXT: Rule = Optional(&Seq(&[SP, To(&RESP_TEXT)]));
/// `resp-text`: a code's arguments are not told apart yet, except flags and capabilities.
static RESP_TEXT: Rule =
    Seq(&[Optional(&CODE), Optional(&SP), Optional(&Leaf(Kind::Text, lexeme::rest))]);
static CODE: Rule = Node(
    Kind::ResponseCode,
    &[
        Leaf(Kind::Open, lexeme::open_bracket),
        Keyword(
            Kind::CodeName,
            &[("PERMANENTFLAGS", &FLAGS), ("CAPABILITY", &CAPABILITIES)],
            &OTHER_CODE,
        ),
        Leaf(Kind::Close, lexeme::close_bracket),
    ],
);
static OTHER_CODE: Rule = Seq(&[
    Leaf(Kind::CodeName, lexeme::atom),
    Optional(&Seq(&[SP, Leaf(Kind::CodeArgument, lexeme::code_argument)])),
]);
static FLAGS: Rule = Seq(&[SP, To(&FLAG_LIST)]);
static CAPABILITIES: Rule = Many(&Seq(&[SP, Leaf(Kind::Capability, lexeme::atom)]));
static SEARCH: Rule = Many(&Seq(&[SP, Leaf(Kind::Number, lexeme::number)]));
static LIST: Rule = Seq(&[
    SP,
    Node(Kind::MailboxAttributes, &[List(&Leaf(Kind::MailboxAttribute, lexeme::flag))]),
    SP,
    Choice(&[Leaf(Kind::Delimiter, lexeme::quoted), Leaf(Kind::Nil, lexeme::atom)]),
    SP,
    To(&MAILBOX),
]);
static STATUS: Rule = Seq(&[
    SP,
    To(&MAILBOX),
    SP,
    Node(
        Kind::StatusItems,
        &[List(&Node(
            Kind::StatusValue,
            &[Leaf(Kind::StatusItem, lexeme::atom), SP, Leaf(Kind::Number, lexeme::number)],
        ))],
    ),
]);
