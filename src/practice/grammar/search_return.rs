//! What SEARCH and SORT return, and whether they keep the result: `RETURN (MIN COUNT)` (RFC 4731, RFC
//! 5182).

use super::arguments::{atom, list};
use super::cursor::{Cursor, ParseResult};
use crate::practice::capability::Capability;

/// The options of RETURN.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SearchReturn {
    pub min: bool,
    pub max: bool,
    pub all: bool,
    pub count: bool,
    /// Keep the result for `$`.
    pub save: bool,
}

/// `RETURN (options)` and the space after it, if it comes next. `next` describes what follows.
pub fn search_return(cursor: &mut Cursor<'_>, next: &str) -> ParseResult<Option<SearchReturn>> {
    if !cursor.permits(Capability::Esearch) || !cursor.eat_whole_word("RETURN") {
        return Ok(None);
    }
    let mut returns = SearchReturn::default();
    let what = "MIN, MAX, ALL, COUNT or SAVE";
    cursor.space(&format!("{what} in parentheses"))?;
    if !cursor.eat_word("()") {
        list(cursor, &format!("{what} in parentheses"), |cursor| {
            let start = cursor.clone();
            match atom(cursor, what)?.to_ascii_uppercase().as_str() {
                "MIN" => returns.min = true,
                "MAX" => returns.max = true,
                "ALL" => returns.all = true,
                "COUNT" => returns.count = true,
                "SAVE" if cursor.permits(Capability::SearchRes) => returns.save = true,
                _ => return Err(start.expected(what)),
            }
            Ok(())
        })?;
    }
    if returns == SearchReturn::default() {
        returns.all = true;
    }
    cursor.space(&format!("{next} after RETURN"))?;
    Ok(Some(returns))
}
