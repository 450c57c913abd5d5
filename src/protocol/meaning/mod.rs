//! What responses say: typed values of their syntax trees, one file a meaning.
//!
//! [`Meaning::of`] tells what a response is about. The values keep the nodes that they were read
//! from, so that each knows where it is in the response. [`line`] reads what a line of text is
//! without the rest of its response.

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
pub use fetch::{Fetch, FetchItem, MessageId, Section};
pub use listed::Listed;
pub use mailbox_status::{MailboxStatus, StatusValue};
pub use search::{Esearch, Found, SearchResult};

use super::framing::Status;
use super::syntax::{Kind, Node};

/// What a response says.
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
    /// `RECENT`, likewise.
    Recent(Option<u64>),
    /// `EXPUNGE`, with the number of the message.
    Expunge(Option<u64>),
    /// `VANISHED`
    Vanished(Vanished<'t>),
    /// `FLAGS`, with the list.
    Flags(Node<'t>),
    /// `LIST`, `LSUB` or `XLIST`.
    Listed(Listed<'t>),
    /// `STATUS`
    MailboxStatus(MailboxStatus<'t>),
    /// `SEARCH` or `SORT`.
    Found(Found<'t>),
    /// `ESEARCH`
    Esearch(Esearch<'t>),
    /// `FETCH` or `UIDFETCH`.
    Fetch(Fetch<'t>),
    /// Data with this name, which nobody has needed so far.
    Other(Node<'t>),
    /// Nothing that the grammar knows.
    Unknown,
}

/// A status, and the code behind it.
#[derive(Clone, Copy, Debug)]
pub struct StatusResponse<'t> {
    /// OK, NO, BAD, PREAUTH or BYE.
    pub status: Status,
    /// Its response code.
    pub code: Option<Code<'t>>,
}

impl<'t> Meaning<'t> {
    /// What the response with this root says.
    pub fn of(root: Node<'t>) -> Meaning<'t> {
        let code = root.child(Kind::ResponseCode).map(Code::new);
        if root.child(Kind::Continuation).is_some() {
            return Meaning::Continuation(code);
        }
        let word = root.child(Kind::StatusWord);
        if let Some(status) = word.and_then(|word| Status::parse(word.text())) {
            let response = StatusResponse { status, code };
            return match root.child(Kind::Tag) {
                Some(tag) => Meaning::Completion(tag, response),
                None => Meaning::Status(response),
            };
        }
        match root.child(Kind::ResponseName) {
            Some(name) => Meaning::of_data(root, name).unwrap_or(Meaning::Other(name)),
            None => Meaning::Unknown,
        }
    }

    fn of_data(root: Node<'t>, name: Node<'t>) -> Option<Meaning<'t>> {
        // Nearly all of the lines that a server may send in great number are these.
        if name.is("FETCH") || name.is("UIDFETCH") {
            return Fetch::of(root).map(Meaning::Fetch);
        }
        let number = || root.child(Kind::MessageNumber).and_then(Node::number);
        match name.text().to_ascii_uppercase().as_slice() {
            b"EXISTS" => Some(Meaning::Exists(number())),
            b"RECENT" => Some(Meaning::Recent(number())),
            b"EXPUNGE" => Some(Meaning::Expunge(number())),
            b"VANISHED" => Vanished::of(root).map(Meaning::Vanished),
            b"FLAGS" => root.child(Kind::FlagList).map(Meaning::Flags),
            b"LIST" | b"LSUB" | b"XLIST" => Some(Meaning::Listed(Listed::of(root, name))),
            b"STATUS" => Some(Meaning::MailboxStatus(MailboxStatus::of(root))),
            b"SEARCH" | b"SORT" => Some(Meaning::Found(Found::of(root, name))),
            b"ESEARCH" => Some(Meaning::Esearch(Esearch::of(root))),
            _ => None,
        }
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
    let code = root.child(Kind::ResponseCode);
    let name = match code {
        Some(code) => code.child(Kind::CodeName),
        None => root.child(Kind::ResponseName),
    };
    let list = name.is_some_and(|name| name.is("CAPABILITY")).then(|| code.unwrap_or(root));
    list.map(|list| list.children_of(Kind::Capability))
}

/// The flags in a list of them.
pub fn flags<'t>(list: Node<'t>) -> impl Iterator<Item = &'t [u8]> + Clone {
    list.children_of(Kind::Flag).map(Node::text)
}

#[cfg(test)]
mod tests;
