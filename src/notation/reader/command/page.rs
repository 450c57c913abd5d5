//! Lines of a page without marks: commands with its tags, the server's lines, and prose. Section 3 of
//! `docs/listings.md`.

use super::heading::is_perhaps_prose;
use super::letter_tag::is_noun;
use crate::notation::decision::{LineKind, Why};
use crate::notation::error::Mistake;
use crate::notation::lines::ScriptLine;
use crate::notation::listing_tags::{is_sure_tag, may_be_prose};
use crate::notation::other_format::OtherFormat;
use crate::notation::prose::list_sign::ListEntry;
use crate::notation::prose::{WordsAfter, arguments_read_like_prose};
use crate::notation::reader::not_sent::unsendable::look_alike_in_tag;
use crate::notation::reader::other_text::other_formats::is_packet_header;
use crate::notation::reader::{NeedsLine, ScriptReader, StepResult};
use crate::notation::response::{
    completes_word, is_refusal, is_response_in_any_case, response_keyword,
};
use crate::notation::shape::{announces_literal, is_complete_command, lacks_arguments};
use crate::protocol::commands;
use crate::protocol::framing::Status;
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::meaning::line::ResponseLine;
use crate::protocol::typed_line::{CommandLine, TypedLineKind, is_sentence};

impl ScriptReader {
    /// A line of a page: only tagged commands, and `done` in IDLE, are sent.
    pub fn page_line(&mut self, text: &str, line: &ScriptLine) -> StepResult {
        if self.idle.is_some() && commands::is_done(text) {
            return self.command_line(line, Why::EndsIdle);
        }
        let typed = self.classified(text);
        if self.is_page_response(text) || self.answers_unknown_command(text) {
            return self.server_line(line, Why::ServerForm);
        }
        // gnutls-cli begins its lines like an entry of a list.
        let is_entry = text.starts_with("- ") && !text.is_ascii();
        if matches!(typed, TypedLineKind::ToolOutput) && !is_sentence(text) && !is_entry {
            self.protocols.is_dump |= is_packet_header(text);
            return self.pass(LineKind::Tool, Why::ToolForm);
        }
        if self.is_page_command(text)? {
            return match self.other_format(text) {
                Some(format) => self.pass_other_format(line, format),
                None => self.command_of_page(text, line),
            };
        }
        if self.continues_at.literal == Some(self.at) {
            return self.pass_mistake(line, Mistake::PerhapsOfLiteral);
        }
        if self.is_answered_by_its_tag(text)? {
            return self.command_line(line, Why::Tagged);
        }
        if let Some(rest) = self.rest_of_unknown(text)? {
            return self.pass_mistake(&rest, Mistake::PerhapsWrapped);
        }
        if self.is_unknown_command(text)? {
            return self.unknown_command(line, Why::Tagged);
        }
        let command = CommandLine::parse(text);
        if self.style.tags.parse(text).is_some_and(|command| has_unclear_words(&command)) {
            return self.pass_mistake(line, Mistake::PerhapsRemark);
        }
        match is_complete_command(&command) {
            true if self.other_format(text) == Some(OtherFormat::Diff) => {
                self.pass_other_format(line, OtherFormat::Diff)
            }
            _ if self.lacks_tag(&command)? => {
                command.verb.clone_into(&mut self.untagged_verb);
                self.note_unsent(command.text, line, Why::ForgottenTag);
                self.pass(LineKind::Prose, Why::ForgottenTag)
            }
            true => self.untagged_command(&command, line),
            false => match self.answered_sentence(text)? {
                Some(mistake) => self.pass_mistake(line, mistake),
                None if self.style.tags.parse(text).is_some() => self.pass_prose(Why::LikeProse),
                None => self.pass_prose(Why::NoTag),
            },
        }
    }

    /// A line that would be a command of the page's session. In a list, in a table or in backticks it is only
    /// a remark, unless the session itself is written in that form.
    fn command_of_page(&mut self, text: &str, line: &ScriptLine) -> StepResult {
        // If the session's commands are plain lines, one in a list is a remark about them.
        let answered = &self.style.answered;
        if !answered.is_empty() && !answered.contains(&line.form) {
            let next = self.next_text(self.at + 1)?;
            if !next.is_some_and(|next| self.is_page_response(next.text().trim())) {
                return self.pass_unsent(text, line, Why::Unanswered);
            }
        }
        let lacks_beginning = self.lines.lacks_beginning(line)
            || (self.style.client_mark.is_some() && !self.lines.has_quotation());
        if lacks_beginning && !self.is_answered_below(text)? {
            return self.pass_unsent(text, line, Why::Unquoted);
        }
        if self.command_beside_session(text, line)? {
            return Ok(());
        }
        if self.has_unclear_words(text)? {
            self.pass_mistake(line, Mistake::PerhapsRemark)
        } else {
            self.command_line(line, Why::Tagged)
        }
    }

    /// Whether the page shows the completion of this command; in a stream, right below it.
    fn is_answered_below(&mut self, text: &str) -> Result<bool, NeedsLine> {
        let command = self.parse_command(text);
        match command.tag {
            Some(tag) if self.stream => self.is_completed_next(tag),
            Some(tag) => Ok(self.is_completed_below(tag)),
            None => Ok(false),
        }
    }

    /// Whether the words after a command's name may be its arguments or an explanation, and the page shows no
    /// answer.
    fn has_unclear_words(&self, text: &str) -> Result<bool, NeedsLine> {
        let command = self.style.tags.parse(text).unwrap_or_else(|| CommandLine::parse(text));
        if WordsAfter::of(&command).is_none() {
            return Ok(false);
        }
        let next = self.next_text(self.at + 1)?;
        Ok(!next.is_some_and(|next| self.is_page_response(next.text().trim())))
    }

    /// Whether this is a response in the capitalization of the listing, or one that nothing else looks like.
    /// Prose writes the names of responses in lower case, if at all.
    pub fn is_page_response(&self, text: &str) -> bool {
        let in_capitals = |word: &[u8]| !word.iter().any(u8::is_ascii_lowercase);
        let Some(line) = ResponseLine::read(text.as_bytes()) else { return false };
        line.is_certain()
            && match line {
                ResponseLine::Untagged { word, .. } => {
                    in_capitals(word)
                        || self.style.in_small_letters
                        || is_response_in_any_case(text)
                }
                ResponseLine::Completion { tag, word, .. } => {
                    let tag = text.get(..tag.len()).unwrap_or_default();
                    let is_tag = self.style.tags.contains(self.as_sent(tag));
                    is_tag && (!may_be_prose(tag) || in_capitals(word))
                }
                ResponseLine::Continuation => true,
            }
    }

    /// Whether this is a command with one of the page's tags, and not a sentence about one.
    fn is_page_command(&self, text: &str) -> Result<bool, NeedsLine> {
        let Some(command) = self.style.tags.parse(text) else {
            return Ok(false);
        };
        let tag = command.tag.unwrap_or_default();
        let looks_so =
            if may_be_prose(tag) { is_complete_command(&command) } else { command.spec.is_some() };
        if command.spec.is_none() {
            return Ok(false);
        }
        if looks_so
            && !arguments_read_like_prose(&command)
            && !WordsAfter::are_explanation_of(&command)
        {
            return Ok(!self.is_named_below(&command)?);
        }
        // The listing may show the answer, perhaps below the rest of the command.
        let is_answer = |next: &ScriptLine| self.is_page_response(next.text().trim());
        let Some(next) = self.next_text(self.at + 1)? else {
            return Ok(false);
        };
        if is_answer(&next) || continues_after_literal(text, next.text()) {
            return Ok(true);
        }
        let lacks_arguments =
            command.spec.is_some_and(|spec| lacks_arguments(spec, command.arguments));
        if !lacks_arguments || !self.may_be_rest(&next) {
            return Ok(false);
        }
        Ok(self.next_text(self.at + 2)?.is_some_and(|next| is_answer(&next)))
    }

    /// Whether this line, which begins with a tag that is also an English word, is the heading of the command
    /// right below: `A select command`, or `I select INBOX` where other letters are tags.
    fn is_named_below(&self, command: &CommandLine<'_>) -> Result<bool, NeedsLine> {
        let is_other_tag = match command.tag {
            Some("a" | "A") if is_noun(command.arguments.trim()) => false,
            Some("I") => true,
            _ => return Ok(false),
        };
        let next = self.next_text(self.at + 1)?;
        Ok(next.is_some_and(|next| {
            let next = CommandLine::parse(next.content().trim());
            next.spec == command.spec
                && (next.tag != command.tag) == is_other_tag
                && is_complete_command(&next)
        }))
    }

    /// Whether a stream shows, below this command and after untagged responses only, a completion with the
    /// word before the command: tags need not look alike, and a stream knows only those above.
    pub(super) fn is_answered_by_its_tag(&self, text: &str) -> Result<bool, NeedsLine> {
        let command = CommandLine::parse_tagged(text).filter(|_| self.stream);
        match command.filter(is_complete_command).and_then(|command| command.tag) {
            Some(tag) => self.is_completed_next(tag),
            None => Ok(false),
        }
    }

    /// Whether the next line shows that the server took the first word of this one for its tag. It refuses a
    /// line that is not a command.
    fn lacks_tag(&self, command: &CommandLine<'_>) -> Result<bool, NeedsLine> {
        let next = self.next_text(self.at + 1)?.filter(|_| command.tag.is_none());
        Ok(next.is_some_and(|next| {
            completes_word(next.content(), command.verb)
                && (is_complete_command(command) || is_refusal(next.content()))
        }))
    }

    /// A complete command without a tag of the page: prose that looks like one, or a mistake.
    fn untagged_command(&mut self, command: &CommandLine<'_>, line: &ScriptLine) -> StepResult {
        let next = self.next_text(self.at + 1)?;
        let next = next.map(|next| next.text().trim().to_owned()).unwrap_or_default();
        let is_prose = command.tag.is_some() && arguments_read_like_prose(command);
        if self.is_heading_of_page(command)? {
            return self.pass_prose(Why::NoTag);
        }
        if let Some((_, mistake)) = look_alike_in_tag(command).filter(|_| !is_prose) {
            return self.pass_mistake(line, mistake);
        }
        // Its octets may look like commands.
        let has_octets = announces_literal(command.text);
        let is_answered = self.is_page_response(&next) && !is_prose;
        // Only a command with this tag can be what the server asks to continue.
        if is_answered && next.starts_with('+') && command.tag.is_some_and(is_sure_tag) {
            return self.command_line(line, Why::Tagged);
        }
        // The server refused the line, for which it had no tag.
        if command.tag.is_none() && is_untagged_bad(&next) {
            self.note_unsent(command.text, line, Why::ForgottenTag);
            return self.pass(LineKind::Prose, Why::ForgottenTag);
        }
        if !command.arguments.is_empty() && (is_answered || has_octets) {
            return self.pass_mistake(line, Mistake::UntaggedCommand(command.text.to_owned()));
        }
        if ListEntry::read(command.text).is_some() {
            return self.pass_unsent(command.text, line, Why::ListEntry);
        }
        // A whole page is known to have prose at its end; a stream must not act on the next lines.
        let is_prose =
            self.output.remarks.prose > 0 || self.prose.has_sentences || is_perhaps_prose(command);
        if self.stream && command.tag.is_none() && !is_prose {
            return self.pass_mistake(line, Mistake::UntaggedCommand(command.text.to_owned()));
        }
        if command.tag.is_some() {
            // `Now list the folders:` has a word that is not a tag.
            let is_tag = command.tag.is_some_and(is_sure_tag);
            let why = if is_tag { Why::Unanswered } else { Why::LikeProse };
            return self.pass_unsent(command.text, line, why);
        }
        self.note_unsent(command.text, line, Why::NoTag);
        self.pass(LineKind::Prose, Why::NoTagComplete)
    }
}

/// Whether this is a BAD without a tag: `* BAD Error in IMAP command received by server.`
fn is_untagged_bad(text: &str) -> bool {
    response_keyword(text.as_bytes()).as_deref() == Some(Status::Bad.name())
}

/// Whether the words of this command may be arguments that lack their quotes.
fn has_unclear_words(command: &CommandLine<'_>) -> bool {
    !arguments_read_like_prose(command) && WordsAfter::of(command) == Some(WordsAfter::Unclear)
}

/// Whether this line announces a literal after which the command continues in the line below: only then the
/// literal may be its first argument (`a RENAME {3+}`).
fn continues_after_literal(text: &str, below: &str) -> bool {
    let size = LiteralAnnouncement::at_end(text.as_bytes()).map(|literal| literal.size);
    let size = size.and_then(|size| usize::try_from(size).ok());
    size.is_some_and(|size| below.get(size..).is_some_and(|rest| rest.starts_with(' ')))
}
