//! Texts of well-known servers that name a cause, for a reader who does not know what they mean.
//!
//! IMAP leaves the text of a response to the server, so nothing but these words says the cause. A
//! text counts by a few words that it contains, because servers change the rest.

use crate::explain::sentence::Explanation;
use crate::messages::{Text, text};
use crate::protocol::syntax::{Kind, Node};

/// Words in lower case, and what a text with them means.
type Texts = &'static [(&'static [&'static str], &'static (dyn Text + Sync))];

/// In NO and BAD.
static IN_REFUSAL: Texts = &[
    // Exchange and Outlook.
    (&["authenticated but not connected"], &text::TextNotConnected),
    // Gmail, Yahoo and iCloud.
    (&["application-specific password", "app-specific password"], &text::TextAppPassword),
    (&["web login", "web browser"], &text::TextWebLogin),
    (&["not enabled for imap", "imap access is disabled", "imap is disabled"], &text::TextImapOff),
    // Gmail, Dovecot and Courier.
    (
        &["too many simultaneous", "maximum number of connections", "too many connections"],
        &text::TextTooManyConnections,
    ),
    // Exchange.
    (
        &[
            "accesstokenexpired",
            "token expired",
            "token has expired",
            "token is expired",
            "expired token",
        ],
        &text::TextTokenNoLongerValid,
    ),
    (&["session invalidated", "session expired", "session has expired"], &text::TextSessionInvalid),
    (
        &[
            "server unavailable",
            "service unavailable",
            "temporarily unavailable",
            "temporarily not available",
            "try again later",
            "temporary failure",
            "temporary error",
        ],
        &text::TextUnavailable,
    ),
    // NetEase: 163.com, 126.com and yeah.net.
    (&["unsafe login"], &text::TextUnsafeLogin),
];

/// In a BYE after the session was idle for too long (RFC 3501, section 5.4).
static OF_AUTOLOGOUT: Texts = &[(
    &["inactivity", "idle for too long", "autologout", "timeout", "timed out"],
    &text::TextInactivity,
)];

/// In other BYEs.
static IN_BYE: Texts = &[
    (&["too many invalid", "too many bad"], &text::TextTooManyMistakes),
    (&["shutting down", "shutdown", "restarting"], &text::TextShutdown),
    (&["accesstokenexpired", "token expired"], &text::TextTokenExpired),
];

/// Says the cause that the text of a NO or BAD names. False: it is not one of these texts.
pub(super) fn refusal(response: Node<'_>, explanation: &mut Explanation) -> bool {
    let section = if response.child(Kind::StatusWord).is_some_and(|it| it.is("BAD")) {
        "7.1.3"
    } else {
        "7.1.2"
    };
    say(IN_REFUSAL, response, section, explanation)
}

/// Says the cause that the text of a BYE names. False: it is not one of these texts.
pub(in crate::explain) fn farewell(response: Node<'_>, explanation: &mut Explanation) -> bool {
    say(OF_AUTOLOGOUT, response, "5.4", explanation) || say(IN_BYE, response, "7.1.5", explanation)
}

fn say(
    texts: Texts,
    response: Node<'_>,
    section: &'static str,
    explanation: &mut Explanation,
) -> bool {
    let said = response.child(Kind::Text).map_or(b"".as_slice(), Node::text);
    let said = String::from_utf8_lossy(said).to_ascii_lowercase();
    let has_one = |words: &[&str]| words.iter().any(|it| said.contains(it));
    let Some((_, cause)) = texts.iter().find(|(words, _)| has_one(words)) else { return false };
    explanation.say_from(3501, section, *cause);
    true
}
