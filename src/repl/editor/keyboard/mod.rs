//! The keyboard: a thread that reads the terminal and passes units on to rustyline.
//!
//! rustyline reads the terminal only while it runs, and in the middle of a paste or of an escape
//! sequence it waits only for the rest: a paste without an end would block the prompt forever. So it
//! reads a second terminal, which only the editor knows. This thread reads the real one,
//! always, and passes on only [units](units::Unit) that rustyline handles without waiting.
//!
//! It stops after a key that may end the run (Enter, Ctrl-C, …) until rustyline has handled it and
//! draws the next prompt. So text that was typed ahead is here, and not in rustyline's buffer. Ctrl-C
//! that arrives meanwhile interrupts the editor's owner, and drops the text typed before it, which is
//! reported.
//!
//! Two keys that cannot be typed let this thread end a run: one because several lines have arrived at
//! once, which are returned without being drawn, and one because the terminal's size has changed.

mod units;

pub use units::{RESIZED, TAKE_LINES};

use super::editor_state::EditorState;
use super::keyboard_waker::KeyboardWaker;
use crate::transport::wait_readable;
use nix::pty::openpty;
use nix::sys::signal::{Signal, kill};
use nix::sys::termios::{self, SetArg};
use nix::unistd::Pid;
use rustix::event::{PollFd, PollFlags, poll};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::time::{Duration, Instant};
use units::{CTRL_C, Unit, UnitParser};

/// How many octets may be typed ahead. The rest stays in the terminal.
const MAX_AHEAD: usize = 16 << 20;

/// After a pause of this length every unit is complete.
const END_OF_UNITS: Duration = Duration::from_secs(60);

/// Input that the keyboard has dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dropped {
    /// A paste of this many octets, because it did not end.
    Paste { octets: usize },
    /// This many lines that were typed before Ctrl-C.
    TypedAhead { lines: usize },
}

/// Functions that the editor's threads call.
pub struct Callbacks {
    /// Called after Ctrl-C and after a signal. It wakes the thread that owns the editor, if that waits
    /// outside [`Editor::read`](super::Editor::read); there it checks
    /// [`take_interrupt`](super::Editor::take_interrupt) and
    /// [`is_terminated`](super::Editor::is_terminated).
    pub wake: Box<dyn Fn() + Send + Sync>,
    /// Called before the program is ended because nobody reads its output.
    pub end: Box<dyn Fn() + Send + Sync>,
    /// Whether octets of a literal are expected: lines that follow one another quickly are a paste then.
    pub expects_octets: Box<dyn Fn() -> bool + Send + Sync>,
    /// Called when typed input is dropped.
    pub dropped: Box<dyn Fn(Dropped) + Send + Sync>,
}

/// Replaces standard input by a terminal that the thread writes to, and starts the thread, which
/// reads the real terminal.
pub fn start(
    terminal: OwnedFd,
    state: Arc<EditorState>,
    callbacks: Arc<Callbacks>,
) -> io::Result<()> {
    let inner = openpty(None, None)?;
    let mut raw = termios::tcgetattr(&inner.slave)?;
    termios::cfmakeraw(&mut raw);
    termios::tcsetattr(&inner.slave, SetArg::TCSANOW, &raw)?;
    nix::unistd::dup2_stdin(&inner.slave)?;
    // Programs that are started later must not inherit these.
    for descriptor in [&inner.slave, &inner.master, &terminal] {
        rustix::io::fcntl_setfd(descriptor, rustix::io::FdFlags::CLOEXEC)?;
    }
    let (wakes, waker) = UnixStream::pair()?;
    wakes.set_nonblocking(true)?;
    waker.set_nonblocking(true)?;
    state.set_keyboard(KeyboardWaker::new(waker));
    let mut keyboard = Keyboard {
        terminal: File::from(terminal),
        rustyline: File::from(inner.master),
        wakes,
        state,
        callbacks,
        buffer: vec![0; 64 * 1024],
        parser: UnitParser::new(),
        ahead: VecDeque::new(),
        octets_ahead: 0,
        typed_at: VecDeque::new(),
    };
    std::thread::Builder::new().name("keyboard".to_owned()).spawn(move || {
        // The terminal is gone. Without this thread rustyline reads the end of its input.
        let _ = keyboard.run();
    })?;
    Ok(())
}

struct Keyboard {
    terminal: File,
    /// The other end of standard input.
    rustyline: File,
    wakes: UnixStream,
    state: Arc<EditorState>,
    callbacks: Arc<Callbacks>,
    buffer: Vec<u8>,
    parser: UnitParser,
    /// The units that have not been passed on yet.
    ahead: VecDeque<Unit>,
    octets_ahead: usize,
    /// The time of each of these units that may end a line.
    typed_at: VecDeque<Instant>,
}

impl Keyboard {
    fn run(&mut self) -> io::Result<()> {
        loop {
            self.parser.expects_report = self.state.lock().cursor_query.is_waiting();
            self.parser.expects_octets = (self.callbacks.expects_octets)();
            while let Some(unit) = self.parser.next(Instant::now()) {
                self.take(unit)?;
            }
            self.pass_on()?;
            self.hand_over()?;
            if self.wait()? {
                self.read()?;
            }
        }
    }

    /// Reads octets, for which it waits if there are none.
    fn read(&mut self) -> io::Result<()> {
        match self.terminal.read(&mut self.buffer) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            count => self.parser.push(&self.buffer[..count?], Instant::now()),
        }
        Ok(())
    }

    /// Waits for octets, for a wake-up or for the parser's deadline. Returns whether there are octets.
    fn wait(&mut self) -> io::Result<bool> {
        let remaining = self.parser.deadline.map(|it| it.saturating_duration_since(Instant::now()));
        let timeout = remaining.and_then(|remaining| remaining.try_into().ok());
        let lent = self.state.lock().lent;
        if lent {
            self.state.change(|flags| flags.keyboard_rests = true);
        }
        let reads = self.octets_ahead < MAX_AHEAD && !lent;
        let mut descriptors = vec![PollFd::new(&self.wakes, PollFlags::IN)];
        descriptors.extend(reads.then(|| PollFd::new(&self.terminal, PollFlags::IN)));
        match poll(&mut descriptors, timeout.as_ref()) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let is_ready = |index: usize| {
            descriptors.get(index).is_some_and(|descriptor| !descriptor.revents().is_empty())
        };
        let (woken, readable) = (is_ready(0), is_ready(1));
        if woken {
            while matches!((&self.wakes).read(&mut [0; 256]), Ok(count) if count > 0) {}
        }
        Ok(readable)
    }

    /// Handles a unit at once if it must not wait; otherwise appends it to those to be passed on.
    fn take(&mut self, unit: Unit) -> io::Result<()> {
        match unit {
            Unit::CursorReport(row, column) => {
                self.state.change(|flags| flags.cursor_query.answer(row, column));
            }
            // Like that signal from outside, also if nobody reads the output.
            Unit::Quit => kill(Pid::this(), Signal::SIGTERM)?,
            Unit::BrokenPaste(octets) => (self.callbacks.dropped)(Dropped::Paste { octets }),
            Unit::Interrupt => {
                self.pass_on()?;
                if self.state.takes_ctrl_c() && !self.ahead.iter().any(Unit::may_end_line) {
                    self.keep(Unit::LineEnd(CTRL_C));
                } else {
                    self.interrupt();
                }
            }
            unit => self.keep(unit),
        }
        Ok(())
    }

    /// Appends a unit to those to be passed on.
    fn keep(&mut self, unit: Unit) {
        self.octets_ahead += size(&unit);
        if unit.may_end_line() {
            self.typed_at.push_back(self.parser.arrived);
        }
        self.ahead.push_back(unit);
    }

    /// Ctrl-C while no line is being read.
    fn interrupt(&mut self) {
        let lines = self.take_lines().len();
        if lines > 0 {
            (self.callbacks.dropped)(Dropped::TypedAhead { lines });
        }
        self.state.change(|flags| {
            flags.interrupts += 1;
            flags.redraw_requested = true;
        });
        (self.callbacks.wake)();
    }

    /// Takes the lines that were not passed on.
    fn take_lines(&mut self) -> Vec<String> {
        let lines = lines(&self.ahead);
        self.ahead.clear();
        self.typed_at.clear();
        self.octets_ahead = 0;
        lines
    }

    /// Whether the terminal has octets to read.
    fn has_octets(&self) -> bool {
        wait_readable(&self.terminal, Instant::now()).unwrap_or(false)
    }

    /// Hands over the text that was typed ahead, if the session has ended without it.
    fn hand_over(&mut self) -> io::Result<()> {
        if self.state.lock().hands_over {
            // Input may still wait in the terminal. The terminal may also be gone.
            while self.octets_ahead < MAX_AHEAD && self.has_octets() && self.read().is_ok() {
                while let Some(unit) = self.parser.next(Instant::now()) {
                    self.take(unit)?;
                }
            }
            // No further input can complete a unit.
            while let Some(unit) = self.parser.next(Instant::now() + END_OF_UNITS) {
                self.take(unit)?;
            }
            let lines = self.take_lines();
            self.state.change(|flags| {
                flags.hands_over = false;
                flags.handed_over = Some(lines);
            });
        }
        Ok(())
    }

    /// Passes on the units that rustyline can handle now.
    fn pass_on(&mut self) -> io::Result<()> {
        while let Some(unit) = self.ahead.front() {
            if !self.state.accepts_keys(unit.may_end_line()) {
                break;
            }
            self.octets_ahead -= size(unit);
            if unit.may_end_line() {
                let typed_at = self.typed_at.pop_front();
                self.state.change(|flags| flags.line_typed_at = typed_at);
            }
            match self.ahead.pop_front() {
                Some(Unit::Keys(keys)) => self.rustyline.write_all(&keys)?,
                Some(Unit::LineEnd(key)) => self.rustyline.write_all(&[key])?,
                Some(Unit::Paste(text)) => {
                    self.rustyline.write_all(format!("\x1b[200~{text}\x1b[201~").as_bytes())?;
                }
                Some(Unit::Lines(lines, rest)) => {
                    self.state.change(|flags| {
                        flags.burst = lines;
                        flags.burst_rest = rest;
                    });
                    self.rustyline.write_all(&[TAKE_LINES])?;
                }
                _ => {}
            }
        }
        if self.state.accepts_resize() {
            self.rustyline.write_all(&[RESIZED])?;
        }
        Ok(())
    }
}

/// The approximate size of a unit in octets.
fn size(unit: &Unit) -> usize {
    match unit {
        Unit::Keys(keys) => keys.len(),
        Unit::Paste(text) => text.len(),
        Unit::Lines(lines, rest) => {
            lines.iter().map(|line| line.len() + 1).sum::<usize>() + rest.len()
        }
        _ => 1,
    }
}

/// The lines of these units, a half-typed one included. Keys that edit a line are left out.
fn lines<'a>(units: impl IntoIterator<Item = &'a Unit>) -> Vec<String> {
    let (mut lines, mut typed) = (Vec::new(), None::<String>);
    for unit in units {
        match unit {
            Unit::LineEnd(_) => lines.push(typed.take().unwrap_or_default()),
            Unit::Lines(burst, rest) => {
                let mut burst = burst.clone();
                if let (Some(typed), Some(first)) = (typed.take(), burst.first_mut()) {
                    first.insert_str(0, &typed);
                }
                lines.append(&mut burst);
                typed = Some(rest.clone()).filter(|rest| !rest.is_empty());
            }
            Unit::Paste(text) => {
                let text = format!("{}{text}", typed.take().unwrap_or_default());
                let mut pasted: Vec<_> = text.split(['\r', '\n']).map(str::to_owned).collect();
                typed = pasted.pop();
                lines.append(&mut pasted);
            }
            Unit::Keys(keys) => {
                let typed = typed.get_or_insert_default();
                let keys = str::from_utf8(keys).unwrap_or_default();
                for key in keys.chars().take_while(|key| *key != '\x1b') {
                    match key {
                        '\x08' | '\x7f' => drop(typed.pop()),
                        // The next text is another word, and may be a password.
                        '\t' => typed.push(' '),
                        key => typed.extend(Some(key).filter(|key| !key.is_control())),
                    }
                }
            }
            _ => {}
        }
    }
    lines.extend(typed);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_were_typed_ahead() {
        let keys = |text: &str| Unit::Keys(text.as_bytes().to_vec());
        let units = [
            keys("noo"),
            keys("x\x7f"),
            keys("\x1b[D"),
            keys("p"),
            Unit::LineEnd(b'\r'),
            keys("se"),
            Unit::Lines(vec!["lect 日本".to_owned(), "check".to_owned()], "id".to_owned()),
            keys("le"),
            Unit::LineEnd(b'\r'),
            Unit::Paste("one\ntwo".to_owned()),
            keys("!"),
        ];
        assert_eq!(lines(&units), ["noop", "select 日本", "check", "idle", "one", "two!"]);
        assert_eq!(lines(&[Unit::LineEnd(b'\r')]), [""]);
        assert!(lines(&[]).is_empty());
    }
}
