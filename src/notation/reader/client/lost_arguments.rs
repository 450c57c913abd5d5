//! Commands that lack arguments because their line was cut or its end left out. Half a command is never sent.
//! Section 5 of `docs/listings.md`.

use super::wrapped::WrappedLine;
use crate::notation::directive::is_known_directive;
use crate::notation::listing_tags::is_sure_tag;
use crate::notation::prose::is_sentence_like;
use crate::notation::reader::placeholders::filled_in;
use crate::notation::reader::{NeedsLine, ScriptReader};
use crate::notation::response::{is_refusal, is_response};
use crate::notation::shape;
use crate::protocol::typed_line::CommandLine;
use std::borrow::Cow;

impl ScriptReader {
    /// Whether a command of a listing lacks arguments, and the listing does not show that the server refused
    /// it: it was cut.
    pub(super) fn has_lost_arguments(
        &mut self,
        command: &CommandLine<'_>,
        wrapped: &WrappedLine<'_>,
    ) -> Result<bool, NeedsLine> {
        let has_wrong_number = |command: &CommandLine<'_>| {
            command.spec.is_some_and(|spec| {
                shape::has_too_few(spec, command.arguments)
                    || shape::has_too_many(spec, command.arguments)
            })
        };
        let is_explained = self.has_explanations(command);
        let is_listing = self.style.marks.is_some() || self.style.page || is_explained;
        // A login left out by a log is filled in.
        let may_be = (is_listing || self.stream)
            && self.idle.is_none()
            && !self.has_prompts()
            && !wrapped.nesting.is_open()
            && !command.text.ends_with('}')
            && (is_explained || has_wrong_number(command))
            && matches!(filled_in(command), Cow::Borrowed(_));
        if !may_be {
            return Ok(false);
        }
        let next = self.next_text(wrapped.next)?;
        let is_answered = next.as_ref().is_some_and(|next| is_response(next.content().trim()));
        if next.is_some_and(|next| is_refusal(next.content())) || !(is_listing || is_answered) {
            return Ok(false);
        }
        let completed = command.tag.and_then(|tag| self.next_with_tag(tag, wrapped.next));
        let may_wait = !(self.stream && is_explained);
        if completed.is_none() && command.tag.is_some() && may_wait && !self.is_all_known() {
            return Err(NeedsLine);
        }
        let completed = completed.and_then(|(index, _)| self.lines.get(index));
        let is_refused = completed.is_some_and(|line| {
            let line = self.lines.undecorated(line);
            is_refusal(line.content())
        });
        Ok(!is_refused)
    }

    /// Whether this command of a script has more arguments than it takes, which may be an explanation: several
    /// commands of a whole script have, or these end with a sentence. In a script with directives they are
    /// intentional.
    fn has_explanations(&self, command: &CommandLine<'_>) -> bool {
        if self.style.page || !has_surplus(command) {
            return false;
        }
        let has_sentence = ends_with_sentence(command.arguments);
        if self.stream {
            return has_sentence && !self.evidence.is_for_imapsh;
        }
        let explained = *self.all_commands.explained.get_or_init(|| {
            let mut explained = 0;
            for line in self.lines.from(0) {
                let line = self.lines.undecorated(line);
                let text = line.content().trim();
                if is_known_directive(text) {
                    return 0;
                }
                explained += usize::from(has_surplus(&CommandLine::parse(text)));
            }
            explained
        });
        explained > 1 || (explained == 1 && has_sentence)
    }
}

/// Whether a sentence is after the first argument: `Work Deletes the folder.`
fn ends_with_sentence(arguments: &str) -> bool {
    let mut rests = arguments.match_indices([' ', '\t']).map(|(at, _)| &arguments[at + 1..]);
    rests.any(|rest| is_sentence_like(rest) || rest.ends_with(['.', '!', '。']))
}

/// Whether a command with a tag has more arguments than it takes, also in brackets:
/// `a4 DELETE Work (Delete the folder)`.
fn has_surplus(command: &CommandLine<'_>) -> bool {
    // No option is known by its capitals, but a remark may begin with one.
    let has_too_many = |spec| shape::has_too_many(spec, &command.arguments.to_ascii_lowercase());
    command.spec.is_some_and(has_too_many) && command.tag.is_some_and(is_sure_tag)
}
