//! Lines that a command needs and that are written in its form, in a listing without marks for both sides:
//! below `> a1 AUTHENTICATE PLAIN` or `` `a1 AUTHENTICATE PLAIN` ``, the answer is `> AGEAYg==` or ``
//! `AGEAYg==` ``.

use crate::notation::lines::ScriptLine;
use crate::notation::lines::listed::Form;
use crate::notation::reader::client::open_literal::Due;
use crate::notation::reader::{NeedsLine, ScriptReader};
use crate::notation::response::is_response;
use crate::protocol::commands;
use std::ops::Range;

/// The text around a command in its line.
pub struct Surroundings {
    before: Box<str>,
    /// Backticks, quotation marks or signs of emphasis.
    after: Box<str>,
}

impl Surroundings {
    /// The surroundings of `content` in a line.
    fn of(text: &str, content: &str) -> Option<Surroundings> {
        let at = text.find(content)?;
        let (before, after) = (&text[..at], text[at + content.len()..].trim());
        let is_sign = |c: char| matches!(c, '`' | '*' | '\'' | '"');
        let after = if after.chars().all(is_sign) { after } else { "" };
        let is_any = !before.trim().is_empty() || !after.is_empty();
        is_any.then(|| Surroundings { before: before.into(), after: after.into() })
    }

    /// The place of the text in a line with the same surroundings.
    fn inside(&self, text: &str) -> Option<Range<usize>> {
        let begin = after_alike(&self.before, text)?;
        let end = if self.after.is_empty() {
            text.len()
        } else {
            text.trim_end().strip_suffix(&*self.after)?.len()
        };
        (begin <= end).then_some(begin..end)
    }
}

impl ScriptReader {
    /// Remembers the form of a command's first line, if the command needs more lines.
    pub fn learn_surroundings(&mut self, line: &ScriptLine) {
        let may_be = self.style.marks.is_none() && line.form != Form::Quoted;
        let needs_more = self.open.is_some() || self.auth.is_some() || self.idle.is_some();
        self.surroundings = None;
        if may_be && needs_more {
            let first = self.lines.get(self.at);
            self.surroundings =
                first.and_then(|it| Surroundings::of(it.text(), line.content().trim()));
        }
    }

    /// The text of a line that a command needs, if it is written in the command's form. `None`: it is not.
    pub fn written_like_command(
        &mut self,
        line: &ScriptLine,
    ) -> Result<Option<ScriptLine>, NeedsLine> {
        let surroundings = self.surroundings.as_ref().filter(|_| self.style.marks.is_none());
        let Some(inside) = surroundings.and_then(|it| it.inside(line.text())) else {
            return Ok(None);
        };
        let content = line.text()[inside.clone()].trim();
        let is_needed = match &self.open {
            Some(open) if open.plus_due && is_response(content) => true,
            Some(_) => self.are_octets_alike()?,
            None if self.idle.is_some() => commands::is_done(content),
            None => self.auth.is_some() && (is_response(content) || self.is_answer(content, false)),
        };
        Ok(is_needed.then(|| self.lines.part(line, line.form, inside)))
    }

    /// The server's line where its `+` is expected, without a browser's spaces, the sign of a list and the
    /// like.
    pub fn server_line_in_list(&self, line: &ScriptLine) -> Option<ScriptLine> {
        self.open.as_ref().filter(|open| open.plus_due && !self.is_record)?;
        self.lines.bare(line).filter(|bare| is_response(bare.content().trim()))
    }

    /// Whether the lines of the open literal are written in the form of its command: they have the announced
    /// size only without the text around them. All lines of a mail may begin with the same sign.
    fn are_octets_alike(&mut self) -> Result<bool, NeedsLine> {
        let Some(open) = &self.open else { return Ok(false) };
        if let Some(known) = open.is_written_like_command {
            return Ok(known);
        }
        let Due::Octets(octets) = open.due else { return Ok(false) };
        let spaces = open.spaces.unmarked;
        let as_written = self.last_line_of(self.at, octets, |line| Some(line.text_without(spaces)));
        let is_alike = as_written?.is_none()
            && self
                .last_line_of(self.at, octets, |line| {
                    let inside = self.surroundings.as_ref()?.inside(line.text())?;
                    Some(&line.text()[inside])
                })?
                .is_some();
        if let Some(open) = &mut self.open {
            open.is_written_like_command = Some(is_alike);
            if is_alike {
                open.spaces.unmarked = 0;
            }
        }
        Ok(is_alike)
    }
}

/// The place after this text, in which numbers and the spaces between may differ: `3. ` for `1. `.
fn after_alike(before: &str, line: &str) -> Option<usize> {
    let is_digit = |c: char| c.is_ascii_digit();
    let is_blank = |c: char| matches!(c, ' ' | '\t');
    let (mut pattern, mut rest) = (before, line);
    while let Some(c) = pattern.chars().next() {
        let same = |it: char| it == c;
        let is_run: &dyn Fn(char) -> bool = if is_digit(c) {
            &is_digit
        } else if is_blank(c) {
            &is_blank
        } else {
            &same
        };
        let is_continued = rest.trim_start_matches(is_run);
        // A blank line of a quotation may have only the sign.
        if is_continued.len() == rest.len() && !(is_blank(c) && rest.is_empty()) {
            return None;
        }
        let after = pattern.trim_start_matches(is_run);
        rest = if is_blank(c) && after.is_empty() {
            rest.get(pattern.len().min(rest.len() - is_continued.len())..)?
        } else {
            is_continued
        };
        pattern = after;
    }
    Some(line.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_around_a_commands_lines() {
        for (text, other, content) in [
            ("> a1 noop", "> Ym9i", "Ym9i"),
            ("> a1 noop", ">   Ym9i", "  Ym9i"),
            ("> a1 noop", ">", ""),
            (">>> a1 noop", ">>> x", "x"),
            ("1. a1 noop", "12. x", "x"),
            ("`a1 noop`", "`x`", "x"),
            ("- `a1 noop`", "- `x`", "x"),
            ("**a1 noop**", "**x**", "x"),
            ("Client> a1 noop", "Client> x", "x"),
        ] {
            let surroundings = Surroundings::of(text, "a1 noop").expect(text);
            assert_eq!(surroundings.inside(other).map(|it| &other[it]), Some(content), "{text}");
            for other in ["x", "x`", "a1 OK", ""] {
                assert_eq!(surroundings.inside(other), None, "{text} {other}");
            }
        }
        assert!(Surroundings::of("  a1 noop  # x", "a1 noop").is_none());
    }
}
