//! Tests of the view's output for given events.

use super::width::Columns;
use super::*;
use crate::protocol::dialogue::ClientKind;
use crate::protocol::framing::{Framer, LineEnd, MAX_PIECE};
use crate::session::{ClientPiece, Event, EventKind, EventSink, NoticeLevel, Partial};
use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::time::Duration;

pub(super) const RAW: OutputStyle =
    OutputStyle { safe: false, colors: Colors::Off, time: false, timestamps: false };
pub(super) const SAFE: OutputStyle = OutputStyle { safe: true, ..RAW };
pub(super) const COLOR: OutputStyle = OutputStyle { colors: Colors::Sixteen, ..SAFE };

/// The written octets, which clones share.
#[derive(Clone, Default)]
pub(super) struct Captured(pub Rc<RefCell<Vec<u8>>>);

impl Write for Captured {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(octets);
        Ok(octets.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A view, fed with the events that a server's octets cause.
pub(super) struct Harness {
    pub captured: Captured,
    pub view: TerminalView,
    pub framer: Framer,
    /// The time of the events.
    at: Duration,
}

impl Harness {
    pub fn new(style: OutputStyle) -> Harness {
        let captured = Captured::default();
        let view = TerminalView::new(Box::new(captured.clone()), None, style);
        Harness::with_view(captured, view)
    }

    fn with_view(captured: Captured, view: TerminalView) -> Harness {
        Harness { captured, view, framer: Framer::new(), at: Duration::ZERO }
    }

    pub fn receive(&mut self, octets: &[u8]) {
        for part in octets.chunks(50_000) {
            self.framer.push(part);
            while let Some(piece) = self.framer.next_piece() {
                self.view.event(&event(self.at, EventKind::Server(&piece)));
            }
        }
    }

    /// The server pauses inside a piece.
    pub fn stall(&mut self) {
        if let Some(pending) = self.framer.unfinished_piece() {
            self.view.partial(&Partial { at: self.at, protected: true, pending });
        }
    }

    pub fn send(&mut self, piece: ClientPiece<'_>) {
        self.view.event(&event(self.at, EventKind::Client(piece)));
    }

    pub fn notice(&mut self, level: NoticeLevel, text: &str) {
        self.view.event(&event(self.at, EventKind::Notice(level, text)));
    }

    /// The connection ends. Returns all that was shown.
    pub fn finish(&mut self) -> String {
        while let Some(piece) = self.framer.finish() {
            self.view.event(&event(self.at, EventKind::Server(&piece)));
        }
        self.shown()
    }

    pub fn shown(&mut self) -> String {
        self.view.flush();
        String::from_utf8_lossy(&self.captured.0.borrow()).into_owned()
    }
}

fn event(at: Duration, kind: EventKind<'_>) -> Event<'_> {
    Event { at, protected: true, kind }
}

pub(super) fn shown(octets: &[u8], style: OutputStyle) -> String {
    let mut harness = Harness::new(style);
    harness.receive(octets);
    harness.shown()
}

#[test]
fn raw_output_is_the_octets_received() {
    let session = "* OK \x1b[31m\n* 1 FETCH (BODY[] {3}\r\n\r\n\x07 x)\r\n\r\na1 ok\r\n";
    assert_eq!(shown(session.as_bytes(), RAW), session);
}

#[test]
fn safe_output_escapes_and_ends_rows_with_crlf() {
    assert_eq!(
        shown(b"* OK hi \x1b[2J\r\n* 1 FETCH ({9}\r\na\rb\x07\n\xe3\x81\x82)\r\nhm\r\n+ go\r\na1 no x\n", SAFE),
        "* OK hi ␛[2J\r\n* 1 FETCH ({9}\r\na␍b\\x07\r\nあ)\r\n? hm\r\n+ go\r\na1 no x\r\n"
    );
}

#[test]
fn status_words_and_markers_are_colored() {
    assert_eq!(
        shown(b"* OK hi\r\n* 1 EXISTS\r\n+ \r\na1 BAD no\r\na2 no x\r\n", COLOR),
        "\x1b[36m*\x1b[0m \x1b[32mOK\x1b[0m hi\r\n\x1b[36m*\x1b[0m \x1b[36m1\x1b[0m \x1b[1mEXISTS\x1b[0m\r\n\x1b[95m+\x1b[0m \r\n\
        a1 \x1b[91;1mBAD\x1b[0m no\r\na2 \x1b[33;1mno\x1b[0m x\r\n"
    );
}

#[test]
fn commands_are_colored() {
    let mut harness = Harness::new(COLOR);
    let mut piece = ClientPiece::new(ClientKind::Command, b"a1 noop", None);
    piece.tag_len = 2;
    harness.send(piece);
    assert_eq!(harness.shown(), "\x1b[94;1ma1\x1b[0m \x1b[1mnoop\x1b[0m\r\n");
}

#[test]
fn long_text_stays_whole_across_pieces() {
    let body = "日本語のテキスト\r\n".repeat(20_000);
    let session = format!("* OK x\r\n* 1 FETCH ({{{}}}\r\n{body})\r\n", body.len());
    assert_eq!(shown(session.as_bytes(), SAFE), session);
    let line = format!("* OK {}\r\n", "語".repeat(100_000));
    assert_eq!(shown(line.as_bytes(), SAFE), line);
}

#[test]
fn a_line_end_split_between_pieces_is_one_line_end() {
    let body = format!("ü{}\r\nb", "x".repeat(MAX_PIECE - 3));
    let session = format!("* OK x\r\n* 1 FETCH ({{{}}}\r\n{body})\r\n", body.len());
    assert_eq!(shown(session.as_bytes(), SAFE), session);
}

/// The LF that is left over when a literal's announced size was one octet too small.
#[test]
fn a_line_end_of_lf_alone_is_shown_as_crlf() {
    let mut harness = Harness::new(SAFE);
    let mut rest = ClientPiece::new(ClientKind::Untagged, b"", None);
    rest.eol = LineEnd::Lf;
    harness.send(rest);
    assert_eq!(harness.shown(), "\r\n");
}

#[test]
fn the_time_is_shown_after_the_answer() {
    let mut harness = Harness::new(OutputStyle { time: true, ..SAFE });
    let mut piece = ClientPiece::new(ClientKind::Command, b"a1 noop", None);
    piece.tag_len = 2;
    harness.at = Duration::from_millis(5);
    harness.send(piece);
    harness.at = Duration::from_millis(17);
    harness.receive(b"a1 OK done\r\n");
    assert_eq!(harness.shown(), "a1 noop\r\na1 OK done  (12.0 ms)\r\n");
}

#[test]
fn the_time_of_day_is_shown_before_each_line_and_not_inside_literals() {
    let style = OutputStyle { timestamps: true, ..SAFE };
    let mut harness = Harness::new(style);
    let mut piece = ClientPiece::new(ClientKind::Command, b"a noop", None);
    piece.tag_len = 1;
    harness.send(piece);
    harness.receive(b"* X FETCH (BODY[] {6}\r\na\r\nb\r\n)\r\nwhat\r\n* X {1}\r\nab\r\n");
    harness.receive(b"* OK half");
    harness.stall();
    harness.receive(b"way\r\na OK\r\n");
    let text = harness.shown().replace(|c: char| c.is_ascii_digit(), "0");
    assert_eq!(
        text.replace("00:00:00.000", "TIME"),
        "TIME a noop\r\nTIME * X FETCH (BODY[] {0}\r\na\r\nb\r\n)\r\nTIME ? what\r\nTIME * X {0}\r\nab\r\n\
        TIME * OK halfway\r\nTIME a OK\r\n"
    );
    let raw = OutputStyle { safe: false, ..style };
    assert_eq!(shown(b"* X\r\n", raw), "* X\r\n");
}

/// The output for these notices after these octets of the server. `separate`: notices have their own
/// output, which is a terminal or not.
fn with_notices(
    columns: Columns,
    separate: Option<bool>,
    received: &[u8],
    notices: &[(NoticeLevel, &str)],
) -> String {
    let captured = Captured::default();
    let notice_output = separate.map(|terminal| NoticeOutput {
        out: Box::new(captured.clone()),
        terminal,
        colors: Colors::Off,
    });
    let mut view = TerminalView::new(Box::new(captured.clone()), notice_output, SAFE);
    view.set_columns(columns, columns);
    let mut harness = Harness::with_view(captured, view);
    harness.receive(received);
    for (level, text) in notices {
        harness.notice(*level, text);
    }
    harness.shown()
}

#[test]
fn notices_are_wrapped_between_words_on_a_terminal_only() {
    let notice = (NoticeLevel::Hint, "This needs a login first: login USER PASSWORD");
    assert_eq!(
        with_notices(|| Some(30), None, b"", &[notice]),
        "▸ This needs a login first:\r\n  login USER PASSWORD\r\n"
    );
    assert_eq!(
        with_notices(|| None, None, b"", &[notice]),
        "▸ This needs a login first: login USER PASSWORD\r\n"
    );
    assert_eq!(
        with_notices(|| Some(30), Some(false), b"", &[notice]),
        "imapsh: This needs a login first: login USER PASSWORD\n"
    );
    let pasted = (NoticeLevel::Echo, "* LIST (\\HasNoChildren) \"/\" Archive");
    assert_eq!(
        with_notices(|| Some(20), None, b"", &[pasted]),
        "· * LIST (\\HasNoChildren) \"/\" Archive\r\n"
    );
}

#[test]
fn inside_a_response_every_row_of_a_notice_has_the_mark() {
    let notice = (NoticeLevel::Hint, "one two three");
    let received = b"* OK x\r\n* 1 FETCH ({3}\r\nabc";
    let shown = with_notices(|| Some(10), None, received, &[notice, notice]);
    assert!(
        shown.ends_with("abc\r\n▸ one two\r\n▸ three\r\n▸ one two\r\n▸ three\r\n"),
        "{shown:?}"
    );
}
