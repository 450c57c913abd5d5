//! Waiting: for answers, for what the listing of an IDLE shows, for expectations, for Enter.

use super::{Replay, StopReason};
use crate::console::Console;
use crate::notation::Pattern;
use crate::script::watch::Watch;
use crate::session::{NoticeLevel, Session};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

impl Replay<'_> {
    /// Waits for what the listing says would come while IDLE runs, or for one patience.
    pub(super) fn wait_for_awaited(&mut self) -> Result<(), StopReason> {
        let deadline = Instant::now() + self.options.patience;
        let awaited = std::mem::take(&mut self.awaited);
        let missing = |watch: &Watch| -> Vec<String> {
            let mut due: Vec<(String, usize)> = Vec::new();
            for keyword in &awaited {
                match due.iter_mut().find(|(other, _)| other == keyword) {
                    Some((_, count)) => *count += 1,
                    None => due.push((keyword.clone(), 1)),
                }
            }
            let lacks = |(keyword, count): (String, usize)| {
                let lack = count.saturating_sub(watch.counted(&keyword));
                (lack > 0).then(|| {
                    if lack > 1 {
                        format!("{lack} × {keyword}")
                    } else {
                        keyword
                    }
                })
            };
            due.into_iter().filter_map(lacks).collect()
        };
        let idles = |console: &Console| {
            console
                .live()
                .is_some_and(|session| session.dialogue().idle().is_some())
        };
        while idles(self.console)
            && !missing(&self.watch.borrow()).is_empty()
            && Instant::now() < deadline
        {
            self.turn(Some(deadline))?;
            self.take_completions()?;
        }
        let missing = missing(&self.watch.borrow());
        if !missing.is_empty() {
            let seconds = self.options.patience.as_secs_f64();
            self.console.notice_with(
                NoticeLevel::Warning,
                "replay-did-not-come",
                &[("what", &missing.join(", ")), ("seconds", &seconds)],
            );
        }
        Ok(())
    }

    /// Waits until nothing runs but an IDLE, judging what is completed.
    pub fn wait_for_all(&mut self) -> Result<(), StopReason> {
        self.wait_while(|session| session.dialogue().awaits_completion())
    }

    pub(super) fn wait_unless_pipelined(&mut self) -> Result<(), StopReason> {
        if self.options.pipeline {
            Ok(())
        } else {
            self.wait_for_all()
        }
    }

    /// Waits while this holds; a server that is silent for too long, or gone, ends the wait.
    pub(super) fn wait_while(
        &mut self,
        holds: impl Fn(&Session) -> bool,
    ) -> Result<(), StopReason> {
        let mut deadline = None;
        while self.console.live().is_some_and(&holds) {
            let patience = self.options.timeout;
            let until = *deadline.get_or_insert_with(|| Instant::now() + patience);
            self.turn_for_answer(Some(until))?;
            self.take_completions()?;
            if self.console.sinks().take_heard() {
                deadline = None;
            } else if Instant::now() >= until {
                let seconds = self.options.timeout.as_secs_f64();
                let due = self.due();
                let silent = self.fail("replay-silent", &[("seconds", &seconds), ("due", &due)]);
                self.console.notice_unfinished();
                silent?;
                return Err(StopReason::Failed);
            }
        }
        self.take_completions()?;
        self.check_connection()
    }

    /// What was sent and not answered, for a message.
    fn due(&self) -> String {
        let running = self
            .console
            .live()
            .map(|session| session.dialogue().pending_commands());
        running
            .and_then(std::collections::VecDeque::front)
            .map(|command| command.display_line.to_string())
            .unwrap_or_default()
    }

    /// Whether the server said something since this was last asked.
    pub fn take_heard(&mut self) -> bool {
        self.console.sinks().take_heard()
    }

    /// One turn of the console; Ctrl-C ends everything.
    pub fn turn(&mut self, deadline: Option<Instant>) -> Result<(), StopReason> {
        self.console.turn(deadline)?;
        self.after_turn()
    }

    /// The same, while an answer is due and nothing else is done.
    fn turn_for_answer(&mut self, deadline: Option<Instant>) -> Result<(), StopReason> {
        self.console.turn_for_answer(deadline)?;
        self.after_turn()
    }

    fn after_turn(&mut self) -> Result<(), StopReason> {
        if self.interrupted.load(Ordering::Relaxed) {
            return Err(StopReason::Interrupted);
        }
        if let Some(error) = self.console.sinks().take_screen_failure() {
            return Err(StopReason::Output(error));
        }
        Ok(())
    }

    /// `:expect`: the line must come before the server falls silent.
    pub fn expect(&mut self, pattern: &Pattern, line: usize) -> Result<(), StopReason> {
        let mut deadline = Instant::now() + self.options.timeout;
        while !self.watch.borrow_mut().take(pattern) {
            let late = Instant::now() >= deadline;
            if late || self.console.live().is_none() {
                let (name, text) = (self.name.clone(), pattern.text().to_owned());
                let failed = self.fail(
                    "replay-expected",
                    &[("script", &name), ("line", &line), ("pattern", &text)],
                );
                if self.console.live().is_some() {
                    self.console.notice_unfinished();
                }
                return failed;
            }
            self.turn(Some(deadline))?;
            self.take_completions()?;
            if self.console.sinks().take_heard() {
                deadline = Instant::now() + self.options.timeout;
            }
        }
        Ok(())
    }

    /// `:wait`: shows what comes, until the pattern, the end of the time, or of the connection.
    pub fn wait(&mut self, time: Duration, pattern: Option<&Pattern>) -> Result<(), StopReason> {
        let deadline = Instant::now() + time;
        while Instant::now() < deadline && self.console.live().is_some() {
            if pattern.is_some_and(|pattern| self.watch.borrow_mut().take(pattern)) {
                break;
            }
            self.turn(Some(deadline))?;
            self.take_completions()?;
        }
        Ok(())
    }

    /// `--step`: waits for Enter, and shows what comes meanwhile.
    pub(super) fn wait_for_enter(&mut self, next: &str) -> Result<(), StopReason> {
        let shown = crate::protocol::dialogue::mask_secrets(next);
        self.console
            .notice_with(NoticeLevel::Info, "replay-enter", &[("command", &shown)]);
        match self.next_input()? {
            Some(_) => Ok(()),
            // Nobody presses Enter any more: nothing further is sent.
            None => {
                self.fail("replay-no-enter", &[("command", &shown)])?;
                Err(StopReason::Failed)
            }
        }
    }

    /// Ends a script: out of IDLE, and LOGOUT where it lacks one.
    pub fn log_out(&mut self) -> Result<(), StopReason> {
        let deadline = Instant::now() + self.options.timeout;
        if self.console.session().is_some() && !self.console.log_out(deadline)? {
            if self.failures == 0 {
                self.console
                    .notice_with(NoticeLevel::Error, "replay-no-bye", &[]);
            }
            self.failures += 1;
        }
        Ok(())
    }
}
