//! Recognizes commands of older versions of IMAP that IMAP4rev1 and IMAP4rev2 do not have.

use super::is_sequence_set;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObsoleteCommand {
    /// The version that had it.
    pub version: &'static str,
    /// The document of that version.
    pub rfc: u16,
    /// The current equivalent.
    pub instead: String,
}

/// The obsolete command in these words, if there is one: `find all.mailboxes *`.
pub fn obsolete_command(word: &str, arguments: &str) -> Option<ObsoleteCommand> {
    let is = |name: &str| word.eq_ignore_ascii_case(name);
    let mut arguments = arguments.split_ascii_whitespace();
    let first = arguments.next().unwrap_or_default();
    let second = arguments.next().map(|word| word.trim_matches('"'));
    let is_first = |name: &str| first.eq_ignore_ascii_case(name);
    let (version, rfc, instead) = if is("FIND") && is_first("ALL.MAILBOXES") {
        // IMAP2bis added it, which has no RFC.
        ("IMAP2bis", 1732, format!("list \"\" \"{}\"", second.unwrap_or("*")))
    } else if is("FIND") && (is_first("MAILBOXES") || is_first("BBOARDS")) {
        ("IMAP2", 1176, format!("lsub \"\" \"{}\"", second.unwrap_or("*")))
    } else if is("BBOARD") {
        let name = if is_plain(first) { first } else { "MAILBOX" };
        ("IMAP2", 1176, format!("select {name}"))
    } else if is("PARTIAL") && is_sequence_set(first) {
        ("IMAP4", 1730, format!("fetch {first} body.peek[]<0.1000>"))
    } else {
        return None;
    };
    Some(ObsoleteCommand { version, rfc, instead })
}

/// Whether the word can be the name of a mailbox without quotation marks.
fn is_plain(word: &str) -> bool {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || ".-_/#".contains(c);
    !word.is_empty() && word.chars().all(is_of_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_of_older_versions_have_a_replacement() {
        for (word, arguments, instead) in [
            ("FIND", "ALL.MAILBOXES *", Some("list \"\" \"*\"")),
            ("find", "mailboxes \"a*\"", Some("lsub \"\" \"a*\"")),
            ("find", "bboards", Some("lsub \"\" \"*\"")),
            ("bboard", "comp.mail", Some("select comp.mail")),
            ("bboard", "", Some("select MAILBOX")),
            ("partial", "3 rfc822 1 100", Some("fetch 3 body.peek[]<0.1000>")),
            ("partial", "results", None),
            // A shell's word.
            ("find", "hello", None),
            ("select", "inbox", None),
        ] {
            let found = obsolete_command(word, arguments).map(|it| it.instead);
            assert_eq!(found.as_deref(), instead, "{word} {arguments}");
        }
    }
}
