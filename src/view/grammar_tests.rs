//! Tests of the colors of lines: those of a known shape have the same as by the syntax tree.

use super::tests::{COLOR, Harness, SAFE, shown};
use crate::protocol::dialogue::{ClientKind, FollowingLiteral};
use crate::protocol::framing::LineEnd;
use crate::protocol::secrets::Placeholder;
use crate::session::ClientPiece;
use proptest::prelude::*;

/// The text of a terminal without its styles.
pub(super) fn without_styles(shown: &str) -> String {
    let mut parts = shown.split("\x1b[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('m').map_or("", |(_, rest)| rest))
}

#[test]
fn colors_follow_the_grammar_across_a_literal() {
    let shown = shown(
        b"* OK [UIDNEXT 7] x\r\n* LIST (\\Noselect) \"/\" {3}\r\na b\r\n* 1 FETCH (BODY[] {2}\r\nhi FLAGS (\\Seen) UID 7)\r\n",
        COLOR,
    );
    for part in [
        "[\x1b[95;1mUIDNEXT\x1b[0m \x1b[36m7\x1b[0m]",
        "\x1b[1mLIST\x1b[0m (\x1b[95m\\Noselect\x1b[0m) \x1b[32m\"/\"\x1b[0m",
        "hi \x1b[1mFLAGS\x1b[0m (\x1b[95m\\Seen\x1b[0m) \x1b[1mUID\x1b[0m \x1b[36m7\x1b[0m)",
    ] {
        assert!(shown.contains(part), "{part:?} is not in {shown:?}");
    }
}

#[test]
fn a_command_is_colored_across_a_literal() {
    let mut harness = Harness::new(COLOR);
    let mut first = ClientPiece::new(ClientKind::Command, b"a1 append INBOX (\\Seen) {2}", None);
    (first.tag_len, first.following_literal) = (2, FollowingLiteral::Text);
    harness.send(first);
    let mut literal = ClientPiece::new(ClientKind::Literal, b"hi", None);
    (literal.literal_size, literal.eol) = (Some(2), LineEnd::None);
    harness.send(literal);
    harness.send(ClientPiece::new(ClientKind::Untagged, b" (\\Draft) {1}", None));
    let shown = harness.shown();
    assert!(
        shown.contains(" \x1b[1mappend\x1b[0m \x1b[36;1mINBOX\x1b[0m (\x1b[95m\\Seen\x1b[0m)"),
        "{shown:?}"
    );
    assert_eq!(without_styles(&shown), "a1 append INBOX (\\Seen) {2}\r\nhi (\\Draft) {1}\r\n");
}

#[test]
fn an_untouched_command_has_its_colors() {
    for (line, is_command) in [("a5 search unseen", true), ("search unseen", false), ("a b", false)]
    {
        let mut harness = Harness::new(COLOR);
        harness.send(ClientPiece::new(ClientKind::Raw, line.as_bytes(), None));
        let shown = harness.shown();
        assert_eq!(without_styles(&shown), format!("{line}\r\n"));
        let is_colored = shown.contains("\x1b[1msearch\x1b[0m \x1b[1munseen\x1b[0m");
        assert_eq!(is_colored, is_command, "{shown:?}");
    }
}

/// The line in the colors of the syntax tree: nothing was shown before it.
fn shown_alone(line: &str) -> String {
    shown(format!("{line}\r\n").as_bytes(), COLOR)
}

#[test]
fn after_each_line_each_other_one_has_the_colors_of_its_tree() {
    let lines = [
        "* 1 EXISTS",
        "* 2 EXISTS",
        "* 20 EXISTS",
        "* 1 FETCH (FLAGS (\\Seen) UID 1001)",
        "* 2 FETCH (FLAGS (\\Seen) UID 1002)",
        "* 2 FETCH (FLAGS (\\Seen) UID 100x)",
        "* 2 FETCH (FLAGS (12) UID 7)",
        "* 2 FETCH (FLAGS (11) UID 7)",
        "* SEARCH 1 2 3",
        "* SEARCH 1 2 4",
        "* SEARCH 1 234",
        "* SEARCH 1:2,3",
        "* SEARCH 1:2,4",
        "* STATUS 12 (MESSAGES 1)",
        "* STATUS 13 (MESSAGES 2)",
        "* CAPABILITY IMAP4rev1",
        "* CAPABILITY IMAP4rev2",
        "* 1 FETCH (BODY[1.2] \"1\")",
        "* 1 FETCH (BODY[1.3] \"1\")",
        "* 1 FETCH (BODY[1]<0> NIL)",
        "* 1 2",
        "* 1 3",
        "* QUOTA \"\" (STORAGE 10 512)",
        "* QUOTA \"\" (STORAGE 11 513)",
        "* 1 X {5}x",
        "* 1 X {6}x",
        "* 1",
        "* 2",
        "*  2",
        "* ",
        "* 1x",
        "* 2x",
        "* 1\x1b2 X",
        "* 3 FETCH (X-語 1)",
        "* 4 FETCH (X-語 2)",
        "a1 OK done",
        "a2 OK done",
        "a2 NO done",
        "12 OK done",
        "13 OK [COPYUID 7 1 2]",
        "14 OK [COPYUID 8 1 3]",
        "14 OK [COPYUID 8 1 x]",
        "a+1 OK done",
        "a+2 OK done",
    ];
    for first in lines {
        for second in lines {
            let together = shown(format!("{first}\r\n{second}\r\n").as_bytes(), COLOR);
            assert_eq!(together, shown_alone(first) + &shown_alone(second));
        }
    }
}

/// These commands as they are shown, sent one after another.
fn sent(commands: &[&str]) -> String {
    let mut harness = Harness::new(COLOR);
    for command in commands {
        let mut piece = ClientPiece::new(ClientKind::Command, command.as_bytes(), None);
        piece.tag_len = command.find(' ').unwrap_or(command.len());
        harness.send(piece);
    }
    harness.shown()
}

#[test]
fn after_each_command_each_other_one_has_the_colors_of_its_tree() {
    let commands = [
        "a1 noop",
        "a2 noop",
        "12 noop",
        "34 noop",
        "a1 frob",
        "a1 fetch 1 flags",
        "a2 fetch 0 flags",
        "a1 uid fetch 1:5 (flags body[1])",
        "a2 uid fetch 1:6 (flags body[1])",
        "a3 store 1 +flags \\Seen",
        "a3 store 1 +flags \\Se\x1bn",
        "a\x1b4 noop",
        "a\x1b5 noop",
    ];
    for first in commands {
        for second in commands {
            assert_eq!(sent(&[first, second]), sent(&[first]) + &sent(&[second]));
        }
    }
}

/// A response of one line that may be valid.
fn response() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[0-9]{1,11}",
        "[0-9.:,*]{1,8}",
        "[A-Z0-9]{1,3}",
        prop::sample::select(vec![
            "EXISTS",
            "FETCH (",
            "FLAGS (",
            "\\Seen",
            "\\",
            ")",
            "(",
            "UID",
            "MODSEQ (12)",
            "NIL",
            "\"1\"",
            "\"",
            "INTERNALDATE \"17-Jul-1996 02:44:25 -0700\"",
            "BODY[1]<0>",
            "BODY[",
            "]",
            "RFC822.SIZE",
            "STATUS",
            "INBOX",
            "MESSAGES",
            "SEARCH",
            "ESEARCH (TAG \"a1\")",
            "ALL",
            "1:3,5",
            "QUOTA",
            "STORAGE 1 2",
            "LIST (\\Marked) \"/\" a1",
            "THREAD (1 2)(3)",
            "{12}",
            "~",
            "VANISHED (EARLIER) 1:5",
            "NAMESPACE",
            "ID (",
            "ACL",
            "METADATA",
            "BODYSTRUCTURE (\"TEXT\"",
            "\"PLAIN\" NIL NIL NIL \"7BIT\" 7 7)",
            "EMAILID (M6d99ac32)",
            "PREVIEW \"1\"",
            "語",
            "\u{7f}",
        ])
        .prop_map(str::to_owned),
    ];
    let separated = (word, prop::bool::weighted(0.9))
        .prop_map(|(word, separated)| if separated { format!(" {word}") } else { word });
    let first =
        prop::sample::select(vec!["*", "*", "a1 OK", "a01 NO", "12 BAD", "a1.2 OK", "a1 O"]);
    (first, prop::collection::vec(separated, 1..12))
        .prop_map(|(first, words)| format!("{first}{}", words.concat()))
}

proptest! {
    #[test]
    fn a_line_with_other_digits_has_the_colors_of_its_tree(
        line in response(),
        digits in prop::collection::vec(prop::option::of(0..10_u32), 1..20),
    ) {
        // This test does not send the literal.
        prop_assume!(!line.ends_with('}'));
        let mut digits = digits.into_iter().cycle();
        let other: String = line
            .chars()
            .map(|c| if c.is_ascii_digit() { digits.next().flatten().and_then(|it| char::from_digit(it, 10)).unwrap_or(c) } else { c })
            .collect();
        let together = shown(format!("{line}\r\n{other}\r\n").as_bytes(), COLOR);
        prop_assert_eq!(together, shown_alone(&line) + &shown_alone(&other));
        let plain = shown(format!("{line}\r\n").as_bytes(), SAFE);
        prop_assert_eq!(without_styles(&shown_alone(&line)), plain);
    }
}

#[test]
fn a_tag_that_holds_a_secret_is_masked() {
    for secret in [0..42, 2..42, 5..9] {
        let line = b"a1hunter2taaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaag noop";
        let placeholder = Some(Placeholder::Password);
        let mut piece = ClientPiece::new(ClientKind::Command, line, Some((secret, placeholder)));
        piece.tag_len = 43;
        let mut harness = Harness::new(COLOR);
        harness.send(piece);
        let shown = without_styles(&harness.shown());
        assert!(shown.contains("${password}") && !shown.contains("hunter2"), "{shown}");
    }
}
