use super::*;

/// The units of octets that arrive with these pauses, in milliseconds, before each.
fn units(arrivals: &[(u64, &[u8])]) -> Vec<Unit> {
    units_of(UnitParser { expects_report: true, ..UnitParser::new() }, arrivals)
}

fn units_of(mut parser: UnitParser, arrivals: &[(u64, &[u8])]) -> Vec<Unit> {
    let mut now = Instant::now();
    let mut units = Vec::new();
    for (pause, octets) in arrivals {
        let arrival = now + Duration::from_millis(*pause);
        // Like the keyboard's thread, which checks again at each deadline.
        while let Some(deadline) = parser.deadline.filter(|deadline| *deadline <= arrival) {
            now = deadline;
            units.extend(std::iter::from_fn(|| parser.next(now)));
        }
        now = arrival;
        parser.push(octets, now);
        units.extend(std::iter::from_fn(|| parser.next(now)));
    }
    while let Some(deadline) = parser.deadline {
        units.extend(std::iter::from_fn(|| parser.next(deadline)));
    }
    units
}

fn keys(keys: &str) -> Unit {
    Unit::Keys(keys.as_bytes().to_vec())
}

const ENTER: Unit = Unit::LineEnd(b'\r');

#[test]
fn keys_are_passed_on_whole() {
    for (arrivals, expected) in [
        (&[(0, &b"no"[..]), (30, b"op\r")][..], vec![keys("no"), keys("op"), ENTER]),
        (&[(0, b"\x1b["), (30, b"A")], vec![keys("\x1b[A")]),
        (&[(0, b"\x1b"), (200, b"a")], vec![keys("\x1b"), keys("a")]),
        (&[(0, b"\x1b["), (200, b"a")], vec![keys("a")]),
        (&[(0, b"\x1b\x1b\x1b"), (0, b"\r")], vec![ENTER]),
        (&[(0, b"\x1b[1;5Cx")], vec![keys("\x1b[1;5C"), keys("x")]),
        (&[(0, b"\x1b\x1b[3~")], vec![keys("\x1b\x1b[3~")]),
        (&[(0, b"\x1bOP\x1b[[A")], vec![keys("\x1bOP"), keys("\x1b[[A")]),
        (&[(0, "日".as_bytes()), (0, b"\xe6"), (50, b"\x9c\xac")], vec![keys("日"), keys("本")]),
        (&[(0, b"\xe6"), (900, b"\x9c"), (900, b"\xac")], vec![keys("本")]),
        (&[(0, b"a\xff\xfeb\xe6"), (200, b"c")], vec![keys("ab"), keys("c")]),
        (&[(0, b"\xe6"), (200, b"\x03\xe6"), (200, b"\r")], vec![Unit::Interrupt, ENTER]),
        (&[(0, b"\x16"), (900, b"\t")], vec![keys("\x16\t")]),
        (&[(0, b"\x16"), (900, b"\x03")], vec![Unit::Interrupt]),
        (&[(0, b"\x1b2"), (900, b"x")], vec![keys("\x1b2x")]),
        (&[(0, b"\x04\x1a\x1c\x1e")], vec![Unit::LineEnd(4), Unit::LineEnd(26), Unit::Quit]),
        (&[(0, b"\x1b[12;40R")], vec![Unit::CursorReport(12, 40)]),
    ] {
        assert_eq!(units(arrivals), expected, "{arrivals:?}");
    }
}

fn lines(text: &str) -> Unit {
    lines_and(text, "")
}

/// Lines, with the beginning of another.
fn lines_and(text: &str, rest: &str) -> Unit {
    Unit::Lines(text.split('|').map(str::to_owned).collect(), rest.to_owned())
}

#[test]
fn lines_that_arrive_at_once_are_one_unit() {
    let both = || lines("one|two");
    for (arrivals, expected) in [
        (&[(0, &b"one\rtwo\rth"[..]), (0, b"ree")][..], vec![both(), keys("three")]),
        (&[(0, b"one\r\ntw"), (5, b"o\n")], vec![both()]),
        (&[(0, b"one\r\x0c")], vec![keys("one"), ENTER, keys("\x0c")]),
        (&[(0, b"one\r\x0c"), (5, b"\rtwo\r")], vec![lines("one|\x0c|two")]),
        (&[(0, b"one\rtwo\r\x03")], vec![both(), Unit::Interrupt]),
        (&[(0, b"one\r"), (50, b"two\r")], vec![keys("one"), ENTER, keys("two"), ENTER]),
        (&[(0, b"one\rtwo")], vec![keys("one"), ENTER, keys("two")]),
        (
            &[(0, b"\x1b[200~a\rb\x1b[201~\rone\r")],
            vec![Unit::Paste("a\rb".to_owned()), ENTER, keys("one"), ENTER],
        ),
    ] {
        assert_eq!(units(arrivals), expected, "{arrivals:?}");
    }
}

#[test]
fn lines_after_a_servers_line_are_a_paste_until_a_pause() {
    for (arrivals, expected) in [
        // Half of the server's line was passed on before.
        (
            &[(0, &b"* 1 FET"[..]), (900, b"CH {9}\r"), (290, b"no"), (290, b"op\r"), (9, b")")][..],
            vec![keys("* 1 FET"), lines_and("CH {9}|noop", ")")],
        ),
        (&[(0, b"* 1 EXISTS"), (0, b"\r"), (290, b"noop\r")], {
            vec![keys("* 1 EXISTS"), lines("|noop")]
        }),
        (&[(0, b"x1 noop\r* 1"), (20, b" EXISTS\r"), (290, b"noop\r")], {
            vec![keys("x1 noop"), ENTER, keys("* 1"), lines(" EXISTS|noop")]
        }),
        (&[(0, b"* 1 EXISTS\r"), (310, b"noop\r")], {
            vec![keys("* 1 EXISTS"), ENTER, keys("noop"), ENTER]
        }),
        (&[(0, b"* 1 EXISTS\r"), (20, b"\x03")], {
            vec![keys("* 1 EXISTS"), ENTER, Unit::Interrupt]
        }),
        // Nothing says that it was the server's.
        (&[(0, b"* 1 EXISTS"), (0, b"\x7f"), (0, b"\r"), (20, b"noop\r")], {
            vec![keys("* 1 EXISTS"), keys("\x7f"), ENTER, keys("noop"), ENTER]
        }),
        (&[(0, b"x1 noop\r* 1 EXISTS\rx2 ch"), (310, b"eck\r")], {
            vec![lines_and("x1 noop|* 1 EXISTS", "x2 ch"), keys("eck"), ENTER]
        }),
        (&[(0, b"*\r"), (20, b"noop\r")], vec![keys("*"), ENTER, keys("noop"), ENTER]),
    ] {
        assert_eq!(units(arrivals), expected, "{arrivals:?}");
    }
    let huge = vec![b'x'; MAX_PASTE];
    let arrivals: [(u64, &[u8]); 3] = [(0, b"* 1 EXISTS\r"), (0, &huge), (20, b"\rnoop\r")];
    assert_eq!(units(&arrivals), [Unit::BrokenPaste(MAX_PASTE + 11)]);
}

#[test]
fn lines_for_a_literal_are_a_paste_unless_enter_follows_a_pause() {
    for (arrivals, expected) in [
        (&[(0, &b"From: x\r"[..]), (290, b"To: y\r")][..], vec![lines("From: x|To: y")]),
        (&[(0, b"From: x"), (20, b"\rTo: y\r")], vec![keys("From: x"), lines("|To: y")]),
        (&[(0, b"From: x\r")], vec![keys("From: x"), ENTER]),
        (&[(0, b"From: x"), (60, b"\r"), (100, b"To: y")], {
            vec![keys("From: x"), ENTER, keys("To: y")]
        }),
        (&[(60, b"\r"), (100, b"\r")], vec![ENTER, ENTER]),
    ] {
        let parser = UnitParser { expects_octets: true, ..UnitParser::new() };
        assert_eq!(units_of(parser, arrivals), expected, "{arrivals:?}");
    }
}

#[test]
fn a_servers_line_typed_key_by_key_begins_no_paste() {
    let mut arrivals: Vec<(u64, &[u8])> = b"* 1 EXISTS\r".chunks(1).map(|key| (120, key)).collect();
    arrivals.push((200, b"n"));
    let mut expected: Vec<Unit> = "* 1 EXISTS".chars().map(|key| keys(&key.to_string())).collect();
    expected.extend([ENTER, keys("n")]);
    for expects_octets in [false, true] {
        let parser = UnitParser { expects_octets, ..UnitParser::new() };
        assert_eq!(units_of(parser, &arrivals), expected);
    }
    // In pieces, as a program types it.
    let pieces: &[(u64, &[u8])] =
        &[(0, b"* 1 EX"), (60, b"ISTS"), (60, b"\r"), (100, b"delete x\r")];
    let is_paste = units(pieces).iter().any(|unit| matches!(unit, Unit::Lines(..)));
    assert!(is_paste);
}

#[test]
fn a_paste_ends_with_its_mark_a_key_or_a_pause() {
    let paste = |text: &str| Unit::Paste(text.to_owned());
    for (arrivals, expected) in [
        (&[(0, &b"a\x1b[200~b\rc\x1b[201~d"[..])][..], vec![keys("a"), paste("b\rc"), keys("d")]),
        (&[(0, b"\x1b[200~b\x1b[20"), (900, b"1~d")], vec![paste("b"), keys("d")]),
        (&[(0, b"\x1b[200~b\x03c\x1b[Z\x1b[201~")], vec![paste("b\x03c[Z")]),
        (&[(0, b"\x1b[200~b"), (900, b"\x03")], vec![Unit::BrokenPaste(1), Unit::Interrupt]),
        (
            &[(0, b"\x1b[200~b\x04c\r"), (5, b"d\re\rf"), (5, b"g\x1b[201~h"), (0, b"i")],
            vec![
                Unit::BrokenPaste(1),
                Unit::LineEnd(4),
                Unit::BrokenPaste(6),
                keys("h"),
                keys("i"),
            ],
        ),
        (&[(0, b"\x1b[200~noop"), (3000, b"x")], vec![Unit::BrokenPaste(4), keys("x")]),
        (
            &[(0, b"\x1b[200~noop"), (3000, b"delete a\rdelete b\r\x1b[201~x")],
            vec![Unit::BrokenPaste(4), Unit::BrokenPaste(18), keys("x")],
        ),
    ] {
        assert_eq!(units(arrivals), expected, "{arrivals:?}");
    }
}

#[test]
fn a_huge_paste_is_dropped_as_a_whole() {
    let half = vec![b'x'; MAX_PASTE / 2 + 1];
    let arrivals: [(u64, &[u8]); 4] =
        [(0, PASTE_BEGIN), (0, &half), (0, &half), (0, b"y\r\x1b[201~z")];
    assert_eq!(units(&arrivals), [Unit::BrokenPaste(MAX_PASTE + 2), keys("z")]);
}

#[test]
fn octets_of_any_kind_take_linear_time() {
    let begin = Instant::now();
    for octet in [0x01, 0x1b, 0xff, b'\t', b'\r'] {
        units(&[(0, &vec![octet; 1 << 18])]);
    }
    assert!(begin.elapsed() < Duration::from_secs(20));
}
