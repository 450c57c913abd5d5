//! How to wake the thread that reads the keyboard.

use std::io::Write;
use std::os::unix::net::UnixStream;

/// Wakes the keyboard's thread.
pub struct KeyboardWaker(UnixStream);

impl KeyboardWaker {
    pub fn new(socket: UnixStream) -> KeyboardWaker {
        KeyboardWaker(socket)
    }

    pub fn wake(&self) {
        // It fails only if the socket is full of wake-ups.
        let _ = (&self.0).write(&[0]);
    }
}
