//! The text of a response.

use crate::protocol::syntax::{Kind, Node};

/// How many texts for people the response has: one, or none.
pub(super) fn texts(root: Node<'_>) -> usize {
    let text = root.text_of(Kind::Text);
    usize::from(!text.trim_ascii().is_empty())
}

/// Whether it is a status response with neither a text nor a code. Many servers send a code without a text,
/// which RFC 9051 allows.
pub(super) fn is_bare(root: Node<'_>) -> bool {
    let parts = root.children().filter(|part| !part.text().trim_ascii().is_empty());
    parts.last().is_some_and(|last| last.kind() == Kind::StatusWord)
}
