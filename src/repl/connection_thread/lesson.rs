//! A lesson at the prompt: performs the tutor's decisions on the session.

use super::ConnectionThread;
use crate::console::{Console, StopReason};
use crate::directive::{self, LessonRequest};
use crate::lesson::{Step, Tutor, TutorAction, steps};
use crate::messages::text;
use crate::notation::ScriptItem;
use crate::notation::directive::Directive;
use crate::script::replay::Replay;
use crate::session::{ConnectPlan, NoticeLevel};

/// The lesson at the prompt.
pub struct CurrentLesson {
    tutor: Tutor,
    /// The plan to connect its sessions.
    plan: ConnectPlan,
}

impl CurrentLesson {
    /// The lesson on this console, whose session has just been opened.
    pub fn new(tutor: Tutor, console: &mut Console) -> CurrentLesson {
        console.sinks.add_observer(tutor.evidence());
        CurrentLesson { tutor, plan: console.plan().clone() }
    }
}

impl ConnectionThread {
    /// Introduces the lesson, and begins the step at which the learner last left it.
    pub fn begin_lesson(&mut self) -> Result<(), StopReason> {
        self.with_lesson(|thread, lesson| {
            lesson.tutor.introduce(&mut thread.console);
            let step = lesson.tutor.step();
            if step > 0 {
                let of = lesson.tutor.lesson().steps.len();
                thread.console.info(text::LessonContinues { step: step + 1, of });
            }
            thread.come_to(step, lesson)?;
            thread.enter_step(step, lesson)
        })
    }

    /// Judges what has happened, and continues with the next step if this one is done.
    pub fn follow_lesson(&mut self) -> Result<(), StopReason> {
        self.with_lesson(|thread, lesson| match lesson.tutor.judge(&mut thread.console) {
            TutorAction::Nothing => Ok(()),
            TutorAction::GoOn(step) => thread.go_on(step, lesson),
            TutorAction::BeginAnew => {
                thread.console.warn(text::LessonClosed);
                thread.enter_anew(lesson.tutor.step(), lesson)
            }
        })
    }

    /// Performs a directive of the lesson.
    pub fn request_of_lesson(&mut self, request: LessonRequest) -> Result<(), StopReason> {
        if self.lesson.is_none() {
            self.console.error(text::DirectiveNoLesson);
            return Ok(());
        }
        self.with_lesson(|thread, lesson| {
            let console = &mut thread.console;
            if lesson.tutor.current().is_none() {
                console.info(text::LessonIsComplete);
                return Ok(());
            }
            match request {
                LessonRequest::Show => lesson.tutor.show(console),
                LessonRequest::Hint => lesson.tutor.hint(console),
                LessonRequest::Skip => return thread.skip_step(lesson),
                LessonRequest::Back => match lesson.tutor.step().checked_sub(1) {
                    Some(step) => {
                        console.info(text::LessonNewSession);
                        return thread.enter_anew(step, lesson);
                    }
                    None => console.info(text::LessonFirstStep),
                },
            }
            Ok(())
        })
    }

    /// Takes the lesson out while `work` runs, so that its effects are not judged.
    fn with_lesson(
        &mut self,
        work: impl FnOnce(&mut ConnectionThread, &mut CurrentLesson) -> Result<(), StopReason>,
    ) -> Result<(), StopReason> {
        let Some(mut lesson) = self.lesson.take() else {
            return Ok(());
        };
        let result = work(self, &mut lesson);
        self.lesson = Some(lesson);
        result
    }

    fn go_on(&mut self, step: usize, lesson: &mut CurrentLesson) -> Result<(), StopReason> {
        if step < lesson.tutor.lesson().steps.len() {
            return self.enter_step(step, lesson);
        }
        lesson.tutor.complete(&mut self.console);
        match self.console.live() {
            Some(_) => Ok(()),
            None => Err(StopReason::Quit),
        }
    }

    /// `:skip`: sends the lines of the step.
    fn skip_step(&mut self, lesson: &mut CurrentLesson) -> Result<(), StopReason> {
        let solution = lesson.tutor.current().map(|step| step.solution.clone());
        self.console.info(text::LessonSkipping);
        for line in lesson.tutor.directives(&self.console) {
            self.console.notice(NoticeLevel::Info, &format!("  {line}"));
        }
        if self.replay_items(solution.unwrap_or_default(), lesson)? {
            let step = lesson.tutor.go_on(&mut self.console);
            return self.go_on(step, lesson);
        }
        Ok(())
    }

    /// Begins a step in a new session, with the mail as it was at the start.
    fn enter_anew(&mut self, step: usize, lesson: &mut CurrentLesson) -> Result<(), StopReason> {
        self.console.reset_practice();
        self.leave_practice();
        let route = lesson.tutor.lesson().route_to(step);
        let own = lesson.tutor.lesson().steps.get(step).map(Step::parts_of_preparation);
        // The route to this step, or the step, may connect.
        let connects = if route.is_empty() {
            own.is_some_and(|(before, _)| steps::begin_anew(&before))
        } else {
            steps::begin_anew(&route)
        };
        if !connects {
            let plan = lesson.plan.clone();
            if let Err(failed) = directive::open_session(self, plan, "reconnect") {
                return match failed {
                    StopReason::Failed => Ok(()),
                    stop => Err(stop),
                };
            }
        }
        if !route.is_empty() {
            self.console.info(text::LessonRepeats);
        }
        self.come_to(step, lesson)?;
        self.enter_step(step, lesson)
    }

    /// Brings a new session to the beginning of a step.
    fn come_to(&mut self, step: usize, lesson: &CurrentLesson) -> Result<(), StopReason> {
        let route = lesson.tutor.lesson().route_to(step);
        if !self.replay_items(route, lesson)? {
            self.console.warn(text::LessonWayFailed);
        }
        Ok(())
    }

    /// Begins a step.
    fn enter_step(&mut self, step: usize, lesson: &mut CurrentLesson) -> Result<(), StopReason> {
        let steps = &lesson.tutor.lesson().steps;
        let (before, after) = steps.get(step).map(Step::parts_of_preparation).unwrap_or_default();
        self.replay_items(before, lesson)?;
        lesson.tutor.begin(step, &mut self.console);
        self.replay_items(after, lesson)?;
        lesson.tutor.prepared(&self.console);
        Ok(())
    }

    /// Closes a session with the practice server without LOGOUT, whose answers would come before the text
    /// that the learner has to read next.
    fn leave_practice(&mut self) {
        if self.console.practice_server().is_some() {
            self.console.close();
        }
    }

    /// Replays items of the lesson. Returns whether none of them has failed.
    fn replay_items(
        &mut self,
        items: Vec<ScriptItem>,
        lesson: &CurrentLesson,
    ) -> Result<bool, StopReason> {
        if items.is_empty() {
            return Ok(true);
        }
        if steps::begin_anew(&items) {
            self.leave_practice();
        }
        let part = lesson.tutor.lesson().part(items);
        let mut replay = Replay::new(&mut self.console, self.replay.clone());
        let played = replay.wait_for_all().and_then(|()| replay.play(&part));
        let failed = !replay.into_failures().is_empty();
        match played {
            Ok(()) => Ok(!failed),
            Err(StopReason::Failed | StopReason::InvalidScript) => Ok(false),
            Err(StopReason::Interrupted) => {
                self.console.info(text::Interrupted);
                Ok(false)
            }
            Err(stop) => Err(stop),
        }
    }
}

/// Whether the directive may take long in a lesson.
pub fn takes_time(directive: &Directive) -> bool {
    matches!(directive, Directive::Skip | Directive::Back)
}
