//! What the next typed line is for, and what goes out for it.

use super::super::commands::CommandSpec;
use super::super::compose::{self, Composed, OpenLiteral, Part};
use super::super::secrets::Placeholder;
use super::super::typed_line::LineKind;
use super::*;
use base64::{Engine, engine::general_purpose::STANDARD};
use std::collections::VecDeque;

/// The command whose lines and literals are being given.
#[derive(Clone, Debug)]
pub(super) struct Open {
    pub tag: Vec<u8>,
    pub scanner: SecretScanner,
}

/// An AUTHENTICATE that is going on.
#[derive(Clone, Debug)]
pub(super) struct Auth {
    pub tag: Vec<u8>,
    pub mechanism: String,
    pub challenges: usize,
    /// What the challenge that is due to be answered says, where it is printable text.
    pub challenge: Option<String>,
}

/// What the next typed line is for.
#[derive(Clone, Debug)]
pub(super) enum Input {
    /// A command, a directive, or `done`.
    Command,
    /// The server's `+` is due; then these parts go, and what the last of them opens.
    AwaitPlus {
        command: Open,
        parts: VecDeque<Part>,
        opens: OpenLiteral,
    },
    /// A literal's octets are due.
    Literal {
        command: Open,
        left: u64,
        size: u64,
        secret: Option<Placeholder>,
    },
    /// The rest of a command after a literal that ended with a line.
    Rest(Open),
    /// Lines make a literal that goes out whole.
    Lines(Box<Lines>),
    /// The server's first or next challenge is due.
    AwaitChallenge(Auth),
    /// The answer to a challenge is due.
    Answer(Auth),
    /// The completion of STARTTLS or COMPRESS is due.
    AwaitUpgrade(Vec<u8>),
}

/// The lines that make a literal, up to `end`.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    pub command: Open,
    /// The last octets of the literal before, if they were typed on the line that opens this one:
    /// nothing of a line is sent before all of it is.
    held: Option<Outgoing>,
    /// What was composed before the lines, to be sent with them.
    parts: VecDeque<Part>,
    /// The line that ends them.
    pub end: String,
    base64: bool,
    lines: Vec<u8>,
    /// What is due again if they are given up: nothing, where the command begins with them.
    pub before: Option<Input>,
}

impl Input {
    /// The tag of the command that the input belongs to.
    pub fn tag(&self) -> Option<&[u8]> {
        match self {
            Input::Command => None,
            Input::AwaitPlus { command, .. }
            | Input::Literal { command, .. }
            | Input::Rest(command) => Some(&command.tag),
            Input::Lines(lines) => Some(&lines.command.tag),
            Input::AwaitChallenge(auth) | Input::Answer(auth) => Some(&auth.tag),
            Input::AwaitUpgrade(tag) => Some(tag),
        }
    }
}

impl Dialogue {
    /// Reads one typed line, without its end. While [`Dialogue::awaits_server`], lines are the
    /// caller's to hold: given all the same, one is taken for a command.
    pub fn read_line(
        &mut self,
        line: &str,
        values: &dyn Environment,
    ) -> Result<LineAction, ComposeError> {
        compose::check_framing(line)?;
        if matches!(self.input, Input::Command) {
            return self.command_line(line, values);
        }
        match std::mem::replace(&mut self.input, Input::Command) {
            Input::Literal {
                command,
                left,
                size,
                secret,
            } => self.literal_line(line, command, left, (size, secret), values),
            Input::Rest(command) => {
                let again = Input::Rest(command.clone());
                self.rest_line(line.as_bytes(), command, None, again, values)
            }
            Input::Answer(auth) => {
                let again = auth.clone();
                let hint = self.answer(line.trim(), auth, values);
                if hint.is_err() {
                    self.input = Input::Answer(again);
                }
                hint.map(|hint| LineAction::Send(hint.into_iter().collect()))
            }
            Input::Lines(lines) => self.kept_line(line, lines),
            other => {
                self.input = other;
                self.command_line(line, values)
            }
        }
    }

    /// Reads a line that is known to begin a command, by who has read it already; where a literal or
    /// an answer is due it is one all the same.
    pub fn read_command(
        &mut self,
        line: &typed_line::CommandLine<'_>,
        values: &dyn Environment,
    ) -> Result<LineAction, ComposeError> {
        if !matches!(self.input, Input::Command) {
            return self.read_line(line.text, values);
        }
        compose::check_framing(line.text)?;
        self.command(line, values)
    }

    /// Sends a line untouched: it is followed like a command if it is one with a tag.
    pub fn raw(&mut self, line: &str) -> Result<LineAction, ComposeError> {
        compose::check_framing(line)?;
        let secret = match &self.input {
            Input::Answer(_) => Some(SecretSpan {
                range: 0..line.len(),
                placeholder: Placeholder::Sasl,
            }),
            _ => secret_of(line, self.guard()),
        };
        let read = typed_line::line_of(line.trim());
        if let Some(tag) = read.tag.filter(|_| read.command.is_some()) {
            let blanks = line.len() - line.trim_start().len();
            let secret = secret.as_ref().map(|secret| secret.without_prefix(blanks));
            self.begin(tag.len(), read.command, line.trim_start(), secret.as_ref());
        }
        let raw = Outgoing::line(ClientKind::Raw, line.as_bytes().to_vec(), secret);
        self.outgoing.push_back(raw);
        Ok(LineAction::Send(Vec::new()))
    }

    fn command_line(
        &mut self,
        line: &str,
        values: &dyn Environment,
    ) -> Result<LineAction, ComposeError> {
        let typed = match self.classifier.classify(line) {
            LineKind::Blank | LineKind::Comment => return Ok(LineAction::Nothing),
            LineKind::ServerResponse | LineKind::ToolOutput => return Ok(LineAction::Pasted),
            LineKind::Directive(directive) => {
                return Ok(LineAction::Directive(directive.to_owned()));
            }
            LineKind::Command(line) => line,
        };
        self.command(&typed, values)
    }

    /// What a command's line comes to, or `done`.
    fn command(
        &mut self,
        typed: &typed_line::CommandLine<'_>,
        values: &dyn Environment,
    ) -> Result<LineAction, ComposeError> {
        if typed.tag.is_none() && typed.text.eq_ignore_ascii_case("done") && self.idle().is_some() {
            let done = Outgoing::line(ClientKind::Untagged, typed.text.as_bytes().to_vec(), None);
            self.outgoing.push_back(done);
            return Ok(LineAction::Send(Vec::new()));
        }
        let hints = self.hints(typed);
        let mut arguments = typed.arguments.split_ascii_whitespace();
        let filled = Filled {
            values,
            mechanism: arguments.next().unwrap_or_default(),
            challenge: 0,
        };
        let ours = typed.tag.is_none().then(|| self.tags.next_tag());
        let room = std::mem::take(&mut self.room);
        let composed = compose::compose(ours, typed.text, &filled, room);
        let composed = composed.map_err(|refusal| filled.say(refusal))?;
        let Composed {
            first,
            mut parts,
            opens,
        } = composed;
        // The user's own may have had a variable in it.
        let tag = first.find([' ', '\t']).unwrap_or(first.len());
        if let OpenLiteral::Lines { end, base64 } = opens {
            // Looked at already now, so that a password among the lines is hidden while typed.
            let mut command = Open {
                tag: first.as_bytes()[..tag].into(),
                scanner: SecretScanner::default(),
            };
            parts.push_front(Part::Line(first));
            scan_ahead(&mut command, &parts, self.guard());
            self.input = Input::Lines(Box::new(Lines {
                command,
                held: None,
                parts,
                end,
                base64,
                lines: Vec::new(),
                before: None,
            }));
            return Ok(LineAction::Buffered);
        }
        let composed = Composed {
            first,
            parts,
            opens,
        };
        self.begin_command(tag, typed.command, filled.mechanism, composed);
        Ok(LineAction::Send(hints))
    }

    /// Sends a command's first line, which begins with a tag of so many octets, and what may go
    /// with it.
    fn begin_command(
        &mut self,
        tag: usize,
        command: Option<&'static CommandSpec>,
        mechanism: &str,
        composed: Composed,
    ) {
        let Composed {
            first,
            parts,
            opens,
        } = composed;
        let mut scanner = SecretScanner::default();
        let secret = scanner.first_line(first.as_bytes(), tag, command, self.guard());
        self.begin(tag, command, &first, secret.as_ref());
        let follows = follows(&scanner, &parts, &opens);
        let is = |name| command.is_some_and(|command| command.name == name);
        let own_tag = || first.get(..tag).unwrap_or_default().into();
        if !parts.is_empty() || opens != OpenLiteral::Nothing {
            let tag = own_tag();
            self.after_line(Open { tag, scanner }, parts, opens);
        } else if is("AUTHENTICATE") {
            self.input = Input::AwaitChallenge(Auth {
                tag: own_tag(),
                mechanism: mechanism.to_owned(),
                challenges: 0,
                challenge: None,
            });
        } else if is("STARTTLS") || is("COMPRESS") {
            self.input = Input::AwaitUpgrade(own_tag());
        }
        let mut line = Outgoing::line(ClientKind::Command, first.into_bytes(), secret);
        (line.tag_len, line.following_literal) = (tag, follows);
        self.outgoing.push_back(line);
    }

    /// Notes a command as sent. Its line begins with a tag of so many octets.
    fn begin(
        &mut self,
        tag: usize,
        command: Option<&'static CommandSpec>,
        line: &str,
        secret: Option<&SecretSpan>,
    ) {
        self.expects_bare_secret = false;
        let command = PendingCommand::new(self.commands_sent, command, tag, line, secret);
        self.commands_sent += 1;
        self.sent_logout |= command.is("LOGOUT");
        self.tags.mark_used(command.tag());
        self.running.begin(command);
    }

    /// What follows a line of a command that is not yet whole: its parts, then what it opens.
    fn after_line(&mut self, command: Open, parts: VecDeque<Part>, opens: OpenLiteral) {
        if !parts.is_empty() {
            self.input = Input::AwaitPlus {
                command,
                parts,
                opens,
            };
            return;
        }
        match opens {
            OpenLiteral::Literal {
                non_synchronizing: true,
                size,
            } => self.open_literal(command, size),
            OpenLiteral::Literal { .. } => {
                self.input = Input::AwaitPlus {
                    command,
                    parts,
                    opens,
                }
            }
            // Lines are kept before anything of theirs gets here.
            OpenLiteral::Lines { .. } | OpenLiteral::Nothing => {}
        }
    }

    fn open_literal(&mut self, mut command: Open, size: u64) {
        let secret = command.scanner.begin_literal();
        self.input = match size {
            0 => Input::Rest(command),
            _ => Input::Literal {
                command,
                left: size,
                size,
                secret,
            },
        };
    }

    /// A `+` came, with this line: what goes out for it.
    pub(super) fn continuation(&mut self, line: &[u8]) {
        if self.running.begin_idling() {
            return;
        }
        match std::mem::replace(&mut self.input, Input::Command) {
            Input::AwaitPlus {
                command,
                parts,
                opens: OpenLiteral::Literal { size, .. },
            } if parts.is_empty() => self.open_literal(command, size),
            Input::AwaitPlus {
                command,
                parts,
                opens,
            } => self.send_parts(command, parts, opens),
            Input::AwaitChallenge(mut auth) => {
                auth.challenge = sasl::printable_challenge(line.strip_prefix(b"+").unwrap_or(line));
                self.input = Input::Answer(auth);
            }
            other => self.input = other,
        }
    }

    /// Sends a literal and the line after it.
    fn send_parts(&mut self, mut command: Open, mut parts: VecDeque<Part>, opens: OpenLiteral) {
        while let Some(part) = parts.pop_front() {
            match part {
                Part::Literal(content) => {
                    let placeholder = command.scanner.begin_literal();
                    let size = content.size();
                    let literal = literal(content, (0, size), placeholder);
                    self.outgoing.push_back(literal);
                }
                Part::Line(text) => {
                    let secret = command.scanner.next_line(text.as_bytes());
                    let mut line = Outgoing::line(ClientKind::Untagged, text.into_bytes(), secret);
                    line.following_literal = follows(&command.scanner, &parts, &opens);
                    self.outgoing.push_back(line);
                    if !parts.is_empty() || opens != OpenLiteral::Nothing {
                        return self.after_line(command, parts, opens);
                    }
                }
            }
        }
    }

    /// A typed line while `left` octets of a literal are due: the first of its octets, CRLF
    /// counted, are the literal; what remains is the rest of the command.
    fn literal_line(
        &mut self,
        line: &str,
        command: Open,
        left: u64,
        (size, secret): (u64, Option<Placeholder>),
        values: &dyn Environment,
    ) -> Result<LineAction, ComposeError> {
        let text = line.as_bytes();
        let place = (size - left, size);
        if left >= text.len() as u64 + 2 {
            let left = left - text.len() as u64 - 2;
            let octets = Content::Octets([text, b"\r\n"].concat());
            self.input = match left {
                0 => Input::Rest(command),
                _ => Input::Literal {
                    command,
                    left,
                    size,
                    secret,
                },
            };
            self.outgoing.push_back(literal(octets, place, secret));
            return Ok(LineAction::Send(Vec::new()));
        }
        // Fewer than the line's octets and CRLF: the cut is in memory, so it fits a usize.
        let cut = left as usize;
        if cut > text.len() {
            let octets = Content::Octets([text, b"\r"].concat());
            let mut rest = Outgoing::line(ClientKind::Untagged, Vec::new(), None);
            rest.eol = LineEnd::Lf;
            self.outgoing.extend([literal(octets, place, secret), rest]);
            return Ok(LineAction::Send(vec![Hint::BetweenCrAndLf]));
        }
        let again = Input::Literal {
            command: command.clone(),
            left,
            size,
            secret,
        };
        let octets = literal(Content::Octets(text[..cut].to_vec()), place, secret);
        self.rest_line(&text[cut..], command, Some(octets), again, values)
    }

    /// The rest of a command after a literal, and `before` it the literal's last octets, if they
    /// were typed on the same line. A rest that is no text, because the count ended inside a
    /// character, goes as it is. `again`: what is due once more if it can't be sent.
    fn rest_line(
        &mut self,
        rest: &[u8],
        mut command: Open,
        before: Option<Outgoing>,
        again: Input,
        values: &dyn Environment,
    ) -> Result<LineAction, ComposeError> {
        let (octets, parts, opens) = match std::str::from_utf8(rest) {
            Ok(text) => {
                let text = text.trim_end_matches([' ', '\t']);
                let Composed {
                    first,
                    mut parts,
                    opens,
                } = match compose::compose(None, text, values, String::new()) {
                    Ok(composed) => composed,
                    Err(refusal) => {
                        self.input = again;
                        return Err(refusal);
                    }
                };
                if let OpenLiteral::Lines { end, base64 } = opens {
                    // The line waits for its literal's size. It is looked at already now, so that
                    // a password among the lines is hidden while typed.
                    let _ = command.scanner.next_line(first.as_bytes());
                    parts.push_front(Part::Line(first));
                    self.input = Input::Lines(Box::new(Lines {
                        command,
                        held: before,
                        parts,
                        end,
                        base64,
                        lines: Vec::new(),
                        before: Some(again),
                    }));
                    return Ok(LineAction::Buffered);
                }
                (first.into_bytes(), parts, opens)
            }
            Err(_) => (rest.to_vec(), VecDeque::new(), OpenLiteral::after(rest)),
        };
        let secret = command.scanner.next_line(&octets);
        let mut line = Outgoing::line(ClientKind::Untagged, octets, secret);
        line.following_literal = follows(&command.scanner, &parts, &opens);
        if !parts.is_empty() || opens != OpenLiteral::Nothing {
            self.after_line(command, parts, opens);
        }
        self.outgoing.extend(before);
        self.outgoing.push_back(line);
        Ok(LineAction::Send(Vec::new()))
    }

    /// A line of a `{<<END}`.
    fn kept_line(&mut self, line: &str, mut kept: Box<Lines>) -> Result<LineAction, ComposeError> {
        if line.trim_end() != kept.end {
            kept.lines.extend_from_slice(line.as_bytes());
            kept.lines.extend_from_slice(b"\r\n");
            self.input = Input::Lines(kept);
            return Ok(LineAction::Buffered);
        }
        let Lines {
            command,
            held,
            mut parts,
            base64,
            mut lines,
            before,
            ..
        } = *kept;
        if base64 {
            lines.retain(|octet| !octet.is_ascii_whitespace());
            lines = match STANDARD.decode(&lines) {
                Ok(lines) => lines,
                Err(_) => {
                    self.input = before.unwrap_or(Input::Command);
                    return Err(ComposeError::InvalidBase64);
                }
            };
        }
        if let Some(Part::Line(text)) = parts.back_mut() {
            text.push_str(&format!("{{{}}}", lines.len()));
        }
        parts.extend([
            Part::Literal(Content::Octets(lines)),
            Part::Line(String::new()),
        ]);
        if before.is_none()
            && let Some(Part::Line(first)) = parts.pop_front()
        {
            let tag = command.tag.len();
            let after_tag = first.get(tag..).unwrap_or_default().trim_start();
            let verb = typed_line::line_of(after_tag).command;
            let hints = self.hints(&typed_line::line_of(&first));
            let composed = Composed {
                first,
                parts,
                opens: OpenLiteral::Nothing,
            };
            self.begin_command(tag, verb, "", composed);
            return Ok(LineAction::Send(hints));
        }
        self.outgoing.extend(held);
        self.send_parts(command, parts, OpenLiteral::Nothing);
        Ok(LineAction::Send(Vec::new()))
    }

    /// An answer to AUTHENTICATE's `+`, and a hint if the server can't read it: it is neither
    /// base64 nor `*`.
    fn answer(
        &mut self,
        line: &str,
        mut auth: Auth,
        values: &dyn Environment,
    ) -> Result<Option<Hint>, ComposeError> {
        let filled = Filled {
            values,
            mechanism: &auth.mechanism,
            challenge: auth.challenges,
        };
        let text = filled.raw(line)?;
        let secret = (!text.is_empty() && text != "*").then_some(SecretSpan {
            range: 0..text.len(),
            placeholder: Placeholder::Sasl,
        });
        auth.challenges += 1;
        self.input = Input::AwaitChallenge(auth);
        let hint = (text != "*" && STANDARD.decode(&text).is_err()).then_some(Hint::InvalidBase64);
        let answer = Outgoing::line(ClientKind::Sasl, text.into_bytes(), secret);
        self.outgoing.push_back(answer);
        Ok(hint)
    }
}

/// What comes after a line of a command of which these parts are left.
fn follows(
    scanner: &SecretScanner,
    parts: &VecDeque<Part>,
    opens: &OpenLiteral,
) -> FollowingLiteral {
    match (parts.front(), opens) {
        (None, OpenLiteral::Nothing) => FollowingLiteral::None,
        _ if scanner.next_literal_is_secret() => FollowingLiteral::Secret,
        (Some(Part::Literal(content)), _) if !content.is_text() => FollowingLiteral::Binary,
        _ => FollowingLiteral::Text,
    }
}

/// Scans the parts that a literal of typed lines will follow.
fn scan_ahead(command: &mut Open, parts: &VecDeque<Part>, guard: UnknownVerbPolicy) {
    for (index, part) in parts.iter().enumerate() {
        // What is secret among them is found again when they go out; here only the place counts.
        let _ = match part {
            Part::Line(text) if index == 0 => {
                let tag = command.tag.len();
                command
                    .scanner
                    .first_line(text.as_bytes(), tag, None, guard)
            }
            Part::Line(text) => command.scanner.next_line(text.as_bytes()),
            Part::Literal(_) => {
                command.scanner.begin_literal();
                None
            }
        };
    }
}

fn literal(content: Content, place: (u64, u64), placeholder: Option<Placeholder>) -> Outgoing {
    let length = match &content {
        Content::Octets(octets) => octets.len(),
        Content::File { .. } => usize::MAX,
    };
    Outgoing {
        kind: ClientKind::Literal,
        content,
        eol: LineEnd::None,
        secret: placeholder.map(|placeholder| SecretSpan {
            range: 0..length,
            placeholder,
        }),
        tag_len: 0,
        literal: Some(place),
        following_literal: FollowingLiteral::None,
    }
}

/// The values of a line, and `${sasl}` among them.
struct Filled<'a> {
    values: &'a dyn Environment,
    mechanism: &'a str,
    challenge: usize,
}

impl Filled<'_> {
    fn say(&self, refusal: ComposeError) -> ComposeError {
        match refusal {
            ComposeError::UndefinedVariable(name) if name == "sasl" => {
                ComposeError::NoSaslResponse(self.mechanism.to_owned())
            }
            other => other,
        }
    }

    /// A SASL answer with its variables filled in as they are: base64 needs no quoting.
    fn raw(&self, line: &str) -> Result<String, ComposeError> {
        compose::expand_variables(line, self).map_err(|refusal| self.say(refusal))
    }
}

impl Environment for Filled<'_> {
    fn variable(&self, name: &str) -> Option<String> {
        if name != "sasl" {
            return self.values.variable(name);
        }
        if !sasl::can_respond(self.mechanism) {
            return None;
        }
        let (user, password) = (
            self.values.variable("user")?,
            self.values.variable("password")?,
        );
        sasl::response(self.mechanism, self.challenge, &user, &password)
    }
    fn file(&self, path: &str) -> Result<compose::FileInfo, String> {
        self.values.file(path)
    }
}
