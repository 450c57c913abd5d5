//! Collects the names of mailboxes from the server's responses, for completion.

use crate::escape;
use crate::protocol::framing::{Piece, PieceKind};
use crate::protocol::meaning::Meaning;
use crate::protocol::syntax::{Kind, Node, Parser, Side};
use crate::session::{Event, EventKind, EventSink};
use std::collections::BTreeSet;

/// How many names are kept.
const MAX_MAILBOXES: usize = 2000;

/// How many octets of a response are read.
const MAX_LINE: usize = 8192;

/// Receives the events of a session, and collects names.
#[derive(Default)]
pub struct Vocabulary {
    /// As the server writes them, without quotes.
    pub mailboxes: BTreeSet<String>,
    /// Whether `mailboxes` has changed since this was last reset.
    pub changed: bool,
}

impl EventSink for Vocabulary {
    fn event(&mut self, event: &Event<'_>) {
        let EventKind::Server(piece) = &event.kind else {
            return;
        };
        // Only the beginning of a response is read.
        if piece.offset > 0 || !may_teach(piece) {
            return;
        }
        let beginning = &piece.octets[..piece.octets.len().min(MAX_LINE)];
        // Completions are shown without escaping.
        if !std::str::from_utf8(beginning).is_ok_and(escape::is_safe) {
            return;
        }
        let mut parser = Parser::new(Side::Server);
        parser.line(beginning);
        if let Some(root) = parser.tree().root() {
            self.mailbox(root);
        }
    }
}

/// Whether a response may name a mailbox: most others are not read.
fn may_teach(piece: &Piece<'_>) -> bool {
    let begins = |octets: &[u8]| {
        let name = octets.strip_prefix(b"* ").and_then(<[u8]>::first);
        name.is_some_and(|first| matches!(first.to_ascii_uppercase(), b'L' | b'X'))
    };
    piece.kind == PieceKind::Untagged && begins(piece.octets)
}

impl Vocabulary {
    /// Adds the name in `* LIST (\HasNoChildren) "/" INBOX`, unless it is a literal.
    fn mailbox(&mut self, root: Node<'_>) {
        let Meaning::Listed(listed) = Meaning::of(root) else { return };
        let Some(mailbox) = listed.mailbox else { return };
        let is_literal = mailbox.child(Kind::LiteralSize).is_some();
        let name = mailbox.string().filter(|_| !is_literal).unwrap_or_default();
        let name = String::from_utf8_lossy(&name).into_owned();
        if !name.is_empty() && self.mailboxes.len() < MAX_MAILBOXES {
            self.changed |= self.mailboxes.insert(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::framing::Framer;
    use std::time::Duration;

    fn learned(octets: &[u8]) -> BTreeSet<String> {
        let (mut framer, mut vocabulary) = (Framer::new(), Vocabulary::default());
        framer.unfilled()[..octets.len()].copy_from_slice(octets);
        framer.advance(octets.len());
        while let Some(piece) = framer.next_piece() {
            vocabulary.event(&Event {
                at: Duration::ZERO,
                protected: true,
                kind: EventKind::Server(&piece),
            });
        }
        vocabulary.mailboxes
    }

    #[test]
    fn mailbox_names_are_learned() {
        let mailboxes = learned(
            b"* LIST (\\Noselect) \"/\" \"A b\"\r\n\
            * LSUB () NIL x\r\n* LIST () \"/\" {3}\r\nabc\r\n",
        );
        assert!(mailboxes.iter().eq(["A b", "x"]));
    }

    #[test]
    fn words_with_control_characters_are_not_learned() {
        let mailboxes = learned(
            "* LIST () \"/\" a\x1b]0;title\x07\r\n* LIST () \"/\" x\u{202e}y\r\n".as_bytes(),
        );
        assert!(mailboxes.is_empty());
    }
}
