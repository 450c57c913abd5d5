//! The commands of IMAP, one list: RFC 3501, RFC 9051 and the registered extensions.
//! The typing rules, completion, hints and help all read it.

/// The states of a connection (RFC 3501 section 3) in which a command makes sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConnectionState {
    /// In any state.
    Any,
    /// Only before login.
    NotAuthenticated,
    /// After login.
    Authenticated,
    /// While a mailbox is selected.
    Selected,
}

/// A command as the RFCs define it.
#[derive(Debug, PartialEq, Eq)]
pub struct CommandSpec {
    /// Its name in capitals, one word (`UID` stands for all of its kind).
    pub name: &'static str,
    /// What follows the name, in a shorthand of the formal syntax, for hints and help.
    pub syntax: &'static str,
    /// The state in which it may be given.
    pub state: ConnectionState,
    /// The RFC that defines it.
    pub rfc: u16,
}

const fn command(
    name: &'static str,
    syntax: &'static str,
    state: ConnectionState,
    rfc: u16,
) -> CommandSpec {
    CommandSpec {
        name,
        syntax,
        state,
        rfc,
    }
}

use ConnectionState::{Any, Authenticated, NotAuthenticated, Selected};

/// Every command, the base protocol's first, in the order in which a session meets them.
pub static COMMANDS: &[CommandSpec] = &[
    command("CAPABILITY", "", Any, 3501),
    command("NOOP", "", Any, 3501),
    command("LOGOUT", "", Any, 3501),
    command("STARTTLS", "", NotAuthenticated, 3501),
    command(
        "AUTHENTICATE",
        "MECHANISM [INITIAL-RESPONSE]",
        NotAuthenticated,
        3501,
    ),
    command("LOGIN", "USER PASSWORD", NotAuthenticated, 3501),
    command("ENABLE", "CAPABILITY…", Authenticated, 5161),
    command("SELECT", "MAILBOX", Authenticated, 3501),
    command("EXAMINE", "MAILBOX", Authenticated, 3501),
    command("CREATE", "MAILBOX", Authenticated, 3501),
    command("DELETE", "MAILBOX", Authenticated, 3501),
    command("RENAME", "MAILBOX NEW-NAME", Authenticated, 3501),
    command("SUBSCRIBE", "MAILBOX", Authenticated, 3501),
    command("UNSUBSCRIBE", "MAILBOX", Authenticated, 3501),
    command("LIST", "REFERENCE PATTERN", Authenticated, 3501),
    command("LSUB", "REFERENCE PATTERN", Authenticated, 3501),
    command("NAMESPACE", "", Authenticated, 2342),
    command(
        "STATUS",
        "MAILBOX (MESSAGES RECENT UIDNEXT UIDVALIDITY UNSEEN)",
        Authenticated,
        3501,
    ),
    command(
        "APPEND",
        "MAILBOX [(FLAG…)] [DATE-TIME] {OCTETS}",
        Authenticated,
        3501,
    ),
    command("IDLE", "", Authenticated, 2177),
    command("CHECK", "", Selected, 3501),
    command("CLOSE", "", Selected, 3501),
    command("UNSELECT", "", Selected, 3691),
    command("EXPUNGE", "", Selected, 3501),
    command("SEARCH", "[CHARSET NAME] KEY…", Selected, 3501),
    command("FETCH", "SEQUENCE-SET ITEM|(ITEM…)", Selected, 3501),
    command(
        "STORE",
        "SEQUENCE-SET [+|-]FLAGS[.SILENT] (FLAG…)",
        Selected,
        3501,
    ),
    command("COPY", "SEQUENCE-SET MAILBOX", Selected, 3501),
    command("MOVE", "SEQUENCE-SET MAILBOX", Selected, 6851),
    command(
        "UID",
        "FETCH|STORE|COPY|MOVE|SEARCH|EXPUNGE …",
        Selected,
        3501,
    ),
    command("ID", "NIL|(FIELD VALUE …)", Any, 2971),
    command("COMPRESS", "DEFLATE", Authenticated, 4978),
    command("UNAUTHENTICATE", "", Authenticated, 8437),
    command("SORT", "(CRITERION…) CHARSET KEY…", Selected, 5256),
    command("THREAD", "ALGORITHM CHARSET KEY…", Selected, 5256),
    command(
        "ESEARCH",
        "[IN (SOURCE…)] [RETURN (OPTION…)] KEY…",
        Authenticated,
        7377,
    ),
    command("CANCELUPDATE", "TAG…", Selected, 5267),
    command(
        "REPLACE",
        "SEQUENCE-NUMBER MAILBOX [(FLAG…)] {OCTETS}",
        Selected,
        8508,
    ),
    command("GETACL", "MAILBOX", Authenticated, 4314),
    command("SETACL", "MAILBOX IDENTIFIER RIGHTS", Authenticated, 4314),
    command("DELETEACL", "MAILBOX IDENTIFIER", Authenticated, 4314),
    command("LISTRIGHTS", "MAILBOX IDENTIFIER", Authenticated, 4314),
    command("MYRIGHTS", "MAILBOX", Authenticated, 4314),
    command("GETQUOTA", "ROOT", Authenticated, 9208),
    command("GETQUOTAROOT", "MAILBOX", Authenticated, 9208),
    command("SETQUOTA", "ROOT (RESOURCE LIMIT …)", Authenticated, 9208),
    command(
        "GETMETADATA",
        "[(OPTION…)] MAILBOX ENTRY|(ENTRY…)",
        Authenticated,
        5464,
    ),
    command(
        "SETMETADATA",
        "MAILBOX (ENTRY VALUE …)",
        Authenticated,
        5464,
    ),
    command("NOTIFY", "NONE|SET …", Authenticated, 5465),
    command("LANGUAGE", "[TAG…]", Any, 5255),
    command("COMPARATOR", "[NAME…]", Authenticated, 5255),
    command("CONVERSIONS", "FROM TO", Authenticated, 5259),
    command("CONVERT", "SEQUENCE-SET (TYPE …) ITEM…", Selected, 5259),
    command("GENURLAUTH", "URL MECHANISM …", Authenticated, 4467),
    command("RESETKEY", "[MAILBOX [MECHANISM…]]", Authenticated, 4467),
    command("URLFETCH", "URL…", Authenticated, 4467),
    command("RLIST", "REFERENCE PATTERN", Authenticated, 2193),
    command("RLSUB", "REFERENCE PATTERN", Authenticated, 2193),
    command("GETJMAPACCESS", "", Authenticated, 9698),
    command("UIDBATCHES", "SIZE [RANGE]", Selected, 9394),
    command("XLIST", "REFERENCE PATTERN", Authenticated, 6154),
];

/// The command with this name, in any case.
///
/// # Examples
/// ```
/// use imapsh::protocol::commands;
/// assert_eq!(commands::find("Select").map(|command| command.name), Some("SELECT"));
/// assert_eq!(commands::find("done"), None);
/// ```
pub fn find(word: &str) -> Option<&'static CommandSpec> {
    COMMANDS
        .iter()
        .find(|command| command.name.eq_ignore_ascii_case(word))
}

/// The command that this word, which is none, was most likely meant to be.
///
/// # Examples
/// ```
/// use imapsh::protocol::commands;
/// assert_eq!(commands::nearest("selct"), Some("SELECT"));
/// ```
pub fn nearest(word: &str) -> Option<&'static str> {
    super::spelling::nearest(word, COMMANDS.iter().map(|command| command.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_found_in_any_case() {
        for command in COMMANDS {
            assert!(command.name.bytes().all(|octet| octet.is_ascii_uppercase()));
            assert_eq!(find(command.name), Some(command));
            assert_eq!(find(&command.name.to_ascii_lowercase()), Some(command));
        }
        for none in ["", "NOO", "NOOPS", "N\u{6f}O0", "\u{e}OOP"] {
            assert_eq!(find(none), None, "{none:?}");
        }
    }
}
