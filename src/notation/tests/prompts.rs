//! Listings that show a program's prompt before its commands, and scripts with sentences in them.

use super::kinds::{assert_refused, assert_sends};
use super::*;

#[test]
fn what_a_program_prints_between_its_prompts_is_not_sent() {
    for prompt in
        ["imap> ", "mail-client> ", "imap>", "[mail.example.org] > ", "Mail Shell> ", "λ "]
    {
        let text = format!(
            "{prompt}login user pass\nLogged in as user\n{prompt}select inbox\nEXISTS: 12\n\
             12 messages, 1 recent\n   noop\n{prompt}search unseen\n   3 5 7\n\
             {prompt}append \"x\" {{3+}}\nabc\n{prompt}logout\nbye\n"
        );
        let sent = [
            "login user pass",
            "select inbox",
            "search unseen",
            "append \"x\" {3+}",
            "| abc",
            "logout",
        ];
        assert_sends(&text, &sent);
    }
    // A literal is also read whole.
    let text = "imap> append x {11}\nHello\nyou!\nStored it\n\nimap> append x {5}\nHello\n\
        append is done\nimap> logout\n";
    assert_sends(
        text,
        &["append x {11}", "| Hello", "| you!", "append x {5}", "| Hello", "logout"],
    );
    // The size of a literal is too small, and the rest of the mail looks like commands.
    let text = "imap> select x\nimap> append x {5}\nHello\ndelete Work\na3 expunge\nbye\nimap> noop\n\
        OK\nimap> logout\n";
    assert_sends(text, &["select x", "append x {5}", "| Hello", "noop", "logout"]);
    // It changes with the mailbox.
    let text = "INBOX> fetch 1 flags\nflags are fine\nINBOX> select Sent\n2 messages\n\
        Sent> fetch 1:* flags\nnone\nSent> logout\n";
    assert_sends(text, &["fetch 1 flags", "select Sent", "fetch 1:* flags", "logout"]);
    // The sign alone, and a shell's: the second one shows that it is a prompt.
    for sign in [">", ">>>", "mail$"] {
        let text = format!("{sign} noop\nstill here\n\n{sign} check\nfine\n{sign} logout\n");
        assert_sends(&text, &["noop", "check", "logout"]);
    }
}

#[test]
fn a_servers_lines_between_prompts_are_the_servers() {
    let text = "imap> select inbox\n* 3 EXISTS\nOK [READ-WRITE] done\nimap> fetch 1 body[]\n\
        * 1 FETCH (BODY[] {15}\nimap> expunge\n)\nOK\nimap> idle\n+ idling\n* 4 EXISTS\nnews\n\
        imap> done\nOK\nimap> selct x\nBAD unknown\nimap> logout\n";
    let script = Script::parse(text.as_bytes(), "x").expect("no mistake");
    let read =
        ["> select inbox", "> fetch 1 body[]", "> idle", "* EXISTS", ".", ">! selct x", "> logout"];
    let content: Vec<String> = summary(&script);
    assert_eq!(content.iter().filter(|it| !it.contains("OK")).collect::<Vec<_>>(), read);
}

#[test]
fn commands_of_the_program_are_named_and_not_sent() {
    let text = "imap> connect mail.example.org\nConnected.\nimap> noop\nimap> quit\n";
    assert_sends(text, &["noop"]);
    let script = Script::parse(text.as_bytes(), "x").expect("no mistake");
    let unsent = script.remarks.unsent_commands.iter().map(|it| (it.line, it.why));
    assert_eq!(unsent.collect::<Vec<_>>(), [(1, Why::OfProgram), (4, Why::OfProgram)]);
}

#[test]
fn a_shells_prompt_in_a_script_says_nothing_about_its_commands() {
    let sent = ["login user pass", "select inbox", "logout"];
    let text =
        "taro@home:~$ id\nuid=0\nlogin user pass\nselect inbox\nlogout\ntaro@home:~$ logout\n";
    let script = Script::parse(text.as_bytes(), "x").expect("no mistake");
    let sent_lines: Vec<String> =
        summary(&script).into_iter().filter(|it| it.starts_with('>')).collect();
    assert!(sent.iter().all(|it| sent_lines.contains(&format!("> {it}"))), "{sent_lines:?}");
    let text =
        "$ openssl s_client -connect x:993\na1 login user pass\na1 OK\n$ logout\na2 noop\na2 OK\n";
    assert_sends(text, &["a1 login user pass", "a2 noop"]);
}

#[test]
fn sentences_in_a_script_are_not_sent() {
    for sentence in [
        "and gets",
        "fetch is slow here",
        "Then",
        "Done!",
        "You get a list",
        "Now log out",
        "Note the answer",
        "Select the inbox",
        "search for the mail",
        "Check that this works",
        "Store it with your flags",
        "Wait a moment",
        "Weiter geht es",
        "Dann abmelden",
        "次に受信箱を選ぶ",
        "Ответ сервера",
        "copy and paste this",
        "Result: select was fast",
    ] {
        let text = format!("login user pass\n{sentence}\nselect inbox\nlogout\n");
        assert_sends(&text, &["login user pass", "select inbox", "logout"]);
    }
    // Lines with a command's name are reported.
    let script = Script::parse(b"noop\nfetch is slow here\nand gets\n", "x").expect("a script");
    let unsent = script.remarks.unsent_commands.iter().map(|it| (it.line, it.why));
    assert_eq!(unsent.collect::<Vec<_>>(), [(2, Why::LikeProse)]);
    assert_eq!(script.remarks.prose, 2);
}

#[test]
fn a_secret_below_a_login_without_one_is_not_prose() {
    for begun in ["login taro", "login", "user taro", "lgoin taro", "auth plain"] {
        let text = format!("{begun}\ncorrect horse battery\nnoop\nyou and the staple\n");
        assert_sends(&text, &[begun, "correct horse battery", "noop", "you and the staple"]);
    }
    let sent = ["login taro", "noop"];
    assert_sends("login taro\na1 BAD what\nwait for a moment\nnoop\n", &sent);
    let sent = ["login taro", "login taro right", "noop"];
    assert_sends("login taro\nlogin taro right\nwait for a moment\nnoop\n", &sent);
}

#[test]
fn commands_that_look_like_sentences_are_sent() {
    for command in [
        "search text the",
        "search not subject you",
        "select And",
        "create the",
        "login you and",
        "list (subscribed) \"\" (\"the\" \"and\")",
        "rename the this",
        "xyzzy",
        "xyzzy plugh",
        "nope now",
        "XFOO IS HERE",
        "selct the inbox there",
        "Selct Inbox",
        "lgoin user pass",
        "search",
        "a1 fetch is slow here",
        "ｓｅｌｅｃｔ　ｉｎｂｏｘ",
        ":raw fetch is slow here",
    ] {
        let text = format!("noop\n{command}\ncheck\n");
        let script = Script::parse(text.as_bytes(), "x").expect(command);
        let acts = script.items.iter().filter(|item| !matches!(item.kind, ItemKind::Comment(_)));
        assert_eq!(acts.count(), 3, "{command}");
    }
    // The script shows that it is intentional.
    for next in ["a2 BAD what", "BAD", "* BAD what", ":expect ... BAD ..."] {
        let text = format!("noop\nfetch is slow here\n{next}\n");
        let script = Script::parse(text.as_bytes(), "x").expect(next);
        let sent = summary(&script).iter().any(|it| it.ends_with("fetch is slow here"));
        assert!(sent, "{next}");
    }
}

#[test]
fn statements_for_a_database_of_mail_are_not_sent() {
    for text in [
        "MariaDB [mail]> select user();\nMariaDB [mail]> delete from t;\n",
        "mysql mail> delete t;\n",
        "mail=# select 1;\nmail=# delete from t;\n",
        "mail=# select 1;\n",
        "mail=> select 1;\n ?column? \nmail=> delete t;\n",
        "sftp> delete x\n",
    ] {
        assert_sends(text, &[""; 0]);
    }
}

#[test]
fn a_pause_of_a_shell_script_is_not_sent() {
    let text = "a1 login user pass\nsleep 1\na2 select inbox\nsleep 1\na3 logout\n";
    assert_sends(text, &["a1 login user pass", "a2 select inbox", "a3 logout"]);
}

#[test]
fn what_is_no_command_is_not_sent_among_other_prose() {
    for prose in [
        "IMAP connection theory",
        "syntax:",
        "hide:",
        "example how to make connection to imap service with SSL/TLS",
        "Login in den EMail-Server",
        "could not append ( Subject:... )",
        "143 (or a TLS socket on port 993",
        "0 2 * * * root /usr/bin/backup",
        "--login-options AUTH=OAUTHBEARER",
        "::: info",
    ] {
        let text = format!("This is how it is done.\n{prose}\nlogin user pass\nnoop\n");
        assert_sends(&text, &["login user pass", "noop"]);
    }
    assert_sends("example how to make connection to imap service with SSL/TLS\n", &[""; 0]);
    // Not without prose, where the script has directives, or where the server refuses it.
    assert_sends("noop\nxyzzy [foo]\n", &["noop", "xyzzy [foo]"]);
    let text = ":set x y\nThis is how it is done.\nxyzzy [foo]\nnoop\n";
    assert_sends(text, &[":", "xyzzy [foo]", "noop"]);
    let text = "This is how it is done.\nxyzzy [foo]\nBAD what\nnoop\n";
    assert_sends(text, &["xyzzy [foo]", "noop"]);
}

#[test]
fn lines_without_tags_are_not_sent_where_all_commands_have_tags() {
    let session = "A01 LOGIN user pass\nA05 LOGOUT\n";
    let sent = ["A01 LOGIN user pass", "A05 LOGOUT"];
    for line in ["tput setaf 6; echo \"IMAP session:\"; tput sgr0", "xyzzy foo", "sgr0"] {
        assert_sends(&format!("{line}\n{session}"), &sent);
    }
    assert_sends("Login in den EMail-Server\n? LOGIN user pass\n", &["? LOGIN user pass"]);
    // Unless there is only one, or the line is nearly a command.
    assert_sends("xyzzy foo\na1 noop\n", &["xyzzy foo", "a1 noop"]);
    let mistyped = ["slect inbox", "A01 LOGIN user pass", "A05 LOGOUT"];
    assert_sends(&format!("slect inbox\n{session}"), &mistyped);
}

#[test]
fn the_prompt_of_a_tool_that_carries_the_session_is_not_a_mail_programs() {
    for line in ["telnet> close", "telnet> quit", "OpenSSL> quit", "Microsoft Telnet> close"] {
        assert_sends(&format!("$ telnet localhost 143\n* OK ready.\n^]\n{line}\n"), &[""; 0]);
        let text = format!("a capability\n* CAPABILITY IMAP4rev1\n\n^]\n{line}\n");
        assert_sends(&text, &["a capability"]);
    }
}

#[test]
fn a_sign_before_the_lines_of_a_server_is_not_a_prompt() {
    let session = |sign: &str, size: &str| {
        let lines = ["login u p", "fetch 1 body[text]", &format!("* 1 FETCH (BODY[TEXT] {size}")];
        let message = ["Hi", "delete Archive", ")", "logout"];
        lines.iter().chain(&message).map(|line| format!("{sign}{line}\n")).collect::<String>()
    };
    for sign in ["> ", "| ", "> > "] {
        let text = format!("Jiro wrote:\n\n{}\nOk?\n", session(sign, "{400}"));
        assert_refused(&text, 5, "EndlessServerLiteral");
        let text = format!("Jiro wrote:\n\n{}\nOk?\n", session(sign, "{20}"));
        let script = Script::parse(text.as_bytes(), "x").expect(&text);
        let sent = script.items.iter().filter(|it| it.is_sent()).count();
        assert_eq!((script.items.len(), sent), (3, 3), "{text}");
    }
    for prompt in ["HK> ", "imap> ", "INBOX> "] {
        assert_refused(&session(prompt, "{400}"), 3, "ServerLineAsClients");
        let text = format!("{prompt}login u p\n{prompt}OK LOGIN completed\n{prompt}logout\n");
        assert_refused(&text, 2, "ServerLineAsClients");
    }
}

#[test]
fn a_tag_of_one_letter_may_follow_a_shells_prompt() {
    for prompt in ["$ ", "user@host:~$ "] {
        let text = format!("{prompt}a login u p\na OK in\n{prompt}b list \"\" *\nb OK done\n");
        assert_sends(&text, &["a login u p", "b list \"\" *"]);
    }
}
