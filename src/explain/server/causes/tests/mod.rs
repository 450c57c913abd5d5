//! Causes of refusals: in the state, in the server's capabilities, and in its texts.

mod absent;
mod changed_names;
mod enabled;
mod extensions;
mod known_mailboxes;
mod missing_things;
mod named_again;
mod no_in_context;
mod numbers;
mod other_versions;
mod own_reasons;
mod refused_names;
mod reported_before;
mod rights;
mod server_texts;
mod shown_before;
mod subjects;
mod writing;

use crate::explain::tests::{assert_cause, assert_last_explained, last_explained};
use crate::explain::tests::{assert_contains, assert_lacks};
use crate::language::Language;

const LOGGED_IN: &str = "S: * OK [CAPABILITY IMAP4rev1 IDLE] hi\nC: a1 login taro ${password}\nS: a1 OK [CAPABILITY IMAP4rev1 IDLE] in\n";
const SELECTED: &str = "S: * PREAUTH hi\nC: a1 select inbox\nS: a1 OK [READ-WRITE] in\n";

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
        assert_contains(&session, "is allowed only after ENABLE QRESYNC");
        let enabled = session.replace("C: a2", "S: * ENABLED QRESYNC\nC: a2");
        assert_lacks(&enabled, "ENABLE QRESYNC");
    }
}

#[test]
fn causes_in_the_state_of_the_session() {
    assert_cause(
        &format!("{LOGGED_IN}C: a2 search unseen\nS: a2 BAD x"),
        "SEARCH works on the selected mailbox, and none is selected: SELECT or EXAMINE comes first. (RFC 3501, 3.3)",
    );
    assert_cause(
        "S: * OK hi\nC: a1 list \"\" *\nS: a1 BAD x",
        "LIST needs a login first (LOGIN or AUTHENTICATE): the session is not logged in. (RFC 3501, 3.1)",
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
        "The answer was cancelled with *, or is not what LOGIN expects, in base64. (RFC 3501, 6.2.2)",
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
            "There is no mailbox \"予定\"; LIST shows the names. Unless UTF8=ACCEPT or IMAP4rev2 is turned on, a name that is not ASCII is written in modified UTF-7: \"&Tohbmg-\". No mailbox is selected. (RFC 3501, 5.1.3)",
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
            "CANNOT says that the command can never succeed because it breaks a fixed rule of this server. (RFC 5530, 3)",
        ),
        (
            "C: a2 select Nowhere\nS: a2 NO x",
            "The mailbox \"Nowhere\" does not exist, or may not be opened; LIST shows the names. No mailbox is selected. (RFC 3501, 6.3.1)",
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
        "The server did not accept the access token: it may have expired, or be for another user or service. (Gmail OAuth 2.0 Mechanism)",
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
fn the_servers_text_decides_between_a_fault_and_the_state() {
    for (said, cause) in [
        (
            "Expected a reference name",
            "An argument is missing. LIST needs a login first (LOGIN or AUTHENTICATE): the session is not logged in. (RFC 3501, 6.3.8)",
        ),
        (
            "Please log in first, then mind the syntax",
            "LIST needs a login first (LOGIN or AUTHENTICATE): the session is not logged in. An argument is missing. (RFC 3501, 3.1)",
        ),
        (
            "no",
            "An argument is missing. LIST needs a login first (LOGIN or AUTHENTICATE): the session is not logged in. (RFC 3501, 6.3.8)",
        ),
    ] {
        assert_cause(&format!("S: * OK hi\nC: a1 list\nS: a1 BAD {said}"), cause);
    }
    assert_cause(
        "S: * OK hi\nC: a1 noop x\nS: a1 BAD Syntax error",
        "NOOP takes no arguments. (RFC 3501, 6.1.2)",
    );
}

#[test]
fn causes_are_explained_in_japanese() {
    assert_last_explained(
        Language::Japanese,
        "C: select inbox\nS: select BAD x",
        "タグが送られなかったので、サーバーは「select」をタグ、「inbox」をコマンドと見なしました。（RFC 3501, 2.2.1）",
    );
}

#[test]
fn the_code_of_a_refusal_speaks_where_the_command_is_not_known() {
    for (line, cause) in [
        ("S: a9 NO [OVERQUOTA] full", "it would have exceeded the quota"),
        ("S: a9 OK [OVERQUOTA] full", "no command was refused for that"),
        ("S: a9 BAD [CLIENTBUG] huh", "CLIENTBUG"),
        ("S: a9 NO [FROBNICATE] x", "[FROBNICATE] is not a registered response code."),
    ] {
        assert_contains(line, cause);
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
        assert_lacks(format!("{known}{refused}"), "needs the capability");
    }
    // Several extensions bring RETURN, and two of them PARTIAL.
    for (capabilities, command) in [
        ("LIST-STATUS", "list \"\" * return (status (messages))"),
        ("SPECIAL-USE", "list \"\" * return (special-use)"),
        ("ESEARCH CONTEXT=SEARCH", "search return (partial 1:5) all"),
    ] {
        let refused = format!("{}C: a2 {command}\nS: a2 BAD x", session(capabilities));
        assert_lacks(&refused, "needs the capability");
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
            "There is no mailbox \"予定\"; LIST shows the names. No mailbox is selected. (RFC 5530, 3)",
        );
    }
}

#[test]
fn quotas_are_set_with_quota_alone_unless_resources_are_announced() {
    for (announced, lacks) in [
        ("QUOTA", false),
        ("QUOTA QUOTA=RES-STORAGE", true),
        ("QUOTA QUOTA=RES-STORAGE QUOTASET", false),
        ("IDLE", true),
    ] {
        let session = format!(
            "S: * PREAUTH [CAPABILITY IMAP4rev1 {announced}] x\nC: a setquota \"\" (STORAGE 5)"
        );
        let said = last_explained(Language::English, &session);
        assert_eq!(said.contains("needs the capability QUOTASET"), lacks, "{announced}: {said}");
    }
}

#[test]
fn an_alert_does_not_hide_the_cause() {
    assert_cause(
        "S: * OK hi\nC: a1 login taro ${password}\nS: a1 NO [ALERT] Use the web",
        "The user has to be shown this text: \"Use the web\". The server understood the command and could not carry it out; its text may say why. (RFC 3501, 7.1.2)",
    );
}

#[test]
fn an_untagged_bad_is_about_no_certain_command() {
    assert_cause(
        &format!("{SELECTED}C: a2 noop\nS: * BAD internal server error"),
        "The server did not understand a line, or had an internal error; without a tag, it is unclear which command it refused. (RFC 3501, 7.1.3)",
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
            "Parts are numbered from 1, so there is no part 0. (RFC 3501, 9)",
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
fn the_state_and_a_fault_are_both_named() {
    for (line, cause) in [
        (
            "C: a2 fetch 1-3\nS: a2 BAD No mailbox selected",
            "FETCH works on the selected mailbox, and none is selected: SELECT or EXAMINE comes first. \"1-3\" is not a set of messages: a range has a colon, as in 1:3. (RFC 3501, 3.3)",
        ),
        (
            "C: a2 search from:bob\nS: a2 NO No mailbox selected",
            "SEARCH works on the selected mailbox, and none is selected: SELECT or EXAMINE comes first. Between a key and its argument is a space, not \":\", as in FROM bob. (RFC 3501, 3.3)",
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
        "There is no IDLE to end, so the server takes DONE for a tag without a command. (RFC 2177, 3)",
    );
    let other = format!("{LOGGED_IN}C: DONE\nS: DONE BAD x\nC: a3 noop\nS: a3 OK x\nS: * BAD x");
    assert!(!last_explained(Language::English, &other).contains("DONE"));
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
            "Servers of NetEase (163.com) expect the ID command before a mailbox is selected. No mailbox is selected. (RFC 3501, 7.1.2)",
        ),
        (
            "S: * BYE Disconnected for inactivity.",
            "The client was silent for too long. A server may end such a session, by the RFC after 30 minutes at the earliest. (RFC 3501, 5.4)",
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
        assert_contains(&session, cause);
    }
}

#[test]
fn extensions_of_append_that_the_server_lacks() {
    for (line, needs) in [
        ("append x UTF8 (~{1+}a)", "APPEND UTF8 needs the capability UTF8=ACCEPT"),
        ("append x ~{1+}", "APPEND ~{…} needs the capability BINARY"),
        ("append x CATENATE (URL a)", "APPEND CATENATE needs the capability CATENATE"),
        ("append x {1+}a {1+}b", "APPEND {…} {…} needs the capability MULTIAPPEND"),
    ] {
        for (announced, is_named) in
            [("IMAP4rev1", true), ("IMAP4rev1 UTF8=ACCEPT BINARY CATENATE MULTIAPPEND", false)]
        {
            let greeting = format!("S: * PREAUTH [CAPABILITY {announced}] x");
            let said = last_explained(Language::English, &format!("{greeting}\nC: a {line}"));
            assert_eq!(said.contains(needs), is_named, "{line}: {said}");
        }
    }
}

#[test]
fn a_search_beyond_ascii_without_its_charset() {
    for (line, is_named) in [
        ("uid search subject {6}\u{4f60}\u{597d}", true),
        ("search or seen text \"caf\u{e9}\"", true),
        ("search charset utf-8 text \"caf\u{e9}\"", false),
        ("search text \"cafe\"", false),
    ] {
        for status in ["BAD", "NO"] {
            let session = format!("{SELECTED}C: a2 {line}\nS: a2 {status} x");
            for (language, says) in [
                (Language::English, "SEARCH CHARSET UTF-8"),
                (Language::Japanese, "SEARCH CHARSET UTF-8"),
            ] {
                let said = last_explained(language, &session);
                assert_eq!(said.contains(says), is_named, "{session}: {said}");
            }
        }
    }
}

#[test]
fn logins_that_the_server_refuses_on_purpose_without_a_reason() {
    let failed = "The login failed. Servers do not say why, on purpose; most often the user name or the password is wrong. (RFC 5530, 3)";
    for login in [
        "C: a1 login joe ${password}",
        "C: a1 authenticate plain\nS: + \nC: ${sasl}",
        "C: a1 authenticate scram-sha-1 ${sasl}",
    ] {
        assert_cause(&format!("S: * OK hi\n{login}\nS: a1 NO [AUTHENTICATIONFAILED] x"), failed);
    }
    assert_last_explained(
        Language::Japanese,
        "S: * OK hi\nC: a1 login joe ${password}\nS: a1 NO [AUTHENTICATIONFAILED] x",
        "ログインに失敗しました。多くは利用者名かパスワードの誤りですが、サーバーはどちらなのかをわざと示しません。（RFC 5530, 3）",
    );
}

#[test]
fn a_mechanism_that_the_server_has_begun_is_offered() {
    let begun = "S: * OK hi\nC: a1 authenticate plain";
    assert_cause(
        &format!("{begun}\nS: + \nC: ${{sasl}}\nS: a1 NO x"),
        "The server did not accept what was sent for PLAIN. (RFC 3501, 6.2.2)",
    );
    assert_cause(
        &format!("{begun}\nS: a1 NO x"),
        "The server does not offer PLAIN, does not allow it now, or did not accept what was sent for it. (RFC 3501, 6.2.2)",
    );
}

#[test]
fn a_login_whose_hidden_password_may_need_quotes() {
    let login = "S: * OK hi\nC: a1 login joe ${password}\nS: a1 BAD x";
    assert_cause(
        login,
        r#"The server did not understand LOGIN. If the user name or the password has a space or one of ( ) { % * \ ", it has to be in straight double quotes, with a \ before each \ and "; outside ASCII, it may have to be a literal. (RFC 3501, 9)"#,
    );
    assert_last_explained(
        Language::Japanese,
        login,
        r#"サーバーは LOGIN を理解できませんでした。利用者名やパスワードに空白か ( ) { % * \ " があれば、ASCII の引用符（"）で囲み、中の \ と " の前に \ を付けます。ASCII でない文字があれば、リテラルが必要かもしれません。（RFC 3501, 9）"#,
    );
    // Certain causes come first.
    assert_cause(
        &format!("{LOGGED_IN}C: a2 login x ${{password}}\nS: a2 BAD x"),
        "LOGIN is allowed before a login only, and the session is logged in. (RFC 3501, 3.1)",
    );
}

#[test]
fn refusals_to_put_messages_into_a_mailbox() {
    let read_only = SELECTED.replace("READ-WRITE", "READ-ONLY");
    for name in ["move", "uid move"] {
        assert_cause(
            &format!("{read_only}C: a7 {name} 1 foo\nS: a7 NO x"),
            &format!(
                "{} changes the mailbox, which is open for reading only. (RFC 3501, 6.3.2)",
                name.to_uppercase()
            ),
        );
    }
    for (command, what, source) in [
        ("append foo {1}a", "message", "RFC 3501, 6.3.11"),
        ("replace 1 foo {1}a", "message", "RFC 8508, 3"),
        ("copy 1 foo", "messages", "RFC 3501, 6.4.7"),
    ] {
        assert_cause(
            &format!("{SELECTED}C: a7 {command}\nS: a7 NO x"),
            &format!(
                "The server could not put the {what} into \"foo\": the mailbox may not exist, be full or not be writable. ({source})"
            ),
        );
    }
    assert_cause(
        &format!("{SELECTED}C: a7 move 1 foo\nS: a7 NO x"),
        "The server could not move the messages into \"foo\": the mailbox may not exist, be full or not be writable, or the user may not remove messages from the selected one. (RFC 6851, 3.3)",
    );
}

#[test]
fn literals_that_the_server_does_not_take_at_once() {
    let neither = "The + in {5+} needs the capability LITERAL+ or LITERAL-, and the server has announced neither.";
    let short = "With LITERAL-, which the server has announced, a literal with + has at most 4096 octets; without the +, it may be longer.";
    let of_rev2 = "In IMAP4rev2, a literal with + has at most 4096 octets, unless the server has LITERAL+; without the +, it may be longer.";
    for (capabilities, literal, cause) in [
        ("IMAP4rev1", "{5+}", Some(neither)),
        ("IMAP4rev1", "{5}", None),
        ("IMAP4rev1 LITERAL-", "{5+}", None),
        ("IMAP4rev1 LITERAL-", "{5000+}", Some(short)),
        ("IMAP4rev2", "{4097+}", Some(of_rev2)),
        ("IMAP4rev2", "{4096+}", None),
        ("IMAP4rev1 LITERAL+", "{5000+}", None),
    ] {
        for answer in ["", "\nS: a1 BAD x"] {
            let session = format!(
                "S: * PREAUTH [CAPABILITY {capabilities}] hi\nC: a1 append x {literal}{answer}"
            );
            let said = last_explained(Language::English, &session);
            match cause {
                Some(cause) => assert!(said.starts_with(&format!("# {cause}")), "{said}"),
                None => assert!(!said.contains("LITERAL"), "{session}: {said}"),
            }
        }
    }
    let session = "S: * PREAUTH [CAPABILITY IMAP4rev1] hi\nC: a1 append x {5+}";
    let said = last_explained(Language::Japanese, session);
    assert!(
        said.starts_with("# {5+} の + にはケイパビリティ LITERAL+ か LITERAL- が必要"),
        "{said}"
    );
}

#[test]
fn a_command_that_the_server_does_not_know_is_refused_for_that_first() {
    let session = "S: * PREAUTH [CAPABILITY IMAP4rev1] x\nC: a2 sort date utf-8 all\nS: a2 BAD x";
    let said = last_explained(Language::English, session);
    assert!(said.starts_with("# SORT needs the capability SORT"), "{said}");
    assert!(said.contains("parentheses"), "{said}");
}
