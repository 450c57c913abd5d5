//! Waiting for a connection, for another thread's ring, or for a deadline, whichever is first.
//! `poll(2)` (WSAPoll on Windows) tells a state and not a change: nothing is missed by reading late.

use super::connection::Connection;
use super::spin::SpinPolicy;
use super::stream::Stream;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::io::{self, Read};
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
    ear: Stream,
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
    end: Stream,
    woken: AtomicBool,
}

impl Waker {
    /// Ends the poller's wait, now or as soon as it waits. Put the message where it will be looked
    /// for first, then ring.
    pub fn wake(&self) {
        if !self.0.woken.swap(true, Ordering::AcqRel) {
            // At most one octet is under way, so there is always room for it.
            let _ = self.0.end.write_shared(b"!");
        }
    }

    /// Rings at this signal too, from its handler: without a thread that waits for it.
    #[cfg(unix)]
    pub fn wake_on_signal(&self, signal: i32) -> io::Result<()> {
        let end = self.0.end.another()?;
        signal_hook::low_level::pipe::register(signal, end).map(drop)
    }
}

impl Poller {
    /// A poller with its waker.
    pub fn new() -> io::Result<Poller> {
        let (ear, end) = pair()?;
        ear.set_nonblocking()?;
        end.set_nonblocking()?;
        let woken = AtomicBool::new(false);
        let waker = Waker(Arc::new(Rope { end, woken }));
        Ok(Poller {
            ear,
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
            let mut fds = vec![self.ear.poll_fd(PollFlags::IN)];
            fds.extend(connection.map(|connection| connection.stream().poll_fd(wanted)));
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
        while matches!(self.ear.read(&mut octets), Ok(n) if n > 0) {}
        self.waker.0.woken.store(false, Ordering::Release);
    }
}

/// How often a wait on the way to a session, which no waker reaches, looks whether it is to end.
const GLANCE: Duration = Duration::from_millis(100);

/// A wait in short pieces, each up to a time that it is given and tells whether what is waited for
/// has come. It ends when that has, when it is interrupted, or late.
pub(super) fn wait_in_pieces<T, E>(
    deadline: Instant,
    interrupt: Option<&AtomicBool>,
    mut wait: impl FnMut(Instant) -> Result<Option<T>, E>,
) -> Result<Waited<T>, E> {
    loop {
        let now = Instant::now();
        let until = match interrupt {
            Some(_) => deadline.min(now + GLANCE),
            None => deadline,
        };
        if let Some(came) = wait(until)? {
            return Ok(Waited::Came(came));
        }
        if interrupt.is_some_and(|interrupt| interrupt.load(Ordering::Acquire)) {
            return Ok(Waited::Interrupted);
        }
        if Instant::now() >= deadline {
            return Ok(Waited::Late);
        }
    }
}

/// What a wait ended with.
pub(super) enum Waited<T> {
    /// With what was waited for.
    Came(T),
    /// It was interrupted.
    Interrupted,
    /// The deadline came first.
    Late,
}

/// Waits for one stream alone. False: the deadline came first.
pub(super) fn wait_for(what: PollFd<'_>, deadline: Instant) -> io::Result<bool> {
    let mut fds = [what];
    loop {
        match poll(&mut fds, time_left(Some(deadline)).as_ref()) {
            Ok(0) | Err(rustix::io::Errno::INTR) if deadline <= Instant::now() => return Ok(false),
            Ok(0) | Err(rustix::io::Errno::INTR) => {}
            Ok(_) => return Ok(true),
            Err(error) => return Err(error.into()),
        }
    }
}

fn time_left(deadline: Option<Instant>) -> Option<Timespec> {
    let left = deadline?.saturating_duration_since(Instant::now());
    // A wait longer than the type can hold is a wait for ever.
    Timespec::try_from(left).ok()
}

#[cfg(unix)]
fn pair() -> io::Result<(Stream, Stream)> {
    let (ear, end) = std::os::unix::net::UnixStream::pair()?;
    Ok((ear.into(), end.into()))
}

/// Windows has no socket pairs: a connection to ourselves, and to nobody else.
#[cfg(not(unix))]
fn pair() -> io::Result<(Stream, Stream)> {
    use std::net::{TcpListener, TcpStream};
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let end = TcpStream::connect(listener.local_addr()?)?;
    end.set_nodelay(true)?;
    loop {
        let (ear, from) = listener.accept()?;
        if from == end.local_addr()? {
            return Ok((ear.into(), end.into()));
        }
    }
}
