//! Commands (RFC 3501, section 6).
//!
//! A `Command` is a `Tag`, a `CommandName` (two after UID) and the arguments, which the other files
//! describe. LOGIN: `UserId` and `Password`. AUTHENTICATE: `Mechanism` and perhaps
//! `InitialResponse`. COPY and MOVE: `SequenceSet` and `Mailbox`. ENABLE: `Capability`s. ID:
//! `IdParameter`s with `IdField` and `IdValue`, or `Nil`.
//!
//! A word that is not a command is `Unknown`; its arguments are read by their form alone, as `Atom`,
//! `Quoted`, `Number`, `SequenceSet`, … In a command without a tag the first word is the `Tag`, as it
//! is for a server.

use super::super::Kind;
use super::super::lexeme;
use super::super::rule::Rule::{self, *};
use super::super::rule::keyword;
use super::append::*;
use super::client_token;
use super::common::*;
use super::extension_commands::*;
use super::extension_data::ID;
use super::fetch_items::*;
use super::mailbox_commands::*;
use super::search_commands::*;
use super::strings::ANY_VALUE;

/// `command`.
pub(in crate::protocol::syntax) static COMMAND: Rule =
    Node(Kind::Command, &[Leaf(Kind::Tag, lexeme::word), SP, To(&COMMAND_AFTER_TAG)]);

static COMMAND_AFTER_TAG: Rule = keyword!(
    Kind::CommandName,
    &[
        ("CAPABILITY", &REST),
        ("NOOP", &REST),
        ("LOGOUT", &REST),
        ("STARTTLS", &REST),
        ("CHECK", &REST),
        ("CLOSE", &REST),
        ("EXPUNGE", &REST),
        ("LOGIN", &LOGIN),
        ("AUTHENTICATE", &AUTHENTICATE),
        ("SELECT", &SELECT),
        ("EXAMINE", &SELECT),
        ("CREATE", &CREATE),
        ("DELETE", &ONE_MAILBOX),
        ("SUBSCRIBE", &ONE_MAILBOX),
        ("UNSUBSCRIBE", &ONE_MAILBOX),
        ("RENAME", &TWO_MAILBOXES),
        ("LIST", &LIST),
        ("LSUB", &LSUB),
        ("STATUS", &STATUS),
        ("APPEND", &APPEND),
        ("FETCH", &FETCH),
        ("STORE", &STORE),
        ("COPY", &COPY),
        ("SEARCH", &SEARCH),
        ("UID", &UID),
        // RFC 2177, RFC 2193, RFC 2342, RFC 2971 and RFC 3691.
        ("IDLE", &REST),
        ("RLIST", &LSUB),
        ("RLSUB", &LSUB),
        ("NAMESPACE", &REST),
        ("ID", &ID),
        ("UNSELECT", &REST),
        // RFC 4314.
        ("SETACL", &SETACL),
        ("DELETEACL", &MAILBOX_IDENTIFIER),
        ("GETACL", &ONE_MAILBOX),
        ("LISTRIGHTS", &MAILBOX_IDENTIFIER),
        ("MYRIGHTS", &ONE_MAILBOX),
        // RFC 4467, RFC 4978 and RFC 5161.
        ("GENURLAUTH", &GENURLAUTH),
        ("RESETKEY", &RESETKEY),
        ("URLFETCH", &URLFETCH),
        ("COMPRESS", &COMPRESS),
        ("ENABLE", &ENABLE),
        // RFC 5255, RFC 5256, RFC 5259 and RFC 5267.
        ("LANGUAGE", &LANGUAGE),
        ("COMPARATOR", &COMPARATOR),
        ("SORT", &SORT),
        ("THREAD", &THREAD),
        ("CONVERT", &CONVERT),
        ("CONVERSIONS", &CONVERSIONS),
        ("CANCELUPDATE", &CANCELUPDATE),
        // RFC 5464 and RFC 5465.
        ("GETMETADATA", &GETMETADATA),
        ("SETMETADATA", &SETMETADATA),
        ("NOTIFY", &NOTIFY),
        // RFC 6851, RFC 7377, RFC 8437 and RFC 8508.
        ("MOVE", &COPY),
        ("ESEARCH", &ESEARCH),
        ("UNAUTHENTICATE", &REST),
        ("REPLACE", &REPLACE),
        // RFC 9208.
        ("GETQUOTA", &GETQUOTA),
        ("GETQUOTAROOT", &ONE_MAILBOX),
        ("SETQUOTA", &SETQUOTA),
        // RFC 9698 and RFC 10022.
        ("GETJMAPACCESS", &REST),
        ("UIDBATCHES", &UIDBATCHES),
        // Gmail's, before RFC 6154.
        ("XLIST", &LSUB),
    ],
    &NO_COMMAND,
);
/// A word that is not a command, and arguments.
static NO_COMMAND: Rule =
    Seq(&[Leaf(Kind::Unknown, lexeme::word), Many(&Seq(&[SP, To(&ANY_VALUE)]))]);

/// `uid`.
static UID: Rule = Seq(&[
    SP,
    keyword!(
        Kind::CommandName,
        &[
            ("FETCH", &FETCH),
            ("STORE", &STORE),
            ("COPY", &COPY),
            ("SEARCH", &SEARCH),
            // RFC 4315, RFC 5256, RFC 5259, RFC 6851, RFC 7377 and RFC 8508.
            ("EXPUNGE", &SET),
            ("SORT", &SORT),
            ("THREAD", &THREAD),
            ("CONVERT", &CONVERT),
            ("MOVE", &COPY),
            ("ESEARCH", &ESEARCH),
            ("REPLACE", &UID_REPLACE),
        ],
        &NO_COMMAND,
    ),
]);
static LOGIN: Rule =
    Seq(&[SP, Node(Kind::UserId, &[To(&ASTRING)]), SP, Node(Kind::Password, &[To(&ASTRING)])]);
static AUTHENTICATE: Rule = Seq(&[
    SP,
    Leaf(Kind::Mechanism, lexeme::atom),
    // RFC 4959.
    Optional(&Seq(&[SP, Leaf(Kind::InitialResponse, client_token::initial_response)])),
]);
static COPY: Rule = Seq(&[To(&SET), SP, To(&MAILBOX)]);
