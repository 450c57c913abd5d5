//! Causes in enabled extensions, in the version of IMAP, and in names of mailboxes.

use crate::explain::tests::assert_lacks;
use crate::explain::tests::last_explained;
use crate::language::Language::{English, Japanese};

const GREETING: &str = "S: * PREAUTH [CAPABILITY IMAP4rev1 ENABLE UTF8=ACCEPT SORT THREAD=REFS ESEARCH REPLACE LITERAL+] hi\n";
const SELECTED: &str = "C: s select inbox\nS: * 50 EXISTS\nS: s OK [READ-WRITE] x\n";

fn enabled(name: &str) -> String {
    format!("{GREETING}{SELECTED}C: e enable {name}\nS: * ENABLED {name}\nS: e OK x\n")
}

/// Checks that the explanations of the command and of its refusal say this, in both languages.
fn assert_said(session: &str, command: &str, refusal: &str, english: &str, japanese: &str) {
    for (language, expected) in [(English, english), (Japanese, japanese)] {
        let sent = last_explained(language, &format!("{session}C: a {command}"));
        assert!(sent.contains(expected), "{command}: {sent}");
        let refused = last_explained(language, &format!("{session}C: a {command}\nS: a {refusal}"));
        assert!(refused.contains(expected), "{command}: {refused}");
    }
}

#[track_caller]
fn assert_not_said(session: &str, command: &str, text: &str) {
    assert_lacks(format!("{session}C: a {command}"), text);
}

#[test]
fn a_charset_after_utf8_was_turned_on() {
    let session = enabled("UTF8=ACCEPT");
    for command in ["search charset utf-8 subject x", "uid search return (min) charset utf-8 all"] {
        let (english, japanese) = ("must not have CHARSET", "CHARSET を付けてはいけません");
        assert_said(&session, command, "BAD x", english, japanese);
    }
    for command in ["sort (date) us-ascii all", "uid thread refs \"ISO-8859-1\" all"] {
        let (english, japanese) =
            ("a server should refuse the character set", "拒否することになっています");
        assert_said(&session, command, "BAD x", english, japanese);
    }
    let cited = last_explained(English, &format!("{session}C: a search charset utf-8 all"));
    assert!(cited.ends_with("(RFC 9755, 3)"), "{cited}");
    assert_not_said(&session, "sort (date) utf-8 all", "UTF8=ACCEPT");
    assert_not_said(&session, "search all", "UTF8=ACCEPT");
    let before = format!("{GREETING}{SELECTED}");
    assert_not_said(&before, "search charset utf-8 all", "UTF8=ACCEPT");
    assert_not_said(&enabled("IMAP4rev2"), "search charset utf-8 all", "UTF8=ACCEPT");
}

#[test]
fn an_append_in_utf8_before_it_was_turned_on() {
    let append = "append inbox utf8 (~{3+}abc)";
    let (english, japanese) =
        ("allowed only after ENABLE UTF8=ACCEPT", "ENABLE UTF8=ACCEPT の後だけですが");
    assert_said(&format!("{GREETING}{SELECTED}"), append, "BAD x", english, japanese);
    assert_not_said(&enabled("UTF8=ACCEPT"), append, english);
}

#[test]
fn what_imap4rev2_no_longer_has() {
    for (command, english, japanese) in [
        ("check", "has CHECK: NOOP is used", "NOOP を使います"),
        ("lsub \"\" *", "has LSUB: LIST (SUBSCRIBED)", "LIST (SUBSCRIBED) を使います"),
        ("fetch 1 rfc822", "has RFC822: BODY[] is", "BODY[] を使います"),
        ("fetch 1 (uid rfc822.header)", "BODY.PEEK[HEADER] is", "BODY.PEEK[HEADER] を"),
        ("uid fetch 1 rfc822.text", "BODY[TEXT] is", "BODY[TEXT] を使います"),
        ("search or new from x", "has NEW: what", "NEW はもうありません"),
        ("search not (old)", "has OLD: what", "OLD はもうありません"),
        ("status x (messages recent)", "has RECENT: what", "RECENT はもうありません"),
    ] {
        let only = format!("S: * PREAUTH [CAPABILITY IMAP4rev2] hi\n{SELECTED}");
        for session in [enabled("IMAP4rev2"), only] {
            assert_said(&session, command, "BAD x", english, japanese);
        }
        assert_not_said(&format!("{GREETING}{SELECTED}"), command, "no longer has");
    }
    assert_not_said(&enabled("IMAP4rev2"), "fetch 1 (rfc822.size flags)", "no longer has");
}

#[test]
fn an_ampersand_in_the_name_of_a_mailbox() {
    let session = format!("{GREETING}{SELECTED}");
    for (command, name) in [
        ("select R&D", "R&-D"),
        ("status \"R & D\" (messages)", "R &- D"),
        ("rename x AT&T-x", "AT&-T-x"),
        ("create A&-B&C", "A&-B&-C"),
        ("copy 1 &ZeVnLIqe-/R&D", "&ZeVnLIqe-/R&-D"),
    ] {
        let english = format!("in which & is written &-: \"{name}\"");
        let japanese = format!("& は \"{name}\" のように &- と書きます");
        assert_said(&session, command, "NO x", &english, &japanese);
        assert_not_said(&enabled("UTF8=ACCEPT"), command, "&-:");
        assert_not_said(&enabled("IMAP4rev2"), command, "&-:");
    }
    for command in ["select R&-D", "select &ZeVnLIqe-", "list \"\" R&D"] {
        assert_not_said(&session, command, "written &-");
    }
    // It lacks only the end.
    let (english, japanese) = ("is not valid modified UTF-7", "正しい修正 UTF-7 ではありません");
    assert_said(&session, "select &ZeVnLIqe/x", "NO x", english, japanese);
}

#[test]
fn message_numbers_that_no_message_has() {
    let session = format!("{GREETING}{SELECTED}");
    for command in
        ["replace 60 inbox {3+}abc", "fetch 60 flags", "copy 49:51 x", "store 51 flags (x)"]
    {
        let (english, japanese) = ("the mailbox has 50 messages", "メッセージは 50 通です");
        assert_said(&session, command, "BAD x", english, japanese);
    }
    assert_not_said(&session, "uid replace 60 inbox {3+}abc", "has 50 messages");
}

#[test]
fn what_enable_has_turned_on() {
    let done = |enabled: &str| {
        last_explained(English, &format!("{GREETING}C: e enable foo\n{enabled}S: e OK x"))
    };
    assert!(done("S: * ENABLED FOO\n").contains("what it has turned on is above"));
    for enabled in ["S: * 3 EXISTS\n", ""] {
        let said = done(enabled);
        assert!(said.contains("has not reported that anything was turned on"), "{said}");
    }
}
