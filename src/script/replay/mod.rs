//! The driver that replays a script: it hands the script's items to the console one by one, each at the
//! right time, and judges the answers.
//!
//! A script contains commands and directives. A *listing* of a session also contains the server's
//! answers. The answer to a command is a failure if it differs from the listed one, or, without a
//! listed answer, if it is not OK. If the script is read whole, the listed answer is known when the
//! command is sent; in a script from standard input it follows later ([`stdin`]).

mod answer_failures;
mod answer_wait;
mod commands;
mod ending;
mod failures;
mod stdin;
mod step;

pub use failures::Failures;
pub use stdin::ScriptInput;
pub use step::{StepInput, StepPrompt};

use super::bundled;
use super::load::{Loaded, Loader};
use crate::console::{Console, KeptAnswer, Purpose, StopReason, UpcomingPattern};
use crate::directive::{self, Driver};
use crate::messages::{Text, text};
use crate::notation::directive::Directive;
use crate::notation::paragraphs::add_comment;
use crate::notation::record_comments::MidSession;
use crate::notation::{ItemKind, ScriptItem};
use crate::protocol::commands::ConnectionState;
use crate::protocol::typed_line::CommandLine;
use crate::session::{NoticeLevel, ScriptNotice};
use failures::ScriptPosition;
use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};
use std::rc::Rc;

/// How scripts are replayed, besides the console's settings.
#[derive(Clone, Debug)]
pub struct ReplayOptions {
    /// Whether to continue after a failure.
    pub keep_going: bool,
    /// Whether scripts may reach outside their folder.
    pub trust: bool,
}

/// What has the console on which scripts are replayed.
pub trait Host {
    fn console(&self) -> &Console;

    fn console_mut(&mut self) -> &mut Console;

    /// Between the turns of a wait: handles what the user types meanwhile.
    fn serve_user(&mut self) -> Result<(), StopReason> {
        Ok(())
    }
}

impl Host for Console {
    fn console(&self) -> &Console {
        self
    }

    fn console_mut(&mut self) -> &mut Console {
        self
    }
}

struct HostConsole<'a>(&'a mut dyn Host);

impl Deref for HostConsole<'_> {
    type Target = Console;

    fn deref(&self) -> &Console {
        self.0.console()
    }
}

impl DerefMut for HostConsole<'_> {
    fn deref_mut(&mut self) -> &mut Console {
        self.0.console_mut()
    }
}

/// Replays scripts on a console.
pub struct Replay<'a> {
    console: HostConsole<'a>,
    options: ReplayOptions,
    current: Current,
    /// The scripts that run the current one, outermost first.
    callers: Vec<Current>,
    /// Whether the script is the whole session, so that all patterns are known.
    is_whole: bool,
    /// Whether the script arrives on standard input.
    streaming: bool,
    /// The script that its current line runs.
    stdin_run: Option<Rc<Loaded>>,
    /// Loads these scripts.
    loader: Loader,
    /// The commands that were sent and not yet judged, by their number in the dialogue.
    sent: BTreeMap<u64, SentCommand>,
    /// Whether the last command was refused or skipped, so that its further lines are left out.
    skipping: bool,
    /// Asks the user before each command, if set.
    step: Option<Box<dyn StepPrompt>>,
    /// Whether the last command was skipped at its step, so that no answer is expected.
    is_skipped: bool,
    /// Whether a line that was typed at a step is being handled.
    is_typing: bool,
    /// Whether comments are shown: only comments have followed the last heading.
    shows_comments: bool,
    unlisted: answer_failures::UnlistedAnswers,
    failures: Failures,
    /// Whether the script has ended, so that a failure no longer stops it.
    ending: bool,
}

/// A command that was sent and not yet judged.
struct SentCommand {
    place: ScriptPosition,
    is_logout: bool,
    meant_to_fail: bool,
}

/// A script that is being replayed.
#[derive(Default)]
struct Current {
    name: Rc<str>,
    /// Empty for standard input.
    loaded: Rc<Loaded>,
    /// How many of its items have been begun.
    begun: usize,
    /// The line of the current item.
    line: usize,
    /// Whether the listing shows that the current command fails.
    meant_to_fail: bool,
    /// Whether it has directives, and so may ask for patterns.
    asks: bool,
    /// The number of the current step; a heading begins a step.
    step: usize,
    /// The number of steps, if known.
    steps: usize,
}

impl<'a> Replay<'a> {
    pub fn new(host: &'a mut dyn Host, options: ReplayOptions) -> Replay<'a> {
        Replay {
            console: HostConsole(host),
            current: Current::default(),
            callers: Vec::new(),
            is_whole: false,
            streaming: false,
            stdin_run: None,
            loader: Loader::new(options.trust),
            sent: BTreeMap::new(),
            skipping: false,
            step: None,
            is_skipped: false,
            is_typing: false,
            shows_comments: false,
            unlisted: answer_failures::UnlistedAnswers::default(),
            options,
            failures: Failures::default(),
            ending: false,
        }
    }

    pub fn into_failures(self) -> Failures {
        self.failures
    }

    /// Replays a script that is the whole session.
    pub fn play_whole(&mut self, loaded: &Rc<Loaded>) -> Result<(), StopReason> {
        self.is_whole = true;
        self.play(loaded)?;
        self.finish()
    }

    /// Replays a script that was read whole, in its folder.
    pub fn play(&mut self, loaded: &Rc<Loaded>) -> Result<(), StopReason> {
        let items = || loaded.script.items.iter();
        let is_heading = |item: &&ScriptItem| matches!(item.kind, ItemKind::Heading(_));
        let current = Current {
            name: loaded.script.name.as_str().into(),
            loaded: loaded.clone(),
            asks: items().any(|item| matches!(item.kind, ItemKind::Directive(_))),
            steps: items().filter(is_heading).count(),
            ..Current::default()
        };
        self.callers.push(std::mem::replace(&mut self.current, current));
        let outer_base = self.console.variables.base();
        if let Some(folder) = &loaded.folder {
            self.console.set_base(folder.clone());
        }
        let closes = |item: &ScriptItem| matches!(item.kind, ItemKind::ServerCloses);
        if loaded.script.items.iter().any(closes) {
            self.console.set_expects_bye(true);
        }
        for remark in self.console.messages().script_remarks(&loaded.script.remarks) {
            self.console.info(remark);
        }
        let result = self.play_items(&loaded.script.items);
        if self.callers.len() == 1 {
            self.console.set_expects_bye(false);
        }
        self.console.variables.set_wrong_password(false);
        self.console.set_base(outer_base);
        match self.callers.pop() {
            // The end of the session concerns this script.
            Some(_) if self.callers.is_empty() && !self.streaming => {}
            caller => self.current = caller.unwrap_or_default(),
        }
        result
    }

    fn play_items(&mut self, items: &[ScriptItem]) -> Result<(), StopReason> {
        if self.knows_patterns() && self.callers.len() == 1 {
            self.announce_patterns();
        }
        let mut rest = items;
        while let Some(item) = rest.first() {
            let comments = rest.iter().zip(item.line..).take_while(|(it, line)| {
                it.line == *line && matches!(it.kind, ItemKind::Comment(_))
            });
            let (these, after) = rest.split_at(comments.count().max(1));
            rest = after;
            self.current.begun += these.len();
            if these.len() > 1 {
                self.comments(these);
                continue;
            }
            if self.knows_patterns() && self.asks() && matches!(item.kind, ItemKind::Command(_)) {
                self.announce_patterns();
            }
            self.play_item(item)?;
        }
        self.wait_for_all()
    }

    /// Whether a script may ask for a pattern.
    fn asks(&self) -> bool {
        self.current.asks || self.callers.iter().any(|script| script.asks)
    }

    /// Whether all patterns are known: at a step the user may type any.
    fn knows_patterns(&self) -> bool {
        self.is_whole && self.step.is_none() && !self.is_typing
    }

    /// Announces the patterns that are asked for before the next command after the current item.
    fn announce_patterns(&mut self) {
        let mut patterns = Vec::new();
        for script in std::iter::once(&self.current).chain(self.callers.iter().rev()) {
            if collect_patterns(&script.loaded, script.begun, &mut patterns) {
                break;
            }
        }
        self.console.sinks.expectations.expect_these(patterns);
    }

    fn play_item(&mut self, item: &ScriptItem) -> Result<(), StopReason> {
        self.current.line = item.line;
        self.current.meant_to_fail = item.meant_to_fail;
        if item.follows_unsent_attempt {
            self.console.note_unsent_attempt();
        }
        // Any other item ends the command that was refused.
        self.skipping &= matches!(
            item.kind,
            ItemKind::FurtherLine(_) | ItemKind::CutLine(_) | ItemKind::Answer(_)
        );
        if !matches!(item.kind, ItemKind::Comment(_)) {
            self.shows_comments = matches!(item.kind, ItemKind::Heading(_));
        }
        match &item.kind {
            ItemKind::Heading(text) => self.heading(text),
            ItemKind::Comment(_) => {
                self.comments(std::slice::from_ref(item));
                Ok(())
            }
            ItemKind::Directive(directive) => self.directive(directive),
            ItemKind::Command(command) => self.command(command, item.meant_to_fail),
            ItemKind::FurtherLine(text) => self.further_line(text),
            ItemKind::CutLine(text) => self.cut_line(text),
            ItemKind::Answer(text) => self.answer(text),
            ItemKind::ExpectedResponse(keyword) => {
                self.console.sinks.expectations.await_response(keyword);
                Ok(())
            }
            ItemKind::Done(text) => self.done(text),
            ItemKind::ServerCloses => self.wait_for_bye(),
            ItemKind::CutOff => self.cut_off(),
            ItemKind::MidSession(needs) => self.check_mid_session(*needs),
            ItemKind::ExpectedFailure(line) => self.allow_failure(*line),
        }
    }

    /// Shows adjacent comments as paragraphs: those below a heading, and all of them step by step, where each
    /// may be about the next command. Those of a record are imapsh's own.
    fn comments(&mut self, comments: &[ScriptItem]) {
        self.skipping = false;
        self.current.line = comments.last().map_or(self.current.line, |comment| comment.line);
        let is_explained = self.step.is_some() && !self.current.loaded.script.is_record;
        if !self.shows_comments && !is_explained {
            return;
        }
        let (mut paragraphs, mut last_line) = (Vec::new(), 0);
        // The lines of each paragraph, for the record.
        let mut written: Vec<String> = Vec::new();
        for comment in comments {
            let ItemKind::Comment(text) = &comment.kind else { continue };
            add_comment(&mut paragraphs, text, comment.line, &mut last_line);
            let is_new = paragraphs.len() > written.len();
            match written.last_mut().filter(|_| !is_new) {
                Some(lines) => lines.extend(["\n", text]),
                None => written.push(text.to_string()),
            }
        }
        for (shown, text) in paragraphs.iter().zip(&written) {
            self.script_notice(NoticeLevel::Info, text, shown);
        }
    }

    fn directive(&mut self, directive: &Directive) -> Result<(), StopReason> {
        self.wait_for_all()?;
        let expects = matches!(directive, Directive::Expect(_) | Directive::Capture(..));
        self.console.was_silent &= expects;
        match directive {
            Directive::Expect(_) | Directive::ExpectNot(_) | Directive::Capture(..)
                if self.is_skipped =>
            {
                return Ok(());
            }
            Directive::Wait(..) => self.wait_for_listed_responses()?,
            Directive::Lesson(Some(_)) if !self.is_typing => {
                let name = bundled::name_of_lesson(&self.current.name).to_owned();
                self.console.info(text::ReplayLesson { name });
            }
            Directive::Raw(line) => {
                self.check_nothing_asked()?;
                if !self.is_sent_at_step(line)? {
                    return Ok(());
                }
                self.is_skipped = false;
            }
            Directive::Run(_) | Directive::Quit => self.check_nothing_asked()?,
            Directive::Connect(_) | Directive::Reconnect => {
                self.check_nothing_asked()?;
                directive::perform(self, directive)?;
                return self.settle_left_session();
            }
            _ => {}
        }
        directive::perform(self, directive)
    }

    fn heading(&mut self, text: &str) -> Result<(), StopReason> {
        self.current.step += 1;
        if !self.console.settings.pipeline {
            self.wait_for_all()?;
        }
        let Current { step, steps, .. } = self.current;
        let shown = match steps {
            0 => text.to_owned(),
            _ => self.console.messages().format(text::ReplayHeading { text, step, of: steps }),
        };
        self.script_notice(NoticeLevel::Heading, text, &shown);
        Ok(())
    }

    fn script_notice(&mut self, level: NoticeLevel, text: &str, shown: &str) {
        self.console.script_notice(ScriptNotice { level, text, shown });
    }

    /// Checks that the session is in the state in which a mid-session record began.
    fn check_mid_session(&mut self, needs: MidSession) -> Result<(), StopReason> {
        let Some(dialogue) = self.console.dialogue() else {
            return Ok(());
        };
        let missing: &dyn Text =
            if dialogue.facts().state < needs.state.min(ConnectionState::Authenticated) {
                &text::ReplayMidSessionLogin
            } else if dialogue.facts().state < needs.state {
                &text::ReplayMidSessionMailbox
            } else if needs.idle && dialogue.idle().is_none() {
                &text::ReplayMidSessionIdle
            } else {
                return Ok(());
            };
        let why = self.console.messages().format(missing);
        Err(self.reject(&why))
    }

    /// The last of the commands that were sent and not yet judged.
    fn last_sent(&self) -> Option<&SentCommand> {
        self.sent.values().next_back()
    }

    /// The position of the current item.
    fn place(&self) -> ScriptPosition {
        self.place_of(self.current.line)
    }

    fn place_of(&self, line: usize) -> ScriptPosition {
        ScriptPosition { script: self.current.name.clone(), line, is_typed: self.is_typing }
    }

    /// Whether the current lines come from standard input, and not from a script that it runs. Then a
    /// command is sent before its listed answer is read.
    fn reads_standard_input(&self) -> bool {
        self.streaming && self.callers.is_empty()
    }
}

impl Driver for Replay<'_> {
    fn say_keys_of_wait(&mut self) {
        Replay::say_keys_of_wait(self);
    }

    fn ends_wait(&mut self) -> Result<bool, StopReason> {
        self.ends_wait_by_key()
    }

    fn console(&mut self) -> &mut Console {
        &mut self.console
    }

    fn fail(&mut self, text: &dyn Text) -> Result<(), StopReason> {
        if self.is_typing {
            self.console.error(text);
            return Err(StopReason::Failed);
        }
        self.fail_here(text)
    }

    fn take_completions(&mut self) -> Result<(), StopReason> {
        self.judge_completions()
    }

    fn send_raw(&mut self, line: &str) -> Result<(), StopReason> {
        if self.is_typing && self.refuses_typed(line) {
            return Ok(());
        }
        let number = self.console.commands_sent();
        let outcome = self.console.raw(line, Some(self.current.line));
        self.check_outcome(outcome)?;
        // Lines typed at a step are not judged, and neither is a line without a tag.
        if !self.is_typing && self.console.commands_sent() > number {
            let is_logout = CommandLine::parse(line).is("LOGOUT");
            self.note_sent(number, is_logout, self.current.meant_to_fail);
        }
        // The next line may be the literal or the answer that the server asks for.
        if self.console.awaits_server() { self.wait_for_all() } else { Ok(()) }
    }

    fn show_answer(&mut self, _: KeptAnswer) -> Result<(), StopReason> {
        self.fail(&text::LastAtPrompt { directive: ":last" })
    }

    /// Runs a script, which was loaded and checked together with the current one.
    fn run(&mut self, script: &str) -> Result<(), StopReason> {
        if self.is_typing {
            return self.run_typed(script);
        }
        let loaded = if self.reads_standard_input() {
            self.stdin_run.take()
        } else {
            self.current.loaded.runs.get(&self.current.line).cloned()
        };
        match loaded {
            Some(loaded) => self.play(&loaded),
            None => Ok(()),
        }
    }
}

/// Collects the patterns that a script asks for from this item on, up to its next command. Returns
/// whether there is a command.
fn collect_patterns(loaded: &Loaded, from: usize, patterns: &mut Vec<UpcomingPattern>) -> bool {
    for item in loaded.script.items.iter().skip(from) {
        let directive = match &item.kind {
            ItemKind::Command(_) => return true,
            ItemKind::Directive(directive) => &**directive,
            _ => continue,
        };
        let (pattern, purpose) = match directive {
            Directive::Run(_) => match loaded.runs.get(&item.line) {
                Some(inner) if collect_patterns(inner, 0, patterns) => return true,
                _ => continue,
            },
            Directive::Expect(pattern) => (pattern.clone(), Purpose::Expect),
            Directive::Capture(_, pattern) => (pattern.clone(), Purpose::Capture),
            Directive::Wait(_, Some(pattern)) => (pattern.clone(), Purpose::Wait),
            Directive::ExpectNot(pattern) => (pattern.clone(), Purpose::ExpectNot),
            _ => continue,
        };
        patterns.push(UpcomingPattern { pattern, purpose });
    }
    false
}
