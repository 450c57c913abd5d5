//! What the server says.

use super::causes;
use super::sentence::Explanation;
use super::session::WatchedSession;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};

/// Explains a response.
pub(super) fn explain(root: Node<'_>, session: &WatchedSession, explanation: &mut Explanation) {
    let status = root.child(Kind::StatusWord).map_or(b"".as_slice(), Node::text);
    let name = root.child(Kind::ResponseName).map_or(b"".as_slice(), Node::text);
    if status.eq_ignore_ascii_case(b"NO") || status.eq_ignore_ascii_case(b"BAD") {
        let tag = root.child(Kind::Tag).map_or(b"".as_slice(), Node::text);
        return causes::explain(session.pending(tag), root, session, explanation);
    }
    if name.eq_ignore_ascii_case(b"EXISTS") {
        let count = root.child(Kind::MessageNumber).and_then(Node::number).unwrap_or_default();
        explanation.say_from(3501, "7.3.1", text::ExplainExists { count });
    }
}
