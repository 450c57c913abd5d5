//! The emulated screen of a test's terminal: what the output drew, and what else it asked of
//! the terminal.

use super::super::lock;
use std::io::Read;
use std::num::NonZeroU16;
use std::sync::mpsc::Sender;
use std::sync::{Condvar, Mutex};
use std::time::Instant;

/// Everything the program has written, and the screen it makes.
pub(super) struct Output {
    pub(super) state: Mutex<State>,
    pub(super) changed: Condvar,
}

pub(super) struct State {
    pub(super) emulator: vt100::Parser<Requests>,
    pub(super) raw: Vec<u8>,
    pub(super) arrivals: Vec<(usize, Instant)>,
    pub(super) latest: Instant,
    pub(super) ended: bool,
}

/// What the output asked of the terminal besides text and colour.
#[derive(Clone, Debug, Default)]
pub struct Requests {
    /// Titles, clipboard writes and reads, resizes and what the emulator does not know, as words.
    pub asked: Vec<String>,
    pub bells: usize,
    /// Answers that a terminal owes (to a question for the cursor's place).
    pub(super) replies: Vec<u8>,
}

impl Output {
    pub(super) fn read(&self, mut output: Box<dyn Read + Send>, replies: &Sender<Vec<u8>>) {
        let mut piece = vec![0; 64 * 1024];
        loop {
            let length = match output.read(&mut piece) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                // The kernel says EIO when the last program has left the terminal.
                Ok(0) | Err(_) => break,
                Ok(length) => length,
            };
            let mut state = lock(&self.state);
            state.latest = Instant::now();
            state.raw.extend_from_slice(&piece[..length]);
            let arrival = (state.raw.len(), state.latest);
            state.arrivals.push(arrival);
            state.emulator.process(&piece[..length]);
            let owed = std::mem::take(&mut state.emulator.callbacks_mut().replies);
            self.changed.notify_all();
            drop(state);
            if !owed.is_empty() {
                let _ = replies.send(owed);
            }
        }
        lock(&self.state).ended = true;
        self.changed.notify_all();
    }
}

impl Requests {
    fn ask(&mut self, what: &str, how: &[&[u8]]) {
        let how: Vec<_> = how
            .iter()
            .map(|part| String::from_utf8_lossy(part))
            .collect();
        self.asked
            .push(format!("{what} {}", how.join(" ")).trim_end().to_owned());
    }
}

impl vt100::Callbacks for Requests {
    fn audible_bell(&mut self, _: &mut vt100::Screen) {
        self.bells += 1;
    }
    fn visual_bell(&mut self, _: &mut vt100::Screen) {
        self.bells += 1;
    }
    fn resize(&mut self, _: &mut vt100::Screen, request: (u16, u16)) {
        self.asked
            .push(format!("resize {} {}", request.0, request.1));
    }
    fn set_window_icon_name(&mut self, _: &mut vt100::Screen, name: &[u8]) {
        self.ask("icon", &[name]);
    }
    fn set_window_title(&mut self, _: &mut vt100::Screen, title: &[u8]) {
        self.ask("title", &[title]);
    }
    fn copy_to_clipboard(&mut self, _: &mut vt100::Screen, kind: &[u8], data: &[u8]) {
        self.ask("copy", &[kind, data]);
    }
    fn paste_from_clipboard(&mut self, _: &mut vt100::Screen, kind: &[u8]) {
        self.ask("paste", &[kind]);
    }
    fn unhandled_control(&mut self, _: &mut vt100::Screen, octet: u8) {
        self.asked.push(format!("control {octet:#04x}"));
    }
    fn unhandled_escape(
        &mut self,
        _: &mut vt100::Screen,
        first: Option<u8>,
        second: Option<u8>,
        last: u8,
    ) {
        let octets: Vec<u8> = [first, second, Some(last)].into_iter().flatten().collect();
        self.ask("escape", &[&octets]);
    }
    fn unhandled_csi(
        &mut self,
        screen: &mut vt100::Screen,
        first: Option<u8>,
        second: Option<u8>,
        params: &[&[u16]],
        last: char,
    ) {
        if (first, last, params) == (None, 'n', &[&[6]]) {
            let (row, col) = screen.cursor_position();
            self.replies
                .extend(format!("\x1b[{};{}R", row + 1, col + 1).into_bytes());
            return;
        }
        let octets: Vec<u8> = [first, second].into_iter().flatten().collect();
        self.ask(
            "csi",
            &[
                &octets,
                format!("{params:?}").as_bytes(),
                last.to_string().as_bytes(),
            ],
        );
    }
    fn unhandled_osc(&mut self, _: &mut vt100::Screen, params: &[&[u8]]) {
        self.ask("osc", params);
    }
}

pub(super) fn rows(screen: &vt100::Screen) -> Vec<String> {
    let cols = screen.size().1.get();
    screen
        .rows(0, cols)
        .map(|row| row.trim_end().to_owned())
        .collect()
}

pub(super) fn drawn(screen: &vt100::Screen) -> String {
    let (row, col) = screen.cursor_position();
    let rows: String = rows(screen)
        .iter()
        .map(|row| format!("  |{row}\n"))
        .collect();
    format!("{rows}  (cursor in row {row}, column {col}, from 0)\n")
}

pub(super) fn some(length: u16) -> NonZeroU16 {
    NonZeroU16::new(length).expect("a screen has rows and columns")
}
