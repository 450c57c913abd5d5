//! The kinds of arguments: atoms, strings, astrings, mailbox names, flags, numbers, dates.

use super::cursor::{Cursor, ParseResult};
use crate::encoding::modified_utf7;
use crate::practice::store::date::parse_day;
use crate::practice::store::flags::system_flag;
use jiff::civil::Date;

/// Whether an octet can be in an atom (RFC 3501, ATOM-CHAR).
pub fn is_atom_char(octet: u8) -> bool {
    (0x21..0x7f).contains(&octet) && !b"(){%*\"\\]".contains(&octet)
}

/// Whether an octet can be in an astring that is not a string. Eight-bit octets are accepted too:
/// whether they are valid depends on the argument.
fn is_astring_char(octet: u8) -> bool {
    is_atom_char(octet) || octet == b']' || octet >= 0x80
}

pub fn atom<'a>(cursor: &mut Cursor<'a>, description: &str) -> ParseResult<&'a str> {
    match std::str::from_utf8(cursor.eat_while(is_atom_char)) {
        Ok(atom) if !atom.is_empty() => Ok(atom),
        _ => Err(cursor.expected(description)),
    }
}

/// A quoted string or a literal. `None` if neither starts at the cursor.
pub fn string(cursor: &mut Cursor<'_>) -> ParseResult<Option<Vec<u8>>> {
    match cursor.peek() {
        Some(b'"') => quoted(cursor).map(Some),
        Some(b'{') => cursor.literal(false).map(|literal| Some(literal.to_vec())),
        _ => Ok(None),
    }
}

fn quoted(cursor: &mut Cursor<'_>) -> ParseResult<Vec<u8>> {
    cursor.require(b'"', "a quoted string")?;
    let mut value = Vec::new();
    loop {
        let plain = cursor.eat_while(|octet| !matches!(octet, b'"' | b'\\' | b'\r' | b'\n' | 0));
        value.extend_from_slice(plain);
        if cursor.eat(b'"') {
            return Ok(value);
        }
        if !cursor.eat(b'\\') {
            return Err(cursor.expected("a closing quote"));
        }
        match cursor.peek() {
            Some(escaped @ (b'"' | b'\\')) => {
                cursor.eat(escaped);
                value.push(escaped);
            }
            _ => return Err(cursor.expected("a quote or a backslash after the backslash")),
        }
    }
}

/// An astring: an atom, a quoted string or a literal.
pub fn astring(cursor: &mut Cursor<'_>, description: &str) -> ParseResult<Vec<u8>> {
    string_or(cursor, is_astring_char, description)
}

/// A string, or at least one octet for which `condition` is true.
fn string_or(
    cursor: &mut Cursor<'_>,
    condition: impl Fn(u8) -> bool,
    description: &str,
) -> ParseResult<Vec<u8>> {
    if let Some(string) = string(cursor)? {
        return Ok(string);
    }
    match cursor.eat_while(condition) {
        b"" => Err(cursor.expected(description)),
        octets => Ok(octets.to_vec()),
    }
}

/// An astring in UTF-8.
pub fn text(cursor: &mut Cursor<'_>, description: &str) -> ParseResult<String> {
    let start = cursor.clone();
    let octets = astring(cursor, description)?;
    String::from_utf8(octets).map_err(|_| start.expected(&format!("{description} in UTF-8")))
}

/// A mailbox name as the store has it: in modified UTF-7. A name that no mailbox can have is not a syntax
/// error: the command answers it with NO.
pub fn mailbox(cursor: &mut Cursor<'_>, description: &str) -> ParseResult<String> {
    let name = lossy(astring(cursor, description)?);
    Ok(if cursor.enabled().utf8() { modified_utf7::encode(&name) } else { name })
}

/// A mailbox name of LIST that may contain wildcards, as the client wrote it.
pub fn list_mailbox(cursor: &mut Cursor<'_>, description: &str) -> ParseResult<String> {
    let is_list_char = |octet| is_astring_char(octet) || octet == b'%' || octet == b'*';
    Ok(lossy(string_or(cursor, is_list_char, description)?))
}

/// Text with U+FFFD in place of invalid UTF-8. No mailbox name contains U+FFFD, so nothing matches
/// it.
fn lossy(octets: Vec<u8>) -> String {
    String::from_utf8(octets)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

pub fn number(cursor: &mut Cursor<'_>, description: &str) -> ParseResult<u32> {
    let start = cursor.clone();
    let digits = cursor.eat_while(|octet| octet.is_ascii_digit());
    std::str::from_utf8(digits)
        .ok()
        .and_then(|digits| digits.parse().ok())
        .ok_or_else(|| start.expected(description))
}

/// A number of up to 63 bits.
pub fn number64(cursor: &mut Cursor<'_>, description: &str) -> ParseResult<u64> {
    let start = cursor.clone();
    let digits = cursor.eat_while(|octet| octet.is_ascii_digit());
    let number = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok());
    number.filter(|number| *number <= i64::MAX as u64).ok_or_else(|| start.expected(description))
}

/// A modification sequence, 0 included (RFC 7162, mod-sequence-valzer).
pub fn mod_sequence(cursor: &mut Cursor<'_>, description: &str) -> ParseResult<u64> {
    number64(cursor, description)
}

/// A space and a mailbox name, after the command's name.
pub fn mailbox_after(cursor: &mut Cursor<'_>, name: &str) -> ParseResult<String> {
    let description = format!("a mailbox name after {name}");
    cursor.space(&description)?;
    mailbox(cursor, &description)
}

/// A flag that a client may store: a system flag or a keyword.
pub fn flag(cursor: &mut Cursor<'_>) -> ParseResult<String> {
    let start = cursor.clone();
    let is_system = cursor.eat(b'\\');
    let name = atom(cursor, "a flag")?;
    if !is_system {
        return Ok(name.to_owned());
    }
    let name = format!("\\{name}");
    if system_flag(&name).is_some() {
        return Ok(name);
    }
    let description = if name.eq_ignore_ascii_case("\\Recent") {
        "a flag that can be stored (only the server sets \\Recent)"
    } else {
        "one of the flags \\Answered \\Flagged \\Deleted \\Seen \\Draft or a keyword"
    };
    Err(start.expected(description))
}

/// Flags in parentheses.
pub fn flag_list(cursor: &mut Cursor<'_>) -> ParseResult<Vec<String>> {
    let mut empty = cursor.clone();
    if empty.eat(b'(') && empty.eat(b')') {
        *cursor = empty;
        return Ok(Vec::new());
    }
    list(cursor, "flags in parentheses", flag)
}

/// A date of SEARCH, with or without quotes.
pub fn date(cursor: &mut Cursor<'_>) -> ParseResult<Date> {
    let start = cursor.clone();
    let octets = match cursor.peek() {
        Some(b'"') => quoted(cursor)?,
        _ => cursor.eat_while(is_atom_char).to_vec(),
    };
    let day = std::str::from_utf8(&octets).ok().and_then(parse_day);
    day.ok_or_else(|| start.expected("a date such as 1-Feb-1994"))
}

/// A quoted string, not a literal, in UTF-8.
pub fn quoted_text(cursor: &mut Cursor<'_>, description: &str) -> ParseResult<String> {
    let start = cursor.clone();
    match cursor.peek() {
        Some(b'"') => String::from_utf8(quoted(cursor)?).map_err(|_| start.expected(description)),
        _ => Err(cursor.expected(description)),
    }
}

/// A list in parentheses of at least one item.
pub fn list<T>(
    cursor: &mut Cursor<'_>,
    description: &str,
    mut item: impl FnMut(&mut Cursor<'_>) -> ParseResult<T>,
) -> ParseResult<Vec<T>> {
    cursor.require(b'(', description)?;
    let mut items = Vec::new();
    loop {
        items.push(item(cursor)?);
        if cursor.eat(b')') {
            return Ok(items);
        }
        cursor.require(b' ', "a space or a closing parenthesis")?;
    }
}
