//! Where a response code belongs: in a refusal, in an OK, in the answer to certain commands. What a code
//! means elsewhere is not defined.

use crate::explain::phrase::joined;
use crate::explain::sentence::Explanation;
use crate::explain::session::{WatchedCommand, WatchedSession};
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, ConnectionState, find};

/// Where a code belongs.
#[derive(Clone, Copy)]
enum Place {
    /// A refusal of one of these commands; of any command, if the list is empty.
    Refused(&'static [&'static str]),
    /// A refusal of a login, or the end of a session.
    RefusedLogin,
    /// A refusal, or the end of a session.
    Refusal,
    Untagged,
    Ok,
    /// An OK while a mailbox is selected.
    OkInMailbox,
    OkTo(&'static [&'static str]),
    CompletionOf(&'static [&'static str]),
    /// The completion of a STORE with UNCHANGEDSINCE.
    ConditionalStore,
    /// Another server is named for a login (RFC 2221), or for a mailbox (RFC 2193).
    Referral,
}

/// Where codes belong. Those that are missing belong anywhere, or this is not known.
static PLACES: &[(&[&str], Place)] = &[
    (
        &[
            "TRYCREATE",
            "NONEXISTENT",
            "BADCOMPARATOR",
            "BADURL",
            "TOOBIG",
            "UNKNOWN-CTE",
            "UNDEFINED-FILTER",
            "NOTSAVED",
            "ANNOTATE",
            "CANNOT",
            "UIDREQUIRED",
        ],
        Place::Refused(&[]),
    ),
    (&["ALREADYEXISTS"], Place::Refused(&["CREATE", "RENAME"])),
    (&["USEATTR"], Place::Refused(&["CREATE"])),
    (&["HASCHILDREN"], Place::Refused(&["DELETE"])),
    (&["BADCHARSET"], Place::Refused(&["SEARCH", "SORT", "THREAD", "ESEARCH"])),
    (&["BADEVENT"], Place::Refused(&["NOTIFY"])),
    (&["COMPRESSIONACTIVE"], Place::Refused(&["COMPRESS"])),
    (&["MAXCONVERTMESSAGES", "MAXCONVERTPARTS"], Place::Refused(&["CONVERT"])),
    (&["AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "EXPIRED"], Place::RefusedLogin),
    (&["PRIVACYREQUIRED", "NOPERM"], Place::Refusal),
    (
        &[
            "PERMANENTFLAGS",
            "UIDNEXT",
            "UIDVALIDITY",
            "UNSEEN",
            "CLOSED",
            "INPROGRESS",
            "NOMODSEQ",
            "NOTIFICATIONOVERFLOW",
            "ANNOTATIONS",
        ],
        Place::Untagged,
    ),
    (&["HIGHESTMODSEQ", "MAILBOXID"], Place::Ok),
    (&["READ-ONLY", "READ-WRITE"], Place::OkInMailbox),
    (&["APPENDUID"], Place::OkTo(&["APPEND", "REPLACE"])),
    (&["COPYUID"], Place::OkTo(&["COPY", "MOVE"])),
    (&["METADATA"], Place::CompletionOf(&["GETMETADATA", "SETMETADATA"])),
    (&["MODIFIED"], Place::ConditionalStore),
    (&["REFERRAL"], Place::Referral),
];

/// Explains that the code does not belong here. False: it does, or this is unknown. `name`: in capitals.
pub(super) fn explain(
    name: &str,
    root: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let Some(place) = missed(name, root, session) else { return false };
    let messages = explanation.messages();
    let list = |commands: &'static [&'static str]| joined(commands.iter(), messages);
    let place = match place {
        Place::Refused([]) => messages.format(text::CodePlaceRefusedCommand),
        Place::Refused(commands) => {
            messages.format(text::CodePlaceRefused { commands: list(commands) })
        }
        Place::RefusedLogin => messages.format(text::CodePlaceRefusedLogin),
        Place::Refusal => messages.format(text::CodePlaceRefusal),
        Place::Untagged => messages.format(text::CodePlaceUntagged),
        Place::Ok => messages.format(text::CodePlaceOk),
        Place::OkInMailbox => messages.format(text::CodePlaceOkInMailbox),
        Place::OkTo(commands) => messages.format(text::CodePlaceOkTo { commands: list(commands) }),
        Place::CompletionOf(commands) => {
            messages.format(text::CodePlaceCompletion { commands: list(commands) })
        }
        Place::ConditionalStore => messages.format(text::CodePlaceConditionalStore),
        Place::Referral => messages.format(text::CodePlaceReferral),
    };
    explanation.say(text::CodeOutOfPlace { name, place });
    if let Some(entry) = find(Category::ResponseCodes, name) {
        explanation.cite(entry);
    }
    true
}

/// The place where the code belongs, if it is misplaced.
fn missed(name: &str, root: Node<'_>, session: &WatchedSession) -> Option<Place> {
    let (_, place) = PLACES.iter().find(|(codes, _)| codes.contains(&name))?;
    let status = root.child(Kind::StatusWord)?;
    let tag = root.child(Kind::Tag);
    let is_ok = status.is("OK");
    let is_refused = status.is("NO") || status.is("BAD");
    // Without a tag, or with the tag of a command that was not seen, any command may be meant.
    let sent = tag.and_then(|tag| session.pending(tag.text()));
    let is_to = |names: &[&str]| {
        sent.is_none_or(|sent| {
            let is_name = |name: &&str| name.as_bytes().eq_ignore_ascii_case(sent.name());
            names.iter().any(is_name)
        })
    };
    const LOGINS: &[&str] = &["LOGIN", "AUTHENTICATE"];
    let is_here = match place {
        // It also refuses a NOTIFY (RFC 5465, section 3.1).
        Place::Untagged if name == "NOTIFICATIONOVERFLOW" && tag.is_some() => {
            status.is("NO") && is_to(&["NOTIFY"])
        }
        Place::Refused(commands) => is_refused && (commands.is_empty() || is_to(commands)),
        Place::RefusedLogin => is_refused && is_to(LOGINS) || status.is("BYE"),
        Place::Refusal => is_refused || status.is("BYE"),
        Place::Untagged => is_ok && tag.is_none(),
        Place::Ok => is_ok,
        Place::OkInMailbox => is_ok && may_be_in_mailbox(session),
        Place::OkTo(commands) => is_ok && is_to(commands),
        Place::CompletionOf(commands) => is_to(commands),
        Place::ConditionalStore => sent.is_none_or(|sent| sent.is_conditional_store()),
        Place::Referral => {
            is_to(LOGINS) || !is_ok && sent.is_none_or(WatchedCommand::names_mailbox)
        }
    };
    (!is_here).then_some(*place)
}

/// Whether a mailbox may be selected, or is being opened.
fn may_be_in_mailbox(session: &WatchedSession) -> bool {
    let is_certainly_not = |state| state < ConnectionState::Selected;
    session.opens_mailbox()
        || session.may_have_mailbox()
        || !session.state().is_some_and(is_certainly_not)
}
