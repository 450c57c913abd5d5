//! Tests that the sizes of a response's pieces make no difference, and that memory is bounded.

use super::collector::MAX_LINES;
use super::tests::assert_covered;
use super::*;
use crate::protocol::framing::{Framer, LineEnd, Piece, PieceKind};
use proptest::prelude::*;

/// Lines with the literals between them: line, literal, line …
fn response(parts: &[&[u8]], cut: usize, collector: &mut Collector) -> Tree {
    let mut tree = None;
    for (number, part) in parts.iter().enumerate() {
        let is_literal = number % 2 == 1;
        let literal_size = if is_literal {
            Some(part.len() as u64)
        } else {
            parts.get(number + 1).map(|literal| literal.len() as u64)
        };
        let chunks: Vec<&[u8]> =
            if part.is_empty() { vec![part] } else { part.chunks(cut).collect() };
        let mut offset = 0;
        for (index, octets) in chunks.iter().enumerate() {
            let last = index + 1 == chunks.len();
            let kind = match number {
                0 => PieceKind::Untagged,
                _ if is_literal => PieceKind::Literal,
                _ => PieceKind::AfterLiteral,
            };
            let piece = Piece {
                kind,
                response: 0,
                offset,
                octets,
                eol: if last && !is_literal { LineEnd::Crlf } else { LineEnd::None },
                last,
                truncated: false,
                status: None,
                tag_len: 0,
                literal_size: if last || is_literal { literal_size } else { None },
            };
            offset += octets.len() as u64;
            assert!(tree.is_none());
            tree = collector.read(&piece).cloned();
        }
    }
    tree.expect("a whole response")
}

#[test]
fn each_response_has_its_own_tree() {
    let octets =
        b"* 1 EXISTS\r\n* 1 FETCH (BODY[] {3}\r\nabc UID 7)\r\n* 2 FETCH (BODY[] {0}\r\n)\r\n";
    let mut framer = Framer::new();
    framer.push(octets);
    let mut collector = Collector::new(Side::Server, 2);
    let mut texts = Vec::new();
    while let Some(piece) = framer.next_piece() {
        if let Some(tree) = collector.read(&piece) {
            assert_covered(tree);
            let root = tree.root().expect("a root");
            let omitted: u64 = root.descendants().map(Node::omitted).sum();
            texts.push((String::from_utf8_lossy(tree.text()).into_owned(), omitted));
        }
    }
    let expected =
        [("* 1 EXISTS", 0), ("* 1 FETCH (BODY[] {3}ab UID 7)", 1), ("* 2 FETCH (BODY[] {0})", 0)];
    assert_eq!(texts, expected.map(|(text, omitted)| (text.to_owned(), omitted)));
}

#[test]
fn octets_over_the_limit_are_one_leaf_with_their_number() {
    let mut collector = Collector::new(Side::Server, 10);
    let line = format!("* SEARCH{} {{5}}", " 1234567".repeat(200_000));
    let tree = response(&[line.as_bytes(), b"abcde", b" x"], 60_000, &mut collector);
    assert_covered(&tree);
    assert!(tree.text().len() <= MAX_LINES);
    let root = tree.root().expect("a root");
    let last = root.children().last().expect("a child");
    assert_eq!(last.kind(), Kind::Omitted);
    assert_eq!(last.omitted() as usize, line.len() + 5 + 2 - tree.text().len());
    let numbers = root.children_of(Kind::Number);
    assert!(numbers.into_iter().all(|number| number.text() == b"1234567"));
    // The next response starts afresh.
    let tree = response(&[b"* 1 EXISTS"], 3, &mut collector);
    assert_eq!(tree.text(), b"* 1 EXISTS");
}

#[test]
fn many_literals_are_bounded_together() {
    let literal = vec![b'x'; 100_000];
    let mut parts: Vec<&[u8]> = vec![b"* X {100000}"];
    for _ in 0..50 {
        parts.extend([&literal[..], b" {100000}"]);
    }
    parts.extend([&literal[..], b""]);
    let tree = response(&parts, 64 * 1024, &mut Collector::new(Side::Server, usize::MAX));
    assert_covered(&tree);
    assert!(tree.text().len() <= 2 * MAX_LINES);
}

proptest! {
    #[test]
    fn the_cuts_make_no_difference(
        cut in 1..20usize,
        first in "\\* (1 FETCH \\(BODY\\[\\] |LIST \\(\\\\A\\) \"/\" |OK \\[X |)\\{[0-9]\\}",
        literal in "[a() ]{0,9}",
        last in "[a*1 ()\"\\\\{}\\[\\]]{0,30}",
    ) {
        let parts = [first.as_bytes(), literal.as_bytes(), last.as_bytes()];
        let whole = response(&parts, usize::MAX, &mut Collector::new(Side::Server, 4));
        let mut collector = Collector::new(Side::Server, 4);
        prop_assert_eq!(&response(&parts, cut, &mut collector), &whole);
        // Neither do earlier responses.
        prop_assert_eq!(&response(&parts, cut, &mut collector), &whole);
        assert_covered(&whole);
    }
}
