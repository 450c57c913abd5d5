//! The grammar of responses.

use super::tests::{assert_covered, leaves, parsed};
use super::*;

/// Checks that nothing in the lines is unknown or of a kind that says nothing.
fn assert_named(lines: &[&str]) {
    for line in lines {
        let mut parser = parsed(Side::Server, line.as_bytes());
        let tree = parser.tree();
        assert_covered(tree);
        let root = tree.root().expect("a root");
        let unknown: Vec<_> =
            root.descendants().filter(|node| node.kind() == Kind::Unknown).collect();
        assert!(unknown.is_empty(), "{line}\n{:?}", leaves(Side::Server, line));
    }
}

const TEXT_PART: &str = r#"("TEXT" "PLAIN" ("CHARSET" "utf-8") "<id@x>" NIL "7BIT" 2279 48 NIL ("inline" NIL) ("en" "de") "loc" (1 NIL ("x")))"#;
const ENVELOPE: &str = r#"("Wed, 17 Jul 1996" "Re: \"x\"" (("Terry" NIL "gray" "cac.edu")) (("T" NIL "g" "c")) NIL ((NIL NIL "imap" NIL)(NIL NIL "a" "b")(NIL NIL NIL NIL)) NIL NIL NIL "<B@cac>")"#;

#[test]
fn fetch_data_has_named_parts() {
    assert_named(&[
        &format!("* 1 FETCH (BODYSTRUCTURE {TEXT_PART} UID 4)"),
        &format!(
            "* 1 FETCH (BODYSTRUCTURE ({TEXT_PART}{TEXT_PART} \"MIXED\" (\"BOUNDARY\" \"x\") NIL NIL NIL))"
        ),
        &format!("* 1 FETCH (BODY ({TEXT_PART} \"MIXED\"))"),
        &format!(
            "* 1 FETCH (BODY (\"MESSAGE\" \"RFC822\" NIL NIL NIL \"7BIT\" 342 {ENVELOPE} {TEXT_PART} 12 NIL))"
        ),
        "* 1 FETCH (BODY (\"IMAGE\" \"PNG\" NIL NIL NIL \"BASE64\" 342 \"md5\"))",
        &format!("* 1 FETCH (ENVELOPE {ENVELOPE} RFC822.SIZE 44827)"),
        "* 1 FETCH (INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" MODSEQ (624140003))",
        "* 1 FETCH (BODY[] NIL BODY[TEXT]<0> \"x\" BODY[1.2.MIME] \"\" BODY[3] \"x\")",
        "* 1 FETCH (BODY[4.1.HEADER.FIELDS (DATE \"a]b\")] \"x\" BODY[HEADER.FIELDS.NOT (To)]<5> NIL)",
        "* 1 FETCH (RFC822 \"x\" RFC822.HEADER \"y\" RFC822.TEXT NIL)",
        "* 1 FETCH (BINARY[1.2]<3> \"x\" BINARY.SIZE[1] 23 BINARY[] NIL)",
        "* 1 FETCH (EMAILID (M6d99) THREADID NIL PREVIEW \"Hello\" SAVEDATE NIL)",
        "* 1 FETCH (X-GM-LABELS (\\Inbox \"a b\" foo) X-GM-THRID 12 X-GM-MSGID 4)",
        "* 1 FETCH (ANNOTATION (/comment (value.priv \"x\" value.shared NIL)))",
    ]);
    let leaves = leaves(Side::Server, &format!("* 1 FETCH (ENVELOPE {ENVELOPE})"));
    assert_eq!(leaves[4..6], ["quoted \"Wed, 17 Jul 1996\"", "quoted \"Re: \\\"x\\\"\""]);
}

#[test]
fn a_fault_in_a_structure_stays_inside_it() {
    let known = |line: &str| leaves(Side::Server, line).into_iter().last().expect("a leaf");
    for line in [
        "* 1 FETCH (ENVELOPE (\"a\" x (y)) UID 7)",
        "* 1 FETCH (BODY[1.X y] \"a\" UID 7)",
        "* 1 FETCH (BODY (\"a\" \"b\" (\"c\" d)) UID 7)",
        "* 1 FETCH (RFC822.SIZE 7x UID 7)",
        "* 1 FETCH (SURPRISE (1 x) UID 7)",
        "* 1 FETCH (BODYSTRUCTURE ((\"a\" (b)) c) UID 7)",
    ] {
        assert_eq!(known(line), "uniqueid 7", "{line}");
        assert!(
            leaves(Side::Server, line).iter().any(|leaf| leaf.starts_with("unknown")),
            "{line}"
        );
        assert_covered(parsed(Side::Server, line.as_bytes()).tree());
    }
}

#[test]
fn a_literal_may_be_a_header_name_and_a_value() {
    let mut parser = Parser::new(Side::Server);
    parser.line(b"* 1 FETCH (BODY[HEADER.FIELDS ({2}");
    parser.literal(2, b"To");
    parser.line(b")] {1}");
    parser.literal(1, b"x");
    parser.line(b" UID 7)");
    let tree = parser.tree();
    assert_covered(tree);
    let kinds: Vec<_> = tree.root().expect("a root").descendants().map(Node::kind).collect();
    assert!(!kinds.contains(&Kind::Unknown));
    assert!(kinds.contains(&Kind::HeaderName) && kinds.contains(&Kind::UniqueId));
}
