//! The kinds of arguments: atoms, strings, astrings, mailbox names, flags, numbers, dates.

use super::cursor::{Cursor, Fault, Read};
use crate::practice::store::date::{Day, parse_day};
use crate::practice::store::flags::system_flag;

/// An octet of an atom: no CTL, blank, parenthesis, brace, wildcard, quote, backslash or "]".
pub fn is_atom_char(octet: u8) -> bool {
    (0x21..0x7f).contains(&octet) && !b"(){%*\"\\]".contains(&octet)
}

/// An octet of an astring that is no string: an atom's, and "]". Eight-bit octets are taken
/// too: what may be done with them is up to whom they are for.
pub fn is_astring_char(octet: u8) -> bool {
    is_atom_char(octet) || octet == b']' || octet >= 0x80
}

/// An atom.
pub fn atom<'a>(cursor: &mut Cursor<'a>, what: &str) -> Read<&'a str> {
    let octets = cursor.eat_while(is_atom_char);
    match std::str::from_utf8(octets) {
        Ok(atom) if !atom.is_empty() => Ok(atom),
        _ => Err(cursor.expected(what)),
    }
}

/// A quoted string or a literal, if one is here.
pub fn string(cursor: &mut Cursor<'_>) -> Read<Option<Vec<u8>>> {
    match cursor.peek() {
        Some(b'"') => quoted(cursor).map(Some),
        Some(b'{') => cursor.literal(false).map(|literal| Some(literal.to_vec())),
        _ => Ok(None),
    }
}

fn quoted(cursor: &mut Cursor<'_>) -> Read<Vec<u8>> {
    cursor.expect(b'"', "a quoted string")?;
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
pub fn astring(cursor: &mut Cursor<'_>, what: &str) -> Read<Vec<u8>> {
    if let Some(string) = string(cursor)? {
        return Ok(string);
    }
    let octets = cursor.eat_while(is_astring_char);
    if octets.is_empty() {
        Err(cursor.expected(what))
    } else {
        Ok(octets.to_vec())
    }
}

/// An astring that is text.
pub fn text(cursor: &mut Cursor<'_>, what: &str) -> Read<String> {
    let place = cursor.clone();
    let octets = astring(cursor, what)?;
    String::from_utf8(octets).map_err(|_| place.expected(&format!("{what} in UTF-8")))
}

/// A mailbox name. Whether there can be such a mailbox is not asked here.
pub fn mailbox(cursor: &mut Cursor<'_>, what: &str) -> Read<String> {
    Ok(lossy(astring(cursor, what)?))
}

/// A mailbox name in which the wildcards of LIST may stand.
pub fn list_mailbox(cursor: &mut Cursor<'_>, what: &str) -> Read<String> {
    if let Some(string) = string(cursor)? {
        return Ok(lossy(string));
    }
    let octets = cursor.eat_while(|octet| is_astring_char(octet) || octet == b'%' || octet == b'*');
    if octets.is_empty() {
        Err(cursor.expected(what))
    } else {
        Ok(lossy(octets.to_vec()))
    }
}

/// Octets that are no UTF-8 make a name that no mailbox has: that answers NO, not BAD.
fn lossy(octets: Vec<u8>) -> String {
    String::from_utf8(octets)
        .unwrap_or_else(|wrong| String::from_utf8_lossy(wrong.as_bytes()).into_owned())
}

/// A number.
pub fn number(cursor: &mut Cursor<'_>, what: &str) -> Read<u32> {
    let place = cursor.place();
    let digits = cursor.eat_while(|octet| octet.is_ascii_digit());
    let number = std::str::from_utf8(digits)
        .ok()
        .and_then(|digits| digits.parse().ok());
    number.ok_or_else(|| {
        cursor.back_to(place);
        cursor.expected(what)
    })
}

/// A flag that can be stored: a system flag's name, or a keyword.
pub fn flag(cursor: &mut Cursor<'_>) -> Read<String> {
    let place = cursor.clone();
    let system = cursor.eat(b'\\');
    let name = atom(cursor, "a flag")?;
    if !system {
        return Ok(name.to_owned());
    }
    let name = format!("\\{name}");
    if system_flag(&name).is_some() {
        return Ok(name);
    }
    let what = if name.eq_ignore_ascii_case("\\Recent") {
        "a flag that can be stored (\\Recent is the server's)"
    } else {
        "one of the flags \\Answered \\Flagged \\Deleted \\Seen \\Draft or a keyword"
    };
    Err(place.expected(what))
}

/// Flags in parentheses.
pub fn flag_list(cursor: &mut Cursor<'_>) -> Read<Vec<String>> {
    cursor.expect(b'(', "flags in parentheses")?;
    let mut flags = Vec::new();
    if cursor.eat(b')') {
        return Ok(flags);
    }
    loop {
        flags.push(flag(cursor)?);
        if cursor.eat(b')') {
            return Ok(flags);
        }
        cursor.expect(b' ', "a blank or a closing parenthesis after a flag")?;
    }
}

/// A date of SEARCH, bare or quoted.
pub fn date(cursor: &mut Cursor<'_>) -> Read<Day> {
    let place = cursor.clone();
    let what = "a date such as 1-Feb-1994";
    let octets = match cursor.peek() {
        Some(b'"') => quoted(cursor)?,
        _ => cursor.eat_while(is_atom_char).to_vec(),
    };
    let day = std::str::from_utf8(&octets).ok().and_then(parse_day);
    day.ok_or_else(|| place.expected(what))
}

/// A quoted string only.
pub fn quoted_text(cursor: &mut Cursor<'_>, what: &str) -> Read<String> {
    let place = cursor.clone();
    match cursor.peek() {
        Some(b'"') => String::from_utf8(quoted(cursor)?).map_err(|_| place.expected(what)),
        _ => Err(cursor.expected(what)),
    }
}

/// A list in parentheses of what `item` reads, at least one.
pub fn list<T>(
    cursor: &mut Cursor<'_>,
    what: &str,
    mut item: impl FnMut(&mut Cursor<'_>) -> Result<T, Fault>,
) -> Read<Vec<T>> {
    cursor.expect(b'(', what)?;
    let mut items = Vec::new();
    loop {
        items.push(item(cursor)?);
        if cursor.eat(b')') {
            return Ok(items);
        }
        cursor.expect(b' ', "a blank or a closing parenthesis")?;
    }
}
