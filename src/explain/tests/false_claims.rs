//! Explanations that would claim more than a session shows.

use super::last_explained;
use crate::language::Language::{English, Japanese};

/// Checks the last explanation of each session: what it contains, and what it does not.
fn assert_each(sessions: &[(&str, &str, &str)]) {
    for (session, says, silent) in sessions {
        let said = last_explained(English, &format!("S: * PREAUTH hi\n{session}"));
        assert!(said.contains(says), "{session}: {said}");
        assert!(silent.is_empty() || !said.contains(silent), "{session}: {said}");
        assert!(!last_explained(Japanese, session).is_empty());
    }
}

#[test]
fn of_a_masked_argument_nothing_is_judged() {
    let masked = "A part of the line is not shown";
    assert_each(&[
        ("C: a setacl x \"authenticated\" ${password}", masked, "rights: $"),
        ("C: a rename login ${password}\nS: a OK x", "RENAME has succeeded", "is called"),
        (
            "C: a rename login \"${password}\nS: a BAD x",
            "The server did not understand",
            "quotation",
        ),
        ("C: a list \"\" login/${password}", masked, "wrong order"),
        ("C: a getmetadata login /private/${password}", masked, "annotation /private"),
        ("C: a setmetadata \"\" (/private/token ${secret})", "sets the annotation", masked),
        ("C: a login joe ${password}", "logs in as", masked),
        (
            "S: * METADATA \"\" (/shared/comment \"b\" /private/vendor/x/token ${secret})",
            "/private/vendor/x/token is \"${secret}\"",
            "grammar",
        ),
    ]);
}

#[test]
fn idle_without_a_mailbox_reports_nothing() {
    assert_each(&[
        ("C: a idle\nS: + idling", "no changes to report", "as they happen"),
        ("C: s select x\nS: s OK x\nC: a idle\nS: + idling", "as they happen", "no changes"),
        (
            "C: n notify set (personal messagenew)\nS: n OK x\nC: a idle\nS: + idling",
            "as they happen",
            "no changes",
        ),
    ]);
}

#[test]
fn how_many_messages_were_copied() {
    let selected = "C: s select x\nS: * 8 EXISTS\nS: s OK x\n";
    let copied =
        |rest: &str| last_explained(English, &format!("S: * PREAUTH hi\n{selected}{rest}"));
    let said = copied("C: a copy 1:20 Foo\nS: a OK [COPYUID 5 1:8 1:8] x");
    assert!(said.contains("Copied to \"Foo\": 8 messages."), "{said}");
    let said = copied("C: a copy 1:8 Foo\nS: a OK [COPYUID 5 1:8 1:8] x");
    assert!(said.contains("Copied to \"Foo\": messages 1 to 8."), "{said}");
    let said = copied("C: a uid copy 20 Foo\nS: a OK No messages copied.");
    assert!(said.contains("COPY is complete") && !said.contains("Copied"), "{said}");
}

#[test]
fn what_does_not_exist_may_be_something_else() {
    let none = "There is no mailbox";
    assert_each(&[
        ("C: a setacl INBOX bob lrs\nS: a NO User bob does not exist", "", none),
        ("C: a getmetadata INBOX /private/comment\nS: a NO Entry does not exist", "", none),
        ("C: a rename foo a/b\nS: a NO Parent doesn't exist", "", none),
        ("C: a select bar\nS: a NO File does not exist in cache", "", none),
        ("C: a select bar\nS: a NO Mailbox does not exist", none, ""),
        ("C: a select bar\nS: a NO Mailbox does not exist, or must be subscribed to.", "", none),
        ("C: a copy 1 foo\nS: a NO Message does not exist", "", "does not exist; CREATE"),
    ]);
}

#[test]
fn where_a_referral_leads() {
    assert_each(&[
        (
            "C: a rename A/x B/x\nS: a NO [REFERRAL imap://s1/A/x imap://s2/B/x] x",
            "on another server, or on several: imap://s1/A/x and imap://s2/B/x.",
            "",
        ),
        (
            "C: a copy 1 REMOTE/x\nS: a NO [REFERRAL imap://s2/REMOTE/x] x",
            "COPY works within one server only",
            "send the command again",
        ),
        (
            "S: a NO [REFERRAL imap://s2/REMOTE/x] x",
            "The server refers the client to",
            "of this user",
        ),
    ]);
}

#[test]
fn numbers_commas_and_prefixes_are_judged_by_the_grammar() {
    let namespace =
        "nonexistent namespace. (Mailbox name should probably be prefixed with: INBOX.)";
    assert_each(&[
        (
            "C: a setquota \"\" (storage 18446744073709551616)",
            "must be a number from 0 to",
            "removes all",
        ),
        ("C: a search older 0", "(RFC 5032, 3)", ""),
        ("C: a select x (qresync (1 2 3,*))", "\"3,*\" cannot be there", "commas"),
        (
            &format!("C: a create INBOX/Work\nS: a NO {namespace}"),
            ": \"INBOX.Work\" was",
            "INBOX.INBOX",
        ),
        (&format!("C: a create INBOX.Work\nS: a NO {namespace}"), "", "begins unlike"),
        ("S: * ESEARCH (TAG \"a00\") (COUNT 17)", "grammar", "no message matches"),
        ("C: i idle\nS: + idling\nS: * BAD idle timeout", "", "needs the capability IDLE"),
    ]);
}

#[test]
fn what_the_session_or_the_response_contradicts() {
    let list = "C: l list \"\" %\nS: * LIST () \".\" Work\nS: l OK x\n";
    assert_each(&[
        // The server accepts a tag that is used again.
        ("C: a noop\nS: a OK x\nC: a noop\nS: a OK x\nC: a noop\nS: a BAD x", "may say", "twice"),
        (
            "C: a noop\nS: a OK x\nC: a capability\nS: a BAD x",
            "refuse a tag that is used twice",
            "",
        ),
        ("S: * 5 FETCH (BODY.PEEK[] \"x\")", "BODY[] was probably meant", "PEEK[] was"),
        ("S: * 5 FETCH (FLAGS (\"\\Seen\"))", "does not allow", "no flags"),
        ("C: a store 1 +flags (\\Important)", "$Important was probably meant", "Flagged"),
        (
            &format!("{list}C: b select Work/2024\nS: b NO Mailbox doesn't exist"),
            "separator of this server is .: \"Work.2024\"",
            "",
        ),
        ("C: a rename Sent Sent Items\nS: a BAD x", "", "written twice"),
        (
            "C: a select Sent Items\nS: a NO [NONEXISTENT] Unknown Mailbox: Sent",
            "seems to have a space",
            "no mailbox",
        ),
        // These are imapsh's own notation.
        ("C: a fetch 1:${last} (flags)", "FETCH returns", "set of messages"),
        ("C: a append x {<mail.eml}", "APPEND stores", "literal:"),
        (
            "C: a select x\nS: * 5 EXISTS\nS: * OK [PERMANENTFLAGS (\\Seen)] x\nS: a OK x\n\
             C: b store 1 +flags (Work)\nS: b OK x",
            "STORE is complete for message 1",
            "as STORE asked",
        ),
        (
            "C: e enable qresync\nS: * ENABLED QRESYNC\nS: e OK x\nC: a select x\nS: * 5 EXISTS\n\
             S: a OK x\nS: * VANISHED 1:100",
            "UIDs 1 to 100",
            "empty now",
        ),
    ]);
}

#[test]
fn a_registered_keyword_is_explained_once_wherever_it_is() {
    const MEANING: &str = "read receipt";
    let first = "C: a select x\nS: * 5 EXISTS\nS: a OK x\nC: b fetch 1 flags\n";
    for line in [
        "S: * 1 FETCH (FLAGS ($MDNSent) UID 4)",
        "S: * 1 FETCH (FLAGS (\\Seen $MDNSent))",
        "C: c store 1 +flags ($MDNSent)",
    ] {
        let said = last_explained(English, &format!("S: * PREAUTH hi\n{first}{line}"));
        assert!(said.contains(MEANING), "{line}: {said}");
        let said = last_explained(English, &format!("S: * PREAUTH hi\n{first}{line}\n{line}"));
        assert!(!said.contains(MEANING), "{line}: {said}");
    }
}

#[test]
fn what_the_text_names_comes_before_the_size_of_a_message() {
    let begun = "S: * OK [CAPABILITY IMAP4rev1 APPENDLIMIT=100] hi\nC: a append x {200}\nS: a NO";
    assert_each(&[
        (&format!("{begun} Folder is locked"), "locked", "APPENDLIMIT"),
        (&format!("{begun} Folder is read-only"), "", "APPENDLIMIT"),
        (&format!("{begun} Refused"), "the limit (APPENDLIMIT) is 100 octets", ""),
    ]);
}

#[test]
fn a_deleted_message_need_not_be_the_work_of_another_session() {
    assert_each(&[("C: a fetch 2 flags\nS: a NO Message has been deleted", "", "Another session")]);
}
