//! `--step`: a prompt shows each command before it is sent, and the user decides. Only the commands that
//! are sent are recorded.

use super::Replay;
use crate::console::{Console, StopReason};
use crate::directive;
use crate::messages::{Text, text};
use crate::notation::directive::Directive;
use crate::protocol::commands;
use crate::protocol::dialogue::{Dialogue, LineAction};
use crate::protocol::typed_line::{LineClassifier, TypedLineKind, to_half_width};
use crate::script::load::load_typed;
use std::io;

/// The user's input at a step.
pub enum StepInput {
    Line(String),
    /// The end of standard input.
    End,
}

/// The prompt at which the user decides.
pub trait StepPrompt {
    /// Shows the command that would be sent next. `None`: the rest of a typed command is expected.
    fn show(&mut self, console: &mut Console, command: Option<&str>);

    /// Takes the user's input, if there is any. The console is woken when there is.
    fn take(&mut self) -> io::Result<Option<StepInput>>;

    /// Whether input that arrives during a wait was typed then, rather than meant for later steps.
    fn is_typed_live(&self) -> bool;
}

enum StepKey {
    Send,
    Skip,
    Quit,
    Help,
}

impl StepKey {
    /// The key that this line stands for, also in full-width letters.
    fn read(line: &str) -> Option<StepKey> {
        match &*to_half_width(line.trim()) {
            "" => Some(StepKey::Send),
            "s" | "S" => Some(StepKey::Skip),
            "q" | "Q" => Some(StepKey::Quit),
            "?" => Some(StepKey::Help),
            _ => None,
        }
    }
}

impl Replay<'_> {
    /// Asks before each command from now on.
    pub fn ask_at_steps(&mut self, prompt: Box<dyn StepPrompt>) {
        // `:explain` and `:decode` may be typed after any command.
        self.console.watch();
        self.step = Some(prompt);
    }

    /// With `--step`, asks whether to send this command. An error stops the script.
    pub(super) fn is_sent_at_step(&mut self, command: &str) -> Result<bool, StopReason> {
        // A script that is run by a typed line has no steps.
        if self.step.is_none() || self.is_typing {
            return Ok(true);
        }
        self.ask_at_step(&self.console.mask().masked(command))
    }

    fn ask_at_step(&mut self, command: &str) -> Result<bool, StopReason> {
        let mut typed_before = self.input_before_step()?;
        loop {
            let dialogue = self.console.dialogue();
            let continues = dialogue.is_some_and(|dialogue| {
                dialogue.expects_literal_or_rest() || dialogue.expects_sasl_response()
            });
            let shown = (!continues).then_some(command);
            let line = match self.next_step_input(shown, typed_before.take())? {
                StepInput::Line(line) => line,
                StepInput::End => {
                    // Nothing more can be confirmed, so nothing more is sent.
                    let why = text::ReplayStepInputEnded { command };
                    return Err(self.fail_finally(&self.place(), why));
                }
            };
            match StepKey::read(&line).filter(|_| !continues) {
                // The BAD to a typed IDLE would also be the answer to the script's command.
                Some(StepKey::Send) if self.is_idle() && !commands::is_done(command) => {
                    if !self.runs_idle_of_script() {
                        self.say_unrecorded(text::ReplayStepTypedIdle);
                    } else if self.is_skipped {
                        self.say_unrecorded(text::ReplayStepScriptIdle);
                    } else {
                        return Ok(true);
                    }
                }
                Some(StepKey::Send) => return Ok(true),
                Some(StepKey::Skip) => {
                    self.is_skipped = true;
                    return Ok(false);
                }
                Some(StepKey::Quit) => return Err(StopReason::Quit),
                Some(StepKey::Help) => self.say_unrecorded(text::ReplayStepKeys),
                None => self.typed_at_step(&line)?,
            }
        }
    }

    /// Shows the prompt, again below anything that the server sends, until there is input. `typed`: input that
    /// is there already.
    fn next_step_input(
        &mut self,
        command: Option<&str>,
        mut typed: Option<StepInput>,
    ) -> Result<StepInput, StopReason> {
        loop {
            let Some(prompt) = self.step.as_mut() else { return Ok(StepInput::End) };
            self.console.sinks.record_notices(false);
            prompt.show(&mut self.console, command);
            self.console.sinks.record_notices(true);
            if let Some(typed) = typed.take() {
                return Ok(typed);
            }
            self.console.take_activity();
            while !self.console.take_activity() {
                if let Some(input) = self.step_input()? {
                    return Ok(input);
                }
                self.console.turn(None)?;
                self.judge_completions()?;
            }
        }
    }

    /// The input that is there before a step is shown. A key was pressed for an earlier one, so that it decides
    /// nothing, except `q`. A typed line counts.
    fn input_before_step(&mut self) -> Result<Option<StepInput>, StopReason> {
        let is_live = self.step.as_ref().is_some_and(|prompt| prompt.is_typed_live());
        let (mut has_key, mut typed) = (false, None);
        while is_live
            && typed.is_none()
            && let Some(input) = self.step_input()?
        {
            match &input {
                StepInput::Line(line)
                    if matches!(StepKey::read(line), Some(StepKey::Send | StepKey::Skip)) =>
                {
                    has_key = true;
                }
                _ => typed = Some(input),
            }
        }
        if has_key {
            self.say_unrecorded(text::ReplayStepKeysEarly);
        }
        Ok(typed)
    }

    fn step_input(&mut self) -> io::Result<Option<StepInput>> {
        self.step.as_mut().map_or(Ok(None), |prompt| prompt.take())
    }

    /// Shows which keys end a wait at a step, if keys are typed live.
    pub(super) fn say_keys_of_wait(&mut self) {
        if self.step.as_ref().is_some_and(|prompt| prompt.is_typed_live()) {
            self.say_unrecorded(text::ReplayStepWaitKeys);
        }
    }

    /// Whether the user has ended the wait for a listed response, with Enter or `s`.
    pub(super) fn ends_wait_by_key(&mut self) -> Result<bool, StopReason> {
        while let Some(key) = self.key_during_wait()? {
            if matches!(key, Some(StepKey::Send | StepKey::Skip)) {
                return Ok(true);
            }
            self.say_unrecorded(text::ReplayStepWaits);
        }
        Ok(false)
    }

    /// Answers the keys typed while a command is in progress: none but `q` ends this wait.
    pub(super) fn answer_key_before_completion(&mut self) -> Result<(), StopReason> {
        let mut has_key = false;
        while self.key_during_wait()?.is_some() {
            has_key = true;
        }
        if has_key {
            self.say_unrecorded(text::ReplayStepAwaitsAnswer);
        }
        Ok(())
    }

    /// Takes the line typed during a wait, if any: a key, or something else. `q` stops the script.
    fn key_during_wait(&mut self) -> Result<Option<Option<StepKey>>, StopReason> {
        let Some(prompt) = self.step.as_mut().filter(|prompt| prompt.is_typed_live()) else {
            return Ok(None);
        };
        let Some(StepInput::Line(line)) = prompt.take()? else {
            return Ok(None);
        };
        match StepKey::read(&line) {
            Some(StepKey::Quit) => Err(StopReason::Quit),
            key => Ok(Some(key)),
        }
    }

    pub(super) fn say_unrecorded(&mut self, what: impl Text) {
        self.console.sinks.record_notices(false);
        self.console.info(what);
        self.console.sinks.record_notices(true);
    }

    /// Whether an IDLE is running that the script has sent.
    fn runs_idle_of_script(&self) -> bool {
        let idle = self.console.dialogue().and_then(Dialogue::idle);
        idle.is_some_and(|idle| self.sent.contains_key(&idle.number))
    }

    /// Refuses a typed command while the script's IDLE is running: its BAD would be the answer to the
    /// script's command.
    pub(super) fn refuses_typed(&mut self, line: &str) -> bool {
        let kind = LineClassifier::default().classify(line);
        let is_refused = matches!(kind, TypedLineKind::Command(line) if !line.is_done())
            && self.runs_idle_of_script();
        if is_refused {
            self.console.error(text::ReplayStepScriptIdle);
        }
        is_refused
    }

    /// Handles a line that was typed at a step. Its failures are reported, but do not count as the script's.
    fn typed_at_step(&mut self, line: &str) -> Result<(), StopReason> {
        let failures = self.failures.count();
        self.is_typing = true;
        self.console.sinks.record_notices(false);
        let result = self.take_typed(line);
        self.console.sinks.record_notices(true);
        self.is_typing = false;
        match result {
            // Meanwhile, a command of the script may have failed.
            Err(StopReason::Failed | StopReason::InvalidScript)
                if self.failures.count() == failures =>
            {
                Ok(())
            }
            result => result,
        }
    }

    /// A `:run` that was typed at a step: the script runs without steps.
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
        if self.refuses_typed(line) {
            return Ok(());
        }
        match self.console.line(line, None) {
            Ok(LineAction::Directive(text)) => match Directive::parse(&text) {
                Ok(directive) => return directive::perform(self, &directive),
                Err(mistake) => {
                    let why = self.console.messages().mistake(&mistake);
                    self.console.error(why);
                }
            },
            Ok(LineAction::Pasted(hint)) => {
                let text = self.console.messages().hint(hint);
                self.console.hint(text);
            }
            Ok(_) => {}
            Err(error) => {
                let why = self.console.why_not_sent(&error);
                self.console.error(why);
            }
        }
        // Its completion is not judged, since the script did not send it.
        self.wait_while(|session| session.dialogue().awaits_anything())
    }
}
