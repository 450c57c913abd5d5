//! Kinds of pasted text: the lines that are sent, from a file and from standard input.

use super::properties::{acts, acts_of_stream};
use super::*;

/// Checks that the text sends these lines, read whole and line by line.
#[track_caller]
pub fn assert_sends(text: &str, expected: &[&str]) {
    match Script::parse(text.as_bytes(), "x.imap") {
        Ok(script) => assert_eq!(acts(&script.items), expected, "{text}"),
        Err(errors) => panic!("{errors:?} in\n{text}"),
    }
    assert_eq!(acts_of_stream(text), expected, "from standard input:\n{text}");
}

/// Checks that the text has this mistake and nothing of it is sent; read line by line, nothing after the
/// mistake.
#[track_caller]
pub fn assert_refused(text: &str, line: usize, mistake: &str) {
    let errors = Script::parse(text.as_bytes(), "x.imap").err().unwrap_or_default();
    let found = errors.iter().find(|error| error.line == line);
    let found = found.map(|error| format!("{:?}", error.mistake)).unwrap_or_default();
    assert!(found.starts_with(mistake), "{errors:?} in\n{text}");
    let last = text.lines().last().unwrap_or_default().trim_start_matches("C: ");
    let sent = acts_of_stream(text);
    assert!(sent.last().is_none_or(|sent| sent != last), "from standard input:\n{text}\n{sent:?}");
}

#[test]
fn a_mail_in_a_listing_is_not_executed() {
    // No size, or a wrong one; with completions, commands and marks inside.
    for size in ["", " {2000}", " {3}"] {
        let text = format!(
            "x1 fetch 1 body[]\n* 1 FETCH (BODY[]{size}\nSubject: x\n\nx1 OK maybe\nx9 delete Work\n\
            rename a b\nC: x8 expunge\n)\nx1 OK done\nx2 logout\n"
        );
        assert_sends(&text, &["x1 fetch 1 body[]", "x2 logout"]);
    }
    // The command has no tag of its own.
    let text = "fetch 1 body[]\n* 1 FETCH (BODY[] {2000}\nv2 OK x\nv3 delete Work\nbye\n)\na1 OK FETCH\nlogout\n";
    assert_sends(text, &["fetch 1 body[]", "logout"]);
    // No command is open.
    let text =
        "a2 noop\na2 OK\n* 2 FETCH (BODY[] {300}\nq1 OK yes\na3 delete Work\n)\na3 OK\na4 logout\n";
    assert!(!acts_of_stream(text).contains(&"a3 delete Work".to_owned()));
}

#[test]
fn following_commands_do_not_become_the_mail() {
    let text = "a1 append Drafts {40}\n* BYE too much\na2 select inbox\na2 OK\n";
    assert_sends(text, &["a1 append Drafts {40}"]);
    let text = "a1 append Drafts {42}\n* 3 EXISTS\n* 1 RECENT\na2 select inbox\na3 noop\n";
    assert_refused(text, 1, "LiteralIncomplete");
    let text = "a1 append Drafts {4}\n* 3 EXISTS\n+ go on\nmail\n\na1 OK\na2 noop\n";
    assert_sends(text, &["a1 append Drafts {4}", "| mail", "a2 noop"]);
    for refusal in ["a1 NO [TRYCREATE] x", "* BAD too large", "a1 BAD no"] {
        let text = format!("a1 append Drafts {{22}}\n{refusal}\na2 select inbox\na2 OK\na3 noop\n");
        assert_sends(&text, &["a1 append Drafts {22}", "a2 select inbox", "a3 noop"]);
    }
    assert_refused(
        "a1 append x {40}\n+ go\nSubject: x\n\nhi\na1 OK done\na2 logout\n",
        1,
        "LiteralIncomplete",
    );
    let text = "C: a1 APPEND x {40}\nS: + go\nC: hi\nS: a1 OK\nC: a2 DELETE Work\n";
    assert_refused(text, 1, "LiteralIncomplete");
    // Marks on the first line, or on none.
    let text = "C: a1 append x {8}\nS: + go\n   C: hi\n   ok\nS: a1 OK\nC: a2 noop\n";
    assert!(Script::parse(text.as_bytes(), "x").is_ok());
    assert_sends(
        "C: a1 append x {5}\nhello\nS: a1 OK\nC: a2 noop\n",
        &["a1 append x {5}", "| hello", "a2 noop"],
    );
}

#[test]
fn elisions_and_rules_are_not_sent() {
    for elision in [
        "[...]",
        "…",
        "(snip)",
        "[gekürzt]",
        "(中略)",
        "（中略）",
        "～省略～",
        "・・・",
        "：",
        ":",
        "----------",
        "```",
        "```text",
        "--- 8< ---",
        "* * *",
        "(20 more lines)",
        "&hellip;",
        "[coupé]",
        "......",
        "+------+",
    ] {
        assert_sends(&format!("noop\n{elision}\ncheck\n"), &["noop", "check"]);
    }
    // Commands that contain such words.
    for command in ["create 戦略", "select 続く", ". select more", "list more *", "create etc..."]
    {
        assert_sends(&format!("{command}\n"), &[command]);
    }
}

#[test]
fn prose_on_a_page_is_not_sent() {
    let page = "How to read mail\n\n1. Open a terminal:\n\n   telnet mail 143\n\nLog in with a1:\n\na1 login [name] [word]\n\
        a1 OK Logged in.\n\na2 is the next tag. a2 ... and a3 then logs out.\na2 SELECT inbox selects a mailbox.\n\
        A NO answer means no.\n* bullet one\n* Bye for now\n\na2 select inbox\n* 3 EXISTS\na2 OK\n\n## Log out\na3 logout\na3 OK\n";
    let sent = ["a1 login ${user} ${password}", "a2 select inbox", "a3 logout"];
    assert_eq!(acts(&Script::parse(page.as_bytes(), "x").expect("a page").items), sent);
    let page = "a001 list \"\" \"*\"\nThe answer:\na001 list \"\" \"*\"\n* LIST () \"/\" x\na001 OK\nThat is all.\na002 logout\n";
    assert_eq!(
        acts(&Script::parse(page.as_bytes(), "x").expect("a page").items),
        ["a001 list \"\" \"*\"", "a002 logout"]
    );
}

#[test]
fn a_line_without_a_tag_that_may_be_a_secret_is_not_repeated() {
    let named = |text: &str| {
        let errors = Script::parse(text.as_bytes(), "x.imap").expect_err("no tag");
        match &errors[0].mistake {
            Mistake::UntaggedCommand(command) => command.clone(),
            mistake => panic!("{mistake:?}"),
        }
    };
    let listing = |answer: &str, line: &str| {
        format!("C: a1 LOGIN taro x\nS: a1 {answer}\nC: {line}\nC: a2 NOOP\nS: a2 OK\n")
    };
    assert_eq!(named(&listing("NO bad", "correct horse battery")), "${password}");
    assert_eq!(named(&listing("BAD bad", "hunter2")), "${password}");
    assert_eq!(named(&listing("OK in", "SELCT INBOX")), "SELCT INBOX");
}

#[test]
fn a_command_without_the_pages_tag_is_named() {
    assert_refused(
        "a1 login u p\na1 OK\nNow:\nselect Trash\n* 3 EXISTS\na2 noop\n",
        4,
        "UntaggedCommand",
    );
    let page = "a1 noop\na1 OK\nSome prose.\ncreate Foo\n\nMore prose.\na2 noop\n";
    let script = Script::parse(page.as_bytes(), "x").expect("a page");
    let unsent: Vec<_> = script.remarks.unsent_commands.iter().map(|it| it.line).collect();
    assert_eq!((unsent, script.remarks.prose), (vec![4], 2));
}

#[test]
fn the_forgotten_tag_sends_neither() {
    let text = "login user pass\nlogin BAD Error in IMAP command received by server.\na1 login user pass\na1 OK\n";
    assert_eq!(
        acts(&Script::parse(text.as_bytes(), "x").expect("a page").items),
        ["a1 login user pass"]
    );
    // On standard input the first pair shows that there will be server's lines.
    let text = "fetch 1 body[]\nfetch BAD x\nstore 1 +flags \\Deleted\nstore BAD x\nexpunge\nexpunge BAD x\na1 noop\n";
    assert_eq!(acts_of_stream(text), ["fetch 1 body[]", "a1 noop"]);
    let text = "noop\nselect inbox\nselect BAD what\n";
    assert_eq!(acts(&Script::parse(text.as_bytes(), "x").expect("a script").items), ["noop"]);
}

#[test]
fn the_command_with_the_forgotten_tag_is_named() {
    for (text, line, prose) in [
        ("a1 noop\na1 OK\nexamine Trash\nexamine BAD Unknown\na2 noop\na2 OK\n", 3, 0),
        ("a1 noop\na1 OK\nSo, some prose.\nclose\nclose BAD x\na2 noop\na2 OK\n", 4, 1),
        ("noop\ndelete Work\ndelete BAD Unknown\nlogout\n", 2, 0),
        ("C: a1 noop\nS: a1 OK\nC: check\nS: check BAD x\nC: a2 noop\n", 3, 0),
    ] {
        let script = Script::parse(text.as_bytes(), "x").expect(text);
        let unsent: Vec<_> =
            script.remarks.unsent_commands.iter().map(|it| (it.line, it.why)).collect();
        assert_eq!(unsent, [(line, Why::ForgottenTag)], "{text}");
        assert_eq!(script.remarks.prose, prose, "{text}");
    }
    // Without prose, another command without a tag is still a mistake.
    let text = "a1 noop\na1 OK\nexamine Trash\nexamine BAD Unknown\ndelete Work\na2 noop\na2 OK\n";
    assert_refused(text, 5, "UntaggedCommand");
}

#[test]
fn the_answer_to_a_line_without_a_tag_is_not_sent_alone_either() {
    for answer in ["login BAD Error in IMAP command.", "select NO such mailbox", "noop OK done"] {
        let text = format!("capability\n{answer}\nlogout\n");
        assert_sends(&text, &["capability", "logout"]);
        let script = Script::parse(text.as_bytes(), "x").expect(&text);
        assert!(script.remarks.unsent_commands.is_empty(), "{text}");
    }
    // A command may look like that: it is named.
    let text = "login NO geheim\nrename NO Work\nlogout\n";
    let script = Script::parse(text.as_bytes(), "x").expect(text);
    assert_eq!(acts(&script.items), ["logout"]);
    let unsent = script.remarks.unsent_commands.iter().map(|it| (it.line, it.why));
    assert!(unsent.eq([(1, Why::ServerForm), (2, Why::ServerForm)]));
    let text = "login \"NO\" geheim\na1 rename NO Work\nappend NO {5}\nnoop \nlogout\n";
    assert_sends(
        text,
        &["login \"NO\" geheim", "a1 rename NO Work", "append NO {5}", "| noop ", "logout"],
    );
}

#[test]
fn sentences_between_lines_with_marks_are_prose() {
    for sentence in [
        "The text follows here.",
        "We are going to log in now.",
        "That was all there is to it.",
        "First type this:",
        "ここでログインします。",
    ] {
        let text = format!("{sentence}\n\nC: a1 noop\nS: a1 OK\n\n{sentence}\n");
        let script = Script::parse(text.as_bytes(), "x").expect(&text);
        assert_eq!((acts(&script.items).len(), script.remarks.prose), (1, 2), "{text}");
    }
    let text = "Trying 192.0.2.1...\nC: a1 noop\nS: a1 OK\nConnection closed by foreign host.\n";
    let script = Script::parse(text.as_bytes(), "x").expect(text);
    assert_eq!(script.remarks.prose, 0, "{text}");
}

#[test]
fn a_denial_by_a_tool_is_not_a_refusal() {
    for line in [
        "mail.example.com: No address associated",
        "openssl: No such file or directory",
        "nc: bad address",
        "tls: bad record mac",
    ] {
        let text = format!("login a b\nlogout\n{line}\n");
        let script = Script::parse(text.as_bytes(), "x").expect("a script");
        assert!(script.items.iter().all(|item| !item.meant_to_fail), "{line}");
        assert_eq!(acts(&script.items), ["login a b", "logout"], "{line}");
    }
    assert_sends("x: noop\nx: OK\nx: check\nx: NO\n", &["x: noop", "x: check"]);
}

#[test]
fn what_tools_print_is_not_sent() {
    for line in [
        "Ncat: Connected to 127.0.0.1:143.",
        "- Status: The certificate is trusted.",
        "read:errno=0",
        "^]",
        "DONE",
        "C:\\Users\\me>telnet mail 143",
        "bash-4.2$",
        "mail:~ #",
        "(venv) me@host:~/src$ openssl s_client -connect x:993",
        "➜  ~ openssl s_client -connect x:993",
        "sudo openssl s_client -connect x:993",
        "—",
        "Certificate chain",
        " 0 s:CN = mail.example.org",
        "Verify return code: 0 (ok)",
        "▸ Connected",
    ] {
        assert_sends(&format!("noop\n{line}\ncheck\n"), &["noop", "check"]);
        assert_sends(&format!("noop\nlogout\n{line}\n"), &["noop", "logout"]);
    }
}

#[test]
fn idle_is_paced_and_ended_by_the_listing() {
    assert_sends(
        "a1 idle\n+ idling\n* 4 EXISTS\na1 OK done.\na2 noop\na2 OK\n",
        &["a1 idle", "done", "a2 noop"],
    );
    assert_refused("idle\n+ idling\nnoop\ndone\n", 3, "CommandInIdle");
    let page = "a1 idle\n+ idling\nWait.\na2 noop\n* 4 EXISTS\ndone\na1 OK\na3 noop\na3 OK\n";
    assert_sends(page, &["a1 idle", "done", "a3 noop"]);
}

#[test]
fn after_the_end_of_a_session_nothing_is_sent() {
    let script =
        Script::parse(b"noop\nlogout\nnoop\ncheck\n:reconnect\nnoop\n", "x").expect("a script");
    assert_eq!(acts(&script.items), ["noop", "logout", ":", "noop"]);
    assert_eq!(script.remarks.after_logout, 2);
    assert_sends("a1 noop\na1 OK\n* BYE Autologout\na2 noop\n", &["a1 noop"]);
}

#[test]
fn elided_commands_are_not_sent() {
    let text = "C: t1 noop\nS: t1 OK\nC: ...the client does more...\nC: t2 SELECT Work ...\nS: t2 OK\n\
        C: t3 FETCH 1 (FLAGS … UID)\nS: t3 OK\nC: t4 logout\nS: t4 OK\n";
    assert_sends(text, &["t1 noop", "t4 logout"]);
    let script = Script::parse(text.as_bytes(), "x.imap").expect("a script");
    assert_eq!(script.remarks.unsent_commands.len(), 2);
    // A search may be for any typed text.
    assert_sends("search subject ...\n", &["search subject ..."]);
}

#[test]
fn sessions_in_lists_and_in_backticks_are_read() {
    for text in [
        "- q1 noop\n- q1 OK done\n- q2 check\n",
        "1. q1 noop\n* OK ready\nThen we go on:\n\n2. q2 check\n",
        "`q1 noop`\n`q1 OK done`\nAnd then\n`q2 check`\n",
        "| Client | Server |\n| --- | --- |\n| | `* OK hi` |\n| `q1 noop` | |\n| | `q1 OK done` |\n| `q2 check` | `q2 OK done` |\n",
    ] {
        assert_sends(text, &["q1 noop", "q2 check"]);
    }
    // Octets are not changed.
    let text = "q1 append x {9}\n+ go\n- a1 noop\nq1 OK\n";
    assert_sends(text, &["q1 append x {9}", "| - a1 noop"]);
}

#[test]
fn prose_that_begins_like_a_directive_is_not_obeyed() {
    let text = "q1 noop\nq1 OK done\n:set up the account before you go on.\nHere we see it.\nq2 check\nq2 OK\n";
    assert_sends(text, &["q1 noop", "q2 check"]);
    let text = "C: q1 noop\nS: q1 OK\n\n:wait for the server, then go on.\nC: q2 check\nS: q2 OK\n";
    assert_sends(text, &["q1 noop", "q2 check"]);
    let script = Script::parse(b":set greeting hello and welcome\nnoop\n", "x.imap");
    assert_eq!(script.expect("a script").items.len(), 2);
}

#[test]
fn a_sentence_in_japanese_is_prose_from_standard_input_too() {
    let text = "次のように入力します。\n\na1 login [ユーザー] [パスワード]\na1 OK\na2 select INBOX\na2 OK\n\
        delete という命令もあります。\na3 logout\n* BYE\na3 OK\n";
    assert_sends(text, &["a1 login ${user} ${password}", "a2 select INBOX", "a3 logout"]);
}

#[test]
fn a_login_that_a_log_leaves_out_is_asked_for() {
    let login = "login ${user} ${password}";
    let suppressed =
        "Logging suppressed for this command (it probably contained authentication information)";
    let (sent, got) = ("I/IMAP 7f00:mx:NA:SendData:", "I/IMAP 7f00:mx:NA:CreateNewLineFromSocket:");
    let text = format!(
        "{got} * OK hi\n{sent} 1 capability\n{got} * CAPABILITY IMAP4rev1\n{got} 1 OK\n{sent} {suppressed}\n\
        {got} 2 OK in\n{sent} 3 select \"INBOX\"\n{got} 3 OK\n"
    );
    assert_sends(&text, &["1 capability", login, "3 select \"INBOX\""]);
    let text = format!(
        "{sent} 2 authenticate PLAIN\n{got} + \n{sent} {suppressed}\n{got} 2 OK in\n{sent} 3 noop\n{got} 3 OK\n"
    );
    let script = Script::parse(text.as_bytes(), "x").expect("a script");
    assert_eq!(acts(&script.items), ["2 authenticate PLAIN", "| ${sasl}", "3 noop"]);
    let text = "* OK hi\nA0 CAPABILITY\n* CAPABILITY IMAP4rev1\nA0 OK\nDEBUG IMAP: LOGIN command trace suppressed\n\
        DEBUG IMAP: LOGIN command result: A1 OK in\nA2 LIST \"\" \"*\"\nA2 OK\n";
    assert_sends(text, &["A0 CAPABILITY", login, "A2 LIST \"\" \"*\""]);
}

#[test]
fn more_elisions_and_lines_of_tools_are_not_sent() {
    for line in [
        "〈中略〉",
        "<pre><code>",
        "// cut",
        "; cut",
        "/* cut */",
        "&nbsp;",
        "①",
        "1.",
        "\u{1b}[0m",
        "\u{1b}[32m* 3 EXISTS\u{1b}[0m",
        "-bash: openssl: command not found",
        "'telnet' is not recognized as an internal or external command,",
        "Last login: Mon",
        "Killed",
        "Terminated",
        "┌──(kali㉿kali)-[~]",
        "== Info: Trying 1.2.3.4",
        "=> Send header, 12 bytes",
        "real\t0m0.3s",
        "PING mail",
        "ping mail",
        "wget x",
        "** server can't find x: NXDOMAIN",
    ] {
        assert_sends(&format!("noop\n{line}\ncheck\n"), &["noop", "check"]);
        assert_sends(&format!("noop\n* OK\n{line}\ncheck\n"), &["noop", "check"]);
    }
    // The listing shows that this is intentional.
    let script = Script::parse(b"wget x\na1 BAD unknown\n", "x").expect("a script");
    assert_eq!(acts(&script.items), ["wget x"]);
}

#[test]
fn an_answer_without_its_tag_is_not_sent() {
    let text = "login user pass\nOK LOGIN completed\nselect inbox\nOK SELECT completed\nidle\n\
        OK still here\n* 1 EXISTS\ndone\nOK\n";
    assert_sends(text, &["login user pass", "select inbox", "idle", "done"]);
    let text = "append \"x\" {3+}\nabc\nNO\nnoop\nBAD what\n";
    let script = Script::parse(text.as_bytes(), "x").expect("no mistake");
    assert_eq!(acts(&script.items), ["append \"x\" {3+}", "| abc", "noop"]);
    let failing = script.items.iter().filter(|item| item.meant_to_fail).map(|item| item.line);
    assert_eq!(failing.collect::<Vec<_>>(), [1, 4]);
    assert_eq!(acts_of_stream(text), acts(&script.items));
    // After a literal too, whose lines have no mark.
    let sent = ["a1 append \"x\" {3+}", "| abc", "a2 noop"];
    assert_sends("C: a1 append \"x\" {3+}\nabc\nOK done\nC: a2 noop\nNO\n", &sent);
    // RFCs list how a command can end.
    let text = "C: a1 noop\nS: * 1 EXISTS\n\nResult:  OK - noop completed\n  NO - noop failed\nC: a2 check\nS: a2 OK\n";
    let script = Script::parse(text.as_bytes(), "x").expect("no mistake");
    assert!(script.items.iter().all(|item| !item.meant_to_fail));
    // A sentence is not an answer to a command.
    let text = "a1 noop\na1 OK\nNO mail was lost.\na2 noop\na2 OK\n";
    let script = Script::parse(text.as_bytes(), "x").expect("no mistake");
    assert!(script.items.iter().all(|item| !item.meant_to_fail));
}

#[test]
fn the_octets_of_a_command_that_is_not_sent_are_not_sent_either() {
    assert_refused("noop\nNote: append x {3}\nabc\ncheck\n", 2, "UnknownMark");
    let page = "a1 noop\na1 OK\nThen\nappend x {9+}\na2 expunge\na2 OK\n";
    assert_refused(page, 4, "UntaggedCommand");
}

#[test]
fn what_is_not_a_listing_is_a_mistake() {
    for (text, line, format) in [
        (
            "{\"dir\":\"C\",\"line\":\"a1 noop\"}\n{\"dir\":\"C\",\"line\":\"a2 logout\"}\n",
            1,
            "Json",
        ),
        ("{\n  \"sent\": \"a1 noop\",\n  \"received\": \"a1 OK\"\n}\n", 2, "Json"),
        ("[{\"dir\":\"C\",\n\"line\":\"a1 noop\"}]\n", 1, "Json"),
        ("a1 noop\na1 OK\na2 list &quot;&quot; *\na2 OK\na3 noop\n", 3, "Markup"),
        ("C: a1 noop\nS: a1 OK\nC: a2 append x &lt;a&gt;\nC: a3 noop\n", 3, "Markup"),
        ("a1 noop\na1 OK\n* OK x\na2 select &#34;x&#34;\na2 OK\n", 4, "Markup"),
        ("<log>\n<c>a1 noop</c>\n<s>a1 OK</s>\n</log>\n", 2, "Markup"),
        ("time,side,line\n1,C,a1 noop\n2,S,a1 OK\n3,C,a2 logout\n", 1, "Table"),
        ("1,C,a1 noop\n2,S,a1 OK\n3,C,a2 logout\n", 1, "Table"),
        ("diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a1 noop\n+a1 check\n", 1, "Diff"),
        ("@@ -1,2 +1,2 @@\n select inbox\n-delete Work\n+noop\n", 1, "Diff"),
        ("a1 noop\na1 OK\n-a2 delete Work\n+a2 check\n", 3, "Diff"),
        ("a1 noop..\na1 OK done..\na2 logout..\n", 1, "PacketDump"),
        ("T 192.0.2.1:4 -> 192.0.2.7:143 [AP]\na1 noop.\n\na1 OK.\na2 logout.\n", 2, "PacketDump"),
        ("220 mail.example.com ESMTP\nEHLO x\n250-mail\n250 OK\nquit\n", 1, "Protocol(\"SMTP\")"),
        ("220 (vsFTPd 3.0)\nUSER x\n331 go\nLIST\n", 1, "Protocol(\"FTP\")"),
        ("+OK ready\nUSER x\n+OK\nPASS y\n+OK\nDELE 1\n", 1, "Protocol(\"POP3\")"),
        ("USER x\n+OK\nPASS y\n+OK\nLIST\n", 2, "Protocol(\"POP3\")"),
        ("HTTP/1.1 200 OK\nServer: x\n\ndelete Work\n", 1, "Protocol(\"HTTP\")"),
        ("GET /x HTTP/1.1\nHost: x\n\nHTTP/1.1 200 OK\n\ndelete Work\n", 1, "Protocol(\"HTTP\")"),
        ("EHLO x\n250-mail\n250 OK\nMAIL FROM:<a@b>\nnoop\n", 1, "Protocol(\"SMTP\")"),
        ("helo x\n250 OK\nnoop\n250 OK\ndelete Work\n", 1, "Protocol(\"SMTP\")"),
        ("MAIL FROM:<a@b>\nRCPT TO:<c@d>\nDATA\ndelete Work\n.\nrset\n", 1, "Protocol(\"SMTP\")"),
        ("USER x\n331 go\nPASS y\n230 in\nLIST\n", 2, "Protocol(\"FTP\")"),
        ("C: EHLO x\nS: 250 mail\nC: DATA\nS: 354 go\nC: delete Work\n", 1, "Protocol(\"SMTP\")"),
        ("S: 220 mail ESMTP\nC: noop\nS: 250 OK\nC: delete Work\n", 1, "Protocol(\"SMTP\")"),
        ("C: USER x\nS: +OK\nC: PASS y\nS: +OK\nC: noop\n", 2, "Protocol(\"POP3\")"),
        ("C: GET / HTTP/1.1\nS: HTTP/1.1 200 OK\nC: noop\n", 1, "Protocol(\"HTTP\")"),
    ] {
        assert_refused(text, line, &format!("OtherFormat({format})"));
        let sent = acts_of_stream(text);
        let before = ["a1 noop", "USER x"];
        let is_marked = text.starts_with("C: ");
        let before = if is_marked { &before[..] } else { &before[..1] };
        assert!(sent.iter().all(|sent| before.contains(&sent.as_str())), "{sent:?} of {text}");
    }
    // Quoted text may be intentional, and names in modified UTF-7 have such signs.
    let searched = ["a1 search body \"&amp;\"", "a2 select &kw-;x"];
    assert_sends(&searched.join("\n"), &searched);
    // On a page it is prose.
    let text = "a1 noop\na1 OK\nThe same as JSON:\n{\"line\":\"a1 noop\"}\na2 logout\na2 OK\n";
    assert_sends(text, &["a1 noop", "a2 logout"]);
}

#[test]
fn the_session_of_another_protocol_is_known_by_its_first_command_or_reply() {
    for (text, line, protocol) in [
        // IMAP does not have such a command, so nothing is sent from a slow pipe either.
        ("helo\nnoop\nquit\n", 1, "SMTP"),
        ("ehlo x\n", 1, "SMTP"),
        ("mail from:<a@b>\nnoop\n", 1, "SMTP"),
        ("rcpt to:<a@b>\nnoop\n", 1, "SMTP"),
        ("capa\nnoop\n", 1, "POP3"),
        ("stls\nnoop\n", 1, "POP3"),
        ("retr 1\nquit\n", 1, "POP3"),
        ("pasv\nlist\n", 1, "FTP"),
        ("GET / HTTP/1.1\nHost: x\n", 1, "HTTP"),
        ("C: LHLO x\nC: noop\n", 1, "SMTP"),
        (" -> EHLO x\n -> noop\n", 1, "SMTP"),
        ("> EHLO x\n< 250 OK\n> noop\n", 1, "SMTP"),
        ("=== Connected to x.\n<-  220 x ESMTP\n -> EHLO x\n", 2, "SMTP"),
        ("Client: RCPT TO:<a@b>\nServer: 250 OK\nClient: noop\n", 1, "SMTP"),
        // IMAP has the command too, or it is unknown: the reply decides.
        ("NOOP\n250 OK\ndelete Work\n", 2, "SMTP"),
        ("noop\n+OK\nlist\n", 2, "POP3"),
        ("NOOP\n200 NOOP ok.\nLIST\n", 2, "FTP"),
        ("STARTTLS\n220 2.0.0 Ready to start TLS\nnoop\n", 2, "SMTP"),
        ("AUTH LOGIN\n334 VXNlcm5hbWU6\ndGFybw==\n", 2, "SMTP"),
        ("HELP\n214-Commands:\nnoop\n", 2, "SMTP"),
        ("QUIT\n221 Bye\nnoop\n", 2, "SMTP"),
        ("C: NOOP\nS: 250 OK\nC: check\n", 2, "SMTP"),
        ("C: QUIT\nS: +OK bye\nC: check\n", 2, "POP3"),
    ] {
        assert_refused(text, line, &format!("OtherFormat(Protocol(\"{protocol}\"))"));
        let is_first = |sent: &String| text.lines().next().is_some_and(|it| it.ends_with(sent));
        let sent = acts_of_stream(text);
        assert!(sent.len() < line && sent.iter().all(is_first), "{sent:?} of {text}");
    }
    // Its tag, or a refusal by an IMAP server, shows that it is intentional.
    for (text, sent) in [
        ("EHLO x\na001 BAD no\nnoop\n", ["EHLO x", "noop"]),
        ("a1 EHLO x\na1 BAD no\na2 noop\n", ["a1 EHLO x", "a2 noop"]),
        ("C: capa\nS: * BAD no\nC: noop\n", ["capa", "noop"]),
        // A reply's number may be a tag.
        ("250 noop\n250 OK\n251 noop\n", ["250 noop", "251 noop"]),
    ] {
        assert_sends(text, &sent);
    }
    // No line of IMAP is held because of this.
    let mut stream = ScriptStream::new("-");
    for line in ["noop", "list \"\" *", "starttls", "xyzzy", "a1 capa"] {
        stream.push(line.as_bytes()).expect("UTF-8");
        assert!(stream.next(false).expect("no mistake").is_some(), "{line}");
    }
}

#[test]
fn numbers_that_refer_to_an_explanation_are_not_sent() {
    let text = "a1 select inbox <1>\n* 3 EXISTS <2>\na1 OK done\na2 search unseen // <3>\na2 OK\n\
        a3 append x {3+} <4>\nabc\na3 OK\na4 logout ①\n";
    let sent = ["a1 select inbox", "a2 search unseen", "a3 append x {3+}", "| abc", "a4 logout"];
    assert_sends(text, &sent);
    assert_sends("select inbox <1>\nidle <.>\ndone <3>\n", &["select inbox", "idle", "done"]);
    assert_sends("C: a1 noop <1>\nS: a1 OK <2>\n", &["a1 noop"]);
    // It may be an argument.
    assert_sends("login user <1>\nsearch subject <1>\n", &["login user <1>", "search subject <1>"]);
}

#[test]
fn a_remark_after_a_command_is_not_sent() {
    let page = "a1 login user pass （ログイン）\na1 OK\na02 select inbox　　← 受信箱\na02 OK\n\
        ① a3 fetch 1 body[]   # 本文を読む\na3 OK\na4 noop // keep alive\na4 OK\na5 logout ; bye\na5 OK\n";
    let sent =
        ["a1 login user pass", "a02 select inbox", "a3 fetch 1 body[]", "a4 noop", "a5 logout"];
    assert_sends(page, &sent);
    assert_sends("> a1 noop  # wait\n< a1 OK\n> a2 logout <-- end\n", &["a1 noop", "a2 logout"]);
    assert_sends("C: a1 noop -- wait\nS: a1 OK\nC: a2 logout\n", &["a1 noop", "a2 logout"]);
    assert_sends("noop  ← 何もしない\nidle # wait\ndone  # enough\n", &["noop", "idle", "done"]);
    // The server has seen it. Standard input does not wait for the answer.
    let script = Script::parse(b"a1 noop # wait\na1 BAD what\na2 logout\n", "x").expect("a script");
    assert_eq!(acts(&script.items), ["a1 noop # wait", "a2 logout"]);
    assert_refused("a1 search subject issue #12\na1 OK\na2 noop\n", 1, "PerhapsRemark");
    assert_refused("C: a1 store 1 +flags x  # mark it\nC: a2 noop\n", 1, "PerhapsRemark");
}

#[test]
fn sessions_of_other_protocols_without_a_greeting() {
    for (text, line) in [
        ("NOOP\nOK \"NOOP completed\"\nLOGOUT\n", 2),
        ("CAPABILITY\n\"IMPLEMENTATION\" \"x\"\nOK\nLOGOUT\n", 2),
        ("LIST\n215 list of newsgroups follows\nQUIT\n", 2),
        ("LOGIN user pass\n503 what\nDELETE x\n", 2),
        ("DELETE /x HTTP/1.1\nHost: x\n\nNOOP\n", 1),
    ] {
        assert_refused(text, line, "OtherFormat(Protocol");
    }
    assert_sends("login u p\n100 select inbox\n", &["login u p", "100 select inbox"]);
}
