//! The words that a session teaches: mailbox names seen in LIST, capabilities. For completion.

use crate::escape;
use crate::protocol::framing::PieceKind;
use crate::session::{Event, EventKind, EventSink};
use std::collections::BTreeSet;

/// The most names that are kept.
const MOST: usize = 2000;

/// LearnedWords that were seen.
#[derive(Clone, Debug, Default)]
pub struct LearnedWords {
    /// Mailbox names as they are typed: quoted if they must be.
    pub mailboxes: BTreeSet<String>,
    /// Capabilities in capitals.
    pub capabilities: BTreeSet<String>,
}

/// Looks on, and learns words.
#[derive(Default)]
pub struct Vocabulary {
    /// What was learned.
    pub words: LearnedWords,
    /// Something was learned since this was last cleared.
    pub changed: bool,
}

impl EventSink for Vocabulary {
    fn event(&mut self, event: &Event<'_>) {
        let EventKind::Server(piece) = &event.kind else {
            return;
        };
        if piece.offset > 0
            || !matches!(
                piece.kind,
                PieceKind::Untagged | PieceKind::Greeting | PieceKind::Tagged
            )
        {
            return;
        }
        let Ok(line) = std::str::from_utf8(&piece.octets[..piece.octets.len().min(8192)]) else {
            return;
        };
        // What is completed stands in the typed line and in a list, and nobody escapes it there.
        if !escape::is_safe(line) {
            return;
        }
        if piece.status.is_some() {
            if let Some((_, code)) = line.split_once("[CAPABILITY ") {
                self.capabilities(code.split(']').next().unwrap_or_default());
            }
            return;
        }
        let mut words = line.split(' ').skip(1);
        match words
            .next()
            .unwrap_or_default()
            .to_ascii_uppercase()
            .as_str()
        {
            "CAPABILITY" => self.capabilities(&line[2..]),
            "LIST" | "LSUB" | "XLIST" => self.mailbox(line),
            _ => {}
        }
    }
}

impl Vocabulary {
    fn capabilities(&mut self, text: &str) {
        let words = text
            .split_ascii_whitespace()
            .filter(|word| !word.eq_ignore_ascii_case("CAPABILITY"));
        self.words.capabilities = words.take(MOST).map(str::to_ascii_uppercase).collect();
        self.changed = true;
    }

    /// `* LIST (\HasNoChildren) "/" INBOX`: the name is what follows the delimiter. One that is a
    /// literal is left out.
    fn mailbox(&mut self, line: &str) {
        let Some((_, after)) = line.split_once(") ") else {
            return;
        };
        let name = match after.strip_prefix("NIL ") {
            Some(name) => name,
            None => {
                let Some((_, name)) = after.get(1..).and_then(|text| text.split_once("\" ")) else {
                    return;
                };
                name
            }
        };
        if !name.is_empty() && !name.ends_with('}') && self.words.mailboxes.len() < MOST {
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
    fn names_and_capabilities() {
        let words = learned(
            b"* OK [CAPABILITY IMAP4rev1 Idle] hi\r\n* LIST (\\Noselect) \"/\" \"A b\"\r\n\
            * LSUB () NIL x\r\n* LIST () \"/\" {3}\r\nabc\r\n",
        );
        assert!(words.mailboxes.iter().eq(["\"A b\"", "x"]));
        assert!(words.capabilities.iter().eq(["IDLE", "IMAP4REV1"]));
    }

    #[test]
    fn what_a_terminal_would_obey_is_not_learned() {
        let words = learned(
            "* CAPABILITY AUTH=\u{9b}31m\r\n* LIST () \"/\" a\x1b]0;title\x07\r\n* LIST () \"/\" x\u{202e}y\r\n"
                .as_bytes(),
        );
        assert!(words.mailboxes.is_empty() && words.capabilities.is_empty());
    }
}
