//! Replays, line by line, a script that arrives on standard input.

use super::{Replay, StandardInput, StandardInputLine};
use crate::console::{Console, StopReason};
use crate::messages::text;
use crate::notation::{
    ItemKind, MAX_SCRIPT_OCTETS, OutsideAccess, RequiredVariable, ScriptError, ScriptStream,
    StreamOutput,
};
use crate::protocol::dialogue::Dialogue;
use crate::session::NoticeLevel;
use crate::transport::Waker;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::mpsc::{Receiver, TryRecvError};

/// The maximum number of octets of standard input that are read together.
const READ_TOGETHER: usize = 64 * 1024;

/// Sets a variable that a script needs and that has no value.
pub type FillVariable<'a> =
    &'a mut dyn FnMut(&mut Console, &RequiredVariable) -> Result<(), StopReason>;

impl Replay<'_> {
    /// Replays the script that arrives on standard input.
    pub fn play_stdin(&mut self, fill: FillVariable<'_>) -> Result<(), StopReason> {
        self.current.name = "-".into();
        self.streaming = true;
        let mut stream = ScriptStream::new(&self.current.name);
        while let Some(mut line) = self.next_input()? {
            // The next line may show what a line is. It is at hand if it was read together with the line.
            let mut pushed = stream.push(&line.octets);
            while line.has_next && pushed.is_ok() {
                let Some(next) = self.next_input()? else { break };
                line = next;
                pushed = stream.push(&line.octets);
            }
            self.play_stream(&mut stream, fill)?;
            self.check_line(pushed)?;
        }
        stream.end();
        self.play_stream(&mut stream, fill)?;
        for remark in self.console.messages().script_remarks(&stream.remarks()) {
            self.console.info(remark);
        }
        self.skipping = false;
        self.wait_for_all()?;
        self.settle_unlisted()?;
        self.finish()
    }

    /// Replays the items that are complete now.
    fn play_stream(
        &mut self,
        stream: &mut ScriptStream,
        fill: FillVariable<'_>,
    ) -> Result<(), StopReason> {
        loop {
            // Only the session shows whether a line answers AUTHENTICATE's `+`.
            let dialogue = self.console.dialogue();
            let answer_due = dialogue.is_some_and(Dialogue::expects_sasl_response);
            let Some(output) = self.check_line(stream.next(answer_due))? else {
                return Ok(());
            };
            self.play_pushed(output, fill)?;
            if std::mem::take(&mut self.skipping) {
                stream.command_refused();
            }
        }
    }

    /// Replays the items that a line has completed.
    fn play_pushed(
        &mut self,
        pushed: StreamOutput,
        fill: FillVariable<'_>,
    ) -> Result<(), StopReason> {
        if let Some(line) = pushed.edited {
            self.console.info(text::ScriptEdited { line, others: 0_usize });
        }
        if let Some(line) = pushed.left_out {
            let text = self.console.messages().format(text::ReplaySkipped);
            let text = format!("{}: {text}", self.place_of(line));
            self.console.notice(NoticeLevel::Info, &text);
        }
        for access in &pushed.outside_accesses {
            self.load_access(access)?;
        }
        for variable in &pushed.required_variables {
            if !self.console.variables.has(&variable.name) {
                fill(&mut self.console, variable)?;
            }
        }
        for item in &pushed.items {
            // A listed answer can only allow the last command's NO or BAD, or a BYE.
            let is_listed = matches!(
                item.kind,
                ItemKind::ExpectedFailure(_)
                    | ItemKind::ExpectedResponse(_)
                    | ItemKind::ServerCloses
            );
            if !is_listed {
                self.settle_unlisted()?;
            }
            self.play_item(item)?;
        }
        Ok(())
    }

    /// Checks what a line accesses outside the session, and loads the script that it runs.
    fn load_access(&mut self, access: &OutsideAccess) -> Result<(), StopReason> {
        let folder = self.console.variables.base();
        let loaded = self.loader.check_access(access, &self.current.name, &folder);
        if let Some(loaded) = self.check_text(loaded)? {
            self.stdin_run = Some(loaded);
        }
        Ok(())
    }

    fn check_line<T>(&mut self, read: Result<T, ScriptError>) -> Result<T, StopReason> {
        self.check_text(read.map_err(|mistake| vec![mistake]))
    }

    /// Reports mistakes in the script's text.
    fn check_text<T>(&mut self, read: Result<T, Vec<ScriptError>>) -> Result<T, StopReason> {
        read.map_err(|mistakes| {
            let text = self.console.messages().script_errors(&mistakes);
            self.console.notice(NoticeLevel::Error, &text);
            StopReason::InvalidScript
        })
    }

    /// Waits for the next line of standard input, and shows what the server sends meanwhile. `None`:
    /// standard input has ended.
    fn next_input(&mut self) -> Result<Option<StandardInputLine>, StopReason> {
        loop {
            match self.input.as_ref().map(Receiver::try_recv) {
                Some(Ok(line)) => return Ok(Some(line?)),
                Some(Err(TryRecvError::Empty)) => {}
                Some(Err(TryRecvError::Disconnected)) | None => return Ok(None),
            }
            self.console.turn(None)?;
            self.judge_completions()?;
        }
    }
}

/// Starts a thread that reads lines of standard input, and wakes the console for each.
pub fn read_standard_input(waker: Waker) -> StandardInput {
    let (sender, receiver) = std::sync::mpsc::sync_channel(1024);
    std::thread::spawn(move || {
        let mut input = BufReader::with_capacity(READ_TOGETHER, io::stdin().lock());
        while let Some(line) = next_line(&mut input).transpose() {
            let failed = line.is_err();
            let has_next = input.buffer().contains(&b'\n');
            let line = line.map(|octets| StandardInputLine { octets, has_next });
            if sender.send(line).is_err() || failed {
                break;
            }
            waker.wake();
        }
        drop(sender);
        waker.wake();
    });
    receiver
}

/// The next line without its LF; `None` at the end.
fn next_line(mut input: impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    // Without a limit, an endless line would fill the memory.
    let read = input.by_ref().take(MAX_SCRIPT_OCTETS + 1).read_until(b'\n', &mut line)?;
    if line.ends_with(b"\n") {
        line.pop();
    }
    Ok((read > 0).then_some(line))
}
