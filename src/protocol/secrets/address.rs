//! Finds the password in an address, as in `imaps://taro:himitsu@mail`. Addresses must not contain one,
//! but such a line may be recorded.

use memchr::{memchr, memmem, memrchr};
use std::ops::Range;

/// The range of the password in this word. Before the `@` is typed, it is text that can't be a port.
/// `connects`: the word is an address even without a scheme.
pub(super) fn password_in_address(word: &str, connects: bool) -> Option<Range<usize>> {
    let authority = word.split_once("://").map(|(_, after)| after);
    if !connects && authority.is_none() {
        return None;
    }
    let (name, after) = authority.unwrap_or(word).split_once(':')?;
    let port = after.split('/').next().unwrap_or_default();
    let password = match after.rsplit_once('@') {
        Some((password, _)) => password,
        None if name.starts_with('[') => return None,
        None if port.is_empty() || port.parse::<u16>().is_ok() => return None,
        None => after,
    };
    // The address itself may be in quotes.
    let password = password.strip_suffix('"').unwrap_or(password);
    let start = word.len() - after.len();
    (!password.is_empty()).then(|| start..start + password.len())
}

/// Whether a word has the form of an address without a scheme: `taro:himitsu@mail`.
pub(super) fn names_user_and_host(word: &str) -> bool {
    word.split_once(':').is_some_and(|(name, after)| {
        // `RCPT TO:<taro@mail>` is a command of SMTP, and `mailto:taro@mail` has no password.
        let is_mail = name.trim_start_matches(['"', '(', '<']).eq_ignore_ascii_case("mailto");
        after.contains('@') && !after.starts_with('<') && !is_mail
    })
}

/// The range of the passwords in the URLs of a command's line, from the first one's first octet to the last
/// one's end. What follows a colon there is one only before the path, and unless it is a port.
pub(super) fn passwords_in_urls(line: &[u8]) -> Option<Range<usize>> {
    let mut found: Option<Range<usize>> = None;
    let mut from = 0;
    while let Some(mark) = memmem::find(&line[from..], b"://") {
        let start = from + mark + 3;
        let length = line[start..].iter().position(|octet| ENDS_URL.contains(octet));
        let word = start..length.map_or(line.len(), |length| start + length);
        if let Some(password) = password_in_authority(&line[word.clone()]) {
            let range = start + password.start..start + password.end;
            found = Some(found.map_or(range.start, |found| found.start)..range.end);
        }
        // Read each word once, however often it contains `://`.
        from = word.end;
    }
    found
}

/// The octets that end a URL in a line.
const ENDS_URL: &[u8] = b" \t\"()";

/// The password in `joe:himitsu@host/INBOX`.
fn password_in_authority(url: &[u8]) -> Option<Range<usize>> {
    let end = url.iter().position(|octet| b"/?#".contains(octet)).unwrap_or(url.len());
    let start = memchr(b':', &url[..end]).filter(|_| !url.starts_with(b"["))? + 1;
    let is_port = url[start..end].iter().all(u8::is_ascii_digit);
    let end = match memrchr(b'@', url) {
        Some(at) if at >= start && (at < end || !is_port) => at,
        _ if is_port => return None,
        _ => end,
    };
    (start < end).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_in_the_urls_of_a_line() {
        for (line, password) in [
            ("a examine imap://joe:hunter2@host/INBOX", Some("hunter2")),
            ("a examine \"imaps://joe:hunter2@host\"", Some("hunter2")),
            ("a examine imap://joe:hun/ter2@host/INBOX", Some("hun/ter2")),
            ("a examine imap://joe:1234@host", Some("1234")),
            ("a examine imap://joe:hunter2", Some("hunter2")),
            ("a x (url imap://a:b@c url \"imap://d:e@f\")", Some("b@c url \"imap://d:e")),
            ("a examine imap://joe:@host/INBOX", None),
            ("a examine imap://joe@host:143/INBOX", None),
            ("a examine imap://host:143/a@b", None),
            ("a examine imap://[::1]:143/INBOX", None),
            ("a search text http://host/a:b", None),
            ("a search text http://host/a:b@c", None),
            ("a examine imap://", None),
            ("a fetch 1 flags", None),
        ] {
            let found = passwords_in_urls(line.as_bytes()).map(|range| &line[range]);
            assert_eq!(found, password, "{line}");
        }
    }

    #[test]
    fn a_long_line_is_read_once() {
        let line = "x://".repeat(200_000);
        assert_eq!(passwords_in_urls(line.as_bytes()), None);
    }
}
