//! Any octets as a message: the leaves of its tree cover it, and spans inside a span follow one
//! another. The first octet of the input decides whose message it is, what its first line is sent
//! for and how much of a literal is kept. Lines end with LF; after a line that announces one, the
//! next line is the literal.

#![no_main]

use imapsh::internals::{Mode, Parser, Side};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((&how, octets)) = data.split_first() else { return };
    let (side, mode) = match how % 8 {
        0..=2 => (Side::Server, Mode::Message),
        3 => (Side::Client, Mode::Idle),
        4 => (Side::Client, Mode::Authenticate),
        5 => (Side::Client, Mode::Literal),
        _ => (Side::Client, Mode::Message),
    };
    let mut parser = Parser::new(side);
    let mut text = Vec::new();
    let mut is_literal = false;
    for part in octets.split(|&octet| octet == b'\n') {
        if is_literal {
            let kept = &part[..part.len().min(usize::from(how >> 3))];
            parser.literal(part.len() as u64, kept);
            text.extend_from_slice(kept);
        } else {
            parser.line_as(mode, part);
            text.extend_from_slice(part);
        }
        is_literal = !is_literal && part.ends_with(b"}");
    }
    let tree = parser.tree();
    assert_eq!(tree.text(), text);
    let mut at = 0;
    for leaf in tree.leaves() {
        assert_eq!(leaf.range().start, at);
        at = leaf.range().end;
        let _ = (leaf.string(), leaf.number(), leaf.kind().name());
    }
    assert_eq!(at, text.len());
    for node in tree.nodes().filter(|node| !node.is_leaf()) {
        let mut at = node.range().start;
        for child in node.children() {
            assert_eq!(child.range().start, at);
            at = child.range().end;
        }
        assert_eq!(node.range().end, at);
    }
});
