//! The time at the beginning of each log line: `12:00:01.5 `, `[2026-01-01 10:00:00] `, `Nov 28 10:00:01 `;
//! or the number of the line, as editors and books show it. It is removed like the sign of a quotation, so
//! that the rest is read as in any other listing, including a `+`, `DONE`, and the octets of a literal.
//! Section 2 of `docs/listings.md`.

use crate::notation::listing_tags::may_be_tag;
use crate::notation::marks::is_of_session;
use crate::notation::marks::log_prefix::{is_seconds, is_time_of_day};
use crate::notation::response::is_response;
use crate::notation::words::spaces_before;
use crate::protocol::typed_line::CommandLine;

/// The form of a text's stamps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StampForm {
    /// A time, with a sign in place of each number and each word.
    Time(Box<str>),
    /// The line's number, and the sign after it, if any.
    Number(Option<char>),
}

/// Searches the lines of a text for its stamps, one after another.
pub struct StampSearch {
    form: StampForm,
    stamped: usize,
    has_session: bool,
    /// The number expected in the next line, if it has one.
    expected: Option<usize>,
    /// How many lines without a number precede it.
    between_pages: usize,
}

/// The most lines that a book has between the numbered lines of two pages.
const MAX_BETWEEN_PAGES: usize = 4;

/// A log has its times from the beginning.
const MAX_LINES_BEFORE: usize = 100;

impl StampSearch {
    /// A search in these lines, if they may be a log.
    pub fn of_log<'a>(mut lines: impl Iterator<Item = &'a str>) -> Option<StampSearch> {
        let form = lines.by_ref().take(MAX_LINES_BEFORE).find_map(StampForm::of);
        let search = |(form, _)| StampSearch {
            form,
            stamped: 0,
            has_session: false,
            expected: None,
            between_pages: 0,
        };
        form.map(search)
    }

    /// Examines a line that is not blank. Returns whether the text may still be such a log.
    pub fn observe(&mut self, line: &str) -> bool {
        if matches!(self.form, StampForm::Number(_)) {
            let number = line_number(line.trim_start()).map(|(number, ..)| number);
            let is_next = number.is_some() && (self.expected.is_none() || number == self.expected);
            if !is_next {
                // Between the pages of a book are its title and the page's number.
                self.between_pages += 1;
                let after = self.form.after(line).unwrap_or_default();
                let is_session = is_of_session(line) || is_of_session(&line[after..]);
                return self.stamped > 1 && self.between_pages <= MAX_BETWEEN_PAGES && !is_session;
            }
            self.expected = number.map(|number| number + 1);
            self.between_pages = 0;
        }
        let Some(after) = self.form.after(line) else {
            // A log may show received data in several lines, only the first of which has the time.
            return is_response(line.trim()) || !is_of_session(line);
        };
        self.stamped += 1;
        self.has_session |= is_of_session(&line[after..]);
        // A tag may look like seconds or be a number.
        let command = CommandLine::parse(line.trim());
        let has_sign = matches!(self.form, StampForm::Number(Some(_)));
        command.spec.is_none() || !command.tag.is_some_and(may_be_tag) || has_sign
    }

    /// Whether a line of the session and another line have stamps, so that no more lines are needed.
    pub fn is_sure(&self) -> bool {
        self.has_session && self.stamped > 1
    }

    /// The form of the stamps, if a line of the session has one.
    pub fn found(self) -> Option<StampForm> {
        self.has_session.then_some(self.form)
    }
}

impl StampForm {
    /// The form of the time that the line begins with, and the place after it and one space.
    fn of(line: &str) -> Option<(StampForm, usize)> {
        let begins = spaces_before(line);
        let text = &line[begins..];
        // Most lines begin with another letter.
        if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '[' | '(' | 'A'..='Z')) {
            return None;
        }
        let Some(end) = stamp_end(text) else {
            let (_, sign, after) = line_number(text)?;
            return Some((StampForm::Number(sign), begins + after));
        };
        let mut form = String::new();
        for c in text[..end].chars() {
            let sign = match c {
                '0'..='9' => '#',
                c if c.is_alphabetic() => 'a',
                c => c,
            };
            // A day may have another space before it.
            let is_again = form.ends_with(sign) && matches!(sign, '#' | 'a' | ' ');
            if !is_again {
                form.push(sign);
            }
        }
        let rest = &text[end..];
        let blank = usize::from(rest.starts_with([' ', '\t']));
        Some((StampForm::Time(form.into()), begins + end + blank))
    }

    /// The place after a stamp of this form and one space.
    pub fn after(&self, line: &str) -> Option<usize> {
        StampForm::of(line).filter(|(form, _)| form == self).map(|(_, after)| after)
    }
}

/// The number that a text begins with, the sign after it, and the place after both: `12 | `, `3: `, `4 `.
fn line_number(text: &str) -> Option<(usize, Option<char>, usize)> {
    const MAX_DIGITS: usize = 5;
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text[..digits].parse().ok().filter(|_| digits <= MAX_DIGITS)?;
    let rest = text[digits..].trim_start_matches([' ', '\t']);
    let sign = rest.chars().next().filter(|c| matches!(c, ':' | '|' | '│'));
    let rest = match sign {
        Some(sign) => &rest[sign.len_utf8()..],
        None if rest.len() + digits < text.len() || rest.is_empty() => &text[digits..],
        None => return None,
    };
    let rest = rest.strip_prefix([' ', '\t']).unwrap_or(rest);
    Some((number, sign, text.len() - rest.len()))
}

/// The end of the time that a text begins with.
fn stamp_end(text: &str) -> Option<usize> {
    // `Thu Nov 28 10:00:01.5` has the most words before the time of day.
    const MAX_BEFORE: usize = 4;
    let mut ends = WordEnds { text, at: 0 };
    let (mut word, mut end) = ends.next()?;
    if !is_seconds(word) && !is_time_of_day(word) {
        let mut before = 0;
        while !is_time_of_day(word) {
            if !is_of_date(word) || before == MAX_BEFORE {
                return None;
            }
            before += 1;
            (word, end) = ends.next()?;
        }
    }
    // `[2026-01-01 10:00:00 +0900]`
    let closing = [('[', ']'), ('(', ')')].into_iter().find(|(open, _)| text.starts_with(*open));
    let is_open = closing.is_some_and(|(_, close)| !text[..end].contains(close));
    let zone = ends.next().filter(|(word, _)| is_zone(word));
    match (is_open, zone) {
        (true, Some((word, end))) if word.ends_with([']', ')']) => Some(end),
        (true, _) => None,
        (false, Some((_, end))) => Some(end),
        (false, None) => Some(end),
    }
}

struct WordEnds<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for WordEnds<'a> {
    type Item = (&'a str, usize);

    fn next(&mut self) -> Option<(&'a str, usize)> {
        let begin = self.at + spaces_before(&self.text[self.at..]);
        let rest = self.text.get(begin..).filter(|rest| !rest.is_empty())?;
        let end = rest.find([' ', '\t']).map_or(self.text.len(), |end| begin + end);
        self.at = end;
        Some((&self.text[begin..end], end))
    }
}

/// Whether a word may belong to a date before the time of day: `2026-01-01`, `Nov`, `28`.
fn is_of_date(word: &str) -> bool {
    const NAMES: &[&str] = &[
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mon",
        "tue", "wed", "thu", "fri", "sat", "sun",
    ];
    let word = word.trim_start_matches(['[', '(']).trim_end_matches([',', '.']);
    let is_name = NAMES.iter().any(|name| name.eq_ignore_ascii_case(word));
    let is_date_octet = |octet: u8| octet.is_ascii_digit() || b"-/.".contains(&octet);
    let is_number = !word.is_empty() && word.len() <= 10 && word.bytes().all(is_date_octet);
    is_name || is_number
}

/// Whether a word after a time names its zone or half of the day: `UTC`, `+0900`, `PM]`.
fn is_zone(word: &str) -> bool {
    const ZONES: &[&str] =
        &["UTC", "GMT", "JST", "CET", "CEST", "EST", "EDT", "PST", "PDT", "AM", "PM", "Z"];
    let word = word.trim_end_matches([']', ')', ':']);
    let offset = word.strip_prefix(['+', '-']).map(|offset| offset.replace(':', ""));
    let is_offset =
        offset.is_some_and(|it| it.len() == 4 && it.bytes().all(|it| it.is_ascii_digit()));
    is_offset || ZONES.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_stamps_end() {
        for (line, rest) in [
            ("12:00:01.5 + OK", "+ OK"),
            ("12:00:01", ""),
            ("  39:51.07 > b'x'", "> b'x'"),
            ("[2026-01-01 10:00:00] DONE", "DONE"),
            ("[2026-01-01 10:00:00 +0900]  DONE", " DONE"),
            ("2026/01/01 10:00:00,123 UTC DONE", "DONE"),
            ("2026-01-01T10:00:00.5Z DONE", "DONE"),
            ("Nov 28 10:00:01 mx imap: x", "mx imap: x"),
            ("Thu, 01 Jan 2026 10:00:00 +0000 x", "x"),
            ("1700000065.000000 DONE", "DONE"),
            ("01.01.2026 10:00 DONE", "DONE"),
            ("10:00:01 AM DONE", "DONE"),
        ] {
            let after = StampForm::of(line).map(|(_, after)| &line[after..]);
            assert_eq!(after, Some(rest), "{line}");
        }
        for line in
            ["a1 noop", "[1] noop", "2026-01-01 noop", "12:34", "(flags)", "A1.2 noop", "梅", ""]
        {
            let found = StampForm::of(line).map(|(_, after)| after);
            assert!(found.is_none_or(|after| after == line.len()), "{line}");
        }
    }

    #[test]
    fn which_texts_have_stamps() {
        let found = |lines: &[&str]| {
            let Some(mut search) = StampSearch::of_log(lines.iter().copied()) else {
                return false;
            };
            let is_log = lines.iter().all(|line| search.observe(line));
            is_log && search.found().is_some()
        };
        assert!(found(&["12:00:01 a1 idle", "12:00:02 + x", "12:00:03 done"]));
        assert!(found(&[
            "a log",
            "12:00:01 a1 fetch 1 body[]",
            "12:00:01 * 1 FETCH (",
            "a1 OK",
            "x"
        ]));
        assert!(!found(&["1.2 noop", "1.3 logout"]));
        assert!(!found(&["a1 noop", "12:00:01 a2 noop"]));
        assert!(!found(&["12:00:01 a2 noop", "a1 noop"]));
        assert!(found(&["1 | a1 idle", "2 | + x", "3 | done"]));
        assert!(found(&["9: a1 idle", "10:+ x", "11:"]));
        assert!(!found(&["1 a1 noop", "3 a1 OK x"]));
        assert!(found(&["1  a1 idle", "2  + x", "Chapter 3   17", "18  A book", "3  done"]));
        assert!(!found(&["1  a1 idle", "2  + x", "a b", "c", "d", "e", "f", "3  done"]));
        assert!(!found(&["1  a1 idle", "2  + x", "a2 noop", "3  done"]));
        assert!(!found(&["1 noop", "2 noop"]));
        assert!(!found(&["1 a1 noop", "a1 OK x"]));
        assert!(!found(&["12:00:01 lunch", "and so on"]));
    }
}
