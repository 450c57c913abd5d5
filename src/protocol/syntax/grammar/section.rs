//! Sections of a message: `[1.2.HEADER.FIELDS (To "Cc")]` (RFC 3501, section 6.4.5).

use super::super::Kind;
use super::super::lexeme;
use super::super::rule::Rule::{self, *};
use super::super::rule::keyword;
use super::client_token;
use super::common::*;
use super::token;

/// `section`.
pub(super) static SECTION: Rule = Node(
    Kind::Section,
    &[Enclosed(b"[]", &[Optional(&Choice(&[To(&NUMBERED), To(&MESSAGE_TEXT)]))])],
);
/// `section-binary`: without the name of a text (RFC 3516).
pub(super) static SECTION_BINARY: Rule = Node(
    Kind::Section,
    &[Enclosed(b"[]", &[Optional(&Leaf(Kind::SectionPart, token::section_part))])],
);
static NUMBERED: Rule = Seq(&[
    Leaf(Kind::SectionPart, token::section_part),
    Optional(&Seq(&[Leaf(Kind::Separator, token::dot), To(&SECTION_TEXT)])),
]);
/// `section-text`.
static SECTION_TEXT: Rule = keyword!(Kind::SectionText, &[("MIME", &REST)], &MESSAGE_TEXT);
/// `section-msgtext`.
static MESSAGE_TEXT: Rule = keyword!(
    Kind::SectionText,
    &[
        ("HEADER", &REST),
        ("HEADER.FIELDS", &HEADER_LIST),
        ("HEADER.FIELDS.NOT", &HEADER_LIST),
        ("TEXT", &REST),
    ],
    &NOTHING,
);
static HEADER_LIST: Rule =
    Seq(&[SP, Node(Kind::HeaderList, &[List(&Node(Kind::HeaderName, &[To(&ASTRING)]))])]);

/// `partial`: `<0.100>`.
pub(super) static PARTIAL: Rule = Node(
    Kind::Partial,
    &[
        Leaf(Kind::Open, client_token::partial_open),
        Leaf(Kind::Number, lexeme::number),
        Leaf(Kind::Separator, token::dot),
        Leaf(Kind::Number, lexeme::number),
        Leaf(Kind::Close, client_token::partial_close),
    ],
);
