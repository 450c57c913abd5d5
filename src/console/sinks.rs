//! Everything that receives a console's events: the record first, so that whatever was shown is in
//! it, then the expectations and other observers, then the screen.

use super::Expectations;
use super::held_notices::HeldNotices;
use crate::decode::Decoder;
use crate::explain::EventExplainer;
use crate::messages::Messages;
use crate::notation::directive::fold_limit::FoldLimit;
use crate::protocol::dialogue::Hint;
use crate::protocol::framing::Piece;
use crate::record::{Record, RecordLoss};
use crate::session::{Event, EventKind, EventSink, NoticeLevel, Partial, SimilarResponses};
use crate::view::TerminalView;
use std::cell::RefCell;
use std::io;
use std::rc::Rc;
use std::time::{Duration, Instant};

pub struct EventSinks {
    view: TerminalView,
    record: Option<Record>,
    pub expectations: Expectations,
    observers: Vec<Rc<RefCell<dyn EventSink>>>,
    /// Watches the session, to explain it.
    pub explainer: Option<EventExplainer>,
    /// The explainer of the other session while one is being opened: first the current session's, then the
    /// new one's.
    other_explainer: Option<EventExplainer>,
    /// Whether each line is explained below it.
    pub shows_explanations: bool,
    /// The explanation of the last line.
    explanation: String,
    /// Watches the session, to show the structure of responses.
    pub decoder: Option<Decoder>,
    /// Whether the structure of each response is shown below it.
    pub shows_structure: bool,
    /// Whether the structure was shown below the last answer because the user asked for it.
    pub has_shown_structure: bool,
    /// Room for the rows below a response.
    rows: String,
    held: HeldNotices,
    /// Whether notices are shown but not recorded.
    unrecorded_notices: bool,
    /// The time of the last event.
    now: Duration,
}

impl EventSinks {
    pub fn new(view: TerminalView) -> EventSinks {
        EventSinks {
            view,
            record: None,
            expectations: Expectations::default(),
            observers: Vec::new(),
            explainer: None,
            other_explainer: None,
            shows_explanations: false,
            explanation: String::new(),
            decoder: None,
            shows_structure: false,
            has_shown_structure: false,
            rows: String::new(),
            held: HeldNotices::default(),
            unrecorded_notices: false,
            now: Duration::ZERO,
        }
    }

    /// Sets the record to write from now on, if any. Returns the previous one, which the caller ends.
    pub fn set_record(&mut self, record: Option<Record>) -> Option<Record> {
        std::mem::replace(&mut self.record, record)
    }

    /// Sets whether notices are recorded too.
    pub fn record_notices(&mut self, on: bool) {
        self.unrecorded_notices = !on;
    }

    /// Whether the explanation below the last command said the same as this hint.
    pub fn has_explained(&self, hint: &Hint) -> bool {
        let names_fault = || self.explainer.as_ref().is_some_and(EventExplainer::names_fault);
        self.shows_explanations
            && match hint {
                Hint::IdleWithoutMailbox | Hint::DoneFirst => true,
                _ => hint.repeats_explanation() && names_fault(),
            }
    }

    /// Explains the lines of the session that is being opened, from now on.
    pub fn begin_opening(&mut self, messages: Messages) {
        if let Some(explainer) = &mut self.explainer {
            let current = std::mem::replace(explainer, EventExplainer::new(messages));
            self.other_explainer = Some(current);
        }
    }

    /// Explains the current session again, which may still log out. `opened`: the other one is open and
    /// will be adopted.
    pub fn end_opening(&mut self, opened: bool) {
        if self.other_explainer.is_some() {
            std::mem::swap(&mut self.explainer, &mut self.other_explainer);
        }
        if !opened {
            self.other_explainer = None;
        }
    }

    /// Makes the opened session the current one.
    pub fn adopt_opened(&mut self) {
        if self.other_explainer.is_some() {
            self.explainer = self.other_explainer.take();
        }
    }

    /// Notes that another connection begins, and the directive (without its colon) that repeats it.
    pub fn connecting(&mut self, directive: &str) {
        self.release_notices();
        if let Some(record) = &mut self.record {
            record.new_connection(directive);
        }
        if let Some(decoder) = &mut self.decoder {
            decoder.connected();
        }
    }

    /// Adds an observer, which receives every event of the session.
    pub fn add_observer(&mut self, observer: Rc<RefCell<dyn EventSink>>) {
        self.observers.push(observer);
    }

    /// When to show the notices that are held until the server's response is complete or a flood is over.
    pub fn notices_due_at(&self) -> Option<Instant> {
        self.held.deadline().into_iter().chain(self.view.flood_ends_at()).min()
    }

    /// Shows the held notices if they are due.
    pub fn release_due_notices(&mut self) {
        if self.held.is_due() {
            self.release_notices();
            self.flush();
        }
        if self.view.flood_ends_at().is_some_and(|end| end <= Instant::now()) {
            self.view.end_flood();
            self.flush();
        }
    }

    /// Hides the rest of a flood on the screen, if there is one. `now`: the time since connecting.
    pub fn hide_flood(&mut self, now: Duration) -> bool {
        self.view.hide_flood(now)
    }

    /// Shows the held notices.
    fn release_notices(&mut self) {
        for notice in self.held.take() {
            let (at, protected) = (self.now, notice.protected());
            self.pass_on(&Event { at, protected, kind: notice.kind() });
        }
    }

    /// Folds long literals on the screen after this many rows.
    pub fn set_fold_limit(&mut self, limit: FoldLimit) {
        self.view.set_fold_limit(limit);
    }

    /// Sets whether the view shows the client's secrets.
    pub fn reveal_secrets(&mut self, reveals: bool) {
        self.view.reveal_secrets(reveals);
    }

    /// Takes the error with which the view failed to write.
    pub fn take_view_failure(&mut self) -> Option<io::Error> {
        self.view.take_failure()
    }

    /// The path of the current record.
    pub fn record_path(&self) -> Option<String> {
        self.record.as_ref().map(|record| record.path().display().to_string())
    }

    /// Takes the path of a record that could not be written, or is no longer in its place, and has therefore
    /// ended, and the reason.
    pub fn take_record_loss(&mut self) -> Option<(String, RecordLoss)> {
        let loss = self.record.as_mut()?.take_loss()?;
        let path = self.record_path()?;
        self.record = None;
        Some((path, loss))
    }
}

impl EventSinks {
    fn pass_on(&mut self, event: &Event<'_>) {
        let is_unrecorded = self.unrecorded_notices && matches!(event.kind, EventKind::Notice(..));
        if let Some(record) = &mut self.record
            && !is_unrecorded
        {
            record.event(event);
        }
        // Skip this for floods: there may be millions of lines that nothing waits for.
        if self.expectations.is_active() {
            self.expectations.event(event);
        }
        for observer in &self.observers {
            observer.borrow_mut().event(event);
        }
        self.view.event(event);
    }

    /// Handles an event of the client's side: a command or a notice.
    fn own_event(&mut self, event: &Event<'_>) {
        if !self.held.hold(&event.kind, event.protected) {
            self.pass_on(event);
        }
        self.explain(event);
        self.decode_client(event);
    }

    /// Explains the message that ends with this event.
    fn explain(&mut self, event: &Event<'_>) {
        let Some(explainer) = &mut self.explainer else { return };
        explainer.set_structure_shown(self.shows_structure);
        let mut text = std::mem::take(&mut self.explanation);
        text.clear();
        match &event.kind {
            EventKind::Server(piece) => explainer.server(piece, &mut text),
            EventKind::Client(piece) => explainer.client(piece, &mut text),
            EventKind::Notice(..) | EventKind::Script(_) => {}
        }
        if !text.is_empty() && self.shows_explanations {
            self.show_below(NoticeLevel::Explanation, &text, event);
        }
        self.explanation = text;
    }

    /// Shows the structure of the response that ends with this piece.
    fn decode(&mut self, piece: &Piece<'_>, event: &Event<'_>) {
        let Some(decoder) = &mut self.decoder else { return };
        let mut rows = std::mem::take(&mut self.rows);
        rows.clear();
        decoder.server(piece, self.shows_structure, &mut rows);
        if !rows.is_empty() {
            self.show_below(NoticeLevel::Structure, &rows, event);
        }
        self.rows = rows;
    }

    /// Shows the names of mailboxes in the message that ends with this event.
    fn decode_client(&mut self, event: &Event<'_>) {
        let EventKind::Client(piece) = &event.kind else { return };
        if piece.tag().is_some() {
            self.has_shown_structure = false;
        }
        if let Some(decoder) = self.decoder.as_mut().filter(|_| self.shows_structure) {
            let rows = decoder.client(piece);
            if !rows.is_empty() {
                self.show_below(NoticeLevel::Structure, &rows, event);
            }
        }
    }

    /// Shows imapsh's own rows below the line of the session.
    fn show_below(&mut self, level: NoticeLevel, text: &str, event: &Event<'_>) {
        let kind = EventKind::Notice(level, text);
        if !self.held.hold(&kind, event.protected) {
            self.pass_on(&Event { at: event.at, protected: event.protected, kind });
        }
    }
}

impl EventSink for EventSinks {
    fn event(&mut self, event: &Event<'_>) {
        self.now = event.at;
        let EventKind::Server(piece) = &event.kind else {
            return self.own_event(event);
        };
        self.pass_on(event);
        let ends = piece.ends_response() || piece.truncated;
        if ends || piece.offset == 0 {
            self.held.set_inside_response(!ends);
        }
        // Notices that arose while the response arrived are shown below its explanation. Skip this for
        // floods of lines that are not explained.
        if self.explainer.is_some() || self.decoder.is_some() {
            self.explain(event);
            self.decode(piece, event);
        }
        if self.held.is_due() {
            self.release_notices();
        }
    }

    fn similar_responses(&mut self, octets: &[u8]) -> SimilarResponses {
        let needs_events = self.record.is_some()
            || self.expectations.is_active()
            || !self.observers.is_empty()
            || self.explainer.is_some()
            || self.decoder.is_some();
        if needs_events { SimilarResponses::default() } else { self.view.similar_responses(octets) }
    }

    fn partial(&mut self, partial: &Partial<'_>) {
        self.held.note_stall();
        if let Some(record) = &mut self.record {
            record.partial(partial);
        }
        for observer in &self.observers {
            observer.borrow_mut().partial(partial);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::framing::{Framer, PieceKind};
    use crate::view::{Colors, OutputStyle};

    #[derive(Clone, Default)]
    struct Captured(Rc<RefCell<Vec<u8>>>);

    impl io::Write for Captured {
        fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(octets)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn event(kind: EventKind<'_>) -> Event<'_> {
        Event { at: Duration::ZERO, protected: true, kind }
    }

    /// The output for these octets of the server, with a notice for each `|` in them.
    fn shown(text: &str, release: bool) -> String {
        let captured = Captured::default();
        let style = OutputStyle { safe: true, colors: Colors::Off, time: false, timestamps: false };
        let view = TerminalView::new(Box::new(captured.clone()), None, style);
        let mut sinks = EventSinks::new(view);
        let mut framer = Framer::new();
        for (number, part) in text.split('|').enumerate() {
            if number > 0 {
                let notice = format!("notice {number}");
                sinks.event(&event(EventKind::Notice(NoticeLevel::Info, &notice)));
            }
            if release {
                sinks.release_notices();
            }
            framer.push(part.as_bytes());
            while let Some(piece) = framer.next_piece() {
                sinks.event(&event(EventKind::Server(&piece)));
            }
            if let Some(pending) = framer.unfinished_piece() {
                sinks.partial(&Partial { at: Duration::ZERO, protected: true, pending });
            }
        }
        while let Some(piece) = framer.finish() {
            sinks.event(&event(EventKind::Server(&piece)));
        }
        sinks.flush();
        String::from_utf8_lossy(&captured.0.borrow()).replace("\r\n", "\n")
    }

    #[test]
    fn notices_are_printed_between_responses() {
        assert_eq!(
            shown(
                "* OK hi\r\n|* 1 FETCH (BODY[] {5}\r\n|ab|cde| FLAGS|())\r\n* 2 EX|ISTS\r\n|",
                false
            ),
            "* OK hi\n▸ notice 1\n* 1 FETCH (BODY[] {5}\nabcde FLAGS())\n▸ notice 2\n▸ notice 3\n\
            ▸ notice 4\n▸ notice 5\n* 2 EXISTS\n▸ notice 6\n▸ notice 7\n"
        );
        // The end of the connection ends a response too.
        assert_eq!(
            shown("* OK hi\r\n* 1 X {5}\r\na|", false),
            "* OK hi\n* 1 X {5}\na\n▸ notice 1\n"
        );
    }

    /// The colored output for these octets, and the number of events.
    fn shown_in_colors(octets: &[u8], takes_over: bool) -> (Vec<u8>, usize) {
        let captured = Captured::default();
        let style =
            OutputStyle { safe: true, colors: Colors::Sixteen, time: false, timestamps: false };
        let view = TerminalView::new(Box::new(captured.clone()), None, style);
        let (mut sinks, mut framer) = (EventSinks::new(view), Framer::new());
        // A script without `:expect` asks for no line.
        sinks.expectations.expect_these(Vec::new());
        framer.push(octets);
        let (mut events, mut responses) = (0, 0);
        while let Some(piece) = framer.next_piece() {
            assert_eq!(piece.response, responses);
            sinks.event(&event(EventKind::Server(&piece)));
            events += 1;
            responses += u64::from(piece.ends_response());
            let is_data = piece.kind == PieceKind::Untagged && piece.status.is_none();
            if is_data && piece.ends_response() && takes_over {
                let similar = sinks.similar_responses(framer.unread());
                framer.skip_responses(similar.count, similar.octets);
                responses += similar.count;
            }
        }
        sinks.flush();
        let shown = captured.0.borrow().clone();
        (shown, events)
    }

    #[test]
    fn similar_responses_are_shown_as_their_events_are() {
        let mut octets = b"* OK hi\r\n".to_vec();
        for number in 0..600 {
            let line = match number {
                100 => "a1 OK done",
                200 => "* 1 FETCH (FLAGS () X {3}\r\nabc)",
                300 => "* 5 FETCH (FLAGS (\\Seen) UID 7 {1}",
                301 => "x)",
                _ => &format!("* {number} FETCH (FLAGS (\\Seen) UID {})", number + 1000),
            };
            octets.extend(line.as_bytes());
            octets.extend(if number == 400 { "\n" } else { "\r\n" }.as_bytes());
        }
        let (expected, all) = shown_in_colors(&octets, false);
        let (shown, events) = shown_in_colors(&octets, true);
        assert_eq!(String::from_utf8_lossy(&shown), String::from_utf8_lossy(&expected));
        assert!(events * 10 < all, "{events} events of {all}");
    }

    #[test]
    fn a_notice_is_not_held_for_ever() {
        assert_eq!(
            shown("* OK hi\r\n* 1 X {5}\r\na|bcde)\r\n", true),
            "* OK hi\n* 1 X {5}\na\n▸ notice 1\n…bcde)\n"
        );
        let mut held = HeldNotices::default();
        held.set_inside_response(true);
        let long = "x".repeat(1000);
        let mut many = 0;
        while !held.is_due() {
            assert!(held.hold(&EventKind::Notice(NoticeLevel::Info, &long), true));
            many += 1;
        }
        assert!((2..1000).contains(&many));
    }
}
