//! Charsets of seven bits that shift between ASCII and two octets a character, which mail-parser does
//! not decode: with the eighth bit set, what is between the shifts is in a charset that it knows.

use super::encoded_words::in_charset;

/// How a charset shifts.
struct Shifts {
    names: &'static [&'static str],
    /// Announces the charset; it is not part of the text.
    announcement: &'static [u8],
    begin: &'static [u8],
    end: &'static [u8],
    /// The charset in which the characters have the eighth bit set.
    eight_bit: &'static str,
}

const CHARSETS: [Shifts; 2] = [
    // RFC 1557
    Shifts {
        names: &["iso-2022-kr", "csiso2022kr"],
        announcement: b"\x1b$)C",
        begin: b"\x0e",
        end: b"\x0f",
        eight_bit: "euc-kr",
    },
    // RFC 1843
    Shifts {
        names: &["hz-gb-2312", "hz"],
        announcement: b"~\n",
        begin: b"~{",
        end: b"~}",
        eight_bit: "gb18030",
    },
];

/// Decodes octets, if the charset is one of these.
pub(super) fn decode(octets: &[u8], charset: &[u8]) -> Option<String> {
    let is_name = |name: &&str| charset.eq_ignore_ascii_case(name.as_bytes());
    let shifts = CHARSETS.iter().find(|it| it.names.iter().any(is_name))?;
    let mut eight_bit = Vec::with_capacity(octets.len());
    let mut is_shifted = false;
    let mut rest = octets;
    while let Some((&octet, after)) = rest.split_first() {
        let mark = if is_shifted { shifts.end } else { shifts.begin };
        rest = if let Some(after) = rest.strip_prefix(shifts.announcement) {
            after
        } else if let Some(after) = rest.strip_prefix(mark) {
            is_shifted = !is_shifted;
            after
        } else if let Some(after) = rest.strip_prefix(b"~~").filter(|_| shifts.begin == b"~{") {
            eight_bit.push(b'~');
            after
        } else {
            // A line begins in ASCII.
            is_shifted &= octet != b'\n';
            eight_bit.push(if is_shifted { octet | 0x80 } else { octet });
            after
        };
    }
    Some(in_charset(&eight_bit, shifts.eight_bit.as_bytes()))
}
