//! The arguments of APPEND (RFC 3501, section 6.3.11; RFC 3502) and REPLACE (RFC 8508): messages to
//! add.

use super::arguments::{flag_list, mailbox_after, quoted_text};
use super::cursor::{Cursor, ParseResult};
use super::sequence_set::{SequenceSet, sequence_set};
use crate::practice::capability::Capability;
use crate::practice::store::date::InternalDate;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppendArguments {
    pub mailbox: String,
    /// One, or several with MULTIAPPEND.
    pub messages: Vec<AppendMessage>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppendMessage {
    pub flags: Vec<String>,
    /// INTERNALDATE; if `None`, the current time.
    pub date: Option<InternalDate>,
    /// Its octets are a literal8, which may contain NUL (RFC 3516).
    pub binary: bool,
    /// The index of its octets among the command's messages.
    pub octets: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplaceArguments {
    pub uid: bool,
    pub set: SequenceSet,
    pub append: AppendArguments,
}

/// The arguments after APPEND.
pub fn append_arguments(cursor: &mut Cursor<'_>) -> ParseResult<AppendArguments> {
    let mailbox = mailbox_after(cursor, "APPEND")?;
    let mut messages = vec![append_message(cursor)?];
    while cursor.permits(Capability::MultiAppend) && cursor.peek().is_some() {
        messages.push(append_message(cursor)?);
    }
    Ok(AppendArguments { mailbox, messages })
}

/// A space, flags, a date and the message.
fn append_message(cursor: &mut Cursor<'_>) -> ParseResult<AppendMessage> {
    cursor.space("flags in parentheses, a date in quotes, or the message as a literal {n}")?;
    let mut flags = Vec::new();
    if cursor.peek() == Some(b'(') {
        flags = flag_list(cursor)?;
        cursor.space("a date in quotes or the message as a literal {n}")?;
    }
    let mut date = None;
    if cursor.peek() == Some(b'"') {
        let description = "a date and time such as \"01-Feb-1994 21:52:25 -0800\"";
        let start = cursor.clone();
        let text = quoted_text(cursor, description)?;
        date = Some(InternalDate::parse(&text).ok_or_else(|| start.expected(description))?);
        cursor.space("the message as a literal {n}")?;
    }
    let utf8 = cursor.permits(Capability::Utf8Accept) && cursor.eat_word("UTF8 (");
    let binary = cursor.permits(Capability::Binary) && cursor.eat(b'~');
    if cursor.peek() != Some(b'{') {
        return Err(cursor.expected("the message as a literal {n}"));
    }
    let octets = cursor.message()?;
    if utf8 {
        cursor.require(b')', "a closing parenthesis after the message")?;
    }
    Ok(AppendMessage { flags, date, binary, octets })
}

/// The arguments after REPLACE, or after UID REPLACE.
pub fn replace_arguments(cursor: &mut Cursor<'_>, uid: bool) -> ParseResult<ReplaceArguments> {
    let description =
        if uid { "a UID after UID REPLACE" } else { "a sequence number after REPLACE" };
    cursor.space(description)?;
    let start = cursor.clone();
    let set = sequence_set(cursor, description)?;
    if !set.is_one_number() {
        return Err(start.expected(description));
    }
    let mailbox = mailbox_after(cursor, "the number")?;
    let messages = vec![append_message(cursor)?];
    Ok(ReplaceArguments { uid, set, append: AppendArguments { mailbox, messages } })
}
