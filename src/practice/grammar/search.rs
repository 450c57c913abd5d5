//! What SEARCH can be asked (RFC 3501, 6.4.4), its text already decoded from its charset.

use super::arguments::{astring, atom, date, number};
use super::cursor::{Cursor, Fault, Read};
use super::set::{Set, set};
use crate::practice::store::date::Day;
use crate::practice::store::flags::{ANSWERED, DELETED, DRAFT, FLAGGED, SEEN};

/// How deep NOT, OR and parentheses may nest.
const DEEPEST: usize = 100;

/// A search key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// ALL
    All,
    /// A system flag is set.
    System(u8),
    /// A keyword is set.
    Keyword(String),
    /// RECENT
    Recent,
    /// A header field with this name contains this.
    Header(Vec<u8>, String),
    /// BODY
    Body(String),
    /// TEXT
    Text(String),
    /// BEFORE
    Before(Day),
    /// ON
    On(Day),
    /// SINCE
    Since(Day),
    /// SENTBEFORE
    SentBefore(Day),
    /// SENTON
    SentOn(Day),
    /// SENTSINCE
    SentSince(Day),
    /// LARGER
    Larger(u32),
    /// SMALLER
    Smaller(u32),
    /// Sequence numbers.
    Sequence(Set),
    /// UID
    Uid(Set),
    /// NOT
    Not(Box<Key>),
    /// OR
    Or(Box<Key>, Box<Key>),
    /// All of these.
    And(Vec<Key>),
}

/// A SEARCH's arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Search {
    /// What to look for.
    Keys(Vec<Key>),
    /// A charset that the server does not know, by its name.
    BadCharset(String),
}

/// The keys, after a CHARSET perhaps.
pub fn search(cursor: &mut Cursor<'_>) -> Read<Search> {
    let mut ascii = false;
    if cursor.eat_word("CHARSET ") {
        let name = astring(cursor, "a charset's name after CHARSET")?;
        let name = String::from_utf8_lossy(&name).into_owned();
        cursor.blank("a search key after the charset")?;
        ascii = name.eq_ignore_ascii_case("US-ASCII");
        if !ascii && !name.eq_ignore_ascii_case("UTF-8") {
            // The keys are in octets that nobody here can read; only their literals must be taken.
            skip(cursor)?;
            return Ok(Search::BadCharset(name));
        }
    }
    let mut keys = Vec::new();
    loop {
        keys.push(key(cursor, ascii, 0)?);
        if cursor.peek().is_none() {
            return Ok(Search::Keys(keys));
        }
        cursor.blank("a search key")?;
    }
}

fn skip(cursor: &mut Cursor<'_>) -> Read<()> {
    while let Some(octet) = cursor.peek() {
        let digits = cursor.rest().get(1).is_some_and(u8::is_ascii_digit);
        if octet == b'{' && digits {
            cursor.literal(false)?;
        } else {
            cursor.eat(octet);
        }
    }
    Ok(())
}

fn key(cursor: &mut Cursor<'_>, ascii: bool, depth: usize) -> Read<Key> {
    if depth > DEEPEST {
        return Err(cursor.bad_here("Search keys nest too deep"));
    }
    match cursor.peek() {
        Some(b'(') => return all_of(cursor, ascii, depth),
        Some(b'*' | b'0'..=b'9') => return Ok(Key::Sequence(set(cursor, "a sequence number")?)),
        _ => {}
    }
    let place = cursor.clone();
    let what = "a search key such as ALL, UNSEEN or FROM";
    let word = atom(cursor, what)?.to_ascii_uppercase();
    let not = |key: Key| Ok(Key::Not(Box::new(key)));
    match word.as_str() {
        "ALL" => Ok(Key::All),
        "ANSWERED" => Ok(Key::System(ANSWERED)),
        "DELETED" => Ok(Key::System(DELETED)),
        "DRAFT" => Ok(Key::System(DRAFT)),
        "FLAGGED" => Ok(Key::System(FLAGGED)),
        "SEEN" => Ok(Key::System(SEEN)),
        "UNANSWERED" => not(Key::System(ANSWERED)),
        "UNDELETED" => not(Key::System(DELETED)),
        "UNDRAFT" => not(Key::System(DRAFT)),
        "UNFLAGGED" => not(Key::System(FLAGGED)),
        "UNSEEN" => not(Key::System(SEEN)),
        "RECENT" => Ok(Key::Recent),
        "OLD" => not(Key::Recent),
        "NEW" => Ok(Key::And(vec![
            Key::Recent,
            Key::Not(Box::new(Key::System(SEEN))),
        ])),
        "NOT" => {
            cursor.blank("a search key after NOT")?;
            not(key(cursor, ascii, depth + 1)?)
        }
        "OR" => {
            cursor.blank("a search key after OR")?;
            let first = key(cursor, ascii, depth + 1)?;
            cursor.blank("a second search key for OR")?;
            Ok(Key::Or(
                Box::new(first),
                Box::new(key(cursor, ascii, depth + 1)?),
            ))
        }
        _ => match with_argument(cursor, &word, ascii)? {
            Some(key) => Ok(key),
            None => Err(place.expected(what)),
        },
    }
}

fn all_of(cursor: &mut Cursor<'_>, ascii: bool, depth: usize) -> Read<Key> {
    cursor.expect(b'(', "a parenthesis")?;
    let mut keys = Vec::new();
    loop {
        keys.push(key(cursor, ascii, depth + 1)?);
        if cursor.eat(b')') {
            return Ok(Key::And(keys));
        }
        cursor.expect(b' ', "a blank or a closing parenthesis after a search key")?;
    }
}

fn with_argument(cursor: &mut Cursor<'_>, word: &str, ascii: bool) -> Read<Option<Key>> {
    let header = |name: &str, value| Key::Header(name.as_bytes().to_vec(), value);
    let key = match word {
        "FROM" | "TO" | "CC" | "BCC" | "SUBJECT" => header(word, needle(cursor, word, ascii)?),
        "BODY" => Key::Body(needle(cursor, word, ascii)?),
        "TEXT" => Key::Text(needle(cursor, word, ascii)?),
        "HEADER" => {
            cursor.blank("a header's name after HEADER")?;
            let name = astring(cursor, "a header's name after HEADER")?;
            Key::Header(name, needle(cursor, "the header's name", ascii)?)
        }
        "KEYWORD" | "UNKEYWORD" => {
            cursor.blank(&format!("a keyword after {word}"))?;
            let keyword =
                Key::Keyword(atom(cursor, &format!("a keyword after {word}"))?.to_owned());
            if word == "KEYWORD" {
                keyword
            } else {
                Key::Not(Box::new(keyword))
            }
        }
        "LARGER" | "SMALLER" => {
            cursor.blank(&format!("a number of octets after {word}"))?;
            let octets = number(cursor, &format!("a number of octets after {word}"))?;
            if word == "LARGER" {
                Key::Larger(octets)
            } else {
                Key::Smaller(octets)
            }
        }
        "UID" => {
            cursor.blank("UIDs after UID")?;
            Key::Uid(set(cursor, "UIDs after UID")?)
        }
        "BEFORE" => Key::Before(day(cursor, word)?),
        "ON" => Key::On(day(cursor, word)?),
        "SINCE" => Key::Since(day(cursor, word)?),
        "SENTBEFORE" => Key::SentBefore(day(cursor, word)?),
        "SENTON" => Key::SentOn(day(cursor, word)?),
        "SENTSINCE" => Key::SentSince(day(cursor, word)?),
        _ => return Ok(None),
    };
    Ok(Some(key))
}

fn day(cursor: &mut Cursor<'_>, after: &str) -> Read<Day> {
    cursor.blank(&format!("a date after {after}"))?;
    date(cursor)
}

/// What to look for. Without a CHARSET, UTF-8 is taken as well: it is a superset of US-ASCII.
fn needle(cursor: &mut Cursor<'_>, after: &str, ascii: bool) -> Read<String> {
    let what = format!("what to look for after {after}");
    cursor.blank(&what)?;
    let place = cursor.clone();
    let octets = astring(cursor, &what)?;
    match String::from_utf8(octets) {
        Ok(text) if !ascii || text.is_ascii() => Ok(text),
        Ok(_) => Err(Fault::Bad(
            "What to look for is not US-ASCII: say CHARSET UTF-8".to_owned(),
        )),
        Err(_) => Err(place.expected(&format!("{what}, in UTF-8"))),
    }
}
