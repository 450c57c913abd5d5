//! Colors commands while they are typed.

use super::grammar::{GrammarSpans, SessionLine};
use super::styled_text::{Role, StyledText};
use super::theme::{Colors, Theme};
use crate::notation::directive;
use crate::protocol::syntax::Side;
use crate::protocol::typed_line::CommandLine;

/// Colors a command while it is typed.
pub struct TypedColors {
    spans: GrammarSpans,
    text: StyledText,
    theme: Theme,
}

impl TypedColors {
    pub fn new(colors: Colors) -> TypedColors {
        TypedColors {
            spans: GrammarSpans::new(Side::Client),
            text: StyledText::default(),
            theme: Theme::new(colors),
        }
    }

    /// The colored text after the tag. In a directive, the command in its argument is colored.
    pub fn command(&mut self, tag: &str, text: &str) -> String {
        let (before, command) = split_directive(text);
        if command.starts_with([':', '#', '*', '+']) || text.contains('\n') {
            return text.to_owned();
        }
        let tag = match CommandLine::parse(command).tag {
            Some(_) => String::new(),
            None => format!("{tag} "),
        };
        let octets = format!("{tag}{command}");
        let line = SessionLine {
            octets: octets.as_bytes(),
            shown: tag.len(),
            is_continued: false,
            is_done: false,
            announces_literal: false,
        };
        self.text.clear();
        self.text.push(Role::Text, before.as_bytes());
        if !self.spans.append(&line, true, &mut self.text) {
            self.text.push(Role::Text, command.as_bytes());
        }
        let mut out = Vec::new();
        self.theme.paint(&self.text, &mut out);
        String::from_utf8_lossy(&out).into_owned()
    }
}

/// A directive that takes a command as its argument, and that command; otherwise an empty text and the
/// whole text.
fn split_directive(text: &str) -> (&str, &str) {
    let argument = || {
        let (name, argument) = text.strip_prefix(':')?.split_once(' ')?;
        let argument = argument.trim_start();
        directive::takes_line(name).then_some(argument).filter(|argument| !argument.is_empty())
    };
    let begin = argument().map_or(0, |argument| text.len() - argument.len());
    text.split_at(begin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_has_its_colors_while_it_is_typed() {
        let typed = |text: &str| {
            let painted = TypedColors::new(Colors::Sixteen).command("a001", text);
            painted
                .replace("\x1b[1m", "<")
                .replace("\x1b[36m", "{")
                .replace("\x1b[94;1m", "[")
                .replace("\x1b[0m", ">")
        };
        for (text, painted) in [
            ("noop", "<noop>"),
            ("fetch 1 (flags", "<fetch> {1> (<flags>"),
            ("x1 fetch 1", "[x1> <fetch> {1>"),
            (":explain fetch 1", ":explain <fetch> {1>"),
            (":raw x1  noop", ":raw [x1>  <noop>"),
            (":explain", ":explain"),
            (":explain ", ":explain "),
            (":explain * 1 EXISTS", ":explain * 1 EXISTS"),
            (":help fetch", ":help fetch"),
            ("# noop", "# noop"),
            ("", ""),
        ] {
            assert_eq!(typed(text), painted, "{text}");
        }
    }
}
