//! AUTHENTICATE in a listing: the answers to the server's `+`, which are neither commands nor prose. Section
//! 1 of `docs/listings.md`.

use crate::notation::answer::{is_certain_answer, looks_like_answer};
use crate::notation::decision::{LineKind, Why};
use crate::notation::error::Mistake;
use crate::notation::item::ItemKind;
use crate::notation::lines::ScriptLine;
use crate::notation::marks::MarkStyle;
use crate::notation::marks::arrows::ARROWS;
use crate::notation::prose::forms::{is_elided_line, is_elision, is_size_of_literal};
use crate::notation::prose::remarks::begins_remark;
use crate::notation::reader::look_ahead::NEAR;
use crate::notation::reader::placeholders::{is_left_out_login, is_left_out_response};
use crate::notation::reader::server::beside::answer_and_response;
use crate::notation::reader::{NeedsLine, ScriptReader, StepResult, Stop};
use crate::notation::response::is_response;
use crate::notation::shape::is_part_of_base64;
use crate::notation::words::breaks_framing;
use crate::protocol::dialogue::BegunAuthentication;
use crate::protocol::sasl::{self, is_base64};
use crate::protocol::secrets::Placeholder;
use crate::protocol::typed_line::CommandLine;

/// An AUTHENTICATE whose answers may follow.
#[derive(Default)]
pub struct ListedAuthentication {
    pub tag: Option<Box<str>>,
    pub mechanism: String,
    pub given: u32,
    /// The most answers that the mechanism asks for.
    pub most: u32,
    /// The listing shows the server's `+`, and no answer to it yet.
    pub challenged: bool,
    /// It began before the script, in the session.
    is_begun: bool,
    /// The log has left out the command, and LOGIN is sent in its place.
    is_left_out: bool,
}

/// The next line after AUTHENTICATE or its `+` in a listing.
#[derive(PartialEq, Eq)]
enum NextTurn {
    Answer,
    Response,
    /// A command, or nothing nearby.
    Other,
}

impl ListedAuthentication {
    /// Made from a command, if it is an AUTHENTICATE.
    pub fn begun_by(command: &CommandLine<'_>) -> Option<ListedAuthentication> {
        command.spec.filter(|spec| spec.name == "AUTHENTICATE")?;
        let mut arguments = command.arguments.split_ascii_whitespace();
        let mechanism = arguments.next().unwrap_or_default();
        let initial = arguments.next().is_some();
        Some(ListedAuthentication {
            tag: command.tag.map(Box::from),
            most: sasl::most_responses(mechanism).saturating_sub(initial.into()),
            mechanism: mechanism.to_owned(),
            ..ListedAuthentication::default()
        })
    }

    /// One that a log may have left out: its answers are not sent.
    pub fn left_out() -> ListedAuthentication {
        ListedAuthentication { is_left_out: true, ..ListedAuthentication::default() }
    }

    /// An AUTHENTICATE that began before the script. `challenged`: an answer to its `+` is expected.
    pub fn begun(challenged: bool, begun: Option<&BegunAuthentication>) -> ListedAuthentication {
        let mechanism = begun.map(|it| it.mechanism.clone()).unwrap_or_default();
        let given = begun.and_then(|it| it.answers.try_into().ok()).unwrap_or_default();
        let most = sasl::most_responses(&mechanism);
        ListedAuthentication {
            mechanism,
            given,
            most,
            challenged,
            is_begun: true,
            ..Default::default()
        }
    }
}

impl ScriptReader {
    /// Whether a line answers AUTHENTICATE's `+`. `marked`: it is certainly a client's line.
    pub fn is_answer(&self, text: &str, marked: bool) -> bool {
        let due = match &self.auth {
            Some(auth) if auth.challenged => true,
            _ if self.stream => self.answer_due,
            None => false,
            Some(auth) if auth.given < auth.most => text.is_empty() || looks_like_answer(text),
            // One too many, which must not be shown as a command.
            Some(_) => is_certain_answer(text),
        };
        if !due || text.starts_with(['#', ':']) || is_size_of_literal(text) {
            return false;
        }
        if text == "*" {
            return true;
        }
        // The listing continues without the answer.
        let is_command = self.parse_command(text).spec.is_some();
        let is_left_out = || is_left_out_response(text) || self.is_answer_left_out();
        let is_gap = is_elision(text) && text != "=" && !is_left_out();
        !is_command && (marked || !(is_response(text) || is_gap))
    }

    /// Whether the listing continues below this line with the server's reaction to the answer.
    fn is_answer_left_out(&self) -> bool {
        self.is_challenged() && self.is_answered_at(self.at + 1) == Ok(true)
    }

    /// Whether a blank line is an empty answer, and not just a gap in the listing.
    pub fn is_empty_answer(&self) -> Result<bool, NeedsLine> {
        let expects_text =
            self.auth.as_ref().is_some_and(|auth| sasl::has_no_empty_response(&auth.mechanism));
        // A program that sends only answers does not write the server's `+`.
        let is_listing =
            !self.stream || self.is_challenged() || self.waits_for_next_line || expects_text;
        let may_be = self.is_answer("", false);
        if !may_be || !is_listing {
            return Ok(may_be);
        }
        let next = self.next_turn()?;
        Ok(match self.is_challenged() {
            true => next != NextTurn::Answer,
            false if expects_text => next == NextTurn::Other,
            false => next != NextTurn::Response,
        })
    }

    /// Whether the listing shows the server's `+`, and no answer to it yet.
    fn is_challenged(&self) -> bool {
        self.auth.as_ref().is_some_and(|auth| auth.challenged)
    }

    /// The answer in this line of a log, if other text is before the client's sign there than in its other
    /// lines: RainLoop writes `IMAP[SECURE]: >` before a secret, instead of `IMAP[DATA]: >`.
    pub fn answer_after_other_text(&self, line: &ScriptLine) -> Option<ScriptLine> {
        let Some(MarkStyle::Pair(pair)) = &self.style.marks else { return None };
        let client = pair.only_client()?;
        if line.mark.is_some() || !self.is_challenged() {
            return None;
        }
        let sign = &client[client.trim_end_matches(ARROWS).len()..];
        let text = line.text();
        let (before, answer) =
            text.split_once(&format!(" {sign} ")).filter(|_| !sign.is_empty())?;
        let may_be = looks_like_answer(answer.trim()) || is_left_out_response(answer.trim());
        may_be.then(|| line.saying_from(before.len() + sign.len() + 2))
    }

    /// Classifies the next line that is not prose.
    fn next_turn(&self) -> Result<NextTurn, NeedsLine> {
        let turn = |line: ScriptLine| {
            let line = self.lines.undecorated(line);
            let content = line.content().trim();
            if !content.is_empty() && (looks_like_answer(content) || is_left_out(content)) {
                Some(NextTurn::Answer)
            } else if is_response(content) && content != "*" {
                Some(NextTurn::Response)
            } else {
                self.parse_command(content).spec.map(|_| NextTurn::Other)
            }
        };
        Ok(self.first_below(self.at + 1, NEAR, turn)?.unwrap_or(NextTurn::Other))
    }

    /// Whether this is text of a log or a page between the server's `+` and the answer. An answer has no
    /// spaces.
    fn is_above_answer(&self, text: &str) -> Result<bool, NeedsLine> {
        // In a stream, the listing may show the `+` below.
        let may_be_above = self.stream && self.waits_for_next_line;
        let may_be = text.contains(' ') && (self.is_challenged() || may_be_above);
        Ok(may_be
            && match self.next_turn()? {
                NextTurn::Answer => true,
                NextTurn::Response => !self.is_challenged(),
                NextTurn::Other => false,
            })
    }

    /// Whether this cannot be an answer, and the listing does not show that the server refused it: prose
    /// below a `+`.
    fn is_not_answer(&self, text: &str) -> Result<bool, NeedsLine> {
        let is_of_base64 = |octet: u8| is_base64(octet) || b"-_".contains(&octet);
        let may_be = text.bytes().all(is_of_base64) || text.contains("${") || is_left_out(text);
        Ok(!may_be && !self.is_refused_at(self.at + 1)?)
    }

    /// The answer alone, if the line continues with a remark: `AGEAYg== <- base64 of \0a\0b`.
    fn without_remark_on_answer(&self, line: &ScriptLine) -> Option<ScriptLine> {
        let (answer, rest) = line.content().trim().split_once([' ', '\t'])?;
        (begins_remark(rest.trim_start()) && looks_like_answer(answer)).then(|| line.saying(answer))
    }

    /// An answer, perhaps in several lines.
    pub fn answer(&mut self, line: &ScriptLine) -> StepResult {
        if self.is_record {
            return self.whole_answer(line);
        }
        if let Some(auth) = self.auth.as_mut().filter(|auth| auth.is_left_out) {
            auth.challenged = false;
            return self.pass(LineKind::Answer, Why::LeftOutLogin);
        }
        if self.awaits_echo(self.at + 1) {
            return Err(Stop::NeedsLine);
        }
        if let Some(quoted) = self.quoted_answer(line) {
            return self.answer(&quoted);
        }
        if let Some(answer) = self.without_remark_on_answer(line) {
            return self.answer(&answer);
        }
        if let Some((answer, beside)) = answer_and_response(line.content().trim()) {
            self.is_answered_beside = true;
            let outcome = self.answer(&line.saying(answer));
            self.is_answered_beside = false;
            outcome?;
            self.read_response_beside(beside, line);
            return Ok(());
        }
        if line.mark.is_none() {
            let text = line.content().trim();
            if self.is_above_answer(text)? {
                return self.pass_prose(Why::LikeProse);
            }
            if self.is_not_answer(text)? {
                return self.pass_mistake(line, Mistake::NotAnAnswer);
            }
        }
        self.whole_answer(line)
    }

    /// An answer that begins with this line and has nothing beside it.
    fn whole_answer(&mut self, line: &ScriptLine) -> StepResult {
        let wrapped = self.gather_answer(line)?;
        // A whole listing is examined before an answer is sent.
        let may_have_rest = !self.is_record && !self.is_answered_beside;
        let auth = self.auth.as_ref();
        let has_one = auth.is_some_and(|it| sasl::has_one_response(&it.mechanism));
        // The name and the password were pasted: the server's `+` between them comes in the session. An
        // answer of another mechanism depends on the challenge, so two lines are one that was wrapped.
        let expects_another = auth.is_some_and(|it| {
            it.is_begun && it.mechanism.eq_ignore_ascii_case("LOGIN") && it.given + 1 < it.most
        });
        let is_whole = !expects_another && (self.is_challenged() || !self.stream && has_one);
        let rest =
            if is_whole && may_have_rest { self.rest_of_answer(wrapped.next)? } else { None };
        let mechanism = self.auth.as_mut().map(|auth| {
            auth.given += 1;
            auth.challenged = false;
            auth.mechanism.clone()
        });
        if let Some(at) = breaks_framing(&wrapped.text) {
            return self.pass_mistake_at(line, line.column() + at, Mistake::BreaksFraming);
        }
        self.note_repeated_answer(wrapped.next);
        let is_echo = self.is_echo(wrapped.next);
        if let Some(rest) = rest.filter(|_| !is_echo) {
            return self.pass_before_rest(&wrapped, &rest);
        }
        self.decide_wrapped(&wrapped, LineKind::Answer, Why::Challenged);
        // `<base64 of name and password>`
        let text = if wrapped.text.len() > 1 && is_left_out(&wrapped.text) {
            Placeholder::Sasl.text().into()
        } else {
            wrapped.text
        };
        self.variables(&text, line, Some(&mechanism.unwrap_or_default()));
        self.push(line, ItemKind::Answer(text.into()));
        self.at = wrapped.next;
        self.skip_echo();
        Ok(())
    }

    /// The line at this index, right below an answer whose `+` the listing shows, or the only one of its
    /// mechanism, if it seems to be the rest of the answer: no other `+` asks for it.
    fn rest_of_answer(&self, index: usize) -> Result<Option<ScriptLine>, NeedsLine> {
        let next = self.lines.get(index);
        // The answer to an error of OAuth (RFC 7628, section 3.2.3).
        if next.as_ref().is_some_and(|line| line.content().trim() == "AQ==") {
            return Ok(None);
        }
        if next.is_none() && !self.ended {
            return Err(NeedsLine);
        }
        let may_be_rest =
            |next: &ScriptLine| is_part_of_base64(next.text().trim()) && self.may_be_rest(next);
        Ok(next.filter(may_be_rest))
    }
}

/// Whether this text replaces an answer that the listing leaves out.
fn is_left_out(text: &str) -> bool {
    is_left_out_response(text) || is_left_out_login(text) || is_elided_line(text)
}
