//! The arguments of FETCH and STORE (RFC 3501, sections 6.4.5 and 6.4.6), with the modifiers of RFC 7162 and
//! RFC 9394.

use super::arguments::{flag, flag_list, list, mod_sequence};
use super::cursor::{Cursor, ParseResult};
use super::fetch_items::{FetchItem, fetch_items};
use super::search_return::{PartialRange, partial_range};
use super::sequence_set::SequenceSet;
use crate::practice::capability::Capability;

/// How STORE changes the flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreMode {
    /// FLAGS
    Replace,
    /// +FLAGS
    Add,
    /// -FLAGS
    Remove,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreArguments {
    pub uid: bool,
    pub set: SequenceSet,
    pub mode: StoreMode,
    pub silent: bool,
    pub flags: Vec<String>,
    /// Change only messages that have not changed after this modification sequence (RFC 7162).
    pub unchanged_since: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchArguments {
    pub uid: bool,
    pub set: SequenceSet,
    pub items: Vec<FetchItem>,
    /// Only messages that have changed after this modification sequence (RFC 7162).
    pub changed_since: Option<u64>,
    /// Report also which messages have been expunged since then.
    pub vanished: bool,
    /// Only this part of the messages (RFC 9394).
    pub partial: Option<PartialRange>,
}

/// The arguments of FETCH after the messages.
pub fn fetch_arguments(
    cursor: &mut Cursor<'_>,
    uid: bool,
    set: SequenceSet,
) -> ParseResult<FetchArguments> {
    cursor.space("items to fetch, such as FLAGS or (UID BODY[])")?;
    let items = fetch_items(cursor)?;
    let mut fetch =
        FetchArguments { uid, set, items, changed_since: None, vanished: false, partial: None };
    fetch_modifiers(cursor, &mut fetch)?;
    Ok(fetch)
}

/// The modifiers of FETCH in parentheses (RFC 4466), if there are any.
fn fetch_modifiers(cursor: &mut Cursor<'_>, fetch: &mut FetchArguments) -> ParseResult<()> {
    let permits_any = [Capability::Condstore, Capability::Partial].map(|it| cursor.permits(it));
    if cursor.peek().is_none() || !permits_any.contains(&true) {
        return Ok(());
    }
    cursor.space("modifiers in parentheses, such as (CHANGEDSINCE 1)")?;
    let start = cursor.clone();
    list(cursor, "modifiers in parentheses, such as (CHANGEDSINCE 1)", |cursor| {
        if cursor.permits(Capability::Partial) && cursor.eat_whole_word("PARTIAL") {
            fetch.partial = Some(partial_range(cursor)?);
        } else if cursor.permits(Capability::Condstore) && cursor.eat_whole_word("CHANGEDSINCE") {
            cursor.space("a modification sequence after CHANGEDSINCE")?;
            fetch.changed_since = Some(mod_sequence(cursor, "a modification sequence")?);
        } else if cursor.permits(Capability::Qresync) && cursor.eat_whole_word("VANISHED") {
            fetch.vanished = true;
        } else {
            return Err(cursor.expected("CHANGEDSINCE, VANISHED or PARTIAL"));
        }
        Ok(())
    })?;
    if fetch.partial.is_some() && !fetch.uid {
        return Err(start.expected("UID FETCH together with PARTIAL"));
    }
    if fetch.vanished && (!fetch.uid || fetch.changed_since.is_none()) {
        return Err(start.expected("UID FETCH with CHANGEDSINCE together with VANISHED"));
    }
    Ok(())
}

/// The arguments of STORE after the messages.
pub fn store_arguments(
    cursor: &mut Cursor<'_>,
    uid: bool,
    set: SequenceSet,
) -> ParseResult<StoreArguments> {
    let description = "FLAGS, +FLAGS or -FLAGS, optionally with .SILENT";
    cursor.space(description)?;
    let mut unchanged_since = None;
    if cursor.permits(Capability::Condstore) && cursor.eat(b'(') {
        if !cursor.eat_whole_word("UNCHANGEDSINCE") {
            return Err(cursor.expected("UNCHANGEDSINCE"));
        }
        cursor.space("a modification sequence after UNCHANGEDSINCE")?;
        unchanged_since = Some(mod_sequence(cursor, "a modification sequence")?);
        cursor.require(b')', "a closing parenthesis")?;
        cursor.space(description)?;
    }
    let start = cursor.clone();
    let mode = match cursor.peek() {
        Some(b'+') => StoreMode::Add,
        Some(b'-') => StoreMode::Remove,
        _ => StoreMode::Replace,
    };
    if mode != StoreMode::Replace {
        cursor.skip(1);
    }
    if !cursor.eat_word("FLAGS") {
        return Err(start.expected(description));
    }
    let silent = cursor.eat_word(".SILENT");
    cursor.space("flags such as (\\Seen)")?;
    let flags = if cursor.peek() == Some(b'(') {
        flag_list(cursor)?
    } else {
        let mut flags = vec![flag(cursor)?];
        while cursor.eat(b' ') {
            flags.push(flag(cursor)?);
        }
        flags
    };
    Ok(StoreArguments { uid, set, mode, silent, flags, unchanged_since })
}
