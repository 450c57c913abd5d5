//! Lines of a client that continue a command.

use super::super::Kind;
use super::super::lexeme;
use super::super::rule::Rule::{self, *};
use super::super::rule::keyword;
use super::common::{NOTHING, REST};
use super::token;

/// `DONE` (RFC 2177).
pub(in crate::protocol::syntax) static IDLE_DONE: Rule =
    Node(Kind::Continued, &[keyword!(Kind::IdleDone, &[("DONE", &REST)], &NOTHING)]);
/// The answer to a challenge, which may be empty; `*` cancels (RFC 3501, section 6.2.2).
pub(in crate::protocol::syntax) static CLIENT_RESPONSE: Rule = Node(
    Kind::Continued,
    &[Optional(&Choice(&[
        Leaf(Kind::Cancel, token::cancel),
        Leaf(Kind::Base64, token::client_base64),
        Leaf(Kind::Base64, lexeme::placeholder),
    ]))],
);
/// Octets of a literal, whatever they are.
pub(in crate::protocol::syntax) static LITERAL_OCTETS: Rule =
    Node(Kind::Continued, &[Optional(&Leaf(Kind::Literal, lexeme::rest))]);
