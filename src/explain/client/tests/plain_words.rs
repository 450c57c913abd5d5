//! Explanations that must be specific and mention each part of the command.

use crate::explain::tests::last_explained;
use crate::explain::tests::{assert_contains, assert_lacks};
use crate::language::Language::{English, Japanese};

const SELECTED: &str =
    "S: * PREAUTH x\nC: a1 select inbox\nS: * 100 EXISTS\nS: a1 OK [READ-WRITE] x\n";

/// Checks that the explanations of the last line of each session contain these words.
fn assert_each(sessions: &[(&str, &str, &str)]) {
    for (tail, english, japanese) in sessions {
        let session = format!("{SELECTED}{tail}");
        assert_contains(&session, english);
        let in_japanese = last_explained(Japanese, &session);
        assert!(in_japanese.contains(japanese), "{in_japanese}");
    }
}

#[test]
fn words_that_belong_before_the_search_keys() {
    assert_each(&[
        (
            "C: a2 search text x return (count)",
            "The arguments are in the wrong order: search return (count) text x.",
            "正しくは search return (count) text x です",
        ),
        (
            "C: a2 uid search text x charset utf-8\nS: a2 BAD x",
            "CHARSET must come before the search keys, as in UID SEARCH CHARSET …",
            "CHARSET は検索キーより前に、UID SEARCH CHARSET … のように",
        ),
        ("C: a2 search charset utf-8", "An argument is missing.", "引数が足りません。"),
        ("C: a2 uid search return (min)", "An argument is missing.", "引数が足りません。"),
        ("C: a2 list (subscribed) \"\"", "An argument is missing.", "引数が足りません。"),
    ]);
    let complete =
        ["search charset utf-8 all", "sort (date) utf-8 all", "list (subscribed) \"\" *"];
    for command in complete {
        assert_lacks(format!("{SELECTED}C: a2 {command}"), "An argument is missing");
    }
}

#[test]
fn explanations_name_the_parts_of_a_command() {
    assert_each(&[
        (
            "C: a2 enable qresync\nS: * ENABLED QRESYNC\nS: a2 OK x\nC: a3 select x (qresync (6 20 41,43:211))",
            "the client knows those with the UIDs 41 and 43 to 211, and wants to hear only of these",
            "知っているメッセージの UID は 41、43 から 211 で",
        ),
        (
            "C: a2 notify set (selected-delayed (messagenew messageexpunge))",
            "removed messages are reported only together with the answer to a command that allows it",
            "メッセージの消去は、それを知らせてよいコマンドに答えるときにだけ届きます",
        ),
        (
            "C: a2 fetch 2 body[]<7.1>",
            "the octet at position 7 (counted from 0) of",
            "（0 から数えて）7 番目の 1 オクテット",
        ),
        (
            "C: a2 fetch 2 body[1]<0.0>",
            "<0.0> asks for no octets; the second number must be 1 or more.",
            "<0.0> は 0 オクテットを求めています。2 つ目の数は 1 以上にします。",
        ),
        (
            "C: a2 append Work \" 1-Jan-2024 00:00:00 +0900\" {4}",
            "Its internal date is to be 1-Jan-2024 00:00:00 +0900.",
            "内部日付は 1-Jan-2024 00:00:00 +0900 になります。",
        ),
        (
            "C: a2 ${password}",
            "After the tag, the line is not shown, because it may be a password.",
            "パスワードかもしれないので、タグより後は伏せてあります。",
        ),
        (
            "C: a2 ${password}\nS: a2 BAD x",
            "The server did not understand the command, or does not allow it now;",
            "サーバーはコマンドを理解できなかったか",
        ),
        (
            "C: a2 ${password}\nS: a2 OK x",
            "The command with the tag a2 has succeeded.",
            "タグ a2 のコマンド",
        ),
        ("S: * ACL x me lrted", "d stands for several of these", "d は、RFC 2086"),
        // None of them exists.
        (
            "S: * ACL x me lrd",
            "to delete, as RFC 2086 had it (d). (RFC 4314, 3.6)",
            "削除する（RFC 2086 の d）",
        ),
        ("C: a2 fetch 2 body[]<0.1>", "the first octet of the whole text", "最初の 1 オクテット"),
        (
            "C: a2 append x catenate (url \"/x\")",
            "that the server makes from one part",
            "1 つの部分（URL で示す保存済みのデータ）から",
        ),
        ("C: a2 create \"\"", "The name of the mailbox is empty", "メールボックス名が空です"),
        ("C: a2 select \"\"\nS: a2 NO x", "The name of the mailbox is empty", "名が空です"),
    ]);
}

#[test]
fn explanations_name_the_parts_of_a_response() {
    assert_each(&[
        (
            "S: * ESEARCH (TAG \"a\") UID PARTIAL (-1:-2 300,299)",
            "the positions 1 to 2 (counted from the end) hold",
            "末尾から数えて 1 から 2 番目は",
        ),
        ("S: * MYRIGHTS x lrq0", "Not registered: q.", "登録されていません: q。"),
        ("S: * QUOTA \"\" (ANNOTATION-STORAGE 2 9)", "2 of 9 KiB of annotations", "9 KiB のうち 2"),
        ("S: * QUOTAROOT x \"\"", "the quota whose name is empty", "名前が空のクォータ"),
        ("S: * OK [INPROGRESS (NIL 4 10)] x", "4 of 10 items are done", "10 件のうち 4 件"),
        (
            "S: * 9 FETCH (UID 3 FLAGS (\\Foo))",
            "\\Foo is not a registered flag",
            "\\Foo は登録された",
        ),
        (
            "S: * LIST () \"/\" x (\"CHILDINFO\" (\"SUBSCRIBED\"))",
            "a mailbox below it is subscribed",
            "下に購読しているメールボックスがある",
        ),
        ("S: * LIST () NIL \"\"", "have no levels", "階層はなく"),
        ("S: * STATUS x (UNSEEN 1)", "has one message without \\Seen", "\\Seen なし 1 通"),
    ]);
}

#[test]
fn numbers_and_characters_that_no_line_may_have() {
    assert_each(&[
        (
            "C: a2 fetch 1:4294967296 flags",
            "4294967296 is too large: message numbers and UIDs are at most 4294967295.",
            "4294967296 は大きすぎます。",
        ),
        (
            "C: a2 uid store 99999999999999999999 flags ()\nS: a2 BAD x",
            "99999999999999999999 is too large",
            "メッセージ番号も UID も 4294967295 までです。",
        ),
        (
            "C: a2 fetch 1 body[]<99999999999999999999.5>",
            "99999999999999999999 is too large: a number of octets is at most 4294967295.",
            "99999999999999999999 はオクテット数としては大きすぎます。",
        ),
        (
            "C: a2 select in\0box",
            "the control character U+0000, which is allowed in literals only.",
            "行に制御文字 U+0000 があります。",
        ),
        ("C: a2 no\rop\nS: a2 BAD x", "the control character U+000D", "制御文字 U+000D"),
        (
            "S: * 1 FETCH (BODY[] {99999999999999999999}",
            "Message 1: BODY[] {99999999999999999999}",
            "メッセージ 1 のデータは、BODY[] {99999999999999999999}です。",
        ),
        ("S: * METADATA Work (/shared/x {3}", "/shared/x is \"…\"", "/shared/x が「…」"),
    ]);
}

#[test]
fn what_a_listing_leaves_out_is_not_unknown() {
    assert_each(&[
        (
            "S: * CAPABILITY IMAP4rev1 IDLE …",
            "Part of this line was left out.",
            "この行の一部は省かれています。",
        ),
        (
            "S: * OK [CAPABILITY ...] x",
            "Part of this line was left out.",
            "この行の一部は省かれています。",
        ),
        (
            "S: * 1 FETCH (FLAGS (\\Seen) ENVELOPE (\"Mon, 2 Mar 2026 09:14:58 +0000\" …",
            "Part of this line was left out.",
            "この行の一部は省かれています。",
        ),
    ]);
}

#[test]
fn forms_that_are_nearly_right() {
    assert_each(&[
        (
            "C: a2 search header Subject: x",
            "HEADER Subject is probably meant.",
            "HEADER Subject のことかもしれません。",
        ),
        (
            "C: a2 search larger 10 KB",
            "LARGER takes a number without a unit: \"KB\" is read as another search key.",
            "「KB」は別の検索キーと見なされます。",
        ),
        (
            "C: a2 select INBOX, Sent",
            "SELECT takes the name of one mailbox; a name with a space must be in quotes, as in \"INBOX, Sent\".",
            "SELECT のメールボックス名は 1 つだけです。",
        ),
        (
            "C: a2 store 1 +x-gm-labels",
            "The syntax is: +X-GM-LABELS (LABEL…).",
            "構文は「+X-GM-LABELS (ラベル…)」です。",
        ),
        (
            "C: a2 list \"\" \"&ZeVnLIqe-/%\"",
            "the mailboxes that match \"日本語/%\"",
            "「日本語/%」",
        ),
        (
            "S: * XLIST (\\AllMail) \"/\" \"x\"",
            "Mailbox \"x\" (all messages of the account)",
            "メールボックス「x」",
        ),
        (
            "C: a2 language fr\nS: a2 NO x",
            "may not have its texts in this language",
            "サーバーはこの言語に対応していないのかもしれません",
        ),
    ]);
    let threads = "C: a2 uid thread references utf-8 all\nS: * THREAD";
    assert_lacks(format!("{SELECTED}{threads}"), "UIDs");
    let greeting = "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi\n";
    let said = last_explained(English, &format!("{greeting}C: a authenticate plain ${{sasl}}"));
    assert_eq!(said.matches("needs the capability SASL-IR").count(), 1, "{said}");
}
