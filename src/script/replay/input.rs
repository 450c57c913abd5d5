//! A script that arrives on standard input, line by line.

use super::{Replay, StopReason};
use crate::console::Console;
use crate::notation::{ItemKind, MAX_SCRIPT_OCTETS, OutsideAccess, RequiredVariable, ScriptStream};
use crate::script::load;
use crate::session::NoticeLevel;
use crate::transport::Waker;
use std::io;
use std::sync::mpsc::{Receiver, TryRecvError};

impl Replay<'_> {
    /// Replays what arrives on standard input, as it arrives. The script's values are asked for by
    /// `fill`, which says what is missing.
    pub fn play_input(
        &mut self,
        name: &str,
        fill: &mut dyn FnMut(&mut Console, &RequiredVariable) -> Result<(), StopReason>,
    ) -> Result<(), StopReason> {
        self.name = name.to_owned();
        self.streaming = true;
        let mut stream = ScriptStream::new(name);
        loop {
            let line = self.next_input()?;
            let answer_due = self
                .console
                .live()
                .is_some_and(|session| session.dialogue().expects_sasl_response());
            let ended = line.is_none();
            let pushed = match &line {
                Some(line) => stream.push(line, answer_due),
                None => stream.finish(),
            };
            let pushed = pushed.map_err(|error| {
                let text = self.console.messages().script_error(&error);
                self.console.notice(NoticeLevel::Error, &text);
                StopReason::Wrong
            })?;
            if let Some(line) = pushed.left_out {
                self.console.notice_with(
                    NoticeLevel::Info,
                    "replay-left-out",
                    &[("script", &name), ("line", &line)],
                );
            }
            for access in &pushed.outside_accesses {
                self.check_access(access, name)?;
            }
            for name in &pushed.required_variables {
                if !self.console.variables().has(&name.name) {
                    fill(self.console, name)?;
                }
            }
            for item in &pushed.items {
                if !matches!(
                    item.kind,
                    ItemKind::ExpectedFailure(_) | ItemKind::ExpectedResponse(_)
                ) {
                    self.settle_doubt()?;
                }
                self.item(item)?;
            }
            if self.skipping {
                stream.refused();
                self.skipping = false;
            }
            if ended {
                self.wait_for_all()?;
                self.settle_doubt()?;
                return Ok(());
            }
        }
    }

    /// Checks what a line of standard input names outside of the session.
    fn check_access(&mut self, access: &OutsideAccess, name: &str) -> Result<(), StopReason> {
        let folder = self.console.variables().base();
        match load::check_access(access, name, &folder, self.options.how) {
            Ok(loaded) => {
                self.runs.extend(loaded.map(|loaded| (access.line, loaded)));
                Ok(())
            }
            Err(errors) => {
                let said: Vec<String> = errors
                    .iter()
                    .map(|error| self.console.messages().script_error(error))
                    .collect();
                self.console.notice(NoticeLevel::Error, &said.join("\n"));
                Err(StopReason::Wrong)
            }
        }
    }

    /// The next line of standard input; what the server says meanwhile is shown. None at its end.
    pub(super) fn next_input(&mut self) -> Result<Option<Vec<u8>>, StopReason> {
        loop {
            match self.input.as_ref().map(Receiver::try_recv) {
                Some(Ok(Ok(line))) => return Ok(Some(line)),
                Some(Ok(Err(error))) => return Err(error.into()),
                Some(Err(TryRecvError::Empty)) => {}
                Some(Err(TryRecvError::Disconnected)) | None => return Ok(None),
            }
            self.turn(None)?;
            self.take_completions()?;
        }
    }
}

/// A thread that reads lines of standard input, and rings for each.
pub fn read_standard_input(waker: Waker) -> Receiver<io::Result<Vec<u8>>> {
    let (give, take) = std::sync::mpsc::sync_channel(1024);
    std::thread::spawn(move || {
        use io::{BufRead, Read};
        let mut input = io::stdin().lock();
        loop {
            let mut line = Vec::new();
            // Without a bound a line that never ends would fill the memory.
            let mut bounded = input.by_ref().take(MAX_SCRIPT_OCTETS + 1);
            let read = bounded.read_until(b'\n', &mut line);
            let ended = matches!(read, Ok(0) | Err(_));
            if line.ends_with(b"\n") {
                line.pop();
            }
            let given = match read {
                Ok(0) => Ok(()),
                Ok(_) => give.send(Ok(line)),
                Err(error) => give.send(Err(error)),
            };
            if ended || given.is_err() {
                break;
            }
            waker.wake();
        }
        drop(give);
        waker.wake();
    });
    take
}
