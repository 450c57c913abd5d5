//! Commands that are not allowed in the state of the session.

use super::{name, says_one};
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::text;
use crate::protocol::syntax::Node;
use crate::reference::{ConnectionState, Entry};

/// Explains that the command is not allowed in this state.
pub(super) fn not_allowed(
    entry: &Entry,
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    if is_second_layer(entry, session) {
        match entry.name {
            "STARTTLS" => explanation.say_from(9051, "6.2.1", text::CauseTlsIsOn),
            _ => explanation.say_from(4978, "3", text::CauseCompressionIsOn),
        }
        return true;
    }
    let Some(state) = session.state().filter(|state| !entry.states.contains(state)) else {
        return false;
    };
    let name = name(command);
    match (state, entry.states) {
        (ConnectionState::NotAuthenticated, _) => {
            explanation.say_from(3501, "3.1", text::CauseLoginFirst { name });
        }
        (_, [ConnectionState::NotAuthenticated]) => {
            explanation.say_from(3501, "3.1", text::CauseAlreadyLoggedIn { name });
        }
        _ if session.may_have_mailbox() => return false,
        _ => explanation.say_from(3501, "3.3", text::CauseSelectFirst { name }),
    }
    true
}

/// Explains ENABLE while a mailbox is selected, which a server need not check.
pub(super) fn late_enable(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let is_late = name(command) == "ENABLE" && session.state() == Some(ConnectionState::Selected);
    explanation.say_from_if(is_late, 5161, "3.1", text::CauseEnableSelected)
}

/// Whether this is STARTTLS while TLS is on, or COMPRESS while compression is on: then a server no longer
/// announces the capability, although it has it.
pub(super) fn is_second_layer(entry: &Entry, session: &WatchedSession) -> bool {
    match entry.name {
        "STARTTLS" => session.has_started_tls,
        "COMPRESS" => session.has_compressed,
        _ => false,
    }
}

/// Words about the state of a session.
const STATE: &[&str] = &["log in", "login", "logged", "auth", "select", "state", "permitted"];

/// Whether the text of a BAD is about the command's syntax, not about the state.
pub(super) fn mentions_syntax(response: Node<'_>) -> bool {
    const SYNTAX: &[&str] =
        &["expected", "syntax", "argument", "pars", "missing", "malformed", "unexpected"];
    says_one(response, SYNTAX) && !says_one(response, STATE)
}

/// Whether the text of a BAD is about the state in which the command is allowed, so that the server knows the
/// command.
pub(super) fn mentions_state(response: Node<'_>) -> bool {
    says_one(response, STATE) && !says_one(response, &["unknown", "unrecognized", "not supported"])
}
