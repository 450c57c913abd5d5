//! `--command`: a program in place of a server, its standard input and output one end of a socket
//! pair. It has a process group of its own, which ends with it; its standard error comes as lines.

use super::poller::Waker;
use super::stderr_lines::{StderrLines, listen};
use super::wait::wait_readable;
use nix::sys::signal::SigSet;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};
use socket2::Socket;
use std::fs::File;
use std::io;
use std::net::Shutdown;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How long a program may take to end by itself once nobody speaks to it, and again once it was
/// asked to.
const GRACE: Duration = Duration::from_millis(500);

/// How often a program that has the terminal is told to go on: it may have stopped a moment after
/// it got it.
const NUDGE: Duration = Duration::from_millis(50);

/// The program could not be started.
#[derive(Debug)]
pub struct ChildError {
    pub command: String,
    pub source: io::Error,
}

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChildEnd {
    /// By itself, with this status.
    Exited(i32),
    /// By this signal.
    Killed(i32),
}

impl ChildEnd {
    /// Whether Ctrl-C ended it, while it had the terminal; a shell gives that on as a status.
    pub fn was_interrupted(self) -> bool {
        matches!(self, ChildEnd::Killed(2) | ChildEnd::Exited(130))
    }
}

/// A running program. Dropping it ends it, and what it has started and left in its group.
#[derive(Debug)]
pub struct Child {
    process: std::process::Child,
    group: Pid,
    /// The connection's socket.
    socket: Arc<Socket>,
    /// Its other end is gone when the program has ended; see [`watch`].
    exited: UnixStream,
    stderr: StderrLines,
    terminal: Arc<Terminal>,
    end: Option<ChildEnd>,
}

/// Starts `sh -c COMMAND` and gives the stream to talk to it. The waker rings for each line of its
/// standard error.
pub fn spawn(command: &str, waker: Waker) -> Result<(Child, Arc<Socket>), ChildError> {
    start(command, waker).map_err(|source| ChildError {
        command: command.to_owned(),
        source,
    })
}

fn start(command: &str, waker: Waker) -> io::Result<(Child, Arc<Socket>)> {
    let (ours, theirs) = UnixStream::pair()?;
    let socket = Arc::new(Socket::from(ours));
    let (exited, watching) = UnixStream::pair()?;
    let (said, saying) = io::pipe()?;
    let stderr = listen(said, waker)?;
    let mut program = Command::new("/bin/sh");
    program
        .args(["-c", command])
        .stdin(Stdio::from(OwnedFd::from(theirs.try_clone()?)))
        .stdout(Stdio::from(OwnedFd::from(theirs)))
        .stderr(Stdio::from(saying))
        .process_group(0);
    // It would inherit which signals this thread leaves to others, and not hear SIGTERM.
    let blocked = SigSet::thread_get_mask()?;
    SigSet::empty().thread_set_mask()?;
    let process = program.spawn();
    blocked.thread_set_mask()?;
    let process = process?;
    let group = (i32::try_from(process.id()).ok())
        .and_then(Pid::from_raw)
        .ok_or(io::ErrorKind::InvalidData)?;
    let terminal = Arc::new(Terminal {
        device: File::open("/dev/tty").ok(),
        lendable: AtomicBool::new(true),
    });
    watch(group, watching, terminal.clone())?;
    let child = Child {
        process,
        group,
        socket: socket.clone(),
        exited,
        stderr,
        terminal,
        end: None,
    };
    Ok((child, socket))
}

/// The terminal, which only the foreground group may read: ssh asks for a password there. A program
/// that stops for want of it gets it, as from a shell, until it speaks IMAP; after that the
/// keys are for the prompt.
#[derive(Debug)]
struct Terminal {
    device: Option<File>,
    lendable: AtomicBool,
}

impl Terminal {
    /// Lends the terminal to this group, if it is ours to lend.
    fn lend(&self, group: Pid) -> bool {
        use nix::unistd::{getpgrp, tcgetpgrp};
        let ours = |device: &File| tcgetpgrp(device) == Ok(getpgrp());
        self.lendable.load(Ordering::SeqCst)
            && (self.device.as_ref()).is_some_and(|device| ours(device) && put(device, group))
    }

    /// Takes it back from this group, where it has it, for good.
    fn take_back(&self, group: Pid) {
        use nix::unistd::{getpgrp, tcgetpgrp};
        self.lendable.store(false, Ordering::SeqCst);
        if let Some(device) = &self.device
            && tcgetpgrp(device).is_ok_and(|now| now.as_raw() == group.as_raw_pid())
        {
            put(device, Pid::from_raw(getpgrp().as_raw()).unwrap_or(group));
        }
    }
}

/// Puts a group into the foreground: from the background too, where that would stop who does it.
fn put(device: &File, group: Pid) -> bool {
    use nix::sys::signal::{SigmaskHow, Signal};
    let stops: SigSet = std::iter::once(Signal::SIGTTOU).collect();
    let Ok(before) = stops.thread_swap_mask(SigmaskHow::SIG_BLOCK) else {
        return false;
    };
    let put = nix::unistd::tcsetpgrp(device, nix::unistd::Pid::from_raw(group.as_raw_pid()));
    // It fails only for masks that are none.
    let _ = before.thread_set_mask();
    put.is_ok()
}

/// A thread that drops `watching` when the program has ended, and leaves its status to be fetched:
/// so nothing is ever sent to another process that got the same number.
fn watch(group: Pid, watching: UnixStream, terminal: Arc<Terminal>) -> io::Result<()> {
    let body = move || {
        let ends = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        let mut stops = WaitIdOptions::STOPPED;
        let mut lent = false;
        loop {
            let glance = if lent { WaitIdOptions::NOHANG } else { stops };
            match waitid(WaitId::Pid(group), ends | glance) {
                Err(rustix::io::Errno::INTR) => {}
                Ok(Some(status)) if status.stopped() => {
                    // Taken notice of, or it would be told over and over.
                    let seen = WaitIdOptions::STOPPED | WaitIdOptions::NOHANG;
                    let _ = waitid(WaitId::Pid(group), seen);
                    lent = terminal.lend(group);
                    if lent {
                        let _ = kill_process_group(group, Signal::CONT);
                    }
                }
                Ok(None) if lent => {
                    lent = terminal.lendable.load(Ordering::SeqCst);
                    let _ = kill_process_group(group, Signal::CONT);
                    std::thread::sleep(NUDGE);
                }
                Ok(None) => {}
                Ok(Some(_)) | Err(_) => break,
            }
            if !terminal.lendable.load(Ordering::SeqCst) {
                stops = WaitIdOptions::empty();
            }
        }
        terminal.take_back(group);
        drop(watching);
    };
    (std::thread::Builder::new().name("child".to_owned())).spawn(body)?;
    Ok(())
}

impl Child {
    /// Takes the terminal back for good: the program has greeted.
    pub fn return_terminal(&self) {
        self.terminal.take_back(self.group);
    }

    /// The lines of its standard error since the last call.
    pub fn take_stderr_lines(&mut self) -> Vec<Vec<u8>> {
        self.stderr.take()
    }

    /// Says that no more is sent, waits up to `grace` for the program to end, then asks what is
    /// left of its group to end, and at last ends it.
    pub fn finish(&mut self, grace: Duration) -> io::Result<ChildEnd> {
        if let Some(end) = self.end {
            return Ok(end);
        }
        // It fails only where the program has hung up already.
        let _ = self.socket.shutdown(Shutdown::Write);
        wait_readable(&self.exited, Instant::now() + grace)?;
        // The group's number is its own until the program's status is fetched. Where nobody is left
        // in it the signals reach nobody.
        let _ = kill_process_group(self.group, Signal::TERM);
        let deadline = Instant::now() + GRACE;
        let gone = wait_readable(&self.exited, deadline)?;
        if !(self.stderr.wait_for_end(deadline) && gone) {
            let _ = kill_process_group(self.group, Signal::KILL);
        }
        let end = ended(self.process.wait()?);
        self.terminal.take_back(self.group);
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
