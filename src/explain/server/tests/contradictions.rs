//! Numbers that contradict what the server has said before, and invalid ones, of which nothing is claimed.

use crate::explain::tests::last_explained;
use crate::language::Language::{English, Japanese};

const OPENED: &str = "S: * PREAUTH hi\nC: a1 select x\nS: * 2 EXISTS\nS: * OK [UIDVALIDITY 7] x\nS: a1 OK [READ-WRITE] in\n";

/// Whether the explanation of the line has these words, in both languages.
fn says(lines: &str, [english, japanese]: [&str; 2]) -> bool {
    let is_said = last_explained(English, lines).contains(english);
    assert_eq!(is_said, last_explained(Japanese, lines).contains(japanese), "{lines}");
    is_said
}

#[test]
fn more_messages_than_exist() {
    const WORDS: [&str; 2] = ["That contradicts EXISTS, by which", "これは EXISTS と矛盾します。"];
    let opening = "S: * PREAUTH hi\nC: a1 select x\nS: * 2 EXISTS\n";
    for (before, line, is_contradiction) in [
        (OPENED, "* 3 RECENT", true),
        (OPENED, "* OK [UNSEEN 3] x", true),
        (OPENED, "* 2 RECENT", false),
        (OPENED, "* OK [UNSEEN 2] x", false),
        (opening, "* 9 RECENT", true),
        (opening, "* OK [UNSEEN 9] x", true),
        (&opening.replace("2 EXISTS", "0 EXISTS"), "* OK [UNSEEN 1] x", true),
        // Nothing is known of the mailbox that is being selected.
        (&format!("{OPENED}C: a2 select y\n"), "* 9 RECENT", false),
        (&format!("{OPENED}C: a2 select y\nS: * 9 EXISTS\n"), "* 9 RECENT", false),
        ("S: * PREAUTH hi\n", "* 9 RECENT", false),
    ] {
        assert_eq!(says(&format!("{before}S: {line}"), WORDS), is_contradiction, "{before}{line}");
    }
}

#[test]
fn a_next_uid_that_becomes_lower() {
    const WORDS: [&str; 2] = [
        "That contradicts an earlier UIDNEXT, 9: it never becomes lower.",
        "これは前の UIDNEXT（9）と矛盾します。",
    ];
    let opened = OPENED.replace("S: a1 OK", "S: * OK [UIDNEXT 9] x\nS: a1 OK");
    for (before, line, is_contradiction) in [
        (&opened, "* OK [UIDNEXT 8] x", true),
        (&opened, "* OK [UIDNEXT 9] x", false),
        (&opened, "* OK [UIDNEXT 10] x", false),
        (&format!("{opened}C: a2 select y\n"), "* OK [UIDNEXT 4] x", false),
        (&format!("{opened}C: a2 select y\nS: a2 OK in\n"), "* OK [UIDNEXT 4] x", false),
        (&opened.replace("UIDNEXT 9", "UIDNEXT 4294967296"), "* OK [UIDNEXT 4] x", false),
    ] {
        assert_eq!(says(&format!("{before}S: {line}"), WORDS), is_contradiction, "{before}{line}");
    }
}

#[test]
fn nothing_is_claimed_from_a_number_that_is_not_valid() {
    for (line, next) in [
        ("* 4294967296 EXISTS", "S: * 5 EXISTS"),
        ("* 4294967296 EXISTS", "S: * 1 EXPUNGE"),
        ("* OK [UIDVALIDITY 4294967296] x", "C: a2 select x\nS: * OK [UIDVALIDITY 7] x"),
        ("* OK [UIDVALIDITY 0] x", "C: a2 select x\nS: * OK [UIDVALIDITY 7] x"),
    ] {
        for language in [English, Japanese] {
            let said = last_explained(language, &format!("{OPENED}S: {line}\n{next}"));
            assert!(!said.contains("429496729") && !said.contains(" 0 "), "{line}: {said}");
        }
    }
    let count = last_explained(English, &format!("{OPENED}S: * 4294967296 EXISTS\nS: * 5 EXISTS"));
    assert_eq!(count, "# 5 messages are in the mailbox. (RFC 3501, 7.3.1)");
    let gone = last_explained(English, &format!("{OPENED}S: * VANISHED 1:*\nS: * 5 EXISTS"));
    assert_eq!(gone, "# 5 messages are in the mailbox. (RFC 3501, 7.3.1)");
}
