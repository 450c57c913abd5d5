//! Numbers that the grammar does not allow in their place.

use super::assert_each;
use crate::explain::tests::{assert_last_explained, last_explained};
use crate::language::Language::{English, Japanese};

/// Whether the explanation of the line says that this number is not valid there.
fn names_invalid(line: &str, number: &str) -> bool {
    let session = format!("S: * OK hi\nS: {line}");
    let is_named =
        last_explained(English, &session).contains(&format!("{number} is not valid there"));
    let is_named_in_japanese =
        last_explained(Japanese, &session).contains(&format!("{number} は正しくありません"));
    assert_eq!(is_named, is_named_in_japanese, "{line}");
    is_named
}

#[test]
fn zero_where_numbers_begin_at_one() {
    for line in [
        "* 0 EXPUNGE",
        "* 0 FETCH (FLAGS ())",
        "* 0 UIDFETCH (FLAGS ())",
        "* 3 FETCH (UID 0)",
        "* 3 FETCH (UID 4 MODSEQ (0))",
        "* 3 FETCH (BODY[2.0] NIL)",
        "* SEARCH 2 0",
        "* SEARCH 2 (MODSEQ 0)",
        "* SORT 0 2",
        "* THREAD (2)(0 7)",
        "* ESEARCH (TAG \"a\") MIN 0",
        "* ESEARCH (TAG \"a\") UID ALL 0:4",
        "* ESEARCH (TAG \"a\") UID PARTIAL (1:9 0,4)",
        "* VANISHED (EARLIER) 0:9",
        "* STATUS x (UIDNEXT 0)",
        "* STATUS x (MESSAGES 2 UIDVALIDITY 0)",
        "* OK [UIDNEXT 0] x",
        "* OK [UIDVALIDITY 0] x",
        "* OK [UNSEEN 0] x",
        "* OK [HIGHESTMODSEQ 0] x",
        "a1 OK [APPENDUID 0 7] x",
        "a1 OK [APPENDUID 7 0] x",
        "a1 OK [COPYUID 3 1,0 7:8] x",
        "a1 OK [MODIFIED 0] x",
    ] {
        assert!(names_invalid(line, "0"), "{line}");
    }
}

#[test]
fn zero_where_it_is_valid() {
    for line in [
        "* 0 EXISTS",
        "* 0 RECENT",
        "* 3 FETCH (RFC822.SIZE 0)",
        "* 3 FETCH (BODY[]<0> \"\")",
        "* 3 FETCH (BODYSTRUCTURE (\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 0 0))",
        "* ESEARCH (TAG \"a\") COUNT 0",
        "* STATUS x (MESSAGES 0 RECENT 0 UNSEEN 0 DELETED 0 SIZE 0 HIGHESTMODSEQ 0)",
        "* QUOTA \"\" (STORAGE 0 0)",
        "* OK [INPROGRESS (\"a\" 0 10)] x",
        "a1 OK [COPYUID 10 100 10] x",
    ] {
        assert!(!names_invalid(line, "0"), "{line}");
    }
}

#[test]
fn numbers_that_are_too_large() {
    for line in [
        "* 4294967296 EXISTS",
        "* 4294967296 RECENT",
        "* 4294967296 EXPUNGE",
        "* VANISHED 7,4294967296",
        "* ESEARCH (TAG \"a\") COUNT 4294967296",
        "* OK [UIDVALIDITY 4294967296] x",
        "a1 OK [COPYUID 3 1:4294967296 2] x",
        "* 4294967296 FETCH (FLAGS ())",
        "* 4294967296 UIDFETCH (FLAGS ())",
        "* 3 FETCH (UID 4294967296)",
        "* 3 FETCH (FLAGS (\\Seen) UID 4294967296 RFC822.SIZE 7)",
        "* SEARCH 2 4294967296",
        "* SORT 4294967296",
        "* THREAD (2 4294967296)",
        "* ESEARCH (TAG \"a\") UID MAX 4294967296",
        "* STATUS x (MESSAGES 4294967296)",
        "* STATUS x (MESSAGES 3 RECENT 0 UNSEEN 4294967296)",
        "* STATUS x (UIDNEXT 4294967296 SIZE 4294967297)",
        "* STATUS x (UIDVALIDITY 4294967296)",
        "* STATUS x (DELETED 4294967296)",
        "* STATUS x (APPENDLIMIT 4294967296)",
    ] {
        assert!(names_invalid(line, "4294967296"), "{line}");
        assert!(!names_invalid(&line.replace("4294967296", "4294967295"), "4294967295"), "{line}");
    }
}

#[test]
fn mod_sequences_and_sizes_may_be_larger() {
    let (most, too_large) = ("9223372036854775807", "9223372036854775808");
    for line in [
        "* OK [HIGHESTMODSEQ 9] x",
        "* 3 FETCH (MODSEQ (9))",
        "* 3 FETCH (RFC822.SIZE 9 UID 4)",
        "* 3 FETCH (BINARY.SIZE[1] 9)",
        "* 3 FETCH (BODYSTRUCTURE (\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 9 3))",
        "* STATUS x (MESSAGES 4 SIZE 9)",
        "* STATUS x (HIGHESTMODSEQ 9)",
        "* QUOTA \"\" (STORAGE 4 9)",
        "* ESEARCH (TAG \"a\") ALL 4 MODSEQ 9",
    ] {
        let with = |number| line.replace('9', number);
        assert!(!names_invalid(&with("4294967296"), "4294967296"), "{line}");
        assert!(!names_invalid(&with(most), most), "{line}");
        assert!(names_invalid(&with(too_large), too_large), "{line}");
    }
}

#[test]
fn what_is_about_such_a_number_is_not_claimed() {
    assert_each(
        English,
        &[
            (
                "* 0 EXPUNGE",
                "EXPUNGE reports that the message with this sequence number has been permanently removed, and that the numbers of all messages after it are one lower from now on. 0 is not valid there: it must be a number from 1 to 4294967295. (RFC 3501, 9)",
            ),
            (
                "* 4 FETCH (MODSEQ (0))",
                "Message 4: last changed at mod-sequence 0. 0 is not valid there: it must be a number from 1 to 9223372036854775807. (RFC 7162, 7)",
            ),
            ("* STATUS x (HIGHESTMODSEQ 0)", "\"x\" has no mod-sequences. (RFC 7162, 3.1.7)"),
        ],
    );
    for (language, expected) in [
        (
            English,
            "EXPUNGE reports that the message with this sequence number has been permanently removed, and that the numbers of all messages after it are one lower from now on. There is no message 3: according to earlier responses, the mailbox has one message only. (RFC 3501, 7.4.1)",
        ),
        (
            Japanese,
            "EXPUNGE 応答は、このメッセージ番号のメッセージが完全に消去されたことを知らせ、後ろにあるメッセージの番号はその時点から 1 ずつ減ります。メッセージ 3 はありません。それまでの応答では、メッセージは 1 通です。（RFC 3501, 7.4.1）",
        ),
    ] {
        assert_last_explained(language, "S: * PREAUTH x\nS: * 1 EXISTS\nS: * 3 EXPUNGE", expected);
    }
}
