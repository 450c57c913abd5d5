//! Arguments that no server accepts: at the command, and again at its refusal.

use super::{assert_cause, last_explained};
use crate::explain::tests::{assert_contains, assert_lacks};
use crate::language::Language;

const SELECTED: &str =
    "S: * PREAUTH hi\nC: a1 select inbox\nS: * 3 EXISTS\nS: a1 OK [READ-WRITE] in\n";

/// Checks that the explanations of the command and of its BAD have this sentence.
#[track_caller]
fn assert_fault(line: &str, sentence: &str) {
    let command = format!("{SELECTED}C: a2 {line}");
    assert_contains(&command, sentence);
    assert_contains(format!("{command}\nS: a2 BAD x"), sentence);
}

#[test]
fn parts_without_their_parentheses() {
    for (line, part, corrected) in [
        ("setquota \"\" storage 100", "storage 100", "setquota \"\" (storage 100)"),
        (
            "setmetadata inbox /private/comment \"x\"",
            "/private/comment \"x\"",
            "setmetadata inbox (/private/comment \"x\")",
        ),
        ("id \"name\" \"imapsh\"", "\"name\" \"imapsh\"", "id (\"name\" \"imapsh\")"),
    ] {
        assert_fault(line, &format!("The part {part} has to be in parentheses: {corrected}"));
    }
    assert_lacks("S: * OK hi\nC: a2 login a b c", "parentheses");
}

#[test]
fn numbers_that_begin_at_one() {
    for key in ["OLDER", "YOUNGER"] {
        let line = format!("search {} 0", key.to_lowercase());
        assert_fault(&line, &format!("0 is not valid after {key}: it must be a number from 1 to"));
    }
    assert_lacks(format!("{SELECTED}C: a2 search younger 10"), "not valid");
    assert_fault("uid fetch 1:* flags (partial 0:5)", "The numbers of PARTIAL are not 0");
    assert_fault("search return (partial 0:5) all", "The numbers of PARTIAL are not 0");
}

#[test]
fn a_key_without_its_second_argument_is_reported() {
    assert_fault("search or seen", "OR lacks its second argument.");
    assert_fault("search header subject", "HEADER lacks its second argument.");
    assert_fault("search or", "OR lacks its argument.");
}

#[test]
fn spaces_at_the_ends_of_a_line_are_reported() {
    let blank = "The line ends with a space";
    for line in ["fetch 1 flags ", "select inbox ", "search all ", "noop "] {
        assert_fault(line, blank);
    }
    assert_contains("C:  c fetch 1 flags\nS: * BAD x", "The line begins with a space");
}

#[test]
fn unknown_events_of_notify_are_named() {
    for (event, rest) in [
        ("Foo", "A server that does not support an event answers NO [BADEVENT]"),
        ("FlagChanges", "FlagChange was probably meant."),
    ] {
        let line = format!("notify set (subscribed (MailboxName {event}))");
        assert_fault(&line, &format!("\"{event}\" is not a registered event of NOTIFY. {rest}"));
        let bare = format!("notify set (subscribed {event})");
        assert_fault(&bare, &format!("\"{event}\" is not a registered event of NOTIFY."));
    }
}

#[test]
fn the_root_of_annotations_needs_a_depth() {
    for line in
        ["getmetadata (depth 1) inbox /shared", "getmetadata (depth infinity) \"\" /private"]
    {
        assert_lacks(format!("{SELECTED}C: a2 {line}"), "not the name of an annotation");
    }
    assert_fault("getmetadata inbox /shared", "\"/shared\" is not the name of an annotation");
}

#[test]
fn a_new_name_that_exists() {
    let cause = |name| {
        format!(
            "RENAME cannot succeed: the new name is that of a mailbox that exists, \"{name}\". (RFC 3501, 6.3.5)"
        )
    };
    let to_itself = "RENAME cannot succeed: the new name is the old one. (RFC 3501, 6.3.5)";
    for (line, cause) in [
        ("rename a inbox", &*cause("inbox")),
        ("rename a a", to_itself),
        ("rename INBOX Inbox", &cause("Inbox")),
    ] {
        for refusal in ["", "\nS: a2 NO x", "\nS: a2 NO [CANNOT] x", "\nS: a2 NO [ALREADYEXISTS] x"]
        {
            let session = format!("{SELECTED}C: a2 {line}{refusal}");
            assert_cause(&session, cause);
        }
    }
    assert_lacks(format!("{SELECTED}C: a2 rename a A"), "cannot succeed");
}

#[test]
fn refusals_cite_the_section_of_the_command() {
    for (line, section) in [
        ("select x", "6.3.1"),
        ("examine x", "6.3.2"),
        ("subscribe x", "6.3.6"),
        ("lsub \"\" *", "6.3.9"),
        ("list \"\" *", "6.3.8"),
        ("status x (messages)", "6.3.10"),
    ] {
        let session = format!("{SELECTED}C: a2 {line}\nS: a2 NO x");
        let said = last_explained(Language::English, &session);
        assert!(said.contains(&format!("(RFC 3501, {section})")), "{line}: {said}");
        assert!(!said.contains("\"\""), "{said}");
    }
}

#[test]
fn unknown_resources_of_quotas_are_named() {
    for line in ["C: a2 setquota \"\" (FOO 5)", "S: * QUOTA \"\" (FOO 1 2)"] {
        assert_contains(format!("{SELECTED}{line}"), "Not registered: FOO.");
        let known = line.replace("FOO", "Storage");
        assert_lacks(format!("{SELECTED}{known}"), "Not registered");
    }
}

#[test]
fn sources_of_extensions_and_of_autologout() {
    for (line, source) in [
        ("C: a2 sort (displayfrom) utf-8 all", "(RFC 5957, 4)"),
        ("C: a2 sort (reverse displayto date) utf-8 all", "(RFC 5957, 4)"),
        ("C: a2 sort (reverse date) utf-8 all", "(RFC 5256, 3)"),
        ("S: * BYE Disconnected for inactivity.", "(RFC 3501, 5.4)"),
        ("S: * BYE Autologout", "(RFC 3501, 5.4)"),
        ("S: * BYE Server shutting down.", "(RFC 3501, 7.1.5)"),
    ] {
        let said = last_explained(Language::English, &format!("{SELECTED}{line}"));
        assert!(said.ends_with(source), "{line}: {said}");
    }
}

#[test]
fn a_literal_of_too_few_octets() {
    let session = format!("{SELECTED}C: a2 append Work {{5}}Hello, world (and all)\nS: a2 BAD x");
    assert_contains(&session, "\", world (and all)\" after them was read as the rest");
    for (size, octets) in [("{1}a", "1 octet"), ("{2}ab", "2 octets")] {
        assert_contains(
            format!("{SELECTED}C: a2 append Work {size}"),
            &format!("a message of {octets} to"),
        );
    }
}
