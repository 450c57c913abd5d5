//! Decodes text from its charset. mail-parser decodes most charsets; this module adds names that mail
//! programs use for them, the charsets with shifts, and the code pages of DOS.

use super::iso_2022_jp;
use super::shifted_charsets::{self, Shifts};
use mail_parser::decoders::charsets::DecoderFnc;
use mail_parser::decoders::charsets::map::charset_decoder;
use oem_cp::code_table::DECODING_TABLE_CP_MAP;
use oem_cp::code_table_type::TableType;

/// Names of variants, mostly Microsoft's, and the charset that decodes them.
const KNOWN_AS: &[(&str, &str)] = &[
    ("cp949", "euc-kr"),
    ("ms949", "euc-kr"),
    ("uhc", "euc-kr"),
    ("cp950", "big5"),
    ("ms936", "gbk"),
    ("ms932", "shift_jis"),
    ("cp932", "shift_jis"),
    ("cp51932", "euc-jp"),
    ("eucjp-ms", "euc-jp"),
];

/// Decodes octets from `charset`. U+FFFD replaces invalid octets. `None`: the charset is not known, and
/// the octets are not UTF-8 either.
pub fn in_charset(octets: &[u8], charset: &[u8]) -> Option<String> {
    match CharsetDecoder::find(charset) {
        Some(decoder) => Some(decoder.decode(octets)),
        None => as_utf8(octets).map(str::to_owned),
    }
}

/// Whether [`in_charset`] decodes these octets.
pub fn can_decode(octets: &[u8], charset: &[u8]) -> bool {
    CharsetDecoder::find(charset).is_some() || as_utf8(octets).is_some()
}

/// Whether the charset is UTF-8 or ASCII.
pub fn is_utf8(charset: &[u8]) -> bool {
    charset.eq_ignore_ascii_case(b"utf-8") || charset.eq_ignore_ascii_case(b"us-ascii")
}

/// The text of octets in an unknown charset, if they are UTF-8 without escape sequences.
fn as_utf8(octets: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(octets).ok()?;
    (!text.contains(['\x1b', '\x0e'])).then_some(text)
}

enum CharsetDecoder {
    Utf8,
    Iso2022Jp,
    Shifted(&'static Shifts),
    MailParser(DecoderFnc),
    Dos(&'static TableType),
}

impl CharsetDecoder {
    fn find(charset: &[u8]) -> Option<CharsetDecoder> {
        let is_named = |name: &str| charset.eq_ignore_ascii_case(name.as_bytes());
        if is_utf8(charset) {
            return Some(CharsetDecoder::Utf8);
        }
        if iso_2022_jp::NAMES.iter().any(|name| is_named(name)) {
            return Some(CharsetDecoder::Iso2022Jp);
        }
        if let Some(shifts) = shifted_charsets::find(charset) {
            return Some(CharsetDecoder::Shifted(shifts));
        }
        // mail-parser knows the name, but does not decode it.
        if charset.get(..11).is_some_and(|begin| begin.eq_ignore_ascii_case(b"iso-2022-cn")) {
            return None;
        }
        let alias = KNOWN_AS.iter().find(|(name, _)| is_named(name));
        let charset = alias.map_or(charset, |(_, name)| name.as_bytes());
        let decoder = charset_decoder(charset).map(CharsetDecoder::MailParser);
        decoder.or_else(|| code_page(charset).map(CharsetDecoder::Dos))
    }

    fn decode(&self, octets: &[u8]) -> String {
        match self {
            CharsetDecoder::Utf8 => String::from_utf8_lossy(octets).into_owned(),
            CharsetDecoder::Iso2022Jp => iso_2022_jp::decode(octets),
            CharsetDecoder::Shifted(shifts) => shifts.decode(octets),
            CharsetDecoder::MailParser(decoder) => decoder(octets),
            CharsetDecoder::Dos(table) => table.decode_string_lossy(octets),
        }
    }
}

/// The code page of a name such as `IBM437`, `cp858` or `IBM00858`.
fn code_page(charset: &[u8]) -> Option<&'static TableType> {
    let name = std::str::from_utf8(charset).ok()?.to_ascii_lowercase();
    let number = ["ibm-", "ibm", "cp-", "cp", "x-ibm", "x-cp", "cspc8codepage", "ccsid", "dos-"]
        .into_iter()
        .find_map(|prefix| name.strip_prefix(prefix).and_then(|number| number.parse::<u16>().ok()));
    DECODING_TABLE_CP_MAP.get(&number.or_else(|| name.parse().ok())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_decoded_from_the_charsets_of_mail() {
        for (charset, octets, text) in [
            ("IBM437", &b"r\x82sum\x82 \xe1 \xb0\xb1"[..], "résumé ß ░▒"),
            ("cp437", b"\x9c1", "£1"),
            ("437", b"\x9c1", "£1"),
            ("CP850", b"\xbe\xa9 \x9c", "¥® £"),
            ("IBM850", b"\xbe", "¥"),
            ("IBM00858", b"\xd5", "€"),
            ("cp852", b"\xa5", "ą"),
            ("IBM866", b"\x84\xa0", "Да"),
            ("EUC-JP", b"\x8f\xb0\xa1", "丂"),
            ("EUC-JP", b"\x8e\xb1\xc6\xfc", "ｱ日"),
            ("cp51932", b"\xc6\xfc", "日"),
            ("cp932", b"\x87\x40", "①"),
            ("iso-8859-1", b"\xe9", "é"),
            ("x-unknown", "é".as_bytes(), "é"),
        ] {
            let decoded = in_charset(octets, charset.as_bytes());
            assert_eq!(decoded.as_deref(), Some(text), "{charset}");
            assert!(can_decode(octets, charset.as_bytes()), "{charset}");
        }
    }

    #[test]
    fn undecodable_octets_are_not_guessed() {
        for (charset, octets) in [
            ("x-unknown", &b"caf\xe9"[..]),
            ("ibm1", b"caf\xe9"),
            ("iso-2022-cn", b"\x1b$)A\x0e<:\x0f"),
            ("iso-2022-cn-ext", b"\x1b$)A\x0e<:\x0f"),
            ("x-unknown", b"\x1b$B2q5D\x1b(B"),
        ] {
            assert_eq!(in_charset(octets, charset.as_bytes()), None, "{charset}");
            assert!(!can_decode(octets, charset.as_bytes()), "{charset}");
        }
    }
}
