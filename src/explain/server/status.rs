//! Untagged status responses (RFC 3501, section 7.1).

use super::{causes, codes};
use crate::explain::response_parts::texts;
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::text;
use crate::protocol::meaning::Meaning;
use crate::protocol::syntax::Node;

/// Explains an untagged status response; the first one is the greeting.
pub(super) fn untagged(
    root: Node<'_>,
    word: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) {
    let has_code = Meaning::of(root).code().is_some();
    if word.is("BYE") {
        let is_asked = session.logged_out || session.pending_named("LOGOUT").is_some();
        match (session.greeted, is_asked) {
            // A code would say less.
            _ if causes::too_many_logins(root, explanation) => return,
            (false, _) => explanation.say_from(3501, "7.1.5", text::ExplainRefused),
            (_, true) => explanation.say_from(3501, "7.1.5", text::ExplainByeAsked),
            (_, false) if causes::farewell(root, explanation) => {}
            (_, false) => {
                let texts = texts(root);
                explanation.say_from(3501, "7.1.5", text::ExplainByeUnasked { texts });
            }
        }
    } else if word.is("PREAUTH") && session.greeted && session.is_watched() {
        explanation.say_from(3501, "7.1.4", text::ExplainLatePreauth);
    } else if word.is("PREAUTH") {
        explanation.say_from(3501, "7.1.4", text::ExplainPreauth);
    } else if word.is("OK") && !session.greeted {
        explanation.say_from(3501, "7.1.1", text::ExplainGreeting);
    } else if word.is("BAD") {
        return causes::refusal(session.only_pending(), root, session, explanation);
    } else if word.is("NO") {
        // A warning: the command may still succeed.
        causes::explain(None, root, session, explanation);
    } else if !has_code && texts(root) > 0 {
        if session.idles {
            explanation.say_from(3501, "7.1.1", text::ExplainInformationInIdle)
        } else {
            explanation.say_from(3501, "7.1.1", text::ExplainInformation)
        }
        if session.may_be_greeting && word.is("OK") {
            explanation.say(text::ExplainPerhapsGreeting);
        }
    }
    codes::explain(root, session, explanation);
}
