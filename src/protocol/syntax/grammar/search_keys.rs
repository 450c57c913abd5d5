//! The keys of SEARCH, SORT and THREAD (RFC 3501, section 6.4.4, and the extensions).
//!
//! A key is a `SearchKey`. Inside it is one of
//! - a `SequenceSet`, also for `$`,
//! - more keys between brackets,
//! - a `SearchKeyName` and its arguments, each of the kind that the key takes: `SearchArgument` (a
//!   string), `Date`, `Number`, `FlagKeyword`, `HeaderName`, `SequenceSet` (of UIDs after UID),
//!   `UniqueId`, `ModSeq`, `ObjectId`, `FilterName`, `GmailLabel`, `AnnotationEntry`,
//!   `AnnotationAttribute`, `AnnotationValue`, or the keys of NOT, OR and FUZZY.

use super::super::Kind;
use super::super::lexeme;
use super::super::rule::Rule::{self, *};
use super::super::rule::keyword;
use super::client_token;
use super::common::*;
use super::strings::{self, NSTRING};
use super::token;

/// The keys of a program, at least one.
pub(super) static KEYS: Rule = Seq(&[SP, To(&SEARCH_KEY), Many(&Seq(&[SP, To(&SEARCH_KEY)]))]);
/// `search-key`.
static SEARCH_KEY: Rule = Choice(&[
    Node(Kind::SearchKey, &[List(&SEARCH_KEY)]),
    Node(Kind::SearchKey, &[Leaf(Kind::SequenceSet, client_token::sequence_set)]),
    Node(Kind::SearchKey, &[To(&NAMED_KEY)]),
    To(&OTHER_KEY),
]);
/// A word that is not a key, and the string after it.
static OTHER_KEY: Rule = Seq(&[
    Leaf(Kind::Unknown, token::name),
    Optional(&Seq(&[SP, Node(Kind::SearchArgument, &[To(&strings::STRING)])])),
]);
static NAMED_KEY: Rule = keyword!(
    Kind::SearchKeyName,
    &[
        ("ALL", &REST),
        ("ANSWERED", &REST),
        ("DELETED", &REST),
        ("DRAFT", &REST),
        ("FLAGGED", &REST),
        ("NEW", &REST),
        ("OLD", &REST),
        ("RECENT", &REST),
        ("SEEN", &REST),
        ("UNANSWERED", &REST),
        ("UNDELETED", &REST),
        ("UNDRAFT", &REST),
        ("UNFLAGGED", &REST),
        ("UNSEEN", &REST),
        ("BCC", &STRING),
        ("BODY", &STRING),
        ("CC", &STRING),
        ("FROM", &STRING),
        ("SUBJECT", &STRING),
        ("TEXT", &STRING),
        ("TO", &STRING),
        ("HEADER", &HEADER),
        ("BEFORE", &DATE),
        ("ON", &DATE),
        ("SINCE", &DATE),
        ("SENTBEFORE", &DATE),
        ("SENTON", &DATE),
        ("SENTSINCE", &DATE),
        ("KEYWORD", &FLAG_KEYWORD),
        ("UNKEYWORD", &FLAG_KEYWORD),
        ("LARGER", &COUNT),
        ("SMALLER", &COUNT),
        ("UID", &SET),
        ("NOT", &ONE_KEY),
        ("OR", &TWO_KEYS),
        // RFC 5032.
        ("OLDER", &COUNT),
        ("YOUNGER", &COUNT),
        // RFC 7162.
        ("MODSEQ", &MODSEQ_KEY),
        // RFC 5257, RFC 5466 and RFC 6203.
        ("ANNOTATION", &ANNOTATION),
        ("FILTER", &FILTER),
        ("FUZZY", &ONE_KEY),
        // RFC 8474 and RFC 8514.
        ("EMAILID", &OBJECT_ID),
        ("THREADID", &OBJECT_ID),
        ("SAVEDBEFORE", &DATE),
        ("SAVEDON", &DATE),
        ("SAVEDSINCE", &DATE),
        ("SAVEDATESUPPORTED", &REST),
        // RFC 9738.
        ("UIDAFTER", &UID),
        ("UIDBEFORE", &UID),
        // Gmail's.
        ("X-GM-RAW", &STRING),
        ("X-GM-MSGID", &COUNT),
        ("X-GM-THRID", &COUNT),
        ("X-GM-LABELS", &LABEL),
    ],
    &NOTHING,
);
static STRING: Rule = Seq(&[SP, Node(Kind::SearchArgument, &[To(&ASTRING)])]);
static HEADER: Rule = Seq(&[SP, Node(Kind::HeaderName, &[To(&ASTRING)]), To(&STRING)]);
static DATE: Rule = Seq(&[SP, Leaf(Kind::Date, client_token::date)]);
static FLAG_KEYWORD: Rule = Seq(&[SP, Leaf(Kind::FlagKeyword, lexeme::atom)]);
static ONE_KEY: Rule = Seq(&[SP, To(&SEARCH_KEY)]);
static TWO_KEYS: Rule = Seq(&[SP, To(&SEARCH_KEY), SP, To(&SEARCH_KEY)]);
static OBJECT_ID: Rule = Seq(&[SP, Leaf(Kind::ObjectId, lexeme::atom)]);
static FILTER: Rule = Seq(&[SP, Leaf(Kind::FilterName, lexeme::atom)]);
static LABEL: Rule = Seq(&[SP, To(&GMAIL_LABEL)]);
/// `search-modsequence`: a mod-sequence, perhaps after an entry and its type.
static MODSEQ_KEY: Rule = Choice(&[To(&MODSEQ), Seq(&[To(&MODSEQ_ENTRY), To(&MODSEQ)])]);
static MODSEQ_ENTRY: Rule = Seq(&[
    SP,
    Node(Kind::EntryName, &[To(&ASTRING)]),
    SP,
    keyword!(Kind::EntryType, &[("PRIV", &REST), ("SHARED", &REST), ("ALL", &REST)], &NOTHING),
]);
/// RFC 5257.
static ANNOTATION: Rule = Seq(&[
    SP,
    To(&ENTRY_MATCH),
    SP,
    Node(Kind::AnnotationAttribute, &[To(&ASTRING)]),
    SP,
    Node(Kind::AnnotationValue, &[To(&NSTRING)]),
]);
