//! Refusals whose text names the cause, in words that imapsh does not know.

use super::*;
use crate::explain::tests::assert_contains;

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
    ] {
        assert_contains(format!("{SELECTED}C: a2 {line}\nS: a2 NO {text}"), cause);
    }
}

#[test]
fn texts_about_a_login_or_a_message() {
    for (text, cause) in [
        ("Please use SSL", "only on an encrypted connection"),
        ("Your account has been suspended", "locked or disabled"),
        ("Password has expired", "no longer valid"),
        ("Login is disabled until you accept the terms", ITS_TEXT),
        ("Login failed: unknown user or bad password", "did not accept the name and password"),
    ] {
        let listing = format!("S: * OK hi\nC: a1 login u ${{password}}\nS: a1 NO {text}");
        assert_contains(&listing, cause);
    }
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
