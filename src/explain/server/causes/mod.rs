//! Why the server refused a command: the likely cause, from the command that was sent, the state of
//! the session and the response's code.
//!
//! BAD means that the server did not understand the command, or does not allow it now: the causes
//! are in how it is written ([`bad`]). NO means that it understood the command and did not carry it
//! out: the causes are in the code, or in what the command wanted ([`no`]).
//!
//! If the command's own explanation named the cause, the refusal's explanation has only what is new, or else
//! refers to the command by its tag: readers of a session see both lines. The cause is repeated for programs,
//! which look at each line separately, and if the sentence is shorter than the one that refers to it.

mod bad;
mod code_causes;
mod known_mailboxes;
mod mailbox_refusals;
mod missing_subject;
mod missing_things;
mod no;
mod refusal_codes;
mod response_words;
mod rights;
mod server_texts;
#[cfg(test)]
mod tests;

pub(super) use server_texts::{farewell, limit_reached};

use super::codes;
use super::response::Response;
use crate::explain::faults::changes_mailbox;
use crate::explain::phrase::cut;
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedCommand;
use crate::messages::{Text, text};
use crate::protocol::syntax::Kind;

/// A refusal, and the command that it answers.
#[derive(Clone, Copy)]
struct Refusal<'t> {
    command: SentCommand<'t>,
    response: Response<'t>,
}

impl Refusal<'_> {
    /// Names the usual cause for this command, unless the server's text may name another one.
    fn guess(
        self,
        rfc: u16,
        section: &'static str,
        cause: impl Text,
        explanation: &mut Explanation,
    ) {
        // A code that imapsh does not know, or that does not belong here, may name another cause, too.
        let has_code = self.response.code().is_some_and(|code| !code.is("ALERT"));
        if has_code || self.response.gives_reason(self.command.root) {
            let texts = self.response.texts();
            explanation.say_from(3501, "7.1.2", text::CauseNo { texts });
        } else {
            explanation.say_from(rfc, section, cause);
        }
    }
}

/// Explains a NO or BAD: its cause, and its code if the code does not name the cause. `sent`: the command that
/// it answers, if known.
pub(super) fn refusal(
    sent: Option<&WatchedCommand>,
    response: Response<'_>,
    explanation: &mut Explanation,
) {
    explain(sent, response, explanation);
    codes::say_alert(response.root, explanation);
    let is_code_said = match sent {
        Some(_) => codes::has_registered(response.root),
        None => response.tag().is_some() || refusal_codes::general(response).is_some(),
    };
    if !is_code_said {
        codes::explain(response, explanation);
    }
}

/// Explains the cause of a NO or BAD. `sent`: the command that it answers, if known.
pub(super) fn explain(
    sent: Option<&WatchedCommand>,
    response: Response<'_>,
    explanation: &mut Explanation,
) {
    let mut is_read_only = false;
    match sent.and_then(WatchedCommand::root) {
        Some(root) => {
            let command = SentCommand::new(root, response.session, explanation.messages());
            // CANNOT says that the command can never succeed; after SELECT instead of EXAMINE, it would.
            is_read_only = response.session.read_only() == Some(true) && changes_mailbox(command);
            let refusal = Refusal { command, response };
            if response.is("BAD") {
                bad::explain(refusal, explanation);
            } else {
                no::explain(refusal, explanation);
            }
        }
        None => of_unknown(response, explanation),
    }
    if let Some(code) = refusal_codes::general(response).filter(|_| !is_read_only) {
        explanation.say_code_of_cause(code);
    }
    if sent.is_some_and(|sent| sent.has_said_syntax) {
        explanation.leave_out_syntax();
    }
}

/// Explains the refusal of a command that is not known.
fn of_unknown(response: Response<'_>, explanation: &mut Explanation) {
    let Response { session, .. } = response;
    let (tag, is_bad) = (response.tag_text(), response.is("BAD"));
    let is_tagged = response.tag().is_some();
    let has_code = response.root.child(Kind::ResponseCode).is_some();
    // The server has taken DONE for a tag.
    let answers_done = response.tag().is_some_and(|tag| tag.is("DONE"));
    if is_bad && (session.done_without_idle || answers_done) {
        explanation.say_from(2177, "3", text::CauseDoneWithoutIdle);
    } else if is_bad && session.literal_sent {
        explanation.say_from(3501, "4.3", text::CauseLiteralTooLong);
    } else if is_tagged && session.is_unsent(tag) {
        explanation.say_from(3501, "2.2.1", text::CauseUnsentTag { tag: cut(tag) });
        if has_code {
            codes::explain(response, explanation);
        }
    } else if session.was_completed(tag) {
        explanation.say_from(3501, "2.2.1", text::CauseCompletedBefore { tag: cut(tag) });
    } else if is_tagged && has_code {
        // Only the code can explain the refusal of a command that was not watched.
        codes::explain(response, explanation);
    } else {
        match (is_bad, is_tagged) {
            (true, true) => explanation.say_from(3501, "7.1.3", text::CauseBadNoCommand),
            (true, false) => explanation.say_from(3501, "7.1.3", text::CauseBadUntagged),
            (false, true) => explanation.say_from(3501, "7.1.2", text::CauseNoNoCommand),
            (false, false) => explanation.say_from(3501, "7.1.2", text::CauseNoUntagged),
        }
    }
}
