//! Tests of the view with long literals.

use super::tests::{Harness, SAFE};
use super::*;
use crate::language::Language;
use crate::messages::Messages;
use crate::notation::directive::fold_limit::FoldLimit;
use crate::protocol::dialogue::ClientKind;
use crate::protocol::framing::LineEnd;
use crate::session::{ClientPiece, NoticeLevel};
use std::time::Duration;

/// A view on a terminal of 10 rows and 20 columns: a literal may take 6 rows.
fn folding() -> Harness {
    let mut harness = Harness::new(SAFE);
    let messages = Messages::new(Language::English);
    harness.view.set_fold(Fold::new(messages, || Some((20, 10))));
    harness
}

fn fetch(body: &str) -> Vec<u8> {
    format!("* OK x\r\n* 1 FETCH ({{{}}}\r\n{body} UID 2)\r\n", body.len()).into_bytes()
}

fn lines(count: usize) -> String {
    (1..=count).map(|number| format!("line {number}\r\n")).collect()
}

#[test]
fn a_long_literal_is_cut_after_a_screenful() {
    let mut harness = folding();
    harness.receive(&fetch(&lines(30)));
    let shown = harness.shown();
    let before = format!("* OK x\r\n* 1 FETCH ({{261}}\r\n{}", lines(6));
    assert!(
        shown.starts_with(&format!("{before}▸ 24 more lines (213 octets) of the literal")),
        "{shown}"
    );
    assert!(shown.ends_with("\r\n UID 2)\r\n"), "{shown}");
}

#[test]
fn a_literal_that_fits_is_shown_whole() {
    // A rest that is shorter than the notice is shown.
    for body in [lines(6), lines(7), "é".repeat(120), "語".repeat(60), String::new()] {
        let mut harness = folding();
        harness.receive(&fetch(&body));
        assert_eq!(harness.shown().into_bytes(), fetch(&body));
    }
}

#[test]
fn long_lines_count_by_the_rows_they_take_and_characters_stay_whole() {
    for (character, shown, hidden) in [("x", 120, 880), ("é", 120, 1760), ("語", 60, 2820)] {
        let mut harness = folding();
        harness.receive(&fetch(&character.repeat(1000)));
        let expected = format!("{}\r\n▸ 1 more line ({hidden} octets)", character.repeat(shown));
        assert!(harness.shown().contains(&expected), "{:?}", harness.shown());
        assert!(harness.shown().ends_with("\r\n… UID 2)\r\n"));
    }
}

#[test]
fn octets_that_are_not_text_are_cut_too() {
    for octet in [0x80, 0xff, 0, b'\r'] {
        let mut harness = folding();
        let body = vec![octet; 100_000];
        harness.receive(b"* OK x\r\n* 1 FETCH ({100000}\r\n");
        harness.receive(&body);
        harness.receive(b")\r\n");
        assert!(harness.shown().len() < 5_000, "{octet:#x}");
        assert!(harness.shown().contains(" octets) of the literal not shown"), "{octet:#x}");
    }
}

#[test]
fn parts_and_stalls_change_nothing_in_the_end() {
    let session = fetch(&"ab語\r\nlonger than a row of the screen\r\n".repeat(100));
    let mut whole = folding();
    whole.receive(&session);
    let whole = whole.shown();
    for length in [1, 7, 50, 333] {
        let mut harness = folding();
        for part in session.chunks(length) {
            harness.receive(part);
            harness.stall();
        }
        assert_eq!(harness.shown(), whole, "{length}");
    }
}

#[test]
fn a_literal_that_the_connection_cuts_off_is_reported() {
    let mut harness = folding();
    let session = fetch(&lines(300));
    harness.receive(&session[..1000]);
    assert!(harness.finish().contains("line 6\r\n▸ "));
}

#[test]
fn the_limit_can_be_set() {
    let session = fetch(&lines(100));
    for (limit, last, next) in [
        (FoldLimit::Off, "line 100\r\n UID", "▸"),
        (FoldLimit::Rows(2), "line 2\r\n▸", "line 3\r\n"),
    ] {
        let mut harness = folding();
        harness.view.set_fold_limit(limit);
        harness.receive(&session);
        assert!(harness.shown().contains(last), "{limit}");
        assert!(!harness.shown().contains(next), "{limit}");
    }
}

#[test]
fn a_long_structure_is_cut_after_a_screenful() {
    let rows = |count: usize, row: &str| format!("{row}\n").repeat(count);
    for (structure, shown, hidden) in [
        (rows(6, "a"), 6, None),
        (rows(7, "a"), 7, None),
        (rows(8, "a"), 6, Some(2)),
        // A row of 19 columns takes two rows beside its mark.
        (rows(300, "語語語語語語語語語x"), 3, Some(297)),
    ] {
        let mut harness = folding();
        harness.receive(b"* OK x\r\n");
        harness.notice(NoticeLevel::Structure, &structure);
        let screen = harness.shown();
        assert_eq!(screen.matches('▸').count(), shown + usize::from(hidden.is_some()), "{screen}");
        let notice = hidden.map(|count| format!("▸ {count} more lines of the decoded response"));
        assert!(notice.is_none_or(|notice| screen.contains(&notice)), "{screen}");
        harness.view.set_fold_limit(FoldLimit::Off);
        harness.notice(NoticeLevel::Structure, &structure);
        let all = structure.lines().count();
        let before = shown + usize::from(hidden.is_some());
        assert_eq!(harness.shown().matches('▸').count(), before + all);
    }
}

#[test]
fn a_file_that_is_sent_is_shown_by_its_first_lines() {
    let text = lines(100);
    for from_file in [true, false] {
        let mut harness = folding();
        let mut piece = ClientPiece::new(ClientKind::Literal, text.as_bytes(), None);
        piece.literal_size = Some(text.len() as u64);
        piece.from_file = from_file;
        piece.eol = LineEnd::None;
        harness.send(piece);
        let shown = harness.shown();
        if from_file {
            assert!(
                shown
                    .contains("line 5\r\n▸ 95 more lines (852 octets) of the file sent, not shown"),
                "{shown}"
            )
        } else {
            assert_eq!(shown, text)
        }
    }
}

#[test]
fn the_rest_of_a_flood_is_hidden_and_counted_up_to_the_completion() {
    for stopped_inside in ["", "* 1 FETCH (", "* 1 FETCH (BODY[] {3}\r\na"] {
        let mut harness = folding();
        harness.receive(b"* OK x\r\n");
        assert!(!harness.view.hide_flood(Duration::ZERO), "one line is no flood");
        harness.receive("* 1 EXISTS\r\n".repeat(20).as_bytes());
        let later = Duration::from_secs(5);
        assert!(!harness.view.hide_flood(later), "it was over long ago");
        harness.receive(stopped_inside.as_bytes());
        harness.stall();
        assert!(harness.view.hide_flood(Duration::ZERO));
        let before = harness.shown();
        harness.notice(NoticeLevel::Explanation, "not shown either");
        let rest = match stopped_inside.len() {
            0 => "",
            11 => "FLAGS ())\r\n",
            _ => "\r\n)\r\n",
        };
        harness.receive(format!("{rest}{}", "* 2 EXISTS\r\n".repeat(7)).as_bytes());
        assert_eq!(harness.shown(), before);
        harness.receive(b"a1 OK done\r\n* 3 EXISTS\r\n");
        let shown = harness.shown();
        assert!(shown.contains(" octets) not shown after Ctrl-C; :last shows"), "{shown}");
        assert!(shown.ends_with("\r\na1 OK done\r\n* 3 EXISTS\r\n"), "{shown}");
        assert!(!shown.contains("* 2 EXISTS") && !shown.contains('…'), "{shown}");
    }
}
