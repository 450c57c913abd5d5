//! Lines with the client's mark: which of them are sent, and which only look like commands. Section 2 of
//! `docs/listings.md`.

use crate::notation::answer::looks_like_answer;
use crate::notation::decision::{LineKind, Why};
use crate::notation::error::Mistake;
use crate::notation::lines::ScriptLine;
use crate::notation::lines::markup::has_markup;
use crate::notation::marks::MarkStyle;
use crate::notation::other_format::OtherFormat;
use crate::notation::prose::remarks::{Remark, without_callout};
use crate::notation::prose::{WordsAfter, arguments_read_like_prose, is_sentence_like};
use crate::notation::reader::look_ahead::{NEAR, SHORT_ANSWER};
use crate::notation::reader::placeholders::{LOGIN, is_left_out_login};
use crate::notation::reader::{NeedsLine, ScriptReader, StepResult};
use crate::notation::response::{bare_status, is_response};
use crate::notation::shape::{
    announces_literal, is_complete, is_complete_command, is_part_of_base64,
};
use crate::protocol::commands;
use crate::protocol::framing::Status;
use crate::protocol::secrets::{InputMask, Placeholder, UnknownVerbPolicy};
use crate::protocol::syntax::Side;
use crate::protocol::typed_line::{CommandLine, tagged_status};

/// The shortest response in base64 that is not mistaken for a word.
const MIN_RESPONSE: usize = 8;

impl ScriptReader {
    /// A line with the client's mark: sent, unless one of the rules below excludes it.
    pub fn client_line(&mut self, line: &ScriptLine) -> StepResult {
        let text = line.content().trim();
        self.mark_changes.is_without_marks = false;
        if self.is_answer(text, true) {
            return self.answer(line);
        }
        if text.is_empty() {
            return self.pass(LineKind::Blank, Why::Evident);
        }
        if text.starts_with('#') {
            return self.comment(text, line);
        }
        if self.style.of_other_program {
            if is_complete_command(&self.parse_command(text)) {
                self.note_unsent(text, line, Why::OfProgram);
            }
            return self.pass_prose(Why::OfProgram);
        }
        let number = line.mark.map_or(0, |mark| mark.number);
        if *self.mark_changes.client_number.get_or_insert(number) != number {
            return self.pass_mistake(line, Mistake::SeveralClients);
        }
        if text.starts_with(':') {
            // Blanks at its end are part of what `:raw` sends.
            return self.directive(&line.content().trim_start()[1..], line);
        }
        if self.is_record {
            // It is shown as it was sent.
            return self.command_line(line, Why::ClientMark);
        }
        if is_left_out_login(text) {
            return self.command_line(&line.saying(LOGIN), Why::LeftOutLogin);
        }
        if let Some(outcome) = self.elided_line(text, line) {
            self.sent.elided = true;
            return outcome;
        }
        if let Some(content) = self.without_remark(text, line) {
            return match content {
                Ok(content) => self.answered_beside(content, text, line, |reader, line| {
                    reader.command_line(line, Why::ClientMark)
                }),
                Err(column) => self.pass_mistake_at(line, column, Mistake::PerhapsRemark),
            };
        }
        if self.is_servers_with_clients_mark(text)? {
            return self.pass_mistake(line, Mistake::ServerLineAsClients);
        }
        self.command_with_mark(text, line)
    }

    /// What stands after the client's mark if it is neither the server's nor for imapsh: a command, or a line
    /// about one.
    fn command_with_mark(&mut self, text: &str, line: &ScriptLine) -> StepResult {
        let command = self.parse_command(text);
        let is_done = commands::is_done(command.verb);
        let may_be_above = is_done && self.idle.is_none() && !self.reads_sessions;
        if may_be_above && !self.is_refused_at(self.at + 1)? {
            return self.pass(LineKind::Prose, Why::NoIdle);
        }
        let is_known = command.spec.is_some() || command.tag.is_some() || is_done;
        if self.is_other_example(&command) {
            return self.pass_mistake(line, Mistake::SeveralClients);
        }
        if let Some(format) = self.format_of_client_line(text, &command) {
            return self.pass_other_format(line, format);
        }
        if self.is_sentence_about(&command)? {
            return self.pass_unsent(text, line, Why::LikeProse);
        }
        self.note_protocol(&command);
        if !is_known && self.has_prompts() {
            return self.command_of_program(text, line);
        }
        if let Some(format) = self.protocol_of_unknown(&command)? {
            return self.pass_other_format(line, format);
        }
        if !is_known && self.is_about_session(&command)? {
            return self.pass_prose(Why::LikeProse);
        }
        if !is_known && self.is_about_log(text) && !self.is_refused_at(self.at + 1)? {
            return self.pass_prose(Why::LikeProse);
        }
        if !is_known && self.must_have_tag()? {
            return self.pass_mistake(line, self.mistake_of_unknown(text));
        }
        self.command_line(line, Why::ClientMark)
    }

    fn format_of_client_line(&self, text: &str, command: &CommandLine<'_>) -> Option<OtherFormat> {
        if text.contains("\\r\\n") {
            // The line contains a visible line end.
            Some(OtherFormat::QuotedLines)
        } else if command.spec.is_some() && has_markup(text) {
            Some(OtherFormat::Markup)
        } else {
            self.reply_in_other_protocol(text)
        }
    }

    /// The mistake in a line that is neither a command nor the rest of one.
    fn mistake_of_unknown(&self, text: &str) -> Mistake {
        if self.continues_at.literal == Some(self.at) {
            return Mistake::PerhapsOfLiteral;
        }
        // Below AUTHENTICATE it may be the rest of an answer.
        let is_below = self.continues_at.client.is_some_and(|(at, _)| at == self.at);
        if is_below && !self.sent.last_completed {
            return Mistake::PerhapsWrapped;
        }
        // It belongs to something else, which the listing does not show, such as an authentication.
        let is_below_authenticate = || self.last_command().is_some_and(|it| it.is("AUTHENTICATE"));
        if is_part_of_base64(text)
            && text.len() >= MIN_RESPONSE
            && (!self.sent.logged_in || is_below_authenticate())
        {
            return Mistake::UntaggedCommand(Placeholder::Sasl.text().to_owned());
        }
        let policy = UnknownVerbPolicy::of(self.sent.logged_in, self.sent.login_attempted);
        Mistake::UntaggedCommand(InputMask::Command(policy).masked(text))
    }

    /// The command in a line's text without the remark after it, or the column of a text that may or may not
    /// be a remark. `None`: the line has no remark, or the listing shows that the server refused the command
    /// together with it.
    pub fn without_remark<'a>(
        &mut self,
        text: &'a str,
        line: &ScriptLine,
    ) -> Option<Result<&'a str, usize>> {
        let remark = Remark::after_command(text)?;
        if is_response(text) {
            return None;
        }
        // Only lines that have arrived count; a complete command does not wait for more.
        if self.is_refused_at(self.at + 1) == Ok(true) && !self.is_one_of_callouts(text) {
            return None;
        }
        Some(match remark {
            Remark::Certain(content) => Ok(content),
            // It is not sent.
            Remark::Possible(_) if self.style.page && self.is_beside_session(text) == Ok(true) => {
                return None;
            }
            // Typed lines do not have remarks in that form: `create 資料（2025）`.
            Remark::Possible(at)
                if !self.style.page
                    && self.style.marks.is_none()
                    && text[..at].ends_with(|c: char| !c.is_ascii() && c.is_alphanumeric()) =>
            {
                return None;
            }
            Remark::Possible(at) if self.is_in_column(line, text, at) => Ok(text[..at].trim_end()),
            Remark::Possible(at) => Err(line.column() + text[..at].chars().count()),
        })
    }

    /// Whether this text ends with a callout, as another line nearby does: `<4>`.
    fn is_one_of_callouts(&self, text: &str) -> bool {
        let others = (self.at.saturating_sub(NEAR)..self.at).chain(self.at + 1..self.at + NEAR);
        let mut others = others.filter_map(|index| self.lines.get(index));
        without_callout(text).is_some()
            && others.any(|other| without_callout(other.content().trim()).is_some())
    }

    /// Whether the text from this octet on is in a second column, as that of another line nearby.
    fn is_in_column(&self, line: &ScriptLine, text: &str, at: usize) -> bool {
        let column = line.before(text).chars().count() + text[..at].chars().count();
        let others = (self.at.saturating_sub(NEAR)..self.at).chain(self.at + 1..self.at + NEAR);
        text[..at].ends_with("  ")
            && others.filter_map(|index| self.lines.get(index)).any(|other| {
                let mut chars = other.whole().chars();
                let has_gap = column > 2 && {
                    let mut gap = chars.by_ref().skip(column - 2).take(2);
                    gap.next() == Some(' ') && gap.next() == Some(' ')
                };
                has_gap && chars.next().is_some_and(|c| c != ' ')
            })
    }

    /// Whether a line of a listing begins like a command, but would be invalid and continues like a sentence:
    /// `C: a4 delete Work would be sent.` The listing may show that the server refused it.
    fn is_sentence_about(&self, command: &CommandLine<'_>) -> Result<bool, NeedsLine> {
        let is_invalid = command.tag.is_some()
            && command.spec.is_some_and(|spec| !is_complete(spec, command.arguments));
        let is_sentence =
            arguments_read_like_prose(command) || WordsAfter::are_explanation_of(command);
        if !is_invalid || !is_sentence {
            return Ok(false);
        }
        Ok(!self.is_answered_at(self.at + 1)?)
    }

    /// A line after a program's prompt that is not an IMAP command. It is sent if the listing shows that the
    /// server refused it.
    fn command_of_program(&mut self, text: &str, line: &ScriptLine) -> StepResult {
        if self.is_refused_at(self.at + 1)? {
            return self.command_line(line, Why::ClientMark);
        }
        // The text after the first word may be a secret.
        let text = match text.split_once([' ', '\t']) {
            Some((verb, _)) => format!("{verb} …"),
            None => text.to_owned(),
        };
        self.pass_unsent(&text, line, Why::OfProgram)
    }

    /// Whether this line with the client's mark can only be a server's. The listing may show that the server
    /// refused it, with its tag.
    fn is_servers_with_clients_mark(&self, text: &str) -> Result<bool, NeedsLine> {
        // Output may follow a program's prompt, but not all of an answer.
        if !is_response(text) {
            return Ok(self.has_prompts() && bare_status(text).is_some());
        }
        let Some((tag, _)) = tagged_status(text) else {
            return Ok(!self.has_prompts() || announces_literal(text));
        };
        if self.sent.tags.contains(tag) {
            return Ok(true);
        }
        let next = self.next_text(self.at + 1)?;
        let is_refused = next.is_some_and(|next| {
            let next = tagged_status(next.content().trim());
            next.is_some_and(|(own, status)| own == tag && status != Status::Ok)
        });
        Ok(!is_refused)
    }

    /// Whether a line with the client's mark that is not a command describes the session, where the commands
    /// have tags: `C: is the client`, `C: (connects)`. False if it may be the rest of something, or a
    /// mistyped command.
    fn is_about_session(&self, command: &CommandLine<'_>) -> Result<bool, NeedsLine> {
        let words = command.text.split_ascii_whitespace();
        let first = words.clone().next().unwrap_or_default();
        let is_mistyped = || commands::meant(first, words.skip(1)).is_some();
        let is_between = self.sent.is_between() || self.idle.is_some();
        let may_be = !self.has_prompts()
            && is_between
            && self.continues_at.literal != Some(self.at)
            // It may be a secret that is typed again.
            && (self.sent.logged_in || !self.sent.login_attempted)
            && !command.text.contains(['"', '\'', '{', '\\'])
            && !looks_like_answer(command.text);
        if !may_be || is_mistyped() || self.is_refused_at(self.at + 1)? {
            return Ok(false);
        }
        if self.sent.tags.is_empty() { self.is_tagged_below() } else { Ok(true) }
    }

    /// Whether a line with the client's mark that is not a command cannot be an untagged one, because others
    /// have tags.
    fn must_have_tag(&self) -> Result<bool, NeedsLine> {
        Ok(!self.sent.tags.is_empty()
            || (!self.is_refused_at(self.at + 1)? && self.is_tagged_below()?))
    }

    /// Whether the next command with the client's mark has a tag. Fails if it has not arrived.
    fn is_tagged_below(&self) -> Result<bool, NeedsLine> {
        let is_tagged = |line: ScriptLine| {
            line.mark.filter(|mark| mark.side == Side::Client)?;
            let command = self.parse_command(line.content().trim());
            command.spec.map(|_| command.tag.is_some())
        };
        Ok(self.first_below(self.at + 1, SHORT_ANSWER, is_tagged)?.unwrap_or(false))
    }

    /// Whether this is the log program's own message, with the mark of sent lines: `IMAP> Logging taro in`.
    /// False below a command that has no answer yet, because the line may be its rest.
    fn is_about_log(&self, text: &str) -> bool {
        let is_log = matches!(&self.style.marks, Some(MarkStyle::Pair(pair)) if pair.has_server());
        is_log && self.sent.is_between() && is_sentence_like(text)
    }
}
