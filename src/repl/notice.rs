//! Notices at the prompt.

use crate::escape;
use crate::view::wrap;
use std::io;
/// A notice in the form for a terminal.
pub fn notice(text: &str) -> Vec<u8> {
    let columns = wrap::columns(io::stdout()).unwrap_or(usize::MAX);
    let rows = wrap::wrap(text, columns.saturating_sub(2)).join("\r\n  ");
    format!("{} {rows}\r\n", escape::NOTICE_MARK).into_bytes()
}
