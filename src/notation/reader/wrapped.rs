//! A client's line together with the lines that continue it.

use super::unmarked::is_complete_command;
use super::{NeedsLine, ScriptReader, StepOutcome, StepResult};
use crate::notation::decision::{LineKind, Why};
use crate::notation::forms::{PageBreak, is_elision, is_remark};
use crate::notation::lines::{ScriptLine, blanks_before};
use crate::notation::listed::Form;
use crate::notation::listing_tags::may_be_prose;
use crate::notation::prose::reads_like_prose;
use crate::notation::response::is_response;
pub(super) use crate::notation::shape::Nesting;
use crate::notation::{directive, shape};
use crate::protocol::commands;
use crate::protocol::compose::split_literal_marker;
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::syntax::Side;
use crate::protocol::typed_line::{CommandLine, tagged_status, trimmed};
use std::borrow::Cow;

/// A client's line with what continues it.
pub(super) struct WrappedLine<'a> {
    /// Joined, without blanks at its ends.
    pub text: Cow<'a, str>,
    /// What it leaves open.
    pub nesting: Nesting,
    /// The index after it.
    pub next: usize,
    /// The lines that continue it or were dropped from it.
    others: Vec<(usize, LineKind, Why)>,
    /// How many brackets of a remark are open, which goes on in the next line.
    open_remark: usize,
}

impl WrappedLine<'_> {
    /// The line at this index, which nothing continues.
    pub fn single<'a>(text: impl Into<Cow<'a, str>>, index: usize) -> WrappedLine<'a> {
        let (text, nesting) = (text.into(), Nesting::default());
        WrappedLine { text, nesting, next: index + 1, others: Vec::new(), open_remark: 0 }
    }

    /// Whether it is one line.
    pub fn is_single(&self) -> bool {
        self.others.is_empty()
    }
}

/// A line that more lines of a stream may continue, as far as they have arrived: kept, so that
/// each of them is looked at once.
pub(super) struct Gathering {
    /// The index of the first line.
    at: usize,
    beginning: Beginning,
    wrapped: WrappedLine<'static>,
    /// The index of the next line to look at.
    index: usize,
    /// Nothing else continues it.
    is_whole: bool,
}

/// How a line continues the one before.
enum JoinKind {
    /// As part of the same word.
    Tightly,
    /// As a further word, or by what is on either side.
    AsWord,
}

/// The line that began what others may continue.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Beginning {
    indent: usize,
    has_mark: bool,
    /// Its first word, which may be a tag.
    word: Box<str>,
    /// Indentation alone continues it.
    pub wraps: bool,
    /// What continues it is part of the same word.
    is_answer: bool,
    /// Lines that have the mark too may continue it: how many blanks it has after its own.
    behind_mark: Option<usize>,
}

impl Beginning {
    fn of(line: &ScriptLine, wraps: bool) -> Beginning {
        let word = line.said().trim().split([' ', '\t']).next().unwrap_or_default();
        Beginning {
            indent: line.indent(),
            has_mark: line.mark.is_some(),
            word: word.into(),
            wraps,
            is_answer: false,
            behind_mark: None,
        }
    }

    /// The same of this command, of which the lines that continue it may have the mark once more.
    fn of_command(line: &ScriptLine, wraps: bool, command: &CommandLine<'_>) -> Beginning {
        // What follows these is an answer, or `DONE`.
        let is_answered = |name| matches!(name, "AUTHENTICATE" | "IDLE");
        let may_repeat = command.spec.is_some_and(|spec| !is_answered(spec.name));
        let blanks = line.mark.filter(|_| may_repeat).map(|_| blanks_before(line.said()));
        Beginning { behind_mark: blanks, ..Beginning::of(line, wraps) }
    }
}

impl ScriptReader {
    /// How the command that begins with this line may be continued.
    pub(super) fn beginning_of(&self, line: &ScriptLine) -> Beginning {
        let has_tag = self.parse_command(line.said().trim()).tag.is_some();
        Beginning::of(line, line.mark.is_some() || has_tag)
    }

    /// The command that begins with this line, and has a tag or not. Fails if that takes another
    /// line.
    pub(super) fn gather_command<'a>(
        &mut self,
        line: &'a ScriptLine,
        has_tag: bool,
    ) -> Result<WrappedLine<'a>, NeedsLine> {
        let text = trimmed(line.said());
        let nesting = Nesting::of(text);
        // Below a prompt, what a program prints is often indented.
        let is_whole = self.is_answered_beside || line.form == Form::Quoted;
        let wraps = ((line.mark.is_some() && !self.has_prompts()) || has_tag) && !is_whole;
        if !wraps && !nesting.is_open() {
            // Nothing continues it, so it need not be compared with the next lines.
            self.gathering = None;
            return Ok(WrappedLine { nesting, ..WrappedLine::single(text, self.at) });
        }
        let beginning = Beginning::of_command(line, wraps, &self.parse_command(text));
        self.gather(text, nesting, &beginning)
    }

    /// The answer that begins with this line. Fails if that takes another line.
    pub(super) fn gather_answer(
        &mut self,
        line: &ScriptLine,
    ) -> Result<WrappedLine<'static>, NeedsLine> {
        let text = line.said().trim();
        // An empty answer is one.
        let wraps = line.mark.is_some() && !text.is_empty();
        let beginning = Beginning { is_answer: true, ..Beginning::of(line, wraps) };
        self.gather(text, Nesting::default(), &beginning)
    }

    /// The current line, with this text, which leaves this open, and what continues it. Fails if that
    /// takes another line.
    pub(super) fn gather(
        &mut self,
        text: &str,
        nesting: Nesting,
        beginning: &Beginning,
    ) -> Result<WrappedLine<'static>, NeedsLine> {
        let is_same = |it: &Gathering| it.at == self.at && it.beginning == *beginning;
        let mut gathering = self.gathering.take().filter(is_same).unwrap_or_else(|| Gathering {
            at: self.at,
            beginning: beginning.clone(),
            wrapped: WrappedLine { nesting, ..WrappedLine::single(text.to_owned(), self.at) },
            index: self.at + 1,
            is_whole: self.is_record,
        });
        self.gather_arrived(&mut gathering);
        if gathering.is_whole {
            return Ok(gathering.wrapped);
        }
        self.gathering = Some(gathering);
        Err(NeedsLine)
    }

    /// Goes on with what waits for more lines. Returns whether it still does.
    pub(super) fn still_gathers(&mut self) -> bool {
        if let Some(mut gathering) = self.gathering.take().filter(|it| it.at == self.at) {
            self.gather_arrived(&mut gathering);
            self.gathering = Some(gathering);
        }
        self.gathering.as_ref().is_some_and(|it| !it.is_whole)
    }

    /// Adds the lines that have arrived, as far as they continue it.
    fn gather_arrived(&self, gathering: &mut Gathering) {
        let Gathering { beginning, wrapped, index, is_whole, .. } = gathering;
        while !*is_whole
            && !ends_in_literal(&wrapped.text)
            && (beginning.wraps || wrapped.nesting.is_open())
        {
            let Some(next) = self.lines.get(*index) else {
                if !self.ended && self.waits_for_rest(wrapped) {
                    return;
                }
                break;
            };
            match self.page_break(*index) {
                PageBreak::Until(end) => {
                    let breaks = (*index..end).map(|at| (at, LineKind::Prose, Why::PageBreak));
                    wrapped.others.extend(breaks);
                    *index = end;
                    continue;
                }
                PageBreak::Unknown => return,
                PageBreak::No => {}
            }
            if next.is_blank() {
                if !wrapped.nesting.is_open() {
                    break;
                }
            } else if !self.continues(&next, beginning, wrapped.nesting.is_open()) {
                break;
            } else {
                self.add(wrapped, &next, *index, beginning);
                wrapped.next = *index + 1;
            }
            *index += 1;
        }
        *is_whole = true;
    }

    /// Whether this is not sent before the next line of a stream is known, which may continue it.
    fn waits_for_rest(&self, wrapped: &WrappedLine<'_>) -> bool {
        self.waits_for_next_line
            || wrapped.nesting.is_open()
            || !wrapped.others.is_empty()
            || self.is_unfinished(&wrapped.text)
    }

    /// Whether this is a command with a tag that needs more arguments. A listing may have wrapped it.
    pub(super) fn is_unfinished(&self, text: &str) -> bool {
        let command = self.parse_command(text);
        let spec = command.spec.filter(|_| command.tag.is_some());
        spec.is_some_and(|spec| shape::lacks_arguments(spec, command.arguments))
    }

    /// Whether this line continues the one that began the command, in which a bracket may be open.
    fn continues(&self, next: &ScriptLine, beginning: &Beginning, is_open: bool) -> bool {
        if next.mark.is_some_and(|mark| mark.side == Side::Client) {
            return self.continues_behind_mark(next, beginning, is_open);
        }
        let text = next.text().trim();
        if next.mark.is_some() || next.indent() <= beginning.indent || is_response(text) {
            return false;
        }
        if text.strip_prefix(':').is_some_and(directive::is_known) {
            return false;
        }
        match beginning.has_mark {
            true => true,
            // Indentation alone means nothing.
            false if !beginning.wraps => !is_complete_command(&CommandLine::parse(text)),
            false => !self.is_listed(text, &beginning.word),
        }
    }

    /// The same of a line with the client's mark: after that, it is indented deeper than the command, or a bracket is
    /// open; and it is not a command.
    fn continues_behind_mark(
        &self,
        next: &ScriptLine,
        beginning: &Beginning,
        is_open: bool,
    ) -> bool {
        let Some(blanks) = beginning.behind_mark else {
            return false;
        };
        let text = next.said().trim();
        let is_other = text.is_empty()
            || text.starts_with(['#', ':'])
            || commands::is_done(text)
            || is_response(text);
        let command = self.parse_command(text);
        let is_command = match is_open {
            true => command.tag.is_some() && command.spec.is_some(),
            false => command.tag.is_some() || command.spec.is_some(),
        };
        let is_deeper = blanks_before(next.said()) > blanks;
        next.indent() == beginning.indent && (is_open || is_deeper) && !is_other && !is_command
    }

    /// Whether this is a command or a completion with one of the listing's tags.
    fn is_listed(&self, text: &str, own: &str) -> bool {
        let is_tag = |word: &str| word == own || self.style.tags.contains(word);
        if tagged_status(text).is_some_and(|(tag, _)| is_tag(tag)) {
            return true;
        }
        let tag = text.split([' ', '\t']).next().unwrap_or_default();
        is_tag(tag)
            && CommandLine::parse_tagged(text)
                .is_some_and(|command| command.spec.is_some() || !may_be_prose(tag))
    }

    fn add(
        &self,
        wrapped: &mut WrappedLine<'_>,
        next: &ScriptLine,
        index: usize,
        beginning: &Beginning,
    ) {
        let text = next.said().trim();
        if text.starts_with('#') {
            return wrapped.others.push((index, LineKind::Comment, Why::Evident));
        }
        if is_elision(text) {
            return wrapped.others.push((index, LineKind::Elision, Why::Evident));
        }
        if wrapped.open_remark > 0 || self.begins_remark(wrapped, text) {
            let opened = wrapped.open_remark + text.matches('(').count();
            wrapped.open_remark = opened.saturating_sub(text.matches(')').count());
            return wrapped.others.push((index, LineKind::Prose, Why::Remark));
        }
        let before = wrapped.text.len();
        match self.joined(&wrapped.text, beginning) {
            JoinKind::Tightly => wrapped.text.to_mut().push_str(text),
            JoinKind::AsWord => shape::join(wrapped.text.to_mut(), text),
        }
        if !wrapped.nesting.is_open() && self.is_remark_on(&wrapped.text, before, text) {
            wrapped.text.to_mut().truncate(before);
            return wrapped.others.push((index, LineKind::Prose, Why::Remark));
        }
        let why = match wrapped.nesting.is_open() {
            true => Why::OpenBracket,
            false => Why::Wrapped,
        };
        wrapped.others.push((index, LineKind::Continuation, why));
        wrapped.nesting.read(text);
    }

    /// Whether a deeper line explains the command rather than continues it: the command is whole, and
    /// with the line it would not be. `joined`: the command with the line, which begins after this octet.
    fn is_remark_on(&self, joined: &str, before: usize, line: &str) -> bool {
        // Tutorials do not explain a command of this length.
        const LONG: usize = 1024;
        let command = &joined[..before];
        if before > LONG {
            return is_remark(line);
        }
        let is_whole = |text: &str| is_complete_command(&self.parse_command(text));
        let has_spec = self.parse_command(command).spec.is_some();
        if has_spec && !is_whole(command) {
            return false;
        }
        is_remark(line) || (has_spec && !is_whole(joined)) || {
            let command = self.parse_command(command);
            command.spec.is_some_and(|spec| shape::has_no_room(spec, command.arguments, line))
        }
    }

    /// Whether a remark in brackets begins in this line below the whole command, and goes on in the next
    /// one.
    fn begins_remark(&self, wrapped: &WrappedLine<'_>, text: &str) -> bool {
        let Some(inside) = text.strip_prefix('(').filter(|_| !wrapped.nesting.is_open()) else {
            return false;
        };
        let is_open = text.matches('(').count() > text.matches(')').count();
        is_open && reads_like_prose(inside) && {
            let command = self.parse_command(&wrapped.text);
            command.spec.is_some_and(|spec| shape::is_complete(spec, command.arguments))
        }
    }

    /// Answers, and AUTHENTICATE's initial response, are one word.
    fn joined(&self, text: &str, beginning: &Beginning) -> JoinKind {
        if beginning.is_answer {
            return JoinKind::Tightly;
        }
        let command = self.parse_command(text);
        let authenticates = command.spec.is_some_and(|spec| spec.name == "AUTHENTICATE");
        match authenticates && command.arguments.trim().contains([' ', '\t']) {
            true => JoinKind::Tightly,
            false => JoinKind::AsWord,
        }
    }

    /// Goes on after these lines, of which the first is this.
    pub(super) fn pass_wrapped(
        &mut self,
        wrapped: &WrappedLine<'_>,
        kind: LineKind,
        why: Why,
    ) -> StepResult {
        self.decide_wrapped(wrapped, kind, why);
        self.at = wrapped.next;
        Ok(StepOutcome::Continue)
    }

    /// Notes what the lines are; the first is this.
    pub(super) fn decide_wrapped(&mut self, wrapped: &WrappedLine<'_>, kind: LineKind, why: Why) {
        self.decide(self.at, kind, why);
        for (index, other, other_why) in &wrapped.others {
            match kind {
                LineKind::Command | LineKind::Answer | LineKind::Octets => {
                    self.decide(*index, *other, *other_why)
                }
                _ => self.decide(*index, kind, why),
            }
        }
    }
}

/// Whether a literal is at the end of this line: its octets follow, or it names their file.
fn ends_in_literal(text: &str) -> bool {
    text.ends_with('}')
        && (split_literal_marker(text).1.is_some()
            || LiteralAnnouncement::at_end(text.as_bytes()).is_some())
}
