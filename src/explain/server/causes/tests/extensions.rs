//! Parts of commands that belong to an extension, if the server's capabilities are unknown.

use crate::explain::tests::last_explained;
use crate::explain::tests::{assert_contains, assert_lacks};
use crate::language::Language::English;

/// The server's capabilities are unknown after a login.
#[test]
fn parts_of_commands_that_need_a_capability_which_the_server_may_lack() {
    let begin = "S: * PREAUTH hi\nC: b select inbox\nS: * 5 EXISTS\nS: b OK [READ-WRITE] in\n";
    for (line, capability) in [
        ("search return (count) all", "ESEARCH"),
        ("fetch 1 flags (changedsince 5)", "CONDSTORE"),
        ("store 1 (unchangedsince 4) flags (x)", "CONDSTORE"),
        ("list \"\" * return (status (messages))", "LIST-EXTENDED"),
        ("list (subscribed) \"\" *", "LIST-EXTENDED"),
        ("status x (size)", "STATUS=SIZE"),
        ("fetch 1 binary[1]", "BINARY"),
        ("fetch 1 preview", "PREVIEW"),
        ("fetch 1 emailid", "OBJECTID"),
        ("fetch 1 modseq", "CONDSTORE"),
        ("select x (condstore)", "CONDSTORE"),
        ("search younger 5", "WITHIN"),
        ("search savedbefore 1-Jan-2026", "SAVEDATE"),
        ("create x (use (\\Sent))", "CREATE-SPECIAL-USE"),
        ("append x {3+}abc", "LITERAL+"),
        ("move 1 x", "MOVE"),
    ] {
        let said = last_explained(English, &format!("{begin}C: c {line}\nS: c BAD x"));
        let needs = format!(" needs the capability {capability}, which the server may");
        assert!(said.contains(&needs), "{line}: {said}");
    }
    for line in ["search all", "fetch 1 flags", "status x (messages)", "append x {3}abc"] {
        assert_lacks(format!("{begin}C: c {line}\nS: c BAD x"), "needs the capability");
    }
    // It was announced before the login.
    let begin = "S: * OK [CAPABILITY IMAP4rev1 MOVE] hi\nC: a login joe x\nS: a OK in\nC: b select x\nS: b OK in\n";
    for (line, is_named) in [("move 1 x", false), ("sort (date) utf-8 all", true)] {
        let said = last_explained(English, &format!("{begin}C: c {line}\nS: c BAD x"));
        assert_eq!(said.contains("needs the capability"), is_named, "{line}: {said}");
    }
}

#[test]
fn sources_and_needs_of_extensions_of_old_commands() {
    let last = |line: &str, begin: &str| {
        last_explained(English, &format!("S: * PREAUTH {begin}hi\nC: a {line}"))
    };
    for (line, source) in [
        ("list \"\" (a b)", "(RFC 5258, 3)"),
        ("status x (size)", "(RFC 8438, 3)"),
        ("status x (messages size)", "(RFC 8438, 3)"),
        ("status x (messages)", "(RFC 3501, 6.3.10)"),
        ("list \"\" *", "(RFC 3501, 6.3.8)"),
    ] {
        let said = last(line, "");
        assert!(said.ends_with(source), "{line}: {said}");
    }
    let said = last("list \"\" (a b)", "[CAPABILITY IMAP4rev1] ");
    assert!(said.contains("needs the capability LIST-EXTENDED"), "{said}");
}

/// A server need not repeat its capabilities after the login.
#[test]
fn capabilities_announced_before_the_login() {
    let begin = "S: * OK [CAPABILITY IMAP4rev1 LITERAL- METADATA-SERVER LIST-X] hi\nC: l login joe pw\nS: l OK in\nC: l select x\nS: l OK [READ-WRITE] x\n";
    for (command, expected) in [
        ("append x catenate (url \"/x\")", "needs the capability CATENATE"),
        ("search $", "needs the capability SEARCHRES"),
        ("list \"\" (\"a\" \"b\")", "needs the capability LIST-EXTENDED"),
        ("getmetadata x /shared/comment", "needs the capability METADATA,"),
        ("thread references utf-8 all", "needs the capability THREAD=REFERENCES"),
        ("append x {3+}abc", ""),
        ("append x {3+}abc {4+}abcd", "needs the capability MULTIAPPEND"),
        ("append x ~{3+}abc", "needs the capability BINARY"),
    ] {
        let said = last_explained(English, &format!("{begin}C: a {command}\nS: a BAD x"));
        assert!(said.contains(expected) && !said.contains("LITERAL"), "{command}: {said}");
    }
    let unknown = "C: a thread references utf-8 all\nS: a BAD Unknown command THREAD";
    let session =
        format!("{}{unknown}", begin.replace("C: l select x\nS: l OK [READ-WRITE] x\n", ""));
    assert_contains(&session, "THREAD=REFERENCES");
}

#[test]
fn each_missing_capability_of_a_command_is_named() {
    let begin =
        "S: * PREAUTH [CAPABILITY IMAP4rev1 CONTEXT=SEARCH ESEARCH] hi\nC: s select x\nS: s OK x\n";
    for (command, expected) in [
        (
            "status x (deleted size)",
            "DELETED needs the capability QUOTA=RES-MESSAGE, which the server has not announced. SIZE needs the capability STATUS=SIZE,",
        ),
        ("search return (partial -1:-10) all", "PARTIAL -1:-10 needs the capability PARTIAL,"),
        ("search return (partial 1:10) all", "The server did not understand"),
    ] {
        assert_contains(format!("{begin}C: a {command}\nS: a BAD x"), expected);
    }
}
