//! Asks on the terminal for the user name and the password that a script needs.

use super::signals::Interrupts;
use crate::console::Variables;
use crate::input::EchoOff;
use crate::messages::Messages;
use rustix::event::{PollFd, PollFlags, poll};
use std::fs::OpenOptions;
use std::io::{self, Read, Write};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionOutcome {
    /// The variable is set.
    Given,
    /// The variable is not one of the credentials, there is no terminal, or the answer is empty.
    Missing,
    /// The user pressed Ctrl-C.
    Interrupted,
}

/// Asks for the value of a variable, if it is one of the credentials. `user`: whose password it is, if
/// known.
pub fn ask(
    name: &str,
    user: Option<&str>,
    variables: &mut Variables,
    messages: Messages,
    interrupts: &Interrupts,
) -> QuestionOutcome {
    let Some(question) = messages.question_for(name, user) else {
        return QuestionOutcome::Missing;
    };
    let is_password = name == "password";
    match read(&question, !is_password, interrupts) {
        _ if interrupts.is_set() => QuestionOutcome::Interrupted,
        Ok(answer) => {
            // A password may begin or end with spaces.
            let answer = if is_password { &answer } else { answer.trim() };
            if answer.is_empty() {
                return QuestionOutcome::Missing;
            }
            variables.set(name, answer.to_owned());
            QuestionOutcome::Given
        }
        Err(_) => QuestionOutcome::Missing,
    }
}

/// Reads a line from the terminal. After a signal it fails; the echo is restored in any case.
fn read(question: &str, echo: bool, interrupts: &Interrupts) -> io::Result<String> {
    let terminal = OpenOptions::new().read(true).write(true).open("/dev/tty")?;
    let echo_off = (!echo).then(|| EchoOff::new(&terminal)).transpose()?;
    (&terminal).write_all(question.as_bytes())?;
    let mut line = Vec::new();
    while !line.ends_with(b"\n") {
        let mut fds = [
            PollFd::new(&terminal, PollFlags::IN),
            PollFd::new(&interrupts.received, PollFlags::IN),
        ];
        match poll(&mut fds, None) {
            Err(rustix::io::Errno::INTR) => continue,
            other => other?,
        };
        if interrupts.is_set() {
            (&terminal).write_all(b"\n")?;
            return Err(io::ErrorKind::Interrupted.into());
        }
        let mut octets = [0; 256];
        let count = (&terminal).read(&mut octets)?;
        if count == 0 {
            break;
        }
        line.extend_from_slice(octets.get(..count).unwrap_or_default());
    }
    drop(echo_off);
    let line = String::from_utf8(line).map_err(|_| io::ErrorKind::InvalidData)?;
    Ok(line.trim_end_matches(['\n', '\r']).to_owned())
}
