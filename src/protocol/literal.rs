//! The `{n}` at a line's end that announces a literal (RFC 9051, section 4.3).

/// The announcement of a literal: `{n}`, `{n+}` or `~{n}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiteralAnnouncement {
    /// The literal's size in octets.
    pub size: u64,
    /// Whether the client sends the literal without waiting for a `+` (`{n+}`, RFC 7888).
    pub non_synchronizing: bool,
    /// The length of the announcement in octets.
    pub length: usize,
}

impl LiteralAnnouncement {
    /// The announcement at the end of this text. A size must fit in 63 bits (number64).
    ///
    /// # Examples
    /// ```
    /// use imapsh::internals::LiteralAnnouncement;
    /// let announced = LiteralAnnouncement::at_end(b"* 1 FETCH (BODY[] {310}");
    /// assert_eq!(announced.map(|literal| literal.size), Some(310));
    /// assert_eq!(LiteralAnnouncement::at_end(b"{}"), None);
    /// ```
    pub fn at_end(text: &[u8]) -> Option<LiteralAnnouncement> {
        let inner = text.strip_suffix(b"}")?;
        LiteralAnnouncement::before_brace(text, inner)
    }

    fn before_brace(text: &[u8], inner: &[u8]) -> Option<LiteralAnnouncement> {
        // At most 19 digits and a `+` are between the braces.
        let window = inner.len().saturating_sub(20);
        let open = window + memchr::memrchr(b'{', &inner[window..])?;
        let inside = &inner[open + 1..];
        let (digits, non_synchronizing) = match inside.strip_suffix(b"+") {
            Some(digits) => (digits, true),
            None => (inside, false),
        };
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let size = std::str::from_utf8(digits).ok()?.parse::<i64>().ok()?;
        let tilde = usize::from(text[..open].ends_with(b"~"));
        Some(LiteralAnnouncement {
            size: size.unsigned_abs(),
            non_synchronizing,
            length: text.len() - open + tilde,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn announcements_of_literals_are_parsed() {
        let announced = |text: &str| {
            let literal = LiteralAnnouncement::at_end(text.as_bytes());
            literal.map(|literal| (literal.size, literal.non_synchronizing, literal.length))
        };
        assert_eq!(announced("x {12}"), Some((12, false, 4)));
        assert_eq!(announced("x {12+}"), Some((12, true, 5)));
        assert_eq!(announced("x ~{0}"), Some((0, false, 4)));
        assert_eq!(announced("{9223372036854775807}"), Some((i64::MAX as u64, false, 21)));
        assert_eq!(announced("{9223372036854775808}"), None);
        assert_eq!(announced("{99999999999999999999999999}"), None);
        for none in ["", "}", "{}", "{+}", "{1 }", "{-1}", "{1}x", "{1", "{１}"] {
            assert_eq!(announced(none), None, "{none}");
        }
    }
}
