//! Causes that depend on capabilities that the session has shown, or on earlier commands.

use crate::explain::tests::assert_cause;
use crate::explain::tests::last_explained;
use crate::explain::tests::{assert_contains, assert_lacks};
use crate::language::Language;

/// No explanation names a missing capability if the session has shown that the server has it.
#[test]
fn a_command_that_has_succeeded_before_is_known() {
    for (first, second) in [
        ("move 1 Trash", "move 1 Trash"),
        ("uid move 1 Trash", "move 1 Trash"),
        ("sort (date) utf-8 all", "sort (date) utf-8 all"),
        ("thread references utf-8 all", "thread references utf-8 all"),
        ("namespace", "namespace"),
        ("id nil", "id nil"),
        ("getquotaroot inbox", "getquota x"),
    ] {
        for status in ["BAD what", "NO unknown command"] {
            for greeting in ["", "[CAPABILITY IMAP4rev1] "] {
                let session = format!(
                    "S: * PREAUTH {greeting}hi\nC: a1 select x\nS: a1 OK in\nC: a2 {first}\nS: a2 OK x\nC: a3 {second}\nS: a3 {status}"
                );
                assert_lacks(&session, "needs the capability");
            }
        }
    }
    let enabled = "S: * PREAUTH hi\nC: a enable condstore\nS: a OK x\nC: b enable x\nS: b BAD x";
    assert!(!last_explained(Language::English, enabled).contains("needs the capability"));
    let again = "S: * PREAUTH hi\nC: a compress deflate\nS: a OK x\nC: b compress deflate\n";
    for line in ["", "S: b BAD what", "S: b NO what", "S: b NO [COMPRESSIONACTIVE] x"] {
        assert_contains(format!("{again}{line}"), "an earlier COMPRESS has turned that on");
    }
}

/// The words may be a password, so that they are hidden; that they are wrong is certain.
#[test]
fn arguments_of_a_command_that_takes_none_also_where_they_are_hidden() {
    let refused = "S: * OK hi\nC: a1 login joe ${password}\nS: a1 NO bad\n";
    for name in ["NOOP", "STARTTLS", "LOGOUT", "CAPABILITY", "IDLE", "NAMESPACE"] {
        for answer in ["", "\nS: c BAD what"] {
            let session = format!("{refused}C: c {name} ${{password}}{answer}");
            assert_contains(&session, &format!("{name} takes no arguments."));
        }
    }
    assert_lacks(format!("{refused}C: c foo ${{password}}"), "takes no arguments");
}

/// RFC 5465, sections 3.1 and 5.8.
#[test]
fn notify_of_too_much_is_refused() {
    let sent = "S: * PREAUTH hi\nC: a notify set (subtree x (messagenew messageexpunge))\n";
    assert_cause(
        &format!("{sent}S: a NO [NOTIFICATIONOVERFLOW] x"),
        "The server refuses the NOTIFY, because it covers more than the server allows to watch. It may accept one with fewer mailboxes or events. (RFC 5465, 3.1)",
    );
    let japanese = format!("{sent}S: a NO [NOTIFICATIONOVERFLOW] x");
    let japanese = last_explained(Language::Japanese, &japanese);
    assert!(japanese.contains("監視するものが多すぎる"), "{japanese}");
    for (answer, is_here) in [
        ("* OK [NOTIFICATIONOVERFLOW] x", true),
        ("b NO [NOTIFICATIONOVERFLOW] x", true),
        ("a OK [NOTIFICATIONOVERFLOW] x", false),
        ("* NO [NOTIFICATIONOVERFLOW] x", false),
    ] {
        let said = last_explained(Language::English, &format!("{sent}S: {answer}"));
        assert_eq!(!said.contains("is not defined"), is_here, "{answer}: {said}");
    }
    let other = "S: * PREAUTH hi\nC: a noop\nS: a NO [NOTIFICATIONOVERFLOW] x";
    assert!(last_explained(Language::English, other).contains("is not defined"));
}

/// RFC 7162, section 3.2.5, has this as its example.
#[test]
fn a_uidvalidity_that_is_not_the_one_of_qresync() {
    let session = |named: &str, parameters: &str| {
        let session = format!(
            "S: * PREAUTH hi\nC: a enable qresync\nS: * ENABLED QRESYNC\nS: a OK x\nC: b select INBOX (qresync ({named} 40{parameters}))\nS: * 3 EXISTS\nS: * OK [UIDVALIDITY 1700000000] UIDs valid"
        );
        last_explained(Language::English, &session)
    };
    for parameters in ["", " 1:9", " 1:9 (1 2)"] {
        let said = session("1600000000", parameters);
        assert!(
            said.contains("is 1700000000, not 1600000000 as the client has named it"),
            "{said}"
        );
        assert!(said.ends_with("(RFC 7162, 3.2.5)"), "{said}");
        assert!(session("1700000000", parameters).contains("UIDs remain valid"));
    }
}
