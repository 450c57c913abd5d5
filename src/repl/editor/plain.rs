//! The reader for where no line can be edited: standard input or output is no terminal, or one
//! that knows no cursor. What the server sends is still printed as it comes, and a secret that is
//! due is typed unseen.

use super::Input;
use super::helper::EditorHelper;
use super::signals::block_signals;
use super::state::EditorState;
use crate::repl::terminal::EchoOff;
use std::io::{self, BufRead, IsTerminal, Write};
use std::sync::Arc;

/// Lines that wait at most, so that a large file is not read into memory.
const AHEAD: usize = 256;

pub struct Plain {
    state: Arc<EditorState>,
    /// Lines are typed, and come from no pipe.
    typed: bool,
    prompts: bool,
    ended: bool,
    unseen: Option<EchoOff<io::Stdin>>,
}

impl Plain {
    /// Starts the thread that reads standard input.
    pub fn new(state: Arc<EditorState>) -> io::Result<Plain> {
        let thread = Arc::clone(&state);
        (std::thread::Builder::new().name("standard input".to_owned()))
            .spawn(move || read_lines(&thread))?;
        Ok(Plain {
            state,
            typed: io::stdin().is_terminal(),
            prompts: io::stdout().is_terminal(),
            ended: false,
            unseen: None,
        })
    }

    /// Waits for a line, printing what comes meanwhile.
    pub fn read(&mut self, helper: &dyn EditorHelper) -> io::Result<Input> {
        let entry = self.wait(helper);
        self.hide(false);
        entry
    }

    fn wait(&mut self, helper: &dyn EditorHelper) -> io::Result<Input> {
        enum Found {
            Ring,
            Input(io::Result<Input>),
            End,
        }
        if self.ended {
            return Ok(Input::Closed);
        }
        let mut prompted = None;
        loop {
            self.show(helper, &mut prompted)?;
            let found = self.state.wait(|waiting| {
                if waiting.terminated {
                    return Some(Found::Input(Ok(Input::Terminated)));
                }
                if waiting.interrupts > 0 {
                    waiting.interrupts = 0;
                    return Some(Found::Input(Ok(Input::Interrupted(String::new()))));
                }
                if std::mem::take(&mut waiting.redraw_requested) {
                    return Some(Found::Ring);
                }
                waiting.lines.pop_front().map(|line| match line {
                    Ok(Some(line)) => Found::Input(Ok(Input::Lines(vec![line]))),
                    Ok(None) => Found::End,
                    Err(error) => Found::Input(Err(error)),
                })
            });
            // Room for the thread that reads.
            self.state.change(|_| ());
            match found {
                Found::Ring => {}
                Found::Input(entry) => return entry,
                Found::End => {
                    self.ended = !io::stdin().is_terminal();
                    return Ok(Input::EndOfInput);
                }
            }
        }
    }

    /// Prints what waits, and the prompt where it is not on the screen. Where standard output is no
    /// terminal only a question is asked, beside it: a prompt would come before what others still
    /// have to print.
    fn show(&mut self, helper: &dyn EditorHelper, prompted: &mut Option<String>) -> io::Result<()> {
        let mut waiting = Vec::new();
        helper.drain_output(&mut waiting)?;
        let prompt = helper.prompt();
        let mut out = io::stdout().lock();
        if !waiting.is_empty() {
            if self.prompts && prompted.take().is_some_and(|prompt| !prompt.is_empty()) {
                out.write_all(b"\n")?;
            }
            out.write_all(&waiting)?;
        }
        out.flush()?;
        self.hide(helper.hides_input());
        if prompted.is_some() {
            return Ok(());
        }
        let styled = helper.style_prompt(&prompt);
        if self.prompts {
            out.write_all(styled.as_bytes())?;
        } else if self.typed && helper.is_question() {
            // There is nobody to ask where standard error is gone.
            let _ = io::stderr().write_all(prompt.as_bytes());
        }
        *prompted = Some(prompt);
        out.flush()
    }

    /// Whether the terminal is to hide what is typed. It can't be helped where it does not.
    fn hide(&mut self, unseen: bool) {
        if unseen != self.unseen.is_some() {
            let hidden = (unseen && self.typed).then(|| EchoOff::new(io::stdin()).ok());
            self.unseen = hidden.flatten();
        }
    }
}

fn read_lines(state: &EditorState) {
    block_signals();
    let mut input = io::stdin().lock();
    loop {
        let mut octets = Vec::new();
        let line = match input.read_until(b'\n', &mut octets) {
            Ok(0) => Ok(None),
            Ok(_) => {
                let text = String::from_utf8_lossy(&octets);
                let text = text.strip_suffix('\n').unwrap_or(&text);
                Ok(Some(text.strip_suffix('\r').unwrap_or(text).to_owned()))
            }
            Err(error) => Err(error),
        };
        let more = matches!(line, Ok(Some(_))) || (line.is_ok() && io::stdin().is_terminal());
        state.change(|waiting| waiting.lines.push_back(line));
        if !more {
            return;
        }
        let closed = state.wait(|waiting| {
            (waiting.closed || waiting.lines.len() < AHEAD).then_some(waiting.closed)
        });
        if closed {
            return;
        }
    }
}
