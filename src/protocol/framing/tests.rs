//! Tests of the pieces that the framer makes, which must not depend on the sizes of reads.

use super::*;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

/// A piece that owns its octets.
#[derive(Clone, Debug, PartialEq)]
struct OwnedPiece {
    kind: PieceKind,
    response: u64,
    offset: u64,
    octets: Vec<u8>,
    eol: LineEnd,
    last: bool,
    truncated: bool,
    status: Option<Status>,
    tag_len: usize,
    literal_size: Option<u64>,
}

impl From<Piece<'_>> for OwnedPiece {
    fn from(p: Piece<'_>) -> OwnedPiece {
        OwnedPiece {
            kind: p.kind,
            response: p.response,
            offset: p.offset,
            octets: p.octets.to_vec(),
            eol: p.eol,
            last: p.last,
            truncated: p.truncated,
            status: p.status,
            tag_len: p.tag_len,
            literal_size: p.literal_size,
        }
    }
}

/// All pieces of these octets, when reads have these sizes in turn; no sizes: one read.
fn framed(octets: &[u8], cuts: &[usize]) -> Vec<OwnedPiece> {
    let mut framer = Framer::new();
    let mut pieces = Vec::new();
    let mut unread = octets;
    let mut cuts = cuts.iter().cycle();
    while !unread.is_empty() {
        let space = framer.unfilled();
        assert!(!space.is_empty());
        let n = cuts.next().copied().unwrap_or(usize::MAX).clamp(1, unread.len()).min(space.len());
        space[..n].copy_from_slice(&unread[..n]);
        framer.advance(n);
        unread = &unread[n..];
        while let Some(piece) = framer.next_piece() {
            pieces.push(piece.into());
        }
    }
    while let Some(piece) = framer.finish() {
        pieces.push(piece.into());
    }
    pieces
}

/// Each piece as its kind, the number of its response, `!` if it was truncated, and its text.
fn described(text: &str) -> Vec<String> {
    let describe = |p: OwnedPiece| {
        let cut = if p.truncated { "!" } else { "" };
        format!("{:?}{}{cut}:{}", p.kind, p.response, String::from_utf8_lossy(&p.octets))
    };
    framed(text.as_bytes(), &[]).into_iter().map(describe).collect()
}

#[test]
fn lines_and_literals_of_a_session() {
    assert_eq!(
        described(
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
fn where_an_announcement_begins_a_literal() {
    // A literal may begin in data, and in a status response only inside an open code.
    assert_eq!(described("* X {3}\r\nabc\r\n").len(), 3);
    assert_eq!(described("* X ~{3}\r\nabc\r\n").len(), 3);
    assert_eq!(described("* X {3+}\r\nabc\r\n").len(), 3);
    assert_eq!(described("* X {0}\r\n\r\n"), ["Untagged0:* X {0}", "Literal0:", "AfterLiteral0:"]);
    assert_eq!(described("* OK x\r\n* OK set {3}\r\nabc\r\n").len(), 3);
    assert_eq!(described("* OK x\r\n* OK [A b] {3}\r\nabc\r\n")[2], "Unknown2:abc");
    assert_eq!(
        described("* OK x\r\n* NO [A \"]\" {3}\r\nabc] hm\r\n")[1..],
        ["Untagged1:* NO [A \"]\" {3}", "Literal1:abc", "AfterLiteral1:] hm"]
    );
    assert_eq!(described("a NO [A (\"\\\"]\" {1}\r\n]) {1}\r\n]] {1}\r\nx\r\n").len(), 6);
    assert_eq!(described("+ {3}\r\nabc\r\n")[1], "Unknown1:abc");
    assert_eq!(described("what {3}\r\nabc\r\n")[1], "Unknown1:abc");
}

#[test]
fn line_ends() {
    let ends = |text: &str| {
        framed(text.as_bytes(), &[]).into_iter().map(|p| (p.octets, p.eol)).collect::<Vec<_>>()
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
fn the_end_of_the_connection_truncates_the_last_piece() {
    assert_eq!(described("* OK"), ["Greeting0!:* OK"]);
    assert_eq!(described("* X {5}\r\n"), ["Untagged0:* X {5}", "Literal0!:"]);
    assert_eq!(described("* X {5}\r\nab"), ["Untagged0:* X {5}", "Literal0!:ab"]);
    assert_eq!(described("* X {2}\r\nab"), ["Untagged0:* X {2}", "Literal0:ab", "AfterLiteral0!:"]);
    assert_eq!(described("* X\r\n"), ["Untagged0:* X"]);
}

#[test]
fn the_greeting_is_the_first_status() {
    assert_eq!(
        described("220 hi\r\n* CAPABILITY X\r\n* PREAUTH hi\r\n* OK no\r\n")[2..],
        ["Greeting2:* PREAUTH hi", "Untagged3:* OK no"]
    );
    assert_eq!(described("* NO hm\r\n* BYE x\r\n"), ["Untagged0:* NO hm", "Greeting1:* BYE x"]);
}

#[test]
fn long_lines_and_announcements_across_pieces() {
    for length in MAX_PIECE - 30..MAX_PIECE + 30 {
        let mut text = b"* X ".to_vec();
        text.resize(length, b'x');
        text.extend_from_slice(b" {3}\r\nabc)\r\n");
        let pieces = framed(&text, &[]);
        assert_eq!(pieces, framed(&text, &[1000, 1, 7]), "{length}");
        let literal = pieces.iter().find(|p| p.kind == PieceKind::Literal).expect("a literal");
        assert_eq!(literal.octets, b"abc");
        assert!(pieces.iter().all(|p| p.octets.len() <= MAX_PIECE));
    }
}

#[test]
fn the_kind_of_a_line_is_final_once_no_more_text_can_change_it() {
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
        assert!(!unfinished(open).1, "{open:?}, {whole:?}");
    }
    for settled in
        ["* 1 EX", "* OK ", "* LIS", "* BYES", "+ ", "*x", "+x", "a1 OK ", "a1 EX", " x", "\x07"]
    {
        assert!(unfinished(settled).1, "{settled:?}");
    }
    assert_eq!(unfinished("* OK hi\r").0, b"* OK hi");
    assert_eq!(unfinished("* X {5}\r\na\r").0, b"a\r");
    assert_eq!(unfinished("* X {2}\r\nab").0, b"");
}

/// The unfinished piece after this text, and whether its kind is final.
fn unfinished(text: &str) -> (Vec<u8>, bool) {
    let mut framer = Framer::new();
    framer.push(text.as_bytes());
    while framer.next_piece().is_some() {}
    let unfinished = framer.unfinished_piece().expect("an unfinished piece");
    (unfinished.piece.octets.to_vec(), unfinished.kind_is_final)
}

/// Asserts that an unfinished piece is the beginning of the piece that followed.
fn assert_begins(unfinished: &(OwnedPiece, bool), piece: &OwnedPiece) -> TestCaseResult {
    let (early, kind_is_final) = unfinished;
    prop_assert!(piece.octets.starts_with(&early.octets));
    prop_assert_eq!((early.response, early.offset), (piece.response, piece.offset));
    prop_assert_eq!(early.kind == PieceKind::Literal, piece.kind == PieceKind::Literal);
    if *kind_is_final {
        prop_assert_eq!(early.kind, piece.kind);
        prop_assert_eq!((early.status, early.tag_len), (piece.status, piece.tag_len));
    }
    Ok(())
}

/// Octets that a server may send, and many that it may not; `run` of them without a break.
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
    /// Reading an unfinished piece does not change any piece, and shows the beginning of the next one.
    #[test]
    fn an_unfinished_piece_begins_the_next_piece(
        (text, cuts) in prop_oneof![
            (octets(7), prop::collection::vec(1usize..8, 1..8)),
            (octets(70_000), prop::collection::vec(1000usize..100_000, 1..8)),
        ],
    ) {
        let mut framer = Framer::new();
        let mut pieces: Vec<OwnedPiece> = Vec::new();
        let mut unfinished: Option<(OwnedPiece, bool)> = None;
        let (mut unread, mut cuts) = (text.as_slice(), cuts.iter().cycle());
        while !unread.is_empty() {
            let space = framer.unfilled();
            let n = cuts.next().copied().unwrap_or(1).min(unread.len()).min(space.len());
            space[..n].copy_from_slice(&unread[..n]);
            framer.advance(n);
            unread = &unread[n..];
            while let Some(piece) = framer.next_piece() {
                let piece = OwnedPiece::from(piece);
                if let Some(unfinished) = unfinished.take() {
                    assert_begins(&unfinished, &piece)?;
                }
                pieces.push(piece);
            }
            let seen = framer.unfinished_piece();
            prop_assert_eq!(seen.is_some(), framer.is_within_response());
            unfinished = seen.map(|seen| (seen.piece.into(), seen.kind_is_final));
        }
        while let Some(piece) = framer.finish() {
            let piece = OwnedPiece::from(piece);
            if let Some(unfinished) = unfinished.take().filter(|(_, is_final)| *is_final) {
                assert_begins(&unfinished, &piece)?;
            }
            pieces.push(piece);
        }
        prop_assert_eq!(pieces, framed(&text, &[]));
    }

    /// However the octets are cut into reads, the pieces are the same; put together they are the octets.
    #[test]
    fn cuts_do_not_matter(
        text in octets(70_000),
        cuts in prop::collection::vec(prop_oneof![1usize..8, 1000usize..100_000], 1..8),
    ) {
        let whole = framed(&text, &[]);
        prop_assert_eq!(&whole, &framed(&text, &cuts));
        let mut again = Vec::new();
        for piece in &whole {
            again.extend_from_slice(&piece.octets);
            again.extend_from_slice(piece.eol.octets());
        }
        prop_assert_eq!(again, text);
    }
}
