//! Scripts that arrive line by line, and what is known after each line.

use super::*;

/// The items of each line, and whether the line leaves the last command undecided. A line with `=`
/// arrives when an answer is due.
fn outputs(text: &str) -> Vec<(String, bool)> {
    let mut stream = ScriptStream::new("-");
    let mut outputs: Vec<_> =
        text.lines().map(|line| stream.push(line.as_bytes(), line.starts_with('='))).collect();
    outputs.push(stream.finish());
    let summarized = outputs.into_iter().map(|output| {
        let output = output.expect("no mistake");
        let script = Script { items: output.items, ..Script::default() };
        (summary(&script).concat(), output.undecided)
    });
    summarized.collect()
}

/// The commands of a line that is added.
fn push_commands(stream: &mut ScriptStream, line: &str) -> (Vec<String>, Option<usize>) {
    let output = stream.push(line.as_bytes(), false).expect("no mistake");
    let commands = output.items.into_iter().filter_map(|item| match item.kind {
        ItemKind::Command(command) => Some(command.text.to_string()),
        _ => None,
    });
    (commands.collect(), output.left_out)
}

#[test]
fn line_by_line() {
    let text = "login {4}\nuser {4}\npass\nauthenticate plain\n=\nselect x\n* OK x\na001 NO x\nC: noop\nnoop";
    let expected = [
        ("> login {4}", false),
        ("| user {4}", false),
        ("| pass", false),
        ("> authenticate plain", false),
        ("= =", false),
        ("> select x", false),
        ("", true),
        ("fails", false),
        ("> noop", false),
        ("", true),
        ("", true),
    ];
    assert_eq!(outputs(text), expected.map(|(line, undecided)| (line.to_owned(), undecided)));
}

#[test]
fn a_mistake_is_reported_at_its_line() {
    let mut stream = ScriptStream::new("-");
    assert!(stream.push(b"noop", false).is_ok());
    let error = stream.push(b":exepct", false).unwrap_err();
    assert_eq!(
        with_place(&error),
        r#"-:2:1: UnknownDirective { word: "exepct", nearest: Some("expect") }"#
    );
}

#[test]
fn after_a_refused_literal_the_next_line_is_a_command() {
    let mut stream = ScriptStream::new("-");
    assert!(stream.push(b"append x {5}", false).is_ok());
    stream.command_refused();
    let items = stream.push(b"noop", false).expect("no mistake").items;
    assert!(matches!(&items[0].kind, ItemKind::Command(command) if command.name() == "NOOP"));
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
        assert!(stream.push(lines[0].as_bytes(), false).is_ok());
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
        (&["a1 authenticate plain", "a1 NO x", "AGEAYg==", "noop"], Some(3)),
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
        assert_eq!(sent[1], "noop");
    }
}
