//! The bundled lessons about messages: FETCH, SEARCH, UIDs, flags, APPEND and IDLE. Each is taken to
//! its end in two ways that are not its solution.

use super::*;

#[test]
fn the_fetch_lesson_accepts_other_ways() {
    take_in_two_ways(
        "fetch",
        &[
            ("login user pass", "OK"),
            ("examine inbox", "(step 2 of 8)"),
            (
                "fetch 1 flags",
                "▸ FLAGS of message 2:11 was not received, but that of message 1 was.",
            ),
            ("uid fetch 1:16 fast", "(step 3 of 8)"),
            (
                "fetch 4 body.peek[header]",
                "▸ ENVELOPE of message 4 was not received, but BODY[HEADER] was.",
            ),
            ("uid fetch 5 all", "(step 4 of 8)"),
            ("fetch 4 (bodystructure uid)", "(step 5 of 8)"),
            ("fetch 4 body.peek[1]", "▸ BODY[2.1] of message 4 was not received, but BODY[1] was."),
            ("fetch 4 body[2.1]", "(step 6 of 8)"),
            ("fetch 9 rfc822.text", "(step 7 of 8)"),
            (
                "fetch 3 body.peek[2]",
                "▸ BODY[2]<0> of message 3 was not received, but BODY[2] was.",
            ),
            ("uid fetch 3 body[2]<0.12>", "(step 8 of 8)"),
            ("fetch 10 rfc822.size", "1 of 2 parts of this step are done."),
            (
                "fetch 10 body[]<0.80>",
                "▸ BODY[TEXT]<0> of message 10 was not received, but BODY[]<0> was.",
            ),
            ("fetch 10 body[1]<0.80>", "This was the lesson"),
        ],
        &[
            ("x1 Login {4+}\nuser pass", "OK"),
            ("x2 Select {5+}\nInbox", "(step 2 of 8)"),
            ("x3 FETCH 1:* (UID FLAGS)", "(step 3 of 8)"),
            ("x4 uid fetch 5 (envelope)", "(step 4 of 8)"),
            ("x5 uid fetch 5 (uid bodystructure)", "(step 5 of 8)"),
            ("x6 uid fetch 5 (body.peek[2.1])", "(step 6 of 8)"),
            ("x7 fetch 9 body[text]", "▸ Message 9 (UID 14) has \\Seen."),
            ("x8 store 9 -flags.silent \\Seen", "(step 7 of 8)"),
            ("x9 fetch 3 (body.peek[2]<0.12> uid)", "(step 8 of 8)"),
            ("y1 uid fetch 15 (rfc822.size body.peek[text]<0.80>)", "This was the lesson"),
        ],
    );
}

#[test]
fn the_search_lesson_accepts_other_ways() {
    take_in_two_ways(
        "search",
        &[
            ("select inbox", "▸ SELECT needs a login first"),
            ("login user pass", "OK"),
            ("examine INBOX", "(step 2 of 8)"),
            ("search text noodles", "▸ The search has found 7:10"),
            ("uid search subject \"Noodles\"", "(step 3 of 8)"),
            ("search return (all) 7:9 unseen", "(step 4 of 8)"),
            ("fetch 9 body[1]", "(step 5 of 8)"),
            (
                "search before 2026-01-10",
                "▸ \"2026-01-10\" is not a date of IMAP; BEFORE takes it as 10-Jan-2026.",
            ),
            ("search sentbefore 10-jan-2026", "(step 6 of 8)"),
            ("search from taro from alice", "▸ The search has found nothing."),
            ("search or from alice from taro", "(step 7 of 8)"),
            ("uid search charset utf-8 subject \"梅\"", "1 of 2 parts of this step are done."),
            ("noop", "▸ No command with a literal has succeeded in this step."),
            ("search charset utf-8 subject {3+}\n梅", "(step 8 of 8)"),
            ("select sent", "▸ There is no mailbox \"sent\"; LIST shows the names."),
            ("select Sent", "1 of 3 parts of this step are done."),
            ("search all subject noodles", "2 of 3 parts of this step are done."),
            ("fetch 2 rfc822", "This was the lesson"),
        ],
        &[
            ("x1 authenticate plain AHVzZXIAcGFzcw==", "OK"),
            ("x2 Select \"inbox\"", "(step 2 of 8)"),
            ("x3 SEARCH SUBJECT {7}", "\n+ "),
            ("noodles", "(step 3 of 8)"),
            ("x4 UID Search (unseen subject NOODLES)", "(step 4 of 8)"),
            ("x5 uid fetch 14 rfc822", "(step 5 of 8)"),
            ("x6 uid search sentbefore \"10-Jan-2026\"", "(step 6 of 8)"),
            ("x7 search return () or from alice from taro", "(step 7 of 8)"),
            ("x8 UID SEARCH CHARSET utf-8 subject {3}", "\n+ "),
            ("梅", "(step 8 of 8)"),
            ("x9 Examine {4+}\nSent", "1 of 3 parts of this step are done."),
            ("y1 uid search subject {7+}\nnoodles", "2 of 3 parts of this step are done."),
            ("y2 uid fetch 2 (body.peek[])", "This was the lesson"),
        ],
    );
}

#[test]
fn the_uid_lesson_accepts_other_ways() {
    take_in_two_ways(
        "uid",
        &[
            ("select inbox", "▸ SELECT needs a login first"),
            ("login \"user\" \"pass\"", "OK"),
            ("select INBOX", "(step 2 of 9)"),
            ("fetch 1 uid", "▸ UID of message 2:11 was not received"),
            ("uid fetch 1:* (flags)", "(step 3 of 9)"),
            ("fetch 14 envelope", "▸ There is no message 14"),
            (
                "fetch 9 envelope",
                "▸ ENVELOPE of message 9 was not asked for by its UID. Use UID FETCH.",
            ),
            (
                "uid fetch 9 envelope",
                "▸ ENVELOPE of message 9 was not received, but that of message 6 was.",
            ),
            ("uid fetch 14 flags", "▸ ENVELOPE of message 9 was not received, but UID, FLAGS was."),
            ("x uid fetch 14:14 (uid envelope)", "Another client: expunge"),
            ("check", "(step 5 of 9)"),
            (
                "uid fetch 9 envelope",
                "▸ ENVELOPE of message 9 was not received, but that of message 5 was.",
            ),
            ("uid fetch 15 envelope", "(step 6 of 9)"),
            (
                "fetch 9 envelope",
                "▸ ENVELOPE of message 8 was not received, but that of message 9 was.",
            ),
            ("fetch 8 (envelope)", "▸ ENVELOPE of message 8 was not asked for by its UID."),
            ("uid fetch 14 (envelope)", "(step 7 of 9)"),
            ("uid fetch 3 flags", "▸ No search has been answered in this step."),
            (
                "search subject nothing",
                "▸ The search has found what this step asks for, but without the key UID.",
            ),
            ("uid fetch 3 flags", "▸ UID FETCH does not search."),
            ("search uid 3:3", "(step 8 of 9)"),
            (
                "search from hanako",
                "▸ The search has found message numbers; this step asks for UIDs.",
            ),
            ("uid search return (all) from hanako", "Another client: expunge"),
            ("uid store 15 +flags (\\Flagged)", "▸ Message 7 (UID 14) does not have"),
            ("uid store 14 +flags (\\Flagged)", "▸ Message 8 (UID 15) has \\Flagged."),
            ("uid store 15 -flags (\\Flagged)", "This was the lesson"),
        ],
        &[
            ("y1 login {4+}\nuser {4+}\npass", "OK"),
            ("y2 Select {5+}\ninbox", "(step 2 of 9)"),
            ("y3 FETCH 1:11 (UID FLAGS)", "(step 3 of 9)"),
            ("y4 Uid Fetch 14 ALL", "Another client: expunge"),
            ("y5 uid fetch * uid", "(step 5 of 9)"),
            ("y6 FETCH 9 ALL", "(step 6 of 9)"),
            ("y7 uid fetch 14 (flags envelope)", "(step 7 of 9)"),
            ("y8 UID SEARCH UID 3", "(step 8 of 9)"),
            ("y9 uid search from {6}", "\n+ "),
            ("hanako", "Another client: expunge"),
            ("z1 noop", "* 1 EXPUNGE"),
            ("z2 store 7 +flags.silent \\Flagged", "▸ UID STORE has not succeeded in this step."),
            ("z3 uid store 14 +flags.silent \\Flagged", "This was the lesson"),
        ],
    );
}

#[test]
fn the_store_lesson_accepts_other_ways() {
    take_in_two_ways(
        "store",
        &[
            ("login user pass", "OK"),
            ("examine inbox", "▸ \"INBOX\" is open read-only"),
            ("select INBOX", "(step 2 of 8)"),
            ("store 11 \\Flagged", "▸ What to do with the flags is missing:"),
            ("store 10 +flags (\\Flagged)", "▸ Message 11 (UID 16) does not have \\Flagged."),
            ("UID STORE 16 +FLAGS.SILENT \\Flagged", "(step 3 of 8)"),
            ("store 3 flags (\\Seen)", "▸ Message 3 (UID 3) does not have \\Answered."),
            ("noop", "▸ That was different when the step began. :back returns to the step before"),
            ("store 3 flags (\\Answered \\Seen)", "(step 4 of 8)"),
            ("copy 4 Archives", "▸ The mailbox \"Archives\" does not exist; CREATE would make it."),
            (
                "move 4 Archive",
                "▸ No message in \"INBOX\" has this line in its header: Subject: Fwd",
            ),
            (":hint", "▸ That was different when the step began. :back returns to the step before"),
            (":back", "(step 3 of 8)"),
            ("store 3 flags (\\Answered \\Seen)", "(step 4 of 8)"),
            ("uid copy 5 \"Archive\"", "(step 5 of 8)"),
            ("copy 7:9 Archive", "2 of 3 parts of this step are done."),
            ("noop", "▸ \"INBOX\" holds 11 messages; it should be 8."),
            ("store 7:9 +flags.silent (\\Deleted)", "OK"),
            ("expunge", "(step 6 of 8)"),
            ("store 1 +flags (\\Deleted)", "▸ Message 2 (UID 2) does not have \\Deleted."),
            ("store 1 -flags (\\Deleted)", "OK"),
            ("uid store 2 flags (\\Deleted)", "Another client: store 1"),
            ("uid expunge 1", "▸ A message in \"INBOX\" still has this line in its header"),
            (":back", "(step 6 of 8)"),
            ("store 2 +flags (\\Deleted)", "Another client: store 1"),
            (
                "uid expunge 1:2",
                "▸ No message in \"INBOX\" has this line in its header: Subject: Welcome",
            ),
            (":hint", "▸ That was different when the step began. :back returns to the step before"),
            (":back", "(step 6 of 8)"),
            ("store 2 +flags (\\Deleted)", "Another client: store 1"),
            ("uid expunge 2", "(step 8 of 8)"),
            ("close", "This was the lesson"),
        ],
        &[
            ("y1 login {4+}\nuser {4+}\npass", "OK"),
            ("y2 Select {5+}\ninbox", "(step 2 of 8)"),
            ("y3 store * flags (\\Flagged)", "(step 3 of 8)"),
            ("y4 Uid Store 3 -FLAGS.SILENT (\\Flagged)", "(step 4 of 8)"),
            ("y5 COPY 4 {7}", "\n+ "),
            ("Archive", "(step 5 of 8)"),
            ("y6 uid move 10:11,14 {7+}\nArchive", "(step 6 of 8)"),
            ("y7 store 2 +flags.silent \\Deleted", "Another client: store 1"),
            ("y8 uid move 2 Trash", "(step 8 of 8)"),
            ("y9 uid expunge 1", "This was the lesson"),
        ],
    );
}

#[test]
fn the_append_lesson_accepts_other_ways() {
    take_in_two_ways(
        "append",
        &[
            ("login user pass", "OK"),
            ("select inbox", "▸ \"INBOX\" is selected, and this step is about \"Drafts\"."),
            ("examine Drafts", "(step 2 of 8)"),
            ("fetch 1 envelope", "▸ BODY[TEXT] of message 1 was not received, but ENVELOPE was."),
            (
                "fetch 1 body.peek[header]",
                "▸ BODY[TEXT] of message 1 was not received, but BODY[HEADER] was.",
            ),
            ("uid fetch 1 body[]", "(step 3 of 8)"),
            (
                "append Letters {18+}\nSubject: thyme\n\n",
                "▸ The mailbox \"Letters\" does not exist; CREATE would make it.",
            ),
            (
                "append Drafts {<<END}\nSubject: thyme\n\nEND",
                "▸ imapsh has counted the octets. Count them yourself",
            ),
            ("append Drafts {18+}\nSubject: thyme\n\n", "(step 4 of 8)"),
            (
                "fetch 1 rfc822.size",
                "▸ The server has not sent a line that contains \"FETCH\", \"RFC822.SIZE 18\".",
            ),
            ("fetch * (uid rfc822.size)", "(step 5 of 8)"),
            (
                "append Drafts {<<END}\nSubject: A key\n\nEND",
                "▸ No message in \"Drafts\" has this line in its header: Subject: The key",
            ),
            ("append Drafts {<<.}\nSubject: The key\n\nIt is safe.\n.", "(step 6 of 8)"),
            ("append Letters {<<.}\nSubject: thyme\n\n.", "(step 7 of 8)"),
            ("create letters", "OK"),
            (
                "copy 2 Letters",
                "▸ There is no mailbox \"Letters\". This session has shown \"letters\"",
            ),
            ("create Letters", "OK"),
            ("append Letters {18+}\nSubject: thyme\n\n", "(step 8 of 8)"),
            ("examine inbox", "OK"),
            ("search charset utf-8 text \"café\"", "1 of 2 parts of this step are done."),
            ("uid search charset utf-8 text {5+}\ncafé", "This was the lesson"),
        ],
        &[
            ("y1 authenticate plain AHVzZXIAcGFzcw==", "OK"),
            ("y2 Select {6+}\nDrafts", "(step 2 of 8)"),
            ("y3 uid fetch 1 (rfc822.header flags)", "▸ BODY[TEXT] of message 1 was not received"),
            ("y4 fetch 1 (body.peek[1])", "(step 3 of 8)"),
            ("y5 APPEND Drafts (\\Seen) {18}", "\n+ "),
            ("Subject: thyme\n\n", "(step 4 of 8)"),
            ("y6 uid fetch 2 (rfc822.size)", "(step 5 of 8)"),
            ("y7 append {6+}\nDrafts {<<END}\nSubject: The key\n\nEND", "(step 6 of 8)"),
            ("y8 copy 2 Letters", "(step 7 of 8)"),
            ("y9 create {7+}\nLetters", "OK"),
            ("z1 copy 2 Letters", "(step 8 of 8)"),
            ("z2 Examine Inbox", "OK"),
            ("z3 UID SEARCH charset UTF-8 body {5}", "\n+ "),
            ("café", "This was the lesson"),
        ],
    );
}

#[test]
fn the_idle_lesson_accepts_other_ways() {
    take_in_two_ways(
        "idle",
        &[
            ("login user wrong", "▸ The login failed. Servers do not say"),
            ("LOGIN {4+}\nuser {4+}\npass", "(step 2 of 6)"),
            ("list \"\" Archive", "▸ Not listed yet: INBOX"),
            ("list \"\" (inbox)", "(step 3 of 6)"),
            ("select Junk", "▸ \"Junk\" is selected, and this step is about \"INBOX\"."),
            ("EXAMINE \"INBOX\"", "(step 4 of 6)"),
            ("noop", "▸ IDLE is not running."),
            ("idle", "(step 5 of 6)"),
            ("DONE", "(step 6 of 6)"),
            ("noop", "▸ The connection is still open."),
            ("logout", "This was the lesson"),
        ],
        &[
            ("y1 authenticate plain AHVzZXIAcGFzcw==", "(step 2 of 6)"),
            ("y2 lsub \"\" %", "(step 3 of 6)"),
            ("y3 Select {5}", "\n+ "),
            ("inbox", "(step 4 of 6)"),
            ("y4 IDLE", "(step 5 of 6)"),
            ("done", "(step 6 of 6)"),
            ("y5 Logout", "This was the lesson"),
        ],
    );
}

/// The lesson on APPEND at its third step.
fn append_from_step_3() -> Terminal {
    let terminal = Terminal::start(Program::imapsh(&["learn", "append"]), 60, 200);
    terminal.wait_for("(step 1 of 8)");
    type_all(
        &terminal,
        &[
            ("login user pass", "OK"),
            ("select Drafts", "(step 2 of 8)"),
            ("fetch 1 body.peek[text]", "(step 3 of 8)"),
        ],
    );
    terminal
}

#[test]
fn a_mailbox_that_was_made_too_early() {
    let terminal = append_from_step_3();
    type_all(
        &terminal,
        &[
            ("append Drafts {18+}\nSubject: thyme\n\n", "(step 4 of 8)"),
            ("fetch 2 rfc822.size", "(step 5 of 8)"),
            ("append Drafts {<<.}\nSubject: The key\n\n.", "(step 6 of 8)"),
            ("create Letters", "▸ There is still a mailbox \"Letters\"."),
            (":hint", "▸ That was different when the step began. :back returns to the step before"),
        ],
    );
    leave(&terminal);
}

#[test]
fn a_step_that_was_done_in_a_way_that_the_next_one_cannot_use() {
    let terminal = append_from_step_3();
    type_all(
        &terminal,
        &[
            // The ends of the lines are not counted.
            ("append Drafts {14}", "\n+ "),
            ("Subject: thyme\n\n", "(step 4 of 8)"),
            (
                "fetch * rfc822.size",
                "▸ The server has not sent a line that contains \"FETCH\", \"RFC822.SIZE 18\".",
            ),
            ("fetch * rfc822.size", "▸ The syntax is: FETCH"),
            (
                "fetch 2 rfc822.size",
                "▸ If that does not work, an earlier step may have ended differently",
            ),
            (":back", "The lines of the previous steps are sent again."),
        ],
    );
    terminal.wait_written_count("(step 3 of 8)", 2);
    type_all(
        &terminal,
        &[
            ("append Drafts {18+}\nSubject: thyme\n\n", "(step 4 of 8)"),
            ("fetch 2 rfc822.size", "(step 5 of 8)"),
        ],
    );
    leave(&terminal);
}
