//! Lines of a listing with marks whose mark is another one than the pair's, or missing. Section 2 of
//! `docs/listings.md`.
//!
//! - A log may have one of its marks after a different text than before, as after a login: `user=- C:` and
//!   `user=bob C:`.
//! - A log may write everything on the connection with one mark, and before that only some of the commands
//!   with another one: `Sending command: 'a1 NOOP'`, then `I/O: 'a1 NOOP'`.
//! - Some logs write only one mark before everything sent at once, and a listing may have a part without marks.

use crate::notation::decision::{LineKind, Why};
use crate::notation::error::Mistake;
use crate::notation::lines::ScriptLine;
use crate::notation::listing_tags::{is_sure_tag, surely_tagged};
use crate::notation::marks::{LogLine, MarkPair, MarkStyle};
use crate::notation::prose::arguments_read_like_prose;
use crate::notation::reader::look_ahead::ANSWER;
use crate::notation::reader::{NeedsLine, ScriptReader, StepResult};
use crate::notation::response::is_response;
use crate::notation::shape::is_complete_command;
use crate::protocol::syntax::Side;
use crate::protocol::typed_line::{CommandLine, tagged_status};
use crate::reference::ConnectionState;

impl ScriptReader {
    /// Learns the mark of this line, which has no known mark, if it is such a line and continues the session;
    /// the line is then read again. It is a mistake if it may belong to this session or to another one.
    /// `None`: it is not such a line, or belongs to another session.
    pub fn learn_changed_mark(&mut self, line: &ScriptLine) -> Option<StepResult> {
        let style = self.style.marks.as_ref().filter(|it| it.has_server_marks())?;
        if line.mark.is_some() || line.is_blank() {
            return None;
        }
        let text = line.text();
        let found = LogLine::read(text)?;
        let mut marks = MarkPair::of(style)?;
        let side = marks.side_of(&text[..found.after], line.has_stamp)?;
        let command = CommandLine::parse(&found.content);
        let session = &mut self.connections.one_session;
        let is_continued = match (side, tagged_status(&found.content)) {
            (Side::Server, Some((tag, _))) => self.sent.tags.is_open(tag),
            (Side::Client, None) if !found.is_server => {
                session.may_continue_with(command.tag.unwrap_or_default())
            }
            // Only a tag shows to which session a response belongs.
            _ => return None,
        };
        let added = marks.with_opposite(side, &found.mark);
        let may_be_of_this = is_continued
            && !session.is_of_another_session(&found.mark)
            && marks.may_have_addresses_of(&found.mark);
        if !may_be_of_this {
            session.add_marks_of_other_sessions(added.into_iter().map(|(_, mark)| mark));
            return None;
        }
        let is_login = command.is_login();
        if !session.may_change_mark(is_login) {
            // Otherwise half of a session would be left out.
            let is_command = side == Side::Client;
            return is_command.then(|| self.pass_mistake(line, Mistake::SeveralClients));
        }
        session.mark_changed();
        marks.add(added);
        self.style.marks = Some(MarkStyle::Pair(marks));
        self.lines.set_marks(self.style.marks.clone().unwrap_or_default());
        Some(Ok(()))
    }

    /// A line with the server's mark.
    pub fn line_with_servers_mark(&mut self, line: &ScriptLine) -> StepResult {
        let content = line.content().trim();
        let Some(command) = surely_tagged(content).filter(|_| !self.is_record) else {
            return self.server_line(line, Why::ServerMark);
        };
        if self.sent.repeats_last(command.text) {
            self.mark_changes.mark_is_shared = true;
            if let Some((number, text)) = self.mark_changes.after_server_mark.take() {
                // The log shows the command only in that line.
                self.report((number, 1), Mistake::UnknownMark(text.into()));
            }
            return self.pass(LineKind::Prose, Why::Repeated);
        }
        let tag = command.tag.unwrap_or_default();
        if self.mark_changes.mark_is_shared && self.connections.one_session.may_continue_with(tag) {
            let after = line.mark.map_or(0, |mark| mark.after);
            return self.client_line(&line.saying_from(after));
        }
        // Between two client's commands, the mark is a mistake of the listing.
        let is_between = self.sent.last.is_some() && self.sent.tags.open_commands() == 0;
        if is_between && is_complete_command(&command) && self.is_completed_next(tag)? {
            let mistake = Mistake::UnknownMark(command.text.to_owned());
            return self.pass_mistake(line, mistake);
        }
        if is_complete_command(&command) {
            self.note_unsent(command.text, line, Why::UnknownMark);
            if self.mark_changes.after_server_mark.is_none() {
                self.mark_changes.after_server_mark = Some((line.number, command.text.into()));
            }
        }
        self.server_line(line, Why::ServerMark)
    }

    /// Whether the line at this index was sent together with the client's line right above it: some logs write
    /// only one mark before everything sent at once. It is a command whose completion the listing shows. Fails
    /// if the completion has not arrived.
    pub fn is_sent_with_previous(&self, index: usize) -> Result<bool, NeedsLine> {
        let Some(line) = self.lines.get(index) else {
            return Ok(false);
        };
        let command = CommandLine::parse(line.text().trim());
        match command.tag {
            Some(tag)
                if is_complete_command(&command)
                    && is_sure_tag(tag)
                    && !self.sent.tags.contains(tag) =>
            {
                self.is_completed_before_next(tag, index)
            }
            _ => Ok(false),
        }
    }

    /// Whether the server completes the command at this index, with this tag, before the
    /// client's next line with a mark. Fails if neither line has arrived.
    fn is_completed_before_next(&self, tag: &str, index: usize) -> Result<bool, NeedsLine> {
        let decides = |line: ScriptLine| {
            if line.side() == Some(Side::Client) {
                return Some(false);
            }
            tagged_status(line.content().trim()).filter(|(own, _)| *own == tag).map(|_| true)
        };
        Ok(self.first_below(index + 1, ANSWER, decides)?.unwrap_or(false))
    }

    /// Whether this command, in a part without marks, logs in although the part with marks above has a
    /// command that only a logged-in client can send: that part is an example.
    pub(super) fn begins_other_session(&self, command: &CommandLine<'_>) -> bool {
        let logs_in = command.is_login();
        let last = self.last_command().and_then(|command| command.spec);
        let needs_login =
            last.is_some_and(|spec| !spec.states.contains(&ConnectionState::NotAuthenticated));
        logs_in && needs_login && !self.mark_changes.is_without_marks
    }

    /// Whether a command with the client's mark follows a part without marks whose tags it does not continue:
    /// it is an example of another session.
    pub(super) fn is_other_example(&self, command: &CommandLine<'_>) -> bool {
        let tag = command.tag.unwrap_or_default();
        self.mark_changes.has_without_marks
            && is_complete_command(command)
            && !self.connections.one_session.may_continue_with(tag)
    }

    /// Whether this line is in a part of the listing without marks, between parts with the RFCs' marks: it is
    /// a command, its completion is shown below without a mark too, and all commands above are completed.
    /// imtest writes marks only for its own login. Fails if the completion has not arrived.
    pub(super) fn is_in_part_without_marks(
        &self,
        command: &CommandLine<'_>,
    ) -> Result<bool, NeedsLine> {
        let tag = command.tag.filter(|tag| is_sure_tag(tag) && !command.text.ends_with('}'));
        let Some(tag) = tag.filter(|_| is_complete_command(command)) else {
            return Ok(false);
        };
        // A line below an open command may be part of a message.
        let may_be =
            self.style.marks == Some(MarkStyle::Rfc) && self.sent.tags.open_commands() == 0;
        if !may_be || arguments_read_like_prose(command) {
            return Ok(false);
        }
        let decides = |line: ScriptLine| {
            let text = line.text().trim();
            match tagged_status(text) {
                _ if line.mark.is_some() => Some(false),
                Some((own, _)) => Some(own == tag),
                None if text.is_empty() || is_response(text) => None,
                // The line is an answer, or the rest of one.
                None => is_complete_command(&CommandLine::parse(text)).then_some(false),
            }
        };
        Ok(self.first_below(self.at + 1, ANSWER, decides)?.unwrap_or(false))
    }
}
