//! ISO-2022-JP (RFC 1468) and its extensions: JIS X 0212 (RFC 2237), Chinese, Korean, Latin-1 and Greek
//! (RFC 1554), half-width Katakana as Microsoft's programs write it, and the characters of JIS X 0213
//! that JIS X 0208 has too.
//!
//! Escape sequences shift from one charset to another. The octets between two of them are decoded by a
//! charset that has the same characters with the eighth bit set.

use mail_parser::decoders::charsets::map::charset_decoder;

/// The names of the charset and its extensions.
pub(super) const NAMES: &[&str] = &[
    "iso-2022-jp",
    "csiso2022jp",
    "iso-2022-jp-1",
    "iso-2022-jp-2",
    "csiso2022jp2",
    "iso-2022-jp-3",
    "iso-2022-jp-2004",
    "iso-2022-jp-ms",
    "iso-2022-jp-ext",
    "cp50220",
    "cp50221",
    "cp50222",
];

/// A charset between two escape sequences.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Set {
    Ascii,
    /// ASCII with `¥` and `‾`.
    Roman,
    /// Octets of this charset, with the eighth bit set; before each character this octet, if it is
    /// not zero.
    High {
        charset: &'static str,
        prefix: u8,
        width: usize,
    },
    /// A charset of two octets per character that cannot be decoded here.
    Unknown,
}

const JIS_X_0208: Set = Set::High { charset: "euc-jp", prefix: 0, width: 2 };

/// The escape sequences. `ESC & @` announces a revision of JIS X 0208.
const SHIFTS: &[(&[u8], Set)] = &[
    (b"\x1b(B", Set::Ascii),
    (b"\x1b(J", Set::Roman),
    (b"\x1b(I", Set::High { charset: "euc-jp", prefix: 0x8e, width: 1 }),
    (b"\x1b$@", JIS_X_0208),
    (b"\x1b$B", JIS_X_0208),
    (b"\x1b$(@", JIS_X_0208),
    (b"\x1b$(B", JIS_X_0208),
    (b"\x1b$(O", JIS_X_0208),
    (b"\x1b$(Q", JIS_X_0208),
    (b"\x1b$(D", Set::High { charset: "euc-jp", prefix: 0x8f, width: 2 }),
    (b"\x1b$(P", Set::Unknown),
    (b"\x1b$A", Set::High { charset: "gb2312", prefix: 0, width: 2 }),
    (b"\x1b$(C", Set::High { charset: "euc-kr", prefix: 0, width: 2 }),
];

/// The charsets of single characters after `ESC N`.
const SINGLE_SHIFTS: &[(&[u8], &str)] = &[(b"\x1b.A", "iso-8859-1"), (b"\x1b.F", "iso-8859-7")];

/// Decodes octets. U+FFFD replaces what is invalid.
pub(super) fn decode(octets: &[u8]) -> String {
    let mut text = DecodedText::default();
    let (mut set, mut single) = (Set::Ascii, None);
    let mut rest = octets;
    while let Some(&octet) = rest.first() {
        if octet == 0x1b {
            if let Some((shift, next)) = SHIFTS.iter().find(|(shift, _)| rest.starts_with(shift)) {
                set = *next;
                rest = &rest[shift.len()..];
                continue;
            }
            if let Some((shift, charset)) =
                SINGLE_SHIFTS.iter().find(|(shift, _)| rest.starts_with(shift))
            {
                single = Some(*charset);
                rest = &rest[shift.len()..];
                continue;
            }
            if let (Some(charset), [_, b'N', octet, after @ ..]) = (single, rest) {
                text.push(charset, &[octet | 0x80]);
                rest = after;
                continue;
            }
            if let Some(after) = rest.strip_prefix(b"\x1b&@") {
                rest = after;
                continue;
            }
        }
        if octet == b'\n' {
            // A line begins in ASCII.
            (set, single) = (Set::Ascii, None);
        }
        rest = text.push_next(set, rest);
    }
    text.finish()
}

/// Decoded text, and octets of one charset that are not decoded yet.
#[derive(Default)]
struct DecodedText {
    decoded: String,
    charset: &'static str,
    octets: Vec<u8>,
}

impl DecodedText {
    /// Adds the next character of a set, and returns what follows it. `rest` is not empty.
    fn push_next<'a>(&mut self, set: Set, rest: &'a [u8]) -> &'a [u8] {
        let (width, is_whole) = match set {
            Set::High { width, .. } => (width, is_graphic(rest, width)),
            Set::Unknown => (2, is_graphic(rest, 2)),
            Set::Ascii | Set::Roman => (1, false),
        };
        let (character, after) = rest.split_at(if is_whole { width } else { 1 });
        match (set, character) {
            (Set::High { charset, prefix, .. }, _) if is_whole => {
                let high = character.iter().map(|octet| octet | 0x80);
                let prefix = Some(prefix).filter(|prefix| *prefix != 0);
                let octets: Vec<u8> = prefix.into_iter().chain(high).collect();
                self.push(charset, &octets);
            }
            (Set::Unknown, _) if is_whole => self.push_char('\u{fffd}'),
            (Set::Roman, b"\\") => self.push_char('¥'),
            (Set::Roman, b"~") => self.push_char('‾'),
            // ASCII, and octets that are not valid in the set. Some programs send EUC, with the eighth bit
            // set.
            _ => self.push("euc-jp", character),
        }
        after
    }

    fn push(&mut self, charset: &'static str, octets: &[u8]) {
        // All of the charsets contain ASCII.
        if self.charset != charset && !octets.is_ascii() {
            self.flush();
            self.charset = charset;
        }
        self.octets.extend_from_slice(octets);
    }

    fn push_char(&mut self, character: char) {
        self.flush();
        self.decoded.push(character);
    }

    fn flush(&mut self) {
        match charset_decoder(self.charset.as_bytes()) {
            Some(decoder) if !self.octets.is_ascii() => {
                self.decoded.push_str(&decoder(&self.octets));
            }
            _ => self.decoded.push_str(&String::from_utf8_lossy(&self.octets)),
        }
        self.octets.clear();
    }

    fn finish(mut self) -> String {
        self.flush();
        self.decoded
    }
}

/// Whether the first octets can be a character of this many octets.
fn is_graphic(octets: &[u8], width: usize) -> bool {
    octets.get(..width).is_some_and(|it| it.iter().all(|octet| matches!(octet, 0x21..=0x7e)))
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn the_charset_and_its_extensions_are_decoded() {
        for (octets, text) in [
            (&b"a \x1b$B2q5D\x1b(B b"[..], "a 会議 b"),
            (b"\x1b$@2q\x1b(J\\100~\x1b(B\\~", "会¥100‾\\~"),
            (b"\x1b(I123\x1b(B1", "ｱｲｳ1"),
            (b"\x1b$(D0!\x1b(B \x1b&@\x1b$B2q\x1b(B", "丂 会"),
            (b"\x1b$ADc:C\x1b$(C>H3g\x1b$B2q\x1b(B", "你好안녕会"),
            (b"caf\x1b.A\x1bNi \x1b.F\x1bNa", "café α"),
            // JIS X 0213: only the characters of the first plane that JIS X 0208 has.
            (b"\x1b$(Q-!2q\x1b(B", "①会"),
            (b"\x1b$(P!!2q\x1b(B.", "\u{fffd}\u{fffd}."),
            // A line begins in ASCII.
            (b"\x1b$B2q\r\nab\r\n", "会\r\nab\r\n"),
            (b"\x1b$B2", "2"),
            (b"\x1b[1mx\xc6\xfc\xff", "\x1b[1mx日\u{fffd}"),
        ] {
            assert_eq!(decode(octets), text, "{text}");
        }
    }
}
