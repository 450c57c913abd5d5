//! Arguments in a form that is nearly IMAP's, and numbers that the grammar does not allow.

use crate::explain::tests::{assert_last_explained, last_explained};
use crate::language::Language;

const SELECTED: &str = "S: * PREAUTH hi\nC: a1 select inbox\nS: a1 OK [READ-WRITE] in\n";

/// Checks that the fault comes first, below the command and below the BAD that answers it.
fn assert_fault(line: &str, fault: &str) {
    for answer in ["", "\nS: a2 BAD x"] {
        let said = last_explained(Language::English, &format!("{SELECTED}C: a2 {line}{answer}"));
        assert!(said.starts_with(&format!("# {fault}")), "{line}: {said}");
    }
}

#[test]
fn messages_and_their_flags_and_dates() {
    for (line, fault) in [
        (
            "append x \"Hi you\"",
            "The message is not an argument in the line but a literal: the line ends with its number of octets in braces, such as {6}, and the message follows.",
        ),
        (
            "append x hello",
            "The message is not an argument in the line but a literal: the line ends with its number of octets in braces, such as {5}",
        ),
        ("append x (\\Seen) \"Hi\"", "The message is not an argument in the line but a literal: "),
        ("append x \\Seen {3}", "Flags are in parentheses: (\\Seen)."),
        ("append x \\Seen \\Draft {3}", "Flags are in parentheses: (\\Seen \\Draft)."),
        (
            "append x (\\Seen \\*) {3}",
            "\\* is not a flag: in PERMANENTFLAGS, it says that clients can create keywords.",
        ),
        (
            "append x 2024-01-01 {3}",
            "\"2024-01-01\" is not a date and time of IMAP, which look like \"17-Jul-1996 02:44:25 -0700\".",
        ),
        (
            "append x (\\Seen) \"2024-01-01 10:00:00\" {3}",
            "\"2024-01-01 10:00:00\" is not a date and time of IMAP",
        ),
        ("append x \"31-Feb-2024\" {3}", "\"31-Feb-2024\" is not a date and time of IMAP"),
        (
            "append x {0}",
            "APPEND adds a message of 0 octets to \"x\". A message of no octets is an error",
        ),
    ] {
        match line {
            "append x {0}" => {
                let said = last_explained(Language::English, &format!("{SELECTED}C: a2 {line}"));
                assert!(said.starts_with(&format!("# {fault}")), "{said}");
            }
            _ => assert_fault(line, fault),
        }
    }
    for answer in ["BAD", "NO"] {
        assert_last_explained(
            Language::Japanese,
            &format!("{SELECTED}C: a2 append x {{0}}\nS: a2 {answer} x"),
            "0 オクテットのメッセージはエラーになり、MULTIAPPEND のあるサーバーは NO と答え、何も加えません。クライアントはこうして APPEND を取り消せます。（RFC 3502, 6.3.11）",
        );
    }
}

#[test]
fn flags_without_what_to_do_with_them() {
    let item = "What to do with the flags is missing: +FLAGS adds them, -FLAGS removes them, and FLAGS replaces all, as in";
    for (line, form) in [
        ("store 1 \\Seen", "STORE 1 +FLAGS (\\Seen)."),
        ("store 2:3 (\\Seen \\Deleted)", "STORE 2:3 +FLAGS (\\Seen)."),
        ("uid store 7 deleted", "UID STORE 7 +FLAGS (\\Deleted)."),
        ("store 1 /seen", "STORE 1 +FLAGS (\\Seen)."),
    ] {
        assert_fault(line, &format!("{item} {form}"));
    }
    assert_fault("store 1 +flags (\\*)", "\\* is not a flag");
    assert_fault("store 1 +flags (\"\\\\Seen\")", "Flags are not in quotes: \\Seen.");
    assert_last_explained(
        Language::Japanese,
        &format!("{SELECTED}C: a2 store 1 \\Seen\nS: a2 BAD x"),
        "フラグをどうするのかが書かれていません。付けるなら +FLAGS、外すなら -FLAGS、すべて置き換えるなら FLAGS を、STORE 1 +FLAGS (\\Seen) のように書きます。（RFC 3501, 6.4.6）",
    );
}

#[test]
fn sets_and_dates_and_keys() {
    for (line, fault) in [
        ("search 1-3", "\"1-3\" is not a set of messages: a range has a colon, as in 1:3."),
        ("fetch 1..* flags", "\"1..*\" is not a set of messages: a range has a colon, as in 1:*."),
        (
            "uid search unseen uid 1-3",
            "\"1-3\" is not a set of messages: a range has a colon, as in 1:3.",
        ),
        (
            "search since 2024-01-31",
            "\"2024-01-31\" is not a date of IMAP; SINCE takes it as 31-Jan-2024.",
        ),
        (
            "search senton \"1 Jan 2024\"",
            "\"1 Jan 2024\" is not a date of IMAP; SENTON takes it as 1-Jan-2024.",
        ),
        (
            "search before 01/02/2024",
            "\"01/02/2024\" is not a date of IMAP: BEFORE takes the day, the month in English and the year",
        ),
        (
            "search on 1 Jan 2024",
            "\"1 Jan 2024\" is not a date of IMAP; ON takes it as 1-Jan-2024.",
        ),
        (
            "search since Jan 1 2024",
            "\"Jan 1 2024\" is not a date of IMAP; SINCE takes it as 1-Jan-2024.",
        ),
        (
            "uid fetch 1 to 5 flags",
            "\"1 to 5\" is not a set of messages: a range has a colon, as in 1:5.",
        ),
        (
            "store 1 - 3 +flags (\\Seen)",
            "\"1 - 3\" is not a set of messages: a range has a colon, as in 1:3.",
        ),
        (
            "fetch 2 rfc822.size,flags",
            "Spaces, not commas, separate the items: RFC822.SIZE is written without a comma.",
        ),
        ("search from joe@x.com and unseen", "There is no key AND"),
        (
            "search subject salt and pepper",
            "\"and\" is not a registered search key; a string with spaces must be in quotes",
        ),
        ("search keyword \\Seen", "A search key for a flag is written without a backslash: SEEN."),
        (
            "search unkeyword \\Flagged",
            "A search key for a flag is written without a backslash: UNFLAGGED.",
        ),
    ] {
        assert_fault(line, fault);
    }
    assert_last_explained(
        Language::Japanese,
        &format!("{SELECTED}C: a2 search since 2024-01-31\nS: a2 BAD x"),
        "「2024-01-31」は IMAP の日付の形ではありません。SINCE には 31-Jan-2024 と書きます。（RFC 3501, 9）",
    );
}

#[test]
fn commands_without_arguments() {
    for (line, fault) in [
        (
            "expunge 3",
            "EXPUNGE takes no arguments: it removes all messages with the \\Deleted flag. UID EXPUNGE takes a set of UIDs.",
        ),
        ("noop x", "NOOP takes no arguments."),
        ("close inbox", "CLOSE takes no arguments."),
        ("namespace \"\"", "NAMESPACE takes no arguments."),
        ("noop ;", "A command needs no \";\" at its end."),
    ] {
        assert_fault(line, fault);
    }
}

#[test]
fn numbers_outside_of_their_bounds() {
    for (line, fault) in [
        (
            "fetch 1 flags (changedsince 0)",
            "0 is not valid after CHANGEDSINCE: it must be a number from 1 to 9223372036854775807.",
        ),
        (
            "search modseq 9223372036854775808",
            "9223372036854775808 is not valid after MODSEQ: it must be a number from 0 to",
        ),
        (
            "select x (qresync (0 5))",
            "0 is not valid after QRESYNC: it must be a number from 1 to 4294967295.",
        ),
        (
            "select x (qresync (5 0))",
            "0 is not valid after QRESYNC: it must be a number from 1 to 9223372036854775807.",
        ),
        ("select x (qresync (5 5 0:3))", "Message numbers and UIDs begin at 1"),
        (
            "search older 4294967296",
            "4294967296 is not valid after OLDER: it must be a number from 1 to 4294967295.",
        ),
        (
            "search larger 4294967296",
            "4294967296 is too large: a number of octets is at most 4294967295.",
        ),
        ("append x {4294967296}", "4294967296 is too large: a number of octets"),
        ("fetch 1 body[]<0.4294967296>", "4294967296 is too large: a number of octets"),
    ] {
        assert_fault(line, fault);
    }
    for line in
        ["store 1 (unchangedsince 0) +flags x", "search modseq 0", "search larger 4294967295"]
    {
        let said = last_explained(Language::English, &format!("{SELECTED}C: a2 {line}"));
        assert!(!said.contains("not valid") && !said.contains("too large"), "{said}");
    }
    let rev2 =
        "S: * PREAUTH [CAPABILITY IMAP4rev2] hi\nC: a1 select inbox\nS: a1 OK [READ-WRITE] in\n";
    let said = last_explained(Language::English, &format!("{rev2}C: a2 search larger 4294967296"));
    assert!(said.starts_with("# SEARCH looks for"), "{said}");
    assert_last_explained(
        Language::Japanese,
        &format!("{SELECTED}C: a2 uid fetch 1 flags (changedsince 0)\nS: a2 BAD x"),
        "0 は CHANGEDSINCE の値として正しくありません。1 から 9223372036854775807 までの数を書きます。（RFC 7162, 7）",
    );
}

#[test]
fn strings_outside_ascii_need_literal_and_charset() {
    let missing =
        "A string outside ASCII has to be a literal, and CHARSET names its character set, as in";
    for (line, form) in [
        ("search subject é", "SEARCH CHARSET UTF-8 SUBJECT {2}."),
        ("uid search unseen text \"日本\"", "UID SEARCH CHARSET UTF-8 TEXT {6}."),
        ("search or seen from é", "SEARCH CHARSET UTF-8 FROM {2}."),
    ] {
        assert_fault(line, &format!("{missing} {form}"));
    }
    assert_fault("search subject {2}é", "The string has characters outside ASCII; without CHARSET");
    assert_last_explained(
        Language::English,
        &format!("{SELECTED}C: a2 sort (date) utf-8 text \"é\"\nS: a2 BAD x"),
        "A string outside ASCII has to be a literal, as in TEXT {2}; strings in quotes are ASCII only. (RFC 3501, 4.3)",
    );
    assert_last_explained(
        Language::Japanese,
        &format!("{SELECTED}C: a2 search charset utf-8 text é\nS: a2 BAD x"),
        "ASCII 以外の文字を含む文字列は、TEXT {2} のようにリテラルで送ります。引用符付き文字列に使えるのは ASCII だけです。（RFC 3501, 4.3）",
    );
}

/// The limit of IMAP4rev2 applies unless the server announces another one.
#[test]
fn literals_of_imap4rev2_have_a_limit() {
    let rev2 =
        "S: * OK [CAPABILITY IMAP4rev2 AUTH=PLAIN] hi\nC: a1 login x ${password}\nS: a1 OK in\n";
    for (size, is_named) in [(4097, true), (4096, false)] {
        let session = format!("{rev2}C: a2 append x {{{size}+}}\nS: a2 BAD x");
        let said = last_explained(Language::English, &session);
        let limit = "# In IMAP4rev2, a literal with + has at most 4096 octets, unless the server has LITERAL+";
        assert_eq!(said.starts_with(limit), is_named, "{said}");
    }
}

#[test]
fn commas_brackets_and_macros_are_corrected() {
    for (line, fault) in [
        (
            "status x (messages,unseen)",
            "Spaces, not commas, separate the items: messages is written without a comma.",
        ),
        (
            "enable condstore,qresync",
            "Spaces, not commas, separate the items: condstore is written without a comma.",
        ),
        ("store 1 +flags (\\Seen))", "There is a closing bracket without an opening one."),
        (
            "fetch 1 full all",
            "FULL stands for several items and is used alone, without parentheses.",
        ),
        (
            "fetch 1 flags all",
            "ALL stands for several items and is used alone, without parentheses.",
        ),
        (
            "append x {abc}",
            "The message is not an argument in the line but a literal: the line ends with its number of octets in braces, such as {310}",
        ),
        ("subscribe \"\"", "The name of the mailbox is empty"),
    ] {
        assert_fault(line, fault);
    }
    for line in ["store 1 +flags (a,b)", "setacl x joe \"+lr\"", "search or seen text x"] {
        let said = last_explained(Language::English, &format!("{SELECTED}C: a2 {line}"));
        assert!(!said.contains("comma") && !said.contains("Not among"), "{said}");
    }
    // No order and no parentheses make these valid.
    for line in ["search header from joe subject hello world", "select x (qresync (1 2 3 4))"] {
        let said = last_explained(Language::English, &format!("{SELECTED}C: a2 {line}"));
        assert!(!said.contains("the wrong order") && !said.contains("in parentheses:"), "{said}");
    }
}
