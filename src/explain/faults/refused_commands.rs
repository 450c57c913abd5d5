//! Commands that follow the grammar and that the server will refuse, in this state of the session or because
//! of its extensions.

use super::absent_messages::no_message_in_set;
use super::mailbox_names::empty_name;
use super::non_ascii_strings::{bare_string, charset_missing};
use super::states::{late_enable, login_disabled, not_allowed, read_only};
use super::{append_limit, dropped, enabled, mailbox_spelling, missing_capabilities};
use crate::explain::command_parts::name;
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::protocol::syntax::Node;
use crate::reference::{Category, find};

/// Explains why a command that follows the grammar will be refused.
pub(in crate::explain) fn refused_now(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let entry = find(Category::Commands, name(command));
    entry.is_some_and(|entry| {
        // A command in flight may yet change the state.
        session.is_quiet() && not_allowed(entry, command, session, explanation)
    }) || unsupported(command, session, explanation)
        || charset_missing(command, session, explanation)
        || session.is_quiet() && no_message_in_set(command, session, explanation)
}

/// Explains what the session, the mailbox or the server does not allow, regardless of other commands in
/// flight.
pub(in crate::explain) fn unsupported(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let entry = find(Category::Commands, name(command));
    mailbox_spelling::name_encoding(command, session, explanation)
        || bare_string(command, session, explanation)
        || empty_name(command, explanation)
        || missing_capabilities::lacks_capability(command, entry, session, explanation)
        || missing_capabilities::refused_literal(command, session, explanation)
        || login_disabled(command, session, explanation)
        || late_enable(command, session, explanation)
        || enabled::uses_numbers(command, session, explanation)
        || enabled::names_charset(command, session, explanation)
        || enabled::comes_first(command, session, explanation)
        || enabled::wants_mod_sequences(command, session, explanation)
        || read_only(command, session, explanation)
        || append_limit::exceeds_append_limit(command, session, explanation)
        || dropped::explain(command, session, explanation)
}
