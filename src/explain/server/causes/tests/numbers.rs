//! Causes in message numbers: higher than the last one, and ranges up to the last one.

use super::{SELECTED, assert_cause};
use crate::explain::tests::assert_lacks;
use crate::explain::tests::last_explained;
use crate::language::Language;

#[test]
fn numbers_become_lower_after_expunge() {
    assert_cause(
        &format!("{SELECTED}S: * 11 EXISTS\nS: * 3 EXPUNGE\nC: a2 fetch 11 flags\nS: a2 BAD x"),
        "There is no message 11: the mailbox has 10 messages. Message numbers have become lower since messages were removed. (RFC 3501, 9)",
    );
}

#[test]
fn numbers_that_no_message_had() {
    for (number, had) in [(11, true), (12, false)] {
        let session =
            format!("{SELECTED}S: * 11 EXISTS\nS: * 3 EXPUNGE\nC: a2 fetch {number} flags");
        for refusal in ["NO x", "BAD x"] {
            let said = last_explained(Language::English, &format!("{session}\nS: a2 {refusal}"));
            assert!(said.contains(&format!("There is no message {number}")), "{said}");
            assert_eq!(said.contains("have become lower"), had, "{said}");
        }
    }
}

#[test]
fn ranges_in_an_empty_mailbox() {
    for command in ["fetch 1:* flags", "store 1:* +flags (\\Seen)", "copy 1:* x"] {
        let session = format!("{SELECTED}S: * 0 EXISTS\nC: a2 {command}");
        for lines in [session.clone(), format!("{session}\nS: a2 BAD x")] {
            assert_lacks(&lines, "last message alone");
        }
    }
}

#[test]
fn ranges_up_to_the_last_message() {
    let selected = format!("{SELECTED}S: * 50 EXISTS\n");
    for (set, is_open) in [("60:*", true), ("*:60", true), ("60", false), ("60:70", false)] {
        let said = last_explained(
            Language::English,
            &format!("{selected}C: a2 fetch {set} flags\nS: a2 BAD x"),
        );
        let note = "Many servers take 60:* for the last message alone.";
        assert_eq!(said.contains(note), is_open, "{set}: {said}");
    }
    let said = last_explained(Language::Japanese, &format!("{selected}C: a2 fetch 60:* flags"));
    assert!(said.contains("60:* を最後のメッセージだけの指定と見なします"), "{said}");
}
