//! Response codes (RFC 9051, section 7.1, and the extensions).

use crate::protocol::syntax::{Kind, Node};

/// The response codes that describe a mailbox by a number, and the highest number that the grammar
/// allows.
const NUMBERED: [(&str, u64); 4] = [
    ("UNSEEN", u32::MAX as u64),
    ("UIDNEXT", u32::MAX as u64),
    ("UIDVALIDITY", u32::MAX as u64),
    ("HIGHESTMODSEQ", i64::MAX as u64),
];

/// A response code.
#[derive(Clone, Copy, Debug)]
pub struct Code<'t> {
    /// The whole code, with its brackets.
    pub node: Node<'t>,
    name: Option<Node<'t>>,
}

impl<'t> Code<'t> {
    pub(super) fn new(node: Node<'t>) -> Code<'t> {
        Code { node, name: node.child(Kind::CodeName) }
    }

    /// Its name; `None` for `[]`.
    pub fn name(self) -> Option<Node<'t>> {
        self.name
    }

    pub fn is(self, name: &str) -> bool {
        self.name.is_some_and(|word| word.is(name))
    }

    /// Whether its closing bracket is missing.
    pub fn is_open(self) -> bool {
        self.node.child(Kind::Close).is_none()
    }

    /// Its name and its number: `UIDNEXT 12`. `None` if the grammar does not allow the number.
    pub fn numbered(self) -> Option<(&'static str, u64)> {
        let (name, most) = NUMBERED.into_iter().find(|(known, _)| self.is(known))?;
        let is_value = |kind| matches!(kind, Kind::Number | Kind::UniqueId | Kind::ModSeq);
        let value = self.node.children().find(|node| is_value(node.kind()))?;
        let number = value.number()?;
        (1..=most).contains(&number).then_some((name, number))
    }

    /// The UIDs of APPENDUID; for COPYUID the old and then the new ones.
    pub fn uids(self) -> impl Iterator<Item = Node<'t>> {
        self.node.children_of(Kind::UidSet)
    }
}
