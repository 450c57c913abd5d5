//! Arguments in another order, and words in the wrong place.

use crate::explain::Explainer;
use crate::explain::tests::last_explained;
use crate::explain::tests::{assert_contains, assert_lacks};
use crate::language::Language;
use crate::messages::Messages;
use crate::protocol::syntax::{Side, Tree};

#[test]
fn arguments_in_another_order_are_corrected() {
    for (line, corrected) in [
        ("fetch flags 1", "fetch 1 flags. (RFC 3501, 6.4.5)"),
        ("uid fetch (flags envelope) 1:*", "uid fetch 1:* (flags envelope). (RFC 3501, 6.4.8)"),
        ("copy Work 1", "copy 1 Work. (RFC 3501, 6.4.7)"),
        ("status (messages) inbox", "status inbox (messages). (RFC 3501, 6.3.10)"),
        (
            "store 21 +flags (\\Seen) (unchangedsince 5)",
            "store 21 (unchangedsince 5) +flags (\\Seen). (RFC 3501, 6.4.6)",
        ),
        ("store +flags 1 (\\Seen)", "store 1 +flags (\\Seen). (RFC 3501, 6.4.6)"),
        ("select (condstore) \"a b\"", "select \"a b\" (condstore). (RFC 3501, 6.3.1)"),
        ("list \"\" * (subscribed)", "list (subscribed) \"\" *. (RFC 3501, 6.3.8)"),
    ] {
        for refusal in ["", "\nS: a BAD x"] {
            let said = last_explained(Language::English, &format!("C: a {line}{refusal}"));
            let expected = format!("# The arguments are in the wrong order: {corrected}");
            assert_eq!(said, expected, "{line}");
        }
    }
    let said = last_explained(Language::Japanese, "C: a fetch flags 1");
    assert!(said.starts_with("# 引数の順序が違います。正しくは fetch 1 flags です。"), "{said}");
    // If no order is valid, or several are, none is shown.
    let several =
        ["a fetch 1 2 flags", "a fetch flgs 1", "a login ( b", "a fetch 1 2 3 4 5 6 7 flags"];
    for line in several {
        assert_lacks(format!("C: {line}"), "the wrong order");
    }
}

/// The explanation of the fault, and its source.
#[test]
fn words_in_the_wrong_place() {
    for (line, fault) in [
        (
            "a examine \"Old Mail",
            "A quotation mark (\") is missing: one begins a quoted string, another ends it. (RFC 3501, 4.3)",
        ),
        (
            "a login \"hana ${password}",
            "A quotation mark (\") is missing. Between quotation marks, \\\" stands for a quotation mark and \\\\ for a backslash, in a password too. (RFC 3501, 4.3)",
        ),
        ("a copy 2 Old Mail", "such a name must be in quotes, as in \"Old Mail\". (RFC 3501, 5.1)"),
        (
            "a rename Old Mail Archive",
            "RENAME takes two names, the old one and the new one; a name with a space in it must be in quotes. (RFC 3501, 5.1)",
        ),
        (
            "a status Work unseen",
            "The part unseen has to be in parentheses: status Work (unseen). (RFC 3501, 6.3.10)",
        ),
        (
            "a uid fetch 7 flags envelope",
            "The part flags envelope has to be in parentheses: uid fetch 7 (flags envelope). (RFC 3501, 6.4.8)",
        ),
        (
            "a+ noop",
            "\"a+\" cannot be a tag, because no tag has one of the characters ( ) { % * \" \\ + in it. (RFC 3501, 9)",
        ),
        (
            "a copy 0:3 Work",
            "Message numbers and UIDs begin at 1, so there is no number 0. (RFC 3501, 9)",
        ),
        (
            "a store 2 +flags (\\Recent)",
            "Only the server sets \\Recent; a client cannot change it. (RFC 3501, 2.3.2)",
        ),
        (
            "a store 2 +flags (deleted)",
            "Without a backslash, deleted is a keyword, not the flag \\Deleted. (RFC 3501, 2.3.2)",
        ),
        (
            "a examine Büro",
            "Unless UTF8=ACCEPT or IMAP4rev2 is turned on, a name that is not ASCII is written in modified UTF-7: \"B&APw-ro\". (RFC 3501, 5.1.3)",
        ),
        (
            "a uid serch all",
            "\"serch\" is not a registered command; SEARCH was probably meant. (RFC 3501, 6)",
        ),
    ] {
        let tree = Tree::of_line(Side::Client, line);
        let mut explainer = Explainer::new(Messages::new(Language::English));
        let said = explainer.client(&tree).to_string();
        let (sentence, source) = fault.split_at(fault.find(" (RFC").expect("a source"));
        assert!(said.contains(sentence) && said.ends_with(source), "{line}: {said}");
    }
}

#[test]
fn dates_and_options_in_the_wrong_place() {
    for (line, said) in [
        ("a search 1-Jan-2026", "before it, such as SINCE, ON or BEFORE: SINCE 1-Jan-2026."),
        ("a search unseen 1-Jan-2026", "SINCE 1-Jan-2026."),
        ("a search date 1-Jan-2026", "ON was probably meant"),
        ("a search header \"\" x", "in the header field \"\","),
        (
            "a getmetadata inbox (/shared/comment) (depth 1)",
            "in the wrong order: getmetadata inbox (depth 1) (/shared/comment).",
        ),
    ] {
        assert_contains(format!("C: {line}"), said);
    }
}
