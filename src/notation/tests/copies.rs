//! Text copied from pages, documents and terminals, and dumps of packets: the lines that are sent.

use super::kinds::{assert_refused, assert_sends};
use super::properties::acts;
use super::*;

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
fn the_source_of_a_page_is_refused() {
    for text in [
        "<p>How to:<br>\na1 login user pass<br>\na1 OK<br>\n</p>\n",
        "How to:\n<pre><b>a1 noop</b>\na1 OK\n<b>a2 logout</b></pre>\n",
        "How to:\n&gt; a1 noop\n&lt; a1 OK\n&gt; a2 logout\n",
        "<p>Log in:\n<pre><code>a1 LOGIN u p\na1 OK in\n</code></pre>\n",
        "\\begin{quote}\n\\texttt{a1 noop}\\\\\n\\texttt{a1 OK}\\\\\n",
        "How to:\na1 noop \\\\\na1 OK \\\\\n",
        "How to:\n\\verb|a1 noop|\\\\\n\\verb|a1 OK|\\\\\n",
    ] {
        assert_refused(text, 2, "OtherFormat(Markup)");
    }
    for line in [
        "<p>a1 noop<br>a1 OK<br>a2 logout</p>",
        "[b]a1 login u p[/b]",
        "a1 login [email]u@x.org[/email] p",
        "C: a1 select [i]inbox[/i]",
    ] {
        assert_refused(&format!("{line}\na2 logout\n"), 1, "OtherFormat(Markup)");
    }
    // HTML in a mail is not the listing's, nor are tags around a listing.
    let text =
        "a1 append x {13}\n+ go\na2 noop<br>\n\na1 OK\na3 search text <br>\n* SEARCH\na3 OK\n";
    assert_sends(text, &["a1 append x {13}", "| a2 noop<br>", "| ", "a3 search text <br>"]);
    assert_sends("<pre>\na1 noop\na1 OK\na2 logout\n</pre>\n", &["a1 noop", "a2 logout"]);
}

#[test]
fn the_rows_of_a_table_have_a_sign_at_their_end() {
    let text =
        "| C | a1 list \"\" % |\n| S | * LIST () \"/\" INBOX |\n| S | a1 OK |\n| C | a2 logout |\n";
    assert_sends(text, &["a1 list \"\" %", "a2 logout"]);
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
fn numbered_pages() {
    let sent = ["a1 login u p", "a2 append x {5}", "| hello", "a3 logout"];
    let lines = ["* OK hi", sent[0], "a1 OK", sent[1], "+ go", "hello", "a2 OK", sent[3], "a3 OK"];
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
