//! The client's lines: commands, and the comments and directives between them.

pub(super) mod authentication;
mod cut_secret;
mod literal;
mod lost_arguments;
mod missing_octets;
pub(super) mod open_literal;
pub(super) mod refused;
mod rest_below;
pub(super) mod wrapped;

use super::placeholders::{filled_in, without_shell_variables};
use super::server::shown_message::TextFetch;
use super::{NeedsLine, ScriptReader, StepResult, Stop};
use crate::notation::decision::{LineKind, UnsentCommand, Why};
use crate::notation::directive::{Directive, connects_to_practice, may_be_sentence};
use crate::notation::error::Mistake;
use crate::notation::item::{
    AccessTarget, ItemKind, OutsideAccess, RequiredVariable, ScriptCommand,
};
use crate::notation::lines::ScriptLine;
use crate::notation::listing_tags::is_letter;
use crate::notation::other_format::OtherFormat;
use crate::notation::prose::forms::{has_elided_word, is_elided_line};
use crate::notation::prose::reads_like_prose;
use crate::notation::record_comments::{self, MidSession};
use crate::notation::response::{completes_word, is_refusal, is_response};
use crate::notation::shape;
use crate::notation::words::breaks_framing;
use crate::protocol::commands::{self, CommandSpec};
use crate::protocol::compose::{split_literal_marker, variables};
use crate::protocol::sasl;
use crate::protocol::secrets::{
    UnknownVerbPolicy, is_login_attempt, mask_comment, mask_heading, mask_secrets, may_be_secret,
    secret_of_command,
};
use crate::protocol::strings::is_quotable;
use crate::protocol::typed_line::{CommandLine, trimmed};
use authentication::ListedAuthentication;
use open_literal::due_after;
use std::borrow::Cow;
use wrapped::WrappedLine;

impl ScriptReader {
    pub(super) fn comment(&mut self, text: &str, line: &ScriptLine) -> StepResult {
        let text = text.strip_prefix('#').unwrap_or(text);
        let heading = text.strip_prefix('#').map(|text| text.trim_start_matches('#').trim());
        if let Some(heading) = heading.filter(|heading| !heading.is_empty()) {
            self.push(line, ItemKind::Heading(mask_heading(heading).into()));
            return self.pass(LineKind::Heading, Why::Evident);
        }
        // Further spaces are the text's own indentation.
        let comment = text.strip_prefix(' ').unwrap_or(text).trim_end();
        let text = text.trim();
        if line.number == 1 && text == record_comments::FIRST_LINE {
            self.is_record = true;
            self.lines.set_record();
        }
        let directive = record_comments::reconnect_directive(text).filter(|_| self.is_record);
        if let Some(directive) = directive {
            return self.directive(directive, line);
        }
        match text {
            record_comments::CUT_SECRET if self.is_record => self.cut_in_secret(line),
            record_comments::CUT_LINE if self.is_record => self.cut_line(),
            _ => {}
        }
        self.note_comment(text);
        match MidSession::parse(text).filter(|_| self.is_record) {
            Some(mid_session) => self.push(line, ItemKind::MidSession(mid_session)),
            None if self.is_record && text.starts_with(record_comments::NOTICE_PREFIX) => {}
            // It may be shown below a heading.
            None => self.push(line, ItemKind::Comment(mask_comment(comment).into())),
        }
        self.pass(LineKind::Comment, Why::Evident)
    }

    /// A directive, without its colon.
    pub(super) fn directive(&mut self, text: &str, line: &ScriptLine) -> StepResult {
        let parsed =
            if self.is_record { Directive::parse_recorded(text) } else { Directive::parse(text) };
        let directive = match parsed {
            Ok(directive) => directive,
            Err(mistake) => return self.pass_mistake(line, mistake),
        };
        if let Some(at) = breaks_framing(text) {
            return self.pass_mistake_at(line, line.column() + 1 + at, Mistake::BreaksFraming);
        }
        let is_sentence = may_be_sentence(&Ok(directive.clone())) && reads_like_prose(text);
        let is_certain = !self.is_record && !is_sentence;
        self.evidence.is_for_imapsh |= is_certain;
        self.evidence.has_directive |= is_certain;
        let target = match &directive {
            Directive::Record(Some(file)) => Some(AccessTarget::Write(file.clone())),
            Directive::Save { file, .. } => Some(AccessTarget::Write(file.clone())),
            Directive::Run(script) => Some(AccessTarget::Run(script.clone())),
            Directive::Connect(host) if !connects_to_practice(host) => {
                Some(AccessTarget::Connect(host.clone()))
            }
            Directive::Deliver(Some(file)) => Some(AccessTarget::Read(file.clone())),
            _ => None,
        };
        if let Some(target) = target {
            self.access(line, target);
        }
        match &directive {
            Directive::Set(name, value) => {
                self.variables(value, line, None);
                drop(self.known_variables.set.insert(name.clone(), value.clone()))
            }
            // Its value is not known yet.
            Directive::Capture(name, pattern) => {
                self.variables(pattern.text(), line, None);
                drop(self.known_variables.set.insert(name.clone(), String::new()))
            }
            Directive::Expect(pattern)
            | Directive::ExpectNot(pattern)
            | Directive::Wait(_, Some(pattern)) => self.variables(pattern.text(), line, None),
            Directive::Raw(text) => self.raw(&CommandLine::parse(text), line),
            Directive::Quit => self.sent.logout = Some(line.number),
            Directive::Connect(_) | Directive::Reconnect => {
                self.cut_off();
                (self.sent.logout, self.idle, self.auth) = (None, None, None);
                self.sent.logged_in = false;
            }
            _ => {}
        }
        self.push(line, ItemKind::Directive(directive.into()));
        self.pass(LineKind::Directive, Why::Evident)
    }

    /// Notes the line that `:raw` sends. A command with a tag may need answers or a literal.
    fn raw(&mut self, command: &CommandLine<'_>, line: &ScriptLine) {
        self.note_sent(command, line);
        if command.tag.is_some() && command.spec.is_some() {
            self.auth = ListedAuthentication::begun_by(command);
            self.open_announced(due_after(command.text.as_bytes()), command.tag, line);
        }
    }

    /// The line's command, by the words it begins with.
    pub(super) fn parse_command<'a>(&self, text: &'a str) -> CommandLine<'a> {
        // A record writes the tag of each command, whatever it looks like.
        let tagged = match self.is_record {
            true => CommandLine::parse_tagged(text),
            false if self.style.marks.is_some() => CommandLine::parse_tagged_with_its_name(text),
            false => self.style.tags.parse(text),
        };
        tagged.unwrap_or_else(|| CommandLine::parse(text))
    }

    /// The command that was sent last.
    pub(super) fn last_command(&self) -> Option<CommandLine<'_>> {
        self.sent.last.as_ref().map(|(_, text)| self.parse_command(text))
    }

    /// Whether nothing of a session was read yet.
    pub(super) fn is_at_start(&self) -> bool {
        self.sent.last.is_none() && !self.evidence.has_response
    }

    /// The first line of a command, or `done`.
    pub(super) fn command_line(&mut self, line: &ScriptLine, why: Why) -> StepResult {
        let command = self.parse_command(trimmed(line.content()));
        self.parsed_command_line(line, command, why)
    }

    /// The first line of a command, or `done`, already parsed.
    pub(super) fn parsed_command_line<'a>(
        &mut self,
        line: &'a ScriptLine,
        command: CommandLine<'a>,
        why: Why,
    ) -> StepResult {
        let wrapped = self.gather_command(line, &command)?;
        let command = if wrapped.is_single() { command } else { self.parse_command(&wrapped.text) };
        if command.has_signs
            && let Some(at) = breaks_framing(&wrapped.text)
        {
            return self.pass_mistake_at(line, line.column() + at, Mistake::BreaksFraming);
        }
        if self.idle.is_some() && command.is_done() {
            return self.done_line(command.text, line);
        }
        // An IDLE that does not begin in this text.
        let is_idle_of_session = self.idle.is_some() && self.sent.idle.is_none();
        if is_idle_of_session && !commands::is_done(command.verb) {
            // The rest is read as if IDLE had been ended: one mistake is enough.
            self.idle = None;
            self.mistake(line, Mistake::IdleRuns);
        }
        // A login left out by the log is not imapsh notation.
        if why != Why::LeftOutLogin {
            self.learn_command(&command, line.mark.is_some());
        }
        // The writer of a record knew what was sent.
        if !self.is_record && self.unsent_command(&command, line, &wrapped)? {
            return Ok(());
        }
        self.note_verb(&command);
        self.command(&command, line, &wrapped.nesting);
        if why == Why::LeftOutLogin {
            self.auth = Some(ListedAuthentication::left_out());
        }
        let may_continue = (line.mark.is_some() && !self.has_prompts())
            || (command.tag.is_some() && self.stream && !self.waits_for_next_line);
        self.continues_at.client = may_continue.then(|| (wrapped.next, line.indent()));
        self.pass_wrapped(&wrapped, LineKind::Command, why)
    }

    /// Remembers the name of a command without a tag, which the server may take for one.
    fn note_verb(&mut self, command: &CommandLine<'_>) {
        self.untagged_verb.clear();
        if command.tag.is_none() {
            self.untagged_verb.push_str(command.verb);
        }
    }

    /// A command of a listing that is not sent. False: it is sent.
    fn unsent_command(
        &mut self,
        command: &CommandLine<'_>,
        line: &ScriptLine,
        wrapped: &WrappedLine<'_>,
    ) -> Result<bool, Stop> {
        if self.doubtful_command(command, line, wrapped)? {
            return Ok(true);
        }
        self.note_entry(command, line);
        self.note_verb(command);
        match self.why_unsent(command, line, wrapped.next)? {
            Some(Why::InIdle) if !self.style.page => {
                return self.pass_mistake(line, Mistake::CommandInIdle).map(|()| true);
            }
            Some(why) => {
                if matches!(why, Why::Repeated | Why::Elided) {
                    self.open_unsent_literal(command, line, &wrapped.nesting);
                }
                return self.pass_wrapped(wrapped, LineKind::Prose, why).map(|()| true);
            }
            None => {}
        }
        if let Some((at, mistake)) = self.mistake_in_command(command, line, wrapped)? {
            let column = line.column() + command.text[..at].chars().count();
            self.mistake_at(line, column, mistake);
            return self.pass_wrapped(wrapped, LineKind::Mistake, Why::Evident).map(|()| true);
        }
        Ok(false)
    }

    /// Whether this is `done` with a tag, perhaps of one letter, in IDLE.
    pub(super) fn is_tagged_done(&self, command: &CommandLine<'_>) -> bool {
        let is_done = || match command.tag {
            Some(_) => commands::is_done(command.verb),
            None => is_letter(command.verb) && commands::is_done(command.arguments.trim()),
        };
        self.idle.is_some() && is_done()
    }

    /// The line that ends an IDLE.
    fn done_line(&mut self, text: &str, line: &ScriptLine) -> StepResult {
        if self.awaits_echo(self.at + 1) {
            return Err(Stop::NeedsLine);
        }
        self.idle = None;
        self.push(line, ItemKind::Done(text.into()));
        let outcome = self.pass(LineKind::Command, Why::EndsIdle);
        self.skip_echo();
        outcome
    }

    /// A line that may not be a command, or not all of one. False: it is a whole command.
    fn doubtful_command(
        &mut self,
        command: &CommandLine<'_>,
        line: &ScriptLine,
        wrapped: &WrappedLine<'_>,
    ) -> Result<bool, Stop> {
        if self.is_tagged_done(command) {
            let next = self.arrived_text(wrapped.next);
            if !next.is_some_and(|next| self.is_refused_in_idle(command.tag, next.content())) {
                self.idle = None;
                return self.pass_mistake(line, Mistake::TaggedDone).map(|()| true);
            }
        }
        let mistake = if self.may_be_in_literal(command)? {
            Some(Mistake::CommandInLiteral)
        } else if let Some(mistake) = self.in_shown_message(command, line)? {
            Some(mistake)
        } else if self.uses_tag_again(command) {
            command.tag.map(|tag| Mistake::TagUsedAgain(tag.to_owned()))
        } else {
            None
        };
        if let Some(mistake) = mistake {
            self.mistake(line, mistake);
            return self.pass_wrapped(wrapped, LineKind::Mistake, Why::Evident).map(|()| true);
        }
        if let Some(rest) = self.rest_below(line, wrapped)? {
            return self.pass_before_rest(wrapped, &rest).map(|()| true);
        }
        if self.stream && self.begins_list(command)? {
            return self.pass_other_format(line, OtherFormat::CommandList).map(|()| true);
        }
        Ok(false)
    }

    /// The mistake in a command that would be sent, and its octet.
    fn mistake_in_command(
        &mut self,
        command: &CommandLine<'_>,
        line: &ScriptLine,
        wrapped: &WrappedLine<'_>,
    ) -> Result<Option<(usize, Mistake)>, NeedsLine> {
        if line.mark.is_some() && has_response_after_mark(line.whole()) {
            return Ok(Some((0, Mistake::SeveralCommands)));
        }
        // The other check notes the command, so nothing may fail after it.
        let has_lost_arguments = self.has_lost_arguments(command, wrapped)?;
        let has_too_many = |spec: &CommandSpec| shape::has_too_many(spec, command.arguments);
        Ok(match self.unsendable(command, line, wrapped.next) {
            None if !has_lost_arguments => self.missing_step(command).map(|mistake| (0, mistake)),
            None if command.spec.is_some_and(has_too_many) => Some((0, Mistake::TooManyArguments)),
            None => Some((0, Mistake::LacksArguments)),
            found => found,
        })
    }

    /// Why the listing's command is not sent.
    fn why_unsent(
        &mut self,
        command: &CommandLine<'_>,
        line: &ScriptLine,
        next: usize,
    ) -> Result<Option<Why>, NeedsLine> {
        self.end_at_second_greeting(command)?;
        if self.is_shown_again(command, line, next)? {
            return Ok(Some(Why::Repeated));
        }
        if self.sent.logout.is_some() {
            self.output.remarks.after_logout += 1;
            self.note_form(command, line);
            return Ok(Some(Why::AfterLogout));
        }
        if self.idle.is_some() && !commands::is_done(command.verb) {
            // The listing may show that the server refuses it.
            let next = self.next_text(next)?;
            if !next.is_some_and(|next| self.is_refused_in_idle(command.tag, next.content())) {
                self.output.remarks.prose += 1;
                self.note_unsent(command.text, line, Why::InIdle);
                return Ok(Some(Why::InIdle));
            }
        }
        if is_elided(command) && !self.is_meant_as_shown(command, next)? {
            self.output.remarks.prose += 1;
            self.sent.elided = true;
            self.note_unsent(command.text, line, Why::Elided);
            return Ok(Some(Why::Elided));
        }
        if command.tag.is_none() && self.lines.may_name(next, command.verb) {
            let next = match self.next_text(next) {
                // Only lines that have arrived count; a complete command does not wait for more.
                Err(NeedsLine) if !self.waits_for_next_line => None,
                next => next?,
            };
            if next.is_some_and(|next| completes_word(next.content(), command.verb)) {
                self.note_unsent(command.text, line, Why::ForgottenTag);
                return Ok(Some(Why::ForgottenTag));
            }
        }
        Ok(None)
    }

    /// Whether a script shows that the command above the line at this index is sent as it stands, although a
    /// part of it seems to be left out: the server refuses it, or the script expects something. A search may
    /// be for any text.
    fn is_meant_as_shown(&self, command: &CommandLine<'_>, next: usize) -> Result<bool, NeedsLine> {
        if self.style.marks.is_some() || self.style.page {
            return Ok(false);
        }
        if command.spec.is_some_and(|spec| shape::is_search(spec, command.arguments)) {
            return Ok(true);
        }
        let shows_it =
            |it: ScriptLine| it.text().trim().starts_with(":expect") || is_refusal(it.content());
        Ok(self.next_text(next)?.is_some_and(shows_it))
    }

    /// Notes a line that is not sent, although it would be a command.
    pub(super) fn note_unsent(&mut self, text: &str, line: &ScriptLine, why: Why) {
        self.note_missing(text, line.number, why);
        // The user would not read more of them.
        const MAX: usize = 1000;
        if self.output.remarks.unsent_commands.len() < MAX {
            let text = text.to_owned();
            self.output.remarks.unsent_commands.push(UnsentCommand {
                line: line.number,
                text,
                why,
            });
        }
    }

    /// A command that is sent.
    fn command(
        &mut self,
        command: &CommandLine<'_>,
        line: &ScriptLine,
        nesting: &wrapped::Nesting,
    ) {
        let is_listing = self.style.page || (self.style.marks.is_some() && !self.is_record);
        let with_variables = without_shell_variables(command).filter(|_| is_listing);
        let filled_in = match with_variables {
            Some(text) => Cow::Owned(text),
            None if self.is_record => Cow::Borrowed(command.text),
            None => filled_in(command),
        };
        let text = &*filled_in;
        let command = match filled_in {
            Cow::Borrowed(_) => *command,
            Cow::Owned(_) => self.parse_command(text),
        };
        let command = &command;
        self.note_sent(command, line);
        self.auth = ListedAuthentication::begun_by(command);
        let mechanism = self.auth.as_ref().map(|auth| auth.mechanism.clone());
        self.variables(text, line, mechanism.as_deref());
        if command.is("IDLE") {
            self.idle = Some(command.tag.map(Box::from));
            (self.sent.idle, self.sent.in_idle) = (Some(line.number), None);
            self.sent.idle_accepted = false;
        } else if self.idle.is_some() && self.sent.in_idle.is_none() {
            self.sent.in_idle = Some(line.number);
        }
        if command.is("LOGOUT") {
            self.sent.logout = Some(line.number);
        }
        self.open_literal(text, command.tag, line, nesting);
        if self.open.is_none() && nesting.is_open() {
            self.note_unclosed(nesting, (line.number, line.column()));
        }
        self.learn_surroundings(line);
        self.push(line, ItemKind::Command(ScriptCommand::new(command)));
    }

    /// Notes a command that has ended and may have an open bracket.
    pub(super) fn note_unclosed(&mut self, nesting: &wrapped::Nesting, place: (usize, usize)) {
        if let Some(sign) = nesting.innermost().filter(|_| !self.is_record) {
            let error = self.error_at(place, Mistake::Unclosed(sign));
            if self.stream && self.is_refused_at(self.at + 1) != Ok(true) {
                self.output.errors.push(error)
            } else {
                self.sent.unclosed.push(error)
            }
        }
    }

    /// Remembers a command, for the lines about it that follow.
    fn note_sent(&mut self, command: &CommandLine<'_>, line: &ScriptLine) {
        let (number, text) = self.sent.last.get_or_insert_default();
        *number = line.number;
        text.clear();
        text.push_str(command.text);
        (self.sent.last_completed, self.sent.second_greeting) = (false, None);
        self.text_fetch = TextFetch::of(command, line);
        let is_login = command.is_login();
        self.refuse_below_stray_continuation(command, is_login);
        if is_login {
            self.sent.login = Some(line.number);
            // No SELECT above it succeeds.
            self.sent.has_selected = false;
        }
        self.sent.has_selected |= command.is("SELECT") || command.is("EXAMINE");
        if is_login_attempt(command.text, command.spec, false, false) {
            // After a login, only another one is an attempt.
            self.sent.login_attempted |= is_login || !self.sent.logged_in;
            let secret = secret_of_command(command.text, UnknownVerbPolicy::Show);
            self.sent.secret_due = secret.is_none();
        }
        if let Some(tag) = command.tag {
            self.note_form(command, line);
            self.sent.tags.add(tag, line.number);
        }
    }

    /// Remembers the form of a tagged command until its answer, also below a LOGOUT, which the page may only
    /// mention.
    fn note_form(&mut self, command: &CommandLine<'_>, line: &ScriptLine) {
        if command.tag.is_some() && command.spec.is_some() {
            self.sent.form = Some(line.form);
        }
    }

    /// Notes the variables of a text that is sent; `mechanism`: that of the authentication it belongs to.
    pub(super) fn variables(&mut self, text: &str, line: &ScriptLine, mechanism: Option<&str>) {
        // Most lines name none.
        if !text.as_bytes().contains(&b'$') {
            return;
        }
        let begins = self.parse_command(text).is("AUTHENTICATE");
        let is_answer = mechanism.is_some() && !begins;
        let shown = if is_answer { "" } else { text };
        for variable in variables(split_literal_marker(text).0) {
            match mechanism {
                _ if variable.name != "sasl" => {
                    let quoted = mechanism.is_none() && variable.in_quotes;
                    self.need(variable.name, quoted, line, shown);
                }
                Some(mechanism) if sasl::can_respond(mechanism) => {
                    self.need("user", false, line, shown);
                    self.need("password", false, line, shown);
                }
                // In a paste, the dialogue knows the mechanism.
                Some("") => {}
                Some(mechanism) => {
                    self.mistake(line, Mistake::SaslNotReproducible(mechanism.to_owned()));
                }
                None => self.mistake(line, Mistake::SaslOutsideAuthenticate),
            }
        }
    }

    /// Notes that the script needs a value for this variable. `shown`: the text around it, unless all of the
    /// line is a secret.
    fn need(&mut self, name: &str, quoted: bool, line: &ScriptLine, shown: &str) {
        if let Some(value) = self.known_variables.set.get(name) {
            if quoted && !is_quotable(value.as_bytes()) {
                self.mistake(line, Mistake::NotQuotable(name.to_owned()));
            }
        } else if self.known_variables.needed.insert((name.to_owned(), quoted)) {
            self.output.required_variables.push(RequiredVariable {
                name: name.to_owned(),
                line: line.number,
                column: line.column(),
                quoted,
                may_be_secret: may_be_secret(name, &mask_secrets(shown)),
            });
        }
    }

    pub(super) fn access(&mut self, line: &ScriptLine, target: AccessTarget) {
        let may_be_secret = match &target {
            AccessTarget::Read(path) => may_be_secret(path, &mask_secrets(line.text())),
            _ => false,
        };
        let (line, column) = (line.number, line.column());
        self.output.outside_accesses.push(OutsideAccess { line, column, target, may_be_secret });
    }
}

/// Whether a command is followed by the server's answer in its line, `A2 AUTHENTICATE LOGIN S: + VXNl`: the line
/// ends were lost.
fn has_response_after_mark(text: &str) -> bool {
    text.match_indices(" S: ").any(|(at, mark)| {
        // Otherwise the answer is in a second column.
        let is_joined = !text[..at].ends_with([' ', '\t', '|']);
        is_joined && is_response(text[at + mark.len()..].trim_start())
    })
}

/// Whether an elision or a placeholder replaces a part of this command, or all of it behind the tag. A login
/// is filled in.
fn is_elided(command: &CommandLine<'_>) -> bool {
    match command.spec {
        Some(spec) => {
            !commands::is_login(spec.name)
                && !command.arguments.is_empty()
                && has_elided_word(command.arguments)
        }
        None => command.tag.is_some_and(|tag| is_elided_line(command.text[tag.len()..].trim())),
    }
}
