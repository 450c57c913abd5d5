//! Why the server refused a command, from the command that was sent.

use super::sentence::Explanation;
use super::session::{Sent, WatchedSession};
use crate::protocol::syntax::Node;

/// Explains a NO or BAD. `command`: what it answers, if that is known.
pub(super) fn explain(
    _command: Option<&Sent>,
    _response: Node<'_>,
    _session: &WatchedSession,
    _explanation: &mut Explanation,
) {
}
