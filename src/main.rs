//! The command line to the right room, and the exit status.

fn main() {}
