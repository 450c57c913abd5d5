//! Lessons: scripts with prose and goals, typed by a learner. `docs/lessons.md` describes them.
//!
//! Terms:
//! - A *step* has prose, directives that prepare it, *goals*, and a *solution*: the lines that reach
//!   the goals.
//! - The *evidence* is what has happened since a step began, as far as goals can ask for it. It is
//!   collected from the session's events.
//! - A *try* is a completed command after which goals of the step are still not reached. It is
//!   answered with a *hint*: the first one names the mistake, the second one the syntax, the third one
//!   the line.
//!
//! [`Tutor`] leads a learner through a lesson at the prompt, [`check()`] reports a lesson's faults, and
//! [`LessonProgress`] remembers how far the learner has got. Typed lines are not compared with the
//! solution: only their effect counts.

mod check;
mod evidence;
mod judge;
mod missing;
mod progress;
mod solution;
pub mod steps;
mod tutor;

pub use check::{Finding, FindingKind, check};
pub use progress::LessonProgress;
pub use steps::{Lesson, Step};
pub use tutor::{Tutor, TutorAction};
