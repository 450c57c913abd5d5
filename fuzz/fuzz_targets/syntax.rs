//! Any octets as a message: the leaves of its tree cover it. The first octet of the input decides
//! whose message it is and how much of a literal is kept. Lines end with LF; after a line that
//! announces one, the next line is the literal.

#![no_main]

use imapsh::protocol::syntax::{Parser, Side};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((&how, octets)) = data.split_first() else { return };
    let side = if how & 1 == 0 { Side::Server } else { Side::Client };
    let mut parser = Parser::new(side);
    let mut text = Vec::new();
    let mut is_literal = false;
    for part in octets.split(|&octet| octet == b'\n') {
        if is_literal {
            let kept = &part[..part.len().min(usize::from(how >> 1))];
            parser.literal(part.len() as u64, kept);
            text.extend_from_slice(kept);
        } else {
            parser.line(part);
            text.extend_from_slice(part);
        }
        is_literal = !is_literal && part.ends_with(b"}");
    }
    let tree = parser.tree();
    assert_eq!(tree.text(), text);
    let mut at = 0;
    if let Some(root) = tree.root() {
        assert_eq!(root.range(), 0..text.len());
        for leaf in root.descendants().filter(|node| node.is_leaf()) {
            assert_eq!(leaf.range().start, at);
            at = leaf.range().end;
            let _ = (leaf.string(), leaf.number(), leaf.kind().name());
        }
    }
    assert_eq!(at, text.len());
});
