//! Options, lists and corrections of commands whose grammar tolerates more than the server does.

use crate::explain::tests::last_explained;
use crate::explain::tests::{assert_contains, assert_lacks};
use crate::language::Language::English;

const SELECTED: &str =
    "S: * PREAUTH hi\nC: a1 select inbox\nS: * 3 EXISTS\nS: a1 OK [READ-WRITE] in\n";

/// Checks the fault that is named below the command, and below its BAD.
#[track_caller]
fn assert_fault(line: &str, fault: &str) {
    let command = format!("{SELECTED}C: a2 {line}");
    for session in [command.clone(), format!("{command}\nS: a2 BAD x")] {
        let said = last_explained(English, &session);
        assert!(said.contains(fault), "{line}: {said}");
        assert!(!said.contains("If the server accepts it"), "{line}: {said}");
    }
}

#[test]
fn words_without_their_argument() {
    for (line, word) in [
        ("select x (qresync)", "QRESYNC"),
        ("create x (use)", "USE"),
        ("search return (partial) all", "PARTIAL"),
        ("search return", "RETURN"),
        ("list \"\" * return", "RETURN"),
        ("list \"\" * return (status)", "STATUS"),
        ("list \"\" * return (metadata)", "METADATA"),
        ("fetch 1 flags (changedsince)", "CHANGEDSINCE"),
        ("store 1 (unchangedsince) +flags (x)", "UNCHANGEDSINCE"),
        ("getmetadata (maxsize) inbox /shared/comment", "MAXSIZE"),
        ("esearch in (mailboxes) unseen", "MAILBOXES"),
        ("esearch in (subtree) unseen", "SUBTREE"),
    ] {
        assert_fault(line, &format!("{word} lacks its argument."));
    }
    assert_fault("notify set (mailboxes foo)", "the events are missing");
    assert_fault("notify set (mailboxes (messagenew messageexpunge))", "the events are missing");
    assert_fault("setquota \"\" (storage)", "has its limit after it");
    assert_fault("append x catenate {5}", "CATENATE has its parts in parentheses");
}

#[test]
fn empty_lists() {
    for line in [
        "select x ()",
        "select x (qresync ())",
        "list \"\" ()",
        "list \"\" * return (metadata ())",
        "getmetadata () x /shared/comment",
        "getmetadata x ()",
        "setmetadata x ()",
        "store 1 annotation ()",
        "notify set (selected ())",
        "urlfetch ()",
    ] {
        assert_fault(line, "At least one item is needed in the parentheses.");
    }
    for line in [
        "id ()",
        "setquota \"\" ()",
        "store 1 flags ()",
        "search return () all",
        "list () \"\" *",
        "fetch 1 body[]<0.5>",
        "append x () {1}a",
    ] {
        assert_lacks(format!("{SELECTED}C: a2 {line}"), "At least one item");
    }
}

#[test]
fn arguments_that_are_not_valid() {
    assert_fault("select x (qresync (a b))", "\"a\" is not a valid argument of QRESYNC.");
    assert_fault("select x (qresync 1)", "\"1\" is not a valid argument of QRESYNC.");
    assert_fault("select x (qresync 1 2)", "select x (qresync (1 2)).");
}

/// Only an otherwise valid line is proposed.
#[test]
fn corrected_lines_are_right() {
    for (line, corrected) in [
        ("thread all utf-8 references", "thread references utf-8 all."),
        ("thread unseen us-ascii orderedsubject", "thread orderedsubject us-ascii unseen."),
        ("store 1 flags +\\Seen", "STORE 1 +FLAGS (\\Seen)."),
        ("store 1 flags (-Seen)", "STORE 1 -FLAGS (\\Seen)."),
        ("setquota \"\" storage 100", "setquota \"\" (storage 100)."),
    ] {
        assert_fault(line, corrected);
    }
    for line in [
        "setquota \"\" 100",
        "setquota \"\" storage=100",
        "setmetadata inbox /shared/comment",
        "select inbox (qresync 1)",
        "notify set selected",
        "notify set selected messagenew",
    ] {
        assert_lacks(format!("{SELECTED}C: a2 {line}"), "has to be in parentheses");
    }
}

#[test]
fn keywords_and_keys_that_are_everyday_words() {
    assert_fault("store 1 +flags (Seen,Deleted)", "Seen is written without a comma.");
    assert_fault("store 1 flags.silent+ (\\Seen)", "+FLAGS.SILENT was probably meant.");
    assert_fault(
        "search subject noodles unread",
        "If it was meant as a search key, that is UNSEEN.",
    );
    assert_fault("search size > 5", "LARGER was probably meant");
    assert_fault("search since 1-Jan-2026 10:00", "SINCE takes a day without a time: 10:00");
    assert_fault("search since 1-Jan-2026 10:00:00", "SINCE takes a day without a time: 10:00:00");
    assert_fault("uid 5", "After UID, the name of a command is missing");
    assert_contains(
        format!("{SELECTED}C: a2 store 1 +flags (Seen)\nS: a2 BAD x"),
        "Without a backslash, Seen is a keyword",
    );
    // A range of messages.
    assert_contains(
        format!("{SELECTED}C: a2 search since 1-Jan-2026 1:3"),
        "are among messages 1 to 3",
    );
    // An item that consists only of its sign.
    let sign = last_explained(English, &format!("{SELECTED}C: a2 store 1 + (\\Seen)"));
    assert!(sign.starts_with("# "), "{sign}");
}

#[test]
fn what_an_input_method_writes() {
    for range in ["1〜3", "1–3", "1－3"] {
        let said =
            last_explained(English, &format!("{SELECTED}C: a2 fetch {range} flags\nS: a2 BAD x"));
        assert!(said.contains("as in 1:3") || said.contains("full-width"), "{range}: {said}");
    }
    assert_fault("store 1 +flags (重要)", "Flags and keywords are ASCII only: 重要 cannot be one.");
    assert_fault("store 1 +flags ￥Seen", "begins with the backslash of ASCII: \\Seen.");
    assert_fault("store 1 +flags (¥Seen)", "begins with the backslash of ASCII: \\Seen.");
}

#[test]
fn events_that_notify_refuses() {
    for (line, fault) in [
        ("notify set (personal (flagchange))", "FlagChange and AnnotationChange are allowed"),
        ("notify set (selected-delayed none) (selected none)", "a NOTIFY can have only one"),
    ] {
        assert_contains(format!("{SELECTED}C: a2 {line}\nS: a2 BAD x"), fault);
    }
}
