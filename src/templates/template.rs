//! The text for a form's lines, with places for their values.

use super::ValueReader;
use super::form::Form;
use super::value::{self, Value};
use crate::messages::Edges;
use std::ops::Range;

/// The text in pieces: fixed text, then a value, and so on.
pub(super) struct Template {
    pieces: Vec<PlacedValue>,
    /// The fixed text after the last value.
    end: String,
}

/// A value in the text, and the fixed text before it.
struct PlacedValue {
    before: String,
    /// The index of the value in the line, and its kind.
    index: usize,
    value: Value,
    /// Whether it is shown decoded, and not as sent.
    is_read: bool,
    /// How it affects the spacing around it, in a language where that matters.
    edges: Edges,
}

impl Template {
    /// The template from the text for a line with these values, none of which contains another.
    pub fn of(text: &str, form: &Form, values: &[String], reader: &impl ValueReader) -> Template {
        let mut shown = Vec::new();
        for (index, (slot, sent)) in form.slots.iter().zip(values).enumerate() {
            let piece = |is_read| PlacedValue {
                before: String::new(),
                index,
                value: slot.value,
                is_read,
                edges: slot.edges[usize::from(is_read)],
            };
            // Spaces at its ends could belong to the text.
            if sent.trim() == sent {
                shown.push((sent.clone(), piece(false)));
            }
            let mut read = String::new();
            if slot.value.is_read() && value::append(slot.value, sent, reader, &mut read) {
                shown.push((read, piece(true)));
            }
        }
        let mut pieces = Vec::new();
        let mut rest = text;
        let first = |rest: &str| {
            let found = shown.iter().filter_map(|value| Some((rest.find(&value.0)?, value)));
            found.min_by_key(|(at, _)| *at)
        };
        while let Some((at, (shown, piece))) = first(rest) {
            pieces.push(PlacedValue { before: rest[..at].to_owned(), ..*piece });
            rest = &rest[at + shown.len()..];
        }
        Template { pieces, end: rest.to_owned() }
    }

    /// Appends the text for a line with its values. False, and nothing is appended: the template does not
    /// fit one of the values.
    pub fn fill(
        &self,
        line: &[u8],
        values: &[Range<usize>],
        reader: &impl ValueReader,
        out: &mut String,
    ) -> bool {
        let begin = out.len();
        for piece in &self.pieces {
            out.push_str(&piece.before);
            let sent = values.get(piece.index).and_then(|range| line.get(range.clone()));
            let Ok(sent) = std::str::from_utf8(sent.unwrap_or_default()) else {
                out.truncate(begin);
                return false;
            };
            let start = out.len();
            let is_like_others = if piece.is_read {
                value::append(piece.value, sent, reader, out)
            } else {
                out.push_str(sent);
                true
            };
            let meets_alike =
                || piece.edges.is_none() || reader.edges(&out[start..]) == piece.edges;
            if !is_like_others || !meets_alike() {
                out.truncate(begin);
                return false;
            }
        }
        out.push_str(&self.end);
        true
    }
}
