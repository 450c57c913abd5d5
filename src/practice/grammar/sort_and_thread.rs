//! The arguments of SORT and THREAD (RFC 5256, RFC 5957).

use super::arguments::{atom, list};
use super::cursor::{Cursor, ParseResult};
use super::search_keys::{SearchProgram, program_in_charset};
use super::search_return::{SearchReturn, search_return};
use crate::practice::capability::Capability;

/// What SORT compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKey {
    Arrival,
    Cc,
    Date,
    DisplayFrom,
    DisplayTo,
    From,
    Size,
    Subject,
    To,
}

/// A key of SORT, and whether its order is reversed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SortCriterion {
    pub key: SortKey,
    pub reverse: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortArguments {
    pub uid: bool,
    pub returns: Option<SearchReturn>,
    pub criteria: Vec<SortCriterion>,
    pub program: SearchProgram,
}

/// How THREAD groups messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThreadAlgorithm {
    OrderedSubject,
    References,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadArguments {
    pub uid: bool,
    pub algorithm: ThreadAlgorithm,
    pub program: SearchProgram,
}

/// The arguments after SORT.
pub fn sort_arguments(cursor: &mut Cursor<'_>, uid: bool) -> ParseResult<SortArguments> {
    let description = "sort keys in parentheses, such as (SUBJECT), after SORT";
    cursor.space(description)?;
    let returns = if cursor.permits(Capability::Esort) {
        search_return(cursor, "sort keys in parentheses", Capability::ContextSort)?
    } else {
        None
    };
    let criteria = list(cursor, "sort keys in parentheses", sort_criterion)?;
    let program = program_in_charset(cursor, "the sort keys")?;
    Ok(SortArguments { uid, returns, criteria, program })
}

fn sort_criterion(cursor: &mut Cursor<'_>) -> ParseResult<SortCriterion> {
    let description = "ARRIVAL, CC, DATE, FROM, SIZE, SUBJECT or TO, optionally after REVERSE";
    let reverse = cursor.eat_whole_word("REVERSE");
    if reverse {
        cursor.space("a sort key after REVERSE")?;
    }
    let start = cursor.clone();
    let key = match atom(cursor, description)?.to_ascii_uppercase().as_str() {
        "ARRIVAL" => SortKey::Arrival,
        "CC" => SortKey::Cc,
        "DATE" => SortKey::Date,
        "FROM" => SortKey::From,
        "SIZE" => SortKey::Size,
        "SUBJECT" => SortKey::Subject,
        "TO" => SortKey::To,
        "DISPLAYFROM" if cursor.permits(Capability::SortDisplay) => SortKey::DisplayFrom,
        "DISPLAYTO" if cursor.permits(Capability::SortDisplay) => SortKey::DisplayTo,
        _ => return Err(start.expected(description)),
    };
    Ok(SortCriterion { key, reverse })
}

/// The arguments after THREAD.
pub fn thread_arguments(cursor: &mut Cursor<'_>, uid: bool) -> ParseResult<ThreadArguments> {
    let description = "ORDEREDSUBJECT or REFERENCES after THREAD";
    cursor.space(description)?;
    let algorithm = if cursor.permits(Capability::ThreadOrderedSubject)
        && cursor.eat_whole_word("ORDEREDSUBJECT")
    {
        ThreadAlgorithm::OrderedSubject
    } else if cursor.permits(Capability::ThreadReferences) && cursor.eat_whole_word("REFERENCES") {
        ThreadAlgorithm::References
    } else {
        return Err(cursor.expected(description));
    };
    let program = program_in_charset(cursor, "the algorithm")?;
    Ok(ThreadArguments { uid, algorithm, program })
}
