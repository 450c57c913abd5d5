//! What the next typed line is for, and what goes out for it.

use super::super::commands::Command;
use super::super::compose::{self, Composed, Opens, Part};
use super::super::secrets::StandIn;
use super::super::typed::Typed;
use super::*;
use base64::{Engine, engine::general_purpose::STANDARD};
use std::collections::VecDeque;

/// The command whose lines and literals are being given.
#[derive(Clone, Debug)]
pub(super) struct Open {
    pub tag: Vec<u8>,
    pub scanner: Scanner,
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
        opens: Opens,
    },
    /// A literal's octets are due.
    Literal {
        command: Open,
        left: u64,
        size: u64,
        secret: Option<StandIn>,
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
    /// Reads one typed line, without its end. While [`Dialogue::must_wait`], lines are the
    /// caller's to hold: given all the same, one is taken for a command.
    pub fn read_line(&mut self, line: &str, values: &dyn Values) -> Result<Step, Refusal> {
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
                hint.map(|hint| Step::Send(hint.into_iter().collect()))
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
        line: &typed::Line<'_>,
        values: &dyn Values,
    ) -> Result<Step, Refusal> {
        if !matches!(self.input, Input::Command) {
            return self.read_line(line.text, values);
        }
        compose::check_framing(line.text)?;
        self.command(line, values)
    }

    /// Sends a line untouched: it is followed like a command if it is one with a tag.
    pub fn raw(&mut self, line: &str) -> Result<Step, Refusal> {
        compose::check_framing(line)?;
        let secret = match &self.input {
            Input::Answer(_) => Some(Secret {
                range: 0..line.len(),
                stands_as: StandIn::Sasl,
            }),
            _ => secret_of(line, self.guard()),
        };
        let read = typed::line_of(line.trim());
        if let Some(tag) = read.tag.filter(|_| read.command.is_some()) {
            let blanks = line.len() - line.trim_start().len();
            let secret = secret.as_ref().map(|secret| secret.after(blanks));
            self.begin(tag.len(), read.command, line.trim_start(), secret.as_ref());
        }
        let raw = Outgoing::line(ClientKind::Raw, line.as_bytes().to_vec(), secret);
        self.outgoing.push_back(raw);
        Ok(Step::Send(Vec::new()))
    }

    fn command_line(&mut self, line: &str, values: &dyn Values) -> Result<Step, Refusal> {
        let typed = match self.reader.read(line) {
            Typed::Blank | Typed::Comment => return Ok(Step::Nothing),
            Typed::Server | Typed::Tool => return Ok(Step::Pasted),
            Typed::Directive(directive) => return Ok(Step::Directive(directive.to_owned())),
            Typed::Line(line) => line,
        };
        self.command(&typed, values)
    }

    /// What a command's line comes to, or `done`.
    fn command(&mut self, typed: &typed::Line<'_>, values: &dyn Values) -> Result<Step, Refusal> {
        if typed.tag.is_none() && typed.text.eq_ignore_ascii_case("done") && self.idle().is_some() {
            let done = Outgoing::line(ClientKind::Bare, typed.text.as_bytes().to_vec(), None);
            self.outgoing.push_back(done);
            return Ok(Step::Send(Vec::new()));
        }
        let hints = self.hints(typed);
        let mut arguments = typed.arguments.split_ascii_whitespace();
        let filled = Filled {
            values,
            mechanism: arguments.next().unwrap_or_default(),
            challenge: 0,
        };
        let ours = typed.tag.is_none().then(|| self.tags.next());
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
        if let Opens::Lines { end, base64 } = opens {
            // Looked at already now, so that a password among the lines is hidden while typed.
            let mut command = Open {
                tag: first.as_bytes()[..tag].into(),
                scanner: Scanner::default(),
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
            return Ok(Step::Kept);
        }
        let composed = Composed {
            first,
            parts,
            opens,
        };
        self.begin_command(tag, typed.command, filled.mechanism, composed);
        Ok(Step::Send(hints))
    }

    /// Sends a command's first line, which begins with a tag of so many octets, and what may go
    /// with it.
    fn begin_command(
        &mut self,
        tag: usize,
        command: Option<&'static Command>,
        mechanism: &str,
        composed: Composed,
    ) {
        let Composed {
            first,
            parts,
            opens,
        } = composed;
        let mut scanner = Scanner::default();
        let secret = scanner.first_line(first.as_bytes(), tag, command, self.guard());
        self.begin(tag, command, &first, secret.as_ref());
        let follows = follows(&scanner, &parts, &opens);
        let is = |name| command.is_some_and(|command| command.name == name);
        let own_tag = || first.get(..tag).unwrap_or_default().into();
        if !parts.is_empty() || opens != Opens::Nothing {
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
        (line.tag, line.follows) = (tag, follows);
        self.outgoing.push_back(line);
    }

    /// Notes a command as sent. Its line begins with a tag of so many octets.
    fn begin(
        &mut self,
        tag: usize,
        command: Option<&'static Command>,
        line: &str,
        secret: Option<&Secret>,
    ) {
        self.astray = false;
        let command = Running::new(self.begun, command, tag, line, secret);
        self.begun += 1;
        self.leaving |= command.is("LOGOUT");
        self.tags.mark(command.tag());
        self.running.begin(command);
    }

    /// What follows a line of a command that is not yet whole: its parts, then what it opens.
    fn after_line(&mut self, command: Open, parts: VecDeque<Part>, opens: Opens) {
        if !parts.is_empty() {
            self.input = Input::AwaitPlus {
                command,
                parts,
                opens,
            };
            return;
        }
        match opens {
            Opens::Literal {
                without_waiting: true,
                size,
            } => self.open_literal(command, size),
            Opens::Literal { .. } => {
                self.input = Input::AwaitPlus {
                    command,
                    parts,
                    opens,
                }
            }
            // Lines are kept before anything of theirs gets here.
            Opens::Lines { .. } | Opens::Nothing => {}
        }
    }

    fn open_literal(&mut self, mut command: Open, size: u64) {
        let secret = command.scanner.literal();
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
    pub(super) fn go_on(&mut self, line: &[u8]) {
        if self.running.begin_idling() {
            return;
        }
        match std::mem::replace(&mut self.input, Input::Command) {
            Input::AwaitPlus {
                command,
                parts,
                opens: Opens::Literal { size, .. },
            } if parts.is_empty() => self.open_literal(command, size),
            Input::AwaitPlus {
                command,
                parts,
                opens,
            } => self.send_parts(command, parts, opens),
            Input::AwaitChallenge(mut auth) => {
                auth.challenge = sasl::printable(line.strip_prefix(b"+").unwrap_or(line));
                self.input = Input::Answer(auth);
            }
            other => self.input = other,
        }
    }

    /// Sends a literal and the line after it.
    fn send_parts(&mut self, mut command: Open, mut parts: VecDeque<Part>, opens: Opens) {
        while let Some(part) = parts.pop_front() {
            match part {
                Part::Literal(content) => {
                    let stands_as = command.scanner.literal();
                    let size = content.size();
                    let literal = literal(content, (0, size), stands_as);
                    self.outgoing.push_back(literal);
                }
                Part::Line(text) => {
                    let secret = command.scanner.rest(text.as_bytes());
                    let mut line = Outgoing::line(ClientKind::Bare, text.into_bytes(), secret);
                    line.follows = follows(&command.scanner, &parts, &opens);
                    self.outgoing.push_back(line);
                    if !parts.is_empty() || opens != Opens::Nothing {
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
        (size, secret): (u64, Option<StandIn>),
        values: &dyn Values,
    ) -> Result<Step, Refusal> {
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
            return Ok(Step::Send(Vec::new()));
        }
        // Fewer than the line's octets and CRLF: the cut is in memory, so it fits a usize.
        let cut = left as usize;
        if cut > text.len() {
            let octets = Content::Octets([text, b"\r"].concat());
            let mut rest = Outgoing::line(ClientKind::Bare, Vec::new(), None);
            rest.eol = Eol::Lf;
            self.outgoing.extend([literal(octets, place, secret), rest]);
            return Ok(Step::Send(vec![Hint::BetweenCrAndLf]));
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
        values: &dyn Values,
    ) -> Result<Step, Refusal> {
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
                if let Opens::Lines { end, base64 } = opens {
                    // The line waits for its literal's size. It is looked at already now, so that
                    // a password among the lines is hidden while typed.
                    let _ = command.scanner.rest(first.as_bytes());
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
                    return Ok(Step::Kept);
                }
                (first.into_bytes(), parts, opens)
            }
            Err(_) => (rest.to_vec(), VecDeque::new(), Opens::after(rest)),
        };
        let secret = command.scanner.rest(&octets);
        let mut line = Outgoing::line(ClientKind::Bare, octets, secret);
        line.follows = follows(&command.scanner, &parts, &opens);
        if !parts.is_empty() || opens != Opens::Nothing {
            self.after_line(command, parts, opens);
        }
        self.outgoing.extend(before);
        self.outgoing.push_back(line);
        Ok(Step::Send(Vec::new()))
    }

    /// A line of a `{<<END}`.
    fn kept_line(&mut self, line: &str, mut kept: Box<Lines>) -> Result<Step, Refusal> {
        if line.trim_end() != kept.end {
            kept.lines.extend_from_slice(line.as_bytes());
            kept.lines.extend_from_slice(b"\r\n");
            self.input = Input::Lines(kept);
            return Ok(Step::Kept);
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
                    return Err(Refusal::NotBase64);
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
            let verb = typed::line_of(after_tag).command;
            let hints = self.hints(&typed::line_of(&first));
            let composed = Composed {
                first,
                parts,
                opens: Opens::Nothing,
            };
            self.begin_command(tag, verb, "", composed);
            return Ok(Step::Send(hints));
        }
        self.outgoing.extend(held);
        self.send_parts(command, parts, Opens::Nothing);
        Ok(Step::Send(Vec::new()))
    }

    /// An answer to AUTHENTICATE's `+`, and a hint if the server can't read it: it is neither
    /// base64 nor `*`.
    fn answer(
        &mut self,
        line: &str,
        mut auth: Auth,
        values: &dyn Values,
    ) -> Result<Option<Hint>, Refusal> {
        let filled = Filled {
            values,
            mechanism: &auth.mechanism,
            challenge: auth.challenges,
        };
        let text = filled.raw(line)?;
        let secret = (!text.is_empty() && text != "*").then_some(Secret {
            range: 0..text.len(),
            stands_as: StandIn::Sasl,
        });
        auth.challenges += 1;
        self.input = Input::AwaitChallenge(auth);
        let hint = (text != "*" && STANDARD.decode(&text).is_err()).then_some(Hint::NotBase64);
        let answer = Outgoing::line(ClientKind::Sasl, text.into_bytes(), secret);
        self.outgoing.push_back(answer);
        Ok(hint)
    }
}

/// What comes after a line of a command of which these parts are left.
fn follows(scanner: &Scanner, parts: &VecDeque<Part>, opens: &Opens) -> Follows {
    match (parts.front(), opens) {
        (None, Opens::Nothing) => Follows::Nothing,
        _ if scanner.next_literal_is_secret() => Follows::Secret,
        (Some(Part::Literal(content)), _) if !content.is_text() => Follows::Binary,
        _ => Follows::Literal,
    }
}

/// Scans the parts that a literal of typed lines will follow.
fn scan_ahead(command: &mut Open, parts: &VecDeque<Part>, guard: Guard) {
    for (index, part) in parts.iter().enumerate() {
        // What is secret among them is found again when they go out; here only the place counts.
        let _ = match part {
            Part::Line(text) if index == 0 => {
                let tag = command.tag.len();
                command
                    .scanner
                    .first_line(text.as_bytes(), tag, None, guard)
            }
            Part::Line(text) => command.scanner.rest(text.as_bytes()),
            Part::Literal(_) => {
                command.scanner.literal();
                None
            }
        };
    }
}

fn literal(content: Content, place: (u64, u64), stands_as: Option<StandIn>) -> Outgoing {
    let length = match &content {
        Content::Octets(octets) => octets.len(),
        Content::File { .. } => usize::MAX,
    };
    Outgoing {
        kind: ClientKind::Literal,
        content,
        eol: Eol::None,
        secret: stands_as.map(|stands_as| Secret {
            range: 0..length,
            stands_as,
        }),
        tag: 0,
        literal: Some(place),
        follows: Follows::Nothing,
    }
}

/// The values of a line, and `${sasl}` among them.
struct Filled<'a> {
    values: &'a dyn Values,
    mechanism: &'a str,
    challenge: usize,
}

impl Filled<'_> {
    fn say(&self, refusal: Refusal) -> Refusal {
        match refusal {
            Refusal::NoValue(name) if name == "sasl" => {
                Refusal::NotMadeAnew(self.mechanism.to_owned())
            }
            other => other,
        }
    }

    /// A SASL answer with its variables filled in as they are: base64 needs no quoting.
    fn raw(&self, line: &str) -> Result<String, Refusal> {
        compose::fill(line, self).map_err(|refusal| self.say(refusal))
    }
}

impl Values for Filled<'_> {
    fn variable(&self, name: &str) -> Option<String> {
        if name != "sasl" {
            return self.values.variable(name);
        }
        if !sasl::can_answer(self.mechanism) {
            return None;
        }
        let (user, password) = (
            self.values.variable("user")?,
            self.values.variable("password")?,
        );
        sasl::answer(self.mechanism, self.challenge, &user, &password)
    }
    fn file(&self, path: &str) -> Result<compose::FileFacts, String> {
        self.values.file(path)
    }
}
