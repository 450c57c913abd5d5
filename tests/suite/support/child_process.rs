//! A child process that can be signalled and waited for, in a terminal or between pipes.

use super::watched::Watched;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::sync::Arc;

/// A running or exited child process. `S` is the type of its exit status.
pub struct ChildProcess<S> {
    pid: Pid,
    status: Arc<Watched<Option<S>>>,
}

impl<S: Clone + Send + 'static> ChildProcess<S> {
    /// `wait` blocks until the process exits. It runs in a new thread, so that waiting for the exit can
    /// time out.
    #[track_caller]
    pub fn new(pid: u32, wait: impl FnOnce() -> Option<S> + Send + 'static) -> Self {
        let status = Arc::new(Watched::new(None));
        let exited = Arc::clone(&status);
        std::thread::spawn(move || {
            let exit_status = wait();
            exited.update(|status| *status = exit_status);
        });
        let pid = Pid::from_raw(pid.try_into().expect("a process id fits into pid_t"));
        Self { pid, status }
    }

    pub fn pid(&self) -> i32 {
        self.pid.as_raw()
    }

    /// Sends a signal to the process, if it still runs.
    pub fn signal(&self, signal: Signal) {
        if self.status.lock().is_none() {
            let _ = kill(self.pid, signal);
        }
    }

    /// Kills the process and its process group, if it still runs.
    pub fn kill_group(&self) {
        if self.status.lock().is_none() {
            let _ = kill(Pid::from_raw(-self.pid.as_raw()), Signal::SIGKILL);
            let _ = kill(self.pid, Signal::SIGKILL);
        }
    }

    /// Waits until the process exits. Returns `None` if it still runs after the timeout.
    pub fn wait(&self) -> Option<S> {
        self.status.wait_for(|status| status.clone())
    }
}
