//! SEARCH, SORT, THREAD and ESEARCH around their keys (RFC 3501, RFC 5256, RFC 4731, RFC 7377).
//!
//! After the command's name: `SearchReturnOptions` (the `SearchReturnName` RETURN and
//! `SearchReturnOption`s, each a `SearchReturnName` and perhaps a `PartialRange` or `FetchItems`), of ESEARCH
//! `SearchSources` with `MailboxFilter`s, of SORT `SortCriteria` with `SortCriterion`s, of THREAD a
//! `ThreadAlgorithm`; `Charset` (after the `SearchKeyName` CHARSET, if the word is there); then the
//! `SearchKey`s.

use super::super::Kind;
use super::super::lexeme;
use super::super::rule::Rule::{self, *};
use super::super::rule::keyword;
use super::common::*;
use super::fetch_items::FETCH_ITEM;
use super::mailbox_filter::MAILBOX_FILTER;
use super::search_keys::KEYS;

/// `search`.
pub(super) static SEARCH: Rule = Seq(&[Optional(&RETURN), Optional(&CHARSET), To(&KEYS)]);
/// `sort` (RFC 5256) and `extended-sort` (RFC 5267).
pub(super) static SORT: Rule = Seq(&[
    Optional(&RETURN),
    SP,
    Node(Kind::SortCriteria, &[List(&Node(Kind::SortCriterion, &[To(&SORT_KEY)]))]),
    SP,
    To(&CHARSET_NAME),
    To(&KEYS),
]);
/// `thread` (RFC 5256).
pub(super) static THREAD: Rule =
    Seq(&[SP, Leaf(Kind::ThreadAlgorithm, lexeme::atom), SP, To(&CHARSET_NAME), To(&KEYS)]);
/// `esearch` (RFC 7377).
pub(super) static ESEARCH: Rule =
    Seq(&[Optional(&SOURCES), Optional(&RETURN), Optional(&CHARSET), To(&KEYS)]);

static CHARSET: Rule = Seq(&[
    SP,
    keyword!(Kind::SearchKeyName, &[("CHARSET", &Seq(&[SP, To(&CHARSET_NAME)]))], &NOTHING),
]);
static CHARSET_NAME: Rule = Node(Kind::Charset, &[To(&ASTRING)]);

/// `search-return-opts`.
static RETURN: Rule = Seq(&[SP, Node(Kind::SearchReturnOptions, &[To(&RETURN_WORD)])]);
static RETURN_WORD: Rule =
    keyword!(Kind::SearchReturnName, &[("RETURN", &Seq(&[SP, List(&RETURN_OPTION)]))], &NOTHING);
/// `search-return-opt`.
static RETURN_OPTION: Rule = Node(
    Kind::SearchReturnOption,
    &[keyword!(
        Kind::SearchReturnName,
        &[
            ("MIN", &REST),
            ("MAX", &REST),
            ("ALL", &REST),
            ("COUNT", &REST),
            // RFC 5182.
            ("SAVE", &REST),
            // RFC 5267 and RFC 9394.
            ("CONTEXT", &REST),
            ("UPDATE", &UPDATE),
            ("PARTIAL", &PARTIAL_RANGE),
            // RFC 6203.
            ("RELEVANCY", &REST),
        ],
        &OTHER_PARAMETER,
    )],
);
/// `modifier-update`, with the items to send for new messages. RFC 5465 has a space before the items only
/// in its example.
static UPDATE: Rule = Optional(&Choice(&[To(&ITEMS), Seq(&[SP, To(&ITEMS)])]));
static ITEMS: Rule = Node(Kind::FetchItems, &[List(&FETCH_ITEM)]);

/// `esearch-source-opts`.
static SOURCES: Rule = Seq(&[
    SP,
    Node(
        Kind::SearchSources,
        &[keyword!(Kind::SearchKeyName, &[("IN", &Seq(&[SP, List(&MAILBOX_FILTER)]))], &NOTHING,)],
    ),
]);

/// `sort-key`, and REVERSE before it.
static SORT_KEY: Rule =
    keyword!(Kind::SortKey, &[("REVERSE", &Seq(&[SP, To(&PLAIN_SORT_KEY)]))], &PLAIN_SORT_KEY,);
static PLAIN_SORT_KEY: Rule = keyword!(
    Kind::SortKey,
    &[
        ("ARRIVAL", &REST),
        ("CC", &REST),
        ("DATE", &REST),
        ("FROM", &REST),
        ("SIZE", &REST),
        ("SUBJECT", &REST),
        ("TO", &REST),
        // RFC 5257, RFC 5957 and RFC 6203.
        ("ANNOTATION", &ANNOTATION),
        ("DISPLAYFROM", &REST),
        ("DISPLAYTO", &REST),
        ("RELEVANCY", &REST),
    ],
    &NOTHING,
);
static ANNOTATION: Rule = Seq(&[
    SP,
    Node(Kind::AnnotationEntry, &[To(&ASTRING)]),
    SP,
    Node(Kind::AnnotationAttribute, &[To(&ASTRING)]),
]);
