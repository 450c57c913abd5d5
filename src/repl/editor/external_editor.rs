//! Edits the line in the program that `$VISUAL` or `$EDITOR` names.

use super::burst::MAX_BURST;
use super::terminal_loan::{PROGRAM_NOT_FOUND, TerminalLoan, shell_command};
use std::env;
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::Command;

/// Why the line is not edited elsewhere.
#[derive(Debug)]
pub enum ExternalEditError {
    /// A part of the line is secret, and the program would write it to files.
    Secret,
    /// The environment does not name a program.
    NotSet,
    NotFound(String),
    /// The program failed with this exit status, or by a signal. Most editors use this to discard changes.
    Failed(Option<i32>),
    /// The saved text is too long for a line or a paste.
    TooLong,
    Io(io::Error),
}

impl From<io::Error> for ExternalEditError {
    fn from(error: io::Error) -> ExternalEditError {
        ExternalEditError::Io(error)
    }
}

/// Opens the program with the text in this terminal, and returns the saved text.
pub fn edit(
    text: &str,
    terminal: OwnedFd,
    lent: &TerminalLoan<'_>,
) -> Result<String, ExternalEditError> {
    let named = |name| env::var(name).ok().filter(|program: &String| !program.trim().is_empty());
    let program = named("VISUAL").or_else(|| named("EDITOR")).ok_or(ExternalEditError::NotSet)?;
    // Only this user can read it, and it is removed when it is dropped.
    let mut file = tempfile::Builder::new().prefix("imapsh-").suffix(".imap").tempfile()?;
    writeln!(file, "{text}")?;
    let mut command = Command::new("/bin/sh");
    command.arg("-c").arg(format!("{} \"$1\"", shell_command(&program))).arg("sh").arg(file.path());
    // imapsh's own standard input was replaced.
    command.stdin(terminal);
    match lent.spawn(&mut command)?.wait()?.code() {
        Some(0) => saved_text(file.path()),
        Some(PROGRAM_NOT_FOUND) => Err(ExternalEditError::NotFound(program)),
        status => Err(ExternalEditError::Failed(status)),
    }
}

/// The text of the file, in the form in which the terminal would have passed it on. The program may have
/// replaced the file.
fn saved_text(path: &Path) -> Result<String, ExternalEditError> {
    let mut octets = Vec::new();
    File::open(path)?.take(MAX_BURST as u64 + 1).read_to_end(&mut octets)?;
    if octets.len() > MAX_BURST {
        return Err(ExternalEditError::TooLong);
    }
    let text = String::from_utf8_lossy(&octets);
    let mut text = text.replace("\r\n", "\n");
    text.retain(|c| matches!(c, '\n' | '\t') || !c.is_control());
    text.truncate(text.trim_end_matches('\n').len());
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_at_the_end_and_control_characters_are_dropped() -> io::Result<()> {
        let saved = |octets: &[u8]| {
            let mut file = tempfile::NamedTempFile::new()?;
            file.write_all(octets)?;
            Ok::<_, io::Error>(saved_text(file.path()).ok())
        };
        assert_eq!(saved(b"noop\n\n")?.as_deref(), Some("noop"));
        assert_eq!(saved(b"a\r\n\tb\x1b[2J\r\n")?.as_deref(), Some("a\n\tb[2J"));
        assert_eq!(saved(b"")?.as_deref(), Some(""));
        assert_eq!(saved(&vec![b'x'; MAX_BURST + 1])?, None);
        Ok(())
    }
}
