//! Lines of a log with one of its marks after a different text than before, as after a login: `user=- C:` and
//! `user=bob C:`. Section 2 of `docs/listings.md`.

use super::{ScriptReader, StepResult};
use crate::notation::error::Mistake;
use crate::notation::lines::ScriptLine;
use crate::notation::marks::{LogLine, MarkPair, MarkStyle};
use crate::protocol::syntax::Side;
use crate::protocol::typed_line::{CommandLine, tagged_status};

impl ScriptReader {
    /// Learns the mark of this line, which has no known mark, if it is such a line and continues the session;
    /// the line is then read again. It is a mistake if it may belong to this session or to another one.
    /// `None`: it is not such a line, or belongs to another session.
    pub(super) fn learn_changed_mark(&mut self, line: &ScriptLine) -> Option<StepResult> {
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
            && !session.is_foreign_mark(&found.mark)
            && marks.may_have_addresses_of(&found.mark);
        if !may_be_of_this {
            session.add_foreign_marks(added.into_iter().map(|(_, mark)| mark));
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
}
