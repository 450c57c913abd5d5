//! What the line editor asks: what to print, what the prompt says, what to hide, what fits next.

use super::completion;
use super::editor::EditorHelper;
use super::state::PromptState;
use crate::protocol::dialogue::{InputMask, Prompt};
use crate::protocol::{atoms::literal_announcement, commands, typed_line};
use crate::view::theme;
use owo_colors::{OwoColorize, Style};
use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

/// The REPL's side of the editor.
pub struct PromptHelper {
    /// What the connection's thread says.
    pub state: Arc<PromptState>,
    /// Whether to colour.
    pub color: bool,
    /// A question that is asked instead of a line of IMAP, and whether its answer is hidden.
    pub asking: RefCell<Option<(String, bool)>>,
    /// What the prompt says without a connection.
    pub closed: String,
    /// What stands before the word that the history is searched for.
    pub searching: String,
}

/// The prompt as it stands before the line.
pub fn prompt_text(prompt: Option<&Prompt>, closed: &str) -> String {
    match prompt {
        None => format!("{closed} "),
        Some(Prompt::Tag(tag)) => format!("{tag} "),
        Some(Prompt::Done | Prompt::SaslResponse | Prompt::RestOfCommand | Prompt::Wait) => {
            String::new()
        }
        Some(Prompt::LiteralOctets(octets)) => format!("{{{octets}}} "),
        Some(Prompt::LiteralLines(end)) => format!("{{<<{end}}} "),
    }
}

impl EditorHelper for PromptHelper {
    fn take_output(&self) -> Vec<u8> {
        self.state.take_output()
    }

    fn prompt(&self) -> String {
        match &*self.asking.borrow() {
            Some((question, _)) => question.clone(),
            None => prompt_text(self.state.snapshot().prompt.as_ref(), &self.closed),
        }
    }

    fn is_question(&self) -> bool {
        self.asking.borrow().is_some()
    }

    fn hides_input(&self) -> bool {
        match &*self.asking.borrow() {
            Some((_, hidden)) => *hidden,
            None => matches!(self.state.snapshot().mask, InputMask::All),
        }
    }

    fn is_over(&self) -> bool {
        self.state.snapshot().ended.is_some()
    }

    fn search_prompt(&self) -> String {
        self.searching.clone()
    }

    fn secrets(&self, text: &str) -> Vec<Range<usize>> {
        if let Some((_, hidden)) = &*self.asking.borrow() {
            return if *hidden {
                std::iter::once(0..text.len()).collect()
            } else {
                Vec::new()
            };
        }
        masks_of(text, &self.state.snapshot().mask)
    }

    fn hint(&self, line: &str) -> Option<String> {
        let plain =
            self.asking.borrow().is_none() && takes_commands(self.state.snapshot().prompt.as_ref());
        plain.then(|| completion::hint(line)).flatten()
    }

    fn complete(&self, line: &str, position: usize) -> (usize, Vec<String>) {
        if self.asking.borrow().is_some() || !takes_commands(self.state.snapshot().prompt.as_ref())
        {
            return (position, Vec::new());
        }
        completion::complete(line, position, &self.state.words())
    }

    fn style_prompt(&self, prompt: &str) -> String {
        let style = if self.color { theme::TAG } else { Style::new() };
        prompt.style(style).to_string()
    }
}

fn takes_commands(prompt: Option<&Prompt>) -> bool {
    !prompt.is_some_and(Prompt::is_literal)
}

/// The secrets in a line, or in the lines of a paste: there an AUTHENTICATE's answers and a
/// LOGIN's literals follow in lines of their own.
fn masks_of(text: &str, first: &InputMask) -> Vec<Range<usize>> {
    let (mut masks, mut at) = (Vec::new(), 0);
    let mut mask = first.clone();
    let mut answers = false;
    for (index, line) in text.split('\n').enumerate() {
        let read = typed_line::line_of(line.trim());
        let known = commands::find(read.verb).map(|command| command.name);
        let mask_here = match (answers, known) {
            (true, None) if index > 0 => &InputMask::All,
            _ => &mask,
        };
        let secret = mask_here
            .secret(line)
            .filter(|secret| !secret.range.is_empty())
            // Recalled from the history it is a name, and hides nothing.
            .filter(|secret| !matches!(&line[secret.range.clone()], "${password}" | "${sasl}"));
        masks.extend(secret.map(|secret| at + secret.range.start..at + secret.range.end));
        answers = match known {
            Some("AUTHENTICATE") => true,
            Some("LOGIN") => literal_announcement(line.trim_end().as_bytes()).is_some(),
            Some(_) => false,
            // Its answer stands behind it though it was mistyped.
            None => answers || commands::nearest(read.verb) == Some("AUTHENTICATE"),
        };
        if index == 0 && matches!(mask, InputMask::All | InputMask::Rest(_)) {
            mask = InputMask::default();
        }
        at += line.len() + 1;
    }
    masks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_of_a_paste() {
        let text = "login {4}\nuser {4}\npass\nnoop";
        assert_eq!(masks_of(text, &InputMask::default()), [10..18, 19..23]);
        let text = "authenticate plain\nAGEAYg==\nselect inbox";
        assert_eq!(masks_of(text, &InputMask::default()), vec![19..27; 1]);
        assert_eq!(masks_of("AGEAYg==", &InputMask::All), vec![0..8; 1]);
        let text = "autenticate plain\nAGEAYg==\nselect inbox";
        assert_eq!(masks_of(text, &InputMask::default()), vec![18..26; 1]);
    }
}
