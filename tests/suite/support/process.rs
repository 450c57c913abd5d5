//! A program between pipes: the test writes its standard input and reads its output as it arrives.

use super::captured::Captured;
use super::child_process::ChildProcess;
use super::escaped_lines;
use super::program::Program;
use nix::sys::signal::Signal;
use std::io::Write;
use std::process::{ChildStdin, Command, ExitStatus, Stdio};
use std::sync::Arc;

/// A running program with piped standard input, output and error. It is killed when this is dropped.
pub struct Process {
    pub program: Program,
    pub stdout: Arc<Captured>,
    pub stderr: Arc<Captured>,
    stdin: Option<ChildStdin>,
    child: ChildProcess<ExitStatus>,
}

impl Process {
    /// Starts imapsh with these arguments.
    #[track_caller]
    pub fn imapsh(args: &[&str]) -> Self {
        Self::start(Program::imapsh(args))
    }

    #[track_caller]
    pub fn start(program: Program) -> Self {
        let mut child = Command::new(&program.path)
            .args(&program.args)
            .env_clear()
            .envs(program.variables().iter().cloned())
            .current_dir(program.home())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program can be started");
        let stdout = Captured::from_reader(child.stdout.take().expect("stdout is piped"));
        let stderr = Captured::from_reader(child.stderr.take().expect("stderr is piped"));
        let stdin = child.stdin.take();
        Self {
            program,
            stdout,
            stderr,
            stdin,
            child: ChildProcess::new(child.id(), move || child.wait().ok()),
        }
    }

    /// Writes to standard input. Errors are ignored: a program that no longer reads is judged by its output.
    #[track_caller]
    pub fn send(&mut self, octets: impl AsRef<[u8]>) {
        let stdin = self.stdin.as_mut().expect("standard input is open");
        let _ = stdin.write_all(octets.as_ref());
    }

    pub fn close_stdin(&mut self) {
        self.stdin = None;
    }

    /// Sends a signal to the program, if it still runs.
    pub fn signal(&self, signal: Signal) {
        self.child.signal(signal);
    }

    pub fn pid(&self) -> i32 {
        self.child.pid()
    }

    /// Closes standard input and waits until the program exits.
    #[track_caller]
    pub fn finish(mut self) -> Finished {
        self.close_stdin();
        let Some(status) = self.child.wait() else {
            panic!(
                "the program still runs. Standard output:\n{}standard error:\n{}",
                escaped_lines(&self.stdout.octets()),
                escaped_lines(&self.stderr.octets()),
            );
        };
        self.stderr.wait_end();
        Finished {
            program: self.program.clone(),
            status: status.code(),
            stdout: self.stdout.wait_end(),
            stderr: self.stderr.text(),
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.signal(Signal::SIGKILL);
    }
}

/// A program that has exited: its exit status and everything it wrote.
#[derive(Debug)]
pub struct Finished {
    pub program: Program,
    /// The exit status; `None` if a signal ended the program.
    pub status: Option<i32>,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

/// Each assertion fails with everything that the program wrote.
impl Finished {
    /// Standard output as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }

    /// Standard output without imapsh's own lines, and without how long each command took.
    pub fn wire(&self) -> String {
        let text = self.text();
        let lines = text.split_inclusive('\n');
        // The session's own lines end with CRLF.
        let wire = lines.filter(|line| !line.starts_with("# ") || line.ends_with("\r\n"));
        wire.map(|line| line.split(" completed (").next().unwrap_or(line)).collect()
    }

    #[track_caller]
    pub fn assert_status(&self, status: i32) -> &Self {
        let expectation = format!("exit status {status}, was {:?}", self.status);
        self.assert(self.status == Some(status), &expectation)
    }

    #[track_caller]
    pub fn assert_stdout(&self, expected: &str) -> &Self {
        let expectation =
            format!("exactly this on standard output:\n{}", escaped_lines(expected.as_bytes()));
        self.assert(self.stdout == expected.as_bytes(), &expectation)
    }

    #[track_caller]
    pub fn assert_stdout_contains(&self, text: &str) -> &Self {
        let expectation = format!("{text:?} on standard output");
        self.assert(self.text().contains(text), &expectation)
    }

    #[track_caller]
    pub fn assert_stdout_lacks(&self, text: &str) -> &Self {
        let expectation = format!("no {text:?} on standard output");
        self.assert(!self.text().contains(text), &expectation)
    }

    #[track_caller]
    pub fn assert_stdout_empty(&self) -> &Self {
        self.assert(self.stdout.is_empty(), "nothing on standard output")
    }

    #[track_caller]
    pub fn assert_stderr_contains(&self, text: &str) -> &Self {
        let expectation = format!("{text:?} on standard error");
        self.assert(self.stderr.contains(text), &expectation)
    }

    #[track_caller]
    pub fn assert_stderr_lacks(&self, text: &str) -> &Self {
        let expectation = format!("no {text:?} on standard error");
        self.assert(!self.stderr.contains(text), &expectation)
    }

    /// Standard output or standard error contains `text`.
    #[track_caller]
    pub fn assert_output_contains(&self, text: &str) -> &Self {
        let found = self.text().contains(text) || self.stderr.contains(text);
        self.assert(found, &format!("{text:?} in the output"))
    }

    /// Neither standard output nor standard error contains `text`.
    #[track_caller]
    pub fn assert_output_lacks(&self, text: &str) -> &Self {
        self.assert_stdout_lacks(text).assert_stderr_lacks(text)
    }

    /// Standard error contains `text` this many times.
    #[track_caller]
    pub fn assert_stderr_count(&self, text: &str, count: usize) -> &Self {
        let expectation = format!("{text:?} {count} times on standard error");
        self.assert(self.stderr.matches(text).count() == count, &expectation)
    }

    #[track_caller]
    pub fn assert_stderr_lines(&self, count: usize) -> &Self {
        let expectation = format!("{count} lines on standard error");
        self.assert(self.stderr.lines().count() == count, &expectation)
    }

    #[track_caller]
    fn assert(&self, holds: bool, expectation: &str) -> &Self {
        assert!(
            holds,
            "expected {expectation}\narguments: {:?}\nexit status: {:?}\n\
             standard output:\n{}standard error:\n{}",
            self.program.args,
            self.status,
            escaped_lines(&self.stdout),
            escaped_lines(self.stderr.as_bytes()),
        );
        self
    }
}
