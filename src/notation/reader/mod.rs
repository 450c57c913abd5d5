//! The reader proper: goes through a script's lines and tells commands, their literals, answers
//! and directives from what a server said. It works on what has arrived, so a stream can use it.

mod open;
mod server;

use super::directive::Directive;
use super::error::{Mistake, ScriptError};
use super::item::{AccessTarget, Item, ItemKind, OutsideAccess, RequiredVariable, ScriptCommand};
use super::lines::{Line, Lines, Side, blanks_before};
use super::listing::Response;
use crate::notation::marks::{self, MidSession};
use crate::protocol::compose::{split_literal_marker, variables};
use crate::protocol::strings::is_quotable;
use crate::protocol::{commands, sasl, typed_line};
use open::{Open, Refused};
use std::collections::{HashMap, HashSet};

/// For how many pieces of a script memory is asked for beforehand, at most.
const LIKELY: usize = 64 * 1024;

/// How a run of the machine ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Nothing is left.
    Done,
    /// More lines must arrive.
    More,
    /// A `C:` line was met: only such lines are sent.
    Notation,
}

/// What a step came to.
enum Flow {
    Go,
    Stop(End),
}

/// An AUTHENTICATE whose answers may follow.
struct Auth {
    tag: Option<String>,
    mechanism: String,
    given: u32,
    most: u32,
    plus_shown: bool,
}

/// What is remembered of the commands, for what the listing says of them.
#[derive(Default)]
struct Sent {
    /// The last command's line.
    last: Option<usize>,
    /// Whether the listing has completed it.
    last_completed: bool,
    /// The last command with each tag.
    by_tag: HashMap<String, usize>,
    /// The tags of those that the listing has not completed.
    open: HashSet<String>,
    /// The last IDLE's line.
    idle: Option<usize>,
    /// The last line that was sent while IDLE ran: IDLE's BAD answers it too.
    in_idle: Option<usize>,
}

pub(super) struct Machine {
    pub file: String,
    pub items: Vec<Item>,
    pub required_variables: Vec<RequiredVariable>,
    pub outside_accesses: Vec<OutsideAccess>,
    pub errors: Vec<ScriptError>,
    pub lines: Lines,
    at: usize,
    ended: bool,
    stream: bool,
    notation: bool,
    /// Whether this is a record, by its first line.
    pub is_record: bool,
    /// What a stream's dialogue said of the last line.
    answer_due: bool,
    typed: typed_line::LineClassifier,
    open: Option<Open>,
    /// What may still come of a command that the server refused.
    refused: Option<Refused>,
    /// The first line of it that was left out, until that is told.
    pub left_out: Option<usize>,
    /// None of it was left out so far.
    unsaid: bool,
    auth: Option<Auth>,
    /// An IDLE that is not done: its own tag.
    idle: Option<Option<String>>,
    sent: Sent,
    response: Option<Response>,
    literal: Option<server::Literal>,
    sums: server::Sums,
    /// What the script itself set so far.
    set: HashMap<String, String>,
    /// What was asked of the others, and whether in quotes.
    needed: HashSet<(String, bool)>,
}

impl Machine {
    fn new(file: &str, lines: Lines) -> Machine {
        Machine {
            file: file.to_owned(),
            items: Vec::new(),
            required_variables: Vec::new(),
            outside_accesses: Vec::new(),
            errors: Vec::new(),
            lines,
            at: 0,
            ended: true,
            stream: false,
            notation: false,
            is_record: false,
            answer_due: false,
            typed: typed_line::LineClassifier::default(),
            open: None,
            refused: None,
            left_out: None,
            unsaid: false,
            auth: None,
            idle: None,
            sent: Sent::default(),
            response: None,
            literal: None,
            sums: server::Sums::default(),
            set: HashMap::new(),
            needed: HashSet::new(),
        }
    }

    /// For a script that is there whole. It stops at the first `C:` line.
    pub fn whole(file: &str, lines: Lines) -> Machine {
        let mut machine = Machine::new(file, lines);
        // Mostly a line makes one: growing step by step would copy them, and touch twice the memory.
        machine.items.reserve(machine.lines.len().min(LIKELY));
        machine
    }

    /// For one of which only the `C:` lines are sent.
    pub fn notation(file: &str, lines: Lines) -> Machine {
        let mut machine = Machine::new(file, lines);
        machine.notation = true;
        machine
    }

    /// For one that arrives line by line. From the first `C:` line on only those are sent.
    pub fn stream(file: &str) -> Machine {
        let mut machine = Machine::new(file, Lines::Arrived(Vec::new()));
        (machine.ended, machine.stream) = (false, true);
        machine
    }

    /// Takes a further line of a stream.
    pub fn add(&mut self, line: Line, answer_due: bool) {
        if let Lines::Arrived(lines) = &mut self.lines {
            lines.push(line);
        }
        self.answer_due = answer_due;
    }

    pub fn end(&mut self) {
        self.ended = true;
    }

    /// Drops lines that were read, now and then, so that a long stream takes little memory.
    pub fn forget_read(&mut self) {
        if self.literal.is_none()
            && self.at >= 1024
            && let Lines::Arrived(lines) = &mut self.lines
        {
            lines.drain(..self.at);
            self.at = 0;
            self.sums = server::Sums::default();
        }
    }

    /// Goes on as far as the lines allow.
    pub fn run(&mut self) -> End {
        loop {
            match self.step() {
                Flow::Go => {}
                Flow::Stop(end) => return end,
            }
        }
    }

    fn step(&mut self) -> Flow {
        if self.literal.is_some() {
            return self.pass_over_literal();
        }
        let Some(line) = self.lines.get(self.at) else {
            if !self.ended {
                return Flow::Stop(End::More);
            }
            self.finish_open();
            return Flow::Stop(End::Done);
        };
        if self.open.is_some() {
            self.due_line(&line);
            return Flow::Go;
        }
        if self.refused.is_some() && self.is_of_refused(&line) {
            self.at += 1;
            return Flow::Go;
        }
        self.top_line(&line)
    }

    /// A line that begins something.
    fn top_line(&mut self, line: &Line) -> Flow {
        let side = line.mark.map(|mark| mark.side);
        if side == Some(Side::Client) && !self.notation {
            if !self.stream {
                return Flow::Stop(End::Notation);
            }
            self.notation = true;
        }
        let at = self.at;
        self.at += 1;
        if let Some(response) = &mut self.response
            && side.is_none()
            && !line.is_blank()
            && line.indent() > response.indent
        {
            response.goes_on(line.text());
            self.look_for_literal(line.text(), at);
            return Flow::Go;
        }
        self.response = None;
        match side {
            Some(Side::Server) => self.server_line(line, at),
            Some(Side::Client) => self.client_line(line),
            None if self.notation => self.unmarked_line(line),
            None => self.plain_line(line, at),
        }
        Flow::Go
    }

    /// A `C:` line: sent, whatever it looks like.
    fn client_line(&mut self, line: &Line) {
        let text = line.said().trim();
        if self.is_answer(text, true) {
            return self.answer(text, line);
        }
        match typed_line::LineClassifier::default().classify(text) {
            typed_line::LineKind::Blank => {}
            typed_line::LineKind::Comment => self.comment(text, line),
            typed_line::LineKind::Directive(text) => self.directive(text, line),
            // A record writes the tag of each command; here it may look like anything.
            read => {
                match (read, typed_line::CommandLine::parse_tagged(text).filter(|_| self.is_record))
                {
                    (_, Some(read)) | (typed_line::LineKind::Command(read), None) => {
                        self.command(&read, line)
                    }
                    _ => {
                        self.push(
                            line,
                            ItemKind::Directive(Directive::Raw(text.to_owned()).into()),
                        );
                        self.note_sent(None, line);
                    }
                }
            }
        }
    }

    /// A line without a mark where others have one: prose, unless it is for imapsh itself.
    fn unmarked_line(&mut self, line: &Line) {
        let text = line.text().trim();
        if text.starts_with('#') {
            self.comment(text, line);
        } else if let Some(word) = text.strip_prefix(':') {
            // A smiley is not a directive; a misspelt word is a mistake.
            if word.starts_with(|c: char| c.is_ascii_alphabetic()) {
                self.directive(word, line);
            }
        }
    }

    /// A line of a script without marks: what would be typed, or a listing of it.
    fn plain_line(&mut self, line: &Line, at: usize) {
        let text = line.text().trim();
        if text.is_empty() {
            if self.is_empty_answer() {
                self.answer("", line);
            } else {
                self.typed.classify(text);
            }
            return;
        }
        if self.is_answer(text, false) {
            return self.answer(text, line);
        }
        match self.typed.classify(text) {
            typed_line::LineKind::Blank | typed_line::LineKind::ToolOutput => {}
            typed_line::LineKind::Comment => self.comment(text, line),
            typed_line::LineKind::Directive(text) => self.directive(text, line),
            typed_line::LineKind::ServerResponse => self.server_line(line, at),
            typed_line::LineKind::Command(read) => self.command(&read, line),
        }
    }

    fn comment(&mut self, text: &str, line: &Line) {
        let text = text.strip_prefix('#').unwrap_or(text);
        if let Some(heading) = text.strip_prefix('#') {
            let heading = heading.trim_start_matches('#').trim().to_owned();
            return self.push(line, ItemKind::Heading(heading.into()));
        }
        let text = text.trim();
        self.is_record |= line.number == 1 && text == marks::FIRST_LINE;
        if !self.is_record {
            return self.push(line, ItemKind::Comment(text.into()));
        }
        if let Some(directive) = marks::reconnect_directive(text) {
            self.directive(directive, line);
        } else if let Some(mid_session) = MidSession::parse(text) {
            self.push(line, ItemKind::MidSession(mid_session));
        } else if !text.starts_with(marks::NOTICE_PREFIX) {
            self.push(line, ItemKind::Comment(text.into()));
        }
    }

    fn directive(&mut self, text: &str, line: &Line) {
        let directive = match Directive::parse(text) {
            Ok(directive) => directive,
            Err(wrong) => return self.wrong(line, wrong),
        };
        if let Some(at) = breaks_framing(text) {
            return self.wrong_at(line, line.column() + 1 + at, Mistake::BreaksFraming);
        }
        let target = match &directive {
            Directive::Record(Some(file)) => Some(AccessTarget::Write(file.clone())),
            Directive::Run(script) => Some(AccessTarget::Run(script.clone())),
            Directive::Connect(host) => Some(AccessTarget::Connect(host.clone())),
            Directive::Deliver(Some(file)) => Some(AccessTarget::Read(file.clone())),
            _ => None,
        };
        if let Some(to) = target {
            self.reach(line, to);
        }
        match &directive {
            Directive::Set(name, value) => drop(self.set.insert(name.clone(), value.clone())),
            Directive::Raw(text) => self.note_sent(typed_line::CommandLine::parse(text).tag, line),
            _ => {}
        }
        self.push(line, ItemKind::Directive(directive.into()));
    }

    /// A command's first line, or `done`.
    fn command(&mut self, read: &typed_line::CommandLine<'_>, line: &Line) {
        let text = read.text;
        let tag = || read.tag.map(str::to_owned);
        let is = |name| read.spec.is_some_and(|spec| spec.name == name);
        if let Some(at) = breaks_framing(text) {
            return self.wrong_at(line, line.column() + at, Mistake::BreaksFraming);
        }
        if self.idle.is_some() && read.tag.is_none() && text.eq_ignore_ascii_case("done") {
            self.idle = None;
            return self.push(line, ItemKind::Done(text.into()));
        }
        self.auth = None;
        self.note_sent(read.tag, line);
        if is("AUTHENTICATE") {
            let mut arguments = read.arguments.split_ascii_whitespace();
            let mechanism = arguments.next().unwrap_or_default();
            self.variables(text, line, Some(mechanism));
            let initial = arguments.next().is_some();
            self.auth = Some(Auth {
                tag: tag(),
                most: most_answers(mechanism).saturating_sub(initial.into()),
                mechanism: mechanism.to_owned(),
                given: 0,
                plus_shown: false,
            });
        } else {
            self.variables(text, line, None);
        }
        if is("IDLE") {
            self.idle = Some(tag());
            (self.sent.idle, self.sent.in_idle) = (Some(line.number), None);
        } else if self.idle.is_some() && self.sent.in_idle.is_none() {
            self.sent.in_idle = Some(line.number);
        }
        let blanks = match line.mark {
            Some(_) => blanks_before(line.said()),
            None if self.stream => blanks_before(line.text()),
            None => 0,
        };
        self.open = self.opened_by(text, (read.tag, blanks, line));
        self.push(line, ItemKind::Command(ScriptCommand::new(read)));
    }

    /// Whether a line answers AUTHENTICATE's `+`. `marked`: it is certain to be a client's.
    fn is_answer(&self, text: &str, marked: bool) -> bool {
        let due = match &self.auth {
            _ if self.stream => self.answer_due,
            None => false,
            Some(auth) => {
                auth.plus_shown
                    || (auth.given < auth.most && (text.is_empty() || looks_like_answer(text)))
            }
        };
        if !due || text.starts_with(['#', ':']) {
            return false;
        }
        let servers = matches!(
            typed_line::LineClassifier::default().classify(text),
            typed_line::LineKind::ServerResponse
        );
        marked || !servers || text == "*"
    }

    /// Whether a blank line is an empty answer, and not just a gap in the listing.
    fn is_empty_answer(&self) -> bool {
        if !self.is_answer("", false) {
            return false;
        }
        if self.stream {
            return true;
        }
        // Not far: a listing's `+` stands next to its command.
        let mut near = self.lines.from(self.at).take(16);
        let Some(next) = near.find(|line| !line.is_blank()) else {
            return true;
        };
        let next = next.said().trim();
        match self.auth.as_ref().is_some_and(|auth| auth.plus_shown) {
            true => !looks_like_answer(next),
            false => {
                let read = typed_line::LineClassifier::default().classify(next);
                !matches!(read, typed_line::LineKind::ServerResponse) || next == "*"
            }
        }
    }

    fn answer(&mut self, text: &str, line: &Line) {
        let mechanism = self.auth.as_mut().map(|auth| {
            auth.given += 1;
            auth.plus_shown = false;
            auth.mechanism.clone()
        });
        if let Some(at) = breaks_framing(text) {
            return self.wrong_at(line, line.column() + at, Mistake::BreaksFraming);
        }
        self.variables(text, line, Some(&mechanism.unwrap_or_default()));
        self.push(line, ItemKind::Answer(text.into()));
    }

    /// Notes the variables of a text that is sent; `mechanism`: in an authentication with it.
    fn variables(&mut self, text: &str, line: &Line, mechanism: Option<&str>) {
        // Most lines name none.
        if !text.as_bytes().contains(&b'$') {
            return;
        }
        for variable in variables(split_literal_marker(text).0) {
            match mechanism {
                _ if variable.name != "sasl" => {
                    self.need(variable.name, mechanism.is_none() && variable.in_quotes, line);
                }
                Some(mechanism) if sasl::can_respond(mechanism) => {
                    self.need("user", false, line);
                    self.need("password", false, line);
                }
                Some(mechanism) => {
                    self.wrong(line, Mistake::SaslNotReproducible(mechanism.to_owned()))
                }
                None => self.wrong(line, Mistake::SaslOutsideAuthenticate),
            }
        }
    }

    fn need(&mut self, name: &str, quoted: bool, line: &Line) {
        if let Some(value) = self.set.get(name) {
            if quoted && !is_quotable(value.as_bytes()) {
                self.wrong(line, Mistake::NotQuotable(name.to_owned()));
            }
        } else if self.needed.insert((name.to_owned(), quoted)) {
            self.required_variables.push(RequiredVariable {
                name: name.to_owned(),
                line: line.number,
                column: line.column(),
                quoted,
            });
        }
    }

    fn reach(&mut self, line: &Line, target: AccessTarget) {
        self.outside_accesses.push(OutsideAccess {
            line: line.number,
            column: line.column(),
            target,
        });
    }

    /// Remembers a command, for what the listing will say of it.
    fn note_sent(&mut self, tag: Option<&str>, line: &Line) {
        self.sent.last = Some(line.number);
        self.sent.last_completed = false;
        if let Some(tag) = tag {
            self.sent.by_tag.insert(tag.to_owned(), line.number);
            self.sent.open.insert(tag.to_owned());
        }
    }

    fn push(&mut self, line: &Line, kind: ItemKind) {
        self.items.push(Item::new(line.number, kind));
    }

    fn wrong(&mut self, line: &Line, wrong: Mistake) {
        self.wrong_at(line, line.column(), wrong);
    }

    fn wrong_at(&mut self, line: &Line, column: usize, wrong: Mistake) {
        self.error(line.number, column, wrong);
    }

    fn error(&mut self, line: usize, column: usize, mistake: Mistake) {
        self.errors.push(ScriptError { file: self.file.clone(), line, column, mistake });
    }
}

/// Where a CR or NUL stands, in characters.
fn breaks_framing(text: &str) -> Option<usize> {
    let at = memchr::memchr2(b'\r', 0, text.as_bytes())?;
    Some(text.get(..at)?.chars().count())
}

/// How many answers a mechanism asks for at most.
fn most_answers(mechanism: &str) -> u32 {
    match mechanism.to_ascii_uppercase().as_str() {
        "PLAIN" | "CRAM-MD5" | "EXTERNAL" | "ANONYMOUS" => 1,
        "LOGIN" | "DIGEST-MD5" | "XOAUTH2" | "OAUTHBEARER" | "NTLM" => 2,
        scram if scram.starts_with("SCRAM-") => 3,
        _ => 8,
    }
}

/// Whether a text where the listing shows no `+` is an answer rather than the next command:
/// one word of base64, a variable, or the `*` that cancels.
fn looks_like_answer(text: &str) -> bool {
    let base64 = |octet: u8| octet.is_ascii_alphanumeric() || b"+/=".contains(&octet);
    let one_word = !text.contains([' ', '\t']);
    text == "*"
        || (one_word && text.contains("${"))
        || (text.bytes().all(base64)
            && (text == "=" || text.len().is_multiple_of(4))
            && commands::find(text).is_none()
            && !text.eq_ignore_ascii_case("done"))
}
