//! Tests of the whole module: the results of FETCH and SEARCH, and that every octet string is a
//! valid message.

use proptest::prelude::*;

use super::*;

fn envelope(message: &[u8]) -> Vec<u8> {
    ParsedMessage::new(message).envelope().to_vec()
}

fn body_structure(message: &[u8], extensible: bool) -> Vec<u8> {
    ParsedMessage::new(message).body_structure(extensible).to_vec()
}

fn section<'a>(message: &'a [u8], section: &SectionSpec) -> Option<Cow<'a, [u8]>> {
    ParsedMessage::new(message).section(section)
}

fn section_at(part: &[u32], text: Option<SectionText>) -> SectionSpec {
    SectionSpec { part: part.to_vec(), text }
}

fn section_text(message: &[u8], part: &[u32], text: Option<SectionText>) -> Option<String> {
    section(message, &section_at(part, text))
        .map(|found| String::from_utf8_lossy(&found).into_owned())
}

/// The From of the ENVELOPE for the value of an address field.
fn envelope_from(value: &str) -> String {
    let message = format!("To: x@y\r\nFrom: {value}\r\n\r\n");
    let printed = String::from_utf8(envelope(message.as_bytes())).unwrap();
    let (_, rest) = printed.split_once("(NIL NIL ").unwrap();
    let senders = rest.split_once(" ((NIL NIL \"x\" \"y\"))").unwrap().0;
    // From, Sender and Reply-To are equal.
    senders.get(..senders.len() / 3).unwrap().to_owned()
}

#[test]
fn address_lists_have_the_structure_of_rfc_3501() {
    for (value, printed) in [
        ("a@b", r#"((NIL NIL "a" "b"))"#),
        ("A B <a@b>", r#"(("A B" NIL "a" "b"))"#),
        ("a@b (A (B) C)", r#"(("A (B) C" NIL "a" "b"))"#),
        ("(x) a@b", r#"((NIL NIL "a" "b"))"#),
        (r#""B, A. \"q\"" <a@b>"#, r#"(("B, A. \"q\"" NIL "a" "b"))"#),
        ("<@r,@s:a@b>", r#"((NIL "@r,@s" "a" "b"))"#),
        ("<a (c)@ (c) b>", r#"((NIL NIL "a" "b"))"#),
        (
            "G g: a@b, c@d;, e@f",
            r#"((NIL NIL "G g" NIL)(NIL NIL "a" "b")(NIL NIL "c" "d")(NIL NIL NIL NIL)(NIL NIL "e" "f"))"#,
        ),
        ("g:;", r#"((NIL NIL "g" NIL)(NIL NIL NIL NIL))"#),
        ("g: a@b", r#"((NIL NIL "g" NIL)(NIL NIL "a" "b")(NIL NIL NIL NIL))"#),
        ("a@[127.0.0.1]", r#"((NIL NIL "a" "[127.0.0.1]"))"#),
        ("a . b @ c . d", r#"((NIL NIL "a.b" "c.d"))"#),
        ("a@b c@d", r#"((NIL NIL "a" "b"))"#),
        ("lone", r#"((NIL NIL "lone" "MISSING_DOMAIN"))"#),
        ("two words", r#"(("two words" NIL "MISSING_MAILBOX" "MISSING_DOMAIN"))"#),
    ] {
        assert_eq!(envelope_from(value), printed, "{value}");
    }
}

#[test]
fn strings_in_an_envelope_are_unfolded_and_not_decoded() {
    let message =
        "Subject: =?utf-8?q?a?=\r\n\t\"b\" \u{e9}\r\nDate: \r\nMessage-ID:\r\n <a@b>\r\n\r\n";
    let printed = String::from_utf8(envelope(message.as_bytes())).unwrap();
    assert_eq!(
        printed,
        "(\"\" {20}\r\n=?utf-8?q?a?= \"b\" \u{e9} NIL NIL NIL NIL NIL NIL NIL \"<a@b>\")"
    );
    assert_eq!(envelope(b""), b"(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)");
}

const NESTED: &[u8] = b"Content-Type: multipart/mixed; boundary=a\r\n\r\npre\r\n--a\r\n\r\none\r\n--a \r\n\
    Content-Type: message/rfc822\r\nContent-ID: <2>\r\n\r\nSubject: inner\r\nX: y\r\n\
    Content-Type: multipart/digest; boundary=ab\r\n\r\n--ab\r\n\r\nSubject: deep\r\n\r\ndeep\r\n--ab--\r\nepi\r\n--a--\r\nend";

#[test]
fn part_numbers_lead_into_nested_messages() {
    use SectionText::{Header, HeaderFields, HeaderFieldsNot, Mime, Text};
    let get = |part: &[u32], text| section_text(NESTED, part, text);
    let some = |text: &str| Some(text.to_owned());
    let inner = "Subject: inner\r\nX: y\r\nContent-Type: multipart/digest; boundary=ab\r\n\r\n";
    assert_eq!(get(&[1], None), some("one"));
    assert_eq!(get(&[1], Some(Mime)), some("\r\n"));
    assert_eq!(get(&[1], Some(Header)), None);
    assert_eq!(get(&[1, 1], None), None);
    assert_eq!(
        get(&[2], Some(Mime)),
        some("Content-Type: message/rfc822\r\nContent-ID: <2>\r\n\r\n")
    );
    assert_eq!(get(&[2], Some(Header)), some(inner));
    assert_eq!(
        get(&[2], Some(HeaderFields(vec![b"x".to_vec(), b"none".to_vec()]))),
        some("X: y\r\n\r\n")
    );
    assert_eq!(
        get(&[2], Some(HeaderFieldsNot(vec![b"CONTENT-TYPE".to_vec(), b"X".to_vec()]))),
        some("Subject: inner\r\n\r\n")
    );
    assert_eq!(
        get(&[2], Some(Text)),
        some("--ab\r\n\r\nSubject: deep\r\n\r\ndeep\r\n--ab--\r\nepi")
    );
    assert_eq!(get(&[2, 1], None), some("Subject: deep\r\n\r\ndeep"));
    assert_eq!(get(&[2, 1], Some(Text)), some("deep"));
    assert_eq!(get(&[2, 1, 1], None), some("deep"));
    assert_eq!(get(&[2, 1, 1], Some(Mime)), some("Subject: deep\r\n\r\n"));
    assert_eq!(get(&[0], None), None);
    assert_eq!(get(&[3], None), None);
    assert_eq!(get(&[], None).map(|all| all.len()), Some(NESTED.len()));
    assert_eq!(section_text(b"A: b\r\n\r\ntext", &[1], None), some("text"));
    assert_eq!(section_text(b"A: b\r\n\r\ntext", &[1], Some(Mime)), some("A: b\r\n\r\n"));
    assert_eq!(section_text(b"A: b", &[], Some(HeaderFields(vec![]))), some(""));
}

#[test]
fn a_structure_contains_nested_messages() {
    let plain = |octets: usize| {
        format!("(\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL NIL \"7BIT\" {octets} 0)")
    };
    let nothing = "NIL NIL NIL NIL NIL NIL NIL NIL)";
    let deep = format!(
        "(\"MESSAGE\" \"RFC822\" NIL NIL NIL \"7BIT\" 21 (NIL \"deep\" {nothing} {} 2)",
        plain(4)
    );
    let inner = format!(
        "(\"message\" \"rfc822\" NIL \"<2>\" NIL \"7BIT\" 111 (NIL \"inner\" {nothing} ({deep} \"digest\") 10)"
    );
    let printed = String::from_utf8(body_structure(NESTED, false)).unwrap();
    assert_eq!(printed, format!("({}{inner} \"mixed\")", plain(3)));
}

#[test]
fn a_message_part_without_a_body_contains_an_empty_message() {
    let message = b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\nContent-Type: message/rfc822\r\n--a--\r\n";
    let printed = String::from_utf8(body_structure(message, false)).unwrap();
    let nothing = "(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)";
    let plain = r#"("TEXT" "PLAIN" ("CHARSET" "US-ASCII") NIL NIL "7BIT" 0 0)"#;
    let expected =
        format!(r#"(("message" "rfc822" NIL NIL NIL "7BIT" 0 {nothing} {plain} 0) "mixed")"#);
    assert_eq!(printed, expected);
}

#[test]
fn bodystructure_has_extension_data() {
    let message = b"Content-Type: text/x; format=flowed\r\nContent-Transfer-Encoding: base64 (c)\r\nContent-MD5: Q\r\n\
        Content-Disposition: attachment; filename=\"a b\"; filename*0*=utf-8''%20\r\nContent-Language: en, ja\r\n\
        Content-Location: http://x/\r\n\r\na\r\nb";
    let printed = String::from_utf8(body_structure(message, true)).unwrap();
    let expected = concat!(
        r#"("text" "x" ("format" "flowed" "CHARSET" "US-ASCII") NIL NIL "base64" 4 1 "Q" "#,
        r#"("attachment" ("filename" "a b" "filename*0*" "utf-8''%20")) ("en" "ja") "http://x/")"#
    );
    assert_eq!(printed, expected);
    let empty = body_structure(b"Content-Type: multipart/x\r\n\r\n", true);
    let part = r#"("TEXT" "PLAIN" ("CHARSET" "US-ASCII") NIL NIL "7BIT" 0 0 NIL NIL NIL NIL)"#;
    assert_eq!(String::from_utf8(empty).unwrap(), format!(r#"({part} "x" NIL NIL NIL NIL)"#));
}

#[test]
fn search_finds_decoded_text() {
    let message = "From: =?utf-8?q?Zo=C3=AB?= <zoe (c) @ (c) example.org>\r\nX-Empty:\r\n\
        Date: Sat, 28 Feb 2026 23:59:59 -1100\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\
        Content-Transfer-Encoding: base64\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\nR3L832Vu\r\n--b\r\n\
        Content-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>long=\r\nword \
        =C3=89t=C3=A9</p>\r\n--b\r\nContent-Type: image/png\r\n\r\nhidden\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n\
        Subject: =?utf-8?q?inn=65r?=\r\n\r\nbody\r\n--b--\r\n";
    let message = ParsedMessage::new(message.as_bytes());
    let text = message.search_text();
    let contains = |name: &[u8], needle: &str| message.search_fields(name).contain(needle);
    assert!(contains(b"FROM", "ZOË"));
    assert!(contains(b"from", "zoe@EXAMPLE.org"));
    assert!(contains(b"x-empty", "") && !contains(b"x-none", ""));
    assert!(!contains(b"date", "zoë"));
    for found in ["GRÜßEN", "longword été", "<P>", "body"] {
        assert!(text.body_contains(found) && text.contains(found), "{found}");
    }
    assert!(!text.body_contains("hidden") && !text.body_contains("zoë"));
    assert!(text.contains("zoë"));
    assert!(text.contains("subject: inner") && !text.body_contains("inner"));
    assert_eq!(message.sent_on(), Some(jiff::civil::date(2026, 2, 28)));
    assert_eq!(ParsedMessage::new(b"Date: 31 Feb 2026 00:00:00 +0000\r\n\r\n").sent_on(), None);
    assert_eq!(ParsedMessage::new(b"Date: never\r\n\r\n").sent_on(), None);
}

/// Parses one parenthesized list, string, NIL or number. Returns the octets after it, or `None` if
/// it is invalid.
fn skip_value(wire: &[u8]) -> Option<&[u8]> {
    if let Some(mut rest) = wire.strip_prefix(b"(") {
        while !rest.starts_with(b")") {
            rest = skip_value(rest)?;
            rest = rest.strip_prefix(b" ").unwrap_or(rest);
        }
        return rest.strip_prefix(b")");
    }
    if let Some(mut rest) = wire.strip_prefix(b"\"") {
        loop {
            match rest {
                [b'\\', b'\\' | b'"', after @ ..] => rest = after,
                [b'"', after @ ..] => return Some(after),
                [1..=0x7f, after @ ..] if !matches!(rest[0], b'\r' | b'\n' | b'\\') => rest = after,
                _ => return None,
            }
        }
    }
    if let Some(rest) = wire.strip_prefix(b"{") {
        let end = rest.windows(3).position(|octets| octets == b"}\r\n")?;
        let length: usize = std::str::from_utf8(&rest[..end]).ok()?.parse().ok()?;
        let literal = rest.get(end + 3..end + 3 + length)?;
        return (!literal.contains(&0)).then(|| &rest[end + 3 + length..]);
    }
    let length = wire.iter().take_while(|octet| octet.is_ascii_alphanumeric()).count();
    (wire.starts_with(b"NIL") || wire.first()?.is_ascii_digit()).then(|| &wire[length..])
}

/// Checks what must be true of any message.
fn check_invariants(message: &[u8]) {
    assert_eq!(skip_value(&envelope(message)), Some(&b""[..]));
    for extensible in [false, true] {
        assert_eq!(skip_value(&body_structure(message, extensible)), Some(&b""[..]));
    }
    let header = section(message, &section_at(&[], Some(SectionText::Header))).unwrap();
    let text = section(message, &section_at(&[], Some(SectionText::Text))).unwrap();
    assert_eq!([&*header, &*text].concat(), message, "header and text are the whole message");
    let all =
        section(message, &section_at(&[], Some(SectionText::HeaderFieldsNot(vec![])))).unwrap();
    assert_eq!(all, header, "all fields are the whole header");
    for part in [vec![1], vec![2], vec![1, 1], vec![1, 2, 1], vec![u32::MAX]] {
        for text in
            [None, Some(SectionText::Mime), Some(SectionText::Header), Some(SectionText::Text)]
        {
            if let Some(found) = section(message, &section_at(&part, text)) {
                assert!(found.is_empty() || memchr::memmem::find(message, &found).is_some());
            }
        }
    }
    let parsed = ParsedMessage::new(message);
    let text = parsed.search_text();
    assert!(text.contains("") && text.body_contains(""));
}

/// Random sequences of pieces that are difficult to parse.
fn difficult_messages() -> impl Strategy<Value = Vec<u8>> {
    let pieces: Vec<&'static [u8]> = vec![
        b"\r\n",
        b"\n",
        b"\r",
        b" ",
        b"\t",
        b"\r\n\r\n",
        b"--",
        b"--a\r\n",
        b"--a--\r\n",
        b"\r\n--ab\r\n",
        b"--ab--",
        b"Content-Type: multipart/mixed; boundary=a\r\n\r\n",
        b"Content-Type: multipart/digest; boundary=\"ab\"\r\n",
        b"Content-Type: message/rfc822\r\n\r\n",
        b"Content-Type: text/html; charset=\"iso-2022-jp\r\n",
        b"Content-Transfer-Encoding: base64\r\n",
        b"Content-Transfer-Encoding: quoted-printable\r\n",
        b"=C3=",
        b"QUJD",
        b"From: ",
        b"To: ",
        b"Subject: ",
        b"Date: ",
        b"Sender:",
        b"a@b",
        b"<",
        b">",
        b"(",
        b")",
        b"\"",
        b"\\",
        b",",
        b";",
        b":",
        b"@",
        b".",
        b"[",
        b"]",
        b"=?utf-8?b?44GT?=",
        b"=?iso-2022-jp?B?GyRC",
        b"=?",
        b"?=",
        b"?q?",
        b"1 Jan 2026",
        b"\x1b$B",
        b"\0",
        b"\xff",
        b"\xe3\x81",
        b"Content-Disposition: x; y*0*=",
        b"Content-Language: ",
        b"text",
    ];
    let piece = prop_oneof![
        9 => prop::sample::select(pieces).prop_map(<[u8]>::to_vec),
        1 => prop::collection::vec(any::<u8>(), 0..6),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|chosen| chosen.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn any_octets_are_a_valid_message(message in prop::collection::vec(any::<u8>(), 0..400)) {
        check_invariants(&message);
    }

    #[test]
    fn difficult_pieces_are_a_valid_message(message in difficult_messages()) {
        check_invariants(&message);
    }
}

/// Quadratic time would make this test take hours.
#[test]
fn hostile_messages_take_linear_time_and_limited_depth() {
    let nested = b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n".repeat(20_000);
    let messages = b"Content-Type: message/rfc822\r\n\r\n".repeat(20_000);
    let many = [
        &b"Content-Type: multipart/mixed; boundary=a\r\n\r\n"[..],
        &b"--a\r\n\r\n".repeat(100_000),
    ]
    .concat();
    check_invariants(&nested);
    check_invariants(&messages);
    check_invariants(&many);
    for (before, piece) in [
        ("From: ", "("),
        ("From: ", "\""),
        ("From: ", "<@"),
        ("From: ", "a:"),
        ("From: ", "a,"),
        ("Subject: ", "=?"),
        ("Subject: ", "=?a?b?"),
        ("Subject: ", "=?utf-8?q?a?= "),
        ("Content-Type: a/b", ";a"),
        ("Content-Type: a/b;", "("),
        ("", "a:\r\n"),
        ("\r\n", "=3D"),
        ("", "\r\n "),
        ("Content-Language: ", "a "),
    ] {
        check_invariants(
            &[before.as_bytes(), &piece.as_bytes().repeat(100_000 / piece.len())].concat(),
        );
    }
}
