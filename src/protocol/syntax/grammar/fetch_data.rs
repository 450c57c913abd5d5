//! The data of FETCH responses: `msg-att` (RFC 3501, section 7.4.2, and its extensions).

use super::super::Kind;
use super::super::lexeme;
use super::super::rule::Rule::{self, *};
use super::super::rule::keyword;
use super::body::{BODY, ENVELOPE};
use super::common::{ASTRING, NOTHING, REST, SP, UID};
use super::mailbox_data::FLAGS;
use super::section::SECTION;
use super::strings::*;
use super::token;

/// `msg-att`.
pub(super) static FETCH: Rule = Seq(&[SP, List(&FETCH_DATA)]);
/// One item and its value.
static FETCH_DATA: Rule = Node(
    Kind::FetchData,
    &[keyword!(
        Kind::FetchItemName,
        &[
            ("FLAGS", &FLAGS),
            ("UID", &UID),
            ("INTERNALDATE", &INTERNAL_DATE),
            ("ENVELOPE", &SP_ENVELOPE),
            ("BODY", &BODY_OR_SECTION),
            ("BODYSTRUCTURE", &SP_BODY),
            ("RFC822", &CONTENT),
            ("RFC822.HEADER", &CONTENT),
            ("RFC822.TEXT", &CONTENT),
            ("RFC822.SIZE", &COUNT),
            // RFC 3516.
            ("BINARY", &BINARY),
            ("BINARY.SIZE", &SECTION_COUNT),
            // RFC 7162.
            ("MODSEQ", &MODSEQ),
            // RFC 8474.
            ("EMAILID", &OBJECT_ID),
            ("THREADID", &OBJECT_ID),
            // RFC 8970.
            ("PREVIEW", &CONTENT),
            // RFC 8514.
            ("SAVEDATE", &SAVE_DATE),
            // RFC 5257.
            ("ANNOTATION", &ANNOTATION),
            // RFC 5259.
            ("BODYPARTSTRUCTURE", &SECTION_BODY),
            ("AVAILABLECONVERSIONS", &SECTION_VALUE),
            // Gmail's.
            ("X-GM-MSGID", &COUNT),
            ("X-GM-THRID", &COUNT),
            ("X-GM-LABELS", &LABELS),
        ],
        &UNKNOWN_DATA,
    )],
);
static UNKNOWN_DATA: Rule = Seq(&[
    Leaf(Kind::Unknown, token::name),
    Optional(&SECTION),
    Optional(&Leaf(Kind::Partial, lexeme::partial)),
    SP,
    Node(Kind::FetchValue, &[To(&ANY_VALUE)]),
]);

static COUNT: Rule = Seq(&[SP, Node(Kind::FetchValue, &[NUMBER])]);
static DATE_TIME: Rule = Leaf(Kind::DateTime, lexeme::quoted);
static INTERNAL_DATE: Rule = Seq(&[SP, To(&DATE_TIME)]);
static SAVE_DATE: Rule = Seq(&[SP, Choice(&[To(&DATE_TIME), NIL])]);
static SP_ENVELOPE: Rule = Seq(&[SP, To(&ENVELOPE)]);
static SP_BODY: Rule = Seq(&[SP, To(&BODY)]);
static BODY_OR_SECTION: Rule = Choice(&[To(&SECTION_CONTENT), To(&SP_BODY)]);
static SECTION_CONTENT: Rule =
    Seq(&[To(&SECTION), Optional(&Leaf(Kind::Partial, lexeme::partial)), To(&CONTENT)]);
/// In place of the content, RFC 5259 allows an error.
static BINARY: Rule = Seq(&[
    To(&SECTION),
    Optional(&Leaf(Kind::Partial, lexeme::partial)),
    SP,
    Choice(&[Node(Kind::FetchValue, &[To(&NSTRING)]), To(&CONVERT_ERROR)]),
]);
static SECTION_COUNT: Rule = Seq(&[To(&SECTION), To(&COUNT)]);
static SECTION_BODY: Rule =
    Seq(&[To(&SECTION), SP, Choice(&[If(begins_error, &CONVERT_ERROR), To(&BODY)])]);
/// Whether it is an error, not a body: that begins with a bracket as well.
fn begins_error(text: &[u8]) -> bool {
    text.get(..b"(ERROR ".len()).is_some_and(|begin| begin.eq_ignore_ascii_case(b"(ERROR "))
}

/// `converterror-phrase` (RFC 5259).
static CONVERT_ERROR: Rule = Node(
    Kind::ConvertError,
    &[Enclosed(
        b"()",
        &[
            keyword!(Kind::ConvertErrorCode, &[("ERROR", &REST)], &NOTHING),
            SP,
            Node(Kind::ConvertErrorText, &[To(&STRING)]),
            SP,
            keyword!(
                Kind::ConvertErrorCode,
                &[
                    ("TEMPFAIL", &Optional(&COUNT)),
                    ("BADPARAMETERS", &CONVERT_PARAMETERS),
                    ("MISSINGPARAMETERS", &CONVERT_PARAMETERS),
                ],
                &NOTHING
            ),
        ],
    )],
);
/// MIME types and the parameters of the last one.
static CONVERT_PARAMETERS: Rule = Many(&Choice(&[
    Seq(&[SP, Choice(&[Node(Kind::MimeType, &[To(&STRING)]), NIL])]),
    Seq(&[Optional(&SP), List(&Node(Kind::TranscodingParameter, &[To(&ASTRING)]))]),
]));
static SECTION_VALUE: Rule = Seq(&[To(&SECTION), SP, Node(Kind::FetchValue, &[To(&ANY_VALUE)])]);
static CONTENT: Rule = Seq(&[SP, Node(Kind::FetchValue, &[To(&NSTRING)])]);
static MODSEQ: Rule = Seq(&[SP, Enclosed(b"()", &[Leaf(Kind::ModSeq, token::number)])]);
static OBJECT_ID: Rule =
    Seq(&[SP, Choice(&[Enclosed(b"()", &[Leaf(Kind::ObjectId, lexeme::atom)]), NIL])]);
/// `(ENTRY (ATTRIBUTE VALUE …) …)`.
static ANNOTATION: Rule = Seq(&[SP, List(&ANNOTATION_ENTRY)]);
static ANNOTATION_ENTRY: Rule = Seq(&[
    Node(Kind::AnnotationEntry, &[To(&ASTRING)]),
    SP,
    List(&Seq(&[
        Node(Kind::AnnotationAttribute, &[To(&ASTRING)]),
        SP,
        Node(Kind::AnnotationValue, &[To(&NSTRING)]),
    ])),
]);
static LABELS: Rule = Seq(&[
    SP,
    List(&Choice(&[
        Node(Kind::GmailLabel, &[To(&STRING)]),
        Node(Kind::GmailLabel, &[Leaf(Kind::Atom, lexeme::flag)]),
    ])),
]);
