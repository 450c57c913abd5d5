//! The explanations of messages.

use crate::explain::tests::assert_contains;
use crate::explain::tests::{assert_last_explained, last_explained};
use crate::language::Language::{English, Japanese};

#[test]
fn flags_are_in_words() {
    for (flags, english, japanese) in [
        (
            "\\Answered \\flagged Work",
            "Message 8 has the flags \\Answered (answered), \\flagged (for special attention) and Work. (RFC 3501, 7.4.2)",
            "メッセージ 8 にはフラグ \\Answered（返信済み）、\\flagged（要注意）、Work が付いています。（RFC 3501, 7.4.2）",
        ),
        (
            "\\Deleted",
            "Message 8 has the flag \\Deleted. It marks a message that EXPUNGE will remove. (RFC 3501, 7.4.2)",
            "メッセージ 8 にはフラグ \\Deleted が付いています。EXPUNGE で消去されるメッセージに付く印です。（RFC 3501, 7.4.2）",
        ),
        (
            "\\Glitter",
            "Message 8 has the flag \\Glitter. \\Glitter is not a registered flag. (RFC 3501, 7.4.2)",
            "メッセージ 8 にはフラグ \\Glitter が付いています。\\Glitter は登録されたフラグではありません。（RFC 3501, 7.4.2）",
        ),
        (
            "Work",
            "Message 8 has the flag Work. (RFC 3501, 7.4.2)",
            "メッセージ 8 にはフラグ Work が付いています。（RFC 3501, 7.4.2）",
        ),
    ] {
        let session = format!("C: b1 fetch 8 flags\nS: * 8 FETCH (FLAGS ({flags}))");
        assert_last_explained(English, &session, english);
        assert_last_explained(Japanese, &session, japanese);
    }
}

#[test]
fn unsolicited_changes_are_explained() {
    for (commands, line, expected) in [
        (
            "C: b1 idle\n",
            "* 2 FETCH (UID 30 FLAGS (\\Seen))",
            "Message 2: UID 30; the flag \\Seen. The server reports this because IDLE is running. (RFC 3501, 7.4.2)",
        ),
        (
            "C: b1 noop\n",
            "* 2 FETCH (FLAGS ())",
            "Message 2 has no flags. The server reports this without having been asked, as servers do after a change, for example by another session. (RFC 3501, 7.4.2)",
        ),
        (
            "C: b1 uid store 30 -flags (\\Seen)\n",
            "* 2 FETCH (FLAGS ())",
            "Message 2 has no flags. (RFC 3501, 7.4.2)",
        ),
        (
            "C: b1 uid fetch 30 (flags uid)\n",
            "* 2 FETCH (UID 30 FLAGS ())",
            "Message 2: UID 30; no flags. (RFC 3501, 7.4.2)",
        ),
    ] {
        assert_last_explained(English, &format!("S: * PREAUTH hi\n{commands}S: {line}"), expected);
    }
}

#[test]
fn items_of_a_message_are_put_into_words() {
    for (items, english, japanese) in [
        (
            r#"INTERNALDATE " 7-Jan-2026 09:30:00 +0900" RFC822.SIZE 8704"#,
            "Message 3: internal date 7-Jan-2026 09:30:00 +0900; 8704 octets in all.",
            "メッセージ 3 のデータは、内部日付 7-Jan-2026 09:30:00 +0900、全体で 8704 オクテットです。",
        ),
        (
            r#"ENVELOPE ("Wed, 7 Jan 2026 09:30:00 +0900" "=?UTF-8?B?5Lya6K2w?=" (("Suzuki Taro" NIL "taro" "example.jp")) NIL NIL NIL NIL NIL NIL NIL)"#,
            "Message 3: its envelope (from Suzuki Taro, subject \"会議\", date \"Wed, 7 Jan 2026 09:30:00 +0900\").",
            "メッセージ 3 のデータは、エンベロープ（差出人「Suzuki Taro」、件名「会議」、日付「Wed, 7 Jan 2026 09:30:00 +0900」）です。",
        ),
        (
            r#"BODYSTRUCTURE (("TEXT" "PLAIN" NIL NIL NIL "7BIT" 12 1)("APPLICATION" "PDF" NIL NIL NIL "BASE64" 4000) "MIXED")"#,
            "Message 3: its structure (multipart/mixed with 2 parts: 1 text/plain and 2 application/pdf).",
            "メッセージ 3 のデータは、構造（multipart/mixed、2 パート: 1 text/plain、2 application/pdf）です。",
        ),
        (
            "BODY[2.HEADER.FIELDS (Subject From)] {4}abcd",
            "Message 3: the header fields Subject and From of part 2 (4 octets).",
            "メッセージ 3 のデータは、パート 2 のヘッダーフィールド Subject、From（4 オクテット）です。",
        ),
        (
            "BODY[HEADER.FIELDS.NOT (Received)] {4}abcd",
            "Message 3: the header without the field Received (4 octets).",
            "メッセージ 3 のデータは、ヘッダーのうち Received 以外（4 オクテット）です。",
        ),
        (
            "BODY[]<2048> {4}abcd",
            "Message 3: 4 octets, from position 2048 (counted from 0), of the whole message.",
            "メッセージ 3 のデータは、メッセージ全体の（0 から数えて）2048 番目から 4 オクテットです。",
        ),
        (
            "RFC822.TEXT {4}abcd",
            "Message 3: the text after the header (4 octets).",
            "メッセージ 3 のデータは、本文（4 オクテット）です。",
        ),
        (
            "FLAGS () SPARKLE 7",
            "Message 3: no flags; SPARKLE, which is not a registered item.",
            "メッセージ 3 のデータは、フラグなし、SPARKLE（登録されていない項目）です。",
        ),
    ] {
        let session = format!("S: * 3 FETCH ({items})");
        assert_last_explained(English, &session, &format!("{english} (RFC 3501, 7.4.2)"));
        assert_last_explained(Japanese, &session, &format!("{japanese}（RFC 3501, 7.4.2）"));
    }
}

#[test]
fn items_of_extensions_are_put_into_words() {
    for (items, expected) in [
        ("BINARY[1] {4}abcd", "Message 3: part 1, decoded (4 octets). (RFC 3516, 4.2)"),
        ("BINARY.SIZE[1] 70", "Message 3: 70 octets in part 1 when it is decoded. (RFC 3516, 4.2)"),
        ("MODSEQ (901)", "Message 3: last changed at mod-sequence 901. (RFC 7162, 3.1.4.2)"),
        ("PREVIEW \"Hi all,\"", "Message 3: a preview (\"Hi all,\"). (RFC 8970, 3)"),
        ("PREVIEW NIL", "Message 3: no preview. (RFC 8970, 3)"),
        (
            "SAVEDATE NIL",
            "Message 3: no date at which it was put into the mailbox. (RFC 8514, 4.2)",
        ),
        ("EMAILID (M6d)", "Message 3: the identifier M6d. (RFC 8474, 5.1)"),
        ("THREADID NIL", "Message 3: no thread identifier. (RFC 8474, 5.2)"),
        (
            "X-GM-LABELS (\\Inbox \"Trip plans\")",
            "Message 3: Gmail labels: \\Inbox and Trip plans. (Gmail IMAP Extensions)",
        ),
    ] {
        assert_last_explained(English, &format!("S: * 3 FETCH ({items})"), expected);
    }
}

#[test]
fn flags_that_come_with_what_was_asked_for() {
    let said = |command: &str, flags: &str| {
        let session = "S: * PREAUTH hi\nC: a1 select inbox\nS: a1 OK [READ-WRITE] in\n";
        let line = format!("C: a2 {command}\nS: * 3 FETCH (FLAGS ({flags}) BODY[] \"x\")");
        last_explained(English, &format!("{session}{line}"))
    };
    assert!(said("fetch 3 body[]", "\\Seen").contains("because reading the text sets"));
    for (command, flags) in [("fetch 3 body.peek[]", "\\Seen"), ("fetch 3 body[]", "\\Flagged")] {
        let said = said(command, flags);
        assert!(said.contains("The flags were not asked for"), "{said}");
    }
    assert!(!said("fetch 3 (flags body[])", "\\Seen").contains("asked"));
}

#[test]
fn names_in_modified_utf7_are_decoded() {
    for (line, english) in [
        ("S: * LIST () \"/\" &ZeVnLIqe-", "There is a mailbox \"日本語\". (RFC 3501, 7.2.2)"),
        ("S: * LIST () \"/\" A&-B", "There is a mailbox \"A&B\". (RFC 3501, 7.2.2)"),
        (
            "S: * LIST () \"/\" A&B",
            "There is a mailbox \"A&B\". The name is not valid in modified UTF-7, the encoding of names unless UTF8=ACCEPT or IMAP4rev2 is turned on: an encoded part begins with & and ends with -. (RFC 3501, 5.1.3)",
        ),
        (
            "C: a1 create &ZeVnLIqe-",
            "CREATE makes the mailbox \"日本語\". It is not selected. (RFC 3501, 6.3.3)",
        ),
    ] {
        assert_last_explained(English, line, english);
    }
}

#[test]
fn flags_that_a_store_has_not_changed() {
    let opened = |code| format!("S: * PREAUTH x\nC: a select x\nS: a OK [{code}] x\n");
    let read_only = format!("{}C: b store 1 +flags (\\Seen)\nS: b OK ignored", opened("READ-ONLY"));
    assert_contains(&read_only, "open for reading only: the flags stay");
    let removed = format!(
        "{}C: b store 1 -flags (\\Seen)\nS: * 1 FETCH (FLAGS (\\Seen))\nS: b OK x",
        opened("READ-WRITE")
    );
    assert_contains(&removed, "shows a message with \\Seen: the server did not remove");
}

#[test]
fn nothing_is_counted_of_a_result_that_a_listing_has_cut() {
    for line in [
        "* SEARCH 1 2 ... 9",
        "* ESEARCH (TAG \"a\") UID ALL 23765,23764,[...]",
        "* SEARCH 1 2 [...]",
    ] {
        let said =
            last_explained(English, &format!("S: * PREAUTH x\nC: a uid search all\nS: {line}"));
        assert!(
            said.contains("Part of this line was left out.") && !said.contains("match;"),
            "{said}"
        );
    }
    let two = "S: * PREAUTH x\nC: a search all\nC: b uid search all\nS: * SEARCH 10 11";
    assert!(last_explained(English, two).contains("with the numbers 10 and 11"));
}

#[test]
fn a_server_may_send_a_space_between_the_parts_of_a_message() {
    let part = |kind: &str| format!("({kind} NIL NIL NIL \"7BIT\" 10 1)");
    let (text, html) = (part("\"TEXT\" \"PLAIN\""), part("\"TEXT\" \"HTML\""));
    for space in ["", " "] {
        let line = format!("S: * 1 FETCH (BODYSTRUCTURE ({text}{space}{html} \"MIXED\"))");
        assert_contains(
            format!("C: a fetch 1 bodystructure\n{line}"),
            "with 2 parts: 1 text/plain and 2 text/html",
        );
    }
}
