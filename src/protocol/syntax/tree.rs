//! The tree of spans.

use super::Kind;
use crate::protocol::strings::unescaped;
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// A span of the text; its descendants are the spans from the next one up to `next`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
    pub next: usize,
}

/// A message and its spans, in preorder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    pub(super) text: Vec<u8>,
    pub(super) spans: Vec<Span>,
    /// The spans, by index and in order, some of whose octets are not in the text, and how many.
    pub(super) omitted: Vec<(usize, u64)>,
    /// The number of missing octets of the last literal, if the message or the listing ends within it.
    pub(super) missing: Option<u64>,
    /// Whether the names of mailboxes are in UTF-8 in this session, so that `&` in a name is just that.
    has_utf8_names: bool,
}

impl Tree {
    /// The same message in a session whose mailbox names are in UTF-8.
    pub fn with_utf8_names(self) -> Tree {
        Tree { has_utf8_names: true, ..self }
    }

    /// The message's lines, without their ends, and the kept octets of its literals.
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// The message up to its first literal.
    pub fn first_line(&self) -> &[u8] {
        let size = self.nodes().find(|node| node.kind() == Kind::LiteralSize);
        let end = size.map_or(self.text.len(), |size| {
            let end = size.range().end;
            end + usize::from(self.text.get(end) == Some(&b'}'))
        });
        &self.text[..end]
    }

    /// The command or response; `None` for an empty line.
    pub fn root(&self) -> Option<Node<'_>> {
        (!self.spans.is_empty()).then_some(Node { tree: self, index: 0 })
    }

    /// The root and all spans inside it, in preorder.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        (0..self.spans.len()).map(|index| Node { tree: self, index })
    }

    /// The spans without spans inside. Together they cover the text, spaces and brackets included.
    pub fn leaves(&self) -> impl Iterator<Item = Node<'_>> {
        self.nodes().filter(|node| node.is_leaf() && !(node.index == 0 && node.range().is_empty()))
    }
}

/// One line per span, indented by depth: its octets and its kind. A leaf has its text. Spaces are
/// left out.
impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut ends = Vec::new();
        for node in self.nodes().filter(|node| node.kind() != Kind::Blank) {
            while ends.last().is_some_and(|&end| end <= node.index) {
                ends.pop();
            }
            let (range, depth) = (node.range(), 2 * ends.len());
            write!(f, "{:depth$}{}..{} {}", "", range.start, range.end, node.kind().name())?;
            if node.is_leaf() {
                writeln!(f, " {}", shown(node.text()))?
            } else {
                writeln!(f)?
            }
            ends.push(node.span().next);
        }
        Ok(())
    }
}

/// Text on one line, with control characters escaped.
fn shown(text: &[u8]) -> String {
    let escaped =
        |c: char| if c.is_control() { c.escape_default().to_string() } else { c.to_string() };
    String::from_utf8_lossy(text).chars().map(escaped).collect()
}

/// A span of a tree.
#[derive(Clone, Copy, Debug)]
pub struct Node<'t> {
    tree: &'t Tree,
    index: usize,
}

impl<'t> Node<'t> {
    fn span(self) -> &'t Span {
        &self.tree.spans[self.index]
    }

    /// Whether the names of mailboxes are in UTF-8, not in modified UTF-7.
    pub fn has_utf8_names(self) -> bool {
        self.tree.has_utf8_names
    }

    pub fn kind(self) -> Kind {
        self.span().kind
    }

    /// Its range in the tree's text.
    pub fn range(self) -> Range<usize> {
        self.span().start..self.span().end
    }

    /// Its octets.
    pub fn text(self) -> &'t [u8] {
        &self.tree.text[self.range()]
    }

    /// Whether it is this word, in any case.
    pub fn is(self, word: &str) -> bool {
        self.text().eq_ignore_ascii_case(word.as_bytes())
    }

    /// Its text in capitals, to be compared with a name.
    pub fn to_uppercase(self) -> String {
        String::from_utf8_lossy(self.text()).to_ascii_uppercase()
    }

    /// How many octets of it are not in the text, because they were not kept.
    pub fn omitted(self) -> u64 {
        let omitted = &self.tree.omitted;
        let found = omitted.binary_search_by_key(&self.index, |&(index, _)| index);
        found.map_or(0, |at| omitted[at].1)
    }

    /// The number of missing octets of the last literal, if the message or the listing ends within it.
    pub fn missing_octets(self) -> Option<u64> {
        self.tree.missing
    }

    /// Whether it has no spans inside.
    pub fn is_leaf(self) -> bool {
        self.span().next == self.index + 1
    }

    /// The spans directly inside it.
    pub fn children(self) -> impl Iterator<Item = Node<'t>> + Clone {
        let (tree, end) = (self.tree, self.span().next);
        let mut index = self.index + 1;
        std::iter::from_fn(move || {
            let node = (index < end).then_some(Node { tree, index })?;
            index = node.span().next;
            Some(node)
        })
    }

    /// The spans of this kind directly inside it.
    pub fn children_of(self, kind: Kind) -> impl Iterator<Item = Node<'t>> + Clone {
        self.children().filter(move |node| node.kind() == kind)
    }

    /// The first span of this kind directly inside it.
    pub fn child(self, kind: Kind) -> Option<Node<'t>> {
        self.children().find(|node| node.kind() == kind)
    }

    /// The octets of the first span of this kind; empty if there is none.
    pub fn text_of(self, kind: Kind) -> &'t [u8] {
        self.child(kind).map_or(b"", Node::text)
    }

    /// All spans inside it, in the order of the text.
    pub fn descendants(self) -> impl Iterator<Item = Node<'t>> + Clone {
        let tree = self.tree;
        (self.index + 1..self.span().next).map(move |index| Node { tree, index })
    }

    /// The spans of this kind inside it, at any depth.
    pub fn descendants_of(self, kind: Kind) -> impl Iterator<Item = Node<'t>> + Clone {
        self.descendants().filter(move |node| node.kind() == kind)
    }

    /// The first span of this kind inside it, at any depth.
    pub fn descendant(self, kind: Kind) -> Option<Node<'t>> {
        self.descendants().find(|node| node.kind() == kind)
    }

    /// The value of an atom, a quoted string or a literal (as far as it was kept), or of the one
    /// that it contains.
    pub fn string(self) -> Option<Cow<'t, [u8]>> {
        match self.kind() {
            Kind::Nil | Kind::Unknown => None,
            Kind::Quoted => Some(unquoted(self.text())),
            _ if self.is_leaf() => Some(Cow::Borrowed(self.text())),
            _ => {
                let is_value = |kind| matches!(kind, Kind::Atom | Kind::Quoted | Kind::Literal);
                let value = self.children().find(|node| is_value(node.kind()))?;
                match value.kind() {
                    Kind::Quoted => Some(unquoted(value.text())),
                    _ => Some(Cow::Borrowed(value.text())),
                }
            }
        }
    }

    /// The value of a number.
    pub fn number(self) -> Option<u64> {
        std::str::from_utf8(self.text()).ok()?.parse().ok()
    }
}

fn unquoted(text: &[u8]) -> Cow<'_, [u8]> {
    unescaped(&text[1..text.len() - 1])
}
