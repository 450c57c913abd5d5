//! A line of a script: its text, and the part before the text.

use super::listed::{Form, is_of_words};
use crate::notation::marks::quoted::decoded;
use crate::notation::marks::{Mark, MarkStyle, enclosed};
use crate::notation::words::spaces_before;
use crate::protocol::syntax::Side;
use crate::protocol::typed_line::trimmed;
use std::ops::Range;
use std::rc::Rc;

/// A line of a script, without its end.
#[derive(Clone, Debug)]
pub struct ScriptLine {
    /// Counted from 1.
    pub number: usize,
    /// The text that it is part of, which is shared: most lines are examined more than once.
    shared: Rc<str>,
    /// The place of the line in it.
    place: Range<usize>,
    /// How many octets of the line are a quotation's sign, a log's time and the common indentation, or the
    /// sign of a list.
    cut: usize,
    /// The column where the sign of a list begins.
    list_indent: usize,
    /// The form in which a page writes it.
    pub form: Form,
    /// Its mark, if it has one.
    pub mark: Option<Mark>,
    /// It is outside the quoted session: for the session it is a blank line.
    pub is_outside: bool,
    /// The text of the client or the server, if the line shows it in another notation.
    decoded: Option<Rc<str>>,
    /// It begins with the time of a log.
    pub has_stamp: bool,
    /// All of it consists only of lower-case words and numbers, as most commands do.
    pub is_of_words: bool,
    is_blank: bool,
}

impl ScriptLine {
    /// Makes the line at this place of a text, without its first `cut` octets. `is_record`: it belongs to a
    /// record, whose lines are as sent.
    pub(super) fn new(
        number: usize,
        shared: &Rc<str>,
        place: Range<usize>,
        cut: usize,
        marks: &MarkStyle,
        is_record: bool,
    ) -> ScriptLine {
        let text = &shared[place.start + cut..place.end];
        let mark = marks.find(text);
        let decoded = mark.filter(|_| !is_record).and_then(|mark| {
            let (mark, content) = text.split_at(mark.after);
            let content = content.trim();
            let cell = enclosed(mark, content);
            decoded(cell).or_else(|| (cell.len() < content.len()).then(|| cell.to_owned()))
        });
        let decoded = decoded.map(Rc::from);
        let shown = trimmed(text);
        ScriptLine {
            is_of_words: cut == 0 && is_of_words(shown),
            is_blank: shown.is_empty(),
            number,
            shared: shared.clone(),
            place,
            cut,
            list_indent: 0,
            form: Form::Plain,
            is_outside: false,
            has_stamp: false,
            mark,
            decoded,
        }
    }

    /// The line at this place of the text, in the form in which the page writes it.
    pub(super) fn part(
        &self,
        form: Form,
        inside: Range<usize>,
        marks: &MarkStyle,
        is_record: bool,
    ) -> ScriptLine {
        let start = self.place.start;
        let (from, to) = (self.cut + inside.start, self.cut + inside.end);
        let part =
            ScriptLine::new(self.number, &self.shared, start..start + to, from, marks, is_record);
        ScriptLine { list_indent: self.indent(), form, has_stamp: self.has_stamp, ..part }
    }

    /// The side that its mark names.
    pub fn side(&self) -> Option<Side> {
        self.mark.map(|mark| mark.side)
    }

    /// All of the line.
    pub fn whole(&self) -> &str {
        &self.shared[self.place.clone()]
    }

    /// The text without the common indentation.
    pub fn text(&self) -> &str {
        self.text_from(0)
    }

    /// The text of the client or the server: all after the mark, if there is one, otherwise the whole text.
    pub fn content(&self) -> &str {
        if let Some(decoded) = &self.decoded {
            return decoded;
        }
        self.text_from(self.mark.map_or(0, |mark| mark.after))
    }

    /// The text without its first octets.
    fn text_from(&self, octets: usize) -> &str {
        self.shared.get(self.place.start + self.cut + octets..self.place.end).unwrap_or_default()
    }

    /// The part of the line before `text`, or else before the line's content.
    pub fn before(&self, text: &str) -> &str {
        let whole = self.whole();
        // Most lines have nothing before it.
        if self.mark.is_none() && text.len() == whole.len() {
            return "";
        }
        let marked = self.mark.map(|mark| self.cut + mark.after);
        // The text usually ends the line, and then need not be searched for.
        let at_end = || whole.strip_suffix(text).map(str::len);
        let end = marked.or_else(at_end).or_else(|| whole.rfind(text)).unwrap_or_default();
        whole.get(..end).unwrap_or_default()
    }

    /// The content, without at most this many spaces before it.
    pub fn content_without(&self, spaces: usize) -> &str {
        let content = self.content();
        content.get(spaces.min(spaces_before(content))..).unwrap_or_default()
    }

    /// The text, without at most this many spaces before it.
    pub fn text_without(&self, spaces: usize) -> &str {
        let text = self.text();
        text.get(spaces.min(spaces_before(text))..).unwrap_or_default()
    }

    /// The column in the whole line where the content begins, in characters from 1.
    pub fn column(&self) -> usize {
        let whole = self.whole();
        if self.is_outside {
            return spaces_before(whole) + 1;
        }
        let content = whole.get(self.cut + self.mark.map_or(0, |mark| mark.after)..);
        let at = whole.len() - content.unwrap_or_default().trim_start().len();
        whole.get(..at).unwrap_or_default().chars().count() + 1
    }

    /// The column of the line's first character, or of its mark. A tab advances to a multiple of 8.
    pub fn indent(&self) -> usize {
        let begins = self.mark.map_or_else(|| spaces_before(self.text()), |mark| mark.begins);
        let spaces = self.text().bytes().take(begins);
        self.list_indent
            + spaces.fold(0, |column, octet| match octet {
                b'\t' => (column / 8 + 1) * 8,
                _ => column + 1,
            })
    }

    /// The line as a client's line, whose text begins after a mark, at this octet.
    pub fn saying_from(&self, after: usize) -> ScriptLine {
        let text = self.text();
        let mark = Mark { side: Side::Client, begins: spaces_before(text), after, number: 0 };
        let decoded = text.get(after..).and_then(decoded).map(Rc::from);
        ScriptLine { mark: Some(mark), decoded, ..self.clone() }
    }

    /// Whether the line shows its text in another notation.
    pub fn is_decoded(&self) -> bool {
        self.decoded.is_some()
    }

    /// The line with its text as written in the listing.
    pub fn as_written(&self) -> ScriptLine {
        ScriptLine { decoded: None, ..self.clone() }
    }

    /// The line with this content.
    pub fn saying(&self, text: &str) -> ScriptLine {
        ScriptLine { decoded: Some(text.into()), ..self.clone() }
    }

    /// Whether it consists only of spaces.
    pub fn is_blank(&self) -> bool {
        self.is_blank
    }
}
