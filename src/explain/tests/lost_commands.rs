//! Commands that are not answered, and answers to commands that were not sent.

use super::last_explained;
use crate::explain::tests::assert_lacks;
use crate::language::Language;

const SELECTED: &str =
    "S: * PREAUTH hi\nC: a1 select inbox\nS: * 3 EXISTS\nS: a1 OK [READ-WRITE] in\n";

#[test]
fn the_line_that_ended_idle_is_not_in_flight() {
    let ended = "C: f8 idle\nS: + idling\nC: f9 noop\nS: f8 BAD expected DONE\n";
    let last = |line| last_explained(Language::English, &format!("{SELECTED}{ended}{line}"));
    let beyond = last("C: f10 fetch 7 flags");
    assert!(beyond.contains("There is no message 7"), "{beyond}");
    let closed = last("C: f10 close\nS: f10 OK x\nC: f11 fetch 1 flags");
    assert!(closed.contains("none is selected"), "{closed}");
    // The command sent after it was answered.
    let others = last("C: f10 noop\nS: f10 OK x");
    assert!(!others.contains("No command was sent"), "{others}");
    // Other servers execute the line as well.
    assert!(!last("S: f9 OK x").contains("No command was sent"));
}

#[test]
fn completions_with_a_tag_that_nothing_was_sent_with() {
    for answer in ["OK x", "NO x", "BAD x"] {
        let said =
            last_explained(Language::English, &format!("{SELECTED}C: a2 noop\nS: z {answer}"));
        assert_eq!(said, "# No command was sent with the tag z. (RFC 3501, 2.2.1)");
        assert_lacks(format!("{SELECTED}C: a2 noop\nS: a2 {answer}"), "No command was sent");
        // The earlier commands are unknown.
        assert_lacks(format!("S: z {answer}"), "No command was sent");
    }
    let literal = format!("{SELECTED}C: a2 append x {{3}}abc\nS: a2 OK x");
    assert!(!last_explained(Language::English, &literal).contains("No command was sent"));
}

#[test]
fn a_bye_after_the_completion_of_logout_is_explained() {
    let session = format!("{SELECTED}C: a2 logout\nS: a2 OK x\nS: * BYE x");
    let said = last_explained(Language::English, &session);
    assert!(said.starts_with("# The server ends the session, as LOGOUT has asked."), "{said}");
    let refused = session.replace("a2 OK", "a2 BAD");
    assert!(!last_explained(Language::English, &refused).contains("as LOGOUT has asked"));
}

#[test]
fn a_changed_uid_validity() {
    let opened = |tag: &str, name: &str, number: u32| {
        format!("C: {tag} select {name}\nS: * OK [UIDVALIDITY {number}] x\nS: {tag} OK x\n")
    };
    let first = format!("S: * PREAUTH hi\n{}", opened("a1", "inbox", 5));
    let again = |name, number| {
        let session = format!("{first}{}", opened("a2", name, number));
        let lines: Vec<&str> = session.lines().collect();
        last_explained(Language::English, &lines[..lines.len() - 1].join("\n"))
    };
    let changed = "# UIDVALIDITY has changed from 5 to 6: all UIDs that the client knows of this mailbox are void. (RFC 3501, 2.3.1.1)";
    assert_eq!(again("INBOX", 6), changed);
    assert!(!again("INBOX", 5).contains("has changed"));
    assert!(!again("Other", 6).contains("has changed"));
}

#[test]
fn the_separator_that_list_has_shown() {
    let list = |separator| {
        format!(
            "S: * PREAUTH hi\nC: a1 list \"\" \"\"\nS: * LIST () \"{separator}\" \"\"\nS: a1 OK x\n"
        )
    };
    let create = |separator, name| {
        last_explained(Language::English, &format!("{}C: a2 create {name}", list(separator)))
    };
    let ordinary = "The names that the session has shown have the hierarchy separator .; below the same level, / is an ordinary character.";
    assert!(create(".", "INBOX/Foo").contains(ordinary), "{}", create(".", "INBOX/Foo"));
    assert!(create("/", "INBOX/Foo").contains("With the hierarchy separator /, the server"));
    assert!(!create(".", "INBOX.Foo").contains("ordinary"));
    assert!(create("/", "Foo.").contains(". is an ordinary character"));
}
