//! The items of FETCH (RFC 3501, section 6.4.5).

use super::arguments::{astring, is_atom_char, list, number};
use super::cursor::{Cursor, ParseResult};
use crate::practice::capability::Capability;
use crate::practice::mime::{SectionSpec, SectionText};

/// An item of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchItem {
    Flags,
    InternalDate,
    /// RFC822.SIZE.
    Size,
    Envelope,
    Body,
    BodyStructure,
    Uid,
    /// RFC 7162.
    Modseq,
    /// RFC 8514.
    SaveDate,
    /// RFC 8474.
    EmailId,
    ThreadId,
    /// RFC 8970.
    Preview,
    /// BINARY[…]: a section, decoded from its transfer encoding (RFC 3516).
    Binary {
        part: Vec<u32>,
        /// It does not set `\Seen`.
        peek: bool,
        partial: Option<(u32, u32)>,
        name: String,
    },
    /// BINARY.SIZE[…]: the number of octets of such a section.
    BinarySize {
        part: Vec<u32>,
        name: String,
    },
    /// BODY[…], or one of the RFC822 items, which are older names for sections.
    Section {
        section: SectionSpec,
        /// It does not set `\Seen`.
        peek: bool,
        /// The first octet, counted from 0, and the number of octets.
        partial: Option<(u32, u32)>,
        /// Its name in the response: `BODY[TEXT]<0>`, `RFC822`.
        name: String,
    },
}

impl FetchItem {
    /// Whether fetching this item sets `\Seen`.
    pub fn sets_seen(&self) -> bool {
        matches!(
            self,
            FetchItem::Section { peek: false, .. } | FetchItem::Binary { peek: false, .. }
        )
    }
}

const FETCH_ITEM: &str = "an item of FETCH such as FLAGS, ENVELOPE or BODY[]";
const MAX_PART_DEPTH: usize = 100;

/// One item, a macro, or items in parentheses.
pub fn fetch_items(cursor: &mut Cursor<'_>) -> ParseResult<Vec<FetchItem>> {
    if cursor.peek() == Some(b'(') {
        return fetch_item_list(cursor);
    }
    let fast = [FetchItem::Flags, FetchItem::InternalDate, FetchItem::Size];
    if cursor.eat_whole_word("FAST") {
        Ok(fast.to_vec())
    } else if cursor.eat_whole_word("ALL") {
        Ok([&fast[..], &[FetchItem::Envelope]].concat())
    } else if cursor.eat_whole_word("FULL") {
        Ok([&fast[..], &[FetchItem::Envelope, FetchItem::Body]].concat())
    } else {
        Ok(vec![fetch_item(cursor)?])
    }
}

/// Items in parentheses.
pub fn fetch_item_list(cursor: &mut Cursor<'_>) -> ParseResult<Vec<FetchItem>> {
    list(cursor, FETCH_ITEM, fetch_item)
}

fn fetch_item(cursor: &mut Cursor<'_>) -> ParseResult<FetchItem> {
    let start = cursor.clone();
    let name = cursor.eat_while(|octet| octet.is_ascii_alphanumeric() || octet == b'.');
    let name = String::from_utf8_lossy(name).to_ascii_uppercase();
    Ok(match name.as_str() {
        "FLAGS" => FetchItem::Flags,
        "INTERNALDATE" => FetchItem::InternalDate,
        "RFC822.SIZE" => FetchItem::Size,
        "ENVELOPE" => FetchItem::Envelope,
        "BODYSTRUCTURE" => FetchItem::BodyStructure,
        "UID" => FetchItem::Uid,
        "MODSEQ" if cursor.permits(Capability::Condstore) => FetchItem::Modseq,
        "SAVEDATE" if cursor.permits(Capability::SaveDate) => FetchItem::SaveDate,
        "EMAILID" if cursor.permits(Capability::ObjectId) => FetchItem::EmailId,
        "THREADID" if cursor.permits(Capability::ObjectId) => FetchItem::ThreadId,
        "PREVIEW" if cursor.permits(Capability::Preview) => {
            // Previews are always made on request.
            cursor.eat_word(" (LAZY)");
            FetchItem::Preview
        }
        "BINARY" | "BINARY.PEEK" | "BINARY.SIZE" if cursor.permits(Capability::Binary) => {
            binary_section(cursor, &name)?
        }
        "RFC822" => rfc822_item(name, None, false),
        "RFC822.HEADER" => rfc822_item(name, Some(SectionText::Header), true),
        "RFC822.TEXT" => rfc822_item(name, Some(SectionText::Text), false),
        "BODY" | "BODY.PEEK" if cursor.peek() == Some(b'[') => {
            body_section(cursor, name == "BODY.PEEK")?
        }
        "BODY" => FetchItem::Body,
        "BODY.PEEK" => return Err(cursor.expected("a section in brackets after BODY.PEEK")),
        _ => return Err(start.expected(FETCH_ITEM)),
    })
}

fn rfc822_item(name: String, text: Option<SectionText>, peek: bool) -> FetchItem {
    FetchItem::Section {
        section: SectionSpec { part: Vec::new(), text },
        peek,
        partial: None,
        name,
    }
}

/// `[part]<partial>` after BINARY, BINARY.PEEK or BINARY.SIZE, whichever `word` is.
fn binary_section(cursor: &mut Cursor<'_>, word: &str) -> ParseResult<FetchItem> {
    cursor.require(b'[', &format!("a part number in brackets after {word}"))?;
    let part = part_number(cursor)?;
    cursor.require(b']', "a closing bracket after the part number")?;
    let numbers = part.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
    if word == "BINARY.SIZE" {
        return Ok(FetchItem::BinarySize { part, name: format!("BINARY.SIZE[{numbers}]") });
    }
    let partial = if cursor.eat(b'<') { Some(partial(cursor)?) } else { None };
    let name = format!("BINARY[{numbers}]{}", origin(partial));
    Ok(FetchItem::Binary { part, peek: word == "BINARY.PEEK", partial, name })
}

/// The first octet of a partial section, as in its name.
fn origin(partial: Option<(u32, u32)>) -> String {
    partial.map(|(first, _)| format!("<{first}>")).unwrap_or_default()
}

/// `[section]<partial>` after BODY or BODY.PEEK.
fn body_section(cursor: &mut Cursor<'_>, peek: bool) -> ParseResult<FetchItem> {
    cursor.require(b'[', "a section in brackets")?;
    let part = part_number(cursor)?;
    // After a part number the section may end, or a word may follow.
    let has_text = if part.is_empty() {
        cursor.peek() != Some(b']')
    } else {
        cursor.peek().is_some_and(|it| it.is_ascii_alphabetic())
    };
    let text = if has_text { Some(section_text(cursor, !part.is_empty())?) } else { None };
    cursor.require(b']', "a closing bracket after the section")?;
    let partial = if cursor.eat(b'<') { Some(partial(cursor)?) } else { None };
    let section = SectionSpec { part, text };
    let name = section_name(&section, partial);
    Ok(FetchItem::Section { section, peek, partial, name })
}

/// A part number such as `1.2`, with the dot before a following word. Empty if there is none.
fn part_number(cursor: &mut Cursor<'_>) -> ParseResult<Vec<u32>> {
    let mut part = Vec::new();
    while cursor.peek().is_some_and(|octet| octet.is_ascii_digit()) {
        let start = cursor.clone();
        match number(cursor, "a part number")? {
            0 => return Err(start.expected("a part number, counted from 1")),
            number => part.push(number),
        }
        if part.len() > MAX_PART_DEPTH {
            let text = format!("a part number of at most {MAX_PART_DEPTH} levels");
            return Err(start.expected(&text));
        }
        if !cursor.eat(b'.') {
            break;
        }
        if cursor.peek() == Some(b']') {
            return Err(cursor.expected("a part number or a word after the dot"));
        }
    }
    Ok(part)
}

fn section_text(cursor: &mut Cursor<'_>, in_part: bool) -> ParseResult<SectionText> {
    let start = cursor.clone();
    let word = cursor.eat_while(|octet| octet.is_ascii_alphabetic() || octet == b'.');
    match word.to_ascii_uppercase().as_slice() {
        b"HEADER" => Ok(SectionText::Header),
        b"TEXT" => Ok(SectionText::Text),
        b"MIME" if in_part => Ok(SectionText::Mime),
        b"HEADER.FIELDS" => Ok(SectionText::HeaderFields(field_names(cursor)?)),
        b"HEADER.FIELDS.NOT" => Ok(SectionText::HeaderFieldsNot(field_names(cursor)?)),
        _ => {
            let mime = if in_part { ", MIME" } else { "" };
            Err(start.expected(&format!(
                "a part number, HEADER, HEADER.FIELDS, HEADER.FIELDS.NOT{mime} or TEXT"
            )))
        }
    }
}

fn field_names(cursor: &mut Cursor<'_>) -> ParseResult<Vec<Vec<u8>>> {
    let description = "header field names in parentheses";
    cursor.space(description)?;
    list(cursor, description, |cursor| {
        astring(cursor, "a header field name").map(|name| name.to_ascii_uppercase())
    })
}

/// `first.count>`, after the opening angle bracket.
fn partial(cursor: &mut Cursor<'_>) -> ParseResult<(u32, u32)> {
    let first = number(cursor, "the first octet, counted from 0")?;
    cursor.require(b'.', "a dot between the first octet and the number of octets")?;
    let start = cursor.clone();
    let count = number(cursor, "a number of octets")?;
    if count == 0 {
        return Err(start.expected("a number of octets, at least 1"));
    }
    cursor.require(b'>', "a closing > after the range of octets")?;
    Ok((first, count))
}

/// A section's name in the response: as the client wrote it, in capitals, and with the first octet
/// only.
fn section_name(section: &SectionSpec, partial: Option<(u32, u32)>) -> String {
    let mut words: Vec<String> = section.part.iter().map(u32::to_string).collect();
    let name_list = |names: &[Vec<u8>]| {
        let names: Vec<String> = names.iter().map(|name| field_name(name)).collect();
        names.join(" ")
    };
    words.extend(section.text.as_ref().map(|text| match text {
        SectionText::Header => "HEADER".to_owned(),
        SectionText::Text => "TEXT".to_owned(),
        SectionText::Mime => "MIME".to_owned(),
        SectionText::HeaderFields(names) => format!("HEADER.FIELDS ({})", name_list(names)),
        SectionText::HeaderFieldsNot(names) => format!("HEADER.FIELDS.NOT ({})", name_list(names)),
    }));
    format!("BODY[{}]{}", words.join("."), origin(partial))
}

/// A header field name as an atom where possible, otherwise quoted, without the octets that cannot
/// be quoted.
fn field_name(name: &[u8]) -> String {
    if !name.is_empty() && name.iter().all(|octet| is_atom_char(*octet)) {
        return String::from_utf8_lossy(name).into_owned();
    }
    let printable = name.iter().filter(|octet| (0x20..0x7f).contains(*octet));
    let escaped = printable.map(|octet| match octet {
        b'"' | b'\\' => format!("\\{}", char::from(*octet)),
        octet => char::from(*octet).to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}
