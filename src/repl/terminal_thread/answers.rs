//! The answers to questions for a user name or a password, and the lines that are typed after them.

use super::{TerminalThread, WaitEnd};
use crate::messages::text;
use crate::repl::ExitReason;
use crate::repl::editor::EditorInput;
use crate::repl::helper::Question;

impl TerminalThread {
    /// Asks a question. The first of several lines that were typed at once is the answer; a paste of
    /// several lines is not one, and the question is asked again.
    pub(super) fn answer_to(&mut self, text: &str, hides_answer: bool) -> Option<String> {
        if !self.after_answer.is_empty() {
            return Some(self.after_answer.remove(0)).filter(|answer| !answer.is_empty());
        }
        loop {
            let question = Question { text: text.to_owned(), hides_answer };
            let mut lines = match self.helper.ask(question, || self.editor.read()) {
                Ok(EditorInput::Burst(mut lines)) => {
                    self.after_answer = lines.split_off(lines.len().min(1));
                    lines
                }
                Ok(EditorInput::Lines(lines)) => lines,
                _ => return None,
            };
            if lines.len() > 1 {
                lines.retain(|line| !line.trim().is_empty());
            }
            match lines.len() {
                0 | 1 => return lines.pop().filter(|answer| !answer.is_empty()),
                lines => self.report(text::ReplAnswerOneLine { lines }),
            }
        }
    }

    /// Reports how many lines are dropped because a question was not answered: those that arrived together
    /// with an earlier answer, and `others`.
    pub(super) fn report_unanswered(&mut self, others: usize) {
        let lines = std::mem::take(&mut self.after_answer).len() + others;
        if lines > 0 {
            self.report(text::ReplBehindQuestionDropped { lines });
        }
    }

    /// Takes the lines that were typed ahead after the answer to a question.
    pub(super) fn take_lines_after_answer(&mut self) -> Option<ExitReason> {
        while !self.after_answer.is_empty() {
            let end = self.wait_for_prompt();
            let lines = std::mem::take(&mut self.after_answer);
            let ended = match end {
                WaitEnd::Done => self.take_burst(lines),
                WaitEnd::Interrupted => {
                    self.report(text::ReplTypedAheadDropped { lines: lines.len() });
                    None
                }
                WaitEnd::Ended(reason) => {
                    self.unsent.extend(lines);
                    Some(reason)
                }
            };
            if ended.is_some() {
                return ended;
            }
        }
        None
    }
}
