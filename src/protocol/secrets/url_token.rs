//! The token at the end of a URL that gives access to a message: `;urlauth=anonymous:internal:91354a`
//! (RFC 4467). Whoever has it can fetch what the URL names, without a password.

use crate::protocol::commands::CommandSpec;
use memchr::{memchr, memmem};
use std::ops::Range;

/// What ends the access identifier and the token of a URL, besides a colon.
const ENDS: &[u8] = b" \t\"()\\";

/// The tokens of the URLs in a line: from the first one's first octet to the last one's end.
pub(super) fn tokens_in(line: &[u8]) -> Option<Range<usize>> {
    let mut found: Option<Range<usize>> = None;
    for at in memmem::find_iter(line, b";") {
        let Some(token) = token_behind(line, at + 1) else { continue };
        found = Some(found.map_or(token.start, |found| found.start)..token.end);
    }
    found
}

/// The token of `urlauth=ACCESS:MECHANISM:TOKEN`, which begins at this octet.
fn token_behind(line: &[u8], at: usize) -> Option<Range<usize>> {
    const NAME: &[u8] = b"urlauth=";
    let access = at + NAME.len();
    if !line.get(at..access)?.eq_ignore_ascii_case(NAME) {
        return None;
    }
    let word_end = line[access..].iter().position(|octet| ENDS.contains(octet));
    let end = word_end.map_or(line.len(), |length| access + length);
    let colon = |from: usize| memchr(b':', &line[from..end]).map(|length| from + length + 1);
    let token = colon(colon(access)?)?;
    (token < end).then_some(token..end)
}

/// Which arguments of a command are URLs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Urls {
    /// None.
    #[default]
    None,
    /// Some; its literals are messages.
    Some,
    /// All: its literals too.
    All,
}

impl Urls {
    /// Of a command that begins with these words, the first of which may be its tag.
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
    fn tokens() {
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
            (";", None),
        ] {
            let found = tokens_in(line.as_bytes()).map(|range| &line[range]);
            assert_eq!(found, token, "{line}");
        }
    }
}
