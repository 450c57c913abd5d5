//! Tests of valid commands, and of the errors for invalid ones.

use super::*;
use crate::practice::grammar::AnnouncedLiteral;
use crate::practice::grammar::FetchItem;
use proptest::prelude::*;

fn text_of(line: &[u8]) -> CommandOctets {
    let mut text = CommandOctets::default();
    text.push_line(line);
    text
}

fn command_of(line: &str) -> ParseResult<Command> {
    parse(&text_of(line.as_bytes()), Dialect::all()).command
}

fn error_of(line: &str) -> String {
    match command_of(line) {
        Err(ParseError::Bad(text)) => text,
        other => format!("{other:?}"),
    }
}

#[test]
fn an_error_says_what_was_expected_and_where() {
    let cases = [
        ("a003 SELECT", "Expected a mailbox name after SELECT, at column 12"),
        ("a003 SELECT ", "Expected a mailbox name after SELECT, at column 13"),
        (
            "a003 SELECT  x",
            "Expected a mailbox name after SELECT after a single space, at column 13",
        ),
        ("a1  NOOP", "Expected a command after the tag after a single space, at column 4"),
        ("a1 NOOP x", "Expected the end of the line after NOOP, at column 8"),
        ("a1", "Expected a command after the tag, at column 3"),
        (
            "login user pass",
            "Expected a command that this server knows (login was taken for the tag), at column 7",
        ),
        ("a1 FETCH 1,x FLAGS", "Expected sequence numbers such as 1:* after FETCH, at column 12"),
        ("a1 FETCH 0 FLAGS", "Expected sequence numbers such as 1:* after FETCH, at column 10"),
        (
            "a1 STORE 1 ++FLAGS x",
            "Expected FLAGS, +FLAGS or -FLAGS, optionally with .SILENT, at column 12",
        ),
        (
            "a1 STORE 1 FLAGS \\Recent",
            "Expected a flag that can be stored (only the server sets \\Recent), at column 18",
        ),
        ("a1 LOGIN \"user", "Expected a closing quote, at column 15"),
        ("a1 SEARCH ON 31-Feb-2020", "Expected a date such as 1-Feb-1994, at column 14"),
        ("done", "DONE ends IDLE, but no IDLE is running, at column 5"),
        ("* OK", "Expected a tag, such as a001, before the command, at column 1"),
        ("", "Expected a tag, such as a001, before the command, at column 1"),
    ];
    for (line, text) in cases {
        assert_eq!(error_of(line), text, "{line}");
    }
}

#[test]
fn a_literal_is_requested_only_where_the_grammar_permits_one() {
    let needed = |line| match command_of(line) {
        Err(ParseError::NeedsLiteral(AnnouncedLiteral { octets, synchronizing, is_message })) => {
            (octets, synchronizing, is_message)
        }
        other => panic!("{line}: {other:?}"),
    };
    assert_eq!(needed("a LOGIN {4}"), (4, true, false));
    assert_eq!(needed("a APPEND INBOX (\\Seen) {310+}"), (310, false, true));
    assert!(matches!(command_of("a NOOP {4}"), Err(ParseError::Bad(_))));
    assert!(matches!(command_of("a SEARCH ON {4}"), Err(ParseError::Bad(_))));
}

#[test]
fn a_literal_is_one_argument_whatever_it_contains() {
    let mut text = text_of(b"a LOGIN {4}");
    text.push_literal(b"a\"b ");
    text.push_line(b" {0}");
    text.push_literal(b"");
    let parsed = parse(&text, Dialect::all()).command;
    assert_eq!(parsed, Ok(Command::Login { user: "a\"b ".into(), password: String::new() }));
}

#[test]
fn a_section_has_the_name_that_the_client_wrote() {
    let name = |item: &str| match command_of(&format!("a FETCH 1 {item}")) {
        Ok(Command::Fetch(FetchArguments { items, .. })) => match items.as_slice() {
            [FetchItem::Section { name, .. }] => name.clone(),
            other => format!("{other:?}"),
        },
        other => format!("{other:?}"),
    };
    assert_eq!(name("body.peek[1.2.mime]<0.5>"), "BODY[1.2.MIME]<0>");
    assert_eq!(name("BODY[HEADER.FIELDS (from \"x y\")]"), "BODY[HEADER.FIELDS (FROM \"X Y\")]");
    assert_eq!(name("rfc822.header"), "RFC822.HEADER");
    for invalid in
        ["BODY[MIME]", "BODY[1.]", "BODY[0]", "BODY[]<0.0>", "BODY[HEADER.FIELDS ()]", "BODY[1"]
    {
        assert!(
            matches!(command_of(&format!("a FETCH 1 {invalid}")), Err(ParseError::Bad(_))),
            "{invalid}"
        );
    }
}

#[test]
fn search_keys_have_a_maximum_depth() {
    assert!(command_of(&format!("a SEARCH {}ALL", "NOT ".repeat(90))).is_ok());
    assert!(error_of(&format!("a SEARCH {}ALL", "NOT ".repeat(9000))).contains("too deeply"));
    assert!(error_of(&format!("a SEARCH {}", "(".repeat(9000))).contains("too deeply"));
}

proptest! {
    #[test]
    fn no_octets_cause_a_panic(octets in proptest::collection::vec(any::<u8>(), 0..200)) {
        parse(&text_of(&octets), Dialect::all());
    }

    #[test]
    fn no_pieces_of_commands_cause_a_panic(
        words in proptest::collection::vec(
            prop::sample::select(vec![
                "a", "UID", "FETCH", "SEARCH", "STORE", "APPEND", "LOGIN", "1:*", "BODY[", "]", "<1.2>", "HEADER.FIELDS",
                "(", ")", " ", " ", " ", "\"", "\\Seen", "{3}", "{3+}", "OR", "NOT", "\\", "1", "é", "CHARSET", "UTF-8",
            ]),
            0..30,
        )
    ) {
        let mut text = CommandOctets::default();
        for word in words {
            text.push_line(word.as_bytes());
            if word.ends_with('}') {
                text.push_literal(b"xyz");
            }
        }
        parse(&text, Dialect::all());
    }
}
