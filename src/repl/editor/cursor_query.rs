//! The query for the cursor's position, which the terminal answers through the keyboard.

/// The state of the query.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CursorQuery {
    #[default]
    None,
    Waiting,
    /// The row and the column, from 1.
    Answered(u16, u16),
}

impl CursorQuery {
    pub fn is_waiting(self) -> bool {
        self == CursorQuery::Waiting
    }

    pub fn answer(&mut self, row: u16, column: u16) {
        *self = CursorQuery::Answered(row, column);
    }
}
