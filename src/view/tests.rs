//! What is shown for given events.

use super::*;
use crate::protocol::framing::Framer;
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

#[derive(Clone, Default)]
pub(super) struct Paper(pub Rc<RefCell<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(octets);
        Ok(octets.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn shown(octets: &[u8], style: OutputStyle) -> String {
    let paper = Paper::default();
    let mut view = TerminalView::new(Box::new(paper.clone()), None, style);
    let mut framer = Framer::new();
    for fill in octets.chunks(50_000) {
        let space = framer.unfilled();
        space[..fill.len()].copy_from_slice(fill);
        framer.advance(fill.len());
        while let Some(piece) = framer.next_piece() {
            view.event(&Event {
                at: Duration::ZERO,
                protected: true,
                kind: EventKind::Server(&piece),
            });
        }
    }
    view.flush();
    String::from_utf8_lossy(&paper.0.borrow()).into_owned()
}

pub(super) const SAFE: OutputStyle = OutputStyle {
    safe: true,
    color: false,
    time: false,
};

#[test]
fn octet_for_octet_where_it_is_not_safe() {
    let session = "* OK \x1b[31m\n* 1 FETCH (BODY[] {3}\r\n\r\n\x07 x)\r\n\r\na1 ok\r\n";
    assert_eq!(
        shown(
            session.as_bytes(),
            OutputStyle {
                safe: false,
                color: false,
                time: false
            }
        ),
        session
    );
}

#[test]
fn safe_without_colour_is_the_same_text() {
    assert_eq!(
        shown(b"* OK hi \x1b[2J\r\n* 1 FETCH ({9}\r\na\rb\x07\n\xe3\x81\x82)\r\nhm\r\n+ go\r\na1 no x\n", SAFE),
        "* OK hi ␛[2J\r\n* 1 FETCH ({9}\r\na␍b\\x07\r\nあ)\r\n? hm\r\n+ go\r\na1 no x\r\n"
    );
}

#[test]
fn colours() {
    let style = OutputStyle {
        safe: true,
        color: true,
        time: false,
    };
    assert_eq!(
        shown(b"* OK hi\r\n* 1 EXISTS\r\n+ \r\na1 BAD no\r\n", style),
        "* \x1b[32mOK\x1b[0m hi\r\n\x1b[36m*\x1b[0m 1 EXISTS\r\n\x1b[35m+\x1b[0m \r\na1 \x1b[31mBAD\x1b[0m no\r\n"
    );
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
fn a_line_end_cut_in_two_by_a_piece_is_one() {
    use crate::protocol::framing::MAX_PIECE;
    let body = format!("ü{}\r\nb", "x".repeat(MAX_PIECE - 3));
    let session = format!("* OK x\r\n* 1 FETCH ({{{}}}\r\n{body})\r\n", body.len());
    assert_eq!(shown(session.as_bytes(), SAFE), session);
}

#[test]
fn the_lf_that_a_count_left_over_is_a_whole_line_end_on_a_terminal() {
    let paper = Paper::default();
    let mut view = TerminalView::new(Box::new(paper.clone()), None, SAFE);
    let mut rest = ClientPiece::new(ClientKind::Untagged, b"", None);
    rest.eol = LineEnd::Lf;
    view.event(&Event {
        at: Duration::ZERO,
        protected: true,
        kind: EventKind::Client(rest),
    });
    view.flush();
    assert_eq!(*paper.0.borrow(), b"\r\n");
}

#[test]
fn the_time_stands_beside_the_answer() {
    let paper = Paper::default();
    let style = OutputStyle {
        safe: true,
        color: false,
        time: true,
    };
    let mut view = TerminalView::new(Box::new(paper.clone()), None, style);
    let mut piece = ClientPiece::new(ClientKind::Command, b"a1 noop", None);
    piece.tag_len = 2;
    view.event(&Event {
        at: Duration::from_millis(5),
        protected: true,
        kind: EventKind::Client(piece),
    });
    let mut framer = Framer::new();
    let answer = b"a1 OK done\r\n";
    framer.unfilled()[..answer.len()].copy_from_slice(answer);
    framer.advance(answer.len());
    while let Some(piece) = framer.next_piece() {
        view.event(&Event {
            at: Duration::from_millis(17),
            protected: true,
            kind: EventKind::Server(&piece),
        });
    }
    view.flush();
    assert_eq!(
        String::from_utf8_lossy(&paper.0.borrow()),
        "a1 noop\r\na1 OK done  (12.0 ms)\r\n"
    );
}

fn event(kind: EventKind<'_>) -> Event<'_> {
    Event {
        at: Duration::ZERO,
        protected: true,
        kind,
    }
}

fn notes(
    columns: super::Columns,
    notices: Option<bool>,
    said: &[u8],
    notes: &[(NoticeLevel, &str)],
) -> String {
    let paper = Paper::default();
    let notices = notices.map(|terminal| NoticeOutput {
        out: Box::new(paper.clone()),
        terminal,
        color: false,
    });
    let mut view = TerminalView::new(Box::new(paper.clone()), notices, SAFE);
    view.set_columns(columns);
    let mut framer = Framer::new();
    framer.unfilled()[..said.len()].copy_from_slice(said);
    framer.advance(said.len());
    while let Some(piece) = framer.next_piece() {
        view.event(&event(EventKind::Server(&piece)));
    }
    for (level, text) in notes {
        view.event(&event(EventKind::Notice(*level, text)));
    }
    view.flush();
    String::from_utf8_lossy(&paper.0.borrow()).into_owned()
}

#[test]
fn notes_are_wrapped_at_words_on_a_terminal_only() {
    let note = (NoticeLevel::Hint, "Select a mailbox first: select inbox");
    assert_eq!(
        notes(|| Some(30), None, b"", &[note]),
        "▸ Select a mailbox first:\r\n  select inbox\r\n"
    );
    assert_eq!(
        notes(|| None, None, b"", &[note]),
        "▸ Select a mailbox first: select inbox\r\n"
    );
    assert_eq!(
        notes(|| Some(30), Some(false), b"", &[note]),
        "imapsh: Select a mailbox first: select inbox\n"
    );
    let pasted = (NoticeLevel::Echo, "* LIST (\\HasNoChildren) \"/\" Archive");
    assert_eq!(
        notes(|| Some(20), None, b"", &[pasted]),
        "· * LIST (\\HasNoChildren) \"/\" Archive\r\n"
    );
}

#[test]
fn within_a_response_every_row_of_a_note_has_the_mark() {
    let note = (NoticeLevel::Hint, "one two three");
    let said = b"* OK x\r\n* 1 FETCH ({3}\r\nabc";
    let shown = notes(|| Some(10), None, said, &[note, note]);
    assert!(
        shown.ends_with("abc\r\n▸ one two\r\n▸ three\r\n▸ one two\r\n▸ three\r\n"),
        "{shown:?}"
    );
}
