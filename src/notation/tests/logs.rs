//! Logs and dumps of programs, and pages copied as source: the lines that are sent.

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
fn calls_of_the_system_show_what_was_written_and_read() {
    let text = r#"recvfrom(3, "* OK ready\r\n", 4096, 0, NULL, NULL) = 12
sendto(3, "a1 list \"\" \"*\"\r\n", 16, 0, NULL, 0) = 16
recvfrom(3, "a1 OK done\r\n", 4096, 0, NULL, NULL) = 12
sendto(3, "a2 logout\r\n", 11, 0, NULL, 0) = 11
"#;
    assert_sends(text, &["a1 list \"\" \"*\"", "a2 logout"]);
    // Two commands in one call, or not all of one.
    for (call, mistake) in [
        (r#""a2 noop\r\na3 noop\r\n", 18) = 18"#, "OtherFormat(QuotedLines)"),
        (r#""a2 sel"..., 20) = 20"#, "UntaggedCommand"),
    ] {
        let text = format!(
            "write(3, \"a1 noop\\r\\n\", 9) = 9\nread(3, \"a1 OK\\r\\n\", 7) = 7\nwrite(3, {call}\n"
        );
        assert_refused(&text, 3, mistake);
    }
}

#[test]
fn dumps_and_the_headers_of_captured_packets_are_of_tools() {
    for line in [
        "> 2026/11/28 10:00:00.123456  length=9 from=0 to=8",
        "< 2026/11/28 10:00:00.123456  length=9 from=0 to=8",
        "T 127.0.0.1:40000 -> 192.0.2.1:143 [AP]",
        "10:00:00.12 IP 127.0.0.1.40000 > 127.0.0.1.143: Flags [P.], seq 1:10, length 9",
        "00000000  2a 20 4f 4b 20 72 65 61  64 79 0d 0a              * OK rea dy..",
        "0x0000:  4500 0034 1c46 4000",
        "##",
        "#",
    ] {
        assert_sends(
            &format!("{line}\na1 noop\n{line}\na1 OK\n{line}\na2 logout\n"),
            &["a1 noop", "a2 logout"],
        );
    }
    assert_sends(
        "a1 noop\\r\na1 OK\\r\na2 idle\\r\n+ x\\r\ndone\\r\na2 OK\\r\n",
        &["a1 noop", "a2 idle", "done"],
    );
    assert_sends(
        "[x] C: a1 NOOP\\r\\n\n[x] S: a1 OK done\\r\\n\n[x] C: a2 LOGOUT\\r\\n\n",
        &["a1 NOOP", "a2 LOGOUT"],
    );
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
fn the_source_of_a_page_in_html_is_read_as_a_browser_shows_it() {
    assert_sends(
        "<p>How to:<br>\na1 login user pass<br>\na1 OK<br>\na2 search text &quot;&lt;x&gt;&quot;<br/>\na2 OK<br>\n</p>\n",
        &["a1 login user pass", "a2 search text \"<x>\""],
    );
    assert_sends("<pre><b>a1 noop</b>\na1 OK\n<b>a2 logout</b></pre>\n", &["a1 noop", "a2 logout"]);
    assert_sends("&gt; a1 noop\n&lt; a1 OK\n&gt; a2 logout\n", &["a1 noop", "a2 logout"]);
    // HTML in a mail does not make the listing HTML.
    let text =
        "a1 append x {13}\n+ go\na2 noop<br>\n\na1 OK\na3 search text <br>\n* SEARCH\na3 OK\n";
    assert_sends(text, &["a1 append x {13}", "| a2 noop<br>", "| ", "a3 search text <br>"]);
    assert_refused("<p>a1 noop<br>a1 OK<br>a2 logout</p>\n", 1, "SeveralLinesOfHtml");
}

#[test]
fn the_rows_of_a_table_have_a_sign_at_their_end() {
    let text =
        "| C | a1 list \"\" % |\n| S | * LIST () \"/\" INBOX |\n| S | a1 OK |\n| C | a2 logout |\n";
    assert_sends(text, &["a1 list \"\" %", "a2 logout"]);
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
    let time = "2026-11-28 01:00:00.000000 UTC - [Parent 1: IMAP]:";
    let (sent, got) = ("I/IMAP 7f:mx:A:SendData:", "I/IMAP 7f:mx:A:CreateNewLineFromSocket:");
    let other = format!("{time} D/IMAP ReadNextLine [rv=0x0 stream=0x7f nb=20 needmore=0]");
    let text = format!(
        "{time} {sent} 1 noop\n{other}\n{time} {got} 1 OK done\n{time} {sent} 2 select \"INBOX\"\n{other}\n\
        {time} {got} 2 OK\n"
    );
    assert_sends(&text, &["1 noop", "2 select \"INBOX\""]);
    let text = "mail: IMAP> a1 noop\nmail: waiting for it\nmail: IMAP< a1 OK\nmail: IMAP> a2 check\nmail: IMAP< a2 OK\n";
    let script = Script::parse(text.as_bytes(), "x").expect("a log");
    assert_eq!(acts(&script.items), ["a1 noop", "a2 check"]);
}

/// tshark prints how many octets each side sent.
#[test]
fn numbers_alone_are_not_sent() {
    let text = "Node 1: 192.0.2.7:143\n\t12\n* OK ready\n\n9\na1 noop\n\n\t10\na1 OK done\n\n11\na2 logout\n";
    assert_sends(text, &["a1 noop", "a2 logout"]);
    assert_sends("noop\n12\ncheck\n", &["noop", "check"]);
    assert_sends("12\na1 BAD what\nnoop\n", &["12", "noop"]);
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
fn html_whose_prose_names_a_command_first() {
    let page = "<p>Log in with <code>a1 LOGIN user pass</code>:</p>\n<pre><code class=\"x\">a1 LOGIN user pass\n\
        a1 OK in\na2 SELECT INBOX\na2 OK\n</code></pre>\n<pre><b>a3 list &quot;&quot; *</b>\na3 OK\n</pre>\n";
    for head in ["", "<!DOCTYPE html>\n", "<html><body>\n"] {
        let script = Script::parse(format!("{head}{page}").as_bytes(), "x").expect("a page");
        let sent = ["a1 LOGIN user pass", "a2 SELECT INBOX", "a3 list \"\" *"];
        assert_eq!(acts(&script.items), sent);
    }
}

#[test]
fn line_numbers_are_not_part_of_the_lines() {
    for [a, b, c, d, e, f] in [
        ["1 | ", "2 | ", "3 | ", "4 | ", "5 | ", "6 | "],
        [" 9: ", "10: ", "11: ", "12: ", "13: ", "14: "],
        ["1:", "2:", "3:", "4:", "5:", "6:"],
        ["1  ", "2  ", "3  ", "4  ", "5  ", "6  "],
    ] {
        let text =
            format!("{a}a1 idle\n{b}+ idling\n{c}* 4 EXISTS\n{d}done\n{e}a1 OK\n{f}a2 logout\n");
        assert_sends(&text, &["a1 idle", "done", "a2 logout"]);
    }
    // Numbers that are tags.
    assert_sends("1 noop\n2 check\n3 logout\n", &["1 noop", "2 check", "3 logout"]);
}

#[test]
fn what_a_dump_shows_of_a_packets_head_is_not_a_tag() {
    let text = "10:00:00.1 IP 10.0.0.1.40000 > 10.0.0.2.143: Flags [P.], length 20\nE..<.@.@.......a1 NOOP\n\
        10:00:00.2 IP 10.0.0.2.143 > 10.0.0.1.40000: Flags [P.], length 20\nE..<.@.@.......a1 OK x\n";
    assert_refused(text, 2, "OtherFormat(PacketDump)");
}

#[test]
fn the_quotation_marks_of_a_word_processor_are_a_mistake() {
    for command in [
        "a1 LOGIN user “pass word”",
        "a1 LIST “” “*”",
        "a1 SEARCH SUBJECT ‘hello’",
        "a1 select „x“",
    ] {
        assert_refused(&format!("{command}\na1 OK x\na2 noop\n"), 1, "TypographicQuote");
    }
    assert_sends("a1 search text \"“x”\"\na1 OK\n", &["a1 search text \"“x”\""]);
}

#[test]
fn a_recording_of_a_terminal_is_read_as_the_terminal_shows_it() {
    let text = "\x1b[1muser@host\x1b[0m:~$ telnet localhost 143\r\n* OK ready\r\nq1 select ni\x08\x08inbox\r\n\
        \x1b[32m* 3 EXISTS\x1b[0m\r\nq1 OK x\r\nq2 chekc\x08 \x08\x08 \x08ck\r\nq2 OK x\r\n\x1b[0m\r\nq3 noo\x1b[Kp\r\n\x1b[1mq3 OK\x1b[0m x\r\n";
    assert_sends(text, &["q1 select inbox", "q2 check", "q3 noop"]);
    assert_sends(
        "select in\x08\x08inbox\nnoop\x1b[D\x1b[D\x1b[D\x1b[Dn\n",
        &["select inbox", "noop"],
    );
    // Octets are not touched.
    assert_sends("append x {3}\na\x08b\nnoop\n", &["append x {3}", "| a\x08b", "noop"]);
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
fn a_terminal_that_shows_each_line_of_the_client_twice() {
    let text = "* OK ready\na1 login u p\na1 login u p\na1 OK in\na2 append Drafts {12}\na2 append Drafts {12}\n\
        + go\nhello\nhello\nhello\nhello\na2 OK done\na3 idle\na3 idle\n+ idling\ndone\ndone\na3 OK\n\
        a4 logout\na4 logout\n* BYE\na4 OK\n";
    let sent = [
        "a1 login u p",
        "a2 append Drafts {12}",
        "| hello",
        "| hello",
        "a3 idle",
        "done",
        "a4 logout",
    ];
    assert_sends(text, &sent);
    let text = "* OK ready\na1 noop\na1 noop\na1 OK\na2 authenticate plain\na2 authenticate plain\n+\n\
        AHUAcA==\nAHUAcA==\na2 OK in\na3 logout\na3 logout\na3 OK\n";
    assert_sends(text, &["a1 noop", "a2 authenticate plain", "| AHUAcA==", "a3 logout"]);
}

#[test]
fn panes_latex_and_numbered_pages() {
    let sent = ["a1 login u p", "a2 append x {5}", "| hello", "a3 logout"];
    let lines = ["* OK hi", sent[0], "a1 OK", sent[1], "+ go", "hello", "a2 OK", sent[3], "a3 OK"];
    let text: String = lines.iter().map(|line| format!("{line:20}│ $ tail -f log\n")).collect();
    let script = Script::parse(text.as_bytes(), "x").expect(&text);
    assert_eq!(acts(&script.items), sent);
    for (before, after) in [("\\texttt{", "}\\\\"), ("", " \\\\[2pt]"), ("\\verb|", "|\\\\")] {
        let text: String = lines
            .iter()
            .map(|line| {
                let line = if before.contains("verb") {
                    (*line).to_owned()
                } else {
                    line.replace('{', "\\{").replace('}', "\\}")
                };
                format!("{before}{line}{after}\n")
            })
            .collect();
        assert_sends(&text, &sent);
    }
    let numbered = (1..).zip(lines).map(|(number, line)| match number {
        8 => format!("Chapter 3      17\n\n18     A book\n {number}  {line}\n"),
        _ => format!(" {number}  {line}\n"),
    });
    let text: String = numbered.collect();
    let script = Script::parse(text.as_bytes(), "x").expect(&text);
    assert_eq!(acts(&script.items), sent);
}

#[test]
fn fields_of_tshark_and_letter_tags_after_arrows_are_read() {
    for (client, server) in [
        ("192.0.2.10\t", "192.0.2.1\t"),
        ("192.0.2.10 ", "192.0.2.1 "),
        ("192.0.2.10\t192.0.2.1\t", "192.0.2.1\t192.0.2.10\t"),
    ] {
        let text = format!("{client}a1 noop\n{server}a1 OK done\n{client}a2 logout\n");
        assert_sends(&text, &["a1 noop", "a2 logout"]);
    }
    let text = "4\t40000\t143\ta1 NOOP\n5\t143\t40000\ta1 OK done\n6\t40000\t143\ta2 LOGOUT\n";
    assert_refused(text, 1, "OtherFormat(QuotedLines)");
    let log = "00:00:01.123 [main] DEBUG o.a.c.n.i -";
    let text =
        format!("{log} > AAAA NOOP\n{log} < AAAA OK\n{log} > AAAB LOGOUT\n{log} < AAAB OK\n");
    assert_sends(&text, &["AAAA NOOP", "AAAB LOGOUT"]);
}
