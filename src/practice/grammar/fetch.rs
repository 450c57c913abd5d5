//! What FETCH can be asked for (RFC 3501, 6.4.5).

use super::arguments::{astring, list, number};
use super::cursor::{Cursor, Read};
use crate::practice::mime::{Section, SectionText};

/// An item of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// FLAGS
    Flags,
    /// INTERNALDATE
    InternalDate,
    /// RFC822.SIZE
    Size,
    /// ENVELOPE
    Envelope,
    /// BODY
    Body,
    /// BODYSTRUCTURE
    BodyStructure,
    /// UID
    Uid,
    /// A section.
    Section {
        /// The part, and what of it.
        section: Section,
        /// It does not set `\Seen`.
        peek: bool,
        /// The first octet and how many.
        partial: Option<(u32, u32)>,
        /// How the response names it: `BODY[TEXT]<0>`, `RFC822`.
        name: String,
    },
}

const WHAT: &str = "an item of FETCH such as FLAGS, ENVELOPE or BODY[]";

/// One item, a macro, or items in parentheses.
pub fn items(cursor: &mut Cursor<'_>) -> Read<Vec<Item>> {
    if cursor.peek() == Some(b'(') {
        return list(cursor, WHAT, item);
    }
    let place = cursor.place();
    let word = cursor
        .eat_while(|octet| octet.is_ascii_alphabetic())
        .to_ascii_uppercase();
    if cursor.peek().is_none() {
        let fast = [Item::Flags, Item::InternalDate, Item::Size];
        match word.as_slice() {
            b"FAST" => return Ok(fast.to_vec()),
            b"ALL" => return Ok([&fast[..], &[Item::Envelope]].concat()),
            b"FULL" => return Ok([&fast[..], &[Item::Envelope, Item::Body]].concat()),
            _ => {}
        }
    }
    cursor.back_to(place);
    Ok(vec![item(cursor)?])
}

fn item(cursor: &mut Cursor<'_>) -> Read<Item> {
    let place = cursor.place();
    let word = cursor.eat_while(|octet| octet.is_ascii_alphanumeric() || octet == b'.');
    let word = String::from_utf8_lossy(word).to_ascii_uppercase();
    let header = || Some(SectionText::Header);
    let item = match word.as_str() {
        "FLAGS" => Item::Flags,
        "INTERNALDATE" => Item::InternalDate,
        "RFC822.SIZE" => Item::Size,
        "ENVELOPE" => Item::Envelope,
        "BODYSTRUCTURE" => Item::BodyStructure,
        "UID" => Item::Uid,
        "RFC822" => whole(None, false, &word),
        "RFC822.HEADER" => whole(header(), true, &word),
        "RFC822.TEXT" => whole(Some(SectionText::Text), false, &word),
        "BODY" | "BODY.PEEK" if cursor.peek() == Some(b'[') => {
            return section(cursor, word == "BODY.PEEK");
        }
        "BODY" => Item::Body,
        "BODY.PEEK" => return Err(cursor.expected("a section in brackets after BODY.PEEK")),
        _ => {
            cursor.back_to(place);
            return Err(cursor.expected(WHAT));
        }
    };
    Ok(item)
}

fn whole(text: Option<SectionText>, peek: bool, name: &str) -> Item {
    let section = Section {
        part: Vec::new(),
        text,
    };
    Item::Section {
        section,
        peek,
        partial: None,
        name: name.to_owned(),
    }
}

fn section(cursor: &mut Cursor<'_>, peek: bool) -> Read<Item> {
    cursor.expect(b'[', "a section in brackets")?;
    let mut part = Vec::new();
    while cursor.peek().is_some_and(|octet| octet.is_ascii_digit()) {
        let place = cursor.clone();
        match number(cursor, "a part's number")? {
            0 => return Err(place.expected("a part's number, counted from 1")),
            number => part.push(number),
        }
        if part.len() > 100 {
            return Err(place.expected("a part that is not so deep"));
        }
        if !cursor.eat(b'.') {
            break;
        }
        if cursor.peek() == Some(b']') {
            return Err(cursor.expected("a part's number or a word after the dot"));
        }
    }
    let open = cursor.peek() != Some(b']')
        && (part.is_empty() || cursor.rest().first().is_some_and(u8::is_ascii_alphabetic));
    let text = if open {
        Some(section_text(cursor, !part.is_empty())?)
    } else {
        None
    };
    cursor.expect(b']', "a closing bracket after the section")?;
    let partial = if cursor.eat(b'<') {
        Some(partial(cursor)?)
    } else {
        None
    };
    let section = Section { part, text };
    let name = name(&section, partial);
    Ok(Item::Section {
        section,
        peek,
        partial,
        name,
    })
}

fn section_text(cursor: &mut Cursor<'_>, in_part: bool) -> Read<SectionText> {
    let place = cursor.place();
    let word = cursor.eat_while(|octet| octet.is_ascii_alphabetic() || octet == b'.');
    match word.to_ascii_uppercase().as_slice() {
        b"HEADER" => Ok(SectionText::Header),
        b"TEXT" => Ok(SectionText::Text),
        b"MIME" if in_part => Ok(SectionText::Mime),
        b"HEADER.FIELDS" => Ok(SectionText::HeaderFields(fields(cursor)?)),
        b"HEADER.FIELDS.NOT" => Ok(SectionText::HeaderFieldsNot(fields(cursor)?)),
        _ => {
            cursor.back_to(place);
            let mime = if in_part { ", MIME" } else { "" };
            Err(cursor.expected(&format!(
                "a part's number, HEADER, HEADER.FIELDS, HEADER.FIELDS.NOT{mime} or TEXT"
            )))
        }
    }
}

fn fields(cursor: &mut Cursor<'_>) -> Read<Vec<Vec<u8>>> {
    cursor.blank("header names in parentheses")?;
    list(cursor, "header names in parentheses", |cursor| {
        astring(cursor, "a header's name").map(|name| name.to_ascii_uppercase())
    })
}

fn partial(cursor: &mut Cursor<'_>) -> Read<(u32, u32)> {
    let first = number(cursor, "the first octet's number, counted from 0")?;
    cursor.expect(b'.', "a dot between the first octet and how many")?;
    let place = cursor.clone();
    let many = number(cursor, "how many octets")?;
    if many == 0 {
        return Err(place.expected("how many octets, at least 1"));
    }
    cursor.expect(b'>', "a closing > after the range")?;
    Ok((first, many))
}

/// The section's name in the response: as asked for, in capitals, with the first octet only.
fn name(section: &Section, partial: Option<(u32, u32)>) -> String {
    let mut inside: Vec<String> = section.part.iter().map(u32::to_string).collect();
    let listed = |fields: &[Vec<u8>]| {
        let names: Vec<String> = fields.iter().map(|field| field_name(field)).collect();
        names.join(" ")
    };
    match &section.text {
        None => {}
        Some(SectionText::Header) => inside.push("HEADER".to_owned()),
        Some(SectionText::Text) => inside.push("TEXT".to_owned()),
        Some(SectionText::Mime) => inside.push("MIME".to_owned()),
        Some(SectionText::HeaderFields(names)) => {
            inside.push(format!("HEADER.FIELDS ({})", listed(names)))
        }
        Some(SectionText::HeaderFieldsNot(names)) => {
            inside.push(format!("HEADER.FIELDS.NOT ({})", listed(names)));
        }
    }
    let from = partial
        .map(|(first, _)| format!("<{first}>"))
        .unwrap_or_default();
    format!("BODY[{}]{from}", inside.join("."))
}

/// A header's name as an atom where it is one, else quoted; what can't be quoted is left out.
fn field_name(field: &[u8]) -> String {
    if !field.is_empty()
        && field
            .iter()
            .all(|octet| super::arguments::is_atom_char(*octet))
    {
        return String::from_utf8_lossy(field).into_owned();
    }
    let printable = field.iter().filter(|octet| (0x20..0x7f).contains(*octet));
    let escaped = printable.map(|octet| match octet {
        b'"' | b'\\' => format!("\\{}", char::from(*octet)),
        octet => char::from(*octet).to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}
