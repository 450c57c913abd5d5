//! Commands of extensions, and options of others.

use super::{assert_commands, assert_japanese};
use crate::explain::tests::last_explained;
use crate::explain::tests::{assert_contains, assert_lacks};
use crate::language::Language::{self};

#[test]
fn metadata_commands_name_entries_and_values() {
    assert_commands(&[
        (
            "a getmetadata INBOX /shared/comment",
            "GETMETADATA reads the annotation /shared/comment of \"INBOX\". (RFC 5464, 4.2)",
        ),
        (
            "a getmetadata (maxsize 1024 depth 1) \"\" (/shared/comment /private/comment)",
            "GETMETADATA reads the annotations /shared/comment and /private/comment of the server. Values of more than 1024 octets are left out. DEPTH 1 adds the entries directly below. (RFC 5464, 4.2.2)",
        ),
        (
            "a setmetadata INBOX (/private/comment \"x\" /shared/comment NIL)",
            "SETMETADATA sets the annotation /private/comment of \"INBOX\" to \"x\". It removes /shared/comment, because NIL means no value. (RFC 5464, 4.3)",
        ),
        (
            "a setmetadata \"\" (/shared/comment NIL)",
            "SETMETADATA removes the annotation /shared/comment of the server: NIL means no value. (RFC 5464, 4.3)",
        ),
        (
            "a setmetadata \"\" (/private/vendor/v/token ${secret})",
            "SETMETADATA sets the annotation /private/vendor/v/token of the server to \"${secret}\". (RFC 5464, 4.3)",
        ),
        (
            "a id (\"password\" ${secret} \"name\" \"y\")",
            "ID tells the server what the client is (password \"${secret}\" and name \"y\") and asks the same of the server; it is meant for logs and changes nothing. (RFC 2971, 3.1)",
        ),
    ]);
}

#[test]
fn hidden_values_stay_hidden_in_japanese() {
    assert_japanese(&[
        (
            "a id (\"password\" ${secret})",
            "ID はクライアントについての情報（password は「${secret}」）をサーバーに伝え、サーバーにも同じことを尋ねます。ログなどのためのもので、動作は何も変わりません。（RFC 2971, 3.1）",
        ),
        (
            "a setmetadata \"\" (/private/vendor/v/token ${secret})",
            "SETMETADATA はサーバーの注釈 /private/vendor/v/token を「${secret}」にします。（RFC 5464, 4.3）",
        ),
    ]);
}

#[test]
fn annotations_and_labels_of_messages() {
    assert_commands(&[
        (
            "a store 1:3 annotation (/comment (value.priv \"My\" value.shared NIL) /altsubject (value.priv \"x\"))",
            "STORE sets annotations of messages 1 to 3: /comment (value.priv) and /altsubject (value.priv). It removes /comment (value.shared), because NIL means no value. The server does not answer with the new values. (RFC 5257, 4.5)",
        ),
        (
            "a store 1 annotation (/comment (value.shared NIL))",
            "STORE removes annotations of message 1, because NIL means no value: /comment (value.shared). The server does not answer with the new values. (RFC 5257, 4.5)",
        ),
        (
            "a fetch 1:5 (flags annotation ((\"/comment\" \"/altsubject\") (value.priv size.shared)))",
            "FETCH returns the flags and the annotations /comment and /altsubject (value.priv and size.shared) of messages 1 to 5. (RFC 5257, 4.3)",
        ),
        (
            "a sort (annotation /altsubject value.shared) utf-8 all",
            "SORT looks for all messages, sorts them by the annotation /altsubject (value.shared), and returns their message numbers. utf-8 is the character set of the search strings. (RFC 5257, 4.9)",
        ),
        (
            "a append x annotation (/comment (value.priv \"x\")) {3+}",
            "APPEND adds a message of 3 octets to \"x\". It gets these annotations: /comment (value.priv). The + in the braces means that the client sends the message without waiting. (RFC 5257, 4.7)",
        ),
        (
            "a uid store 300 +x-gm-labels (foo \"two words\")",
            "UID STORE puts the Gmail labels \"foo\" and \"two words\" on the message with UID 300; other labels stay. (Gmail IMAP Extensions)",
        ),
        (
            "a store 1 -x-gm-labels.silent (foo)",
            "STORE takes the Gmail label \"foo\" off message 1. .SILENT asks the server not to answer with the new labels. (Gmail IMAP Extensions)",
        ),
        (
            "a store 1:* x-gm-labels (a b)",
            "STORE replaces all Gmail labels of all messages with \"a\" and \"b\". (Gmail IMAP Extensions)",
        ),
        (
            "a store 1 x-gm-labels ()",
            "STORE takes all Gmail labels off message 1. (Gmail IMAP Extensions)",
        ),
    ]);
}

#[test]
fn old_forms_of_list_and_batches() {
    assert_commands(&[
        (
            "a rlist \"\" %",
            "RLIST shows the mailboxes on the top level. Mailboxes on other servers are shown as well; selecting one of them can end with NO and a referral. (RFC 2193, 5.1)",
        ),
        (
            "a rlsub \"\" \"*\"",
            "RLSUB shows the subscribed names among all mailboxes, even of mailboxes that no longer exist. Mailboxes on other servers are shown as well; selecting one of them can end with NO and a referral. (RFC 2193, 5.2)",
        ),
        (
            "a xlist \"\" \"*\"",
            "XLIST shows all mailboxes. The answers are XLIST responses, with the roles of mailboxes; today's servers have LIST with SPECIAL-USE for this. (Gmail IMAP Extensions)",
        ),
        (
            "a uidbatches 500 1:5",
            "UIDBATCHES asks for ranges of UIDs with at most 500 messages in each, the newest messages first. Of these ranges, only those at the positions 1 to 5 are returned. (RFC 10022, 3.1)",
        ),
    ]);
}

#[test]
fn batches_that_a_server_refuses() {
    for (command, fault) in [
        ("a uidbatches 100", "A batch has at least 500 messages;"),
        ("a uidbatches 500 2:1", "A range of batches begins with the lower number: 1:2."),
        ("a uidbatches 2000 0:5", "The batches are a range of two numbers that are not 0,"),
        ("a uidbatches 2000 -5:-1", "The batches are a range of two numbers that are not 0,"),
        ("a uidbatches 2000 1:51", "51 batches of 2000 are more;"),
    ] {
        assert_contains(format!("C: {command}"), fault);
    }
    assert_lacks("C: a uidbatches 2000 1:50", "are more");
}

#[test]
fn notify_names_mailboxes_and_events() {
    assert_commands(&[
        (
            "a notify none",
            "NOTIFY NONE asks the server to report nothing between commands any more. (RFC 5465, 3.1)",
        ),
        (
            "a notify set status (selected (MessageNew MessageExpunge)) (subtree Lists none)",
            "NOTIFY asks the server to report at any time: new messages and removed messages in the selected mailbox; nothing about \"Lists\" and all mailboxes below. This replaces any earlier NOTIFY. STATUS asks for the current state of these mailboxes first. (RFC 5465, 3.1)",
        ),
        (
            "b notify set status (selected MessageNew (uid body.peek[header.fields (from to)]) MessageExpunge) (subtree Lists MessageNew)",
            "NOTIFY asks the server to report at any time: new messages (with the UID and the header fields from and to) and removed messages in the selected mailbox; new messages in \"Lists\" and all mailboxes below. This replaces any earlier NOTIFY. STATUS asks for the current state of these mailboxes first. The grammar puts parentheses around the events of each group; some examples in the RFC omit them. (RFC 5465, 8)",
        ),
        (
            "a notify set (personal (MailboxName SubscriptionChange)) (mailboxes (a b) (MessageNew MessageExpunge))",
            "NOTIFY asks the server to report at any time: changes in the list of mailboxes and changed subscriptions in all mailboxes of the user; new messages and removed messages in \"a\" and \"b\". This replaces any earlier NOTIFY. (RFC 5465, 3.1)",
        ),
    ]);
}

#[test]
fn urls_and_conversions_are_explained() {
    assert_commands(&[
        (
            "a convert 2 (\"text/plain\" (\"charset\" \"utf-8\")) binary[3]",
            "CONVERT asks the server to convert data of message 2 to text/plain; charset=utf-8, and to return part 3 (decoded). What is stored stays as it is. (RFC 5259, 6)",
        ),
        (
            "a uid convert 300 (nil) binary[1]",
            "UID CONVERT asks the server to convert data of the message with UID 300 to a form that it chooses, and to return part 1 (decoded). What is stored stays as it is. (RFC 5259, 6)",
        ),
        (
            "a urlfetch \"imap://x/y;uid=20/;urlauth=anonymous:internal:dead\" \"imap://b;urlauth=anonymous:internal:beef\"",
            "URLFETCH asks for the data that 2 signed URLs point to. (RFC 4467, 7)",
        ),
        (
            "a urlfetch (\"imap://x;urlauth=user+bob:internal:dead\" BODYPARTSTRUCTURE BINARY)",
            "URLFETCH asks for the data that a signed URL points to. By its access identifier, only the user \"bob\" may fetch the data. BODYPARTSTRUCTURE asks for its MIME structure. BINARY asks for the data without its transfer encoding. (RFC 5524, 3)",
        ),
        (
            "a genurlauth \"imap://joe@example.com/INBOX/;uid=20/;section=1.2;urlauth=submit+fred\" INTERNAL",
            "GENURLAUTH asks the server to sign a URL, so that others can read the data without the password. By its access identifier, a server that submits mail for \"fred\" may fetch the data. (RFC 4467, 3)",
        ),
        (
            "a resetkey",
            "RESETKEY without a mailbox makes the signed URLs of all mailboxes of the user invalid. (RFC 4467, 7)",
        ),
        (
            "a resetkey INBOX INTERNAL",
            "RESETKEY makes a new key for \"INBOX\" and INTERNAL: URLs that were signed with the old one become invalid. (RFC 4467, 7)",
        ),
        (
            "a cancelupdate \"b1\" \"b2\"",
            "CANCELUPDATE ends the updates that the commands b1 and b2 asked for. (RFC 5267, 4.3.5)",
        ),
    ]);
}

#[test]
fn rights_and_quotas_are_spelled_out() {
    assert_commands(&[
        ("a getacl INBOX", "GETACL asks who has which rights on \"INBOX\". (RFC 4314, 3.3)"),
        (
            "a myrights INBOX",
            "MYRIGHTS asks which rights the logged-in user has on \"INBOX\". (RFC 4314, 3.5)",
        ),
        (
            "a setacl INBOX bob lrs",
            "SETACL grants \"bob\" exactly these rights on \"INBOX\": to see it in lists (l); to read it (r); to change \\Seen (s). (RFC 4314, 3.1)",
        ),
        (
            "a setacl INBOX bob +ie",
            "SETACL grants \"bob\" more rights on \"INBOX\": to add messages (i); to expunge (e). (RFC 4314, 3.1)",
        ),
        (
            "a setacl INBOX anyone -p",
            "SETACL takes rights on \"INBOX\" from \"anyone\": to send mail to it (p). (RFC 4314, 3.1)",
        ),
        (
            "a setacl INBOX bob \"\"",
            "SETACL takes all rights on \"INBOX\" from \"bob\". (RFC 4314, 3.1)",
        ),
        (
            "a deleteacl INBOX bob",
            "DELETEACL removes the entry of \"bob\" from the access control list of \"INBOX\". (RFC 4314, 3.2)",
        ),
        (
            "a listrights INBOX bob",
            "LISTRIGHTS asks which rights on \"INBOX\" can be granted to \"bob\". (RFC 4314, 3.4)",
        ),
        (
            "a getquotaroot INBOX",
            "GETQUOTAROOT asks which quotas limit \"INBOX\", and how much of them is used. (RFC 9208, 4.1.2)",
        ),
        (
            "a getquota \"#user/alice\"",
            "GETQUOTA asks how much of the quota \"#user/alice\" is used and allowed. (RFC 9208, 4.1.1)",
        ),
        (
            "a setquota \"\" (STORAGE 512 MESSAGE 100 FOO 3)",
            "SETQUOTA sets the limits of the quota whose name is empty: 512 KiB of storage, 100 messages and 3 for FOO. Not registered: FOO. (RFC 9208, 4.1.3)",
        ),
    ]);
}

#[test]
fn replace_and_catenate_name_the_message() {
    assert_commands(&[
        (
            "a replace 4 Drafts (\\Draft) {312}",
            "REPLACE adds a new message of 312 octets to \"Drafts\" and removes message 4 from the selected mailbox. It is stored with \\Draft. (RFC 8508, 3.2)",
        ),
        (
            "a uid replace 300 Drafts {312+}",
            "UID REPLACE adds a new message of 312 octets to \"Drafts\" and removes the message with UID 300 from the selected mailbox. (RFC 8508, 3.3)",
        ),
        (
            "a append Drafts CATENATE (URL \"/Drafts;UIDVALIDITY=38/;UID=20\" TEXT {42}",
            "APPEND adds a message to \"Drafts\" that the server assembles from 2 parts in this order: stored data that a URL names and new text (42 octets). (RFC 4469, 3)",
        ),
    ]);
}

#[test]
fn parameters_and_modifiers_are_explained() {
    assert_commands(&[
        (
            "a select INBOX (condstore)",
            "SELECT opens \"INBOX\" for reading and writing; its messages are numbered from 1. CONDSTORE makes the server report mod-sequences along with changed flags. (RFC 7162, 3.1.8)",
        ),
        (
            "a select INBOX (qresync (67890007 20050715194045000 41,43:211))",
            "SELECT opens \"INBOX\" for reading and writing; its messages are numbered from 1. QRESYNC also asks for what was changed and removed after mod-sequence 20050715194045000, provided that UIDVALIDITY is still 67890007. Of the messages, the client knows those with the UIDs 41 and 43 to 211, and wants to hear only of these. (RFC 7162, 3.2.5)",
        ),
        (
            "a create x (use (\\Sent))",
            "CREATE makes the mailbox \"x\". It is not selected. USE asks that it have the role \\Sent. (RFC 6154, 3)",
        ),
        (
            "a fetch 1 (flags) (changedsince 12345)",
            "FETCH returns the flags of message 1. Only messages that changed after mod-sequence 12345 are returned. (RFC 7162, 3.1.4.1)",
        ),
        (
            "a uid fetch 1:* flags (changedsince 12345 vanished)",
            "UID FETCH returns the flags of all messages. Only messages that changed after mod-sequence 12345 are returned. VANISHED asks also for the UIDs that were removed since then. (RFC 7162, 3.2.6)",
        ),
        (
            "a uid fetch 1:* (uid flags) (partial -1:-30)",
            "UID FETCH returns the UID and the flags of all messages. Of these messages, only those at the positions 1 to 30 (counted from the end) are returned. (RFC 9394, 3.3)",
        ),
        (
            "a fetch 1 preview (lazy)",
            "FETCH returns a short preview of the text (LAZY: only if it is at hand) of message 1. (RFC 8970, 3)",
        ),
        (
            "a fetch 1 savedate",
            "FETCH returns the save date (when it came into this mailbox) of message 1. (RFC 8514, 4.2)",
        ),
        (
            "a store 1:3 (unchangedsince 320162338) +flags.silent (\\Deleted)",
            "STORE adds \\Deleted to the flags of messages 1 to 3. .SILENT asks the server not to answer with the new flags. Messages that changed after mod-sequence 320162338 are left as they are. (RFC 7162, 3.1.3)",
        ),
        (
            "a store 1 +x-gm-labels (foo \"bar baz\")",
            "STORE puts the Gmail labels \"foo\" and \"bar baz\" on message 1; other labels stay. (Gmail IMAP Extensions)",
        ),
    ]);
}

#[test]
fn list_options() {
    assert_commands(&[
        (
            "a list (subscribed) \"\" *",
            "Of all mailboxes, LIST shows only subscribed ones. (RFC 5258, 3.1)",
        ),
        (
            "a list (remote special-use recursivematch) \"\" \"%\" return (children subscribed)",
            "Of the mailboxes on the top level, LIST shows only those with a special role. Mailboxes on other servers are listed as well. A mailbox is also listed if one below it qualifies. The answer also has, for each, whether it has mailboxes below it and whether it is subscribed. (RFC 5258, 3.2)",
        ),
        (
            "a list \"\" (a* b) return (status (messages unseen))",
            "LIST shows the mailbox \"b\", if it exists; and the mailboxes that match \"a*\". The answer also has, for each, its STATUS (the number of messages and the number without the \\Seen flag). The * stands for any characters, hierarchy separators included. (RFC 5819, 2)",
        ),
    ]);
}

#[test]
fn unknown_options_are_named() {
    assert_commands(&[
        (
            "a select INBOX (foo)",
            "\"foo\" is not a registered parameter of SELECT. If the server accepts it: SELECT opens \"INBOX\" for reading and writing; its messages are numbered from 1. (RFC 4466, 2.1)",
        ),
        (
            "a list (foo) \"\" *",
            "\"foo\" is not a registered LIST option. If the server accepts it: LIST shows all mailboxes. (RFC 5258, 3)",
        ),
        (
            "a fetch 1 flags (foo 3)",
            "\"foo\" is not a registered FETCH modifier. If the server accepts it: FETCH returns the flags of message 1. (RFC 4466, 2.4)",
        ),
        (
            "a store 1 (foo 3) flags (\\Seen)",
            "\"foo\" is not a registered STORE modifier. If the server accepts it: STORE replaces all flags of message 1 with \\Seen: any other flag except \\Recent is removed. The server answers with the new flags in FETCH responses. (RFC 4466, 2.5)",
        ),
    ]);
}

#[test]
fn names_and_languages() {
    assert_commands(&[
        (
            "a id (\"name\" \"x\" \"version\" \"1.0\")",
            "ID tells the server what the client is (name \"x\" and version \"1.0\") and asks the same of the server; it is meant for logs and changes nothing. (RFC 2971, 3.1)",
        ),
        (
            "a id nil",
            "ID asks what software the server is; with NIL the client says nothing about itself. (RFC 2971, 3.1)",
        ),
        (
            "a language de en",
            "LANGUAGE asks for the server's texts in the first of these languages that it has: \"de\" and \"en\". (RFC 5255, 3.2)",
        ),
        (
            "a language",
            "LANGUAGE without arguments asks which languages the server's texts can be in. (RFC 5255, 3.2)",
        ),
    ]);
}

#[test]
fn commands_without_sentences_of_their_own() {
    assert_commands(&[
        (
            "a namespace",
            "NAMESPACE asks where the user's own mailboxes, other users' mailboxes and shared mailboxes are, and returns the prefix and the hierarchy separator of each kind. (RFC 2342, 5)",
        ),
        (
            "a unauthenticate",
            "UNAUTHENTICATE logs the user out but keeps the connection and its TLS, so that another user can log in; enabled extensions and compression are reset. (RFC 8437, 3)",
        ),
        (
            "a compress deflate",
            "COMPRESS turns on compression in both directions: wait for the OK, after which everything is sent compressed, inside TLS if there is TLS. (RFC 4978, 3)",
        ),
        (
            "a comparator",
            "COMPARATOR asks how the server compares strings in searches and sorting. (RFC 5255, 4.7)",
        ),
    ]);
}

#[test]
fn extensions_are_explained_in_japanese() {
    assert_japanese(&[
        (
            "a getmetadata INBOX /shared/comment",
            "GETMETADATA は「INBOX」の注釈 /shared/comment を読みます。（RFC 5464, 4.2）",
        ),
        (
            "a setmetadata INBOX (/private/comment \"x\" /shared/comment NIL)",
            "SETMETADATA は「INBOX」の注釈 /private/comment を「x」にします。NIL は値がないことを表すので、/shared/comment は削除されます。（RFC 5464, 4.3）",
        ),
        (
            "a notify set (personal (MailboxName)) (selected (FlagChange))",
            "FlagChange と AnnotationChange は、MessageNew と MessageExpunge と一緒にだけ指定できます。そうでないと、サーバーは BAD で答えます。受け付けられた場合の動作: NOTIFY は、次のメールボックスのイベントをいつでも知らせるよう求めます: 利用者自身のすべてのメールボックス（メールボックスの作成・削除・名前の変更）、選択中のメールボックス（フラグの変更）。以前の NOTIFY は無効になります。（RFC 5465, 5）",
        ),
        (
            "a convert 2 (\"text/plain\") binary[3]",
            "CONVERT は、メッセージ 2 のデータを text/plain に変換し、パート 3（デコード済み）を返すよう求めます。保存されているメッセージは変わりません。（RFC 5259, 6）",
        ),
        (
            "a setacl INBOX bob +ie",
            "SETACL は、「INBOX」に対する「bob」の権限に次のものを加えます: メッセージを加える（i）、消去する（e）。（RFC 4314, 3.1）",
        ),
        (
            "a setquota \"\" (STORAGE 512)",
            "SETQUOTA は、名前が空のクォータの上限を次のように定めます: 容量 512 KiB。（RFC 9208, 4.1.3）",
        ),
        (
            "a replace 4 Drafts (\\Draft) {312}",
            "REPLACE は 312 オクテットの新しいメッセージを「Drafts」に加え、選択中のメールボックスからメッセージ 4 を取り除きます。フラグは \\Draft になります。（RFC 8508, 3.2）",
        ),
        (
            "a select INBOX (qresync (67890007 200))",
            "SELECT は「INBOX」を読み書きできるように開きます。メッセージには 1 から番号が付きます。QRESYNC により、UIDVALIDITY が 67890007 のままなら、変更シーケンス番号 200 より後に変わったメッセージと消えたメッセージも尋ねます。（RFC 7162, 3.2.5）",
        ),
        (
            "a list (subscribed) \"\" * return (children)",
            "LIST はすべてのメールボックスのうち、購読しているものだけを示します。それぞれについて、下位のメールボックスがあるかどうかも返します。（RFC 5258, 3.2）",
        ),
        (
            "a uid fetch 1:* flags (changedsince 12345 vanished)",
            "UID FETCH はすべてのメッセージのフラグを返します。変更シーケンス番号 12345 より後に変わったメッセージだけが返ります。VANISHED により、その後に消えた UID も尋ねます。（RFC 7162, 3.2.6）",
        ),
        (
            "a id (\"name\" \"x\" \"version\" \"1.0\")",
            "ID はクライアントについての情報（name は「x」、version は「1.0」）をサーバーに伝え、サーバーにも同じことを尋ねます。ログなどのためのもので、動作は何も変わりません。（RFC 2971, 3.1）",
        ),
        (
            "a select INBOX (foo)",
            "「foo」は登録された SELECT のパラメーターではありません。受け付けられた場合の動作: SELECT は「INBOX」を読み書きできるように開きます。メッセージには 1 から番号が付きます。（RFC 4466, 2.1）",
        ),
    ]);
}

#[test]
fn conversions_and_comparators_are_explained() {
    assert_commands(&[
        (
            "a conversions \"image/*\" \"image/jpeg\"",
            "CONVERSIONS asks whether the server can convert image/* to image/jpeg, and with which parameters. The * stands for any type. (RFC 5259, 5.1)",
        ),
        (
            "a comparator \"cz;*\" i;basic",
            "COMPARATOR asks the server to compare strings, in searches and sorting, by the first of these that it has: \"cz;*\" and \"i;basic\". (RFC 5255, 4.7)",
        ),
        (
            "a convert 7 (\"image/jpeg\") bodypartstructure[1]",
            "CONVERT asks the server to convert data of message 7 to image/jpeg, and to return the structure of part 1. What is stored stays as it is. (RFC 5259, 6)",
        ),
    ]);
}

#[test]
fn one_language_one_comparator_and_a_conversion_that_is_only_asked_about() {
    assert_commands(&[
        (
            "a language de",
            "LANGUAGE asks for the server's texts in \"de\", if it has them in this language. (RFC 5255, 3.2)",
        ),
        (
            "a comparator i;basic",
            "COMPARATOR asks the server to compare strings, in searches and sorting, by \"i;basic\", if it has that. (RFC 5255, 4.7)",
        ),
        (
            "a convert 2 (nil) availableconversions[2]",
            "CONVERT asks for the possible conversions of part 2 of message 2, and converts nothing. (RFC 5259, 6)",
        ),
    ]);
    assert_japanese(&[
        (
            "a language de",
            "LANGUAGE は、サーバーが対応していれば、文言の言語を「de」にするよう求めます。（RFC 5255, 3.2）",
        ),
        (
            "a language de fr",
            "LANGUAGE は、サーバーの文言を、「de」、「fr」のうちサーバーが使える最初の言語にするよう求めます。（RFC 5255, 3.2）",
        ),
        (
            "a comparator i;basic",
            "COMPARATOR は、検索や並べ替えで文字列を比べる規則を、サーバーが対応していれば「i;basic」にするよう求めます。（RFC 5255, 4.7）",
        ),
        (
            "a convert 2 (nil) availableconversions[2]",
            "CONVERT は、メッセージ 2 のパート 2 に対して可能な変換を尋ねます。変換はしません。（RFC 5259, 6）",
        ),
    ]);
}

#[test]
fn rights_that_are_not_registered() {
    assert_commands(&[(
        "a setacl INBOX bob +ldzz9",
        "Not among the registered rights: z. A server has to answer BAD to a right that it does not know. If the server accepts it: SETACL grants \"bob\" more rights on \"INBOX\": to see it in lists (l); to delete, as RFC 2086 had it (d); what the server has defined for it (9). (RFC 4314, 3.1)",
    )]);
}

/// Two sentences are shown; for more, there is a hint.
#[test]
fn details_are_left_out_of_long_explanations() {
    assert_commands(&[(
        "a enable condstore qresync utf8=accept imap4rev2 uidonly",
        "ENABLE asks the server to turn on condstore, qresync, utf8=accept, imap4rev2 and uidonly for this session. From then on, changed flags are reported with the message's mod-sequence. From then on, removed messages are reported by UID, in VANISHED instead of EXPUNGE. (RFC 5161, 3.1)",
    )]);
}

#[test]
fn events_that_a_group_cannot_have() {
    let both = "MessageNew and MessageExpunge are allowed only together: the server answers BAD to one without the other. (RFC 5465, 5)";
    for (line, expected) in [
        ("(selected (MessageNew))", Some(both)),
        ("(selected-delayed (MessageExpunge))", Some(both)),
        (
            "(selected-delayed (MessageNew (uid) MessageExpunge)) (personal (MessageNew (uid flags) MessageExpunge))",
            Some(
                "MessageNew can have items to fetch only for the selected mailbox, in SELECTED and SELECTED-DELAYED. (RFC 5465, 8)",
            ),
        ),
        ("(personal (MessageNew MessageExpunge))", None),
        ("(selected (MessageNew MessageExpunge))", None),
        ("(personal (MailboxName))", None),
        (
            "(selected (MailboxName MessageNew MessageExpunge))",
            Some("The selected mailbox has no events of mailboxes: MailboxName. (RFC 5465, 6.1)"),
        ),
    ] {
        let said = last_explained(Language::English, &format!("C: a notify set {line}"));
        match expected {
            Some(expected) => {
                let (fault, source) = expected.split_at(expected.find(" (RFC").expect("a source"));
                assert!(
                    said.starts_with(&format!("# {fault}")) && said.ends_with(source),
                    "{said}"
                );
            }
            None => assert!(!said.contains("only together") && !said.contains("no events of")),
        }
    }
    let said = last_explained(Language::Japanese, "C: a notify set (selected (MessageNew))");
    assert!(said.contains("両方そろえて指定します"), "{said}");
}
