//! What logs show in another notation: in quotes, as octets of Python, as strings of C.

use super::listing_tags::is_sure_tag;
use super::response::is_response;
use crate::protocol::typed_line::CommandLine;

/// What a log shows in another notation.
pub fn decoded(said: &str) -> Option<String> {
    let said = said.trim();
    let with_end = || said.strip_suffix("\\r\\n").map(str::to_owned);
    python_octets(said).or_else(|| c_string(said)).or_else(with_end).or_else(|| {
        let quote = said.chars().next().filter(|c| matches!(c, '\'' | '"' | '`'))?;
        let inside = said.strip_prefix(quote)?.strip_suffix(quote)?;
        let command = || CommandLine::parse_tagged(inside).filter(|it| it.spec.is_some());
        let is_command = || command().is_some_and(|it| it.tag.is_some_and(is_sure_tag));
        (is_response(inside) || is_command()).then(|| inside.to_owned())
    })
}

/// What the logs of Python's imaplib show in its notation for octets: `b'a1 NOOP\r\n'`.
fn python_octets(said: &str) -> Option<String> {
    let quote = said.strip_prefix('b')?.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let inside = said.strip_prefix('b')?.strip_prefix(quote)?.strip_suffix(quote)?;
    unescaped(inside.strip_suffix("\\r\\n").unwrap_or(inside))
}

/// What strace and ltrace show of a call, `"a1 NOOP\r\n", 9) = 9`: the string, if it is one whole line.
fn c_string(said: &str) -> Option<String> {
    let (string, rest) = said.strip_prefix('"')?.rsplit_once("\\r\\n\"")?;
    let is_call = rest.is_empty() || rest.starts_with(", ");
    if is_call { unescaped(string) } else { None }
}

/// The text without the backslashes that both languages write.
fn unescaped(escaped: &str) -> Option<String> {
    let mut text = String::with_capacity(escaped.len());
    let mut chars = escaped.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next()? {
                c @ ('\\' | '\'' | '"') => text.push(c),
                't' => text.push('\t'),
                // Octets that a script's text cannot have.
                _ => return None,
            },
            c => text.push(c),
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_in_other_notations() {
        for (said, line) in [
            (r"b'a1 NOOP\r\n'", Some("a1 NOOP")),
            (r#"b"a1 LIST \"\" \"*\"""#, Some(r#"a1 LIST "" "*""#)),
            (r#""a1 NOOP\r\n", 9, 0, NULL, 0) = 9"#, Some("a1 NOOP")),
            (
                r#""* 1 FETCH (FLAGS (\\Seen))\r\n", 4096)  = 30"#,
                Some(r"* 1 FETCH (FLAGS (\Seen))"),
            ),
            ("\"a1 NOOP\"", Some("a1 NOOP")),
            (r"a1 NOOP\r\n", Some("a1 NOOP")),
            ("'* OK ready'", Some("* OK ready")),
            // Several lines, or not all of one.
            (r#""a1 NOOP\r\na2 NOOP\r\n", 18) = 18"#, None),
            (r#""a1 NOO"..., 9) = 9"#, None),
            ("\"any text\"", None),
            ("a1 NOOP", None),
        ] {
            assert_eq!(decoded(said).as_deref(), line, "{said}");
        }
    }
}
