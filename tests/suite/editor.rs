//! The line editor in a real terminal: `examples/editor_probe.rs` is driven by keys on one side
//! and told over a socket, on the other, what a server would say.

mod keys;
mod masks;
mod plain;
mod pushes;
mod rows;
mod signals;
mod stage;
