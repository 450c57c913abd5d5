//! The arguments of the commands that refer to messages: SEARCH, FETCH, STORE, COPY and MOVE (RFC 3501,
//! section 6.4), with the modifiers of RFC 7162 and RFC 9394.

use super::arguments::{flag, flag_list, list, mailbox, mod_sequence};
use super::command::Command;
use super::cursor::{Cursor, ParseResult};
use super::fetch_items::{FetchItem, fetch_items};
use super::search_keys::search_program;
use super::search_return::{PartialRange, partial_range, search_return};
use super::sequence_set::{SequenceSet, sequence_set};
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

/// The arguments of STORE.
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

/// The arguments of FETCH.
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

/// The commands that take sequence numbers, or UIDs if prefixed with UID.
pub fn message_command(cursor: &mut Cursor<'_>, name: &str, uid: bool) -> ParseResult<Command> {
    if name == "SEARCH" {
        cursor.space("a search key after SEARCH")?;
        let returns = search_return(cursor, "a search key", Capability::ContextSearch)?;
        let program = search_program(cursor)?;
        return Ok(Command::Search { uid, returns, program });
    }
    let numbers = if uid { "UIDs" } else { "sequence numbers" };
    let description = format!("{numbers} such as 1:* after {name}");
    cursor.space(&description)?;
    let set = sequence_set(cursor, &description)?;
    Ok(match name {
        "FETCH" => {
            cursor.space("items to fetch, such as FLAGS or (UID BODY[])")?;
            let items = fetch_items(cursor)?;
            let mut fetch = FetchArguments {
                uid,
                set,
                items,
                changed_since: None,
                vanished: false,
                partial: None,
            };
            fetch_modifiers(cursor, &mut fetch)?;
            Command::Fetch(fetch)
        }
        "STORE" => store(cursor, uid, set)?,
        _ => {
            cursor.space("a mailbox name after the numbers")?;
            let mailbox = mailbox(cursor, "a mailbox name after the numbers")?;
            match name {
                "COPY" => Command::Copy { uid, set, mailbox },
                _ => Command::Move { uid, set, mailbox },
            }
        }
    })
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

fn store(cursor: &mut Cursor<'_>, uid: bool, set: SequenceSet) -> ParseResult<Command> {
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
    Ok(Command::Store(StoreArguments { uid, set, mode, silent, flags, unchanged_since }))
}
