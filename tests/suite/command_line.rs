//! The command line: its options, its errors, and the help.

mod errors;
mod help;
mod lines;
mod options;
