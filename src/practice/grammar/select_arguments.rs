//! The arguments of SELECT and EXAMINE, with the parameters of RFC 7162.

use super::arguments::{list, mailbox_after, mod_sequence, number};
use super::cursor::{Cursor, ParseResult};
use super::sequence_set::{SequenceSet, sequence_set};
use crate::practice::capability::Capability;

/// The arguments of SELECT or EXAMINE.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectArguments {
    pub mailbox: String,
    /// EXAMINE.
    pub read_only: bool,
    pub condstore: bool,
    pub qresync: Option<QresyncArguments>,
}

/// What a client knows of a mailbox from an earlier session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QresyncArguments {
    pub uid_validity: u32,
    pub modseq: u64,
    /// The UIDs that the client knows; if `None`, all.
    pub known_uids: Option<SequenceSet>,
    /// The client gave sequence numbers with their UIDs.
    pub has_numbers: bool,
}

/// The arguments after SELECT or EXAMINE, whichever `name` is.
pub fn select_arguments(cursor: &mut Cursor<'_>, name: &str) -> ParseResult<SelectArguments> {
    let mailbox = mailbox_after(cursor, name)?;
    let read_only = name == "EXAMINE";
    let mut arguments = SelectArguments { mailbox, read_only, condstore: false, qresync: None };
    if !cursor.permits(Capability::Condstore) || cursor.peek().is_none() {
        return Ok(arguments);
    }
    let description = "(CONDSTORE) or (QRESYNC (UIDVALIDITY MODSEQ)) after the mailbox name";
    cursor.space(description)?;
    list(cursor, description, |cursor| {
        if cursor.eat_whole_word("CONDSTORE") {
            arguments.condstore = true;
        } else if cursor.permits(Capability::Qresync) && cursor.eat_whole_word("QRESYNC") {
            arguments.qresync = Some(qresync_arguments(cursor)?);
        } else {
            return Err(cursor.expected("CONDSTORE or QRESYNC"));
        }
        Ok(())
    })?;
    Ok(arguments)
}

fn qresync_arguments(cursor: &mut Cursor<'_>) -> ParseResult<QresyncArguments> {
    let description = "UIDVALIDITY and a modification sequence in parentheses after QRESYNC";
    cursor.space(description)?;
    cursor.require(b'(', description)?;
    let uid_validity = number(cursor, "the UIDVALIDITY that the client knows")?;
    cursor.space("a modification sequence after UIDVALIDITY")?;
    let modseq = mod_sequence(cursor, "the modification sequence that the client knows")?;
    let (mut known_uids, mut has_numbers) = (None, false);
    if cursor.eat(b' ') {
        if cursor.peek() != Some(b'(') {
            known_uids = Some(sequence_set(cursor, "the UIDs that the client knows")?);
        }
        // Numbers and the UIDs that they had help servers that have forgotten which messages were
        // expunged. This one compares the known UIDs instead.
        if known_uids.is_none() || cursor.eat(b' ') {
            has_numbers = true;
            let description = "sequence numbers and their UIDs in parentheses";
            cursor.require(b'(', description)?;
            sequence_set(cursor, description)?;
            cursor.space("the UIDs of the sequence numbers")?;
            sequence_set(cursor, "the UIDs of the sequence numbers")?;
            cursor.require(b')', "a closing parenthesis")?;
        }
    }
    cursor.require(b')', "a closing parenthesis")?;
    Ok(QresyncArguments { uid_validity, modseq, known_uids, has_numbers })
}
