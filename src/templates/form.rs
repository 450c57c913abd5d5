//! The form of a line: its octets without the values.

use super::ValueReader;
use super::value::{Levels, Slot, Value};
use crate::protocol::syntax::{Kind, Node, Tree};
use std::ops::Range;

/// The common part of lines that differ only in their values.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Form {
    /// The octets between the values.
    text: Vec<u8>,
    pub slots: Vec<Slot>,
    /// The maximum length of a value.
    longest: usize,
    /// For each value, the earlier one that it may repeat, as a mail's Sender repeats From. `None` until
    /// this is known.
    repeats: Vec<Option<usize>>,
}

impl Form {
    /// The form of this tree's line, and its values.
    pub fn of(tree: &Tree, reader: &impl ValueReader) -> (Form, Vec<Range<usize>>) {
        let (mut text, mut slots, mut values, mut copied) = (Vec::new(), Vec::new(), Vec::new(), 0);
        let mut places = ValuePlaces::default();
        for node in tree.nodes() {
            let Some((range, candidates)) = places.next(node) else { continue };
            let content = &tree.text()[range.clone()];
            let is_quoted = node.text().starts_with(b"\"");
            let at = text.len() + range.start - copied;
            let slot = candidates
                .iter()
                .find_map(|value| Slot::new(at, *value, is_quoted, content, reader));
            if let Some(slot) = slot {
                text.extend_from_slice(&tree.text()[copied..range.start]);
                slots.push(slot);
                copied = range.end;
                values.push(range);
            }
        }
        text.extend_from_slice(&tree.text()[copied..]);
        let repeats = vec![None; slots.len()];
        (Form { text, slots, longest: reader.longest(), repeats }, values)
    }

    /// Notes which values of this line are equal, since they often are in other lines too.
    pub fn note_repeats(&mut self, line: &[u8], values: &[Range<usize>]) {
        let is_same = |one: usize, other: usize| {
            self.slots[one].is_like(&self.slots[other])
                && line[values[one].clone()] == line[values[other].clone()]
        };
        let last_same = |index: usize| (0..index).rev().find(|earlier| is_same(index, *earlier));
        self.repeats = (0..self.slots.len()).map(last_same).collect();
    }

    /// Finds the values in a line. False: it has another form.
    pub fn values(&self, line: &[u8], values: &mut Vec<Range<usize>>) -> bool {
        values.clear();
        let (mut rest, mut compared) = (line, 0);
        for (slot, repeats) in self.slots.iter().zip(&self.repeats) {
            let Some(after) = rest.strip_prefix(&self.text[compared..slot.at]) else {
                return false;
            };
            let earlier = repeats.and_then(|index| line.get(values.get(index)?.clone()));
            let length = earlier.and_then(|earlier| slot.length_if_repeated(after, earlier));
            let Some(length) = length.or_else(|| slot.length(after, self.longest)) else {
                return false;
            };
            let start = line.len() - after.len();
            values.push(start..start + length);
            (rest, compared) = (&after[length..], slot.at);
        }
        rest == &self.text[compared..]
    }

    /// The line of this form with these values.
    pub fn line(&self, values: &[String]) -> Vec<u8> {
        let mut line = Vec::new();
        let mut copied = 0;
        for (slot, value) in self.slots.iter().zip(values) {
            line.extend_from_slice(&self.text[copied..slot.at]);
            line.extend_from_slice(value.as_bytes());
            copied = slot.at;
        }
        line.extend_from_slice(&self.text[copied..]);
        line
    }
}

/// Finds the positions of values in a tree.
#[derive(Default)]
struct ValuePlaces {
    /// The kind of the last span that contains others.
    container: Option<Kind>,
    /// The hierarchy delimiter of mailbox names.
    delimiter: Option<u8>,
    /// Whether the parameter's value belongs to the form because other data depend on it.
    is_parameter_kept: bool,
    /// Whether the last item has a number of 63 bits.
    is_long: bool,
}

impl ValuePlaces {
    /// The range of the value in this span, and the kinds that it may have.
    fn next(&mut self, node: Node<'_>) -> Option<(Range<usize>, Vec<Value>)> {
        let (kind, text) = (node.kind(), node.text());
        if !node.is_leaf() {
            self.container = Some(kind);
            if kind == Kind::ParameterName {
                let name = node.string().unwrap_or_default().to_ascii_lowercase();
                self.is_parameter_kept = name == b"charset" || name.contains(&b'*');
            }
            return None;
        }
        let container = self.container.take();
        if let (Kind::Delimiter, [b'"', delimiter, b'"']) = (kind, text) {
            self.delimiter = Some(*delimiter);
        }
        if matches!(kind, Kind::FetchItemName | Kind::StatusItem) {
            self.is_long = is_long(text);
        }
        let range = match text {
            [b'"', .., b'"'] => node.range().start + 1..node.range().end - 1,
            _ => node.range(),
        };
        let levels = || Levels::of(text.trim_ascii(), self.delimiter);
        let candidates = match (kind, container) {
            (Kind::Number, _) if self.is_long => vec![Value::LongNumber],
            (Kind::MessageNumber | Kind::UniqueId | Kind::Number, _) => vec![Value::Number],
            (Kind::ModSeq | Kind::BodyOctets | Kind::BodyLines, _) => vec![Value::LongNumber],
            (Kind::DateTime, _) => vec![Value::DateTime],
            (Kind::Quoted | Kind::Atom, Some(Kind::Mailbox)) => {
                vec![Value::Name(levels()), Value::EncodedName(levels())]
            }
            (Kind::Quoted, Some(container)) => self.strings(container)?,
            _ => return None,
        };
        Some((range, candidates))
    }

    /// The kinds of value that a string in such a span may have.
    fn strings(&self, container: Kind) -> Option<Vec<Value>> {
        Some(match container {
            Kind::EnvelopeDate => vec![Value::HeaderDate],
            Kind::EnvelopeSubject
            | Kind::EnvelopeInReplyTo
            | Kind::EnvelopeMessageId
            | Kind::AddressName
            | Kind::AddressMailbox => vec![Value::Text, Value::EncodedText],
            Kind::ParameterValue if !self.is_parameter_kept => {
                vec![Value::Text, Value::EncodedText]
            }
            Kind::AddressHost
            | Kind::BodyId
            | Kind::BodyDescription
            | Kind::BodyMd5
            | Kind::BodyLocation => vec![Value::Text],
            _ => return None,
        })
    }
}

/// Whether the number of this item has 63 bits: a size in octets, or Gmail's identifier.
fn is_long(item: &[u8]) -> bool {
    const LONG: [&str; 6] =
        ["RFC822.SIZE", "BINARY.SIZE", "SIZE", "DELETED-STORAGE", "X-GM-MSGID", "X-GM-THRID"];
    LONG.iter().any(|name| item.eq_ignore_ascii_case(name.as_bytes()))
}
