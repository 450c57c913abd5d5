//! Parts of a response that the parser reads although the grammar, or a definition, does not allow them.

use crate::encoding::modified_utf7;
use crate::explain::registered::has_gap;
use crate::explain::sentence::Explanation;
use crate::messages::{Text, text};
use crate::protocol::meaning::{Meaning, SearchResult, delimiter, sets};
use crate::protocol::syntax::{Kind, Node};
use std::collections::HashSet;

/// Whether a response has such a part, the sentence about it, and its source.
type Check = (fn(Node<'_>) -> bool, &'static (dyn Text + Sync), u16, &'static str);

/// The checks for the responses of these names; without a name, for all.
static CHECKS: [(&[&str], Check); 11] = [
    (&[], (begins_with_two_spaces, &text::CauseTwoBlanks, 3501, "9")),
    (&["LIST", "LSUB", "XLIST"], (is_long_delimiter, &text::DelimiterForm, 3501, "9")),
    (&["LIST"], (contradicts, &text::AttributesContradict, 5258, "4")),
    (&["LIST", "LSUB", "XLIST", "STATUS"], (is_invalid_utf7, &text::NameNotUtf7, 3501, "5.1.3")),
    (&["FLAGS"], (has_star, &text::StarNotPermanent, 3501, "9")),
    (&["FETCH"], (is_short_envelope, &text::EnvelopeForm, 3501, "7.4.2")),
    (&["FETCH"], (is_short_body, &text::BodyForm, 3501, "9")),
    (&["STATUS"], (has_item_twice, &text::ItemTwice, 3501, "7.2.4")),
    (&["ESEARCH"], (is_miscounted, &text::CountContradicts, 4731, "3.1")),
    (&["QUOTA"], (lacks_numbers, &text::ResourceForm, 9208, "7")),
    (&["ID"], (lacks_value, &text::IdFieldForm, 2971, "4")),
];

/// Explains the first such part. What is wrong in other ways has its own sentence.
pub(super) fn explain(root: Node<'_>, explanation: &mut Explanation) {
    if explanation.has_named_unknown() || explanation.named_syntax().is_some() || has_gap(root) {
        return;
    }
    let name = root.child(Kind::ResponseName);
    let is_for = |names: &[&str]| {
        names.is_empty() || name.is_some_and(|name| names.iter().any(|it| name.is(it)))
    };
    let found = CHECKS.iter().find(|(names, (is_wrong, ..))| is_for(names) && is_wrong(root));
    if let Some((_, (_, sentence, rfc, section))) = found {
        explanation.say_from(*rfc, section, *sentence);
    }
}

/// `*  OK x`
fn begins_with_two_spaces(root: Node<'_>) -> bool {
    root.child(Kind::Blank).is_some_and(|blank| blank.text().starts_with(b"  "))
}

/// `* LIST () "//" x`
fn is_long_delimiter(root: Node<'_>) -> bool {
    root.child(Kind::Delimiter).is_some_and(|it| delimiter(it).is_none())
}

/// `* LIST (\HasChildren \HasNoChildren) "/" x`
fn contradicts(root: Node<'_>) -> bool {
    let has = |name| root.descendants_of(Kind::MailboxAttribute).any(|it| it.is(name));
    has(r"\HasChildren") && has(r"\HasNoChildren")
}

/// `* LIST () "/" "&ZeVnLIqe"`
fn is_invalid_utf7(root: Node<'_>) -> bool {
    let name = root.child(Kind::Mailbox).and_then(Node::string).unwrap_or_default();
    name.contains(&b'&') && !modified_utf7::is_valid(&String::from_utf8_lossy(&name))
}

/// `* FLAGS (\Seen \*)`
fn has_star(root: Node<'_>) -> bool {
    root.descendants_of(Kind::Flag).any(|flag| flag.is(r"\*"))
}

/// `* 1 FETCH (ENVELOPE (NIL NIL))`
fn is_short_envelope(root: Node<'_>) -> bool {
    let is_short = |envelope: Node<'_>| {
        let (ends, fields) = envelope.children().fold((false, 0), |(ends, fields), part| {
            let is_field = !matches!(part.kind(), Kind::Blank | Kind::Open | Kind::Close);
            (ends || part.kind() == Kind::Close, fields + u32::from(is_field))
        });
        ends && fields < 10
    };
    root.descendants_of(Kind::Envelope).any(is_short)
}

/// `* 1 FETCH (BODYSTRUCTURE ("TEXT"))`
fn is_short_body(root: Node<'_>) -> bool {
    root.descendants_of(Kind::Body).any(|body| {
        body.children().last().is_some_and(|it| it.kind() == Kind::Close)
            && body.child(Kind::MediaType).is_some()
            && body.child(Kind::BodyOctets).is_none()
    })
}

/// `* STATUS x (MESSAGES 5 MESSAGES 6)`
fn has_item_twice(root: Node<'_>) -> bool {
    let mut items = HashSet::new();
    !root.descendants_of(Kind::StatusItem).all(|item| items.insert(item.to_uppercase()))
}

/// `* ESEARCH COUNT 5 ALL 1:3`
fn is_miscounted(root: Node<'_>) -> bool {
    let Meaning::Esearch(esearch) = Meaning::of(root) else { return false };
    let count = esearch.result("COUNT").and_then(SearchResult::number);
    let all = esearch.result("ALL").and_then(SearchResult::messages);
    let named = all.and_then(|all| sets::count_distinct(all.text()));
    count.zip(named).is_some_and(|(count, named)| count != named)
}

/// `* QUOTA x (STORAGE 5)`
fn lacks_numbers(root: Node<'_>) -> bool {
    let count = |kind| root.descendants_of(kind).count();
    count(Kind::ResourceName) > count(Kind::Limit)
}

/// `* ID ("name")`
fn lacks_value(root: Node<'_>) -> bool {
    root.children_of(Kind::IdParameter).any(|it| it.child(Kind::IdValue).is_none())
}
