//! The explanations of rights, annotations, languages and extended searches.

use crate::explain::tests::assert_last_explained;
use crate::explain::tests::assert_says;
use crate::language::Language::{English, Japanese};

#[test]
fn rights_and_annotations_are_in_words() {
    for (line, english, japanese) in [
        (
            "* MYRIGHTS INBOX lrs",
            "What the user may do with \"INBOX\": to see it in lists (l); to read it (r); to change \\Seen (s). (RFC 4314, 3.8)",
            "この利用者が「INBOX」に対してできること: 一覧で見る（l）、読む（r）、\\Seen を変える（s）。（RFC 4314, 3.8）",
        ),
        (
            "* MYRIGHTS INBOX \"\"",
            "The user has no rights on \"INBOX\". (RFC 4314, 3.8)",
            "この利用者は「INBOX」に対する権限を持っていません。（RFC 4314, 3.8）",
        ),
        (
            "* ACL Team hanako lrswi anyone lr",
            "Who has which rights on \"Team\": hanako has lrswi; anyone has lr. The letters stand for the rights: to see it in lists (l); to read it (r); to change \\Seen (s); to change other flags (w); to add messages (i). (RFC 4314, 3.6)",
            "「Team」に対する権限: hanako は lrswi、anyone は lr。文字はそれぞれ次の権限を表します: 一覧で見る（l）、読む（r）、\\Seen を変える（s）、ほかのフラグを変える（w）、メッセージを加える（i）。（RFC 4314, 3.6）",
        ),
        (
            "* LISTRIGHTS Team hanako l r sw",
            "On \"Team\", hanako always has these rights: l; these can be granted: r and sw. Rights in one word can only be granted together. The letters stand for the rights: to see it in lists (l); to read it (r); to change \\Seen (s); to change other flags (w). (RFC 4314, 3.7)",
            "「Team」に対して hanako が常に持つ権限は l、与えることのできる権限は r、sw です。1 語にまとめて示された権限は、まとめてしか与えられません。文字はそれぞれ次の権限を表します: 一覧で見る（l）、読む（r）、\\Seen を変える（s）、ほかのフラグを変える（w）。（RFC 4314, 3.7）",
        ),
        (
            "* METADATA Team (/shared/comment \"Plans\" /private/comment NIL)",
            "Annotations of \"Team\": /shared/comment is \"Plans\"; /private/comment has no value. (RFC 5464, 4.4.1)",
            "「Team」の注釈は、/shared/comment が「Plans」、/private/comment（値なし）です。（RFC 5464, 4.4.1）",
        ),
        (
            "* METADATA \"\" /shared/admin",
            "Annotations of the server have changed: /shared/admin. (RFC 5464, 4.4.2)",
            "サーバーの注釈 /shared/admin が変わりました。（RFC 5464, 4.4.2）",
        ),
        (
            "* LANGUAGE (DE JA)",
            "The server's texts are available in these languages: DE and JA. (RFC 5255, 3.3)",
            "サーバーの文言に使える言語は DE、JA です。（RFC 5255, 3.3）",
        ),
        (
            "* ESEARCH (TAG \"b4\") UID PARTIAL (1:100 20:30) MODSEQ 90",
            "In the result, the positions 1 to 100 hold the messages with UIDs 20 to 30; the highest mod-sequence is 90. (RFC 9394, 3.1)",
            "結果のうち、1 から 100 番目は UID 20 から 30 のメッセージ、最大の変更シーケンス番号は 90 です。（RFC 9394, 3.1）",
        ),
        (
            "* CAPABILITY IMAP4rev1 BINARY",
            "The server announces 2 capabilities. BINARY lets a client fetch a message part already decoded from base64 or quoted-printable with FETCH BINARY[…], and append messages with binary content. (RFC 3516, 4)",
            "サーバーは 2 個のケイパビリティを示しています。BINARY があれば、FETCH の BINARY[…] で base64 や quoted-printable をデコード済みのパートを取得でき、バイナリーを含むメッセージの APPEND もできます。（RFC 3516, 4）",
        ),
        (
            "* CAPABILITY IMAP4rev1 APPENDLIMIT=257890",
            "The server announces 2 capabilities. APPEND takes messages of at most 251.8 KiB (257,890 octets). (RFC 7889, 2)",
            "サーバーは 2 個のケイパビリティを示しています。APPEND で追加できるメッセージは 251.8 KiB（257,890 オクテット）までです。（RFC 7889, 2）",
        ),
        (
            "* CAPABILITY IMAP4rev1 IDLE MESSAGELIMIT=1000",
            "The server announces 3 capabilities. Among the capabilities are the extensions IDLE and MESSAGELIMIT=1000. One command can process 1000 messages at most. (RFC 9738, 3)",
            "サーバーは 3 個のケイパビリティを示しています。ケイパビリティのうち拡張機能は IDLE、MESSAGELIMIT=1000 です。1 つのコマンドで処理できるのは 1000 通までです。（RFC 9738, 3）",
        ),
        (
            "* CAPABILITY IMAP4rev1 ENABLE QRESYNC AUTH=PLAIN",
            "The server announces 4 capabilities. AUTHENTICATE takes PLAIN. Among the capabilities are the extensions ENABLE and QRESYNC. (RFC 3501, 7.2.1)",
            "サーバーは 4 個のケイパビリティを示しています。AUTHENTICATE では PLAIN が使えます。ケイパビリティのうち拡張機能は ENABLE、QRESYNC です。（RFC 3501, 7.2.1）",
        ),
        (
            "* QUOTAROOT INBOX \"#user/alice\" \"\"",
            "2 quotas apply to \"INBOX\": the quota \"#user/alice\" and the quota whose name is empty. (RFC 9208, 4.2.2)",
            "「INBOX」には 2 個のクォータ（クォータ「#user/alice」、名前が空のクォータ）が適用されます。（RFC 9208, 4.2.2）",
        ),
        (
            "* 1 FETCH (ANNOTATION (/comment (value.priv \"My\" value.shared NIL)))",
            "Message 1: annotations: /comment (value.priv) is \"My\"; /comment (value.shared) has no value. (RFC 5257, 4.3)",
            "メッセージ 1 のデータは、注釈 /comment（value.priv）が「My」、/comment（value.shared）（値なし）です。（RFC 5257, 4.3）",
        ),
        (
            "* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED",
            "The server announces 3 capabilities. LOGINDISABLED: it accepts no LOGIN on this connection as it is. STARTTLS can encrypt the connection. (RFC 3501, 7.2.1)",
            "サーバーは 3 個のケイパビリティを示しています。LOGINDISABLED なので、この接続の今の状態では LOGIN を受け付けません。STARTTLS で接続を暗号化できます。（RFC 3501, 7.2.1）",
        ),
    ] {
        assert_last_explained(English, &format!("S: {line}"), english);
        assert_last_explained(Japanese, &format!("S: {line}"), japanese);
    }
}

#[test]
fn a_command_that_the_grammar_does_not_have_is_named() {
    assert_last_explained(
        English,
        "C: b3 frobnicate x\nS: b3 OK done",
        "FROBNICATE has succeeded. (RFC 3501, 7.1.1)",
    );
}

#[test]
fn each_letter_of_a_right_is_in_words() {
    for (line, english, japanese) in [
        (
            "* ACL Team hanako lrs -taro wx anyone \"\"",
            "hanako has lrs; taro is denied wx; anyone has no rights. The letters stand for the rights: to see it in lists (l); to read it (r); to change \\Seen (s); to change other flags (w); to delete it (x).",
            "文字はそれぞれ次の権限を表します: 一覧で見る（l）、読む（r）、\\Seen を変える（s）、ほかのフラグを変える（w）、削除する（x）。",
        ),
        (
            "* LISTRIGHTS Team hanako l kxte 0",
            "The letters stand for the rights: to see it in lists (l); to create mailboxes below it (k); to delete it (x); to change \\Deleted (t); to expunge (e); what the server has defined for it (0).",
            "サーバーが独自に定めたもの（0）",
        ),
        (
            "* MYRIGHTS Team lrkxcd",
            "c and d each stand for several of these, for clients that know only RFC 2086.",
            "c、d は、RFC 2086 だけを知るクライアントのために",
        ),
        ("* ACL Team hanako lz", "Not registered: z.", "登録されていません: z"),
        (
            "* CAPABILITY IMAP4rev1 ACL RIGHTS=texk",
            "to change \\Deleted (t); to expunge (e); to delete it (x); to create mailboxes below it (k).",
            "\\Deleted を変える（t）、消去する（e）、削除する（x）、下位のメールボックスを作る（k）。",
        ),
    ] {
        assert_says(format!("S: {line}"), english, japanese);
    }
}
