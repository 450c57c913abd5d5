//! Tests of the grammar of responses.

use super::tests::{assert_covered, leaves, parsed};
use super::*;

/// Checks that no part of the lines is unknown or of an unspecific kind.
fn assert_named(lines: &[&str]) {
    for line in lines {
        let mut parser = parsed(Side::Server, line.as_bytes());
        let tree = parser.tree();
        assert_covered(tree);
        let root = tree.root().expect("a root");
        let unknown: Vec<_> = root.descendants_of(Kind::Unknown).collect();
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

#[test]
fn codes_have_their_arguments() {
    let lines = [
        "ALERT",
        "BADCHARSET",
        "BADCHARSET UTF-8",
        "BADCHARSET (us-ascii \"utf-8\")",
        "CAPABILITY IMAP4rev1 IDLE",
        "PERMANENTFLAGS (\\Seen \\*)",
        "UIDNEXT 4",
        "UIDVALIDITY 3",
        "UNSEEN 12",
        "NEWNAME a b",
        "REFERRAL imap://a;b=(c)/\"d",
        "APPENDUID 38505 3955:3957",
        "COPYUID 38505 304,319:320 3956:3958",
        "BADURL /a;section=1",
        "ANNOTATE TOOBIG",
        "ANNOTATIONS 100 NOPRIVATE",
        "ANNOTATIONS NONE",
        "MAXCONVERTPARTS 2",
        "NOUPDATE \"B01\"",
        "METADATA LONGENTRIES 2199",
        "METADATA TOOMANY",
        "BADEVENT (FlagChange)",
        "UNDEFINED-FILTER x",
        "HIGHESTMODSEQ 715194045007",
        "MODIFIED 7,9",
        "MAILBOXID (F2212ea87-6097)",
        "INPROGRESS",
        "INPROGRESS (\"A1\" 454 1000)",
        "INPROGRESS (NIL NIL NIL)",
        "MESSAGELIMIT 1000 23221",
        "URLMECH INTERNAL XSAMPLE=P34OKhO7VEkCbsiYY8rGEg==",
        "DOWNGRADED 70,105,108:109",
        "TOOFEW",
        "TOOMANY",
    ];
    for code in lines {
        let line = format!("* OK [{code}] text");
        assert_named(&[&line]);
        let leaves = leaves(Side::Server, &line);
        assert!(
            leaves.iter().all(|leaf| !leaf.starts_with("atom ")
                || code.starts_with("NEW")
                || code.starts_with("BADC")),
            "{leaves:?}"
        );
        assert_eq!(leaves.last().expect("a leaf"), "text text", "{line}");
    }
    assert_eq!(
        leaves(Side::Server, "a NO [X-NEW (a b] c d")[2..],
        ["code-name X-NEW", "code-argument (a b", "text c d"]
    );
    for (code, unknown) in
        [("UIDNEXT x", "x"), ("ALERT (a b", "(a b"), ("COPYUID 1 x(y) 2", "x(y)")]
    {
        let leaves = leaves(Side::Server, &format!("* OK [{code}] text"));
        assert!(leaves.contains(&format!("unknown {unknown}")), "{leaves:?}");
        assert_eq!(leaves.last().expect("a leaf"), "text text");
    }
}

#[test]
fn every_response_has_named_parts() {
    assert_named(&[
        "* LIST (\\HasChildren) \".\" a (\"CHILDINFO\" (\"SUBSCRIBED\") OLDNAME (\"b\") \"X-A\" (1 x))",
        "* LIST () NIL INBOX ()",
        "* XLIST (\\Inbox) \"/\" \"Posteingang\"",
        "* STATUS \"a b\" (MESSAGES 1 UIDNEXT 2 HIGHESTMODSEQ 7 APPENDLIMIT NIL MAILBOXID (F1) SIZE 4)",
        "* STATUS a ()",
        "* SEARCH 2 84 (MODSEQ 917162500)",
        "* SORT 5 3 4 1 2",
        "* ESEARCH",
        "* ESEARCH (TAG \"A285\") UID MIN 7 MAX 3800 COUNT 15 ALL 4:18,21 MODSEQ 1236",
        "* ESEARCH (TAG \"a\" MAILBOX \"b c\" UIDVALIDITY 1) UID ALL 4001",
        "* ESEARCH (TAG \"B01\") UID ADDTO (0 32768:32769 1 2733) REMOVEFROM (0 1)",
        "* ESEARCH (TAG \"A01\") UID PARTIAL (-1:-100 NIL) RELEVANCY (4 99)",
        "* UIDBATCHES (TAG \"A143\") 215295:99696,99695:20351,7829:1",
        "* UIDBATCHES (TAG \"A144\")",
        "* THREAD (2)(3 6 (4 23)(44 7 96))",
        "* THREAD ((3)(5))",
        "* THREAD",
        "* VANISHED (EARLIER) 41,43:116",
        "* VANISHED 405,407",
        "* NAMESPACE ((\"\" \"/\" \"X-PARAM\" (\"A\" \"B\"))(\"#mh/\" NIL)) NIL ((\"a\" \"/\"))",
        "* ID (\"name\" \"Cyrus\" \"os\" NIL)",
        "* ID NIL",
        "* QUOTA \"\" (STORAGE 10 512 MESSAGE 1 2)",
        "* QUOTAROOT INBOX \"\" x",
        "* ACL INBOX Fred rwipsd -Joe w",
        "* LISTRIGHTS a smith la r swicdkxte",
        "* MYRIGHTS INBOX rwiptsldaex",
        "* METADATA \"INBOX\" (/private/comment \"My\" /shared/x NIL)",
        "* METADATA \"\" /shared/comment /private/comment",
        "* LANGUAGE (EN DE IT i-default)",
        "* COMPARATOR i;basic (i;basic i;octet)",
        "* CONVERSION \"image/gif\" \"image/jpeg\" (\"pix-x\")",
        "* 2 CONVERTED (tag \"b\") (BINARY[3] (ERROR \"x\" MISSINGPARAMETERS \"a/b\" \"c/d\"(CHARSET)))",
        "* 2 CONVERTED (TAG \"b\") (BODYPARTSTRUCTURE[3] (ERROR \"x\" BADPARAMETERS NIL \"c/d\" (\"a\" \"b\")))",
        "* 2 CONVERTED (TAG \"b\") (BINARY[3] (ERROR \"x\" TEMPFAIL 3))",
        "* 2 CONVERTED (TAG \"b\") (BODYPARTSTRUCTURE[1] (\"IMAGE\" \"JPEG\" NIL NIL NIL \"8bit\" 4182))",
        "* 2 CONVERTED (TAG \"b001\") (BINARY[3] \"x\" AVAILABLECONVERSIONS[1] ((\"a/b\")))",
        "* URLFETCH \"imap://a\" \"x\" imap://b NIL",
        "* URLFETCH \"imap://a\" (BINARY \"x\")",
        "* GENURLAUTH \"imap://joe@example.com/INBOX/;uid=20\"",
        "* JMAPACCESS \"https://example.com\"",
        "* 25 UIDFETCH (FLAGS (\\Seen))",
        "* ENABLED X-GOOD",
        "* BYE",
        "* PREAUTH [CAPABILITY IMAP4rev1] hello",
    ]);
}

#[test]
fn a_word_that_is_not_registered_is_unknown() {
    for (line, word) in [
        ("* SURPRISE 1", "SURPRISE"),
        ("* 1 SURPRISE", "SURPRISE"),
        ("* STATUS a (SURPRISE 1 MESSAGES 2)", "SURPRISE"),
        ("* 1 FETCH (SURPRISE 1 UID 2)", "SURPRISE"),
        ("* ESEARCH SURPRISE 1 COUNT 2", "SURPRISE"),
        ("a SURPRISE done", "SURPRISE"),
    ] {
        assert!(leaves(Side::Server, line).contains(&format!("unknown {word}")), "{line}");
    }
}

#[test]
fn a_continuation_request_has_base64_or_text() {
    for (text, kind) in [
        ("VXNlcm5hbWU6", "base64"),
        ("PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2U+", "base64"),
        ("YQ==", "base64"),
        ("idle", "text"),
        ("Send", "text"),
        ("Ready for literal", "text"),
        ("a===", "text"),
    ] {
        let leaves = leaves(Side::Server, &format!("+ {text}"));
        assert_eq!(leaves[1..], [format!("{kind} {text}")]);
    }
}

#[test]
fn surplus_spaces_are_accepted() {
    assert_named(&[
        "* NAMESPACE ((\"INBOX.\" \".\")) NIL  NIL",
        "* LIST () \".\"  INBOX",
        "* THREAD (1)(2) (3)",
        "* SEARCH  1  2 ",
        "* 1 FETCH (BODY (\"text\" \"plain\"  NIL NIL NIL \"7bit\" 409 7) UID  7 )",
        "* STATUS a (MESSAGES 1 )",
        "* 1 FETCH (MODSEQ ( 12 ))",
    ]);
}

#[test]
fn an_unregistered_code_may_say_anything() {
    assert_eq!(
        leaves(Side::Server, "a OK [Error=\"x y\" z=1] done.")[2..],
        ["code-name Error=", "code-argument \"x y\" z=1", "text done."]
    );
}

#[test]
fn the_number_of_a_uidfetch_is_a_uid() {
    assert_eq!(leaves(Side::Server, "* 25 UIDFETCH (UID 25)")[1], "uniqueid 25");
    assert_eq!(leaves(Side::Server, "* 25 FETCH (UID 3)")[1], "message-number 25");
}

/// A megabyte that could cause repeated searches takes no longer than any other megabyte. A test that
/// does not end has failed.
#[test]
fn hostile_responses_take_linear_time() {
    for (beginning, repeated) in [
        ("* 1 FETCH (BODYSTRUCTURE ", "("),
        ("* 1 FETCH (BODYSTRUCTURE ", "(\"a\" \"b\" "),
        ("* 1 FETCH (ENVELOPE ", "((\""),
        ("* 1 FETCH (", "UID  "),
        ("* 1 FETCH (", "BODY[1.2 "),
        ("* 1 FETCH (", "BODY[HEADER.FIELDS (a "),
        ("* 1 FETCH (", "MODSEQ (1"),
        ("* 1 FETCH (BODY[", "1."),
        ("* THREAD ", "(1"),
        ("* THREAD ", "() "),
        ("* SEARCH", " 1"),
        ("* SEARCH", "  "),
        ("* LIST (", "\\A"),
        ("* LIST () \"/\" a (", "CHILDINFO "),
        ("* NAMESPACE ", "((\"\" NIL \"\" ("),
        ("* METADATA a ", "\"b\\\""),
        ("* OK [", "BADCHARSET ("),
        ("* OK [INPROGRESS (", "\"]"),
        ("* OK [UIDNEXT ", "x["),
        ("+ ", "AAAA"),
        ("+ ", "===="),
        ("* ESEARCH (TAG ", "{1}"),
        ("* ESEARCH ALL ", "1,"),
    ] {
        let mut line = beginning.as_bytes().to_vec();
        line.extend(repeated.bytes().cycle().take(1_000_000));
        assert_covered(parsed(Side::Server, &line).tree());
    }
}

#[test]
fn thousands_of_literals_take_linear_time() {
    let mut parser = Parser::new(Side::Server);
    parser.line(b"* METADATA \"\" ({1}");
    for _ in 0..50_000 {
        parser.literal(1, b"x");
        parser.line(b" {1}");
    }
    parser.literal(1, b"x");
    parser.line(b")");
    let tree = parser.tree();
    assert_covered(tree);
    let root = tree.root().expect("a root");
    assert!(root.descendant(Kind::Unknown).is_none());
}
