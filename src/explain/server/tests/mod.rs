//! The explanations of responses.

mod access;
mod advice;
mod codes;
mod completions;
mod contradictions;
mod extensions;
mod hostile;
mod invalid_numbers;
mod mailboxes;
mod message_numbers;
mod messages;
mod missing_parts;
mod out_of_place;

use crate::explain::tests::{assert_contains, assert_lacks};
use crate::explain::tests::{
    assert_explained, assert_explained_in, assert_last_explained, last_explained,
};
use crate::language::Language;
use indoc::indoc;

/// Checks the explanations of these lines of the server, in this language.
fn assert_each(language: Language, lines: &[(&str, &str)]) {
    for (line, expected) in lines {
        assert_last_explained(language, &format!("S: {line}"), expected);
    }
}

#[test]
fn the_greeting_the_login_and_the_end() {
    assert_explained(indoc! {r#"
        S: * OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2] hi
        # The server is ready; a login comes next. The server announces 3 capabilities. LOGINDISABLED: it accepts no LOGIN on this connection as it is, but AUTHENTICATE with XOAUTH2. (RFC 3501, 7.1)
        S: * OK Still here
        # Text for people; it changes nothing. (RFC 3501, 7.1.1)
        S: * BYE Too many complaints
        # The server ends the session, although no LOGOUT was sent; its text may say why. (RFC 3501, 7.1.5)
    "#});
    assert_each(
        Language::English,
        &[
            (
                "* BYE Go away",
                "The server does not accept the connection and closes it. (RFC 3501, 7.1.5)",
            ),
            (
                "* PREAUTH hi",
                "The connection is logged in already: no LOGIN is needed. (RFC 3501, 7.1.4)",
            ),
            ("hello", "This is not a response of IMAP. (RFC 3501, 7)"),
            ("* SURPRISE 1", "\"SURPRISE\" is not a registered response. (RFC 3501, 7)"),
            ("a9 OK done", "The command with the tag a9 has succeeded. (RFC 3501, 7.1.1)"),
        ],
    );
}

#[test]
fn counts_change_in_the_selected_mailbox() {
    let session = |tail: &str| {
        format!(
            "S: * PREAUTH hi\nS: * ENABLED QRESYNC\nC: a1 select inbox\nS: * 4 EXISTS\nS: a1 OK x\n{tail}"
        )
    };
    for (tail, expected) in [
        ("S: * 5 EXISTS", "A message has arrived: 5 now, one more than before. (RFC 3501, 7.3.1)"),
        ("S: * 9 EXISTS", "5 messages have arrived: 9 now. (RFC 3501, 7.3.1)"),
        ("S: * 4 EXISTS", "4 messages are in the mailbox, as before. (RFC 3501, 7.3.1)"),
        (
            "S: * 2 EXPUNGE",
            "Message 2 is removed; 3 are left, and each one after it has a number lower by one. (RFC 3501, 7.4.1)",
        ),
        (
            "S: * 2 EXPUNGE\nS: * 4 EXISTS",
            "A message has arrived: 4 now, one more than before. (RFC 3501, 7.3.1)",
        ),
        (
            "S: * 1 FETCH (FLAGS (\\Seen $Forwarded))",
            "Message 1 has the flags \\Seen (read) and $Forwarded. $Forwarded means that the message has been forwarded to another address, inside a new message or attached to one; once set, it should not be cleared. The server reports this without having been asked, as servers do after a change, for example by another session. (RFC 3501, 7.4.2)",
        ),
        ("C: a2 select other\nS: * 5 EXISTS", "5 messages are in the mailbox. (RFC 3501, 7.3.1)"),
        (
            "S: * VANISHED 300:302",
            "Removed from the mailbox: the messages with UIDs 300 to 302. One message is left. (RFC 7162, 3.2.10)",
        ),
        (
            "C: a2 uid fetch 1:* (flags) (changedsince 1 vanished)\nS: * VANISHED (EARLIER) 41",
            "Removed earlier: the message with UID 41. This changes no message numbers. (RFC 7162, 3.2.10)",
        ),
    ] {
        assert_last_explained(Language::English, &session(tail), expected);
    }
}

#[test]
fn what_the_server_waits_for() {
    for (session, expected) in [
        (
            "C: a1 append x {310}\nS: + go",
            "The server is ready for the 310 octets of the literal. (RFC 3501, 7.5)",
        ),
        (
            "C: a1 idle\nS: + idling",
            "The server has accepted IDLE and reports changes as they happen. (RFC 2177, 3)",
        ),
        (
            "C: a1 authenticate plain\nS: +",
            "The server waits for the answer of PLAIN: NUL, the user, NUL and the password, all in base64; \"*\" cancels. (RFC 4616, 2)",
        ),
        (
            "C: a1 authenticate login\nS: + VXNlcm5hbWU6",
            "The challenge of LOGIN is \"Username:\" in base64; the answer is in base64 too, and \"*\" cancels. (RFC 3501, 6.2.2)",
        ),
        (
            "C: a1 authenticate xoauth2 ${sasl}\nS: + eyJzdGF0dXMiOiI0MDEifQ==",
            "The server has refused the token and says why: {\"status\":\"401\"}. An empty answer ends the exchange. (RFC 3501, 6.2.2)",
        ),
        (
            "C: a1 authenticate oauthbearer ${sasl}\nS: + eyJzdGF0dXMiOiI0MDEifQ==",
            "The server has refused the token and says why: {\"status\":\"401\"}. The answer AQ==, a ^A in base64, ends the exchange. (RFC 7628, 3.2.3)",
        ),
    ] {
        assert_last_explained(Language::English, session, expected);
    }
}

#[test]
fn data_about_mailboxes_is_explained() {
    assert_each(
        Language::English,
        &[
            (
                "* LIST (\\HasChildren \\Sent) \".\" INBOX.Gesendet",
                "Mailbox \"INBOX.Gesendet\" (has mailboxes below it; for sent messages; \".\" separates its levels). (RFC 3501, 7.2.2)",
            ),
            ("* LIST () NIL Notes", "Mailbox \"Notes\" (no hierarchy). (RFC 3501, 7.2.2)"),
            (
                "* LIST (\\Noselect) \"/\" \"\"",
                "\"/\" separates the levels of mailbox names. (RFC 3501, 6.3.8)",
            ),
            (
                "* STATUS \"my box\" (MESSAGES 12 UNSEEN 0 UIDNEXT 9)",
                "\"my box\" has 12 messages in all; no message without \\Seen; UIDNEXT 9. (RFC 3501, 7.2.4)",
            ),
            (
                "* 3 RECENT",
                "3 messages have the \\Recent flag: as far as the server can tell, it has reported them to no session before this one. (RFC 3501, 7.3.2)",
            ),
            (
                "* NAMESPACE ((\"\" \"/\")) ((\"~\" \"/\")) NIL",
                "Prefixes of the user's own mailboxes: \"\" (separator /); of other users' mailboxes: \"~\" (separator /); of shared mailboxes: none. (RFC 2342, 5)",
            ),
            (
                "* QUOTA \"Team\" (STORAGE 10 512 MESSAGE 3 90)",
                "Used of the quota \"Team\": 10 of 512 KiB (1%) and 3 of 90 messages (3%). STORAGE counts units of 1024 octets (KiB). (RFC 9208, 4.2.1)",
            ),
            (
                "* QUOTA \"\" (STORAGE 10 512)",
                "Used of the quota whose name is empty: 10 of 512 KiB (1%). STORAGE counts units of 1024 octets (KiB). (RFC 9208, 4.2.1)",
            ),
            (
                "* QUOTA \"\" ()",
                "Nothing is limited by the quota whose name is empty. (RFC 9208, 4.2.1)",
            ),
            (
                "* GENURLAUTH \"imap://x/y;urlauth=anonymous:${password}\"",
                "The URL is signed: with the token at its end, the users whom it allows can get its data by URLFETCH. (RFC 4467, 8)",
            ),
        ],
    );
}

#[test]
fn what_a_search_has_found() {
    for (session, expected) in [
        (
            "C: a1 search unseen\nS: * SEARCH 2 5 9",
            "3 messages match: 2, 5 and 9. (RFC 3501, 7.2.5)",
        ),
        (
            "C: a1 uid search unseen\nS: * SEARCH 300",
            "One message matches; its UID is 300. (RFC 3501, 7.2.5)",
        ),
        ("S: * SEARCH 2 5", "2 messages match, with the numbers 2 and 5. (RFC 3501, 7.2.5)"),
        ("S: * SEARCH", "No message matches. (RFC 3501, 7.2.5)"),
        (
            "S: * ESEARCH (TAG \"a1\") UID COUNT 3 ALL 4:6",
            "3 messages match; their UIDs are 4 to 6. (RFC 4731, 3.1)",
        ),
        (
            "S: * THREAD (1)(2 3)",
            "The messages that match form 2 threads. Thread 2 begins with 2 (below 2: 3). (RFC 5256, 4)",
        ),
    ] {
        assert_last_explained(Language::English, session, expected);
    }
}

#[test]
fn data_of_messages_is_explained() {
    assert_each(
        Language::English,
        &[
            ("* 5 FETCH (FLAGS ())", "Message 5 has no flags. (RFC 3501, 7.4.2)"),
            (
                "* 5 FETCH (UID 12 FLAGS (\\Seen) RFC822.SIZE 4096)",
                "Message 5: UID 12; the flag \\Seen; 4096 octets in all. (RFC 3501, 7.4.2)",
            ),
            (
                "* 5 FETCH (BODY[HEADER] {5}Subj: BODY[2.MIME]<0> \"ab\")",
                "Message 5: the header (5 octets); the first 2 octets of the MIME header of part 2. (RFC 3501, 7.4.2)",
            ),
            ("* 5 FETCH (BODY[9] NIL)", "Message 5: no data (NIL) for part 9. (RFC 3501, 7.4.2)"),
            (
                "* 5 FETCH (BODYSTRUCTURE (\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 544 20))",
                "Message 5: its structure (text/plain, 544 octets). (RFC 3501, 7.4.2)",
            ),
            (
                "* 301 UIDFETCH (FLAGS (\\Seen))",
                "The message with UID 301: the flag \\Seen. (RFC 9586, 3.3)",
            ),
        ],
    );
}

#[test]
fn response_codes_are_explained() {
    assert_each(
        Language::English,
        &[
            (
                "a1 OK [APPENDUID 38505 3955] x",
                "The command with the tag a1 has succeeded. The added message has UID 3955, as long as UIDVALIDITY of its mailbox is 38505. (RFC 4315, 3)",
            ),
            (
                "a1 OK [COPYUID 38505 304,319:320 3956:3958] x",
                "The command with the tag a1 has succeeded. In the target mailbox, whose UIDVALIDITY is 38505, the UIDs are 3956 to 3958, in the order of the originals 304 and 319 to 320. (RFC 4315, 3)",
            ),
            (
                "* OK hi\nS: * OK [PERMANENTFLAGS ()] x",
                "No change of a flag is kept after the session. (RFC 3501, 7.1)",
            ),
            (
                "* OK hi\nS: * OK [HIGHESTMODSEQ 715194045007] x",
                "The last change in the mailbox has the mod-sequence 715194045007. Later ones get higher numbers, so a client can ask for what has changed since. (RFC 7162, 3.1.2.1)",
            ),
            (
                "* OK hi\nS: * OK [FROBNICATE 1] x",
                "[FROBNICATE] is not a registered response code. (RFC 3501, 7.1)",
            ),
        ],
    );
}

#[test]
fn responses_are_explained_in_japanese() {
    assert_each(
        Language::Japanese,
        &[
            (
                "* 3 EXISTS",
                "このメールボックスには 3 通のメッセージがあります。（RFC 3501, 7.3.1）",
            ),
            (
                "* 5 FETCH (FLAGS (\\Seen))",
                "メッセージ 5 にはフラグ \\Seen が付いています。読まれたメッセージに付く印です。（RFC 3501, 7.4.2）",
            ),
            ("* SEARCH", "条件に合うメッセージはありません。（RFC 3501, 7.2.5）"),
            (
                "* NAMESPACE ((\"\" \"/\")) ((\"~\" \"/\")) NIL",
                "メールボックス名の接頭辞は、自分用は空（区切り文字 /）、ほかの利用者用は「~」（区切り文字 /）、共有用はなしです。（RFC 2342, 5）",
            ),
            (
                "* OK hi\nS: * OK [UIDNEXT 17] x",
                "次のメッセージの UID は 17 以上になります。（RFC 3501, 2.3.1.1）",
            ),
        ],
    );
    assert_explained_in(
        Language::Japanese,
        indoc! {"
        S: * PREAUTH hi
        # この接続はすでにログイン済みなので、LOGIN は要りません。（RFC 3501, 7.1.4）
        S: * 2 EXPUNGE
        # メッセージ 2 がこのメールボックスからなくなり、それより後のメッセージ番号は 1 つずつ小さくなります。（RFC 3501, 7.4.1）
    "},
    );
}

#[test]
fn a_status_without_text_and_code_says_nothing_for_people() {
    const MISSING: [&str; 2] = ["The response has no text", "文法で必要な文言がありません"];
    for line in ["* OK", "* OK ", "* NO", "* BAD", "* BYE", "a1 OK", "a1 NO", "a1 BAD"] {
        for (language, missing) in [Language::English, Language::Japanese].into_iter().zip(MISSING)
        {
            let said = last_explained(language, &format!("S: * PREAUTH hi\nC: a1 noop\nS: {line}"));
            assert!(said.contains(missing), "{line}: {said}");
            assert!(!said.contains("its text") && !said.contains("Text for people"), "{said}");
            assert!(!said.contains("応答の文言") && !said.contains("人が読む"), "{said}");
            assert!(!said.ends_with("。。") && !said.contains(" ."), "{said}");
        }
    }
    for line in ["* OK [HIGHESTMODSEQ 3]", "* OK x", "a1 NO x"] {
        assert_lacks(format!("S: * PREAUTH hi\nC: a1 noop\nS: {line}"), MISSING[0]);
    }
}

#[test]
fn an_unknown_part_in_quotes_is_shown_with_them_once() {
    for (line, part) in [
        ("* LIST () \"/\" INBOX \"\"", "allow \"\" there"),
        ("* STATUS INBOX (MESSAGES 3) \"x\"", "allow \"x\" there"),
        ("* SEARCH 1 x", "allow \"x\" there"),
    ] {
        assert_contains(format!("S: {line}"), part);
    }
}

#[test]
fn the_result_of_a_search_in_several_mailboxes_names_its_mailbox() {
    for (language, says) in [
        (
            Language::English,
            "This result is for the mailbox \"Old\", and its UIDs hold as long as UIDVALIDITY there is 3. 2 messages match; their UIDs are 4 and 7. (RFC 7377, 2.1)",
        ),
        (
            Language::Japanese,
            "メールボックス「Old」での検索結果です。UID が有効なのは、そこでの UIDVALIDITY が 3 である間です。条件に合うメッセージは 2 通で、UID は 4、7 です。（RFC 7377, 2.1）",
        ),
    ] {
        let line = "* ESEARCH (TAG \"a1\" MAILBOX \"Old\" UIDVALIDITY 3) UID ALL 4,7";
        assert_eq!(last_explained(language, &format!("S: {line}")), format!("# {says}"));
    }
}
