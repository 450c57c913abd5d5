//! Lines of standard input.

use crate::notation::MAX_SCRIPT_OCTETS;
use crate::transport::Waker;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::mpsc::{Receiver, sync_channel};

/// The maximum number of octets that are read at once.
const READ_TOGETHER: usize = 64 * 1024;

/// The lines that a thread reads.
pub type InputLines = Receiver<io::Result<InputLine>>;

pub struct InputLine {
    /// Without its LF.
    pub octets: Vec<u8>,
    /// Whether the next line was read together with it.
    pub has_next: bool,
}

/// Starts a thread that reads an input. `read` gets a function that hands on a part, and returns whether it
/// is to read on. `wake` is called after each part, and after the end.
pub fn read_on_thread<P: Send + 'static>(
    wake: impl Fn() + Send + 'static,
    read: impl FnOnce(&mut dyn FnMut(P) -> bool) + Send + 'static,
) -> io::Result<Receiver<P>> {
    let (sender, receiver) = sync_channel(1024);
    std::thread::Builder::new().spawn(move || {
        read(&mut |part| {
            let is_sent = sender.send(part).is_ok();
            wake();
            is_sent
        });
        drop(sender);
        wake();
    })?;
    Ok(receiver)
}

/// Starts a thread that reads lines of standard input, and wakes the console for each.
pub fn read_standard_input(waker: Waker) -> io::Result<InputLines> {
    read_on_thread(move || waker.wake(), |send| each_line(io::stdin().lock(), send))
}

/// Hands on each line, until `take` returns false, and the error that ends them.
pub fn each_line(source: impl Read, take: &mut dyn FnMut(io::Result<InputLine>) -> bool) {
    let mut input = BufReader::with_capacity(READ_TOGETHER, source);
    while let Some(line) = next_line(&mut input).transpose() {
        let failed = line.is_err();
        let has_next = input.buffer().contains(&b'\n');
        if !take(line.map(|octets| InputLine { octets, has_next })) || failed {
            break;
        }
    }
}

/// The next line without its LF; `None` at the end.
fn next_line(mut input: impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    // Without a limit, an endless line would fill the memory.
    let read = input.by_ref().take(MAX_SCRIPT_OCTETS + 1).read_until(b'\n', &mut line)?;
    if line.ends_with(b"\n") {
        line.pop();
    }
    Ok((read > 0).then_some(line))
}
