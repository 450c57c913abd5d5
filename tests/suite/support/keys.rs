//! The octets that a terminal sends for keys.

pub const CTRL_A: &str = "\x01";
pub const CTRL_C: &str = "\x03";
pub const CTRL_D: &str = "\x04";
pub const CTRL_E: &str = "\x05";
pub const CTRL_G: &str = "\x07";
pub const CTRL_K: &str = "\x0b";
pub const CTRL_R: &str = "\x12";
pub const CTRL_U: &str = "\x15";
pub const CTRL_W: &str = "\x17";
pub const CTRL_Y: &str = "\x19";
/// Ctrl-X Ctrl-E: edits the line in another program.
pub const EDIT_ELSEWHERE: &str = "\x18\x05";
pub const CTRL_Z: &str = "\x1a";
pub const CTRL_BACKSLASH: &str = "\x1c";
pub const BACKSPACE: &str = "\x7f";
pub const DELETE: &str = "\x1b[3~";
pub const ENTER: &str = "\r";
pub const ESCAPE: &str = "\x1b";
pub const LEFT: &str = "\x1b[D";
pub const RIGHT: &str = "\x1b[C";
pub const TAB: &str = "\t";
pub const UP: &str = "\x1b[A";
pub const DOWN: &str = "\x1b[B";

/// A text pasted into a terminal that supports bracketed paste.
pub fn bracketed_paste(text: &str) -> String {
    format!("\x1b[200~{text}\x1b[201~")
}
