//! SEARCH in words.

use super::{assert_commands, assert_japanese};
use crate::explain::tests::assert_says;

#[test]
fn numbers_and_uids_are_told_apart() {
    assert_commands(&[
        (
            "a search uid 3",
            "SEARCH looks for the message with UID 3, and returns its message number. (RFC 3501, 6.4.4)",
        ),
        (
            "a search not uid 3:5",
            "SEARCH looks for the messages that do not have one of the UIDs 3 to 5, and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
        (
            "a search or 2 uid *",
            "SEARCH looks for the messages that have the message number 2 or have the highest UID, and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
        (
            "a search 1:5 not 2",
            "SEARCH looks for the messages that are among messages 1 to 5 and do not have the message number 2, and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
    ]);
    assert_japanese(&[
        (
            "a search uid 3",
            "SEARCH は UID 3 のメッセージを探し、そのメッセージ番号を返します。（RFC 3501, 6.4.4）",
        ),
        (
            "a search not uid 3:5",
            "SEARCH は UID が 3 から 5 のどれかでないメッセージを探し、メッセージ番号を返します。（RFC 3501, 6.4.4）",
        ),
        (
            "a search not 2",
            "SEARCH はメッセージ番号が 2 でないメッセージを探し、メッセージ番号を返します。（RFC 3501, 6.4.4）",
        ),
    ]);
}

#[test]
fn a_single_message_and_the_last_one_have_their_own_words() {
    let (last, highest) = (
        ["the last message", "最後のメッセージ"],
        ["the message with the highest UID", "UID が最大のメッセージ"],
    );
    for (line, [english, japanese]) in [
        ("search *", last),
        ("search *:*", last),
        ("search uid *", highest),
        ("search 3", ["message 3", "メッセージ 3 "]),
        ("search uid 7:7", ["the message with UID 7", "UID 7 のメッセージ"]),
    ] {
        assert_commands(&[
            (
                &format!("a {line}"),
                &format!(
                    "SEARCH looks for {english}, and returns its message number. (RFC 3501, 6.4.4)"
                ),
            ),
            (
                &format!("a uid {line}"),
                &format!("UID SEARCH looks for {english}, and returns its UID. (RFC 3501, 6.4.8)"),
            ),
        ]);
        let japanese = japanese.trim_end();
        let space = if japanese.ends_with('3') { " " } else { "" };
        let between = if japanese.starts_with("UID") { " " } else { "" };
        assert_japanese(&[
            (
                &format!("a {line}"),
                &format!(
                    "SEARCH は{between}{japanese}{space}を探し、そのメッセージ番号を返します。（RFC 3501, 6.4.4）"
                ),
            ),
            (
                &format!("a uid {line}"),
                &format!(
                    "UID SEARCH は{between}{japanese}{space}を探し、その UID を返します。（RFC 3501, 6.4.8）"
                ),
            ),
        ]);
    }
    for (keys, english, japanese) in [
        ("not *", "do not have the highest message number", "メッセージ番号が最大でない"),
        (
            "uid * unseen",
            "have the highest UID and do not have the \\Seen flag",
            "UID が最大である、かつ \\Seen フラグがない",
        ),
        (
            "or * seen",
            "have the highest message number or have the \\Seen flag",
            "メッセージ番号が最大である、または \\Seen フラグがある",
        ),
        (
            "not 1:*",
            "are not among the messages from 1 to the last",
            "番号 1 から最後までのメッセージに含まれない",
        ),
        (
            "not uid *:1",
            "are not among the messages with UIDs from 1 on",
            "UID 1 以降のメッセージに含まれない",
        ),
        ("return (min) *", "have the highest message number", "メッセージ番号が最大である"),
    ] {
        assert_says(format!("C: a search {keys}"), english, japanese);
    }
    for set in ["1:*", "*:1", "uid 1:*"] {
        assert_commands(&[(
            &format!("a search {set}"),
            "SEARCH looks for all messages, and returns their message numbers. (RFC 3501, 6.4.4)",
        )]);
    }
}

#[test]
fn each_key_is_explained() {
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
            "SEARCH looks for the messages that have \"x y\" in the subject, and returns their message numbers. utf-8 is the character set of the search strings. (RFC 3501, 6.4.4)",
        ),
        (
            "a search keyword Work old",
            "SEARCH looks for the messages that have the keyword Work and do not have the \\Recent flag, and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
        (
            "a search sentbefore 1-Jan-2020 unkeyword foo",
            "SEARCH looks for the messages that have a Date field before 1-Jan-2020 and do not have the keyword foo, and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
        (
            "a search 1:5 larger 10000",
            "SEARCH looks for the messages that are among messages 1 to 5 and are larger than 10000 octets, and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
        (
            "a search on 1-Feb-2026 smaller 100 body x",
            "SEARCH looks for the messages that have an internal date on 1-Feb-2026 and are smaller than 100 octets and have \"x\" in the body, and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
    ]);
}

#[test]
fn search_says_whether_uids_or_numbers_return() {
    assert_commands(&[
        (
            "a uid search unseen from bob",
            "UID SEARCH looks for the messages that do not have the \\Seen flag and have \"bob\" in the From field, and returns their UIDs. (RFC 3501, 6.4.8)",
        ),
        (
            "a search uid 5:* not answered",
            "SEARCH looks for the messages that are among the messages with UIDs from 5 on (and at least the last message) and do not have the \\Answered flag, and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
    ]);
}

#[test]
fn conditions_keep_their_nesting() {
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
fn keys_of_extensions_are_explained() {
    assert_commands(&[
        (
            "a search $ unseen",
            "SEARCH looks for the messages that are in the saved result ($) and do not have the \\Seen flag, and returns their message numbers. (RFC 5182, 2.1)",
        ),
        (
            "a search not $",
            "SEARCH looks for the messages that are not in the saved result ($), and returns their message numbers. (RFC 5182, 2.1)",
        ),
        (
            "a search modseq \"/flags/\\\\draft\" all 620162338",
            "SEARCH looks for the messages that have a mod-sequence of 620162338 or more for the private or shared /flags/\\draft (or as a whole, if the server keeps one for the message only), and returns their message numbers. (RFC 7162, 3.1.5)",
        ),
        (
            "a search older 3600 not younger 60",
            "SEARCH looks for the messages that have an internal date at least 3600 seconds ago and do not have an internal date within the last 60 seconds, and returns their message numbers. (RFC 5032, 2)",
        ),
        (
            "a search fuzzy subject break",
            "SEARCH looks for the messages that have \"break\" in the subject (loosely), and returns their message numbers. (RFC 6203, 3)",
        ),
        (
            "a search emailid M6d99 threadid T1",
            "SEARCH looks for the messages that have the object ID M6d99 and are in the thread T1, and returns their message numbers. (RFC 8474, 6)",
        ),
        (
            "a search filter on-the-road",
            "SEARCH looks for the messages that match the stored filter \"on-the-road\", and returns their message numbers. (RFC 5466, 3.1)",
        ),
        (
            "a search savedon 1-Feb-2026",
            "SEARCH looks for the messages that have a save date on 1-Feb-2026, and returns their message numbers. (RFC 8514, 4.3)",
        ),
        (
            "a search uidafter 5 uidbefore 100",
            "SEARCH looks for the messages that have a UID greater than 5 and have a UID less than 100, and returns their message numbers. (RFC 9738, 3.2)",
        ),
        (
            "a search x-gm-raw \"has:attachment\"",
            "SEARCH looks for the messages that match \"has:attachment\" in Gmail's own syntax, and returns their message numbers. (Gmail IMAP Extensions)",
        ),
        (
            "a search annotation /comment value \"foo\"",
            "SEARCH looks for the messages that have \"foo\" in the annotation /comment (value), and returns their message numbers. (RFC 5257, 4.8)",
        ),
    ]);
}

#[test]
fn what_is_returned() {
    assert_commands(&[
        (
            "a search return () unseen",
            "SEARCH looks for the messages that do not have the \\Seen flag, and returns their message numbers as a set. (RFC 4731, 3.1)",
        ),
        (
            "a search return (min max count) from bob",
            "SEARCH looks for the messages that have \"bob\" in the From field, and returns the lowest of their message numbers, the highest of their message numbers and how many they are. (RFC 4731, 3.1)",
        ),
        (
            "a uid search return (all) flagged",
            "UID SEARCH looks for the messages that have the \\Flagged flag, and returns their UIDs as a set. (RFC 4731, 3.1)",
        ),
        (
            "a search return (save) flagged",
            "SEARCH looks for the messages that have the \\Flagged flag. SAVE keeps the result on the server, to be used as $. (RFC 5182, 2.1)",
        ),
        (
            "a search return (save count) flagged",
            "SEARCH looks for the messages that have the \\Flagged flag, and returns how many they are. SAVE keeps the result on the server, to be used as $. (RFC 5182, 2.1)",
        ),
        (
            "a search return (partial -1:-100) all",
            "SEARCH looks for all messages, and returns their message numbers at the positions 1 to 100 (counted from the end) of the result. (RFC 9394, 3.1)",
        ),
        (
            "a search return (update context) all",
            "SEARCH looks for all messages. CONTEXT says that the same search will be used again. UPDATE asks the server to report when the result changes. (RFC 5267, 4.3)",
        ),
        (
            "a search return (foo) all",
            "\"foo\" is not a registered RETURN option. If the server accepts it: SEARCH looks for all messages. (RFC 4731, 3.1)",
        ),
        (
            "a esearch in (personal) return (count) unseen",
            "ESEARCH looks for the messages that do not have the \\Seen flag, in all mailboxes of the user; it returns how many they are for each mailbox. (RFC 7377, 2.2)",
        ),
        (
            "a esearch in (subtree \"Lists\" selected) from x",
            "ESEARCH looks for the messages that have \"x\" in the From field, in \"Lists\" and all mailboxes below, and in the selected mailbox; it returns their UIDs for each mailbox. (RFC 7377, 2.2)",
        ),
    ]);
}

#[test]
fn sorted_and_threaded() {
    assert_commands(&[
        (
            "a sort (subject reverse date) utf-8 all",
            "SORT looks for all messages, sorts them by subject, then by date sent (in reverse), and returns their message numbers. utf-8 is the character set of the search strings. (RFC 5256, 3)",
        ),
        (
            "a uid sort return (count) (arrival) us-ascii unseen",
            "UID SORT looks for the messages that do not have the \\Seen flag, sorts them by internal date, and returns how many they are. us-ascii is the character set of the search strings. (RFC 5267, 3.1)",
        ),
        (
            "a thread references utf-8 since 1-Feb-2026",
            "THREAD looks for the messages that have an internal date on or after 1-Feb-2026, groups them into threads by the messages they refer to, and returns their message numbers. utf-8 is the character set of the search strings. (RFC 5256, 3)",
        ),
        (
            "a uid thread orderedsubject utf-8 all",
            "UID THREAD looks for all messages, groups them into threads by subject and date, and returns their UIDs. utf-8 is the character set of the search strings. (RFC 5256, 3)",
        ),
        (
            "a thread foo utf-8 all",
            "\"foo\" is not a registered threading algorithm. THREAD groups the messages found into conversations by the named algorithm and returns their sequence numbers in nested parentheses, replies after what they answer. (RFC 5256, 3)",
        ),
        (
            "a sort (foo) utf-8 all",
            "\"foo\" is not a registered sort criterion. SORT searches like SEARCH and returns the sequence numbers sorted by the criteria, the first being the most important; unlike SEARCH, it requires a character set. (RFC 5256, 3)",
        ),
    ]);
}

#[test]
fn faulty_keys_are_named() {
    assert_commands(&[
        (
            "a search \"two words\"",
            "\"two words\" is not a registered search key. The text to look for has a key before it: TEXT, SUBJECT or FROM. SEARCH returns the sequence numbers of the messages in the selected mailbox that match all of the given keys. (RFC 3501, 6.4.4)",
        ),
        (
            "a search foo",
            "\"foo\" is not a registered search key. The text to look for has a key before it: TEXT, SUBJECT or FROM. SEARCH returns the sequence numbers of the messages in the selected mailbox that match all of the given keys. (RFC 3501, 6.4.4)",
        ),
        (
            "a search unsen",
            "\"unsen\" is not a registered search key; UNSEEN was probably meant. SEARCH returns the sequence numbers of the messages in the selected mailbox that match all of the given keys. (RFC 3501, 6.4.4)",
        ),
        (
            "a search from",
            "FROM lacks its argument. The syntax is: FROM STRING (example: SEARCH FROM \"smith\"). (RFC 3501, 6.4.4)",
        ),
        (
            "a search not",
            "NOT lacks its argument. The syntax is: NOT KEY (example: SEARCH NOT FROM \"smith\"). (RFC 3501, 6.4.4)",
        ),
        (
            "a search or seen",
            "OR lacks its second argument. OR stands before the two keys of which one has to match. The syntax is: OR KEY KEY (example: SEARCH OR FROM \"smith\" FLAGGED). (RFC 3501, 6.4.4)",
        ),
        (
            "a search larger x",
            "\"x\" is not a valid argument of LARGER. The syntax is: LARGER OCTETS (example: SEARCH LARGER 1000000). (RFC 3501, 6.4.4)",
        ),
        (
            "a search since 1-2-2026",
            "\"1-2-2026\" is not a date of IMAP: SINCE takes the day, the month in English and the year, as in 1-Feb-2026. (RFC 3501, 9)",
        ),
        (
            "a search (unseen",
            "A closing bracket is missing. SEARCH returns the sequence numbers of the messages in the selected mailbox that match all of the given keys. (RFC 3501, 9)",
        ),
        (
            "a search",
            "An argument is missing. The syntax is: SEARCH [RETURN (OPTION…)] [CHARSET NAME] KEY… (example: SEARCH UNSEEN FROM \"smith\"). (RFC 3501, 6.4.4)",
        ),
    ]);
}

#[test]
fn searches_are_explained_in_japanese() {
    assert_japanese(&[
        (
            "a search all",
            "SEARCH はすべてのメッセージを探し、メッセージ番号を返します。（RFC 3501, 6.4.4）",
        ),
        (
            "a uid search unseen from bob",
            "UID SEARCH は \\Seen フラグがない、かつ From フィールドに「bob」を含むメッセージを探し、UID を返します。（RFC 3501, 6.4.8）",
        ),
        (
            "a search unseen or from bob (to alice since 1-Feb-2026)",
            "SEARCH は \\Seen フラグがない、かつ（From フィールドに「bob」を含む、または（To フィールドに「alice」を含む、かつ内部日付が 1-Feb-2026 以降である））メッセージを探し、メッセージ番号を返します。（RFC 3501, 6.4.4）",
        ),
        (
            "a search not (from bob seen)",
            "SEARCH は From フィールドに「bob」を含まない、または \\Seen フラグがないメッセージを探し、メッセージ番号を返します。（RFC 3501, 6.4.4）",
        ),
        (
            "a search uid 5:* not answered",
            "SEARCH は UID 5 以降のメッセージ（最後のメッセージは必ず含む）に含まれる、かつ \\Answered フラグがないメッセージを探し、メッセージ番号を返します。（RFC 3501, 6.4.4）",
        ),
        (
            "a search header list-id rust",
            "SEARCH はヘッダーフィールド list-id に「rust」を含むメッセージを探し、メッセージ番号を返します。（RFC 3501, 6.4.4）",
        ),
        (
            "a search larger 10000 on 1-Feb-2026",
            "SEARCH は 10000 オクテットより大きい、かつ内部日付が 1-Feb-2026 であるメッセージを探し、メッセージ番号を返します。（RFC 3501, 6.4.4）",
        ),
        (
            "a uid search return (min count save) fuzzy subject x",
            "UID SEARCH は（緩やかに照合して）件名に「x」を含むメッセージを探し、最小の UID、件数を返します。SAVE により、結果はサーバーに保存され、$ として使えます。（RFC 5182, 2.1）",
        ),
        (
            "a sort (subject reverse date) utf-8 all",
            "SORT はすべてのメッセージを探し、件名、送信日時（逆順）の順に並べて、メッセージ番号を返します。検索する文字列の文字セットは utf-8 です。（RFC 5256, 3）",
        ),
        (
            "a thread references utf-8 all",
            "THREAD はすべてのメッセージを探し、参照関係でスレッドにまとめて、メッセージ番号を返します。検索する文字列の文字セットは utf-8 です。（RFC 5256, 3）",
        ),
        (
            "a esearch in (personal) unseen",
            "ESEARCH は利用者自身のすべてのメールボックスから \\Seen フラグがないメッセージを探し、メールボックスごとに UID を返します。（RFC 7377, 2.2）",
        ),
        (
            "a search since 1-2-2026",
            "「1-2-2026」は IMAP の日付の形ではありません。SINCE には 1-Feb-2026 のように、日、英語の月名、年の順に書きます。（RFC 3501, 9）",
        ),
        (
            "a search fo",
            "「fo」は登録された検索キーではありません。探す文字列の前には、TEXT、SUBJECT、FROM などのキーを置きます。SEARCH は、選択中のメールボックスから、指定した検索キーのすべてに一致するメッセージを探し、そのメッセージ番号を返します。（RFC 3501, 6.4.4）",
        ),
    ]);
}
