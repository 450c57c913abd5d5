//! Recognizes bursts: lines that arrive at once, without the marks of a paste, but were probably pasted.

use crate::protocol::typed_line::{LineClassifier, TypedLineKind};
use std::time::Duration;

/// Lines with shorter pauses between them arrived at once: nobody types that fast.
const LINE_PAUSE: Duration = Duration::from_millis(10);

/// A paste ends after this pause if its lines must not be taken for typed ones: after a server's line they
/// may be a mail's, and so they may while octets of a literal are expected.
pub const PASTE_PAUSE: Duration = Duration::from_millis(300);

/// Before Enter, a person pauses at least as long. A program that types a paste is faster.
pub const TYPING_PAUSE: Duration = Duration::from_millis(50);

/// The maximum size of a burst in octets; the rest is another burst.
pub const MAX_BURST: usize = 1 << 20;

/// The pause that ends a burst. `is_paste`: one of its lines is a server's, or octets are expected.
pub fn pause(is_paste: bool) -> Duration {
    if is_paste { PASTE_PAUSE } else { LINE_PAUSE }
}

/// Whether only a server says this line.
pub fn is_response(line: &[u8]) -> bool {
    let line = str::from_utf8(line).unwrap_or_default();
    // `*` alone cancels an AUTHENTICATE.
    line.trim() != "*" && LineClassifier::default().classify(line) == TypedLineKind::ServerResponse
}

pub fn is_line_end(octet: u8) -> bool {
    octet == b'\r' || octet == b'\n'
}
