//! Listings whose beginning is unusual: excerpts, and single lines.

use super::{ListedLines, ListedMessage, UnsentLine};
use crate::explain::client;
use crate::protocol::framing::Status;
use crate::protocol::meaning::Meaning;
use crate::protocol::syntax::{Kind, Node, Side};

/// Whether the first line is an OK that may have been sent at any time, as servers do during IDLE: it has no
/// code, and neither a command nor the capabilities follow it.
pub fn begins_anywhere(lines: &[ListedLines]) -> bool {
    let mut messages = lines.iter().filter_map(|lines| lines.message.as_ref());
    let Some(ListedMessage::Server(first)) = messages.next() else { return false };
    let is_bare_ok = first.root().is_some_and(|root| match Meaning::of(root) {
        Meaning::Status(response) => response.status == Status::Ok && response.code.is_none(),
        _ => false,
    });
    is_bare_ok && !messages.next().is_some_and(may_follow_greeting)
}

/// Reads the only line of a listing as a response if it looks like one, `* FOO`, although it may also be an
/// item of a list in prose.
pub(super) fn read_alone(lines: &mut [ListedLines]) {
    let has_text = |lines: &ListedLines| lines.shown.iter().any(|line| !line.trim().is_empty());
    if lines.iter().filter(|lines| has_text(lines)).count() != 1 {
        return;
    }
    let Some(only) = lines.iter_mut().find(|lines| has_text(lines)) else { return };
    if let (None, [line]) = (&only.message, &only.shown[..])
        && line.starts_with("* ")
    {
        let read = UnsentLine::read(line, "a001");
        only.message = (read.side == Side::Server).then(|| ListedMessage::Server(read.tree()));
    }
}

fn may_follow_greeting(message: &ListedMessage) -> bool {
    let is_capability =
        |root: Node<'_>| root.child(Kind::ResponseName).is_some_and(|name| name.is("CAPABILITY"));
    match message {
        ListedMessage::Client(tree) => tree.root().is_some_and(|root| !client::is_done(root)),
        ListedMessage::Begun(_) => true,
        ListedMessage::Server(tree) => tree.root().is_some_and(is_capability),
    }
}
