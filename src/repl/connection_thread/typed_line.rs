//! Handles typed lines: sends them, or performs directives.

use super::type_ahead::{is_command, may_be_answer};
use super::{ConnectionThread, lesson};
use crate::console::{Console, KeptAnswer, StopReason};
use crate::directive::{self, Driver, LessonRequest};
use crate::messages::{Text, text};
use crate::notation::ScriptCommand;
use crate::notation::directive::Directive;
use crate::protocol::commands;
use crate::protocol::compose::{ComposeError, is_variable};
use crate::protocol::dialogue::{Dialogue, Hint, LineAction, LineError};
use crate::protocol::secrets::{
    InputMask, Placeholder, SecretSpan, UnknownVerbPolicy, is_unsent_attempt, lone_argument_of_set,
    masked,
};
use crate::repl::public_password;
use crate::repl::state::{LinesMeanwhile, RunningDirective};
use crate::script::load::load_typed;
use crate::script::replay::{Host, Replay};
use crate::session::{ConnectPlan, OpenError};
use std::time::Instant;

impl ConnectionThread {
    /// Handles one typed line, or the lines of a paste.
    pub fn lines(
        &mut self,
        mut lines: Vec<String>,
        typed_at: Option<Instant>,
    ) -> Result<(), StopReason> {
        if self.are_of_ended_command(&lines, typed_at) {
            self.report_of_ended_command(&lines);
            return Ok(());
        }
        let pasted = self.paste.len();
        if pasted > 0 && lines.iter().any(|line| is_command(line)) && !self.ends_idle(&lines) {
            match &lines[..] {
                [line] => self.report_unsent_line(line, &self.console.mask()),
                // It can only be read for the session's state after the other lines.
                _ => self.show_unsent_paste(&lines),
            }
            self.state.note_refusal();
            self.console.error(text::ReplPasteFirst { lines: pasted });
            return Ok(());
        }
        if self.are_of_refused_line(&lines, typed_at) {
            self.report_of_refused_line(&lines);
            return Ok(());
        }
        if lines.len() > 1 {
            self.begin_paste(lines, typed_at);
            return Ok(());
        }
        let line = lines.pop().unwrap_or_default();
        if self.is_ahead_of_challenge(typed_at) && !may_be_answer(&line) {
            self.report_ahead_of_challenge(&line);
            return Ok(());
        }
        self.line(&line)
    }

    /// Whether this is the `done` of an IDLE in which a paste waits for the listing's responses.
    fn ends_idle(&self, lines: &[String]) -> bool {
        let is_idle = self.console.dialogue().and_then(Dialogue::idle).is_some_and(|it| it.idling);
        is_idle && matches!(lines, [line] if commands::is_done(line.trim()))
    }

    /// Reports a line that was typed before the server asked for the answer that any line would be now.
    fn report_ahead_of_challenge(&mut self, line: &str) {
        let mask = InputMask::Command(UnknownVerbPolicy::MaskAll);
        self.report_unsent_line(line, &mask);
        self.explain_ahead_of_challenge();
    }

    /// Handles a line: a typed one, or the next one of a paste.
    pub fn line(&mut self, line: &str) -> Result<(), StopReason> {
        self.handle_line(line, |console| console.line(line, None))
    }

    /// Handles a line of a paste that begins a command.
    pub fn command(&mut self, command: &ScriptCommand) -> Result<(), StopReason> {
        self.handle_line(&command.text, |console| console.command(&command.line(), None))
    }

    fn handle_line(
        &mut self,
        line: &str,
        read: impl FnOnce(&mut Console) -> Result<LineAction, LineError>,
    ) -> Result<(), StopReason> {
        self.active_at = Instant::now();
        self.interrupted_at = None;
        let hidden = self.hidden.take();
        let hidden = hidden.and_then(|it| self.console.mask().secret_hidden_before(line, &it));
        let end = hidden.as_ref().and_then(|secret| line.get(secret.range.clone()));
        self.console.hide_end(end.map(str::to_owned));
        let typed = line;
        let line = &masked(typed, hidden.clone());
        self.add_to_history(line);
        let dialogue = self.console.dialogue();
        let is_response = dialogue.is_some_and(Dialogue::expects_sasl_response);
        let is_literal = dialogue.is_some_and(|dialogue| dialogue.prompt().is_literal());
        let mut secret = self.secret(typed);
        let public = secret.take_if(|secret| self.is_public(typed, secret));
        let secret = hidden.or(secret);
        // The line is shown as typed when it is sent.
        self.console.sinks.reveal_secrets(public.is_some());
        let outcome = read(&mut self.console);
        self.console.sinks.reveal_secrets(false);
        match outcome {
            Ok(LineAction::Send(_)) => {
                // In a literal that is not a secret as a whole, stars replace it.
                let has_stars = |secret: &SecretSpan| is_literal && secret.range.start > 0;
                let secret = secret.filter(|it| hides_text(typed, it) && !has_stars(it));
                let of_answer = is_response.then_some(Placeholder::Sasl);
                self.comment_on_sent_line(secret.map(|it| of_answer.unwrap_or(it.placeholder)));
            }
            Ok(LineAction::Directive(text)) => {
                let line = self.masked_directive(line).trim().to_owned();
                self.console.echo(&line);
                if let Some(secret) = secret.filter(|it| hides_text(typed, it)) {
                    self.explain_masked_directive(secret.placeholder);
                }
                return self.directive(&text, line);
            }
            // A line that is not sent is shown dimmed.
            Ok(LineAction::Nothing) => self.console.echo(&self.console.mask().masked_unsent(line)),
            Ok(LineAction::Pasted(hint)) => self.show_pasted(line, hint),
            Ok(LineAction::Buffered(hint)) => {
                self.console.echo(&masked(typed, secret));
                // A paste contains the literal's end line, or it would have been refused.
                self.hint(hint.filter(|_| self.paste.len() == 0));
            }
            Err(LineError::NotConnected) if commands::is_quit_word(line) => {
                return Err(StopReason::Quit);
            }
            Err(error) => self.refuse_line(typed, secret, &error),
        }
        Ok(())
    }

    /// `placeholder`: what was shown in place of a secret.
    fn comment_on_sent_line(&mut self, placeholder: Option<Placeholder>) {
        self.has_said_unsent = false;
        self.note_line_after_ended_command();
        if let Some(placeholder) = placeholder {
            self.explain_placeholder(placeholder);
        }
        // A paste contains the next lines, or it would have been refused.
        let dialogue = self.console.dialogue().filter(|_| self.paste.len() == 0);
        self.hint(dialogue.and_then(Dialogue::hint_of_complete_literal));
    }

    /// Shows a line that cannot be sent, and why.
    fn refuse_line(&mut self, line: &str, secret: Option<SecretSpan>, error: &LineError) {
        // A variable's name may itself be a secret that was typed in its place.
        let is_sasl = line.trim() == Placeholder::Sasl.text();
        self.console.echo(&masked(line, secret.filter(|_| !is_sasl)));
        if is_unsent_attempt(line) {
            self.console.note_unsent_attempt();
        }
        self.report_line_error(error);
    }

    /// Shows a line that is not sent because it looks like a server's or a tool's.
    fn show_pasted(&mut self, line: &str, hint: Hint) {
        let mask = self.console.mask();
        self.console.echo(&match hint {
            Hint::LooksLikeResponse | Hint::LooksLikeAnswer => mask.masked_response(line),
            _ => mask.masked_unsent(line),
        });
        let is_said =
            hint.is_of_any_unsent_line() && std::mem::replace(&mut self.has_said_unsent, true);
        self.hint(Some(hint).filter(|_| !is_said));
    }

    fn hint(&mut self, hint: Option<Hint>) {
        if let Some(hint) = hint {
            let text = self.console.messages().hint(hint);
            self.console.hint(text);
        }
    }

    /// Whether this is the password of the practice server's account that a login names.
    fn is_public(&self, line: &str, secret: &SecretSpan) -> bool {
        self.console.practice_server().is_some() && public_password::is_public(line, &secret.range)
    }

    fn secret(&self, line: &str) -> Option<SecretSpan> {
        self.console.mask().secret(line)
    }

    /// The line with its secret masked.
    pub fn masked(&self, line: &str) -> String {
        masked(line, self.secret(line))
    }

    /// A directive with its secret masked, including a `:set`'s argument that is not a name.
    fn masked_directive(&self, line: &str) -> String {
        let is_known = |name: &str| self.console.variables.has(name);
        match lone_argument_of_set(line).filter(|argument| !is_known(&line[argument.clone()])) {
            Some(range) => SecretSpan { range, placeholder: Placeholder::Password }.masked(line),
            None => self.masked(line),
        }
    }

    /// Adds a line to the history, unless it continues a command or is entirely a secret.
    fn add_to_history(&self, line: &str) {
        let dialogue = self.console.dialogue();
        let is_skipped = dialogue.is_some_and(|dialogue| {
            dialogue.expects_literal_or_rest() || dialogue.expects_secret()
        });
        if let Some(kept) = self.console.mask().kept(line).filter(|_| !is_skipped) {
            self.state.add_to_history(kept);
        }
    }

    /// Notes that a line was not carried out: those that were typed or pasted below it may depend on it.
    fn note_failure(&mut self) {
        self.line_failed = true;
        self.snapshot.failures += 1;
    }

    fn report_line_error(&mut self, error: &LineError) {
        self.note_failure();
        if matches!(error, LineError::TooEarly) {
            self.state.note_refusal();
        }
        self.console.error(self.console.why_not_sent(error));
    }

    /// Performs a directive, which was typed as this line.
    fn directive(&mut self, text: &str, line: String) -> Result<(), StopReason> {
        let directive = match Directive::parse(text) {
            Ok(directive) => directive,
            Err(mistake) => {
                self.note_failure();
                let why = self.console.messages().mistake(&mistake);
                self.console.error(why);
                return Ok(());
            }
        };
        // Typing `:expect` again means waiting again.
        self.console.was_silent = false;
        let takes = lines_meanwhile(&directive);
        match (&self.snapshot.directive, takes) {
            (Some(running), takes) if takes.is_some() || is_refused_during(running, &directive) => {
                let running = running.line.clone();
                self.note_failure();
                self.state.note_refusal();
                self.console.error(text::ReplDirectiveNotCarriedOut { running });
                Ok(())
            }
            (None, Some(takes)) => {
                self.snapshot.directive = Some(RunningDirective { line, takes });
                self.publish();
                let result = self.perform(&directive);
                self.snapshot.directive = None;
                result
            }
            _ => self.perform(&directive),
        }
    }

    fn perform(&mut self, directive: &Directive) -> Result<(), StopReason> {
        match directive::perform(self, directive) {
            // A failure has been reported, and does not stop the prompt.
            Err(StopReason::Failed | StopReason::InvalidScript) => {
                self.note_failure();
                self.has_failed |= is_judged(directive);
                Ok(())
            }
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

    fn confirm(&mut self, text: &dyn Text) {
        self.console.info(text);
    }

    /// Between the turns of a `:wait` or `:expect`, lines are handled as usual.
    fn take_completions(&mut self) -> Result<(), StopReason> {
        self.report_progress();
        self.serve_lines()?;
        self.publish();
        Ok(())
    }

    fn continue_while_opening(&mut self) -> Result<(), StopReason> {
        self.serve_lines()?;
        self.publish();
        Ok(())
    }

    fn send_raw(&mut self, line: &str) -> Result<(), StopReason> {
        if let Err(error) = self.console.raw(line, None) {
            self.report_line_error(&error);
        }
        Ok(())
    }

    fn advise_after_failure(&mut self, error: &OpenError, plan: &ConnectPlan) {
        if let Some(advice) = self.console.messages().start_with_option(error, plan) {
            self.console.hint(advice);
        }
    }

    fn in_lesson(&self) -> bool {
        self.lesson.is_some()
    }

    fn lesson(&mut self, request: LessonRequest) -> Result<(), StopReason> {
        self.request_of_lesson(request)
    }

    fn show_answer(&mut self, answer: KeptAnswer) -> Result<(), StopReason> {
        self.state.show_pages(answer);
        Ok(())
    }

    /// The user at the keyboard may run any script.
    fn run(&mut self, script: &str) -> Result<(), StopReason> {
        let loaded = match load_typed(script, self.console.messages().language()) {
            Ok(loaded) => loaded,
            Err(mistakes) => {
                let text = self.console.messages().script_errors(&mistakes);
                self.console.error(text);
                return Err(StopReason::Failed);
            }
        };
        let mut required = loaded.required_variables().into_iter();
        if let Some((script, missing)) = required.find(|it| !self.console.variables.has(&it.1.name))
        {
            let error = ComposeError::UndefinedVariable(missing.shown_name().to_owned());
            let why = self.console.messages().compose_error(&error);
            self.console.error(format!("{}:{}: {why}", script.name, missing.line));
            return Err(StopReason::Failed);
        }
        let options = self.replay.clone();
        let mut replay = Replay::new(self, options);
        let played = replay.wait_for_all().and_then(|()| replay.play(&loaded));
        self.has_failed |= matches!(played, Err(StopReason::Failed));
        played
    }
}

impl Host for ConnectionThread {
    fn console(&self) -> &Console {
        &self.console
    }

    fn console_mut(&mut self) -> &mut Console {
        &mut self.console
    }

    fn serve_user(&mut self) -> Result<(), StopReason> {
        self.serve_lines()
    }
}

/// The lines that are handled while this directive runs, if it may take long.
fn lines_meanwhile(directive: &Directive) -> Option<LinesMeanwhile> {
    Some(match directive {
        Directive::Wait(..)
        | Directive::Expect(_)
        | Directive::ExpectNot(_)
        | Directive::Capture(..) => LinesMeanwhile::All,
        Directive::Connect(_) | Directive::Reconnect | Directive::Run(_) => LinesMeanwhile::Unsent,
        _ if lesson::takes_time(directive) => LinesMeanwhile::None,
        _ => return None,
    })
}

/// Whether the session has failed if this directive fails.
fn is_judged(directive: &Directive) -> bool {
    matches!(directive, Directive::Expect(_) | Directive::ExpectNot(_) | Directive::Capture(..))
}

/// Whether this directive would send a line while another one runs that does not allow it.
fn is_refused_during(running: &RunningDirective, directive: &Directive) -> bool {
    running.takes != LinesMeanwhile::All && matches!(directive, Directive::Raw(_))
}

/// Whether the user has typed a secret: not a variable, and not the `*` that cancels.
fn hides_text(line: &str, secret: &SecretSpan) -> bool {
    let typed = line.get(secret.range.clone()).unwrap_or_default().trim();
    !typed.is_empty() && typed != "*" && !is_variable(typed)
}
