//! A line right below a tagged command, not indented: it may be the rest of it, or prose.

use super::Reader;
use super::client::is_refusal;
use super::style::ClientMark;
use super::unmarked::is_of_tool;
use super::wrapped::Wrapped;
use crate::notation::directive;
use crate::notation::forms::{is_elided_line, is_elision, is_remark, reads_like_prose};
use crate::notation::lines::Line;
use crate::notation::listing_tags::{is_sure_tag, may_be_prose};
use crate::notation::marks::{ForeignLine, Side};
use crate::notation::response::is_response;
use crate::notation::shape;
use crate::protocol::typed_line::{CommandLine, is_sentence};

impl Reader {
    /// The line right below this command, without marks, that seems to be the rest of it: the command
    /// lacks arguments, or can go on with that line. The outer `None`: that takes another line.
    pub(super) fn rest_below(&self, wrapped: &Wrapped) -> Option<Option<Line>> {
        if self.stream && self.style.marks.is_some() {
            return Some(self.marked_rest_below(wrapped));
        }
        let is_first_look = self.style.client_mark == ClientMark::Any;
        let is_marked = self.style.marks.is_some() || self.is_record;
        if is_first_look || is_marked || wrapped.nesting.is_open() {
            return Some(None);
        }
        let command = self.parse_command(&wrapped.text);
        let Some(spec) = command.spec.filter(|_| command.tag.is_some()) else {
            return Some(None);
        };
        let Some(next) = self.lines.get(wrapped.next).filter(|next| self.may_be_rest(next)) else {
            return Some(None);
        };
        let text = next.text().trim();
        let is_rest = shape::lacks_arguments(spec, command.arguments)
            || shape::may_go_on(spec, command.arguments, text);
        // Octets may follow, and not the rest.
        if !is_rest || wrapped.text.ends_with('}') {
            return Some(None);
        }
        // Unless the listing shows that the server did not understand it.
        let is_refused =
            self.next_text(wrapped.next + 1)?.is_some_and(|next| is_refusal(next.said()));
        Some((!is_refused).then_some(next))
    }

    /// The line of the client right below, in a stream, if it seems to be the rest of this command.
    fn marked_rest_below(&self, wrapped: &Wrapped) -> Option<Line> {
        let next = self.lines.get(wrapped.next)?;
        let text = next.said().trim();
        let is_clients = next.mark.is_some_and(|mark| mark.side == Side::Client);
        let is_answered =
            self.parse_command(&wrapped.text).spec.is_none_or(|spec| spec.name == "AUTHENTICATE");
        let is_other = text.is_empty() || text.starts_with(['#', ':']) || is_elided_line(text);
        let command = self.parse_command(text);
        let is_command =
            command.spec.is_some() || command.tag.is_some() || text.eq_ignore_ascii_case("done");
        let is_rest =
            is_clients && !is_answered && !is_other && !is_command && !wrapped.text.ends_with('}');
        is_rest.then_some(next)
    }

    /// Whether this line is nothing else that can stand below a command.
    fn may_be_rest(&self, next: &Line) -> bool {
        let text = next.text().trim();
        let is_for_imapsh =
            text.starts_with('#') || text.strip_prefix(':').is_some_and(directive::is_known);
        let is_said = next.mark.is_some() || is_response(text) || ForeignLine::read(text).is_some();
        // A list in brackets may be one of options.
        let is_elided = match text.starts_with('(') {
            true => is_elision(text),
            false => is_elided_line(text),
        };
        let is_prose = || reads_like_prose(text) || is_sentence(text);
        !text.is_empty()
            && !is_for_imapsh
            && !is_said
            && !is_elided
            && !is_remark(text)
            && !is_prose()
            && !self.is_next_command(text)
            && !is_of_tool(&mut self.classifier.clone(), text)
    }

    /// Whether this is the next command rather than the rest of one.
    fn is_next_command(&self, text: &str) -> bool {
        if text.eq_ignore_ascii_case("done") {
            return true;
        }
        let command = CommandLine::parse(text);
        match command.tag {
            None => command.spec.is_some(),
            Some(tag) => {
                let is_listed = self.style.tags.contains(tag);
                let is_known = command.spec.is_some() && (is_listed || is_sure_tag(tag));
                is_known || (is_listed && !may_be_prose(tag))
            }
        }
    }
}
