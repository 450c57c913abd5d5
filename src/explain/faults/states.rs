//! Commands that are not allowed in the state of the session.

use crate::explain::command_parts::name;
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::text;
use crate::protocol::commands;
use crate::protocol::syntax::Node;
use crate::reference::{ConnectionState, Entry};

/// Explains that the command is not allowed in this state.
pub(in crate::explain) fn not_allowed(
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
pub(in crate::explain) fn late_enable(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let is_late = name(command) == "ENABLE" && session.state() == Some(ConnectionState::Selected);
    explanation.say_from_if(is_late, 5161, "3.1", text::CauseEnableSelected)
}

/// Whether this is STARTTLS while TLS is on, or COMPRESS while compression is on: then a server no longer
/// announces the capability, although it has it.
pub(in crate::explain) fn is_second_layer(entry: &Entry, session: &WatchedSession) -> bool {
    match entry.name {
        "STARTTLS" => session.has_started_tls,
        "COMPRESS" => session.has_compressed,
        _ => false,
    }
}

/// Explains a LOGIN while the server announces LOGINDISABLED.
pub(in crate::explain) fn login_disabled(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let is_refused = name(command) == "LOGIN" && session.capabilities().announces("LOGINDISABLED");
    explanation.say_from_if(is_refused, 3501, "6.2.3", text::CauseLoginDisabled)
}

/// Whether the command changes the messages of the selected mailbox, or their flags.
pub(in crate::explain) fn changes_mailbox(command: Node<'_>) -> bool {
    let name = name(command);
    matches!(commands::without_uid(&name), "STORE" | "EXPUNGE" | "MOVE" | "REPLACE")
}

/// Explains a command that changes a mailbox opened read-only.
pub(in crate::explain) fn read_only(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let is_refused = session.read_only() == Some(true) && changes_mailbox(command);
    let name = name(command);
    explanation.say_from_if(is_refused, 3501, "6.3.2", text::CauseReadOnly { name })
}
