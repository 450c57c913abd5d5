//! The driver that replays a script: it hands the script's items to the console one after another,
//! each when its turn has come, and judges the answers.
//!
//! A command waits for the completion of the one before it, unless commands are *pipelined*. What
//! belongs to a command (the lines of a literal, an answer to AUTHENTICATE's `+`) waits until the
//! server asks for it, and is left out if the server has refused the command.
//!
//! An answer is a failure if it is not the one that the script's listing shows: OK, where it shows
//! none. A script that is read whole knows the listed answers beforehand; for one that arrives on
//! standard input they follow behind (`stdin`).

mod judge;
mod stdin;
mod wait;

pub use stdin::read_standard_input;

use super::load::Loaded;
use crate::console::{Console, LineOutcome, StopReason};
use crate::directive::{self, Driver};
use crate::messages::{Text, text};
use crate::notation::directive::Directive;
use crate::notation::marks::MidSession;
use crate::notation::{Item, ItemKind, Pattern, ScriptCommand};
use crate::protocol::commands::ConnectionState;
use crate::session::{NoticeLevel, ScriptNotice, Session};
use std::collections::{BTreeMap, HashMap};
use std::io;
use std::rc::Rc;
use std::sync::mpsc::Receiver;
use std::time::Instant;

/// How many commands a pipeline sends before it looks for answers, which are shown and forgotten as
/// they come: otherwise a long script would be in flight whole.
const BETWEEN_LOOKS: usize = 1024;

/// How many commands a pipeline has in flight before it waits for answers: for half of them. So
/// the server always has some left to do, and the memory for unanswered commands is bounded.
const MOST_IN_FLIGHT: usize = 2048;

/// How scripts are replayed, besides the console's settings.
#[derive(Clone, Debug)]
pub struct Options {
    /// Wait for Enter before each command.
    pub step: bool,
    /// Go on after a failure.
    pub keep_going: bool,
    /// Let scripts reach outside their folder.
    pub trust: bool,
}

/// Lines of standard input: a script's, or the Enters of `--step`.
pub type Input = Receiver<io::Result<Vec<u8>>>;

/// Replays scripts on a console.
pub struct Replay<'a> {
    console: &'a mut Console,
    options: Options,
    input: Option<Input>,
    current: Current,
    /// How many scripts are being replayed, each run by the one before it.
    depth: usize,
    /// The script arrives on standard input.
    streaming: bool,
    /// The commands that are sent and not judged, by their number in the dialogue.
    sent: BTreeMap<u64, Sent>,
    /// The keywords of the responses that the listing of the current IDLE shows.
    awaited: Vec<String>,
    /// The command was refused: what belongs to it is left out.
    skipping: bool,
    /// Nothing but comments has come since a heading.
    under_heading: bool,
    answers: judge::OpenAnswers,
    failures: usize,
    reported_failures: Vec<String>,
}

/// The script that is replayed now.
#[derive(Default)]
struct Current {
    name: String,
    /// The line of the item that is replayed.
    line: usize,
    /// The scripts that it runs, by the lines of their `:run`.
    runs: HashMap<usize, Rc<Loaded>>,
    is_record: bool,
    /// How many steps have begun; a heading begins one.
    step: usize,
    /// How many steps there are, if that is known.
    steps: usize,
}

/// A command that was sent for a script's line.
struct Sent {
    line: usize,
    is_logout: bool,
    meant_to_fail: bool,
}

impl<'a> Replay<'a> {
    pub fn new(console: &'a mut Console, options: Options, input: Option<Input>) -> Replay<'a> {
        Replay {
            console,
            options,
            input,
            current: Current::default(),
            depth: 0,
            streaming: false,
            sent: BTreeMap::new(),
            awaited: Vec::new(),
            skipping: false,
            under_heading: false,
            answers: judge::OpenAnswers::default(),
            failures: 0,
            reported_failures: Vec::new(),
        }
    }

    /// How many commands and expectations have failed, and the texts of the first of them.
    pub fn into_failures(self) -> (usize, Vec<String>) {
        (self.failures, self.reported_failures)
    }

    /// Replays a script that was read whole, in its folder.
    pub fn play(&mut self, loaded: &Loaded) -> Result<(), StopReason> {
        let items = &loaded.script.items;
        let is_heading = |item: &&Item| matches!(item.kind, ItemKind::Heading(_));
        let current = Current {
            name: loaded.script.name.clone(),
            line: 0,
            runs: loaded.runs.clone(),
            is_record: loaded.script.is_record,
            step: 0,
            steps: items.iter().filter(is_heading).count(),
        };
        let outer = std::mem::replace(&mut self.current, current);
        let outer_base = self.console.variables().base();
        if let Some(folder) = &loaded.folder {
            self.console.set_base(folder.clone());
        }
        let patterns = patterns_before_next_command(items);
        let outer_patterns = self.console.expectations().set_patterns(Some(patterns));
        self.depth += 1;
        let result = self.play_items(items);
        self.depth -= 1;
        self.console.expectations().set_patterns(outer_patterns);
        self.console.variables_mut().set_wrong_password(false);
        self.console.set_base(outer_base);
        self.current = outer;
        result
    }

    fn play_items(&mut self, items: &[Item]) -> Result<(), StopReason> {
        let has_patterns = items.iter().any(|item| pattern_of(item).is_some());
        for (index, item) in items.iter().enumerate() {
            if has_patterns && matches!(item.kind, ItemKind::Command(_)) {
                let patterns = patterns_before_next_command(&items[index..]);
                self.console.expectations().set_patterns(Some(patterns));
            }
            self.play_item(item)?;
        }
        self.wait_for_all()
    }

    fn play_item(&mut self, item: &Item) -> Result<(), StopReason> {
        self.current.line = item.line;
        let belongs_to_command =
            matches!(item.kind, ItemKind::FurtherLine(_) | ItemKind::Answer(_));
        self.skipping &= belongs_to_command;
        if !matches!(item.kind, ItemKind::Comment(_)) {
            self.under_heading = matches!(item.kind, ItemKind::Heading(_));
        }
        match &item.kind {
            ItemKind::Heading(text) => self.heading(text),
            ItemKind::Comment(text) => {
                if self.under_heading {
                    self.script_notice(NoticeLevel::Info, text, text);
                }
                Ok(())
            }
            ItemKind::Directive(directive) => {
                self.wait_for_all()?;
                directive::perform(self, directive)
            }
            ItemKind::Command(command) => self.command(command, item.meant_to_fail),
            ItemKind::FurtherLine(text) => self.more(text),
            ItemKind::Answer(text) => self.answer(text),
            ItemKind::ExpectedResponse(keyword) => {
                self.awaited.push(keyword.to_string());
                Ok(())
            }
            ItemKind::Done(text) => self.done(text),
            ItemKind::MidSession(needs) => self.check_midway(*needs),
            ItemKind::ExpectedFailure(line) => self.allow_failure(*line),
        }
    }

    fn heading(&mut self, text: &str) -> Result<(), StopReason> {
        self.current.step += 1;
        if !self.console.settings.pipeline {
            self.wait_for_all()?;
        }
        let Current { step, steps, .. } = self.current;
        let shown = match steps {
            0 => text.to_owned(),
            _ => self.console.messages().format(text::ReplayHeading {
                text,
                step,
                of: steps,
            }),
        };
        self.script_notice(NoticeLevel::Heading, text, &shown);
        Ok(())
    }

    fn script_notice(&mut self, level: NoticeLevel, text: &str, shown: &str) {
        self.console
            .script_notice(ScriptNotice { level, text, shown });
    }

    /// A record that began in mid-session needs the state that it began in.
    fn check_midway(&mut self, needs: MidSession) -> Result<(), StopReason> {
        let Some(session) = self.console.live() else {
            return Ok(());
        };
        let dialogue = session.dialogue();
        let missing: &dyn Text =
            if dialogue.state() < needs.state.min(ConnectionState::Authenticated) {
                &text::ReplayMidSessionLogin
            } else if dialogue.state() < needs.state {
                &text::ReplayMidSessionMailbox
            } else if needs.idle && dialogue.idle().is_none() {
                &text::ReplayMidSessionIdle
            } else {
                return Ok(());
            };
        let why = self.console.messages().format(missing);
        self.reject(&why)
    }

    /// A command's first line.
    fn command(&mut self, command: &ScriptCommand, meant_to_fail: bool) -> Result<(), StopReason> {
        let name = command.name();
        let idles = name == "IDLE";
        let is_logout = name == "LOGOUT";
        // In a pipeline too it waits for the commands before it, and those behind it wait for it.
        let alone = idles
            || is_logout
            || matches!(name, "STARTTLS" | "COMPRESS" | "AUTHENTICATE" | "LOGIN");
        if alone || !self.console.settings.pipeline {
            self.wait_for_all()?;
        }
        self.wait_while(|session| session.dialogue().awaits_server() || !session.has_room())?;
        if self.options.step {
            self.wait_for_enter(&command.text)?;
        }
        // `a1 done` is sent as a command, but no earlier than a `done` without a tag.
        let command_line = command.line();
        if command_line.tag.is_some() && command_line.verb.eq_ignore_ascii_case("done") {
            self.wait_for_awaited()?;
        }
        self.awaited.clear();
        if idles {
            self.console.expectations().start_counting();
        }
        self.disguise(name, meant_to_fail);
        let number = self.next_number();
        let outcome = self.console.command(&command_line, self.current.line);
        let outcome = self.check_outcome(outcome)?;
        // A command whose literal consists of lines begins, with this number, after the last one.
        if outcome == LineOutcome::Kept || self.next_number() > number {
            let sent = Sent {
                line: self.current.line,
                is_logout,
                meant_to_fail,
            };
            self.sent.insert(number, sent);
        }
        if idles {
            self.wait_while(|session| session.dialogue().awaits_idle_continuation())?;
        } else if alone || self.console.must_wait() {
            self.wait_for_all()?;
        }
        match self.console.settings.pipeline {
            true => self.look_for_answers(),
            false => self.wait_for_all(),
        }
    }

    /// The secret of a refused login is in no record: a wrong password is sent in its place.
    fn disguise(&mut self, name: &str, meant_to_fail: bool) {
        let refused =
            self.current.is_record && meant_to_fail && matches!(name, "LOGIN" | "AUTHENTICATE");
        self.console.variables_mut().set_wrong_password(refused);
        if refused {
            let text = self.console.messages().format(text::ReplayWrongSecret);
            let text = self.place() + &text;
            self.console.notice(NoticeLevel::Info, &text);
        }
    }

    /// After a command of a pipeline: takes the answers that have arrived, now and then.
    fn look_for_answers(&mut self) -> Result<(), StopReason> {
        if self.sent.len() >= MOST_IN_FLIGHT {
            let half = MOST_IN_FLIGHT / 2;
            return self.wait_while(|session| session.dialogue().pending_commands().len() > half);
        }
        if self.sent.len() % BETWEEN_LOOKS == BETWEEN_LOOKS - 1 {
            self.console.turn(Some(Instant::now()))?;
            self.take_completions()?;
        }
        Ok(())
    }

    /// The number that the dialogue will give to the next command.
    fn next_number(&self) -> u64 {
        let session = self.console.live();
        session.map_or(0, |session| session.dialogue().commands_sent())
    }

    /// A further line of the command before it.
    fn more(&mut self, text: &str) -> Result<(), StopReason> {
        if self.skipping {
            return Ok(());
        }
        self.wait_while(|session| session.dialogue().awaits_server())?;
        if !self
            .console
            .live_is(|session| session.dialogue().is_within_command())
        {
            // The command was refused; its completion has been judged.
            self.skipping = true;
            return Ok(());
        }
        self.send_line(text)?;
        if !self.console.settings.pipeline {
            self.wait_for_all()?;
        }
        Ok(())
    }

    /// An answer to AUTHENTICATE's `+`.
    fn answer(&mut self, text: &str) -> Result<(), StopReason> {
        self.wait_while(|session| session.dialogue().awaits_server())?;
        if !self
            .console
            .live_is(|session| session.dialogue().expects_sasl_response())
        {
            return Ok(());
        }
        self.send_line(text)?;
        self.wait_while(|session| session.dialogue().awaits_server())?;
        self.wait_for_all()
    }

    /// `done`: after IDLE's `+`, and after the responses that the listing shows, or one patience.
    fn done(&mut self, text: &str) -> Result<(), StopReason> {
        let idles = |session: &Session| session.dialogue().idle().is_some();
        if self.console.live_is(|session| !idles(session)) {
            // The IDLE was refused; its completion has been judged.
            self.awaited.clear();
            return Ok(());
        }
        self.wait_for_awaited()?;
        self.send_line(text)?;
        self.wait_while(idles)
    }

    fn send_line(&mut self, text: &str) -> Result<(), StopReason> {
        let outcome = self.console.line(text, Some(self.current.line));
        self.check_outcome(outcome).map(drop)
    }

    /// Where the current item is written, to begin a message with.
    fn place(&self) -> String {
        self.place_of(self.current.line)
    }

    fn place_of(&self, line: usize) -> String {
        format!("{}:{line}: ", self.current.name)
    }
}

impl Driver for Replay<'_> {
    fn console(&mut self) -> &mut Console {
        self.console
    }

    fn fail(&mut self, text: &dyn Text) -> Result<(), StopReason> {
        self.fail_at(self.current.line, text)
    }

    fn take_completions(&mut self) -> Result<(), StopReason> {
        self.judge_completions()
    }

    fn send_raw(&mut self, line: &str) -> Result<(), StopReason> {
        let outcome = self.console.raw(line, Some(self.current.line));
        self.check_outcome(outcome).map(drop)
    }

    /// The script was loaded and checked together with the one that runs it.
    fn run(&mut self, _script: &str) -> Result<(), StopReason> {
        match self.current.runs.get(&self.current.line).cloned() {
            Some(loaded) => self.play(&loaded),
            None => Ok(()),
        }
    }
}

/// The patterns of the directives before the next command; the first item may be a command.
fn patterns_before_next_command(items: &[Item]) -> Vec<Pattern> {
    let (first, rest) = items.split_at(items.len().min(1));
    let rest = rest
        .iter()
        .take_while(|item| !matches!(item.kind, ItemKind::Command(_)));
    first
        .iter()
        .chain(rest)
        .filter_map(pattern_of)
        .cloned()
        .collect()
}

fn pattern_of(item: &Item) -> Option<&Pattern> {
    let ItemKind::Directive(directive) = &item.kind else {
        return None;
    };
    match &**directive {
        Directive::Expect(pattern) | Directive::Wait(_, Some(pattern)) => Some(pattern),
        _ => None,
    }
}
