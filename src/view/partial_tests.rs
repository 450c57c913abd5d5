//! What is shown of pieces before they are whole: all the same at the end, wherever it was shown.

use super::tests::{Paper, SAFE};
use super::*;
use crate::protocol::framing::{Framer, UnfinishedSummary};
use proptest::prelude::*;

const RAW: OutputStyle = OutputStyle {
    safe: false,
    color: false,
    time: false,
};
const COLOR: OutputStyle = OutputStyle {
    safe: true,
    color: true,
    time: false,
};

/// A view with a framer before it.
struct Stage {
    paper: Paper,
    view: TerminalView,
    framer: Framer,
}

impl Stage {
    fn new(style: OutputStyle) -> Stage {
        let paper = Paper::default();
        Stage {
            view: TerminalView::new(Box::new(paper.clone()), None, style),
            paper,
            framer: Framer::new(),
        }
    }

    fn prompted(style: OutputStyle) -> Stage {
        let mut stage = Stage::new(style);
        stage
            .view
            .set_partial_notice(Box::new(|inside, shown| match inside {
                UnfinishedSummary::Literal {
                    received: come,
                    size,
                } => format!("{come} of {size}"),
                UnfinishedSummary::Line { received: come, .. } if shown => format!("{come}"),
                UnfinishedSummary::Line {
                    beginning: text, ..
                } => String::from_utf8_lossy(text).into_owned(),
            }));
        stage
    }

    fn come(&mut self, octets: &[u8]) {
        self.framer.unfilled()[..octets.len()].copy_from_slice(octets);
        self.framer.advance(octets.len());
        while let Some(piece) = self.framer.next_piece() {
            tell(&mut self.view, EventKind::Server(&piece));
        }
    }

    /// Nothing more has come for a moment.
    fn stall(&mut self) {
        if let Some(pending) = self.framer.unfinished_piece() {
            self.view.partial(&Partial {
                at: Duration::ZERO,
                protected: true,
                pending,
            });
        }
    }

    fn end(&mut self) -> String {
        while let Some(piece) = self.framer.finish() {
            tell(&mut self.view, EventKind::Server(&piece));
        }
        self.shown()
    }

    fn shown(&mut self) -> String {
        self.view.flush();
        String::from_utf8_lossy(&self.paper.0.borrow()).into_owned()
    }
}

fn tell(view: &mut TerminalView, kind: EventKind<'_>) {
    view.event(&Event {
        at: Duration::ZERO,
        protected: true,
        kind,
    });
}

/// What is shown of octets that come in these parts; after a part with `true` the server stalls.
fn shown(octets: &[u8], cuts: &[(usize, bool)], style: OutputStyle) -> (Vec<u8>, Vec<Vec<u8>>) {
    let mut stage = Stage::new(style);
    let (mut left, mut cuts) = (octets, cuts.iter().cycle());
    let mut seen = Vec::new();
    while !left.is_empty() {
        let (cut, stalls) = cuts.next().copied().unwrap_or((1, false));
        let (part, rest) = left.split_at(cut.clamp(1, left.len()));
        stage.come(part);
        left = rest;
        if stalls {
            stage.stall();
            stage.shown();
            seen.push(stage.paper.0.borrow().clone());
        }
    }
    stage.end();
    (stage.paper.0.take(), seen)
}

fn text(text: &str) -> BoxedStrategy<Vec<u8>> {
    Just(text.as_bytes().to_vec()).boxed()
}

/// Octets of a server, and some that are none; so many of them in one run.
fn octets(run: usize) -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(
        prop_oneof![
            text("* "),
            text("* OK"),
            text("a1 NO ["),
            text("a1 B"),
            text("+"),
            text("+ "),
            text("\r"),
            text("\n"),
            text("\r\n"),
            text("* X {9}\r\n"),
            text("{3}\r\n"),
            text("日本🎈é"),
            text("\u{9b}▸\x1b[31m"),
            text("\t AD x"),
            text(&"語".repeat(run)),
            prop::collection::vec(any::<u8>(), 0..10).boxed(),
        ],
        0..20,
    )
    .prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn wherever_it_was_shown_early_all_is_the_same_at_the_end(
        (text, cuts) in prop_oneof![
            (octets(5), prop::collection::vec((1usize..8, any::<bool>()), 1..8)),
            (octets(30_000), prop::collection::vec((20_000usize..60_000, any::<bool>()), 1..8)),
        ],
    ) {
        for style in [RAW, SAFE, COLOR] {
            let (whole, _) = shown(&text, &[(50_000, false)], style);
            let (parts, seen) = shown(&text, &cuts, style);
            for seen in &seen {
                prop_assert!(whole.starts_with(seen));
            }
            prop_assert_eq!(whole, parts);
        }
    }

    /// What stands between lets no character of the server's be lost, nor any come raw.
    #[test]
    fn with_something_between(
        text in octets(5),
        cuts in prop::collection::vec((1usize..8, any::<bool>()), 1..8),
    ) {
        let mut stage = Stage::prompted(COLOR);
        let (mut left, mut cuts) = (text.as_slice(), cuts.iter().cycle());
        while !left.is_empty() {
            let (cut, stalls) = cuts.next().copied().unwrap_or((1, false));
            let (part, rest) = left.split_at(cut.clamp(1, left.len()));
            stage.come(part);
            left = rest;
            if stalls {
                stage.stall();
                prop_assert!(stage.shown().is_empty() || stage.shown().ends_with('\n'));
            }
        }
        let mut rows = String::new();
        for row in stage.end().split_inclusive("\r\n") {
            // Ours, and what it did to the row before.
            if row.trim_start_matches("\x1b[0m").starts_with("\x1b[2m▸ ") {
                continue;
            }
            rows.push_str(row);
        }
        let bare = |text: &str| {
            let mut text = text.to_owned();
            for ours in ["\r\n", "…", "\x1b[0m", "\x1b[2m", "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[35m", "\x1b[36m"] {
                text = text.replace(ours, "");
            }
            text
        };
        let (whole, _) = shown(&text, &[(50_000, false)], COLOR);
        prop_assert_eq!(bare(&rows), bare(&String::from_utf8_lossy(&whole)));
        prop_assert!(!bare(&rows).contains('\x1b'));
    }
}

#[test]
fn at_a_prompt_the_row_is_ended_and_said() {
    let mut stage = Stage::prompted(SAFE);
    stage.come(b"* OK hi\r\n* 1 FETCH (BODY[] {9}\r\nhalf");
    stage.stall();
    stage.come(b"-way)\r");
    stage.stall();
    stage.come(b"\na");
    stage.stall();
    stage.come(b"1 OK x\r\n");
    assert_eq!(
        stage.end(),
        "* OK hi\r\n* 1 FETCH (BODY[] {9}\r\nhalf\r\n▸ 4 of 9\r\n\
        …-way)\r\n▸ 0\r\n\
        …\r\n▸ a\r\na1 OK x\r\n"
    );
}

#[test]
fn a_literal_goes_on_in_its_colour() {
    let mut stage = Stage::prompted(COLOR);
    stage.come(b"* 1 FETCH (BODY[] {12}\r\none\r\n\xe6\x97");
    stage.stall();
    stage.come(b"\xa5two");
    stage.stall();
    stage.come(b"!)\r\n");
    assert_eq!(
        stage.end(),
        "\x1b[36m*\x1b[0m 1 FETCH (BODY[] {12}\r\n\x1b[2mone\r\n\x1b[0m\
        \x1b[2m▸ 7 of 12\x1b[0m\r\n\
        \x1b[2m日two\x1b[0m\r\n\x1b[2m▸ 11 of 12\x1b[0m\r\n\
        …\x1b[2m!\x1b[0m)\r\n"
    );
}

#[test]
fn what_is_sent_meanwhile_stands_in_a_row_of_its_own() {
    let mut stage = Stage::new(SAFE);
    stage.come(b"* 1 FETCH (BODY[] {9}\r\nhalf");
    stage.stall();
    let sent = ClientPiece::new(ClientKind::Command, b"a2 noop", None);
    tell(&mut stage.view, EventKind::Client(sent));
    stage.come(b"-way)\r\na1 OK x\r\n");
    assert_eq!(
        stage.end(),
        "* 1 FETCH (BODY[] {9}\r\nhalf\r\na2 noop\r\n…-way)\r\na1 OK x\r\n"
    );
    // Octet for octet it is as it went.
    let mut stage = Stage::new(RAW);
    stage.come(b"* 1 FETCH (BODY[] {9}\r\nhalf");
    stage.stall();
    let sent = ClientPiece::new(ClientKind::Command, b"a2 noop", None);
    tell(&mut stage.view, EventKind::Client(sent));
    stage.come(b"-way)\r\n");
    assert_eq!(
        stage.end(),
        "* 1 FETCH (BODY[] {9}\r\nhalfa2 noop\r\n-way)\r\n"
    );
}

#[test]
fn nothing_is_left_over_for_the_next_session() {
    for text in [
        "* 1 FETCH (X {9}\r\nhalf",
        "* 1 FETCH (X {3}\r\nabc",
        "* OK ha",
    ] {
        let mut stage = Stage::prompted(SAFE);
        stage.come(text.as_bytes());
        stage.stall();
        stage.end();
        tell(
            &mut stage.view,
            EventKind::Notice(NoticeLevel::Info, "gone"),
        );
        stage.framer = Framer::new();
        stage.come(b"* OK again\r\n");
        let shown = stage.end();
        assert!(shown.ends_with("▸ gone\r\n* OK again\r\n"), "{shown}");
    }
}
