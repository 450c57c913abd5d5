//! A line right below a tagged command, not indented: it may be the rest of it, or prose. Section 5 of
//! `docs/listings.md`.

use super::wrapped::WrappedLine;
use crate::notation::decision::{LineKind, Why};
use crate::notation::error::Mistake;
use crate::notation::lines::ScriptLine;
use crate::notation::lines::listed::Form;
use crate::notation::listing_tags::{is_sure_tag, may_be_prose};
use crate::notation::marks::LogLine;
use crate::notation::prose::forms::{is_elided_line, is_elision, is_remark, is_size_of_literal};
use crate::notation::prose::tool_output::is_of_tool;
use crate::notation::prose::{is_sentence_like, reads_like_prose};
use crate::notation::reader::look_ahead::NEAR;
use crate::notation::reader::{NeedsLine, ScriptReader, StepResult};
use crate::notation::response::{bare_status, is_response};
use crate::notation::shape::{self, is_complete_command, is_part_of_base64};
use crate::notation::words::{has_digit, is_capitalized};
use crate::protocol::commands;
use crate::protocol::syntax::Side;
use crate::protocol::typed_line::{CommandLine, is_sentence, tagged_status};
use std::cmp::Ordering;

/// The signs before the rest of a line that a program or a page has wrapped.
const WRAP_SIGNS: &[char] = &['↪', '⤷', '↳', '→', '>', '+', '.', '…'];

impl ScriptReader {
    /// The line right below this command, without marks, if it seems to be the rest of it: the command lacks
    /// arguments, or can continue with that line.
    pub fn rest_below(
        &self,
        line: &ScriptLine,
        wrapped: &WrappedLine<'_>,
    ) -> Result<Option<ScriptLine>, NeedsLine> {
        if self.has_prompts() || self.is_answered_beside || line.form == Form::Quoted {
            // The next line is the program's output, or in the server's column, or the next sentence.
            return Ok(None);
        }
        // A mail program may have wrapped the quoted line.
        if self.lines.has_quotation()
            && let Some(next) = self.lines.get(wrapped.next).filter(|next| next.is_outside)
            && !reads_like_prose(next.whole().trim())
        {
            return Ok(Some(next));
        }
        let doubtful = wrapped.doubtful.and_then(|index| self.lines.get(index));
        if let Some(rest) = doubtful.filter(|rest| !self.is_note_of_log(rest)) {
            let is_refused = self.is_refused_at(wrapped.next)?;
            return Ok((!is_refused).then_some(rest));
        }
        let near = self.initial_response_below(wrapped);
        if let Some(rest) = near.or_else(|| self.distant_rest(wrapped)) {
            return Ok(Some(rest));
        }
        if self.style.marks.is_some() {
            self.marked_rest_below(line, wrapped)
        } else if self.style.knows_client_mark {
            self.unmarked_rest_below(line, wrapped)
        } else {
            Ok(None)
        }
    }

    /// The same in a listing without marks: the line completes the command, or may continue it.
    fn unmarked_rest_below(
        &self,
        line: &ScriptLine,
        wrapped: &WrappedLine<'_>,
    ) -> Result<Option<ScriptLine>, NeedsLine> {
        let command = self.parse_command(&wrapped.text);
        let Some(spec) = command.spec.filter(|_| command.tag.is_some()) else {
            return Ok(None);
        };
        let next = self.lines.get(wrapped.next).map(|next| match line.form {
            Form::Plain => next,
            // It is written in the form of the command.
            _ => self.lines.without_backticks(next),
        });
        let Some(next) = next.filter(|next| self.may_be_rest(next)) else {
            return Ok(None);
        };
        let text = next.text().trim();
        let is_rest = if wrapped.nesting.is_open() {
            let mut nesting = wrapped.nesting.clone();
            nesting.read(text);
            !nesting.is_open()
        } else {
            shape::lacks_arguments(spec, command.arguments)
                || shape::may_continue(spec, command.arguments, text)
        };
        let is_rest = is_rest || self.may_be_cut(line, &command, (wrapped.next, text));
        // Octets may follow, and not the rest.
        if !is_rest || wrapped.text.ends_with('}') {
            return Ok(None);
        }
        // The listing may show that the server did not understand it.
        let is_refused = self.is_refused_at(wrapped.next + 1)?;
        Ok((!is_refused).then_some(next))
    }

    /// Whether the text below this command, right above its answer, may be the end of its last word, which a
    /// terminal has put on the next line. A complete command does not wait for more lines.
    fn may_be_cut(
        &self,
        line: &ScriptLine,
        command: &CommandLine<'_>,
        (index, text): (usize, &str),
    ) -> bool {
        // Narrower terminals are rare.
        const NARROWEST: usize = 60;
        let is_word = !text.contains([' ', '\t']);
        let is_wide = || line.whole().chars().count() >= NARROWEST;
        let may_be = text.is_ascii()
            && text.contains(char::is_alphanumeric)
            && !is_capitalized(text)
            && !command.arguments.is_empty()
            // Its answers may follow.
            && !command.is("AUTHENTICATE")
            && (is_word || (is_wide() && !is_sentence_like(text)));
        let is_answer = |next: ScriptLine| {
            let text = next.content().trim();
            is_response(text) && tagged_status(text).is_none_or(|(tag, _)| command.tag == Some(tag))
        };
        may_be && self.arrived_text(index + 1).is_some_and(is_answer)
    }

    /// A line between this command and the server's answer with which the command can continue, below blank
    /// lines or a page break, or after the sign of a wrapped line: `↪ SUBJECT x`.
    fn distant_rest(&self, wrapped: &WrappedLine<'_>) -> Option<ScriptLine> {
        let is_listing = self.style.page || self.style.marks.is_some();
        if !is_listing || wrapped.nesting.is_open() || wrapped.text.ends_with('}') {
            return None;
        }
        let command = self.parse_command(&wrapped.text);
        let spec = command.spec.filter(|spec| shape::may_have_more(spec, command.arguments))?;
        for next in self.lines.from(wrapped.next).take(NEAR) {
            let content = next.content().trim();
            if next.mark.is_some() || is_response(content) || bare_status(content).is_some() {
                return None;
            }
            let text = next.text();
            let inside =
                text.trim_start_matches(|c: char| c.is_whitespace() || WRAP_SIGNS.contains(&c));
            let rest = self.lines.part(
                &next,
                next.form,
                text.len() - inside.len()..text.trim_end().len().max(text.len() - inside.len()),
            );
            let text = rest.text().trim();
            if self.is_next_command(text) {
                return None;
            }
            let key = text.split([' ', '\t']).next().unwrap_or_default();
            let is_rest = !is_capitalized(key)
                && shape::may_continue(spec, command.arguments, text)
                && !shape::has_no_room(spec, command.arguments, text)
                && self.may_be_rest(&rest);
            if is_rest {
                return Some(next);
            }
        }
        None
    }

    /// The line below an AUTHENTICATE with an initial response, where the client's lines have marks, if it is
    /// part of the response: no `+` has asked for an answer.
    fn initial_response_below(&self, wrapped: &WrappedLine<'_>) -> Option<ScriptLine> {
        let has_initial = || {
            let command = self.parse_command(&wrapped.text);
            let is_authenticate = command.is("AUTHENTICATE");
            is_authenticate && command.arguments.trim().contains([' ', '\t'])
        };
        self.style.marks.as_ref()?;
        let next = self.lines.get(wrapped.next).filter(|next| next.mark.is_none())?;
        let is_rest = is_part_of_base64(next.text().trim()) && has_initial();
        (is_rest && self.may_be_rest(&next)).then_some(next)
    }

    /// A line that shows that lines were left out, or separates. The size of a literal alone is the rest of a
    /// command.
    pub fn elided_line(&mut self, text: &str, line: &ScriptLine) -> Option<StepResult> {
        if is_size_of_literal(text) && !self.is_record {
            return Some(self.pass_mistake(line, Mistake::PerhapsWrapped));
        }
        is_elided_line(text).then(|| {
            // A tool's report may begin after a rule.
            self.classifier.classify(text);
            self.note_comment(text);
            self.pass(LineKind::Elision, Why::Evident)
        })
    }

    /// Whether the line may be the rest of the command above, which had a tag and was already sent from
    /// standard input.
    pub fn is_rest_of_sent(&mut self, line: &ScriptLine) -> bool {
        let Some((_, indent)) = self.continues_at.client.take().filter(|(at, _)| *at == self.at)
        else {
            return false;
        };
        let text = line.text().trim();
        let is_deeper = line.indent() > indent && !is_elided_line(text);
        (is_deeper && CommandLine::parse(text).spec.is_none() && !is_response(text))
            || self.last_command().is_some_and(|command| {
                command.spec.is_some_and(|spec| shape::may_continue(spec, command.arguments, text))
                    && self.may_be_rest(line)
            })
    }

    /// The line below a text that begins with a tag of the page but no command's name, if the server's answer
    /// is below that line: the name may be cut at the line end.
    pub fn rest_of_unknown(&self, text: &str) -> Result<Option<ScriptLine>, NeedsLine> {
        let command = self.style.tags.parse(text);
        let is_unknown = |command: &CommandLine<'_>| {
            let is_one_word = command.arguments.is_empty() && !command.verb.is_empty();
            command.spec.is_none() && is_one_word && command.tag.is_some_and(is_sure_tag)
        };
        if !command.is_some_and(|command| is_unknown(&command)) {
            return Ok(None);
        }
        let next = self.next_text(self.at + 1)?.filter(|next| self.may_be_rest(next));
        let Some(next) = next else { return Ok(None) };
        let below = self.next_text(self.at + 2)?;
        let is_answered = below.is_some_and(|it| self.is_page_response(it.text().trim()));
        Ok(is_answered.then_some(next))
    }

    /// In a listing with marks, the line below if it seems to be the rest of this command.
    fn marked_rest_below(
        &self,
        line: &ScriptLine,
        wrapped: &WrappedLine<'_>,
    ) -> Result<Option<ScriptLine>, NeedsLine> {
        let is_answered = self.parse_command(&wrapped.text).is("AUTHENTICATE");
        // A command that lacks arguments is another mistake.
        if is_answered || wrapped.text.ends_with('}') || self.is_unfinished(&wrapped.text) {
            return Ok(None);
        }
        let Some(next) = self.next_text(wrapped.next)? else {
            return Ok(None);
        };
        let is_rest = match next.side() {
            Some(Side::Client) => self.is_marked_rest(&next, wrapped),
            Some(Side::Server) => false,
            None => {
                self.is_unmarked_rest(&next, (wrapped.next, line.indent()))
                    && !self.is_sent_with_previous(wrapped.next)?
            }
        };
        Ok(is_rest.then_some(next))
    }

    /// Whether this client's line is neither a command nor anything else that is known.
    fn is_marked_rest(&self, next: &ScriptLine, wrapped: &WrappedLine<'_>) -> bool {
        let text = next.content().trim();
        let is_other = text.is_empty()
            || text.starts_with(['#', ':'])
            || is_elided_line(text)
            || is_response(text);
        let command = self.parse_command(text);
        let is_command = command.spec.is_some() || command.tag.is_some() || commands::is_done(text);
        let above = self.parse_command(&wrapped.text);
        above.spec.is_some() && above.tag.is_some() && !is_other && !is_command
    }

    /// Whether this line without a mark, where others have one, may be the rest of the client's line above:
    /// such a rest is at this index and has this indentation.
    pub(super) fn is_unmarked_rest(&self, next: &ScriptLine, (at, indent): (usize, usize)) -> bool {
        let text = next.text().trim();
        if self.is_known_otherwise(next) {
            return false;
        }
        // In a log, the program's own messages begin like its other lines.
        let above = at.checked_sub(1).and_then(|above| self.lines.get(above));
        let begins_alike = above.is_some_and(|above| {
            if is_of_same_log(&above, next.text()) {
                return true;
            }
            let ends = above.whole().match_indices([' ', '\t']).map(|(end, _)| end);
            let mut prefixes = ends.filter_map(|end| above.whole().get(..end));
            // `[Main 77: IMAP]: `
            let prefix = prefixes.find(|it| it.len() > 2 && it.ends_with([':', ']']));
            prefix.is_some_and(|prefix| {
                above.mark.is_some_and(|mark| mark.after > prefix.len() + 1)
                    && next.whole().trim_start().starts_with(prefix.trim_start())
            })
        });
        if begins_alike {
            return false;
        }
        // A paragraph in between is prose; so is one that begins further to the left.
        let first = self.lines.get(at);
        let is_next = first.as_ref().is_some_and(|first| first.number == next.number);
        match next.indent().cmp(&indent) {
            Ordering::Equal | Ordering::Less => {
                is_next && !reads_like_prose(text) && !is_sentence_like(text)
            }
            Ordering::Greater => {
                let lines = next.number - first.map_or(next.number, |first| first.number);
                let mut between = self.lines.from(at).take(lines);
                between.all(|line| line.is_blank()) && !reads_like_prose(text)
            }
        }
    }

    /// Whether this line may be the rest of the command above it: it is not a command, a response or a
    /// remark.
    pub fn may_be_rest(&self, next: &ScriptLine) -> bool {
        let text = next.text().trim();
        let is_prose = || reads_like_prose(text) || is_sentence(text);
        !self.is_known_otherwise(next) && !is_prose() && !self.is_next_command(text)
    }

    /// Whether this line below a command is for imapsh, the server's, another program's, an elision or a remark.
    fn is_known_otherwise(&self, next: &ScriptLine) -> bool {
        let text = next.text().trim();
        let is_servers = || is_response(text) || bare_status(text).is_some();
        // A list in brackets may be a list of options.
        let is_elided =
            || if text.starts_with('(') { is_elision(text) } else { is_elided_line(text) };
        let is_tool = || {
            let is_command = is_complete_command(&CommandLine::parse(text));
            !is_command && is_of_tool(&mut self.classifier.clone(), text)
        };
        text.is_empty()
            || self.is_for_imapsh(text)
            || next.mark.is_some()
            || is_servers()
            || LogLine::read(text).is_some()
            || is_elided()
            || is_remark(text)
            || is_tool()
    }

    /// Whether this is the next command rather than the rest of one.
    fn is_next_command(&self, text: &str) -> bool {
        if commands::is_done(text) {
            return true;
        }
        let command = CommandLine::parse(text);
        match command.tag {
            None => command.spec.is_some(),
            Some(tag) => {
                let is_listed = self.style.tags.contains(tag);
                let is_known = command.spec.is_some() && (is_listed || is_sure_tag(tag));
                is_known || (is_listed && !may_be_prose(tag))
            }
        }
    }
}

/// Whether this text begins with the words before the sign of the mark above: a log's time, the name of its
/// program. Numbers may differ.
fn is_of_same_log(above: &ScriptLine, text: &str) -> bool {
    let mark = above.mark.and_then(|mark| above.text().get(..mark.after));
    let mut before = mark.unwrap_or_default().split_ascii_whitespace();
    let is_alike = |(word, other): (&str, &str)| {
        word == other || (has_digit(word) && has_digit(other) && word.len() == other.len())
    };
    before.next_back().is_some()
        && before.clone().count() > 1
        && text.split_ascii_whitespace().count() > before.clone().count()
        && before.zip(text.split_ascii_whitespace()).all(is_alike)
}
