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
mod missing_things;
mod no;
mod refusal_codes;
mod response_words;
mod rights;
mod server_texts;
#[cfg(test)]
mod tests;

pub(super) use server_texts::{farewell, too_many_logins};

use super::codes;
use crate::explain::phrase::cut;
use crate::explain::sentence::Explanation;
use crate::explain::session::{WatchedCommand, WatchedSession};
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};

/// Explains a NO or BAD: its cause, and its code if the code does not name the cause.
pub(super) fn refusal(
    command: Option<&WatchedCommand>,
    root: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) {
    explain(command, root, session, explanation);
    codes::say_alert(root, explanation);
    let is_code_said = match command {
        Some(_) => codes::has_registered(root),
        None => root.child(Kind::Tag).is_some() || refusal_codes::general(root).is_some(),
    };
    if !is_code_said {
        codes::explain(root, session, explanation);
    }
}

/// Explains the cause of a NO or BAD. `command`: the command that it answers, if known.
pub(super) fn explain(
    command: Option<&WatchedCommand>,
    response: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) {
    let status = response.text_of(Kind::StatusWord);
    let was_syntax_said = command.is_some_and(|sent| sent.has_said_syntax);
    let command = command.and_then(WatchedCommand::root);
    let is_tagged = response.child(Kind::Tag).is_some();
    match (command, status.eq_ignore_ascii_case(b"BAD")) {
        (Some(command), true) => bad::explain(command, response, session, explanation),
        (Some(command), false) => no::explain(command, response, session, explanation),
        (None, true) if session.done_without_idle || is_done(response) => {
            explanation.say_from(2177, "3", text::CauseDoneWithoutIdle);
        }
        (None, true) if session.literal_sent => {
            explanation.say_from(3501, "4.3", text::CauseLiteralTooLong);
        }
        (None, _) if is_tagged && has_unsent_tag(response, session) => {
            let tag = response.text_of(Kind::Tag);
            explanation.say_from(3501, "2.2.1", text::CauseUnsentTag { tag: cut(tag) });
            if response.child(Kind::ResponseCode).is_some() {
                codes::explain(response, session, explanation);
            }
        }
        (None, _) if session.was_completed(response.text_of(Kind::Tag)) => {
            let tag = cut(response.text_of(Kind::Tag));
            explanation.say_from(3501, "2.2.1", text::CauseCompletedBefore { tag });
        }
        // Only the code can explain the refusal of a command that was not watched.
        (None, _) if is_tagged && response.child(Kind::ResponseCode).is_some() => {
            codes::explain(response, session, explanation);
        }
        (None, true) if is_tagged => explanation.say_from(3501, "7.1.3", text::CauseBadNoCommand),
        (None, true) => explanation.say_from(3501, "7.1.3", text::CauseBadUntagged),
        (None, false) if is_tagged => explanation.say_from(3501, "7.1.2", text::CauseNoNoCommand),
        (None, false) => explanation.say_from(3501, "7.1.2", text::CauseNoUntagged),
    }
    if let Some(code) = refusal_codes::general(response) {
        explanation.say_code_of_cause(code);
    }
    if was_syntax_said {
        explanation.leave_out_syntax();
    }
}

/// Whether the server has taken DONE for a tag.
fn is_done(response: Node<'_>) -> bool {
    response.child(Kind::Tag).is_some_and(|tag| tag.is("DONE"))
}

/// Whether the response has a tag that no command was sent with.
fn has_unsent_tag(response: Node<'_>, session: &WatchedSession) -> bool {
    response.child(Kind::Tag).is_some_and(|tag| session.is_unsent(tag.text()))
}
