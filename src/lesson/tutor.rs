//! Leads a learner through a lesson: shows steps, judges progress, and shows hints. The driver performs
//! the resulting actions on the session.

use super::evidence::Evidence;
use super::judge::{self, MailFact};
use super::missing;
use super::progress::{LessonProgress, Reached};
use super::solution;
use super::steps::{Lesson, Step};
use crate::console::Console;
use crate::explain::ExplainedLine;
use crate::messages::text;
use crate::notation::directive::goal::{GoalKind, StateGoal};
use crate::protocol::dialogue::{Dialogue, Prompt};
use crate::protocol::framing::Status;
use crate::session::{NoticeLevel, ScriptNotice};
use std::cell::RefCell;
use std::rc::Rc;

/// A lesson that is being taken.
pub struct Tutor {
    lesson: Lesson,
    /// The lesson to suggest after this one.
    next_lesson: Option<String>,
    progress: LessonProgress,
    evidence: Rc<RefCell<Evidence>>,
    /// The current step; the number of steps if all are done.
    step: usize,
    /// How many completions have been judged.
    judged: usize,
    /// How many goals of the step were not reached when it was last judged.
    unreached: usize,
    /// The goals' demands on the mail that were already met when the step began.
    kept: Vec<MailFact>,
    /// The next line of the solution.
    next_line: Option<String>,
    /// The number of tries that did not reach the goals.
    tries: usize,
    /// The number of hints that the learner has asked for.
    asked: usize,
}

/// The driver's next action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TutorAction {
    Nothing,
    /// The step is done: begin this one, or end the lesson if it does not exist.
    GoOn(usize),
    /// The session has ended before the step was done: begin it in a new one.
    BeginAnew,
}

impl Tutor {
    /// A tutor for this lesson. `next_lesson`: the lesson to suggest after it.
    pub fn new(lesson: Lesson, next_lesson: Option<String>, progress: LessonProgress) -> Tutor {
        let step = progress.steps(&lesson.name).min(lesson.steps.len().saturating_sub(1));
        Tutor {
            lesson,
            next_lesson,
            progress,
            evidence: Rc::default(),
            step,
            judged: 0,
            unreached: 0,
            kept: Vec::new(),
            next_line: None,
            tries: 0,
            asked: 0,
        }
    }

    /// The evidence, which must receive the session's events.
    pub fn evidence(&self) -> Rc<RefCell<Evidence>> {
        self.evidence.clone()
    }

    pub fn lesson(&self) -> &Lesson {
        &self.lesson
    }

    /// The number of the current step, from 0.
    pub fn step(&self) -> usize {
        self.step
    }

    /// The current step; `None` if all are done.
    pub fn current(&self) -> Option<&Step> {
        self.lesson.steps.get(self.step)
    }

    /// Shows what the lesson is about.
    pub fn introduce(&self, console: &mut Console) {
        console.notice(NoticeLevel::Heading, &self.lesson.title);
        for paragraph in &self.lesson.about {
            console.notice(NoticeLevel::Info, paragraph);
        }
        console.info(text::LessonKeys);
    }

    /// Begins a step, and shows its task. The driver performs its preparation next.
    pub fn begin(&mut self, step: usize, console: &mut Console) {
        self.step = step;
        (self.tries, self.asked) = (0, 0);
        if let Some(step) = self.current() {
            self.evidence.borrow_mut().begin_step(step);
        }
        self.show(console);
    }

    /// The step is prepared: from now on, completions are the learner's.
    pub fn prepared(&mut self, console: &Console) {
        // The connections of the preparation are not the learner's.
        self.evidence.borrow_mut().step.connections = 0;
        self.judged = self.evidence.borrow().commands.completions;
        self.unreached = self.unreached_now(console);
        self.next_line = self.next_line(console);
        self.kept = self.facts_about_mail(console);
    }

    /// The goals' demands on the mail that are met now.
    fn facts_about_mail(&self, console: &Console) -> Vec<MailFact> {
        let Some(step) = self.current() else { return Vec::new() };
        judge::facts_about_mail(step, &self.evidence.borrow(), console)
    }

    /// Whether the learner has changed the mail in a way that the solution does not undo: a demand of the
    /// goals that was met when the step began is no longer met.
    fn is_spoiled(&self, console: &Console) -> bool {
        let facts = self.facts_about_mail(console);
        self.kept.iter().any(|fact| !facts.contains(fact))
    }

    fn next_line(&self, console: &Console) -> Option<String> {
        let step = self.current()?;
        solution::next_lines(step, &self.evidence.borrow(), console).lines.into_iter().next()
    }

    /// Shows the current step.
    pub fn show(&self, console: &mut Console) {
        let Some(step) = self.current() else {
            return console.info(text::LessonIsComplete);
        };
        let (heading, of) = (&step.heading, self.lesson.steps.len());
        let number = self.step + 1;
        let shown = console.messages().format(text::LessonStep { heading, step: number, of });
        let level = NoticeLevel::Heading;
        console.script_notice(ScriptNotice { level, text: heading, shown: &shown });
        for paragraph in &step.prose {
            let (text, shown) = (paragraph.as_str(), paragraph.as_str());
            console.script_notice(ScriptNotice { level: NoticeLevel::Info, text, shown });
        }
    }

    fn unreached_now(&self, console: &Console) -> usize {
        let Some(step) = self.current() else { return 0 };
        judge::unreached(step, &self.evidence.borrow(), console).len()
    }

    /// Judges the completions since the last call.
    pub fn judge(&mut self, console: &mut Console) -> TutorAction {
        let Some(step) = self.current() else { return TutorAction::Nothing };
        let is_closed = console.live().is_none();
        if !is_closed && !is_settled(console) {
            return TutorAction::Nothing;
        }
        let unreached = self.unreached_now(console);
        if unreached == 0 {
            return self.step_done(console);
        }
        let ends = |kind: &GoalKind| *kind == GoalKind::State(StateGoal::Closed);
        if is_closed && !step.goals.iter().any(|(_, goal)| ends(&goal.kind)) {
            return TutorAction::BeginAnew;
        }
        let completions = self.evidence.borrow().commands.completions;
        if std::mem::replace(&mut self.judged, completions) < completions {
            self.tried(unreached, console);
        }
        TutorAction::Nothing
    }

    fn step_done(&mut self, console: &mut Console) -> TutorAction {
        console.info(text::LessonStepDone);
        TutorAction::GoOn(self.go_on(console))
    }

    /// The step is done, or skipped. Returns the next one.
    pub fn go_on(&mut self, console: &mut Console) -> usize {
        let next = self.step + 1;
        let reached =
            if next < self.lesson.steps.len() { Reached::Steps(next) } else { Reached::Done };
        if let Err(failure) = self.progress.set(&self.lesson.name, reached) {
            let path = failure.path.display();
            console.warn(text::LearnProgressUnwritable { path, reason: failure.error });
        }
        self.step = next;
        next
    }

    /// Reports that the lesson is complete, and names the next one.
    pub fn complete(&self, console: &mut Console) {
        console.info(text::LessonComplete { title: &self.lesson.title });
        if let Some(name) = &self.next_lesson {
            console.info(text::LessonNext { name });
        }
        if console.live().is_some() {
            console.info(text::LessonExplore);
        }
    }

    /// A command was completed that did not finish the step.
    fn tried(&mut self, unreached: usize, console: &mut Console) {
        let Some(step) = self.lesson.steps.get(self.step) else { return };
        let (status, command) = self.last_answer().unzip();
        // The last command ended the old session, before a new one replaced it.
        let is_leaving = command.is_some_and(|command| command == "LOGOUT");
        if unreached < std::mem::replace(&mut self.unreached, unreached) {
            let of = step.goals.len();
            console.info(text::LessonProgress { reached: of - unreached, of });
            (self.tries, self.asked) = (0, 0);
            self.next_line = self.next_line(console);
            // What is left to do, or a mistake that has undone an earlier result.
            let is_spoiled = self.is_spoiled(console);
            if is_spoiled || !is_leaving {
                let mistake = self.mistake(step, console);
                console.notice(NoticeLevel::Hint, &mistake);
            }
            if is_spoiled {
                console.hint(text::LessonHintSpoiled);
            }
            return;
        }
        if is_leaving {
            return;
        }
        // In a step that takes several commands, the first ones are not mistakes.
        let next_line = self.next_line(console);
        let goes_on = std::mem::replace(&mut self.next_line, next_line.clone()) != next_line;
        if status == Some(Status::Ok)
            && (goes_on && !solution::opens_another_mailbox(step, &self.evidence.borrow(), console)
                || solution::is_on_the_way(step, &self.evidence.borrow(), console))
        {
            (self.tries, self.asked) = (0, 0);
            return;
        }
        self.tries += 1;
        let mistake = self.mistake(step, console);
        console.notice(NoticeLevel::Hint, &mistake);
        if self.is_spoiled(console) {
            console.hint(text::LessonHintSpoiled);
        } else if self.needs_new_session(console) {
            console.hint(text::LessonHintReconnect);
        } else if self.tries == 2 {
            self.hint_syntax(console);
        } else if self.tries > 2 {
            self.hint_lines(console);
        }
    }

    /// The last answer: its status, and the name of its command.
    fn last_answer(&self) -> Option<(Status, String)> {
        let evidence = self.evidence.borrow();
        let last = evidence.step.answers.last();
        last.map(|answer| (answer.status, answer.command.clone()))
    }

    fn needs_new_session(&self, console: &Console) -> bool {
        let evidence = self.evidence.borrow();
        self.current().is_some_and(|step| solution::needs_new_session(step, &evidence, console))
    }

    /// The mistake in the last try.
    fn mistake(&self, step: &Step, console: &mut Console) -> String {
        let evidence = self.evidence.borrow();
        let goals = judge::unreached(step, &evidence, console);
        let Some((_, goal)) = goals.first() else { return String::new() };
        let missing = missing::missing(goal, &evidence, console);
        let last = evidence.step.answers.last().map(|answer| answer.status);
        let is_unintended = match last {
            Some(Status::No) => !matches!(goal.kind, GoalKind::Answer { .. }),
            Some(Status::Bad) => {
                !matches!(goal.kind, GoalKind::Answer { status: Status::Bad, saying: None, .. })
            }
            _ => false,
        };
        // The explanation below each line is not repeated.
        let is_shown = console.sinks.shows_explanations;
        let explainer = console.sinks.explainer.as_ref().filter(|_| !is_shown);
        let cause = explainer.and_then(|explainer| explainer.exchange().last());
        let cause = cause.map(ExplainedLine::alone).filter(|cause| !cause.is_empty());
        match cause.filter(|_| is_unintended) {
            Some(cause) => cause.to_owned(),
            None => missing,
        }
    }

    /// `:hint`: what is missing, with the syntax; then the lines to type.
    pub fn hint(&mut self, console: &mut Console) {
        let Some(step) = self.lesson.steps.get(self.step) else {
            return console.info(text::LessonIsComplete);
        };
        self.asked += 1;
        let is_spoiled = self.is_spoiled(console);
        let needs_new_session = self.needs_new_session(console);
        if !is_spoiled && !needs_new_session && (self.asked > 1 || self.tries > 1) {
            return self.hint_lines(console);
        }
        let missing = {
            let evidence = self.evidence.borrow();
            let goals = judge::unreached(step, &evidence, console);
            goals.first().map(|(_, goal)| missing::missing(goal, &evidence, console))
        };
        console.notice(NoticeLevel::Hint, &missing.unwrap_or_default());
        match is_spoiled {
            true => console.hint(text::LessonHintSpoiled),
            false if needs_new_session => console.hint(text::LessonHintReconnect),
            false => self.hint_syntax(console),
        }
    }

    fn hint_syntax(&self, console: &mut Console) {
        let Some(step) = self.current() else { return };
        let connect = solution::connect_line(step, &self.evidence.borrow(), console);
        if let Some(line) = connect {
            return console.hint(text::LessonHintType { line });
        }
        let syntax = solution::syntax(step, &self.evidence.borrow(), console);
        match syntax {
            Some(syntax) => console.hint(text::LessonHintSyntax { syntax }),
            None => self.hint_lines(console),
        }
    }

    /// The directives of the step's solution in the form in which they are typed. Performing them shows
    /// their effect but not the directives themselves.
    pub fn directives(&self, console: &Console) -> Vec<String> {
        self.current().map(|step| solution::directives(step, console)).unwrap_or_default()
    }

    fn hint_lines(&self, console: &mut Console) {
        let Some(step) = self.current() else { return };
        let next = solution::next_lines(step, &self.evidence.borrow(), console);
        match &next.lines[..] {
            [] => console.hint(text::LessonHintDone),
            [line] => console.hint(text::LessonHintType { line }),
            lines => {
                let messages = console.messages();
                let mut hint = messages.format(text::LessonHintTypeLines);
                for line in lines {
                    hint.push_str("\n  ");
                    if line.is_empty() {
                        messages.append(&mut hint, text::LessonHintEmptyLine)
                    } else {
                        hint.push_str(line)
                    }
                }
                console.notice(NoticeLevel::Hint, &hint);
            }
        }
        // These lines did not reach the goals.
        let is_about_tag = step.goals.iter().any(|(_, goal)| goal.kind == GoalKind::OwnTag);
        let first = next.lines.first().filter(|_| next.all_done && !is_about_tag);
        if first.is_some_and(|line| self.evidence.borrow().step.was_sent(line)) {
            console.hint(text::LessonHintBack);
        }
    }
}

/// Whether no command is in progress that the judgement should wait for.
fn is_settled(console: &Console) -> bool {
    console.dialogue().is_some_and(|dialogue| match dialogue.prompt() {
        Prompt::Tag(_) => dialogue.pending_commands().is_empty(),
        Prompt::Done => !Dialogue::awaits_idle_continuation(dialogue),
        _ => false,
    })
}
