//! Rules that commands and responses share (RFC 3501, section 9).

use super::super::Kind;
use super::super::lexeme;
use super::super::rule::Rule::{self, *};
use super::client_token;
use super::strings::{ANY_VALUE, NUMBER, STRING};
use super::token;

/// Spaces. The right number depends on the message's side.
pub(super) const SP: Rule = Leaf(Kind::Blank, lexeme::blanks);
/// No more arguments.
pub(super) static REST: Rule = Seq(&[]);
/// A rule that never matches.
pub(super) static NOTHING: Rule = Choice(&[]);

/// `astring`; the span around it is the caller's.
pub(super) static ASTRING: Rule =
    Choice(&[Leaf(Kind::Quoted, lexeme::quoted), Literal, Leaf(Kind::Atom, lexeme::astring_atom)]);
/// `list-mailbox`.
pub(super) static LIST_STRING: Rule =
    Choice(&[Leaf(Kind::Quoted, lexeme::quoted), Literal, Leaf(Kind::Atom, lexeme::list_atom)]);
/// `mailbox`.
pub(super) static MAILBOX: Rule = Node(Kind::Mailbox, &[To(&ASTRING)]);
/// `flag-list`, and `flag-perm` in a response.
pub(super) static FLAG_LIST: Rule = Node(Kind::FlagList, &[List(&FLAG)]);
pub(super) static FLAG: Rule = Leaf(Kind::Flag, lexeme::flag);
/// A label as Gmail writes it: `\Inbox`, or a string.
pub(super) static GMAIL_LABEL: Rule = Choice(&[
    Node(Kind::GmailLabel, &[To(&ASTRING)]),
    Node(Kind::GmailLabel, &[Leaf(Kind::Atom, lexeme::flag)]),
]);
/// `entry-match` (RFC 5257), which may contain `*` and `%`.
pub(super) static ENTRY_MATCH: Rule = Node(Kind::AnnotationEntry, &[To(&LIST_STRING)]);
/// An annotation's entry (RFC 5257), or one of METADATA (RFC 5464).
pub(super) static ENTRY: Rule = Node(Kind::AnnotationEntry, &[To(&ASTRING)]);
pub(super) static URL: Rule = Node(Kind::Url, &[To(&ASTRING)]);
pub(super) static MIME_TYPE: Rule = Node(Kind::MimeType, &[To(&STRING)]);
pub(super) static COUNT: Rule = Seq(&[SP, NUMBER]);
pub(super) static UID: Rule = Seq(&[SP, Leaf(Kind::UniqueId, token::number)]);
pub(super) static MODSEQ: Rule = Seq(&[SP, Leaf(Kind::ModSeq, token::number)]);
pub(super) static MAILBOXID: Rule =
    Seq(&[SP, Enclosed(b"()", &[Leaf(Kind::ObjectId, lexeme::atom)])]);
pub(super) static PARTIAL_RANGE: Rule =
    Seq(&[SP, Leaf(Kind::PartialRange, client_token::partial_range)]);
/// Messages by their numbers, or by their UIDs after UID.
pub(super) static SET: Rule = Seq(&[SP, Leaf(Kind::SequenceSet, client_token::sequence_set)]);
/// `flag-list` of a command.
pub(super) static SENT_FLAGS: Rule = Node(Kind::FlagList, &[List(&SENT_FLAG)]);
pub(super) static SENT_FLAG: Rule = Leaf(Kind::Flag, client_token::flag);
/// A parameter that is not registered: its name, which is unknown, and perhaps a value as RFC 4466
/// allows it.
pub(super) static OTHER_PARAMETER: Rule = Seq(&[
    Leaf(Kind::Unknown, token::name),
    Optional(&Seq(&[SP, Node(Kind::ExtendedValue, &[To(&PARAMETER_VALUE)])])),
]);
/// `tagged-ext-val`, which cannot be a name.
static PARAMETER_VALUE: Rule = Choice(&[
    List(&ANY_VALUE),
    Leaf(Kind::Number, token::number),
    Leaf(Kind::SequenceSet, client_token::sequence_set),
]);
