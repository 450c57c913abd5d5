//! Shows a long answer in the user's pager.

use super::editor::{PROGRAM_NOT_FOUND, TerminalLoan, shell_command};
use crate::console::KeptAnswer;
use crate::decode::Decoder;
use crate::messages::{Messages, text};
use crate::protocol::framing::{Framer, Piece};
use crate::session::{Event, EventKind, EventSink, NoticeLevel};
use crate::view::{Colors, OutputStyle, TerminalView};
use std::env;
use std::io::{self, Read, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

/// The default pager. With these options, it prints a short answer, which stays on the screen.
const DEFAULT: &str = "less -FRX";

/// An answer to show.
pub struct Pages {
    pub answer: KeptAnswer,
    pub colors: Colors,
    pub messages: Messages,
}

impl Pages {
    /// A second reader of the pages, from their beginning.
    fn again(&self) -> io::Result<Pages> {
        Ok(Pages { answer: self.answer.again()?, ..*self })
    }
}

/// Shows the answer in `$PAGER`, and waits for the pager's end. Without a pager, returns the pages.
pub fn show(pages: Pages, terminal: &TerminalLoan<'_>) -> io::Result<Result<(), Pages>> {
    let pager = env::var("PAGER").ok().filter(|pager| !pager.trim().is_empty());
    let mut command = Command::new("/bin/sh");
    let run = shell_command(pager.as_deref().unwrap_or(DEFAULT));
    command.arg("-c").arg(run).stdin(Stdio::piped());
    if env::var_os("LESSCHARSET").is_none() {
        // `less` would ask the locale, which may not be installed.
        command.env("LESSCHARSET", "utf-8");
    }
    let mut pager = terminal.spawn(&mut command)?;
    if let Some(input) = pager.stdin.take() {
        // A pager that the user quits early does not read the rest.
        let _ = print(pages.again()?, Box::new(UnixLines(input)));
    }
    match pager.wait()?.code() {
        Some(PROGRAM_NOT_FOUND) => Ok(Err(pages)),
        _ => Ok(Ok(())),
    }
}

/// Writes the answer as a terminal shows it.
pub fn print(mut pages: Pages, out: Box<dyn Write>) -> io::Result<()> {
    let style = OutputStyle { safe: true, colors: pages.colors, time: false, timestamps: false };
    let mut view = TerminalView::new(out, None, style);
    let types = pages.answer.types.take();
    let mut decoder = types.map(|types| Decoder::knowing(pages.messages, types));
    let mut framer = Framer::new();
    loop {
        let count = pages.answer.octets.read(framer.unfilled())?;
        if count == 0 {
            break;
        }
        framer.advance(count);
        while let Some(piece) = framer.next_piece() {
            show_piece(&mut view, decoder.as_mut(), &piece);
        }
        if let Some(error) = view.take_failure() {
            return Err(error);
        }
    }
    while let Some(piece) = framer.finish() {
        show_piece(&mut view, decoder.as_mut(), &piece);
    }
    let mut warn = |notice: String| {
        let kind = EventKind::Notice(NoticeLevel::Warning, &notice);
        view.event(&Event { at: Duration::ZERO, protected: true, kind });
    };
    match pages.answer.octets.missing {
        0 if pages.answer.is_whole => {}
        0 => warn(pages.messages.format(text::LastUnfinished)),
        octets => warn(pages.messages.format(text::LastIncomplete { octets })),
    }
    view.flush();
    view.take_failure().map_or(Ok(()), Err)
}

/// Shows a piece, and below the last one of a response its structure.
fn show_piece(view: &mut TerminalView, decoder: Option<&mut Decoder>, piece: &Piece<'_>) {
    let mut show = |kind| view.event(&Event { at: Duration::ZERO, protected: true, kind });
    show(EventKind::Server(piece));
    let mut rows = String::new();
    if let Some(decoder) = decoder {
        decoder.server(piece, true, &mut rows);
    }
    if !rows.is_empty() {
        show(EventKind::Notice(NoticeLevel::Structure, &rows));
    }
}

/// Ends lines with LF, as files do. Safe output has a CR in line ends only.
struct UnixLines<W>(W);

impl<W: Write> Write for UnixLines<W> {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        for line in octets.split_inclusive(|&octet| octet == b'\r') {
            self.0.write_all(line.strip_suffix(b"\r").unwrap_or(line))?;
        }
        Ok(octets.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
