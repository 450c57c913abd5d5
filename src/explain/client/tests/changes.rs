//! Commands that change messages.

use super::{assert_commands, assert_japanese};
use crate::explain::tests::last_explained;
use crate::language::Language;

#[test]
fn store_names_the_change_and_the_flags() {
    assert_commands(&[
        (
            "a store 2 +flags (\\Deleted)",
            "STORE adds \\Deleted to the flags of message 2. The server answers with the new flags in FETCH responses. (RFC 3501, 6.4.6)",
        ),
        (
            "a store 1:3 -flags.silent (\\Seen $Junk)",
            "STORE removes \\Seen and $Junk from the flags of messages 1 to 3. .SILENT asks the server not to answer with the new flags. $Junk marks a message as definitely junk mail, by decision of the user or of a delivery agent on the user's behalf; it must not be combined with $NotJunk. (RFC 3501, 6.4.6)",
        ),
        (
            "a uid store 300 flags ()",
            "UID STORE removes all flags of the message with UID 300 except \\Recent. The server answers with the new flags in FETCH responses. (RFC 3501, 6.4.6)",
        ),
        (
            "a uid store 300:* flags (\\Flagged)",
            "UID STORE replaces all flags of the messages with UIDs from 300 on (and at least the last message) with \\Flagged: any other flag except \\Recent is removed. The server answers with the new flags in FETCH responses. (RFC 3501, 6.4.6)",
        ),
        (
            "a store 1 foo (\\Seen)",
            "\"foo\" is not a registered STORE item. STORE changes flags of messages: +FLAGS adds, -FLAGS removes and FLAGS replaces; the server answers with the new flags unless .SILENT asks it not to. (RFC 3501, 6.4.6)",
        ),
    ]);
}

#[test]
fn copy_and_move_say_what_becomes_of_the_originals() {
    assert_commands(&[
        (
            "a copy 1:3 Trash",
            "COPY puts copies of messages 1 to 3 at the end of \"Trash\"; the originals stay. (RFC 3501, 6.4.7)",
        ),
        (
            "a uid copy 300 Trash",
            "UID COPY puts a copy of the message with UID 300 at the end of \"Trash\"; the original stays. (RFC 3501, 6.4.8)",
        ),
        (
            "a move 2 Trash",
            "MOVE moves message 2 from the selected mailbox to \"Trash\". (RFC 6851, 3.1)",
        ),
        (
            "a uid move 2:* \"A B\"",
            "UID MOVE moves the messages with UIDs from 2 on (and at least the last message) from the selected mailbox to \"A B\". (RFC 6851, 3.2)",
        ),
    ]);
}

#[test]
fn expunge_close_and_append_say_what_changes() {
    assert_commands(&[
        (
            "a uid expunge 3:7",
            "Of the messages with UIDs 3 to 7, UID EXPUNGE removes for good those that have the \\Deleted flag. (RFC 4315, 2.1)",
        ),
        (
            "a uid expunge 3",
            "UID EXPUNGE removes the message with UID 3 for good, if it has the \\Deleted flag. (RFC 4315, 2.1)",
        ),
        (
            "a expunge",
            "EXPUNGE permanently removes all messages with the \\Deleted flag from the selected mailbox; each EXPUNGE response lowers the sequence numbers of the messages after it by one. (RFC 3501, 6.4.3)",
        ),
        (
            "a close",
            "CLOSE leaves the selected mailbox and, unless it is read-only, permanently removes its messages with the \\Deleted flag without reporting them one by one. (RFC 3501, 6.4.2)",
        ),
    ]);
}

#[test]
fn messages_that_are_added() {
    assert_commands(&[
        (
            "a append Sent {310}",
            "APPEND adds a message of 310 octets to \"Sent\". The message follows once the server has answered with +. (RFC 3501, 6.3.11)",
        ),
        (
            "a append Sent (\\Seen \\Draft) \"17-Jul-1996 02:44:25 -0700\" {310+}",
            "APPEND adds a message of 310 octets to \"Sent\". It is stored with \\Seen and \\Draft. Its internal date is to be 17-Jul-1996 02:44:25 -0700. The + in the braces means that the client sends the message without waiting. (RFC 3501, 6.3.11)",
        ),
        (
            "a append Sent (\\Seen) utf8 (~{310}",
            "APPEND adds a message of 310 octets to \"Sent\". It is stored with \\Seen. UTF8 allows UTF-8 in its header fields; the server must have UTF8=ACCEPT, and ENABLE must have turned it on. RFC 9755, which replaces RFC 6855, has dropped it: the message alone is enough. The message follows once the server has answered with +. (RFC 9755, 4)",
        ),
    ]);
}

#[test]
fn changes_are_explained_in_japanese() {
    assert_japanese(&[
        (
            "a store 2 +flags (\\Deleted)",
            "STORE はメッセージ 2 に \\Deleted フラグを付けます。サーバーは新しいフラグを FETCH 応答で知らせます。（RFC 3501, 6.4.6）",
        ),
        (
            "a uid store 300 -flags.silent (\\Seen $Junk)",
            "UID STORE は UID 300 のメッセージの \\Seen、$Junk フラグを外します。.SILENT は、新しいフラグを知らせないよう求めます。$Junk は、利用者、または利用者に代わる配送プログラムが迷惑メールと判定したメッセージに付き、$NotJunk とは併用できません。（RFC 3501, 6.4.6）",
        ),
        (
            "a copy 1:3 Trash",
            "COPY は番号 1 から 3 のメッセージのコピーを「Trash」の末尾に加えます。元のメッセージは残ります。（RFC 3501, 6.4.7）",
        ),
        (
            "a uid move 2:* \"A B\"",
            "UID MOVE は UID 2 以降のメッセージ（最後のメッセージは必ず含む）を、選択中のメールボックスから「A B」に移します。（RFC 6851, 3.2）",
        ),
        (
            "a uid expunge 3:7",
            "UID EXPUNGE は UID 3 から 7 のメッセージのうち、\\Deleted フラグの付いたものを完全に消去します。（RFC 4315, 2.1）",
        ),
        (
            "a append Sent (\\Seen) {310+}",
            "APPEND は 310 オクテットのメッセージを「Sent」に加えます。フラグは \\Seen になります。波括弧の中の + は、答えを待たずにメッセージを送るという印です。（RFC 3501, 6.3.11）",
        ),
    ]);
}

#[test]
fn keywords_cite_their_rules() {
    for (flags, expected) in [
        (
            "$seen",
            "registered for JMAP only; in IMAP, the flag \\Seen says the same. (RFC 8621, 10.4.2)",
        ),
        (
            "$hasattachment $hasnoattachment",
            "must not have both $hasattachment and $hasnoattachment. (RFC 9979, 4)",
        ),
        (
            "$MailFlagBit1",
            "$MailFlagBit1 counts only on a message that has \\Flagged too. (RFC 9979, 3.2)",
        ),
    ] {
        let said = last_explained(Language::English, &format!("C: a store 1 +flags ({flags})"));
        assert!(said.ends_with(expected), "{said}");
    }
    for flags in [
        "+flags ($MailFlagBit0 \\Flagged)",
        "+flags ($hasattachment $Junk)",
        "-flags ($MailFlagBit0 $hasattachment $hasnoattachment)",
    ] {
        let said = last_explained(Language::English, &format!("C: a store 1 {flags}"));
        for rule in ["registered for JMAP", "must not have both", "counts only on a message"] {
            assert!(!said.contains(rule), "{said}");
        }
    }
}
