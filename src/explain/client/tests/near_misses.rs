//! Commands that are nearly right: what is wrong is named, and the right form is shown.

use crate::explain::Explainer;
use crate::explain::tests::last_explained;
use crate::explain::tests::{assert_contains, assert_lacks};
use crate::language::Language::{English, Japanese};
use crate::messages::Messages;
use crate::protocol::syntax::{Side, Tree};

const SELECTED: &str =
    "S: * PREAUTH x\nC: a1 select inbox\nS: * 100 EXISTS\nS: a1 OK [READ-WRITE] x\n";

#[test]
fn the_right_form_is_shown() {
    for (line, english, form) in [
        ("fetch 1 BODY PEEK[]", "a dot between", "fetch 1 BODY.PEEK[]"),
        ("fetch 1 bodypeek[]", "a dot between", "fetch 1 body.peek[]"),
        ("fetch 1 body-peek [header]", "a dot between", "fetch 1 body.peek[header]"),
        ("fetch 1 (flags rfc822 size)", "a dot between", "fetch 1 (flags rfc822.size)"),
        (
            "fetch 1 body[header fields (from)]",
            "a dot between",
            "fetch 1 body[header.fields (from)]",
        ),
        (
            "fetch 1 body[header.fieldsnot (from)]",
            "a dot between",
            "fetch 1 body[header.fields.not (from)]",
        ),
        (r"store 1 +flags silent (\Seen)", "a dot between", r"store 1 +flags.silent (\Seen)"),
        ("fetch 1 internal date", "INTERNALDATE is one word", "fetch 1 internaldate"),
        ("fetch 1 (flags body structure)", "is one word", "fetch 1 (flags bodystructure)"),
        ("fetch 1 x-gm labels", "X-GM-LABELS is one word", "fetch 1 x-gm-labels"),
        ("search sent since 1-Jan-2026", "SENTSINCE is one word", "search sentsince 1-Jan-2026"),
        ("search un seen", "UNSEEN is one word", "search unseen"),
        ("status x (uid next)", "UIDNEXT is one word", "status x (uidnext)"),
        (r#"resetkey inbox "internal""#, "has no quotation marks", "resetkey inbox internal"),
        ("setacl inbox lrs bob", "in the wrong order", "SETACL inbox bob lrs"),
        (r"store 1 +flags (\\Deleted)", "not doubled", r"store 1 +flags (\Deleted)"),
        ("append inbox 20", "is not an argument in the line", "{20}"),
        (r#"list "" Sent Items"#, "seems to have a space", "\"Sent Items\""),
        ("create Seen Since", "seems to have a space", "\"Seen Since\""),
        ("delete Mod Seq", "seems to have a space", "\"Mod Seq\""),
        ("select For Use", "seems to have a space", "\"For Use\""),
        ("create For Use", "seems to have a space", "\"For Use\""),
        (r#"list "" Un Answered"#, "seems to have a space", "\"Un Answered\""),
        (r#"list "" "Ünten""#, "modified UTF-7", "&ANw-nten"),
        ("getacl Sent Items", "seems to have a space", "\"Sent Items\""),
        ("listrights Sent Items bob", "seems to have a space", "\"Sent Items\""),
        ("setacl Sent Items bob lrs", "seems to have a space", "\"Sent Items\""),
        ("create ＂x＂", "typographic", "＂"),
        (r#"copy "1" 7"#, "has no quotation marks", "copy 1 7"),
        (r#"fetch "1:*" (flags)"#, "has no quotation marks", "fetch 1:* (flags)"),
        (r#"store "1" +flags (\Seen)"#, "has no quotation marks", r"store 1 +flags (\Seen)"),
        (r#"status x ("messages" "unseen")"#, "no quotation marks", "status x (messages unseen)"),
        (r#"search "seen""#, "has no quotation marks", "search seen"),
        (
            r#"genurlauth internal "imap://joe@x/y;uid=2;urlauth=anonymous""#,
            "in the wrong order",
            r#"genurlauth "imap://joe@x/y;uid=2;urlauth=anonymous" internal"#,
        ),
        (r#"store 1 +flags "\Seen""#, "are not in quotes", r"\Seen"),
        (r#"store 1 +flags ("\Seen")"#, "are not in quotes", r"\Seen"),
        ("search subject 'hello world'", "IMAP's strings are in double quotes", "\"hello world\""),
        ("append Sent Items {5}", "seems to have a space", "\"Sent Items\""),
        (r"append Sent Items (\Seen) {5}", "seems to have a space", "\"Sent Items\""),
        ("status Sent Items (messages)", "seems to have a space", "\"Sent Items\""),
        ("fetch 1 body{text}", "in square brackets", "fetch 1 body[text]"),
        ("fetch 2 binary.peek [1]", "space", "fetch 2 binary.peek[1]"),
        ("lsub \"Work\"", "before the pattern", "LSUB \"\" \"*\""),
        ("ｓｔａｔｕｓ x （messages）", "full-width", "status x (messages)"),
        ("b7 expunge", "two tags", "EXPUNGE"),
        ("fetch 1 body.text", "in square brackets", "fetch 1 body[text]"),
        ("fetch 1 body(text)", "in square brackets", "fetch 1 body[text]"),
        ("fetch 1 body[headers]", "headers is not a section", "fetch 1 body[header]"),
        (
            "fetch 1 (header.fields (subject))",
            "in square brackets",
            "fetch 1 (body.peek[header.fields (subject)])",
        ),
        ("status x [messages]", "A list is in parentheses", "status x (messages)"),
        ("select\"INBOX\"", "A space is missing", "select \"INBOX\""),
        ("search from\"taro\"", "A space is missing", "search from \"taro\""),
        (r"append x (\Seen){5}", "A space is missing", r"append x (\Seen) {5}"),
        ("append x{5}", "A space is missing", "append x {5}"),
        ("list\"\"*", "A space is missing", "list \"\" *"),
        ("examine INBOX READ-ONLY", "EXAMINE has no such word", ""),
        ("notify set MessageNew", "the mailboxes before the events", "(selected (MessageNew"),
        ("notify set (MailboxName)", "the mailboxes before the events", "(personal (MailboxName))"),
        ("fetch <n> flags", "a set of messages goes in its place", "2:5"),
        ("search since <date>", "a real value goes in its place", ""),
        ("fetch 1 (uid)(flags)", "belong in one list", "fetch 1 (uid flags)"),
        ("fetch 1 (uid) (flags)", "belong in one list", "fetch 1 (uid flags)"),
        ("status x (messages) (unseen)", "belong in one list", "status x (messages unseen)"),
        (r"store 1 +flags (\Seen)(\Deleted)", "belong in one list", r"+flags (\Seen \Deleted)"),
        ("move 1 2 Archive", "have commas between them", "move 1,2 Archive"),
        ("uid fetch 7 9 12:* flags", "separated by commas", "uid fetch 7,9,12:* flags"),
        (
            "id (vendor Acme \"os\" x)",
            "Quotation marks are missing",
            "(\"vendor\" \"Acme\" \"os\" \"x\")",
        ),
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
        ("list return (subscribed) \"\" *", "the wrong order", "list \"\" * return (subscribed)"),
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
        ("search search", "SEARCH was written twice", ""),
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
        assert_contains(&session, "The registered name of this character set is UTF-8.");
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

#[test]
fn messages_are_not_deleted_by_delete() {
    for (language, form) in
        [(English, "STORE 5 +FLAGS (\\Deleted) and then EXPUNGE"), (Japanese, "EXPUNGE")]
    {
        for refusal in ["", "\nS: a2 NO no such mailbox", "\nS: a2 NO x"] {
            let said = last_explained(language, &format!("{SELECTED}C: a2 delete 5{refusal}"));
            assert!(said.contains(form), "{refusal}: {said}");
        }
    }
    let listed = format!("{SELECTED}S: * LIST () \"/\" 5\nC: a2 delete 5");
    assert_lacks(&listed, "EXPUNGE");
}

#[test]
fn a_placeholder_that_was_sent_is_the_cause() {
    for (line, answer) in [
        ("select <INBOX>", "NO [NONEXISTENT] Unknown Mailbox: <INBOX>"),
        ("select <INBOX>", "NO x"),
        ("select <INBOX>", "BAD x"),
        ("fetch <n> flags", "BAD Invalid messageset"),
        ("fetch <n> flags", "NO x"),
        ("copy 1 <mailbox>", "NO [TRYCREATE] x"),
    ] {
        assert_contains(format!("{SELECTED}C: a2 {line}\nS: a2 {answer}"), "is a placeholder");
    }
    // The listing shows an answer to the real command.
    let listing = format!("{SELECTED}C: a2 select <mailbox>\nS: a2 OK x");
    assert!(last_explained(English, &listing).contains("is selected now"));
}

#[test]
fn the_announcement_of_a_literal_ends_the_line() {
    let tree = Tree::of_line(Side::Client, r"a append inbox {5} (\Seen)");
    let said = Explainer::new(Messages::new(English)).client(&tree).to_string();
    assert!(said.contains(r"in the wrong order: append inbox (\Seen) {5}"), "{said}");
}

/// The name is whole, so that something else has too many words.
#[test]
fn a_known_name_has_no_space() {
    for line in [
        "setacl inbox bob smith lrs",
        "setacl INBOX bob l r s",
        "deleteacl inbox bob smith",
        "listrights inbox bob smith",
        "lsub \"\" INBOX *",
        "list \"\" Sent *",
    ] {
        let session = format!("{SELECTED}C: a2 {line}");
        assert_lacks(&session, "seems to have a space");
        assert_contains(&session, "does not fit the grammar");
    }
}
