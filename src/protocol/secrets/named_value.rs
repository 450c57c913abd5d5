//! Finds values after a name for a secret, in commands whose arguments are names and values:
//! `ID ("password" "x")`, `SETMETADATA "" (/private/vendor/v/token "x")`.

use super::login_words::{MAX_WORDS_BEFORE, is_secret_name};
use super::parts::quoted_end;
use crate::protocol::blanks::{is_blank, skip_blanks, words};
use crate::protocol::commands::CommandSpec;
use crate::protocol::literal::LiteralAnnouncement;
use std::ops::Range;

/// Follows the names and values of a command through its lines and literals.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct NamedValues {
    /// Whether the first argument is a mailbox, so that outside brackets only the name of an entry counts,
    /// such as `/private/comment`.
    has_mailbox: bool,
    /// The number of open brackets.
    depth: u32,
    /// Whether a value comes next, after its name.
    is_value: bool,
    /// Whether that value is a secret.
    is_secret: bool,
    /// Whether all values in the brackets are secrets, because the name before the brackets is for a secret.
    all_secret: bool,
}

/// The commands with names and values, and whether a mailbox precedes these.
const COMMANDS: &[(&str, bool)] = &[
    ("ID", false),
    ("XAPPLEPUSHSERVICE", false),
    ("SETMETADATA", true),
    // The draft before METADATA: an entry has several attributes.
    ("SETANNOTATION", true),
];

impl NamedValues {
    /// The values of a command, and the start of its arguments. `from`: the position after the tag; `spec`:
    /// the command, if it is known.
    pub fn of(
        line: &[u8],
        from: usize,
        spec: Option<&CommandSpec>,
    ) -> Option<(NamedValues, usize)> {
        let has_mailbox = |name: &[u8]| {
            let mut commands = COMMANDS.iter();
            let found = commands.find(|(known, _)| name.eq_ignore_ascii_case(known.as_bytes()));
            found.map(|(_, has_mailbox)| *has_mailbox)
        };
        if spec.is_some_and(|spec| has_mailbox(spec.name.as_bytes()).is_none()) {
            return None;
        }
        let mut first_words = words(line, from).take(MAX_WORDS_BEFORE);
        let (has_mailbox, arguments) =
            first_words.find_map(|word| Some((has_mailbox(&line[word.clone()])?, word.end)))?;
        Some((NamedValues { has_mailbox, ..NamedValues::default() }, arguments))
    }

    /// The range of the secrets from this octet of a line on, from the first to the last one.
    pub fn secrets_in(&mut self, line: &[u8], from: usize) -> Option<Range<usize>> {
        let mut found: Option<Range<usize>> = None;
        let mut at = skip_blanks(line, from);
        while at < line.len() {
            match line[at] {
                b'(' => {
                    self.all_secret |= self.is_secret;
                    (self.depth, self.is_value, self.is_secret) = (self.depth + 1, false, false);
                    at += 1;
                }
                b')' => {
                    self.depth = self.depth.saturating_sub(1);
                    (self.is_value, self.is_secret) = (false, false);
                    self.all_secret &= self.depth > 0;
                    at += 1;
                }
                // A literal follows the line.
                b'{' => break,
                b'~' if line.get(at + 1) == Some(&b'{') => break,
                _ => {
                    let end = token_end(line, at);
                    if self.token(&line[at..end]) {
                        found = Some(found.map_or(at, |found| found.start)..end);
                    }
                    at = end;
                }
            }
            at = skip_blanks(line, at);
        }
        found
    }

    /// Notes that a literal follows. Returns whether it is a secret. If the literal is a name, which is not
    /// read, its value may be a secret.
    pub fn begin_literal(&mut self) -> bool {
        if self.is_value {
            self.is_value = false;
            std::mem::take(&mut self.is_secret)
        } else {
            let is_name = self.depth > 0 || !self.has_mailbox;
            (self.is_value, self.is_secret) = (is_name, is_name);
            false
        }
    }

    /// Whether a literal that follows would be a secret.
    pub fn is_secret_next(self) -> bool {
        self.is_value && self.is_secret
    }

    /// Reads a name or a value. Returns whether it is a secret.
    fn token(&mut self, token: &[u8]) -> bool {
        if std::mem::take(&mut self.is_value) {
            return std::mem::take(&mut self.is_secret) && !token.eq_ignore_ascii_case(b"NIL");
        }
        let name = token.strip_prefix(b"\"").unwrap_or(token);
        if self.depth > 0 || !self.has_mailbox || name.starts_with(b"/") {
            let name = String::from_utf8_lossy(name);
            let is_secret = is_secret_entry(name.trim_end_matches('"'));
            (self.is_value, self.is_secret) = (true, self.all_secret || is_secret);
        }
        false
    }
}

/// Whether the annotation of this name may be a secret: `/private/vendor/v/token`.
pub fn is_secret_entry(name: &str) -> bool {
    is_secret_name(name.rsplit('/').next().unwrap_or_default())
}

/// Whether a line contains, from this octet on, only names and values in brackets (quoted strings, NIL,
/// and the names of entries), after a mailbox if the command has one. They may continue in a literal.
pub(super) fn is_list_of_values(line: &[u8], from: usize, values: NamedValues) -> bool {
    let mut at = skip_blanks(line, from);
    if values.has_mailbox && line.get(at).is_some_and(|octet| !b"(/".contains(octet)) {
        at = skip_blanks(line, token_end(line, at));
    }
    if line.get(at) != Some(&b'(') {
        return false;
    }
    at = skip_blanks(line, at + 1);
    while let Some(octet) = line.get(at).filter(|octet| **octet != b')') {
        let end = token_end(line, at);
        let token = &line[at..end];
        let announced = LiteralAnnouncement::at_end(token);
        if announced.is_some_and(|literal| at + literal.length == line.len()) {
            return true;
        }
        let is_entry = values.has_mailbox && *octet == b'/';
        if !(is_entry || *octet == b'"' || token.eq_ignore_ascii_case(b"NIL")) {
            return false;
        }
        at = skip_blanks(line, end);
    }
    skip_blanks(line, (at + 1).min(line.len())) == line.len()
}

/// The end of the quoted string or the atom that begins here. A quoted string without an end continues
/// to the end of the line.
fn token_end(line: &[u8], start: usize) -> usize {
    let is_end = |octet: u8| is_blank(octet.into()) || matches!(octet, b'(' | b')');
    if line[start] != b'"' {
        let length = line[start..].iter().position(|octet| is_end(*octet));
        return length.map_or(line.len(), |length| start + length);
    }
    quoted_end(line, start).unwrap_or(line.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines with their secrets as `_`. A secret literal between them is `{_}`.
    fn masked(text: &str) -> String {
        let mut lines = text.split("{}");
        let first = lines.next().unwrap_or_default();
        let Some((mut values, arguments)) = NamedValues::of(first.as_bytes(), 0, None) else {
            return text.to_owned();
        };
        let mask = |values: &mut NamedValues, line: &str, from| {
            let secret = values.secrets_in(line.as_bytes(), from);
            secret.map_or_else(
                || line.to_owned(),
                |secret| [&line[..secret.start], "_", &line[secret.end..]].concat(),
            )
        };
        let mut masked = mask(&mut values, first, arguments);
        for line in lines {
            masked += if values.begin_literal() { "{_}" } else { "{}" };
            masked += &mask(&mut values, line, 0);
        }
        masked
    }

    #[test]
    fn values_of_secret_names() {
        for (line, expected) in [
            (
                r#"a id ("name" "x" "password" "y z" "os" "z")"#,
                r#"a id ("name" "x" "password" _ "os" "z")"#,
            ),
            (r#"id ("api-key" "y" "os" "z" "token" "q")"#, r#"id ("api-key" _)"#),
            (r#"id ("name" "password" "version" "2")"#, r#"id ("name" "password" "version" "2")"#),
            (r#"id ("password" NIL)"#, r#"id ("password" NIL)"#),
            (r#"id "secret" "y""#, r#"id "secret" _"#),
            (r#"id ("secret" "y"#, r#"id ("secret" _"#),
            (r#"id ("secret" "a\"b" x)"#, r#"id ("secret" _ x)"#),
            (
                r#"a setmetadata "" (/private/vendor/v/password "y")"#,
                r#"a setmetadata "" (/private/vendor/v/password _)"#,
            ),
            (
                r#"setmetadata Passwords (/private/comment "y")"#,
                r#"setmetadata Passwords (/private/comment "y")"#,
            ),
            (
                r#"setmetadata "" ("/private/x/api.key" y /private/comment z)"#,
                r#"setmetadata "" ("/private/x/api.key" _ /private/comment z)"#,
            ),
            (r#"setmetadata "" /private/token "y""#, r#"setmetadata "" /private/token _"#),
            (
                r#"setannotation x "/vendor/v/passwd" ("value.priv" "y" "size.priv" "z") more"#,
                r#"setannotation x "/vendor/v/passwd" ("value.priv" _) more"#,
            ),
            (
                "setmetadata {} (/private/secret {} /shared/comment {})",
                "setmetadata {} (/private/secret {_} /shared/comment {})",
            ),
            ("id ({} {} os {})", "id ({} {_} os {})"),
            (
                r#"xapplepushservice (aps-device-token y aps-version 2)"#,
                "xapplepushservice (aps-device-token _ aps-version 2)",
            ),
            (r#"search subject "password" from "y""#, r#"search subject "password" from "y""#),
        ] {
            assert_eq!(masked(line), expected, "{line}");
        }
    }

    #[test]
    fn the_names_of_rfc_2971_and_5464_are_not_secrets() {
        for name in [
            "name", "version", "os", "os-version", "vendor", "support-url", "address", "date",
            "command", "arguments", "environment", "comment", "admin", "specialuse", "check",
            "checkperiod", "color",
        ] {
            let line = format!("id (\"{name}\" \"y\")");
            assert_eq!(masked(&line), line);
        }
    }
}
