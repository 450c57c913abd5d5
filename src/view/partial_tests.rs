//! Tests of partial output: in the end the same text is shown, wherever the server stopped in between.

use super::grammar_tests::without_styles;
use super::tests::{COLOR, Harness, RAW, SAFE};
use super::*;
use crate::protocol::dialogue::ClientKind;
use crate::protocol::framing::{Framer, UnfinishedSummary};
use crate::session::{ClientPiece, NoticeLevel};
use proptest::prelude::*;

/// A view at a prompt, which reports how much of an unfinished line or literal was received.
fn at_prompt(style: OutputStyle) -> Harness {
    let mut harness = Harness::new(style);
    harness.view.set_partial_notice(Box::new(|summary, shown| match summary {
        UnfinishedSummary::Literal { received, size } => format!("{received} of {size}"),
        UnfinishedSummary::Line { received, .. } if shown => format!("{received}"),
        UnfinishedSummary::Line { beginning, .. } => {
            String::from_utf8_lossy(beginning).into_owned()
        }
    }));
    harness
}

/// Receives the octets in parts of these lengths, which are repeated. After a part with `true` the server
/// stalls, and `stalled` is called.
fn receive_in_parts(
    harness: &mut Harness,
    octets: &[u8],
    parts: &[(usize, bool)],
    mut stalled: impl FnMut(&mut Harness),
) {
    let (mut left, mut parts) = (octets, parts.iter().cycle());
    while !left.is_empty() {
        let (length, stalls) = parts.next().copied().unwrap_or((1, false));
        let (part, rest) = left.split_at(length.clamp(1, left.len()));
        left = rest;
        harness.receive(part);
        if stalls {
            harness.stall();
            stalled(harness);
        }
    }
}

/// The output in the end, and the output at each stall.
fn shown(octets: &[u8], parts: &[(usize, bool)], style: OutputStyle) -> (Vec<u8>, Vec<Vec<u8>>) {
    let mut harness = Harness::new(style);
    let mut at_stalls = Vec::new();
    receive_in_parts(&mut harness, octets, parts, |harness| {
        harness.shown();
        at_stalls.push(harness.captured.0.borrow().clone());
    });
    harness.finish();
    (harness.captured.0.take(), at_stalls)
}

fn text(text: &str) -> BoxedStrategy<Vec<u8>> {
    Just(text.as_bytes().to_vec()).boxed()
}

/// Octets that a server might send, and others. `run`: the length of a long run of characters.
fn octets(run: usize) -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(
        prop_oneof![
            text("* "),
            text("* OK"),
            text("a1 NO ["),
            text("a1 B"),
            text("* 1 FETCH (FLAGS (\\Seen) BODY[1.2]<0> \"x\""),
            text("* LIST () \"/\" "),
            text("[UIDNEXT 3] "),
            text(" {2}\r\n"),
            text("a\u{301}\u{301}"),
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
    fn stalls_do_not_change_what_is_shown_in_the_end(
        (text, parts) in prop_oneof![
            (octets(5), prop::collection::vec((1usize..8, any::<bool>()), 1..8)),
            (octets(30_000), prop::collection::vec((20_000usize..60_000, any::<bool>()), 1..8)),
        ],
    ) {
        for style in [RAW, SAFE] {
            let (whole, _) = shown(&text, &[(50_000, false)], style);
            let (in_parts, at_stalls) = shown(&text, &parts, style);
            for at_stall in &at_stalls {
                prop_assert!(whole.starts_with(at_stall));
            }
            prop_assert_eq!(whole, in_parts);
        }
    }

    #[test]
    fn colors_do_not_change_the_text(
        text in prop_oneof![octets(5), octets(3000)],
        parts in prop::collection::vec((1usize..8, any::<bool>()), 1..8),
    ) {
        let (plain, _) = shown(&text, &[(50_000, false)], SAFE);
        for parts in [vec![(50_000, false)], parts] {
            let (colored, _) = shown(&text, &parts, COLOR);
            let colored = String::from_utf8_lossy(&colored);
            prop_assert_eq!(without_styles(&colored), String::from_utf8_lossy(&plain));
        }
    }

    #[test]
    fn notices_in_between_lose_no_character_and_let_none_through_unescaped(
        text in octets(5),
        parts in prop::collection::vec((1usize..8, any::<bool>()), 1..8),
    ) {
        let mut harness = at_prompt(COLOR);
        receive_in_parts(&mut harness, &text, &parts, |harness| {
            let shown = harness.shown();
            assert!(shown.is_empty() || shown.ends_with('\n'), "{shown:?}");
        });
        let is_notice = |row: &&str| {
            // The row that a notice interrupts ends with the terminal's own style.
            row.trim_start_matches("\x1b[0m").starts_with("\x1b[2m▸")
        };
        let shown_in_parts = harness.finish();
        let rows = shown_in_parts.split_inclusive("\r\n");
        let of_server: String = rows.filter(|row| !is_notice(row)).collect();
        let bare = |text: &str| without_styles(text).replace("\r\n", "").replace('…', "");
        let (whole, _) = shown(&text, &[(50_000, false)], COLOR);
        prop_assert_eq!(bare(&of_server), bare(&String::from_utf8_lossy(&whole)));
        prop_assert!(!bare(&of_server).contains('\x1b'));
    }
}

#[test]
fn at_a_prompt_the_row_ends_and_a_notice_reports_how_much_came() {
    let mut harness = at_prompt(SAFE);
    harness.receive(b"* OK hi\r\n* 1 FETCH (BODY[] {9}\r\nhalf");
    harness.stall();
    harness.receive(b"-way)\r");
    harness.stall();
    harness.receive(b"\na");
    harness.stall();
    harness.receive(b"1 OK x\r\n");
    assert_eq!(
        harness.finish(),
        "* OK hi\r\n* 1 FETCH (BODY[] {9}\r\nhalf\r\n▸ 4 of 9\r\n\
        …-way)\r\n▸ 0\r\n\
        …\r\n▸ a\r\na1 OK x\r\n"
    );
}

#[test]
fn a_literal_is_not_dim_and_its_response_continues_in_colors() {
    let mut harness = at_prompt(COLOR);
    harness.receive(b"* 1 FETCH (BODY[] {12}\r\none\r\n\xe6\x97");
    harness.stall();
    harness.receive(b"\xa5two! UID 3)\r\n");
    let shown = harness.finish();
    let rows =
        "\r\none\r\n\x1b[2m▸\x1b[0m 7 of 12\r\n日two! \x1b[1mUID\x1b[0m \x1b[36m3\x1b[0m)\r\n";
    assert!(shown.ends_with(rows), "{shown:?}");
}

#[test]
fn a_command_sent_meanwhile_has_its_own_row() {
    let mut harness = Harness::new(SAFE);
    harness.receive(b"* 1 FETCH (BODY[] {9}\r\nhalf");
    harness.stall();
    let sent = ClientPiece::new(ClientKind::Command, b"a2 noop", None);
    harness.send(sent);
    harness.receive(b"-way)\r\na1 OK x\r\n");
    assert_eq!(
        harness.finish(),
        "* 1 FETCH (BODY[] {9}\r\nhalf\r\na2 noop\r\n…-way)\r\na1 OK x\r\n"
    );
    // Raw output stays in the order of sending and receiving.
    let mut harness = Harness::new(RAW);
    harness.receive(b"* 1 FETCH (BODY[] {9}\r\nhalf");
    harness.stall();
    let sent = ClientPiece::new(ClientKind::Command, b"a2 noop", None);
    harness.send(sent);
    harness.receive(b"-way)\r\n");
    assert_eq!(harness.finish(), "* 1 FETCH (BODY[] {9}\r\nhalfa2 noop\r\n-way)\r\n");
}

#[test]
fn no_state_remains_for_the_next_session() {
    for text in ["* 1 FETCH (X {9}\r\nhalf", "* 1 FETCH (X {3}\r\nabc", "* OK ha"] {
        let mut harness = at_prompt(SAFE);
        harness.receive(text.as_bytes());
        harness.stall();
        harness.finish();
        harness.notice(NoticeLevel::Info, "gone");
        harness.framer = Framer::new();
        harness.receive(b"* OK again\r\n");
        let shown = harness.finish();
        assert!(shown.ends_with("▸ gone\r\n* OK again\r\n"), "{shown}");
    }
}
