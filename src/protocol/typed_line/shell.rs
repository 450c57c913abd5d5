//! Recognizes shell commands and everyday words at the prompt. They are sent, like anything that may be a
//! command; a hint names the equivalent in IMAP.

use super::is_sequence_set;
use super::{CommandLine, obsolete_command};

/// A shell command, or an everyday word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShellCommand {
    /// What to type here instead, if there is an equivalent.
    pub instead: Option<String>,
}

/// A shell's words with their equivalents in IMAP or imapsh. In the equivalent, the line's own arguments
/// replace `1`, `inbox`, `MAILBOX` and `WORD`.
const COUNTERPARTS: &[(&[&str], &str)] = &[
    (&["ls", "ll", "dir", "tree", "folders", "mailboxes"], "list \"\" \"*\""),
    (&["cd", "chdir", "open"], "select inbox"),
    (&["pwd", "whoami", "hostname"], ":state"),
    (
        &["cat", "less", "more", "head", "tail", "read", "show", "view", "get", "retr"],
        "fetch 1 body.peek[]",
    ),
    (&["grep", "egrep", "find"], "search text \"WORD\""),
    (&["rm", "del", "dele", "remove"], "store 1 +flags (\\Deleted)"),
    (&["cp"], "copy 1 MAILBOX"),
    (&["mv", "ren"], "move 1 MAILBOX"),
    (&["mkdir", "md"], "create MAILBOX"),
    (&["rmdir", "rd"], "delete MAILBOX"),
    (&["wc", "du"], "status inbox (messages unseen)"),
];

/// Words of mail programs and of everyday language with their equivalents. Shells do not have them.
const EVERYDAY: &[(&[&str], &str)] = &[
    (&["use", "inbox"], "select inbox"),
    (&["print", "message", "messages"], "fetch 1 body.peek[]"),
    (&["header", "headers", "subject", "subjects"], "fetch 1 envelope"),
    (&["undelete", "undel", "restore", "recover"], "store 1 -flags (\\Deleted)"),
    (&["mark"], "store 1 +flags (\\Seen)"),
    (&["unmark"], "store 1 -flags (\\Seen)"),
    (&["flag", "star"], "store 1 +flags (\\Flagged)"),
    (&["unflag", "unstar"], "store 1 -flags (\\Flagged)"),
    (&["trash"], "move 1 Trash"),
    (&["purge"], "expunge"),
    (&["new", "unread"], "search unseen"),
    (&["capabilities", "features"], "capability"),
    (&["count"], "status inbox (messages unseen)"),
    (&["compose", "save"], "append Drafts {<<END}"),
    (&["wait", "watch"], "idle"),
];

/// Words of a sentence that only join others.
const FILLERS: &[&str] =
    &["folder", "from", "in", "into", "mailbox", "message", "messages", "the", "to"];

/// Words that are seldom an argument, but can be part of a mailbox's name.
const PERHAPS_FILLERS: &[&str] =
    &["a", "all", "as", "folders", "for", "mail", "mails", "my", "no", "number", "of", "with"];

/// Other words that are not meant for a mail server.
const OTHERS: &[&str] = &[
    "apt", "apt-get", "awk", "bash", "brew", "chmod", "chown", "clear", "cls", "curl", "date",
    "df", "dig", "dnf", "docker", "echo", "emacs", "env", "export", "git", "history", "host",
    "kill", "killall", "make", "mutt", "nano", "nc", "ncat", "netcat", "nslookup", "openssl",
    "pacman", "ping", "pip", "ps", "python", "python3", "scp", "sed", "sh", "sleep", "socat",
    "source", "ssh", "su", "sudo", "systemctl", "tar", "telnet", "top", "traceroute", "uname",
    "vi", "vim", "wget", "which", "yum", "zsh", "imapsh", "learn",
];

/// The shell command, or everyday word, in a line: recognized by its first word, or by its form. The
/// line's verb must not be a command of IMAP.
pub fn shell_command(line: &CommandLine<'_>) -> Option<ShellCommand> {
    if line.spec.is_some() || line.tag.is_some() {
        return None;
    }
    let instead = typed_instead(line.verb, line.arguments);
    (instead.is_some() || is_shell_word(line.verb)).then_some(ShellCommand { instead })
}

/// Whether a shell command begins with this word, in any case.
pub fn is_shell_word(word: &str) -> bool {
    let is_other = || OTHERS.iter().any(|other| other.eq_ignore_ascii_case(word));
    counterpart(COUNTERPARTS, word).is_some() || is_other() || is_path(word)
}

/// The equivalent in IMAP of this word with these arguments.
pub fn typed_instead(word: &str, arguments: &str) -> Option<String> {
    if let Some(obsolete) = obsolete_command(word, arguments) {
        return Some(obsolete.instead);
    }
    let instead = counterpart(COUNTERPARTS, word).or_else(|| counterpart(EVERYDAY, word))?;
    let mut arguments = arguments.split_ascii_whitespace();
    let set = arguments.clone().find(|word| is_sequence_set(word));
    let name = arguments.find(|word| is_name(word));
    // `open 3`, `unread 3`: a message is meant.
    let instead = match (instead, set) {
        ("select inbox", Some(_)) if name.is_none() => "fetch 1 body.peek[]",
        ("search unseen", Some(_)) => "store 1 -flags (\\Seen)",
        _ => instead,
    };
    let filled = instead.split(' ').map(|part| match (part, name) {
        ("1", _) => set.unwrap_or(part).to_owned(),
        ("inbox" | "MAILBOX", Some(name)) => name.to_owned(),
        ("\"WORD\"", Some(name)) => format!("\"{name}\""),
        _ => part.to_owned(),
    });
    Some(filled.collect::<Vec<_>>().join(" "))
}

fn counterpart(table: &[(&[&str], &'static str)], word: &str) -> Option<&'static str> {
    let is_word = |words: &[&str]| words.iter().any(|other| other.eq_ignore_ascii_case(word));
    table.iter().find(|(words, _)| is_word(words)).map(|(_, instead)| *instead)
}

/// Whether the word can be the name of a mailbox or a word to search for, and is not a part of a sentence.
fn is_name(word: &str) -> bool {
    let is_perhaps = || PERHAPS_FILLERS.iter().any(|filler| filler.eq_ignore_ascii_case(word));
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '/');
    word.starts_with(|c: char| c.is_ascii_alphanumeric())
        && word.chars().all(is_of_name)
        && !is_sequence_set(word)
        && !is_filler(word)
        && !is_perhaps()
}

/// Whether the word only joins others in a sentence, and names nothing: `to`, `the`, `message`.
pub fn is_filler(word: &str) -> bool {
    FILLERS.iter().any(|filler| filler.eq_ignore_ascii_case(word))
}

/// A program by its path: `./run`, `/usr/bin/ls`, `~/bin/x`.
fn is_path(word: &str) -> bool {
    let begins = ["./", "../", "~/", "/"].iter().any(|sign| word.starts_with(sign));
    begins && word.ends_with(|c: char| c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::commands;

    #[test]
    fn shell_commands_and_what_does_the_same() {
        for (line, instead) in [
            ("ls -la", Some(Some("list \"\" \"*\""))),
            ("LS", Some(Some("list \"\" \"*\""))),
            ("cd /tmp", Some(Some("select inbox"))),
            ("sudo apt install x", Some(None)),
            ("./run.sh", Some(None)),
            ("/usr/bin/env python", Some(None)),
            ("open the folder Work/2026", Some(Some("select Work/2026"))),
            ("open 3", Some(Some("fetch 3 body.peek[]"))),
            ("unread", Some(Some("search unseen"))),
            ("unread 3", Some(Some("store 3 -flags (\\Seen)"))),
            ("read 5", Some(Some("fetch 5 body.peek[]"))),
            ("read message 2:4,7", Some(Some("fetch 2:4,7 body.peek[]"))),
            ("remove 3", Some(Some("store 3 +flags (\\Deleted)"))),
            ("undelete 3", Some(Some("store 3 -flags (\\Deleted)"))),
            ("cp 3 to Archive", Some(Some("copy 3 Archive"))),
            ("mv 3", Some(Some("move 3 MAILBOX"))),
            ("grep lunch", Some(Some("search text \"lunch\""))),
            ("mkdir -p Work", Some(Some("create Work"))),
            ("hello", None),
            ("a1 ls", None),
            ("/", None),
            ("sort x", None),
        ] {
            let found = shell_command(&CommandLine::parse(line));
            let found = found.map(|command| command.instead);
            assert_eq!(found, instead.map(|instead| instead.map(str::to_owned)), "{line}");
        }
    }

    #[test]
    fn none_of_them_is_a_command_of_imap_and_what_replaces_them_is() {
        let replaced = || COUNTERPARTS.iter().chain(EVERYDAY);
        let words = replaced().flat_map(|(words, _)| *words).chain(OTHERS);
        for word in words {
            assert_eq!(commands::find(word), None, "{word}");
        }
        for (_, instead) in replaced() {
            let line = CommandLine::parse(instead);
            assert!(line.spec.is_some() || instead.starts_with(':'), "{instead}");
        }
    }
}
