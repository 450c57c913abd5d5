//! The keys of SEARCH (RFC 3501, section 6.4.4), with their strings decoded from their charset.

use super::arguments::{astring, atom, date, list, mod_sequence, number, quoted_text};
use super::cursor::{Cursor, ParseResult};
use super::sequence_set::{SequenceSet, sequence_set};
use crate::practice::capability::Capability;
use crate::practice::store::flags::{ANSWERED, DELETED, DRAFT, FLAGGED, SEEN};
use jiff::civil::Date;

/// How deeply NOT, OR and parentheses may be nested.
const MAX_DEPTH: usize = 100;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchKey {
    All,
    /// A system flag, by its bit.
    SystemFlag(u8),
    Keyword(String),
    Recent,
    /// A header field with this name contains this string.
    Header(Vec<u8>, String),
    Body(String),
    Text(String),
    Before(Date),
    On(Date),
    Since(Date),
    SentBefore(Date),
    SentOn(Date),
    SentSince(Date),
    Larger(u32),
    Smaller(u32),
    /// The day on which it was saved in its mailbox (RFC 8514).
    SavedBefore(Date),
    SavedOn(Date),
    SavedSince(Date),
    /// RFC 8474.
    EmailId(String),
    ThreadId(String),
    /// Its internal date is at least this many seconds ago (RFC 5032).
    Older(u32),
    /// Its internal date is at most this many seconds ago (RFC 5032).
    Younger(u32),
    /// Its modification sequence is at least this (RFC 7162).
    Modseq(u64),
    Sequence(SequenceSet),
    Uid(SequenceSet),
    Not(Box<SearchKey>),
    Or(Box<SearchKey>, Box<SearchKey>),
    And(Vec<SearchKey>),
}

impl SearchKey {
    fn has_numbers(&self) -> bool {
        match self {
            SearchKey::Sequence(set) => *set != SequenceSet::Saved,
            SearchKey::Not(key) => key.has_numbers(),
            SearchKey::Or(one, other) => one.has_numbers() || other.has_numbers(),
            SearchKey::And(keys) => keys.iter().any(SearchKey::has_numbers),
            _ => false,
        }
    }

    /// Whether this key, or one inside it, is MODSEQ.
    pub fn has_modseq(&self) -> bool {
        match self {
            SearchKey::Modseq(_) => true,
            SearchKey::Not(key) => key.has_modseq(),
            SearchKey::Or(one, other) => one.has_modseq() || other.has_modseq(),
            SearchKey::And(keys) => keys.iter().any(SearchKey::has_modseq),
            _ => false,
        }
    }

    /// Whether the octets of a message are needed to compare it with this key.
    pub fn reads_message(&self) -> bool {
        matches!(
            self,
            SearchKey::Header(..)
                | SearchKey::Body(_)
                | SearchKey::Text(_)
                | SearchKey::EmailId(_)
                | SearchKey::ThreadId(_)
                | SearchKey::SentBefore(_)
                | SearchKey::SentOn(_)
                | SearchKey::SentSince(_)
        )
    }

    fn negated(self) -> SearchKey {
        SearchKey::Not(Box::new(self))
    }
}

/// The arguments of a SEARCH.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchProgram {
    /// The keys. A message must match all of them.
    Keys(Vec<SearchKey>),
    /// The strings are in a charset that the server does not know.
    UnknownCharset,
}

impl SearchProgram {
    /// Whether a key refers to messages by sequence number.
    pub fn has_numbers(&self) -> bool {
        match self {
            SearchProgram::Keys(keys) => keys.iter().any(SearchKey::has_numbers),
            SearchProgram::UnknownCharset => false,
        }
    }
}

/// The charset of the strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Charset {
    Unspecified,
    Ascii,
    Utf8,
}

/// The keys, with an optional CHARSET before them.
pub fn search_program(cursor: &mut Cursor<'_>) -> ParseResult<SearchProgram> {
    if cursor.enabled().utf8_accept && cursor.rest().get(..8).is_some_and(is_charset) {
        return Err(cursor.expected("no CHARSET, because UTF8=ACCEPT is enabled"));
    }
    if cursor.eat_word("CHARSET ") {
        return keys_in_charset(cursor, "a charset name after CHARSET");
    }
    search_keys(cursor, Charset::Unspecified)
}

/// A space, a charset, and the keys, as in SORT and THREAD.
pub fn program_in_charset(cursor: &mut Cursor<'_>, after: &str) -> ParseResult<SearchProgram> {
    let description = format!("a charset such as UTF-8 after {after}");
    cursor.space(&description)?;
    keys_in_charset(cursor, &description)
}

fn keys_in_charset(cursor: &mut Cursor<'_>, description: &str) -> ParseResult<SearchProgram> {
    let name = astring(cursor, description)?;
    cursor.space("a search key after the charset")?;
    match name.to_ascii_uppercase().as_slice() {
        b"US-ASCII" => search_keys(cursor, Charset::Ascii),
        b"UTF-8" => search_keys(cursor, Charset::Utf8),
        _ => {
            skip_rest(cursor)?;
            Ok(SearchProgram::UnknownCharset)
        }
    }
}

fn search_keys(cursor: &mut Cursor<'_>, charset: Charset) -> ParseResult<SearchProgram> {
    let mut keys = Vec::new();
    loop {
        keys.push(search_key(cursor, charset, 0)?);
        if cursor.peek().is_none() {
            return Ok(SearchProgram::Keys(keys));
        }
        cursor.space("a search key")?;
    }
}

fn is_charset(word: &[u8]) -> bool {
    word.eq_ignore_ascii_case(b"CHARSET ")
}

/// Skips keys in an unknown charset. Only literals are recognized, because the session has to
/// receive them.
fn skip_rest(cursor: &mut Cursor<'_>) -> ParseResult<()> {
    while let Some(octet) = cursor.peek() {
        let is_digit_next = cursor.rest().get(1).is_some_and(u8::is_ascii_digit);
        if octet == b'{' && is_digit_next {
            cursor.literal(false)?;
        } else {
            cursor.eat(octet);
        }
    }
    Ok(())
}

fn search_key(cursor: &mut Cursor<'_>, charset: Charset, depth: usize) -> ParseResult<SearchKey> {
    if depth > MAX_DEPTH {
        return Err(cursor.error("Search keys are nested too deeply"));
    }
    let description = "a search key such as ALL, UNSEEN or FROM";
    match cursor.peek() {
        Some(b'(') => {
            let nested = |cursor: &mut Cursor<'_>| search_key(cursor, charset, depth + 1);
            return list(cursor, description, nested).map(SearchKey::And);
        }
        Some(b'*' | b'$' | b'0'..=b'9') => {
            return sequence_set(cursor, "a sequence number").map(SearchKey::Sequence);
        }
        _ => {}
    }
    let start = cursor.clone();
    let word = atom(cursor, description)?.to_ascii_uppercase();
    Ok(match word.as_str() {
        "ALL" => SearchKey::All,
        "ANSWERED" => SearchKey::SystemFlag(ANSWERED),
        "DELETED" => SearchKey::SystemFlag(DELETED),
        "DRAFT" => SearchKey::SystemFlag(DRAFT),
        "FLAGGED" => SearchKey::SystemFlag(FLAGGED),
        "SEEN" => SearchKey::SystemFlag(SEEN),
        "UNANSWERED" => SearchKey::SystemFlag(ANSWERED).negated(),
        "UNDELETED" => SearchKey::SystemFlag(DELETED).negated(),
        "UNDRAFT" => SearchKey::SystemFlag(DRAFT).negated(),
        "UNFLAGGED" => SearchKey::SystemFlag(FLAGGED).negated(),
        "UNSEEN" => SearchKey::SystemFlag(SEEN).negated(),
        "RECENT" => SearchKey::Recent,
        "OLD" => SearchKey::Recent.negated(),
        "NEW" => SearchKey::And(vec![SearchKey::Recent, SearchKey::SystemFlag(SEEN).negated()]),
        "NOT" => {
            cursor.space("a search key after NOT")?;
            search_key(cursor, charset, depth + 1)?.negated()
        }
        "OR" => {
            cursor.space("a search key after OR")?;
            let first = search_key(cursor, charset, depth + 1)?;
            cursor.space("a second search key for OR")?;
            let second = search_key(cursor, charset, depth + 1)?;
            SearchKey::Or(Box::new(first), Box::new(second))
        }
        _ => {
            key_with_argument(cursor, &word, charset)?.ok_or_else(|| start.expected(description))?
        }
    })
}

/// Parses the argument of the key `word`. Returns `None` if no key has that name.
fn key_with_argument(
    cursor: &mut Cursor<'_>,
    word: &str,
    charset: Charset,
) -> ParseResult<Option<SearchKey>> {
    Ok(Some(match word {
        "FROM" | "TO" | "CC" | "BCC" | "SUBJECT" => {
            SearchKey::Header(word.into(), search_string(cursor, word, charset)?)
        }
        "BODY" => SearchKey::Body(search_string(cursor, word, charset)?),
        "TEXT" => SearchKey::Text(search_string(cursor, word, charset)?),
        "HEADER" => {
            cursor.space("a header field name after HEADER")?;
            let name = astring(cursor, "a header field name after HEADER")?;
            let value = search_string(cursor, "the header field name", charset)?;
            SearchKey::Header(name, value)
        }
        "KEYWORD" => SearchKey::Keyword(keyword(cursor, word)?),
        "UNKEYWORD" => SearchKey::Keyword(keyword(cursor, word)?).negated(),
        "LARGER" => SearchKey::Larger(size(cursor, word)?),
        "SMALLER" => SearchKey::Smaller(size(cursor, word)?),
        "UID" => {
            cursor.space("UIDs after UID")?;
            SearchKey::Uid(sequence_set(cursor, "UIDs after UID")?)
        }
        "OLDER" if cursor.permits(Capability::Within) => SearchKey::Older(seconds(cursor, word)?),
        "YOUNGER" if cursor.permits(Capability::Within) => {
            SearchKey::Younger(seconds(cursor, word)?)
        }
        "MODSEQ" if cursor.permits(Capability::Condstore) => modseq(cursor)?,
        "SAVEDBEFORE" if cursor.permits(Capability::SaveDate) => {
            SearchKey::SavedBefore(day(cursor, word)?)
        }
        "SAVEDON" if cursor.permits(Capability::SaveDate) => SearchKey::SavedOn(day(cursor, word)?),
        "SAVEDSINCE" if cursor.permits(Capability::SaveDate) => {
            SearchKey::SavedSince(day(cursor, word)?)
        }
        // Every mailbox has save dates.
        "SAVEDATESUPPORTED" if cursor.permits(Capability::SaveDate) => SearchKey::All,
        "EMAILID" if cursor.permits(Capability::ObjectId) => {
            SearchKey::EmailId(object_id(cursor, word)?)
        }
        "THREADID" if cursor.permits(Capability::ObjectId) => {
            SearchKey::ThreadId(object_id(cursor, word)?)
        }
        "BEFORE" => SearchKey::Before(day(cursor, word)?),
        "ON" => SearchKey::On(day(cursor, word)?),
        "SINCE" => SearchKey::Since(day(cursor, word)?),
        "SENTBEFORE" => SearchKey::SentBefore(day(cursor, word)?),
        "SENTON" => SearchKey::SentOn(day(cursor, word)?),
        "SENTSINCE" => SearchKey::SentSince(day(cursor, word)?),
        _ => return Ok(None),
    }))
}

fn object_id(cursor: &mut Cursor<'_>, after: &str) -> ParseResult<String> {
    let description = format!("an object ID after {after}");
    cursor.space(&description)?;
    atom(cursor, &description).map(str::to_owned)
}

fn keyword(cursor: &mut Cursor<'_>, after: &str) -> ParseResult<String> {
    let description = format!("a keyword after {after}");
    cursor.space(&description)?;
    atom(cursor, &description).map(str::to_owned)
}

fn size(cursor: &mut Cursor<'_>, after: &str) -> ParseResult<u32> {
    let description = format!("a number of octets after {after}");
    cursor.space(&description)?;
    number(cursor, &description)
}

/// A number of seconds, at least 1.
fn seconds(cursor: &mut Cursor<'_>, after: &str) -> ParseResult<u32> {
    let description = format!("a number of seconds, at least 1, after {after}");
    cursor.space(&description)?;
    let start = cursor.clone();
    match number(cursor, &description)? {
        0 => Err(start.expected(&description)),
        seconds => Ok(seconds),
    }
}

/// `["/flags/\\Seen" all] modseq` after MODSEQ. All flags have the modification sequence of their
/// message, so the name of a flag makes no difference.
fn modseq(cursor: &mut Cursor<'_>) -> ParseResult<SearchKey> {
    let description = "a modification sequence after MODSEQ";
    cursor.space(description)?;
    if cursor.peek() == Some(b'"') {
        let start = cursor.clone();
        if !quoted_text(cursor, "a flag such as \"/flags/\\\\Seen\"")?.starts_with("/flags/") {
            return Err(start.expected("a flag such as \"/flags/\\\\Seen\""));
        }
        cursor.space("priv, shared or all")?;
        if !["priv", "shared", "all"].iter().any(|word| cursor.eat_whole_word(word)) {
            return Err(cursor.expected("priv, shared or all"));
        }
        cursor.space(description)?;
    }
    mod_sequence(cursor, description).map(SearchKey::Modseq)
}

fn day(cursor: &mut Cursor<'_>, after: &str) -> ParseResult<Date> {
    cursor.space(&format!("a date after {after}"))?;
    date(cursor)
}

/// A string to search for. Without a CHARSET it is read as UTF-8, of which US-ASCII is a subset.
/// Some clients cut such a string in the middle of a character, so incomplete characters at its
/// ends are dropped.
fn search_string(cursor: &mut Cursor<'_>, after: &str, charset: Charset) -> ParseResult<String> {
    let description = format!("a string to search for after {after}");
    cursor.space(&description)?;
    let start = cursor.clone();
    let octets = astring(cursor, &description)?;
    match (charset, std::str::from_utf8(&octets)) {
        (Charset::Ascii, _) if !octets.is_ascii() => {
            Err(start.expected(&format!("{description}, in US-ASCII, or CHARSET UTF-8")))
        }
        (_, Ok(text)) => Ok(text.to_owned()),
        (Charset::Utf8, Err(_)) => Err(start.expected(&format!("{description}, in UTF-8"))),
        (_, Err(_)) => Ok(complete_characters(&octets)),
    }
}

/// Text without the incomplete characters at its ends.
fn complete_characters(octets: &[u8]) -> String {
    let is_continuation = |octet: &&u8| **octet & 0xC0 == 0x80;
    let start = octets.iter().take(3).take_while(is_continuation).count();
    let octets = octets.get(start..).unwrap_or_default();
    let end = match std::str::from_utf8(octets) {
        Err(error) if error.error_len().is_none() => error.valid_up_to(),
        _ => octets.len(),
    };
    String::from_utf8_lossy(octets.get(..end).unwrap_or_default()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn incomplete_characters_are_dropped() {
        let word = "会議".as_bytes();
        assert_eq!(complete_characters(&word[1..]), "議");
        assert_eq!(complete_characters(&word[..5]), "会");
        assert_eq!(complete_characters(&word[2..4]), "");
        assert_eq!(complete_characters(b"caf\xe9 au"), "caf\u{fffd} au");
    }
}
