//! The text for the lines of a form, with places for their values.

use super::ValueReader;
use super::form::Form;
use super::value;
use std::ops::Range;

/// The text in pieces: letters, then a value, and so on.
pub(super) struct Template {
    pieces: Vec<PlacedValue>,
    /// The letters after the last value.
    end: String,
}

/// A value in the text, and the letters before it.
struct PlacedValue {
    before: String,
    /// Which hole of the form has it.
    hole: usize,
    /// Whether it is as it reads, and not as it was sent.
    is_read: bool,
}

impl Template {
    /// The template of the text for a line with these values, none of which is in another
    /// one's text.
    pub fn of(text: &str, form: &Form, values: &[String], reader: &impl ValueReader) -> Template {
        let mut shown = Vec::new();
        for (index, (hole, sent)) in form.holes.iter().zip(values).enumerate() {
            // Blanks around it may be those of the text.
            if sent.trim() == sent {
                shown.push((sent.clone(), index, false));
            }
            let mut read = String::new();
            if hole.value.is_read() && value::append(hole.value, sent, reader, &mut read) {
                shown.push((read, index, true));
            }
        }
        let mut pieces = Vec::new();
        let mut rest = text;
        let first = |rest: &str| {
            let found = shown.iter().filter_map(|value| Some((rest.find(&value.0)?, value)));
            found.min_by_key(|(at, _)| *at)
        };
        while let Some((at, (shown, hole, is_read))) = first(rest) {
            let before = rest[..at].to_owned();
            pieces.push(PlacedValue { before, hole: *hole, is_read: *is_read });
            rest = &rest[at + shown.len()..];
        }
        Template { pieces, end: rest.to_owned() }
    }

    /// Appends the text for a line with its values. False, and nothing is appended: one of
    /// them does not read like the others.
    #[inline]
    pub fn fill(
        &self,
        form: &Form,
        line: &str,
        values: &[Range<usize>],
        reader: &impl ValueReader,
        out: &mut String,
    ) -> bool {
        let begin = out.len();
        for piece in &self.pieces {
            out.push_str(&piece.before);
            let sent = values.get(piece.hole).and_then(|range| line.get(range.clone()));
            let sent = sent.unwrap_or_default();
            let Some(hole) = form.holes.get(piece.hole) else { continue };
            let start = out.len();
            let is_like_others = match piece.is_read {
                true => value::append(hole.value, sent, reader, out),
                false => {
                    out.push_str(sent);
                    true
                }
            };
            let edges = hole.edges[usize::from(piece.is_read)];
            if !is_like_others || reader.edges(&out[start..]) != edges {
                out.truncate(begin);
                return false;
            }
        }
        out.push_str(&self.end);
        true
    }
}
