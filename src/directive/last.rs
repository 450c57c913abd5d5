//! `:last` and `:save`: the server's last answer, and its last literal.

use super::Driver;
use crate::console::{KeptAnswer, KeptOctets, NotKept, StopReason};
use crate::messages::{Messages, text};
use crate::protocol::secrets::mask_argument;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::Path;

/// `:last`
pub fn last(driver: &mut dyn Driver) -> Result<(), StopReason> {
    let Some(answer) = driver.console().last_answer().map(|answer| answer.read()) else {
        return driver.fail(&text::LastAtPrompt { directive: ":last" });
    };
    match answer {
        Ok(octets) => {
            let types = driver.console().types_of_shown_structure();
            driver.show_answer(KeptAnswer { octets, types })
        }
        Err(error) => {
            let why = why(&error, driver.console().messages());
            driver.fail(&why)
        }
    }
}

/// `:save FILE`: never overwrites a file.
pub fn save(driver: &mut dyn Driver, path: &str) -> Result<(), StopReason> {
    let console = driver.console();
    let Some(literal) = console.last_answer().map(|answer| answer.read_literal()) else {
        return driver.fail(&text::LastAtPrompt { directive: ":save" });
    };
    let file = console.variables.base().join(path);
    let literal = match literal {
        Ok(literal) => literal,
        Err(error) => {
            let why = why(&error, console.messages());
            return driver.fail(&why);
        }
    };
    let path = mask_argument(path);
    match write_new(&file, literal) {
        Ok(octets) => {
            console.info(text::LastSaved { path, octets });
            Ok(())
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            driver.fail(&text::LastFileExists { path })
        }
        Err(reason) => driver.fail(&text::LastNotSaved { path, reason }),
    }
}

/// Writes the octets to a new file. If that fails, no part of it stays.
fn write_new(path: &Path, mut octets: KeptOctets) -> io::Result<u64> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    let written = io::copy(&mut octets, &mut file).and_then(|count| finish(&file).map(|()| count));
    if written.is_err() {
        // The error that is reported says more than one about removing the file.
        let _ = std::fs::remove_file(path);
    }
    written
}

/// Some file systems report only here that they are full.
fn finish(file: &File) -> io::Result<()> {
    file.sync_data()
}

fn why(error: &NotKept, messages: Messages) -> String {
    match error {
        NotKept::Nothing => messages.format(text::LastNothing),
        NotKept::NoLiteral => messages.format(text::LastNoLiteral),
        NotKept::Incomplete { received, size } => {
            messages.format(text::LastLiteralIncomplete { received, size })
        }
        NotKept::TooLong { size, limit } => {
            messages.format(text::LastLiteralTooLong { size, limit })
        }
        NotKept::Failed(reason) => messages.format(text::LastNotKept { reason }),
    }
}
