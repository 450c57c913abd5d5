//! A program in a real pseudo-terminal: the test types keys as a keyboard sends them, and reads the
//! screen that a terminal would display, from an emulator.

mod screen;

use super::child_process::ChildProcess;
use super::keys::ENTER;
use super::program::Program;
use super::watched::Watched;
use super::{TIMEOUT, contains, escaped_lines, find};
use nix::sys::signal::Signal;
use nix::sys::termios::LocalFlags;
use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use screen::{Output, cursor_row, picture, read_output, rows};
use std::io::Write;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::Instant;

/// A program in a terminal. It is killed when this is dropped.
pub struct Terminal {
    pub program: Program,
    master: Box<dyn MasterPty + Send>,
    keyboard: Sender<Keys>,
    child: ChildProcess<ExitStatus>,
    output: Arc<Watched<Output>>,
}

/// Keys for the thread that types them.
struct Keys {
    octets: Vec<u8>,
    /// Dropped when they are in the terminal.
    _typed: Option<Sender<()>>,
}

/// How a character is displayed.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    pub color: vt100::Color,
    pub dim: bool,
}

impl Terminal {
    /// Starts a program in a terminal of this size.
    #[track_caller]
    pub fn start(program: Program, rows: u16, columns: u16) -> Self {
        let pair = native_pty_system()
            .openpty(size(rows, columns))
            .expect("a pseudo-terminal can be opened");
        let mut command = CommandBuilder::new(&program.path);
        command.env_clear();
        command.args(&program.args);
        command.cwd(program.home());
        for (name, value) in program.variables() {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command);
        let mut child = child.expect("the program can be started");
        drop(pair.slave);
        let pid = child.process_id().expect("the program has a process id");
        let child = ChildProcess::new(pid, move || child.wait().ok());
        let writer = pair.master.take_writer();
        let keyboard = start_keyboard(writer.expect("the terminal can be written"));
        let reader = pair.master.try_clone_reader();
        let reader = reader.expect("the terminal can be read");
        let output = Arc::new(Watched::new(Output::new(rows, columns)));
        let (reading, answers) = (Arc::clone(&output), keyboard.clone());
        std::thread::spawn(move || read_output(reader, &reading, &answers));
        Self { program, master: pair.master, keyboard, child, output }
    }

    /// Types keys; `support::keys` has the special ones. Returns before the terminal has taken them.
    pub fn type_keys(&self, keys: impl AsRef<[u8]>) {
        let _ = self.keyboard.send(Keys { octets: keys.as_ref().to_vec(), _typed: None });
    }

    /// Waits until the terminal has taken all keys, whether or not the program has read them.
    pub fn wait_typed(&self) {
        let (typed, waiting) = channel();
        let _ = self.keyboard.send(Keys { octets: Vec::new(), _typed: Some(typed) });
        let _ = waiting.recv();
    }

    /// Types a line and presses Enter.
    pub fn type_line(&self, line: impl AsRef<str>) {
        self.type_keys(format!("{}{ENTER}", line.as_ref()));
    }

    /// Waits until the screen contains `text`, in one row or wrapped.
    #[track_caller]
    pub fn wait_for(&self, text: &str) {
        self.wait_until(&format!("{text:?}"), |screen| screen.contents().contains(text));
    }

    /// Waits until the screen does not contain `text`.
    #[track_caller]
    pub fn wait_gone(&self, text: &str) {
        self.wait_until(&format!("the absence of {text:?}"), |screen| {
            !screen.contents().contains(text)
        });
    }

    /// Waits until the row of the cursor is exactly `text`. Blanks at the ends of rows never count.
    #[track_caller]
    pub fn wait_line(&self, text: &str) {
        self.wait_until(&format!("the cursor in the row {text:?}"), |screen| {
            cursor_row(screen) == text.trim_end()
        });
    }

    /// Waits until the row of the cursor is exactly `text`, and the cursor is in this column, counted from 0.
    #[track_caller]
    pub fn wait_cursor(&self, text: &str, column: u16) {
        let description = format!("the cursor in column {column} of the row {text:?}");
        self.wait_until(&description, |screen| {
            screen.cursor_position().1 == column && cursor_row(screen) == text.trim_end()
        });
    }

    /// Waits until a row of the screen is exactly `text`.
    #[track_caller]
    pub fn wait_row(&self, text: &str) {
        self.wait_until(&format!("the row {text:?}"), |screen| {
            rows(screen).iter().any(|row| row == text.trim_end())
        });
    }

    /// Waits until the screen shows exactly this text, not counting empty rows at the end.
    #[track_caller]
    pub fn wait_screen(&self, expected: &str) {
        self.wait_until(&format!("the screen\n{expected}\n"), |screen| {
            rows(screen).join("\n").trim_end() == expected.trim_end()
        });
    }

    /// Waits until the screen fulfills a condition, whose description is for the failure message.
    #[track_caller]
    pub fn wait_until(&self, description: &str, condition: impl Fn(&vt100::Screen) -> bool) {
        self.wait(description, |output| condition(output.screen()).then_some(()));
    }

    /// Waits until the program has written `text`. Returns when that was.
    #[track_caller]
    pub fn wait_written(&self, text: &str) -> Instant {
        self.wait(&format!("{text:?} in the output"), |output| {
            let end = find(&output.octets, text.as_bytes())? + text.len();
            let mut arrivals = output.arrivals.iter();
            arrivals.find(|(count, _)| *count >= end).map(|(_, time)| *time)
        })
    }

    /// Types a line, presses Enter, and waits until `text` is shown from the cursor's row on: in the line
    /// as it was sent or in the output after it. Text that was already on the screen does not count.
    #[track_caller]
    pub fn answer(&self, line: impl AsRef<str>, text: &str) {
        let first = self.wait("the end of a redraw", |output| {
            (!output.is_drawing()).then(|| output.cursor_row_of_all())
        });
        self.type_line(line.as_ref());
        let description = format!("{text:?} after {:?} was typed", line.as_ref());
        self.wait(&description, |output| {
            let rows = output.all_rows();
            let new = rows.get(first..).unwrap_or_default().join("\n");
            new.contains(text).then_some(())
        });
    }

    /// How often the program has written `text`.
    pub fn count_written(&self, text: &str) -> usize {
        memchr::memmem::find_iter(&self.written(), text).count()
    }

    /// Waits until the program has written `text` this often.
    #[track_caller]
    pub fn wait_written_count(&self, text: &str, count: usize) {
        self.wait(&format!("{text:?} written {count} times"), |output| {
            let found = memchr::memmem::find_iter(&output.octets, text).count();
            (found >= count).then_some(())
        });
    }

    /// Waits until `find` returns something, and fails if the program ends without it.
    #[track_caller]
    fn wait<T>(&self, description: &str, find: impl Fn(&mut Output) -> Option<T>) -> T {
        let found = self.output.wait_for(|output| match find(output) {
            None if output.ended => Some(None),
            None => None,
            found => Some(found),
        });
        if let Some(found) = found.flatten() {
            return found;
        }
        let output = self.output.lock();
        let last = &output.octets[output.octets.len().saturating_sub(2000)..];
        let report = format!(
            "waited for {description}, but the screen is{}:\n{}the last octets written:\n{}",
            if output.ended { " at the end" } else { "" },
            picture(output.screen()),
            escaped_lines(last)
        );
        drop(output);
        panic!("{report}");
    }

    /// The rows of the screen, without blanks at their ends.
    pub fn screen(&self) -> Vec<String> {
        rows(self.output.lock().screen())
    }

    /// Every row, the ones that scrolled away first, without the empty ones at the end.
    pub fn all_rows(&self) -> Vec<String> {
        self.output.lock().all_rows()
    }

    /// Fails unless all rows together contain `text` this many times.
    #[track_caller]
    pub fn assert_count(&self, text: &str, count: usize) {
        let rows = self.all_rows().join("\n");
        assert_eq!(rows.matches(text).count(), count, "{text:?} in\n{rows}");
    }

    /// Fails unless these lines are rows, one directly after the other.
    #[track_caller]
    pub fn assert_rows(&self, lines: &str) {
        let lines: Vec<&str> = lines.lines().collect();
        let rows = self.all_rows();
        let found = rows.windows(lines.len()).any(|rows| rows == lines);
        assert!(found, "{lines:#?} is not in {rows:#?}");
    }

    /// Fails unless these texts are in different rows, in this order.
    #[track_caller]
    pub fn assert_order(&self, texts: &[&str]) {
        let rows = self.all_rows();
        let mut remaining = rows.iter();
        for text in texts {
            let found = remaining.any(|row| row.contains(text));
            assert!(found, "{text:?} is not in its place in {rows:#?}");
        }
    }

    /// The row and the column of the cursor, counted from 0.
    pub fn cursor(&self) -> (u16, u16) {
        self.output.lock().screen().cursor_position()
    }

    /// The style of the first character of `text`, in the lowest row that contains it.
    #[track_caller]
    pub fn style_of(&self, text: &str) -> Style {
        use unicode_width::UnicodeWidthStr;
        let output = self.output.lock();
        let rows = rows(output.screen());
        let position = rows.iter().enumerate().rev().find_map(|(row, line)| {
            let column = line[..line.find(text)?].width();
            Some((row as u16, column as u16))
        });
        let (row, column) = position.unwrap_or_else(|| panic!("no {text:?} in {rows:#?}"));
        let cell = output.screen().cell(row, column);
        let cell = cell.expect("the position is on the screen");
        Style { color: cell.fgcolor(), dim: cell.dim() }
    }

    /// Everything the program has written.
    pub fn written(&self) -> Vec<u8> {
        self.output.lock().octets.clone()
    }

    /// What the output has asked of the terminal besides displaying text: bells, titles, clipboard
    /// access and so on, as words. The synchronized output of redraws is left out.
    pub fn requests(&self) -> Vec<String> {
        let output = self.output.lock();
        output.emulator.callbacks().descriptions.clone()
    }

    /// Fails if the program has written these octets.
    #[track_caller]
    pub fn assert_never_written(&self, text: &str) {
        let written = contains(&self.written(), text.as_bytes());
        assert!(
            !written,
            "{text:?} was written to the terminal:\n{}",
            escaped_lines(&self.written())
        );
    }

    /// Fails unless the terminal is as a shell expects it: it echoes and edits lines, and no mode is left on.
    #[track_caller]
    pub fn assert_restored(&self) {
        assert!(self.echoes(), "the terminal is still in raw mode");
        let output = self.output.lock();
        let screen = output.screen();
        let mouse = screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None;
        for (mode, on) in [
            ("alternate screen", screen.alternate_screen()),
            ("bracketed paste", screen.bracketed_paste()),
            ("hidden cursor", screen.hide_cursor()),
            ("application keypad", screen.application_keypad()),
            ("application cursor", screen.application_cursor()),
            ("mouse", mouse),
        ] {
            assert!(!on, "left on: {mode}");
        }
    }

    /// Whether the terminal itself echoes and edits what is typed.
    pub fn echoes(&self) -> bool {
        let expected = LocalFlags::ICANON | LocalFlags::ECHO;
        let termios = self.master.get_termios();
        termios
            .is_some_and(|termios| termios.local_flags.bits() & expected.bits() == expected.bits())
    }

    /// Waits until the terminal does not echo what is typed. It sends no event for that.
    #[track_caller]
    pub fn wait_echo_off(&self) {
        let deadline = Instant::now() + TIMEOUT;
        while self.echoes() {
            assert!(Instant::now() < deadline, "the terminal still echoes");
            std::thread::yield_now();
        }
    }

    /// Changes the size of the terminal, which sends SIGWINCH to the program. Rows that become too
    /// long are cut off.
    #[track_caller]
    pub fn resize(&self, rows: u16, columns: u16) {
        self.output.lock().resize(rows, columns);
        self.resize_device(rows, columns);
    }

    /// From now on the terminal does not answer queries of the cursor position.
    pub fn answer_no_queries(&self) {
        self.output.lock().emulator.callbacks_mut().is_silent = true;
    }

    /// Changes the size of a terminal that rewraps its rows.
    #[track_caller]
    pub fn resize_and_rewrap(&self, rows: u16, columns: u16) {
        self.output.lock().rewrap(rows, columns);
        self.resize_device(rows, columns);
    }

    #[track_caller]
    fn resize_device(&self, rows: u16, columns: u16) {
        let resized = self.master.resize(size(rows, columns));
        resized.expect("the terminal can be resized");
    }

    /// Sends a signal to the program, if it still runs.
    pub fn signal(&self, signal: Signal) {
        self.child.signal(signal);
    }

    /// Waits until the program exits and its output has been read. It must exit with this status.
    #[track_caller]
    pub fn assert_exit(&self, status: u32) {
        let exited = self.wait_exit();
        let screen = picture(self.output.lock().screen());
        assert_eq!(exited, status, "the exit status; the screen is\n{screen}");
    }

    /// Waits until the program exits and its output has been read. Returns its exit status, or 128
    /// and more if a signal ended it.
    #[track_caller]
    pub fn wait_exit(&self) -> u32 {
        let Some(status) = self.child.wait() else {
            panic!("the program still runs:\n{}", picture(self.output.lock().screen()));
        };
        self.output.wait_for(|output| output.ended.then_some(()));
        match status.signal() {
            Some(_) => 128 + status.exit_code(),
            None => status.exit_code(),
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.child.kill_group();
    }
}

/// Starts a thread that types, so that a program which does not read never blocks the test.
fn start_keyboard(mut terminal: Box<dyn Write + Send>) -> Sender<Keys> {
    let (keyboard, typed) = channel::<Keys>();
    std::thread::spawn(move || {
        for keys in typed {
            if terminal.write_all(&keys.octets).is_err() {
                break;
            }
        }
    });
    keyboard
}

fn size(rows: u16, columns: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}
