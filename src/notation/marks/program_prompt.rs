//! The prompts of programs that take IMAP commands: `imap> select inbox`, `mail-client> noop`. In such a
//! listing the lines between the prompts are the program's output. Section 2 of `docs/listings.md`.

use super::is_role;
use crate::notation::prose::is_certain_command;
use crate::notation::words::spaces_before;
use crate::protocol::typed_line::CommandLine;
use std::collections::HashMap;

/// The signs that end a prompt. The first ones also end a shell's, where other commands are typed.
const SHELL_SIGNS: &[char] = &['$', '%', '#'];
const SIGNS: &[char] = &['$', '%', '#', '>', '❯', '»', 'λ', '&'];

/// The longest prompt, in octets.
const MAX_PROMPT: usize = 80;

/// A possible prompt at the beginning of a line: a name, which may be empty, and a sign.
pub struct ProgramPrompt<'a> {
    /// The sign, or several: `>>>`. The name may change, with the mailbox for instance: `INBOX> noop`,
    /// `Sent> noop`.
    pub sign: &'a str,
    name: &'a str,
    /// The position after it.
    pub after: usize,
}

impl<'a> ProgramPrompt<'a> {
    /// The prompt that the line begins with.
    pub fn of_line(text: &'a str) -> Option<ProgramPrompt<'a>> {
        // Most lines have no sign.
        let may_be =
            |octet: u8| matches!(octet, b'$' | b'%' | b'#' | b'>' | b'&') || !octet.is_ascii();
        text.bytes().take(MAX_PROMPT).any(may_be).then_some(())?;
        let begins = spaces_before(text);
        let sign_at = begins + text[begins..].find(SIGNS).filter(|at| *at < MAX_PROMPT)?;
        let name = &text[begins..sign_at];
        let after = text.len() - text[sign_at..].trim_start_matches(SIGNS).len();
        let sign = &text[sign_at..after];
        let is_apart = text[after..].is_empty() || text[after..].starts_with([' ', '\t']);
        let is_prompt = is_name(name.trim_end()) && (is_apart || (!name.is_empty() && sign == ">"));
        is_prompt.then_some(ProgramPrompt { name: name.trim_end(), sign, after })
    }

    /// The prompt of a line if an IMAP command without a tag follows it, or if it is the prompt of a program
    /// for something else, whatever follows it.
    pub fn before_command(text: &'a str) -> Option<ProgramPrompt<'a>> {
        let prompt = ProgramPrompt::of_line(text)?;
        if prompt.is_of_other_program() {
            return Some(prompt);
        }
        let command = CommandLine::parse(text[prompt.after..].trim());
        let is_command = command.tag.is_none() && is_certain_command(&command);
        // `select a>noop` is a command itself.
        let is_of_command =
            prompt.name.contains(' ') && CommandLine::parse(prompt.name).spec.is_some();
        // `Client> noop` has a mark.
        (is_command && !is_of_command && !is_role(prompt.name)).then_some(prompt)
    }

    /// Whether one command after it proves that it is a prompt. After a shell's prompt, `logout` may be a
    /// shell command; `>` alone may be the sign of a quotation.
    pub fn is_certain(&self) -> bool {
        !self.name.is_empty() && (!self.sign.starts_with(SHELL_SIGNS) || self.name.ends_with('='))
    }

    /// Whether its name shows that the program is not about mail: `mysql> select inbox`. psql has the name of
    /// a database in its prompt, `mail=>`, and redis-cli an address.
    fn is_of_other_program(&self) -> bool {
        let name = self.name.to_ascii_lowercase();
        let is_psql =
            name.ends_with(['=', '-']) && name.len() > 1 && self.sign.starts_with(['>', '#']);
        let address = name.split('[').next().and_then(|name| name.rsplit_once(':'));
        let is_address = address.is_some_and(|(host, port)| {
            let is_digit = |octet: u8| octet.is_ascii_digit() || octet == b'.';
            !host.is_empty() && host.bytes().all(is_digit) && port.bytes().all(is_digit)
        });
        is_psql || is_address || is_named_other(&name)
    }

    /// Whether the program may be about mail, judging by its prompt.
    pub fn may_be_of_mail(&self) -> bool {
        let name = self.name.to_ascii_lowercase();
        // mailx has commands with the same names.
        if self.sign == "&" || self.is_of_other_program() {
            return false;
        }
        name.is_empty() || ["imap", "mail", "inbox"].iter().any(|word| name.contains(word))
    }
}

/// Whether a prompt, in lower case, begins with the name of a program for other things, in which the
/// database may be called `mail`: `MariaDB [mail]> `.
fn is_named_other(name: &str) -> bool {
    const OTHERS: &[&str] = &[
        "mariadb", "mysql", "sqlite", "ftp", "sftp", "lftp", "ncftp", "psql", "redis", "mongo",
        "cqlsh", "sql",
    ];
    let is_end = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric());
    OTHERS.iter().any(|other| name.strip_prefix(other).is_some_and(is_end))
}

/// Whether this may be a prompt's name: a word, `[taro@home ~]`, `imap (INBOX)`, `Mail Client`; or none.
fn is_name(name: &str) -> bool {
    let is_of_name = |c: char| c.is_alphanumeric() || "_-.:/~@()[]\\ ".contains(c);
    let name = name.strip_suffix('=').unwrap_or(name);
    let begins = name.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '[' | '(' | '~'));
    let words = name.split(' ').count();
    let is_arrow = name.ends_with('-');
    name.is_empty() || (begins && words <= 2 && !is_arrow && name.chars().all(is_of_name))
}

/// How often each prompt precedes an IMAP command.
#[derive(Default)]
pub struct PromptCounts(HashMap<String, PromptCount>);

#[derive(Default)]
struct PromptCount {
    commands: usize,
    is_certain: bool,
    may_be_of_mail: bool,
}

impl PromptCounts {
    /// Counts a prompt in front of a command.
    pub fn add(&mut self, prompt: &ProgramPrompt<'_>) {
        let count = self.0.entry(prompt.sign.to_owned()).or_default();
        count.commands += 1;
        count.is_certain |= prompt.is_certain();
        count.may_be_of_mail |= prompt.may_be_of_mail();
    }

    /// Whether no prompt was counted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The sign of the prompt before the listing's commands, if `others` commands have no prompt: a program's
    /// output occasionally looks like a command.
    pub fn sign(&self, others: usize) -> Option<&str> {
        let (sign, count) = self.0.iter().max_by_key(|(sign, count)| (count.commands, *sign))?;
        let is_prompt = count.commands > others && (count.is_certain || count.commands > 1);
        is_prompt.then_some(sign)
    }

    /// Whether the program with this sign in its prompt may be about mail.
    pub fn may_be_of_mail(&self, sign: &str) -> bool {
        self.0.get(sign).is_some_and(|count| count.may_be_of_mail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prompts_of_mail_programs_are_recognized() {
        for text in [
            "imap> select inbox",
            "mail-client> noop",
            "imap>select inbox",
            "taro@mail:INBOX> search unseen",
            "imap (INBOX)> fetch 1 flags",
            "[imap.example.org] > list \"\" \"*\"",
            "Mail Client> logout",
            "»  noop",
            ">>> idle",
            "imap$ logout",
            "mail=> select 1;",
        ] {
            assert!(ProgramPrompt::before_command(text).is_some(), "{text}");
        }
        for text in [
            "select inbox",
            "a1 select inbox",
            "imap> a1 select inbox",
            "imap> connect mail.example.org",
            "imap> search for mail",
            "search text a> noop",
            "select inbox>noop",
            "--> noop",
            "<C> noop",
            "C -> noop",
            "Client> noop",
            "note that I type > noop",
            "a>noop>noop",
            "",
        ] {
            assert!(ProgramPrompt::before_command(text).is_none(), "{text}");
        }
    }
}
