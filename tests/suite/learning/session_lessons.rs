//! The bundled lessons about the session: connecting, tags, capabilities, logging in, mistakes and
//! layers. Each is taken to its end in two ways that are not its solution.

use super::*;

#[test]
fn the_connecting_lesson_accepts_other_ways() {
    take_in_two_ways(
        "connecting",
        &[
            ("login user wrong", "▸ The login failed. Servers do not say"),
            ("x1 LOGIN \"user\" \"pass\"", "(step 2 of 5)"),
            ("noop", "▸ The connection is not encrypted."),
            ("STARTTLS", "(step 3 of 5)"),
            ("login user pass", "2 of 3 parts of this step are done."),
            ("capability", "(step 4 of 5)"),
            ("login user pass", "▸ LOGIN is allowed before a login only"),
            (":connect practice --starttls", "The session is now encrypted"),
            ("login user pass", "(step 5 of 5)"),
            ("noop", "▸ The connection is still open."),
            ("logout", "This was the lesson"),
        ],
        &[
            ("login {4}", "\n+ "),
            ("user {4}", "\n+ "),
            ("pass", "(step 2 of 5)"),
            ("x2 StartTLS", "(step 3 of 5)"),
            ("x3 CAPABILITY", "2 of 3 parts of this step are done."),
            ("authenticate plain AHVzZXIAcGFzcw==", "(step 4 of 5)"),
            (":connect practice", "Commands now go to the practice server."),
            ("x4 Login {4+}\nuser \"pass\"", "(step 5 of 5)"),
            ("x5 LOGOUT", "This was the lesson"),
        ],
    );
}

#[test]
fn the_tags_lesson_accepts_other_ways() {
    take_in_two_ways(
        "tags",
        &[
            ("login user pass", "(step 2 of 6)"),
            ("noop", "▸ imapsh added the tag."),
            ("x1 frob", "▸ \"frob\" is not a registered command."),
            ("x2 CHECK", "▸ CHECK works on the selected mailbox, and none is selected"),
            ("x3 capability", "(step 3 of 6)"),
            ("noop\nx4 status Sent (messages)", "(step 4 of 6)"),
            ("examine INBOX", "(step 5 of 6)"),
            (
                "x5 noop",
                "▸ NOOP was answered with OK; this step is about a word that is not a command,",
            ),
            (
                "x6 fetch one",
                "▸ FETCH was answered with BAD; this step is about a word that is not a command,",
            ),
            ("x6 hello", "(step 6 of 6)"),
            ("x7 LOGOUT", "This was the lesson"),
        ],
        &[
            ("b authenticate plain AHVzZXIAcGFzcw==", "(step 2 of 6)"),
            ("BREAKFAST Namespace", "(step 3 of 6)"),
            ("c list \"\" %\nd noop\ne noop", "(step 4 of 6)"),
            ("f Select {5+}\nInbox", "(step 5 of 6)"),
            ("g frobnicate now", "(step 6 of 6)"),
            ("logout", "This was the lesson"),
        ],
    );
}

#[test]
fn the_capabilities_lesson_accepts_other_ways() {
    take_in_two_ways(
        "capability",
        &[
            ("x1 CAPABILITY", "(step 2 of 6)"),
            ("capability", "1 of 2 parts of this step are done."),
            ("login user pass", "(step 3 of 6)"),
            ("noop", "▸ ID has not succeeded in this step."),
            ("id (\"name\" \"x\")", "(step 4 of 6)"),
            (
                "select inbox",
                "▸ The server has not sent a line that contains \"* ENABLED\", \"IMAP4rev2\".",
            ),
            ("enable imap4rev2", "1 of 2 parts of this step are done."),
            ("examine Sent", "(step 5 of 6)"),
            ("capability", "1 of 2 parts of this step are done."),
            (
                "noop",
                "▸ The answer to NOOP was OK; this step is about BAD as the answer to NAMESPACE.",
            ),
            (
                "move 1 Sent",
                "▸ The answer to MOVE was BAD; this step is about BAD as the answer to NAMESPACE.",
            ),
            ("x namespace", "(step 6 of 6)"),
            ("list \"\" *", "▸ LIST needs a login first"),
            ("login user pass", "OK"),
            ("list \"\" %", "This was the lesson"),
        ],
        &[
            ("Capability", "(step 2 of 6)"),
            ("x2 authenticate plain AHVzZXIAcGFzcw==", "1 of 2 parts of this step are done."),
            ("x3 CAPABILITY", "(step 3 of 6)"),
            ("x4 ID NIL", "(step 4 of 6)"),
            ("x5 enable imap4rev2 utf8=accept", "1 of 2 parts of this step are done."),
            ("x6 select {7+}\nArchive", "(step 5 of 6)"),
            ("login {4}", "\n+ "),
            ("user pass", "OK"),
            ("x7 CAPABILITY", "1 of 2 parts of this step are done."),
            ("x8 namespace", "(step 6 of 6)"),
            ("x9 LIST \"\" {1}", "\n+ "),
            ("*", "This was the lesson"),
        ],
    );
}

#[test]
fn the_login_lesson_accepts_other_ways() {
    take_in_two_ways(
        "login",
        &[
            ("login user", "▸ An argument is missing."),
            ("login nobody pass", "(step 2 of 6)"),
            ("login user wrong", "▸ The login failed. Servers do not say"),
            ("x1 LOGIN user \"pass\"", "(step 3 of 6)"),
            ("login user pass", "1 of 2 parts of this step are done."),
            (":connect practice", "Commands now go to the practice server."),
            ("authenticate plain dXNlcgBwYXNz", "▸ The answer for PLAIN is a NUL, the user name"),
            ("authenticate plain AHVzZXIAcGFzcw==", "(step 4 of 6)"),
            ("noop", "▸ The server has not sent this line: + VXNlcm5hbWU6"),
            ("authenticate login", "+ VXNlcm5hbWU6"),
            ("dXNlcg==", "+ UGFzc3dvcmQ6"),
            ("cGFzc3M=", "1 of 3 parts of this step are done."),
            ("authenticate login", "+ VXNlcm5hbWU6"),
            ("dXNlcg==", "+ UGFzc3dvcmQ6"),
            ("cGFzcw==", "(step 5 of 6)"),
            ("noop", "▸ The server has not sent a line that begins with \"+ cj\"."),
            ("authenticate scram-sha-256", "\n+"),
            ("biwsbj11c2VyLHI9YWJj", "\n+ cj"),
            ("*", "(step 6 of 6)"),
            ("noop", "▸ The connection is still open."),
            ("LOGOUT", "This was the lesson"),
        ],
        &[
            ("authenticate plain AHVzZXIAd3Jvbmc=", "(step 2 of 6)"),
            ("x2 authenticate plain", "\n+"),
            ("AHVzZXIAcGFzcw==", "(step 3 of 6)"),
            ("x3 Authenticate PLAIN dXNlcgB1c2VyAHBhc3M=", "(step 4 of 6)"),
            ("x4 AUTHENTICATE LOGIN", "+ VXNlcm5hbWU6"),
            ("dXNlcg==", "+ UGFzc3dvcmQ6"),
            ("cGFzcw==", "(step 5 of 6)"),
            ("x5 authenticate SCRAM-SHA-256 biwsbj11c2VyLHI9eHl6", "\n+ cj"),
            ("*", "(step 6 of 6)"),
            ("x6 logout", "This was the lesson"),
        ],
    );
}

#[test]
fn the_errors_lesson_accepts_other_ways() {
    take_in_two_ways(
        "errors",
        &[
            ("noop", "▸ The server has not sent a line that begins with \"noop BAD\"."),
            (":raw noop", "(step 2 of 10)"),
            (
                "noop",
                "▸ The answer to NOOP was OK; this step is about BAD Not logged in… as the answer to SELECT / EXAMINE.",
            ),
            ("frob", "▸ \"frob\" is not a registered command."),
            ("select", "▸ An argument is missing. SELECT needs a login first"),
            ("x EXAMINE inbox", "(step 3 of 10)"),
            ("login user", "▸ An argument is missing."),
            ("login user pass2", "(step 4 of 10)"),
            ("login user pass3", "▸ The login failed. Servers do not say"),
            ("login user pass", "(step 5 of 10)"),
            ("status Recipes (messages)", "(step 6 of 10)"),
            ("copy 4 Recipes", "▸ COPY works on the selected mailbox, and none is selected"),
            ("examine INBOX", "OK"),
            ("move 4 Recipes", "▸ The answer was NO [READ-ONLY]"),
            ("copy 4 Recipes", "(step 7 of 10)"),
            ("x DELETE \"INBOX\"", "(step 8 of 10)"),
            ("fetch 1 flags", "▸ The answer to FETCH was OK; this step is about BAD"),
            ("uid fetch 1 falgs", "(step 9 of 10)"),
            ("select inbox", "OK"),
            ("store 1 +flags (\\Flagged)", "▸ The answer was OK"),
            ("examine inbox", "OK"),
            ("store 1 -flags (\\Flagged)", "(step 10 of 10)"),
            (
                "noop",
                "▸ The answer was OK; this step is about a command that is answered with BYE.",
            ),
            ("x9 LOGOUT", "This was the lesson"),
        ],
        &[
            (":raw NOOP", "(step 2 of 10)"),
            ("y1 Select \"INBOX\"", "(step 3 of 10)"),
            ("y2 login {4+}\nuser {5+}\nwrong", "(step 4 of 10)"),
            ("authenticate plain AHVzZXIAcGFzcw==", "(step 5 of 10)"),
            ("y3 EXAMINE {7+}\nRecipes", "(step 6 of 10)"),
            ("y4 select INBOX", "OK"),
            ("y5 uid copy 5 \"Recipes\"", "(step 7 of 10)"),
            ("y6 delete {5+}\ninbox", "(step 8 of 10)"),
            ("y7 fetch 1 (flags falgs)", "(step 9 of 10)"),
            ("y8 examine \"Inbox\"", "OK"),
            ("y9 uid store 1 flags.silent \\Flagged", "(step 10 of 10)"),
            ("logout", "This was the lesson"),
        ],
    );
}

#[test]
fn the_layers_lesson_accepts_other_ways() {
    take_in_two_ways(
        "layers",
        &[
            ("noop", "▸ CAPABILITY has not succeeded in this step."),
            ("x7 CAPABILITY", "(step 2 of 8)"),
            ("starttls now", "▸ STARTTLS takes no arguments."),
            ("STARTTLS", "(step 3 of 8)"),
            ("noop", "▸ The server has not sent a line that begins with \"* CAPABILITY\"."),
            ("x8 CAPABILITY", "(step 4 of 8)"),
            ("login user wrong", "▸ The login failed. Servers do not say"),
            ("authenticate PLAIN AHVzZXIAcGFzcw==", "(step 5 of 8)"),
            ("compress", "▸ An argument is missing."),
            ("COMPRESS DEFLATE", "(step 6 of 8)"),
            ("examine INBOX", "OK"),
            (
                "fetch 1 envelope",
                "▸ ENVELOPE of message 2:11 was not received, but that of message 1 was.",
            ),
            ("uid fetch 1:* all", "(step 7 of 8)"),
            ("compress gzip", "▸ The answer was "),
            ("x9 Compress Deflate", "(step 8 of 8)"),
            ("x10 logout", "This was the lesson"),
        ],
        &[
            ("y1 Capability", "(step 2 of 8)"),
            ("y2 StartTLS", "(step 3 of 8)"),
            ("y3 Capability", "(step 4 of 8)"),
            ("y4 LOGIN {4+}\nuser {4+}\npass", "(step 5 of 8)"),
            ("y5 compress deflate", "(step 6 of 8)"),
            ("y6 Select {5+}\ninbox", "OK"),
            ("y7 FETCH * (ENVELOPE)", "of message 1:10"),
            ("y8 FETCH 1:10 FULL", "(step 7 of 8)"),
            ("y9 COMPRESS deflate", "(step 8 of 8)"),
            ("LOGOUT", "This was the lesson"),
        ],
    );
}
