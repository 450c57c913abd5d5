//! The terminal's modes for a whole session, and the signals that concern it. Keys typed between
//! two prompts are kept for the next one and not echoed; Ctrl-C arrives as SIGINT there, at a
//! prompt as a key.

use super::editor::bell::{Shared, Terminate};
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

#[cfg(unix)]
use nix::sys::{
    signal::{SigSet, Signal},
    termios::{self, InputFlags, LocalFlags, SetArg, SpecialCharacterIndices, Termios},
};

/// Pasted text comes between marks while this is on, for the session rather than for one prompt.
const PASTE_MARKS_ON: &[u8] = b"\x1b[?2004h";
const PASTE_MARKS_OFF: &[u8] = b"\x1b[?2004l";

/// Ctrl-C that nobody took, after which the next one ends the program by itself.
const PATIENCE: usize = 2;

/// What the terminal makes of Ctrl-C.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CtrlC {
    /// SIGINT at once, for who reads no keys.
    Signal,
    /// A key in its place among the others.
    Key,
}

/// The terminal of standard input, held in the session's mode until it is released.
pub struct Terminal {
    held: AtomicBool,
    #[cfg(unix)]
    modes: Mutex<Modes>,
}

#[cfg(unix)]
struct Modes {
    original: Termios,
    session: Termios,
    at_prompt: Termios,
    ctrl_c: CtrlC,
}

#[cfg(unix)]
impl Modes {
    fn held(&self) -> &Termios {
        match self.ctrl_c {
            CtrlC::Signal => &self.session,
            CtrlC::Key => &self.at_prompt,
        }
    }
}

impl Terminal {
    /// Reads the modes of standard input's terminal. It is not touched until [`Terminal::hold`].
    #[cfg(unix)]
    pub fn new() -> io::Result<Terminal> {
        let original = termios::tcgetattr(io::stdin())?;
        let mut session = original.clone();
        // What is typed between prompts waits unchanged and unseen for the next prompt.
        (session.local_flags).remove(LocalFlags::ECHO | LocalFlags::ICANON | LocalFlags::IEXTEN);
        (session.input_flags).remove(InputFlags::ICRNL | InputFlags::INLCR | InputFlags::IXON);
        // Ctrl-C must reach the program, and must not cost output that is on its way.
        (session.local_flags).insert(LocalFlags::ISIG | LocalFlags::NOFLSH);
        // Ctrl-Z waits for the prompt, which knows how to leave the terminal to the shell.
        for (place, value) in [
            (SpecialCharacterIndices::VSUSP, 0),
            (SpecialCharacterIndices::VQUIT, 0),
            (SpecialCharacterIndices::VMIN, 1),
            (SpecialCharacterIndices::VTIME, 0),
        ] {
            if let Some(character) = session.control_chars.get_mut(place as usize) {
                *character = value;
            }
        }
        let mut at_prompt = session.clone();
        at_prompt.local_flags.remove(LocalFlags::ISIG);
        Ok(Terminal {
            held: AtomicBool::new(false),
            modes: Mutex::new(Modes {
                original,
                session,
                at_prompt,
                ctrl_c: CtrlC::Signal,
            }),
        })
    }

    /// Reads the modes of standard input's terminal. It is not touched until [`Terminal::hold`].
    #[cfg(not(unix))]
    pub fn new() -> io::Result<Terminal> {
        Ok(Terminal {
            held: AtomicBool::new(false),
        })
    }

    #[cfg(unix)]
    fn modes(&self) -> MutexGuard<'_, Modes> {
        self.modes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts the terminal in the session's mode: no echo, keys kept for the next prompt.
    pub fn hold(&self) -> io::Result<()> {
        self.held.store(true, Ordering::SeqCst);
        #[cfg(unix)]
        termios::tcsetattr(io::stdin(), SetArg::TCSADRAIN, self.modes().held())?;
        let mut out = io::stdout().lock();
        out.write_all(PASTE_MARKS_ON)?;
        out.flush()
    }

    /// Says what Ctrl-C is from now on. As a key it is one before the first is read, and stays one
    /// while the line editor, which has a mode of its own, is left and entered again: a Ctrl-C in
    /// between would be a signal, and out of its place. One that was a signal before is on its way
    /// to be counted when this returns.
    pub fn set_ctrl_c(&self, ctrl_c: CtrlC) {
        #[cfg(unix)]
        {
            let mut modes = self.modes();
            modes.ctrl_c = ctrl_c;
            if self.held.load(Ordering::SeqCst) {
                // A terminal that is gone is told by who reads it.
                let _ = termios::tcsetattr(io::stdin(), SetArg::TCSANOW, modes.held());
            }
        }
        #[cfg(not(unix))]
        let _ = ctrl_c;
        if ctrl_c == CtrlC::Key {
            deliver_interrupt();
        }
    }

    /// Gives the terminal back as it was found. From any thread, and more than once.
    pub fn release(&self) {
        if !self.held.swap(false, Ordering::SeqCst) {
            return;
        }
        // Nothing can be done about a terminal that is gone, and in the background touching it
        // would stop the process that is about to end.
        #[cfg(unix)]
        {
            use std::os::fd::AsFd;
            let stdin = io::stdin();
            let foreground = nix::unistd::tcgetpgrp(stdin.as_fd());
            if foreground != Ok(nix::unistd::getpgrp()) {
                return;
            }
            let _ = nix::unistd::write(io::stdout().as_fd(), PASTE_MARKS_OFF);
            let _ = termios::tcsetattr(stdin, SetArg::TCSADRAIN, &self.modes().original);
        }
    }

    /// Throws away what was typed and not read yet.
    pub fn discard_input(&self) {
        #[cfg(unix)]
        let _ = termios::tcflush(io::stdin(), termios::FlushArg::TCIFLUSH);
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.release();
    }
}

/// A terminal that does not show what is typed, until this is dropped. The line's end is shown.
#[cfg(unix)]
pub(crate) struct NoEcho<T: std::os::fd::AsFd> {
    terminal: T,
    before: Termios,
}

#[cfg(unix)]
impl<T: std::os::fd::AsFd> NoEcho<T> {
    pub fn of(terminal: T) -> io::Result<NoEcho<T>> {
        let before = termios::tcgetattr(&terminal)?;
        let mut without = before.clone();
        without.local_flags.remove(LocalFlags::ECHO);
        without.local_flags.insert(LocalFlags::ECHONL);
        // Who is stopped here would leave the shell such a terminal.
        if let Some(key) = (without.control_chars).get_mut(SpecialCharacterIndices::VSUSP as usize)
        {
            *key = 0;
        }
        termios::tcsetattr(&terminal, SetArg::TCSADRAIN, &without)?;
        Ok(NoEcho { terminal, before })
    }
}

#[cfg(unix)]
impl<T: std::os::fd::AsFd> Drop for NoEcho<T> {
    fn drop(&mut self) {
        // Nothing can be done about a terminal that is gone.
        let _ = termios::tcsetattr(&self.terminal, SetArg::TCSADRAIN, &self.before);
    }
}

/// Releases the terminal before the message of a panic in the calling thread is printed.
/// A panic in another thread is not the terminal's end.
pub fn release_on_panic(terminal: &Arc<Terminal>) {
    let terminal = Arc::downgrade(terminal);
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

/// Leaves the terminal's signals to the editor's own thread. Every thread that lives beside an
/// editor calls it at its start (or is started by one that did): a signal that interrupts a
/// thread's reads costs it what it was reading.
pub fn leave_signals() {
    #[cfg(unix)]
    let _ = signals().thread_block();
}

#[cfg(unix)]
fn signals() -> SigSet {
    [
        Signal::SIGINT,
        Signal::SIGWINCH,
        Signal::SIGTERM,
        Signal::SIGQUIT,
        Signal::SIGHUP,
        Signal::SIGCONT,
    ]
    .into_iter()
    .collect()
}

/// Lets a SIGINT that no thread has taken yet reach the handler that counts it. rustyline puts its
/// own in that one's place while it reads, and forgets what it was told when a line is accepted.
fn deliver_interrupt() {
    #[cfg(unix)]
    {
        let interrupt: SigSet = std::iter::once(Signal::SIGINT).collect();
        let _ = interrupt.thread_unblock();
        let _ = interrupt.thread_block();
    }
}

/// Makes rustyline leave its prompt, from within one of its redraws: it takes a SIGINT handled on
/// its own thread as Ctrl-C once no more keys are waiting. Only while it reads.
pub(crate) fn leave_prompt() {
    #[cfg(unix)]
    {
        let interrupt: SigSet = std::iter::once(Signal::SIGINT).collect();
        let unblocked = interrupt.thread_unblock();
        if unblocked.is_ok() {
            let _ = nix::sys::signal::raise(Signal::SIGINT);
        }
        let _ = interrupt.thread_block();
    }
}

/// Stops the whole process group, as Ctrl-Z does for any program; returns when it goes on.
pub(crate) fn suspend() -> io::Result<()> {
    #[cfg(unix)]
    nix::sys::signal::kill(nix::unistd::Pid::from_raw(0), Signal::SIGTSTP)?;
    Ok(())
}

/// The thread that signals go to. Ends with its handle.
pub(crate) struct Signals {
    #[cfg(unix)]
    handle: signal_hook::iterator::Handle,
}

impl Signals {
    /// Starts the thread, and blocks the signals in the calling one. `wake` is called on that
    /// thread after SIGINT, SIGTERM, SIGQUIT and SIGHUP, for whoever waits elsewhere than at the prompt.
    #[cfg(unix)]
    pub fn start(
        shared: Arc<Shared>,
        terminal: Option<Arc<Terminal>>,
        wake: Box<dyn Fn() + Send>,
    ) -> io::Result<Signals> {
        use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM};
        let heard = [SIGINT, SIGTERM, SIGQUIT, SIGHUP, SIGCONT];
        let mut arriving = signal_hook::iterator::Signals::new(heard)?;
        let handle = arriving.handle();
        leave_signals();
        let body = move || {
            let _ = signals().thread_unblock();
            for signal in arriving.forever() {
                let last = shared.change(|waiting| match signal {
                    SIGCONT => {
                        waiting.continued = true;
                        waiting.rung = true;
                        false
                    }
                    SIGINT => {
                        waiting.interrupts += 1;
                        // A prompt that has come to stand meanwhile is left for it.
                        waiting.rung = true;
                        waiting.interrupts > PATIENCE
                    }
                    _ => {
                        let again = waiting.terminate.is_some();
                        waiting.terminate = Some(match signal {
                            SIGHUP => Terminate::Hangup,
                            _ => Terminate::Terminated,
                        });
                        waiting.rung = true;
                        again
                    }
                });
                if last {
                    // Asked again and not heard: whatever hangs, the terminal is given back.
                    if let Some(terminal) = &terminal {
                        terminal.release();
                    }
                    let _ = signal_hook::low_level::emulate_default_handler(signal);
                }
                if signal != SIGCONT {
                    wake();
                }
            }
        };
        (std::thread::Builder::new().name("signals".to_owned())).spawn(body)?;
        Ok(Signals { handle })
    }

    /// Elsewhere the console speaks to rustyline by itself.
    #[cfg(not(unix))]
    pub fn start(
        _shared: Arc<Shared>,
        _terminal: Option<Arc<Terminal>>,
        _wake: Box<dyn Fn() + Send>,
    ) -> io::Result<Signals> {
        Ok(Signals {})
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        #[cfg(unix)]
        self.handle.close();
    }
}
