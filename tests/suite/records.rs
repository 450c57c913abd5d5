//! `--record` and `:record`: the contents of records, failures to write them, and their replay.

mod cut_off;
mod replayed;
mod write_errors;
mod written;
