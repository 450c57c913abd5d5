//! The bundled lessons from connecting to SEARCH, each taken in other ways than its solution, with
//! mistakes that get a hint.

use super::*;

/// Begins a bundled lesson.
fn learn(name: &str) -> Terminal {
    Terminal::start(Program::imapsh(&["learn", name]), 60, 120)
}

#[test]
fn connecting() {
    let terminal = learn("connecting");
    terminal.wait_for("Commands now go to the practice server.");
    type_all(
        &terminal,
        &[
            ("login user wrong", "The server did not accept the name and password"),
            ("x1 LOGIN \"user\" \"pass\"", "(step 2 of 5)"),
            ("noop", "The connection is not encrypted."),
            ("STARTTLS", "(step 3 of 5)"),
            ("login user pass", "2 of 3 parts of this step are done."),
            ("capability", "(step 4 of 5)"),
            ("login user pass", "LOGIN is allowed before a login only"),
            (":connect practice --starttls", "The session is now encrypted"),
            ("login user pass", "(step 5 of 5)"),
            ("noop", "The connection is still open."),
            ("logout", "This was the lesson"),
        ],
    );
    leave(&terminal);
}

#[test]
fn tags() {
    let terminal = learn("tags");
    terminal.wait_for("(step 1 of 6)");
    type_all(
        &terminal,
        &[
            ("login user pass", "(step 2 of 6)"),
            ("noop", "The tag was one of imapsh's."),
            ("x1 frob", "\"frob\" is not a registered command."),
            ("x2 CHECK", "x2 BAD"),
            ("x3 capability", "(step 3 of 6)"),
            ("noop", "a003 noop"),
            ("x4 status Sent (messages)", "(step 4 of 6)"),
            ("examine INBOX", "(step 5 of 6)"),
            (
                "x5 noop",
                "The answer was OK; this step is about a command that is answered with BAD.",
            ),
            ("x6 hello", "(step 6 of 6)"),
            ("x7 LOGOUT", "This was the lesson"),
        ],
    );
    leave(&terminal);
}

#[test]
fn capabilities() {
    let terminal = learn("capability");
    terminal.wait_for("(step 1 of 6)");
    type_all(
        &terminal,
        &[
            ("x1 CAPABILITY", "(step 2 of 6)"),
            ("capability", "1 of 2 parts of this step are done."),
            ("login user pass", "(step 3 of 6)"),
            ("noop", "ID has not succeeded in this step."),
            ("id (\"name\" \"x\")", "(step 4 of 6)"),
            ("select inbox", "The server has not sent a line like this: * ENABLED ..."),
            ("enable imap4rev2", "1 of 2 parts of this step are done."),
            ("examine Sent", "(step 5 of 6)"),
        ],
    );
    terminal.wait_for("Commands now go to the practice server.");
    type_all(
        &terminal,
        &[
            ("capability", "* CAPABILITY IMAP4rev1 IDLE\n"),
            ("noop", "The answer was OK; this step is about a command that is answered with BAD."),
            ("move 1 Sent", "(step 6 of 6)"),
        ],
    );
    leave(&terminal);
}

#[test]
fn logging_in() {
    let terminal = learn("login");
    terminal.wait_for("Commands now go to the practice server.");
    type_all(
        &terminal,
        &[
            ("login user", "The answer was BAD"),
            ("login nobody pass", "(step 2 of 6)"),
            ("login user wrong", "The server did not accept the name and password"),
            ("x1 LOGIN user \"pass\"", "(step 3 of 6)"),
        ],
    );
    terminal.wait_for("a006 ");
    type_all(
        &terminal,
        &[
            ("login user pass", "1 of 2 parts of this step are done."),
            (":connect practice", "a008 "),
            ("authenticate plain AHVzZXIAcGFzcw==", "(step 4 of 6)"),
        ],
    );
    leave(&terminal);
}

#[test]
fn listing() {
    let terminal = learn("list");
    terminal.wait_for("(step 1 of 7)");
    type_all(
        &terminal,
        &[
            ("login user pass", "(step 2 of 7)"),
            ("list", "An argument is missing."),
            ("list \"\" \"A*\"", "Sent, Drafts, Trash, Junk, INBOX"),
            ("LIST \"\" %", "(step 3 of 7)"),
            ("list (special-use) \"\" % return (special-use)", "(step 4 of 7)"),
            ("x1 NAMESPACE", "(step 5 of 7)"),
            ("create Pots", "There is no mailbox \"Garden/Pots\"."),
            ("create Garden/Pots", "(step 6 of 7)"),
            ("list \"\" %", "Pots"),
            ("delete Pots", "Delete completed"),
            ("list \"\" \"%\"", "(step 7 of 7)"),
            ("list Garden/ %", "This was the lesson"),
        ],
    );
    leave(&terminal);
}

#[test]
fn selecting() {
    let terminal = learn("select");
    terminal.wait_for("(step 1 of 6)");
    type_all(
        &terminal,
        &[
            ("login user pass", "(step 2 of 6)"),
            ("select Inbx", "There is no mailbox \"Inbx\"."),
            ("examine INBOX", "(step 3 of 6)"),
            ("select INBOX", "\"INBOX\" is selected, and this step is about \"Sent\"."),
            ("x1 SELECT \"Sent\"", "(step 4 of 6)"),
            ("fetch 1 body[text]", "\"Sent\" is selected, and this step is about \"INBOX\"."),
            ("examine inbox", "1 of 2 parts of this step are done."),
            ("uid fetch 15 (body[1])", "(step 5 of 6)"),
            ("examine Nowhere", "(step 6 of 6)"),
            ("noop", "UNSELECT / CLOSE has not succeeded in this step."),
            ("examine Sent", "Examine completed"),
            ("close", "This was the lesson"),
        ],
    );
    leave(&terminal);
}

#[test]
fn fetching() {
    let terminal = learn("fetch");
    terminal.wait_for("(step 1 of 8)");
    type_all(
        &terminal,
        &[
            ("login user pass", "Logged in"),
            ("examine inbox", "(step 2 of 8)"),
            ("uid fetch 1:16 fast", "(step 3 of 8)"),
            ("fetch 4 body.peek[header]", "has not come, but BODY[HEADER] has."),
            ("uid fetch 5 all", "(step 4 of 8)"),
            ("fetch 4 (bodystructure uid)", "(step 5 of 8)"),
            ("fetch 4 body.peek[1]", "has not come, but BODY[1] has."),
            ("fetch 4 body[2.1]", "(step 6 of 8)"),
            ("fetch 9 rfc822.text", "(step 7 of 8)"),
            ("uid fetch 3 body[2]<0.12>", "(step 8 of 8)"),
            ("fetch 10 rfc822.size", "1 of 2 parts of this step are done."),
            ("fetch 10 body[]<0.80>", "This was the lesson"),
        ],
    );
    leave(&terminal);
}

#[test]
fn searching() {
    let terminal = learn("search");
    terminal.wait_for("(step 1 of 8)");
    type_all(
        &terminal,
        &[
            ("select inbox", "nobody is logged in"),
            ("login user pass", "Logged in"),
            ("examine INBOX", "(step 2 of 8)"),
            ("search text noodles", "The search has found 7:10"),
            ("uid search subject \"Noodles\"", "(step 3 of 8)"),
            ("search return (all) 7:9 unseen", "(step 4 of 8)"),
            ("fetch 9 body[1]", "(step 5 of 8)"),
            ("search before 2026-01-10", "\"2026-01-10\" does not fit the grammar."),
            ("search sentbefore 10-jan-2026", "(step 6 of 8)"),
            ("search from taro from alice", "The search has found nothing."),
            ("search or from alice from taro", "(step 7 of 8)"),
            ("uid search charset utf-8 subject \"梅\"", "(step 8 of 8)"),
            ("select sent", "There is no mailbox \"sent\"."),
            ("select Sent", "1 of 3 parts of this step are done."),
            ("search all subject noodles", "2 of 3 parts of this step are done."),
            ("fetch 2 rfc822", "This was the lesson"),
        ],
    );
    leave(&terminal);
}
