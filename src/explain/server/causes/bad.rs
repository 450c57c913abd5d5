//! Why a command was not understood, or is not allowed now.

use super::response_words::{mentions_state, mentions_unknown};
use super::{code_causes, server_texts};
use crate::explain::client;
use crate::explain::command_parts::name;
use crate::explain::faults::{
    charset_missing, is_masked, is_second_layer, lacks_own_capability, literal_missing,
    misplaced_done, missing_tag, no_such_message, not_allowed, perhaps_lacks_capability,
    placeholder_name, unsupported,
};
use crate::explain::phrase::cut;
use crate::explain::response_parts::texts;
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::text;
use crate::protocol::meaning::Meaning;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, ConnectionState, Entry, find};

/// Explains a BAD to this command. The causes are tried in the order of how certain they are.
pub(super) fn explain(
    command: Node<'_>,
    response: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) {
    let entry = find(Category::Commands, name(command));
    if session.cancelled && command.child(Kind::Mechanism).is_some() {
        return explanation.say_from(3501, "6.2.2", text::CauseCancelled);
    }
    // The server answered with `+`, so it knows the command.
    let was_begun = was_continued(response, session);
    // A server that does not know the command does not look at its arguments, and does not mention the state.
    let unknown = |explanation: &mut Explanation| {
        !mentions_state(response)
            && entry.is_some_and(|entry| {
                !is_second_layer(entry, session)
                    && !was_begun
                    && !is_late(entry, session)
                    && (lacks_own_capability(entry, session, explanation)
                        || mentions_unknown(response)
                            && perhaps_lacks_capability(command, Some(entry), session, explanation))
            })
    };
    let faulty =
        |explanation: &mut Explanation| not_understood(command, response, session, explanation);
    let said = both(unknown, faulty, explanation)
        || no_such_message(command, session, explanation)
        || charset_missing(command, session, explanation)
        || server_texts::refused_charset(command, response, explanation)
        || !was_begun && unsupported(command, session, explanation)
        || server_texts::refusal(command, response, explanation)
        || refused_answer(command, explanation)
        || unquoted_login(command, response, explanation)
        || code_causes::explain(command, response, session, explanation)
        || reused_tag(command, session, explanation)
        || client::bare_events(command, explanation)
        || literal_missing(command, session, explanation)
        || placeholder_name(command, explanation)
        || !was_begun && perhaps_lacks_capability(command, entry, session, explanation);
    if !said {
        unknown_cause(command, response, session, explanation);
    }
}

/// Explains a BAD without a known cause.
fn unknown_cause(
    command: Node<'_>,
    response: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) {
    match response.child(Kind::Tag) {
        Some(_) if needs_quotes(command) => {
            explanation.say_from(3501, "9", text::CauseLoginQuotes);
        }
        Some(_) if name(command) == "IDLE" && was_continued(response, session) => {
            explanation.say_from(2177, "3", text::CauseIdleEnded);
        }
        Some(_)
            if name(command) == "IDLE"
                && session.state() == Some(ConnectionState::Authenticated)
                && !session.may_have_mailbox() =>
        {
            explanation.say_from(2177, "3", text::CauseIdleUnselected);
        }
        Some(_) => {
            let texts = texts(response);
            explanation.say_from(3501, "7.1.3", text::CauseBad { texts });
        }
        // It may not be about the command in flight.
        None => explanation.say_from(3501, "7.1.3", text::CauseBadUntagged),
    }
}

/// Whether the command is for the time before a login, which is over: then a server no longer announces its
/// capability.
fn is_late(entry: &Entry, session: &WatchedSession) -> bool {
    let is_of_beginning = entry.states == [ConnectionState::NotAuthenticated];
    is_of_beginning && session.state().is_some_and(|it| it > ConnectionState::NotAuthenticated)
}

/// Whether the server has begun to execute the command that this completes.
fn was_continued(response: Node<'_>, session: &WatchedSession) -> bool {
    let tag = response.text_of(Kind::Tag);
    session.pending(tag).is_some_and(|sent| sent.was_continued)
}

/// Explains a LOGIN that has a syntax error according to the server. The password is hidden, so its validity
/// is unknown here.
fn unquoted_login(command: Node<'_>, response: Node<'_>, explanation: &mut Explanation) -> bool {
    let code = Meaning::of(response).code();
    let is_this = code.is_some_and(|code| code.is("CLIENTBUG")) && needs_quotes(command);
    explanation.say_from_if(is_this, 3501, "9", text::CauseLoginQuotes)
}

/// Whether this is a LOGIN whose password is apparently neither in quotes nor a literal.
fn needs_quotes(command: Node<'_>) -> bool {
    let password = command.child(Kind::Password).filter(|_| name(command) == "LOGIN");
    password.is_some_and(|it| !it.text().starts_with(b"\"") && !it.text().starts_with(b"{"))
}

/// Explains a line that is wrong, or not allowed now.
pub(super) fn not_understood(
    command: Node<'_>,
    response: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    if is_masked(command) {
        return false;
    }
    let entry = find(Category::Commands, name(command));
    misplaced_done(command, session, explanation)
        || idle_was_running(command, session, explanation)
        || missing_tag(command, true, explanation)
        || client::fault_in_line(command, session, explanation)
        || not_allowed_or_faulty(entry, command, response, session, explanation)
}

/// Explains a tag that an earlier command had.
fn reused_tag(command: Node<'_>, session: &WatchedSession, explanation: &mut Explanation) -> bool {
    let tag = command.text_of(Kind::Tag);
    let is_reused = session.pending(tag).is_some_and(|sent| sent.reuses_tag);
    explanation.say_from_if(is_reused, 3501, "2.2.1", text::CauseReusedTag { tag: cut(tag) })
}

/// Explains a command that does not follow its syntax, or is not allowed now. If both apply, the syntax comes
/// first, as in a server, unless its text is about the state.
fn not_allowed_or_faulty(
    entry: Option<&'static Entry>,
    command: Node<'_>,
    response: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let not_allowed = |explanation: &mut Explanation| {
        server_texts::wrong_state(command, response, explanation)
            || entry.is_some_and(|entry| not_allowed(entry, command, session, explanation))
    };
    let faulty =
        |explanation: &mut Explanation| client::fault_in_arguments(command, session, explanation);
    if mentions_state(response) {
        both(not_allowed, faulty, explanation)
    } else {
        both(faulty, not_allowed, explanation)
    }
}

/// Explains two causes, if there are two. The source is that of the first one.
fn both(
    first: impl Fn(&mut Explanation) -> bool,
    second: impl Fn(&mut Explanation) -> bool,
    explanation: &mut Explanation,
) -> bool {
    let has_first = first(explanation);
    let source = explanation.source();
    let has_second = second(explanation);
    if has_first {
        explanation.prefer_source(source);
    }
    has_first || has_second
}

/// Explains an answer to AUTHENTICATE that the server did not understand.
fn refused_answer(command: Node<'_>, explanation: &mut Explanation) -> bool {
    let Some(mechanism) = command.child(Kind::Mechanism) else { return false };
    let mechanism = mechanism.to_uppercase();
    match &*mechanism {
        "PLAIN" => explanation.say_from(4616, "2", text::CauseAnswerPlain),
        _ => explanation.say_from(3501, "6.2.2", text::CauseAnswer { mechanism }),
    }
    true
}

/// Explains a BAD of IDLE itself: a line other than DONE was sent while it ran, perhaps this one.
fn idle_was_running(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let is_idle = name(command) == "IDLE" && session.idle_was_interrupted;
    let sent = session.pending(command.text_of(Kind::Tag));
    explanation.say_from_if(is_idle, 2177, "3", text::CauseIdleInterrupted)
        || explanation.say_from_if(
            sent.is_some_and(|sent| sent.is_in_idle),
            2177,
            "3",
            text::CauseDuringIdle,
        )
}
