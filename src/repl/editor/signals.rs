//! The signals that concern the terminal. One thread of the editor receives them all; every other
//! thread blocks them.

use super::editor_state::EditorState;
use super::keyboard::Callbacks;
use super::terminal_loan;
use crate::repl::terminal::Terminal;
use crate::transport::wait_writable;
use nix::sys::signal::{SigSet, Signal, kill, raise};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How many SIGINTs may wait to be handled. With one more, the program is assumed to hang, and is ended.
const MAX_PENDING_INTERRUPTS: usize = 2;

/// How often the reaction to a signal is checked, and for how long the output may be stuck before the
/// program is ended.
const WATCH_STEP: Duration = Duration::from_millis(50);
const STUCK_TIME: Duration = Duration::from_millis(300);

/// How long the program may take to end after SIGTERM.
const END_TIME: Duration = Duration::from_secs(4);

/// The exit status after a signal.
const INTERRUPTED: i32 = 130;

/// Blocks the signals that concern the terminal in the calling thread. Every thread that runs
/// beside an editor calls this at its start, or is started by one that did: in rustyline an
/// interrupted read loses keys, and elsewhere it may fail.
pub fn block_signals() {
    let _ = terminal_signals().thread_block();
}

fn terminal_signals() -> SigSet {
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

/// Runs `action` with SIGINT unblocked in the calling thread.
fn with_sigint_unblocked(action: impl FnOnce()) {
    let sigint: SigSet = std::iter::once(Signal::SIGINT).collect();
    if sigint.thread_unblock().is_ok() {
        action();
    }
    let _ = sigint.thread_block();
}

/// Makes rustyline return, from within one of its redraws: it takes a SIGINT that is handled on
/// its own thread for Ctrl-C as soon as no more keys are waiting.
pub fn interrupt_rustyline() {
    with_sigint_unblocked(|| {
        let _ = raise(Signal::SIGINT);
    });
}

/// Stops the whole process group, as Ctrl-Z does for any program. Returns after SIGCONT.
pub fn stop_process_group() -> io::Result<()> {
    Ok(kill(nix::unistd::Pid::from_raw(0), Signal::SIGTSTP)?)
}

/// Stops the thread that receives signals when it is dropped.
pub struct SignalThread(signal_hook::iterator::Handle);

impl SignalThread {
    /// Starts the thread, and blocks the signals in the calling one. The thread calls `wake` after
    /// every signal but SIGCONT.
    pub fn start(
        state: Arc<EditorState>,
        terminal: Option<Arc<Terminal>>,
        callbacks: Arc<Callbacks>,
    ) -> io::Result<SignalThread> {
        let mut signals =
            signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGQUIT, SIGHUP, SIGCONT])?;
        let handle = signals.handle();
        block_signals();
        let resized = Arc::clone(&state);
        (std::thread::Builder::new().name("terminal size".to_owned()))
            .spawn(move || watch_size(&resized))?;
        let receive = move || {
            let mut received = terminal_signals();
            received.remove(Signal::SIGWINCH);
            let _ = received.thread_unblock();
            for signal in signals.forever() {
                if set_flags(&state, signal) {
                    // The program hangs: end it here, and restore the terminal first.
                    if let Some(terminal) = &terminal {
                        terminal.release();
                    }
                    let _ = signal_hook::low_level::emulate_default_handler(signal);
                }
                if signal != SIGCONT {
                    (callbacks.wake)();
                    watch_reaction(&state, terminal.as_ref(), &callbacks);
                }
            }
        };
        (std::thread::Builder::new().name("signals".to_owned())).spawn(receive)?;
        Ok(SignalThread(handle))
    }
}

impl Drop for SignalThread {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Wakes the keyboard, which acts on it, after each change of the terminal's size. The signal stays blocked
/// in all threads, so that rustyline's handler never runs.
fn watch_size(state: &EditorState) {
    let size_changes: SigSet = std::iter::once(Signal::SIGWINCH).collect();
    while size_changes.wait().is_ok() {
        state.wake_keyboard();
    }
}

/// Ends the program if it does not react to a signal, because nobody reads its output.
fn watch_reaction(
    state: &Arc<EditorState>,
    terminal: Option<&Arc<Terminal>>,
    callbacks: &Arc<Callbacks>,
) {
    let (state, callbacks) = (Arc::clone(state), Arc::clone(callbacks));
    let terminal = terminal.cloned();
    let begin = Instant::now();
    let watch = move || {
        let mut stuck_since = None;
        loop {
            std::thread::sleep(WATCH_STEP);
            let (handled, terminated) = {
                let flags = state.lock();
                (flags.interrupts == 0 && !flags.terminated, flags.terminated)
            };
            let is_writable = is_writable();
            // The prompt may have handled the SIGINT and block in its next write, which nobody reads.
            if handled && is_writable && begin.elapsed() >= STUCK_TIME {
                return;
            }
            stuck_since =
                if is_writable { None } else { stuck_since.or_else(|| Some(Instant::now())) };
            let is_stuck = stuck_since.is_some_and(|since: Instant| since.elapsed() >= STUCK_TIME);
            if is_stuck || (terminated && begin.elapsed() >= END_TIME) {
                if let Some(terminal) = &terminal {
                    terminal.release_at_once();
                }
                (callbacks.end)();
                std::process::exit(INTERRUPTED);
            }
        }
    };
    // Without this thread, a second signal ends the program.
    let _ = std::thread::Builder::new().name("reaction".to_owned()).spawn(watch);
}

/// Whether standard output takes octets, or is gone.
pub fn is_writable() -> bool {
    wait_writable(&io::stdout(), Instant::now()).unwrap_or(true)
}

/// Sets the signal's flag, and requests a redraw, which checks the flags. Returns whether the program
/// has not reacted to earlier signals and must be ended here.
fn set_flags(state: &EditorState, signal: i32) -> bool {
    state.change(|flags| {
        flags.redraw_requested = true;
        match signal {
            SIGCONT => {
                flags.continued = true;
                false
            }
            // It is meant for the program that has the terminal.
            SIGINT if flags.lent => false,
            SIGINT => {
                flags.interrupts += 1;
                flags.interrupts > MAX_PENDING_INTERRUPTS
            }
            _ => {
                if let Some(program) = flags.lent_to {
                    terminal_loan::end(program);
                }
                std::mem::replace(&mut flags.terminated, true)
            }
        }
    })
}
