//! Waits for a connection, for a [`Waker`] in another thread or for a deadline, whichever comes first.
//! `poll(2)` reports a state and not a change, so reading later misses nothing.

use super::connection::Connection;
use super::deadlines::time_left;
use super::spin::SpinPolicy;
use rustix::event::{PollFd, PollFlags, poll};
use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// Why a wait ended. Nothing is set at the deadline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ready {
    /// The connection has octets, its end or an error to read.
    pub readable: bool,
    /// The connection takes more of what is queued.
    pub writable: bool,
    /// A waker was used.
    pub woken: bool,
}

/// Waits for the thread that owns a connection.
#[derive(Debug)]
pub struct Poller {
    /// Readable once the waker was used.
    wake_receiver: UnixStream,
    waker: Waker,
    /// Whether the next wait is for an answer to what was just sent.
    expects_answer: bool,
    spin: SpinPolicy,
    interrupt: Option<Arc<AtomicBool>>,
}

/// Ends the wait of a [`Poller`], or of several, from any thread.
#[derive(Clone, Debug)]
pub struct Waker(Vec<Arc<UnixStream>>);

impl Waker {
    /// Ends the wait, now or as soon as it begins. Before calling it, write everything that the poller's
    /// thread should find.
    pub fn wake(&self) {
        for socket in &self.0 {
            // It fails only if the socket is full of wake-ups that were not seen yet, or the poller
            // is gone.
            let _ = (&**socket).write(&[0]);
        }
    }

    /// Also wakes at this signal, from its handler, so that no thread has to wait for it.
    pub fn wake_on_signal(&self, signal: i32) -> io::Result<()> {
        for socket in &self.0 {
            signal_hook::low_level::pipe::register(signal, socket.try_clone()?)?;
        }
        Ok(())
    }
}

impl Poller {
    pub fn new() -> io::Result<Poller> {
        let (wake_receiver, waker) = UnixStream::pair()?;
        wake_receiver.set_nonblocking(true)?;
        waker.set_nonblocking(true)?;
        Ok(Poller {
            wake_receiver,
            waker: Waker(vec![Arc::new(waker)]),
            expects_answer: false,
            spin: SpinPolicy::default(),
            interrupt: None,
        })
    }

    /// A poller whose waker wakes others too: those that wait later for the same connection.
    pub fn that_wakes_too(others: &Waker) -> io::Result<Poller> {
        let mut poller = Poller::new()?;
        poller.waker.0.extend(others.0.iter().cloned());
        Ok(poller)
    }

    /// Says that the next wait is for an answer, and that nothing else is to be done meanwhile. It
    /// polls without sleeping first, if answers have come soon enough for that.
    pub fn expect_answer(&mut self) {
        self.expects_answer = true;
    }

    /// Sets the flag for whether a wake-up is an interrupt. Without it, every wake-up is one.
    pub fn set_interrupt(&mut self, interrupt: Arc<AtomicBool>) {
        self.interrupt = Some(interrupt);
    }

    /// The flag, for waits that a waker can't end.
    pub fn interrupt(&self) -> Option<Arc<AtomicBool>> {
        self.interrupt.clone()
    }

    /// Whether a wake-up was an interrupt.
    pub fn is_interrupted(&self) -> bool {
        (self.interrupt.as_ref()).is_none_or(|interrupt| interrupt.load(Ordering::Acquire))
    }

    pub fn waker(&self) -> Waker {
        self.waker.clone()
    }

    /// Waits until the connection can be read, or written if it has something queued, until a waker
    /// is used, or until the deadline. A connection whose layers hold octets is readable at once; one
    /// that has ended is not waited for.
    pub fn wait(
        &mut self,
        connection: Option<&Connection>,
        deadline: Option<Instant>,
    ) -> io::Result<Ready> {
        if !std::mem::take(&mut self.expects_answer) {
            return self.sleep(connection, deadline);
        }
        let begin = Instant::now();
        let mut ready = Ready::default();
        if let Some(limit) = self.spin.limit()
            && deadline.is_none_or(|deadline| deadline > begin)
        {
            // A deadline that has passed makes each poll return at once.
            while ready == Ready::default() && begin.elapsed() < limit {
                ready = self.sleep(connection, Some(begin))?;
            }
            if !ready.readable {
                self.spin.spun_without_answer(begin.elapsed());
            }
        }
        if ready == Ready::default() {
            ready = self.sleep(connection, deadline)?;
        }
        if ready.readable {
            self.spin.answered(begin.elapsed());
        }
        Ok(ready)
    }

    fn sleep(
        &mut self,
        connection: Option<&Connection>,
        deadline: Option<Instant>,
    ) -> io::Result<Ready> {
        let mut wanted = PollFlags::empty();
        if let Some(connection) = connection {
            wanted.set(PollFlags::IN, !connection.has_ended());
            wanted.set(PollFlags::OUT, connection.wants_write());
        }
        let connection = connection.filter(|_| !wanted.is_empty());
        let holds_input = connection.is_some_and(Connection::holds_input);
        let poll_deadline = if holds_input { Some(Instant::now()) } else { deadline };
        loop {
            let mut descriptors = vec![PollFd::new(&self.wake_receiver, PollFlags::IN)];
            descriptors.extend(connection.map(|it| PollFd::new(&**it.socket(), wanted)));
            match poll(&mut descriptors, time_left(poll_deadline).as_ref()) {
                Err(rustix::io::Errno::INTR) => continue,
                polled => polled?,
            };
            let state =
                |index: usize| descriptors.get(index).map_or(PollFlags::empty(), PollFd::revents);
            let failed = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
            let is_ready = |flag| wanted.contains(flag) && state(1).intersects(flag | failed);
            let ready = Ready {
                readable: holds_input || is_ready(PollFlags::IN),
                writable: is_ready(PollFlags::OUT),
                woken: state(0).intersects(PollFlags::IN | failed),
            };
            if ready.woken {
                // Later wake-ups end the next wait.
                while matches!((&self.wake_receiver).read(&mut [0; 256]), Ok(octets) if octets > 0)
                {
                }
            }
            let is_late = deadline.is_some_and(|deadline| deadline <= Instant::now());
            if ready != Ready::default() || is_late {
                return Ok(ready);
            }
        }
    }
}
