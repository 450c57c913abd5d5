//! Lines that logs show in another notation: in quotes, as Python bytes, as C strings, as Java lists.

use crate::notation::listing_tags::surely_tagged;
use crate::notation::response::is_response;
use crate::protocol::commands::is_done;
use crate::protocol::typed_line::{CommandLine, tagged_status};

/// The text of a line that a log shows in another notation.
pub fn decoded(content: &str) -> Option<String> {
    let content = content.trim();
    let with_end = || without_line_end(content).map(str::to_owned);
    python_octets(content)
        .or_else(|| c_string(content))
        .or_else(|| java_list(content))
        .or_else(with_end)
        .or_else(|| quoted(content))
}

/// A response in K-9 Mail's log: its parts in a list, after the tag between two `#`, which is `null` for
/// none: `#1# [OK, done]`, `#null# [3, EXISTS]`, `[*, 3, EXISTS]`; also with quotes.
fn java_list(content: &str) -> Option<String> {
    // Most lines end with another sign.
    let content = content.strip_suffix(']')?;
    let (tag, list) = match content.strip_prefix('#') {
        Some(rest) => rest.split_once("# [")?,
        None => ("", content.strip_prefix('[')?),
    };
    let parts = if list.contains("\",") || list.contains(",\"") {
        list.replace("\",\"", " ").replace("\",", " ").replace(",\"", " ").replace('"', "")
    } else {
        list.replace(", ", " ")
    };
    let line = match tag {
        "" => parts,
        "null" if !parts.starts_with('*') => format!("* {parts}"),
        "null" => parts,
        tag => format!("{tag} {parts}"),
    };
    is_response(&line).then_some(line)
}

/// The octets of a literal that a log shows in quotes, as `content`. The inner `None`: they are several
/// lines, or a script cannot have them.
pub fn quoted_octets(content: &str) -> Option<Option<String>> {
    let (inside, _) = in_quotes(content.trim())?;
    Some(unescaped(inside))
}

/// The text between quotes that enclose a whole text, without the line end in it, and the quote. The quotes
/// may be those of Python bytes.
fn in_quotes(content: &str) -> Option<(&str, char)> {
    let content =
        content.strip_prefix('b').filter(|it| it.starts_with(['\'', '"'])).unwrap_or(content);
    let quote = content.chars().next().filter(|c| matches!(c, '\'' | '"' | '`'))?;
    let inside = content.strip_prefix(quote)?.strip_suffix(quote)?;
    let without_lf = inside.strip_suffix("\\n").unwrap_or(inside);
    let without_crlf = without_lf.strip_suffix("\\r").unwrap_or(without_lf);
    Some((without_line_end(inside).unwrap_or(without_crlf), quote))
}

/// The text without its line end as written in C, Python or Perl.
fn without_line_end(content: &str) -> Option<&str> {
    const ENDS: [&str; 6] =
        ["\\r\\n", "\\015\\012", "\\x0d\\x0a", "\\x0D\\x0A", "\\u000d\\u000a", "\\u000D\\u000A"];
    ENDS.iter().find_map(|end| content.strip_suffix(end))
}

/// A line in the logs of Python's imaplib, written as bytes: `b'a1 NOOP\r\n'`.
fn python_octets(content: &str) -> Option<String> {
    if !content.starts_with("b'") && !content.starts_with("b\"") {
        return None;
    }
    let inside = match in_quotes(content) {
        Some((inside, _)) => inside,
        // IMAPClient cuts the line after the secret that it hides: `b'a1 LOGIN **REDACTED**`.
        None => content[2..].strip_suffix("**REDACTED**").map(|_| &content[2..])?,
    };
    one_line(inside)
}

/// The string in a call as strace and ltrace show it, `"a1 NOOP\r\n", 9) = 9`, or in a log with a remark in
/// brackets, if it is one whole line.
fn c_string(content: &str) -> Option<String> {
    let (string, rest) = content.strip_prefix('"')?.rsplit_once("\\r\\n\"")?;
    let is_remark = rest.starts_with(" (") && rest.ends_with(')');
    let is_call = rest.is_empty() || rest.starts_with(", ") || is_remark;
    if is_call { one_line(string) } else { None }
}

/// A line of the session in quotes, `'a1 NOOP'`, with or without backslashes before quotes in it.
fn quoted(content: &str) -> Option<String> {
    let (inside, quote) = in_quotes(content)?;
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
    let is_command = || {
        surely_tagged(&line).is_some()
            || CommandLine::parse_tagged_with_its_name(&line).is_some()
            || is_done(&line)
    };
    (is_response(&line) || is_command()).then_some(line)
}

/// The line in a C or Python string. If it has several server lines, the last one, if that is the completion,
/// which shows how the command ended.
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
                // A script's text cannot have such octets.
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
    fn lines_are_read_from_string_literals_of_programs() {
        for (content, line) in [
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
            // The last of several server lines shows how the command ended.
            (r#""* 3 EXISTS\r\na1 NO x\r\n""#, Some("a1 NO x")),
            (r"b'* 3 EXISTS\r\na1 NO x\r\n'", Some("a1 NO x")),
            // Several lines, or not all of one.
            (r#""a1 NOOP\r\na2 NOOP\r\n", 18) = 18"#, None),
            (r#""a1 NOO"..., 9) = 9"#, None),
            ("\"any text\"", None),
            ("a1 NOOP", None),
        ] {
            assert_eq!(decoded(content).as_deref(), line, "{content}");
        }
    }
}
