//! Commands without a mark in a listing where other lines have marks. Section 2 of `docs/listings.md`.

use super::look_ahead::ANSWER;
use super::{NeedsLine, ScriptReader};
use crate::notation::lines::ScriptLine;
use crate::notation::listing_tags::is_sure_tag;
use crate::notation::marks::MarkStyle;
use crate::notation::prose::arguments_read_like_prose;
use crate::notation::response::is_response;
use crate::notation::shape::is_complete_command;
use crate::protocol::syntax::Side;
use crate::protocol::typed_line::{CommandLine, tagged_status};
use crate::reference::ConnectionState;

impl ScriptReader {
    /// Whether the line at this index was sent together with the client's line right above it: some logs write
    /// only one mark before everything sent at once. It is a command whose completion the listing shows. Fails
    /// if the completion has not arrived.
    pub(super) fn is_sent_with_previous(&self, index: usize) -> Result<bool, NeedsLine> {
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
        logs_in && needs_login && !self.parts.is_without_marks
    }

    /// Whether a command with the client's mark follows a part without marks whose tags it does not continue:
    /// it is an example of another session.
    pub(super) fn is_other_example(&self, command: &CommandLine<'_>) -> bool {
        let tag = command.tag.unwrap_or_default();
        self.parts.has_without_marks
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
