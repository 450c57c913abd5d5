//! What SEARCH can be asked (RFC 3501, 6.4.4), its text already decoded from its charset.

use super::arguments::{astring, atom, date, number};
use super::cursor::{Cursor, Read};
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

/// What the client said of the octets it looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Charset {
    Unsaid,
    Ascii,
    Utf8,
}

/// The keys, after a CHARSET perhaps.
pub fn search(cursor: &mut Cursor<'_>) -> Read<Search> {
    let mut charset = Charset::Unsaid;
    if cursor.eat_word("CHARSET ") {
        let name = astring(cursor, "a charset's name after CHARSET")?;
        let name = String::from_utf8_lossy(&name).into_owned();
        cursor.blank("a search key after the charset")?;
        if name.eq_ignore_ascii_case("US-ASCII") {
            charset = Charset::Ascii;
        } else if name.eq_ignore_ascii_case("UTF-8") {
            charset = Charset::Utf8;
        } else {
            // The keys are in octets that nobody here can read; only their literals must be taken.
            skip(cursor)?;
            return Ok(Search::BadCharset(name));
        }
    }
    let mut keys = Vec::new();
    loop {
        keys.push(key(cursor, charset, 0)?);
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

fn key(cursor: &mut Cursor<'_>, charset: Charset, depth: usize) -> Read<Key> {
    if depth > DEEPEST {
        return Err(cursor.bad_here("Search keys nest too deep"));
    }
    match cursor.peek() {
        Some(b'(') => return all_of(cursor, charset, depth),
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
            not(key(cursor, charset, depth + 1)?)
        }
        "OR" => {
            cursor.blank("a search key after OR")?;
            let first = key(cursor, charset, depth + 1)?;
            cursor.blank("a second search key for OR")?;
            Ok(Key::Or(
                Box::new(first),
                Box::new(key(cursor, charset, depth + 1)?),
            ))
        }
        _ => match with_argument(cursor, &word, charset)? {
            Some(key) => Ok(key),
            None => Err(place.expected(what)),
        },
    }
}

fn all_of(cursor: &mut Cursor<'_>, charset: Charset, depth: usize) -> Read<Key> {
    cursor.expect(b'(', "a parenthesis")?;
    let mut keys = Vec::new();
    loop {
        keys.push(key(cursor, charset, depth + 1)?);
        if cursor.eat(b')') {
            return Ok(Key::And(keys));
        }
        cursor.expect(b' ', "a blank or a closing parenthesis after a search key")?;
    }
}

fn with_argument(cursor: &mut Cursor<'_>, word: &str, charset: Charset) -> Read<Option<Key>> {
    let header = |name: &str, value| Key::Header(name.as_bytes().to_vec(), value);
    let key = match word {
        "FROM" | "TO" | "CC" | "BCC" | "SUBJECT" => header(word, needle(cursor, word, charset)?),
        "BODY" => Key::Body(needle(cursor, word, charset)?),
        "TEXT" => Key::Text(needle(cursor, word, charset)?),
        "HEADER" => {
            cursor.blank("a header's name after HEADER")?;
            let name = astring(cursor, "a header's name after HEADER")?;
            Key::Header(name, needle(cursor, "the header's name", charset)?)
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

/// What to look for. Without a CHARSET it is taken as UTF-8, of which US-ASCII is a part; what is
/// not UTF-8 then is looked for as far as it is, for clients do send text that is cut in a letter.
fn needle(cursor: &mut Cursor<'_>, after: &str, charset: Charset) -> Read<String> {
    let what = format!("what to look for after {after}");
    cursor.blank(&what)?;
    let place = cursor.clone();
    let octets = astring(cursor, &what)?;
    match (charset, std::str::from_utf8(&octets)) {
        (Charset::Ascii, _) if !octets.is_ascii() => {
            Err(place.expected(&format!("{what}, in US-ASCII, or CHARSET UTF-8")))
        }
        (_, Ok(text)) => Ok(text.to_owned()),
        (Charset::Utf8, Err(_)) => Err(place.expected(&format!("{what}, in UTF-8"))),
        (_, Err(_)) => Ok(whole_letters(&octets)),
    }
}

/// Text without the pieces of letters at its ends.
fn whole_letters(octets: &[u8]) -> String {
    let start = octets
        .iter()
        .take(3)
        .take_while(|octet| **octet & 0xC0 == 0x80)
        .count();
    let octets = octets.get(start..).unwrap_or_default();
    let end = match std::str::from_utf8(octets) {
        Err(wrong) if wrong.error_len().is_none() => wrong.valid_up_to(),
        _ => octets.len(),
    };
    String::from_utf8_lossy(octets.get(..end).unwrap_or_default()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_cut_in_two_is_left_out() {
        let word = "会議".as_bytes();
        assert_eq!(whole_letters(&word[1..]), "議");
        assert_eq!(whole_letters(&word[..5]), "会");
        assert_eq!(whole_letters(&word[2..4]), "");
        assert_eq!(whole_letters(b"caf\xe9 au"), "caf\u{fffd} au");
    }
}
