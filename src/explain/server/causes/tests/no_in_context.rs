//! NO, explained by the command that it answers and by the server's capabilities.

use super::{LOGGED_IN, SELECTED, assert_cause};
use crate::explain::tests::last_explained;
use crate::explain::tests::{assert_contains, assert_lacks};
use crate::language::Language;

const LIMITED: &str = "S: * PREAUTH [CAPABILITY IMAP4rev1 SEARCHRES AUTH=PLAIN] hi\nC: a1 select inbox\nS: * OK [PERMANENTFLAGS (\\Seen $Known)] x\nS: a1 OK [READ-WRITE] in\n";

#[test]
fn codes_speak_of_the_command() {
    let acl = |name: &str, mailbox: &str, right: &str| {
        format!(
            "The access control of the server does not permit this. If it uses ACL, {name} needs this on \"{mailbox}\": {right}; MYRIGHTS shows what the user may do. (RFC 4314, 4)"
        )
    };
    for (line, cause) in [
        ("delete x\nS: a2 NO [NOPERM] no", acl("DELETE", "x", "to delete it (x)")),
        ("uid copy 3 x\nS: a2 NO [NOPERM] no", acl("UID COPY", "x", "to add messages (i)")),
        ("store 1 +flags (\\Seen \\Deleted)\nS: a2 NO [NOPERM] no", acl("STORE", "inbox", "to change \\Seen (s) and to change \\Deleted (t)")),
        ("expunge\nS: a2 NO [NOPERM] no", acl("EXPUNGE", "inbox", "to expunge (e)")),
        ("create x/y\nS: a2 NO [NOPERM] no", "The access control of the server does not permit this. If it uses ACL, CREATE needs the right to create mailboxes (k) on the one above \"x/y\"; MYRIGHTS shows what the user may do. (RFC 4314, 4)".to_owned()),
        ("setquota \"\" (storage 9)\nS: a2 NO [NOPERM] no", "The server does not permit the user to set quotas; often only an administrator may. (RFC 9208, 4.1.3)".to_owned()),
        ("create x\nS: a2 NO [LIMIT] no", "CREATE has reached a limit of the server, perhaps one on the number of mailboxes. (RFC 5530, 3)".to_owned()),
        ("uid store 1 +flags x\nS: a2 NO [LIMIT] no", "UID STORE has reached a limit of the server, perhaps one on the number of keywords in a mailbox, or of flags of a message. (RFC 5530, 3)".to_owned()),
    ] {
        assert_cause(&format!("{SELECTED}C: a2 {line}"), &cause);
    }
    let noop =
        last_explained(Language::English, &format!("{SELECTED}C: a2 noop\nS: a2 NO [LIMIT] no"));
    assert!(noop.starts_with("# LIMIT says that"), "{noop}");
}

#[test]
fn refusals_without_a_code() {
    for (line, cause) in [
        (
            "setquota \"\" (storage 9)",
            "The server could not set the quota: often only an administrator may do this, or the server does not limit this resource. (RFC 9208, 4.1.3)",
        ),
        (
            "getquota x",
            "There may be no quota of this name, or the user may not see it; GETQUOTAROOT shows the names of those that limit a mailbox. (RFC 9208, 4.1.1)",
        ),
    ] {
        assert_cause(&format!("{SELECTED}C: a2 {line}\nS: a2 NO x"), cause);
    }
}

/// Courier answers NO where others answer BAD.
#[test]
fn a_command_that_was_not_understood() {
    let session =
        format!("{SELECTED}C: a2 move 1 x\nS: a2 NO Error in IMAP command received by server.");
    assert_cause(
        &session,
        "MOVE needs the capability MOVE, which the server may not have; CAPABILITY shows what it has. (RFC 6851, 3.1)",
    );
    let known = session.replace("PREAUTH hi", "PREAUTH [CAPABILITY IMAP4rev1 MOVE] hi");
    assert_contains(&known, "could not move the messages");
}

/// The fault is named for the command, and again for its refusal.
#[test]
fn what_the_server_has_not_announced() {
    let greeting = "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN APPENDLIMIT=1000 ENABLE] hi\n";
    let logged_in = "S: * PREAUTH [CAPABILITY IMAP4rev1 APPENDLIMIT=1000 ENABLE LITERAL+] hi\nC: a1 select x\nS: a1 OK x\n";
    let needs = |name: &str, capability: &str| {
        format!("{name} needs the capability {capability}, which the server has not announced.")
    };
    for (before, line, fault) in [
        (greeting, "authenticate cram-md5", needs("AUTHENTICATE CRAM-MD5", "AUTH=CRAM-MD5")),
        (greeting, "authenticate plain ${sasl}", "A first response in the command needs the capability SASL-IR, which the server has not announced; without SASL-IR, it is sent once the server has answered with +.".to_owned()),
        (logged_in, "search $", needs("$", "SEARCHRES")),
        (logged_in, "fetch $ flags", needs("$", "SEARCHRES")),
        (
            &logged_in.replace("ENABLE", "ENABLE THREAD=REFERENCES"),
            "uid thread refs utf-8 all",
            needs("THREAD REFS", "THREAD=REFS"),
        ),
        (logged_in, "enable condstore", needs("ENABLE CONDSTORE", "CONDSTORE")),
        (logged_in, "fetch 1 flags (changedsince 3)", needs("CHANGEDSINCE", "CONDSTORE")),
        (logged_in, "append x {2000}", "The message is too large: it has 2000 octets, and the limit (APPENDLIMIT) is 1000 octets.".to_owned()),
    ] {
        assert_contains(format!("{before}C: a2 {line}"), &fault);
        for status in ["NO", "BAD"] {
            let session = format!("{before}C: a2 {line}\nS: a2 {status} x");
            let said = last_explained(Language::English, &session);
            assert!(said.starts_with(&format!("# {fault} (RFC")), "{line}: {said}");
        }
    }
    // The server asked for the answer, so it supports the mechanism.
    let challenged =
        format!("{greeting}C: a2 authenticate cram-md5\nS: + eA==\nA: eQ==\nS: a2 NO x");
    assert_lacks(&challenged, "AUTH=CRAM-MD5");
}

#[test]
fn a_message_that_is_too_large_is_named_by_the_code() {
    let session = "S: * PREAUTH [CAPABILITY IMAP4rev1 APPENDLIMIT=3] hi\nC: a2 append x {5}abcde\nS: a2 NO [TOOBIG] x";
    assert_cause(
        session,
        "The message is too large: it has 5 octets, and the limit (APPENDLIMIT) is 3 octets. (RFC 7889, 4)",
    );
    let japanese = last_explained(Language::Japanese, session);
    assert!(japanese.contains("上限（APPENDLIMIT）は 3 オクテットです"), "{japanese}");
}

#[test]
fn flags_that_are_not_permanent() {
    let cause = |flags: &str| {
        format!(
            "Not among PERMANENTFLAGS: {flags}. The server may refuse or ignore such a change, or keep it for this session only. (RFC 3501, 7.1)"
        )
    };
    for (line, flags) in [
        ("store 1 +flags (\\Seen $New)", "$New"),
        ("uid store 1 flags ($New \\Flagged $known)", "$New and \\Flagged"),
    ] {
        let sent = last_explained(Language::English, &format!("{LIMITED}C: a2 {line}"));
        assert!(sent.ends_with(&cause(flags)), "{sent}");
        for status in ["NO", "BAD"] {
            assert_cause(&format!("{LIMITED}C: a2 {line}\nS: a2 {status} x"), &cause(flags));
        }
    }
    for session in [
        LIMITED.replace("$Known", "\\*"),
        LIMITED.replace("READ-WRITE", "READ-ONLY"),
        SELECTED.to_owned(),
    ] {
        assert_lacks(format!("{session}C: a2 store 1 +flags $New"), "PERMANENTFLAGS");
    }
}

/// The meaning of a general code is given in addition to the cause in the line.
#[test]
fn codes_that_do_not_say_what_is_wrong() {
    let read_only = SELECTED.replace("READ-WRITE", "READ-ONLY");
    for (before, command, code, cause) in [
        (
            &*read_only,
            "store 1 +flags (\\seen)",
            "CANNOT",
            "STORE changes the mailbox, which is open",
        ),
        (
            SELECTED,
            "append inbox \"1-Jan-2026\" {1}a",
            "CANNOT",
            "\"1-Jan-2026\" is not a date and",
        ),
        (SELECTED, "subscribe \"\"", "CANNOT", "The name of the mailbox is empty"),
        (SELECTED, "create inbox", "CANNOT", "INBOX cannot be created"),
        (SELECTED, "fetch 1 (flags, uid)", "CLIENTBUG", "Spaces, not commas,"),
        (SELECTED, "fetch 1 body[foo]", "SERVERBUG", "\"foo\" does not fit the grammar"),
    ] {
        for status in ["NO", "BAD"].into_iter().filter(|it| code != "SERVERBUG" || *it == "BAD") {
            let session = format!("{before}C: a2 {command}\nS: a2 {status} [{code}] x");
            let said = last_explained(Language::English, &session);
            assert!(said.starts_with(&format!("# {cause}")), "{status} {command}: {said}");
            let is_said = said.contains(&format!(" {code} says that"));
            assert_eq!(is_said, before != read_only, "{status} {command}: {said}");
        }
    }
    let session = format!("{SELECTED}C: a2 noop\nS: a2 NO [CANNOT] x");
    let said = last_explained(Language::English, &session);
    assert_eq!(said.matches("CANNOT says that").count(), 1, "{said}");
}

#[test]
fn causes_are_added_to_codes_that_do_not_name_them() {
    for (session, cause) in [
        (
            "C: a2 login taro ${password}\nS: a2 NO [LIMIT] Too many simultaneous connections",
            "The account or the address has as many connections open as the server allows: another one must end first. (RFC 3501, 7.1.2)",
        ),
        (
            "C: a2 delete inbox\nS: a2 NO [CANNOT] x",
            "INBOX cannot be deleted, so DELETE fails. (RFC 3501, 6.3.4)",
        ),
        (
            "C: a2 search charset koi8-r text x\nS: a2 NO [BADCHARSET (UTF-8)] x",
            "The server does not support the character set koi8-r. The server supports these character sets: UTF-8. (RFC 3501, 7.1)",
        ),
    ] {
        assert_cause(&format!("S: * PREAUTH hi\n{session}"), cause);
    }
    let inbox = last_explained(
        Language::English,
        &format!("{LOGGED_IN}C: a2 append inbox {{1}}a\nS: a2 NO [TRYCREATE] x"),
    );
    assert!(!inbox.contains("\"inbox\" does not exist"), "{inbox}");
}

#[test]
fn a_mailbox_that_the_server_says_is_missing() {
    assert_cause(
        &format!("{SELECTED}C: a2 delete Old\nS: a2 NO Mailbox doesn't exist: Old"),
        "There is no mailbox \"Old\". (RFC 3501, 6.3.4)",
    );
    assert_lacks(format!("{SELECTED}C: a2 select \"\x1b[2J\""), "is empty");
    assert_contains(format!("{SELECTED}C: a2 select \"\""), "is empty");
}
