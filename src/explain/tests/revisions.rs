//! Changes by IMAP4rev2 in a session.

use super::last_explained;
use crate::explain::tests::{assert_contains, assert_lacks};
use crate::language::Language::English;

const REV2: &str = "S: * PREAUTH [CAPABILITY IMAP4rev1 IMAP4rev2] hi\nC: a1 enable imap4rev2\nS: * ENABLED IMAP4rev2\nS: a1 OK x\nC: a2 select inbox\nS: * 3 EXISTS\nS: a2 OK [READ-WRITE] x\n";

fn said(line: &str) -> String {
    last_explained(English, &format!("{REV2}{line}"))
}

#[test]
fn recent_is_no_more() {
    let replaced = said("C: a3 store 1 flags (\\Seen)");
    assert!(replaced.contains("any other flag is removed"), "{replaced}");
    assert!(said("C: a3 store 1 flags ()").contains("removes all flags of message 1. "));
    assert!(said("C: a3 store 1 +flags (\\Recent)").contains("no longer has the flag \\Recent"));
    assert!(said("S: * 0 RECENT").contains("clients do not need them"));
    assert_contains(
        "S: * PREAUTH hi\nC: a3 store 1 flags (\\Seen)",
        "any other flag except \\Recent",
    );
}

#[test]
fn names_are_in_utf8() {
    let encoded = said("C: a3 create &AOk-x");
    assert!(encoded.contains("may take \"&AOk-x\" for the name itself"), "{encoded}");
    for name in ["R&D", "Entw\u{fc}rfe", "a&-b"] {
        let plain = said(&format!("C: a3 create \"{name}\""));
        assert!(!plain.contains("for the name itself"), "{plain}");
    }
    let listed = format!("{REV2}S: * LIST () \"/\" \"&AOk-x\"\nC: a3 select &AOk-x");
    assert_lacks(&listed, "for the name itself");
}

#[test]
fn where_the_character_set_is_utf8() {
    let session = "S: * PREAUTH hi\nC: a1 enable utf8=accept\nS: * ENABLED UTF8=ACCEPT\nS: a1 OK x\nC: a2 select x\nS: a2 OK x\n";
    assert_contains(format!("{session}C: a3 search charset utf-8 text x"), "(RFC 9755, 3)");
    assert_contains(format!("{session}C: a3 sort (date) us-ascii all"), "RFC 6855, 3");
}
