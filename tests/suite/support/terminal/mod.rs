//! A real pseudo-terminal: keys go in as a keyboard sends them, and what a terminal
//! would show of the output is read back from an emulated screen.

mod screen;

pub use screen::Requests;

use super::process::Exit;
use super::program::Program;
use super::{TIMEOUT, lock, position, readable};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};
use screen::{Output, State, drawn, rows, some};
use std::io::Write;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Rows that the emulator keeps of what has scrolled away.
const SCROLLBACK: usize = 10_000;

/// A program in a terminal.
pub struct Terminal {
    pub program: Program,
    master: Box<dyn MasterPty + Send>,
    keys: Sender<Vec<u8>>,
    pid: Pid,
    exit: Arc<Exit<portable_pty::ExitStatus>>,
    output: Arc<Output>,
}

/// One cell of the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    pub text: String,
    pub colour: vt100::Color,
    pub background: vt100::Color,
    pub bold: bool,
    pub dim: bool,
    pub inverse: bool,
}

impl Terminal {
    /// imapsh with these arguments and variables on a screen of 24 rows and 80 columns.
    #[track_caller]
    pub fn start(args: &[&str], env: &[(&str, &str)]) -> Self {
        let program = Program::imapsh(args);
        let program = env
            .iter()
            .fold(program, |program, (name, value)| program.env(name, value));
        Self::run(program, 24, 80)
    }

    /// Starts a program in a terminal of this size.
    #[track_caller]
    pub fn run(program: Program, rows: u16, cols: u16) -> Self {
        let pair = native_pty_system()
            .openpty(size(rows, cols))
            .expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(&program.path);
        command.env_clear();
        command.args(&program.args);
        command.cwd(program.home());
        for (name, value) in &program.env {
            command.env(name, value);
        }
        let mut child = pair
            .slave
            .spawn_command(command)
            .expect("the program starts");
        drop(pair.slave);
        let pid = child
            .process_id()
            .and_then(|id| id.try_into().ok())
            .expect("a process id");
        let exit = Exit::of(move || child.wait().ok());
        let keys = keyboard(pair.master.take_writer().expect("the keyboard's end"));
        let output = Arc::new(Output {
            state: Mutex::new(State {
                emulator: vt100::Parser::new_with_callbacks(
                    some(rows),
                    some(cols),
                    SCROLLBACK,
                    Requests::default(),
                ),
                raw: Vec::new(),
                arrivals: Vec::new(),
                latest: Instant::now(),
                ended: false,
            }),
            changed: Condvar::new(),
        });
        let reader = pair.master.try_clone_reader().expect("the screen's end");
        let (ours, replies) = (Arc::clone(&output), keys.clone());
        std::thread::spawn(move || ours.read(reader, &replies));
        Self {
            program,
            master: pair.master,
            keys,
            pid: Pid::from_raw(pid),
            exit,
            output,
        }
    }

    /// Types: the octets go in as a keyboard sends them (`\r` is Enter, `\x03` Ctrl-C, `\x1b[A` the up key).
    pub fn type_keys(&self, keys: impl AsRef<[u8]>) {
        let _ = self.keys.send(keys.as_ref().to_vec());
    }

    /// Waits until the screen shows `text` in one row or over a wrapped one. Gives when the screen came to be so.
    #[track_caller]
    pub fn wait_for(&self, text: &str) -> Instant {
        self.wait_until(&format!("{text:?} on the screen"), |screen| {
            screen.contents().contains(text)
        })
    }

    /// Waits until the screen does not show `text`.
    #[track_caller]
    pub fn wait_gone(&self, text: &str) -> Instant {
        self.wait_until(&format!("{text:?} gone"), |screen| {
            !screen.contents().contains(text)
        })
    }

    /// Waits until the cursor's row, blanks at its end dropped, is `text`.
    #[track_caller]
    pub fn wait_line(&self, text: &str) -> Instant {
        self.wait_until(&format!("the cursor in the line {text:?}"), |screen| {
            let (row, _) = screen.cursor_position();
            rows(screen)
                .get(usize::from(row))
                .is_some_and(|line| line == text.trim_end())
        })
    }

    /// Waits until a row on the screen, blanks at its end dropped, is `text`.
    #[track_caller]
    pub fn wait_row(&self, text: &str) -> Instant {
        self.wait_until(&format!("a row {text:?}"), |screen| {
            rows(screen).iter().any(|row| row == text.trim_end())
        })
    }

    /// Waits until `fits` says yes to the screen. `what` stands in the failure.
    #[track_caller]
    pub fn wait_until(&self, what: &str, mut fits: impl FnMut(&vt100::Screen) -> bool) -> Instant {
        let state = lock(&self.output.state);
        let mut fitting = false;
        let (state, _) = self
            .output
            .changed
            .wait_timeout_while(state, TIMEOUT, |state| {
                fitting = fits(state.emulator.screen());
                !fitting && !state.ended
            })
            .unwrap_or_else(PoisonError::into_inner);
        if !fitting {
            let why = if state.ended {
                "the program ended"
            } else {
                "patience ended"
            };
            let (screen, raw) = (drawn(state.emulator.screen()), readable(tail(&state.raw)));
            drop(state);
            panic!("waited for {what}, but {why}:\n{screen}the last octets written:\n{raw}");
        }
        state.latest
    }

    /// Waits until `part` is among all octets ever written. Gives when its last octet was written.
    #[track_caller]
    pub fn wait_raw(&self, part: impl AsRef<[u8]>) -> Instant {
        let part = part.as_ref();
        self.wait_state(
            &format!("the octets {:?}", String::from_utf8_lossy(part)),
            |state| {
                let end = position(&state.raw, part)? + part.len();
                state
                    .arrivals
                    .iter()
                    .find(|(upto, _)| *upto >= end)
                    .map(|(_, when)| *when)
            },
        )
    }

    #[track_caller]
    fn wait_state<T>(&self, what: &str, mut look: impl FnMut(&State) -> Option<T>) -> T {
        let deadline = Instant::now() + TIMEOUT;
        let mut state = lock(&self.output.state);
        loop {
            if let Some(found) = look(&state) {
                return found;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() || state.ended {
                let screen = drawn(state.emulator.screen());
                drop(state);
                panic!("waited in vain for {what}:\n{screen}");
            }
            state = self
                .output
                .changed
                .wait_timeout(state, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }

    /// The screen's rows as text, blanks at their ends dropped.
    pub fn screen(&self) -> Vec<String> {
        rows(lock(&self.output.state).emulator.screen())
    }

    /// Every row, those that have scrolled away first; empty rows at the end dropped.
    pub fn all_rows(&self) -> Vec<String> {
        let mut state = lock(&self.output.state);
        let screen = state.emulator.screen_mut();
        let height = usize::from(screen.size().0.get());
        let mut all = Vec::new();
        let mut back = screen.scrollback_len();
        loop {
            screen.set_scrollback(back);
            all.extend(rows(screen).into_iter().take(if back == 0 {
                height
            } else {
                back.min(height)
            }));
            if back == 0 {
                break;
            }
            back = back.saturating_sub(height);
        }
        while all.last().is_some_and(String::is_empty) {
            all.pop();
        }
        all
    }

    /// The cursor's row and column, counted from 0.
    pub fn cursor(&self) -> (u16, u16) {
        lock(&self.output.state).emulator.screen().cursor_position()
    }

    /// A cell's text and colours.
    #[track_caller]
    pub fn cell(&self, row: u16, col: u16) -> Cell {
        let state = lock(&self.output.state);
        let cell = state
            .emulator
            .screen()
            .cell(row, col)
            .expect("a cell of the screen");
        Cell {
            text: cell.contents().to_owned(),
            colour: cell.fgcolor(),
            background: cell.bgcolor(),
            bold: cell.bold(),
            dim: cell.dim(),
            inverse: cell.inverse(),
        }
    }

    /// The first cell of `text` where it stands on the screen, the lowest row first.
    #[track_caller]
    pub fn cell_of(&self, text: &str) -> Cell {
        let rows = self.screen();
        let found = rows.iter().enumerate().rev().find_map(|(row, line)| {
            let at = line.find(text)?;
            Some((row, unicode_width::UnicodeWidthStr::width(&line[..at])))
        });
        let (row, col) = found.unwrap_or_else(|| panic!("no {text:?} in {rows:#?}"));
        self.cell(row as u16, col as u16)
    }

    /// All octets that the program ever wrote.
    pub fn raw_output(&self) -> Vec<u8> {
        lock(&self.output.state).raw.clone()
    }

    /// What the output asked of the terminal besides text and colour, so far.
    pub fn requests(&self) -> Requests {
        lock(&self.output.state).emulator.callbacks().clone()
    }

    /// Whether the screen is the alternate one, or a mode is on that a program should turn off at its end.
    pub fn left_modes(&self) -> Vec<&'static str> {
        let state = lock(&self.output.state);
        let screen = state.emulator.screen();
        let modes = [
            ("alternate screen", screen.alternate_screen()),
            ("bracketed paste", screen.bracketed_paste()),
            ("hidden cursor", screen.hide_cursor()),
            ("application keypad", screen.application_keypad()),
            ("application cursor", screen.application_cursor()),
            (
                "mouse",
                screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None,
            ),
        ];
        modes
            .into_iter()
            .filter(|(_, on)| *on)
            .map(|(name, _)| name)
            .collect()
    }

    /// Whether the terminal echoes and edits lines itself, as a shell leaves it to programs.
    pub fn is_cooked(&self) -> bool {
        use nix::sys::termios::LocalFlags;
        self.master.get_termios().is_some_and(|termios| {
            let flags = termios.local_flags.bits();
            flags & LocalFlags::ICANON.bits() != 0 && flags & LocalFlags::ECHO.bits() != 0
        })
    }

    /// Waits until what is typed is not echoed. A terminal tells nobody of a change of its modes.
    #[track_caller]
    pub fn wait_unechoed(&self) {
        let late = Instant::now() + TIMEOUT;
        while self.is_cooked() {
            assert!(Instant::now() < late, "what is typed is still echoed");
            std::thread::yield_now();
        }
    }

    /// Changes the terminal's size; the program gets its SIGWINCH.
    #[track_caller]
    pub fn resize(&self, rows: u16, cols: u16) {
        lock(&self.output.state)
            .emulator
            .screen_mut()
            .set_size(some(rows), some(cols));
        self.master.resize(size(rows, cols)).expect("another size");
    }

    /// Sends a signal to the program, if it still runs.
    pub fn signal(&self, signal: Signal) {
        if !self.exit.over() {
            let _ = kill(self.pid, signal);
        }
    }

    /// The program's process id.
    pub fn id(&self) -> i32 {
        self.pid.as_raw()
    }

    /// Waits for the program's end and for its last octet. A signal's end counts 128 and more.
    #[track_caller]
    pub fn wait_exit(&self) -> u32 {
        let Some(status) = self.exit.wait() else {
            panic!(
                "still running:\n{}",
                drawn(lock(&self.output.state).emulator.screen())
            );
        };
        let state = lock(&self.output.state);
        drop(
            self.output
                .changed
                .wait_timeout_while(state, Duration::from_secs(5), |state| !state.ended),
        );
        match status.signal() {
            Some(_) => 128 + status.exit_code(),
            None => status.exit_code(),
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if !self.exit.over() {
            let _ = kill(Pid::from_raw(-self.pid.as_raw()), Signal::SIGKILL);
            let _ = kill(self.pid, Signal::SIGKILL);
        }
    }
}

/// A thread that types, so that a program which does not read never holds up the test.
fn keyboard(mut writer: Box<dyn Write + Send>) -> Sender<Vec<u8>> {
    let (keys, typed) = channel::<Vec<u8>>();
    std::thread::spawn(move || {
        for keys in typed {
            if writer
                .write_all(&keys)
                .and_then(|()| writer.flush())
                .is_err()
            {
                break;
            }
        }
    });
    keys
}

fn tail(octets: &[u8]) -> &[u8] {
    &octets[octets.len().saturating_sub(2000)..]
}

fn size(rows: u16, cols: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}
