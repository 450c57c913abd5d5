//! Lines without a mark where others have one: prose, unless the listing shows that they are of the session;
//! and comments and directives, which have no mark anywhere. Section 2 of `docs/listings.md`.

use crate::notation::answer::looks_like_answer;
use crate::notation::decision::{LineKind, Why};
use crate::notation::directive::{Directive, is_known_directive, may_be_sentence};
use crate::notation::error::Mistake;
use crate::notation::lines::ScriptLine;
use crate::notation::listing_tags::is_sure_tag;
use crate::notation::marks::{MarkStyle, after_possible_mark};
use crate::notation::other_format::OtherFormat;
use crate::notation::prose::reads_like_prose;
use crate::notation::prose::tool_output::is_of_tool;
use crate::notation::reader::other_text::other_formats::has_packet_head;
use crate::notation::reader::{ScriptReader, StepResult, Stop};
use crate::notation::response::{bare_status, is_response};
use crate::notation::shape::is_complete_command;
use crate::protocol::commands;
use crate::protocol::typed_line::{CommandLine, is_sentence_of_prose, tagged_status};

impl ScriptReader {
    /// A line without a mark where others have one.
    pub fn unmarked_line(&mut self, line: &ScriptLine) -> StepResult {
        let text = line.text().trim();
        // Some programs, such as `curl -v`, print lines between the server's `+` and the answer.
        let may_be_answer =
            looks_like_answer(text) || !is_of_tool(&mut self.classifier.clone(), text);
        if !text.is_empty() && self.is_answer(text, false) && may_be_answer {
            return self.answer(line);
        }
        if let Some(outcome) = self.line_for_imapsh(text, line) {
            return outcome;
        }
        if text.is_empty() {
            return self.pass(LineKind::Blank, Why::Evident);
        }
        if self.closes_unknown_response(text)? {
            return self.pass_mistake(line, Mistake::BeginningNotShown);
        }
        if let Some(outcome) = self.elided_line(text, line) {
            return outcome;
        }
        if self.is_record {
            // It was added by hand.
            let is_command = is_complete_command(&CommandLine::parse(text));
            return if is_command || commands::is_done(text) {
                self.pass_mistake(line, Mistake::UnmarkedInRecord(text.to_owned()))
            } else {
                self.pass_prose(Why::NoMark)
            };
        }
        self.possible_line_of_session(text, line)
    }

    /// A line without a mark that has text and is not for imapsh.
    fn possible_line_of_session(&mut self, text: &str, line: &ScriptLine) -> StepResult {
        let content = after_possible_mark(text);
        let command = CommandLine::parse(&content);
        let is_command = is_complete_command(&command);
        let is_tool = is_of_tool(&mut self.classifier, text);
        if is_tool && !is_command && !is_sentence_of_prose(text) {
            return self.pass(LineKind::Tool, Why::ToolForm);
        }
        if self.is_servers_without_mark(text) {
            return self.server_line(line, Why::ServerForm);
        }
        if has_packet_head(text) {
            return self.pass_other_format(line, OtherFormat::PacketDump);
        }
        if self.unmarked_command(&command, line)? {
            return Ok(());
        }
        // After a program's prompt a command is complete: the next lines are the program's output.
        if self.continues_at.literal == Some(self.at) && !self.has_prompts() {
            return self.pass_mistake(line, Mistake::PerhapsOfLiteral);
        }
        if let Some(mistake) = self.answered_sentence(text)? {
            return self.pass_mistake(line, mistake);
        }
        if !is_command {
            return self.pass_prose(Why::NoMark);
        }
        let is_new = |tag: &&str| is_sure_tag(tag) && !self.sent.tags.contains(tag);
        if let Some(tag) = command.tag.filter(is_new)
            && self.is_completed_below_prose(tag)?
        {
            return self.pass_mistake(line, Mistake::UnknownMark(command.text.to_owned()));
        }
        self.pass_unsent(command.text, line, Why::NoMark)
    }

    /// Sends a command without a mark if a rule allows it. False: it is not sent.
    fn unmarked_command(
        &mut self,
        command: &CommandLine<'_>,
        line: &ScriptLine,
    ) -> Result<bool, Stop> {
        let is_below = self.continues_at.client.is_some_and(|(at, _)| at == self.at);
        if is_below && self.is_sent_with_previous(self.at)? {
            let outcome = self.command_line(line, Why::Tagged);
            // More commands may have been sent at once.
            self.continues_at.client = Some((self.at, line.indent()));
            return outcome.map(|()| true);
        }
        if self.is_in_part_without_marks(command)? {
            if self.begins_other_session(command) {
                return self.pass_mistake(line, Mistake::SeveralClients).map(|()| true);
            }
            (self.mark_changes.is_without_marks, self.mark_changes.has_without_marks) =
                (true, true);
            return self.command_line(line, Why::Tagged).map(|()| true);
        }
        Ok(false)
    }

    /// Whether a line without a mark is still the server's.
    fn is_servers_without_mark(&self, text: &str) -> bool {
        let has_server_marks = self.style.marks.as_ref().is_none_or(MarkStyle::has_server_marks);
        (bare_status(text).is_some() && !self.sent.last_completed)
            || self.is_of_answer(text)
            || (!has_server_marks && self.is_page_response(text))
    }

    /// Whether a line without a mark belongs to the answer to the command above: some logs write only one
    /// mark before everything received at once.
    fn is_of_answer(&self, text: &str) -> bool {
        // The program adds a tag to an untagged command.
        let is_untagged =
            |text: &str| !self.sent.last_completed && self.parse_command(text).tag.is_none();
        let last = self.sent.last.as_ref().map(|(_, text)| text);
        match tagged_status(text) {
            Some((tag, _)) => {
                self.sent.tags.is_open(tag) || last.is_some_and(|text| is_untagged(text))
            }
            // If it is not right below the server's lines, it may be an example.
            None => {
                let is_below = self.continues_at.server == Some(self.at)
                    || (self.mark_changes.is_without_marks && !self.sent.last_completed);
                is_below && is_response(text)
            }
        }
    }

    /// A line outside the quoted session: prose, or octets of a literal that a mail program has wrapped.
    pub fn outside_line(&mut self, line: &ScriptLine) -> StepResult {
        if self.open.is_some() {
            return self.pass_mistake(line, Mistake::PerhapsWrapped);
        }
        // Its quotation may be less deep.
        let text = line.whole().trim_start_matches(['>', '|', ' ', '\t']).trim_end();
        let command = CommandLine::parse(text);
        if is_complete_command(&command) && command.tag.is_some() && !is_response(text) {
            self.note_unsent(text, line, Why::Unquoted);
        }
        self.pass_prose(Why::Unquoted)
    }

    /// A comment or a known directive, wherever prose may be.
    pub fn line_for_imapsh(&mut self, text: &str, line: &ScriptLine) -> Option<StepResult> {
        if !text.starts_with(['#', ':']) || !self.is_for_imapsh(text) {
            return None;
        }
        self.echoes.is_own_script = Some(true);
        Some(match text.strip_prefix(':') {
            // Spaces at its end are part of what `:raw` sends.
            Some(_) => {
                let written = line.text().split_once(':').map_or("", |(_, directive)| directive);
                self.directive(written, line)
            }
            None => self.comment(text, line),
        })
    }

    /// Whether this is a comment or a known directive, not a sentence that begins like one.
    pub fn is_for_imapsh(&self, text: &str) -> bool {
        if text.starts_with('#') {
            return true;
        }
        // A smiley is not a directive.
        let Some(directive) = text.strip_prefix(':').filter(|_| is_known_directive(text)) else {
            return false;
        };
        let is_listing = self.style.page || (self.style.marks.is_some() && !self.is_record);
        let parsed = Directive::parse(directive);
        let is_prose = (self.style.page && parsed.is_err())
            || (is_listing && may_be_sentence(&parsed) && reads_like_prose(directive));
        !is_prose
    }
}
