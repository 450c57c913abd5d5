//! What the line editor asks for: the output to print, the prompt, what to hide, completions.

use super::completion;
use super::editor::EditorHelper;
use super::state::PromptState;
use crate::messages::{Messages, text};
use crate::protocol::compose::is_variable;
use crate::protocol::dialogue::Prompt;
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::secrets::InputMask;
use crate::protocol::{commands, typed_line};
use crate::view::theme;
use owo_colors::{OwoColorize, Style};
use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

pub struct PromptHelper {
    state: Arc<PromptState>,
    color: bool,
    /// Asked instead of a line for the server.
    question: RefCell<Option<Question>>,
    /// The prompt without a connection.
    closed: String,
    /// The prompt of a search in the history.
    search: String,
}

/// A question for the value of a variable.
pub struct Question {
    pub text: String,
    pub hides_answer: bool,
}

impl PromptHelper {
    pub fn new(state: Arc<PromptState>, messages: Messages, color: bool) -> PromptHelper {
        PromptHelper {
            state,
            color,
            question: RefCell::new(None),
            closed: messages.format(text::ReplPromptClosed),
            search: messages.format(text::ReplPromptSearch),
        }
    }

    /// Shows the question instead of the prompt while `read` reads.
    pub fn ask<T>(&self, question: Question, read: impl FnOnce() -> T) -> T {
        self.question.replace(Some(question));
        let answer = read();
        self.question.replace(None);
        answer
    }

    /// Whether a command or a directive is expected: no literal, and no answer to a question.
    fn expects_command(&self) -> bool {
        let snapshot = self.state.snapshot();
        let is_literal = snapshot.prompt.is_some_and(|prompt| prompt.is_literal());
        self.question.borrow().is_none() && !is_literal
    }
}

/// The prompt of a line for the server.
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
        match &*self.question.borrow() {
            Some(question) => question.text.clone(),
            None => prompt_text(self.state.snapshot().prompt.as_ref(), &self.closed),
        }
    }

    fn is_question(&self) -> bool {
        self.question.borrow().is_some()
    }

    fn hides_input(&self) -> bool {
        match &*self.question.borrow() {
            Some(question) => question.hides_answer,
            None => matches!(self.state.snapshot().mask, InputMask::All),
        }
    }

    fn is_over(&self) -> bool {
        self.state.snapshot().ended.is_some()
    }

    fn search_prompt(&self) -> String {
        self.search.clone()
    }

    fn secrets(&self, text: &str) -> Vec<Range<usize>> {
        match &*self.question.borrow() {
            Some(question) if question.hides_answer => vec![Range {
                start: 0,
                end: text.len(),
            }],
            Some(_) => Vec::new(),
            None => secrets_of(text, &self.state.snapshot().mask),
        }
    }

    fn hint(&self, line: &str) -> Option<String> {
        self.expects_command().then(|| completion::hint(line))?
    }

    fn complete(&self, line: &str, position: usize) -> (usize, Vec<String>) {
        if !self.expects_command() {
            return (position, Vec::new());
        }
        completion::complete(line, position, &self.state.words())
    }

    fn style_prompt(&self, prompt: &str) -> String {
        let style = if self.color { theme::TAG } else { Style::new() };
        prompt.style(style).to_string()
    }
}

/// The secrets in a line, or in the lines of a paste: there an AUTHENTICATE's answers and a
/// LOGIN's literals follow in lines of their own.
fn secrets_of(text: &str, first: &InputMask) -> Vec<Range<usize>> {
    let (mut masks, mut at) = (Vec::new(), 0);
    let mut mask = first.clone();
    let mut answers = false;
    for (index, line) in text.split('\n').enumerate() {
        let read = typed_line::CommandLine::parse(line.trim());
        let known = commands::find(read.verb).map(|command| command.name);
        let mask_here = match (answers, known) {
            (true, None) if index > 0 => &InputMask::All,
            _ => &mask,
        };
        let secret = mask_here
            .secret(line)
            .filter(|secret| !secret.range.is_empty())
            // A line from the history has a variable there, which needs no hiding.
            .filter(|secret| !is_variable(&line[secret.range.clone()]));
        masks.extend(secret.map(|secret| at + secret.range.start..at + secret.range.end));
        answers = match known {
            Some("AUTHENTICATE") => true,
            Some("LOGIN") => LiteralAnnouncement::at_end(line.trim_end().as_bytes()).is_some(),
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
        assert_eq!(secrets_of(text, &InputMask::default()), [10..18, 19..23]);
        let text = "authenticate plain\nAGEAYg==\nselect inbox";
        assert_eq!(secrets_of(text, &InputMask::default()), vec![19..27; 1]);
        assert_eq!(secrets_of("AGEAYg==", &InputMask::All), vec![0..8; 1]);
        let text = "autenticate plain\nAGEAYg==\nselect inbox";
        assert_eq!(secrets_of(text, &InputMask::default()), vec![18..26; 1]);
    }
}
