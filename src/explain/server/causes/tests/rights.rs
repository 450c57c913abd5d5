//! Refusals for lack of a right, with and without a MYRIGHTS response.

use crate::explain::tests::assert_cause;
use crate::explain::tests::last_explained;
use crate::explain::tests::{assert_contains, assert_lacks};
use crate::language::Language::{English, Japanese};

const RIGHTS: &str = "S: * PREAUTH hi\nC: a1 list \"\" *\nS: * LIST () \"/\" Work\nS: a1 OK x\nC: a2 myrights Work\nS: * MYRIGHTS Work lrs\nS: a2 OK x\nC: a3 select Work\nS: a3 OK [READ-WRITE] x\n";

fn lacks(name: &str, right: &str) -> String {
    format!(
        "The access control of the server does not permit this: {name} needs a right on \"Work\" that MYRIGHTS has not shown: {right}. (RFC 4314, 4)"
    )
}

#[test]
fn the_right_that_is_missing_is_named() {
    for (command, name, right) in [
        ("delete Work", "DELETE", "to delete it (x)"),
        ("rename Work Other", "RENAME", "to delete it (x)"),
        ("rename Other Work/x", "RENAME", "to create mailboxes below it (k)"),
        ("create Work/x", "CREATE", "to create mailboxes below it (k)"),
        ("append Work {1}a", "APPEND", "to add messages (i)"),
        ("copy 1 Work", "COPY", "to add messages (i)"),
        ("uid move 1 Other", "UID MOVE", "to change \\Deleted (t) and to expunge (e)"),
        ("store 1 +flags (\\Deleted)", "STORE", "to change \\Deleted (t)"),
        ("store 1 +flags (work)", "STORE", "to change other flags (w)"),
        ("uid expunge 1", "UID EXPUNGE", "to expunge (e)"),
        ("setacl Work joe l", "SETACL", "to change rights (a)"),
    ] {
        let session = format!("{RIGHTS}C: a4 {command}\nS: a4 NO [NOPERM] no");
        assert_cause(&session, &lacks(name, right));
    }
}

#[test]
fn a_right_that_is_there_or_not_known_is_not_said_to_be_missing() {
    for command in [
        "store 1 +flags (\\Seen \\Deleted)",
        "delete Other",
        "rename Other Work2",
        "create Other/x",
        "select Work",
    ] {
        let session = format!("{RIGHTS}C: a4 {command}\nS: a4 NO [NOPERM] no");
        assert_contains(&session, "MYRIGHTS shows what the user may do");
    }
    // The mailbox keeps its parent, and renaming INBOX only moves its messages.
    for command in ["rename Work/x Work/y", "rename inbox Other"] {
        assert_lacks(format!("{RIGHTS}C: a4 {command}\nS: a4 NO no"), "MYRIGHTS");
    }
}

#[test]
fn rename_needs_two_rights() {
    for (language, words) in [
        (English, "the right to delete \"a\" (x) and the right to create mailboxes (k)"),
        (Japanese, "「a」を削除する権限（x）と、「b」の 1 つ上のメールボックスに対する"),
    ] {
        let session = "S: * PREAUTH hi\nC: a1 rename a b\nS: a1 NO [NOPERM] no";
        let said = last_explained(language, session);
        assert!(said.contains(words), "{said}");
    }
}
