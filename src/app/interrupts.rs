//! Ctrl-C and the signals to end while a script is replayed: heard from the beginning on, at the
//! questions before it too, whose terminal must not be left without its echo.

use crate::net::Bell;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

/// What came, for whoever waits.
pub struct Interrupts {
    flag: Arc<AtomicBool>,
    bell: Arc<OnceLock<Bell>>,
    /// Has an octet to read for each signal that came: a question is polled together with it.
    #[cfg(unix)]
    pub came: std::os::unix::net::UnixStream,
}

impl Interrupts {
    /// From now on the first signal is kept here: Ctrl-C ends the replay, its record whole. A second
    /// one ends the program at once.
    pub fn watch() -> io::Result<Interrupts> {
        use signal_hook::consts::{SIGINT, SIGTERM};
        #[cfg(unix)]
        let all = [SIGINT, SIGTERM, signal_hook::consts::SIGHUP];
        #[cfg(not(unix))]
        let all = [SIGINT, SIGTERM];
        let flag = Arc::new(AtomicBool::new(false));
        #[cfg(unix)]
        let (came, tell) = std::os::unix::net::UnixStream::pair()?;
        for signal in all {
            signal_hook::flag::register_conditional_shutdown(signal, 130, flag.clone())?;
            signal_hook::flag::register(signal, flag.clone())?;
            #[cfg(unix)]
            signal_hook::low_level::pipe::register(signal, tell.try_clone()?)?;
        }
        let bell: Arc<OnceLock<Bell>> = Arc::default();
        #[cfg(unix)]
        {
            let mut signals = signal_hook::iterator::Signals::new(all)?;
            let bell = bell.clone();
            std::thread::spawn(move || {
                for _ in signals.forever() {
                    bell.get().into_iter().for_each(Bell::ring);
                }
            });
        }
        Ok(Interrupts {
            flag,
            bell,
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

    /// Rings this bell from now on, and now if one came before.
    pub fn ring(&self, bell: Bell) {
        let bell = self.bell.get_or_init(|| bell);
        if self.is_set() {
            bell.ring();
        }
    }
}
