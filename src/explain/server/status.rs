//! Untagged status responses (RFC 3501, section 7.1).

use super::response::Response;
use super::{causes, codes};
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::Node;

/// Explains an untagged status response; the first one is the greeting.
pub(super) fn untagged(response: Response<'_>, word: Node<'_>, explanation: &mut Explanation) {
    let has_code = response.code().is_some();
    if word.is("BYE") {
        let is_asked =
            response.session.logged_out || response.session.pending_named("LOGOUT").is_some();
        match (response.session.greeted, is_asked) {
            // A code would say less.
            _ if causes::limit_reached(response, explanation) => return,
            (true, true) => explanation.say_from(3501, "7.1.5", text::ExplainByeAsked),
            _ if causes::farewell(response, explanation) => {}
            (false, _) => explanation.say_from(3501, "7.1.5", text::ExplainRefused),
            (_, false) if !response.session.is_watched => {
                explanation.say_from(3501, "7.1.5", text::ExplainBye);
            }
            (_, false) => {
                let texts = response.texts();
                explanation.say_from(3501, "7.1.5", text::ExplainByeUnasked { texts });
            }
        }
    } else if word.is("PREAUTH") && response.session.greeted && response.session.is_watched {
        explanation.say_from(3501, "7.1.4", text::ExplainLatePreauth);
    } else if word.is("PREAUTH") {
        explanation.say_from(3501, "7.1.4", text::ExplainPreauth);
    } else if word.is("OK") && !response.session.greeted {
        explanation.say_from(3501, "7.1.1", text::ExplainGreeting);
    } else if word.is("BAD") {
        return causes::refusal(response.session.only_pending(), response, explanation);
    } else if word.is("NO") {
        // A warning: the command may still succeed.
        causes::explain(None, response, explanation);
    } else if !has_code && response.texts() > 0 {
        if response.session.idle_runs() || response.session.idle_is_alone() {
            explanation.say_from(3501, "7.1.1", text::ExplainInformationInIdle)
        } else {
            explanation.say_from(3501, "7.1.1", text::ExplainInformation)
        }
        if response.session.may_be_greeting && word.is("OK") {
            explanation.say(text::ExplainPerhapsGreeting);
        }
    }
    codes::explain(response, explanation);
}
