//! Reads lines without editing, because standard input or output is not a terminal, or is one that can't
//! move its cursor. Output is still printed at once, and a secret is typed without echo.

use super::editor_helper::EditorHelper;
use super::editor_input::EditorInput;
use super::editor_state::{EditorState, Flags};
use super::keyboard::Callbacks;
use crate::input::EchoOff;
use crate::transport::{PeerState, peer_state, wait_readable};
use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind, IsTerminal, Write};
use std::os::fd::AsFd;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub struct PlainReader {
    helper: Rc<dyn EditorHelper>,
    state: Arc<EditorState>,
    input_is_terminal: bool,
    output_is_terminal: bool,
    is_at_end: bool,
    echo_off: Option<EchoOff<io::Stdin>>,
}

impl PlainReader {
    /// Starts the thread that reads standard input.
    pub fn new(
        helper: Rc<dyn EditorHelper>,
        state: Arc<EditorState>,
        callbacks: Arc<Callbacks>,
    ) -> io::Result<PlainReader> {
        let thread_state = Arc::clone(&state);
        (std::thread::Builder::new().name("standard input".to_owned()))
            .spawn(move || read_lines(&thread_state, &callbacks))?;
        Ok(PlainReader {
            helper,
            state,
            input_is_terminal: io::stdin().is_terminal(),
            output_is_terminal: io::stdout().is_terminal(),
            is_at_end: false,
            echo_off: None,
        })
    }

    pub fn read(&mut self) -> io::Result<EditorInput> {
        if self.is_at_end {
            return Ok(EditorInput::Closed);
        }
        let input = self.wait();
        self.set_echo(true);
        if matches!(input, Ok(EditorInput::EndOfInput)) {
            self.is_at_end = !self.input_is_terminal;
        }
        input
    }

    /// Waits for a line, or for several that arrive at once, and prints output meanwhile.
    fn wait(&mut self) -> io::Result<EditorInput> {
        let mut shown_prompt = None;
        // For each prompt, whether the line was empty when it was printed.
        let mut prompts = Vec::new();
        loop {
            match self.show(&mut shown_prompt) {
                Ok(true) => prompts.push(self.state.lock().lines.is_empty()),
                Ok(false) => {}
                Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                    return Ok(EditorInput::Unread);
                }
                Err(error) => return Err(error),
            }
            let input = self.state.wait(|flags| {
                if flags.terminated {
                    Some(Ok(Some(EditorInput::Terminated)))
                } else if std::mem::take(&mut flags.interrupts) > 0 {
                    Some(Ok(Some(EditorInput::Interrupted(String::new()))))
                } else if std::mem::take(&mut flags.redraw_requested) {
                    Some(Ok(None))
                } else {
                    flags.lines.pop().map(|input| input.map(Some))
                }
            });
            // Wakes the thread that reads, if it waits for a line to be taken.
            self.state.change(|_| ());
            // Otherwise it was a redraw request.
            if let Some(input) = input? {
                // With several prompts, a part of the line may be in a row above.
                if let (EditorInput::Lines(lines), [true]) = (&input, &*prompts) {
                    self.note_echo(shown_prompt.as_deref(), lines);
                }
                // A line is not sent if it could not be shown: a pipe's reader has closed it, or the terminal
                // is gone.
                let is_unread = peer_state(&io::stdout()) == PeerState::Gone;
                return Ok(if is_unread { EditorInput::Unread } else { input });
            }
        }
    }

    /// Reports to the helper what the terminal has echoed after the prompt.
    fn note_echo(&self, prompt: Option<&str>, lines: &[String]) {
        let echoes = self.input_is_terminal && self.output_is_terminal && self.echo_off.is_none();
        if let (Some(prompt), [line], true) = (prompt, lines, echoes) {
            self.helper.note_echo(prompt, line);
        }
    }

    /// Prints the waiting output, and the prompt unless it is still on the screen; returns whether it
    /// has printed it. If standard output is not a terminal, only questions are shown, on standard
    /// error.
    fn show(&mut self, shown_prompt: &mut Option<String>) -> io::Result<bool> {
        let helper = Rc::clone(&self.helper);
        let output = helper.take_output();
        let prompt = helper.prompt();
        let mut out = io::stdout().lock();
        if !output.is_empty() {
            if self.output_is_terminal && shown_prompt.take().is_some_and(|shown| !shown.is_empty())
            {
                out.write_all(b"\n")?;
            }
            out.write_all(&output)?;
        }
        out.flush()?;
        self.set_echo(!helper.hides_input());
        if shown_prompt.is_some() {
            return Ok(false);
        }
        if self.output_is_terminal {
            out.write_all(helper.style_prompt(&prompt).as_bytes())?;
        } else if self.input_is_terminal && helper.is_question() {
            // If standard error is closed, the question can't be shown anywhere.
            let _ = io::stderr().write_all(prompt.as_bytes());
        }
        *shown_prompt = Some(prompt);
        out.flush()?;
        Ok(true)
    }

    /// Turns the terminal's echo on or off. If that fails, the terminal keeps echoing.
    fn set_echo(&mut self, on: bool) {
        if on {
            self.echo_off = None;
        } else if self.echo_off.is_none() && self.input_is_terminal {
            self.echo_off = EchoOff::new(io::stdin()).ok();
        }
    }
}

/// Reads standard input into the shared lines until its end. A terminal can be read again after
/// Ctrl-D.
fn read_lines(state: &EditorState, callbacks: &Callbacks) {
    let is_terminal = io::stdin().is_terminal();
    // The buffer is accessible, unlike that of the standard library's standard input.
    let input = io::stdin().as_fd().try_clone_to_owned().map(File::from);
    let mut input = match input {
        Ok(input) => BufReader::new(input),
        Err(error) => return state.change(|flags| flags.lines.push_error(error)),
    };
    loop {
        let mut octets = Vec::new();
        let is_last = match input.read_until(b'\n', &mut octets) {
            Ok(0) => {
                state.change(|flags| flags.lines.push_end());
                !is_terminal
            }
            Ok(_) => {
                let expects_octets = (callbacks.expects_octets)();
                let pause = state.change(|flags| flags.lines.push_line(&octets, expects_octets));
                let is_full = state.lock().lines.is_full();
                if !is_terminal || is_full || !follows_within(&input, pause) {
                    state.change(|flags| flags.lines.end_burst());
                }
                false
            }
            Err(error) => {
                state.change(|flags| flags.lines.push_error(error));
                true
            }
        };
        // A large file is not read into memory.
        let may_read_on =
            |flags: &mut Flags| (flags.closed || !flags.lines.is_full()).then_some(flags.closed);
        if is_last || state.wait(may_read_on) {
            return;
        }
    }
}

/// Whether more input arrives within this time.
fn follows_within(input: &BufReader<File>, pause: Duration) -> bool {
    !input.buffer().is_empty()
        || wait_readable(input.get_ref(), Instant::now() + pause).unwrap_or(true)
}
