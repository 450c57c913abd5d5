//! The text that rustyline drew last, and its number of rows. rustyline returns with the prompt still on
//! the screen. To erase exactly those rows, this module counts them like rustyline, whose own layout is
//! private.

use rustyline::GraphemeClusterMode;
use unicode_segmentation::UnicodeSegmentation;

/// The columns between tab stops on all terminals.
pub const TAB_STOP: u8 = 8;

/// The last redraw, without styles.
#[derive(Clone, Default)]
pub struct DrawnPrompt {
    pub prompt: String,
    pub text: String,
    /// The cursor's byte offset in the text.
    pub cursor: usize,
    pub hint: String,
}

impl DrawnPrompt {
    /// A text that will be drawn in the next run.
    pub fn of_text(text: String, cursor: usize) -> DrawnPrompt {
        DrawnPrompt { text, cursor, ..DrawnPrompt::default() }
    }

    /// The text before and after the cursor.
    pub fn around_cursor(&self) -> (&str, &str) {
        (self.text.split_at_checked(self.cursor)).unwrap_or((&self.text, ""))
    }

    /// The index of the last row, counted from the prompt's first row.
    pub fn last_row(&self, columns: u16, mode: GraphemeClusterMode) -> usize {
        let (_, after) = self.around_cursor();
        let cursor = self.cursor_position(columns, mode);
        self.position_after([after, &self.hint], cursor, columns, mode).row
    }

    /// The cursor's position.
    pub fn cursor_position(&self, columns: u16, mode: GraphemeClusterMode) -> ScreenPosition {
        let (before, _) = self.around_cursor();
        self.position_after([&self.prompt, before], ScreenPosition::default(), columns, mode)
    }

    /// Piece by piece, as rustyline does: where a piece ends in the last column, the next one starts
    /// on a new row.
    fn position_after<const N: usize>(
        &self,
        pieces: [&str; N],
        start: ScreenPosition,
        columns: u16,
        mode: GraphemeClusterMode,
    ) -> ScreenPosition {
        let columns = usize::from(columns.max(1));
        let pieces = pieces.into_iter().filter(|piece| !piece.is_empty());
        pieces.fold(start, |position, piece| position_after(piece, position, columns, mode))
    }

    /// How many rows below the prompt's first row the cursor is, after a change of the terminal's width
    /// that left it in this column. Some terminals rewrap the rows, others cut them off. The column
    /// shows which, and this is kept in `rewraps` for the case that a later column is ambiguous; if it is
    /// not known, the smaller number is returned, since rows above must not be erased.
    pub fn cursor_row_after_resize(
        &self,
        (old_columns, new_columns): (u16, u16),
        column: u16,
        mode: GraphemeClusterMode,
        rewraps: &mut Option<bool>,
    ) -> usize {
        let last_column = usize::from(new_columns.max(1)) - 1;
        let kept = self.cursor_position(old_columns, mode);
        let wrapped = self.cursor_position(new_columns, mode);
        let mut possible = vec![
            (false, kept.row, kept.column.min(last_column)),
            (true, wrapped.row, wrapped.column),
        ];
        if wrapped.column == 0 && wrapped.row > 0 {
            // The text fills its row, and the cursor may still be on it.
            possible.push((true, wrapped.row - 1, last_column));
        }
        if kept.column == 0 && kept.row > 0 {
            // The text filled its row, and rustyline has begun a new one with a line feed.
            possible.push((true, wrapped.row + usize::from(wrapped.column > 0), 0));
        }
        possible.retain(|(_, _, at)| *at == usize::from(column));
        if let Some(known) = *rewraps
            && possible.iter().any(|(rewraps, ..)| *rewraps == known)
        {
            possible.retain(|(rewraps, ..)| *rewraps == known);
        }
        if let [(first, ..), others @ ..] = possible.as_slice()
            && others.iter().all(|(rewraps, ..)| rewraps == first)
        {
            *rewraps = Some(*first);
        }
        possible.iter().map(|(_, row, _)| *row).min().unwrap_or(0)
    }
}

/// A position on the screen, counted from where the prompt starts.
#[derive(Clone, Copy, Default)]
pub struct ScreenPosition {
    pub row: usize,
    pub column: usize,
}

/// The cursor's position after `text` was printed at `start`. After a text that ends in the last
/// column it is at the start of the next row.
fn position_after(
    text: &str,
    start: ScreenPosition,
    columns: usize,
    mode: GraphemeClusterMode,
) -> ScreenPosition {
    let tab_stop = usize::from(TAB_STOP);
    let mut position = start;
    for cluster in text.graphemes(true) {
        if cluster == "\n" {
            position.row += 1;
            position.column = 0;
            continue;
        }
        let width = match cluster {
            "\t" => tab_stop - position.column % tab_stop,
            _ => usize::from(mode.width(cluster)),
        };
        position.column += width;
        if position.column > columns {
            position.row += 1;
            position.column = width;
        }
    }
    if position.column == columns {
        position.row += 1;
        position.column = 0;
    }
    position
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(columns: usize, text: &str) -> (usize, usize) {
        let mode = GraphemeClusterMode::WcWidth;
        let position = position_after(text, ScreenPosition::default(), columns, mode);
        (position.row, position.column)
    }

    #[test]
    fn rewrapping_is_detected_from_the_cursor_column() {
        let row = |drawn: &DrawnPrompt, old, new, column, rewraps: &mut Option<bool>| {
            let mode = GraphemeClusterMode::WcWidth;
            drawn.cursor_row_after_resize((old, new), column, mode, rewraps)
        };
        // 23 columns: 3 rows of 10, or 2 rows of 15, with the cursor in column 3 or 8.
        let prompt = "a001 ".to_owned();
        let drawn = DrawnPrompt { prompt, ..DrawnPrompt::of_text("x".repeat(18), 18) };
        let mut rewraps = None;
        assert_eq!(row(&drawn, 10, 15, 8, &mut rewraps), 1);
        assert_eq!(rewraps, Some(true));
        assert_eq!(row(&drawn, 15, 10, 3, &mut rewraps), 2);
        assert_eq!(row(&drawn, 15, 10, 8, &mut rewraps), 1);
        assert_eq!(rewraps, Some(false));
        assert_eq!(row(&drawn, 10, 15, 3, &mut rewraps), 2);
        // An ambiguous column, and an impossible one.
        assert_eq!(row(&drawn, 20, 10, 3, &mut None), 1);
        assert_eq!(row(&drawn, 20, 10, 3, &mut Some(true)), 2);
        assert_eq!(row(&drawn, 20, 10, 3, &mut Some(false)), 1);
        assert_eq!(row(&drawn, 10, 15, 5, &mut None), 0);
        // The text fills its rows before or after the change.
        let drawn = DrawnPrompt::of_text("x".repeat(20), 20);
        assert_eq!(row(&drawn, 10, 15, 0, &mut Some(true)), 2);
        assert_eq!(row(&drawn, 15, 10, 9, &mut None), 1);
    }

    #[test]
    fn rows_wrap_as_a_terminal_wraps_them() {
        assert_eq!(after(10, ""), (0, 0));
        assert_eq!(after(10, "a001 noop"), (0, 9));
        assert_eq!(after(10, "a001 noop!"), (1, 0));
        assert_eq!(after(10, "a001 noop!!"), (1, 1));
        assert_eq!(after(10, "日本語日本"), (1, 0));
        assert_eq!(after(9, "日本語日本"), (1, 2));
        assert_eq!(after(10, "one\ntwo\n"), (2, 0));
        assert_eq!(after(20, "a\tb"), (0, 9));
    }
}
