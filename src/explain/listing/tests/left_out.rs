//! Lines that a listing has left out.

use super::excerpts::of_excerpt;
use super::*;

/// The explanation of the last message in the listing.
fn last_of(listing: &str) -> String {
    of_excerpt(listing).trim().lines().last().unwrap_or_default().to_owned()
}

#[test]
fn such_lines_are_no_messages() {
    for line in ["...", "[...]", "S: ...", "S: [...]", "S:   ..."] {
        let listing = format!("C: a1 fetch 1 flags\n{line}\nS: a1 OK x\n");
        assert_eq!(messages(&listing), ["C a1 fetch 1 flags", "...", "S a1 OK x"], "{line}");
    }
    assert!(!of_excerpt("S: ...\nS: * 3 EXISTS\n").contains("not a response"));
}

/// What stood there may be the responses that the command asks for.
#[test]
fn a_command_with_such_lines_may_have_got_responses() {
    for (command, silent) in [
        ("fetch 1:3 flags", "no message was returned"),
        ("list \"\" *", "no name matches"),
        ("expunge", "no message was reported"),
        ("enable condstore", "has not reported"),
        ("search all", "did not"),
    ] {
        let start = format!("* PREAUTH hi\na0 select inbox\n* 3 EXISTS\na0 OK x\na1 {command}\n");
        let said = last_of(&format!("{start}...\na1 OK x\n"));
        assert!(said.contains("is complete") && !said.contains(silent), "{command}: {said}");
        if command != "search all" {
            let said = last_of(&format!("{start}a1 OK x\n"));
            assert!(said.contains(silent), "{command}: {said}");
        }
    }
}

/// Any commands may have stood there, and their responses.
#[test]
fn the_state_after_such_lines_is_unknown() {
    let said = of_excerpt("* OK hi\na login u p\na OK in\n...\nb fetch 1 flags\nb NO x\n");
    assert!(!said.contains("none is selected"), "{said}");
    let seen = "* PREAUTH hi\na select inbox\n* 3 EXISTS\na OK x\n";
    let said = of_excerpt(&format!("{seen}...\nb fetch 5 flags\n* 5 FETCH (FLAGS ())\nb OK x\n"));
    assert!(!said.contains("There is no message 5"), "{said}");
    let said = of_excerpt(&format!("{seen}b noop\n...\nb OK x\nc fetch 5 flags\n"));
    assert!(!said.contains("There is no message 5"), "{said}");
    let said =
        of_excerpt(&format!("{seen}b noop\n...\nb OK x\nc unselect\nc OK x\nd expunge\nd BAD x\n"));
    assert!(said.contains("none is selected"), "{said}");
}

/// What is not in a list that was cut may have been in it.
#[test]
fn nothing_is_missing_from_a_list_that_was_cut() {
    let start = "* PREAUTH [CAPABILITY IMAP4rev1 IDLE] hi\na select inbox\n";
    for (cut, command, missing) in [
        ("* CAPABILITY IMAP4rev1 ...", "move 1 x", "has not announced"),
        ("* OK [CAPABILITY IMAP4rev1 [...]] x", "move 1 x", "has not announced"),
        ("* OK [PERMANENTFLAGS (\\Seen ...)] x", "store 1 +flags $a", "Not among PERMANENTFLAGS"),
    ] {
        let listing = |line: &str| format!("{start}{line}\na OK x\nb {command}\nb NO x\n");
        let said = of_excerpt(&listing(cut));
        assert!(!said.contains(missing), "{cut}: {said}");
        let said = of_excerpt(&listing(&cut.replace(" ...", "").replace(" [...]", "")));
        assert!(said.contains(missing), "{cut}: {said}");
    }
}

/// A search may be among the lines that the listing has left out.
#[test]
fn the_saved_search_is_not_known_to_be_empty() {
    let select = "S: * PREAUTH hi\nC: a select x\nS: a OK x\n";
    let empty = "stands for no message";
    assert!(of_excerpt(&format!("{select}C: b fetch $ flags\n")).contains(empty));
    assert!(!of_excerpt(&format!("{select}...\nC: b fetch $ flags\n")).contains(empty));
}
