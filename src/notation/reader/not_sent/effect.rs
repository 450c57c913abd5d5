//! What a command does to the session and its mailboxes, as far as the rules for listings ask.

use crate::notation::words::is_one_of;
use crate::protocol::commands;
use crate::protocol::typed_line::CommandLine;

/// The effect of a command that the server accepts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// Nothing that matters here.
    None,
    LogsIn,
    Selects,
    Changes,
    LogsOut,
}

impl Effect {
    /// Whether it neither logs in nor selects or changes anything.
    pub fn is_harmless(self) -> bool {
        matches!(self, Effect::None | Effect::LogsOut)
    }

    pub fn selects(self) -> bool {
        self == Effect::Selects
    }

    pub fn of(command: &CommandLine<'_>) -> Effect {
        const CHANGING: &str = "APPEND CLOSE COPY CREATE DELETE DELETEACL EXPUNGE MOVE RENAME REPLACE SETACL \
            SETANNOTATION SETMETADATA SETQUOTA STORE SUBSCRIBE UNSUBSCRIBE";
        let name = command.spec.map_or("", |spec| spec.name);
        let of_uid = command.arguments.split_ascii_whitespace().next().unwrap_or_default();
        let name = if name == "UID" { of_uid } else { commands::without_uid(name) };
        match name {
            "LOGIN" | "AUTHENTICATE" => Effect::LogsIn,
            "SELECT" | "EXAMINE" => Effect::Selects,
            "LOGOUT" => Effect::LogsOut,
            _ if is_one_of(CHANGING, &name.to_ascii_uppercase()) => Effect::Changes,
            _ => Effect::None,
        }
    }
}
