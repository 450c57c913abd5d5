//! Performs directives. A directive is a line that begins with a colon and is for imapsh itself:
//! `:help`, `:expect …`. [`crate::notation::directive`] parses them.
//!
//! Most directives only need the console. The rest use [`Driver`], which the prompt and the replay of
//! a script each implement: they differ in what a failure means, and in where `:run` finds its script.

mod base64_text;
mod connect;
mod help;
mod last;
mod practice;
mod state_report;
mod values;
mod wait;

pub use connect::open_session;

use crate::console::{Console, KeptAnswer, StopReason};
use crate::messages::{Text, text};
use crate::notation::directive::duration;
use crate::notation::directive::fold_limit::FoldLimit;
use crate::notation::directive::{Directive, ExplainArgument};
use crate::session::{ConnectPlan, OpenError};

/// What drives the console, and performs directives on it.
pub trait Driver {
    fn console(&mut self) -> &mut Console;

    /// Reports that the directive failed. An error stops the driver.
    fn fail(&mut self, text: &dyn Text) -> Result<(), StopReason>;

    /// Reports the effect of a directive, if a user who typed it would not see it otherwise.
    fn confirm(&mut self, _: &dyn Text) {}

    /// Handles the completions that arrived during a wait.
    fn take_completions(&mut self) -> Result<(), StopReason>;

    /// Does what can be done while another session is opened.
    fn continue_while_opening(&mut self) -> Result<(), StopReason> {
        Ok(())
    }

    /// `:raw LINE`
    fn send_raw(&mut self, line: &str) -> Result<(), StopReason>;

    /// `:last`: shows an answer, whatever its length.
    fn show_answer(&mut self, answer: KeptAnswer) -> Result<(), StopReason>;

    /// Handles a lesson's directive. Only the prompt runs lessons.
    fn lesson(&mut self, _: LessonRequest) -> Result<(), StopReason> {
        self.fail(&text::DirectiveNoLesson)
    }

    /// Shows which keys end a wait early, if any do.
    fn say_keys_of_wait(&mut self) {}

    /// Whether the user has ended a wait early.
    fn ends_wait(&mut self) -> Result<bool, StopReason> {
        Ok(false)
    }

    /// Whether a lesson is being taken.
    fn in_lesson(&self) -> bool {
        false
    }

    /// After a report that another session could not be opened: adds what the user can do.
    fn advise_after_failure(&mut self, _: &OpenError, _: &ConnectPlan) {}

    /// `:run SCRIPT`
    fn run(&mut self, script: &str) -> Result<(), StopReason>;
}

/// A directive of a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LessonRequest {
    /// `:lesson`: the current step.
    Show,
    /// `:hint`: the next hint.
    Hint,
    /// `:skip`: sends the lines of the step, and shows the next step.
    Skip,
    /// `:back`: the previous step.
    Back,
}

pub fn perform(driver: &mut dyn Driver, directive: &Directive) -> Result<(), StopReason> {
    let in_lesson = driver.in_lesson();
    let console = driver.console();
    let filled = values::with_values(directive, &console.variables, console.messages());
    let directive = match &filled {
        Ok(directive) => &**directive,
        Err(why) => return driver.fail(&text::DirectiveNotFilled { why }),
    };
    match directive {
        Directive::Help(topic) => help::help(console, topic.as_deref(), in_lesson),
        Directive::Explain(argument) => explain(console, argument),
        Directive::Decode(Some(on)) => console.set_decoding(*on),
        Directive::Decode(None) => console.decode_last(),
        Directive::DecodeText(text) => return base64_text::decode_words(driver, text),
        Directive::Tls => state_report::tls(console),
        Directive::State => state_report::state(console),
        Directive::CurrentValue { directive, of } => {
            return state_report::current_value(driver, directive, of.as_deref());
        }
        Directive::Set(name, value) => set(console, name, value),
        Directive::Pipeline(on) => {
            console.settings.pipeline = *on;
            match on {
                true => driver.confirm(&text::DirectivePipelineOn),
                false => driver.confirm(&text::DirectivePipelineOff),
            }
        }
        Directive::Tag(prefix) => {
            if console.set_tag_prefix(prefix).is_err() {
                console.error(text::DirectiveTag { prefix });
            }
        }
        Directive::Record(path) => return record(driver, path.as_deref()),
        Directive::Last => return last::last(driver),
        Directive::Save { part, file } => return last::save(driver, part.as_deref(), file),
        Directive::Deliver(path) => return practice::deliver(driver, path.as_deref()),
        Directive::Announce(list) => return practice::announce(driver, list),
        Directive::Reset => return practice::reset(driver),
        Directive::Slow(delay) => return practice::slow(driver, *delay),
        Directive::Other(line) => return practice::other(driver, line),
        Directive::Base64(text) => base64_text::encode(console, text),
        Directive::Unbase64(text) => return base64_text::decode(driver, text),
        Directive::Lesson(None) => return driver.lesson(LessonRequest::Show),
        Directive::Hint => return driver.lesson(LessonRequest::Hint),
        Directive::Skip => return driver.lesson(LessonRequest::Skip),
        Directive::Back => return driver.lesson(LessonRequest::Back),
        // They describe a script and do nothing.
        Directive::Goal(_) | Directive::Lesson(Some(_)) => {}
        Directive::Connect(arguments) => return connect::connect(driver, arguments),
        Directive::Reconnect => return connect::reconnect(driver),
        Directive::Wait(time, pattern) => return wait::wait(driver, *time, pattern.as_ref()),
        Directive::Expect(pattern) => return wait::expect(driver, pattern),
        Directive::ExpectNot(pattern) => return wait::expect_not(driver, pattern),
        Directive::Capture(name, pattern) => return wait::capture(driver, name, pattern),
        Directive::Raw(line) => return driver.send_raw(line),
        Directive::Run(script) => return driver.run(script),
        Directive::Quit => return Err(StopReason::Quit),
    }
    Ok(())
}

/// `:explain [on|off|LINE]`
fn explain(console: &mut Console, argument: &ExplainArgument) {
    match argument {
        ExplainArgument::On => console.set_explanations(true),
        ExplainArgument::Off => console.set_explanations(false),
        ExplainArgument::LastExchange => console.explain_exchange(),
        ExplainArgument::Line(line) => console.explain_line(line),
    }
}

/// `:set NAME VALUE`: changes a setting if there is one with this name, or else a variable.
fn set(console: &mut Console, name: &str, value: &str) {
    match (name, duration::parse(value)) {
        ("fold", _) => console.set_fold(FoldLimit::parse(value).unwrap_or_default()),
        ("patience", Some(time)) => console.settings.patience = time,
        ("guide", _) => console.settings.guide = Some(value == "on"),
        ("paste", _) => console.settings.raw_paste = value == "raw",
        ("timeout", Some(time)) => console.settings.timeout = time,
        _ => console.variables.set(name, value.to_owned()),
    }
}

/// `:record FILE`; no file: `:record off`.
fn record(driver: &mut dyn Driver, path: Option<&str>) -> Result<(), StopReason> {
    let console = driver.console();
    let Some(path) = path else {
        let path = console.sinks.record_path();
        let is_complete = console.end_record();
        match path {
            Some(path) if is_complete => console.info(text::DirectiveRecordEnded { path }),
            Some(_) => {}
            None => console.info(text::DirectiveRecordOff),
        }
        return Ok(());
    };
    let path = console.variables.base().join(path);
    let Err(error) = console.record(&path, true) else {
        return Ok(());
    };
    let why = console.messages().record_error(&error);
    driver.fail(&text::DirectiveRecord { why })
}
