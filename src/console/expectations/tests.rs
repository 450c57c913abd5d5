use super::*;
use crate::protocol::framing::LineEnd;
use crate::session::ClientPiece;
use proptest::prelude::*;
use std::time::Duration;

fn pattern(text: &str) -> Pattern {
    Pattern::parse(text).expect("a pattern")
}

/// `!` marks an `:expect!`, `~` a `:wait`, and `=` a `:capture`.
fn upcoming(patterns: &[&str]) -> Vec<UpcomingPattern> {
    let one = |text: &&str| {
        let (text, purpose) = match text.split_at_checked(1) {
            Some(("!", text)) => (text, Purpose::ExpectNot),
            Some(("~", text)) => (text, Purpose::Wait),
            Some(("=", text)) => (text, Purpose::Capture),
            _ => (*text, Purpose::Expect),
        };
        UpcomingPattern { pattern: pattern(text), purpose }
    };
    patterns.iter().map(one).collect()
}

/// Expectations that know these patterns, or none of them.
fn both(patterns: &[&str]) -> [Expectations; 2] {
    let mut known = Expectations::default();
    known.expect_these(upcoming(patterns));
    [Expectations::default(), known]
}

fn emit(expectations: &mut Expectations, kind: EventKind<'_>) {
    expectations.event(&Event { at: Duration::ZERO, protected: false, kind });
}

fn server(expectations: &mut Expectations, kind: PieceKind, octets: &[u8], last: bool) {
    let piece = Piece {
        kind,
        response: 0,
        offset: 0,
        octets,
        eol: LineEnd::Crlf,
        last,
        truncated: false,
        status: None,
        tag_len: 0,
        literal_size: None,
    };
    emit(expectations, EventKind::Server(&piece));
}

fn lines(expectations: &mut Expectations, lines: &[&str]) {
    for line in lines {
        server(expectations, PieceKind::Untagged, line.as_bytes(), true);
    }
}

fn command(expectations: &mut Expectations) {
    let piece = ClientPiece::new(ClientKind::Command, b"a1 noop", None);
    emit(expectations, EventKind::Client(piece));
}

#[test]
fn events_matter_while_idle_runs_or_a_pattern_may_be_asked_for() {
    let mut expectations = Expectations::default();
    assert!(expectations.is_active(), "at the prompt any pattern may be typed");
    expectations.expect_these(Vec::new());
    assert!(!expectations.is_active());
    expectations.idle_begins();
    assert!(expectations.is_active());
    expectations.idle_ends();
    assert!(!expectations.is_active());
    expectations.expect_these(upcoming(&["* ..."]));
    assert!(expectations.is_active());
}

#[test]
fn a_pattern_uses_each_line_once_and_different_patterns_share_lines() {
    for mut expectations in both(&["* ... exists", "* 2 ...", "* 2 ...", "* 2 ...", "* 3 ..."]) {
        lines(&mut expectations, &["* 1 RECENT", "* 2 EXISTS", "* 2 RECENT"]);
        assert!(expectations.take(&pattern("* ... exists"), Purpose::Expect).is_some());
        for _ in 0..2 {
            assert!(expectations.take(&pattern("* 2 ..."), Purpose::Expect).is_some());
        }
        assert!(expectations.has_taken(&pattern("* 2 ..."), Purpose::Expect));
        assert!(expectations.take(&pattern("* 2 ..."), Purpose::Expect).is_none());
        assert!(expectations.take(&pattern("* 3 ..."), Purpose::Expect).is_none());
        assert!(!expectations.has_taken(&pattern("* 3 ..."), Purpose::Expect));
        lines(&mut expectations, &["* 3 EXPUNGE"]);
        assert!(expectations.take(&pattern("* 3 ..."), Purpose::Expect).is_some());
    }
}

#[test]
fn a_cancelled_pattern_does_not_use_up_a_line() {
    for mut expectations in both(&["* 1 EXISTS", "* 1 EXISTS"]) {
        assert!(expectations.take(&pattern("* 1 EXISTS"), Purpose::Expect).is_none());
        expectations.skip(&pattern("* 1 EXISTS"), Purpose::Expect);
        lines(&mut expectations, &["* 1 EXISTS"]);
        assert!(expectations.take(&pattern("* 1 EXISTS"), Purpose::Expect).is_some());
    }
}

#[test]
fn lines_before_a_command_no_longer_match() {
    for mut expectations in both(&["* 1 EXISTS"]) {
        lines(&mut expectations, &["* 1 EXISTS"]);
        command(&mut expectations);
        assert!(expectations.take(&pattern("* 1 EXISTS"), Purpose::Expect).is_none());
        lines(&mut expectations, &["* 1 EXISTS"]);
        assert!(expectations.take(&pattern("* 1 EXISTS"), Purpose::Expect).is_some());
    }
}

/// A line that must be received can be captured too, whichever comes first.
#[test]
fn an_expected_line_can_be_captured() {
    for mut expectations in both(&["* ... EXISTS", "=* ... EXISTS", "=* ...", "* ..."]) {
        lines(&mut expectations, &["* 1 EXISTS"]);
        assert!(expectations.take(&pattern("* ... EXISTS"), Purpose::Expect).is_some());
        assert!(expectations.take(&pattern("* ... EXISTS"), Purpose::Capture).is_some());
        assert!(expectations.take(&pattern("* ..."), Purpose::Capture).is_some());
        assert!(expectations.take(&pattern("* ..."), Purpose::Expect).is_some());
    }
}

/// A line that `:wait` has found can still be expected, and another `:wait` waits for another line.
#[test]
fn a_line_that_was_waited_for_can_still_be_expected() {
    for mut expectations in both(&["~* ...", "~* ...", "* 1 ...", "* ..."]) {
        lines(&mut expectations, &["* 1 EXISTS"]);
        assert!(expectations.take(&pattern("* ..."), Purpose::Wait).is_some());
        assert!(expectations.take(&pattern("* ..."), Purpose::Wait).is_none());
        expectations.skip(&pattern("* ..."), Purpose::Wait);
        assert!(expectations.take(&pattern("* 1 ..."), Purpose::Expect).is_some());
        assert!(expectations.take(&pattern("* ..."), Purpose::Expect).is_some());
    }
}

#[test]
fn a_line_that_must_not_come_is_found_even_if_it_was_used() {
    for mut expectations in both(&["* 1 ...", "!* ... EXISTS", "!* 2 ..."]) {
        lines(&mut expectations, &["* 1 exists"]);
        assert!(expectations.take(&pattern("* 1 ..."), Purpose::Expect).is_some());
        let received = expectations.received(&pattern("* ... EXISTS"));
        assert_eq!(received.as_deref(), Some(&b"* 1 exists"[..]));
        assert!(expectations.received(&pattern("* 2 ...")).is_none());
    }
}

#[test]
fn lines_of_a_literal_are_lines() {
    let patterns = ["* ... {30}", "Subject: ...", "", "no line end", "UID 9)", "!x"];
    for mut expectations in both(&patterns.map(|text| if text.is_empty() { "..." } else { text })) {
        lines(&mut expectations, &["* 1 FETCH (BODY[] {30}"]);
        server(&mut expectations, PieceKind::Literal, b"From: x\r\nSubj", false);
        assert!(expectations.take(&pattern("Subject: ..."), Purpose::Expect).is_none());
        server(&mut expectations, PieceKind::Literal, b"ect: one\r\n\r\nno line end", true);
        server(&mut expectations, PieceKind::AfterLiteral, b" UID 9)", true);
        for text in ["* ... {30}", "Subject: ...", "...", "no line end", "UID 9)"] {
            assert!(expectations.take(&pattern(text), Purpose::Expect).is_some(), "{text}");
        }
        assert!(expectations.received(&pattern("x")).is_none());
    }
}

#[test]
fn a_text_is_captured_as_it_was_sent() {
    let capture = Pattern::parse_capture("* OK [uidnext (...)]...").expect("a pattern");
    let known = UpcomingPattern { pattern: capture.clone(), purpose: Purpose::Expect };
    let mut knowing = Expectations::default();
    knowing.expect_these(vec![known]);
    for mut expectations in [Expectations::default(), knowing] {
        lines(&mut expectations, &["* OK [UIDNEXT aB7] Next"]);
        assert_eq!(expectations.take(&capture, Purpose::Expect).as_deref(), Some(&b"aB7"[..]));
    }
}

#[test]
fn received_lines_match_patterns_that_are_announced_later() {
    let mut expectations = Expectations::default();
    lines(&mut expectations, &["* OK ready"]);
    expectations.expect_these(upcoming(&["* OK ready"]));
    assert!(expectations.take(&pattern("* OK ready"), Purpose::Expect).is_some());
}

#[test]
fn the_oldest_of_many_lines_are_forgotten() {
    let mut expectations = Expectations::default();
    let line = format!("* {}", "x".repeat(1000));
    lines(&mut expectations, &["* first"]);
    lines(&mut expectations, &vec![line.as_str(); 10_000]);
    lines(&mut expectations, &["* last"]);
    assert!(expectations.take(&pattern("* first"), Purpose::Expect).is_none());
    assert!(expectations.take(&pattern("* last"), Purpose::Expect).is_some());
    assert!(expectations.take(&pattern("* last"), Purpose::Expect).is_none());
}

#[test]
fn awaited_responses_are_counted_from_the_beginning_of_idle() {
    let mut expectations = Expectations::default();
    expectations.idle_begins();
    lines(&mut expectations, &["* 4 EXISTS", "* OK Still here"]);
    for keyword in ["EXISTS", "EXISTS", "RECENT"] {
        expectations.await_response(keyword);
    }
    assert!(!expectations.all_arrived());
    lines(&mut expectations, &["* 1 RECENT"]);
    assert!(!expectations.all_arrived());
    expectations.await_response("EXISTS");
    assert_eq!(expectations.take_missing(), ["2 × EXISTS"]);
    assert!(expectations.all_arrived(), "what was named is not awaited any more");
    expectations.await_response("OK");
    assert!(expectations.all_arrived());
}

proptest! {
    /// Both ways of keeping lines find the same, for few patterns and for many.
    #[test]
    fn known_patterns_find_what_unknown_ones_do(
        patterns in prop::collection::vec("[!~]?([ab]{1,2}|a b|[ab]?\\.\\.\\.( [ab] |[ab]{0,2})(\\.\\.\\.[ab]?)?)", 1..25),
        sent in prop::collection::vec("[ab ]{0,4}", 0..90),
    ) {
        let patterns: Vec<&str> = patterns.iter().map(String::as_str).collect();
        let sent: Vec<&str> = sent.iter().map(String::as_str).collect();
        let [mut unknown, mut known] = both(&patterns);
        lines(&mut unknown, &sent);
        lines(&mut known, &sent);
        for upcoming in upcoming(&patterns) {
            let found = [&mut unknown, &mut known].map(|expectations| {
                match upcoming.purpose {
                    Purpose::ExpectNot => expectations.received(&upcoming.pattern),
                    purpose => {
                        let found = expectations.take(&upcoming.pattern, purpose);
                        if found.is_none() {
                            expectations.skip(&upcoming.pattern, purpose);
                        }
                        found
                    }
                }
            });
            prop_assert_eq!(&found[0], &found[1], "{:?}", upcoming);
        }
    }
}
