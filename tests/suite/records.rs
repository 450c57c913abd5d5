//! `--record` and `:record`: what is written, when writing fails, and records that are replayed.

mod cut_off;
mod replayed;
mod write_errors;
mod written;
