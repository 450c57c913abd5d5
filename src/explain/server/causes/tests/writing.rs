//! Causes in the syntax of the command.

use super::*;
use crate::explain::tests::{assert_contains, assert_lacks};

#[test]
fn causes_in_how_the_command_is_written() {
    for (line, cause) in [
        (
            "C: a2 authenticate cram-md5\nS: + PDE+\nA: *\nS: a2 BAD x",
            "The login was cancelled by the line with * alone. (RFC 3501, 6.2.2)",
        ),
        (
            "C: select inbox\nS: select BAD x",
            "The server took \"select\" for the tag and \"inbox\" for the command, because no tag was sent. (RFC 3501, 2.2.1)",
        ),
        (
            "C: noop\nS: noop BAD x",
            "The server took \"noop\" for the tag and found no command, because no tag was sent. (RFC 3501, 2.2.1)",
        ),
        (
            "C: a2 list “” *\nS: a2 BAD x",
            "“ is a typographic quotation mark; IMAP's strings are in straight quotes (\"). (RFC 3501, 4.3)",
        ),
        (
            "C: a2 fetch 1–3 flags\nS: a2 BAD x",
            "\"1–3\" is not a set of messages: a range has a colon, as in 1:3. (RFC 3501, 9)",
        ),
        (
            "C: a2 status  inbox (messages)\nS: a2 BAD x",
            "There are two spaces where IMAP has exactly one. (RFC 3501, 9)",
        ),
        (
            "C: a2 slect inbox\nS: a2 BAD x",
            "\"slect\" is not a registered command; SELECT was probably meant. (RFC 3501, 6)",
        ),
        (
            "C: a2 frobnicate\nS: a2 BAD x",
            "\"frobnicate\" is not a registered command. (RFC 3501, 6)",
        ),
        ("C: a2 help copy\nS: a2 BAD x", "\"help\" is not a registered command. (RFC 3501, 6)"),
        ("C: a2\nS: a2 BAD x", "A tag was sent, and no command after it. (RFC 3501, 2.2.1)"),
        (
            "C: a2 select the inbox\nS: a2 BAD x",
            "SELECT has no word such as \"the\" before the mailbox. (RFC 3501, 9)",
        ),
        (
            "C: a2 status to Sent (messages)\nS: a2 BAD x",
            "STATUS has no word such as \"to\" before the mailbox; a name with a space must be in quotes, as in \"to Sent\". (RFC 3501, 5.1)",
        ),
        (
            "C: a3 list \"\" *\nS: * LIST () \"/\" \"In Tray\"\nS: a3 OK x\nC: a2 select In Tray\nS: a2 BAD x",
            "The mailbox's name seems to have a space: such a name must be in quotes, as in \"In Tray\". (RFC 3501, 5.1)",
        ),
        (
            "C: a3 list \"\" *\nS: * LIST () \"/\" \"Go Go\"\nS: a3 OK x\nC: a2 select Go Go\nS: a2 BAD x",
            "The mailbox's name seems to have a space: such a name must be in quotes, as in \"Go Go\". (RFC 3501, 5.1)",
        ),
        ("C: a2 rename old\nS: a2 BAD x", "An argument is missing. (RFC 3501, 6.3.5)"),
        (
            "C: a2 examine Old Mail\nS: a2 BAD x",
            "The mailbox's name seems to have a space: such a name must be in quotes, as in \"Old Mail\". (RFC 3501, 5.1)",
        ),
        (
            "C: a2 create “x”\nS: a2 BAD x",
            "“ is a typographic quotation mark; IMAP's strings are in straight quotes (\"). (RFC 3501, 4.3)",
        ),
    ] {
        assert_cause(&format!("{LOGGED_IN}{line}"), cause);
    }
}

#[test]
fn stray_marks_around_the_name_of_a_command() {
    for (line, cause) in [
        ("noop;", "NOOP is written without \";\": that does not belong to the name of a command."),
        (
            "select, inbox",
            "SELECT is written without \",\": that does not belong to the name of a command.",
        ),
        (
            "\"noop\"",
            "NOOP is written without '\"': that does not belong to the name of a command.",
        ),
        (
            "<noop>",
            "NOOP is written without \"<\" and \">\": that does not belong to the name of a command.",
        ),
        ("frobs;", "\"frobs\" is not a registered command. No command's name has \";\" in it."),
        (
            "slect;",
            "\"slect\" is not a registered command; SELECT was probably meant. No command's name has \";\" in it.",
        ),
    ] {
        let cause = format!("{cause} (RFC 3501, 6)");
        assert_cause(&format!("{LOGGED_IN}C: a2 {line}\nS: a2 BAD x"), &cause);
        assert_cause(&format!("{LOGGED_IN}C: a2 {line}"), &cause);
    }
    assert_last_explained(
        Language::Japanese,
        "C: a2 noop;",
        "NOOP に「;」は付けません。コマンド名の一部ではない文字です。（RFC 3501, 6）",
    );
}

#[test]
fn words_in_the_wrong_order() {
    for (line, cause) in [
        (
            "uid 1:3 fetch flags",
            "UID comes directly before the name of the command: UID FETCH, and then the set of UIDs. (RFC 3501, 6.4.8)",
        ),
        (
            "copy uid 4 x",
            "UID comes directly before the name of the command: UID COPY, and then the set of UIDs. (RFC 3501, 6.4.8)",
        ),
        (
            "list % \"\"",
            "The reference comes before the pattern, as in LIST \"\" \"*\". (RFC 3501, 6.3.8)",
        ),
        (
            "lsub * x",
            "The reference comes before the pattern, as in LSUB \"\" \"*\". (RFC 3501, 6.3.8)",
        ),
        (
            "fetch 1 flgs",
            "\"flgs\" is not a registered FETCH item. FLAGS was probably meant. (RFC 3501, 6.4.5)",
        ),
        (
            "search text \"x",
            "A quotation mark (\") is missing: one begins a quoted string, another ends it. (RFC 3501, 4.3)",
        ),
    ] {
        assert_cause(&format!("{SELECTED}C: a2 {line}\nS: a2 BAD x"), cause);
        let (first, _) = cause.split_once('.').expect("a sentence");
        let sent = last_explained(Language::English, &format!("{SELECTED}C: a2 {line}"));
        assert!(sent.starts_with(&format!("# {first}")), "{sent}");
    }
}

#[test]
fn words_of_other_programs_have_a_command_of_imap() {
    for (line, cause) in [
        (
            "quit",
            "\"quit\" is not a command of IMAP, where this is used instead: logout. (RFC 3501, 6)",
        ),
        (
            "ls;",
            "\"ls\" is not a command of IMAP, where this is used instead: list \"\" \"*\". No command's name has \";\" in it. (RFC 3501, 6)",
        ),
        (
            "retr 1",
            "\"retr\" is not a command of IMAP, where this is used instead: fetch 1 body.peek[]. (RFC 3501, 6)",
        ),
        (
            "search unread",
            "\"unread\" is not a registered search key; UNSEEN was probably meant. (RFC 3501, 6.4.4)",
        ),
        (
            "status x (total)",
            "\"total\" is not a registered STATUS item. MESSAGES was probably meant. (RFC 3501, 6.3.10)",
        ),
        (
            "search from:hana",
            "Between a key and its argument is a space, not \":\", as in FROM hana. (RFC 3501, 6.4.4)",
        ),
        (
            "search seen and flagged",
            "There is no key AND: a message has to match all keys anyway. (RFC 3501, 6.4.4)",
        ),
        (
            "fetch 1 (uid, flags)",
            "Spaces, not commas, separate the items: UID is written without a comma. (RFC 3501, 6.4.5)",
        ),
        (
            "copy 1 \"x y\" \"z\"",
            "\"z\" does not fit the grammar. The syntax is: COPY SEQUENCE-SET MAILBOX. (RFC 3501, 6.4.7)",
        ),
    ] {
        let bad = format!("{SELECTED}C: a2 {line}\nS: a2 BAD x");
        let sent = last_explained(Language::English, &format!("{SELECTED}C: a2 {line}"));
        let (first, _) = cause.split_once([':', '.']).expect("a sentence");
        assert!(sent.contains(first), "{sent}");
        // The syntax was shown when the command was sent.
        let shown = cause.replace(" The syntax is: COPY SEQUENCE-SET MAILBOX.", "");
        assert_cause(&bad, &shown);
    }
    for (line, part) in [
        ("store 1 +flags /Seen", "Without a backslash, /Seen is a keyword, not the flag \\Seen."),
        (
            "setacl x bob zqz",
            "Not among the registered rights: q and z. A server has to answer BAD",
        ),
    ] {
        assert_contains(format!("{SELECTED}C: a2 {line}"), part);
    }
    assert_last_explained(
        Language::Japanese,
        "C: a2 quit",
        "「quit」は IMAP のコマンドではありません。IMAP では次のコマンドを使います: logout。（RFC 3501, 6）",
    );
}

#[test]
fn a_literal_that_is_too_long_becomes_the_next_command() {
    assert_cause(
        "S: * PREAUTH hi\nC: a1 append x {3}abcde\nS: a1 OK x\nS: de BAD x",
        "The server took octets of a literal for a command: it had refused the command with the literal, or there were more octets than announced. (RFC 3501, 4.3)",
    );
}

#[test]
fn words_that_help_knows_are_no_commands() {
    for word in ["literal", "EXISTS", "uidnext", "envelope"] {
        assert_cause(
            &format!("C: a1 {word}\nS: a1 BAD x"),
            &format!("\"{word}\" is not a command; see :help {word}. (RFC 3501, 6)"),
        );
    }
}

#[test]
fn a_response_without_its_star_is_named() {
    assert_cause(
        "C: 11 EXISTS\nS: 11 BAD x",
        "This is a response of a server without the \"*\" before it: * 11 EXISTS. (RFC 3501, 6)",
    );
}

#[test]
fn faults_in_search_keys_are_causes() {
    for (command, cause) in [
        (
            "search subject hello world",
            "\"world\" is not a registered search key; a string with spaces must be in quotes, as in SUBJECT \"hello world\". (RFC 3501, 6.4.4)",
        ),
        (
            "search since 2025-02-01",
            "\"2025-02-01\" is not a date of IMAP; SINCE takes it as 1-Feb-2025. (RFC 3501, 9)",
        ),
        ("fetch 1 (flags", "A closing bracket is missing. (RFC 3501, 9)"),
        (
            "store 1 +flags (\\Delete)",
            "\\Delete is not a registered flag. \\Deleted was probably meant. (RFC 3501, 6.4.6)",
        ),
        (
            "store 1 +flags (\\Seen \\Read)",
            "\\Read is not a registered flag. \\Seen was probably meant. (RFC 3501, 6.4.6)",
        ),
        (
            "store 1 +flags (\\Unseen)",
            "\\Unseen is not a registered flag. -FLAGS (\\Seen) removes \\Seen. (RFC 3501, 6.4.6)",
        ),
    ] {
        assert_cause(&format!("{SELECTED}C: a2 {command}\nS: a2 BAD x"), cause);
    }
}

#[test]
fn octets_after_a_literal_are_the_rest_of_the_command() {
    assert_cause(
        "S: * PREAUTH hi\nC: a1 append Drafts {7}Hello\t st\nS: a1 BAD x",
        "The literal has fewer octets than were sent: \"st\" after them was read as the rest of the command. (RFC 3501, 4.3)",
    );
    assert_cause(
        "S: * PREAUTH hi\nC: a1 append Drafts {5}hello world\nS: a1 BAD x",
        "The literal has fewer octets than were sent: \"world\" after them was read as the rest of the command. (RFC 3501, 4.3)",
    );
}

#[test]
fn no_to_a_line_that_is_not_understood() {
    for (line, cause) in [
        (
            "S: * OK hi\nC: a1 list \"\" *\nS: a1 NO Login first",
            "LIST needs a login first (LOGIN or AUTHENTICATE): the session is not logged in. (RFC 3501, 3.1)",
        ),
        (
            "S: * PREAUTH hi\nC: a2 fetch 1 flags\nS: a2 NO [CLIENTBUG] No mailbox selected",
            "FETCH works on the selected mailbox, and none is selected: SELECT or EXAMINE comes first. (RFC 3501, 3.3)",
        ),
        // Courier says so of any line that it does not understand.
        (
            "S: * PREAUTH hi\nC: select inbox\nS: select NO Error in IMAP command received by server.",
            "The server took \"select\" for the tag and \"inbox\" for the command, because no tag was sent. (RFC 3501, 2.2.1)",
        ),
        (
            "S: * PREAUTH hi\nC: a2 fetch 1 flag\nS: a2 NO Error in IMAP command received by server.",
            "\"flag\" is not a registered FETCH item. FLAGS was probably meant. FETCH works on the selected mailbox, and none is selected: SELECT or EXAMINE comes first. (RFC 3501, 6.4.5)",
        ),
        (
            "S: * PREAUTH [CAPABILITY IMAP4rev1] hi\nC: a2 enable condstore\nS: a2 NO Error in IMAP command received by server.",
            "ENABLE needs the capability ENABLE, which the server has not announced. (RFC 5161, 3.1)",
        ),
        (
            "S: * PREAUTH hi\nC: a2 idle\nS: + idling\nC: a3 noop\nS: a2 NO Error",
            "While IDLE was running, a line other than DONE was sent; that ended IDLE with an error. (RFC 2177, 3)",
        ),
        (
            "S: * PREAUTH hi\nC: a2 idle\nS: + idling\nS: * 3 EXISTS\nS: a2 BAD x",
            "The server had accepted IDLE, and has ended it with an error. (RFC 2177, 3)",
        ),
        (
            "S: * OK [CAPABILITY IMAP4rev1 LOGINDISABLED] hi\nC: a1 login x ${password}\nS: a1 BAD [ALERT] x",
            "The server has announced LOGINDISABLED: it refuses LOGIN here, usually because the connection is not encrypted. The user has to be shown this text: \"x\". (RFC 3501, 6.2.3)",
        ),
    ] {
        assert_cause(line, cause);
    }
}

#[test]
fn a_tag_that_is_used_twice() {
    let session = format!("{SELECTED}C: a2 noop\nS: a2 OK x\nC: a2 check");
    assert_cause(
        &format!("{session}\nS: a2 BAD x"),
        "An earlier command had the tag a2 too; some servers refuse a tag that is used twice. (RFC 3501, 2.2.1)",
    );
    // A listing that shows a command, and then the command with its answer.
    let twice = format!("{SELECTED}C: a2 noop\nC: a2 noop\nS: a2 BAD x");
    assert!(!last_explained(Language::English, &twice).contains("earlier command"));
}

#[test]
fn quotes_that_imap_does_not_have() {
    for (line, cause) in [
        (
            "C: a2 select 'inbox'\nS: a2 NO x",
            "The mailbox \"'inbox'\" does not exist, or may not be opened; LIST shows the names. For the server, ' is part of the name: IMAP's strings are in double quotes (\"). No mailbox is selected. (RFC 3501, 4.3)",
        ),
        (
            "C: a2 copy 1 `Archive`\nS: a2 NO [TRYCREATE] x",
            "The mailbox \"`Archive`\" does not exist; CREATE would make it. For the server, ` is part of the name: IMAP's strings are in double quotes (\"). (RFC 3501, 4.3)",
        ),
        (
            "C: a2 create 'Old Mail'\nS: a2 BAD x",
            "For the server, ' is part of the name: IMAP's strings are in double quotes (\"). (RFC 3501, 4.3)",
        ),
    ] {
        assert_cause(&format!("{SELECTED}{line}"), cause);
    }
}

#[test]
fn a_tab_does_not_separate_words() {
    let tab = "The line has a tab where the grammar has a space: a tab does not separate words. (RFC 3501, 9)";
    for line in ["a2\tnoop", "a2 select\tinbox", "a2 \tnoop", "a2 status inbox\t(messages)"] {
        assert_cause(&format!("{LOGGED_IN}C: {line}\nS: a2 BAD x"), tab);
    }
    // In quotes it is part of a string.
    assert_lacks("C: a2 search subject \"a\tb\"", "tab");
    assert_contains("C: select\tinbox", "\"select\" for the tag and \"inbox\"");
}

#[test]
fn marks_at_the_end_of_a_command() {
    for (line, cause) in [
        (
            "C: a2 select INBOX;\nS: a2 NO x",
            "The mailbox \"INBOX;\" does not exist, or may not be opened; LIST shows the names. The \";\" at the end is part of the name; a command needs no mark at its end. No mailbox is selected. (RFC 3501, 2.2)",
        ),
        (
            "C: a2 status Work.\nS: a2 BAD Missing argument",
            "An argument is missing. (RFC 3501, 6.3.10)",
        ),
        (
            "C: a2 copy 1 Work.\nS: a2 NO [TRYCREATE] x",
            "The mailbox \"Work.\" does not exist; CREATE would make it. The \".\" at the end is part of the name; a command needs no mark at its end. (RFC 3501, 2.2)",
        ),
        (
            "C: a2 copy 1 \"Work.\"\nS: a2 NO [TRYCREATE] x",
            "The mailbox \"Work.\" does not exist; CREATE would make it. (RFC 3501, 7.1)",
        ),
        (
            "C: a2 store 1 +flags (\\Seen);\nS: a2 BAD x",
            "A command needs no \";\" at its end. (RFC 3501, 2.2)",
        ),
    ] {
        assert_cause(&format!("{SELECTED}{line}"), cause);
    }
}

#[test]
fn a_login_that_is_written_wrong() {
    for (line, cause) in [
        (
            "login \"taro ${password}",
            "A quotation mark (\") is missing. Between quotation marks, \\\" stands for a quotation mark and \\\\ for a backslash, in a password too. (RFC 3501, 4.3)",
        ),
        (
            "login taro ${password} extra",
            "LOGIN takes two arguments; a user name or a password with a space in it must be in quotes. (RFC 3501, 6.2.3)",
        ),
    ] {
        assert_cause(&format!("S: * OK hi\nC: a1 {line}\nS: a1 BAD x"), cause);
    }
}

#[test]
fn items_of_store_that_are_nearly_right() {
    for (item, meant) in [
        ("+flag", "+FLAGS"),
        ("-flgs", "-FLAGS"),
        ("FLAG", "FLAGS"),
        ("+flags.silnt", "+FLAGS.SILENT"),
    ] {
        let said =
            format!("\"{item}\" is not a registered STORE item. {meant} was probably meant.");
        let line = format!("{SELECTED}C: a2 store 1 {item} (\\Seen)");
        assert_cause(&format!("{line}\nS: a2 BAD x"), &format!("{said} (RFC 3501, 6.4.6)"));
        let sent = last_explained(Language::English, &line);
        assert!(sent.starts_with(&format!("# {said}")), "{sent}");
    }
}
