//! A server's literal in a listing. It is skipped by its octets if the rest of the response follows them;
//! otherwise the listing was shortened, and everything up to the completion of the command is skipped.
//! Nothing in the literal is ever sent. Section 6 of `docs/listings.md`.

use super::completions::TaggedLine;
use crate::notation::decision::{LineKind, Why};
use crate::notation::error::Mistake;
use crate::notation::lines::{ScriptLine, ScriptLines};
use crate::notation::listing_tags::are_alike;
use crate::notation::marks::{LogLine, after_mark};
use crate::notation::prose::forms::is_elision;
use crate::notation::reader::{NeedsLine, ScriptReader, StepResult, Stop};
use crate::notation::response::{UNKNOWN_SIZE, is_response};
use crate::notation::shape::is_complete_command;
use crate::notation::words::spaces_before;
use crate::protocol::syntax::Side;
use crate::protocol::typed_line::{CommandLine, looks_like_tag, tagged_status};
use std::collections::HashMap;
use std::rc::Rc;

/// A server's literal that is to be skipped.
pub struct ServerLiteral {
    /// The index of the line that announces it.
    from: usize,
    size: u64,
    /// From this index on, its completion has not been searched for.
    unsearched: usize,
}

/// The most completions that are compared: more are not worth a search.
const MAX_CANDIDATES: usize = 64;

/// How many lines below an apparent completion may still belong to the literal.
pub const MAX_LINES_BELOW: usize = 1000;

/// The most spaces before the lines of a stream that are taken for its indentation.
const MAX_SPACES: usize = 32;

/// How many octets precede each line, counted as octets of a literal. So the end of any literal is found
/// without counting through its lines, however many literals are announced.
#[derive(Default)]
pub struct OctetSums(HashMap<LiteralForm, Vec<u64>>);

/// How a listing shows the lines of a literal.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum LiteralForm {
    /// After the server's mark and this number of spaces.
    Marked(usize),
    /// Without a mark, after at most this number of spaces. In a whole listing, the spaces that all lines
    /// have in common are already removed.
    Unmarked(usize),
}

impl OctetSums {
    /// The line, and the octet in it, where a literal of `size` octets that begins with line
    /// `start` ends.
    fn end_of(
        &mut self,
        lines: &ScriptLines,
        start: usize,
        size: u64,
        form: LiteralForm,
    ) -> Option<(usize, usize)> {
        let sums = self.0.entry(form).or_insert_with(|| vec![0]);
        for line in lines.from(sums.len() - 1) {
            let octets = match (form, line.side()) {
                (LiteralForm::Unmarked(spaces), _) => line.text_without(spaces).len() as u64 + 2,
                (LiteralForm::Marked(spaces), Some(Side::Server)) => {
                    line.content_without(spaces).len() as u64 + 2
                }
                // It cannot be part of the literal.
                (LiteralForm::Marked(_), Some(Side::Client)) => UNKNOWN_SIZE,
                (LiteralForm::Marked(_), None) => 0,
            };
            sums.push(sums.last().map_or(0, |sum| sum + octets));
        }
        let end = sums.get(start)?.checked_add(size)?;
        let line = sums.partition_point(|&sum| sum <= end).checked_sub(1)?;
        let offset = usize::try_from(end - sums.get(line)?).ok()?;
        (line < lines.len()).then_some((line, offset))
    }
}

/// The result of a search for the completion after a literal.
enum CompletionSearch {
    At(usize),
    /// There are several, and any of them may be part of the literal.
    Ambiguous,
    Nothing,
    /// It may still arrive.
    More,
}

impl ScriptReader {
    /// Starts reading a literal if the response's line announces one.
    pub(super) fn look_for_literal(&mut self, text: &str) {
        let size = self.server.response.as_ref().and_then(|it| it.announces(text));
        let from = self.at - 1;
        self.server.literal = size.map(|size| ServerLiteral { from, size, unsearched: from + 1 });
    }

    /// The text after the sign of a list or of a table row in this line, if the response has the same sign
    /// before it.
    fn after_sign_of_response<'a>(&self, line: &'a ScriptLine) -> Option<&'a str> {
        let first = self.lines.get(self.server.literal.as_ref()?.from)?;
        let bare = self.lines.bare(&first)?;
        let at = first.text().find(bare.text()).filter(|at| *at > 0)?;
        line.text().strip_prefix(first.text().get(..at)?)
    }

    /// Skips a server's literal, or waits for more lines.
    pub fn skip_server_literal(&mut self) -> StepResult {
        let (Some(literal), Some(response)) = (&self.server.literal, &self.server.response) else {
            self.server.literal = None;
            return Ok(());
        };
        let (start, size) = (literal.from + 1, literal.size);
        let (response_marked, response_spaces) = (response.marked, response.spaces);
        let first = self.lines.get(start);
        let marked =
            response_marked && first.as_ref().is_some_and(|line| line.side() == Some(Side::Server));
        let announcing = self.lines.get(literal.from).filter(|_| self.stream);
        let indentation = announcing.map_or(0, |line| spaces_before(line.text()).min(MAX_SPACES));
        // A message may itself begin with a mark. A line with a time but without a mark is the log's.
        let is_note = first.as_ref().is_some_and(|line| self.is_note_of_log(line));
        let unmarked = (!is_note).then_some(LiteralForm::Unmarked(indentation));
        let forms = marked.then_some(LiteralForm::Marked(response_spaces));
        for form in forms.into_iter().chain(unmarked) {
            let end = match size {
                UNKNOWN_SIZE.. => None,
                size => self.server.sums.end_of(&self.lines, start, size, form),
            };
            if end.is_none() && !self.ended && size < UNKNOWN_SIZE {
                return Err(Stop::NeedsLine);
            }
            if let Some((index, rest)) = end.and_then(|end| self.rest_at(end, form)) {
                if !self.is_over_at(start, index, &rest)? {
                    return self.skip_to_completion();
                }
                if let Some(response) = &mut self.server.response {
                    response.continue_with(&rest);
                }
                self.message_was_shown();
                self.skip_to(index + 1);
                self.look_for_literal(&rest);
                return Ok(());
            }
        }
        let begins_marked = match first.and_then(|line| line.side()) {
            Some(Side::Client) => self.is_record,
            side => side.is_some(),
        };
        if response_marked && begins_marked {
            self.skip_marked_lines()
        } else {
            self.skip_to_completion()
        }
    }

    /// Whether the response is over at the line `end`, where the octets of the literal that begins with the
    /// line `start` fit and `rest` follows them. If lines of the literal were left out, the octets fit by
    /// chance if anything but untagged responses is above the command's completion or the client's next line.
    /// Fails if that is not known yet.
    fn is_over_at(&self, start: usize, end: usize, rest: &str) -> Result<bool, NeedsLine> {
        let is_shortened = !self.is_record && self.has_elision(start, end);
        if !is_shortened || !self.server.response.as_ref().is_some_and(|it| it.is_closed_by(rest)) {
            return Ok(true);
        }
        for line in self.lines.from(end + 1) {
            let content = self.content_with(&line).trim();
            let has_client_mark = line.side() == Some(Side::Client);
            match tagged_status(content) {
                _ if has_client_mark => {
                    return Ok(self.server.response.as_ref().is_some_and(|it| it.marked));
                }
                Some((tag, _)) => return Ok(self.is_open(tag)),
                _ if content.is_empty() || is_response(content) => {}
                _ => return Ok(false),
            }
        }
        self.ended.then_some(true).ok_or(NeedsLine)
    }

    /// Whether one of these lines replaces lines that were left out.
    fn has_elision(&self, start: usize, end: usize) -> bool {
        self.lines.from(start).take(end - start).any(|line| is_elision(line.content()))
    }

    /// Whether a command with this tag may be open.
    fn is_open(&self, tag: &str) -> bool {
        match self.sent.tags.open_commands() == 0 {
            // The commands were written without their tags.
            true if self.style.page => self.style.tags.contains(tag),
            true => looks_like_tag(tag),
            false => self.sent.tags.is_open(tag),
        }
    }

    /// The rest of the response, if it is at this line and octet, where the literal ends.
    fn rest_at(
        &self,
        (index, offset): (usize, usize),
        form: LiteralForm,
    ) -> Option<(usize, String)> {
        let (line, response) = (self.lines.get(index)?, self.server.response.as_ref()?);
        let after_sign = self.after_sign_of_response(&line).filter(|_| offset == 0);
        let text = match form {
            LiteralForm::Marked(spaces) if line.side() == Some(Side::Server) => {
                line.content_without(spaces)
            }
            LiteralForm::Marked(_) => return None,
            // The literal's lines have no marks, but the line after them has.
            LiteralForm::Unmarked(_)
                if response.marked && offset == 0 && line.side() == Some(Side::Server) =>
            {
                line.content_without(response.spaces)
            }
            // It is still unknown whether this is a mark.
            LiteralForm::Unmarked(_) if offset == 0 && self.server.mark.is_some() => {
                self.content_with(&line)
            }
            LiteralForm::Unmarked(spaces) => after_sign.unwrap_or(line.text_without(spaces)),
        };
        // A new response is not the rest, even if the octets of a shortened literal end in it; nor is a line
        // that begins with the response's mark, because then the marks were counted as octets.
        if offset > 0 && (is_response(text) || self.has_response_mark(&line)) {
            return None;
        }
        let rest = text.get(offset..)?.trim_end().to_owned();
        response.fits(&rest).then_some((index, rest))
    }

    /// Skips the lines up to this index, which are in the literal.
    fn skip_to(&mut self, index: usize) {
        for skipped in self.at..index {
            self.decide(skipped, LineKind::Server, Why::ServerLiteral);
            self.note_marked_command(skipped);
        }
        self.server.literal = None;
        self.at = index;
    }

    /// Reports a command with the client's mark that may be part of a literal.
    fn note_marked_command(&mut self, index: usize) {
        let is_listing = self.style.marks.is_some() && !self.is_record && !self.stream;
        let Some(line) = self.lines.get(index).filter(|_| is_listing) else {
            return;
        };
        let is_client = line.side() == Some(Side::Client);
        let command = CommandLine::parse(line.content().trim());
        if is_client && command.tag.is_some() && is_complete_command(&command) {
            self.note_unsent(command.text, &line, Why::ServerLiteral);
        }
    }

    /// Skips a literal whose lines have marks: it ends with the client's next line, or with a completion.
    fn skip_marked_lines(&mut self) -> StepResult {
        let literal = self.server.literal.as_ref();
        let (from, mut index) = literal.map_or((self.at, self.at), |it| (it.from, it.unsearched));
        let indent = self.server.response.as_ref().map_or(0, |it| it.indent);
        while let Some(line) = self.lines.get(index) {
            if line.mark.is_none() && !line.is_blank() && line.indent() <= indent && !self.is_record
            {
                // The message only seemed to be marked.
                return self.skip_to_completion();
            }
            let ends = match line.side() {
                Some(Side::Client) => match self.is_in_servers_literal(from, index) {
                    Err(NeedsLine) => break,
                    Ok(true) => {
                        self.mistake(&line, Mistake::ClientInServersLiteral);
                        true
                    }
                    Ok(false) => true,
                },
                Some(Side::Server) => {
                    tagged_status(line.content().trim())
                        .is_some_and(|(tag, _)| self.sent.tags.is_open(tag))
                        && !self.is_closed_after(index)
                }
                None => false,
            };
            if ends {
                self.server.response = None;
                self.skip_to(index);
                return Ok(());
            }
            index += 1;
        }
        if let (false, Some(literal)) = (self.ended, &mut self.server.literal) {
            literal.unsearched = index;
            return Err(Stop::NeedsLine);
        }
        self.skip_without_end(Mistake::EndlessServerLiteral)
    }

    /// Continues with the command's completion, because the listing was shortened.
    fn skip_to_completion(&mut self) -> StepResult {
        self.completions();
        let (found, searched) = self.find_completion();
        match found {
            CompletionSearch::At(index) => {
                self.server.response = None;
                self.message_was_shown();
                self.skip_to(index);
                Ok(())
            }
            CompletionSearch::More => {
                if let Some(literal) = &mut self.server.literal {
                    literal.unsearched = searched;
                }
                Err(Stop::NeedsLine)
            }
            CompletionSearch::Ambiguous => self.skip_without_end(Mistake::AmbiguousCompletion),
            CompletionSearch::Nothing => self.skip_without_end(Mistake::EndlessServerLiteral),
        }
    }

    /// Reads nothing more, because the listing does not show where the literal ends.
    fn skip_without_end(&mut self, mistake: fn(u64) -> Mistake) -> StepResult {
        let literal = self.server.literal.as_ref().map(|it| (it.from, it.size));
        if let Some((from, size)) = literal
            && self.may_have_command_below(from)
            && let Some(line) = self.lines.get(from)
        {
            let unsized_literal = size >= UNKNOWN_SIZE;
            self.mistake(
                &line,
                if unsized_literal { Mistake::UnclosedResponse } else { mistake(size) },
            );
        }
        self.server.response = None;
        self.skip_to(self.lines.len());
        Ok(())
    }

    /// Whether a line below this index may be one of the session: otherwise the listing ends in the message.
    fn may_have_command_below(&self, index: usize) -> bool {
        self.lines.from(index + 1).any(|line| {
            let line = self.lines.undecorated(line);
            let content = line.content().trim();
            line.side() == Some(Side::Client)
                || tagged_status(content).is_some()
                || is_complete_command(&CommandLine::parse(content))
                || LogLine::read(content).is_some()
        })
    }

    /// Finds the completion of an open command. If several lines look like it, some are part of the literal:
    /// the line that closes the response, right above a completion, decides. Also returns the index up to
    /// which a later search need not look again.
    fn find_completion(&self) -> (CompletionSearch, usize) {
        let (from, unsearched) =
            self.server.literal.as_ref().map_or((self.at, self.at), |it| (it.from, it.unsearched));
        let mut completions = self.server.completions.completions_from(unsearched).iter();
        let is_first =
            |(index, tag): &&(usize, Rc<str>)| self.is_open(tag) && self.is_candidate(*index);
        let Some((first, tag)) = completions.find(is_first) else {
            let found = if self.ended { CompletionSearch::Nothing } else { CompletionSearch::More };
            return (found, self.lines.len());
        };
        if self.sent.tags.open_commands() == 0 {
            let others = completions.filter(is_first).map(|(index, _)| *index);
            let candidates = [*first].into_iter().chain(others).take(MAX_CANDIDATES).collect();
            let found = match self.choose(from, candidates, false) {
                CompletionSearch::At(index)
                    if !self.may_complete(tag)
                        && !self.has_servers_mark(index)
                        && !self.closes_response(from, index) =>
                {
                    CompletionSearch::Ambiguous
                }
                found => found,
            };
            return (found, *first);
        }
        let entries = self.server.completions.with_tag(tag, *first).iter().take(MAX_CANDIDATES);
        // If each command has a different tag, an apparent second one is in the literal.
        let ends = |entry: &TaggedLine| !entry.completes && self.sent.tags.are_reused;
        let is_settled = self.ended || entries.clone().any(ends);
        let candidates = entries
            .take_while(|entry| !ends(entry))
            .filter(|entry| entry.completes && self.is_candidate(entry.index))
            .map(|entry| entry.index)
            .collect();
        // If it is in a message that was cut off, a command above has the same tag.
        let above = self.server.completions.with_tag(tag, from);
        let is_quoted = above.iter().any(|entry| !entry.completes && entry.index < *first)
            && !self.closes_response(from, *first);
        if is_quoted && is_settled {
            return (CompletionSearch::Ambiguous, *first);
        }
        let found = match is_settled {
            true if self.sent.tags.are_reused => self
                .closed_below(from, *first, tag)
                .unwrap_or_else(|| self.choose(from, candidates, true)),
            true => self.choose(from, candidates, true),
            false => CompletionSearch::More,
        };
        (found, *first)
    }

    /// No line of the message has the server's mark.
    fn has_servers_mark(&self, index: usize) -> bool {
        self.lines.get(index).is_some_and(|line| line.side() == Some(Side::Server))
    }

    /// Whether a completion with this tag may be of a command that was written without one: the page has such
    /// tags, imapsh gives them, or those of the completions above are alike.
    fn may_complete(&self, tag: &str) -> bool {
        let above = &self.evidence.completions;
        self.style.page
            || are_alike(tag, "a001")
            || above.contains(tag)
            || above.iter().any(|it| are_alike(it, tag))
    }

    /// If all commands have the same tag, lines of the literal may look like its completion (`first`) and
    /// like the next command. A line further below that closes this response, with no other response above
    /// it, shows that they belong to the literal.
    fn closed_below(&self, from: usize, first: usize, tag: &str) -> Option<CompletionSearch> {
        if self.closes_response(from, first) {
            return None;
        }
        for index in first + 1..first + MAX_LINES_BELOW {
            let Some(line) = self.lines.get(index) else {
                return (!self.ended).then_some(CompletionSearch::More);
            };
            let content = self.content_with(&line).trim();
            match tagged_status(content) {
                Some((completed, _))
                    if completed == tag
                        && self.is_candidate(index)
                        && self.closes_response(from, index) =>
                {
                    return Some(CompletionSearch::At(index));
                }
                None if is_response(content) => return None,
                _ => {}
            }
        }
        None
    }

    /// Chooses the completion right below the line that closes the response that began with line `from`.
    /// `same`: all candidates complete the same command, so only one of them may follow such a line.
    fn choose(&self, from: usize, candidates: Vec<usize>, same: bool) -> CompletionSearch {
        let mut closing = candidates.iter().filter(|index| self.closes_response(from, **index));
        match (closing.next(), closing.next().filter(|_| same)) {
            (Some(index), None) => CompletionSearch::At(*index),
            (None, _) if !self.ended && !same => CompletionSearch::More,
            (None, _) if candidates.len() == 1 && !self.is_closed_after(candidates[0]) => {
                CompletionSearch::At(candidates[0])
            }
            _ => CompletionSearch::Ambiguous,
        }
    }

    /// Whether the line at this index has the same mark as the response, and so may be the server's.
    fn is_candidate(&self, index: usize) -> bool {
        let Some(line) = self.lines.get(index) else {
            return false;
        };
        let marked = self.server.response.as_ref().is_some_and(|it| it.marked);
        let foreign = LogLine::read(line.content().trim());
        line.side() == marked.then_some(Side::Server)
            && foreign.map(|line| line.mark) == self.server.mark
    }

    /// Whether this line begins with the same possible mark as the response.
    fn has_response_mark(&self, line: &ScriptLine) -> bool {
        let mark = self.server.mark.as_deref();
        mark.is_some_and(|mark| after_mark(line.content(), mark).is_some())
    }

    /// The line's text after the same possible mark that precedes the response.
    pub fn content_with<'a>(&self, line: &'a ScriptLine) -> &'a str {
        let mark = self.server.mark.as_deref();
        mark.and_then(|mark| after_mark(line.content(), mark)).unwrap_or(line.content())
    }

    /// Whether a bracket of the response is open and this line does not look like its continuation: the
    /// listing shows a literal without its size, or was cut.
    pub fn is_unclosed_response(&self, line: &ScriptLine) -> bool {
        self.server.response.as_ref().is_some_and(|it| it.is_open() && !it.marked)
            && self.style.marks.is_none()
            && line.mark.is_none()
            && !line.is_blank()
            && !is_response(line.text().trim())
    }

    /// Takes the lines from the current one on for a literal without its size.
    pub fn begin_unsized_literal(&mut self) {
        let from = self.at.saturating_sub(1);
        self.server.literal = Some(ServerLiteral { from, size: UNKNOWN_SIZE, unsearched: self.at });
    }

    /// Whether the line above `index` closes the response that began with line `from`.
    pub(super) fn closes_response(&self, from: usize, index: usize) -> bool {
        let above = self.text_above(index, from + 1);
        above.zip(self.server.response.as_ref()).is_some_and(|(line, response)| {
            let rest = self.content_with(&line).trim_end();
            // The rest after a literal begins with a space or a bracket.
            let rest = if rest.trim_start().starts_with(')') { rest.trim_start() } else { rest };
            !rest.is_empty() && response.is_closed_by(rest)
        })
    }
}
