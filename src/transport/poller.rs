//! Waiting for a connection, for another thread's ring, or for a deadline, whichever is first.
//! `poll(2)` tells a state and not a change: nothing is missed by reading late.

use super::connection::Connection;
use super::spin::SpinPolicy;
use super::wait::time_left;
use rustix::event::{PollFd, PollFlags, poll};
use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// What a wait ended with; all false when it was the deadline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ready {
    /// The connection has octets, its end or an error to read.
    pub readable: bool,
    /// The connection takes more of what is queued.
    pub writable: bool,
    /// Somebody rang the waker.
    pub woken: bool,
}

/// Held by the thread that owns a connection. It waits; a [`Waker`] ends the wait.
#[derive(Debug)]
pub struct Poller {
    /// Readable once the waker has been used.
    receiver: UnixStream,
    waker: Waker,
    /// The next wait is for an answer.
    answer_due: bool,
    spin: SpinPolicy,
    interrupt: Option<Arc<AtomicBool>>,
}

/// Rings a [`Poller`] from any thread. Rings before the poller looks count once.
#[derive(Clone, Debug)]
pub struct Waker(Arc<Rope>);

#[derive(Debug)]
struct Rope {
    end: UnixStream,
    woken: AtomicBool,
}

impl Waker {
    /// Ends the poller's wait, now or as soon as it waits. Put the message where it will be looked
    /// for first, then ring.
    pub fn wake(&self) {
        if !self.0.woken.swap(true, Ordering::AcqRel) {
            // At most one octet is under way, so there is always room for it.
            let _ = (&self.0.end).write(b"!");
        }
    }

    /// Rings at this signal too, from its handler: without a thread that waits for it.
    pub fn wake_on_signal(&self, signal: i32) -> io::Result<()> {
        let end = self.0.end.try_clone()?;
        signal_hook::low_level::pipe::register(signal, end).map(drop)
    }
}

impl Poller {
    /// A poller with its waker.
    pub fn new() -> io::Result<Poller> {
        let (receiver, end) = UnixStream::pair()?;
        receiver.set_nonblocking(true)?;
        end.set_nonblocking(true)?;
        let woken = AtomicBool::new(false);
        let waker = Waker(Arc::new(Rope { end, woken }));
        Ok(Poller {
            receiver,
            waker,
            answer_due: false,
            spin: SpinPolicy::default(),
            interrupt: None,
        })
    }

    /// Says that the next wait is for an answer, and that nothing else is done meanwhile: it is
    /// looked for before sleeping, where answers have come soon enough for that.
    pub fn expect_answer(&mut self) {
        self.answer_due = true;
    }

    /// Whoever rings to interrupt sets this first. Without it every ring interrupts.
    pub fn set_interrupt(&mut self, interrupt: Arc<AtomicBool>) {
        self.interrupt = Some(interrupt);
    }

    /// What interrupts a wait that no waker reaches: see [`set_interrupt`](Poller::set_interrupt).
    pub fn interrupt(&self) -> Option<Arc<AtomicBool>> {
        self.interrupt.clone()
    }

    /// Whether a ring that was heard is to interrupt what goes on.
    pub fn is_interrupted(&self) -> bool {
        (self.interrupt.as_ref()).is_none_or(|interrupt| interrupt.load(Ordering::Acquire))
    }

    /// A handle to ring with.
    pub fn waker(&self) -> Waker {
        self.waker.clone()
    }

    /// Waits until the connection can be read, or written when it has something queued, until the waker
    /// rings, or until the deadline. A connection that holds octets already read from the network is
    /// readable at once; one that has ended is not waited for. No connection: the waker and the deadline.
    pub fn wait(
        &mut self,
        connection: Option<&Connection>,
        deadline: Option<Instant>,
    ) -> io::Result<Ready> {
        if !std::mem::take(&mut self.answer_due) {
            return self.poll_until(connection, deadline);
        }
        let begin = Instant::now();
        let in_time = deadline.is_none_or(|deadline| deadline > begin);
        let mut ready = Ready::default();
        if let Some(longest) = self.spin.longest().filter(|_| in_time) {
            ready = self.look(connection, begin, longest)?;
        }
        if ready == Ready::default() {
            ready = self.poll_until(connection, deadline)?;
        }
        if ready.readable {
            self.spin.answered(begin.elapsed());
        }
        Ok(ready)
    }

    /// Asks again and again, for so long.
    fn look(
        &mut self,
        connection: Option<&Connection>,
        begin: Instant,
        time: Duration,
    ) -> io::Result<Ready> {
        loop {
            let ready = self.poll_until(connection, Some(begin))?;
            let looked = begin.elapsed();
            if ready == Ready::default() && looked < time {
                continue;
            }
            if !ready.readable {
                self.spin.looked_in_vain(looked);
            }
            return Ok(ready);
        }
    }

    /// One wait, asleep.
    fn poll_until(
        &mut self,
        connection: Option<&Connection>,
        deadline: Option<Instant>,
    ) -> io::Result<Ready> {
        let connection =
            connection.filter(|connection| !connection.has_ended() || connection.wants_write());
        let held = connection.is_some_and(Connection::holds_input);
        let mut wanted = PollFlags::empty();
        if let Some(connection) = connection {
            wanted.set(PollFlags::IN, !connection.has_ended());
            wanted.set(PollFlags::OUT, connection.wants_write());
        }
        loop {
            let mut fds = vec![PollFd::new(&self.receiver, PollFlags::IN)];
            fds.extend(connection.map(|connection| PollFd::new(&**connection.socket(), wanted)));
            let patience = if held { Some(Instant::now()) } else { deadline };
            match poll(&mut fds, time_left(patience).as_ref()) {
                Err(rustix::io::Errno::INTR) => continue,
                other => other?,
            };
            let seen = |index: usize| fds.get(index).map_or(PollFlags::empty(), |fd| fd.revents());
            let failed = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
            let ready = Ready {
                readable: held
                    || wanted.contains(PollFlags::IN) && seen(1).intersects(PollFlags::IN | failed),
                writable: wanted.contains(PollFlags::OUT)
                    && seen(1).intersects(PollFlags::OUT | failed),
                woken: seen(0).intersects(PollFlags::IN | failed),
            };
            drop(fds);
            if ready.woken {
                self.silence();
            }
            let late = deadline.is_some_and(|deadline| deadline <= Instant::now());
            if ready != Ready::default() || late {
                return Ok(ready);
            }
        }
    }

    /// Takes the ring's octet, then lets the next ring send one. A ring in between sends none, and
    /// loses nothing: its message lies ready, and the caller is about to look.
    fn silence(&mut self) {
        let mut octets = [0; 16];
        while matches!(self.receiver.read(&mut octets), Ok(n) if n > 0) {}
        self.waker.0.woken.store(false, Ordering::Release);
    }
}
