//! `:last` and `:save`: the server's last answer, its last literal, and a part of its last message.

use super::Driver;
use crate::console::{Console, KeptAnswer, NotKept, StopReason};
use crate::decode::{ExtractedPart, NotExtracted, extract};
use crate::messages::text;
use crate::protocol::dialogue::Dialogue;
use crate::protocol::secrets::mask_argument;
use std::fs::OpenOptions;
use std::io::{self, Cursor, ErrorKind, Read};
use std::path::Path;

/// `:last`
pub fn last(driver: &mut dyn Driver) -> Result<(), StopReason> {
    let answer = driver.console().last_answer().map(|answer| (answer.read(), answer.is_over()));
    let Some((answer, is_over)) = answer else {
        return driver.fail(&text::LastAtPrompt { directive: ":last" });
    };
    match answer {
        Ok(octets) => {
            let console = driver.console();
            let types = console.types_of_shown_structure();
            let is_whole =
                is_over || !console.dialogue().is_some_and(Dialogue::awaits_last_completion);
            driver.show_answer(KeptAnswer { octets, types, is_whole })
        }
        Err(error) => {
            let why = why(&error, driver.console());
            driver.fail(&why)
        }
    }
}

/// `:save [PART] FILE`: never overwrites a file.
pub fn save(driver: &mut dyn Driver, part: Option<&str>, path: &str) -> Result<(), StopReason> {
    let console = driver.console();
    let Some(literal) = console.last_answer().map(|answer| answer.read_literal()) else {
        return driver.fail(&text::LastAtPrompt { directive: ":save" });
    };
    let octets: Result<(Box<dyn Read>, Option<String>), String> = match part {
        None => match literal {
            Ok(literal) => Ok((Box::new(literal), None)),
            Err(error) => Err(why(&error, console)),
        },
        // Without a literal, the part may be in a quoted string.
        Some(_)
            if let Err(error) = literal
                && !matches!(error, NotKept::NoLiteral) =>
        {
            Err(why(&error, console))
        }
        Some(number) => extracted(console, number)
            .map(|part| (Box::new(Cursor::new(part.octets)) as Box<dyn Read>, Some(part.how))),
    };
    let file = console.variables.base().join(path);
    let (octets, how) = match octets {
        Ok(octets) => octets,
        Err(reason) => return driver.fail(&reason),
    };
    let path = mask_argument(path);
    match write_new(&file, octets) {
        Ok(octets) => {
            match (part, how) {
                (Some(part), Some(how)) => {
                    console.info(text::LastPartSaved { path, octets, part, how });
                }
                _ => console.info(text::LastSaved { path, octets }),
            }
            Ok(())
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            driver.fail(&text::LastFileExists { path })
        }
        Err(reason) => driver.fail(&text::LastNotSaved { path, reason }),
    }
}

/// A part of the last message in the last answer, or an error. `how` of a text also names its charset.
fn extracted(console: &mut Console, part: &str) -> Result<ExtractedPart, String> {
    let messages = console.messages();
    let types = console.types_of_parts();
    let answer = console.last_answer().map(|answer| answer.read());
    let mut answer =
        answer.unwrap_or(Err(NotKept::Nothing)).map_err(|error| why(&error, console))?;
    let failed = |reason: io::Error| messages.format(text::LastNotKept { reason });
    let found = extract(&mut answer, part, types).map_err(failed)?;
    let mut found = found.map_err(|reason| match reason {
        NotExtracted::NotFetched { fetch } => {
            messages.format(text::LastPartNotFetched { part, fetch })
        }
        NotExtracted::NoSuchPart { parts } => messages.format(text::LastNoSuchPart { part, parts }),
        NotExtracted::UnknownType { fetch } => {
            messages.format(text::LastPartUnknown { part, fetch })
        }
        NotExtracted::OnlyRange => messages.format(text::LastPartRange { part }),
        NotExtracted::UnknownEncoding { encoding } => {
            messages.format(text::LastPartEncodingUnknown { part, encoding })
        }
        NotExtracted::NotInEncoding { encoding } => {
            messages.format(text::LastPartDamaged { part, encoding })
        }
    })?;
    if found.is_converted {
        found.how = messages.format(text::LastPartAsUtf8 { how: found.how });
    }
    Ok(found)
}

/// Writes the octets to a new file, which is removed if that fails.
fn write_new(path: &Path, mut octets: impl Read) -> io::Result<u64> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    let written = io::copy(&mut octets, &mut file);
    // Some file systems report only here that they are full.
    let written = written.and_then(|count| file.sync_data().map(|()| count));
    if written.is_err() {
        // The first error matters more than a failure to remove the file.
        let _ = std::fs::remove_file(path);
    }
    written
}

fn why(error: &NotKept, console: &Console) -> String {
    let messages = console.messages();
    match error {
        NotKept::Nothing => messages.format(text::LastNothing),
        NotKept::NoLiteral => messages.format(text::LastNoLiteral),
        NotKept::Incomplete { received, size, is_cut } if *is_cut || console.live().is_none() => {
            messages.format(text::LastLiteralCut { received, size })
        }
        NotKept::Incomplete { received, size, .. } => {
            messages.format(text::LastLiteralIncomplete { received, size })
        }
        NotKept::TooLong { size, limit } => {
            messages.format(text::LastLiteralTooLong { size, limit })
        }
        NotKept::Failed(reason) => messages.format(text::LastNotKept { reason }),
    }
}
