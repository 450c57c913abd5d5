//! Commands and other lines that a listing shows more than once: which of them were typed again. Section 4 of
//! `docs/listings.md`, and the rules for tags that return in section 3.
//!
//! - Before its completion, a command with its tag is shown again: alone, and then with its answer.
//! - After its completion, a listing whose tags count up shows it again below prose: it discusses the command,
//!   or one of the two is of another session.
//! - A recording of a terminal may show each line of the client twice: commands, the lines of a literal,
//!   answers. This is certain if a command that announces a literal is repeated above the server's `+`, or if
//!   several commands are repeated; without tags, if every command with an answer right below is. A script of
//!   the user's own, with comments or directives, may repeat its commands intentionally.

use super::effect::Effect;
use crate::notation::decision::{LineKind, Why};
use crate::notation::directive::is_known_directive;
use crate::notation::lines::ScriptLine;
use crate::notation::reader::look_ahead::SHORT_ANSWER;
use crate::notation::reader::placeholders::filled_in;
use crate::notation::reader::{NeedsLine, ScriptReader, Stop};
use crate::notation::response::{bare_status, is_continuation_request, is_refusal, is_response};
use crate::notation::shape::is_complete_command;
use crate::protocol::typed_line::{CommandLine, trimmed};

/// Fewer repeated commands may have another reason.
const CERTAIN: usize = 2;

/// The lines of the client that are shown twice.
#[derive(Default)]
pub struct Echoes {
    /// How many lines were repeated right below.
    count: usize,
    /// Whether the text has comments or directives, once known; a stream, above the current line.
    pub is_own_script: Option<bool>,
}

impl ScriptReader {
    /// Whether this command is one that was sent already and that the listing only shows again.
    pub fn is_shown_again(
        &mut self,
        command: &CommandLine<'_>,
        line: &ScriptLine,
        next: usize,
    ) -> Result<bool, NeedsLine> {
        if self.is_discussed(command) {
            self.sent.discussed = command.tag.map(Box::from);
            return Ok(true);
        }
        let is_repeated = self.is_repeated(command, line, next)?;
        if is_repeated {
            self.echoes.count += usize::from(self.repeats_line_above(line));
        }
        Ok(is_repeated)
    }

    /// Whether a listing repeats the last command sent, with the same tag, as tutorials show a command alone
    /// and then with its answer.
    fn is_repeated(
        &mut self,
        command: &CommandLine<'_>,
        line: &ScriptLine,
        next: usize,
    ) -> Result<bool, NeedsLine> {
        let is_same = self.sent.repeats_last(&filled_in(command));
        if self.style.page || !is_same {
            return Ok(is_same);
        }
        if command.tag.is_none() {
            return self.is_echo_without_tag(line, next);
        }
        let has_marks = self.style.marks.is_some();
        // A stream may become a page.
        let may_be_page = has_marks || (self.stream && !self.evidence.is_for_imapsh);
        if !may_be_page {
            return Ok(false);
        }
        if has_marks && self.evidence.has_response {
            return Ok(true);
        }
        self.is_answered_at(next)
    }

    /// Whether the tag of this command was used above by a command that the listing has completed, although
    /// the tags have counted up so far: one of the two commands is of another session, or in a message. The
    /// listing must complete this one too, which a stream need not have shown.
    pub fn uses_tag_again(&mut self, command: &CommandLine<'_>) -> bool {
        if !self.style.page {
            return false;
        }
        let tag = command.tag.unwrap_or_default();
        let is_completed = self.sent.tags.is_completed(tag);
        // A second login is another mistake.
        let is_login = command.is_login();
        is_completed
            && !is_login
            && self.sent.logout.is_none()
            && !self.reads_sessions
            && self.connections.one_session.leaves_out_tags(tag)
            && (self.stream || self.is_completed_below(tag))
            && !self.is_last_logout(command)
            && !self.is_typed_again(command)
            && !self.is_discussed(command)
            && (command.is("LOGOUT") || self.has_prose_below(tag))
    }

    /// Whether there is anything but commands and answers right above the command with this tag, or between it
    /// and the current line: without it, no message can be there.
    fn has_prose_below(&self, tag: &str) -> bool {
        let from = self.sent.tags.line(tag).unwrap_or_default();
        let above = self.lines_above(self.at).take(SHORT_ANSWER);
        let is_prose = |line: ScriptLine| {
            let line = self.lines.undecorated(line);
            let text = line.content().trim();
            !is_response(text) && self.parse_command(text).spec.is_none()
        };
        let mut texts = above.filter(|line| !line.is_blank()).peekable();
        while let Some(line) = texts.next_if(|line| line.number >= from) {
            if is_prose(line) {
                return true;
            }
        }
        texts.next().is_some_and(is_prose)
    }

    /// Whether a listing whose tags count up shows this command again, below prose and with the same tag, after
    /// it was completed: to discuss it. A SELECT may be needed again, if another mailbox was selected since.
    fn is_discussed(&self, command: &CommandLine<'_>) -> bool {
        let Some(tag) = command.tag.filter(|_| self.prose.is_right_above) else {
            return false;
        };
        let is_listing = self.style.page || self.style.marks.is_some();
        let first = self.sent.tags.line(tag).filter(|_| is_listing && !self.reads_sessions);
        let first = first.and_then(|number| self.lines.with_number(number));
        let has_same_text = |line: ScriptLine| {
            let after = line.whole().split_once(command.text).map(|(_, after)| after.trim());
            // Without a remark, or the backticks around it.
            after.is_some_and(|after| !after.starts_with(char::is_alphanumeric))
        };
        let is_selected = || !Effect::of(command).selects() || self.missing.has_selected(command);
        self.sent.tags.is_completed(tag)
            && self.connections.one_session.leaves_out_tags(tag)
            && first.is_some_and(has_same_text)
            && is_selected()
            && !self.is_typed_again(command)
    }

    /// Whether a person has typed the last command again, with its tag: the server refused it directly above,
    /// or it changes nothing.
    fn is_typed_again(&self, command: &CommandLine<'_>) -> bool {
        let is_refused =
            || self.text_above(self.at, 0).is_some_and(|above| is_refusal(above.content()));
        let is_harmless =
            |last: &CommandLine<'_>| last.spec == command.spec && Effect::of(command).is_harmless();
        let last = self.last_command().filter(|last| last.tag == command.tag);
        last.is_some_and(|last| is_refused() || is_harmless(&last))
    }

    /// Skips this line, in the place of a literal's first octets, if it repeats the command above and the
    /// server's `+` is below it; returns whether it does.
    pub fn skip_echo_of_announcement(&mut self, line: &ScriptLine) -> Result<bool, Stop> {
        let is_first = self.open.as_ref().is_some_and(|open| open.plus_due);
        if self.is_record || !is_first || !self.repeats_line_above(line) {
            return Ok(false);
        }
        let next = self.next_text(self.at + 1)?;
        if !next.is_some_and(|next| is_continuation_request(next.content().trim())) {
            return Ok(false);
        }
        self.echoes.count = CERTAIN;
        self.pass(LineKind::Prose, Why::Repeated)?;
        Ok(true)
    }

    /// Whether this command without a tag is the echo of the same one directly above it.
    fn is_echo_without_tag(&mut self, line: &ScriptLine, next: usize) -> Result<bool, NeedsLine> {
        // With marks it may have been sent twice.
        if self.style.marks.is_some() || (!self.stream && !self.shows_commands_twice()) {
            return Ok(false);
        }
        if !self.repeats_line_above(line) || self.is_own_script() {
            return Ok(false);
        }
        if !self.stream {
            return Ok(true);
        }
        let is_certain = self.echoes.count >= CERTAIN;
        if is_certain || !self.evidence.has_response {
            return Ok(is_certain);
        }
        Ok(self.next_text(next)?.is_some_and(|next| is_answer(&next)))
    }

    /// Whether a whole text shows every command without a tag twice that has an answer right below, and
    /// several different ones: `noop` may have been sent twice each time.
    fn shows_commands_twice(&self) -> bool {
        *self.all_commands.are_shown_twice.get_or_init(|| {
            if !self.lines.may_have_answers {
                return false;
            }
            let mut first: Option<ScriptLine> = None;
            let (mut are_several, mut others) = (false, 0);
            let mut above: [Option<ScriptLine>; 2] = [None, None];
            for line in self.lines.from(0).filter(|line| !line.is_blank()) {
                if is_answer(&line)
                    && let Some(command) = above[1].take().filter(is_untagged_command)
                {
                    if above[0].as_ref().is_some_and(|it| are_same(it, &command)) {
                        are_several |= first.as_ref().is_some_and(|it| !are_same(it, &command));
                        first.get_or_insert(command);
                    } else {
                        others += 1;
                    }
                }
                above = [above[1].take(), Some(line)];
            }
            are_several && others == 0
        })
    }

    /// Whether this is a script of the user's own: it has comments or directives.
    fn is_own_script(&mut self) -> bool {
        if self.stream {
            return self.echoes.is_own_script == Some(true);
        }
        *self.echoes.is_own_script.get_or_insert_with(|| {
            let is_for_imapsh = |text: &str| text.starts_with('#') || is_known_directive(text);
            self.lines.from(0).any(|line| is_for_imapsh(line.text().trim()))
        })
    }

    /// The line of the same command without a tag directly above this one, if the command would log in or
    /// change something and only the second one has an answer: a terminal may have shown it twice.
    pub(super) fn perhaps_echoed(&self, command: &CommandLine<'_>, next: usize) -> Option<usize> {
        if self.style.marks.is_some() || !self.lines.may_have_answers {
            return None;
        }
        let (number, above) = self.sent.last.as_ref().filter(|_| command.tag.is_none())?;
        let acts = match Effect::of(command) {
            // The password may be hidden in one of the lines.
            Effect::LogsIn => CommandLine::parse(above).spec == command.spec,
            Effect::Changes => above.eq_ignore_ascii_case(command.text),
            Effect::None | Effect::Selects | Effect::LogsOut => false,
        };
        if !acts {
            return None;
        }
        let number = *number;
        let line_above = self.text_above(self.at, 0)?;
        let next = self.arrived_text(next)?;
        let is_echo =
            line_above.number == number && is_answer(&next) && !is_refusal(next.content());
        is_echo.then_some(number)
    }

    /// Whether the line at this index, which may echo the one above, has not arrived yet.
    pub fn awaits_echo(&self, index: usize) -> bool {
        self.echoes.count >= CERTAIN && !self.ended && self.lines.len() <= index
    }

    /// Whether the line at this index is the echo of the one above.
    pub fn is_echo(&self, index: usize) -> bool {
        let line = self.lines.get(index).filter(|_| self.echoes.count >= CERTAIN);
        line.is_some_and(|line| self.repeats_line_before(index, &line))
    }

    /// Notes that the line at this index repeats the answer to AUTHENTICATE's `+` above it, as the command
    /// was repeated: the server asked for only one answer.
    pub fn note_repeated_answer(&mut self, index: usize) {
        let line = self.lines.get(index).filter(|_| self.echoes.count > 0);
        if line.is_some_and(|line| self.repeats_line_before(index, &line)) {
            self.echoes.count += 1;
        }
    }

    /// Skips the current line if it echoes the one above.
    pub fn skip_echo(&mut self) {
        if self.is_echo(self.at) {
            self.decide(self.at, LineKind::Prose, Why::Repeated);
            self.at += 1;
        }
    }

    fn repeats_line_above(&self, line: &ScriptLine) -> bool {
        self.repeats_line_before(self.at, line)
    }

    fn repeats_line_before(&self, index: usize, line: &ScriptLine) -> bool {
        let above = index.checked_sub(1).and_then(|above| self.lines.get(above));
        above.is_some_and(|above| are_same(&above, line))
    }
}

fn are_same(line: &ScriptLine, other: &ScriptLine) -> bool {
    trimmed(line.content()) == trimmed(other.content())
}

fn is_answer(line: &ScriptLine) -> bool {
    let text = line.content().trim();
    is_response(text) || bare_status(text).is_some()
}

fn is_untagged_command(line: &ScriptLine) -> bool {
    let command = CommandLine::parse(line.content().trim());
    command.tag.is_none() && is_complete_command(&command)
}

/// How many lines of the session are repeated after this one: `last 4 IMAP4 interactions:`, as Python's
/// imaplib writes.
pub fn interactions_below(note: &str) -> usize {
    let number = note.trim().strip_prefix("last ").and_then(|rest| rest.split_once(' '));
    let number = number.filter(|(_, rest)| rest.ends_with("interactions:"));
    number.and_then(|(number, _)| number.parse().ok()).unwrap_or_default()
}
