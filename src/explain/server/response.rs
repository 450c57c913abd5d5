//! A response with the session in which it was received: what its explanation is made from.

use crate::explain::session::{WatchedCommand, WatchedSession};
use crate::protocol::meaning::{Code, Meaning};
use crate::protocol::syntax::{Kind, Node};

/// A response that was received.
#[derive(Clone, Copy)]
pub(in crate::explain) struct Response<'t> {
    pub root: Node<'t>,
    pub session: &'t WatchedSession,
}

impl<'t> Response<'t> {
    pub fn tag(self) -> Option<Node<'t>> {
        self.root.child(Kind::Tag)
    }

    /// The octets of its tag; empty if it has none.
    pub fn tag_text(self) -> &'t [u8] {
        self.root.text_of(Kind::Tag)
    }

    /// The command in flight that it answers, if its tag says so.
    pub fn command(self) -> Option<&'t WatchedCommand> {
        self.tag().and_then(|tag| self.session.pending(tag.text()))
    }

    /// Whether it is a status response with this word, such as NO.
    pub fn is(self, status: &str) -> bool {
        self.root.child(Kind::StatusWord).is_some_and(|word| word.is(status))
    }

    /// Whether it is a status response other than OK.
    pub fn is_refusal(self) -> bool {
        self.root.child(Kind::StatusWord).is_some_and(|word| !word.is("OK"))
    }

    pub fn code(self) -> Option<Code<'t>> {
        Meaning::of(self.root).code()
    }

    /// The name of its code, in capitals.
    pub fn code_name(self) -> Option<String> {
        self.code().and_then(Code::name).map(Node::to_uppercase)
    }

    /// How many texts for people it has: one, or none.
    pub fn texts(self) -> usize {
        usize::from(!self.root.text_of(Kind::Text).trim_ascii().is_empty())
    }
}
