//! What the prompt explains beside the server's answers.

use super::ConnectionThread;
use crate::messages::text;
use crate::protocol::dialogue::{Completion, Dialogue};
use crate::protocol::framing::Status;
use crate::protocol::sasl;
use crate::protocol::secrets::Placeholder;
use crate::session::Session;
use std::time::Instant;

/// What was explained already.
#[derive(Default)]
pub struct Hinted {
    /// That the server is silent, since it last was not.
    silence: bool,
    /// What a secret's stand-in means.
    masked: bool,
    /// That an answer to a challenge is base64.
    base64: bool,
    /// The last challenge: its command's tag, and its number.
    challenge: Option<(Vec<u8>, usize)>,
}

impl ConnectionThread {
    /// When a server that has not answered since will be reported as silent.
    pub fn silence_deadline(&self) -> Option<Instant> {
        let waits = !self.hinted.silence && self.unanswered().is_some();
        waits.then(|| self.active_at + self.console.settings.timeout)
    }

    /// Reports a silent server. At the prompt it is no failure.
    pub fn check_silence(&mut self, deadline: Option<Instant>) {
        let unanswered = self.unanswered();
        if self.console.take_activity() || unanswered.is_none() {
            self.active_at = Instant::now();
            self.hinted.silence = false;
        } else if let (Some(command), Some(deadline)) = (unanswered, deadline)
            && deadline <= Instant::now()
        {
            self.hinted.silence = true;
            let seconds = self.console.settings.timeout.as_secs_f64();
            self.console.warn(text::SessionSilent { seconds, command });
            self.console.report_unfinished();
        }
    }

    /// The oldest command that waits for an answer; an IDLE does not once the server has agreed.
    fn unanswered(&self) -> Option<String> {
        let command = self.console.live()?.dialogue().oldest_unanswered()?;
        Some(command.display_line.clone())
    }

    /// Explains which command a completion belongs to, where that is not obvious.
    pub fn report_completions(&mut self) {
        while let Some(completion) = self.console.take_completion() {
            self.report_completion(&completion);
        }
    }

    fn report_completion(&mut self, completion: &Completion) {
        let others_in_progress = self
            .console
            .live_is(|session| !session.dialogue().pending_commands().is_empty());
        let command = &completion.command.display_line;
        if completion.taken_as_done {
            self.console.hint(text::ReplBadEndedIdle { command });
        } else if completion.untagged {
            self.console.hint(text::ReplUntaggedBad { command });
        } else if others_in_progress {
            self.console.hint(text::ReplCompletionOf { command });
        }
        if completion.continuation_refused {
            self.refused += 1;
            if !completion.command.is("AUTHENTICATE") && completion.status != Status::Ok {
                self.console.hint(text::ReplRefused { command });
            }
        }
    }

    /// Explains what a challenge asks for, once each.
    pub fn report_challenge(&mut self) {
        let dialogue = self.console.live().map(Session::dialogue);
        let Some(challenge) = dialogue.and_then(Dialogue::challenge) else {
            return;
        };
        let current = Some((challenge.tag.to_vec(), challenge.number));
        if self.hinted.challenge == current {
            return;
        }
        let text = challenge.text.map(str::to_owned);
        let can_answer = sasl::can_respond(challenge.mechanism);
        self.hinted.challenge = current;
        if let Some(text) = text {
            self.console.hint(text::ReplChallenge { text });
        }
        if !std::mem::replace(&mut self.hinted.base64, true) {
            match can_answer {
                true => self.console.hint(text::ReplBase64ExpectedSasl),
                false => self.console.hint(text::ReplBase64Expected),
            }
        }
    }

    /// Explains, once, what replaces a secret on the screen.
    pub fn explain_mask(&mut self, stand_in: Placeholder) {
        if !std::mem::replace(&mut self.hinted.masked, true) {
            let name = stand_in.text();
            self.console.hint(text::ReplMasked { name });
        }
    }
}
