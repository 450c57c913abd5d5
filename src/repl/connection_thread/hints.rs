//! Explanations that the prompt adds to the server's responses.

use super::ConnectionThread;
use super::type_ahead::EndedCommand;
use crate::messages::text;
use crate::protocol::dialogue::{Completion, Dialogue};
use crate::protocol::framing::Status;
use crate::protocol::sasl;
use crate::protocol::secrets::Placeholder;
use crate::session::ConnectionEnd;
use std::time::Instant;

/// The explanations that were already shown.
#[derive(Default)]
pub struct Explained {
    /// The server's current silence.
    silence: bool,
    /// The placeholder of a secret.
    placeholder: bool,
    /// The placeholder of a secret in a directive.
    directive_placeholder: bool,
    /// Responses to challenges are base64.
    base64: bool,
    /// The challenge with this number, of the command with this tag.
    challenge: Option<(Vec<u8>, usize)>,
    /// When the last challenge arrived.
    challenged_at: Option<Instant>,
    /// The challenge that arrived then.
    noted_challenge: Option<(Vec<u8>, usize)>,
    /// Lines typed before the challenge are not sent.
    ahead_of_challenge: bool,
    /// The failed STARTTLS of the connection with this number.
    failed_upgrade: Option<u64>,
}

impl ConnectionThread {
    /// When the server will be reported as silent, unless it sends something.
    pub fn silence_deadline(&self) -> Option<Instant> {
        let waits = !self.explained.silence && self.unanswered().is_some();
        waits.then(|| self.active_at + self.console.settings.timeout)
    }

    /// Reports that the server has been silent until its deadline.
    pub fn check_silence(&mut self, deadline: Option<Instant>) {
        let unanswered = self.unanswered();
        if self.console.take_activity() || unanswered.is_none() {
            self.active_at = Instant::now();
            self.explained.silence = false;
        } else if let (Some(command), Some(deadline)) = (unanswered, deadline)
            && deadline <= Instant::now()
        {
            self.explained.silence = true;
            let seconds = self.console.settings.timeout.as_secs_f64();
            self.console.warn(text::SessionSilent { seconds, command });
            self.console.report_unfinished();
        }
    }

    /// The oldest command that awaits its completion, unless the server waits for more of a command.
    pub fn unanswered(&self) -> Option<String> {
        let dialogue = self.console.dialogue().filter(|dialogue| dialogue.awaits_completion());
        let command = dialogue?.oldest_unanswered()?;
        Some(command.display_line().into_owned())
    }

    /// Reports what the server's last octets mean for the typed lines, and what to type next.
    pub fn report_progress(&mut self) {
        self.report_completions();
        self.report_failed_upgrade();
        self.report_challenge();
        self.guide_idle();
        self.guide_after_end();
    }

    /// Reports which command a completion belongs to, where that is not obvious.
    fn report_completions(&mut self) {
        loop {
            let is_of_left_session = self.console.has_completion_of_left_session();
            let Some(completion) = self.console.take_completion() else { break };
            if let Some(ended) = EndedCommand::of(&completion) {
                self.ended_command = Some(ended);
            }
            self.report_completion(&completion);
            let is_pasted = self.judge_pasted(&completion);
            // The next step depends on the new session.
            if !is_of_left_session {
                self.guide_after(&completion, is_pasted);
            }
        }
    }

    fn report_completion(&mut self, completion: &Completion) {
        let dialogue = self.console.dialogue();
        let others_pending =
            dialogue.is_some_and(|dialogue| !dialogue.pending_commands().is_empty());
        let command = &completion.command.display_line();
        if completion.taken_as_done && completion.status == Status::Ok {
            self.console.hint(text::ReplEndedIdle { command });
        } else if completion.taken_as_done {
            self.console.hint(text::ReplBadEndedIdle { command });
        } else if completion.untagged {
            self.console.hint(text::ReplUntaggedBad { command });
        } else if others_pending && completion.command.shares_tag() {
            let tag = completion.command.display_tag();
            self.console.hint(text::ReplCompletionOfTag { tag });
        } else if others_pending {
            self.console.hint(text::ReplCompletionOf { command });
        }
        if completion.rest_is_read {
            self.console.hint(text::ReplRefusedButRead { command });
        }
        if completion.continuation_refused {
            if !completion.command.is("AUTHENTICATE") && completion.status != Status::Ok {
                self.console.hint(text::ReplRefused { command });
            }
            // The further lines of the refused command would be taken for commands. A paste that shows the
            // refusal has none.
            let lines = if self.is_pasted_as_refused(completion) { 0 } else { self.drop_paste() };
            if lines > 0 {
                self.console.info(text::ReplPasteRefused { lines });
            }
        }
    }

    /// Shows how to start the program after a failed STARTTLS, once per connection.
    fn report_failed_upgrade(&mut self) {
        let connection = Some(self.console.connections());
        let Some(ConnectionEnd::Upgrade(error)) = self.console.end() else { return };
        let advice = self.console.messages().start_with_option(error, self.console.plan());
        if std::mem::replace(&mut self.explained.failed_upgrade, connection) != connection
            && let Some(advice) = advice
        {
            self.console.hint(advice);
        }
    }

    /// Explains what a challenge asks for.
    fn report_challenge(&mut self) {
        let Some(challenge) = self.console.dialogue().and_then(Dialogue::challenge) else {
            return;
        };
        let current = Some((challenge.tag.to_vec(), challenge.number));
        if self.explained.challenge == current {
            return;
        }
        let text = challenge.text.map(str::to_owned);
        let can_answer = sasl::can_respond(challenge.mechanism);
        // Before the explanation appears, because the user may answer at once.
        self.note_challenge();
        self.explained.challenge = current;
        if let Some(text) = text {
            self.console.hint(text::ReplChallenge { text });
        }
        if !std::mem::replace(&mut self.explained.base64, true) {
            if can_answer {
                self.console.hint(text::ReplBase64ExpectedSasl)
            } else {
                self.console.hint(text::ReplBase64Expected)
            }
        }
    }

    /// Notes when the server has asked for an answer.
    pub fn note_challenge(&mut self) {
        let challenge = self.console.dialogue().and_then(Dialogue::challenge);
        let current = challenge.map(|it| (it.tag.to_vec(), it.number));
        if current.is_none() || current == self.explained.noted_challenge {
            return;
        }
        self.explained.noted_challenge = current;
        self.explained.challenged_at = Some(Instant::now());
        self.explained.ahead_of_challenge = false;
    }

    /// Whether the server asks for an answer, and asked only after this time.
    pub fn is_ahead_of_challenge(&self, typed_at: Option<Instant>) -> bool {
        let is_challenged = self.console.dialogue().is_some_and(Dialogue::expects_sasl_response);
        let challenged_at = self.explained.challenged_at.filter(|_| is_challenged);
        typed_at.zip(challenged_at).is_some_and(|(typed, challenged)| typed < challenged)
    }

    /// Explains why lines typed before the server asked for an answer are not sent.
    pub fn explain_ahead_of_challenge(&mut self) {
        if !std::mem::replace(&mut self.explained.ahead_of_challenge, true) {
            self.console.info(text::ReplAheadOfChallenge);
        }
    }

    /// Explains what replaces the argument of a directive on the screen, which may be a secret.
    pub fn explain_masked_directive(&mut self, placeholder: Placeholder) {
        if !std::mem::replace(&mut self.explained.directive_placeholder, true) {
            let name = placeholder.text();
            self.console.hint(text::ReplMaskedDirective { name });
        }
    }

    /// Explains what replaces a secret on the screen.
    pub fn explain_placeholder(&mut self, placeholder: Placeholder) {
        if !std::mem::replace(&mut self.explained.placeholder, true) {
            let name = placeholder.text();
            self.console.hint(text::ReplMasked { name });
        }
    }
}
