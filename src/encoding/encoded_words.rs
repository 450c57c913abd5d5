//! Encoded words in header fields (RFC 2047). mail-parser decodes their base64 and charsets, but
//! this module finds the words itself: some mailers split a multi-octet character between two
//! words, and mail-parser would decode each word separately.

use super::charsets::{can_decode, in_charset, is_utf8};
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode_char;

/// Decodes the encoded words in `text`, which must be unfolded. Its other octets are read as UTF-8.
pub fn decode(text: &[u8]) -> String {
    let mut decoded = String::with_capacity(text.len());
    append(text, &mut decoded);
    decoded
}

/// Appends `text`, which must be unfolded, with its encoded words decoded.
pub fn append(text: &[u8], decoded: &mut String) {
    let mut run = Run::default();
    let mut octets = Vec::new();
    let mut rest = text;
    let next_word = |rest: &[u8]| {
        let mut signs = memchr::memchr_iter(b'=', rest);
        signs.find(|at| rest.get(at + 1) == Some(&b'?'))
    };
    while let Some(at) = next_word(rest) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, b""));
        let word = parse_word(from, &mut octets);
        // A word in an unknown charset is shown as sent.
        let word = word.filter(|(charset, _)| can_decode(&octets, charset));
        let Some((charset, after)) = word else {
            run.flush(decoded);
            push_utf8(before, decoded);
            decoded.push_str("=?");
            rest = from.get(2..).unwrap_or_default();
            continue;
        };
        // White space between two encoded words is not part of the text (RFC 2047, section 6.2).
        if run.is_empty() || !before.iter().all(u8::is_ascii_whitespace) {
            run.flush(decoded);
            push_utf8(before, decoded);
        }
        run.add(charset, &mut octets, decoded);
        rest = after;
    }
    run.flush(decoded);
    push_utf8(rest, decoded);
}

fn push_utf8(octets: &[u8], decoded: &mut String) {
    if octets.is_empty() {
        return;
    }
    match std::str::from_utf8(octets) {
        Ok(text) => decoded.push_str(text),
        Err(_) => decoded.push_str(&String::from_utf8_lossy(octets)),
    }
}

/// Parses `=?charset?encoding?text?=` at the start of `text`, and decodes it into `octets`. Returns the
/// charset, and what follows the word.
fn parse_word<'a>(text: &'a [u8], octets: &mut Vec<u8>) -> Option<(&'a [u8], &'a [u8])> {
    let (charset, rest) = until_question_mark(text.strip_prefix(b"=?")?)?;
    let (encoding, rest) = until_question_mark(rest)?;
    let (encoded, rest) = until_question_mark(rest)?;
    let after = rest.strip_prefix(b"=")?;
    // A language may follow the charset (RFC 2231, section 5).
    let charset = charset.split(|&octet| octet == b'*').next().unwrap_or_default();
    octets.clear();
    match encoding {
        b"b" | b"B" => *octets = base64_decode(encoded)?,
        b"q" | b"Q" => q_decode(encoded, octets),
        _ => return None,
    }
    (!charset.is_empty()).then_some((charset, after))
}

/// The octets before the next `?` and those after it. `None` if white space comes first, which an
/// encoded word cannot contain.
fn until_question_mark(octets: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = octets.iter().position(|&octet| octet == b'?' || octet.is_ascii_whitespace())?;
    let (before, rest) = octets.split_at_checked(at)?;
    Some((before, rest.strip_prefix(b"?")?))
}

/// Decodes the Q encoding (RFC 2047, section 4.2). An invalid `=` is kept.
fn q_decode(text: &[u8], octets: &mut Vec<u8>) {
    octets.reserve(text.len());
    let mut rest = text;
    while let Some(at) = rest.iter().position(|octet| matches!(octet, b'=' | b'_')) {
        octets.extend_from_slice(&rest[..at]);
        let escaped = match rest[at..] {
            [b'=', high, low, ..] => quoted_printable_decode_char(high, low),
            _ => None,
        };
        match (escaped, rest[at]) {
            (Some(escaped), _) => octets.push(escaped),
            (None, b'_') => octets.push(b' '),
            (None, other) => octets.push(other),
        }
        rest = &rest[at + if escaped.is_some() { 3 } else { 1 }..];
    }
    octets.extend_from_slice(rest);
}

/// Adjacent encoded words in the same charset. Their octets are decoded together.
#[derive(Default)]
struct Run<'a> {
    charset: &'a [u8],
    octets: Vec<u8>,
}

impl<'a> Run<'a> {
    fn is_empty(&self) -> bool {
        self.charset.is_empty()
    }

    /// Adds the octets of a word, and may take over their memory.
    fn add(&mut self, charset: &'a [u8], octets: &mut Vec<u8>, decoded: &mut String) {
        // In ISO-2022 charsets each word starts in ASCII (RFC 1468): a shift at the end of a word
        // must not affect the next.
        let joins = self.charset.eq_ignore_ascii_case(charset) && !self.octets.contains(&0x1b);
        if joins {
            return self.octets.extend_from_slice(octets);
        }
        self.flush(decoded);
        self.charset = charset;
        std::mem::swap(&mut self.octets, octets);
    }

    fn flush(&mut self, decoded: &mut String) {
        if self.is_empty() {
            return;
        }
        if is_utf8(self.charset) {
            push_utf8(&self.octets, decoded);
        } else {
            match in_charset(&self.octets, self.charset) {
                Some(text) => decoded.push_str(&text),
                None => push_utf8(&self.octets, decoded),
            }
        }
        self.charset = b"";
        self.octets.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_words_are_decoded() {
        for (raw, text) in [
            (
                &b"=?UTF-8?B?44GT44KT44Gr44Gh44Gv?= and =?utf-8?q?caf=C3=A9_au_lait?="[..],
                "こんにちは and café au lait",
            ),
            (b"=?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=", "日本"),
            (b"=?cp932?B?k/qWew==?=", "日本"),
            (b"=?iso-2022-jp-2?B?GyRCRnxLXBsoQg==?= =?cp949?Q?=BE=C8=B3=E7?=", "日本안녕"),
            (
                b"=?ISO-2022-KR?B?GyQpQw4+SDNnDw==?= =?hz-gb-2312?Q?=61=7E=7E=7E=7B=44=63=3A=43=7E=7D=62?=",
                "안녕a~你好b",
            ),
            (b"a =?iso-8859-1*en?Q?=E9?=b", "a éb"),
            // One character split between two words, with a fold between them.
            (b"=?utf-8?b?44E=?=\t=?utf-8?b?kw==?= x", "こ x"),
            (b"=?utf-8?q?a?= =?iso-8859-1?q?=E9?=", "aé"),
            (b"=? =?x?y?z?= =?utf-8?q?a b?=", "=? =?x?y?z?= =?utf-8?q?a b?="),
            (b"plain \xc3\xa9", "plain é"),
            (b"=?utf-8?q?a=?=", "a="),
            (b"=?ibm437?q?caf=82?=", "café"),
            // A charset that is not known.
            (b"a =?x-none?q?caf=82?= =?utf-8?q?b?=", "a =?x-none?q?caf=82?= b"),
            (b"=?x-none?q?a_b?=", "a b"),
        ] {
            assert_eq!(decode(raw), text);
        }
    }
}
