//! Scripts that arrive line by line, and what is certain at each line.

use super::*;

fn pushed(text: &str) -> Vec<(Vec<String>, bool)> {
    let mut stream = ScriptStream::new("-");
    let mut all = Vec::new();
    let note = |pushed: StreamOutput| {
        let script = Script {
            items: pushed.items,
            ..Script::default()
        };
        (short(&script), pushed.undecided)
    };
    for line in text.lines() {
        all.push(note(
            stream
                .push(line.as_bytes(), line.starts_with('='))
                .expect("no mistake"),
        ));
    }
    all.push(note(stream.finish().expect("no mistake")));
    all
}

#[test]
fn line_by_line() {
    let text = "login {4}\nuser {4}\npass\nauthenticate plain\n=\nselect x\n* OK x\na001 NO x\nC: noop\nnoop";
    let lines: Vec<_> = pushed(text)
        .into_iter()
        .map(|(lines, undecided)| (lines.concat(), undecided))
        .collect();
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
    assert_eq!(
        lines,
        expected.map(|(line, undecided)| (line.to_owned(), undecided))
    );
}

#[test]
fn a_mistake_stops_at_its_line() {
    let mut stream = ScriptStream::new("-");
    assert!(stream.push(b"noop", false).is_ok());
    let error = stream.push(b":exepct", false).unwrap_err();
    assert_eq!(
        shown(&error),
        r#"-:2:1: UnknownDirective { word: "exepct", nearest: Some("expect") }"#
    );
}

#[test]
fn a_refused_literal_is_given_up() {
    let mut stream = ScriptStream::new("-");
    assert!(stream.push(b"append x {5}", false).is_ok());
    stream.refused();
    let items = stream.push(b"noop", false).expect("no mistake").items;
    assert!(matches!(&items[0].kind, ItemKind::Command(command) if command.name() == "NOOP"));
}

#[test]
fn what_was_ready_of_a_refused_literal_is_no_command() {
    for lines in [
        &["login taro {8}", "pass", "wd", "noop"][..],
        &["login taro {4}", "pass", "noop"],
        &["login taro {4}", "pass", "", "noop"],
        &["append x {<<END}", "some", "END", "noop"],
        &["login {4}", "taro {4}", "pass", "noop"],
    ] {
        let mut stream = ScriptStream::new("-");
        assert!(stream.push(lines[0].as_bytes(), false).is_ok());
        stream.refused();
        let mut sent = Vec::new();
        for line in &lines[1..] {
            let pushed = stream.push(line.as_bytes(), false).expect("no mistake");
            for item in pushed.items {
                if let ItemKind::Command(command) = item.kind {
                    sent.push(command.text.to_string());
                }
            }
        }
        assert_eq!(sent, ["noop"], "{lines:?}");
    }
}

#[test]
fn the_answers_to_a_refused_authenticate_are_no_commands() {
    for (lines, left_out) in [
        (&["authenticate plain", "AGEAYg==", "noop"][..], Some(2)),
        (
            &["a1 authenticate plain", "a1 NO x", "AGEAYg==", "noop"],
            Some(3),
        ),
        (&["authenticate login", "YQ==", "", "Yg==", "noop"], Some(2)),
        (&["authenticate plain", "noop"], None),
    ] {
        let mut stream = ScriptStream::new("-");
        let mut told = Vec::new();
        let mut sent = Vec::new();
        for line in lines {
            let pushed = stream.push(line.as_bytes(), false).expect("no mistake");
            told.extend(pushed.left_out);
            for item in pushed.items {
                if let ItemKind::Command(command) = item.kind {
                    sent.push(command.text.to_string());
                }
            }
            if line.contains("authenticate") {
                stream.refused();
            }
        }
        assert_eq!(sent.len(), 2, "{sent:?}");
        assert_eq!(told, Vec::from_iter(left_out), "said once");
        assert_eq!(sent[1], "noop");
    }
}
