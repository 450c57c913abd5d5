//! Decodes a part of a fetched message from its transfer encoding, for `:save PART FILE`.

use super::fetched::{self, FetchedSection, SectionKind, fetch_of};
use super::message_texts::{Leaf, leaves, with_header};
use super::part_types::{PartType, PartTypes};
use super::text_part::{PartContent, is_garbage, is_known, without_encoding};
use crate::encoding::charsets::in_charset;
use crate::protocol::framing::{self, Framer};
use crate::protocol::meaning::{Fetch, Meaning, MessageId};
use crate::protocol::syntax::{Collector, Side};
use std::io::{self, Read};

/// A decoded part.
#[derive(Debug, PartialEq, Eq)]
pub struct ExtractedPart {
    /// Its type and encoding: `application/pdf, base64`.
    pub how: String,
    /// A text in a known charset is in UTF-8, with LF line ends.
    pub octets: Vec<u8>,
    /// Whether the octets were converted from another charset.
    pub is_converted: bool,
}

/// Why a part was not found.
#[derive(Debug, PartialEq, Eq)]
pub enum NotExtracted {
    /// The answer does not contain it. `fetch`: a command that fetches it.
    NotFetched { fetch: String },
    /// The message does not have it; it has these.
    NoSuchPart { parts: String },
    /// Its encoding is not known. `fetch`: a command that fetches the encoding too.
    UnknownType { fetch: String },
    /// Only a range of it was fetched.
    OnlyRange,
    /// The transfer encoding is not known.
    UnknownEncoding { encoding: String },
    /// The octets are not valid in the transfer encoding.
    NotInEncoding { encoding: String },
}

/// Finds the part with this number in the last message of an answer. `types`: the known types of
/// messages' parts.
pub fn extract(
    answer: &mut impl Read,
    number: &str,
    mut types: PartTypes,
) -> io::Result<Result<ExtractedPart, NotExtracted>> {
    let mut framer = Framer::new();
    let mut responses = Collector::new(Side::Server, usize::MAX);
    let fetch = fetch_part(MessageId::Number(1), number);
    let mut found = Err(NotExtracted::NotFetched { fetch });
    let mut take = |piece: &framing::Piece<'_>| {
        let Some(tree) = responses.read(piece) else { return };
        if let Some(Meaning::Fetch(fetch)) = tree.root().map(Meaning::of) {
            fetched::note_types(fetch, &mut types);
            if let Some(part) = in_response(fetch, number, &types) {
                found = part;
            }
        }
    };
    loop {
        let count = answer.read(framer.unfilled())?;
        if count == 0 {
            break;
        }
        framer.advance(count);
        while let Some(piece) = framer.next_piece() {
            take(&piece);
        }
    }
    Ok(found)
}

type Extracted = Result<ExtractedPart, NotExtracted>;

/// The part, if this response contains it or another piece of its message.
fn in_response(fetch: Fetch<'_>, number: &str, types: &PartTypes) -> Option<Extracted> {
    let pieces = fetch.items().filter_map(FetchedSection::new);
    let mut found: Option<Extracted> = None;
    for piece in pieces {
        let part = in_piece(&piece, fetch.message, number, types);
        if let Some(part) = part.filter(|part| part.is_ok() || !matches!(found, Some(Ok(_)))) {
            found = Some(part);
        }
    }
    let is_of_message = found.is_some() || fetched::has_content(fetch);
    let not_fetched = || Err(NotExtracted::NotFetched { fetch: fetch_part(fetch.message, number) });
    is_of_message.then(|| found.unwrap_or_else(not_fetched))
}

fn in_piece(
    piece: &FetchedSection<'_>,
    message: MessageId,
    number: &str,
    types: &PartTypes,
) -> Option<Extracted> {
    let part = piece.part.as_str();
    let is_inside = part.is_empty() || is_inside(number, part);
    let of_type = |section: &str| match types.get(message, section) {
        Some(found) => decoded(&piece.octets, found),
        None => Err(NotExtracted::UnknownType { fetch: fetch_part(message, number) }),
    };
    let is_meant = match piece.kind {
        SectionKind::Message => part.is_empty(),
        SectionKind::Part => part == number || is_inside,
        SectionKind::Binary => part == number,
        SectionKind::Text => part.is_empty(),
        SectionKind::Header { .. } | SectionKind::Mime => false,
    };
    if is_meant && !piece.is_whole() {
        return Some(Err(NotExtracted::OnlyRange));
    }
    match piece.kind {
        _ if !is_meant => None,
        SectionKind::Message => Some(in_message(&piece.octets, "", number)),
        SectionKind::Text => match with_header(&piece.octets) {
            Some(whole) => Some(in_message(&whole, "", number)),
            None => (number == "1").then(|| of_type("TEXT")),
        },
        SectionKind::Part if part == number => Some(of_type(part)),
        SectionKind::Part => {
            let found = types.get(message, part).filter(|found| found.is_message())?;
            let octets = without_encoding(PartContent::whole(&piece.octets), found)?;
            Some(in_message(&octets, part, number))
        }
        _ => {
            let mut found = types.get(message, part).cloned().unwrap_or_else(PartType::unknown);
            found.encoding.clear();
            Some(decoded(&piece.octets, &found))
        }
    }
}

/// A part of a message; the message is itself the part with the number `prefix`, if that is not empty.
fn in_message(message: &[u8], prefix: &str, number: &str) -> Extracted {
    let leaves = leaves(message, prefix);
    let type_of = |leaf: &Leaf<'_>| PartType::of_header(leaf.header);
    for leaf in &leaves {
        let Some(found) = type_of(leaf) else { continue };
        if leaf.number == number {
            return decoded(leaf.octets, &found);
        }
        if is_inside(number, &leaf.number) && found.is_message() {
            let octets = without_encoding(PartContent::whole(leaf.octets), &found);
            return in_message(&octets.unwrap_or_default(), &leaf.number, number);
        }
    }
    let parts =
        leaves.iter().filter_map(|leaf| Some(format!("{} {}", leaf.number, type_of(leaf)?.media)));
    Err(NotExtracted::NoSuchPart { parts: parts.collect::<Vec<_>>().join(", ") })
}

fn decoded(octets: &[u8], part_type: &PartType) -> Extracted {
    let encoding = part_type.encoding.clone();
    let Some(decoded) = without_encoding(PartContent::whole(octets), part_type) else {
        return Err(if is_known(&encoding) {
            NotExtracted::NotInEncoding { encoding }
        } else {
            NotExtracted::UnknownEncoding { encoding }
        });
    };
    let encoding = Some(encoding).filter(|encoding| !encoding.is_empty());
    let charset = part_type.is_text().then(|| part_type.charset.clone());
    let how = [Some(part_type.media.clone()), charset, encoding];
    let how = how.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let text = in_charset(&decoded, part_type.charset.as_bytes());
    let text = text.filter(|text| part_type.is_text() && !is_garbage(text, &decoded));
    Ok(match text {
        Some(text) => {
            let is_converted = text.as_bytes() != &*decoded;
            let octets = text.replace("\r\n", "\n").into_bytes();
            ExtractedPart { how, octets, is_converted }
        }
        None => ExtractedPart { how, octets: decoded.into_owned(), is_converted: false },
    })
}

/// Whether a part with this number is inside the other one.
fn is_inside(number: &str, other: &str) -> bool {
    number.strip_prefix(other).is_some_and(|rest| rest.starts_with('.'))
}

/// A command that fetches a part and the header with its encoding.
fn fetch_part(message: MessageId, number: &str) -> String {
    let fetch = fetch_of(message);
    match number {
        // The message's header describes its only part.
        "1" => format!("{fetch} body.peek[]"),
        _ => format!("{fetch} (body.peek[{number}.mime] body.peek[{number}])"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGE: &str = concat!(
        "Content-Type: multipart/mixed; boundary=x\r\n\r\n",
        "--x\r\nContent-Type: text/plain; charset=iso-8859-1\r\n",
        "Content-Transfer-Encoding: quoted-printable\r\n\r\ncaf=E9\r\nau lait\r\n",
        "--x\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n",
        "AP8NCg==\r\n",
        "--x\r\nContent-Type: message/rfc822\r\n\r\n",
        "Subject: in\r\nContent-Type: text/csv; charset=x-none\r\n\r\nab\r\n",
        "--x--\r\n",
    );

    fn answer(items: &[(&str, &str)]) -> Vec<u8> {
        let mut answer = String::from("* OK hi\r\n* 3 FETCH (UID 9");
        for (name, value) in items {
            answer.push_str(&format!(" {name} {{{}}}\r\n{value}", value.len()));
        }
        (answer + ")\r\na1 OK done\r\n").into_bytes()
    }

    fn extracted(answer: &[u8], number: &str) -> Extracted {
        let types = PartTypes::default();
        extract(&mut &*answer, number, types).expect("memory can be read")
    }

    fn octets(answer: &[u8], number: &str) -> Vec<u8> {
        extracted(answer, number).expect("the part is there").octets
    }

    #[test]
    fn a_part_of_a_message_is_decoded() {
        let text = MESSAGE.split_once("\r\n\r\n").map(|(_, text)| text).unwrap_or_default();
        for answer in [answer(&[("BODY[]", MESSAGE)]), answer(&[("BODY[TEXT]", text)])] {
            let part = extracted(&answer, "1").expect("the part is there");
            assert_eq!(part.how, "text/plain, iso-8859-1, quoted-printable");
            assert_eq!(part.octets, "café\nau lait".as_bytes());
            assert!(part.is_converted);
            let part = extracted(&answer, "2").expect("the part is there");
            assert_eq!(
                (part.how.as_str(), &*part.octets),
                ("application/pdf, base64", &b"\x00\xff\r\n"[..])
            );
            assert!(!part.is_converted);
            assert_eq!(octets(&answer, "3.1"), b"ab");
            assert!(octets(&answer, "3").starts_with(b"Subject: in\r\n"));
            let parts = "1 text/plain, 2 application/pdf, 3 message/rfc822".to_owned();
            assert_eq!(extracted(&answer, "4"), Err(NotExtracted::NoSuchPart { parts }));
            let parts = "3.1 text/csv".to_owned();
            assert_eq!(extracted(&answer, "3.2"), Err(NotExtracted::NoSuchPart { parts }));
        }
    }

    #[test]
    fn a_part_alone_is_decoded_as_its_header_or_structure_says() {
        let mime = "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n";
        let with_mime = answer(&[("BODY[2.MIME]", mime), ("BODY[2]", "AP8=")]);
        assert_eq!(octets(&with_mime, "2"), b"\x00\xff");
        let structure = r#"* 3 FETCH (BODYSTRUCTURE (("text" "plain" NIL NIL NIL "7bit" 2 1)("image" "png" NIL NIL NIL "base64" 4) "mixed"))"#;
        let alone = answer(&[("BODY[2]", "AP8=")]);
        let with_structure = [b"* OK hi\r\n", structure.as_bytes(), b"\r\n", &alone[9..]].concat();
        assert_eq!(octets(&with_structure, "2"), b"\x00\xff");
        assert_eq!(octets(&answer(&[("BINARY[2]", "AP8=")]), "2"), b"AP8=");
        let fetch = "fetch 3 (body.peek[2.mime] body.peek[2])".to_owned();
        assert_eq!(extracted(&alone, "2"), Err(NotExtracted::UnknownType { fetch: fetch.clone() }));
        let other = answer(&[("BODY[1]", "x")]);
        assert_eq!(extracted(&other, "2"), Err(NotExtracted::NotFetched { fetch }));
        let range = answer(&[("BODY[2]<0>", "AP8=")]);
        assert_eq!(extracted(&range, "2"), Err(NotExtracted::OnlyRange));
        let fetch = "fetch 1 body.peek[]".to_owned();
        assert_eq!(extracted(b"* OK hi\r\n", "1"), Err(NotExtracted::NotFetched { fetch }));
    }
}
