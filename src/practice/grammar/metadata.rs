//! The arguments of GETMETADATA and SETMETADATA (RFC 5464).

use super::arguments::{astring, list, mailbox, number, string};
use super::cursor::{Cursor, ParseError, ParseResult};

/// The arguments of GETMETADATA.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetMetadata {
    /// Empty: the account.
    pub mailbox: String,
    /// Larger values are not returned.
    pub max_size: Option<u32>,
    /// How many levels below an entry are returned.
    pub depth: usize,
    pub entries: Vec<String>,
}

/// The arguments of SETMETADATA.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetMetadata {
    /// Empty: the account.
    pub mailbox: String,
    /// Names and values; `None` removes an entry.
    pub entries: Vec<(String, Option<Vec<u8>>)>,
}

const ENTRY: &str = "an entry such as /private/comment";

/// The arguments after GETMETADATA.
pub fn get_metadata(cursor: &mut Cursor<'_>) -> ParseResult<GetMetadata> {
    let description = "a mailbox name, or \"\" for the account, after GETMETADATA";
    cursor.space(description)?;
    let mut arguments =
        GetMetadata { mailbox: String::new(), max_size: None, depth: 0, entries: Vec::new() };
    if cursor.peek() == Some(b'(') {
        options(cursor, &mut arguments)?;
        cursor.space("a mailbox name after the options")?;
    }
    arguments.mailbox = mailbox(cursor, description)?;
    cursor.space(ENTRY)?;
    // Some clients send the options after the mailbox, as in the examples of RFC 5464.
    let mut ahead = cursor.clone();
    if ahead.eat(b'(') && ahead.peek() != Some(b'/') && ahead.peek() != Some(b'"') {
        options(cursor, &mut arguments)?;
        cursor.space(ENTRY)?;
    }
    arguments.entries = match cursor.peek() {
        Some(b'(') => list(cursor, ENTRY, entry)?,
        _ => vec![entry(cursor)?],
    };
    Ok(arguments)
}

fn options(cursor: &mut Cursor<'_>, arguments: &mut GetMetadata) -> ParseResult<()> {
    let description = "MAXSIZE or DEPTH";
    let option = |cursor: &mut Cursor<'_>| {
        if cursor.eat_whole_word("MAXSIZE") {
            cursor.space("a number of octets after MAXSIZE")?;
            arguments.max_size = Some(number(cursor, "a number of octets after MAXSIZE")?);
        } else if cursor.eat_whole_word("DEPTH") {
            let depths = [("0", 0), ("1", 1), ("INFINITY", usize::MAX)];
            cursor.space("0, 1 or infinity after DEPTH")?;
            let found = depths.iter().find(|(word, _)| cursor.eat_whole_word(word));
            arguments.depth = found.ok_or_else(|| cursor.expected("0, 1 or infinity"))?.1;
        } else {
            return Err(cursor.expected(description));
        }
        Ok(())
    };
    list(cursor, "MAXSIZE or DEPTH in parentheses", option).map(drop)
}

/// The arguments after SETMETADATA.
pub fn set_metadata(cursor: &mut Cursor<'_>) -> ParseResult<SetMetadata> {
    let description = "a mailbox name, or \"\" for the account, after SETMETADATA";
    cursor.space(description)?;
    let mailbox = mailbox(cursor, description)?;
    let all = "entries and values in parentheses, such as (/private/comment \"text\")";
    cursor.space(all)?;
    let entries = list(cursor, all, |cursor| {
        let name = entry(cursor)?;
        cursor.space("a value after the entry")?;
        cursor.eat(b'~');
        let value = string(cursor)?;
        if value.is_none() && !cursor.eat_whole_word("NIL") {
            return Err(cursor.expected("a value as a string, or NIL"));
        }
        Ok((name, value))
    })?;
    Ok(SetMetadata { mailbox, entries })
}

/// The name of an entry, in lower case.
fn entry(cursor: &mut Cursor<'_>) -> ParseResult<String> {
    let start = cursor.clone();
    let name = String::from_utf8(astring(cursor, ENTRY)?).unwrap_or_default();
    let name = name.to_ascii_lowercase();
    let is_valid = name.is_ascii()
        && ["/private", "/shared"].iter().any(|root| is_at_or_below(&name, root))
        && !name.contains(['*', '%'])
        && !name.contains("//")
        && !name.ends_with('/')
        && !name.bytes().any(|octet| octet.is_ascii_control())
        && name.len() <= 255;
    let invalid = || -> ParseError { start.expected("an entry below /private or /shared") };
    is_valid.then_some(name).ok_or_else(invalid)
}

fn is_at_or_below(name: &str, root: &str) -> bool {
    name.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
