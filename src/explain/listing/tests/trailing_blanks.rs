//! Spaces at the end of lines that a server has refused.

use super::explained;
use crate::language::Language::{English, Japanese};

#[test]
fn a_space_at_the_end_of_refused_commands() {
    let listing = "a1 NOOP\na1 OK x\na2 NOOP \na2 BAD x\na3 SELECT INBOX \na3 BAD x\n";
    let said = explained(English, listing);
    assert_eq!(said.matches("The line ends with a space").count(), 4, "{said}");
    // The page has spaces that were not sent.
    let padded = listing.replace("a1 OK x", "a1 OK x ");
    assert!(!explained(English, &padded).contains("ends with a space"));
    for (blank, words) in [('\u{3000}', "full-width"), ('\u{a0}', "looks like a space")] {
        let said = explained(English, &format!("a1 select INBOX{blank}\na1 BAD x\n"));
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn a_space_after_the_announcement_of_a_literal_is_reported() {
    let listing = "a18 APPEND Sent {12} \na18 BAD x\n";
    let said = explained(English, listing);
    assert!(said.contains("A space follows the announcement of the literal"), "{said}");
    assert!(!said.contains("missing"), "{said}");
    assert!(explained(Japanese, listing).contains("リテラルの予告の後に空白があります"));
}
