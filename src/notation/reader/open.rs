//! A command that is not whole: its literals, the lines up to END, and what follows them; and what
//! may still come of one that the server refused.

use super::super::error::Mistake;
use super::super::item::{AccessTarget, Item, ItemKind};
use super::super::lines::{Line, Side};
use super::{Machine, breaks_framing, looks_like_answer};
use crate::protocol::compose::{LinesForm, LiteralMarker, split_literal_marker};
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::typed_line;
use base64::{Engine, engine::general_purpose::STANDARD};

/// What the next lines are for, while a command is not whole.
pub(super) struct Open {
    pub due: Due,
    /// How many blanks its lines lose.
    pub blanks: usize,
    /// Whether the server's `+`, or its refusal, may stand next.
    pub plus_due: bool,
    /// The command's own tag.
    pub tag: Option<String>,
    /// Where the literal was announced.
    pub place: (usize, usize),
}

/// What the next line is of a command that is not whole.
pub(super) enum Due {
    /// So many octets of a literal, each line's CRLF counted.
    Octets(u64),
    /// What follows a literal that ended with its line.
    Rest,
    /// Lines up to `end`.
    Lines {
        end: String,
        /// The lines so far, if they are base64.
        base64: Option<String>,
    },
}

/// What may still come of a command that the server refused.
pub(super) enum Refused {
    /// A literal, and what follows it.
    Literal(Open),
    /// At most so many answers to an AUTHENTICATE's `+`.
    Answers(u32),
}

impl Machine {
    /// What the end of a command's line leaves open.
    pub(super) fn opened_by(
        &mut self,
        text: &str,
        (tag, blanks, line): (Option<&str>, usize, &Line),
    ) -> Option<Open> {
        if !text.ends_with('}') {
            return None;
        }
        let (due, plus_due) = match split_literal_marker(text).1 {
            Some(LiteralMarker::File(path)) => {
                self.reach(line, AccessTarget::Read(path.to_owned()));
                return None;
            }
            Some(LiteralMarker::Lines { end, form }) => {
                let base64 = (form == LinesForm::Base64).then(String::new);
                let end = end.to_owned();
                (Due::Lines { end, base64 }, false)
            }
            None => due_after(text.as_bytes())?,
        };
        Some(Open {
            due,
            blanks,
            plus_due,
            tag: tag.map(str::to_owned),
            place: (line.number, line.column()),
        })
    }

    /// A line while a command is not whole.
    pub(super) fn due_line(&mut self, line: &Line) {
        if self.notation {
            match line.mark.map(|mark| mark.side) {
                Some(Side::Client) => {}
                Some(Side::Server) => return self.server_while_due(line),
                None => {
                    self.at += 1;
                    return self.unmarked_line(line);
                }
            }
        } else if self.is_servers_turn(line.text()) {
            return;
        }
        let Some(mut open) = self.open.take() else {
            return;
        };
        self.at += 1;
        open.plus_due = false;
        let text = match self.notation {
            true => line.said_without(open.blanks),
            false => line.text_without(open.blanks),
        };
        let text = text.to_owned();
        if let Some(at) = breaks_framing(&text) {
            self.wrong_at(line, line.column() + at, Mistake::BreaksFraming);
        }
        match open.due {
            Due::Octets(left) => self.open = self.take_octets(text.as_bytes(), left, open, line),
            Due::Rest => self.open = self.take_octets(text.as_bytes(), 0, open, line),
            Due::Lines { ref end, .. } if text.trim_end() == end => {
                if let Due::Lines { base64: Some(text), .. } = &open.due
                    && STANDARD.decode(text).is_err()
                {
                    let (line, column) = open.place;
                    self.error(line, column, Mistake::NotBase64);
                }
            }
            Due::Lines { ref mut base64, .. } => {
                if let Some(base64) = base64 {
                    base64.extend(text.split_ascii_whitespace());
                }
                self.open = Some(open);
            }
        }
        self.push(line, ItemKind::FurtherLine(text.into()));
    }

    /// Takes a literal's octets, CRLF counted, off a line; what remains goes on with the command.
    fn take_octets(&mut self, text: &[u8], left: u64, open: Open, line: &Line) -> Option<Open> {
        let rest = match take(text, left) {
            Taken::All(due) => return Some(Open { due, ..open }),
            Taken::Rest(rest) => rest,
            Taken::BetweenCrAndLf => return None,
        };
        match std::str::from_utf8(rest) {
            Ok(rest) => {
                let rest = rest.trim_end_matches([' ', '\t']).to_owned();
                self.variables(&rest, line, None);
                self.opened_by(&rest, (open.tag.as_deref(), open.blanks, line))
            }
            // The count ended inside a character: it goes as it is.
            Err(_) => due_after(rest).map(|(due, plus_due)| Open { due, plus_due, ..open }),
        }
    }

    /// The script's end, while a command is not whole.
    pub(super) fn finish_open(&mut self) {
        let Some(open) = self.open.take() else {
            return;
        };
        let (line, column) = open.place;
        match open.due {
            Due::Octets(left) => self.error(line, column, Mistake::LiteralIncomplete(left)),
            Due::Lines { end, .. } => self.error(line, column, Mistake::MissingEndLine(end)),
            Due::Rest => self.empty_rest(),
        }
    }

    /// A literal ended with its line, and the script has nothing for the rest: it is empty.
    pub(super) fn empty_rest(&mut self) {
        let line = self.lines.get(self.at.saturating_sub(1));
        let line = line.map_or(1, |line| line.number);
        self.items.push(Item::new(line, ItemKind::FurtherLine("".into())));
    }

    /// The server refused the last command: what may still come of it is left out.
    pub fn give_up(&mut self) {
        self.refused = match (self.open.take(), self.auth.take()) {
            (Some(open), _) => Some(Refused::Literal(open)),
            (None, Some(auth)) => Some(Refused::Answers(auth.most.saturating_sub(auth.given))),
            (None, None) => None,
        };
        self.unsaid = self.refused.is_some();
    }

    /// Whether a line belongs to what the server refused. Whoever saw the refusal goes on with a
    /// command, which is known by its name or its tag; others send what they had ready.
    pub(super) fn is_of_refused(&mut self, line: &Line) -> bool {
        let Some(refused) = self.refused.take() else {
            return false;
        };
        match typed_line::LineClassifier::default().classify(line.text()) {
            typed_line::LineKind::ServerResponse => {
                // The listing tells of the refusal.
                self.refused = Some(refused);
                return false;
            }
            typed_line::LineKind::Command(read) if read.spec.is_some() || read.tag.is_some() => {
                return false;
            }
            typed_line::LineKind::Command(_) | typed_line::LineKind::Blank
                if line.mark.is_none() => {}
            _ => return false,
        }
        let text = line.text();
        let goes_on = match refused {
            Refused::Literal(open) => {
                let due = due_without(line.text_without(open.blanks), open.due);
                due.map(|due| Refused::Literal(Open { due, ..open }))
            }
            Refused::Answers(left) if text.is_empty() => Some(Refused::Answers(left)),
            Refused::Answers(left) if left > 0 && looks_like_answer(text) => {
                Some(Refused::Answers(left - 1))
            }
            Refused::Answers(_) => return false,
        };
        self.refused = goes_on;
        if std::mem::take(&mut self.unsaid) {
            self.left_out = Some(line.number);
        }
        true
    }
}

/// What is still due of a refused command after this line.
fn due_without(text: &str, due: Due) -> Option<Due> {
    let opened = |rest| due_after(rest).map(|(due, _)| due);
    match due {
        Due::Octets(left) => match take(text.as_bytes(), left) {
            Taken::All(due) => Some(due),
            Taken::Rest(rest) => opened(rest),
            Taken::BetweenCrAndLf => None,
        },
        Due::Rest => opened(text.as_bytes()),
        Due::Lines { ref end, .. } => (text.trim_end() != end).then_some(due),
    }
}

/// What a literal takes of a line.
enum Taken<'a> {
    /// All of it; so much is due then.
    All(Due),
    /// What stands before this.
    Rest(&'a [u8]),
    /// All of it and its CR: the LF ends the command.
    BetweenCrAndLf,
}

/// Takes a literal's octets, CRLF counted, off a line, of which so many are left.
fn take(text: &[u8], left: u64) -> Taken<'_> {
    let length = text.len() as u64;
    match left.checked_sub(length + 2) {
        Some(0) => Taken::All(Due::Rest),
        Some(left) => Taken::All(Due::Octets(left)),
        None => match text.get(usize::try_from(left).unwrap_or(usize::MAX)..) {
            Some(rest) => Taken::Rest(rest),
            None => Taken::BetweenCrAndLf,
        },
    }
}

/// What a literal announced at the text's end makes due, and whether a `+` comes before it.
fn due_after(text: &[u8]) -> Option<(Due, bool)> {
    let literal = LiteralAnnouncement::at_end(text)?;
    let due = match literal.size {
        0 => Due::Rest,
        size => Due::Octets(size),
    };
    Some((due, !literal.non_synchronizing))
}
