//! Encoded words in the fields of an envelope: `=?UTF-8?B?w7w=?=` (RFC 2047).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The text with its encoded words decoded. `None`: it has none, or one that can't be decoded with
/// certainty; only UTF-8 and US-ASCII are.
pub(super) fn decoded(text: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(text).ok()?;
    let mut rest = text;
    let mut decoded = String::new();
    let mut after_word = false;
    while let Some(start) = rest.find("=?") {
        let before = &rest[..start];
        // Blanks between two encoded words are not part of the text.
        if !(after_word && before.trim().is_empty()) {
            decoded.push_str(before);
        }
        let mut parts = rest[start + 2..].splitn(4, '?');
        let (charset, encoding) = (parts.next()?, parts.next()?);
        let (encoded, behind) = (parts.next()?, parts.next()?);
        if !["utf-8", "us-ascii"].iter().any(|it| charset.eq_ignore_ascii_case(it)) {
            return None;
        }
        rest = behind.strip_prefix('=')?;
        decoded.push_str(&word(encoding, encoded)?);
        after_word = true;
    }
    decoded.push_str(rest);
    (after_word && !decoded.chars().any(char::is_control)).then_some(decoded)
}

fn word(encoding: &str, encoded: &str) -> Option<String> {
    match encoding {
        "B" | "b" => String::from_utf8(STANDARD.decode(encoded).ok()?).ok(),
        "Q" | "q" => quoted_printable(encoded.as_bytes()),
        _ => None,
    }
}

fn quoted_printable(encoded: &[u8]) -> Option<String> {
    let mut octets = Vec::with_capacity(encoded.len());
    let mut rest = encoded;
    while let Some((&octet, behind)) = rest.split_first() {
        rest = behind;
        match octet {
            b'_' => octets.push(b' '),
            b'=' => {
                let (digits, behind) = rest.split_at_checked(2)?;
                let digits = std::str::from_utf8(digits).ok()?;
                octets.push(u8::from_str_radix(digits, 16).ok()?);
                rest = behind;
            }
            _ => octets.push(octet),
        }
    }
    String::from_utf8(octets).ok()
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn encoded_words() {
        for (text, expected) in [
            ("=?UTF-8?B?5Lya6K2w?=", Some("会議")),
            (
                "Re: =?utf-8?q?Gr=C3=BC=C3=9Fe_aus?= =?utf-8?Q?_Wien?= !",
                Some("Re: Grüße aus Wien !"),
            ),
            ("plain", None),
            ("=?ISO-2022-JP?B?GyRC?=", None),
            ("=?UTF-8?B?5Lya", None),
            ("=?UTF-8?Q?=G1?=", None),
            ("=?UTF-8?Q?=1B[31m?=", None),
            ("=?UTF-8?B?////?=", None),
        ] {
            assert_eq!(decoded(text.as_bytes()).as_deref(), expected, "{text}");
        }
    }
}
