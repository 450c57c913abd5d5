//! Arguments that the parser reads although their form is not valid.

use crate::explain::tests::last_explained;
use crate::explain::tests::{assert_contains, assert_lacks, assert_says};
use crate::language::Language::{English, Japanese};
use crate::protocol::syntax::{Kind, Side, Tree};

fn assert_said(line: &str, english: &str, japanese: &str) {
    assert_says(format!("C: a {line}"), english, japanese);
}

#[test]
fn forms_that_are_not_valid() {
    for (line, english, japanese) in [
        ("setacl x joe + lr", "are one word: +lr.", "+lr のように続けて"),
        ("setacl x joe - a", "are one word: -a.", "-a のように続けて"),
        ("create x (use (Sent))", "as in \\Sent.", "\\Sent のように"),
        ("create x (use (\\Drafts Junk))", "as in \\Junk.", "\\Junk のように"),
        ("fetch 1:* flags (partial 1:5)", "of UID FETCH, not of FETCH", "UID FETCH の修飾子"),
        (
            "genurlauth \"imap://joe@x/INBOX;uid=20\" INTERNAL",
            "has no ;URLAUTH=",
            ";URLAUTH=… がない",
        ),
        (
            "urlfetch (\"imap://x/y;uid=1;urlauth=anonymous:internal:00\" BINARY BODY)",
            "must not be requested together",
            "一緒に求める",
        ),
        (
            "append Sent \"Mon, 7 Feb 1994 21:52:25 -0800\" {3}",
            "-0800\" is not a date and time of IMAP",
            "-0800」は",
        ),
        ("append x (\\Seen) \"x\" {3}", "\"x\" is not a date and time", "「x」は"),
        ("fetch  (flags)", "\"(flags)\" is not a set of messages", "(flags)"),
        (
            "search charset utf-8 subject \"é\"",
            "has to be a literal, as in SUBJECT {2}",
            "リテラル",
        ),
        ("urlfetch foo", "has no ;URLAUTH=", ";URLAUTH=… がない"),
        ("language \"en de\"", "\"en de\" cannot be a language", "「en de」は言語の名前では"),
        ("language en,de", "not commas", "コンマ"),
        ("esearch in (personal) return (save) all", "SAVE keeps a result", "SAVE で残せる"),
        (
            "store 1 flags (\\Seen\\Deleted)",
            "two flags: \\Seen \\Deleted.",
            "\\Seen \\Deleted のよう",
        ),
        ("list \"\" return (children)", "The pattern after the reference", "パターンがない"),
        ("append x catenate (text)", "TEXT", "TEXT"),
        ("append x catenate (url \"y\" url)", "URL", "URL"),
        ("append x catenate url \"y\"", "catenate (", "CATENATE"),
        ("append x (\\Seen {3}", "A closing bracket is missing", "閉じ"),
        ("esearch in (mailboxes INBOX)", "An argument is missing", "引数"),
        ("sort (annotation /comment) utf-8 all", "ANNOTATION", "ANNOTATION"),
        ("uid search (partial 1:10) all", "belongs in RETURN (PARTIAL)", "RETURN (PARTIAL) の中"),
        ("search return (min,max) all", "not commas", "コンマ"),
        ("getmetadata x (/shared/a,/private/a)", "not commas", "コンマ"),
        ("notify set (selected (messagenew, messageexpunge))", "not commas", "コンマ"),
    ] {
        assert_said(line, english, japanese);
    }
}

#[test]
fn valid_forms_have_no_fault() {
    for line in [
        "setacl x joe +lr",
        "create x (use (\\Sent))",
        "create x (use ())",
        "urlfetch (\"imap://x/y;uid=1;urlauth=anonymous:internal:00\" BINARY BODYPARTSTRUCTURE)",
        "uid fetch 1:* flags (partial 1:5)",
        "genurlauth \"imap://joe@x/INBOX;uid=20;urlauth=anonymous\" INTERNAL",
        "language pt-BR i-default",
        "esearch in (selected) return (save) all",
        "store 1 flags (\\Seen \\Deleted)",
        "sort (annotation /comment value.priv) utf-8 all",
        "append x catenate (url \"y\")",
    ] {
        let said = last_explained(English, &format!("C: a {line}"));
        assert!(
            !said.contains("missing") && !said.contains("If the server accepts it"),
            "{line}: {said}"
        );
    }
}

#[test]
fn words_that_are_there_twice() {
    for (line, corrected) in [
        ("list list \"\" *", "list \"\" *."),
        ("search search unseen", "search unseen."),
        ("search return return (all) all", "search return (all) all."),
        ("sort (date) (date) utf-8 all", "sort (date) utf-8 all."),
        ("sort (date) utf-8 utf-8 all", "sort (date) utf-8 all."),
        ("setacl x bob bob lr", "setacl x bob lr."),
        ("status status x (messages)", "status x (messages)."),
        ("select inbox inbox", "select inbox."),
        ("move 1 Foo Foo", "move 1 Foo."),
        ("fetch 1 flags flags", "fetch 1 flags."),
        ("fetch 1 1 flags", "fetch 1 flags."),
    ] {
        assert_said(line, &format!("was written twice: {corrected}"), "2 回あります");
    }
    for line in ["search subject bye bye", "select \"inbox inbox\"", "login joe joe"] {
        assert_lacks(format!("C: a {line}"), "twice");
    }
}

#[test]
fn arguments_before_the_command_are_reported() {
    for (line, name) in
        [("inbox select", "SELECT"), ("unseen search", "SEARCH"), ("1:3 fetch flags", "FETCH")]
    {
        let english = format!("comes before its arguments: {name} …");
        assert_said(line, &english, &format!("{name} … のように引数の前"));
    }
}

#[test]
fn words_of_responses_and_items_are_not_commands() {
    for word in ["FLAGS (\\Seen)", "EXISTS 11", "envelope 1", "body 3"] {
        let name = word.split(' ').next().unwrap_or_default();
        let english = format!("\"{name}\" is not a command; see :help {name}.");
        assert_said(word, &english, &format!("意味は :help {name} で"));
    }
}

#[test]
fn default_means_what_the_server_has_set() {
    assert_said("language default", "its administrator prefers", "管理者が決めた");
    assert_said("comparator default", "its default comparator", "既定のもの");
}

#[test]
fn spaces_that_are_missing_or_too_many() {
    for (line, corrected) in [
        ("search return(count) all", "search return (count) all"),
        ("fetch 1:*(flags)", "fetch 1:* (flags)"),
        ("store 1 +flags(\\Seen)", "store 1 +flags (\\Seen)"),
        ("status x(messages)", "status x (messages)"),
        ("store 1 +flags \\seen\\deleted", "store 1 +flags \\seen \\deleted"),
    ] {
        assert_said(line, &format!("A space is missing: {corrected}."), "空白が足りません");
    }
    assert_said("fetch 1:* ( flags )", "Unexpected space: fetch 1:* (flags).", "余分な空白");
}

#[test]
fn parts_in_the_wrong_place() {
    for (line, corrected) in [
        ("uid fetch 1:* (partial 1:10) flags", "uid fetch 1:* flags (partial 1:10)"),
        ("fetch 1 (changedsince 5) flags", "fetch 1 flags (changedsince 5)"),
        ("fetch 1 (changedsince 5) (flags)", "fetch 1 (flags) (changedsince 5)"),
    ] {
        assert_contains(format!("C: a {line}"), corrected);
    }
}

/// RFC 3501, section 9: a backslash precedes only `"` and another backslash.
#[test]
fn a_backslash_in_quotes() {
    for (line, corrected) in [
        (r#"create "a\b""#, r#""a\\b""#),
        (r#"select "INBOX\Sent""#, r#""INBOX\\Sent""#),
        (r#"search subject "C:\x""#, r#""C:\\x""#),
    ] {
        let said = last_explained(English, &format!("C: a1 {line}"));
        let words = format!("a backslash itself is written \\\\, as in {corrected}.");
        assert!(said.contains(&words) && !said.contains("\"ab\""), "{said}");
        assert_contains(format!("C: a1 {line}\nS: a1 BAD x"), &words);
        let tree = Tree::of_line(Side::Client, format!("a1 {line}"));
        assert!(tree.nodes().any(|node| node.kind() == Kind::Unknown), "{line}");
    }
    let japanese = last_explained(Japanese, r#"C: a1 create "a\b""#);
    assert!(japanese.contains(r#"バックスラッシュ自体は、"a\\b" のように"#), "{japanese}");
    assert_contains(r#"C: a1 create "a\\b""#, r#"makes the mailbox "a\b""#);
}
