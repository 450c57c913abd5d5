//! A line of a listing in three parts, so that what is shown in place of a secret stands exactly where the secret did.

use super::lines::ScriptLine;

/// A line of a listing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedText {
    /// What the client or the server said, without its mark and indentation.
    pub said: String,
    /// What the line has before that: the mark, and the quotation mark of a log.
    pub before: String,
    /// What it has after that, if this certainly is part of the notation.
    pub after: String,
}

/// The quotation marks that a log puts before a line of the session. Of those that begin alike, the longest comes first.
const OPENING: &[&str] = &["b'", "b\"", "'", "\"", "`", "«", ""];

/// What it puts after the line.
const CLOSING: &[&str] =
    &["\\r", "\\n", "\\015", "\\012", "\\x0d", "\\x0a", "\\x0D", "\\x0A", "'", "\"", "`", "»", "|"];

impl ListedText {
    pub(super) fn of(line: &ScriptLine) -> ListedText {
        let whole = line.whole();
        if line.is_outside {
            return ListedText { said: whole.to_owned(), ..ListedText::default() };
        }
        let text = line.text();
        let written = line.mark.map_or(text, |mark| text.get(mark.after..).unwrap_or_default());
        let (said, written) = (line.said(), written.trim_start());
        let before = whole.get(..whole.len() - written.len()).unwrap_or_default();
        let (opening, closing) = around(written.trim_end(), said.trim());
        ListedText {
            said: said.to_owned(),
            before: format!("{before}{opening}"),
            after: closing.to_owned(),
        }
    }

    /// The log's line with this text in place of the session's line.
    pub fn saying(&self, text: &str) -> String {
        format!("{}{}{}", self.before, text.trim(), self.after)
    }
}

/// What encloses `said` in what was written. Nothing where `said` was written in another notation.
fn around<'a>(written: &'a str, said: &str) -> (&'static str, &'a str) {
    let closing = |opening: &str| written.strip_prefix(opening)?.strip_prefix(said);
    let enclosed = OPENING.iter().find_map(|opening| Some((*opening, closing(opening)?)));
    enclosed.filter(|(_, closing)| is_closing(closing)).unwrap_or_default()
}

fn is_closing(mut rest: &str) -> bool {
    while let Some(after) = CLOSING.iter().find_map(|closing| rest.strip_prefix(closing)) {
        rest = after;
    }
    rest.trim().is_empty()
}
