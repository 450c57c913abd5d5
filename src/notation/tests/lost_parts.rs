//! Commands that lost a part in the listing: half a command is never sent.

use super::kinds::{assert_refused, assert_sends};

const LOGIN: &str = "q1 LOGIN u p\nq1 OK\n";

#[test]
fn a_command_that_lacks_arguments_is_a_mistake_unless_it_was_refused() {
    for command in [
        "q2 FETCH 1",
        "q2 STORE 1 +FLAGS",
        "q2 UID STORE 1,2,3",
        "q2 COPY 1,2,",
        "q2 RENAME Work",
        "q2 STATUS INBOX",
        "q2 UID",
        "q2 LIST \"\"",
        "q2 SELECT",
        "q2 SEARCH SUBJECT",
    ] {
        for answer in
            ["q2 OK\nq3 NOOP\nq3 OK\n", "* 3 EXISTS\nq2 OK\nq3 NOOP\n", "\nq3 NOOP\nq3 OK\n"]
        {
            assert_refused(&format!("{LOGIN}{command}\n{answer}"), 3, "LacksArguments");
        }
        let text = format!("C: q1 LOGIN u p\nS: q1 OK\nC: {command}\nS: q2 OK\nC: q3 NOOP\n");
        assert_refused(&text, 3, "LacksArguments");
        // At the end of the copied text.
        let whole = crate::notation::Script::parse(format!("{LOGIN}{command}\n").as_bytes(), "x");
        assert!(whole.is_err(), "{command}");
        for refusal in ["q2 BAD x", "q2 NO x", "* BAD x", "* OK wait\nq2 BAD x"] {
            let text = format!("{LOGIN}{command}\n{refusal}\nq3 NOOP\nq3 OK\n");
            assert_sends(&text, &["q1 LOGIN u p", command, "q3 NOOP"]);
        }
        // A script, as typed.
        assert_sends(&format!("{command}\n"), &[command]);
    }
}

#[test]
fn a_command_with_too_many_arguments_is_a_mistake_unless_it_was_refused() {
    for command in [
        "q2 DELETE Work (remove it)",
        "q2 SELECT INBOX or q2 EXAMINE INBOX",
        "q2 SELECT My Folder",
        "q2 DELETE Work q2 OK Completed",
        "q2 CREATE Work [1]",
        "q2 UID EXPUNGE 1 removes",
        "q2 NOOP;",
        "q2 RENAME a b c",
    ] {
        let text = format!("{LOGIN}{command}\nq2 OK x\nq3 NOOP\nq3 OK\n");
        let errors = crate::notation::Script::parse(text.as_bytes(), "x").err();
        let text_of_none = format!("{LOGIN}{command}\nq2 BAD x\nq3 NOOP\nq3 OK\n");
        if command != "q2 NOOP;" {
            assert!(errors.is_some_and(|errors| errors[0].line == 3), "{command}");
            assert_sends(&text_of_none, &["q1 LOGIN u p", command, "q3 NOOP"]);
        }
    }
    for command in [
        "q2 SELECT INBOX (CONDSTORE)",
        "q2 CREATE x (USE (\\Trash))",
        "q2 STORE 1 (UNCHANGEDSINCE 5) +FLAGS (\\Seen)",
        "q2 STORE 1 +FLAGS \\Seen \\Deleted",
        "q2 FETCH 1:* (FLAGS) (CHANGEDSINCE 5 VANISHED)",
        "q2 LIST (SUBSCRIBED) \"\" (\"a\" \"b\") RETURN (CHILDREN STATUS (MESSAGES))",
        "q2 SORT (REVERSE DATE) UTF-8 ALL",
        "q2 GETMETADATA (DEPTH 1) INBOX (/private/comment)",
        "q2 SEARCH RETURN (ALL) MODSEQ 1234",
        "q2 ID (\"name\" \"x\")",
        "q2 STATUS INBOX (MESSAGES UNSEEN)",
        "q2 UID FETCH 1 (FLAGS)",
        "q2 SETQUOTA \"\" (STORAGE 512)",
        "q2 NOTIFY SET STATUS (SELECTED (MessageNew (UID) MessageExpunge)) (INBOXES (MessageNew))",
    ] {
        let text = format!("{LOGIN}{command}\nq2 OK x\nq3 NOOP\nq3 OK\n");
        assert_sends(&text, &["q1 LOGIN u p", command, "q3 NOOP"]);
    }
}

#[test]
fn a_sign_for_the_rest_of_a_command_is_not_skipped() {
    for (command, below) in [
        ("q2 APPEND Work", "{5}\n+ go\nhello"),
        ("q2 APPEND Work", "[...]"),
        ("q2 CREATE", "{3}"),
        ("q2 SEARCH SUBJECT", "{5}"),
        ("q2 STORE 1 +FLAGS", "(...)"),
        ("q2 FETCH 1", "<FLAGS>"),
    ] {
        let text = format!("{LOGIN}{command}\n{below}\nq2 OK\nq3 NOOP\nq3 OK\n");
        let (line, mistake) =
            if below.starts_with('{') { (4, "PerhapsWrapped") } else { (3, "LacksArguments") };
        assert_refused(&text, line, mistake);
    }
}

#[test]
fn the_rest_of_a_command_in_backticks_is_not_lost() {
    for (command, rest) in [("q2 SEARCH FROM hana", "UNSEEN"), ("q2 STORE 1", "+FLAGS \\Seen")] {
        let text = format!(
            "`q1 LOGIN u p`\n`q1 OK`\n`{command}`\n`{rest}`\n`q2 OK`\n`q3 NOOP`\n`q3 OK`\n"
        );
        assert_refused(&text, 4, "PerhapsWrapped");
    }
    let text = "`q1 LOGIN u p`\n`q1 OK`\n`q2 NOOP`\n`q3 NOOP`\n`q2 OK`\n`q3 OK`\n";
    assert_sends(text, &["q1 LOGIN u p", "q2 NOOP", "q3 NOOP"]);
}

#[test]
fn what_is_only_explained_in_a_second_column_is_not_sent() {
    for advice in [
        "q3 DELETE Foo     deletes the folder Foo\nq4 CREATE Foo     creates it",
        "q3 DELETE Foo → deletes it",
        "q3 DELETE Foo     フォルダーを削除する",
        "q3 DELETE Foo  # deletes it",
    ] {
        let text = format!("{LOGIN}q2 SELECT INBOX\nq2 OK\n\n{advice}\n");
        assert_sends(&text, &["q1 LOGIN u p", "q2 SELECT INBOX"]);
    }
    // The page shows the answer.
    let text = format!("{LOGIN}q2 DELETE Foo → deletes it\nq2 OK\nq3 NOOP\nq3 OK\n");
    assert_sends(&text, &["q1 LOGIN u p", "q2 DELETE Foo", "q3 NOOP"]);
    // A column of one word that is the name of a command.
    assert_refused(&format!("{LOGIN}q2 DELETE Foo\tDelete\nq2 OK\nq3 NOOP\n"), 3, "PerhapsRemark");
}

#[test]
fn text_about_the_session_after_a_mark_is_not_sent() {
    for (client, server) in [
        ("is the client, S: is the server.", ""),
        ("the client", "the server"),
        ("Client", "Server"),
        ("steht für den Client, S: für den Server.", ""),
        ("はクライアント、S: はサーバを表す。", ""),
        ("クライアント", "サーバー"),
        ("代表客户端，S: 代表服务器", ""),
        ("클라이언트가 보낸 명령", "서버의 응답"),
        ("TLS ClientHello", "TLS ServerHello"),
        ("サーバに接続", "* OK ready"),
        ("verbindet sich mit Port 143", "* OK ready"),
        ("what we type", "what the server answers"),
    ] {
        let server = if server.is_empty() { String::new() } else { format!("S: {server}\n") };
        let text = format!("C: {client}\n{server}\nC: q1 LOGIN u p\nS: q1 OK\n");
        assert_sends(&text, &["q1 LOGIN u p"]);
    }
    for content in
        ["waits for 5 minutes", "新着メールを 待つ", "TCP FIN", "새 메일이 올 때까지 기다립니다"]
    {
        let text = format!("C: q1 LOGIN u p\nS: q1 OK\nC: {content}\nC: q2 NOOP\nS: q2 OK\n");
        assert_sends(&text, &["q1 LOGIN u p", "q2 NOOP"]);
    }
    // A mistyped command, and one that the server refused.
    let text = "C: q1 LOGIN u p\nS: q1 OK\nC: slect inbox\nC: q2 NOOP\nS: q2 OK\n";
    assert_refused(text, 3, "UntaggedCommand");
    let text = "C: hello\nS: hello BAD x\nC: q1 LOGIN u p\nS: q1 OK\n";
    assert_sends(text, &["q1 LOGIN u p"]);
}

#[test]
fn the_rest_of_a_command_further_below_is_not_lost() {
    let command = "q2 UID SEARCH UNSEEN FROM hana";
    for between in
        ["\n", "\nRFC 3501      IMAPv4      March 2003\n\n", "- 12 -\n", "\nPage 12 of 100\n\n"]
    {
        let text =
            format!("{LOGIN}{command}\n{between}      SUBJECT lunch\n\nq2 OK\nq3 NOOP\nq3 OK\n");
        let errors = crate::notation::Script::parse(text.as_bytes(), "x").expect_err(&text);
        assert!(format!("{errors:?}").contains("PerhapsWrapped"), "{errors:?}");
        let text = format!(
            "C: q1 NOOP\nS: q1 OK\nC: {command}\n{between}      SUBJECT lunch\n\nS: q2 OK\nC: q3 NOOP\n"
        );
        assert!(crate::notation::Script::parse(text.as_bytes(), "x").is_err(), "{text}");
    }
    for sign in ["↪", "⤷", "↳", "→", "...", ">"] {
        let text = format!("{LOGIN}{command}\n{sign} SUBJECT lunch\nq2 OK\nq3 NOOP\nq3 OK\n");
        assert!(crate::notation::Script::parse(text.as_bytes(), "x").is_err(), "{text}");
    }
    let text = format!(
        "{LOGIN}{command}\n\nThe server looks for them.\nNew messages:\n* SEARCH 1\nq2 OK\nq3 NOOP\nq3 OK\n"
    );
    assert_sends(&text, &["q1 LOGIN u p", command, "q3 NOOP"]);
}

#[test]
fn a_command_with_an_unregistered_answer_is_sent() {
    for (command, answer) in [
        ("q3 XYMHIGHESTMODSEQ", "* XYMHIGHESTMODSEQ 1234\n"),
        ("q3 xfoo bar", "* X-FOO bar\n* X-FOO baz\n"),
        ("q3 FIND MAILBOXES *", "* MAILBOX INBOX\n"),
        ("q3 XMAIL 1", "* XMAIL {15}\nq8 DELETE Work\n\n"),
        ("q3 XMAIL 1", "* 1 XMAIL (BODY {16}\nq8 DELETE Work\n)\n"),
    ] {
        let text = format!("{LOGIN}{command}\n{answer}q3 OK done\nq4 NOOP\nq4 OK\n");
        assert_sends(&text, &["q1 LOGIN u p", command, "q4 NOOP"]);
    }
    for below in ["[...]\n", "\nThe server answers:\n\n", "lots of text\n"] {
        let text = format!("{LOGIN}q3 xfoo bar\n{below}q3 OK done\nq4 NOOP\nq4 OK\n");
        assert_sends(&text, &["q1 LOGIN u p", "q3 xfoo bar", "q4 NOOP"]);
    }
    let text = "a LOGIN u p\na OK\na xfoo bar\n* XFOO\na OK done\na NOOP\na OK\n";
    assert_sends(text, &["a LOGIN u p", "a xfoo bar", "a NOOP"]);
    let text = format!("{LOGIN}$ q3 xfoo bar\nq3 OK done\nq4 NOOP\nq4 OK\n");
    assert_refused(&text, 3, "UnknownMark");
    for text in ["q3 xfoo bar   <- ours\nq3 OK\n", "q3 XFOO “bar”\nq3 OK\n"] {
        assert_refused(&format!("{LOGIN}{text}"), 3, "PerhapsRemark");
    }
    let text = format!("{LOGIN}q3 XIDLE\n+ idling\nDONE\nq3 OK\n");
    assert_refused(&text, 3, "UnknownExchange");
    // Prose about a command, and a bullet below it.
    for prose in ["q3 is the next tag", "q3 then lists them"] {
        let text = format!("{LOGIN}{prose}\n* FOO\nq3 NOOP\nq3 OK\n");
        assert_sends(&text, &["q1 LOGIN u p", "q3 NOOP"]);
    }
}

#[test]
fn a_command_that_is_not_registered_may_be_written_like_the_others() {
    for (before, after) in [
        ("> ", ""),
        ("$ ", ""),
        ("imap> ", ""),
        ("1. ", ""),
        ("Step 2: ", ""),
        ("入力: ", ""),
        ("You: ", ""),
        ("`", "`"),
        ("- `", "`"),
        ("**", "**"),
        ("- **", "**"),
        ("| ", " |"),
        ("| `", "` |"),
        ("| 1 | ", " |"),
    ] {
        for command in ["q2 SELCT INBOX", "q2 xfoo bar"] {
            for answer in ["q2 BAD what", "q2 OK"] {
                let text = format!(
                    "{before}q1 LOGIN u p{after}\nq1 OK\n{before}{command}{after}\n{answer}\n\
                     {before}q3 NOOP{after}\nq3 OK\n"
                );
                assert_sends(&text, &["q1 LOGIN u p", command, "q3 NOOP"]);
            }
        }
    }
}

#[test]
fn prose_that_begins_with_a_tag_is_not_a_command_that_is_not_registered() {
    for prose in [
        "q2 pending",
        "q2 tests it",
        "q2 wird jetzt gesendet",
        "q2 を送ると",
        "q2 OKs everything",
        "q2 xfoo: our own command",
        "q2 XFOO, see RFC 1234",
        "q2 is answered",
    ] {
        let text = format!("{LOGIN}q2 SELECT INBOX\n{prose}\nq2 OK\nq3 NOOP\nq3 OK\n");
        assert_sends(&text, &["q1 LOGIN u p", "q2 SELECT INBOX", "q3 NOOP"]);
        let text = format!("{LOGIN}For q2 see:\n{prose}\nq2 OK\nq3 NOOP\nq3 OK\n");
        assert_sends(&text, &["q1 LOGIN u p", "q3 NOOP"]);
    }
}

#[test]
fn of_several_commands_in_a_line_none_is_sent() {
    for line in [
        "a1 login u p; a2 select inbox",
        "a1 login u p / a1 OK / a2 select inbox / a2 OK",
        "a1 login u p     a2 select inbox",
        "a1 noop → a2 select inbox",
        "a1 noop, a2 noop, a3 logout",
        "a1 noop && a2 noop",
    ] {
        for text in
            [format!("{line}\na4 noop\n"), format!("{line}\na1 OK\na2 OK\na4 noop\na4 OK\n")]
        {
            assert_refused(&text, 1, "SeveralCommands");
        }
        assert_refused(&format!("C: {line}\nS: a1 OK\nC: a4 noop\n"), 1, "SeveralCommands");
        assert_refused(&format!("> {line}\n> a4 noop\n"), 1, "SeveralCommands");
    }
    assert_refused(
        "- Log in: `a1 login u p` → `a1 OK`\n- Delete: `a2 delete Work` → `a2 OK`\n",
        2,
        "UnknownMark",
    );
    for line in [
        "q2 delete Work;q3 delete Old",
        "q2 select inbox、q3 fetch 1 flags",
        "q2 select inbox ; delete Work",
        "q2 noop; s3 delete Work",
        "q2 noop\\r\\nq3 logout",
    ] {
        let text = format!("q1 login u p\nq1 OK\n{line}\nq2 OK\nq9 logout\nq9 OK\n");
        assert_refused(&text, 3, "SeveralCommands");
    }
    for text in [
        "noop; select inbox\n",
        ". noop; . logout\n",
        "a1 noop; a1 OK\n",
        "A LOGIN u p B SELECT INBOX C FETCH 1 FLAGS\n",
    ] {
        assert_refused(text, 1, "SeveralCommands");
    }
    let text = "C: A2 AUTHENTICATE LOGIN S: + VXNl ← the name C: dXNl ← taro\nC: A3 LOGOUT\n";
    assert_refused(text, 1, "SeveralCommands");
    let text = "q1 login u p\nq1 OK\nq2 noop; q3 xfoo\nq2 OK\nq3 OK\n";
    assert_refused(text, 3, "SeveralCommands");
    // A remark about a command that is below, and a folder with the name of a command.
    for remark in ["   // q3 expunge removes it", "   ← q3 expunge", "    ; q3 expunge is next"] {
        let text =
            format!("q1 login u p\nq1 OK\nq2 select inbox{remark}\nq2 OK\nq3 expunge\nq3 OK\n");
        assert_sends(&text, &["q1 login u p", "q2 select inbox", "q3 expunge"]);
    }
    let text = "1 login u p\n1 OK\n2 copy 3 Check\n2 OK\n3 uid move 4 Close\n3 OK\n";
    assert_sends(text, &["1 login u p", "2 copy 3 Check", "3 uid move 4 Close"]);
    // It is only mentioned, or the server refused the line.
    let text = "a1 noop # like a2 noop\na1 OK\na2 noop\na2 OK\n";
    assert_sends(text, &["a1 noop", "a2 noop"]);
    assert_sends("a1 noop; a2 noop\na1 BAD x\na3 noop\na3 OK\n", &["a1 noop; a2 noop", "a3 noop"]);
    let text =
        "q1 login u p\nq1 OK\nAfter `q9 noop`, the server says `q9 OK done`.\nq2 noop\nq2 OK\n";
    assert_sends(text, &["q1 login u p", "q2 noop"]);
}

#[test]
fn commands_without_tags_that_a_terminal_shows_twice_are_sent_once() {
    let text = "* OK ready\nlogin u p\nlogin u p\nOK done\nselect inbox\nselect inbox\n* 3 EXISTS\nOK done\n\
        idle\nidle\n+ idling\n* 4 EXISTS\ndone\ndone\nOK done\nlogout\nlogout\n";
    assert_sends(text, &["login u p", "select inbox", "idle", "done", "logout"]);
    // Typed twice.
    for text in [
        "noop\nnoop\nlogout\n",
        "select inbox\n* 3 EXISTS\nnoop\nnoop\n* 4 EXISTS\n",
        "noop\nnoop\n* 4 EXISTS\ncheck\ncheck\nexpunge\n* 1 EXPUNGE\n",
        "noop\nnoop\n* 4 EXISTS\nnoop\nnoop\n* 5 EXISTS\n",
        "# twice\nnoop\nnoop\n* 4 EXISTS\ncheck\ncheck\nOK done\n",
    ] {
        let script = crate::notation::Script::parse(text.as_bytes(), "x").expect("a script");
        let commands =
            text.lines().filter(|line| !is_servers(line) && !line.starts_with('#')).count();
        assert_eq!(super::properties::acts(&script.items).len(), commands, "{text}");
    }
}

#[test]
fn a_login_or_a_change_that_may_be_shown_twice_is_a_mistake() {
    for pair in ["login u p\nlogin u p", "LOGIN u p\n\nlogin u ***", "delete Work\ndelete Work"] {
        let text = format!("* OK ready\n{pair}\nOK done\nselect inbox\n* 3 EXISTS\nOK\n");
        assert_refused(&text, 1 + pair.lines().count(), "PerhapsEchoed(2)");
    }
    // Each has an answer.
    let text = "* OK ready\nlogin u p\nNO x\nlogin u p\nOK\n";
    assert_sends(text, &["login u p", "login u p"]);
}

fn is_servers(line: &str) -> bool {
    line.starts_with(['*', '+']) || line.starts_with("OK ")
}

#[test]
fn explanations_in_a_list_of_commands_without_answers_are_not_sent() {
    let text = "q2 LIST \"\" * List all folders\nq3 SELECT INBOX Select the inbox\nq4 DELETE Work Delete the folder\n";
    let errors = crate::notation::Script::parse(text.as_bytes(), "x").expect_err("explanations");
    assert_eq!(errors[0].line, 1, "{errors:?}");
    let text = "q1 LOGIN taro pw\nAuthenticate the user\nq2 DELETE Work\nDelete a mailbox\nq3 EXPUNGE\nRemove deleted messages\n";
    let script = crate::notation::Script::parse(text.as_bytes(), "x").expect("a script");
    let sent = super::properties::acts(&script.items);
    assert_eq!(sent, ["q1 LOGIN taro pw", "q2 DELETE Work", "q3 EXPUNGE"]);
    for text in [
        "q2 SELECT INBOX Selects the inbox.\nq4 DELETE Work Delete it!\n",
        "q2 COPY 1 Trash Copies message 1.\nq4 DELETE Work 削除します。\n",
        "q2 SELECT INBOX (Select the inbox)\nq4 DELETE Work (Delete the folder)\n",
    ] {
        let errors = crate::notation::Script::parse(text.as_bytes(), "x").expect_err(text);
        assert_eq!(errors.len(), 2, "{errors:?}");
    }
    for text in [
        "q4 DELETE Work Deletes the folder.\nq5 NOOP\n",
        "q4 DELETE Work Deletes the folder\nq5 NOOP\n",
        "q4 DELETE Work 削除します。\nq5 NOOP\n",
    ] {
        super::kinds::assert_refused(text, 1, "TooManyArguments");
        assert!(super::properties::acts_of_stream(text).is_empty());
    }
    let text = "q4 DELETE Work Deletes the folder.\nq4 BAD x\nq5 NOOP\nq5 OK\n";
    assert_sends(text, &["q4 DELETE Work Deletes the folder.", "q5 NOOP"]);
    // The script tests the server, or there is only one.
    let text = "q1 SELECT my new folder\n:expect BAD\nq2 DELETE my old folder\n";
    assert!(crate::notation::Script::parse(text.as_bytes(), "x").is_ok());
    let text = "q1 LOGIN taro pw\nq2 SELECT my new folder\nq3 NOOP\n";
    assert_sends(text, &["q1 LOGIN taro pw", "q2 SELECT my new folder", "q3 NOOP"]);
}

#[test]
fn a_command_and_its_answer_in_one_line_are_a_mistake() {
    for line in [
        "2 SELECT Inbox * FLAGS (\\Answered) * 1 EXISTS 2 OK [READ-WRITE] Completed",
        "2 DELETE Work 2 OK Completed",
        "2 LIST \"\" \"*\" 2 OK done",
        "2 SELECT Nope 2 NO No such mailbox",
    ] {
        let text = format!("1 LOGIN u p\n1 OK in\nThen:\n{line}\n3 NOOP\n3 OK\n4 LOGOUT\n");
        assert_refused(&text, 4, "TooManyArguments");
        assert_refused(
            &format!("1 LOGIN u p 1 OK in\n{line}\n3 LOGOUT * BYE 3 OK bye\n"),
            2,
            "TooMany",
        );
    }
    for text in [
        // Prose about the session.
        "a1 NOOP\na1 OK\na1 NOOP gives a1 OK here.\na2 LOGOUT\n",
        "The answer to a1 NOOP is a1 OK.\na1 NOOP\na1 OK\na2 LOGOUT\n",
        "a1 NOOP   a1 OK done\na2 LOGOUT\n",
        "a1 NOOP / a1 OK done\na2 LOGOUT\n",
    ] {
        assert_sends(text, &["a1 NOOP", "a2 LOGOUT"]);
    }
    assert_sends("a1 SEARCH SUBJECT \"a1 OK\"\na1 OK\n", &["a1 SEARCH SUBJECT \"a1 OK\""]);
}

#[test]
fn several_commands_with_the_same_tag_in_a_line_are_not_sent() {
    for line in [
        "a CAPABILITY a LOGIN \"user\" \"password\" a LIST * \"\" a SELECT INBOX a LOGOUT",
        ". noop . logout",
    ] {
        assert_refused(&format!("{line}\n"), 1, "SeveralCommands");
    }
    let commands = ["a LOGIN a noop", "a LIST a noop", "a RENAME a noop", "a COPY 1 a"];
    assert_sends(&format!("{}\n", commands.join("\na OK\n")), &commands);
}
