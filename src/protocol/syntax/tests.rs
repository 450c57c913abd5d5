//! Tests of the spans of messages, which must cover any message.

use super::*;
use proptest::prelude::*;

pub(super) fn parsed(side: Side, line: &[u8]) -> Parser {
    let mut parser = Parser::new(side);
    parser.line(line);
    parser
}

/// The leaves, without blanks and brackets.
pub(super) fn leaves(side: Side, line: &str) -> Vec<String> {
    let mut parser = parsed(side, line.as_bytes());
    let tree = parser.tree();
    let root = tree.root().expect("a root");
    let shown = |node: &Node| {
        node.is_leaf() && !matches!(node.kind(), Kind::Blank | Kind::Open | Kind::Close)
    };
    root.descendants()
        .filter(shown)
        .map(|node| format!("{} {}", node.kind().name(), String::from_utf8_lossy(node.text())))
        .collect()
}

/// Checks that the leaves cover the text and that the spans inside a span cover it.
pub(super) fn assert_covered(tree: &Tree) {
    let Some(root) = tree.root() else { return assert!(tree.text().is_empty()) };
    assert_eq!(root.range(), 0..tree.text().len());
    let mut at = 0;
    for leaf in tree.leaves() {
        assert_eq!(leaf.range().start, at);
        at = leaf.range().end;
    }
    assert_eq!(at, tree.text().len());
    for node in tree.nodes().filter(|node| !node.is_leaf()) {
        let mut at = node.range().start;
        for child in node.children() {
            assert_eq!(child.range().start, at);
            at = child.range().end;
        }
        assert_eq!(node.range().end, at);
    }
}

const VALID: [(Side, &str); 26] = [
    (Side::Server, "* 11 EXISTS"),
    (Side::Server, "* OK [UIDVALIDITY 1767225600] UIDs valid"),
    (Side::Server, "* FLAGS (\\Seen $Forwarded)"),
    (Side::Server, "* OK [PERMANENTFLAGS (\\Seen \\*)] Limited"),
    (Side::Server, "* CAPABILITY IMAP4rev1 AUTH=PLAIN"),
    (Side::Server, "* LIST (\\HasNoChildren) \"/\" \"a b\""),
    (Side::Server, "* STATUS INBOX (MESSAGES 2 UNSEEN 0)"),
    (Side::Server, "* SEARCH 1 2 3"),
    (Side::Server, "* SEARCH"),
    (Side::Server, "* 1 FETCH (FLAGS (\\Seen) UID 3)"),
    (Side::Server, "* 1 FETCH (BODY[HEADER.FIELDS (TO)]<0> \"x\" X-GM-MSGID 1)"),
    (Side::Server, "a1 NO [TRYCREATE] no such mailbox"),
    (Side::Server, "+ idling"),
    (Side::Server, "+"),
    (Side::Client, "a login user \"pass word\""),
    (Side::Client, "a login ${user}@example.org ${password}"),
    (Side::Client, "a authenticate PLAIN ${sasl}"),
    (Side::Client, "a select INBOX"),
    (Side::Client, "a uid fetch 300:* body.peek[header]"),
    (Side::Client, "a fetch 2 (flags body[1.2.mime]<0.100>)"),
    (Side::Client, "a store 1,3 -flags.silent (\\Seen)"),
    (Side::Client, "a store 1 +flags \\Seen \\Deleted"),
    (Side::Client, "a search charset utf-8 or (seen 1:3) not from x since 1-Jan-2026"),
    (Side::Client, "a list \"\" %"),
    (Side::Client, "a status INBOX (messages)"),
    (Side::Client, "a authenticate PLAIN AGEAYg=="),
];

#[test]
fn valid_lines_have_no_unknown_span() {
    for (side, line) in VALID {
        let mut parser = parsed(side, line.as_bytes());
        let tree = parser.tree();
        assert_covered(tree);
        let root = tree.root().expect("a root");
        assert!(root.descendant(Kind::Unknown).is_none(), "{line}");
    }
}

#[test]
fn a_command_without_a_tag_has_its_words_one_off() {
    assert_eq!(leaves(Side::Client, "login user pass"), ["tag login", "unknown user", "atom pass"]);
}

#[test]
fn a_list_continues_after_a_fault() {
    assert_eq!(
        leaves(Side::Server, "* 1 FETCH (FLAGS (\\Seen (x y) \\Draft) UID 7)")[3..],
        [
            "fetch-att-name FLAGS",
            "flag \\Seen",
            "unknown (x y)",
            "flag \\Draft",
            "fetch-att-name UID",
            "uniqueid 7"
        ]
    );
}

#[test]
fn a_literal_is_part_of_what_announced_it() {
    let mut parser = Parser::new(Side::Client);
    parser.line(b"a login {4} ".trim_ascii_end());
    parser.literal(4, b"user");
    parser.line(b" {2+}");
    parser.literal(2, b"pw");
    parser.line(b"");
    let tree = parser.tree();
    assert_covered(tree);
    let root = tree.root().expect("a root");
    let value = |kind| root.child(kind).and_then(Node::string).expect("a value").into_owned();
    assert_eq!(value(Kind::UserId), b"user");
    assert_eq!(value(Kind::Password), b"pw");
}

#[test]
fn hostile_nesting_is_bounded() {
    for (beginning, repeated) in [("X ", "("), ("", "x["), ("", "x[ "), ("X ", "\"\\"), ("", ") }")]
    {
        let mut line = format!("* 1 FETCH ({beginning}").into_bytes();
        line.extend(repeated.bytes().cycle().take(1_000_000));
        assert_covered(parsed(Side::Server, &line).tree());
    }
}

const MODES: [Mode; 4] = [Mode::Message, Mode::Idle, Mode::Authenticate, Mode::Literal];

proptest! {
    #[test]
    fn any_lines_are_covered(
        lines in prop::collection::vec("[a*+1 ()\"\\\\{}\\[\\]<>~]{0,30}", 1..4),
        start in 0..VALID.len(),
    ) {
        let (side, first) = VALID[start];
        let mut parser = Parser::new(side);
        parser.line(format!("{first} {{1}}").as_bytes());
        for line in lines {
            parser.literal(1, b"x");
            parser.line(line.as_bytes());
        }
        assert_covered(parser.tree());
    }

    /// Words of valid lines in any order, with faults between them.
    #[test]
    fn any_words_are_covered_and_read_the_same_again(
        words in prop::collection::vec((0..VALID.len(), 0..9usize, "[ ()\"x\\]]{0,2}"), 1..9),
        mode in prop::sample::select(&MODES),
        is_client: bool,
        asks: bool,
    ) {
        let side = if is_client { Side::Client } else { Side::Server };
        let word = |line: &'static str, at| line.split(' ').nth(at).unwrap_or("{1}");
        let lines: Vec<String> = words
            .chunks(4)
            .map(|words| words.iter().map(|(line, at, fault)| format!("{} {fault}", word(VALID[*line].1, *at))).collect())
            .collect();
        let mut parser = Parser::new(side);
        let mut read = |asks: bool| {
            parser.clear();
            for line in &lines {
                parser.line_as(mode, line.as_bytes());
                if asks {
                    assert_covered(parser.tree());
                }
                parser.literal(3, b"y");
            }
            parser.line(b" z");
            parser.tree().clone()
        };
        let first = read(asks);
        assert_covered(&first);
        // Neither earlier messages nor reading the tree in between change it.
        prop_assert_eq!(read(!asks), first);
    }

    #[test]
    fn any_octets_are_covered(octets: Vec<u8>, mode in prop::sample::select(&MODES), is_client: bool) {
        let mut parser = Parser::new(if is_client { Side::Client } else { Side::Server });
        parser.line_as(mode, &octets);
        assert_covered(parser.tree());
    }
}
