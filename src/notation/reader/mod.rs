//! The reader goes through the lines of a script or a listing and decides what each one is. Its modules name
//! the section of `docs/listings.md` that they implement.
//!
//! # How it works
//!
//! The reader is a state machine over [`ScriptLines`]. At each step it examines the next line and, depending
//! on what is expected, reads it as
//!
//! 1. part of a server's literal, which is skipped (`server/server_literal.rs`);
//! 2. octets of a client's literal (`client/literal.rs`) or an answer to AUTHENTICATE's `+`;
//! 3. the first line of something else: its mark shows whose line it is or, without marks, its form
//!    (`plain.rs`). A command is read together with the lines that continue it (`client/wrapped.rs`).
//!
//! Which rule decides about a line that may be a command:
//!
//! | question | folder |
//! | --- | --- |
//! | Whose line is it? | `side` |
//! | Is it a command at all? | `command` |
//! | Is the whole text something else? | `other_text` |
//! | Which lines belong to it: the rest of its line, its literals, its answers to `+`? | `client` |
//! | Where does the server's response end? Which of its lines are a message? | `server` |
//! | Is it to be sent here? | `not_sent`; `placeholders.rs` fills in the account |
//!
//! The rules that apply depend on the [`ListingStyle`], which only the whole listing shows. So a whole script
//! is first read as a plain script; the evidence collected outside literals (`style.rs`) may lead to a second
//! pass in another style. A stream changes its style where the evidence arrives. A whole script of plain
//! commands only needs none of this (`commands_only.rs`).
//!
//! A step that needs a line of a stream that has not arrived fails with [`NeedsLine`], and is repeated from
//! the same line when the line has arrived. So whatever a step changes before it can fail must come to the
//! same when it is done twice; a step that takes a value out puts it back before it fails.

mod client;
mod command;
mod commands_only;
mod look_ahead;
mod not_sent;
mod other_text;
mod output;
mod placeholders;
mod plain;
mod server;
mod side;
mod state;
mod style;

use super::decision::{LineKind, Why};
use super::error::Mistake;
use super::lines::markup::is_source;
use super::lines::page_break::{self, PageBreak};
use super::lines::{ScriptLine, ScriptLines};
use super::marks::{MarkStyle, has_complete_command, without_mark};
use super::other_format::OtherFormat;
use super::response::{ListedResponse, completes_word, is_response};
use crate::protocol::dialogue::{Expected, Prompt};
use crate::protocol::syntax::Side;
use crate::protocol::typed_line::LineClassifier;
use client::authentication::ListedAuthentication;
use client::open_literal::{Due, OpenLiteral};
use client::refused::RefusedRest;
use client::wrapped::Gathering;
use not_sent::connections::Connections;
use not_sent::missing_step::MissingSteps;
use not_sent::shown_again::{Echoes, interactions_below};
use other_text::command_list::ListEvidence;
pub(super) use output::ReaderOutput;
use server::listed_commands::ListedCommands;
use server::shown_message::TextFetch;
use side::written_like_command::Surroundings;
use state::{
    AllCommands, ContinuationPoints, MarkChanges, ProseAbove, ProtocolsSeen, ResumableSearches,
    ScriptVariables, ServerLines, StreamFacts,
};
pub(super) use style::ListingStyle;
use style::StyleEvidence;

/// Why the reader stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// Nothing is left.
    Done,
    /// More lines must arrive.
    NeedsLine,
    /// An item was read that a stream's caller must replay before the next one is read.
    Item,
    /// A `C:` line was met: only such lines are sent.
    Marked,
}

/// A step needs a line of a stream that has not arrived. It is repeated when the line arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NeedsLine;

impl From<NeedsLine> for Stop {
    fn from(_: NeedsLine) -> Stop {
        Stop::NeedsLine
    }
}

/// A step, which has read a line or what belongs to it.
type StepResult = Result<(), Stop>;

#[derive(Default)]
pub(super) struct ScriptReader {
    pub lines: ScriptLines,
    pub style: ListingStyle,
    evidence: StyleEvidence,
    pub output: ReaderOutput,
    at: usize,
    ended: bool,
    stream: bool,
    /// Whether a greeting begins another session, so that commands after the end of one are read.
    reads_sessions: bool,
    /// Whether a mark or a server's line was read: a line that may be continued then waits for the next one.
    waits_for_next_line: bool,
    /// Whether this is a record, by its first line.
    pub is_record: bool,
    /// Whether the text is a list of commands.
    list: ListEvidence,
    all_commands: AllCommands,
    /// The end line of a here-document below a shell's command, or an empty text.
    here_document_end: String,
    echoes: Echoes,
    /// Whether the dialogue of a stream expects the answer to AUTHENTICATE's `+` in the next line.
    pub answer_due: bool,
    classifier: LineClassifier,
    open: Option<OpenLiteral>,
    /// The text around the last command in its line, if the command needs more lines.
    surroundings: Option<Surroundings>,
    /// The lines that may still follow of a command that the server refused.
    refused: Option<RefusedRest>,
    /// How many lines with a mark follow that the log shows for the second time.
    shown_again: usize,
    /// Whether a line of the refused command that is left out is still to be reported.
    has_unreported_refusal: bool,
    auth: Option<ListedAuthentication>,
    /// An IDLE that is not done, with its tag.
    idle: Option<Option<Box<str>>>,
    connections: Connections,
    sent: ListedCommands,
    /// Whether the server's answer is in a column beside the command being read, so that nothing continues
    /// the command.
    is_answered_beside: bool,
    /// The number of the line with a `+` that answers nothing in the listing, until a command follows, and
    /// whether text or another `+` is above the last one.
    stray_continuation: Option<(usize, bool)>,
    /// The last command, if it fetches the text of a message.
    text_fetch: Option<TextFetch>,
    /// The commands that are not sent and on which others may depend.
    missing: MissingSteps,
    /// A line of a stream that waits for the lines that may continue it.
    gathering: Option<Gathering<'static>>,
    /// The first word of the last command, if it had no tag: a server may take it for one. Otherwise empty.
    untagged_verb: String,
    stream_facts: StreamFacts,
    protocols: ProtocolsSeen,
    searches: ResumableSearches,
    mark_changes: MarkChanges,
    prose: ProseAbove,
    continues_at: ContinuationPoints,
    server: ServerLines,
    known_variables: ScriptVariables,
}

impl ScriptReader {
    fn new(lines: ScriptLines, style: ListingStyle) -> ScriptReader {
        ScriptReader { lines, style, ended: true, ..ScriptReader::default() }
    }

    /// A reader of lines that arrive one by one.
    pub fn stream(file: &str) -> ScriptReader {
        let style = ListingStyle { knows_client_mark: true, ..ListingStyle::default() };
        let mut reader = ScriptReader::new(ScriptLines::stream(file), style);
        (reader.ended, reader.stream) = (false, true);
        reader
    }

    /// No more lines will arrive.
    pub fn end(&mut self) {
        self.ended = true;
    }

    /// Drops lines that were read, from time to time, so that a long stream takes little memory.
    pub fn forget_read(&mut self) {
        if self.server.literal.is_none() && self.at >= 1024 {
            let forgotten = std::mem::take(&mut self.at);
            self.lines.forget(forgotten);
            self.gathering = None;
            self.continues_at.forget(forgotten);
            self.searches.forget(forgotten);
            self.server.forget();
        }
    }

    /// Reads as far as the lines allow; a stream, up to the next item.
    pub fn run(&mut self) -> Stop {
        loop {
            if let Err(stop) = self.step() {
                return stop;
            }
            if self.stream && !self.output.items.is_empty() {
                return Stop::Item;
            }
        }
    }

    /// Enters the current state of the session.
    fn start_at(&mut self, start: &Expected) {
        let awaits_plus = start.awaits_request;
        match &start.prompt {
            Prompt::Done => self.idle = Some(None),
            Prompt::SaslResponse => {
                let begun = start.authentication.as_ref();
                self.auth = Some(ListedAuthentication::begun(!awaits_plus, begun));
            }
            Prompt::LiteralOctets(octets) => {
                let open = OpenLiteral::begun_before(Due::Octets(*octets), awaits_plus);
                let count = start.literal.map_or(open.count, |literal| literal.count);
                let command = start.literal.and_then(|literal| literal.command);
                self.open = Some(OpenLiteral { count, command, ..open });
            }
            Prompt::LiteralLines(end) => {
                let due = Due::Lines { end: end.to_owned(), base64: None };
                self.open = Some(OpenLiteral::begun_before(due, false));
            }
            Prompt::RestOfCommand => {
                self.open = Some(OpenLiteral::begun_before(Due::Rest, awaits_plus));
            }
            Prompt::Tag(_) | Prompt::Wait => {}
        }
    }

    fn step(&mut self) -> StepResult {
        if self.server.literal.is_some() {
            return self.skip_server_literal();
        }
        if self.still_gathers() {
            return Err(Stop::NeedsLine);
        }
        let Some(line) = self.lines.get(self.at) else {
            if !self.ended {
                return Err(Stop::NeedsLine);
            }
            self.finish();
            return Err(Stop::Done);
        };
        if self.stream && self.learn_beginning(&line)? {
            return Ok(());
        }
        if line.is_outside {
            return self.outside_line(&line);
        }
        match self.page_break(self.at) {
            PageBreak::Until(end) => {
                (self.at..end).for_each(|at| self.decide(at, LineKind::Prose, Why::PageBreak));
                self.at = end;
                return Ok(());
            }
            PageBreak::Unknown => return Err(Stop::NeedsLine),
            PageBreak::No => {}
        }
        if let Some(answer) = self.answer_after_other_text(&line) {
            return self.answer(&answer);
        }
        if self.is_note_of_log(&line)
            && (self.open.is_some() || self.is_answer(line.text().trim(), false))
        {
            return self.pass(LineKind::Tool, Why::ToolForm);
        }
        let bare = match self.server_line_in_list(&line) {
            Some(bare) => Some(bare),
            None => self.written_like_command(&line)?,
        };
        let line = bare.unwrap_or(line);
        if self.open.is_some() {
            return self.literal_line(&line);
        }
        if self.refused.is_some() && self.is_of_refused(&line) {
            return self.pass(LineKind::Prose, Why::Refused);
        }
        self.top_line(&line)
    }

    /// Whether the current line of a stream has shown what all its lines begin or end with, so that it must
    /// be read again; for a whole script this is known.
    fn learn_beginning(&mut self, line: &ScriptLine) -> Result<bool, NeedsLine> {
        if self.learn_quotation(line)? {
            return Ok(true);
        }
        if !self.stream_facts.stamps && !line.is_blank() {
            // The first line may belong to a log with times.
            if !self.lines.learn_stamps(self.at) && !self.ended {
                return Err(NeedsLine);
            }
            self.stream_facts.stamps = true;
            return Ok(true);
        }
        if !self.stream_facts.end && self.learn_end() {
            return Ok(true);
        }
        self.learn_prefix()
    }

    /// Whether the current line of a stream has a visible line end: the first line of the session does, or
    /// none.
    fn learn_end(&mut self) -> bool {
        let is_first = self.is_at_start();
        self.stream_facts.end = self.is_record || !is_first || self.lines.learn_end(self.at);
        is_first && self.stream_facts.end
    }

    /// Whether the first command of a stream shows the text that the lines of both sides begin with.
    fn learn_prefix(&mut self) -> Result<bool, NeedsLine> {
        let is_first =
            !self.stream_facts.prefix && self.sent.last.is_none() && self.style.marks.is_none();
        if !is_first
            || self.is_record
            || self.open.is_some()
            || !self.lines.may_have_prefix(self.at)
        {
            return Ok(false);
        }
        let has_prefix = match self.lines.learn_prefix(self.at) {
            None if !self.ended => return Err(NeedsLine),
            found => found == Some(true),
        };
        self.stream_facts.prefix = true;
        Ok(has_prefix)
    }

    /// A line that does not continue anything.
    fn top_line(&mut self, line: &ScriptLine) -> StepResult {
        if !self.is_record
            && let Some(outcome) = self.line_in_other_form(line)
        {
            return outcome;
        }
        let side = line.side();
        if side == Some(Side::Client) && self.style.marks.is_none() {
            if !self.stream {
                return Err(Stop::Marked);
            }
            self.style.marks = Some(Default::default());
        }
        self.waits_for_next_line |= side.is_some();
        if self.shown_again > 0
            && let Some(side) = side
        {
            self.shown_again -= 1;
            return match side {
                Side::Client => self.pass(LineKind::Prose, Why::Repeated),
                Side::Server => self.pass(LineKind::Server, Why::ServerMark),
            };
        }
        self.line_of_session(line, side)
    }

    /// A line of a listing in another form than the lines of a session. `None`: it has their form.
    fn line_in_other_form(&mut self, line: &ScriptLine) -> Option<StepResult> {
        if let Some(bare) = self.lines.bare(line) {
            if self.is_servers_line_erased(line, &bare) {
                let command = bare.content().trim().to_owned();
                return Some(self.pass_mistake(line, Mistake::UnknownMark(command)));
            }
            return Some(self.top_line(&bare));
        }
        let is_first = self.sent.tags.is_empty() && !self.evidence.has_response;
        if is_first && is_source(line.text()) {
            return Some(self.pass_other_format(line, OtherFormat::Markup));
        }
        if let Some(outcome) = self.learn_changed_mark(line) {
            return Some(outcome);
        }
        if self.is_note_of_log(line) && !has_complete_command(line.text()) {
            self.shown_again = interactions_below(line.text());
            return Some(self.pass(LineKind::Tool, Why::ToolForm));
        }
        None
    }

    /// A line that may be the server's next one, or else the client's.
    fn line_of_session(&mut self, line: &ScriptLine, side: Option<Side>) -> StepResult {
        if self.continues_response(line)? {
            return self.response_continued(line);
        }
        if self.is_unclosed_response(line) {
            self.begin_unsized_literal();
            return Ok(());
        }
        let is_blank = line.is_blank();
        let is_open = self.server.response.as_ref().is_some_and(ListedResponse::is_open);
        if side == Some(Side::Server) && !is_open && self.closes_unknown_response(line.content())? {
            return self.pass_mistake(line, Mistake::BeginningNotShown);
        }
        if !is_blank || !is_open {
            self.server.response = None;
        }
        if self.completes_untagged(line) {
            self.waits_for_next_line = true;
            return self.pass(LineKind::Server, Why::ForgottenTag);
        }
        if side.is_none()
            && let Some(mistake) = self.directive_without_colon(line.text())
        {
            return self.pass_mistake(line, mistake);
        }
        match side {
            Some(Side::Server) => self.line_with_servers_mark(line),
            Some(Side::Client) => self.client_line(line),
            None if self.style.marks.is_some() => self.unmarked_line(line),
            None => self.plain_line(line),
        }
    }

    /// Whether a line with backspaces or escape sequences begins with a server's line that the terminal
    /// erased: the apparent input may be from the server.
    fn is_servers_line_erased(&self, line: &ScriptLine, shown: &ScriptLine) -> bool {
        let whole = line.whole();
        let Some(at) = memchr::memchr2(0x08, 0x1b, whole.as_bytes()) else {
            return false;
        };
        let is_servers = |text: &str| {
            let content = without_mark(text.trim());
            content.1 == Some(true) || is_response(content.0)
        };
        is_servers(&whole[..at]) && !is_servers(shown.text())
    }

    /// Whether this completes the untagged command right above it, whose name the server took for the tag.
    fn completes_untagged(&mut self, line: &ScriptLine) -> bool {
        if self.untagged_verb.is_empty() || line.is_blank() {
            return false;
        }
        let is_completed = completes_word(line.content(), &self.untagged_verb);
        self.untagged_verb.clear();
        is_completed
    }

    /// Whether this is the log program's own message: it has the log's time, but no mark, while both sides
    /// have one.
    pub(super) fn is_note_of_log(&self, line: &ScriptLine) -> bool {
        line.has_stamp
            && line.mark.is_none()
            && !line.is_blank()
            && self.style.marks.as_ref().is_some_and(MarkStyle::has_server_marks)
    }

    fn finish(&mut self) {
        self.finish_literal();
        self.output.errors.append(&mut self.sent.unclosed);
        if self.style.page && self.output.remarks.prose == 0 {
            // Every line here is intended for the server, so a command without a tag is a mistake.
            let unsent = std::mem::take(&mut self.output.remarks.unsent_commands);
            // It is not a mistake if the listing shows that the server refused it, or if the line may be the
            // server's.
            let (untagged, others): (Vec<_>, Vec<_>) =
                unsent.into_iter().partition(|unsent| unsent.why == Why::NoTag);
            self.output.remarks.unsent_commands = others;
            for unsent in untagged {
                self.report((unsent.line, 1), Mistake::UntaggedCommand(unsent.text));
            }
        }
        self.refuse_list();
        self.keep_decisive_mistake();
    }

    /// Whether a page break begins at this index, in a listing that can have page breaks.
    fn page_break(&self, index: usize) -> PageBreak {
        let may_be = (self.style.marks.is_some() && !self.is_record) || self.style.page;
        let begins = |line: ScriptLine| page_break::may_begin(&line);
        if !may_be || !self.lines.get(index).is_some_and(begins) {
            return PageBreak::No;
        }
        page_break::at(&self.lines, index, self.ended)
    }
}
