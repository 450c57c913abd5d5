//! Records, in which each line of the client's and the server's has its mark.

use super::kinds::assert_refused;
use super::*;

/// The octets of the literal were counted wrong: the server read the next line as the rest of APPEND.
#[test]
fn a_record_has_the_rest_of_a_command_whatever_it_is() {
    for rest in ["delete Work", "a5 delete Work", "append z {<<.}>", ""] {
        let record = format!(
            "# imapsh record 1\nC: a001 append x {{4}}\nS: + go\nC: de\nS: + go\nC: {rest}\nS: a001 BAD no\n\
            C: a002 noop\nS: a002 OK\n"
        );
        let script = Script::parse(record.as_bytes(), "x.imap").expect("a script");
        let is_rest =
            |item: &ScriptItem| item.line == 6 && item.kind == ItemKind::FurtherLine(rest.into());
        assert!(script.items.iter().any(is_rest), "{rest}");
        let is_command = |item: &&ScriptItem| matches!(item.kind, ItemKind::Command(_));
        assert_eq!(script.items.iter().filter(is_command).count(), 2, "{rest}");
    }
}

/// An untagged BAD answers none of several commands: the literal of the last one continues.
#[test]
fn the_literal_of_one_of_several_commands_continues_after_an_untagged_bad() {
    let record = "# imapsh record 1\nC: a001 noop\nC: a002 append x {5}\nS: * BAD what\nS: + go\nC: two\nC: \n\
        S: a001 OK\nS: a002 OK\n";
    let script = Script::parse(record.as_bytes(), "x.imap").expect("a script");
    let sent = script.items.iter().filter(|item| matches!(item.kind, ItemKind::FurtherLine(_)));
    assert_eq!(sent.map(|item| item.line).collect::<Vec<_>>(), [6, 7]);
}

/// Text that looks like another program's notation was sent as it is.
#[test]
fn lines_of_a_record_are_as_they_were_sent() {
    for line in [
        r"x1 noop\r\n",
        r"b'x1 noop'",
        "'x1 noop'",
        r#""x1 noop\r\n""#,
        "x1 search text &lt;b&gt;",
        "x1 search text <b>",
        "x1 noop |",
        "x1 search text SendData:",
    ] {
        let record = format!(
            "# imapsh record 1\nC: {line}\nS: <html><body>&quot;\nS: <pre>&lt;p&gt;</pre></body></html>\nC: x2 noop\n"
        );
        let script = Script::parse(record.as_bytes(), "x.imap").expect("a script");
        let commands = script.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Command(command) => Some(command.line().text),
            _ => None,
        });
        assert_eq!(commands.collect::<Vec<_>>(), [line, "x2 noop"]);
    }
}

#[test]
fn blanks_at_the_end_of_a_raw_line_are_kept_behind_a_mark() {
    let script =
        Script::parse(b"# imapsh record 1\nC: :raw x1 noop  \n", "x.imap").expect("a script");
    let is_whole = |item: &ScriptItem| match &item.kind {
        ItemKind::Directive(directive) => **directive == Directive::Raw("x1 noop  ".into()),
        _ => false,
    };
    assert!(script.items.iter().any(is_whole), "{:?}", script.items);
}

#[test]
fn in_a_record_a_client_line_is_not_part_of_a_server_literal() {
    for server in ["S: a{3}", "S: * 1 FETCH (BODY[] {100}", "S: * 1 FETCH (BODY[] {9}\nS: \\x00"] {
        let text = format!(
            "# imapsh record 1\nC: a001 noop\n{server}\nC: a002 check\nS: a001 OK\nS: a002 OK\n"
        );
        let script = Script::parse(text.as_bytes(), "x.imap").expect("a script");
        let is_command = |item: &&ScriptItem| matches!(item.kind, ItemKind::Command(_));
        let sent: Vec<usize> =
            script.items.iter().filter(is_command).map(|item| item.line).collect();
        assert_eq!(sent, [2, 4 + server.matches('\n').count()], "{server}");
    }
}

/// The lines sent by a record that begins like this, and where it breaks off: `|`. A directive is `:`.
fn sent_of_record(lines: &str) -> String {
    let record = format!("# imapsh record 1\n{lines}");
    let script = Script::parse(record.as_bytes(), "x.imap").expect("a script");
    let shown = script.items.into_iter().filter_map(|item| match item.kind {
        ItemKind::Command(command) => Some(command.text.to_string()),
        ItemKind::FurtherLine(text) => Some(format!("> {text}")),
        ItemKind::CutOff => Some("|".to_owned()),
        ItemKind::Directive(_) => Some(":".to_owned()),
        _ => None,
    });
    shown.collect::<Vec<_>>().join("/")
}

#[test]
fn a_record_may_break_off_in_the_middle_of_a_command() {
    let next = "# imapsh: a notice\n# :reconnect\nS: * OK\nC: a2 noop\n";
    for (begun, sent) in [
        ("C: a1 append x {16}\nS: + go\nC: abc\n", "a1 append x {16}/> abc/|"),
        ("C: a1 append x {16}\nS: + go\n", "a1 append x {16}/|"),
        ("C: a1 append x {16}\n", "a1 append x {16}/|"),
        ("C: a1 append x {5000+}\nC: abc\nS: * BYE slow\n", "a1 append x {5000+}/> abc/|"),
        // The literal is whole, and the rest of the command was not sent.
        ("C: a1 append x {5}\nS: + go\nC: abc\n", "a1 append x {5}/> abc/|"),
        ("C: a1 list {1}\nS: + go\nC: x {2}\nS: + go\n", "a1 list {1}/> x {2}/|"),
        // It was not text.
        ("C: a1 append x {64<<END}\nS: + go\n", "a1 append x {64<<END}/|"),
        ("C: a1 append x {64<<END}\nS: + go\nC: AP8=\n", "a1 append x {64<<END}/> AP8=/|"),
    ] {
        assert_eq!(sent_of_record(begun), sent, "{begun}");
        assert_eq!(
            sent_of_record(&format!("{begun}{next}")),
            format!("{sent}/:/a2 noop"),
            "{begun}"
        );
        let connect = next.replace("reconnect", "connect practice");
        assert_eq!(sent_of_record(&format!("{begun}{connect}")), format!("{sent}/:/a2 noop"));
    }
    // The whole command was sent.
    let whole = "C: a1 append x {5}\nS: + go\nC: abc\nC: \n";
    assert_eq!(sent_of_record(&format!("{whole}{next}")), "a1 append x {5}/> abc/> /:/a2 noop");
    // These lines have this meaning only in a record.
    for text in ["a1 append x {16}\nabc\n", "C: a1 append x {50}\nC: abc\n# :reconnect\n"] {
        assert!(Script::parse(text.as_bytes(), "x.imap").is_err(), "{text}");
    }
}

/// The secret replaces a literal: a login that was cut is not replayed as a whole one.
#[test]
fn a_record_may_break_off_in_a_secret() {
    let cut = format!("# {}\n", record_comments::CUT_SECRET);
    let next = "# :reconnect\nS: * OK\nC: a2 noop\n";
    for (begun, sent) in [
        ("C: a1 login taro ${password}\n", "a1 login taro {1}/|"),
        ("C: a1 login taro ${password}\nS: + go\n", "a1 login taro {1}/|"),
        ("C: a1 login {4}\nS: + go\nC: taro ${password}\n", "a1 login {4}/> taro {1}/|"),
        ("C: a1 authenticate plain ${sasl}\n", "a1 authenticate plain {1}/|"),
    ] {
        assert_eq!(sent_of_record(&format!("{begun}{cut}")), sent, "{begun}");
        assert_eq!(sent_of_record(&format!("{begun}{cut}{next}")), format!("{sent}/:/a2 noop"));
    }
    // The command's name is hidden too, or is left out.
    for begun in [
        "${password}",
        "${password}${password}abcdefgh",
        "x${password}y${sasl}zz",
        "a1 ab${password}cdefgh${sasl}",
        "ab cd${sasl}efgh",
    ] {
        let record = format!("# imapsh record 1\nC: {begun}\n{cut}");
        let script = Script::parse(record.as_bytes(), "x.imap").unwrap_or_default();
        for item in &script.items {
            let ItemKind::Command(command) = &item.kind else { continue };
            assert!(command.text.ends_with(command.line().arguments), "{begun}");
        }
    }
    // Nothing above it was cut.
    assert_eq!(sent_of_record(&format!("C: a1 noop\n{cut}C: a2 noop\n")), "a1 noop/a2 noop");
}

/// A server may complete a command before it has all of its literal.
#[test]
fn the_completion_of_a_command_ends_its_literal_in_a_record() {
    let next = "C: a2 noop\nS: a2 OK\n";
    for (begun, sent) in [
        ("C: a1 append x {16}\nS: + go\nC: abc\nS: a1 BAD no\n", "a1 append x {16}/> abc/a2 noop"),
        ("C: a1 append x {16}\nS: + go\nC: abc\nS: a1 NO no\n", "a1 append x {16}/> abc/a2 noop"),
        ("C: a1 append x {16}\nS: + go\nC: abc\nS: * BAD no\n", "a1 append x {16}/> abc/a2 noop"),
        ("C: a1 append x {16+}\nC: abc\nS: a1 BAD no\n", "a1 append x {16+}/> abc/a2 noop"),
        // RFC 7888: a server that refuses it with NO reads the rest.
        (
            "C: a1 append x {16+}\nC: abc\nS: a1 NO no\nC: 789012345\nC: \n",
            "a1 append x {16+}/> abc/> 789012345/> /a2 noop",
        ),
        // Another command's completion ends nothing.
        (
            "C: a0 noop\nC: a1 append x {7}\nS: + go\nC: abc\nS: a0 BAD no\nC: de\nC: \n",
            "a0 noop/a1 append x {7}/> abc/> de/a2 noop",
        ),
    ] {
        assert_eq!(sent_of_record(&format!("{begun}{next}")), sent, "{begun}");
    }
}

#[test]
fn a_command_added_to_a_record_needs_its_mark() {
    let begin = "# imapsh record 1\nC: a001 select Work\nS: a001 OK in\n";
    for line in ["store 1 +flags (\\Flagged)", "a7 noop", "done"] {
        assert_refused(&format!("{begin}{line}\n"), 4, "UnmarkedInRecord(");
    }
    let noted = format!("{begin}The mail is gone.\n:expect * OK ...\n");
    assert!(Script::parse(noted.as_bytes(), "x.imap").is_ok());
}
