//! Tables in text, as programs export them: a column has the lines of a session, and commas or semicolons
//! separate it from numbers, times or the names of the sides. The separator and the neighboring cell look
//! like part of a tag or of an argument, so that a replay would send rows that were never typed. Section 12
//! of `docs/listings.md`.

use super::ScriptReader;
use crate::notation::arrows::is_arrow;
use crate::notation::listing_tags::is_sure_tag;
use crate::notation::marks::{are_opposites, is_name_of_side};
use crate::notation::response::{bare_status, is_response};
use crate::notation::shape::is_complete_command;
use crate::protocol::typed_line::{CommandLine, tagged_status};

const SEPARATORS: [char; 2] = [',', ';'];

impl ScriptReader {
    /// Whether a line without a mark is a row of a table, judging by its other columns.
    pub(super) fn is_row_of_table(&mut self, text: &str) -> bool {
        !self.is_record
            && text.contains(SEPARATORS)
            && (self.has_column_before(text) || self.has_column_after(text))
    }

    /// `1,a1 noop`, `C;a1 noop`, `2, * 3 EXISTS`. A tag may have a comma in it: then a completion repeats it.
    fn has_column_before(&mut self, text: &str) -> bool {
        let first = text.split([' ', '\t']).next().unwrap_or_default();
        let Some(end) = first.rfind(SEPARATORS) else {
            return false;
        };
        let cell = first[..end].rsplit(SEPARATORS).next().unwrap_or_default();
        let content = text[end + 1..].trim_start();
        let is_glued = end + 1 < first.len();
        // Prose may have a comma before a command: `Then, a2 delete Work`.
        let may_be_cell = is_glued && !cell.is_empty() && !self.style.page;
        if !may_be_cell && !is_number_or_side(cell) {
            return false;
        }
        let command = CommandLine::parse(content);
        let is_command = is_complete_command(&command)
            && match command.tag {
                Some(tag) => is_sure_tag(tag),
                None => is_glued && !self.style.page && is_number_or_side(cell),
            };
        (is_command || is_response(content)) && !self.is_completed_below(first)
    }

    /// `a1 noop,client`, `a2 delete Work,3`. An argument may end like this, so that the lines around it
    /// decide.
    fn has_column_after(&self, text: &str) -> bool {
        let Some((content, cell)) =
            split_last_cell(text).filter(|(_, cell)| is_number_or_side(cell))
        else {
            return false;
        };
        let command = CommandLine::parse(content);
        if is_complete_command(&command) && command.arguments.is_empty() {
            // The name of a command has no comma in it.
            return command.tag.is_none_or(is_sure_tag);
        }
        let is_command = is_complete_command(&command) && command.tag.is_none_or(is_sure_tag);
        let above = self.line_above();
        let below = self.arrived_text(self.at + 1);
        is_command
            && [above, below].into_iter().flatten().any(|line| {
                split_last_cell(line.text().trim())
                    .is_some_and(|(content, other)| is_row_of_server(content, cell, other))
            })
    }
}

/// The text before the last separator of a line, and the single word after it.
fn split_last_cell(text: &str) -> Option<(&str, &str)> {
    let (content, cell) = text.rsplit_once(SEPARATORS)?;
    let cell = cell.trim();
    (!cell.is_empty() && !cell.contains([' ', '\t'])).then_some((content.trim_end(), cell))
}

/// Whether a line is the server's, with the other side's name in its last column, or with the number before
/// or after that of the client's line.
fn is_row_of_server(content: &str, clients: &str, servers: &str) -> bool {
    let number = |cell: &str| cell.parse::<u32>().ok();
    match (number(clients), number(servers)) {
        // The last number of a set may be the next one too.
        (Some(one), Some(other)) => one.abs_diff(other) == 1 && tagged_status(content).is_some(),
        _ => {
            let is_servers = is_response(content) || bare_status(content).is_some();
            is_servers && (are_opposites(clients, servers) || are_opposites(servers, clients))
        }
    }
}

/// Whether a cell has a number, a time or an address, or the name or the arrow of a side.
fn is_number_or_side(cell: &str) -> bool {
    let cell = cell.trim_matches('"');
    let is_number = cell.starts_with(|c: char| c.is_ascii_digit())
        && cell.chars().all(|c| c.is_ascii_hexdigit() || "TZ:.-+_/[]".contains(c));
    is_number || is_arrow(cell) || (!cell.is_empty() && is_name_of_side(cell))
}
