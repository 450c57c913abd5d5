//! Handles a typed line in each input state.
//!
//! A refused line does not change the state, except that lines of a literal that are not base64 are
//! dropped.

use super::first_argument::{self, FirstArgument};
use super::hints::{hint_of_output, hint_of_response};
use super::input_state::{
    Continued, InputState, OpenCommand, SaslExchange, TypedLines, TypedLiteral,
};
use super::outgoing::{ClientKind, FollowingLiteral, Outgoing};
use super::with_sasl::WithSasl;
use super::{Dialogue, Hint, syntax_hints};
use crate::protocol::commands::CommandSpec;
use crate::protocol::compose::{
    self, AfterLine, CommandText, ComposeError, Composed, Content, Environment, LineOctets,
};
use crate::protocol::framing::LineEnd;
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::sasl;
use crate::protocol::secrets::{
    InputMask, Placeholder, SecretScanner, SecretSpan, is_unsent_attempt, may_be_secret,
    mistaken_directive, secret_of_command, secret_of_swallowed_login,
};
use crate::protocol::typed_line::{CommandLine, TypedLineKind};
use base64::{Engine, engine::general_purpose::STANDARD};
use std::ops::Range;

/// What to do with a typed line.
#[derive(Debug, PartialEq, Eq)]
pub enum LineAction {
    /// Nothing is sent: it is blank or a comment.
    Nothing,
    /// Nothing is sent: it is a pasted line of a server, or of a tool. The hint is for a typed line.
    Pasted(Hint),
    /// It is a directive, for the caller to carry out; without its colon.
    Directive(String),
    /// It is a line of a literal that is sent later, as a whole. The hint is for a typed line.
    Buffered(Option<Hint>),
    /// Nothing is sent: the server has to send a continuation request or a completion before it,
    /// to the command that [`Dialogue::awaited`] returns.
    TooEarly,
    /// It is sent: see [`Dialogue::take_outgoing`]. The hints are shown below the line.
    Send(Vec<Hint>),
}

/// Sent, and nothing seems wrong with it.
const SENT: Result<LineAction, ComposeError> = Ok(LineAction::Send(Vec::new()));

impl Dialogue {
    /// Reads a typed line, without its line end. While [`Dialogue::awaits_server`], it is sent only
    /// later, if at all, and the caller may hold it back.
    pub fn read_line(
        &mut self,
        line: &str,
        environment: &dyn Environment,
    ) -> Result<LineAction, ComposeError> {
        let result = self.read_input(line, environment);
        result.map_err(|error| without_secret(error, line, &self.mask()))
    }

    fn read_input(
        &mut self,
        line: &str,
        environment: &dyn Environment,
    ) -> Result<LineAction, ComposeError> {
        compose::check_framing(line)?;
        match &mut self.input {
            InputState::Literal(literal) => {
                let literal = literal.clone();
                self.read_literal(line, literal, environment)
            }
            InputState::AfterLiteral(command) => {
                let command = command.clone();
                self.read_rest(line.as_bytes(), command, None, environment)
            }
            InputState::Lines(lines) if !lines.lines.is_end(line) => {
                Ok(LineAction::Buffered(lines.push(line)))
            }
            InputState::Lines(lines) => {
                let lines = std::mem::take(&mut **lines);
                self.input = InputState::Command;
                self.end_lines(lines)
            }
            InputState::SaslResponse(exchange) => {
                let exchange = exchange.clone();
                self.read_sasl_response(line.trim(), exchange, environment)
            }
            InputState::Command
            | InputState::Continuation(..)
            | InputState::Challenge(_)
            | InputState::Upgrade { .. } => match self.classifier.classify(line) {
                TypedLineKind::Blank | TypedLineKind::Comment => Ok(LineAction::Nothing),
                TypedLineKind::ServerResponse => {
                    if is_unsent_attempt(line) {
                        self.note_unsent_attempt();
                    }
                    Ok(LineAction::Pasted(hint_of_response(line)))
                }
                TypedLineKind::ToolOutput => {
                    if is_unsent_attempt(line) {
                        self.note_unsent_attempt();
                    }
                    Ok(LineAction::Pasted(hint_of_output(line)))
                }
                TypedLineKind::Directive(directive) => {
                    // It may be a login with a colon by mistake.
                    if let Some(line) = mistaken_directive(directive) {
                        self.note_attempt(line, CommandLine::parse(line).spec, None);
                    }
                    Ok(LineAction::Directive(directive.to_owned()))
                }
                TypedLineKind::Command(line) if self.is_too_early(&line) => {
                    Ok(LineAction::TooEarly)
                }
                TypedLineKind::Command(line) => self.read_command_line(&line, environment),
            },
        }
    }

    /// Whether the server has to send something before this line. Before the server's `+`, `done`
    /// means nothing (RFC 2177).
    fn is_too_early(&self, line: &CommandLine<'_>) -> bool {
        self.awaits_server() || (line.is_done() && self.awaits_idle_continuation())
    }

    /// Reads a line that the caller knows to begin a command. If something other than a command is
    /// expected, the line is taken for that.
    pub fn read_command(
        &mut self,
        line: &CommandLine<'_>,
        environment: &dyn Environment,
    ) -> Result<LineAction, ComposeError> {
        if !matches!(self.input, InputState::Command) {
            return self.read_line(line.text, environment);
        }
        compose::check_framing(line.text)?;
        let result = self.read_command_line(line, environment);
        result.map_err(|error| without_secret(error, line.text, &self.mask()))
    }

    /// Sends a line unchanged in any state. Its effect on the state is that of a typed line: a command
    /// with a tag is pending, and may need a literal or a response.
    pub fn raw(&mut self, line: &str) -> Result<LineAction, ComposeError> {
        compose::check_framing(line)?;
        let command = CommandLine::parse(line.trim());
        if matches!(self.input, InputState::Command) && command.is_done() {
            self.pending.end_idle(self.commands_sent);
        }
        match (&self.input, command.tag, command.spec) {
            (InputState::SaslResponse(exchange), ..) => {
                let exchange = exchange.clone();
                self.respond(line.to_owned(), exchange);
            }
            (InputState::Command, Some(tag), Some(spec)) if line.starts_with(tag) => {
                let mechanism = command.arguments.split_ascii_whitespace().next();
                self.begin_command(
                    ClientKind::Raw,
                    tag.len(),
                    Some(spec),
                    mechanism.unwrap_or_default(),
                    CommandText::of_line(line),
                );
            }
            (_, tag, spec) => {
                let secret = match self.mask() {
                    InputMask::Command(policy) => secret_of_command(line, policy),
                    InputMask::AllButDirectives => InputMask::All.secret(line),
                    mask => mask.secret(line),
                };
                match tag {
                    Some(tag) if spec.is_some() => {
                        self.note_sent(tag.len(), spec, line, secret.as_ref());
                    }
                    _ => self.note_attempt(line, spec, secret.as_ref()),
                }
                self.outgoing.push_back(Outgoing::line(ClientKind::Raw, line, secret));
            }
        }
        SENT
    }

    /// A command's first line, or `done`.
    fn read_command_line(
        &mut self,
        line: &CommandLine<'_>,
        environment: &dyn Environment,
    ) -> Result<LineAction, ComposeError> {
        let result = self.compose_command(line, environment);
        if !matches!(result, Ok(LineAction::Send(_))) {
            // Its secret may be typed next, even though nothing is sent now.
            self.note_attempt(line.text, line.spec, None);
        }
        result
    }

    fn compose_command(
        &mut self,
        line: &CommandLine<'_>,
        environment: &dyn Environment,
    ) -> Result<LineAction, ComposeError> {
        if line.is_done() && self.idle().is_some() {
            let done = Outgoing::line(ClientKind::Untagged, line.text, None);
            self.outgoing.push_back(done);
            self.pending.end_idle(self.commands_sent);
            return SENT;
        }
        let hints = self.hints(line);
        let mut arguments = line.arguments.split_ascii_whitespace();
        let environment =
            WithSasl { environment, mechanism: arguments.next().unwrap_or_default(), challenge: 0 };
        let tag = line.tag.is_none().then(|| self.tags.next_tag());
        let Composed { mut text, lines } = environment.compose(tag, line.text)?;
        if line.has_signs {
            text.secret_at = self
                .secret_after_variable(line.text)
                .and_then(|before| compose::composed_length(tag, before, &environment));
        }
        // The tag as sent: a typed one may have contained a variable.
        let first = text.first_line();
        let is_blank = |octet: u8| matches!(octet, b' ' | b'\t');
        let tag_len = first.bytes().position(is_blank).unwrap_or(first.len());
        let Some(lines) = lines else {
            self.begin_command(
                ClientKind::Command,
                tag_len,
                line.spec,
                environment.mechanism,
                text,
            );
            return Ok(LineAction::Send(hints));
        };
        let tag = first.as_bytes()[..tag_len].to_vec();
        let secrets = self.secrets_before_lines(&text, tag_len);
        let command = OpenCommand { tag, secrets, ..OpenCommand::default() };
        self.input = InputState::Lines(Box::new(TypedLines::new(command, text, lines, None)));
        Ok(LineAction::Buffered(None))
    }

    /// Scans the text before a literal whose lines are still to be typed. Nothing is sent before the
    /// literal's size is known, but a password among the lines has to be masked while it is typed.
    fn secrets_before_lines(&self, text: &CommandText, tag_len: usize) -> SecretScanner {
        let mut secrets = SecretScanner::default();
        let policy = self.unknown_verb_policy();
        for (index, line) in text.lines().map(str::as_bytes).enumerate() {
            if index == 0 {
                secrets.first_line(line, tag_len, None, policy);
            } else {
                secrets.begin_literal();
                secrets.next_line(line);
            }
        }
        secrets
    }

    /// The text before this command's secret, if it ends with a variable.
    fn secret_after_variable<'t>(&self, text: &'t str) -> Option<&'t str> {
        compose::variables(text).next()?;
        let secret = secret_of_command(text, self.unknown_verb_policy())?;
        let before = text.get(..secret.range.start)?;
        compose::variables(before).next().is_some().then_some(before)
    }

    /// Sends a command's first line, which begins with a tag of this length, and enters the state
    /// that follows it.
    fn begin_command(
        &mut self,
        kind: ClientKind,
        tag_len: usize,
        spec: Option<&'static CommandSpec>,
        mechanism: &str,
        mut text: CommandText,
    ) {
        let typed_secret_at = text.secret_at;
        let secret_values = text.take_secret_values();
        let (line, following) = text.split_first();
        let mut secrets = SecretScanner::default();
        let policy = self.unknown_verb_policy();
        let mut secret = secrets.first_line(line.as_bytes(), tag_len, spec, policy);
        if let Some(at) = typed_secret_at
            && secret.as_ref().is_none_or(|secret| at < secret.range.start)
        {
            secret = secrets.all_from(line.as_bytes(), at).or(secret);
        }
        // A known secret stays hidden where no secret belongs, with all that follows it.
        let misplaced = start_of_misplaced(&secret_values, secret.as_ref());
        if let Some(at) = misplaced {
            secret = secrets.all_from(line.as_bytes(), at).or(secret);
        }
        self.note_sent(tag_len, spec, &line, secret.as_ref());
        let mut collects = None;
        // A password may be joined to the user's name.
        let shown = match &secret {
            Some(secret)
                if misplaced.is_some() || spec.is_some_and(|spec| spec.name == "LOGIN") =>
            {
                secret.masked(&line)
            }
            _ => String::new(),
        };
        let shown = if shown.is_empty() { &line } else { &shown };
        let argument = if spec.is_some_and(first_argument::is_of_interest) {
            first_argument::in_command(shown, &following)
        } else {
            FirstArgument::Unknown
        };
        match argument {
            FirstArgument::Known(argument) => {
                self.name_argument(&line.as_bytes()[..tag_len], argument)
            }
            FirstArgument::Typed => collects = Some(Vec::new()),
            FirstArgument::Unknown => {}
        }
        let following_literal = FollowingLiteral::of(&following, &secrets);
        let tag = || line.as_bytes()[..tag_len].to_vec();
        match (&following, spec.map(|spec| spec.name)) {
            (AfterLine::End, Some("AUTHENTICATE")) => {
                self.input = InputState::Challenge(SaslExchange {
                    tag: tag(),
                    mechanism: mechanism.to_owned(),
                    responses: 0,
                    challenge: None,
                });
            }
            (AfterLine::End, Some("STARTTLS" | "COMPRESS")) => {
                self.input = InputState::Upgrade { tag: tag() };
            }
            (AfterLine::End, _) => {}
            _ => {
                let tag = tag();
                self.input = OpenCommand { tag, secrets, collects, ..OpenCommand::default() }
                    .after(following);
            }
        }
        self.outgoing.push_back(Outgoing {
            tag_len: if kind == ClientKind::Raw { 0 } else { tag_len },
            following_literal,
            ..Outgoing::line(kind, line, secret)
        });
    }

    /// Sends the next line of an open command, and enters the state that follows it.
    pub(super) fn continue_command(&mut self, command: OpenCommand, mut text: CommandText) {
        let secret_values = text.take_secret_values();
        let (line, following) = text.split_first();
        self.send_line(command, line.into_bytes(), &secret_values, following);
    }

    /// Sends a line of an open command. `secret_values`: where it has the values of secret variables.
    fn send_line(
        &mut self,
        mut command: OpenCommand,
        line: Vec<u8>,
        secret_values: &[Range<usize>],
        following: AfterLine,
    ) {
        let mut secret = command.secrets.next_line(&line);
        if let Some(at) = start_of_misplaced(secret_values, secret.as_ref()) {
            secret = command.secrets.all_from(&line, at).or(secret);
        }
        self.outgoing.push_back(Outgoing {
            following_literal: FollowingLiteral::of(&following, &command.secrets),
            ..Outgoing::line(ClientKind::Untagged, line, secret)
        });
        // The server does not request more of a command that it has already refused.
        let refused = self.pending.find(&command.tag).is_none();
        self.input = match command.after(following) {
            InputState::Continuation(..) if refused => InputState::Command,
            input => input,
        };
    }

    /// A line while octets of a literal are expected: its first octets, CRLF included, are the
    /// literal's; what remains is the rest of the command.
    fn read_literal(
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
                let octets = literal.part(octets.to_vec());
                // Octets that were counted wrongly may end within a login.
                if secret_of_swallowed_login(line).is_some() {
                    literal.command.secrets.hide_rest();
                }
                self.end_literal(line, literal, octets, rest, hint, environment)
            }
        }
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
    fn read_rest(
        &mut self,
        rest: &[u8],
        command: OpenCommand,
        literal: Option<Outgoing>,
        environment: &dyn Environment,
    ) -> Result<LineAction, ComposeError> {
        let hint = self.hint_of_rest(rest, &command, literal.is_none());
        let mut hints: Vec<_> = hint.into_iter().collect();
        let Ok(rest) = std::str::from_utf8(rest) else {
            // The literal ended inside a character: the rest is sent unchanged.
            let announced = LiteralAnnouncement::at_end(rest);
            let following = announced.map_or(AfterLine::End, AfterLine::TypedLiteral);
            self.outgoing.extend(literal);
            self.send_line(command, rest.to_vec(), &[], following);
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
    fn end_lines(&mut self, mut lines: TypedLines) -> Result<LineAction, ComposeError> {
        let octets = match std::mem::take(&mut lines.lines).into_octets() {
            Ok(octets) => octets,
            Err(error) => {
                // The lines can't be corrected any more: drop them.
                self.input = lines.take_previous();
                return Err(error);
            }
        };
        let TypedLines { command, mut text, continues, .. } = lines;
        text.push_literal(Content::Octets(octets));
        if let Some(continued) = continues {
            self.outgoing.extend(continued.literal);
            self.continue_command(command, text);
            return SENT;
        }
        let first = text.first_line();
        let hints = self.hints(&CommandLine::parse(first));
        let tag_len = command.tag.len();
        let spec = CommandLine::parse(first[tag_len..].trim_start()).spec;
        self.begin_command(ClientKind::Command, tag_len, spec, "", text);
        Ok(LineAction::Send(hints))
    }

    /// A response to AUTHENTICATE's challenge.
    fn read_sasl_response(
        &mut self,
        line: &str,
        exchange: SaslExchange,
        environment: &dyn Environment,
    ) -> Result<LineAction, ComposeError> {
        let environment =
            WithSasl { environment, mechanism: &exchange.mechanism, challenge: exchange.responses };
        let response = environment.expand_variables(line)?;
        if let Some(user) = sasl::user(&exchange.mechanism, exchange.responses, &response) {
            self.name_argument(&exchange.tag, user);
        }
        let is_valid = response == "*" || STANDARD.decode(&response).is_ok();
        let hint = (!is_valid).then_some(Hint::InvalidBase64);
        self.respond(response, exchange);
        Ok(LineAction::Send(hint.into_iter().collect()))
    }

    /// Sends a response in this exchange. `*`, which cancels it, is not a secret.
    fn respond(&mut self, response: String, mut exchange: SaslExchange) {
        let secret = (!response.is_empty() && response != "*")
            .then_some(SecretSpan { range: 0..response.len(), placeholder: Placeholder::Sasl });
        self.outgoing.push_back(Outgoing::line(ClientKind::Sasl, response, secret));
        exchange.responses += 1;
        self.input = InputState::Challenge(exchange);
    }
}

/// The error without the name of a variable or a file that may itself be the secret of the line.
fn without_secret(error: ComposeError, line: &str, mask: &InputMask) -> ComposeError {
    let is_hidden = |name: &str| may_be_secret(name, &mask.masked(line));
    match error {
        ComposeError::UndefinedVariable(name) if is_hidden(&name) => {
            ComposeError::UndefinedVariable(String::new())
        }
        ComposeError::File { path, error } if is_hidden(&path) => {
            ComposeError::File { path: String::new(), error }
        }
        error => error,
    }
}

/// Where the first of these values begins that the secret does not cover, or the secret, if that
/// begins before it.
fn start_of_misplaced(values: &[Range<usize>], secret: Option<&SecretSpan>) -> Option<usize> {
    let known = secret.map_or(0..0, |secret| secret.range.clone());
    // The quotes around a value may be shown.
    let is_shown =
        |value: &&Range<usize>| value.start + 1 < known.start || known.end + 1 < value.end;
    let value = values.iter().find(is_shown)?;
    Some(if known.is_empty() { value.start } else { value.start.min(known.start) })
}
