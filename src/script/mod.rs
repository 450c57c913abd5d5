//! Scripts: `load` finds and checks a script and all scripts that it runs, [`replay::Replay`] is the
//! driver that replays it on a console. [`crate::notation`] parses its lines.

pub mod bundled;
pub mod load;
mod outside_access;
pub mod replay;
