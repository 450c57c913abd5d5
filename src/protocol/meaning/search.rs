//! The results of a search: SEARCH and SORT (RFC 9051, section 7.3.4; RFC 5256), and ESEARCH (RFC
//! 4731).

use crate::protocol::syntax::{Kind, Node};

/// The messages that a SEARCH or SORT has found.
#[derive(Clone, Copy, Debug)]
pub struct SearchResponse<'t> {
    root: Node<'t>,
    /// The name of the response.
    pub name: Node<'t>,
}

/// The requested results of a search.
#[derive(Clone, Copy, Debug)]
pub struct Esearch<'t> {
    root: Node<'t>,
}

/// A result: `COUNT 12`.
#[derive(Clone, Copy, Debug)]
pub struct SearchResult<'t> {
    pub node: Node<'t>,
}

impl<'t> SearchResponse<'t> {
    pub(super) fn of(root: Node<'t>, name: Node<'t>) -> SearchResponse<'t> {
        SearchResponse { root, name }
    }

    /// Their numbers or UIDs, depending on the command.
    pub fn numbers(self) -> impl Iterator<Item = Node<'t>> + Clone {
        self.root.children_of(Kind::Number)
    }
}

impl<'t> Esearch<'t> {
    pub(super) fn of(root: Node<'t>) -> Esearch<'t> {
        Esearch { root }
    }

    /// Whether the messages are named by their UIDs.
    pub fn is_uid(self) -> bool {
        self.root.children_of(Kind::SearchReturnName).any(|name| name.is("UID"))
    }

    pub fn results(self) -> impl Iterator<Item = SearchResult<'t>> + Clone {
        self.root.children_of(Kind::SearchReturnData).map(|node| SearchResult { node })
    }

    /// The first result with this name.
    pub fn result(self, name: &str) -> Option<SearchResult<'t>> {
        self.results().find(|it| it.name().eq_ignore_ascii_case(name.as_bytes()))
    }
}

impl<'t> SearchResult<'t> {
    pub fn name(self) -> &'t [u8] {
        self.node.child(Kind::SearchReturnName).map_or(b"", Node::text)
    }

    /// A value that is a number.
    pub fn number(self) -> Option<u64> {
        self.value(Kind::Number).or(self.value(Kind::ModSeq))?.number()
    }

    /// The messages, if the value is a set of them.
    pub fn messages(self) -> Option<Node<'t>> {
        self.value(Kind::SequenceSet)
    }

    /// The value, if it is of this kind. Other parts before it may belong to another result: `ALL COUNT 3`.
    fn value(self, kind: Kind) -> Option<Node<'t>> {
        self.node.child(kind).filter(|_| !self.is_unread())
    }

    /// Whether it has a part that the grammar does not allow there.
    pub fn is_unread(self) -> bool {
        self.node.child(Kind::Unknown).is_some()
    }
}
