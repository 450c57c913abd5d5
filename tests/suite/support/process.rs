//! A program between pipes: its input fed when the test likes, its output read as it comes.

use super::captured::Captured;
use super::program::Program;
use super::{TIMEOUT, lock, readable};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::io::Write;
use std::process::{ChildStdin, Command, ExitStatus, Stdio};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// A running program with piped standard input, output and error.
pub struct Process {
    pub program: Program,
    pub stdout: Arc<Captured>,
    pub stderr: Arc<Captured>,
    stdin: Option<ChildStdin>,
    pid: Pid,
    exit: Arc<Exit>,
}

/// What a program left behind.
#[derive(Debug)]
pub struct Finished {
    /// The exit status; `None` where a signal ended it.
    pub status: Option<i32>,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

impl Process {
    /// imapsh with these arguments, between pipes.
    #[track_caller]
    pub fn start(args: &[&str]) -> Self {
        Self::run(Program::imapsh(args))
    }

    /// Starts a program between pipes.
    #[track_caller]
    pub fn run(program: Program) -> Self {
        let mut command = Command::new(&program.path);
        command
            .args(&program.args)
            .env_clear()
            .envs(program.env.iter().cloned());
        command.current_dir(program.home());
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let stdout = Captured::from_reader(child.stdout.take().expect("its output"));
        let stderr = Captured::from_reader(child.stderr.take().expect("its errors"));
        let stdin = child.stdin.take();
        let pid = Pid::from_raw(child.id().try_into().expect("a process id"));
        let exit = Exit::of(move || child.wait().ok());
        Self {
            program,
            stdout,
            stderr,
            stdin,
            pid,
            exit,
        }
    }

    /// Writes to the program's standard input, at once. A program that no longer reads is no failure: its output tells.
    #[track_caller]
    pub fn send(&mut self, octets: impl AsRef<[u8]>) {
        let stdin = self.stdin.as_mut().expect("standard input is closed");
        let _ = stdin
            .write_all(octets.as_ref())
            .and_then(|()| stdin.flush());
    }

    /// Ends the program's standard input.
    pub fn close_stdin(&mut self) {
        self.stdin = None;
    }

    /// Sends a signal to the program, if it still runs.
    pub fn signal(&self, signal: Signal) {
        if !self.exit.over() {
            let _ = kill(self.pid, signal);
        }
    }

    /// The process id.
    pub fn id(&self) -> i32 {
        self.pid.as_raw()
    }

    /// Ends standard input, waits for the program's end and gives what it wrote.
    #[track_caller]
    pub fn finish(mut self) -> Finished {
        self.close_stdin();
        let Some(status) = self.exit.wait() else {
            panic!(
                "still running. Standard output:\n{}standard error:\n{}",
                readable(&self.stdout.octets()),
                readable(&self.stderr.octets()),
            );
        };
        let stdout = self.stdout.wait_end();
        let stderr = String::from_utf8_lossy(&self.stderr.wait_end()).into_owned();
        Finished {
            status: status.code(),
            stdout,
            stderr,
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.signal(Signal::SIGKILL);
    }
}

impl Finished {
    /// Standard output as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }

    /// Fails with everything that was written, unless the exit status is this one.
    #[track_caller]
    pub fn assert_status(&self, status: i32) -> &Self {
        assert_eq!(
            self.status,
            Some(status),
            "the exit status. Standard output:\n{}standard error:\n{}",
            readable(&self.stdout),
            readable(self.stderr.as_bytes()),
        );
        self
    }
}

/// A child's end, awaited by a thread of its own so that a wait can have a deadline.
pub struct Exit<S = ExitStatus> {
    status: Mutex<Option<S>>,
    known: Condvar,
}

impl<S: Clone + Send + 'static> Exit<S> {
    pub fn of(wait: impl FnOnce() -> Option<S> + Send + 'static) -> Arc<Self> {
        let exit = Arc::new(Self {
            status: Mutex::new(None),
            known: Condvar::new(),
        });
        let ours = Arc::clone(&exit);
        std::thread::spawn(move || {
            *lock(&ours.status) = wait();
            ours.known.notify_all();
        });
        exit
    }

    pub fn over(&self) -> bool {
        lock(&self.status).is_some()
    }

    /// Waits for the child's end; `None` when patience ends first.
    pub fn wait(&self) -> Option<S> {
        let status = lock(&self.status);
        let (status, _) = self
            .known
            .wait_timeout_while(status, TIMEOUT, |status| status.is_none())
            .unwrap_or_else(PoisonError::into_inner);
        status.clone()
    }
}
