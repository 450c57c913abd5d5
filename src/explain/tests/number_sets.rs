//! Sets in which the grammar has numbers only: `*` and `$` are invalid there.

use super::last_explained;
use crate::explain::tests::assert_lacks;
use crate::language::Language::{English, Japanese};

#[test]
fn sets_of_uids_in_responses() {
    for (line, part) in [
        ("* OK [APPENDUID 3 *] x", "*"),
        ("a1 OK [COPYUID 3 1:* 2] x", "1:*"),
        ("a1 OK [COPYUID 3 $ 2] x", "$"),
        ("a1 OK [COPYUID 3 1:2 *] x", "*"),
        ("a1 OK [COPYUID 3 1::2 7] x", "1::2"),
        ("* VANISHED 3:*", "3:*"),
        ("* VANISHED (EARLIER) $", "$"),
        ("* UIDBATCHES (TAG \"a\") 3:*", "3:*"),
        ("* ESEARCH (TAG \"a\") UID PARTIAL (1:* 3)", "1:*"),
        ("* ESEARCH (TAG \"a\") MIN *", "*"),
    ] {
        let session = format!("S: * OK hi\nS: {line}");
        let said = last_explained(English, &session);
        let (is_open, is_missing) = (part.contains('*') && !line.contains("ESEARCH"), "is missing");
        let in_english = if is_open {
            format!("\"{part}\" has a *, which only a client may use")
        } else {
            format!("does not allow \"{part}\" there")
        };
        assert!(said.contains(&in_english) && (!is_open || !said.contains(is_missing)), "{said}");
        for claim in [
            "the highest one",
            "last message",
            "saved search",
            "the UID",
            "No batch",
            "registered",
            "  ",
        ] {
            let is_definition = said.contains("the UID of the message there")
                || said.contains("the UIDs of the originals");
            assert!(!said.contains(claim) || claim == "the UID" && is_definition, "{line}: {said}");
        }
        let said = last_explained(Japanese, &session);
        let in_japanese = if is_open {
            format!("「{part}」にある * を使えるのは")
        } else {
            format!("「{part}」は、文法ではそこに置けません")
        };
        assert!(said.contains(&in_japanese), "{line}: {said}");
    }
    for (line, says) in [
        ("a1 OK [COPYUID 3 1,4:5 7:9] x", "the UIDs are 7 to 9"),
        ("* VANISHED 4,6:9", "UIDs 4 and 6 to 9"),
        ("* UIDBATCHES (TAG \"a\")", "No batch of UIDs"),
        ("* ESEARCH (TAG \"a\") UID PARTIAL (1:5 NIL)", "the positions 1 to 5"),
    ] {
        let said = last_explained(English, &format!("S: * OK hi\nS: {line}"));
        assert!(said.contains(says), "{said}");
        assert!(!said.contains("does not allow"), "{said}");
    }
}

#[test]
fn what_a_client_knows_by_qresync() {
    for (known, part) in
        [("3:*", "3:*"), ("$", "$"), ("*", "*"), ("1:9 (1:* 2:8)", "1:*"), ("1:9 (1:7 $)", "$")]
    {
        let line = format!("C: a select x (qresync (1 2 {known}))");
        for answer in ["", "\nS: a BAD x"] {
            let said = last_explained(
                English,
                &format!(
                    "S: * PREAUTH [CAPABILITY IMAP4rev1 ENABLE QRESYNC] hi\nS: * ENABLED QRESYNC\n{line}{answer}"
                ),
            );
            let fault = format!(
                "# \"{part}\" cannot be there: the sets of QRESYNC are what the client knows, in numbers, without * and $."
            );
            assert!(said.starts_with(&fault), "{said}");
        }
        let said = last_explained(Japanese, &line);
        assert!(
            said.starts_with(&format!("# 「{part}」はそこに置けません。QRESYNC の集合は")),
            "{said}"
        );
    }
    assert_lacks("C: a select x (qresync (1 2 1:9 (1:7 2:8)))", "cannot be there");
}

/// RFC 8508 has seq-number there, which may be `*`.
#[test]
fn replace_takes_one_message() {
    for (set, is_allowed) in
        [("4", true), ("*", true), ("1:2", false), ("1,2", false), ("$", false)]
    {
        for name in ["replace", "uid replace"] {
            let said = last_explained(English, &format!("C: a {name} {set} x {{3}}"));
            assert_eq!(said.contains("does not fit the grammar"), !is_allowed, "{said}");
        }
    }
}
