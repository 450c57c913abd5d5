//! The text of status responses, and the codes before it (RFC 3501, section 7.1, and the extensions).

use super::super::Kind;
use super::super::lexeme;
use super::super::rule::Rule::{self, *};
use super::super::rule::keyword;
use super::common::{COUNT, MAILBOXID, MODSEQ, NOTHING, REST, SP, UID};
use super::mailbox_data::{CAPABILITIES, FLAGS};
use super::strings::*;
use super::token;

pub(super) static SP_TEXT: Rule = Optional(&Seq(&[SP, To(&RESP_TEXT)]));
/// `resp-text`.
pub(super) static RESP_TEXT: Rule =
    Seq(&[Optional(&CODE), Optional(&SP), Optional(&Leaf(Kind::Text, lexeme::rest))]);
/// `resp-text-code`.
static CODE: Rule =
    Node(Kind::ResponseCode, &[Enclosed(b"[]", &[keyword!(Kind::CodeName, CODES, &OTHER_CODE)])]);
/// An unregistered code, whose argument is any text.
static OTHER_CODE: Rule = Seq(&[
    Leaf(Kind::CodeName, lexeme::atom),
    Optional(&SP),
    Optional(&Leaf(Kind::CodeArgument, lexeme::code_argument)),
]);
static CODES: &[(&str, &Rule)] = &[
    ("ALERT", &REST),
    ("BADCHARSET", &BADCHARSET),
    ("CAPABILITY", &CAPABILITIES),
    ("PARSE", &REST),
    ("PERMANENTFLAGS", &FLAGS),
    ("READ-ONLY", &REST),
    ("READ-WRITE", &REST),
    ("TRYCREATE", &REST),
    ("UIDNEXT", &UID),
    ("UIDVALIDITY", &COUNT),
    ("UNSEEN", &COUNT),
    ("NEWNAME", &NEWNAME),
    // RFC 2193 and RFC 2221.
    ("REFERRAL", &URL),
    // RFC 3516.
    ("UNKNOWN-CTE", &REST),
    // RFC 4315.
    ("APPENDUID", &APPENDUID),
    ("COPYUID", &COPYUID),
    ("UIDNOTSTICKY", &REST),
    // RFC 4467 and RFC 4469.
    ("URLMECH", &URLMECH),
    ("BADURL", &URL),
    ("TOOBIG", &REST),
    // RFC 4978 and RFC 5182.
    ("COMPRESSIONACTIVE", &REST),
    ("NOTSAVED", &REST),
    // RFC 5255, RFC 5257 and RFC 5259.
    ("BADCOMPARATOR", &REST),
    ("ANNOTATE", &ANNOTATE),
    ("ANNOTATIONS", &ANNOTATIONS),
    ("TEMPFAIL", &REST),
    ("MAXCONVERTMESSAGES", &COUNT),
    ("MAXCONVERTPARTS", &COUNT),
    // RFC 5267, RFC 5464, RFC 5465 and RFC 5466.
    ("NOUPDATE", &NOUPDATE),
    ("METADATA", &METADATA),
    ("BADEVENT", &BADEVENT),
    ("NOTIFICATIONOVERFLOW", &REST),
    ("UNDEFINED-FILTER", &UNDEFINED_FILTER),
    // RFC 5530.
    ("ALREADYEXISTS", &REST),
    ("AUTHENTICATIONFAILED", &REST),
    ("AUTHORIZATIONFAILED", &REST),
    ("CANNOT", &REST),
    ("CLIENTBUG", &REST),
    ("CONTACTADMIN", &REST),
    ("CORRUPTION", &REST),
    ("EXPIRED", &REST),
    ("EXPUNGEISSUED", &REST),
    ("INUSE", &REST),
    ("LIMIT", &REST),
    ("NONEXISTENT", &REST),
    ("NOPERM", &REST),
    ("OVERQUOTA", &REST),
    ("PRIVACYREQUIRED", &REST),
    ("SERVERBUG", &REST),
    ("UNAVAILABLE", &REST),
    // RFC 6154.
    ("USEATTR", &REST),
    // RFC 7162.
    ("CLOSED", &REST),
    ("HIGHESTMODSEQ", &MODSEQ),
    ("MODIFIED", &SET),
    ("NOMODSEQ", &REST),
    // RFC 8474, RFC 9051, RFC 9585, RFC 9586 and RFC 9738.
    ("MAILBOXID", &MAILBOXID),
    ("HASCHILDREN", &REST),
    ("INPROGRESS", &INPROGRESS),
    ("UIDREQUIRED", &REST),
    ("MESSAGELIMIT", &MESSAGELIMIT),
    // RFC 6858 and RFC 10022.
    ("DOWNGRADED", &SET),
    ("TOOFEW", &REST),
    ("TOOMANY", &REST),
];

static UID_SET: Rule = Seq(&[SP, Leaf(Kind::UidSet, token::number_set)]);
static SET: Rule = Seq(&[SP, Leaf(Kind::SequenceSet, token::sequence_set)]);
static URLMECH: Rule = Many(&Seq(&[SP, Leaf(Kind::UrlMechanism, lexeme::atom)]));
static URL: Rule = Seq(&[SP, Leaf(Kind::Url, lexeme::code_argument)]);
/// The names should be in parentheses, but RFC 5255 has an example without.
static BADCHARSET: Rule = Optional(&Seq(&[SP, Choice(&[List(&CHARSET), To(&CHARSET)])]));
static CHARSET: Rule = Node(Kind::Charset, &[To(&CODE_STRING)]);
static NEWNAME: Rule = Seq(&[
    SP,
    Node(Kind::Mailbox, &[To(&CODE_STRING)]),
    SP,
    Node(Kind::Mailbox, &[To(&CODE_STRING)]),
]);
/// `astring` without the bracket that ends the code.
static CODE_STRING: Rule = Choice(&[To(&STRING), Leaf(Kind::Atom, lexeme::atom)]);
static APPENDUID: Rule = Seq(&[To(&COUNT), To(&UID_SET)]);
static COPYUID: Rule = Seq(&[To(&COUNT), To(&UID_SET), To(&UID_SET)]);
static ANNOTATE: Rule =
    Seq(&[SP, keyword!(Kind::CodeArgument, &[("TOOBIG", &REST), ("TOOMANY", &REST)], &NOTHING)]);
static ANNOTATIONS: Rule = Seq(&[
    SP,
    Choice(&[
        NUMBER,
        keyword!(Kind::CodeArgument, &[("NONE", &REST), ("READ-ONLY", &REST)], &NOTHING),
    ]),
    Optional(&Seq(&[SP, keyword!(Kind::CodeArgument, &[("NOPRIVATE", &REST)], &NOTHING)])),
]);
static NOUPDATE: Rule = Seq(&[SP, Node(Kind::TagString, &[To(&STRING)])]);
static METADATA: Rule = Seq(&[
    SP,
    keyword!(
        Kind::CodeArgument,
        &[("LONGENTRIES", &COUNT), ("MAXSIZE", &COUNT), ("TOOMANY", &REST), ("NOPRIVATE", &REST)],
        &NOTHING,
    ),
]);
static BADEVENT: Rule = Seq(&[SP, List(&Leaf(Kind::EventName, lexeme::atom))]);
static UNDEFINED_FILTER: Rule = Seq(&[SP, Leaf(Kind::FilterName, lexeme::atom)]);
/// `("tag" 3 10)`, any part of which may be NIL.
static INPROGRESS: Rule = Optional(&Seq(&[
    SP,
    Enclosed(
        b"()",
        &[
            Choice(&[Node(Kind::TagString, &[To(&STRING)]), NIL]),
            SP,
            Choice(&[NUMBER, NIL]),
            SP,
            Choice(&[NUMBER, NIL]),
        ],
    ),
]));
static MESSAGELIMIT: Rule = Seq(&[To(&COUNT), Optional(&UID)]);
