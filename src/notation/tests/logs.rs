//! Logs of programs: the lines that are sent.

use super::kinds::{assert_refused, assert_sends};
use super::properties::acts;
use super::*;

#[test]
fn whatever_a_log_begins_its_lines_with_can_be_the_marks() {
    for (client, server) in [
        ("$C ", "$S "),
        ("@me ", "@mx "),
        ("cli# ", "srv# "),
        ("imap:1>>>", "imap:1<<<"),
        ("D/K9Mail (123): conn1>>>", "D/K9Mail (123): conn1<<<"),
        (
            "127.000.000.001.40000-127.000.000.001.00143: ",
            "127.000.000.001.00143-127.000.000.001.40000: ",
        ),
        ("12:00 ::1.4000 > ::1.143 ", "12:00 ::1.143 > ::1.4000 "),
        ("fetchmail: IMAP> ", "fetchmail: IMAP< "),
        ("10:00:01 ", "10:00:02 "),
        ("1700000001.123456 ", "1700000001.2 "),
        ("[1700000001.5] ", "[1700000002.125] "),
        ("[1700000001] ", "[1700000002] "),
        ("1700000001123 ", "1700000001200 "),
        ("0.000123 ", "12.5 "),
        ("1700000001.123456: ", "1700000001.2: "),
        ("Nov 28 10:00:01 mx imap[7]: ", "Nov 28 10:00:02 mx imap[7]: "),
        ("1: ", "2: "),
        ("👤 ", "🖥 "),
        ("1  ", "2  "),
        ("TX   ", "RX   "),
        ("OUT ", "IN "),
        ("> 2026-11-28 10:00:00.123 ", "< 2026-11-28 10:00:00.456 "),
        ("> 10:00:00 ", "< 10:00:01 "),
        (
            "  6 0.010     192.0.2.2       192.0.2.1     IMAP   80     Request: ",
            "  8 0.020     192.0.2.1       192.0.2.2     IMAP   90     Response: ",
        ),
    ] {
        let (c, s) = (client, server);
        let text = format!(
            "{s}* OK ready\n{c}a1 noop\n{s}* 3 EXISTS\n{s}a1 OK done\n{c}a2 logout\n{s}* BYE\n{s}a2 OK\n"
        );
        assert_sends(&text, &["a1 noop", "a2 logout"]);
        let text = format!("{c}a1 noop\n{s}a1 OK done\n{c}a2 logout\n");
        assert_sends(&text, &["a1 noop", "a2 logout"]);
    }
}

/// Apple's Mail counts its commands so, and other clients count with numbers.
#[test]
fn tags_that_look_like_times_are_tags() {
    for (one, two) in [("1.2", "1.3"), ("1700000001", "1700000002"), ("1700000001.5", "3.4")] {
        let text = format!("* OK hi\n{one} noop\n{one} OK done\n{two} logout\n{two} OK done\n");
        let sent = [format!("{one} noop"), format!("{two} logout")];
        assert_sends(&text, &sent.each_ref().map(String::as_str));
        let text = format!("{one} noop\n{two} logout\n");
        assert_sends(&text, &sent.each_ref().map(String::as_str));
    }
}

#[test]
fn commands_after_the_servers_mark_belong_to_a_literal_or_are_reported() {
    let text = "< * OK ready\n> a1 fetch 1 body[]\n< * 1 FETCH (BODY[] {300}\n< a7 delete Work\n\
        < a7 OK done\n< )\n< a1 OK\n> a2 logout\n";
    assert_sends(text, &["a1 fetch 1 body[]", "a2 logout"]);
    let text = "me: * OK ready\nme: a1 delete Work\n";
    let script = Script::parse(text.as_bytes(), "x").expect("a script");
    assert_eq!(acts(&script.items), [""; 0]);
    assert_eq!(script.remarks.unsent_commands.len(), 1);
}

/// With the marks counted, the literal ends after `server →` in the line of FLAGS.
#[test]
fn a_literal_that_seems_to_end_in_a_mark() {
    let text = r#"server → client: * OK ready
client → server: a1 fetch 1 body[]
server → client: * 1 FETCH (BODY[] {101}
server → client: a1 OK x
server → client:    deeper evil
server → client: .|1<k$J
server → client:  FLAGS (\Seen))
server → client: )"H
server → client: append evil {3}
server → client: T"DM:*,/.
server → client: idle
server → client: :run evil
server → client: )
server → client: a1 OK done
client → server: a2 logout
"#;
    assert_sends(text, &["a1 fetch 1 body[]", "a2 logout"]);
}

#[test]
fn an_answer_that_a_listing_hides_is_asked_for() {
    let begin = "* OK ready\na1 authenticate plain\n+\n";
    let sent = ["a1 authenticate plain", "| ${sasl}", "a2 logout"];
    for hidden in ["****************", "xxxxxxxx", "<base64>"] {
        assert_sends(&format!("{begin}{hidden}\na1 OK in\na2 logout\n"), &sent);
    }
    // Where lines arrive one by one, the answer may still follow.
    for hidden in ["...", "[...]", "(base64 omitted)"] {
        let text = format!("{begin}{hidden}\na1 OK in\na2 logout\n");
        let script = Script::parse(text.as_bytes(), "x").expect("no mistake");
        assert_eq!(acts(&script.items), sent, "{text}");
    }
    let text = format!("{begin}[...]\nAHRhcm8AcHc=\na1 OK in\na2 logout\n");
    assert_sends(&text, &["a1 authenticate plain", "| AHRhcm8AcHc=", "a2 logout"]);
}

#[test]
fn a_literal_is_sent_as_its_listing_shows_it() {
    for line in ["\"* OK ready\"", "a2 noop\\r\\n", "'a2 noop'", "b'x'"] {
        let text =
            format!("C: a1 append x {{{}}}\nS: + go\nC: {line}\nC:\nS: a1 OK\n", line.len() + 2);
        assert_sends(
            &text,
            &[
                "a1 append x {LEN}".replace("LEN", &(line.len() + 2).to_string()).as_str(),
                &format!("| {line}"),
                "| ",
            ],
        );
    }
}

#[test]
fn a_literal_is_as_deep_as_its_command() {
    let sent = ["noop", "a1 append x {7}", "| hello", "| ", "a2 noop"];
    assert_sends("noop\n  a1 append x {7}\n  hello\n  \n  a2 noop\n", &sent);
}

#[test]
fn a_completion_that_names_its_command_has_no_mark() {
    for word in ["OK ID", "NO LOGIN", "BAD APPEND"] {
        let text = format!("* OK hi\nC1 noop\nC1 {word} completed\nC2 logout\nC2 OK done\n");
        let script = Script::parse(text.as_bytes(), "x").expect("a script");
        assert_eq!(script.remarks.unsent_commands.len(), 0, "{text}");
    }
}

/// Thunderbird logs its other actions between the lines of the session.
#[test]
fn other_lines_of_a_log_do_not_continue_the_clients() {
    for before in ["2026-11-28 01:00:00.000000 UTC - [Parent 1: IMAP]:", "[Parent 1: IMAP]:"] {
        let sent = format!("{before} I/IMAP 7f:mx:A:SendData:");
        let got = format!("{before} I/IMAP 7f:mx:A:CreateNewLineFromSocket:");
        let other = format!("{before} D/IMAP ReadNextLine [rv=0x0 stream=0x7f nb=20 needmore=0]");
        let text = format!(
            "{sent} 1 noop\n{other}\n{got} 1 OK done\n{sent} 2 select \"INBOX\"\n{other}\n{got} 2 OK\n"
        );
        assert_sends(&text, &["1 noop", "2 select \"INBOX\""]);
    }
    let text = "mail: IMAP> a1 noop\nmail: waiting for it\nmail: IMAP< a1 OK\nmail: IMAP> a2 check\nmail: IMAP< a2 OK\n";
    let script = Script::parse(text.as_bytes(), "x").expect("a log");
    assert_eq!(acts(&script.items), ["a1 noop", "a2 check"]);
}

#[test]
fn a_log_in_columns_is_a_mistake() {
    let text = "#Fields: dateTime,sessionId,command,parameters\n2026-11-28T00:00:00.001Z,0,10.0.0.1:143,,,OpenSession,,\n\
        2026-11-28T00:00:00.002Z,0,10.0.0.1:143,,,select,INBOX,\"R=ok\"\n";
    assert_refused(text, 2, "OtherFormat(Table)");
}

/// Python's imaplib writes messages between the lines of the session, and finally repeats the session.
#[test]
fn a_logs_own_messages_are_not_part_of_the_session() {
    let log = |lines: &[&str]| -> String {
        lines.iter().map(|line| format!("  40:03.31 {line}\n")).collect()
    };
    let text = log(&[
        "imaplib version 2.58",
        "new IMAP4 connection, tag=b'KOFB'",
        "< b'* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready.'",
        "CAPABILITIES: ('IMAP4REV1', 'AUTH=PLAIN')",
        "> b'KOFB1 AUTHENTICATE PLAIN'",
        "< b'+ '",
        "write literal size 20",
        "< b'KOFB1 OK in'",
        "> b'KOFB2 NOOP'",
        "< b'KOFB2 OK done'",
        "last 3 IMAP4 interactions:",
        "< b'KOFB1 OK in'",
        "> b'KOFB2 NOOP'",
        "< b'KOFB2 OK done'",
        "> b'KOFB3 LOGOUT'",
    ]);
    assert_sends(&text, &["KOFB1 AUTHENTICATE PLAIN", "KOFB2 NOOP", "KOFB3 LOGOUT"]);
    // The size fits the note, with and without the text before it.
    for size in [21, 23, 30, 32, 34] {
        let text = log(&[
            "< b'* OK ready'",
            &format!("> b'K1 APPEND x {{{size}}}'"),
            "< b'+ OK'",
            "write literal size 30",
            "< b'K1 OK done'",
            "> b'K2 LOGOUT'",
        ]);
        assert_refused(&text, 2, "LiteralIncomplete");
    }
}

#[test]
fn a_python_prompt_is_not_the_mark_of_what_was_sent() {
    let text = ">>> import imaplib\n>>> m = imaplib.IMAP4('mx')\n  39:59.20 > b'K1 LOGIN u \"p\"'\n  \
        39:59.31 < b'K1 OK in'\n>>> m.noop()\n  40:00.20 > b'K2 NOOP'\n  40:00.31 < b'K2 OK'\n";
    let script = Script::parse(text.as_bytes(), "x").expect("a log");
    assert_eq!(acts(&script.items), ["K1 LOGIN u \"p\"", "K2 NOOP"]);
}

#[test]
fn lines_quoted_after_words_of_a_log_are_sent() {
    for (client, server) in [
        ("imap 12:00:01.000 [1] SEND ", "imap 12:00:01.500 [1] RECV "),
        ("imap send ", "imap recv "),
        ("DEBUG imap: wrote 20 bytes ", "DEBUG imap: read 7 bytes "),
        ("level=DEBUG dir=C line=", "level=DEBUG dir=S line="),
        ("time=\"2026-01-01\" msg=out line=", "time=\"2026-01-02\" msg=in line="),
        ("sent ", "received "),
        ("send: ", "recv: "),
        ("send: b", "recv: b"),
        ("-> ", "<- "),
    ] {
        let log = |line: &dyn Fn(&str) -> String| {
            let lines = [
                (server, "* OK ready"),
                (client, "a1 LIST \"\" \"*\""),
                (server, "a1 OK done"),
                (client, "a2 STORE 1 +FLAGS (\\Seen)"),
                (server, "* 1 EXISTS"),
                (server, "a2 OK done"),
                (client, "a3 LOGOUT"),
            ];
            lines.map(|(mark, text)| format!("{mark}{}\n", line(text))).concat()
        };
        let escaped = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
        let sent = ["a1 LIST \"\" \"*\"", "a2 STORE 1 +FLAGS (\\Seen)", "a3 LOGOUT"];
        assert_sends(&log(&|text| format!("\"{}\\r\\n\"", escaped(text))), &sent);
        assert_sends(&log(&|text| format!("\"{}\"", escaped(text))), &sent);
        assert_sends(&log(&|text| format!("'{}'", text.replace('\\', "\\\\"))), &sent);
    }
    // How the command ended is in the last of several lines.
    let text = "imap SEND \"a1 DELETE x\\r\\n\"\nimap RECV \"* 3 EXISTS\\r\\na1 NO gone\\r\\n\"\n";
    let script = Script::parse(text.as_bytes(), "x").expect("a log");
    assert!(script.items[0].meant_to_fail);
    // A search for such a line is a command.
    assert_sends("search text \"a1 noop\"\n", &["search text \"a1 noop\""]);
}

#[test]
fn quotes_that_are_not_understood_are_a_mistake() {
    for line in [
        "imap wrote \"a1 NOOP\\r\\n\" to the server",
        "sent('a1 NOOP') -> 9",
        "imap read \"* OK ready\\r\\n\" 12 octets",
        // The source of a program.
        "s.send(b\"a1 LOGIN bob pw\\r\\n\")",
        "client.write(\"a2 SELECT INBOX\\r\\n\")",
        "sendCommand(\"a2 DELETE Work\");",
        "writer.println(\"A2 DELETE Work\");",
        "imap.cmd('a2 DELETE Work')",
        "imap.send(\"a1 NOOP\\n\");",
    ] {
        assert_refused(&format!("{line}\nnoop\n"), 1, "OtherFormat(QuotedLines)");
    }
    let text = "C \"a1 APPEND x {12}\\r\\n\"\nS \"+ go\\r\\n\"\nC \"abc\\r\\ndef\\r\\n\"\nS \"a1 OK\\r\\n\"\n";
    assert_refused(text, 3, "OtherFormat(QuotedLines)");
    let text = text.replace("{12}", "{7}").replace("abc\\r\\ndef", "hello");
    assert_sends(&text, &["a1 APPEND x {7}", "| hello", "| "]);
}

#[test]
fn the_times_of_a_log_are_not_part_of_its_lines() {
    for stamps in [
        ["12:00:10 ", "12:00:11 ", "12:00:12 "],
        ["[2026-01-01 10:00:00] ", "[2026-01-01 10:00:01] ", "[2026-01-02 10:00:00] "],
        ["1700000065.000000 ", "1700000066.5 ", "1700000067.123456 "],
        ["2026-01-01T10:00:00Z ", "2026-01-01T10:00:05Z ", "2026-01-01T10:00:06Z "],
        ["Nov 30 10:00:00 ", "Dec  1 10:00:01 ", "Dec 10 10:00:02 "],
    ] {
        let [a, b, c] = stamps;
        let end = c.trim_end();
        let text = format!(
            "{a}a1 login user pass\n{a}a1 OK in\n{b}a2 idle\n{b}+ idling\n{b}* 4 EXISTS\n{c}DONE\n{c}a2 OK\n\
            {c}a3 append x {{7}}\n{c}+ go\n{c}a4 noop\n{c}a3 OK\n{c}a5 append x {{9}}\n{c}+ go\n{c}hello\n{end}\n\
            {end}\n{c}a5 OK\n{c}a6 logout\n"
        );
        let sent = [
            "a1 login user pass",
            "a2 idle",
            "done",
            "a3 append x {7}",
            "| a4 noop",
            "a5 append x {9}",
            "| hello",
            "| ",
            "| ",
            "a6 logout",
        ];
        assert_sends(&text, &sent);
        // Lines of both sides have marks after the time.
        let text =
            format!("{a}C: a2 idle\n{a}S: + idling\n{b}C: DONE\n{b}S: a2 OK\n{c}C: a3 noop\n");
        assert_sends(&text, &["a2 idle", "done", "a3 noop"]);
    }
    // A mail may begin with a time.
    assert_sends(
        "a1 append x {13}\n12:00 lunch\na2 noop\n",
        &["a1 append x {13}", "| 12:00 lunch", "| ", "a2 noop"],
    );
}

#[test]
fn what_a_program_writes_about_itself_is_not_sent_although_it_has_the_clients_mark() {
    let text = "IMAP< * OK ready\nIMAP> Account 'x': Connecting to mail.example.com...\n\
        IMAP> 1 CAPABILITY\nIMAP< 1 OK\nIMAP> Logging taro to mail.example.com using PLAIN\n\
        IMAP< Login successful\nIMAP> 2 LOGOUT\n";
    assert_sends(text, &["1 CAPABILITY", "2 LOGOUT"]);
    // It may be the rest of a command.
    let text = "> 1 search subject\n> Meeting next week\n< 1 OK\n> 2 logout\n";
    assert_refused(text, 1, "LacksArguments");
    // The server has answered it.
    let text = "> 1 noop\n< 1 OK\n> Logging taro in\n< * BAD what\n> 2 logout\n";
    assert_refused(text, 3, "UntaggedCommand");
}

#[test]
fn lists_of_java_and_hidden_commands_in_the_log_of_k9() {
    let text = "conn1<<<#null# [OK, [CAPABILITY, IMAP4rev1], ready]\nconn1>>> 1 CAPABILITY\n\
        conn1<<<[* CAPABILITY IMAP4rev1]\nconn1<<<#1# [OK, done]\n\
        conn1>>> [Command Hidden, Enable Sensitive Debug Logging To Show]\nconn1<<<#2# [OK, in]\n\
        conn1>>> 3 IDLE\nconn1<<<#+# [idling]\nconn1>>> DONE\nconn1<<<#3# [OK, done]\n";
    assert_sends(text, &["1 CAPABILITY", "login ${user} ${password}", "3 IDLE", "done"]);
    let prefix = "11-28 10:00:00.123  1234  1250 V k9 : ";
    let text: String = text.lines().map(|line| format!("{prefix}{line}\n")).collect();
    assert_sends(&text, &["1 CAPABILITY", "login ${user} ${password}", "3 IDLE", "done"]);
}

#[test]
fn a_command_may_have_its_own_name_for_a_tag() {
    let text = "<= '* OK ready'\n=> 'A1 SELECT \"x\"'\n<= 'A1 OK'\n=> 'IDLE IDLE'\n<= '+ idling'\n\
        => DONE\n<= 'IDLE OK done'\n=> 'A2 LOGOUT'\n";
    assert_sends(text, &["A1 SELECT \"x\"", "IDLE IDLE", "done", "A2 LOGOUT"]);
}

#[test]
fn only_the_first_line_of_a_block_has_the_servers_mark() {
    let text = "<1764<a1 select x\n>1764>* 3 EXISTS\na1 OK done\n<1765<a2 select y\n>1765>* OK x\n\
        a2 NO no\n<1766<a3 fetch 1:2 flags\n>1766>* 1 FETCH (FLAGS ())\n* 2 FETCH (FLAGS ())\na3 OK\n";
    assert_sends(text, &["a1 select x", "a2 select y", "a3 fetch 1:2 flags"]);
    let script = Script::parse(text.as_bytes(), "x").expect("a script");
    assert_eq!(script.remarks.prose, 0);
    let failing = script.items.iter().filter(|item| item.meant_to_fail).map(|item| item.line);
    assert_eq!(failing.collect::<Vec<_>>(), [4]);
}

#[test]
fn what_a_program_was_told_besides_is_not_repeated() {
    let text = "imap> login user pass\na1 OK\nimap> select inbox\n* 3 EXISTS\nimap> quit hunter2\n";
    let script = Script::parse(text.as_bytes(), "x").expect("a script");
    assert_eq!(script.remarks.unsent_commands[0].text, "quit …");
    assert_eq!(script.remarks.prose, 1);
}

#[test]
fn steps_have_numbers_before_their_commands() {
    for step in ["Step ", "手順", "STEP ", "ステップ"] {
        for tagged in [true, false] {
            let tag = |tag| if tagged { tag } else { "" };
            let text = format!(
                "{step}1：{}login user pass\na1 OK in\n{step}2： {}select inbox\n* 3 EXISTS\na2 OK\n{step}3: {}logout\n",
                tag("a1 "),
                tag("a2 "),
                tag("a3 ")
            );
            let sent = ["login user pass", "select inbox", "logout"];
            let sent: Vec<String> = (1..)
                .zip(sent)
                .map(
                    |(number, command)| {
                        if tagged { format!("a{number} {command}") } else { command.to_owned() }
                    },
                )
                .collect();
            let text = text.replace("：", ":");
            assert_sends(&text, &sent.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }
    assert_sends(
        "手順１：login user pass\n手順２：select inbox\n手順３：logout\n",
        &["login user pass", "select inbox", "logout"],
    );
}

#[test]
fn an_answer_may_have_other_text_before_the_clients_sign() {
    let log = |answer: &str| {
        format!(
            "[15:58:45.113][8c26] IMAP[DATA]: < * OK ready\n\
            [15:58:45.113][8c26] IMAP[DATA]: > TAG4 AUTHENTICATE PLAIN\n\
            [15:58:45.125][8c26] IMAP[DATA]: < +\n\
            [15:58:45.125][8c26] IMAP[SECURE]: > {answer}\n\
            [15:58:48.151][8c26] IMAP[DATA]: < TAG4 OK fine\n\
            [15:58:48.151][8c26] IMAP[DATA]: > TAG5 LOGOUT\n"
        )
    };
    let sent = |answer| ["TAG4 AUTHENTICATE PLAIN", answer, "TAG5 LOGOUT"];
    assert_sends(&log("*******"), &sent("| ${sasl}"));
    assert_sends(&log("AGEAYg=="), &sent("| AGEAYg=="));
}

#[test]
fn a_remark_of_the_log_does_not_continue_the_command_above() {
    let log = "10:27:27,853 DEBUG davmail  - > * OK ready\n\
        10:27:27,853 DEBUG davmail  - < 8 noop\n\
        10:27:27,909 DEBUG davmail  - noop on INBOX\n\
        10:27:27,959 DEBUG davmail  - > 8 OK noop completed\n\
        10:27:27,959 DEBUG davmail  - < 9 UID fetch 74133:* (FLAGS)\n\
        10:27:28,008 DEBUG davmail  - > 9 OK UID FETCH completed\n";
    assert_sends(log, &["8 noop", "9 UID fetch 74133:* (FLAGS)"]);
}

#[test]
fn a_logs_level_after_a_number_is_not_a_command() {
    let log = "671066  DEBUG  imap.ImapServer| Handling new client connection imap:3143\n\
        671071  DEBUG  util.LoggingOutputStream| S: * OK IMAP4rev1 Server ready\n";
    assert_sends(log, &[""; 0]);
}

#[test]
fn frames_of_a_stack_do_not_continue_the_command_above() {
    let lines = [
        "<= '* OK ready'",
        "=> 'A1 LOGIN u p'",
        "<= 'A1 OK in'",
        "=> 'A2 CAPABILITY'",
        "<= 'A2 OK'",
    ];
    let logged = |line| {
        format!("  console.log\n    {line}\n      at Parser._parse (lib/Parser.js:132:26)\n")
    };
    let log: String = lines.iter().map(logged).collect();
    assert_sends(&log, &["A1 LOGIN u p", "A2 CAPABILITY"]);
}

#[test]
fn a_report_of_openssl_without_its_end_ends_at_the_session() {
    let text = "* OK r\na1 CAPABILITY\na1 OK x\n---\nCertificate chain\n...\na2 DELETE Old\n\
        a2 OK y\n";
    let script = Script::parse(text.as_bytes(), "x").expect("no mistake");
    assert_eq!(acts(&script.items), ["a1 CAPABILITY", "a2 DELETE Old"]);
    let text = "CONNECTED(00000003)\n---\nCertificate chain\n 0 s:CN = h\n[...]\n* OK ready\n\
        a login taro pw\na OK in\n";
    assert_sends(text, &["a login taro pw"]);
}

#[test]
fn a_second_session_of_a_log_whose_logins_are_left_out_is_not_sent() {
    let session = "* OK ready\nA0 CAPABILITY\n* CAPABILITY IMAP4\nA0 OK done\n\
        DEBUG IMAPS: AUTHENTICATE PLAIN command trace suppressed\n\
        DEBUG IMAPS: AUTHENTICATE PLAIN command result: A1 NO failed.\n";
    assert_sends(&session.repeat(2), &["A0 CAPABILITY", "login ${user} ${password}"]);
}

#[test]
fn a_tag_of_three_digits_below_done_is_no_reply_of_smtp() {
    let text = "C: DONE\nS: 108 OK IDLE completed\nC: 109 noop\nS: 109 OK NOOP completed\n";
    assert_sends(text, &["109 noop"]);
    // The dots begin a path in the output of a test, not a packet.
    let text = "a1 noop\na1 OK in\n    .../src/mail/conn_test.go:82: SELECT Command is not valid\n";
    assert_sends(text, &["a1 noop"]);
}

#[test]
fn a_command_piped_to_a_tool_is_a_shells() {
    let text = "Check the banner:\n$ echo \"a1 LOGOUT\" | nc host 143\n* OK ready\n* BYE x\na1 OK done\n\
        Then:\n$ nc host 143\n* OK ready\na1 login taro pw\na1 OK in\n";
    assert_sends(text, &["a1 login taro pw"]);
}

#[test]
fn a_forgotten_tag_in_a_log_with_times() {
    let log = |lines: &[&str]| -> String {
        lines.iter().map(|line| format!("12:01:01 {line}\n")).collect()
    };
    for tags in [["a", "b"], ["a1", "a2"], ["a", "a2"]] {
        let [first, second] = tags.map(|tag| [format!("{tag} login u p"), format!("{tag} OK x")]);
        let lines = ["* OK r", "login u p", "login BAD Error.", &first[0], &first[1]];
        let next = second[0].replace("login u p", "logout");
        let text = log(&lines) + &log(&[&next, &second[1]]);
        assert_sends(&text, &[&first[0], &next]);
    }
}
