//! Scripts: `load` finds and checks one with all that it runs, [`replay::Replay`] is the driver that
//! replays it on a console. [`crate::notation`] reads what its lines mean.

mod access;
pub mod bundled;
pub mod load;
pub mod replay;

use crate::messages::Messages;
use crate::notation::ScriptError;

/// How many mistakes in a script are reported at most.
const MOST_MISTAKES: usize = 20;

/// The mistakes in a script, one a line.
pub fn mistakes_text(mistakes: &[ScriptError], messages: Messages) -> String {
    let mistakes = mistakes.iter().take(MOST_MISTAKES);
    let lines: Vec<String> = mistakes
        .map(|mistake| messages.script_error(mistake))
        .collect();
    lines.join("\n")
}
