//! Parts that the grammar does not allow in a known response.

use super::missing_parts;
use super::numbers::NumberCheck;
use crate::explain::phrase::in_quotes;
use crate::explain::registered::{has_gap, is_ellipsis};
use crate::explain::sentence::Explanation;
use crate::explain::sentence::is_private;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};

/// Names the unknown part of the response, unless another sentence has named it, an invalid number or an
/// unclosed bracket.
pub(super) fn explain(root: Node<'_>, explanation: &mut Explanation) {
    // The rest of a line with a gap is hardly as the server sent it.
    let has_gap = has_gap(root);
    if !has_gap && !explanation.has_named_unknown() {
        name_part(root, explanation);
    }
    if is_unknown_after_literal(root) {
        explanation.say_from(3501, "4.3", text::ExplainLiteralTooShort);
    }
    if has_gap {
        explanation.say(text::ExplainLeftOut);
    }
}

fn name_part(root: Node<'_>, explanation: &mut Explanation) {
    let mut check = NumberCheck::new(root);
    for part in root.descendants() {
        if missing_parts::is_open_set(part, root) {
            let part = in_quotes(part.text(), explanation.messages());
            explanation.say(text::ExplainOpenSet { part });
            let is_vanished = root.child(Kind::ResponseName).is_some_and(|it| it.is("VANISHED"));
            let (rfc, section) = if is_vanished { (7162, "7") } else { (4315, "1") };
            return explanation.cite_section(rfc, section);
        }
        if part.kind() == Kind::Unknown && !part.text().trim_ascii().is_empty() {
            let part = in_quotes(part.text().trim_ascii(), explanation.messages());
            return explanation.say_from(3501, "9", text::ExplainUnknownPart { part });
        }
        if let Some(invalid) = check.check_next(part) {
            return invalid.explain(explanation);
        }
    }
    if explanation.named_syntax().is_none() && missing_parts::is_unclosed(root) {
        match last_kind(root) {
            Some(Kind::Literal) => {
                explanation.say_from(3501, "4.3", text::ExplainEndsWithLiteral);
            }
            _ => explanation.say_from(3501, "9", text::UnclosedBracket),
        }
    }
}

/// The kind of the last part that has text.
fn last_kind(root: Node<'_>) -> Option<Kind> {
    let parts = root.descendants().filter(|it| it.is_leaf());
    parts.filter(|it| !it.text().trim_ascii().is_empty()).last().map(Node::kind)
}

/// Whether an unknown word follows a literal: it may belong to the literal, whose size would then be too
/// small.
fn is_unknown_after_literal(root: Node<'_>) -> bool {
    let mut is_after = false;
    for leaf in root.descendants().filter(|node| node.is_leaf()) {
        match leaf.kind() {
            Kind::Literal => is_after = true,
            Kind::Blank => {}
            Kind::Unknown if is_after => {
                let word = leaf.text().trim_ascii();
                return !word.is_empty() && !is_ellipsis(word) && !is_private(word);
            }
            _ => is_after = false,
        }
    }
    false
}
