//! Scripts: `load` finds and checks one with all that it runs, [`replay::Replay`] is the driver that
//! replays it on a console. [`crate::notation`] reads what its lines mean.

pub mod bundled;
pub mod load;
mod outside_access;
pub mod replay;
