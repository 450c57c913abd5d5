//! What the line editor asks for: the output to print, the prompt, what to hide, completions.

use super::completion;
use super::editor::EditorHelper;
use super::state::PromptState;
use crate::messages::{Messages, text};
use crate::protocol::commands;
use crate::protocol::compose::is_variable;
use crate::protocol::dialogue::Prompt;
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::secrets::InputMask;
use crate::protocol::typed_line::CommandLine;
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
fn prompt_text(prompt: Option<&Prompt>, closed: &str) -> String {
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
            Some(question) if question.hides_answer => vec![Range { start: 0, end: text.len() }],
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
        completion::complete(line, position, &self.state.snapshot().words)
    }

    fn style_prompt(&self, prompt: &str) -> String {
        let style = if self.color { theme::TAG } else { Style::new() };
        prompt.style(style).to_string()
    }
}

/// The secrets in a line, or in the lines of a paste: there the literals of a LOGIN and the responses
/// of an AUTHENTICATE follow in lines of their own. `mask`: for the first line.
fn secrets_of(text: &str, mask: &InputMask) -> Vec<Range<usize>> {
    let mut secrets = Vec::new();
    let mut mask = mask.clone();
    let mut within_login = false;
    let mut start = 0;
    for line in text.split('\n') {
        let command = CommandLine::parse(line.trim());
        let name = commands::find(command.verb).map(|command| command.name);
        let secret = match (within_login, name) {
            (true, None) => InputMask::All.secret(line),
            _ => mask.secret(line),
        };
        // A line from the history has a variable there, which needs no hiding.
        let is_text =
            |range: &Range<usize>| !range.is_empty() && !is_variable(&line[range.clone()]);
        let range = secret.map(|secret| secret.range).filter(is_text);
        secrets.extend(range.map(|range| start + range.start..start + range.end));
        within_login = match name {
            Some("AUTHENTICATE") => true,
            Some("LOGIN") => LiteralAnnouncement::at_end(line.trim_end().as_bytes()).is_some(),
            Some(_) => false,
            // The response follows even if AUTHENTICATE was mistyped.
            None => within_login || commands::nearest(command.verb) == Some("AUTHENTICATE"),
        };
        if matches!(mask, InputMask::All | InputMask::Rest(_)) {
            // It was for the first line only.
            mask = InputMask::default();
        }
        start += line.len() + 1;
    }
    secrets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_found_in_the_lines_of_a_paste() {
        let text = "login {4}\nuser {4}\npass\nnoop";
        assert_eq!(secrets_of(text, &InputMask::default()), [10..18, 19..23]);
        let text = "authenticate plain\nAGEAYg==\nselect inbox";
        assert_eq!(secrets_of(text, &InputMask::default()), vec![19..27; 1]);
        assert_eq!(secrets_of("AGEAYg==", &InputMask::All), vec![0..8; 1]);
        let text = "autenticate plain\nAGEAYg==\nselect inbox";
        assert_eq!(secrets_of(text, &InputMask::default()), vec![18..26; 1]);
    }
}
