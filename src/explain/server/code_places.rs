//! Where a response code belongs: in a refusal, in an OK, in the answer to certain commands. What a code
//! means elsewhere is not defined.

use super::response::Response;
use crate::explain::phrase::joined;
use crate::explain::sentence::Explanation;
use crate::explain::session::{WatchedCommand, WatchedSession};
use crate::messages::text;
use crate::protocol::syntax::Kind;
use crate::reference::{Category, ConnectionState, find};

/// Where a code belongs.
#[derive(Clone, Copy)]
enum Place {
    /// The code may be in any status response.
    Anywhere,
    /// A refusal of one of these commands; of any command, if the list is empty.
    Refused(&'static [&'static str]),
    /// A refusal of a login, or the end of a session.
    RefusedLogin,
    /// A refusal, or the end of a session.
    Refusal,
    /// A refusal, the end of a session, or an OK to one of these commands with a part of the result.
    RefusalOrPartOf(&'static [&'static str]),
    /// An OK without a tag.
    Untagged,
    /// A NO without a tag.
    UntaggedNo,
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

/// Where each registered code belongs.
static PLACES: &[(&[&str], Place)] = &[
    (
        &[
            "ALERT", "CAPABILITY", "PARSE",
            // RFC 5530 has an example with OK for each of the next four.
            "CONTACTADMIN", "EXPUNGEISSUED", "CLIENTBUG", "OVERQUOTA",
            // It may be found while a command succeeds in part.
            "CORRUPTION", "SERVERBUG", "MESSAGELIMIT",
        ],
        Place::Anywhere,
    ),
    (
        &[
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
    (&["TRYCREATE"], Place::Refused(&["APPEND", "COPY", "MOVE", "REPLACE"])),
    (&["ALREADYEXISTS"], Place::Refused(&["CREATE", "RENAME"])),
    (&["USEATTR"], Place::Refused(&["CREATE"])),
    (&["HASCHILDREN"], Place::Refused(&["DELETE"])),
    (&["NOT-UTF-8", "UTF-8-ONLY"], Place::Refused(&["SELECT", "EXAMINE"])),
    (&["BADCHARSET"], Place::Refused(&["SEARCH", "SORT", "THREAD", "ESEARCH"])),
    (&["BADEVENT"], Place::Refused(&["NOTIFY"])),
    (&["COMPRESSIONACTIVE"], Place::Refused(&["COMPRESS"])),
    (&["MAXCONVERTMESSAGES", "MAXCONVERTPARTS"], Place::Refused(&["CONVERT"])),
    (&["AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "EXPIRED"], Place::RefusedLogin),
    (&["TEMPFAIL"], Place::Refused(&["CONVERT"])),
    (&["NEWNAME"], Place::Refused(&["SELECT", "EXAMINE"])),
    (&["TOOFEW", "TOOMANY"], Place::Refused(&["UIDBATCHES"])),
    (&["PRIVACYREQUIRED", "NOPERM", "UNAVAILABLE", "INUSE"], Place::Refusal),
    // RFC 7377, section 3: a search that ends at a limit.
    (&["LIMIT"], Place::RefusalOrPartOf(&["SEARCH", "ESEARCH", "SORT", "THREAD"])),
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
    (&["UIDNOTSTICKY", "NOUPDATE"], Place::UntaggedNo),
    (&["HIGHESTMODSEQ", "MAILBOXID", "DOWNGRADED", "URLMECH"], Place::Ok),
    (&["READ-ONLY", "READ-WRITE"], Place::OkInMailbox),
    (&["APPENDUID"], Place::OkTo(&["APPEND", "REPLACE"])),
    (&["COPYUID"], Place::OkTo(&["COPY", "MOVE"])),
    (&["METADATA"], Place::CompletionOf(&["GETMETADATA", "SETMETADATA"])),
    (&["MODIFIED"], Place::ConditionalStore),
    (&["REFERRAL"], Place::Referral),
];

/// Explains that the code does not belong here. False: it does, or this is unknown. `name`: in capitals.
pub(super) fn explain(name: &str, response: Response<'_>, explanation: &mut Explanation) -> bool {
    let Some(place) = missed(name, response) else { return false };
    let messages = explanation.messages();
    let list = |commands: &'static [&'static str]| joined(commands.iter(), messages);
    let place = match place {
        Place::Anywhere => return false,
        Place::Refused([]) => messages.format(text::CodePlaceRefusedCommand),
        Place::Refused(commands) => {
            messages.format(text::CodePlaceRefused { commands: list(commands) })
        }
        Place::RefusedLogin => messages.format(text::CodePlaceRefusedLogin),
        Place::Refusal => messages.format(text::CodePlaceRefusal),
        Place::RefusalOrPartOf(commands) => {
            messages.format(text::CodePlaceRefusalOrPartOf { commands: list(commands) })
        }
        Place::Untagged => messages.format(text::CodePlaceUntagged),
        Place::UntaggedNo => messages.format(text::CodePlaceUntaggedNo),
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
fn missed(name: &str, response: Response<'_>) -> Option<Place> {
    let (_, place) = PLACES.iter().find(|(codes, _)| codes.contains(&name))?;
    let status = response.root.child(Kind::StatusWord)?;
    let tag = response.tag();
    let is_ok = status.is("OK");
    let is_refused = status.is("NO") || status.is("BAD");
    // Without a tag, or with the tag of a command that was not seen, any command may be meant.
    let sent = response.command();
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
        Place::Anywhere => true,
        Place::Refused(commands) => is_refused && (commands.is_empty() || is_to(commands)),
        Place::RefusedLogin => is_refused && is_to(LOGINS) || status.is("BYE"),
        Place::Refusal => is_refused || status.is("BYE"),
        Place::RefusalOrPartOf(commands) => {
            is_refused || status.is("BYE") || is_ok && tag.is_some() && is_to(commands)
        }
        Place::Untagged => is_ok && tag.is_none(),
        Place::UntaggedNo => status.is("NO") && tag.is_none(),
        Place::Ok => is_ok,
        Place::OkInMailbox => is_ok && may_be_in_mailbox(response.session),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_registered_code_has_one_place() {
        let placed = || PLACES.iter().flat_map(|(codes, _)| codes.iter().copied());
        for entry in Category::ResponseCodes.entries() {
            let count = placed().filter(|code| *code == entry.name).count();
            assert_eq!(count, 1, "{}", entry.name);
        }
        for code in placed() {
            assert!(find(Category::ResponseCodes, code).is_some(), "{code}");
        }
    }
}
