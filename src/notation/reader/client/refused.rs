//! The lines that may still follow of a command that the server refused. They are left out.

use super::open_literal::{Due, OpenLiteral, due_after};
use crate::notation::answer::looks_like_answer;
use crate::notation::lines::ScriptLine;
use crate::notation::reader::ScriptReader;
use crate::protocol::compose::LineOctets;
use crate::protocol::typed_line::{LineClassifier, TypedLineKind};

/// The lines that may still follow of a command that the server refused.
pub enum RefusedRest {
    /// A literal, and the rest after it.
    Literal(Box<OpenLiteral>),
    /// At most this many answers to an AUTHENTICATE's `+`.
    Answers(u32),
}

impl ScriptReader {
    /// Notes that the server refused the last command: its remaining lines are left out.
    pub fn note_refusal(&mut self) {
        self.refused = match (self.open.take(), self.auth.take()) {
            (Some(open), _) => Some(RefusedRest::Literal(Box::new(open))),
            (None, Some(auth)) => Some(RefusedRest::Answers(auth.most.saturating_sub(auth.given))),
            (None, None) => None,
        };
        self.has_unreported_refusal = self.refused.is_some();
    }

    /// Whether a line belongs to the refused command. A client that waited for the refusal continues with a
    /// new command, recognized by its name or tag; a client that did not wait sends the lines it had queued.
    pub fn is_of_refused(&mut self, line: &ScriptLine) -> bool {
        let Some(refused) = self.refused.take() else {
            return false;
        };
        match LineClassifier::default().classify(line.text()) {
            TypedLineKind::ServerResponse => {
                // The listing shows the refusal.
                self.refused = Some(refused);
                return false;
            }
            TypedLineKind::Command(command) if command.spec.is_some() || command.tag.is_some() => {
                return false;
            }
            TypedLineKind::Command(_) | TypedLineKind::Blank if line.mark.is_none() => {}
            _ => return false,
        }
        let text = line.text();
        let remaining = match refused {
            RefusedRest::Literal(mut open) => {
                let text = line.text_without(open.spaces.unmarked);
                let due = due_without(text, std::mem::replace(&mut open.due, Due::Rest));
                due.map(|due| {
                    open.due = due;
                    RefusedRest::Literal(open)
                })
            }
            RefusedRest::Answers(left) if text.is_empty() => Some(RefusedRest::Answers(left)),
            RefusedRest::Answers(left) if left > 0 && looks_like_answer(text) => {
                Some(RefusedRest::Answers(left - 1))
            }
            RefusedRest::Answers(_) => return false,
        };
        self.refused = remaining;
        if std::mem::take(&mut self.has_unreported_refusal) {
            self.output.left_out = Some(line.number);
        }
        true
    }
}

/// The lines of a refused command that are still expected after this one.
fn due_without(text: &str, due: Due) -> Option<Due> {
    let opened = |rest| due_after(rest).map(|(due, _)| due);
    match due {
        Due::Octets(left) => match LineOctets::take(text.as_bytes(), left) {
            LineOctets::Line { remaining } => Some(Due::octets(remaining)),
            LineOctets::End { rest, .. } => opened(rest),
            LineOctets::BetweenCrAndLf => None,
        },
        Due::Rest => opened(text.as_bytes()),
        Due::Lines { ref end, .. } => (text.trim_end() != end).then_some(due),
    }
}
