//! Input without a line editor: the lines of standard input, and those typed at a terminal, whose secrets are
//! shown as stars. Threads read them.

mod echo_off;
mod lines;
mod secret_mask;
mod terminal_lines;

pub use echo_off::EchoOff;
pub use lines::{InputLine, InputLines, each_line, read_on_thread, read_standard_input};
pub use secret_mask::SecretMask;
pub use terminal_lines::{SharedMask, read_terminal};
