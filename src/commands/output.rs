//! Standard output and standard error where no session prints.

use super::exit_status::ExitStatus;
use crate::escape::escaped;
use crate::messages::{Messages, text};
use crate::view::wrap;
use std::io::{self, ErrorKind, Write};

/// Prints on standard output. A pipe that is closed before the end is not an error.
pub fn print(octets: &[u8], messages: Messages) -> ExitStatus {
    let mut out = io::stdout();
    match out.write_all(octets).and_then(|()| out.flush()) {
        Err(reason) if reason.kind() != ErrorKind::BrokenPipe => {
            print_notice(&messages.format(text::OutputFailed { reason }));
            ExitStatus::Failure
        }
        _ => ExitStatus::Success,
    }
}

/// Prints lines on standard error, marked as imapsh's own, and wrapped on a terminal.
pub fn print_notice(text: &str) {
    const MARK: &str = "imapsh: ";
    const INDENT: &str = "        ";
    let columns = wrap::columns(io::stderr());
    let mut rows = String::new();
    for line in text.lines() {
        let line = escaped(line);
        let wrapped = match columns {
            Some(columns) => wrap::wrap(&line, columns.saturating_sub(MARK.len())),
            None => vec![line],
        };
        for (index, row) in wrapped.iter().enumerate() {
            let begin = if index == 0 { MARK } else { INDENT };
            rows += &format!("{begin}{row}\n");
        }
    }
    // If standard error is closed, there is no other place for the notice.
    let _ = io::stderr().write_all(rows.as_bytes());
}
