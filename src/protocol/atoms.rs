//! The smallest pieces of the formal syntax (RFC 3501 section 9): atoms, quoted strings, and the
//! `{n}` that announces a literal.

/// Whether this octet may stand in an atom.
pub fn is_atom_char(octet: u8) -> bool {
    octet > b' ' && octet < 0x7f && !b"(){%*\"\\]".contains(&octet)
}

/// Whether this text may go out as a bare atom and mean the same as the string. `NIL` may not:
/// it means "no string".
pub fn is_atom(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().copied().all(is_atom_char) && !text.eq_ignore_ascii_case(b"NIL")
}

/// Whether this text may go out as a quoted string: seven bits, no CR, LF or NUL.
pub fn is_quotable(text: &[u8]) -> bool {
    text.iter()
        .all(|&octet| octet != 0 && octet < 0x80 && octet != b'\r' && octet != b'\n')
}

/// Appends the text with `"` and `\` escaped, as it stands between a quoted string's quotes.
pub fn push_escaped(text: &str, into: &mut String) {
    for c in text.chars() {
        if c == '"' || c == '\\' {
            into.push('\\');
        }
        into.push(c);
    }
}

/// A literal announced at a line's end: `{n}`, `{n+}` or `~{n}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiteralAnnouncement {
    /// The literal's size in octets.
    pub size: u64,
    /// Whether the sender goes on at once (`{n+}`, RFC 7888) rather than wait for a `+`.
    pub non_synchronizing: bool,
    /// How many octets of the line the announcement takes.
    pub length: usize,
}

/// The literal that the end of this text announces, if it does. A size that does not fit
/// 63 bits (RFC 9051's number64) announces nothing.
///
/// # Examples
/// ```
/// use imapsh::protocol::atoms::literal_announcement;
/// assert_eq!(literal_announcement(b"* 1 FETCH (BODY[] {310}").map(|a| a.size), Some(310));
/// assert_eq!(literal_announcement(b"{}"), None);
/// ```
pub fn literal_announcement(text: &[u8]) -> Option<LiteralAnnouncement> {
    let inner = text.strip_suffix(b"}")?;
    // 19 digits and a `+` are the longest that can be inside.
    let window = inner.len().saturating_sub(20);
    let open = window + memchr::memrchr(b'{', &inner[window..])?;
    let inside = &inner[open + 1..];
    let (digits, non_synchronizing) = match inside.strip_suffix(b"+") {
        Some(digits) => (digits, true),
        None => (inside, false),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let size = std::str::from_utf8(digits).ok()?.parse::<i64>().ok()?;
    let tilde = usize::from(open > 0 && text[open - 1] == b'~');
    Some(LiteralAnnouncement {
        size: size.unsigned_abs(),
        non_synchronizing,
        length: text.len() - open + tilde,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn announcements() {
        let told = |text: &str| {
            literal_announcement(text.as_bytes()).map(|a| (a.size, a.non_synchronizing, a.length))
        };
        assert_eq!(told("x {12}"), Some((12, false, 4)));
        assert_eq!(told("x {12+}"), Some((12, true, 5)));
        assert_eq!(told("x ~{0}"), Some((0, false, 4)));
        assert_eq!(
            told("{9223372036854775807}"),
            Some((i64::MAX as u64, false, 21))
        );
        assert_eq!(told("{9223372036854775808}"), None);
        assert_eq!(told("{99999999999999999999999999}"), None);
        for none in ["", "}", "{}", "{+}", "{1 }", "{-1}", "{1}x", "{1", "{１}"] {
            assert_eq!(told(none), None, "{none}");
        }
    }

    #[test]
    fn nil_is_no_atom() {
        assert!(is_atom(b"inbox") && is_atom(b"a.b/c-d") && is_atom(b"+1="));
        assert!(!is_atom(b"nil") && !is_atom(b"") && !is_atom(b"a b") && !is_atom("ü".as_bytes()));
    }
}
