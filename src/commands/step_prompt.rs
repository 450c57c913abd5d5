//! The prompt of `--step`: a notice, then a line of standard input. On a terminal its secrets are shown
//! as stars.

use crate::console::Console;
use crate::input::{EchoOff, InputLines, SharedMask, read_standard_input, read_terminal};
use crate::messages::text;
use crate::script::replay::{StepInput, StepPrompt};
use crate::transport::Waker;
use std::io::{self, IsTerminal, Stdin, stdin};
use std::sync::mpsc::TryRecvError;

pub struct LinePrompt {
    lines: InputLines,
    mask: SharedMask,
    /// Restores the terminal's echo; `None` if standard input is not a terminal.
    echo_off: Option<EchoOff<Stdin>>,
}

impl LinePrompt {
    /// A prompt for the lines of standard input.
    pub fn new(waker: Waker) -> io::Result<LinePrompt> {
        let mask = SharedMask::default();
        let (lines, echo_off) = if stdin().is_terminal() {
            let (lines, echo_off) = read_terminal(waker, mask.clone())?;
            (lines, Some(echo_off))
        } else {
            (read_standard_input(waker)?, None)
        };
        Ok(LinePrompt { lines, mask, echo_off })
    }
}

impl StepPrompt for LinePrompt {
    fn show(&mut self, console: &mut Console, command: Option<&str>) {
        match command {
            Some(command) => console.info(text::ReplayStepNext { command }),
            None => console.info(text::ReplayStepRest),
        }
        self.mask.set(console.mask());
    }

    fn take(&mut self) -> io::Result<Option<StepInput>> {
        match self.lines.try_recv() {
            Ok(line) => {
                let line = String::from_utf8_lossy(&line?.octets).into_owned();
                Ok(Some(StepInput::Line(line)))
            }
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => Ok(Some(StepInput::End)),
        }
    }

    fn is_typed_live(&self) -> bool {
        self.echo_off.is_some()
    }
}
