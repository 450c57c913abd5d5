//! Finds the faults of a lesson: replays it on the practice server, and judges its goals before and
//! after the lines of each step.

use super::evidence::Evidence;
use super::judge;
use super::missing::missing;
use super::steps::{Lesson, Step};
use crate::console::{Console, StopReason};
use crate::notation::ScriptItem;
use crate::script::replay::{Replay, ReplayOptions};
use crate::session::Session;
use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// How long the server may take to close the connection after BYE.
const CLOSE_TIME: Duration = Duration::from_secs(2);

/// A fault to report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The line, from 1; 0: the whole lesson.
    pub line: usize,
    pub kind: FindingKind,
}

/// The kind of fault. `heading`: the step's heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindingKind {
    NoTitle,
    NoDuration,
    NoProse {
        heading: String,
    },
    NoGoal {
        heading: String,
    },
    NoSolution {
        heading: String,
    },
    /// All goals are reached before the step begins.
    SolvedBefore {
        heading: String,
    },
    /// The lines do not reach a goal. `missing`: what the goal still needs.
    GoalMissed {
        heading: String,
        missing: String,
    },
    /// The session ends before the step.
    Unreachable {
        heading: String,
    },
    /// Lines follow the end of the session.
    AfterLogout {
        count: usize,
    },
    /// A line of the lesson has failed; the replay has reported why.
    LineFailed {
        heading: String,
    },
}

/// Replays the lesson on a console whose session is open, and returns the report.
///
/// # Errors
/// The replay was interrupted, or the console has failed.
pub fn check(
    lesson: &Lesson,
    console: &mut Console,
    options: &ReplayOptions,
) -> Result<Vec<Finding>, StopReason> {
    let mut checker = Checker {
        lesson,
        console,
        options,
        evidence: Rc::default(),
        findings: findings_of_text(lesson),
    };
    checker.console.sinks.add_observer(checker.evidence.clone());
    checker.check()?;
    let mut findings = checker.findings;
    findings.sort_by_key(|finding| finding.line);
    Ok(findings)
}

/// The faults that can be found without a replay.
fn findings_of_text(lesson: &Lesson) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut report = |is_wrong: bool, line, kind| {
        if is_wrong {
            findings.push(Finding { line, kind });
        }
    };
    report(lesson.title.is_empty(), 0, FindingKind::NoTitle);
    report(lesson.duration.is_none(), 0, FindingKind::NoDuration);
    let count = lesson.after_logout();
    report(count > 0, 0, FindingKind::AfterLogout { count });
    for step in &lesson.steps {
        let heading = || step.heading.clone();
        let line = step.line;
        report(step.prose.is_empty(), line, FindingKind::NoProse { heading: heading() });
        report(step.goals.is_empty(), line, FindingKind::NoGoal { heading: heading() });
        report(step.solution.is_empty(), line, FindingKind::NoSolution { heading: heading() });
    }
    findings
}

struct Checker<'a> {
    lesson: &'a Lesson,
    console: &'a mut Console,
    options: &'a ReplayOptions,
    evidence: Rc<RefCell<Evidence>>,
    findings: Vec<Finding>,
}

impl Checker<'_> {
    fn check(&mut self) -> Result<(), StopReason> {
        if !self.replay_items(&self.lesson.preparation)? {
            return Ok(());
        }
        for step in &self.lesson.steps {
            if !self.check_step(step)? {
                break;
            }
        }
        Ok(())
    }

    /// Checks a step. Returns whether the steps after it can be checked.
    fn check_step(&mut self, step: &Step) -> Result<bool, StopReason> {
        self.evidence.borrow_mut().begin_step(step);
        let heading = || step.heading.clone();
        if !self.replay_items(&step.preparation)? {
            self.report(step.line, FindingKind::LineFailed { heading: heading() });
            return Ok(false);
        }
        if self.console.live().is_none() {
            self.report(step.line, FindingKind::Unreachable { heading: heading() });
            return Ok(true);
        }
        if !step.goals.is_empty() && self.unreached(step).is_empty() {
            self.report(step.line, FindingKind::SolvedBefore { heading: heading() });
        }
        if !self.replay_items(&step.solution)? {
            self.report(step.line, FindingKind::LineFailed { heading: heading() });
            return Ok(false);
        }
        for (line, missing) in self.unreached(step) {
            self.report(line, FindingKind::GoalMissed { heading: heading(), missing });
        }
        Ok(true)
    }

    fn report(&mut self, line: usize, kind: FindingKind) {
        self.findings.push(Finding { line, kind });
    }

    /// The goals that are not reached: the line of each, and what is missing.
    fn unreached(&self, step: &Step) -> Vec<(usize, String)> {
        let evidence = self.evidence.borrow();
        let goals = judge::unreached(step, &evidence, self.console).into_iter();
        goals.map(|(line, goal)| (*line, missing(goal, &evidence, self.console))).collect()
    }

    /// Waits until the server closes the connection, which it does soon after BYE.
    fn wait_for_close(&mut self) -> Result<(), StopReason> {
        let deadline = Instant::now() + CLOSE_TIME;
        while self.console.live().is_some_and(Session::announced_end) && Instant::now() < deadline {
            self.console.turn(Some(deadline))?;
        }
        Ok(())
    }

    /// Replays items. Returns whether none of them has failed.
    fn replay_items(&mut self, items: &[ScriptItem]) -> Result<bool, StopReason> {
        let part = self.lesson.part(items.to_vec());
        let mut replay = Replay::new(self.console, self.options.clone());
        let played = replay.play(&part);
        let failures = replay.into_failures();
        self.wait_for_close()?;
        match played {
            Ok(()) => Ok(failures.is_empty()),
            Err(StopReason::Failed | StopReason::InvalidScript) => Ok(false),
            Err(stop) => Err(stop),
        }
    }
}
