//! Causes that the server's text names.

use super::{LOGGED_IN, SELECTED, assert_cause};
use crate::explain::tests::last_explained;
use crate::explain::tests::{assert_contains, assert_lacks, assert_says};
use crate::language::Language::{English, Japanese};

/// Checks the explanation of the session's last line in both languages.
fn assert_words(session: impl AsRef<str>, [english, japanese]: [&str; 2]) {
    assert_says(session, english, japanese);
}

const TIMEOUT: [&str; 2] = ["Something took too long", "時間がかかりすぎ"];
const INTERNAL: [&str; 2] = ["An error occurred inside the server", "サーバーの内部でエラー"];
const UNAVAILABLE: [&str; 2] = ["cannot carry this out at the moment", "今これを実行できません"];
const THROTTLED: [&str; 2] = ["more in a short time", "短時間の要求"];
const LOCKED: [&str; 2] = ["is in use or locked", "使用中か、ロックされて"];

#[test]
fn trouble_of_the_server_is_not_taken_for_the_command() {
    for (answer, words) in [
        ("NO Timeout", TIMEOUT),
        ("NO Operation timed out", TIMEOUT),
        ("BAD Read timeout", TIMEOUT),
        ("NO Internal error", INTERNAL),
        ("NO Internal Server Error (7)", INTERNAL),
        ("BAD System error", INTERNAL),
        ("NO Server Unavailable. 15", UNAVAILABLE),
        ("NO Try again later", UNAVAILABLE),
        ("NO System busy!", UNAVAILABLE),
        ("NO Mailbox is temporarily not accessible", UNAVAILABLE),
        ("BAD Server is overloaded", UNAVAILABLE),
        ("BAD Request is throttled. Suggested Backoff Time: 299998 milliseconds", THROTTLED),
        ("NO Too many requests", THROTTLED),
    ] {
        for command in ["select inbox", "list \"\" *", "status x (messages)", "create x", "noop"] {
            assert_words(format!("{LOGGED_IN}C: a2 {command}\nS: a2 {answer}"), words);
        }
        assert_words(format!("S: * OK hi\nC: a2 login u ${{password}}\nS: a2 {answer}"), words);
        assert_words(format!("{SELECTED}C: a2 idle\nS: + x\nS: a2 {answer}"), words);
    }
    assert_cause(
        &format!("{LOGGED_IN}C: a2 select inbox\nS: a2 NO Timeout"),
        "Something took too long, so the server gave up (a timeout); the same command may succeed later. No mailbox is selected. (RFC 3501, 7.1.2)",
    );
}

#[test]
fn what_is_locked_or_in_use() {
    for (command, answer) in [
        ("select x", "NO locked"),
        ("select inbox", "NO Mailbox is locked by another session"),
        ("delete x", "NO Mailbox in use"),
        ("copy 1 x", "NO Timeout while waiting for lock"),
    ] {
        assert_words(format!("{SELECTED}C: a2 {command}\nS: a2 {answer}"), LOCKED);
    }
    for line in [
        "create x\nS: a2 NO Name already in use",
        "select x\nS: a2 NO Sender blocked",
        "rename x y\nS: a2 NO in use",
    ] {
        assert_lacks(format!("{SELECTED}C: a2 {line}"), LOCKED[0]);
    }
}

#[test]
fn what_the_line_itself_shows_comes_first() {
    for (session, says) in [
        (format!("{LOGGED_IN}C: a2 fetch 1 flags\nS: a2 BAD Timeout"), "none is selected"),
        (format!("{LOGGED_IN}C: a2 fetch 1 flags\nS: a2 NO Log in first"), "none is selected"),
        (format!("{SELECTED}C: a2 fetch 1 flagz\nS: a2 BAD Internal error"), "\"flagz\""),
        (
            format!("{LOGGED_IN}C: a2 select x\nS: a2 NO [NONEXISTENT] Server error"),
            "no mailbox \"x\"",
        ),
    ] {
        assert_contains(&session, says);
    }
}

#[test]
fn a_no_whose_text_names_a_cause_is_not_about_a_fault_of_the_line() {
    for (command, text, says) in [
        ("append Work {5+}\nC: abcdefg", "Mailbox is locked", "in use or locked"),
        ("select “Work”", "Server busy", "at the moment"),
        ("fetch 1 flags", "Token expired", "access token"),
        ("move 1 To Do", "Quota exceeded", "the quota"),
    ] {
        assert_contains(format!("{LOGGED_IN}C: a2 {command}\nS: a2 NO {text}"), says);
    }
}

#[test]
fn a_session_that_trouble_ends() {
    for text in [
        "Temporary problem, please try again later",
        "Internal error occurred. Refer to server log for more information.",
        "Server Unavailable. 15",
        "System error: timeout",
        "Temporarily unavailable",
    ] {
        assert_words(
            format!("{LOGGED_IN}S: * BYE {text}"),
            ["a fault or a lack of resources on its side", "サーバー側の不具合か資源の不足"],
        );
    }
    // The 30 minutes of the RFC begin with a login.
    assert_words(
        "S: * OK [CAPABILITY IMAP4rev1] hi\nS: * BYE Login timeout",
        ["its text may say why", "応答の文言に理由"],
    );
    assert_words(
        format!("{LOGGED_IN}S: * BYE Server shutting down, try again later"),
        ["stopped or restarted", "停止か再起動"],
    );
    assert_words(
        format!("{LOGGED_IN}S: * BYE Timeout"),
        ["The client was silent", "長い間何も送りませんでした"],
    );
}

#[test]
fn texts_that_choose_between_causes() {
    for (command, text, expected) in [
        ("create foo.bar", "Invalid mailbox name: contains separator", "does not allow the name"),
        ("create x", "Invalid name", "does not allow the name \"x\""),
        ("rename foo bar", "Mailbox doesn't exist: foo", "There is no mailbox \"foo\"."),
        ("rename foo a/b", "Character not allowed in mailbox name: '/'", "the name \"a/b\""),
        ("append x {1}a", "Quota exceeded (mailbox for user is full)", "exceeded the quota"),
        ("append y {1}a", "Over quota", "exceeded the quota"),
        ("unsubscribe foo", "not subscribed", "\"foo\" is not among the subscribed names"),
        ("status foo (messages)", "no such mailbox", "There is no mailbox \"foo\"."),
        ("getmetadata foo /shared/comment", "Mailbox does not exist", "There is no mailbox"),
        ("select foo/", "Invalid mailbox name: Ends with separator", "the name \"foo/\""),
    ] {
        let session = format!("S: * PREAUTH hi\nC: a {command}\nS: a NO {text}");
        let said = last_explained(English, &session);
        assert!(said.contains(expected) && !said.contains("may "), "{command}: {said}");
    }
}

#[test]
fn texts_that_name_who_can_help_or_what_is_missing() {
    for (line, language, words) in [
        (
            "create Foo\nS: a2 NO Client tried to access nonexistent namespace. (Mailbox name should probably be prefixed with: INBOX.)",
            English,
            "\"INBOX.Foo\" was probably meant. NAMESPACE shows such prefixes. (RFC 2342, 5)",
        ),
        (
            "create Foo\nS: a2 NO Client tried to access nonexistent namespace. (Mailbox name should probably be prefixed with: INBOX.)",
            Japanese,
            "「INBOX.Foo」のことでしょう",
        ),
        (
            "fetch 1 (body.peek[])\nS: a2 NO Some of the requested messages no longer exist.",
            English,
            "Another session has removed some of these messages",
        ),
        ("store 1 +flags (x)\nS: a2 NO [ALERT] Storage is full", English, "no room left"),
        (
            "search charset SHIFT_JIS text x\nS: a2 BAD unknown charset",
            English,
            "does not support the character set SHIFT_JIS. (RFC 3501, 6.4.4)",
        ),
        (
            "status Secret (messages)\nS: a2 NO Permission denied",
            English,
            "If it uses ACL, STATUS needs this on \"Secret\": to read it (r); MYRIGHTS shows what the user may do.",
        ),
        ("select Secret\nS: a2 NO Access denied", English, "to read it (r)"),
        (
            "select Secret\nS: a2 NO Access denied",
            Japanese,
            "SELECT には「Secret」に対する次の権限が必要です: 読む（r）。",
        ),
        ("create a/b\nS: a2 NO Permission denied", English, "the right to create mailboxes (k)"),
    ] {
        let said = last_explained(language, &format!("{SELECTED}C: a2 {line}"));
        assert!(said.contains(words), "{said}");
    }
    let domain = "S: * OK hi\nC: a1 login u ${password}\nS: a1 NO IMAP access is disabled for your domain. Please contact your domain administrator";
    assert_words(domain, ["only its administrator can turn it on", "ドメインの管理者だけ"]);
}

#[test]
fn the_text_names_the_state_of_the_session() {
    let unselected = ["none is selected", "選択"];
    for (command, answer, words) in [
        ("idle", "BAD No mailbox selected", ["some servers allow IDLE only while one is", "IDLE"]),
        (
            "idle",
            "NO Select a mailbox first",
            ["some servers allow IDLE only while one is", "IDLE"],
        ),
        ("fetch 1 body[]", "BAD No mailbox selected", unselected),
        ("expunge", "NO no mailbox is selected", unselected),
        (
            "login u ${password}",
            "BAD Already authenticated",
            ["allowed before a login only", "LOGIN"],
        ),
        ("login u ${password}", "NO Already logged in.", ["allowed before a login only", "LOGIN"]),
        ("starttls", "BAD TLS already active", ["TLS is on already", "TLS"]),
        ("starttls", "BAD STARTTLS already in use", ["TLS is on already", "TLS"]),
        ("expunge", "NO Mailbox is read-only", ["open for reading only", "読み取り専用"]),
    ] {
        for before in ["", "S: * BYE x\n"] {
            assert_words(format!("{before}C: a2 {command}\nS: a2 {answer}"), words);
        }
    }
    let idle = format!("{LOGGED_IN}C: a2 idle");
    assert_words(&idle, ["no new mail to report", "新着を知らせてもらえません"]);
}

#[test]
fn a_name_with_another_separator() {
    let named = "NO [CANNOT] Invalid mailbox name: Name must not have '/' characters";
    for (known, answer, words) in [
        ("", named, ["LIST \"\" \"\" shows it", "LIST"]),
        ("S: * LIST () \".\" INBOX\n", named, ["\"Work.Projekte\"", "「Work.Projekte」"]),
        (
            "S: * LIST () \".\" INBOX\n",
            "NO Invalid mailbox name",
            ["\"Work.Projekte\"", "Work.Projekte"],
        ),
        ("S: * LIST () \".\" INBOX\n", "NO [CANNOT] x", ["\"Work.Projekte\"", "Work.Projekte"]),
    ] {
        let session = format!("{LOGGED_IN}{known}C: a2 create Work/Projekte\nS: a2 {answer}");
        assert_words(&session, words);
    }
}

#[test]
fn texts_that_are_not_about_the_arguments() {
    for (command, answer, words) in [
        (
            "login u ${password}",
            "NO Account is locked",
            ["locked or disabled", "ロックされているか"],
        ),
        ("login u ${password}", "NO Your IP is blocked", ["from this address", "このアドレスから"]),
        ("login u ${password}", "NO Login failed: mail server is down", UNAVAILABLE),
        (
            "login u ${password}",
            "NO [AUTHENTICATIONFAILED] Too many login failures, try again later",
            ["Too many logins have failed", "失敗が多すぎた"],
        ),
        (
            "append x {1}x",
            "NO Message exceeds maximum message size",
            ["larger than", "大きさを超えて"],
        ),
        (
            "login u ${password}",
            "BAD Command received in Invalid state.",
            ["present state", "今の状態"],
        ),
    ] {
        let before = if command.starts_with("append") { LOGGED_IN } else { "S: * OK hi\n" };
        assert_words(format!("{before}C: a2 {command}\nS: a2 {answer}"), words);
    }
}
