//! What the grammar does not allow in a response that is known.

use super::missing_parts;
use super::numbers::NumberCheck;
use crate::explain::causes::in_quotes;
use crate::explain::registered::{is_ellipsis, is_private};
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};

/// Names the part of the response that is not known, unless another sentence has named it, or a
/// number that is not valid, or says that a bracket is not closed.
pub(super) fn explain(root: Node<'_>, explanation: &mut Explanation) {
    if !explanation.has_named_unknown() {
        name_part(root, explanation);
    }
    if is_unknown_behind_literal(root) {
        explanation.say_from(3501, "4.3", text::ExplainLiteralTooShort);
    }
}

fn name_part(root: Node<'_>, explanation: &mut Explanation) {
    let mut check = NumberCheck::new(root);
    for part in root.descendants() {
        if part.kind() == Kind::Unknown && is_ellipsis(part.text().trim_ascii()) {
            return explanation.say(text::ExplainLeftOut);
        }
        if part.kind() == Kind::Unknown && !part.text().trim_ascii().is_empty() {
            let part = in_quotes(part.text().trim_ascii(), explanation);
            return explanation.say_from(3501, "9", text::ExplainUnknownPart { part });
        }
        if let Some(invalid) = check.see(part) {
            return invalid.explain(explanation);
        }
    }
    if explanation.named_syntax().is_none() && missing_parts::is_unclosed(root) {
        explanation.say_from(3501, "9", text::UnclosedBracket);
    }
}

/// Whether a word that is not known follows a literal: it may belong to the literal, whose size would
/// be too small then.
fn is_unknown_behind_literal(root: Node<'_>) -> bool {
    let mut is_behind = false;
    for leaf in root.descendants().filter(|node| node.is_leaf()) {
        match leaf.kind() {
            Kind::Literal => is_behind = true,
            Kind::Blank => {}
            Kind::Unknown if is_behind => {
                let word = leaf.text().trim_ascii();
                return !word.is_empty() && !is_ellipsis(word) && !is_private(word);
            }
            _ => is_behind = false,
        }
    }
    false
}
