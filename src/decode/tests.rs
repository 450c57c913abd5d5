//! Tests of the rows below responses.

use super::Decoder;
use crate::language::Language;
use crate::messages::Messages;
use crate::protocol::framing::Framer;
use indoc::indoc;
use jiff::tz::{TimeZone, offset};

/// The rows below each of these responses, in Japan's time zone.
fn decoded(language: Language, octets: &[u8]) -> String {
    let zone = TimeZone::fixed(offset(9));
    let mut decoder = Decoder::in_zone(Messages::new(language), zone);
    let mut framer = Framer::new();
    let mut all = String::new();
    for part in [&b"* OK hi\r\n"[..], octets].concat().chunks(50_000) {
        framer.push(part);
        while let Some(piece) = framer.next_piece() {
            decoder.server(&piece, true, &mut all);
        }
    }
    all
}

/// Checks the rows; each is indented by two spaces more than here.
#[track_caller]
fn assert_decoded_in(language: Language, responses: impl AsRef<[u8]>, expected: &str) {
    let expected: String = expected.lines().map(|line| format!("  {line}\n")).collect();
    assert_eq!(decoded(language, responses.as_ref()), expected);
}

#[track_caller]
fn assert_decoded(responses: impl AsRef<[u8]>, expected: &str) {
    assert_decoded_in(Language::English, responses, expected);
}

/// A response with literals.
fn fetch(items: &[(&str, &[u8])]) -> Vec<u8> {
    let mut octets = b"* 3 FETCH (UID 9".to_vec();
    for (name, value) in items {
        octets.extend(format!(" {name} {{{}}}\r\n", value.len()).into_bytes());
        octets.extend_from_slice(value);
    }
    octets.extend_from_slice(b")\r\n");
    octets
}

#[test]
fn an_envelope_is_listed_by_field() {
    let line = concat!(
        r#"* 2 FETCH (ENVELOPE ("Mon, 2 Mar 2026 09:15:00 +0000" "=?ISO-2022-JP?B?GyRCMnE1RBsoQg==?=" "#,
        r#"(("=?utf-8?q?J=C3=BCrgen?=" NIL "juergen" "example.org")) NIL NIL "#,
        r#"((NIL NIL "friends" NIL)(NIL NIL "a" "example.org")(NIL NIL NIL NIL)) NIL NIL NIL "<1@x>"))"#,
        "\r\n"
    );
    let expected = indoc! {"
        Envelope
          Date         Mon, 2 Mar 2026 09:15:00 +0000
                       Mon, 2 Mar 2026 18:15:00 local time
          Subject      会議
          From         Jürgen <juergen@example.org>
          To           friends:
                         a@example.org
          Message-ID   <1@x>
    "};
    assert_decoded(line, expected);
    let japanese = expected.replace("Envelope", "エンベロープ");
    let japanese = japanese
        .replace("Mon, 2 Mar 2026 18:15:00 local time", "2026年3月2日(月) 18:15:00（現地時間）");
    assert_decoded_in(Language::Japanese, line, &japanese);
}

#[test]
fn a_structure_is_a_tree_with_the_number_that_fetches_each_part() {
    assert_decoded(
        concat!(
            r#"* 1 FETCH (BODYSTRUCTURE ((("TEXT" "PLAIN" ("CHARSET" "ISO-2022-JP") NIL NIL "7BIT" 704 20)"#,
            r#"("TEXT" "HTML" ("CHARSET" "UTF-8") NIL NIL "BASE64" 90 1) "ALTERNATIVE")"#,
            r#"("APPLICATION" "PDF" ("NAME" "x.pdf") NIL NIL "BASE64" 88032 NIL "#,
            r#"("ATTACHMENT" ("FILENAME*" "UTF-8''%E8%A6%8B%E7%A9%8D.pdf")))"#,
            r#"("MESSAGE" "RFC822" NIL NIL NIL "7BIT" 999 "#,
            r#"(NIL "=?utf-8?b?5Lya6K2w?=" NIL NIL NIL NIL NIL NIL NIL NIL) "#,
            r#"(("TEXT" "PLAIN" NIL NIL NIL "7BIT" 1 1)("IMAGE" "PNG" NIL NIL NIL "BASE64" 5) "MIXED") 30)"#,
            r#" "MIXED"))"#,
            "\r\n* 2 FETCH (BODY (\"TEXT\" \"PLAIN\" NIL NIL NIL \"8BIT\" 5 1))\r\n"
        ),
        indoc! {r#"
            Parts, with the section that fetches each: BODY[…]
              TEXT  multipart/mixed, 3 parts
                1  multipart/alternative, 2 parts
                  1.1  text/plain, ISO-2022-JP, 7bit, 704 octets, 20 lines
                  1.2  text/html, UTF-8, base64, 90 octets, 1 line
                2  application/pdf, "見積.pdf", base64, 88032 octets, attachment
                3  message/rfc822, "会議", 7bit, 999 octets, 30 lines
                  3.TEXT  multipart/mixed, 2 parts
                    3.1  text/plain, 7bit, 1 octet, 1 line
                    3.2  image/png, base64, 5 octets
            Parts, with the section that fetches each: BODY[…]
              1  text/plain, 8bit, 5 octets, 1 line
        "#},
    );
}

#[test]
fn the_name_of_an_attachment_may_be_written_in_several_ways() {
    for parameters in [
        r#""FILENAME" "=?ISO-2022-JP?B?GyRCMnE1RBsoQg==?=.txt""#,
        r#""FILENAME*" "shift_jis'ja'%89%EF%8Bc.txt""#,
        r#""FILENAME*0*" "utf-8''%E4%BC%9A" "FILENAME*1*" "%E8%AD%B0" "FILENAME*2" ".txt""#,
        r#""FILENAME*2" ".txt" "FILENAME*1*" "%9A%E8%AD%B0" "FILENAME*0*" "utf-8''%E4%BC""#,
        r#""FILENAME*0" "=?ISO-2022-JP?B?GyRC" "FILENAME*1" "MnE1RBsoQg==?=.txt""#,
    ] {
        let body = format!(
            "* 1 FETCH (BODYSTRUCTURE (\"A\" \"B\" NIL NIL NIL \"7BIT\" 2 NIL (\"X\" ({parameters}))))\r\n"
        );
        let rows = decoded(Language::English, body.as_bytes());
        assert!(rows.contains("1  a/b, \"会議.txt\", 7bit"), "{parameters}: {rows}");
    }
}

#[test]
fn capabilities_are_grouped() {
    let expected = indoc! {"
        Base
          IMAP4rev1   IMAP of RFC 3501
        Logging in
          AUTH=PLAIN  user and password in base64
          AUTH=NTLM   logs in with this SASL mechanism
        Synchronizing
          IDLE        reports changes at once
        Others
          X-OWN
    "};
    assert_decoded("* CAPABILITY IMAP4rev1 X-OWN IDLE AUTH=PLAIN AUTH=NTLM\r\n", expected);
    assert_decoded(
        "a1 OK [CAPABILITY IMAP4rev1 X-OWN IDLE AUTH=PLAIN AUTH=NTLM] Hello\r\n",
        expected,
    );
    assert_decoded_in(
        Language::Japanese,
        "* CAPABILITY idle\r\n",
        "同期\n  idle  変更の即時通知\n",
    );
}

#[test]
fn names_of_mailboxes_are_decoded() {
    assert_decoded(
        concat!(
            "* LIST () \"/\" INBOX\r\n* LIST (\\Sent) \"/\" \"a/&U,BTFw-\"\r\n",
            "* STATUS &ZeVnLIqe- (MESSAGES 1)\r\n* LIST () \"/\" \"R&-D\"\r\n* LIST () \"/\" \"é\"\r\n",
            "* LIST () \"/\" {8}\r\n&U,BTFw-\r\n* LIST () \"/\" &broken\r\n* OK R&D\r\n",
            "* NAMESPACE ((\"&ZeVnLIqe-/\" \"/\")) NIL NIL\r\n",
        ),
        "Mailbox: a/台北\nMailbox: 日本語\nMailbox: R&D\nMailbox: é\nMailbox: 台北\nMailbox: 日本語/\n",
    );
}

#[test]
fn encoded_words_and_dates_in_headers_are_decoded() {
    let header = b"Subject: =?ISO-2022-JP?B?GyRCMnE1RBsoQg==?=\r\n =?utf-8?q?!?=\r\nX-Plain: x\r\n\
        Date: Mon, 2 Mar 2026 09:15:00 +0000\r\n\r\n";
    let expected =
        "Header, decoded\n  Subject: 会議!\n  Date: Mon, 2 Mar 2026 18:15:00 local time\n";
    for name in
        ["BODY[HEADER]", "RFC822.HEADER", "BODY[HEADER.FIELDS (Subject Date)]", "BODY[2.MIME]"]
    {
        assert_decoded(fetch(&[(name, header)]), expected);
    }
    assert_decoded(
        "* 1 FETCH (INTERNALDATE \" 7-Feb-1994 21:52:25 -0800\")\r\n",
        "INTERNALDATE: Tue, 8 Feb 1994 14:52:25 local time\n",
    );
    assert_decoded(fetch(&[("BODY[HEADER]", b"Subject: plain\r\n\r\n")]), "");
}

/// A BODYSTRUCTURE of one part, a text.
fn text_structure(charset: &str, encoding: &str) -> String {
    format!(
        "* 3 FETCH (BODYSTRUCTURE (\"TEXT\" \"PLAIN\" (\"CHARSET\" \"{charset}\") NIL NIL \"{encoding}\" 9 1))\r\n"
    )
}

#[test]
fn a_text_is_decoded_whose_type_an_earlier_structure_says() {
    for (charset, encoding, octets, text) in [
        ("ISO-2022-JP", "7BIT", &b"\x1b$B2q5D\x1b(B\r\nx\r\n"[..], "会議\n    x"),
        ("Shift_JIS", "8BIT", b"\x89\xef\x8bc", "会議"),
        ("EUC-JP", "BASE64", b"svG1xA==\r\n", "会議"),
        ("iso-8859-15", "QUOTED-PRINTABLE", b"Preis: 5 =A4=\r\n!", "Preis: 5 €!"),
        ("windows-1251", "quoted-printable", b"=C4=E0", "Да"),
        ("utf-8", "base64", b"5Lya\r\n6K2w", "会議"),
        // Damaged text, or text with a mailing list's footer, is decoded as far as possible.
        ("utf-8", "base64", b"5Lya6K2wYWI", "会議ab"),
        ("utf-8", "base64", b"5Lya!\r\n-\r\n6K2w", "会議"),
        ("utf-8", "base64", b"5LyaYQ==\r\n6K2w\r\n\r\n____\r\nThe list\r\n", "会a議"),
        ("IBM437", "8BIT", b"r\x82sum\x82", "résumé"),
        ("iso-2022-jp-2", "7BIT", b"\x1b$B2q\x1b$(D0!\x1b(B \x1b.A\x1bNi", "会丂 é"),
        ("utf-8", "X-UUENCODE", b"begin 644 x\r\n&Y+R:Z*VP\r\n`\r\nend\r\n", "会議"),
        ("utf-8", "x-uue", b"a note\r\n\r\nbegin 644 x\r\n&Y+R:Z*VP\r\n", "会議"),
        ("utf-8", "quoted-printable", b"caf=C3=A9 =XY = \r\n1=", "café =XY 1"),
    ] {
        for section in ["1", "TEXT"] {
            let name = format!("BODY[{section}]");
            let structure = text_structure(charset, encoding).into_bytes();
            let responses = [structure, fetch(&[(&name, octets)])].concat();
            let rows = decoded(Language::English, &responses);
            let how = format!("text/plain, {charset}, {}", encoding.to_lowercase());
            let expected = format!("  Text of {section} ({how})\n    {text}\n");
            let (_, below) = rows.split_at(rows.find("  Text").unwrap_or_default());
            assert_eq!(below, expected, "{rows}");
        }
    }
}

#[test]
fn a_text_is_decoded_whose_type_its_header_says() {
    let mime = b"Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n";
    let text = b"\x1b$B2q5D\x1b(B\r\n";
    let expected = "Text of 2 (text/plain, iso-2022-jp)\n  会議\n";
    assert_decoded(fetch(&[("BODY[2]", text), ("BODY[2.MIME]", mime)]), expected);
    let whole = [&mime[..], text].concat();
    let expected = "Text of TEXT (text/plain, iso-2022-jp)\n  会議\n";
    assert_decoded(fetch(&[("BODY[HEADER]", mime), ("BODY[TEXT]", text)]), expected);
    // Parts that are unknown or not texts are not decoded.
    let image = b"Content-Type: image/png\r\n\r\n";
    assert_decoded(fetch(&[("BODY[2.MIME]", image), ("BODY[2]", text)]), "");
    for items in [&[("BODY[2]", &text[..])][..], &[("BODY[2]", text), ("BODY[1.MIME]", mime)]] {
        let expected = "BODY[2] is not decoded; fetch 3 bodystructure shows its type and charset\n";
        assert_decoded(fetch(items), expected);
    }
    assert_decoded(
        fetch(&[("BODY[]", &whole)]),
        "Text of the message (text/plain, iso-2022-jp)\n  会議\n",
    );
}

const TWO_TEXTS: &str = indoc! {"
    --x
    Content-Type: multipart/alternative; boundary=y

    --y
    Content-Type: text/plain; charset=cp932
    Content-Transfer-Encoding: base64

    h0CJ74tj
    --y
    Content-Type: text/html

    <b>x</b>
    --y--
    --x
    Content-Type: text/plain

    plain
    --x
    Content-Type: message/rfc822

    Subject: =?utf-8?q?caf=C3=A9?=
    Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes
    Content-Transfer-Encoding: quoted-printable

    =E4=BC=9A=20
    =E8=AD=B0
    --x--
"};

#[test]
fn a_text_that_cannot_be_decoded_says_why() {
    for (charset, encoding, octets, reason) in [
        ("x-none", "8BIT", &b"caf\xe9"[..], "imapsh does not know the charset x-none"),
        ("iso-2022-cn", "7BIT", b"\x1b$)A\x0e<:", "imapsh does not know the charset iso-2022-cn"),
        ("utf-8", "quoted-printable", b"=E9=E8=E7", "its octets are not in utf-8"),
        ("utf-8", "X-OTHER", b"abc", "imapsh does not know the transfer encoding x-other"),
        ("utf-8", "X-UU", b"abc", "its octets are not in x-uu"),
    ] {
        let structure = text_structure(charset, encoding).into_bytes();
        let responses = [structure, fetch(&[("BODY[1]", octets)])].concat();
        let rows = decoded(Language::English, &responses);
        let row = format!("  The text of 1 is not decoded: {reason}\n");
        assert!(rows.ends_with(&row), "{rows}");
    }
}

#[test]
fn each_text_of_a_message_is_decoded_and_the_messages_in_it() {
    let expected = indoc! {"
        Text of 1.1 (text/plain, cp932, base64)
          ①会議
        Header of 3, decoded
          Subject: café
        Text of 3.1 (text/plain, utf-8, quoted-printable, format=flowed)
          会議
    "};
    let header = "Content-Type: multipart/mixed; boundary=x\r\n\r\n";
    let text = TWO_TEXTS.replace('\n', "\r\n");
    let message = [header, &text].concat();
    assert_decoded(fetch(&[("BODY[]", message.as_bytes())]), expected);
    assert_decoded(fetch(&[("BODY[TEXT]", text.as_bytes())]), expected);
    let mime = b"Content-Type: message/rfc822\r\n\r\n";
    let items = [("BODY[2.MIME]", &mime[..]), ("BODY[2]", message.as_bytes())];
    let inner = expected.replace("of 1.1", "of 2.1.1").replace("of 3", "of 2.3");
    assert_decoded(fetch(&items), &inner);
    let nested = [&mime[..]; 1000].concat();
    assert_decoded(fetch(&[("BODY[]", &nested)]), "");
}

#[test]
fn a_structure_is_dropped_when_its_number_may_mean_another_message() {
    let text = fetch(&[("BODY[1]", b"5Lya6K2w")]);
    for between in
        ["* 1 EXPUNGE\r\n", "* FLAGS ()\r\n", "a1 OK [READ-ONLY] x\r\n", "* VANISHED 4\r\n"]
    {
        let structure = text_structure("utf-8", "base64");
        let responses = [structure.as_bytes(), between.as_bytes(), &text].concat();
        let rows = decoded(Language::English, &responses);
        assert!(rows.contains("text/plain") && !rows.contains("会議"), "{between}: {rows}");
    }
}

#[test]
fn the_kept_part_of_a_text_is_decoded() {
    let long = "5Lya6K2w".repeat(40_000);
    let structure = text_structure("utf-8", "base64").into_bytes();
    let rows = decoded(
        Language::English,
        &[structure.clone(), fetch(&[("BODY[1]", long.as_bytes())])].concat(),
    );
    assert!(
        rows.contains("    会議会議")
            && rows.ends_with("    … imapsh decodes only the first 256 KiB\n")
    );
    let partial = [structure, fetch(&[("BODY[1]<0>", b"5Lya6K2")])].concat();
    let rows = decoded(Language::English, &partial);
    assert!(rows.contains("    会\n    … only this range was fetched\n"), "{rows}");
    let later = fetch(&[("BODY[1]<8>", b"5Lya6K2w")]);
    let rows = decoded(Language::English, &[partial, later].concat());
    assert_eq!(rows.matches("会").count(), 1, "{rows}");
}

#[test]
fn the_rows_of_a_response_are_bounded() {
    let part = "(\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 1 1)";
    let rows = |body: &str| {
        decoded(Language::English, format!("* 1 FETCH (BODYSTRUCTURE {body})\r\n").as_bytes())
    };
    let many = rows(&format!("({} \"MIXED\")", part.repeat(10_000)));
    assert_eq!(many.lines().count(), 2001);
    assert!(
        many.ends_with("  … and 8002 more lines, not decoded\n"),
        "{}",
        &many[many.len() - 99..]
    );
    let deep = format!("{}{part}{}", "(".repeat(10_000), " \"MIXED\")".repeat(10_000));
    assert!(rows(&deep).lines().count() <= 2001);
    let address = "(NIL NIL \"a\" \"b\")".repeat(60_000);
    let envelope = format!("(NIL NIL ({address}) NIL NIL NIL NIL NIL NIL NIL)");
    let line = format!("* 1 FETCH (ENVELOPE {envelope})\r\n");
    assert!(decoded(Language::English, line.as_bytes()).lines().count() < 30);
    let name = format!("* LIST () \"/\" \"{}\"\r\n", "&U,BTFw-".repeat(100_000));
    assert!(decoded(Language::English, name.as_bytes()).chars().count() < 600);
    let capabilities = format!("* CAPABILITY{}\r\n", " X-A".repeat(100_000));
    assert!(decoded(Language::English, capabilities.as_bytes()).contains("… and 99700 more"));
}

#[test]
fn the_members_of_a_group_are_below_its_name() {
    let address = |mailbox: &str| format!("(NIL NIL \"{mailbox}\" \"x.org\")");
    let group = "(NIL NIL \"friends\" NIL)";
    let nobody = "(NIL NIL \"undisclosed-recipients\" NIL)";
    let end = "(NIL NIL NIL NIL)";
    let to = format!("({nobody}{end}{group}{}{}{end}{})", address("a"), address("b"), address("c"));
    let envelope = format!("* 1 FETCH (ENVELOPE (NIL NIL NIL NIL NIL {to} NIL NIL NIL NIL))\r\n");
    let expected = indoc! {"
        Envelope
          To           undisclosed-recipients:;
                       friends:
                         a@x.org
                         b@x.org
                       c@x.org
    "};
    assert_decoded(&envelope, expected);
}

#[test]
fn a_text_whose_charset_is_not_known_says_how_to_find_out() {
    let unknown = |body: &[u8]| decoded(Language::English, &fetch(&[("BODY[1]", body)]));
    let row = "  BODY[1] is not decoded; fetch 3 bodystructure shows its type and charset\n";
    let soft_break = "=E4=BC=9A".repeat(8) + "=\r\n=E4=BC=9A";
    for body in [&b"\x1b$B2q\x1b(B"[..], b"caf\xe9 cr\xe8me", soft_break.as_bytes()] {
        assert_eq!(unknown(body), row, "{body:?}");
    }
    for body in [&b"plain"[..], "会議".as_bytes(), b"a\x1b[1m", b"1 + 1 =\r\n2"] {
        assert_eq!(unknown(body), "", "{body:?}");
    }
}

#[test]
fn names_in_utf8_are_shown_as_they_are() {
    let list = "* LIST () \"/\" \"&ZeVnLIqe-\"\r\n".repeat(3);
    assert_eq!(decoded(Language::English, list.as_bytes()).matches("日本語").count(), 3);
    for name in ["UTF8=ACCEPT", "IMAP4rev2"] {
        let session = format!("{list}* ENABLED {name}\r\n{list}");
        let rows = decoded(Language::English, session.as_bytes());
        assert_eq!(rows.matches("日本語").count(), 3, "{rows}");
    }
}
