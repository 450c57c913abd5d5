//! Commands of a shell, and everyday words, that are typed at the prompt. They are sent, as anything
//! that may be a command is; the hint before them says what does the same in IMAP.

use super::CommandLine;

/// What a shell's command, or an everyday word, is at this prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShellCommand {
    /// What is typed here instead, if there is such a thing.
    pub instead: Option<&'static str>,
}

/// The words for what IMAP or imapsh does too.
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

/// Other words that nobody types to a mail server.
const OTHERS: &[&str] = &[
    "apt",
    "apt-get",
    "awk",
    "bash",
    "brew",
    "chmod",
    "chown",
    "clear",
    "cls",
    "curl",
    "date",
    "df",
    "dig",
    "dnf",
    "docker",
    "echo",
    "emacs",
    "env",
    "export",
    "git",
    "history",
    "host",
    "kill",
    "killall",
    "make",
    "mutt",
    "nano",
    "nc",
    "ncat",
    "netcat",
    "nslookup",
    "openssl",
    "pacman",
    "ping",
    "pip",
    "ps",
    "python",
    "python3",
    "scp",
    "sed",
    "sh",
    "socat",
    "source",
    "ssh",
    "su",
    "sudo",
    "systemctl",
    "tar",
    "telnet",
    "top",
    "traceroute",
    "uname",
    "vi",
    "vim",
    "wget",
    "which",
    "yum",
    "zsh",
    "imapsh",
    "learn",
];

/// The shell's command that a line is, if it is one: by its first word, or by its form. The line's
/// verb is not a command of IMAP.
pub fn shell_command(line: &CommandLine<'_>) -> Option<ShellCommand> {
    let is_shells = line.spec.is_none() && line.tag.is_none() && is_shell_word(line.verb);
    is_shells.then(|| ShellCommand { instead: counterpart(line.verb) })
}

/// Whether a shell's command begins with this word, in any case.
pub fn is_shell_word(word: &str) -> bool {
    let is_other = || OTHERS.iter().any(|other| other.eq_ignore_ascii_case(word));
    counterpart(word).is_some() || is_other() || is_path(word)
}

fn counterpart(word: &str) -> Option<&'static str> {
    let is_word = |words: &[&str]| words.iter().any(|other| other.eq_ignore_ascii_case(word));
    COUNTERPARTS.iter().find(|(words, _)| is_word(words)).map(|(_, instead)| *instead)
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
            ("hello", None),
            ("a1 ls", None),
            ("/", None),
            ("sort x", None),
        ] {
            let found = shell_command(&CommandLine::parse(line));
            assert_eq!(found.map(|command| command.instead), instead, "{line}");
        }
    }

    #[test]
    fn none_of_them_is_a_command_of_imap_and_what_replaces_them_is() {
        let words = COUNTERPARTS.iter().flat_map(|(words, _)| *words).chain(OTHERS);
        for word in words {
            assert_eq!(commands::find(word), None, "{word}");
        }
        for (_, instead) in COUNTERPARTS {
            let line = CommandLine::parse(instead);
            assert!(line.spec.is_some() || instead.starts_with(':'), "{instead}");
        }
    }
}
