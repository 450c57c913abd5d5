//! `--step`: before each command a prompt shows it, and the user decides. Nothing of this is recorded
//! but what is sent.

use super::Replay;
use crate::console::{Console, LineError, LineOutcome, StopReason};
use crate::directive;
use crate::messages::text;
use crate::notation::directive::Directive;
use crate::protocol::secrets::mask_secrets;
use crate::script::load::load_typed;
use std::io;

/// What the user does at a step.
pub enum StepInput {
    Line(String),
    /// No more lines will come.
    End,
}

/// Where the user decides.
pub trait StepPrompt {
    /// Shows the command that would be sent next. None: the rest of what was typed is expected.
    fn show(&mut self, console: &mut Console, command: Option<&str>);

    /// What the user has done, if anything. The console is woken when there is something.
    fn take(&mut self) -> io::Result<Option<StepInput>>;
}

impl Replay<'_> {
    /// Asks before each command from now on.
    pub fn ask_at_steps(&mut self, prompt: Box<dyn StepPrompt>) {
        // `:explain` and `:decode` may be typed after any command.
        self.console.watch();
        self.step = Some(prompt);
    }

    /// Asks, if there are steps, whether to send this command. An error: the script is stopped.
    pub(super) fn is_sent_at_step(&mut self, command: &str) -> Result<bool, StopReason> {
        let Some(mut prompt) = self.step.take() else {
            return Ok(true);
        };
        let decision = self.ask_at_step(&mask_secrets(command), &mut *prompt);
        self.step = Some(prompt);
        decision
    }

    fn ask_at_step(
        &mut self,
        command: &str,
        prompt: &mut dyn StepPrompt,
    ) -> Result<bool, StopReason> {
        loop {
            let dialogue = self.console.dialogue();
            let continues = dialogue.is_some_and(|dialogue| {
                dialogue.is_within_command() || dialogue.expects_sasl_response()
            });
            let line = match self.next_step_input((!continues).then_some(command), prompt)? {
                StepInput::Line(line) => line,
                StepInput::End => {
                    // Nothing can be confirmed any more, so nothing further is sent.
                    let why = text::ReplayStepInputEnded { command };
                    return Err(self.fail_finally(&self.place(), why));
                }
            };
            match line.trim() {
                _ if continues => self.typed_at_step(&line)?,
                "" => return Ok(true),
                "s" | "S" => {
                    self.is_skipped = true;
                    return Ok(false);
                }
                "q" | "Q" => return Err(StopReason::Quit),
                _ => self.typed_at_step(&line)?,
            }
        }
    }

    /// Shows the prompt, also below whatever the server sends, until there is an input.
    fn next_step_input(
        &mut self,
        command: Option<&str>,
        prompt: &mut dyn StepPrompt,
    ) -> Result<StepInput, StopReason> {
        loop {
            self.console.sinks.record_notices(false);
            prompt.show(self.console, command);
            self.console.sinks.record_notices(true);
            self.console.take_activity();
            while !self.console.take_activity() {
                if let Some(input) = prompt.take()? {
                    return Ok(input);
                }
                self.console.turn(None)?;
                self.judge_completions()?;
            }
        }
    }

    /// A line that was typed at a step. Its failures are reported, and are none of the script's.
    fn typed_at_step(&mut self, line: &str) -> Result<(), StopReason> {
        self.is_typing = true;
        self.console.sinks.record_notices(false);
        let result = self.take_typed(line);
        self.console.sinks.record_notices(true);
        self.is_typing = false;
        match result {
            Err(StopReason::Failed | StopReason::InvalidScript) => Ok(()),
            result => result,
        }
    }

    /// `:run`, typed at a step: that script runs without steps.
    pub(super) fn run_typed(&mut self, script: &str) -> Result<(), StopReason> {
        match load_typed(script, self.console.messages().language()) {
            Ok(loaded) => self.play(&loaded),
            Err(mistakes) => {
                let text = self.console.messages().script_errors(&mistakes);
                self.console.error(text);
                Ok(())
            }
        }
    }

    fn take_typed(&mut self, line: &str) -> Result<(), StopReason> {
        match self.console.line(line, None) {
            Ok(LineOutcome::Directive(text)) => match Directive::parse(&text) {
                Ok(directive) => return directive::perform(self, &directive),
                Err(mistake) => {
                    let why = self.console.messages().mistake(&mistake);
                    self.console.error(why);
                }
            },
            Ok(_) => {}
            Err(LineError::NotConnected) => self.console.error(text::LineNotConnected),
            Err(LineError::TooEarly) => self.console.error(self.console.why_too_early()),
            Err(LineError::Invalid(error)) => {
                let why = self.console.messages().compose_error(&error);
                self.console.error(why);
            }
        }
        // Its completion is not judged: the script has not sent it.
        self.wait_while(|session| session.dialogue().awaits_anything())
    }
}
