//! 7-bit charsets that shift between ASCII and two octets per character. mail-parser does not decode
//! them, but it decodes the text between the shifts once the eighth bit is set.

use mail_parser::decoders::charsets::map::charset_decoder;

/// How a charset shifts.
pub(super) struct Shifts {
    names: &'static [&'static str],
    /// Announces the charset; it is not part of the text.
    announcement: &'static [u8],
    begin: &'static [u8],
    end: &'static [u8],
    /// The charset in which the characters have the eighth bit set.
    eight_bit: &'static str,
}

static CHARSETS: [Shifts; 2] = [
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

/// The charset of this name, if it is one of these.
pub(super) fn find(charset: &[u8]) -> Option<&'static Shifts> {
    let is_name = |name: &&str| charset.eq_ignore_ascii_case(name.as_bytes());
    CHARSETS.iter().find(|it| it.names.iter().any(is_name))
}

impl Shifts {
    pub(super) fn decode(&self, octets: &[u8]) -> String {
        let mut eight_bit = Vec::with_capacity(octets.len());
        let mut is_shifted = false;
        let mut rest = octets;
        while let Some((&octet, after)) = rest.split_first() {
            let mark = if is_shifted { self.end } else { self.begin };
            rest = if let Some(after) = rest.strip_prefix(self.announcement) {
                after
            } else if let Some(after) = rest.strip_prefix(mark) {
                is_shifted = !is_shifted;
                after
            } else if let Some(after) = rest.strip_prefix(b"~~").filter(|_| self.begin == b"~{") {
                eight_bit.push(b'~');
                after
            } else {
                // A line begins in ASCII.
                is_shifted &= octet != b'\n';
                eight_bit.push(if is_shifted { octet | 0x80 } else { octet });
                after
            };
        }
        match charset_decoder(self.eight_bit.as_bytes()) {
            Some(decoder) => decoder(&eight_bit),
            None => String::from_utf8_lossy(&eight_bit).into_owned(),
        }
    }
}
