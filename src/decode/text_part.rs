//! Decodes the text of a part from its transfer encoding and its charset.

use super::flowed;
use super::part_types::PartType;
use super::rows::Rows;
use crate::encoding::charsets::in_charset;
use crate::messages::text;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode_char;
use std::borrow::Cow;

/// The names of uuencode, an encoding older than MIME that no RFC defines.
const UUENCODE: &[&str] = &["x-uuencode", "x-uue", "x-uu", "uuencode", "uue"];

/// The octets of a part, from its beginning.
#[derive(Clone, Copy)]
pub(super) struct PartContent<'a> {
    pub octets: &'a [u8],
    /// Why the end is missing, if it is.
    pub cut: Option<Cut>,
}

impl<'a> PartContent<'a> {
    pub fn whole(octets: &'a [u8]) -> PartContent<'a> {
        PartContent { octets, cut: None }
    }
}

/// Why the end of a text is missing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// The client fetched only a range.
    NotFetched,
    /// It is longer than what the decoder keeps.
    NotKept,
}

/// Shows the decoded text if it differs from what was sent, or why it is not decoded. `section`: the
/// section that was fetched.
pub(super) fn show(content: PartContent<'_>, part_type: &PartType, section: &str, rows: &mut Rows) {
    let Some(decoded) = without_encoding(content, part_type) else {
        let encoding = part_type.encoding.as_str();
        let reason = if is_known(encoding) {
            rows.messages.format(text::DecodeNotInEncoding { section, encoding })
        } else {
            rows.messages.format(text::DecodeUnknownEncoding { section, encoding })
        };
        return rows.push(1, reason);
    };
    let charset = part_type.charset.as_str();
    let Some(mut text) = in_charset(&decoded, charset.as_bytes()) else {
        return rows.push(1, rows.messages.format(text::DecodeUnknownCharset { section, charset }));
    };
    if content.cut.is_some() {
        // The last character may be incomplete.
        text.truncate(text.trim_end_matches('\u{fffd}').len());
    }
    if text.as_bytes() == content.octets {
        return;
    }
    if is_garbage(&text, &decoded) {
        return rows.push(1, rows.messages.format(text::DecodeNotInCharset { section, charset }));
    }
    let mut how = format!("{}, {charset}", part_type.media);
    if !part_type.encoding.is_empty() {
        how = format!("{how}, {}", part_type.encoding);
    }
    if let Some(del_sp) = part_type.flowed {
        text = flowed::join(&text, del_sp);
        how.push_str(", format=flowed");
    }
    lines(&text, content.cut, section, &how, rows);
}

/// The octets decoded from their transfer encoding, if it is known.
pub(super) fn without_encoding<'a>(
    content: PartContent<'a>,
    part_type: &PartType,
) -> Option<Cow<'a, [u8]>> {
    match part_type.encoding.as_str() {
        "base64" => base64(content).map(Cow::Owned),
        "quoted-printable" => Some(Cow::Owned(quoted_printable(content))),
        "" | "7bit" | "8bit" | "binary" => Some(Cow::Borrowed(content.octets)),
        name if UUENCODE.contains(&name) => uuencode(content).map(Cow::Owned),
        _ => None,
    }
}

/// Whether the transfer encoding is one that [`without_encoding`] knows.
pub(super) fn is_known(encoding: &str) -> bool {
    UUENCODE.contains(&encoding) || ["base64", "quoted-printable"].contains(&encoding)
}

/// Whether many of the octets are invalid in the charset.
pub(super) fn is_garbage(text: &str, octets: &[u8]) -> bool {
    let replaced = text.chars().filter(|c| *c == '\u{fffd}').count();
    replaced > 0 && replaced * 10 > octets.len()
}

fn lines(text: &str, cut: Option<Cut>, section: &str, how: &str, rows: &mut Rows) {
    rows.push(1, rows.messages.format(text::DecodeText { section, how }));
    for line in text.lines() {
        rows.push_text(2, &line.replace('\t', "    "));
    }
    match cut {
        Some(Cut::NotFetched) => rows.push(2, rows.messages.format(text::DecodeTextRange)),
        Some(Cut::NotKept) => rows.push(2, rows.messages.format(text::DecodeTextCut)),
        None => {}
    }
}

/// Decodes base64, without a group that was cut. Other characters are ignored (RFC 2045, section 6.8);
/// after the padding only further lines of base64 are read, since some mailing lists add a footer.
fn base64(content: PartContent<'_>) -> Option<Vec<u8>> {
    let is_digit =
        |octet: &u8| octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'/' | b'=');
    let mut digits: Vec<u8> = Vec::with_capacity(content.octets.len());
    let mut is_padded = false;
    for line in content.octets.split(|octet| *octet == b'\n').map(<[u8]>::trim_ascii) {
        if is_padded && (line.len() % 4 != 0 || !line.iter().all(is_digit)) {
            break;
        }
        digits.extend(line.iter().filter(|octet| is_digit(octet)));
        is_padded = is_padded || digits.last() == Some(&b'=');
    }
    if content.cut.is_some() {
        digits.truncate(digits.len() / 4 * 4);
    }
    base64_decode(&digits)
}

/// Decodes quoted-printable, without an escape that was cut. An invalid `=` is kept.
fn quoted_printable(content: PartContent<'_>) -> Vec<u8> {
    let mut octets = Vec::with_capacity(content.octets.len());
    let mut rest = content.octets;
    while let Some(at) = memchr::memchr(b'=', rest) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, b""));
        octets.extend_from_slice(before);
        let soft_break =
            from.iter().skip(1).position(|octet| !matches!(octet, b' ' | b'\t' | b'\r'));
        rest = match (from, soft_break) {
            (&[_, high, low, ref after @ ..], _)
                if let Some(octet) = quoted_printable_decode_char(high, low) =>
            {
                octets.push(octet);
                after
            }
            (_, Some(end)) if from.get(1 + end) == Some(&b'\n') => {
                from.get(2 + end..).unwrap_or_default()
            }
            (_, None) => b"",
            _ if content.cut.is_some() && from.len() < 3 => b"",
            _ => {
                octets.push(b'=');
                from.get(1..).unwrap_or_default()
            }
        };
    }
    octets.extend_from_slice(rest);
    octets
}

/// Decodes the lines between `begin` and `end`. `None`: there are no encoded lines.
fn uuencode(content: PartContent<'_>) -> Option<Vec<u8>> {
    let lines = content.octets.split(|octet| *octet == b'\n').map(<[u8]>::trim_ascii_end);
    let mut lines = lines.skip_while(|line| !line.starts_with(b"begin "));
    lines.next()?;
    let mut octets = Vec::new();
    for line in lines {
        let Some((&count, digits)) = line.split_first().filter(|_| line != b"end") else { break };
        let digit = |at: usize| {
            // Trailing spaces of a line may have been lost.
            u32::from(digits.get(at).map_or(0, |digit| digit.wrapping_sub(b' ') & 0x3f))
        };
        let count = usize::from(count.wrapping_sub(b' ') & 0x3f);
        // Of a line that was cut, decode the rest.
        let count = if content.cut.is_some() { count.min(digits.len() / 4 * 3) } else { count };
        let groups = (0..count.div_ceil(3))
            .map(|group| (0..4).fold(0, |bits, place| bits << 6 | digit(group * 4 + place)));
        let line: Vec<u8> =
            groups.flat_map(|bits| bits.to_be_bytes().into_iter().skip(1)).collect();
        octets.extend_from_slice(&line[..count]);
    }
    Some(octets)
}
