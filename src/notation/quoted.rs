//! What logs show in another notation: in quotes, as octets of Python, as strings of C, as lists of Java.

use super::listing_tags::is_sure_tag;
use super::response::is_response;
use crate::protocol::typed_line::{CommandLine, tagged_status};

/// What a log shows in another notation.
pub fn decoded(said: &str) -> Option<String> {
    let said = said.trim();
    let with_end = || without_line_end(said).map(str::to_owned);
    python_octets(said)
        .or_else(|| c_string(said))
        .or_else(|| java_list(said))
        .or_else(with_end)
        .or_else(|| quoted(said))
}

/// A response as K-9 Mail's log shows it: its parts in a list, and before that the tag between two `#`, which is
/// `null` for none: `#1# [OK, done]`, `#null# [3, EXISTS]`, `[*, 3, EXISTS]`; also with quotes.
fn java_list(said: &str) -> Option<String> {
    // Most lines end with another sign.
    let said = said.strip_suffix(']')?;
    let (tag, list) = match said.strip_prefix('#') {
        Some(rest) => rest.split_once("# [")?,
        None => ("", said.strip_prefix('[')?),
    };
    let parts = match list.contains("\",") || list.contains(",\"") {
        true => list.replace("\",\"", " ").replace("\",", " ").replace(",\"", " ").replace('"', ""),
        false => list.replace(", ", " "),
    };
    let line = match tag {
        "" => parts,
        "null" if !parts.starts_with('*') => format!("* {parts}"),
        "null" => parts,
        tag => format!("{tag} {parts}"),
    };
    is_response(&line).then_some(line)
}

/// The octets of a literal that a log shows in quotes, in `said`: the inner `None`: they are several lines, or can't
/// be those of a script.
pub fn quoted_octets(said: &str) -> Option<Option<String>> {
    let (inside, _) = in_quotes(said.trim())?;
    Some(unescaped(inside))
}

/// What is inside of quotes that enclose all of a text, also as Python writes octets, without the line's end
/// there; and the quote.
fn in_quotes(said: &str) -> Option<(&str, char)> {
    let said = said.strip_prefix('b').filter(|it| it.starts_with(['\'', '"'])).unwrap_or(said);
    let quote = said.chars().next().filter(|c| matches!(c, '\'' | '"' | '`'))?;
    let inside = said.strip_prefix(quote)?.strip_suffix(quote)?;
    let without_lf = inside.strip_suffix("\\n").unwrap_or(inside);
    let without_crlf = without_lf.strip_suffix("\\r").unwrap_or(without_lf);
    Some((without_line_end(inside).unwrap_or(without_crlf), quote))
}

/// The text without the line's end that it shows, in the notation of C, Python or Perl.
fn without_line_end(said: &str) -> Option<&str> {
    const ENDS: [&str; 6] =
        ["\\r\\n", "\\015\\012", "\\x0d\\x0a", "\\x0D\\x0A", "\\u000d\\u000a", "\\u000D\\u000A"];
    ENDS.iter().find_map(|end| said.strip_suffix(end))
}

/// What the logs of Python's imaplib show in its notation for octets: `b'a1 NOOP\r\n'`.
fn python_octets(said: &str) -> Option<String> {
    if !said.starts_with("b'") && !said.starts_with("b\"") {
        return None;
    }
    let inside = match in_quotes(said) {
        Some((inside, _)) => inside,
        // IMAPClient cuts the line behind the secret that it hides: `b'a1 LOGIN **REDACTED**`.
        None => said[2..].strip_suffix("**REDACTED**").map(|_| &said[2..])?,
    };
    one_line(inside)
}

/// What strace and ltrace show of a call, `"a1 NOOP\r\n", 9) = 9`, and logs with a remark in brackets: the string,
/// if it is one whole line.
fn c_string(said: &str) -> Option<String> {
    let (string, rest) = said.strip_prefix('"')?.rsplit_once("\\r\\n\"")?;
    let is_remark = rest.starts_with(" (") && rest.ends_with(')');
    let is_call = rest.is_empty() || rest.starts_with(", ") || is_remark;
    if is_call { one_line(string) } else { None }
}

/// A line of the session in quotes, `'a1 NOOP'`, with or without backslashes before what is quoted in it.
fn quoted(said: &str) -> Option<String> {
    let (inside, quote) = in_quotes(said)?;
    let is_one_string = || {
        let mut is_escaped = false;
        inside.chars().all(|c| {
            let ends = c == quote && !is_escaped;
            is_escaped = c == '\\' && !is_escaped;
            !ends
        })
    };
    let escaped = if quote != '`' && is_one_string() { one_line(inside) } else { None };
    let line = escaped.unwrap_or_else(|| inside.to_owned());
    let command = || CommandLine::parse_tagged(&line).filter(|it| it.spec.is_some());
    let is_command = || {
        command().is_some_and(|it| it.tag.is_some_and(is_sure_tag))
            || CommandLine::parse_tagged_with_its_name(&line).is_some()
    };
    (is_response(&line) || is_command()).then_some(line)
}

/// The line in a string of C or of Python. Of several lines of a server the last one, if it is the completion:
/// that says how the command ended.
fn one_line(escaped: &str) -> Option<String> {
    let Some((lines, last)) = escaped.rsplit_once("\\r\\n") else {
        return unescaped(escaped);
    };
    let is_servers = is_response(lines) && tagged_status(last).is_some();
    if is_servers { unescaped(last) } else { None }
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
            (r#""a1 LOGIN \"user\" \"x\"""#, Some(r#"a1 LOGIN "user" "x""#)),
            (r#""a1 LOGIN "user" "x"""#, Some(r#"a1 LOGIN "user" "x""#)),
            (r"'a1 STORE 1 +FLAGS (\\Seen)'", Some(r"a1 STORE 1 +FLAGS (\Seen)")),
            (r"'a1 STORE 1 +FLAGS (\Seen)'", Some(r"a1 STORE 1 +FLAGS (\Seen)")),
            (r#""a1 NOOP\n""#, Some("a1 NOOP")),
            (r#""a1 NOOP\r\n" (9 bytes)"#, Some("a1 NOOP")),
            ("'IDLE IDLE'", Some("IDLE IDLE")),
            ("[* CAPABILITY IMAP4rev1]", Some("* CAPABILITY IMAP4rev1")),
            ("[*, 3, EXISTS]", Some("* 3 EXISTS")),
            (
                "#1# [OK, [READ-WRITE], Select completed.]",
                Some("1 OK [READ-WRITE] Select completed."),
            ),
            ("#null# [CAPABILITY, IMAP4REV1]", Some("* CAPABILITY IMAP4REV1")),
            ("#+# [idling]", Some("+ idling")),
            ("#1# [\"OK\",\"Logged in\"]", Some("1 OK Logged in")),
            ("#null# [\"*\",3,\"EXISTS\"]", Some("* 3 EXISTS")),
            ("[Command Hidden]", None),
            ("#tag# [any, text]", None),
            ("'SELECT IDLE'", None),
            // How the command ended is in the last line of a server's.
            (r#""* 3 EXISTS\r\na1 NO x\r\n""#, Some("a1 NO x")),
            (r"b'* 3 EXISTS\r\na1 NO x\r\n'", Some("a1 NO x")),
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
