//! Continuation requests (RFC 3501, section 7.5).

use super::codes;
use super::response::Response;
use crate::explain::phrase::cut;
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedCommand;
use crate::messages::text;
use crate::protocol::sasl;
use crate::protocol::syntax::{Kind, Node};

/// Explains `+`.
pub(super) fn explain(response: Response<'_>, explanation: &mut Explanation) {
    match (response.session.awaited_literal(), response.session.pending_named("AUTHENTICATE")) {
        (Some(octets), _) => {
            explanation.say_from(3501, "7.5", text::ExplainLiteralWanted { octets });
        }
        (None, Some(authenticate)) => challenge(response.root, authenticate, explanation),
        (None, None) => match response.session.pending_named("IDLE") {
            Some(_) if response.session.watches_no_mailbox() => {
                explanation.say_from(2177, "3", text::ExplainIdlingUnselected);
            }
            Some(_) => explanation.say_from(2177, "3", text::ExplainIdling),
            None if response.session.is_watched && response.session.is_quiet() => {
                explanation.say_from(3501, "7.5", text::ExplainContinuationUnasked);
            }
            None => explanation.say_from(3501, "7.5", text::ExplainContinuation),
        },
    }
    codes::explain(response, explanation);
}

/// Explains a challenge of AUTHENTICATE, with its text if it is readable.
fn challenge(root: Node<'_>, authenticate: &WatchedCommand, explanation: &mut Explanation) {
    let mechanism = authenticate.mechanism();
    let base64 = root.descendant(Kind::Base64);
    let base64 = String::from_utf8_lossy(base64.map_or(b"".as_slice(), Node::text));
    let decoded = sasl::printable_challenge(base64.as_bytes()).unwrap_or_default();
    let is_empty = base64.is_empty();
    match (&*mechanism, decoded.is_empty()) {
        // XOAUTH2 is Google's and is not defined in an RFC.
        ("XOAUTH2", false) => {
            let decoded = cut(decoded.as_bytes());
            explanation.say_from(3501, "6.2.2", text::ExplainTokenRefused { decoded });
        }
        ("OAUTHBEARER", false) => {
            let decoded = cut(decoded.as_bytes());
            explanation.say_from(7628, "3.2.3", text::ExplainBearerRefused { decoded });
        }
        // The last message of the server (RFC 5802, section 7).
        (scram, false) if scram.starts_with("SCRAM-") && decoded.starts_with("v=") => {
            let decoded = cut(decoded.as_bytes());
            explanation.say_from(5802, "3", text::ExplainScramProof { decoded });
        }
        // It names the cause of the refusal with a word of the RFC.
        (scram, false) if scram.starts_with("SCRAM-") && decoded.starts_with("e=") => {
            let error = cut(&decoded.as_bytes()[2..]);
            explanation.say_from(5802, "7", text::ExplainScramError { error });
        }
        (_, false) => {
            let decoded = cut(decoded.as_bytes());
            explanation.say_from(3501, "6.2.2", text::ExplainChallengeText { mechanism, decoded });
        }
        ("XOAUTH2", true) if is_empty => {
            explanation.say_from(3501, "6.2.2", text::ExplainChallengeToken { mechanism });
        }
        ("OAUTHBEARER", true) if is_empty => {
            explanation.say_from(7628, "3.1", text::ExplainChallengeToken { mechanism });
        }
        ("PLAIN", true) => explanation.say_from(4616, "2", text::ExplainChallengePlain),
        (_, true) => explanation.say_from(3501, "6.2.2", text::ExplainChallenge { mechanism }),
    }
}
