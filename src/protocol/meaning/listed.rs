//! A mailbox in a list: LIST, LSUB and XLIST (RFC 9051, section 7.3.1).

use crate::protocol::syntax::{Kind, Node};

/// A mailbox that a server has listed.
#[derive(Clone, Copy, Debug)]
pub struct Listed<'t> {
    pub root: Node<'t>,
    /// The name of the response.
    pub name: Node<'t>,
    pub mailbox: Option<Node<'t>>,
}

impl<'t> Listed<'t> {
    pub(super) fn of(root: Node<'t>, name: Node<'t>) -> Listed<'t> {
        Listed { root, name, mailbox: root.child(Kind::Mailbox) }
    }

    pub fn attributes(self) -> impl Iterator<Item = &'t [u8]> + Clone {
        let list = self.root.child(Kind::MailboxAttributes).into_iter();
        list.flat_map(|list| list.children_of(Kind::MailboxAttribute)).map(Node::text)
    }

    /// Whether the mailbox has this attribute, in any case.
    pub fn has(self, attribute: &str) -> bool {
        self.attributes().any(|it| it.eq_ignore_ascii_case(attribute.as_bytes()))
    }

    /// The hierarchy delimiter; `None`: the names do not have levels.
    pub fn delimiter(self) -> Option<char> {
        delimiter(self.root.child(Kind::Delimiter)?)
    }
}

/// The hierarchy delimiter in this node of LIST or NAMESPACE; `None`: it is NIL.
pub fn delimiter(node: Node<'_>) -> Option<char> {
    match *node.text() {
        [b'"', b'\\', delimiter, b'"'] | [b'"', delimiter, b'"'] => Some(char::from(delimiter)),
        _ => None,
    }
}
