//! The helper of the line editor: supplies the output to print, the prompt, the secrets to hide, and
//! completions.

use super::completion;
use super::editor::{Candidate, EditorHelper, ExternalEditError};
use super::notice::notice;
use super::public_password::may_become_public;
use super::state::{PromptSnapshot, PromptState};
use crate::escape::escaped;
use crate::messages::{Messages, text};
use crate::notation::{self, is_idle_first_to_end, secrets_of_paste};
use crate::protocol::compose::is_variable;
use crate::protocol::dialogue::Prompt;
use crate::protocol::secrets::{InputMask, begins_setting, lone_argument_of_set};
use crate::view::{Colors, TypedColors, theme, wrap};
use owo_colors::OwoColorize;
use std::cell::RefCell;
use std::io;
use std::ops::Range;
use std::sync::Arc;

pub struct PromptHelper {
    state: Arc<PromptState>,
    colors: Colors,
    messages: Messages,
    typed_colors: RefCell<TypedColors>,
    /// The question that is asked instead of reading a line for the server.
    question: RefCell<Option<Question>>,
    /// The prompt without a connection.
    closed: String,
    /// The prompt of a search in the history.
    search: String,
    /// The text for a search without a match.
    search_failure: String,
}

/// A question for the value of a variable.
pub struct Question {
    pub text: String,
    pub hides_answer: bool,
}

impl PromptHelper {
    pub fn new(state: Arc<PromptState>, messages: Messages, colors: Colors) -> PromptHelper {
        PromptHelper {
            state,
            colors,
            messages,
            typed_colors: RefCell::new(TypedColors::new(colors)),
            question: RefCell::new(None),
            closed: messages.format(text::ReplPromptClosed),
            search: messages.format(text::ReplPromptSearch),
            search_failure: messages.format(text::ReplSearchFailed),
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

/// The prompt for a line to the server.
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

    fn note_echo(&self, prompt: &str, line: &str) {
        self.state.note_echo(prompt, line);
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

    fn search_failure(&self) -> String {
        self.search_failure.clone()
    }

    fn more_candidates(&self, count: usize) -> String {
        self.messages.format(text::ReplMoreCandidates { count })
    }

    fn report_edit_error(&self, error: &ExternalEditError) {
        let text = match error {
            ExternalEditError::Secret => self.messages.format(text::ReplEditSecret),
            ExternalEditError::NotSet => self.messages.format(text::ReplEditNotSet),
            ExternalEditError::NotFound(program) => {
                self.messages.format(text::ReplEditNotFound { program })
            }
            ExternalEditError::Failed(status) => {
                let status = status.unwrap_or_default();
                self.messages.format(text::ReplEditUnchanged { status })
            }
            ExternalEditError::TooLong => self.messages.format(text::ReplEditTooLong),
            ExternalEditError::Io(reason) => self.messages.format(text::ReplEditFailed { reason }),
        };
        self.state.add_output(&notice(&escaped(&text)));
    }

    fn report_hidden_cut(&self) {
        self.state.add_output(&notice(&self.messages.format(text::ReplHiddenCut)));
    }

    fn secrets(&self, text: &str) -> Vec<Range<usize>> {
        match &*self.question.borrow() {
            Some(question) if question.hides_answer => vec![Range { start: 0, end: text.len() }],
            Some(_) => Vec::new(),
            None => secrets_of(text, &self.state.snapshot()),
        }
    }

    fn is_attempt(&self, text: &str) -> bool {
        self.state.snapshot().mask.is_attempt(text)
    }

    fn hidden_at_end(&self, text: &str) -> Option<Range<usize>> {
        let snapshot = self.state.snapshot();
        let is_command = self.expects_command() && matches!(snapshot.mask, InputMask::Command(_));
        if !is_command {
            return None;
        }
        if let Some(domain) = snapshot.mask.perhaps_domain(text) {
            let is_public = snapshot.is_practice && may_become_public(text, &domain);
            return (!is_public).then_some(domain);
        }
        if let Some(word) = snapshot.mask.perhaps_alone(text) {
            return Some(word);
        }
        let argument = lone_argument_of_set(text)?;
        let typed = &text[argument.clone()];
        let is_variable = snapshot.variables.iter().any(|name| name.starts_with(typed));
        (!is_variable && !begins_setting(typed)).then_some(argument)
    }

    fn hint(&self, line: &str) -> Option<String> {
        let hint = || completion::hint(line, &self.state.snapshot(), self.messages);
        self.expects_command().then(hint)?
    }

    fn paste_hint(&self, lines: &str) -> Option<String> {
        let count = lines.lines().filter(|line| !line.trim().is_empty()).count();
        if self.is_question() || count < 2 {
            return None;
        }
        let hint = hint_of_paste(lines, count, &self.state.snapshot(), self.messages);
        let columns = wrap::columns(io::stdout()).unwrap_or(usize::MAX);
        Some(format!("▸ {}", wrap::wrap(&hint, columns.saturating_sub(2)).join("\n  ")))
    }

    fn complete(&self, line: &str, position: usize) -> (usize, Vec<Candidate>) {
        if !self.expects_command() {
            return (position, Vec::new());
        }
        completion::complete_or_go_on(line, position, &self.state.snapshot())
    }

    fn style_text(&self, shown: &str) -> String {
        let snapshot = self.state.snapshot();
        match &snapshot.prompt {
            Some(Prompt::Tag(tag))
                if self.colors.are_used() && self.question.borrow().is_none() =>
            {
                self.typed_colors.borrow_mut().command(tag, shown)
            }
            _ => shown.to_owned(),
        }
    }

    fn style_prompt(&self, prompt: &str) -> String {
        let style = theme::tag(self.colors);
        prompt.style(style).to_string()
    }
}

/// What Enter does with these lines, `count` of which are not blank.
fn hint_of_paste(
    lines: &str,
    count: usize,
    snapshot: &PromptSnapshot,
    messages: Messages,
) -> String {
    let Some(start) = snapshot.expected.as_ref().filter(|_| !snapshot.sends_pastes_raw) else {
        return messages.format(text::ReplPasteEnter { lines: count });
    };
    let Ok(reading) = notation::read(lines.as_bytes(), "paste", start) else {
        return messages.format(text::ReplPasteEnterMistaken { lines: count });
    };
    let (lines, sent) = (reading.line_count(), reading.sent_count());
    if snapshot.pasting {
        messages.format(text::ReplPasteEnterFirst { lines })
    } else if is_idle_first_to_end(&reading.mistakes) {
        messages.format(text::ReplPasteEnterInIdle { lines })
    } else if !reading.mistakes.is_empty() {
        messages.format(text::ReplPasteEnterMistaken { lines })
    } else if sent >= lines {
        messages.format(text::ReplPasteEnterSendsAll { lines })
    } else {
        messages.format(text::ReplPasteEnterSends { sent, lines })
    }
}

/// The secrets in a line, or in the lines of a paste.
fn secrets_of(text: &str, snapshot: &PromptSnapshot) -> Vec<Range<usize>> {
    let start = snapshot.expected.clone().unwrap_or_default();
    let mut secrets = secrets_of_paste(text, &start, &snapshot.mask);
    if snapshot.is_practice {
        secrets.retain(|range| !may_become_public(text, range));
    }
    // A line from the history has a variable there, which needs no hiding.
    secrets.retain(|range| !range.is_empty() && !is_variable(&text[range.clone()]));
    secrets
}
