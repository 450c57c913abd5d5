//! Replays a script that arrives on standard input. If its end has been written when it is read, it is a text like
//! any file, and is read whole; otherwise its lines are replayed as they arrive.

use super::Replay;
use crate::console::{Console, StopReason};
use crate::input::{InputLine, each_line, read_on_thread};
use crate::messages::text;
use crate::notation::{
    ItemKind, OutsideAccess, RequiredVariable, ScriptError, ScriptStream, StreamOutput,
};
use crate::protocol::dialogue::Dialogue;
use crate::script::load;
use crate::session::NoticeLevel;
use crate::transport::{Waker, wait_readable};
use std::fs::File;
use std::io::{self, Read};
use std::os::fd::AsFd;
use std::rc::Rc;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// The maximum number of octets of standard input that are read together.
const READ_TOGETHER: usize = 64 * 1024;

/// After such a pause in standard input, its writer is waiting for an answer.
const PAUSE: Duration = Duration::from_millis(200);

/// Standard input that takes longer than this, or is larger, is replayed line by line.
const MAX_TIME: Duration = Duration::from_secs(1);
const MAX_WHOLE_OCTETS: usize = 1024 * 1024;

/// A script on standard input, read by a thread.
pub struct ScriptInput {
    parts: Receiver<io::Result<InputPart>>,
    /// A part that was received and not used.
    next: Option<io::Result<InputPart>>,
    /// Woken for each part, once it is set.
    waker: Arc<OnceLock<Waker>>,
}

enum InputPart {
    /// All of it: the only part.
    Whole(Vec<u8>),
    Line(InputLine),
}

impl ScriptInput {
    /// Starts to read standard input.
    pub fn start() -> io::Result<ScriptInput> {
        let input = File::from(io::stdin().as_fd().try_clone_to_owned()?);
        let waker: Arc<OnceLock<Waker>> = Arc::default();
        let of_thread = waker.clone();
        let wake = move || of_thread.get().map(Waker::wake).unwrap_or_default();
        let parts = read_on_thread(wake, |send| send_parts(input, send))?;
        Ok(ScriptInput { parts, next: None, waker })
    }

    /// The whole text, if its end arrives before a pause.
    pub fn whole(&mut self) -> Option<Vec<u8>> {
        match self.parts.recv_timeout(PAUSE) {
            Ok(Ok(InputPart::Whole(octets))) => return Some(octets),
            Ok(part) => self.next = Some(part),
            Err(_) => {}
        }
        None
    }

    /// Wakes this waker for each part from now on.
    pub fn set_waker(&self, waker: Waker) {
        // It is set once.
        let _ = self.waker.set(waker);
    }

    fn try_recv(&mut self) -> Result<io::Result<InputPart>, TryRecvError> {
        self.next.take().map_or_else(|| self.parts.try_recv(), Ok)
    }
}

/// Sets a variable that a script needs and that has no value.
pub type FillVariable<'a> =
    &'a mut dyn FnMut(&mut Console, &RequiredVariable) -> Result<(), StopReason>;

impl Replay<'_> {
    /// Replays the script that arrives on standard input.
    pub fn play_stdin(
        &mut self,
        input: &mut ScriptInput,
        fill: FillVariable<'_>,
    ) -> Result<(), StopReason> {
        match self.next_input(input)? {
            Some(InputPart::Whole(octets)) => self.play_text(&octets, fill),
            Some(InputPart::Line(first)) => self.play_lines(first, input, fill),
            None => self.finish(),
        }
    }

    /// Replays standard input that has been read whole.
    fn play_text(&mut self, octets: &[u8], fill: FillVariable<'_>) -> Result<(), StopReason> {
        let loaded = self.check_text(load::from_reader(octets, "-", self.options.trust))?;
        for (_, variable) in loaded.required_variables() {
            if !self.console.variables.has(&variable.name) {
                fill(&mut self.console, variable)?;
            }
        }
        self.play_whole(&Rc::new(loaded))
    }

    /// Replays standard input line by line.
    fn play_lines(
        &mut self,
        first: InputLine,
        input: &mut ScriptInput,
        fill: FillVariable<'_>,
    ) -> Result<(), StopReason> {
        self.current.name = "-".into();
        self.streaming = true;
        let mut stream = ScriptStream::new(&self.current.name);
        let mut next = Some(first);
        while let Some(mut line) = next {
            // The next line may show what a line is. It is at hand if it was read together with the line.
            let mut pushed = stream.push(&line.octets);
            while line.has_next && pushed.is_ok() {
                let Some(next) = self.next_line(input)? else { break };
                line = next;
                pushed = stream.push(&line.octets);
            }
            self.play_stream(&mut stream, fill)?;
            self.check_line(pushed)?;
            next = self.next_line(input)?;
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

    /// Waits for the next line of standard input. `None`: it has ended.
    fn next_line(&mut self, input: &mut ScriptInput) -> Result<Option<InputLine>, StopReason> {
        Ok(match self.next_input(input)? {
            Some(InputPart::Line(line)) => Some(line),
            Some(InputPart::Whole(_)) | None => None,
        })
    }

    /// Waits for the next part of standard input, and shows what the server sends meanwhile. `None`: standard
    /// input has ended.
    fn next_input(&mut self, input: &mut ScriptInput) -> Result<Option<InputPart>, StopReason> {
        loop {
            match input.try_recv() {
                Ok(part) => return Ok(Some(part?)),
                Err(TryRecvError::Disconnected) => return Ok(None),
                Err(TryRecvError::Empty) => {}
            }
            self.console.turn(None)?;
            self.judge_completions()?;
        }
    }
}

/// Sends standard input in parts, until its end or until `send` returns false.
fn send_parts(input: File, send: &mut dyn FnMut(io::Result<InputPart>) -> bool) {
    match read_until_pause(&input) {
        Ok((octets, true)) => drop(send(Ok(InputPart::Whole(octets)))),
        Ok((octets, false)) => {
            let send = &mut |line: io::Result<InputLine>| send(line.map(InputPart::Line));
            each_line(octets.as_slice().chain(input), send);
        }
        Err(error) => drop(send(Err(error))),
    }
}

/// Reads what is written until the end, or until the writer pauses. Returns whether it has ended.
fn read_until_pause(mut input: &File) -> io::Result<(Vec<u8>, bool)> {
    let (mut octets, mut part) = (Vec::new(), vec![0; READ_TOGETHER]);
    let mut deadline = None;
    loop {
        let read = input.read(&mut part)?;
        octets.extend_from_slice(&part[..read]);
        let deadline = *deadline.get_or_insert_with(|| Instant::now() + MAX_TIME);
        if read == 0 {
            return Ok((octets, true));
        }
        let until = deadline.min(Instant::now() + PAUSE);
        if octets.len() > MAX_WHOLE_OCTETS || !wait_readable(&input, until).unwrap_or(false) {
            return Ok((octets, false));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::os::fd::OwnedFd;
    use std::os::unix::net::UnixStream;

    #[test]
    fn input_is_whole_when_its_end_was_written() -> io::Result<()> {
        let pair =
            || UnixStream::pair().map(|(out, input)| (out, File::from(OwnedFd::from(input))));
        let (mut writer, input) = pair()?;
        writer.write_all(b"noop\nlogout")?;
        drop(writer);
        assert_eq!(read_until_pause(&input)?, (b"noop\nlogout".to_vec(), true));
        let (mut writer, input) = pair()?;
        writer.write_all(b"noop\n")?;
        assert_eq!(read_until_pause(&input)?, (b"noop\n".to_vec(), false));
        drop(writer);
        assert_eq!(read_until_pause(&input)?, (Vec::new(), true));
        Ok(())
    }
}
