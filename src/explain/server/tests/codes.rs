//! The explanations of response codes.

use crate::explain::Explainer;
use crate::explain::tests::{assert_last_explained, last_explained};
use crate::language::Language::{English, Japanese};
use crate::messages::Messages;
use crate::protocol::syntax::{Side, Tree};
use crate::reference::Category;

#[test]
fn codes_are_explained_from_their_arguments() {
    for (code, english, japanese) in [
        (
            "UNSEEN 4",
            "Message 4 is the first without the \\Seen flag. (RFC 3501, 7.1)",
            "メッセージ 4 は \\Seen フラグのない最初のメッセージです。（RFC 3501, 7.1）",
        ),
        (
            "PERMANENTFLAGS (\\Seen \\Flagged \\*)",
            "Changes of these flags are kept after the session: \\Seen and \\Flagged; clients can also create keywords. (RFC 3501, 7.1)",
            "次のフラグの変更はセッションの後も残ります: \\Seen、\\Flagged。新しいキーワードも作れます。（RFC 3501, 7.1）",
        ),
        (
            "BADCHARSET (\"US-ASCII\" UTF-8)",
            "The server supports these character sets: US-ASCII and UTF-8. (RFC 3501, 7.1)",
            "サーバーが対応している文字セットは US-ASCII、UTF-8 です。（RFC 3501, 7.1）",
        ),
        (
            "REFERRAL imap://ohki@mail2.example.org/",
            "The server refers the client to imap://ohki@mail2.example.org/. (RFC 2221, 4.1)",
            "サーバーは imap://ohki@mail2.example.org/ を使うよう案内しています。（RFC 2221, 4.1）",
        ),
        (
            "INPROGRESS (\"b9\" 40 90)",
            "The command b9 is still running: 40 of 90 items are done. (RFC 9585, 4)",
            "コマンド b9 はまだ実行中で、90 件のうち 40 件が済みました。（RFC 9585, 4）",
        ),
        (
            "INPROGRESS (NIL 40 NIL)",
            "A command is still running: 40 items are done. (RFC 9585, 4)",
            "コマンドはまだ実行中で、40 件が済みました。（RFC 9585, 4）",
        ),
        (
            "MAILBOXID (F22-x)",
            "The identifier of the mailbox is F22-x; it stays the same when the mailbox is renamed. (RFC 8474, 4.2)",
            "メールボックスの識別子は F22-x です。名前を変えても同じままです。（RFC 8474, 4.2）",
        ),
        (
            "METADATA MAXSIZE 2048",
            "The value is too large: the server allows 2.0 KiB (2,048 octets). (RFC 5464, 4.3)",
            "値が大きすぎます。サーバーが許すのは 2.0 KiB（2,048 オクテット）までです。（RFC 5464, 4.3）",
        ),
        (
            "MESSAGELIMIT 500 712",
            "Only 500 messages were processed, down to UID 712; the command can be sent again for the others. (RFC 9738, 3.1)",
            "UID の大きい順に、UID 712 に達するまで 500 通だけが処理されました。残りについてはコマンドを送り直せます。（RFC 9738, 3.1）",
        ),
        (
            "ANNOTATIONS 20480 NOPRIVATE",
            "Messages in this mailbox can have annotations, each value at most 20.0 KiB (20,480 octets) long. NOPRIVATE: the server does not support private annotations, only shared ones. (RFC 5257, 4.1)",
            "このメールボックスのメッセージには注釈を付けられます。1 つの値は 20.0 KiB（20,480 オクテット）までです。NOPRIVATE なので、個人用の注釈は使えず、共有の注釈だけを使えます。（RFC 5257, 4.1）",
        ),
        (
            "ANNOTATIONS READ-ONLY",
            "Messages in this mailbox can have annotations, which the client cannot change. (RFC 5257, 4.1)",
            "このメールボックスのメッセージには注釈がありえますが、クライアントは変更できません。（RFC 5257, 4.1）",
        ),
        (
            "ANNOTATE TOOMANY",
            "The annotation was not stored, because the server does not allow more of them. (RFC 5257, 4.5)",
            "注釈の数がサーバーの上限に達しているため、保存されませんでした。（RFC 5257, 4.5）",
        ),
        (
            "URLMECH INTERNAL XSAMPLE=P34OKhO7VEkCbsiYY8rGEg==",
            "GENURLAUTH can authorize URLs by INTERNAL and XSAMPLE. (RFC 4467, 8)",
            "GENURLAUTH で URL を承認する方式として INTERNAL、XSAMPLE が使えます。（RFC 4467, 8）",
        ),
        (
            "DOWNGRADED 70,105,108:109",
            "Of the messages with these UIDs the server returned simplified forms, because the client does not understand their internationalized header fields: 70, 105 and 108 to 109. (RFC 6858, 3)",
            "次の UID のメッセージには、クライアントの扱えない国際化されたヘッダーフィールドがあるため、サーバーは簡略な形で返しました: 70、105、108 から 109。（RFC 6858, 3）",
        ),
        (
            "X-ZIP 3",
            "[X-ZIP] is not a registered response code; servers may define such names for themselves. (RFC 3501, 7.1)",
            "[X-ZIP] は登録された応答コードではありませんが、このような名前はサーバーが独自に定めることができます。（RFC 3501, 7.1）",
        ),
    ] {
        // Some codes say why a command was refused.
        let is_refusal = code.starts_with("BAD") || code.starts_with("ANNOTATE ");
        let status = if is_refusal { "a1 NO" } else { "* OK" };
        let session = format!("S: * OK hi\nS: {status} [{code}] text");
        assert_last_explained(English, &session, english);
        assert_last_explained(Japanese, &session, japanese);
    }
}

#[test]
fn numbers_of_modified_are_those_of_the_command() {
    for (command, numbered) in
        [("store", "messages 7 and 9"), ("uid store", "the messages with UIDs 7 and 9")]
    {
        let session = format!(
            "C: b1 {command} 7,9 (unchangedsince 12) +flags (\\Flagged)\nS: b1 OK [MODIFIED 7,9] x"
        );
        let expected = format!(
            "STORE is complete, but not for all messages. Left as they were, because they failed the test of UNCHANGEDSINCE: {numbered}. (RFC 7162, 3.1.3)"
        );
        assert_last_explained(English, &session, &expected);
    }
    assert_last_explained(
        English,
        "C: b1 move 4 Archive\nS: * OK [COPYUID 9 304 17] x",
        "In the target mailbox, whose UIDVALIDITY is 9, the message has UID 17; in the selected one, 304. (RFC 4315, 3)",
    );
    assert_last_explained(
        Japanese,
        "C: b1 append Archive {310}\nS: b1 OK [APPENDUID 9 17] x",
        "メッセージが「Archive」に入りました。追加されたメッセージの UID は 17 です（格納先の UIDVALIDITY が 9 である間は有効です）。（RFC 4315, 3）",
    );
}

#[test]
fn codes_of_refusals_and_warnings() {
    for (session, expected) in [
        (
            "C: b1 append x catenate (url /y)\nS: b1 NO [BADURL /y] no such message",
            "The first URL that could not be used is /y. (RFC 4469, 4.1)",
        ),
        (
            "C: b1 search new\nS: * NO [NOUPDATE \"b1\"] Too many contexts",
            "A warning; a command that is running can still succeed. The server will not report later changes to the result of the search b1. (RFC 5267, 4.3.1)",
        ),
        (
            "S: * OK hi\nC: b1 noop\nS: * NO Disk is nearly full",
            "A warning; a command that is running can still succeed. (RFC 3501, 7.1.2)",
        ),
    ] {
        assert_last_explained(English, session, expected);
    }
}

#[test]
fn an_alert_is_repeated() {
    assert_last_explained(
        English,
        "S: * OK hi\nS: * OK [ALERT] The disk is nearly full",
        "The user has to be shown this text: \"The disk is nearly full\". (RFC 3501, 7.1)",
    );
}

/// Each code with its example in the reference, in both languages.
#[test]
fn every_registered_code_is_explained() {
    for language in [English, Japanese] {
        for entry in Category::ResponseCodes.entries() {
            let mut explainer = Explainer::of_lines(Messages::new(language));
            let tree = Tree::of_line(Side::Server, entry.example);
            let explanation = explainer.server(&tree);
            assert!(!explanation.is_empty(), "{}", entry.name);
            assert!(!explanation.has_unknown_word(), "{}: {explanation}", entry.name);
            assert!(explanation.source().is_some(), "{}", entry.name);
            assert!(explanation.text().chars().count() < 500, "{}", entry.name);
        }
    }
}

#[test]
fn words_that_should_be_registered() {
    for (line, is_unknown, said) in [
        ("a1 NO [CANNOT] x", false, "CANNOT says"),
        ("a1 BAD [NONSENSE] x", true, "[NONSENSE] is not a registered response code."),
        ("* BAD [NONSENSE] x", true, "[NONSENSE] is not a registered response code."),
        ("* OK [X-NONSENSE] x", false, "servers may define such names"),
        ("* CAPABILITY IMAP4rev1 NONSENSE IDLE", true, "Not registered: NONSENSE."),
        ("* OK [CAPABILITY IMAP4rev1 AUTH=NONSENSE] x", true, "Not registered: AUTH=NONSENSE."),
        ("* CAPABILITY IMAP4rev1 XNONSENSE", false, "for themselves: XNONSENSE."),
        ("* ENABLED NONSENSE", true, "Not registered: NONSENSE."),
        (
            "* ESEARCH (TAG \"a\") NONSENSE 3",
            true,
            "\"NONSENSE\" is not a registered RETURN option.",
        ),
        ("* FLAGS (\\Nonsense nonsense)", true, "\\Nonsense is not a registered flag."),
        ("* OK [PERMANENTFLAGS (\\Nonsense \\*)] x", true, "\\Nonsense is not a registered flag."),
        ("* 1 FETCH (X-NONSENSE 3)", false, "X-NONSENSE, which is not a registered item"),
        ("* STATUS x (X-NONSENSE 3)", false, "X-NONSENSE, which is not registered"),
        ("* X-NONSENSE 3", false, "servers may define such names"),
        ("* RECENT 3", false, "A response with RECENT has the form * NUMBER RECENT."),
    ] {
        let tree = Tree::of_line(Side::Server, line);
        let mut explainer = Explainer::of_lines(Messages::new(English));
        let explanation = explainer.server(&tree);
        assert_eq!(explanation.has_unknown_word(), is_unknown, "{line}: {explanation}");
        assert!(explanation.text().contains(said), "{line}: {explanation}");
        assert!(!explanation.text().contains("grammar"), "{line}: {explanation}");
    }
}

#[test]
fn a_result_that_changes_and_a_literal_that_is_to_come() {
    assert_last_explained(
        English,
        "S: * ESEARCH (TAG \"a\") UID ADDTO (0 32:33) REMOVEFROM (1 3 2 5)",
        "The result of the search has changed: the messages with UIDs 32 to 33, new in the result; the message with UID 3 at position 1 and the message with UID 5 at position 2, no longer in the result. (RFC 5267, 4.3)",
    );
    assert_last_explained(
        English,
        "S: * 8 FETCH (RFC822.HEADER {5}",
        "Message 8: the header (5 octets). (RFC 3501, 7.4.2)",
    );
}

/// They are alternatives.
#[test]
fn a_referral_to_several_servers() {
    let said = last_explained(
        English,
        "S: * PREAUTH hi\nC: a1 select x\nS: a1 NO [REFERRAL imap://a.example/x imap://b.example/x] no",
    );
    assert!(said.contains("at imap://a.example/x or imap://b.example/x: connect"), "{said}");
}
