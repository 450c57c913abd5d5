//! Handles a typed line that belongs to a literal, or follows one.

use super::hint::Hint;
use super::input_state::{Continued, InputState, OpenCommand, TypedLines, TypedLiteral};
use super::outgoing::{ClientKind, Outgoing};
use super::typed_input::LineAction;
use super::{Dialogue, syntax_hints};
use crate::protocol::compose::{
    self, AfterLine, ComposeError, Composed, Content, Environment, LineOctets,
};
use crate::protocol::framing::LineEnd;
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::secrets::secret_of_swallowed_login;
use crate::protocol::typed_line::CommandLine;

impl Dialogue {
    /// A line while octets of a literal are expected: its first octets, CRLF included, are the
    /// literal's; what remains is the rest of the command.
    pub(super) fn read_literal(
        &mut self,
        line: &str,
        mut literal: TypedLiteral,
        environment: &dyn Environment,
    ) -> Result<LineAction, ComposeError> {
        literal.command.counted.look_for_wide(line.as_bytes());
        let hint = literal.hint(line);
        match LineOctets::take(line.as_bytes(), literal.remaining) {
            LineOctets::Line { remaining } => {
                let octets = literal.part([line.as_bytes(), b"\r\n"].concat());
                self.outgoing.push_back(octets);
                if remaining == 0 {
                    self.finish_argument(&mut literal.command);
                }
                self.input = literal.after(remaining);
                Ok(LineAction::Send(hint.into_iter().collect()))
            }
            LineOctets::BetweenCrAndLf => {
                let octets = literal.part([line.as_bytes(), b"\r"].concat());
                self.finish_argument(&mut literal.command);
                self.outgoing.push_back(octets);
                // The LF alone ends the command.
                self.outgoing.push_back(Outgoing {
                    eol: LineEnd::Lf,
                    ..Outgoing::line(ClientKind::Untagged, Vec::new(), None)
                });
                self.input = InputState::Command;
                let count = literal.command.counted;
                let count = (!literal.secret.is_everything()).then_some(count);
                let hint = hint.unwrap_or(Hint::BetweenCrAndLf(count));
                Ok(LineAction::Send(vec![hint]))
            }
            LineOctets::End { literal: octets, rest } => {
                literal.secret.precedes(rest);
                let octets = literal.part(octets.to_vec());
                // Octets that were counted wrongly may end within a login.
                if secret_of_swallowed_login(line).is_some() {
                    literal.command.secrets.hide_rest();
                }
                self.end_literal(line, literal, octets, rest, hint, environment)
            }
        }
    }

    /// The beginning of a line of a literal that is being typed, after which nothing more of it is sent.
    pub fn read_cut_line(&mut self, text: &str) -> LineAction {
        let InputState::Literal(literal) = &self.input else { return LineAction::Nothing };
        let mut literal = literal.clone();
        let size = text.len().min(usize::try_from(literal.remaining).unwrap_or(usize::MAX));
        let remaining = literal.remaining - size as u64;
        self.outgoing.push_back(literal.part(text.as_bytes()[..size].to_vec()));
        self.input = literal.after(remaining);
        LineAction::Send(Vec::new())
    }

    /// A line in which a literal ends. `octets`: its last ones; `hint`: about the line.
    fn end_literal(
        &mut self,
        line: &str,
        mut literal: TypedLiteral,
        octets: Outgoing,
        rest: &[u8],
        hint: Option<Hint>,
        environment: &dyn Environment,
    ) -> Result<LineAction, ComposeError> {
        self.finish_argument(&mut literal.command);
        let swallowed = literal.hinted;
        let action = self.read_rest(rest, literal.command, Some(octets), environment)?;
        let LineAction::Send(mut wrong) = action else {
            return Ok(action);
        };
        // A literal that contains a command was not meant to be that long.
        let over = rest.trim_ascii_end().len() as u64;
        if let Some(Hint::LeftOver { octets, count }) = wrong.first_mut()
            && swallowed
            && count.take().is_some()
        {
            *octets = over;
            if let Some(Hint::StillInLiteral { octets, before, .. }) = hint {
                wrong[0] = Hint::StillInLiteral { octets, before, left_over: over };
            }
        } else if wrong.is_empty() && line.starts_with(':') {
            // The line has the literal's length, but was meant for imapsh.
            wrong.extend(hint);
        }
        Ok(LineAction::Send(wrong))
    }

    /// The rest of a command after a literal. `literal`: the last octets of that literal, if they
    /// were typed on the same line.
    pub(super) fn read_rest(
        &mut self,
        rest: &[u8],
        command: OpenCommand,
        literal: Option<Outgoing>,
        environment: &dyn Environment,
    ) -> Result<LineAction, ComposeError> {
        let hint = self.hint_of_rest(rest, &command, literal.is_none());
        let mut hints: Vec<_> = hint.into_iter().collect();
        let Ok(rest) = std::str::from_utf8(rest) else {
            // The literal ended inside a character: variables in the rest are not filled in.
            let announced = LiteralAnnouncement::at_end(rest);
            let following = announced.map_or(AfterLine::End, AfterLine::TypedLiteral);
            self.outgoing.extend(literal);
            self.send_line(command, compose::unescaped(rest), &[], following);
            return Ok(LineAction::Send(hints));
        };
        let rest = rest.trim_end_matches([' ', '\t']);
        if !command.secrets.next_literal_is_secret() {
            hints.extend(syntax_hints::in_rest(rest));
        }
        let Composed { text, lines } = compose::compose(None, rest, environment)?;
        match lines {
            None => {
                self.outgoing.extend(literal);
                self.continue_command(command, text);
                Ok(LineAction::Send(hints))
            }
            Some(lines) => {
                let previous = std::mem::replace(&mut self.input, InputState::Command);
                let continues = Some(Continued { previous, literal });
                let lines = TypedLines::new(command, text, lines, continues);
                self.input = InputState::Lines(Box::new(lines));
                Ok(LineAction::Buffered(None))
            }
        }
    }

    /// After the end line of a literal's lines: its size is known, and everything is sent.
    pub(super) fn end_lines(
        &mut self,
        mut lines: TypedLines,
        environment: &dyn Environment,
    ) -> Result<LineAction, ComposeError> {
        let octets = match std::mem::take(&mut lines.lines).into_octets() {
            Ok(octets) => octets,
            Err(error) => {
                // The lines can't be corrected any more: drop them.
                self.input = lines.take_previous();
                return Err(error);
            }
        };
        let hint = variable_in_literal(&octets, environment);
        let TypedLines { command, mut text, continues, .. } = lines;
        text.push_literal(Content::Octets(octets));
        if let Some(continued) = continues {
            self.outgoing.extend(continued.literal);
            self.continue_command(command, text);
            return Ok(LineAction::Send(hint.into_iter().collect()));
        }
        let first = text.first_line();
        let mut hints = self.hints(&CommandLine::parse(first));
        hints.extend(hint);
        let tag_len = command.tag.len();
        let spec = CommandLine::parse(first[tag_len..].trim_start()).spec;
        self.begin_command(ClientKind::Command, tag_len, spec, "", text);
        Ok(LineAction::Send(hints))
    }
}

/// The hint for a variable that has a value, in octets of a literal, where it is sent as it is.
fn variable_in_literal(octets: &[u8], environment: &dyn Environment) -> Option<Hint> {
    let text = std::str::from_utf8(octets).ok()?;
    let mut known = compose::variables(text).filter(|it| environment.variable(it.name).is_some());
    known.next().map(|variable| Hint::VariableInLiteral(variable.name.to_owned()))
}
