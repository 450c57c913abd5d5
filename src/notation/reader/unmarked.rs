//! Lines without a mark: in a script, lines to type; on a page, tagged commands or prose; prose, where other
//! lines have marks. Section 3 of `docs/listings.md`.

use super::other_formats::{has_packet_head, is_change_of_file, is_packet_header};
use super::other_protocols::PossibleProtocol;
use super::placeholders::{LOGIN, is_left_out_login};
use super::style::ClientMark;
use super::unsendable::look_alike_in_tag;
use super::{NeedsLine, ScriptReader, StepOutcome, StepResult};
use crate::notation::answer::looks_like_answer;
use crate::notation::decision::{LineKind, Why};
use crate::notation::directive::{Directive, is_known_directive, may_be_sentence};
use crate::notation::error::Mistake;
use crate::notation::forms::is_elided_line;
use crate::notation::lines::ScriptLine;
use crate::notation::listed::is_of_words;
use crate::notation::listing_tags::is_sure_tag;
use crate::notation::marks::{LogLine, MarkStyle, UntaggedLine, begins_with_role};
use crate::notation::other_format::OtherFormat;
use crate::notation::program_prompt::ProgramPrompt;
use crate::notation::prose::{
    WordsAfter, is_prose_after_number, is_prose_of_script, reads_like_prose,
};
use crate::notation::quoted_parts::is_closing;
use crate::notation::response::{ListedResponse, bare_status, is_refusal, is_response};
use crate::notation::shape::is_complete_command;
use crate::notation::tool_output::is_of_tool;
use crate::protocol::commands;
use crate::protocol::typed_line::{
    CommandLine, TypedLineKind, answers_untagged, certain_protocol, is_sentence,
    is_sentence_of_prose, shell_command, tagged_status, trimmed,
};

impl ScriptReader {
    /// A line without a mark where others have one.
    pub(super) fn unmarked_line(&mut self, line: &ScriptLine) -> StepResult {
        let text = line.text().trim();
        let below = self.below.client.take_if(|_| !text.is_empty());
        let outcome = self.unmarked_text(text, line, below);
        outcome.inspect_err(|NeedsLine| self.below.client = below)
    }

    /// A line without a mark, with this text. `below_client`: where the rest of a client's line above may
    /// begin.
    fn unmarked_text(
        &mut self,
        text: &str,
        line: &ScriptLine,
        below_client: Option<(usize, usize)>,
    ) -> StepResult {
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
        if let Some(outcome) = self.elided_line(text, line) {
            return outcome;
        }
        if self.is_record {
            return self.pass_prose(Why::NoMark);
        }
        let foreign = LogLine::read(text);
        let command = CommandLine::parse(foreign.as_ref().map_or(text, |line| &line.content));
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
        if let Some(outcome) = self.unmarked_command(&command, line, below_client)? {
            return Ok(outcome);
        }
        // It is unclear whether it is the rest of the command, and half a command is never sent.
        if let Some(mistake) = self.perhaps_the_rest(below_client, line) {
            return self.pass_mistake(line, mistake);
        }
        if let Some(mistake) = self.answered_sentence(text)? {
            return self.pass_mistake(line, mistake);
        }
        if is_command {
            let tag =
                command.tag.filter(|tag| is_sure_tag(tag) && !self.sent.by_tag.contains_key(*tag));
            if let Some(tag) = tag
                && self.is_completed_below_prose(tag)?
            {
                return self.pass_mistake(line, Mistake::UnknownMark(command.text.to_owned()));
            }
            self.note_unsent(command.text, line, Why::NoMark);
        }
        self.pass_prose(Why::NoMark)
    }

    /// Sends a command without a mark if a rule allows it. `None`: it is not sent.
    fn unmarked_command(
        &mut self,
        command: &CommandLine<'_>,
        line: &ScriptLine,
        below_client: Option<(usize, usize)>,
    ) -> Result<Option<StepOutcome>, NeedsLine> {
        if self.is_sent_together(command, below_client)? {
            let outcome = self.command_line(line, Why::Tagged);
            // More commands may have been sent at once.
            self.below.client = Some((self.at, line.indent()));
            return outcome.map(Some);
        }
        if self.is_in_part_without_marks(command)? {
            if self.begins_other_session(command) {
                return self.pass_mistake(line, Mistake::SeveralClients).map(Some);
            }
            (self.parts.is_without_marks, self.parts.has_without_marks) = (true, true);
            return self.command_line(line, Why::Tagged).map(Some);
        }
        Ok(None)
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
                self.sent.open.contains(tag) || last.is_some_and(|text| is_untagged(text))
            }
            // If it is not right below the server's lines, it may be an example.
            None => {
                let is_below = self.below.server == Some(self.at)
                    || (self.parts.is_without_marks && !self.sent.last_completed);
                is_below && is_response(text)
            }
        }
    }

    /// The mistake in a line that may be the rest of the client's line above, `below`, or of its literal.
    fn perhaps_the_rest(
        &self,
        below: Option<(usize, usize)>,
        line: &ScriptLine,
    ) -> Option<Mistake> {
        // After a program's prompt a command is complete: the next lines are the program's output.
        if self.below.literal == Some(self.at) && !self.has_prompts() {
            return Some(Mistake::PerhapsOfLiteral);
        }
        let is_rest = below.is_some_and(|below| self.is_unmarked_rest(line, below));
        is_rest.then_some(Mistake::PerhapsWrapped)
    }

    /// A line outside the quoted session: prose, or octets of a literal that a mail program has wrapped.
    pub(super) fn outside_line(&mut self, line: &ScriptLine) -> StepResult {
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
    fn line_for_imapsh(&mut self, text: &str, line: &ScriptLine) -> Option<StepResult> {
        if !text.starts_with(['#', ':']) || !self.is_for_imapsh(text) {
            return None;
        }
        self.echoes.is_own_script = Some(true);
        Some(match text.strip_prefix(':') {
            // Spaces at its end are part of what `:raw` sends.
            Some(_) => self.directive(&line.text().trim_start()[1..], line),
            None => self.comment(text, line),
        })
    }

    /// Whether this is a comment or a known directive, not a sentence that begins like one.
    pub(super) fn is_for_imapsh(&self, text: &str) -> bool {
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

    /// A line of a listing without marks.
    pub(super) fn plain_line(&mut self, line: &ScriptLine) -> StepResult {
        let text = trimmed(line.text());
        if text.is_empty() {
            return self.blank_line(line);
        }
        if self.is_answer(text, false) {
            return self.answer(line);
        }
        if self.closes_unknown_response(text)? {
            return self.pass_mistake(line, Mistake::BeginningNotShown);
        }
        if self.style.page
            && !line.is_of_words
            && let Some(outcome) = self.unknown_line(line)?
        {
            return Ok(outcome);
        }
        if !self.here_document_end.is_empty() && self.here_document_end == text {
            self.here_document_end.clear();
            return self.pass(LineKind::Tool, Why::ToolForm);
        }
        let is_plain = is_plain(text, line.is_of_words);
        if !is_plain
            && !self.is_record
            && let Some(end) = end_of_here_document(text)
        {
            self.here_document_end = end.to_owned();
        }
        if let Some(outcome) = self.line_for_imapsh(text, line) {
            return outcome;
        }
        if self.is_rest_of_sent(line) {
            return self.pass_mistake(line, Mistake::PerhapsWrapped);
        }
        if !is_plain && let Some(format) = self.format_of_plain_line(text) {
            return self.pass_other_format(line, format);
        }
        if let Some(outcome) = self.elided_line(text, line) {
            return outcome;
        }
        if is_plain {
            return self.bare_line(text, line);
        }
        if is_left_out_login(text) {
            return self.command_line(&line.saying(LOGIN), Why::LeftOutLogin);
        }
        // A line that is wholly in quotes may have a mark.
        if !text.ends_with(is_closing)
            && let Some(outcome) = self.quoted_command(line)?
        {
            return Ok(outcome);
        }
        if let Some(outcome) = self.list_entry(text, line)? {
            return Ok(outcome);
        }
        if let Some(outcome) = self.line_after_new_mark(line) {
            return outcome;
        }
        self.line_without_mark(text, line)
    }

    /// A line that does not begin with a mark, but may end with a remark.
    fn line_without_mark(&mut self, text: &str, line: &ScriptLine) -> StepResult {
        if self.is_bare_status(text) {
            return self.server_line(line, Why::ServerForm);
        }
        if self.quotes_session(text) {
            return self.pass_other_format(line, OtherFormat::QuotedLines);
        }
        let is_sentence = !is_response(text) && CommandLine::parse(text).spec.is_none();
        if is_sentence && let Some(mistake) = self.answered_sentence(text)? {
            return self.pass_mistake(line, mistake);
        }
        match self.without_remark(text, line) {
            Some(Ok(content)) => {
                // The commands of a list may have explanations after them too.
                self.note_entry(&CommandLine::parse(text), line);
                if self.is_only_explained(content, text)? {
                    self.note_unsent(content, line, Why::Unanswered);
                    return self.pass_prose(Why::Unanswered);
                }
                self.answered_beside(content, text, line, |reader, line| {
                    reader.bare_line(line.content(), line)
                })
            }
            Some(Err(column)) => self.pass_mistake_at(line, column, Mistake::PerhapsRemark),
            None => self.bare_line(text, line),
        }
    }

    fn format_of_plain_line(&mut self, text: &str) -> Option<OtherFormat> {
        if !self.is_record && has_packet_head(text) {
            Some(OtherFormat::PacketDump)
        } else if !self.is_record && self.is_encoded_mail(text) {
            Some(OtherFormat::QuotedPrintable)
        } else if self.is_row_of_table(text) {
            Some(OtherFormat::Table)
        } else {
            self.other_format(text).filter(|_| !self.style.page)
        }
    }

    /// A line that begins with a mark or a prompt that is new in this listing.
    fn line_after_new_mark(&mut self, line: &ScriptLine) -> Option<StepResult> {
        if let Some(foreign) = LogLine::read(line.text()) {
            return Some(self.foreign_line(&foreign, line));
        }
        if !self.is_record && announces_after_text(line.text().trim()) {
            // The next lines may be part of a message.
            return Some(self.pass_mistake(line, Mistake::UnknownServerMark));
        }
        if !self.style.page
            && let Some(prompt) = ProgramPrompt::before_command(line.text())
        {
            match self.learn_prompt(&prompt) {
                Ok(false) => {}
                learned => return Some(learned.map(|_| StepOutcome::Continue)),
            }
        }
        self.untagged_foreign_line(&UntaggedLine::read(line.text())?, line)
    }

    /// A line with neither a mark nor a possible mark.
    fn bare_line<'a>(&mut self, text: &'a str, line: &'a ScriptLine) -> StepResult {
        if self.style.page {
            return self.page_line(text, line);
        }
        // If the client's lines have a mark, a line without one was not typed.
        let has_mark = matches!(self.style.client_mark, ClientMark::Known(Some(_)));
        if has_mark && !is_response(text) && !self.may_be_typed(text) {
            let command = CommandLine::parse(text);
            if is_complete_command(&command) {
                self.note_unsent(text, line, Why::NoMark);
            }
            return self.pass_prose(Why::NoMark);
        }
        self.script_line(text, line)
    }

    /// Whether a line without the client's mark continues the session: it ends IDLE or is in the session's
    /// place.
    fn may_be_typed(&self, text: &str) -> bool {
        (self.idle.is_some() && commands::is_done(text)) || text.starts_with(':')
    }

    /// Whether the listing shows a status without its tag, as the answer to the command above. On a page
    /// a sentence may begin so.
    fn is_bare_status(&self, text: &str) -> bool {
        let is_prose = || self.style.page && (self.sent.last_completed || is_sentence(text));
        !self.is_record && bare_status(text).is_some() && !is_prose()
    }

    /// Whether the line may be the rest of the command above, which had a tag and was already sent from
    /// standard input.
    fn is_rest_of_sent(&mut self, line: &ScriptLine) -> bool {
        let Some((_, indent)) = self.below.client.take().filter(|(at, _)| *at == self.at) else {
            return false;
        };
        let text = line.text().trim();
        let is_deeper = line.indent() > indent && !is_elided_line(text);
        (is_deeper && CommandLine::parse(text).spec.is_none() && !is_response(text))
            || self.continues_below(line)
    }

    fn blank_line(&mut self, line: &ScriptLine) -> StepResult {
        if self.is_empty_answer()? {
            self.answer(line)
        } else {
            self.classifier.classify("");
            self.pass(LineKind::Blank, Why::Evident)
        }
    }

    /// A line of a script: a line to type.
    fn script_line<'a>(&mut self, text: &'a str, line: &'a ScriptLine) -> StepResult {
        if text == "DONE" && self.idle.is_none() {
            // The last line of `openssl s_client`.
            return self.pass(LineKind::Tool, Why::ToolForm);
        }
        match self.classifier.classify(text) {
            TypedLineKind::Blank | TypedLineKind::Comment => {
                self.pass(LineKind::Blank, Why::Evident)
            }
            TypedLineKind::ToolOutput => self.tool_line(text, line),
            // An unknown directive: a known one was read above.
            TypedLineKind::Directive(directive) => self.directive(directive, line),
            TypedLineKind::ServerResponse => {
                if answers_untagged(text) && is_complete_command(&CommandLine::parse(text)) {
                    self.note_unsent(text, line, Why::ServerForm);
                }
                self.server_line(line, Why::ServerForm)
            }
            TypedLineKind::Command(command) => self.possible_command(command, line),
        }
    }

    /// Another program's output.
    fn tool_line(&mut self, text: &str, line: &ScriptLine) -> StepResult {
        self.protocols.is_dump |= is_packet_header(text);
        self.text.has_sentences |= is_sentence(text);
        // `MAIL FROM:<taro@example.com>` looks like a header field.
        let command = CommandLine::parse(text);
        if let Some(protocol) = certain_protocol(&command) {
            self.protocols.last = Some(PossibleProtocol::Other(protocol));
        }
        match self.protocol_of_unknown(&command)? {
            Some(format) => self.pass_other_format(line, format),
            None => self.pass(LineKind::Tool, Why::ToolForm),
        }
    }

    /// A line of a script that may be a command.
    fn possible_command<'a>(
        &mut self,
        command: CommandLine<'a>,
        line: &'a ScriptLine,
    ) -> StepResult {
        if self.is_heading_of_commands(&command) {
            if !command.arguments.is_empty() && is_complete_command(&command) {
                self.note_unsent(command.text, line, Why::LikeProse);
            }
            return self.pass_prose(Why::LikeProse);
        }
        if self.is_doubtful_heading(&command) {
            return self.pass_mistake(line, Mistake::UntaggedCommand(command.text.to_owned()));
        }
        if self.has_label(&command) {
            return self.labelled_line(&command, line);
        }
        if command.spec.is_none() && is_response(text_after_first_word(command.text)) {
            return self.server_line(line, Why::ServerForm);
        }
        if !self.is_record && has_word_before_tag(&command) {
            let content = text_after_first_word(command.text).to_owned();
            return self.pass_mistake(line, Mistake::UnknownMark(content));
        }
        if calls_program(&command) {
            return match self.is_refused_at(self.at + 1) {
                Ok(true) => self.command_line(line, Why::Typed),
                _ => self.pass(LineKind::Tool, Why::ToolForm),
            };
        }
        self.note_protocol(&command);
        if self.is_prose_of_page(&command)? {
            return self.pass_prose(Why::NoTag);
        }
        let why = if command.tag.is_some() { Why::Tagged } else { Why::Typed };
        self.command_of_script(command, line, why)
    }

    /// A command of a script.
    fn command_of_script<'a>(
        &mut self,
        command: CommandLine<'a>,
        line: &'a ScriptLine,
        why: Why,
    ) -> StepResult {
        if let Some(format) = self.protocol_of_unknown(&command)? {
            return self.pass_other_format(line, format);
        }
        if self.is_mentioned(line)? {
            self.note_unsent(command.text, line, Why::Unanswered);
            return self.pass_prose(Why::Unanswered);
        }
        if self.is_beside_session_below(&command)? {
            self.note_unsent(command.text, line, Why::BesideSession);
            return self.pass_prose(Why::BesideSession);
        }
        let is_prose = self.is_like_prose(&command)?;
        if is_prose {
            self.prose_of_script(line)
        } else if self.style.tags.is_empty() && !self.is_record {
            self.parsed_command_line(line, command, why)
        } else {
            // The listing may have other words as tags.
            self.command_line(line, why)
        }
    }

    /// Whether a line of a script is a sentence rather than a command. The word before a command's name is a
    /// tag if it looks like one or a completion repeats it. Fails if more lines must arrive first.
    fn is_like_prose(&mut self, command: &CommandLine<'_>) -> Result<bool, NeedsLine> {
        let is_tag = |tag: &str| is_sure_tag(tag) || self.style.tags.contains(tag);
        let may_be_secret = self.sent.secret_due && command.spec.is_none();
        if WordsAfter::are_surplus(command) && !self.is_record && self.idle.is_none() {
            return Ok(!command.tag.is_some_and(|tag| self.is_completed_below(tag)));
        }
        if self.is_record
            || self.idle.is_some()
            || may_be_secret
            || (command.tag.is_some_and(is_tag) && !is_prose_after_number(command))
            || !is_prose_of_script(command)
            || self.has_letter_tag(command)?
        {
            return Ok(false);
        }
        Ok(!command.tag.is_some_and(|tag| self.is_completed_below(tag)))
    }

    /// A line of a script that is not a valid command and reads like prose. It is sent if the next line shows
    /// that it is intentional: a server's NO or BAD, or an expectation of the script.
    fn prose_of_script(&mut self, line: &ScriptLine) -> StepResult {
        let next = self.next_text(self.at + 1)?;
        let is_meant = next.is_some_and(|next| {
            is_refusal(next.content()) || next.text().trim().starts_with(":expect")
        });
        if is_meant {
            return self.command_line(line, Why::Typed);
        }
        let text = trimmed(line.text());
        let command = CommandLine::parse(text);
        if let Some((_, letter, ascii)) = look_alike_in_tag(&command) {
            return self.pass_mistake(line, Mistake::LookAlikeInTag { letter, ascii });
        }
        if let Some(mistake) = self.answered_sentence(text)? {
            return self.pass_mistake(line, mistake);
        }
        if command.spec.is_some() {
            self.note_entry(&command, line);
            self.note_unsent(text, line, Why::LikeProse);
        }
        self.pass_prose(Why::LikeProse)
    }
}

/// Whether the characters of this text rule out a mark, an untagged status and other formats. `of_words`: it
/// is known to consist only of words.
fn is_plain(text: &str, of_words: bool) -> bool {
    (of_words || is_of_words(text))
        // There may be a second column after a gap. A sign alone is not a mark.
        && (!text.contains(' ')
            || !(is_change_of_file(text) || text.contains("  ") || begins_with_role(text)))
}

/// The end line of the here-document of a shell's command: `openssl s_client … <<EOF`.
fn end_of_here_document(text: &str) -> Option<&str> {
    let (_, word) = text.rsplit_once("<<")?;
    let word = word.strip_prefix('-').unwrap_or(word).trim().trim_matches(['\'', '"']);
    let is_word = |octet: u8| octet.is_ascii_alphanumeric() || octet == b'_';
    (!word.is_empty() && word.bytes().all(is_word)).then_some(word)
}

/// Whether a line contains a response that announces a literal, after text that is not a mark.
fn announces_after_text(text: &str) -> bool {
    const MOST: usize = 8;
    // Most lines end otherwise.
    let text = text.trim_end_matches(['"', '\'']);
    if !text.ends_with('}') || CommandLine::parse(text).spec.is_some() {
        return false;
    }
    let announces = |at: usize| {
        let response = &text[at..];
        let begins = || ListedResponse::begin(response, 0, 0, false);
        at > 0 && is_response(response) && begins().announces(response).is_some()
    };
    text.match_indices("* ").take(MOST).any(|(at, _)| announces(at))
}

/// Whether this is a shell command: it calls a program that has nothing to do with mail.
fn calls_program(command: &CommandLine<'_>) -> bool {
    let program = shell_command(command).filter(|program| program.instead.is_none());
    program.is_some() && !command.arguments.trim().is_empty()
}

/// Whether a word that is not a tag precedes a tag and a complete command: `OUT a1 noop`.
fn has_word_before_tag(command: &CommandLine<'_>) -> bool {
    let is_complete =
        |it: CommandLine<'_>| is_complete_command(&it) && it.tag.is_some_and(is_sure_tag);
    command.spec.is_none()
        && CommandLine::parse_tagged(text_after_first_word(command.text)).is_some_and(is_complete)
}

/// The text after the first word, which is possibly a mark.
fn text_after_first_word(text: &str) -> &str {
    text.split_once([' ', '\t']).map_or("", |(_, content)| content.trim())
}
