//! Pastes. A paste arrives as one request, and is read like a script, by the same rules: starting from
//! the session's state, and as a whole, so that nothing is sent if it has a mistake. Its lines are sent
//! one by one, each after the completion of the previous one. Meanwhile the prompt works, and Ctrl-C
//! drops the rest.

use super::ConnectionThread;
use crate::console::StopReason;
use crate::messages::text;
use crate::notation::{
    self, HiddenLine, ItemKind, LineKind, Reading, ScriptCommand, ScriptError, ScriptItem,
    is_idle_first_to_end,
};
use crate::protocol::commands::{self, ConnectionState};
use crate::protocol::compose::ComposeError;
use crate::protocol::dialogue::{Completion, Dialogue, Expected};
use crate::protocol::framing::Status;
use crate::protocol::secrets::{InputMask, is_unsent_attempt};
use std::collections::{HashMap, HashSet, VecDeque};
use std::time::{Duration, Instant};

/// After this time a wait for a completion is reported.
const REPORT_AFTER: Duration = Duration::from_millis(500);

/// The name of a paste in its mistakes.
const NAME: &str = "paste";

/// The maximum number of lines of a paste with a mistake that are shown.
const MAX_SHOWN: usize = 20;

/// The state of a paste that is being sent.
#[derive(Default)]
pub struct Paste {
    steps: VecDeque<PasteStep>,
    /// How many of them are lines to be sent.
    lines: usize,
    /// When it began to wait for a completion; `None`: it does not, or it was reported.
    waits_since: Option<Instant>,
    /// Whether NO or BAD is expected, for the commands that were sent, by their number.
    sent: HashMap<u64, bool>,
    /// The deadline of its wait for the listed responses of the current IDLE.
    listed_until: Option<Instant>,
    /// How many of its lines were not sent.
    unsent: usize,
    /// How many pastes were begun.
    begun: u64,
    /// The number of the connection on which it is sent.
    connection: u64,
}

/// A step of a paste: a line, or a line's information about the server.
pub enum PasteStep {
    /// Shown, and not sent.
    Unsent(String),
    /// Shown like this, and not sent: it may be a secret.
    Hidden(String),
    Command {
        command: ScriptCommand,
        meant_to_fail: bool,
    },
    /// The next line of a command.
    FurtherLine(String),
    /// The beginning of a line of a literal, after which nothing more of it was sent.
    CutLine(String),
    Answer(String),
    Done(String),
    /// Directives work in any state. The paste may show that the command of a `:raw` fails.
    Directive {
        line: String,
        meant_to_fail: bool,
    },
    /// A line that is handled as if it were typed.
    Typed(String),
    /// The server sends this in IDLE.
    Listed(String),
    /// The record that was pasted breaks off here in the middle of a command.
    CutOff,
}

impl PasteStep {
    fn of(item: ScriptItem) -> Option<PasteStep> {
        Some(match item.kind {
            ItemKind::Command(command) => {
                PasteStep::Command { command, meant_to_fail: item.meant_to_fail }
            }
            ItemKind::FurtherLine(text) => PasteStep::FurtherLine(text.into()),
            ItemKind::CutLine(text) => PasteStep::CutLine(text.into()),
            ItemKind::Answer(text) => PasteStep::Answer(text.into()),
            ItemKind::Done(text) => PasteStep::Done(text.into()),
            ItemKind::ExpectedResponse(keyword) => PasteStep::Listed(keyword.into()),
            ItemKind::CutOff => PasteStep::CutOff,
            _ => return None,
        })
    }

    fn is_line(&self) -> bool {
        use PasteStep::{CutOff, Hidden, Listed, Unsent};
        !matches!(self, Unsent(_) | Hidden(_) | Listed(_) | CutOff)
    }
}

impl Paste {
    /// How many pastes were begun so far.
    pub fn begun(&self) -> u64 {
        self.begun
    }

    /// How many lines are left to be sent.
    pub fn len(&self) -> usize {
        self.lines
    }

    fn push(&mut self, step: PasteStep) {
        self.lines += usize::from(step.is_line());
        self.steps.push_back(step);
    }

    fn pop(&mut self) -> Option<PasteStep> {
        let step = self.steps.pop_front()?;
        self.lines -= usize::from(step.is_line());
        Some(step)
    }

    /// `hidden`: the lines that may be a secret, without it, by number.
    fn add(&mut self, lines: &[String], reading: Reading, mut hidden: HashMap<usize, HiddenLine>) {
        let mut items = reading.script.items.into_iter().peekable();
        for (number, line) in lines.iter().enumerate() {
            let kind = reading.decisions.get(number).map(|decision| decision.kind);
            let (mut is_sent, mut meant_to_fail) = (false, false);
            while let Some(item) = items.next_if(|item| item.line <= number + 1) {
                meant_to_fail |= item.meant_to_fail;
                if let Some(step) = PasteStep::of(item) {
                    is_sent |= step.is_line();
                    self.push(step);
                }
            }
            match kind {
                Some(LineKind::Directive) => {
                    // In a record, it is in a comment.
                    let line = line.trim_start_matches(['#', ' ']).to_owned();
                    self.push(PasteStep::Directive { line, meant_to_fail });
                }
                // It was joined with the line above.
                Some(LineKind::Continuation | LineKind::Blank) | None => {}
                _ if is_sent => {}
                _ => self.push(match hidden.remove(&(number + 1)) {
                    Some(hidden) => PasteStep::Hidden(hidden.text),
                    None => PasteStep::Unsent(line.clone()),
                }),
            }
        }
    }
}

/// Whether the line can be handled without a connection.
fn is_directive(line: &str) -> bool {
    line.trim_start_matches(['#', ' ']).starts_with(':')
}

/// Whether the step is `TAG done`.
fn is_done(step: &PasteStep) -> bool {
    let PasteStep::Command { command, .. } = step else { return false };
    commands::is_done(command.line().verb)
}

impl ConnectionThread {
    /// Takes a paste: the one place where a paste becomes lines.
    /// `typed_at`: when it arrived.
    pub fn begin_paste(&mut self, lines: Vec<String>, typed_at: Option<Instant>) {
        self.paste.connection = self.console.connections();
        if self.console.settings.raw_paste {
            lines.into_iter().map(PasteStep::Typed).for_each(|step| self.paste.push(step));
            self.paste.waits_since = Some(Instant::now());
            self.paste.begun += 1;
            return;
        }
        if self.console.dialogue().is_none() && !lines.iter().any(|line| is_directive(line)) {
            self.show_unsent_paste(&lines);
            return self.console.error(text::LineNotConnected);
        }
        let mut start = self.expected();
        start.awaits_request |= self.is_ahead_of_challenge(typed_at);
        let mut text = lines.join("\n");
        // An empty last line may end a command with a literal.
        if lines.last().is_some_and(String::is_empty) {
            text.push('\n');
        }
        match notation::read_paste(&text, NAME, &start) {
            Ok((reading, hidden)) if reading.mistakes.is_empty() => {
                if let Some(variable) = self.missing_variable(&reading) {
                    return self.report_missing(&lines, reading.line_count(), variable);
                }
                let remarks = self.console.messages().paste_remarks(&reading.script.remarks);
                self.paste.add(&lines, reading, hidden);
                self.paste.waits_since = Some(Instant::now());
                self.paste.begun += 1;
                remarks.into_iter().for_each(|remark| self.console.info(remark));
                if let Some(running) = &self.snapshot.directive {
                    self.paste.waits_since = None;
                    let (lines, command) = (self.paste.len(), running.line.clone());
                    self.console.info(text::ReplPasteWaits { lines, command });
                }
            }
            Ok((reading, _)) => {
                self.report_mistaken(&lines, reading.line_count(), &reading.mistakes);
            }
            Err(mistake) => self.report_mistaken(&lines, lines.len(), &[mistake]),
        }
    }

    /// A variable that the paste needs and that has no value.
    fn missing_variable(&self, reading: &Reading) -> Option<String> {
        let mut required = reading.script.required_variables.iter();
        let missing = required.find(|it| !self.console.variables.has(&it.name))?;
        Some(missing.shown_name().to_owned())
    }

    fn report_missing(&mut self, lines: &[String], count: usize, variable: String) {
        self.show_unsent_paste(lines);
        let error = ComposeError::UndefinedVariable(variable);
        let why = self.console.messages().compose_error(&error);
        self.console.error(why);
        self.console.info(text::ReplPasteMistaken { lines: count });
    }

    /// Reports the mistakes of a paste of which nothing is sent. `count`: the number of its lines.
    fn report_mistaken(&mut self, lines: &[String], count: usize, mistakes: &[ScriptError]) {
        if is_idle_first_to_end(mistakes) {
            self.show_unsent_paste(lines);
            return self.console.error(text::ReplPasteInIdle { lines: count });
        }
        self.show_mistaken_paste(lines, mistakes);
        let why = self.console.messages().script_errors(mistakes);
        self.console.error(why);
        let dialogue = self.console.dialogue();
        // Then no line is a directive.
        if dialogue.is_some_and(|it| it.expects_literal_or_rest() || it.expects_sasl_response()) {
            self.console.info(text::ReplPasteMistakenInside { lines: count });
        } else {
            self.console.info(text::ReplPasteMistaken { lines: count });
        }
    }

    fn expected(&self) -> Expected {
        self.console.dialogue().map(Dialogue::expected).unwrap_or_default()
    }

    /// Shows the first lines of a paste that is not sent.
    pub fn show_unsent_paste(&mut self, lines: &[String]) {
        let shown = self.masked_paste(lines);
        shown.iter().take(MAX_SHOWN).for_each(|line| self.console.echo(line));
        if shown.len() > MAX_SHOWN {
            self.console.echo("…");
        }
    }

    /// Shows the first lines of a paste that has these mistakes, and the lines that the reports name, with the
    /// numbers by which they name them.
    fn show_mistaken_paste(&mut self, lines: &[String], mistakes: &[ScriptError]) {
        let shown = self.masked_paste(lines);
        let named = mistakes.iter().flat_map(|it| [Some(it.line), it.mistake.other_line()]);
        let named: HashSet<usize> = named.flatten().collect();
        let width = shown.len().to_string().len();
        let mut last = 0;
        for (number, line) in (1..).zip(&shown) {
            if number > MAX_SHOWN && !named.contains(&number) {
                continue;
            }
            if number > last + 1 {
                self.console.echo("…");
            }
            self.console.echo(&format!("{number:>width$}  {line}"));
            last = number;
        }
        if last < shown.len() {
            self.console.echo("…");
        }
    }

    fn masked_paste(&self, lines: &[String]) -> Vec<String> {
        let mask = self.console.mask();
        notation::masked_paste(&lines.join("\n"), &self.expected(), &mask)
    }

    /// The next step of a paste, if it is possible now.
    pub fn next_paste_step(&mut self) -> Option<PasteStep> {
        let dialogue = self.console.dialogue();
        let is_ready = match self.paste.steps.front()? {
            PasteStep::Unsent(_) | PasteStep::Hidden(_) | PasteStep::Listed(_) => true,
            _ if dialogue.is_some_and(Dialogue::awaits_completion) => false,
            PasteStep::Done(_) => !self.awaits_listed_responses(),
            _ => true,
        };
        if !is_ready {
            return None;
        }
        self.paste.waits_since = Some(Instant::now());
        self.paste.pop()
    }

    /// Performs a step of a paste. One that fails drops the rest.
    pub fn paste_step(&mut self, step: PasteStep) -> Result<(), StopReason> {
        self.line_failed = false;
        let result = self.perform_step(step);
        self.drop_paste_after_failure();
        self.report_unsent();
        self.follow_paste_to_its_connection();
        // The prompt may come back before the server sends anything.
        self.publish();
        result
    }

    fn perform_step(&mut self, step: PasteStep) -> Result<(), StopReason> {
        let dialogue = self.console.dialogue();
        let is_connected = dialogue.is_some();
        let is_within = dialogue.is_some_and(Dialogue::expects_literal_or_rest);
        let is_challenged = dialogue.is_some_and(Dialogue::expects_sasl_response);
        let is_idle = dialogue.is_some_and(|dialogue| dialogue.idle().is_some());
        match step {
            PasteStep::Unsent(line) => self.show_unsent(&line),
            PasteStep::Hidden(shown) => {
                self.paste.unsent += 1;
                self.console.echo(&shown);
            }
            PasteStep::Listed(keyword) => {
                self.console.sinks.expectations.await_response(&keyword);
            }
            PasteStep::Typed(line) => return self.line(&line),
            PasteStep::Directive { line, meant_to_fail } => {
                return self.pasted_directive(&line, meant_to_fail);
            }
            // Without a connection directives still work, and :reconnect opens another one.
            step if !is_connected => {
                let lines = self.drop_paste_from(&step);
                self.console.info(text::ReplPasteClosed { lines });
            }
            PasteStep::CutOff if is_within => {
                self.console.abandon();
                self.console.warn(text::ReplConnectionClosed);
            }
            PasteStep::CutOff => {}
            // The server needs no answer, or the IDLE has ended.
            PasteStep::Answer(line) if !is_challenged => self.show_unsent_answer(&line),
            PasteStep::FurtherLine(_) | PasteStep::CutLine(_) if !is_within => {}
            PasteStep::CutLine(text) => drop(self.console.cut_line(&text, None)),
            PasteStep::Done(_) if !is_idle => {}
            PasteStep::Answer(line) | PasteStep::FurtherLine(line) | PasteStep::Done(line) => {
                return self.line(&line);
            }
            step @ PasteStep::Command { meant_to_fail: false, .. }
                if self.runs_unexpected_idle() && !is_done(&step) =>
            {
                let lines = self.drop_paste_from(&step);
                self.console.info(text::ReplPasteUnexpectedIdle { lines });
            }
            step @ PasteStep::Command { .. } if is_within || is_challenged => {
                let lines = self.drop_paste_from(&step);
                self.console.info(text::ReplPasteIncomplete { lines });
            }
            PasteStep::Command { command, meant_to_fail } => {
                return self.pasted_command(&command, meant_to_fail);
            }
        }
        Ok(())
    }

    fn pasted_directive(&mut self, line: &str, meant_to_fail: bool) -> Result<(), StopReason> {
        let number = self.console.commands_sent();
        let result = self.line(line);
        // `:raw` may have sent a command.
        let sent = (number..self.console.commands_sent()).map(|it| (it, meant_to_fail));
        self.paste.sent.extend(sent);
        result
    }

    fn show_unsent(&mut self, line: &str) {
        self.paste.unsent += 1;
        self.console.echo(&self.console.mask().masked_prose(line));
        if is_unsent_attempt(line) {
            self.console.note_unsent_attempt();
        }
    }

    /// Drops this step and the rest of the paste. Returns the number of lines.
    fn drop_paste_from(&mut self, step: &PasteStep) -> usize {
        usize::from(step.is_line()) + self.drop_paste()
    }

    /// The lines below a line that was not carried out may depend on it.
    fn drop_paste_after_failure(&mut self) {
        if std::mem::take(&mut self.line_failed) {
            let lines = self.drop_paste();
            if lines > 0 {
                self.console.info(text::ReplPasteStopped { lines });
            }
        }
    }

    /// Shows an answer that the server has not asked for, unless it is an empty one.
    fn show_unsent_answer(&mut self, line: &str) {
        if !line.trim().is_empty() {
            self.console.echo(&InputMask::All.masked(line));
            self.console.info(text::ReplAheadOfLogin);
        }
    }

    /// A step of the paste may have connected again: the rest is meant for that connection.
    fn follow_paste_to_its_connection(&mut self) {
        let connection = self.console.connections();
        if std::mem::replace(&mut self.paste.connection, connection) != connection {
            self.paste.sent.clear();
        }
    }

    /// Drops the rest of a paste for a connection that was left since: it would be read as commands on the
    /// next one.
    pub fn drop_paste_of_left_connection(&mut self) {
        let connection = self.console.connections();
        if std::mem::replace(&mut self.paste.connection, connection) == connection {
            return;
        }
        self.paste.sent.clear();
        let lines = self.drop_paste();
        if lines > 0 {
            self.console.info(text::ReplPasteOfLeftConnection { lines });
        }
    }

    /// Whether an IDLE runs that is not in the paste, or that its listing shows as refused.
    fn runs_unexpected_idle(&self) -> bool {
        let idle = self.console.dialogue().and_then(Dialogue::idle);
        idle.is_some_and(|idle| self.paste.sent.get(&idle.number) != Some(&false))
    }

    fn pasted_command(
        &mut self,
        command: &ScriptCommand,
        meant_to_fail: bool,
    ) -> Result<(), StopReason> {
        if self.is_stray_answer(&command.text) {
            self.show_unsent_answer(&command.text);
            return Ok(());
        }
        self.paste.listed_until = None;
        if command.name() == "IDLE" {
            self.console.sinks.expectations.idle_begins();
        }
        self.paste.sent.insert(self.console.commands_sent(), meant_to_fail);
        self.command(command)
    }

    /// Whether IDLE has to continue, because some listed responses have not arrived.
    fn awaits_listed_responses(&mut self) -> bool {
        let is_idle = self.console.dialogue().is_some_and(|dialogue| dialogue.idle().is_some());
        if !is_idle || self.console.sinks.expectations.all_arrived() {
            return false;
        }
        let patience = self.console.settings.patience;
        let until = *self.paste.listed_until.get_or_insert_with(|| Instant::now() + patience);
        if Instant::now() < until {
            return true;
        }
        let missing = self.console.sinks.expectations.take_missing();
        self.console.warn_of_missing(missing);
        false
    }

    /// Says how many lines of a paste were not sent, after its last step.
    fn report_unsent(&mut self) {
        if self.paste.steps.is_empty() && self.paste.unsent > 0 {
            let lines = std::mem::take(&mut self.paste.unsent);
            self.console.info(text::ReplPasteUnsent { lines });
        }
    }

    /// Whether the paste shows that the server refuses this command.
    pub fn is_pasted_as_refused(&self, completion: &Completion) -> bool {
        self.paste.sent.get(&completion.command.number) == Some(&true)
    }

    /// After the completion of a pasted command: an unexpected NO or BAD drops the rest of the paste.
    /// Returns whether the command was pasted.
    pub fn judge_pasted(&mut self, completion: &Completion) -> bool {
        if completion.command.is("IDLE") {
            self.console.sinks.expectations.idle_ends();
        }
        let pasted = self.paste.sent.remove(&completion.command.number);
        // What waits for STARTTLS is meant to be encrypted, also if STARTTLS was typed.
        let may_fail = pasted.unwrap_or_else(|| !completion.command.is("STARTTLS"));
        let has_failed = completion.status != Status::Ok;
        let is_unexpected =
            if has_failed { !may_fail } else { pasted == Some(true) && !completion.taken_as_done };
        let lines = if is_unexpected { self.drop_paste() } else { 0 };
        let command = completion.command.display_line();
        let is_login = commands::is_login(completion.command.name());
        if lines > 0 && has_failed && is_login && self.is_logged_in() {
            self.console.info(text::ReplPasteLoggedIn { lines });
        } else if lines > 0 && has_failed {
            self.console.info(text::ReplPasteFailed { lines, command });
        } else if lines > 0 {
            self.console.info(text::ReplPasteSucceeded { lines, command });
        }
        pasted.is_some()
    }

    fn is_logged_in(&self) -> bool {
        let state = self.console.dialogue().and_then(Dialogue::settled_state);
        state.is_some_and(|state| state != ConnectionState::NotAuthenticated)
    }

    /// Drops the remaining lines. Returns their number.
    pub fn drop_paste(&mut self) -> usize {
        self.paste.steps.clear();
        self.paste.unsent = 0;
        std::mem::take(&mut self.paste.lines)
    }

    /// When to report that a paste waits, or when its wait ends.
    pub fn paste_deadline(&self) -> Option<Instant> {
        let reports = self.paste.waits_since.map(|since| since + REPORT_AFTER);
        let deadlines = reports.into_iter().chain(self.paste.listed_until);
        deadlines.min().filter(|_| !self.paste.steps.is_empty())
    }

    /// Reports once that a paste waits for a completion.
    pub fn report_waiting_paste(&mut self) {
        let lines = self.paste.len();
        let is_due = self.paste.waits_since.is_some_and(|since| since.elapsed() >= REPORT_AFTER);
        if is_due && lines > 0 {
            self.paste.waits_since = None;
            if let Some(command) = self.unanswered() {
                self.console.info(text::ReplPasteWaits { lines, command });
            }
        }
    }
}
