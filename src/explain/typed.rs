//! A line that somebody typed or copied, to be explained without being sent.

use crate::notation::without_mark;
use crate::protocol::secrets::{mask_secrets, mask_unsent};
use crate::protocol::syntax::{Parser, Side, Tree};
use crate::protocol::typed_line::{CommandLine, is_response};

/// The line as one side would send it.
pub struct TypedLine {
    pub side: Side,
    /// Without the marks of a listing; a command has a tag, and a secret is replaced by its stand-in.
    pub text: String,
}

impl TypedLine {
    /// Reads a line. `tag`: of a command that has none.
    pub fn read(line: &str, tag: &str) -> TypedLine {
        let (text, is_server) = without_mark(line.trim());
        let side = match is_server.unwrap_or_else(|| is_response(text)) {
            true => Side::Server,
            false => Side::Client,
        };
        let text = match side {
            Side::Server => mask_unsent(text),
            Side::Client => with_tag(&mask_secrets(text), tag),
        };
        TypedLine { side, text }
    }

    /// Its syntax tree.
    pub fn tree(&self) -> Tree {
        let mut parser = Parser::new(self.side);
        parser.line(self.text.as_bytes());
        parser.tree().clone()
    }
}

fn with_tag(text: &str, tag: &str) -> String {
    let has_tag = CommandLine::parse(text).tag.is_some() || text.eq_ignore_ascii_case("done");
    match has_tag {
        true => text.to_owned(),
        false => format!("{tag} {text}"),
    }
}
