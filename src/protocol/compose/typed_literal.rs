//! The octets of a literal that is typed as lines: a counted one (`{310}`), or one up to an end line
//! (`{<<END}`). The prompt and scripts both use this, so that they count alike.

use super::ComposeError;
use base64::{Engine, engine::general_purpose::STANDARD};

/// The part of a line that a counted literal takes. The line's CRLF counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineOctets<'a> {
    /// The literal takes all of the line, and its line ending.
    Line {
        /// How many octets are still expected after the line. 0: the next line is the rest of the
        /// command.
        remaining: u64,
    },
    /// The literal ends within the line.
    End {
        /// The literal's last octets.
        literal: &'a [u8],
        /// The rest of the command.
        rest: &'a [u8],
    },
    /// The literal takes all of the line, and the CR of its line ending: the LF alone ends the command.
    BetweenCrAndLf,
}

impl<'a> LineOctets<'a> {
    /// Splits a line, without its line ending, at the end of the literal. `remaining`: how many octets
    /// are still expected before it.
    pub fn take(line: &'a [u8], remaining: u64) -> LineOctets<'a> {
        if let Some(remaining) = remaining.checked_sub(line.len() as u64 + 2) {
            return LineOctets::Line { remaining };
        }
        // At most the line and its CR remain, so this fits a usize.
        let split = line.split_at_checked(remaining as usize);
        split
            .map_or(LineOctets::BetweenCrAndLf, |(literal, rest)| LineOctets::End { literal, rest })
    }
}

/// How lines become a literal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LinesForm {
    /// `{<<END}`: each line has its CRLF.
    #[default]
    Text,
    /// `{<<-END}`: the last line has none.
    TextWithoutLastCrlf,
    /// `{64<<END}`: the lines are base64, which is decoded.
    Base64,
}

impl LinesForm {
    /// Parses the text between the braces into the form and the end line. Line endings have no meaning in
    /// base64, so `{64<<-END}` is `{64<<END}`.
    pub(super) fn parse(inside: &str) -> Option<(LinesForm, &str)> {
        let (is_base64, end) = match inside.strip_prefix("64<<") {
            Some(end) => (true, end),
            None => (false, inside.strip_prefix("<<")?),
        };
        let shortened = end.strip_prefix('-').filter(|end| !end.trim().is_empty());
        let form = match (is_base64, shortened) {
            (true, _) => LinesForm::Base64,
            (false, Some(_)) => LinesForm::TextWithoutLastCrlf,
            (false, None) => LinesForm::Text,
        };
        // As a shell allows it: `{<< END}`.
        Some((form, shortened.unwrap_or(end).trim()))
    }
}

/// The lines that become a literal, while they are being read.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct LiteralLines {
    end: String,
    form: LinesForm,
    /// The lines so far, each with CRLF; base64 without blanks and line endings.
    text: Vec<u8>,
}

impl LiteralLines {
    /// No lines yet. `end`: the line that ends them.
    pub fn new(form: LinesForm, end: &str) -> LiteralLines {
        LiteralLines { end: end.to_owned(), form, text: Vec::new() }
    }

    /// The line that ends the lines.
    pub fn end(&self) -> &str {
        &self.end
    }

    /// Whether this line ends the lines. Blanks after it do not matter.
    pub fn is_end(&self, line: &str) -> bool {
        line.trim_end() == self.end
    }

    /// Adds a line, without its line ending.
    pub fn push(&mut self, line: &str) {
        if self.form == LinesForm::Base64 {
            self.text.extend(line.bytes().filter(|octet| !octet.is_ascii_whitespace()));
        } else {
            self.text.extend_from_slice(line.as_bytes());
            self.text.extend_from_slice(b"\r\n");
        }
    }

    /// The octets of the literal.
    pub fn into_octets(mut self) -> Result<Vec<u8>, ComposeError> {
        match self.form {
            LinesForm::Base64 => {
                return STANDARD.decode(self.text).map_err(|_| ComposeError::InvalidBase64);
            }
            LinesForm::TextWithoutLastCrlf => {
                self.text.truncate(self.text.len().saturating_sub(2));
            }
            LinesForm::Text => {}
        }
        Ok(self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counted_literal_takes_lines_and_their_line_endings() {
        let take = |line: &'static str, remaining| LineOctets::take(line.as_bytes(), remaining);
        assert_eq!(take("Hello", 10), LineOctets::Line { remaining: 3 });
        assert_eq!(take("Hello", 7), LineOctets::Line { remaining: 0 });
        assert_eq!(take("Hello", 6), LineOctets::BetweenCrAndLf);
        assert_eq!(take("Hello", 5), LineOctets::End { literal: b"Hello", rest: b"" });
        assert_eq!(take("Hello", 2), LineOctets::End { literal: b"He", rest: b"llo" });
        assert_eq!(take(" x", 0), LineOctets::End { literal: b"", rest: b" x" });
        assert_eq!(take("", u64::MAX), LineOctets::Line { remaining: u64::MAX - 2 });
    }

    #[test]
    fn lines_become_octets_in_three_forms() {
        let octets = |inside: &str, lines: &[&str]| {
            let (form, end) = LinesForm::parse(inside).expect("the form of lines");
            let mut literal = LiteralLines::new(form, end);
            assert!(literal.is_end("E ") && !literal.is_end(" E") && !literal.is_end("-E"));
            lines.iter().for_each(|line| literal.push(line));
            literal.into_octets().ok()
        };
        assert_eq!(octets("<<E", &["a ", ""]).as_deref(), Some(&b"a \r\n\r\n"[..]));
        assert_eq!(octets("<<-E", &["a", "b"]).as_deref(), Some(&b"a\r\nb"[..]));
        assert_eq!(octets("<<-E", &["a", ""]).as_deref(), Some(&b"a\r\n"[..]));
        assert_eq!(octets("<<-E", &[""]).as_deref(), Some(&b""[..]));
        assert_eq!(octets("<<-E", &[]).as_deref(), Some(&b""[..]));
        for base64 in ["64<<E", "64<<-E"] {
            assert_eq!(octets(base64, &["aGF", " uYQ= ", "="]).as_deref(), Some(&b"hana"[..]));
            assert_eq!(octets(base64, &["?"]), None);
        }
        assert_eq!(LinesForm::parse("<<-"), Some((LinesForm::Text, "-")));
        assert_eq!(LinesForm::parse("<a"), None);
    }
}
