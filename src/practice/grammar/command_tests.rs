use super::*;
use proptest::prelude::*;

fn read(line: &str) -> Result<Command, Fault> {
    parse(&CommandText::line(line.as_bytes())).command
}

fn bad(line: &str) -> String {
    match read(line) {
        Err(Fault::Bad(text)) => text,
        other => format!("{other:?}"),
    }
}

#[test]
fn a_mistake_says_what_was_expected_and_where() {
    let cases = [
        (
            "a003 SELECT",
            "Expected a mailbox name after SELECT, at column 12",
        ),
        (
            "a003 SELECT ",
            "Expected a mailbox name after SELECT, at column 13",
        ),
        (
            "a003 SELECT  x",
            "Expected a mailbox name after SELECT after a single blank, at column 13",
        ),
        (
            "a1  NOOP",
            "Expected a command after the tag after a single blank, at column 4",
        ),
        (
            "a1 NOOP x",
            "Expected the line's end after NOOP, at column 8",
        ),
        ("a1", "Expected a command after the tag, at column 3"),
        (
            "login user pass",
            "Expected a command that this server knows, not USER (login was taken for the tag), at column 7",
        ),
        (
            "a1 FETCH 1,x FLAGS",
            "Expected sequence numbers such as 1:* after FETCH, at column 12",
        ),
        (
            "a1 FETCH 0 FLAGS",
            "Expected sequence numbers such as 1:* after FETCH, at column 10",
        ),
        (
            "a1 STORE 1 ++FLAGS x",
            "Expected FLAGS, +FLAGS or -FLAGS, each with .SILENT perhaps, at column 12",
        ),
        (
            "a1 STORE 1 FLAGS \\Recent",
            "Expected a flag that can be stored (\\Recent is the server's), at column 18",
        ),
        ("a1 LOGIN \"user", "Expected a closing quote, at column 15"),
        (
            "a1 SEARCH ON 31-Feb-2020",
            "Expected a date such as 1-Feb-1994, at column 14",
        ),
        ("done", "DONE ends IDLE, and no IDLE runs, at column 5"),
        (
            "* OK",
            "Expected a tag, such as a001, before the command, at column 1",
        ),
        (
            "",
            "Expected a tag, such as a001, before the command, at column 1",
        ),
    ];
    for (line, text) in cases {
        assert_eq!(bad(line), text, "{line}");
    }
}

#[test]
fn a_literal_is_asked_for_only_where_one_may_stand() {
    let need = |line| match read(line) {
        Err(Fault::Literal(literal)) => (literal.octets, literal.plus, literal.message),
        other => panic!("{line}: {other:?}"),
    };
    assert_eq!(need("a LOGIN {4}"), (4, false, false));
    assert_eq!(need("a APPEND INBOX (\\Seen) {310+}"), (310, true, true));
    assert!(matches!(read("a NOOP {4}"), Err(Fault::Bad(_))));
    assert!(matches!(read("a SEARCH ON {4}"), Err(Fault::Bad(_))));
}

#[test]
fn a_literal_counts_as_one_argument_whatever_is_in_it() {
    let mut text = CommandText::line(b"a LOGIN {4}");
    text.push_literal(b"a\"b ");
    text.push_line(b" {0}");
    text.push_literal(b"");
    let parsed = parse(&text).command;
    assert_eq!(
        parsed,
        Ok(Command::Login {
            user: "a\"b ".into(),
            password: String::new()
        })
    );
}

#[test]
fn sections_are_named_as_they_were_asked_for() {
    let name = |item: &str| match read(&format!("a FETCH 1 {item}")) {
        Ok(Command::Fetch(_, _, items)) => match items.as_slice() {
            [Item::Section { name, .. }] => name.clone(),
            other => format!("{other:?}"),
        },
        other => format!("{other:?}"),
    };
    assert_eq!(name("body.peek[1.2.mime]<0.5>"), "BODY[1.2.MIME]<0>");
    assert_eq!(
        name("BODY[HEADER.FIELDS (from \"x y\")]"),
        "BODY[HEADER.FIELDS (FROM \"X Y\")]"
    );
    assert_eq!(name("rfc822.header"), "RFC822.HEADER");
    for wrong in [
        "BODY[MIME]",
        "BODY[1.]",
        "BODY[0]",
        "BODY[]<0.0>",
        "BODY[HEADER.FIELDS ()]",
        "BODY[1",
    ] {
        assert!(
            matches!(read(&format!("a FETCH 1 {wrong}")), Err(Fault::Bad(_))),
            "{wrong}"
        );
    }
}

#[test]
fn search_nests_only_so_deep() {
    assert!(read(&format!("a SEARCH {}ALL", "NOT ".repeat(90))).is_ok());
    assert!(bad(&format!("a SEARCH {}ALL", "NOT ".repeat(9000))).contains("too deep"));
    assert!(bad(&format!("a SEARCH {}", "(".repeat(9000))).contains("too deep"));
}

proptest! {
    #[test]
    fn any_octets_are_read_without_panic(octets in proptest::collection::vec(any::<u8>(), 0..200)) {
        parse(&CommandText::line(&octets));
    }

    #[test]
    fn any_pieces_of_commands_are_read_without_panic(
        words in proptest::collection::vec(
            prop::sample::select(vec![
                "a", "UID", "FETCH", "SEARCH", "STORE", "APPEND", "LOGIN", "1:*", "BODY[", "]", "<1.2>", "HEADER.FIELDS",
                "(", ")", " ", " ", " ", "\"", "\\Seen", "{3}", "{3+}", "OR", "NOT", "\\", "1", "é", "CHARSET", "UTF-8",
            ]),
            0..30,
        )
    ) {
        let mut text = CommandText::default();
        for word in words {
            text.push_line(word.as_bytes());
            if word.ends_with('}') {
                text.push_literal(b"xyz");
            }
        }
        parse(&text);
    }
}
