//! Lines that quote a session line in another text: a log, or a program's source. Section 12 of
//! `docs/listings.md`.

use super::ScriptReader;
use crate::notation::lines::ScriptLine;
use crate::notation::listing_tags::surely_tagged;
use crate::notation::marks::is_of_session;
use crate::notation::response::is_response;
use crate::notation::shape::is_complete_command;
use crate::protocol::typed_line::CommandLine;

/// The signs of a program's source after a string.
const AFTER_STRING: &[char] = &[',', ';', ')', ']', '}', ' '];

/// Whether this line is a string in the source of a program with a line of a session in it:
/// `'C: a1 noop',`.
pub(super) fn is_string_of_source(text: &str) -> bool {
    let inside = text.trim_end_matches(AFTER_STRING);
    let is_string = |quote: &char| {
        let string = inside.strip_prefix(*quote).and_then(|it| it.strip_suffix(*quote));
        inside.len() < text.len() && string.is_some_and(is_of_session)
    };
    ['"', '\'', '`'].iter().any(is_string)
}

/// Whether the text of this line is a string in the source of a program, or in JSON: a quote is open before
/// it, and signs of the program's follow the one that closes it: `'C: a1 noop',`.
pub(super) fn is_in_source(line: &ScriptLine) -> bool {
    let content = line.content().trim();
    let inside = content.trim_end_matches(AFTER_STRING);
    let quote = inside.chars().next_back().filter(|c| matches!(c, '"' | '\'' | '`'));
    quote.is_some_and(|quote| {
        let is_open = |text: &str| text.matches(quote).count() % 2 == 1;
        inside.len() < content.len() && is_open(inside) && is_open(line.before(content))
    })
}

impl ScriptReader {
    /// Whether a line of a script is not a command, but contains a tagged command or a response in quotes or
    /// after a tab, as in logs.
    pub(super) fn quotes_session(&self, text: &str) -> bool {
        if self.style.page || self.is_record || !text.contains(['"', '\'', '\t']) {
            return false;
        }
        // `s.send(b"a1 noop\r\n")` is not a command with the tag `s.send(b"a1`.
        let is_tag = |tag: &str| !tag.contains(['"', '\'']);
        let command = CommandLine::parse(text);
        let is_command = command.spec.is_some() && command.tag.is_none_or(is_tag);
        let is_known = is_command || is_response(text);
        let is_line = |quoted: &str| {
            let end = quoted.find("\\r").or_else(|| quoted.find("\\n"));
            let line = &quoted[..end.unwrap_or(quoted.len())];
            is_response(line) || surely_tagged(line).is_some_and(|it| is_complete_command(&it))
        };
        !is_known && ['"', '\'', '\t'].iter().any(|sign| text.split(*sign).skip(1).any(is_line))
    }
}
