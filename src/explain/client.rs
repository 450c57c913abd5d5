//! What the client says.

use super::sentence::Explanation;
use super::session::WatchedSession;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::Category;

/// Explains a message of the client's.
pub(super) fn explain(root: Node<'_>, _session: &WatchedSession, explanation: &mut Explanation) {
    let names = root.children().filter(|node| node.kind() == Kind::CommandName);
    let name = names.map(|it| String::from_utf8_lossy(it.text())).collect::<Vec<_>>().join(" ");
    if !explanation.say_entry(Category::Commands, &name) {
        let word = root.children().find(|node| node.kind() == Kind::Unknown);
        let word = word.map_or(b"".as_slice(), Node::text);
        let word = String::from_utf8_lossy(word);
        explanation.say_unknown(text::ExplainUnknownCommand { name: word });
    }
}
