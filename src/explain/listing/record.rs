//! Records of imapsh among listings: each line has its mark, and the server's text is escaped.

use crate::notation::{RECORD_BEGINS, RECORD_NOTICE};
use crate::protocol::literal::LiteralAnnouncement;

/// Whether the text is a record of imapsh.
pub(super) fn is_record(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    first.trim_end().strip_prefix("# ") == Some(RECORD_BEGINS)
}

/// Whether the line is a message from imapsh.
pub(super) fn is_notice(line: &str) -> bool {
    line.strip_prefix("# ").is_some_and(|line| line.starts_with(RECORD_NOTICE))
}

/// The index after the lines of the response that begins at this one: the octets of its literals are counted.
pub(super) fn end_of_response(
    said: &[String],
    at: usize,
    is_servers: impl Fn(usize) -> bool,
) -> usize {
    let mut end = at + 1;
    while let Some(literal) = LiteralAnnouncement::at_end(said[end - 1].as_bytes()) {
        let mut left = literal.size;
        let mut index = end;
        loop {
            if !is_servers(index) {
                return end;
            }
            let octets = recorded(&said[index]).len() as u64;
            index += 1;
            match left.checked_sub(octets) {
                Some(rest) if rest > 0 => left = rest.saturating_sub(2),
                _ => break,
            }
        }
        end = index;
    }
    end
}

/// The server's text in this line, including the space after the mark, with each escape as one octet.
pub(super) fn recorded(said: &str) -> String {
    without_escapes(said.strip_prefix(' ').unwrap_or(said))
}

/// The line with a character of one octet in place of each escape, `␛` or `\\x07`, so that its octets can be
/// counted.
fn without_escapes(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let hex = rest.strip_prefix("\\x").and_then(|it| it.get(..2));
        let escaped = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        let length = match (c, escaped) {
            // A control character, or an octet that is not text.
            (_, Some(octet)) if !octet.is_ascii_graphic() && octet != b' ' => 4,
            ('\u{2400}'..='\u{2421}', _) => c.len_utf8(),
            _ => {
                plain.push(c);
                rest = &rest[c.len_utf8()..];
                continue;
            }
        };
        plain.push('?');
        rest = &rest[length..];
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_of_one_octet() {
        for (line, octets) in [
            ("a", 1),
            ("␉x", 2),
            ("\\x07", 1),
            ("\\xff\\xfe", 2),
            ("\\x41", 4),
            ("\\x", 2),
            ("é", 2),
            ("", 0),
        ] {
            assert_eq!(without_escapes(line).len(), octets, "{line}");
        }
    }
}
