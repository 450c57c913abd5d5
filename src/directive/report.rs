//! `:tls` and `:state`: what the connection has come to.

use crate::console::Console;
use crate::protocol::commands::ConnectionState;

/// `:tls`
pub fn tls(console: &mut Console) {
    let facts = console
        .live()
        .and_then(|session| session.connection().tls());
    let Some(facts) = facts else {
        return console.info("directive-tls-none", &[]);
    };
    for (level, text) in console.messages().tls(facts) {
        console.notice(level, &text);
    }
}

/// `:state`: the connection's state (RFC 3501, section 3), and the commands in progress.
pub fn state(console: &mut Console) {
    let Some(session) = console.live() else {
        return console.info("directive-state-none", &[]);
    };
    let dialogue = session.dialogue();
    let state = match dialogue.state() {
        ConnectionState::NotAuthenticated => "directive-state-not-authenticated",
        ConnectionState::Authenticated => "directive-state-authenticated",
        ConnectionState::Selected => "directive-state-selected",
    };
    let running = dialogue.pending_commands().iter();
    let commands: Vec<_> = running
        .map(|command| command.display_line.clone())
        .collect();
    console.info(state, &[]);
    for command in commands {
        console.info("directive-state-running", &[("command", &command)]);
    }
}
