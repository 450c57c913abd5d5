//! The guide: after each success of a beginner, it names the next step of a first session, from LOGIN to
//! LOGOUT. It skips steps whose command has already succeeded or is not possible now.
//!
//! The guide ends for the rest of the session when a command succeeds that none of its steps needs. When an
//! attempt at a step fails, it names the step again; when another command fails, the next step would not help,
//! so it shows nothing. Only commands that are typed here count; a paste ends the guide. What it shows is never
//! recorded.

use super::ConnectionThread;
use crate::messages::{Text, text};
use crate::protocol::commands::{self, ConnectionState, DIRECTIVE_WORDS, HELP_WORDS, QUIT_WORDS};
use crate::protocol::dialogue::{Completion, Dialogue, PendingCommand};
use crate::protocol::framing::Status;
use crate::protocol::possible;
use crate::protocol::typed_line::{CommandLine, bare_host, foreign_word, is_shell_word};
use crate::session::NoticeLevel;
use std::collections::BTreeSet;

/// How often a step is named again after other lines have failed.
const MAX_REPEATED: usize = 3;

/// The minimum similarity (0 to 1) at which a failed line counts as the step's line, mistyped.
const SIMILAR: f64 = 0.7;

/// A step of a first session, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum GuideStep {
    Login,
    List,
    Select,
    Look,
    Read,
    Search,
    Idle,
    Done,
    Flag,
    Append,
    Move,
    Delete,
    Expunge,
    Logout,
}

const STEPS: [GuideStep; 14] = [
    GuideStep::Login,
    GuideStep::List,
    GuideStep::Select,
    GuideStep::Look,
    GuideStep::Read,
    GuideStep::Search,
    GuideStep::Idle,
    GuideStep::Done,
    GuideStep::Flag,
    GuideStep::Append,
    GuideStep::Move,
    GuideStep::Delete,
    GuideStep::Expunge,
    GuideStep::Logout,
];

/// Commands that fit before any step, so that they do not end the guide.
const KEEPING_GUIDE: [&str; 4] = ["CAPABILITY", "CHECK", "ID", "NOOP"];

impl GuideStep {
    /// The line to type.
    fn line(self) -> &'static str {
        match self {
            GuideStep::Login => "login user pass",
            GuideStep::List => "list \"\" \"*\"",
            GuideStep::Select => "select INBOX",
            GuideStep::Look => "fetch 1 (flags envelope)",
            GuideStep::Read => "fetch 1 body.peek[text]",
            GuideStep::Search => "search unseen",
            GuideStep::Idle => "idle",
            GuideStep::Done => "done",
            GuideStep::Flag => r"store 1 +flags (\Flagged)",
            GuideStep::Append => "append Drafts {<<END}",
            GuideStep::Move => "move 1 Archive",
            GuideStep::Delete => r"store 1 +flags (\Deleted)",
            GuideStep::Expunge => "expunge",
            GuideStep::Logout => "logout",
        }
    }

    /// The commands that perform the step. IDLE is performed once `done` is answered.
    fn commands(self) -> &'static [&'static str] {
        match self {
            GuideStep::Login => &["LOGIN", "AUTHENTICATE"],
            GuideStep::List => &["LIST"],
            GuideStep::Select => &["SELECT", "EXAMINE"],
            GuideStep::Look | GuideStep::Read => &["FETCH"],
            GuideStep::Search => &["SEARCH"],
            GuideStep::Idle | GuideStep::Done => &["DONE"],
            GuideStep::Flag | GuideStep::Delete => &["STORE"],
            GuideStep::Append => &["APPEND"],
            GuideStep::Move => &["MOVE", "COPY"],
            GuideStep::Expunge => &["EXPUNGE"],
            GuideStep::Logout => &["LOGOUT"],
        }
    }

    /// Whether this command, with its line in lower case, performs the step.
    fn is_made_by(self, name: &str, line: &str) -> bool {
        let contains = |parts: &[&str]| parts.iter().any(|part| line.contains(part));
        self.commands().contains(&name)
            && match self {
                GuideStep::Read => contains(&["body[", "body.peek[", "rfc822"]),
                GuideStep::Delete => contains(&[r"\deleted"]),
                _ => true,
            }
    }

    fn changes_mail(self) -> bool {
        matches!(
            self,
            GuideStep::Flag
                | GuideStep::Append
                | GuideStep::Move
                | GuideStep::Delete
                | GuideStep::Expunge
        )
    }
}

/// The guide's progress.
pub struct Guide {
    /// The last step named, until it is made.
    step: Option<GuideStep>,
    /// The steps that were made, even while the guide was off.
    made: BTreeSet<GuideStep>,
    repeated: usize,
    /// Whether it has shown how to turn it off.
    introduced: bool,
    /// Whether the user has logged out. Once the connection is closed, the guide suggests what is next.
    closing: bool,
    /// Whether it has said that `:explain` explains a NO or BAD.
    offered_explanation: bool,
}

impl Default for Guide {
    fn default() -> Guide {
        let step = Some(GuideStep::Login);
        Guide {
            step,
            made: BTreeSet::new(),
            repeated: 0,
            introduced: false,
            closing: false,
            offered_explanation: false,
        }
    }
}

impl ConnectionThread {
    fn end_guide(&mut self) {
        self.console.settings.guide = Some(false);
        self.guide.step = None;
    }

    /// Ends the guide, because the user does something else. Says so, if the guide has named a step before.
    fn leave_to_user(&mut self) {
        self.end_guide();
        if self.guide.introduced {
            self.say(&text::GuideEnds);
        }
    }

    /// Shows what to type after this completion. `is_pasted`: the command was not typed.
    pub fn guide_after(&mut self, completion: &Completion, is_pasted: bool) {
        // The server has not carried it out.
        if completion.taken_as_done && completion.status == Status::Ok {
            return;
        }
        self.guide.closing = false;
        let command = &completion.command;
        let name = if command.is("IDLE") { "DONE" } else { command.name() };
        let line = command.line().to_lowercase();
        let is_ok = completion.status == Status::Ok;
        // An IDLE without a mailbox does not report anything.
        let is_useless = name == "DONE"
            && self.console.dialogue().is_some_and(|dialogue| dialogue.facts().mailbox.is_none());
        let makes = |step: &GuideStep| is_ok && !is_useless && step.is_made_by(name, &line);
        let made: Vec<GuideStep> = STEPS.into_iter().filter(makes).collect();
        self.guide.made.extend(&made);
        if !self.console.is_guided() {
            self.guide.step = None;
            if !is_ok && !self.name_practice_account(command) && !is_pasted {
                self.offer_explanation(command);
            }
        } else if is_pasted {
            self.leave_to_user();
            if !is_ok {
                self.name_practice_account(command);
            }
        } else if is_ok {
            self.guide_after_success(command.name(), &made, is_useless);
        } else if name == "DONE" && self.guide.step == Some(GuideStep::Done) {
            // This BAD is also that of the line which the server took for `done`. What to type is said
            // after that line's completion.
            self.guide.step = Some(GuideStep::Idle);
        } else if !has_hint(command) {
            self.repeat_step(completion);
        }
    }

    /// Names the practice server's account below a refused login, which was an example's or one elsewhere.
    fn name_practice_account(&mut self, command: &PendingCommand) -> bool {
        let is_refused_there = commands::is_login(command.name())
            && self.console.practice_server().is_some()
            && self.lesson.is_none();
        if is_refused_there {
            self.say(&text::GuideAccount { login: GuideStep::Login.line() });
        }
        is_refused_there
    }

    /// Mentions once a session, below a NO or BAD, that the answer can be explained. An unknown command
    /// already got a hint when it was sent.
    fn offer_explanation(&mut self, command: &PendingCommand) {
        let is_known = !command.name().is_empty();
        let is_wanted = is_known && !self.console.settings.explain && self.lesson.is_none();
        if is_wanted && !std::mem::replace(&mut self.guide.offered_explanation, true) {
            self.say(&text::GuideExplain);
        }
    }

    /// Names the next step after a command that has made these. `is_useless`: it would have made one.
    fn guide_after_success(&mut self, name: &str, made: &[GuideStep], is_useless: bool) {
        if let (Some(step), true, false) = (self.guide.step, made.is_empty(), is_useless) {
            if !KEEPING_GUIDE.contains(&name) {
                return self.leave_to_user();
            }
            // NOOP and CAPABILITY lead nowhere else. A script may have made the step since.
            if self.is_possible(step) {
                return self.say(&text::GuideStill { next: step.line() });
            }
        }
        self.guide.step = None;
        if made.contains(&GuideStep::Logout) {
            self.end_guide();
            self.guide.closing = true;
        } else if let Some(next) = self.next_step() {
            self.name_step(next);
        }
    }

    /// The first step that is possible now and not made, of those after the first one that was made.
    fn next_step(&self) -> Option<GuideStep> {
        let made = &self.guide.made;
        let is_open = |step: &GuideStep| {
            made.first().is_none_or(|first| step > first) && !made.contains(step)
        };
        // Another connection begins before login.
        let mut open = STEPS.into_iter().filter(|step| *step == GuideStep::Login || is_open(step));
        open.find(|step| self.is_possible(*step))
    }

    /// Shows how to end IDLE, once it runs.
    pub fn guide_idle(&mut self) {
        // Without a mailbox, IDLE does not report anything.
        let idles = self.console.dialogue().is_some_and(|dialogue| {
            dialogue.idle().is_some_and(|idle| idle.idling) && dialogue.facts().mailbox.is_some()
        });
        let is_known =
            self.guide.step == Some(GuideStep::Done) || self.guide.made.contains(&GuideStep::Done);
        if idles && !is_known && self.console.is_guided() {
            self.name_step(GuideStep::Done);
        }
    }

    /// Suggests what is next, once the connection has ended after LOGOUT. The server may close it late.
    pub fn guide_after_end(&mut self) {
        if self.guide.closing && self.console.dialogue().is_none() {
            self.guide.closing = false;
            self.say(&text::GuideLearn);
        }
    }

    fn name_step(&mut self, step: GuideStep) {
        self.guide.step = Some(step);
        self.guide.repeated = 0;
        // The next command may have been sent already.
        let pending = self.console.dialogue().map(Dialogue::pending_commands);
        if pending.is_some_and(|commands| commands.iter().any(|command| !command.idling)) {
            return;
        }
        let next = step.line();
        let text: &dyn Text = match step {
            GuideStep::Login => &text::GuideNext { next },
            GuideStep::List => &text::GuideList { next },
            GuideStep::Select => &text::GuideSelect { next },
            GuideStep::Look => &text::GuideFetch { next },
            GuideStep::Read => &text::GuideRead { next },
            GuideStep::Search => &text::GuideSearch { next },
            GuideStep::Idle => &text::GuideIdle { next },
            GuideStep::Done => &text::GuideDone { next },
            GuideStep::Flag => &text::GuideFlag { next },
            GuideStep::Append => &text::GuideAppend { next },
            GuideStep::Move => &text::GuideMove { next },
            GuideStep::Delete => &text::GuideDelete { next },
            GuideStep::Expunge => &text::GuideExpunge { next },
            GuideStep::Logout => &text::GuideLogout { next },
        };
        self.say(text);
        if !std::mem::replace(&mut self.guide.introduced, true) {
            self.say(&text::GuideOff);
        }
    }

    /// After a failed command, names the step again if it helps and is possible.
    fn repeat_step(&mut self, completion: &Completion) {
        let Some(step) = self.guide.step.filter(|step| self.is_possible(*step)) else { return };
        let relation = self.relation(completion, step);
        if relation == Relation::Unrelated {
            return self.offer_explanation(&completion.command);
        }
        if relation != Relation::Attempt {
            if self.guide.repeated >= MAX_REPEATED {
                return;
            }
            self.guide.repeated += 1;
        }
        let next = step.line();
        match (relation, self.console.settings.explain) {
            (Relation::Unknown, _) => self.say(&text::GuideStill { next }),
            (_, true) => self.say(&text::GuideAgainExplained { next }),
            (_, false) => {
                self.guide.offered_explanation = true;
                self.say(&text::GuideAgain { next });
            }
        }
    }

    /// The relation of a failed command to the step.
    fn relation(&self, completion: &Completion, step: GuideStep) -> Relation {
        if completion.taken_as_done {
            return if step == GuideStep::Idle { Relation::Attempt } else { Relation::Unrelated };
        }
        let line = CommandLine::parse(completion.command.line());
        let name = match completion.command.name() {
            "" => commands::nearest(line.verb).unwrap_or_default(),
            name => name,
        };
        let Some(spec) = commands::find(name) else { return Relation::Unknown };
        if step.commands().contains(&name) || verb(step).eq_ignore_ascii_case(name) {
            let typed = format!("{}{}", line.verb, line.arguments).to_lowercase();
            let is_similar = || {
                strsim::normalized_damerau_levenshtein(&typed, &step.line().to_lowercase())
                    >= SIMILAR
            };
            let is_new = !self.guide.made.iter().any(|it| it.commands() == step.commands());
            return if is_new || is_similar() { Relation::Attempt } else { Relation::Unrelated };
        }
        let dialogue = self.console.dialogue();
        let is_too_early = dialogue.is_some_and(|dialogue| {
            let possible =
                possible::commands(dialogue.settled_state(), &dialogue.facts().capabilities);
            !possible.contains(&spec)
        });
        if is_too_early && matches!(step, GuideStep::Login | GuideStep::Select) {
            Relation::TooEarly
        } else {
            Relation::Unrelated
        }
    }

    /// Whether the step's line is possible and makes sense in the session's state. Steps that change mail are
    /// only for the practice server.
    fn is_possible(&self, step: GuideStep) -> bool {
        let console = &self.console;
        let Some(dialogue) = console.dialogue() else { return false };
        let idles = dialogue.idle().is_some();
        if step == GuideStep::Done || idles {
            return step == GuideStep::Done && idles;
        }
        // Not while another command is in progress that may change it.
        let (Some(state), Some(spec)) = (dialogue.settled_state(), commands::find(verb(step)))
        else {
            return false;
        };
        let is_practice = console.practice_server().is_some();
        possible::commands(Some(state), &dialogue.facts().capabilities).contains(&spec)
            && (is_practice || !step.changes_mail())
            && match step {
                GuideStep::Login => is_practice,
                // A user who has opened a mailbox knows one.
                GuideStep::List | GuideStep::Select => state != ConnectionState::Selected,
                GuideStep::Look | GuideStep::Read | GuideStep::Search => has_messages(dialogue),
                GuideStep::Flag | GuideStep::Move | GuideStep::Delete => {
                    has_messages(dialogue) && is_writable(dialogue)
                }
                GuideStep::Expunge => {
                    self.guide.made.contains(&GuideStep::Delete) && is_writable(dialogue)
                }
                GuideStep::Idle => state == ConnectionState::Selected,
                // Not right after another connection.
                GuideStep::Logout => state != ConnectionState::NotAuthenticated,
                _ => true,
            }
    }

    fn say(&mut self, text: &dyn Text) {
        let text = self.console.messages().format(text);
        self.console.notice(NoticeLevel::Guide, &text);
    }
}

/// The relation of a failed command to the next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    /// An attempt at the step.
    Attempt,
    /// It is possible only after the step.
    TooEarly,
    /// It is not a command.
    Unknown,
    /// The step does not help.
    Unrelated,
}

/// Whether the line already got a hint with what to type: it was meant for a shell, or to get help or
/// quit.
fn has_hint(command: &PendingCommand) -> bool {
    let line = CommandLine::parse(command.line());
    let is_one_of = |words: &[&str]| words.iter().any(|it| it.eq_ignore_ascii_case(line.verb));
    is_one_of(QUIT_WORDS)
        || is_one_of(HELP_WORDS)
        || is_one_of(DIRECTIVE_WORDS)
        || is_shell_word(line.verb)
        || foreign_word(&line).is_some()
        || bare_host(line.verb).is_some()
}

fn has_messages(dialogue: &Dialogue) -> bool {
    let mailbox = dialogue.facts().mailbox.as_ref();
    mailbox.and_then(|mailbox| mailbox.exists).is_some_and(|exists| exists > 0)
}

fn is_writable(dialogue: &Dialogue) -> bool {
    dialogue.facts().mailbox.as_ref().is_some_and(|mailbox| mailbox.read_only != Some(true))
}

fn verb(step: GuideStep) -> &'static str {
    step.line().split(' ').next().unwrap_or_default()
}
