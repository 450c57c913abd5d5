//! A client's line together with the lines that continue it. Section 5 of `docs/listings.md`.

use crate::notation::decision::{LineKind, Why};
use crate::notation::error::Mistake;
use crate::notation::lines::ScriptLine;
use crate::notation::lines::listed::Form;
use crate::notation::lines::page_break::PageBreak;
use crate::notation::listing_tags::{are_alike, may_be_prose};
use crate::notation::prose::forms::{is_elision, is_remark};
use crate::notation::prose::reads_like_prose;
use crate::notation::prose::remarks::Remark;
use crate::notation::reader::{NeedsLine, ScriptReader, StepResult};
use crate::notation::response::is_response;
pub use crate::notation::shape::Nesting;
use crate::notation::shape::is_complete_command;
use crate::notation::words::{is_capitalized, spaces_before};
use crate::notation::{directive, shape};
use crate::protocol::commands;
use crate::protocol::compose::split_literal_marker;
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::syntax::Side;
use crate::protocol::typed_line::{CommandLine, is_stack_frame, tagged_status, trimmed};
use crate::reference::{self, Category};
use compact_str::CompactString;
use std::borrow::Cow;

/// A client's line with its continuations.
pub struct WrappedLine<'a> {
    /// Joined, without spaces at its ends.
    pub text: Cow<'a, str>,
    /// The brackets and quotes that it leaves open.
    pub nesting: Nesting,
    /// The index after it.
    pub next: usize,
    /// The lines that continue it or were dropped from it.
    others: Vec<(usize, LineKind, Why)>,
    /// How many brackets are open of a remark that continues on the next line.
    open_remark: usize,
    /// The index of a line that was dropped, but may be the rest of the command's last word.
    pub doubtful: Option<usize>,
}

impl WrappedLine<'_> {
    /// The line at this index, without continuations.
    pub fn single<'a>(text: impl Into<Cow<'a, str>>, index: usize) -> WrappedLine<'a> {
        let (text, nesting) = (text.into(), Nesting::default());
        let others = Vec::new();
        WrappedLine { text, nesting, next: index + 1, others, open_remark: 0, doubtful: None }
    }

    /// Whether it is a single line.
    pub fn is_single(&self) -> bool {
        self.others.is_empty()
    }

    fn into_owned(self) -> WrappedLine<'static> {
        let WrappedLine { text, nesting, next, others, open_remark, doubtful } = self;
        let text = Cow::Owned(text.into_owned());
        WrappedLine { text, nesting, next, others, open_remark, doubtful }
    }
}

/// A line that more lines of a stream may continue, with those that have arrived: kept, so that each of them
/// is examined once.
pub struct Gathering<'a> {
    /// The index of the first line.
    at: usize,
    beginning: Beginning,
    wrapped: WrappedLine<'a>,
    /// The index of the next line to examine.
    index: usize,
    /// Nothing else continues it.
    is_whole: bool,
}

/// The first line of a command or an answer that others may continue.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Beginning {
    indent: usize,
    has_mark: bool,
    /// Its first word, which may be a tag.
    word: CompactString,
    /// Indentation alone continues it.
    pub wraps: bool,
    /// Its continuations are part of the same word.
    is_answer: bool,
    /// Lines with the mark may continue it too: the number of spaces after its own mark.
    after_mark: Option<usize>,
}

impl Beginning {
    fn of(line: &ScriptLine, wraps: bool) -> Beginning {
        let word = line.content().trim().split([' ', '\t']).next().unwrap_or_default();
        Beginning {
            indent: line.indent(),
            has_mark: line.mark.is_some(),
            word: word.into(),
            wraps,
            is_answer: false,
            after_mark: None,
        }
    }

    /// How this command may be continued: its continuations may repeat the mark.
    fn of_command(line: &ScriptLine, wraps: bool, command: &CommandLine<'_>) -> Beginning {
        // An answer, or `DONE`, follows these.
        let is_answered = |name| matches!(name, "AUTHENTICATE" | "IDLE");
        let may_repeat = command.spec.is_some_and(|spec| !is_answered(spec.name));
        let spaces = line.mark.filter(|_| may_repeat).map(|_| spaces_before(line.content()));
        Beginning { after_mark: spaces, ..Beginning::of(line, wraps) }
    }
}

impl ScriptReader {
    /// How the command that begins with this line may be continued.
    pub(super) fn beginning_of(&self, line: &ScriptLine) -> Beginning {
        let has_tag = self.parse_command(line.content().trim()).tag.is_some();
        Beginning::of(line, line.mark.is_some() || has_tag)
    }

    /// Gathers this command, which begins with this line.
    pub(super) fn gather_command<'a>(
        &mut self,
        line: &'a ScriptLine,
        command: &CommandLine<'_>,
    ) -> Result<WrappedLine<'a>, NeedsLine> {
        let text = trimmed(line.content());
        let nesting = if command.has_signs { Nesting::of(text) } else { Nesting::default() };
        // Below a prompt, a program's output is often indented.
        let is_whole = self.is_answered_beside || line.form == Form::Quoted;
        let wraps =
            ((line.mark.is_some() && !self.has_prompts()) || command.tag.is_some()) && !is_whole;
        if !wraps && !nesting.is_open() {
            // Nothing continues it, so it is not compared with the next lines.
            self.gathering = None;
            return Ok(WrappedLine { nesting, ..WrappedLine::single(text, self.at) });
        }
        let beginning = Beginning::of_command(line, wraps, command);
        self.gather(text, nesting, beginning)
    }

    /// Gathers the answer that begins with this line.
    pub(super) fn gather_answer<'a>(
        &mut self,
        line: &'a ScriptLine,
    ) -> Result<WrappedLine<'a>, NeedsLine> {
        let text = line.content().trim();
        // An empty answer is whole.
        let wraps = line.mark.is_some() && !text.is_empty();
        let beginning = Beginning { is_answer: true, ..Beginning::of(line, wraps) };
        self.gather(text, Nesting::default(), beginning)
    }

    /// Gathers the current line, with this text and these open brackets, and its continuations.
    pub(super) fn gather<'a>(
        &mut self,
        text: &'a str,
        nesting: Nesting,
        beginning: Beginning,
    ) -> Result<WrappedLine<'a>, NeedsLine> {
        let is_same = |it: &Gathering<'_>| it.at == self.at && it.beginning == beginning;
        let begun: Option<Gathering<'a>> = self.gathering.take();
        let mut gathering = begun.filter(is_same).unwrap_or_else(|| Gathering {
            at: self.at,
            beginning,
            wrapped: WrappedLine { nesting, ..WrappedLine::single(text, self.at) },
            index: self.at + 1,
            is_whole: self.is_record,
        });
        self.gather_arrived(&mut gathering);
        if gathering.is_whole {
            return Ok(gathering.wrapped);
        }
        let Gathering { at, beginning, wrapped, index, is_whole } = gathering;
        let wrapped = wrapped.into_owned();
        self.gathering = Some(Gathering { at, beginning, wrapped, index, is_whole });
        Err(NeedsLine)
    }

    /// Continues a line that waits for more. Returns whether it still waits.
    pub fn still_gathers(&mut self) -> bool {
        if let Some(mut gathering) = self.gathering.take().filter(|it| it.at == self.at) {
            self.gather_arrived(&mut gathering);
            self.gathering = Some(gathering);
        }
        self.gathering.as_ref().is_some_and(|it| !it.is_whole)
    }

    /// Adds the lines that have arrived and continue it.
    fn gather_arrived(&self, gathering: &mut Gathering<'_>) {
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
                // What a `\\` at the end of a line continues is on the next line.
                if matches!(wrapped.nesting.innermost(), None | Some('\\')) {
                    break;
                }
            } else if !self.continues(&next, beginning, &wrapped.nesting) {
                break;
            } else {
                self.add(wrapped, &next, *index, beginning);
                wrapped.next = *index + 1;
            }
            *index += 1;
        }
        *is_whole = true;
    }

    /// Whether this must wait for the next line of a stream, which may continue it.
    fn waits_for_rest(&self, wrapped: &WrappedLine<'_>) -> bool {
        self.waits_for_next_line
            || wrapped.nesting.is_open()
            || !wrapped.others.is_empty()
            || self.is_unfinished(&wrapped.text)
    }

    /// Whether this is a tagged command that needs more arguments. A listing may have wrapped it.
    pub(super) fn is_unfinished(&self, text: &str) -> bool {
        let command = self.parse_command(text);
        let spec = command.spec.filter(|_| command.tag.is_some());
        spec.is_some_and(|spec| shape::lacks_arguments(spec, command.arguments))
    }

    /// Whether this line continues the one that began the command, in which a bracket may be open. Below a
    /// `\\` at the end of the line it need not be indented, but a page may have put a line end into a flag.
    fn continues(&self, next: &ScriptLine, beginning: &Beginning, nesting: &Nesting) -> bool {
        const FLAGS: [&str; 5] = ["Answered", "Deleted", "Draft", "Flagged", "Seen"];
        if next.side() == Some(Side::Client) {
            return self.continues_after_mark(next, beginning, nesting.is_open());
        }
        let text = next.text().trim();
        let is_flag = || FLAGS.iter().any(|flag| text.starts_with(flag));
        let is_below =
            next.indent() > beginning.indent || (nesting.innermost() == Some('\\') && !is_flag());
        if next.mark.is_some() || !is_below || is_response(text) || is_stack_frame(text) {
            return false;
        }
        if text.strip_prefix(':').is_some_and(directive::is_known) {
            return false;
        }
        match beginning.has_mark {
            true => true,
            // Indentation alone is not evidence.
            false if !beginning.wraps => !is_complete_command(&CommandLine::parse(text)),
            false => {
                let is_next = |it: CommandLine<'_>| {
                    it.tag.is_some_and(|tag| are_alike(tag, &beginning.word))
                        && is_complete_command(&it)
                };
                !self.is_listed(text, &beginning.word)
                    && !CommandLine::parse_tagged(text).is_some_and(is_next)
            }
        }
    }

    /// Whether this line with the client's mark continues the command: it is indented deeper after the mark,
    /// or a bracket is open; and it is not a command.
    fn continues_after_mark(
        &self,
        next: &ScriptLine,
        beginning: &Beginning,
        is_open: bool,
    ) -> bool {
        let Some(spaces) = beginning.after_mark else {
            return false;
        };
        let text = next.content().trim();
        let is_other = text.is_empty()
            || text.starts_with(['#', ':'])
            || commands::is_done(text)
            || is_response(text);
        let command = self.parse_command(text);
        let is_command = if is_open {
            command.tag.is_some() && command.spec.is_some()
        } else {
            command.tag.is_some() || command.spec.is_some()
        };
        let is_deeper = spaces_before(next.content()) > spaces;
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
        let text = next.content().trim();
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
        if self.is_one_word(&wrapped.text, beginning) {
            wrapped.text.to_mut().push_str(text)
        } else {
            shape::join(wrapped.text.to_mut(), text)
        }
        // Without a `\\` that continued the line.
        let before = wrapped.text.strip_suffix(text).unwrap_or_default().trim_end().len();
        if !wrapped.nesting.is_open() && self.is_remark_on(&wrapped.text, before, text) {
            wrapped.text.to_mut().truncate(before);
            if self.may_be_cut_word(&wrapped.text, text) {
                wrapped.doubtful.get_or_insert(index);
            }
            return wrapped.others.push((index, LineKind::Prose, Why::Remark));
        }
        let is_quoted = wrapped.nesting.innermost() == Some('"');
        if breaks_name(&wrapped.text[..before], text)
            || (is_quoted && breaks_path(&wrapped.text[..before], text))
        {
            wrapped.doubtful.get_or_insert(index);
        }
        let whole = match Remark::after_command(&wrapped.text) {
            Some(Remark::Certain(content)) if content.len() > before => content.len(),
            _ => wrapped.text.len(),
        };
        wrapped.text.to_mut().truncate(whole);
        let text = wrapped.text[before..].to_owned();
        let why = if wrapped.nesting.is_open() { Why::OpenBracket } else { Why::Wrapped };
        wrapped.others.push((index, LineKind::Continuation, why));
        wrapped.nesting.read(&text);
    }

    /// Whether a deeper line explains the command rather than continuing it: the command is complete, but
    /// would not be with the line. `joined`: the command with the line, which begins at octet `before`.
    fn is_remark_on(&self, joined: &str, before: usize, line: &str) -> bool {
        // Tutorials do not explain commands of this length.
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
        is_remark(line) || (has_spec && !is_whole(joined)) || self.has_other_word(joined, line) || {
            let command = self.parse_command(command);
            command.spec.is_some_and(|spec| shape::has_no_room(spec, command.arguments, line))
        }
    }

    /// Whether a word of this line cannot be in its place in the command, which may have any number of words.
    /// If the line begins with a search key and does not read like a sentence, it lacks quotes.
    fn has_other_word(&self, joined: &str, line: &str) -> bool {
        let command = self.parse_command(joined);
        let key = line.split([' ', '\t']).next().unwrap_or_default();
        let is_key = shape::is_search_key(key) && !(is_capitalized(key) && reads_like_prose(line));
        !is_key && command.spec.is_some_and(|spec| shape::has_too_many(spec, command.arguments))
    }

    /// Whether this line, for which the whole command has no room, may be the rest of its last argument: a
    /// single word, or one that a separator joins to it. `DELETE Projects/` is not what was typed if `2023`
    /// is below it.
    fn may_be_cut_word(&self, command: &str, line: &str) -> bool {
        const SEPARATORS: [char; 6] = [',', ':', '/', '.', '-', '_'];
        // `/2026 (the archive)`: a remark may follow it.
        let joins = line.strip_prefix(SEPARATORS);
        let joins = joins.is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        let may_join = command.ends_with(SEPARATORS) || line.starts_with(SEPARATORS);
        let is_joined = joins || (may_join && !reads_like_prose(line));
        let is_word = !line.contains([' ', '\t'])
            && line.is_ascii()
            && line.starts_with(|c: char| c.is_ascii_alphanumeric());
        let has_arguments = || !self.parse_command(command).arguments.is_empty();
        (is_word || is_joined) && !is_remark(line) && has_arguments()
    }

    /// Whether a remark in brackets begins in this line below the whole command, and continues in the next
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

    /// Whether the last word of this text continues in the next line: an answer, and AUTHENTICATE's initial
    /// response, are one word.
    fn is_one_word(&self, text: &str, beginning: &Beginning) -> bool {
        let command = self.parse_command(text);
        let authenticates = command.is("AUTHENTICATE");
        beginning.is_answer || (authenticates && command.arguments.trim().contains([' ', '\t']))
    }

    /// Decides these lines, and continues after them; `why` is about the first.
    pub(super) fn pass_wrapped(
        &mut self,
        wrapped: &WrappedLine<'_>,
        kind: LineKind,
        why: Why,
    ) -> StepResult {
        self.decide_wrapped(wrapped, kind, why);
        self.at = wrapped.next;
        Ok(())
    }

    /// Reports a line below these that is perhaps their rest, and continues after it.
    pub(super) fn pass_before_rest(
        &mut self,
        wrapped: &WrappedLine<'_>,
        rest: &ScriptLine,
    ) -> StepResult {
        self.decide_wrapped(wrapped, LineKind::Mistake, Why::Evident);
        self.at = wrapped.next;
        self.pass_mistake(rest, Mistake::PerhapsWrapped)
    }

    /// Notes the decisions for these lines; `kind` and `why` are those of the first.
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

/// Whether the line end in a quoted string is next to a sign that joins words, so that there was perhaps no
/// space: `"Projects/`, `2023"`.
fn breaks_path(command: &str, rest: &str) -> bool {
    const SIGNS: [char; 8] = ['/', '-', '_', '@', '=', '+', '&', '\\'];
    let before = command.trim_end_matches(SIGNS);
    let joins = before.len() < command.len() && before.ends_with(char::is_alphanumeric);
    // `Projects.` `2023`, unlike `Mr.` `Smith`
    let is_dotted = command.ends_with('.') && !rest.starts_with(char::is_uppercase);
    joins || is_dotted || rest.starts_with(SIGNS) || rest.starts_with('.')
}

/// Whether the line end is inside the name of an item or a key: `(FLAGS INTERNAL`, `DATE)`.
fn breaks_name(command: &str, rest: &str) -> bool {
    const CATEGORIES: [Category; 3] =
        [Category::FetchItems, Category::SearchKeys, Category::StatusItems];
    const FEWEST_LETTERS: usize = 3;
    let is_other = |c: char| !(c.is_ascii_alphabetic() || matches!(c, '.' | '-'));
    let end = command.rsplit(is_other).next().unwrap_or_default();
    let begin = rest.split(is_other).next().unwrap_or_default();
    let is_name = |word: &str| CATEGORIES.iter().any(|it| reference::find(*it, word).is_some());
    end.len() >= FEWEST_LETTERS
        && !begin.is_empty()
        && ![end, begin].into_iter().any(is_name)
        && is_name(&format!("{end}{begin}"))
}

/// Whether this line ends with a literal: its octets follow, or it names their file.
pub fn ends_in_literal(text: &str) -> bool {
    text.ends_with('}')
        && (split_literal_marker(text).1.is_some()
            || LiteralAnnouncement::at_end(text.as_bytes()).is_some())
}
