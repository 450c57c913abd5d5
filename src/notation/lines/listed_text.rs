//! A line of a listing in three parts, so that a placeholder can replace a secret in place.

use super::ScriptLine;
use crate::notation::marks::LogLine;
use crate::notation::response::is_response;

/// A line of a listing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedText {
    /// The text of the client or the server, without its mark and indentation.
    pub content: String,
    /// The text before it: the mark, and the opening quote of a log.
    pub before: String,
    /// The text after it, if it is certainly part of the notation.
    pub after: String,
}

/// The quotation marks that a log puts before a line of the session. Longer ones come before their own
/// beginnings.
const OPENING: &[&str] = &["b'", "b\"", "'", "\"", "`", "«", ""];

/// The closing signs after the line.
const CLOSING: &[&str] =
    &["\\r", "\\n", "\\015", "\\012", "\\x0d", "\\x0a", "\\x0D", "\\x0A", "'", "\"", "`", "»", "|"];

impl ListedText {
    pub fn of(line: &ScriptLine) -> ListedText {
        let whole = line.whole();
        if line.is_outside {
            return ListedText { content: whole.to_owned(), ..ListedText::default() };
        }
        let text = line.text();
        let written = line.mark.map_or(text, |mark| text.get(mark.after..).unwrap_or_default());
        // Markdown's escape of a response's star belongs to the page.
        let escaped = written.trim_start().strip_prefix('\\').filter(|it| is_response(it));
        let content = escaped.unwrap_or_else(|| line.content());
        let written = escaped.unwrap_or(written.trim_start());
        let before = whole.get(..whole.len() - written.len()).unwrap_or_default();
        let (opening, closing) = around(written.trim_end(), content.trim());
        ListedText {
            content: content.to_owned(),
            before: format!("{before}{opening}"),
            after: closing.to_owned(),
        }
    }

    /// The parts of a line that is this part of the whole one: in a list or in backticks. A line that is
    /// read as a terminal or a browser shows it has its own parts.
    pub fn within(line: &ScriptLine, part: &ScriptLine) -> ListedText {
        let Some(after) = line.whole().strip_prefix(part.whole()) else {
            return ListedText::of(line);
        };
        let text = ListedText::of(part);
        ListedText { after: text.after + after, ..text }
    }

    /// The parts of a server's line, which a log may begin with any text: `LOGIN command result: A1 OK in`.
    pub fn of_response(line: &ScriptLine) -> ListedText {
        let text = line.text();
        let found = LogLine::read(text).filter(|found| found.is_server && line.mark.is_none());
        match found {
            Some(found) => ListedText::of(&line.saying_from(found.after)),
            None => ListedText::of(line),
        }
    }

    /// The log's line with this text in place of the session line.
    pub fn saying(&self, text: &str) -> String {
        format!("{}{}{}", self.before, text.trim(), self.after)
    }
}

/// The signs around `content` in the written line. Empty if the line shows `content` in another notation.
fn around<'a>(written: &'a str, content: &str) -> (&'static str, &'a str) {
    let closing = |opening: &str| written.strip_prefix(opening)?.strip_prefix(content);
    let enclosed = OPENING.iter().find_map(|opening| Some((*opening, closing(opening)?)));
    enclosed.filter(|(_, closing)| is_closing(closing)).unwrap_or_default()
}

fn is_closing(mut rest: &str) -> bool {
    while let Some(after) = CLOSING.iter().find_map(|closing| rest.strip_prefix(closing)) {
        rest = after;
    }
    rest.trim().is_empty()
}
