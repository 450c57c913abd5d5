//! Commands with the server's mark. A log may write everything on the connection with one mark, and before
//! that only some of the commands with another one: `Sending command: 'a1 NOOP'`, then `I/O: 'a1 NOOP'`.
//! Section 2 of `docs/listings.md`.

use super::{ScriptReader, StepResult};
use crate::notation::decision::{LineKind, Why};
use crate::notation::error::Mistake;
use crate::notation::lines::ScriptLine;
use crate::notation::listing_tags::surely_tagged;
use crate::notation::shape::is_complete_command;

impl ScriptReader {
    /// A line with the server's mark.
    pub(super) fn line_with_servers_mark(&mut self, line: &ScriptLine) -> StepResult {
        let content = line.content().trim();
        let Some(command) = surely_tagged(content).filter(|_| !self.is_record) else {
            return self.server_line(line, Why::ServerMark);
        };
        if self.sent.repeats_last(command.text) {
            self.parts.mark_is_shared = true;
            if let Some((number, text)) = self.parts.after_server_mark.take() {
                // The log shows the command only in that line.
                self.report((number, 1), Mistake::UnknownMark(text.into()));
            }
            return self.pass(LineKind::Prose, Why::Repeated);
        }
        let tag = command.tag.unwrap_or_default();
        if self.parts.mark_is_shared && self.connections.one_session.may_continue_with(tag) {
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
            if self.parts.after_server_mark.is_none() {
                self.parts.after_server_mark = Some((line.number, command.text.into()));
            }
        }
        self.server_line(line, Why::ServerMark)
    }
}
