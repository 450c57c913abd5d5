//! Explanations of lines that only differ in their numbers.
//!
//! A server may send millions of `* 5 FETCH (FLAGS (\Seen) UID 12)` in a row. Most of them have the
//! form of one before, and what is said about them differs in the numbers only. So what is said
//! about a form is kept as a template. It is made from the explanation of the same line with other
//! numbers, and kept only if it gives the explanation of the line itself: a template cannot say
//! anything else than the syntax tree.

use std::collections::HashMap;
use std::ops::Range;

/// The longest line that is looked at, in octets, and how many forms are kept.
const MAX_LINE: usize = 200;
const MAX_FORMS: usize = 256;

/// The numbers of the line from which a template is made: this, and those after it.
const FIRST_NUMBER: u32 = 4_100_000_001;

/// The templates of the forms that were seen.
#[derive(Default)]
pub(super) struct Repeated {
    templates: HashMap<Box<[u8]>, Option<Template>>,
    /// The form of the last line, and where its numbers are.
    form: Vec<u8>,
    numbers: Vec<Range<usize>>,
}

/// What is said, in pieces: text, then the number with this index, and so on.
struct Template {
    pieces: Vec<(String, usize)>,
    end: String,
}

impl Repeated {
    /// Forgets all templates: what is said may depend on what was said before.
    pub fn clear(&mut self) {
        if !self.templates.is_empty() {
            self.templates.clear();
        }
    }

    /// Reads the form of a line. False: it is not one that can be kept.
    pub fn read(&mut self, line: &[u8]) -> bool {
        self.form.clear();
        self.numbers.clear();
        let is_fetch =
            line.len() <= MAX_LINE && is_fetch(line) && memchr::memchr2(b'"', b'{', line).is_none();
        if !is_fetch {
            return false;
        }
        let (mut at, mut copied) = (0, 0);
        while let Some(before) = line[at..].iter().position(u8::is_ascii_digit) {
            let start = at + before;
            let digits = line[start..].iter().take_while(|octet| octet.is_ascii_digit()).count();
            at = start + digits;
            // 0 and 1 are often said in another way than other numbers.
            let is_plural = if digits == 1 { line[start] > b'1' } else { line[start] != b'0' };
            if is_plural && digits <= 10 {
                self.numbers.push(start..at);
                self.form.extend_from_slice(&line[copied..start]);
                // No line has it.
                self.form.push(b'\n');
                copied = at;
            }
        }
        self.form.extend_from_slice(&line[copied..]);
        !self.numbers.is_empty()
    }

    /// Appends what is said about the line that was read. False: its form has no template.
    pub fn say(&self, line: &[u8], out: &mut String) -> bool {
        match self.templates.get(&*self.form) {
            Some(Some(template)) => {
                template.fill(|index| self.number(line, index), out);
                true
            }
            _ => false,
        }
    }

    fn number<'a>(&self, line: &'a [u8], index: usize) -> &'a str {
        let digits = self.numbers.get(index).and_then(|range| line.get(range.clone()));
        digits.and_then(|digits| std::str::from_utf8(digits).ok()).unwrap_or_default()
    }

    /// The line that was read with other numbers, if its form is to be kept.
    pub fn with_other_numbers(&self, line: &[u8]) -> Option<Vec<u8>> {
        if self.templates.len() >= MAX_FORMS || self.templates.contains_key(&*self.form) {
            return None;
        }
        let mut other = Vec::new();
        let mut copied = 0;
        for (range, number) in self.numbers.iter().zip(FIRST_NUMBER..) {
            other.extend_from_slice(&line[copied..range.start]);
            other.extend_from_slice(number.to_string().as_bytes());
            copied = range.end;
        }
        other.extend_from_slice(&line[copied..]);
        Some(other)
    }

    /// Keeps what is said about the line, and about the same line with other numbers.
    pub fn keep(&mut self, line: &[u8], said: &str, said_of_other: &str) {
        let template = Template::read(said_of_other, self.numbers.len());
        let mut filled = String::new();
        template.fill(|index| self.number(line, index), &mut filled);
        let template = (filled == said).then_some(template);
        self.templates.insert(self.form.as_slice().into(), template);
    }
}

fn is_fetch(line: &[u8]) -> bool {
    let Some(data) = line.strip_prefix(b"* ") else { return false };
    let digits = data.iter().take_while(|octet| octet.is_ascii_digit()).count();
    data[digits..].starts_with(b" FETCH (")
}

impl Template {
    fn read(said: &str, numbers: usize) -> Template {
        let mut pieces = Vec::new();
        let mut rest = said;
        let numbers: Vec<String> =
            (FIRST_NUMBER..).take(numbers).map(|number| number.to_string()).collect();
        while let Some((index, at)) = first_of(&numbers, rest) {
            pieces.push((rest[..at].to_owned(), index));
            rest = &rest[at + numbers[index].len()..];
        }
        Template { pieces, end: rest.to_owned() }
    }

    fn fill<'a>(&self, number: impl Fn(usize) -> &'a str, out: &mut String) {
        for (text, index) in &self.pieces {
            out.push_str(text);
            out.push_str(number(*index));
        }
        out.push_str(&self.end);
    }
}

/// The number that stands first in the text, by its index, and where.
fn first_of(numbers: &[String], text: &str) -> Option<(usize, usize)> {
    let found = numbers.iter().enumerate();
    found.filter_map(|(index, number)| Some((index, text.find(number)?))).min_by_key(|it| it.1)
}
