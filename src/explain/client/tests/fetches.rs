//! FETCH: which data of which messages.

use super::{assert_commands, assert_japanese};
use crate::explain::tests::last_explained;
use crate::language::Language;

#[test]
fn fetch_names_its_items_and_messages() {
    assert_commands(&[
        ("a fetch 1:* (flags)", "FETCH returns the flags of all messages. (RFC 3501, 6.4.5)"),
        (
            "a fetch 7 (flags uid internaldate)",
            "FETCH returns the flags, the UID and the internal date of message 7. (RFC 3501, 6.4.5)",
        ),
        (
            "a fetch 5:* all",
            "FETCH returns flags, internal date, size and envelope (ALL) of the messages from 5 to the last. (RFC 3501, 6.4.5)",
        ),
        (
            "a fetch 2:4 fast",
            "FETCH returns flags, internal date and size (FAST) of messages 2 to 4. (RFC 3501, 6.4.5)",
        ),
        (
            "a fetch 1 full",
            "FETCH returns flags, internal date, size, envelope and MIME structure (FULL) of message 1. (RFC 3501, 6.4.5)",
        ),
        (
            "a fetch 3 bodystructure",
            "FETCH returns the MIME structure of message 3. (RFC 3501, 6.4.5)",
        ),
        (
            "a fetch * rfc822.size",
            "FETCH returns the size in octets of the last message. (RFC 3501, 6.4.5)",
        ),
        (
            "a fetch 1 rfc822.text",
            "FETCH returns the body (without the header) of message 1. It also sets the \\Seen flag. (RFC 3501, 6.4.5)",
        ),
        (
            "a fetch 1 (modseq preview x-gm-labels)",
            "FETCH returns the mod-sequence, a short preview of the text and Gmail's labels of message 1. (RFC 7162, 3.1.4.2)",
        ),
    ]);
}

#[test]
fn which_octets_of_a_section() {
    let lines = [
        (
            "a fetch 2 body[1]<0.100>",
            "FETCH returns the first 100 octets of part 1 of message 2. ",
            "FETCH はメッセージ 2 のパート 1 の最初の 100 オクテットを返します。",
        ),
        (
            "a fetch 2 body.peek[]<100.200>",
            "FETCH returns up to 200 octets, from position 100 (counted from 0), of the whole text ",
            "FETCH はメッセージ 2 の全文の（0 から数えて）100 番目から最大 200 オクテットを返します。",
        ),
        (
            "a fetch 2 binary[2]<10.1>",
            "FETCH returns the octet at position 10 (counted from 0) of part 2 (decoded) ",
            "FETCH はメッセージ 2 のパート 2（デコード済み）の（0 から数えて）10 番目の 1 オクテットを返します。",
        ),
        (
            "a fetch 2 body[text]<5>",
            "\"<5>\" is not a range of octets: ",
            "「<5>」では、どのオクテットかが分かりません。",
        ),
        (
            "a uid fetch 2 (flags body.peek[1]<5,10> uid)",
            "\"<5,10>\" is not a range of octets: ",
            "「<5,10>」では、どのオクテットかが分かりません。",
        ),
        (
            "a fetch 2 body[text]<5.0>",
            "<5.0> asks for no octets; ",
            "<5.0> は 0 オクテットを求めています。",
        ),
    ];
    for (line, english, japanese) in lines {
        for (language, expected) in [(Language::English, english), (Language::Japanese, japanese)] {
            let said = last_explained(language, &format!("C: {line}"));
            assert!(said.starts_with(&format!("# {expected}")), "{line}: {said}");
            if english.contains("octets: ") || english.contains("no octets") {
                let refused = format!("C: {line}\nS: a BAD invalid");
                let said = last_explained(language, &refused);
                assert!(said.starts_with(&format!("# {expected}")), "{line}: {said}");
            }
        }
    }
}

#[test]
fn fetch_names_the_section() {
    assert_commands(&[
        (
            "a uid fetch 300:* body.peek[header]",
            "UID FETCH returns the header of the messages with UIDs from 300 on (and at least the last message). Because of PEEK, the \\Seen flag is not set. (RFC 3501, 6.4.5)",
        ),
        (
            "a fetch 2 body[1.2.mime]<0.100>",
            "FETCH returns the first 100 octets of the MIME header of part 1.2 of message 2. It also sets the \\Seen flag; with PEEK it would not. (RFC 3501, 6.4.5)",
        ),
        (
            "a fetch 2 body[]",
            "FETCH returns the whole text of message 2. It also sets the \\Seen flag; with PEEK it would not. (RFC 3501, 6.4.5)",
        ),
        (
            "a fetch 1,3 (uid flags body.peek[header.fields (from to)])",
            "FETCH returns the UID, the flags and the header fields from and to of messages 1 and 3. Because of PEEK, the \\Seen flag is not set. (RFC 3501, 6.4.5)",
        ),
        (
            "a fetch 1 (body.peek[] body[])",
            "FETCH returns the whole text of message 1. It also sets the \\Seen flag; with PEEK it would not. (RFC 3501, 6.4.5)",
        ),
        (
            "a fetch 1 body.peek[1.2.header.fields (to)]",
            "FETCH returns the header field \"to\" of the message that is part 1.2 (if that part is a message) of message 1. Because of PEEK, the \\Seen flag is not set. (RFC 3501, 6.4.5)",
        ),
        (
            "a fetch 1 body.peek[header.fields.not (received)]",
            "FETCH returns the header (without the field received) of message 1. Because of PEEK, the \\Seen flag is not set. (RFC 3501, 6.4.5)",
        ),
        (
            "a fetch 1 body[2.header]",
            "FETCH returns the header of the message that is part 2 (if that part is a message) of message 1. It also sets the \\Seen flag; with PEEK it would not. (RFC 3501, 6.4.5)",
        ),
        (
            "a fetch 1 body[text]<200.100>",
            "FETCH returns up to 100 octets, from position 200 (counted from 0), of the body (without the header) of message 1. It also sets the \\Seen flag; with PEEK it would not. (RFC 3501, 6.4.5)",
        ),
        (
            "a fetch 1 binary[2]",
            "FETCH returns part 2 (decoded) of message 1. It also sets the \\Seen flag; with PEEK it would not. (RFC 3516, 4.2)",
        ),
        (
            "a fetch 1 binary.peek[1]<0.10>",
            "FETCH returns the first 10 octets of part 1 (decoded) of message 1. Because of PEEK, the \\Seen flag is not set. (RFC 3516, 4.2)",
        ),
        (
            "a fetch 1 binary.size[2]",
            "FETCH returns the decoded size of part 2 of message 1. (RFC 3516, 4.2)",
        ),
    ]);
}

#[test]
fn unknown_items_are_named() {
    assert_commands(&[
        (
            "a fetch 1 (flags foo)",
            "FETCH returns the flags of message 1. \"foo\" is not a registered FETCH item. (RFC 3501, 6.4.5)",
        ),
        (
            "a fetch 1 x-foo",
            "\"x-foo\" is not registered; a server may define it. (RFC 3501, 6.4.5)",
        ),
        (
            "a fetch 1 flgas",
            "\"flgas\" is not a registered FETCH item. FLAGS was probably meant. (RFC 3501, 6.4.5)",
        ),
        (
            "a fetch 1 header",
            "\"header\" is not a registered FETCH item. BODY.PEEK[HEADER] was probably meant. FETCH returns data of the messages with the given sequence numbers, from flags to the whole text; some items, such as BODY[], also set the \\Seen flag. (RFC 3501, 6.4.5)",
        ),
        (
            "a fetch 1 attachments",
            "\"attachments\" is not a registered FETCH item. BODYSTRUCTURE was probably meant. (RFC 3501, 6.4.5)",
        ),
        ("a fetch 1 foo", "\"foo\" is not a registered FETCH item. (RFC 3501, 6.4.5)"),
        (
            "a fetch 1",
            "An argument is missing. The syntax is: FETCH SEQUENCE-SET ITEM|(ITEM…) [(MODIFIER…)] (example: FETCH 1:5 (FLAGS ENVELOPE)). (RFC 3501, 6.4.5)",
        ),
        (
            "a fetch 1 body[foo]",
            "\"foo\" does not fit the grammar. The syntax is: BODY[SECTION]|BODY[SECTION]<FIRST.OCTETS>. (RFC 3501, 6.4.5)",
        ),
        (
            "a fetch 1 body[",
            "A closing bracket is missing. FETCH returns data of the messages with the given sequence numbers, from flags to the whole text; some items, such as BODY[], also set the \\Seen flag. (RFC 3501, 9)",
        ),
        (
            "a fetch 1 (flags",
            "A closing bracket is missing. FETCH returns data of the messages with the given sequence numbers, from flags to the whole text; some items, such as BODY[], also set the \\Seen flag. (RFC 3501, 9)",
        ),
    ]);
}

#[test]
fn fetches_are_explained_in_japanese() {
    assert_japanese(&[
        (
            "a fetch 1:* (flags)",
            "FETCH はすべてのメッセージのフラグを返します。（RFC 3501, 6.4.5）",
        ),
        (
            "a uid fetch 300:* body.peek[header]",
            "UID FETCH は UID 300 以降のメッセージ（最後のメッセージは必ず含む）のヘッダーを返します。PEEK なので、\\Seen フラグは付きません。（RFC 3501, 6.4.5）",
        ),
        (
            "a fetch 2 body[1.2.mime]<0.100>",
            "FETCH はメッセージ 2 のパート 1.2 の MIME ヘッダーの最初の 100 オクテットを返します。\\Seen フラグも付きます。PEEK を使えば付きません。（RFC 3501, 6.4.5）",
        ),
        (
            "a fetch 1,3 (uid flags body.peek[header.fields (from to)])",
            "FETCH は番号（1、3）のメッセージの UID、フラグ、ヘッダーフィールド from・to を返します。PEEK なので、\\Seen フラグは付きません。（RFC 3501, 6.4.5）",
        ),
        (
            "a fetch 1 body[2.header]",
            "FETCH はメッセージ 1 のパート 2 にあるメッセージ（このパートがメッセージである場合）のヘッダーを返します。\\Seen フラグも付きます。PEEK を使えば付きません。（RFC 3501, 6.4.5）",
        ),
        (
            "a fetch 1 body[text]<200.100>",
            "FETCH はメッセージ 1 のヘッダーを除いた本文の（0 から数えて）200 番目から最大 100 オクテットを返します。\\Seen フラグも付きます。PEEK を使えば付きません。（RFC 3501, 6.4.5）",
        ),
        (
            "a fetch 1 binary.size[2]",
            "FETCH はメッセージ 1 のデコード後のパート 2 のサイズを返します。（RFC 3516, 4.2）",
        ),
    ]);
}

#[test]
fn vanished_where_it_is_refused() {
    let uid = "VANISHED belongs to UID FETCH only, because it reports UIDs.";
    let alone = "VANISHED needs CHANGEDSINCE beside it, as in (CHANGEDSINCE 5 VANISHED).";
    let session = "S: * PREAUTH hi\nC: a1 select x\nS: * ENABLED QRESYNC\nS: a1 OK in\n";
    for (line, cause) in [
        ("fetch 1:* (flags) (changedsince 5 vanished)", Some(uid)),
        ("uid fetch 1:* (flags) (vanished)", Some(alone)),
        ("uid fetch 1:* (flags) (changedsince 5 vanished)", None),
        ("fetch 1:* (flags) (changedsince 5)", None),
    ] {
        for answer in ["", "\nS: a2 BAD x"] {
            let said = last_explained(Language::English, &format!("{session}C: a2 {line}{answer}"));
            match cause {
                Some(cause) => assert!(said.starts_with(&format!("# {cause}")), "{said}"),
                None => assert!(!said.contains(uid) && !said.contains(alone), "{said}"),
            }
        }
    }
    let said = last_explained(Language::Japanese, "C: a uid fetch 1:* flags (vanished)");
    assert!(said.starts_with("# VANISHED には CHANGEDSINCE も必要で"), "{said}");
}
