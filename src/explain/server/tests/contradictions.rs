//! Numbers that contradict earlier responses, and invalid ones, about which nothing is claimed.

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
fn more_messages_than_exist_contradict_exists() {
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
        // The mailbox that is being selected is still unknown.
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
        "That contradicts an earlier UIDNEXT, 9: while UIDVALIDITY stays the same, it never becomes",
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
fn a_next_uid_of_status_that_becomes_lower() {
    const WORDS: [&str; 2] =
        ["That contradicts an earlier UIDNEXT, 9", "これは前の UIDNEXT（9）と"];
    let opened = OPENED.replace("S: a1 OK", "S: * OK [UIDNEXT 9] x\nS: a1 OK");
    let status = "S: * PREAUTH hi\nS: * STATUS y (UIDNEXT 9 UIDVALIDITY 3)\n";
    let other = "S: * PREAUTH hi\nC: a1 select y\nS: * OK [UIDVALIDITY 3] x\nS: * OK [UIDNEXT 9] x\nS: a1 OK in\n";
    for (before, line, is_contradiction) in [
        (status, "* STATUS y (UIDNEXT 8)", true),
        (status, "* STATUS y (MESSAGES 2 UIDNEXT 9)", false),
        (status, "* STATUS z (UIDNEXT 8)", false),
        (&opened, "* STATUS x (UIDNEXT 8)", true),
        (other, "* STATUS y (UIDNEXT 8 UIDVALIDITY 4)", false),
        (&format!("{status}C: a2 delete y\nS: a2 OK x\n"), "* STATUS y (UIDNEXT 8)", false),
    ] {
        assert_eq!(says(&format!("{before}S: {line}"), WORDS), is_contradiction, "{before}{line}");
    }
}

#[test]
fn a_uid_that_no_message_has_yet() {
    const WORDS: [&str; 2] =
        ["contradicts the mailbox's UIDNEXT, 9: only a new", "はメールボックスの UIDNEXT（9）と"];
    let opened = OPENED.replace("S: a1 OK", "S: * OK [UIDNEXT 9] x\nS: a1 OK");
    let after = |lines: &str| format!("{opened}{lines}\n");
    for (before, line, is_contradiction) in [
        (opened.clone(), "* 2 FETCH (UID 9)", true),
        (opened.clone(), "* 2 FETCH (FLAGS () UID 4000000)", true),
        (opened.clone(), "* 9 UIDFETCH (UID 9)", true),
        (opened.clone(), "* 2 FETCH (UID 8)", false),
        (after("S: * 3 EXISTS"), "* 3 FETCH (UID 9)", false),
        (after("S: * 3 EXISTS\nS: * STATUS x (UIDNEXT 9)"), "* 3 FETCH (UID 9)", true),
        (after("S: * STATUS y (UIDNEXT 5)"), "* 2 FETCH (UID 7)", false),
        (after("C: a2 append x {1}a\nS: a2 OK x"), "* 2 FETCH (UID 9)", false),
        (after("C: a2 copy 1 x"), "* 2 FETCH (UID 9)", false),
        (after("C: a2 copy 1 y"), "* 2 FETCH (UID 9)", true),
        (after("C: a2 select y"), "* 2 FETCH (UID 9)", false),
        (after("C: a2 select y\nS: a2 OK x"), "* 2 FETCH (UID 9)", false),
        (after("S: * OK [UIDVALIDITY 8] x"), "* 2 FETCH (UID 9)", false),
        (OPENED.to_owned(), "* 2 FETCH (UID 9)", false),
        (after("C: a2 uid copy 9 y"), "a2 OK [COPYUID 4 9 1] x", true),
        (after("C: a2 uid copy 9 y"), "a2 OK [COPYUID 4 8 1] x", false),
    ] {
        assert_eq!(says(&format!("{before}S: {line}"), WORDS), is_contradiction, "{before}{line}");
    }
}

#[test]
fn a_new_uid_below_uidnext_contradicts_it() {
    const WORDS: [&str; 2] =
        ["lower than the UIDNEXT of \"y\", 9:", "これは「y」の UIDNEXT（9）より小さい値です。"];
    let status = format!("{OPENED}S: * STATUS y (UIDNEXT 9)\n");
    for (command, line, is_contradiction) in [
        ("append y {1}a", "a2 OK [APPENDUID 3 8] x", true),
        ("append y {1}a", "a2 OK [APPENDUID 3 9] x", false),
        ("append z {1}a", "a2 OK [APPENDUID 3 8] x", false),
        ("copy 1:2 y", "a2 OK [COPYUID 3 1:2 8:9] x", true),
        ("copy 1:2 y", "a2 OK [COPYUID 3 1:2 9:10] x", false),
        ("move 1 y", "* OK [COPYUID 3 1 4] x", true),
        ("move 1 z", "* OK [COPYUID 3 1 4] x", false),
    ] {
        let said = says(&format!("{status}C: a2 {command}\nS: {line}"), WORDS);
        assert_eq!(said, is_contradiction, "{command} {line}");
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

/// The result of a search is not a number (RFC 5182, section 2.1).
#[test]
fn a_result_that_is_the_saved_one_has_no_count() {
    for line in [
        "* ESEARCH (TAG \"c\") UID ALL $",
        "* ESEARCH (TAG \"c\") ALL $",
        "* ESEARCH (TAG \"c\") MIN 3 ALL $",
    ] {
        for language in [English, Japanese] {
            let said = last_explained(language, &format!("S: * OK hi\nS: {line}"));
            assert!(!said.contains("18446744073709551615") && !said.contains("One"), "{said}");
        }
    }
}

/// RFC 3501, section 7.4.1.
#[test]
fn a_removal_while_message_numbers_are_in_use() {
    const WORDS: [&str; 2] = ["must not send EXPUNGE", "EXPUNGE を送ってはいけない"];
    for (lines, is_wrong) in [
        ("C: a2 fetch 1:2 flags\n", true),
        ("C: a2 search all\n", true),
        ("C: a2 store 1 flags ()\n", true),
        ("C: a2 uid fetch 1:2 flags\n", false),
        ("C: a2 noop\n", false),
        ("C: a2 expunge\n", false),
        ("C: a2 fetch 1:2 flags\nC: a3 noop\n", false),
    ] {
        assert_eq!(says(&format!("{OPENED}{lines}S: * 2 EXPUNGE"), WORDS), is_wrong, "{lines}");
    }
}
