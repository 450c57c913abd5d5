//! Results of commands, at the OK that completes them.

use crate::explain::tests::{assert_contains, assert_lacks};
use crate::explain::tests::{assert_explained, assert_last_explained};
use crate::language::Language::{English, Japanese};
use indoc::indoc;

#[test]
fn each_completion_says_what_the_command_did() {
    for (command, english, japanese) in [
        (
            "login taro ${password}",
            "The login has succeeded: mailboxes can be listed and selected now. (RFC 3501, 3.2)",
            "ログインに成功しました。メールボックスの一覧と選択ができるようになりました。（RFC 3501, 3.2）",
        ),
        (
            "create Reisen/2026",
            "There is a mailbox \"Reisen/2026\" now. (RFC 3501, 6.3.3)",
            "メールボックス「Reisen/2026」ができました。（RFC 3501, 6.3.3）",
        ),
        (
            "rename Old \"New one\"",
            "The mailbox \"Old\" is called \"New one\" now. (RFC 3501, 6.3.5)",
            "メールボックス「Old」の名前が「New one」になりました。（RFC 3501, 6.3.5）",
        ),
        (
            "unsubscribe lists.rust",
            "\"lists.rust\" is not among the subscribed names any more. (RFC 3501, 6.3.7)",
            "「lists.rust」は購読している名前から外れました。（RFC 3501, 6.3.7）",
        ),
        (
            "uid copy 300:310 Archive",
            "Copied to \"Archive\": the messages with UIDs 300 to 310 (as far as they exist). (RFC 3501, 6.4.8)",
            "UID 300 から 310 のメッセージ（存在するものだけ）が「Archive」にコピーされました。（RFC 3501, 6.4.8）",
        ),
        (
            "move 2 Trash\nS: * 2 EXPUNGE",
            "Moved from the selected mailbox to \"Trash\": message 2. (RFC 6851, 3.1)",
            "メッセージ 2 が、選択中のメールボックスから「Trash」に移りました。（RFC 6851, 3.1）",
        ),
        (
            "store 1,3 +flags (\\Seen)",
            "The flags of messages 1 and 3 are changed as STORE asked. (RFC 3501, 6.4.6)",
            "番号（1、3）のメッセージのフラグが、STORE で求めたとおりになりました。（RFC 3501, 6.4.6）",
        ),
        (
            "expunge",
            "EXPUNGE is complete; no message was reported as removed. (RFC 3501, 6.4.3)",
            "EXPUNGE が終わりました。消去の報告はありません。（RFC 3501, 6.4.3）",
        ),
        (
            "expunge\nS: * 3 EXPUNGE",
            "The messages with the \\Deleted flag are removed, each as reported above. (RFC 3501, 6.4.3)",
            "\\Deleted フラグの付いたメッセージは、上に報告されたとおり消去されました。（RFC 3501, 6.4.3）",
        ),
        (
            "uid expunge 7",
            "UID EXPUNGE is complete; no message was reported as removed. (RFC 4315, 2.1)",
            "UID EXPUNGE が終わりました。消去の報告はありません。（RFC 4315, 2.1）",
        ),
        (
            "uid expunge 5,8\nS: * 2 EXPUNGE",
            "UID EXPUNGE is complete; the messages that it has removed are reported above. (RFC 4315, 2.1)",
            "UID EXPUNGE が終わりました。消去されたメッセージは上に報告されています。（RFC 4315, 2.1）",
        ),
        (
            "uid move 60 Trash",
            "MOVE is complete; no message was reported as removed. (RFC 6851, 3.2)",
            "MOVE が終わりました。消去の報告はありません。（RFC 6851, 3.2）",
        ),
        (
            "store 1 +flags (\\Seen)\nS: * 1 FETCH (FLAGS (\\Seen))",
            "STORE is complete; the responses above have the new flags. (RFC 3501, 6.4.6)",
            "STORE が終わりました。新しいフラグは上の応答にあります。（RFC 3501, 6.4.6）",
        ),
        (
            "list \"\" %",
            "LIST is complete; no name matches. (RFC 3501, 6.3.8)",
            "LIST が終わりました。一致する名前はありません。（RFC 3501, 6.3.8）",
        ),
        (
            "noop",
            "NOOP is complete; if the server had changes to report, they are above. (RFC 3501, 6.1.2)",
            "NOOP が終わりました。サーバーが知らせる変化があれば、上にあります。（RFC 3501, 6.1.2）",
        ),
        (
            "idle",
            "IDLE has ended; the server accepts commands again. (RFC 2177, 3)",
            "IDLE が終わり、サーバーは再びコマンドを受け付けます。（RFC 2177, 3）",
        ),
    ] {
        let session = format!("S: * OK hi\nC: b7 {command}\nS: b7 OK done");
        assert_last_explained(English, &session, english);
        assert_last_explained(Japanese, &session, japanese);
    }
}

#[test]
fn what_close_does_depends_on_how_the_mailbox_was_opened() {
    let session = |opening: &str| format!("{opening}\nC: b2 close\nS: b2 OK bye");
    for (opening, expected) in [
        (
            "C: b1 select Drafts\nS: b1 OK [READ-WRITE] x",
            "The mailbox is no longer selected, and its messages with the \\Deleted flag are removed. (RFC 3501, 6.4.2)",
        ),
        (
            "C: b1 examine Drafts\nS: b1 OK x",
            "The mailbox is no longer selected; no message was removed. (RFC 3501, 6.4.2)",
        ),
        ("C: b1 noop\nS: b1 OK x", "The mailbox is no longer selected. (RFC 3501, 6.4.2)"),
    ] {
        assert_last_explained(English, &session(opening), expected);
    }
}

#[test]
fn parts_that_are_not_known_are_named() {
    for (line, expected) in [
        (
            "* 3 EXISTS now",
            "3 messages are in the mailbox. The grammar does not allow \"now\" there. (RFC 3501, 9)",
        ),
        ("* 12", "The word that says what the number means is missing. (RFC 3501, 7)"),
        ("* ", "This is not a response of IMAP. (RFC 3501, 7)"),
        ("", ""),
        (
            "* X-WEATHER rain",
            "\"X-WEATHER\" is not a registered response; servers may define such names for themselves. (RFC 3501, 7)",
        ),
        (
            "220 smtp.example.org ESMTP",
            "This looks like a response of SMTP or FTP, not of IMAP. IMAP servers listen on port 993 with TLS, or on 143. (RFC 3501, 7)",
        ),
    ] {
        if !expected.is_empty() {
            assert_last_explained(English, &format!("S: * OK hi\nS: {line}"), expected);
        }
    }
}

#[test]
fn the_server_asks_for_a_token_with_an_empty_challenge() {
    assert_explained(indoc! {r#"
        S: + go on
        # The server is ready for what the client has to send next. (RFC 3501, 7.5)
        S: * PREAUTH hi
        # The connection is logged in already: no LOGIN is needed. (RFC 3501, 7.1.4)
    "#});
    assert_last_explained(
        English,
        "C: a1 authenticate oauthbearer\nS: +",
        "The server waits for the access token of OAUTHBEARER, with the user, in base64; \"*\" cancels. (RFC 7628, 3.1)",
    );
    assert_last_explained(
        Japanese,
        "C: a1 authenticate scram-sha-256\nS: + AAEC",
        "サーバーは SCRAM-SHA-256 の答えを base64 で待っています。\"*\" で取り消せます。（RFC 3501, 6.2.2）",
    );
}

#[test]
fn a_partial_result_is_not_reported_as_done() {
    let session = "C: a1 fetch 1:* flags\nS: a1 OK [MESSAGELIMIT 1000 23221] partial";
    assert_last_explained(
        English,
        session,
        "FETCH has succeeded, but not for all messages. Only 1000 messages were processed, down to UID 23221; the command can be sent again for the others. (RFC 9738, 3.1)",
    );
    let session = "C: a1 store 1 +x-gm-labels (a)\nS: a1 OK x";
    assert_last_explained(English, session, "STORE is complete for message 1. (RFC 3501, 6.4.6)");
}

/// FETCH responses to another command do not count.
#[test]
fn a_fetch_may_return_no_message() {
    let begin = "S: * OK hi\nC: b6 fetch 1 flags\nS: * 1 FETCH (FLAGS ())\nS: b6 OK done\n";
    for (commands, english, japanese) in [
        (
            "C: b7 uid fetch 9 flags\nS: b7 OK done",
            "FETCH is complete, and no message was returned. A UID that no message has is not an error. (RFC 3501, 6.4.8)",
            "FETCH が終わりました。返されたメッセージはありません。存在しない UID を指定しても、エラーにはなりません。（RFC 3501, 6.4.8）",
        ),
        (
            "C: b7 fetch 9 flags\nS: * 3 EXISTS\nS: b7 OK done",
            "FETCH is complete, and no message was returned. (RFC 3501, 6.4.5)",
            "FETCH が終わりました。返されたメッセージはありません。（RFC 3501, 6.4.5）",
        ),
        (
            "C: b7 uid fetch 9 flags\nS: * 3 FETCH (FLAGS () UID 9)\nS: b7 OK done",
            "FETCH is complete; the data is above. (RFC 3501, 6.4.8)",
            "FETCH が終わりました。返されたデータは上にあります。（RFC 3501, 6.4.8）",
        ),
        (
            "C: b7 uid fetch 1:* flags (changedsince 99)\nS: b7 OK done",
            "FETCH is complete, and no message was returned. (RFC 3501, 6.4.8)",
            "FETCH が終わりました。返されたメッセージはありません。（RFC 3501, 6.4.8）",
        ),
    ] {
        let session = format!("{begin}{commands}");
        assert_last_explained(English, &session, english);
        assert_last_explained(Japanese, &session, japanese);
    }
}

#[test]
fn an_answer_above_is_mentioned_once() {
    assert_explained(indoc! {"
        S: * PREAUTH hi
        # The connection is logged in already: no LOGIN is needed. (RFC 3501, 7.1.4)
        C: a1 status Work (messages)
        # STATUS asks about \"Work\", without selecting it: the number of messages. (RFC 3501, 6.3.10)
        S: * STATUS Work (MESSAGES 2)
        # \"Work\" has 2 messages in all. (RFC 3501, 7.2.4)
        S: a1 OK x
        # STATUS is complete; its answer is above. (RFC 3501, 6.3.10)
        C: a2 namespace
        # NAMESPACE asks where the user's own mailboxes, other users' mailboxes and shared mailboxes are, and returns the prefix and the hierarchy separator of each kind. (RFC 2342, 5)
        S: * NAMESPACE ((\"\" \"/\")) NIL NIL
        # Prefixes of the user's own mailboxes: \"\" (separator /); of other users' mailboxes: none; of shared mailboxes: none. (RFC 2342, 5)
        S: a2 OK x
        # NAMESPACE is complete. (RFC 2342, 5)
    "});
}

#[test]
fn a_result_that_is_only_kept_on_the_server() {
    for (options, expected) in [
        (
            "save",
            "SEARCH is complete. With SAVE alone no ESEARCH response comes: the server keeps the result, to be used as $. (RFC 5182, 2.1)",
        ),
        ("save count", "SEARCH has succeeded. (RFC 3501, 6.4.4)"),
    ] {
        let session = format!("C: a1 search return ({options}) unseen\nS: a1 OK x");
        assert_last_explained(English, &session, expected);
    }
}

#[test]
fn a_second_completion_is_reported() {
    for answer in ["OK d", "NO again", "BAD x"] {
        let begin = "S: * PREAUTH hi\nC: a noop\nS: a OK d\nC: b noop\nS: b OK d\n";
        assert_contains(format!("{begin}S: a {answer}"), "The command a was completed before");
        assert_lacks(format!("{begin}C: a noop\nS: a {answer}"), "before");
    }
}
