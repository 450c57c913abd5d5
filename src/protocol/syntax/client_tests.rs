//! Which spans commands have.

use super::tests::{assert_covered, leaves, parsed};
use super::*;

/// Checks that no part of the lines is unknown, or an atom without a name around it.
fn assert_named(lines: &[&str]) {
    for line in lines {
        let mut parser = parsed(Side::Client, line.as_bytes());
        let tree = parser.tree();
        assert_covered(tree);
        let unknown = tree.nodes().find(|node| node.kind() == Kind::Unknown);
        assert!(unknown.is_none(), "{line}\n{tree}");
        let root = tree.root().expect("a root");
        let is_generic = |node: &Node| matches!(node.kind(), Kind::Atom | Kind::Quoted);
        assert!(!root.children().any(|node| is_generic(&node)), "{line}\n{tree}");
    }
}

/// The leaves behind the tag.
fn parts(line: &str) -> Vec<String> {
    leaves(Side::Client, line).split_off(1)
}

#[test]
fn search_keys_have_their_arguments() {
    assert_named(&[
        "a search all answered deleted draft flagged new old recent seen unanswered undeleted",
        "a search undraft unflagged unseen",
        "a search bcc x body \"y z\" cc {3}",
        "a search from ${name} subject x text y to z",
        "a search header Message-Id <a@b>",
        "a search before 1-Feb-2026 on \"01-feb-2026\" since 12-Dec-1999",
        "a search sentbefore 1-Feb-2026 senton 2-Feb-2026 sentsince 3-Feb-2026",
        "a search keyword $Forwarded unkeyword x",
        "a search larger 1000 smaller 0 uid 1,3:* 2:4",
        "a search or (seen not 1:3) or from x to y",
        "a search (((seen)) unseen)",
        "a search $ older 3600 younger 7",
        "a search modseq 620162338 modseq \"/flags/\\\\draft\" all 620162338",
        "a search annotation /comment value \"IMAP4\"",
        "a search filter on-the-road fuzzy (subject \"IMAP break\") fuzzy body x",
        "a search emailid M6d99 threadid T64b savedbefore 1-Feb-2026 savedatesupported",
        "a search savedon 1-Feb-2026 savedsince 1-Feb-2026 uidafter 7 uidbefore 8",
        "a search x-gm-raw \"has:attachment\" x-gm-msgid 1278455344230334865",
        "a search x-gm-thrid 1 x-gm-labels foo x-gm-labels \\Inbox x-gm-labels \"a b\"",
        "a uid search uid $ unseen",
    ]);
    assert_eq!(
        parts("a search or header X-A \"\" modseq \"/flags/x\" priv 7 not since 1-Feb-2026"),
        [
            "command-name search",
            "search-key-name or",
            "search-key-name header",
            "atom X-A",
            "quoted \"\"",
            "search-key-name modseq",
            "quoted \"/flags/x\"",
            "entry-type-req priv",
            "mod-sequence-value 7",
            "search-key-name not",
            "search-key-name since",
            "date 1-Feb-2026",
        ]
    );
}

#[test]
fn searches_have_their_options() {
    assert_named(&[
        "a search return (min max all count save) charset utf-8 unseen",
        "a search return () 1:*",
        "a uid search return (partial -1:-100 update context relevancy) all",
        "a sort (subject reverse date reverse annotation /a value.priv) utf-8 all",
        "a sort return (partial 1:500) (arrival cc from size to displayfrom displayto relevancy) \"UTF-8\" since 1-Feb-2026",
        "a uid sort (date) us-ascii subject x",
        "a thread references utf-8 all",
        "a uid thread orderedsubject us-ascii from x",
        "a esearch in (selected selected-delayed inboxes personal subscribed) unseen",
        "a esearch in (mailboxes \"folder1\" subtree (a \"b c\") subtree-one d) return (count) charset utf-8 subject x",
        "a esearch all",
    ]);
    assert_eq!(
        parts("a search return (partial 1:5 min) charset utf-8 seen"),
        [
            "command-name search",
            "search-modifier-name return",
            "search-modifier-name partial",
            "partial-range 1:5",
            "search-modifier-name min",
            "search-key-name charset",
            "atom utf-8",
            "search-key-name seen",
        ]
    );
}

#[test]
fn of_a_search_only_what_is_wrong_is_unknown() {
    for (keys, unknown) in [
        ("since 1-Foo-2026 seen", "1-Foo-2026"),
        ("since 1-Feb-26 seen", "1-Feb-26"),
        ("since \"1-Feb-2026 seen", "\"1-Feb-2026 seen"),
        ("larger x seen", "x"),
        ("keyword \\Seen seen", "\\Seen"),
        ("uid 1: seen", "1:"),
        ("1,,2 seen", "1,,2"),
        ("1:2:3 seen", "1:2:3"),
        ("surprise seen", "surprise"),
        ("not surprise seen", "surprise"),
        ("(surprise) seen", "surprise"),
        ("return (surprise) seen", "surprise"),
    ] {
        let found = parts(&format!("a search {keys}"));
        let words = found.iter().filter(|part| part.starts_with("unknown "));
        assert_eq!(words.collect::<Vec<_>>(), [&format!("unknown {unknown}")], "{keys}");
        if !unknown.ends_with("seen") {
            assert_eq!(found.last().expect("a leaf"), "search-key-name seen");
        }
    }
}
