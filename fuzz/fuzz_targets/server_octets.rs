//! What a strange server sends: framed, shown and recorded. The pieces must give the octets back,
//! and nothing that a terminal would obey may come out on the screen.

#![no_main]

use imapsh::protocol::dialogue::Dialogue;
use imapsh::protocol::framing::Framer;
use imapsh::protocol::tags::Tags;
use imapsh::screen::{Look, Screen};
use imapsh::session::{Event, Sink, What};
use libfuzzer_sys::fuzz_target;
use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::time::Duration;

#[derive(Clone, Default)]
struct Paper(Rc<RefCell<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(octets);
        Ok(octets.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fuzz_target!(|data: &[u8]| {
    let paper = Paper::default();
    let look = Look { safe: true, colour: false, time: false };
    let mut screen = Screen::new(Box::new(paper.clone()), None, look);
    let mut framer = Framer::new();
    let Ok(tags) = Tags::new("a") else { return };
    let mut dialogue = Dialogue::new(tags, true);
    let mut again = Vec::new();
    let mut take = |piece: imapsh::protocol::framing::Piece<'_>| {
        again.extend_from_slice(piece.octets);
        again.extend_from_slice(piece.eol.octets());
        screen.event(&Event { at: Duration::ZERO, protected: true, what: What::Server(&piece) });
        dialogue.hear(&piece);
    };
    for fill in data.chunks(usize::from(data.first().copied().unwrap_or(1)).max(1) * 7) {
        framer.space()[..fill.len()].copy_from_slice(fill);
        framer.filled(fill.len());
        while let Some(piece) = framer.next() {
            take(piece);
        }
    }
    while let Some(piece) = framer.finish() {
        take(piece);
    }
    screen.flush();
    assert_eq!(again, data);
    let shown = paper.0.borrow();
    let shown = std::str::from_utf8(&shown).expect("what is shown is UTF-8");
    assert!(shown.chars().all(|c| !c.is_control() || matches!(c, '\r' | '\n')));
});
