//! Tests of the parser after a fault.

use super::tests::{assert_covered, leaves, parsed};
use super::*;

/// The leaves after the first ones.
#[track_caller]
fn assert_leaves(side: Side, line: &str, skipped: usize, expected: &[&str]) {
    assert_covered(parsed(side, line.as_bytes()).tree());
    assert_eq!(leaves(side, line)[skipped..], *expected, "{line}");
}

#[test]
fn a_wrong_word_is_unknown_and_the_next_argument_is_read() {
    for (line, expected) in [
        ("a1 STORE 1 ?FLAG (\\Seen)", &["sequence-set 1", "unknown ?FLAG", "flag \\Seen"][..]),
        ("a1 FETCH 1..3 (UID)", &["unknown 1..3", "fetch-att-name UID"]),
        ("a1 FETCH one (UID)", &["unknown one", "fetch-att-name UID"]),
        ("a1 COPY 1;2 Work", &["unknown 1;2", "atom Work"]),
        ("a1 SELECT (x) Work", &["unknown (x)", "atom Work"]),
        ("a1 STATUS INBOX x (UNSEEN)", &["atom INBOX", "unknown x", "status-att UNSEEN"]),
        ("a1 SELECT INBOX*2 x", &["unknown INBOX*2", "unknown x"]),
        (
            "a1 SEARCH FROMM hana UNSEEN",
            &["unknown FROMM", "unknown hana", "search-key-name UNSEEN"],
        ),
        (
            "a1 SEARCH OR x SEEN ALL",
            &["search-key-name OR", "unknown x", "search-key-name SEEN", "search-key-name ALL"],
        ),
        (
            "a1 SEARCH (FROMM SEEN) ALL",
            &["unknown FROMM", "search-key-name SEEN", "search-key-name ALL"],
        ),
        ("a1 LOGIN (me) pass", &["unknown (me)", "atom pass"]),
        ("a1 LOGIN user", &["atom user"]),
        ("a1 NOOP x y", &["unknown x", "unknown y"]),
    ] {
        assert_leaves(Side::Client, line, 2, expected);
    }
}

#[test]
fn a_response_continues_after_the_wrong_word() {
    for (line, expected) in [
        (
            "* OK [UNSEEN x] text",
            &["status-word OK", "code-name UNSEEN", "unknown x", "text text"][..],
        ),
        (
            "* OK [COPYUID 1 x 2] t",
            &[
                "status-word OK",
                "code-name COPYUID",
                "number 1",
                "unknown x",
                "uid-set 2",
                "text t",
            ],
        ),
        ("* LIST x \"/\" a", &["response-name LIST", "unknown x", "delimiter \"/\"", "atom a"]),
        ("* 11x EXISTS", &["unknown 11x", "response-name EXISTS"]),
        ("* SEARCH 1 x 3", &["response-name SEARCH", "number 1", "unknown x", "number 3"]),
        (
            "* 1 FETCH x (UID 2)",
            &[
                "message-number 1",
                "response-name FETCH",
                "unknown x",
                "fetch-att-name UID",
                "uniqueid 2",
            ],
        ),
        (
            "* 1 FETCH (RFC822.SIZE x UID 2)",
            &[
                "message-number 1",
                "response-name FETCH",
                "fetch-att-name RFC822.SIZE",
                "unknown x",
                "fetch-att-name UID",
                "uniqueid 2",
            ],
        ),
        (
            "* QUOTA \"\" (STORAGE x 512)",
            &[
                "response-name QUOTA",
                "quoted \"\"",
                "resource-name STORAGE",
                "unknown x",
                "resource-limit 512",
            ],
        ),
    ] {
        assert_leaves(Side::Server, line, 1, expected);
    }
}

#[test]
fn a_fault_does_not_skip_the_end_of_brackets() {
    for line in [
        "* 1 FETCH (MODSEQ (x) UID 7)",
        "* 1 FETCH (MODSEQ () UID 7)",
        "* 1 FETCH (ENVELOPE (\"a\") UID 7)",
        "* 1 FETCH (ENVELOPE (x y (z) \"a\") UID 7)",
        "* 1 FETCH (BODY[HEADER.FIELDS x] \"a\" UID 7)",
        "* 1 FETCH (FLAGS x UID 7)",
    ] {
        let leaves = leaves(Side::Server, line);
        assert_eq!(leaves.last().expect("a leaf"), "uniqueid 7", "{leaves:?}");
        assert_covered(parsed(Side::Server, line.as_bytes()).tree());
    }
}

/// The spans of unknown blanks.
fn surplus(line: &str) -> Vec<(usize, usize)> {
    let mut parser = parsed(Side::Client, line.as_bytes());
    let tree = parser.tree();
    assert_covered(tree);
    let is_surplus = |node: &Node| node.kind() == Kind::Unknown && node.text().starts_with(b" ");
    tree.leaves().filter(is_surplus).map(|node| (node.range().start, node.range().end)).collect()
}

#[test]
fn a_surplus_space_is_unknown_and_does_not_affect_the_rest() {
    for (line, expected, right) in [
        ("a  NOOP", &[(2, 3)][..], "a NOOP"),
        ("a SELECT   INBOX", &[(9, 11)], "a SELECT INBOX"),
        ("a SEARCH  SEEN  ALL", &[(9, 10), (15, 16)], "a SEARCH SEEN ALL"),
        ("a FETCH 1 ( UID  FLAGS )", &[(11, 12), (16, 17), (22, 23)], "a FETCH 1 (UID FLAGS)"),
        ("a NOOP ", &[(6, 7)], "a NOOP"),
        (" a NOOP", &[(0, 1)], "a NOOP"),
        ("a LOGIN u  p ", &[(10, 11), (12, 13)], "a LOGIN u p"),
    ] {
        assert_eq!(surplus(line), expected, "{line}");
        let mut others = leaves(Side::Client, line);
        others.retain(|leaf| !leaf.starts_with("unknown  "));
        assert_eq!(others, leaves(Side::Client, right));
    }
    assert!(surplus("a LOGIN \"u  v\" p").is_empty());
}

/// The leaves of a line that is not a command.
fn leaves_as(mode: Mode, line: &str) -> Vec<String> {
    let mut parser = Parser::new(Side::Client);
    parser.line_as(mode, line.as_bytes());
    let tree = parser.tree();
    assert_covered(tree);
    assert_eq!(tree.root().expect("a root").kind(), Kind::Continued);
    let shown =
        |node: Node| format!("{} {}", node.kind().name(), String::from_utf8_lossy(node.text()));
    tree.leaves().map(shown).collect()
}

#[test]
fn a_line_that_continues_a_command_is_read_for_what_it_is() {
    for (mode, line, expected) in [
        (Mode::Idle, "done", &["done done"][..]),
        (Mode::Idle, "a NOOP", &["unknown a", "blank  ", "unknown NOOP"]),
        (Mode::Idle, "DONE ", &["done DONE", "unknown  "]),
        (Mode::Authenticate, "AGEAYg==", &["base64 AGEAYg=="]),
        (Mode::Authenticate, "PASS", &["base64 PASS"]),
        (Mode::Authenticate, "*", &["cancel *"]),
        (Mode::Authenticate, "", &[]),
        (Mode::Authenticate, "user", &["base64 user"]),
        (Mode::Authenticate, "${sasl}", &["base64 ${sasl}"]),
        (Mode::Authenticate, "AGEAYg", &["unknown AGEAYg"]),
        (Mode::Literal, "a NOOP (\" {3}", &["literal a NOOP (\" {3}"]),
        (Mode::Literal, "", &[]),
    ] {
        assert_eq!(leaves_as(mode, line), expected, "{line}");
    }
}

/// A megabyte of faults takes no longer than any other megabyte: a test that does not end has
/// failed.
#[test]
fn hostile_commands_take_linear_time() {
    for (beginning, repeated) in [
        ("a SEARCH", " x"),
        ("a SEARCH", " NOT"),
        ("a SEARCH", " NOT x"),
        ("a SEARCH", " OR (x) \""),
        ("a SEARCH ", "("),
        ("a SEARCH ", "(x "),
        ("a SEARCH", " FROM x FROM ("),
        ("a FETCH 1..", "."),
        ("a FETCH 1 (", "BODY[ "),
        ("a STORE 1", ")"),
        ("a ENABLE x", "*)"),
        ("a ", "  "),
        ("a STATUS x (", " y*"),
        ("", "a b c"),
        ("a LIST ", "\"\\\""),
    ] {
        let mut line = beginning.as_bytes().to_vec();
        line.extend(repeated.bytes().cycle().take(1_000_000));
        assert_covered(parsed(Side::Client, &line).tree());
    }
}
