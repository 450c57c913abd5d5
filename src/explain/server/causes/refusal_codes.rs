//! Response codes of a refusal whose meaning depends on the command, LIMIT and TOOBIG, and those that do not
//! name the fault.

use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::explain::server::response::Response;
use crate::messages::{Text, text};
use crate::protocol::meaning::Code;
use crate::reference::{Category, Entry, find};

/// Codes that say less than a fault found in the line.
const OF_LINE: &[&str] = &["CANNOT", "CLIENTBUG", "ALERT"];

/// Whether the response has a code that says more than a fault found in the line.
pub(super) fn is_specific(response: Response<'_>) -> bool {
    registered(response).is_some_and(|code| !OF_LINE.contains(&code.name))
}

/// Whether the response has a code that says at least as much as its text.
pub(super) fn says_more_than_text(response: Response<'_>) -> bool {
    registered(response).is_some_and(|code| code.name != "ALERT")
}

/// The code of the response, if it is registered.
fn registered(response: Response<'_>) -> Option<&'static Entry> {
    let name = response.code().and_then(Code::name)?;
    find(Category::ResponseCodes, name.text())
}

/// The code of the response, if it must be explained in addition to a cause in the line.
pub(super) fn general(response: Response<'_>) -> Option<&'static Entry> {
    let code = response.code()?;
    let name = ["CANNOT", "CLIENTBUG", "SERVERBUG"].into_iter().find(|name| code.is(name))?;
    find(Category::ResponseCodes, name)
}

/// Limits of servers, by the command that reaches them.
static LIMITS: &[(&[&str], &(dyn Text + Sync))] = &[
    (&["CREATE", "RENAME"], &text::LimitOfMailboxes),
    (&["APPEND", "COPY", "MOVE", "REPLACE"], &text::LimitOfMessages),
    (&["STORE"], &text::LimitOfKeywords),
    (&["SUBSCRIBE"], &text::LimitOfSubscriptions),
    (&["LOGIN", "AUTHENTICATE"], &text::LimitOfConnections),
];

/// Explains LIMIT: the limit that the command may have reached. False: it is unknown for this command.
pub(super) fn limit(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let limit = LIMITS.iter().find(|(names, _)| names.contains(&command.name_without_uid()));
    if let Some((_, limit)) = limit {
        let limit = explanation.messages().format(*limit);
        explanation.say_from(5530, "3", text::CauseLimit { name: command.name, limit });
    }
    limit.is_some()
}
