//! Refusals because of the mailboxes that a command names, and because of the state.

use super::{SELECTED, assert_cause};
use crate::explain::tests::{assert_last_explained, last_explained};
use crate::language::Language;

const SLASH: &str = "S: * LIST () \"/\" x\n";

#[test]
fn names_that_servers_refuse() {
    let below = "The new name is below the old one, which servers usually refuse.";
    let wildcard = "IMAP allows * and % in a name, but they are wildcards in LIST, and a server may refuse such a name.";
    for (lines, cause) in [
        ("rename x x/y\nS: a2 NO [CANNOT] x", below.to_owned() + " (RFC 3501, 6.3.5)"),
        (
            "rename x x/y\nS: a2 NO x",
            format!("The server could not rename \"x\": it may not exist, or the new name is taken or not allowed. {below} (RFC 3501, 6.3.5)"),
        ),
        ("rename x x\nS: a2 NO [ALREADYEXISTS] x", "RENAME cannot succeed: the new name is the old one. (RFC 3501, 6.3.5)".to_owned()),
        ("create \"a*b\"\nS: a2 NO [CANNOT] x", format!("{wildcard} (RFC 3501, 5.1)")),
        ("rename a \"b%\"\nS: a2 NO [CANNOT] x", format!("{wildcard} (RFC 3501, 5.1)")),
        (
            "create \"a%b\"\nS: a2 NO x",
            format!("The server could not make a mailbox \"a%b\": it may exist already, or the name is not allowed. {wildcard} (RFC 3501, 5.1)"),
        ),
        (
            "status \"*\" (messages)\nS: a2 NO x",
            "The mailbox \"*\" does not exist, or may not be opened; LIST shows the names. STATUS takes the name of one mailbox: * and % are wildcards only in the patterns of LIST and LSUB. (RFC 3501, 6.3.8)".to_owned(),
        ),
        (
            "subscribe x\nS: a2 NO x",
            "The server could not add \"x\" to the subscribed names: it may accept only mailboxes that exist, whose names LIST shows. (RFC 3501, 6.3.6)".to_owned(),
        ),
        (
            "language de\nS: a2 NO x",
            "The server may not have its texts in this language, so the language stays as it was; LANGUAGE alone asks which it has. (RFC 5255, 3.2)".to_owned(),
        ),
    ] {
        assert_cause(&format!("{SELECTED}{SLASH}C: a2 {lines}"), &cause);
    }
}

#[test]
fn names_that_are_doubtful_before_they_are_refused() {
    for (line, has_note) in [
        ("rename x x/y", true),
        ("rename x xy", false),
        ("rename x x.y", false),
        ("rename INBOX INBOX/old", false),
    ] {
        let said = last_explained(Language::English, &format!("{SELECTED}{SLASH}C: a2 {line}"));
        assert_eq!(said.contains("below the old one"), has_note, "{said}");
    }
    assert_last_explained(
        Language::English,
        &format!("{SELECTED}C: a2 rename x x.y"),
        "RENAME changes the name of \"x\" to \"x.y\"; mailboxes below it are renamed with it. If . is the hierarchy separator, the new name is below the old one, which servers usually refuse. (RFC 3501, 6.3.5)",
    );
    assert_last_explained(
        Language::Japanese,
        &format!("{SELECTED}C: a2 create \"a*b\""),
        "CREATE はメールボックス「a*b」を作ります。選択はされません。IMAP では名前に * と % を使えますが、LIST ではワイルドカードになるため、サーバーはそのような名前を拒否することがあります。（RFC 3501, 5.1）",
    );
}

#[test]
fn patterns_that_no_command_but_list_takes() {
    for (line, name) in [
        ("subscribe INBOX.*", "SUBSCRIBE"),
        ("status % (messages)", "STATUS"),
        ("uid copy 1 Arch*", "UID COPY"),
        ("append Draft* {3}", "APPEND"),
        ("getquotaroot *", "GETQUOTAROOT"),
    ] {
        let pattern = format!("# {name} takes the name of one mailbox: * and %");
        for answer in ["", "\nS: a2 BAD x"] {
            let said =
                last_explained(Language::English, &format!("{SELECTED}C: a2 {line}{answer}"));
            assert!(said.starts_with(&pattern), "{said}");
        }
    }
    assert_cause(
        &format!("{SELECTED}C: a2 create a*b\nS: a2 BAD x"),
        "A name with * or % has to be in quotes, as in \"a*b\". In LIST they are wildcards, and a server may refuse such a name. (RFC 3501, 9)",
    );
    assert_last_explained(
        Language::Japanese,
        &format!("{SELECTED}C: a2 subscribe INBOX.*\nS: a2 BAD x"),
        "SUBSCRIBE が受け取るのは 1 つのメールボックスの名前です。* と % がワイルドカードになるのは、LIST と LSUB のパターンの中だけです。（RFC 3501, 6.3.8）",
    );
}

#[test]
fn the_selected_mailbox_exists() {
    for (lines, cause) in [
        (
            "copy 1 INBOX\nS: a2 NO x",
            "The server could not put the messages into \"INBOX\", the selected mailbox: it may be full, or not be writable. (RFC 3501, 6.4.7)",
        ),
        (
            "move 1 inbox\nS: a2 NO [CANNOT] x",
            "The messages are in \"inbox\" already, because it is the selected mailbox; a server may refuse such a MOVE. (RFC 6851, 3.3)",
        ),
        (
            "append inbox {1}a\nS: a2 NO x",
            "The server could not put the message into \"inbox\", the selected mailbox: it may be full, or not be writable. (RFC 3501, 6.3.11)",
        ),
    ] {
        assert_cause(&format!("{SELECTED}C: a2 {lines}"), cause);
    }
}

#[test]
fn an_empty_mailbox_that_is_read_only() {
    let examined = "S: * PREAUTH hi\nC: a1 examine x\nS: * 0 EXISTS\nS: a1 OK [READ-ONLY] in\n";
    assert_cause(
        &format!("{examined}C: a2 store 1 +flags (\\Seen)\nS: a2 NO Mailbox is read-only"),
        "STORE changes the mailbox, which is open for reading only. (RFC 3501, 6.3.2)",
    );
}

#[test]
fn the_state_is_named_before_the_capability() {
    let greeting = "S: * OK [CAPABILITY IMAP4rev1 STARTTLS] hi\nC: a1 starttls\nS: a1 OK x\nC: a2 capability\nS: * CAPABILITY IMAP4rev1\nS: a2 OK x\n";
    for line in ["C: a3 starttls", "C: a3 starttls\nS: a3 BAD TLS already active"] {
        let said = last_explained(Language::English, &format!("{greeting}{line}"));
        assert!(said.starts_with("# TLS is on already: STARTTLS works only once"), "{said}");
        assert!(!said.contains("needs the capability"), "{said}");
    }
    let logged_in = "S: * PREAUTH [CAPABILITY IMAP4rev1] hi\n";
    assert_cause(
        &format!("{logged_in}C: a1 unselect\nS: a1 BAD No mailbox selected"),
        "UNSELECT works on the selected mailbox, and none is selected: SELECT or EXAMINE comes first. (RFC 3501, 3.3)",
    );
}

#[test]
fn enable_while_a_mailbox_is_selected() {
    for line in ["C: a2 enable condstore", "C: a2 enable condstore\nS: a2 BAD x"] {
        let said = last_explained(Language::English, &format!("{SELECTED}{line}"));
        let cause = "# ENABLE is allowed only before a mailbox is selected, though some servers also accept it later.";
        assert!(said.starts_with(cause) && said.ends_with("(RFC 5161, 3.1)"), "{said}");
    }
}

/// An extension included in IMAP4rev2 needs no capability, even if no list is known.
#[test]
fn what_belongs_to_imap4rev2() {
    let rev2 =
        "S: * OK [CAPABILITY IMAP4rev2 AUTH=PLAIN] hi\nC: a1 login x ${password}\nS: a1 OK in\n";
    for (line, is_included) in [
        ("enable imap4rev2", true),
        ("idle", true),
        ("namespace", true),
        ("getquotaroot inbox", false),
    ] {
        let said = last_explained(Language::English, &format!("{rev2}C: a2 {line}\nS: a2 BAD x"));
        assert_eq!(!said.contains("needs the capability"), is_included, "{said}");
    }
}

/// A command before its literal is explained before the literal is sent, and nothing is missing yet.
#[test]
fn faults_are_named_before_the_literal_is_sent() {
    for (line, fault) in [
        (
            "append x (\\Seen \\Recent) {5}",
            "Only the server sets \\Recent; a client cannot change it.",
        ),
        (
            "append x (\\Seen) \"31-Feb-2024 10:00:00 +0000\" {5}",
            "31-Feb-2024 does not exist: that month has 29 days.",
        ),
        ("append x  {5}", "There are two spaces where IMAP has exactly one."),
        ("uid search chraset utf-8 subject {5}", "\"chraset\" is not a registered search key"),
    ] {
        for answer in ["", "\nS: a2 BAD x"] {
            let said =
                last_explained(Language::English, &format!("{SELECTED}C: a2 {line}{answer}"));
            assert!(said.starts_with(&format!("# {fault}")), "{said}");
        }
    }
    for line in [
        "search or subject {5}",
        "append x {5}",
        "select {5}",
        "setmetadata x (/private/comment {5}",
        "getmetadata x (/private/comment {4}",
        "list \"\" {3}",
    ] {
        let said = last_explained(Language::English, &format!("{SELECTED}C: a2 {line}"));
        assert!(!said.contains("missing") && !said.contains("lacks"), "{line}: {said}");
    }
}
