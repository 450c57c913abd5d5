//! Scripts that arrive line by line, and the items known after each line.

use super::kinds::assert_sends;
use super::properties::acts_of_stream;
use super::*;

/// Reads everything that the stream has now.
fn read_on(stream: &mut ScriptStream, answer_due: bool) -> StreamOutput {
    let mut all = StreamOutput::default();
    while let Some(output) = stream.next(answer_due).expect("no mistake") {
        all.items.extend(output.items);
        all.left_out = all.left_out.or(output.left_out);
    }
    all
}

/// The items of each line, and of the end. A line with `=` arrives when an answer is expected.
fn outputs(text: &str) -> Vec<String> {
    let mut stream = ScriptStream::new("-");
    let mut outputs = Vec::new();
    for line in text.lines() {
        stream.push(line.as_bytes()).expect("UTF-8");
        outputs.push(read_on(&mut stream, line.starts_with('=')));
    }
    stream.end();
    outputs.push(read_on(&mut stream, false));
    let summarized = outputs
        .into_iter()
        .map(|output| summary(&Script { items: output.items, ..Script::default() }).concat());
    summarized.collect()
}

/// The commands of a line that is added.
fn push_commands(stream: &mut ScriptStream, line: &str) -> (Vec<String>, Option<usize>) {
    stream.push(line.as_bytes()).expect("UTF-8");
    let output = read_on(stream, false);
    let commands = output.items.into_iter().filter_map(|item| match item.kind {
        ItemKind::Command(command) => Some(command.text.to_string()),
        _ => None,
    });
    (commands.collect(), output.left_out)
}

#[test]
fn a_command_without_a_tag_below_answered_ones_is_a_mistake_at_its_line() {
    for command in ["delete Trash", "expunge", "select inbox", "store 1 +flags \\Deleted"] {
        let text = format!("a1 login u p\na1 OK\n{command}\na2 create Later\na2 OK\n");
        let mut stream = ScriptStream::new("-");
        for (at, line) in text.lines().enumerate() {
            stream.push(line.as_bytes()).expect("UTF-8");
            if at == 3 {
                let error = stream.next(false).expect_err(&text);
                assert_eq!(
                    (error.line, error.mistake),
                    (3, Mistake::UntaggedCommand(command.into()))
                );
                break;
            }
            while stream.next(false).expect("no mistake").is_some() {}
        }
        assert_eq!(acts_of_stream(&text), ["a1 login u p"]);
    }
    // Prose, and its headings.
    let text = "a1 login u p\na1 OK\nSome prose first.\ndelete Trash\na2 check\na2 OK\n";
    assert_sends(text, &["a1 login u p", "a2 check"]);
    let text = "a1 login u p\na1 OK\nLogout\nThis ends the session.\na2 check\na2 OK\n";
    assert_sends(text, &["a1 login u p", "a2 check"]);
}

/// A program may test whether a server knows a word, and waits for nothing that it does not send itself.
#[test]
fn a_command_that_is_not_registered_is_sent_when_its_answer_or_the_next_line_arrives() {
    for (above, below) in [
        (&["q1 LOGIN u p"][..], "q3 NOOP"),
        (&["q1 LOGIN u p"], "logout"),
        (&[], "q3 NOOP"),
        (&["q1 LOGIN u p", "q1 OK"], "q3 NOOP"),
        (&["q1 LOGIN u p", "q1 OK"], "q2 OK"),
    ] {
        let mut stream = ScriptStream::new("-");
        above.iter().for_each(|line| drop(push_commands(&mut stream, line)));
        assert_eq!(push_commands(&mut stream, "q2 XFOO bar").0, [""; 0], "{above:?}");
        let sent = push_commands(&mut stream, below).0;
        assert_eq!(sent.first().map(String::as_str), Some("q2 XFOO bar"), "{above:?} {below}");
    }
    // Prose above a session.
    for prose in ["IMAP4 TUTORIAL 1", "q1 XFOO is what we send"] {
        let text = format!("{prose}\nq1 LOGIN u p\nq1 OK\nq2 NOOP\nq2 OK\n");
        assert_sends(&text, &["q1 LOGIN u p", "q2 NOOP"]);
    }
    // Read whole, a listing sends it too, but no word of prose.
    assert_sends(
        "q1 LOGIN u p\nq1 OK\nq2 XFOO bar\nq3 NOOP\nq3 OK\n",
        &["q1 LOGIN u p", "q2 XFOO bar", "q3 NOOP"],
    );
    for prose in ["q9 XFOO", "q2 IS NEXT.", "Now:\nq2 XFOO"] {
        let text = format!("q1 LOGIN u p\nq1 OK\n{prose}\nq3 NOOP\nq3 OK\n");
        assert_sends(&text, &["q1 LOGIN u p", "q3 NOOP"]);
    }
    let headings = "1 LOGIN u p\n1 OK\n2 LISTING MAILBOXES\n3 LIST \"\" *\n3 OK\n";
    assert_sends(headings, &["1 LOGIN u p", "3 LIST \"\" *"]);
}

#[test]
fn a_stream_is_read_line_by_line() {
    let text = "login {4}\nuser {4}\npass\nauthenticate plain\n=\nselect x\n* OK x\na001 NO x\nC: noop\nS: x\nnoop\n\nC: select\n   x";
    let expected = [
        "> login {4}",
        "| user {4}",
        "| pass",
        "> authenticate plain",
        "= =",
        "> select x",
        "",
        "fails",
        // From here on a line waits for a possible continuation.
        "",
        "> noop",
        "",
        "",
        "",
        "",
        "> select x",
    ];
    assert_eq!(outputs(text), expected);
}

/// Programs write to a pipe line by line, and may wait for each answer.
#[test]
fn commands_of_a_program_are_sent_when_they_arrive() {
    let text = "a login user pass\n# now\nb select inbox\n:state\nc idle\ndone\nd noop\ne logout";
    let expected = [
        "> a login user pass",
        "",
        "> b select inbox",
        ":",
        "> c idle",
        ".",
        "> d noop",
        "> e logout",
    ];
    let outputs = outputs(text);
    assert_eq!(outputs[..outputs.len().min(8)], expected);
    for tags in [["a001", "a002", "a003", "a004"], ["1", "2", "3", "4"], [".", ".", ".", "."]] {
        let [one, two, three, four] = tags;
        let text = format!("{one} login u p\n{two} idle\ndone\n{three} noop\n{four} logout\n");
        let sent = [
            format!("{one} login u p"),
            format!("{two} idle"),
            "done".to_owned(),
            format!("{three} noop"),
            format!("{four} logout"),
        ];
        assert_eq!(acts_of_stream(&text), sent, "{text}");
    }
    let page = "# Buttons\n\na delete button\nis beside each mail.\n\na001 noop\na001 OK\n";
    assert_eq!(acts_of_stream(page), ["a001 noop"]);
    assert_eq!(acts_of_stream("# x\na login u p\n# y\nb noop\n"), ["a login u p", "b noop"]);
    assert_eq!(
        acts_of_stream("a login user pass\nnoop\nb noop\n"),
        ["a login user pass", "noop", "b noop"]
    );
}

#[test]
fn a_mistake_is_reported_at_its_line() {
    let mut stream = ScriptStream::new("-");
    stream.push(b"noop").expect("UTF-8");
    read_on(&mut stream, false);
    stream.push(b":exepct").expect("UTF-8");
    let error = stream.next(false).unwrap_err();
    assert_eq!(
        with_place(&error),
        r#"-:2:1: UnknownDirective { word: "exepct", nearest: Some("expect") }"#
    );
}

#[test]
fn after_a_refused_literal_the_next_line_is_a_command() {
    let mut stream = ScriptStream::new("-");
    push_commands(&mut stream, "append x {5}");
    stream.command_refused();
    assert_eq!(push_commands(&mut stream, "noop").0, ["noop"]);
}

#[test]
fn lines_of_a_refused_literal_are_not_commands() {
    for lines in [
        &["login taro {8}", "pass", "wd", "noop"][..],
        &["login taro {4}", "pass", "noop"],
        &["login taro {4}", "pass", "", "noop"],
        &["append x {<<END}", "some", "END", "noop"],
        &["login {4}", "taro {4}", "pass", "noop"],
    ] {
        let mut stream = ScriptStream::new("-");
        push_commands(&mut stream, lines[0]);
        stream.command_refused();
        let mut sent = Vec::new();
        for line in &lines[1..] {
            sent.extend(push_commands(&mut stream, line).0);
        }
        assert_eq!(sent, ["noop"], "{lines:?}");
    }
}

#[test]
fn answers_to_a_refused_authenticate_are_not_commands() {
    for (lines, left_out) in [
        (&["authenticate plain", "AGEAYg==", "noop"][..], Some(2)),
        (&["a1 authenticate plain", "a1 NO x", "AGEAYg==", "a2 noop", "x"], Some(3)),
        (&["authenticate login", "YQ==", "", "Yg==", "noop"], Some(2)),
        (&["authenticate plain", "noop"], None),
    ] {
        let mut stream = ScriptStream::new("-");
        let (mut sent, mut reported) = (Vec::new(), Vec::new());
        for line in lines {
            let (commands, first_left_out) = push_commands(&mut stream, line);
            sent.extend(commands);
            reported.extend(first_left_out);
            if line.contains("authenticate") {
                stream.command_refused();
            }
        }
        assert_eq!(sent.len(), 2, "{sent:?}");
        assert_eq!(reported, Vec::from_iter(left_out), "reported once");
        assert!(sent[1].ends_with("noop"));
    }
}

/// How often lines are examined while a text arrives line by line.
fn lines_examined_of(text: &str) -> usize {
    let mut stream = ScriptStream::new("-");
    let read_on = |stream: &mut ScriptStream| while let Ok(Some(_)) = stream.next(false) {};
    for line in text.lines() {
        stream.push(line.as_bytes()).expect("UTF-8");
        read_on(&mut stream);
    }
    stream.end();
    read_on(&mut stream);
    stream.lines_examined()
}

#[test]
fn each_line_of_a_stream_is_looked_at_a_few_times() {
    const LINES: usize = 2000;
    for (first, unit) in [
        ("C: a SEARCH OR\n", "   SUBJECT x\n"),
        ("C: a FETCH 1,\n", "   2,\n"),
        ("C: a SEARCH (OR\n", "\n   SUBJECT x\n"),
        ("search (or\n", "subject x\n"),
        ("a search\n", "   subject x\n"),
        ("+ x\na FETCH 1,\n", "   2,\n"),
        ("C: a AUTHENTICATE PLAIN AAAA\n", "   AAAA\n"),
        ("C: a AUTHENTICATE PLAIN\nS: +\nC: AAAA\n", "   AAAA\n"),
        ("C: a SEARCH x\n", "[Page 1]\n"),
        ("C: a SEARCH x\n", "\n\n[Page 1]\n\n"),
        ("C: a SEARCH x\n", "\n"),
        ("C: a append x {1}\nC: x (\n", "   y\n"),
        ("a fetch 1 x\n* 1 FETCH (X {999999999}\n", "x\n"),
        ("a fetch 1 x\n* 1 FETCH (X\n", "x1 OK y\n"),
        ("fetch 1 x\n* 1 FETCH (X\n", "x1 OK y\n"),
        ("fetch 1 x\n* 1 FETCH (X\n", "done\n"),
        ("C: a fetch 1 x\nS: * 1 FETCH (X {3}\n", "S: x\n"),
        ("> a noop\n", "< x\n"),
        ("login x\n", "noop\n"),
        ("idle\n", "* 1 EXISTS\n"),
        ("Two steps now\na1 noop\na1 OK\nTwo steps now\n", "a1 delete x\n"),
        ("Two steps now\na1 noop\na1 OK\n", "a1 select x\nTwo steps now\n"),
        ("a append x {999999999}\n", "x\n"),
        ("a append x {<<END}\n", "x\n"),
    ] {
        let text = format!("{first}{}", unit.repeat(LINES / unit.matches('\n').count()));
        let lines_examined = lines_examined_of(&text);
        assert!(
            lines_examined < 100 * LINES,
            "{lines_examined} looks at {LINES} lines of {first}{unit}"
        );
    }
}

#[test]
fn the_prose_before_the_first_response_is_not_sent_from_standard_input_either() {
    let listing =
        "a1 login user pass\na1 OK LOGIN completed\na2 select inbox\n* 3 EXISTS\na2 OK done\n";
    let sent = ["a1 login user pass", "a2 select inbox"];
    for heading in [
        "用 telnet 测试 IMAP 服务",
        "IMAP per Telnet testen",
        "Lire son courrier",
        "受信トレイを見る\n2026年11月28日",
        "How it works\n\nTrying 127.0.0.1...\n* OK ready",
        "Fetch the mail now",
        "Step:\n\n1. First:",
        "-----BEGIN CERTIFICATE-----\nMIIFazCCA1OgAwIBAgIRAIIQz7DSQONZRGPgu2OCiwAwDQYJKoZIhvcNAQELBQAw",
        "---\nServer certificate\nabc\n---",
        "IDLE breaks after reconnect",
        "12 人赞同了该文章",
        "14 contributors",
        "SSLv2 not offered",
        "Copy code",
        "bash",
        "Example",
        "user123",
        "10:42",
        "r/selfhosted",
        "@taro",
        "fetch fails",
    ] {
        assert_sends(&format!("{heading}\n{listing}"), &sent);
    }
    // A page's tags may be words, its lines in a list, or have marks.
    assert_sends("Two steps now\ntag noop\ntag OK\ntag logout\n", &["tag noop", "tag logout"]);
    assert_sends("Two steps:\n- `a1 noop`\n- `a1 OK`\n- `a2 logout`\n", &["a1 noop", "a2 logout"]);
    assert_sends("Two steps now\n>> a1 noop\n<< a1 OK\n>> a2 logout\n", &["a1 noop", "a2 logout"]);
    // In a script without tags, a possibly mistyped command is a command.
    assert_sends("xyzzy foo\na1 noop\na2 check\n", &["a1 noop", "a2 check"]);
    assert_sends("xyzzy foo\nnoop\n* OK\n", &["xyzzy foo", "noop"]);
    assert_sends("xyzzy foo\n", &["xyzzy foo"]);
    // Nor are comments evidence for a page.
    assert_sends("xyzzy foo\n# C: a1 noop\n# S: a1 OK\n", &["xyzzy foo"]);
    assert_sends("xyzzy\nnoop\n", &["xyzzy", "noop"]);
    assert_sends("a1 xyzzy foo\na1 BAD x\na2 check\n", &["a1 xyzzy foo", "a2 check"]);
    // The octets of a literal are not evidence for a page.
    let sent = ["xyzzy foo", "a b {3+}", "| C: a2 delete Work"];
    assert_eq!(acts_of_stream("xyzzy foo\na b {3+}\nC: a2 delete Work\n")[..2], sent[..2]);
    assert!(
        !acts_of_stream("xyzzy foo\nb {17}\nC: a2 delete Work\n")
            .contains(&"a2 delete Work".to_owned())
    );
    assert_sends("C: a1 noop\nS: a1 OK\n", &["a1 noop"]);
}

#[test]
fn a_command_shown_twice_is_sent_once_before_the_first_response_too() {
    assert_sends("a1 noop\na1 noop\na1 OK\na2 logout\n", &["a1 noop", "a2 logout"]);
    assert_sends("a1 noop\na1 noop\na1 noop\n", &["a1 noop", "a1 noop", "a1 noop"]);
    assert_sends("noop\nnoop\n* OK\n", &["noop", "noop"]);
}

#[test]
fn tags_of_a_page_need_not_look_alike() {
    for tags in [["AAAA", "AAAB", "AAAC"], ["a", "b", "foo"], ["8Xa2Qw", "kk99_a", "p.0"]] {
        let [one, two, three] = tags;
        let text = format!(
            "* OK ready\n{one} NOOP\n{one} OK\n{two} SELECT \"INBOX\"\n* 3 EXISTS\n* 0 RECENT\n{two} OK\n\
             Then select inbox again.\n{three} LOGOUT\n* BYE\n{three} OK\n"
        );
        let commands =
            [format!("{one} NOOP"), format!("{two} SELECT \"INBOX\""), format!("{three} LOGOUT")];
        assert_eq!(acts_of_stream(&text), commands, "{text}");
    }
}

#[test]
fn a_visible_cr_is_not_part_of_the_line() {
    let text = "* OK ready^M\na LOGIN taro pw^M\na OK^M\na2 SELECT INBOX^M\n* 3 EXISTS^M\na2 OK^M\na3 LOGOUT^M\n";
    let commands = ["a LOGIN taro pw", "a2 SELECT INBOX", "a3 LOGOUT"];
    assert_eq!(acts_of_stream(text), commands);
    super::kinds::assert_sends(text, &commands);
}

#[test]
fn a_first_line_that_may_be_prose_waits_although_it_is_a_whole_command() {
    let first = |line: &str| push_commands(&mut ScriptStream::new("-"), line).0;
    for line in ["a select few", "a status page.", "o login form,", "a login form appears"] {
        assert_eq!(first(line), [""; 0], "{line}");
    }
    for line in ["a login hana pw", "b capability", "c noop"] {
        assert_eq!(first(line), [line]);
    }
    let text = "b login u p\nc select inbox\nd idle\nd done\ne noop\n";
    let mut stream = ScriptStream::new("-");
    let mut errors = Vec::new();
    for line in text.lines() {
        stream.push(line.as_bytes()).expect("UTF-8");
        loop {
            match stream.next(false) {
                Ok(Some(_)) => {}
                Ok(None) => break,
                Err(error) => {
                    errors.push((error.line, error.mistake));
                    break;
                }
            }
        }
    }
    assert_eq!(errors.first(), Some(&(4, Mistake::TaggedDone)));
}

#[test]
fn a_letter_before_a_command_is_a_tag_once_its_completion_arrives() {
    let text = "* OK hi\nB capability\n* CAPABILITY IMAP4rev1\nB OK done\nC logout\nC OK bye\n";
    assert_eq!(acts_of_stream(text), ["B capability", "C logout"]);
}

#[test]
fn the_rest_of_a_sentence_above_the_session_is_not_sent() {
    let text = "First the client has to\n  create Work\nC: q1 noop\nS: q1 OK done\nC: q2 check\nS: q2 OK\n";
    assert_eq!(acts_of_stream(text), ["q1 noop", "q2 check"]);
    assert_eq!(acts_of_stream("noop\n  check\n"), ["noop", "check"]);
}
