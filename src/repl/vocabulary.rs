//! Collects names from the server's responses, for completion: mailboxes, and the flags of the selected
//! one.

use crate::escape;
use crate::protocol::framing::{Piece, PieceKind};
use crate::protocol::meaning::{self, Listed, Meaning};
use crate::protocol::syntax::{Kind, Node, Parser, Side};
use crate::session::{Event, EventKind, EventSink};
use std::collections::BTreeMap;

/// The maximum number of names.
const MAX_MAILBOXES: usize = 2000;

/// The maximum number of flags of a list.
const MAX_FLAGS: usize = 200;

/// How many octets of a line or of a literal are read.
const MAX_LINE: usize = 8192;

/// The names in a server's responses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServerNames {
    /// By the server's form of the name, without quotes.
    pub mailboxes: BTreeMap<String, ListedMailbox>,
    /// The flags that messages can have, by the last FLAGS response.
    flags: Option<Vec<String>>,
    /// The flags that a client can change, by the later PERMANENTFLAGS code; `\*` means new keywords.
    permanent: Option<Vec<String>>,
}

/// The server's information about a mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListedMailbox {
    pub can_be_selected: bool,
    /// The hierarchy delimiter.
    pub delimiter: Option<char>,
}

impl ServerNames {
    /// The flags that STORE can change in the selected mailbox, and whether there may be others.
    /// `None`: the server has not announced any.
    pub fn storable_flags(&self) -> Option<(Vec<&str>, bool)> {
        let announced = self.permanent.as_ref().or(self.flags.as_ref())?;
        let is_storable = |flag: &&str| *flag != r"\*" && !flag.eq_ignore_ascii_case(r"\Recent");
        let has_others = announced.iter().any(|flag| flag == r"\*");
        Some((announced.iter().map(String::as_str).filter(is_storable).collect(), has_others))
    }

    /// The keywords that messages of the selected mailbox can have.
    pub fn keywords(&self) -> impl Iterator<Item = &str> {
        let all = self.flags.iter().flatten().map(String::as_str);
        all.filter(|flag| !flag.starts_with('\\'))
    }

    /// Adds the names in a response, and returns whether anything is new.
    pub fn learn(&mut self, root: Node<'_>) -> bool {
        let meaning = Meaning::of(root);
        if let Some(code) = meaning.code().filter(|code| code.is("PERMANENTFLAGS")) {
            self.permanent =
                Some(code.node.child(Kind::FlagList).map(names_of).unwrap_or_default());
            return true;
        }
        match meaning {
            Meaning::Flags(list) => {
                self.flags = Some(names_of(list));
                self.permanent = None;
                true
            }
            Meaning::Listed(listed) => self.mailbox(listed),
            _ => false,
        }
    }

    /// Adds the name in `* LIST (\HasNoChildren) "/" INBOX`.
    fn mailbox(&mut self, listed: Listed<'_>) -> bool {
        let name = listed.mailbox.and_then(Node::string).unwrap_or_default();
        let name = String::from_utf8_lossy(&name).into_owned();
        if name.is_empty() || self.mailboxes.len() >= MAX_MAILBOXES {
            return false;
        }
        let mailbox = ListedMailbox {
            can_be_selected: !listed.has(r"\Noselect") && !listed.has(r"\NonExistent"),
            delimiter: listed.delimiter(),
        };
        // In LSUB, \Noselect is about the subscription (RFC 3501, section 6.3.9).
        if listed.name.is("LSUB") && self.mailboxes.contains_key(&name) {
            return false;
        }
        self.mailboxes.insert(name, mailbox) != Some(mailbox)
    }
}

/// The flags in a list.
fn names_of(list: Node<'_>) -> Vec<String> {
    let flags = meaning::flags(list).take(MAX_FLAGS);
    flags.map(|flag| String::from_utf8_lossy(flag).into_owned()).collect()
}

/// Receives the events of a session, and collects names.
#[derive(Default)]
pub struct Vocabulary {
    pub names: ServerNames,
    /// Whether `names` has changed since this was last reset.
    pub changed: bool,
    /// A response whose name is a literal, and the received part of the literal.
    unfinished: Option<(Parser, Vec<u8>)>,
}

impl EventSink for Vocabulary {
    fn event(&mut self, event: &Event<'_>) {
        let EventKind::Server(piece) = &event.kind else {
            return;
        };
        match piece.kind {
            PieceKind::Literal => self.literal(piece),
            PieceKind::AfterLiteral => {
                if let Some((parser, _)) = self.unfinished.take() {
                    self.line(parser, piece);
                }
            }
            // Only the beginning of a long line is read.
            _ if piece.offset > 0 => {}
            _ => {
                self.unfinished = None;
                if may_teach(piece) {
                    self.line(Parser::new(Side::Server), piece);
                }
            }
        }
    }
}

/// Whether a response may contain names; most others are not read.
fn may_teach(piece: &Piece<'_>) -> bool {
    let begins = |octets: &[u8]| {
        let name = octets.strip_prefix(b"* ").and_then(<[u8]>::first);
        let is_read = |first: &u8| matches!(first.to_ascii_uppercase(), b'L' | b'X' | b'F' | b'O');
        name.is_some_and(is_read)
    };
    piece.kind == PieceKind::Untagged && begins(piece.octets)
}

impl Vocabulary {
    /// Reads a line of a response.
    fn line(&mut self, mut parser: Parser, piece: &Piece<'_>) {
        parser.line(&piece.octets[..piece.octets.len().min(MAX_LINE)]);
        if piece.literal_size.is_some() {
            self.unfinished = Some((parser, Vec::new()));
            return;
        }
        // Completions are shown without escaping.
        if !std::str::from_utf8(parser.tree().text()).is_ok_and(escape::is_safe) {
            return;
        }
        if let Some(root) = parser.tree().root() {
            self.changed |= self.names.learn(root);
        }
    }

    /// Reads a part of a literal.
    fn literal(&mut self, piece: &Piece<'_>) {
        let Some((parser, octets)) = &mut self.unfinished else { return };
        octets.extend_from_slice(piece.octets);
        if octets.len() > MAX_LINE {
            self.unfinished = None;
        } else if piece.last {
            parser.literal(octets.len() as u64, octets);
            octets.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::framing::Framer;
    use std::time::Duration;

    fn learned(octets: &[u8]) -> ServerNames {
        let (mut framer, mut vocabulary) = (Framer::new(), Vocabulary::default());
        framer.push(octets);
        while let Some(piece) = framer.next_piece() {
            vocabulary.event(&Event {
                at: Duration::ZERO,
                protected: true,
                kind: EventKind::Server(&piece),
            });
        }
        vocabulary.names
    }

    #[test]
    fn mailbox_names_are_learned() {
        let names = learned(
            b"* LIST (\\Noselect) \"/\" \"A b\"\r\n\
            * LSUB () NIL x\r\n* LIST () \"/\" {4}\r\na\"bc\r\n* LIST () \"/\" y (CHILDINFO (\"SUBSCRIBED\"))\r\n\
            * LIST (\\NonExistent) \".\" z\r\n* LSUB (\\Noselect) \"/\" y\r\n",
        );
        let shown = names
            .mailboxes
            .iter()
            .map(|(name, it)| (name.as_str(), it.can_be_selected, it.delimiter));
        let expected = [
            ("A b", false, Some('/')),
            ("a\"bc", true, Some('/')),
            ("x", true, None),
            ("y", true, Some('/')),
            ("z", false, Some('.')),
        ];
        assert!(shown.eq(expected), "{names:?}");
    }

    #[test]
    fn flags_are_learned() {
        let names = learned(
            b"* OK hi\r\n* FLAGS (\\Seen \\Recent $Work)\r\n* OK [PERMANENTFLAGS (\\Seen $Work \\*)] x\r\n",
        );
        assert_eq!(names.storable_flags(), Some((vec!["\\Seen", "$Work"], true)));
        assert!(names.keywords().eq(["$Work"]));
        let names =
            learned(b"* OK hi\r\n* OK [PERMANENTFLAGS ()] x\r\n* FLAGS (\\Seen \\Recent)\r\n");
        assert_eq!(names.storable_flags(), Some((vec!["\\Seen"], false)));
        assert_eq!(learned(b"* 1 FETCH (FLAGS (\\Seen))\r\n").storable_flags(), None);
    }

    #[test]
    fn words_with_control_characters_are_not_learned() {
        let names = learned(
            "* LIST () \"/\" a\x1b]0;title\x07\r\n* LIST () \"/\" x\u{202e}y\r\n\
             * LIST () \"/\" {3}\r\na\x1bb\r\n* FLAGS (x\u{202e}y)\r\n"
                .as_bytes(),
        );
        assert_eq!(names, ServerNames::default());
    }
}
