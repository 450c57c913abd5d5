//! Ctrl-C and the signals that end a replay. They are handled before the first question, so that one
//! for the password does not leave the terminal without echo.

use crate::transport::Waker;
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::{flag, low_level};
use std::io;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

const SIGNALS: [i32; 4] = [SIGINT, SIGTERM, SIGQUIT, SIGHUP];

/// The signals that were received.
pub struct Interrupts {
    flag: Arc<AtomicBool>,
    /// Readable once a signal was received.
    pub received: UnixStream,
}

impl Interrupts {
    /// Handles the signals from now on: the first one sets the flag, so that the replay ends with a
    /// complete record. A second one ends the program at once.
    pub fn watch() -> io::Result<Interrupts> {
        let flag = Arc::new(AtomicBool::new(false));
        let (received, sender) = UnixStream::pair()?;
        for signal in SIGNALS {
            flag::register_conditional_shutdown(signal, 130, flag.clone())?;
            flag::register(signal, flag.clone())?;
            low_level::pipe::register(signal, sender.try_clone()?)?;
        }
        Ok(Interrupts { flag, received })
    }

    pub fn is_set(&self) -> bool {
        self.flag.load(Ordering::Relaxed)
    }

    pub fn flag(&self) -> Arc<AtomicBool> {
        self.flag.clone()
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
