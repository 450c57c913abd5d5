//! The colors of a command while it is typed.

use super::grammar::{GrammarSpans, Line};
use super::styled_text::{Role, StyledText};
use super::theme::Theme;
use crate::protocol::syntax::Side;

/// Colors a command while it is typed.
pub struct TypedColors {
    spans: GrammarSpans,
    text: StyledText,
    theme: Theme,
}

impl Default for TypedColors {
    fn default() -> TypedColors {
        TypedColors {
            spans: GrammarSpans::new(Side::Client),
            text: StyledText::default(),
            theme: Theme::new(true),
        }
    }
}

impl TypedColors {
    /// The text behind the tag, in its colors.
    pub fn command(&mut self, tag: &str, text: &str) -> String {
        if text.starts_with([':', '#', '*', '+']) || text.contains('\n') {
            return text.to_owned();
        }
        let command = format!("{tag} {text}");
        let line = Line {
            octets: command.as_bytes(),
            shown: tag.len() + 1,
            is_continued: false,
            is_done: false,
            announces_literal: false,
        };
        self.text.clear();
        if !self.spans.append(&line, true, &mut self.text) {
            self.text.push(Role::Text, text.as_bytes());
        }
        let mut out = Vec::new();
        self.theme.paint(&self.text, &mut out);
        String::from_utf8_lossy(&out).into_owned()
    }
}
