//! The bundled lessons about mailboxes: listing, selecting, STATUS and names. Each is taken to its end
//! in two ways that are not its solution.

use super::*;

#[test]
fn the_list_lesson_accepts_other_ways() {
    take_in_two_ways(
        "list",
        &[
            ("list \"\" *", "▸ LIST needs a login first"),
            ("login user pass", "(step 2 of 7)"),
            ("list", "▸ An argument is missing."),
            ("list \"\" \"A*\"", "▸ Not listed yet: Sent, Drafts, Trash, Junk, INBOX"),
            ("LIST \"\" %", "(step 3 of 7)"),
            ("list (subscribed) \"\" *", "▸ Also listed: INBOX"),
            ("list (special-use) \"\" % return (special-use)", "(step 4 of 7)"),
            ("x1 NAMESPACE", "(step 5 of 7)"),
            ("create Pots", "▸ There is no mailbox \"Garden/Pots\"."),
            ("create Garden/Pots", "(step 6 of 7)"),
            ("list \"\" %", "▸ Also listed: Pots"),
            ("delete Pots", "OK Delete completed"),
            ("list \"\" \"%\"", "(step 7 of 7)"),
            ("list \"\" Garden*", "▸ Also listed: Garden"),
            ("list Garden/ %", "This was the lesson"),
        ],
        &[
            ("x1 login {4+}\nuser {4+}\npass", "(step 2 of 7)"),
            ("x2 LIST \"\" {1}", "\n+ "),
            ("*", "(step 3 of 7)"),
            ("x3 LIST (special-use) {0+}\n (%)", "(step 4 of 7)"),
            ("x4 Namespace", "(step 5 of 7)"),
            ("x5 CREATE {11}", "\n+ "),
            ("Garden/Pots", "(step 6 of 7)"),
            ("x6 list \"\" \"%\" return (children)", "(step 7 of 7)"),
            ("x7 List \"Garden\" /%", "This was the lesson"),
        ],
    );
}

#[test]
fn the_select_lesson_accepts_other_ways() {
    take_in_two_ways(
        "select",
        &[
            ("login user pass", "(step 2 of 6)"),
            ("select Inbx", "▸ There is no mailbox \"Inbx\"; LIST shows the names."),
            ("examine INBOX", "(step 3 of 6)"),
            ("select INBOX", "▸ \"INBOX\" is selected, and this step is about \"Sent\"."),
            ("x1 SELECT \"Sent\"", "(step 4 of 6)"),
            ("fetch 1 body[text]", "▸ \"Sent\" is selected, and this step is about \"INBOX\"."),
            ("select inbox", "▸ \"INBOX\" can be changed; it has to be opened read-only."),
            ("examine inbox", "2 of 3 parts of this step are done."),
            ("uid fetch 15 (body[1])", "(step 5 of 6)"),
            (
                "copy 1 Nowhere",
                "▸ The answer to COPY was NO [TRYCREATE]; this step is about NO as the answer to SELECT / EXAMINE.",
            ),
            ("examine Nowhere", "(step 6 of 6)"),
            ("noop", "▸ UNSELECT / CLOSE has not succeeded in this step."),
            ("examine Sent", "OK"),
            ("close", "This was the lesson"),
        ],
        &[
            ("y1 authenticate plain AHVzZXIAcGFzcw==", "(step 2 of 6)"),
            ("y2 Select {5+}\ninbox", "(step 3 of 6)"),
            ("y3 EXAMINE Sent", "(step 4 of 6)"),
            ("y4 EXAMINE \"Inbox\"", "2 of 3 parts of this step are done."),
            ("y5 uid fetch 15 rfc822", "(step 5 of 6)"),
            ("y6 SELECT {9}", "\n+ "),
            ("Kitchen/1", "(step 6 of 6)"),
            ("y7 select Archive", "OK"),
            ("y8 UNSELECT", "This was the lesson"),
        ],
    );
}

#[test]
fn an_accidental_change_must_be_undone() {
    let terminal = Terminal::start(Program::imapsh(&["learn", "select"]), 60, 200);
    terminal.wait_for("(step 1 of 6)");
    type_all(
        &terminal,
        &[
            ("login user pass", "(step 2 of 6)"),
            ("select inbox", "(step 3 of 6)"),
            ("select Sent", "(step 4 of 6)"),
            ("select inbox", "▸ \"INBOX\" can be changed; it has to be opened read-only."),
            ("fetch 10 body[text]", "▸ \"INBOX\" can be changed"),
            ("examine inbox", "2 of 3 parts of this step are done."),
            ("fetch 10 body[text]", "▸ Message 10 (UID 15) has \\Seen."),
            (":hint", "▸ That was different when the step began. :back returns to the step before"),
            (":back", "The lines of the previous steps are sent again."),
        ],
    );
    terminal.wait_written_count("(step 3 of 6)", 2);
    type_all(
        &terminal,
        &[
            ("select Sent", "(step 4 of 6)"),
            ("examine inbox", "2 of 3 parts of this step are done."),
            ("fetch 10 body[text]", "(step 5 of 6)"),
        ],
    );
    leave(&terminal);
}

#[test]
fn the_status_lesson_accepts_other_ways() {
    take_in_two_ways(
        "status",
        &[
            ("x login user \"pass\"", "(step 2 of 7)"),
            ("status Junk (messages)", "▸ The server has not reported UNSEEN of \"Junk\"."),
            (
                "status junk (messages unseen)",
                "▸ There is no mailbox \"junk\"; LIST shows the names.",
            ),
            (
                "status Sent (messages unseen)",
                "▸ The server has reported the status of \"Sent\"; this step asks for",
            ),
            (
                "status Junk messages unseen",
                "▸ The part messages unseen has to be in parentheses: status Junk (messages unseen)",
            ),
            ("STATUS \"Junk\" (UNSEEN UIDNEXT MESSAGES)", "(step 3 of 7)"),
            ("list \"\" Sent return (status (messages uidnext))", "(step 4 of 7)"),
            ("status INBOX (unseen)", "1 of 4 parts of this step are done."),
            ("list \"\" * return (status (unseen))", "(step 5 of 7)"),
            ("status inbox (messages)", "1 of 2 parts of this step are done."),
            ("examine Archive", "(step 6 of 7)"),
            (
                "status inbox (unseen)",
                "▸ The server has not sent this line: * STATUS INBOX (MESSAGES 12)",
            ),
            ("Status INBOX (messages)", "(step 7 of 7)"),
            ("list \"\" (INBOX Sent) return (status (size))", "This was the lesson"),
        ],
        &[
            ("y1 authenticate plain AHVzZXIAcGFzcw==", "(step 2 of 7)"),
            ("y2 STATUS {4+}\nJunk (messages unseen)", "(step 3 of 7)"),
            ("y3 Status \"Sent\" (uidnext messages uidvalidity)", "(step 4 of 7)"),
            ("y4 status inbox (unseen)", "1 of 4 parts of this step are done."),
            ("y5 status Archive (unseen)", "2 of 4 parts of this step are done."),
            ("y6 status Drafts (unseen)", "3 of 4 parts of this step are done."),
            ("y7 status Trash (unseen)", "(step 5 of 7)"),
            ("y8 EXAMINE {7+}\nArchive", "1 of 2 parts of this step are done."),
            ("y9 status INBOX (messages unseen)", "(step 6 of 7)"),
            ("z1 STATUS {5}", "\n+ "),
            ("inbox (messages)", "(step 7 of 7)"),
            ("z2 status Sent (size messages)", "1 of 2 parts of this step are done."),
            ("z3 status inbox (size)", "This was the lesson"),
        ],
    );
}

#[test]
fn the_names_lesson_accepts_other_ways() {
    take_in_two_ways(
        "names",
        &[
            ("login \"user\" \"pass\"", "(step 2 of 8)"),
            ("create Plans", "▸ There is no mailbox \"予定\"."),
            (
                "create 予定",
                "▸ Unless UTF8=ACCEPT or IMAP4rev2 is turned on, a name that is not ASCII",
            ),
            ("create &Tohbmg", "▸ \"&Tohbmg\" is not valid modified UTF-7"),
            ("create \"&Tohbmg-\"", "(step 3 of 8)"),
            ("list \"\" \"A*\"", "▸ Not listed yet: 予定"),
            ("list \"\" \"%\"", "(step 4 of 8)"),
            ("examine inbox", "OK"),
            (
                "fetch 5 envelope",
                "▸ ENVELOPE of message 6 was not received, but that of message 5 was.",
            ),
            ("uid fetch 8:9 (envelope)", "(step 5 of 8)"),
            ("fetch 5 body", "▸ BODYSTRUCTURE of message 5 was not received"),
            ("fetch 5 bodystructure", "1 of 2 parts of this step are done."),
            ("uid fetch 8 body[text]", "(step 6 of 8)"),
            ("close", "OK"),
            (
                "noop",
                "▸ The server has not sent a line that contains \"* ENABLED\", \"UTF8=ACCEPT\".",
            ),
            ("x2 ENABLE UTF8=ACCEPT", "(step 7 of 8)"),
            (
                "lsub \"\" &Tohbmg-",
                "▸ The server has not sent a line that contains \"* LIST\", \"予定\".",
            ),
            ("list \"\" %", "(step 8 of 8)"),
            ("select inbox", "OK"),
            ("copy 5 Plan", "▸ "),
            (
                "copy 5 Plans",
                "▸ No message in \"予定\" has this line in its header: Message-ID: <ume.5",
            ),
            (
                "uid copy 9 \"予定\"",
                "▸ No message in \"予定\" has this line in its header: Message-ID: <ume.5",
            ),
            ("uid copy 8 \"予定\"", "This was the lesson"),
        ],
        &[
            ("y1 login {4+}\nuser {4+}\npass", "(step 2 of 8)"),
            ("y2 CREATE {8}", "\n+ "),
            ("&Tohbmg-", "(step 3 of 8)"),
            ("y3 List \"\" &Tohb*", "(step 4 of 8)"),
            ("y4 Examine inbox", "OK"),
            ("y5 fetch 5,6 all", "(step 5 of 8)"),
            ("y6 uid fetch 8 (bodystructure body.peek[text])", "(step 6 of 8)"),
            ("y7 unselect", "OK"),
            ("y8 enable utf8=accept imap4rev2", "(step 7 of 8)"),
            ("y9 list \"\" \"予定\"", "(step 8 of 8)"),
            ("z1 select inbox", "OK"),
            ("z2 move 5 \"予定\"", "This was the lesson"),
        ],
    );
}
