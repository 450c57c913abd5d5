//! Which commands are possible now: those of the state that the server knows, by use.

use super::commands::{self, CommandSpec, ConnectionState};
use super::session_facts::Capabilities;
use crate::reference::Entry;

/// The commands that people type most, by use. The others follow as the reference has them.
const BY_USE: &[&str] = &[
    "FETCH",
    "SEARCH",
    "STORE",
    "UID",
    "SELECT",
    "LIST",
    "STATUS",
    "IDLE",
    "EXPUNGE",
    "COPY",
    "MOVE",
    "APPEND",
    "CLOSE",
    "EXAMINE",
    "CREATE",
    "DELETE",
    "RENAME",
    "LOGIN",
    "AUTHENTICATE",
    "STARTTLS",
    "CAPABILITY",
    "LOGOUT",
    "NOOP",
    "SORT",
    "THREAD",
    "SUBSCRIBE",
    "UNSUBSCRIBE",
    "UNSELECT",
    "NAMESPACE",
    "ENABLE",
    "ID",
];

/// The commands that the server allows in this state, as far as it has announced its capabilities.
/// `None`: the state is not known.
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

/// The capability that the server lacks for this word, by its list. Before login servers leave out
/// much of what they can do later, so that the list then says nothing about it.
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
    fn by_state_and_capability() {
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
