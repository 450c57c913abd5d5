//! The prompt of `--step`: a notice, and lines of standard input, which the terminal edits if it is one.

use crate::console::Console;
use crate::messages::text;
use crate::protocol::dialogue::Dialogue;
use crate::repl::terminal::EchoOff;
use crate::script::replay::{Input, StepInput, StepPrompt};
use std::io::{self, IsTerminal, Stdin, stdin};
use std::sync::mpsc::TryRecvError;

pub struct LinePrompt {
    lines: Input,
    /// While a secret is expected.
    echo_off: Option<EchoOff<Stdin>>,
}

impl LinePrompt {
    /// A prompt for these lines of standard input.
    pub fn new(lines: Input) -> LinePrompt {
        LinePrompt { lines, echo_off: None }
    }
}

impl StepPrompt for LinePrompt {
    fn show(&mut self, console: &mut Console, command: Option<&str>) {
        match command {
            Some(command) => console.info(text::ReplayStepNext { command }),
            None => console.info(text::ReplayStepRest),
        }
        let is_secret = console.dialogue().is_some_and(Dialogue::expects_secret);
        if is_secret && stdin().is_terminal() {
            // If the echo can't be turned off, the line is shown.
            self.echo_off = EchoOff::new(stdin()).ok();
        }
    }

    fn take(&mut self) -> io::Result<Option<StepInput>> {
        let input = match self.lines.try_recv() {
            Ok(line) => StepInput::Line(String::from_utf8_lossy(&line?).into_owned()),
            Err(TryRecvError::Empty) => return Ok(None),
            Err(TryRecvError::Disconnected) => StepInput::End,
        };
        self.echo_off = None;
        Ok(Some(input))
    }
}
