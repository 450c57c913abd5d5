//! Refusals whose text names the cause, in words that imapsh does not know.

use super::*;
use crate::explain::tests::{assert_contains, assert_lacks};

const ITS_TEXT: &str =
    "The server understood the command and could not carry it out; its text may say why.";

/// The usual cause of a refused command is not named beside another one in the text.
#[test]
fn no_cause_is_guessed_against_the_text() {
    for (line, text) in [
        ("delete Foo", "Mailbox is not empty"),
        ("delete Trash", "Cannot delete system folder"),
        ("rename Trash Bin", "Cannot rename system folder"),
        ("create Foo", "Only personal mailboxes may be created"),
        ("select Foo", "Selecting failed: backend unavailable"),
        ("status Foo (messages)", "Mailbox is corrupt"),
        ("list \"\" *", "Too many mailboxes"),
        ("subscribe Foo", "Subscription file is read-only"),
        ("append inbox {1+}\nC: x", "Message rejected: virus found"),
        ("append Foo {1+}\nC: x", "Message rejected: virus found"),
        ("expunge", "Expunge not permitted: retention policy"),
        ("copy 1 Foo", "The messages could not be copied: I/O error"),
        ("getacl Foo", "ACLs disabled"),
        // What the text is about is not what the command names first.
        ("setacl inbox bob lr", "unknown user"),
        ("delete Foo", "Operation is not supported on mailbox"),
        ("delete INBOX2", "Folder is not empty"),
        ("copy 1 Foo", "Message already exists"),
        ("uid move 1 Foo", "Move not supported for this folder"),
        ("list \"\" *", "Permission denied"),
        ("move 1 Foo", "Target mailbox is read-only"),
        ("move 1 Foo", "Folder Foo is read-only"),
        // SELECT has said that it can be changed.
        ("store 1 flags ()", "Mailbox is read-only"),
        ("store 1 flags ()", "Mailbox Bar is read only"),
        // INBOX always exists.
        ("myrights inbox", "Mailbox does not exist"),
        ("subscribe INBOX", "No such mailbox"),
        ("store 1 +flags (\\Deleted)", "Flag \\Deleted is read-only"),
        ("expunge", "Server is in read-only mode for maintenance"),
        ("rename a b/c", "Destination mailbox does not exist"),
        ("copy 1 Foo", "Source mailbox does not exist"),
        ("copy 1 Foo", "The selected mailbox does not exist any more"),
        ("select Foo", "Domain does not exist"),
    ] {
        assert_contains(format!("{SELECTED}C: a2 {line}\nS: a2 NO {text}"), ITS_TEXT);
    }
    for (line, text, cause) in [
        ("delete Foo", "DELETE failed", "it may not exist, or have mailboxes below it"),
        ("select Foo", "Can't open mailbox Foo", "does not exist, or may not be opened"),
        ("rename Foo Bar", "Target exists", "There is a mailbox \"Bar\" already"),
        ("create Foo", "Duplicate folder name Foo (Failure)", "There is a mailbox \"Foo\" already"),
        ("select Foo", "Not a selectable mailbox", "is a name that cannot be selected"),
        ("expunge", "Permission denied", "access control"),
        ("list \"\" *", "LIST failure: can't list that reference or name", "may not support"),
        ("copy 1 Foo", "Target mailbox does not exist", "CREATE would make it"),
        ("rename a b/c", "Parent mailbox does not exist", "the mailbox above \"b/c\""),
        ("create a/b", "Parent folder not found", "the mailbox above \"a/b\""),
        ("rename Foo Old/Foo", "No such mailbox: Old", "the mailbox above \"Old/Foo\""),
        ("rename Foo Old/x", "Folder \"Old\" could not be found", "above \"Old/x\""),
        ("rename Foo Old/x", "[NONEXISTENT] Folder Old not found", "exist is the mailbox above"),
        ("rename Foo Old/x", "Folder Foo not found", "There is no mailbox \"Foo\""),
        ("create Old/x", "Old does not exist", "the mailbox above \"Old/x\""),
        ("append INBOX {1+}\nC: x", "No such mailbox", "it may be full, or not be writable"),
        ("select Foo", "Access denied from your network", ITS_TEXT),
        ("xwipe Foo", "Permission denied", ITS_TEXT),
        ("xwipe Foo", "Mailbox Foo does not exist", ITS_TEXT),
        ("xwipe Foo", "Partition is offline", ITS_TEXT),
        ("xwipe Foo", "Server busy", "the same command may succeed later"),
        ("xwipe Foo", "Not implemented", "is not registered"),
        ("copy 1 Foo", "[TRYCREATE] No such object", "\"Foo\" does not exist; CREATE would"),
        ("delete Foo", "[NONEXISTENT] Item not found", "There is no mailbox \"Foo\""),
        ("copy 1 Foo", "[NONEXISTENT] Item not found", "names something that is not"),
        ("select Foo", "Over quota exceeded", "this command stores nothing"),
        ("uid fetch 9 flags", "[NONEXISTENT] Mailbox was deleted", "names something that is not"),
        ("copy 1 Foo", "[NONEXISTENT] Message 1 is gone", "names something that is not"),
        ("setacl Foo bob lr", "[NONEXISTENT] User bob does not exist", "something that is not"),
        ("append Foo {1+}\nC: x", "[NONEXISTENT] Unknown namespace", "something that is not"),
        ("create a.b", "[CANNOT] Character not allowed in mailbox name: '.'", "does not allow ."),
        (
            "create Foo",
            "[CANNOT] nonexistent namespace. (Mailbox name should be prefixed with: INBOX.)",
            "\"INBOX.Foo\" was probably meant",
        ),
    ] {
        assert_contains(format!("{SELECTED}C: a2 {line}\nS: a2 NO {text}"), cause);
    }
}

#[test]
fn texts_about_a_login_or_a_message() {
    for (text, cause) in [
        ("Please use SSL", "only on an encrypted connection"),
        ("Your account has been suspended", "locked or disabled, perhaps only for some time"),
        ("Not authenticated", "did not accept the name and password"),
        ("Auth token expired", "The access token of the login has expired"),
        ("One more failure before your account is locked", ITS_TEXT),
        ("IMAP is disabled during the backup", "perhaps only for this account"),
        ("Password has expired", "no longer valid"),
        ("Login is disabled until you accept the terms", ITS_TEXT),
        ("Login failed: unknown user or bad password", "did not accept the name and password"),
        (
            "Invalid user name or password. Please use full email address as user name.",
            "did not accept the name and password",
        ),
        ("[AUTHENTICATIONFAILED] BasicAuthBlocked", "only a token"),
        ("[ALERT] Basic authentication is disabled", "only a token"),
        ("[NOPERM] Login not allowed", ITS_TEXT),
    ] {
        let listing = format!("S: * OK hi\nC: a1 login u ${{password}}\nS: a1 NO {text}");
        assert_contains(&listing, cause);
    }
    const QUOTES: &str = "it has to be in straight double quotes";
    const TEXT_OF_BAD: &str = "its text may say more";
    for (command, text, cause) in [
        ("login u p", "Error in IMAP command LOGIN: Invalid arguments.", QUOTES),
        ("login u p", "Command Argument Error. 11", QUOTES),
        ("login u p", "Login failed", "did not accept the name and password"),
        ("login u p", "LOGIN disabled", TEXT_OF_BAD),
        ("login u p", "Protocol Error: \"Unidentifiable tag\"", TEXT_OF_BAD),
        (
            "login u p",
            "Plaintext authentication disallowed on non-secure connections.",
            "encrypted",
        ),
        ("authenticate scram-sha-256", "Unknown auth mechanism", TEXT_OF_BAD),
        ("authenticate plain", "Command Argument Error. 11", TEXT_OF_BAD),
        ("authenticate plain AGEAYg==", "Invalid", "for PLAIN is"),
    ] {
        let listing = format!("S: * OK hi\nC: a1 {command}\nS: a1 BAD {text}");
        assert_contains(&listing, cause);
    }
    let token =
        "S: * OK hi\nC: a authenticate xoauth2\nS: a NO Unsupported authentication mechanism";
    assert_contains(token, "does not offer XOAUTH2");
    for text in [
        "Message contains invalid header",
        "Message contains bare newlines",
        "Message contains NUL characters",
    ] {
        let listing = format!("{SELECTED}C: a2 append inbox {{5+}}\nC: hello\nS: a2 NO {text}");
        assert_contains(&listing, "only a whole message: header fields");
    }
    for (line, text) in [("rename a b", "Mailbox locked"), ("create b", "Mailbox locked")] {
        let listing = format!("{SELECTED}C: a2 {line}\nS: a2 NO {text}");
        assert_contains(&listing, "in use or locked");
    }
}

/// A code, and another reason in the text, go before the words about a wrong password.
#[test]
fn what_else_a_refused_login_names() {
    const QUOTES: &str = "it has to be in straight double quotes";
    for (answer, cause) in [
        ("BAD Login failed: parse error", QUOTES),
        ("BAD Login failed: too many arguments", QUOTES),
        ("BAD 8bit data in atom", QUOTES),
        ("BAD Bad string", QUOTES),
        ("BAD Not enough words", QUOTES),
        ("BAD Expected end of line", QUOTES),
        ("BAD Extra junk", QUOTES),
        ("NO [UNAVAILABLE] invalid credentials", "a subsystem is down"),
        ("NO [LIMIT] Too many invalid credentials attempts", "has reached a limit"),
        ("NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)", "Servers do not say why"),
        ("NO incorrect password limit reached; try again later", "may succeed later"),
        ("NO Too many invalid password attempts", ITS_TEXT),
        ("NO Invalid credentials", "did not accept the name and password"),
        ("NO Two-factor authentication required", "usually an app password"),
        ("NO [AUTHORIZATIONFAILED] invalid credentials", "did not accept the name and password"),
        ("NO Wrong password, or the server is busy", ITS_TEXT),
        ("NO [INUSE] Too many sessions", "as many connections open"),
        ("BAD Cleartext login is off", "only on an encrypted connection"),
        ("NO This address is banned", "refuses logins from this address"),
        ("NO OAuth authentication required", ITS_TEXT),
        ("BAD Additional authentication required", "its text may say more"),
        ("NO Basic authentication failed", ITS_TEXT),
        ("NO Basic authentication is allowed only from the office network", ITS_TEXT),
    ] {
        assert_contains(format!("S: * OK hi\nC: a1 login u p\nS: a1 {answer}"), cause);
    }
    for text in ["Additional authentication required", "Basic authentication failed"] {
        let listing = format!("S: * OK hi\nC: a1 authenticate plain\nS: a1 NO {text}");
        assert_contains(&listing, ITS_TEXT);
    }
    assert_contains(
        format!("{SELECTED}C: a2 select x\nS: a2 NO OAuth authentication required"),
        ITS_TEXT,
    );
    assert_contains("C: a1 select x\nS: a1 NO Authentication required", "present state");
}

/// The words about a user, a source and a parent are read with the command.
#[test]
fn what_words_of_a_text_are_about() {
    for (line, text, cause) in [
        ("delete Foo", "User is not authorized to delete", "access control"),
        ("delete Foo", "Access denied for this user", "access control"),
        ("select Foo", "This user has no permission", "access control"),
        ("rename a b", "source mailbox not found", "There is no mailbox \"a\""),
        ("rename a/b c", "Parent mailbox does not exist", ITS_TEXT),
        ("rename a b", "Rename failed: destination exists", "There is a mailbox \"b\" already"),
    ] {
        assert_contains(format!("{SELECTED}C: a2 {line}\nS: a2 NO {text}"), cause);
    }
}

/// The stand-in of what is hidden was not sent.
#[test]
fn a_hidden_mechanism_is_not_named() {
    let start = "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi\nC: a1 authenticate ntlm${sasl}\n";
    for answer in ["NO Unsupported authentication mechanism", "NO x", "NO [CANNOT] x", "BAD x"] {
        for language in [Language::English, Language::Japanese] {
            let said = last_explained(language, &format!("{start}S: a1 {answer}"));
            assert!(!said.contains('$') && !said.contains("NTLM"), "{answer}: {said}");
        }
    }
}

/// A server that names the state knows the command.
#[test]
fn a_text_about_the_state_is_not_about_a_capability() {
    let logged_in = "S: * OK hi\nC: a1 login u p\nS: a1 OK x\n";
    for (command, text) in [
        ("idle", "Command IDLE is not permitted in the authenticated state"),
        ("compress deflate", "Not allowed in this state"),
        ("enable condstore", "ENABLE is only valid in the authenticated state"),
    ] {
        let said = last_explained(
            Language::English,
            &format!("{logged_in}C: a {command}\nS: a BAD {text}"),
        );
        assert!(!said.contains("needs the capability"), "{said}");
    }
    // The session shows more than such a text.
    let said =
        format!("{logged_in}C: a fetch 1 flags\nS: a BAD Command received in Invalid state.");
    assert_lacks(&said, "present state");
}

/// A server that names a part of the command knows the command.
#[test]
fn a_part_that_the_server_does_not_know() {
    for (line, text, part) in [
        ("sort (x) utf-8 all", "Unknown sort key x", "not a registered sort criterion"),
        ("thread jwz us-ascii all", "Unrecognized THREAD algorithm", "\"jwz\" is not a registered"),
    ] {
        let listing = format!("{SELECTED}C: a2 {line}\nS: a2 BAD {text}");
        let said = last_explained(Language::English, &listing);
        assert!(said.contains(part) && !said.contains("needs the capability SORT"), "{said}");
    }
}

/// The text of the BAD names what the session forbids.
#[test]
fn a_charset_after_utf8_was_turned_on() {
    let listing = format!(
        "{SELECTED}S: * ENABLED UTF8=ACCEPT\nC: a2 search charset utf-8 subject x\n\
         S: a2 BAD [BADCHARSET] CHARSET not allowed"
    );
    let said = last_explained(Language::English, &listing);
    assert!(said.contains("UTF8=ACCEPT is turned on"), "{said}");
    assert!(!said.contains("does not support the character set"), "{said}");
}
