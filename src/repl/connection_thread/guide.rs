//! The guide: after each success of a beginner it names the next step of a first session, from LOGIN to
//! LOGOUT. What comes after a command is what `:help` names as next: the reference has it.
//!
//! The guide falls silent for the rest of the session when the user leads: when a command succeeds
//! that it has not named. A command that fails is a mistake, and one of an earlier step is another look
//! at it: then the step is named again. Only commands that are typed here count; a paste ends the guide.
//! What it says is never recorded.

use super::ConnectionThread;
use crate::console::Console;
use crate::messages::{Text, text};
use crate::protocol::commands::{self, ConnectionState, DIRECTIVE_WORDS, HELP_WORDS, QUIT_WORDS};
use crate::protocol::dialogue::{Completion, Dialogue, PendingCommand};
use crate::protocol::framing::Status;
use crate::protocol::possible;
use crate::protocol::typed_line::{CommandLine, bare_host, foreign_word, is_shell_word};
use crate::reference::{self, Category};
use crate::session::NoticeLevel;
use std::collections::BTreeSet;

/// How often a step is named again after other commands have failed.
const MAX_REPEATED: usize = 3;

/// How many steps are skipped that are not possible now.
const MAX_SKIPPED: usize = 3;

/// The first step, on the practice server.
const FIRST_STEP: &str = "login user pass";

/// What is named again when another line than `done` has ended an IDLE.
const IDLE: &str = "idle";

/// How far the guide is.
pub struct Guide {
    /// The step that was named last, until it is made. Without one any command is a step.
    step: Option<&'static str>,
    /// The commands of the steps that were made.
    made: BTreeSet<&'static str>,
    repeated: usize,
    /// Whether it has shown how to turn it off.
    introduced: bool,
}

impl Default for Guide {
    fn default() -> Guide {
        Guide { step: Some(FIRST_STEP), made: BTreeSet::new(), repeated: 0, introduced: false }
    }
}

impl ConnectionThread {
    /// The user leads.
    fn end_guide(&mut self) {
        self.console.settings.guide = Some(false);
        self.guide.step = None;
    }

    /// Says what to type after this completion. `is_pasted`: of a command that was not typed.
    pub fn guide_after(&mut self, completion: &Completion, is_pasted: bool) {
        let command = &completion.command;
        // What completes an IDLE is the answer to `done`.
        let name = if command.is("IDLE") { "DONE" } else { command.name() };
        if !self.console.is_guided() {
            self.guide.step = None;
        } else if is_pasted {
            self.end_guide();
        } else if completion.status == Status::Ok {
            self.guide_after_success(name);
        } else if name == "DONE" && self.guide.step.is_some_and(|step| verb(step) == "done") {
            // This BAD is also that of the line which the server took for `done`. What to type is said
            // after that line's completion.
            self.guide.step = Some(IDLE);
        } else if !has_hint(command) {
            self.repeat_step(name);
        }
    }

    fn guide_after_success(&mut self, name: &'static str) {
        let step = self.guide.step;
        if let Some(step) = step.filter(|step| !verb(step).eq_ignore_ascii_case(name)) {
            if !self.guide.made.contains(name) {
                self.end_guide();
            } else if is_possible(step, &self.console) {
                self.name_step(step);
            }
            return;
        }
        self.guide.made.insert(name);
        self.guide.step = None;
        if name == "LOGOUT" {
            self.end_guide();
            self.say(&text::GuideLearn);
        } else if let Some(next) = self.possible_after(name) {
            self.name_step(next);
        }
    }

    /// Says how IDLE ends, once it runs.
    pub fn guide_idle(&mut self) {
        let idles = self.console.dialogue().is_some_and(|dialogue| dialogue.idle().is_some());
        let is_new = self.guide.step.is_none_or(|step| verb(step) == "idle");
        if idles
            && is_new
            && self.console.is_guided()
            && let Some(next) = self.possible_after("IDLE")
        {
            self.name_step(next);
        }
    }

    fn name_step(&mut self, step: &'static str) {
        self.guide.step = Some(step);
        self.guide.repeated = 0;
        // The next command may have been sent already.
        let pending = self.console.dialogue().map(Dialogue::pending_commands);
        if pending.is_some_and(|commands| commands.iter().any(|command| !command.idling)) {
            return;
        }
        let next = step;
        let text: &dyn Text = match verb(step) {
            "list" => &text::GuideList { next },
            "select" => &text::GuideSelect { next },
            "fetch" => &text::GuideFetch { next },
            "idle" => &text::GuideIdle { next },
            "done" => &text::GuideDone { next },
            "logout" => &text::GuideLogout { next },
            _ => &text::GuideNext { next },
        };
        self.say(text);
        if !std::mem::replace(&mut self.guide.introduced, true) {
            self.say(&text::GuideOff);
        }
    }

    /// Names the step again after this command has failed, as long as the step is possible. After
    /// that the user knows it.
    fn repeat_step(&mut self, failed: &str) {
        let step = self.guide.step.filter(|step| is_possible(step, &self.console));
        let Some(next) = step else { return };
        let is_tried = verb(next).eq_ignore_ascii_case(failed);
        if !is_tried && self.guide.repeated >= MAX_REPEATED {
            return;
        }
        self.guide.repeated += usize::from(!is_tried);
        match self.console.settings.explain {
            true => self.say(&text::GuideAgainExplained { next }),
            false => self.say(&text::GuideAgain { next }),
        }
    }

    /// What to type after this command, of what is possible now.
    fn possible_after(&self, name: &str) -> Option<&'static str> {
        let next_of = |name: &str| reference::find(Category::Commands, name)?.next;
        let mut next = next_of(name)?;
        for _ in 0..MAX_SKIPPED {
            if is_possible(next, &self.console) {
                return Some(next);
            }
            next = next_of(verb(next))?;
        }
        None
    }

    fn say(&mut self, text: &dyn Text) {
        let text = self.console.messages().format(text);
        self.console.notice(NoticeLevel::Guide, &text);
    }
}

/// Whether the line has got a hint already that says what to type: it was meant for a shell, or asks
/// for imapsh's own help or end.
fn has_hint(command: &PendingCommand) -> bool {
    let line = CommandLine::parse(&command.display_line);
    let is_one_of = |words: &[&str]| words.iter().any(|it| it.eq_ignore_ascii_case(line.verb));
    is_one_of(QUIT_WORDS)
        || is_one_of(HELP_WORDS)
        || is_one_of(DIRECTIVE_WORDS)
        || is_shell_word(line.verb)
        || foreign_word(&line).is_some()
        || bare_host(line.verb).is_some()
}

/// Whether the line can be typed in this state of the session, and makes sense there.
fn is_possible(line: &str, console: &Console) -> bool {
    let Some(dialogue) = console.dialogue() else { return false };
    let verb = verb(line);
    let idles = dialogue.idle().is_some();
    if verb == "done" || idles {
        return verb == "done" && idles;
    }
    // Not while another command is in progress that may change it.
    let (Some(state), Some(spec)) = (dialogue.settled_state(), commands::find(verb)) else {
        return false;
    };
    let is_selected = state == ConnectionState::Selected;
    possible::commands(Some(state), dialogue.capabilities()).contains(&spec)
        && match spec.name {
            "LOGIN" => console.practice_server().is_some(),
            "FETCH" | "STORE" | "COPY" | "MOVE" => has_messages(dialogue),
            "IDLE" => is_selected,
            _ => true,
        }
}

fn has_messages(dialogue: &Dialogue) -> bool {
    dialogue.mailbox().and_then(|mailbox| mailbox.exists).is_some_and(|exists| exists > 0)
}

fn verb(line: &str) -> &str {
    line.split(' ').next().unwrap_or_default()
}
