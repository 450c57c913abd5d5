//! Responses (RFC 3501, section 7).

use super::super::Kind;
use super::super::lexeme;
use super::super::rule::Rule::{self, *};
use super::super::rule::keyword;
use super::common::{NOTHING, REST, SP};
use super::extension_data::*;
use super::fetch_data::FETCH;
use super::mailbox_data::*;
use super::resp_text::*;
use super::token;

/// `response`.
pub(in crate::protocol::syntax) static RESPONSE: Rule = Node(
    Kind::Response,
    &[Choice(&[
        Seq(&[Leaf(Kind::Untagged, lexeme::star), SP, To(&UNTAGGED)]),
        Seq(&[Leaf(Kind::Continuation, lexeme::plus), Optional(&Seq(&[SP, To(&CONTINUATION)]))]),
        Seq(&[Leaf(Kind::Tag, lexeme::word), SP, To(&TAGGED)]),
    ])],
);
/// `continue-req`: base64 or `resp-text`.
static CONTINUATION: Rule = Choice(&[Leaf(Kind::Base64, token::base64), To(&RESP_TEXT)]);
static TAGGED: Rule =
    keyword!(Kind::StatusWord, &[("OK", &SP_TEXT), ("NO", &SP_TEXT), ("BAD", &SP_TEXT)], &NOTHING);
static UNTAGGED: Rule = Choice(&[
    Seq(&[Leaf(Kind::UniqueId, token::uidfetch_number), SP, To(&MESSAGE_DATA)]),
    Seq(&[Leaf(Kind::MessageNumber, lexeme::number), SP, To(&MESSAGE_DATA)]),
    To(&STATUS_OR_DATA),
]);
static STATUS_OR_DATA: Rule = keyword!(
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
static MESSAGE_DATA: Rule = keyword!(
    Kind::ResponseName,
    &[
        ("EXISTS", &REST),
        ("RECENT", &REST),
        ("EXPUNGE", &REST),
        ("FETCH", &FETCH),
        // RFC 9586.
        ("UIDFETCH", &FETCH),
        // RFC 5259.
        ("CONVERTED", &CONVERTED),
    ],
    &NOTHING,
);
static CONVERTED: Rule = Seq(&[SP, To(&CORRELATOR), To(&FETCH)]);
/// The other responses; a name that is not among them is unknown.
static MAILBOX_DATA: Rule = keyword!(
    Kind::ResponseName,
    &[
        ("FLAGS", &FLAGS),
        ("LIST", &LIST),
        ("LSUB", &LIST),
        ("XLIST", &LIST),
        ("STATUS", &STATUS),
        ("SEARCH", &SEARCH),
        ("ESEARCH", &ESEARCH),
        ("SORT", &SEARCH),
        ("THREAD", &THREAD),
        ("VANISHED", &VANISHED),
        ("NAMESPACE", &NAMESPACE),
        ("CAPABILITY", &CAPABILITIES),
        ("ENABLED", &CAPABILITIES),
        ("ID", &ID),
        ("QUOTA", &QUOTA),
        ("QUOTAROOT", &QUOTAROOT),
        ("ACL", &ACL),
        ("MYRIGHTS", &MYRIGHTS),
        ("LISTRIGHTS", &LISTRIGHTS),
        ("METADATA", &METADATA),
        ("LANGUAGE", &LANGUAGE),
        ("COMPARATOR", &COMPARATOR),
        ("CONVERSION", &CONVERSION),
        ("URLFETCH", &URLFETCH),
        ("GENURLAUTH", &URLS),
        // RFC 9698.
        ("JMAPACCESS", &URLS),
        // RFC 10022.
        ("UIDBATCHES", &UIDBATCHES),
    ],
    &NOTHING,
);
