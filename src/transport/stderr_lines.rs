//! What a program says on its standard error, line by line, for whoever shows it: nothing of it
//! reaches the terminal by itself.

use super::poller::Waker;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::io::{self, PipeReader, Read};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, sync_channel};
use std::time::{Duration, Instant};

/// How many octets of a line are told in one piece.
const MOST: usize = 4096;

/// How many lines may wait to be shown; a program that says more waits.
const LINES: usize = 256;

/// After so long a line without an end is told as it is: it may be a question.
const QUIET: Duration = Duration::from_millis(300);

/// The lines, as they come.
#[derive(Debug)]
pub(super) struct StderrLines {
    from: Receiver<Vec<u8>>,
    /// Taken already, by who waited for the end.
    taken: Vec<Vec<u8>>,
    ended: bool,
}

/// Starts the thread that reads.
pub(super) fn listen(said: PipeReader, waker: Waker) -> io::Result<StderrLines> {
    let (tell, from) = sync_channel(LINES);
    (std::thread::Builder::new().name("child's words".to_owned()))
        .spawn(move || read(said, &tell, &waker))?;
    Ok(StderrLines {
        from,
        taken: Vec::new(),
        ended: false,
    })
}

fn read(mut said: PipeReader, tell: &SyncSender<Vec<u8>>, waker: &Waker) {
    let mut line = Vec::new();
    let give = |line: &mut Vec<u8>| {
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        let told = tell.send(std::mem::take(line)).is_ok();
        waker.wake();
        told
    };
    loop {
        if !line.is_empty() && is_quiet(&said) && !give(&mut line) {
            return;
        }
        let mut some = [0; MOST];
        let read = match said.read(&mut some) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => break,
        };
        for &octet in some.iter().take(read) {
            let whole = octet == b'\n' || line.len() >= MOST;
            if whole && !line.is_empty() && !give(&mut line) {
                return;
            }
            if octet != b'\n' {
                line.push(octet);
            }
        }
    }
    if !line.is_empty() {
        give(&mut line);
    }
}

/// Whether nothing more has come for a while.
fn is_quiet(said: &PipeReader) -> bool {
    let mut fds = [PollFd::new(said, PollFlags::IN)];
    let patience = Timespec::try_from(QUIET).ok();
    matches!(poll(&mut fds, patience.as_ref()), Ok(0))
}

impl StderrLines {
    /// What has come since this was last asked.
    pub fn take(&mut self) -> Vec<Vec<u8>> {
        while self.taken.len() < LINES {
            match self.from.try_recv() {
                Ok(line) => self.taken.push(line),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => {
                    self.ended = true;
                    break;
                }
            }
        }
        std::mem::take(&mut self.taken)
    }

    /// Waits until nobody holds the other end any more. False: the deadline came first.
    pub fn wait_for_end(&mut self, deadline: Instant) -> bool {
        while !self.ended && self.taken.len() < LINES {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.from.recv_timeout(left) {
                Ok(line) => self.taken.push(line),
                Err(RecvTimeoutError::Disconnected) => self.ended = true,
                Err(RecvTimeoutError::Timeout) => break,
            }
        }
        self.ended
    }
}
