//! What does not exist, if a code says that something does not: an argument that the session has not shown.

use super::SELECTED;
use crate::explain::tests::assert_lacks;
use crate::explain::tests::{assert_cause, last_explained};
use crate::language::Language::Japanese;

/// A session that has shown the mailboxes "INBOX" and "Work", and three messages.
const SHOWN: &str = "S: * PREAUTH hi\nC: a1 list \"\" *\nS: * LIST () \"/\" INBOX\nS: * LIST () \"/\" Work\nS: a1 OK x\nC: a2 select INBOX\nS: * 3 EXISTS\nS: a2 OK [READ-WRITE] x\n";

#[test]
fn only_what_the_session_has_not_shown() {
    for (command, cause) in [
        (
            "unsubscribe Work",
            "\"Work\" is not among the subscribed names; LSUB \"\" \"*\" lists them. (RFC 3501, 6.3.7)",
        ),
        (
            "deleteacl INBOX taro",
            "What does not exist is an entry for \"taro\" in the access control list. (RFC 5530, 3)",
        ),
        (
            "deleteacl Nope taro",
            "What does not exist is one of these: the mailbox \"Nope\" and an entry for \"taro\" in the access control list. (RFC 5530, 3)",
        ),
        ("getquota disk", "What does not exist is the quota \"disk\". (RFC 5530, 3)"),
        ("uid replace 5 Work {1}a", "What does not exist is the message with UID 5. (RFC 5530, 3)"),
        ("fetch 2 body[5]", "What does not exist is the section [5]. (RFC 5530, 3)"),
        (
            "rename Work Nowhere/Sub",
            "What does not exist is the mailbox above \"Nowhere/Sub\". (RFC 5530, 3)",
        ),
        ("rename Old New", "There is no mailbox \"Old\"; LIST shows the names. (RFC 5530, 3)"),
        (
            "status Work (messages)",
            "This session has shown \"Work\", so another session may have deleted or renamed it since. (RFC 5530, 3)",
        ),
        (
            "copy 1 Work",
            "This session has shown \"Work\", so another session may have deleted or renamed it since. (RFC 5530, 3)",
        ),
        (
            "append INBOX {1}a",
            "INBOX always exists; the server could not put anything into it, perhaps because it is full or not writable. (RFC 3501, 5.1)",
        ),
    ] {
        assert_cause(&format!("{SHOWN}C: a3 {command}\nS: a3 NO [NONEXISTENT] x"), cause);
    }
    let japanese = format!("{SHOWN}C: a3 deleteacl Nope taro\nS: a3 NO [NONEXISTENT] x");
    assert_eq!(
        last_explained(Japanese, &japanese),
        "# 次のどれかが存在しません: メールボックス「Nope」、アクセス制御リストの「taro」の項目。（RFC 5530, 3）"
    );
}

#[test]
fn a_code_about_the_target_of_messages_belongs_to_no_other_command() {
    for command in ["select Work", "rename Work Nowhere/Sub", "create a/b"] {
        let session = format!("{SELECTED}C: a2 {command}\nS: a2 NO [TRYCREATE] x");
        assert_lacks(&session, "CREATE would make it");
    }
}
