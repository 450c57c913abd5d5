//! RFC 2047's encoded words in header text. mail-parser decodes the octets and the charsets; the words are found here, because
//! it decodes each by itself, and real mail cuts a character of several octets into two words.

use mail_parser::decoders::{base64::base64_decode, charsets::map::charset_decoder};

/// `text`, unfolded, with its encoded words decoded, its other octets read as UTF-8.
pub(super) fn decode(text: &[u8]) -> String {
    let mut decoded = String::new();
    let mut run = Run::default();
    let mut rest = text;
    while let Some(at) = memchr::memmem::find(rest, b"=?") {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, b""));
        let Some((word, after)) = Word::parse(from) else {
            run.flush(&mut decoded);
            decoded.push_str(&String::from_utf8_lossy(before));
            decoded.push_str("=?");
            rest = from.get(2..).unwrap_or_default();
            continue;
        };
        // Blanks between two encoded words are none of the text's (RFC 2047, 6.2).
        if run.is_empty() || !before.iter().all(u8::is_ascii_whitespace) {
            run.flush(&mut decoded);
            decoded.push_str(&String::from_utf8_lossy(before));
        }
        run.add(&word, &mut decoded);
        rest = after;
    }
    run.flush(&mut decoded);
    decoded.push_str(&String::from_utf8_lossy(rest));
    decoded
}

/// Octets of `charset` as text; of an unknown charset as UTF-8. What cannot be read shows as U+FFFD.
pub(super) fn in_charset(octets: &[u8], charset: &[u8]) -> String {
    let utf8 = charset.eq_ignore_ascii_case(b"utf-8") || charset.eq_ignore_ascii_case(b"us-ascii");
    match charset_decoder(charset).filter(|_| !utf8) {
        Some(decoder) => decoder(octets),
        None => String::from_utf8_lossy(octets).into_owned(),
    }
}

struct Word<'a> {
    charset: &'a [u8],
    octets: Vec<u8>,
}

impl<'a> Word<'a> {
    /// `=?charset?encoding?text?=` at the begin of `octets`, and what follows it.
    fn parse(octets: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let (charset, rest) = until_question_mark(octets.strip_prefix(b"=?")?)?;
        let (encoding, rest) = until_question_mark(rest)?;
        let (text, rest) = until_question_mark(rest)?;
        let after = rest.strip_prefix(b"=")?;
        // RFC 2231, 5: a language may follow the charset.
        let charset = charset
            .split(|&octet| octet == b'*')
            .next()
            .unwrap_or_default();
        let octets = match encoding {
            b"b" | b"B" => base64_decode(text)?,
            b"q" | b"Q" => q_decode(text),
            _ => return None,
        };
        (!charset.is_empty()).then_some((Self { charset, octets }, after))
    }
}

/// The octets before the next `?` and those after it. None: a blank comes first, which no encoded word has.
fn until_question_mark(octets: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = octets
        .iter()
        .position(|&octet| octet == b'?' || octet.is_ascii_whitespace())?;
    let (before, rest) = octets.split_at_checked(at)?;
    Some((before, rest.strip_prefix(b"?")?))
}

/// RFC 2047, 4.2: the encoding Q.
fn q_decode(text: &[u8]) -> Vec<u8> {
    let mut octets = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&octet, after)) = rest.split_first() {
        rest = after;
        match (octet, after) {
            (b'_', _) => octets.push(b' '),
            (b'=', &[high, low, ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                octets.push(hex(high) << 4 | hex(low));
                rest = after.get(2..).unwrap_or_default();
            }
            _ => octets.push(octet),
        }
    }
    octets
}

fn hex(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        b'A'..=b'F' => digit - b'A' + 10,
        _ => 0,
    }
}

/// Encoded words that follow one another in the same charset: their octets are decoded together.
#[derive(Default)]
struct Run {
    charset: Vec<u8>,
    octets: Vec<u8>,
}

impl Run {
    fn is_empty(&self) -> bool {
        self.charset.is_empty()
    }

    fn add(&mut self, word: &Word<'_>, decoded: &mut String) {
        // ISO-2022's words each begin in ASCII (RFC 1468); joined, a shift left open would garble the next.
        let joins = self.charset.eq_ignore_ascii_case(word.charset) && !self.octets.contains(&0x1b);
        if !joins {
            self.flush(decoded);
            self.charset = word.charset.to_vec();
        }
        self.octets.extend_from_slice(&word.octets);
    }

    fn flush(&mut self, decoded: &mut String) {
        if !self.is_empty() {
            decoded.push_str(&in_charset(&self.octets, &self.charset));
        }
        self.charset.clear();
        self.octets.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_words_become_text() {
        for (raw, text) in [
            (
                &b"=?UTF-8?B?44GT44KT44Gr44Gh44Gv?= and =?utf-8?q?caf=C3=A9_au_lait?="[..],
                "こんにちは and café au lait",
            ),
            (b"=?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=", "日本"),
            (b"a =?iso-8859-1*en?Q?=E9?=b", "a éb"),
            // One character cut into two words, folded between them.
            (b"=?utf-8?b?44E=?=\t=?utf-8?b?kw==?= x", "こ x"),
            (b"=?utf-8?q?a?= =?iso-8859-1?q?=E9?=", "aé"),
            (
                b"=? =?x?y?z?= =?utf-8?q?a b?=",
                "=? =?x?y?z?= =?utf-8?q?a b?=",
            ),
            (b"plain \xc3\xa9", "plain é"),
            (b"=?utf-8?q?a=?=", "a="),
        ] {
            assert_eq!(decode(raw), text);
        }
    }
}
