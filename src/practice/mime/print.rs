//! Strings in responses (RFC 3501, section 4.3): quoted where possible, otherwise as a literal.

/// `text` as a quoted string or as a literal. Quoted strings may be in UTF-8 if `utf8`.
pub fn string(text: &[u8], utf8: bool) -> Vec<u8> {
    let mut out = Vec::new();
    match std::str::from_utf8(text) {
        Ok(text) if utf8 && !text.is_ascii() && !text.contains(['\r', '\n', '\0']) => {
            let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
            out.extend_from_slice(format!("\"{escaped}\"").as_bytes());
        }
        _ => print_string(&mut out, text),
    }
    out
}

/// Writes `text` as a quoted string, or as a literal if it contains CR, LF or 8-bit octets. NUL
/// cannot be in any string (RFC 3501, section 9, CHAR8): it is replaced by 0x80, as in other
/// servers.
pub(super) fn print_string(out: &mut Vec<u8>, text: &[u8]) {
    if text.iter().all(|&octet| matches!(octet, 1..=0x7f) && octet != b'\r' && octet != b'\n') {
        out.push(b'"');
        for &octet in text {
            if octet == b'"' || octet == b'\\' {
                out.push(b'\\');
            }
            out.push(octet);
        }
        out.push(b'"');
        return;
    }
    out.extend_from_slice(format!("{{{}}}\r\n", text.len()).as_bytes());
    out.extend(text.iter().map(|&octet| if octet == 0 { 0x80 } else { octet }));
}

/// Writes `text` as [`print_string`] does, or NIL.
pub(super) fn nstring(out: &mut Vec<u8>, text: Option<&[u8]>) {
    match text {
        Some(text) => print_string(out, text),
        None => out.extend_from_slice(b"NIL"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_is_quoted_where_possible() {
        for (text, written) in [
            (&b"plain"[..], &b"\"plain\""[..]),
            (b"a \"b\" \\", b"\"a \\\"b\\\" \\\\\""),
            (b"", b"\"\""),
            (b"a\r\nb", b"{4}\r\na\r\nb"),
            (b"\xe3\x81\x82", b"{3}\r\n\xe3\x81\x82"),
            (b"\0", b"{1}\r\n\x80"),
        ] {
            let mut out = Vec::new();
            print_string(&mut out, text);
            assert_eq!(out, written);
        }
    }
}
