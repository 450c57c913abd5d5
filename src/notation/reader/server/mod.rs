//! The server's lines in a listing, and their effect on the commands.

pub(super) mod beside;
pub(super) mod completions;
pub(super) mod listed_commands;
pub(super) mod server_literal;
mod short_literal;
pub(super) mod shown_message;

use super::look_ahead::{ANSWER, NEAR, SHORT_ANSWER};
use super::side::possible_mark::is_rest_of_capabilities;
use super::{NeedsLine, ScriptReader, StepResult};
use crate::notation::decision::{LineKind, Why};
use crate::notation::error::Mistake;
use crate::notation::item::{ItemKind, ScriptItem};
use crate::notation::lines::ScriptLine;
use crate::notation::listing_tags::{is_misprint, may_be_prose};
use crate::notation::marks::LogLine;
use crate::notation::record_comments;
use crate::notation::response::{ListedResponse, bare_status, is_response};
use crate::notation::words::spaces_before;
use crate::protocol::commands;
use crate::protocol::framing::Status;
use crate::protocol::meaning::line::ResponseLine;
use crate::protocol::typed_line::{CommandLine, tagged_status};

impl ScriptReader {
    /// A server's line, with or without a mark.
    pub(super) fn server_line(&mut self, line: &ScriptLine, why: Why) -> StepResult {
        if let Some(format) = self.protocol_of_marked(line) {
            return self.pass_other_format(line, format);
        }
        let (content, marked) = (line.content(), line.mark.is_some());
        let log_line = LogLine::read(content.trim());
        let text = log_line.as_ref().map_or(content.trim(), |line| &*line.content);
        let outcome = self.pass(LineKind::Server, why);
        (self.prose.is_right_above, self.continues_at.server) = (false, Some(self.at));
        if self.is_record {
            // A record does not wrap lines, and it marks lines that are not responses.
            if !self.is_no_response() {
                self.note_server_line(text, line);
            }
            return outcome;
        }
        self.note_server_line(text, line);
        self.note_joined_command(text, line);
        let spaces = if marked { spaces_before(content) } else { 0 };
        self.server.response = Some(ListedResponse::begin(text, line.indent(), spaces, marked));
        self.server.mark = log_line.as_ref().map(|line| line.mark.clone());
        self.look_for_literal(text);
        outcome
    }

    /// `expect * 3 EXISTS`: without its colon, a check would be left out. The word may also be a tag.
    pub(super) fn directive_without_colon(&self, text: &str) -> Option<Mistake> {
        let name = commands::directive_before_response(text)?;
        let is_tag = text.split_whitespace().next().is_some_and(|it| self.sent.tags.contains(it));
        (!is_tag).then_some(Mistake::DirectiveBeforeResponse(name))
    }

    /// Whether this line continues the server's response above it.
    pub(super) fn continues_response(&self, line: &ScriptLine) -> Result<bool, NeedsLine> {
        let Some(response) = &self.server.response else {
            return Ok(false);
        };
        let text = line.text().trim();
        if line.mark.is_some() || line.is_blank() {
            return Ok(false);
        }
        if is_rest_of_capabilities(response.line(), text) && response.lists_capabilities() {
            return Ok(true);
        }
        // Some programs wrap lines without indenting them.
        if self.style.marks.is_none() && response.has_open_code() && self.is_code_closed_below()? {
            return Ok(true);
        }
        Ok(line.indent() > response.indent && self.continues_deeper(response, line))
    }

    /// Whether this line or one below closes the open code of the response above.
    fn is_code_closed_below(&self) -> Result<bool, NeedsLine> {
        let closes = |line: ScriptLine| {
            let text = line.text().trim();
            match text.find(['[', ']']) {
                _ if text.is_empty() || is_response(text) => Some(false),
                Some(at) => Some(text[at..].starts_with(']')),
                None => None,
            }
        };
        Ok(self.first_below(self.at, NEAR, closes)?.unwrap_or(false))
    }

    /// Whether this line, which is indented deeper than the response above, continues it.
    fn continues_deeper(&self, response: &ListedResponse, line: &ScriptLine) -> bool {
        let text = line.text().trim();
        // Below a bare `+` the line is the answer.
        let answers = response.is_bare_plus && self.is_answer(text, false);
        if answers || text.starts_with('#') {
            return false;
        }
        if self.style.marks.is_some() || response.marked {
            return true;
        }
        // It may have a mark that is still unknown.
        if LogLine::read(text).is_some() {
            return false;
        }
        let tag = text.split([' ', '\t']).next().unwrap_or_default();
        let is_listed = self.style.tags.contains(tag)
            && CommandLine::parse_tagged(text)
                .is_some_and(|command| command.spec.is_some() || !may_be_prose(tag));
        let is_command = if self.style.tags.is_empty() {
            CommandLine::parse(text).spec.is_some()
        } else {
            is_listed || commands::is_done(text) && self.idle.is_some()
        };
        !is_command && !is_response(text)
    }

    /// A line that continues the server's response.
    pub(super) fn response_continued(&mut self, line: &ScriptLine) -> StepResult {
        let text = line.text().trim();
        // The text of a completion may be wrapped.
        let above = self.line_above();
        let is_below_completion =
            || above.is_some_and(|it| tagged_status(it.content().trim()).is_some());
        if self.style.marks.is_none()
            && text.ends_with(')')
            && is_below_completion()
            && self.closes_unknown_response(text)?
        {
            return self.pass_mistake(line, Mistake::BeginningNotShown);
        }
        if let Some(response) = &mut self.server.response {
            response.append_line(text);
        }
        let outcome = self.pass(LineKind::Server, Why::WrappedResponse);
        self.look_for_literal(text);
        outcome
    }

    /// Whether the comment below says that the line of the record just read is not a response.
    fn is_no_response(&self) -> bool {
        self.lines.get(self.at).is_some_and(|next| {
            let comment = next.text().strip_prefix('#').map(str::trim);
            comment == Some(record_comments::NO_RESPONSE)
        })
    }

    /// Updates the commands in progress from a server's line.
    pub(super) fn note_server_line(&mut self, text: &str, line: &ScriptLine) {
        let response = ResponseLine::read(text.as_bytes());
        if let Some((tag, status)) = response.and_then(ResponseLine::tagged_status) {
            self.note_tagged_status(text, tag, status, line);
        } else if let Some(status) = bare_status(text).filter(|_| !self.is_record) {
            self.note_bare_status(status, line);
        } else {
            self.evidence.is_of_imap |= text.starts_with('*');
            self.learn_response(None);
            if response == Some(ResponseLine::Continuation) {
                self.note_continuation_request(line);
            } else {
                self.note_untagged_response(response.and_then(ResponseLine::keyword), line);
            }
        }
    }

    fn note_tagged_status(&mut self, text: &str, tag: &str, status: Status, line: &ScriptLine) {
        let arguments = &text[tag.len()..];
        let tag = &*self.as_sent(tag).to_owned();
        // `250 ok` is a reply of FTP, unless there is a command with this tag.
        let is_code = tag.len() == 3 && tag.bytes().all(|octet| octet.is_ascii_digit());
        let is_of_command = self.sent.tags.contains(tag);
        self.evidence.is_of_imap |= !is_code || is_of_command;
        self.learn_response(Some(tag));
        if is_of_command && arguments.trim_start().starts_with(|c: char| c.is_ascii_lowercase()) {
            let style = &mut self.style.in_small_letters;
            *if self.stream { style } else { &mut self.evidence.in_small_letters } = true;
        }
        self.connections.completed(line.before(text), tag, status);
        if !is_code || is_of_command {
            self.note_completion(tag, status, line);
            self.note_completion_of_unsent(text, (tag, status), line.number);
        }
        self.heard_completion(tag, status, line);
    }

    fn note_continuation_request(&mut self, line: &ScriptLine) {
        self.note_stray_continuation(line);
        self.note_plus_for_unknown_octets(line);
        self.sent.idle_accepted |= self.idle.is_some();
        if let Some(auth) = &mut self.auth {
            auth.challenged = true;
        }
    }

    /// `word`: the name of the response.
    fn note_untagged_response(&mut self, word: Option<String>, line: &ScriptLine) {
        self.note_response_of_unsent(word.as_deref());
        let is_greeting = word.as_deref().is_some_and(|it| matches!(it, "OK" | "PREAUTH"));
        if is_greeting && self.sent.last.is_none() {
            // The connection above it was only tried.
            self.sent.logout = None;
        }
        if self.reads_sessions && self.sent.logout.is_some() && is_greeting {
            self.sent = super::ListedCommands::default();
            (self.auth, self.idle) = (None, None);
        } else if is_greeting && self.may_begin_another_session(line.content()) {
            self.sent.second_greeting = Some(line.number);
        }
        let is = |status: Status| word.as_deref() == Some(status.name());
        if is(Status::Bye) && self.sent.logout.is_none() && !self.is_record {
            self.sent.logout = Some(line.number);
            self.idle = None;
            if self.sent.last.is_some() {
                self.push(line, ItemKind::ServerCloses);
            }
            return;
        }
        if is(Status::Preauth) {
            self.shows_login(line);
        }
        let answers =
            is(Status::Bad) && !self.sent.last_completed && self.may_be_answered_untagged();
        if let Some((command, _)) = self.sent.last.as_ref().filter(|_| answers) {
            let command = *command;
            (self.sent.last_completed, self.list.is_answered) = (true, true);
            if self.is_record {
                // A tagged answer that may follow completes nothing.
                let tag = self.last_command().and_then(|it| it.tag.map(str::to_owned));
                self.sent.tags.complete(&tag.unwrap_or_default());
            }
            self.fails(command, Status::Bad, line);
        } else if let Some(word) = word.as_deref()
            && self.idle.is_some()
            // It only keeps the connection alive.
            && !is(Status::Ok)
        {
            self.push(line, ItemKind::ExpectedResponse(word.into()));
        }
    }

    /// Whether this may be the greeting of another session: no command waits for an answer. A second login is
    /// reported as a mistake elsewhere.
    fn may_begin_another_session(&self, text: &str) -> bool {
        let says_so = || {
            let text = text.to_ascii_lowercase();
            text.contains("[capability") || text.contains("ready")
        };
        !self.is_record
            && self.idle.is_none()
            && self.sent.last_completed
            && (self.sent.login.is_none() || !self.sent.logged_in)
            && self.sent.logout.is_none()
            && says_so()
    }

    /// Ends the session at the last greeting if another session began there: this command has the tag of one
    /// above it, and no login follows.
    pub(super) fn end_at_second_greeting(
        &mut self,
        command: &CommandLine<'_>,
    ) -> Result<(), NeedsLine> {
        let Some(greeting) = self.sent.second_greeting else { return Ok(()) };
        if command.tag.is_none_or(|tag| self.sent.tags.line(tag).is_none()) {
            return Ok(());
        }
        if self.reads_sessions {
            self.sent = super::ListedCommands::default();
            return Ok(());
        }
        // A session that goes on to log in is not the one above again.
        let logs_in =
            |line: ScriptLine| self.parse_command(line.content().trim()).is_login().then_some(());
        let reach = if self.stream { SHORT_ANSWER } else { ANSWER };
        if self.first_below(self.at, reach, logs_in)?.is_some() {
            self.sent.second_greeting = None;
        } else {
            self.sent.logout = Some(greeting);
        }
        Ok(())
    }

    /// Whether an untagged BAD may be the answer to the last command: if several commands are open, as in a
    /// record, it answers none.
    pub(super) fn may_be_answered_untagged(&self) -> bool {
        !self.is_record || self.sent.tags.open_commands() == 1
    }

    /// Notes that the listing shows on this line that the client is logged in.
    fn shows_login(&mut self, line: &ScriptLine) {
        self.sent.logged_in = true;
        self.sent.login_attempted = false;
        if !self.stream {
            self.output.shown_logins.push(line.number);
        }
    }

    /// Notes that the login on this line has succeeded. If the listing shows another one above, it has
    /// several sessions, and a replay would act on the wrong mailbox.
    fn refuse_second_login(&mut self, login: Option<usize>) {
        let is_known =
            self.output.errors.iter().any(|it| matches!(it.mistake, Mistake::SecondLogin(_)));
        if let Some(login) = login.filter(|_| self.sent.logged_in && !self.is_record)
            && !self.reads_sessions
            && !is_known
        {
            let first = self.sent.first_login.unwrap_or(login);
            self.report((login, 1), Mistake::SecondLogin(first));
        }
    }

    /// The tag of a completion as the last command has it, if that waits for its completion: a page may write
    /// it in another case, or misprint it.
    pub(super) fn as_sent<'a>(&'a self, tag: &'a str) -> &'a str {
        if self.sent.tags.contains(tag) {
            return tag;
        }
        let own = self.last_command().and_then(|command| command.tag);
        let is_misprint = |own: &str| self.sent.tags.is_open(own) && is_misprint(own, tag);
        own.filter(|own| own.eq_ignore_ascii_case(tag) || is_misprint(own)).unwrap_or(tag)
    }

    /// Notes a status without its tag: it answers the last command.
    fn note_bare_status(&mut self, status: Status, line: &ScriptLine) {
        // `OK Still here` does not end IDLE.
        let may_answer = self.idle.is_none() || status != Status::Ok;
        let Some(command) = self.last_command().filter(|_| may_answer && !self.sent.last_completed)
        else {
            return;
        };
        let tag = command.tag.unwrap_or_default().to_owned();
        self.learn_response(None);
        self.connections.completed(line.before(line.content()), &tag, status);
        self.heard_completion(&tag, status, line);
    }

    /// Whether the listing shows only responses between IDLE and this completion.
    fn is_nothing_below_idle(&self, completion: &ScriptLine) -> bool {
        let idle = self.sent.idle.unwrap_or_default();
        let mut below = self
            .lines_above(self.at)
            .skip_while(|line| line.number >= completion.number)
            .take_while(|line| line.number > idle)
            .take(SHORT_ANSWER);
        below.all(|line| line.is_blank() || is_response(self.content_with(&line).trim()))
    }

    fn heard_completion(&mut self, tag: &str, status: Status, line: &ScriptLine) {
        self.note_end_of_fetch(tag, status);
        let known = self.sent.tags.line(tag);
        // Many commands may have the same tag, whether or not it is recognized as one.
        let open = known.filter(|_| self.sent.tags.is_open(tag));
        let last = self.sent.last.as_ref().map(|(line, _)| *line);
        let command =
            if self.is_record { open } else { open.or(last.filter(|_| !self.sent.last_completed)) };
        self.list.is_answered |= command.is_some();
        self.sent.tags.complete(tag);
        self.sent.elided = false;
        // A command shown without its tag is completed by a tag that no other command has.
        let is = |own: &Option<Box<str>>| match own {
            Some(own) => **own == *tag,
            None => known.is_none(),
        };
        if self.auth.as_ref().is_some_and(|auth| is(&auth.tag)) {
            self.auth = None;
        }
        if self.idle.as_ref().is_some_and(is) {
            self.end_idle(status, line);
        }
        if command == last {
            self.sent.last_completed = true;
            // If a login is refused after another has succeeded, no secret is typed again.
            self.sent.login_attempted &= !self.sent.logged_in || self.sent.secret_due;
            self.sent.secret_due = false;
        }
        if status == Status::Ok && command.is_some() && command == self.sent.login {
            self.refuse_second_login(command);
            self.sent.first_login = self.sent.first_login.or(command);
            self.shows_login(line);
        }
        if status == Status::Ok
            && command == last
            && self.last_command().is_some_and(|it| it.is("UNAUTHENTICATE"))
        {
            self.sent.logged_in = false;
        }
        if let Some(command) = command.filter(|_| status != Status::Ok) {
            self.fails(command, status, line);
        }
    }

    /// Notes the completion of IDLE, whose `done` the listing does not show.
    fn end_idle(&mut self, status: Status, line: &ScriptLine) {
        self.idle = None;
        let is_ended_by_other = self.sent.in_idle.is_some() || self.sent.idle.is_none();
        if status == Status::Ok && !self.is_record {
            self.push(line, ItemKind::Done("done".into()));
        } else if status == Status::Bad
            && self.sent.idle_accepted
            && !is_ended_by_other
            && self.is_nothing_below_idle(line)
        {
            self.mistake(line, Mistake::IdleEndNotShown);
        }
    }

    /// Notes NO or BAD as the answer to the command on this line.
    fn fails(&mut self, command: usize, status: Status, line: &ScriptLine) {
        if self.sent.logout == Some(command) {
            self.sent.logout = None;
        }
        if status == Status::Bad {
            self.sent.unclosed.retain(|error| error.line != command);
        }
        let both = self.sent.idle.zip(self.sent.in_idle).map(|(idle, other)| [idle, other]);
        // Without the `+`, the answer to IDLE may refuse only that.
        let accepted = self.sent.idle_accepted;
        let both = both.filter(|both| both[1] == command || (both[0] == command && accepted));
        if let Some([_, other]) = both {
            // The answer with the tag of IDLE is the only one.
            self.sent.last_completed |= self.sent.last.as_ref().is_some_and(|it| it.0 == other);
        }
        for command in both.as_ref().map_or(&[command][..], |both| both) {
            let command = *command;
            let item = ScriptItem::new(line.number, ItemKind::ExpectedFailure(command));
            self.output.items.push(item);
        }
    }
}
