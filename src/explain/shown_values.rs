//! Writes values of a response for sentences about it.

use super::calendar;
use super::phrase::{MAX_CHARACTERS, append_decoded_name, append_decoded_words};
use crate::messages::{Edges, Messages};
use crate::templates::{Value, ValueReader};

/// Writes values in the language of these messages.
pub(super) struct ShownValues {
    messages: Messages,
}

impl ShownValues {
    pub fn new(messages: Messages) -> ShownValues {
        ShownValues { messages }
    }
}

impl ValueReader for ShownValues {
    fn longest(&self) -> usize {
        MAX_CHARACTERS
    }

    fn read(&self, value: Value, sent: &str, out: &mut String) -> bool {
        match value {
            Value::EncodedText => return append_decoded_words(sent.as_bytes(), out),
            Value::EncodedName(_) if append_decoded_name(sent.trim(), out) => {}
            // Another sentence names its fault.
            Value::DateTime if calendar::of_date_time(sent).is_some() => return false,
            _ => out.push_str(sent.trim()),
        }
        true
    }

    fn edges(&self, text: &str) -> Edges {
        self.messages.edges(text)
    }
}
