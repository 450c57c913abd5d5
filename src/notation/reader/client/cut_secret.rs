//! A record of a connection that ended inside a literal that is a secret.
//!
//! The record has the secret in the command's line, as if the command had been sent whole. A replay must not
//! send it whole: it announces a literal and closes the connection at the same place.

use crate::notation::item::{ItemKind, ScriptItem};
use crate::notation::lines::ScriptLine;
use crate::notation::reader::ScriptReader;
use crate::protocol::secrets::Placeholder;

/// The announcement of the literal. The record does not have its size, which would reveal the length of the
/// secret.
const ANNOUNCED: &str = "{1}";

impl ScriptReader {
    /// The line above, of a literal, was sent without its CRLF.
    pub(super) fn cut_line(&mut self) {
        if let Some(item) = self.output.items.last_mut()
            && let ItemKind::FurtherLine(text) = &mut item.kind
        {
            item.kind = ItemKind::CutLine(std::mem::take(text));
        }
    }

    /// The command above was not sent whole.
    pub(super) fn cut_in_secret(&mut self, line: &ScriptLine) {
        let mut sent = self.output.items.iter_mut().rev();
        let announced = |text: &str| {
            let secret = Placeholder::all_in(text.as_bytes()).last()?;
            Some(format!("{}{ANNOUNCED}", &text[..secret.start]))
        };
        let is_cut = sent.find_map(|item| match &mut item.kind {
            ItemKind::Command(command) => {
                Some(announced(&command.text).map(|text| *command = command.with_text(&text)))
            }
            ItemKind::FurtherLine(further) => {
                Some(announced(further).map(|text| *further = text.into()))
            }
            _ => None,
        });
        if is_cut.flatten().is_some() {
            self.output.items.push(ScriptItem::new(line.number, ItemKind::CutOff));
        }
    }
}
