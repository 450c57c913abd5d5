//! What a refusal with NONEXISTENT, or a text about rights, says of the mailbox.

use crate::explain::tests::assert_contains;
use crate::explain::tests::last_explained;
use crate::language::Language::English;

const SELECTED: &str =
    "S: * PREAUTH x\nC: a1 select Team\nS: * 9 EXISTS\nS: a1 OK [READ-WRITE] x\n";

fn last(tail: &str) -> String {
    last_explained(English, &format!("{SELECTED}{tail}"))
}

#[test]
fn the_selected_mailbox_keeps_its_selection_under_a_new_name() {
    let renamed = "C: a2 rename Team Crew\nS: a2 OK x\n";
    let of_selected = "It is the selected mailbox";
    assert!(last(&format!("{renamed}C: a3 status Crew (messages)")).contains(of_selected));
    assert!(!last(&format!("{renamed}C: a3 status Team (messages)")).contains(of_selected));
}

#[test]
fn move_needs_rights_on_both_mailboxes() {
    let said = last("C: a2 move 1 Other\nS: a2 NO [NOPERM] x");
    for right in ["on \"Other\" to add messages (i)", "on \"Team\" to change \\Deleted (t)", "(e)"]
    {
        assert!(said.contains(right), "{right}: {said}");
    }
    assert!(said.ends_with("(RFC 6851, 4.2)"), "{said}");
    let said = last("C: a2 status Other (messages)\nS: a2 NO Permission denied");
    assert!(said.contains("STATUS needs this on \"Other\": to read it (r)"), "{said}");
}

#[test]
fn a_namespace_may_have_its_own_separator() {
    let listed = "C: a2 list \"\" *\nS: * LIST () \"/\" Work\nS: a2 OK x\n";
    assert!(last(&format!("{listed}C: a3 create a.b")).contains("an ordinary character"));
    assert!(!last(&format!("{listed}C: a3 create #news.b")).contains("an ordinary character"));
}

#[test]
fn idle_without_a_mailbox() {
    let session = "S: * PREAUTH [CAPABILITY IMAP4rev1 IDLE] x\nC: a1 idle\nS: a1 BAD Select first";
    assert_contains(session, "No mailbox is selected: some servers");
}

#[test]
fn each_line_is_explained_by_what_came_before() {
    for (tail, expected) in [
        ("C: a2 setquota \"\" ()", "removes all limits"),
        ("C: a2 fetch 500 flags\nS: a2 BAD x", "There is no message 500"),
        (
            "S: * OK [UIDNEXT 900] x\nC: a2 fetch 500 flags\nS: a2 BAD x",
            "If 500 is a UID, UID FETCH is meant",
        ),
        (
            "C: a2 create x\nS: a2 NO Client tried to access nonexistent namespace.",
            "lacks the prefix of a namespace",
        ),
        (
            "C: a2 select Team\nS: * OK [UIDVALIDITY 7] x\nS: a2 OK x\nC: a3 unselect\nS: a3 OK x\n\
             S: * STATUS Team (UIDVALIDITY 8)",
            "UIDVALIDITY has changed from 7 to 8",
        ),
        ("C: a2 language DE default", "\"DE\" and the one that its administrator prefers"),
    ] {
        let said = last(tail);
        assert!(said.contains(expected), "{tail}: {said}");
    }
}
