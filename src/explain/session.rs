//! What the explanations know of the session: the commands in flight, and the selected mailbox.

use crate::protocol::syntax::{Kind, Node, Tree};

/// How many octets of a command are kept until its completion.
const KEPT: usize = 64 * 1024;

/// The session as far as it was watched.
#[derive(Default)]
pub(super) struct WatchedSession {
    /// The commands that are not completed, oldest first.
    pending: Vec<Sent>,
    /// A command that continues after a literal which the server has not yet asked for.
    begun: Option<Sent>,
    /// The number of messages in the selected mailbox, by the last response that said it.
    pub exists: Option<u64>,
    /// Whether the greeting was received.
    pub greeted: bool,
}

/// A command in flight.
pub(super) struct Sent {
    tree: Tree,
}

impl Sent {
    /// The command.
    pub fn root(&self) -> Option<Node<'_>> {
        self.tree.root()
    }

    /// Its tag.
    pub fn tag(&self) -> &[u8] {
        self.root().and_then(|root| root.child(Kind::Tag)).map_or(b"", Node::text)
    }
}

impl WatchedSession {
    /// The first lines of a command were sent, up to a literal.
    pub fn begun(&mut self, tree: &Tree) {
        self.begun = (tree.text().len() <= KEPT).then(|| Sent { tree: tree.clone() });
    }

    /// A command was sent.
    pub fn sent(&mut self, tree: &Tree) {
        self.begun = None;
        if tree.text().len() <= KEPT {
            self.pending.push(Sent { tree: tree.clone() });
        }
    }

    /// The command in flight with this tag.
    pub fn pending(&self, tag: &[u8]) -> Option<&Sent> {
        self.pending.iter().chain(&self.begun).find(|sent| sent.tag() == tag)
    }

    /// A response was received and explained.
    pub fn received(&mut self, root: Node<'_>) {
        self.greeted = true;
        let mut parts = root.children();
        let Some(first) = parts.next() else { return };
        match first.kind() {
            Kind::Tag => self.pending.retain(|sent| sent.tag() != first.text()),
            Kind::Untagged => self.received_data(root),
            _ => {}
        }
    }

    fn received_data(&mut self, root: Node<'_>) {
        let number = root.child(Kind::MessageNumber).and_then(Node::number);
        match root.child(Kind::ResponseName).map(Node::text) {
            Some(name) if name.eq_ignore_ascii_case(b"EXISTS") => self.exists = number,
            Some(name) if name.eq_ignore_ascii_case(b"EXPUNGE") => {
                self.exists = self.exists.map(|exists| exists.saturating_sub(1));
            }
            _ => {}
        }
    }
}
