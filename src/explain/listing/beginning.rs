//! Listings whose beginning is unusual: excerpts, and single lines.

use super::{ListedLines, ListedMessage, UnsentLine};
use crate::explain::client;
use crate::explain::sent_command::entry_of;
use crate::protocol::commands;
use crate::protocol::framing::Status;
use crate::protocol::meaning::{Code, Meaning};
use crate::protocol::syntax::{Kind, Node, Side, Tree};
use crate::protocol::typed_line::{CommandLine, is_sentence};
use crate::reference::ConnectionState;

/// Whether the listing does not begin with the greeting of a session: with a status response that no greeting
/// is, or with an OK that may have been sent at any time, as servers do during IDLE. Such an OK does not name
/// the server's capabilities, and what follows it does not follow a greeting.
pub fn begins_anywhere(lines: &[ListedLines]) -> bool {
    let messages = lines.iter().filter_map(|lines| lines.message.as_ref());
    let mut messages = messages.filter(|it| !matches!(it, ListedMessage::LeftOut));
    let Some(ListedMessage::Server(first)) = messages.next() else { return false };
    let Some(Meaning::Status(response)) = first.root().map(Meaning::of) else { return false };
    let next = messages.next();
    let is_of_greeting = |code: Code<'_>| code.is("CAPABILITY");
    match response.status {
        Status::No | Status::Bad => true,
        Status::Bye => matches!(next, Some(ListedMessage::Server(_))),
        Status::Ok if response.code.is_some_and(is_of_greeting) => false,
        Status::Ok => match next {
            Some(next) if may_follow_greeting(next) => {
                needs_login(next) && !reads_like_greeting(first)
            }
            _ => response.code.is_none(),
        },
        Status::Preauth => false,
    }
}

/// Whether the text is what servers say when a session begins.
fn reads_like_greeting(first: &Tree) -> bool {
    let text = String::from_utf8_lossy(first.text()).to_ascii_lowercase();
    ["ready", "imap", "welcome", "service", "server", "hello", " hi"]
        .iter()
        .any(|it| text.contains(it))
}

/// Whether this is a command that is not allowed right after the greeting.
fn needs_login(message: &ListedMessage) -> bool {
    let (ListedMessage::Client(tree) | ListedMessage::Begun(tree)) = message else { return false };
    let entry = tree.root().and_then(entry_of);
    entry.is_some_and(|it| !it.states.contains(&ConnectionState::NotAuthenticated))
}

/// Reads the only line of a listing as a response if it looks like one, `* FOO`, although it may also be an
/// item of a list in prose; and as a tagged command if its second word is nearly one: `a lgoin joe`.
pub(super) fn read_alone(lines: &mut [ListedLines]) {
    let has_text = |lines: &ListedLines| lines.shown.iter().any(|line| !line.trim().is_empty());
    if lines.iter().filter(|lines| has_text(lines)).count() != 1 {
        return;
    }
    let Some(only) = lines.iter_mut().find(|lines| has_text(lines)) else { return };
    let [line] = &only.shown[..] else { return };
    let read = UnsentLine::read(line, "a001");
    only.message = match (&only.message, read.side) {
        (None, Side::Server) if line.starts_with("* ") => Some(ListedMessage::Server(read.tree())),
        (Some(ListedMessage::Client(_)), Side::Client) if read.has_tag_of_unknown => {
            Some(ListedMessage::Client(read.tree()))
        }
        // It may also be prose.
        (None, Side::Client)
            if read.has_tag_of_unknown && !is_sentence(line) && is_nearly_command(line) =>
        {
            Some(ListedMessage::Client(read.tree()))
        }
        _ => return,
    };
}

/// Whether the second word is nearly the name of a command.
fn is_nearly_command(line: &str) -> bool {
    let command = CommandLine::parse_tagged(line.trim());
    command.is_some_and(|command| commands::meant(command.verb, []).is_some())
}

fn may_follow_greeting(message: &ListedMessage) -> bool {
    let is_capability =
        |root: Node<'_>| root.child(Kind::ResponseName).is_some_and(|name| name.is("CAPABILITY"));
    match message {
        ListedMessage::Client(tree) => tree.root().is_some_and(|root| !client::is_done(root)),
        ListedMessage::Begun(_) | ListedMessage::LeftOut => true,
        ListedMessage::Server(tree) => tree.root().is_some_and(is_capability),
    }
}
