//! Causes of refusals.

use crate::explain::tests::{assert_last_explained, last_explained};
use crate::language::Language;

/// Checks the explanation of the session's last line, which refuses a command.
fn assert_cause(session: &str, cause: &str) {
    assert_last_explained(Language::English, session, cause);
}

const LOGGED_IN: &str = "S: * OK [CAPABILITY IMAP4rev1 IDLE] hi\nC: a1 login taro ${password}\nS: a1 OK [CAPABILITY IMAP4rev1 IDLE] in\n";
const SELECTED: &str = "S: * PREAUTH hi\nC: a1 select inbox\nS: a1 OK [READ-WRITE] in\n";

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
            "– is a typographic dash or tilde; IMAP uses the hyphen (-) of ASCII. (RFC 3501, 9)",
        ),
        (
            "C: a2 status  inbox (messages)\nS: a2 BAD x",
            "There are two blanks where the grammar has one. (RFC 3501, 9)",
        ),
        (
            "C: a2 slect inbox\nS: a2 BAD x",
            "\"slect\" is not a registered command; SELECT was probably meant. (RFC 3501, 6)",
        ),
        (
            "C: a2 frobnicate\nS: a2 BAD x",
            "\"frobnicate\" is not a registered command. (RFC 3501, 6)",
        ),
        ("C: a2\nS: a2 BAD x", "A tag was sent, and no command behind it. (RFC 3501, 2.2.1)"),
        ("C: a2 rename old\nS: a2 BAD x", "An argument is missing. (RFC 3501, 6.3.5)"),
        (
            "C: a2 examine Old Mail\nS: a2 BAD x",
            "The mailbox's name seems to have a blank: such a name must be in quotes, as in \"Old Mail\". (RFC 3501, 5.1)",
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
fn words_of_other_programs() {
    for (line, cause) in [
        (
            "quit",
            "\"quit\" is not a command of IMAP, where this is used instead: logout (RFC 3501, 6)",
        ),
        (
            "ls;",
            "\"ls\" is not a command of IMAP, where this is used instead: list \"\" \"*\" No command's name has \";\" in it. (RFC 3501, 6)",
        ),
        (
            "retr 1",
            "\"retr\" is not a command of IMAP, where this is used instead: fetch 1 body.peek[] (RFC 3501, 6)",
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
            "Between a key and its argument is a blank, not \":\", as in FROM hana. (RFC 3501, 6.4.4)",
        ),
        (
            "search seen and flagged",
            "There is no key AND: a message has to match all keys that follow each other. (RFC 3501, 6.4.4)",
        ),
        (
            "fetch 1 (uid, flags)",
            "Blanks, not commas, are between the items: UID is written without a comma. (RFC 3501, 6.4.5)",
        ),
        (
            "copy 1 \"x y\" \"z\"",
            "\"z\" does not fit the grammar. The syntax is: COPY SEQUENCE-SET MAILBOX (RFC 3501, 6.4.7)",
        ),
    ] {
        let bad = format!("{SELECTED}C: a2 {line}\nS: a2 BAD x");
        let sent = last_explained(Language::English, &format!("{SELECTED}C: a2 {line}"));
        let (first, _) = cause.split_once([':', '.']).expect("a sentence");
        assert!(sent.contains(first), "{sent}");
        // The syntax was shown when the command was sent.
        let shown = cause.replace(" The syntax is: COPY SEQUENCE-SET MAILBOX", "");
        assert_cause(&bad, &shown);
    }
    for (line, part) in [
        ("store 1 +flags /Seen", "Without a backslash, /Seen is a keyword, not the flag \\Seen."),
        ("setacl x bob zqz", "Not registered: q and z."),
    ] {
        let sent = last_explained(Language::English, &format!("{SELECTED}C: a2 {line}"));
        assert!(sent.contains(part), "{sent}");
    }
    assert_last_explained(
        Language::Japanese,
        "C: a2 quit",
        "「quit」は IMAP のコマンドではありません。IMAP では次のコマンドを使います: logout（RFC 3501, 6）",
    );
}

#[test]
fn what_the_server_has_announced_or_turned_on() {
    let greeting = "S: * OK [CAPABILITY IMAP4rev1 LOGINDISABLED] hi\n";
    let sent =
        last_explained(Language::English, &format!("{greeting}C: a1 login taro ${{password}}"));
    assert!(
        sent.starts_with("# The server has announced LOGINDISABLED: it refuses LOGIN here"),
        "{sent}"
    );
    for line in ["select x (qresync (3 4))", "uid fetch 1:* flags (changedsince 4 vanished)"] {
        let session = format!("{SELECTED}C: a2 {line}\nS: a2 BAD x");
        let said = last_explained(Language::English, &session);
        assert!(said.contains("is allowed only after ENABLE QRESYNC"), "{said}");
        let enabled = session.replace("C: a2", "S: * ENABLED QRESYNC\nC: a2");
        let said = last_explained(Language::English, &enabled);
        assert!(!said.contains("ENABLE QRESYNC"), "{said}");
    }
}

#[test]
fn causes_that_the_code_does_not_tell_alone() {
    for (session, cause) in [
        (
            "C: a2 login taro ${password}\nS: a2 NO [LIMIT] Too many simultaneous connections",
            "The account has as many connections open as the server allows: another one must end first. (RFC 3501, 7.1.2)",
        ),
        (
            "C: a2 delete inbox\nS: a2 NO [CANNOT] x",
            "INBOX cannot be deleted, so DELETE fails. (RFC 3501, 6.3.4)",
        ),
        (
            "C: a2 search charset koi8-r text x\nS: a2 NO [BADCHARSET (UTF-8)] x",
            "The server does not support the character set koi8-r. The server supports these character sets: UTF-8. (RFC 3501, 7.1)",
        ),
    ] {
        assert_cause(&format!("S: * OK hi\n{session}"), cause);
    }
    let inbox = last_explained(
        Language::English,
        &format!("{LOGGED_IN}C: a2 append inbox {{1}}a\nS: a2 NO [TRYCREATE] x"),
    );
    assert!(!inbox.contains("\"inbox\" does not exist"), "{inbox}");
}

#[test]
fn causes_in_the_state_of_the_session() {
    assert_cause(
        &format!("{LOGGED_IN}C: a2 search unseen\nS: a2 BAD x"),
        "SEARCH works on the selected mailbox, and none is selected: SELECT or EXAMINE comes first. (RFC 3501, 3.3)",
    );
    assert_cause(
        "S: * OK hi\nC: a1 list \"\" *\nS: a1 BAD x",
        "LIST is allowed after a login only, and nobody is logged in. (RFC 3501, 3.1)",
    );
    assert_cause(
        &format!("{LOGGED_IN}C: a2 login x ${{password}}\nS: a2 BAD x"),
        "LOGIN is allowed before a login only, and the session is logged in. (RFC 3501, 3.1)",
    );
    assert_cause(
        &format!("{LOGGED_IN}C: a2 namespace\nS: a2 BAD x"),
        "NAMESPACE needs the capability NAMESPACE, which the server has not announced. (RFC 2342, 5)",
    );
    assert_cause(
        "S: * OK hi\nC: a1 authenticate plain\nS: + \nC: ${sasl}\nS: a1 BAD x",
        "The answer for PLAIN is a NUL, the user name, a NUL and the password, in base64; :base64 \\0user\\0pass makes it, and * cancels. (RFC 4616, 2)",
    );
    assert_cause(
        "S: * OK hi\nC: a1 authenticate login\nS: + \nC: *\nS: a1 BAD x",
        "The answer was canceled with *, or is not what LOGIN expects, in base64. (RFC 3501, 6.2.2)",
    );
    // Nothing is known of a session whose beginning was not seen.
    assert_cause(
        "C: a2 fetch 1 flags\nS: a2 BAD x",
        "The server did not understand the command, or does not allow it now; its text may say more. (RFC 3501, 7.1.3)",
    );
}

#[test]
fn a_command_of_an_extension_while_nothing_is_known_of_the_server() {
    assert_cause(
        &format!("{SELECTED}C: a2 move 1 Trash\nS: a2 BAD x"),
        "MOVE needs the capability MOVE, which the server may not have; CAPABILITY shows what it has. (RFC 6851, 3.1)",
    );
}

#[test]
fn causes_of_no() {
    for (line, cause) in [
        (
            "C: a2 copy 1 Old\nS: a2 NO [TRYCREATE] x",
            "The mailbox \"Old\" does not exist; CREATE would make it. (RFC 3501, 7.1)",
        ),
        (
            "C: a2 select 予定\nS: a2 NO [NONEXISTENT] x",
            "There is no mailbox \"予定\". Unless UTF8=ACCEPT or IMAP4rev2 is turned on, a name that is not ASCII is written in modified UTF-7: \"&Tohbmg-\". No mailbox is selected now. (RFC 3501, 5.1.3)",
        ),
        (
            "C: a2 create 予定\nS: a2 NO [CANNOT] x",
            "Unless UTF8=ACCEPT or IMAP4rev2 is turned on, a name that is not ASCII is written in modified UTF-7: \"&Tohbmg-\". (RFC 3501, 5.1.3)",
        ),
        (
            "C: a2 rename Old \"&Tohbmg\"\nS: a2 NO [CANNOT] x",
            "\"&Tohbmg\" is not valid modified UTF-7: & begins base64, - ends it, and &- stands for a single &. (RFC 3501, 5.1.3)",
        ),
        (
            "C: a2 create Old/New\nS: a2 NO [CANNOT] x",
            "CANNOT says that the command can never succeed because it breaks a fixed rule of this server, for example about the names of mailboxes. (RFC 5530, 3)",
        ),
        (
            "C: a2 select Nowhere\nS: a2 NO x",
            "The mailbox \"Nowhere\" does not exist, or may not be opened; LIST shows the names. No mailbox is selected now. (RFC 3501, 6.3.1)",
        ),
        (
            "C: a2 noop\nS: a2 NO x",
            "The server understood the command and could not carry it out; its text may say why. (RFC 3501, 7.1.2)",
        ),
    ] {
        assert_cause(&format!("{SELECTED}{line}"), cause);
    }
    assert_cause(
        "S: * OK hi\nC: a1 authenticate xoauth2 ${sasl}\nS: a1 NO x",
        "The server did not accept the access token: it may have expired, or be for another user or service. (RFC 7628, 3.2.2)",
    );
    assert_cause(
        "S: * PREAUTH hi\nC: a1 examine inbox\nS: a1 OK x\nC: a2 store 1 +flags (\\Seen)\nS: a2 NO x",
        "STORE changes the mailbox, which is open for reading only. (RFC 3501, 6.3.2)",
    );
    assert_cause(
        "S: * OK [CAPABILITY IMAP4rev1 LOGINDISABLED] hi\nC: a1 login x ${password}\nS: a1 NO x",
        "The server has announced LOGINDISABLED: it refuses LOGIN here, usually because the connection is not encrypted. (RFC 3501, 6.2.3)",
    );
}

#[test]
fn a_literal_that_is_too_long_becomes_the_next_command() {
    assert_cause(
        "S: * PREAUTH hi\nC: a1 append x {3}abcde\nS: a1 OK x\nS: de BAD x",
        "A literal had more octets than announced: the server took the rest of them for the next command. (RFC 3501, 4.3)",
    );
}

#[test]
fn of_a_fault_and_the_state_the_server_says_which_it_means() {
    for (said, cause) in [
        (
            "Expected a reference name",
            "An argument is missing. LIST is allowed after a login only, and nobody is logged in. (RFC 3501, 6.3.8)",
        ),
        (
            "Please log in first, then mind the syntax",
            "LIST is allowed after a login only, and nobody is logged in. An argument is missing. (RFC 3501, 3.1)",
        ),
        (
            "no",
            "LIST is allowed after a login only, and nobody is logged in. An argument is missing. (RFC 3501, 3.1)",
        ),
    ] {
        assert_cause(&format!("S: * OK hi\nC: a1 list\nS: a1 BAD {said}"), cause);
    }
    assert_cause(
        "S: * OK hi\nC: a1 noop x\nS: a1 BAD Syntax error",
        "\"x\" does not fit the grammar. (RFC 3501, 6.1.2)",
    );
}

#[test]
fn an_idea_that_is_typed_as_a_command() {
    assert_cause(
        "C: a1 literal\nS: a1 BAD x",
        "\"literal\" is not a command; for what it means, type :help literal. (RFC 3501, 6)",
    );
}

#[test]
fn causes_in_japanese() {
    assert_last_explained(
        Language::Japanese,
        "C: select inbox\nS: select BAD x",
        "タグが送られなかったので、サーバーは「select」をタグ、「inbox」をコマンドと見なしました。（RFC 3501, 2.2.1）",
    );
}

#[test]
fn faults_in_search_keys() {
    for (command, cause) in [
        (
            "search subject hello world",
            "\"world\" is not a registered search key; a string with blanks must be in quotes, as in SUBJECT \"hello world\". (RFC 3501, 6.4.4)",
        ),
        (
            "search since 2025-02-01",
            "\"2025-02-01\" is not a valid argument of SINCE. (RFC 3501, 6.4.4)",
        ),
        ("fetch 1 (flags", "A closing bracket is missing. (RFC 3501, 9)"),
        (
            "store 1 +flags (\\Delete)",
            "\\Delete is not a registered flag; \\Deleted was probably meant. (RFC 3501, 2.3.2)",
        ),
        (
            "store 1 +flags (\\Seen \\Read)",
            "\\Read is not a registered flag. System flags begin with a backslash, and keywords without one. (RFC 3501, 2.3.2)",
        ),
    ] {
        assert_cause(&format!("{SELECTED}C: a2 {command}\nS: a2 BAD x"), cause);
    }
}

#[test]
fn the_code_of_a_refusal_speaks_where_the_command_is_not_known() {
    for (line, cause) in [
        ("S: a9 NO [OVERQUOTA] full", "it would have exceeded the quota"),
        ("S: a9 OK [OVERQUOTA] full", "no command was refused for that"),
        ("S: a9 BAD [CLIENTBUG] huh", "CLIENTBUG"),
        ("S: a9 NO [FROBNICATE] x", "[FROBNICATE] is not a registered response code."),
    ] {
        let said = last_explained(Language::English, line);
        assert!(said.contains(cause), "{said}");
    }
}

#[test]
fn a_number_that_no_message_has() {
    let session = format!("{SELECTED}S: * 12 EXISTS\n");
    assert_cause(
        &format!("{session}C: a2 fetch 3,99 flags\nS: a2 BAD x"),
        "There is no message 99: the mailbox has 12 messages. (RFC 3501, 9)",
    );
    assert_cause(
        &format!("{session}C: a2 copy 3:99 Work\nS: a2 NO x"),
        "There is no message 99: the mailbox has 12 messages. (RFC 3501, 9)",
    );
    assert_cause(
        &format!("{session}C: a2 uid fetch 99 flags\nS: a2 BAD x"),
        "The server did not understand the command, or does not allow it now; its text may say more. (RFC 3501, 7.1.3)",
    );
}

#[test]
fn octets_behind_a_literal_are_the_rest_of_the_command() {
    assert_cause(
        "S: * PREAUTH hi\nC: a1 append Drafts {7}Hello\t st\nS: a1 BAD x",
        "The literal has fewer octets than were sent: \"st\" behind them was read as the rest of the command. (RFC 3501, 4.3)",
    );
    assert_cause(
        "S: * PREAUTH hi\nC: a1 append Drafts {5}hello world\nS: a1 BAD x",
        "The literal has fewer octets than were sent: \"world\" behind them was read as the rest of the command. (RFC 3501, 4.3)",
    );
}

#[test]
fn parts_of_commands_that_need_a_capability() {
    let session = |capabilities: &str| {
        format!(
            "S: * PREAUTH [CAPABILITY IMAP4rev1 {capabilities}] hi\nC: a1 select inbox\nS: a1 OK [READ-WRITE] in\n"
        )
    };
    for (command, name, capability, source) in [
        ("fetch 1 (flags preview)", "PREVIEW", "PREVIEW", "RFC 8970, 3"),
        ("fetch 1 binary[1]", "BINARY[]", "BINARY", "RFC 3516, 4.2"),
        ("search return (count) unseen", "RETURN", "ESEARCH", "RFC 4731, 3.1"),
        ("search younger 3600", "YOUNGER", "WITHIN", "RFC 5032, 2"),
        ("list (subscribed) \"\" *", "SUBSCRIBED", "LIST-EXTENDED", "RFC 5258, 3.1"),
        ("status Work (messages size)", "SIZE", "STATUS=SIZE", "RFC 8438, 3"),
        (
            "store 1 (unchangedsince 5) +flags \\Seen",
            "UNCHANGEDSINCE",
            "CONDSTORE",
            "RFC 7162, 3.1.3",
        ),
        ("select Work (qresync (1 2))", "QRESYNC", "QRESYNC", "RFC 7162, 3.2.5"),
        ("create x (use (\\Sent))", "USE", "CREATE-SPECIAL-USE", "RFC 6154, 3"),
    ] {
        let refused = format!("C: a2 {command}\nS: a2 BAD x");
        let expected = format!(
            "{name} needs the capability {capability}, which the server has not announced. ({source})"
        );
        assert_cause(&format!("{}{refused}", session("IDLE")), &expected);
        let known = session(&format!("IDLE {capability}"));
        let said = last_explained(Language::English, &format!("{known}{refused}"));
        assert!(!said.contains("needs the capability"), "{said}");
    }
    // Several extensions bring RETURN, and two of them PARTIAL.
    for (capabilities, command) in [
        ("LIST-STATUS", "list \"\" * return (status (messages))"),
        ("SPECIAL-USE", "list \"\" * return (special-use)"),
        ("ESEARCH CONTEXT=SEARCH", "search return (partial 1:5) all"),
    ] {
        let refused = format!("{}C: a2 {command}\nS: a2 BAD x", session(capabilities));
        let said = last_explained(Language::English, &refused);
        assert!(!said.contains("needs the capability"), "{said}");
    }
}

#[test]
fn what_inbox_cannot_do() {
    assert_cause(
        &format!("{LOGGED_IN}C: a2 delete inbox\nS: a2 NO x"),
        "INBOX cannot be deleted, so DELETE fails. (RFC 3501, 6.3.4)",
    );
    assert_cause(
        &format!("{SELECTED}C: a2 store 1 +flags (x)\nS: a2 NO [READ-ONLY] x"),
        "STORE changes the mailbox, which is open for reading only. (RFC 3501, 6.3.2)",
    );
}

#[test]
fn what_is_turned_on_counts() {
    let session =
        |name: &str| format!("{SELECTED}C: a2 enable {name}\nS: * ENABLED {name}\nS: a2 OK x\n");
    assert_cause(
        &format!("{}C: a3 fetch 1 flags\nS: a3 BAD x", session("UIDONLY")),
        "UIDONLY is turned on, so the server refuses FETCH, which uses sequence numbers; UID FETCH uses UIDs. (RFC 9586, 3)",
    );
    assert_cause(
        &format!("{}C: a3 uid fetch 1 flags\nS: a3 BAD x", session("UIDONLY")),
        "The server did not understand the command, or does not allow it now; its text may say more. (RFC 3501, 7.1.3)",
    );
    for name in ["UTF8=ACCEPT", "IMAP4rev2"] {
        let refused = format!("{}C: a3 select 予定\nS: a3 NO [NONEXISTENT] x", session(name));
        assert_cause(
            &refused,
            "There is no mailbox \"予定\". No mailbox is selected now. (RFC 5530, 3)",
        );
    }
}

#[test]
fn no_to_a_line_that_is_not_understood() {
    for (line, cause) in [
        (
            "S: * OK hi\nC: a1 list \"\" *\nS: a1 NO Login first",
            "LIST is allowed after a login only, and nobody is logged in. (RFC 3501, 3.1)",
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
            "FETCH works on the selected mailbox, and none is selected: SELECT or EXAMINE comes first. \"flag\" is not a registered FETCH item. FLAGS was probably meant. (RFC 3501, 3.3)",
        ),
        (
            "S: * PREAUTH [CAPABILITY IMAP4rev1] hi\nC: a2 enable condstore\nS: a2 NO Error in IMAP command received by server.",
            "ENABLE needs the capability ENABLE, which the server has not announced. (RFC 5161, 3.1)",
        ),
        (
            "S: * PREAUTH hi\nC: a2 idle\nS: + idling\nC: a3 noop\nS: a2 NO Error",
            "While IDLE ran, another line than DONE was sent; that ended IDLE with an error. (RFC 2177, 3)",
        ),
        (
            "S: * OK [CAPABILITY IMAP4rev1 LOGINDISABLED] hi\nC: a1 login x ${password}\nS: a1 BAD [ALERT] x",
            "The server has announced LOGINDISABLED: it refuses LOGIN here, usually because the connection is not encrypted. (RFC 3501, 6.2.3)",
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
fn numbers_that_became_lower() {
    assert_cause(
        &format!("{SELECTED}S: * 11 EXISTS\nS: * 3 EXPUNGE\nC: a2 fetch 11 flags\nS: a2 BAD x"),
        "There is no message 11: the mailbox has 10 messages. Message numbers have become lower since messages were removed. (RFC 3501, 9)",
    );
}

#[test]
fn quotes_that_imap_does_not_have() {
    for (line, cause) in [
        (
            "C: a2 select 'inbox'\nS: a2 NO x",
            "The mailbox \"'inbox'\" does not exist, or may not be opened; LIST shows the names. For the server, ' is part of the name: IMAP's strings are in double quotes (\"). No mailbox is selected now. (RFC 3501, 4.3)",
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
fn an_alert_does_not_hide_the_cause() {
    assert_cause(
        "S: * OK hi\nC: a1 login taro ${password}\nS: a1 NO [ALERT] Use the web",
        "The user has to be shown this text: \"Use the web\". The server did not accept the name and password, or does not allow a login with a password. (RFC 3501, 6.2.3)",
    );
}

#[test]
fn an_untagged_bad_is_about_no_certain_command() {
    assert_cause(
        &format!("{SELECTED}C: a2 noop\nS: * BAD internal server error"),
        "The server did not understand a line, or has failed inside; without a tag, it does not say which command this is about. (RFC 3501, 7.1.3)",
    );
}

#[test]
fn mailboxes_parts_and_lists_that_are_not_there() {
    for (command, refusal, cause) in [
        (
            "copy 1 Old",
            "NO [NONEXISTENT] x",
            "The mailbox \"Old\" does not exist; CREATE would make it. (RFC 5530, 3)",
        ),
        (
            "uid move 1 Old",
            "NO No such folder",
            "The mailbox \"Old\" does not exist; CREATE would make it. (RFC 3501, 7.1)",
        ),
        (
            "fetch 1 body[1.0]",
            "BAD x",
            "Parts are numbered from 1, so there is no part 0. (RFC 3501, 6.4.5)",
        ),
        (
            "status Old ()",
            "BAD x",
            "At least one item is needed in the parentheses. (RFC 3501, 6.3.10)",
        ),
        (
            "unsubscribe Old",
            "NO x",
            "\"Old\" may not be among the subscribed names; LSUB \"\" \"*\" lists them. (RFC 3501, 6.3.7)",
        ),
    ] {
        assert_cause(&format!("{SELECTED}C: a2 {command}\nS: a2 {refusal}"), cause);
    }
}

#[test]
fn a_tab_does_not_separate_words() {
    let tab = "The line has a tab where the grammar has a space: a tab does not separate words. (RFC 3501, 9)";
    for line in ["a2\tnoop", "a2 select\tinbox", "a2 \tnoop", "a2 status inbox\t(messages)"] {
        assert_cause(&format!("{LOGGED_IN}C: {line}\nS: a2 BAD x"), tab);
    }
    // In quotes it is part of a string.
    let said = last_explained(Language::English, "C: a2 search subject \"a\tb\"");
    assert!(!said.contains("tab"), "{said}");
    let missing = last_explained(Language::English, "C: select\tinbox");
    assert!(missing.contains("\"select\" for the tag and \"inbox\""), "{missing}");
}

#[test]
fn marks_at_the_end_of_a_command() {
    for (line, cause) in [
        (
            "C: a2 select INBOX;\nS: a2 NO x",
            "The mailbox \"INBOX;\" does not exist, or may not be opened; LIST shows the names. The \";\" at the end is part of the name; a command needs no mark at its end. No mailbox is selected now. (RFC 3501, 2.2)",
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
fn the_state_and_a_fault_are_both_named() {
    for (line, cause) in [
        (
            "C: a2 fetch 1-3\nS: a2 BAD No mailbox selected",
            "FETCH works on the selected mailbox, and none is selected: SELECT or EXAMINE comes first. \"1-3\" is not a set of messages; sets look like 3, 2:5, 2,4:6 or 1:*. (RFC 3501, 3.3)",
        ),
        (
            "C: a2 search from:bob\nS: a2 NO No mailbox selected",
            "SEARCH works on the selected mailbox, and none is selected: SELECT or EXAMINE comes first. Between a key and its argument is a blank, not \":\", as in FROM bob. (RFC 3501, 3.3)",
        ),
    ] {
        assert_cause(&format!("{LOGGED_IN}{line}"), cause);
    }
}

#[test]
fn done_where_no_idle_runs_is_taken_for_a_tag() {
    let cause =
        "The server took DONE for a tag: no IDLE was running that DONE could end. (RFC 2177, 3)";
    for answer in ["DONE BAD Unknown command", "* BAD Invalid tag"] {
        assert_cause(&format!("{LOGGED_IN}C: DONE\nS: {answer}"), cause);
    }
    assert_cause("S: DONE BAD Error in IMAP command received by server.", cause);
    assert_cause(
        &format!("{LOGGED_IN}C: done"),
        "No IDLE is running that DONE could end: the server takes it for a tag without a command. (RFC 2177, 3)",
    );
    let other = format!("{LOGGED_IN}C: DONE\nS: DONE BAD x\nC: a3 noop\nS: a3 OK x\nS: * BAD x");
    assert!(!last_explained(Language::English, &other).contains("DONE"));
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
            "LOGIN takes two arguments; a user name or a password with a blank in it must be in quotes. (RFC 3501, 6.2.3)",
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

#[test]
fn texts_of_servers_that_name_a_cause() {
    for (line, cause) in [
        (
            "C: a2 select inbox\nS: a2 BAD User is authenticated but not connected.",
            "The login was accepted, but the server could not open the account's mailbox. The account may have none, or the token may be for another user than the one that the login named. (RFC 3501, 7.1.3)",
        ),
        (
            "C: a2 select inbox\nS: a2 NO SELECT Unsafe Login. Please contact us for help",
            "Servers of NetEase (163.com) expect the ID command before a mailbox is selected. No mailbox is selected now. (RFC 3501, 7.1.2)",
        ),
        (
            "S: * BYE Disconnected for inactivity.",
            "The client was silent for too long. A server may end such a session, by the RFC after 30 minutes at the earliest. (RFC 3501, 7.1.5)",
        ),
        (
            "S: * BYE Too many invalid IMAP commands.",
            "The server ends the session, because too many of the client's lines were wrong. (RFC 3501, 7.1.5)",
        ),
    ] {
        assert_cause(&format!("{LOGGED_IN}{line}"), cause);
    }
    for (text, cause) in [
        (
            "[ALERT] Application-specific password required: https://example.org (Failure)",
            "an app password",
        ),
        ("[AUTHENTICATIONFAILED] Web login required.", "a web browser"),
        ("[ALERT] Maximum number of connections from user+IP exceeded", "as many connections open"),
        ("Your account is not enabled for IMAP use.", "IMAP is turned off"),
    ] {
        let session = format!("S: * OK hi\nC: a1 login taro ${{password}}\nS: a1 NO {text}");
        let said = last_explained(Language::English, &session);
        assert!(said.contains(cause), "{said}");
    }
}
