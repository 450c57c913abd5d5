//! Replaying: a script's pieces fed to the console one after another, each when its turn has come.

mod input;
mod judge;
mod wait;

pub use input::read_standard_input;
pub use judge::refusal_text;

use super::load::{How, Loaded};
use super::watch::Watch;
use crate::console::{Console, LineOutcome};
use crate::directive as perform;
use crate::notation::directive::Directive;
use crate::notation::marks::MidSession;
use crate::notation::{Item, ItemKind, Pattern, ScriptCommand};
use crate::protocol::commands::ConnectionState;
use crate::session::{NoticeLevel, ScriptNotice, Session};
use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::io;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

/// How many commands a pipeline sends before it looks for answers, which are shown and forgotten as
/// they come: otherwise a long script would be in flight whole.
const BETWEEN_LOOKS: usize = 1024;

/// How many commands a pipeline has in flight before it waits for answers: for half of them. A
/// server that is slower is not kept waiting so, and its answers take no memory that grows.
const MOST_IN_FLIGHT: usize = 2048;

/// How many failures are told again at the end.
const TOLD_AGAIN: usize = 20;

/// How a script is replayed.
#[derive(Clone, Debug)]
pub struct Options {
    /// Without waiting for each completion.
    pub pipeline: bool,
    /// Waiting for Enter before each command.
    pub step: bool,
    /// Going on after a failure.
    pub keep_going: bool,
    /// How long the server may be silent while something is due.
    pub timeout: Duration,
    /// How long IDLE's listing is waited for, in all.
    pub patience: Duration,
    /// How scripts are looked for, and whether they may reach outside their session.
    pub how: How<'static>,
}

/// Why a replay stopped before its end.
#[derive(Debug, thiserror::Error)]
pub enum StopReason {
    /// A failure, already said.
    #[error("failed")]
    Failed,
    /// The script's text is wrong, already said.
    #[error("wrong")]
    Wrong,
    /// Ctrl-C.
    #[error("interrupted")]
    Interrupted,
    /// `:quit`.
    #[error("quit")]
    Quit,
    /// Standard output can't be written on.
    #[error("standard output: {0}")]
    Output(io::Error),
    /// Waiting itself failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// A command that was sent for a script's line.
struct Sent {
    /// Its number in the conversation.
    number: u64,
    line: usize,
    leaves: bool,
    meant_to_fail: bool,
}

/// A NO or BAD that nothing has allowed yet.
struct UnexpectedAnswer {
    line: usize,
    sent: String,
    came: String,
}

/// Replays scripts on a console.
pub struct Replay<'a> {
    /// Where the lines go.
    pub console: &'a mut Console,
    /// How.
    pub options: Options,
    name: String,
    watch: Rc<RefCell<Watch>>,
    interrupted: Arc<AtomicBool>,
    /// Lines of standard input: a script's, or the Enters of `--step`.
    input: Option<Receiver<io::Result<Vec<u8>>>>,
    /// What was sent and is not judged, in the order of sending.
    sent: VecDeque<Sent>,
    awaited: Vec<String>,
    /// A NO or BAD that the next line of standard input may allow.
    doubt: Option<UnexpectedAnswer>,
    /// The last command of standard input that was answered OK, and how: the listing may yet say
    /// that it was meant to fail.
    went_well: Option<UnexpectedAnswer>,
    /// The line of the command whose NO or BAD was allowed last.
    forgiven: Option<usize>,
    streaming: bool,
    failures: usize,
    /// The first failures, as they were told.
    told: Vec<String>,
    steps: (usize, usize),
    depth: usize,
    /// Whether what is played is a record.
    record: bool,
    /// The scripts that the lines of the one that is played run.
    runs: HashMap<usize, Loaded>,
    /// A heading came, and nothing but comments since.
    under_heading: bool,
    /// The command above was refused or dropped: what belongs to it is left out.
    skipping: bool,
}

impl<'a> Replay<'a> {
    /// A player on this console. `interrupted` is looked at whenever the console's poller is woken.
    pub fn new(
        console: &'a mut Console,
        options: Options,
        interrupted: Arc<AtomicBool>,
        input: Option<Receiver<io::Result<Vec<u8>>>>,
    ) -> Replay<'a> {
        let watch = Rc::new(RefCell::new(Watch::default()));
        let awake = watch.borrow().awake();
        console.sinks().add_observer(watch.clone(), awake);
        Replay {
            console,
            options,
            name: String::new(),
            watch,
            interrupted,
            input,
            sent: VecDeque::new(),
            awaited: Vec::new(),
            doubt: None,
            went_well: None,
            forgiven: None,
            streaming: false,
            failures: 0,
            told: Vec::new(),
            steps: (0, 0),
            depth: 0,
            record: false,
            runs: HashMap::new(),
            under_heading: false,
            skipping: false,
        }
    }

    /// Takes lines from here: a script's, or the Enters of `--step`.
    pub fn set_input(&mut self, input: Receiver<io::Result<Vec<u8>>>) {
        self.input = Some(input);
    }

    /// How many commands and expectations failed so far.
    pub fn failures(&self) -> usize {
        self.failures
    }

    /// The first failures, as they were told: to be told again at the end.
    pub fn told(&self) -> &[String] {
        &self.told
    }

    /// Replays a script that was read whole, in its folder.
    pub fn play(&mut self, loaded: &Loaded) -> Result<(), StopReason> {
        let script = &loaded.script;
        let headings = script
            .items
            .iter()
            .filter(|item| matches!(item.kind, ItemKind::Heading(_)))
            .count();
        let base = self.console.variables().base();
        let outer = (
            std::mem::replace(&mut self.name, script.name.clone()),
            std::mem::replace(&mut self.steps, (0, headings)),
            std::mem::replace(&mut self.runs, loaded.runs.clone()),
            std::mem::replace(&mut self.record, script.is_record),
        );
        if let Some(folder) = &loaded.folder {
            self.console.set_base(folder.clone());
        }
        self.depth += 1;
        let mut result = Ok(());
        let mut wanted = None;
        let asks = script.items.iter().any(|item| pattern_of(item).is_some());
        for (index, item) in script.items.iter().enumerate() {
            if index == 0 || (asks && matches!(item.kind, ItemKind::Command(_))) {
                let patterns = patterns_after(&script.items[index..]);
                let before = self.watch.borrow_mut().want(Some(patterns));
                wanted.get_or_insert(before);
            }
            result = self.item(item);
            if result.is_err() {
                break;
            }
        }
        if result.is_ok() {
            result = self.wait_for_all();
        }
        self.console.variables().disguise(false);
        if let Some(wanted) = wanted {
            self.watch.borrow_mut().want(wanted);
        }
        self.depth -= 1;
        self.console.set_base(base);
        (self.name, self.steps, self.runs, self.record) = outer;
        result
    }

    /// Replays the script that this line runs.
    pub(crate) fn run(&mut self, line: usize) -> Result<(), StopReason> {
        match self.runs.get(&line).cloned() {
            Some(loaded) => self.play(&loaded),
            None => Ok(()),
        }
    }

    /// Carries out one piece by itself, as the prompt does.
    pub fn perform(&mut self, directive: &Directive) -> Result<(), StopReason> {
        // What only concerns imapsh has its answer at once, whatever the server still owes.
        if matches!(directive, Directive::Run(_)) {
            self.wait_for_all()?;
        }
        perform::perform(self, directive, 0)
    }

    /// Lets the script that a line names be run from that line.
    pub fn may_run(&mut self, line: usize, loaded: Loaded) {
        self.runs.insert(line, loaded);
    }

    fn item(&mut self, item: &Item) -> Result<(), StopReason> {
        let belongs = matches!(item.kind, ItemKind::FurtherLine(_) | ItemKind::Answer(_));
        if !belongs {
            self.skipping = false;
        }
        if !matches!(item.kind, ItemKind::Comment(_)) {
            self.under_heading = matches!(item.kind, ItemKind::Heading(_));
        }
        match &item.kind {
            ItemKind::Heading(text) => {
                self.steps.0 += 1;
                let (step, of) = self.steps;
                self.wait_unless_pipelined()?;
                let numbered: &[(&str, &dyn std::fmt::Display)] =
                    &[("step", &step), ("of", &of), ("text", text)];
                let shown = match of {
                    0 => text.to_string(),
                    _ => self.console.messages().with("replay-step", numbered),
                };
                self.remark(NoticeLevel::Heading, text, &shown);
                Ok(())
            }
            ItemKind::Comment(text) if self.under_heading => {
                self.remark(NoticeLevel::Info, text, text);
                Ok(())
            }
            ItemKind::Comment(_) => Ok(()),
            ItemKind::Directive(directive) => {
                self.wait_for_all()?;
                if let Directive::Raw(line) = &**directive {
                    let did = self.console.raw(line, Some(item.line()));
                    return self.did(did, item.line()).map(drop);
                }
                perform::perform(self, directive, item.line())
            }
            ItemKind::Command(command) => self.command(command, item),
            ItemKind::FurtherLine(text) => self.more(text, item.line()),
            ItemKind::Answer(text) => self.answer(text, item.line()),
            ItemKind::ExpectedResponse(keyword) => {
                self.awaited.push(keyword.to_string());
                Ok(())
            }
            ItemKind::Done(text) => self.done(text, item.line()),
            ItemKind::MidSession(mid_session) => {
                self.check_mid_session_start(*mid_session, item.line())
            }
            ItemKind::ExpectedFailure(line) => {
                self.wait_for_all()?;
                match self.doubt.take_if(|doubt| doubt.line == *line) {
                    Some(_) => {
                        self.forgiven = Some(*line);
                        Ok(())
                    }
                    // A listing may say it twice: `* BAD`, and the tagged one behind it.
                    None if self.forgiven == Some(*line) => Ok(()),
                    None => match self.went_well.take_if(|doubt| doubt.line == *line) {
                        Some(doubt) => self.unexpected("replay-ok-where-no", &doubt),
                        None => Ok(()),
                    },
                }
            }
        }
    }

    /// A record that began in mid-session needs what had come before it.
    fn check_mid_session_start(
        &mut self,
        needs: MidSession,
        line: usize,
    ) -> Result<(), StopReason> {
        let Some(session) = self.console.live() else {
            return Ok(());
        };
        let dialogue = session.dialogue();
        let id = if dialogue.state() < needs.state.min(ConnectionState::Authenticated) {
            "replay-midway-login"
        } else if dialogue.state() < needs.state {
            "replay-midway-mailbox"
        } else if needs.idle && dialogue.idle().is_none() {
            "replay-midway-idle"
        } else {
            return Ok(());
        };
        let name = self.name.clone();
        self.console.notice_with(
            NoticeLevel::Error,
            id,
            &[("script", &name), ("line", &line)],
        );
        self.failures += 1;
        Err(StopReason::Wrong)
    }

    fn remark(&mut self, level: NoticeLevel, text: &str, shown: &str) {
        self.console
            .script_notice(ScriptNotice { level, text, shown });
    }

    fn command(&mut self, command: &ScriptCommand, item: &Item) -> Result<(), StopReason> {
        let name = command.name();
        let (idles, leaves) = (name == "IDLE", name == "LOGOUT");
        // It waits for those before it, and those after for it, in a pipeline too.
        let alone =
            idles || leaves || matches!(name, "STARTTLS" | "COMPRESS" | "AUTHENTICATE" | "LOGIN");
        if alone || !self.options.pipeline {
            self.wait_for_all()?;
        }
        self.wait_while(|session| session.dialogue().awaits_server() || !session.has_room())?;
        if self.options.step {
            self.wait_for_enter(&command.text)?;
        }
        // With a tag it is sent like a command, and as late as one without.
        if command.shape.is_tagged_done() {
            self.wait_for_awaited()?;
        }
        self.awaited.clear();
        if idles {
            self.watch.borrow_mut().count();
        }
        self.disguise(name, item);
        let number = self.begun();
        let did = self.console.command(&command.line(), item.line());
        let did = self.did(did, item.line())?;
        // A command whose literal is made of lines begins, with this number, when these end.
        if did == LineOutcome::Kept || self.begun() > number {
            self.sent.push_back(Sent {
                number,
                line: item.line(),
                leaves,
                meant_to_fail: item.meant_to_fail,
            });
        }
        if idles {
            self.wait_while(|session| session.dialogue().awaits_idle_continuation())?;
        } else if alone || self.is_waiting_for_plus() {
            self.wait_for_all()?;
        }
        match self.options.pipeline {
            true => self.look(),
            false => self.wait_for_all(),
        }
    }

    /// The secret that a refused login had is in no record: another goes in its place.
    fn disguise(&mut self, name: &str, item: &Item) {
        let refused = self.record && item.meant_to_fail && matches!(name, "LOGIN" | "AUTHENTICATE");
        self.console.variables().disguise(refused);
        if refused {
            let name = self.name.clone();
            self.console.notice_with(
                NoticeLevel::Info,
                "replay-wrong-secret",
                &[("script", &name), ("line", &item.line())],
            );
        }
    }

    /// After a command of a pipeline: takes the answers that have come, now and then.
    fn look(&mut self) -> Result<(), StopReason> {
        if self.sent.len() >= MOST_IN_FLIGHT {
            let half = MOST_IN_FLIGHT / 2;
            return self.wait_while(|session| session.dialogue().pending_commands().len() > half);
        }
        if self.sent.len() % BETWEEN_LOOKS == BETWEEN_LOOKS - 1 {
            self.turn(Some(Instant::now()))?;
            self.take_completions()?;
        }
        Ok(())
    }

    /// How many commands the conversation has begun.
    fn begun(&self) -> u64 {
        let begun = |session: &Session| session.dialogue().commands_sent();
        self.console.live().map_or(0, begun)
    }

    fn is_waiting_for_plus(&self) -> bool {
        self.console
            .live()
            .is_some_and(|session| session.dialogue().awaits_server())
    }

    fn more(&mut self, text: &str, line: usize) -> Result<(), StopReason> {
        if self.skipping {
            return Ok(());
        }
        self.wait_while(|session| session.dialogue().awaits_server())?;
        if !self
            .console
            .live()
            .is_some_and(|session| session.dialogue().is_within_command())
        {
            // The command was refused; its completion has been judged.
            self.skipping = true;
            return Ok(());
        }
        let did = self.console.line(text, Some(line));
        self.did(did, line)?;
        if !self.options.pipeline {
            self.wait_for_all()?;
        }
        Ok(())
    }

    fn answer(&mut self, text: &str, line: usize) -> Result<(), StopReason> {
        self.wait_while(|session| session.dialogue().awaits_server())?;
        if !self
            .console
            .live()
            .is_some_and(|session| session.dialogue().expects_sasl_response())
        {
            return Ok(());
        }
        let did = self.console.line(text, Some(line));
        self.did(did, line)?;
        self.wait_while(|session| session.dialogue().awaits_server())?;
        self.wait_for_all()
    }

    /// `done`: after IDLE's `+`, and after what the listing says would come, or one patience.
    fn done(&mut self, text: &str, line: usize) -> Result<(), StopReason> {
        let idles = |session: &Session| session.dialogue().idle().is_some();
        if self.console.live().is_some_and(|session| !idles(session)) {
            // The IDLE was refused; its completion has been judged.
            self.awaited.clear();
            return Ok(());
        }
        self.wait_for_awaited()?;
        let did = self.console.line(text, Some(line));
        self.did(did, line)?;
        self.wait_while(idles)
    }
}

/// The patterns that are asked for after this command and before the next.
fn patterns_after(items: &[Item]) -> Vec<Pattern> {
    let rest = items
        .iter()
        .skip(1)
        .take_while(|item| !matches!(item.kind, ItemKind::Command(_)));
    let mut patterns = Vec::new();
    for item in rest.chain(
        items
            .first()
            .filter(|item| !matches!(item.kind, ItemKind::Command(_))),
    ) {
        patterns.extend(pattern_of(item).cloned());
    }
    patterns
}

/// The pattern that is asked for here.
fn pattern_of(item: &Item) -> Option<&Pattern> {
    let ItemKind::Directive(directive) = &item.kind else {
        return None;
    };
    match &**directive {
        Directive::Expect(pattern) | Directive::Wait(_, Some(pattern)) => Some(pattern),
        _ => None,
    }
}
