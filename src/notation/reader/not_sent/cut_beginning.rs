//! Listings in which the beginning of something is missing: the rest of a message may look like commands, and
//! the command of an answer may be lost. Four kinds of lines show this:
//!
//! - a line that closes a response, above a completion, while no response is open;
//! - a `+` above all commands;
//! - an OK with a tag that no command has, or whose command is completed above;
//! - a command with the tag of such a command, although all other tags count up.
//!
//! Section 3 of `docs/listings.md`.

use super::effect::Effect;
use crate::notation::error::Mistake;
use crate::notation::lines::ScriptLine;
use crate::notation::prose::forms::is_elided_line;
use crate::notation::prose::{arguments_read_like_prose, prose_words, reads_like_prose};
use crate::notation::reader::client::wrapped::ends_in_literal;
use crate::notation::reader::look_ahead::SHORT_ANSWER;
use crate::notation::reader::server::server_literal::MAX_LINES_BELOW;
use crate::notation::reader::{NeedsLine, ScriptReader};
use crate::notation::response::{ListedResponse, is_response};
use crate::notation::shape::is_complete_command;
use crate::notation::words::has_digit;
use crate::protocol::commands::CommandSpec;
use crate::protocol::framing::Status;
use crate::protocol::typed_line::{CommandLine, tagged_status, to_half_width};
use crate::reference::{self, Category, ConnectionState};

impl ScriptReader {
    /// Whether this line closes a response above a completion, although no line has opened one: the lines
    /// above, one of which was read as a command, may be part of a message. Only the answer to the last
    /// command may lack its beginning, because no other command is in it.
    pub fn closes_unknown_response(&self, text: &str) -> Result<bool, NeedsLine> {
        let text = text.trim();
        // Most lines end otherwise.
        if !text.ends_with(')') || self.is_record || self.reads_sessions {
            return Ok(false);
        }
        let Some(command) = self.last_command() else {
            return Ok(false);
        };
        // The mark before it may not be known as the server's: the completion has it too.
        let (mark, word) = text.rsplit_once(' ').unwrap_or(("", text));
        let next = self.lines.get(self.at + 1);
        let marked = next.as_ref().and_then(|next| next.text().trim().strip_prefix(mark));
        let marked = marked.filter(|_| !mark.is_empty() && word.starts_with(')'));
        let marked =
            marked.and_then(|next| tagged_status(next.trim())).map(|(tag, _)| tag.to_owned());
        let text = if marked.is_some() { word } else { text };
        if !may_close_response(text) {
            return Ok(false);
        }
        let completed = if marked.is_some() { marked } else { self.tag_completed_next()? };
        let Some(completed) = completed else {
            return Ok(false);
        };
        let is_answer_to_last = command.tag == Some(&*completed)
            && self.sent.tags.is_open(&completed)
            && Effect::of(&command).is_harmless();
        // With marks, a command of the client may be shown within an answer.
        let is_of_session = self.style.marks.is_some() && self.sent.tags.contains(&completed);
        Ok(!is_answer_to_last && !is_of_session)
    }

    /// Whether a line below the apparent completion at this index closes a response, although no other
    /// response was opened: the completion is in the message.
    pub fn is_closed_after(&self, completion: usize) -> bool {
        let closes = |line: ScriptLine| {
            let content = self.content_with(&line).trim();
            if may_close_response(content) {
                return Some(true);
            }
            let is_opened = is_response(content)
                && ListedResponse::begin(content, 0, 0, line.mark.is_some()).is_open();
            is_opened.then_some(false)
        };
        let mut below = self.lines.from(completion + 1).take(MAX_LINES_BELOW);
        below.find_map(closes).unwrap_or(false)
    }

    /// Notes a server's `+` that answers nothing. The next lines may be the octets or the answer that it asks
    /// for.
    pub fn note_stray_continuation(&mut self, line: &ScriptLine) {
        let is_asked = self.sent.last.is_some() || self.auth.is_some() || self.idle.is_some();
        if !is_asked && !self.is_record && !self.reads_sessions {
            let is_below_text = self.prose.is_anywhere_above || self.stray_continuation.is_some();
            let first = self.stray_continuation.map_or(line.number, |(first, _)| first);
            self.stray_continuation = Some((first, is_below_text));
        }
    }

    /// Notes a `+` to a command that is not sent, because a part of it was left out, or that ends like one
    /// with a literal, but without a size: up to its completion, the lines may be octets.
    pub fn note_plus_for_unknown_octets(&mut self, line: &ScriptLine) {
        let is_awaited = self.open.is_some() || self.auth.is_some() || self.idle.is_some();
        if is_awaited || self.is_record || self.reads_sessions {
            return;
        }
        let lacks_size =
            |(_, text): &(usize, String)| text.ends_with('}') && !ends_in_literal(text);
        let last = self.sent.last.as_ref().filter(|_| !self.sent.last_completed);
        if self.sent.elided || last.is_some_and(lacks_size) {
            self.stray_continuation = Some((line.number, false));
        }
    }

    /// Called when a command is sent: after such a `+` it may be part of those octets. A login begins a
    /// session, and a `+` among the text above it is the sign of a list, or an example. A command that only
    /// asks something before a login, such as CAPABILITY, decides nothing.
    pub fn refuse_below_stray_continuation(&mut self, command: &CommandLine<'_>, is_login: bool) {
        let Some((line, is_below_text)) = self.stray_continuation.take() else { return };
        let asks = |spec: &CommandSpec| spec.states.contains(&ConnectionState::NotAuthenticated);
        let decides_nothing =
            || Effect::of(command).is_harmless() && command.spec.is_some_and(asks);
        if !is_below_text || !(is_login || decides_nothing()) {
            self.report((line, 1), Mistake::BeginningNotShown);
        } else if !is_login {
            self.stray_continuation = Some((line, is_below_text));
        }
    }

    /// Whether the line with this number is an OK with this tag, and the line above it has another tag or none.
    fn completes_right_above(&self, number: usize, tag: &str) -> bool {
        let completes = |number: usize| {
            let line = self.lines.with_number(number)?;
            let (own, status) = tagged_status(line.content().trim())?;
            (own == tag).then_some(status)
        };
        completes(number) == Some(Status::Ok) && completes(number.saturating_sub(1)).is_none()
    }

    /// Notes that the server completed the command with this tag, or one that the listing does not show.
    pub fn note_completion(&mut self, tag: &str, status: Status, line: &ScriptLine) {
        let is_below_last =
            |last: usize| self.stray_continuation.is_some_and(|(plus, _)| plus > last);
        let completed = self.sent.tags.line(tag);
        if completed.is_none_or(|command| is_below_last(command) && self.sent.tags.is_open(tag)) {
            self.stray_continuation = None;
        }
        let is_listing = self.style.marks.is_none() && (self.style.page || !self.stream);
        let is_next = (is_listing || self.style.marks.is_some() && self.has_fetched(tag))
            && status == Status::Ok
            && self.sent.logout.is_none()
            && !self.is_record
            && !self.reads_sessions;
        if !is_next || !self.output.errors.is_empty() {
            return;
        }
        if self.sent.tags.contains(tag) {
            let is_again = !self.sent.tags.is_open(tag) && !self.sent.tags.are_reused;
            let is_discussed = self.sent.discussed.as_deref() == Some(tag);
            // Google's server answers a login twice.
            let is_login = self.last_command().is_some_and(|it| it.is_login());
            let is_doubled = is_login && self.completes_right_above(line.number - 1, tag);
            if is_again && !is_discussed && !is_doubled && !self.is_named_above(line.number, tag) {
                self.mistake(line, Mistake::TagUsedAgain(tag.to_owned()));
            }
            return;
        }
        let last = self.sent.last.as_ref().filter(|(_, it)| self.parse_command(it).tag.is_some());
        let Some((last, _)) = last else {
            return;
        };
        let is_of_unsent = |text: &str| text.split([' ', '\t']).next() == Some(tag);
        if !self.output.remarks.unsent_commands.iter().any(|it| is_of_unsent(&it.text))
            && !self.is_explained_above(line.number, tag, *last)
        {
            self.mistake(line, Mistake::CompletionOfNoCommand(tag.to_owned()));
        }
    }

    /// Whether the command with this tag fetches messages, which may contain any lines, and others were sent
    /// after its completion.
    fn has_fetched(&self, tag: &str) -> bool {
        let fetch = self.sent.tags.line(tag).and_then(|number| self.lines.with_number(number));
        let last = self.last_command().and_then(|command| command.tag);
        let name =
            |line: ScriptLine| self.parse_command(line.content().trim()).spec.map(|it| it.name);
        let is_fetch = fetch.and_then(name).is_some_and(|name| matches!(name, "FETCH" | "UID"));
        is_fetch && !self.sent.tags.is_open(tag) && last.is_some_and(|last| last != tag)
    }

    /// Whether the text above this line and other answers, a completion with this tag, is a sentence that
    /// names the tag.
    fn is_named_above(&self, completion: usize, tag: &str) -> bool {
        let mut above =
            self.lines_above(self.at).filter(|line| line.number < completion).take(SHORT_ANSWER);
        let last = above.find(|line| !line.is_blank() && !is_response(line.text().trim()));
        last.is_some_and(|line| {
            let text = line.text().trim();
            names_tag(text, tag)
        })
    }

    /// Whether the lines above this one, a completion with this tag, explain why its command is missing: a
    /// sentence names it; or, below the command on the line `last`, lines were left out, or words introduce
    /// the answer as an example, `The server says:`. The command itself, in other signs, does not count.
    fn is_explained_above(&self, completion: usize, tag: &str, last: usize) -> bool {
        let mut is_answer = true;
        let above = self.lines_above(self.at);
        for line in above.filter(|line| line.number < completion).take(SHORT_ANSWER) {
            let text = line.text().trim();
            if is_command_in_other_signs(text, tag) {
                return false;
            }
            let introduces = is_answer && introduces_example(text);
            if (line.number > last && (is_elided_line(text) || introduces)) || names_tag(text, tag)
            {
                return true;
            }
            is_answer &= text.is_empty() || is_response(text);
        }
        false
    }
}

/// Whether a text names the tag, and is not a command with the tag.
fn names_tag(text: &str, tag: &str) -> bool {
    let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(tag).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + tag.len()..]);
        // `$ a1 xfoo` seems to be the command itself.
        let begins = !before.contains(char::is_alphanumeric) && after.starts_with(' ');
        let is_other = text.starts_with('#') || is_response(text);
        let is_command = begins && !is_other && !reads_like_prose(after);
        is_apart(before.chars().next_back()) && is_apart(after.chars().next()) && !is_command
    })
}

/// Whether this is a command with the tag, written with full-width characters or with other signs after the
/// tag: `ａ００３　select Trash`, `a003：select Trash`, `Tag a003: select Trash`.
fn is_command_in_other_signs(text: &str, tag: &str) -> bool {
    let text = to_half_width(text);
    let is_sign = |c: char| !c.is_alphanumeric();
    let mut after_tag = text.match_indices(tag).map(|(at, _)| &text[at + tag.len()..]);
    after_tag.any(|after| {
        let command = CommandLine::parse(after.trim_start_matches(is_sign));
        after.starts_with(is_sign)
            && is_complete_command(&command)
            && !arguments_read_like_prose(&command)
    })
}

/// Whether the server's answer below this line is an example that the line introduces: `The server says:`, or
/// words that end without a period, `On success you get`.
fn introduces_example(text: &str) -> bool {
    let is_open_sentence = || {
        let first = text.split_ascii_whitespace().next().unwrap_or_default();
        first.len() < text.len()
            && text.ends_with(char::is_alphabetic)
            && (!has_digit(text) || (!has_digit(first) && prose_words(text) > 0))
            && !is_response(text)
            && CommandLine::parse(text).spec.is_none()
    };
    text.ends_with([':', '：'])
        || ["次のように", "以下のように"].iter().any(|words| text.contains(words))
        || is_open_sentence()
}

/// Whether this can be the end of a response to FETCH, after a literal.
fn may_close_response(text: &str) -> bool {
    let word = text.split([' ', '(', '[']).next().unwrap_or_default();
    let is_item = || reference::find(Category::FetchItems, word).is_some();
    let begins = || ListedResponse::begin("* 1 FETCH (BODY[] {1}", 0, 0, false);
    if text.starts_with(')') {
        text.bytes().all(|octet| octet == b')') || begins().is_closed_by(text)
    } else {
        is_item() && begins().is_closed_by(&format!(" {text}"))
    }
}
