//! Divides a lesson's script into steps.

use crate::notation::directive::Directive;
use crate::notation::directive::goal::Goal;
use crate::notation::paragraphs::add_comment;
use crate::notation::{ItemKind, Remarks, ScriptItem};
use crate::script::load::Loaded;
use std::rc::Rc;
use std::time::Duration;

/// A script that can be typed step by step.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// The name by which it was loaded: `idle`, `mine.imap`.
    pub name: String,
    /// The script's first comment.
    pub title: String,
    /// What it is about, in paragraphs.
    pub about: Vec<String>,
    /// About how long it takes; `None`: the script does not declare a lesson.
    pub duration: Option<Duration>,
    /// The items before the first step.
    pub preparation: Vec<ScriptItem>,
    pub steps: Vec<Step>,
    script: Rc<Loaded>,
}

/// A step of a lesson.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// The line of its heading, from 1.
    pub line: usize,
    pub heading: String,
    /// The task, and the reason for it, in paragraphs.
    pub prose: Vec<String>,
    /// The directives that prepare it.
    pub preparation: Vec<ScriptItem>,
    /// The goals, each with its line.
    pub goals: Vec<(usize, Goal)>,
    /// The items that reach the goals.
    pub solution: Vec<ScriptItem>,
}

impl Lesson {
    /// The lesson in a script that was loaded by this name.
    pub fn of(loaded: &Rc<Loaded>, name: &str) -> Lesson {
        let mut lesson = Lesson {
            name: name.to_owned(),
            title: String::new(),
            about: Vec::new(),
            duration: None,
            preparation: Vec::new(),
            steps: Vec::new(),
            script: loaded.clone(),
        };
        let mut comment_line = 0;
        for item in &loaded.script.items {
            match lesson.steps.last_mut() {
                _ if matches!(item.kind, ItemKind::Heading(_)) => lesson.steps.push(Step::at(item)),
                Some(step) => step.add(item, &mut comment_line),
                None => lesson.add_to_head(item, &mut comment_line),
            }
        }
        lesson
    }

    /// Adds an item before the first step.
    fn add_to_head(&mut self, item: &ScriptItem, comment_line: &mut usize) {
        match &item.kind {
            ItemKind::Comment(text) if self.title.is_empty() => self.title = text.trim().to_owned(),
            ItemKind::Comment(text) => {
                add_comment(&mut self.about, text, item.line, comment_line);
            }
            ItemKind::Directive(directive) => match **directive {
                Directive::Lesson(duration) => self.duration = duration,
                _ => self.preparation.push(item.clone()),
            },
            _ => self.preparation.push(item.clone()),
        }
    }

    /// The name of the script in errors.
    pub fn script_name(&self) -> &str {
        &self.script.script.name
    }

    /// How many commands follow the end of the session.
    pub fn after_logout(&self) -> usize {
        self.script.script.remarks.after_logout
    }

    /// A script of these items, in the folder of the lesson.
    pub fn part(&self, items: Vec<ScriptItem>) -> Rc<Loaded> {
        let mut part = Loaded::clone(&self.script);
        part.script.items = items;
        part.script.remarks = Remarks::default();
        Rc::new(part)
    }

    /// The items that bring a new session to the beginning of a step: the preparations and solutions of
    /// the steps before it, from the last one that makes a new connection.
    pub fn route_to(&self, step: usize) -> Vec<ScriptItem> {
        let before = &self.steps[..step.min(self.steps.len())];
        // The step's own preparation may make a new connection.
        if step > 0 && self.steps.get(step).is_some_and(Step::connects) {
            return Vec::new();
        }
        let first = before.iter().rposition(Step::connects).unwrap_or(0);
        let head = if first == 0 { self.preparation.as_slice() } else { &[] };
        let steps = before[first..].iter().flat_map(|it| it.preparation.iter().chain(&it.solution));
        head.iter().chain(steps).cloned().collect()
    }
}

impl Step {
    fn at(item: &ScriptItem) -> Step {
        let heading = match &item.kind {
            ItemKind::Heading(text) => text.to_string(),
            _ => String::new(),
        };
        Step { line: item.line, heading, ..Step::default() }
    }

    fn add(&mut self, item: &ScriptItem, comment_line: &mut usize) {
        match &item.kind {
            // A comment between the lines of the solution is only for a replay.
            ItemKind::Comment(text) if self.solution.is_empty() => {
                add_comment(&mut self.prose, text, item.line, comment_line);
            }
            ItemKind::Comment(_) => {}
            ItemKind::Directive(directive) => match &**directive {
                Directive::Goal(goal) => self.goals.push((item.line, (**goal).clone())),
                _ if self.goals.is_empty() && self.solution.is_empty() => {
                    self.preparation.push(item.clone());
                }
                _ => self.solution.push(item.clone()),
            },
            _ => self.solution.push(item.clone()),
        }
    }

    /// Whether the step begins with a new session.
    fn connects(&self) -> bool {
        self.preparation.iter().any(connects)
    }

    /// The directives performed before the step's text is shown, so that the output of a new session
    /// precedes the text; and those performed after it.
    pub fn parts_of_preparation(&self) -> (Vec<ScriptItem>, Vec<ScriptItem>) {
        let unseen = self.preparation.iter().rposition(connects).map_or(0, |last| last + 1);
        let (before, after) = self.preparation.split_at(unseen);
        (before.to_vec(), after.to_vec())
    }
}

/// Whether the items begin a new session before they send anything.
pub fn begin_anew(items: &[ScriptItem]) -> bool {
    let first =
        items.iter().find(|item| connects(item) || matches!(item.kind, ItemKind::Command(_)));
    first.is_some_and(connects)
}

/// Whether an item begins a new session.
fn connects(item: &ScriptItem) -> bool {
    match &item.kind {
        ItemKind::Directive(directive) => {
            matches!(**directive, Directive::Connect(_) | Directive::Reconnect)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::load;

    const LESSON: &str = "# Flags\n# What a mailbox\n# remembers.\n:lesson 5m\n\n## Log in\n\
        # 名前は user、\n# パスワードは pass です。\n# SELECT を送ります。\n:goal state authenticated\n\
        login ${user} ${password}\n\n## Anew\n# One.\n\n# Two.\n:connect practice --plain\n\
        :goal state authenticated\n:goal selected INBOX\nlogin ${user} ${password}\n# Not shown.\n\
        select inbox\n\n## Mark\n# Set it.\n:goal flags INBOX 16 \\Flagged\n\
        store 11 +flags (\\Flagged)\n";

    fn lesson() -> Lesson {
        let loaded = load::from_reader(LESSON.as_bytes(), "flags.imap", false);
        Lesson::of(&Rc::new(loaded.expect("a script")), "flags")
    }

    #[test]
    fn a_script_becomes_steps() {
        let lesson = lesson();
        assert_eq!(lesson.title, "Flags");
        assert_eq!(lesson.about, ["What a mailbox remembers."]);
        assert_eq!(lesson.duration, Some(Duration::from_secs(300)));
        let prose: Vec<&[String]> = lesson.steps.iter().map(|step| step.prose.as_slice()).collect();
        assert_eq!(prose[0], ["名前は user、パスワードは pass です。SELECT を送ります。"]);
        assert_eq!(prose[1], ["One.", "Two."]);
        let counts = lesson
            .steps
            .iter()
            .map(|step| (step.preparation.len(), step.goals.len(), step.solution.len()));
        assert_eq!(counts.collect::<Vec<_>>(), [(0, 1, 1), (1, 2, 2), (0, 1, 1)]);
    }

    #[test]
    fn a_new_session_begins_before_the_first_command() {
        let step = &lesson().steps[1];
        assert!(begin_anew(&step.preparation));
        assert!(!begin_anew(&step.solution));
        let connects_later = [step.solution.clone(), step.preparation.clone()].concat();
        assert!(!begin_anew(&connects_later));
    }

    #[test]
    fn the_way_to_a_step_begins_at_the_last_new_session() {
        let lesson = lesson();
        let lines = |step| lesson.route_to(step).iter().map(|item| item.line).collect::<Vec<_>>();
        assert_eq!(lines(0), [0; 0]);
        assert_eq!(lines(1), [0; 0]);
        assert_eq!(lines(2), [17, 20, 22]);
    }
}
