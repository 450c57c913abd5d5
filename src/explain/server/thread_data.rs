//! The THREAD response (RFC 5256, section 4).

use super::response::Response;
use crate::explain::phrase::{ListWord, joined, joined_long};
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedCommand;
use crate::messages::{Messages, text};
use crate::protocol::syntax::{Kind, Node};

/// The most messages of a thread whose places in it are explained.
const MAX_MESSAGES: usize = 20;

/// Explains how many threads there are, and the first of several messages.
pub(super) fn explain(response: Response<'_>, explanation: &mut Explanation) {
    let lists = response.root.children_of(Kind::ThreadList);
    let threads = lists.clone().count();
    explanation.say_from(5256, "4", text::ExplainThreads { threads });
    let count = |thread: Node<'_>| thread.descendants_of(Kind::Number).count();
    let thread = (1..).zip(lists).find(|(_, thread)| count(*thread) > 1);
    match thread {
        Some((number, thread)) => {
            let thread = Thread { node: thread, number, threads, messages: count(thread) };
            thread.explain(explanation);
        }
        None if threads > 1 => explanation.say(text::ThreadsOfOne),
        None => {}
    }
    let command = response.session.pending_named("THREAD");
    if threads > 0 && command.is_some_and(WatchedCommand::is_uid) {
        explanation.say(text::ThreadUids);
    }
    let algorithm = command.and_then(WatchedCommand::root);
    let algorithm = algorithm.and_then(|root| root.child(Kind::ThreadAlgorithm));
    match algorithm.filter(|_| thread.is_some()) {
        Some(name) if name.is("REFERENCES") || name.is("REFS") => {
            explanation.say_general(text::ThreadReplies)
        }
        Some(name) if name.is("ORDEREDSUBJECT") => explanation.say_general(text::ThreadSubjects),
        _ => false,
    };
}

/// A thread of several messages.
struct Thread<'t> {
    node: Node<'t>,
    /// Its number among the threads, from 1.
    number: usize,
    threads: usize,
    messages: usize,
}

impl Thread<'_> {
    /// Explains which of its messages are below which.
    fn explain(&self, explanation: &mut Explanation) {
        let Thread { number, threads, messages: count, .. } = *self;
        if count > MAX_MESSAGES {
            return explanation.say(text::ThreadLarge { number, threads, messages: count });
        }
        let messages = explanation.messages();
        let Levels { tops, below } = Levels::of(self.node);
        let below: Vec<String> = below.iter().map(|level| level.phrase(messages)).collect();
        let below = joined_long(below.iter(), messages);
        let shown = joined(tops.iter(), messages);
        match tops.len() {
            1 => explanation.say(text::ThreadFromOne { number, threads, top: shown, below }),
            all if all == count => {
                explanation.say(text::ThreadWithoutTop { number, threads, tops: shown });
            }
            _ => explanation.say(text::ThreadFromSeveral { number, threads, tops: shown, below }),
        }
    }
}

/// The messages of a thread that are below no other, and those below each message.
struct Levels<'t> {
    tops: Vec<ListWord<'t>>,
    below: Vec<Level<'t>>,
}

/// The messages directly below another one.
struct Level<'t> {
    above: &'t [u8],
    below: Vec<ListWord<'t>>,
}

impl<'t> Levels<'t> {
    /// In `(3 6 (4 23)(44 7))`, 6 is below 3, and 4 and 44 are below 6.
    fn of(thread: Node<'t>) -> Levels<'t> {
        let mut levels = Levels { tops: Vec::new(), below: Vec::new() };
        let (mut above, mut outer) = (None, Vec::new());
        for part in thread.descendants() {
            match part.kind() {
                Kind::Open => outer.push(above),
                Kind::Close => above = outer.pop().flatten(),
                Kind::Number => {
                    levels.add(above, ListWord(part.text()));
                    above = Some(part.text());
                }
                _ => {}
            }
        }
        levels
    }

    fn add(&mut self, above: Option<&'t [u8]>, message: ListWord<'t>) {
        let Some(above) = above else { return self.tops.push(message) };
        match self.below.iter_mut().find(|level| level.above == above) {
            Some(level) => level.below.push(message),
            None => self.below.push(Level { above, below: vec![message] }),
        }
    }
}

impl Level<'_> {
    fn phrase(&self, messages: Messages) -> String {
        let below = joined(self.below.iter(), messages).inside();
        messages.format(text::ThreadBelow { above: ListWord(self.above), below })
    }
}
