//! Tests of literals whose octets were miscounted.

use super::tests::Client;
use super::*;

/// The hints for the last of these lines, which are typed after a line that announces a literal.
fn hints(announcing: &str, lines: &[&str]) -> String {
    let mut client = Client::new();
    client.receives("* PREAUTH hi\r\n");
    client.types(announcing);
    client.receives("+ go\r\n");
    let last = lines.iter().map(|line| client.types(line)).last().unwrap_or_default();
    last.rsplit_once(" [").map_or(String::new(), |(_, hints)| format!("[{hints}"))
}

#[test]
fn octets_that_are_left_over_are_counted() {
    let left_over = |octets: u64, announced, line_endings, wide: Option<char>| {
        let count = LiteralCount { announced, line_endings, wide, ..LiteralCount::default() };
        format!("[LeftOver {{ octets: {octets}, count: Some({count:?}) }}]")
    };
    assert_eq!(hints("append Drafts {10}", &["Hello", "World!"]), left_over(3, 10, 1, None));
    assert_eq!(hints("append Drafts {2}", &["梅"]), left_over(1, 2, 0, Some('梅')));
    assert_eq!(hints("append Drafts {5}", &["Hello World"]), left_over(6, 5, 0, None));
    assert_eq!(hints("append Drafts {5}", &["Hello World {3}"]), left_over(6, 5, 0, None));
    assert_eq!(hints("append Drafts {7}", &["Hello", "World!"]), left_over(6, 7, 1, None));
    assert_eq!(hints("append x {9}", &["Select and so on"]), left_over(7, 9, 0, None));
    assert_eq!(hints("append {3}", &["inbox {5}"]), left_over(2, 3, 0, None));
    assert_eq!(hints("search text {3}", &["lunch unseen"]), left_over(2, 3, 0, None));
    assert_eq!(hints("select {4}", &["Grüße"]), left_over(3, 4, 0, Some('ü')));
    for (announcing, lines) in [
        ("append Drafts {5}", &["Hello"][..]),
        ("append Drafts {7}", &["Hello", ""]),
        ("append Drafts {5}", &["Hello (\\Seen) {3}"]),
        ("search text {5}", &["lunch unseen"]),
        ("id (\"name\" {1}", &["x)"]),
    ] {
        assert_eq!(hints(announcing, lines), "", "{announcing} {lines:?}");
    }
}

#[test]
fn a_literal_that_ends_with_a_line_leaves_its_command_to_be_ended() {
    let after = |announcing: &str, lines: &[&str]| {
        let mut client = Client::new();
        client.receives("* PREAUTH hi\r\n");
        client.types(announcing);
        client.receives("+ go\r\n");
        lines.iter().for_each(|line| drop(client.types(line)));
        client.0.hint_of_complete_literal()
    };
    let complete = |without_line_ending| Some(Hint::LiteralComplete { without_line_ending });
    for (announcing, lines, without_line_ending) in [
        ("append Drafts {7}", &["hello"][..], Some(5)),
        ("append Drafts {5+}", &["梅"], Some(3)),
        ("append Drafts {14}", &["Hello", "World"], Some(12)),
        ("select {7}", &["inbox"], Some(5)),
        // No hint gives the size of a secret, or one that includes a command.
        ("login taro {8}", &["secret"], None),
        ("append Drafts {13}", &["hello", "noop"], None),
        // The ending of an empty line was counted on purpose.
        ("append Drafts {2}", &[""], None),
        ("append Drafts {9}", &["Hello", ""], None),
    ] {
        let expected = complete(without_line_ending);
        assert_eq!(after(announcing, lines), expected, "{announcing} {lines:?}");
    }
    for (announcing, lines) in [
        ("append Drafts {5}", &["hello"][..]),
        ("append Drafts {8}", &["hello"]),
        ("append Drafts {6}", &["hello"]),
        ("append Drafts {7}", &["hello", ""]),
    ] {
        assert_eq!(after(announcing, lines), None, "{announcing} {lines:?}");
    }
}

#[test]
fn a_literal_without_octets_leaves_its_command_to_be_ended() {
    for announcing in ["login {0}", "append Drafts {0}", "append Drafts {0+}", "search text {0}"] {
        let mut client = Client::new();
        client.receives("* PREAUTH hi\r\n");
        client.types(announcing);
        let hint = client.0.hint_of_complete_literal();
        assert_eq!(hint, Some(Hint::EmptyLiteral), "{announcing}");
    }
    let mut client = Client::new();
    client.receives("* PREAUTH hi\r\n");
    client.types("append Drafts {3}");
    assert_eq!(client.0.hint_of_complete_literal(), None);
}

#[test]
fn a_command_after_a_complete_literal_is_not_counted_as_part_of_it() {
    for (announcing, lines) in [
        ("append Drafts {7}", &["hello", "noop"][..]),
        ("append Drafts {7}", &["hello", "a2 select inbox"]),
        ("append Drafts {7}", &["hello", "select inbox"]),
        ("append Drafts {7+}", &["hello", ":quit"]),
        ("append Drafts {13}", &["hello", "noop", "World"]),
        ("search text {7}", &["lunch", "unseen"]),
        ("login {6}", &["taro", "noop"]),
    ] {
        assert_eq!(hints(announcing, lines), "[SentAsRest]", "{announcing} {lines:?}");
    }
}

#[test]
fn a_count_that_ends_between_cr_and_lf_is_one_off() {
    let between = |announced, line_endings, wide: Option<char>| {
        let count = LiteralCount { announced, line_endings, wide, ..LiteralCount::default() };
        format!("[BetweenCrAndLf(Some({count:?}))]")
    };
    assert_eq!(hints("append x {3}", &["ab"]), between(3, 0, None));
    assert_eq!(hints("append x {4}", &["梅"]), between(4, 0, Some('梅')));
    assert_eq!(hints("append x {6}", &["a", "bc"]), between(6, 1, None));
}

#[test]
fn hints_do_not_reveal_the_size_of_a_secret() {
    let mut client = Client::new();
    for (announcing, line) in [("login taro {3}", "secret"), ("login {3}", "taro secret")] {
        client.types(announcing);
        client.receives("+ go\r\n");
        let sent = client.types(line);
        assert!(sent.ends_with("[LeftOver { octets: 0, count: None }]"), "{sent}");
        client.receives("* BAD what\r\n");
    }
    client.types("login taro {7}");
    client.receives("+ go\r\n");
    assert!(client.types("secret").ends_with("[BetweenCrAndLf(None)]"));
}

#[test]
fn a_command_inside_a_literal_gets_one_hint() {
    let mut client = Client::new();
    client.receives("* PREAUTH hi\r\n");
    client.types("append x {60}");
    client.receives("+ go\r\n");
    assert_eq!(client.types("Hello"), "Hello␍␊");
    assert_eq!(
        client.types(":quit"),
        ":quit␍␊ [StillInLiteral { octets: 53, before: 7, left_over: 0 }]"
    );
    assert_eq!(client.types("a2 logout"), "a2 logout␍␊");
    assert_eq!(
        client.types(&"x".repeat(40)).split_once("⏎ ").map(|(_, hints)| hints),
        Some("[LeftOver { octets: 5, count: None }]")
    );
    // The line is as long as the literal, so that nothing else about it is wrong.
    let mut exact = Client::new();
    exact.receives("* PREAUTH hi\r\n");
    exact.types("append x {5}");
    exact.receives("+ go\r\n");
    assert!(
        exact.types(":hint").ends_with("[StillInLiteral { octets: 5, before: 0, left_over: 0 }]")
    );
    let still = |octets: u64, before: u64, left_over: u64| {
        format!("[{:?}]", Hint::StillInLiteral { octets, before, left_over })
    };
    assert_eq!(hints("append x {5}", &["noop"]), still(5, 0, 0));
    // The server reads the end of the line as the rest of the command.
    for (announcing, lines, octets, before, left_over) in [
        ("append x {3}", &["noop"][..], 3, 0, 1),
        ("append x {2}", &["logout  "], 2, 0, 4),
        ("append x {5}", &["a1 noop now"], 5, 0, 6),
        ("append x {5}", &[":set x hello"], 5, 0, 7),
        ("append x {12}", &["Hello", "a1 noop now"], 5, 7, 6),
        ("search text {5}", &["a1 noop now"], 5, 0, 6),
        ("append x {30}", &["Subject: short", "", "hi", "select inbox"], 8, 22, 4),
    ] {
        assert_eq!(hints(announcing, lines), still(octets, before, left_over), "{lines:?}");
    }
    // A line of a mail may begin with a command's name, and the first line is the literal's.
    for (announcing, lines) in [
        ("append x {20}", &["Dear Jiro,", "check it!"][..]),
        ("search subject {5}", &["enable unseen"]),
    ] {
        assert!(!hints(announcing, lines).contains("StillInLiteral"), "{lines:?}");
    }
    // No numbers for what may be a secret.
    assert_eq!(hints("login {3}", &["a1 noop now"]), "[LeftOver { octets: 0, count: None }]");
    assert_eq!(hints("append x {4}", &["noop"]), "");
    assert_eq!(hints("append {5}", &["inbox {<a"]), "[UnclosedBrace]");
    assert_eq!(hints("append {5}", &["inbox {<a}"]), "");
}

#[test]
fn a_literal_without_a_plus_is_due_even_if_the_command_is_refused() {
    let refused = |status: &str| {
        let mut client = Client::new();
        client.receives("* PREAUTH hi\r\n");
        client.types("append none {9+}");
        let completed = client.receives(&format!("a001 {status} no\r\n"));
        (client, completed)
    };
    let (mut client, completed) = refused("NO");
    assert_eq!(completed, "[a001 No]");
    assert!(client.2.as_ref().is_some_and(|completion| completion.rest_is_read));
    assert_eq!(client.0.prompt(), Prompt::LiteralOctets(9));
    assert_eq!(client.types("Subject"), "Subject␍␊");
    assert_eq!(client.types(" (x) {3}"), " (x) {3}⏎");
    assert_eq!(client.types("noop"), "a002 noop⏎");
    // BAD: the server has not understood the announcement.
    let (mut client, completed) = refused("BAD");
    assert_eq!(completed, "[a001 Bad refused]");
    assert_eq!(client.types("noop"), "a002 noop⏎");
}
