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
    /// Its name in capitals, one word. `UID` is here once, for all the commands that it precedes.
    pub name: &'static str,
    /// What follows the name, in a shorthand of the formal syntax.
    pub syntax: &'static str,
    /// The state that it needs; `None`: any will do. What needs `Authenticated` is allowed while a
    /// mailbox is selected too; what needs `NotAuthenticated` is not allowed later.
    pub state: Option<ConnectionState>,
    /// The RFC that defines it.
    pub rfc: u16,
}

const fn any(name: &'static str, syntax: &'static str, rfc: u16) -> CommandSpec {
    CommandSpec { name, syntax, state: None, rfc }
}

const fn before_login(name: &'static str, syntax: &'static str, rfc: u16) -> CommandSpec {
    let state = Some(ConnectionState::NotAuthenticated);
    CommandSpec { state, ..any(name, syntax, rfc) }
}

const fn after_login(name: &'static str, syntax: &'static str, rfc: u16) -> CommandSpec {
    let state = Some(ConnectionState::Authenticated);
    CommandSpec { state, ..any(name, syntax, rfc) }
}

const fn selected(name: &'static str, syntax: &'static str, rfc: u16) -> CommandSpec {
    let state = Some(ConnectionState::Selected);
    CommandSpec { state, ..any(name, syntax, rfc) }
}

/// Every command, the base protocol's first, in the order in which a session needs them.
pub static COMMANDS: &[CommandSpec] = &[
    any("CAPABILITY", "", 3501),
    any("NOOP", "", 3501),
    any("LOGOUT", "", 3501),
    before_login("STARTTLS", "", 3501),
    before_login("AUTHENTICATE", "MECHANISM [INITIAL-RESPONSE]", 3501),
    before_login("LOGIN", "USER PASSWORD", 3501),
    after_login("ENABLE", "CAPABILITY…", 5161),
    after_login("SELECT", "MAILBOX", 3501),
    after_login("EXAMINE", "MAILBOX", 3501),
    after_login("CREATE", "MAILBOX", 3501),
    after_login("DELETE", "MAILBOX", 3501),
    after_login("RENAME", "MAILBOX NEW-NAME", 3501),
    after_login("SUBSCRIBE", "MAILBOX", 3501),
    after_login("UNSUBSCRIBE", "MAILBOX", 3501),
    after_login("LIST", "REFERENCE PATTERN", 3501),
    after_login("LSUB", "REFERENCE PATTERN", 3501),
    after_login("NAMESPACE", "", 2342),
    after_login("STATUS", "MAILBOX (MESSAGES RECENT UIDNEXT UIDVALIDITY UNSEEN)", 3501),
    after_login("APPEND", "MAILBOX [(FLAG…)] [DATE-TIME] {OCTETS}", 3501),
    after_login("IDLE", "", 2177),
    selected("CHECK", "", 3501),
    selected("CLOSE", "", 3501),
    selected("UNSELECT", "", 3691),
    selected("EXPUNGE", "", 3501),
    selected("SEARCH", "[CHARSET NAME] KEY…", 3501),
    selected("FETCH", "SEQUENCE-SET ITEM|(ITEM…)", 3501),
    selected("STORE", "SEQUENCE-SET [+|-]FLAGS[.SILENT] (FLAG…)", 3501),
    selected("COPY", "SEQUENCE-SET MAILBOX", 3501),
    selected("MOVE", "SEQUENCE-SET MAILBOX", 6851),
    selected("UID", "FETCH|STORE|COPY|MOVE|SEARCH|EXPUNGE …", 3501),
    any("ID", "NIL|(FIELD VALUE …)", 2971),
    after_login("COMPRESS", "DEFLATE", 4978),
    after_login("UNAUTHENTICATE", "", 8437),
    selected("SORT", "(CRITERION…) CHARSET KEY…", 5256),
    selected("THREAD", "ALGORITHM CHARSET KEY…", 5256),
    after_login("ESEARCH", "[IN (SOURCE…)] [RETURN (OPTION…)] KEY…", 7377),
    selected("CANCELUPDATE", "TAG…", 5267),
    selected("REPLACE", "SEQUENCE-NUMBER MAILBOX [(FLAG…)] {OCTETS}", 8508),
    after_login("GETACL", "MAILBOX", 4314),
    after_login("SETACL", "MAILBOX IDENTIFIER RIGHTS", 4314),
    after_login("DELETEACL", "MAILBOX IDENTIFIER", 4314),
    after_login("LISTRIGHTS", "MAILBOX IDENTIFIER", 4314),
    after_login("MYRIGHTS", "MAILBOX", 4314),
    after_login("GETQUOTA", "ROOT", 9208),
    after_login("GETQUOTAROOT", "MAILBOX", 9208),
    after_login("SETQUOTA", "ROOT (RESOURCE LIMIT …)", 9208),
    after_login("GETMETADATA", "[(OPTION…)] MAILBOX ENTRY|(ENTRY…)", 5464),
    after_login("SETMETADATA", "MAILBOX (ENTRY VALUE …)", 5464),
    after_login("NOTIFY", "NONE|SET …", 5465),
    any("LANGUAGE", "[TAG…]", 5255),
    after_login("COMPARATOR", "[NAME…]", 5255),
    after_login("CONVERSIONS", "FROM TO", 5259),
    selected("CONVERT", "SEQUENCE-SET (TYPE …) ITEM…", 5259),
    after_login("GENURLAUTH", "URL MECHANISM …", 4467),
    after_login("RESETKEY", "[MAILBOX [MECHANISM…]]", 4467),
    after_login("URLFETCH", "URL…", 4467),
    after_login("RLIST", "REFERENCE PATTERN", 2193),
    after_login("RLSUB", "REFERENCE PATTERN", 2193),
    after_login("GETJMAPACCESS", "", 9698),
    selected("UIDBATCHES", "SIZE [RANGE]", 9394),
    after_login("XLIST", "REFERENCE PATTERN", 6154),
];

/// The words that leave other programs.
pub const QUIT_WORDS: &[&str] = &["exit", "quit", "bye", "q", "logoff", "disconnect"];

/// The words that ask other programs for help.
pub const HELP_WORDS: &[&str] = &["help", "?", "man", "commands"];

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
