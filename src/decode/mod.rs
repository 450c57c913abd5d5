//! Shows the structure of a response below it: `--decode` and `:decode`.
//!
//! A [`Decoder`] receives the responses of one session in pieces. It lists the data that a person
//! cannot easily read: ENVELOPE by field (`envelope`), BODYSTRUCTURE as a
//! tree (`structure`), capabilities in groups (`capability`), names of mailboxes (`mailbox`), and
//! what FETCH returns of messages (`fetched`): encoded words in headers (`header`) and texts in their
//! charset and transfer encoding (`text_part`), those of a whole message too (`message_texts`).
//! `extract` finds one part for `:save`.
//!
//! The decoder only reads syntax trees, and the output per response is bounded (`rows`). Of lines that
//! differ only in their values, the first is parsed, and its rows serve as a template for the others
//! (`repeated`).

mod capability;
mod dates;
mod envelope;
mod extract;
mod fetched;
mod flowed;
mod header;
mod mailbox;
mod message_texts;
mod part_types;
mod repeated;
mod rows;
mod string_values;
mod structure;
#[cfg(test)]
mod tests;
mod text_part;

use crate::messages::Messages;
use crate::protocol::framing::{Piece, PieceKind};
use crate::protocol::meaning::Meaning;
use crate::protocol::syntax::{Collector, Side, Tree};
use crate::session::{ClientMessage, ClientMessages, ClientPiece};
pub use extract::{ExtractedPart, NotExtracted, extract};
pub use part_types::PartTypes;

use dates::LocalTime;
use jiff::tz::TimeZone;
use repeated::Repeated;
use rows::Rows;

/// How many octets of each literal are decoded.
const LITERAL_LIMIT: usize = 256 * 1024;

/// How many octets of a client's literal are decoded: it may be a mailbox's name.
const MAX_NAME_LENGTH: usize = 4096;

/// Shows the structure of the responses of one session.
pub struct Decoder {
    messages: Messages,
    local: LocalTime,
    responses: Collector,
    repeated: Repeated,
    types: PartTypes,
    commands: ClientMessages,
    /// Whether a response is being read.
    in_response: bool,
    /// Whether the part read so far may have a structure to show.
    may_show: bool,
    /// Whether there was a response whose structure can be shown again.
    has_last: bool,
    /// Whether the names of mailboxes are in UTF-8, so that there is nothing to decode.
    has_utf8_names: bool,
}

impl Decoder {
    /// A decoder for a new session, in the system's time zone.
    pub fn new(messages: Messages) -> Decoder {
        Decoder::in_zone(messages, TimeZone::system())
    }

    /// A decoder for a part of a session that is read again, with the known types of messages' parts.
    pub fn knowing(messages: Messages, types: PartTypes) -> Decoder {
        Decoder { types, ..Decoder::new(messages) }
    }

    /// The known types of messages' parts.
    pub fn types(&self) -> &PartTypes {
        &self.types
    }

    fn in_zone(messages: Messages, zone: TimeZone) -> Decoder {
        let local = LocalTime::new(messages, zone);
        Decoder {
            messages,
            local: local.clone(),
            responses: Collector::new(Side::Server, LITERAL_LIMIT),
            repeated: Repeated::new(local),
            types: PartTypes::default(),
            commands: ClientMessages::new(MAX_NAME_LENGTH),
            in_response: false,
            may_show: false,
            has_last: false,
            has_utf8_names: false,
        }
    }

    /// Another connection begins.
    pub fn connected(&mut self) {
        self.types.clear();
        self.responses.clear();
        self.repeated.clear();
        self.commands.clear();
        self.in_response = false;
        self.has_last = false;
        self.has_utf8_names = false;
    }

    /// Reads a piece of the server's output. With the last piece of a response, appends the rows below
    /// it, each with a line end, if they are to be shown.
    pub fn server(&mut self, piece: &Piece<'_>, are_shown: bool, rows: &mut String) {
        let is_line = !self.in_response && piece.ends_response();
        self.has_utf8_names |= is_line && enables_utf8(piece.octets);
        let is_plain_name = self.has_utf8_names && memchr::memchr(b'&', piece.octets).is_some();
        if is_line
            && are_shown
            && !is_plain_name
            && self.repeated.show(piece, &mut self.types, rows)
        {
            self.has_last = true;
            return;
        }
        let begins = !self.in_response;
        let may_show = may_have_structure(piece);
        if is_line && !may_show && !self.may_renumber(piece) {
            return;
        }
        self.in_response = !piece.ends_response() && !piece.truncated;
        self.may_show = if begins { may_show } else { self.may_show || may_show };
        self.repeated.forget_last();
        let Some(tree) = self.responses.read(piece) else { return };
        self.has_last = self.may_show;
        let Some(root) = tree.root() else { return };
        let meaning = Meaning::of(root);
        if renumbers(meaning) {
            self.types.clear();
        }
        if let Meaning::Fetch(fetch) = meaning {
            fetched::note_types(fetch, &mut self.types);
        }
        if are_shown {
            let shown = show(tree, self.messages, &self.types, &self.local, self.has_utf8_names);
            // A response without rows needs no template: most of them are not even parsed.
            if is_line && !shown.is_empty() {
                let show = |tree: &Tree| {
                    show(tree, self.messages, &self.types, &self.local, self.has_utf8_names)
                };
                self.repeated.learn(tree, &shown, show);
            }
            rows.push_str(&shown);
        }
    }

    /// Reads a piece of the client's output. With the last piece of a message, returns the rows below it,
    /// each with a line end: the names of mailboxes.
    pub fn client(&mut self, piece: &ClientPiece<'_>) -> String {
        let may_have_name = piece.shown().iter().any(|part| has_word(part, &[]));
        if self.commands.is_whole(piece) && !may_have_name {
            return String::new();
        }
        let Some(ClientMessage::Whole(tree)) = self.commands.read(piece) else {
            return String::new();
        };
        let mut rows = Rows::new(self.messages);
        if let Some(root) = tree.root().filter(|_| !self.has_utf8_names) {
            mailbox::show(root, &mut rows);
        }
        rows.finish()
    }

    /// Whether this line may change the message numbers. Most lines cannot, and are not parsed.
    fn may_renumber(&self, piece: &Piece<'_>) -> bool {
        !self.types.is_empty() && has_word(piece.octets, RENUMBERING)
    }

    /// The beginning of the last response that may have a structure: its first line, shortened.
    pub fn last_line(&mut self) -> Option<String> {
        const SHOWN: usize = 200;
        let tree = self.has_last.then(|| self.last())?;
        let line = tree.first_line();
        let shown = String::from_utf8_lossy(line);
        let end = shown.floor_char_boundary(SHOWN);
        let is_whole = line.len() == tree.text().len() && end == shown.len();
        Some(format!("{}{}", &shown[..end], if is_whole { "" } else { "…" }))
    }

    /// The structure of the last response, indented, in rows that each have a line end. Escape them
    /// before printing.
    pub fn rows(&mut self) -> String {
        self.last();
        let is_plain = self.has_utf8_names;
        show(self.responses.tree(), self.messages, &self.types, &self.local, is_plain)
    }

    /// The last response that may have had a structure.
    fn last(&mut self) -> &Tree {
        match self.repeated.take_last() {
            Some(line) => self.responses.read_line(&line),
            None => self.responses.tree(),
        }
    }
}

/// Whether the line turns on names in UTF-8 (RFC 9755; RFC 9051).
fn enables_utf8(line: &[u8]) -> bool {
    let begins = line.get(..10).is_some_and(|begin| begin.eq_ignore_ascii_case(b"* ENABLED "));
    begins && has_word(line, &["UTF8=ACCEPT", "IMAP4rev2"])
}

/// The rows below the response of this tree, each with a line end. `has_utf8_names`: names need no decoding.
fn show(
    tree: &Tree,
    messages: Messages,
    types: &PartTypes,
    local: &LocalTime,
    has_utf8_names: bool,
) -> String {
    let mut rows = Rows::new(messages);
    if let Some(root) = tree.root() {
        if !has_utf8_names {
            mailbox::show(root, &mut rows);
        }
        capability::show(root, &mut rows);
        if let Meaning::Fetch(fetch) = Meaning::of(root) {
            fetched::show(fetch, types, local, &mut rows);
        }
    }
    rows.finish()
}

/// Whether this piece may have something to show; in a status response only the code may, since the
/// text is about commands.
fn may_have_structure(piece: &Piece<'_>) -> bool {
    match (piece.kind, piece.status) {
        (PieceKind::Continuation | PieceKind::Unknown, _) => false,
        (_, Some(_)) => memchr::memmem::find(piece.octets, b"[CAPABILITY ").is_some(),
        (_, None) => has_word(piece.octets, SHOWN),
    }
}

/// The first letters of words before data that is shown.
const SHOWN: &[&str] =
    &["ENVELOPE", "BODY", "RFC822", "INTERNALDATE", "SAVEDATE", "CAPABILITY", "BINARY"];

/// Words of responses after which the message numbers may mean other messages.
const RENUMBERING: &[&str] =
    &["EXPUNGE", "VANISHED", "UIDVALIDITY", "CLOSED", "READ-ONLY", "READ-WRITE", "FLAGS"];

/// Whether one of these words begins anywhere in the line, or the line has an octet with which an
/// encoded name begins.
fn has_word(line: &[u8], words: &[&str]) -> bool {
    let mut begins = true;
    line.iter().enumerate().any(|(at, &octet)| {
        let is_first = std::mem::replace(&mut begins, matches!(octet, b' ' | b'(' | b'['));
        match octet {
            b'&' | 0x80.. => true,
            _ if !is_first || !octet.is_ascii_alphabetic() => false,
            _ => words.iter().any(|word| {
                let begin = line.get(at..at + word.len());
                begin.is_some_and(|begin| begin.eq_ignore_ascii_case(word.as_bytes()))
            }),
        }
    })
}

/// Whether message numbers may mean other messages after this response.
fn renumbers(meaning: Meaning<'_>) -> bool {
    let has_code = |name| meaning.code().is_some_and(|code| code.is(name));
    matches!(meaning, Meaning::Expunge(_) | Meaning::Vanished(_) | Meaning::Flags(_))
        || ["UIDVALIDITY", "CLOSED", "READ-ONLY", "READ-WRITE"].into_iter().any(has_code)
}
