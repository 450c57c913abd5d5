//! The fields of a header (RFC 5322, section 2.2) as octets: a name, a value, and the raw lines. A
//! line without a colon is returned as a field with an empty name, so that no octet of a header is
//! lost.

use std::borrow::Cow;

use memchr::memchr;

/// The maximum number of fields of a header that are read.
const MAX_FIELDS: usize = 10_000;

/// A field of a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field<'a> {
    /// Its name as written, without the white space before the colon.
    pub name: &'a [u8],
    /// Everything after the colon, still folded, without leading and trailing white space.
    pub value: &'a [u8],
    /// Its first line and the folded lines after it, with their line ends.
    pub raw: &'a [u8],
}

impl Field<'_> {
    /// Whether the field has this name, in any case.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name.as_bytes())
    }
}

/// The fields of `header`, in order, up to its blank line or the maximum number.
pub fn fields(header: &[u8]) -> impl Iterator<Item = Field<'_>> {
    all_fields(header).take(MAX_FIELDS)
}

/// The fields of `header`, in order, up to its blank line.
pub fn all_fields(header: &[u8]) -> Fields<'_> {
    Fields { rest: header }
}

/// The iterator that [`all_fields`] returns.
#[derive(Debug, Clone)]
pub struct Fields<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Fields<'a> {
    type Item = Field<'a>;

    fn next(&mut self) -> Option<Field<'a>> {
        if self.rest.is_empty() || is_blank_line(self.rest) {
            return None;
        }
        let mut end = line_length(self.rest);
        while let Some(next) = self.rest.get(end..)
            && matches!(next.first(), Some(b' ' | b'\t'))
        {
            end += line_length(next);
        }
        let (raw, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        Some(split_field(raw))
    }
}

fn split_field(raw: &[u8]) -> Field<'_> {
    let first_line = raw.get(..line_length(raw)).unwrap_or(raw);
    let (name, value) = match memchr(b':', first_line).and_then(|at| raw.split_at_checked(at)) {
        Some((name, value)) => (name.trim_ascii(), value.get(1..).unwrap_or_default()),
        None => (&b""[..], raw),
    };
    Field { name, value: value.trim_ascii(), raw }
}

/// The length of the first line of `octets`, with its line end (CRLF or LF).
pub fn line_length(octets: &[u8]) -> usize {
    memchr(b'\n', octets).map_or(octets.len(), |at| at + 1)
}

/// Whether `octets` start with an empty line, which ends a header.
pub fn is_blank_line(octets: &[u8]) -> bool {
    octets.starts_with(b"\r\n") || octets.starts_with(b"\n")
}

/// Unfolds `value` (RFC 5322, section 2.2.3). As in Dovecot, each line end becomes one space,
/// together with the white space before and after it.
pub fn unfold(value: &[u8]) -> Cow<'_, [u8]> {
    if memchr(b'\n', value).is_none() {
        return Cow::Borrowed(value);
    }
    let mut unfolded = Vec::with_capacity(value.len());
    for (index, line) in value.split(|&octet| octet == b'\n').enumerate() {
        let text = if index == 0 { line.trim_ascii_end() } else { line.trim_ascii() };
        if index > 0 && !text.is_empty() {
            unfolded.push(b' ');
        }
        unfolded.extend_from_slice(text);
    }
    Cow::Owned(unfolded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_continues_in_folded_lines_and_an_empty_line_ends_the_header() {
        let header = b"Subject : one\r\n two\r\nno colon\r\nTo:\r\n\r\nBody: x\r\n";
        let found: Vec<_> = fields(header).collect();
        assert_eq!(found.len(), 3);
        assert_eq!((found[0].name, found[0].value), (&b"Subject"[..], &b"one\r\n two"[..]));
        assert_eq!(found[0].raw, b"Subject : one\r\n two\r\n");
        assert_eq!((found[1].name, found[1].value), (&b""[..], &b"no colon"[..]));
        assert_eq!((found[2].name, found[2].value), (&b"To"[..], &b""[..]));
    }

    #[test]
    fn a_fold_becomes_one_space() {
        assert_eq!(&*unfold(b"one  two \r\n   three\n\t\r\n four"), b"one  two three four");
    }
}
