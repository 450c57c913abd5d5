//! The words that a session teaches: mailbox names seen in LIST, capabilities. For completion.

use crate::protocol::framing::Kind;
use crate::session::{Event, Sink, What};
use std::collections::BTreeSet;

/// The most names that are kept.
const MOST: usize = 2000;

/// Words that were seen.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Mailbox names as they are typed: quoted if they must be.
    pub mailboxes: BTreeSet<String>,
    /// Capabilities in capitals.
    pub capabilities: BTreeSet<String>,
}

/// Looks on, and learns words.
#[derive(Default)]
pub struct Vocabulary {
    /// What was learnt.
    pub words: Words,
    /// Something was learnt since this was last cleared.
    pub changed: bool,
}

impl Sink for Vocabulary {
    fn event(&mut self, event: &Event<'_>) {
        let What::Server(piece) = &event.what else {
            return;
        };
        if piece.offset > 0 || !matches!(piece.kind, Kind::Untagged | Kind::Greeting | Kind::Tagged)
        {
            return;
        }
        let Ok(line) = std::str::from_utf8(&piece.octets[..piece.octets.len().min(8192)]) else {
            return;
        };
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
