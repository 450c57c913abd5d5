//! The meaning of responses: typed values of their syntax trees, one file per kind of data.
//!
//! [`Meaning::of`] classifies a response. The values keep the nodes that they were read from, and so
//! their positions in the response. [`line`] classifies a line of text without the rest of its
//! response.

mod code;
mod counts;
mod fetch;
pub mod line;
mod listed;
mod mailbox_status;
mod search;
pub mod sets;

pub use code::Code;
pub use counts::{CountChange, Vanished};
pub use fetch::{Fetch, FetchedItem, MessageId, Section};
pub use listed::{Listed, delimiter};
pub use mailbox_status::{MailboxStatus, StatusValue};
pub use search::{Esearch, SearchResponse, SearchResult};

use super::framing::Status;
use super::syntax::{Kind, Node};

/// The meaning of a response.
#[derive(Clone, Copy, Debug)]
pub enum Meaning<'t> {
    /// `+`: the server asks for more of a command. Its text may begin with a code.
    Continuation(Option<Code<'t>>),
    /// A command with this tag is completed.
    Completion(Node<'t>, StatusResponse<'t>),
    /// An untagged status response.
    Status(StatusResponse<'t>),
    /// `EXISTS`, with the number of messages unless it is too large.
    Exists(Option<u64>),
    /// `RECENT`, with the number of messages unless it is too large.
    Recent(Option<u64>),
    /// `EXPUNGE`, with the number of the message.
    Expunge(Option<u64>),
    Vanished(Vanished<'t>),
    /// `FLAGS`, with the list.
    Flags(Node<'t>),
    /// `LIST`, `LSUB` or `XLIST`.
    Listed(Listed<'t>),
    MailboxStatus(MailboxStatus<'t>),
    /// `SEARCH` or `SORT`.
    Found(SearchResponse<'t>),
    Esearch(Esearch<'t>),
    /// `FETCH` or `UIDFETCH`.
    Fetch(Fetch<'t>),
    /// Other data, with this name.
    Other(Node<'t>),
    /// Nothing that the grammar knows.
    Unknown,
}

/// A status, and the code after it.
#[derive(Clone, Copy, Debug)]
pub struct StatusResponse<'t> {
    /// OK, NO, BAD, PREAUTH or BYE.
    pub status: Status,
    pub code: Option<Code<'t>>,
}

impl<'t> Meaning<'t> {
    /// The meaning of the response with this root.
    pub fn of(root: Node<'t>) -> Meaning<'t> {
        let (mut tag, mut status, mut code, mut is_continuation) = (None, None, None, false);
        for node in root.children() {
            match node.kind() {
                // Do not search the rest of the spans: there may be many, and many lines of data.
                Kind::ResponseName => {
                    return Meaning::of_data(root, node).unwrap_or(Meaning::Other(node));
                }
                Kind::Continuation => is_continuation = true,
                Kind::Tag => tag = Some(node),
                Kind::StatusWord => status = Status::parse(node.text()),
                Kind::ResponseCode => code = Some(Code::new(node)),
                _ => {}
            }
        }
        let response = status.map(|status| StatusResponse { status, code });
        match (response, tag) {
            _ if is_continuation => Meaning::Continuation(code),
            (Some(response), Some(tag)) => Meaning::Completion(tag, response),
            (Some(response), None) => Meaning::Status(response),
            (None, _) => Meaning::Unknown,
        }
    }

    fn of_data(root: Node<'t>, name: Node<'t>) -> Option<Meaning<'t>> {
        let number = || {
            let number = root.child(Kind::MessageNumber).and_then(Node::number);
            number.filter(|number| u32::try_from(*number).is_ok())
        };
        let is_one_of = |words: &[&str]| words.iter().any(|word| name.is(word));
        Some(if is_one_of(&["FETCH", "UIDFETCH"]) {
            Meaning::Fetch(Fetch::of(root)?)
        } else if is_one_of(&["LIST", "LSUB", "XLIST"]) {
            Meaning::Listed(Listed::of(root, name))
        } else if is_one_of(&["SEARCH", "SORT"]) {
            Meaning::Found(SearchResponse::of(root, name))
        } else if name.is("EXISTS") {
            Meaning::Exists(number())
        } else if name.is("RECENT") {
            Meaning::Recent(number())
        } else if name.is("EXPUNGE") {
            Meaning::Expunge(number())
        } else if name.is("VANISHED") {
            Meaning::Vanished(Vanished::of(root))
        } else if name.is("FLAGS") {
            Meaning::Flags(root.child(Kind::FlagList)?)
        } else if name.is("STATUS") {
            Meaning::MailboxStatus(MailboxStatus::of(root))
        } else if name.is("ESEARCH") {
            Meaning::Esearch(Esearch::of(root))
        } else {
            return None;
        })
    }

    /// The code of a status response or a continuation request.
    pub fn code(self) -> Option<Code<'t>> {
        match self {
            Meaning::Completion(_, response) | Meaning::Status(response) => response.code,
            Meaning::Continuation(code) => code,
            _ => None,
        }
    }
}

/// The capabilities that a response names, or its code; `None`: it names none.
pub fn capabilities<'t>(root: Node<'t>) -> Option<impl Iterator<Item = Node<'t>> + Clone> {
    let first =
        root.children().find(|it| matches!(it.kind(), Kind::ResponseName | Kind::ResponseCode))?;
    let (list, name) = match first.kind() {
        Kind::ResponseCode => (first, first.child(Kind::CodeName)?),
        _ => (root, first),
    };
    name.is("CAPABILITY").then(|| list.children_of(Kind::Capability))
}

pub fn flags<'t>(list: Node<'t>) -> impl Iterator<Item = &'t [u8]> + Clone {
    list.children_of(Kind::Flag).map(Node::text)
}

#[cfg(test)]
mod tests;
