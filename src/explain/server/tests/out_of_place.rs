//! Misplaced response codes, and misspelled words of responses.

use super::assert_each;
use crate::explain::tests::assert_lacks;
use crate::explain::tests::{assert_last_explained, last_explained};
use crate::language::Language::{English, Japanese};

const LOGGED_IN: &str = "S: * PREAUTH hi\n";

#[test]
fn codes_in_the_wrong_answer() {
    for (session, place) in [
        ("C: b noop\nS: b OK [INPROGRESS (\"b\" 1 9)] x", "an OK without a tag"),
        ("C: b noop\nS: b OK [TRYCREATE] x", "a NO or BAD to APPEND, COPY, MOVE and REPLACE"),
        ("S: * OK [ALREADYEXISTS] x", "a NO or BAD to CREATE and RENAME"),
        ("S: * BYE [NONEXISTENT] x", "a NO or BAD to a command"),
        (
            "C: b create x\nS: b OK [AUTHENTICATIONFAILED] x",
            "a NO or BAD to LOGIN and AUTHENTICATE, or a BYE",
        ),
        ("C: b noop\nS: b OK [APPENDUID 3 4] x", "an OK to APPEND and REPLACE"),
        ("C: b append x {1}a\nS: b NO [APPENDUID 3 4] x", "an OK to APPEND and REPLACE"),
        ("C: b uid fetch 3 flags\nS: b OK [COPYUID 3 4 5] x", "an OK to COPY and MOVE"),
        ("C: b noop\nS: b NO [MODIFIED 3] x", "the answer to STORE with UNCHANGEDSINCE"),
        ("C: b list \"\" *\nS: b NO [READ-ONLY] x", "an OK while a mailbox is selected"),
        ("C: b noop\nS: b OK [READ-WRITE] x", "an OK while a mailbox is selected"),
        (
            "C: b store 1 flags ()\nS: b OK [MODIFIED 3] x",
            "the answer to STORE with UNCHANGEDSINCE",
        ),
        (
            "C: b expunge\nS: b NO [AUTHENTICATIONFAILED] x",
            "a NO or BAD to LOGIN and AUTHENTICATE, or a BYE",
        ),
        ("C: b create x\nS: b NO [EXPIRED] x", "a NO or BAD to LOGIN and AUTHENTICATE, or a BYE"),
        (
            "C: b noop\nS: b OK [REFERRAL imap://x/] x",
            "the answer to LOGIN and AUTHENTICATE, or a NO to a command that names a mailbox",
        ),
        (
            "C: b expunge\nS: b NO [REFERRAL imap://x/] x",
            "the answer to LOGIN and AUTHENTICATE, or a NO to a command that names a mailbox",
        ),
        ("C: b deleteacl x y\nS: b NO [ALREADYEXISTS] x", "a NO or BAD to CREATE and RENAME"),
        ("C: b delete x\nS: b NO [USEATTR] x", "a NO or BAD to CREATE"),
        ("C: b noop\nS: b NO [HIGHESTMODSEQ 5] x", "an OK"),
        (
            "C: b select x\nS: b NO [METADATA TOOMANY] x",
            "the answer to GETMETADATA and SETMETADATA",
        ),
        ("C: b noop\nS: b BAD [UIDNEXT 4] x", "an OK without a tag"),
        ("S: * NO [PERMANENTFLAGS ()] x", "an OK without a tag"),
        ("C: b noop\nS: b OK [INUSE] x", "a NO, BAD or BYE"),
        ("S: * OK [UNAVAILABLE] x", "a NO, BAD or BYE"),
        ("S: * OK [TOOFEW] x", "a NO or BAD to UIDBATCHES"),
        ("C: b create x\nS: b NO [TEMPFAIL] x", "a NO or BAD to CONVERT"),
        ("C: b noop\nS: b OK [UIDNOTSTICKY] x", "a NO without a tag"),
        ("C: b noop\nS: b BAD [URLMECH INTERNAL] x", "an OK"),
        (
            "C: b append x {1}a\nS: b OK [LIMIT] x",
            "a NO, BAD or BYE, or an OK to SEARCH, ESEARCH, SORT and THREAD with a part of the result",
        ),
    ] {
        let said = last_explained(English, &format!("{LOGGED_IN}{session}"));
        let expected = format!("belongs in {place}; what it means here is not defined.");
        assert!(said.contains(&expected), "{session}: {said}");
        let said = last_explained(Japanese, &format!("{LOGGED_IN}{session}"));
        assert!(said.contains("ここでの意味は定められていません"), "{session}: {said}");
    }
}

#[test]
fn codes_in_their_place_are_not_reported() {
    for session in [
        "S: * OK [INPROGRESS (\"b\" 1 9)] x",
        "C: b append x {1}a\nS: b OK [APPENDUID 3 4] x",
        "C: b uid move 1 x\nS: * OK [COPYUID 3 4 5] x",
        "C: b uid copy 1 x\nS: b OK [COPYUID 3 4 5] x",
        "C: b uid copy 1 x\nS: b NO [TRYCREATE] x",
        "S: q OK [COPYUID 3 4 5] x",
        "C: b uid store 3 (unchangedsince 7) flags ()\nS: b NO [MODIFIED 3] x",
        "C: b store 3 flags ()\nS: b NO [READ-ONLY] x",
        "C: b select x\nS: * OK [READ-ONLY] x",
        "C: b create x\nS: b NO [ALREADYEXISTS] x",
        "C: b login x y\nS: b OK [REFERRAL imap://x/] x",
        "C: b select x\nS: b NO [REFERRAL imap://x/x] x",
        "C: b create x\nS: b OK [MAILBOXID (F1)] x",
        "S: * BYE [EXPIRED] x",
        "S: * NO [UIDNOTSTICKY] x",
        "C: b search all\nS: b OK [LIMIT] x",
        "C: b login x y\nS: b OK [CONTACTADMIN] x",
        "S: * BYE [UNAVAILABLE] x",
        "C: b expunge\nS: b OK [HIGHESTMODSEQ 7] x",
    ] {
        assert_lacks(format!("{LOGGED_IN}{session}"), "not defined");
    }
}

#[test]
fn the_refusal_is_explained_too() {
    assert_last_explained(
        English,
        "S: * PREAUTH hi\nC: b noop\nS: b NO [READ-ONLY] x",
        "The code [READ-ONLY] belongs in an OK while a mailbox is selected; what it means here is not defined. The server understood the command and could not carry it out; its text may say why. (RFC 3501, 7.1.2)",
    );
}

#[test]
fn misspelled_words_of_responses() {
    assert_each(
        English,
        &[
            (
                "* 172 EXIST",
                "\"EXIST\" is not a registered response; EXISTS was probably meant. (RFC 3501, 7)",
            ),
            (
                "* FLAG (\\Seen)",
                "\"FLAG\" is not a registered response; FLAGS was probably meant. (RFC 3501, 7)",
            ),
            (
                "* OK [UIDVALIDTY 3] x",
                "The server is ready; a login comes next. [UIDVALIDTY] is not a registered response code; UIDVALIDITY was probably meant. (RFC 3501, 7.1)",
            ),
            (
                "* STATUS x (MESAGES 3)",
                "\"x\" has MESAGES, which is not registered. MESSAGES was probably meant. (RFC 3501, 7.2.4)",
            ),
            (
                "* LIST (\\HasChildern) NIL x",
                "Mailbox \"x\" (\\HasChildern, which is not registered; no hierarchy). \\HasChildren was probably meant. (RFC 3501, 7.2.2)",
            ),
            (
                "* 1 FETCH (ENVELOP NIL)",
                "Message 1: ENVELOP, which is not a registered item. ENVELOPE was probably meant. (RFC 3501, 7.4.2)",
            ),
            (
                "* ESEARCH (TAG \"a\") CUONT 3",
                "\"CUONT\" is not a registered RETURN option. COUNT was probably meant. (RFC 4731, 3.1)",
            ),
            (
                "* FLAGS (\\Sen)",
                "These flags can be used in the mailbox: \\Sen. \\Sen is not a registered flag. \\Seen was probably meant. (RFC 3501, 7.2.6)",
            ),
        ],
    );
    assert_each(
        Japanese,
        &[(
            "* 172 EXIST",
            "「EXIST」は登録された応答ではありません。EXISTS のことかもしれません。（RFC 3501, 7）",
        )],
    );
}

#[test]
fn each_fact_of_a_search_is_said_once() {
    for (results, english, japanese) in [
        ("COUNT 3", "3 messages match.", "条件に合うメッセージは 3 通です。"),
        ("COUNT 0", "No message matches.", "条件に合うメッセージはありません。"),
        (
            "MIN 2 MAX 9 ALL 2,5,9 COUNT 3",
            "3 messages match: 2, 5 and 9. In the result, the lowest number is 2; the highest number is 9.",
            "条件に合うメッセージは 3 通で、メッセージ番号は 2、5、9 です。結果のうち、最小の番号は 2、最大の番号は 9 です。",
        ),
        (
            "MIN 2 MAX 2 ALL 2 COUNT 1",
            "One message matches: 2.",
            "条件に合うメッセージは 1 通で、メッセージ番号は 2 です。",
        ),
        (
            "MIN 7 COUNT 1",
            "One message matches: 7.",
            "条件に合うメッセージは 1 通で、メッセージ番号は 7 です。",
        ),
        (
            "COUNT 4 ALL 2,5",
            "4 messages match. In the result, ALL names messages 2 and 5. COUNT is not the number of messages in ALL: the server made an error.",
            "条件に合うメッセージは 4 通です。結果のうち、ALL は番号（2、5）のメッセージです。COUNT と ALL のメッセージの数が合わないため、サーバーの誤りです。",
        ),
    ] {
        let line = format!("S: * ESEARCH (TAG \"a\") {results}");
        assert_last_explained(English, &line, &format!("{english} (RFC 4731, 3.1)"));
        assert_last_explained(Japanese, &line, &format!("{japanese}（RFC 4731, 3.1）"));
    }
    assert_last_explained(
        English,
        "S: * ESEARCH (TAG \"a\" MAILBOX \"a, b\" UIDVALIDITY 3) UID ALL 4:5 COUNT 2",
        "This result is for the mailbox \"a, b\", and its UIDs hold as long as UIDVALIDITY there is 3. 2 messages match; their UIDs are 4 to 5. (RFC 7377, 2.1)",
    );
}

#[test]
fn a_copy_names_the_messages_that_exist() {
    assert_last_explained(
        English,
        "C: b uid copy 5:9 x\nS: b OK [COPYUID 3 5,7 10:11] x",
        "Copied to \"x\": the messages with UIDs 5 and 7. In the target mailbox, whose UIDVALIDITY is 3, the UIDs are 10 to 11, in the order of the originals 5 and 7. (RFC 4315, 3)",
    );
}

#[test]
fn a_name_above_a_subscribed_one() {
    assert_each(
        English,
        &[(
            "* LSUB (\\Noselect) \"/\" foo",
            "\"foo\" is listed because it, or a name below it, is subscribed; here \\Noselect may mean only that. (RFC 3501, 6.3.9)",
        )],
    );
    assert_each(
        Japanese,
        &[(
            "* LSUB (\\Noselect) \"/\" foo",
            "「foo」があるのは、この名前か、その下の名前を購読しているためです。ここでの \\Noselect は、それだけを示すこともあります。（RFC 3501, 6.3.9）",
        )],
    );
}

#[test]
fn one_octet_is_singular() {
    assert_each(
        English,
        &[(
            "* 7 FETCH (RFC822.SIZE 1 RFC822.HEADER \"a\" BODY[2]<4> \"b\")",
            "Message 7: one octet in all; the header (one octet); the octet at position 4 (counted from 0) of part 2. (RFC 3501, 7.4.2)",
        )],
    );
}
