//! Commands that are nearly right: what is wrong is named, and the right form is shown.

use crate::explain::tests::last_explained;
use crate::language::Language::{English, Japanese};

const SELECTED: &str =
    "S: * PREAUTH x\nC: a1 select inbox\nS: * 100 EXISTS\nS: a1 OK [READ-WRITE] x\n";

#[test]
fn the_right_form_is_shown() {
    for (line, english, form) in [
        ("fetch 1 (uid)(flags)", "belong in one list", "fetch 1 (uid flags)"),
        ("fetch 1 (uid) (flags)", "belong in one list", "fetch 1 (uid flags)"),
        ("status x (messages) (unseen)", "belong in one list", "status x (messages unseen)"),
        (r"store 1 +flags (\Seen)(\Deleted)", "belong in one list", r"+flags (\Seen \Deleted)"),
        ("move 1 2 Archive", "have commas between them", "move 1,2 Archive"),
        ("uid copy 4:7 9 Archive", "have commas between them", "uid copy 4:7,9 Archive"),
        ("select x(y)", "with the character ( must be in quotes", "\"x(y)\""),
        ("cancelupdate a1 \"a2\"", "Quotation marks are missing", "cancelupdate \"a1\" \"a2\""),
        (
            "setmetadata INBOX (/private/comment hello world)",
            "Quotation marks are missing",
            "(/private/comment \"hello world\")",
        ),
        (
            "setmetadata x (/private/comment NIL /shared/comment a b)",
            "Quotation marks are missing",
            "NIL /shared/comment \"a b\")",
        ),
        (
            "setmetadata x (/private/comment a /shared/comment b)",
            "Quotation marks are missing",
            "(/private/comment \"a\" /shared/comment \"b\")",
        ),
        (
            "setmetadata my box (/shared/comment \"x\")",
            "Quotation marks are missing",
            "setmetadata \"my box\" (/shared/comment \"x\")",
        ),
        ("list return (subscribed) \"\" *", "another order", "list \"\" * return (subscribed)"),
        (
            "append x (url \"imap://j@x/y\")",
            "follow the word CATENATE",
            "append x CATENATE (url \"imap://j@x/y\")",
        ),
        (r"fetch 1 flags (\Seen)", "is one argument too many", "fetch 1 flags"),
        (r"copy 1:2 inbox.Trash (\Seen)", "is one argument too many", "copy 1:2 inbox.Trash"),
        ("status \"inbox\"(messages)", "A space is missing", "status \"inbox\" (messages)"),
        (r#"create "a\b""#, "a backslash itself is written", r#""a\\b""#),
        ("fetch 1 binary", "BINARY needs brackets", "BINARY[[PART]]"),
        ("fetch 1 (messages)", "MESSAGES is a STATUS item", "STATUS INBOX (MESSAGES)"),
        ("status x (flags)", "FLAGS is a FETCH item", "FETCH 1 (FLAGS)"),
        ("search envelope", "ENVELOPE is a FETCH item", "FETCH 1 (ENVELOPE)"),
        ("fetch 1 (preview (lazy eager))", "not a registered modifier of PREVIEW", "(LAZY)"),
        ("search search", "SEARCH is there twice", ""),
        ("deflate", "before its arguments: COMPRESS", ""),
        ("search charset utf8 subject x", "registered name", "UTF-8"),
    ] {
        let session = format!("{SELECTED}C: a2 {line}\nS: a2 BAD x");
        let said = last_explained(English, &session);
        let command = last_explained(English, &format!("{SELECTED}C: a2 {line}"));
        assert!(said.contains(english) || line.contains("charset"), "{line}: {said}");
        // Below BAD, the syntax is not repeated.
        assert!(command.contains(english) && command.contains(form), "{line}: {command}");
        let in_japanese = last_explained(Japanese, &format!("{SELECTED}C: a2 {line}"));
        let form = form.replace("[[PART]]", "[[").replace("\"x(y)\"", "x(y)");
        assert!(in_japanese.contains(&form), "{line}: {in_japanese}");
    }
}

#[test]
fn the_registered_name_of_a_character_set_follows_the_refusal() {
    for refusal in ["NO [BADCHARSET (UTF-8)] x", "NO unknown charset"] {
        let session = format!("{SELECTED}C: a2 search charset utf8 subject x\nS: a2 {refusal}");
        let said = last_explained(English, &session);
        assert!(said.contains("The registered name of this character set is UTF-8."), "{said}");
    }
}

#[test]
fn commands_that_are_right_get_no_correction() {
    for line in [
        "fetch 1 (flags) (changedsince 5)",
        "setmetadata INBOX (/private/comment \"hello world\")",
        "setmetadata INBOX (/private/comment NIL /shared/comment \"x\")",
        "list (subscribed) \"\" * return (children)",
        "copy 1,2 Archive",
        r#"create "a\\b""#,
        r#"select "a\"b""#,
        "search charset utf-8 subject x",
    ] {
        let said = last_explained(English, &format!("{SELECTED}C: a2 {line}"));
        for claim in ["missing", "one list", "commas", "too many", "doubled", "registered"] {
            assert!(!said.contains(claim), "{line}: {said}");
        }
    }
}
