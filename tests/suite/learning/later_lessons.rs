//! The bundled lessons from UIDs to layers, each taken in other ways than its solution, with mistakes
//! that get a hint.

use super::*;

/// Begins a bundled lesson, and takes it: lines, and what each leads to.
fn take_lesson(name: &str, lines: &[(&str, &str)]) {
    let terminal = Terminal::start(Program::imapsh(&["learn", name]), 60, 120);
    terminal.wait_for("(step 1 of ");
    type_all(&terminal, lines);
    leave(&terminal);
}

#[test]
fn uid() {
    take_lesson(
        "uid",
        &[
            ("select inbox", "SELECT is allowed after a login only"),
            ("login \"user\" \"pass\"", "a002 OK"),
            ("examine INBOX", "(step 2 of 9)"),
            ("fetch 1 uid", "UID of message 2:11 has not come"),
            ("uid fetch 1:* (flags)", "(step 3 of 9)"),
            ("fetch 14 envelope", "There is no message 14"),
            ("x uid fetch 14:14 (uid envelope)", "(step 4 of 9)"),
            ("check", "(step 5 of 9)"),
        ],
    );
}

#[test]
fn store() {
    take_lesson(
        "store",
        &[
            (":skip", "(step 2 of 8)"),
            ("store 11 \\Flagged", "An argument is missing."),
            ("store 10 +flags (\\Flagged)", "The message with the UID 16 does not have \\Flagged."),
            ("UID STORE 16 +FLAGS.SILENT \\Flagged", "(step 3 of 8)"),
            ("store 3 flags (\\Seen)", "The message with the UID 3 does not have \\Answered."),
            ("store 3 flags (\\Answered \\Seen)", "(step 4 of 8)"),
            ("copy 4 Archives", "TRYCREATE"),
            ("uid copy 5 \"Archive\"", "(step 5 of 8)"),
        ],
    );
}

#[test]
fn append() {
    take_lesson(
        "append",
        &[
            ("login user pass", "a002"),
            ("select inbox", "\"INBOX\" is selected, and this step is about \"Drafts\"."),
            ("examine Drafts", "(step 2 of 8)"),
            ("fetch 1 envelope", "but ENVELOPE has"),
            ("uid fetch 1 body[]", "(step 3 of 8)"),
            ("append Letters {18+}\nSubject: thyme\n\n", "TRYCREATE"),
            ("append Drafts {<<END}\nSubject: thyme\n\nEND", "(step 4 of 8)"),
        ],
    );
}

#[test]
fn idle() {
    take_lesson(
        "idle",
        &[
            ("login user wrong", "The server did not accept the name and password"),
            ("LOGIN {4+}\nuser {4+}\npass", "(step 2 of 6)"),
            ("list \"\" Archive", "Not listed: INBOX"),
            ("list \"\" (inbox)", "(step 3 of 6)"),
            ("select Junk", "\"Junk\" is selected, and this step is about \"INBOX\"."),
            ("EXAMINE \"INBOX\"", "(step 4 of 6)"),
            ("idle", "(step 5 of 6)"),
            ("DONE", "(step 6 of 6)"),
            ("noop", "The connection is still open."),
        ],
    );
}

#[test]
fn status() {
    take_lesson(
        "status",
        &[
            (":skip", "(step 2 of 7)"),
            ("status Junk (messages)", "The server has not told UNSEEN of \"Junk\"."),
            ("status junk (messages unseen)", "There is no mailbox \"junk\"."),
            ("status Junk messages unseen", "in parentheses"),
            ("STATUS \"Junk\" (UNSEEN UIDNEXT MESSAGES)", "(step 3 of 7)"),
            ("list \"\" Sent return (status (messages uidnext))", "(step 4 of 7)"),
        ],
    );
}

#[test]
fn names() {
    take_lesson(
        "names",
        &[
            (":skip", "(step 2 of 8)"),
            ("create Plans", "There is no mailbox \"予定\"."),
            ("create 予定", "ASCII"),
            ("create &Tohbmg", "There is no mailbox \"予定\"."),
            ("create \"&Tohbmg-\"", "(step 3 of 8)"),
            ("list \"\" \"%\"", "(step 4 of 8)"),
        ],
    );
}

#[test]
fn errors() {
    take_lesson(
        "errors",
        &[
            (":raw noop", "(step 2 of 10)"),
            ("noop", "The answer was OK; this step is about a command that is answered with BAD."),
            ("x EXAMINE inbox", "(step 3 of 10)"),
            ("login user", "this step is about a command that is answered with NO"),
            ("login user pass2", "(step 4 of 10)"),
            ("login user pass3", "The server did not accept the name and password"),
            ("login user pass", "(step 5 of 10)"),
            ("status Recipes (messages)", "(step 6 of 10)"),
        ],
    );
}

#[test]
fn layers() {
    take_lesson(
        "layers",
        &[
            ("noop", "CAPABILITY has not succeeded in this step."),
            ("x7 CAPABILITY", "(step 2 of 8)"),
            ("starttls now", "STARTTLS"),
            ("STARTTLS", "(step 3 of 8)"),
            (":skip", "(step 4 of 8)"),
            ("login user wrong", "The server did not accept the name and password"),
            ("authenticate PLAIN AHVzZXIAcGFzcw==", "(step 5 of 8)"),
            ("compress", "An argument is missing."),
            ("COMPRESS DEFLATE", "(step 6 of 8)"),
        ],
    );
}
