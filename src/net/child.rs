//! `--command`: a program in place of a server, its standard input and output one end of a socket
//! pair. Its standard error is the user's.

use super::stream::Stream;
use super::trouble::{Explain, Given};
use super::wait::wait_for;
use rustix::event::PollFlags;
use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How long a program may take to end by itself once nobody speaks to it.
const GRACE: Duration = Duration::from_millis(500);

/// The program could not be started.
#[derive(Debug, thiserror::Error)]
#[error("can't start {command:?}: {source}")]
pub struct ChildError {
    command: String,
    source: io::Error,
}

impl Explain for ChildError {
    fn id(&self) -> &'static str {
        "net-child-not-started"
    }

    fn given(&self) -> Given {
        Given::new()
            .and("command", &self.command)
            .and("reason", &self.source)
    }
}

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChildEnd {
    /// By itself, with this status.
    Exited(i32),
    /// By this signal.
    Killed(i32),
}

impl Explain for ChildEnd {
    fn id(&self) -> &'static str {
        match self {
            // What a shell says of a command that it did not find (POSIX, "Exit Status for Commands").
            ChildEnd::Exited(127) => "net-child-not-found",
            ChildEnd::Exited(_) => "net-child-exited",
            ChildEnd::Killed(_) => "net-child-killed",
        }
    }

    fn given(&self) -> Given {
        match self {
            ChildEnd::Exited(status) => Given::new().and("status", status),
            ChildEnd::Killed(signal) => Given::new().and("signal", signal),
        }
    }
}

/// A running program. Dropping it ends it.
#[derive(Debug)]
pub struct Child {
    process: std::process::Child,
    /// The same connection as the wire's, to say that no more comes and to see it hang up.
    line: Stream,
    /// Its other end is gone when the program has ended; see [`watch`].
    exited: Stream,
    end: Option<ChildEnd>,
}

/// Starts `sh -c COMMAND` and gives the stream to talk to it.
pub fn spawn(command: &str) -> Result<(Child, Stream), ChildError> {
    start(command).map_err(|source| ChildError {
        command: command.to_owned(),
        source,
    })
}

fn start(command: &str) -> io::Result<(Child, Stream)> {
    let (ours, theirs) = UnixStream::pair()?;
    let line = ours.try_clone()?;
    let (exited, watching) = UnixStream::pair()?;
    // It stays in our process group: ssh asks for a password on the terminal, which only the
    // foreground group may read.
    let process = Command::new("/bin/sh")
        .args(["-c", command])
        .stdin(Stdio::from(OwnedFd::from(theirs.try_clone()?)))
        .stdout(Stdio::from(OwnedFd::from(theirs)))
        .spawn()?;
    let child = Child {
        process,
        line: line.into(),
        exited: exited.into(),
        end: None,
    };
    watch(&child, watching)?;
    Ok((child, ours.into()))
}

/// A thread that drops `watching` when the program has ended, and leaves its status to be fetched:
/// so nothing is ever sent to another process that got the same number.
fn watch(child: &Child, watching: UnixStream) -> io::Result<()> {
    let pid = i32::try_from(child.process.id())
        .ok()
        .and_then(Pid::from_raw);
    std::thread::Builder::new()
        .name("child".to_owned())
        .spawn(move || {
            let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
            let interrupted = |pid| {
                let end = waitid(WaitId::Pid(pid), options);
                matches!(end, Err(rustix::io::Errno::INTR))
            };
            while pid.is_some_and(interrupted) {}
            drop(watching);
        })?;
    Ok(())
}

impl Child {
    /// Says that no more is sent, waits up to `grace` for the program to end, then kills it.
    pub fn finish(&mut self, grace: Duration) -> io::Result<ChildEnd> {
        if let Some(end) = self.end {
            return Ok(end);
        }
        // It fails only where the program has hung up already.
        let _ = self.line.end_sending();
        if !wait_for(&self.exited, PollFlags::IN, Instant::now() + grace)? {
            self.process.kill()?;
        }
        let end = ended(self.process.wait()?);
        self.end = Some(end);
        Ok(end)
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // Nobody is left to hear of a failure.
        let _ = self.finish(GRACE);
    }
}

fn ended(status: ExitStatus) -> ChildEnd {
    match (status.code(), status.signal()) {
        (Some(code), _) => ChildEnd::Exited(code),
        (None, signal) => ChildEnd::Killed(signal.unwrap_or_default()),
    }
}
