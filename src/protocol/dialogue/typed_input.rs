//! Handles a typed line in each input state.
//!
//! A refused line does not change the state, except that lines of a literal that are not base64 are
//! dropped.

use super::first_argument::{self, FirstArgument};
use super::hints::{directive_without_colon, hint_of_output, hint_of_response, own_word_as_tag};
use super::input_state::{InputState, OpenCommand, SaslExchange, TypedLines};
use super::outgoing::{ClientKind, FollowingLiteral, Outgoing};
use super::with_sasl::WithSasl;
use super::{Dialogue, Hint};
use crate::protocol::commands::{self, CommandSpec};
use crate::protocol::compose::{self, AfterLine, CommandText, ComposeError, Composed, Environment};
use crate::protocol::sasl;
use crate::protocol::secrets::{
    InputMask, Placeholder, SecretScanner, SecretSpan, holds_login, is_secret_variable,
    is_unsent_attempt, may_be_secret, mistaken_directive, secret_of_command,
};
use crate::protocol::typed_line::{CommandLine, TypedLineKind};
use base64::{Engine, engine::general_purpose::STANDARD};
use std::borrow::Cow;
use std::ops::Range;

/// How many unanswered lines of `:raw` are remembered.
const MAX_UNTAGGED_LINES: usize = 64;

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
    /// It is sent: see [`Dialogue::take_outgoing`]. The hints are shown below the line.
    Send(Vec<Hint>),
}

/// Why nothing is done with a line.
#[derive(Debug)]
pub enum LineError {
    /// It can't be sent.
    Invalid(ComposeError),
    /// The server has to send a continuation request or a completion before it, to the command that
    /// [`Dialogue::awaited`] returns.
    TooEarly,
    /// There is no connection.
    NotConnected,
}

impl From<ComposeError> for LineError {
    fn from(error: ComposeError) -> LineError {
        LineError::Invalid(error)
    }
}

/// Sent, and nothing seems wrong with it.
pub(super) const SENT: Result<LineAction, ComposeError> = Ok(LineAction::Send(Vec::new()));

impl Dialogue {
    /// Reads a typed line, without its line end. While [`Dialogue::awaits_server`], it is sent only
    /// later, if at all, and the caller may hold it back.
    pub fn read_line(
        &mut self,
        line: &str,
        environment: &dyn Environment,
    ) -> Result<LineAction, LineError> {
        let result = self.read_input(line, environment);
        result.map_err(|error| without_secret(error, line, &self.mask()))
    }

    fn read_input(
        &mut self,
        line: &str,
        environment: &dyn Environment,
    ) -> Result<LineAction, LineError> {
        compose::check_framing(line)?;
        match &mut self.input {
            InputState::Literal(literal) => {
                let literal = literal.clone();
                Ok(self.read_literal(line, literal, environment)?)
            }
            InputState::AfterLiteral(command) => {
                let command = command.clone();
                Ok(self.read_rest(line.as_bytes(), command, None, environment)?)
            }
            InputState::Lines(lines) if !lines.lines.is_end(line) => {
                Ok(LineAction::Buffered(lines.push(line)))
            }
            InputState::Lines(lines) => {
                let lines = std::mem::take(&mut **lines);
                self.input = InputState::Command;
                Ok(self.end_lines(lines, environment)?)
            }
            InputState::SaslResponse(exchange) => {
                let exchange = exchange.clone();
                Ok(self.read_sasl_response(line.trim(), exchange, environment)?)
            }
            InputState::Command
            | InputState::Continuation(..)
            | InputState::Challenge(_)
            | InputState::Upgrade { .. }
            | InputState::TlsHandshake { .. } => self.read_classified(line, environment),
        }
    }

    /// A line that is not part of a command in progress.
    fn read_classified(
        &mut self,
        line: &str,
        environment: &dyn Environment,
    ) -> Result<LineAction, LineError> {
        match self.classifier.classify(line) {
            TypedLineKind::Blank | TypedLineKind::Comment => Ok(LineAction::Nothing),
            TypedLineKind::ServerResponse => Ok(self.leave_unsent(line, hint_of_response(line))),
            TypedLineKind::ToolOutput => Ok(self.leave_unsent(line, hint_of_output(line))),
            TypedLineKind::Directive(directive) => {
                // It may be a login with a colon by mistake.
                match mistaken_directive(directive) {
                    Some(line) => self.note_attempt(line, CommandLine::parse(line).spec, None),
                    None if holds_login(directive) => self.note_unsent_attempt(),
                    None => {}
                }
                Ok(LineAction::Directive(directive.to_owned()))
            }
            TypedLineKind::Command(line) if self.is_too_early(&line) => Err(LineError::TooEarly),
            TypedLineKind::Command(line) => {
                let line = self.tagged_done(&line).unwrap_or(line);
                match own_word_as_tag(&line).or_else(|| directive_without_colon(line.text)) {
                    Some(hint) => Ok(self.leave_unsent(line.text, hint)),
                    None => Ok(self.read_command_line(&line, environment)?),
                }
            }
        }
    }

    /// A `done` behind a word while IDLE runs: that word is its tag, whatever it looks like.
    fn tagged_done<'l>(&self, line: &CommandLine<'l>) -> Option<CommandLine<'l>> {
        let is_done = line.spec.is_none() && commands::is_done(line.arguments.trim());
        CommandLine::parse_tagged(line.text).filter(|_| is_done && self.idle().is_some())
    }

    fn leave_unsent(&mut self, line: &str, hint: Hint) -> LineAction {
        if is_unsent_attempt(line) {
            self.note_unsent_attempt();
        }
        LineAction::Pasted(hint)
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
    ) -> Result<LineAction, LineError> {
        if !matches!(self.input, InputState::Command) {
            return self.read_line(line.text, environment);
        }
        compose::check_framing(line.text)?;
        let result = self.read_command_line(line, environment);
        result.map_err(|error| without_secret(error.into(), line.text, &self.mask()))
    }

    /// Sends a line unchanged in any state but the TLS handshake. Its effect on the state is that of a typed
    /// line: a command with a tag is pending, and may need a literal or a response.
    pub fn raw(&mut self, line: &str) -> Result<LineAction, LineError> {
        compose::check_framing(line)?;
        if matches!(self.input, InputState::TlsHandshake { .. }) {
            return Err(LineError::TooEarly);
        }
        let command = CommandLine::parse(line.trim());
        let hidden = self.before_hidden_end(line);
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
                let mut text = CommandText::of_line(line);
                text.secret_at = hidden.map(|before| before.len());
                self.begin_command(
                    ClientKind::Raw,
                    tag.len(),
                    Some(spec),
                    mechanism.unwrap_or_default(),
                    text,
                );
            }
            (_, tag, spec) => {
                let secret = match self.mask() {
                    InputMask::Command(policy) => secret_of_command(line, policy),
                    InputMask::AllButDirectives => InputMask::All.secret(line),
                    mask => mask.secret(line),
                };
                let secret = match hidden {
                    Some(before) => {
                        SecretScanner::default().all_from(line.as_bytes(), before.len())
                    }
                    None => secret,
                };
                match tag {
                    Some(tag) if spec.is_some() => {
                        self.note_sent(tag.len(), spec, line, secret.as_ref());
                    }
                    _ => {
                        if matches!(self.input, InputState::Command)
                            && self.untagged_lines.len() < MAX_UNTAGGED_LINES
                        {
                            self.untagged_lines.push_back(self.commands_sent);
                        }
                        self.note_attempt(line, spec, secret.as_ref());
                    }
                }
                self.outgoing.push_back(Outgoing::line(ClientKind::Raw, line, secret));
            }
        }
        Ok(SENT?)
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
        let hidden = self.before_hidden_end(line.text);
        // A hint may repeat a word of the line.
        let mut hints = if hidden.is_some() { Vec::new() } else { self.hints(line) };
        let mut arguments = line.arguments.split_ascii_whitespace();
        let environment =
            WithSasl { environment, mechanism: arguments.next().unwrap_or_default(), challenge: 0 };
        let mut in_tag = compose::variables(line.tag.unwrap_or_default());
        if let Some(secret) = in_tag.find(|variable| is_secret_variable(variable.name)) {
            return Err(ComposeError::SecretInTag(secret.name.to_owned()));
        }
        let tag = line.tag.is_none().then(|| self.tags.next_tag());
        let Composed { mut text, lines } = environment.compose(tag, line.text)?;
        if line.has_signs || hidden.is_some() {
            text.secret_at = hidden
                .or_else(|| self.secret_after_variable(line.text))
                .and_then(|before| compose::composed_length(tag, before, &environment))
                .or(hidden.map(|_| 0));
        }
        if line.is("APPEND") || line.is("REPLACE") {
            hints.extend(text.file_with_bare_lf().map(|path| Hint::BareLf(path.to_owned())));
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

    /// The text before the end of this line that was hidden while it was typed.
    fn before_hidden_end<'t>(&mut self, line: &'t str) -> Option<&'t str> {
        let end = self.hidden_end.take()?;
        Some(line.trim_end().strip_suffix(end.as_str()).unwrap_or_default())
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
    pub(super) fn begin_command(
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
        let misplaced = start_of_misplaced(&secret_values, secret.as_ref());
        if let Some(at) = first_hidden(typed_secret_at, misplaced, secret.as_ref()) {
            secret = secrets.all_from(line.as_bytes(), at).or(secret);
        }
        self.note_sent(tag_len, spec, &line, secret.as_ref());
        let is_login = spec.is_some_and(|spec| spec.name == "LOGIN");
        let shown = match &secret {
            // A password may be joined to the user's name.
            Some(secret) if misplaced.is_some() || is_login => Cow::from(secret.masked(&line)),
            _ => Cow::from(&line),
        };
        let collects = self.note_argument(&line.as_bytes()[..tag_len], spec, &shown, &following);
        let following_literal = FollowingLiteral::of(&following, &secrets);
        let tag = || line.as_bytes()[..tag_len].to_vec();
        match (following, spec.map(|spec| spec.name)) {
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
            (following, _) => {
                let command =
                    OpenCommand { tag: tag(), secrets, collects, ..OpenCommand::default() };
                self.input = command.after(following);
            }
        }
        self.outgoing.push_back(Outgoing {
            tag_len: if kind == ClientKind::Raw { 0 } else { tag_len },
            following_literal,
            ..Outgoing::line(kind, line, secret)
        });
    }

    /// Notes the user of a login, or the mailbox of a SELECT. Returns where to collect its octets if they are
    /// typed next. `shown`: the command's first line as it may be shown.
    fn note_argument(
        &mut self,
        tag: &[u8],
        spec: Option<&'static CommandSpec>,
        shown: &str,
        following: &AfterLine,
    ) -> Option<Vec<u8>> {
        if !spec.is_some_and(first_argument::is_of_interest) {
            return None;
        }
        match first_argument::in_command(shown, following) {
            FirstArgument::Known(argument) => {
                self.name_argument(tag, argument);
                None
            }
            FirstArgument::Typed => Some(Vec::new()),
            FirstArgument::Unknown => None,
        }
    }

    /// Sends the next line of an open command, and enters the state that follows it.
    pub(super) fn continue_command(&mut self, command: OpenCommand, mut text: CommandText) {
        let secret_values = text.take_secret_values();
        let (line, following) = text.split_first();
        self.send_line(command, line.into_bytes(), &secret_values, following);
    }

    /// Sends a line of an open command. `secret_values`: where it has the values of secret variables.
    pub(super) fn send_line(
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
        let hint = if is_valid {
            commands::is_quit_word(line).then_some(Hint::QuitAsResponse)
        } else {
            Some(Hint::InvalidBase64)
        };
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
fn without_secret(mut error: LineError, line: &str, mask: &InputMask) -> LineError {
    if let LineError::Invalid(
        ComposeError::UndefinedVariable(name) | ComposeError::File { path: name, .. },
    ) = &mut error
        && may_be_secret(name, &mask.masked(line))
    {
        name.clear();
    }
    error
}

/// From where a line has to be hidden, if a secret begins before the one that was found in it.
fn first_hidden(
    typed: Option<usize>,
    misplaced: Option<usize>,
    found: Option<&SecretSpan>,
) -> Option<usize> {
    let typed = typed.filter(|at| found.is_none_or(|found| *at < found.range.start));
    typed.into_iter().chain(misplaced).min()
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
