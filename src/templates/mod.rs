//! Templates for the texts below lines that differ only in their values: explanations, or rows of
//! decoded data.
//!
//! A server may send millions of lines like `* 5 FETCH (FLAGS (\Seen) UID 12)`. Most have the *form* of
//! an earlier one: other numbers, names and dates at the same places. The text for a form is kept as a
//! *template*, so that a line needs neither a syntax tree nor a new sentence.
//!
//! Only lines without control characters have a form. The syntax tree of a form's first line shows
//! where its values are (`form`). A value must not change anything else in the text (`value`): 1 is not
//! a value, because the sentences for 1 are worded differently. The template is made from the text for
//! the same line with sample values, which are searched for in that text (`template`). It is used only
//! if it reproduces the text for the line itself, and for the line with a second set of samples. A form
//! that fails this test is remembered, and its lines are processed one by one.

mod form;
mod template;
#[cfg(test)]
pub(crate) mod tests;
mod value;

pub use value::Value;

use crate::messages::Edges;
use crate::protocol::syntax::{Side, Tree};
use form::Form;
use std::ops::Range;
use template::Template;

/// The maximum length of a line with a form, in octets; the number of forms that are kept follows.
const MAX_LINE_LENGTH: usize = 2048;
const MAX_FORMS: usize = 64;

/// When all places are taken, one in this many new forms replaces the oldest.
const ONE_OF: u32 = 16;

/// How values are shown.
pub trait ValueReader {
    /// How many characters of a value are shown. A longer one does not use the template.
    fn longest(&self) -> usize;

    /// Appends the value as it is shown. False: the template does not fit this value.
    fn read(&self, value: Value, sent: &str, out: &mut String) -> bool;

    /// How the ends of the text affect the spacing around it.
    fn edges(&self, text: &str) -> Edges;
}

/// The forms of lines, and the template of each.
pub struct Forms<R, T> {
    reader: R,
    known: Vec<KnownForm<T>>,
    /// The hash keys of the forms.
    keys: Vec<u64>,
    /// The index of the last line's form, if it had one.
    last: usize,
    /// The number of lines without a known form.
    new: u32,
    /// Whether the last line has a known form.
    is_known: bool,
    /// The values of the last line.
    values: Vec<Range<usize>>,
}

struct KnownForm<T> {
    form: Form,
    /// Its template, and the caller's data for the form. `None`: its lines are processed one by one.
    template: Option<(Template, T)>,
}

impl<R: ValueReader, T> Forms<R, T> {
    pub fn new(reader: R) -> Forms<R, T> {
        Forms {
            reader,
            known: Vec::new(),
            keys: Vec::new(),
            last: 0,
            new: 0,
            is_known: false,
            values: Vec::new(),
        }
    }

    /// Forgets all forms, because the texts depend on something that has changed.
    pub fn clear(&mut self) {
        self.known.clear();
        self.keys.clear();
        (self.last, self.new) = (0, 0);
    }

    /// Appends the text for the line, and returns the caller's data for its form. `None`: the form is not
    /// known.
    pub fn append(&mut self, line: &[u8], out: &mut String) -> Option<&T> {
        self.is_known = false;
        if self.known.is_empty() || line.len() > MAX_LINE_LENGTH {
            return None;
        }
        // In a flood, most lines have the form of the line above.
        let (known, keys, values) = (&self.known, &self.keys, &mut self.values);
        let mut has_form = |index: usize| known[index].form.values(line, values);
        let index = if has_form(self.last) {
            self.last
        } else {
            let key = key(line);
            (0..keys.len()).find(|&index| keys[index] == key && has_form(index))?
        };
        (self.last, self.is_known) = (index, true);
        let (template, with) = self.known[index].template.as_ref()?;
        template.fill(line, &self.values, &self.reader, out).then_some(with)
    }

    /// Learns the form of the last line that was looked up, if it is new. `text`: this line's text.
    /// `describe`: makes the text for another line.
    pub fn learn(
        &mut self,
        tree: &Tree,
        text: &str,
        with: T,
        describe: impl FnMut(&Tree) -> String,
    ) {
        let line = tree.text();
        if self.is_known || line.len() > MAX_LINE_LENGTH || !is_text(line) {
            return;
        }
        self.new = self.new.wrapping_add(1);
        if self.known.len() == MAX_FORMS && !self.new.is_multiple_of(ONE_OF) {
            return;
        }
        let (mut form, values) = Form::of(tree, &self.reader);
        let template = self.template(&form, tree, &values, text, describe);
        form.note_repeats(line, &values);
        let known = KnownForm { form, template: template.map(|template| (template, with)) };
        let key = key(line);
        if self.known.len() < MAX_FORMS {
            self.known.push(known);
            self.keys.push(key);
        } else {
            let oldest = (self.new / ONE_OF) as usize % MAX_FORMS;
            (self.known[oldest], self.keys[oldest]) = (known, key);
        }
    }

    /// Makes and tests the template for this line's form.
    fn template(
        &self,
        form: &Form,
        tree: &Tree,
        values: &[Range<usize>],
        text: &str,
        mut describe: impl FnMut(&Tree) -> String,
    ) -> Option<Template> {
        let line = tree.text();
        let sent =
            |range: &Range<usize>| String::from_utf8_lossy(&line[range.clone()]).into_owned();
        let sent: Vec<String> = values.iter().map(sent).collect();
        let mut sample = |is_long| {
            let samples = form.slots.iter().zip(&sent).zip(0..);
            let sample = samples
                .map(|((slot, value), number)| slot.sample(value, number, is_long, &self.reader));
            let sample: Vec<String> = sample.collect();
            let tree = tree_of(&form.line(&sample));
            let (found, ranges) = Form::of(&tree, &self.reader);
            (found == *form).then(|| (describe(&tree), tree, ranges, sample))
        };
        let (text_of_long, _, _, long) = sample(true)?;
        let template = Template::of(&text_of_long, form, &long, &self.reader);
        let gives = |line: &[u8], values: &[Range<usize>], text: &str| {
            let mut filled = String::new();
            template.fill(line, values, &self.reader, &mut filled) && filled == text
        };
        let (text_of_short, short, ranges, _) = sample(false)?;
        let is_right = gives(line, values, text) && gives(short.text(), &ranges, &text_of_short);
        is_right.then_some(template)
    }
}

/// Whether the line is UTF-8 without control characters.
fn is_text(line: &[u8]) -> bool {
    !line.iter().any(u8::is_ascii_control) && std::str::from_utf8(line).is_ok()
}

fn tree_of(line: &[u8]) -> Tree {
    Tree::of_line(Side::Server, line)
}

/// A hash key of the line's form, from its first words.
fn key(line: &[u8]) -> u64 {
    let data = line.get(2..).unwrap_or_default();
    let number = data.iter().position(|octet| !octet.is_ascii_digit()).unwrap_or(data.len());
    let data = &data[number..];
    let data = &data[..data.len().min(16)];
    // A name may follow the first word, unless that word follows a number.
    let is_end = |octet: &u8| match number {
        0 => matches!(octet, b' '),
        _ => matches!(octet, b'"' | b'0'..=b'9'),
    };
    let end = data.iter().position(is_end).unwrap_or(data.len());
    data[..end].iter().fold(end as u64, |key, octet| {
        (key.rotate_left(5) ^ u64::from(*octet)).wrapping_mul(0x517c_c1b7_2722_0a95)
    })
}
