//! Scripts as they are replayed: found and loaded, then driven through a console.
//! What a script's lines mean is read by [`crate::notation`].

pub mod bundled;
pub mod load;
pub mod replay;
mod watch;
