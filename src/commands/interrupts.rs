//! Ctrl-C and the signals to end while a script is replayed: heard from the beginning on, at the
//! questions before it too, whose terminal must not be left without its echo.

use crate::transport::Waker;
use signal_hook::consts::{SIGINT, SIGTERM};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The signals that end a replay.
#[cfg(unix)]
const ALL: [i32; 4] = [
    SIGINT,
    SIGTERM,
    signal_hook::consts::SIGQUIT,
    signal_hook::consts::SIGHUP,
];
#[cfg(not(unix))]
const ALL: [i32; 2] = [SIGINT, SIGTERM];

/// What came, for whoever waits.
pub struct Interrupts {
    flag: Arc<AtomicBool>,
    /// Has an octet to read for each signal that came: a question is polled together with it.
    #[cfg(unix)]
    pub came: std::os::unix::net::UnixStream,
}

impl Interrupts {
    /// From now on the first signal is kept here: Ctrl-C ends the replay, its record whole. A second
    /// one ends the program at once.
    pub fn watch() -> io::Result<Interrupts> {
        let flag = Arc::new(AtomicBool::new(false));
        #[cfg(unix)]
        let (came, tell) = std::os::unix::net::UnixStream::pair()?;
        for signal in ALL {
            signal_hook::flag::register_conditional_shutdown(signal, 130, flag.clone())?;
            signal_hook::flag::register(signal, flag.clone())?;
            #[cfg(unix)]
            signal_hook::low_level::pipe::register(signal, tell.try_clone()?)?;
        }
        Ok(Interrupts {
            flag,
            #[cfg(unix)]
            came,
        })
    }

    /// Whether there was one.
    pub fn is_set(&self) -> bool {
        self.flag.load(Ordering::Relaxed)
    }

    /// The same, for those who look by themselves.
    pub fn flag(&self) -> Arc<AtomicBool> {
        self.flag.clone()
    }

    /// Wakes this poller from now on, and now if one came before.
    pub fn wake(&self, waker: &Waker) -> io::Result<()> {
        // The flag is set before: handlers run in the order in which they were registered.
        #[cfg(unix)]
        for signal in ALL {
            waker.wake_on_signal(signal)?;
        }
        if self.is_set() {
            waker.wake();
        }
        Ok(())
    }
}
