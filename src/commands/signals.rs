//! Ctrl-C and the signals that end a replay. They are handled before the first question, so that Ctrl-C
//! at the question for the password does not leave the terminal without echo.

use super::exit_status::ExitStatus;
use crate::transport::Waker;
use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXFSZ};
use signal_hook::{flag, low_level};
use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::time::Duration;

/// How long a replay may take to end after a signal: longer than its last writes take, and than the
/// program that it talks to may take to exit.
const END_TIME: Duration = Duration::from_secs(2);

/// The exit status after a signal.
const INTERRUPTED: i32 = ExitStatus::Interrupted as i32;

const SIGNALS: [i32; 4] = [SIGINT, SIGTERM, SIGQUIT, SIGHUP];

/// The signals that were received.
pub struct Interrupts {
    flag: Arc<AtomicBool>,
    /// Readable once a signal was received.
    pub received: UnixStream,
}

impl Interrupts {
    /// Handles the signals from now on: the first one sets the flag, so that the replay ends with a
    /// complete record. If that takes too long, and at a second signal, the program is ended.
    pub fn watch() -> io::Result<Interrupts> {
        let flag = Arc::new(AtomicBool::new(false));
        let (received, sender) = UnixStream::pair()?;
        for signal in SIGNALS {
            flag::register_conditional_shutdown(signal, INTERRUPTED, flag.clone())?;
            flag::register(signal, flag.clone())?;
            low_level::pipe::register(signal, sender.try_clone()?)?;
        }
        end_if_stuck(received.try_clone()?)?;
        Ok(Interrupts { flag, received })
    }

    pub fn is_set(&self) -> bool {
        self.flag.load(Ordering::Relaxed)
    }

    pub fn flag(&self) -> Arc<AtomicBool> {
        self.flag.clone()
    }

    /// A writer to standard output or standard error that a signal ends.
    pub fn output(&self, stream: impl AsFd) -> io::Result<InterruptibleOutput> {
        Ok(InterruptibleOutput {
            out: File::from(stream.as_fd().try_clone_to_owned()?),
            received: self.received.try_clone()?,
        })
    }

    /// Makes the signals wake this waker from now on. Handlers run in the order in which they were
    /// registered, so the flag is already set then.
    pub fn wake(&self, waker: &Waker) -> io::Result<()> {
        for signal in SIGNALS {
            waker.wake_on_signal(signal)?;
        }
        if self.is_set() {
            waker.wake();
        }
        Ok(())
    }
}

/// Makes a write beyond the limit on the size of files fail, as on a full disk. Without a handler the
/// signal would end the program, and a record would end its session.
pub fn survive_file_size_limit() {
    // Without the handler everything else still works.
    let _ = flag::register(SIGXFSZ, Arc::default());
}

/// Ends the program [`END_TIME`] after a signal, since it may be stuck, for example in opening a record
/// that is a pipe without a reader.
fn end_if_stuck(received: UnixStream) -> io::Result<()> {
    let watch = move || {
        let mut descriptors = [PollFd::new(&received, PollFlags::IN)];
        while poll(&mut descriptors, None).is_err() {}
        std::thread::sleep(END_TIME);
        std::process::exit(INTERRUPTED);
    };
    std::thread::Builder::new().name("signals".to_owned()).spawn(watch)?;
    Ok(())
}

/// Writes to a terminal, a pipe or a file. If nobody reads what is written, a signal makes the write
/// fail, so that the program ends.
pub struct InterruptibleOutput {
    out: File,
    /// Readable once a signal was received.
    received: UnixStream,
}

/// How long a write may take after a signal.
const LAST_WRITE_TIME: Duration = Duration::from_millis(300);

impl Write for InterruptibleOutput {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        loop {
            let mut descriptors = [
                PollFd::new(&self.out, PollFlags::OUT),
                PollFd::new(&self.received, PollFlags::IN),
            ];
            match poll(&mut descriptors, None) {
                Err(rustix::io::Errno::INTR) => continue,
                polled => polled?,
            };
            if !descriptors[1].revents().is_empty() {
                return self.write_in_time(octets);
            }
            // If there is room for a part only, a signal ends the write after that part.
            return self.out.write(octets);
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl InterruptibleOutput {
    /// Writes in a thread, which is left behind if the write blocks.
    fn write_in_time(&self, octets: &[u8]) -> io::Result<usize> {
        let (mut out, written) = (self.out.try_clone()?, octets.to_vec());
        let (sender, result) = channel();
        std::thread::Builder::new().spawn(move || {
            let _ = sender.send(out.write(&written));
        })?;
        result.recv_timeout(LAST_WRITE_TIME).unwrap_or_else(|_| Err(ErrorKind::BrokenPipe.into()))
    }
}
