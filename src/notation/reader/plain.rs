//! Lines of a listing without marks: of a page, of a script, or with a mark that is still unknown. Section 3
//! of `docs/listings.md`.

use super::other_text::other_formats::{has_packet_head, is_change_of_file, is_string_of_source};
use super::placeholders::{LOGIN, is_left_out_login};
use super::{ScriptReader, StepResult, Stop};
use crate::notation::decision::{LineKind, Why};
use crate::notation::error::Mistake;
use crate::notation::lines::ScriptLine;
use crate::notation::lines::listed::is_of_words;
use crate::notation::marks::program_prompt::ProgramPrompt;
use crate::notation::marks::{LogLine, begins_with_role};
use crate::notation::other_format::OtherFormat;
use crate::notation::prose::quoted_parts::is_closing;
use crate::notation::response::{ListedResponse, bare_status, is_response};
use crate::notation::shape::is_complete_command;
use crate::protocol::commands;
use crate::protocol::typed_line::{
    CommandLine, begins_with_prompt_of_tool, is_piped_to_tool, is_sentence, trimmed,
};

impl ScriptReader {
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
        if self.style.page && !line.is_of_words && self.unknown_line(line)? {
            return Ok(());
        }
        let is_plain = is_plain(text, line.is_of_words);
        if self.ends_here_document(text, is_plain) || (!is_plain && is_piped_to_tool(text)) {
            return self.pass(LineKind::Tool, Why::ToolForm);
        }
        if let Some(outcome) = self.line_for_imapsh(text, line) {
            return outcome;
        }
        if self.is_rest_of_sent(line) {
            return self.pass_mistake(line, Mistake::PerhapsWrapped);
        }
        if self.has_answer_in_line(text)? {
            return self.pass_mistake(line, Mistake::TooManyArguments);
        }
        if !is_plain && let Some(format) = self.format_of_plain_line(text) {
            return self.pass_other_format(line, format);
        }
        if let Some(outcome) = self.elided_line(text, line) {
            return outcome;
        }
        if is_plain { self.bare_line(text, line) } else { self.line_with_signs(text, line) }
    }

    /// A line that may have a mark, another form or a remark.
    fn line_with_signs(&mut self, text: &str, line: &ScriptLine) -> StepResult {
        if is_left_out_login(text) {
            return self.command_line(&line.saying(LOGIN), Why::LeftOutLogin);
        }
        // A line that is wholly in quotes may have a mark.
        if !text.ends_with(is_closing) && self.quoted_command(line)? {
            return Ok(());
        }
        if self.list_entry(text, line)? {
            return Ok(());
        }
        if let Some(outcome) = self.line_after_new_mark(line) {
            return outcome;
        }
        self.line_without_mark(text, line)
    }

    /// Whether this line ends a here-document. Notes the end of one that begins with it.
    fn ends_here_document(&mut self, text: &str, is_plain: bool) -> bool {
        if !self.here_document_end.is_empty() && self.here_document_end == text {
            self.here_document_end.clear();
            return true;
        }
        if !is_plain && let Some(end) = end_of_here_document(text) {
            self.here_document_end = end.to_owned();
        }
        false
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
                    return self.pass_unsent(content, line, Why::Unanswered);
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
        if has_packet_head(text) {
            Some(OtherFormat::PacketDump)
        } else if self.is_encoded_mail(text) {
            Some(OtherFormat::QuotedPrintable)
        } else if !self.style.page && is_string_of_source(text) {
            Some(OtherFormat::QuotedLines)
        } else if self.is_row_of_table(text) {
            Some(OtherFormat::Table)
        } else {
            self.other_format(text).filter(|_| !self.style.page)
        }
    }

    /// A line that begins with a mark or a prompt that is new in this listing.
    fn line_after_new_mark(&mut self, line: &ScriptLine) -> Option<StepResult> {
        if begins_with_prompt_of_tool(line.text()) {
            return None;
        }
        if let Some(found) = LogLine::read(line.text()) {
            return Some(self.log_line(&found, line));
        }
        if announces_after_text(line.text().trim()) {
            // The next lines may be part of a message.
            return Some(self.pass_mistake(line, Mistake::UnknownServerMark));
        }
        if !self.style.page
            && let Some(prompt) = ProgramPrompt::before_command(line.text())
        {
            match self.learn_prompt(&prompt) {
                Ok(false) => {}
                learned => return Some(learned.map(|_| ()).map_err(Stop::from)),
            }
        }
        self.untagged_line_with_possible_mark(&LogLine::read_untagged(line.text())?, line)
    }

    /// A line with neither a mark nor a possible mark.
    fn bare_line<'a>(&mut self, text: &'a str, line: &'a ScriptLine) -> StepResult {
        if self.style.page {
            return self.page_line(text, line);
        }
        // If the client's lines have a mark, a line without one was not typed.
        let has_mark = self.style.client_mark.is_some();
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
        bare_status(text).is_some() && !is_prose()
    }

    fn blank_line(&mut self, line: &ScriptLine) -> StepResult {
        if self.is_empty_answer()? {
            self.answer(line)
        } else {
            self.classifier.classify("");
            self.pass(LineKind::Blank, Why::Evident)
        }
    }
}

/// Whether the characters of this text rule out a mark, an untagged status and other formats. `of_words`: it
/// is known to consist only of words.
fn is_plain(text: &str, of_words: bool) -> bool {
    let has_gap = || text.as_bytes().windows(2).any(|two| two == b"  ");
    (of_words || is_of_words(text))
        // There may be a second column after a gap. A sign alone is not a mark.
        && (!text.contains(' ')
            || !(is_change_of_file(text) || has_gap() || begins_with_role(text)))
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
