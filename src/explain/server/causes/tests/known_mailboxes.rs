//! Refusals explained by the mailboxes that the session has shown, and by the server's text.

use super::{SELECTED, assert_cause};
use crate::explain::tests::last_explained;
use crate::language::Language;

#[track_caller]
fn said(session: &str) -> String {
    last_explained(Language::English, session)
}

#[test]
fn an_existing_mailbox_is_not_called_missing() {
    for (lines, cause) in [
        (
            "C: a2 select INBOX\nS: a2 NO x",
            "The server could not open INBOX; its text may say why. No mailbox is selected. (RFC 3501, 6.3.1)",
        ),
        (
            "C: a2 create x\nS: a2 NO Mailbox already exists",
            "There is a mailbox \"x\" already; LIST shows the names that are taken. (RFC 3501, 6.3.3)",
        ),
        (
            "S: * LIST (\\Noselect \\HasChildren) \"/\" \"[Gmail]\"\nC: a2 select [Gmail]\nS: a2 NO x",
            "LIST has shown \"[Gmail]\" as a name that cannot be selected. No mailbox is selected. (RFC 3501, 7.2.2)",
        ),
        (
            "S: * NAMESPACE ((\"INBOX.\" \".\")) NIL ((\"\" \".\"))\nC: a2 create Projects\nS: a2 NO Permission denied",
            "According to NAMESPACE, the names of the user's own mailboxes begin with \"INBOX.\"; \"Projects\" does not. (RFC 2342, 5)",
        ),
    ] {
        assert_cause(&format!("{SELECTED}{lines}"), cause);
    }
    let opened = "S: * PREAUTH hi\nC: a1 select x\nS: a1 OK [READ-WRITE] in\n";
    for (line, words) in [
        ("delete x", "which is selected: it may be in use"),
        ("rename x y", "which is selected: it may be in use"),
        ("status x (messages)", "which was there before"),
    ] {
        let refused = said(&format!("{opened}C: a2 {line}\nS: a2 NO x"));
        assert!(refused.contains(words) && !refused.contains("not exist"), "{refused}");
    }
    let inside = "S: * NAMESPACE ((\"INBOX.\" \".\")) NIL NIL\nC: a2 create INBOX.x\nS: a2 NO no";
    assert!(said(&format!("{SELECTED}{inside}")).contains("may exist already"));
}

/// The names that LIST shows on a server with one namespace below INBOX.
const BELOW_INBOX: &str =
    "S: * LIST () \".\" INBOX\nS: * LIST () \".\" INBOX.Sent\nS: * LIST () \".\" INBOX.Trash\n";

#[test]
fn a_name_like_one_that_the_session_has_shown() {
    let refused = |line: &str| {
        said(&format!("{SELECTED}{BELOW_INBOX}C: a2 {line}\nS: a2 NO Mailbox problem"))
    };
    for (line, words) in [
        (
            "select Sent",
            "may be no mailbox \"Sent\". This session has shown \"INBOX.Sent\", and the levels above",
        ),
        ("status Sent (messages)", "has shown \"INBOX.Sent\", and the levels above"),
        (
            "select INBOX.sent",
            "has shown \"INBOX.Sent\", and a server may distinguish upper and lower case",
        ),
        ("examine inbox.trash", "has shown \"INBOX.Trash\", and a server may distinguish"),
        ("select INBOX/Sent", "has shown \"INBOX.Sent\": / does not separate the levels"),
        ("select inbox/sent", "has shown \"INBOX.Sent\", which may be meant"),
        ("copy 1 trash", "has shown \"INBOX.Trash\", which may be meant"),
        ("append Sent {1+}\nC: x", "has shown \"INBOX.Sent\""),
        ("rename Sent Old", "has shown \"INBOX.Sent\""),
        ("delete Sent", "has shown \"INBOX.Sent\""),
        ("subscribe Sent", "has shown \"INBOX.Sent\""),
        ("getacl Sent", "has shown \"INBOX.Sent\""),
        (
            "create Trash2",
            "such as \"INBOX.Sent\": a new name may have to begin with \"INBOX.\" too",
        ),
        ("create INBOX.Sent", "There is a mailbox \"INBOX.Sent\" already"),
        ("select INBOX.Sent", "\"INBOX.Sent\", which was there before"),
        // It is not like one of them.
        ("select Work", "\"Work\" does not exist, or may not be opened"),
        ("select ent", "\"ent\" does not exist, or may not be opened"),
        ("create INBOX.x", "it may exist already, or the name is not allowed"),
    ] {
        assert!(refused(line).contains(words), "{line}: {}", refused(line));
    }
    for line in ["copy 1 Trash", "uid move 1 Trash", "append Trash {1+}\nC: x"] {
        for text in ["[TRYCREATE] x", "[NONEXISTENT] x", "no such mailbox"] {
            let session = format!("{SELECTED}{BELOW_INBOX}C: a2 {line}\nS: a2 NO {text}");
            let absent = "There is no mailbox \"Trash\". This session has shown \"INBOX.Trash\"";
            assert!(said(&session).contains(absent), "{}", said(&session));
            assert!(!said(&session).contains("CREATE"), "{}", said(&session));
        }
    }
    let japanese = format!("{SELECTED}{BELOW_INBOX}C: a2 select Sent\nS: a2 NO x");
    let japanese = last_explained(Language::Japanese, &japanese);
    assert!(japanese.contains("「INBOX.Sent」があります。上位の階層も"), "{japanese}");
}

/// Explained by changes that commands of the session made.
#[test]
fn names_that_were_made_renamed_or_removed() {
    let done = |line: &str| format!("C: a1 {line}\nS: a1 OK done\n");
    let refused = |before: &str, line: &str| {
        said(&format!("{SELECTED}{BELOW_INBOX}{before}C: a2 {line}\nS: a2 NO x"))
    };
    let made = done("create INBOX.Foo.Bar");
    assert!(refused(&made, "delete INBOX.Foo").contains("such as \"INBOX.Foo.Bar\""));
    assert!(refused(&made, "select inbox.foo.bar").contains("has shown \"INBOX.Foo.Bar\""));
    let removed = done("delete INBOX.Sent");
    assert!(!refused(&removed, "select Sent").contains("INBOX.Sent"));
    let renamed = made + &done("rename INBOX.Foo INBOX.New");
    assert!(refused(&renamed, "select New.Bar").contains("has shown \"INBOX.New.Bar\""));
    assert!(!refused(&renamed, "select Foo.Bar").contains("shown"));
    let above = "S: * LIST (\\Noselect) \".\" INBOX.A\nS: * LIST () \".\" INBOX.A.B\n";
    assert!(refused(above, "delete INBOX.A").contains("DELETE is an error then"));
    let namespace = "S: * NAMESPACE ((\"INBOX.\" \".\")) ((\"user.\" \".\")) NIL\n";
    for (name, is_outside) in [("Foo", true), ("INBOX.Foo", false), ("user.ann", false)] {
        let session = format!("{SELECTED}{namespace}C: a2 select {name}\nS: a2 NO x");
        assert_eq!(said(&session).contains("begin with \"INBOX.\""), is_outside, "{name}");
    }
}

#[test]
fn texts_about_the_session_and_the_server() {
    for (line, words) in [
        ("select INBOX\nS: a2 NO Server Unavailable. 15", "cannot carry this out at the moment"),
        ("select Old\nS: a2 NO Temporarily unavailable", "cannot carry this out at the moment"),
        (
            "list \"\" *\nS: a2 BAD Session invalidated - AccessTokenExpired",
            "access token of the login has expired",
        ),
        ("noop\nS: a2 NO Session expired", "no longer accepts this session"),
        ("fetch 1 flags\nS: a2 NO [OVERQUOTA] bandwidth", "this command stores nothing"),
    ] {
        let refused = said(&format!("{SELECTED}C: a2 {line}"));
        assert!(refused.contains(words), "{refused}");
        assert!(
            !refused.contains("does not exist") && !refused.contains("GETQUOTAROOT"),
            "{refused}"
        );
    }
    let copy = said(&format!("{SELECTED}C: a2 copy 1 x\nS: a2 NO [OVERQUOTA] full"));
    assert!(copy.contains("GETQUOTAROOT"), "{copy}");
}

/// A server that has answered IDLE with `+` supports it.
#[test]
fn a_command_that_was_begun_is_known() {
    for session in ["S: * PREAUTH hi", "S: * PREAUTH [CAPABILITY IMAP4rev1] hi"] {
        let begun = format!("{session}\nC: a idle\nS: + x\nS: a BAD what");
        assert!(!said(&begun).contains("capability"), "{}", said(&begun));
    }
}

#[test]
fn logins_that_are_written_wrong() {
    let client_bug = said("S: * OK hi\nC: a login joe ${password}\nS: a BAD [CLIENTBUG] x");
    assert!(client_bug.contains("straight double quotes"), "{client_bug}");
    let quotes = said("S: * OK hi\nC: a login “u” ${password}\nS: a NO [AUTHENTICATIONFAILED] x");
    assert!(quotes.contains("typographic quotation mark"), "{quotes}");
    let mechanism = said("S: * OK hi\nC: a authenticate \"PLAIN\" ${sasl}");
    assert!(
        mechanism.contains("is an atom") && !mechanism.contains("more arguments"),
        "{mechanism}"
    );
}

#[test]
fn a_known_name_that_differs_in_a_few_letters() {
    let listed = "S: * LIST () \"/\" Drafts\nS: * LIST () \"/\" Sent\n";
    for line in [
        "select drafs",
        "examine Draft",
        "status Drafst (messages)",
        "copy 1 Draft",
        "move 1 Dafts",
        "delete Draft",
        "rename Draft x",
        "subscribe Draft",
        "append Draft {1}x",
    ] {
        for answer in ["NO [NONEXISTENT] x", "NO [TRYCREATE] x", "NO no such mailbox", "NO x"] {
            let refused = said(&format!("{SELECTED}{listed}C: a2 {line}\nS: a2 {answer}"));
            assert!(
                refused.contains("\"Drafts\", which may be meant"),
                "{line} {answer}: {refused}"
            );
        }
    }
}
