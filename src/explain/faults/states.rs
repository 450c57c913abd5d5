//! Commands that are not allowed in the state of the session.

use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::reference::ConnectionState;

/// Explains that the command is not allowed in this state.
pub fn not_allowed(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let Some(entry) = command.entry else { return false };
    if is_second_layer(command) {
        match command.name {
            "STARTTLS" => explanation.say_from(9051, "6.2.1", text::CauseTlsIsOn),
            _ => explanation.say_from(4978, "3", text::CauseCompressionIsOn),
        }
        return true;
    }
    let Some(state) = command.session.state().filter(|state| !entry.states.contains(state)) else {
        return false;
    };
    let name = command.name;
    match (state, entry.states) {
        (ConnectionState::NotAuthenticated, _) => {
            explanation.say_from(3501, "3.1", text::CauseLoginFirst { name });
        }
        (_, [ConnectionState::NotAuthenticated]) => {
            explanation.say_from(3501, "3.1", text::CauseAlreadyLoggedIn { name });
        }
        _ if command.session.may_have_mailbox() => return false,
        _ => explanation.say_from(3501, "3.3", text::CauseSelectFirst { name }),
    }
    true
}

/// Explains ENABLE while a mailbox is selected, which a server need not check.
pub fn late_enable(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let is_late =
        command.name == "ENABLE" && command.session.state() == Some(ConnectionState::Selected);
    explanation.say_from_if(is_late, 5161, "3.1", text::CauseEnableSelected)
}

/// Whether this is STARTTLS while TLS is on, or COMPRESS while compression is on: then a server no longer
/// announces the capability, although it has it.
pub fn is_second_layer(command: SentCommand<'_>) -> bool {
    match command.name {
        "STARTTLS" => command.session.has_started_tls,
        "COMPRESS" => command.session.has_compressed,
        _ => false,
    }
}

/// Explains a LOGIN while the server announces LOGINDISABLED.
pub fn login_disabled(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let capabilities = &command.session.facts.capabilities;
    let is_refused = command.name == "LOGIN" && capabilities.announces("LOGINDISABLED");
    explanation.say_from_if(is_refused, 3501, "6.2.3", text::CauseLoginDisabled);
    if is_refused && capabilities.announces("STARTTLS") {
        explanation.say(text::StarttlsFirst);
    }
    is_refused
}

/// Whether the command changes the messages of the selected mailbox, or their flags.
pub fn changes_mailbox(command: SentCommand<'_>) -> bool {
    matches!(command.name_without_uid(), "STORE" | "EXPUNGE" | "MOVE" | "REPLACE")
}

/// Explains a command that changes a mailbox opened read-only.
pub fn read_only(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let is_refused = command.session.read_only() == Some(true) && changes_mailbox(command);
    let name = command.name;
    explanation.say_from_if(is_refused, 3501, "6.3.2", text::CauseReadOnly { name })
}
