//! Where a response code belongs: some are defined for a refusal only, some for the OK of certain
//! commands.

use crate::explain::phrase::joined;
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, find};

/// Codes that say why a command was refused.
const OF_REFUSED_COMMANDS: &[&str] = &[
    "TRYCREATE",
    "ALREADYEXISTS",
    "NONEXISTENT",
    "HASCHILDREN",
    "USEATTR",
    "BADCHARSET",
    "BADCOMPARATOR",
    "BADEVENT",
    "BADURL",
    "TOOBIG",
    "UNKNOWN-CTE",
    "UNDEFINED-FILTER",
    "NOTSAVED",
    "ANNOTATE",
    "CANNOT",
    "UIDREQUIRED",
    "COMPRESSIONACTIVE",
];

/// Codes that say why a command was refused, or why a session ends.
const OF_REFUSALS: &[&str] =
    &["AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "EXPIRED", "PRIVACYREQUIRED", "NOPERM"];

/// Codes that a server sends without a tag, in an OK.
const UNTAGGED: &[&str] = &[
    "PERMANENTFLAGS",
    "UIDNEXT",
    "UIDVALIDITY",
    "UNSEEN",
    "CLOSED",
    "INPROGRESS",
    "NOMODSEQ",
    "NOTIFICATIONOVERFLOW",
];

/// Codes in the OK to these commands.
const OF_COMMANDS: &[(&str, &[&str])] =
    &[("APPENDUID", &["APPEND", "REPLACE"]), ("COPYUID", &["COPY", "MOVE"])];

/// Where a code belongs.
enum Place {
    RefusedCommand,
    Refusal,
    Untagged,
    Ok,
    OkTo(&'static [&'static str]),
    CompletionOf(&'static str),
}

/// Explains that the code does not belong here. False: it does, or this is unknown. `name`: in capitals.
pub(super) fn explain(
    name: &str,
    root: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let Some(place) = missed(name, root, session) else { return false };
    let messages = explanation.messages();
    let place = match place {
        Place::RefusedCommand => messages.format(text::CodePlaceRefusedCommand),
        Place::Refusal => messages.format(text::CodePlaceRefusal),
        Place::Untagged => messages.format(text::CodePlaceUntagged),
        Place::Ok => messages.format(text::CodePlaceOk),
        Place::OkTo(commands) => {
            let commands = joined(commands.iter(), messages);
            messages.format(text::CodePlaceOkTo { commands })
        }
        Place::CompletionOf(command) => messages.format(text::CodePlaceCompletion { command }),
    };
    explanation.say(text::CodeOutOfPlace { name, place });
    if let Some(entry) = find(Category::ResponseCodes, name) {
        explanation.cite(entry);
    }
    true
}

/// The place where the code belongs, if it is misplaced.
fn missed(name: &str, root: Node<'_>, session: &WatchedSession) -> Option<Place> {
    let status = root.child(Kind::StatusWord)?;
    let tag = root.child(Kind::Tag);
    let is_ok = status.is("OK");
    let is_refused = status.is("NO") || status.is("BAD");
    let sent = tag.and_then(|tag| session.pending(tag.text()));
    let is_to = |names: &[&str]| {
        sent.is_none_or(|sent| {
            names.iter().any(|name| name.as_bytes().eq_ignore_ascii_case(sent.name()))
        })
    };
    let commands =
        OF_COMMANDS.iter().find(|(code, _)| *code == name).map(|(_, commands)| *commands);
    let (is_here, place) = match (name, commands) {
        (_, Some(commands)) => (is_ok && is_to(commands), Place::OkTo(commands)),
        ("MODIFIED", _) => (is_to(&["STORE"]), Place::CompletionOf("STORE")),
        ("READ-ONLY" | "READ-WRITE", _) => (is_ok, Place::Ok),
        _ if OF_REFUSED_COMMANDS.contains(&name) => (is_refused, Place::RefusedCommand),
        _ if OF_REFUSALS.contains(&name) => (is_refused || status.is("BYE"), Place::Refusal),
        // It also refuses a NOTIFY (RFC 5465, section 3.1).
        ("NOTIFICATIONOVERFLOW", _) if tag.is_some() => {
            (status.is("NO") && is_to(&["NOTIFY"]), Place::Untagged)
        }
        _ if UNTAGGED.contains(&name) => (is_ok && tag.is_none(), Place::Untagged),
        _ => return None,
    };
    (!is_here).then_some(place)
}
