//! The terminal's modes.
//!
//! Keys are not echoed, and wait unchanged until they are read. Until the keyboard is read, Ctrl-C and
//! Ctrl-\ send SIGINT and SIGQUIT; then they are keys like others. rustyline sets the modes of another terminal, from
//! which it reads (`editor::keyboard`).

use super::editor;
use nix::sys::termios::{self, InputFlags, LocalFlags, SetArg, SpecialCharacterIndices, Termios};
use std::io::{self, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Bracketed paste: pasted text arrives between marks.
const BRACKETED_PASTE_ON: &[u8] = b"\x1b[?2004h";
const BRACKETED_PASTE_OFF: &[u8] = b"\x1b[?2004l";

/// The terminal of standard input, in the modes above from [`Terminal::acquire`] to
/// [`Terminal::release`].
pub struct Terminal {
    /// Standard input may be replaced later.
    input: OwnedFd,
    acquired: AtomicBool,
    modes: Mutex<Modes>,
}

struct Modes {
    original: Termios,
    current: Termios,
}

impl Terminal {
    /// Reads the terminal's modes, and changes nothing.
    pub fn new() -> io::Result<Terminal> {
        let original = termios::tcgetattr(io::stdin())?;
        let mut session = original.clone();
        (session.local_flags).remove(LocalFlags::ECHO | LocalFlags::ICANON | LocalFlags::IEXTEN);
        (session.input_flags).remove(InputFlags::ICRNL | InputFlags::INLCR | InputFlags::IXON);
        // NOFLSH: SIGINT discards neither waiting output nor waiting input.
        (session.local_flags).insert(LocalFlags::ISIG | LocalFlags::NOFLSH);
        for (index, value) in [
            // Ctrl-Z waits for the prompt, where the terminal is restored before the process stops.
            (SpecialCharacterIndices::VSUSP, 0),
            (SpecialCharacterIndices::VMIN, 1),
            (SpecialCharacterIndices::VTIME, 0),
        ] {
            if let Some(character) = session.control_chars.get_mut(index as usize) {
                *character = value;
            }
        }
        Ok(Terminal {
            input: io::stdin().as_fd().try_clone_to_owned()?,
            acquired: AtomicBool::new(false),
            modes: Mutex::new(Modes { original, current: session }),
        })
    }

    fn modes(&self) -> MutexGuard<'_, Modes> {
        self.modes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The terminal's input.
    pub fn input(&self) -> io::Result<OwnedFd> {
        self.input.try_clone()
    }

    /// Sets the modes, and turns bracketed paste on.
    pub fn acquire(&self) -> io::Result<()> {
        self.acquired.store(true, Ordering::SeqCst);
        termios::tcsetattr(&self.input, SetArg::TCSADRAIN, &self.modes().current)?;
        let mut out = io::stdout().lock();
        out.write_all(BRACKETED_PASTE_ON)?;
        out.flush()
    }

    /// From now on Ctrl-C and Ctrl-\ are keys.
    pub fn begin_reading(&self) {
        let current = &mut self.modes().current;
        current.local_flags.remove(LocalFlags::ISIG);
        if self.acquired.load(Ordering::SeqCst) {
            // If the terminal is gone, the next read reports it.
            let _ = termios::tcsetattr(&self.input, SetArg::TCSANOW, current);
        }
    }

    /// Restores the original modes. Can be called from any thread, and more than once.
    pub fn release(&self) {
        self.restore(SetArg::TCSADRAIN, true);
    }

    /// Restores the original modes without waiting until written output is shown.
    pub fn release_at_once(&self) {
        self.restore(SetArg::TCSANOW, editor::is_writable());
    }

    fn restore(&self, when: SetArg, writes: bool) {
        if !self.acquired.swap(false, Ordering::SeqCst) {
            return;
        }
        // In the background, setting a mode would stop the process instead of letting it end.
        if nix::unistd::tcgetpgrp(&self.input) != Ok(nix::unistd::getpgrp()) {
            return;
        }
        // The terminal may be gone: then there is nothing to restore.
        if writes {
            let _ = nix::unistd::write(io::stdout().as_fd(), BRACKETED_PASTE_OFF);
        }
        let _ = termios::tcsetattr(&self.input, when, &self.modes().original);
    }

    /// Releases the terminal before a panic of the calling thread prints its message. Panics of
    /// other threads don't end the program.
    pub fn release_on_panic(self: &Arc<Terminal>) {
        let terminal = Arc::downgrade(self);
        let owner = std::thread::current().id();
        let next = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if std::thread::current().id() == owner
                && let Some(terminal) = terminal.upgrade()
            {
                terminal.release();
            }
            next(panic);
        }));
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.release();
    }
}
