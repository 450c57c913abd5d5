//! Lines that have arrived at once, without the marks of a paste: a paste, or lines that were typed ahead.

use super::{LinesOutcome, TerminalThread, WaitEnd};
use crate::messages::text;
use crate::notation;
use crate::protocol::dialogue::Prompt;
use crate::repl::ExitReason;
use std::time::{Duration, Instant};

/// How long a line that has arrived with others waits until the server asks for it.
const BURST_WAITS: Duration = Duration::from_secs(5);

impl TerminalThread {
    /// Takes lines that have arrived at once, without the marks of a paste. If they are from a listing, or
    /// for a literal, they are a paste. Otherwise they may have been typed ahead, and are handled as if typed
    /// one by one, each at its own prompt; but a line that may belong to a command waits until the server asks
    /// for it. Below a line that was not carried out, commands are dropped.
    pub(super) fn take_burst(&mut self, lines: Vec<String>) -> Option<ExitReason> {
        if self.is_listing(&lines) || self.are_for_request(&lines) {
            return self.take_one(lines);
        }
        let mut lines = lines.into_iter().peekable();
        while let Some(line) = lines.next() {
            let (failures, refused_at) = (self.state.snapshot().failures, self.state.refused_at());
            match self.take_lines(vec![line]) {
                LinesOutcome::Taken => {}
                LinesOutcome::Unanswered => {
                    // They were pasted or typed for the session after that line.
                    self.report_unanswered(lines.len());
                    return None;
                }
                LinesOutcome::Ended(reason) => {
                    self.unsent.extend(lines);
                    return Some(reason);
                }
            }
            let Some(next) = lines.peek() else { break };
            let is_directive = next.trim_start().starts_with(':');
            let deadline = Instant::now() + BURST_WAITS;
            loop {
                match self.wait_for_prompt() {
                    WaitEnd::Ended(reason) => {
                        self.unsent.extend(lines);
                        return Some(reason);
                    }
                    WaitEnd::Interrupted => {
                        self.report(text::ReplTypedAheadDropped { lines: lines.len() });
                        return None;
                    }
                    WaitEnd::Done if Instant::now() >= deadline => {
                        self.report(text::ReplBurstDropped { lines: lines.len() });
                        return None;
                    }
                    WaitEnd::Done => {}
                }
                if is_directive || self.state.snapshot().prompt != Some(Prompt::Wait) {
                    break;
                }
            }
            // The connection thread reports those that were typed before a refusal.
            let is_refused = self.state.refused_at() != refused_at;
            let have_command = || lines.clone().any(|line| !line.trim_start().starts_with(':'));
            if self.state.snapshot().failures != failures && !is_refused && have_command() {
                self.report(text::ReplPasteStopped { lines: lines.len() });
                return None;
            }
        }
        None
    }

    /// Whether the reader of scripts finds a line among these that only a listing contains.
    fn is_listing(&self, lines: &[String]) -> bool {
        let start = self.state.snapshot().expected.unwrap_or_default();
        let reading = notation::read(lines.join("\n").as_bytes(), "paste", &start);
        reading.is_ok_and(|reading| reading.decisions.iter().any(|it| it.is_of_listing()))
    }

    /// Whether these lines, which arrived too fast to be typed, are octets or an answer. The server may not
    /// have asked for them yet; a directive can be performed meanwhile.
    fn are_for_request(&self, lines: &[String]) -> bool {
        let expected = self.state.snapshot().expected;
        let is_directive = |line: &String| line.trim_start().starts_with(':');
        if expected.is_some_and(|expected| expected.awaits_request) {
            !lines.first().is_some_and(is_directive)
        } else {
            self.state.expects_octets()
        }
    }
}
