//! The STATUS response (RFC 9051, section 7.3.4).

use crate::protocol::syntax::{Kind, Node};

/// A server's data about a mailbox, which need not be selected.
#[derive(Clone, Copy, Debug)]
pub struct MailboxStatus<'t> {
    root: Node<'t>,
    pub mailbox: Option<Node<'t>>,
}

/// An item and its value.
#[derive(Clone, Copy, Debug)]
pub struct StatusValue<'t> {
    pub node: Node<'t>,
    pub name: Node<'t>,
}

impl<'t> MailboxStatus<'t> {
    pub(super) fn of(root: Node<'t>) -> MailboxStatus<'t> {
        MailboxStatus { root, mailbox: root.child(Kind::Mailbox) }
    }

    pub fn values(self) -> impl Iterator<Item = StatusValue<'t>> + Clone {
        let list = self.root.child(Kind::StatusItems).into_iter();
        list.flat_map(|list| list.children_of(Kind::StatusValue)).filter_map(|node| {
            let name = node.child(Kind::StatusItem).or(node.child(Kind::Unknown))?;
            Some(StatusValue { node, name })
        })
    }
}

impl<'t> StatusValue<'t> {
    /// Whether the grammar knows the item.
    pub fn is_known(self) -> bool {
        self.name.kind() == Kind::StatusItem
    }

    /// Its value, if that is a number.
    pub fn number(self) -> Option<u64> {
        self.node.descendants().skip(1).find_map(Node::number)
    }

    /// Its value, if that is an identifier.
    pub fn object_id(self) -> Option<Node<'t>> {
        self.node.child(Kind::ObjectId)
    }
}
