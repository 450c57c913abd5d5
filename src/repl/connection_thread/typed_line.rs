//! Typed lines: what is sent, and the directives.

use super::ConnectionThread;
use crate::console::{Console, LineError, LineOutcome, StopReason};
use crate::directive::{self, Driver};
use crate::messages::{Text, text};
use crate::notation::directive::Directive;
use crate::protocol::compose::is_variable;
use crate::protocol::dialogue::Dialogue;
use crate::protocol::secrets::{Placeholder, SecretSpan, mask_directive_secrets};
use crate::script::load::load_typed;
use crate::script::replay::Replay;
use std::time::Instant;

impl ConnectionThread {
    pub fn typed_line(&mut self, line: &str) -> Result<(), StopReason> {
        self.active_at = Instant::now();
        if line.trim().eq_ignore_ascii_case("done") {
            // Before the server's `+`, `done` means nothing.
            let deadline = Instant::now() + self.console.settings.timeout;
            self.console
                .wait_while(deadline, |session| session.dialogue().awaits_idle_continuation())?;
        }
        let dialogue = self.console.dialogue();
        let is_response = dialogue.is_some_and(Dialogue::expects_sasl_response);
        let secret = dialogue.map(Dialogue::mask).unwrap_or_default().secret(line);
        let shown = match &secret {
            None => line.to_owned(),
            Some(secret) => secret.masked(line),
        };
        match self.console.line(line, None) {
            Ok(LineOutcome::Sent) => {
                if let Some(secret) = secret.filter(|secret| hides_text(line, secret)) {
                    self.explain_placeholder(match is_response {
                        true => Placeholder::Sasl,
                        false => secret.placeholder,
                    });
                }
            }
            Ok(LineOutcome::Directive(text)) => {
                self.console.echo(&mask_directive_secrets(line.trim()));
                return self.directive(&text);
            }
            // A line that is not sent is shown dimmed.
            Ok(LineOutcome::Pasted | LineOutcome::Nothing) => self.console.echo(line),
            Ok(LineOutcome::Kept) => self.console.echo(&shown),
            Err(error) => {
                self.console.echo(&shown);
                self.report_line_error(&error);
            }
        }
        Ok(())
    }

    fn report_line_error(&mut self, error: &LineError) {
        match error {
            LineError::NotConnected => self.console.error(text::LineNotConnected),
            LineError::Invalid(error) => {
                let why = self.console.messages().compose_error(error);
                self.console.error(why);
            }
        }
    }

    fn directive(&mut self, text: &str) -> Result<(), StopReason> {
        let directive = match Directive::parse(text) {
            Ok(directive) => directive,
            Err(mistake) => {
                let why = self.console.messages().mistake(&mistake);
                self.console.error(why);
                return Ok(());
            }
        };
        match directive::perform(self, &directive) {
            // A failure has been reported, and stops nothing here.
            Err(StopReason::Failed | StopReason::InvalidScript) => Ok(()),
            Err(StopReason::Interrupted) => {
                self.console.info(text::Interrupted);
                Err(StopReason::Interrupted)
            }
            result => result,
        }
    }
}

impl Driver for ConnectionThread {
    fn console(&mut self) -> &mut Console {
        &mut self.console
    }

    fn fail(&mut self, text: &dyn Text) -> Result<(), StopReason> {
        self.console.error(text);
        Err(StopReason::Failed)
    }

    fn take_completions(&mut self) -> Result<(), StopReason> {
        self.report_completions();
        Ok(())
    }

    fn send_raw(&mut self, line: &str) -> Result<(), StopReason> {
        if let Err(error) = self.console.raw(line, None) {
            self.report_line_error(&error);
        }
        Ok(())
    }

    /// The user at the keyboard may run any script.
    fn run(&mut self, script: &str) -> Result<(), StopReason> {
        let loaded = match load_typed(script) {
            Ok(loaded) => loaded,
            Err(mistakes) => {
                let text = self.console.messages().script_errors(&mistakes);
                self.console.error(text);
                return Err(StopReason::Failed);
            }
        };
        let variables = loaded.variables();
        let missing = variables.iter().find(|name| !self.console.variables.has(name));
        if let Some(name) = missing {
            return self.fail(&text::LineNoValue { name });
        }
        let mut replay = Replay::new(&mut self.console, self.replay.clone(), None);
        replay.wait_for_all()?;
        replay.play(&loaded)
    }
}

/// Whether the user has typed a secret: not a variable, and not the `*` that cancels.
fn hides_text(line: &str, secret: &SecretSpan) -> bool {
    let typed = line.get(secret.range.clone()).unwrap_or_default().trim();
    !typed.is_empty() && typed != "*" && !is_variable(typed)
}
