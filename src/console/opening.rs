//! Opens a session on a separate thread, because looking up a name, connecting and the TLS handshake
//! block, and the console must remain usable meanwhile. The thread sends back its reports and, at the
//! end, the session.

use crate::messages::Messages;
use crate::protocol::framing::{Piece, UnfinishedPiece};
use crate::protocol::tags::Tags;
use crate::session::{
    ConnectPlan, ConnectProgress, Event, EventKind, EventSink, NoticeLevel, OpenError, Partial,
    Session,
};
use crate::transport::{Poller, Waker};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How many reports may wait to be taken. The thread blocks when there are more.
const MAX_REPORTS: usize = 64;

/// Passes an event, whose octets it owns, on to a sink.
type Report = Box<dyn FnOnce(&mut dyn EventSink) + Send>;

/// A session that is being opened. Dropping this cancels it.
pub struct BackgroundOpening {
    /// How to reach its server.
    pub plan: ConnectPlan,
    pub began: Instant,
    /// `None` once it is cancelled.
    messages: Option<Receiver<OpenerMessage>>,
    cancelled: Arc<AtomicBool>,
    /// Wakes the thread.
    waker: Waker,
    thread: Option<JoinHandle<()>>,
}

enum OpenerMessage {
    Report(Report),
    Opened(Box<Result<Session, OpenError>>),
}

impl BackgroundOpening {
    /// Starts the thread. It uses the waker for each report and for the session.
    pub fn begin(
        plan: ConnectPlan,
        tags: Tags,
        messages: Messages,
        waker: &Waker,
    ) -> io::Result<BackgroundOpening> {
        let mut poller = Poller::that_wakes_too(waker)?;
        let cancelled = Arc::new(AtomicBool::new(false));
        poller.set_interrupt(cancelled.clone());
        let (sender, receiver) = sync_channel(MAX_REPORTS);
        let mut opening = BackgroundOpening {
            plan: plan.clone(),
            began: Instant::now(),
            messages: Some(receiver),
            cancelled,
            waker: poller.waker(),
            thread: None,
        };
        let mut reporter = Reporter { sender, waker: waker.clone() };
        let thread = std::thread::Builder::new().name("connect".to_owned()).spawn(move || {
            let mut progress = |progress: ConnectProgress<'_>, sink: &mut dyn EventSink| {
                report_progress(messages, &plan, progress, sink);
            };
            let opened = Session::open(&plan, tags, &mut poller, &mut reporter, &mut progress);
            reporter.send(OpenerMessage::Opened(Box::new(opened)));
        })?;
        opening.thread = Some(thread);
        Ok(opening)
    }

    /// Passes on the reports since the last call. Returns the session, or the error, once there is a
    /// result.
    pub fn advance(&mut self, sink: &mut dyn EventSink) -> Option<Result<Session, OpenError>> {
        let opened = loop {
            match self.messages.as_ref()?.try_recv() {
                Ok(OpenerMessage::Report(report)) => report(sink),
                Ok(OpenerMessage::Opened(opened)) => break Some(*opened),
                Err(TryRecvError::Empty) => break None,
                Err(TryRecvError::Disconnected) => break Some(Err(OpenError::Interrupted)),
            }
        };
        sink.flush();
        opened
    }

    /// Cancels it, and passes on the remaining reports.
    pub fn interrupt(&mut self, sink: &mut dyn EventSink) {
        self.cancel();
        for message in self.messages.take().into_iter().flatten() {
            if let OpenerMessage::Report(report) = message {
                report(sink);
            }
        }
        sink.flush();
    }

    /// Ends the thread's wait: at once, or, if it cannot be woken, after the short interval at which it
    /// checks.
    fn cancel(&self) {
        self.cancelled.store(true, Ordering::Release);
        self.waker.wake();
    }
}

impl Drop for BackgroundOpening {
    /// Waits for the thread: it may have started a program, which ends with it.
    fn drop(&mut self) {
        self.cancel();
        // The thread must not wait for room any more: no more reports are taken.
        self.messages = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Reports a step in opening a session.
pub fn report_progress(
    messages: Messages,
    plan: &ConnectPlan,
    progress: ConnectProgress<'_>,
    sink: &mut dyn EventSink,
) {
    for (level, text) in messages.progress(plan, progress) {
        report_notice(level, &text, sink);
    }
}

/// Reports a notice before there is a session.
pub fn report_notice(level: NoticeLevel, text: &str, sink: &mut dyn EventSink) {
    let kind = EventKind::Notice(level, text);
    sink.event(&Event { at: Duration::ZERO, protected: false, kind });
    sink.flush();
}

/// Sends its events to the thread that owns the console.
struct Reporter {
    sender: SyncSender<OpenerMessage>,
    waker: Waker,
}

impl Reporter {
    fn send(&self, message: OpenerMessage) {
        // It fails only if the session is no longer wanted.
        let _ = self.sender.send(message);
        self.waker.wake();
    }

    fn report(&self, report: impl FnOnce(&mut dyn EventSink) + Send + 'static) {
        self.send(OpenerMessage::Report(Box::new(report)));
    }
}

impl EventSink for Reporter {
    fn event(&mut self, event: &Event<'_>) {
        let Event { at, protected, kind } = *event;
        match kind {
            EventKind::Server(piece) => {
                let (octets, piece) = (piece.octets.to_vec(), Piece { octets: b"", ..*piece });
                self.report(move |sink| {
                    let piece = Piece { octets: &octets, ..piece };
                    sink.event(&Event { at, protected, kind: EventKind::Server(&piece) });
                });
            }
            EventKind::Client(piece) => {
                let (octets, piece) = piece.detached();
                self.report(move |sink| {
                    let kind = EventKind::Client(piece.attached(&octets));
                    sink.event(&Event { at, protected, kind });
                });
            }
            EventKind::Notice(level, text) => {
                let text = text.to_owned();
                self.report(move |sink| {
                    let kind = EventKind::Notice(level, &text);
                    sink.event(&Event { at, protected, kind });
                });
            }
            // Scripts are not involved in opening a session.
            EventKind::Script(_) => {}
        }
    }

    fn partial(&mut self, partial: &Partial<'_>) {
        let Partial { at, protected, pending } = *partial;
        let octets = pending.piece.octets.to_vec();
        let pending = UnfinishedPiece { piece: Piece { octets: b"", ..pending.piece }, ..pending };
        self.report(move |sink| {
            let piece = Piece { octets: &octets, ..pending.piece };
            let pending = UnfinishedPiece { piece, ..pending };
            sink.partial(&Partial { at, protected, pending });
        });
    }
}
