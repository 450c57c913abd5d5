//! `:tls` and `:state`: what the connection has come to.

use crate::console::Console;
use crate::messages::{Text, text};
use crate::protocol::commands::ConnectionState;

/// `:tls`
pub fn tls(console: &mut Console) {
    let facts = console.live().and_then(|session| session.tls());
    let Some(facts) = facts else {
        return console.info(text::DirectiveTlsNone);
    };
    for (level, text) in console.messages().tls(facts) {
        console.notice(level, &text);
    }
}

/// `:state`: the connection's state (RFC 3501, section 3), and the commands in progress.
pub fn state(console: &mut Console) {
    let Some(dialogue) = console.dialogue() else {
        return console.info(text::DirectiveStateNone);
    };
    let state: &dyn Text = match dialogue.state() {
        ConnectionState::NotAuthenticated => &text::DirectiveStateNotAuthenticated,
        ConnectionState::Authenticated => &text::DirectiveStateAuthenticated,
        ConnectionState::Selected => &text::DirectiveStateSelected,
    };
    let running = dialogue.pending_commands().iter();
    let commands: Vec<_> = running.map(|command| command.display_line.clone()).collect();
    console.info(state);
    for command in commands {
        console.info(text::DirectiveStateRunning { command });
    }
}
