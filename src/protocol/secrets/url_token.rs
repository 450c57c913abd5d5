//! Finds the token at the end of a URL that gives access to a message:
//! `;urlauth=anonymous:internal:91354a` (RFC 4467). Anyone who has it can fetch the message without a
//! password.

use crate::protocol::commands::CommandSpec;
use crate::protocol::literal::LiteralAnnouncement;
use memchr::memchr;
use std::ops::Range;

/// The octets, besides a colon, that end the access identifier and the token of a URL.
const ENDS: &[u8] = b" \t\"()\\";

/// The range of the tokens of the URLs in a line, from the first to the last one.
pub(super) fn tokens_in(line: &[u8]) -> Option<Range<usize>> {
    const NAME: &[u8] = b";urlauth=";
    let mut found: Option<Range<usize>> = None;
    let mut from = 0;
    while let Some(semicolon) = memchr(b';', &line[from..]).map(|length| from + length) {
        let access = semicolon + NAME.len();
        if !line.get(semicolon..access).is_some_and(|it| it.eq_ignore_ascii_case(NAME)) {
            from = semicolon + 1;
            continue;
        }
        let length = line[access..].iter().position(|octet| ENDS.contains(octet));
        let end = length.map_or(line.len(), |length| access + length);
        if let Some(token) = token_in(line, access..end) {
            found = Some(found.map_or(token.start, |found| found.start)..token.end);
        }
        // Read each word once, however often it contains the name.
        from = end;
    }
    found
}

/// Whether the line ends with the announcement of a URL among the parts of a message: `catenate (url {60}`.
pub(super) fn announces_url(line: &[u8]) -> bool {
    let Some(announced) = LiteralAnnouncement::at_end(line) else { return false };
    let before = line[..line.len() - announced.length].trim_ascii_end();
    let word = before.rsplit(|octet| b" \t(".contains(octet)).next();
    word.is_some_and(|word| word.eq_ignore_ascii_case(b"URL"))
}

/// The token of `ACCESS:MECHANISM:TOKEN`.
fn token_in(line: &[u8], word: Range<usize>) -> Option<Range<usize>> {
    let behind_colon =
        |from: usize| memchr(b':', &line[from..word.end]).map(|length| from + length + 1);
    let start = behind_colon(behind_colon(word.start)?)?;
    (start < word.end).then_some(start..word.end)
}

/// The arguments of a command that are URLs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Urls {
    /// No arguments.
    #[default]
    None,
    /// Some arguments; literals are messages.
    Some,
    /// All arguments, including literals.
    All,
}

impl Urls {
    /// The URLs of a command that begins with these words, the first of which may be its tag.
    pub fn of<'a>(spec: Option<&CommandSpec>, mut words: impl Iterator<Item = &'a [u8]>) -> Urls {
        let urls = |name: &[u8]| match () {
            () if name.eq_ignore_ascii_case(b"URLFETCH") => Urls::All,
            () if name.eq_ignore_ascii_case(b"APPEND") => Urls::Some,
            () if name.eq_ignore_ascii_case(b"REPLACE") => Urls::Some,
            () if name.eq_ignore_ascii_case(b"GENURLAUTH") => Urls::Some,
            () => Urls::None,
        };
        match spec {
            Some(spec) => urls(spec.name.as_bytes()),
            None => words
                .find_map(|word| Some(urls(word)).filter(|it| *it != Urls::None))
                .unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_found_in_urls() {
        for (line, token) in [
            ("imap://x/y;uid=2/;urlauth=anonymous:internal:dead", Some("dead")),
            ("\"imap://x/y;URLAUTH=submit+fred:INTERNAL:dead\" x", Some("dead")),
            (
                "\"imap://x;urlauth=user+a:internal:1a\" \"imap://y;urlauth=authuser:internal:2b\"",
                Some("1a\" \"imap://y;urlauth=authuser:internal:2b"),
            ),
            ("imap://x;urlauth=anonymous:internal:", None),
            ("imap://x;urlauth=anonymous", None),
            ("imap://x;urlauth=anonymous internal:dead:beef", None),
            (";urlauth", None),
            (";urlauth=;urlauth=a:b:c", Some("c")),
            (";", None),
        ] {
            let found = tokens_in(line.as_bytes()).map(|range| &line[range]);
            assert_eq!(found, token, "{line}");
        }
    }

    #[test]
    fn a_long_line_is_read_once() {
        let line = ";urlauth=".repeat(200_000);
        assert_eq!(tokens_in(line.as_bytes()), None);
        let line = format!("{line}a:b:c");
        assert_eq!(tokens_in(line.as_bytes()), Some(line.len() - 1..line.len()));
    }
}
