//! Collects words for completion from the server's responses: mailbox names and capabilities.

use crate::escape;
use crate::protocol::framing::PieceKind;
use crate::session::{Event, EventKind, EventSink};
use std::collections::BTreeSet;

/// How many names are kept of each kind.
const MAX_WORDS: usize = 2000;

/// How many octets of a response are read.
const MAX_LINE: usize = 8192;

/// The words that the server has sent.
#[derive(Clone, Debug, Default)]
pub struct LearnedWords {
    /// Mailbox names as they are typed: quoted if they must be.
    pub mailboxes: BTreeSet<String>,
    /// Capabilities in capitals.
    pub capabilities: BTreeSet<String>,
}

/// Receives the events of a session, and collects words.
#[derive(Default)]
pub struct Vocabulary {
    pub words: LearnedWords,
    /// Whether `words` has changed since this was last reset.
    pub changed: bool,
}

impl EventSink for Vocabulary {
    fn event(&mut self, event: &Event<'_>) {
        let EventKind::Server(piece) = &event.kind else {
            return;
        };
        // Only the beginning of a response is read.
        if piece.offset > 0
            || !matches!(piece.kind, PieceKind::Untagged | PieceKind::Greeting | PieceKind::Tagged)
        {
            return;
        }
        let beginning = &piece.octets[..piece.octets.len().min(MAX_LINE)];
        let Ok(line) = std::str::from_utf8(beginning) else {
            return;
        };
        // Completions are shown without escaping.
        if !escape::is_safe(line) {
            return;
        }
        if piece.status.is_some() {
            if let Some((_, code)) = line.split_once("[CAPABILITY ") {
                self.capabilities(code.split(']').next().unwrap_or_default());
            }
            return;
        }
        let response = line.split_once(' ').map_or("", |(_, response)| response);
        let name = response.split(' ').next().unwrap_or_default();
        match name.to_ascii_uppercase().as_str() {
            "CAPABILITY" => self.capabilities(response),
            "LIST" | "LSUB" | "XLIST" => self.mailbox(line),
            _ => {}
        }
    }
}

impl Vocabulary {
    fn capabilities(&mut self, text: &str) {
        let words =
            text.split_ascii_whitespace().filter(|word| !word.eq_ignore_ascii_case("CAPABILITY"));
        self.words.capabilities = words.take(MAX_WORDS).map(str::to_ascii_uppercase).collect();
        self.changed = true;
    }

    /// Adds the name in `* LIST (\HasNoChildren) "/" INBOX`, unless it is a literal.
    fn mailbox(&mut self, line: &str) {
        let after_flags = line.split_once(") ").map_or("", |(_, after)| after);
        let name = after_flags.strip_prefix("NIL ").or_else(|| {
            let (_, name) = after_flags.get(1..)?.split_once("\" ")?;
            Some(name)
        });
        let name = name.unwrap_or_default();
        if !name.is_empty() && !name.ends_with('}') && self.words.mailboxes.len() < MAX_WORDS {
            self.changed |= self.words.mailboxes.insert(name.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::framing::Framer;
    use std::time::Duration;

    fn learned(octets: &[u8]) -> LearnedWords {
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
        vocabulary.words
    }

    #[test]
    fn mailbox_names_and_capabilities_are_learned() {
        let words = learned(
            b"* OK [CAPABILITY IMAP4rev1 Idle] hi\r\n* LIST (\\Noselect) \"/\" \"A b\"\r\n\
            * LSUB () NIL x\r\n* LIST () \"/\" {3}\r\nabc\r\n",
        );
        assert!(words.mailboxes.iter().eq(["\"A b\"", "x"]));
        assert!(words.capabilities.iter().eq(["IDLE", "IMAP4REV1"]));
    }

    #[test]
    fn words_with_control_characters_are_not_learned() {
        let words = learned(
            "* CAPABILITY AUTH=\u{9b}31m\r\n* LIST () \"/\" a\x1b]0;title\x07\r\n* LIST () \"/\" x\u{202e}y\r\n"
                .as_bytes(),
        );
        assert!(words.mailboxes.is_empty() && words.capabilities.is_empty());
    }
}
