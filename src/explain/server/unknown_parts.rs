//! What the grammar does not allow in a response that is known.

use crate::explain::phrase::cut;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};

/// Names the part of the response that is not known, unless another sentence has named it.
pub(super) fn explain(root: Node<'_>, explanation: &mut Explanation) {
    if explanation.has_named_unknown() {
        return;
    }
    let mut unknown = root.descendants().filter(|node| node.kind() == Kind::Unknown);
    if let Some(part) = unknown.find(|node| !node.text().trim_ascii().is_empty()) {
        let part = cut(part.text().trim_ascii());
        explanation.say_from(3501, "9", text::ExplainUnknownPart { part });
    }
}
