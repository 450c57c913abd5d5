//! Directives for the practice server: `:deliver`, `:announce`, `:reset`, `:slow` and `:other`.

use super::Driver;
use crate::console::{StopReason, open_regular};
use crate::messages::text;
use crate::practice::{Announced, Limits};
use crate::protocol::commands::ConnectionState;
use crate::protocol::compose::FileError;
use crate::protocol::dialogue::Dialogue;
use crate::protocol::framing::Status;
use crate::protocol::mailbox_name::is_inbox;
use crate::protocol::secrets::mask_argument;
use crate::view::units::in_units;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

/// The longest delay of the server's answers.
const MAX_DELAY: Duration = Duration::from_secs(60);

/// `:announce LIST`
pub fn announce(driver: &mut dyn Driver, list: &str) -> Result<(), StopReason> {
    let announced = match Announced::parse(list) {
        Ok(announced) => announced,
        Err(name) => return driver.fail(&text::PracticeNoCapability { name }),
    };
    match driver.console().practice_server() {
        Some(server) => server.announce(announced),
        None => return driver.fail(&text::DirectivePracticeOnly { directive: ":announce" }),
    }
    driver.console().forget_capabilities();
    if announced == Announced::all() {
        driver.confirm(&text::DirectiveAnnouncedAll)
    } else {
        driver.confirm(&text::DirectiveAnnounced { names: announced })
    }
    Ok(())
}

/// `:deliver [FILE]`
pub fn deliver(driver: &mut dyn Driver, path: Option<&str>) -> Result<(), StopReason> {
    let console = driver.console();
    let base = console.variables.base();
    let message = match path.map(|path| (path, read_message(&base.join(path)))) {
        None => None,
        Some((_, Ok(message))) => Some(message),
        Some((path, Err(error))) => {
            let path = mask_argument(path);
            return match error {
                FileError::NotRegular => driver.fail(&text::FileNotRegular { path }),
                FileError::Io(reason) => driver.fail(&text::FileUnreadable { path, reason }),
            };
        }
    };
    match console.deliver(message.as_deref()) {
        Ok(true) => {
            // In IDLE, the server's own line reports it.
            let is_shown = |dialogue: &Dialogue| dialogue.idle().is_some() && is_in_inbox(dialogue);
            if !console.dialogue().is_some_and(is_shown) {
                console.info(text::DirectiveDelivered);
            }
            Ok(())
        }
        Ok(false) => driver.fail(&text::DirectiveDeliverElsewhere),
        Err(reason) => driver.fail(&text::DirectiveNotDelivered { reason }),
    }
}

/// Reads a message, up to the first octet that makes it too large for an account.
fn read_message(path: &Path) -> Result<Vec<u8>, FileError> {
    let most = Limits::default().account + 1;
    let mut message = Vec::new();
    open_regular(path)?.take(most).read_to_end(&mut message)?;
    Ok(message)
}

fn is_in_inbox(dialogue: &Dialogue) -> bool {
    let name = dialogue.facts().mailbox.as_ref().and_then(|mailbox| mailbox.name.as_deref());
    name.is_some_and(is_inbox)
}

/// `:reset`
pub fn reset(driver: &mut dyn Driver) -> Result<(), StopReason> {
    let console = driver.console();
    if !console.reset_practice() {
        return driver.fail(&text::DirectivePracticeOnly { directive: ":reset" });
    }
    let state = console.dialogue().map(|it| it.facts().state);
    if state == Some(ConnectionState::Selected) {
        console.info(text::DirectiveResetSelected)
    } else {
        console.info(text::DirectiveReset)
    }
    Ok(())
}

/// `:slow DURATION`
pub fn slow(driver: &mut dyn Driver, delay: Duration) -> Result<(), StopReason> {
    let delay = delay.min(MAX_DELAY);
    match driver.console().practice_server() {
        Some(server) => server.set_delay(delay),
        None => return driver.fail(&text::DirectivePracticeOnly { directive: ":slow" }),
    }
    if delay.is_zero() {
        driver.confirm(&text::DirectiveSlowOff)
    } else {
        driver.confirm(&text::DirectiveSlowOn { time: in_units(delay) })
    }
    Ok(())
}

/// `:other LINE`
pub fn other(driver: &mut dyn Driver, line: &str) -> Result<(), StopReason> {
    let console = driver.console();
    match console.send_from_other_client(line) {
        None => return driver.fail(&text::DirectivePracticeOnly { directive: ":other" }),
        Some(Err(reason)) => return driver.fail(&text::DirectiveOtherFailed { reason }),
        Some(Ok((Status::Ok, _))) => {
            let line = mask_argument(line);
            console.info(text::DirectiveOther { line });
        }
        Some(Ok((_, answer))) => {
            let line = mask_argument(line);
            console.warn(text::DirectiveOtherRefused { line, answer });
        }
    }
    Ok(())
}
