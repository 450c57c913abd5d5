//! `--command`: a program in place of a server. Its standard input and output are one end of a socket
//! pair, its standard error arrives as lines. It runs in a new process group, which ends with it.
//!
//! The program may need the terminal before it greets: `ssh` asks for a password there. Only the
//! foreground process group may read a terminal, and a program of another one that tries is stopped.
//! A watching thread notices that, puts the program's group into the foreground and continues it, as a
//! shell would, until the greeting. After that, the keys are for the prompt.

use super::deadlines::wait_readable;
use super::poller::Waker;
use super::stderr_lines::{StderrLines, read_lines};
use nix::sys::signal::{SigSet, SigmaskHow, Signal as NixSignal};
use nix::unistd::{getpgrp, tcgetpgrp, tcsetpgrp};
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};
use socket2::Socket;
use std::fs::File;
use std::io;
use std::net::Shutdown;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{self, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How long a program may take to end after SIGTERM, before SIGKILL.
const TERM_TIME: Duration = Duration::from_millis(500);

/// How often a program that has the terminal gets SIGCONT: it may have stopped just after it got the
/// terminal.
const CONTINUE_INTERVAL: Duration = Duration::from_millis(50);

/// The environment variable with the password. The program does not need it, and may reveal it.
pub const PASSWORD_VARIABLE: &str = "IMAPSH_PASSWORD";

/// The program could not be started.
#[derive(Debug)]
pub struct ChildError {
    pub command: String,
    pub source: io::Error,
}

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChildEnd {
    /// It exited with this status.
    Exited(i32),
    /// This signal killed it.
    Killed(i32),
}

impl ChildEnd {
    /// Whether Ctrl-C ended it while it had the terminal. A shell reports this as a status.
    pub fn was_interrupted(self) -> bool {
        matches!(self, ChildEnd::Killed(2) | ChildEnd::Exited(130))
    }
}

impl From<ExitStatus> for ChildEnd {
    fn from(status: ExitStatus) -> ChildEnd {
        match (status.code(), status.signal()) {
            (Some(code), _) => ChildEnd::Exited(code),
            (None, signal) => ChildEnd::Killed(signal.unwrap_or_default()),
        }
    }
}

/// A running program. Dropping it ends the program and all other processes of its group.
#[derive(Debug)]
pub struct Child {
    process: std::process::Child,
    group: Pid,
    /// The connection's socket.
    socket: Arc<Socket>,
    /// Readable once the program has ended: see [`watch`].
    ended: UnixStream,
    stderr: StderrLines,
    terminal: Arc<LentTerminal>,
    end: Option<ChildEnd>,
}

/// Starts `sh -c COMMAND` and returns the socket to talk to it. The waker is used for each line of its
/// standard error.
pub fn spawn(command: &str, waker: Waker) -> Result<(Child, Arc<Socket>), ChildError> {
    start(command, waker).map_err(|source| ChildError { command: command.to_owned(), source })
}

fn start(command: &str, waker: Waker) -> io::Result<(Child, Arc<Socket>)> {
    let (ours, theirs) = UnixStream::pair()?;
    let socket = Arc::new(Socket::from(ours));
    let (ended, watcher_end) = UnixStream::pair()?;
    let (stderr, stderr_writer) = io::pipe()?;
    let stderr = read_lines(stderr, waker)?;
    let mut program = Command::new("/bin/sh");
    program
        .args(["-c", command])
        .stdin(Stdio::from(OwnedFd::from(theirs.try_clone()?)))
        .stdout(Stdio::from(OwnedFd::from(theirs)))
        .stderr(Stdio::from(stderr_writer))
        .process_group(0);
    let process = spawn_for_user(&mut program)?;
    let group = (i32::try_from(process.id()).ok())
        .and_then(Pid::from_raw)
        .ok_or(io::ErrorKind::InvalidData)?;
    let terminal = Arc::new(LentTerminal {
        device: File::open("/dev/tty").ok(),
        lendable: AtomicBool::new(true),
    });
    watch(group, watcher_end, terminal.clone())?;
    let child =
        Child { process, group, socket: socket.clone(), ended, stderr, terminal, end: None };
    Ok((child, socket))
}

/// Starts a program for the user, without imapsh's password and with all signals unblocked: it would
/// inherit the mask of this thread, which blocks the signals that other threads handle.
pub fn spawn_for_user(program: &mut Command) -> io::Result<process::Child> {
    let blocked = SigSet::thread_get_mask()?;
    SigSet::empty().thread_set_mask()?;
    let started = program.env_remove(PASSWORD_VARIABLE).spawn();
    blocked.thread_set_mask()?;
    started
}

/// Starts a thread that drops `ended` when the program has ended. It does not collect the program's
/// status, so the process number stays taken and no signal can reach another process. The thread
/// also lends the terminal to a program that stops for it.
fn watch(group: Pid, ended: UnixStream, terminal: Arc<LentTerminal>) -> io::Result<()> {
    let body = move || {
        let end = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        let mut is_lent = false;
        loop {
            let also = match (is_lent, terminal.is_lendable()) {
                // Without blocking, because the program must get SIGCONT repeatedly.
                (true, _) => WaitIdOptions::NOHANG,
                (false, true) => WaitIdOptions::STOPPED,
                (false, false) => WaitIdOptions::empty(),
            };
            match waitid(WaitId::Pid(group), end | also) {
                Err(rustix::io::Errno::INTR) => {}
                Ok(Some(status)) if status.stopped() => {
                    // Collect the stop, or it would be reported again.
                    let stop = WaitIdOptions::STOPPED | WaitIdOptions::NOHANG;
                    let _ = waitid(WaitId::Pid(group), stop);
                    is_lent = terminal.lend(group);
                    if is_lent {
                        let _ = kill_process_group(group, Signal::CONT);
                    }
                }
                Ok(None) if is_lent => {
                    is_lent = terminal.is_lendable();
                    let _ = kill_process_group(group, Signal::CONT);
                    std::thread::sleep(CONTINUE_INTERVAL);
                }
                Ok(None) => {}
                Ok(Some(_)) | Err(_) => break,
            }
        }
        terminal.take_back(group);
        drop(ended);
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

    /// Closes the program's standard input, and waits up to `grace` for it to end. Then whatever is
    /// left of its group gets SIGTERM, and at last SIGKILL.
    pub fn finish(&mut self, grace: Duration) -> io::Result<ChildEnd> {
        if let Some(end) = self.end {
            return Ok(end);
        }
        // These fail only if there is nothing left to shut down or to signal.
        let _ = self.socket.shutdown(Shutdown::Write);
        wait_readable(&self.ended, Instant::now() + grace)?;
        let _ = kill_process_group(self.group, Signal::TERM);
        let deadline = Instant::now() + TERM_TIME;
        let has_ended = wait_readable(&self.ended, deadline)?;
        if !(self.stderr.wait_for_end(deadline) && has_ended) {
            let _ = kill_process_group(self.group, Signal::KILL);
        }
        let end = ChildEnd::from(self.process.wait()?);
        self.terminal.take_back(self.group);
        self.end = Some(end);
        Ok(end)
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // A failure here cannot be handled.
        let _ = self.finish(TERM_TIME);
    }
}

/// The terminal, if there is one.
#[derive(Debug)]
struct LentTerminal {
    device: Option<File>,
    lendable: AtomicBool,
}

impl LentTerminal {
    fn is_lendable(&self) -> bool {
        self.lendable.load(Ordering::SeqCst)
    }

    /// Puts this group into the foreground, if this process's own group is there now.
    fn lend(&self, group: Pid) -> bool {
        let Some(device) = self.device.as_ref().filter(|_| self.is_lendable()) else {
            return false;
        };
        tcgetpgrp(device) == Ok(getpgrp()) && set_foreground(device, group.as_raw_pid())
    }

    /// Puts this process's group back into the foreground, if the program's is there. The terminal is
    /// not lent again.
    fn take_back(&self, group: Pid) {
        self.lendable.store(false, Ordering::SeqCst);
        if let Some(device) = &self.device
            && tcgetpgrp(device).is_ok_and(|now| now.as_raw() == group.as_raw_pid())
        {
            set_foreground(device, getpgrp().as_raw());
        }
    }
}

fn set_foreground(device: &File, group: i32) -> bool {
    // From the background this would stop the process, were the signal not blocked.
    let stop: SigSet = std::iter::once(NixSignal::SIGTTOU).collect();
    let Ok(before) = stop.thread_swap_mask(SigmaskHow::SIG_BLOCK) else {
        return false;
    };
    let set = tcsetpgrp(device, nix::unistd::Pid::from_raw(group));
    let _ = before.thread_set_mask();
    set.is_ok()
}
