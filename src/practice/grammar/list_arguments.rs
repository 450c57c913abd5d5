//! The arguments of LIST (RFC 3501, section 6.3.8), with the options of RFC 5258, RFC 5819 and RFC
//! 6154.

use super::arguments::{atom, list, list_mailbox};
use super::cursor::{Cursor, ParseResult};
use super::status_items::{StatusItem, status_items};
use crate::practice::capability::Capability;

/// How many octets the patterns of a LIST can have together.
const MAX_PATTERN_OCTETS: usize = 1000;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListArguments {
    /// It uses the syntax of LIST-EXTENDED.
    pub extended: bool,
    pub select: ListSelection,
    pub reference: String,
    pub patterns: Vec<String>,
    pub returns: ListReturn,
}

/// Which names LIST returns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListSelection {
    pub subscribed: bool,
    /// Also names with a matching name below them.
    pub recursive_match: bool,
    pub special_use: bool,
}

/// What LIST returns for each name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListReturn {
    pub subscribed: bool,
    pub children: bool,
    pub special_use: bool,
    pub status: Option<Vec<StatusItem>>,
}

/// The arguments after LIST.
pub fn list_arguments(cursor: &mut Cursor<'_>) -> ParseResult<ListArguments> {
    let mut arguments = ListArguments::default();
    let description = "a reference name, often \"\", after LIST";
    cursor.space(description)?;
    let permits_options = cursor.permits(Capability::ListExtended);
    if permits_options && cursor.peek() == Some(b'(') {
        arguments.extended = true;
        arguments.select = selection_options(cursor)?;
        cursor.space("a reference name, often \"\", after the options")?;
    }
    arguments.reference = list_mailbox(cursor, description)?;
    cursor.space("a mailbox name or a pattern such as \"*\" after the reference name")?;
    let pattern = "a mailbox name or a pattern such as \"*\"";
    if permits_options && cursor.peek() == Some(b'(') {
        arguments.extended = true;
        let start = cursor.clone();
        arguments.patterns = list(cursor, pattern, |cursor| list_mailbox(cursor, pattern))?;
        let octets: usize = arguments.patterns.iter().map(String::len).sum();
        if octets > MAX_PATTERN_OCTETS {
            let description = format!("patterns of at most {MAX_PATTERN_OCTETS} octets together");
            return Err(start.expected(&description));
        }
    } else {
        arguments.patterns.push(list_mailbox(cursor, pattern)?);
    }
    if permits_options && cursor.peek().is_some() {
        arguments.extended = true;
        cursor.space("RETURN after the pattern")?;
        if !cursor.eat_whole_word("RETURN") {
            return Err(cursor.expected("RETURN after the pattern"));
        }
        arguments.returns = return_options(cursor)?;
    }
    Ok(arguments)
}

/// Options in parentheses, of which there may be none.
fn options(
    cursor: &mut Cursor<'_>,
    description: &str,
    option: impl FnMut(&mut Cursor<'_>) -> ParseResult<()>,
) -> ParseResult<()> {
    if cursor.eat_word("()") {
        return Ok(());
    }
    list(cursor, description, option).map(drop)
}

fn selection_options(cursor: &mut Cursor<'_>) -> ParseResult<ListSelection> {
    let mut select = ListSelection::default();
    let before = cursor.clone();
    let description = "SUBSCRIBED, REMOTE, RECURSIVEMATCH or SPECIAL-USE";
    options(cursor, description, |cursor| {
        let start = cursor.clone();
        match atom(cursor, description)?.to_ascii_uppercase().as_str() {
            "SUBSCRIBED" => select.subscribed = true,
            // No mailbox is remote.
            "REMOTE" => {}
            "RECURSIVEMATCH" => select.recursive_match = true,
            "SPECIAL-USE" if cursor.permits(Capability::SpecialUse) => select.special_use = true,
            _ => return Err(start.expected(description)),
        }
        Ok(())
    })?;
    if select.recursive_match && !select.subscribed && !select.special_use {
        return Err(before.expected("SUBSCRIBED or SPECIAL-USE together with RECURSIVEMATCH"));
    }
    Ok(select)
}

fn return_options(cursor: &mut Cursor<'_>) -> ParseResult<ListReturn> {
    let mut returns = ListReturn::default();
    let description = "SUBSCRIBED, CHILDREN, SPECIAL-USE or STATUS (items)";
    cursor.space(&format!("{description} in parentheses"))?;
    options(cursor, &format!("{description} in parentheses"), |cursor| {
        let start = cursor.clone();
        match atom(cursor, description)?.to_ascii_uppercase().as_str() {
            "SUBSCRIBED" => returns.subscribed = true,
            "CHILDREN" => returns.children = true,
            "SPECIAL-USE" if cursor.permits(Capability::SpecialUse) => returns.special_use = true,
            "STATUS" if cursor.permits(Capability::ListStatus) => {
                returns.status = Some(status_items(cursor, "STATUS")?);
            }
            _ => return Err(start.expected(description)),
        }
        Ok(())
    })?;
    Ok(returns)
}
