//! Lines without a mark: what would be typed, in a script; a tagged command or prose, on a page;
//! prose, where other lines have marks.

use super::client::completes_word;
use super::{End, Flow, Reader};
use crate::notation::decision::{LineKind, Why};
use crate::notation::directive;
use crate::notation::error::Mistake;
use crate::notation::forms::{is_elision, is_remark};
use crate::notation::lines::Line;
use crate::notation::listing_tags::may_be_prose;
use crate::notation::marks;
use crate::notation::response::is_response;
use crate::notation::shape::is_complete;
use crate::protocol::typed_line::{CommandLine, LineKind as TypedKind, tagged_status};

impl Reader {
    /// A line without a mark where others have one.
    pub(super) fn unmarked_line(&mut self, line: &Line) -> Flow {
        let text = line.text().trim();
        let below_client = self.below_client.take();
        if self.is_answer(text, false) && !text.is_empty() {
            return self.answer(line);
        }
        if let Some(flow) = self.line_for_imapsh(text, line) {
            return flow;
        }
        if text.is_empty() {
            return self.pass(LineKind::Blank, Why::Evident);
        }
        if is_elision(text) {
            return self.pass(LineKind::Elision, Why::Evident);
        }
        if matches!(self.classifier.classify(text), TypedKind::ToolOutput) {
            return self.pass(LineKind::Tool, Why::ToolForm);
        }
        // It may be the rest of the command, or not: half a command is never sent.
        let touches = below_client == Some((self.at, line.indent()));
        if touches && !self.is_record && !is_remark(text) {
            return self.pass_mistake(line, Mistake::PerhapsWrapped);
        }
        self.pass_prose(Why::NoMark)
    }

    /// A comment or a known directive, wherever prose may be.
    fn line_for_imapsh(&mut self, text: &str, line: &Line) -> Option<Flow> {
        if text.starts_with('#') {
            return Some(self.comment(text, line));
        }
        // A smiley is not a directive.
        let directive = text.strip_prefix(':').filter(|text| directive::is_known(text))?;
        Some(self.directive(directive, line))
    }

    /// A line of a listing without marks.
    pub(super) fn plain_line(&mut self, line: &Line) -> Flow {
        let text = line.text().trim();
        if text.is_empty() {
            return self.blank_line(line);
        }
        if self.is_answer(text, false) {
            return self.answer(line);
        }
        if !self.style.page {
            self.evidence.marks.add(line.text());
        }
        if let Some(flow) = self.line_for_imapsh(text, line) {
            return flow;
        }
        if is_elision(text) {
            return self.pass(LineKind::Elision, Why::Evident);
        }
        match self.style.page {
            true => self.page_line(text, line),
            false => self.script_line(text, line),
        }
    }

    fn blank_line(&mut self, line: &Line) -> Flow {
        match self.is_empty_answer() {
            None => Flow::Stop(End::More),
            Some(true) => self.answer(line),
            Some(false) => {
                self.classifier.classify("");
                self.pass(LineKind::Blank, Why::Evident)
            }
        }
    }

    /// A line of a script: what would be typed.
    fn script_line(&mut self, text: &str, line: &Line) -> Flow {
        if text == "DONE" && self.idle.is_none() {
            // How `openssl s_client` ends.
            return self.pass(LineKind::Tool, Why::ToolForm);
        }
        if let Some((said, is_server)) = marks::foreign_mark(text) {
            // Another listing's mark, of which the other side is missing.
            return match is_server {
                true => self.server_line(line, Why::ServerForm),
                false => self.command_line(&line.saying(said), Why::ClientMark),
            };
        }
        match self.classifier.classify(text) {
            TypedKind::Blank | TypedKind::Comment => self.pass(LineKind::Blank, Why::Evident),
            TypedKind::ToolOutput => self.pass(LineKind::Tool, Why::ToolForm),
            // An unknown one, or it would have been read before.
            TypedKind::Directive(directive) => self.directive(directive, line),
            TypedKind::ServerResponse => self.server_line(line, Why::ServerForm),
            TypedKind::Command(command) => {
                let why = if command.tag.is_some() { Why::Tagged } else { Why::Typed };
                self.command_line(line, why)
            }
        }
    }

    /// A line of a page: only tagged commands, and `done` in IDLE, are sent.
    fn page_line(&mut self, text: &str, line: &Line) -> Flow {
        let typed = self.classifier.classify(text);
        if self.is_page_response(text) {
            return self.server_line(line, Why::ServerForm);
        }
        if matches!(typed, TypedKind::ToolOutput) {
            return self.pass(LineKind::Tool, Why::ToolForm);
        }
        if self.idle.is_some() && text.eq_ignore_ascii_case("done") {
            return self.command_line(line, Why::EndsIdle);
        }
        match self.is_page_command(text) {
            None => return Flow::Stop(End::More),
            Some(true) => return self.command_line(line, Why::Tagged),
            Some(false) => {}
        }
        let command = CommandLine::parse(text);
        if command.tag.is_none()
            && command.spec.is_some_and(|spec| is_complete(spec, command.arguments))
        {
            return self.untagged_command(&command, line);
        }
        self.pass_prose(Why::NoTag)
    }

    /// Whether a server says this, in the words of the listing.
    fn is_page_response(&self, text: &str) -> bool {
        is_response(text)
            && tagged_status(text).is_none_or(|(tag, _)| {
                self.style.tags.contains(tag) && (!may_be_prose(tag) || is_in_capitals(text))
            })
    }

    /// Whether this is a command with one of the page's tags. `None`: that takes another line.
    fn is_page_command(&self, text: &str) -> Option<bool> {
        let Some(command) = self.style.tags.parse(text) else {
            return Some(false);
        };
        let tag = command.tag.unwrap_or_default();
        if !may_be_prose(tag) {
            return Some(true);
        }
        // Sentences begin with such words too, "A" among them.
        if command.spec.is_some_and(|spec| is_complete(spec, command.arguments)) {
            return Some(true);
        }
        let next = self.next_text(self.at + 1)?;
        Some(next.is_some_and(|next| is_response(next.text().trim())))
    }

    /// A complete command without a tag on a page: prose that looks like one, or a mistake.
    fn untagged_command(&mut self, command: &CommandLine<'_>, line: &Line) -> Flow {
        let Some(next) = self.next_text(self.at + 1) else {
            return Flow::Stop(End::More);
        };
        let next = next.map(|next| next.text().trim().to_owned()).unwrap_or_default();
        if completes_word(&next, command.verb) {
            self.untagged_verb = Some(command.verb.into());
            return self.pass(LineKind::Prose, Why::ForgottenTag);
        }
        if !command.arguments.is_empty() && self.is_page_response(&next) {
            return self.pass_mistake(line, Mistake::UntaggedCommand(command.text.to_owned()));
        }
        self.note_unsent(command.text, line);
        self.pass(LineKind::Prose, Why::NoTagComplete)
    }
}

/// Whether the second word is a status in capitals, as servers write it.
fn is_in_capitals(text: &str) -> bool {
    matches!(text.split_ascii_whitespace().nth(1), Some("OK" | "NO" | "BAD"))
}
