//! The emulated screen of a terminal: what the output displays, and what else it asks of the terminal.

use super::super::watched::Watched;
use super::Keys;
use std::io::Read;
use std::num::NonZeroU16;
use std::sync::mpsc::Sender;
use std::time::Instant;

/// How many rows that scrolled away are kept.
const SCROLLBACK: usize = 10_000;

/// Everything a program has written to its terminal, and the screen that results.
pub(super) struct Output {
    pub(super) emulator: vt100::Parser<Requests>,
    pub(super) octets: Vec<u8>,
    /// For each read: how many octets had arrived then, and when.
    pub(super) arrivals: Vec<(usize, Instant)>,
    pub(super) ended: bool,
}

/// What the output asked of the terminal besides displaying text.
#[derive(Default)]
pub(super) struct Requests {
    /// Bells, titles, clipboard access, resizes and unknown sequences, as words.
    pub(super) descriptions: Vec<String>,
    /// The terminal's answers to queries of the cursor position.
    answers: Vec<u8>,
    /// Queries are not answered.
    pub(super) is_silent: bool,
}

impl Output {
    pub(super) fn new(rows: u16, columns: u16) -> Self {
        Self {
            emulator: vt100::Parser::new_with_callbacks(
                non_zero(rows),
                non_zero(columns),
                SCROLLBACK,
                Requests::default(),
            ),
            octets: Vec::new(),
            arrivals: Vec::new(),
            ended: false,
        }
    }

    /// Adds octets that the program wrote. Returns the terminal's answer.
    fn append(&mut self, octets: &[u8]) -> Vec<u8> {
        self.octets.extend_from_slice(octets);
        self.arrivals.push((self.octets.len(), Instant::now()));
        self.emulator.process(octets);
        std::mem::take(&mut self.emulator.callbacks_mut().answers)
    }

    pub(super) fn resize(&mut self, rows: u16, columns: u16) {
        self.emulator.screen_mut().set_size(non_zero(rows), non_zero(columns));
    }

    /// Changes the size like a terminal that rewraps its rows. Rows that scroll away are lost.
    pub(super) fn rewrap(&mut self, rows: u16, columns: u16) {
        let screen = self.emulator.screen();
        let (cursor_row, cursor_column) = screen.cursor_position();
        let (_, old_columns) = screen.size();
        // The text in one line for each line feed, with a mark at the cursor.
        const CURSOR: char = '\u{f8ff}';
        let mut text = String::new();
        for (row, cells) in screen.rows(0, old_columns.get()).enumerate() {
            let row = row as u16;
            let is_wrapped = screen.row_wrapped(row);
            if row == cursor_row {
                let mut column = 0;
                let mut marked = String::new();
                let padded = format!("{cells:width$}", width = usize::from(cursor_column));
                for character in padded.chars() {
                    if column == cursor_column {
                        marked.push(CURSOR);
                    }
                    marked.push(character);
                    column += unicode_width::UnicodeWidthChar::width(character).unwrap_or(0) as u16;
                }
                if !marked.contains(CURSOR) {
                    marked.push(CURSOR);
                }
                text.push_str(&marked);
            } else {
                text.push_str(&cells);
            }
            text.push_str(if is_wrapped { "" } else { "\r\n" });
        }
        let (before, after) =
            text.trim_end_matches(['\r', '\n']).split_once(CURSOR).expect("a cursor");
        self.emulator.screen_mut().set_size(non_zero(rows), non_zero(columns));
        self.emulator.process(format!("\x1b[H\x1b[2J{before}").as_bytes());
        let (mut row, mut column) = self.screen().cursor_position();
        if column == columns && !after.is_empty() {
            // The cursor is on the character that follows.
            (row, column) = (row + 1, 0);
        }
        let cursor = format!("\x1b[{};{}H", row + 1, column + 1);
        self.emulator.process(format!("{after}{cursor}").as_bytes());
    }

    pub(super) fn screen(&self) -> &vt100::Screen {
        self.emulator.screen()
    }

    /// Whether a synchronized redraw has begun and not ended. Meanwhile the cursor may be anywhere.
    pub(super) fn is_drawing(&self) -> bool {
        let last = |mode: &[u8]| memchr::memmem::rfind(&self.octets, mode);
        last(b"\x1b[?2026h") > last(b"\x1b[?2026l")
    }

    /// The row of the cursor, counted from the first row that scrolled away.
    pub(super) fn cursor_row_of_all(&self) -> usize {
        let screen = self.emulator.screen();
        screen.scrollback_len() + usize::from(screen.cursor_position().0)
    }

    /// Every row, the ones that scrolled away first, without the empty ones at the end.
    pub(super) fn all_rows(&mut self) -> Vec<String> {
        let screen = self.emulator.screen_mut();
        let height = usize::from(screen.size().0.get());
        let mut all = Vec::new();
        let mut scrolled = screen.scrollback_len();
        while scrolled > 0 {
            screen.set_scrollback(scrolled);
            all.extend(rows(screen).into_iter().take(scrolled));
            scrolled = scrolled.saturating_sub(height);
        }
        screen.set_scrollback(0);
        all.extend(rows(screen));
        while all.last().is_some_and(String::is_empty) {
            all.pop();
        }
        all
    }
}

/// Reads the program's output to its end, and sends the terminal's answers.
pub(super) fn read_output(mut source: impl Read, output: &Watched<Output>, answers: &Sender<Keys>) {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let length = match source.read(&mut buffer) {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            // Linux returns EIO when no process has the terminal open any more.
            Ok(0) | Err(_) => break,
            Ok(length) => length,
        };
        let answer = output.update(|output| output.append(&buffer[..length]));
        if !answer.is_empty() {
            let _ = answers.send(Keys { octets: answer, _typed: None });
        }
    }
    output.update(|output| output.ended = true);
}

impl Requests {
    fn add(&mut self, name: &str, parts: &[&[u8]]) {
        let parts: Vec<_> = parts.iter().map(|part| String::from_utf8_lossy(part)).collect();
        let description = format!("{name} {}", parts.join(" "));
        self.descriptions.push(description.trim_end().to_owned());
    }
}

impl vt100::Callbacks for Requests {
    fn audible_bell(&mut self, _: &mut vt100::Screen) {
        self.add("bell", &[]);
    }
    fn resize(&mut self, _: &mut vt100::Screen, (rows, columns): (u16, u16)) {
        self.descriptions.push(format!("resize {rows} {columns}"));
    }
    fn set_window_icon_name(&mut self, _: &mut vt100::Screen, name: &[u8]) {
        self.add("icon", &[name]);
    }
    fn set_window_title(&mut self, _: &mut vt100::Screen, title: &[u8]) {
        self.add("title", &[title]);
    }
    fn copy_to_clipboard(&mut self, _: &mut vt100::Screen, kind: &[u8], data: &[u8]) {
        self.add("copy", &[kind, data]);
    }
    fn paste_from_clipboard(&mut self, _: &mut vt100::Screen, kind: &[u8]) {
        self.add("paste", &[kind]);
    }
    fn unhandled_control(&mut self, _: &mut vt100::Screen, octet: u8) {
        self.descriptions.push(format!("control {octet:#04x}"));
    }
    fn unhandled_escape(
        &mut self,
        _: &mut vt100::Screen,
        first: Option<u8>,
        second: Option<u8>,
        last: u8,
    ) {
        let octets: Vec<u8> = [first, second, Some(last)].into_iter().flatten().collect();
        self.add("escape", &[&octets]);
    }
    fn unhandled_csi(
        &mut self,
        screen: &mut vt100::Screen,
        first: Option<u8>,
        second: Option<u8>,
        params: &[&[u16]],
        last: char,
    ) {
        match (first, last, params) {
            // A query of the cursor position.
            (None, 'n', [[6]]) if self.is_silent => {}
            (None, 'n', [[6]]) => {
                let (row, column) = screen.cursor_position();
                let answer = format!("\x1b[{};{}R", row + 1, column + 1);
                self.answers.extend(answer.into_bytes());
            }
            // Synchronized output: rustyline draws a prompt between these two.
            (Some(b'?'), 'h' | 'l', [[2026]]) => {}
            _ => {
                let octets: Vec<u8> = [first, second].into_iter().flatten().collect();
                let params = format!("{params:?}");
                let last = last.to_string();
                self.add("csi", &[&octets, params.as_bytes(), last.as_bytes()]);
            }
        }
    }
    fn unhandled_osc(&mut self, _: &mut vt100::Screen, params: &[&[u8]]) {
        self.add("osc", params);
    }
}

/// The rows of the screen, without blanks at their ends.
pub(super) fn rows(screen: &vt100::Screen) -> Vec<String> {
    screen.rows(0, screen.size().1.get()).map(|row| row.trim_end().to_owned()).collect()
}

/// The row of the cursor, without blanks at its end.
pub(super) fn cursor_row(screen: &vt100::Screen) -> String {
    let (row, _) = screen.cursor_position();
    rows(screen).swap_remove(usize::from(row))
}

/// The screen for a failure message.
pub(super) fn picture(screen: &vt100::Screen) -> String {
    let (row, column) = screen.cursor_position();
    let rows: String = rows(screen).iter().map(|row| format!("  |{row}\n")).collect();
    format!("{rows}  (the cursor is in row {row}, column {column}, counted from 0)\n")
}

fn non_zero(length: u16) -> NonZeroU16 {
    NonZeroU16::new(length).expect("a screen has rows and columns")
}

#[test]
fn a_rewrapped_screen_keeps_text_and_cursor() {
    for (typed, old, new, expected, cursor) in [
        ("one\r\nabcdefghijkl", 5, 10, "one|abcdefghij|kl", (2, 2)),
        ("one\r\nabcdefghijkl\x1b[A\r", 5, 10, "one|abcdefghij|kl", (1, 5)),
        ("one\r\nabcdefghijkl", 10, 5, "one|abcde|fghij|kl", (3, 2)),
        ("one\r\nabcdefghij\x1b[A\r", 5, 10, "one|abcdefghij", (1, 0)),
        ("one\r\nabcde\r\n", 5, 10, "one|abcde", (2, 0)),
        ("one\r\n日本語", 4, 10, "one|日本語", (1, 6)),
    ] {
        let mut output = Output::new(6, old);
        output.append(typed.as_bytes());
        output.rewrap(6, new);
        let shown = rows(output.screen()).join("|");
        assert_eq!(shown.trim_end_matches('|'), expected, "{typed:?}");
        assert_eq!(output.screen().cursor_position(), cursor, "{typed:?}");
    }
}
