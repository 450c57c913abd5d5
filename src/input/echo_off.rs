//! A terminal that shows nothing of what is typed.

use nix::sys::termios::{self, LocalFlags, SetArg, SpecialCharacterIndices, Termios};
use std::io;
use std::os::fd::AsFd;

/// Turns off a terminal's echo until it is dropped.
pub struct EchoOff<T: AsFd> {
    terminal: T,
    before: Termios,
}

impl<T: AsFd> EchoOff<T> {
    /// For whole lines. Their ends are echoed.
    pub fn new(terminal: T) -> io::Result<EchoOff<T>> {
        EchoOff::set(terminal, |flags| flags.insert(LocalFlags::ECHONL))
    }

    /// For single keys.
    pub fn for_keys(terminal: T) -> io::Result<EchoOff<T>> {
        EchoOff::set(terminal, |flags| flags.remove(LocalFlags::ICANON))
    }

    fn set(terminal: T, change: impl FnOnce(&mut LocalFlags)) -> io::Result<EchoOff<T>> {
        let before = termios::tcgetattr(&terminal)?;
        let mut silent = before.clone();
        silent.local_flags.remove(LocalFlags::ECHO);
        change(&mut silent.local_flags);
        // A process stopped by Ctrl-Z would leave the shell a terminal without echo.
        if let Some(key) = (silent.control_chars).get_mut(SpecialCharacterIndices::VSUSP as usize) {
            *key = 0;
        }
        termios::tcsetattr(&terminal, SetArg::TCSADRAIN, &silent)?;
        Ok(EchoOff { terminal, before })
    }
}

impl<T: AsFd> Drop for EchoOff<T> {
    fn drop(&mut self) {
        // The terminal may be gone: then there is nothing to restore.
        let _ = termios::tcsetattr(&self.terminal, SetArg::TCSADRAIN, &self.before);
    }
}
