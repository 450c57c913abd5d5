//! Everything that receives a console's events: the record first, so that whatever was shown is in
//! it, then the expectations and other observers, then the screen.

use super::Expectations;
use crate::record::Record;
use crate::session::{Event, EventSink, Partial};
use crate::view::TerminalView;
use std::cell::RefCell;
use std::io;
use std::rc::Rc;

pub struct EventSinks {
    view: TerminalView,
    record: Option<Record>,
    pub expectations: Expectations,
    observers: Vec<Rc<RefCell<dyn EventSink>>>,
}

impl EventSinks {
    pub fn new(view: TerminalView) -> EventSinks {
        EventSinks {
            view,
            record: None,
            expectations: Expectations::default(),
            observers: Vec::new(),
        }
    }

    /// Records from now on, or no longer. The current record ends.
    pub fn set_record(&mut self, record: Option<Record>) {
        self.record = record;
    }

    /// Notes that another connection begins, and the directive (without its colon) that repeats it.
    pub fn connecting(&mut self, directive: &str) {
        if let Some(record) = &mut self.record {
            record.new_connection(directive);
        }
    }

    /// Passes the events of the session to this one too.
    pub fn add_observer(&mut self, observer: Rc<RefCell<dyn EventSink>>) {
        self.observers.push(observer);
    }

    /// Takes the view's failure to write.
    pub fn take_view_failure(&mut self) -> Option<io::Error> {
        self.view.take_failure()
    }

    /// Takes the path of a record that could not be written to, and why. It has ended.
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
        // There may be millions of lines that nothing asks for.
        if self.expectations.is_active() {
            self.expectations.event(event);
        }
        for observer in &self.observers {
            observer.borrow_mut().event(event);
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
