//! The test harness: starts programs as a user would, in a terminal or between pipes, and runs the
//! servers that they connect to.

pub mod captured;
pub mod certificates;
pub mod child_process;
pub mod dovecot;
pub mod gate;
#[path = "../../imap_client/mod.rs"]
pub mod imap_client;
pub mod keys;
pub mod memory;
pub mod normalize;
pub mod optional;
pub mod practice_mail;
pub mod process;
pub mod program;
pub mod raw_client;
pub mod replays;
pub mod scripted_server;
pub mod serve_process;
pub mod terminal;
pub mod timing;
pub mod watched;
pub mod wire_tap;

pub use gate::Gate;

use std::time::Duration;

/// How long a wait may take before its test fails. Waits end with the event that they wait for, so
/// this does not depend on the speed of the machine.
pub const TIMEOUT: Duration = Duration::from_secs(60);

/// Octets for a failure message: indented lines, with control characters escaped.
pub fn escaped_lines(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets)
        .split_inclusive('\n')
        .map(|line| format!("  {}\n", line.escape_debug()))
        .collect()
}

/// An indented text in its form on the wire: every line ends with CRLF.
pub fn crlf(text: &str) -> String {
    text.replace('\n', "\r\n")
}

pub fn contains(octets: &[u8], part: &[u8]) -> bool {
    find(octets, part).is_some()
}

/// The position at which `part` first occurs in `octets`.
pub fn find(octets: &[u8], part: &[u8]) -> Option<usize> {
    memchr::memmem::find(octets, part)
}
