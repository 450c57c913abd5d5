//! Lines that continue a command: `DONE`, answers to the server's `+`, octets of a literal.

use crate::explain::phrase;
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};

/// Explains such a line. The content of a literal or an answer is not explained: it may be a password.
pub(super) fn explain(root: Node<'_>, session: &WatchedSession, explanation: &mut Explanation) {
    let part = root.children().next().map(Node::kind);
    match part {
        Some(Kind::IdleDone) => done(session, explanation),
        Some(Kind::Cancel) => explanation.say_from(3501, "6.2.2", text::CancelsAuthentication),
        // A single ^A ends the exchange (RFC 7628, section 3.2.3).
        Some(Kind::Base64) if root.text() == b"AQ==" && answers(session, "OAUTHBEARER") => {
            explanation.say_from(7628, "3.2.3", text::AnswersBearerRefused);
        }
        Some(Kind::Base64) => explanation.say_from(3501, "6.2.2", text::AnswersChallenge),
        Some(Kind::Unknown) => explanation.say_from(3501, "6.2.2", text::AnswerNotBase64),
        // The server's proof is the only challenge that has an empty answer.
        None if answers(session, "SCRAM-") => {
            explanation.say_from(5802, "3", text::AnswersScramProof);
        }
        None => explanation.say_from(3501, "6.2.2", text::AnswersWithNothing),
        _ => {}
    }
}

/// Whether it answers an AUTHENTICATE whose mechanism begins with this.
fn answers(session: &WatchedSession, mechanism: &str) -> bool {
    let login = session.pending_named("AUTHENTICATE");
    login.is_some_and(|login| login.mechanism().starts_with(mechanism))
}

/// Whether it is `done` read as a command: a tag with nothing after it.
pub(in crate::explain) fn is_done(root: Node<'_>) -> bool {
    root.text().eq_ignore_ascii_case(b"done")
}

/// Explains `done`.
pub(super) fn done(session: &WatchedSession, explanation: &mut Explanation) {
    match session.pending_named("IDLE") {
        Some(idle) => {
            let tag = phrase::cut(idle.tag());
            explanation.say_from(2177, "3", text::EndsIdleOf { tag });
        }
        None if session.has_no_idle() => {
            explanation.say_from(2177, "3", text::DoneWithoutIdle);
        }
        None => explanation.say_from(2177, "3", text::EndsIdle),
    }
}
