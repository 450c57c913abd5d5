//! SEARCH in words.

use super::{assert_commands, assert_japanese};

#[test]
fn keys() {
    assert_commands(&[
        (
            "a search all",
            "SEARCH looks for all messages, and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
        (
            "a search unseen",
            "SEARCH looks for the messages that do not have the \\Seen flag, and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
        (
            "a search 1:* unseen",
            "SEARCH looks for the messages that do not have the \\Seen flag, and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
        (
            "a search header list-id \"\"",
            "SEARCH looks for the messages that have a header field list-id, and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
        (
            "a search header list-id rust new",
            "SEARCH looks for the messages that have \"rust\" in the header field list-id and have the \\Recent flag but not the \\Seen flag, and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
        (
            "a search charset utf-8 subject \"x y\"",
            "SEARCH looks for the messages that have \"x y\" in the subject, and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
        (
            "a search keyword $Forwarded old",
            "SEARCH looks for the messages that have the keyword $Forwarded and do not have the \\Recent flag, and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
        (
            "a search sentbefore 1-Jan-2020 unkeyword foo",
            "SEARCH looks for the messages that have a Date field before 1-Jan-2020 and do not have the keyword foo, and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
        (
            "a search 1:5 larger 10000",
            "SEARCH looks for the messages that are messages 1 to 5 and are larger than 10000 octets, and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
        (
            "a search on 1-Feb-2026 smaller 100 body x",
            "SEARCH looks for the messages that have an internal date on 1-Feb-2026 and are smaller than 100 octets and have \"x\" in the body, and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
    ]);
}

#[test]
fn uids_or_numbers() {
    assert_commands(&[
        (
            "a uid search unseen from bob",
            "UID SEARCH looks for the messages that do not have the \\Seen flag and have \"bob\" in the From field, and returns their UIDs. (RFC 3501, 6.4.8)",
        ),
        (
            "a search uid 5:* not answered",
            "SEARCH looks for the messages that are the messages with UIDs from 5 on and do not have the \\Answered flag, and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
    ]);
}

#[test]
fn conditions() {
    assert_commands(&[
        (
            "a search or from bob to alice",
            "SEARCH looks for the messages that have \"bob\" in the From field or have \"alice\" in the To field, and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
        (
            "a search unseen or from bob (to alice since 1-Feb-2026)",
            "SEARCH looks for the messages that do not have the \\Seen flag and (have \"bob\" in the From field or (have \"alice\" in the To field and have an internal date on or after 1-Feb-2026)), and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
        (
            "a search not (from bob seen)",
            "SEARCH looks for the messages that do not have \"bob\" in the From field or do not have the \\Seen flag, and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
        (
            "a search not or from a from b",
            "SEARCH looks for the messages that do not have \"a\" in the From field and do not have \"b\" in the From field, and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
        (
            "a search not not seen",
            "SEARCH looks for the messages that have the \\Seen flag, and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
        (
            "a search or from a or from b or from c from d",
            "SEARCH looks for the messages that have \"a\" in the From field or have \"b\" in the From field or have \"c\" in the From field or have \"d\" in the From field, and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
        (
            "a search or (seen or flagged draft) (unseen (deleted))",
            "SEARCH looks for the messages that (have the \\Seen flag and (have the \\Flagged flag or have the \\Draft flag)) or (do not have the \\Seen flag and have the \\Deleted flag), and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
    ]);
}

#[test]
fn faulty_keys() {
    assert_commands(&[
        (
            "a search foo",
            "SEARCH returns the sequence numbers of the messages in the selected mailbox that match all of the given keys. \"foo\" is not a registered search key. (RFC 3501, 6.4.4)",
        ),
        (
            "a search unsen",
            "SEARCH returns the sequence numbers of the messages in the selected mailbox that match all of the given keys. \"unsen\" is not a registered search key; UNSEEN was probably meant. (RFC 3501, 6.4.4)",
        ),
        (
            "a search from",
            "SEARCH looks for the messages that match FROM, and returns their message numbers. FROM lacks its argument. The syntax is: FROM STRING (RFC 3501, 6.4.4)",
        ),
    ]);
}

#[test]
fn japanese() {
    assert_japanese(&[
        (
            "a search all",
            "SEARCH はすべてのメッセージを探し、メッセージ番号を返します。(RFC 3501, 6.4.4)",
        ),
        (
            "a uid search unseen from bob",
            "UID SEARCH は \\Seen フラグがない、かつ差出人（From）に「bob」を含むメッセージを探し、UID を返します。(RFC 3501, 6.4.8)",
        ),
        (
            "a search unseen or from bob (to alice since 1-Feb-2026)",
            "SEARCH は \\Seen フラグがない、かつ（差出人（From）に「bob」を含む、または（宛先（To）に「alice」を含む、かつ内部日付が 1-Feb-2026 以降である））メッセージを探し、メッセージ番号を返します。(RFC 3501, 6.4.4)",
        ),
        (
            "a search not (from bob seen)",
            "SEARCH は差出人（From）に「bob」を含まない、または \\Seen フラグがないメッセージを探し、メッセージ番号を返します。(RFC 3501, 6.4.4)",
        ),
        (
            "a search uid 5:* not answered",
            "SEARCH は UID 5 以降のメッセージである、かつ \\Answered フラグがないメッセージを探し、メッセージ番号を返します。(RFC 3501, 6.4.4)",
        ),
        (
            "a search header list-id rust",
            "SEARCH はヘッダーフィールド list-id に「rust」を含むメッセージを探し、メッセージ番号を返します。(RFC 3501, 6.4.4)",
        ),
        (
            "a search larger 10000 on 1-Feb-2026",
            "SEARCH は 10000 オクテットより大きい、かつ内部日付が 1-Feb-2026 であるメッセージを探し、メッセージ番号を返します。(RFC 3501, 6.4.4)",
        ),
    ]);
}
