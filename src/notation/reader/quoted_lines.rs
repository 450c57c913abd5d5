//! Lines that quote a session line in another text: a log, or a program's source. Section 12 of
//! `docs/listings.md`.

use super::ScriptReader;
use crate::notation::listing_tags::surely_tagged;
use crate::notation::response::is_response;
use crate::notation::shape::is_complete_command;
use crate::protocol::typed_line::CommandLine;

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
