//! Recognizes bursts: lines that arrive at once, without the marks of a paste, but were probably pasted.

use crate::protocol::typed_line::is_response;
use std::time::Duration;

/// Lines with shorter pauses between them arrived at once: nobody types that fast.
const LINE_PAUSE: Duration = Duration::from_millis(10);

/// A listing ends after this pause: its rest may be a mail, which must not be taken for typed lines.
const LISTING_PAUSE: Duration = Duration::from_millis(300);

/// The maximum size of a burst in octets; the rest is another burst.
pub const MAX_BURST: usize = 1 << 20;

/// The pause that ends a burst. `is_listing`: one of its lines is a server's.
pub fn pause(is_listing: bool) -> Duration {
    if is_listing { LISTING_PAUSE } else { LINE_PAUSE }
}

/// Whether the text has a complete line that can only be a server's.
pub fn has_response(text: &[u8]) -> bool {
    let end = text.iter().rposition(|octet| is_line_end(*octet)).unwrap_or_default();
    let mut lines = text[..end].split(|octet| is_line_end(*octet));
    // `*` alone cancels an AUTHENTICATE.
    lines.any(|line| {
        let line = str::from_utf8(line).unwrap_or_default().trim();
        line != "*" && (is_response(line) || line.starts_with("S: "))
    })
}

pub fn is_line_end(octet: u8) -> bool {
    octet == b'\r' || octet == b'\n'
}
