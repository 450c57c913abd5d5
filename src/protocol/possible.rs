//! The commands that are possible now, by state and capabilities, the most used first.

use super::commands::{self, CommandSpec, ConnectionState};
use super::session_facts::Capabilities;
use crate::reference::Entry;

/// The most used commands, in order of use. The others follow in the reference's order.
const BY_USE: &[&str] = &[
    "FETCH", "SEARCH", "STORE", "UID", "SELECT", "LIST", "STATUS", "IDLE", "EXPUNGE", "COPY",
    "MOVE", "APPEND", "CLOSE", "EXAMINE", "CREATE", "DELETE", "RENAME", "LOGIN", "AUTHENTICATE",
    "STARTTLS", "CAPABILITY", "LOGOUT", "NOOP", "SORT", "THREAD", "SUBSCRIBE", "UNSUBSCRIBE",
    "UNSELECT", "NAMESPACE", "ENABLE", "ID",
];

/// The commands that the server allows in this state, by its announced capabilities. `None`: the state
/// is not known.
pub fn commands(
    state: Option<ConnectionState>,
    capabilities: &Capabilities,
) -> Vec<&'static CommandSpec> {
    let is_possible = |command: &&CommandSpec| {
        state.is_none_or(|state| command.states.contains(&state))
            && !command.capability.is_some_and(|it| capabilities.lack(it))
            // RFC 3501, section 6.2.3.
            && !(command.name == "LOGIN" && capabilities.announces("LOGINDISABLED"))
    };
    let mut possible: Vec<_> = commands::all().filter(is_possible).collect();
    let place = |command: &&CommandSpec| {
        let place = BY_USE.iter().position(|name| *name == command.name);
        (command.obsolete, place.unwrap_or(BY_USE.len()))
    };
    possible.sort_by_key(place);
    possible
}

/// The capability that this word needs and the server's list lacks. Before login, servers announce only
/// a part of their capabilities, so nothing counts as missing then.
pub fn missing_capability(
    entry: &Entry,
    state: Option<ConnectionState>,
    capabilities: &Capabilities,
) -> Option<&'static str> {
    let is_early = state? == ConnectionState::NotAuthenticated;
    let is_for_later = is_early && !entry.states.contains(&ConnectionState::NotAuthenticated);
    entry.capability.filter(|it| !is_for_later && capabilities.lack(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(state: Option<ConnectionState>, announced: &str) -> Vec<&'static str> {
        let possible = commands(state, &Capabilities::of(announced));
        possible.iter().map(|command| command.name).collect()
    }

    #[test]
    fn commands_are_possible_by_state_and_capability() {
        use ConnectionState::*;
        assert_eq!(
            names(Some(NotAuthenticated), "IMAP4rev1"),
            ["LOGIN", "AUTHENTICATE", "CAPABILITY", "LOGOUT", "NOOP"]
        );
        assert_eq!(
            names(Some(NotAuthenticated), "IMAP4rev1 STARTTLS LOGINDISABLED ID"),
            ["AUTHENTICATE", "STARTTLS", "CAPABILITY", "LOGOUT", "NOOP", "ID"]
        );
        let selected = names(Some(Selected), "IMAP4rev1 MOVE");
        assert_eq!(selected[..4], ["FETCH", "SEARCH", "STORE", "UID"]);
        assert!(selected.contains(&"MOVE") && !selected.contains(&"UNSELECT"));
        assert!(names(Some(Selected), "IMAP4rev2").contains(&"UNSELECT"));
        assert!(!names(Some(Authenticated), "IMAP4rev1").contains(&"FETCH"));
        // Nothing is announced, or the state is not known.
        assert!(names(Some(Selected), "").contains(&"SORT"));
        assert!(names(None, "IMAP4rev1").contains(&"LOGIN"));
    }

    #[test]
    fn the_common_commands_are_commands() {
        for name in BY_USE {
            assert!(commands::find(name).is_some(), "{name}");
        }
    }
}
