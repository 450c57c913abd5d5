//! Why a command was not understood, or is not allowed now.

use super::Refusal;
use super::{code_causes, server_texts};
use crate::explain::client;
use crate::explain::faults::{
    charset_missing, is_masked, is_second_layer, lacks_own_capability, literal_missing,
    misplaced_done, missing_tag, names_charset, no_such_message, not_allowed,
    perhaps_lacks_capability, placeholder_name, unsupported,
};
use crate::explain::phrase::cut;
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::explain::session::is_partly_masked;
use crate::messages::text;
use crate::protocol::syntax::Kind;
use crate::reference::ConnectionState;

/// Explains a BAD to this command. The causes are tried in the order of how certain they are.
pub(super) fn explain(refusal: Refusal<'_>, explanation: &mut Explanation) {
    let Refusal { command, response } = refusal;
    if command.session.cancelled && command.root.child(Kind::Mechanism).is_some() {
        return explanation.say_from(3501, "6.2.2", text::CauseCancelled);
    }
    // The server answered with `+`, so it knows the command.
    let was_begun = was_continued(command) || expects_done(refusal);
    // A server that does not know the command does not look at its arguments, and does not mention the state.
    let unknown = |explanation: &mut Explanation| {
        !response.mentions_state()
            && !response.mentions_part()
            && command.entry.is_some()
            && !is_second_layer(command)
            && !was_begun
            && !is_late(command)
            && (lacks_own_capability(command, explanation)
                || response.mentions_unknown() && perhaps_lacks_capability(command, explanation))
    };
    let faulty = |explanation: &mut Explanation| not_understood(refusal, explanation);
    let said = response.says_one(MESSAGE_SET) && no_such_message(command, explanation)
        || both(unknown, faulty, explanation)
        || !was_begun && unsupported(command, explanation)
        || no_such_message(command, explanation)
        || charset_missing(command, explanation)
        || names_charset(command, explanation)
        || server_texts::refused_charset(refusal, explanation)
        || server_texts::refusal(refusal, explanation)
        || refused_answer(command, explanation)
        || unquoted_login(refusal, explanation)
        || code_causes::explain(refusal, explanation)
        || reused_tag(refusal, explanation)
        || client::bare_events(command.root, explanation)
        || literal_missing(command, explanation)
        || placeholder_name(command, explanation)
        || !was_begun
            && response.may_be_about_command(command.root)
            && perhaps_lacks_capability(command, explanation);
    if !said {
        unknown_cause(refusal, explanation);
    }
}

/// Words about the messages that a command names.
const MESSAGE_SET: &str = "messageset|message set|sequence set|uidset";

/// Explains a BAD without a known cause.
fn unknown_cause(refusal: Refusal<'_>, explanation: &mut Explanation) {
    let Refusal { command, response } = refusal;
    match response.tag() {
        Some(_) if needs_quotes(command) && may_be_about_quotes(refusal) => {
            explanation.say_from(3501, "9", text::CauseLoginQuotes);
        }
        Some(_) if command.name == "LOGIN" && response.says_one(FAILED_LOGIN) => {
            explanation.say_from(3501, "6.2.3", text::CauseLogin);
        }
        Some(_) if command.name == "IDLE" && was_continued(command) => {
            explanation.say_from(2177, "3", text::CauseIdleEnded);
        }
        Some(_)
            if command.name == "IDLE"
                && command.session.state() == Some(ConnectionState::Authenticated)
                && !command.session.may_have_mailbox() =>
        {
            explanation.say_from(2177, "3", text::CauseIdleUnselected);
        }
        Some(_) => {
            let texts = response.texts();
            explanation.say_from(3501, "7.1.3", text::CauseBad { texts });
        }
        // It may not be about the command in flight.
        None => explanation.say_from(3501, "7.1.3", text::CauseBadUntagged),
    }
}

/// Whether the command is for the time before a login, which is over: then a server no longer announces its
/// capability.
fn is_late(command: SentCommand<'_>) -> bool {
    let is_of_beginning =
        command.entry.is_some_and(|entry| entry.states == [ConnectionState::NotAuthenticated]);
    is_of_beginning
        && command.session.state().is_some_and(|it| it > ConnectionState::NotAuthenticated)
}

/// Whether the server has begun to execute the command.
fn was_continued(command: SentCommand<'_>) -> bool {
    command.in_flight().is_some_and(|sent| sent.was_continued)
}

/// Explains a LOGIN that has a syntax error according to the server. The password is hidden, so its validity
/// is unknown here.
fn unquoted_login(refusal: Refusal<'_>, explanation: &mut Explanation) -> bool {
    let Refusal { command, response } = refusal;
    let code = response.code();
    let is_this = code.is_some_and(|code| code.is("CLIENTBUG")) && needs_quotes(command);
    explanation.say_from_if(is_this, 3501, "9", text::CauseLoginQuotes)
}

/// Whether this is a LOGIN whose password is apparently neither in quotes nor a literal.
fn needs_quotes(command: SentCommand<'_>) -> bool {
    let password = command.root.child(Kind::Password).filter(|_| command.name == "LOGIN");
    password.is_some_and(|it| !it.text().starts_with(b"\"") && !it.text().starts_with(b"{"))
}

/// Words about a login with a wrong password.
const FAILED_LOGIN: &str = "login fail|logon fail|authentication fail";

/// Whether the text of a BAD to a login names no other cause than how it is written.
fn may_be_about_quotes(refusal: Refusal<'_>) -> bool {
    let Refusal { command, response } = refusal;
    let is_invalid = || response.says_one("invalid") || !response.gives_reason(command.root);
    !response.says_one(" tag")
        && (response.is_about_syntax() || !response.says_one(FAILED_LOGIN) && is_invalid())
}

/// Explains a line that is wrong, or not allowed now.
pub(super) fn not_understood(refusal: Refusal<'_>, explanation: &mut Explanation) -> bool {
    let Refusal { command, .. } = refusal;
    if is_masked(command) || is_partly_masked(command.root) {
        return false;
    }
    misplaced_done(command, explanation)
        || idle_was_running(refusal, explanation)
        || missing_tag(command, true, explanation)
        || client::fault_in_line(command, explanation)
        || not_allowed_or_faulty(refusal, explanation)
}

/// Explains a tag that an earlier command had.
fn reused_tag(refusal: Refusal<'_>, explanation: &mut Explanation) -> bool {
    let Refusal { command, response } = refusal;
    let is_accepted = command.session.accepts_reused_tags;
    let may_be_tag =
        response.says_one(" tag") || !response.mentions_unknown() && !response.is_about_syntax();
    let is_reused = command.in_flight().is_some_and(|sent| sent.reuses_tag);
    let is_reused = is_reused && !is_accepted && may_be_tag;
    let tag = cut(command.tag());
    explanation.say_from_if(is_reused, 3501, "2.2.1", text::CauseReusedTag { tag })
}

/// Explains a command that does not follow its syntax, or is not allowed now. If both apply, the syntax comes
/// first, as in a server, unless its text is about the state.
fn not_allowed_or_faulty(refusal: Refusal<'_>, explanation: &mut Explanation) -> bool {
    let Refusal { command, response } = refusal;
    let not_allowed = |explanation: &mut Explanation| wrong_state(refusal, explanation);
    let faulty = |explanation: &mut Explanation| client::fault_in_arguments(command, explanation);
    if response.mentions_state() {
        both(not_allowed, faulty, explanation)
    } else {
        both(faulty, not_allowed, explanation)
    }
}

/// Explains a command that is not allowed in this state of the session.
pub(super) fn wrong_state(refusal: Refusal<'_>, explanation: &mut Explanation) -> bool {
    server_texts::wrong_state(refusal, explanation)
        || not_allowed(refusal.command, explanation)
        || server_texts::other_state(refusal, explanation)
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
fn refused_answer(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let is_sent = was_continued(command) || command.root.child(Kind::InitialResponse).is_some();
    let Some(mechanism) = command.mechanism().filter(|_| is_sent) else { return false };
    match &*mechanism {
        "PLAIN" => explanation.say_from(4616, "2", text::CauseAnswerPlain),
        _ => explanation.say_from(3501, "6.2.2", text::CauseAnswer { mechanism }),
    }
    true
}

/// Explains a BAD of IDLE itself: a line other than DONE was sent while it ran, perhaps this one.
fn idle_was_running(refusal: Refusal<'_>, explanation: &mut Explanation) -> bool {
    let command = refusal.command;
    let is_interrupted = command.session.idle_was_interrupted || expects_done(refusal);
    let is_idle = command.name == "IDLE" && is_interrupted;
    let was_during_idle = command.in_flight().is_some_and(|sent| sent.is_in_idle);
    explanation.say_from_if(is_idle, 2177, "3", text::CauseIdleInterrupted)
        || explanation.say_from_if(was_during_idle, 2177, "3", text::CauseDuringIdle)
}

/// Whether the text says that IDLE was running, although the session may not show the server's `+`.
fn expects_done(Refusal { command, response }: Refusal<'_>) -> bool {
    command.name == "IDLE" && response.says_one("expected done")
}
