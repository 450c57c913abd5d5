//! Checks that every example in the data is a valid line.

use super::{Entry, entries_of_all};
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::syntax::{Kind, Mode, Parser, Side};
use crate::protocol::typed_line::is_response;

#[test]
fn every_example_is_valid() {
    let faults = entries_of_all().filter_map(|(_, entry)| unknown_part(entry));
    assert_eq!(faults.collect::<Vec<_>>(), [""; 0]);
}

/// The tree of the entry's example, if part of it is unknown.
fn unknown_part(entry: &Entry) -> Option<String> {
    let line = entry.example.as_bytes();
    let side = if is_response(entry.example) { Side::Server } else { Side::Client };
    let mode = if entry.name == "DONE" { Mode::Idle } else { Mode::Message };
    let mut parser = Parser::new(side);
    parser.line_as(mode, line);
    if let Some(literal) = LiteralAnnouncement::at_end(line) {
        parser.literal(literal.size, b"");
        parser.line(b"");
    }
    let tree = parser.tree();
    let is_unknown = tree.nodes().any(|node| node.kind() == Kind::Unknown);
    is_unknown.then(|| format!("{}: {}\n{tree}", entry.name, entry.example))
}
