//! Everybody who looks on: the record first, so that what was shown is in it, then who watches for
//! expectations, then the screen.

use crate::record::Record;
use crate::session::{Event, EventKind, EventSink, Partial};
use crate::view::TerminalView;
use std::cell::{Cell, RefCell};
use std::io;
use std::rc::Rc;

/// Somebody who looks on besides the screen and the record.
struct Observer {
    sink: Rc<RefCell<dyn EventSink>>,
    awake: Rc<Cell<bool>>,
}

/// The sinks of a console.
pub struct EventSinks {
    view: TerminalView,
    record: Option<Record>,
    observers: Vec<Observer>,
    /// The server said something since this was last asked.
    heard: bool,
}

impl EventSinks {
    /// A screen and nobody else.
    pub fn new(view: TerminalView) -> EventSinks {
        EventSinks {
            view,
            record: None,
            observers: Vec::new(),
            heard: false,
        }
    }

    /// Records from now on, or no longer. The record before is ended.
    pub fn set_record(&mut self, record: Option<Record>) {
        self.record = record;
    }

    /// Another connection begins, as this directive (without its colon) would make it.
    pub fn connecting(&mut self, directive: &str) {
        if let Some(record) = &mut self.record {
            record.new_connection(directive);
        }
    }

    /// Lets this one look on too. While `awake` says no it is told nothing: there may be millions
    /// of lines.
    pub fn add_observer(&mut self, sink: Rc<RefCell<dyn EventSink>>, awake: Rc<Cell<bool>>) {
        self.observers.push(Observer { sink, awake });
    }

    /// Says that octets of the server have come, whether they made an event or not.
    pub fn hear(&mut self) {
        self.heard = true;
    }

    /// Whether the server said something since this was last asked.
    pub fn take_heard(&mut self) -> bool {
        std::mem::take(&mut self.heard)
    }

    /// The screen's failure to write, once.
    pub fn take_screen_failure(&mut self) -> Option<io::Error> {
        self.view.take_failure()
    }

    /// The record that could not be written on, and why, once. It is ended.
    pub fn take_record_failure(&mut self) -> Option<(String, io::Error)> {
        let record = self.record.as_mut()?;
        let failure = record.take_failure()?;
        let path = record.path().display().to_string();
        self.record = None;
        Some((path, failure))
    }
}

impl EventSink for EventSinks {
    #[inline]
    fn event(&mut self, event: &Event<'_>) {
        if let Some(record) = &mut self.record {
            record.event(event);
        }
        self.heard |= matches!(event.kind, EventKind::Server(_));
        for observer in &self.observers {
            if observer.awake.get() {
                observer.sink.borrow_mut().event(event);
            }
        }
        self.view.event(event);
    }

    fn partial(&mut self, partial: &Partial<'_>) {
        if let Some(record) = &mut self.record {
            record.partial(partial);
        }
        self.view.partial(partial);
    }

    fn flush(&mut self) {
        if let Some(record) = &mut self.record {
            record.flush();
        }
        self.view.flush();
    }
}

/// EventSinks that two write to in turn: the session that opens, and the notes on its way.
pub struct Shared<'a, 'b>(pub &'a RefCell<&'b mut EventSinks>);

impl EventSink for Shared<'_, '_> {
    fn event(&mut self, event: &Event<'_>) {
        self.0.borrow_mut().event(event);
    }
    fn partial(&mut self, partial: &Partial<'_>) {
        self.0.borrow_mut().partial(partial);
    }
    fn flush(&mut self) {
        self.0.borrow_mut().flush();
    }
}
