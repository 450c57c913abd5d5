//! Replaying: a script's pieces fed to the console one after another, each when its turn has come.

use super::directive::Directive;
use super::load::{self, How, Loaded};
use super::watch::Watch;
use super::{Command, Item, Pattern, Stream, What, perform};
use crate::console::{Console, Did, LineError};
use crate::net::Bell;
use crate::protocol::compose::Refusal;
use crate::protocol::framing::Status;
use crate::session::{Level, Session};
use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::io;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::{Duration, Instant};

/// How many commands a pipeline sends before it looks for answers, which are shown and forgotten as
/// they come: otherwise a long script would be in flight whole.
const BETWEEN_LOOKS: usize = 512;

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
pub enum Stop {
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
struct Doubt {
    line: usize,
    sent: String,
    came: String,
}

/// Replays scripts on a console.
pub struct Player<'a> {
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
    doubt: Option<Doubt>,
    /// The line of the command whose NO or BAD was allowed last.
    forgiven: Option<usize>,
    streaming: bool,
    failures: usize,
    steps: (usize, usize),
    depth: usize,
    /// The scripts that the lines of the one that is played run.
    runs: HashMap<usize, Loaded>,
    /// A heading came, and nothing but comments since.
    under_heading: bool,
    /// The command above was refused or dropped: what belongs to it is left out.
    skipping: bool,
}

impl<'a> Player<'a> {
    /// A player on this console. `interrupted` is looked at whenever the console's bell rings.
    pub fn new(
        console: &'a mut Console,
        options: Options,
        interrupted: Arc<AtomicBool>,
        input: Option<Receiver<io::Result<Vec<u8>>>>,
    ) -> Player<'a> {
        let watch = Rc::new(RefCell::new(Watch::default()));
        let data = watch.borrow().data();
        console.outlets().add_watcher(watch.clone(), data);
        Player {
            console,
            options,
            name: String::new(),
            watch,
            interrupted,
            input,
            sent: VecDeque::new(),
            awaited: Vec::new(),
            doubt: None,
            forgiven: None,
            streaming: false,
            failures: 0,
            steps: (0, 0),
            depth: 0,
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

    /// Replays a script that was read whole, in its folder.
    pub fn play(&mut self, loaded: &Loaded) -> Result<(), Stop> {
        let script = &loaded.script;
        let headings = script
            .items
            .iter()
            .filter(|item| matches!(item.what, What::Heading(_)))
            .count();
        let base = self.console.variables().base();
        let outer = (
            std::mem::replace(&mut self.name, script.name.clone()),
            std::mem::replace(&mut self.steps, (0, headings)),
            std::mem::replace(&mut self.runs, loaded.runs.clone()),
        );
        if let Some(folder) = &loaded.folder {
            self.console.set_base(folder.clone());
        }
        self.depth += 1;
        let mut result = Ok(());
        for (index, item) in script.items.iter().enumerate() {
            if matches!(item.what, What::Command(_)) || index == 0 {
                self.watch
                    .borrow_mut()
                    .want(Some(patterns_after(&script.items[index..])));
            }
            result = self.item(item);
            if result.is_err() {
                break;
            }
        }
        if result.is_ok() {
            result = self.wait_for_all();
        }
        self.depth -= 1;
        self.console.set_base(base);
        (self.name, self.steps, self.runs) = outer;
        result
    }

    /// Replays the script that this line runs.
    pub(super) fn run(&mut self, line: usize) -> Result<(), Stop> {
        match self.runs.get(&line).cloned() {
            Some(loaded) => self.play(&loaded),
            None => Ok(()),
        }
    }

    /// Carries out one piece by itself, as the prompt does.
    pub fn perform(&mut self, directive: &Directive) -> Result<(), Stop> {
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

    /// Replays what arrives on standard input, as it arrives. The script's values are asked for by
    /// `fill`, which says what is missing.
    pub fn play_input(
        &mut self,
        name: &str,
        fill: &mut dyn FnMut(&mut Console, &str) -> bool,
    ) -> Result<(), Stop> {
        self.name = name.to_owned();
        self.streaming = true;
        let mut stream = Stream::new(name);
        loop {
            let line = self.next_input()?;
            let answer_due = self
                .console
                .live()
                .is_some_and(|session| session.dialogue().is_answer_due());
            let ended = line.is_none();
            let pushed = match &line {
                Some(line) => stream.push(line, answer_due),
                None => stream.finish(),
            };
            let pushed = pushed.map_err(|error| {
                let text = error.say(self.console.texts());
                self.console.say_text(Level::Error, &text);
                Stop::Wrong
            })?;
            for reach in &pushed.reaches {
                self.check_reach(reach, name)?;
            }
            for name in &pushed.names {
                if !self.console.variables().has(&name.name) && !fill(self.console, &name.name) {
                    return Err(Stop::Wrong);
                }
            }
            for item in &pushed.items {
                if !matches!(item.what, What::Fails(_) | What::Awaited(_)) {
                    self.settle_doubt()?;
                }
                self.item(item)?;
            }
            if self.skipping {
                stream.refused();
                self.skipping = false;
            }
            if ended {
                self.wait_for_all()?;
                self.settle_doubt()?;
                return Ok(());
            }
        }
    }

    /// Checks what a line of standard input names outside of the session.
    fn check_reach(&mut self, reach: &super::Reach, name: &str) -> Result<(), Stop> {
        let folder = self.console.variables().base();
        match load::check_reach(reach, name, &folder, self.options.how) {
            Ok(loaded) => {
                self.runs.extend(loaded.map(|loaded| (reach.line, loaded)));
                Ok(())
            }
            Err(errors) => {
                let said: Vec<String> = errors
                    .iter()
                    .map(|error| error.say(self.console.texts()))
                    .collect();
                self.console.say_text(Level::Error, &said.join("\n"));
                Err(Stop::Wrong)
            }
        }
    }

    /// The next line of standard input; what the server says meanwhile is shown. None at its end.
    fn next_input(&mut self) -> Result<Option<Vec<u8>>, Stop> {
        loop {
            match self.input.as_ref().map(Receiver::try_recv) {
                Some(Ok(Ok(line))) => return Ok(Some(line)),
                Some(Ok(Err(error))) => return Err(error.into()),
                Some(Err(TryRecvError::Empty)) => {}
                Some(Err(TryRecvError::Disconnected)) | None => return Ok(None),
            }
            self.turn(None)?;
            self.take_completions()?;
        }
    }

    fn item(&mut self, item: &Item) -> Result<(), Stop> {
        let belongs = matches!(item.what, What::More(_) | What::Answer(_));
        if !belongs {
            self.skipping = false;
        }
        if !matches!(item.what, What::Comment(_)) {
            self.under_heading = matches!(item.what, What::Heading(_));
        }
        match &item.what {
            What::Heading(text) => {
                self.steps.0 += 1;
                let (step, of) = self.steps;
                self.wait_unless_pipelined()?;
                if of == 0 {
                    self.console.say_text(Level::Heading, text);
                } else {
                    self.console.say(
                        Level::Heading,
                        "replay-step",
                        &[("step", &step), ("of", &of), ("text", text)],
                    );
                }
                Ok(())
            }
            What::Comment(text) if self.under_heading => {
                self.console.say_text(Level::Info, text);
                Ok(())
            }
            What::Comment(_) => Ok(()),
            What::Directive(directive) => {
                self.wait_for_all()?;
                if let Directive::Raw(line) = &**directive {
                    let did = self.console.raw(line, Some(item.line));
                    return self.did(did, item.line).map(drop);
                }
                perform::perform(self, directive, item.line)
            }
            What::Command(command) => self.command(command, item),
            What::More(text) => self.more(text, item.line),
            What::Answer(text) => self.answer(text, item.line),
            What::Awaited(keyword) => {
                self.awaited.push(keyword.clone());
                Ok(())
            }
            What::Done(text) => self.done(text, item.line),
            What::Fails(line) => {
                self.wait_for_all()?;
                match self.doubt.take_if(|doubt| doubt.line == *line) {
                    Some(_) => {
                        self.forgiven = Some(*line);
                        Ok(())
                    }
                    // A listing may say it twice: `* BAD`, and the tagged one behind it.
                    None if self.forgiven == Some(*line) => Ok(()),
                    None => {
                        let came = self.watch.borrow().completion();
                        self.fail("replay-ok-where-no", &[("line", line), ("came", &came)])
                    }
                }
            }
        }
    }

    fn command(&mut self, command: &Command, item: &Item) -> Result<(), Stop> {
        let waits = self.must_be_alone(command);
        if waits || !self.options.pipeline {
            self.wait_for_all()?;
        }
        self.wait_while(|session| session.dialogue().must_wait() || !session.has_room())?;
        if self.options.step {
            self.wait_for_enter(&command.text)?;
        }
        self.awaited.clear();
        if command.is("IDLE") {
            self.watch.borrow_mut().count();
        }
        let number = self.begun();
        let did = self.console.line(&command.text, Some(item.line));
        let did = self.did(did, item.line)?;
        // A command whose literal is made of lines begins, with this number, when these end.
        if did == Did::Kept || self.begun() > number {
            self.sent.push_back(Sent {
                number,
                line: item.line,
                leaves: command.is("LOGOUT"),
                meant_to_fail: item.meant_to_fail,
            });
        }
        if command.is("IDLE") {
            let idles =
                |session: &Session| session.dialogue().idle().is_none_or(|idle| idle.idling);
            self.wait_while(|session| !idles(session))?;
        } else if waits || self.is_waiting_for_plus() {
            self.wait_for_all()?;
        }
        if !self.options.pipeline {
            self.wait_for_all()?;
        } else if self.sent.len() % BETWEEN_LOOKS == BETWEEN_LOOKS - 1 {
            self.turn(Some(Instant::now()))?;
            self.take_completions()?;
        }
        Ok(())
    }

    /// How many commands the conversation has begun.
    fn begun(&self) -> u64 {
        let begun = |session: &Session| session.dialogue().begun();
        self.console.live().map_or(0, begun)
    }

    /// Whether this command waits for those before it, and those after for it, in a pipeline too.
    fn must_be_alone(&self, command: &Command) -> bool {
        let name = command.command.map_or("", |command| command.name);
        matches!(
            name,
            "STARTTLS" | "COMPRESS" | "AUTHENTICATE" | "LOGIN" | "IDLE" | "LOGOUT"
        )
    }

    fn is_waiting_for_plus(&self) -> bool {
        self.console
            .live()
            .is_some_and(|session| session.dialogue().must_wait())
    }

    fn more(&mut self, text: &str, line: usize) -> Result<(), Stop> {
        if self.skipping {
            return Ok(());
        }
        self.wait_while(|session| session.dialogue().must_wait())?;
        if !self
            .console
            .live()
            .is_some_and(|session| session.dialogue().expects_more())
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

    fn answer(&mut self, text: &str, line: usize) -> Result<(), Stop> {
        self.wait_while(|session| session.dialogue().must_wait())?;
        if !self
            .console
            .live()
            .is_some_and(|session| session.dialogue().is_answer_due())
        {
            return Ok(());
        }
        let did = self.console.line(text, Some(line));
        self.did(did, line)?;
        self.wait_while(|session| session.dialogue().must_wait())?;
        self.wait_for_all()
    }

    /// `done`: after IDLE's `+`, and after what the listing says would come, or one patience.
    fn done(&mut self, text: &str, line: usize) -> Result<(), Stop> {
        let deadline = Instant::now() + self.options.patience;
        let awaited = std::mem::take(&mut self.awaited);
        let missing = |watch: &Watch| -> Vec<String> {
            let mut due: Vec<(String, usize)> = Vec::new();
            for keyword in &awaited {
                match due.iter_mut().find(|(other, _)| other == keyword) {
                    Some((_, count)) => *count += 1,
                    None => due.push((keyword.clone(), 1)),
                }
            }
            let lacks = |(keyword, count): (String, usize)| {
                let lack = count.saturating_sub(watch.counted(&keyword));
                (lack > 0).then(|| {
                    if lack > 1 {
                        format!("{lack} × {keyword}")
                    } else {
                        keyword
                    }
                })
            };
            due.into_iter().filter_map(lacks).collect()
        };
        let idles = |console: &Console| {
            console
                .live()
                .is_some_and(|session| session.dialogue().idle().is_some())
        };
        while idles(self.console)
            && !missing(&self.watch.borrow()).is_empty()
            && Instant::now() < deadline
        {
            self.turn(Some(deadline))?;
            self.take_completions()?;
        }
        let missing = missing(&self.watch.borrow());
        if !missing.is_empty() {
            let seconds = self.options.patience.as_secs_f64();
            self.console.say(
                Level::Warning,
                "replay-did-not-come",
                &[("what", &missing.join(", ")), ("seconds", &seconds)],
            );
        }
        let did = self.console.line(text, Some(line));
        self.did(did, line)?;
        self.wait_while(|session| session.dialogue().idle().is_some())
    }

    /// Judges what the console made of a line.
    fn did(&mut self, did: Result<Did, LineError>, line: usize) -> Result<Did, Stop> {
        match did {
            Ok(did) => Ok(did),
            Err(LineError::NotConnected) => {
                self.fail("replay-not-connected", &[("line", &line)])?;
                Ok(Did::Nothing)
            }
            Err(LineError::Refused(refusal)) => {
                let text = refusal_text(self.console, &refusal);
                let name = self.name.clone();
                self.console.say(
                    Level::Error,
                    "replay-refused",
                    &[("script", &name), ("line", &line), ("why", &text)],
                );
                self.failures += 1;
                Err(Stop::Wrong)
            }
        }
    }

    /// Waits until nothing runs but an IDLE, judging what is completed.
    pub fn wait_for_all(&mut self) -> Result<(), Stop> {
        let busy = |session: &Session| {
            let dialogue = session.dialogue();
            // What waits for more lines of the script can't be completed yet.
            !dialogue.expects_more()
                && !dialogue.is_answer_due()
                && dialogue
                    .running()
                    .iter()
                    .any(|command| !command.is("IDLE") || !command.idling)
        };
        self.wait_while(busy)
    }

    fn wait_unless_pipelined(&mut self) -> Result<(), Stop> {
        if self.options.pipeline {
            Ok(())
        } else {
            self.wait_for_all()
        }
    }

    /// Waits while this holds; a server that is silent for too long, or gone, ends the wait.
    fn wait_while(&mut self, holds: impl Fn(&Session) -> bool) -> Result<(), Stop> {
        let mut deadline = None;
        while self.console.live().is_some_and(&holds) {
            let patience = self.options.timeout;
            let until = *deadline.get_or_insert_with(|| Instant::now() + patience);
            self.turn(Some(until))?;
            self.take_completions()?;
            if self.console.outlets().take_heard() {
                deadline = None;
            } else if Instant::now() >= until {
                let seconds = self.options.timeout.as_secs_f64();
                let due = self.due();
                let silent = self.fail("replay-silent", &[("seconds", &seconds), ("due", &due)]);
                self.console.say_stopped();
                silent?;
                return Err(Stop::Failed);
            }
        }
        self.take_completions()?;
        self.check_connection()
    }

    /// What was sent and not answered, for a message.
    fn due(&self) -> String {
        let running = self
            .console
            .live()
            .map(|session| session.dialogue().running());
        running
            .and_then(std::collections::VecDeque::front)
            .map(|command| command.shown.clone())
            .unwrap_or_default()
    }

    /// A connection that ended with commands unanswered is a failure.
    fn check_connection(&mut self) -> Result<(), Stop> {
        if self.console.end().is_none() || self.sent.is_empty() {
            return Ok(());
        }
        let first = self.sent.iter().find(|sent| !sent.leaves);
        let first = first.map(|sent| sent.line);
        self.sent.clear();
        match first {
            Some(line) => {
                self.fail("replay-lost", &[("line", &line)])?;
                Err(Stop::Failed)
            }
            None => Ok(()),
        }
    }

    /// Whether the server said something since this was last asked.
    pub fn take_heard(&mut self) -> bool {
        self.console.outlets().take_heard()
    }

    /// One turn of the console; Ctrl-C ends everything.
    pub fn turn(&mut self, deadline: Option<Instant>) -> Result<(), Stop> {
        self.console.turn(deadline)?;
        if self.interrupted.load(Ordering::Relaxed) {
            return Err(Stop::Interrupted);
        }
        if let Some(error) = self.console.outlets().take_screen_failure() {
            return Err(error.into());
        }
        Ok(())
    }

    /// Judges the commands that were completed.
    pub fn take_completions(&mut self) -> Result<(), Stop> {
        while let Some(completion) = self.console.take_completion() {
            if completion.refused {
                self.skipping = true;
            }
            let number = completion.command.number;
            let place = self.sent.binary_search_by_key(&number, |sent| sent.number);
            let Some(sent) = place.ok().and_then(|place| self.sent.remove(place)) else {
                continue;
            };
            if (completion.status == Status::Ok) != sent.meant_to_fail {
                continue;
            }
            if completion.taken_for_done {
                // IDLE's BAD, which is judged by itself, answered it.
                continue;
            }
            let came = match completion.untagged {
                true => format!("* {}", completion.status.name()),
                false => self.watch.borrow().completion(),
            };
            let doubt = Doubt {
                line: sent.line,
                sent: completion.command.shown,
                came,
            };
            match completion.status {
                Status::Ok => {
                    self.fail(
                        "replay-ok-where-no",
                        &[("line", &doubt.line), ("came", &doubt.came)],
                    )?;
                }
                _ if self.streaming && self.depth == 0 => {
                    self.settle_doubt()?;
                    self.doubt = Some(doubt);
                }
                _ => self.failed(&doubt)?,
            }
        }
        Ok(())
    }

    /// Says a NO or BAD that nothing allowed.
    fn settle_doubt(&mut self) -> Result<(), Stop> {
        match self.doubt.take() {
            Some(doubt) => self.failed(&doubt),
            None => Ok(()),
        }
    }

    fn failed(&mut self, doubt: &Doubt) -> Result<(), Stop> {
        let name = self.name.clone();
        self.fail(
            "replay-failed",
            &[
                ("script", &name),
                ("line", &doubt.line),
                ("sent", &doubt.sent),
                ("came", &doubt.came),
            ],
        )
    }

    /// A failure: said at once, and the end, unless going on was asked for.
    pub fn fail(&mut self, id: &str, given: &[(&str, &dyn std::fmt::Display)]) -> Result<(), Stop> {
        self.failures += 1;
        self.console.say(Level::Error, id, given);
        if self.options.keep_going {
            Ok(())
        } else {
            Err(Stop::Failed)
        }
    }

    /// `:expect`: the line must come before the server falls silent.
    pub fn expect(&mut self, pattern: &Pattern, line: usize) -> Result<(), Stop> {
        let mut deadline = Instant::now() + self.options.timeout;
        while !self.watch.borrow_mut().take(pattern) {
            let late = Instant::now() >= deadline;
            if late || self.console.live().is_none() {
                let (name, text) = (self.name.clone(), pattern.text().to_owned());
                let failed = self.fail(
                    "replay-expected",
                    &[("script", &name), ("line", &line), ("pattern", &text)],
                );
                if self.console.live().is_some() {
                    self.console.say_stopped();
                }
                return failed;
            }
            self.turn(Some(deadline))?;
            self.take_completions()?;
            if self.console.outlets().take_heard() {
                deadline = Instant::now() + self.options.timeout;
            }
        }
        Ok(())
    }

    /// `:wait`: shows what comes, until the pattern, the end of the time, or of the connection.
    pub fn wait(&mut self, time: Duration, pattern: Option<&Pattern>) -> Result<(), Stop> {
        let deadline = Instant::now() + time;
        while Instant::now() < deadline && self.console.live().is_some() {
            if pattern.is_some_and(|pattern| self.watch.borrow_mut().take(pattern)) {
                break;
            }
            self.turn(Some(deadline))?;
            self.take_completions()?;
        }
        Ok(())
    }

    /// `--step`: waits for Enter, and shows what comes meanwhile.
    fn wait_for_enter(&mut self, next: &str) -> Result<(), Stop> {
        let shown = crate::protocol::dialogue::shown(next);
        self.console
            .say(Level::Info, "replay-enter", &[("command", &shown)]);
        match self.next_input()? {
            Some(_) => Ok(()),
            // Nobody presses Enter any more: nothing further is sent.
            None => Err(Stop::Quit),
        }
    }

    /// Ends a script: out of IDLE, and LOGOUT where it lacks one.
    pub fn log_out(&mut self) -> Result<(), Stop> {
        let deadline = Instant::now() + self.options.timeout;
        if self.console.session().is_some() && !self.console.log_out(deadline)? {
            if self.failures == 0 {
                self.console.say(Level::Error, "replay-no-bye", &[]);
            }
            self.failures += 1;
        }
        Ok(())
    }
}

/// The patterns that are asked for after this command and before the next.
fn patterns_after(items: &[Item]) -> Vec<Pattern> {
    let rest = items
        .iter()
        .skip(1)
        .take_while(|item| !matches!(item.what, What::Command(_)));
    let mut patterns = Vec::new();
    for item in rest.chain(
        items
            .first()
            .filter(|item| !matches!(item.what, What::Command(_))),
    ) {
        let What::Directive(directive) = &item.what else {
            continue;
        };
        if let Directive::Expect(pattern) | Directive::Wait(_, Some(pattern)) = &**directive {
            patterns.push(pattern.clone());
        }
    }
    patterns
}

/// Why a line can't be sent, in words.
pub fn refusal_text(console: &Console, refusal: &Refusal) -> String {
    let texts = console.texts();
    match refusal {
        Refusal::BreaksFraming(at) => texts.with("line-breaks-framing", &[("column", &(at + 1))]),
        Refusal::NoValue(name) => match name.as_str() {
            "user" => texts.get("line-no-value-user"),
            "password" => texts.get("line-no-value-password"),
            name => texts.with("line-no-value", &[("name", &name)]),
        },
        Refusal::NotQuotable(name) => texts.with("line-not-quotable", &[("name", name)]),
        Refusal::NotMadeAnew(mechanism) => {
            texts.with("line-not-made-anew", &[("mechanism", mechanism)])
        }
        Refusal::File { path, reason } => {
            texts.with("line-file", &[("path", path), ("reason", reason)])
        }
        Refusal::NotBase64 => texts.get("line-not-base64"),
    }
}

/// A thread that reads lines of standard input, and rings for each.
pub fn read_standard_input(bell: Bell) -> Receiver<io::Result<Vec<u8>>> {
    let (give, take) = std::sync::mpsc::sync_channel(1024);
    std::thread::spawn(move || {
        use io::BufRead;
        let mut input = io::stdin().lock();
        loop {
            let mut line = Vec::new();
            let read = input.read_until(b'\n', &mut line);
            let ended = matches!(read, Ok(0) | Err(_));
            if line.ends_with(b"\n") {
                line.pop();
            }
            let given = match read {
                Ok(0) => Ok(()),
                Ok(_) => give.send(Ok(line)),
                Err(error) => give.send(Err(error)),
            };
            if ended || given.is_err() {
                break;
            }
            bell.ring();
        }
        drop(give);
        bell.ring();
    });
    take
}
