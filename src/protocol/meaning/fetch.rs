//! The data of a message: FETCH (RFC 9051, section 7.5.2) and UIDFETCH (RFC 9586).

use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::syntax::{Kind, Node};

/// A response's data about a message.
#[derive(Clone, Copy, Debug)]
pub struct Fetch<'t> {
    root: Node<'t>,
    pub message: MessageId,
}

/// The identification of a message: its number or its UID.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MessageId {
    Number(u64),
    Uid(u64),
}

/// An item of a message, and its value.
#[derive(Clone, Copy, Debug)]
pub struct FetchedItem<'t> {
    pub node: Node<'t>,
}

/// The part of a message that an item is about: `[1.2.HEADER.FIELDS (To)]`.
#[derive(Clone, Copy, Debug)]
pub struct Section<'t> {
    /// The whole section, with its brackets.
    pub node: Node<'t>,
    /// `1.2`
    pub part: Option<Node<'t>>,
    /// `HEADER.FIELDS`
    pub text: Option<Node<'t>>,
}

impl<'t> Fetch<'t> {
    pub(super) fn of(root: Node<'t>) -> Option<Fetch<'t>> {
        let number = |kind| root.child(kind).and_then(Node::number);
        let by_number = number(Kind::MessageNumber).map(MessageId::Number);
        let message = by_number.or_else(|| number(Kind::UniqueId).map(MessageId::Uid))?;
        Some(Fetch { root, message })
    }

    pub fn items(self) -> impl Iterator<Item = FetchedItem<'t>> + Clone {
        self.root.children_of(Kind::FetchData).map(|node| FetchedItem { node })
    }
}

impl<'t> FetchedItem<'t> {
    /// Its name, without the section.
    pub fn name(self) -> &'t [u8] {
        let unknown = || self.node.child(Kind::Unknown);
        let name = self.node.child(Kind::FetchItemName).or_else(unknown);
        name.map_or(b"", Node::text)
    }

    /// Whether one of these octets precedes it in this response.
    pub fn begins_after(self, fetch: Fetch<'_>, octets: &[u8]) -> bool {
        let before = self.node.range().start - fetch.root.range().start;
        let before = before.checked_sub(1).and_then(|at| fetch.root.text().get(at));
        before.is_some_and(|octet| octets.contains(octet))
    }

    pub fn is(self, name: &str) -> bool {
        self.name().eq_ignore_ascii_case(name.as_bytes())
    }

    /// Whether the grammar knows it.
    pub fn is_known(self) -> bool {
        self.node.child(Kind::FetchItemName).is_some()
    }

    /// The part of the message that it is about.
    pub fn section(self) -> Option<Section<'t>> {
        let node = self.node.child(Kind::Section)?;
        let (part, text) = (node.child(Kind::SectionPart), node.child(Kind::SectionText));
        Some(Section { node, part, text })
    }

    /// The flags of the message.
    pub fn flags(self) -> impl Iterator<Item = &'t [u8]> + Clone {
        self.node.child(Kind::FlagList).into_iter().flat_map(super::flags)
    }

    /// A value that is a number: a UID, a size, a mod-sequence.
    pub fn number(self) -> Option<u64> {
        self.node.descendants().filter(|node| node.is_leaf()).skip(1).find_map(Node::number)
    }

    /// The size of its content in octets, whether kept, not kept or not yet received.
    pub fn size(self) -> Option<u64> {
        let value = self.node.child(Kind::FetchValue)?;
        if let Some(literal) = value.child(Kind::Literal) {
            return Some(literal.text().len() as u64 + literal.omitted());
        }
        match value.child(Kind::LiteralSize).map(Node::text) {
            Some(announced) => LiteralAnnouncement::at_end(announced).map(|it| it.size),
            None => Some(value.string().map_or(0, |string| string.len() as u64)),
        }
    }
}
