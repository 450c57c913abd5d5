//! What SEARCH and SORT return, and whether they keep the result: `RETURN (MIN COUNT)` (RFC 4731, RFC
//! 5182).

use super::arguments::{atom, list, number};
use super::cursor::{Cursor, ParseResult};
use super::fetch_items::{FetchItem, fetch_item_list};
use crate::practice::capability::Capability;
use std::fmt;

/// The options of RETURN.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchReturn {
    pub min: bool,
    pub max: bool,
    pub all: bool,
    pub count: bool,
    /// Keep the result for `$`.
    pub save: bool,
    /// Report changes of the result (RFC 5267), and fetch this of each new message in it (RFC 5465).
    pub update: Option<Vec<FetchItem>>,
    /// A part of the result (RFC 5267, RFC 9394).
    pub partial: Option<PartialRange>,
}

/// A range of a result, each end counted from 1, or from the end and negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartialRange {
    pub first: i64,
    pub last: i64,
}

impl PartialRange {
    /// This part of a list.
    pub fn of<T>(self, list: &[T]) -> &[T] {
        let length = list.len() as i64;
        let position = |end: i64| if end < 0 { length + end } else { end - 1 };
        let (one, other) = (position(self.first), position(self.last));
        let start = one.min(other).clamp(0, length) as usize;
        let end = one.max(other).saturating_add(1).clamp(0, length) as usize;
        list.get(start..end).unwrap_or_default()
    }
}

impl fmt::Display for PartialRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.first, self.last)
    }
}

/// A space and a range such as `1:100`, or `-1:-100`, which counts from the end.
pub fn partial_range(cursor: &mut Cursor<'_>) -> ParseResult<PartialRange> {
    let description = "a range such as 1:100 after PARTIAL";
    cursor.space(description)?;
    let start = cursor.clone();
    let negative = cursor.permits(Capability::Partial) && cursor.eat(b'-');
    let end = |cursor: &mut Cursor<'_>| match number(cursor, description)? {
        0 => Err(start.expected(description)),
        number if negative => Ok(-i64::from(number)),
        number => Ok(i64::from(number)),
    };
    let mut first = end(cursor)?;
    cursor.require(b':', "a colon in the range")?;
    if negative {
        cursor.require(b'-', "a negative number after a negative one")?;
    }
    let mut last = end(cursor)?;
    if !negative && last < first {
        std::mem::swap(&mut first, &mut last);
    }
    Ok(PartialRange { first, last })
}

/// `RETURN (options)` and the space after it, if it comes next. `next` describes what follows, and
/// `context` is the capability of UPDATE.
pub fn search_return(
    cursor: &mut Cursor<'_>,
    next: &str,
    context: Capability,
) -> ParseResult<Option<SearchReturn>> {
    if !cursor.permits(Capability::Esearch) || !cursor.eat_whole_word("RETURN") {
        return Ok(None);
    }
    let mut returns = SearchReturn::default();
    let before = cursor.clone();
    let description = "MIN, MAX, ALL, COUNT or SAVE";
    cursor.space(&format!("{description} in parentheses"))?;
    if !cursor.eat_word("()") {
        list(cursor, &format!("{description} in parentheses"), |cursor| {
            let start = cursor.clone();
            match atom(cursor, description)?.to_ascii_uppercase().as_str() {
                "MIN" => returns.min = true,
                "MAX" => returns.max = true,
                "ALL" => returns.all = true,
                "COUNT" => returns.count = true,
                "UPDATE" if cursor.permits(context) => returns.update = Some(update_items(cursor)?),
                // A hint that the same search will come again.
                "CONTEXT" if cursor.permits(context) => {}
                "PARTIAL" if cursor.permits(context) || cursor.permits(Capability::Partial) => {
                    returns.partial = Some(partial_range(cursor)?);
                }
                "SAVE" if cursor.permits(Capability::SearchRes) => returns.save = true,
                _ => return Err(start.expected(description)),
            }
            Ok(())
        })?;
    }
    if returns.all && returns.partial.is_some() {
        return Err(before.expected("either ALL or PARTIAL"));
    }
    if returns == SearchReturn::default() {
        returns.all = true;
    }
    cursor.space(&format!("{next} after RETURN"))?;
    Ok(Some(returns))
}

/// The items in parentheses after UPDATE, if there are any (RFC 5465, section 7).
fn update_items(cursor: &mut Cursor<'_>) -> ParseResult<Vec<FetchItem>> {
    let mut ahead = cursor.clone();
    if !cursor.permits(Capability::Notify) || !ahead.eat(b' ') || ahead.peek() != Some(b'(') {
        return Ok(Vec::new());
    }
    *cursor = ahead;
    fetch_item_list(cursor)
}
