//! Status responses and continuation requests (RFC 3501, sections 7.1 and 7.5).

use super::{codes, is};
use crate::explain::causes;
use crate::explain::phrase::{cut, value};
use crate::explain::sentence::Explanation;
use crate::explain::session::{Sent, WatchedSession};
use crate::messages::text;
use crate::protocol::sasl;
use crate::protocol::syntax::{Kind, Node};

/// Explains an untagged status response; the first one is the greeting.
pub(super) fn untagged(
    root: Node<'_>,
    word: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) {
    let has_code = root.child(Kind::ResponseCode).is_some();
    if is(word, "BYE") {
        match (session.greeted, session.pending_named("LOGOUT").is_some()) {
            (false, _) => explanation.say_from(3501, "7.1.5", text::ExplainRefused),
            (_, true) => explanation.say_from(3501, "7.1.5", text::ExplainByeAsked),
            (_, false) => explanation.say_from(3501, "7.1.5", text::ExplainByeUnasked),
        }
    } else if is(word, "PREAUTH") {
        explanation.say_from(3501, "7.1.4", text::ExplainPreauth);
    } else if is(word, "OK") && !session.greeted {
        explanation.say_from(3501, "7.1.1", text::ExplainGreeting);
    } else if !is(word, "OK") {
        causes::explain(session.only_pending(), root, session, explanation);
        return;
    } else if !has_code {
        explanation.say_from(3501, "7.1.1", text::ExplainInformation);
    }
    codes::explain(root, explanation);
}

/// Explains the OK that completes a command.
pub(super) fn completed(root: Node<'_>, session: &WatchedSession, explanation: &mut Explanation) {
    let tag = root.child(Kind::Tag).map_or(b"".as_slice(), Node::text);
    match session.pending(tag) {
        Some(sent) => achieved(sent, root, session, explanation),
        None => explanation.say_from(3501, "7.1.1", text::ExplainTagOk { tag: cut(tag) }),
    }
    let code = root.child(Kind::ResponseCode).and_then(|code| code.child(Kind::CodeName));
    // These are part of the sentence about the SELECT.
    if !code.is_some_and(|code| is(code, "READ-WRITE") || is(code, "READ-ONLY")) {
        codes::explain(root, explanation);
    }
}

/// What a command that succeeded has achieved.
fn achieved(sent: &Sent, root: Node<'_>, session: &WatchedSession, explanation: &mut Explanation) {
    let name = String::from_utf8_lossy(sent.name()).to_ascii_uppercase();
    let mailboxes = sent.root().into_iter().flat_map(Node::descendants);
    let mut mailboxes = mailboxes.filter(|node| node.kind() == Kind::Mailbox).map(value);
    let mailbox = mailboxes.next().unwrap_or_default();
    match &*name {
        "LOGIN" | "AUTHENTICATE" => explanation.say_from(3501, "3.2", text::ExplainLoggedIn),
        "SELECT" | "EXAMINE" => opened(mailbox, &name, root, explanation),
        "LOGOUT" => explanation.say_from(3501, "6.1.3", text::ExplainLoggedOut),
        "IDLE" => explanation.say_from(2177, "3", text::ExplainIdleEnded),
        "CLOSE" if session.read_only != Some(true) => {
            explanation.say_from(3501, "6.4.2", text::ExplainClosed);
        }
        "CLOSE" | "UNSELECT" => explanation.say_from(3691, "2", text::ExplainUnselected),
        "CREATE" => explanation.say_from(3501, "6.3.3", text::ExplainCreated { mailbox }),
        "DELETE" => explanation.say_from(3501, "6.3.4", text::ExplainDeleted { mailbox }),
        "RENAME" => {
            let new = mailboxes.next().unwrap_or_default();
            explanation.say_from(3501, "6.3.5", text::ExplainRenamed { mailbox, new });
        }
        "APPEND" => explanation.say_from(3501, "6.3.11", text::ExplainAppended { mailbox }),
        "COPY" => explanation.say_from(3501, "6.4.7", text::ExplainCopied { mailbox }),
        "MOVE" => explanation.say_from(6851, "3.1", text::ExplainMoved { mailbox }),
        "EXPUNGE" => explanation.say_from(3501, "6.4.3", text::ExplainExpunged),
        "FETCH" => explanation.say_from(3501, "6.4.5", text::ExplainFetched),
        "SEARCH" | "SORT" | "THREAD" => {
            explanation.say_from(3501, "6.4.4", text::ExplainSearched { name });
        }
        "STORE" => explanation.say_from(3501, "6.4.6", text::ExplainStored),
        "STARTTLS" => explanation.say_from(3501, "6.2.1", text::ExplainTlsStarts),
        "COMPRESS" => explanation.say_from(4978, "3", text::ExplainCompressed),
        "" => explanation.say_from(3501, "7.1.1", text::ExplainTagOk { tag: cut(sent.tag()) }),
        _ => explanation.say_from(3501, "7.1.1", text::ExplainSucceeded { name }),
    }
}

fn opened(mailbox: String, name: &str, root: Node<'_>, explanation: &mut Explanation) {
    let code = root.child(Kind::ResponseCode).and_then(|code| code.child(Kind::CodeName));
    match code {
        Some(code) if is(code, "READ-ONLY") => {
            explanation.say_from(3501, "6.3.2", text::ExplainOpenedReadOnly { mailbox });
        }
        Some(code) if is(code, "READ-WRITE") => {
            explanation.say_from(3501, "6.3.1", text::ExplainOpenedReadWrite { mailbox });
        }
        _ if name == "EXAMINE" => {
            explanation.say_from(3501, "6.3.2", text::ExplainOpenedReadOnly { mailbox });
        }
        _ => explanation.say_from(3501, "6.3.1", text::ExplainOpened { mailbox }),
    }
}

/// Explains `+`: what the server waits for.
pub(super) fn continuation(
    root: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) {
    if let Some(begun) = session.begun().and_then(Sent::root) {
        let size = begun.descendants().filter(|node| node.kind() == Kind::LiteralSize).last();
        let digits =
            size.map_or(b"".as_slice(), Node::text).iter().filter(|it| it.is_ascii_digit());
        let octets = String::from_utf8(digits.copied().collect()).ok();
        let octets: u64 = octets.and_then(|it| it.parse().ok()).unwrap_or_default();
        return explanation.say_from(3501, "7.5", text::ExplainLiteralWanted { octets });
    }
    if let Some(authenticate) = session.pending_named("AUTHENTICATE") {
        return challenge(root, authenticate, explanation);
    }
    match session.pending_named("IDLE") {
        Some(_) => explanation.say_from(2177, "3", text::ExplainIdling),
        None => explanation.say_from(3501, "7.5", text::ExplainContinuation),
    }
}

/// A challenge of AUTHENTICATE: with what it says, if that is text.
fn challenge(root: Node<'_>, authenticate: &Sent, explanation: &mut Explanation) {
    let mechanism = authenticate
        .root()
        .and_then(|root| root.descendants().find(|node| node.kind() == Kind::Mechanism));
    let mechanism = mechanism.map_or(b"".as_slice(), Node::text);
    let mechanism = String::from_utf8_lossy(mechanism).to_ascii_uppercase();
    let base64 = root.descendants().find(|node| node.kind() == Kind::Base64);
    let base64 = String::from_utf8_lossy(base64.map_or(b"".as_slice(), Node::text));
    let decoded = sasl::printable_challenge(base64.as_bytes()).unwrap_or_default();
    match (&*mechanism, decoded.is_empty()) {
        ("XOAUTH2" | "OAUTHBEARER", false) => {
            let decoded = cut(decoded.as_bytes());
            explanation.say_from(7628, "3.2.3", text::ExplainTokenRefused { decoded });
        }
        (_, false) => {
            let decoded = cut(decoded.as_bytes());
            explanation.say_from(3501, "6.2.2", text::ExplainChallengeText { mechanism, decoded });
        }
        ("PLAIN", true) => explanation.say_from(4616, "2", text::ExplainChallengePlain),
        (_, true) => explanation.say_from(3501, "6.2.2", text::ExplainChallenge { mechanism }),
    }
}
