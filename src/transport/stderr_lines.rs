//! Reads a program's standard error line by line, so that imapsh can show it: the program never writes
//! to the terminal directly.

use super::deadlines::wait_readable;
use super::poller::Waker;
use std::io::{self, PipeReader, Read};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, sync_channel};
use std::time::{Duration, Instant};

/// A longer line arrives in pieces of this many octets.
const MAX_LINE: usize = 4096;

/// How many lines may wait to be taken. The program blocks when there are more.
const MAX_LINES: usize = 256;

/// After this time an unfinished line is passed on: it may be a question.
const QUIET: Duration = Duration::from_millis(300);

/// Receives the lines from the thread that reads them.
#[derive(Debug)]
pub(super) struct StderrLines {
    lines: Receiver<Vec<u8>>,
    /// Received by [`StderrLines::wait_for_end`].
    received: Vec<Vec<u8>>,
    has_ended: bool,
}

/// Starts the thread.
pub(super) fn read_lines(stderr: PipeReader, waker: Waker) -> io::Result<StderrLines> {
    let (sender, lines) = sync_channel(MAX_LINES);
    (std::thread::Builder::new().name("child-stderr".to_owned()))
        .spawn(move || read(stderr, &sender, &waker))?;
    Ok(StderrLines { lines, received: Vec::new(), has_ended: false })
}

/// Reads until the end, or until the receiver is dropped.
fn read(mut stderr: PipeReader, sender: &SyncSender<Vec<u8>>, waker: &Waker) {
    let mut line = Vec::new();
    let send = |line: &mut Vec<u8>| {
        if line.is_empty() {
            return true;
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        let is_wanted = sender.send(std::mem::take(line)).is_ok();
        waker.wake();
        is_wanted
    };
    loop {
        let is_quiet = || matches!(wait_readable(&stderr, Instant::now() + QUIET), Ok(false));
        if !line.is_empty() && is_quiet() && !send(&mut line) {
            return;
        }
        let mut octets = [0; MAX_LINE];
        let length = match stderr.read(&mut octets) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Ok(0) | Err(_) => break,
            Ok(length) => length,
        };
        for &octet in octets.iter().take(length) {
            if (octet == b'\n' || line.len() >= MAX_LINE) && !send(&mut line) {
                return;
            }
            if octet != b'\n' {
                line.push(octet);
            }
        }
    }
    send(&mut line);
}

impl StderrLines {
    /// The lines since the last call.
    pub fn take(&mut self) -> Vec<Vec<u8>> {
        while self.received.len() < MAX_LINES {
            match self.lines.try_recv() {
                Ok(line) => self.received.push(line),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => {
                    self.has_ended = true;
                    break;
                }
            }
        }
        std::mem::take(&mut self.received)
    }

    /// Waits until no process holds the other end. False: the deadline came first.
    pub fn wait_for_end(&mut self, deadline: Instant) -> bool {
        while !self.has_ended && self.received.len() < MAX_LINES {
            let remaining = deadline.saturating_duration_since(Instant::now());
            match self.lines.recv_timeout(remaining) {
                Ok(line) => self.received.push(line),
                Err(RecvTimeoutError::Disconnected) => self.has_ended = true,
                Err(RecvTimeoutError::Timeout) => break,
            }
        }
        self.has_ended
    }
}
