//! Asking for what a script needs and nobody has given: the user's name, and the password, unseen.

use super::interrupts::Interrupts;
use crate::console::Variables;
use crate::messages::Messages;
use crate::repl::terminal::EchoOff;
use rustix::event::{PollFd, PollFlags, poll};
use std::fs::OpenOptions;
use std::io::{self, Read, Write};

/// What came of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The variable has a value now.
    Given,
    /// The variable is none that is asked for, there is no terminal, or nothing was answered.
    Missing,
    /// Ctrl-C.
    Interrupted,
}

/// Asks at the terminal for the variable with this name.
pub fn ask(
    name: &str,
    variables: &mut Variables,
    messages: Messages,
    interrupts: &Interrupts,
) -> Answer {
    let answer = match name {
        "user" => read(&messages.get("ask-user"), false, interrupts),
        "password" => read(&messages.get("ask-password"), true, interrupts),
        _ => return Answer::Missing,
    };
    match answer {
        _ if interrupts.is_set() => Answer::Interrupted,
        Ok(answer) if !answer.is_empty() => {
            variables.set(name, answer);
            Answer::Given
        }
        _ => Answer::Missing,
    }
}

/// A line of the terminal. It ends without one at a signal, and the terminal is as it was.
fn read(question: &str, unseen: bool, interrupts: &Interrupts) -> io::Result<String> {
    let terminal = OpenOptions::new().read(true).write(true).open("/dev/tty")?;
    let echo = unseen.then(|| EchoOff::new(&terminal)).transpose()?;
    (&terminal).write_all(question.as_bytes())?;
    let mut line = Vec::new();
    while !line.ends_with(b"\n") {
        let mut fds = [
            PollFd::new(&terminal, PollFlags::IN),
            PollFd::new(&interrupts.came, PollFlags::IN),
        ];
        match poll(&mut fds, None) {
            Err(rustix::io::Errno::INTR) => continue,
            other => other?,
        };
        if interrupts.is_set() {
            (&terminal).write_all(b"\n")?;
            return Err(io::ErrorKind::Interrupted.into());
        }
        let mut some = [0; 256];
        let read = (&terminal).read(&mut some)?;
        if read == 0 {
            break;
        }
        line.extend_from_slice(some.get(..read).unwrap_or_default());
    }
    drop(echo);
    let line = String::from_utf8(line).map_err(|_| io::ErrorKind::InvalidData)?;
    let line = line.trim_end_matches(['\n', '\r']);
    Ok(if unseen { line } else { line.trim() }.to_owned())
}
