//! Refusals that say what does not exist: if that is a message, a user or an item, the mailbox is not called
//! missing.

use super::{LOGGED_IN, SELECTED};
use crate::explain::tests::last_explained;
use crate::explain::tests::{assert_cause, assert_contains, assert_lacks, assert_says};
use crate::language::Language;

const GENERAL: &str =
    "The server understood the command and could not carry it out; its text may say why.";

/// Texts that say that the mailbox of the command does not exist, and texts about something else.
#[test]
fn what_does_not_exist_is_the_subject_of_the_text() {
    for (command, texts) in [
        (
            "copy 1 \"Old Mail\"",
            [
                "Mailbox 'Old Mail' could not be found",
                "Old Mail doesn't exist.",
                "COPY failed: no such folder",
                "Unknown mailbox: Old Mail",
                "Folder has been deleted",
            ],
        ),
        (
            "move 1 Work",
            [
                "The specified folder does not exist",
                "Unable to find mailbox Work",
                "nonexistent mailbox",
                "MOVE target Work: mailbox not found",
                "Work was removed",
            ],
        ),
    ] {
        for text in texts {
            let session = format!("{SELECTED}C: a2 {command}\nS: a2 NO {text}");
            assert_says(session, "does not exist; CREATE would make it", "は存在しません");
        }
    }
    for text in [
        "The requested item could not be found.",
        "Message does not exist",
        "The message in mailbox Work was not found",
        "No such object",
        "No matching messages",
        "Not found",
        "Mailbox Work cannot be deleted",
    ] {
        let session = format!("{SELECTED}C: a2 move 1 Work\nS: a2 NO {text}");
        assert_lacks(session, "does not exist");
    }
}

/// The words are the command's own, or say less than the rest of the text.
#[test]
fn words_about_the_server_that_are_a_part_of_the_text() {
    for (command, text, says) in [
        ("select shutdown", "Mailbox shutdown does not exist", "There is no mailbox \"shutdown\"."),
        ("select Old", "Internal server error: no such mailbox", "There is no mailbox \"Old\"."),
        ("search text \"over quota\"", "SEARCH TEXT \"over quota\" failed", GENERAL),
        ("setacl Work taro lr", "taro does not exist", GENERAL),
        ("list \"\" Old", "Mailbox does not exist", GENERAL),
        ("create Work", "A message of this name already exists", GENERAL),
    ] {
        assert_contains(format!("{SELECTED}C: a2 {command}\nS: a2 NO {text}"), says);
    }
    assert_contains(format!("{SELECTED}C: a2 select x\nS: a2 NO Shutdown"), "stopped or restarted");
}

/// INBOX always exists.
#[test]
fn a_refused_rename_of_inbox_does_not_doubt_inbox() {
    assert_contains(format!("{LOGGED_IN}C: a2 rename INBOX Old\nS: a2 NO Rename failed"), GENERAL);
}

#[test]
fn a_mailbox_that_was_deleted_explains_more_than_the_number_of_a_message() {
    let selected = "S: * PREAUTH hi\nC: a1 select x\nS: * 0 EXISTS\nS: a1 OK [READ-WRITE] in\n";
    assert_cause(
        &format!("{selected}C: a2 fetch 1 flags\nS: a2 NO The mailbox has been deleted"),
        &format!("{GENERAL} (RFC 3501, 7.1.2)"),
    );
}

/// A NO says that the server understood the command (RFC 3501, section 7.1.2).
#[test]
fn a_refused_login_was_understood() {
    for (line, answer, says) in [
        (r"login EXAMPLE\taro ${password}", "NO Login failed", "did not accept the name and"),
        ("login taro ${password}", "NO 2-step verification required", "a second factor"),
        ("login taro ${password}", "NO Two-factor code expired", GENERAL),
        ("login taro", "NO failed", "An argument is missing."),
        ("login “taro” ${password}", "NO failed", "did not accept the name and"),
        ("login taro ${password}", "NO User already logged in elsewhere", GENERAL),
        ("login taro ${password}", "NO User has been banned", GENERAL),
    ] {
        assert_contains(format!("S: * OK hi\nC: a1 {line}\nS: a1 {answer}"), says);
    }
}

/// A code in an unknown place, and a text in unknown words, may name any cause.
#[test]
fn no_guess_against_a_code_or_a_text() {
    for (line, answer) in [
        ("select x", "NO [TEMPFAIL] SELECT completed"),
        ("select x", "NO [X-BUSY] SELECT failed"),
        ("fetch 1 body[]", "NO Message too large"),
    ] {
        assert_contains(format!("{SELECTED}C: a2 {line}\nS: a2 {answer}"), GENERAL);
    }
    for (line, answer) in [
        ("namespace", "BAD Not allowed for this account"),
        ("append x {1+}a", "BAD Data length exceeds limit"),
    ] {
        let session = format!("{LOGGED_IN}C: a2 {line}\nS: a2 {answer}");
        let session = session.replace("[CAPABILITY IMAP4rev1 IDLE] ", "");
        assert_contains(session, "or does not allow it now; its text may say more.");
    }
}

#[test]
fn the_way_out_of_logindisabled() {
    let login = "hi\nC: a1 login taro ${password}";
    for (code, has) in [("LOGINDISABLED STARTTLS", true), ("LOGINDISABLED", false)] {
        let said = last_explained(
            Language::English,
            &format!("S: * OK [CAPABILITY IMAP4rev1 {code}] {login}"),
        );
        assert_eq!(said.contains("once STARTTLS has encrypted the connection"), has, "{said}");
    }
}

/// A line of a script has variables.
#[test]
fn a_variable_is_no_name_of_a_user() {
    let said = last_explained(Language::English, "C: a1 login ${user} ${password}");
    assert!(said.contains("with a name and a password") && !said.contains("${"), "{said}");
}

/// The text is about something else than the tag.
#[test]
fn a_tag_used_twice_explains_no_unknown_command() {
    let reused = "S: * PREAUTH hi\nC: a noop\nS: a OK x\nC: a list \"\" *\nS: a BAD";
    assert_contains(format!("{reused} x"), "some servers refuse a tag that is used twice");
    assert_contains(format!("{reused} Duplicate tag, unknown command"), "had the tag a too");
    assert_lacks(format!("{reused} Unknown command"), "used twice");
}

#[test]
fn a_rule_of_the_server_is_not_named_for_a_mailbox_that_is_only_read() {
    assert_cause(
        "S: * PREAUTH hi\nC: a1 examine x\nS: a1 OK [READ-ONLY] x\nC: a2 expunge\nS: a2 NO [CANNOT] x",
        "EXPUNGE changes the mailbox, which is open for reading only. (RFC 3501, 6.3.2)",
    );
}
