//! The commands of IMAP: those of RFC 3501 and RFC 9051, and of the registered extensions.

/// The states of a connection (RFC 9051, section 3), in the order in which they are reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum ConnectionState {
    NotAuthenticated,
    Authenticated,
    Selected,
}

/// A command as the RFCs define it.
#[derive(Debug, PartialEq, Eq)]
pub struct CommandSpec {
    /// Its name in capitals, one word (`UID` stands for all that it is put before).
    pub name: &'static str,
    /// What follows the name, in a shorthand of the formal syntax.
    pub syntax: &'static str,
    /// The state that it needs; `None`: any will do. What needs `Authenticated` is allowed while a
    /// mailbox is selected too; what needs `NotAuthenticated` is not allowed later.
    pub state: Option<ConnectionState>,
    /// The RFC that defines it.
    pub rfc: u16,
}

/// Allowed in any state.
const ANY: Option<ConnectionState> = None;
const NOT_AUTHENTICATED: Option<ConnectionState> = Some(ConnectionState::NotAuthenticated);
const AUTHENTICATED: Option<ConnectionState> = Some(ConnectionState::Authenticated);
const SELECTED: Option<ConnectionState> = Some(ConnectionState::Selected);

const fn command(
    name: &'static str,
    syntax: &'static str,
    state: Option<ConnectionState>,
    rfc: u16,
) -> CommandSpec {
    CommandSpec {
        name,
        syntax,
        state,
        rfc,
    }
}

/// Every command, the base protocol's first, in the order in which a session needs them.
pub static COMMANDS: &[CommandSpec] = &[
    command("CAPABILITY", "", ANY, 3501),
    command("NOOP", "", ANY, 3501),
    command("LOGOUT", "", ANY, 3501),
    command("STARTTLS", "", NOT_AUTHENTICATED, 3501),
    command(
        "AUTHENTICATE",
        "MECHANISM [INITIAL-RESPONSE]",
        NOT_AUTHENTICATED,
        3501,
    ),
    command("LOGIN", "USER PASSWORD", NOT_AUTHENTICATED, 3501),
    command("ENABLE", "CAPABILITY…", AUTHENTICATED, 5161),
    command("SELECT", "MAILBOX", AUTHENTICATED, 3501),
    command("EXAMINE", "MAILBOX", AUTHENTICATED, 3501),
    command("CREATE", "MAILBOX", AUTHENTICATED, 3501),
    command("DELETE", "MAILBOX", AUTHENTICATED, 3501),
    command("RENAME", "MAILBOX NEW-NAME", AUTHENTICATED, 3501),
    command("SUBSCRIBE", "MAILBOX", AUTHENTICATED, 3501),
    command("UNSUBSCRIBE", "MAILBOX", AUTHENTICATED, 3501),
    command("LIST", "REFERENCE PATTERN", AUTHENTICATED, 3501),
    command("LSUB", "REFERENCE PATTERN", AUTHENTICATED, 3501),
    command("NAMESPACE", "", AUTHENTICATED, 2342),
    command(
        "STATUS",
        "MAILBOX (MESSAGES RECENT UIDNEXT UIDVALIDITY UNSEEN)",
        AUTHENTICATED,
        3501,
    ),
    command(
        "APPEND",
        "MAILBOX [(FLAG…)] [DATE-TIME] {OCTETS}",
        AUTHENTICATED,
        3501,
    ),
    command("IDLE", "", AUTHENTICATED, 2177),
    command("CHECK", "", SELECTED, 3501),
    command("CLOSE", "", SELECTED, 3501),
    command("UNSELECT", "", SELECTED, 3691),
    command("EXPUNGE", "", SELECTED, 3501),
    command("SEARCH", "[CHARSET NAME] KEY…", SELECTED, 3501),
    command("FETCH", "SEQUENCE-SET ITEM|(ITEM…)", SELECTED, 3501),
    command(
        "STORE",
        "SEQUENCE-SET [+|-]FLAGS[.SILENT] (FLAG…)",
        SELECTED,
        3501,
    ),
    command("COPY", "SEQUENCE-SET MAILBOX", SELECTED, 3501),
    command("MOVE", "SEQUENCE-SET MAILBOX", SELECTED, 6851),
    command(
        "UID",
        "FETCH|STORE|COPY|MOVE|SEARCH|EXPUNGE …",
        SELECTED,
        3501,
    ),
    command("ID", "NIL|(FIELD VALUE …)", ANY, 2971),
    command("COMPRESS", "DEFLATE", AUTHENTICATED, 4978),
    command("UNAUTHENTICATE", "", AUTHENTICATED, 8437),
    command("SORT", "(CRITERION…) CHARSET KEY…", SELECTED, 5256),
    command("THREAD", "ALGORITHM CHARSET KEY…", SELECTED, 5256),
    command(
        "ESEARCH",
        "[IN (SOURCE…)] [RETURN (OPTION…)] KEY…",
        AUTHENTICATED,
        7377,
    ),
    command("CANCELUPDATE", "TAG…", SELECTED, 5267),
    command(
        "REPLACE",
        "SEQUENCE-NUMBER MAILBOX [(FLAG…)] {OCTETS}",
        SELECTED,
        8508,
    ),
    command("GETACL", "MAILBOX", AUTHENTICATED, 4314),
    command("SETACL", "MAILBOX IDENTIFIER RIGHTS", AUTHENTICATED, 4314),
    command("DELETEACL", "MAILBOX IDENTIFIER", AUTHENTICATED, 4314),
    command("LISTRIGHTS", "MAILBOX IDENTIFIER", AUTHENTICATED, 4314),
    command("MYRIGHTS", "MAILBOX", AUTHENTICATED, 4314),
    command("GETQUOTA", "ROOT", AUTHENTICATED, 9208),
    command("GETQUOTAROOT", "MAILBOX", AUTHENTICATED, 9208),
    command("SETQUOTA", "ROOT (RESOURCE LIMIT …)", AUTHENTICATED, 9208),
    command(
        "GETMETADATA",
        "[(OPTION…)] MAILBOX ENTRY|(ENTRY…)",
        AUTHENTICATED,
        5464,
    ),
    command(
        "SETMETADATA",
        "MAILBOX (ENTRY VALUE …)",
        AUTHENTICATED,
        5464,
    ),
    command("NOTIFY", "NONE|SET …", AUTHENTICATED, 5465),
    command("LANGUAGE", "[TAG…]", ANY, 5255),
    command("COMPARATOR", "[NAME…]", AUTHENTICATED, 5255),
    command("CONVERSIONS", "FROM TO", AUTHENTICATED, 5259),
    command("CONVERT", "SEQUENCE-SET (TYPE …) ITEM…", SELECTED, 5259),
    command("GENURLAUTH", "URL MECHANISM …", AUTHENTICATED, 4467),
    command("RESETKEY", "[MAILBOX [MECHANISM…]]", AUTHENTICATED, 4467),
    command("URLFETCH", "URL…", AUTHENTICATED, 4467),
    command("RLIST", "REFERENCE PATTERN", AUTHENTICATED, 2193),
    command("RLSUB", "REFERENCE PATTERN", AUTHENTICATED, 2193),
    command("GETJMAPACCESS", "", AUTHENTICATED, 9698),
    command("UIDBATCHES", "SIZE [RANGE]", SELECTED, 9394),
    command("XLIST", "REFERENCE PATTERN", AUTHENTICATED, 6154),
];

/// The command with this name, in any case.
///
/// # Examples
/// ```
/// use imapsh::protocol::commands;
/// assert_eq!(commands::find("Select").map(|spec| spec.name), Some("SELECT"));
/// assert_eq!(commands::find("done"), None);
/// ```
pub fn find(word: &str) -> Option<&'static CommandSpec> {
    let has_name = |spec: &&CommandSpec| spec.name.eq_ignore_ascii_case(word);
    COMMANDS.iter().find(has_name)
}

/// The command whose name is spelled most like this word.
///
/// # Examples
/// ```
/// use imapsh::protocol::commands;
/// assert_eq!(commands::nearest("selct"), Some("SELECT"));
/// ```
pub fn nearest(word: &str) -> Option<&'static str> {
    super::spelling::nearest(word, COMMANDS.iter().map(|spec| spec.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_command_is_found_in_any_case() {
        for spec in COMMANDS {
            assert!(spec.name.bytes().all(|octet| octet.is_ascii_uppercase()));
            assert_eq!(find(spec.name), Some(spec));
            assert_eq!(find(&spec.name.to_ascii_lowercase()), Some(spec));
        }
        for none in ["", "NOO", "NOOPS", "N\u{6f}O0", "\u{e}OOP"] {
            assert_eq!(find(none), None, "{none:?}");
        }
    }
}
