//! Lines of a script, all of which are typed: commands, unless they read like prose. Section 3 of
//! `docs/listings.md`.

use crate::notation::decision::{LineKind, Why};
use crate::notation::error::Mistake;
use crate::notation::lines::ScriptLine;
use crate::notation::listing_tags::{is_letter, is_sure_tag, surely_tagged};
use crate::notation::other_format::OtherFormat;
use crate::notation::prose::remarks::Remark;
use crate::notation::prose::{EMPHASIS, WordsAfter, is_prose_after_number, is_prose_of_script};
use crate::notation::reader::not_sent::unsendable::look_alike_in_tag;
use crate::notation::reader::other_text::other_formats::{is_mail_header, is_packet_header};
use crate::notation::reader::other_text::other_protocols::PossibleProtocol;
use crate::notation::reader::{NeedsLine, ScriptReader, StepResult};
use crate::notation::response::{is_refusal, is_response};
use crate::notation::shape::{announces_literal, has_too_many, is_complete_command};
use crate::notation::words::is_capitalized;
use crate::protocol::commands;
use crate::protocol::secrets::has_secret;
use crate::protocol::typed_line::{
    CommandLine, LineClassifier, TypedLineKind, answers_untagged, certain_protocol, is_sentence,
    shell_command, trimmed,
};

impl ScriptReader {
    /// A line of a script: a line to type.
    pub fn script_line<'a>(&mut self, text: &'a str, line: &'a ScriptLine) -> StepResult {
        self.prose.has_mail_header |= self.is_at_start() && is_mail_header(text);
        if text == "DONE" && self.idle.is_none() {
            // The last line of `openssl s_client`.
            return self.pass(LineKind::Tool, Why::ToolForm);
        }
        match self.classified(text) {
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

    /// The kind of this line. A command whose completion the listing shows ends the report of
    /// `openssl s_client`, of which the page leaves out the end.
    pub(super) fn classified<'a>(&mut self, text: &'a str) -> TypedLineKind<'a> {
        let command = surely_tagged(text).filter(|_| self.classifier.is_in_report());
        if command.and_then(|it| it.tag).is_some_and(|tag| self.is_completed_below(tag)) {
            self.classifier = LineClassifier::default();
        }
        self.classifier.classify(text)
    }

    /// Another program's output.
    fn tool_line(&mut self, text: &str, line: &ScriptLine) -> StepResult {
        self.protocols.is_dump |= is_packet_header(text);
        let is_sentence = is_sentence(text);
        self.prose.has_sentences |= is_sentence;
        self.note_prose(is_sentence);
        self.prose.is_right_above |= is_sentence;
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
        if calls_program(&command) {
            return match self.is_refused_at(self.at + 1) {
                Ok(true) => self.command_line(line, Why::Typed),
                _ => self.pass(LineKind::Tool, Why::ToolForm),
            };
        }
        let command = self.with_word_as_tag(command)?;
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
        if has_word_before_tag(&command) {
            let content = text_after_first_word(command.text).to_owned();
            return self.pass_mistake(line, Mistake::UnknownMark(content));
        }
        if command.text.starts_with('`') {
            // No tag begins so: `` `a1 noop` - does nothing ``.
            return if command.spec.is_some() {
                self.pass_mistake(line, Mistake::UnknownMark(command.text.to_owned()))
            } else {
                self.pass_prose(Why::LikeProse)
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
        if self.is_in_mail(&command) {
            return self.pass_other_format(line, OtherFormat::Mail);
        }
        if self.is_mentioned(line)? {
            return self.pass_unsent(command.text, line, Why::Unanswered);
        }
        if self.command_above_session(&command, line)? {
            return Ok(());
        }
        let is_prose = self.is_like_prose(&command)?;
        let is_unknown = command.spec.is_none() && command.tag.is_none() && !command.is_done();
        if self.continues_at.literal == Some(self.at) && (is_prose || is_unknown) {
            let has_begun = self.sent.last.is_none();
            let mistake =
                if has_begun { Mistake::BelowBegunLiteral } else { Mistake::PerhapsOfLiteral };
            return self.pass_mistake(line, mistake);
        }
        if is_prose {
            self.prose_of_script(line)
        } else if self.style.tags.is_empty() {
            self.parsed_command_line(line, command, why)
        } else {
            // The listing may have other words as tags.
            self.command_line(line, why)
        }
    }

    /// Whether a line of a script is a sentence rather than a command. The word before a command's name is a
    /// tag if it looks like one or a completion repeats it.
    fn is_like_prose(&mut self, command: &CommandLine<'_>) -> Result<bool, NeedsLine> {
        let is_tag = |tag: &str| is_sure_tag(tag) || self.style.tags.contains(tag);
        // A sentence in Japanese is not.
        let is_sentence = command.text.contains(['。', '、']);
        let may_be_secret = self.sent.secret_due && command.spec.is_none() && !is_sentence;
        if WordsAfter::are_surplus(command) && self.idle.is_none() {
            return Ok(!command.tag.is_some_and(|tag| self.is_completed_below(tag)));
        }
        if self.is_rest_of_response(command) {
            return Ok(true);
        }
        let may_be_letter = command.tag.is_some() && command.spec.is_some();
        if self.style.has_prose
            && is_loose(command)
            && !may_be_letter
            && self.idle.is_none()
            && !may_be_secret
        {
            return Ok(true);
        }
        if self.idle.is_some()
            || may_be_secret
            || (command.tag.is_some_and(is_tag) && !is_prose_after_number(command))
            || !is_prose_of_script(&without_remark(command))
            || self.has_word_as_tag(command)?
        {
            return Ok(false);
        }
        Ok(!command.tag.is_some_and(|tag| self.is_completed_below(tag)))
    }

    /// Whether this line, right below an untagged response without its completion, is neither a command nor
    /// nearly one, nor refused: the terminal may have wrapped the response.
    fn is_rest_of_response(&self, command: &CommandLine<'_>) -> bool {
        let words = command.text.split_ascii_whitespace();
        let is_below = self.continues_at.server == Some(self.at)
            && !self.sent.is_between()
            && self.idle.is_none()
            && !self.sent.secret_due;
        let is_command = || {
            let first = words.clone().next().unwrap_or_default();
            command.spec.is_some()
                || command.tag.is_some()
                || commands::meant(first, words.skip(1)).is_some()
        };
        let is_answered = || self.is_refused_at(self.at + 1) == Ok(true);
        is_below && !is_command() && !is_answered()
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
        let command = CommandLine::parse(text.trim_matches(EMPHASIS));
        if let Some((_, mistake)) = look_alike_in_tag(&command) {
            return self.pass_mistake(line, mistake);
        }
        if let Some(mistake) = self.answered_sentence(text)? {
            return self.pass_mistake(line, mistake);
        }
        if command.spec.is_some() {
            self.note_entry(&command, line);
        }
        self.note_prose(is_prose_of_script(&command));
        // A sentence about a password is masked like a login.
        if is_complete_command(&command) || (command.spec.is_some() && !has_secret(text)) {
            self.note_unsent(text, line, Why::LikeProse);
        }
        self.pass_prose(Why::LikeProse)
    }

    /// Notes whether a line of a script is a sentence.
    fn note_prose(&mut self, is_prose: bool) {
        self.evidence.has_prose |= is_prose;
        // A whole script is read again, and until then nothing is sent.
        self.style.has_prose |= is_prose && self.stream && !self.evidence.has_directive;
    }
}

/// Whether this line is prose in a text with other prose, unless the listing shows that it was typed: it has no
/// tag, or a letter that may be a word, and is neither a whole command nor a mistyped one.
pub fn is_loose(command: &CommandLine<'_>) -> bool {
    if command.is_done() || announces_literal(command.text) {
        return false;
    }
    let is_capitalized = is_capitalized(command.verb);
    match (command.tag, command.spec) {
        (Some(tag), Some(_)) => {
            is_letter(tag) && !command.verb.bytes().any(|it| it.is_ascii_uppercase())
        }
        // `login taro` only lacks the password.
        (None, Some(spec)) => {
            let arguments = command.arguments.trim();
            let is_prose = arguments.is_empty() || has_too_many(spec, arguments);
            (is_capitalized || is_prose) && !is_complete_command(command)
        }
        // `0 2 * * *`: a number is a tag before a name only.
        (Some(tag), None) => {
            tag.bytes().all(|it| it.is_ascii_digit())
                && !command.verb.starts_with(|c: char| c.is_ascii_uppercase() || c == 'x')
                && commands::meant(command.verb, None).is_none()
        }
        (None, None) => {
            let mut words = command.text.split_ascii_whitespace();
            let first = words.next().unwrap_or_default();
            is_capitalized || commands::meant(first, words).is_none()
        }
    }
}

/// The command without the remark behind it.
pub fn without_remark<'a>(command: &CommandLine<'a>) -> CommandLine<'a> {
    // Most lines have no signs, and the search takes time.
    let remark = command.has_signs.then(|| Remark::after_command(command.text)).flatten();
    match remark {
        Some(Remark::Certain(content)) => CommandLine::parse(content),
        _ => *command,
    }
}

/// Whether this is a shell command: it calls a program that has nothing to do with mail.
fn calls_program(command: &CommandLine<'_>) -> bool {
    let program = shell_command(command).filter(|program| program.instead.is_none());
    program.is_some() && !command.arguments.trim().is_empty()
}

/// Whether a word that is not a tag precedes a tag and a complete command: `OUT a1 noop`.
fn has_word_before_tag(command: &CommandLine<'_>) -> bool {
    let is_complete = |it: CommandLine<'_>| is_complete_command(&it);
    command.spec.is_none()
        && surely_tagged(text_after_first_word(command.text)).is_some_and(is_complete)
}

/// The text after the first word, which is possibly a mark.
fn text_after_first_word(text: &str) -> &str {
    text.split_once([' ', '\t']).map_or("", |(_, content)| content.trim())
}
