//! The parts of a line, each with its meaning, for programs.

use super::registered::{capability, return_option};
use super::sentence::Explanation;
use crate::messages::{Messages, Text, text};
use crate::protocol::commands;
use crate::protocol::syntax::{Kind, Node, Tree};
use crate::reference::{Category, Entry, Source, find};
use std::ops::Range;

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExplainedSpan<'t> {
    /// Its beginning in the tree's text, in octets.
    pub start: usize,
    pub end: usize,
    pub kind: &'static str,
    pub text: &'t [u8],
    /// The meaning of the word, if it is registered.
    pub says: Option<String>,
    pub source: Option<Source>,
}

/// The parts of a line, spaces aside; together with these they cover it. The part that names the line's
/// subject has the explanation of the whole line.
pub fn spans<'t>(
    tree: &'t Tree,
    whole: &Explanation,
    messages: Messages,
) -> Vec<ExplainedSpan<'t>> {
    let Some(root) = tree.root() else { return Vec::new() };
    let leaves = leaves(root);
    let subject = leaves.iter().position(|leaf| is_subject(leaf.node.kind()));
    let mut after_uid = false;
    let span = |(index, leaf): (usize, &Leaf<'t>)| {
        let node = leaf.node;
        let next = leaves.get(index + 1).map(|leaf| leaf.node.text());
        let has_section = next.is_some_and(|next| next.starts_with(b"["));
        let entry = entry(node, root, after_uid, has_section);
        after_uid = node.text().eq_ignore_ascii_case(b"UID");
        let is_whole = Some(index) == subject && !whole.is_empty();
        let about = || about_kind(leaf.kind, root.kind() == Kind::Response);
        let (says, source) = match entry {
            _ if is_whole => (Some(whole.text().to_owned()), whole.source()),
            Some(entry) => (Some(entry.says(messages.language()).to_owned()), entry.source),
            None => (about().map(|text| messages.format(text)), None),
        };
        let Range { start, end } = node.range();
        ExplainedSpan { start, end, kind: leaf.kind.name(), text: node.text(), says, source }
    };
    leaves.iter().enumerate().map(span).collect()
}

/// A span without others inside it.
struct Leaf<'t> {
    node: Node<'t>,
    /// Its kind: that of the outermost span that it fills, because a string that is a mailbox's name counts
    /// as a mailbox.
    kind: Kind,
}

fn leaves<'t>(root: Node<'t>) -> Vec<Leaf<'t>> {
    let mut leaves = Vec::new();
    let mut around: Option<Node<'t>> = None;
    let is_there = |node: &Node<'_>| !node.range().is_empty() || node.omitted() > 0;
    for node in root.descendants().filter(is_there) {
        if !node.is_leaf() {
            around = around.filter(|it| it.range() == node.range()).or(Some(node));
        } else if node.kind() != Kind::Blank {
            let is_string = matches!(node.kind(), Kind::Atom | Kind::Quoted | Kind::Literal);
            let named = around.filter(|it| is_string && it.range() == node.range());
            let kind = named.map_or(node.kind(), Node::kind);
            leaves.push(Leaf { node, kind });
        }
    }
    leaves
}

/// Whether a part of this kind names the line's subject.
fn is_subject(kind: Kind) -> bool {
    use Kind::{CommandName, Continuation, ResponseName, StatusWord};
    matches!(kind, CommandName | Continuation | ResponseName | StatusWord)
}

/// The reference's entry about a word of this line. `after_uid`: it follows the word UID. `before_section`: a
/// section follows, as in `BODY[1]`.
fn entry(
    leaf: Node<'_>,
    line: Node<'_>,
    after_uid: bool,
    before_section: bool,
) -> Option<&'static Entry> {
    let category = match leaf.kind() {
        Kind::CommandName => Category::Commands,
        Kind::ResponseName | Kind::StatusWord | Kind::Continuation | Kind::Untagged => {
            Category::Responses
        }
        Kind::CodeName => Category::ResponseCodes,
        Kind::Capability => Category::Capabilities,
        Kind::Flag | Kind::FlagKeyword => Category::Flags,
        Kind::MailboxAttribute => Category::MailboxAttributes,
        Kind::FetchItemName => Category::FetchItems,
        Kind::SearchKeyName => Category::SearchKeys,
        Kind::SearchReturnName => Category::SearchReturnOptions,
        Kind::SortKey => Category::SortCriteria,
        Kind::ThreadAlgorithm => Category::ThreadAlgorithms,
        Kind::StatusItem => Category::StatusItems,
        Kind::SelectParameterName | Kind::CreateParameterName => Category::SelectParameters,
        Kind::ListSelectOption | Kind::ListReturnName => Category::ListOptions,
        Kind::FetchModifierName => Category::FetchModifiers,
        Kind::StoreItem | Kind::StoreModifierName => Category::StoreModifiers,
        Kind::PreviewModifier => Category::FetchItems,
        Kind::EventName | Kind::MailboxFilterName => Category::NotifyEvents,
        Kind::AnnotationEntry => Category::MetadataEntries,
        Kind::ResourceName => Category::QuotaResources,
        Kind::UrlMechanism => Category::UrlAccess,
        Kind::Mechanism => Category::SaslMechanisms,
        _ => return None,
    };
    let word = std::str::from_utf8(leaf.text()).ok()?;
    match category {
        Category::Capabilities => capability(leaf.text()),
        Category::SearchReturnOptions => return_option(leaf.text(), line),
        Category::Commands if after_uid => commands::after_uid(word),
        Category::FetchItems if before_section => find(category, format!("{word}[]")),
        _ => find(category, word),
    }
}

/// The description of a part of this kind that is not in the reference. `answered`: the line is a response.
fn about_kind(kind: Kind, answered: bool) -> Option<&'static dyn Text> {
    Some(match kind {
        Kind::Tag if answered => &text::KindAnsweredTag,
        Kind::Tag => &text::KindTag,
        Kind::Mailbox => &text::KindMailbox,
        Kind::ListMailbox => &text::KindListMailbox,
        Kind::SequenceSet => &text::KindSequenceSet,
        Kind::UidSet | Kind::KnownUids => &text::KindUidSet,
        Kind::UniqueId => &text::KindUniqueId,
        Kind::MessageNumber => &text::KindMessageNumber,
        Kind::Number => &text::KindNumber,
        Kind::ModSeq => &text::KindModSequence,
        Kind::Quoted => &text::KindQuoted,
        Kind::LiteralSize => &text::KindLiteralSize,
        Kind::Literal => &text::KindLiteral,
        Kind::Nil => &text::KindNil,
        Kind::Text => &text::KindText,
        Kind::Base64 => &text::KindBase64,
        Kind::UserId => &text::KindUserId,
        Kind::Password => &text::KindPassword,
        Kind::InitialResponse => &text::KindInitialResponse,
        Kind::Date => &text::KindDate,
        Kind::DateTime => &text::KindDateTime,
        Kind::Section | Kind::SectionPart | Kind::SectionText => &text::KindSection,
        Kind::Partial => &text::KindPartial,
        Kind::Delimiter => &text::KindDelimiter,
        Kind::Charset => &text::KindCharset,
        Kind::HeaderName => &text::KindHeaderName,
        Kind::Open => &text::KindOpen,
        Kind::Close => &text::KindClose,
        Kind::Unknown => &text::KindUnknown,
        Kind::Omitted => &text::KindOmitted,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::Explainer;
    use crate::language::Language;
    use crate::protocol::syntax::{Parser, Side, Tree};

    #[test]
    fn words_with_a_section_or_a_value_have_their_own_meaning() {
        let messages = Messages::new(Language::English);
        for (side, line, word, expected) in [
            (Side::Client, "a fetch 1 (body[1] body)", "body", "BODY[…] fetches one section"),
            (Side::Client, "a fetch 1 (body uid)", "body", "BODY without brackets describes"),
            (Side::Server, "* CAPABILITY IDLE AUTH=PLAIN", "AUTH=PLAIN", "PLAIN sends"),
        ] {
            let tree = Tree::of_line(side, line);
            let mut explainer = Explainer::of_lines(messages);
            let spans = spans(&tree, explainer.line(side, &tree), messages);
            let span = spans.iter().find(|span| span.text == word.as_bytes());
            let says = span.and_then(|span| span.says.as_deref()).unwrap_or_default();
            assert!(says.starts_with(expected), "{line}: {says}");
        }
    }

    /// Checks that the parts of the message cover it, spaces aside, and are in order.
    fn assert_covered(side: Side, parser: &mut Parser, about: &str) {
        let messages = Messages::new(Language::English);
        let mut explainer = Explainer::of_lines(messages);
        let tree = parser.tree();
        let spans = spans(tree, explainer.line(side, tree), messages);
        let mut end = 0;
        for span in &spans {
            assert!(span.start >= end && span.end > span.start, "{about}: at {}", span.start);
            assert!(tree.text()[end..span.start].iter().all(|it| *it == b' '), "{about}: at {end}");
            end = span.end;
        }
        assert!(tree.text()[end..].iter().all(|octet| *octet == b' '), "{about}: at {end}");
    }

    #[test]
    fn the_parts_of_hostile_lines_cover_them() {
        let begins =
            ["a search ", "a fetch 1 (", "a login ", "* LIST ", "* 1 FETCH (BODY[", "+ ", ""];
        let parts = [
            "(", ")", "\"", "\\", "\0", "\t", " (", "[", "{1}", "9", "\u{80}", "not ", "(\"",
            "\"a\" x", "<0.", "*",
        ];
        for side in [Side::Client, Side::Server] {
            for (begin, part) in begins.iter().flat_map(|it| parts.map(|part| (*it, part))) {
                let line = begin.to_owned() + &part.repeat(3000);
                let mut parser = Parser::new(side);
                parser.line(line.as_bytes());
                assert_covered(side, &mut parser, &format!("{begin}{part:?}"));
            }
        }
        for begin in ["* LIST ", "a search "] {
            let side = if begin.starts_with('*') { Side::Server } else { Side::Client };
            let mut parser = Parser::new(side);
            parser.line((begin.to_owned() + &"(".repeat(1 << 20)).as_bytes());
            assert_covered(side, &mut parser, begin);
        }
    }

    #[test]
    fn the_parts_of_ten_thousand_literals_cover_them() {
        for (side, first, next) in [
            (Side::Client, "a search text {1}", " text {1}"),
            (Side::Server, "* 1 FETCH (BODY[] {1}", " BODY[] {1}"),
        ] {
            let mut parser = Parser::new(side);
            parser.line(first.as_bytes());
            for _ in 0..10_000 {
                parser.literal(1, b"x");
                parser.line(next.as_bytes());
            }
            assert_covered(side, &mut parser, first);
        }
    }
}
