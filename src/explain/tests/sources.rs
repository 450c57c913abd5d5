//! The sources that explanations cite for words: the document about the word's use in this place.

use super::{assert_last_explained, last_explained};
use crate::explain::tests::assert_contains;
use crate::explain::{Explainer, spans};
use crate::language::Language;
use crate::messages::Messages;
use crate::protocol::syntax::{Side, Tree};
use crate::reference::Category;

/// Checks the source of each of these lines, in both languages.
fn assert_sources(lines: &[(&str, &str)]) {
    for (line, source) in lines {
        let english = last_explained(Language::English, line);
        assert!(english.ends_with(&format!(" ({source})")), "{line}: {english}");
        let japanese = last_explained(Language::Japanese, line);
        assert!(japanese.ends_with(&format!("（{source}）")), "{line}: {japanese}");
    }
}

#[test]
fn an_option_of_return_cites_what_defines_it_in_this_command() {
    assert_sources(&[
        ("C: a search return (min) all", "RFC 4731, 3.1"),
        ("C: a uid search return (count all) all", "RFC 4731, 3.1"),
        ("C: a search return () all", "RFC 4731, 3.1"),
        ("C: a search return (partial 1:9) all", "RFC 9394, 3.1"),
        ("C: a search return (context) all", "RFC 5267, 4.2"),
        ("C: a search return (update) all", "RFC 5267, 4.3"),
        ("C: a search return (save) all", "RFC 5182, 2.1"),
        ("C: a sort return (min) (date) utf-8 all", "RFC 5267, 3.1"),
        ("C: a uid sort return (max count) (date) utf-8 all", "RFC 5267, 3.1"),
        ("C: a sort return () (date) utf-8 all", "RFC 5267, 3.1"),
        ("C: a sort return (partial 1:9) (date) utf-8 all", "RFC 5267, 4.4"),
        ("C: a sort return (context) (date) utf-8 all", "RFC 5267, 4.2"),
        ("C: a uid sort return (update) (date) utf-8 all", "RFC 5267, 4.3"),
        ("C: a list \"\" * return (children)", "RFC 5258, 3.2"),
        ("C: a list \"\" * return (status (messages))", "RFC 5819, 2"),
        ("C: a list \"\" * return (myrights)", "RFC 8440, 3"),
        ("C: a list \"\" * return (special-use)", "RFC 6154, 2"),
    ]);
}

#[test]
fn a_result_cites_what_defines_it() {
    assert_sources(&[
        ("S: * ESEARCH (TAG \"a\") MIN 3 COUNT 8", "RFC 4731, 3.1"),
        ("S: * ESEARCH (TAG \"a\") UID ALL 3:5", "RFC 4731, 3.1"),
        ("S: * ESEARCH (TAG \"a\") ALL 3:5 MODSEQ 12", "RFC 4731, 3.2"),
        ("S: * ESEARCH (TAG \"a\") UID PARTIAL (1:2 3,5)", "RFC 9394, 3.1"),
        ("S: * ESEARCH (TAG \"a\") ALL 1,5 RELEVANCY (4 99)", "RFC 6203, 4"),
        ("S: * ESEARCH (TAG \"a\") UID ADDTO (0 3)", "RFC 5267, 4.3"),
        ("S: * ESEARCH (TAG \"a\" MAILBOX x UIDVALIDITY 1) UID ALL 3", "RFC 7377, 2.1"),
    ]);
}

#[test]
fn what_a_vendor_defines_cites_the_vendors_document() {
    let gmail = "Gmail IMAP Extensions";
    assert_sources(&[
        ("C: a fetch 3 (x-gm-msgid)", gmail),
        ("C: a fetch 3 (flags x-gm-labels)", gmail),
        ("C: a search x-gm-raw \"is:unread\"", gmail),
        ("C: a search x-gm-thrid 12", gmail),
        ("C: a uid store 7 +x-gm-labels (Work)", gmail),
        ("C: a store 7 x-gm-labels.silent ()", gmail),
        ("C: a xlist \"\" *", gmail),
        ("S: * XLIST (\\HasNoChildren) \"/\" Inbox", gmail),
        ("S: * 3 FETCH (X-GM-THRID 12)", gmail),
        ("S: * 3 FETCH (X-GM-LABELS (Work))", gmail),
        ("C: a thread refs utf-8 all", "draft-ietf-morg-inthread"),
    ]);
}

#[test]
fn a_code_that_begins_with_x_may_be_a_servers_own() {
    for code in ["XYMHIGHESTMODSEQ 5", "X-SCORE", "XUSER \"a b\""] {
        assert_last_explained(
            Language::English,
            &format!("S: * PREAUTH hi\nS: * OK [{code}] x"),
            &format!(
                "[{}] is not a registered response code; servers may define such names for themselves. (RFC 3501, 7.1)",
                code.split(' ').next().expect("a word")
            ),
        );
    }
}

#[test]
fn in_sort_the_options_are_about_the_order() {
    for (language, line, expected) in [
        (
            Language::English,
            "C: a sort return (count min max) (reverse date) utf-8 unseen",
            "SORT looks for the messages that do not have the \\Seen flag, sorts them by date sent (in reverse), and returns how many they are, the first of their message numbers in this order and the last of their message numbers in this order. utf-8 is the character set of the search strings. (RFC 5267, 3.1)",
        ),
        (
            Language::English,
            "C: a uid sort return (all) (subject) utf-8 all",
            "UID SORT looks for all messages, sorts them by subject, and returns their UIDs in this order, as a set. utf-8 is the character set of the search strings. (RFC 5267, 3.1)",
        ),
        (
            Language::English,
            "C: a sort return (update context) (arrival) utf-8 all",
            "SORT looks for all messages, and sorts them by internal date. CONTEXT says that the same search will be used again. UPDATE asks the server to report when the result changes. utf-8 is the character set of the search strings. (RFC 5267, 4.3)",
        ),
        (
            Language::Japanese,
            "C: a sort return (min) (date) utf-8 all",
            "SORT はすべてのメッセージを探し、送信日時の順に並べて、その順で最初のメッセージ番号を返します。検索する文字列の文字セットは utf-8 です。（RFC 5267, 3.1）",
        ),
        (
            Language::Japanese,
            "C: a sort return (context) (date) utf-8 all",
            "SORT はすべてのメッセージを探し、送信日時の順に並べます。CONTEXT は、同じ検索をまた使うと伝えます。検索する文字列の文字セットは utf-8 です。（RFC 5267, 4.2）",
        ),
    ] {
        assert_last_explained(language, line, expected);
    }
}

#[test]
fn the_parts_of_sort_have_the_meaning_that_they_have_there() {
    let messages = Messages::new(Language::English);
    for (line, expected) in [
        (
            "a sort return (min) (date) utf-8 all",
            "MIN in SORT returns the message that comes first",
        ),
        ("a search return (min) all", "MIN returns only the lowest number"),
    ] {
        let tree = Tree::of_line(Side::Client, line);
        let mut explainer = Explainer::of_lines(messages);
        let spans = spans(&tree, explainer.line(Side::Client, &tree), messages);
        let says = spans.iter().find(|span| span.text == b"min").and_then(|it| it.says.as_deref());
        assert!(says.is_some_and(|says| says.starts_with(expected)), "{line}: {says:?}");
    }
}

#[test]
fn sort_with_return_needs_esort() {
    let capabilities =
        "S: * PREAUTH [CAPABILITY IMAP4rev1 SORT ESEARCH] hi\nC: a0 select inbox\nS: a0 OK x";
    let sort = "C: a1 sort return (min) (date) utf-8 all\nS: a1 BAD x";
    assert_contains(
        format!("{capabilities}\n{sort}"),
        "needs the capability ESORT, which the server has not",
    );
}

/// A session in which every capability is announced and turned on.
fn session_with_everything() -> String {
    let names = |category: Category| category.entries().iter().map(|entry| entry.name);
    let all = names(Category::Capabilities).collect::<Vec<_>>().join(" ");
    format!(
        "S: * PREAUTH [CAPABILITY IMAP4rev1 {all}] hi\nC: z1 enable qresync condstore\n\
         S: * ENABLED QRESYNC CONDSTORE\nS: z1 OK x\nC: z2 select work\nS: * 5000 EXISTS\n\
         S: z2 OK [READ-WRITE] x\n"
    )
}

#[test]
fn a_form_of_an_extension_cites_the_extension() {
    let session = session_with_everything();
    for category in [
        Category::FetchItems,
        Category::FetchModifiers,
        Category::ListOptions,
        Category::SelectParameters,
        Category::StoreModifiers,
        Category::SearchKeys,
        Category::SearchReturnOptions,
        Category::SortCriteria,
        Category::StatusItems,
        Category::UrlAccess,
    ] {
        for entry in category.entries() {
            if entry.source.is_none_or(|source| source.is_rfc(3501)) {
                continue;
            }
            let side = if entry.example.starts_with('*') { "S" } else { "C" };
            let line = format!("{session}{side}: {}", entry.example);
            let said = last_explained(Language::English, &line);
            assert!(!said.contains("(RFC 3501, "), "{category:?} {}: {said}", entry.name);
        }
    }
    assert_sources(&[
        ("C: a list () \"\" *", "RFC 5258, 3"),
        ("C: a list \"\" * return ()", "RFC 5258, 3"),
        ("S: * LIST () \"/\" x (\"CHILDINFO\" (\"SUBSCRIBED\"))", "RFC 5258, 3.5"),
        ("S: * 3 FETCH (UID 7 BINARY[1] \"x\")", "RFC 3516, 4.2"),
        ("S: * STATUS x (MESSAGES 3 SIZE 9)", "RFC 8438, 3"),
        ("C: a genurlauth \"imap://j@x/I/;uid=2;urlauth=stream\" internal", "RFC 5593, 3.4"),
        ("C: a urlfetch (\"imap://j@x/I/;uid=2;urlauth=authuser:internal:1\" BODY)", "RFC 5524, 3"),
    ]);
}
