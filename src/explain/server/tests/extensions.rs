//! The explanations of URLAUTH, CONVERT, COMPARATOR, access rights and changing results.

use super::assert_each;
use crate::explain::tests::{assert_contains, assert_lacks};
use crate::explain::tests::{assert_last_explained, last_explained};
use crate::language::Language::{English, Japanese};

#[test]
fn urls_and_their_data_are_explained() {
    assert_each(
        English,
        &[
            (
                "* GENURLAUTH \"imap://a\" \"imap://b\"",
                "2 URLs are signed: with the token at its end, the users whom a URL allows can get its data by URLFETCH. (RFC 4467, 8)",
            ),
            ("* URLFETCH \"imap://a\" {2}Hi", "The data of the URL has 2 octets. (RFC 4467, 8)"),
            (
                "* URLFETCH \"imap://a\" NIL",
                "The server returns no data for the URL: it is not valid, or not allowed. (RFC 4467, 8)",
            ),
            (
                "* URLFETCH \"imap://a\" (BODYPARTSTRUCTURE (\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 9 1)) (BINARY {2}Hi)",
                "The data of the URL: its MIME structure; the data without its transfer encoding (2 octets). (RFC 5524, 3)",
            ),
            (
                "* URLFETCH \"imap://a\" (BODY NIL)",
                "The data of the URL: nothing for BODY (NIL). (RFC 5524, 3)",
            ),
            (
                "* NAMESPACE ((\"\" \"/\")) ((\"Other/\" \"/\" \"TRANSLATION\" (\"&AMQ-ndere/\"))) NIL",
                "Prefixes of the user's own mailboxes: \"\" (separator /); of other users' mailboxes: \"Other/\", shown as \"Ändere/\" (separator /); of shared mailboxes: none. (RFC 5255, 3.4)",
            ),
            (
                "* 2 FETCH (EMAILID NIL)",
                "Message 2: no EMAILID, although each message has one. (RFC 8474, 5.1)",
            ),
            ("* SEARCH 3 1 3", "2 messages match, with the numbers 3 and 1. (RFC 3501, 7.2.5)"),
            ("* ESEARCH ALL 1,1:3", "3 messages match: 1 and 1 to 3. (RFC 4731, 3.1)"),
            (
                "* URLFETCH \"imap://a\" NIL \"imap://b\" \"abc\"",
                "Of 2 URLs, the data of 1 follows; NIL stands for one that is not valid, or not allowed. (RFC 4467, 8)",
            ),
        ],
    );
    // A URL gives access, so it is not repeated.
    let said =
        last_explained(English, "S: * URLFETCH \"imap://a;urlauth=anonymous:internal:7\" NIL");
    assert!(!said.contains("internal"), "{said}");
}

#[test]
fn other_ways_to_the_messages() {
    assert_each(
        English,
        &[
            (
                "* JMAPACCESS \"https://example.com/\"",
                "Clients that speak JMAP find the same mailboxes and messages at https://example.com/. (RFC 9698, 4)",
            ),
            (
                "* UIDBATCHES (TAG \"A143\") 300:200,199:1",
                "2 batches of UIDs: 300:200 and 199:1. (RFC 10022, 3.1.2)",
            ),
            (
                "a2 OK [READ-ONLY] done",
                "The command with the tag a2 has succeeded. READ-ONLY says that the selected mailbox can be read but not changed, either since it was selected or because access to it has just been restricted. (RFC 3501, 7.1)",
            ),
        ],
    );
}

#[test]
fn conversions_are_explained() {
    assert_each(
        English,
        &[
            (
                "* CONVERSION \"image/gif\" \"image/jpeg\" (\"PIX-X\" \"PIX-Y\")",
                "The server can convert image/gif to image/jpeg; it takes these parameters: PIX-X and PIX-Y. (RFC 5259, 5.2)",
            ),
            (
                "* 7 CONVERTED (TAG \"b2\") (BODYPARTSTRUCTURE[1] (\"IMAGE\" \"JPEG\" NIL NIL NIL \"8bit\" 4182) BINARY[1] \"abc\")",
                "Converted for the command b2, from message 7: the structure of part 1; part 1, decoded (3 octets). (RFC 5259, 8.1)",
            ),
            (
                "* 2 CONVERTED (TAG \"b1\") (BINARY[3] (ERROR \"No such charset\" BADPARAMETERS \"text/plain\" \"text/plain\" (\"charset\" \"x\")))",
                "Converted for the command b1, from message 2: no conversion of part 3 (\"No such charset\"). (RFC 5259, 8.1)",
            ),
            (
                "* COMPARATOR i;basic (i;basic i;octet)",
                "Searches and sorting compare strings by i;basic; the comparators that matched are i;basic and i;octet. (RFC 5255, 4.8)",
            ),
        ],
    );
    assert_each(
        Japanese,
        &[(
            "* 7 CONVERTED (TAG \"b2\") (BINARY[1] \"abc\")",
            "タグ b2 のコマンドで求めた、メッセージ 7 の変換結果です: デコードしたパート 1（3 オクテット）。（RFC 5259, 8.1）",
        )],
    );
}

#[test]
fn rights_that_are_denied_or_tied() {
    assert_each(
        English,
        &[
            (
                "* ACL INBOX -bob lrs anyone \"\" fred l",
                "Who has which rights on \"INBOX\": bob is denied lrs; anyone has no rights; fred has l. The letters stand for the rights: to see it in lists (l); to read it (r); to change \\Seen (s). (RFC 4314, 3.6)",
            ),
            (
                "* LISTRIGHTS INBOX smith la r sw",
                "On \"INBOX\", smith always has these rights: la; these can be granted: r and sw. Rights in one word can only be granted together. The letters stand for the rights: to see it in lists (l); to read it (r); to change \\Seen (s); to change other flags (w); to change rights (a). (RFC 4314, 3.7)",
            ),
        ],
    );
}

#[test]
fn results_that_change() {
    assert_each(
        English,
        &[
            (
                "* ESEARCH (TAG \"a4\") UID REMOVEFROM (0 32768)",
                "The result of the search has changed: the message with UID 32768, no longer in the result. (RFC 5267, 4.3)",
            ),
            (
                "* ESEARCH (TAG \"a4\") UID PARTIAL (-1:-100 8:12)",
                "In the result, the positions 1 to 100 (counted from the end) hold the messages with UIDs 8 to 12. (RFC 9394, 3.1)",
            ),
            (
                "* ESEARCH (TAG \"a1\" MAILBOX \"folder1\" UIDVALIDITY 1) UID ALL 4001",
                "This result is for the mailbox \"folder1\", and its UIDs hold as long as UIDVALIDITY there is 1. One message matches; its UID is 4001. (RFC 7377, 2.1)",
            ),
            (
                "* ESEARCH (TAG \"a1\") ALL 1,5 RELEVANCY (4 99)",
                "2 messages match: 1 and 5. In the result, the relevancy scores, from 1 to 100, are 4 and 99. (RFC 6203, 4)",
            ),
            (
                "* SEARCH 2 84 (MODSEQ 917)",
                "2 messages match, with the numbers 2 and 84. The highest mod-sequence of these messages is 917. (RFC 7162, 3.1.5)",
            ),
        ],
    );
}

#[test]
fn what_a_command_did_to_messages_that_may_not_exist() {
    let selected = "S: * PREAUTH hi\nC: a1 select inbox\nS: a1 OK [READ-WRITE] in\n";
    for (lines, expected) in [
        (
            "C: a2 uid store 7 +flags (\\Seen)\nS: a2 OK x",
            "The flags of the message with UID 7 (if it exists) are changed as STORE asked. (RFC 3501, 6.4.8)",
        ),
        (
            "C: a2 uid copy 1:3 Work\nS: a2 OK [COPYUID 5 1:3 9] x",
            "Copied to \"Work\": the messages with UIDs 1 to 3 (as far as they exist). The numbers of original UIDs (3) and of new UIDs (1) differ, so the copies cannot be told apart. (RFC 4315, 3)",
        ),
        (
            "C: a2 rename inbox Old\nS: a2 OK x",
            "The messages of INBOX are in \"Old\" now; INBOX itself remains. (RFC 3501, 6.3.5)",
        ),
        (
            "C: a2 append x {3}abc {2}hi\nS: a2 OK x",
            "2 messages are in \"x\" now. (RFC 3501, 6.3.11)",
        ),
    ] {
        assert_last_explained(English, &format!("{selected}{lines}"), expected);
    }
}

#[test]
fn how_much_of_a_quota_is_used() {
    let quota =
        |resources: &str| last_explained(English, &format!("S: * QUOTA \"\" ({resources})"));
    assert!(quota("STORAGE 10 512").contains("10 of 512 KiB (1%). STORAGE counts units of 1024"));
    assert!(quota("MESSAGE 1 1000").contains("1 of 1000 messages (less than 1%)."));
    assert!(quota("MESSAGE 999 1000").contains("(99%)"));
    assert!(quota("MESSAGE 1000 1000").contains("(100%)"));
    assert!(quota("STORAGE 600 512").contains("600 of 512 KiB (117%)"));
    assert!(quota("STORAGE 0 512").contains("0 of 512 KiB (0%)"));
    assert!(!quota("STORAGE 5 0").contains('%'));
    assert!(quota("STORAGE 9223372036854775807 9223372036854775807").contains("(100%)"));
}

#[test]
fn empty_strings_are_shown_or_left_out() {
    let namespace = last_explained(English, "S: * NAMESPACE ((\"\" \"\")) NIL NIL");
    assert!(namespace.contains("mailboxes: \"\"; of"), "{namespace}");
    assert_lacks("S: * JMAPACCESS \"\"", " at .");
}

/// RFC 5267, section 3.2.
#[test]
fn a_sorted_result_keeps_its_order() {
    let sorted = |results: &str| {
        let session = format!(
            "S: * PREAUTH hi\nC: a1 uid sort return (all update) (date) utf-8 all\nS: * ESEARCH (TAG \"a1\") UID {results}"
        );
        last_explained(English, &session)
    };
    let all = sorted("ALL 5,3:1");
    assert!(all.contains("their UIDs are 5 and 3 to 1. They are in the order"), "{all}");
    assert!(sorted("PARTIAL (1:4 9,3:1)").contains("UIDs 9 and 3 to 1"));
    let added = sorted("ADDTO (1 2733 3 2732:2731)");
    assert!(added.contains("with UID 2733 at position 1"), "{added}");
    assert!(added.contains("UIDs 2732 to 2731 at position 3"), "{added}");
    assert!(sorted("MIN 9 MAX 3").contains("the first is the message with UID 9; the last is"));
    let search = "S: * PREAUTH hi\nC: a1 uid search return (all) all\nS: * ESEARCH (TAG \"a1\") UID ALL 5,3:1";
    assert_contains(search, "5 and 1 to 3.");
}
