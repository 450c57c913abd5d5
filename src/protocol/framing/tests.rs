//! What the framer gives for given octets, and that the cuts don't matter.

use super::*;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

/// A piece that owns its octets.
#[derive(Clone, Debug, PartialEq)]
struct Held {
    kind: PieceKind,
    response: u64,
    offset: u64,
    octets: Vec<u8>,
    eol: LineEnd,
    printable: bool,
    last: bool,
    partial: bool,
    status: Option<Status>,
    tag: usize,
    size: Option<u64>,
}

impl From<Piece<'_>> for Held {
    fn from(p: Piece<'_>) -> Held {
        Held {
            kind: p.kind,
            response: p.response,
            offset: p.offset,
            octets: p.octets.to_vec(),
            eol: p.eol,
            printable: p.printable,
            last: p.last,
            partial: p.truncated,
            status: p.status,
            tag: p.tag_len,
            size: p.literal_size,
        }
    }
}

/// Everything the framer gives when the octets come in fills of these sizes, over and over.
fn framed(octets: &[u8], cuts: &[usize]) -> Vec<Held> {
    let mut framer = Framer::new();
    let mut given = Vec::new();
    let mut left = octets;
    let mut cuts = cuts.iter().cycle();
    while !left.is_empty() {
        let space = framer.unfilled();
        assert!(!space.is_empty());
        let n = cuts
            .next()
            .copied()
            .unwrap_or(usize::MAX)
            .clamp(1, left.len())
            .min(space.len());
        space[..n].copy_from_slice(&left[..n]);
        framer.advance(n);
        left = &left[n..];
        while let Some(piece) = framer.next_piece() {
            given.push(piece.into());
        }
    }
    while let Some(piece) = framer.finish() {
        given.push(piece.into());
    }
    given
}

/// Each piece as `kind:text`, for reading.
fn told(text: &str) -> Vec<String> {
    let told = |p: Held| {
        let cut = if p.partial { "!" } else { "" };
        format!(
            "{:?}{}{cut}:{}",
            p.kind,
            p.response,
            String::from_utf8_lossy(&p.octets)
        )
    };
    framed(text.as_bytes(), &[]).into_iter().map(told).collect()
}

#[test]
fn a_session_in_pieces() {
    assert_eq!(
        told(
            "* OK hi\r\n* 1 FETCH (BODY[] {12}\r\na001 OK no\r\n FLAGS ())\r\n+ go\r\na001 ok done\r\nwhat\r\n\r\n"
        ),
        [
            "Greeting0:* OK hi",
            "Untagged1:* 1 FETCH (BODY[] {12}",
            "Literal1:a001 OK no\r\n",
            "AfterLiteral1: FLAGS ())",
            "Continuation2:+ go",
            "Tagged3:a001 ok done",
            "Unknown4:what",
            "Unknown5:",
        ]
    );
}

#[test]
fn which_announcements_open_a_literal() {
    // Data: always; status: inside an open code only; the rest: never.
    assert_eq!(told("* X {3}\r\nabc\r\n").len(), 3);
    assert_eq!(told("* X ~{3}\r\nabc\r\n").len(), 3);
    assert_eq!(told("* X {3+}\r\nabc\r\n").len(), 3);
    assert_eq!(
        told("* X {0}\r\n\r\n"),
        ["Untagged0:* X {0}", "Literal0:", "AfterLiteral0:"]
    );
    assert_eq!(told("* OK x\r\n* OK set {3}\r\nabc\r\n").len(), 3);
    assert_eq!(
        told("* OK x\r\n* OK [A b] {3}\r\nabc\r\n")[2],
        "Unknown2:abc"
    );
    assert_eq!(
        told("* OK x\r\n* NO [A \"]\" {3}\r\nabc] hm\r\n")[1..],
        [
            "Untagged1:* NO [A \"]\" {3}",
            "Literal1:abc",
            "AfterLiteral1:] hm"
        ]
    );
    assert_eq!(
        told("a NO [A (\"\\\"]\" {1}\r\n]) {1}\r\n]] {1}\r\nx\r\n").len(),
        6
    );
    assert_eq!(told("+ {3}\r\nabc\r\n")[1], "Unknown1:abc");
    assert_eq!(told("what {3}\r\nabc\r\n")[1], "Unknown1:abc");
}

#[test]
fn line_ends() {
    let ends = |text: &str| {
        framed(text.as_bytes(), &[])
            .into_iter()
            .map(|p| (p.octets, p.eol))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        ends("* a\r\n* b\n* c\r\r\n"),
        [
            (b"* a".to_vec(), LineEnd::Crlf),
            (b"* b".to_vec(), LineEnd::Lf),
            (b"* c\r".to_vec(), LineEnd::Crlf),
        ]
    );
    assert_eq!(ends("* a\r"), [(b"* a\r".to_vec(), LineEnd::None)]);
}

#[test]
fn what_the_end_cuts_off_is_partial() {
    assert_eq!(told("* OK"), ["Greeting0!:* OK"]);
    assert_eq!(told("* X {5}\r\n"), ["Untagged0:* X {5}", "Literal0!:"]);
    assert_eq!(told("* X {5}\r\nab"), ["Untagged0:* X {5}", "Literal0!:ab"]);
    assert_eq!(
        told("* X {2}\r\nab"),
        ["Untagged0:* X {2}", "Literal0:ab", "AfterLiteral0!:"]
    );
    assert_eq!(told("* X\r\n"), ["Untagged0:* X"]);
}

#[test]
fn the_greeting_is_the_first_status() {
    assert_eq!(
        told("220 hi\r\n* CAPABILITY X\r\n* PREAUTH hi\r\n* OK no\r\n")[2..],
        ["Greeting2:* PREAUTH hi", "Untagged3:* OK no"]
    );
    assert_eq!(
        told("* NO hm\r\n* BYE x\r\n"),
        ["Untagged0:* NO hm", "Greeting1:* BYE x"]
    );
}

#[test]
fn long_lines_and_announcements_across_pieces() {
    for length in MAX_PIECE - 30..MAX_PIECE + 30 {
        let mut text = b"* X ".to_vec();
        text.resize(length, b'x');
        text.extend_from_slice(b" {3}\r\nabc)\r\n");
        let pieces = framed(&text, &[]);
        assert_eq!(pieces, framed(&text, &[1000, 1, 7]), "{length}");
        let literal = pieces
            .iter()
            .find(|p| p.kind == PieceKind::Literal)
            .expect("a literal");
        assert_eq!(literal.octets, b"abc");
        assert!(pieces.iter().all(|p| p.octets.len() <= MAX_PIECE));
    }
}

#[test]
fn what_a_line_is_may_not_be_settled_yet() {
    for (open, whole) in [
        ("* O", "* OK hi"),
        ("* preau", "* Preauth x"),
        ("* OK", "* OKAY"),
        ("*", "*x"),
        ("+", "+x"),
        ("a1", "a1 NO"),
        ("a1 b", "a1 bad x"),
        ("hello", "hello OK x"),
    ] {
        assert!(!pending(open).1, "{open:?}, {whole:?}");
    }
    for settled in [
        "* 1 EX", "* OK ", "* LIS", "* BYES", "+ ", "*x", "+x", "a1 OK ", "a1 EX", " x", "\x07",
    ] {
        assert!(pending(settled).1, "{settled:?}");
    }
    assert_eq!(pending("* OK hi\r").0, b"* OK hi");
    assert_eq!(pending("* X {5}\r\na\r").0, b"a\r");
    assert_eq!(pending("* X {2}\r\nab").0, b"");
}

/// What is pending of this, and whether it is settled.
fn pending(text: &str) -> (Vec<u8>, bool) {
    let mut framer = Framer::new();
    framer.unfilled()[..text.len()].copy_from_slice(text.as_bytes());
    framer.advance(text.len());
    while framer.next_piece().is_some() {}
    let pending = framer.unfinished_piece().expect("something pending");
    (pending.piece.octets.to_vec(), pending.kind_is_final)
}

/// What was pending is a beginning of the next piece.
fn begins(pending: &(Held, bool), piece: &Held) -> TestCaseResult {
    let (early, settled) = pending;
    prop_assert!(piece.octets.starts_with(&early.octets));
    prop_assert_eq!(
        (early.response, early.offset),
        (piece.response, piece.offset)
    );
    prop_assert_eq!(
        early.kind == PieceKind::Literal,
        piece.kind == PieceKind::Literal
    );
    if *settled {
        prop_assert_eq!(early.kind, piece.kind);
        prop_assert_eq!((early.status, early.tag), (piece.status, piece.tag));
    }
    Ok(())
}

/// Octets of a server, and many that are none; this many of them in one run.
fn octets(run: usize) -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(
        prop_oneof![
            Just(b"* ".to_vec()),
            Just(b"a1 OK ".to_vec()),
            Just(b"* OK [X ".to_vec()),
            Just(b"+ ".to_vec()),
            Just(b"\r\n".to_vec()),
            Just(b"\n".to_vec()),
            Just(b"{3}\r\n".to_vec()),
            Just(b"{70000}\r\n".to_vec()),
            Just(b"] \"".to_vec()),
            Just(b"\r".to_vec()),
            Just(vec![b'y'; run]),
            prop::collection::vec(any::<u8>(), 0..40),
        ],
        0..14,
    )
    .prop_map(|parts| parts.concat())
}

proptest! {
    /// What is seen of a piece before it is whole agrees with the piece, and changes no piece.
    #[test]
    fn what_is_pending_begins_the_next_piece(
        (text, cuts) in prop_oneof![
            (octets(7), prop::collection::vec(1usize..8, 1..8)),
            (octets(70_000), prop::collection::vec(1000usize..100_000, 1..8)),
        ],
    ) {
        let mut framer = Framer::new();
        let mut given: Vec<Held> = Vec::new();
        let mut pending: Option<(Held, bool)> = None;
        let (mut left, mut cuts) = (text.as_slice(), cuts.iter().cycle());
        while !left.is_empty() {
            let space = framer.unfilled();
            let n = cuts.next().copied().unwrap_or(1).min(left.len()).min(space.len());
            space[..n].copy_from_slice(&left[..n]);
            framer.advance(n);
            left = &left[n..];
            while let Some(piece) = framer.next_piece() {
                let piece = Held::from(piece);
                if let Some(pending) = pending.take() {
                    begins(&pending, &piece)?;
                }
                given.push(piece);
            }
            let seen = framer.unfinished_piece();
            prop_assert_eq!(seen.is_some(), framer.is_within_response());
            pending = seen.map(|seen| (seen.piece.into(), seen.kind_is_final));
        }
        while let Some(piece) = framer.finish() {
            let piece = Held::from(piece);
            if let Some(pending) = pending.take().filter(|(_, settled)| *settled) {
                begins(&pending, &piece)?;
            }
            given.push(piece);
        }
        prop_assert_eq!(given, framed(&text, &[]));
    }

    /// However the octets are cut, the events are the same, and give the octets back.
    #[test]
    fn cuts_do_not_matter(
        text in octets(70_000),
        cuts in prop::collection::vec(prop_oneof![1usize..8, 1000usize..100_000], 1..8),
    ) {
        let whole = framed(&text, &[]);
        prop_assert_eq!(&whole, &framed(&text, &cuts));
        let mut again = Vec::new();
        for piece in &whole {
            let printable = piece.octets.iter().all(|octet| (b' '..=b'~').contains(octet));
            prop_assert!(printable || !piece.printable);
            prop_assert!(!printable || piece.printable || piece.eol == LineEnd::None);
            again.extend_from_slice(&piece.octets);
            again.extend_from_slice(piece.eol.octets());
        }
        prop_assert_eq!(again, text);
    }
}
