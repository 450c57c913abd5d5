//! Lessons: scripts with prose and goals, typed by a learner. `docs/lessons.md` describes them.
//!
//! Terms:
//! - A *step* has prose, directives that prepare it, *goals*, and the *solution*: the lines that reach
//!   the goals.
//! - The *evidence* is what has happened since a step began, as far as goals can ask for it. It is
//!   read from the events of the session, like everything else.
//! - A *try* is a command that has been completed while goals of the step are not reached. It gets a
//!   *hint*: the first one names the mistake, the second one the syntax, the third one the line.
//!
//! [`Tutor`] leads a learner through a lesson at the prompt, [`check()`] reports the faults of one, and
//! [`LessonProgress`] remembers how far the learner has come. What was typed is never compared with
//! anything: only what happened counts.

mod check;
mod evidence;
mod judge;
mod missing;
mod progress;
mod solution;
pub mod steps;
mod tutor;

pub use check::{Finding, FindingKind, check};
pub use progress::{LessonProgress, ProgressError, Reached};
pub use steps::{Lesson, Step};
pub use tutor::{Tutor, TutorAction};
